package redis

import (
	"iter"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/internal/redistest"
)

// path is one with what is there.
func path[T any](name string, v T) Pair[string, T] { return Pair[string, T]{Key: name, Value: v} }

// length is that of a path with what is there.
func length[T any](n int64, v T) Pair[int64, T] { return Pair[int64, T]{Key: n, Value: v} }

// routes is a path hash with hashes at "", "/a" and "/a/b".
const routes = "PHMSET r  FIELDS 1 to root /a FIELDS 2 to one n 1 /a/b FIELDS 1 to two"

type route struct {
	To string `redis:"to"`
	N  int    `redis:"n"`
}

// pathHashTrips are the rows of roundTrips for path hashes.
var pathHashTrips = []roundTrip{
	{"PHSet", "", func(p Pipe) result { return of(PHSet(p, "r", "/a", map[string]int{"n": 1})) }, true},
	{"PHSet", routes, func(p Pipe) result { return of(PHSet(p, "r", "/a", route{"x", 2}, FNX)) }, false},
	{"PHSet", routes, func(p Pipe) result { return of(PHSet(p, "r", "/a", route{"x", 2}, FXX)) }, true},
	{"PHSet", "SET r v", func(p Pipe) result { return of(PHSet(p, "r", "/a", route{"x", 2})) }, "WRONGTYPE"},
	{"PHMSet", "", func(p Pipe) result { return of(PHMSet(p, "r", path("", route{"x", 2}), path("/a", route{"y", 3}))) }, OK{}},
	{"PHGet", routes, func(p Pipe) result { return of(PHGet[Optional[string]](p, "r", "/a", "to", "no")) }, []Optional[string]{Some("one"), None[string]()}},
	{"PHGet", "", func(p Pipe) result { return of(PHGet[string](p, "r", "/a", "to")) }, ErrNil},
	{"PHMGet", routes, func(p Pipe) result {
		return of(PHMGet[Optional[string]](p, "r", path("/a", []string{"n", "to"}), path("/x", []string{"to"})))
	},
		[][]Optional[string]{{Some("1"), Some("one")}, {None[string]()}}},
	{"PHGetAll", routes, func(p Pipe) result { return of(PHGetAll[route](p, "r", "/a")) }, route{"one", 1}},
	{"PHGetAll", "", func(p Pipe) result { return of(PHGetAll[map[string]string](p, "r", "/a")) }, map[string]string{}},
	{"PHExists", routes, func(p Pipe) result { return of(PHExists(p, "r", "/")) }, false},
	{"PHCard", routes, func(p Pipe) result { return of(PHCard(p, "r")) }, int64(3)},
	{"PHDel", routes, func(p Pipe) result { return of(PHDel(p, "r", "/a")) }, true},
	{"PHDelFields", routes, func(p Pipe) result { return of(PHDelFields(p, "r", "/a", "n", "no")) }, int64(1)},
	{"PHDelPrefix", routes, func(p Pipe) result { return of(PHDelPrefix(p, "r", "/a")) }, int64(2)},
	{"PHLongest", routes, func(p Pipe) result { return of(PHLongest(p, "r", "/a/x")) }, Some("/a")},
	{"PHLongest", routes, func(p Pipe) result { return of(PHLongest(p, "r", "x")) }, Some("")},
	{"PHLongest", "", func(p Pipe) result { return of(PHLongest(p, "r", "x")) }, None[string]()},
	{"PHLongestWithFields", routes, func(p Pipe) result { return of(PHLongestWithFields[*string](p, "r", "x", "no")) }, Some(path("", []*string{nil}))},
	{"PHLongestWithValues", routes, func(p Pipe) result { return of(PHLongestWithValues[route](p, "r", "/a/x")) }, Some(path("/a", route{"one", 1}))},
	{"PHLongestLength", routes, func(p Pipe) result { return of(PHLongestLength(p, "r", "x")) }, Some[int64](0)},
	{"PHLongestLengthWithFields", routes, func(p Pipe) result { return of(PHLongestLengthWithFields[string](p, "r", "/a/x", "to")) },
		Some(length(2, []string{"one"}))},
	{"PHLongestLengthWithValues", routes, func(p Pipe) result { return of(PHLongestLengthWithValues[route](p, "r", "/a/x")) }, Some(length(2, route{"one", 1}))},
	{"PHPrefixes", routes, func(p Pipe) result { return of(PHPrefixes(p, "r", "/a/b/c")) }, []string{"", "/a", "/a/b"}},
	{"PHPrefixes", routes, func(p Pipe) result { return of(PHPrefixes(p, "r", "/a/b/c", Count(1), MaxPathLen(3))) }, []string{"/a"}},
	{"PHPrefixesWithFields", routes, func(p Pipe) result { return of(PHPrefixesWithFields[string](p, "r", "/a", []string{"to"})) },
		[]Pair[string, []string]{path("", []string{"root"}), path("/a", []string{"one"})}},
	{"PHPrefixesWithValues", routes, func(p Pipe) result { return of(PHPrefixesWithValues[route](p, "r", "/a")) }, []Pair[string, route]{path("", route{"root", 0}), path("/a", route{"one", 1})}},
	{"PHPrefixesLengths", routes, func(p Pipe) result { return of(PHPrefixesLengths(p, "r", "/a")) }, []int64{0, 2}},
	{"PHPrefixesLengthsWithFields", routes, func(p Pipe) result {
		return of(PHPrefixesLengthsWithFields[string](p, "r", "/a", []string{"to"}, Count(1)))
	},
		[]Pair[int64, []string]{length(2, []string{"one"})}},
	{"PHPrefixesLengthsWithValues", routes, func(p Pipe) result { return of(PHPrefixesLengthsWithValues[route](p, "r", "/a", MaxPathLen(0))) }, []Pair[int64, route]{length(0, route{"root", 0})}},
	{"PHScan", routes, func(p Pipe) result { return of(PHScan(p, "r", "", PathPrefix("/"))) }, ScanPage[string]{Cursor: "0", Items: []string{"/a", "/a/b"}}},
	{"PHScanWithValues", routes, func(p Pipe) result { return of(PHScanWithValues[route](p, "r", "", PathPrefix("/a/"), Count(5))) },
		ScanPage[Pair[string, route]]{Cursor: "0", Items: []Pair[string, route]{path("/a/b", route{"two", 0})}}},
	{"PHScanAll", routes, func(p Pipe) result { return collect(PHScanAll(background, p.(*Conn), "r", Count(1))) }, []string{"", "/a", "/a/b"}},
	{"PHScanAllWithValues", routes, func(p Pipe) result {
		return collect(PHScanAllWithValues[route](background, p.(*Conn), "r", PathPrefix("/a/")))
	},
		[]Pair[string, route]{path("/a/b", route{"two", 0})}},
}

