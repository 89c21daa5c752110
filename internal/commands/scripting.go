package commands

var scriptingCommands = []Command{
	{
		Name: "EVAL", Since: "2.6.0", Arity: -3, Flags: Script | MovableKeys, Retry: RetryAccumulating, Complexity: "that of the script",
		Forms: []Form{{
			Go: "Eval",
			Doc: `runs a Lua script with KEYS and ARGV, and gives what it returns as a T. keys may be empty; slices, maps
			and sequences among args spread. An error of the script comes after whatever it did before.`,
			Args:   []Arg{Text("script"), NumKeys("keys"), Anything("args", "arg")},
			Result: anything("T"),
		}},
	},
	{
		Name: "EVALSHA", Since: "2.6.0", Arity: -3, Flags: Script | MovableKeys, Retry: RetryAccumulating, Complexity: "that of the script",
		Forms: []Form{{
			Go: "EvalSha",
			Doc: `runs the script that the server knows by sha, the SHA-1 digest that [ScriptLoad] gives, as [Eval]
			does. An unknown digest is the error NOSCRIPT, and nothing was run.`,
			Args:   []Arg{Text("sha"), NumKeys("keys"), Anything("args", "arg")},
			Result: anything("T"),
		}},
	},
	{
		Name: "SCRIPT LOAD", Since: "2.6.0", Arity: 3, Retry: RetryLastWriterWins, Complexity: "O(N) for a script of N bytes",
		Forms: []Form{{
			Go:     "ScriptLoad",
			Doc:    "makes the server keep a script, and gives the digest by which [EvalSha] runs it.",
			Args:   []Arg{Text("script")},
			Result: Result{Type: "string", Reply: "bulk string"},
		}},
	},

	// Reachable by Do alone.
	{Name: "EVALSHA_RO", Since: "7.0.0", Arity: -3, Flags: ReadOnly | Script | MovableKeys},
	{Name: "EVAL_RO", Since: "7.0.0", Arity: -3, Flags: ReadOnly | Script | MovableKeys},
	{Name: "FCALL", Since: "7.0.0", Arity: -3, Flags: Script | MovableKeys, Retry: RetryAccumulating},
	{Name: "FCALL_RO", Since: "7.0.0", Arity: -3, Flags: ReadOnly | Script | MovableKeys},
	{Name: "FUNCTION DELETE", Since: "7.0.0", Arity: 3, Flags: Writes, Retry: RetryConditional},
	{Name: "FUNCTION DUMP", Since: "7.0.0", Arity: 2, Retry: RetryRead},
	{Name: "FUNCTION FLUSH", Since: "7.0.0", Arity: -2, Flags: Writes, Retry: RetryLastWriterWins},
	{Name: "FUNCTION KILL", Since: "7.0.0", Arity: 2, Retry: RetryAccumulating},
	{Name: "FUNCTION LIST", Since: "7.0.0", Arity: -2, Retry: RetryRead},
	{Name: "FUNCTION LOAD", Since: "7.0.0", Arity: -3, Flags: Writes, Retry: RetryConditional},
	{Name: "FUNCTION RESTORE", Since: "7.0.0", Arity: -3, Flags: Writes, Retry: RetryConditional},
	{Name: "FUNCTION STATS", Since: "7.0.0", Arity: 2, Retry: RetryRead},
	{Name: "SCRIPT EXISTS", Since: "2.6.0", Arity: -3, Retry: RetryRead},
	{Name: "SCRIPT FLUSH", Since: "2.6.0", Arity: -2, Retry: RetryLastWriterWins},
	{Name: "SCRIPT KILL", Since: "2.6.0", Arity: 2, Retry: RetryAccumulating},
	{Name: "SCRIPT SHOW", Since: "8.0.0", Arity: 3, Retry: RetryRead}, // of Valkey
}
