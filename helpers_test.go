package redis

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/internal/commands"
	"github.com/redisfut/redis/internal/redistest"
)

// A roundTrip is a helper against a real server: what is there before, what is put, what comes back.
type roundTrip struct {
	helper string
	setup  string // commands, one a line
	put    func(Pipe) result
	want   any // a value; a check; or an error, of which the result's must be one
}

// A result waits for a Future, or reads it when its request was executed.
type result func() (any, error)

// A check is for results that are not known beforehand.
type check func(any) bool

// of makes the result of a Future comparable with that of others.
func of[T any](f Future[T]) result {
	return func() (any, error) {
		v, err := f.Wait(background)
		return v, err
	}
}

// inOrder is of for results whose order does not matter.
func inOrder[T cmp.Ordered](f Future[[]T]) result {
	return func() (any, error) {
		v, err := f.Wait(background)
		slices.Sort(v)
		return v, err
	}
}

// sortedPage is inOrder for pages.
func sortedPage[T any](f Future[ScanPage[T]], compare func(a, b T) int) result {
	return func() (any, error) {
		page, err := f.Wait(background)
		slices.SortFunc(page.Items, compare)
		return page, err
	}
}

var (
	someProfile = profile{Name: "ann", Level: 3}
	fieldPairs  = []Pair[string, int]{{Key: "a", Value: 1}, {Key: "b", Value: 2}}
)

// roundTrips has at least one row for every helper.
var roundTrips = slices.Concat(stringTrips, keyTrips, hashTrips, listTrips, setTrips, sortedSetTrips, serverTrips, dataTrips, streamTrips, blockingTrips, bitTrips, geoTrips, hyperLogLogTrips, vectorTrips, arrayTrips, pathHashTrips)

var stringTrips = []roundTrip{
	{"Get", "SET k v", func(p Pipe) result { return of(Get[string](p, "k")) }, "v"},
	{"Get", "SET k 42", func(p Pipe) result { return of(Get[int](p, "k")) }, 42},
	{"Get", "SET k v", func(p Pipe) result { return of(Get[[]byte](p, "k")) }, []byte("v")},
	{"Get", "SET k v", func(p Pipe) result { return of(Get[Optional[string]](p, "k")) }, Some("v")},
	{"Get", "", func(p Pipe) result { return of(Get[Optional[string]](p, "k")) }, None[string]()},
	{"Get", "", func(p Pipe) result { return of(Get[*string](p, "k")) }, (*string)(nil)},
	{"Get", "", func(p Pipe) result { return of(Get[string](p, "k")) }, ErrNil},
	{"Get", "SADD k m", func(p Pipe) result { return of(Get[string](p, "k")) }, "WRONGTYPE"},
	{"Set", "", func(p Pipe) result { return of(Set(p, "k", "v")) }, OK{}},
	{"Set", "", func(p Pipe) result { return of(Set(p, "k", "v", EX(hour))) }, OK{}},
	{"SetIf", "", func(p Pipe) result { return of(SetIf(p, "k", "v", NX, PX(hour))) }, true},
	{"SetIf", "SET k old", func(p Pipe) result { return of(SetIf(p, "k", "v", NX)) }, false},
	{"SetIf", "SET k old", func(p Pipe) result { return of(SetIf(p, "k", "v", XX, KeepTTL)) }, true},
	{"SetIf", "", func(p Pipe) result { return of(SetIf(p, "k", "v", XX)) }, false},
	{"SetGet", "SET k 41", func(p Pipe) result { return of(SetGet[int](p, "k", 42)) }, Some(41)},
	{"SetGet", "", func(p Pipe) result { return of(SetGet[int](p, "k", 42, PXAT(someTime))) }, None[int]()},
	{"SetGet", "SADD k m", func(p Pipe) result { return of(SetGet[int](p, "k", 42)) }, "WRONGTYPE"},
	{"GetDel", "SET k v", func(p Pipe) result { return of(GetDel[string](p, "k")) }, "v"},
	{"GetDel", "", func(p Pipe) result { return of(GetDel[Optional[string]](p, "k")) }, None[string]()},
	{"GetEx", "SET k v", func(p Pipe) result { return of(GetEx[string](p, "k", EXAT(someTime))) }, "v"},
	{"GetEx", "SET k v EX 10", func(p Pipe) result { return of(GetEx[string](p, "k", DropTTL)) }, "v"},
	{"MGet", "MSET a 1 c 3", func(p Pipe) result { return of(MGet[Optional[int]](p, "a", "b", "c")) }, []Optional[int]{Some(1), None[int](), Some(3)}},
	{"MGet", "MSET a 1 c 3", func(p Pipe) result { return of(MGet[int64](p, "a", "c")) }, []int64{1, 3}},
	{"MGet", "MSET a 1 c 3", func(p Pipe) result { return of(MGet[int64](p, "a", "b", "c")) }, ErrNil},
	{"MSet", "", func(p Pipe) result { return of(MSet(p, map[string]int{"a": 1, "b": 2})) }, OK{}},
	{"MSetNX", "", func(p Pipe) result { return of(MSetNX(p, "a", "1", "b", "2")) }, true},
	{"MSetNX", "SET b 1", func(p Pipe) result { return of(MSetNX(p, "a", "1", "b", "2")) }, false},
	{"Incr", "", func(p Pipe) result { return of(Incr(p, "k")) }, int64(1)},
	{"Incr", "SET k 9223372036854775807", func(p Pipe) result { return of(Incr(p, "k")) }, "ERR"},
	{"IncrBy", "SET k 40", func(p Pipe) result { return of(IncrBy(p, "k", 2)) }, int64(42)},
	{"IncrByFloat", "SET k 10.5", func(p Pipe) result { return of(IncrByFloat(p, "k", 0.1)) }, 10.6},
	{"Decr", "", func(p Pipe) result { return of(Decr(p, "k")) }, int64(-1)},
	{"DecrBy", "SET k 44", func(p Pipe) result { return of(DecrBy(p, "k", 2)) }, int64(42)},
	{"Append", "SET k abc", func(p Pipe) result { return of(Append(p, "k", "def")) }, int64(6)},
	{"StrLen", "SET k abc", func(p Pipe) result { return of(StrLen(p, "k")) }, int64(3)},
	{"GetRange", "SET k abcdef", func(p Pipe) result { return of(GetRange[string](p, "k", 1, -2)) }, "bcde"},
	{"GetRange", "", func(p Pipe) result { return of(GetRange[string](p, "k", 0, -1)) }, ""},
	{"SetRange", "SET k abcdef", func(p Pipe) result { return of(SetRange(p, "k", 4, "xyz")) }, int64(7)},
}

