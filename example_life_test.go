package redis_test

import (
	"context"
	"errors"
	"expvar"
	"fmt"
	"log"
	"time"

	"github.com/alicebob/miniredis/v2"

	"github.com/redisfut/redis"
)

// A connection outlives its server: what was put while there was none goes out as soon as there is.
func ExampleConfig_reconnecting() {
	server, err := miniredis.Run()
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	back := make(chan struct{}, 1)
	down := make(chan struct{}, 1)
	conn, err := redis.Config{
		Addr:    server.Addr(),
		Backoff: redis.Backoff{Max: 100 * time.Millisecond},
		OnState: func(s redis.StateChange) {
			switch s.State {
			case redis.Waiting:
				select {
				case down <- struct{}{}:
				default:
				}
			case redis.Connected:
				select {
				case back <- struct{}{}:
				default:
				}
			}
		},
	}.Dial(ctx)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	<-back

	addr := server.Addr()
	server.Close()
	<-down
	hits := redis.Incr(conn, "hits") // waits
	if err := server.StartAddr(addr); err != nil {
		log.Fatal(err)
	}
	fmt.Println(hits.Wait(ctx))
	<-back
	fmt.Println(conn.State())
	// Output:
	// 1 <nil>
	// connected
}

// Run is for programs that own the life of their parts, as with an errgroup.
func ExampleConn_Run() {
	server, err := miniredis.Run()
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	conn, err := redis.New(redis.Config{Addr: server.Addr()})
	if err != nil {
		log.Fatal(err)
	}
	life, stop := context.WithCancelCause(ctx)
	ended := make(chan error)
	go func() { ended <- conn.Run(life) }()

	fmt.Println(redis.Set(conn, "k", "v").Wait(ctx))
	stop(errors.New("the program ends"))
	err = <-ended
	fmt.Println(err)
	fmt.Println(errors.Is(err, context.Canceled))
	// Output:
	// OK <nil>
	// context canceled: the program ends
	// true
}

// A policy for some commands, beside that of the connection.
func ExampleConn_With() {
	conn, err := redis.Config{Addr: "localhost:1", Lazy: true}.Dial(ctx) // where nobody listens
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	now := conn.With(redis.Policy{FailIfDown: true})
	_, err = redis.Incr(now, "hits").Wait(ctx)
	fmt.Println(errors.Is(err, redis.ErrNotConnected), redis.OutcomeOf(err))
	// Output: true not sent
}

// What was accepted finishes, what comes later is refused.
func ExampleConn_Shutdown() {
	conn, done := connect()
	defer done()
	before := redis.Incr(conn, "hits")
	if err := conn.Shutdown(ctx); err != nil {
		log.Fatal(err)
	}
	fmt.Println(before.Wait(ctx))
	_, err := redis.Incr(conn, "hits").Wait(ctx)
	fmt.Println(err)
	// Output:
	// 1 <nil>
	// redis: INCR (not sent): connection closed: use of closed network connection
}

func ExampleSafeToRetry() {
	conn, done := connect()
	defer done()
	canceled, cancel := context.WithCancel(ctx)
	cancel()
	var req redis.Request
	redis.Incr(&req, "hits")
	err := conn.Exec(canceled, &req)
	fmt.Println(redis.SafeToRetry(err))
	// Output: true
}

func ExampleConn_Stats() {
	conn, done := connect()
	defer done()
	var vars expvar.Map // a program would use expvar.Publish
	vars.Set("redis", expvar.Func(func() any { return conn.Stats() }))
	redis.Set(conn, "k", "v").Wait(ctx)
	redis.Get[string](conn, "k").Wait(ctx)
	s := conn.Stats()
	fmt.Println(s.Commands, s.Replies, s.Pending)
	// Output: 2 2 0
}

// slow is a Tracer that prints what it is told, but for the times.
type slow struct{}

func (slow) Dialed(_ context.Context, t redis.DialTrace) { fmt.Println("dialed", t.Err) }

func (slow) Executed(_ context.Context, t redis.ExecTrace) {
	fmt.Println(t.Command, t.Commands, t.Attempts, t.Queue+t.Wire+t.Decode < time.Minute, t.Err)
}

func ExampleTracer() {
	server, err := miniredis.Run()
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	conn, err := redis.Config{Addr: server.Addr(), Tracer: slow{}}.Dial(ctx)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	redis.Incr(conn, "hits").Wait(ctx)
	var req redis.Request
	redis.Incr(&req, "hits")
	redis.Get[int](&req, "hits")
	conn.Exec(ctx, &req)
	// Output:
	// dialed <nil>
	// INCR 1 1 true <nil>
	// request 2 1 true <nil>
}
