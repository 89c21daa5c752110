package resp

import "strconv"

// The functions here say where the text of a line, without its kind and its CRLF, first
// breaks the grammar of its kind: at index at, for the reason given; a text that ends too
// early is wrong at its end. An empty reason means that the text is right.

// Values of a length that stand for something else.
const (
	null     = -1 // of RESP2
	streamed = -2 // unknown: "?"
)

// parseLine checks the text of a line that begins with k. If it is a header, n is the
// length of the string or the number of elements of the aggregate, null or streamed.
func parseLine(k Kind, s []byte, lim *Limits) (n int64, at int, reason string) {
	switch k {
	case SimpleString, SimpleError:
		return 0, 0, ""
	case Integer:
		at, reason = checkInteger(s)
		return 0, at, reason
	case Double:
		at, reason = checkDouble(s)
		return 0, at, reason
	case BigNumber:
		at, reason = checkBigNumber(s)
		return 0, at, reason
	case Boolean:
		at, reason = checkBoolean(s)
		return 0, at, reason
	case Null:
		if len(s) > 0 {
			reason = reasonNull
		}
		return 0, 0, reason
	}
	if len(s) > 0 && s[0] == '?' {
		switch {
		case k == BulkError || k == VerbatimString || k == Attribute:
			return 0, 0, reasonStreamed
		case len(s) > 1:
			return 0, 1, reasonDigit
		}
		return streamed, 1, ""
	}
	if len(s) > 0 && s[0] == '-' && (k == BulkString || k == Array) {
		switch {
		case len(s) == 1 || s[1] != '1':
			return 0, 1, reasonDigit
		case len(s) > 2:
			return 0, 2, reasonDigit
		}
		return null, 2, ""
	}
	var u uint64
	switch classes[k] {
	case classString:
		u, at, reason = checkLength(s, uint64(lim.Bulk), reasonBulk)
		if reason == "" && k == VerbatimString && u < 4 {
			reason = reasonFormat
		}
	case classAggregate:
		u, at, reason = checkLength(s, uint64(lim.Elements), reasonElements)
	default:
		u, at, reason = checkLength(s, uint64(lim.Elements/2), reasonElements)
		u *= 2
	}
	return int64(u), at, reason
}

// checkInteger: an optional sign, digits, within int64.
func checkInteger(s []byte) (at int, reason string) {
	limit := uint64(1<<63 - 1)
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			limit++
		}
		at = 1
	}
	if at == len(s) {
		return at, reasonDigit
	}
	for n := uint64(0); at < len(s); at++ {
		d := uint64(s[at] - '0')
		if d > 9 {
			return at, reasonDigit
		}
		if n > (limit-d)/10 {
			return at, reasonRange
		}
		n = n*10 + d
	}
	return at, ""
}

// checkBigNumber: an optional sign, digits.
func checkBigNumber(s []byte) (at int, reason string) {
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		at = 1
	}
	end := digits(s, at)
	if end == at || end < len(s) {
		return end, reasonDigit
	}
	return end, ""
}

// checkDouble: what isDouble says, and within the range of a float64.
func checkDouble(s []byte) (at int, reason string) {
	at, ok := scanDouble(s)
	if !ok {
		return at, reasonDouble
	}
	if !plainDouble(s) {
		if _, err := strconv.ParseFloat(text(s), 64); err != nil {
			return at, reasonHuge
		}
	}
	return at, ""
}

// plainDouble reports whether s, a double of the right form, is in range by its looks: too
// short to be over 1e308, without an exponent.
func plainDouble(s []byte) bool {
	if len(s) > 300 {
		return false
	}
	for _, c := range s {
		if c|0x20 == 'e' {
			return false
		}
	}
	return true
}

// scanDouble: an optional sign, digits, optionally a point and digits, optionally an E with
// an optional sign and digits; or inf, -inf, nan. Servers before 7.2 print the nan that
// processors make of 0/0 as -nan.
func scanDouble(s []byte) (at int, ok bool) {
	i := 0
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		i = 1
	}
	if i < len(s) && (s[i] == 'i' || s[i] == 'n') && (i == 0 || s[0] == '-') {
		word := "inf"
		if s[i] == 'n' {
			word = "nan"
		}
		for k := range len(word) {
			if i+k == len(s) || s[i+k] != word[k] {
				return i + k, false
			}
		}
		return i + len(word), i+len(word) == len(s)
	}
	end := digits(s, i)
	if end == i {
		return end, false
	}
	if i = end; i < len(s) && s[i] == '.' {
		i++
		if end = digits(s, i); end == i {
			return end, false
		}
		i = end
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '-' || s[i] == '+') {
			i++
		}
		if end = digits(s, i); end == i {
			return end, false
		}
		i = end
	}
	return i, i == len(s)
}

// checkBoolean: t or f.
func checkBoolean(s []byte) (at int, reason string) {
	if len(s) == 0 || s[0] != 't' && s[0] != 'f' {
		return 0, reasonBoolean
	}
	if len(s) > 1 {
		return 1, reasonBoolean
	}
	return 1, ""
}

// checkLength reads the length or count of a header: digits without a leading zero, at most
// limit.
func checkLength(s []byte, limit uint64, over string) (n uint64, at int, reason string) {
	if len(s) == 0 {
		return 0, 0, reasonDigit
	}
	for ; at < len(s); at++ {
		d := uint64(s[at] - '0')
		if d > 9 {
			return 0, at, reasonDigit
		}
		if at > 0 && n == 0 {
			return 0, at, reasonZero
		}
		if n = n*10 + d; n > limit {
			return 0, at, over
		}
	}
	return n, at, ""
}