var keyTrips = []roundTrip{
	{"Del", "MSET a 1 b 2", func(p Pipe) result { return of(Del(p, "a", "b", "c")) }, int64(2)},
	{"Unlink", "MSET a 1 b 2", func(p Pipe) result { return of(Unlink(p, "a", "c")) }, int64(1)},
	{"Exists", "MSET a 1 b 2", func(p Pipe) result { return of(Exists(p, "a", "a", "c")) }, int64(2)},
	{"Touch", "MSET a 1 b 2", func(p Pipe) result { return of(Touch(p, "a", "b")) }, int64(2)},
	{"Expire", "SET k v", func(p Pipe) result { return of(Expire(p, "k", hour)) }, true},
	{"Expire", "", func(p Pipe) result { return of(Expire(p, "k", hour)) }, false},
	{"Expire", "SET k v EX 10", func(p Pipe) result { return of(Expire(p, "k", hour, NX)) }, false},
	{"Expire", "SET k v EX 10", func(p Pipe) result { return of(Expire(p, "k", hour, XX, GT)) }, true},
	{"PExpire", "SET k v", func(p Pipe) result { return of(PExpire(p, "k", time.Minute)) }, true},
	{"ExpireAt", "SET k v", func(p Pipe) result { return of(ExpireAt(p, "k", someTime)) }, true},
	{"PExpireAt", "SET k v", func(p Pipe) result { return of(PExpireAt(p, "k", someTime, LT)) }, true},
	{"TTL", "", func(p Pipe) result { return of(TTL(p, "k")) }, TimeToLive{}},
	{"TTL", "SET k v", func(p Pipe) result { return of(TTL(p, "k")) }, TimeToLive{Exists: true}},
	{"TTL", "SET k v EX 3600", func(p Pipe) result { return of(TTL(p, "k")) }, check(func(v any) bool {
		t := v.(TimeToLive)
		return t.Exists && t.Expires && 0 < t.Left && t.Left <= hour && t.Left%time.Second == 0
	})},
	{"PTTL", "SET k v PX 3600000", func(p Pipe) result { return of(PTTL(p, "k")) }, check(func(v any) bool {
		t := v.(TimeToLive)
		return t.Exists && t.Expires && 0 < t.Left && t.Left <= hour
	})},
	{"PTTL", "", func(p Pipe) result { return of(PTTL(p, "k")) }, TimeToLive{}},
	{"Persist", "SET k v EX 10", func(p Pipe) result { return of(Persist(p, "k")) }, true},
	{"Persist", "SET k v", func(p Pipe) result { return of(Persist(p, "k")) }, false},
	{"Type", "ZADD k 1 m", func(p Pipe) result { return of(Type(p, "k")) }, SortedSetKey},
	{"Type", "", func(p Pipe) result { return of(Type(p, "k")) }, NoKey},
	{"Rename", "SET a 1", func(p Pipe) result { return of(Rename(p, "a", "b")) }, OK{}},
	{"Rename", "", func(p Pipe) result { return of(Rename(p, "a", "b")) }, "ERR"},
	{"RenameNX", "MSET a 1 b 2", func(p Pipe) result { return of(RenameNX(p, "a", "b")) }, false},
	{"Copy", "MSET a 1 b 2", func(p Pipe) result { return of(Copy(p, "a", "b")) }, false},
	{"Copy", "MSET a 1 b 2", func(p Pipe) result { return of(Copy(p, "a", "b", Replace)) }, true},
	{"Copy", "SET a 1", func(p Pipe) result { return of(Copy(p, "a", "a", ToDB(1))) }, true},
	{
		"Scan", "MSET a 1 b 2", func(p Pipe) result { return sortedPage(Scan(p, "", Count(100)), cmp.Compare) },
		ScanPage[string]{Cursor: "0", Items: []string{"a", "b"}},
	},
	{
		"Scan", "MSET a 1 b 2\nSADD c m", func(p Pipe) result { return of(Scan(p, "", OfType(SetKey), Match("?"))) },
		ScanPage[string]{Cursor: "0", Items: []string{"c"}},
	},
	{"Scan", "", func(p Pipe) result { return of(Scan(p, "nonsense")) }, "ERR"},
	{"RandomKey", "SET k v", func(p Pipe) result { return of(RandomKey(p)) }, Some("k")},
	{"RandomKey", "", func(p Pipe) result { return of(RandomKey(p)) }, None[string]()},
}

