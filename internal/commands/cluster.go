package commands

var clusterCommands = []Command{
	{
		Name: "CLUSTER INFO", Since: "3.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ClusterInfo",
				Doc:    "gives how the cluster is, in the eyes of the server: what is well known as fields, and all of it as text.",
				Result: decodedBy("ClusterState", "decodeClusterState", "verbatim string"),
			},
		},
	},
	{
		Name: "CLUSTER NODES", Since: "3.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N cluster nodes",
		Forms: []Form{
			{
				Go:     "ClusterNodes",
				Doc:    "gives the cluster nodes that the server knows, itself among them, with their slots.",
				Result: decodedBy("[]ClusterNode", "decodeClusterNodes", "verbatim string"),
			},
		},
	},
	{
		Name: "CLUSTER SHARDS", Since: "7.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N cluster nodes",
		Forms: []Form{
			{
				Go:     "ClusterShards",
				Doc:    "gives the shards of the cluster: their slots, and the servers of each.",
				Result: decodedBy("[]ClusterShard", "decodeClusterShards", "array of maps"),
			},
		},
	},
	{
		Name: "CLUSTER SLOTS", Since: "3.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N cluster nodes",
		Forms: []Form{
			{
				Go:     "ClusterSlots",
				Doc:    "gives the ranges of slots, and the servers of each, the master first. [ClusterShards] tells more.",
				Result: decodedBy("[]SlotOwners", "decodeSlotOwners", "array of arrays"),
			},
		},
	},
	{
		Name: "CLUSTER LINKS", Since: "7.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N cluster nodes",
		Forms: []Form{
			{
				Go:     "ClusterLinks",
				Doc:    "gives the links between the server and the other cluster nodes: two to each, one per direction.",
				Result: decodedBy("[]ClusterLink", "decodeClusterLinks", "array of maps"),
			},
		},
	},
	{
		Name: "CLUSTER REPLICAS", Since: "5.0.0", Arity: 3, Retry: RetryRead, Complexity: "O(N) for N replicas",
		Forms: []Form{
			{
				Go:     "ClusterReplicas",
				Doc:    "gives the replicas of the master with the given ID. A replica, or an ID that nobody has, is an error.",
				Args:   []Arg{Text("id")},
				Result: decodedBy("[]ClusterNode", "decodeReplicaNodes", "array of bulk strings"),
			},
		},
	},
	{
		Name: "CLUSTER MYID", Since: "3.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ClusterMyID",
				Doc:    "gives the ID of the server in the cluster.",
				Result: text,
			},
		},
	},
	{
		Name: "CLUSTER MYSHARDID", Since: "7.2.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ClusterMyShardID",
				Doc:    "gives the ID of the shard that the server belongs to.",
				Result: text,
			},
		},
	},
	{
		Name: "CLUSTER KEYSLOT", Since: "3.0.0", Arity: 3, Retry: RetryRead, Complexity: "O(N) for a key of N bytes",
		Forms: []Form{
			{
				Go:     "ClusterKeySlot",
				Doc:    "gives the slot of a key, by the part between braces if it has such.",
				Args:   []Arg{Text("key")},
				Result: slotNumber,
			},
		},
	},
	{
		Name: "CLUSTER COUNTKEYSINSLOT", Since: "3.0.0", Arity: 3, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ClusterCountKeysInSlot",
				Doc:    "gives the number of keys of a slot that the server itself has.",
				Args:   []Arg{Slot("slot")},
				Result: integer,
			},
		},
	},
	{
		Name: "CLUSTER GETKEYSINSLOT", Since: "3.0.0", Arity: 4, Retry: RetryRead, Complexity: "O(N) for N keys",
		Forms: []Form{
			{
				Go:     "ClusterGetKeysInSlot",
				Doc:    "gives keys of a slot that the server itself has, at most count.",
				Args:   []Arg{Slot("slot"), Natural("count")},
				Result: texts,
			},
		},
	},
	{
		Name: "CLUSTER COUNT-FAILURE-REPORTS", Since: "3.0.0", Arity: 3, Retry: RetryRead, Complexity: "O(N) for N reports",
		Forms: []Form{
			{
				Go:     "ClusterCountFailureReports",
				Doc:    "gives how many cluster nodes have lately told this one that they hold the one with the given ID for failing.",
				Args:   []Arg{Text("id")},
				Result: integer,
			},
		},
	},
	{
		Name: "CLUSTER SLOT-STATS", Since: "8.0.0", Arity: -4, Retry: RetryRead, Complexity: "O(N) for N slots",
		Forms: []Form{
			{
				Go:     "ClusterSlotStats",
				Doc:    "gives how the slots of a range are used, those that the server serves; of Valkey, and of Redis since 8.2.",
				Args:   []Arg{Word("SLOTSRANGE"), Slot("start"), Slot("end")},
				Result: decodedBy("[]SlotUsage", "decodeSlotUsages", "array of slots with maps"),
			},
			{
				Go:         "ClusterSlotStatsHighest",
				Complexity: "O(N*log(N)) for N slots",
				Doc:        "gives the slots with the highest values of metric, the highest first, at most limit.",
				Args:       []Arg{Word("ORDERBY"), Choice("metric", "SlotMetric", "metric"), Word("LIMIT"), Positive("limit"), Word("DESC")},
				Result:     decodedBy("[]SlotUsage", "decodeSlotUsages", "array of slots with maps"),
			},
			{
				Go:         "ClusterSlotStatsLowest",
				Complexity: "O(N*log(N)) for N slots",
				Doc:        "gives the slots with the lowest values of metric, the lowest first, at most limit.",
				Args:       []Arg{Word("ORDERBY"), Choice("metric", "SlotMetric", "metric"), Word("LIMIT"), Positive("limit"), Word("ASC")},
				Result:     decodedBy("[]SlotUsage", "decodeSlotUsages", "array of slots with maps"),
			},
		},
	},
	{
		Name: "CLUSTER ADDSLOTS", Since: "3.0.0", Arity: -3, Retry: RetryConditional, Complexity: "O(N) for N slots",
		Forms: []Form{
			{
				Go:     "ClusterAddSlots",
				Doc:    "makes the server serve slots that no cluster node serves. If one is served already it is an error, and nothing is changed.",
				Args:   []Arg{Slots1("slots")},
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER ADDSLOTSRANGE", Since: "7.0.0", Arity: -4, Retry: RetryConditional, Complexity: "O(N) for N slots",
		Forms: []Form{
			{
				Go:     "ClusterAddSlotsRange",
				Doc:    "makes the server serve ranges of slots, as [ClusterAddSlots] does single ones.",
				Args:   []Arg{SlotRanges1("ranges")},
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER DELSLOTS", Since: "3.0.0", Arity: -3, Retry: RetryConditional, Complexity: "O(N) for N slots",
		Forms: []Form{
			{
				Go:     "ClusterDelSlots",
				Doc:    "makes the server forget who serves slots. If one is not served it is an error, and nothing is changed.",
				Args:   []Arg{Slots1("slots")},
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER DELSLOTSRANGE", Since: "7.0.0", Arity: -4, Retry: RetryConditional, Complexity: "O(N) for N slots",
		Forms: []Form{
			{
				Go:     "ClusterDelSlotsRange",
				Doc:    "makes the server forget who serves ranges of slots, as [ClusterDelSlots] does for single ones.",
				Args:   []Arg{SlotRanges1("ranges")},
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER FLUSHSLOTS", Since: "3.0.0", Arity: 2, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ClusterFlushSlots",
				Doc:    "makes the server forget all that it knows of slots. It must have no keys.",
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER FLUSHSLOT", Since: "9.0.0", Arity: -3, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N keys",
		Forms: []Form{
			{
				Go:     "ClusterFlushSlot",
				Doc:    "deletes all keys of a slot that the server itself has. It is a command of Valkey.",
				Args:   []Arg{Slot("slot"), Options(flushOptions)},
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER SETSLOT", Since: "3.0.0", Arity: -4, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ClusterSetSlotNode",
				Doc:    "makes the cluster node with the given ID the one that serves a slot, in the eyes of the server: the end of moving it.",
				Args:   []Arg{Slot("slot"), Word("NODE"), Text("id"), Options(setSlotOptions)},
				Result: ok,
			},
			{
				Go:     "ClusterSetSlotMigrating",
				Doc:    "makes a slot that the server serves one that moves to the cluster node with the given ID: keys that it lacks are asked for there.",
				Args:   []Arg{Slot("slot"), Word("MIGRATING"), Text("id"), Options(setSlotOptions)},
				Result: ok,
			},
			{
				Go:     "ClusterSetSlotImporting",
				Doc:    "makes a slot one that moves from the cluster node with the given ID to the server.",
				Args:   []Arg{Slot("slot"), Word("IMPORTING"), Text("id"), Options(setSlotOptions)},
				Result: ok,
			},
			{
				Go:     "ClusterSetSlotStable",
				Doc:    "makes a slot one that does not move, whatever was said before.",
				Args:   []Arg{Slot("slot"), Word("STABLE"), Options(setSlotOptions)},
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER MEET", Since: "3.0.0", Arity: -4, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ClusterMeet",
				Doc:    "makes the server take up with another, whose cluster bus is at its port plus 10000, and so join its cluster. It returns before that has happened.",
				Args:   []Arg{Text("ip"), Port("port")},
				Result: ok,
			},
			{
				Go:     "ClusterMeetBus",
				Doc:    "makes the server take up with another as [ClusterMeet] does, whose cluster bus is at another port.",
				Since:  "4.0.0",
				Args:   []Arg{Text("ip"), Port("port"), Port("busPort")},
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER FORGET", Since: "3.0.0", Arity: 3, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ClusterForget",
				Doc:    "makes the server forget the cluster node with the given ID, for at least a minute.",
				Args:   []Arg{Text("id")},
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER REPLICATE", Since: "3.0.0", Arity: -3, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ClusterReplicate",
				Doc:    "makes the server a replica of the master with the given ID.",
				Args:   []Arg{Text("id")},
				Result: ok,
			},
			{
				Go:     "ClusterReplicateNoOne",
				Doc:    "makes a replica, which the server must be, an empty master without slots, in a shard of its own. It is an option of Valkey.",
				Since:  "9.0.0",
				Args:   []Arg{Word("NO"), Word("ONE")},
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER FAILOVER", Since: "3.0.0", Arity: -2, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ClusterFailover",
				Doc:    "makes a replica, which the server must be, the master of its shard, when it has all that the master has. It returns before that has happened.",
				Result: ok,
			},
			{
				Go:     "ClusterFailoverForce",
				Doc:    "makes a replica the master of its shard without asking the old one, which may be down.",
				Args:   []Arg{Word("FORCE")},
				Result: ok,
			},
			{
				Go:     "ClusterFailoverTakeover",
				Doc:    "makes a replica the master of its shard without asking anybody: what to do when most masters are gone.",
				Args:   []Arg{Word("TAKEOVER")},
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER RESET", Since: "3.0.0", Arity: -2, Retry: RetryAccumulating, Complexity: "O(N) for N cluster nodes",
		Forms: []Form{
			{
				Go:     "ClusterReset",
				Doc:    "makes the server leave its cluster: it forgets all others and all slots. A master must have no keys, a replica becomes an empty master.",
				Result: ok,
			},
			{
				Go:     "ClusterResetHard",
				Doc:    "makes the server leave its cluster as [ClusterReset] does, and takes a new ID and the epoch 0.",
				Args:   []Arg{Word("HARD")},
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER SAVECONFIG", Since: "3.0.0", Arity: 2, Retry: RetryLastWriterWins, Complexity: "O(N) for N cluster nodes",
		Forms: []Form{
			{
				Go:     "ClusterSaveConfig",
				Doc:    "makes the server write what it knows of the cluster to its file.",
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER SET-CONFIG-EPOCH", Since: "3.0.0", Arity: 3, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ClusterSetConfigEpoch",
				Doc:    "sets the epoch of a server that is new and knows no others.",
				Args:   []Arg{Natural("epoch")},
				Result: ok,
			},
		},
	},
	{
		Name: "CLUSTER BUMPEPOCH", Since: "3.0.0", Arity: 2, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ClusterBumpEpoch",
				Doc:    "makes the epoch of the server the greatest of the cluster. It gives the epoch, and whether it is another than before.",
				Result: decodedBy("EpochBump", "decodeEpochBump", "simple string BUMPED or STILL with a number"),
			},
		},
	},

	{
		Name: "CLUSTERSCAN", Since: "9.1.0", Arity: -2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1) per page, O(N) for all N keys",
		Forms: []Form{
			{
				Go: "ClusterScan",
				Doc: `gives one page of the keys of the cluster, slot by slot: begin with an empty cursor and go on with that of the page until the page is
				[ScanPage.Last]. A cursor tells by its hash tag which of the servers has the next page. It is a command of Valkey.`,
				Args:   []Arg{clusterCursor, Options(scanOptions)},
				Result: page("string"),
			},
			{
				Go:     "ClusterScanSlot",
				Doc:    "is [ClusterScan] for the keys of one slot.",
				Args:   []Arg{clusterCursor, Word("SLOT"), Slot("slot"), Options(scanOptions)},
				Result: page("string"),
			},
		},
	},

	// The moving of slots with their keys, by servers of Redis.
	{
		// It takes the slots as they are: when they are there already, to take them again is an error.
		Name: "CLUSTER MIGRATION", Since: "8.4.0", Arity: -4, Retry: RetryConditional, Complexity: "O(N) for N slots",
		Forms: []Form{
			{
				Go: "ClusterMigrationImport",
				Doc: `begins to move ranges of slots with their keys to the server, all of them from one other, and gives the ID of that task. It returns before
				they are moved: [ClusterMigrationStatus] tells when.`,
				Args:   []Arg{Word("IMPORT"), SlotRanges1("ranges")},
				Result: text,
			},
			{
				Go:     "ClusterMigrationStatus",
				Doc:    "tells of the task with the given ID, of those that the server takes part in or has lately; none if there is no such.",
				Args:   []Arg{Word("STATUS"), Word("ID"), Text("id")},
				Result: decodedBy("Optional[MigrationTask]", "decodeMigrationTask", "array of one map, empty if there is none"), Retry: RetryRead,
			},
			{
				Go:     "ClusterMigrationStatusAll",
				Doc:    "tells of all tasks that the server takes part in, or has lately.",
				Args:   []Arg{Word("STATUS"), Word("ALL")},
				Result: decodedBy("[]MigrationTask", "decodeMigrationTasks", "array of maps"), Retry: RetryRead,
			},
			{
				Go: "ClusterMigrationCancel",
				Doc: `ends the task with the given ID, and gives how many it has ended, 1 or 0. It should be sent to where the slots go: from there the
				task is tried again otherwise.`,
				Args:   []Arg{Word("CANCEL"), Word("ID"), Text("id")},
				Result: integer, Retry: RetryLastWriterWins,
			},
			{
				Go:     "ClusterMigrationCancelAll",
				Doc:    "ends all tasks of the server as [ClusterMigrationCancel] does one, and gives how many it has ended.",
				Args:   []Arg{Word("CANCEL"), Word("ALL")},
				Result: integer, Retry: RetryLastWriterWins,
			},
		},
	},

	// The same, by servers of Valkey.
	{
		Name: "CLUSTER MIGRATESLOTS", Since: "9.0.0", Arity: -4, Retry: RetryConditional, Complexity: "O(N) for N slots",
		Forms: []Form{{
			Go: "ClusterMigrateSlots",
			Doc: `begins to move ranges of slots with their keys from the server to others, each move to another one, all of them or, after an error, none. It returns before
			they are moved: [ClusterGetSlotMigrations] tells when. It is a command of Valkey.`,
			Args: []Arg{{
				Param: "moves ...SlotMove", Encode: "putSlotMoves(x, moves)", Min: 5,
				Usage: "SLOTSRANGE start-slot end-slot [start-slot end-slot ...] NODE node-id [SLOTSRANGE start-slot end-slot [start-slot end-slot ...] NODE node-id ...]",
			}},
			Result: ok,
		}},
	},
	{
		Name: "CLUSTER GETSLOTMIGRATIONS", Since: "9.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N moves",
		Forms: []Form{{
			Go:     "ClusterGetSlotMigrations",
			Doc:    "tells of the moves of slots that the server takes part in, or has lately, of Valkey.",
			Result: decodedBy("[]SlotMigration", "decodeSlotMigrations", "array of maps"),
		}},
	},
	{
		Name: "CLUSTER CANCELSLOTMIGRATIONS", Since: "9.0.0", Arity: 2, Retry: RetryLastWriterWins, Complexity: "O(N) for N moves",
		Forms: []Form{{
			Go:     "ClusterCancelSlotMigrations",
			Doc:    "ends all moves of slots from the server to others that [ClusterMigrateSlots] has begun, of Valkey.",
			Result: ok,
		}},
	},

	// Reachable by Do alone: the old name of CLUSTER REPLICAS.
	{Name: "CLUSTER SLAVES", Since: "3.0.0", Arity: 3, Retry: RetryRead, DoOnly: "superseded by CLUSTER REPLICAS: ClusterReplicas"},
}

// clusterCursor is where a scan of the cluster goes on; its hash tag makes it the key by which the server is found.
var clusterCursor = Arg{Param: "cursor Cursor", Encode: "x.key(cursor.sent())", Usage: "cursor", Min: 1}
