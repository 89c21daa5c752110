package resp

import (
	"bytes"
	"math"
)

// A Framer finds where the replies in a stream end. It looks at each byte about once
// however the stream is cut into pieces, keeps no bytes, allocates nothing but a small
// stack that it reuses, and checks everything: what it has accepted, a Reader need not
// check again.
//
// A frame is one whole reply with the attributes before it:
//
//	frame = *attribute value
//
// Use it in a loop over a buffer that is read into:
//
//	size, err := f.Next(buf[r:w])
//	switch {
//	case size == 0 && err == nil: // more bytes are needed
//		r += f.Skip()
//	case size == 0: // a *SyntaxError: the end of the stream
//	case err != nil: // a *LimitError: the end of a reply that was skipped
//		r += size
//	default: // a frame: buf[r:r+size]
//		r += size
//	}
//
// The zero Framer is ready for use and has the default Limits. A Framer must not be used by
// two goroutines at once.
type Framer struct {
	ready bool // no reply has begun, and the limits are large enough for short
	begun bool // a reply has begun: pos, start and stack are valid
	stage uint8
	over  uint8 // which limit the reply is over

	lim  Limits // resolved; Bulk is 0 before Init
	base int64  // offset in the stream of b[0], b being what Next is given
	pos  int    // b[:pos] is done with; 0 <= pos <= have
	have int    // len(b) as of the last call
	seen int    // b[pos+1:pos+1+seen] is known to hold no end of the line that begins at pos

	start int64   // offset in the stream of the reply
	kind  Kind    // of the reply itself, attributes aside; 0 before it begins
	body  int64   // bytes of payload still to come at pos
	chunk bool    // that payload is a chunk of a streamed string
	room  int64   // how much longer the streamed string may become
	stack []level // aggregates that have elements to come; the first is the root
	err   error   // a *SyntaxError: the stream is dead
}

// A level is an aggregate with elements to come. It leaves the stack when its last element
// begins, not when that ends: so a chain of last elements takes no more than one level. The
// root level has one element: the reply.
type level struct {
	left  int   // elements that have not begun; of a streamed one: that may still begin
	depth int32 // how many aggregates there are around its elements

	// Only of streamed ones:
	streamed bool
	pairs    bool // elements come in pairs
	owed     bool // an attribute came, so an element must follow
}

// Stages of a Framer.
const (
	atValue   = iota // a value begins, or a streamed aggregate ends
	atChunk          // a chunk of a streamed string begins
	atPayload        // payload of length body and CRLF
	atFormat         // the same, of a verbatim string from its first byte
)

// Limits that a reply can be over.
const (
	overNone = iota
	overReply
	overDepth
)

// maxLevels bounds the stack.
const maxLevels = 1 << 16

// keepLevels is how large a stack is kept for the next reply.
const keepLevels = 1 << 10

// Init prepares f for a new stream with limits l, whatever it was doing.
func (f *Framer) Init(l Limits) {
	*f = Framer{lim: l.resolved(), stack: f.stack[:0]}
	f.ready = f.quick()
}

// quick reports whether what short accepts is within all limits, also as a reply.
func (f *Framer) quick() bool { return f.lim.roomy() && f.lim.Reply >= maxShort }

// Next looks for the end of the reply that b begins with. b starts with the first byte of
// the reply, or, after a call that found no end, with the same bytes as then (less those
// dropped by Skip) and some more; the memory may be another.
//
//   - size > 0, err == nil: the reply is whole and takes b[:size]. Go on with what follows it.
//   - size == 0, err == nil: more bytes are needed; see Missing, Whole and Skip.
//   - size > 0, err is a *LimitError: the same as whole, but the reply is over a limit: to be
//     dropped. If parts of it were dropped by Skip before, b[:size] is what was left of it.
//   - size == 0, err is a *SyntaxError: the stream is broken at the offset that it tells, counted from the
//     first byte since Init. Every later call returns the same.
func (f *Framer) Next(b []byte) (size int, err error) {
	if f.ready {
		if n := short(b); n > 0 {
			f.base += int64(n)
			return n, nil
		}
	}
	return f.next(b)
}

// next is Next in full.
func (f *Framer) next(b []byte) (size int, err error) {
	if f.err != nil {
		return 0, f.err
	}
	if !f.begun {
		if f.lim.Bulk == 0 {
			f.Init(Limits{})
		}
		f.ready, f.begun = false, true
		f.start = f.base
		f.stack = append(f.stack[:0], level{left: 1})
	}
	f.have = len(b)
	for {
		more := false
		switch f.stage {
		case atValue:
			f.skim(b)
			f.weigh()
			if len(f.stack) > 0 {
				more, err = f.value(b)
			}
		case atChunk:
			more, err = f.nextChunk(b)
		default:
			more, err = f.payload(b)
		}
		if err != nil {
			f.err = err
			return 0, err
		}
		f.weigh()
		if more {
			return 0, nil
		}
		if len(f.stack) == 0 && f.stage == atValue {
			return f.end()
		}
	}
}

