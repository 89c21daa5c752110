package decode

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/redisfut/redis/resp"
)

// A StreamID is the id of an entry of a stream: the time at which it was added, in milliseconds since
// 1970 by the server's clock, and a number that tells those of the same millisecond apart. IDs are in the order
// of their entries. The zero one comes before all.
type StreamID struct {
	Ms  uint64
	Seq uint64
}

var errStreamID = errors.New(`not a stream id, which is like "1700000000000-0"`)

// ParseStreamID reads an id as servers write it: "1700000000000-0".
func ParseStreamID(s string) (StreamID, error) {
	ms, seq, ok := strings.Cut(s, "-")
	var id StreamID
	var err1, err2 error
	id.Ms, err1 = parseDigits(ms)
	id.Seq, err2 = parseDigits(seq)
	if !ok || err1 != nil || err2 != nil {
		return StreamID{}, errStreamID
	}
	return id, nil
}

// parseDigits is strconv.ParseUint for digits alone.
func parseDigits(s string) (uint64, error) {
	if s == "" || s[0] < '0' || s[0] > '9' {
		return 0, errStreamID
	}
	return strconv.ParseUint(s, 10, 64)
}

// String gives the id as servers write it.
func (id StreamID) String() string { return string(id.append(nil)) }

func (id StreamID) append(b []byte) []byte {
	b = strconv.AppendUint(b, id.Ms, 10)
	b = append(b, '-')
	return strconv.AppendUint(b, id.Seq, 10)
}

// AppendText makes the id an argument, and text wherever encoding.TextAppender is of use. It never fails.
func (id StreamID) AppendText(b []byte) ([]byte, error) { return id.append(b), nil }

// MarshalText is AppendText for encoding.TextMarshaler.
func (id StreamID) MarshalText() ([]byte, error) { return id.append(nil), nil }

// UnmarshalText reads what MarshalText gives.
func (id *StreamID) UnmarshalText(b []byte) (err error) {
	*id, err = ParseStreamID(string(b))
	return err
}

// Time gives the moment at which the entry was added, if the server has made its id.
func (id StreamID) Time() time.Time { return time.UnixMilli(int64(min(id.Ms, math.MaxInt64))) }

// Compare returns -1, 0 or +1, as id comes before other, is the same, or comes after it.
func (id StreamID) Compare(other StreamID) int {
	switch {
	case id == other:
		return 0
	case id.Ms < other.Ms || id.Ms == other.Ms && id.Seq < other.Seq:
		return -1
	}
	return 1
}

// IsZero reports whether id is the zero one, which no entry has.
func (id StreamID) IsZero() bool { return id == StreamID{} }

// ID decodes the id of an entry.
func ID(r *Reader, dst *StreamID) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	if v.Kind != resp.BulkString && v.Kind != resp.SimpleString {
		return Mismatch[StreamID](v, nil)
	}
	if *dst, err = ParseStreamID(string(v.Bytes)); err != nil {
		return Mismatch[StreamID](v, err)
	}
	return nil
}

func (*StreamID) decoder(*planner) (anyDecoder, error) { return Decoder[StreamID](ID), nil }

// An Entry is one of a stream: its id, and its fields with their values as a T: a struct, a map, a slice of
// pairs. Where an entry was deleted but is still pending the server gives null for the fields, which needs
// an [Optional] or a pointer as T.
type Entry[T any] struct {
	ID    StreamID
	Value T
}

// EntryOf decodes an array of an id and the fields with their values.
func EntryOf[T any](value Decoder[T]) Decoder[Entry[T]] {
	return func(r *Reader, dst *Entry[T]) error {
		t, err := openTuple[Entry[T]](r, 2)
		if err != nil {
			return err
		}
		if err := part(r, &t, ID, &dst.ID, ".id"); err != nil {
			return err
		}
		if err := part(r, &t, value, &dst.Value, ".value"); err != nil {
			return err
		}
		return t.close(r)
	}
}

func (*Entry[T]) decoder(p *planner) (anyDecoder, error) {
	value, err := decoderOf[T](p, "value")
	if err != nil {
		return nil, err
	}
	return EntryOf(value), nil
}
