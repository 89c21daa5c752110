package codec

import (
	"iter"
	"reflect"
)

// spreadIterator spreads v, an iter.Seq or iter.Seq2 by whatever name that is
// not nil. Those with the commonest elements are ranged over as what they are,
// since by reflection each element costs a few allocations.
func spreadIterator(b []byte, v reflect.Value, c Codec) ([]byte, int, error) {
	switch seq := v.Interface().(type) {
	case iter.Seq[string]:
		return spreadSeqOf(b, seq, appendString)
	case iter.Seq[[]byte]:
		return spreadSeqOf(b, seq, appendBytes)
	case iter.Seq[int]:
		return spreadSeqOf(b, seq, appendInt)
	case iter.Seq[int64]:
		return spreadSeqOf(b, seq, appendInt)
	case iter.Seq[float64]:
		return spreadSeqOf(b, seq, appendFloat64)
	case iter.Seq2[string, string]:
		return spreadSeq2Of(b, seq, appendString)
	case iter.Seq2[string, []byte]:
		return spreadSeq2Of(b, seq, appendBytes)
	case iter.Seq2[string, int]:
		return spreadSeq2Of(b, seq, appendInt)
	case iter.Seq2[string, int64]:
		return spreadSeq2Of(b, seq, appendInt)
	case iter.Seq2[string, float64]:
		return spreadSeq2Of(b, seq, appendFloat64)
	}
	if v.Type().CanSeq2() {
		return spreadSeq2(b, v, c)
	}
	return spreadSeq(b, v, c)
}

func spreadSeqOf[E any](b []byte, seq iter.Seq[E], one func([]byte, E) ([]byte, error)) ([]byte, int, error) {
	n := 0
	for e := range seq {
		var err error
		if b, err = one(b, e); err != nil {
			return b, 0, errorAt(index(n), reflect.TypeFor[E](), err)
		}
		n++
	}
	return b, n, nil
}

func spreadSeq2Of[E any](b []byte, seq iter.Seq2[string, E], one func([]byte, E) ([]byte, error)) ([]byte, int, error) {
	n := 0
	for k, e := range seq {
		var err error
		if b, err = appendString(b, k); err != nil {
			return b, 0, errorAt(index(n)+".key", reflect.TypeFor[string](), err)
		}
		if b, err = one(b, e); err != nil {
			return b, 0, errorAt(index(n)+".value", reflect.TypeFor[E](), err)
		}
		n++
	}
	return b, 2 * n, nil
}

func spreadSeq(b []byte, v reflect.Value, c Codec) ([]byte, int, error) {
	total, i := 0, 0
	for e := range v.Seq() {
		out, n, err := spreadElement(b, e, c)
		if err != nil {
			return b, 0, errorAt(index(i), e.Type(), err)
		}
		b = out
		total += n
		i++
	}
	return b, total, nil
}

func spreadSeq2(b []byte, v reflect.Value, c Codec) ([]byte, int, error) {
	i := 0
	for key, value := range v.Seq2() {
		var err error
		if b, err = planOf(key.Type()).one(b, key, c); err != nil {
			return b, 0, errorAt(index(i)+".key", key.Type(), err)
		}
		if b, err = planOf(value.Type()).one(b, value, c); err != nil {
			return b, 0, errorAt(index(i)+".value", value.Type(), err)
		}
		i++
	}
	return b, 2 * i, nil
}
