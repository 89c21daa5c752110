package commands

var listCommands = []Command{
	{
		Name: "LPUSH", Since: "1.0.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N elements",
		Forms: []Form{{
			Go: "LPush",
			Doc: `puts elements, one after the other, in front of the list that key holds, a new one if key is
			missing: the last of them becomes the first of the list. It gives the new length. Slices and sequences among elements spread.`,
			Args:   []Arg{Key("key"), Values("elements", "element", "V")},
			Result: integer,
		}},
	},
	{
		Name: "RPUSH", Since: "1.0.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N elements",
		Forms: []Form{{
			Go: "RPush",
			Doc: `puts elements behind the list that key holds, a new one if key is missing, and gives the
			new length. Slices and sequences among elements spread.`,
			Args:   []Arg{Key("key"), Values("elements", "element", "V")},
			Result: integer,
		}},
	},
	{
		Name: "LPUSHX", Since: "2.2.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N elements",
		Forms: []Form{{
			Go:     "LPushX",
			Doc:    "does what [LPush] does if key holds a list already, and gives its length; if key is missing it does nothing and gives 0.",
			Args:   []Arg{Key("key"), Values("elements", "element", "V")},
			Result: integer,
		}},
	},
	{
		Name: "RPUSHX", Since: "2.2.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N elements",
		Forms: []Form{{
			Go:     "RPushX",
			Doc:    "does what [RPush] does if key holds a list already, and gives its length; if key is missing it does nothing and gives 0.",
			Args:   []Arg{Key("key"), Values("elements", "element", "V")},
			Result: integer,
		}},
	},
	{
		Name: "LPOP", Since: "1.0.0", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N elements",
		Forms: []Form{
			{
				Go:         "LPop",
				Complexity: "O(1)",
				Doc:        "removes the first element of the list that key holds and gives it.",
				Args:       []Arg{Key("key")},
				Result:     one("T", "key is missing"),
			},
			{
				Go: "LPopCount",
				Doc: `removes the first elements of the list that key holds, up to count of them, and gives them
				in their order; none if key is missing. A negative count is an error.`,
				Since:  "6.2.0",
				Args:   []Arg{Key("key"), Natural("count")},
				Result: optionalList("T"),
			},
		},
	},
	{
		Name: "RPOP", Since: "1.0.0", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N elements",
		Forms: []Form{
			{
				Go:         "RPop",
				Complexity: "O(1)",
				Doc:        "removes the last element of the list that key holds and gives it.",
				Args:       []Arg{Key("key")},
				Result:     one("T", "key is missing"),
			},
			{
				Go: "RPopCount",
				Doc: `removes the last elements of the list that key holds, up to count of them, and gives them, the
				last one first; none if key is missing. A negative count is an error.`,
				Since:  "6.2.0",
				Args:   []Arg{Key("key"), Natural("count")},
				Result: optionalList("T"),
			},
		},
	},
	{
		Name: "LRANGE", Since: "1.0.0", Arity: 4, Keys: oneKey, Flags: ReadOnly,
		Complexity: "O(S+N) for N elements at a distance of S from the nearer end",
		Forms: []Form{{
			Go: "LRange",
			Doc: `gives the elements from start to stop of the list that key holds, both included. The first has the index 0, a
			negative index counts from the end, where [Last] is. Indexes outside of the list, and a missing key, are no error.`,
			Args:   []Arg{Key("key"), Int("start"), Int("stop")},
			Result: list("T", ""),
		}},
	},
	{
		Name: "LLEN", Since: "1.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "LLen",
			Doc:    "gives the length of the list that key holds, 0 if key is missing.",
			Args:   []Arg{Key("key")},
			Result: integer,
		}},
	},
	{
		Name: "LINDEX", Since: "1.0.0", Arity: 3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N elements up to index",
		Forms: []Form{{
			Go:     "LIndex",
			Doc:    "gives the element at index of the list that key holds; a negative index counts from the end, where [Last] is.",
			Args:   []Arg{Key("key"), Int("index")},
			Result: one("T", "there is no such index, or key is missing"),
		}},
	},
	{
		Name: "LSET", Since: "1.0.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N elements up to index",
		Forms: []Form{{
			Go: "LSet",
			Doc: `replaces the element at index of the list that key holds; a negative index counts from the end, where [Last] is. A
			missing key, or an index outside of the list, is an error.`,
			Args:   []Arg{Key("key"), Int("index"), Value("element", "V")},
			Result: ok,
		}},
	},
	{
		Name: "LREM", Since: "1.0.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating,
		Complexity: "O(N) for a list of N elements",
		Forms: []Form{
			{
				Go: "LRem",
				Doc: `removes the first count elements equal to element from the list that key holds, and gives how many it removed. count must
				be positive; [LRemLast] begins at the end, and [LRemAll] removes all of them.`,
				Args:   []Arg{Key("key"), Positive("count"), Value("element", "V")},
				Result: integer,
			},
			{
				Go:     "LRemLast",
				Doc:    "removes the last count elements equal to element from the list that key holds, and gives how many it removed. count must be positive.",
				Args:   []Arg{Key("key"), FromEnd("count"), Value("element", "V")},
				Result: integer,
			},
			{
				Go:     "LRemAll",
				Doc:    "removes all elements equal to element from the list that key holds, and gives how many these were.",
				Args:   []Arg{Key("key"), Word("0"), Value("element", "V")},
				Result: integer, Retry: RetryLastWriterWins,
			},
		},
	},
	{
		Name: "LTRIM", Since: "1.0.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N elements removed",
		Forms: []Form{{
			Go:     "LTrim",
			Doc:    "removes all elements but those from start to stop, as [LRange] counts them, from the list that key holds. A list without elements is gone.",
			Args:   []Arg{Key("key"), Int("start"), Int("stop")},
			Result: ok,
		}},
	},
	{
		Name: "LMOVE", Since: "6.2.0", Arity: 5, Keys: twoKeys, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go: "LMove",
			Doc: `takes the element at one end of the list that source holds, puts it at one end of the list
			that destination holds, and gives it. Both may be the same list.`,
			Args: []Arg{
				Key("source"), Key("destination"),
				Choice("from", "Side", "<LEFT | RIGHT>"), Choice("to", "Side", "<LEFT | RIGHT>"),
			},
			Result: one("T", "source is missing"),
		}},
	},
	{
		Name: "LMOVEM", Since: "8.10.0", Arity: -5, Keys: twoKeys, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N elements",
		Forms: []Form{
			{
				Go: "LMoveM",
				Doc: `takes up to count elements at one end of the list that source holds, puts them at one end of the list that destination holds, and gives them in
				the order in which they are there; none if source is missing. how says in which order they are put.`,
				Args:   []Arg{Key("source"), Key("destination"), fromSide, toSide, Word("COUNT"), Positive("count"), moveOrder},
				Result: optionalList("T"),
			},
			{
				Go:     "LMoveMExactly",
				Doc:    "is [LMoveM] for exactly count elements; if source has fewer it moves nothing, and gives none.",
				Args:   []Arg{Key("source"), Key("destination"), fromSide, toSide, Word("EXACTLY"), Positive("count"), moveOrder},
				Result: optionalList("T"),
			},
		},
	},
	{
		Name: "LINSERT", Since: "2.2.0", Arity: 5, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N elements up to pivot",
		Forms: []Form{{
			Go: "LInsert",
			Doc: `puts element next to the first one that equals pivot, on the given side, in the list that key
			holds. It gives the new length, none if there is no such pivot, or no list.`,
			Args: []Arg{
				Key("key"), Choice("where", "Place", "<BEFORE | AFTER>"),
				Value("pivot", "P"), Value("element", "V"),
			},
			Result: Result{Type: "Optional[int64]", Finish: "finishWith(p, x, decodeInserted)", Reply: "integer, -1 without the pivot and 0 without key"},
		}},
	},
	{
		Name: "LPOS", Since: "6.0.6", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for a list of N elements",
		Forms: []Form{
			{
				Go:     "LPos",
				Doc:    "gives the index of the first element that equals element in the list that key holds, none if there is no such element.",
				Args:   []Arg{Key("key"), Value("element", "V"), Options(lposOptions)},
				Result: optionalInt,
			},
			{
				Go: "LPosCount",
				Doc: `gives the indexes of the first count elements that equal element in the list that key holds. count must be positive;
				[LPosAll] gives all of them.`,
				Args:   []Arg{Key("key"), Value("element", "V"), Word("COUNT"), Positive("count"), Options(lposOptions)},
				Result: Result{Type: "[]int64", Reply: "array of integers"},
			},
			{
				Go:     "LPosAll",
				Doc:    "gives the indexes of all elements that equal element in the list that key holds.",
				Args:   []Arg{Key("key"), Value("element", "V"), Word("COUNT"), Word("0"), Options(lposOptions)},
				Result: Result{Type: "[]int64", Reply: "array of integers"},
			},
		},
	},

	{
		Name: "LMPOP", Since: "7.0.0", Arity: -4, Flags: Writes | MovableKeys, Retry: RetryAccumulating,
		Complexity: "O(N+M) for N keys and M elements",
		Forms: []Form{
			{
				Go: "LMPop",
				Doc: `removes an element from an end of the first of the lists in keys that is not empty, and gives it, as a slice of one, with the
				key of that list; none if all keys are missing.`,
				Args:   []Arg{NumKeys1("keys"), Choice("from", "Side", "<LEFT | RIGHT>")},
				Result: poppedFrom("T", "[]T", "array of key and elements, or null"),
			},
			{
				Go: "LMPopCount",
				Doc: `removes elements from an end of the first of the lists in keys that is not empty, up to count of them, and gives them with
				the key of that list, that at the end first; none if all keys are missing. count must be positive.`,
				Args:   []Arg{NumKeys1("keys"), Choice("from", "Side", "<LEFT | RIGHT>"), Word("COUNT"), Positive("count")},
				Result: poppedFrom("T", "[]T", "array of key and elements, or null"),
			},
		},
	},

	// Those that block are in refused.go.
	{Name: "RPOPLPUSH", Since: "1.2.0", Arity: 3, Keys: twoKeys, Flags: Writes, Retry: RetryAccumulating, DoOnly: "superseded by LMOVE: LMove"},
}

// What LMOVEM and BLMOVEM take.
var (
	fromSide  = Choice("from", "Side", "<LEFT | RIGHT>")
	toSide    = Choice("to", "Side", "<LEFT | RIGHT>")
	moveOrder = Choice("how", "MoveOrder", "<OBO | BULK>")
)
