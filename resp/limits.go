package resp

import "math"

// What a field of Limits that is zero stands for.
const (
	DefaultBulk     = 512 << 20 // 512 MiB, as the default proto-max-bulk-len of Redis
	DefaultReply    = 1 << 30   // 1 GiB
	DefaultElements = 1 << 27   // 134 217 728
	DefaultDepth    = 128
	DefaultLine     = 64 << 10 // 64 KiB
)

// Limits bound what is accepted from the other side. A field that is zero or negative
// stands for its default. A value over Bulk, Elements or Line is taken for a sign that the
// stream is broken, and ends it. A reply over Reply or Depth is merely too much for this
// client: it is skipped, and what follows it is read.
type Limits struct {
	// Bulk is the greatest length, in bytes, of the payload of one bulk string, bulk error
	// or verbatim string, and of the sum of the chunks of a streamed string. Default 512
	// MiB. Over it: *SyntaxError.
	Bulk int64

	// Reply is the greatest size, in bytes on the wire, of one whole reply, attributes
	// before it included. Default 1 GiB. Over it: *LimitError. A bulk string that is within
	// Bulk can still be over Reply.
	Reply int64

	// Elements is how many elements one aggregate may have; each pair of a map or an
	// attribute counts as two. Default 134 217 728. Over it: *SyntaxError, as soon as a
	// header declares more, or when a streamed aggregate gets more.
	Elements int

	// Depth is how many aggregates may lie inside each other; an array of integers has
	// depth 1. Default 128. Over it: *LimitError. Beyond about 65 000 levels that each have
	// further elements to come, the framer gives up: *SyntaxError.
	Depth int

	// Line is the greatest length, in bytes, of one line without its first byte and its
	// CRLF: of a simple string, a simple error, a number, a header. Default 64 KiB. Over
	// it: *SyntaxError.
	Line int
}

// resolved gives the limits with defaults in place of zeros, and cut to what positions and
// sums can be computed with on this machine without overflow.
func (l Limits) resolved() Limits {
	or := func(v, def, most int64) int64 {
		if v <= 0 {
			v = def
		}
		return min(v, most)
	}
	return Limits{
		Bulk:     or(l.Bulk, DefaultBulk, 1<<60),
		Reply:    or(l.Reply, DefaultReply, math.MaxInt-1<<20),
		Elements: int(or(int64(l.Elements), DefaultElements, math.MaxInt-1)),
		Depth:    int(or(int64(l.Depth), DefaultDepth, math.MaxInt32-1)),
		Line:     int(or(int64(l.Line), DefaultLine, 1<<28)),
	}
}

// roomy reports whether nothing that short accepts can be over Bulk or Line.
func (l *Limits) roomy() bool { return l.Bulk >= maxShort && l.Line >= maxShortLine }
