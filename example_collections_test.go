package redis_test

import (
	"fmt"

	"github.com/redisfut/redis"
)

func ExampleHGet() {
	conn, done := connect()
	defer done()

	redis.HSet(conn, "user:7", map[string]any{"name": "ann", "visits": 3})
	visits, err := redis.HGet[int](conn, "user:7", "visits").Wait(ctx)
	email, _ := redis.HGet[redis.Optional[string]](conn, "user:7", "email").Wait(ctx)
	fmt.Println(visits, err, email)
	// Output:
	// 3 <nil> none
}

func ExampleHGetAll() {
	conn, done := connect()
	defer done()

	type user struct {
		Name   string `redis:"name"`
		Visits int    `redis:"visits"`
	}
	redis.HSet(conn, "user:7", user{"ann", 3})
	u, err := redis.HGetAll[user](conn, "user:7").Wait(ctx)
	m, _ := redis.HGetAll[map[string]string](conn, "user:7").Wait(ctx)
	fmt.Println(u, err, m)
	// Output:
	// {ann 3} <nil> map[name:ann visits:3]
}

func ExampleHMGet() {
	conn, done := connect()
	defer done()

	redis.HSet(conn, "prices", map[string]float64{"tea": 2.5, "milk": 1.2})
	prices, err := redis.HMGet[redis.Optional[float64]](conn, "prices", "tea", "cake").Wait(ctx)
	fmt.Println(prices, err)
	// Output:
	// [2.5 none] <nil>
}

func ExampleHDel() {
	conn, done := connect()
	defer done()

	redis.HSet(conn, "cart", map[string]int{"tea": 1, "milk": 2})
	n, err := redis.HDel(conn, "cart", "milk", "cake").Wait(ctx)
	fmt.Println(n, err)
	// Output:
	// 1 <nil>
}

func ExampleHExists() {
	conn, done := connect()
	defer done()

	redis.HSet(conn, "cart", map[string]int{"tea": 1})
	ok, err := redis.HExists(conn, "cart", "tea").Wait(ctx)
	fmt.Println(ok, err)
	// Output:
	// true <nil>
}

func ExampleHIncrBy() {
	conn, done := connect()
	defer done()

	redis.HSet(conn, "cart", map[string]int{"tea": 1})
	n, err := redis.HIncrBy(conn, "cart", "tea", 4).Wait(ctx)
	fmt.Println(n, err)
	// Output:
	// 5 <nil>
}

func ExampleHKeys() {
	conn, done := connect()
	defer done()

	redis.HSet(conn, "cart", map[string]int{"tea": 1})
	items, err := redis.HKeys[string](conn, "cart").Wait(ctx)
	fmt.Println(items, err)
	// Output:
	// [tea] <nil>
}

func ExampleHVals() {
	conn, done := connect()
	defer done()

	redis.HSet(conn, "cart", map[string]int{"tea": 1})
	counts, err := redis.HVals[int](conn, "cart").Wait(ctx)
	fmt.Println(counts, err)
	// Output:
	// [1] <nil>
}

func ExampleHLen() {
	conn, done := connect()
	defer done()

	redis.HSet(conn, "cart", map[string]int{"tea": 1, "milk": 2})
	n, err := redis.HLen(conn, "cart").Wait(ctx)
	fmt.Println(n, err)
	// Output:
	// 2 <nil>
}

func ExampleLPush() {
	conn, done := connect()
	defer done()

	redis.LPush(conn, "recent", "page 1")
	n, err := redis.LPush(conn, "recent", "page 2").Wait(ctx)
	recent, _ := redis.LRange[string](conn, "recent", 0, redis.Last).Wait(ctx)
	fmt.Println(n, err, recent)
	// Output:
	// 2 <nil> [page 2 page 1]
}

func ExampleLPop() {
	conn, done := connect()
	defer done()

	redis.RPush(conn, "queue", 7, 8)
	next, err := redis.LPop[int](conn, "queue").Wait(ctx)
	fmt.Println(next, err)
	// Output:
	// 7 <nil>
}

func ExampleRPop() {
	conn, done := connect()
	defer done()

	redis.RPush(conn, "undo", "type", "delete")
	last, err := redis.RPop[string](conn, "undo").Wait(ctx)
	fmt.Println(last, err)
	// Output:
	// delete <nil>
}

