package commands

var arrayCommands = []Command{
	{
		Name: "ARSET", Since: "8.8.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N values",
		Forms: []Form{{
			Go: "ARSet",
			Doc: `sets values of the array that key holds, a new one if key is missing: the first at index, the others behind it. It gives how many of these places were
			empty before.`,
			Args:   []Arg{Key("key"), Index("index"), Values("values", "value", "V")},
			Result: integer,
		}},
	},
	{
		Name: "ARMSET", Since: "8.8.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N values",
		Forms: []Form{{
			Go: "ARMSet",
			Doc: `sets values at any indices of the array that key holds, a new one if key is missing, and gives how many of these places were empty before. The pairs of
			index and value come out of maps, slices of pairs, or iter.Seq2 values, or one after the other.`,
			Args:   []Arg{Key("key"), Pairs("pairs", "index", "value", "V")},
			Result: integer,
		}},
	},
	{
		Name: "ARGET", Since: "8.8.0", Arity: 3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ARGet",
			Doc:    "gives the value at index of the array that key holds.",
			Args:   []Arg{Key("key"), Index("index")},
			Result: one("T", "the place is empty, or key is missing"),
		}},
	},
	{
		Name: "ARMGET", Since: "8.8.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N indices",
		Forms: []Form{{
			Go:     "ARMGet",
			Doc:    "gives the values at indices of the array that key holds, in the order of the indices.",
			Args:   []Arg{Key("key"), Indices("indices")},
			Result: list("T", "its place is empty, or key is missing"),
		}},
	},
	{
		Name: "ARGETRANGE", Since: "8.8.0", Arity: 4, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N places in the range",
		Forms: []Form{{
			Go: "ARGetRange",
			Doc: `gives what is at each place from start to end, both included, of the array that key holds; from the last to the first if start is greater. The server
			refuses more than a million places: [ARScan] leaves out those that are empty.`,
			Args:   []Arg{Key("key"), IndexEnds("start", "end")},
			Result: list("T", "its place is empty, or key is missing"),
		}},
	},
	{
		Name: "ARSCAN", Since: "8.8.0", Arity: -4, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N places in the range at most, about O(N) for N elements in it",
		Forms: []Form{{
			Go: "ARScan",
			Doc: `gives the elements from start to end, both included, of the array that key holds, with their indices; from the last to the first if start is greater.
			With [AtMost] it gives the first ones of them. A missing key gives none.`,
			Args:   []Arg{Key("key"), IndexEnds("start", "end"), Options(arscanOptions)},
			Result: indexed,
		}},
	},
	{
		Name: "ARGREP", Since: "8.8.0", Arity: -6, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N*M) for N places in the range at most, and M the cost of matching one element",
		Forms: []Form{
			{
				Go: "ARGrep",
				Doc: `gives the indices of the elements from start to end, both included, of the array that key holds that match one of predicates, or with [GrepAll] all
				of them; from the last to the first if start is greater. Predicates are made by [GrepExact], [GrepMatch], [GrepGlob] and [GrepRE], ends are [IndexMin],
				[IndexMax], or made by [IndexAt]. With [AtMost] it gives the first ones that match. A missing key gives none.`,
				Args:   []Arg{Key("key"), grepEnds, grepPredicates, Options(argrepOptions)},
				Result: Result{Type: "[]uint64", Reply: "array of integers"},
			},
			{
				Go:     "ARGrepWithValues",
				Doc:    "is [ARGrep] for the elements with their indices.",
				Args:   []Arg{Key("key"), grepEnds, grepPredicates, Options(argrepOptions), Word("WITHVALUES")},
				Result: indexed,
			},
		},
	},
	{
		Name: "AROP", Since: "8.8.0", Arity: -5, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N places in the range at most, about O(N) for N elements in it",
		Forms: []Form{
			{
				Go: "AROp",
				Doc: `gives the sum of the elements from start to end, both included, of the array that key holds, or the least or greatest of them, as op says. Elements
				that are no numbers don't count. It comes with 17 digits at most, so that float64 is the type for it; an integer type fails where there is a
				fraction, or more digits.`,
				Args:   []Arg{Key("key"), IndexEnds("start", "end"), Choice("op", "ArrayOp", "<SUM | MIN | MAX>")},
				Result: one("T", "no element of the range is a number, or key is missing"),
			},
			{
				Go: "AROpBits",
				Doc: `combines the elements from start to end, both included, of the array that key holds bit by bit, as op says. They count as signed integers of 64 bits,
				their fractions are cut off; what is none, or too large, does not count. It gives none if nothing does, or key is missing.`,
				Args:   []Arg{Key("key"), IndexEnds("start", "end"), Choice("op", "ArrayBitOp", "<AND | OR | XOR>")},
				Result: optionalInt,
			},
			{
				Go:     "AROpMatch",
				Doc:    "gives how many of the elements from start to end, both included, of the array that key holds equal value; 0 if key is missing.",
				Args:   []Arg{Key("key"), IndexEnds("start", "end"), Word("MATCH"), Value("value", "V")},
				Result: integer,
			},
			{
				Go:     "AROpUsed",
				Doc:    "gives how many elements there are from start to end, both included, in the array that key holds; 0 if key is missing.",
				Args:   []Arg{Key("key"), IndexEnds("start", "end"), Word("USED")},
				Result: integer,
			},
		},
	},
	{
		Name: "ARDEL", Since: "8.8.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N indices",
		Forms: []Form{{
			Go:     "ARDel",
			Doc:    "deletes the elements at indices of the array that key holds, and gives how many there were. With its last element the array is gone.",
			Args:   []Arg{Key("key"), Indices("indices")},
			Result: integer,
		}},
	},
	{
		Name: "ARDELRANGE", Since: "8.8.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N elements in the ranges",
		Forms: []Form{{
			Go:  "ARDelRange",
			Doc: "deletes the elements in ranges of the array that key holds, and gives how many there were. With its last element the array is gone.",
			Args: []Arg{Key("key"), {
				Param: "ranges ...ArrayRange", Encode: "putArrayRanges(x, ranges)", Usage: "start end [start end ...]", Min: 2,
			}},
			Result: integer,
		}},
	},
	{
		Name: "ARLEN", Since: "8.8.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ARLen",
			Doc:    "gives the length of the array that key holds: one more than the greatest index that has an element, however many below it are empty. It is 0 if key is missing.",
			Args:   []Arg{Key("key")},
			Result: position,
		}},
	},
	{
		Name: "ARCOUNT", Since: "8.8.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go: "ARCount", Doc: "gives the number of elements of the array that key holds, 0 if key is missing. Empty places don't count.", Args: []Arg{Key("key")}, Result: integer,
		}},
	},
	{
		Name: "ARINFO", Since: "8.8.0", Arity: -2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1), or O(N) with FULL for N slices",
		Forms: []Form{
			{
				Go:         "ARInfo",
				Complexity: "O(1)",
				Doc:        "tells of the array that key holds, and of how the server keeps it. A missing key is an error.",
				Args:       []Arg{Key("key")},
				Result:     Result{Type: "ArrayInfo", Reply: "map"},
			},
			{
				Go:         "ARInfoFull",
				Complexity: "O(N) for N slices",
				Doc:        "is [ARInfo] with what the server has to look at all slices for.",
				Args:       []Arg{Key("key"), Word("FULL")},
				Result:     Result{Type: "ArrayInfoFull", Reply: "map"},
			},
		},
	},
	{
		Name: "ARINSERT", Since: "8.8.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N values",
		Forms: []Form{{
			Go: "ARInsert",
			Doc: `puts values behind those that were inserted last into the array that key holds, a new one if key is missing, and gives the index of the last one. What was
			there, by [ARSet], is overwritten: [ARNext] gives the place, and [ARSeek] sets it.`,
			Args:   []Arg{Key("key"), Values("values", "value", "V")},
			Result: position,
		}},
	},
	{
		Name: "ARRING", Since: "8.8.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N values, and O(M) for M places when the size changes",
		Forms: []Form{{
			Go: "ARRing",
			Doc: `is [ARInsert] into an array that is a ring of size places: behind the last one it goes on at index 0, over the oldest elements. With another size than before
			elements may move; the newest ones that fit are kept, back to the first empty place.`,
			Args:   []Arg{Key("key"), Positive("size"), Values("values", "value", "V")},
			Result: position,
		}},
	},
	{
		Name: "ARLASTITEMS", Since: "8.8.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for a count of N",
		Forms: []Form{{
			Go: "ARLastItems",
			Doc: `gives what is at count places of the array that key holds, or at all if it has fewer: at the one that was inserted last and those before it, and before
			index 0 at the last ones. The newest comes last, or with [Rev] first. count must be positive. A missing key gives none.`,
			Args:   []Arg{Key("key"), Positive("count"), Options(arlastitemsOptions)},
			Result: list("T", "its place is empty"),
		}},
	},
	{
		Name: "ARNEXT", Since: "8.8.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ARNext",
			Doc:    "gives the index at which [ARInsert] would put its first value into the array that key holds: 0 if key is missing, none if there are no more indices.",
			Args:   []Arg{Key("key")},
			Result: Result{Type: "Optional[uint64]", Reply: "integer or null"},
		}},
	},
	{
		Name: "ARSEEK", Since: "8.8.0", Arity: 3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{{
			Go: "ARSeek",
			Doc: `makes index the one at which [ARInsert] and [ARRing] go on in the array that key holds, and tells whether there is such an array. Behind [MaxArrayIndex]
			nothing can be inserted any more.`,
			Args:   []Arg{Key("key"), {Param: "index uint64", Encode: "putUint(x, index)", Usage: "index", Min: 1}},
			Result: boolean,
		}},
	},
}

