package decode_test

import (
	"errors"
	"fmt"
	"math/big"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// Replies in tests are values of these types, of string (a bulk string), int,
// int64, float64, bool, *big.Int, and nil (a null). They can be spelled in several ways.
type (
	simple   string // simple string
	failure  string // simple error
	verbatim string // verbatim string
	arr      []any  // array
	set      []any  // set
	push     []any  // push
	dict     []any  // map: key, value, key, value …
	scores   []any  // member, score, …: nested in RESP3, flat in RESP2
	streams  []any  // key, entries, …: a map in RESP3, nested in RESP2
)

// A spelling is a way to put a reply on the wire.
type spelling struct {
	name       string
	resp2      bool
	streamed   bool // aggregates and strings come in pieces
	attributes bool // each value has an attribute
}

var spellings = []spelling{
	{name: "RESP3"},
	{name: "RESP2", resp2: true},
	{name: "streamed", streamed: true},
	{name: "attributes", attributes: true},
}

func (s spelling) frame(v any) []byte { return s.append(nil, v) }

func (s spelling) append(b []byte, v any) []byte {
	if s.attributes {
		b = resp.AppendAttributeHeader(b, 1)
		b = resp.AppendSimpleString(b, "key")
		b = resp.AppendInteger(resp.AppendArrayHeader(b, 1), 1)
	}
	switch v := v.(type) {
	case nil:
		if s.resp2 {
			return resp.AppendNullBulk(b)
		}
		return resp.AppendNull(b)
	case string:
		if s.streamed {
			b = resp.AppendStreamedString(b)
			b = resp.AppendChunk(b, v[:len(v)/2])
			return resp.AppendChunkEnd(resp.AppendChunk(b, v[len(v)/2:]))
		}
		return resp.AppendBulkString(b, v)
	case int:
		return resp.AppendInteger(b, int64(v))
	case int64:
		return resp.AppendInteger(b, v)
	case float64:
		if s.resp2 {
			return resp.AppendBulkFloat(b, v, 64)
		}
		return resp.AppendDouble(b, v)
	case bool:
		if s.resp2 {
			return resp.AppendInteger(b, map[bool]int64{true: 1}[v])
		}
		return resp.AppendBool(b, v)
	case *big.Int:
		if s.resp2 {
			return resp.AppendBulkString(b, v.String())
		}
		return resp.AppendBigNumber(b, v)
	case simple:
		return resp.AppendSimpleString(b, string(v))
	case failure:
		return resp.AppendError(b, string(v))
	case verbatim:
		if s.resp2 {
			return resp.AppendBulkString(b, string(v))
		}
		return resp.AppendVerbatim(b, "txt", string(v))
	case arr:
		return s.aggregate(b, resp.Array, v)
	case push:
		if s.resp2 {
			return s.aggregate(b, resp.Array, v)
		}
		return s.aggregate(b, resp.Push, v)
	case set:
		if s.resp2 {
			return s.aggregate(b, resp.Array, v)
		}
		return s.aggregate(b, resp.Set, v)
	case dict:
		if s.resp2 {
			return s.aggregate(b, resp.Array, v)
		}
		return s.aggregate(b, resp.Map, v)
	case scores:
		if s.resp2 {
			return s.aggregate(b, resp.Array, v)
		}
		return s.nested(b, v)
	case streams:
		if s.resp2 {
			return s.nested(b, v)
		}
		return s.aggregate(b, resp.Map, v)
	}
	panic(fmt.Sprintf("no spelling for a %T", v))
}

func (s spelling) nested(b []byte, v []any) []byte {
	list := arr{}
	for i := 0; i < len(v); i += 2 {
		list = append(list, arr{v[i], v[i+1]})
	}
	return s.aggregate(b, resp.Array, list)
}

func (s spelling) aggregate(b []byte, k resp.Kind, v []any) []byte {
	switch {
	case s.streamed:
		b = resp.AppendStreamedHeader(b, k)
	case k == resp.Array:
		b = resp.AppendArrayHeader(b, len(v))
	case k == resp.Set:
		b = resp.AppendSetHeader(b, len(v))
	case k == resp.Push:
		b = resp.AppendPushHeader(b, len(v))
	case k == resp.Map:
		b = resp.AppendMapHeader(b, len(v)/2)
	}
	for _, e := range v {
		b = s.append(b, e)
	}
	if s.streamed {
		b = resp.AppendStreamedEnd(b)
	}
	return b
}

// A row is a line of a table of tests.
type row struct {
	name string
	run  func(t *testing.T, s spelling)
}

func run(t *testing.T, rows []row) {
	t.Helper()
	for _, row := range rows {
		for _, s := range spellings {
			t.Run(row.name+"/"+s.name, func(t *testing.T) { row.run(t, s) })
		}
	}
}

// checked returns frame, after the framer has accepted it.
func checked(t *testing.T, frame []byte) []byte {
	t.Helper()
	var f resp.Framer
	if n, err := f.Next(frame); err != nil || n != len(frame) {
		t.Fatalf("%q is not a frame: %d, %v", frame, n, err)
	}
	return frame
}

// gives is a row in which the reply is decoded into want, by the type of want.
func gives[T any](name string, reply any, want T) row {
	return row{name, func(t *testing.T, s spelling) {
		t.Helper()
		var got T
		if err := decode.Unmarshal(checked(t, s.frame(reply)), &got, nil); err != nil {
			t.Fatalf("%T: %v", got, err)
		}
		if diff := cmp.Diff(want, got, comparer); diff != "" {
			t.Errorf("%T (-want +got):\n%s", got, diff)
		}
	}}
}

// givesBy is gives with an explicit decoder.
func givesBy[T any](name string, d decode.Decoder[T], reply any, want T) row {
	return row{name, func(t *testing.T, s spelling) {
		t.Helper()
		var got T
		if err := decodeBy(d, checked(t, s.frame(reply)), &got, nil); err != nil {
			t.Fatalf("%T: %v", got, err)
		}
		if diff := cmp.Diff(want, got, comparer); diff != "" {
			t.Errorf("%T (-want +got):\n%s", got, diff)
		}
	}}
}

// decodeBy decodes frame with d, which has to read all of it.
func decodeBy[T any](d decode.Decoder[T], frame []byte, dst *T, c codec.Codec) error {
	r := decode.Reader{Codec: c}
	r.Reset(frame)
	if err := d(&r, dst); err != nil {
		return err
	}
	if r.Offset() != len(frame) {
		return fmt.Errorf("the decoder stopped at %d of %d", r.Offset(), len(frame))
	}
	return nil
}

// fails is a row in which the reply does not fit a T. want is the whole text of
// the error in RESP3; other spellings have to fail at the same place.
func fails[T any](name string, reply any, want string) row {
	d, err := decode.For[T]()
	if err != nil {
		panic(err)
	}
	return failsBy(name, d, reply, want)
}

// failsBy is fails with an explicit decoder.
func failsBy[T any](name string, d decode.Decoder[T], reply any, want string) row {
	return row{name, func(t *testing.T, s spelling) {
		t.Helper()
		path := func(s spelling) (string, error) {
			var got T
			err := decodeBy(d, checked(t, s.frame(reply)), &got, nil)
			if err == nil {
				t.Fatalf("no error but %v", got)
			}
			var mismatch *decode.MismatchError
			if !errors.As(err, &mismatch) {
				if err != decode.ErrNil {
					t.Fatalf("error %v is a %T", err, err)
				}
				return "", err
			}
			if mismatch.Want == "" {
				t.Errorf("error %v does not say what was wanted", err)
			}
			return mismatch.Path, err
		}
		wantPath, err := path(spellings[0])
		if err.Error() != want {
			t.Fatalf("error %s\n    want  %s", err, want)
		}
		// That elements are missing is known at once, or when one comes to the end.
		if got, err := path(s); !strings.HasPrefix(got, wantPath) && !strings.HasPrefix(wantPath, got) {
			t.Errorf("error %v is at %q, want %q", err, got, wantPath)
		}
	}}
}

var comparer = cmp.Options{
	cmp.Comparer(func(a, b big.Int) bool { return a.Cmp(&b) == 0 }),
	cmp.Comparer(func(a, b netip.Addr) bool { return a == b }),
	cmp.AllowUnexported(user{}, strict{}),
}
