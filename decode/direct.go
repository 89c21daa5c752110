package decode

import (
	"time"
)

// Direct decodes the next value into a T of one of the commonest scalar types,
// as the decoder of [For] does, but so that the compiler can leave the T where
// the caller wants it. For other types ok is false, and nothing was read;
// [IsDirect] tells which these are. It runs no code of T or of a Codec.
func Direct[T any](r *Reader) (v T, ok bool, err error) {
	if !IsDirect[T]() {
		return v, false, nil
	}
	x, err := r.Next()
	if err != nil {
		return v, true, err
	}
	// The functions called are known and give their results by value. Were they
	// given p, or called through a variable, v or *r would move to the heap.
	switch p := any(&v).(type) {
	case *string:
		*p, err = stringOf(r, x)
	case *[]byte:
		*p, err = bytesOf(r, x)
	case *bool:
		*p, err = boolOf(r, x)
	case *int:
		*p, err = signedOf[int](r, x)
	case *int8:
		*p, err = signedOf[int8](r, x)
	case *int16:
		*p, err = signedOf[int16](r, x)
	case *int32:
		*p, err = signedOf[int32](r, x)
	case *int64:
		*p, err = int64Of(r, x)
	case *uint:
		*p, err = unsignedOf[uint](r, x)
	case *uint8:
		*p, err = unsignedOf[uint8](r, x)
	case *uint16:
		*p, err = unsignedOf[uint16](r, x)
	case *uint32:
		*p, err = unsignedOf[uint32](r, x)
	case *uint64:
		*p, err = unsignedOf[uint64](r, x)
	case *float32:
		*p, err = float32Of(r, x)
	case *float64:
		*p, err = float64Of(r, x)
	case *time.Time:
		*p, err = timeOf(r, x)
	case *time.Duration:
		*p, err = signedOf[time.Duration](r, x)
	case *OK:
		*p, err = okOf(r, x)
	case *Optional[string]:
		*p, err = optionalStringOf(r, x)
	case *Optional[[]byte]:
		*p, err = optionalBytesOf(r, x)
	case *Optional[int]:
		*p, err = optionalSignedOf[int](r, x)
	case *Optional[int64]:
		*p, err = optionalSignedOf[int64](r, x)
	case *Optional[float64]:
		*p, err = optionalFloat64Of(r, x)
	case *Optional[bool]:
		*p, err = optionalBoolOf(r, x)
	}
	return v, true, err
}

// IsDirect reports whether [Direct] decodes values of type T.
func IsDirect[T any]() bool {
	switch any((*T)(nil)).(type) {
	case *string, *[]byte, *bool,
		*int, *int8, *int16, *int32, *int64,
		*uint, *uint8, *uint16, *uint32, *uint64,
		*float32, *float64, *time.Time, *time.Duration, *OK,
		*Optional[string], *Optional[[]byte], *Optional[int], *Optional[int64],
		*Optional[float64], *Optional[bool]:
		return true
	}
	return false
}
