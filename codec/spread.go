package codec

import (
	"reflect"
)

// spreadValue appends v as as many arguments as it has, for all types that
// spreadBasic does not know. Its errors may be bare reasons.
func spreadValue(b []byte, v reflect.Value, c Codec) (out []byte, n int, err error) {
	v, err = follow(v)
	if err != nil {
		return b, 0, err
	}
	p := planOf(v.Type())
	if p.whole {
		return spreadElement(b, v, c)
	}
	switch t := v.Type(); t.Kind() {
	case reflect.Slice:
		out, n, err = spreadIndexed(b, v, c)
	case reflect.Array:
		out, n, err = spreadIndexed(b, addressable(v), c)
	case reflect.Map:
		out, n, err = spreadEntries(b, v, c)
	case reflect.Struct:
		out, n, err = p.spreadFields(b, addressable(v), c)
	case reflect.Func:
		switch {
		case !t.CanSeq() && !t.CanSeq2():
			return spreadElement(b, v, c)
		case v.IsNil():
			return b, 0, ErrAbsent
		case t.CanSeq2():
			out, n, err = spreadSeq2(b, v, c)
		default:
			out, n, err = spreadSeq(b, v, c)
		}
	default:
		return spreadElement(b, v, c)
	}
	if err != nil {
		return b, 0, errorOf(v.Type(), err)
	}
	return out, n, nil
}

// spreadElement appends v as an element of a collection: as what it appends if
// it is an ArgumentsMarshaler, and as one argument if it is anything else.
func spreadElement(b []byte, v reflect.Value, c Codec) (out []byte, n int, err error) {
	v, err = follow(v)
	if err != nil {
		return b, 0, err
	}
	p := planOf(v.Type())
	if p.arguments {
		out, n, err = appendArguments(b, pointer(v).(ArgumentsMarshaler), c)
	} else {
		out, err = p.one(b, v, c)
		n = 1
	}
	if err != nil {
		return b, 0, errorOf(v.Type(), err)
	}
	return out, n, nil
}

// spreadIndexed spreads a slice, or an array that has an address.
func spreadIndexed(b []byte, v reflect.Value, c Codec) ([]byte, int, error) {
	total := 0
	for i := range v.Len() {
		out, n, err := spreadElement(b, v.Index(i), c)
		if err != nil {
			return b, 0, errorAt(index(i), v.Type().Elem(), err)
		}
		b = out
		total += n
	}
	return b, total, nil
}

func spreadEntries(b []byte, v reflect.Value, c Codec) ([]byte, int, error) {
	t := v.Type()
	// Entries of a map have no address. Giving them one here, once, saves a
	// copy for each that has a marshaler.
	key, value := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
	keyPlan, valuePlan := planOf(t.Key()), planOf(t.Elem())
	for entries := v.MapRange(); entries.Next(); {
		key.SetIterKey(entries)
		value.SetIterValue(entries)
		var err error
		if b, err = keyPlan.one(b, key, c); err != nil {
			return b, 0, errorAt("[key]", t.Key(), err)
		}
		if b, err = valuePlan.one(b, value, c); err != nil {
			return b, 0, errorAt("[value]", t.Elem(), err)
		}
	}
	return b, 2 * v.Len(), nil
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
