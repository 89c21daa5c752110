package commands

var introspectionCommands = []Command{
	// Of keys.
	{
		Name: "OBJECT ENCODING", Since: "2.2.3", Arity: 3, Keys: second, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ObjectEncoding",
			Doc:    `gives how the server represents the value of key in memory, as "embstr" or "listpack", none if key is missing.`,
			Args:   []Arg{Key("key")},
			Result: optionalText,
		}},
	},
	{
		Name: "OBJECT FREQ", Since: "4.0.0", Arity: 3, Keys: second, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go: "ObjectFreq",
			Doc: `gives how often key is used, on a logarithmic scale up to 255, none if key is missing. It is an error unless the
			server evicts keys by a policy of the kind LFU.`,
			Args:   []Arg{Key("key")},
			Result: optionalInt,
		}},
	},
	{
		Name: "OBJECT IDLETIME", Since: "2.2.3", Arity: 3, Keys: second, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go: "ObjectIdleTime",
			Doc: `gives how long key has not been used, in whole seconds, none if key is missing. It is an error if the server
			evicts keys by a policy of the kind LFU.`,
			Args:   []Arg{Key("key")},
			Result: decodedBy("Optional[time.Duration]", "decodeIdleTime", "integer, seconds, or null"),
		}},
	},
	{
		Name: "OBJECT REFCOUNT", Since: "2.2.3", Arity: 3, Keys: second, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ObjectRefCount",
			Doc:    "gives how many references the server has to the value of key, none if key is missing.",
			Args:   []Arg{Key("key")},
			Result: optionalInt,
		}},
	},

	// Of commands.
	{
		Name: "COMMAND", Since: "2.8.13", Arity: -1, Retry: RetryRead, Complexity: "O(N) for N commands",
		Forms: []Form{{
			Go:     "Commands",
			Doc:    "gives what the server knows of each of its commands: number of arguments, flags, keys.",
			Result: decodedBy("[]CommandSpec", "decodeCommandSpecs", "array of arrays"),
		}},
	},
	{
		Name: "COMMAND COUNT", Since: "2.8.13", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "CommandCount",
			Doc:    "gives the number of commands that the server has.",
			Result: integer,
		}},
	},
	{
		Name: "COMMAND INFO", Since: "2.8.13", Arity: -2, Retry: RetryRead, Complexity: "O(N) for N commands",
		Forms: []Form{{
			Go: "CommandInfo",
			Doc: `gives what the server knows of the named commands, none for those that it does not have. A subcommand is
			named as "config|get", since 7.0.0.`,
			Args:   []Arg{Texts1("names", "command-name")},
			Result: decodedBy("[]Optional[CommandSpec]", "decodeCommandInfos", "array of arrays and nulls"),
		}},
	},
	{
		Name: "COMMAND DOCS", Since: "7.0.0", Arity: -2, Retry: RetryRead, Complexity: "O(N) for N commands",
		Forms: []Form{{
			Go: "CommandDocs",
			Doc: `gives the documentation of the named commands by their names in lower case, of all commands if none is named. Those that the server
			does not have are left out.`,
			Args:   []Arg{Texts("names", "command-name")},
			Result: record("map[string]CommandDoc", "map of maps"),
		}},
	},
	{
		Name: "COMMAND LIST", Since: "7.0.0", Arity: -2, Retry: RetryRead, Complexity: "O(N) for N commands",
		Forms: []Form{
			{
				Go:     "CommandList",
				Doc:    "gives the names of all commands that the server has.",
				Result: texts,
			},
			{
				Go:     "CommandListModule",
				Doc:    "gives the names of the commands that a module has brought.",
				Args:   []Arg{Word("FILTERBY"), Word("MODULE"), Text("module")},
				Result: texts,
			},
			{
				Go:     "CommandListCategory",
				Doc:    `gives the names of the commands of an ACL category, which is named without "@".`,
				Args:   []Arg{Word("FILTERBY"), Word("ACLCAT"), Text("category")},
				Result: texts,
			},
			{
				Go:     "CommandListMatching",
				Doc:    "gives the names of the commands that match a glob-style pattern.",
				Args:   []Arg{Word("FILTERBY"), Word("PATTERN"), Text("pattern")},
				Result: texts,
			},
		},
	},
	{
		Name: "COMMAND GETKEYS", Since: "2.8.13", Arity: -3, Retry: RetryRead, Complexity: "O(N) for N arguments",
		Forms: []Form{{
			Go:     "CommandGetKeys",
			Doc:    "gives those of a command's arguments that are keys. Nothing is executed; a command without keys is an error.",
			Args:   []Arg{Text("command"), Anything("args", "arg")},
			Result: texts,
		}},
	},
	{
		Name: "COMMAND GETKEYSANDFLAGS", Since: "7.0.0", Arity: -3, Retry: RetryRead, Complexity: "O(N) for N arguments",
		Forms: []Form{{
			Go:     "CommandGetKeysAndFlags",
			Doc:    "gives those of a command's arguments that are keys, and what the command would do with each.",
			Args:   []Arg{Text("command"), Anything("args", "arg")},
			Result: decodedBy("[]KeyAccess", "decodeKeyAccesses", "array of keys with their flags"),
		}},
	},

	// Of the slow log.
	{
		Name: "SLOWLOG GET", Since: "2.2.12", Arity: -2, Retry: RetryRead, Complexity: "O(N) for N entries",
		Forms: []Form{
			{
				Go:     "SlowLogGet",
				Doc:    "gives the latest commands that took longer than the server's slowlog-log-slower-than, the last first, at most count.",
				Args:   []Arg{Natural("count")},
				Result: decodedBy("[]SlowLogEntry", "decodeSlowLog", "array of arrays"),
			},
			{
				Go:     "SlowLogGetAll",
				Doc:    "gives all entries of the slow log, the last first.",
				Since:  "7.0.0",
				Args:   []Arg{Word("-1")},
				Result: decodedBy("[]SlowLogEntry", "decodeSlowLog", "array of arrays"),
			},
		},
	},
	{
		Name: "SLOWLOG LEN", Since: "2.2.12", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "SlowLogLen",
			Doc:    "gives the number of entries of the slow log.",
			Result: integer,
		}},
	},
	{
		Name: "SLOWLOG RESET", Since: "2.2.12", Arity: 2, Retry: RetryLastWriterWins, Complexity: "O(N) for N entries",
		Forms: []Form{{
			Go:     "SlowLogReset",
			Doc:    "empties the slow log.",
			Result: ok,
		}},
	},

	// Of the logs of Valkey, of which one is the slow log.
	{
		Name: "COMMANDLOG GET", Since: "8.1.0", Arity: -4, Retry: RetryRead, Complexity: "O(N) for N entries",
		Forms: []Form{
			{
				Go: "CommandLogGetSlow",
				Doc: `gives the latest commands that took longer than the server's commandlog-execution-slower-than, the last first, at most
				count. It is a command of Valkey; [SlowLogGet] gives the same.`,
				Args:   []Arg{Natural("count"), Word("slow")},
				Result: decodedBy("[]SlowLogEntry", "decodeSlowLog", "array of arrays"),
			},
			{
				Go:     "CommandLogGetSlowAll",
				Doc:    "gives all entries of the log of slow commands, the last first, of Valkey.",
				Args:   []Arg{Word("-1"), Word("slow")},
				Result: decodedBy("[]SlowLogEntry", "decodeSlowLog", "array of arrays"),
			},
			{
				Go:     "CommandLogGetLargeRequest",
				Doc:    "gives the latest commands that were larger than the server's commandlog-request-larger-than, the last first, at most count, of Valkey.",
				Args:   []Arg{Natural("count"), Word("large-request")},
				Result: largeCommands,
			},
			{
				Go:     "CommandLogGetLargeRequestAll",
				Doc:    "gives all entries of the log of large commands, the last first, of Valkey.",
				Args:   []Arg{Word("-1"), Word("large-request")},
				Result: largeCommands,
			},
			{
				Go:     "CommandLogGetLargeReply",
				Doc:    "gives the latest commands whose replies were larger than the server's commandlog-reply-larger-than, the last first, at most count, of Valkey.",
				Args:   []Arg{Natural("count"), Word("large-reply")},
				Result: largeCommands,
			},
			{
				Go:     "CommandLogGetLargeReplyAll",
				Doc:    "gives all entries of the log of commands with large replies, the last first, of Valkey.",
				Args:   []Arg{Word("-1"), Word("large-reply")},
				Result: largeCommands,
			},
		},
	},
	{
		Name: "COMMANDLOG LEN", Since: "8.1.0", Arity: -3, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "CommandLogLen",
			Doc:    "gives the number of entries of a log of commands, of Valkey.",
			Args:   []Arg{Choice("log", "CommandLog", "<slow | large-request | large-reply>")},
			Result: integer,
		}},
	},
	{
		Name: "COMMANDLOG RESET", Since: "8.1.0", Arity: -3, Retry: RetryLastWriterWins, Complexity: "O(N) for N entries",
		Forms: []Form{{
			Go:     "CommandLogReset",
			Doc:    "empties a log of commands, of Valkey.",
			Args:   []Arg{Choice("log", "CommandLog", "<slow | large-request | large-reply>")},
			Result: ok,
		}},
	},

	// Of the keys that make most work.
	{
		Name: "HOTKEYS START", Since: "8.6.0", Arity: -2, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go: "HotkeysStart",
			Doc: `begins to find out which keys commands spend most time on, or most bytes, or both, and forgets what it found out before. While that is
			going on already it is an error. [Count] is how many keys of each kind to tell of, up to 64, in place of 10.`,
			Args: []Arg{
				{Param: "metrics HotkeyMetric", Encode: "metrics.put(x)", Usage: "METRICS count [CPU] [NET]", Min: 3},
				Options(hotkeysOptions),
			},
			Result: ok,
		}},
	},
	{
		Name: "HOTKEYS STOP", Since: "8.6.0", Arity: 2, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "HotkeysStop",
			Doc:    "ends what [HotkeysStart] began, and tells whether it was going on. What was found out stays.",
			Result: done,
		}},
	},
	{
		Name: "HOTKEYS GET", Since: "8.6.0", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N keys",
		Forms: []Form{
			{
				Go: "HotkeysGet",
				Doc: `gives the keys that commands spend most time on, or most bytes, since [HotkeysStart], of a server of Redis; none
				where that was not called, or [HotkeysReset] was since. [HotkeysGetRates] is for those of Valkey.`,
				Result: decodedBy("Optional[HotkeyReport]", "decodeHotkeyReport", "array of one map, or null"),
			},
			{
				Go: "HotkeysGetRates",
				Doc: `gives the keys that were used most often in the last window of time, the most used first, of a server of Valkey; none unless its configuration has it
				find them out. [HotkeysGet] is for those of Redis.`,
				Since:  "9.2.0",
				Result: decodedBy("[]KeyRate", "decodeKeyRates", "array of maps"),
			},
		},
	},
	{
		Name: "HOTKEYS RESET", Since: "8.6.0", Arity: 2, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "HotkeysReset",
			Doc:    "forgets what was found out since [HotkeysStart]. While that is going on it is an error.",
			Result: ok,
		}},
	},

	// Of latency.
	{
		Name: "LATENCY DOCTOR", Since: "2.8.13", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "LatencyDoctor",
			Doc:    "gives an analysis of the latencies that the server has noticed, with advice, as text for people.",
			Result: verbatim,
		}},
	},
	{
		Name: "LATENCY GRAPH", Since: "2.8.13", Arity: 3, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "LatencyGraph",
			Doc:    "gives a graph of the latencies of an event, drawn in text. An event without any is an error.",
			Args:   []Arg{Text("event")},
			Result: verbatim,
		}},
	},
	{
		Name: "LATENCY HISTOGRAM", Since: "7.0.0", Arity: -2, Retry: RetryRead, Complexity: "O(N) for N commands",
		Forms: []Form{{
			Go: "LatencyHistogram",
			Doc: `gives how long the calls of the named commands took, by the names of the commands in lower case; of all commands if none is
			named. Commands that were not called are left out, and those of a container, as "config", come as its subcommands.`,
			Args:   []Arg{Texts("names", "command")},
			Result: decodedBy("map[string]LatencyDistribution", "decodeHistograms", "map of maps"),
		}},
	},
	{
		Name: "LATENCY HISTORY", Since: "2.8.13", Arity: 3, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "LatencyHistory",
			Doc:    "gives the latencies of an event that the server has noticed, up to 160, the oldest first.",
			Args:   []Arg{Text("event")},
			Result: decodedBy("[]LatencySample", "decodeLatencyHistory", "array of times and milliseconds"),
		}},
	},
	{
		Name: "LATENCY LATEST", Since: "2.8.13", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "LatencyLatest",
			Doc:    "gives the latest and the greatest latency of each event that was longer than the server's latency-monitor-threshold.",
			Result: decodedBy("[]LatencyEvent", "decodeLatencyEvents", "array of arrays"),
		}},
	},
	{
		Name: "LATENCY RESET", Since: "2.8.13", Arity: -2, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "LatencyReset",
			Doc:    "forgets the latencies of the named events, of all if none is named, and gives of how many events there were any.",
			Args:   []Arg{Texts("events", "event")},
			Result: integer,
		}},
	},

	// Of memory.
	{
		Name: "MEMORY DOCTOR", Since: "4.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "MemoryDoctor",
			Doc:    "gives what the server finds wrong with its use of memory, with advice, as text for people.",
			Result: verbatim,
		}},
	},
	{
		Name: "MEMORY MALLOC-STATS", Since: "4.0.0", Arity: 2, Retry: RetryRead, Complexity: "that of the allocator",
		Forms: []Form{{
			Go:     "MemoryMallocStats",
			Doc:    "gives the statistics of the server's memory allocator, as text for people.",
			Result: Result{Type: "string", Reply: "verbatim string, or bulk string"},
		}},
	},
	{
		Name: "MEMORY PURGE", Since: "4.0.0", Arity: 2, Retry: RetryLastWriterWins, Complexity: "that of the allocator",
		Forms: []Form{{
			Go:     "MemoryPurge",
			Doc:    "makes the server's memory allocator give back what it has no use for.",
			Result: ok,
		}},
	},
	{
		Name: "MEMORY STATS", Since: "4.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "MemoryStats",
			Doc:    "gives what the server uses memory for.",
			Result: decodedBy("MemoryReport", "decodeMemoryReport", "map of numbers, and a map per database"),
		}},
	},
	{
		Name: "MEMORY USAGE", Since: "4.0.0", Arity: -3, Keys: second, Flags: ReadOnly, Complexity: "O(N) for N elements that are looked at",
		Forms: []Form{
			{
				Go:     "MemoryUsage",
				Doc:    "gives the number of bytes that key and its value take, none if key is missing. Of a collection a few elements are looked at.",
				Args:   []Arg{Key("key")},
				Result: optionalInt,
			},
			{
				Go:     "MemoryUsageSamples",
				Doc:    "gives what [MemoryUsage] gives, and looks at the given number of elements of a collection.",
				Args:   []Arg{Key("key"), Word("SAMPLES"), Positive("samples")},
				Result: optionalInt,
			},
			{
				Go:     "MemoryUsageExact",
				Doc:    "gives what [MemoryUsage] gives, and looks at all elements of a collection.",
				Args:   []Arg{Key("key"), Word("SAMPLES"), Word("0")},
				Result: optionalInt,
			},
		},
	},
}

var largeCommands = decodedBy("[]LargeCommand", "decodeLargeCommands", "array of arrays")
