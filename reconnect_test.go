package redis

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/internal/redistest"
	"github.com/redisfut/redis/resp"
)

// A dialable is what can be dialled: a scripted server, or a proxy.
type dialable interface {
	Dial(ctx context.Context, network, addr string) (net.Conn, error)
}

// living configures a connection that lives on.
func living(s dialable, change ...func(*Config)) Config {
	cfg := Config{
		Addr: "server:1", Dialer: s.Dial, Timeout: time.Minute,
		Backoff: Backoff{Min: time.Millisecond, Max: 4 * time.Millisecond},
	}
	for _, f := range change {
		f(&cfg)
	}
	return cfg
}

// live makes a connection that lives on, for the time of the test.
func live(t testing.TB, s dialable, change ...func(*Config)) *Conn {
	t.Helper()
	c, err := living(s, change...).Dial(background)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func lazy(cfg *Config) { cfg.Lazy = true }

// dialFunc makes a function dialable.
type dialFunc func(ctx context.Context) (net.Conn, error)

func (f dialFunc) Dial(ctx context.Context, _, _ string) (net.Conn, error) { return f(ctx) }

// A log is what a scripted server got, or what a callback was told.
type log[T any] struct {
	mu  sync.Mutex
	all []T
}

func (l *log[T]) add(v T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, v)
}

func (l *log[T]) get() []T {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.all)
}

// answers logs commands, and gives each its last argument back.
func answers(c *redistest.ScriptConn, got *log[string]) {
	for {
		args := c.Command()
		got.add(strings.Join(args, " "))
		c.Write(string(resp.AppendBulkString(nil, args[len(args)-1])))
	}
}

func TestWaitsBetweenAttemptsAreRandomWithinTheirBounds(t *testing.T) {
	for _, b := range []Backoff{
		{Min: 20 * time.Millisecond, Max: 2 * time.Second},
		{Min: time.Second, Max: time.Second},
		{Min: time.Minute, Max: time.Second},
		{Min: time.Millisecond, Max: 24 * time.Hour},
		{Min: 1, Max: 1},
	} {
		for failures := range 100 {
			top := b.Max
			if failures < 62 && b.Min < b.Max>>failures {
				top = b.Min << failures
			}
			low, high := 0, 0
			for range 200 {
				switch d := b.delay(failures); {
				case d < 0 || d > top:
					t.Fatalf("%+v: after %d failures a wait of %v, more than %v", b, failures, d, top)
				case d < top/2:
					low++
				default:
					high++
				}
			}
			if top > 1 && (low == 0 || high == 0) {
				t.Errorf("%+v: after %d failures waits are no spread over [0, %v]: %d low, %d high", b, failures, top, low, high)
			}
		}
	}
}

// The server takes connections and hangs up, until it has them live for a while.
func TestWaitsGrowUntilAConnectionWasStable(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		const flaps = 40
		b := Backoff{Min: 20 * time.Millisecond, Max: 2 * time.Second, Stable: 5 * time.Second}
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			switch {
			case c.Number() < flaps: // not stable
				time.Sleep(b.Stable - time.Millisecond)
			case c.Number() == flaps:
				time.Sleep(b.Stable)
			default:
				c.ReadAll()
			}
		})
		var waits log[time.Duration]
		c := live(t, s, func(cfg *Config) {
			cfg.HealthInterval = -1
			cfg.Backoff = b
			cfg.OnState = func(s StateChange) {
				if s.State == Waiting {
					waits.add(s.Delay)
				}
			}
		})
		for c.Stats().Connects < flaps+2 {
			time.Sleep(time.Second)
		}
		all := waits.get()
		if len(all) != flaps+1 {
			t.Fatalf("%d waits", len(all))
		}
		for i, d := range all[:flaps] {
			if top := min(b.Max, b.Min<<min(i+1, 20)); d < 0 || d > top {
				t.Errorf("after %d losses a wait of %v, more than %v", i+1, d, top)
			}
		}
		if longest := slices.Max(all[8:flaps]); longest <= b.Max/4 {
			t.Errorf("the longest wait was %v: they begin again after connections that were not stable", longest)
		}
		if d := all[flaps]; d > b.Min {
			t.Errorf("after a stable connection a wait of %v", d)
		}
	})
}

