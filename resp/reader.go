package resp

import (
	"bytes"
	"encoding/binary"
	"unsafe"
)

// A Value is one value that a Reader has read: a scalar, or the header of an aggregate,
// whose elements follow.
type Value struct {
	Kind Kind

	// Bytes is the payload of a scalar: the text of a string or an error, the digits of a
	// number, "t" or "f", nothing for a null. A verbatim string is without its format; see
	// Reader.Format. It lies in the frame and is valid as long as that is. Only a streamed
	// string of several chunks has memory of its own.
	Bytes []byte

	// Len is how many elements of an aggregate follow, a key and a value of a map counting
	// as two: 2n for n pairs. It is -1 if the aggregate is streamed: they follow until
	// Reader.End says so. It never is more than a third of the bytes that are left in the
	// frame, so that memory may be allocated for it.
	Len int
}

// A Reader reads the values of one frame, in order: an aggregate comes before its elements.
// It allocates nothing, but to join a streamed string and for Text.
//
// It relies on the frame having passed a Framer, and so skips most checks; of other bytes
// it may make wrong values, or a *SyntaxError, but does not panic.
//
// The zero Reader reads an empty frame. A copy of a Reader is another Reader at the same
// position. A Reader, its copies included, must not be used by two goroutines at once.
type Reader struct {
	frame  []byte
	pos    int
	keep   bool
	format [3]byte
	block  []byte // of Text; shared with copies of the Reader, and so is what is used of it
}

// Reset makes r read frame from its start. The setting of KeepAttributes stays.
func (r *Reader) Reset(frame []byte) {
	r.frame, r.pos = frame, 0
	r.block = nil
}

// KeepAttributes sets whether Next returns attributes, ahead of the value that each
// describes; at first it passes over them.
func (r *Reader) KeepAttributes(keep bool) { r.keep = keep }

// Offset gives the position in the frame of what is read next.
func (r *Reader) Offset() int { return r.pos }

// Format gives the format of the verbatim string last read, as "txt" or "mkd".
func (r *Reader) Format() [3]byte { return r.format }

// Next reads a scalar, or the header of an aggregate. RESP2's null strings and arrays have
// the kind Null. At the end of the frame, and at that of a streamed aggregate, it returns a
// *SyntaxError. After an error the Reader is of no use until Reset.
func (r *Reader) Next() (Value, error) {
	b := r.frame[r.pos:]
	if len(b) >= 3 {
		switch b[0] {
		case '$':
			n := int(b[1] - '0')
			if n > 9 {
				break
			}
			i := 2
			for i < len(b)-1 && i < 6 && b[i] != '\r' {
				n = n*10 + int(b[i]-'0')
				i++
			}
			if end := i + 2 + n; b[i] == '\r' && end+2 <= len(b) {
				r.pos += end + 2
				return Value{Kind: BulkString, Bytes: b[i+2 : end : end]}, nil
			}
		case ':', '+', ',', '-':
			if i := printable(b, 1); i+2 <= len(b) && b[i] == '\r' {
				r.pos += i + 2
				return Value{Kind: Kind(b[0]), Bytes: b[1:i:i]}, nil
			}
		case '_':
			if b[1] == '\r' {
				r.pos += 3
				return Value{Kind: Null}, nil
			}
		case '*', '%', '~', '>':
			size, n := shortHeader(b)
			if b[0] == '%' {
				n *= 2
			}
			if size > 0 && n <= (len(b)-size)/3 {
				r.pos += size
				return Value{Kind: Kind(b[0]), Len: n}, nil
			}
		}
	}
	return r.next()
}

// next is Next in full.
func (r *Reader) next() (Value, error) {
	for {
		k, line, n, err := r.head()
		if err != nil {
			return Value{}, err
		}
		switch classes[k] {
		case classLine:
			return Value{Kind: k, Bytes: line}, nil
		case classString:
			switch n {
			case null:
				return Value{Kind: Null}, nil
			case streamed:
				joined, err := r.join()
				return Value{Kind: k, Bytes: joined}, err
			}
			s, err := r.payload(n)
			if err == nil && k == VerbatimString {
				if len(s) < 4 {
					return Value{}, r.fail(reasonFormat)
				}
				copy(r.format[:], s)
				s = s[4:]
			}
			return Value{Kind: k, Bytes: s}, err
		}
		switch {
		case n == null:
			return Value{Kind: Null}, nil
		case n == streamed:
			return Value{Kind: k, Len: -1}, nil
		case k != Attribute || r.keep:
			return Value{Kind: k, Len: n}, nil
		}
		if err := r.pass(n); err != nil {
			return Value{}, err
		}
	}
}

