package decode

import (
	"fmt"
	"reflect"
	"unsafe"

	"github.com/redisfut/redis/internal/fields"
	"github.com/redisfut/redis/resp"
)

// A structure is how values of a struct type are decoded, field by field.
type structure struct {
	*fields.Plan
	fields []field // of Plan.Fields
}

type field struct {
	*fields.Field
	decode untyped
	absent bool  // its type has room for absence
	must   error // why it may not be missing; nil if it may
}

func (p *planner) structureOf(t reflect.Type) (*structure, error) {
	described, err := fields.Of(t)
	if err != nil {
		return nil, err
	}
	s := &structure{Plan: described, fields: make([]field, len(described.Fields))}
	for i := range s.fields {
		f := &s.fields[i]
		f.Field = &described.Fields[i]
		f.absent = hasAbsence(f.Type)
		switch {
		case f.Required:
			f.must = errRequired
		case s.Strict && !f.OmitEmpty && !f.absent:
			f.must = errStrict
		}
		if f.Type.Kind() == reflect.Interface && f.Type.NumMethod() > 0 {
			f.decode = noDecoder(f.Type)
			continue
		}
		if f.decode, err = p.of(f.Type); err != nil {
			return nil, &stepError{fmt.Sprintf("field %s of type %s", f.GoName, f.Type), err}
		}
	}
	return s, nil
}

// noDecoder fails for a field of an interface type. It is only in the way if
// the field comes: the struct may be one that a Codec decodes as a whole.
func noDecoder(t reflect.Type) untyped {
	return func(r *Reader, _ unsafe.Pointer) error {
		return &MismatchError{Want: t.String(), Got: r.Peek(), Err: errInterface}
	}
}

// hasAbsence reports whether a t can say that it is absent.
func hasAbsence(t reflect.Type) bool {
	if t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface {
		return true
	}
	_, ok := reflect.Zero(reflect.PointerTo(t)).Interface().(optional)
	return ok
}

// at gives the field f of the struct at p, with memory for the structs on the
// way.
func (s *structure) at(p unsafe.Pointer, f *field) unsafe.Pointer {
	if f.Direct {
		return unsafe.Add(p, f.Offset)
	}
	return f.Reach(reflect.NewAt(s.Type, p).Elem()).Addr().UnsafePointer()
}

// clear makes the field f of the struct at p zero.
func (s *structure) clear(p unsafe.Pointer, f *field) {
	if f.Direct {
		reflect.NewAt(f.Type, unsafe.Add(p, f.Offset)).Elem().SetZero()
	} else if v, ok := f.Get(reflect.NewAt(s.Type, p).Elem()); ok {
		v.SetZero()
	}
}

func (p *planner) structure(t reflect.Type) (untyped, error) {
	s, err := p.structureOf(t)
	if err != nil {
		return nil, err
	}
	return s.decode, nil
}

// decode reads the struct at p from entries named like its fields, or as a
// string by the Codec.
func (s *structure) decode(r *Reader, p unsafe.Pointer) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	e, ok, reason := r.openEntries(v)
	if !ok {
		return byCodecAt(r, v, s.Type, p, reason)
	}
	if len(s.fields) == 0 {
		return mismatch(s.Type, v, errNoFields)
	}
	var few [4]uint64
	seen := bits(few[:])
	if len(s.fields) > 64*len(few) {
		seen = make(bits, (len(s.fields)+63)/64)
	}
	for hint, found := 0, 0; ; {
		more, err := e.next(r)
		if err != nil {
			return err
		}
		if !more {
			if found == len(s.fields) {
				return nil
			}
			return s.missing(p, seen)
		}
		name, err := r.Next()
		if err != nil {
			return err
		}
		key, ok := text(name)
		if !ok {
			return in[string](Mismatch[string](name, nil), element(e.i)+".key")
		}
		if err := e.value(r); err != nil {
			return err
		}
		i := s.Lookup(key, hint)
		if i < 0 {
			if s.Strict {
				return &MismatchError{Path: keyStep(string(key)), Want: s.Type.String(), Got: r.Peek(), Err: errUnknown}
			}
			err = r.Skip()
		} else {
			hint = i + 1
			f := &s.fields[i]
			if err = f.decode(r, s.at(p, f)); err != nil {
				return within(err, fieldStep(f.Name), f.Type)
			}
			if seen.add(i) {
				found++
			}
		}
		if err == nil {
			err = e.close(r)
		}
		if err != nil {
			return err
		}
	}
}