var hashTrips = []roundTrip{
	{"HSet", "", func(p Pipe) result { return of(HSet(p, "k", someProfile)) }, int64(2)},
	{"HSet", "HSET k a 1", func(p Pipe) result { return of(HSet(p, "k", map[string]int{"a": 1, "b": 2})) }, int64(1)},
	{"HSet", "", func(p Pipe) result { return of(HSet(p, "k", fieldPairs)) }, int64(2)},
	{"HSetNX", "HSET k a 1", func(p Pipe) result { return of(HSetNX(p, "k", "a", 2)) }, false},
	{"HGet", "HSET k a 1", func(p Pipe) result { return of(HGet[int](p, "k", "a")) }, 1},
	{"HGet", "HSET k 7 x", func(p Pipe) result { return of(HGet[string](p, "k", 7)) }, "x"},
	{"HGet", "HSET k a 1", func(p Pipe) result { return of(HGet[Optional[int]](p, "k", "b")) }, None[int]()},
	{"HMGet", "HSET k a 1", func(p Pipe) result { return of(HMGet[Optional[int]](p, "k", "a", "b")) }, []Optional[int]{Some(1), None[int]()}},
	{"HGetAll", "HSET k a 1 b 2", func(p Pipe) result { return of(HGetAll[map[string]int](p, "k")) }, map[string]int{"a": 1, "b": 2}},
	{"HGetAll", "HSET k name ann level 3", func(p Pipe) result { return of(HGetAll[profile](p, "k")) }, someProfile},
	{"HGetAll", "", func(p Pipe) result { return of(HGetAll[profile](p, "k")) }, profile{}},
	{"HGetAll", "", func(p Pipe) result { return of(HGetAll[map[string]string](p, "k")) }, map[string]string{}},
	{"HDel", "HSET k a 1 b 2", func(p Pipe) result { return of(HDel(p, "k", "a", "c")) }, int64(1)},
	{"HExists", "HSET k a 1", func(p Pipe) result { return of(HExists(p, "k", "a")) }, true},
	{"HLen", "HSET k a 1 b 2", func(p Pipe) result { return of(HLen(p, "k")) }, int64(2)},
	{"HKeys", "HSET k 1 x 2 y", func(p Pipe) result { return inOrder(HKeys[int](p, "k")) }, []int{1, 2}},
	{"HVals", "HSET k a 1 b 2", func(p Pipe) result { return inOrder(HVals[float64](p, "k")) }, []float64{1, 2}},
	{"HIncrBy", "HSET k a 40", func(p Pipe) result { return of(HIncrBy(p, "k", "a", 2)) }, int64(42)},
	{"HIncrByFloat", "HSET k a 10.5", func(p Pipe) result { return of(HIncrByFloat(p, "k", "a", 0.1)) }, 10.6},
	{"HStrLen", "HSET k a abc", func(p Pipe) result { return of(HStrLen(p, "k", "a")) }, int64(3)},
	{
		"HScan", "HSET k a 1 b 2",
		func(p Pipe) result {
			return sortedPage(HScan[string, int](p, "k", "", Count(10)), func(a, b Pair[string, int]) int { return a.Value - b.Value })
		},
		ScanPage[Pair[string, int]]{Cursor: "0", Items: fieldPairs},
	},
	{
		"HScan", "", func(p Pipe) result { return of(HScan[string, int](p, "k", "")) },
		check(func(v any) bool { page := v.(ScanPage[Pair[string, int]]); return page.Last() && len(page.Items) == 0 }),
	},
	{
		"HScanNoValues", "HSET k a 1 b 2", func(p Pipe) result { return sortedPage(HScanNoValues[string](p, "k", ""), cmp.Compare) },
		ScanPage[string]{Cursor: "0", Items: []string{"a", "b"}},
	},
}

