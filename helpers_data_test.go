package redis

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/internal/commands"
	"github.com/redisfut/redis/internal/redistest"
)

// dataTrips are the rows of roundTrips for the less common commands of data types.
var dataTrips = slices.Concat(moreStringTrips, moreKeyTrips, sortTrips, moreHashTrips, moreListTrips, moreSetTrips, moreSortedSetTrips, combiningTrips)

const twoTexts = "MSET a ohmytext b mynewtext"

var moreStringTrips = []roundTrip{
	{"SetIfGet", "SET k old", func(p Pipe) result { return of(SetIfGet[string](p, "k", "v", XX)) }, Some("old")},
	{"SetIfGet", "SET k old", func(p Pipe) result { return of(SetIfGet[string](p, "k", "v", NX, EX(hour))) }, Some("old")},
	{"SetIfGet", "", func(p Pipe) result { return of(SetIfGet[string](p, "k", "v", NX)) }, None[string]()},
	{"SetIfGet", "", func(p Pipe) result { return of(SetIfGet[string](p, "k", "v", XX)) }, None[string]()},
	{"LCS", twoTexts, func(p Pipe) result { return of(LCS[string](p, "a", "b")) }, "mytext"},
	{"LCS", "", func(p Pipe) result { return of(LCS[string](p, "a", "b")) }, ""},
	{"LCSLen", twoTexts, func(p Pipe) result { return of(LCSLen(p, "a", "b")) }, int64(6)},
	{"LCSIdx", twoTexts, func(p Pipe) result { return of(LCSIdx(p, "a", "b")) }, LCSMatches{
		Matches: []LCSMatch{
			{Key1: IndexRange{4, 7}, Key2: IndexRange{5, 8}, Len: 4},
			{Key1: IndexRange{2, 3}, Key2: IndexRange{0, 1}, Len: 2},
		},
		Len: 6,
	}},
	{"LCSIdx", twoTexts, func(p Pipe) result { return of(LCSIdx(p, "a", "b", MinMatchLen(3))) }, LCSMatches{
		Matches: []LCSMatch{{Key1: IndexRange{4, 7}, Key2: IndexRange{5, 8}, Len: 4}}, Len: 6,
	}},
	{"LCSIdx", "", func(p Pipe) result { return of(LCSIdx(p, "a", "b")) }, LCSMatches{Matches: []LCSMatch{}}},
}

var moreKeyTrips = []roundTrip{
	{"Keys", "MSET a1 1 a2 2 b 3", func(p Pipe) result { return inOrder(Keys(p, "a*")) }, []string{"a1", "a2"}},
	{"Keys", "", func(p Pipe) result { return of(Keys(p, "*")) }, []string{}},
	{"Move", "SET k v", func(p Pipe) result { return of(Move(p, "k", 1)) }, true},
	{"Move", "", func(p Pipe) result { return of(Move(p, "k", 1)) }, false},
	{"Move", "SET k v", func(p Pipe) result { return of(Move(p, "k", 0)) }, "ERR"},
	{"ExpireTime", "SET k v EXAT 2000000000", func(p Pipe) result { return of(ExpireTime(p, "k")) }, Expiration{Exists: true, Expires: true, At: time.Unix(2000000000, 0)}},
	{"ExpireTime", "SET k v", func(p Pipe) result { return of(ExpireTime(p, "k")) }, Expiration{Exists: true}},
	{"ExpireTime", "", func(p Pipe) result { return of(ExpireTime(p, "k")) }, Expiration{}},
	{"PExpireTime", "SET k v PXAT 2000000000123", func(p Pipe) result { return of(PExpireTime(p, "k")) }, Expiration{Exists: true, Expires: true, At: time.UnixMilli(2000000000123)}},
	{"Dump", "SET k v", func(p Pipe) result { return of(Dump(p, "k")) }, check(func(v any) bool {
		return bytes.HasPrefix(v.(Optional[[]byte]).Value(), dumpOfV[:3]) // version and checksum differ between servers
	})},
	{"Dump", "", func(p Pipe) result { return of(Dump(p, "k")) }, None[[]byte]()},
	{"Restore", "", func(p Pipe) result { return of(Restore(p, "k", dumpOfV)) }, OK{}},
	{"Restore", "SET k old", func(p Pipe) result { return of(Restore(p, "k", dumpOfV)) }, "BUSYKEY"},
	{"Restore", "SET k old", func(p Pipe) result { return of(Restore(p, "k", dumpOfV, Replace, IdleTime(hour))) }, OK{}},
	{"Restore", "", func(p Pipe) result { return of(Restore(p, "k", dumpOfV, Frequency(7))) }, OK{}},
	{"Restore", "", func(p Pipe) result { return of(Restore(p, "k", []byte("no dump"))) }, "ERR"},
	{"RestoreWithTTL", "", func(p Pipe) result { return of(RestoreWithTTL(p, "k", hour, dumpOfV)) }, OK{}},
	{"RestoreExpireAt", "", func(p Pipe) result { return of(RestoreExpireAt(p, "k", someTime, dumpOfV)) }, OK{}},
	{"Migrate", "", func(p Pipe) result { return of(Migrate(p, "127.0.0.1", 1, "k", 0, time.Second)) }, false},
	{"MigrateKeys", "", func(p Pipe) result {
		return of(MigrateKeys(p, "127.0.0.1", 1, 0, time.Second, []string{"a", "b"}, Replace, KeepSource))
	}, false},
}

