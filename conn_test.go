package redis

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
	"github.com/redisfut/redis/resp"
)

var background = context.Background()

func echo(c Pipe, s string) Future[string] { return Do[string](c, "ECHO", s) }

func TestEveryCallerGetsItsOwnReply(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, "")
	for _, callers := range []int{1, 2, 8, 64, 512} {
		t.Run(fmt.Sprint(callers), func(t *testing.T) {
			var wg sync.WaitGroup
			for i := range callers {
				wg.Go(func() {
					for j := range 4000/callers + 5 {
						token := fmt.Sprintf("%d-%d-%s", i, j, strings.Repeat("x", rand.IntN(300)))
						if got, err := echo(c, token).Wait(background); got != token || err != nil {
							t.Errorf("ECHO %q = %q, %v", token, got, err)
							return
						}
					}
				})
			}
			wg.Wait()
		})
	}
	eventually(t, func() bool { return c.Stats().Pending == 0 && c.Stats().InFlight == 0 })
}

func TestCallersThatCancelDisturbNobody(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, "")
	var wg sync.WaitGroup
	for i := range 64 {
		wg.Go(func() {
			for j := range 300 {
				token := fmt.Sprintf("%d-%d", i, j)
				ctx, cancel := context.WithCancel(background)
				f := echo(c, token)
				if rand.IntN(2) == 0 {
					go cancel()
				}
				got, err := f.Wait(ctx)
				cancel()
				if err != nil {
					if o := OutcomeOf(err); !errors.Is(err, context.Canceled) || o != NotSent && o != MaybeExecuted {
						t.Errorf("%v, outcome %v", err, o)
					}
				} else if got != token {
					t.Errorf("ECHO %q = %q", token, got)
				}
			}
		})
	}
	wg.Wait()
	if got, err := echo(c, "after").Wait(background); got != "after" || err != nil {
		t.Errorf("after the storm: %q, %v", got, err)
	}
	eventually(t, func() bool { return c.Stats().Pending == 0 && c.Stats().InFlight == 0 })
}

// A sole caller comes to hold the read role by itself; here it is cancelled while
// it does.
func TestASoleCallerCanBeCancelled(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, "")
	for range 3 * soloRounds {
		if _, err := echo(c, "x").Wait(background); err != nil {
			t.Fatal(err)
		}
	}
	for range 20 {
		waitLent(t, c)
		ctx, cancel := context.WithCancel(background)
		f := Do[Ignore](c, "DEBUG", "SLEEP", "0.01")
		go cancel()
		if _, err := f.Wait(ctx); err == nil || !errors.Is(err, context.Canceled) {
			t.Fatalf("cancelled while the server sleeps: %v", err)
		}
		for range 3 * soloRounds {
			if got, err := echo(c, "y").Wait(ctx2(t)); got != "y" || err != nil {
				t.Fatalf("after a cancel: %q, %v", got, err)
			}
		}
	}
}

// ctx2 is a context that can be cancelled, and is not.
func ctx2(t testing.TB) context.Context {
	ctx, cancel := context.WithCancel(background)
	t.Cleanup(cancel)
	return ctx
}

// waitLent waits until the reader goroutine has lent its role.
func waitLent(t testing.TB, c *Conn) {
	t.Helper()
	for !c.lent.Load() {
		if _, err := echo(c, "x").Wait(background); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheReadRoleChangesHands(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, "")
	for round := range 30 {
		waitLent(t, c)
		var wg sync.WaitGroup
		for i := range 1 + round%4 {
			wg.Go(func() {
				for j := range 20 {
					token := fmt.Sprintf("%d-%d-%d", round, i, j)
					if got, err := echo(c, token).Wait(ctx2(t)); got != token || err != nil {
						t.Errorf("ECHO %q = %q, %v", token, got, err)
					}
				}
			})
		}
		wg.Wait()
	}
	// Commands that nobody waits for are read all the same, and when the role is
	// not used it goes back to the reader goroutine.
	waitLent(t, c)
	echo(c, "nobody waits")
	eventually(t, func() bool { return c.Stats().Pending == 0 && !c.lent.Load() })
}

// eventually waits for a condition that comes true by itself.
func eventually(t testing.TB, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("the condition did not come true")
		}
	}
}

