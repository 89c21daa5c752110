package redis

import (
	"context"
	"encoding/json"
	"errors"
	"expvar"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/redisfut/redis/internal/redistest"
)

// recorder is a Tracer that keeps what it is told.
type recorder struct {
	dials  log[DialTrace]
	execs  log[ExecTrace]
	traced log[any] // of the contexts: what they carry
}

type traceKey struct{}

func (r *recorder) Dialed(ctx context.Context, t DialTrace) {
	r.dials.add(t)
	r.traced.add(ctx.Value(traceKey{}))
}

func (r *recorder) Executed(ctx context.Context, t ExecTrace) {
	r.execs.add(t)
	r.traced.add(ctx.Value(traceKey{}))
}

func withTracer(r *recorder) func(*Config) { return func(cfg *Config) { cfg.Tracer = r } }

func TestATraceSplitsTheTimeOfACommand(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for {
				args := c.Command()
				if args[0] == "ECHO" && c.Number() == 0 {
					return
				}
				time.Sleep(2 * time.Second)
				switch args[0] {
				case "LPOP":
					c.Write("-WRONGTYPE no\r\n")
				case "MGET":
					c.Write("$1\r\nm\r\n")
				default:
					c.Write("$4\r\nfour\r\n")
				}
			}
		})
		var r recorder
		dials := 0
		c := live(t, dialFunc(func(ctx context.Context) (net.Conn, error) {
			time.Sleep(3 * time.Second)
			if dials++; dials == 2 {
				return nil, errors.New("no route")
			}
			return s.Dial(ctx, "", "")
		}), lazy, withTracer(&r), func(cfg *Config) { cfg.Backoff, cfg.HealthInterval = Backoff{Min: 1, Max: 1}, -1 })
		begin := time.Now()
		ctx := context.WithValue(background, traceKey{}, "mine")
		put := Do[string](c, "GET", "k")
		time.Sleep(7 * time.Second) // answered 5 s after it was put
		if v, err := put.Wait(ctx); v != "four" || err != nil {
			t.Errorf("%q, %v", v, err)
		}
		_, failed := Do[string](c, "LPOP", "k").Wait(ctx)
		var req Request
		Do[string](&req, "MGET", "k")
		Do[string](&req, "MGET", "kk")
		Do[string](&req, "GET", "k")
		if err := c.Exec(ctx, &req); err != nil {
			t.Error(err)
		}
		var same Request
		Do[string](&same, "MGET", "k")
		Do[string](&same, "MGET", "kk")
		if err := c.Exec(ctx, &same); err != nil {
			t.Error(err)
		}
		if _, err := echo(c, "again").Wait(ctx); err != nil { // after a loss
			t.Error(err)
		}
		const get, mget = len("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n"), len("*2\r\n$4\r\nMGET\r\n$1\r\nk\r\n")
		sec := time.Second
		want := []ExecTrace{
			{Command: "GET", Commands: 1, Start: begin, Queue: 3 * sec, Wire: 2 * sec, Decode: 2 * sec, Sent: get, Received: 10, Attempts: 1},
			{Command: "LPOP", Commands: 1, Start: begin.Add(7 * sec), Wire: 2 * sec, Sent: get + 1, Received: 15, Attempts: 1, Err: failed},
			{Command: "request", Commands: 3, Start: begin.Add(9 * sec), Wire: 6 * sec, Sent: 2*mget + 1 + get, Received: 24, Attempts: 1},
			{Command: "MGET", Commands: 2, Start: begin.Add(15 * sec), Wire: 4 * sec, Sent: 2*mget + 1, Received: 14, Attempts: 1},
			{Command: "ECHO", Commands: 1, Start: begin.Add(19 * sec), Queue: 6 * sec, Wire: 2 * sec,
				Sent: len("*2\r\n$4\r\nECHO\r\n$5\r\nagain\r\n"), Received: 10, Attempts: 2},
		}
		if diff := cmp.Diff(want, r.execs.get(), cmpopts.EquateErrors(), about); diff != "" {
			t.Errorf("Executed (-want +got):\n%s", diff)
		}
		wantDials := []DialTrace{
			{Addr: "server:1", Start: begin, Connect: 3 * sec, Attempt: 1},
			{Addr: "server:1", Start: begin.Add(19 * sec), Connect: 3 * sec, Reconnect: true, Attempt: 1},
			{Addr: "server:1", Start: begin.Add(22 * sec), Connect: 3 * sec, Reconnect: true, Attempt: 2},
		}
		got := r.dials.get()
		if len(got) < 2 || got[1].Err == nil || !strings.Contains(got[1].Err.Error(), "no route") {
			t.Fatalf("%+v", got)
		}
		if diff := cmp.Diff(wantDials, got, about, cmpopts.IgnoreFields(DialTrace{}, "Err")); diff != "" {
			t.Errorf("Dialed (-want +got):\n%s", diff)
		}
		n := 0
		for _, v := range r.traced.get() {
			if v == "mine" {
				n++
			}
		}
		if n != len(want) {
			t.Errorf("%d of %d commands were traced with the context of their wait", n, len(want))
		}
	})
}

// about takes times for equal that the shortest of all waits between attempts lies between.
var about = cmp.Options{cmpopts.EquateApproxTime(time.Microsecond), cmp.Comparer(func(a, b time.Duration) bool {
	return (a - b).Abs() < time.Microsecond
})}

