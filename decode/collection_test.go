package decode_test

import (
	"math"
	"testing"
	"time"

	"github.com/redisfut/redis/decode"
)

type (
	pair   = decode.Pair[string, int64]
	scored = decode.Scored[string]
	triple = decode.Tuple3[int, string, float64]
	quad   = decode.Tuple4[int, string, float64, bool]

	myInts  []int64
	myKey   string
	myMap   map[myKey]int
	mySet   map[myKey]struct{}
	nothing struct{}
	matrix  [][]int
	tree    []tree
	point   struct{ X, Y int }
)

func TestSlices(t *testing.T) {
	run(t, []row{
		gives("strings", arr{"a", "", "ccc"}, []string{"a", "", "ccc"}),
		gives("strings of a set", set{"a", "b"}, []string{"a", "b"}),
		gives("strings of a push", push{"message", "ch"}, []string{"message", "ch"}),
		gives("strings of a map", dict{"k", "v", "l", "w"}, []string{"k", "v", "l", "w"}),
		gives("strings of mixed scalars", arr{1, 2.5, true, simple("x")}, []string{"1", "2.5", "1", "x"}),
		gives("no strings", arr{}, []string{}),
		gives("bytes", arr{"a", ""}, [][]byte{[]byte("a"), {}}),
		gives("ints", arr{1, "2", -3}, []int{1, 2, -3}),
		gives("int64s", arr{1, "2", -3}, []int64{1, 2, -3}),
		gives("no int64s", arr{}, []int64{}),
		gives("uint64s", arr{1, "2"}, []uint64{1, 2}),
		gives("uint8s that are numbers", arr{1, 2}, []myUint16{1, 2}),
		gives("float64s", arr{1, "2.5", 3.5}, []float64{1, 2.5, 3.5}),
		gives("float32s", arr{1, "2.5", 3.5}, []float32{1, 2.5, 3.5}),
		gives("bools", arr{1, 0, true}, []bool{true, false, true}),
		gives("named slice", arr{1, 2}, myInts{1, 2}),
		gives("slices of slices", arr{arr{1, 2}, arr{}, arr{3}}, matrix{{1, 2}, {}, {3}}),
		gives("no slices", arr{}, matrix{}),
		gives("times", arr{1, "1970-01-01T00:00:02Z"}, []time.Time{time.Unix(1, 0), time.Unix(2, 0)}),
		gives("slice of a recursive type", arr{arr{}, arr{arr{}, arr{}}}, tree{{}, {{}, {}}}),

		gives("array", arr{1, 2, 3}, [3]int{1, 2, 3}),
		gives("array of a set", set{"a"}, [1]string{"a"}),
		gives("array of arrays", arr{arr{1}, arr{2}}, [2][1]int{{1}, {2}}),
		gives("array of none", arr{}, [0]int{}),
		gives("array of pairs", scores{"a", 1, "b", 2}, [2]pair{{"a", 1}, {"b", 2}}),
		gives("slice of many", func() arr {
			a := make(arr, 1000)
			for i := range a {
				a[i] = arr{i}
			}
			return a
		}(), func() [][]int {
			s := make([][]int, 1000)
			for i := range s {
				s[i] = []int{i}
			}
			return s
		}()),
	})
}

