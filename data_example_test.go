package redis_test

import (
	"fmt"
	"log"
	"time"

	"github.com/redisfut/redis"
)

func ExampleScanAll() {
	conn, done := connect()
	defer done()

	for i := range 250 {
		redis.Set(conn, fmt.Sprintf("user:%d", i), i)
	}
	redis.Set(conn, "other", "x")
	found := map[string]bool{}
	for key, err := range redis.ScanAll(ctx, conn, redis.Match("user:*"), redis.Count(100)) {
		if err != nil {
			log.Fatal(err)
		}
		found[key] = true // a key may come twice
	}
	fmt.Println(len(found))
	// Output: 250
}

func ExampleHScanAll() {
	conn, done := connect()
	defer done()

	redis.HSet(conn, "stock", map[string]int{"apples": 3, "pears": 5, "plums": 0})
	total := 0
	for item, err := range redis.HScanAll[string, int](ctx, conn, "stock") {
		if err != nil {
			log.Fatal(err)
		}
		total += item.Value
	}
	fmt.Println(total)
	// Output: 8
}

func ExampleZScanAll() {
	conn, done := connect()
	defer done()

	redis.ZAdd(conn, "board", 17, "ann")
	for m, err := range redis.ZScanAll[string](ctx, conn, "board", redis.Match("a*")) {
		fmt.Println(m.Member, m.Score, err)
	}
	// Output: ann 17 <nil>
}

// A lock is given back by whoever holds it, and by nobody else.
func ExampleDelEx() {
	conn, done := connect()
	defer done()

	redis.SetIf(conn, "lock", "ann", redis.NX, redis.EX(time.Minute))
	for _, owner := range []string{"bob", "ann"} {
		released, err := redis.DelEx(conn, "lock", redis.IfEq(owner)).Wait(ctx)
		fmt.Println(owner, released, err)
	}
	// Output:
	// bob false <nil>
	// ann true <nil>
}

func ExampleSetIfGet() {
	conn, done := connect()
	defer done()

	for _, name := range []string{"ann", "bob"} {
		before, err := redis.SetIfGet[string](conn, "leader", name, redis.NX).Wait(ctx)
		fmt.Println(before, err)
	}
	// Output:
	// none <nil>
	// ann <nil>
}

func ExampleExpireTime() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "token", "x", redis.EXAT(time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)))
	e, err := redis.ExpireTime(conn, "token").Wait(ctx)
	fmt.Println(e.Expires, e.At.UTC().Format(time.DateOnly), err)

	e, err = redis.ExpireTime(conn, "missing").Wait(ctx)
	fmt.Println(e, err)
	// Output:
	// true 2100-01-01 <nil>
	// no such key or field <nil>
}

func ExampleHExpire() {
	conn, done := connect()
	defer done()

	redis.HSet(conn, "session", "token", "s3cr3t", "name", "Ann")
	came, err := redis.HExpire(conn, "session", time.Hour, []string{"token", "missing"}).Wait(ctx)
	fmt.Println(came, err)

	ttls, err := redis.HTTL(conn, "session", "token", "name", "missing").Wait(ctx)
	for _, ttl := range ttls {
		fmt.Println(ttl.Exists, ttl.Expires, ttl.Left)
	}
	fmt.Println(err)
	// Output:
	// [ExpirySet FieldMissing] <nil>
	// true true 1h0m0s
	// true false 0s
	// false false 0s
	// <nil>
}

func ExampleHSetEx() {
	conn, done := connect()
	defer done()

	type Session struct {
		Token string `redis:"token"`
		User  int    `redis:"user"`
	}
	set, err := redis.HSetEx(conn, "session:7", Session{"s3cr3t", 42}, redis.EX(time.Hour)).Wait(ctx)
	fmt.Println(set, err)
	fmt.Println(redis.HGetAll[Session](conn, "session:7").Wait(ctx))
	// Output:
	// true <nil>
	// {s3cr3t 42} <nil>
}

func ExampleHRandFieldCountWithValues() {
	conn, done := connect()
	defer done()

	redis.HSet(conn, "coin", "side", "heads")
	drawn, err := redis.HRandFieldCountWithValues[string, string](conn, "coin", 5).Wait(ctx)
	fmt.Println(drawn, err)

	names, err := redis.HRandFieldRepeat[string](conn, "coin", 3).Wait(ctx)
	fmt.Println(names, err)
	// Output:
	// [{side heads}] <nil>
	// [side side side] <nil>
}

func ExampleLMPopCount() {
	conn, done := connect()
	defer done()

	redis.RPush(conn, "low", "a", "b", "c")
	for range 3 {
		popped, err := redis.LMPopCount[string](conn, redis.Left, 2, "high", "low").Wait(ctx)
		fmt.Println(popped, err)
	}
	// Output:
	// {low [a b]} <nil>
	// {low [c]} <nil>
	// none <nil>
}

func ExampleZUnionWithScores() {
	conn, done := connect()
	defer done()

	redis.ZAdd(conn, "may", 10, "ann")
	redis.ZAddMany(conn, "june", []redis.Scored[string]{{Member: "ann", Score: 5}, {Member: "bob", Score: 8}})
	months := []string{"may", "june"}
	sum, err := redis.ZUnionWithScores[string](conn, months).Wait(ctx)
	fmt.Println(sum, err)

	weighted, err := redis.ZUnionWithScores[string](conn, months, redis.Weights{0.5, 1}, redis.AggregateMax).Wait(ctx)
	fmt.Println(weighted, err)
	// Output:
	// [{bob 8} {ann 15}] <nil>
	// [{ann 5} {bob 8}] <nil>
}

func ExampleZRangeByLex() {
	conn, done := connect()
	defer done()

	for _, name := range []string{"ann", "bea", "bob", "eve"} {
		redis.ZAdd(conn, "names", 0, name)
	}
	withB, err := redis.ZRangeByLex[string](conn, "names", redis.LexIncl("b"), redis.LexExcl("c")).Wait(ctx)
	fmt.Println(withB, err)
	fmt.Println(redis.ZLexCount(conn, "names", redis.LexMin, redis.LexExcl("bob")).Wait(ctx))
	// Output:
	// [bea bob] <nil>
	// 2 <nil>
}

func ExampleZMPop() {
	conn, done := connect()
	defer done()

	redis.ZAdd(conn, "jobs", 2, "later")
	redis.ZAdd(conn, "jobs", 1, "first")
	popped, err := redis.ZMPop[string](conn, redis.Lowest, "urgent", "jobs").Wait(ctx)
	fmt.Println(popped, err)
	// Output: {jobs [{first 1}]} <nil>
}
