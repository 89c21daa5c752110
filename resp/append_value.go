package resp

import (
	"math/big"
	"strconv"
)

// What a server sends. The functions here are for servers, real or scripted, and for tests;
// each appends to b and returns the longer slice. Whatever they are given, the result is
// well-formed, as long as aggregates get the elements that their headers declare.

// AppendSimpleString appends s as a simple string. Bytes that it cannot hold (CR, LF, NUL)
// become spaces.
func AppendSimpleString(b []byte, s string) []byte { return appendLine(b, SimpleString, s) }

// AppendError appends text, as "ERR syntax error", as a simple error. Bytes that it cannot
// hold (CR, LF, NUL) become spaces.
func AppendError(b []byte, text string) []byte { return appendLine(b, SimpleError, text) }

func appendLine(b []byte, k Kind, s string) []byte {
	b = append(b, byte(k))
	from := len(b)
	b = append(b, s...)
	for i, c := range b[from:] {
		if c == '\r' || c == '\n' || c == 0 {
			b[from+i] = ' '
		}
	}
	return append(b, '\r', '\n')
}

// AppendInteger appends n as an integer.
func AppendInteger(b []byte, n int64) []byte {
	b = append(b, byte(Integer))
	b = strconv.AppendInt(b, n, 10)
	return append(b, '\r', '\n')
}

// AppendNull appends the null of RESP3.
func AppendNull(b []byte) []byte { return append(b, "_\r\n"...) }

// AppendNullBulk appends the null of RESP2 that stands for a bulk string.
func AppendNullBulk(b []byte) []byte { return append(b, "$-1\r\n"...) }

// AppendNullArray appends the null of RESP2 that stands for an array.
func AppendNullArray(b []byte) []byte { return append(b, "*-1\r\n"...) }

// AppendBool appends v as a boolean.
func AppendBool(b []byte, v bool) []byte {
	if v {
		return append(b, "#t\r\n"...)
	}
	return append(b, "#f\r\n"...)
}

// AppendDouble appends f as a double, in the fewest digits from which it is read back
// unchanged.
func AppendDouble(b []byte, f float64) []byte {
	b = append(b, byte(Double))
	b = appendFloat(b, f, 64)
	return append(b, '\r', '\n')
}

// AppendBigNumber appends n as a big number; a nil n as a null.
func AppendBigNumber(b []byte, n *big.Int) []byte {
	if n == nil {
		return AppendNull(b)
	}
	b = append(b, byte(BigNumber))
	b = n.Append(b, 10)
	return append(b, '\r', '\n')
}

// AppendBulkError appends text, which may have any bytes, as a bulk error.
func AppendBulkError(b []byte, text string) []byte {
	b = appendHeader(b, BulkError, len(text))
	b = append(b, text...)
	return append(b, '\r', '\n')
}

// AppendVerbatim appends text as a verbatim string of a format like "txt" or "mkd". A
// format that is not three bytes long is cut, or filled up with spaces.
func AppendVerbatim(b []byte, format, text string) []byte {
	b = appendHeader(b, VerbatimString, len(text)+4)
	f := [4]byte{' ', ' ', ' ', ':'}
	copy(f[:3], format)
	b = append(b, f[:]...)
	b = append(b, text...)
	return append(b, '\r', '\n')
}

// AppendMapHeader appends the header of a map; twice as many values follow as there are
// pairs.
func AppendMapHeader(b []byte, pairs int) []byte { return appendHeader(b, Map, pairs) }

// AppendSetHeader appends the header of a set of n elements.
func AppendSetHeader(b []byte, n int) []byte { return appendHeader(b, Set, n) }

// AppendPushHeader appends the header of a push of n elements. The first one is to be a
// string that tells what sort of push it is.
func AppendPushHeader(b []byte, n int) []byte { return appendHeader(b, Push, n) }

// AppendAttributeHeader appends the header of an attribute; twice as many values follow as
// there are pairs, then the value that the attribute describes.
func AppendAttributeHeader(b []byte, pairs int) []byte { return appendHeader(b, Attribute, pairs) }

// AppendStreamedString appends the beginning of a streamed string: chunks by AppendChunk
// follow, then AppendChunkEnd.
func AppendStreamedString(b []byte) []byte { return append(b, "$?\r\n"...) }

// AppendChunk appends a chunk of a streamed string; nothing if s is empty, since an empty
// chunk would end the string.
func AppendChunk(b []byte, s string) []byte {
	if s == "" {
		return b
	}
	b = appendHeader(b, chunkMark, len(s))
	b = append(b, s...)
	return append(b, '\r', '\n')
}

// AppendChunkEnd appends the end of a streamed string.
func AppendChunkEnd(b []byte) []byte { return append(b, ";0\r\n"...) }

// AppendStreamedHeader appends the header of an array, set, map or push of which the number
// of elements is not yet known: they follow, then AppendStreamedEnd. Any other kind is
// taken for Array.
func AppendStreamedHeader(b []byte, k Kind) []byte {
	if !k.IsAggregate() || k == Attribute {
		k = Array
	}
	return append(b, byte(k), '?', '\r', '\n')
}

// AppendStreamedEnd appends the end of a streamed aggregate.
func AppendStreamedEnd(b []byte) []byte { return append(b, ".\r\n"...) }
