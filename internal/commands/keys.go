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
			Doc: `makes key expire after ttl, rounded up to whole milliseconds, as [Expire] does for seconds.
			It reports whether it did.`,
			Args:   []Arg{Key("key"), Millis("ttl"), Options(expireOptions)},
			Result: boolean,
		}},
	},
	{
		Name: "EXPIREAT", Since: "1.2.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go: "ExpireAt",
			Doc: `makes key expire at the given time, rounded up to whole seconds. A time that has
			passed deletes key; the zero Time is an error. It reports whether it did, as [Expire] does.`,
			Args:   []Arg{Key("key"), UnixSeconds("at"), Options(expireOptions)},
			Result: boolean, Retry: RetryLastWriterWins, Careful: true,
		}},
	},
	{
		Name: "PEXPIREAT", Since: "2.6.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go: "PExpireAt",
			Doc: `makes key expire at the given time, rounded up to whole milliseconds, as [ExpireAt]
			does for seconds. It reports whether it did.`,
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
			Doc:    `gives the type of the value that key holds: "string", "list", "set", "zset", "hash", "stream", "none" if key is missing, or that of a module.`,
			Args:   []Arg{Key("key")},
			Result: simple,
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

	// Reachable by Do alone.
	{Name: "DUMP", Since: "2.6.0", Arity: 2, Keys: oneKey, Flags: ReadOnly},
	{Name: "EXPIRETIME", Since: "7.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly},
	{Name: "KEYS", Since: "1.0.0", Arity: 2, Flags: ReadOnly},
	{Name: "MIGRATE", Since: "2.6.0", Arity: -6, Keys: Keys{3, 3, 1}, Flags: Writes | MovableKeys, Retry: RetryAccumulating},
	{Name: "MOVE", Since: "1.0.0", Arity: 3, Keys: oneKey, Flags: Writes, Retry: RetryConditional},
	{Name: "OBJECT ENCODING", Since: "2.2.3", Arity: 3, Keys: second, Flags: ReadOnly},
	{Name: "OBJECT FREQ", Since: "4.0.0", Arity: 3, Keys: second, Flags: ReadOnly},
	{Name: "OBJECT IDLETIME", Since: "2.2.3", Arity: 3, Keys: second, Flags: ReadOnly},
	{Name: "OBJECT REFCOUNT", Since: "2.2.3", Arity: 3, Keys: second, Flags: ReadOnly},
	{Name: "PEXPIRETIME", Since: "7.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly},
	{Name: "RESTORE", Since: "2.6.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryConditional},
	{Name: "SORT", Since: "1.0.0", Arity: -2, Keys: oneKey, Flags: Writes | MovableKeys, Retry: RetryAccumulating}, // STORE
	{Name: "SORT_RO", Since: "7.0.0", Arity: -2, Keys: oneKey, Flags: ReadOnly | MovableKeys},
}
