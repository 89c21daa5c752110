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
		Forms: []Form{
			{
				Go:     "ClientList",
				Doc:    "gives all clients of the server: what is well known of each as fields, and all of it as text.",
				Result: decodedBy("[]ConnectedClient", "decodeClientList", "verbatim string"),
			},
			{
				Go: "ClientListWhere",
				Doc: `gives the clients that all of filters select, at least one, as [ClientList] gives all. [WhereType] stands alone for servers of Redis, and [WhereID] does since
				6.2.0; several filters, and others, are of Valkey since 8.1.0.`,
				Since:  "5.0.0",
				Args:   []Arg{ClientFilters("filters")},
				Result: decodedBy("[]ConnectedClient", "decodeClientList", "verbatim string"),
			},
		},
	},
	{
		Name: "CLIENT INFO", Since: "6.2.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ClientInfo",
			Doc:    "gives what the server knows of the connection itself.",
			Result: decodedBy("ConnectedClient", "decodeClient", "verbatim string"),
		}},
	},
	{
		Name: "CLIENT KILL", Since: "2.4.0", Arity: -3, Retry: RetryAccumulating, Complexity: "O(N) for N clients",
		Forms: []Form{{
			Go: "ClientKill",
			Doc: `closes the connections of the clients that all of filters select, at least one, and gives how many these were. The
			one that the command comes through is spared, but with [IncludeSelf].`,
			Since:  "2.8.12",
			Args:   []Arg{ClientFilters("filters")},
			Result: integer,
		}},
	},
	{
		Name: "CLIENT PAUSE", Since: "3.0.0", Arity: -3, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{
			{
				Go: "ClientPause",
				Doc: `makes the commands of all clients wait for the given time, rounded up to milliseconds, or until [ClientUnpause]. The connection's own commands
				wait, too.`,
				Args:   []Arg{Timeout("timeout")},
				Result: ok,
			},
			{
				Go:     "ClientPauseWrites",
				Doc:    "makes the commands of all clients that may write wait, as [ClientPause] does all commands.",
				Since:  "6.2.0",
				Args:   []Arg{Timeout("timeout"), Word("WRITE")},
				Result: ok,
			},
		},
	},
	{
		Name: "CLIENT UNPAUSE", Since: "6.2.0", Arity: 2, Retry: RetryAccumulating, Complexity: "O(N) for N clients that wait",
		Forms: []Form{{
			Go:     "ClientUnpause",
			Doc:    "ends what [ClientPause] began.",
			Result: ok,
		}},
	},
	{
		Name: "CLIENT UNBLOCK", Since: "5.0.0", Arity: -3, Retry: RetryAccumulating, Complexity: "O(log N) for N clients",
		Forms: []Form{
			{
				Go:     "ClientUnblock",
				Doc:    "ends the wait of a client in a blocking command, as if its time were over. It reports whether there was one.",
				Args:   []Arg{Int("id")},
				Result: boolean,
			},
			{
				Go:     "ClientUnblockError",
				Doc:    "ends the wait of a client in a blocking command with the error UNBLOCKED. It reports whether there was one.",
				Args:   []Arg{Int("id"), Word("ERROR")},
				Result: boolean,
			},
		},
	},
	{
		Name: "CLIENT GETREDIR", Since: "6.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ClientGetRedir",
			Doc:    "gives whether the connection has tracking, and which client its invalidations go to.",
			Result: decodedBy("TrackingRedirect", "decodeRedirect", "integer"),
		}},
	},
	{
		Name: "CLIENT TRACKINGINFO", Since: "6.2.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ClientTrackingInfo",
			Doc:    "gives how the connection tracks keys for client-side caching.",
			Result: decodedBy("TrackingState", "decodeTrackingState", "map"),
		}},
	},
}
