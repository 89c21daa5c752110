package codec_test

import (
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/redisfut/redis/codec"
)

// room for all that is appended here
var buffer = make([]byte, 0, 1<<16)

type allocRow struct {
	name   string
	want   float64
	encode func() error
}

// appendRow is a value that codec.Append encodes with want allocations.
func appendRow[V any](name string, want float64, v V) allocRow {
	return allocRow{"Append/" + name, want, func() error {
		_, err := codec.Append(buffer[:0], v, nil)
		return err
	}}
}

func anyRow[V any](name string, want float64, v V) allocRow {
	boxed := any(v)
	return allocRow{"AppendAny/" + name, want, func() error {
		_, err := codec.AppendAny(buffer[:0], boxed, nil)
		return err
	}}
}

func spreadRow[V any](name string, want float64, v V) allocRow {
	return allocRow{"AppendSpread/" + name, want, func() error {
		_, _, err := codec.AppendSpread(buffer[:0], v, nil)
		return err
	}}
}

type numbers struct {
	A, B, C, D int64
	E          float64
	F          string
	G          bool
	H          time.Time
	I          *int `redis:",omitempty"`
	J          *int
	K          optional[string]
}

func allocRows() []allocRow {
	when := time.Date(2024, 2, 29, 1, 2, 3, 4, time.FixedZone("", 3600))
	words := []string{"a", "bc", "def"}
	return []allocRow{
		appendRow("string", 0, "a string that is longer than a few bytes"),
		appendRow("bytes", 0, []byte("bytes")),
		appendRow("bool", 0, true),
		appendRow("int", 0, 123456789),
		appendRow("int8", 0, int8(-100)),
		appendRow("int16", 0, int16(-30000)),
		appendRow("int32", 0, int32(1<<30)),
		appendRow("int64", 0, int64(1<<60)),
		appendRow("uint", 0, uint(1<<31)),
		appendRow("uint8", 0, uint8(200)),
		appendRow("uint16", 0, uint16(60000)),
		appendRow("uint32", 0, uint32(1<<31)),
		appendRow("uint64", 0, uint64(1<<63)),
		appendRow("float32", 0, float32(0.1)),
		appendRow("float64", 0, 12345.678),
		appendRow("time", 0, when),
		appendRow("duration", 0, time.Hour),
		appendRow("named string", 0, namedString("a named string")),
		appendRow("named bytes", 0, namedBytes("named bytes")),
		appendRow("named int", 0, time.December+1000),
		appendRow("named bool", 0, namedBool(true)),
		appendRow("named float", 0, namedFloat32(1.5)),
		appendRow("pointer to a string", 0, &words[0]),
		appendRow("pointer to a marshaler", 0, &bulkByPointer{"x"}),
		appendRow("marshaler by value", 1, bulkByPointer{"x"}),
		appendRow("optional", 1, optional[string]{&words[0]}),
		anyRow("string", 0, "a string"),
		anyRow("int64", 0, int64(1<<60)),
		anyRow("time", 0, when),
		anyRow("named string", 0, namedString("a named string")),
		anyRow("pointer to a marshaler", 0, &bulkByPointer{"x"}),
		spreadRow("string", 0, "one"),
		spreadRow("int64", 0, int64(1<<60)),
		spreadRow("named string", 0, namedString("one")),
		spreadRow("strings", 0, words),
		spreadRow("bytes", 0, [][]byte{{1}, {2}}),
		spreadRow("ints", 0, []int{1000, 2000}),
		spreadRow("int64s", 0, []int64{1 << 60, 2}),
		spreadRow("uint32s", 0, []uint32{1 << 30, 2}),
		spreadRow("float64s", 0, []float64{1.5, 2.5}),
		spreadRow("bools", 0, []bool{true, false}),
		spreadRow("times", 0, []time.Time{when, when}),
		spreadRow("durations", 0, []time.Duration{1, time.Hour}),
		spreadRow("map to strings", 0, map[string]string{"a": "b"}),
		spreadRow("map to float64", 0, map[string]float64{"a": 1.5}),
		spreadRow("pointer to a struct", 0, &numbers{H: when}),
		spreadRow("struct", 1, numbers{H: when}),
		spreadRow("named strings", 1, []namedString{"a", "b"}),
		spreadRow("pointer marshalers", 1, []bulkByPointer{{"a"}, {"b"}}),
		spreadRow("pairs", 1, []pair[float64, string]{{1.5, "a"}, {2.5, "b"}}),
		spreadRow("any", 1, []any{"a", 1000, &bulkByPointer{"x"}}),
	}
}

func TestAllocations(t *testing.T) {
	for _, row := range allocRows() {
		t.Run(row.name, func(t *testing.T) {
			if err := row.encode(); err != nil {
				t.Fatal(err)
			}
			if got := testing.AllocsPerRun(100, func() { row.encode() }); got > row.want {
				t.Errorf("%v allocations, want %v", got, row.want)
			}
		})
	}
}

func TestAllocationsOfACodec(t *testing.T) {
	c := codecFunc(func(b []byte, v any) ([]byte, error) { return append(b, v.(*user).Name...), nil })
	u := &user{"Ann", 30}
	var boxed codec.Codec = c
	if got := testing.AllocsPerRun(100, func() { codec.Append(buffer[:0], u, boxed) }); got > 0 {
		t.Errorf("%v allocations for a pointer", got)
	}
}

func BenchmarkAppend(b *testing.B) {
	for _, row := range allocRows() {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := row.encode(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkSpreadOf1000(b *testing.B) {
	ints, words, pairs := make([]int64, 1000), make([]string, 1000), make([]pair[float64, string], 1000)
	for i := range ints {
		ints[i], words[i], pairs[i] = int64(i), "word", pair[float64, string]{float64(i), "word"}
	}
	rows := []allocRow{
		spreadRow("ints", 0, ints),
		spreadRow("strings", 0, words),
		spreadRow("pairs", 0, pairs),
		spreadRow("iter.Seq", 0, iter.Seq[string](slices.Values(words))),
	}
	for _, row := range rows {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := row.encode(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
