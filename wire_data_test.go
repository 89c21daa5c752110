package redis

import (
	"maps"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
)

// dataWireTests are the rows of wireTests for the less common commands of data types.
var dataWireTests = []wireTest{
	{"SetIf", func(p Pipe) error { return putErr(SetIf(p, "k", 5, IfEq(4), KeepTTL)) }, "SET k 5 IFEQ 4 KEEPTTL"},
	{"SetIf", func(p Pipe) error { return putErr(SetIf(p, "k", "v", IfNe("old"))) }, "SET k v IFNE old"},
	{"SetIf", func(p Pipe) error { return putErr(SetIf(p, "k", "v", IfDigestEq("ab"))) }, "SET k v IFDEQ ab"},
	{"SetIf", func(p Pipe) error { return putErr(SetIf(p, "k", "v", IfDigestNe("ab"))) }, "SET k v IFDNE ab"},
	{"SetIfGet", func(p Pipe) error { return putErr(SetIfGet[string](p, "k", "v", NX, EX(hour))) }, "SET k v NX GET EX 3600"},
	{"LCS", func(p Pipe) error { return putErr(LCS[string](p, "a", "b")) }, "LCS a b"},
	{"LCSLen", func(p Pipe) error { return putErr(LCSLen(p, "a", "b")) }, "LCS a b LEN"},
	{"LCSIdx", func(p Pipe) error { return putErr(LCSIdx(p, "a", "b")) }, "LCS a b IDX WITHMATCHLEN"},
	{"LCSIdx", func(p Pipe) error { return putErr(LCSIdx(p, "a", "b", MinMatchLen(4))) }, "LCS a b IDX WITHMATCHLEN MINMATCHLEN 4"},
	{"MSetEx", func(p Pipe) error { return putErr(MSetEx(p, fieldPairs, XX, PX(hour))) }, "MSETEX 2 a 1 b 2 XX PX 3600000"},
	{"MSetEx", func(p Pipe) error { return putErr(MSetEx(p, someProfile)) }, "MSETEX 2 name ann level 3"},
	{"DelEx", func(p Pipe) error { return putErr(DelEx(p, "k", IfEq(true))) }, "DELEX k IFEQ 1"},
	{"DelIfEq", func(p Pipe) error { return putErr(DelIfEq(p, "k", 5)) }, "DELIFEQ k 5"},
	{"Digest", func(p Pipe) error { return putErr(Digest(p, "k")) }, "DIGEST k"},
	{"IncrEx", func(p Pipe) error { return putErr(IncrEx(p, "k", -2)) }, "INCREX k BYINT -2"},
	{
		"IncrEx", func(p Pipe) error {
			return putErr(IncrEx(p, "k", 1, LBound(0), UBound(9), Saturate, EX(time.Minute), ENX))
		}, "INCREX k BYINT 1 LBOUND 0 UBOUND 9 SATURATE EX 60 ENX",
	},
	{"IncrExFloat", func(p Pipe) error {
		return putErr(IncrExFloat(p, "k", 0.5, LBoundFloat(-1.5), UBoundFloat(1.5), DropTTL))
	}, "INCREX k BYFLOAT 0.5 LBOUND -1.5 UBOUND 1.5 PERSIST"},

	{"Keys", func(p Pipe) error { return putErr(Keys(p, "user:*")) }, "KEYS user:*"},
	{"Move", func(p Pipe) error { return putErr(Move(p, "k", 3)) }, "MOVE k 3"},
	{"ExpireTime", func(p Pipe) error { return putErr(ExpireTime(p, "k")) }, "EXPIRETIME k"},
	{"PExpireTime", func(p Pipe) error { return putErr(PExpireTime(p, "k")) }, "PEXPIRETIME k"},
	{"Dump", func(p Pipe) error { return putErr(Dump(p, "k")) }, "DUMP k"},
	{"Restore", func(p Pipe) error { return putErr(Restore(p, "k", []byte("x"))) }, "RESTORE k 0 x"},
	{"Restore", func(p Pipe) error { return putErr(Restore(p, "k", []byte("x"), Replace, IdleTime(time.Minute))) }, "RESTORE k 0 x REPLACE IDLETIME 60"},
	{"RestoreWithTTL", func(p Pipe) error {
		return putErr(RestoreWithTTL(p, "k", time.Millisecond, []byte("x"), Frequency(255)))
	}, "RESTORE k 1 x FREQ 255"},
	{"RestoreExpireAt", func(p Pipe) error { return putErr(RestoreExpireAt(p, "k", someTime, []byte("x"), Replace)) }, "RESTORE k 2000000000000 x ABSTTL REPLACE"},
	{"Migrate", func(p Pipe) error { return putErr(Migrate(p, "host", 6380, "k", 2, time.Second)) }, "MIGRATE host 6380 k 2 1000"},
	{
		"Migrate", func(p Pipe) error {
			return putErr(Migrate(p, "host", 6380, "k", 2, time.Second, KeepSource, Replace, MigrateAuth{Password: "pw"}))
		}, "MIGRATE host 6380 k 2 1000 COPY REPLACE AUTH pw",
	},
	{
		"MigrateKeys", func(p Pipe) error {
			return putErr(MigrateKeys(p, "host", 1, 0, time.Second, []string{"a", "b"}, MigrateAuth{"user", "pw"}))
		}, `MIGRATE host 1 "" 0 1000 AUTH2 user pw KEYS a b`,
	},
	{"Sort", func(p Pipe) error { return putErr(Sort[string](p, "k")) }, "SORT k"},
	{"Sort", func(p Pipe) error { return putErr(Sort[string](p, "k", By("w_*"), Limit{2, 5}, Desc, Alpha)) }, "SORT k BY w_* LIMIT 2 5 DESC ALPHA"},
	{"SortGet", func(p Pipe) error { return putErr(SortGet[[]string](p, "k", []string{"#", "h_*->f"}, NoSort)) }, "SORT k GET # GET h_*->f BY nosort"},
	{"SortStore", func(p Pipe) error { return putErr(SortStore(p, "k", "l", Asc)) }, "SORT k STORE l ASC"},
	{"SortGetStore", func(p Pipe) error { return putErr(SortGetStore(p, "k", "l", []string{"#"})) }, "SORT k STORE l GET #"},
	{"SortRO", func(p Pipe) error { return putErr(SortRO[string](p, "k", Alpha)) }, "SORT_RO k ALPHA"},
	{"SortROGet", func(p Pipe) error { return putErr(SortROGet[string](p, "k", []string{"a_*"})) }, "SORT_RO k GET a_*"},

	{"HRandField", func(p Pipe) error { return putErr(HRandField[string](p, "k")) }, "HRANDFIELD k"},
	{"HRandFieldCount", func(p Pipe) error { return putErr(HRandFieldCount[string](p, "k", 3)) }, "HRANDFIELD k 3"},
	{"HRandFieldCountWithValues", func(p Pipe) error { return putErr(HRandFieldCountWithValues[string, int](p, "k", 3)) }, "HRANDFIELD k 3 WITHVALUES"},
	{"HRandFieldRepeat", func(p Pipe) error { return putErr(HRandFieldRepeat[string](p, "k", 3)) }, "HRANDFIELD k -3"},
	{"HRandFieldRepeat", func(p Pipe) error { return putErr(HRandFieldRepeat[string](p, "k", 0)) }, "HRANDFIELD k 0"},
	{"HRandFieldRepeatWithValues", func(p Pipe) error { return putErr(HRandFieldRepeatWithValues[string, int](p, "k", 3)) }, "HRANDFIELD k -3 WITHVALUES"},
	{"HGetDel", func(p Pipe) error { return putErr(HGetDel[string](p, "k", "a", "b")) }, "HGETDEL k FIELDS 2 a b"},
	{"HGetDel", func(p Pipe) error { return putErr(HGetDel[string](p, "k", []int{1, 2}, []int{3})) }, "HGETDEL k FIELDS 3 1 2 3"},
	{"HGetEx", func(p Pipe) error { return putErr(HGetEx[string](p, "k", []string{"a", "b"}, DropTTL)) }, "HGETEX k PERSIST FIELDS 2 a b"},
	{"HSetEx", func(p Pipe) error { return putErr(HSetEx(p, "k", someProfile, FXX, EX(hour))) }, "HSETEX k FXX EX 3600 FIELDS 2 name ann level 3"},
	{"HSetEx", func(p Pipe) error { return putErr(HSetEx(p, "k", maps.All(map[string]int{"a": 1}), KeepTTL, FNX)) }, "HSETEX k KEEPTTL FNX FIELDS 1 a 1"},
	{"HExpire", func(p Pipe) error { return putErr(HExpire(p, "k", hour, []string{"a", "b"})) }, "HEXPIRE k 3600 FIELDS 2 a b"},
	{"HExpire", func(p Pipe) error { return putErr(HExpire(p, "k", 0, []int{7}, NX)) }, "HEXPIRE k 0 NX FIELDS 1 7"},
	{"HPExpire", func(p Pipe) error { return putErr(HPExpire(p, "k", time.Millisecond, []string{"a"}, GT)) }, "HPEXPIRE k 1 GT FIELDS 1 a"},
	{"HExpireAt", func(p Pipe) error { return putErr(HExpireAt(p, "k", someTime, []string{"a"}, XX)) }, "HEXPIREAT k 2000000000 XX FIELDS 1 a"},
	{"HPExpireAt", func(p Pipe) error { return putErr(HPExpireAt(p, "k", someTime, []string{"a"}, LT)) }, "HPEXPIREAT k 2000000000000 LT FIELDS 1 a"},
	{"HTTL", func(p Pipe) error { return putErr(HTTL(p, "k", "a", "b")) }, "HTTL k FIELDS 2 a b"},
	{"HPTTL", func(p Pipe) error { return putErr(HPTTL(p, "k", "a")) }, "HPTTL k FIELDS 1 a"},
	{"HExpireTime", func(p Pipe) error { return putErr(HExpireTime(p, "k", "a")) }, "HEXPIRETIME k FIELDS 1 a"},
	{"HPExpireTime", func(p Pipe) error { return putErr(HPExpireTime(p, "k", "a")) }, "HPEXPIRETIME k FIELDS 1 a"},
	{"HPersist", func(p Pipe) error { return putErr(HPersist(p, "k", "a")) }, "HPERSIST k FIELDS 1 a"},

	{"LRemLast", func(p Pipe) error { return putErr(LRemLast(p, "k", 2, "x")) }, "LREM k -2 x"},
	{"LRemAll", func(p Pipe) error { return putErr(LRemAll(p, "k", 7)) }, "LREM k 0 7"},
	{"LPosAll", func(p Pipe) error { return putErr(LPosAll(p, "k", "x", MaxLen(9))) }, "LPOS k x COUNT 0 MAXLEN 9"},
	{"LMPop", func(p Pipe) error { return putErr(LMPop[string](p, Left, "a", "b")) }, "LMPOP 2 a b LEFT"},
	{"LMPopCount", func(p Pipe) error { return putErr(LMPopCount[string](p, Right, 5, "a")) }, "LMPOP 1 a RIGHT COUNT 5"},
	{"SRandMemberRepeat", func(p Pipe) error { return putErr(SRandMemberRepeat[string](p, "k", 3)) }, "SRANDMEMBER k -3"},
	{"SInterStore", func(p Pipe) error { return putErr(SInterStore(p, "d", "a", "b")) }, "SINTERSTORE d a b"},
	{"SUnionStore", func(p Pipe) error { return putErr(SUnionStore(p, "d", "a", "b")) }, "SUNIONSTORE d a b"},
	{"SDiffStore", func(p Pipe) error { return putErr(SDiffStore(p, "d", "a")) }, "SDIFFSTORE d a"},
	{"SInterCard", func(p Pipe) error { return putErr(SInterCard(p, "a", "b")) }, "SINTERCARD 2 a b"},
	{"SInterCardLimit", func(p Pipe) error { return putErr(SInterCardLimit(p, 5, "a", "b")) }, "SINTERCARD 2 a b LIMIT 5"},

	{"ZLexCount", func(p Pipe) error { return putErr(ZLexCount(p, "k", LexExcl("a"), LexIncl("b"))) }, "ZLEXCOUNT k (a [b"},
	{"ZRemRangeByLex", func(p Pipe) error { return putErr(ZRemRangeByLex(p, "k", LexMin, LexMax)) }, "ZREMRANGEBYLEX k - +"},
	{"ZRandMember", func(p Pipe) error { return putErr(ZRandMember[string](p, "k")) }, "ZRANDMEMBER k"},
	{"ZRandMemberCount", func(p Pipe) error { return putErr(ZRandMemberCount[string](p, "k", 3)) }, "ZRANDMEMBER k 3"},
	{"ZRandMemberCountWithScores", func(p Pipe) error { return putErr(ZRandMemberCountWithScores[string](p, "k", 3)) }, "ZRANDMEMBER k 3 WITHSCORES"},
	{"ZRandMemberRepeat", func(p Pipe) error { return putErr(ZRandMemberRepeat[string](p, "k", 3)) }, "ZRANDMEMBER k -3"},
	{"ZRandMemberRepeatWithScores", func(p Pipe) error { return putErr(ZRandMemberRepeatWithScores[string](p, "k", 3)) }, "ZRANDMEMBER k -3 WITHSCORES"},
	{"ZInter", func(p Pipe) error { return putErr(ZInter[string](p, bothKeys)) }, "ZINTER 2 k l"},
	{"ZInter", func(p Pipe) error { return putErr(ZInter[string](p, bothKeys, AggregateMin, Weights{1, -2.5})) }, "ZINTER 2 k l AGGREGATE MIN WEIGHTS 1 -2.5"},
	{"ZInterWithScores", func(p Pipe) error { return putErr(ZInterWithScores[string](p, bothKeys, AggregateMax)) }, "ZINTER 2 k l AGGREGATE MAX WITHSCORES"},
	{"ZUnion", func(p Pipe) error { return putErr(ZUnion[string](p, bothKeys, Weights{math.Inf(1), 0})) }, "ZUNION 2 k l WEIGHTS inf 0"},
	{"ZUnionWithScores", func(p Pipe) error { return putErr(ZUnionWithScores[string](p, bothKeys)) }, "ZUNION 2 k l WITHSCORES"},
	{"ZDiff", func(p Pipe) error { return putErr(ZDiff[string](p, "a", "b")) }, "ZDIFF 2 a b"},
	{"ZDiffWithScores", func(p Pipe) error { return putErr(ZDiffWithScores[string](p, "a")) }, "ZDIFF 1 a WITHSCORES"},
	{"ZInterStore", func(p Pipe) error { return putErr(ZInterStore(p, "d", bothKeys, Weights{1, 2})) }, "ZINTERSTORE d 2 k l WEIGHTS 1 2"},
	{"ZUnionStore", func(p Pipe) error { return putErr(ZUnionStore(p, "d", bothKeys, AggregateSum)) }, "ZUNIONSTORE d 2 k l AGGREGATE SUM"},
	{"ZDiffStore", func(p Pipe) error { return putErr(ZDiffStore(p, "d", "a", "b")) }, "ZDIFFSTORE d 2 a b"},
	{"ZInterCard", func(p Pipe) error { return putErr(ZInterCard(p, "a", "b")) }, "ZINTERCARD 2 a b"},
	{"ZInterCardLimit", func(p Pipe) error { return putErr(ZInterCardLimit(p, 5, "a")) }, "ZINTERCARD 1 a LIMIT 5"},
	{"ZRangeStore", func(p Pipe) error { return putErr(ZRangeStore(p, "d", "k", 0, -1, Rev)) }, "ZRANGESTORE d k 0 -1 REV"},
	{"ZRangeStoreByScore", func(p Pipe) error { return putErr(ZRangeStoreByScore(p, "d", "k", ScoreIncl(1), ScoreExcl(2), Rev)) }, "ZRANGESTORE d k (2 1 BYSCORE REV"},
	{"ZRangeStoreByLex", func(p Pipe) error {
		return putErr(ZRangeStoreByLex(p, "d", "k", LexMin, LexExcl("c"), Rev, Limit{0, 3}))
	}, "ZRANGESTORE d k (c - BYLEX REV LIMIT 0 3"},
	{"ZMPop", func(p Pipe) error { return putErr(ZMPop[string](p, Lowest, "a", "b")) }, "ZMPOP 2 a b MIN"},
	{"ZMPopCount", func(p Pipe) error { return putErr(ZMPopCount[string](p, Highest, 5, "a")) }, "ZMPOP 1 a MAX COUNT 5"},
}