// dumpOfV is the serialized form of the string "v", as Redis 7.0 gives it; later ones take it too.
var dumpOfV = []byte("\x00\x01v\x0a\x00\x91\x08\xce\xb2\x19\x38\x8a\xce")

const users = "SADD k 3 1 2\nMSET name_1 ann name_3 eve age_1 30 age_2 20 age_3 10\nHSET h_1 f x\nHSET h_2 f y\nHSET h_3 f z"

type named3 = decode.Tuple3[int, Optional[string], Optional[int]]

var sortTrips = []roundTrip{
	{"Sort", users, func(p Pipe) result { return of(Sort[int](p, "k")) }, []int{1, 2, 3}},
	{"Sort", users, func(p Pipe) result { return of(Sort[int](p, "k", Desc, Limit{1, 5})) }, []int{2, 1}},
	{"Sort", users, func(p Pipe) result { return of(Sort[int](p, "k", Desc, Offset(2))) }, []int{1}},
	{"Sort", users, func(p Pipe) result { return of(Sort[int](p, "k", By("age_*"))) }, []int{3, 2, 1}},
	{"Sort", users, func(p Pipe) result { return of(Sort[int](p, "k", By("h_*->f"), Alpha, Desc)) }, []int{3, 2, 1}},
	{"Sort", "RPUSH k b a c", func(p Pipe) result { return of(Sort[string](p, "k", NoSort)) }, []string{"b", "a", "c"}},
	{"Sort", "RPUSH k b a c", func(p Pipe) result { return of(Sort[string](p, "k")) }, "ERR"},
	{"Sort", "", func(p Pipe) result { return of(Sort[string](p, "k", Asc)) }, []string{}},
	{"SortGet", users, func(p Pipe) result { return of(SortGet[Optional[string]](p, "k", []string{"name_*"})) }, []Optional[string]{Some("ann"), None[string](), Some("eve")}},
	{"SortGet", users, func(p Pipe) result { return of(SortGet[string](p, "k", []string{"h_*->f"})) }, []string{"x", "y", "z"}},
	{"SortGet", users, func(p Pipe) result { return of(SortGet[string](p, "k", []string{"name_*"})) }, ErrNil},
	{"SortGet", users, func(p Pipe) result {
		return of(SortGet[Pair[Optional[string], int]](p, "k", []string{"name_*", "#"}, Desc))
	}, []Pair[Optional[string], int]{{Key: Some("eve"), Value: 3}, {Value: 2}, {Key: Some("ann"), Value: 1}}},
	{"SortGet", users, func(p Pipe) result {
		return of(SortGet[named3](p, "k", []string{"#", "name_*", "age_*"}, Limit{0, 2}))
	}, []named3{{A: 1, B: Some("ann"), C: Some(30)}, {A: 2, C: Some(20)}}},
	{"SortGet", users, func(p Pipe) result {
		return of(SortGet[[]string](p, "k", []string{"#", "age_*"}, Limit{0, 1}))
	}, [][]string{{"1", "30"}}},
	{"SortGet", users, func(p Pipe) result {
		return of(SortGet[Pair[string, int]](p, "k", []string{"name_*", "#"}))
	}, ErrNil},
	{"SortGet", "", func(p Pipe) result { return of(SortGet[Pair[int, int]](p, "k", []string{"#", "#"})) }, []Pair[int, int]{}},
	{"SortStore", users, func(p Pipe) result { return of(SortStore(p, "k", "l", Limit{0, 2})) }, int64(2)},
	{"SortStore", "", func(p Pipe) result { return of(SortStore(p, "k", "l")) }, int64(0)},
	{"SortGetStore", users, func(p Pipe) result { return of(SortGetStore(p, "k", "l", []string{"#", "name_*"})) }, int64(6)},
	{"SortRO", users, func(p Pipe) result { return of(SortRO[int](p, "k", Desc)) }, []int{3, 2, 1}},
	{"SortROGet", users, func(p Pipe) result { return of(SortROGet[int](p, "k", []string{"age_*"})) }, []int{30, 20, 10}},
}

