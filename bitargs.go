package redis

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/redisfut/redis/decode"
)

// What the commands of bitmaps take and give.

// InBytes and InBits say what the ends of a range count (since 7.0.0); bytes without.
const (
	InBytes bitUnit = iota + 1
	InBits
)

type bitUnit uint8

func (u bitUnit) put(x *exchange, given *options) {
	optionBitUnit.take(x, given)
	switch u {
	case InBytes:
		x.str("BYTE")
	case InBits:
		x.str("BIT")
	default:
		x.fail(errOption)
	}
}

// A BitOperation says how [BitOp] combines bits.
type BitOperation uint8

const (
	BitAnd   BitOperation = iota + 1 // those that are set in all
	BitOr                            // those that are set in one at least
	BitXor                           // those that are set in an odd number
	BitDiff                          // those of the first that are set in none of the others (since 8.2.0)
	BitDiff1                         // those of the others that are not set in the first (since 8.2.0)
	BitAndOr                         // those of the first that are set in one of the others at least (since 8.2.0)
	BitOne                           // those that are set in exactly one (since 8.2.0)
)

var bitOperations = [...]string{BitAnd: "AND", BitOr: "OR", BitXor: "XOR", BitDiff: "DIFF", BitDiff1: "DIFF1", BitAndOr: "ANDOR", BitOne: "ONE"}

func (o BitOperation) put(x *exchange) {
	if o == 0 || int(o) >= len(bitOperations) {
		x.fail(errors.New("an unknown BitOperation"))
		return
	}
	x.str(bitOperations[o])
}

// A BitType is a type of integers in a string: made by [SignedBits] or [UnsignedBits].
type BitType struct{ s string }

// SignedBits is the type of integers with a sign and so many bits, from 1 to 64.
func SignedBits(n int) BitType {
	if n < 1 || n > 64 {
		return BitType{}
	}
	return BitType{"i" + strconv.Itoa(n)}
}

// UnsignedBits is the type of integers without a sign of so many bits, from 1 to 63.
func UnsignedBits(n int) BitType {
	if n < 1 || n > 63 {
		return BitType{}
	}
	return BitType{"u" + strconv.Itoa(n)}
}

var errBitType = errors.New("a BitType is SignedBits of 1 to 64, or UnsignedBits of 1 to 63")

// A BitOffset is where an integer begins: made by [BitAt] or [BitIndex]. The zero one is the begin of the string.
type BitOffset struct {
	n     int64
	index bool
}

// BitAt is the bit with the given number.
func BitAt(n int64) BitOffset { return BitOffset{n: n} }

// BitIndex is the place of the integer with the given number, from 0, in a row of integers of the same type.
func BitIndex(n int64) BitOffset { return BitOffset{n: n, index: true} }

func putBits(x *exchange, word string, t BitType, at BitOffset) {
	switch {
	case t.s == "":
		x.fail(errBitType)
	case at.n < 0:
		x.fail(fmt.Errorf("%s: an offset of %d", word, at.n))
	}
	x.str(word)
	x.str(t.s)
	if at.index {
		x.str("#" + strconv.FormatInt(at.n, 10))
	} else {
		x.int(at.n)
	}
}

// A BitFieldOp is an operation of [BitField]: a [BitGet], [BitSet], [BitIncrBy] or [Overflow].
type BitFieldOp interface{ bitFieldOp(x *exchange) }

// A BitGet reads an integer.
type BitGet struct {
	Type BitType
	At   BitOffset
}

func (o BitGet) bitFieldOp(x *exchange) { putBits(x, "GET", o.Type, o.At) }

// A BitSet sets an integer, and gives what it was.
type BitSet struct {
	Type  BitType
	At    BitOffset
	Value int64
}

func (o BitSet) bitFieldOp(x *exchange) {
	putBits(x, "SET", o.Type, o.At)
	x.int(o.Value)
}

// A BitIncrBy adds to an integer, and gives the sum.
type BitIncrBy struct {
	Type      BitType
	At        BitOffset
	Increment int64
}

func (o BitIncrBy) bitFieldOp(x *exchange) {
	putBits(x, "INCRBY", o.Type, o.At)
	x.int(o.Increment)
}

// An Overflow says what the operations behind it do where a value is more than the type holds, or less.
type Overflow uint8

const (
	OverflowWrap Overflow = iota + 1 // they go on at the other end, as without
	OverflowSat                      // they stop at the end
	OverflowFail                     // they do nothing, and give none
)

func (o Overflow) bitFieldOp(x *exchange) {
	x.str("OVERFLOW")
	switch o {
	case OverflowWrap:
		x.str("WRAP")
	case OverflowSat:
		x.str("SAT")
	case OverflowFail:
		x.str("FAIL")
	default:
		x.fail(errors.New("an unknown Overflow"))
	}
}

// putBitField appends operations, at least one.
func putBitField(x *exchange, ops []BitFieldOp) {
	if len(ops) == 0 {
		x.fail(errNothing)
	}
	for _, o := range ops {
		if o == nil {
			x.fail(errors.New("a nil BitFieldOp"))
			return
		}
		o.bitFieldOp(x)
	}
}

// putBitGets appends operations that read, at least one.
func putBitGets(x *exchange, ops []BitGet) {
	if len(ops) == 0 {
		x.fail(errNothing)
	}
	for _, o := range ops {
		o.bitFieldOp(x)
	}
}

// decodeBitPosition decodes an offset; -1 stands for none.
var decodeBitPosition = decode.Convert(decode.Int64, func(n int64) (Optional[int64], error) {
	if n < 0 {
		return None[int64](), nil
	}
	return Some(n), nil
})
