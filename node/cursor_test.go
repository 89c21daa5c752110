package node

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/resp"
)

func parse(t *testing.T, wire string) Tree {
	t.Helper()
	tree, err := Parse([]byte(wire))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestNodesAreFlatAndInOrder(t *testing.T) {
	tree := parse(t, "*2\r\n|1\r\n+a\r\n:1\r\n%1\r\n$1\r\nk\r\n*?\r\n_\r\n,2\r\n.\r\n#t\r\n")
	want := []Node{
		{Kind: resp.Array, Size: 2, Span: 9},
		{Kind: resp.Attribute, Size: 1, Depth: 1, Span: 3},
		{Kind: resp.SimpleString, Depth: 2, Value: []byte("a"), Span: 1},
		{Kind: resp.Integer, Depth: 2, Value: []byte("1"), Span: 1},
		{Kind: resp.Map, Size: 1, Depth: 1, Span: 5},
		{Kind: resp.BulkString, Depth: 2, Value: []byte("k"), Span: 1},
		{Kind: resp.Array, Size: 2, Depth: 2, Span: 3},
		{Kind: resp.Null, Depth: 3, Span: 1},
		{Kind: resp.Double, Depth: 3, Value: []byte("2"), Span: 1},
		{Kind: resp.Boolean, Depth: 1, Value: []byte("t"), Span: 1},
	}
	want[0].Span = len(want)
	var got []Node
	for i := range tree.Len() {
		got = append(got, tree.Node(i))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, i := range []int{-1, len(want)} {
		if diff := cmp.Diff(Node{}, tree.Node(i)); diff != "" {
			t.Errorf("node %d: %s", i, diff)
		}
	}
	if diff := cmp.Diff(want[6], tree.Root().Index(0).Key("k").Node()); diff != "" {
		t.Errorf("the node of a cursor (-want +got):\n%s", diff)
	}
}

func TestWalk(t *testing.T) {
	root := parse(t, "%4\r\n$4\r\nlist\r\n*3\r\n:1\r\n|1\r\n+x\r\n+y\r\n*2\r\n:2\r\n:3\r\n:4\r\n"+
		":7\r\n+seven\r\n_\r\n+of null\r\n$0\r\n\r\n%1\r\n*0\r\n+v\r\n").Root()
	flat := parse(t, "*5\r\n$1\r\na\r\n:1\r\n$1\r\nb\r\n*1\r\n:2\r\n$1\r\nc\r\n").Root()
	for _, tt := range []struct {
		name string
		c    Cursor
		want string // printed
	}{
		{"key", root.Key("list").Index(0), "(integer) 1"},
		{"element with an attribute", root.Key("list").Index(1), "1) (integer) 2\n2) (integer) 3"},
		{"element after one", root.Key("list").Index(2), "(integer) 4"},
		{"nested element", root.Key("list").Index(1).Index(1), "(integer) 3"},
		{"key that is a number", root.Key("7"), "seven"},
		{"null is no empty key", root.Key(""), "1# (empty array) => v"},
		{"pair", root.Index(2), "of null"},
		{"key of a flat array", flat.Key("b"), "1) (integer) 2"},
		{"key without value", flat.Key("c"), ""},
		{"value as a key", flat.Key("1"), ""},
		{"absent key", root.Key("none"), ""},
		{"index too large", root.Index(4), ""},
		{"negative index", root.Index(-1), ""},
		{"index of a scalar", root.Key("7").Index(0), ""},
		{"key of a scalar", root.Key("7").Key("seven"), ""},
		{"after a wrong step", root.Key("none").Index(0).Key("x"), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.c.String(); got != tt.want || tt.c.Valid() != (tt.want != "") {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	for a := range root.Key("list").Index(1).Attributes() {
		if got := a.Key("x").Text(); got != "y" || a.Kind() != resp.Attribute || a.Raw() != nil {
			t.Errorf("the attribute: %v, Raw %q", a, a.Raw())
		}
	}
}

func TestIterationMayStop(t *testing.T) {
	root := parse(t, "|1\r\n+a\r\n+b\r\n|1\r\n+c\r\n+d\r\n%2\r\n:1\r\n:2\r\n:3\r\n:4\r\n").Root()
	for c := range root.Children() {
		if c.Text() != "1" {
			t.Errorf("child %v", c)
		}
		break
	}
	for k, v := range root.Entries() {
		if k.Text() != "1" || v.Text() != "2" {
			t.Errorf("entry %v %v", k, v)
		}
		break
	}
	for a := range root.Attributes() {
		if a.Key("a").Text() != "b" {
			t.Errorf("attribute %v", a)
		}
		break
	}
}

func TestOnlyMapsAndArraysHaveEntries(t *testing.T) {
	for _, wire := range []string{"~2\r\n+a\r\n+b\r\n", ">2\r\n+a\r\n+b\r\n", "$1\r\na\r\n", "_\r\n"} {
		for k := range parse(t, wire).Root().Entries() {
			t.Errorf("%q has an entry with the key %v", wire, k)
		}
	}
}

func TestScalars(t *testing.T) {
	type scalar struct {
		Text   string
		Int    any // int64 or nil
		Float  any
		Bool   any
		Big    string
		Null   bool
		Err    string
		Format string
	}
	for _, tt := range []struct {
		wire string
		want scalar
	}{
		{"+OK\r\n", scalar{Text: "OK"}},
		{":-5\r\n", scalar{Text: "-5", Int: int64(-5), Float: -5.0, Big: "-5"}},
		{":1\r\n", scalar{Text: "1", Int: int64(1), Float: 1.0, Bool: true, Big: "1"}},
		{":0\r\n", scalar{Text: "0", Int: int64(0), Float: 0.0, Bool: false, Big: "0"}},
		{"$2\r\n17\r\n", scalar{Text: "17", Int: int64(17), Float: 17.0, Big: "17"}},
		{"$3\r\n1.5\r\n", scalar{Text: "1.5", Float: 1.5}},
		{"$20\r\n18446744073709551616\r\n", scalar{Text: "18446744073709551616", Float: 18446744073709551616.0, Big: "18446744073709551616"}},
		{"$1\r\nt\r\n", scalar{Text: "t"}},
		{"$?\r\n;1\r\n1\r\n;1\r\n2\r\n;0\r\n", scalar{Text: "12", Int: int64(12), Float: 12.0, Big: "12"}},
		{",1.25\r\n", scalar{Text: "1.25", Float: 1.25}},
		{",3\r\n", scalar{Text: "3", Int: int64(3), Float: 3.0, Big: "3"}},
		{",-inf\r\n", scalar{Text: "-inf", Float: math.Inf(-1)}},
		{"(123\r\n", scalar{Text: "123", Int: int64(123), Float: 123.0, Big: "123"}},
		{"#t\r\n", scalar{Text: "t", Bool: true}},
		{"#f\r\n", scalar{Text: "f", Bool: false}},
		{"_\r\n", scalar{Null: true}},
		{"*-1\r\n", scalar{Null: true}},
		{"=7\r\nmkd:*1*\r\n", scalar{Text: "*1*", Format: "mkd"}},
		{"-ERR wrong 'secret'\r\n", scalar{Text: "ERR wrong 'secret'", Err: "ERR wrong '...'"}},
		{"!5\r\nERR x\r\n", scalar{Text: "ERR x", Err: "ERR x"}},
		{"*1\r\n:1\r\n", scalar{}},
		{"", scalar{}},
	} {
		t.Run(tt.wire, func(t *testing.T) {
			var c Cursor
			if tt.wire != "" {
				c = parse(t, tt.wire).Root()
			}
			got := scalar{Text: c.Text(), Null: c.IsNull(), Format: c.Format()}
			if n, ok := c.Int(); ok {
				got.Int = n
			}
			if f, ok := c.Float(); ok {
				got.Float = f
			}
			if v, ok := c.Bool(); ok {
				got.Bool = v
			}
			if n := c.Big(); n != nil {
				got.Big = n.String()
			}
			if err := c.Err(); err != nil {
				var reply *resp.ErrorReply
				if !errors.As(err, &reply) {
					t.Errorf("Err is a %T", err)
				}
				got.Err = err.Error()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBigIsExact(t *testing.T) {
	const digits = "-123456789012345678901234567890"
	want, _ := new(big.Int).SetString(digits, 10)
	if got := parse(t, "("+digits+"\r\n").Root().Big(); got == nil || got.Cmp(want) != 0 {
		t.Errorf("got %v", got)
	}
}
