package node_test

import (
	"fmt"

	"github.com/redisfut/redis/node"
	"github.com/redisfut/redis/resp"
)

// streamInfo is part of what XINFO STREAM s FULL returns.
const streamInfo = "%3\r\n$6\r\nlength\r\n:2\r\n$7\r\nentries\r\n*1\r\n*2\r\n$3\r\n1-1\r\n*2\r\n$5\r\nfield\r\n$5\r\nvalue\r\n" +
	"$6\r\ngroups\r\n*2\r\n%2\r\n$4\r\nname\r\n$5\r\nmails\r\n$3\r\nlag\r\n:2\r\n%2\r\n$4\r\nname\r\n$4\r\nlogs\r\n$3\r\nlag\r\n_\r\n"

func ExampleTree() {
	tree, err := node.Parse([]byte("*3\r\n$5\r\nhello\r\n*2\r\n:1\r\n,2.5\r\n%2\r\n+k\r\n#t\r\n+none\r\n_\r\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tree)
	// Output:
	// 1) "hello"
	// 2) 1) (integer) 1
	//    2) (double) 2.5
	// 3) 1# k => (true)
	//    2# none => (nil)
}

func ExampleCursor() {
	tree, err := node.Parse([]byte(streamInfo))
	if err != nil {
		fmt.Println(err)
		return
	}
	for group := range tree.Root().Key("groups").Children() {
		lag, known := group.Key("lag").Int()
		fmt.Println(group.Key("name").Text(), lag, known)
	}
	fmt.Println(tree.Root().Key("entries").Index(0).Index(1).Key("field").Text())
	fmt.Println(tree.Root().Key("no such key").Index(7).Key("x").Valid())
	// Output:
	// mails 2 true
	// logs 0 false
	// value
	// false
}

func ExampleCursor_Entries() {
	tree, err := node.Parse([]byte("%2\r\n+a\r\n:1\r\n+b\r\n*2\r\n:2\r\n:3\r\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for key, value := range tree.Root().Entries() {
		fmt.Printf("%v has a value of kind %v with %d elements\n", key, value.Kind(), value.Len())
	}
	// Output:
	// a has a value of kind integer with 0 elements
	// b has a value of kind array with 2 elements
}

func ExampleCursor_Attributes() {
	tree, err := node.Parse([]byte("|1\r\n+key-popularity\r\n*2\r\n$7\r\nkey:123\r\n:90\r\n$5\r\nvalue\r\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(tree)
	for attribute := range tree.Root().Attributes() {
		fmt.Println(attribute.Key("key-popularity").Index(1))
	}
	// Output:
	// "value"
	// (integer) 90
}

func ExampleTree_Node() {
	tree, err := node.Parse([]byte("*2\r\n%1\r\n+k\r\n+v\r\n:1\r\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	// The elements of the reply, not what is in them.
	for i := 1; i < tree.Len(); {
		n := tree.Node(i)
		fmt.Printf("%v, size %d, value %q\n", n.Kind, n.Size, n.Value)
		i += n.Span
	}
	// Output:
	// map, size 1, value ""
	// integer, size 0, value "1"
}

func ExampleTree_UnmarshalReply() {
	// A reader hands each value to whoever knows what to do with it.
	var r resp.Reader
	r.Reset([]byte("*2\r\n$2\r\nid\r\n*2\r\n:1\r\n:2\r\n"))
	var tree node.Tree
	if _, err := r.Next(); err != nil {
		fmt.Println(err)
		return
	}
	for range 2 {
		if err := tree.UnmarshalReply(&r); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(tree)
	}
	// Output:
	// "id"
	// 1) (integer) 1
	// 2) (integer) 2
}
