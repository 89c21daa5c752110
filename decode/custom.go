package decode

import (
	"encoding"
	"reflect"
	"unsafe"

	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/resp"
)

// byCodec decodes v, whose type has no other form as a string, by the Codec.
// reason says why v does not fit otherwise.
func byCodec[T any](r *Reader, v resp.Value, dst *T, reason error) error {
	if !isString(v.Kind) {
		return Mismatch[T](v, reason)
	}
	if r.Codec == nil {
		return Mismatch[T](v, errNoCodec)
	}
	*dst = *new(T)
	if err := r.Codec.Unmarshal(v.Bytes, dst); err != nil {
		return Mismatch[T](v, err)
	}
	return nil
}

// byCodecAt is byCodec for a value of type t at p.
func byCodecAt(r *Reader, v resp.Value, t reflect.Type, p unsafe.Pointer, reason error) error {
	if !isString(v.Kind) {
		return mismatch(t, v, reason)
	}
	if r.Codec == nil {
		return mismatch(t, v, errNoCodec)
	}
	dst := reflect.NewAt(t, p)
	dst.Elem().SetZero()
	if err := r.Codec.Unmarshal(v.Bytes, dst.Interface()); err != nil {
		return mismatch(t, v, err)
	}
	return nil
}

var (
	replyUnmarshalerType  = reflect.TypeFor[ReplyUnmarshaler]()
	bulkUnmarshalerType   = reflect.TypeFor[codec.BulkUnmarshaler]()
	textUnmarshalerType   = reflect.TypeFor[encoding.TextUnmarshaler]()
	binaryUnmarshalerType = reflect.TypeFor[encoding.BinaryUnmarshaler]()
)

// unmarshaler returns the decoder for t by its own methods, nil if it has none
// for it.
func unmarshaler(t reflect.Type) untyped {
	switch has := reflect.PointerTo(t).Implements; {
	case has(bulkUnmarshalerType):
		return unmarshal(t, false, func(p any, b []byte) error { return p.(codec.BulkUnmarshaler).UnmarshalBulk(b) })
	case has(textUnmarshalerType):
		return unmarshal(t, true, func(p any, b []byte) error { return p.(encoding.TextUnmarshaler).UnmarshalText(b) })
	case has(binaryUnmarshalerType):
		return unmarshal(t, true, func(p any, b []byte) error { return p.(encoding.BinaryUnmarshaler).UnmarshalBinary(b) })
	}
	return nil
}

// unmarshal decodes a scalar by a method of *t. fresh says that the method may
// rely on a zero value, as those of package encoding may.
func unmarshal(t reflect.Type, fresh bool, method func(p any, b []byte) error) untyped {
	return func(r *Reader, p unsafe.Pointer) error {
		v, err := r.Next()
		if err != nil {
			return err
		}
		b, ok := text(v)
		if !ok {
			return mismatch(t, v, nil)
		}
		dst := reflect.NewAt(t, p)
		if fresh {
			dst.Elem().SetZero()
		}
		if err := method(dst.Interface(), b); err != nil {
			return mismatch(t, v, err)
		}
		return nil
	}
}

// unmarshalReply decodes a value by a t's UnmarshalReply.
func unmarshalReply(t reflect.Type) untyped {
	return func(r *Reader, p unsafe.Pointer) error {
		kind := r.Peek()
		err := reflect.NewAt(t, p).Interface().(ReplyUnmarshaler).UnmarshalReply(&r.Reader)
		r.KeepAttributes(false)
		if err == nil {
			return nil
		}
		if _, ok := err.(*resp.SyntaxError); ok {
			return err
		}
		return mismatch(t, resp.Value{Kind: kind}, err)
	}
}
