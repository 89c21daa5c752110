package redis_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"maps"
	"slices"
	"time"

	"github.com/alicebob/miniredis/v2"

	"github.com/redisfut/redis"
)

var ctx = context.Background()

// connect starts a server for one example, and connects to it.
func connect() (conn *redis.Conn, done func()) {
	server, err := miniredis.Run()
	if err != nil {
		log.Fatal(err)
	}
	conn, err = redis.Dial(ctx, "redis://"+server.Addr())
	if err != nil {
		log.Fatal(err)
	}
	return conn, func() {
		conn.Close()
		server.Close()
	}
}

func ExampleGet() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "visits", 42)
	visits, err := redis.Get[int](conn, "visits").Wait(ctx)
	fmt.Println(visits, err)

	// Where a key may be missing, say so by the type: null is no error then.
	name, err := redis.Get[redis.Optional[string]](conn, "name").Wait(ctx)
	fmt.Println(name.Or("nobody"), err)

	_, err = redis.Get[string](conn, "name").Wait(ctx)
	fmt.Println(errors.Is(err, redis.ErrNil))
	// Output:
	// 42 <nil>
	// nobody <nil>
	// true
}

func ExampleSet() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "session", "s3cr3t", redis.EX(time.Hour))
	ttl, err := redis.TTL(conn, "session").Wait(ctx)
	fmt.Println(ttl, err)

	// What the compiler can't see is an error, and nothing is sent.
	_, err = redis.Set(conn, "session", "s3cr3t", redis.EX(1500*time.Millisecond)).Wait(ctx)
	fmt.Println(err)
	// Output:
	// 1h0m0s <nil>
	// redis: SET (not sent): 1.5s is not a whole number of seconds, use the form for milliseconds
}

func ExampleSetIf() {
	conn, done := connect()
	defer done()

	for _, owner := range []string{"ann", "bob"} {
		locked, err := redis.SetIf(conn, "lock", owner, redis.NX, redis.PX(500*time.Millisecond)).Wait(ctx)
		fmt.Println(owner, locked, err)
	}
	// Output:
	// ann true <nil>
	// bob false <nil>
}

func ExampleMSet() {
	conn, done := connect()
	defer done()

	redis.MSet(conn, map[string]float64{"pi": 3.14, "e": 2.72})
	numbers, err := redis.MGet[redis.Optional[float64]](conn, "e", "pi", "phi").Wait(ctx)
	fmt.Println(numbers, err)
	// Output: [2.72 3.14 none] <nil>
}

func ExampleExpire() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "token", "x")
	for _, key := range []string{"token", "missing"} {
		ok, err := redis.Expire(conn, key, time.Minute).Wait(ctx)
		fmt.Println(key, ok, err)
	}
	for _, key := range []string{"token", "missing"} {
		ttl, err := redis.PTTL(conn, key).Wait(ctx)
		fmt.Println(key, ttl.Exists, ttl.Expires, ttl, err)
	}
	// Output:
	// token true <nil>
	// missing false <nil>
	// token true true 1m0s <nil>
	// missing false false no such key <nil>
}

func ExampleScan() {
	conn, done := connect()
	defer done()

	for i := range 25 {
		redis.Set(conn, fmt.Sprintf("user:%d", i), i)
	}
	found := 0
	for cursor := redis.Cursor(""); ; {
		page, err := redis.Scan(conn, cursor, redis.Match("user:*"), redis.Count(10)).Wait(ctx)
		if err != nil {
			log.Fatal(err)
		}
		found += len(page.Items)
		if page.Last() {
			break
		}
		cursor = page.Cursor
	}
	fmt.Println(found)
	// Output: 25
}

func ExampleHSet() {
	conn, done := connect()
	defer done()

	type User struct {
		Name  string `redis:"name"`
		Level int    `redis:"level"`
	}
	added, err := redis.HSet(conn, "user:7", User{"Ann", 3}).Wait(ctx)
	fmt.Println(added, err)

	redis.HIncrBy(conn, "user:7", "level", 1)
	user, err := redis.HGetAll[User](conn, "user:7").Wait(ctx)
	fmt.Println(user, err)

	fields, err := redis.HGetAll[map[string]string](conn, "user:7").Wait(ctx)
	fmt.Println(fields, err)
	// Output:
	// 2 <nil>
	// {Ann 4} <nil>
	// map[level:4 name:Ann] <nil>
}

