package redis

import (
	"errors"
	"math"

	"github.com/redisfut/redis/resp"
)

// What the commands of arrays take.

// MaxArrayIndex is the greatest index of an array; the least one is 0.
const MaxArrayIndex uint64 = math.MaxUint64 - 1

var errIndex = errors.New("the greatest index of an array is MaxArrayIndex")

// putUint appends one argument in decimal.
func putUint(x *exchange, n uint64) {
	x.out = resp.AppendBulkUint(x.out, n)
	x.argc++
}

// putIndex appends an index.
func putIndex(x *exchange, n uint64) {
	if n > MaxArrayIndex {
		x.fail(errIndex)
	}
	putUint(x, n)
}

// putIndices appends indices, at least one.
func putIndices(x *exchange, indices []uint64) {
	if len(indices) == 0 {
		x.fail(errNothing)
	}
	for _, n := range indices {
		putIndex(x, n)
	}
}

// putIndexEnds appends the ends of a range of indices.
func putIndexEnds(x *exchange, start, end uint64) {
	putIndex(x, start)
	putIndex(x, end)
}

// An ArrayRange is a part of an array, from the index Start to the index End, both included. Either may be the greater one.
type ArrayRange struct{ Start, End uint64 }

// putArrayRanges appends ranges, at least one.
func putArrayRanges(x *exchange, ranges []ArrayRange) {
	if len(ranges) == 0 {
		x.fail(errNothing)
	}
	for _, r := range ranges {
		putIndexEnds(x, r.Start, r.End)
	}
}

// An IndexBound is an end of the part of an array that [ARGrep] looks at: [IndexMin], [IndexMax], or made by [IndexAt].
type IndexBound struct {
	word  string // in place of an index
	index uint64
	made  bool // by IndexAt
}

var (
	// IndexMin is the least index.
	IndexMin = IndexBound{word: "-"}
	// IndexMax is the greatest index that has an element.
	IndexMax = IndexBound{word: "+"}
)

// IndexAt is the end at an index.
func IndexAt(index uint64) IndexBound { return IndexBound{index: index, made: true} }

var errIndexBound = errors.New("an end of a part of an array is the zero IndexBound: use IndexMin, IndexMax or IndexAt")

// putIndexBounds appends the ends of a part of an array.
func putIndexBounds(x *exchange, start, end IndexBound) {
	for _, b := range [...]IndexBound{start, end} {
		switch {
		case b.made:
			putIndex(x, b.index)
		case b.word != "":
			x.str(b.word)
		default:
			x.fail(errIndexBound)
		}
	}
}

// A GrepPredicate is what [ARGrep] looks for in the elements of an array: made by [GrepExact], [GrepMatch], [GrepGlob] or [GrepRE].
// A command takes 250 of them at most.
type GrepPredicate struct {
	word  string
	text  string
	value any // of EXACT, in place of text
}

// GrepExact matches elements that equal value, of any type that can be an argument.
func GrepExact(value any) GrepPredicate { return GrepPredicate{word: "EXACT", value: value} }

// GrepMatch matches elements that contain part.
func GrepMatch(part string) GrepPredicate { return GrepPredicate{word: "MATCH", text: part} }

// GrepGlob matches elements by a glob-style pattern, as "user:*".
func GrepGlob(pattern string) GrepPredicate { return GrepPredicate{word: "GLOB", text: pattern} }

// GrepRE matches elements of which a part matches an extended regular expression of POSIX, of 2048 bytes at most and without back-references.
func GrepRE(pattern string) GrepPredicate { return GrepPredicate{word: "RE", text: pattern} }

var (
	errNoPredicates  = errors.New("no predicates were given")
	errGrepPredicate = errors.New("a zero GrepPredicate: use GrepExact, GrepMatch, GrepGlob or GrepRE")
	errGrepEmpty     = errors.New("GrepRE: the regular expression is empty")
)

// putGrepPredicates appends predicates, at least one.
func putGrepPredicates(x *exchange, predicates []GrepPredicate) {
	if len(predicates) == 0 {
		x.fail(errNoPredicates)
	}
	for i := range predicates {
		predicates[i].encode(x)
	}
}

func (g *GrepPredicate) encode(x *exchange) {
	x.str(g.word)
	switch {
	case g.word == "":
		x.fail(errGrepPredicate)
	case g.word == "EXACT":
		x.any(g.value)
	case g.word == "RE" && g.text == "":
		x.fail(errGrepEmpty)
	default:
		x.str(g.text)
	}
}

// GrepAny and GrepAll say whether an element has to match one of several predicates, as without, or all of them.
const (
	GrepAny grepJoin = iota + 1
	GrepAll
)

type grepJoin uint8

func (j grepJoin) put(x *exchange, given *options) {
	optionGrepJoin.take(x, given)
	switch j {
	case GrepAny:
		x.str("OR")
	case GrepAll:
		x.str("AND")
	default:
		x.fail(errOption)
	}
}

// NoCase makes all predicates of ARGREP take upper and lower case of ASCII letters as the same.
const NoCase noCase = 1

type noCase uint8

func (noCase) put(x *exchange, given *options) {
	optionNoCase.take(x, given)
	x.str("NOCASE")
}

// AtMost makes ARSCAN and ARGREP stop when they have found so many elements. It must be positive.
type AtMost int64

func (o AtMost) put(x *exchange, given *options) { optionAtMost.positive(x, given, "LIMIT", int64(o)) }

// An ArrayOp says what [AROp] makes of the numbers in an array.
type ArrayOp uint8

const (
	ArraySum ArrayOp = iota + 1 // their sum
	ArrayMin                    // the least
	ArrayMax                    // the greatest
)

func (o ArrayOp) put(x *exchange) {
	switch o {
	case ArraySum:
		x.str("SUM")
	case ArrayMin:
		x.str("MIN")
	case ArrayMax:
		x.str("MAX")
	default:
		x.fail(errors.New("an ArrayOp is ArraySum, ArrayMin or ArrayMax"))
	}
}

// An ArrayBitOp says how [AROpBits] combines the bits of the integers in an array.
type ArrayBitOp uint8

const (
	ArrayAnd ArrayBitOp = iota + 1 // those that are set in all
	ArrayOr                        // those that are set in one at least
	ArrayXor                       // those that are set in an odd number
)

func (o ArrayBitOp) put(x *exchange) {
	switch o {
	case ArrayAnd:
		x.str("AND")
	case ArrayOr:
		x.str("OR")
	case ArrayXor:
		x.str("XOR")
	default:
		x.fail(errors.New("an ArrayBitOp is ArrayAnd, ArrayOr or ArrayXor"))
	}
}