// TestCountsGrowWithWhatTheyCount: the number goes in front of arguments of any number of digits.
func TestCountsGrowWithWhatTheyCount(t *testing.T) {
	for _, n := range []int{1, 9, 10, 99, 1000} {
		fields := make([]string, n)
		want := []string{"HTTL", "k", "FIELDS", strconv.Itoa(n)}
		for i := range fields {
			fields[i] = strings.Repeat("f", i)
			want = append(want, fields[i])
		}
		p := newTape()
		if err := putErr(HTTL(p, "k", fields...)); err != nil {
			t.Fatal(err)
		}
		if got := string(p.x.out); got != wire(want...) {
			t.Errorf("%d fields: %.60q", n, got)
		}
	}
}

// TestBadArgumentsOfDataCommandsAreRefused: nothing is sent, and the error says why.
func TestBadArgumentsOfDataCommandsAreRefused(t *testing.T) {
	var none []string
	dump := []byte("x")
	nan := math.NaN()
	testMisuses(t, []misuse{
		{"no condition", func(p Pipe) error { return putErr(SetIf(p, "k", "v", nil)) }, "not a condition"},
		{"zero ValueCondition", func(p Pipe) error { return putErr(SetIf(p, "k", "v", ValueCondition{})) }, "not a condition"},
		{"embedded condition", func(p Pipe) error { return putErr(SetIfGet[string](p, "k", "v", struct{ SetCondition }{NX})) }, "not a condition"},
		{"DELEX without condition", func(p Pipe) error { return putErr(DelEx(p, "k", ValueCondition{})) }, "not a condition"},
		{"a condition that can't be encoded", func(p Pipe) error { return putErr(DelEx(p, "k", IfEq(make(chan int)))) }, "chan int"},
		{"MinMatchLen negative", func(p Pipe) error { return putErr(LCSIdx(p, "a", "b", MinMatchLen(-1))) }, "MinMatchLen is -1"},
		{"MSETEX of nothing", func(p Pipe) error { return putErr(MSetEx(p, map[string]string{})) }, "given none"},
		{"MSETEX of half a pair", func(p Pipe) error { return putErr(MSetEx(p, "k")) }, "odd in number"},
		{"MSETEX with two times", func(p Pipe) error { return putErr(MSetEx(p, fieldPairs, EX(hour), KeepTTL)) }, "exclude each other"},
		{"INCREX by NaN", func(p Pipe) error { return putErr(IncrExFloat(p, "k", nan)) }, "increment is NaN"},
		{"INCREX to infinity", func(p Pipe) error { return putErr(IncrExFloat(p, "k", 1, UBoundFloat(math.Inf(1)))) }, "UBoundFloat is +Inf"},
		{"INCREX ENX PERSIST", func(p Pipe) error { return putErr(IncrEx(p, "k", 1, DropTTL, ENX)) }, "exclude each other"},

		{"MOVE to a negative database", func(p Pipe) error { return putErr(Move(p, "k", -1)) }, "db is -1"},
		{"RESTORE for no time", func(p Pipe) error { return putErr(RestoreWithTTL(p, "k", 0, dump)) }, "ttl is 0s"},
		{"RESTORE for less", func(p Pipe) error { return putErr(RestoreWithTTL(p, "k", -hour, dump)) }, "must be positive"},
		{"RESTORE until the zero time", func(p Pipe) error { return putErr(RestoreExpireAt(p, "k", time.Time{}, dump)) }, "zero Time"},
		{"RESTORE with IDLETIME and FREQ", func(p Pipe) error { return putErr(Restore(p, "k", dump, IdleTime(0), Frequency(1))) }, "IdleTime and Frequency exclude each other"},
		{"RESTORE with a negative IDLETIME", func(p Pipe) error { return putErr(Restore(p, "k", dump, IdleTime(-hour))) }, "must not be negative"},
		{"RESTORE with a part of a second", func(p Pipe) error { return putErr(Restore(p, "k", dump, IdleTime(1))) }, "whole seconds"},
		{"MIGRATE to no port", func(p Pipe) error { return putErr(Migrate(p, "h", 0, "k", 0, hour)) }, "a port is"},
		{"MIGRATE without time", func(p Pipe) error { return putErr(Migrate(p, "h", 1, "k", 0, 0)) }, "timeout is 0s"},
		{"MIGRATE without password", func(p Pipe) error { return putErr(Migrate(p, "h", 1, "k", 0, hour, MigrateAuth{Username: "u"})) }, "no password"},
		{"MIGRATE of nothing", func(p Pipe) error { return putErr(MigrateKeys(p, "h", 1, 0, hour, nil)) }, "no keys"},
		{"SORT with no patterns", func(p Pipe) error { return putErr(SortGet[string](p, "k", nil)) }, "no patterns"},
		{"SORT both ways", func(p Pipe) error { return putErr(Sort[string](p, "k", Asc, Desc)) }, "given twice"},
		{"SORT by two", func(p Pipe) error { return putErr(Sort[string](p, "k", By("a"), NoSort)) }, "option By was given twice"},
		{"SORT in no order", func(p Pipe) error { return putErr(Sort[string](p, "k", Order(0))) }, "not an option"},
		{"SORT into what can't be decoded", func(p Pipe) error { return putErr(SortGet[chan int](p, "k", []string{"#", "#"})) }, "chan int"},

		{"HRANDFIELD of a negative count", func(p Pipe) error { return putErr(HRandFieldCount[string](p, "k", -1)) }, "count is -1"},
		{"HRANDFIELD, repeated a negative time", func(p Pipe) error { return putErr(HRandFieldRepeat[string](p, "k", -1)) }, "count is -1"},
		{"SRANDMEMBER of the least count", func(p Pipe) error { return putErr(SRandMemberRepeat[string](p, "k", math.MinInt64)) }, "must not be negative"},
		{"ZRANDMEMBER of a negative count", func(p Pipe) error { return putErr(ZRandMemberCount[string](p, "k", -1)) }, "count is -1"},
		{"HTTL of nothing", func(p Pipe) error { return putErr(HTTL(p, "k", none...)) }, "no arguments"},
		{"HTTL of an empty slice", func(p Pipe) error { return putErr(HTTL(p, "k", none)) }, "given none"},
		{"HGETEX of nothing", func(p Pipe) error { return putErr(HGetEx[string](p, "k", none)) }, "no arguments"},
		{"HSETEX of half a pair", func(p Pipe) error { return putErr(HSetEx(p, "k", []string{"a"})) }, "odd in number"},
		{"HSETEX both ways", func(p Pipe) error { return putErr(HSetEx(p, "k", someProfile, FNX, FXX)) }, "FNX and FXX exclude each other"},
		{"HSETEX with a zero condition", func(p Pipe) error { return putErr(HSetEx(p, "k", someProfile, FieldCondition(0))) }, "not an option"},
		{"HEXPIRE with a fraction", func(p Pipe) error { return putErr(HExpire(p, "k", time.Millisecond, []string{"a"})) }, "not a whole number of seconds"},
		{"HEXPIRE with two conditions", func(p Pipe) error { return putErr(HExpire(p, "k", hour, []string{"a"}, XX, GT)) }, "one condition at most"},
		{"HEXPIREAT zero", func(p Pipe) error { return putErr(HExpireAt(p, "k", time.Time{}, []string{"a"})) }, "zero Time"},

		{"LREM of no count", func(p Pipe) error { return putErr(LRem(p, "k", 0, "x")) }, "count is 0"},
		{"LREM of a negative count", func(p Pipe) error { return putErr(LRemLast(p, "k", -1, "x")) }, "count is -1"},
		{"LPOS of no count", func(p Pipe) error { return putErr(LPosCount(p, "k", "x", 0)) }, "count is 0"},
		{"LMPOP of no keys", func(p Pipe) error { return putErr(LMPop[string](p, Left)) }, "no keys"},
		{"LMPOP of no count", func(p Pipe) error { return putErr(LMPopCount[string](p, Left, 0, "k")) }, "count is 0"},
		{"ZMPOP from nowhere", func(p Pipe) error { return putErr(ZMPop[string](p, 0, "k")) }, "Lowest or Highest"},
		{"SDIFFSTORE of no keys", func(p Pipe) error { return putErr(SDiffStore(p, "d")) }, "no keys"},
		{"SINTERCARD to a limit of 0", func(p Pipe) error { return putErr(SInterCardLimit(p, 0, "k")) }, "limit is 0"},
		{"ZINTER of no keys", func(p Pipe) error { return putErr(ZInter[string](p, nil)) }, "no keys"},
		{"ZINTER with too few weights", func(p Pipe) error { return putErr(ZInter[string](p, bothKeys, Weights{1})) }, "1 Weights were given for 2 keys"},
		{"ZUNION with a weight of NaN", func(p Pipe) error { return putErr(ZUnion[string](p, bothKeys, Weights{1, nan})) }, "NaN is no weight"},
		{"ZUNION with two aggregates", func(p Pipe) error { return putErr(ZUnion[string](p, bothKeys, AggregateMin, AggregateMax)) }, "given twice"},
		{"ZUNION with a zero aggregate", func(p Pipe) error { return putErr(ZUnion[string](p, bothKeys, Aggregate(0))) }, "not an option"},
		{"ZLEXCOUNT from nowhere", func(p Pipe) error { return putErr(ZLexCount(p, "k", LexBound{}, LexMax)) }, "zero LexBound"},
	})
}

