package redis

import "errors"

// Conditions on values and fields.

// A SetCondition is what [SetIf] and [SetIfGet] make depend on: [NX], [XX], or a [ValueCondition].
type SetCondition interface{ setCondition() }

func (Condition) setCondition()      {}
func (ValueCondition) setCondition() {}

// putSetCondition appends a condition, which must be there.
func putSetCondition(x *exchange, cond SetCondition) {
	switch cond := cond.(type) {
	case Condition:
		var given options
		cond.put(x, &given)
	case ValueCondition:
		cond.put(x)
	default:
		x.fail(errNoCondition)
	}
}

var errNoCondition = errors.New("not a condition of the command")

// A ValueCondition makes a command depend on the value that a key has, a string. [IfEq], [IfNe],
// [IfDigestEq] and [IfDigestNe] give one; the zero ValueCondition is an error.
type ValueCondition struct {
	word  string
	value any
}

// IfEq is the condition that a key exists and its value equals value.
func IfEq[V any](value V) ValueCondition { return ValueCondition{"IFEQ", value} }

// IfNe is the condition that a value does not equal value. To SET, a key that does not exist meets it; DELEX has
// nothing to delete then.
func IfNe[V any](value V) ValueCondition { return ValueCondition{"IFNE", value} }

// IfDigestEq is the condition that a key exists and the digest of its value, as [Digest] gives it, is digest.
func IfDigestEq(digest string) ValueCondition { return ValueCondition{"IFDEQ", digest} }

// IfDigestNe is the condition that the digest of a value, as [Digest] gives it, is not digest. A missing key is
// as with [IfNe].
func IfDigestNe(digest string) ValueCondition { return ValueCondition{"IFDNE", digest} }

func (c ValueCondition) put(x *exchange) {
	if c.word == "" {
		x.fail(errNoCondition)
		return
	}
	lessSafe(x)
	x.str(c.word)
	value(x, c.value)
}

// A FieldCondition makes HSETEX depend on whether the fields that it sets exist.
type FieldCondition uint8

// The conditions on fields exclude each other.
const (
	FNX FieldCondition = iota + 1 // only if none of the fields exists
	FXX                           // only if all of the fields exist
)

func (o FieldCondition) put(x *exchange, given *options) {
	lessSafe(x)
	switch o {
	case FNX:
		optionFNX.take(x, given, optionFXX)
		x.str("FNX")
	case FXX:
		optionFXX.take(x, given, optionFNX)
		x.str("FXX")
	default:
		x.fail(errOption)
	}
}