// pathHashScripts are the replies to each helper as Valkey 9.2 gives them.
var pathHashScripts = []scripted{
	{"PHSet", func(p Pipe) result { return of(PHSet(p, "r", "/a", map[string]int{"n": 1})) }, "+OK\r\n", "", true},
	{"PHSet", func(p Pipe) result { return of(PHSet(p, "r", "/a", map[string]int{"n": 1}, FNX)) }, "_\r\n", "$-1\r\n", false},
	{"PHSet", func(p Pipe) result { return of(PHSet(p, "r", "/a", map[string]int{"n": 1})) }, "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n", "", "WRONGTYPE"},
	{"PHMSet", func(p Pipe) result { return of(PHMSet(p, "r", path("/a", map[string]int{"n": 1}))) }, "+OK\r\n", "", OK{}},
	{"PHGet", func(p Pipe) result { return of(PHGet[int](p, "r", "/a", "n")) }, "*1\r\n$1\r\n1\r\n", "", []int{1}},
	{"PHGet", func(p Pipe) result { return of(PHGet[Optional[string]](p, "r", "/a", "to", "no")) }, "*2\r\n$0\r\n\r\n_\r\n", "*2\r\n$0\r\n\r\n$-1\r\n",
		[]Optional[string]{Some(""), None[string]()}},
	{"PHGet", func(p Pipe) result { return of(PHGet[string](p, "r", "/a", "no")) }, "*1\r\n_\r\n", "*1\r\n$-1\r\n", ErrNil},
	{"PHMGet", func(p Pipe) result {
		return of(PHMGet[Optional[string]](p, "r", path("/a", []string{"n", "to"}), path("", []string{"to"})))
	},
		"*3\r\n$1\r\n1\r\n_\r\n$4\r\nroot\r\n", "*3\r\n$1\r\n1\r\n$-1\r\n$4\r\nroot\r\n", [][]Optional[string]{{Some("1"), None[string]()}, {Some("root")}}},
	{"PHMGet", func(p Pipe) result {
		return of(PHMGet[int](p, "r", path("", []string{"to"}), path("/a", []string{"n", "to"})))
	},
		"*3\r\n$1\r\n1\r\n$1\r\n2\r\n_\r\n", "*3\r\n$1\r\n1\r\n$1\r\n2\r\n$-1\r\n", ErrNil},
	{"PHMGet", func(p Pipe) result {
		return of(PHMGet[int](p, "r", path("", []string{"to"}), path("/a", []string{"n", "to"})))
	}, "*1\r\n$1\r\n1\r\n", "", mismatch},
	{"PHMGet", func(p Pipe) result {
		return of(PHMGet[int](p, "r", path("", []string{"to"}), path("/a", []string{"n", "to"})))
	}, "*2\r\n$1\r\n1\r\n$1\r\n2\r\n", "", mismatch},
	{"PHMGet", func(p Pipe) result { return of(PHMGet[int](p, "r", path("", []string{"to"}))) }, "*2\r\n$1\r\n1\r\n$1\r\n2\r\n", "", mismatch},
	{"PHMGet", func(p Pipe) result { return of(PHMGet[int](p, "r", path("", []string{"to"}))) }, ":1\r\n", "", mismatch},
	{"PHGetAll", func(p Pipe) result { return of(PHGetAll[route](p, "r", "/a")) }, "%" + oneRoute(2), "*" + oneRoute(4), route{"one", 1}},
	{"PHGetAll", func(p Pipe) result { return of(PHGetAll[map[string]string](p, "r", "/a")) }, "%0\r\n", "*0\r\n", map[string]string{}},
	{"PHExists", func(p Pipe) result { return of(PHExists(p, "r", "/a")) }, ":1\r\n", "", true},
	{"PHExists", func(p Pipe) result { return of(PHExists(p, "r", "/")) }, ":0\r\n", "", false},
	{"PHCard", func(p Pipe) result { return of(PHCard(p, "r")) }, ":3\r\n", "", int64(3)},
	{"PHDel", func(p Pipe) result { return of(PHDel(p, "r", "/a")) }, ":1\r\n", "", true},
	{"PHDel", func(p Pipe) result { return of(PHDel(p, "r", "/x")) }, ":0\r\n", "", false},
	{"PHDelFields", func(p Pipe) result { return of(PHDelFields(p, "r", "/a", "n", "to")) }, ":2\r\n", "", int64(2)},
	{"PHDelPrefix", func(p Pipe) result { return of(PHDelPrefix(p, "r", "")) }, ":600\r\n", "", int64(600)},
	{"PHLongest", func(p Pipe) result { return of(PHLongest(p, "r", "/a/x")) }, "$2\r\n/a\r\n", "", Some("/a")},
	{"PHLongest", func(p Pipe) result { return of(PHLongest(p, "r", "x")) }, "$0\r\n\r\n", "", Some("")}, // the empty path
	{"PHLongest", func(p Pipe) result { return of(PHLongest(p, "r", "x")) }, "_\r\n", "$-1\r\n", None[string]()},
	{"PHLongestWithFields", func(p Pipe) result { return of(PHLongestWithFields[Optional[int]](p, "r", "/a/x", "n", "no")) },
		"*2\r\n$2\r\n/a\r\n*2\r\n$1\r\n1\r\n_\r\n", "*2\r\n$2\r\n/a\r\n*2\r\n$1\r\n1\r\n$-1\r\n", Some(path("/a", []Optional[int]{Some(1), None[int]()}))},
	{"PHLongestWithFields", func(p Pipe) result { return of(PHLongestWithFields[int](p, "r", "/a/x", "no")) }, "*2\r\n$2\r\n/a\r\n*1\r\n_\r\n", "*2\r\n$2\r\n/a\r\n*1\r\n$-1\r\n", ErrNil},
	{"PHLongestWithFields", func(p Pipe) result { return of(PHLongestWithFields[int](p, "r", "/a/x", "n")) }, "_\r\n", "$-1\r\n", None[Pair[string, []int]]()},
	{"PHLongestWithValues", func(p Pipe) result { return of(PHLongestWithValues[route](p, "r", "/a/x")) },
		"*2\r\n$2\r\n/a\r\n%" + oneRoute(2), "*2\r\n$2\r\n/a\r\n*" + oneRoute(4), Some(path("/a", route{"one", 1}))},
	{"PHLongestWithValues", func(p Pipe) result { return of(PHLongestWithValues[map[string]string](p, "r", "/a/x")) }, "_\r\n", "$-1\r\n", None[Pair[string, map[string]string]]()},
	{"PHLongestLength", func(p Pipe) result { return of(PHLongestLength(p, "r", "x")) }, ":0\r\n", "", Some[int64](0)},
	{"PHLongestLength", func(p Pipe) result { return of(PHLongestLength(p, "r", "x")) }, "_\r\n", "$-1\r\n", None[int64]()},
	{"PHLongestLengthWithFields", func(p Pipe) result { return of(PHLongestLengthWithFields[string](p, "r", "/a/x", "n")) },
		"*2\r\n:2\r\n*1\r\n$1\r\n1\r\n", "", Some(length(2, []string{"1"}))},
	{"PHLongestLengthWithValues", func(p Pipe) result { return of(PHLongestLengthWithValues[route](p, "r", "/a/x")) },
		"*2\r\n:2\r\n%" + oneRoute(2), "*2\r\n:2\r\n*" + oneRoute(4), Some(length(2, route{"one", 1}))},
	{"PHPrefixes", func(p Pipe) result { return of(PHPrefixes(p, "r", "/a/b")) }, "*2\r\n$0\r\n\r\n$2\r\n/a\r\n", "", []string{"", "/a"}},
	{"PHPrefixes", func(p Pipe) result { return of(PHPrefixes(p, "r", "/a/b")) }, "*0\r\n", "", []string{}},
	{"PHPrefixesWithFields", func(p Pipe) result { return of(PHPrefixesWithFields[Optional[int]](p, "r", "/a", []string{"n", "x"})) },
		"*1\r\n*2\r\n$2\r\n/a\r\n*2\r\n$1\r\n1\r\n_\r\n", "*1\r\n*2\r\n$2\r\n/a\r\n*2\r\n$1\r\n1\r\n$-1\r\n", []Pair[string, []Optional[int]]{path("/a", []Optional[int]{Some(1), None[int]()})}},
	{"PHPrefixesWithValues", func(p Pipe) result { return of(PHPrefixesWithValues[route](p, "r", "/a")) },
		"*2\r\n*2\r\n$0\r\n\r\n%" + oneRoute(2) + "*2\r\n$2\r\n/a\r\n%" + oneRoute(2), "*2\r\n*2\r\n$0\r\n\r\n*" + oneRoute(4) + "*2\r\n$2\r\n/a\r\n*" + oneRoute(4),
		[]Pair[string, route]{path("", route{"one", 1}), path("/a", route{"one", 1})}},
	{"PHPrefixesLengths", func(p Pipe) result { return of(PHPrefixesLengths(p, "r", "/a")) }, "*2\r\n:0\r\n:2\r\n", "", []int64{0, 2}},
	{"PHPrefixesLengthsWithFields", func(p Pipe) result { return of(PHPrefixesLengthsWithFields[int](p, "r", "/a", []string{"n"})) },
		"*2\r\n*2\r\n:0\r\n*1\r\n$1\r\n7\r\n*2\r\n:2\r\n*1\r\n$1\r\n1\r\n", "", []Pair[int64, []int]{length(0, []int{7}), length(2, []int{1})}},
	{"PHPrefixesLengthsWithValues", func(p Pipe) result { return of(PHPrefixesLengthsWithValues[route](p, "r", "/a")) },
		"*1\r\n*2\r\n:2\r\n%" + oneRoute(2), "*1\r\n*2\r\n:2\r\n*" + oneRoute(4), []Pair[int64, route]{length(2, route{"one", 1})}},
	{"PHScan", func(p Pipe) result { return of(PHScan(p, "r", "")) }, "*2\r\n$6\r\n1:2f61\r\n*2\r\n$0\r\n\r\n$2\r\n/a\r\n", "", ScanPage[string]{Cursor: "1:2f61", Items: []string{"", "/a"}}},
	{"PHScan", func(p Pipe) result { return of(PHScan(p, "r", "")) }, "*2\r\n$1\r\n0\r\n*0\r\n", "", ScanPage[string]{Cursor: "0", Items: []string{}}},
	{"PHScan", func(p Pipe) result { return of(PHScan(p, "r", "x")) }, "-ERR invalid cursor\r\n", "", "ERR"},
	{"PHScanWithValues", func(p Pipe) result { return of(PHScanWithValues[route](p, "r", "")) },
		"*2\r\n$1\r\n0\r\n*1\r\n*2\r\n$2\r\n/a\r\n%" + oneRoute(2), "*2\r\n$1\r\n0\r\n*1\r\n*2\r\n$2\r\n/a\r\n*" + oneRoute(4),
		ScanPage[Pair[string, route]]{Cursor: "0", Items: []Pair[string, route]{path("/a", route{"one", 1})}}},
	{"PHScanAll", func(p Pipe) result { return collect(PHScanAll(background, p.(*Conn), "r")) }, "*2\r\n$1\r\n0\r\n*2\r\n$0\r\n\r\n$2\r\n/a\r\n", "", []string{"", "/a"}},
	{"PHScanAllWithValues", func(p Pipe) result { return collect(PHScanAllWithValues[route](background, p.(*Conn), "r")) },
		"*2\r\n$1\r\n0\r\n*1\r\n*2\r\n$2\r\n/a\r\n%" + oneRoute(2), "*2\r\n$1\r\n0\r\n*1\r\n*2\r\n$2\r\n/a\r\n*" + oneRoute(4), []Pair[string, route]{path("/a", route{"one", 1})}},
}

