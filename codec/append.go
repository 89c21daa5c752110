package codec

import "reflect"

// Append appends v to b as one argument: a bulk string with its header. It
// never takes a collection apart; [AppendSpread] does. The package
// documentation tells which type has which form. Values that only a [Codec]
// can encode go to c, which may be nil.
//
// Other than to extend b it does not allocate for strings, bytes, numbers,
// booleans and times, nor for named types made of these.
//
// An error is an *[EncodeError], and the result is then b as it was given. A
// panic of a marshaler passes through.
func Append[V any](b []byte, v V, c Codec) ([]byte, error) {
	if out, ok, err := appendBasic(b, v); ok {
		return out, err
	}
	return appendPlanned(b, v, c)
}

// AppendAny is [Append] for a value whose type is known at run time only.
func AppendAny(b []byte, v any, c Codec) ([]byte, error) {
	if out, ok, err := appendBasic(b, v); ok {
		return out, err
	}
	return appendReflected(b, reflect.ValueOf(v), c)
}

// AppendSpread appends v to b as one argument per element or two per pair, if
// it is one of the collections that the package documentation lists, and else
// as one argument like [Append]. It returns how many arguments it appended; an
// empty collection gives 0, which most commands do not accept.
//
// Other than to extend b it does not allocate for slices of strings, bytes,
// numbers, booleans and times, and for the commonest maps.
//
// An error is an *[EncodeError], and the result is then b as it was given,
// and 0. A panic of a marshaler or of an iterator passes through.
func AppendSpread[V any](b []byte, v V, c Codec) (out []byte, n int, err error) {
	if out, n, ok, err := spreadBasic(b, v); ok {
		return out, n, err
	}
	return spreadPlanned(b, v, c)
}

// AppendSpreadAny is [AppendSpread] for a value whose type is known at run time
// only.
func AppendSpreadAny(b []byte, v any, c Codec) (out []byte, n int, err error) {
	if out, n, ok, err := spreadBasic(b, v); ok {
		return out, n, err
	}
	return spreadReflected(b, reflect.ValueOf(v), c)
}

// The functions above convert v to an interface for a type switch that keeps
// nothing of it, so the compiler leaves v on the stack. Those below let v
// escape. Keeping them apart is what saves the common types the allocation.

func appendPlanned[V any](b []byte, v V, c Codec) ([]byte, error) {
	t := reflect.TypeFor[V]()
	p := planOf(t)
	if p.byKind {
		out, err := appendByKind(b, reflect.ValueOf(&v).Elem())
		return finish(b, out, t, err)
	}
	if p.shared {
		return appendReflected(b, reflect.ValueOf(v), c)
	}
	return appendEscaped(b, v, c)
}

func appendEscaped[V any](b []byte, v V, c Codec) ([]byte, error) {
	return appendReflected(b, reflect.ValueOf(&v).Elem(), c)
}

func appendReflected(b []byte, v reflect.Value, c Codec) ([]byte, error) {
	if !v.IsValid() {
		return b, &EncodeError{Err: ErrAbsent}
	}
	out, err := planOf(v.Type()).one(b, v, c)
	return finish(b, out, v.Type(), err)
}

func spreadPlanned[V any](b []byte, v V, c Codec) ([]byte, int, error) {
	t := reflect.TypeFor[V]()
	p := planOf(t)
	if p.byKind {
		out, err := appendByKind(b, reflect.ValueOf(&v).Elem())
		out, err = finish(b, out, t, err)
		if err != nil {
			return b, 0, err
		}
		return out, 1, nil
	}
	if p.shared {
		return spreadReflected(b, reflect.ValueOf(v), c)
	}
	return spreadEscaped(b, v, c)
}

func spreadEscaped[V any](b []byte, v V, c Codec) ([]byte, int, error) {
	return spreadReflected(b, reflect.ValueOf(&v).Elem(), c)
}

func spreadReflected(b []byte, v reflect.Value, c Codec) ([]byte, int, error) {
	if !v.IsValid() {
		return b, 0, &EncodeError{Err: ErrAbsent}
	}
	out, n, err := spreadValue(b, v, c)
	if err != nil {
		return b, 0, errorOf(v.Type(), err)
	}
	return out, n, nil
}

func finish(b, out []byte, t reflect.Type, err error) ([]byte, error) {
	if err != nil {
		return b, errorOf(t, err)
	}
	return out, nil
}
