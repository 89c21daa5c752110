package node

import (
	"bytes"
	"errors"
	"io"
	"math"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/resp"
)

// plain is what a tree should be, made the slow and obvious way: by recursion.
type plain struct {
	Attributes []plain
	Kind       resp.Kind
	Text       string
	Format     string
	Elements   []plain
}

func readPlain(r *resp.Reader) (p plain, err error) {
	for {
		v, err := r.Next()
		if err != nil {
			return p, err
		}
		q := plain{Kind: v.Kind, Text: string(v.Bytes)}
		if v.Kind == resp.VerbatimString {
			format := r.Format()
			q.Format = string(format[:])
		}
		for left := v.Len; r.More(&left); {
			element, err := readPlain(r)
			if err != nil {
				return p, err
			}
			q.Elements = append(q.Elements, element)
		}
		if v.Kind != resp.Attribute {
			q.Attributes = p.Attributes
			return q, nil
		}
		p.Attributes = append(p.Attributes, q)
	}
}

// plainOf makes the same of a cursor, by its every way to walk.
func plainOf(t *testing.T, c Cursor) plain {
	t.Helper()
	p := plain{Kind: c.Kind(), Text: c.Text(), Format: c.Format()}
	for a := range c.Attributes() {
		p.Attributes = append(p.Attributes, plainOf(t, a))
	}
	for child := range c.Children() {
		p.Elements = append(p.Elements, plainOf(t, child))
	}
	size := len(p.Elements)
	pairs := c.Kind() == resp.Map || c.Kind() == resp.Attribute
	if pairs {
		size /= 2
		var entries []plain
		for k, v := range c.Entries() {
			entries = append(entries, plainOf(t, k), plainOf(t, v))
		}
		if diff := cmp.Diff(p.Elements, entries); diff != "" {
			t.Errorf("Children against Entries (-want +got):\n%s", diff)
		}
	}
	if c.Len() != size || c.Node().Size != size {
		t.Errorf("Len %d, Size %d of %d elements", c.Len(), c.Node().Size, size)
	}
	for _, i := range []int{0, size - 1} {
		if size == 0 {
			break
		}
		at := i
		if pairs {
			at = 2*i + 1
		}
		if diff := cmp.Diff(p.Elements[at], plainAt(t, c.Index(i))); diff != "" {
			t.Errorf("Index(%d) (-want +got):\n%s", i, diff)
		}
	}
	return p
}

// plainAt is plainOf without its own checks of Index, which would double at each level.
func plainAt(t *testing.T, c Cursor) plain {
	p := plain{Kind: c.Kind(), Text: c.Text(), Format: c.Format()}
	for a := range c.Attributes() {
		p.Attributes = append(p.Attributes, plainAt(t, a))
	}
	for child := range c.Children() {
		p.Elements = append(p.Elements, plainAt(t, child))
	}
	return p
}

// encode writes a plain value with every length counted.
func (p plain) encode(b []byte) []byte {
	for _, a := range p.Attributes {
		b = a.encode(b)
	}
	switch p.Kind {
	case resp.SimpleString:
		b = resp.AppendSimpleString(b, p.Text)
	case resp.BulkString:
		b = resp.AppendBulkString(b, p.Text)
	case resp.Null:
		b = resp.AppendNull(b)
	case resp.BulkError:
		b = resp.AppendBulkError(b, p.Text)
	case resp.VerbatimString:
		b = resp.AppendVerbatim(b, p.Format, p.Text)
	case resp.Array:
		b = resp.AppendArrayHeader(b, len(p.Elements))
	case resp.Set:
		b = resp.AppendSetHeader(b, len(p.Elements))
	case resp.Push:
		b = resp.AppendPushHeader(b, len(p.Elements))
	case resp.Map:
		b = resp.AppendMapHeader(b, len(p.Elements)/2)
	case resp.Attribute:
		b = resp.AppendAttributeHeader(b, len(p.Elements)/2)
	default: // a line: written as it came
		b = append(b, byte(p.Kind))
		b = append(b, p.Text...)
		b = append(b, "\r\n"...)
	}
	for _, e := range p.Elements {
		b = e.encode(b)
	}
	return b
}

