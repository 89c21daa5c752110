package decode

import (
	"reflect"
	"unsafe"

	"github.com/redisfut/redis/resp"
)

// Map decodes a map, or an array that stands for one: flat, or of pairs. Of a
// key that comes twice the last value counts. A key that no map could find
// again, as it is not equal to itself (NaN) or not comparable, is an error. The
// result is never nil.
//
// [For] differs in that it decodes a string as well, if there is a Codec.
func Map[K comparable, V any](key Decoder[K], value Decoder[V]) Decoder[map[K]V] {
	unsure := mayBeLost(reflect.TypeFor[K]())
	return func(r *Reader, dst *map[K]V) error {
		v, err := r.Next()
		if err != nil {
			return err
		}
		e, ok, reason := r.openEntries(v)
		if !ok {
			return Mismatch[map[K]V](v, reason)
		}
		m := emptied(r, dst, e.n)
		var k K // these two are on the heap, so one of each has to do for all entries
		var x V
		for {
			if more, err := e.next(r); !more {
				return err
			}
			k, x = *new(K), *new(V)
			kind := r.Peek()
			if err = key(r, &k); err == nil && unsure && isLost(reflect.ValueOf(&k).Elem()) {
				err = Mismatch[K](resp.Value{Kind: kind}, errKey)
			}
			if err != nil {
				return in[K](err, element(e.i)+".key")
			}
			if err := e.value(r); err != nil {
				return err
			}
			if err := value(r, &x); err != nil {
				return in[V](err, entry(e.i, reflect.ValueOf(&k).Elem()))
			}
			m[k] = x
			if err := e.close(r); err != nil {
				return err
			}
		}
	}
}

// emptied makes *dst a map without entries, with room for n.
func emptied[K comparable, V any](r *Reader, dst *map[K]V, n int) map[K]V {
	if *dst == nil {
		*dst = make(map[K]V, r.room(n, unsafe.Sizeof(*new(K))+unsafe.Sizeof(*new(V))))
	} else {
		clear(*dst)
	}
	return *dst
}

// mayBeLost reports whether a map with keys of type t may be unable to find a
// key, or to take it.
func mayBeLost(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128, reflect.Interface:
		return true
	case reflect.Array:
		return mayBeLost(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if mayBeLost(t.Field(i).Type) {
				return true
			}
		}
	}
	return false
}

// isLost reports whether a map cannot find the key k, or not take it.
func isLost(k reflect.Value) bool { return !k.Comparable() || !k.Equal(k) }

// Set decodes a set, or an array that stands for one, with d for each element.
// What comes twice counts once. The result is never nil.
//
// [For] differs in that it decodes a string as well, if there is a Codec.
func Set[K comparable](d Decoder[K]) Decoder[map[K]struct{}] {
	return setOf(d, noCodec[map[K]struct{}])
}

// setOf is Set; what is no set goes to other.
func setOf[K comparable](d Decoder[K], other func(*Reader, resp.Value, *map[K]struct{}, error) error) Decoder[map[K]struct{}] {
	arity, unsure := arityOf[K](), mayBeLost(reflect.TypeFor[K]())
	return func(r *Reader, dst *map[K]struct{}) error {
		v, err := r.Next()
		if err != nil {
			return err
		}
		l, ok, reason := r.openList(v, arity)
		if !ok || v.Kind == resp.Map {
			return other(r, v, dst, reason)
		}
		m := emptied(r, dst, l.n)
		var k K // on the heap, so one has to do for all elements
		for i := 0; l.next(r); i++ {
			k = *new(K)
			kind := r.Peek()
			if err = d(r, &k); err == nil && unsure && isLost(reflect.ValueOf(&k).Elem()) {
				err = Mismatch[K](resp.Value{Kind: kind}, errKey)
			}
			if err != nil {
				return in[K](err, element(i))
			}
			m[k] = struct{}{}
		}
		return nil
	}
}

// textMap is the decoder of a map from strings to scalars, one of which of
// makes of a value.
func textMap[V any](of func(r *Reader, v resp.Value) (V, error)) Decoder[map[string]V] {
	return func(r *Reader, dst *map[string]V) error {
		v, err := r.Next()
		if err != nil {
			return err
		}
		e, ok, reason := r.openEntries(v)
		if !ok {
			return byCodec(r, v, dst, reason)
		}
		m := emptied(r, dst, e.n)
		for {
			if more, err := e.next(r); !more {
				return err
			}
			v, err := r.Next()
			if err != nil {
				return err
			}
			k, err := stringOf(r, v)
			if err != nil {
				return in[string](err, element(e.i)+".key")
			}
			if err := e.value(r); err != nil {
				return err
			}
			if v, err = r.Next(); err != nil {
				return err
			}
			x, err := of(r, v)
			if err != nil {
				return in[V](err, keyStep(k))
			}
			m[k] = x
			if err := e.close(r); err != nil {
				return err
			}
		}
	}
}