// oneRoute is the hash at a path as a server gives it, in an aggregate of n.
func oneRoute(n byte) string {
	return string('0'+n) + "\r\n$2\r\nto\r\n$3\r\none\r\n$1\r\nn\r\n$1\r\n1\r\n"
}

// pathHashWireTests are the rows of wireTests for path hashes.
var pathHashWireTests = []wireTest{
	{"PHSet", func(p Pipe) error { return putErr(PHSet(p, "r", "/a", route{"x", 2})) }, "PHSET r /a FIELDS 2 to x n 2"},
	{"PHSet", func(p Pipe) error {
		return putErr(PHSet(p, "r", "/a", iter.Seq2[string, int](maps.All(map[string]int{"n": 1})), FNX))
	}, "PHSET r /a FNX FIELDS 1 n 1"},
	{"PHSet", func(p Pipe) error { return putErr(PHSet(p, "r", "/a", fieldPairs, FXX)) }, "PHSET r /a FXX FIELDS 2 a 1 b 2"},
	{"PHMSet", func(p Pipe) error {
		return putErr(PHMSet(p, "r", path("/a", route{"x", 2}), path("/a/b", route{"y", 3})))
	},
		"PHMSET r /a FIELDS 2 to x n 2 /a/b FIELDS 2 to y n 3"},
	{"PHGet", func(p Pipe) error { return putErr(PHGet[Ignore](p, "r", "/a", "to", "n")) }, "PHGET r /a to n"},
	{"PHMGet", func(p Pipe) error {
		return putErr(PHMGet[Ignore](p, "r", path("/a", []string{"to", "n"}), path("/b", []string{"to"})))
	},
		"PHMGET r /a FIELDS 2 to n /b FIELDS 1 to"},
	{"PHGetAll", func(p Pipe) error { return putErr(PHGetAll[Ignore](p, "r", "/a")) }, "PHGETALL r /a"},
	{"PHExists", func(p Pipe) error { return putErr(PHExists(p, "r", "/a")) }, "PHEXISTS r /a"},
	{"PHCard", func(p Pipe) error { return putErr(PHCard(p, "r")) }, "PHCARD r"},
	{"PHDel", func(p Pipe) error { return putErr(PHDel(p, "r", "/a")) }, "PHDEL r /a"},
	{"PHDelFields", func(p Pipe) error { return putErr(PHDelFields(p, "r", "/a", []string{"to", "n"})) }, "PHDEL r /a to n"},
	{"PHDelPrefix", func(p Pipe) error { return putErr(PHDelPrefix(p, "r", "/a")) }, "PHDELPREFIX r /a"},
	{"PHLongest", func(p Pipe) error { return putErr(PHLongest(p, "r", "/a/x")) }, "PHLONGEST r /a/x"},
	{"PHLongestWithFields", func(p Pipe) error { return putErr(PHLongestWithFields[Ignore](p, "r", "/a/x", "to", "n")) }, "PHLONGEST r /a/x FIELDS 2 to n"},
	{"PHLongestWithValues", func(p Pipe) error { return putErr(PHLongestWithValues[Ignore](p, "r", "/a/x")) }, "PHLONGEST r /a/x WITHVALUES"},
	{"PHLongestLength", func(p Pipe) error { return putErr(PHLongestLength(p, "r", "/a/x")) }, "PHLONGEST r /a/x LENGTH"},
	{"PHLongestLengthWithFields", func(p Pipe) error { return putErr(PHLongestLengthWithFields[Ignore](p, "r", "/a/x", "n")) }, "PHLONGEST r /a/x LENGTH FIELDS 1 n"},
	{"PHLongestLengthWithValues", func(p Pipe) error { return putErr(PHLongestLengthWithValues[Ignore](p, "r", "/a/x")) }, "PHLONGEST r /a/x LENGTH WITHVALUES"},
	{"PHPrefixes", func(p Pipe) error { return putErr(PHPrefixes(p, "r", "/a/x", Count(2), MaxPathLen(0))) }, "PHPREFIXES r /a/x COUNT 2 MAXPATHLEN 0"},
	{"PHPrefixesWithFields", func(p Pipe) error { return putErr(PHPrefixesWithFields[Ignore](p, "r", "/a/x", []int{1, 2}, Count(2))) }, "PHPREFIXES r /a/x FIELDS 2 1 2 COUNT 2"},
	{"PHPrefixesWithValues", func(p Pipe) error { return putErr(PHPrefixesWithValues[Ignore](p, "r", "/a/x")) }, "PHPREFIXES r /a/x WITHVALUES"},
	{"PHPrefixesLengths", func(p Pipe) error { return putErr(PHPrefixesLengths(p, "r", "/a/x", MaxPathLen(9))) }, "PHPREFIXES r /a/x LENGTHS MAXPATHLEN 9"},
	{"PHPrefixesLengthsWithFields", func(p Pipe) error { return putErr(PHPrefixesLengthsWithFields[Ignore](p, "r", "/a/x", []string{"n"})) }, "PHPREFIXES r /a/x LENGTHS FIELDS 1 n"},
	{"PHPrefixesLengthsWithValues", func(p Pipe) error { return putErr(PHPrefixesLengthsWithValues[Ignore](p, "r", "/a/x")) }, "PHPREFIXES r /a/x LENGTHS WITHVALUES"},
	{"PHScan", func(p Pipe) error { return putErr(PHScan(p, "r", "")) }, "PHSCAN r 0"},
	{"PHScan", func(p Pipe) error { return putErr(PHScan(p, "r", "1:2f61", PathPrefix("/a"), Count(5))) }, "PHSCAN r 1:2f61 PREFIX /a COUNT 5"},
	{"PHScanWithValues", func(p Pipe) error { return putErr(PHScanWithValues[Ignore](p, "r", "", Count(5))) }, "PHSCAN r 0 COUNT 5 WITHVALUES"},
}

