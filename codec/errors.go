package codec

import (
	"errors"
	"reflect"
)

// Errors that an [EncodeError] may wrap, besides those of marshalers and
// Codecs.
var (
	// ErrAbsent: there is no value to encode, but a nil pointer, a nil
	// interface or None, and Redis has no null for an argument. Marshalers
	// return it to say the same of themselves.
	ErrAbsent = errors.New("no argument can stand for an absent value")

	// ErrUnsupported: the type has no form as one argument.
	ErrUnsupported = errors.New("the type does not marshal itself, and no Codec is set that could")

	// ErrTooLong: the argument is larger than [MaxBulk].
	ErrTooLong = errors.New("the argument is longer than 512 MiB")
)

var (
	errNestedTooDeep = errors.New("its pointers lead nowhere")
	errNotArguments  = errors.New("AppendArguments appended something other than whole arguments")
	errNotOne        = errors.New("AppendArguments did not append exactly one argument")
	errNoFields      = errors.New("the struct has no field to spread")
)

// EncodeError says that a value could not be turned into arguments. It never
// contains the value; a wrapped error of a marshaler may.
type EncodeError struct {
	// Type is the Go type that could not be encoded, nil for a nil interface.
	Type reflect.Type

	// Path is where it was found in the value given: ".Field" of a struct,
	// "[2]" for an element, "[key]" and "[value]" for a part of a map's entry,
	// "[2].key" and "[2].value" for a part of an iter.Seq2's pair. It is
	// empty for that value itself.
	Path string

	// Err is the reason: [ErrAbsent], [ErrUnsupported], [ErrTooLong], what a
	// marshaler or Codec returned, or what is wrong with the tags of a struct.
	Err error
}

func (e *EncodeError) Error() string {
	typ := "nil"
	if e.Type != nil {
		typ = e.Type.String()
	}
	at := ""
	if e.Path != "" {
		at = " at " + e.Path
	}
	return "codec: cannot encode " + typ + at + ": " + e.Err.Error()
}

// Unwrap returns Err.
func (e *EncodeError) Unwrap() error { return e.Err }

// errorOf makes an EncodeError of err, unless it is one, for a value of type t.
// Encoders return their reasons bare, so that an absent field, which is no error
// in the end, costs no allocation.
func errorOf(t reflect.Type, err error) *EncodeError {
	if e, ok := err.(*EncodeError); ok {
		return e
	}
	return &EncodeError{Type: t, Err: err}
}

// errorAt is errorOf for a value found at step in an outer one.
func errorAt(step string, t reflect.Type, err error) *EncodeError {
	e := *errorOf(t, err)
	e.Path = step + e.Path
	return &e
}
