package codec

import (
	"reflect"
	"strconv"
	"time"

	"github.com/redisfut/redis/resp"
)

// appendBasic appends v if its type is one of those that need no plan. It
// keeps nothing of v, so that converting a value to call it does not allocate.
func appendBasic(b []byte, v any) (out []byte, ok bool, err error) {
	switch v := v.(type) {
	case string:
		out, err = appendString(b, v)
	case []byte:
		out, err = appendBytes(b, v)
	case int:
		out = resp.AppendBulkInt(b, int64(v))
	case int8:
		out = resp.AppendBulkInt(b, int64(v))
	case int16:
		out = resp.AppendBulkInt(b, int64(v))
	case int32:
		out = resp.AppendBulkInt(b, int64(v))
	case int64:
		out = resp.AppendBulkInt(b, v)
	case uint:
		out = resp.AppendBulkUint(b, uint64(v))
	case uint8:
		out = resp.AppendBulkUint(b, uint64(v))
	case uint16:
		out = resp.AppendBulkUint(b, uint64(v))
	case uint32:
		out = resp.AppendBulkUint(b, uint64(v))
	case uint64:
		out = resp.AppendBulkUint(b, v)
	case float32:
		out = resp.AppendBulkFloat(b, float64(v), 32)
	case float64:
		out = resp.AppendBulkFloat(b, v, 64)
	case bool:
		out = appendBool(b, v)
	case time.Time:
		out, err = appendTime(b, v)
	case time.Duration:
		out = resp.AppendBulkInt(b, int64(v))
	default:
		return b, false, nil
	}
	if err != nil {
		return b, true, &EncodeError{Type: reflect.TypeOf(v), Err: err}
	}
	return out, true, nil
}

func appendString(b []byte, s string) ([]byte, error) {
	if len(s) > MaxBulk {
		return b, ErrTooLong
	}
	return resp.AppendBulkString(b, s), nil
}

func appendBytes(b, s []byte) ([]byte, error) {
	if len(s) > MaxBulk {
		return b, ErrTooLong
	}
	return resp.AppendBulk(b, s), nil
}

func appendBool(b []byte, v bool) []byte {
	if v {
		return append(b, "$1\r\n1\r\n"...)
	}
	return append(b, "$1\r\n0\r\n"...)
}

func appendTime(b []byte, t time.Time) ([]byte, error) {
	// RFC 3339 has no seconds in its offsets, which zones had before they
	// were standardized. Written with such an offset cut short, the time
	// would read back as another instant.
	if _, offset := t.Zone(); offset%60 != 0 {
		t = t.UTC()
	}
	var buf [len(time.RFC3339Nano)]byte
	text, err := t.AppendText(buf[:0])
	if err != nil {
		return b, err
	}
	return resp.AppendBulk(b, text), nil
}

// spreadBasic is appendBasic for collections of such types as well.
func spreadBasic(b []byte, v any) (out []byte, n int, ok bool, err error) {
	switch v := v.(type) {
	case []string:
		out, n, err = spreadSlice(b, v, appendString)
	case [][]byte:
		out, n, err = spreadSlice(b, v, appendBytes)
	case []int:
		out, n = spreadInts(b, v)
	case []int8:
		out, n = spreadInts(b, v)
	case []int16:
		out, n = spreadInts(b, v)
	case []int32:
		out, n = spreadInts(b, v)
	case []int64:
		out, n = spreadInts(b, v)
	case []time.Duration:
		out, n = spreadInts(b, v)
	case []uint:
		out, n = spreadUints(b, v)
	case []uint16:
		out, n = spreadUints(b, v)
	case []uint32:
		out, n = spreadUints(b, v)
	case []uint64:
		out, n = spreadUints(b, v)
	case []float32:
		out, n = spreadFloats(b, v, 32)
	case []float64:
		out, n = spreadFloats(b, v, 64)
	case []bool:
		out = b
		for _, e := range v {
			out = appendBool(out, e)
		}
		n = len(v)
	case []time.Time:
		out, n, err = spreadSlice(b, v, appendTime)
	case map[string]string:
		out, n, err = spreadMap(b, v, appendString)
	case map[string][]byte:
		out, n, err = spreadMap(b, v, appendBytes)
	case map[string]int:
		out, n, err = spreadMap(b, v, appendInt)
	case map[string]int64:
		out, n, err = spreadMap(b, v, appendInt)
	case map[string]float64:
		out, n, err = spreadMap(b, v, appendFloat64)
	default:
		out, ok, err = appendBasic(b, v)
		if !ok || err != nil {
			return b, 0, ok, err
		}
		return out, 1, true, nil
	}
	if err != nil {
		return b, 0, true, err
	}
	return out, n, true, nil
}

type (
	signed interface {
		~int | ~int8 | ~int16 | ~int32 | ~int64
	}
	unsigned interface {
		uint | uint16 | uint32 | uint64
	}
)

func spreadInts[E signed](b []byte, s []E) ([]byte, int) {
	for _, e := range s {
		b = resp.AppendBulkInt(b, int64(e))
	}
	return b, len(s)
}

func spreadUints[E unsigned](b []byte, s []E) ([]byte, int) {
	for _, e := range s {
		b = resp.AppendBulkUint(b, uint64(e))
	}
	return b, len(s)
}

func spreadFloats[E float32 | float64](b []byte, s []E, bits int) ([]byte, int) {
	for _, e := range s {
		b = resp.AppendBulkFloat(b, float64(e), bits)
	}
	return b, len(s)
}

func appendInt[E signed](b []byte, e E) ([]byte, error) {
	return resp.AppendBulkInt(b, int64(e)), nil
}

func appendFloat64(b []byte, e float64) ([]byte, error) {
	return resp.AppendBulkFloat(b, e, 64), nil
}

func spreadSlice[E any](b []byte, s []E, one func([]byte, E) ([]byte, error)) ([]byte, int, error) {
	for i, e := range s {
		var err error
		if b, err = one(b, e); err != nil {
			return b, 0, errorAt(index(i), reflect.TypeFor[E](), err)
		}
	}
	return b, len(s), nil
}

func spreadMap[E any](b []byte, m map[string]E, one func([]byte, E) ([]byte, error)) ([]byte, int, error) {
	for k, e := range m {
		var err error
		if b, err = appendString(b, k); err != nil {
			return b, 0, errorAt("[key]", reflect.TypeFor[string](), err)
		}
		if b, err = one(b, e); err != nil {
			return b, 0, errorAt("[value]", reflect.TypeFor[E](), err)
		}
	}
	return b, 2 * len(m), nil
}

func index(i int) string { return "[" + strconv.Itoa(i) + "]" }
