package resp

import (
	"math"
	"strconv"
	"unsafe"
)

// ParseInt gives the integer that b spells in decimal: an optional sign and digits, nothing
// else. ok is false if it is none or does not fit an int64.
func ParseInt(b []byte) (n int64, ok bool) {
	i, negative := 0, false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		i, negative = 1, b[0] == '-'
	}
	u, ok := parseDigits(b[i:])
	switch {
	case !ok || u > 1<<63 || u == 1<<63 && !negative:
		return 0, false
	case negative:
		return -int64(u), true
	}
	return int64(u), true
}

// ParseUint gives the integer that b spells in decimal: an optional plus sign and digits,
// nothing else. ok is false if it is none or does not fit a uint64.
func ParseUint(b []byte) (n uint64, ok bool) {
	if len(b) > 0 && b[0] == '+' {
		b = b[1:]
	}
	return parseDigits(b)
}

// parseDigits is plain for up to 19 digits, whose value cannot overflow.
func parseDigits(b []byte) (n uint64, ok bool) {
	if len(b) == 0 {
		return 0, false
	}
	if len(b) <= 19 {
		for _, c := range b {
			d := c - '0'
			if d > 9 {
				return 0, false
			}
			n = n*10 + uint64(d)
		}
		return n, true
	}
	for _, c := range b {
		d := uint64(c - '0')
		if d > 9 || n > (math.MaxUint64-d)/10 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

// ParseFloat gives the floating-point number that b spells: digits with an optional sign,
// fraction and exponent, as "-1.5e300", or inf, -inf, nan, -nan. ok is false if it is none,
// or too large for a float64. What is too small for one is 0. The result is the nearest
// float64. ParseFloat does not allocate for a number in range.
func ParseFloat(b []byte) (f float64, ok bool) {
	if f, ok := parseShortFloat(b); ok {
		return f, true
	}
	if _, ok := scanDouble(b); !ok {
		return 0, false
	}
	if b[len(b)-1] == 'n' {
		return math.NaN(), true // strconv does not know -nan
	}
	if f, err := strconv.ParseFloat(text(b), 64); err == nil {
		return f, true
	}
	return 0, false
}

// powers holds the powers of ten up to the length of numbers of which parseShortFloat
// knows; each is exact.
var powers = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// parseShortFloat knows numbers of at most 15 digits without an exponent. Their digits make
// an integer below 2^53, which a float64 holds exactly, and so does it the power of ten to
// divide by; thus the one division rounds correctly.
func parseShortFloat(b []byte) (f float64, ok bool) {
	i, negative := 0, false
	if len(b) > 0 && b[0] == '-' {
		i, negative = 1, true
	}
	if len(b)-i > len(powers) || i == len(b) {
		return 0, false
	}
	n, point := uint64(0), -1
	for k := i; k < len(b); k++ {
		if d := b[k] - '0'; d <= 9 {
			n = n*10 + uint64(d)
		} else if b[k] == '.' && point < 0 && k > i && k < len(b)-1 {
			point = k
		} else {
			return 0, false
		}
	}
	if f = float64(int64(n)); point >= 0 {
		f /= powers[len(b)-1-point]
	} else if len(b)-i == len(powers) {
		return 0, false // 16 digits
	}
	if negative {
		f = -f
	}
	return f, true
}

// text is b as a string, for functions that do not keep it, and as long as b does not
// change.
func text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