// head goes over the line at pos. It gives the kind of its value and, by kind, its text or
// the length or number of elements that it declares, or null or streamed.
func (r *Reader) head() (k Kind, line []byte, n int, err error) {
	if r.pos >= len(r.frame) {
		return 0, nil, 0, r.fail(reasonNothing)
	}
	k = Kind(r.frame[r.pos])
	class := classes[k]
	if class == classNone {
		return 0, nil, 0, r.fail(reasonKind)
	}
	line, err = r.line()
	if err != nil || class == classLine {
		return k, line, 0, err
	}
	most := len(r.frame) - r.pos // what a length can be at most
	switch class {
	case classAggregate:
		most /= 3
	case classPairs:
		most /= 6
	}
	n, ok := count(line, most)
	switch {
	case n == null:
		ok = k == BulkString || k == Array
	case n == streamed:
		ok = k != BulkError && k != VerbatimString && k != Attribute
	}
	if !ok {
		return k, nil, 0, r.fail(reasonHeader)
	}
	if class == classPairs && n > 0 {
		n *= 2
	}
	return k, line, n, nil
}

// line moves over the line at pos and gives its text.
func (r *Reader) line() ([]byte, error) {
	rest := r.frame[r.pos+1:]
	i := bytes.IndexByte(rest, '\r')
	if i < 0 || i+2 > len(rest) {
		return nil, r.fail(reasonTruncated)
	}
	r.pos += 1 + i + 2
	return rest[:i:i], nil
}

// count reads what a header declares, at most what is given.
func count(line []byte, most int) (n int, ok bool) {
	switch string(line) {
	case "?":
		return streamed, true
	case "-1":
		return null, true
	}
	u, _, reason := checkLength(line, uint64(most), reasonHeader)
	return int(u), reason == ""
}

// payload moves over a payload of n bytes and its CRLF.
func (r *Reader) payload(n int) ([]byte, error) {
	rest := r.frame[r.pos:]
	if n < 0 || n > len(rest)-2 {
		return nil, r.fail(reasonTruncated)
	}
	r.pos += n + 2
	return rest[:n:n], nil
}

// join moves over the chunks of a streamed string and gives all of it.
func (r *Reader) join() ([]byte, error) {
	var s []byte
	for parts := 0; ; parts++ {
		part, err := r.part()
		if err != nil || len(part) == 0 {
			return s, err
		}
		switch parts {
		case 0:
			s = part // its capacity is its length, so that append copies
		case 1:
			s = append(make([]byte, 0, len(s)+r.joined(len(part))), s...)
			fallthrough
		default:
			s = append(s, part...)
		}
	}
}

// joined gives the length of the chunks from pos on, and of one of n bytes before.
func (r *Reader) joined(n int) int {
	ahead := *r
	for {
		part, err := ahead.part()
		if err != nil || len(part) == 0 {
			return n
		}
		n += len(part)
	}
}

// part moves over a chunk of a streamed string; the last one is empty.
func (r *Reader) part() ([]byte, error) {
	if r.pos >= len(r.frame) || r.frame[r.pos] != chunkMark {
		return nil, r.fail(reasonChunk)
	}
	line, err := r.line()
	if err != nil {
		return nil, err
	}
	n, ok := count(line, len(r.frame)-r.pos)
	if !ok || n < 0 {
		return nil, r.fail(reasonHeader)
	}
	if n == 0 {
		return nil, nil
	}
	return r.payload(n)
}

// Peek gives the kind of the value that Next would return, without moving; 0 if it would
// return an error.
func (r *Reader) Peek() Kind {
	if r.pos >= len(r.frame) {
		return 0
	}
	k := kindAt(r.frame, r.pos)
	switch {
	case k == Attribute && !r.keep:
		return FrameKind(r.frame[r.pos:])
	case classes[k] == classNone:
		return 0
	}
	return k
}

