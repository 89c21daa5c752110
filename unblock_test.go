package redis

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// TestOnlyTheCommandThatWasGivenUpIsEnded: those that come after it on the same connection are none of CLIENT UNBLOCK's.
func TestOnlyTheCommandThatWasGivenUpIsEnded(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	for round := range 40 {
		if err := Watch(background, c, func(w *Watched) error {
			ctx, cancel := context.WithCancel(background)
			first := BLPop[string](w, Forever, "none")
			var second Future[Optional[Pair[string, string]]]
			if round%2 == 0 {
				second = BLPop[string](w, 5*time.Millisecond, "none")
			}
			if round%4 < 2 {
				waitBlocked(t, s, 1)
			}
			cancel()
			if _, err := first.Wait(ctx); !errors.Is(err, context.Canceled) || OutcomeOf(err) != Rejected && OutcomeOf(err) != NotSent {
				t.Errorf("round %d: the first: %v (%v)", round, err, OutcomeOf(err))
			}
			if round%2 == 1 {
				second = BLPop[string](w, 5*time.Millisecond, "none")
			}
			got, err := second.Wait(background)
			if err != nil || !got.IsNone() {
				t.Errorf("round %d: the second, which nobody gave up: %v, %v", round, got, err)
			}
			return nil
		}, "k"); err != nil {
			t.Fatal(err)
		}
	}
}

// A lateCtx is a context whose end is noticed, and looked into only when that is allowed.
type lateCtx struct {
	context.Context
	noticed, goOn chan struct{}
	once          sync.Once
}

func (c *lateCtx) Err() error {
	err := c.Context.Err()
	if err != nil {
		c.once.Do(func() { close(c.noticed); <-c.goOn })
	}
	return err
}

// TestAWaitThatIsOverEndsNoOther: its context ended just when the reply came, and the connection is somebody else's by now.
func TestAWaitThatIsOverEndsNoOther(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL(), func(cfg *Config) { cfg.MaxPinned = 1 })
	ended, cancel := context.WithCancel(background)
	ctx := &lateCtx{Context: ended, noticed: make(chan struct{}), goOn: make(chan struct{})}
	first := BLPop[string](c, Forever, "first")
	waitBlocked(t, s, 1)
	done := make(chan error)
	go func() { _, err := first.Wait(ctx); done <- err }()
	eventually(t, func() bool { return asleep(first.x.state.Load()) })
	cancel()
	<-ctx.noticed
	s.Do(t, "RPUSH", "first", "x")
	eventually(t, func() bool { return len(c.pool.slots) == 0 })
	second := BLPop[string](c, Forever, "second")
	waitBlocked(t, s, 1)
	close(ctx.goOn)
	if err := <-done; err != nil {
		t.Errorf("the first, which had its element: %v", err)
	}
	pin := c.pool.conns()[0]
	pin.mu.Lock()
	if pin.unblocking {
		t.Error("the second is being ended")
	}
	pin.mu.Unlock()
	s.Do(t, "RPUSH", "second", "y")
	if got, err := second.Wait(background); err != nil || got != Some(Pair[string, string]{Key: "second", Value: "y"}) {
		t.Errorf("the second, which nobody gave up: %v, %v", got, err)
	}
}

func TestWhatIsBehindACommandThatWaitsIsNotSent(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	p := redistest.NewProxy(t, s.Addr(), nil)
	c := live(t, p)
	err := Watch(background, c, func(w *Watched) error {
		popped := BLPop[string](w, Forever, "list")
		incr := Incr(w, "n")
		waitBlocked(t, s, 1)
		p.Cut(redistest.RST)
		if _, err := popped.Wait(background); !errors.Is(err, ErrLost) || OutcomeOf(err) != MaybeExecuted {
			t.Errorf("BLPOP: %v (%v)", err, OutcomeOf(err))
		}
		_, err := incr.Wait(background)
		return err
	}, "k")
	if !errors.Is(err, ErrLost) || OutcomeOf(err) != NotSent {
		t.Errorf("INCR: %v (%v)", err, OutcomeOf(err))
	}
	if n := s.Do(t, "GET", "n"); n != nil {
		t.Errorf("%v", n)
	}
}

// TestNobodyIsUnblockedOverAConnectionThatIsNew: which server that is, nobody has asked.
func TestNobodyIsUnblockedOverAConnectionThatIsNew(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		var unblocks atomic.Int32
		s := pinScript(t, func(*redistest.ScriptConn) {}, func(c *redistest.ScriptConn, args []string) {
			switch {
			case args[0] != "CLIENT" || args[1] != "UNBLOCK":
				c.Write("+OK\r\n")
			case unblocks.Add(1) > 1:
				t.Error("another CLIENT UNBLOCK")
				c.Write(":1\r\n")
			default:
				c.Write(":0\r\n") // the command has not arrived yet; and the connection is lost
				c.Close()
			}
		})
		c := live(t, s, func(cfg *Config) { cfg.Backoff = Backoff{Min: 1, Max: 1} }) // it is up again at once
		f := BLPop[string](c, Forever, "list")
		synctest.Wait()
		ctx, cancel := context.WithCancel(background)
		cancel()
		if _, err := f.Wait(ctx); !errors.Is(err, context.Canceled) || OutcomeOf(err) != MaybeExecuted {
			t.Errorf("%v (%v)", err, OutcomeOf(err))
		}
		if _, err := Do[Ignore](c, "GET", "k").Wait(background); err != nil || c.Stats().Connects < 3 {
			t.Errorf("%v, connected %d times", err, c.Stats().Connects)
		}
	})
}

