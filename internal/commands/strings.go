package commands

var stringCommands = []Command{
	{
		Name: "GET", Since: "1.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "Get",
			Doc:    "gives the value of key.",
			Args:   []Arg{Key("key")},
			Result: one("T", "key is missing"),
		}},
	},
	{
		// Whoever puts SET by Do may give NX, XX and GET.
		Name: "SET", Since: "1.0.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{
			{
				Go: "Set",
				Doc: `stores value under key, in place of whatever key held, of any type.
				It removes the key's time to live, unless an option sets or keeps one.
				See [SetIf] for NX and XX, and [SetGet] for GET.`,
				Args:   []Arg{Key("key"), Value("value", "V"), Options(setOptions)},
				Result: ok, Retry: RetryLastWriterWins, Careful: true,
			},
			{
				Go: "SetIf",
				Doc: `stores value under key as [Set] does, but with [NX] only where key is missing,
				with [XX] only where it is not, and with [IfEq] and its like only where the value that key has compares in that way (since
				8.4.0). It reports whether it stored the value.`,
				Since:  "2.6.12",
				Args:   []Arg{Key("key"), Value("value", "V"), SetCond("cond"), Options(setOptions)},
				Result: done,
			},
			{
				Go: "SetIfGet",
				Doc: `stores value under key as [SetIf] does, and gives the value that key had, none if it was missing: with
				[NX] none says that the value was stored, with [XX] that it was not. A key that does not hold a string is left alone: WRONGTYPE.
				[NX] is known since 7.0.0 here.`,
				Since:  "6.2.0",
				Args:   []Arg{Key("key"), Value("value", "V"), SetCond("cond"), Word("GET"), Options(setOptions)},
				Result: optional("T"),
			},
			{
				Go: "SetGet",
				Doc: `stores value under key as [Set] does, and gives the value that key had, none
				if it was missing. The value is stored either way, so the result is an [Optional] and no
				null can end in an error. A key that does not hold a string is left alone: WRONGTYPE.`,
				Since:  "6.2.0",
				Args:   []Arg{Key("key"), Value("value", "V"), Word("GET"), Options(setOptions)},
				Result: optional("T"),
			},
		},
	},
	{
		Name: "GETDEL", Since: "6.2.0", Arity: 2, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "GetDel",
			Doc:    "gives the value of key and deletes key.",
			Args:   []Arg{Key("key")},
			Result: one("T", "key is missing"),
		}},
	},
	{
		Name: "GETEX", Since: "6.2.0", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "GetEx",
			Doc:    "gives the value of key, and sets or removes its time to live as the option says. Without an option it is [Get].",
			Args:   []Arg{Key("key"), Options(getExOptions)},
			Result: one("T", "key is missing"),
		}},
	},
	{
		Name: "MGET", Since: "1.0.0", Arity: -2, Keys: allKeys, Flags: ReadOnly, Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go:     "MGet",
			Doc:    "gives the values of all keys, in their order.",
			Args:   []Arg{Keys1("keys", "key")},
			Result: list("T", "its key is missing or does not hold a string"),
		}},
	},
	{
		Name: "MSET", Since: "1.0.1", Arity: -3, Keys: everyTwo, Flags: Writes, Retry: RetryLastWriterWins,
		Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go: "MSet",
			Doc: `stores several values in one step, each under its key, as [Set] without options does.
			The pairs of key and value come out of maps, structs, slices of pairs, or iter.Seq2 values, or one after the other.`,
			Args:   []Arg{Pairs("pairs", "key", "value", "V")},
			Result: ok,
		}},
	},
	{
		Name: "MSETNX", Since: "1.0.1", Arity: -3, Keys: everyTwo, Flags: Writes, Retry: RetryConditional,
		Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go: "MSetNX",
			Doc: `stores several values in one step if none of the keys exists, and nothing otherwise.
			It reports whether it stored them. Pairs are given as to [MSet].`,
			Args:   []Arg{Pairs("pairs", "key", "value", "V")},
			Result: boolean,
		}},
	},
	{
		Name: "INCR", Since: "1.0.0", Arity: 2, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go: "Incr",
			Doc: `adds one to the integer that key holds, 0 if key is missing, and gives the sum.
			A value that is no integer of 64 bits, and a sum that would be none, is an error and changes nothing.`,
			Args:   []Arg{Key("key")},
			Result: integer,
		}},
	},
	{
		Name: "INCRBY", Since: "1.0.0", Arity: 3, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "IncrBy",
			Doc:    "adds increment to the integer that key holds, as [Incr] does, and gives the sum.",
			Args:   []Arg{Key("key"), Int("increment")},
			Result: integer,
		}},
	},
	{
		Name: "INCRBYFLOAT", Since: "2.6.0", Arity: 3, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go: "IncrByFloat",
			Doc: `adds increment to the number that key holds, 0 if key is missing, and gives the sum.
			The server computes with long doubles and stores decimal text. An increment that is infinite or NaN is an error.`,
			Args:   []Arg{Key("key"), Finite("increment")},
			Result: double,
		}},
	},
	{
		Name: "DECR", Since: "1.0.0", Arity: 2, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "Decr",
			Doc:    "takes one from the integer that key holds, as [Incr] adds it, and gives the difference.",
			Args:   []Arg{Key("key")},
			Result: integer,
		}},
	},
	{
		Name: "DECRBY", Since: "1.0.0", Arity: 3, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "DecrBy",
			Doc:    "takes decrement from the integer that key holds, as [Incr] adds one, and gives the difference.",
			Args:   []Arg{Key("key"), Int("decrement")},
			Result: integer,
		}},
	},
	{
		Name: "APPEND", Since: "2.0.0", Arity: 3, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1), amortized",
		Forms: []Form{{
			Go:     "Append",
			Doc:    "puts value behind the string that key holds, an empty one if key is missing, and gives the new length in bytes.",
			Args:   []Arg{Key("key"), Value("value", "V")},
			Result: integer,
		}},
	},
	{
		Name: "STRLEN", Since: "2.2.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "StrLen",
			Doc:    "gives the length in bytes of the string that key holds, 0 if key is missing.",
			Args:   []Arg{Key("key")},
			Result: integer,
		}},
	},
	{
		Name: "GETRANGE", Since: "2.4.0", Arity: 4, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N bytes returned",
		Forms: []Form{{
			Go: "GetRange",
			Doc: `gives the bytes from start to end of the string that key holds, both included.
			A negative position counts from the end, where [Last] is. A missing key is an empty string, never null.`,
			Args:   []Arg{Key("key"), Int("start"), Int("end")},
			Result: one("T", ""),
		}},
	},
	{
		Name: "SETRANGE", Since: "2.2.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins,
		Complexity: "O(N) for a value of N bytes",
		Forms: []Form{{
			Go: "SetRange",
			Doc: `overwrites the string that key holds with value, from the byte at offset on, and gives the
			new length. A shorter string is first filled up with zero bytes. A negative offset is an error.`,
			Args:   []Arg{Key("key"), Natural("offset"), Value("value", "V")},
			Result: integer,
		}},
	},

	{
		Name: "LCS", Since: "7.0.0", Arity: -3, Keys: twoKeys, Flags: ReadOnly, Complexity: "O(N*M) for strings of N and M bytes",
		Forms: []Form{
			{
				Go: "LCS",
				Doc: `gives the longest common subsequence of the strings that key1 and key2 hold: the most bytes that
				both have in the same order, though not in one piece. A missing key is an empty string.`,
				Args:   []Arg{Key("key1"), Key("key2")},
				Result: one("T", ""),
			},
			{
				Go:     "LCSLen",
				Doc:    "gives the length in bytes of what [LCS] gives.",
				Args:   []Arg{Key("key1"), Key("key2"), Word("LEN")},
				Result: integer,
			},
			{
				Go: "LCSIdx",
				Doc: `tells where the pieces of what [LCS] gives lie in both strings, the last one first. [MinMatchLen] leaves
				short pieces out.`,
				Args: []Arg{Key("key1"), Key("key2"), Word("IDX"), Word("WITHMATCHLEN"), Options(lcsOptions)},
				Result: Result{
					Type: "LCSMatches", Finish: "finishWith(p, x, decodeLCSMatches)",
					Reply: "map of the matches, each as two ranges and a length, and the length of all",
				},
			},
		},
	},
	{
		Name: "MSETEX", Since: "8.4.0", Arity: -4, Flags: Writes | MovableKeys, Retry: RetryConditional, Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go: "MSetEx",
			Doc: `stores several values in one step, all with the same time to live, or none without an option: [KeepTTL] lets each key
			keep its own. With [NX] it stores them if none of the keys exists, with [XX] if all do, else nothing. It reports whether it stored them. The
			pairs of key and value come out of a map, a struct, a slice or an iter.Seq2.`,
			Args:   []Arg{NumPairs("numkeys", "pairs", "key", "value", "V"), Options(msetexOptions)},
			Result: boolean, Retry: RetryLastWriterWins, Careful: true,
		}},
	},
	{
		Name: "DELEX", Since: "8.4.0", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryConditional,
		Complexity: "O(1), by digest O(N) for a value of N bytes",
		Forms: []Form{{
			Go: "DelEx",
			Doc: `deletes key if its value compares as cond says, and reports whether it did: not if key is missing. A key that does not
			hold a string is an error. [Del] deletes in any case.`,
			Args:   []Arg{Key("key"), ValueCond("cond")},
			Result: boolean,
		}},
	},
	{
		Name: "DELIFEQ", Since: "9.0.0", Arity: 3, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go: "DelIfEq",
			Doc: `deletes key if its value equals value, and reports whether it did: what frees a lock. It is a command of Valkey;
			[DelEx] with [IfEq] is that of Redis.`,
			Args:   []Arg{Key("key"), Value("value", "V")},
			Result: boolean,
		}},
	},
	{
		Name: "DIGEST", Since: "8.4.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for a value of N bytes",
		Forms: []Form{{
			Go: "Digest",
			Doc: `gives the XXH3 digest of the string that key holds, 16 hexadecimal digits as [IfDigestEq] takes them; none if key
			is missing.`,
			Args:   []Arg{Key("key")},
			Result: optionalText,
		}},
	},
	{
		Name: "INCREX", Since: "8.8.0", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{
			{
				Go: "IncrEx",
				Doc: `adds increment to the integer that key holds, 0 if key is missing, and sets or removes the time to live as the options
				say. A sum outside of [LBound] and [UBound], or of 64 bits, changes nothing, neither value nor time to live, unless [Saturate] is given.
				It gives the value that key has then, and what was added.`,
				Args:   []Arg{Key("key"), Word("BYINT"), Int("increment"), Options(increxOptions)},
				Result: Result{Type: "Increment[int64]", Finish: "finishWith(p, x, decodeIncrement)", Reply: "array of value and increment"},
			},
			{
				Go: "IncrExFloat",
				Doc: `does for numbers what [IncrEx] does for integers, with [LBoundFloat] and [UBoundFloat]. An increment that is
				infinite or NaN is an error.`,
				Args:   []Arg{Key("key"), Word("BYFLOAT"), Finite("increment"), Options(increxFloatOptions)},
				Result: Result{Type: "Increment[float64]", Finish: "finishWith(p, x, decodeIncrementFloat)", Reply: "array of value and increment"},
			},
		},
	},
	{
		Name: "GCRA", Since: "8.8.0", Arity: -5, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go: "GCRA",
			Doc: `takes tokens from the rate limit at key, one or as [Tokens] says, if there are that many, and tells whether there were. The limit is one of maxBurst+1 tokens
			of which perPeriod come back in each period, evenly; a new key begins with all of them. Servers of Redis have the command
			only where they were built with ENABLE_GCRA, as releases up to 8.10 were not.`,
			Args: []Arg{
				Key("key"), Natural("maxBurst"), Positive("perPeriod"), PositiveSeconds("period"), Options(gcraOptions),
			},
			Result: decodedBy("RateLimit", "decodeRateLimit", "array of 1 or 0, limit, tokens left, and seconds twice"),
		}},
	},

	{Name: "GETSET", Since: "1.0.0", Arity: 3, Keys: oneKey, Flags: Writes, Retry: RetryConditional, DoOnly: "superseded by SET with GET: SetGet"},
	{Name: "PSETEX", Since: "2.6.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryConditional, DoOnly: "superseded by SET with PX: Set"},
	{Name: "SETEX", Since: "2.0.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryConditional, DoOnly: "superseded by SET with EX: Set"},
	{Name: "SETNX", Since: "1.0.0", Arity: 3, Keys: oneKey, Flags: Writes, Retry: RetryConditional, DoOnly: "superseded by SET with NX: SetIf"},
	{Name: "SUBSTR", Since: "1.0.0", Arity: 4, Keys: oneKey, Flags: ReadOnly, DoOnly: "superseded by GETRANGE: GetRange"},
}
