package json_test

import (
	"fmt"

	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/json"
)

type Profile struct {
	Name string   `json:"name"`
	Tags []string `json:"tags"`
}

// Under the Codec, what has a form of its own keeps it; JSON is for the rest.
func ExampleCodec() {
	for _, v := range []any{"plain", 42, Profile{"Ann", []string{"admin"}}, []int{1, 2}} {
		b, err := codec.AppendAny(nil, v, json.Codec{})
		if err != nil {
			fmt.Println(err)
		}
		fmt.Printf("%q\n", b)
	}
	// Output:
	// "$5\r\nplain\r\n"
	// "$2\r\n42\r\n"
	// "$31\r\n{\"name\":\"Ann\",\"tags\":[\"admin\"]}\r\n"
	// "$5\r\n[1,2]\r\n"
}

// A Value is JSON under any Codec, and under none.
func ExampleOf() {
	p := Profile{"Ann", []string{"admin"}}
	b, err := codec.Append(nil, json.Of(p), nil)
	fmt.Printf("%q %v\n", b, err)
	// Output:
	// "$31\r\n{\"name\":\"Ann\",\"tags\":[\"admin\"]}\r\n" <nil>
}

func ExampleValue() {
	type User struct {
		ID      int64               `redis:"id"`
		Profile json.Value[Profile] `redis:"profile"` // one field of the hash
	}
	u := User{7, json.Of(Profile{"Ann", nil})}
	b, n, err := codec.AppendSpread(nil, u, nil)
	fmt.Printf("%q\n%d %v\n", b, n, err)

	var back json.Value[Profile]
	err = back.UnmarshalBulk([]byte(`{"name":"Bob"}`))
	fmt.Println(back.V.Name, err)
	// Output:
	// "$2\r\nid\r\n$1\r\n7\r\n$7\r\nprofile\r\n$26\r\n{\"name\":\"Ann\",\"tags\":null}\r\n"
	// 4 <nil>
	// Bob <nil>
}