var listTrips = []roundTrip{
	{"LPush", "RPUSH k c", func(p Pipe) result { return of(LPush(p, "k", "b", "a")) }, int64(3)},
	{"RPush", "", func(p Pipe) result { return of(RPush(p, "k", []int{1, 2, 3})) }, int64(3)},
	{"LPushX", "", func(p Pipe) result { return of(LPushX(p, "k", "a")) }, int64(0)},
	{"RPushX", "RPUSH k a", func(p Pipe) result { return of(RPushX(p, "k", "b")) }, int64(2)},
	{"LPop", "RPUSH k 1 2", func(p Pipe) result { return of(LPop[int](p, "k")) }, 1},
	{"LPop", "", func(p Pipe) result { return of(LPop[Optional[int]](p, "k")) }, None[int]()},
	{"LPop", "", func(p Pipe) result { return of(LPop[int](p, "k")) }, ErrNil},
	{"LPopCount", "RPUSH k 1 2 3", func(p Pipe) result { return of(LPopCount[int](p, "k", 2)) }, Some([]int{1, 2})},
	{"LPopCount", "", func(p Pipe) result { return of(LPopCount[int](p, "k", 2)) }, None[[]int]()},
	{"RPop", "RPUSH k 1 2", func(p Pipe) result { return of(RPop[int](p, "k")) }, 2},
	{"RPopCount", "RPUSH k 1 2 3", func(p Pipe) result { return of(RPopCount[int](p, "k", 5)) }, Some([]int{3, 2, 1})},
	{"LRange", "RPUSH k 1 2 3", func(p Pipe) result { return of(LRange[int64](p, "k", 0, -1)) }, []int64{1, 2, 3}},
	{"LRange", "RPUSH k 1 2 3", func(p Pipe) result { return of(LRange[string](p, "k", 1, 1)) }, []string{"2"}},
	{"LRange", "", func(p Pipe) result { return of(LRange[string](p, "k", 0, -1)) }, check(func(v any) bool { return len(v.([]string)) == 0 })},
	{"LLen", "RPUSH k 1 2 3", func(p Pipe) result { return of(LLen(p, "k")) }, int64(3)},
	{"LIndex", "RPUSH k 1 2 3", func(p Pipe) result { return of(LIndex[int](p, "k", -1)) }, 3},
	{"LIndex", "RPUSH k 1", func(p Pipe) result { return of(LIndex[Optional[int]](p, "k", 5)) }, None[int]()},
	{"LSet", "RPUSH k 1", func(p Pipe) result { return of(LSet(p, "k", 0, "x")) }, OK{}},
	{"LSet", "RPUSH k 1", func(p Pipe) result { return of(LSet(p, "k", 5, "x")) }, "ERR"},
	{"LRem", "RPUSH k x y x x", func(p Pipe) result { return of(LRem(p, "k", 2, "x")) }, int64(2)},
	{"LTrim", "RPUSH k 1 2 3", func(p Pipe) result { return of(LTrim(p, "k", 0, 1)) }, OK{}},
	{"LMove", "RPUSH k 1 2", func(p Pipe) result { return of(LMove[int](p, "k", "l", Right, Left)) }, 2},
	{"LMove", "", func(p Pipe) result { return of(LMove[Optional[int]](p, "k", "l", Right, Left)) }, None[int]()},
	{"LInsert", "RPUSH k 1 2", func(p Pipe) result { return of(LInsert(p, "k", After, 1, "x")) }, Some(int64(3))},
	{"LInsert", "RPUSH k 1 2", func(p Pipe) result { return of(LInsert(p, "k", Before, 9, "x")) }, None[int64]()},
	{"LPos", "RPUSH k a b a", func(p Pipe) result { return of(LPos(p, "k", "a", RankFromEnd(1))) }, Some(int64(2))},
	{"LPos", "RPUSH k a b a", func(p Pipe) result { return of(LPos(p, "k", "a", Rank(2), MaxLen(2))) }, None[int64]()},
	{"LPosCount", "RPUSH k a b a", func(p Pipe) result { return of(LPosCount(p, "k", "a", 5)) }, []int64{0, 2}},
}

