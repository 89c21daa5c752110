package commands

var setCommands = []Command{
	{
		Name: "SADD", Since: "1.0.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N members",
		Forms: []Form{{
			Go: "SAdd",
			Doc: `adds members to the set that key holds, a new one if key is missing, and gives how many of them
			are new. Slices and sequences among members spread.`,
			Args:   []Arg{Key("key"), Values("members", "member", "M")},
			Result: integer,
		}},
	},
	{
		Name: "SREM", Since: "1.0.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N members",
		Forms: []Form{{
			Go:     "SRem",
			Doc:    "removes members from the set that key holds and gives how many of them were in it. A set without members is gone.",
			Args:   []Arg{Key("key"), Values("members", "member", "M")},
			Result: integer,
		}},
	},
	{
		Name: "SMEMBERS", Since: "1.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N members",
		Forms: []Form{
			{
				Go:     "SMembers",
				Doc:    "gives the members of the set that key holds, in no particular order; none if key is missing.",
				Args:   []Arg{Key("key")},
				Result: members("M"),
			},
			{
				Go:     "SMembersSet",
				Doc:    "gives the members of the set that key holds, as a Go set; an empty one if key is missing.",
				Args:   []Arg{Key("key")},
				Result: set("M"),
			},
		},
	},
	{
		Name: "SISMEMBER", Since: "1.0.0", Arity: 3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "SIsMember",
			Doc:    "reports whether member is in the set that key holds.",
			Args:   []Arg{Key("key"), Value("member", "M")},
			Result: boolean,
		}},
	},
	{
		Name: "SMISMEMBER", Since: "6.2.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N members",
		Forms: []Form{{
			Go:     "SMIsMember",
			Doc:    "reports for each of members, in their order, whether it is in the set that key holds.",
			Args:   []Arg{Key("key"), Values("members", "member", "M")},
			Result: booleans,
		}},
	},
	{
		Name: "SCARD", Since: "1.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "SCard",
			Doc:    "gives the number of members of the set that key holds, 0 if key is missing.",
			Args:   []Arg{Key("key")},
			Result: integer,
		}},
	},
	{
		Name: "SPOP", Since: "1.0.0", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N members given",
		Forms: []Form{
			{
				Go:         "SPop",
				Complexity: "O(1)",
				Doc:        "removes a random member from the set that key holds and gives it.",
				Args:       []Arg{Key("key")},
				Result:     one("M", "key is missing"),
			},
			{
				Go: "SPopCount",
				Doc: `removes random members from the set that key holds, up to count of them, and gives them;
				none if key is missing. A negative count is an error.`,
				Since:  "3.2.0",
				Args:   []Arg{Key("key"), Natural("count")},
				Result: members("M"),
			},
			{
				Go:     "SPopCountSet",
				Doc:    "is [SPopCount] with the members as a Go set.",
				Since:  "3.2.0",
				Args:   []Arg{Key("key"), Natural("count")},
				Result: set("M"),
			},
		},
	},
	{
		Name: "SRANDMEMBER", Since: "1.0.0", Arity: -2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N members given",
		Forms: []Form{
			{
				Go:         "SRandMember",
				Complexity: "O(1)",
				Doc:        "gives a random member of the set that key holds.",
				Args:       []Arg{Key("key")},
				Result:     one("M", "key is missing"),
			},
			{
				Go: "SRandMemberCount",
				Doc: `gives random members of the set that key holds, up to count different ones; none if key is missing. A
				negative count is an error: [SRandMemberRepeat] gives members that may repeat.`,
				Since:  "2.6.0",
				Args:   []Arg{Key("key"), Natural("count")},
				Result: list("M", ""),
			},
			{
				Go: "SRandMemberRepeat",
				Doc: `gives count random members of the set that key holds, in random order; each is drawn anew, so members may
				repeat. None if key is missing. A negative count is an error.`,
				Since:  "2.6.0",
				Args:   []Arg{Key("key"), Repeat("count")},
				Result: list("M", ""),
			},
		},
	},
	{
		Name: "SINTER", Since: "1.0.0", Arity: -2, Keys: allKeys, Flags: ReadOnly,
		Complexity: "O(N*M) for M sets of which the smallest has N members",
		Forms: []Form{
			{
				Go:     "SInter",
				Doc:    "gives the members that all of the sets in keys have, in no particular order. A missing key is an empty set.",
				Args:   []Arg{Keys1("keys", "key")},
				Result: members("M"),
			},
			{
				Go:     "SInterSet",
				Doc:    "is [SInter] with the members as a Go set.",
				Args:   []Arg{Keys1("keys", "key")},
				Result: set("M"),
			},
		},
	},
	{
		Name: "SUNION", Since: "1.0.0", Arity: -2, Keys: allKeys, Flags: ReadOnly, Complexity: "O(N) for N members in all sets",
		Forms: []Form{
			{
				Go:     "SUnion",
				Doc:    "gives the members that any of the sets in keys has, in no particular order. A missing key is an empty set.",
				Args:   []Arg{Keys1("keys", "key")},
				Result: members("M"),
			},
			{
				Go:     "SUnionSet",
				Doc:    "is [SUnion] with the members as a Go set.",
				Args:   []Arg{Keys1("keys", "key")},
				Result: set("M"),
			},
		},
	},
	{
		Name: "SDIFF", Since: "1.0.0", Arity: -2, Keys: allKeys, Flags: ReadOnly, Complexity: "O(N) for N members in all sets",
		Forms: []Form{
			{
				Go:     "SDiff",
				Doc:    "gives the members that the first of the sets in keys has and no other one has, in no particular order. A missing key is an empty set.",
				Args:   []Arg{Keys1("keys", "key")},
				Result: members("M"),
			},
			{
				Go:     "SDiffSet",
				Doc:    "is [SDiff] with the members as a Go set.",
				Args:   []Arg{Keys1("keys", "key")},
				Result: set("M"),
			},
		},
	},
	{
		Name: "SMOVE", Since: "1.0.0", Arity: 4, Keys: twoKeys, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "SMove",
			Doc:    "moves member from the set that source holds to the one that destination holds. It reports whether member was in source.",
			Args:   []Arg{Key("source"), Key("destination"), Value("member", "M")},
			Result: boolean,
		}},
	},
	{
		Name: "SSCAN", Since: "2.8.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1) per page, O(N) for all N members",
		Also: []Extra{{Go: "SScanAll", Result: "iter.Seq2[M, error]"}},
		Forms: []Form{{
			Go:     "SScan",
			Doc:    "gives one page of the members of the set that key holds, as [Scan] does for the keys of a database.",
			Args:   []Arg{Key("key"), CursorArg(), Options(elementScanOptions)},
			Result: page("M", "M any"),
		}},
	},

	{
		Name: "SINTERSTORE", Since: "1.0.0", Arity: -3, Keys: allKeys, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N*M) for M sets of which the smallest has N members",
		Forms: []Form{{
			Go: "SInterStore",
			Doc: `stores the set that [SInter] gives under destination, in place of whatever that held, and gives the number of its members. An
			empty one deletes destination.`,
			Args:   []Arg{Key("destination"), MoreKeys("keys", "key")},
			Result: integer,
		}},
	},
	{
		Name: "SUNIONSTORE", Since: "1.0.0", Arity: -3, Keys: allKeys, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N members in all sets",
		Forms: []Form{{
			Go: "SUnionStore",
			Doc: `stores the set that [SUnion] gives under destination, in place of whatever that held, and gives the number of its members. An
			empty one deletes destination.`,
			Args:   []Arg{Key("destination"), MoreKeys("keys", "key")},
			Result: integer,
		}},
	},
	{
		// The destination may be a source.
		Name: "SDIFFSTORE", Since: "1.0.0", Arity: -3, Keys: allKeys, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N) for N members in all sets",
		Forms: []Form{{
			Go: "SDiffStore",
			Doc: `stores the set that [SDiff] gives under destination, in place of whatever that held, and gives the number of its members. An
			empty one deletes destination.`,
			Args:   []Arg{Key("destination"), MoreKeys("keys", "key")},
			Result: integer,
		}},
	},
	{
		Name: "SINTERCARD", Since: "7.0.0", Arity: -3, Flags: ReadOnly | MovableKeys,
		Complexity: "O(N*M) for M sets of which the smallest has N members",
		Forms: []Form{
			{
				Go:     "SInterCard",
				Doc:    "gives the number of members that all of the sets in keys have, 0 if a key is missing.",
				Args:   []Arg{NumKeys1("keys")},
				Result: integer,
			},
			{
				Go:     "SInterCardLimit",
				Doc:    "is [SInterCard], but stops to count at limit, which must be positive.",
				Args:   []Arg{NumKeys1("keys"), Word("LIMIT"), Positive("limit")},
				Result: integer,
			},
		},
	},
	{
		Name: "SUNIONCARD", Since: "8.10.0", Arity: -3, Flags: ReadOnly | MovableKeys, Complexity: "O(N) for N members of all the sets",
		Forms: []Form{
			{
				Go:     "SUnionCard",
				Doc:    "gives the number of members that any of the sets in keys has.",
				Args:   []Arg{NumKeys1("keys")},
				Result: integer,
			},
			{
				Go:     "SUnionCardLimit",
				Doc:    "is [SUnionCard], but stops to count at limit, which must be positive.",
				Args:   []Arg{NumKeys1("keys"), Word("LIMIT"), Positive("limit")},
				Result: integer,
			},
			{
				Go:     "SUnionCardApprox",
				Doc:    "gives about the number of members that any of the sets in keys has, for which the server needs less memory than for [SUnionCard].",
				Args:   []Arg{NumKeys1("keys"), Word("APPROX")},
				Result: integer,
			},
			{
				Go:     "SUnionCardApproxLimit",
				Doc:    "is [SUnionCardApprox], but stops to count at limit, which must be positive.",
				Args:   []Arg{NumKeys1("keys"), Word("APPROX"), Word("LIMIT"), Positive("limit")},
				Result: integer,
			},
		},
	},
	{
		Name: "SDIFFCARD", Since: "8.10.0", Arity: -3, Flags: ReadOnly | MovableKeys, Complexity: "O(N) for N members of all the sets",
		Forms: []Form{
			{
				Go:     "SDiffCard",
				Doc:    "gives the number of members that the first of the sets in keys has and none of the others.",
				Args:   []Arg{NumKeys1("keys")},
				Result: integer,
			},
			{
				Go:     "SDiffCardLimit",
				Doc:    "is [SDiffCard], but stops to count at limit, which must be positive.",
				Args:   []Arg{NumKeys1("keys"), Word("LIMIT"), Positive("limit")},
				Result: integer,
			},
		},
	},
}
