package commands

var hyperLogLogCommands = []Command{
	{
		Name: "PFADD", Since: "2.8.9", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(1) per element",
		Forms: []Form{
			{
				Go: "PFAdd",
				Doc: `adds elements to the HyperLogLog that key holds, a new one if key is missing, and tells whether that changed its estimate, or made it. Slices and
			sequences among elements spread. [PFNew] adds none.`,
				Args:   []Arg{Key("key"), Values("elements", "element", "T")},
				Result: boolean,
			},
			{
				Go:         "PFNew",
				Complexity: "O(1)",
				Doc:        "makes an empty HyperLogLog under key if that is missing, and reports whether it did.",
				Args:       []Arg{Key("key")},
				Result:     boolean,
			},
		},
	},
	{
		Name: "PFCOUNT", Since: "2.8.9", Arity: -2, Keys: allKeys, Flags: ReadOnly, Complexity: "O(1), with many keys O(N)",
		Forms: []Form{{
			Go:     "PFCount",
			Doc:    "estimates how many different elements were added to the HyperLogLogs that keys hold, together, with a standard error of 0.81 %. Missing keys count as empty.",
			Args:   []Arg{Keys1("keys", "key")},
			Result: integer,
		}},
	},
	{
		Name: "PFMERGE", Since: "2.8.9", Arity: -2, Keys: allKeys, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go:     "PFMerge",
			Doc:    "adds what was added to the HyperLogLogs that sources hold to the one that destination holds, a new one if it is missing. Without sources it adds nothing.",
			Args:   []Arg{Key("destination"), AnyKeys("sources", "source")},
			Result: ok,
		}},
	},
	{Name: "PFDEBUG", Since: "2.8.9", Arity: 3, Keys: second, Flags: Writes, Retry: RetryAccumulating, DoOnly: "for the developers of the server"},
	{Name: "PFSELFTEST", Since: "2.8.9", Arity: 1, Retry: RetryRead, DoOnly: "for the developers of the server"},
}
