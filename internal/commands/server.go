package commands

var serverCommands = []Command{
	{
		Name: "DBSIZE", Since: "1.0.0", Arity: 1, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "DBSize",
			Doc:    "gives the number of keys in the database.",
			Result: integer,
		}},
	},
	{
		Name: "FLUSHDB", Since: "1.0.0", Arity: -1, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go:     "FlushDB",
			Doc:    "deletes all keys of the database.",
			Args:   []Arg{Options(flushOptions)},
			Result: ok,
		}},
	},
	{
		Name: "FLUSHALL", Since: "1.0.0", Arity: -1, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go:     "FlushAll",
			Doc:    "deletes all keys of all databases of the server.",
			Args:   []Arg{Options(flushOptions)},
			Result: ok,
		}},
	},
	{
		Name: "INFO", Since: "1.0.0", Arity: -1, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go: "Info",
			Doc: `gives what the server tells of itself: what is well known as fields, and all of it as text. Without
			sections it gives the usual ones; "everything" is all of them, and more than one is known since 7.0.0.`,
			Args:   []Arg{Texts("sections", "section")},
			Result: decodedBy("ServerInfo", "decodeServerInfo", "verbatim string"),
		}},
	},
	{
		Name: "TIME", Since: "2.6.0", Arity: 1, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "Time",
			Doc:    "gives the time of the server's clock, to the microsecond.",
			Result: clock,
		}},
	},
	{
		Name: "LASTSAVE", Since: "1.0.0", Arity: 1, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "LastSave",
			Doc:    "gives the time at which the server last wrote its data to disk with success, to the second.",
			Result: unixSeconds,
		}},
	},
	{
		Name: "CONFIG GET", Since: "2.0.0", Arity: -3, Retry: RetryRead, Complexity: "O(N) for N patterns",
		Forms: []Form{{
			Go: "ConfigGet",
			Doc: `gives the parameters of the server's configuration whose names match the patterns, as a T: a map,
			or a struct whose fields take the parameters by the names of their tags. More than one pattern is known since 7.0.0.`,
			Args:   []Arg{Texts1("patterns", "parameter")},
			Result: whole("T"),
		}},
	},
	{
		Name: "CONFIG SET", Since: "2.0.0", Arity: -4, Retry: RetryLastWriterWins, Complexity: "O(N) for N parameters",
		Forms: []Form{{
			Go: "ConfigSet",
			Doc: `sets parameters of the server's configuration, all of them or, after an error, none. The pairs of
			parameter and value are given as to [MSet]. More than one is known since 7.0.0.`,
			Args:   []Arg{Pairs("pairs", "parameter", "value", "V")},
			Result: ok,
		}},
	},
	{
		Name: "CONFIG RESETSTAT", Since: "2.0.0", Arity: 2, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ConfigResetStat",
			Doc:    "sets the counts of [Info], as of commands, keys found and connections taken, back to 0.",
			Result: ok,
		}},
	},
	{
		Name: "CONFIG REWRITE", Since: "2.8.0", Arity: 2, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{{
			Go: "ConfigRewrite",
			Doc: `writes the present configuration to the file that the server was started with. A server that has no such
			file, or can't write to it, answers with an error.`,
			Result: ok,
		}},
	},
	{
		Name: "SAVE", Since: "1.0.0", Arity: 1, Retry: RetryAccumulating, Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go:     "Save",
			Doc:    "writes all data to disk. The server does nothing else meanwhile: [BGSave] is what serves in production.",
			Result: ok,
		}},
	},
	{
		Name: "BGSAVE", Since: "1.0.0", Arity: -1, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{
			{
				Go: "BGSave",
				Doc: `begins to write all data to disk in the background, and gives what the server says to that. While data is
				being written already it is an error. [LastSave] tells when it is done.`,
				Result: simple,
			},
			{
				Go:     "BGSaveSchedule",
				Doc:    "does what [BGSave] does, but later where the append-only file is being rewritten at present.",
				Since:  "3.2.2",
				Args:   []Arg{Word("SCHEDULE")},
				Result: simple,
			},
			{
				Go: "BGSaveCancel",
				Doc: `ends at once what [BGSave] has begun, or makes it not begin, and gives what the server says to that. Replicas that get all data
				at present begin anew. It is an option of Valkey.`,
				Since:  "8.1.0",
				Args:   []Arg{Word("CANCEL")},
				Result: simple,
			},
		},
	},
	{
		Name: "BGREWRITEAOF", Since: "1.0.0", Arity: 1, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "BGRewriteAOF",
			Doc:    "begins to rewrite the append-only file in the background, or puts that off until data is saved, and gives what the server says to that.",
			Result: simple,
		}},
	},
	{
		Name: "BACKUP START", Since: "8.10.0", Arity: 2, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go: "BackupStart",
			Doc: `begins a backup in the server's backupdirname: with all data, and what is written until [BackupSeal]. One that was not sealed, or not cleaned
			up, is an error. [BackupStatus] tells how far it has come.`,
			Result: ok,
		}},
	},
	{
		Name: "BACKUP SEAL", Since: "8.10.0", Arity: 2, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "BackupSeal",
			Doc:    "ends what belongs to the backup: with what was written up to now it is complete. Then its files can be copied, see [BackupList].",
			Result: ok,
		}},
	},
	{
		Name: "BACKUP ABORT", Since: "8.10.0", Arity: 2, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "BackupAbort",
			Doc:    "gives up a backup that is not sealed.",
			Result: ok,
		}},
	},
	{
		Name: "BACKUP CLEANUP", Since: "8.10.0", Arity: 2, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "BackupCleanup",
			Doc:    "deletes the files of a backup that is sealed, or has failed.",
			Result: ok,
		}},
	},
	{
		Name: "BACKUP STATUS", Since: "8.10.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "BackupStatus",
			Doc:    "tells how far the backup has come that [BackupStart] has begun.",
			Result: decodedBy("BackupState", "decodeBackupState", "map"),
		}},
	},
	{
		Name: "BACKUP LIST", Since: "8.10.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "BackupList",
			Doc:    "gives the absolute paths of the files of the backup, as far as they will not change any more.",
			Result: texts,
		}},
	},
	{
		// Its success is the end of the connection, with no reply.
		Name: "SHUTDOWN", Since: "1.0.0", Arity: -1, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ShutdownAbort",
			Doc:    `ends an attempt to shut down that still waits for replicas; without one it is an error. [ShutdownServer] is what shuts down.`,
			Since:  "7.0.0",
			Args:   []Arg{Word("ABORT")},
			Result: ok,
		}},
		Also: []Extra{{Go: "ShutdownServer", Result: "error"}},
	},
	{
		Name: "SWAPDB", Since: "4.0.0", Arity: 3, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N clients that watch or wait for keys",
		Forms: []Form{{
			Go:     "SwapDB",
			Doc:    "exchanges the keys of two databases: clients of the one see those of the other at once.",
			Args:   []Arg{Natural("first"), Natural("second")},
			Result: ok,
		}},
	},
	{
		Name: "ROLE", Since: "2.8.12", Arity: 1, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "RoleInfo",
			Doc:    "gives what the server is in replication, a master, a replica or a sentinel, and what it knows of the others.",
			Result: decodedBy("ServerRole", "decodeRole", "array that begins with master, slave or sentinel"),
		}},
	},
	{
		Name: "REPLICAOF", Since: "5.0.0", Arity: 3, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{
			{
				Go: "ReplicaOf",
				Doc: `makes the server a replica of another, and gives what it says to that. Its own data is
				replaced by that of its master.`,
				Args:   []Arg{Text("host"), Port("port")},
				Result: simple,
			},
			{
				Go:     "ReplicaOfNoOne",
				Doc:    "makes a replica a master, with the data that it has, and gives what the server says to that.",
				Args:   []Arg{Word("NO"), Word("ONE")},
				Result: simple,
			},
		},
	},
	{
		Name: "FAILOVER", Since: "6.2.0", Arity: -1, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{
			{
				Go: "Failover",
				Doc: `begins to make a replica the master in place of this server, when one has caught up, and returns at once. Until then
				writes wait. [Info] tells how far it has come.`,
				Result: ok,
			},
			{
				Go:     "FailoverWithin",
				Doc:    "does what [Failover] does, but gives up when no replica has caught up within timeout.",
				Args:   []Arg{Word("TIMEOUT"), Timeout("timeout")},
				Result: ok,
			},
			{
				Go:     "FailoverTo",
				Doc:    "does what [Failover] does, for the replica at host and port.",
				Args:   []Arg{Word("TO"), Text("host"), Port("port")},
				Result: ok,
			},
			{
				Go:     "FailoverToWithin",
				Doc:    "does what [FailoverTo] does, but gives up when the replica has not caught up within timeout.",
				Args:   []Arg{Word("TO"), Text("host"), Port("port"), Word("TIMEOUT"), Timeout("timeout")},
				Result: ok,
			},
			{
				Go:     "FailoverToForce",
				Doc:    "does what [FailoverTo] does; a replica that has not caught up within timeout becomes the master all the same, and what it lacks is lost.",
				Args:   []Arg{Word("TO"), Text("host"), Port("port"), Word("FORCE"), Word("TIMEOUT"), Timeout("timeout")},
				Result: ok,
			},
			{
				Go:     "FailoverAbort",
				Doc:    "ends a failover that [Failover] began and that waits for a replica; without one it is an error.",
				Args:   []Arg{Word("ABORT")},
				Result: ok,
			},
		},
	},
	{
		Name: "MODULE LIST", Since: "4.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N modules",
		Forms: []Form{{
			Go:     "ModuleList",
			Doc:    "gives the modules that the server has loaded.",
			Result: record("[]LoadedModule", "array of maps"),
		}},
	},
	{
		Name: "MODULE LOAD", Since: "4.0.0", Arity: -3, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ModuleLoad",
			Doc:    "loads a module from the file at path, on the server's machine, with arguments of its own. Servers since 7.0.0 do not allow it unless configured so.",
			Args:   []Arg{Text("path"), Texts("args", "arg")},
			Result: ok,
		}},
	},
	{
		Name: "MODULE LOADEX", Since: "7.0.0", Arity: -3, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:  "ModuleLoadEx",
			Doc: "loads a module like [ModuleLoad], with parameters of its configuration, each a name and a value; there may be none.",
			Args: []Arg{Text("path"), {
				Param: "config []Pair[string, string]", Encode: "putModuleConfig(x, config)", Usage: "[CONFIG name value [CONFIG name value ...]]",
			}, {
				Param: "args ...string", Encode: "putModuleArgs(x, args)", Usage: "[ARGS arg [arg ...]]",
			}},
			Result: ok,
		}},
	},
	{
		Name: "MODULE UNLOAD", Since: "4.0.0", Arity: 3, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ModuleUnload",
			Doc:    "unloads a module by the name that [ModuleList] gives.",
			Args:   []Arg{Text("name")},
			Result: ok,
		}},
	},
	{
		Name: "LOLWUT", Since: "5.0.0", Arity: -1, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "Lolwut",
				Doc:    "gives a piece of generative art, and the version of the server.",
				Result: verbatim,
			},
			{
				Go:     "LolwutVersion",
				Doc:    "gives the piece of art of a version of Redis, as 5 or 6, with the arguments that it takes.",
				Args:   []Arg{Word("VERSION"), Int("version"), Ints("args", "arg")},
				Result: verbatim,
			},
		},
	},

	// Reachable by Do alone: DEBUG is for tests of the server, the others are for the server or older names.
	{Name: "DEBUG", Since: "1.0.0", Arity: -2, Retry: RetryAccumulating, DoOnly: "for the developers of the server"},
	{Name: "RESTORE-ASKING", Since: "3.0.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryConditional, DoOnly: "sent by servers of a cluster to each other"},
	{Name: "SLAVEOF", Since: "1.0.0", Arity: 3, Retry: RetryLastWriterWins, DoOnly: "superseded by REPLICAOF: ReplicaOf"},
}
