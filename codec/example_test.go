package codec_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/redisfut/redis/codec"
)

// show prints the arguments in b, one a line.
func show(b []byte) {
	list, err := arguments(b)
	if err != nil {
		fmt.Println(err)
	}
	for _, argument := range list {
		fmt.Printf("%q\n", argument)
	}
}

func ExampleAppend() {
	type Level int
	var b []byte
	b, _ = codec.Append(b, "text", nil)
	b, _ = codec.Append(b, Level(7), nil)
	b, _ = codec.Append(b, 90*time.Second, nil)
	b, _ = codec.Append(b, time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC), nil)
	show(b)

	_, err := codec.Append(b, []string{"a", "b"}, nil)
	fmt.Println(err)
	// Output:
	// "text"
	// "7"
	// "90000000000"
	// "2024-02-29T12:00:00Z"
	// codec: cannot encode []string: the type does not marshal itself, and no Codec is set that could
}

func ExampleAppendSpread() {
	type Timestamps struct {
		Created time.Time `redis:"created"`
		Deleted time.Time `redis:"deleted,omitempty"`
	}
	type User struct {
		Timestamps
		Name  string  `redis:"name"`
		Email *string `redis:"email"` // absent while nil
		Level int     // by its Go name
	}
	u := User{Name: "Ann", Level: 3}
	u.Created = time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC)

	b, n, err := codec.AppendSpread(nil, u, nil)
	fmt.Println(n, err)
	show(b)
	// Output:
	// 6 <nil>
	// "created"
	// "2024-02-29T12:00:00Z"
	// "name"
	// "Ann"
	// "Level"
	// "3"
}

// Point is stored in 8 bytes.
type Point struct{ X, Y int32 }

func (p Point) AppendBulk(b []byte) ([]byte, error) {
	b = binary.BigEndian.AppendUint32(b, uint32(p.X))
	return binary.BigEndian.AppendUint32(b, uint32(p.Y)), nil
}

func (p *Point) UnmarshalBulk(b []byte) error {
	if len(b) != 8 {
		return errors.New("a Point takes 8 bytes")
	}
	p.X = int32(binary.BigEndian.Uint32(b))
	p.Y = int32(binary.BigEndian.Uint32(b[4:]))
	return nil
}

var (
	_ codec.BulkMarshaler   = Point{}
	_ codec.BulkUnmarshaler = (*Point)(nil)
)

func ExampleBulkMarshaler() {
	b, n, err := codec.AppendSpread(nil, []Point{{1, 2}, {3, -1}}, nil)
	fmt.Println(n, err)
	show(b)
	// Output:
	// 2 <nil>
	// "\x00\x00\x00\x01\x00\x00\x00\x02"
	// "\x00\x00\x00\x03\xff\xff\xff\xff"
}

// Place is three arguments of GEOADD.
type Place struct {
	Longitude, Latitude float64
	Name                string
}

func (p Place) AppendArguments(b []byte, c codec.Codec) ([]byte, error) {
	b, err := codec.Append(b, p.Longitude, c)
	if err != nil {
		return b, err
	}
	b, err = codec.Append(b, p.Latitude, c)
	if err != nil {
		return b, err
	}
	return codec.Append(b, p.Name, c)
}

func ExampleArgumentsMarshaler() {
	b, n, err := codec.AppendSpread(nil, []Place{{13.361389, 38.115556, "Palermo"}, {15.087269, 37.502669, "Catania"}}, nil)
	fmt.Println(n, err)
	show(b)
	// Output:
	// 6 <nil>
	// "13.361389"
	// "38.115556"
	// "Palermo"
	// "15.087269"
	// "37.502669"
	// "Catania"
}

func ExampleEncodeError() {
	type Session struct {
		User   string
		Socket chan int
	}
	_, _, err := codec.AppendSpread(nil, Session{User: "ann"}, nil)
	fmt.Println(err)

	var e *codec.EncodeError
	if errors.As(err, &e) {
		fmt.Println(e.Path, e.Type, errors.Is(err, codec.ErrUnsupported))
	}
	// Output:
	// codec: cannot encode chan int at .Socket: the type does not marshal itself, and no Codec is set that could
	// .Socket chan int true
}
