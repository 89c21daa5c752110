package decode_test

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// Types that decode themselves. What they hold shows which method did it.
type (
	byBulk   struct{ s string }
	byText   struct{ s string }
	byBinary struct{ s string }
	byAll    struct{ s string }
	byReply  struct{ Kinds string }
	textInt  int
)

func (v *byBulk) UnmarshalBulk(b []byte) error     { return set1(&v.s, "bulk:", b) }
func (v *byText) UnmarshalText(b []byte) error     { return set1(&v.s, "text:", b) }
func (v *byBinary) UnmarshalBinary(b []byte) error { return set1(&v.s, "binary:", b) }
func (v *byAll) UnmarshalBinary(b []byte) error    { return set1(&v.s, "binary:", b) }
func (v *byAll) UnmarshalText(b []byte) error      { return set1(&v.s, "text:", b) }
func (v *byAll) UnmarshalBulk(b []byte) error      { return set1(&v.s, "bulk:", b) }
func (v *textInt) UnmarshalText(b []byte) error    { *v = textInt(len(b)); return nil }

// set1 sets *s to what the text says, unless that is "bad".
func set1(s *string, how string, b []byte) error {
	if string(b) == "bad" {
		return errTest
	}
	*s += how + string(b) // += shows what was there before
	return nil
}

// UnmarshalReply notes the kinds of a value and of its elements, attributes
// included.
func (v *byReply) UnmarshalReply(r *resp.Reader) error {
	r.KeepAttributes(true)
	x, err := r.Next()
	for err == nil && x.Kind == resp.Attribute {
		v.Kinds += "|"
		for left := x.Len; r.More(&left); {
			r.Skip()
		}
		x, err = r.Next()
	}
	if err != nil {
		return err
	}
	v.Kinds += string(rune(x.Kind))
	if string(x.Bytes) == "bad" {
		return errTest
	}
	if x.Kind.IsAggregate() {
		for left := x.Len; r.More(&left); {
			if err := v.UnmarshalReply(r); err != nil {
				return err
			}
		}
	}
	return nil
}

var (
	_ codec.BulkUnmarshaler      = (*byBulk)(nil)
	_ encoding.TextUnmarshaler   = (*byText)(nil)
	_ encoding.BinaryUnmarshaler = (*byBinary)(nil)
	_ decode.ReplyUnmarshaler    = (*byReply)(nil)
)

func TestTypesThatDecodeThemselves(t *testing.T) {
	equal := cmp.AllowUnexported(byBulk{}, byText{}, byBinary{}, byAll{})
	type all struct {
		A byBulk
		B *byText
		C opt[byBinary]
		D []byAll
		E map[string]textInt
	}
	for _, s := range spellings {
		var got all
		frame := s.frame(dict{"A", "a", "B", "b", "C", "c", "D", arr{"d", 5}, "E", dict{"k", "xxx"}})
		if err := decode.Unmarshal(frame, &got, nil); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		want := all{byBulk{"bulk:a"}, &byText{"text:b"}, decode.Some(byBinary{"binary:c"}), []byAll{{"bulk:d"}, {"bulk:5"}}, map[string]textInt{"k": 3}}
		if diff := cmp.Diff(want, got, equal); diff != "" {
			t.Errorf("%s (-want +got):\n%s", s.name, diff)
		}
	}
	run(t, []row{
		fails[byBulk]("bulk, its error", "bad", "decode: bulk string does not fit decode_test.byBulk: test error"),
		fails[[]byText]("text, its error", arr{"a", "bad"}, "decode: bulk string at [1] does not fit decode_test.byText: test error"),
		fails[byBinary]("binary, its error", "bad", "decode: bulk string does not fit decode_test.byBinary: test error"),
		fails[byBulk]("bulk of null", nil, decode.ErrNil.Error()),
		fails[byText]("text of an array", arr{"a"}, "decode: array does not fit decode_test.byText"),
		fails[byReply]("reply, its error", "bad", "decode: bulk string does not fit decode_test.byReply: test error"),
		fails[[]byReply]("reply, its error, inside", arr{"x", "bad"}, "decode: bulk string at [1] does not fit decode_test.byReply: test error"),
	})
	var err error = decode.Unmarshal([]byte("+bad\r\n"), new(byText), nil)
	if !errors.Is(err, errTest) {
		t.Errorf("%v does not wrap the error of the method", err)
	}
}

