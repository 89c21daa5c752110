package resp

import (
	"encoding/binary"
	"math/bits"
)

// Replies consist mostly of short strings, integers and small aggregates. The functions of
// this file go over these, and only when they are whole and right; all else they leave to
// the Framer proper, which knows every rule and every reason. They are plain loops over the
// bytes at hand with no state besides positions, so that the compiler keeps them in
// registers; a short value costs a few nanoseconds.

const (
	// maxShort is more than the size of any value that short accepts.
	maxShort = 100_000 + 16
	// maxShortLine is the longest line that short accepts.
	maxShortLine = 64
)

// short gives the size of the value that b begins with, if it is a whole and valid one of a
// common kind and no aggregate; 0 leaves it open.
func short(b []byte) int {
	if len(b) < 4 {
		if len(b) == 3 && (b[0] == '_' || b[0] == '+') && b[1] == '\r' && b[2] == '\n' {
			return 3
		}
		return 0
	}
	i := 1
	switch b[0] {
	case '$':
		body, n := shortHeader(b)
		if body == 0 {
			if len(b) >= 5 && string(b[1:5]) == "-1\r\n" {
				return 5
			}
			return 0
		}
		end := body + n
		if end+2 > len(b) || !crlf(b, end) {
			return 0
		}
		return end + 2
	case ':':
		if b[1] == '-' {
			i = 2
		}
		first := i
		if i = digits(b, i); i == first || i-first > 18 {
			return 0
		}
	case '+', '-':
		if i = printable(b, i); i > maxShortLine {
			return 0
		}
	case ',':
		if b[1] == '-' {
			i = 2
		}
		first := i
		if i = digits(b, i); i > first && i < len(b) && b[i] == '.' {
			first = i + 1
			i = digits(b, first)
		}
		if i == first || i > maxShortLine {
			return 0
		}
	case '#':
		if b[1] != 't' && b[1] != 'f' {
			return 0
		}
		i = 2
	case '_':
	default:
		return 0
	}
	if i+2 > len(b) || !crlf(b, i) {
		return 0
	}
	return i + 2
}

// crlf reports whether b[i:] begins with CRLF; there must be two bytes.
func crlf(b []byte, i int) bool {
	return binary.LittleEndian.Uint16(b[i:]) == '\r'|'\n'<<8
}

// The functions below look at eight bytes at a time. In words of bytes that are written as
// b0 + b1<<8 + ..., a mask has the high bit of each byte set that is looked for, of which
// the lowest one is the first.

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// digits gives the index of the first byte from b[i] on that is no digit, or len(b).
func digits(b []byte, i int) int {
	for ; i+8 <= len(b); i += 8 {
		w := binary.LittleEndian.Uint64(b[i:]) ^ '0'*ones // a digit is 0 to 9 now
		if mask := ((w&^highs + (0x80-10)*ones) | w) & highs; mask != 0 {
			return i + bits.TrailingZeros64(mask)/8
		}
	}
	for i < len(b) && b[i]-'0' <= 9 {
		i++
	}
	return i
}

// printable gives the index of the first byte from b[i] on that is a control character
// below the space, or len(b).
func printable(b []byte, i int) int {
	for ; i+8 <= len(b); i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		if mask := (w - ' '*ones) &^ w & highs; mask != 0 {
			return i + bits.TrailingZeros64(mask)/8
		}
	}
	for i < len(b) && b[i] >= ' ' {
		i++
	}
	return i
}

// shortHeader gives the size of the header that b begins with, and the length or count in it, if
// it has at most five digits; size 0 leaves it open. The kind is the caller's business.
func shortHeader(b []byte) (size, n int) {
	if len(b) < 4 {
		return 0, 0
	}
	n = int(b[1] - '0')
	if n > 9 {
		return 0, 0
	}
	i := 2
	if b[2] != '\r' {
		if n == 0 {
			return 0, 0
		}
		for ; i < 6 && i < len(b); i++ {
			d := b[i] - '0'
			if d > 9 {
				break
			}
			n = n*10 + int(d)
		}
	}
	if i+2 > len(b) || !crlf(b, i) {
		return 0, 0
	}
	return i + 2, n
}

// scalars goes from pos over at most left values for which short is enough. It gives the
// position behind them, and what is left of left.
func scalars(b []byte, pos, left int) (int, int) {
	for left > 0 && pos < len(b) {
		if b[pos] == '$' && len(b)-pos >= 8 {
			// Up to 99 bytes: the same as short does, without a call.
			i, n := pos+2, int(b[pos+1]-'0')
			if b[i] != '\r' && n > 0 {
				n = n*10 + int(b[i]-'0')
				i++
			}
			end := i + 2 + n
			if b[pos+1]-'0' <= 9 && b[i-1]-'0' <= 9 && end+2 <= len(b) && crlf(b, i) && crlf(b, end) {
				pos = end + 2
				left--
				continue
			}
		}
		if classes[b[pos]] >= classAggregate {
			break
		}
		size := short(b[pos:])
		if size == 0 {
			break
		}
		pos += size
		left--
	}
	return pos, left
}

// skim goes from pos over values for which short and shortHeader are enough, up to the end
// of the reply or the first that needs more.
func (f *Framer) skim(b []byte) {
	last := len(f.stack) - 1
	if f.stack[last].streamed || f.pos == len(b) || !f.lim.roomy() {
		return
	}
	pos, left, depth := f.pos, f.stack[last].left, f.stack[last].depth
	for {
		if depth == 0 && left > 0 && pos < len(b) {
			f.kind = kindAt(b, pos) // if it's an attribute, then not for long
		}
		if pos, left = scalars(b, pos, left); left == 0 {
			if last--; last < 0 || f.stack[last].streamed {
				break
			}
			left, depth = f.stack[last].left, f.stack[last].depth
			continue
		}
		size, n := 0, 0
		if pos < len(b) {
			switch classes[b[pos]] {
			case classAggregate:
				size, n = shortHeader(b[pos:])
			case classPairs:
				if b[pos] != byte(Attribute) {
					size, n = shortHeader(b[pos:])
					n *= 2
				}
			}
		}
		if size == 0 || int(depth) >= f.lim.Depth || n > f.lim.Elements || last+1 == maxLevels {
			break
		}
		pos += size
		left--
		if n == 0 {
			continue
		}
		if left > 0 {
			f.stack[last].left = left
			f.stack = append(f.stack[:last+1], level{})
			last++
		}
		left = n
		depth++
		f.stack[last].depth = depth
	}
	if pos != f.pos {
		f.pos, f.seen = pos, 0
	}
	if f.stack = f.stack[:last+1]; last >= 0 && !f.stack[last].streamed {
		f.stack[last].left = left
	}
}
