package redis_test

import (
	"fmt"

	"github.com/redisfut/redis"
)

func ExampleZRange() {
	conn, done := connect()
	defer done()

	redis.ZAddMany(conn, "board", []redis.Scored[string]{{Member: "ann", Score: 17}, {Member: "bob", Score: 9}})
	top, err := redis.ZRange[string](conn, "board", 0, 0, redis.Rev).Wait(ctx)
	fmt.Println(top, err)
	// Output:
	// [ann] <nil>
}

func ExampleZRem() {
	conn, done := connect()
	defer done()

	redis.ZAdd(conn, "board", 17, "ann")
	n, err := redis.ZRem(conn, "board", "ann", "bob").Wait(ctx)
	fmt.Println(n, err)
	// Output:
	// 1 <nil>
}

func ExampleZRank() {
	conn, done := connect()
	defer done()

	redis.ZAddMany(conn, "board", []redis.Scored[string]{{Member: "ann", Score: 17}, {Member: "bob", Score: 9}})
	rank, err := redis.ZRank(conn, "board", "ann").Wait(ctx)
	nobody, _ := redis.ZRank(conn, "board", "cid").Wait(ctx)
	fmt.Println(rank, err, nobody)
	// Output:
	// 1 <nil> none
}

func ExampleZScore() {
	conn, done := connect()
	defer done()

	redis.ZAdd(conn, "board", 17.5, "ann")
	score, err := redis.ZScore(conn, "board", "ann").Wait(ctx)
	fmt.Println(score, err)
	// Output:
	// 17.5 <nil>
}

func ExampleZIncrBy() {
	conn, done := connect()
	defer done()

	redis.ZAdd(conn, "board", 17, "ann")
	score, err := redis.ZIncrBy(conn, "board", 3, "ann").Wait(ctx)
	fmt.Println(score, err)
	// Output:
	// 20 <nil>
}

func ExampleZCard() {
	conn, done := connect()
	defer done()

	redis.ZAdd(conn, "board", 17, "ann")
	n, err := redis.ZCard(conn, "board").Wait(ctx)
	fmt.Println(n, err)
	// Output:
	// 1 <nil>
}

func ExampleZCount() {
	conn, done := connect()
	defer done()

	redis.ZAddMany(conn, "board", []redis.Scored[string]{{Member: "ann", Score: 17}, {Member: "bob", Score: 9}})
	n, err := redis.ZCount(conn, "board", redis.ScoreIncl(10), redis.ScoreMax).Wait(ctx)
	fmt.Println(n, err)
	// Output:
	// 1 <nil>
}