// TestPathsAreAnyBytes: a path may be empty, or have bytes of any value, in what is sent and in what comes.
func TestPathsAreAnyBytes(t *testing.T) {
	const name = "\x00\r\n\xff"
	p := newTape()
	if err := putErr(PHSet(p, "r", name, map[string]string{"": "v"})); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wire("PHSET", "r", name, "FIELDS", "1", "", "v"), string(p.x.out)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	got, err := by(PHPrefixes(newTape(), "r", name).dec)("*2\r\n$0\r\n\r\n$4\r\n" + name + "\r\n")
	if diff := cmp.Diff([]string{"", name}, got); diff != "" || err != nil {
		t.Errorf("%v -want +got\n%s", err, diff)
	}
}

// TestBadArgumentsOfPathHashesAreRefused: nothing is sent, and the error says why without telling values.
func TestBadArgumentsOfPathHashesAreRefused(t *testing.T) {
	testMisuses(t, []misuse{
		{"no pairs", func(p Pipe) error { return putErr(PHSet(p, "r", secretMark, map[string]string{})) }, "given none"},
		{"half a pair", func(p Pipe) error { return putErr(PHSet(p, "r", "/a", []string{"f", "v", secretMark})) }, "odd in number"},
		{"no conditions but one", func(p Pipe) error { return putErr(PHSet(p, "r", "/a", fieldPairs, FNX, FXX)) }, "exclude"},
		{"no paths to set", func(p Pipe) error { return putErr(PHMSet[route](p, "r")) }, "no arguments"},
		{"a path without pairs", func(p Pipe) error { return putErr(PHMSet(p, "r", path(secretMark, map[string]int{}))) }, "given none"},
		{"no fields", func(p Pipe) error { return putErr(PHGet[int, string](p, "r", "/a")) }, "no arguments"},
		{"no paths to get", func(p Pipe) error { return putErr(PHMGet[int, string](p, "r")) }, "no arguments"},
		{"a path without fields", func(p Pipe) error {
			return putErr(PHMGet[int](p, "r", path("/a", []string{"f"}), path(secretMark, []string{})))
		}, "no arguments"},
		{"a field that can't be encoded", func(p Pipe) error { return putErr(PHMGet[int](p, "r", path("/a", []chan int{nil}))) }, "chan int"},
		{"no fields to delete", func(p Pipe) error { return putErr(PHDelFields[string](p, "r", "/a")) }, "no arguments"},
		{"no fields of the longest", func(p Pipe) error { return putErr(PHLongestWithFields[int, string](p, "r", "/a")) }, "no arguments"},
		{"Count of nothing", func(p Pipe) error { return putErr(PHPrefixes(p, "r", "/a", Count(0))) }, "Count is 0"},
		{"a length below zero", func(p Pipe) error { return putErr(PHPrefixes(p, "r", "/a", MaxPathLen(-1))) }, "MaxPathLen is -1"},
		{"MaxPathLen twice", func(p Pipe) error { return putErr(PHPrefixes(p, "r", "/a", MaxPathLen(1), MaxPathLen(1))) }, "MaxPathLen was given twice"},
		{"PathPrefix twice", func(p Pipe) error { return putErr(PHScan(p, "r", "", PathPrefix(secretMark), PathPrefix("/a"))) }, "PathPrefix was given twice"},
		{"what can't be decoded", func(p Pipe) error { return putErr(PHScanWithValues[chan int](p, "r", "")) }, "chan int"},
		{"rows of what can't be decoded", func(p Pipe) error { return putErr(PHMGet[chan int](p, "r", path("/a", []string{"f"}))) }, "chan int"},
	})
}

// TestAScanOfPathsGoesThroughAllPages: the cursor of a page is the one of the next command, with the same prefix.
func TestAScanOfPathsGoesThroughAllPages(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		c.Expect("PHSCAN", "r", "0", "PREFIX", "/a", "COUNT", "1")
		c.Write("*2\r\n$6\r\n1:2f61\r\n*1\r\n$2\r\n/a\r\n")
		c.Expect("PHSCAN", "r", "1:2f61", "PREFIX", "/a", "COUNT", "1")
		c.Write("*2\r\n$1\r\n0\r\n*1\r\n$4\r\n/a/b\r\n")
	})
	c := dial(t, s.URL())
	got, err := collect(PHScanAll(background, c, "r", PathPrefix("/a"), Count(1)))()
	if diff := cmp.Diff([]string{"/a", "/a/b"}, got); diff != "" || err != nil {
		t.Errorf("%v -want +got\n%s", err, diff)
	}
}
