package codec_test

import (
	"errors"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/codec"
)

type ring *ring

type (
	wrongCount struct{ N int }
	garbage    string
)

func (w wrongCount) AppendArguments(b []byte, c codec.Codec) ([]byte, error) {
	b, _, err := codec.AppendSpread(b, make([]string, w.N), c)
	return b, err
}

func (g garbage) AppendArguments(b []byte, c codec.Codec) ([]byte, error) {
	return append(b, g...), nil
}

const secret = "hunter2"

func TestEncodeErrors(t *testing.T) {
	type badTag struct {
		A int `redis:"a,omitempy"`
	}
	type required struct {
		P *int `redis:"p,required"`
	}
	type requiredBehind struct{ *Required }
	type fields struct {
		Name string
		Ch   chan int
	}
	type fails struct {
		Name string
		Base struct{ failing } `redis:"b"`
	}
	var (
		circle  ring
		circles any
	)
	circle = &circle
	circles = &circles
	huge := make([]byte, codec.MaxBulk+1)
	tests := []struct {
		name   string
		give   any
		typ    string
		path   string
		reason error // nil: any
	}{
		{"nil", nil, "nil", "", codec.ErrAbsent},
		{"nil pointer", (*string)(nil), "*string", "", codec.ErrAbsent},
		{"nil pointer to a marshaler", (*bulkByPointer)(nil), "*codec_test.bulkByPointer", "", codec.ErrAbsent},
		{"nil pointer to a struct", (*profile)(nil), "*codec_test.profile", "", codec.ErrAbsent},
		{"None", optional[string]{}, "codec_test.optional[string]", "", codec.ErrAbsent},
		{"Some of nil", some((*int)(nil)), "*int", "", codec.ErrAbsent},
		{"absent marshaler", absent{secret}, "codec_test.absent", "", codec.ErrAbsent},
		{"nil in a slice", []*string{new(string), nil}, "*string", "[1]", codec.ErrAbsent},
		{"nil in a slice of any", []any{1, 2, nil}, "interface {}", "[2]", codec.ErrAbsent},
		{"None in a slice", []optional[string]{some(secret), {}}, "codec_test.optional[string]", "[1]", codec.ErrAbsent},
		{"nil in a map", map[string]*int{secret: nil}, "*int", "[value]", codec.ErrAbsent},
		{"nil iter.Seq", iter.Seq[string](nil), "iter.Seq[string]", "", codec.ErrAbsent},
		{"nil iter.Seq2", iter.Seq2[string, int](nil), "iter.Seq2[string,int]", "", codec.ErrAbsent},
		{"None in a pair", pair[string, optional[int]]{secret, optional[int]{}}, "codec_test.optional[int]", "", codec.ErrAbsent},
		{"required field that is nil", required{}, "*int", ".P", codec.ErrAbsent},
		{"required field behind nil", requiredBehind{}, "string", ".Required.Name", codec.ErrAbsent},

		{"channel", make(chan int), "chan int", "", codec.ErrUnsupported},
		{"pointer to a channel", new(chan int), "chan int", "", codec.ErrUnsupported},
		{"complex number", 1i, "complex128", "", codec.ErrUnsupported},
		{"function", func() {}, "func()", "", codec.ErrUnsupported},
		{"error", errMarshal, "errors.errorString", "", nil},
		{"slice in a slice", [][]string{{secret}}, "[]string", "[0]", codec.ErrUnsupported},
		{"struct in a slice", []user{{secret, 1}}, "codec_test.user", "[0]", codec.ErrUnsupported},
		{"struct in a slice of any", []any{"x", user{secret, 1}}, "codec_test.user", "[1]", codec.ErrUnsupported},
		{"iterator in a slice", []iter.Seq[int]{slices.Values([]int{1})}, "iter.Seq[int]", "[0]", codec.ErrUnsupported},
		{"struct in a map", map[string]user{secret: {secret, 1}}, "codec_test.user", "[value]", codec.ErrUnsupported},
		{"struct as a map's key", map[user]string{{secret, 1}: secret}, "codec_test.user", "[key]", codec.ErrUnsupported},
		{"field", fields{Name: secret}, "chan int", ".Ch", codec.ErrUnsupported},
		{"struct in iter.Seq", slices.Values([]user{{secret, 1}}), "codec_test.user", "[0]", codec.ErrUnsupported},
		{"struct in iter.Seq2", maps.All(map[string]user{secret: {}}), "codec_test.user", "[0].value", codec.ErrUnsupported},
		{"struct as key in iter.Seq2", maps.All(map[user]string{{}: secret}), "codec_test.user", "[0].key", codec.ErrUnsupported},
		{"struct in a pair", []pair[string, user]{{}, {secret, user{}}}, "codec_test.user", "[0]", codec.ErrUnsupported},
		{"struct without fields", struct{ a int }{1}, "struct { a int }", "", nil},
		{"struct with a bad tag", badTag{}, "codec_test.badTag", "", nil},
		{"pointer to itself", circle, "codec_test.ring", "", nil},
		{"interface that holds itself", circles, "*interface {}", "", nil},

		{"marshaler that fails", failing{secret}, "codec_test.failing", "", errMarshal},
		{"marshaler that fails in a slice", []failing{{secret}}, "codec_test.failing", "[0]", errMarshal},
		{"marshaler that fails in a map", map[string]*failing{secret: {secret}}, "codec_test.failing", "[value]", errMarshal},
		{"marshaler that fails in a field", fails{Name: secret}, "struct { codec_test.failing }", ".Base", errMarshal},
		{"text that fails", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "time.Time", "", nil},
		{"text that fails in a slice", []time.Time{{}, time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)}, "time.Time", "[1]", nil},

		{"too long bytes", huge, "[]uint8", "", codec.ErrTooLong},
		{"too long named bytes", namedBytes(huge), "codec_test.namedBytes", "", codec.ErrTooLong},
		{"too long in a slice", [][]byte{nil, huge}, "[]uint8", "[1]", codec.ErrTooLong},
		{"too long in iter.Seq", slices.Values([][]byte{nil, huge}), "[]uint8", "[1]", codec.ErrTooLong},
		{"too long in iter.Seq2", maps.All(map[string][]byte{secret: huge}), "[]uint8", "[0].value", codec.ErrTooLong},
		{"too long in a map", map[string][]byte{"x": huge}, "[]uint8", "[value]", codec.ErrTooLong},

		{"no arguments where one is wanted", map[string]wrongCount{"": {0}}, "codec_test.wrongCount", "[value]", nil},
		{"two arguments where one is wanted", map[string]wrongCount{"": {2}}, "codec_test.wrongCount", "[value]", nil},
		{"no header", garbage("x"), "codec_test.garbage", "", nil},
		{"another kind", garbage(":1\r\n"), "codec_test.garbage", "", nil},
		{"half a header", garbage("$"), "codec_test.garbage", "", nil},
		{"header without a length", garbage("$\r\n\r\n"), "codec_test.garbage", "", nil},
		{"header with a wrong end", garbage("$1\rxa\r\n"), "codec_test.garbage", "", nil},
		{"null", garbage("$-1\r\n"), "codec_test.garbage", "", nil},
		{"leading zero", garbage("$01\r\na\r\n"), "codec_test.garbage", "", nil},
		{"length over the limit", garbage("$99999999999999999999\r\na\r\n"), "codec_test.garbage", "", nil},
		{"length that wraps in 32 bits", garbage("$4294967297\r\na\r\n"), "codec_test.garbage", "", nil},
		{"length just over the limit", garbage("$536870913\r\na\r\n"), "codec_test.garbage", "", nil},
		{"short payload", garbage("$3\r\na\r\n"), "codec_test.garbage", "", nil},
		{"long payload", garbage("$1\r\nabc\r\n"), "codec_test.garbage", "", nil},
		{"half an end", garbage("$1\r\na\r"), "codec_test.garbage", "", nil},
		{"a command after the argument", garbage("$1\r\na\r\n*1\r\n$8\r\nFLUSHALL\r\n"), "codec_test.garbage", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := spread(t, func(b []byte) ([]byte, int, error) { return codec.AppendSpreadAny(b, test.give, nil) })
			var e *codec.EncodeError
			if !errors.As(err, &e) {
				t.Fatalf("error is %v, want an EncodeError", err)
			}
			typ := "nil"
			if e.Type != nil {
				typ = e.Type.String()
			}
			got := []string{typ, e.Path}
			if diff := cmp.Diff([]string{test.typ, test.path}, got); diff != "" {
				t.Errorf("type and path (-want +got):\n%s", diff)
			}
			if test.reason != nil && !errors.Is(err, test.reason) {
				t.Errorf("reason is %v, want %v", e.Err, test.reason)
			}
			text := err.Error()
			if !strings.Contains(text, typ) || !strings.Contains(text, e.Path) || !strings.Contains(text, e.Err.Error()) {
				t.Errorf("%q does not tell type, path and reason", text)
			}
			if strings.Contains(text, secret) {
				t.Errorf("%q contains the value", text)
			}
		})
	}
}