var moreHashTrips = []roundTrip{
	{"HRandField", "HSET k a 1", func(p Pipe) result { return of(HRandField[string](p, "k")) }, "a"},
	{"HRandField", "", func(p Pipe) result { return of(HRandField[Optional[string]](p, "k")) }, None[string]()},
	{"HRandFieldCount", "HSET k a 1 b 2", func(p Pipe) result { return inOrder(HRandFieldCount[string](p, "k", 5)) }, []string{"a", "b"}},
	{"HRandFieldCount", "HSET k a 1 b 2", func(p Pipe) result { return of(HRandFieldCount[string](p, "k", 0)) }, []string{}},
	{"HRandFieldCountWithValues", "HSET k a 1", func(p Pipe) result { return of(HRandFieldCountWithValues[string, int](p, "k", 5)) }, fieldPairs[:1]},
	{"HRandFieldCountWithValues", "", func(p Pipe) result { return of(HRandFieldCountWithValues[string, int](p, "k", 5)) }, []Pair[string, int]{}},
	{"HRandFieldRepeat", "HSET k a 1", func(p Pipe) result { return of(HRandFieldRepeat[string](p, "k", 3)) }, []string{"a", "a", "a"}},
	{"HRandFieldRepeatWithValues", "HSET k a 1", func(p Pipe) result { return of(HRandFieldRepeatWithValues[string, int](p, "k", 2)) }, []Pair[string, int]{{Key: "a", Value: 1}, {Key: "a", Value: 1}}},
	{"HGetDel", "HSET k a 1 b 2", func(p Pipe) result { return of(HGetDel[Optional[int]](p, "k", "a", "x")) }, []Optional[int]{Some(1), None[int]()}},
	{"HGetEx", "HSET k a 1 b 2", func(p Pipe) result { return of(HGetEx[int](p, "k", []string{"a", "b"}, EX(hour))) }, []int{1, 2}},
	{"HSetEx", "", func(p Pipe) result { return of(HSetEx(p, "k", someProfile, FNX, PX(hour))) }, true},
	{"HExpire", "HSET k a 1", func(p Pipe) result { return of(HExpire(p, "k", hour, []string{"a", "x"})) }, []FieldExpiry{ExpirySet, FieldMissing}},
	{"HPExpire", "HSET k a 1", func(p Pipe) result { return of(HPExpire(p, "k", hour, []string{"a"}, XX)) }, []FieldExpiry{ExpiryKept}},
	{"HExpireAt", "HSET k a 1", func(p Pipe) result { return of(HExpireAt(p, "k", time.Unix(1, 0), []string{"a"})) }, []FieldExpiry{FieldDeleted}},
	{"HPExpireAt", "HSET k a 1", func(p Pipe) result { return of(HPExpireAt(p, "k", someTime, []string{"a"}, LT)) }, []FieldExpiry{ExpirySet}},
	{"HTTL", "HSET k a 1", func(p Pipe) result { return of(HTTL(p, "k", "a", "x")) }, []TimeToLive{{Exists: true}, {}}},
	{"HPTTL", "", func(p Pipe) result { return of(HPTTL(p, "k", "a")) }, []TimeToLive{{}}},
	{"HExpireTime", "HSET k a 1", func(p Pipe) result { return of(HExpireTime(p, "k", "a", "x")) }, []Expiration{{Exists: true}, {}}},
	{"HPExpireTime", "", func(p Pipe) result { return of(HPExpireTime(p, "k", "a")) }, []Expiration{{}}},
	{"HPersist", "HSET k a 1", func(p Pipe) result { return of(HPersist(p, "k", "a", "x")) }, []FieldExpiry{ExpiryAbsent, FieldMissing}},
	{"MSetEx", "", func(p Pipe) result { return of(MSetEx(p, map[string]int{"a": 1, "b": 2}, NX, EX(hour))) }, true},
	{"DelEx", "SET k v", func(p Pipe) result { return of(DelEx(p, "k", IfEq("v"))) }, true},
	{"DelIfEq", "SET k v", func(p Pipe) result { return of(DelIfEq(p, "k", "v")) }, true},
	{"Digest", "", func(p Pipe) result { return of(Digest(p, "k")) }, None[string]()},
	{"IncrEx", "", func(p Pipe) result { return of(IncrEx(p, "k", 5, UBound(3), Saturate)) }, Increment[int64]{3, 3}},
	{"IncrExFloat", "", func(p Pipe) result { return of(IncrExFloat(p, "k", 0.5)) }, Increment[float64]{0.5, 0.5}},
}

var moreListTrips = []roundTrip{
	{"LInsert", "", func(p Pipe) result { return of(LInsert(p, "k", Before, "a", "x")) }, None[int64]()},
	{"LRemLast", "RPUSH k x y x x", func(p Pipe) result { return of(LRemLast(p, "k", 5, "x")) }, int64(3)},
	{"LRemAll", "RPUSH k x y x x", func(p Pipe) result { return of(LRemAll(p, "k", "x")) }, int64(3)},
	{"LRemAll", "", func(p Pipe) result { return of(LRemAll(p, "k", "x")) }, int64(0)},
	{"LPosAll", "RPUSH k a b a", func(p Pipe) result { return of(LPosAll(p, "k", "a")) }, []int64{0, 2}},
	{"LPosAll", "RPUSH k a b a", func(p Pipe) result { return of(LPosAll(p, "k", "x", MaxLen(2))) }, []int64{}},
	{"LMPop", "RPUSH l 1 2 3", func(p Pipe) result { return of(LMPop[int](p, Left, "k", "l")) }, Some(Pair[string, []int]{Key: "l", Value: []int{1}})},
	{"LMPop", "", func(p Pipe) result { return of(LMPop[int](p, Left, "k", "l")) }, None[Pair[string, []int]]()},
	{"LMPopCount", "RPUSH l 1 2 3", func(p Pipe) result { return of(LMPopCount[int](p, Right, 2, "k", "l")) }, Some(Pair[string, []int]{Key: "l", Value: []int{3, 2}})},
}

