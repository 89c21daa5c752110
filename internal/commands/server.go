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
			Doc: `gives what the server tells of itself, as lines of text in the form name:value under headings. Without
			sections it gives the usual ones; more than one is known since 7.0.0.`,
			Args:   []Arg{Texts("sections", "section")},
			Result: verbatim,
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
		Name: "COMMAND COUNT", Since: "2.8.13", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "CommandCount",
			Doc:    "gives the number of commands that the server has.",
			Result: integer,
		}},
	},

	// Reachable by Do alone.
	{Name: "ACL CAT", Since: "6.0.0", Arity: -2, Retry: RetryRead},
	{Name: "ACL DELUSER", Since: "6.0.0", Arity: -3, Retry: RetryLastWriterWins},
	{Name: "ACL DRYRUN", Since: "7.0.0", Arity: -4, Retry: RetryRead},
	{Name: "ACL GENPASS", Since: "6.0.0", Arity: -2, Retry: RetryRead},
	{Name: "ACL GETUSER", Since: "6.0.0", Arity: 3, Retry: RetryRead},
	{Name: "ACL LIST", Since: "6.0.0", Arity: 2, Retry: RetryRead},
	{Name: "ACL LOAD", Since: "6.0.0", Arity: 2, Retry: RetryLastWriterWins},
	{Name: "ACL LOG", Since: "6.0.0", Arity: -2, Retry: RetryLastWriterWins}, // RESET
	{Name: "ACL SAVE", Since: "6.0.0", Arity: 2, Retry: RetryLastWriterWins},
	{Name: "ACL SETUSER", Since: "6.0.0", Arity: -3, Retry: RetryLastWriterWins},
	{Name: "ACL USERS", Since: "6.0.0", Arity: 2, Retry: RetryRead},
	{Name: "ACL WHOAMI", Since: "6.0.0", Arity: 2, Retry: RetryRead},
	{Name: "BGREWRITEAOF", Since: "1.0.0", Arity: 1, Retry: RetryAccumulating},
	{Name: "BGSAVE", Since: "1.0.0", Arity: -1, Retry: RetryAccumulating},
	{Name: "COMMAND", Since: "2.8.13", Arity: -1, Retry: RetryRead},
	{Name: "COMMAND DOCS", Since: "7.0.0", Arity: -2, Retry: RetryRead},
	{Name: "COMMAND GETKEYS", Since: "2.8.13", Arity: -3, Retry: RetryRead},
	{Name: "COMMAND GETKEYSANDFLAGS", Since: "7.0.0", Arity: -3, Retry: RetryRead},
	{Name: "COMMAND INFO", Since: "2.8.13", Arity: -2, Retry: RetryRead},
	{Name: "COMMAND LIST", Since: "7.0.0", Arity: -2, Retry: RetryRead},
	{Name: "CONFIG RESETSTAT", Since: "2.0.0", Arity: 2, Retry: RetryLastWriterWins},
	{Name: "CONFIG REWRITE", Since: "2.8.0", Arity: 2, Retry: RetryLastWriterWins},
	{Name: "DEBUG", Since: "1.0.0", Arity: -2, Retry: RetryAccumulating},
	{Name: "FAILOVER", Since: "6.2.0", Arity: -1, Retry: RetryAccumulating},
	{Name: "LATENCY DOCTOR", Since: "2.8.13", Arity: 2, Retry: RetryRead},
	{Name: "LATENCY GRAPH", Since: "2.8.13", Arity: 3, Retry: RetryRead},
	{Name: "LATENCY HISTOGRAM", Since: "7.0.0", Arity: -2, Retry: RetryRead},
	{Name: "LATENCY HISTORY", Since: "2.8.13", Arity: 3, Retry: RetryRead},
	{Name: "LATENCY LATEST", Since: "2.8.13", Arity: 2, Retry: RetryRead},
	{Name: "LATENCY RESET", Since: "2.8.13", Arity: -2, Retry: RetryLastWriterWins},
	{Name: "LOLWUT", Since: "5.0.0", Arity: -1, Flags: ReadOnly},
	{Name: "MEMORY DOCTOR", Since: "4.0.0", Arity: 2, Retry: RetryRead},
	{Name: "MEMORY MALLOC-STATS", Since: "4.0.0", Arity: 2, Retry: RetryRead},
	{Name: "MEMORY PURGE", Since: "4.0.0", Arity: 2, Retry: RetryLastWriterWins},
	{Name: "MEMORY STATS", Since: "4.0.0", Arity: 2, Retry: RetryRead},
	{Name: "MEMORY USAGE", Since: "4.0.0", Arity: -3, Keys: second, Flags: ReadOnly},
	{Name: "MODULE LIST", Since: "4.0.0", Arity: 2, Retry: RetryRead},
	{Name: "MODULE LOAD", Since: "4.0.0", Arity: -3, Retry: RetryConditional},
	{Name: "MODULE LOADEX", Since: "7.0.0", Arity: -3, Retry: RetryConditional},
	{Name: "MODULE UNLOAD", Since: "4.0.0", Arity: 3, Retry: RetryConditional},
	{Name: "REPLICAOF", Since: "5.0.0", Arity: 3, Retry: RetryLastWriterWins},
	{Name: "RESTORE-ASKING", Since: "3.0.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryConditional},
	{Name: "ROLE", Since: "2.8.12", Arity: 1, Retry: RetryRead},
	{Name: "SAVE", Since: "1.0.0", Arity: 1, Retry: RetryAccumulating},
	{Name: "SHUTDOWN", Since: "1.0.0", Arity: -1, Retry: RetryAccumulating}, // its success is the end of the connection
	{Name: "SLAVEOF", Since: "1.0.0", Arity: 3, Retry: RetryLastWriterWins},
	{Name: "SLOWLOG GET", Since: "2.2.12", Arity: -2, Retry: RetryRead},
	{Name: "SLOWLOG LEN", Since: "2.2.12", Arity: 2, Retry: RetryRead},
	{Name: "SLOWLOG RESET", Since: "2.2.12", Arity: 2, Retry: RetryLastWriterWins},
	{Name: "SWAPDB", Since: "4.0.0", Arity: 3, Flags: Writes, Retry: RetryAccumulating},
}
