package decode_test

import (
	"bytes"
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/decode"
)

type anyPairs = []decode.Pair[any, any]

func TestAny(t *testing.T) {
	rows := []row{
		gives("string", "a", any("a")),
		gives("simple string", simple("OK"), any("OK")),
		gives("verbatim string", verbatim("text"), any("text")),
		gives("integer", 5, any(int64(5))),
		gives("null", nil, any(nil)),
		gives("array", arr{1, "a", nil, arr{}}, any([]any{int64(1), "a", nil, []any{}})),
		gives("set", set{"a"}, any([]any{"a"})),
		gives("push", push{"a"}, any([]any{"a"})),
		gives("slice of any", arr{1, nil}, []any{int64(1), nil}),
		gives("map of any", dict{"a", arr{1}, "b", nil}, map[string]any{"a": []any{int64(1)}, "b": nil}),
		gives("named any", 5, anything(int64(5))),

		fails[any]("error", failure("ERR no"), "ERR no"),
		fails[any]("error in an array", arr{1, arr{failure("ERR no")}}, "decode: error reply at [1][0]: ERR no"),
	}
	run(t, rows)
	// Kinds that RESP2 lacks.
	for _, row := range []row{
		gives("double", 1.5, any(1.5)),
		gives("boolean", true, any(true)),
		gives("big number", huge("123456789012345678901"), any(huge("123456789012345678901"))),
		gives("map", dict{"a", 1, 2, dict{}, nil, 3}, any(map[any]any{"a": int64(1), int64(2): map[any]any{}, nil: int64(3)})),
		gives("same key twice", dict{"a", 1, "a", 2}, any(map[any]any{"a": int64(2)})),
		gives("array as key", dict{1, 2, arr{1}, 3}, any(anyPairs{{int64(1), int64(2)}, {[]any{int64(1)}, int64(3)}})),
		gives("big number as key", dict{big.NewInt(1), 3}, any(anyPairs{{big.NewInt(1), int64(3)}})),
		fails[any]("error in a map", dict{"a", failure("ERR no")}, `decode: error reply at ["a"]: ERR no`),
		fails[any]("error as a key", dict{failure("ERR no"), 1}, "decode: error reply at [0].key: ERR no"),
		fails[any]("error in a map, by integer", dict{5, dict{true, failure("ERR no")}}, "decode: error reply at [5][0].value: ERR no"),
	} {
		for _, s := range spellings {
			if !s.resp2 {
				t.Run(row.name+"/"+s.name, func(t *testing.T) { row.run(t, s) })
			}
		}
	}
	var got any
	if err := decode.Unmarshal(spellings[0].frame(dict{math.NaN(), 1}), &got, nil); err != nil {
		t.Fatal(err)
	}
	if p, ok := got.(anyPairs); !ok || !math.IsNaN(p[0].Key.(float64)) {
		t.Errorf("NaN as key: %v", got)
	}
}

type anything any

func TestAnyDoesNotGoDeeperThanTheStack(t *testing.T) {
	nested := func(depth int) []byte { return append(bytes.Repeat([]byte("*1\r\n"), depth), ":1\r\n"...) }
	var v any
	if err := decode.Unmarshal(nested(1000), &v, nil); err != nil {
		t.Errorf("1000 levels: %v", err)
	}
	for range 1000 {
		v = v.([]any)[0]
	}
	if v != int64(1) {
		t.Errorf("innermost: %v", v)
	}
	mismatch(t, decode.Unmarshal(nested(1001), &v, nil), "array", "interface {}")
	mismatch(t, decode.Unmarshal(nested(1_000_000), &v, nil), "array", "interface {}")
	var s tree
	mismatch(t, decode.Unmarshal(nested(1_000_000), &s, nil), "array", "decode_test.tree")
}

// mismatch checks that err says that got does not fit want.
func mismatch(t *testing.T, err error, got, want string) {
	t.Helper()
	e, ok := err.(*decode.MismatchError)
	if !ok {
		t.Errorf("error is %v", err)
		return
	}
	if diff := cmp.Diff([]string{want, got}, []string{e.Want, e.Got.String()}); diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if len(e.Path) > 300 {
		t.Errorf("the path is %d bytes long", len(e.Path))
	}
}