// TestOptionsMakeRepeatingLessSafe: a relative time or a condition brings back the class of the command.
func TestOptionsMakeRepeatingLessSafe(t *testing.T) {
	fields := []string{"a"}
	for _, test := range []struct {
		name string
		put  func(Pipe) error
		want retryClass
	}{
		{"HSETEX", func(p Pipe) error { return putErr(HSetEx(p, "k", someProfile)) }, retryLastWriterWins},
		{"HSETEX NX", func(p Pipe) error { return putErr(HSetEx(p, "k", someProfile, NX)) }, retryConditional},
		{"XADD", func(p Pipe) error { return putErr(XAdd(p, "k", someProfile)) }, retryAccumulating},
		{"XADD IDMP", func(p Pipe) error { return putErr(XAddIDMP(p, "k", "p", "i", someProfile)) }, retryLastWriterWins},
		{"XADD IDMPAUTO", func(p Pipe) error { return putErr(XAddNoMkStreamIDMPAuto(p, "k", "p", someProfile)) }, retryLastWriterWins},
		{"XNACK", func(p Pipe) error { return putErr(XNack(p, "k", "g", NackFail, []StreamID{id(1, 1)})) }, retryAccumulating},
		{"XCFGSET", func(p Pipe) error { return putErr(XCfgSet(p, "k", IDMPMaxSize(1))) }, retryLastWriterWins},
		{"XREADGROUP CLAIM", func(p Pipe) error {
			return putErr(XReadGroupClaim[Ignore](p, "g", "c", time.Millisecond, []string{"k"}))
		}, retryAccumulating},
		{"GCRA", func(p Pipe) error { return putErr(GCRA(p, "k", 1, 1, time.Second)) }, retryAccumulating},
		{"CLUSTER MIGRATION IMPORT", func(p Pipe) error { return putErr(ClusterMigrationImport(p, SlotRange{1, 1})) }, retryConditional},
		{"CLUSTER MIGRATION STATUS", func(p Pipe) error { return putErr(ClusterMigrationStatusAll(p)) }, retryRead},
		{"CLUSTER MIGRATION CANCEL", func(p Pipe) error { return putErr(ClusterMigrationCancelAll(p)) }, retryLastWriterWins},
		{"HSETEX FNX", func(p Pipe) error { return putErr(HSetEx(p, "k", someProfile, FNX)) }, retryConditional},
		{"HSETEX EX", func(p Pipe) error { return putErr(HSetEx(p, "k", someProfile, EX(hour))) }, retryConditional},
		{"HEXPIREAT", func(p Pipe) error { return putErr(HExpireAt(p, "k", someTime, fields)) }, retryLastWriterWins},
		{"HEXPIREAT LT", func(p Pipe) error { return putErr(HExpireAt(p, "k", someTime, fields, LT)) }, retryConditional},
		{"HEXPIRE", func(p Pipe) error { return putErr(HExpire(p, "k", hour, fields)) }, retryConditional},
		{"MSETEX NX", func(p Pipe) error { return putErr(MSetEx(p, someProfile, NX)) }, retryConditional},
		{"SORT", func(p Pipe) error { return putErr(Sort[int](p, "k")) }, retryRead},
		{"SORT STORE", func(p Pipe) error { return putErr(SortStore(p, "k", "l")) }, retryAccumulating},
		{"SET IFEQ", func(p Pipe) error { return putErr(SetIf(p, "k", "v", IfEq("w"))) }, retryConditional},
	} {
		p := newTape()
		if err := test.put(p); err != nil {
			t.Fatal(err)
		}
		if got := p.x.cmd.retry; got != test.want {
			t.Errorf("%s: class %d, want %d", test.name, got, test.want)
		}
	}
}