const twoSets = "SADD k a b c\nSADD l b c d"

var moreSetTrips = []roundTrip{
	{"SRandMemberCount", "", func(p Pipe) result { return of(SRandMemberCount[string](p, "k", 3)) }, []string{}},
	{"SRandMemberRepeat", "SADD k a", func(p Pipe) result { return of(SRandMemberRepeat[string](p, "k", 3)) }, []string{"a", "a", "a"}},
	{"SInterStore", twoSets, func(p Pipe) result { return of(SInterStore(p, "m", "k", "l")) }, int64(2)},
	{"SUnionStore", twoSets, func(p Pipe) result { return of(SUnionStore(p, "m", "k", "l")) }, int64(4)},
	{"SDiffStore", twoSets, func(p Pipe) result { return of(SDiffStore(p, "k", "k", "l")) }, int64(1)},
	{"SDiffStore", "SET l v", func(p Pipe) result { return of(SDiffStore(p, "k", "k", "l")) }, "WRONGTYPE"},
	{"SInterCard", twoSets, func(p Pipe) result { return of(SInterCard(p, "k", "l")) }, int64(2)},
	{"SInterCardLimit", twoSets, func(p Pipe) result { return of(SInterCardLimit(p, 1, "k", "l")) }, int64(1)},
}

const flat = "ZADD k 0 a 0 b 0 c"

var moreSortedSetTrips = []roundTrip{
	{"ZLexCount", flat, func(p Pipe) result { return of(ZLexCount(p, "k", LexExcl("a"), LexIncl("c"))) }, int64(2)},
	{"ZLexCount", flat, func(p Pipe) result { return of(ZLexCount(p, "k", LexMin, LexMax)) }, int64(3)},
	{"ZRemRangeByLex", flat, func(p Pipe) result { return of(ZRemRangeByLex(p, "k", LexMin, LexExcl("c"))) }, int64(2)},
	{"ZRandMember", "ZADD k 1 a", func(p Pipe) result { return of(ZRandMember[string](p, "k")) }, "a"},
	{"ZRandMember", "", func(p Pipe) result { return of(ZRandMember[*string](p, "k")) }, (*string)(nil)},
	{"ZRandMemberCount", board, func(p Pipe) result { return inOrder(ZRandMemberCount[string](p, "k", 9)) }, []string{"a", "b", "c"}},
	{"ZRandMemberCountWithScores", "ZADD k 1 a", func(p Pipe) result { return of(ZRandMemberCountWithScores[string](p, "k", 9)) }, scores(1)},
	{"ZRandMemberCountWithScores", "", func(p Pipe) result { return of(ZRandMemberCountWithScores[string](p, "k", 9)) }, []Scored[string]{}},
	{"ZRandMemberRepeat", "ZADD k 1 a", func(p Pipe) result { return of(ZRandMemberRepeat[string](p, "k", 2)) }, []string{"a", "a"}},
	{"ZRandMemberRepeatWithScores", "ZADD k 1 a", func(p Pipe) result { return of(ZRandMemberRepeatWithScores[string](p, "k", 2)) }, slices.Concat(scores(1), scores(1))},
}

const twoBoards = "ZADD k 1 a 2 b\nZADD l 10 b 20 c"

func members(pairs ...any) []Scored[string] {
	var list []Scored[string]
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, Scored[string]{Member: pairs[i].(string), Score: pairs[i+1].(float64)})
	}
	return list
}

var bothKeys = []string{"k", "l"}