var setTrips = []roundTrip{
	{"SAdd", "SADD k a", func(p Pipe) result { return of(SAdd(p, "k", "a", "b", "c")) }, int64(2)},
	{"SRem", "SADD k a b", func(p Pipe) result { return of(SRem(p, "k", []string{"a", "x"})) }, int64(1)},
	{"SMembers", "SADD k 1 2 3", func(p Pipe) result { return inOrder(SMembers[int](p, "k")) }, []int{1, 2, 3}},
	{"SMembersSet", "SADD k 1 2", func(p Pipe) result { return of(SMembersSet[int](p, "k")) }, map[int]struct{}{1: {}, 2: {}}},
	{"SMembersSet", "", func(p Pipe) result { return of(SMembersSet[string](p, "k")) }, map[string]struct{}{}},
	{"SIsMember", "SADD k 1", func(p Pipe) result { return of(SIsMember(p, "k", 1)) }, true},
	{"SMIsMember", "SADD k 1", func(p Pipe) result { return of(SMIsMember(p, "k", 1, 2)) }, []bool{true, false}},
	{"SCard", "SADD k a b", func(p Pipe) result { return of(SCard(p, "k")) }, int64(2)},
	{"SPop", "SADD k a", func(p Pipe) result { return of(SPop[string](p, "k")) }, "a"},
	{"SPop", "", func(p Pipe) result { return of(SPop[Optional[string]](p, "k")) }, None[string]()},
	{"SPopCount", "SADD k a b", func(p Pipe) result { return inOrder(SPopCount[string](p, "k", 5)) }, []string{"a", "b"}},
	{"SPopCount", "", func(p Pipe) result { return of(SPopCount[string](p, "k", 5)) }, check(func(v any) bool { return len(v.([]string)) == 0 })},
	{"SPopCountSet", "SADD k a", func(p Pipe) result { return of(SPopCountSet[string](p, "k", 5)) }, map[string]struct{}{"a": {}}},
	{"SRandMember", "SADD k a", func(p Pipe) result { return of(SRandMember[string](p, "k")) }, "a"},
	{"SRandMember", "", func(p Pipe) result { return of(SRandMember[Optional[string]](p, "k")) }, None[string]()},
	{"SRandMemberCount", "SADD k a", func(p Pipe) result { return of(SRandMemberCount[string](p, "k", 3)) }, []string{"a"}},
	{"SInter", "SADD k a b\nSADD l b c", func(p Pipe) result { return of(SInter[string](p, "k", "l")) }, []string{"b"}},
	{"SInterSet", "SADD k a b\nSADD l b c", func(p Pipe) result { return of(SInterSet[string](p, "k", "l")) }, map[string]struct{}{"b": {}}},
	{"SUnion", "SADD k a b\nSADD l b c", func(p Pipe) result { return inOrder(SUnion[string](p, "k", "l")) }, []string{"a", "b", "c"}},
	{"SUnionSet", "SADD k a\nSADD l b", func(p Pipe) result { return of(SUnionSet[string](p, "k", "l")) }, map[string]struct{}{"a": {}, "b": {}}},
	{"SDiff", "SADD k a b\nSADD l b c", func(p Pipe) result { return of(SDiff[string](p, "k", "l")) }, []string{"a"}},
	{"SDiffSet", "SADD k a b\nSADD l b c", func(p Pipe) result { return of(SDiffSet[string](p, "k", "l")) }, map[string]struct{}{"a": {}}},
	{"SMove", "SADD k a", func(p Pipe) result { return of(SMove(p, "k", "l", "a")) }, true},
	{"SMove", "SADD k a", func(p Pipe) result { return of(SMove(p, "k", "l", "b")) }, false},
	{
		"SScan", "SADD k a b", func(p Pipe) result { return sortedPage(SScan[string](p, "k", ""), cmp.Compare) },
		ScanPage[string]{Cursor: "0", Items: []string{"a", "b"}},
	},
}

// scores makes the members a, b, c ... with the given scores.
func scores(s ...float64) []Scored[string] {
	var list []Scored[string]
	for i, score := range s {
		list = append(list, Scored[string]{Member: string(rune('a' + i)), Score: score})
	}
	return list
}

const board = "ZADD k 1 a 2 b 3 c"

