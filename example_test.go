package redis_test

import (
	"errors"
	"fmt"
	"log"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"

	"github.com/redisfut/redis"
	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/json"
	"github.com/redisfut/redis/node"
)

func ExampleDial() {
	server, err := miniredis.Run()
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()

	conn, err := redis.Dial(ctx, "redis://"+server.Addr()+"/2")
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	fmt.Println(redis.Ping(conn).Wait(ctx))
	fmt.Println("RESP", conn.Hello().Proto)
	// Output:
	// PONG <nil>
	// RESP 3
}

func ExampleConfig_Dial() {
	server, err := miniredis.Run()
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	server.RequireAuth("s3cr3t")

	cfg := redis.Config{
		Addr:        server.Addr(),
		Password:    "s3cr3t",
		DialTimeout: 2 * time.Second,
		Codec:       json.Codec{}, // for types that nothing else covers
	}
	conn, err := cfg.Dial(ctx)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	type point struct{ X, Y int }
	redis.Set(conn, "p", point{1, 2})
	p, err := redis.Get[point](conn, "p").Wait(ctx)
	fmt.Println(p, err)
	// Output: {1 2} <nil>
}

func ExampleParseURL() {
	cfg, err := redis.ParseURL("redis://app:s3cr3t@cache.example:6380/1?client_name=worker")
	fmt.Println(cfg.Username, cfg.ClientName, err)
	fmt.Printf("%+v\n", cfg) // no verb shows the password
	// Output:
	// app worker <nil>
	// tcp cache.example:6380 db 1
}

// Goroutines share a connection; their commands share round trips.
func ExampleConn() {
	conn, done := connect()
	defer done()

	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			if _, err := redis.Incr(conn, "hits").Wait(ctx); err != nil {
				log.Fatal(err)
			}
		})
	}
	wg.Wait()
	fmt.Println(redis.Get[int](conn, "hits").Wait(ctx))
	// Output: 100 <nil>
}

func ExampleConn_Exec() {
	conn, done := connect()
	defer done()

	var req redis.Request
	redis.Set(&req, "name", "Ada")
	wrong := redis.Incr(&req, "name")
	length := redis.StrLen(&req, "name")
	err := conn.Exec(ctx, &req)
	fmt.Println(err)
	fmt.Println(redis.OutcomeOf(wrong.Err())) // of this command alone
	fmt.Println(length.Value())               // the others have their results
	// Output:
	// redis: 1 of 3 commands failed: INCR [1] (rejected): ERR value is not an integer or out of range
	// rejected
	// 3
}

func ExampleRequest_Append() {
	conn, done := connect()
	defer done()

	var a, b, both redis.Request
	x := redis.Echo[string](&a, "x")
	y := redis.Echo[string](&b, "y")
	both.Append(&a)
	both.Append(&b)
	fmt.Println(conn.Exec(ctx, &both), x.Value(), y.Value())
	// Output: <nil> x y
}

// A request that is built once and executed again costs no allocation when its
// results go to memory of the caller.
func ExampleFuture_Into() {
	conn, done := connect()
	defer done()
	redis.RPush(conn, "list", 1, 2, 3)

	var req redis.Request
	var list []int64
	redis.LRange[int64](&req, "list", 0, redis.Last).Into(&list)
	for range 3 {
		if err := conn.Exec(ctx, &req); err != nil {
			log.Fatal(err)
		}
		fmt.Println(list)
		redis.LPop[int64](conn, "list").Wait(ctx)
	}
	// Output:
	// [1 2 3]
	// [2 3]
	// [3]
}

func ExampleFuture_Get() {
	conn, done := connect()
	defer done()

	var req redis.Request
	f := redis.Echo[string](&req, "x")
	_, err := f.Get()
	fmt.Println(errors.Is(err, redis.ErrPending))
	conn.Exec(ctx, &req)
	fmt.Println(f.Get())
	// Output:
	// true
	// x <nil>
}

func ExampleMulti() {
	conn, done := connect()
	defer done()

	var req redis.Request
	redis.MSet(&req, map[string]int{"from": 100, "to": 0})
	tx := redis.Multi(&req)
	from := redis.DecrBy(tx, "from", 30)
	to := redis.IncrBy(tx, "to", 30)
	committed := tx.Exec()
	if err := conn.Exec(ctx, &req); err != nil {
		log.Fatal(err)
	}
	fmt.Println(committed.Value(), from.Value(), to.Value())
	// Output: true 70 30
}

func ExampleTx_Discard() {
	conn, done := connect()
	defer done()

	var req redis.Request
	tx := redis.Multi(&req)
	n := redis.Incr(tx, "n")
	tx.Discard()
	fmt.Println(conn.Exec(ctx, &req), errors.Is(n.Err(), redis.ErrTxDiscarded))
	// Output: <nil> true
}

func ExampleDo() {
	conn, done := connect()
	defer done()

	redis.Do[redis.Ignore](conn, "RPUSH", "l", []string{"a", "b"}, "c")
	n, err := redis.Do[int](conn, "LLEN", "l").Wait(ctx)
	fmt.Println(n, err)

	// Where the shape of a reply is not known, take it as a tree.
	tree, err := redis.Do[node.Tree](conn, "LRANGE", "l", 0, -1).Wait(ctx)
	fmt.Println(err)
	fmt.Println(tree)
	// Output:
	// 3 <nil>
	// <nil>
	// 1) "a"
	// 2) "b"
	// 3) "c"
}

func ExampleDoAs() {
	conn, done := connect()
	defer done()

	redis.RPush(conn, "pairs", "a", "1", "b", "2")
	pairs := decode.Slice(decode.PairOf(decode.String, decode.Int64))
	fmt.Println(redis.DoAs(conn, pairs, "LRANGE", "pairs", 0, -1).Wait(ctx))
	// Output: [{a 1} {b 2}] <nil>
}

func ExampleOutcomeOf() {
	conn, done := connect()
	defer done()

	redis.RPush(conn, "list", 1)
	_, err := redis.Incr(conn, "list").Wait(ctx)
	switch redis.OutcomeOf(err) {
	case redis.NotSent, redis.Rejected:
		fmt.Println("nothing was applied:", err)
	case redis.MaybeExecuted:
		fmt.Println("find out before sending it again")
	}
	conn.Close()
	_, err = redis.Incr(conn, "n").Wait(ctx)
	fmt.Println(redis.OutcomeOf(err), errors.Is(err, redis.ErrClosed))
	// Output:
	// nothing was applied: redis: INCR (rejected): WRONGTYPE Operation against a key holding the wrong kind of value
	// not sent true
}
