package commands

var hashCommands = []Command{
	{
		Name: "HSET", Since: "2.0.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go: "HSet",
			Doc: `sets fields of the hash that key holds, a new one if key is missing, and gives how many of
			the fields are new. The pairs of field and value come out of maps, structs (with the names of their tags), slices of
			pairs, or iter.Seq2 values, or one after the other. More than one pair is known since 4.0.0.`,
			Args:   []Arg{Key("key"), Pairs("pairs", "field", "value", "V")},
			Result: integer,
		}},
	},
	{
		Name: "HSETNX", Since: "2.0.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "HSetNX",
			Doc:    "sets a field of the hash that key holds unless the field exists, and reports whether it did.",
			Args:   []Arg{Key("key"), Value("field", "F"), Value("value", "V")},
			Result: boolean,
		}},
	},
	{
		Name: "HGET", Since: "2.0.0", Arity: 3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "HGet",
			Doc:    "gives the value of a field of the hash that key holds.",
			Args:   []Arg{Key("key"), Value("field", "F")},
			Result: one("T", "the field or key is missing"),
		}},
	},
	{
		Name: "HMGET", Since: "2.0.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go:     "HMGet",
			Doc:    "gives the values of fields of the hash that key holds, in the order of the fields.",
			Args:   []Arg{Key("key"), Values("fields", "field", "F")},
			Result: list("T", "its field, or key, is missing"),
		}},
	},
	{
		Name: "HGETALL", Since: "2.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go: "HGetAll",
			Doc: `gives the whole hash that key holds, as a T: a map, or a struct whose fields take those of
			the hash by the names of their tags. A missing key is an empty hash.`,
			Args:   []Arg{Key("key")},
			Result: whole("T"),
		}},
	},
	{
		Name: "HDEL", Since: "2.0.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go:     "HDel",
			Doc:    "deletes fields of the hash that key holds and gives how many of them existed. A hash without fields is gone.",
			Args:   []Arg{Key("key"), Values("fields", "field", "F")},
			Result: integer,
		}},
	},
	{
		Name: "HEXISTS", Since: "2.0.0", Arity: 3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "HExists",
			Doc:    "reports whether a field of the hash that key holds exists.",
			Args:   []Arg{Key("key"), Value("field", "F")},
			Result: boolean,
		}},
	},
	{
		Name: "HLEN", Since: "2.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "HLen",
			Doc:    "gives the number of fields of the hash that key holds, 0 if key is missing.",
			Args:   []Arg{Key("key")},
			Result: integer,
		}},
	},
	{
		Name: "HKEYS", Since: "2.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go:     "HKeys",
			Doc:    "gives the names of all fields of the hash that key holds, in no particular order; none if key is missing.",
			Args:   []Arg{Key("key")},
			Result: list("F", ""),
		}},
	},
	{
		Name: "HVALS", Since: "2.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go:     "HVals",
			Doc:    "gives the values of all fields of the hash that key holds, in no particular order; none if key is missing.",
			Args:   []Arg{Key("key")},
			Result: list("T", ""),
		}},
	},
	{
		Name: "HINCRBY", Since: "2.0.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go: "HIncrBy",
			Doc: `adds increment to the integer in a field of the hash that key holds, 0 if either is missing, and
			gives the sum. A value that is no integer of 64 bits, and a sum that would be none, is an error and changes nothing.`,
			Args:   []Arg{Key("key"), Value("field", "F"), Int("increment")},
			Result: integer,
		}},
	},
	{
		Name: "HINCRBYFLOAT", Since: "2.6.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go: "HIncrByFloat",
			Doc: `adds increment to the number in a field of the hash that key holds, 0 if either is missing,
			and gives the sum. An increment that is infinite or NaN is an error.`,
			Args:   []Arg{Key("key"), Value("field", "F"), Finite("increment")},
			Result: double,
		}},
	},
	{
		Name: "HSTRLEN", Since: "3.2.0", Arity: 3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "HStrLen",
			Doc:    "gives the length in bytes of the value of a field of the hash that key holds, 0 if either is missing.",
			Args:   []Arg{Key("key"), Value("field", "F")},
			Result: integer,
		}},
	},
	{
		Name: "HSCAN", Since: "2.8.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1) per page, O(N) for all N fields",
		Also: []Extra{{Go: "HScanAll", Result: "iter.Seq2[Pair[F, T], error]"}, {Go: "HScanAllNoValues", Since: "7.4.0", Result: "iter.Seq2[F, error]"}},
		Forms: []Form{
			{
				Go: "HScan",
				Doc: `gives one page of the fields of the hash that key holds, with their values, as [Scan]
				does for the keys of a database.`,
				Args:   []Arg{Key("key"), CursorArg(), Options(elementScanOptions)},
				Result: page("Pair[F, T]", "F any", "T any"),
			},
			{
				Go:     "HScanNoValues",
				Doc:    "gives one page of the names of the fields of the hash that key holds, as [Scan] does for the keys of a database.",
				Since:  "7.4.0",
				Args:   []Arg{Key("key"), CursorArg(), Options(elementScanOptions), Word("NOVALUES")},
				Result: page("F", "F any"),
			},
		},
	},

	{
		Name: "HRANDFIELD", Since: "6.2.0", Arity: -2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N fields given",
		Forms: []Form{
			{
				Go:         "HRandField",
				Complexity: "O(1)",
				Doc:        "gives the name of a random field of the hash that key holds.",
				Args:       []Arg{Key("key")},
				Result:     one("F", "key is missing"),
			},
			{
				Go: "HRandFieldCount",
				Doc: `gives the names of random fields of the hash that key holds, up to count different ones; none if key is
				missing. A negative count is an error: [HRandFieldRepeat] gives names that may repeat.`,
				Args:   []Arg{Key("key"), Natural("count")},
				Result: list("F", ""),
			},
			{
				Go:     "HRandFieldCountWithValues",
				Doc:    "is [HRandFieldCount] with the values of the fields.",
				Args:   []Arg{Key("key"), Natural("count"), Word("WITHVALUES")},
				Result: pairs("F", "T"),
			},
			{
				Go: "HRandFieldRepeat",
				Doc: `gives the names of count random fields of the hash that key holds, in random order; each is drawn
				anew, so names may repeat. None if key is missing. A negative count is an error.`,
				Args:   []Arg{Key("key"), Repeat("count")},
				Result: list("F", ""),
			},
			{
				Go:     "HRandFieldRepeatWithValues",
				Doc:    "is [HRandFieldRepeat] with the values of the fields.",
				Args:   []Arg{Key("key"), Repeat("count"), Word("WITHVALUES")},
				Result: pairs("F", "T"),
			},
		},
	},
	{
		Name: "HGETDEL", Since: "8.0.0", Arity: -5, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go:     "HGetDel",
			Doc:    "gives the values of fields of the hash that key holds, in the order of the fields, and deletes the fields. A hash without fields is gone.",
			Args:   []Arg{Key("key"), Word("FIELDS"), NumValues("numfields", "fields", "field", "F")},
			Result: list("T", "its field, or key, is missing"),
		}},
	},
	{
		Name: "HGETEX", Since: "8.0.0", Arity: -5, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go: "HGetEx",
			Doc: `gives the values of fields of the hash that key holds, in the order of the fields, and sets or removes the time to live of
			these fields as the option says. Without an option it is [HMGet].`,
			Args:   []Arg{Key("key"), Options(getExOptions), Word("FIELDS"), NumList("numfields", "fields", "field", "F")},
			Result: list("T", "its field, or key, is missing"),
		}},
	},
	{
		Name: "HSETEX", Since: "8.0.0", Arity: -6, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go: "HSetEx",
			Doc: `sets fields of the hash that key holds, a new one if key is missing, all with the same time to live, or none
			without an option: [KeepTTL] lets each field keep its own. With [FNX] it sets them if none of the fields exists, with [FXX] if all do, else
			nothing; [NX] and [XX] ask the same of the key, of Valkey since 9.1.0. It reports whether it set them. The pairs of field and value come out of a map, a struct, a slice or an iter.Seq2.`,
			Args:   []Arg{Key("key"), Options(hsetexOptions), Word("FIELDS"), NumPairs("numfields", "pairs", "field", "value", "V")},
			Result: boolean, Retry: RetryLastWriterWins, Careful: true,
		}},
	},
	{
		Name: "HEXPIRE", Since: "7.4.0", Arity: -6, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go: "HExpire",
			Doc: `makes fields of the hash that key holds expire after ttl, which must be whole seconds; [HPExpire] takes
			milliseconds. A ttl of 0 deletes the fields. It tells what came of it for each of the fields, in their order. Of the conditions it takes one.`,
			Args: []Arg{
				Key("key"), Seconds("ttl"), Options(hexpireOptions), oneOption,
				Word("FIELDS"), NumList("numfields", "fields", "field", "F"),
			},
			Result: fieldExpiries,
		}},
	},
	{
		Name: "HPEXPIRE", Since: "7.4.0", Arity: -6, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go: "HPExpire",
			Doc: `makes fields of the hash that key holds expire after ttl, which must be whole milliseconds, as [HExpire] does
			for seconds.`,
			Args: []Arg{
				Key("key"), Millis("ttl"), Options(hexpireOptions), oneOption,
				Word("FIELDS"), NumList("numfields", "fields", "field", "F"),
			},
			Result: fieldExpiries,
		}},
	},
	{
		Name: "HEXPIREAT", Since: "7.4.0", Arity: -6, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go: "HExpireAt",
			Doc: `makes fields of the hash that key holds expire at the given time, which must be whole seconds, as [HExpire] does
			after some. A time that has passed deletes the fields; the zero Time is an error.`,
			Args: []Arg{
				Key("key"), UnixSeconds("at"), Options(hexpireOptions), oneOption,
				Word("FIELDS"), NumList("numfields", "fields", "field", "F"),
			},
			Result: fieldExpiries, Retry: RetryLastWriterWins, Careful: true,
		}},
	},
	{
		Name: "HPEXPIREAT", Since: "7.4.0", Arity: -6, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go: "HPExpireAt",
			Doc: `makes fields of the hash that key holds expire at the given time, which must be whole milliseconds, as
			[HExpireAt] does for seconds.`,
			Args: []Arg{
				Key("key"), UnixMillis("at"), Options(hexpireOptions), oneOption,
				Word("FIELDS"), NumList("numfields", "fields", "field", "F"),
			},
			Result: fieldExpiries, Retry: RetryLastWriterWins, Careful: true,
		}},
	},
	{
		Name: "HTTL", Since: "7.4.0", Arity: -5, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go: "HTTL",
			Doc: `gives how long fields of the hash that key holds have to live, in their order, rounded to seconds; [HPTTL] tells
			milliseconds. Without key no field exists.`,
			Args:   []Arg{Key("key"), Word("FIELDS"), NumValues("numfields", "fields", "field", "F")},
			Result: fieldTTLs("decodeTTLs", "seconds"),
		}},
	},
	{
		Name: "HPTTL", Since: "7.4.0", Arity: -5, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go:     "HPTTL",
			Doc:    `gives how long fields of the hash that key holds have to live, in their order, to the millisecond.`,
			Args:   []Arg{Key("key"), Word("FIELDS"), NumValues("numfields", "fields", "field", "F")},
			Result: fieldTTLs("decodePTTLs", "milliseconds"),
		}},
	},
	{
		Name: "HEXPIRETIME", Since: "7.4.0", Arity: -5, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go: "HExpireTime",
			Doc: `gives the times at which fields of the hash that key holds expire, in their order, in whole seconds;
			[HPExpireTime] tells milliseconds. Without key no field exists.`,
			Args:   []Arg{Key("key"), Word("FIELDS"), NumValues("numfields", "fields", "field", "F")},
			Result: fieldExpirations("seconds"),
		}},
	},
	{
		Name: "HPEXPIRETIME", Since: "7.4.0", Arity: -5, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go:     "HPExpireTime",
			Doc:    `gives the times at which fields of the hash that key holds expire, in their order, to the millisecond.`,
			Args:   []Arg{Key("key"), Word("FIELDS"), NumValues("numfields", "fields", "field", "F")},
			Result: fieldExpirations("milliseconds"),
		}},
	},
	{
		Name: "HPERSIST", Since: "7.4.0", Arity: -5, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(N) for N fields",
		Forms: []Form{{
			Go: "HPersist",
			Doc: `removes the time to live of fields of the hash that key holds. It tells what came of it for each of the fields, in
			their order.`,
			Args:   []Arg{Key("key"), Word("FIELDS"), NumValues("numfields", "fields", "field", "F")},
			Result: fieldPersists,
		}},
	},

	{
		Name: "HIMPORT SET", Since: "8.10.0", Arity: -5, Keys: second, Flags: Writes, Retry: RetryLastWriterWins,
		DoOnly: "needs HIMPORT PREPARE on the same connection, which is refused",
	},
	{Name: "HMSET", Since: "2.0.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, DoOnly: "superseded by HSET with several fields: HSet"},
}