var combiningTrips = []roundTrip{
	{"ZInter", twoBoards, func(p Pipe) result { return of(ZInter[string](p, bothKeys)) }, []string{"b"}},
	{"ZInterWithScores", twoBoards, func(p Pipe) result { return of(ZInterWithScores[string](p, bothKeys)) }, members("b", 12.0)},
	{"ZInterWithScores", twoBoards, func(p Pipe) result {
		return of(ZInterWithScores[string](p, bothKeys, Weights{1, -0.5}, AggregateMin))
	}, members("b", -5.0)},
	{"ZInterWithScores", "", func(p Pipe) result { return of(ZInterWithScores[string](p, bothKeys)) }, []Scored[string]{}},
	{"ZInter", "SET l v", func(p Pipe) result { return of(ZInter[string](p, bothKeys)) }, "WRONGTYPE"},
	{"ZUnion", twoBoards, func(p Pipe) result { return of(ZUnion[string](p, bothKeys, Weights{0, 1}, AggregateSum)) }, []string{"a", "b", "c"}},
	{"ZUnionWithScores", twoBoards, func(p Pipe) result { return of(ZUnionWithScores[string](p, bothKeys, AggregateMax)) }, members("a", 1.0, "b", 10.0, "c", 20.0)},
	{"ZUnionWithScores", "ZADD k 1 a\nSADD l a", func(p Pipe) result {
		return of(ZUnionWithScores[string](p, bothKeys, Weights{1, math.Inf(1)}))
	}, members("a", math.Inf(1))},
	{"ZDiff", twoBoards, func(p Pipe) result { return of(ZDiff[string](p, "k", "l")) }, []string{"a"}},
	{"ZDiffWithScores", twoBoards, func(p Pipe) result { return of(ZDiffWithScores[string](p, "k", "l")) }, members("a", 1.0)},
	{"ZInterStore", twoBoards, func(p Pipe) result { return of(ZInterStore(p, "m", bothKeys, Weights{1, 2})) }, int64(1)},
	{"ZUnionStore", twoBoards, func(p Pipe) result { return of(ZUnionStore(p, "k", bothKeys)) }, int64(3)},
	{"ZDiffStore", twoBoards, func(p Pipe) result { return of(ZDiffStore(p, "m", "k", "l")) }, int64(1)},
	{"ZInterCard", twoBoards, func(p Pipe) result { return of(ZInterCard(p, "k", "l")) }, int64(1)},
	{"ZInterCardLimit", "ZADD k 1 a 2 b 3 c", func(p Pipe) result { return of(ZInterCardLimit(p, 2, "k", "k")) }, int64(2)},
	{"ZRangeStore", board, func(p Pipe) result { return of(ZRangeStore(p, "m", "k", 0, 1, Rev)) }, int64(2)},
	{"ZRangeStoreByScore", board, func(p Pipe) result {
		return of(ZRangeStoreByScore(p, "m", "k", ScoreExcl(1), ScoreMax, Limit{0, 1}))
	}, int64(1)},
	{"ZRangeStoreByLex", flat, func(p Pipe) result { return of(ZRangeStoreByLex(p, "m", "k", LexMin, LexExcl("c"), Rev)) }, int64(2)},
	{"ZMPop", board, func(p Pipe) result { return of(ZMPop[string](p, Lowest, "x", "k")) }, Some(Pair[string, []Scored[string]]{Key: "k", Value: scores(1)})},
	{"ZMPop", "", func(p Pipe) result { return of(ZMPop[string](p, Highest, "x", "k")) }, None[Pair[string, []Scored[string]]]()},
	{"ZMPopCount", board, func(p Pipe) result { return of(ZMPopCount[string](p, Highest, 2, "x", "k")) }, Some(Pair[string, []Scored[string]]{Key: "k", Value: members("c", 3.0, "b", 2.0)})},
}

// A scripted is a helper that the server of the tests may be too old for, with the documented replies to it.
type scripted struct {
	helper string
	put    func(Pipe) result
	three  string // the reply in RESP3
	two    string // the reply in RESP2; "" if it is the same
	want   any
}

var scriptedData = slices.Concat(newerScripts, streamScripts, vectorScripts, arrayScripts, pathHashScripts)

