package node

import (
	"iter"
	"math/big"

	"github.com/redisfut/redis/resp"
)

// A Cursor stands at one value of a tree, or nowhere: then it is not [Cursor.Valid],
// has no kind and no elements, and leads nowhere else. It is a small value and
// nothing that has to be closed, and is valid as long as its tree.
type Cursor struct {
	nodes []node // the attributes of the value, then the value with all it contains
	buf   []byte
	at    int // index in nodes of the value
}

// first gives the cursor for the value that nodes begins with, and the nodes
// behind it.
func first(nodes []node, buf []byte) (Cursor, []node) {
	at := 0
	for at < len(nodes) && nodes[at].kind == resp.Attribute {
		at += int(nodes[at].span)
	}
	if at >= len(nodes) {
		return Cursor{}, nil
	}
	end := at + int(nodes[at].span)
	return Cursor{nodes: nodes[:end], buf: buf, at: at}, nodes[end:]
}

// value is the node that c stands at, nil if none.
func (c Cursor) value() *node {
	if c.at >= len(c.nodes) {
		return nil
	}
	return &c.nodes[c.at]
}

// inside gives the nodes of all that the value contains.
func (c Cursor) inside() []node {
	if c.at >= len(c.nodes) {
		return nil
	}
	return c.nodes[c.at+1:]
}

// Valid reports whether c stands at a value: whether what led here was found.
func (c Cursor) Valid() bool { return c.at < len(c.nodes) }

// Node gives the value as a [Node], its depth being that in the whole tree; the zero
// Node if c is not valid.
func (c Cursor) Node() Node {
	n := c.value()
	if n == nil {
		return Node{}
	}
	return n.view(c.buf)
}

// Kind gives the kind of the value, 0 if c is not valid.
func (c Cursor) Kind() resp.Kind {
	n := c.value()
	if n == nil {
		return 0
	}
	return n.kind
}

// Len gives how many elements the aggregate has, or how many pairs the map or
// attribute; 0 for scalars.
func (c Cursor) Len() int {
	n := c.value()
	if n == nil || !n.kind.IsAggregate() {
		return 0
	}
	return int(n.size)
}

// Children iterates over the elements of an aggregate. Those of a map or an attribute
// are its keys and values by turns. Scalars have none.
func (c Cursor) Children() iter.Seq[Cursor] {
	return func(yield func(Cursor) bool) {
		for rest := c.inside(); len(rest) > 0; {
			var child Cursor
			child, rest = first(rest, c.buf)
			if !child.Valid() || !yield(child) {
				return
			}
		}
	}
}

// Entries iterates over the keys and values of a map or an attribute, in the order of
// the wire. An array is taken as RESP2 sends maps: keys and values by turns, an odd
// last element being left out. Other kinds have no entries.
func (c Cursor) Entries() iter.Seq2[Cursor, Cursor] {
	return func(yield func(key, value Cursor) bool) {
		switch c.Kind() {
		case resp.Map, resp.Attribute, resp.Array:
		default:
			return
		}
		for rest := c.inside(); len(rest) > 0; {
			var key, value Cursor
			key, rest = first(rest, c.buf)
			value, rest = first(rest, c.buf)
			if !value.Valid() || !yield(key, value) {
				return
			}
		}
	}
}

// Index gives element i of an aggregate, counted from 0; of a map or an attribute, the
// value of its pair i. It is not valid if there is none. It steps over the elements
// before, each in one step however much it contains; to go over all use
// [Cursor.Children].
func (c Cursor) Index(i int) Cursor {
	if i < 0 || i >= c.Len() {
		return Cursor{}
	}
	if kind := c.Kind(); kind == resp.Map || kind == resp.Attribute {
		i = 2*i + 1
	}
	child, rest := first(c.inside(), c.buf)
	for ; i > 0; i-- {
		child, rest = first(rest, c.buf)
	}
	return child
}