func TestSlicesThatDoNotFit(t *testing.T) {
	run(t, []row{
		fails[[]string]("null", nil, decode.ErrNil.Error()),
		fails[[]string]("string", "a", "decode: bulk string does not fit []string: the type does not unmarshal itself, and no Codec is set that could"),
		fails[[]int64]("integer", 5, "decode: integer does not fit []int64"),
		fails[[]string]("null inside", arr{"a", nil}, "decode: null at [1] does not fit string"),
		fails[[]int64]("text inside", arr{1, 2, "x"}, "decode: bulk string at [2] does not fit int64: not an integer"),
		fails[[]float64]("array inside", arr{1, arr{}}, "decode: array at [1] does not fit float64"),
		fails[[]string]("error inside", arr{"a", failure("WRONGTYPE Operation")}, "decode: error reply at [1]: WRONGTYPE Operation"),
		fails[myInts]("text inside a named slice", arr{"x"}, "decode: bulk string at [0] does not fit int64: not an integer"),
		fails[[]myInt8]("element of a named type", arr{1, 500}, "decode: integer at [1] does not fit decode_test.myInt8: out of range"),
		fails[matrix]("two deep", arr{arr{1, 2}, arr{1, "x"}}, "decode: bulk string at [1][1] does not fit int: not an integer"),
		fails[matrix]("string for a slice", arr{"x"}, "decode: bulk string at [0] does not fit []int: the type does not unmarshal itself, and no Codec is set that could"),
		fails[tree]("null in a recursive type", arr{arr{nil}}, "decode: null at [0][0] does not fit decode_test.tree"),
		fails[[2]int]("array with fewer", arr{1}, "decode: array does not fit [2]int: not of that length"),
		fails[[2]int]("array with more", arr{1, 2, 3}, "decode: array does not fit [2]int: not of that length"),
		fails[[2]int]("array, text inside", arr{1, "x"}, "decode: bulk string at [1] does not fit int: not an integer"),
		fails[[2]int]("array of null", nil, decode.ErrNil.Error()),
		fails[[2]int]("array of an integer", 1, "decode: integer does not fit [2]int"),
	})
}

func TestMapsAndSets(t *testing.T) {
	run(t, []row{
		gives("map of strings", dict{"a", "1", "b", ""}, map[string]string{"a": "1", "b": ""}),
		gives("map of no strings", dict{}, map[string]string{}),
		gives("map of nested pairs", arr{arr{"a", "1"}, arr{"b", "2", "surplus", arr{1}}}, map[string]string{"a": "1", "b": "2"}),
		gives("map of streams", streams{"a", arr{"1", "2"}, "b", arr{}}, map[string][]string{"a": {"1", "2"}, "b": {}}),
		gives("map of bytes", dict{"a", "x"}, map[string][]byte{"a": []byte("x")}),
		gives("map of ints", dict{"a", 1, "b", "2"}, map[string]int{"a": 1, "b": 2}),
		gives("map of int64s", dict{"a", 1, "b", "2"}, map[string]int64{"a": 1, "b": 2}),
		gives("map of float64s", dict{"a", 1, "b", "2.5"}, map[string]float64{"a": 1, "b": 2.5}),
		gives("map of int64s, always flat", arr{"ch", 1, "ch2", 2}, map[string]int64{"ch": 1, "ch2": 2}),
		gives("map by integers", dict{1, 2.5, "2", 3.5}, map[int]float64{1: 2.5, 2: 3.5}),
		gives("map by floats", dict{1.5, 1, math.Inf(1), 2}, map[float64]int{1.5: 1, math.Inf(1): 2}),
		gives("map by text unmarshalers", dict{"2026-01-02T00:00:00Z", 1}, map[time.Time]int{time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC): 1}),
		gives("map by optionals", dict{nil, 1, "a", 2}, map[decode.Optional[string]]int{decode.None[string](): 1, decode.Some("a"): 2}),
		gives("named map", dict{"a", 1}, myMap{"a": 1}),
		gives("map of nested pairs, named", arr{arr{"a", 1, "surplus"}, arr{"b", 2}}, myMap{"a": 1, "b": 2}),
		gives("map of maps", dict{"a", dict{"b", dict{"c", 1}}}, map[string]map[string]map[string]int{"a": {"b": {"c": 1}}}),
		gives("map of slices", dict{"a", arr{1, 2}, "b", arr{}}, map[string][]int{"a": {1, 2}, "b": {}}),
		gives("map of lists of scored", dict{"z", scores{"m", 1.5}}, map[string][]scored{"z": {{"m", 1.5}}}),
		gives("same key twice", dict{"a", 1, "b", 2, "a", 3}, map[string]int64{"a": 3, "b": 2}),
		gives("same key twice, by plan", dict{"a", 1, "b", 2, "a", 3}, myMap{"a": 3, "b": 2}),

		gives("set", set{"a", "b", "a"}, map[string]struct{}{"a": {}, "b": {}}),
		gives("set of an array", arr{"a"}, map[string]struct{}{"a": {}}),
		gives("empty set", set{}, map[string]struct{}{}),
		gives("set of integers", set{1, "2"}, map[int64]struct{}{1: {}, 2: {}}),
		gives("named set", set{"a"}, mySet{"a": {}}),
		gives("set of a named nothing", set{"a"}, map[string]nothing{"a": {}}),
		gives("set of pairs", scores{"a", 1, "b", 2}, map[pair]struct{}{{"a", 1}: {}, {"b", 2}: {}}),
	})
}