var newerScripts = []scripted{
	{"SetIf", func(p Pipe) result { return of(SetIf(p, "k", "v", IfEq("old"))) }, "+OK\r\n", "", true},
	{"SetIf", func(p Pipe) result { return of(SetIf(p, "k", "v", IfNe("old"))) }, "_\r\n", "$-1\r\n", false},
	{"SetIfGet", func(p Pipe) result { return of(SetIfGet[int](p, "k", 5, IfEq(4))) }, "$1\r\n4\r\n", "", Some(4)},
	{"MSetEx", func(p Pipe) result { return of(MSetEx(p, fieldPairs, EX(hour))) }, ":1\r\n", "", true},
	{"MSetEx", func(p Pipe) result { return of(MSetEx(p, fieldPairs, NX)) }, ":0\r\n", "", false},
	{"DelEx", func(p Pipe) result { return of(DelEx(p, "k", IfNe("v"))) }, ":1\r\n", "", true},
	{"DelEx", func(p Pipe) result { return of(DelEx(p, "k", IfDigestEq("00"))) }, ":0\r\n", "", false},
	{"DelIfEq", func(p Pipe) result { return of(DelIfEq(p, "k", "v")) }, ":0\r\n", "", false},
	{"Digest", func(p Pipe) result { return of(Digest(p, "k")) }, "$16\r\nb6acb9d84a38ff74\r\n", "", Some("b6acb9d84a38ff74")},
	{"Digest", func(p Pipe) result { return of(Digest(p, "k")) }, "_\r\n", "$-1\r\n", None[string]()},
	{"IncrEx", func(p Pipe) result { return of(IncrEx(p, "k", 5)) }, "*2\r\n:15\r\n:5\r\n", "", Increment[int64]{15, 5}},
	{"IncrEx", func(p Pipe) result { return of(IncrEx(p, "k", 5, UBound(10))) }, "*2\r\n:10\r\n:0\r\n", "", Increment[int64]{10, 0}},
	{"IncrExFloat", func(p Pipe) result { return of(IncrExFloat(p, "k", 0.5)) }, "*2\r\n,1.5\r\n,0.5\r\n", "*2\r\n$3\r\n1.5\r\n$3\r\n0.5\r\n", Increment[float64]{1.5, 0.5}},
	{"HScanNoValues", func(p Pipe) result { return of(HScanNoValues[string](p, "k", "")) }, "*2\r\n$1\r\n0\r\n*1\r\n$1\r\na\r\n", "", ScanPage[string]{Cursor: "0", Items: []string{"a"}}},
	{"HGetDel", func(p Pipe) result { return of(HGetDel[Optional[int]](p, "k", "a", "x")) }, "*2\r\n$1\r\n1\r\n_\r\n", "*2\r\n$1\r\n1\r\n$-1\r\n", []Optional[int]{Some(1), None[int]()}},
	{"HGetDel", func(p Pipe) result { return of(HGetDel[int](p, "k", "a", "x")) }, "*2\r\n$1\r\n1\r\n_\r\n", "*2\r\n$1\r\n1\r\n$-1\r\n", ErrNil},
	{"HGetEx", func(p Pipe) result { return of(HGetEx[*string](p, "k", []string{"x"}, DropTTL)) }, "*1\r\n_\r\n", "*1\r\n$-1\r\n", []*string{nil}},
	{"HSetEx", func(p Pipe) result { return of(HSetEx(p, "k", someProfile, EX(hour))) }, ":1\r\n", "", true},
	{"HSetEx", func(p Pipe) result { return of(HSetEx(p, "k", someProfile, FXX)) }, ":0\r\n", "", false},
	{"HExpire", func(p Pipe) result { return of(HExpire(p, "k", hour, []string{"a", "b", "c", "d"})) }, "*4\r\n:1\r\n:0\r\n:-2\r\n:2\r\n", "", []FieldExpiry{ExpirySet, ExpiryKept, FieldMissing, FieldDeleted}},
	{"HExpire", func(p Pipe) result { return of(HExpire(p, "k", hour, []string{"a"})) }, "*1\r\n:-1\r\n", "", mismatch},
	{"HPExpire", func(p Pipe) result { return of(HPExpire(p, "k", hour, []string{"a"})) }, "*1\r\n:1\r\n", "", []FieldExpiry{ExpirySet}},
	{"HExpireAt", func(p Pipe) result { return of(HExpireAt(p, "k", someTime, []string{"a"})) }, "*1\r\n:-2\r\n", "", []FieldExpiry{FieldMissing}},
	{"HPExpireAt", func(p Pipe) result { return of(HPExpireAt(p, "k", someTime, []string{"a"})) }, "*1\r\n:2\r\n", "", []FieldExpiry{FieldDeleted}},
	{"HTTL", func(p Pipe) result { return of(HTTL(p, "k", "a", "b", "c")) }, "*3\r\n:90\r\n:-1\r\n:-2\r\n", "", []TimeToLive{{Exists: true, Expires: true, Left: 90 * time.Second}, {Exists: true}, {}}},
	{"HPTTL", func(p Pipe) result { return of(HPTTL(p, "k", "a")) }, "*1\r\n:90\r\n", "", []TimeToLive{{Exists: true, Expires: true, Left: 90 * time.Millisecond}}},
	{"HExpireTime", func(p Pipe) result { return of(HExpireTime(p, "k", "a", "b", "c")) }, "*3\r\n:2000000000\r\n:-1\r\n:-2\r\n", "", []Expiration{{Exists: true, Expires: true, At: time.Unix(2000000000, 0)}, {Exists: true}, {}}},
	{"HExpireTime", func(p Pipe) result { return of(HExpireTime(p, "k", "a")) }, "*1\r\n:-3\r\n", "", mismatch},
	{"HPExpireTime", func(p Pipe) result { return of(HPExpireTime(p, "k", "a")) }, "*1\r\n:2000000000123\r\n", "", []Expiration{{Exists: true, Expires: true, At: time.UnixMilli(2000000000123)}}},
	{"HPersist", func(p Pipe) result { return of(HPersist(p, "k", "a", "b", "c")) }, "*3\r\n:1\r\n:-1\r\n:-2\r\n", "", []FieldExpiry{ExpiryRemoved, ExpiryAbsent, FieldMissing}},
	{"HPersist", func(p Pipe) result { return of(HPersist(p, "k", "a")) }, "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n", "", "WRONGTYPE"},
	{"ZRankWithScore", func(p Pipe) result { return of(ZRankWithScore(p, "k", "m")) }, "*2\r\n:2\r\n,1.5\r\n", "*2\r\n:2\r\n$3\r\n1.5\r\n", Some(RankScore{2, 1.5})},
	{"ZRevRankWithScore", func(p Pipe) result { return of(ZRevRankWithScore(p, "k", "m")) }, "_\r\n", "*-1\r\n", None[RankScore]()},

	// Cut from the documentation for what real servers give in other shapes at other times.
	{"LCSIdx", func(p Pipe) result { return of(LCSIdx(p, "a", "b")) }, "%3\r\n$7\r\nmatches\r\n*1\r\n*4\r\n*2\r\n:1\r\n:2\r\n*2\r\n:3\r\n:4\r\n:2\r\n:99\r\n$3\r\nlen\r\n:2\r\n$5\r\nextra\r\n$1\r\nx\r\n", "", LCSMatches{
		Matches: []LCSMatch{{Key1: IndexRange{1, 2}, Key2: IndexRange{3, 4}, Len: 2}}, Len: 2,
	}},
	{"SortGet", func(p Pipe) result { return of(SortGet[Pair[int, int]](p, "k", []string{"#", "#"})) }, "*3\r\n:1\r\n:2\r\n:3\r\n", "", mismatch},
	{"SortGet", func(p Pipe) result { return of(SortGet[Pair[int, int]](p, "k", []string{"#", "#"})) }, "+QUEUED\r\n", "", mismatch},
	{"Migrate", func(p Pipe) result { return of(Migrate(p, "h", 1, "k", 0, time.Second)) }, "+OK\r\n", "", true},
	{"Migrate", func(p Pipe) result { return of(Migrate(p, "h", 1, "k", 0, time.Second)) }, "-IOERR error or timeout writing to target instance\r\n", "", "IOERR"},
	{"MigrateKeys", func(p Pipe) result { return of(MigrateKeys(p, "h", 1, 0, time.Second, []string{"k"})) }, "+NOKEY\r\n", "", false},
}