func TestUnmarshalersOfPackageEncodingGetZeroValues(t *testing.T) {
	frame := []byte("+x\r\n")
	text, binary, bulk := byText{"old"}, byBinary{"old"}, byBulk{"old,"}
	for _, err := range []error{
		decode.Unmarshal(frame, &text, nil), decode.Unmarshal(frame, &binary, nil), decode.Unmarshal(frame, &bulk, nil),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if text.s != "text:x" || binary.s != "binary:x" || bulk.s != "old,bulk:x" {
		t.Error(text, binary, bulk)
	}
	var u url.URL // BinaryUnmarshaler
	if err := decode.Unmarshal([]byte("+http://host/path\r\n"), &u, nil); err != nil || u.Host != "host" {
		t.Error(u, err)
	}
}

func TestTypesThatReadReplies(t *testing.T) {
	withAttributes := spellings[3]
	var got struct {
		A byReply
		B []byReply
		C *byReply
		D int
	}
	frame := withAttributes.frame(dict{"A", arr{1, nil, dict{"a", 1.5}}, "B", arr{"x", set{}}, "C", nil, "D", 5})
	if err := decode.Unmarshal(checked(t, frame), &got, nil); err != nil {
		t.Fatal(err)
	}
	if got.A.Kinds != "|*|:|_|%|$|," || got.B[0].Kinds != "|$" || got.B[1].Kinds != "|~" || got.C != nil || got.D != 5 {
		t.Errorf("%+v", got)
	}
	var one byReply
	if err := decode.Unmarshal([]byte("-ERR x\r\n"), &one, nil); err != nil || one.Kinds != "-" {
		t.Errorf("an error reply: %v, %v", one, err)
	}
}

// jsonCodec notes what it was called with.
type jsonCodec struct{ calls []string }

func (c *jsonCodec) Append(b []byte, _ any) ([]byte, error) { return b, errors.New("not used") }

func (c *jsonCodec) Unmarshal(b []byte, v any) error {
	c.calls = append(c.calls, fmt.Sprintf("%T %+v", v, v))
	return json.Unmarshal(b, v)
}

func TestCodecDecodesWhatNothingElseCovers(t *testing.T) {
	var c jsonCodec
	type doc struct {
		Point  point
		Ints   []int
		Names  map[string]string
		Set    map[string]struct{}
		Deep   []point
		Array  [2]int
		Plain  string
		Number int
	}
	for _, s := range spellings {
		c.calls = nil
		var got doc
		frame := s.frame(dict{
			"Point", `{"X":1}`, "Ints", `[1,2]`, "Names", `{"a":"b"}`, "Set", `{"x":{}}`,
			"Deep", arr{`{"Y":2}`, dict{"Y", 3}}, "Array", "[3,4]", "Plain", `"quoted"`, "Number", "5",
		})
		if err := decode.Unmarshal(frame, &got, &c); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		want := doc{
			Point: point{X: 1}, Ints: []int{1, 2}, Names: map[string]string{"a": "b"}, Set: map[string]struct{}{"x": {}},
			Deep: []point{{Y: 2}, {Y: 3}}, Array: [2]int{3, 4}, Plain: `"quoted"`, Number: 5,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", s.name, diff)
		}
		calls := strings.Join(c.calls, "; ")
		if want := "*decode_test.point &{X:0 Y:0}; *[]int &[]; *map[string]string &map[]; *map[string]struct {} &map[]; " +
			"*decode_test.point &{X:0 Y:0}; *[2]int &[0 0]"; calls != want {
			t.Errorf("calls %s\n want %s", calls, want)
		}
	}
}

func TestCodecGetsAZeroValue(t *testing.T) {
	c := new(jsonCodec)
	p, s, m := point{5, 6}, []int{5, 6}, myMap{"old": 1}
	for _, err := range []error{
		decode.Unmarshal([]byte("$7\r\n{\"X\":1}\r\n"), &p, c),
		decode.Unmarshal([]byte("$3\r\n[1]\r\n"), &s, c),
		decode.Unmarshal([]byte("$7\r\n{\"a\":1}\r\n"), &m, c),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]any{point{X: 1}, []int{1}, myMap{"a": 1}}, []any{p, s, m}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, call := range c.calls {
		if strings.ContainsAny(call, "56") || strings.Contains(call, "old") {
			t.Errorf("the Codec was given %s", call)
		}
	}
}

func TestCodecErrorsHaveTheirPlace(t *testing.T) {
	c := new(jsonCodec)
	var m map[string]point
	err := decode.Unmarshal(spellings[0].frame(dict{"a", "{}", "b", "{"}), &m, c)
	if want := `decode: bulk string at ["b"] does not fit decode_test.point: unexpected end of JSON input`; errorText(err) != want {
		t.Errorf("error %v\n want %s", err, want)
	}
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		t.Error("the error of the Codec is not wrapped")
	}
	var ints []int64
	if err := decode.Unmarshal([]byte("+x\r\n"), &ints, c); !errors.As(err, &syntax) {
		t.Errorf("[]int64: %v", err)
	}
	// Null, numbers and errors are not for the Codec.
	for frame, want := range map[string]string{
		"_\r\n": decode.ErrNil.Error(), ":1\r\n": "decode: integer does not fit decode_test.point", "-ERR x\r\n": "ERR x",
	} {
		c.calls = nil
		if err := decode.Unmarshal([]byte(frame), new(point), c); errorText(err) != want || c.calls != nil {
			t.Errorf("%q: %v, %v", frame, err, c.calls)
		}
	}
}

type panics struct{}

func (*panics) UnmarshalText([]byte) error { panic("mine") }

func TestPanicsOfUnmarshalersPassThrough(t *testing.T) {
	r := new(decode.Reader)
	dec := decode.Of[[]panics]()
	func() {
		defer func() {
			if p := recover(); p != "mine" {
				t.Errorf("recovered %v", p)
			}
		}()
		r.Reset([]byte("*1\r\n+x\r\n"))
		dec(r, new([]panics))
	}()
	// The Reader is good for the next reply.
	var v any
	r.Reset([]byte("*1\r\n*1\r\n+x\r\n"))
	if err := decode.Any(r, &v); err != nil {
		t.Error(err)
	}
}
