package commands

// Streams: reachable by Do alone. XREAD and XREADGROUP are in refused.go.
var streamCommands = []Command{
	{Name: "XACK", Since: "5.0.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins},
	{Name: "XADD", Since: "5.0.0", Arity: -5, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating},
	{Name: "XAUTOCLAIM", Since: "6.2.0", Arity: -6, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating},
	{Name: "XCLAIM", Since: "5.0.0", Arity: -6, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating},
	{Name: "XDEL", Since: "5.0.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins},
	{Name: "XGROUP CREATE", Since: "5.0.0", Arity: -5, Keys: second, Flags: Writes, Retry: RetryConditional},
	{Name: "XGROUP CREATECONSUMER", Since: "6.2.0", Arity: 5, Keys: second, Flags: Writes, Retry: RetryConditional},
	{Name: "XGROUP DELCONSUMER", Since: "5.0.0", Arity: 5, Keys: second, Flags: Writes, Retry: RetryLastWriterWins},
	{Name: "XGROUP DESTROY", Since: "5.0.0", Arity: 4, Keys: second, Flags: Writes, Retry: RetryLastWriterWins},
	{Name: "XGROUP SETID", Since: "5.0.0", Arity: -5, Keys: second, Flags: Writes, Retry: RetryLastWriterWins},
	{Name: "XINFO CONSUMERS", Since: "5.0.0", Arity: 4, Keys: second, Flags: ReadOnly},
	{Name: "XINFO GROUPS", Since: "5.0.0", Arity: 3, Keys: second, Flags: ReadOnly},
	{Name: "XINFO STREAM", Since: "5.0.0", Arity: -3, Keys: second, Flags: ReadOnly},
	{Name: "XLEN", Since: "5.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly},
	{Name: "XPENDING", Since: "5.0.0", Arity: -3, Keys: oneKey, Flags: ReadOnly},
	{Name: "XRANGE", Since: "5.0.0", Arity: -4, Keys: oneKey, Flags: ReadOnly},
	{Name: "XREVRANGE", Since: "5.0.0", Arity: -4, Keys: oneKey, Flags: ReadOnly},
	{Name: "XSETID", Since: "5.0.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins},
	{Name: "XTRIM", Since: "5.0.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins},
}