// Wherever the first connections end, nothing is sent on them, and what was put goes
// out on the first that is set up, in order.
func TestCommandsWaitForAHandshakeThatSucceeds(t *testing.T) {
	redistest.CheckLeaks(t)
	for name, breakOff := range map[string]func(c *redistest.ScriptConn){
		"after accept":          func(c *redistest.ScriptConn) {},
		"after HELLO":           func(c *redistest.ScriptConn) { c.Command() },
		"after the handshake":   func(c *redistest.ScriptConn) { c.Command(); c.Command(); c.Command() },
		"in the reply":          func(c *redistest.ScriptConn) { c.Command(); c.Write("%1\r\n+pro") },
		"after the first reply": func(c *redistest.ScriptConn) { c.Command(); c.Write("%1\r\n+proto\r\n:3\r\n") },
		"by a reset":            func(c *redistest.ScriptConn) { c.Command(); c.Reset() },
		"by an error reply": func(c *redistest.ScriptConn) {
			c.Command()
			c.Write("-ERR max number of clients reached\r\n")
			c.ReadAll()
		},
		"with another's greeting": func(c *redistest.ScriptConn) { c.Write("SSH-2.0-OpenSSH\r\n"); c.ReadAll() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var got log[string]
				s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
					if c.Number() < 3 {
						breakOff(c)
						return
					}
					c.Handshake()
					answers(c, &got)
				})
				c := live(t, s, lazy)
				var want []string
				var futures []Future[string]
				for i := range 20 {
					want = append(want, fmt.Sprintf("ECHO %d", i))
					futures = append(futures, echo(c, fmt.Sprint(i)))
				}
				for i, f := range futures {
					if got, err := f.Wait(background); got != fmt.Sprint(i) || err != nil {
						t.Errorf("ECHO %d = %q, %v", i, got, err)
					}
				}
				if diff := cmp.Diff(want, got.get()); diff != "" {
					t.Errorf("the server got (-want +got):\n%s", diff)
				}
				if s := c.Stats(); s.Connects != 1 || s.Failures != 3 || s.Losses != 0 {
					t.Errorf("%+v", s)
				}
			})
		})
	}
}

func TestAWaitThatEndsWhileThereIsNoConnectionTellsWhy(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		cause := errors.New("no route to nowhere")
		nowhere := dialFunc(func(context.Context) (net.Conn, error) { return nil, cause })
		if c, err := living(nowhere).Dial(background); !errors.Is(err, cause) {
			t.Errorf("Dial: %v, %v", c, err)
		}
		c := live(t, nowhere, lazy)
		ctx, cancel := context.WithTimeout(background, time.Second)
		defer cancel()
		_, err := echo(c, "x").Wait(ctx)
		for _, want := range []error{cause, context.DeadlineExceeded, ErrNotConnected} {
			if !errors.Is(err, want) {
				t.Errorf("%v does not tell of %v", err, want)
			}
		}
		if OutcomeOf(err) != NotSent || !strings.Contains(err.Error(), cause.Error()) {
			t.Errorf("%v, outcome %v", err, OutcomeOf(err))
		}
		if err := c.Err(); !errors.Is(err, cause) || !errors.Is(err, ErrNotConnected) {
			t.Errorf("Err: %v", err)
		}
	})
}

func TestHoweverManyWaitThereIsOneDialAtATime(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, echoes)
		var dials, now atomic.Int32
		c := live(t, dialFunc(func(ctx context.Context) (net.Conn, error) {
			if now.Add(1) > 1 {
				t.Error("two dials at a time")
			}
			defer now.Add(-1)
			time.Sleep(3 * time.Millisecond)
			if dials.Add(1) < 20 {
				return nil, errors.New("not yet")
			}
			return s.Dial(ctx, "", "")
		}), lazy)
		var wg sync.WaitGroup
		for i := range 1000 {
			wg.Go(func() {
				if got, err := echo(c, fmt.Sprint(i)).Wait(background); got != fmt.Sprint(i) || err != nil {
					t.Errorf("ECHO %d = %q, %v", i, got, err)
				}
			})
		}
		wg.Wait()
		if n := dials.Load(); n != 20 {
			t.Errorf("%d dials", n)
		}
	})
}

