package commands

var vectorSetCommands = []Command{
	{
		Name: "VADD", Since: "8.0.0", Arity: -5, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(log(N))",
		Forms: []Form{
			{
				Go: "VAdd",
				Doc: `adds element with its vector to the vector set that key holds, a new one if key is missing, and tells whether the element is new: one that was
				there gets the vector. All vectors of a set have the same number of components, which are sent with the 32 bits that the server keeps at most. What
				the set is made with ([NoQuant], [BinQuant], [MaxLinks]) has to be said with each element, and to be the same.`,
				Args:   []Arg{Key("key"), vectorArg, Value("element", "E"), Options(vaddOptions)},
				Result: boolean,
			},
			{
				Go: "VAddReduced",
				Doc: `is [VAdd] for a vector set that keeps vectors of dim components, onto which the server projects those that it is given. dim must be positive, and no
				more than the vector has.`,
				Args:   []Arg{Key("key"), Word("REDUCE"), Positive("dim"), vectorArg, Value("element", "E"), Options(vaddOptions)},
				Result: boolean,
			},
		},
	},
	{
		Name: "VREM", Since: "8.0.0", Arity: 3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(log(N))",
		Forms: []Form{{
			Go:     "VRem",
			Doc:    "removes element from the vector set that key holds, and tells whether it was there.",
			Args:   []Arg{Key("key"), Value("element", "E")},
			Result: boolean,
		}},
	},
	{
		Name: "VCARD", Since: "8.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "VCard",
			Doc:    "gives the number of elements of the vector set that key holds, 0 if key is missing.",
			Args:   []Arg{Key("key")},
			Result: integer,
		}},
	},
	{
		Name: "VDIM", Since: "8.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "VDim",
			Doc:    "gives how many components the vectors have that the vector set keeps, which [VAddReduced] makes fewer. A missing key is an error.",
			Args:   []Arg{Key("key")},
			Result: integer,
		}},
	},
	{
		Name: "VISMEMBER", Since: "8.2.0", Arity: 3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "VIsMember",
			Doc:    "tells whether element belongs to the vector set that key holds.",
			Args:   []Arg{Key("key"), Value("element", "E")},
			Result: boolean,
		}},
	},
	{
		Name: "VEMB", Since: "8.0.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "VEmb",
				Doc:    "gives the vector of element, as near to the one that was added as the server keeps it; none if there is no such element.",
				Args:   []Arg{Key("key"), Value("element", "E")},
				Result: Result{Type: "Optional[[]float32]", Reply: "array of doubles, or null"},
			},
			{
				Go:     "VEmbRaw",
				Doc:    "gives the vector of element in the form in which the server keeps it; none if there is no such element.",
				Args:   []Arg{Key("key"), Value("element", "E"), Word("RAW")},
				Result: Result{Type: "Optional[RawVector]", Finish: "finishWith(p, x, decodeRawVector)", Reply: "array of quantization, bytes, length and range, or null"},
			},
		},
	},
	{
		Name: "VGETATTR", Since: "8.0.0", Arity: 3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "VGetAttr",
			Doc:    "gives the attributes of element, which are JSON.",
			Args:   []Arg{Key("key"), Value("element", "E")},
			Result: one("A", "the element has none, or is missing"),
		}},
	},
	{
		Name: "VSETATTR", Since: "8.0.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{
			{
				Go: "VSetAttr",
				Doc: `gives element new attributes, by which [Filter] chooses, and tells whether there is such an element. The server takes them as JSON: as a string,
				or what a Codec or a type of package json makes of a value.`,
				Args:   []Arg{Key("key"), Value("element", "E"), {Param: "attributes A", Type: "A any", Encode: "putAttributes(x, attributes)", Usage: "json", Min: 1}},
				Result: boolean,
			},
			{
				Go:     "VDelAttr",
				Doc:    "removes the attributes of element, and tells whether there is such an element.",
				Args:   []Arg{Key("key"), Value("element", "E"), {Encode: `x.str("")`, Usage: `""`, Min: 1}},
				Result: boolean,
			},
		},
	},
	{
		Name: "VLINKS", Since: "8.0.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "VLinks",
				Doc:    "gives the neighbours of element in each layer of the graph, the topmost first; none if there is no such element.",
				Args:   []Arg{Key("key"), Value("element", "E")},
				Result: Result{Type: "Optional[[][]R]", Params: []string{"R any"}, Reply: "array of arrays of bulk strings, or null"},
			},
			{
				Go:     "VLinksWithScores",
				Doc:    "is [VLinks] with how similar each neighbour is to element, from 0 to 1.",
				Args:   []Arg{Key("key"), Value("element", "E"), Word("WITHSCORES")},
				Result: Result{Type: "Optional[[][]Scored[R]]", Params: []string{"R any"}, Reply: "array of maps of elements to scores, or null"},
			},
		},
	},
	{
		Name: "VINFO", Since: "8.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "VInfo",
			Doc:    "tells of the vector set that key holds; none if key is missing.",
			Args:   []Arg{Key("key")},
			Result: Result{Type: "Optional[VectorSetInfo]", Reply: "map or null"},
		}},
	},
	{
		Name: "VRANDMEMBER", Since: "8.0.0", Arity: -2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N elements",
		Forms: []Form{
			{
				Go:         "VRandMember",
				Complexity: "O(1)",
				Doc:        "gives a random element of the vector set that key holds.",
				Args:       []Arg{Key("key")},
				Result:     one("E", "key is missing"),
			},
			{
				Go: "VRandMemberCount",
				Doc: `gives random elements of the vector set that key holds, up to count different ones; none if key is missing. A negative count is an
				error: [VRandMemberRepeat] gives elements that may repeat.`,
				Args:   []Arg{Key("key"), Natural("count")},
				Result: list("E", ""),
			},
			{
				Go: "VRandMemberRepeat",
				Doc: `gives count random elements of the vector set that key holds; each is drawn anew, so elements may repeat. None if key is missing. A
				negative count is an error.`,
				Args:   []Arg{Key("key"), Repeat("count")},
				Result: list("E", ""),
			},
		},
	},
	{
		Name: "VRANGE", Since: "8.4.0", Arity: -4, Keys: oneKey, Flags: ReadOnly, Complexity: "O(log(N)+M) for M elements returned",
		Forms: []Form{
			{
				Go:     "VRange",
				Doc:    "gives the elements from min to max, in the order of their bytes, of the vector set that key holds.",
				Args:   []Arg{Key("key"), LexEnds()},
				Result: list("E", ""),
			},
			{
				Go: "VRangeCount",
				Doc: `gives the first count elements from min to max, in the order of their bytes, of the vector set that key holds: a page, of which the next one begins
				at [LexExcl] of its last element. count must be positive.`,
				Args:   []Arg{Key("key"), LexEnds(), Positive("count")},
				Result: list("E", ""),
			},
		},
	},
	{
		Name: "VSIM", Since: "8.0.0", Arity: -4, Keys: oneKey, Flags: ReadOnly, Complexity: "O(log(N)), with Truth O(N)",
		Forms: []Form{
			{
				Go: "VSim",
				Doc: `gives the elements of the vector set that key holds which are most similar to a vector, [ToVector], or to that of an element of the set,
				[ToElement]: the nearest first, 10 of them or as [Count] says. An element that is not in the set is an error, a missing key is not.`,
				Args:   []Arg{Key("key"), similarArg, Options(vsimOptions)},
				Result: list("E", ""),
			},
			{
				Go:     "VSimWithScores",
				Doc:    "is [VSim] with how similar each element is: 1 for the same direction, 0 for the opposite one.",
				Args:   []Arg{Key("key"), similarArg, Options(vsimOptions), Word("WITHSCORES")},
				Result: Result{Type: "[]Scored[E]", Params: []string{"E any"}, Reply: "map of elements to scores"},
			},
			{
				Go:     "VSimWithAttribs",
				Since:  "8.2.0",
				Doc:    "is [VSimWithScores] with the attributes of each element, which are JSON.",
				Args:   []Arg{Key("key"), similarArg, Options(vsimOptions), Word("WITHSCORES"), Word("WITHATTRIBS")},
				Result: Result{Type: "[]Similar[E, A]", Params: []string{"E any", "A any"}, Finish: "finishSimilar[E, A](p, x)", Reply: "map of elements to scores and attributes"},
			},
		},
	},
}

var (
	vectorArg  = Arg{Param: "vector []float32", Encode: "putVector(x, vector)", Usage: "FP32 vector", Min: 2}
	similarArg = Arg{Param: "to VectorQuery", Encode: "to.put(x)", Usage: "<ELE element | FP32 vector>", Min: 2}
)
