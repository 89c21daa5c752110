package node

import (
	"bytes"
	"math"
	"sync"

	"github.com/redisfut/redis/resp"
)

// A Tree is one reply. The zero Tree is empty: its root is not valid.
//
// A tree does not change but by [Tree.UnmarshalReply], and may be read by several
// goroutines at once. Its copies share memory with it, as do its cursors and all
// byte slices they give; the latter must not be written to.
type Tree struct {
	nodes []node // in the order of the wire, attributes of the reply first
	// buf begins with the bytes of the reply; behind them are the payloads of its
	// streamed strings, which on the wire lie in pieces.
	buf  []byte
	wire int // length of the bytes of the reply
}

// A Node is one value of a tree.
type Node struct {
	// Kind is the kind of the value. Nulls of any spelling are [resp.Null].
	Kind resp.Kind

	// Size is how many elements an aggregate has, or how many pairs a map or an
	// attribute; of a streamed one, too. It is 0 for scalars.
	Size int

	// Depth is how many aggregates the value lies in, 0 for that of the reply.
	// An attribute has the depth of the value it describes.
	Depth int

	// Value is the payload of a scalar: the text of a string or an error, the digits
	// of a number, "t" or "f". It is nil for null and for aggregates. It is part of
	// the tree and must not be changed.
	Value []byte

	// Span is how many nodes this value takes, with all it contains: the next value
	// at its depth is Span nodes further on. It is 1 for scalars.
	Span int
}

// node is a Node in 24 bytes. Positions are offsets in Tree.buf, whose length is
// limited to what they hold.
type node struct {
	pos   uint32 // first byte of the value on the wire
	at    uint32 // of a scalar: the payload; while an aggregate is built: elements to come, or streamed
	size  uint32 // length of the payload; elements or pairs
	span  uint32 // see Node.Span; while an aggregate is built: the index of the one around it
	depth uint32
	kind  resp.Kind
}

// streamed stands for elements to come that were not counted, none for no index.
// No tree is large enough to have so many of either.
const (
	streamed = math.MaxUint32
	none     = math.MaxUint32
)

// maxSize is the greatest length of Tree.buf.
const maxSize = math.MaxUint32 - 1

// view gives n, whose text is in buf, as a Node.
func (n *node) view(buf []byte) Node {
	if n.kind.IsAggregate() {
		return Node{Kind: n.kind, Size: int(n.size), Depth: int(n.depth), Span: int(n.span)}
	}
	return Node{Kind: n.kind, Depth: int(n.depth), Value: n.text(buf), Span: 1}
}

// text is the payload of a scalar, nil for null.
func (n *node) text(buf []byte) []byte {
	if n.kind == resp.Null {
		return nil
	}
	from, to := int(n.at), int(n.at)+int(n.size)
	return buf[from:to:to]
}

// framers are for Parse, which would else allocate a stack each time.
var framers = sync.Pool{New: func() any { return new(resp.Framer) }}

// Parse makes a tree of the bytes of one reply, attributes before it included, as
// [Cursor.Raw], [Tree.Wire] or a recording of a stream have them. It copies them.
// Bytes that are no RESP, or not exactly one reply, give a *[resp.SyntaxError]. Of
// the limits that a stream is read with none applies, but a reply of 4 GiB or
// more gives a *[resp.LimitError].
func Parse(frame []byte) (Tree, error) {
	f := framers.Get().(*resp.Framer)
	defer framers.Put(f)
	f.Init(resp.Limits{
		Bulk: math.MaxInt64, Reply: math.MaxInt64,
		Elements: math.MaxInt, Depth: math.MaxInt, Line: math.MaxInt,
	})
	switch size, err := f.Next(frame); {
	case err != nil:
		return Tree{}, err
	case size == 0:
		return Tree{}, &resp.SyntaxError{Offset: int64(len(frame)), Reason: "reply ends too early"}
	case size < len(frame):
		return Tree{}, &resp.SyntaxError{Offset: int64(size), Reason: "bytes after the reply", Found: frame[size]}
	}
	var t Tree
	if err := t.load(frame); err != nil {
		return Tree{}, err
	}
	return t, nil
}

// UnmarshalReply reads the next value of r into t, with the attributes before it.
// It makes Tree one of the types that package decode decodes replies into.
//
// It reuses the memory of t: what copies and cursors of the former tree give is
// then no longer right. A zero t makes a tree of its own memory, in two
// allocations. After an error t is empty.
func (t *Tree) UnmarshalReply(r *resp.Reader) error {
	raw, err := r.Raw()
	if err == nil {
		err = t.load(raw)
	}
	if err != nil {
		t.nodes, t.buf, t.wire = t.nodes[:0], t.buf[:0], 0
	}
	return err
}

// load builds t of the bytes of one value. It reads them twice, first to count, so
// that each slice is allocated once and no larger than needed.
func (t *Tree) load(raw []byte) error {
	nodes, joined, err := count(raw)
	if err != nil {
		return err
	}
	if uint64(len(raw))+uint64(joined) > maxSize {
		return &resp.LimitError{Limit: "Reply", Max: maxSize, Kind: resp.FrameKind(raw)}
	}
	if cap(t.nodes) < nodes {
		t.nodes = make([]node, 0, nodes)
	}
	if cap(t.buf) < len(raw)+joined {
		t.buf = make([]byte, 0, len(raw)+joined)
	}
	t.nodes = t.nodes[:0]
	t.buf = append(t.buf[:0], raw...)
	t.wire = len(raw)
	return t.build()
}

