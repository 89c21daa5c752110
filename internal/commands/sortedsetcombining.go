package commands

// The commands that make one sorted set of several, or of a part of one. Where the
// destination may be one of the sources, twice is not once.
var sortedSetCombiningCommands = []Command{
	{
		Name: "ZINTER", Since: "6.2.0", Arity: -3, Flags: ReadOnly | MovableKeys, Complexity: "O(N*K+M*log(M)) for K sets of which the smallest has N members, and M members in common",
		Forms: []Form{
			{
				Go: "ZInter",
				Doc: `gives the members that all of the sorted sets in keys have, in the order of their scores. A score is the sum of those that the member has, each
				times the weight of its set with [Weights], or what [Aggregate] says instead. A missing key is an empty set, and the keys may hold plain sets too, whose members have the
				score 1.`,
				Args:   []Arg{KeyNumList("keys"), Options(combineOptions), weightPerKey},
				Result: list("M", ""),
			},
			{
				Go:     "ZInterWithScores",
				Doc:    "is [ZInter] with the scores of the members.",
				Args:   []Arg{KeyNumList("keys"), Options(combineOptions), weightPerKey, Word("WITHSCORES")},
				Result: scored("M"),
			},
		},
	},
	{
		Name: "ZUNION", Since: "6.2.0", Arity: -3, Flags: ReadOnly | MovableKeys, Complexity: "O(N+M*log(M)) for N members in all sets, of which M differ",
		Forms: []Form{
			{
				Go:     "ZUnion",
				Doc:    `gives the members that any of the sorted sets in keys has, in the order of their scores, which are those of [ZInter].`,
				Args:   []Arg{KeyNumList("keys"), Options(combineOptions), weightPerKey},
				Result: list("M", ""),
			},
			{
				Go:     "ZUnionWithScores",
				Doc:    "is [ZUnion] with the scores of the members.",
				Args:   []Arg{KeyNumList("keys"), Options(combineOptions), weightPerKey, Word("WITHSCORES")},
				Result: scored("M"),
			},
		},
	},
	{
		Name: "ZDIFF", Since: "6.2.0", Arity: -3, Flags: ReadOnly | MovableKeys, Complexity: "O(N*log(N)) for N members in all sets",
		Forms: []Form{
			{
				Go: "ZDiff",
				Doc: `gives the members that the first of the sorted sets in keys has and no other one has, in the order of their scores. A missing
				key is an empty set, and the keys may hold plain sets too, whose members have the score 1.`,
				Args:   []Arg{NumKeys1("keys")},
				Result: list("M", ""),
			},
			{
				Go:     "ZDiffWithScores",
				Doc:    "is [ZDiff] with the scores of the members.",
				Args:   []Arg{NumKeys1("keys"), Word("WITHSCORES")},
				Result: scored("M"),
			},
		},
	},
	{
		Name: "ZINTERSTORE", Since: "2.0.0", Arity: -4, Keys: oneKey, Flags: Writes | MovableKeys, Retry: RetryAccumulating,
		Complexity: "O(N*K+M*log(M)) for K sets of which the smallest has N members, and M members in common",
		Forms: []Form{{
			Go: "ZInterStore",
			Doc: `stores the sorted set that [ZInter] gives under destination, in place of whatever that held, and gives the number of its
			members. An empty one deletes destination.`,
			Args:   []Arg{Key("destination"), KeyNumList("keys"), Options(combineOptions), weightPerKey},
			Result: integer,
		}},
	},
	{
		Name: "ZUNIONSTORE", Since: "2.0.0", Arity: -4, Keys: oneKey, Flags: Writes | MovableKeys, Retry: RetryAccumulating,
		Complexity: "O(N+M*log(M)) for N members in all sets, of which M differ",
		Forms: []Form{{
			Go: "ZUnionStore",
			Doc: `stores the sorted set that [ZUnion] gives under destination, in place of whatever that held, and gives the number of its
			members. An empty one deletes destination.`,
			Args:   []Arg{Key("destination"), KeyNumList("keys"), Options(combineOptions), weightPerKey},
			Result: integer,
		}},
	},
	{
		Name: "ZDIFFSTORE", Since: "6.2.0", Arity: -4, Keys: oneKey, Flags: Writes | MovableKeys, Retry: RetryAccumulating,
		Complexity: "O(N*log(N)) for N members in all sets",
		Forms: []Form{{
			Go: "ZDiffStore",
			Doc: `stores the sorted set that [ZDiff] gives under destination, in place of whatever that held, and gives the number of its
			members. An empty one deletes destination.`,
			Args:   []Arg{Key("destination"), NumKeys1("keys")},
			Result: integer,
		}},
	},
	{
		Name: "ZINTERCARD", Since: "7.0.0", Arity: -3, Flags: ReadOnly | MovableKeys,
		Complexity: "O(N*K) for K sets of which the smallest has N members",
		Forms: []Form{
			{
				Go:     "ZInterCard",
				Doc:    "gives the number of members that all of the sorted sets in keys have, 0 if a key is missing.",
				Args:   []Arg{NumKeys1("keys")},
				Result: integer,
			},
			{
				Go:     "ZInterCardLimit",
				Doc:    "is [ZInterCard], but stops to count at limit, which must be positive.",
				Args:   []Arg{NumKeys1("keys"), Word("LIMIT"), Positive("limit")},
				Result: integer,
			},
		},
	},
	{
		Name: "ZRANGESTORE", Since: "6.2.0", Arity: -5, Keys: twoKeys, Flags: Writes, Retry: RetryAccumulating,
		Complexity: "O(log(N)+M) for M members stored",
		Forms: []Form{
			{
				Go: "ZRangeStore",
				Doc: `stores the members that [ZRange] gives, with their scores, as a sorted set under destination, in place of whatever that held,
				and gives their number. Without members destination is deleted.`,
				Args:   []Arg{Key("destination"), Key("source"), Int("start"), Int("stop"), Options(zrangeOptions)},
				Result: integer,
			},
			{
				Go:     "ZRangeStoreByScore",
				Doc:    "stores the members that [ZRangeByScore] gives as [ZRangeStore] does.",
				Args:   []Arg{Key("destination"), Key("source"), ScoreRange(), Word("BYSCORE"), Options(byScoreOptions)},
				Result: integer,
			},
			{
				Go:     "ZRangeStoreByLex",
				Doc:    "stores the members that [ZRangeByLex] gives as [ZRangeStore] does.",
				Args:   []Arg{Key("destination"), Key("source"), LexRange(), Word("BYLEX"), Options(byLexOptions)},
				Result: integer,
			},
		},
	},
	{
		Name: "ZMPOP", Since: "7.0.0", Arity: -4, Flags: Writes | MovableKeys, Retry: RetryAccumulating,
		Complexity: "O(K+M*log(N)) for K keys and M members",
		Forms: []Form{
			{
				Go: "ZMPop",
				Doc: `removes the member with the lowest or highest score from the first of the sorted sets in keys that is not empty, and gives it with
				its score, as a slice of one, with the key of that set; none if all keys are missing.`,
				Args:   []Arg{NumKeys1("keys"), Choice("from", "ScoreEnd", "<MIN | MAX>")},
				Result: poppedFrom("M", "[]Scored[M]", "array of key and members with scores, or null"),
			},
			{
				Go: "ZMPopCount",
				Doc: `removes members with the lowest or highest scores from the first of the sorted sets in keys that is not empty, up to count of them, and
				gives them with their scores and the key of that set; none if all keys are missing. count must be positive.`,
				Args:   []Arg{NumKeys1("keys"), Choice("from", "ScoreEnd", "<MIN | MAX>"), Word("COUNT"), Positive("count")},
				Result: poppedFrom("M", "[]Scored[M]", "array of key and members with scores, or null"),
			},
		},
	},
}
