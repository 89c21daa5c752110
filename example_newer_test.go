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

func ExampleARScan() {
	conn, done := connect()
	defer done()

	redis.ARMSet(conn, "visits", map[uint64]int{20260101: 12, 20260103: 7})
	days, err := redis.ARScan[int](conn, "visits", 20260101, 20260131).Wait(ctx)
	for _, day := range days {
		fmt.Println(day.Key, day.Value) // the days between have none
	}
	sum, err2 := redis.AROp[float64](conn, "visits", 20260101, 20260131, redis.ArraySum).Wait(ctx)
	fmt.Println(sum, err, err2)
}

func ExampleARGrep() {
	conn, done := connect()
	defer done()

	redis.ARInsert(conn, "log", "start", "disk full", "Disk replaced")
	found, err := redis.ARGrepWithValues[string](conn, "log", redis.IndexMax, redis.IndexMin, // the newest first
		[]redis.GrepPredicate{redis.GrepMatch("disk"), redis.GrepRE("full|replaced")}, redis.GrepAll, redis.NoCase, redis.AtMost(10)).Wait(ctx)
	fmt.Println(found, err)
}

func ExampleARRing() {
	conn, done := connect()
	defer done()

	for celsius := range 1000 {
		redis.ARRing(conn, "temperatures", 100, celsius) // keeps the last 100
	}
	last, err := redis.ARLastItems[int](conn, "temperatures", 3, redis.Rev).Wait(ctx)
	fmt.Println(last, err)
}

// A path hash tells which of the routes that are known is the nearest to a request.
func ExamplePHLongestWithValues() {
	conn, done := connect()
	defer done()

	type backend struct {
		Host    string `redis:"host"`
		Retries int    `redis:"retries"`
	}
	redis.PHMSet(conn, "routes",
		redis.Pair[string, backend]{Key: "/", Value: backend{"web", 0}},
		redis.Pair[string, backend]{Key: "/api/", Value: backend{"api", 3}})
	route, err := redis.PHLongestWithValues[backend](conn, "routes", "/api/users/7").Wait(ctx)
	if r, ok := route.Get(); ok {
		fmt.Println(r.Key, r.Value.Host)
	}
	fmt.Println(err)
}
