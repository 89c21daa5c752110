package redis_test

import (
	"fmt"

	"github.com/redisfut/redis"
	"github.com/redisfut/redis/json"
)

// The examples of this file need servers that are newer than those of the tests.

// A vector set holds embeddings of films, with attributes by which a search can choose.
func ExampleVSim() {
	conn, done := connect()
	defer done()

	type film struct {
		Year int `json:"year"`
	}
	redis.VAdd(conn, "films", []float32{0.9, 0.1, 0.3}, "Alien", redis.SetAttr(json.Of(film{1979})))
	redis.VAdd(conn, "films", []float32{0.8, 0.2, 0.3}, "Aliens", redis.SetAttr(json.Of(film{1986})))
	redis.VAdd(conn, "films", []float32{0.1, 0.9, 0.5}, "Amélie", redis.SetAttr(json.Of(film{2001})))

	near, err := redis.VSimWithAttribs[string, json.Value[film]](conn, "films", redis.ToElement("Alien"),
		redis.Filter(".year > 1980"), redis.Count(2)).Wait(ctx)
	for _, f := range near {
		fmt.Println(f.Element, f.Score, f.Attributes)
	}
	fmt.Println(err)
}