var sortedSetTrips = []roundTrip{
	{"ZAdd", "", func(p Pipe) result { return of(ZAdd(p, "k", 1.5, "m")) }, int64(1)},
	{"ZAdd", board, func(p Pipe) result { return of(ZAdd(p, "k", 5, "a", CH, XX, GT)) }, int64(1)},
	{"ZAdd", board, func(p Pipe) result { return of(ZAdd(p, "k", 0, "a", CH, GT)) }, int64(0)},
	{"ZAddMany", board, func(p Pipe) result { return of(ZAddMany(p, "k", scores(1, 2, 3, 4, 5), NX)) }, int64(2)},
	{"ZAddIncr", board, func(p Pipe) result { return of(ZAddIncr(p, "k", 0.5, "a")) }, Some(1.5)},
	{"ZAddIncr", board, func(p Pipe) result { return of(ZAddIncr(p, "k", 1, "x", XX)) }, None[float64]()},
	{"ZIncrBy", board, func(p Pipe) result { return of(ZIncrBy(p, "k", math.Inf(1), "a")) }, math.Inf(1)},
	{"ZRem", board, func(p Pipe) result { return of(ZRem(p, "k", "a", "b", "x")) }, int64(2)},
	{"ZRange", board, func(p Pipe) result { return of(ZRange[string](p, "k", 0, 1)) }, []string{"a", "b"}},
	{"ZRange", board, func(p Pipe) result { return of(ZRange[string](p, "k", 0, 1, Rev)) }, []string{"c", "b"}},
	{"ZRangeWithScores", board, func(p Pipe) result { return of(ZRangeWithScores[string](p, "k", 0, -1)) }, scores(1, 2, 3)},
	{"ZRangeWithScores", "ZADD k inf 1 -inf 2", func(p Pipe) result { return of(ZRangeWithScores[int](p, "k", 0, -1, Rev)) }, []Scored[int]{{Member: 1, Score: math.Inf(1)}, {Member: 2, Score: math.Inf(-1)}}},
	{"ZRangeByScore", board, func(p Pipe) result { return of(ZRangeByScore[string](p, "k", ScoreIncl(2), ScoreMax)) }, []string{"b", "c"}},
	{"ZRangeByScore", board, func(p Pipe) result { return of(ZRangeByScore[string](p, "k", ScoreIncl(1), ScoreExcl(3), Rev)) }, []string{"b", "a"}},
	{"ZRangeByScore", board, func(p Pipe) result {
		return of(ZRangeByScore[string](p, "k", ScoreIncl(1), ScoreIncl(3), Limit{Offset: 1, Count: 1}))
	}, []string{"b"}},
	{"ZRangeByScore", board, func(p Pipe) result { return of(ZRangeByScore[string](p, "k", ScoreIncl(1), ScoreIncl(3), Offset(1))) }, []string{"b", "c"}},
	{"ZRangeByScoreWithScores", board, func(p Pipe) result { return of(ZRangeByScoreWithScores[string](p, "k", ScoreExcl(1), ScoreIncl(2.5))) }, scores(1, 2)[1:]},
	{"ZRangeByLex", "ZADD k 0 a 0 b 0 c", func(p Pipe) result { return of(ZRangeByLex[string](p, "k", LexExcl("a"), LexMax)) }, []string{"b", "c"}},
	{"ZRangeByLex", "ZADD k 0 a 0 b 0 c", func(p Pipe) result {
		return of(ZRangeByLex[string](p, "k", LexMin, LexExcl("c"), Rev, Limit{Count: 1}))
	}, []string{"b"}},
	{"ZRank", board, func(p Pipe) result { return of(ZRank(p, "k", "c")) }, Some(int64(2))},
	{"ZRank", board, func(p Pipe) result { return of(ZRank(p, "k", "x")) }, None[int64]()},
	{"ZRankWithScore", board, func(p Pipe) result { return of(ZRankWithScore(p, "k", "c")) }, Some(RankScore{2, 3})},
	{"ZRankWithScore", board, func(p Pipe) result { return of(ZRankWithScore(p, "k", "x")) }, None[RankScore]()},
	{"ZRevRank", board, func(p Pipe) result { return of(ZRevRank(p, "k", "c")) }, Some(int64(0))},
	{"ZRevRankWithScore", board, func(p Pipe) result { return of(ZRevRankWithScore(p, "k", "c")) }, Some(RankScore{0, 3})},
	{"ZScore", board, func(p Pipe) result { return of(ZScore(p, "k", "b")) }, Some(2.0)},
	{"ZScore", board, func(p Pipe) result { return of(ZScore(p, "k", "x")) }, None[float64]()},
	{"ZMScore", board, func(p Pipe) result { return of(ZMScore(p, "k", "b", "x")) }, []Optional[float64]{Some(2.0), None[float64]()}},
	{"ZCard", board, func(p Pipe) result { return of(ZCard(p, "k")) }, int64(3)},
	{"ZCount", board, func(p Pipe) result { return of(ZCount(p, "k", ScoreExcl(1), ScoreIncl(3))) }, int64(2)},
	{"ZPopMin", board, func(p Pipe) result { return of(ZPopMin[string](p, "k")) }, Some(scores(1)[0])},
	{"ZPopMin", "", func(p Pipe) result { return of(ZPopMin[string](p, "k")) }, None[Scored[string]]()},
	{"ZPopMinCount", board, func(p Pipe) result { return of(ZPopMinCount[string](p, "k", 2)) }, scores(1, 2)},
	{"ZPopMinCount", board, func(p Pipe) result { return of(ZPopMinCount[string](p, "k", 1)) }, scores(1)},
	{"ZPopMinCount", "", func(p Pipe) result { return of(ZPopMinCount[string](p, "k", 2)) }, check(func(v any) bool { return len(v.([]Scored[string])) == 0 })},
	{"ZPopMax", board, func(p Pipe) result { return of(ZPopMax[string](p, "k")) }, Some(scores(1, 2, 3)[2])},
	{"ZPopMaxCount", "ZADD k 7 a", func(p Pipe) result { return of(ZPopMaxCount[string](p, "k", 2)) }, scores(7)},
	{"ZRemRangeByRank", board, func(p Pipe) result { return of(ZRemRangeByRank(p, "k", 0, Last-1)) }, int64(2)},
	{"ZRemRangeByScore", board, func(p Pipe) result { return of(ZRemRangeByScore(p, "k", ScoreIncl(1), ScoreExcl(2))) }, int64(1)},
	{"ZScan", "ZADD k 1.5 a", func(p Pipe) result { return of(ZScan[string](p, "k", "")) }, ScanPage[Scored[string]]{Cursor: "0", Items: scores(1.5)}},
}