// missing makes the fields that have not been seen zero, or finds one that may
// not be missing.
func (s *structure) missing(p unsafe.Pointer, seen bits) error {
	for i := range s.fields {
		if seen.has(i) {
			continue
		}
		f := &s.fields[i]
		if f.must != nil {
			return &MismatchError{Path: fieldStep(f.Name), Want: f.Type.String(), Err: f.must}
		}
		s.clear(p, f)
	}
	return nil
}

// bits is a set of small numbers.
type bits []uint64

// add reports whether i was not in the set before.
func (b bits) add(i int) bool {
	word, bit := &b[i/64], uint64(1)<<(i%64)
	if *word&bit != 0 {
		return false
	}
	*word |= bit
	return true
}

func (b bits) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

// ByPosition returns a decoder of an array into the fields of the struct T, in
// their order, for replies like those of SLOWLOG GET, whose elements have no
// names. Further elements are ignored. Where there are fewer the remaining
// fields are set to zero, if each is an Optional or a pointer or has the option
// "omitempty"; otherwise that is an error.
//
// The error is a *[TypeError]. Make the decoder once, and keep it.
func ByPosition[T any]() (Decoder[T], error) {
	s, err := structureFor[T]()
	if err != nil {
		return nil, err
	}
	fields := make([]*field, len(s.fields))
	for i := range fields {
		f := s.fields[i]
		if f.must = nil; f.Required {
			f.must = errRequired
		} else if !f.absent && !f.OmitEmpty {
			f.must = errTooFew
		}
		fields[i] = &f
	}
	return func(r *Reader, dst *T) error { return s.decodeParts(r, unsafe.Pointer(dst), fields, false) }, nil
}

// StructOf returns a decoder of an array into the named fields of the struct T,
// in the order given, for HMGET. A null says, as there, that the hash has no
// such field: the result's is zero then, unless it is required or T is strict.
// Without names it is all fields of T in their order, which [FieldNames]
// returns.
//
// The error, also for a name that T has no field for, is a *[TypeError]. Make
// the decoder once, and keep it.
func StructOf[T any](names ...string) (Decoder[T], error) {
	s, err := structureFor[T]()
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		names, _ = FieldNames[T]()
	}
	fields := make([]*field, len(names))
	for i, name := range names {
		at := s.Lookup([]byte(name), i)
		if at < 0 {
			return nil, &TypeError{Type: s.Type, Err: fmt.Errorf("it has no field with the name %q", name)}
		}
		fields[i] = &s.fields[at]
	}
	return func(r *Reader, dst *T) error { return s.decodeParts(r, unsafe.Pointer(dst), fields, true) }, nil
}

// FieldNames returns the names in Redis of the fields of the struct T, in their
// order. The error is a *[TypeError].
func FieldNames[T any]() ([]string, error) {
	s, err := structureFor[T]()
	if err != nil {
		return nil, err
	}
	names := make([]string, len(s.fields))
	for i := range names {
		names[i] = s.fields[i].Name
	}
	return names, nil
}

// structureFor describes T, which has to be a struct.
func structureFor[T any]() (*structure, error) {
	t := reflect.TypeFor[T]()
	p := planner{known: make(map[reflect.Type]*node)}
	s, err := p.structureOf(t)
	if err == nil && len(s.fields) == 0 {
		err = errNoFields
	}
	if err != nil {
		return nil, typeError(t, err)
	}
	return s, nil
}

// decodeParts reads the fields of the struct at p from an array. nullIsMissing
// says that a field whose value is null is missing.
func (s *structure) decodeParts(r *Reader, p unsafe.Pointer, fields []*field, nullIsMissing bool) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	if v.Kind != resp.Array && v.Kind != resp.Push {
		return mismatch(s.Type, v, nil)
	}
	left := v.Len
	for _, f := range fields {
		missing := !r.More(&left)
		if missing {
			left = 0 // the end of a streamed one has been passed over
		} else if nullIsMissing && r.Peek() == resp.Null {
			missing = true
			if err := r.Skip(); err != nil {
				return err
			}
		}
		switch {
		case !missing:
			if err := f.decode(r, s.at(p, f)); err != nil {
				return within(err, fieldStep(f.Name), f.Type)
			}
		case f.must != nil:
			return &MismatchError{Path: fieldStep(f.Name), Want: f.Type.String(), Err: f.must}
		default:
			s.clear(p, f)
		}
	}
	return r.pass(&left)
}
