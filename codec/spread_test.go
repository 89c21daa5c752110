package codec_test

import (
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/codec"
)

type Base struct {
	ID      int64 `redis:"id"`
	Version int
}

type address struct{ City string }

type profile struct {
	Base
	*Extra
	Name    string `redis:"name"`
	Email   *string
	Born    time.Time         `redis:"born,omitempty"`
	Score   optional[float64] `redis:"score"`
	Tags    []string          `redis:"tags,omitempty"`
	Address address           `redis:"address,omitempty"`
	Any     any
	secret  string
	Skipped chan int `redis:"-"`
}

type Extra struct{ Note string }

type node struct {
	Value int
	Next  *node  `redis:",omitempty"`
	Kids  []node `redis:",omitempty"`
}

type place struct {
	Longitude, Latitude float64
	Name                string
}

func (p *place) AppendArguments(b []byte, c codec.Codec) ([]byte, error) {
	b, _, err := codec.AppendSpread(b, []float64{p.Longitude, p.Latitude}, c)
	if err != nil {
		return b, err
	}
	return codec.Append(b, p.Name, c)
}

type status string

func TestSpread(t *testing.T) {
	email, born := "a@b", time.Date(2000, 1, 2, 3, 4, 5, 0, time.UTC)
	full := profile{
		Base: Base{7, 2}, Extra: &Extra{"hi"}, Name: "Ann", Email: &email, Born: born, Score: some(1.5),
		Tags: []string{"x"}, Address: address{"Rome"}, Any: 5, secret: "no",
	}
	pairs := []pair[float64, string]{{1, "a"}, {2.5, "b"}}
	tests := []struct {
		name string
		give any
		want []string
	}{
		{"strings", []string{"a", "", "c"}, []string{"a", "", "c"}},
		{"named slice of named strings", []status{"a", "b"}, []string{"a", "b"}},
		{"byte slices", [][]byte{{1}, nil, {}}, []string{"\x01", "", ""}},
		{"byte arrays", [][2]byte{{'a', 'b'}}, []string{"ab"}},
		{"slice of a named byte type", []namedUint8{1, 255}, []string{"1", "255"}},
		{"array of a named byte type", [2]namedUint8{1, 255}, []string{"1", "255"}},
		{"ints", []int{1, -2}, []string{"1", "-2"}},
		{"int8s", []int8{1, -2}, []string{"1", "-2"}},
		{"int16s", []int16{1, -2}, []string{"1", "-2"}},
		{"int32s", []int32{1, -2}, []string{"1", "-2"}},
		{"int64s", []int64{1, -2}, []string{"1", "-2"}},
		{"uints", []uint{1, 2}, []string{"1", "2"}},
		{"uint16s", []uint16{1, 2}, []string{"1", "2"}},
		{"uint32s", []uint32{1, 2}, []string{"1", "2"}},
		{"uint64s", []uint64{1, 2}, []string{"1", "2"}},
		{"uintptrs", []uintptr{1, 2}, []string{"1", "2"}},
		{"float32s", []float32{0.1, 2}, []string{"0.1", "2"}},
		{"float64s", []float64{0.1, 2}, []string{"0.1", "2"}},
		{"bools", []bool{true, false}, []string{"1", "0"}},
		{"times", []time.Time{born}, []string{"2000-01-02T03:04:05Z"}},
		{"durations", []time.Duration{1, time.Second}, []string{"1", "1000000000"}},
		{"array", [2]string{"a", "b"}, []string{"a", "b"}},
		{"pointer to a slice", &[]string{"a"}, []string{"a"}},
		{"any", []any{"a", 1, true, []byte("b"), bulkByPointer{"c"}, &full.Name}, []string{"a", "1", "1", "b", "bulk:c", "Ann"}},
		{"pointer marshalers by value", []bulkByPointer{{"a"}, {"b"}}, []string{"bulk:a", "bulk:b"}},
		{"structs by Codec", []address{{"Rome"}, {"Bonn"}}, []string{`{"City":"Rome"}`, `{"City":"Bonn"}`}},
		{"slices by Codec", [][]int{{1, 2}, nil}, []string{`[1,2]`, `null`}},
		{"empty slice", []string{}, []string{}},
		{"nil slice", []int(nil), []string{}},
		{"empty array", [0]string{}, []string{}},
		{"empty map", map[string]string{}, []string{}},
		{"nil map", map[string]address(nil), []string{}},
		{"empty iter.Seq", slices.Values([]string{}), []string{}},

		{"map to strings", map[string]string{"a": "b"}, []string{"a", "b"}},
		{"map to bytes", map[string][]byte{"a": {1}}, []string{"a", "\x01"}},
		{"map to int", map[string]int{"a": 1}, []string{"a", "1"}},
		{"map to int64", map[string]int64{"a": 1}, []string{"a", "1"}},
		{"map to float64", map[string]float64{"a": 0.5}, []string{"a", "0.5"}},
		{"map to structs, by Codec", map[string]address{"a": {"Rome"}}, []string{"a", `{"City":"Rome"}`}},
		{"map to pointer marshalers", map[status]bulkByPointer{"a": {"b"}}, []string{"a", "bulk:b"}},
		{"named map", map[namedUint8]bool{5: true}, []string{"5", "1"}},

		{"iter.Seq", slices.Values([]int{1, 2}), []string{"1", "2"}},
		{"iter.Seq of strings", slices.Values([]string{"a", ""}), []string{"a", ""}},
		{"iter.Seq of bytes", slices.Values([][]byte{{1}, nil}), []string{"\x01", ""}},
		{"iter.Seq of int64s", slices.Values([]int64{1, 2}), []string{"1", "2"}},
		{"iter.Seq of float64s", slices.Values([]float64{1.5, 2}), []string{"1.5", "2"}},
		{"iter.Seq2 of strings", maps.All(map[string]string{"a": "b"}), []string{"a", "b"}},
		{"iter.Seq2 of bytes", maps.All(map[string][]byte{"a": {1}}), []string{"a", "\x01"}},
		{"iter.Seq2 of ints", maps.All(map[string]int{"a": 1}), []string{"a", "1"}},
		{"iter.Seq2 of int64s", maps.All(map[string]int64{"a": 1}), []string{"a", "1"}},
		{"iter.Seq2 of float64s", maps.All(map[string]float64{"a": 0.5}), []string{"a", "0.5"}},
		{"func", func(yield func(status) bool) { _ = yield("a") && yield("b") }, []string{"a", "b"}},
		{"iter.Seq of any", iter.Seq[any](slices.Values([]any{1, pairs[1], "x"})), []string{"1", "2.5", "b", "x"}},
		{"iter.Seq2", slices.All([]string{"a", "b"}), []string{"0", "a", "1", "b"}},
		{"iter.Seq2 of a map", maps.All(map[status]address{"a": {"Rome"}}), []string{"a", `{"City":"Rome"}`}},

		{"pair", pairs[0], []string{"1", "a"}},
		{"pairs", pairs, []string{"1", "a", "2.5", "b"}},
		{"pointers to pairs", []*pair[float64, string]{&pairs[1]}, []string{"2.5", "b"}},
		{"array of pairs", [1]pair[float64, string]{pairs[0]}, []string{"1", "a"}},
		{"iter.Seq of pairs", slices.Values(pairs), []string{"1", "a", "2.5", "b"}},
		{"pair of marshalers", pair[bulkByPointer, address]{bulkByPointer{"a"}, address{"Rome"}}, []string{"bulk:a", `{"City":"Rome"}`}},
		{"three arguments by pointer receiver", []place{{1, 2, "x"}}, []string{"1", "2", "x"}},
		{"optionals", []optional[string]{some("a"), some("")}, []string{"a", ""}},

		{"struct", full, []string{
			"id", "7", "Version", "2", "Note", "hi", "name", "Ann", "Email", "a@b", "born", "2000-01-02T03:04:05Z",
			"score", "1.5", "tags", `["x"]`, "address", `{"City":"Rome"}`, "Any", "5",
		}},
		{"struct, what is absent or empty left out", &profile{}, []string{"id", "0", "Version", "0", "name", ""}},
		{"recursive struct", node{Value: 1, Next: &node{Value: 2}, Kids: []node{{Value: 3}}}, []string{
			"Value", "1", "Next", `{"Value":2,"Next":null,"Kids":null}`, "Kids", `[{"Value":3,"Next":null,"Kids":null}]`,
		}},

		{"a string is one", "abc", []string{"abc"}},
		{"bytes are one", []byte("abc"), []string{"abc"}},
		{"a byte array is one", [3]byte{'a', 'b', 'c'}, []string{"abc"}},
		{"a time is one", born, []string{"2000-01-02T03:04:05Z"}},
		{"a slice that marshals itself is one", bulkMap{"S": "x"}, []string{"bulk:x"}},
		{"a struct that marshals itself is one", textByPointer{"x"}, []string{"text:x"}},
		{"an optional is one", some("a"), []string{"a"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for range 2 { // a plan is made, and used again
				got, err := spread(t, func(b []byte) ([]byte, int, error) { return codec.AppendSpreadAny(b, test.give, jsonCodec{}) })
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestSpreadOfManyEntries(t *testing.T) {
	strings, structs := map[string]string{}, map[status]bulkByPointer{}
	for i := range 1000 {
		s := strconv.Itoa(i)
		strings["k"+s], structs[status("k"+s)] = "bulk:"+s, bulkByPointer{s}
	}
	tests := []struct {
		name   string
		encode func(b []byte) ([]byte, int, error)
	}{
		{"static", func(b []byte) ([]byte, int, error) { return codec.AppendSpread(b, strings, nil) }},
		{"reflection", func(b []byte) ([]byte, int, error) { return codec.AppendSpread(b, structs, nil) }},
		{"iter.Seq2", func(b []byte) ([]byte, int, error) { return codec.AppendSpread(b, maps.All(structs), nil) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			list, err := spread(t, test.encode)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{}
			for i := 0; i+1 < len(list); i += 2 {
				got[list[i]] = list[i+1]
			}
			if diff := cmp.Diff(strings, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// zeroer is zero when it says so, whatever it holds.
type zeroer struct{ N int }

func (z *zeroer) IsZero() bool { return z.N == 9 }

func TestOmitEmpty(t *testing.T) {
	type all struct {
		S  string         `redis:",omitempty"`
		I  int            `redis:",omitempty"`
		F  float64        `redis:",omitempty"`
		B  bool           `redis:",omitempty"`
		T  time.Time      `redis:",omitempty"`
		D  time.Duration  `redis:",omitempty"`
		By []byte         `redis:",omitempty"`
		A  [2]byte        `redis:",omitempty"`
		M  map[string]int `redis:",omitempty"`
		P  *int           `redis:",omitempty"`
		X  any            `redis:",omitempty"`
		Z  zeroer         `redis:",omitempty"`
		O  optional[int]  `redis:",omitempty"`
	}
	names := func(v any) string {
		list, err := spread(t, func(b []byte) ([]byte, int, error) { return codec.AppendSpreadAny(b, v, jsonCodec{}) })
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for i := 0; i < len(list); i += 2 {
			names = append(names, list[i])
		}
		return strings.Join(names, " ")
	}
	zero := 0
	if got, want := names(all{Z: zeroer{9}, By: []byte{}, M: map[string]int{}}), ""; got != want {
		t.Errorf("of empty fields there are left: %s", got)
	}
	got := names(all{"s", 1, 1, true, time.Unix(0, 0), 1, []byte{0}, [2]byte{1}, map[string]int{"": 0}, &zero, 0, zeroer{0}, some(0)})
	if want := "S I F B T D By A M P X Z O"; got != want {
		t.Errorf("of full fields there are left: %s, want %s", got, want)
	}
}

func TestIteratorStopsAtTheFirstError(t *testing.T) {
	for _, kind := range []string{"iter.Seq", "iter.Seq2"} {
		t.Run(kind, func(t *testing.T) {
			yielded, stopped := 0, false
			next := func(yield func() bool) {
				defer func() { stopped = true }()
				for yield() {
					yielded++
				}
			}
			var seq any = iter.Seq[any](func(yield func(any) bool) {
				next(func() bool { return yield(elementThatFails(yielded)) })
			})
			if kind == "iter.Seq2" {
				seq = iter.Seq2[int, any](func(yield func(int, any) bool) {
					next(func() bool { return yield(yielded, elementThatFails(yielded)) })
				})
			}
			_, err := spread(t, func(b []byte) ([]byte, int, error) { return codec.AppendSpreadAny(b, seq, nil) })
			if err == nil || !strings.Contains(err.Error(), "[3]") {
				t.Errorf("error %v does not tell the element", err)
			}
			if yielded != 3 || !stopped {
				t.Errorf("%d elements were taken, iterator ended: %v", yielded, stopped)
			}
		})
	}
}

func elementThatFails(i int) any {
	if i == 3 {
		return failing{}
	}
	return i
}
