package commands

var connectionCommands = []Command{
	{
		Name: "PING", Since: "1.0.0", Arity: -1, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "Ping",
				Doc:    `gives "PONG", if the server is there and takes commands.`,
				Result: simple,
			},
			{
				Go:     "PingMessage",
				Doc:    "gives message back.",
				Since:  "2.8.0",
				Args:   []Arg{Value("message", "V")},
				Result: one("T", ""),
			},
		},
	},
	{
		Name: "ECHO", Since: "1.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "Echo",
			Doc:    "gives message back.",
			Args:   []Arg{Value("message", "V")},
			Result: one("T", ""),
		}},
	},
	{
		Name: "CLIENT ID", Since: "5.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ClientID",
			Doc:    "gives the number by which the server knows the connection. Numbers only grow.",
			Result: integer,
		}},
	},
	{
		Name: "CLIENT GETNAME", Since: "2.6.9", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ClientGetName",
			Doc:    "gives the name of the connection, none if it has none. Config.ClientName gives it one.",
			Result: optionalText,
		}},
	},
	{
		Name: "CLIENT LIST", Since: "2.4.0", Arity: -2, Retry: RetryRead, Complexity: "O(N) for N clients",
		Forms: []Form{{
			Go:     "ClientList",
			Doc:    "gives a line of text per client of the server, of words in the form name=value.",
			Result: verbatim,
		}},
	},

	// Reachable by Do alone. Those that change the connection are in refused.go.
	{Name: "CLIENT GETREDIR", Since: "6.0.0", Arity: 2, Retry: RetryRead},
	{Name: "CLIENT INFO", Since: "6.2.0", Arity: 2, Retry: RetryRead},
	{Name: "CLIENT KILL", Since: "2.4.0", Arity: -3, Retry: RetryAccumulating},
	{Name: "CLIENT PAUSE", Since: "3.0.0", Arity: -3, Retry: RetryAccumulating},
	{Name: "CLIENT TRACKINGINFO", Since: "6.2.0", Arity: 2, Retry: RetryRead},
	{Name: "CLIENT UNBLOCK", Since: "5.0.0", Arity: -3, Retry: RetryAccumulating},
	{Name: "CLIENT UNPAUSE", Since: "6.2.0", Arity: 2, Retry: RetryAccumulating},
}