func TestShutdownTakesBackWhatWouldWait(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		c := live(t, dialFunc(blocked), lazy)
		f := BLPop[string](c, Forever, "list")
		begin := time.Now()
		if err := c.Shutdown(background); err != nil || time.Since(begin) > 0 {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
		if _, err := f.Wait(background); !errors.Is(err, ErrClosed) || OutcomeOf(err) != NotSent {
			t.Errorf("%v (%v)", err, OutcomeOf(err))
		}
	})
	// At any moment of its way to a real server.
	s := redistest.NewServer(t)
	for range 20 {
		c := dial(t, s.URL())
		f := BLPop[string](c, Forever, "list")
		if err := c.Shutdown(ctx2(t)); err != nil {
			t.Error(err)
		}
		if _, err := f.Wait(background); !errors.Is(err, ErrClosed) || OutcomeOf(err) != NotSent && OutcomeOf(err) != Rejected {
			t.Errorf("%v (%v)", err, OutcomeOf(err))
		}
	}
}

// TestWhatWaitsIsNotSentAgainDuringShutdown: nobody would end it then.
func TestWhatWaitsIsNotSentAgainDuringShutdown(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		var reads atomic.Int32
		lose := make(chan struct{})
		s := pinScript(t, func(c *redistest.ScriptConn) {
			reads.Add(1)
			<-lose
			c.Close()
		}, func(c *redistest.ScriptConn, args []string) {
			if args[0] == "CLIENT" && args[1] == "UNBLOCK" {
				close(lose)
				c.Write(":1\r\n")
			} else {
				c.Write("+OK\r\n")
			}
		})
		c := live(t, s)
		f := XRead[Ignore](c, []StreamFrom{{Key: "s", From: OnlyNew}}, Block(Forever))
		synctest.Wait()
		if err := c.Shutdown(background); err != nil {
			t.Error(err)
		}
		if _, err := f.Wait(background); !errors.Is(err, ErrLost) || OutcomeOf(err) != MaybeExecuted || reads.Load() != 1 {
			t.Errorf("%v (%v), sent %d times", err, OutcomeOf(err), reads.Load())
		}
	})
}

// TestTimeoutBehindAWait: what could not be sent before the wait was over has its time from then on.
func TestTimeoutBehindAWait(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		s := pinScript(t, func(c *redistest.ScriptConn) {
			time.Sleep(5 * time.Second)
			c.Write("*-1\r\n")
		}, func(c *redistest.ScriptConn, args []string) {
			if args[0] == "GET" {
				time.Sleep(500 * time.Millisecond)
				c.Write("$1\r\nv\r\n")
			} else {
				c.Write("+OK\r\n")
			}
		})
		c := live(t, s, func(cfg *Config) { cfg.Timeout = time.Second })
		if err := Watch(background, c, func(w *Watched) error {
			popped, got := BLPop[string](w, 5*time.Second, "list"), Get[string](w, "k")
			if _, err := popped.Wait(background); err != nil {
				return err
			}
			_, err := got.Wait(background)
			return err
		}, "k"); err != nil {
			t.Error(err)
		}
	})
}

// A commandTracer is told the names of commands.
type commandTracer func(command string)

func (commandTracer) Dialed(context.Context, DialTrace)          {}
func (f commandTracer) Executed(_ context.Context, tr ExecTrace) { f(tr.Command) }

// TestATracerIsNotToldOfUnblocking: nobody's goroutine waits for that, and the end of the connection waits for the one that does.
func TestATracerIsNotToldOfUnblocking(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	told := make(chan string, 100)
	c := dial(t, s.URL(), func(cfg *Config) { cfg.Tracer = commandTracer(func(command string) { told <- command }) })
	f := BLPop[string](c, Forever, "list")
	waitBlocked(t, s, 1)
	ctx, cancel := context.WithCancel(background)
	cancel()
	if _, err := f.Wait(ctx); OutcomeOf(err) != Rejected {
		t.Errorf("%v (%v)", err, OutcomeOf(err))
	}
	eventually(t, func() bool { return len(c.pool.slots) == 0 })
	if command := <-told; command != "BLPOP" || len(told) > 0 {
		t.Errorf("told of %s, and of %d more", command, len(told))
	}
}

func TestLongWaitsAreAsLongAsTheyAre(t *testing.T) {
	const week = 7 * 24 * time.Hour
	for _, cfg := range []Config{{HealthInterval: time.Millisecond}, {HealthInterval: 100 * time.Millisecond}, {}} {
		cfg = cfg.withDefaults()
		if got := time.Duration(cfg.beats(week)) * cfg.period(); got < week {
			t.Errorf("with a HealthInterval of %v a week lasts %v", cfg.HealthInterval, got)
		}
	}
	c := dial(t, "", func(cfg *Config) { cfg.HealthInterval = time.Millisecond })
	x := newExchange()
	x.waits = true
	x.theRest().limit = 365 * 24 * time.Hour
	if _, ends := c.allowance(x); ends {
		t.Error("a wait that is longer than beats can be counted ends")
	}
}
