package node

import (
	"strconv"

	"github.com/redisfut/redis/resp"
)

// maxIndent is the greatest indentation that is printed. redis-cli knows no limit, but
// then a reply of deep nesting prints to the square of its size. It takes a hundred
// levels at least to get there.
const maxIndent = 1 << 10

// String gives the value as redis-cli prints it on a terminal, without the line feed
// at the end:
//
//  1. "a string"
//  2. (integer) 3
//  3. 1# "key" => (nil)
//
// Strings are quoted and escaped, verbatim strings printed as they are. Attributes
// are left out. Big numbers, which redis-cli 7 cannot print, are "(big number) 123".
// It is "" if c is not valid.
func (c Cursor) String() string { return string(c.AppendFormat(nil)) }

// AppendFormat appends what [Cursor.String] gives to b.
func (c Cursor) AppendFormat(b []byte) []byte {
	var open []printing
	for i := c.at; i < len(c.nodes); {
		n := &c.nodes[i]
		if n.kind == resp.Attribute && i > c.at {
			i += int(n.span)
			continue
		}
		next := printing{node: n}
		if len(open) > 0 {
			p := &open[len(open)-1]
			next.indent = p.indent + p.digits + 2
			next.lines = p.linesOfNext()
			if next.lines == unknown && p.atValue() {
				next.lines = linesOf(c.nodes[i:])
			}
			b = p.lead(b, next.lines == several)
		}
		i++
		if n.kind.IsAggregate() && n.size > 0 {
			next.digits = digits(n.size)
			open = append(open, next)
			continue
		}
		b = appendLeaf(b, n, c.buf)
		for len(open) > 0 && open[len(open)-1].ended() {
			open = open[:len(open)-1]
		}
	}
	return b
}

// printing is an aggregate with elements still to print.
type printing struct {
	node   *node
	done   uint32 // elements begun, keys and values of a map each for one
	digits int    // width of the index
	indent int    // of all lines but the first, which another aggregate's index begins
	lines  lines  // of the aggregate, once that was asked for
}

// lines is what redis-cli goes by to begin the value of a map on a line of its own:
// whether an aggregate has more than one element, or is the only element, or value, of
// one that has.
type lines int8

const (
	unknown lines = iota
	single
	several
)

// linesOf gives the lines of the value that nodes begins with.
func linesOf(nodes []node) lines {
	for len(nodes) > 0 {
		n := &nodes[0]
		switch {
		case n.kind == resp.Attribute:
			nodes = nodes[n.span:]
		case !n.kind.IsAggregate() || n.size == 0:
			return single
		case n.size > 1:
			return several
		default:
			nodes = nodes[1:]
			if n.kind == resp.Map {
				_, nodes = first(nodes, nil)
			}
		}
	}
	return single
}

// linesOfNext gives the lines of the element to print next, if they follow from
// those of p: so a chain of single elements is gone through once, not once per link.
func (p *printing) linesOfNext() lines {
	if p.node.size != 1 || p.isMap() && !p.atValue() {
		return unknown
	}
	return p.lines
}

// isMap reports whether elements are printed as pairs. An attribute is printed so
// where it is what is to be printed.
func (p *printing) isMap() bool { return p.node.kind == resp.Map || p.node.kind == resp.Attribute }

// atValue reports whether a value of a map is next.
func (p *printing) atValue() bool { return p.isMap() && p.done%2 == 1 }

func (p *printing) ended() bool {
	if p.isMap() {
		return p.done == 2*p.node.size
	}
	return p.done == p.node.size
}

// lead appends what comes before the next element. As the value of a map it begins on
// a line of its own if it has several.
func (p *printing) lead(b []byte, several bool) []byte {
	index, mark := p.done+1, byte(')')
	switch {
	case p.atValue():
		p.done++
		b = append(b, " => "...)
		if several {
			b = appendLine(b, p.indent+p.digits+2)
		}
		return b
	case p.isMap():
		index, mark = p.done/2+1, '#'
	case p.node.kind == resp.Set:
		mark = '~'
	}
	if p.done > 0 {
		b = appendLine(b, p.indent)
	}
	p.done++
	b = appendSpaces(b, p.digits-digits(index))
	b = strconv.AppendUint(b, uint64(index), 10)
	return append(b, mark, ' ')
}

// appendLine begins a line.
func appendLine(b []byte, indent int) []byte {
	return appendSpaces(append(b, '\n'), min(indent, maxIndent))
}

func appendSpaces(b []byte, n int) []byte {
	for range n {
		b = append(b, ' ')
	}
	return b
}

// digits is how many digits n has.
func digits(n uint32) int {
	d := 1
	for ; n > 9; n /= 10 {
		d++
	}
	return d
}

// appendLeaf appends a scalar or an empty aggregate.
func appendLeaf(b []byte, n *node, buf []byte) []byte {
	switch n.kind {
	case resp.Array:
		return append(b, "(empty array)"...)
	case resp.Map:
		return append(b, "(empty hash)"...)
	case resp.Set:
		return append(b, "(empty set)"...)
	case resp.Push:
		return append(b, "(empty push)"...)
	case resp.Attribute:
		return append(b, "(empty attribute)"...)
	}
	text := n.text(buf)
	switch n.kind {
	case resp.BulkString:
		return appendQuoted(b, text)
	case resp.Null:
		return append(b, "(nil)"...)
	case resp.Boolean:
		if string(text) == "t" {
			return append(b, "(true)"...)
		}
		return append(b, "(false)"...)
	case resp.Integer:
		b = append(b, "(integer) "...)
	case resp.Double:
		b = append(b, "(double) "...)
	case resp.BigNumber:
		b = append(b, "(big number) "...)
	case resp.SimpleError, resp.BulkError:
		b = append(b, "(error) "...)
	}
	return append(b, text...)
}

// appendQuoted appends text as redis-cli quotes strings: by bytes, every one that
// is not printable ASCII escaped.
func appendQuoted(b, text []byte) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	for _, c := range text {
		switch c {
		case '\\', '"':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, `\n`...)
		case '\r':
			b = append(b, `\r`...)
		case '\t':
			b = append(b, `\t`...)
		case '\a':
			b = append(b, `\a`...)
		case '\b':
			b = append(b, `\b`...)
		default:
			if c < ' ' || c > '~' {
				b = append(b, `\x`...)
				b = append(b, hex[c>>4], hex[c&15])
			} else {
				b = append(b, c)
			}
		}
	}
	return append(b, '"')
}