func TestMapsAndSetsThatDoNotFit(t *testing.T) {
	run(t, []row{
		fails[map[string]string]("null", nil, decode.ErrNil.Error()),
		fails[map[string]string]("set", arr{1.5}, "decode: array does not fit map[string]string: its elements do not make whole entries"),
		fails[map[string]string]("string", "a", "decode: bulk string does not fit map[string]string: the type does not unmarshal itself, and no Codec is set that could"),
		fails[myMap]("integer", 1, "decode: integer does not fit decode_test.myMap"),
		fails[map[string]int64]("text for a value", dict{"a", 1, "b", "x"}, `decode: bulk string at ["b"] does not fit int64: not an integer`),
		fails[map[string]string]("null for a value", dict{"a", nil}, `decode: null at ["a"] does not fit string`),
		fails[map[string]string]("null for a key", dict{"a", "b", nil, "c"}, "decode: null at [1].key does not fit string"),
		fails[map[string]string]("array for a key", dict{"a", "b", arr{"c"}, "c"}, "decode: array at [1].key does not fit string"),
		fails[map[string]string]("error for a value", dict{"a", failure("ERR no")}, `decode: error reply at ["a"]: ERR no`),
		fails[map[string]string]("error for an entry", arr{failure("ERR no")}, "decode: error reply at [0]: ERR no"),
		fails[map[string]string]("null for an entry", arr{arr{"a", "b"}, nil}, "decode: null at [1] does not fit entry of key and value"),
		fails[map[string]string]("string for an entry", arr{arr{"a", "b"}, "c"}, "decode: bulk string at [1] does not fit entry of key and value"),
		fails[map[string]string]("entry without a value", arr{arr{"a"}}, "decode: array at [0] does not fit entry of key and value: too few elements"),
		fails[map[string]string]("empty entry", arr{arr{}}, "decode: array at [0] does not fit entry of key and value: too few elements"),
		fails[map[int]int]("text for a key", dict{1, 2, "x", 3}, "decode: bulk string at [1].key does not fit int: not an integer"),
		fails[map[int]int]("text for a value by an integer", dict{-7, "x"}, "decode: bulk string at [-7] does not fit int: not an integer"),
		fails[map[uint]int]("text for a value by an unsigned integer", dict{7, "x"}, "decode: bulk string at [7] does not fit int: not an integer"),
		fails[map[bool]int]("text for a value by a bool", dict{true, "x"}, "decode: bulk string at [0].value does not fit int: not an integer"),
		fails[map[string]map[string]int]("two deep", dict{"a", dict{"b\n", "x"}}, `decode: bulk string at ["a"]["b\n"] does not fit int: not an integer`),
		fails[map[float64]int]("NaN for a key", dict{1.5, 1, math.NaN(), 1}, "decode: double at [1].key does not fit float64: a key that no map can find again"),
		fails[map[any]int]("array for a key of any type", dict{arr{}, 1}, "decode: array at [0].key does not fit interface {}: a key that no map can find again"),
		fails[map[[1]float64]int]("NaN inside a key", dict{arr{math.NaN()}, 1}, "decode: array at [0].key does not fit [1]float64: a key that no map can find again"),

		fails[map[string]struct{}]("set of null", nil, decode.ErrNil.Error()),
		fails[map[string]struct{}]("set of an integer", 1, "decode: integer does not fit map[string]struct {}"),
		fails[map[string]struct{}]("null in a set", set{"a", nil}, "decode: null at [1] does not fit string"),
		fails[mySet]("null in a named set", set{"a", nil}, "decode: null at [1] does not fit decode_test.myKey"),
		fails[map[float64]struct{}]("NaN in a set", set{math.NaN()}, "decode: double at [0] does not fit float64: a key that no map can find again"),
	})
	var s map[string]struct{}
	err := decode.Unmarshal([]byte("%1\r\n$1\r\na\r\n$1\r\nb\r\n"), &s, nil)
	if err == nil || err.Error() != "decode: map does not fit map[string]struct {}" {
		t.Errorf("set of a map: %v, %v", s, err)
	}
}