// End reports whether a streamed aggregate ends here, and if so moves over its end.
func (r *Reader) End() bool {
	if r.pos >= len(r.frame) || r.frame[r.pos] != endMark {
		return false
	}
	_, err := r.line()
	return err == nil
}

// More is the condition of a loop over the elements of an aggregate, streamed or not. *left
// is the aggregate's Value.Len at first; More counts it down. It reports whether another
// element follows.
func (r *Reader) More(left *int) bool {
	if *left > 0 {
		*left--
		return true
	}
	return *left < 0 && !r.End()
}

// Skip moves over one whole value: a scalar, or an aggregate with all that it contains; and
// over attributes before it.
func (r *Reader) Skip() error {
	if n := short(r.frame[r.pos:]); n > 0 {
		r.pos += n
		return nil
	}
	return r.pass(1)
}

// Raw moves over one whole value, as Skip does, and gives its bytes on the wire, those of
// attributes before it included. They lie in the frame, and are a frame themselves.
func (r *Reader) Raw() ([]byte, error) {
	from := r.pos
	err := r.Skip()
	if err != nil {
		return nil, err
	}
	return r.frame[from:r.pos:r.pos], nil
}

// pass moves over left whole values. It does not recurse, since the bytes may be any.
func (r *Reader) pass(left int) error {
	var around []int // for each streamed aggregate, what is left around it
	for {
		for left == 0 {
			if len(around) == 0 {
				return nil
			}
			if r.End() {
				left = around[len(around)-1]
				around = around[:len(around)-1]
			} else {
				left = 1
			}
		}
		if r.pos, left = scalars(r.frame, r.pos, left); left == 0 {
			continue
		}
		k, _, n, err := r.head()
		if err != nil {
			return err
		}
		if k != Attribute {
			left--
		}
		switch {
		case n == null:
		case classes[k] == classString && n == streamed:
			for {
				part, err := r.part()
				if err != nil {
					return err
				}
				if len(part) == 0 {
					break
				}
			}
		case classes[k] == classString:
			if _, err := r.payload(n); err != nil {
				return err
			}
		case n == streamed:
			around = append(around, left)
			left = 0
		default:
			if left += n; left > len(r.frame) {
				return r.fail(reasonHeader)
			}
		}
	}
}

// fail gives the error for what is wrong at pos.
func (r *Reader) fail(reason string) error {
	err := &SyntaxError{Offset: int64(r.pos), Reason: reason}
	if r.pos < len(r.frame) {
		err.Found = r.frame[r.pos]
	}
	return err
}

// FrameKind gives the kind of the value of a frame: of what follows the attributes. RESP2's
// nulls give Null. It is 0 if frame is empty or malformed.
func FrameKind(frame []byte) Kind {
	r := Reader{frame: frame}
	for r.pos < len(frame) && frame[r.pos] == byte(Attribute) {
		_, _, n, err := r.head()
		if err != nil || n < 0 || r.pass(n) != nil {
			return 0
		}
	}
	r.keep = true
	return r.Peek()
}

const (
	// blockSize is the size of the blocks that Text makes short strings of.
	blockSize = 4 << 10
	// blockShare is the longest string that comes out of a block. It's what may be wasted
	// at a block's end.
	blockShare = blockSize / 16
	// blockHead is the size of the index of the first unused byte, with which a block begins.
	blockHead = 2
)

// Text gives b as a string with memory of its own. Short ones are cut from blocks of at
// most 4 KiB, which they share with their neighbours of the same frame: so a reply of many
// short strings takes few allocations, and a string that is kept for long keeps no more
// than one block from being freed. A block is hardly larger than what is left of the frame.
func (r *Reader) Text(b []byte) string {
	if len(b) <= 1 {
		return string(b) // takes no memory
	}
	at := 0
	if len(r.block) > 0 {
		at = int(binary.LittleEndian.Uint16(r.block))
	}
	if len(b) > len(r.block)-at {
		if len(b) > blockShare || r.pos+2 >= len(r.frame) {
			return string(b)
		}
		at = blockHead
		r.block = make([]byte, min(blockSize, blockHead+len(b)+len(r.frame)-r.pos))
	}
	// These bytes are never written again: no copy of r has an index of its own.
	s := unsafe.String(&r.block[at], copy(r.block[at:], b))
	binary.LittleEndian.PutUint16(r.block, uint16(at+len(b)))
	return s
}