func TestHelpersUnderstandDocumentedReplies(t *testing.T) {
	for _, protocol := range []string{"RESP3", "RESP2"} {
		t.Run(protocol, func(t *testing.T) {
			reply := make(chan string, 1)
			s := redistest.Script(t, func(c *redistest.ScriptConn) {
				if protocol == "RESP2" {
					c.HandshakeRESP2()
				} else {
					c.Handshake()
				}
				for {
					c.Command()
					c.Write(<-reply)
				}
			})
			conn := dial(t, s.URL())
			for _, test := range scriptedData {
				frame := test.three
				if protocol == "RESP2" && test.two != "" {
					frame = test.two
				}
				reply <- frame
				got, err := test.put(conn)()
				if test.want == mismatch {
					if !isMismatch(err) {
						t.Errorf("%s of %q: %v, error %v, want a mismatch", test.helper, frame, got, err)
					}
					continue
				}
				msg := compare(test.want, got, err)
				if msg != "" {
					t.Errorf("%s of %q: %s", test.helper, frame, msg)
				}
				recordRun(conn, test.helper, onScript, msg == "" && err == nil)
			}
		})
	}
}

// TestEveryNewDataHelperHasAScriptedReply: no helper is left that the server of the tests is too old for and no script answers.
func TestEveryNewDataHelperHasAScriptedReply(t *testing.T) {
	const server = "7.0.0" // what CI has at least
	tested := map[string]bool{}
	for _, test := range scriptedData {
		tested[test.helper] = true
	}
	files := []string{"strings.go", "keys.go", "hashes.go", "lists.go", "sets.go", "sortedsets.go", "sortedsetcombining.go", "streams.go", "streamgroups.go", "blocking.go", "bitmaps.go", "geo.go", "hyperloglog.go", "vectorsets.go", "arrays.go"}
	for _, g := range commands.Groups() {
		for _, c := range g.Commands {
			for _, f := range c.Forms {
				if slices.Contains(files, g.File) && olderThan(server, cmp.Or(f.Since, c.Since)) && !tested[f.Go] {
					t.Errorf("no scripted reply for %s", f.Go)
				}
			}
		}
	}
}

// TestSortRowsSayWhereTheyDoNotFit: the path of a mismatch begins with the row.
func TestSortRowsSayWhereTheyDoNotFit(t *testing.T) {
	_, err := by(SortGet[Pair[int, int]](newTape(), "k", []string{"#", "a_*"}).dec)("*4\r\n$1\r\n1\r\n$1\r\n2\r\n$1\r\n3\r\n$1\r\nx\r\n")
	if err == nil || !strings.Contains(err.Error(), "[1].value") {
		t.Error(err)
	}
}

// TestDumpsComeBackThroughRestore moves a value of each type to another key, with a time to live and without.
func TestDumpsComeBackThroughRestore(t *testing.T) {
	c := dial(t, redistest.NewServer(t).URL())
	setup(t, c, "SET k v\nRPUSH l 1 2\nHSET h a 1\nZADD z 1 a\nXADD x 1-1 f v")
	for _, key := range []string{"k", "l", "h", "z", "x"} {
		dump, err := Dump(c, key).Wait(background)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := RestoreWithTTL(c, key+"2", 90*time.Minute, dump.Value(), Frequency(1)).Wait(background); err != nil {
			t.Error(err)
		}
		again, err := Dump(c, key+"2").Wait(background)
		if msg := compare(dump, again, err); msg != "" {
			t.Errorf("%s: %s", key, msg)
		}
		if ttl, err := PTTL(c, key+"2").Wait(background); err != nil || ttl.Left <= hour {
			t.Errorf("%s: %v, %v", key, ttl, err)
		}
	}
	dump, _ := Dump(c, "k").Wait(background)
	if _, err := RestoreExpireAt(c, "k", someTime, dump.Value(), Replace).Wait(background); err != nil {
		t.Error(err)
	}
	at, err := PExpireTime(c, "k").Wait(background)
	if err != nil || !at.At.Equal(someTime) {
		t.Errorf("%v, error %v, want %v", at, err, someTime)
	}
}