func TestTuples(t *testing.T) {
	run(t, []row{
		gives("pair", arr{"a", 1}, pair{"a", 1}),
		gives("pair with a surplus", arr{"a", 1, arr{nil}, failure("ERR")}, pair{"a", 1}),
		gives("pair of a map", dict{"a", 1}, pair{"a", 1}),
		gives("scored", arr{"m", 1.5}, scored{"m", 1.5}),
		gives("scored of text", arr{"m", "1.5"}, scored{"m", 1.5}),
		gives("pair of key and list", arr{"k", arr{"a", "b"}}, decode.Pair[string, []string]{"k", []string{"a", "b"}}),
		gives("pair of key and scored", arr{"k", scores{"a", 1.5}}, decode.Pair[string, []scored]{"k", []scored{{"a", 1.5}}}),
		gives("triple", arr{1, "b", 2.5}, triple{1, "b", 2.5}),
		gives("triple with a surplus", arr{1, "b", 2.5, 4}, triple{1, "b", 2.5}),
		gives("quad", arr{1, "b", 2.5, 1}, quad{1, "b", 2.5, true}),

		gives("pairs", scores{"a", 1, "b", 2}, []pair{{"a", 1}, {"b", 2}}),
		gives("pairs of a map", dict{"a", 1, "b", 2}, []pair{{"a", 1}, {"b", 2}}),
		gives("pairs, always flat", arr{"a", 1, "b", "2"}, []pair{{"a", 1}, {"b", 2}}),
		gives("pairs, always nested", arr{arr{"a", 1}, arr{"b", 2, 3}}, []pair{{"a", 1}, {"b", 2}}),
		gives("no pairs", arr{}, []pair{}),
		gives("same key twice", scores{"a", 1, "a", 2}, []pair{{"a", 1}, {"a", 2}}),
		gives("scored members", scores{"a", 1.5, "b", math.Inf(1)}, []scored{{"a", 1.5}, {"b", math.Inf(1)}}),
		gives("scored members of another type", scores{7, 1.5}, []decode.Scored[int]{{7, 1.5}}),
		gives("pairs with lists", scores{"a", arr{1}, "b", arr{}}, []decode.Pair[string, []int]{{"a", []int{1}}, {"b", []int{}}}),
		gives("pairs of pairs, nested", arr{arr{arr{"a", 1}, 2}}, []decode.Pair[pair, int]{{pair{"a", 1}, 2}}),
		gives("triples", arr{arr{1, "b", 2.5}, arr{2, "c", 3.5}}, []triple{{1, "b", 2.5}, {2, "c", 3.5}}),
		gives("triples, flat", arr{1, "b", 2.5, 2, "c", 3.5}, []triple{{1, "b", 2.5}, {2, "c", 3.5}}),
		gives("quads, flat", arr{1, "b", 2.5, 1, 2, "c", 3.5, 0}, []quad{{1, "b", 2.5, true}, {2, "c", 3.5, false}}),
		gives("optional pairs", arr{arr{"a", 1}, nil}, []decode.Optional[pair]{decode.Some(pair{"a", 1}), decode.None[pair]()}),

		fails[pair]("pair of null", nil, decode.ErrNil.Error()),
		fails[pair]("pair of a string", "x", "decode: bulk string does not fit decode.Pair[string,int64]"),
		fails[pair]("pair of one", arr{"a"}, "decode: array does not fit decode.Pair[string,int64]: too few elements"),
		fails[scored]("scored of none", arr{}, "decode: array does not fit decode.Scored[string]: too few elements"),
		fails[triple]("triple of two", arr{1, "b"}, "decode: array does not fit decode.Tuple3[int,string,float64]: too few elements"),
		fails[pair]("null for a key", arr{nil, 1}, "decode: null at .key does not fit string"),
		fails[pair]("text for a value", arr{"a", "x"}, "decode: bulk string at .value does not fit int64: not an integer"),
		fails[[]scored]("text for a score", scores{"a", 1.5, "b", "x"}, "decode: bulk string at [1].score does not fit float64: not a number"),
		fails[[]scored]("null for a score", scores{"a", 1.5, "b", nil}, "decode: null at [1].score does not fit float64"),
		fails[[]scored]("null for a member", arr{arr{nil, 1.5}}, "decode: null at [0].member does not fit string"),
		fails[[]scored]("null for a scored", arr{nil}, "decode: null at [0] does not fit decode.Scored[string]"),
		fails[[]scored]("error for a scored", arr{failure("ERR no")}, "decode: error reply at [0]: ERR no"),
		fails[[]pair]("string among nested pairs", arr{arr{"a", 1}, "b"}, "decode: bulk string at [1] does not fit decode.Pair[string,int64]"),
		fails[triple]("first of three", arr{"x", "b", 1}, "decode: bulk string at [0] does not fit int: not an integer"),
		fails[triple]("second of three", arr{1, nil, 1}, "decode: null at [1] does not fit string"),
		fails[triple]("third of three", arr{1, "b", "x"}, "decode: bulk string at [2] does not fit float64: not a number"),
		fails[quad]("fourth of four", arr{1, "b", 1, "x"}, "decode: bulk string at [3] does not fit bool: none of 1, 0, true, false"),
		fails[[]decode.Pair[pair, int]]("pairs of pairs, flat", arr{"a", 1, "b", 2}, "decode: bulk string at [0].key does not fit decode.Pair[string,int64]"),
	})
}

