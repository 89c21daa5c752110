package resp

import "strconv"

// A Kind is the kind of a RESP value. Its byte is the one that the value begins with on the
// wire.
type Kind byte

// The kinds of RESP3. RESP2 has the first five; its nulls, the bulk string and the array of
// length -1, are of the kind Null here.
const (
	SimpleString   Kind = '+'
	SimpleError    Kind = '-'
	Integer        Kind = ':'
	BulkString     Kind = '$'
	Array          Kind = '*'
	Null           Kind = '_'
	Boolean        Kind = '#'
	Double         Kind = ','
	BigNumber      Kind = '('
	BulkError      Kind = '!'
	VerbatimString Kind = '='
	Map            Kind = '%'
	Set            Kind = '~'
	Push           Kind = '>'
	Attribute      Kind = '|'
)

// Bytes that begin a line without being a kind.
const (
	chunkMark = ';' // a part of a streamed string
	endMark   = '.' // the end of a streamed aggregate
)

// Groups of kinds, for a decision by one look-up: what may follow the first byte of a
// value.
const (
	classNone      = iota // no kind
	classLine             // the value is one line
	classString           // a length, then as many bytes
	classAggregate        // a count, then as many elements
	classPairs            // a count, then twice as many elements
)

var classes = [256]uint8{
	SimpleString: classLine, SimpleError: classLine, Integer: classLine, Null: classLine,
	Boolean: classLine, Double: classLine, BigNumber: classLine,
	BulkString: classString, BulkError: classString, VerbatimString: classString,
	Array: classAggregate, Set: classAggregate, Push: classAggregate,
	Map: classPairs, Attribute: classPairs,
}

// IsAggregate reports whether values of kind k consist of further values: arrays, sets,
// maps, pushes and attributes.
func (k Kind) IsAggregate() bool { return classes[k] >= classAggregate }

// String gives the name of the kind in Redis's words, as "bulk string". A byte that is no
// kind gives "unknown kind" and the byte, quoted.
func (k Kind) String() string {
	switch k {
	case SimpleString:
		return "simple string"
	case SimpleError:
		return "simple error"
	case Integer:
		return "integer"
	case BulkString:
		return "bulk string"
	case Array:
		return "array"
	case Null:
		return "null"
	case Boolean:
		return "boolean"
	case Double:
		return "double"
	case BigNumber:
		return "big number"
	case BulkError:
		return "bulk error"
	case VerbatimString:
		return "verbatim string"
	case Map:
		return "map"
	case Set:
		return "set"
	case Push:
		return "push"
	case Attribute:
		return "attribute"
	}
	return "unknown kind " + strconv.QuoteRuneToASCII(rune(k))
}

// kindAt gives the kind of the value at b[pos], which may be a null of RESP2.
func kindAt(b []byte, pos int) Kind {
	k := Kind(b[pos])
	if (k == BulkString || k == Array) && pos+1 < len(b) && b[pos+1] == '-' {
		return Null
	}
	return k
}
