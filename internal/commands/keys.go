package commands

var keyCommands = []Command{
	{
		Name: "DEL", Since: "1.0.0", Arity: -2, Keys: allKeys, Flags: Writes, Retry: RetryLastWriterWins,
		Complexity: "O(N) for N keys and the elements of those that are collections",
		Forms: []Form{{
			Go:     "Del",
			Doc:    "deletes keys and gives how many of them existed. [Unlink] does not make the server wait for the memory of large values.",
			Args:   []Arg{Keys1("keys", "key")},
			Result: integer,
		}},
	},
	{
		Name: "UNLINK", Since: "4.0.0", Arity: -2, Keys: allKeys, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go:     "Unlink",
			Doc:    "deletes keys like [Del], but leaves it to another thread of the server to free their memory. It gives how many of them existed.",
			Args:   []Arg{Keys1("keys", "key")},
			Result: integer,
		}},
	},
	{
		Name: "EXISTS", Since: "1.0.0", Arity: -2, Keys: allKeys, Flags: ReadOnly, Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go:     "Exists",
			Doc:    "gives how many of keys exist. A key that is named twice counts twice.",
			Args:   []Arg{Keys1("keys", "key")},
			Result: integer,
		}},
	},
	{
		Name: "TOUCH", Since: "3.2.1", Arity: -2, Keys: allKeys, Flags: ReadOnly, Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go:     "Touch",
			Doc:    "marks keys as used just now, for the sake of eviction, and gives how many of them exist.",
			Args:   []Arg{Keys1("keys", "key")},
			Result: integer,
		}},
	},
	{
		Name: "EXPIRE", Since: "1.0.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go: "Expire",
			Doc: `makes key expire after ttl, which must be whole seconds; [PExpire] takes milliseconds.
			A ttl of 0 or below deletes key. It reports whether it did: not if key is missing, nor if a condition stopped it.
			Conditions are known since 7.0.0; of these XX goes with GT or LT, all others exclude each other.`,
			Args:   []Arg{Key("key"), Seconds("ttl"), Options(expireOptions)},
			Result: boolean,
		}},
	},
	{
		Name: "PEXPIRE", Since: "2.6.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go: "PExpire",
			Doc: `makes key expire after ttl, which must be whole milliseconds, as [Expire] does for seconds.
			It reports whether it did. Conditions are known since 7.0.0.`,
			Args:   []Arg{Key("key"), Millis("ttl"), Options(expireOptions)},
			Result: boolean,
		}},
	},
	{
		Name: "EXPIREAT", Since: "1.2.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go: "ExpireAt",
			Doc: `makes key expire at the given time, which must be whole seconds. A time that has
			passed deletes key; the zero Time is an error. It reports whether it did, as [Expire] does. Conditions are known since 7.0.0.`,
			Args:   []Arg{Key("key"), UnixSeconds("at"), Options(expireOptions)},
			Result: boolean, Retry: RetryLastWriterWins, Careful: true,
		}},
	},
	{
		Name: "PEXPIREAT", Since: "2.6.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go: "PExpireAt",
			Doc: `makes key expire at the given time, which must be whole milliseconds, as [ExpireAt]
			does for seconds. It reports whether it did. Conditions are known since 7.0.0.`,
			Args:   []Arg{Key("key"), UnixMillis("at"), Options(expireOptions)},
			Result: boolean, Retry: RetryLastWriterWins, Careful: true,
		}},
	},
	{
		Name: "TTL", Since: "1.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "TTL",
			Doc:    "gives how long key has to live, rounded to seconds; [PTTL] tells milliseconds.",
			Args:   []Arg{Key("key")},
			Result: seconds,
		}},
	},
	{
		Name: "PTTL", Since: "2.6.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "PTTL",
			Doc:    "gives how long key has to live, to the millisecond.",
			Args:   []Arg{Key("key")},
			Result: milliseconds,
		}},
	},
	{
		Name: "PERSIST", Since: "2.2.0", Arity: 2, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "Persist",
			Doc:    "removes the time to live of key. It reports whether there was one to remove.",
			Args:   []Arg{Key("key")},
			Result: boolean,
		}},
	},
	{
		Name: "TYPE", Since: "1.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "Type",
			Doc:    "gives the type of the value that key holds, [NoKey] if key is missing.",
			Args:   []Arg{Key("key")},
			Result: Result{Type: "KeyType", Reply: "simple string"},
		}},
	},
	{
		Name: "RENAME", Since: "1.0.0", Arity: 3, Keys: twoKeys, Flags: Writes, Retry: RetryConditional,
		Complexity: "O(1), but for the value that newKey had",
		Forms: []Form{{
			Go:     "Rename",
			Doc:    "gives key the name newKey, in place of whatever newKey held. A missing key is an error.",
			Args:   []Arg{Key("key"), Key("newKey")},
			Result: ok,
		}},
	},
	{
		Name: "RENAMENX", Since: "1.0.0", Arity: 3, Keys: twoKeys, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "RenameNX",
			Doc:    "gives key the name newKey unless newKey exists, and reports whether it did. A missing key is an error.",
			Args:   []Arg{Key("key"), Key("newKey")},
			Result: boolean,
		}},
	},
	{
		Name: "COPY", Since: "6.2.0", Arity: -3, Keys: twoKeys, Flags: Writes, Retry: RetryConditional,
		Complexity: "O(N) for N elements",
		Forms: []Form{{
			Go: "Copy",
			Doc: `copies the value of source, and its time to live, to destination. It reports whether it did: not
			if source is missing, nor if destination exists and [Replace] was not given.`,
			Args:   []Arg{Key("source"), Key("destination"), Options(copyOptions)},
			Result: boolean,
		}},
	},
	{
		Name: "SCAN", Since: "2.8.0", Arity: -2, Flags: ReadOnly, Complexity: "O(1) per page, O(N) for all N keys",
		Also: []Extra{{Go: "ScanAll", Result: "iter.Seq2[string, error]"}},
		Forms: []Form{{
			Go: "Scan",
			Doc: `gives one page of the keys of the database: begin with an empty cursor and go on with that of the page
			until the page is [ScanPage.Last]. A key that exists all the while is given at least once, perhaps more often; a page may
			be empty and not be the last. [OfType] is known since 6.0.0.`,
			Args:   []Arg{CursorArg(), Options(scanOptions)},
			Result: page("string"),
		}},
	},
	{
		Name: "RANDOMKEY", Since: "1.0.0", Arity: 1, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "RandomKey",
			Doc:    "gives a random key, none if the database is empty.",
			Result: optionalText,
		}},
	},

	{
		Name: "KEYS", Since: "1.0.0", Arity: 2, Flags: ReadOnly, Complexity: "O(N) for N keys of the database",
		Forms: []Form{{
			Go: "Keys",
			Doc: `gives the keys of the database that match the glob-style pattern, in no particular order. It holds up the server until
			it has looked at all of them: [ScanAll] does not.`,
			Args:   []Arg{Text("pattern")},
			Result: Result{Type: "[]string", Reply: "array of bulk strings"},
		}},
	},
	{
		Name: "MOVE", Since: "1.0.0", Arity: 3, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go: "Move",
			Doc: `moves key to another database, with its time to live. It reports whether it did: not if key is missing here, nor
			if it exists there.`,
			Args:   []Arg{Key("key"), Natural("db")},
			Result: boolean,
		}},
	},
	{
		Name: "EXPIRETIME", Since: "7.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ExpireTime",
			Doc:    "gives the time at which key expires, in whole seconds; [PExpireTime] tells milliseconds.",
			Args:   []Arg{Key("key")},
			Result: expiration("seconds"),
		}},
	},
	{
		Name: "PEXPIRETIME", Since: "7.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "PExpireTime",
			Doc:    "gives the time at which key expires, to the millisecond.",
			Args:   []Arg{Key("key")},
			Result: expiration("milliseconds"),
		}},
	},
	{
		Name: "DUMP", Since: "2.6.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for a value of N bytes, and its elements",
		Forms: []Form{{
			Go: "Dump",
			Doc: `gives the value of key, of whatever type, in a form that [Restore] takes: bytes that only servers understand, with a version
			and a checksum. None if key is missing. The time to live is not in it.`,
			Args:   []Arg{Key("key")},
			Result: Result{Type: "Optional[[]byte]", Reply: "bulk string or null"},
		}},
	},
	{
		Name: "RESTORE", Since: "2.6.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryConditional,
		Complexity: "O(N) for a value of N bytes, and its elements",
		Forms: []Form{
			{
				Go: "Restore",
				Doc: `makes key hold the value that [Dump] gave, without a time to live. If key exists that is the error BUSYKEY, unless
				[Replace] is given (since 3.0.0). [IdleTime] and [Frequency] are known since 5.0.0.`,
				Args:   []Arg{Key("key"), Word("0"), Bytes("dump"), Options(restoreOptions)},
				Result: ok,
			},
			{
				Go:     "RestoreWithTTL",
				Doc:    "is [Restore] with a time to live, which must be positive and whole milliseconds.",
				Args:   []Arg{Key("key"), PositiveMillis("ttl"), Bytes("dump"), Options(restoreOptions)},
				Result: ok,
			},
			{
				Go:     "RestoreExpireAt",
				Doc:    "is [Restore] with a time at which key is to expire, in whole milliseconds. The zero Time is an error.",
				Since:  "5.0.0",
				Args:   []Arg{Key("key"), UnixMillis("at"), Bytes("dump"), Word("ABSTTL"), Options(restoreOptions)},
				Result: ok,
			},
		},
	},
	{
		Name: "MIGRATE", Since: "2.6.0", Arity: -6, Keys: Keys{3, 3, 1}, Flags: Writes | MovableKeys, Retry: RetryAccumulating,
		Complexity: "that of DUMP here and RESTORE there, and of DEL here",
		Forms: []Form{
			{
				Go: "Migrate",
				Doc: `moves key to database db of another server, and reports whether it did: not if key is missing. The server
				does nothing else meanwhile; timeout, rounded up to whole milliseconds, is how long it waits for the other one at a time. An error IOERR
				leaves open whether key is here, there, or at both.`,
				Args:   []Arg{Text("host"), Port("port"), Key("key"), Natural("db"), Timeout("timeout"), Options(migrateOptions)},
				Result: migrated,
			},
			{
				Go:     "MigrateKeys",
				Doc:    "moves several keys as [Migrate] does one, those of them that exist. It reports whether there was one.",
				Since:  "3.0.6",
				Args:   []Arg{Text("host"), Port("port"), noKey, Natural("db"), Timeout("timeout"), Options(migrateOptions), Word("KEYS"), KeyList("keys", "key")},
				Result: migrated,
			},
		},
	},
	{
		// It writes with STORE alone. Where BY and GET name keys it depends on these as well.
		Name: "SORT", Since: "1.0.0", Arity: -2, Keys: oneKey, Flags: Writes | MovableKeys, Retry: RetryAccumulating,
		Complexity: "O(N+M*log(M)) for N elements of which M are given",
		Forms: []Form{
			{
				Go: "Sort",
				Doc: `gives the elements of the list, set or sorted set that key holds in order: by their value as numbers, or as texts with
				[Alpha], or by the values of other keys with [By]. What is no number is an error then. A missing key has no elements.`,
				Args:   []Arg{Key("key"), Options(sortOptions)},
				Result: list("T", ""), Retry: RetryRead,
			},
			{
				Go: "SortGet",
				Doc: `sorts as [Sort] does, and gives for each element what patterns make of it: "#" the element itself, any other
				pattern the value of the key that comes out of it with the element in place of "*", or of a field of the hash there with "->", as "user_*->name". With one
				pattern T is the type of a value; with several it takes an array of as many: a [Pair], a decode.Tuple3, a slice. A value is null if its key or
				field is missing, which is the error [ErrNil] unless its type is an [Optional] or a pointer.`,
				Args:   []Arg{Key("key"), GetPatterns("patterns"), Options(sortOptions)},
				Result: rows("T"), Retry: RetryRead,
			},
			{
				Go:     "SortStore",
				Doc:    "stores what [Sort] gives as a list under destination, in place of whatever that held, and gives its length. Without elements destination is deleted.",
				Args:   []Arg{Key("key"), Word("STORE"), Destination("destination"), Options(sortOptions)},
				Result: integer,
			},
			{
				Go:     "SortGetStore",
				Doc:    "stores what [SortGet] gives as a list under destination, one value behind the other and empty ones for nulls, as [SortStore] does.",
				Args:   []Arg{Key("key"), Word("STORE"), Destination("destination"), GetPatterns("patterns"), Options(sortOptions)},
				Result: integer,
			},
		},
	},
	{
		Name: "SORT_RO", Since: "7.0.0", Arity: -2, Keys: oneKey, Flags: ReadOnly | MovableKeys,
		Complexity: "O(N+M*log(M)) for N elements of which M are given",
		Forms: []Form{
			{
				Go:     "SortRO",
				Doc:    "is [Sort] by a command that can not write, and so is good for replicas.",
				Args:   []Arg{Key("key"), Options(sortOptions)},
				Result: list("T", ""),
			},
			{
				Go:     "SortROGet",
				Doc:    "is [SortGet] by a command that can not write, and so is good for replicas.",
				Args:   []Arg{Key("key"), GetPatterns("patterns"), Options(sortOptions)},
				Result: rows("T"),
			},
		},
	},

	// Reachable by Do alone.
}
