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
		default:
			out, n, err = spreadIterator(b, v, c)
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
	return planOf(v.Type()).spreadElement(b, v, c)
}

// spreadElement is the function of that name for a v of p's type, which is
// neither a pointer nor an interface.
func (p *plan) spreadElement(b []byte, v reflect.Value, c Codec) (out []byte, n int, err error) {
	if p.arguments {
		out, n, err = appendArguments(b, pointer(v).(ArgumentsMarshaler), c)
	} else {
		out, err = p.one(b, v, c)
		n = 1
	}
	if err != nil {
		return b, 0, errorOf(p.typ, err)
	}
	return out, n, nil
}

// spreadIndexed spreads a slice, or an array that has an address.
func spreadIndexed(b []byte, v reflect.Value, c Codec) ([]byte, int, error) {
	t := v.Type().Elem()
	element := spreadElement
	if k := t.Kind(); k != reflect.Pointer && k != reflect.Interface {
		element = planOf(t).spreadElement // all elements have this plan
	}
	total := 0
	for i := range v.Len() {
		out, n, err := element(b, v.Index(i), c)
		if err != nil {
			return b, 0, errorAt(index(i), t, err)
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
