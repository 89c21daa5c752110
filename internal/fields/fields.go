// Package fields describes how a Go struct maps to named fields. It is the one
// description both directions share: codec turns a struct into the field and
// value arguments of HSET with it, decode fills a struct from the reply of
// HGETALL with it.
//
// # Names
//
// An exported field takes its Go name as it is, with no change of case, unless
// its tag says otherwise:
//
//	Name  string                              // "Name"
//	Email string    `redis:"email"`           // "email"
//	Score float64   `redis:",omitempty"`      // "Score", left out of arguments when empty
//	ID    int64     `redis:"id,required"`     // a reply without it is an error
//	Cache *sync.Map `redis:"-"`               // no field at all
//	Dash  string    `redis:"-,"`              // "-"
//
// Unexported fields have no name. To tag one is an error, for the tag would
// have no effect, as are unknown options and malformed tags.
//
// # Embedded structs
//
// The fields of an embedded struct, or of an embedded pointer to one, count as
// the fields of the struct that embeds it. Where a name occurs more than once
// the shallowest occurrence takes it, as in Go; two at the same depth are an
// error. Three kinds of embedded struct are not taken apart but are one field
// by the name of their type: those with a name in their tag, those that marshal
// themselves to text, binary or a bulk string (such as [time.Time]), and, as
// they are no structs, all other embedded types. An embedded pointer to an
// unexported struct is an error, since nothing could allocate it.
//
// # Strict mode
//
// A blank field with the tag `redis:",strict"` makes a struct strict. It holds
// for the struct that declares it, not for those that embed that one.
//
//	type Account struct {
//		_       struct{} `redis:",strict"`
//		Balance int64    `redis:"balance"`
//	}
package fields

import (
	"reflect"
	"sync"
)

// Field is one named field of a struct.
type Field struct {
	Name   string       // what Redis calls it
	GoName string       // what Go calls it, for errors: "Base.ID" when embedded
	Type   reflect.Type // of the field itself; pointers included
	Index  []int        // its path from the outermost struct, as in [reflect.Value.FieldByIndex]

	// Direct says that no embedded pointer is crossed on the way to the field:
	// it lies Offset bytes into the outermost struct. Offset means nothing
	// where Direct is false.
	Direct bool
	Offset uintptr

	// OmitEmpty leaves the field out of arguments while it is empty, and
	// lets a strict struct do without it.
	OmitEmpty bool

	// Required makes the field's absence an error, strict struct or not:
	// missing from a reply, or nil when it is to become an argument.
	// Of refuses it together with OmitEmpty.
	Required bool
}

// Get returns the field of v, a struct of the type the Field was made for. It
// returns false if a nil embedded pointer is in the way.
func (f *Field) Get(v reflect.Value) (reflect.Value, bool) {
	if f.Direct {
		for _, i := range f.Index {
			v = v.Field(i)
		}
		return v, true
	}
	for n, i := range f.Index {
		if n > 0 && v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return reflect.Value{}, false
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	return v, true
}

// Reach returns the field of v, an addressable struct of the type the Field
// was made for. It allocates the embedded structs that nil pointers leave out.
func (f *Field) Reach(v reflect.Value) reflect.Value {
	for n, i := range f.Index {
		if n > 0 && v.Kind() == reflect.Pointer {
			if v.IsNil() {
				v.Set(reflect.New(v.Type().Elem()))
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	return v
}

// Plan is the description of one struct type. It is immutable; any number of
// goroutines may use it.
type Plan struct {
	Type   reflect.Type
	Fields []Field // in order of declaration, those of an embedded struct in its place

	// Strict: a reply field that none of Fields takes is an error, and so is
	// a missing one, unless it is OmitEmpty or of a type that has room for
	// absence.
	Strict bool

	byName map[string]int
}

// Lookup returns the index in Fields of the field called name, or -1.
//
// It tries hint first. Replies tend to name fields in the order they were
// written in, so the index after the last one found is a hint that is mostly
// right and makes this one comparison; any hint gives the same answer. Lookup
// does not allocate.
func (p *Plan) Lookup(name []byte, hint int) int {
	if uint(hint) < uint(len(p.Fields)) && p.Fields[hint].Name == string(name) {
		return hint
	}
	if i, ok := p.byName[string(name)]; ok {
		return i
	}
	return -1
}

// plans holds a *Plan or an error per reflect.Type.
var plans sync.Map

// Of returns the plan of t, which must be a struct type. Plans are made once
// per type, and so are the errors for types that have none; these name the
// type and the field that is wrong.
func Of(t reflect.Type) (*Plan, error) {
	known, ok := plans.Load(t)
	if !ok {
		var made any
		p, err := makePlan(t)
		if made = p; err != nil {
			made = err
		}
		known, _ = plans.LoadOrStore(t, made)
	}
	if p, ok := known.(*Plan); ok {
		return p, nil
	}
	return nil, known.(error)
}
