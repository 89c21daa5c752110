package decode

import (
	"strconv"
	"unsafe"

	"github.com/redisfut/redis/resp"
)

// Slice decodes an array, a set or a push, with d for each element. A map
// counts as the array of its keys and values that RESP2 sends in its place. If
// T is a Pair, a Scored or a tuple, a flat array of their parts will do too.
// The result is never nil.
//
// [For] differs in that it decodes a string as well, if there is a Codec.
func Slice[T any](d Decoder[T]) Decoder[[]T] { return sliceOf(d, noCodec[[]T]) }

// noCodec stands in for byCodec where no Codec is to be asked.
func noCodec[T any](_ *Reader, v resp.Value, _ *T, reason error) error { return Mismatch[T](v, reason) }

// sliceOf is Slice; what is no list goes to other.
func sliceOf[T any](d Decoder[T], other func(*Reader, resp.Value, *[]T, error) error) Decoder[[]T] {
	arity := arityOf[T]()
	return func(r *Reader, dst *[]T) error {
		v, err := r.Next()
		if err != nil {
			return err
		}
		l, ok, reason := r.openList(v, arity)
		if !ok {
			return other(r, v, dst, reason)
		}
		s := sized(r, *dst, l.n)
		i := 0
		for ; l.next(r); i++ {
			if i == len(s) {
				s = append(s, *new(T))
			}
			if err := d(r, &s[i]); err != nil {
				return in[T](err, element(i))
			}
		}
		*dst = s[:i]
		return nil
	}
}

// sized gives s a length for n elements, or for as many of them as it makes
// sense to have memory ahead of; -1 stands for no one knows how many.
func sized[T any](r *Reader, s []T, n int) []T {
	n = r.room(n, unsafe.Sizeof(*new(T)))
	switch {
	case n > cap(s) || s == nil:
		return make([]T, n)
	case n > len(s):
		clear(s[len(s):n])
	}
	return s[:n]
}

// listOf is the decoder of a slice of scalars, one of which of makes of a
// value. many, if not nil, makes some of the first at once, and returns how many.
func listOf[T any](of func(r *Reader, v resp.Value) (T, error), many func(r *resp.Reader, dst []T) int) Decoder[[]T] {
	return func(r *Reader, dst *[]T) error {
		v, err := r.Next()
		if err != nil {
			return err
		}
		l, ok, reason := r.openList(v, 0)
		if !ok {
			return byCodec(r, v, dst, reason)
		}
		s := sized(r, *dst, l.n)
		for i := 0; ; i++ {
			if many != nil && l.left > 0 {
				n := many(&r.Reader, s[min(i, len(s)):])
				i, l.left = i+n, l.left-n
			}
			if !l.next(r) {
				*dst = s[:i]
				return nil
			}
			v, err := r.Next()
			if err != nil {
				return err
			}
			e, err := of(r, v)
			if err != nil {
				return in[T](err, element(i))
			}
			if i < len(s) {
				s[i] = e
			} else {
				s = append(s, e)
			}
		}
	}
}

// manyInts is resp's Ints for a slice of int.
func manyInts(r *resp.Reader, dst []int) int {
	if strconv.IntSize < 64 {
		return 0
	}
	return r.Ints(unsafe.Slice((*int64)(unsafe.Pointer(unsafe.SliceData(dst))), len(dst)))
}
