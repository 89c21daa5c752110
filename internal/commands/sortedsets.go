package commands

var sortedSetCommands = []Command{
	{
		// Whoever puts ZADD by Do may give INCR.
		Name: "ZADD", Since: "1.2.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating,
		Complexity: "O(log(N)) per member",
		Forms: []Form{
			{
				Go: "ZAdd",
				Doc: `gives member the score, in the sorted set that key holds, a new one if key is missing. It
				gives the number of members added, 1 or 0; with [CH] that of members added or changed. [ZAddMany]
				takes several members. A score of NaN is an error. GT and LT are known since 6.2.0;
				of the conditions XX goes with GT or LT, all others exclude each other.`,
				Args:   []Arg{Key("key"), Options(zaddOptions), Score("score"), Value("member", "M")},
				Result: integer, Retry: RetryLastWriterWins,
			},
			{
				Go:     "ZAddMany",
				Doc:    "gives members their scores as [ZAdd] does for one. GT and LT are known since 6.2.0.",
				Args:   []Arg{Key("key"), Options(zaddOptions), Scores("members", "M")},
				Result: integer, Retry: RetryLastWriterWins,
			},
			{
				Go: "ZAddIncr",
				Doc: `adds increment to the score of member, 0 if it is new, in the sorted set that key holds,
				and gives the sum; none if a condition stopped it. See [ZAdd] for the conditions, of which GT and LT are known since 6.2.0, and [ZIncrBy] for a plain sum.`,
				Since:  "3.0.2",
				Args:   []Arg{Key("key"), Options(zaddIncrOptions), Word("INCR"), Score("increment"), Value("member", "M")},
				Result: optionalNum,
			},
		},
	},
	{
		Name: "ZINCRBY", Since: "1.2.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(log(N))",
		Forms: []Form{{
			Go:     "ZIncrBy",
			Doc:    "adds increment to the score of member, 0 if it is new, in the sorted set that key holds, and gives the sum.",
			Args:   []Arg{Key("key"), Score("increment"), Value("member", "M")},
			Result: Result{Type: "float64", Reply: "double"},
		}},
	},
	{
		Name: "ZREM", Since: "1.2.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(log(N)) per member",
		Forms: []Form{{
			Go:     "ZRem",
			Doc:    "removes members from the sorted set that key holds and gives how many of them were in it. Slices and sequences among members spread.",
			Args:   []Arg{Key("key"), Values("members", "member", "M")},
			Result: integer,
		}},
	},
	{
		Name: "ZRANGE", Since: "1.2.0", Arity: -4, Keys: oneKey, Flags: ReadOnly, Complexity: "O(log(N)+M) for M members returned",
		Forms: []Form{
			{
				Go: "ZRange",
				Doc: `gives the members with the ranks from start to stop in the sorted set that key holds, both included, in
				the order of their scores. The lowest score has the rank 0, a negative rank counts from the end, where [Last] is. With [Rev]
				(since 6.2.0) ranks and order run from the highest score. Ranks outside of the set, and a missing key, are no error.`,
				Args:   []Arg{Key("key"), Int("start"), Int("stop"), Options(zrangeOptions)},
				Result: list("M", ""),
			},
			{
				Go:     "ZRangeWithScores",
				Doc:    "is [ZRange] with the scores of the members.",
				Args:   []Arg{Key("key"), Int("start"), Int("stop"), Options(zrangeOptions), Word("WITHSCORES")},
				Result: scored("M"),
			},
			{
				Go: "ZRangeByScore",
				Doc: `gives the members with scores from min to max in the sorted set that key holds, in the order of
				their scores. [ScoreIncl] includes an end, [ScoreExcl] excludes it, [ScoreMin] and [ScoreMax] lie below and above all scores. With [Rev]
				the order runs from the highest score; min stays the lower end. NaN is an error.`,
				Since:  "6.2.0",
				Args:   []Arg{Key("key"), ScoreRange(), Word("BYSCORE"), Options(byScoreOptions)},
				Result: list("M", ""),
			},
			{
				Go:     "ZRangeByScoreWithScores",
				Doc:    "is [ZRangeByScore] with the scores of the members.",
				Since:  "6.2.0",
				Args:   []Arg{Key("key"), ScoreRange(), Word("BYSCORE"), Options(byScoreOptions), Word("WITHSCORES")},
				Result: scored("M"),
			},
			{
				Go: "ZRangeByLex",
				Doc: `gives the members from min to max in the sorted set that key holds, in the order of their bytes, if all
				of its members have the same score. [LexIncl] includes an end, [LexExcl] excludes it, [LexMin] and [LexMax] lie below and
				above everything. With [Rev] the order runs from the greatest; min stays the lower end.`,
				Since:  "6.2.0",
				Args:   []Arg{Key("key"), LexRange(), Word("BYLEX"), Options(byLexOptions)},
				Result: list("M", ""),
			},
		},
	},
	{
		Name: "ZRANK", Since: "2.0.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(log(N))",
		Forms: []Form{
			{
				Go:     "ZRank",
				Doc:    "gives the rank of member in the sorted set that key holds, 0 for the lowest score; none if there is no such member.",
				Args:   []Arg{Key("key"), Value("member", "M")},
				Result: optionalInt,
			},
			{
				Go:     "ZRankWithScore",
				Doc:    "is [ZRank] with the score of the member.",
				Since:  "7.2.0",
				Args:   []Arg{Key("key"), Value("member", "M"), Word("WITHSCORE")},
				Result: rankScore,
			},
		},
	},
	{
		Name: "ZREVRANK", Since: "2.0.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(log(N))",
		Forms: []Form{
			{
				Go:     "ZRevRank",
				Doc:    "gives the rank of member in the sorted set that key holds, 0 for the highest score; none if there is no such member.",
				Args:   []Arg{Key("key"), Value("member", "M")},
				Result: optionalInt,
			},
			{
				Go:     "ZRevRankWithScore",
				Doc:    "is [ZRevRank] with the score of the member.",
				Since:  "7.2.0",
				Args:   []Arg{Key("key"), Value("member", "M"), Word("WITHSCORE")},
				Result: rankScore,
			},
		},
	},
	{
		Name: "ZSCORE", Since: "1.2.0", Arity: 3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ZScore",
			Doc:    "gives the score of member in the sorted set that key holds; none if there is no such member.",
			Args:   []Arg{Key("key"), Value("member", "M")},
			Result: optionalNum,
		}},
	},
	{
		Name: "ZMSCORE", Since: "6.2.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N members",
		Forms: []Form{{
			Go:     "ZMScore",
			Doc:    "gives the scores of members in the sorted set that key holds, in the order of the members; none for one that is not in it.",
			Args:   []Arg{Key("key"), Values("members", "member", "M")},
			Result: Result{Type: "[]Optional[float64]", Reply: "array of doubles and nulls"},
		}},
	},
	{
		Name: "ZCARD", Since: "1.2.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ZCard",
			Doc:    "gives the number of members of the sorted set that key holds, 0 if key is missing.",
			Args:   []Arg{Key("key")},
			Result: integer,
		}},
	},
	{
		Name: "ZCOUNT", Since: "2.0.0", Arity: 4, Keys: oneKey, Flags: ReadOnly, Complexity: "O(log(N))",
		Forms: []Form{{
			Go:     "ZCount",
			Doc:    "gives the number of members with scores from min to max in the sorted set that key holds. The ends are those of [ZRangeByScore].",
			Args:   []Arg{Key("key"), ScoreEnds()},
			Result: integer,
		}},
	},
	{
		Name: "ZPOPMIN", Since: "5.0.0", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(log(N)) per member",
		Forms: []Form{
			{
				Go:     "ZPopMin",
				Doc:    "removes the member with the lowest score from the sorted set that key holds and gives it with its score; none if key is missing.",
				Args:   []Arg{Key("key")},
				Result: popped("M"),
			},
			{
				Go: "ZPopMinCount",
				Doc: `removes the members with the lowest scores from the sorted set that key holds, up to count of them, and
				gives them with their scores, the lowest first; none if key is missing. A negative count is an error.`,
				Args:   []Arg{Key("key"), Natural("count")},
				Result: scored("M"),
			},
		},
	},
	{
		Name: "ZPOPMAX", Since: "5.0.0", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(log(N)) per member",
		Forms: []Form{
			{
				Go:     "ZPopMax",
				Doc:    "removes the member with the highest score from the sorted set that key holds and gives it with its score; none if key is missing.",
				Args:   []Arg{Key("key")},
				Result: popped("M"),
			},
			{
				Go: "ZPopMaxCount",
				Doc: `removes the members with the highest scores from the sorted set that key holds, up to count of them, and
				gives them with their scores, the highest first; none if key is missing. A negative count is an error.`,
				Args:   []Arg{Key("key"), Natural("count")},
				Result: scored("M"),
			},
		},
	},
	{
		Name: "ZREMRANGEBYRANK", Since: "2.0.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating,
		Complexity: "O(log(N)+M) for M members removed",
		Forms: []Form{{
			Go:     "ZRemRangeByRank",
			Doc:    "removes the members with the ranks from start to stop, as [ZRange] counts them, from the sorted set that key holds. It gives how many it removed.",
			Args:   []Arg{Key("key"), Int("start"), Int("stop")},
			Result: integer,
		}},
	},
	{
		Name: "ZREMRANGEBYSCORE", Since: "1.2.0", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins,
		Complexity: "O(log(N)+M) for M members removed",
		Forms: []Form{{
			Go:     "ZRemRangeByScore",
			Doc:    "removes the members with scores from min to max from the sorted set that key holds and gives how many it removed. The ends are those of [ZRangeByScore].",
			Args:   []Arg{Key("key"), ScoreEnds()},
			Result: integer,
		}},
	},
	{
		Name: "ZSCAN", Since: "2.8.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1) per page, O(N) for all N members",
		Also: []Extra{{Go: "ZScanAll", Result: "iter.Seq2[Scored[M], error]"}, {Go: "ZScanAllNoScores", Since: "8.0.0", Result: "iter.Seq2[M, error]"}},
		Forms: []Form{
			{
				Go:     "ZScan",
				Doc:    "gives one page of the members of the sorted set that key holds, with their scores, as [Scan] does for the keys of a database.",
				Args:   []Arg{Key("key"), CursorArg(), Options(elementScanOptions)},
				Result: page("Scored[M]", "M any"),
			},
			{
				Go:     "ZScanNoScores",
				Doc:    "is [ZScan] for the members alone. It is an option of Valkey.",
				Since:  "8.0.0",
				Args:   []Arg{Key("key"), CursorArg(), Options(elementScanOptions), Word("NOSCORES")},
				Result: page("M", "M any"),
			},
		},
	},

	{
		Name: "ZLEXCOUNT", Since: "2.8.9", Arity: 4, Keys: oneKey, Flags: ReadOnly, Complexity: "O(log(N))",
		Forms: []Form{{
			Go: "ZLexCount",
			Doc: `gives the number of members from min to max in the sorted set that key holds, in the order of their bytes, if all of its
			members have the same score. The ends are those of [ZRangeByLex].`,
			Args:   []Arg{Key("key"), LexEnds()},
			Result: integer,
		}},
	},
	{
		Name: "ZREMRANGEBYLEX", Since: "2.8.9", Arity: 4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins,
		Complexity: "O(log(N)+M) for M members removed",
		Forms: []Form{{
			Go: "ZRemRangeByLex",
			Doc: `removes the members from min to max, in the order of their bytes, from the sorted set that key holds, if all of its
			members have the same score, and gives how many it removed. The ends are those of [ZRangeByLex].`,
			Args:   []Arg{Key("key"), LexEnds()},
			Result: integer,
		}},
	},
	{
		Name: "ZRANDMEMBER", Since: "6.2.0", Arity: -2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N members given",
		Forms: []Form{
			{
				Go:         "ZRandMember",
				Complexity: "O(1)",
				Doc:        "gives a random member of the sorted set that key holds.",
				Args:       []Arg{Key("key")},
				Result:     one("M", "key is missing"),
			},
			{
				Go: "ZRandMemberCount",
				Doc: `gives random members of the sorted set that key holds, up to count different ones; none if key is missing. A
				negative count is an error: [ZRandMemberRepeat] gives members that may repeat.`,
				Args:   []Arg{Key("key"), Natural("count")},
				Result: list("M", ""),
			},
			{
				Go:     "ZRandMemberCountWithScores",
				Doc:    "is [ZRandMemberCount] with the scores of the members.",
				Args:   []Arg{Key("key"), Natural("count"), Word("WITHSCORES")},
				Result: scored("M"),
			},
			{
				Go: "ZRandMemberRepeat",
				Doc: `gives count random members of the sorted set that key holds, in random order; each is drawn anew, so members may
				repeat. None if key is missing. A negative count is an error.`,
				Args:   []Arg{Key("key"), Repeat("count")},
				Result: list("M", ""),
			},
			{
				Go:     "ZRandMemberRepeatWithScores",
				Doc:    "is [ZRandMemberRepeat] with the scores of the members.",
				Args:   []Arg{Key("key"), Repeat("count"), Word("WITHSCORES")},
				Result: scored("M"),
			},
		},
	},

	// Superseded. Those that block are in refused.go.
	{Name: "ZRANGEBYLEX", Since: "2.8.9", Arity: -4, Keys: oneKey, Flags: ReadOnly, DoOnly: "superseded by ZRANGE with BYLEX: ZRangeByLex"},
	{Name: "ZRANGEBYSCORE", Since: "1.0.5", Arity: -4, Keys: oneKey, Flags: ReadOnly, DoOnly: "superseded by ZRANGE with BYSCORE: ZRangeByScore"},
	{Name: "ZREVRANGE", Since: "1.2.0", Arity: -4, Keys: oneKey, Flags: ReadOnly, DoOnly: "superseded by ZRANGE with REV: ZRange"},
	{Name: "ZREVRANGEBYLEX", Since: "2.8.9", Arity: -4, Keys: oneKey, Flags: ReadOnly, DoOnly: "superseded by ZRANGE with BYLEX and REV: ZRangeByLex"},
	{Name: "ZREVRANGEBYSCORE", Since: "2.2.0", Arity: -4, Keys: oneKey, Flags: ReadOnly, DoOnly: "superseded by ZRANGE with BYSCORE and REV: ZRangeByScore"},
}
