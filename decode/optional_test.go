package decode_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/decode"
)

var errTest = errors.New("test error")

type opt[T any] = decode.Optional[T]

func TestAbsence(t *testing.T) {
	run(t, []row{
		gives("null for an optional", nil, decode.None[string]()),
		gives("null for an optional int", nil, decode.None[int]()),
		gives("null for an optional slice", nil, decode.None[[]string]()),
		gives("null for an optional pair", nil, decode.None[pair]()),
		gives("null for an optional struct", nil, decode.None[point]()),
		gives("null for a pointer", nil, (*int)(nil)),
		gives("null for a pointer to a pointer", nil, (**int)(nil)),
		gives("null for any", nil, any(nil)),
		gives("null for an optional optional", nil, decode.None[opt[int]]()),
		gives("value for an optional", "a", decode.Some("a")),
		gives("empty string for an optional", "", decode.Some("")),
		gives("zero for an optional", 0, decode.Some(0)),
		gives("value for an optional optional", 5, decode.Some(decode.Some(5))),
		gives("value for a pointer", 5, ptr(5)),
		gives("value for a pointer to a pointer", 5, ptr(ptr(5))),
		gives("value for an optional pointer", 5, decode.Some(ptr(5))),
		gives("array for an optional slice", arr{"a"}, decode.Some([]string{"a"})),
		gives("empty array for an optional slice", arr{}, decode.Some([]string{})),
		gives("empty map for an optional map", dict{}, decode.Some(map[string]string{})),
		gives("empty array for an optional scored", arr{}, decode.None[scored]()),
		gives("scored for an optional scored", arr{"m", 1.5}, decode.Some(scored{"m", 1.5})),
		gives("empty array for an optional triple", arr{}, decode.None[triple]()),
		gives("empty map for an optional struct", dict{}, decode.None[point]()),
		gives("empty map for a pointer to a struct", dict{}, (*point)(nil)),
		gives("map for an optional struct", dict{"X", 1}, decode.Some(point{X: 1})),
		gives("empty array for an optional array", arr{}, decode.Some([0]int{})),
		gives("empty array for an optional optional slice", arr{}, decode.Some(decode.Some([]int{}))),

		gives("optional strings", arr{"a", nil, ""}, []opt[string]{decode.Some("a"), {}, decode.Some("")}),
		gives("optional bytes", arr{"a", nil}, []opt[[]byte]{decode.Some([]byte("a")), {}}),
		gives("optional ints", arr{1, nil}, []opt[int]{decode.Some(1), {}}),
		gives("optional int64s", arr{1, nil}, []opt[int64]{decode.Some[int64](1), {}}),
		gives("optional floats", arr{1.5, nil}, []opt[float64]{decode.Some(1.5), {}}),
		gives("optional positions", arr{arr{1.5, 2.5}, nil}, []opt[decode.Pair[float64, float64]]{decode.Some(decode.Pair[float64, float64]{1.5, 2.5}), {}}),
		gives("pointers", arr{1, nil}, []*int{ptr(1), nil}),
		gives("map of optionals", dict{"a", nil, "b", 1}, map[string]opt[int]{"a": {}, "b": decode.Some(1)}),
		gives("popped list", arr{"k", arr{"a"}}, decode.Some(decode.Pair[string, []string]{"k", []string{"a"}})),

		fails[opt[int]]("text for an optional int", "x", "decode: bulk string does not fit int: not an integer"),
		fails[*int]("text for a pointer", "x", "decode: bulk string does not fit int: not an integer"),
		fails[opt[int]]("error for an optional", failure("ERR no"), "ERR no"),
		fails[[]opt[string]]("error among optionals", arr{nil, failure("ERR no")}, "decode: error reply at [1]: ERR no"),
		fails[[]opt[string]]("array among optionals", arr{nil, arr{}}, "decode: array at [1] does not fit string"),
		fails[opt[scored]]("one element for an optional scored", arr{"m"}, "decode: array does not fit decode.Scored[string]: too few elements"),
	})
}

func TestNullOfRESP2Arrays(t *testing.T) {
	var s decode.Optional[string]
	var p *pair
	for _, frame := range []string{"*-1\r\n", "$-1\r\n", "_\r\n"} {
		if err := decode.Unmarshal([]byte(frame), &s, nil); err != nil || !s.IsNone() {
			t.Errorf("%q: %v, %v", frame, s, err)
		}
		if err := decode.Unmarshal([]byte(frame), &p, nil); err != nil || p != nil {
			t.Errorf("%q: %v, %v", frame, p, err)
		}
	}
}

func TestOptional(t *testing.T) {
	some, none := decode.Some(5), decode.None[int]()
	if v, ok := some.Get(); v != 5 || !ok {
		t.Errorf("Get = %v, %v", v, ok)
	}
	if v, ok := none.Get(); v != 0 || ok {
		t.Errorf("Get = %v, %v", v, ok)
	}
	if some.Value() != 5 || none.Value() != 0 || some.Or(7) != 5 || none.Or(7) != 7 {
		t.Error("Value, Or: ", some.Value(), none.Value(), some.Or(7), none.Or(7))
	}
	if *some.Ptr() != 5 || none.Ptr() != nil {
		t.Error("Ptr: ", some.Ptr(), none.Ptr())
	}
	if some.IsNone() || !none.IsNone() || some.IsZero() || !none.IsZero() || decode.Some(0).IsZero() {
		t.Error("IsNone, IsZero")
	}
	if none != (decode.Optional[int]{}) || some != decode.Some(5) || some == decode.Some(6) {
		t.Error("==")
	}
	if got := fmt.Sprint(some, none, decode.Some("x")); got != "5 none x" {
		t.Errorf("String: %s", got)
	}
}

func TestOptionalEqual(t *testing.T) {
	utc := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	there := utc.In(time.FixedZone("there", 3600))
	if !decode.Some(utc).Equal(decode.Some(there)) {
		t.Error("Equal of T is not used")
	}
	if !decode.Some([]int{1}).Equal(decode.Some([]int{1})) || decode.Some([]int{1}).Equal(decode.Some([]int{2})) {
		t.Error("slices")
	}
	if decode.Some(0).Equal(decode.None[int]()) || !decode.None[int]().Equal(decode.None[int]()) {
		t.Error("absence")
	}
}

func TestOptionalInJSON(t *testing.T) {
	type doc struct {
		A decode.Optional[int]
		B decode.Optional[[]string]
		C decode.Optional[string] `json:",omitzero"`
	}
	give := doc{A: decode.Some(0), B: decode.None[[]string]()}
	b, err := json.Marshal(give)
	if err != nil || string(b) != `{"A":0,"B":null}` {
		t.Fatalf("%s, %v", b, err)
	}
	got := doc{B: decode.Some([]string{"old"})}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(give, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