var serverTrips = []roundTrip{
	{"Ping", "", func(p Pipe) result { return of(Ping(p)) }, "PONG"},
	{"PingMessage", "", func(p Pipe) result { return of(PingMessage[string](p, "hello")) }, "hello"},
	{"Echo", "", func(p Pipe) result { return of(Echo[float64](p, 1.5)) }, 1.5},
	{"ClientID", "", func(p Pipe) result { return of(ClientID(p)) }, check(func(v any) bool { return v.(int64) > 0 })},
	{"ClientGetName", "", func(p Pipe) result { return of(ClientGetName(p)) }, None[string]()},
	{"ClientList", "", func(p Pipe) result { return of(ClientList(p)) }, check(func(v any) bool {
		return slices.ContainsFunc(v.([]ConnectedClient), func(c ConnectedClient) bool { return c.Command == "client|list" || c.Command == "exec" })
	})},
	{"DBSize", "MSET a 1 b 2", func(p Pipe) result { return of(DBSize(p)) }, int64(2)},
	{"FlushDB", "SET k v", func(p Pipe) result { return of(FlushDB(p, Sync)) }, OK{}},
	{"FlushAll", "SET k v", func(p Pipe) result { return of(FlushAll(p, Async)) }, OK{}},
	{"Time", "", func(p Pipe) result { return of(Time(p)) }, check(func(v any) bool { return time.Since(v.(time.Time)).Abs() < hour })},
	{"LastSave", "", func(p Pipe) result { return of(LastSave(p)) }, check(func(v any) bool { return time.Since(v.(time.Time)).Abs() < hour })},
	{"ConfigGet", "", func(p Pipe) result { return of(ConfigGet[map[string]string](p, "databases")) }, map[string]string{"databases": "16"}},
	{"ConfigGet", "", func(p Pipe) result { return of(ConfigGet[databases](p, "database*")) }, databases{16}},
	{"ConfigSet", "", func(p Pipe) result { return of(ConfigSet(p, "lua-time-limit", "4000")) }, OK{}},
	{"ConfigSet", "", func(p Pipe) result { return of(ConfigSet(p, "nosuch", "1")) }, "ERR"},
	{"CommandCount", "", func(p Pipe) result { return of(CommandCount(p)) }, check(func(v any) bool { return v.(int64) > 100 })},
	{"Publish", "", func(p Pipe) result { return of(Publish(p, "news", "hi")) }, int64(0)},
	{"Eval", "SET k 5", func(p Pipe) result {
		return of(Eval[int](p, "return redis.call('get', KEYS[1]) * ARGV[1]", []string{"k"}, 3))
	}, 15},
	{"Eval", "", func(p Pipe) result { return of(Eval[[]string](p, "return ARGV", nil, "a", []string{"b", "c"})) }, []string{"a", "b", "c"}},
	{"Eval", "", func(p Pipe) result { return of(Eval[Optional[int]](p, "return false", nil)) }, None[int]()},
	{"EvalSha", "", func(p Pipe) result { return of(EvalSha[int](p, strings.Repeat("0", 40), nil)) }, "NOSCRIPT"},
	{"EvalSha", "SCRIPT LOAD return", func(p Pipe) result { return of(EvalSha[Optional[int]](p, shaOfReturn, nil)) }, None[int]()},
	{"ScriptLoad", "", func(p Pipe) result { return of(ScriptLoad(p, "return")) }, shaOfReturn},
}

type databases struct {
	N int `redis:"databases"`
}

// shaOfReturn is the SHA-1 digest of "return".
const shaOfReturn = "63143b6f8007b98c53ca2149822777b3566f9241"