// count gives how many nodes raw has, and the length of its streamed strings.
func count(raw []byte) (nodes, joined int, err error) {
	var r resp.Reader
	r.Reset(raw)
	r.KeepAttributes(true)
	for r.Offset() < len(raw) {
		switch rest := raw[r.Offset():]; {
		case rest[0] == '.' && r.End():
			continue
		case isStreamedString(rest):
			for part := range chunks(rest) {
				joined += len(part)
			}
			err = r.Skip()
		default:
			_, err = r.Next()
		}
		if err != nil {
			return 0, 0, err
		}
		nodes++
	}
	return nodes, joined, nil
}

// build fills t.nodes from the wire. The aggregates that are open are chained by
// their span fields, so that no depth of nesting needs a stack.
func (t *Tree) build() error {
	var r resp.Reader
	r.Reset(t.buf)
	r.KeepAttributes(true)
	open := uint32(none)
	for r.Offset() < t.wire {
		pos := r.Offset()
		if t.buf[pos] == '.' && open != none && t.nodes[open].at == streamed && r.End() {
			open = t.complete(t.close(open))
			continue
		}
		n := node{pos: uint32(pos), span: 1}
		if open != none {
			n.depth = t.nodes[open].depth + 1
		}
		i := uint32(len(t.nodes))
		if isStreamedString(t.buf[pos:t.wire]) {
			if err := r.Skip(); err != nil {
				return err
			}
			n.kind = resp.BulkString
			n.at = uint32(len(t.buf))
			for part := range chunks(t.buf[pos:t.wire]) {
				t.buf = append(t.buf, part...)
			}
			n.size = uint32(len(t.buf)) - n.at
			t.nodes = append(t.nodes, n)
			open = t.complete(i, open)
			continue
		}
		v, err := r.Next()
		if err != nil {
			return err
		}
		n.kind = v.Kind
		if !v.Kind.IsAggregate() {
			// Every scalar ends with its payload and CRLF. A null has no payload.
			n.size = uint32(len(v.Bytes))
			n.at = uint32(r.Offset()-len("\r\n")) - n.size
			t.nodes = append(t.nodes, n)
			open = t.complete(i, open)
			continue
		}
		n.at, n.span = uint32(v.Len), open
		if v.Len < 0 {
			n.at = streamed
		}
		t.nodes = append(t.nodes, n)
		if open = i; v.Len == 0 {
			open = t.complete(t.close(open))
		}
	}
	if open != none {
		return &resp.SyntaxError{Offset: int64(t.wire), Reason: "reply ends too early"}
	}
	return nil
}

// close ends the open aggregate i. It gives i, and the index of the one around it.
func (t *Tree) close(i uint32) (closed, around uint32) {
	n := &t.nodes[i]
	around = n.span
	n.span = uint32(len(t.nodes)) - i
	n.at = 0
	if n.kind == resp.Map || n.kind == resp.Attribute {
		n.size /= 2
	}
	return i, around
}

// complete counts the value i as an element of the open aggregate around it, which it
// closes if that was the last, and so on outwards. It gives the index of the one that is
// still open.
func (t *Tree) complete(i, open uint32) uint32 {
	for open != none && t.nodes[i].kind != resp.Attribute {
		n := &t.nodes[open]
		n.size++
		if n.at == streamed {
			break
		}
		if n.at--; n.at > 0 {
			break
		}
		i, open = t.close(open)
	}
	return open
}

// isStreamedString reports whether b begins with a string in chunks.
func isStreamedString(b []byte) bool {
	return len(b) > 1 && b[0] == byte(resp.BulkString) && b[1] == '?'
}

// chunks gives the chunks of the streamed string that b begins with, up to its
// end or anything that is none.
func chunks(b []byte) func(yield func(part []byte) bool) {
	return func(yield func(part []byte) bool) {
		rest := b[min(len("$?\r\n"), len(b)):]
		for len(rest) > 0 && rest[0] == ';' {
			line, after, _ := bytes.Cut(rest[1:], []byte("\r\n"))
			n, ok := resp.ParseUint(line)
			if !ok || n == 0 || n+2 > uint64(len(after)) || !yield(after[:n]) {
				return
			}
			rest = after[n+2:]
		}
	}
}

// Len is how many nodes the tree has, those of attributes included.
func (t Tree) Len() int { return len(t.nodes) }

// Node gives node i in the order of the wire, counted from 0: an aggregate comes
// before its elements, an attribute before the value it describes. To pass over
// a value with all it contains, add its [Node.Span] to i. It gives the zero Node if
// there is none of that number.
func (t Tree) Node(i int) Node {
	if i < 0 || i >= len(t.nodes) {
		return Node{}
	}
	return t.nodes[i].view(t.buf)
}

// Wire gives the bytes that the tree was made of, attributes before the reply
// included. They are part of the tree and must not be changed.
func (t Tree) Wire() []byte { return t.buf[:t.wire:t.wire] }

// Root gives the value of the reply; it is not valid if the tree is empty.
func (t Tree) Root() Cursor {
	c, _ := first(t.nodes, t.buf)
	return c
}

// String gives the tree as [Cursor.String] gives its root.
func (t Tree) String() string { return t.Root().String() }
