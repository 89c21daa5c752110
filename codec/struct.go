package codec

import (
	"errors"
	"reflect"

	"github.com/redisfut/redis/internal/fields"
	"github.com/redisfut/redis/resp"
)

// structPlan is how a struct becomes pairs of a field's name and value.
type structPlan struct {
	fields []structField
}

type structField struct {
	*fields.Field
	name  []byte // as a whole argument
	value *plan
	empty func(reflect.Value) bool // nil unless the field is OmitEmpty
}

func newStructPlan(t reflect.Type) (*structPlan, error) {
	described, err := fields.Of(t)
	if err != nil {
		return nil, err
	}
	if len(described.Fields) == 0 {
		return nil, errNoFields
	}
	p := &structPlan{fields: make([]structField, len(described.Fields))}
	for i := range p.fields {
		f := &described.Fields[i]
		p.fields[i] = structField{
			Field: f,
			name:  resp.AppendBulkString(nil, f.Name),
			value: planOf(f.Type),
		}
		if f.OmitEmpty {
			p.fields[i].empty = emptyFunc(f.Type)
		}
	}
	return p, nil
}

// spreadFields appends the fields of v, a struct that has an address.
func (p *plan) spreadFields(b []byte, v reflect.Value, c Codec) ([]byte, int, error) {
	p.structOnce.Do(func() { p.structPlan, p.structErr = newStructPlan(p.typ) })
	if p.structErr != nil {
		return b, 0, p.structErr
	}
	n := 0
	for i := range p.structPlan.fields {
		f := &p.structPlan.fields[i]
		out, err := f.append(b, v, c)
		switch {
		case err == nil && len(out) > len(b):
			b = out
			n += 2
		case err == nil:
		case errors.Is(err, ErrAbsent) && !f.Required:
		default:
			return b, 0, errorAt("."+f.GoName, f.Type, err)
		}
	}
	return b, n, nil
}

// append appends name and value of the field of v, or nothing if it is to be
// omitted.
func (f *structField) append(b []byte, v reflect.Value, c Codec) ([]byte, error) {
	v, ok := f.Get(v)
	if !ok {
		return b, ErrAbsent
	}
	if f.empty != nil && f.empty(v) {
		return b, nil
	}
	return f.value.one(append(b, f.name...), v, c)
}

var isZeroerType = reflect.TypeFor[isZeroer]()

type isZeroer interface{ IsZero() bool }

// emptyFunc returns the test for omitempty of a field of type t, which is
// given addressable values.
func emptyFunc(t reflect.Type) func(reflect.Value) bool {
	switch k := t.Kind(); {
	case k == reflect.Pointer, k == reflect.Interface:
		return reflect.Value.IsNil
	case reflect.PointerTo(t).Implements(isZeroerType):
		return func(v reflect.Value) bool { return pointer(v).(isZeroer).IsZero() }
	case k == reflect.Slice, k == reflect.Map:
		return func(v reflect.Value) bool { return v.Len() == 0 }
	}
	return reflect.Value.IsZero
}