func TestAfterACutReadsAreSentAgainAndWritesAreNot(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		var got log[string]
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			if c.Number() == 0 {
				for range 6 {
					c.Command()
				}
				c.Write("$1\r\na\r\n$1\r\nb\r\n")
				return
			}
			answers(c, &got)
		})
		c := live(t, s)
		futures := []Future[string]{
			Do[string](c, "ECHO", "a"), Do[string](c, "INCR", "b"), Do[string](c, "INCR", "c"),
			Do[string](c, "GET", "d"), Do[string](c, "SET", "k", "e"), Do[string](c, "GET", "f"),
		}
		want := []string{"a", "b", "maybe executed", "d", "maybe executed", "f"}
		for i, f := range futures {
			v, err := f.Wait(background)
			if err != nil {
				v = OutcomeOf(err).String()
				if !errors.Is(err, ErrLost) || errors.Is(err, ErrClosed) {
					t.Errorf("command %d: %v", i, err)
				}
			}
			if v != want[i] {
				t.Errorf("command %d: %q, %v; want %q", i, v, err, want[i])
			}
		}
		if diff := cmp.Diff([]string{"GET d", "GET f"}, got.get()); diff != "" {
			t.Errorf("the second connection got (-want +got):\n%s", diff)
		}
	})
}

// Every INCR has a key of its own, so that the server shows which were executed, and how often.
func TestNoWriteIsExecutedTwiceAndNoReadFails(t *testing.T) {
	redistest.CheckLeaks(t)
	server := redistest.NewServer(t)
	proxy := redistest.NewProxy(t, server.Addr(), func(int) redistest.Plan {
		cut := []redistest.Step{{At: 200 + rand.Int64N(1000), Do: redistest.FIN + redistest.Action(rand.IntN(2))}}
		if rand.IntN(2) == 0 {
			return redistest.Plan{Requests: redistest.Stream{Steps: cut}}
		}
		return redistest.Plan{Replies: redistest.Stream{Steps: cut}}
	})
	c := live(t, proxy, lazy)
	const callers, each = 8, 60
	var outcomes [callers * each]error
	var wg sync.WaitGroup
	for caller := range callers {
		wg.Go(func() {
			for i := caller * each; i < (caller+1)*each; i++ {
				_, outcomes[i] = Do[int](c, "INCR", fmt.Sprint("once:", i)).Wait(background)
				if got, err := echo(c, fmt.Sprint(i)).Wait(background); got != fmt.Sprint(i) || err != nil {
					t.Errorf("ECHO %d = %q, %v", i, got, err)
				}
			}
		})
	}
	wg.Wait()
	if n := c.Stats().Losses; n < 5 {
		t.Errorf("the connection was lost %d times only", n)
	}
	c.Close()
	eventually(t, func() bool { // what was cut off may still be on its way
		return strings.Count(server.Do(t, "CLIENT", "LIST").(string), "\n") == 1
	})
	for i, err := range outcomes {
		n := server.Do(t, "GET", fmt.Sprint("once:", i))
		switch o := OutcomeOf(err); {
		case err == nil && n != "1", o == NotSent && n != nil, err != nil && o != NotSent && o != MaybeExecuted,
			n != nil && n != "1":
			t.Errorf("INCR %d: executed %v times; told: %v", i, n, err)
		}
	}
}

// handshakeSize is how many bytes a plain handshake sends.
func handshakeSize() int64 {
	return int64(len(resp.AppendCommand(nil, "HELLO", "3")) +
		len(resp.AppendCommand(nil, "CLIENT", "SETINFO", "LIB-NAME", "redisfut")) +
		len(resp.AppendCommand(nil, "CLIENT", "SETINFO", "LIB-VER", version())))
}

