package decode

import (
	"errors"
	"fmt"
	"reflect"
	"unsafe"
)

// plan makes the decoder for T: a Decoder[T], or a *TypeError.
func plan[T any]() any {
	t := reflect.TypeFor[T]()
	p := planner{known: make(map[reflect.Type]*node)}
	f, err := p.of(t)
	if err != nil {
		return typeError(t, err)
	}
	return typed[T](f)
}

// typeError makes the error for t of one that a planner has for it.
func typeError(t reflect.Type, err error) *TypeError {
	e := &TypeError{Type: t, Err: err}
	for {
		inner, ok := e.Err.(*stepError)
		if !ok {
			return e
		}
		if e.Path != "" {
			e.Path += ", "
		}
		e.Path += inner.step
		e.Err = inner.err
	}
}

// A planner makes the decoder for one type out of those for the types it
// consists of.
type planner struct {
	known map[reflect.Type]*node
}

// A node is a type that a planner has come across. decode is nil while its
// decoder is being made: whoever comes across the type in the meantime is part
// of it.
type node struct{ decode untyped }

// A stepError is the error for a type, of which step is a part.
type stepError struct {
	step string
	err  error
}

func (e *stepError) Error() string { return e.step + ": " + e.err.Error() }

// of returns the decoder for t.
func (p *planner) of(t reflect.Type) (untyped, error) {
	if n := p.known[t]; n != nil {
		if n.decode != nil {
			return n.decode, nil
		}
		return recursive(t, n), nil
	}
	n := new(node)
	p.known[t] = n
	f, err := p.make(t)
	n.decode = f
	return f, err
}

// recursive decodes a t that lies in another t.
func recursive(t reflect.Type, n *node) untyped {
	return func(r *Reader, p unsafe.Pointer) error {
		if r.depth >= maxDepth {
			return &MismatchError{Want: t.String(), Got: r.Peek(), Err: errTooDeep}
		}
		r.depth++
		err := n.decode(r, p)
		r.depth--
		return err
	}
}

// part is of for a type that is a part of the one being made.
func (p *planner) part(t reflect.Type, what string) (untyped, error) {
	f, err := p.of(t)
	if err != nil {
		return nil, &stepError{fmt.Sprintf("%s of type %s", what, t), err}
	}
	return f, nil
}

// decoderOf is part for a static type.
func decoderOf[T any](p *planner, what string) (Decoder[T], error) {
	if d := static((*T)(nil)); d != nil {
		return d.(Decoder[T]), nil
	}
	f, err := p.part(reflect.TypeFor[T](), what)
	return typed[T](f), err
}

// A selfDecoding type is a generic type of this package: its decoder is made by
// a method of it, which knows its type arguments.
type selfDecoding interface {
	decoder(p *planner) (anyDecoder, error)
}

// Reasons why there is no decoder for a type.
var (
	errNoKind    = errors.New("nothing that Redis sends could become one")
	errInterface = errors.New("an interface with methods does not say which type to decode into")
)

// make goes through the order that the package documentation gives.
func (p *planner) make(t reflect.Type) (untyped, error) {
	nilPointer := reflect.Zero(reflect.PointerTo(t)).Interface()
	if d := static(nilPointer); d != nil {
		return d.untyped(), nil
	}
	switch {
	case t.Kind() == reflect.Pointer:
		return p.pointer(t)
	case t.Kind() == reflect.Interface:
		if t.NumMethod() > 0 {
			return nil, errInterface
		}
		return Decoder[any](Any).untyped(), nil
	case reflect.PointerTo(t).Implements(replyUnmarshalerType):
		return unmarshalReply(t), nil
	}
	if s, ok := nilPointer.(selfDecoding); ok {
		d, err := s.decoder(p)
		if err != nil {
			return nil, err
		}
		return d.untyped(), nil
	}
	if f := unmarshaler(t); f != nil {
		return f, nil
	}
	if f := byKind(t); f != nil {
		return f, nil
	}
	switch t.Kind() {
	case reflect.Slice:
		return p.slice(t)
	case reflect.Array:
		return p.array(t)
	case reflect.Map:
		return p.mapping(t)
	case reflect.Struct:
		return p.structure(t)
	}
	return nil, errNoKind
}

// arityAt gives the number of parts of a t, 0 if it is no tuple.
func arityAt(t reflect.Type) int {
	if t, ok := reflect.Zero(reflect.PointerTo(t)).Interface().(tupler); ok {
		return t.arity()
	}
	return 0
}

// isFixed reports whether values of type t have parts of their own, so that an
// empty aggregate cannot be one: tuples, and structs that are decoded by field.
func isFixed(t reflect.Type) bool {
	if arityAt(t) > 0 {
		return true
	}
	if t.Kind() != reflect.Struct || static(reflect.Zero(reflect.PointerTo(t)).Interface()) != nil {
		return false
	}
	if _, ok := reflect.Zero(reflect.PointerTo(t)).Interface().(selfDecoding); ok {
		return false
	}
	return !reflect.PointerTo(t).Implements(replyUnmarshalerType) && unmarshaler(t) == nil
}
