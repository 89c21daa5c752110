package commands

// The commands of a sentinel. A shared connection to it is made as to any server.
var sentinelCommands = []Command{
	{
		Name: "SENTINEL MASTERS", Since: "2.8.4", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N masters",
		Forms: []Form{
			{
				Go:     "SentinelMasters",
				Doc:    "gives the masters that the sentinel monitors: what is well known of each as fields, and all of it as text.",
				Result: decodedBy("[]MonitoredMaster", "decodeMonitoredMasters", "array of maps"),
			},
		},
	},
	{
		Name: "SENTINEL MASTER", Since: "2.8.4", Arity: 3, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "SentinelMaster",
				Doc:    "gives the master that the sentinel monitors by a name. An unknown name is an error.",
				Args:   []Arg{Text("name")},
				Result: decodedBy("MonitoredMaster", "decodeMonitoredMaster", "map"),
			},
		},
	},
	{
		Name: "SENTINEL REPLICAS", Since: "5.0.0", Arity: 3, Retry: RetryRead, Complexity: "O(N) for N replicas",
		Forms: []Form{
			{
				Go:     "SentinelReplicas",
				Doc:    "gives the replicas of a master that the sentinel knows.",
				Args:   []Arg{Text("name")},
				Result: decodedBy("[]MonitoredReplica", "decodeMonitoredReplicas", "array of maps"),
			},
		},
	},
	{
		Name: "SENTINEL SENTINELS", Since: "2.8.4", Arity: 3, Retry: RetryRead, Complexity: "O(N) for N sentinels",
		Forms: []Form{
			{
				Go:     "SentinelSentinels",
				Doc:    "gives the other sentinels that monitor a master.",
				Args:   []Arg{Text("name")},
				Result: decodedBy("[]OtherSentinel", "decodeOtherSentinels", "array of maps"),
			},
		},
	},
	{
		Name: "SENTINEL GET-MASTER-ADDR-BY-NAME", Since: "2.8.4", Arity: 3, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "SentinelGetMasterAddrByName",
				Doc:    `gives the address of a master, as "10.0.0.7:6379", none if the sentinel does not know the name.`,
				Args:   []Arg{Text("name")},
				Result: decodedBy("Optional[string]", "decodeMasterAddr", "array of address and port, or null"),
			},
		},
	},
	{
		Name: "SENTINEL CKQUORUM", Since: "2.8.4", Arity: 3, Retry: RetryRead, Complexity: "O(N) for N sentinels",
		Forms: []Form{
			{
				Go:     "SentinelCkQuorum",
				Doc:    "gives a sentence that says that there are enough sentinels to agree on a failover of a master. That there are not is an error, NOQUORUM.",
				Args:   []Arg{Text("name")},
				Result: simple,
			},
		},
	},
	{
		Name: "SENTINEL MYID", Since: "6.2.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "SentinelMyID",
				Doc:    "gives the ID of the sentinel.",
				Result: text,
			},
		},
	},
	{
		Name: "SENTINEL INFO-CACHE", Since: "3.2.0", Arity: -3, Retry: RetryRead, Complexity: "O(N) for N servers",
		Forms: []Form{
			{
				Go:     "SentinelInfoCache",
				Doc:    "gives what the masters of the given names, and their replicas, have told the sentinel by INFO, by the names of the masters. Names that the sentinel does not know are left out.",
				Args:   []Arg{Texts1("names", "nodename")},
				Result: decodedBy("map[string][]CachedInfo", "decodeInfoCache", "array of names and arrays"),
			},
		},
	},
	{
		Name: "SENTINEL PENDING-SCRIPTS", Since: "2.8.4", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N scripts",
		Forms: []Form{
			{
				Go:     "SentinelPendingScripts",
				Doc:    "gives the scripts that the sentinel runs, or is about to run.",
				Result: decodedBy("[]PendingScript", "decodePendingScripts", "array of maps"),
			},
		},
	},
	{
		Name: "SENTINEL FAILOVER", Since: "2.8.4", Arity: -3, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "SentinelFailover",
				Doc:    "begins a failover of a master without asking the other sentinels, as if the master could not be reached. It returns before that has happened.",
				Args:   []Arg{Text("name")},
				Result: ok,
			},
			{
				Go: "SentinelFailoverCoordinated",
				Doc: `does what [SentinelFailover] does, but has the master itself hand over to a replica, when that has all that the master has, so that no write is lost. It is an
				option of Valkey.`,
				Since:  "9.0.0",
				Args:   []Arg{Text("name"), Word("COORDINATED")},
				Result: ok,
			},
		},
	},
	{
		Name: "SENTINEL MONITOR", Since: "2.8.4", Arity: 6, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "SentinelMonitor",
				Doc:    "makes the sentinel monitor the master at ip and port by a name. quorum is how many sentinels have to agree that it is down.",
				Args:   []Arg{Text("name"), Text("ip"), Port("port"), Positive("quorum")},
				Result: ok,
			},
		},
	},
	{
		Name: "SENTINEL REMOVE", Since: "2.8.4", Arity: 3, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "SentinelRemove",
				Doc:    "makes the sentinel no longer monitor a master.",
				Args:   []Arg{Text("name")},
				Result: ok,
			},
		},
	},
	{
		Name: "SENTINEL SET", Since: "2.8.4", Arity: -5, Retry: RetryLastWriterWins, Complexity: "O(N) for N options",
		Forms: []Form{
			{
				Go:     "SentinelSet",
				Doc:    `sets options of a master, as "down-after-milliseconds" or "quorum". The pairs of option and value are given as to [MSet].`,
				Args:   []Arg{Text("name"), Pairs("pairs", "option", "value", "V")},
				Result: ok,
			},
		},
	},
	{
		Name: "SENTINEL RESET", Since: "2.8.4", Arity: 3, Retry: RetryLastWriterWins, Complexity: "O(N) for N masters",
		Forms: []Form{
			{
				Go:     "SentinelReset",
				Doc:    "makes the sentinel forget all that it knows of the masters whose names match a glob-style pattern, their replicas and other sentinels, and find out anew. It gives how many masters these were.",
				Args:   []Arg{Text("pattern")},
				Result: integer,
			},
		},
	},
	{
		Name: "SENTINEL FLUSHCONFIG", Since: "2.8.4", Arity: 2, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "SentinelFlushConfig",
				Doc:    "makes the sentinel write its configuration to its file.",
				Result: ok,
			},
		},
	},
	{
		Name: "SENTINEL CONFIG", Since: "6.2.0", Arity: -4, Retry: RetryLastWriterWins, Complexity: "O(N) for N parameters",
		Forms: []Form{
			{
				Go: "SentinelConfigGet", Retry: RetryRead,
				Doc:    "gives the parameters of the sentinel whose names match a glob-style pattern, as a T: a map, or a struct whose fields take the parameters by the names of their tags.",
				Args:   []Arg{Word("GET"), Text("pattern")},
				Result: whole("T"),
			},
			{
				Go:     "SentinelConfigSet",
				Doc:    `sets a parameter of the sentinel, as "announce-ip".`,
				Args:   []Arg{Word("SET"), Text("parameter"), Value("value", "V")},
				Result: ok,
			},
		},
	},

	// Reachable by Do alone: those of the sentinels among themselves and of their tests, and other names.
	{Name: "SENTINEL DEBUG", Since: "7.0.0", Arity: -2, Retry: RetryLastWriterWins, DoOnly: "for the developers of the server"},
	{Name: "SENTINEL GET-PRIMARY-ADDR-BY-NAME", Since: "8.0.0", Arity: 3, Retry: RetryRead, DoOnly: "the name that Valkey has for SENTINEL GET-MASTER-ADDR-BY-NAME: SentinelGetMasterAddrByName"}, // of Valkey
	{Name: "SENTINEL IS-MASTER-DOWN-BY-ADDR", Since: "2.8.4", Arity: 6, Retry: RetryAccumulating, DoOnly: "sent by sentinels to each other"},                                                      // may be a vote
	{Name: "SENTINEL IS-PRIMARY-DOWN-BY-ADDR", Since: "8.0.0", Arity: 6, Retry: RetryAccumulating, DoOnly: "sent by sentinels to each other"},                                                     // of Valkey
	{Name: "SENTINEL PRIMARIES", Since: "8.0.0", Arity: 2, Retry: RetryRead, DoOnly: "the name that Valkey has for SENTINEL MASTERS: SentinelMasters"},                                            // of Valkey
	{Name: "SENTINEL PRIMARY", Since: "8.0.0", Arity: 3, Retry: RetryRead, DoOnly: "the name that Valkey has for SENTINEL MASTER: SentinelMaster"},                                                // of Valkey
	{Name: "SENTINEL SIMULATE-FAILURE", Since: "3.2.0", Arity: -3, Retry: RetryLastWriterWins, DoOnly: "for the tests of the server"},
	{Name: "SENTINEL SLAVES", Since: "2.8.0", Arity: 3, Retry: RetryRead, DoOnly: "superseded by SENTINEL REPLICAS: SentinelReplicas"},
}