// weigh finds whether what is known of the reply is over the limit Reply. It is called
// between any two steps that could exceed a limit, so that which one is exceeded first does
// not depend on how the stream is cut.
func (f *Framer) weigh() {
	if f.over == overNone && f.base-f.start+int64(f.pos)+f.body > f.lim.Reply {
		f.over = overReply
	}
}

// end ends a reply at pos.
func (f *Framer) end() (size int, err error) {
	size = f.pos
	switch f.over {
	case overReply:
		err = &LimitError{Limit: "Reply", Max: f.lim.Reply, Kind: f.kind}
	case overDepth:
		err = &LimitError{Limit: "Depth", Max: int64(f.lim.Depth), Kind: f.kind}
	}
	f.base += int64(size)
	f.pos, f.have, f.seen = 0, 0, 0
	f.kind, f.over, f.begun = 0, overNone, false
	f.ready = f.quick()
	if cap(f.stack) > keepLevels {
		f.stack = nil
	}
	return size, err
}

// Skip is for after a call of Next that has found no end. While a reply that is over a
// limit is being skipped, it gives how many leading bytes of b are of no more use, and
// takes them for dropped: Next is to be given what follows them. Otherwise it gives 0. By
// it a reply of any size passes through a buffer of a fixed one.
func (f *Framer) Skip() int {
	if f.over == overNone || f.err != nil {
		return 0
	}
	n := f.pos
	f.base += int64(n)
	f.have -= n
	f.pos = 0
	return n
}

// Missing is for after a call of Next that has found no end. It gives how many bytes are
// missing at least until the end of the reply: for a string, what is missing of its payload
// and CRLF, else 1. That is what the other side declares, up to Limits.Bulk: do not
// allocate all of it before some of it has come.
func (f *Framer) Missing() int {
	if f.stage < atPayload || f.err != nil {
		return 1
	}
	return int(min(f.body+2-int64(f.have-f.pos), math.MaxInt))
}

// Whole is for after a call of Next that has found no end. It gives the size of the whole
// frame if that is known already and within the limits, as it is when the reply is one
// string, not streamed, and its header is in; else 0. The caution of Missing applies.
func (f *Framer) Whole() int {
	if f.stage < atPayload || f.chunk || len(f.stack) > 0 || f.over != overNone || f.err != nil {
		return 0
	}
	return f.pos + int(f.body) + 2
}

// value goes over one value at pos that is a line, or over the header of any other, or over
// the end of a streamed aggregate. It reports whether it needs more bytes.
func (f *Framer) value(b []byte) (more bool, err error) {
	if f.pos == len(b) {
		return true, nil
	}
	k := Kind(b[f.pos])
	if classes[k] == classNone {
		return f.noValue(b, byte(k))
	}
	text, wrong, more := f.line(b)
	if more {
		return true, nil
	}
	n, at, reason := parseLine(k, text, &f.lim)
	if err := f.verdict(b, wrong, fault{at, reason}); err != nil {
		return false, err
	}
	begin := f.pos
	f.pos += 1 + len(text) + 2
	switch classes[k] {
	case classString:
		if err := f.take(b, begin); err != nil || n == null {
			return false, err
		}
		switch {
		case n == streamed:
			f.stage, f.room = atChunk, f.lim.Bulk
		case k == VerbatimString:
			f.stage, f.body = atFormat, n
		default:
			f.stage, f.body = atPayload, n
		}
		return false, nil
	case classAggregate, classPairs:
		if n != null {
			return false, f.open(b, begin, k, n)
		}
	}
	return false, f.take(b, begin)
}

// noValue goes over a line that begins with a byte that is no kind.
func (f *Framer) noValue(b []byte, c byte) (more bool, err error) {
	top := &f.stack[len(f.stack)-1]
	switch {
	case c == chunkMark:
		return false, f.fail(b, f.pos, reasonStray)
	case c != endMark:
		return false, f.fail(b, f.pos, reasonKind)
	case !top.streamed:
		return false, f.fail(b, f.pos, reasonEnd)
	case top.owed:
		return false, f.fail(b, f.pos, reasonOwed)
	case top.pairs && (f.lim.Elements-top.left)%2 != 0:
		return false, f.fail(b, f.pos, reasonPairs)
	}
	text, wrong, more := f.line(b)
	if more {
		return true, nil
	}
	content := fault{}
	if len(text) > 0 {
		content.reason = reasonEndLine
	}
	if err := f.verdict(b, wrong, content); err != nil {
		return false, err
	}
	f.pos += 3
	f.stack = f.stack[:len(f.stack)-1]
	return false, nil
}

// take accounts for the value at b[begin] as an element of the top level.
func (f *Framer) take(b []byte, begin int) error {
	last := len(f.stack) - 1
	top := &f.stack[last]
	if top.depth == 0 {
		f.kind = kindAt(b, begin)
	}
	if top.streamed && top.left == 0 {
		return f.fail(b, begin, reasonElements)
	}
	top.owed = false
	if top.left--; top.left == 0 && !top.streamed {
		f.stack = f.stack[:last]
	}
	return nil
}

