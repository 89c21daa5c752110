package decode

import "time"

// Direct decodes the next value into a T of one of the commonest scalar types,
// as the decoder of [For] does, but so that the compiler can leave the T where the caller
// wants it. For other types ok is false, and nothing was read; [IsDirect] tells
// which these are. It runs no code of T or of a Codec.
func Direct[T any](r *Reader) (v T, ok bool, err error) {
	switch p := any(&v).(type) {
	case *string:
		err = String(r, p)
	case *[]byte:
		err = Bytes(r, p)
	case *bool:
		err = Bool(r, p)
	case *int:
		err = Int(r, p)
	case *int8:
		err = intoSigned(r, p)
	case *int16:
		err = intoSigned(r, p)
	case *int32:
		err = intoSigned(r, p)
	case *int64:
		err = Int64(r, p)
	case *uint:
		err = intoUnsigned(r, p)
	case *uint8:
		err = intoUnsigned(r, p)
	case *uint16:
		err = intoUnsigned(r, p)
	case *uint32:
		err = intoUnsigned(r, p)
	case *uint64:
		err = Uint64(r, p)
	case *float32:
		err = intoFloat32(r, p)
	case *float64:
		err = Float64(r, p)
	case *time.Time:
		err = Time(r, p)
	case *time.Duration:
		err = Duration(r, p)
	case *OK:
		err = Status(r, p)
	case *Optional[string]:
		err = scalarOptional(r, p, stringOf)
	case *Optional[[]byte]:
		err = scalarOptional(r, p, bytesOf)
	case *Optional[int]:
		err = scalarOptional(r, p, signedOf[int])
	case *Optional[int64]:
		err = scalarOptional(r, p, int64Of)
	case *Optional[float64]:
		err = scalarOptional(r, p, float64Of)
	case *Optional[bool]:
		err = scalarOptional(r, p, boolOf)
	default:
		return v, false, nil
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