func TestAConnFutureGivesItsResultOnce(t *testing.T) {
	c := dial(t, "")
	f := echo(c, "once")
	if f.Done() {
		eventually(t, f.Done)
	}
	if got, err := f.Wait(background); got != "once" || err != nil {
		t.Fatalf("%q, %v", got, err)
	}
	for range 3 {
		echo(c, "other").Wait(background) // may use the same exchange
		if _, err := f.Wait(background); !errors.Is(err, ErrConsumed) {
			t.Errorf("second Wait: %v", err)
		}
		if _, err := f.Get(); !errors.Is(err, ErrConsumed) {
			t.Errorf("Get after Wait: %v", err)
		}
		if err := f.Err(); !errors.Is(err, ErrConsumed) {
			t.Errorf("Err after Wait: %v", err)
		}
	}
	g := echo(c, "got")
	eventually(t, g.Done)
	if err := g.Err(); err != nil {
		t.Errorf("Err: %v", err)
	}
	if got := g.Value(); got != "got" {
		t.Errorf("Value = %q", got)
	}
	if _, err := (Future[int]{}).Wait(background); err == nil {
		t.Error("a zero Future has a result")
	}
}

func TestValuesOfEverySizeGoThroughWhole(t *testing.T) {
	for _, network := range []string{"tcp", "unix"} {
		t.Run(network, func(t *testing.T) {
			c := dial(t, "", func(cfg *Config) {
				if network == "unix" {
					cfg.Network, cfg.Addr = "unix", redistest.Server(t).Unix()
				}
			})
			var sizes []int
			for _, n := range []int{0, 1, tinyReply, vectorMin, ownMin, chunkMin, gatherMax, ownStep, 3 * ownStep, chunkMax} {
				for d := -20; d <= 20; d += 5 {
					sizes = append(sizes, max(n+d, 0))
				}
			}
			var wg sync.WaitGroup
			for _, n := range sizes {
				wg.Go(func() {
					value := make([]byte, n)
					for i := range value {
						value[i] = byte(i * 7 / 3)
					}
					if s, err := Do[string](c, "ECHO", value).Wait(background); s != string(value) || err != nil {
						t.Errorf("string of %d bytes: %d bytes, %v", n, len(s), err)
					}
					b, err := Do[[]byte](c, "ECHO", value).Wait(background)
					if string(b) != string(value) || err != nil {
						t.Errorf("[]byte of %d bytes: %d bytes, %v", n, len(b), err)
					}
					_ = append(b, "grown"...) // must not reach anybody else's memory
				})
			}
			wg.Wait()
		})
	}
}

// A value that a caller got is never overwritten by replies that come later. In
// builds with -race, memory that is given back is also poisoned.
func TestResultsDoNotAliasTheReadBuffer(t *testing.T) {
	c := dial(t, "")
	var s []string
	var b [][]byte
	for i := range 400 {
		token := fmt.Sprintf("%d-%s", i, strings.Repeat("k", 50*i))
		v, err := echo(c, token).Wait(background)
		if err != nil {
			t.Fatal(err)
		}
		w, err := Do[[]byte](c, "ECHO", token).Wait(background)
		if err != nil {
			t.Fatal(err)
		}
		s, b = append(s, v), append(b, w)
	}
	for i := range s {
		if token := fmt.Sprintf("%d-%s", i, strings.Repeat("k", 50*i)); s[i] != token || string(b[i]) != token {
			t.Fatalf("result %d has changed", i)
		}
	}
}

func TestAFullQueueHoldsCallersBack(t *testing.T) {
	redistest.CheckLeaks(t)
	release := make(chan struct{})
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for first := true; ; first = false {
			args := c.Command()
			if first {
				select {
				case <-release:
				case <-c.Done():
					return
				}
			}
			c.Write(string(resp.AppendBulkString(nil, args[1])))
		}
	})
	c := dial(t, s.URL(), func(cfg *Config) { cfg.MaxPending = 4 })
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			token := fmt.Sprint(i)
			if got, err := echo(c, token).Wait(background); got != token || err != nil {
				t.Errorf("ECHO %q = %q, %v", token, got, err)
			}
		})
	}
	eventually(t, func() bool { return c.Stats().Pending == 4 })
	ctx, cancel := context.WithCancel(background)
	cancel()
	if _, err := echo(c, "late").Wait(ctx); OutcomeOf(err) != NotSent || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled while the queue is full: %v, outcome %v", err, OutcomeOf(err))
	}
	// A future that is left alone with a full queue holds up nobody.
	echo(c, "never sent")
	close(release)
	wg.Wait()
	eventually(t, func() bool { return c.Stats().Pending == 0 })

	f := dial(t, s.URL(), func(cfg *Config) { cfg.MaxPending, cfg.FailWhenFull = 1, true })
	echo(f, "first")
	var err error
	for err == nil { // until the first is not yet answered when the second comes
		g := echo(f, "second")
		echo(f, "third")
		_, err = g.Wait(background)
	}
	if !errors.Is(err, ErrFull) || OutcomeOf(err) != NotSent {
		t.Errorf("FailWhenFull: %v, outcome %v", err, OutcomeOf(err))
	}
}

