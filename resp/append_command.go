package resp

import (
	"math"
	"strconv"
)

// A command goes to the server as an array of bulk strings. The functions here append its
// parts to b and return the longer slice. AppendArrayHeader comes first, then as many bulk
// strings as it says.

// AppendCommand appends a whole command: its name and its arguments.
func AppendCommand(b []byte, args ...string) []byte {
	b = AppendArrayHeader(b, len(args))
	for _, arg := range args {
		b = AppendBulkString(b, arg)
	}
	return b
}

// AppendArrayHeader appends the header of an array of n elements. A negative n is taken for
// 0.
func AppendArrayHeader(b []byte, n int) []byte { return appendHeader(b, Array, n) }

// AppendBulk appends p as a bulk string. A nil p is an empty string, not a null.
func AppendBulk(b, p []byte) []byte {
	b = appendHeader(b, BulkString, len(p))
	b = append(b, p...)
	return append(b, '\r', '\n')
}

// AppendBulkString appends s as a bulk string.
func AppendBulkString(b []byte, s string) []byte {
	b = appendHeader(b, BulkString, len(s))
	b = append(b, s...)
	return append(b, '\r', '\n')
}

// AppendBulkInt appends n in decimal as a bulk string.
func AppendBulkInt(b []byte, n int64) []byte {
	b = append(b, "$0\r\n"...)
	from := len(b)
	return closeDigits(strconv.AppendInt(b, n, 10), from)
}

// AppendBulkUint appends n in decimal as a bulk string.
func AppendBulkUint(b []byte, n uint64) []byte {
	b = append(b, "$0\r\n"...)
	from := len(b)
	return closeDigits(strconv.AppendUint(b, n, 10), from)
}

// closeDigits puts the length of the payload b[from:] into the header before it, which has
// room for one digit, and appends the CRLF. The payload is shorter than 100 bytes.
func closeDigits(b []byte, from int) []byte {
	n := len(b) - from
	if n >= 10 {
		b = append(b, 0)
		copy(b[from+1:], b[from:])
		copy(b[from-3:], []byte{'0' + byte(n/10), '0' + byte(n%10), '\r', '\n'})
	} else {
		b[from-3] += byte(n)
	}
	return append(b, '\r', '\n')
}

// AppendBulkFloat appends f as a bulk string, in the fewest digits from which a float of
// bitSize 32 or 64 is read back unchanged; any other bitSize counts as 64. Infinities and
// not-a-number are "inf", "-inf" and "nan", as Redis spells them.
func AppendBulkFloat(b []byte, f float64, bitSize int) []byte {
	b = append(b, "$0\r\n"...)
	from := len(b)
	return closeDigits(appendFloat(b, f, bitSize), from)
}

// appendFloat appends the text of f: an exponent only where there would be many zeros.
func appendFloat(b []byte, f float64, bitSize int) []byte {
	switch {
	case f != f:
		return append(b, "nan"...)
	case f > math.MaxFloat64:
		return append(b, "inf"...)
	case f < -math.MaxFloat64:
		return append(b, "-inf"...)
	}
	if bitSize != 32 {
		bitSize = 64
	}
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(b, f, format, -1, bitSize)
}

// appendHeader appends the first line of a string or an aggregate.
func appendHeader(b []byte, k Kind, n int) []byte {
	switch {
	case n < 10:
		return append(b, byte(k), '0'+byte(max(n, 0)), '\r', '\n')
	case n < 100:
		return append(b, byte(k), '0'+byte(n/10), '0'+byte(n%10), '\r', '\n')
	}
	b = append(b, byte(k))
	b = strconv.AppendUint(b, uint64(n), 10)
	return append(b, '\r', '\n')
}
