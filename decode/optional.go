package decode

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/resp"
)

// An Optional is a T that may be absent: what a null is decoded into, and a
// field that a hash lacks. The zero Optional is absent. Two Optionals of a
// comparable T are == if both are absent or their values are ==.
//
// As an argument it has the form of its value; if absent it can only be a field
// of a struct, which is then left out. In JSON absence is null.
type Optional[T any] struct {
	v  T
	ok bool
}

// Some returns an Optional that is v.
func Some[T any](v T) Optional[T] { return Optional[T]{v: v, ok: true} }

// None returns an Optional that is absent.
func None[T any]() Optional[T] { return Optional[T]{} }

// Get returns the value, and whether there is one; if not, it is zero.
func (o Optional[T]) Get() (v T, ok bool) { return o.v, o.ok }

// Value returns the value, or the zero T if it is absent.
func (o Optional[T]) Value() T { return o.v }

// Or returns the value, or v if it is absent.
func (o Optional[T]) Or(v T) T {
	if o.ok {
		return o.v
	}
	return v
}

// Ptr returns a pointer to a copy of the value, nil if it is absent.
func (o Optional[T]) Ptr() *T {
	if !o.ok {
		return nil
	}
	return &o.v
}

// IsNone reports whether the value is absent.
func (o Optional[T]) IsNone() bool { return !o.ok }

// IsZero reports whether the value is absent, for the options omitempty of
// fields and omitzero of package encoding/json.
func (o Optional[T]) IsZero() bool { return !o.ok }

// Equal reports whether both are absent, or their values are equal: by the
// method Equal of T if it has one, else as of [reflect.DeepEqual].
func (o Optional[T]) Equal(p Optional[T]) bool {
	if !o.ok || !p.ok {
		return o.ok == p.ok
	}
	if v, ok := any(o.v).(interface{ Equal(T) bool }); ok {
		return v.Equal(p.v)
	}
	return reflect.DeepEqual(o.v, p.v)
}

// String returns the value as [fmt.Sprint] prints it, or "none".
func (o Optional[T]) String() string {
	if !o.ok {
		return "none"
	}
	return fmt.Sprint(o.v)
}

// MarshalJSON returns the JSON of the value, or null if it is absent.
func (o Optional[T]) MarshalJSON() ([]byte, error) {
	if !o.ok {
		return []byte("null"), nil
	}
	return json.Marshal(&o.v)
}

// UnmarshalJSON sets o to what the JSON in b says, to absent if that is null.
func (o *Optional[T]) UnmarshalJSON(b []byte) error {
	*o = Optional[T]{}
	if string(b) == "null" {
		return nil
	}
	o.ok = true
	return json.Unmarshal(b, &o.v)
}

// AppendArguments appends the value as one argument, or returns
// [codec.ErrAbsent]. It makes Optional a [codec.ArgumentsMarshaler].
func (o Optional[T]) AppendArguments(b []byte, c codec.Codec) ([]byte, error) {
	if !o.ok {
		return b, codec.ErrAbsent
	}
	return codec.Append(b, o.v, c)
}

// OptionalOf decodes a null as absent and everything else with d. If T is a
// Pair, a Scored or a tuple, an empty array is absent too: so ZPOPMIN says that
// there is none.
func OptionalOf[T any](d Decoder[T]) Decoder[Optional[T]] {
	return optionalOf(d, arityOf[T]() > 0)
}

// optionalOf is OptionalOf; emptyIsNone says whether an empty aggregate is
// absent.
func optionalOf[T any](d Decoder[T], emptyIsNone bool) Decoder[Optional[T]] {
	return func(r *Reader, dst *Optional[T]) error {
		if none, err := r.absent(emptyIsNone); none {
			*dst = Optional[T]{}
			return err
		}
		dst.ok = true
		return d(r, &dst.v)
	}
}

// absent passes over the next value if that is null, or an empty aggregate
// where these count as absent. If the value is absent, err is from passing over
// it.
func (r *Reader) absent(emptyIsNone bool) (absent bool, err error) {
	k := r.Peek()
	if k == resp.Null {
		return true, r.Skip()
	}
	if !emptyIsNone || !k.IsAggregate() {
		return false, nil
	}
	ahead := r.Reader
	v, err := ahead.Next()
	if err == nil && (v.Len == 0 || v.Len < 0 && ahead.End()) {
		r.Reader = ahead
		return true, nil
	}
	return false, nil
}

// The functions below are for Direct: they call no function value, which might
// let the Reader escape.

func optionalStringOf(r *Reader, v resp.Value) (o Optional[string], err error) {
	if v.Kind == resp.Null {
		return o, nil
	}
	o.v, err = stringOf(r, v)
	o.ok = err == nil
	return o, err
}

func optionalBytesOf(r *Reader, v resp.Value) (o Optional[[]byte], err error) {
	if v.Kind == resp.Null {
		return o, nil
	}
	o.v, err = bytesOf(r, v)
	o.ok = err == nil
	return o, err
}

func optionalSignedOf[T signed](r *Reader, v resp.Value) (o Optional[T], err error) {
	if v.Kind == resp.Null {
		return o, nil
	}
	o.v, err = signedOf[T](r, v)
	o.ok = err == nil
	return o, err
}

func optionalFloat64Of(r *Reader, v resp.Value) (o Optional[float64], err error) {
	if v.Kind == resp.Null {
		return o, nil
	}
	o.v, err = float64Of(r, v)
	o.ok = err == nil
	return o, err
}

func optionalBoolOf(r *Reader, v resp.Value) (o Optional[bool], err error) {
	if v.Kind == resp.Null {
		return o, nil
	}
	o.v, err = boolOf(r, v)
	o.ok = err == nil
	return o, err
}

// An optional is an Optional of any type.
type optional interface{ optional() }

func (*Optional[T]) optional() {}

func (*Optional[T]) decoder(p *planner) (anyDecoder, error) {
	d, err := decoderOf[T](p, "value")
	if err != nil {
		return nil, err
	}
	return optionalOf(d, isFixed(reflect.TypeFor[T]())), nil
}

// Pointer decodes a null as nil, and everything else with d into what *dst
// points to, which is allocated if *dst is nil. Empty arrays are as with
// [OptionalOf].
func Pointer[T any](d Decoder[T]) Decoder[*T] {
	emptyIsNil := arityOf[T]() > 0
	return func(r *Reader, dst **T) error {
		if absent, err := r.absent(emptyIsNil); absent {
			*dst = nil
			return err
		}
		if *dst == nil {
			*dst = new(T)
		}
		return d(r, *dst)
	}
}
