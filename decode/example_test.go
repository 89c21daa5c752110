package decode_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// The type decides how a reply is decoded.
func ExampleUnmarshal() {
	frame := []byte("%2\r\n$5\r\nhello\r\n:1\r\n$5\r\nworld\r\n:2\r\n")

	var counts map[string]int
	fmt.Println(decode.Unmarshal(frame, &counts, nil), counts)

	var pairs []decode.Pair[string, string]
	fmt.Println(decode.Unmarshal(frame, &pairs, nil), pairs)

	var words struct {
		Hello uint8                 `redis:"hello"`
		Other decode.Optional[bool] `redis:"other"`
	}
	fmt.Println(decode.Unmarshal(frame, &words, nil), words)
	// Output:
	// <nil> map[hello:1 world:2]
	// <nil> [{hello 1} {world 2}]
	// <nil> {1 none}
}

// A decoder is made once and may be used for many replies.
func ExampleFor() {
	dec, err := decode.For[[]decode.Scored[string]]()
	if err != nil {
		fmt.Println(err)
		return
	}
	// The same sorted set, as it comes in RESP3 and in RESP2.
	nested := []byte("*2\r\n*2\r\n$3\r\nada\r\n,97.5\r\n*2\r\n$3\r\neve\r\n,88\r\n")
	flat := []byte("*4\r\n$3\r\nada\r\n$4\r\n97.5\r\n$3\r\neve\r\n$2\r\n88\r\n")
	for _, frame := range [][]byte{nested, flat} {
		var r decode.Reader
		r.Reset(frame)
		var board []decode.Scored[string]
		fmt.Println(dec(&r, &board), board)
	}

	_, err = decode.For[map[string]chan int]()
	fmt.Println(err)
	// Output:
	// <nil> [{ada 97.5} {eve 88}]
	// <nil> [{ada 97.5} {eve 88}]
	// decode: cannot decode into map[string]chan int: value of type chan int: nothing that Redis sends could become one
}

// Decoders put together by hand, for replies that no Go type describes.
func Example_combinators() {
	// XRANGE: entries of an id and a flat list of fields.
	type entry = decode.Pair[time.Time, map[string]string]
	id := decode.Convert(decode.String, func(id string) (time.Time, error) {
		ms, _, _ := strings.Cut(id, "-")
		d, err := time.ParseDuration(ms + "ms")
		return time.Unix(0, 0).UTC().Add(d), err
	})
	xrange := decode.Slice(decode.PairOf(id, decode.Map(decode.String, decode.String)))

	frame := []byte("*1\r\n*2\r\n$15\r\n1526919030474-0\r\n*2\r\n$4\r\ntemp\r\n$2\r\n36\r\n")
	var r decode.Reader
	r.Reset(frame)
	var entries []entry
	if err := xrange(&r, &entries); err != nil {
		fmt.Println(err)
	}
	for _, e := range entries {
		fmt.Println(e.Key.Format(time.DateTime), e.Value)
	}
	// Output:
	// 2018-05-21 16:10:30 map[temp:36]
}

func ExampleOptional() {
	var values []decode.Optional[int] // as of MGET
	if err := decode.Unmarshal([]byte("*3\r\n$1\r\n5\r\n_\r\n$1\r\n0\r\n"), &values, nil); err != nil {
		fmt.Println(err)
	}
	for _, v := range values {
		if n, ok := v.Get(); ok {
			fmt.Println("value", n)
		} else {
			fmt.Println("no value; or", v.Or(-1))
		}
	}
	// Output:
	// value 5
	// no value; or -1
	// value 0
}

// Tags name the fields of a hash. A field that must be there is required; one that
// may be missing can tell.
func Example_structs() {
	type Timestamps struct {
		Created time.Time `redis:"created"`
	}
	type User struct {
		Timestamps
		ID    int64                   `redis:"id,required"`
		Name  string                  `redis:"name"`
		Email decode.Optional[string] `redis:"email"`
	}
	hgetall := func(fields ...string) []byte {
		b := resp.AppendMapHeader(nil, len(fields)/2)
		for _, s := range fields {
			b = resp.AppendBulkString(b, s)
		}
		return b
	}
	var u User
	err := decode.Unmarshal(hgetall("id", "7", "name", "Ada", "created", "2026-11-23T02:05:00Z", "shoe size", "38"), &u, nil)
	fmt.Println(u.ID, u.Name, u.Email, u.Created.Year(), err)

	fmt.Println(decode.Unmarshal(hgetall("name", "Ada"), &u, nil))
	// Output:
	// 7 Ada none 2026 <nil>
	// decode: nothing at .id for int64: the field is required
}

// Elements without names become the fields of a struct by their position.
func ExampleByPosition() {
	type slowCommand struct {
		ID      int64
		At      time.Time
		Micros  int64
		Command []string
	}
	dec, err := decode.ByPosition[slowCommand]()
	if err != nil {
		fmt.Println(err)
		return
	}
	var r decode.Reader
	r.Reset([]byte("*6\r\n:14\r\n:1309448221\r\n:15\r\n*1\r\n$4\r\nping\r\n$15\r\n127.0.0.1:58217\r\n$0\r\n\r\n"))
	var slow slowCommand
	err = dec(&r, &slow)
	fmt.Println(slow.ID, slow.At.Year(), slow.Micros, slow.Command, err)
	// Output: 14 2011 15 [ping] <nil>
}

func ExampleMismatchError() {
	var board []decode.Scored[string]
	err := decode.Unmarshal([]byte("*4\r\n$3\r\nada\r\n$4\r\n97.5\r\n$3\r\neve\r\n$4\r\nhigh\r\n"), &board, nil)
	fmt.Println(err)
	var mismatch *decode.MismatchError
	if errors.As(err, &mismatch) {
		fmt.Println(mismatch.Path, "|", mismatch.Want, "|", mismatch.Got)
	}

	// An error that the server put into the reply, here of a script.
	var results []string
	err = decode.Unmarshal([]byte("*2\r\n+OK\r\n-WRONGTYPE Operation against a key\r\n"), &results, nil)
	fmt.Println(err)
	var reply *resp.ErrorReply
	if errors.As(err, &reply) {
		fmt.Println(reply.Prefix())
	}
	// Output:
	// decode: bulk string at [1].score does not fit float64: not a number
	// [1].score | float64 | bulk string
	// decode: error reply at [1]: WRONGTYPE Operation against a key
	// WRONGTYPE
}
