package redis

import (
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// element is an element of an array with its index.
func element[T any](index uint64, value T) Pair[uint64, T] {
	return Pair[uint64, T]{Key: index, Value: value}
}

// numbersArray has holes at 1, 3 and 4; wordsArray was made by insertion.
const (
	numbersArray = "ARMSET a 0 10 2 7.5 5 x"
	wordsArray   = "ARINSERT a Ann bob annabel"
)

// arrayTrips are the rows of roundTrips for arrays.
var arrayTrips = []roundTrip{
	{"ARSet", "", func(p Pipe) result { return of(ARSet(p, "a", 5, "x", "y")) }, int64(2)},
	{"ARSet", numbersArray, func(p Pipe) result { return of(ARSet(p, "a", 0, []int{1, 2})) }, int64(1)},
	{"ARSet", "SET a v", func(p Pipe) result { return of(ARSet(p, "a", 0, 1)) }, "WRONGTYPE"},
	{"ARMSet", "", func(p Pipe) result { return of(ARMSet(p, "a", map[uint64]string{0: "x", 1 << 40: "y"})) }, int64(2)},
	{"ARMSet", numbersArray, func(p Pipe) result { return of(ARMSet(p, "a", element(0, 1), element(1, 2))) }, int64(1)},
	{"ARGet", numbersArray, func(p Pipe) result { return of(ARGet[float64](p, "a", 2)) }, 7.5},
	{"ARGet", numbersArray, func(p Pipe) result { return of(ARGet[Optional[string]](p, "a", 1)) }, None[string]()},
	{"ARGet", "", func(p Pipe) result { return of(ARGet[string](p, "a", 0)) }, ErrNil},
	{"ARMGet", numbersArray, func(p Pipe) result { return of(ARMGet[Optional[string]](p, "a", 5, 1, 0)) },
		[]Optional[string]{Some("x"), None[string](), Some("10")}},
	{"ARGetRange", numbersArray, func(p Pipe) result { return of(ARGetRange[Optional[float64]](p, "a", 2, 0)) },
		[]Optional[float64]{Some(7.5), None[float64](), Some(10.0)}},
	{"ARGetRange", "", func(p Pipe) result { return of(ARGetRange[*int](p, "a", 7, 7)) }, []*int{nil}},
	{"ARGetRange", "", func(p Pipe) result { return of(ARGetRange[*int](p, "a", 0, 1000000)) }, "ERR"},
	{"ARScan", numbersArray, func(p Pipe) result { return of(ARScan[string](p, "a", 0, MaxArrayIndex)) },
		[]Pair[uint64, string]{element(0, "10"), element(2, "7.5"), element(5, "x")}},
	{"ARScan", numbersArray, func(p Pipe) result { return of(ARScan[string](p, "a", MaxArrayIndex, 0, AtMost(1))) }, []Pair[uint64, string]{element(5, "x")}},
	{"ARScan", "", func(p Pipe) result { return of(ARScan[string](p, "a", 0, 9)) }, []Pair[uint64, string]{}},
	{"ARGrep", wordsArray, func(p Pipe) result {
		return of(ARGrep(p, "a", IndexMin, IndexMax, []GrepPredicate{GrepExact("bob"), GrepMatch("bel")}))
	}, []uint64{1, 2}},
	{"ARGrep", wordsArray, func(p Pipe) result {
		return of(ARGrep(p, "a", IndexMax, IndexAt(0), []GrepPredicate{GrepGlob("ann*"), GrepRE("^.{3,}$")}, GrepAll, NoCase, AtMost(5)))
	}, []uint64{2, 0}},
	{"ARGrep", "", func(p Pipe) result { return of(ARGrep(p, "a", IndexMin, IndexMax, []GrepPredicate{GrepMatch("")})) }, []uint64{}},
	{"ARGrep", wordsArray, func(p Pipe) result { return of(ARGrep(p, "a", IndexMin, IndexMax, []GrepPredicate{GrepRE("(")})) }, "ERR"},
	{"ARGrepWithValues", wordsArray, func(p Pipe) result {
		return of(ARGrepWithValues[string](p, "a", IndexMin, IndexMax, []GrepPredicate{GrepRE("^[Aa]nn")}, GrepAny))
	}, []Pair[uint64, string]{element(0, "Ann"), element(2, "annabel")}},
	{"AROp", numbersArray, func(p Pipe) result { return of(AROp[float64](p, "a", 0, 9, ArraySum)) }, 17.5},
	{"AROp", numbersArray, func(p Pipe) result { return of(AROp[int](p, "a", 9, 0, ArrayMax)) }, 10},
	{"AROp", numbersArray, func(p Pipe) result { return of(AROp[Optional[float64]](p, "a", 3, 9, ArrayMin)) }, None[float64]()},
	{"AROpBits", numbersArray, func(p Pipe) result { return of(AROpBits(p, "a", 0, 9, ArrayXor)) }, Some[int64](10 ^ 7)},
	{"AROpBits", "", func(p Pipe) result { return of(AROpBits(p, "a", 0, 9, ArrayAnd)) }, None[int64]()},
	{"AROpMatch", numbersArray, func(p Pipe) result { return of(AROpMatch(p, "a", 0, 9, 10)) }, int64(1)},
	{"AROpUsed", numbersArray, func(p Pipe) result { return of(AROpUsed(p, "a", 1, 9)) }, int64(2)},
	{"ARDel", numbersArray, func(p Pipe) result { return of(ARDel(p, "a", 0, 1, 2)) }, int64(2)},
	{"ARDelRange", numbersArray, func(p Pipe) result { return of(ARDelRange(p, "a", ArrayRange{0, 1}, ArrayRange{9, 5})) }, int64(2)},
	{"ARLen", numbersArray, func(p Pipe) result { return of(ARLen(p, "a")) }, uint64(6)},
	{"ARLen", "ARSET a 18446744073709551614 x", func(p Pipe) result { return of(ARLen(p, "a")) }, uint64(math.MaxUint64)},
	{"ARCount", numbersArray, func(p Pipe) result { return of(ARCount(p, "a")) }, int64(3)},
	{"ARInfo", wordsArray, func(p Pipe) result { return of(ARInfo(p, "a")) }, check(func(v any) bool {
		i := v.(ArrayInfo)
		return i.Count == 3 && i.Len == 3 && i.NextInsertIndex == 3 && i.Slices == 1 && i.SliceSize > 0 && i.SuperDirEntries == 0
	})},
	{"ARInfo", "", func(p Pipe) result { return of(ARInfo(p, "a")) }, "ERR"},
	{"ARInfoFull", wordsArray, func(p Pipe) result { return of(ARInfoFull(p, "a")) }, check(func(v any) bool {
		i := v.(ArrayInfoFull)
		return i.Count == 3 && i.DenseSlices+i.SparseSlices == i.Slices
	})},
	{"ARInsert", wordsArray, func(p Pipe) result { return of(ARInsert(p, "a", "x", "y")) }, uint64(4)},
	{"ARRing", wordsArray, func(p Pipe) result { return of(ARRing(p, "a", 3, "x")) }, uint64(0)},
	{"ARLastItems", wordsArray, func(p Pipe) result { return of(ARLastItems[string](p, "a", 2)) }, []string{"bob", "annabel"}},
	{"ARLastItems", wordsArray, func(p Pipe) result { return of(ARLastItems[string](p, "a", 9, Rev)) }, []string{"annabel", "bob", "Ann"}},
	{"ARLastItems", "", func(p Pipe) result { return of(ARLastItems[string](p, "a", 9)) }, []string{}},
	{"ARNext", wordsArray, func(p Pipe) result { return of(ARNext(p, "a")) }, Some[uint64](3)},
	{"ARNext", wordsArray + "\nARSEEK a 18446744073709551615", func(p Pipe) result { return of(ARNext(p, "a")) }, None[uint64]()},
	{"ARSeek", wordsArray, func(p Pipe) result { return of(ARSeek(p, "a", 0)) }, true},
	{"ARSeek", "", func(p Pipe) result { return of(ARSeek(p, "a", 5)) }, false},
}

// arrayScripts are the replies to each helper as Redis 8.8 gives them. What is too large for an integer of RESP is a bulk
// string in RESP2 and a big number in RESP3.
var arrayScripts = []scripted{
	{"ARSet", func(p Pipe) result { return of(ARSet(p, "a", 5, "x", "y")) }, ":2\r\n", "", int64(2)},
	{"ARSet", func(p Pipe) result { return of(ARSet(p, "a", MaxArrayIndex, "x", "y")) }, "-ERR array index overflow\r\n", "", "ERR"},
	{"ARMSet", func(p Pipe) result { return of(ARMSet(p, "a", element(0, "x"))) }, ":0\r\n", "", int64(0)},
	{"ARGet", func(p Pipe) result { return of(ARGet[float64](p, "a", 2)) }, "$3\r\n7.5\r\n", "", 7.5},
	{"ARGet", func(p Pipe) result { return of(ARGet[Optional[string]](p, "a", 1)) }, "_\r\n", "$-1\r\n", None[string]()},
	{"ARGet", func(p Pipe) result { return of(ARGet[string](p, "a", 1)) }, "_\r\n", "$-1\r\n", ErrNil},
	{"ARGet", func(p Pipe) result { return of(ARGet[string](p, "a", 1)) }, "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n", "", "WRONGTYPE"},
	{"ARMGet", func(p Pipe) result { return of(ARMGet[Optional[int]](p, "a", 0, 1)) }, "*2\r\n$2\r\n10\r\n_\r\n", "*2\r\n$2\r\n10\r\n$-1\r\n", []Optional[int]{Some(10), None[int]()}},
	{"ARMGet", func(p Pipe) result { return of(ARMGet[int](p, "a", 0, 1)) }, "*2\r\n$2\r\n10\r\n_\r\n", "*2\r\n$2\r\n10\r\n$-1\r\n", ErrNil},
	{"ARGetRange", func(p Pipe) result { return of(ARGetRange[*string](p, "a", 1, 0)) }, "*2\r\n_\r\n$1\r\nx\r\n", "*2\r\n$-1\r\n$1\r\nx\r\n", check(func(v any) bool {
		got := v.([]*string)
		return len(got) == 2 && got[0] == nil && *got[1] == "x"
	})},
	{"ARGetRange", func(p Pipe) result { return of(ARGetRange[string](p, "a", 0, 1000000)) }, "-ERR range exceeds maximum of 1000000 items\r\n", "", "ERR"},
	{"ARScan", func(p Pipe) result { return of(ARScan[int](p, "a", 0, MaxArrayIndex)) },
		"*2\r\n*2\r\n:0\r\n$2\r\n10\r\n*2\r\n(18446744073709551614\r\n$1\r\n7\r\n", "*2\r\n*2\r\n:0\r\n$2\r\n10\r\n*2\r\n$20\r\n18446744073709551614\r\n$1\r\n7\r\n",
		[]Pair[uint64, int]{element(0, 10), element(MaxArrayIndex, 7)}},
	{"ARScan", func(p Pipe) result { return of(ARScan[int](p, "a", 0, 9)) }, "*0\r\n", "", []Pair[uint64, int]{}},
	{"ARScan", func(p Pipe) result { return of(ARScan[int](p, "a", 0, 9)) }, "*1\r\n*2\r\n:-1\r\n$2\r\n10\r\n", "", mismatch},
	{"ARScan", func(p Pipe) result { return of(ARScan[int](p, "a", 0, 9)) }, "*1\r\n*2\r\n:1\r\n$1\r\nx\r\n", "", mismatch},
	{"ARGrep", func(p Pipe) result { return of(ARGrep(p, "a", IndexMin, IndexMax, []GrepPredicate{GrepMatch("x")})) },
		"*2\r\n:3\r\n(9223372036854775808\r\n", "*2\r\n:3\r\n$19\r\n9223372036854775808\r\n", []uint64{3, 1 << 63}},
	{"ARGrep", func(p Pipe) result { return of(ARGrep(p, "a", IndexMin, IndexMax, []GrepPredicate{GrepMatch("x")})) }, "*0\r\n", "", []uint64{}},
	{"ARGrepWithValues", func(p Pipe) result {
		return of(ARGrepWithValues[string](p, "a", IndexMin, IndexMax, []GrepPredicate{GrepMatch("x")}))
	}, "*2\r\n*2\r\n:3\r\n$2\r\nxy\r\n*2\r\n:5\r\n$1\r\nx\r\n", "", []Pair[uint64, string]{element(3, "xy"), element(5, "x")}},
	{"AROp", func(p Pipe) result { return of(AROp[float64](p, "a", 0, 9, ArraySum)) }, "$4\r\n17.5\r\n", "", 17.5},
	{"AROp", func(p Pipe) result { return of(AROp[float64](p, "a", 0, 9, ArraySum)) }, "$6\r\n1e+300\r\n", "", 1e300},
	{"AROp", func(p Pipe) result { return of(AROp[int64](p, "a", 0, 9, ArrayMin)) }, "$17\r\n12345678901234567\r\n", "", int64(12345678901234567)},
	{"AROp", func(p Pipe) result { return of(AROp[int64](p, "a", 0, 9, ArraySum)) }, "$22\r\n1.2345678901234568e+18\r\n", "", mismatch},
	{"AROp", func(p Pipe) result { return of(AROp[Optional[float64]](p, "a", 0, 9, ArrayMax)) }, "_\r\n", "$-1\r\n", None[float64]()},
	{"AROp", func(p Pipe) result { return of(AROp[float64](p, "a", 0, 9, ArrayMax)) }, "_\r\n", "$-1\r\n", ErrNil},
	{"AROpBits", func(p Pipe) result { return of(AROpBits(p, "a", 0, 9, ArrayOr)) }, ":-1\r\n", "", Some[int64](-1)},
	{"AROpBits", func(p Pipe) result { return of(AROpBits(p, "a", 0, 9, ArrayOr)) }, "_\r\n", "$-1\r\n", None[int64]()},
	{"AROpMatch", func(p Pipe) result { return of(AROpMatch(p, "a", 0, 9, "x")) }, ":3\r\n", "", int64(3)},
	{"AROpUsed", func(p Pipe) result { return of(AROpUsed(p, "a", 0, 9)) }, ":0\r\n", "", int64(0)},
	{"ARDel", func(p Pipe) result { return of(ARDel(p, "a", 0, 1)) }, ":1\r\n", "", int64(1)},
	{"ARDelRange", func(p Pipe) result { return of(ARDelRange(p, "a", ArrayRange{0, MaxArrayIndex})) }, ":12\r\n", "", int64(12)},
	{"ARLen", func(p Pipe) result { return of(ARLen(p, "a")) }, ":9223372036854775807\r\n", "", uint64(math.MaxInt64)},
	{"ARLen", func(p Pipe) result { return of(ARLen(p, "a")) }, "(18446744073709551615\r\n", "$20\r\n18446744073709551615\r\n", uint64(math.MaxUint64)},
	{"ARLen", func(p Pipe) result { return of(ARLen(p, "a")) }, "(18446744073709551616\r\n", "$20\r\n18446744073709551616\r\n", mismatch},
	{"ARCount", func(p Pipe) result { return of(ARCount(p, "a")) }, ":3\r\n", "", int64(3)},
	{"ARInfo", func(p Pipe) result { return of(ARInfo(p, "a")) }, "%" + smallInfo(7), "*" + smallInfo(14), someArrayInfo},
	{"ARInfo", func(p Pipe) result { return of(ARInfo(p, "a")) }, "-ERR no such key\r\n", "", "ERR"},
	{"ARInfo", func(p Pipe) result { return of(ARInfo(p, "a")) }, // in another order, with a field that is not known yet, and without others
		"%4\r\n$3\r\nlen\r\n(18446744073709551615\r\n$6\r\nfuture\r\n*1\r\n:1\r\n$17\r\nnext-insert-index\r\n:0\r\n$5\r\ncount\r\n:1\r\n",
		"*8\r\n$3\r\nlen\r\n$20\r\n18446744073709551615\r\n$6\r\nfuture\r\n*1\r\n:1\r\n$17\r\nnext-insert-index\r\n:0\r\n$5\r\ncount\r\n:1\r\n",
		ArrayInfo{Count: 1, Len: math.MaxUint64}},
	{"ARInfoFull", func(p Pipe) result { return of(ARInfoFull(p, "a")) },
		"%" + smallInfo(12) + infoFields("dense-slices", ":1", "sparse-slices", ":0", "avg-dense-size", ",16", "avg-dense-fill", ",0.1875", "avg-sparse-size", ",0"),
		"*" + smallInfo(24) + infoFields("dense-slices", ":1", "sparse-slices", ":0", "avg-dense-size", "$2\r\n16", "avg-dense-fill", "$6\r\n0.1875", "avg-sparse-size", "$1\r\n0"),
		ArrayInfoFull{ArrayInfo: someArrayInfo, DenseSlices: 1, AvgDenseSize: 16, AvgDenseFill: 0.1875}},
	{"ARInsert", func(p Pipe) result { return of(ARInsert(p, "a", "x")) }, ":4\r\n", "", uint64(4)},
	{"ARInsert", func(p Pipe) result { return of(ARInsert(p, "a", "x")) }, "(18446744073709551614\r\n", "$20\r\n18446744073709551614\r\n", MaxArrayIndex},
	{"ARInsert", func(p Pipe) result { return of(ARInsert(p, "a", "x")) }, "-ERR insert index overflow\r\n", "", "ERR"},
	{"ARRing", func(p Pipe) result { return of(ARRing(p, "a", 3, "x")) }, ":0\r\n", "", uint64(0)},
	{"ARLastItems", func(p Pipe) result { return of(ARLastItems[Optional[string]](p, "a", 2)) }, "*2\r\n_\r\n$1\r\nx\r\n", "*2\r\n$-1\r\n$1\r\nx\r\n",
		[]Optional[string]{None[string](), Some("x")}},
	{"ARLastItems", func(p Pipe) result { return of(ARLastItems[string](p, "a", 2, Rev)) }, "*2\r\n$1\r\ny\r\n$1\r\nx\r\n", "", []string{"y", "x"}},
	{"ARLastItems", func(p Pipe) result { return of(ARLastItems[string](p, "a", 2)) }, "*0\r\n", "", []string{}},
	{"ARNext", func(p Pipe) result { return of(ARNext(p, "a")) }, ":3\r\n", "", Some[uint64](3)},
	{"ARNext", func(p Pipe) result { return of(ARNext(p, "a")) }, "(18446744073709551614\r\n", "$20\r\n18446744073709551614\r\n", Some(MaxArrayIndex)},
	{"ARNext", func(p Pipe) result { return of(ARNext(p, "a")) }, "_\r\n", "$-1\r\n", None[uint64]()},
	{"ARSeek", func(p Pipe) result { return of(ARSeek(p, "a", 5)) }, ":1\r\n", "", true},
	{"ARSeek", func(p Pipe) result { return of(ARSeek(p, "a", 5)) }, ":0\r\n", "", false},
}

var someArrayInfo = ArrayInfo{Count: 3, Len: 6, NextInsertIndex: 2, Slices: 1, DirectorySize: 4, SliceSize: 4096}

// smallInfo is someArrayInfo as a server gives it, in an aggregate of n.
func smallInfo(n int) string {
	return fmt.Sprint(n, "\r\n") + infoFields("count", ":3", "len", ":6", "next-insert-index", ":2", "slices", ":1", "directory-size", ":4",
		"super-dir-entries", ":0", "slice-size", ":4096")
}

// infoFields writes names and replies.
func infoFields(pairs ...string) string {
	var b strings.Builder
	for pair := range slices.Chunk(pairs, 2) {
		fmt.Fprintf(&b, "$%d\r\n%s\r\n%s\r\n", len(pair[0]), pair[0], pair[1])
	}
	return b.String()
}

// arrayWireTests are the rows of wireTests for arrays.
var arrayWireTests = []wireTest{
	{"ARSet", func(p Pipe) error { return putErr(ARSet(p, "a", 0, "x")) }, "ARSET a 0 x"},
	{"ARSet", func(p Pipe) error { return putErr(ARSet(p, "a", MaxArrayIndex, []int{1, 2})) }, "ARSET a 18446744073709551614 1 2"},
	{"ARMSet", func(p Pipe) error {
		return putErr(ARMSet(p, "a", []Pair[uint64, string]{element(7, "x"), element(1<<63, "y")}))
	},
		"ARMSET a 7 x 9223372036854775808 y"},
	{"ARMSet", func(p Pipe) error { return putErr(ARMSet(p, "a", map[uint64]float64{5: 1.5})) }, "ARMSET a 5 1.5"},
	{"ARMSet", func(p Pipe) error {
		return putErr(ARMSet(p, "a", iter.Seq2[int, string](slices.All([]string{"x", "y"}))))
	}, "ARMSET a 0 x 1 y"},
	{"ARMSet", func(p Pipe) error { return putErr(ARMSet(p, "a", 3, 4, 5, 6)) }, "ARMSET a 3 4 5 6"},
	{"ARGet", func(p Pipe) error { return putErr(ARGet[Ignore](p, "a", 1<<63)) }, "ARGET a 9223372036854775808"},
	{"ARMGet", func(p Pipe) error { return putErr(ARMGet[Ignore](p, "a", 5, 0)) }, "ARMGET a 5 0"},
	{"ARGetRange", func(p Pipe) error { return putErr(ARGetRange[Ignore](p, "a", 9, 0)) }, "ARGETRANGE a 9 0"},
	{"ARScan", func(p Pipe) error { return putErr(ARScan[Ignore](p, "a", 0, MaxArrayIndex)) }, "ARSCAN a 0 18446744073709551614"},
	{"ARScan", func(p Pipe) error { return putErr(ARScan[Ignore](p, "a", 9, 1, AtMost(5))) }, "ARSCAN a 9 1 LIMIT 5"},
	{"ARGrep", func(p Pipe) error { return putErr(ARGrep(p, "a", IndexMin, IndexMax, []GrepPredicate{GrepExact(7)})) }, "ARGREP a - + EXACT 7"},
	{"ARGrep", func(p Pipe) error {
		return putErr(ARGrep(p, "a", IndexAt(0), IndexAt(MaxArrayIndex), []GrepPredicate{GrepMatch("x"), GrepGlob("x*"), GrepRE("^x")}, AtMost(3), NoCase, GrepAll))
	}, "ARGREP a 0 18446744073709551614 MATCH x GLOB x* RE ^x LIMIT 3 NOCASE AND"},
	{"ARGrepWithValues", func(p Pipe) error {
		return putErr(ARGrepWithValues[Ignore](p, "a", IndexMax, IndexAt(5), []GrepPredicate{GrepMatch("NOCASE"), GrepExact([]byte("x"))}, GrepAny))
	}, "ARGREP a + 5 MATCH NOCASE EXACT x OR WITHVALUES"},
	{"AROp", func(p Pipe) error { return putErr(AROp[Ignore](p, "a", 0, 9, ArraySum)) }, "AROP a 0 9 SUM"},
	{"AROp", func(p Pipe) error { return putErr(AROp[Ignore](p, "a", 0, 9, ArrayMin)) }, "AROP a 0 9 MIN"},
	{"AROp", func(p Pipe) error { return putErr(AROp[Ignore](p, "a", 9, 0, ArrayMax)) }, "AROP a 9 0 MAX"},
	{"AROpBits", func(p Pipe) error { return putErr(AROpBits(p, "a", 0, 9, ArrayAnd)) }, "AROP a 0 9 AND"},
	{"AROpBits", func(p Pipe) error { return putErr(AROpBits(p, "a", 0, 9, ArrayOr)) }, "AROP a 0 9 OR"},
	{"AROpBits", func(p Pipe) error { return putErr(AROpBits(p, "a", 0, 9, ArrayXor)) }, "AROP a 0 9 XOR"},
	{"AROpMatch", func(p Pipe) error { return putErr(AROpMatch(p, "a", 0, 9, 1.5)) }, "AROP a 0 9 MATCH 1.5"},
	{"AROpUsed", func(p Pipe) error { return putErr(AROpUsed(p, "a", 0, 9)) }, "AROP a 0 9 USED"},
	{"ARDel", func(p Pipe) error { return putErr(ARDel(p, "a", 5, 0)) }, "ARDEL a 5 0"},
	{"ARDelRange", func(p Pipe) error { return putErr(ARDelRange(p, "a", ArrayRange{0, 9}, ArrayRange{30, 20})) }, "ARDELRANGE a 0 9 30 20"},
	{"ARLen", func(p Pipe) error { return putErr(ARLen(p, "a")) }, "ARLEN a"},
	{"ARCount", func(p Pipe) error { return putErr(ARCount(p, "a")) }, "ARCOUNT a"},
	{"ARInfo", func(p Pipe) error { return putErr(ARInfo(p, "a")) }, "ARINFO a"},
	{"ARInfoFull", func(p Pipe) error { return putErr(ARInfoFull(p, "a")) }, "ARINFO a FULL"},
	{"ARInsert", func(p Pipe) error { return putErr(ARInsert(p, "a", "x", "y")) }, "ARINSERT a x y"},
	{"ARRing", func(p Pipe) error { return putErr(ARRing(p, "a", 100, []string{"x", "y"})) }, "ARRING a 100 x y"},
	{"ARLastItems", func(p Pipe) error { return putErr(ARLastItems[Ignore](p, "a", 5)) }, "ARLASTITEMS a 5"},
	{"ARLastItems", func(p Pipe) error { return putErr(ARLastItems[Ignore](p, "a", 5, Rev)) }, "ARLASTITEMS a 5 REV"},
	{"ARNext", func(p Pipe) error { return putErr(ARNext(p, "a")) }, "ARNEXT a"},
	{"ARSeek", func(p Pipe) error { return putErr(ARSeek(p, "a", math.MaxUint64)) }, "ARSEEK a 18446744073709551615"},
}

// TestBadArgumentsOfArraysAreRefused: nothing is sent, and the error says why without telling values.
func TestBadArgumentsOfArraysAreRefused(t *testing.T) {
	some := []GrepPredicate{GrepMatch(secretMark)}
	testMisuses(t, []misuse{
		{"no values", func(p Pipe) error { return putErr(ARSet[string](p, "a", 0)) }, "no arguments"},
		{"an empty slice", func(p Pipe) error { return putErr(ARInsert(p, "a", []string{})) }, "given none"},
		{"half a pair", func(p Pipe) error { return putErr(ARMSet(p, "a", secretMark)) }, "odd in number"},
		{"an empty map", func(p Pipe) error { return putErr(ARMSet(p, "a", map[uint64]string{})) }, "given none"},
		{"no index", func(p Pipe) error { return putErr(ARDel(p, "a")) }, "no arguments"},
		{"no range", func(p Pipe) error { return putErr(ARDelRange(p, "a")) }, "no arguments"},
		{"what is no index", func(p Pipe) error { return putErr(ARSet(p, "a", math.MaxUint64, secretMark)) }, "MaxArrayIndex"},
		{"what is no index among others", func(p Pipe) error { return putErr(ARMGet[int](p, "a", 0, math.MaxUint64)) }, "MaxArrayIndex"},
		{"what is no end of a range", func(p Pipe) error { return putErr(ARScan[int](p, "a", 0, math.MaxUint64)) }, "MaxArrayIndex"},
		{"what is no end of a range to delete", func(p Pipe) error { return putErr(ARDelRange(p, "a", ArrayRange{math.MaxUint64, 0})) }, "MaxArrayIndex"},
		{"a bound that is no index", func(p Pipe) error { return putErr(ARGrep(p, "a", IndexAt(math.MaxUint64), IndexMax, some)) }, "MaxArrayIndex"},
		{"a zero bound", func(p Pipe) error { return putErr(ARGrep(p, "a", IndexMin, IndexBound{}, some)) }, "zero IndexBound"},
		{"no predicates", func(p Pipe) error { return putErr(ARGrep(p, "a", IndexMin, IndexMax, nil)) }, "no predicates"},
		{"a zero predicate", func(p Pipe) error { return putErr(ARGrep(p, "a", IndexMin, IndexMax, []GrepPredicate{some[0], {}})) }, "zero GrepPredicate"},
		{"an empty regular expression", func(p Pipe) error { return putErr(ARGrep(p, "a", IndexMin, IndexMax, []GrepPredicate{GrepRE("")})) }, "expression is empty"},
		{"a value that can't be encoded", func(p Pipe) error {
			return putErr(ARGrep(p, "a", IndexMin, IndexMax, []GrepPredicate{GrepExact(make(chan int))}))
		}, "chan int"},
		{"any and all", func(p Pipe) error { return putErr(ARGrep(p, "a", IndexMin, IndexMax, some, GrepAny, GrepAll)) }, "GrepAny or GrepAll was given twice"},
		{"neither any nor all", func(p Pipe) error { return putErr(ARGrep(p, "a", IndexMin, IndexMax, some, grepJoin(0))) }, "not an option"},
		{"NoCase twice", func(p Pipe) error { return putErr(ARGrep(p, "a", IndexMin, IndexMax, some, NoCase, NoCase)) }, "NoCase was given twice"},
		{"AtMost of nothing", func(p Pipe) error { return putErr(ARScan[int](p, "a", 0, 1, AtMost(0))) }, "AtMost is 0"},
		{"AtMost twice", func(p Pipe) error { return putErr(ARScan[int](p, "a", 0, 1, AtMost(1), AtMost(1))) }, "AtMost was given twice"},
		{"no operation", func(p Pipe) error { return putErr(AROp[int](p, "a", 0, 1, 0)) }, "an ArrayOp is"},
		{"no operation on bits", func(p Pipe) error { return putErr(AROpBits(p, "a", 0, 1, 9)) }, "an ArrayBitOp is"},
		{"a ring of no size", func(p Pipe) error { return putErr(ARRing(p, "a", 0, secretMark)) }, "size is 0"},
		{"no last items", func(p Pipe) error { return putErr(ARLastItems[int](p, "a", 0)) }, "count is 0"},
		{"last items into what can't be decoded", func(p Pipe) error { return putErr(ARLastItems[chan int](p, "a", 1)) }, "chan int"},
	})
}

// TestElementsOfArraysGoBackWhereTheyCameFrom: what ARScan gives is what ARMSet takes.
func TestElementsOfArraysGoBackWhereTheyCameFrom(t *testing.T) {
	elements, err := by(ARScan[string](newTape(), "a", 0, 9).dec)("*2\r\n*2\r\n:0\r\n$1\r\nx\r\n*2\r\n(18446744073709551614\r\n$1\r\ny\r\n")
	if err != nil {
		t.Fatal(err)
	}
	p := newTape()
	if err := putErr(ARMSet(p, "b", elements)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wire("ARMSET", "b", "0", "x", "18446744073709551614", "y"), string(p.x.out)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

// TestInsertingIntoArraysIsNotRepeated: it would do its work a second time, where setting at an index does not.
func TestInsertingIntoArraysIsNotRepeated(t *testing.T) {
	got := map[string]retryClass{}
	note := func(name string, put func(Pipe) error) {
		p := newTape()
		if err := put(p); err != nil {
			t.Fatal(err)
		}
		got[name] = p.x.cmd.retry
	}
	note("ARInsert", func(p Pipe) error { return putErr(ARInsert(p, "a", 1)) })
	note("ARRing", func(p Pipe) error { return putErr(ARRing(p, "a", 9, 1)) })
	note("ARSet", func(p Pipe) error { return putErr(ARSet(p, "a", 0, 1)) })
	note("ARSeek", func(p Pipe) error { return putErr(ARSeek(p, "a", 0)) })
	note("ARDelRange", func(p Pipe) error { return putErr(ARDelRange(p, "a", ArrayRange{0, 1})) })
	note("AROp", func(p Pipe) error { return putErr(AROp[int](p, "a", 0, 1, ArraySum)) })
	want := map[string]retryClass{
		"ARInsert": retryAccumulating, "ARRing": retryAccumulating, "ARSet": retryLastWriterWins, "ARSeek": retryLastWriterWins,
		"ARDelRange": retryLastWriterWins, "AROp": retryRead,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