// Key gives the value of the first entry, in the sense of [Cursor.Entries], whose
// key is a scalar with the text name: a string, or a number written like that. It
// is not valid if there is none.
func (c Cursor) Key(name string) Cursor {
	for key, value := range c.Entries() {
		n := key.value()
		if n.kind == resp.Null || n.kind.IsAggregate() {
			continue
		}
		if string(n.text(c.buf)) == name {
			return value
		}
	}
	return Cursor{}
}

// Attributes iterates over the attributes of the value, nearly always none. Each is
// a cursor of kind [resp.Attribute], with [Cursor.Entries].
func (c Cursor) Attributes() iter.Seq[Cursor] {
	return func(yield func(Cursor) bool) {
		for i := 0; i < c.at; {
			end := i + int(c.nodes[i].span)
			if !yield(Cursor{nodes: c.nodes[i:end], buf: c.buf}) {
				return
			}
			i = end
		}
	}
}

// Raw gives the bytes of the value on the wire, with all it contains but without
// its own attributes: a frame of its own, for [Parse] or decode.Unmarshal. They
// are part of the tree and must not be changed. It is nil if c is not valid, or
// stands at an attribute, which alone is no frame.
func (c Cursor) Raw() []byte {
	n := c.value()
	if n == nil || n.kind == resp.Attribute {
		return nil
	}
	var r resp.Reader
	r.Reset(c.buf[n.pos:])
	raw, err := r.Raw()
	if err != nil {
		return nil // not so: the same bytes were read when the tree was built
	}
	return raw
}

// Bytes gives the payload of a scalar, nil for null and aggregates: see [Node.Value]. It is
// part of the tree and must not be changed.
func (c Cursor) Bytes() []byte { return c.Node().Value }

// Text gives the payload of a scalar as a string: the text of a string or an error, a
// number as it was sent. It is "" for null and for aggregates.
func (c Cursor) Text() string { return string(c.Bytes()) }

// Format gives the format of a verbatim string, as "txt" or "mkd", "" for other
// values.
func (c Cursor) Format() string {
	n := c.value()
	if n == nil || n.kind != resp.VerbatimString {
		return ""
	}
	return string(c.buf[n.at-4 : n.at-1])
}

// isNumber reports whether the value may be a number in any spelling.
func (c Cursor) isNumber() bool {
	switch c.Kind() {
	case resp.Integer, resp.Double, resp.BigNumber, resp.BulkString, resp.SimpleString:
		return true
	}
	return false
}

// Int gives the value of an integer, or of a string, double or big number that spells
// one; ok is false for all else and if it does not fit.
func (c Cursor) Int() (n int64, ok bool) {
	if !c.isNumber() {
		return 0, false
	}
	return resp.ParseInt(c.Bytes())
}

// Float gives the value of a double, or of a string, integer or big number that spells
// one; ok is false for all else and if it is out of range.
func (c Cursor) Float() (f float64, ok bool) {
	if !c.isNumber() {
		return 0, false
	}
	return resp.ParseFloat(c.Bytes())
}

// Big gives the value of a big number, or of an integer or string that spells one; nil
// for all else.
func (c Cursor) Big() *big.Int {
	if !c.isNumber() {
		return nil
	}
	n, ok := new(big.Int).SetString(c.Text(), 10)
	if !ok {
		return nil
	}
	return n
}

// Bool gives the value of a boolean, or of an integer that is 0 or 1, as RESP2 has
// it; ok is false for all else.
func (c Cursor) Bool() (v, ok bool) {
	switch text := c.Bytes(); c.Kind() {
	case resp.Boolean:
		return string(text) == "t", true
	case resp.Integer:
		return string(text) == "1", string(text) == "0" || string(text) == "1"
	}
	return false, false
}

// IsNull reports whether the value is null. It is false if c is not valid: what
// is not there is not null.
func (c Cursor) IsNull() bool { return c.Kind() == resp.Null }

// Err gives a simple error or a bulk error as a *[resp.ErrorReply], in which
// arguments that the server has quoted are cut out, unlike in [Cursor.Text]. It is nil
// for other values.
func (c Cursor) Err() error {
	switch c.Kind() {
	case resp.SimpleError, resp.BulkError:
		return resp.NewErrorReply(c.Bytes())
	}
	return nil
}
