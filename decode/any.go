package decode

import (
	"math/big"
	"reflect"

	"github.com/redisfut/redis/resp"
)

// Any decodes any value into the Go type that its kind suggests:
//
//	simple, bulk, verbatim string   string
//	integer                         int64
//	double                          float64
//	boolean                         bool
//	big number                      *big.Int
//	null                            nil
//	array, set, push                []any
//	map                             map[any]any
//
// Where a map has a key that no Go map could hold (an aggregate, a big number,
// NaN), it becomes a []Pair[any, any]. An error inside a reply is an error
// here, too. What *dst held is not reused.
func Any(r *Reader, dst *any) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	*dst, err = anyOf(r, v)
	return err
}

func anyOf(r *Reader, v resp.Value) (any, error) {
	switch v.Kind {
	case resp.BulkString, resp.SimpleString, resp.VerbatimString:
		return r.str(v.Bytes), nil
	case resp.Integer:
		return int64Of(r, v)
	case resp.Double:
		return float64Of(r, v)
	case resp.Boolean:
		return boolOf(r, v)
	case resp.BigNumber:
		n := new(big.Int)
		return n, bigIntOf(v, n)
	case resp.Null:
		return nil, nil
	}
	if !v.Kind.IsAggregate() || v.Kind == resp.Attribute {
		return nil, Mismatch[any](v, nil)
	}
	if r.depth++; r.depth > maxDepth {
		return nil, Mismatch[any](v, errTooDeep)
	}
	defer func() { r.depth-- }()
	if v.Kind == resp.Map {
		return anyMap(r, v)
	}
	return anySlice(r, v)
}

// maxDepth is how many values of a recursive type may lie in each other. The
// framer's limit on depth is below it by default.
const maxDepth = 1000

func anySlice(r *Reader, v resp.Value) (any, error) {
	s := make([]any, 0, r.room(v.Len, 16))
	for left := v.Len; r.More(&left); {
		var e any
		if err := Any(r, &e); err != nil {
			return nil, in[any](err, element(len(s)))
		}
		s = append(s, e)
	}
	return s, nil
}

func anyMap(r *Reader, v resp.Value) (any, error) {
	pairs := make([]Pair[any, any], 0, r.room(v.Len/2, 32))
	hashable := true
	for left := v.Len; r.More(&left); {
		var p Pair[any, any]
		if err := Any(r, &p.Key); err != nil {
			return nil, in[any](err, element(len(pairs))+".key")
		}
		if left > 0 {
			left--
		}
		if err := Any(r, &p.Value); err != nil {
			return nil, in[any](err, entry(len(pairs), reflect.ValueOf(p.Key)))
		}
		hashable = hashable && isHashable(p.Key)
		pairs = append(pairs, p)
	}
	if !hashable {
		return pairs, nil
	}
	m := make(map[any]any, len(pairs))
	for _, p := range pairs {
		m[p.Key] = p.Value
	}
	return m, nil
}

// isHashable reports whether k, as Any makes it, may be a key and found again.
func isHashable(k any) bool {
	switch k := k.(type) {
	case float64:
		return k == k
	case string, int64, bool, nil:
		return true
	}
	return false
}
