package commands

// withWrites follows "refused on a shared connection: ".
const withWrites = "it counts what has become of the writes that went over its own connection before; put it into a redis.Request, behind them"

// waited ends the docs of what gives nothing when its time is over.
const waited = " It waits for timeout at most, [Forever] where there is no end to it, on a pinned connection (see Config.MaxPinned)," +
	" and gives none when that is over. The end of the context ends the wait in the server too, by CLIENT UNBLOCK; what was" +
	" taken at the last moment is given nevertheless."

// The commands that wait in the server until there is something to give.
var blockingCommands = []Command{
	{
		Name: "BLPOP", Since: "2.0.0", Arity: -3, Keys: Keys{1, -2, 1}, Flags: Writes | Blocking, Retry: RetryAccumulating,
		Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go:     "BLPop",
			Doc:    "removes the first element of the first of the lists in keys that is not empty, and gives it with the key of that list." + waited,
			Args:   []Arg{Keys1("keys", "key"), WaitSeconds()},
			Result: poppedFrom("T", "T", "array of key and element, or null"),
		}},
	},
	{
		Name: "BRPOP", Since: "2.0.0", Arity: -3, Keys: Keys{1, -2, 1}, Flags: Writes | Blocking, Retry: RetryAccumulating,
		Complexity: "O(N) for N keys",
		Forms: []Form{{
			Go:     "BRPop",
			Doc:    "removes the last element of the first of the lists in keys that is not empty, and gives it with the key of that list." + waited,
			Args:   []Arg{Keys1("keys", "key"), WaitSeconds()},
			Result: poppedFrom("T", "T", "array of key and element, or null"),
		}},
	},
	{
		Name: "BLMOVE", Since: "6.2.0", Arity: 6, Keys: twoKeys, Flags: Writes | Blocking, Retry: RetryAccumulating, Complexity: "O(1)",
		Forms: []Form{{
			Go: "BLMove",
			Doc: `takes the element at one end of the list that source holds, as soon as there is one, puts it at one end of the
			list that destination holds, and gives it. Both may be the same list.` + waited,
			Args:   []Arg{Key("source"), Key("destination"), Choice("from", "Side", "<LEFT | RIGHT>"), Choice("to", "Side", "<LEFT | RIGHT>"), WaitSeconds()},
			Result: optional("T"),
		}},
	},
	{
		Name: "BLMOVEM", Since: "8.10.0", Arity: -6, Keys: twoKeys, Flags: Writes | Blocking, Retry: RetryAccumulating, Complexity: "O(N) for N elements",
		Forms: []Form{
			{
				Go: "BLMoveM",
				Doc: `takes up to count elements at one end of the list that source holds, as soon as there is one, puts them at one end of the list that
				destination holds, and gives them in the order in which they are there. how says in which order they are put.` + waited,
				Args:   []Arg{Key("source"), Key("destination"), fromSide, toSide, WaitSeconds(), Word("COUNT"), Positive("count"), moveOrder},
				Result: optionalList("T"),
			},
			{
				Go:     "BLMoveMExactly",
				Doc:    "is [BLMoveM] for exactly count elements, as soon as source has that many." + waited,
				Args:   []Arg{Key("source"), Key("destination"), fromSide, toSide, WaitSeconds(), Word("EXACTLY"), Positive("count"), moveOrder},
				Result: optionalList("T"),
			},
		},
	},
	{Name: "BRPOPLPUSH", Since: "2.2.0", Arity: 4, Keys: twoKeys, Flags: Writes | Blocking, Retry: RetryAccumulating, DoOnly: "superseded by BLMOVE: BLMove"},
	{
		Name: "BLMPOP", Since: "7.0.0", Arity: -5, Flags: Writes | Blocking | MovableKeys, Retry: RetryAccumulating,
		Complexity: "O(N+M) for N keys and M elements",
		Forms: []Form{
			{
				Go: "BLMPop",
				Doc: `removes an element from an end of the first of the lists in keys that is not empty, and gives it, as
				a slice of one, with the key of that list.` + waited,
				Args:   []Arg{WaitSeconds(), NumKeys1("keys"), Choice("from", "Side", "<LEFT | RIGHT>")},
				Result: poppedFrom("T", "[]T", "array of key and elements, or null"),
			},
			{
				Go: "BLMPopCount",
				Doc: `removes elements from an end of the first of the lists in keys that is not empty, up to count of them, and
				gives them with the key of that list, that at the end first. count must be positive.` + waited,
				Args:   []Arg{WaitSeconds(), NumKeys1("keys"), Choice("from", "Side", "<LEFT | RIGHT>"), Word("COUNT"), Positive("count")},
				Result: poppedFrom("T", "[]T", "array of key and elements, or null"),
			},
		},
	},
	{
		Name: "BZPOPMIN", Since: "5.0.0", Arity: -3, Keys: Keys{1, -2, 1}, Flags: Writes | Blocking, Retry: RetryAccumulating,
		Complexity: "O(log(N)) for N members",
		Forms: []Form{{
			Go: "BZPopMin",
			Doc: `removes the member with the lowest score from the first of the sorted sets in keys that is not empty, and gives
			it with its score and the key of that set.` + waited,
			Args:   []Arg{Keys1("keys", "key"), WaitSeconds()},
			Result: scoredFrom("M"),
		}},
	},
	{
		Name: "BZPOPMAX", Since: "5.0.0", Arity: -3, Keys: Keys{1, -2, 1}, Flags: Writes | Blocking, Retry: RetryAccumulating,
		Complexity: "O(log(N)) for N members",
		Forms: []Form{{
			Go: "BZPopMax",
			Doc: `removes the member with the highest score from the first of the sorted sets in keys that is not empty, and gives
			it with its score and the key of that set.` + waited,
			Args:   []Arg{Keys1("keys", "key"), WaitSeconds()},
			Result: scoredFrom("M"),
		}},
	},
	{
		Name: "BZMPOP", Since: "7.0.0", Arity: -5, Flags: Writes | Blocking | MovableKeys, Retry: RetryAccumulating,
		Complexity: "O(K+M*log(N)) for K keys and M members",
		Forms: []Form{
			{
				Go: "BZMPop",
				Doc: `removes the member with the lowest or highest score from the first of the sorted sets in keys that is not
				empty, and gives it with its score, as a slice of one, with the key of that set.` + waited,
				Args:   []Arg{WaitSeconds(), NumKeys1("keys"), Choice("from", "ScoreEnd", "<MIN | MAX>")},
				Result: poppedFrom("M", "[]Scored[M]", "array of key and members with scores, or null"),
			},
			{
				Go: "BZMPopCount",
				Doc: `removes members with the lowest or highest scores from the first of the sorted sets in keys that is not
				empty, up to count of them, and gives them with their scores and the key of that set. count must be positive.` + waited,
				Args:   []Arg{WaitSeconds(), NumKeys1("keys"), Choice("from", "ScoreEnd", "<MIN | MAX>"), Word("COUNT"), Positive("count")},
				Result: poppedFrom("M", "[]Scored[M]", "array of key and members with scores, or null"),
			},
		},
	},
	{
		Name: "WAIT", Since: "3.0.0", Arity: 3, Flags: Blocking, Retry: RetryRead, Instead: withWrites, Complexity: "O(1)",
		Forms: []Form{{
			Go: "Wait",
			Doc: `waits until as many replicas have acknowledged the writes that went over the same connection before, or timeout is
			over ([Forever]: never), and gives how many have. Put it into a [Request] behind these writes, or into a [Watched]:
			such a request is executed on a pinned connection (see Config.MaxPinned). A connection refuses it with ErrRefused.`,
			Args:   []Arg{Natural("replicas"), WaitMillis()},
			Result: integer,
		}},
	},
	{
		Name: "WAITAOF", Since: "7.2.0", Arity: 4, Flags: Blocking, Retry: RetryRead, Instead: withWrites, Complexity: "O(1)",
		Forms: []Form{{
			Go: "WaitAOF",
			Doc: `waits until the writes that went over the same connection before are on the disk of as many replicas, and
			with local on that of the server itself, in their append-only files; or until timeout is over ([Forever]: never). It gives how
			many they are. Put it where [Wait] belongs. With local it is an error if the server has no append-only file.`,
			Args:   []Arg{Flag("local"), Natural("replicas"), WaitMillis()},
			Result: Result{Type: "AOFAcks", Finish: "finishWith(p, x, decodeAOFAcks)", Reply: "array of two integers"},
		}},
	},
}