type Required struct {
	Name string `redis:",required"`
}

func TestEncodeErrorsOfStaticTypes(t *testing.T) {
	type chanName chan int
	tests := []struct {
		name   string
		encode func(b []byte) ([]byte, error)
		want   codec.EncodeError
	}{
		{"pointer", func(b []byte) ([]byte, error) { return codec.Append(b, (*int)(nil), nil) },
			codec.EncodeError{Type: reflect.TypeFor[*int](), Err: codec.ErrAbsent}},
		{"nil any", func(b []byte) ([]byte, error) { return codec.Append[any](b, nil, nil) },
			codec.EncodeError{Err: codec.ErrAbsent}},
		{"slice", func(b []byte) ([]byte, error) { return codec.Append(b, []string{secret}, nil) },
			codec.EncodeError{Type: reflect.TypeFor[[]string](), Err: codec.ErrUnsupported}},
		{"map", func(b []byte) ([]byte, error) { return codec.Append(b, map[string]string{secret: ""}, nil) },
			codec.EncodeError{Type: reflect.TypeFor[map[string]string](), Err: codec.ErrUnsupported}},
		{"struct", func(b []byte) ([]byte, error) { return codec.Append(b, user{secret, 1}, nil) },
			codec.EncodeError{Type: reflect.TypeFor[user](), Err: codec.ErrUnsupported}},
		{"pointer to a struct", func(b []byte) ([]byte, error) { return codec.Append(b, &user{secret, 1}, nil) },
			codec.EncodeError{Type: reflect.TypeFor[user](), Err: codec.ErrUnsupported}},
		{"iterator", func(b []byte) ([]byte, error) { return codec.Append(b, slices.Values([]int{1}), nil) },
			codec.EncodeError{Type: reflect.TypeFor[iter.Seq[int]](), Err: codec.ErrUnsupported}},
		{"named channel", func(b []byte) ([]byte, error) { return codec.Append(b, chanName(nil), nil) },
			codec.EncodeError{Type: reflect.TypeFor[chanName](), Err: codec.ErrUnsupported}},
		{"a Codec that fails", func(b []byte) ([]byte, error) {
			return codec.Append(b, user{secret, 1}, codecFunc(func(b []byte, _ any) ([]byte, error) {
				return append(b, "half"...), errMarshal
			}))
		}, codec.EncodeError{Type: reflect.TypeFor[user](), Err: errMarshal}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := appended(t, test.encode)
			var e *codec.EncodeError
			if !errors.As(err, &e) {
				t.Fatalf("error is %v, want an EncodeError", err)
			}
			if *e != test.want {
				t.Errorf("error is %v, want %v", e, &test.want)
			}
		})
	}
}

