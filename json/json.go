// Package json stores Go values in Redis as JSON, by [encoding/json].
//
// There are two ways to ask for it. [Codec], set for a connection or a request,
// makes JSON the form of all values that have no other form as an argument or a
// bulk string: structs, maps and slices without marshalers of their own.
// [Value] makes one value JSON, of whatever type and whatever the Codec:
//
//	redis.Set(conn, "user:7", json.Of(user))
//	redis.Get[json.Value[User]](conn, "user:7")
//
// Strings, numbers and times keep the plain forms of package codec under the
// Codec, while in a Value they are JSON: the string a is "a" with its quotes.
//
// The JSON is compact, without a newline at the end. Unlike the default of
// encoding/json it does not escape <, > and &, which would only make strings
// longer here; text that is to be part of a web page has to be escaped there.
//
// To have other options, or another JSON library, implement [codec.Codec]; it
// takes ten lines.
package json

import (
	"encoding/json"
	"errors"
	"strings"
	"sync"

	"github.com/redisfut/redis/codec"
)

// Codec is a [codec.Codec] that writes and reads JSON. The zero value is all
// there is to it.
type Codec struct{}

var _ codec.Codec = Codec{}

// Append appends the JSON of v to b. Its errors are those of [json.Marshal].
func (Codec) Append(b []byte, v any) ([]byte, error) {
	e := encoders.Get().(*encoder)
	e.out = b
	err := e.json.Encode(v)
	out := e.out
	// Not deferred: an encoder that panicked is not used again.
	e.out = nil
	encoders.Put(e)
	if err != nil {
		return b, err
	}
	return out[:len(out)-1], nil // without Encode's newline
}

// Unmarshal sets *v to what the JSON in b says, as [json.Unmarshal] does. Its
// errors are the same too, except that they do not quote a number that does not
// fit the type it is for.
func (Codec) Unmarshal(b []byte, v any) error {
	err := json.Unmarshal(b, v)
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &mismatch) && strings.HasPrefix(mismatch.Value, "number ") {
		// What a reply contains is not for logs.
		safe := *mismatch
		safe.Value = "number"
		return &safe
	}
	return err
}

// encoder is a json.Encoder that appends to a slice. Encoders are pooled, as
// each holds two allocations.
type encoder struct {
	out  []byte
	json *json.Encoder
}

func (e *encoder) Write(p []byte) (int, error) {
	e.out = append(e.out, p...)
	return len(p), nil
}

var encoders = sync.Pool{New: func() any {
	e := new(encoder)
	e.json = json.NewEncoder(e)
	e.json.SetEscapeHTML(false)
	return e
}}

// Value holds a value whose form in Redis is JSON. It may stand wherever an
// argument or a result may: as an element, as a field of a hash, in an
// Optional.
type Value[T any] struct {
	V T
}

// Of returns v as a Value.
func Of[T any](v T) Value[T] { return Value[T]{V: v} }

// AppendBulk appends the JSON of x.V to b.
func (x Value[T]) AppendBulk(b []byte) ([]byte, error) { return Codec{}.Append(b, &x.V) }

// UnmarshalBulk replaces x.V by what the JSON in b says. On an error x.V is
// left as it was.
func (x *Value[T]) UnmarshalBulk(b []byte) error {
	var v T
	if err := (Codec{}).Unmarshal(b, &v); err != nil {
		return err
	}
	x.V = v
	return nil
}
