package decode

import (
	"unsafe"

	"github.com/redisfut/redis/resp"
)

// Decoders of single types come in two forms: the exported ones, which read the
// value, and functions named …Of for a value already read, from which
// collections and optionals are made.

// text gives the payload of a scalar as text. There is none for null, errors
// and aggregates. A boolean is the integer that RESP2 sends in its place.
func text(v resp.Value) (b []byte, ok bool) {
	switch v.Kind {
	case resp.BulkString, resp.SimpleString, resp.VerbatimString, resp.Integer, resp.Double, resp.BigNumber:
		return v.Bytes, true
	case resp.Boolean:
		if string(v.Bytes) == "t" {
			return []byte("1"), true
		}
		return []byte("0"), true
	}
	return nil, false
}

// isString reports whether values of kind k are strings, whatever their
// spelling.
func isString(k resp.Kind) bool {
	return k == resp.BulkString || k == resp.SimpleString || k == resp.VerbatimString
}

// aliasMin is the least length in bytes of a string that may alias its frame.
const aliasMin = 16 << 10

// aliases reports whether b, just read from r, may become the caller's as it
// is: the frame is the caller's, and is hardly larger than b, so that keeping b
// wastes nothing.
func (r *Reader) aliases(b []byte) bool {
	const around = 64 // header, CRLF, perhaps a short attribute
	return r.Owned && r.Offset()-len(b) <= around && r.Peek() == 0
}

// str makes a string of b.
func (r *Reader) str(b []byte) string {
	if len(b) >= aliasMin && r.aliases(b) {
		return unsafe.String(unsafe.SliceData(b), len(b))
	}
	return r.Text(b)
}

// String decodes any scalar but null into its text.
func String(r *Reader, dst *string) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	*dst, err = stringOf(r, v)
	return err
}

func stringOf(r *Reader, v resp.Value) (string, error) {
	b, ok := v.Bytes, v.Kind == resp.BulkString
	if !ok {
		if b, ok = text(v); !ok {
			return "", Mismatch[string](v, nil)
		}
	}
	return r.str(b), nil
}

// Bytes decodes any scalar but null into its text. It reuses the memory of
// *dst. An empty string gives a slice that is empty but not nil.
func Bytes(r *Reader, dst *[]byte) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	b, ok := text(v)
	if !ok {
		return Mismatch[[]byte](v, nil)
	}
	if cap(*dst) >= len(b) && *dst != nil {
		*dst = append((*dst)[:0], b...)
	} else {
		*dst = r.bytes(b)
	}
	return nil
}

func bytesOf(r *Reader, v resp.Value) ([]byte, error) {
	b, ok := text(v)
	if !ok {
		return nil, Mismatch[[]byte](v, nil)
	}
	return r.bytes(b), nil
}

// bytes makes a slice of b that is the caller's.
func (r *Reader) bytes(b []byte) []byte {
	if len(b) >= aliasMin && r.aliases(b) {
		return b[:len(b):len(b)]
	}
	return append(make([]byte, 0, len(b)), b...)
}

// Bool decodes a boolean, the numbers 1 and 0, and the texts 1, 0, true and
// false.
func Bool(r *Reader, dst *bool) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	*dst, err = boolOf(r, v)
	return err
}

func boolOf(_ *Reader, v resp.Value) (bool, error) {
	b, ok := text(v)
	if !ok {
		return false, Mismatch[bool](v, nil)
	}
	switch string(b) {
	case "1", "true":
		return true, nil
	case "0", "false":
		return false, nil
	}
	return false, Mismatch[bool](v, errNotBool)
}

// OK is the result of a command that has nothing to say but that it was done:
// it accepts the simple string OK and nothing else.
type OK struct{}

// String returns "OK".
func (OK) String() string { return "OK" }

// Status decodes the simple string OK.
func Status(r *Reader, dst *OK) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	*dst, err = okOf(r, v)
	return err
}

func okOf(_ *Reader, v resp.Value) (OK, error) {
	switch {
	case v.Kind != resp.SimpleString:
		return OK{}, Mismatch[OK](v, nil)
	case string(v.Bytes) != "OK":
		return OK{}, Mismatch[OK](v, errNotOK)
	}
	return OK{}, nil
}