func TestArgumentsMarshalerWhereOneIsWanted(t *testing.T) {
	for n := range 4 {
		list, err := appended(t, func(b []byte) ([]byte, error) { return codec.Append(b, wrongCount{n}, nil) })
		switch {
		case n == 1 && (err != nil || len(list) != 1):
			t.Errorf("with one argument: %q, %v", list, err)
		case n != 1 && (err == nil || !strings.Contains(err.Error(), "exactly one")):
			t.Errorf("with %d arguments: %q, %v", n, list, err)
		}
	}
}

func TestPanicsPassThrough(t *testing.T) {
	tests := []struct {
		name   string
		encode func(b []byte)
	}{
		{"marshaler", func(b []byte) { codec.Append(b, panicking{}, nil) }},
		{"element", func(b []byte) { codec.AppendSpread(b, []any{"a", panicking{}}, nil) }},
		{"field", func(b []byte) { codec.AppendSpread(b, struct{ A, B any }{"a", &panicking{}}, nil) }},
		{"iterator", func(b []byte) {
			codec.AppendSpread(b, iter.Seq[int](func(yield func(int) bool) { yield(1); panic("iterator") }), nil)
		}},
		{"Codec", func(b []byte) {
			codec.Append(b, user{}, codecFunc(func(b []byte, _ any) ([]byte, error) { panic(append(b, "half"...)) }))
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := append(make([]byte, 0, 64), before...)
			defer func() {
				if recover() == nil {
					t.Error("the panic did not pass through")
				}
				if string(b) != before {
					t.Errorf("the buffer holds %q", b)
				}
				got, err := codec.Append(b, "next", nil)
				if want := before + "$4\r\nnext\r\n"; err != nil || string(got) != want {
					t.Errorf("next argument: %q, %v", got, err)
				}
			}()
			test.encode(b)
		})
	}
}
