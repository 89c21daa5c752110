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
	{
		Name: "EVAL_RO", Since: "7.0.0", Arity: -3, Flags: ReadOnly | Script | MovableKeys, Complexity: "that of the script",
		Forms: []Form{{
			Go:     "EvalRO",
			Doc:    "runs a Lua script as [Eval] does, which may not write: so it may run on a replica, and again.",
			Args:   []Arg{Text("script"), NumKeys("keys"), Anything("args", "arg")},
			Result: anything("T"),
		}},
	},
	{
		Name: "EVALSHA_RO", Since: "7.0.0", Arity: -3, Flags: ReadOnly | Script | MovableKeys, Complexity: "that of the script",
		Forms: []Form{{
			Go:     "EvalShaRO",
			Doc:    "runs the script that the server knows by sha as [EvalSha] does. It may not write.",
			Args:   []Arg{Text("sha"), NumKeys("keys"), Anything("args", "arg")},
			Result: anything("T"),
		}},
	},
	{
		Name: "SCRIPT EXISTS", Since: "2.6.0", Arity: -3, Retry: RetryRead, Complexity: "O(N) for N digests",
		Forms: []Form{{
			Go:     "ScriptExists",
			Doc:    "reports of each digest whether the server knows a script by it.",
			Args:   []Arg{Texts1("shas", "sha1")},
			Result: booleans,
		}},
	},
	{
		Name: "SCRIPT FLUSH", Since: "2.6.0", Arity: -2, Retry: RetryLastWriterWins, Complexity: "O(N) for N scripts",
		Forms: []Form{{
			Go:     "ScriptFlush",
			Doc:    "makes the server forget all scripts. The options are known since 6.2.0.",
			Args:   []Arg{Options(flushOptions)},
			Result: ok,
		}},
	},
	{
		Name: "SCRIPT KILL", Since: "2.6.0", Arity: 2, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go: "ScriptKill",
			Doc: `ends the script that runs at present, unless it has written; without one it is the error NOTBUSY. While a script runs for long, the
			server takes this command from another connection than the one that waits for the script.`,
			Result: ok,
		}},
	},
	{
		Name: "SCRIPT SHOW", Since: "8.0.0", Arity: 3, Retry: RetryRead, Complexity: "O(1)", // of Valkey
		Forms: []Form{{
			Go:     "ScriptShow",
			Doc:    "gives the source of the script that the server knows by sha, of Valkey. An unknown digest is the error NOSCRIPT.",
			Args:   []Arg{Text("sha")},
			Result: text,
		}},
	},
	{
		Name: "FCALL", Since: "7.0.0", Arity: -3, Flags: Script | MovableKeys, Retry: RetryAccumulating, Complexity: "that of the function",
		Forms: []Form{{
			Go: "FCall",
			Doc: `calls a function of a library that was loaded by [FunctionLoad], and gives what it returns as a T. keys may be empty; slices,
			maps and sequences among args spread. An error of the function comes after whatever it did before.`,
			Args:   []Arg{Text("function"), NumKeys("keys"), Anything("args", "arg")},
			Result: function("T"),
		}},
	},
	{
		Name: "FCALL_RO", Since: "7.0.0", Arity: -3, Flags: ReadOnly | Script | MovableKeys, Complexity: "that of the function",
		Forms: []Form{{
			Go:     "FCallRO",
			Doc:    "calls a function as [FCall] does, which must be registered with the flag no-writes: so it may run on a replica, and again.",
			Args:   []Arg{Text("function"), NumKeys("keys"), Anything("args", "arg")},
			Result: function("T"),
		}},
	},
	{
		Name: "FUNCTION LOAD", Since: "7.0.0", Arity: -3, Flags: Writes, Retry: RetryConditional, Complexity: "O(1), and the time to compile",
		Forms: []Form{{
			Go: "FunctionLoad",
			Doc: `loads a library of functions from its source, which begins with a line as "#!lua name=mylib", and gives its name. A library of
			that name is an error.`,
			Args:   []Arg{Text("code")},
			Result: text,
		}, {
			Go:     "FunctionLoadReplace",
			Doc:    "loads a library of functions as [FunctionLoad] does, in place of one of the same name.",
			Args:   []Arg{Word("REPLACE"), Text("code")},
			Result: text, Retry: RetryLastWriterWins,
		}},
	},
	{
		Name: "FUNCTION LIST", Since: "7.0.0", Arity: -2, Retry: RetryRead, Complexity: "O(N) for N functions",
		Forms: []Form{
			{
				Go:     "FunctionList",
				Doc:    "gives the libraries with their functions.",
				Result: record("[]FunctionLibrary", "array of maps"),
			},
			{
				Go:     "FunctionListMatching",
				Doc:    "gives the libraries whose names match a glob-style pattern.",
				Args:   []Arg{Word("LIBRARYNAME"), Text("pattern")},
				Result: record("[]FunctionLibrary", "array of maps"),
			},
			{
				Go:     "FunctionListWithCode",
				Doc:    "gives the libraries with their functions and their source.",
				Args:   []Arg{Word("WITHCODE")},
				Result: record("[]FunctionLibrary", "array of maps"),
			},
			{
				Go:     "FunctionListMatchingWithCode",
				Doc:    "gives the libraries whose names match a glob-style pattern, with their source.",
				Args:   []Arg{Word("LIBRARYNAME"), Text("pattern"), Word("WITHCODE")},
				Result: record("[]FunctionLibrary", "array of maps"),
			},
		},
	},
	{
		Name: "FUNCTION STATS", Since: "7.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "FunctionStats",
			Doc:    "gives which function runs at present, and how many libraries and functions each engine has.",
			Result: decodedBy("FunctionReport", "decodeFunctionReport", "map"),
		}},
	},
	{
		Name: "FUNCTION DELETE", Since: "7.0.0", Arity: 3, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "FunctionDelete",
			Doc:    "deletes a library with its functions. A library that does not exist is an error.",
			Args:   []Arg{Text("library")},
			Result: ok,
		}},
	},
	{
		Name: "FUNCTION FLUSH", Since: "7.0.0", Arity: -2, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N functions",
		Forms: []Form{{
			Go:     "FunctionFlush",
			Doc:    "deletes all libraries.",
			Args:   []Arg{Options(flushOptions)},
			Result: ok,
		}},
	},
	{
		Name: "FUNCTION DUMP", Since: "7.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N functions",
		Forms: []Form{{
			Go:     "FunctionDump",
			Doc:    "gives all libraries in a form of the server's own, which [FunctionRestore] takes.",
			Result: rawBytes,
		}},
	},
	{
		Name: "FUNCTION RESTORE", Since: "7.0.0", Arity: -3, Flags: Writes, Retry: RetryConditional, Complexity: "O(N) for N functions",
		Forms: []Form{
			{
				Go:     "FunctionRestore",
				Doc:    "adds the libraries of a dump that [FunctionDump] gave. If there is one of them, or of their functions, already, it is an error and nothing is added.",
				Args:   []Arg{Bytes1("dump")},
				Result: ok,
			},
			{
				Go:     "FunctionRestoreReplace",
				Doc:    "adds the libraries of a dump, in place of those of the same names.",
				Args:   []Arg{Bytes1("dump"), Word("REPLACE")},
				Result: ok, Retry: RetryLastWriterWins,
			},
			{
				Go:     "FunctionRestoreFlush",
				Doc:    "puts the libraries of a dump in place of all that there are.",
				Args:   []Arg{Bytes1("dump"), Word("FLUSH")},
				Result: ok, Retry: RetryLastWriterWins,
			},
		},
	},
	{
		Name: "FUNCTION KILL", Since: "7.0.0", Arity: 2, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "FunctionKill",
			Doc:    "ends the function that runs at present, as [ScriptKill] does a script.",
			Result: ok,
		}},
	},
}
