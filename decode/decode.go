package decode

import (
	"reflect"
	"sync"
	"unsafe"

	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/resp"
)

// A Reader gives decoders the values of one reply, and what else they need. It
// is a [resp.Reader] that knows how the connection is set up. A Reader must not
// be used by two goroutines at once.
type Reader struct {
	resp.Reader

	// Codec decodes bulk strings into types that nothing else covers. It may be
	// nil: these types are then a mismatch.
	Codec codec.Codec

	// Owned says that the memory of the frame is the caller's for good: no one
	// will write to it again. A string or []byte that makes up nearly all of a
	// frame, and is 16 KiB or longer, then aliases the frame instead of being
	// copied.
	Owned bool

	flat  int // 1 + offset at which a tuple begins that has no header of its own
	depth int // how many values of a recursive type the current one lies in
}

// Reset makes r read frame, one whole reply, from its start. Codec and Owned
// stay.
func (r *Reader) Reset(frame []byte) {
	r.Reader.Reset(frame)
	r.flat, r.depth = 0, 0
}

// A Decoder reads exactly one value from r, with all that it contains, into
// *dst. It must read or skip all of it, for the next value begins where it
// stops.
//
// It reuses the memory that *dst holds: slices keep their capacity, maps are
// cleared and refilled, pointers are written through. A caller who wants fresh
// memory passes a zero *dst. On an error *dst may hold anything, and r may be
// anywhere in its frame.
//
// It keeps neither dst nor any bytes of the frame, but for what Reader.Owned
// allows. A Decoder may be called by several goroutines at once.
type Decoder[T any] func(r *Reader, dst *T) error

// A ReplyUnmarshaler is a type that reads a reply by itself, as package node's
// Tree does. It reads exactly one value, with all that it contains, by the
// rules of [Decoder].
type ReplyUnmarshaler interface {
	UnmarshalReply(r *resp.Reader) error
}

// decoders holds a Decoder[T] or an error per T, for what static does not know.
var decoders sync.Map // by reflect.Type

// For returns the decoder for type T that the package documentation describes.
// It is made once per type, so that calling For again is cheap.
//
// The error, for a T that no reply can be decoded into, is a *[TypeError].
func For[T any]() (Decoder[T], error) {
	if d := static((*T)(nil)); d != nil {
		return d.(Decoder[T]), nil
	}
	t := reflect.TypeFor[T]()
	known, ok := decoders.Load(t)
	if !ok {
		known, _ = decoders.LoadOrStore(t, plan[T]())
	}
	if d, ok := known.(Decoder[T]); ok {
		return d, nil
	}
	return nil, known.(error)
}

// Of is [For] for use among combinators. Where For has an error, the decoder
// that Of returns fails with it.
//
//	decode.Slice(decode.PairOf(decode.String, decode.Of[User]()))
func Of[T any]() Decoder[T] {
	d, err := For[T]()
	if err != nil {
		return func(*Reader, *T) error { return err }
	}
	return d
}

// Unmarshal decodes frame, the bytes of one whole reply, into *dst, by the
// decoder for its type. Values that take a Codec go to c, which may be nil.
// frame is copied from, never kept.
//
// An error reply is returned as an error in which errors.As finds it.
func Unmarshal[T any](frame []byte, dst *T, c codec.Codec) error {
	d, err := For[T]()
	if err != nil {
		return err
	}
	r := Reader{Codec: c}
	r.Reset(frame)
	if err := d(&r, dst); err != nil {
		return err
	}
	if r.Offset() != len(frame) {
		return &resp.SyntaxError{Offset: int64(r.Offset()), Reason: "bytes after the reply", Found: frame[r.Offset()]}
	}
	return nil
}

// Convert returns a decoder of what f makes of a T that d decodes.
//
//	lines := decode.Convert(decode.String, func(s string) ([]string, error) {
//		return strings.Split(s, "\r\n"), nil
//	})
//
// An error of f makes a *[MismatchError] that wraps it.
func Convert[T, U any](d Decoder[T], f func(T) (U, error)) Decoder[U] {
	return func(r *Reader, dst *U) error {
		kind := r.Peek()
		var v T
		err := d(r, &v)
		if err != nil {
			return err
		}
		if *dst, err = f(v); err != nil {
			return Mismatch[U](resp.Value{Kind: kind}, err)
		}
		return nil
	}
}

// An untyped is a Decoder whose type is known at run time only: p points to a
// value of that type.
type untyped func(r *Reader, p unsafe.Pointer) error

// untyped forgets the type of d.
func (d Decoder[T]) untyped() untyped {
	return func(r *Reader, p unsafe.Pointer) error { return d(r, (*T)(p)) }
}

// typed makes a Decoder of f, whose values are of type T.
func typed[T any](f untyped) Decoder[T] {
	return func(r *Reader, dst *T) error { return f(r, unsafe.Pointer(dst)) }
}