// A transaction is executed once where nothing of its EXEC was lost, and else once or not at all.
func TestATransactionIsNeverExecutedTwiceOrInPieces(t *testing.T) {
	redistest.CheckLeaks(t)
	server := redistest.NewServer(t)
	var req Request
	tx := Multi(&req)
	Do[int](tx, "INCR", "all:a")
	Do[int](tx, "INCR", "all:b")
	committed := tx.Exec()
	size := int64(req.size())
	for cut := int64(1); cut <= size; cut += 3 {
		for _, how := range []redistest.Action{redistest.FIN, redistest.RST} {
			server.Do(t, "DEL", "all:a", "all:b")
			proxy := redistest.NewProxy(t, server.Addr(), func(conn int) (p redistest.Plan) {
				if conn == 0 {
					p.Requests.Steps = []redistest.Step{{At: handshakeSize() + cut, Do: how}}
				}
				return p
			})
			c := live(t, proxy)
			err := c.Exec(background, &req)
			c.Close()
			eventually(t, func() bool {
				return strings.Count(server.Do(t, "CLIENT", "LIST").(string), "\n") == 1
			})
			n := server.Do(t, "MGET", "all:a", "all:b").([]any)
			switch {
			case n[0] != n[1], n[0] != nil && n[0] != "1":
				t.Errorf("cut at %d: executed %v times", cut, n)
			case err == nil && (n[0] != "1" || !committed.Value()):
				t.Errorf("cut at %d: executed %v times; told that it was", cut, n)
			case err != nil && OutcomeOf(err) != MaybeExecuted:
				t.Errorf("cut at %d: %v, outcome %v", cut, err, OutcomeOf(err))
			}
		}
	}
}

// What a server answers on a connection that was given up comes to nobody.
func TestRepliesOfAnOldConnectionReachNobody(t *testing.T) {
	redistest.CheckLeaks(t)
	server := redistest.Server(t)
	proxy := redistest.NewProxy(t, server.Addr(), nil)
	c := live(t, proxy, func(cfg *Config) { cfg.HealthInterval = 100 * time.Millisecond })
	old := proxy.Conn(0)
	old.Stall(redistest.Replies)
	var futures []Future[string]
	for i := range 50 {
		futures = append(futures, echo(c, fmt.Sprint("old ", i)))
	}
	old.WaitStalled(redistest.Replies)
	proxy.Conn(1) // the silence was noticed
	old.Release(redistest.Replies)
	for i := range 50 {
		futures = append(futures, echo(c, fmt.Sprint("new ", i)))
	}
	for i, f := range futures {
		want := fmt.Sprint([]string{"old ", "new "}[i/50], i%50)
		if got, err := f.Wait(background); got != want || err != nil {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
}

func TestAHalfCloseByTheServerIsALoss(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			if c.Number() > 0 {
				echoes(c)
			}
			c.Handshake()
			token := c.Command()[1]
			c.Writef("$%d\r\n%s\r\n", len(token), token)
			c.CloseWrite()
			c.ReadAll() // it would take more
		})
		c := live(t, s)
		for i := range 3 {
			if got, err := echo(c, fmt.Sprint(i)).Wait(background); got != fmt.Sprint(i) || err != nil {
				t.Errorf("ECHO %d = %q, %v", i, got, err)
			}
		}
		if s := c.Stats(); s.Losses != 1 || s.Connects != 2 {
			t.Errorf("%+v", s)
		}
	})
}

func TestTenThousandPendingAreSettledOnceEach(t *testing.T) {
	redistest.CheckLeaks(t)
	const n = 10000
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		if c.Number() > 0 {
			echoes(c)
		}
		c.Handshake()
		for range n {
			c.Command()
		}
		c.Reset()
	})
	c := live(t, s)
	futures := make([]Future[string], n)
	for i := range futures {
		if i%2 == 0 {
			futures[i] = echo(c, fmt.Sprint(i))
		} else {
			futures[i] = Do[string](c, "INCR", "k")
		}
	}
	for i, f := range futures {
		got, err := f.Wait(background)
		if read := i%2 == 0; read && got != fmt.Sprint(i) || read != (err == nil) || !read && OutcomeOf(err) != MaybeExecuted {
			t.Fatalf("command %d: %q, %v", i, got, err)
		}
		if _, err := f.Wait(background); !errors.Is(err, ErrConsumed) {
			t.Fatalf("command %d has a second result: %v", i, err)
		}
	}
	eventually(t, func() bool { return c.Stats().Pending == 0 })
	if s := c.Stats(); s.Retries != n/2 || s.PendingBytes != 0 || s.InFlight != 0 {
		t.Errorf("%+v", s)
	}
}