func TestACommandLargerThanTheBoundsIsSentAlone(t *testing.T) {
	c := dial(t, "", func(cfg *Config) { cfg.MaxPending, cfg.MaxPendingBytes = 10, 1000 })
	var req Request
	for i := range 100 {
		echo(&req, strings.Repeat("x", i))
	}
	if err := c.Exec(background, &req); err != nil {
		t.Error(err)
	}
	big := strings.Repeat("y", 5000)
	if got, err := echo(c, big).Wait(background); got != big || err != nil {
		t.Error(err)
	}
}

func TestPushesNeverDisturbReplies(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			args := c.Command()
			c.Write(">2\r\n+message\r\n$2\r\nhi\r\n" + "|1\r\n+k\r\n+v\r\n>1\r\n+x\r\n")
			c.Write(string(resp.AppendBulkString(nil, args[1])) + ">1\r\n+after\r\n")
		}
	})
	c := dial(t, s.URL())
	for i := range 50 {
		token := fmt.Sprint(i)
		if got, err := echo(c, token).Wait(background); got != token || err != nil {
			t.Fatalf("ECHO %q = %q, %v", token, got, err)
		}
	}
	eventually(t, func() bool { return c.Stats().Pushes == 150 })
}

func TestAPushOverALimitIsNoReply(t *testing.T) {
	push := ">2\r\n+message\r\n$100000\r\n" + strings.Repeat("x", 100000) + "\r\n"
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			args := c.Command()
			c.Write(push + string(resp.AppendBulkString(nil, args[1])) + push)
		}
	})
	c := dial(t, s.URL(), func(cfg *Config) { cfg.Limits = resp.Limits{Reply: 50000} })
	for i := range 5 {
		token := fmt.Sprint(i)
		if got, err := echo(c, token).Wait(background); got != token || err != nil {
			t.Fatalf("ECHO %q = %q, %v", token, got, err)
		}
	}
	eventually(t, func() bool { return c.Stats().Pushes == 10 })
}

func TestAReplyThatNobodyWaitsForEndsTheConnection(t *testing.T) {
	redistest.CheckLeaks(t)
	for name, script := range map[string]func(c *redistest.ScriptConn){
		"while idle":            func(c *redistest.ScriptConn) { c.Write("+stray\r\n"); c.Next() },
		"after a reply":         func(c *redistest.ScriptConn) { c.Command(); c.Write("+ok\r\n+stray\r\n"); c.Next() },
		"malformed":             func(c *redistest.ScriptConn) { c.Command(); c.Write("+ok\r\n:1x\r\n"); c.Next() },
		"end of the connection": func(c *redistest.ScriptConn) { c.Command(); c.Write("+ok\r\n") },
	} {
		t.Run(name, func(t *testing.T) {
			s := redistest.Script(t, func(c *redistest.ScriptConn) { c.Handshake(); script(c) })
			c := dial(t, s.URL())
			if name != "while idle" { // else the stray reply could be taken for this command's
				if got, err := echo(c, "x").Wait(background); err == nil && got != "ok" {
					t.Errorf("got somebody else's reply %q", got)
				}
			}
			eventually(t, func() bool { return c.Err() != nil })
			_, err := echo(c, "y").Wait(background)
			if !errors.Is(err, ErrClosed) || !errors.Is(err, net.ErrClosed) || OutcomeOf(err) != NotSent {
				t.Errorf("on a dead connection: %v, outcome %v", err, OutcomeOf(err))
			}
		})
	}
}

func TestCloseSettlesEverything(t *testing.T) {
	redistest.CheckLeaks(t)
	got := make(chan struct{}, 100)
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			c.Command()
			got <- struct{}{}
		}
	})
	for range 50 {
		c := dial(t, s.URL())
		futures := []Future[string]{echo(c, "a"), echo(c, "b")}
		<-got
		<-got
		var wg sync.WaitGroup
		for _, f := range futures {
			wg.Go(func() {
				if _, err := f.Wait(background); !errors.Is(err, ErrClosed) || OutcomeOf(err) != MaybeExecuted {
					t.Errorf("%v, outcome %v", err, OutcomeOf(err))
				}
			})
		}
		for range 2 {
			wg.Go(func() { c.Close() })
		}
		wg.Wait()
	}
}

func TestCloseDuringTraffic(t *testing.T) {
	redistest.CheckLeaks(t)
	url := redistest.Server(t).URL()
	for round := range 150 {
		c := dial(t, url)
		var wg sync.WaitGroup
		for range 1 + round%9 {
			wg.Go(func() {
				for {
					if _, err := echo(c, "x").Wait(background); err != nil {
						if o := OutcomeOf(err); !errors.Is(err, ErrClosed) || o != NotSent && o != MaybeExecuted {
							t.Errorf("%v, outcome %v", err, o)
						}
						return
					}
				}
			})
		}
		for c.Stats().Pending == 0 && round%2 == 0 {
			runtime.Gosched()
		}
		c.Close()
		wg.Wait()
	}
}