var (
	// position is an index, or a length, of 64 bits without a sign. Above an int64 servers send it as what RESP2 and RESP3 have for that.
	position = Result{Type: "uint64", Reply: "integer, or bulk string or big number if it is too large for one"}
	indexed  = Result{Type: "[]Pair[uint64, T]", Params: []string{"T any"}, Reply: "array of pairs of index and value"}

	grepEnds       = Arg{Param: "start, end IndexBound", Encode: "putIndexBounds(x, start, end)", Usage: "start end", Min: 2}
	grepPredicates = Arg{
		Param: "predicates []GrepPredicate", Encode: "putGrepPredicates(x, predicates)",
		Usage: "<EXACT string | MATCH string | GLOB pattern | RE pattern> [...]", Min: 2,
	}
)

// Index is an index of an array.
func Index(name string) Arg {
	return Arg{Param: name + " uint64", Encode: "putIndex(x, " + name + ")", Usage: name, Min: 1}
}

// Indices is one or more indices of an array.
func Indices(name string) Arg {
	return Arg{Param: name + " ...uint64", Encode: "putIndices(x, " + name + ")", Usage: "index [index ...]", Min: 1}
}

// IndexEnds is the two ends of a range of indices, of which either may be the greater one.
func IndexEnds(start, end string) Arg {
	return Arg{Param: start + ", " + end + " uint64", Encode: "putIndexEnds(x, " + start + ", " + end + ")", Usage: start + " " + end, Min: 2}
}