// check compares the tree of wire with what a Reader makes of it.
func check(t *testing.T, tree Tree, wire string) {
	t.Helper()
	var r resp.Reader
	r.Reset([]byte(wire))
	r.KeepAttributes(true)
	want, err := readPlain(&r)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, plainOf(t, tree.Root())); diff != "" {
		t.Errorf("the tree (-want +got):\n%s", diff)
	}
	if string(tree.Wire()) != wire {
		t.Errorf("Wire is %q, want %q", tree.Wire(), wire)
	}

	raw := tree.Root().Raw()
	if !strings.HasSuffix(wire, string(raw)) || len(want.Attributes) == 0 && len(raw) != len(wire) {
		t.Errorf("Raw is %q of %q", raw, wire)
	}
	again, err := Parse(raw)
	if err != nil {
		t.Fatalf("Raw %q: %v", raw, err)
	}
	want.Attributes = nil
	if diff := cmp.Diff(want, plainOf(t, again.Root())); diff != "" {
		t.Errorf("the tree of its Raw (-want +got):\n%s", diff)
	}

	counted, err := Parse(want.encode(nil))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, plainOf(t, counted.Root())); diff != "" {
		t.Errorf("the tree encoded again (-want +got):\n%s", diff)
	}
	if counted.String() != tree.String() {
		t.Errorf("prints as\n%s\nencoded again as\n%s", tree, counted)
	}
	checkNodes(t, tree)
}

// checkNodes checks spans and depths against one another, and every Raw.
func checkNodes(t *testing.T, tree Tree) {
	t.Helper()
	for i := range tree.Len() {
		n := tree.Node(i)
		if n.Span < 1 || i+n.Span > tree.Len() {
			t.Fatalf("node %d of %d: %+v", i, tree.Len(), n)
		}
		for k := i + 1; k < i+n.Span; k++ {
			if tree.Node(k).Depth <= n.Depth {
				t.Fatalf("node %d lies in node %d: depths %d and %d", k, i, tree.Node(k).Depth, n.Depth)
			}
		}
		if i+n.Span < tree.Len() && tree.Node(i+n.Span).Depth > n.Depth {
			t.Fatalf("node %d follows node %d: depths %d and %d", i+n.Span, i, tree.Node(i+n.Span).Depth, n.Depth)
		}
	}
}

func TestTreeIsWhatTheReaderReads(t *testing.T) {
	for _, tt := range replies {
		t.Run(tt.name, func(t *testing.T) {
			tree, err := Parse([]byte(tt.wire))
			if err != nil {
				t.Fatal(err)
			}
			check(t, tree, tt.wire)
		})
	}
}

func TestUnmarshalReplyTakesOneValue(t *testing.T) {
	for _, tt := range replies {
		t.Run(tt.name, func(t *testing.T) {
			var r resp.Reader
			r.Reset([]byte("*2\r\n" + tt.wire + "+NEXT\r\n"))
			if _, err := r.Next(); err != nil {
				t.Fatal(err)
			}
			var tree Tree
			if err := tree.UnmarshalReply(&r); err != nil {
				t.Fatal(err)
			}
			check(t, tree, tt.wire)
			if v, err := r.Next(); string(v.Bytes) != "NEXT" {
				t.Errorf("after it: %q, %v", v.Bytes, err)
			}
		})
	}
}