func TestATraceOfWhatGaveNoResult(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		var r recorder
		var got log[string]
		s := redistest.ScriptPipe(t, lateEchoes(&got, time.Minute))
		c := live(t, s, withTracer(&r), within4s)
		ctx, cancel := context.WithTimeout(background, time.Second)
		defer cancel()
		echo(c, "late").Wait(ctx)
		echo(c, "x").Wait(background)
		var req Request
		echo(&req, "y")
		echo(&req, "z")
		c.Exec(background, &req)
		c.Close()
		echo(c, "closed").Wait(background)
		want := []string{"ECHO 1: maybe executed", "ECHO 1: maybe executed", "ECHO 2: maybe executed", "ECHO 1: not sent"}
		took := []time.Duration{time.Second, limit, limit, 0}
		var lines []string
		for i, e := range r.execs.get() {
			lines = append(lines, e.Command+" "+string(rune('0'+e.Commands))+": "+OutcomeOf(e.Err).String())
			if d := e.Queue + e.Wire + e.Decode; d < took[i] || d > took[i]+took[i]/8 {
				t.Errorf("trace %d: it took %v in all, want %v", i, d, took[i])
			}
			if e.Start.IsZero() || e.Sent == 0 || e.Received != 0 {
				t.Errorf("trace %d: %+v", i, e)
			}
		}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("Executed (-want +got):\n%s", diff)
		}
	})
}

func TestATraceCountsWhatWasRefusedForNow(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, exec := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			var r recorder
			var got log[string]
			c := live(t, redistest.ScriptPipe(t, refusing("LOADING wait", 4, &got)), withTracer(&r))
			if exec {
				var req Request
				Do[Ignore](&req, "GET", "k")
				if err := c.Exec(background, &req); err != nil {
					t.Error(err)
				}
			} else if _, err := Do[Ignore](c, "GET", "k").Wait(background); err != nil {
				t.Error(err)
			}
			all := r.execs.get()
			if len(all) != 1 || all[0].Attempts != 5 || all[0].Err != nil {
				t.Errorf("%+v", all)
			}
		})
	}
}

// Every counter, over traffic, cancels, a loss and a failed attempt.
func TestStatsAddUp(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for {
				switch args := c.Command(); args[1] {
				case "hang up":
					return
				case "late":
					time.Sleep(time.Second)
					c.Write("+late\r\n")
				default:
					c.Write(">1\r\n+push\r\n+OK\r\n")
				}
			}
		})
		dials := 0
		c := live(t, dialFunc(func(ctx context.Context) (net.Conn, error) {
			if dials++; dials == 2 {
				return nil, errors.New("no route")
			}
			return s.Dial(ctx, "", "")
		}))
		size := func(token string) uint64 { return uint64(len("*2\r\n$4\r\nECHO\r\n$1\r\n\r\n") + len(token)) }
		for range 10 {
			echo(c, "x").Wait(background)
		}
		ctx, cancel := context.WithTimeout(background, time.Millisecond)
		echo(c, "late").Wait(ctx)
		cancel()
		time.Sleep(time.Second)
		synctest.Wait()
		want := Stats{
			Commands: 11, Replies: 11, Writes: 11, Reads: 11, Pushes: 10, Connects: 1, Cancelled: 1, Discarded: 1,
			WriteBytes: 10*size("x") + size("late"), ReadBytes: 10*uint64(len(">1\r\n+push\r\n+OK\r\n")) + uint64(len("+late\r\n")),
		}
		if diff := cmp.Diff(want, c.Stats()); diff != "" {
			t.Errorf("before the loss (-want +got):\n%s", diff)
		}

		late := echo(c, "late")
		synctest.Wait()
		if got := c.Stats(); got.Pending != 1 || got.InFlight != 1 || got.Queued != 0 || got.PendingBytes != int(size("late")) {
			t.Errorf("with a command in flight: %+v", got)
		}
		late.Wait(background)
		Do[Ignore](c, "INCR", "hang up").Wait(background) // fails
		echo(c, "read").Wait(background)
		synctest.Wait()
		want.Commands += 3
		want.Replies += 2
		want.Writes += 3
		want.Connects, want.Losses, want.Failures = 2, 1, 1
		want.Pushes++
		want.WriteBytes += size("late") + size("INCR hang up"[5:]) + size("read")
		want.ReadBytes += uint64(len("+late\r\n")) + uint64(len(">1\r\n+push\r\n+OK\r\n"))
		got := c.Stats()
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Stats{}, "Reads")); diff != "" {
			t.Errorf("after the loss (-want +got):\n%s", diff)
		}
		if got.Reads < 13 || got.Reads > 14 { // the end may count as one
			t.Errorf("%d reads", got.Reads)
		}
	})
}

func TestStatsCountWhatIsSentAgain(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			if c.Number() < 3 {
				c.Command()
				return
			}
			answers(c, new(log[string]))
		})
		c := live(t, s)
		if v, err := echo(c, "x").Wait(background); v != "x" || err != nil {
			t.Errorf("%q, %v", v, err)
		}
		synctest.Wait()
		got := c.Stats()
		if got.Commands != 4 || got.Replies != 1 || got.Retries != 3 || got.Losses != 3 || got.Connects != 4 || got.Pending != 0 || got.Queued != 0 {
			t.Errorf("%+v", got)
		}
	})
}

func TestStatsAreForExpvar(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, "")
	if _, err := echo(c, "x").Wait(background); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { return c.Stats().Replies == 1 })
	var got map[string]float64
	text := expvar.Func(func() any { return c.Stats() }).String()
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	if got["Commands"] != 1 || got["Replies"] != 1 || got["Connects"] != 1 || len(got) != 18 {
		t.Errorf("%v", got)
	}
}