func TestHelpersRoundTrip(t *testing.T) {
	three := dial(t, redistest.NewServer(t).URL())
	version := three.Hello().Version
	for _, protocol := range []struct {
		name string
		conn *Conn
	}{{"RESP3", three}, {"RESP2", dialRESP2(t)}} {
		t.Run(protocol.name, func(t *testing.T) {
			c := protocol.conn
			for i, test := range roundTrips {
				t.Run(fmt.Sprintf("%s %d", test.helper, i), func(t *testing.T) {
					if since := sinceOf(t, test.helper); olderThan(version, since) {
						t.Skipf("the server is %s, %s is known since %s", version, test.helper, since)
					}
					failed := false
					for _, pipe := range []struct {
						name string
						do   func(*testing.T, *Conn, func(Pipe) result) (any, error)
					}{{"conn", throughConn}, {"request", throughRequest}, {"transaction", throughTx}} {
						setup(t, c, test.setup)
						got, err := pipe.do(t, c, test.put)
						failed = failed || err != nil
						if msg := compare(test.want, got, err); msg != "" {
							t.Errorf("through a %s: %s", pipe.name, msg)
						}
					}
					recordRun(c, test.helper, onRedis, !t.Failed() && !failed)
				})
			}
		})
	}
}

// setup empties the server and runs commands.
func setup(t *testing.T, c *Conn, lines string) {
	t.Helper()
	if err := trySetup(c, lines); err != nil {
		t.Fatal(err)
	}
}

func trySetup(c *Conn, lines string) error {
	for line := range strings.Lines("FLUSHALL\n" + lines) {
		words := strings.Fields(line)
		args := make([]any, len(words)-1)
		for i, w := range words[1:] {
			args[i] = w
		}
		if _, err := Do[Ignore](c, words[0], args...).Wait(background); err != nil {
			return err
		}
	}
	return nil
}

func throughConn(_ *testing.T, c *Conn, put func(Pipe) result) (any, error) { return put(c)() }

func throughRequest(_ *testing.T, c *Conn, put func(Pipe) result) (any, error) {
	var r Request
	before := Echo[string](&r, "before")
	f := put(&r)
	after := Echo[string](&r, "after")
	execErr := c.Exec(background, &r)
	v, err := f()
	if before.Value() != "before" || after.Value() != "after" {
		return v, fmt.Errorf("the neighbours got %q and %q (%v)", before.Value(), after.Value(), err)
	}
	if failed := err != nil && !errors.Is(err, ErrNil); failed != (execErr != nil) {
		return v, fmt.Errorf("Exec gave %v, the future %v", execErr, err)
	}
	return v, err
}

func throughTx(t *testing.T, c *Conn, put func(Pipe) result) (any, error) {
	var r Request
	tx := Multi(&r)
	f := put(tx)
	done := tx.Exec()
	c.Exec(background, &r) // its error is that of the future
	v, err := f()
	if ok, doneErr := done.Get(); !ok || doneErr != nil {
		t.Errorf("EXEC: %v, %v", ok, doneErr)
	}
	return v, err
}

// compare says how a result differs from what is wanted, "" if it does not.
func compare(want, got any, err error) string {
	switch want := want.(type) {
	case error:
		if !errors.Is(err, want) {
			return fmt.Sprintf("%v, error %v, want the error %v", got, err, want)
		}
		return ""
	case string:
		// The prefix of an error reply, unless it is the result.
		if e := (*ErrorReply)(nil); errors.As(err, &e) {
			if e.Prefix() != want {
				return fmt.Sprintf("error %v, want %s", err, want)
			}
			return ""
		}
	case check:
		if err != nil || !want(got) {
			return fmt.Sprintf("%v, error %v", got, err)
		}
		return ""
	}
	if err != nil {
		return fmt.Sprintf("error %v, want %v", err, want)
	}
	all := gocmp.Exporter(func(reflect.Type) bool { return true })
	if diff := gocmp.Diff(want, got, all); diff != "" {
		return "-want +got\n" + diff
	}
	return ""
}

// sinceOf gives the version of Redis that brought what a helper sends.
func sinceOf(t *testing.T, helper string) string {
	for _, c := range commands.All() {
		for _, f := range c.Forms {
			if f.Go == helper {
				return max(c.Since, f.Since)
			}
		}
		for _, e := range c.Also {
			if e.Go == helper {
				return cmp.Or(e.Since, c.Since)
			}
		}
	}
	t.Fatalf("no helper %s", helper)
	return ""
}

// olderThan compares versions by their numbers.
func olderThan(version, since string) bool {
	a, b := strings.Split(version, "."), strings.Split(since, ".")
	for i := range min(len(a), len(b)) {
		x, _ := strconv.Atoi(a[i])
		y, _ := strconv.Atoi(b[i])
		if x != y {
			return x < y
		}
	}
	return false
}

func TestEveryHelperHasARoundTrip(t *testing.T) {
	tested := map[string]bool{}
	for _, test := range slices.Concat(roundTrips, apartTrips) {
		tested[test.helper] = true
	}
	for _, c := range commands.All() {
		for _, f := range c.Forms {
			if !tested[f.Go] {
				t.Errorf("no row for %s", f.Go)
			}
		}
	}
}
