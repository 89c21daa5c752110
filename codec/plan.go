package codec

import (
	"encoding"
	"reflect"
	"sync"
	"time"

	"github.com/redisfut/redis/resp"
)

// argumentFunc appends v as one argument. Its errors may be bare reasons; on
// an error the slice it returns means nothing.
type argumentFunc func(b []byte, v reflect.Value, c Codec) ([]byte, error)

// plan is how values of one type become arguments. It is immutable, but for
// what its Onces guard.
type plan struct {
	typ reflect.Type

	// one appends a value as one argument.
	one argumentFunc

	// byKind: the form follows from the type's kind alone, so appendByKind,
	// which keeps nothing of the value, does for it.
	byKind bool

	// whole: a collection that is one argument all the same, since it
	// marshals itself or is bytes.
	whole bool

	// arguments: values are ArgumentsMarshalers.
	arguments bool

	// shared: an interface of such a value refers to memory that is the
	// caller's already, so that making one costs no allocation.
	shared bool

	// What spreading a struct takes, made when first needed: a plan made of
	// the plans of its fields at once would not end for a recursive type.
	structOnce sync.Once
	structPlan *structPlan
	structErr  error
}

var plans sync.Map // of *plan by reflect.Type

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p, _ := plans.LoadOrStore(t, newPlan(t))
	return p.(*plan)
}

var (
	bulkMarshalerType      = reflect.TypeFor[BulkMarshaler]()
	argumentsMarshalerType = reflect.TypeFor[ArgumentsMarshaler]()
	textAppenderType       = reflect.TypeFor[encoding.TextAppender]()
	textMarshalerType      = reflect.TypeFor[encoding.TextMarshaler]()
	binaryAppenderType     = reflect.TypeFor[encoding.BinaryAppender]()
	binaryMarshalerType    = reflect.TypeFor[encoding.BinaryMarshaler]()
	timeType               = reflect.TypeFor[time.Time]()
	byteType               = reflect.TypeFor[byte]()
)

// newPlan goes through the order that the package documentation gives.
func newPlan(t reflect.Type) *plan {
	p := &plan{typ: t, whole: true}
	switch t.Kind() {
	case reflect.Pointer:
		p.one, p.whole, p.shared = appendLed, false, true
		return p
	case reflect.Interface:
		p.one, p.whole, p.shared = appendLed, false, true
		return p
	case reflect.Map, reflect.Func:
		p.shared = true
	}
	switch has := reflect.PointerTo(t).Implements; {
	case has(bulkMarshalerType):
		p.one = marshalBulk
	case has(argumentsMarshalerType):
		p.one, p.arguments = marshalArgument, true
	case t == timeType:
		p.one = marshalTime
	case has(textAppenderType):
		p.one = appendText
	case has(textMarshalerType):
		p.one = marshalText
	case has(binaryAppenderType):
		p.one = appendBinary
	case has(binaryMarshalerType):
		p.one = marshalBinary
	case isBasic(t):
		p.one, p.byKind = appendKind, true
	case isByteArray(t):
		p.one = appendByteArray
	default:
		p.one, p.whole = appendByCodec, false
	}
	return p
}

// isBasic reports whether t has a form by its kind: that of a string, bytes, a
// boolean or a number.
func isBasic(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Bool,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr,
		reflect.Float32, reflect.Float64:
		return true
	case reflect.Slice:
		return t.Elem() == byteType
	}
	return false
}

func isByteArray(t reflect.Type) bool {
	return t.Kind() == reflect.Array && t.Elem() == byteType
}

// appendByKind appends v, of a type for which isBasic holds. It keeps nothing
// of v, like appendBasic.
func appendByKind(b []byte, v reflect.Value) ([]byte, error) {
	switch v.Kind() {
	case reflect.String:
		return appendString(b, v.String())
	case reflect.Slice:
		return appendBytes(b, v.Bytes())
	case reflect.Bool:
		return appendBool(b, v.Bool()), nil
	case reflect.Float32:
		return resp.AppendBulkFloat(b, v.Float(), 32), nil
	case reflect.Float64:
		return resp.AppendBulkFloat(b, v.Float(), 64), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return resp.AppendBulkInt(b, v.Int()), nil
	default:
		return resp.AppendBulkUint(b, v.Uint()), nil
	}
}

func appendKind(b []byte, v reflect.Value, _ Codec) ([]byte, error) { return appendByKind(b, v) }

func appendByteArray(b []byte, v reflect.Value, _ Codec) ([]byte, error) {
	return appendBytes(b, addressable(v).Bytes())
}

// appendLed appends what the pointer or interface v leads to.
func appendLed(b []byte, v reflect.Value, c Codec) ([]byte, error) {
	v, err := follow(v)
	if err != nil {
		return b, err
	}
	out, err := planOf(v.Type()).one(b, v, c)
	if err != nil && err != ErrAbsent {
		// The innermost type says more than the pointer or interface.
		return b, errorOf(v.Type(), err)
	}
	return out, err
}

// maxHops is how many pointers and interfaces follow goes through before it
// takes them for a circle.
const maxHops = 100

// follow returns what v leads to: neither a pointer nor an interface.
func follow(v reflect.Value) (reflect.Value, error) {
	for range maxHops {
		if k := v.Kind(); k != reflect.Pointer && k != reflect.Interface {
			return v, nil
		}
		if v.IsNil() {
			return v, ErrAbsent
		}
		v = v.Elem()
	}
	return v, errNestedTooDeep
}

// addressable returns v, or a copy of it that has an address.
func addressable(v reflect.Value) reflect.Value {
	if v.CanAddr() {
		return v
	}
	p := reflect.New(v.Type()).Elem()
	p.Set(v)
	return p
}

// pointer returns a pointer to v, or to a copy if v has no address. It has the
// methods of both kinds of receiver, and putting it into an interface does not
// allocate.
func pointer(v reflect.Value) any { return addressable(v).Addr().Interface() }

func marshalBulk(b []byte, v reflect.Value, _ Codec) ([]byte, error) {
	return appendPayload(b, pointer(v).(BulkMarshaler).AppendBulk)
}

func marshalArgument(b []byte, v reflect.Value, c Codec) ([]byte, error) {
	out, n, err := appendArguments(b, pointer(v).(ArgumentsMarshaler), c)
	if err == nil && n != 1 {
		err = errNotOne
	}
	return out, err
}

func marshalTime(b []byte, v reflect.Value, _ Codec) ([]byte, error) {
	return appendTime(b, *pointer(v).(*time.Time))
}

func appendText(b []byte, v reflect.Value, _ Codec) ([]byte, error) {
	return appendPayload(b, pointer(v).(encoding.TextAppender).AppendText)
}

func marshalText(b []byte, v reflect.Value, _ Codec) ([]byte, error) {
	text, err := pointer(v).(encoding.TextMarshaler).MarshalText()
	if err != nil {
		return b, err
	}
	return appendBytes(b, text)
}

func appendBinary(b []byte, v reflect.Value, _ Codec) ([]byte, error) {
	return appendPayload(b, pointer(v).(encoding.BinaryAppender).AppendBinary)
}

func marshalBinary(b []byte, v reflect.Value, _ Codec) ([]byte, error) {
	data, err := pointer(v).(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		return b, err
	}
	return appendBytes(b, data)
}

func appendByCodec(b []byte, v reflect.Value, c Codec) ([]byte, error) {
	if c == nil {
		return b, ErrUnsupported
	}
	p := pointer(v)
	return appendPayload(b, func(b []byte) ([]byte, error) { return c.Append(b, p) })
}
