package resp

import "fmt"

// A SyntaxError says that the bytes are not RESP, or are over one of the Limits that a
// sound server does not reach. There is no way to go on: where the next value begins is
// unknown.
type SyntaxError struct {
	// Offset is where the first wrong byte is, counted from the first byte of the stream by
	// Framer and Scanner and from the first byte of the frame by Reader. A value that is
	// wrong as a whole (a number that ends too early, a double out of range) is wrong at
	// its CR. Of bytes that are missing, it is where they should be.
	Offset int64

	// Reason says what is wrong, as "digit expected".
	Reason string

	// Found is the wrong byte; 0 if bytes are missing.
	Found byte
}

// Error gives the reason, the byte and the offset. When the first byte of a stream shows
// which other protocol is spoken, it says that.
func (e *SyntaxError) Error() string {
	text := fmt.Sprintf("resp: %s at offset %d", e.Reason, e.Offset)
	if e.Reason == reasonKind {
		text = fmt.Sprintf("resp: %s (byte %q) at offset %d", e.Reason, e.Found, e.Offset)
		if e.Offset == 0 {
			text += stranger(e.Found)
		}
	}
	return text
}

// stranger names the protocol of which first is likely to be the first byte.
func stranger(first byte) string {
	name := ""
	switch first {
	case 'H':
		name = "an HTTP server"
	case 0x15, 0x16:
		name = "a server that expects TLS"
	case 'S':
		name = "an SSH server"
	case 'E', 'C':
		name = "a memcached server"
	case '2', '5':
		name = "a mail or FTP server"
	default:
		return ""
	}
	return "; is this " + name + "?"
}

// The reasons of a SyntaxError.
const (
	reasonKind      = "no kind of value begins like this"
	reasonDigit     = "digit expected"
	reasonZero      = "leading zero in a length"
	reasonRange     = "integer out of range"
	reasonDouble    = "malformed double"
	reasonHuge      = "double out of range"
	reasonBoolean   = "boolean that is neither t nor f"
	reasonNull      = "null that is not empty"
	reasonBulk      = "length over the limit Bulk"
	reasonElements  = "number of elements over the limit Elements"
	reasonLine      = "line over the limit Line"
	reasonByte      = "byte that no line may have"
	reasonLF        = "LF expected after CR"
	reasonCRLF      = "CRLF expected after the payload"
	reasonFormat    = "verbatim string without its format"
	reasonChunk     = "chunk of a streamed string expected"
	reasonStray     = "chunk outside of a streamed string"
	reasonEnd       = "end of a streamed aggregate that is none"
	reasonPairs     = "end of a streamed map after a key"
	reasonOwed      = "end of a streamed aggregate after an attribute"
	reasonEndLine   = "end of a streamed aggregate that is not empty"
	reasonStreamed  = "value of a kind that cannot be streamed"
	reasonDeep      = "aggregates nested far too deeply"
	reasonTruncated = "frame ends too early"
	reasonHeader    = "header that the frame cannot have"
	reasonNothing   = "no value left in the frame"
)

// A LimitError says that a well-formed reply was skipped since it was over a limit. The
// stream goes on behind it.
type LimitError struct {
	// Limit is the name of the field of Limits: "Reply" or "Depth".
	Limit string

	// Max is the value of the limit.
	Max int64

	// Kind is the kind of the reply, attributes before it aside. If it's Push, what was
	// skipped was no reply to a command.
	Kind Kind
}

// Error names the limit and its value.
func (e *LimitError) Error() string {
	return fmt.Sprintf("resp: %s over the limit %s (%d), skipped", e.Kind, e.Limit, e.Max)
}
