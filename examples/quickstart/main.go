// Quickstart shows the main things that redisfut does, against an embedded
// miniredis, or against a real server:
//
//	go run ./examples/quickstart
//	go run ./examples/quickstart -redis redis://localhost:6379
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/alicebob/miniredis/v2"

	"github.com/redisfut/redis"
	"github.com/redisfut/redis/json"
)

// Profile is read from a hash, straight off the wire, and written to one.
type Profile struct {
	Name   string                 `redis:"name"`
	Visits int                    `redis:"visits"`
	Score  float64                `redis:"score"`
	Email  redis.Optional[string] `redis:"email"` // a field that the hash may lack
}

// Order is kept as JSON.
type Order struct {
	ID    int      `json:"id"`
	Items []string `json:"items"`
}

func main() {
	log.SetFlags(0)
	url := flag.String("redis", "", "URL of a server, as redis://localhost:6379; default: an embedded miniredis")
	flag.Parse()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := run(ctx, *url, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, url string, out io.Writer) error {
	if url == "" {
		mini, err := miniredis.Run()
		if err != nil {
			return err
		}
		defer mini.Close()
		url = "redis://" + mini.Addr()
	}
	cfg, err := redis.ParseURL(url)
	if err != nil {
		return err
	}
	cfg.Codec = json.Codec{} // for Go types that nothing else covers
	conn, err := cfg.Dial(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	fmt.Fprintf(out, "Connected to %s, speaking RESP%d.\n", conn.Hello().Server, conn.Hello().Proto)

	keys := []string{"qs:hits", "qs:profile", "qs:order", "qs:board", "qs:from", "qs:to"}
	if _, err := redis.Del(conn, keys...).Wait(ctx); err != nil {
		return err
	}
	defer redis.Del(conn, keys...).Wait(ctx)

	for _, show := range []func(context.Context, *redis.Conn, io.Writer) error{
		single, request, optionals, hash, value, transaction, failure,
	} {
		if err := show(ctx, conn, out); err != nil {
			return err
		}
	}
	return nil
}

// A single command: the helper names it, the type argument says what the
// reply is to become. Any number of goroutines may share conn.
func single(ctx context.Context, conn *redis.Conn, out io.Writer) error {
	section(out, "Single commands")
	if _, err := redis.Set(conn, "qs:hits", 41, redis.EX(time.Hour)).Wait(ctx); err != nil {
		return err
	}
	hits, err := redis.Incr(conn, "qs:hits").Wait(ctx) // int64
	if err != nil {
		return err
	}
	again, err := redis.Get[uint8](conn, "qs:hits").Wait(ctx) // the same number, as a uint8
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "INCR qs:hits          %d\n", hits)
	fmt.Fprintf(out, "GET  qs:hits          %d (a %T)\n", again, again)
	return nil
}

// A request: several commands, one round trip, one future each.
func request(ctx context.Context, conn *redis.Conn, out io.Writer) error {
	section(out, "A request: one round trip, one future per command")
	var req redis.Request
	redis.ZAddMany(&req, "qs:board", []redis.Scored[string]{
		{Member: "ada", Score: 97.5}, {Member: "bob", Score: 61}, {Member: "eve", Score: 88},
	})
	top := redis.ZRangeWithScores[string](&req, "qs:board", 0, 1, redis.Rev)
	size := redis.ZCard(&req, "qs:board")
	if err := conn.Exec(ctx, &req); err != nil {
		return err
	}
	for i, s := range top.Value() { // []redis.Scored[string]
		fmt.Fprintf(out, "place %d of %d          %s with %.1f points\n", i+1, size.Value(), s.Member, s.Score)
	}
	return nil
}

// Absence is a type.
func optionals(ctx context.Context, conn *redis.Conn, out io.Writer) error {
	section(out, "Absence is a type")
	for _, key := range []string{"qs:hits", "qs:nothing"} {
		v, err := redis.Get[redis.Optional[int]](conn, key).Wait(ctx)
		if err != nil {
			return err
		}
		n, ok := v.Get()
		fmt.Fprintf(out, "GET  %-16s %d, %t\n", key, n, ok)
	}
	_, err := redis.Get[int](conn, "qs:nothing").Wait(ctx)
	fmt.Fprintf(out, "as a plain int        %v\n", err)
	return nil
}

// A struct to a hash and back.
func hash(ctx context.Context, conn *redis.Conn, out io.Writer) error {
	section(out, "A struct from a hash")
	var req redis.Request
	redis.HSet(&req, "qs:profile", Profile{Name: "Ada", Visits: 3, Score: 97.5, Email: redis.Some("ada@example.com")})
	redis.HIncrBy(&req, "qs:profile", "visits", 1)
	profile := redis.HGetAll[Profile](&req, "qs:profile")
	visits := redis.HGetAll[map[string]string](&req, "qs:profile")
	if err := conn.Exec(ctx, &req); err != nil {
		return err
	}
	fmt.Fprintf(out, "HGETALL as a struct   %+v\n", profile.Value())
	fmt.Fprintf(out, "HGETALL as a map      %d fields\n", len(visits.Value()))
	return nil
}

// A value that the codec of the connection takes.
func value(ctx context.Context, conn *redis.Conn, out io.Writer) error {
	section(out, "A JSON value")
	if _, err := redis.Set(conn, "qs:order", Order{ID: 7, Items: []string{"tea", "milk"}}).Wait(ctx); err != nil {
		return err
	}
	order, err := redis.Get[Order](conn, "qs:order").Wait(ctx)
	if err != nil {
		return err
	}
	raw, err := redis.Get[string](conn, "qs:order").Wait(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "GET as an Order       %+v\n", order)
	fmt.Fprintf(out, "GET as a string       %s\n", raw)
	return nil
}

// A transaction: the same helpers on a Tx.
func transaction(ctx context.Context, conn *redis.Conn, out io.Writer) error {
	section(out, "A transaction")
	var req redis.Request
	redis.Set(&req, "qs:from", 100)
	tx := redis.Multi(&req)
	from := redis.DecrBy(tx, "qs:from", 30)
	to := redis.IncrBy(tx, "qs:to", 30)
	committed := tx.Exec()
	if err := conn.Exec(ctx, &req); err != nil {
		return err
	}
	fmt.Fprintf(out, "committed: %t         from %d, to %d\n", committed.Value(), from.Value(), to.Value())
	return nil
}

// An error names the command, what is known of its execution, and the cause.
func failure(ctx context.Context, conn *redis.Conn, out io.Writer) error {
	section(out, "Errors that explain themselves")
	_, err := redis.Incr(conn, "qs:profile").Wait(ctx)
	fmt.Fprintf(out, "%v\n  -> outcome: %v\n", err, redis.OutcomeOf(err))
	_, err = redis.ZRangeWithScores[int](conn, "qs:board", 0, redis.Last).Wait(ctx)
	fmt.Fprintf(out, "%v\n  -> outcome: %v\n", err, redis.OutcomeOf(err))
	_, err = redis.Del(conn).Wait(ctx)
	fmt.Fprintf(out, "%v\n  -> outcome: %v\n", err, redis.OutcomeOf(err))
	return nil
}

func section(out io.Writer, title string) { fmt.Fprintf(out, "\n%s\n", title) }