// What a header does not say in advance comes out when elements are missing.
func TestListsOfTuplesThatEndTooEarly(t *testing.T) {
	for frame, want := range map[string]string{
		"*3\r\n+a\r\n:1\r\n+b\r\n":      "decode: array does not fit []decode.Pair[string,int64]: its elements do not make whole entries",
		"*?\r\n+a\r\n:1\r\n+b\r\n.\r\n": "decode: nothing at [1].value for int64: too few elements",
		"*?\r\n*?\r\n+a\r\n.\r\n.\r\n":  "decode: nothing at [0].value for int64: too few elements",
		"*?\r\n*?\r\n.\r\n.\r\n":        "decode: nothing at [0].key for string: too few elements",
	} {
		var pairs []pair
		if err := decode.Unmarshal(checked(t, []byte(frame)), &pairs, nil); err == nil || err.Error() != want {
			t.Errorf("%q: error %v\nwant %s", frame, err, want)
		}
	}
	for frame, want := range map[string]string{
		"*3\r\n+a\r\n:1\r\n+b\r\n":                   "decode: array does not fit map[string]int64: its elements do not make whole entries",
		"*?\r\n+a\r\n:1\r\n+b\r\n.\r\n":              "decode: nothing at [1] for entry of key and value: too few elements",
		"*?\r\n*?\r\n+a\r\n.\r\n.\r\n":               "decode: nothing at [0] for entry of key and value: too few elements",
		"*?\r\n*?\r\n.\r\n.\r\n":                     "decode: array at [0] does not fit entry of key and value: too few elements",
		"~2\r\n+a\r\n:1\r\n":                         "decode: set does not fit map[string]int64",
		"*2\r\n*2\r\n+a\r\n:1\r\n%1\r\n+b\r\n:2\r\n": "",
	} {
		var m map[string]int64
		err := decode.Unmarshal(checked(t, []byte(frame)), &m, nil)
		if got := errorText(err); got != want {
			t.Errorf("%q: error %v\nwant %s", frame, got, want)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestCombinators(t *testing.T) {
	pairs := decode.Slice(decode.PairOf(decode.String, decode.Int64))
	run(t, []row{
		givesBy("slice", decode.Slice(decode.Float64), arr{1, 2.5}, []float64{1, 2.5}),
		givesBy("slice of slices", decode.Slice(decode.Slice(decode.Bool)), arr{arr{1}, arr{}}, [][]bool{{true}, {}}),
		givesBy("slice of pairs", pairs, scores{"a", 1, "b", 2}, []pair{{"a", 1}, {"b", 2}}),
		givesBy("slice of pairs, of a map", pairs, dict{"a", 1, "b", 2}, []pair{{"a", 1}, {"b", 2}}),
		givesBy("map", decode.Map(decode.String, decode.Slice(decode.Int)), dict{"a", arr{1}}, map[string][]int{"a": {1}}),
		givesBy("map, nested", decode.Map(decode.Uint64, decode.Bytes), arr{arr{1, "x", "surplus"}}, map[uint64][]byte{1: []byte("x")}),
		givesBy("set", decode.Set(decode.String), set{"a", "b"}, map[string]struct{}{"a": {}, "b": {}}),
		givesBy("scored", decode.ScoredOf(decode.Int), arr{5, 1.5}, decode.Scored[int]{5, 1.5}),
		givesBy("tuples", decode.Tuple3Of(decode.Int, decode.String, decode.Float64), arr{1, "b", 2}, triple{1, "b", 2}),
		givesBy("longer tuples", decode.Tuple4Of(decode.Int, decode.String, decode.Float64, decode.Bool), arr{1, "b", 2, 1}, quad{1, "b", 2, true}),
		givesBy("optionals", decode.Slice(decode.OptionalOf(decode.Time)), arr{nil, 0}, []decode.Optional[time.Time]{{}, decode.Some(time.Unix(0, 0))}),
		givesBy("empty for an optional pair", decode.OptionalOf(decode.ScoredOf(decode.String)), arr{}, decode.None[scored]()),
		givesBy("empty for an optional slice", decode.OptionalOf(decode.Slice(decode.String)), arr{}, decode.Some([]string{})),
		givesBy("pointer", decode.Pointer(decode.Duration), 5, ptr(5*time.Nanosecond)),
		givesBy("nil pointer", decode.Pointer(decode.BigInt), nil, nil),
		givesBy("empty for a pointer to a pair", decode.Pointer(decode.PairOf(decode.String, decode.Int64)), arr{}, nil),
		givesBy("by type", decode.Slice(decode.Of[myKey]()), arr{"a"}, []myKey{"a"}),
		givesBy("converted", decode.Convert(decode.String, func(s string) (int, error) { return len(s), nil }), "abc", 3),
		givesBy("status", decode.Slice(decode.Status), arr{simple("OK")}, []decode.OK{{}}),

		failsBy("string for a slice", decode.Slice(decode.Int64), "[1]", "decode: bulk string does not fit []int64"),
		failsBy("string for a map", decode.Map(decode.String, decode.String), "x", "decode: bulk string does not fit map[string]string"),
		failsBy("string for a set", decode.Set(decode.String), "x", "decode: bulk string does not fit map[string]struct {}"),
		failsBy("inside a map", decode.Map(decode.String, decode.Slice(decode.Int)), dict{"a", arr{1, "x"}}, `decode: bulk string at ["a"][1] does not fit int: not an integer`),
		failsBy("key of a map", decode.Map(decode.Int, decode.Int), dict{"a", 1}, "decode: bulk string at [0].key does not fit int: not an integer"),
		failsBy("NaN as key", decode.Map(decode.Float64, decode.Int), dict{math.NaN(), 1}, "decode: double at [0].key does not fit float64: a key that no map can find again"),
		failsBy("inside a set", decode.Set(decode.Int), set{1, "x"}, "decode: bulk string at [1] does not fit int: not an integer"),
		failsBy("inside an optional", decode.Slice(decode.OptionalOf(decode.Int)), arr{"x"}, "decode: bulk string at [0] does not fit int: not an integer"),
		failsBy("conversion", decode.Slice(decode.Convert(decode.String, func(string) (point, error) { return point{}, errTest })),
			arr{"x"}, "decode: bulk string at [0] does not fit decode_test.point: test error"),
		failsBy("conversion of what does not fit", decode.Slice(decode.Convert(decode.Int, func(int) (point, error) { return point{}, nil })),
			arr{"x"}, "decode: bulk string at [0] does not fit int: not an integer"),
	})
}

func ptr[T any](v T) *T { return &v }