func TestUnmarshalReplyReusesMemory(t *testing.T) {
	var tree Tree
	var r resp.Reader
	for _, tt := range append(replies, replies...) {
		r.Reset([]byte(tt.wire))
		if err := tree.UnmarshalReply(&r); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		check(t, tree, tt.wire)
	}
	wire := []byte("*3\r\n:1\r\n$?\r\n;3\r\nabc\r\n;0\r\n%1\r\n+k\r\n+v\r\n")
	if n := testing.AllocsPerRun(100, func() {
		r.Reset(wire)
		if err := tree.UnmarshalReply(&r); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestTreeIsCopiedFromTheFrame(t *testing.T) {
	wire := []byte("*2\r\n$3\r\nfoo\r\n$?\r\n;3\r\nbar\r\n;0\r\n")
	tree, err := Parse(wire)
	if err != nil {
		t.Fatal(err)
	}
	clear(wire)
	if got := tree.String(); got != "1) \"foo\"\n2) \"bar\"" {
		t.Errorf("got %s", got)
	}
}

func TestTreeIsBuiltInTwoAllocations(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // it empties the pool of framers
	big := []byte("*10000\r\n" + strings.Repeat("%2\r\n$3\r\nkey\r\n:1\r\n+k\r\n$?\r\n;1\r\na\r\n;1\r\nb\r\n;0\r\n", 10000))
	wires := [][]byte{big}
	for _, tt := range replies {
		wires = append(wires, []byte(tt.wire))
	}
	for _, wire := range wires {
		if bytes.Contains(wire, []byte("*?\r\n")) {
			continue // the Reader needs a stack to find their end
		}
		var r resp.Reader
		for name, build := range map[string]func() error{
			"Parse": func() error { _, err := Parse(wire); return err },
			"UnmarshalReply": func() error {
				var tree Tree
				r.Reset(wire)
				return tree.UnmarshalReply(&r)
			},
		} {
			if n := testing.AllocsPerRun(10, func() {
				if err := build(); err != nil {
					t.Fatal(err)
				}
			}); n > 2 && !(raceEnabled && name == "Parse") { // a pool under the race detector loses things on purpose
				t.Errorf("%s of %.20q: %v allocations", name, wire, n)
			}
		}
	}
}

func TestWalkingAllocatesNothing(t *testing.T) {
	tree, err := Parse([]byte("|1\r\n+a\r\n:1\r\n%2\r\n+list\r\n*2\r\n:1\r\n:2\r\n+n\r\n,2.5\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	if n := testing.AllocsPerRun(100, func() {
		for a := range tree.Root().Attributes() {
			n, _ := a.Key("a").Int()
			sum += float64(n)
		}
		for c := range tree.Root().Key("list").Children() {
			n, _ := c.Int()
			sum += float64(n)
		}
		f, _ := tree.Root().Key("n").Float()
		sum += f
		sum += float64(len(tree.Root().Key("list").Raw()))
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
	if sum == 0 {
		t.Error("nothing was walked")
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tt := range []struct {
		wire   string
		offset int64
	}{
		{"", 0},
		{"+OK", 3},
		{"*2\r\n:1\r\n", 8},
		{"|1\r\n+a\r\n+b\r\n", 12},
		{"+OK\r\n+OK\r\n", 5},
		{"*1\r\n:x\r\n", 5},
		{"PING\r\n", 0},
		{".\r\n", 0},
		{"%?\r\n+a\r\n.\r\n", 8},
	} {
		tree, err := Parse([]byte(tt.wire))
		var syntax *resp.SyntaxError
		if !errors.As(err, &syntax) || syntax.Offset != tt.offset {
			t.Errorf("%q: %v, want a syntax error at %d", tt.wire, err, tt.offset)
		}
		if tree.Len() != 0 || tree.Root().Valid() {
			t.Errorf("%q: gave a tree", tt.wire)
		}
	}
}

func TestUnmarshalReplyRefusesTruncatedFrames(t *testing.T) {
	for _, tt := range replies {
		for n := range len(tt.wire) {
			var r resp.Reader
			r.Reset([]byte(tt.wire[:n]))
			tree := Tree{nodes: make([]node, 3), wire: 0}
			if err := tree.UnmarshalReply(&r); err == nil {
				t.Errorf("%q gave %v", tt.wire[:n], tree)
			}
			if tree.Len() != 0 || len(tree.Wire()) != 0 || tree.Root().Valid() {
				t.Errorf("%q left a tree", tt.wire[:n])
			}
		}
	}
}

func TestHostileDepth(t *testing.T) {
	const levels = 20_000
	for name, wire := range map[string]string{
		"chain":      strings.Repeat("*1\r\n", 200_000) + ":1\r\n",
		"left open":  strings.Repeat("*2\r\n:1\r\n", levels) + ":2\r\n",
		"maps":       strings.Repeat("%1\r\n", levels) + ":1\r\n" + strings.Repeat(":2\r\n", levels),
		"streamed":   strings.Repeat("*?\r\n", levels) + strings.Repeat(".\r\n", levels),
		"attributes": strings.Repeat("|1\r\n", levels) + "+k\r\n" + strings.Repeat("+v\r\n+x\r\n", levels),
	} {
		t.Run(name, func(t *testing.T) {
			tree, err := Parse([]byte(wire))
			if err != nil {
				t.Fatal(err)
			}
			if got := len(tree.Root().Raw()); name != "attributes" && got != len(wire) {
				t.Errorf("Raw has %d bytes of %d", got, len(wire))
			}
			if got := len(tree.String()); got > len(wire)*maxIndent/4 {
				t.Errorf("prints as %d bytes", got)
			}
			c := tree.Root()
			for c.Len() > 0 {
				c = c.Index(0)
			}
			if !c.Valid() {
				t.Error("the walk got lost")
			}
		})
	}
}

func TestMemoryIsBoundedByTheFrame(t *testing.T) {
	for _, wire := range []string{
		"*10000\r\n" + strings.Repeat("_\r\n", 10000),
		"$?\r\n" + strings.Repeat(";1\r\nx\r\n", 10000) + ";0\r\n",
		"$100000\r\n" + strings.Repeat("x", 100000) + "\r\n",
	} {
		tree, err := Parse([]byte(wire))
		if err != nil {
			t.Fatal(err)
		}
		// Slices are rounded up to the allocator's sizes.
		if got := 24*cap(tree.nodes) + cap(tree.buf); got > 10*len(wire) {
			t.Errorf("%.10q: %d bytes for %d", wire, got, len(wire))
		}
	}
}

func TestTreeOfNothing(t *testing.T) {
	var tree Tree
	if tree.Len() != 0 || tree.String() != "" || len(tree.Wire()) != 0 {
		t.Errorf("the zero Tree: %d nodes, %q", tree.Len(), tree)
	}
	if diff := cmp.Diff(Node{}, tree.Node(0)); diff != "" {
		t.Error(diff)
	}
}

func FuzzTree(f *testing.F) {
	for _, tt := range replies {
		f.Add([]byte(tt.wire))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		// Without the Framer's checks a tree may be wrong, but nothing may break.
		var unchecked Tree
		var r resp.Reader
		r.Reset(b)
		if unchecked.UnmarshalReply(&r) == nil {
			walk(unchecked.Root())
			io.WriteString(io.Discard, unchecked.String())
		}

		tree, err := Parse(b)
		s := resp.NewScanner(bytes.NewReader(b), resp.Limits{Depth: math.MaxInt32})
		frame, scanErr := s.Next()
		if whole := scanErr == nil && len(frame) == len(b); whole != (err == nil) {
			t.Fatalf("Parse: %v; a Scanner: %d bytes of %d, %v", err, len(frame), len(b), scanErr)
		}
		if err != nil {
			return
		}
		check(t, tree, string(b))
	})
}

// walk calls everything there is.
func walk(c Cursor) {
	c.Raw()
	c.Int()
	c.Float()
	c.Big()
	c.Bool()
	c.Err()
	c.Key("k")
	c.Index(c.Len() - 1)
	for range c.Entries() {
	}
	for a := range c.Attributes() {
		walk(a)
	}
	for child := range c.Children() {
		walk(child)
	}
}

func BenchmarkUnmarshalReply(b *testing.B) {
	for name, wire := range map[string]string{
		"integers": "*1000\r\n" + strings.Repeat(":12345\r\n", 1000),
		"hash":     "%100\r\n" + strings.Repeat("$8\r\nfield:07\r\n$16\r\n0123456789abcdef\r\n", 100),
		"nested":   "*100\r\n" + strings.Repeat("*2\r\n+a\r\n%1\r\n+k\r\n*1\r\n:1\r\n", 100),
	} {
		b.Run(name, func(b *testing.B) {
			var r resp.Reader
			frame := []byte(wire)
			b.SetBytes(int64(len(frame)))
			b.ReportAllocs()
			for b.Loop() {
				var tree Tree
				r.Reset(frame)
				if err := tree.UnmarshalReply(&r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
