package commands

// helpCommands are what servers say for people at a prompt of each command that is two words.
var helpCommands = []Command{
	help("ACL", "6.0.0", "ACLHelp"),
	help("CLIENT", "5.0.0", "ClientHelp"),
	help("CLUSTER", "5.0.0", "ClusterHelp"),
	help("COMMAND", "5.0.0", "CommandHelp"),
	help("COMMANDLOG", "8.1.0", "CommandLogHelp"),
	help("CONFIG", "5.0.0", "ConfigHelp"),
	help("FUNCTION", "7.0.0", "FunctionHelp"),
	help("LATENCY", "2.8.13", "LatencyHelp"),
	help("MEMORY", "4.0.0", "MemoryHelp"),
	help("MODULE", "5.0.0", "ModuleHelp"),
	help("OBJECT", "6.2.0", "ObjectHelp"),
	help("PUBSUB", "6.2.0", "PubSubHelp"),
	help("SCRIPT", "5.0.0", "ScriptHelp"),
	help("SENTINEL", "6.2.0", "SentinelHelp"),
	help("SLOWLOG", "6.2.0", "SlowLogHelp"),
	help("XGROUP", "5.0.0", "XGroupHelp"),
	help("XINFO", "5.0.0", "XInfoHelp"),
}

func help(word, since, helper string) Command {
	return Command{
		Name: word + " HELP", Since: since, Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     helper,
			Doc:    "gives the lines in which the server explains " + word + " to people.",
			Result: Result{Type: "[]string", Reply: "array of simple strings"},
		}},
	}
}