// TestKeysMoveToAnotherServer migrates between two real ones.
func TestKeysMoveToAnotherServer(t *testing.T) {
	there := redistest.NewServer(t, "--requirepass", "s3cret")
	here := dial(t, redistest.NewServer(t).URL())
	setup(t, here, "MSET a 1 b 2 c 3")
	host, port := splitHostPort(t, there.Addr())
	auth := MigrateAuth{Password: "s3cret"}
	if _, err := Migrate(here, host, uint16(port), "a", 0, time.Minute).Wait(background); err == nil {
		t.Error("moved without a password")
	}
	for _, test := range []struct {
		put  Future[bool]
		want bool
	}{
		{Migrate(here, host, uint16(port), "a", 2, time.Minute, auth), true},
		{Migrate(here, host, uint16(port), "a", 2, time.Minute, MigrateAuth{"default", "s3cret"}), false},
		{MigrateKeys(here, host, uint16(port), 2, time.Minute, []string{"b", "c", "x"}, KeepSource, Replace, MigrateAuth{"default", "s3cret"}), true},
		{MigrateKeys(here, host, uint16(port), 2, time.Minute, []string{"x"}, auth), false},
	} {
		if moved, err := test.put.Wait(background); err != nil || moved != test.want {
			t.Errorf("%v, error %v, want %v", moved, err, test.want)
		}
	}
	left, err := Keys(here, "*").Wait(background)
	slices.Sort(left)
	if msg := compare([]string{"b", "c"}, left, err); msg != "" {
		t.Error(msg)
	}
	c := dial(t, there.URL(), func(cfg *Config) { cfg.DB, cfg.Password = 2, "s3cret" })
	moved, err := MGet[int](c, "a", "b", "c").Wait(background)
	if msg := compare([]int{1, 2, 3}, moved, err); msg != "" {
		t.Error(msg)
	}
}

func isMismatch(err error) bool { return errors.As(err, new(*MismatchError)) }

func splitHostPort(t *testing.T, addr string) (string, int) {
	t.Helper()
	host, p, err := net.SplitHostPort(addr)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(p)
	if err != nil {
		t.Fatal(err)
	}
	return host, port
}

// TestCredentialsOfMigrateAreNotPrinted whatever the verb.
func TestCredentialsOfMigrateAreNotPrinted(t *testing.T) {
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		if got := fmt.Sprintf(verb, MigrateAuth{"user", "s3cret"}); strings.Contains(got, "s3cret") || strings.Contains(got, fmt.Sprintf("%x", "s3cret")) {
			t.Errorf("%s prints %s", verb, got)
		}
	}
}

func TestExpiriesPrintWhatTheyAre(t *testing.T) {
	for want, v := range map[string]fmt.Stringer{
		"no such key or field":   Expiration{},
		"never expires":          Expiration{Exists: true},
		time.Unix(9, 0).String(): Expiration{Exists: true, Expires: true, At: time.Unix(9, 0)},
		"FieldMissing":           FieldMissing,
		"ExpiryRemoved":          ExpiryRemoved,
		"FieldExpiry(0)":         FieldExpiry(0),
		"FieldExpiry(9)":         FieldExpiry(9),
	} {
		if got := v.String(); got != want {
			t.Errorf("%#v prints as %q, want %q", v, got, want)
		}
	}
}

// TestScoresOfRangesReachTheServerExactly: a range that ends at a score has the member with it, or leaves it out, whatever the digits.
func TestScoresOfRangesReachTheServerExactly(t *testing.T) {
	c := dial(t, redistest.Server(t).URL())
	if _, err := Del(c, "scores").Wait(background); err != nil {
		t.Fatal(err)
	}
	list := []float64{
		0, math.Copysign(0, -1), 1, -1, 0.1, 1.0 / 3, math.Pi, 1e21, 123456789012345678, 5e-324, -5e-324, 2.2250738585072014e-308,
		math.MaxFloat64, -math.MaxFloat64, math.Inf(1), math.Inf(-1), math.Nextafter(1, 2), math.Nextafter(1, 0),
	}
	for _, score := range list {
		if _, err := ZAdd(c, "scores", score, "m").Wait(background); err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct {
			min, max ScoreBound
			want     int64
		}{
			{ScoreIncl(score), ScoreIncl(score), 1}, {ScoreMin, ScoreMax, 1},
			{ScoreExcl(score), ScoreMax, 0}, {ScoreMin, ScoreExcl(score), 0},
		} {
			if n, err := ZCount(c, "scores", test.min, test.max).Wait(background); n != test.want || err != nil {
				t.Errorf("score %v: %d from %v to %v, error %v, want %d", score, n, test.min, test.max, err, test.want)
			}
		}
	}
}
