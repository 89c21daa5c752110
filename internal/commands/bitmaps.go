package commands

var bitmapCommands = []Command{
	{
		Name: "BITCOUNT", Since: "2.6.0", Arity: -2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N)",
		Forms: []Form{
			{Go: "BitCount", Doc: "gives how many bits of the string that key holds are 1; 0 if key is missing.", Args: []Arg{Key("key")}, Result: integer},
			{
				Go: "BitCountRange",
				Doc: `gives how many bits are 1 from start to end, both included, of the string that key holds: bytes, or bits with [InBits] (since 7.0.0). A negative number
				counts from the end, where [Last] is.`,
				Args:   []Arg{Key("key"), Int("start"), Int("end"), Options(bitRangeOptions)},
				Result: integer,
			},
		},
	},
	{
		Name: "BITPOS", Since: "2.8.7", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N)",
		Forms: []Form{
			{
				Go:     "BitPos",
				Doc:    "gives the offset of the first bit of the string that key holds that is set, or clear, as bit says; none if there is none. Behind its end all bits are clear.",
				Args:   []Arg{Key("key"), Bit("bit")},
				Result: bitPosition,
			},
			{
				Go:     "BitPosFrom",
				Doc:    "is [BitPos] from the byte start on.",
				Args:   []Arg{Key("key"), Bit("bit"), Int("start")},
				Result: bitPosition,
			},
			{
				Go: "BitPosRange",
				Doc: `is [BitPos] from start to end, both included: bytes, or bits with [InBits] (since 7.0.0). A negative number counts from the end, where [Last] is.
				What lies outside is not looked at, so there may be none that is clear.`,
				Args:   []Arg{Key("key"), Bit("bit"), Int("start"), Int("end"), Options(bitRangeOptions)},
				Result: bitPosition,
			},
		},
	},
	{
		Name: "GETBIT", Since: "2.2.0", Arity: 3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go: "GetBit", Doc: "tells whether the bit at offset of the string that key holds is set; behind its end none is.", Args: []Arg{Key("key"), Natural("offset")}, Result: boolean,
		}},
	},
	{
		Name: "SETBIT", Since: "2.2.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)", // gives the old bit
		Forms: []Form{{
			Go:     "SetBit",
			Doc:    "sets or clears the bit at offset of the string that key holds, which grows as far as needed, and tells whether it was set before.",
			Args:   []Arg{Key("key"), Natural("offset"), Bit("bit")},
			Result: boolean,
		}},
	},
	{
		Name: "BITOP", Since: "2.6.0", Arity: -4, Keys: Keys{2, -1, 1}, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N)", // XOR into a source
		Forms: []Form{
			{
				Go: "BitOp",
				Doc: `combines the strings that keys hold bit by bit, as op says, and sets destination to the result; it gives the length of that in bytes. A shorter
				string counts as followed by zero bytes, a missing key as empty.`,
				Args:   []Arg{Choice("op", "BitOperation", "<AND | OR | XOR | DIFF | DIFF1 | ANDOR | ONE>"), Key("destination"), MoreKeys("keys", "key")},
				Result: integer,
			},
			{
				Go:     "BitOpNot",
				Doc:    "sets destination to the string that key holds with all bits inverted, and gives its length in bytes.",
				Args:   []Arg{Word("NOT"), Key("destination"), {Param: "key string", Encode: "putDestination(x, key)", Usage: "key", Min: 1}},
				Result: integer,
			},
		},
	},
	{
		Name: "BITFIELD", Since: "3.2.0", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1) per operation",
		Forms: []Form{{
			Go: "BitField",
			Doc: `treats the string that key holds as integers of any size, and does operations on them: [BitGet], [BitSet] and [BitIncrBy], each of which gives a result,
			and [Overflow], which says what those behind it do at the ends of what the type holds. A result is none where [OverflowFail] stopped its operation.`,
			Args:   []Arg{Key("key"), {Param: "ops ...BitFieldOp", Encode: "putBitField(x, ops)", Usage: bitFieldUsage, Min: 3}},
			Result: Result{Type: "[]Optional[int64]", Reply: "array of integers and nulls"},
		}},
	},
	{
		Name: "BITFIELD_RO", Since: "6.0.0", Arity: -2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1) per operation",
		Forms: []Form{{
			Go:     "BitFieldRO",
			Doc:    "reads integers of any size out of the string that key holds; see [BitField].",
			Args:   []Arg{Key("key"), {Param: "ops ...BitGet", Encode: "putBitGets(x, ops)", Usage: "GET encoding offset [GET encoding offset ...]", Min: 3}},
			Result: Result{Type: "[]int64", Reply: "array of integers"},
		}},
	},
}

// bitFieldUsage is what an operation of BITFIELD may be.
const bitFieldUsage = "<GET encoding offset | [OVERFLOW <WRAP | SAT | FAIL>] <SET encoding offset value | INCRBY encoding offset increment>> [...]"

var bitPosition = Result{Type: "Optional[int64]", Finish: "finishWith(p, x, decodeBitPosition)", Reply: "integer, -1 if there is none"}

// Bit is a bit: 1 or 0.
func Bit(name string) Arg { return Flag(name) }