// open adds a level for the aggregate at b[begin] with n elements to come.
func (f *Framer) open(b []byte, begin int, k Kind, n int64) error {
	top := &f.stack[len(f.stack)-1]
	depth := top.depth + 1
	if k == Attribute {
		top.owed = true
	} else if err := f.take(b, begin); err != nil {
		return err
	}
	if int(depth) > f.lim.Depth {
		depth-- // it must not overflow, and does not count any more
		if f.over == overNone {
			f.over = overDepth
		}
	}
	next := level{left: int(n), depth: depth}
	switch n {
	case 0:
		return nil
	case streamed:
		next.left, next.streamed, next.pairs = f.lim.Elements, true, k == Map
	}
	if len(f.stack) == maxLevels {
		return f.fail(b, begin, reasonDeep)
	}
	f.stack = append(f.stack, next)
	return nil
}

// nextChunk goes over the header of a chunk of a streamed string.
func (f *Framer) nextChunk(b []byte) (more bool, err error) {
	if f.pos == len(b) {
		return true, nil
	}
	if b[f.pos] != chunkMark {
		return false, f.fail(b, f.pos, reasonChunk)
	}
	text, wrong, more := f.line(b)
	if more {
		return true, nil
	}
	n, at, reason := checkLength(text, uint64(f.room), reasonBulk)
	if err := f.verdict(b, wrong, fault{at, reason}); err != nil {
		return false, err
	}
	f.pos += 1 + len(text) + 2
	if n == 0 {
		f.stage = atValue
		return false, nil
	}
	f.stage, f.body, f.chunk = atPayload, int64(n), true
	f.room -= f.body
	return false, nil
}

// payload goes over what there is of a payload and its CRLF.
func (f *Framer) payload(b []byte) (more bool, err error) {
	if f.stage == atFormat {
		if len(b)-f.pos < 4 {
			return true, nil
		}
		if b[f.pos+3] != ':' {
			return false, f.fail(b, f.pos+3, reasonFormat)
		}
		f.stage = atPayload
	}
	n := min(f.body, int64(len(b)-f.pos))
	f.pos += int(n)
	if f.body -= n; f.body > 0 {
		return true, nil
	}
	rest := b[f.pos:]
	switch {
	case len(rest) > 0 && rest[0] != '\r':
		return false, f.fail(b, f.pos, reasonCRLF)
	case len(rest) > 1 && rest[1] != '\n':
		return false, f.fail(b, f.pos+1, reasonCRLF)
	case len(rest) < 2:
		return true, nil
	}
	f.pos += 2
	if f.stage = atValue; f.chunk {
		f.stage, f.chunk = atChunk, false
	}
	return false, nil
}

// A fault is something wrong at an index of a line's text; nothing if reason is empty.
type fault struct {
	at     int
	reason string
}

// line gives the text of the line at pos, without its first byte and its CRLF. If the line
// breaks the rules that all lines have in common it gives the text before that and what is
// wrong.
func (f *Framer) line(b []byte) (text []byte, wrong fault, more bool) {
	first := f.pos + 1
	from := first + f.seen
	end := min(len(b), first+f.lim.Line+1)
	cr := bytes.IndexByte(b[from:end], '\r')
	if cr >= 0 {
		end = from + cr
	}
	if i := forbidden(b[from:end]); i >= 0 {
		text = b[first : from+i]
		return text, fault{len(text), reasonByte}, false
	}
	if cr < 0 && end-first > f.lim.Line {
		return b[first : end-1], fault{f.lim.Line, reasonLine}, false
	}
	if f.seen = end - first; cr < 0 || end+1 == len(b) {
		return nil, fault{}, true
	}
	f.seen = 0
	text = b[first:end]
	if b[end+1] != '\n' {
		wrong = fault{len(text) + 1, reasonLF}
	}
	return text, wrong, false
}

// forbidden gives the index of the first LF or NUL in s, or -1.
func forbidden(s []byte) int {
	lf := bytes.IndexByte(s, '\n')
	if lf >= 0 {
		s = s[:lf]
	}
	if nul := bytes.IndexByte(s, 0); nul >= 0 {
		return nul
	}
	return lf
}

// verdict gives the error for the line at pos, in which line and content, or one of them,
// may be wrong. What is wrong first counts; so it does not matter how much of the line had
// come when it was looked at.
func (f *Framer) verdict(b []byte, line, content fault) error {
	switch {
	case content.reason != "" && (line.reason == "" || content.at < line.at):
		return f.fail(b, f.pos+1+content.at, content.reason)
	case line.reason != "":
		return f.fail(b, f.pos+1+line.at, line.reason)
	}
	return nil
}

// fail gives the error for what is wrong at b[at].
func (f *Framer) fail(b []byte, at int, reason string) error {
	return &SyntaxError{Offset: f.base + int64(at), Reason: reason, Found: b[at]}
}
