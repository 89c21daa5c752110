// Firstpage is the program of the README.
package main

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/redisfut/redis"
)

type Profile struct {
	Name   string                 `redis:"name"`
	Visits int                    `redis:"visits"`
	Email  redis.Optional[string] `redis:"email"` // may be missing
}

func main() {
	ctx := context.Background()
	conn, err := redis.Dial(ctx, "redis://localhost:6379")
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	// One command. Any number of goroutines share conn.
	if _, err := redis.Set(conn, "greeting", "hello", redis.EX(time.Hour)).Wait(ctx); err != nil {
		log.Fatal(err)
	}

	// A request: several commands, one round trip, a future for each.
	var req redis.Request
	redis.HSet(&req, "profile:7", Profile{Name: "Ada", Visits: 1})
	visits := redis.HIncrBy(&req, "profile:7", "visits", 1)
	profile := redis.HGetAll[Profile](&req, "profile:7")
	greeting := redis.Get[string](&req, "greeting")
	if err := conn.Exec(ctx, &req); err != nil {
		log.Fatal(err) // names each command that failed, with its outcome
	}
	fmt.Println(visits.Value(), profile.Value().Name, greeting.Value())

	// A transaction is the same helpers on a Tx.
	req.Reset()
	tx := redis.Multi(&req)
	a := redis.DecrBy(tx, "account:a", 30)
	b := redis.IncrBy(tx, "account:b", 30)
	committed := tx.Exec()
	if err := conn.Exec(ctx, &req); err != nil {
		log.Fatal(err)
	}
	fmt.Println(committed.Value(), a.Value(), b.Value())

	// Any command, any type: as good as a helper.
	encoding, err := redis.Do[string](conn, "OBJECT", "ENCODING", "greeting").Wait(ctx)
	fmt.Println(encoding, err)
}
