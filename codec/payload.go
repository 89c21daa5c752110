package codec

import (
	"bytes"
	"slices"
	"strconv"
)

// room is what appendPayload leaves for the header of a payload whose length
// is not known yet: that of 100 to 999 bytes, the commonest length for a
// value that takes a marshaler. Any other length moves the payload.
const room = len("$999\r\n")

// appendPayload appends the bulk string whose payload write appends.
//
// write is given the free memory behind the header's room as an empty slice,
// rather than all of b: whatever it does, it cannot disturb the arguments
// before its own.
func appendPayload(b []byte, write func([]byte) ([]byte, error)) ([]byte, error) {
	out := slices.Grow(b, room)
	free := out[len(b)+room : len(b)+room]
	payload, err := write(free)
	if err != nil {
		return b, err
	}
	if len(payload) > MaxBulk {
		return b, ErrTooLong
	}
	start := len(b) + len("$") + digits(len(payload)) + len("\r\n")
	if start == len(b)+room && sameStart(free, payload) {
		out = out[:start+len(payload)]
	} else {
		// Wherever the payload lies now, even across its destination: it is
		// moved before the header is written.
		out = append(slices.Grow(out, start-len(b))[:start], payload...)
	}
	out[len(b)] = '$'
	strconv.AppendInt(out[:len(b)+1], int64(len(payload)), 10)
	copy(out[start-2:], "\r\n")
	return append(out, "\r\n"...), nil
}

// digits returns how many decimal digits n, which is not negative, has.
func digits(n int) int {
	d := 1
	for ; n >= 10; n /= 10 {
		d++
	}
	return d
}

// sameStart reports whether b, which was made by appending to free, still lies
// where free does.
func sameStart(free, b []byte) bool {
	return len(b) > 0 && cap(free) > 0 && &b[0] == &free[:1][0]
}

// appendArguments appends what m appends to an empty slice, and returns how
// many arguments that is.
func appendArguments(b []byte, m ArgumentsMarshaler, c Codec) (out []byte, n int, err error) {
	free := b[len(b):]
	args, err := m.AppendArguments(free, c)
	if err != nil {
		return b, 0, err
	}
	n, ok := countArguments(args)
	if !ok {
		return b, 0, errNotArguments
	}
	if sameStart(free, args) {
		return b[:len(b)+len(args)], n, nil
	}
	return append(b, args...), n, nil
}

// countArguments returns how many bulk strings b consists of, and false if it
// is anything but whole ones.
func countArguments(b []byte) (n int, ok bool) {
	for len(b) > 0 {
		size := 0
		i := 1
		// A length that is too long ends the loop before it overflows, at a
		// digit, which is no CRLF.
		for ; i < len(b) && '0' <= b[i] && b[i] <= '9' && size <= MaxBulk/10; i++ {
			size = 10*size + int(b[i]-'0')
		}
		switch {
		case b[0] != '$', i == 1, b[1] == '0' && i > 2, size > MaxBulk:
			return 0, false
		}
		rest, ok := bytes.CutPrefix(b[i:], crlf)
		if !ok || len(rest) < size {
			return 0, false
		}
		if b, ok = bytes.CutPrefix(rest[size:], crlf); !ok {
			return 0, false
		}
		n++
	}
	return n, true
}

var crlf = []byte("\r\n")
