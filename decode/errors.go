package decode

import (
	"errors"
	"reflect"
	"strconv"

	"github.com/redisfut/redis/resp"
)

// ErrNil says that a null came where the wanted type has no room for one. For a
// reply that is null as a whole it comes as it is; for a null inside a reply
// errors.Is finds it in a *[MismatchError], which says where.
var ErrNil = errors.New("decode: the reply is null; where it may be, use Optional or a pointer")

// A MismatchError says that a value of a reply does not fit the Go type it was
// to be decoded into, and where. It never contains the value. It may contain
// keys of a map, as part of Path, and what an unmarshaler or Codec says in its
// error.
type MismatchError struct {
	// Path is where in the reply the value is: "[3]" for an element, `["key"]`
	// for the value of a map's entry, "[3].key" and "[3].value" for part of an
	// entry or a pair, "[3].score", ".name" for a field of a struct. It is
	// empty for the reply as a whole.
	Path string

	// Want is the Go type that was wanted there, as "int64".
	Want string

	// Got is the kind of the value: what came. It is 0 if nothing came, as for
	// a field that is missing, or if only a user's decoder knows.
	Got resp.Kind

	// Err is why the value does not fit, where kind and type do not say it all;
	// else nil. For a null it is [ErrNil], for an error inside a reply the
	// *[resp.ErrorReply], and the error of an unmarshaler or Codec for a value
	// that it did not take.
	Err error
}

// Error tells what came, where, what was wanted, and why it does not fit.
func (e *MismatchError) Error() string {
	at := ""
	if e.Path != "" {
		at = " at " + e.Path
	}
	if reply, ok := e.Err.(*resp.ErrorReply); ok {
		if at == "" && reply.Error() != "" {
			return reply.Error()
		}
		return "decode: error reply" + at + ": " + reply.Error()
	}
	text := "decode: "
	switch {
	case e.Got != 0:
		text += e.Got.String() + at + " does not fit " + e.Want
	case isMissing(e.Err):
		text += "nothing" + at + " for " + e.Want
	default:
		text += "value" + at + " does not fit " + e.Want
	}
	if e.Err != nil && !errors.Is(e.Err, ErrNil) {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns Err.
func (e *MismatchError) Unwrap() error { return e.Err }

// Mismatch returns the error for v, which does not fit a T, for decoders of
// one's own. reason is nil if v's kind alone does not fit; then a null gives
// [ErrNil], and an error the error of the server.
func Mismatch[T any](v resp.Value, reason error) error {
	return mismatch(reflect.TypeFor[T](), v, reason)
}

// mismatch is Mismatch for a type known at run time only.
func mismatch(t reflect.Type, v resp.Value, reason error) error {
	if reason == nil {
		switch v.Kind {
		case resp.Null:
			return ErrNil
		case resp.SimpleError, resp.BulkError:
			reason = resp.NewErrorReply(v.Bytes)
		}
	}
	return &MismatchError{Want: t.String(), Got: v.Kind, Err: reason}
}

// Reasons for a mismatch of values whose kind is all right.
var (
	errNotInteger = errors.New("not an integer")
	errNotNumber  = errors.New("not a number")
	errNotBool    = errors.New("none of 1, 0, true, false")
	errNotTime    = errors.New("not a time in RFC 3339 form")
	errNotOK      = errors.New("not OK")
	errRange      = errors.New("out of range")
	errLength     = errors.New("not of that length")
	errTooFew     = errors.New("too few elements")
	errOdd        = errors.New("its elements do not make whole entries")
	errKey        = errors.New("a key that no map can find again")
	errNoCodec    = errors.New("the type does not unmarshal itself, and no Codec is set that could")
	errTooDeep    = errors.New("nested too deeply")
	errNoFields   = errors.New("the struct has no field with a name")
	errUnknown    = errors.New("no field has this name, and the struct is strict")
)

// Reasons for a mismatch where nothing came.
var (
	errRequired = errors.New("the field is required")
	errStrict   = errors.New("the struct is strict")
)

func isMissing(err error) bool { return err == errRequired || err == errStrict || err == errTooFew }

// maxPath is about the greatest length of a path; what lies deeper is cut off.
const maxPath = 256

// within makes of err, the error for a value of type t, that of a value that
// contains it, step being the way from there. Errors that say where they belong
// in other ways are left as they are.
func within(err error, step string, t reflect.Type) error {
	switch e := err.(type) {
	case *resp.SyntaxError, *TypeError:
		return err
	case *MismatchError:
		outer := *e // e may be an error that its decoder keeps
		if len(e.Path) > maxPath {
			outer.Path = e.Path[:maxPath] + "…"
		}
		outer.Path = step + outer.Path
		return &outer
	}
	e := &MismatchError{Path: step, Want: t.String(), Err: err}
	if errors.Is(err, ErrNil) {
		e.Got = resp.Null
	}
	return e
}

// in is within for a static type.
func in[T any](err error, step string) error { return within(err, step, reflect.TypeFor[T]()) }

// element is the step to the i-th element or entry.
func element(i int) string { return "[" + strconv.Itoa(i) + "]" }

// entry is the step to the value of the i-th entry of a map, by its key k.
func entry(i int, k reflect.Value) string {
	if k.Kind() == reflect.Interface {
		k = k.Elem()
	}
	switch k.Kind() {
	case reflect.String:
		return keyStep(k.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return "[" + strconv.FormatInt(k.Int(), 10) + "]"
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return "[" + strconv.FormatUint(k.Uint(), 10) + "]"
	}
	return element(i) + ".value"
}

// keyStep is the step to a value by a key that is text.
func keyStep(key string) string {
	const most = 64
	if len(key) > most {
		return "[" + strconv.Quote(key[:most]) + "…]"
	}
	return "[" + strconv.Quote(key) + "]"
}

// fieldStep is the step to a field of a struct, by its name in Redis.
func fieldStep(name string) string {
	for i, c := range []byte(name) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '_':
		case i > 0 && ('0' <= c && c <= '9' || c == '-'):
		default:
			return keyStep(name)
		}
	}
	return "." + name
}

// A TypeError says that no reply can be decoded into a Go type.
type TypeError struct {
	// Type is the type that a decoder was wanted for.
	Type reflect.Type

	// Path leads from Type to the type that is the trouble, as "field Friends
	// of type []chan int, element of type chan int". It is empty if that is
	// Type itself.
	Path string

	// Err is what is wrong with it.
	Err error
}

// Error names both types and what is wrong.
func (e *TypeError) Error() string {
	text := "decode: cannot decode into " + e.Type.String() + ": "
	if e.Path != "" {
		text += e.Path + ": "
	}
	return text + e.Err.Error()
}

// Unwrap returns Err.
func (e *TypeError) Unwrap() error { return e.Err }
