package redis_test

import (
	"fmt"
	"time"

	"github.com/redisfut/redis"
)

func ExampleMGet() {
	conn, done := connect()
	defer done()

	redis.MSet(conn, map[string]int{"stock:tea": 3, "stock:milk": 7})
	stock, err := redis.MGet[redis.Optional[int]](conn, "stock:tea", "stock:cake", "stock:milk").Wait(ctx)
	fmt.Println(stock, err)
	// Output:
	// [3 none 7] <nil>
}

func ExampleIncr() {
	conn, done := connect()
	defer done()

	hits, err := redis.Incr(conn, "hits").Wait(ctx)
	fmt.Println(hits, err)
	// Output:
	// 1 <nil>
}

func ExampleIncrBy() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "points", 40)
	points, err := redis.IncrBy(conn, "points", 2).Wait(ctx)
	fmt.Println(points, err)
	// Output:
	// 42 <nil>
}

func ExampleIncrByFloat() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "balance", 10.5)
	balance, err := redis.IncrByFloat(conn, "balance", -0.25).Wait(ctx)
	fmt.Println(balance, err)
	// Output:
	// 10.25 <nil>
}

func ExampleDecr() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "seats", 12)
	left, err := redis.Decr(conn, "seats").Wait(ctx)
	fmt.Println(left, err)
	// Output:
	// 11 <nil>
}

func ExampleAppend() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "log", "started")
	length, err := redis.Append(conn, "log", ", stopped").Wait(ctx)
	fmt.Println(length, err)
	// Output:
	// 16 <nil>
}

func ExampleStrLen() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "greeting", "hello")
	length, err := redis.StrLen(conn, "greeting").Wait(ctx)
	fmt.Println(length, err)
	// Output:
	// 5 <nil>
}

func ExampleGetDel() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "token", "t-17")
	token, err := redis.GetDel[string](conn, "token").Wait(ctx)
	again, _ := redis.GetDel[redis.Optional[string]](conn, "token").Wait(ctx)
	fmt.Println(token, err, again)
	// Output:
	// t-17 <nil> none
}

func ExampleGetEx() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "session", "ann")
	user, err := redis.GetEx[string](conn, "session", redis.EX(30*time.Minute)).Wait(ctx)
	ttl, _ := redis.TTL(conn, "session").Wait(ctx)
	fmt.Println(user, err, ttl)
	// Output:
	// ann <nil> 30m0s
}

func ExampleDel() {
	conn, done := connect()
	defer done()

	redis.MSet(conn, map[string]int{"a": 1, "b": 2})
	deleted, err := redis.Del(conn, "a", "b", "c").Wait(ctx)
	fmt.Println(deleted, err)
	// Output:
	// 2 <nil>
}

func ExampleUnlink() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "huge", "...")
	unlinked, err := redis.Unlink(conn, "huge").Wait(ctx)
	fmt.Println(unlinked, err)
	// Output:
	// 1 <nil>
}

func ExampleExists() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "ann", 1)
	n, err := redis.Exists(conn, "ann", "bob").Wait(ctx)
	fmt.Println(n, err)
	// Output:
	// 1 <nil>
}

func ExampleTTL() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "code", 1234, redis.EX(time.Minute))
	redis.Set(conn, "name", "ann")
	for _, key := range []string{"code", "name", "nothing"} {
		ttl, err := redis.TTL(conn, key).Wait(ctx)
		fmt.Println(ttl, err)
	}
	// Output:
	// 1m0s <nil>
	// never expires <nil>
	// no such key <nil>
}

func ExamplePersist() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "draft", "...", redis.EX(time.Hour))
	kept, err := redis.Persist(conn, "draft").Wait(ctx)
	fmt.Println(kept, err)
	// Output:
	// true <nil>
}

func ExampleType() {
	conn, done := connect()
	defer done()

	redis.SAdd(conn, "tags", "go")
	kind, err := redis.Type(conn, "tags").Wait(ctx)
	fmt.Println(kind, err)
	// Output:
	// set <nil>
}

func ExampleRename() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "new", "text")
	fmt.Println(redis.Rename(conn, "new", "current").Wait(ctx))
	// Output:
	// OK <nil>
}
