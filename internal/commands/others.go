package commands

// Bitmaps, geospatial indexes and HyperLogLog: reachable by Do alone.
var otherCommands = []Command{
	{Name: "BITCOUNT", Since: "2.6.0", Arity: -2, Keys: oneKey, Flags: ReadOnly},
	{Name: "BITFIELD", Since: "3.2.0", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating},
	{Name: "BITFIELD_RO", Since: "6.0.0", Arity: -2, Keys: oneKey, Flags: ReadOnly},
	{Name: "BITOP", Since: "2.6.0", Arity: -4, Keys: Keys{2, -1, 1}, Flags: Writes, Retry: RetryAccumulating}, // XOR into a source
	{Name: "BITPOS", Since: "2.8.7", Arity: -3, Keys: oneKey, Flags: ReadOnly},
	{Name: "GETBIT", Since: "2.2.0", Arity: 3, Keys: oneKey, Flags: ReadOnly},
	{Name: "SETBIT", Since: "2.2.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryConditional}, // gives the old bit

	{Name: "GEOADD", Since: "3.2.0", Arity: -5, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins},
	{Name: "GEODIST", Since: "3.2.0", Arity: -4, Keys: oneKey, Flags: ReadOnly},
	{Name: "GEOHASH", Since: "3.2.0", Arity: -2, Keys: oneKey, Flags: ReadOnly},
	{Name: "GEOPOS", Since: "3.2.0", Arity: -2, Keys: oneKey, Flags: ReadOnly},
	{Name: "GEORADIUS", Since: "3.2.0", Arity: -6, Keys: oneKey, Flags: Writes | MovableKeys, Retry: RetryAccumulating}, // STORE into the source
	{Name: "GEORADIUSBYMEMBER", Since: "3.2.0", Arity: -5, Keys: oneKey, Flags: Writes | MovableKeys, Retry: RetryAccumulating},
	{Name: "GEORADIUSBYMEMBER_RO", Since: "3.2.10", Arity: -5, Keys: oneKey, Flags: ReadOnly},
	{Name: "GEORADIUS_RO", Since: "3.2.10", Arity: -6, Keys: oneKey, Flags: ReadOnly},
	{Name: "GEOSEARCH", Since: "6.2.0", Arity: -7, Keys: oneKey, Flags: ReadOnly},
	{Name: "GEOSEARCHSTORE", Since: "6.2.0", Arity: -8, Keys: twoKeys, Flags: Writes, Retry: RetryAccumulating},

	{Name: "PFADD", Since: "2.8.9", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins},
	{Name: "PFCOUNT", Since: "2.8.9", Arity: -2, Keys: allKeys, Flags: ReadOnly},
	{Name: "PFDEBUG", Since: "2.8.9", Arity: 3, Keys: second, Flags: Writes, Retry: RetryAccumulating},
	{Name: "PFMERGE", Since: "2.8.9", Arity: -2, Keys: allKeys, Flags: Writes, Retry: RetryLastWriterWins},
	{Name: "PFSELFTEST", Since: "2.8.9", Arity: 1, Retry: RetryRead},
}
