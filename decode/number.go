package decode

import (
	"errors"
	"math"
	"math/big"
	"strconv"
	"unsafe"

	"github.com/redisfut/redis/resp"
)

type (
	signed interface {
		~int | ~int8 | ~int16 | ~int32 | ~int64
	}
	unsigned interface {
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
	}
)

// Int64 decodes an integer in any spelling: an integer, a big number or a
// boolean, a double without a fraction, or decimal text.
func Int64(r *Reader, dst *int64) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	*dst, err = int64Of(r, v)
	return err
}

func int64Of(_ *Reader, v resp.Value) (int64, error) {
	if v.Kind == resp.BulkString || v.Kind == resp.Integer {
		if n, ok := resp.ParseInt(v.Bytes); ok {
			return n, nil
		}
	}
	return signedOf[int64](nil, v)
}

// Int decodes an integer as [Int64] does, if it fits an int.
func Int(r *Reader, dst *int) error { return intoSigned(r, dst) }

// Uint64 decodes an integer that is not negative, in the spellings of [Int64].
func Uint64(r *Reader, dst *uint64) error { return intoUnsigned(r, dst) }

func intoSigned[T signed](r *Reader, dst *T) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	*dst, err = signedOf[T](r, v)
	return err
}

func intoUnsigned[T unsigned](r *Reader, dst *T) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	*dst, err = unsignedOf[T](r, v)
	return err
}

func signedOf[T signed](_ *Reader, v resp.Value) (T, error) {
	n, ok, reason := int64(0), false, error(nil)
	if v.Kind == resp.BulkString || v.Kind == resp.Integer {
		n, ok = resp.ParseInt(v.Bytes)
	}
	if !ok {
		n, ok, reason = oddInteger(v, resp.ParseInt, -1<<63, 1<<63)
	}
	if ok && int64(T(n)) != n {
		ok, reason = false, errRange
	}
	if !ok {
		return 0, Mismatch[T](v, reason)
	}
	return T(n), nil
}

func unsignedOf[T unsigned](_ *Reader, v resp.Value) (T, error) {
	n, ok, reason := uint64(0), false, error(nil)
	if v.Kind == resp.BulkString || v.Kind == resp.Integer {
		n, ok = resp.ParseUint(v.Bytes)
	}
	if !ok {
		n, ok, reason = oddInteger(v, resp.ParseUint, 0, 1<<64)
	}
	if ok && uint64(T(n)) != n {
		ok, reason = false, errRange
	}
	if !ok {
		return 0, Mismatch[T](v, reason)
	}
	return T(n), nil
}

// oddInteger gives the integer of a value in one of the rarer spellings, if it
// is at least low and below high; else the reason why v is none.
func oddInteger[N int64 | uint64](v resp.Value, parse func([]byte) (N, bool), low, high float64) (n N, ok bool, reason error) {
	b, ok := text(v)
	if !ok {
		return 0, false, nil
	}
	if n, ok = parse(b); ok {
		return n, true, nil
	}
	if isInteger(b) {
		return 0, false, errRange
	}
	if v.Kind == resp.Double {
		f, _ := resp.ParseFloat(b)
		switch {
		case f != math.Trunc(f): // or not a number at all
		case f < low, f >= high:
			return 0, false, errRange
		default:
			return N(f), true, nil
		}
	}
	return 0, false, errNotInteger
}

// isInteger reports whether b is decimal digits, perhaps with a sign.
func isInteger(b []byte) bool {
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		b = b[1:]
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0
}

// Float64 decodes a number in any spelling: a double, an integer, a big number,
// a boolean or decimal text, with inf, -inf and nan. What is too large for a
// float64 is an error, what is too small is 0.
func Float64(r *Reader, dst *float64) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	*dst, err = float64Of(r, v)
	return err
}

func float64Of(_ *Reader, v resp.Value) (float64, error) {
	if v.Kind == resp.BulkString || v.Kind == resp.Double {
		if f, ok := resp.ParseFloat(v.Bytes); ok {
			return f, nil
		}
	}
	f, ok, reason := oddFloat(v, 64)
	if !ok {
		return 0, Mismatch[float64](v, reason)
	}
	return f, nil
}

func intoFloat32(r *Reader, dst *float32) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	*dst, err = float32Of(r, v)
	return err
}

func float32Of(_ *Reader, v resp.Value) (float32, error) {
	f, ok, reason := oddFloat(v, 32)
	if !ok {
		return 0, Mismatch[float32](v, reason)
	}
	return float32(f), nil
}

// oddFloat gives the number of a value in any spelling, rounded once, to
// bitSize bits; else the reason why v is none.
func oddFloat(v resp.Value, bitSize int) (f float64, ok bool, reason error) {
	b, ok := text(v)
	if !ok {
		return 0, false, nil
	}
	if len(b) > 0 && b[0] == '+' {
		b = b[1:]
	}
	f, ok = resp.ParseFloat(b)
	if ok && (bitSize == 64 || f != f || math.IsInf(f, 0)) {
		return f, true, nil
	}
	// ParseFloat knows which spellings are numbers, but takes one that is too
	// large for none; strconv tells these, and knows spellings that are none.
	f, err := strconv.ParseFloat(unsafe.String(unsafe.SliceData(b), len(b)), bitSize)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, false, errRange
	case !ok || err != nil:
		return 0, false, errNotNumber
	}
	return f, true, nil
}

// BigInt decodes an integer of any size, in the spellings of [Int64] but for
// doubles with a point or an exponent.
func BigInt(r *Reader, dst *big.Int) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	return bigIntOf(v, dst)
}

func bigIntOf(v resp.Value, dst *big.Int) error {
	b, ok := text(v)
	if !ok {
		return Mismatch[big.Int](v, nil)
	}
	if !isInteger(b) {
		return Mismatch[big.Int](v, errNotInteger)
	}
	dst.SetString(string(b), 10)
	return nil
}
