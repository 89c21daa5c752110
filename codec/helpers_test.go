package codec_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/redisfut/redis/codec"
)

// arguments parses b, which must consist of whole bulk strings. It is written
// apart from the code under test, and strictly.
func arguments(b []byte) ([]string, error) {
	list := []string{}
	rest := string(b)
	for rest != "" {
		header, after, ok := strings.Cut(rest, "\r\n")
		if !ok || header[0] != '$' {
			return list, fmt.Errorf("argument %d: no header in %.20q", len(list), rest)
		}
		size, err := strconv.Atoi(header[1:])
		if err != nil || size < 0 || strconv.Itoa(size) != header[1:] {
			return list, fmt.Errorf("argument %d: bad length in header %q", len(list), header)
		}
		if len(after) < size+2 || after[size:size+2] != "\r\n" {
			return list, fmt.Errorf("argument %d: no end after %d bytes", len(list), size)
		}
		list = append(list, after[:size])
		rest = after[size+2:]
	}
	return list, nil
}

const before = "*9\r\n$3\r\nSET\r\n" // what is in the buffer already

// appended calls encode with a buffer that holds before and returns what it
// appended.
func appended(t *testing.T, encode func(b []byte) ([]byte, error)) ([]string, error) {
	t.Helper()
	b := append(make([]byte, 0, 64), before...)
	out, err := encode(b)
	if err != nil {
		if len(out) != len(b) || string(out) != before {
			t.Errorf("with error %v the result is %q, not the buffer given", err, out)
		}
		return nil, err
	}
	tail, ok := strings.CutPrefix(string(out), before)
	if !ok {
		t.Fatalf("%q does not start with what the buffer held", out)
	}
	list, err := arguments([]byte(tail))
	if err != nil {
		t.Fatalf("%q: %v", tail, err)
	}
	return list, nil
}

// spread is appended for functions that count.
func spread(t *testing.T, encode func(b []byte) ([]byte, int, error)) ([]string, error) {
	t.Helper()
	n := 0
	list, err := appended(t, func(b []byte) (out []byte, err error) {
		out, n, err = encode(b)
		return out, err
	})
	if n != len(list) {
		t.Errorf("count is %d, arguments are %q", n, list)
	}
	return list, err
}

// jsonCodec is the simplest Codec.
type jsonCodec struct{}

func (jsonCodec) Append(b []byte, v any) ([]byte, error) {
	data, err := json.Marshal(v)
	return append(b, data...), err
}

func (jsonCodec) Unmarshal(b []byte, v any) error { return json.Unmarshal(b, v) }

var _ codec.Codec = jsonCodec{}

var errMarshal = errors.New("out of ink")

// Types that marshal themselves, each in one way.
type (
	bulkByValue     struct{ S string }
	bulkByPointer   struct{ S string }
	bulkMap         map[string]string
	textByValue     struct{ S string }
	textByPointer   struct{ S string }
	textAppender    struct{ S string }
	binaryByPointer struct{ S string }
	binaryAppender  struct{ S string }
	everything      struct{ S string }
	textAndBinary   struct{ S string }
	failing         struct{ S string }
	panicking       struct{ S string }
	absent          struct{ S string }
	namedTextString string
	optional[T any] struct{ v *T }
	pair[A, B any]  struct {
		First  A
		Second B
	}
)

func (v bulkByValue) AppendBulk(b []byte) ([]byte, error)    { return append(b, "bulk:"+v.S...), nil }
func (v *bulkByPointer) AppendBulk(b []byte) ([]byte, error) { return append(b, "bulk:"+v.S...), nil }
func (v bulkMap) AppendBulk(b []byte) ([]byte, error)        { return append(b, "bulk:"+v["S"]...), nil }

func (v textByValue) MarshalText() ([]byte, error)          { return []byte("text:" + v.S), nil }
func (v *textByPointer) MarshalText() ([]byte, error)       { return []byte("text:" + v.S), nil }
func (v *textAppender) AppendText(b []byte) ([]byte, error) { return append(b, "text:"+v.S...), nil }
func (v *textAppender) MarshalText() ([]byte, error)        { return nil, errMarshal }
func (v *binaryByPointer) MarshalBinary() ([]byte, error)   { return []byte("binary:" + v.S), nil }
func (v binaryAppender) AppendBinary(b []byte) ([]byte, error) {
	return append(b, "binary:"+v.S...), nil
}
func (v namedTextString) MarshalText() ([]byte, error) { return []byte("text:" + v), nil }

func (v *everything) AppendBulk(b []byte) ([]byte, error) { return append(b, "bulk:"+v.S...), nil }
func (v *everything) MarshalText() ([]byte, error)        { return nil, errMarshal }
func (v *everything) MarshalBinary() ([]byte, error)      { return nil, errMarshal }
func (v *everything) MarshalJSON() ([]byte, error)        { return nil, errMarshal }

func (v textAndBinary) MarshalText() ([]byte, error)          { return []byte("text:" + v.S), nil }
func (v textAndBinary) AppendBinary(b []byte) ([]byte, error) { return nil, errMarshal }

func (v failing) AppendBulk(b []byte) ([]byte, error)   { return append(b, "half"...), errMarshal }
func (v panicking) AppendBulk(b []byte) ([]byte, error) { panic(append(b, "half"...)) }
func (v absent) AppendBulk(b []byte) ([]byte, error)    { return append(b, "half"...), codec.ErrAbsent }

func some[T any](v T) optional[T] { return optional[T]{&v} }

// optional and pair are made as those of package decode are.
func (o optional[T]) AppendArguments(b []byte, c codec.Codec) ([]byte, error) {
	if o.v == nil {
		return b, codec.ErrAbsent
	}
	return codec.Append(b, *o.v, c)
}

func (p pair[A, B]) AppendArguments(b []byte, c codec.Codec) ([]byte, error) {
	b, err := codec.Append(b, p.First, c)
	if err != nil {
		return b, err
	}
	return codec.Append(b, p.Second, c)
}