func ExampleLRange() {
	conn, done := connect()
	defer done()

	redis.RPush(conn, "measures", []float64{1.5, 2.25, 3})
	last, err := redis.LRange[float64](conn, "measures", redis.Last-1, redis.Last).Wait(ctx)
	fmt.Println(last, err)
	// Output:
	// [2.25 3] <nil>
}

func ExampleLLen() {
	conn, done := connect()
	defer done()

	redis.RPush(conn, "queue", 7, 8)
	n, err := redis.LLen(conn, "queue").Wait(ctx)
	fmt.Println(n, err)
	// Output:
	// 2 <nil>
}

func ExampleLTrim() {
	conn, done := connect()
	defer done()

	redis.RPush(conn, "recent", 1, 2, 3, 4)
	redis.LTrim(conn, "recent", 0, 1)
	recent, err := redis.LRange[int](conn, "recent", 0, redis.Last).Wait(ctx)
	fmt.Println(recent, err)
	// Output:
	// [1 2] <nil>
}

func ExampleLIndex() {
	conn, done := connect()
	defer done()

	redis.RPush(conn, "queue", 7, 8)
	last, err := redis.LIndex[int](conn, "queue", redis.Last).Wait(ctx)
	fmt.Println(last, err)
	// Output:
	// 8 <nil>
}

func ExampleLMove() {
	conn, done := connect()
	defer done()

	redis.RPush(conn, "todo", "mail", "phone")
	job, err := redis.LMove[string](conn, "todo", "doing", redis.Left, redis.Right).Wait(ctx)
	fmt.Println(job, err)
	// Output:
	// mail <nil>
}

func ExampleSAdd() {
	conn, done := connect()
	defer done()

	n, err := redis.SAdd(conn, "tags", []string{"go", "redis", "go"}).Wait(ctx)
	fmt.Println(n, err)
	// Output:
	// 2 <nil>
}

func ExampleSRem() {
	conn, done := connect()
	defer done()

	redis.SAdd(conn, "online", "ann", "bob")
	n, err := redis.SRem(conn, "online", "bob", "cid").Wait(ctx)
	fmt.Println(n, err)
	// Output:
	// 1 <nil>
}

func ExampleSMembers() {
	conn, done := connect()
	defer done()

	redis.SAdd(conn, "lucky", 7)
	numbers, err := redis.SMembers[int](conn, "lucky").Wait(ctx)
	fmt.Println(numbers, err)
	// Output:
	// [7] <nil>
}

func ExampleSIsMember() {
	conn, done := connect()
	defer done()

	redis.SAdd(conn, "online", "ann")
	ok, err := redis.SIsMember(conn, "online", "ann").Wait(ctx)
	fmt.Println(ok, err)
	// Output:
	// true <nil>
}

func ExampleSCard() {
	conn, done := connect()
	defer done()

	redis.SAdd(conn, "online", "ann", "bob")
	n, err := redis.SCard(conn, "online").Wait(ctx)
	fmt.Println(n, err)
	// Output:
	// 2 <nil>
}

func ExampleSInter() {
	conn, done := connect()
	defer done()

	redis.SAdd(conn, "go", "ann", "bob")
	redis.SAdd(conn, "rust", "bob", "cid")
	both, err := redis.SInter[string](conn, "go", "rust").Wait(ctx)
	fmt.Println(both, err)
	// Output:
	// [bob] <nil>
}

func ExampleSUnion() {
	conn, done := connect()
	defer done()

	redis.SAdd(conn, "a", 1)
	redis.SAdd(conn, "b", 1)
	all, err := redis.SUnion[int](conn, "a", "b").Wait(ctx)
	fmt.Println(all, err)
	// Output:
	// [1] <nil>
}

func ExampleSDiff() {
	conn, done := connect()
	defer done()

	redis.SAdd(conn, "invited", "ann", "bob")
	redis.SAdd(conn, "here", "bob")
	missing, err := redis.SDiff[string](conn, "invited", "here").Wait(ctx)
	fmt.Println(missing, err)
	// Output:
	// [ann] <nil>
}

func ExampleSPop() {
	conn, done := connect()
	defer done()

	redis.SAdd(conn, "tickets", 17)
	ticket, err := redis.SPop[int](conn, "tickets").Wait(ctx)
	fmt.Println(ticket, err)
	// Output:
	// 17 <nil>
}
