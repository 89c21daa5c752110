package node_test

import (
	"fmt"
	"testing"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/node"
)

// What one part of a reply is like decides how another is to be decoded.
func ExampleCursor_Raw() {
	tree, err := node.Parse([]byte("%2\r\n+unit\r\n+s\r\n+lags\r\n*3\r\n:1\r\n$2\r\n20\r\n,300\r\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	if tree.Root().Key("unit").Text() != "s" {
		fmt.Println("another unit")
		return
	}
	var lags []int64
	if err := decode.Unmarshal(tree.Root().Key("lags").Raw(), &lags, nil); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(lags)
	// Output:
	// [1 20 300]
}

func TestTreeIsDecodedByType(t *testing.T) {
	var got struct {
		Name string    `redis:"name"`
		Rest node.Tree `redis:"rest"`
	}
	frame := []byte("%2\r\n+name\r\n+a\r\n+rest\r\n|1\r\n+x\r\n+y\r\n*2\r\n:1\r\n%1\r\n+k\r\n_\r\n")
	if err := decode.Unmarshal(frame, &got, nil); err != nil {
		t.Fatal(err)
	}
	if got.Name != "a" || got.Rest.String() != "1) (integer) 1\n2) 1# k => (nil)" {
		t.Errorf("got %q and\n%v", got.Name, got.Rest)
	}

	var trees map[string]node.Tree
	if err := decode.Unmarshal(frame, &trees, nil); err != nil {
		t.Fatal(err)
	}
	if trees["name"].Root().Text() != "a" || trees["rest"].Root().Index(1).Key("k").IsNull() != true {
		t.Errorf("got %v", trees)
	}
}

func TestAnyReplyIsATree(t *testing.T) {
	for _, frame := range []string{"_\r\n", "-ERR x\r\n", "|1\r\n+a\r\n+b\r\n*1\r\n:1\r\n", ">1\r\n+x\r\n"} {
		var tree node.Tree
		if err := decode.Unmarshal([]byte(frame), &tree, nil); err != nil || string(tree.Wire()) != frame {
			t.Errorf("%q: %q, %v", frame, tree.Wire(), err)
		}
	}
}