func ExampleRPush() {
	conn, done := connect()
	defer done()

	redis.RPush(conn, "primes", 2, 3, 5)
	redis.RPush(conn, "primes", []int{7, 11}) // spreads
	primes, err := redis.LRange[int64](conn, "primes", 0, redis.Last).Wait(ctx)
	fmt.Println(primes, err)

	moved, err := redis.LMove[int](conn, "primes", "seen", redis.Left, redis.Right).Wait(ctx)
	fmt.Println(moved, err)

	empty, err := redis.LPop[redis.Optional[int]](conn, "nothing").Wait(ctx)
	fmt.Println(empty, err)
	// Output:
	// [2 3 5 7 11] <nil>
	// 2 <nil>
	// none <nil>
}

func ExampleSMembersSet() {
	conn, done := connect()
	defer done()

	redis.SAdd(conn, "tags", "go", "redis")
	redis.SAdd(conn, "tags", slices.Values([]string{"fast", "go"}))
	tags, err := redis.SMembersSet[string](conn, "tags").Wait(ctx)
	fmt.Println(slices.Sorted(maps.Keys(tags)), err)

	has, err := redis.SMIsMember(conn, "tags", "go", "slow").Wait(ctx)
	fmt.Println(has, err)
	// Output:
	// [fast go redis] <nil>
	// [true false] <nil>
}

func ExampleZAdd() {
	conn, done := connect()
	defer done()

	redis.ZAdd(conn, "board", 17, "ann")
	redis.ZAddMany(conn, "board", []redis.Scored[string]{{Member: "bob", Score: 12}, {Member: "eve", Score: 30}})
	redis.ZAdd(conn, "board", 5, "ann", redis.GT) // keeps the better score

	top, err := redis.ZRangeWithScores[string](conn, "board", 0, 1, redis.Rev).Wait(ctx)
	fmt.Println(top, err)

	rank, err := redis.ZRevRank(conn, "board", "ann").Wait(ctx)
	fmt.Println(rank.Value(), err)
	// Output:
	// [{eve 30} {ann 17}] <nil>
	// 1 <nil>
}

func ExampleZRangeByScore() {
	conn, done := connect()
	defer done()

	for i, name := range []string{"a", "b", "c", "d"} {
		redis.ZAdd(conn, "board", float64(i), name)
	}
	above, err := redis.ZRangeByScore[string](conn, "board", redis.ScoreExcl(1), redis.ScoreMax).Wait(ctx)
	fmt.Println(above, err)

	page, err := redis.ZRangeByScore[string](conn, "board", redis.ScoreIncl(0), redis.ScoreIncl(3), redis.Rev, redis.Limit{Offset: 1, Count: 2}).Wait(ctx)
	fmt.Println(page, err)
	// Output:
	// [c d] <nil>
	// [c b] <nil>
}

func ExampleZPopMin() {
	conn, done := connect()
	defer done()

	redis.ZAdd(conn, "queue", 3, "job")
	for range 2 {
		next, err := redis.ZPopMin[string](conn, "queue").Wait(ctx)
		fmt.Println(next, err)
	}
	// Output:
	// {job 3} <nil>
	// none <nil>
}

func ExampleEval() {
	conn, done := connect()
	defer done()

	const script = `
		local sum = 0
		for _, n in ipairs(ARGV) do sum = sum + n end
		return redis.call("INCRBY", KEYS[1], sum)`
	sum, err := redis.Eval[int64](conn, script, []string{"total"}, 1, 2, []int{3, 4}).Wait(ctx)
	fmt.Println(sum, err)
	// Output: 10 <nil>
}

func ExamplePublish() {
	conn, done := connect()
	defer done()

	receivers, err := redis.Publish(conn, "news", "nobody hears this").Wait(ctx)
	fmt.Println(receivers, err)
	// Output: 0 <nil>
}

func ExamplePing() {
	conn, done := connect()
	defer done()

	pong, err := redis.Ping(conn).Wait(ctx)
	fmt.Println(pong, err)
	// Output: PONG <nil>
}

func ExampleDBSize() {
	conn, done := connect()
	defer done()

	redis.MSet(conn, "a", "1", "b", "2")
	before, err := redis.DBSize(conn).Wait(ctx)
	fmt.Println(before, err)

	redis.FlushDB(conn, redis.Async)
	after, err := redis.DBSize(conn).Wait(ctx)
	fmt.Println(after, err)
	// Output:
	// 2 <nil>
	// 0 <nil>
}
