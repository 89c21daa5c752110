package redis

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/internal/redistest"
)

// waitBlocked returns when n clients of the server wait in a command.
func waitBlocked(t *testing.T, s *redistest.Instance, n int) {
	t.Helper()
	want := fmt.Sprintf("\r\nblocked_clients:%d\r\n", n)
	eventually(t, func() bool { return strings.Contains(s.Do(t, "INFO", "clients").(string), want) })
}

// oldServer is a server without HELLO for RESP2, a new one for RESP3.
func oldServer(t *testing.T, proto int) *redistest.Instance {
	if proto == 2 {
		return redistest.NewServer(t, "--rename-command", "HELLO", "")
	}
	return redistest.NewServer(t)
}

func TestACommandThatWaitsHoldsUpNobody(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	popped := BLPop[int](c, Forever, "other", "list")
	waitBlocked(t, s, 1)
	if _, err := RPush(c, "list", 42).Wait(background); err != nil {
		t.Fatal(err)
	}
	got, err := popped.Wait(background)
	if want := Some(Pair[string, int]{Key: "list", Value: 42}); err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
	if s := c.Stats(); s.Pinned != 1 || s.Pending != 0 {
		t.Errorf("%d pinned connections, %d commands pending", s.Pinned, s.Pending)
	}
}

func TestATimeOutGivesNone(t *testing.T) {
	for _, proto := range []int{2, 3} {
		c := dial(t, "")
		if proto == 2 {
			c = dialRESP2(t)
		}
		for range 2 {
			if got, err := BLPop[string](c, time.Microsecond, "nothing").Wait(background); err != nil || !got.IsNone() {
				t.Errorf("RESP%d: BLPOP: %v, %v", proto, got, err)
			}
			if got, err := BLMove[string](c, "nothing", "nowhere", Left, Right, time.Millisecond).Wait(background); err != nil || !got.IsNone() {
				t.Errorf("RESP%d: BLMOVE: %v, %v", proto, got, err)
			}
			if got, err := BZPopMin[string](c, time.Millisecond, "nothing").Wait(background); err != nil || !got.IsNone() {
				t.Errorf("RESP%d: BZPOPMIN: %v, %v", proto, got, err)
			}
		}
		if n := c.Stats().Pinned; n > 3 { // one may still be on its way back
			t.Errorf("RESP%d: %d pinned connections for commands that came one after the other", proto, n)
		}
	}
}

func TestTheEndOfTheContextEndsTheWaitInTheServer(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, proto := range []int{2, 3} {
		s := oldServer(t, proto)
		c := dial(t, s.URL())
		for range 3 {
			ctx, cancel := context.WithCancelCause(background)
			f := BLPop[string](c, Forever, "list")
			waitBlocked(t, s, 1)
			reason := errors.New("enough")
			cancel(reason)
			_, err := f.Wait(ctx)
			if !errors.Is(err, context.Canceled) || !errors.Is(err, reason) || OutcomeOf(err) != Rejected {
				t.Errorf("RESP%d: %v (%v)", proto, err, OutcomeOf(err))
			}
			waitBlocked(t, s, 0)
			// What comes later goes to nobody.
			n, err := RPush(c, "list", "x").Wait(background)
			if err != nil || n != 1 {
				t.Errorf("RESP%d: %d, %v", proto, n, err)
			}
			if _, err := Del(c, "list").Wait(background); err != nil {
				t.Fatal(err)
			}
		}
		if s := c.Stats(); s.Pinned > 3 || s.Losses != 0 { // one may still be on its way back
			t.Errorf("RESP%d: %d pinned connections, %d lost", proto, s.Pinned, s.Losses)
		}
		c.Close()
	}
}

// TestNothingIsTakenForNobody lets pushes race with the ends of contexts: each element is
// given to one caller, or still there.
func TestNothingIsTakenForNobody(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	const rounds = 300
	taken := map[int]int{}
	for i := range rounds {
		ctx, cancel := context.WithCancel(background)
		f := BLPop[int](c, Forever, "list")
		var both sync.WaitGroup
		both.Go(func() {
			for range i % 7 * 100 { // now before the push, now after it
				runtime.Gosched()
			}
			cancel()
		})
		both.Go(func() {
			if _, err := RPush(c, "list", i).Wait(background); err != nil {
				t.Error(err)
			}
		})
		got, err := f.Wait(ctx)
		both.Wait()
		if v, ok := got.Get(); ok {
			taken[v.Value]++
		} else if OutcomeOf(err) != Rejected && OutcomeOf(err) != NotSent {
			t.Fatalf("round %d: %v, %v", i, got, err)
		}
		cancel()
	}
	left, err := LRange[int](c, "list", 0, -1).Wait(background)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d were taken, %d are left", len(taken), rounds, len(left))
	for _, v := range left {
		taken[v]++
	}
	for i := range rounds {
		if taken[i] != 1 {
			t.Errorf("%d: %d times", i, taken[i])
		}
	}
	if n := c.Stats().Losses; n != 0 {
		t.Errorf("%d connections were lost", n)
	}
}

func TestAPinnedConnectionThatCanNotBeUnblockedIsClosed(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	s.Do(t, "ACL", "SETUSER", "popper", "on", ">secret", "~*", "+@all", "-client|unblock")
	c := dial(t, s.URL(), func(cfg *Config) { cfg.Username, cfg.Password = "popper", "secret" })
	f := BLPop[string](c, Forever, "list")
	waitBlocked(t, s, 1)
	ctx, cancel := context.WithCancel(background)
	cancel()
	if _, err := f.Wait(ctx); !errors.Is(err, context.Canceled) || OutcomeOf(err) != MaybeExecuted {
		t.Errorf("%v (%v)", err, OutcomeOf(err))
	}
	waitBlocked(t, s, 0)
	// The pool has it back.
	if got, err := BLPop[string](c, time.Millisecond, "list").Wait(background); err != nil || !got.IsNone() {
		t.Errorf("%v, %v", got, err)
	}
}

func TestMoreCommandsThanPinnedConnectionsWaitForOne(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL(), func(cfg *Config) { cfg.MaxPinned = 2 })
	results := make(chan int, 6)
	for range cap(results) {
		go func() {
			v, err := BLPop[int](c, Forever, "list").Wait(background)
			if err != nil {
				t.Error(err)
			}
			p, _ := v.Get()
			results <- p.Value
		}()
	}
	waitBlocked(t, s, 2)
	ctx, cancel := context.WithTimeout(background, time.Millisecond)
	defer cancel()
	_, err := BLPop[int](c, Forever, "list").Wait(ctx)
	if !errors.Is(err, context.DeadlineExceeded) || OutcomeOf(err) != NotSent {
		t.Errorf("%v (%v)", err, OutcomeOf(err))
	}
	sum := 0
	for i := range cap(results) {
		RPush(c, "list", i)
		sum += <-results
	}
	if sum != 15 {
		t.Errorf("elements with the sum %d", sum)
	}
	if n := c.Stats().Pinned; n != 2 {
		t.Errorf("%d pinned connections", n)
	}

	full := dial(t, s.URL(), func(cfg *Config) { cfg.MaxPinned, cfg.FailWhenFull = 1, true })
	f := BLPop[int](full, Forever, "list")
	if _, err := BLPop[int](full, Forever, "list").Wait(background); !errors.Is(err, ErrFull) || OutcomeOf(err) != NotSent {
		t.Errorf("%v (%v)", err, OutcomeOf(err))
	}
	RPush(full, "list", 1)
	if _, err := f.Wait(background); err != nil {
		t.Error(err)
	}
}

func TestEndsOfAConnectionEndWhatWaits(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)

	c := dial(t, s.URL())
	f := BLPop[string](c, Forever, "list")
	waitBlocked(t, s, 1)
	c.Close()
	if _, err := f.Wait(background); !errors.Is(err, ErrClosed) || OutcomeOf(err) != MaybeExecuted {
		t.Errorf("Close: %v (%v)", err, OutcomeOf(err))
	}
	if _, err := BLPop[string](c, Forever, "list").Wait(background); !errors.Is(err, ErrClosed) || OutcomeOf(err) != NotSent {
		t.Errorf("after Close: %v (%v)", err, OutcomeOf(err))
	}
	waitBlocked(t, s, 0)

	c = dial(t, s.URL())
	f = BLPop[string](c, Forever, "list")
	waitBlocked(t, s, 1)
	if err := c.Shutdown(background); err != nil {
		t.Error(err)
	}
	if _, err := f.Wait(background); !errors.Is(err, ErrClosed) || OutcomeOf(err) != Rejected {
		t.Errorf("Shutdown: %v (%v)", err, OutcomeOf(err))
	}

	c, err := New(Config{Addr: s.Addr()})
	if err != nil {
		t.Fatal(err)
	}
	f = BLPop[string](c, Forever, "list")
	c.Close()
	if _, err := f.Wait(background); !errors.Is(err, ErrClosed) || OutcomeOf(err) != NotSent {
		t.Errorf("never run: %v (%v)", err, OutcomeOf(err))
	}
}

func TestWhatWaitsOnAConnectionThatIsLost(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	p := redistest.NewProxy(t, s.Addr(), nil)
	c := live(t, p)
	popped := BLPop[string](c, Forever, "list")
	read := Do[[]Pair[string, Ignore]](c, "XREAD", "BLOCK", 0, "STREAMS", "stream", "$")
	waitBlocked(t, s, 2)
	p.Cut(redistest.RST)
	if _, err := popped.Wait(background); !errors.Is(err, ErrLost) || OutcomeOf(err) != MaybeExecuted {
		t.Errorf("BLPOP: %v (%v)", err, OutcomeOf(err))
	}
	waitBlocked(t, s, 1) // what only reads is sent again
	if _, err := Do[string](c, "XADD", "stream", "*", "a", "1").Wait(background); err != nil {
		t.Fatal(err)
	}
	if got, err := read.Wait(background); err != nil || len(got) != 1 || got[0].Key != "stream" {
		t.Errorf("XREAD: %v, %v", got, err)
	}
}

func TestARequestWaitsOnAPinnedConnection(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	var req Request
	set := Set(&req, "k", 1)
	popped := BLPop[int](&req, Forever, "list")
	get := Get[int](&req, "k")
	done := make(chan error)
	go func() { done <- c.Exec(background, &req) }()
	waitBlocked(t, s, 1)
	RPush(c, "list", 7)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if v, ok := popped.Value().Get(); !ok || v.Value != 7 || set.Err() != nil || get.Value() != 1 {
		t.Errorf("%v %v %v", set.Err(), popped.Value(), get.Value())
	}

	ctx, cancel := context.WithCancel(background)
	go func() { done <- c.Exec(ctx, &req) }()
	waitBlocked(t, s, 1)
	cancel()
	err := <-done
	if !errors.Is(err, context.Canceled) || OutcomeOf(err) != Rejected || set.Err() != nil || get.Value() != 1 {
		t.Errorf("%v (%v), %v, %v", err, OutcomeOf(err), set.Err(), get.Value())
	}
	if c.Stats().Losses != 0 {
		t.Error("the connection was lost")
	}
}

func TestWaitCountsTheWritesOfItsRequest(t *testing.T) {
	s := redistest.NewServer(t, "--repl-diskless-sync-delay", "0")
	replica := redistest.NewServer(t, "--replicaof", "127.0.0.1", s.Addr()[strings.LastIndexByte(s.Addr(), ':')+1:])
	c := dial(t, s.URL())
	eventually(t, func() bool { return strings.Contains(s.Do(t, "INFO", "replication").(string), "state=online") })
	var req Request
	Set(&req, "k", "v")
	acks := Wait(&req, 1, Forever)
	if err := c.Exec(background, &req); err != nil || acks.Value() != 1 {
		t.Errorf("%d replicas, %v", acks.Value(), err)
	}
	if v := replica.Do(t, "GET", "k"); v != "v" {
		t.Errorf("the replica has %v", v)
	}
	req.Reset()
	Set(&req, "k", "w")
	acks = Wait(&req, 5, time.Millisecond)
	if err := c.Exec(background, &req); err != nil || acks.Value() > 1 {
		t.Errorf("%d replicas, %v", acks.Value(), err)
	}
	if _, err := Wait(c, 1, time.Second).Wait(background); !errors.Is(err, ErrRefused) || OutcomeOf(err) != NotSent {
		t.Errorf("alone: %v (%v)", err, OutcomeOf(err))
	}
}

func TestPinnedConnectionsOfOneThatIsDown(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) { c.Close() })
	cfg := Config{Addr: s.Addr(), Lazy: true, Timeout: 20 * time.Millisecond}
	c, err := cfg.Dial(background)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if _, err := BLPop[string](c, time.Millisecond, "k").Wait(background); OutcomeOf(err) != NotSent || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v (%v)", err, OutcomeOf(err))
	}
	down := c.With(Policy{FailIfDown: true})
	if _, err := BLPop[string](down, time.Second, "k").Wait(background); !errors.Is(err, ErrNotConnected) || OutcomeOf(err) != NotSent {
		t.Errorf("%v (%v)", err, OutcomeOf(err))
	}
	var req Request
	req.Policy = &Policy{FailIfDown: true}
	BLPop[string](&req, time.Second, "k")
	if err := c.Exec(background, &req); !errors.Is(err, ErrNotConnected) || OutcomeOf(err) != NotSent {
		t.Errorf("%v (%v)", err, OutcomeOf(err))
	}
}

func TestTimeOutsThatMeanNothingAreRefused(t *testing.T) {
	c := dial(t, "")
	for _, d := range []time.Duration{0, -1, -time.Hour} {
		for _, err := range []error{
			BLPop[string](c, d, "k").Err(), BZMPop[string](c, d, Lowest, "k").Err(), Wait(new(Request), 1, d).Err(),
		} {
			if OutcomeOf(err) != NotSent {
				t.Errorf("%v: %v", d, err)
			}
		}
	}
	if err := BLPop[string](c, time.Second).Err(); OutcomeOf(err) != NotSent {
		t.Errorf("no keys: %v", err)
	}
}

// pinScript is a server whose pinned connection, the second one, gets a command that it does not answer.
func pinScript(t *testing.T, blocked func(*redistest.ScriptConn), unblock func(c *redistest.ScriptConn, args []string)) *redistest.ScriptServer {
	return redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			args, err := c.Next()
			switch {
			case err != nil:
				return
			case args[0] == "BLPOP", args[0] == "XREAD":
				blocked(c)
			case args[0] == "INFO":
				c.AnswerInfo()
			default:
				unblock(c, args)
			}
		}
	})
}

// TestNobodyElseIsUnblocked: behind one address may be several servers, and an id means somebody else there.
func TestNobodyElseIsUnblocked(t *testing.T) {
	redistest.CheckLeaks(t)
	a, b := redistest.NewServer(t), redistest.NewServer(t)
	var dials atomic.Int32
	c := live(t, dialFunc(func(ctx context.Context) (net.Conn, error) {
		if dials.Add(1) == 1 {
			return new(net.Dialer).DialContext(ctx, "tcp", a.Addr())
		}
		return new(net.Dialer).DialContext(ctx, "tcp", b.Addr())
	}))
	// Somebody else waits on the first server, under the ids that the second one may give.
	var others []Future[Optional[Pair[string, string]]]
	other := dial(t, a.URL())
	for range 20 {
		others = append(others, BLPop[string](other, Forever, "list"))
	}
	waitBlocked(t, a, len(others))
	for used := int64(0); used < other.Hello().ID+5; { // of the ids of the second server
		spent := dial(t, b.URL())
		used = spent.Hello().ID
		spent.Close()
	}
	ctx, cancel := context.WithCancel(background)
	f := BLPop[string](c, Forever, "list")
	waitBlocked(t, b, 1)
	cancel()
	if _, err := f.Wait(ctx); !errors.Is(err, context.Canceled) || OutcomeOf(err) != MaybeExecuted {
		t.Errorf("%v (%v)", err, OutcomeOf(err))
	}
	waitBlocked(t, b, 0)
	waitBlocked(t, a, len(others))
	other.Close()
	for _, f := range others {
		if _, err := f.Wait(background); !errors.Is(err, ErrClosed) {
			t.Error(err)
		}
	}
}

func TestAServerThatDoesNotUnblockHoldsUpItsCallerForASecond(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		s := pinScript(t, func(*redistest.ScriptConn) {}, func(c *redistest.ScriptConn, args []string) {
			if args[0] == "CLIENT" && args[1] == "UNBLOCK" {
				c.Write(":0\r\n") // as if the command had not arrived yet
			} else {
				c.Write("+OK\r\n")
			}
		})
		c := live(t, s)
		f := BLPop[string](c, Forever, "list")
		time.Sleep(time.Hour) // no silence ends a wait without end
		ctx, cancel := context.WithCancel(background)
		cancel()
		begin := time.Now()
		_, err := f.Wait(ctx)
		if took := time.Since(begin); !errors.Is(err, context.Canceled) || OutcomeOf(err) != MaybeExecuted || took < unblockTime || took > unblockTime+time.Second {
			t.Errorf("%v (%v) after %v", err, OutcomeOf(err), took)
		}
	})
}

func TestASilentServerIsFoundWhenTheTimeOutIsOver(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		s := pinScript(t, func(*redistest.ScriptConn) {}, func(c *redistest.ScriptConn, args []string) { c.Write("+OK\r\n") })
		c := live(t, s, func(cfg *Config) { cfg.Timeout = -1 })
		begin := time.Now()
		_, err := BLPop[string](c, 30*time.Second, "list").Wait(background)
		if took := time.Since(begin); !errors.Is(err, ErrLost) || OutcomeOf(err) != MaybeExecuted || took < 30*time.Second || took > 36*time.Second {
			t.Errorf("%v (%v) after %v", err, OutcomeOf(err), took)
		}
	})
}

func TestTimeoutCountsFromTheEndOfTheWaitInTheServer(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		s := pinScript(t, func(*redistest.ScriptConn) {}, func(c *redistest.ScriptConn, args []string) {
			if args[0] == "CLIENT" && args[1] == "UNBLOCK" {
				c.Write("-NOPERM no\r\n")
			} else {
				c.Write("+OK\r\n")
			}
		})
		c := live(t, s, func(cfg *Config) { cfg.Timeout, cfg.HealthInterval = 5*time.Second, -1 })
		begin := time.Now()
		_, err := BLPop[string](c, 30*time.Second, "list").Wait(background)
		if took := time.Since(begin); !errors.Is(err, ErrTimeout) || OutcomeOf(err) != MaybeExecuted || took < 35*time.Second || took > 37*time.Second {
			t.Errorf("%v (%v) after %v", err, OutcomeOf(err), took)
		}
	})
}

func TestPinnedConnectionsThatNobodyNeedsAreClosed(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		s := pinScript(t, func(c *redistest.ScriptConn) { c.Write("*-1\r\n") }, func(c *redistest.ScriptConn, args []string) { c.Write("+OK\r\n") })
		c := live(t, s)
		for range 2 {
			var all []Future[Optional[Pair[string, string]]]
			for range 5 {
				all = append(all, BLPop[string](c, time.Second, "list"))
			}
			for _, f := range all {
				if _, err := f.Wait(background); err != nil {
					t.Error(err)
				}
			}
			if n := c.Stats().Pinned; n == 0 || n > 5 {
				t.Errorf("%d pinned connections", n)
			}
			before := c.Stats()
			time.Sleep(2 * pinIdle)
			if after := c.Stats(); after.Pinned != 0 || after.Connects < before.Connects || after.Replies < before.Replies {
				t.Errorf("%+v, then %+v", before, after)
			}
		}
	})
}

// TestAConnectionIsNotTakenWhileItIsBeingUnblocked: the CLIENT UNBLOCK that is on its way to it would end what the next one waits for.
func TestAConnectionIsNotTakenWhileItIsBeingUnblocked(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		asked, popped, answer := make(chan struct{}), make(chan struct{}), make(chan struct{})
		var waits atomic.Int32
		s := pinScript(t, func(c *redistest.ScriptConn) {
			switch waits.Add(1) {
			case 1: // its time-out is over while the other side is about to end it
				<-popped
				c.Write("*-1\r\n")
			default:
				if c.Number() != 2 {
					t.Errorf("a command that waits is given to connection %d", c.Number())
				}
				c.Write("*2\r\n$4\r\nlist\r\n$1\r\nx\r\n")
			}
		}, func(c *redistest.ScriptConn, args []string) {
			if args[0] == "CLIENT" && args[1] == "UNBLOCK" {
				close(asked)
				<-answer
				c.Write(":0\r\n")
			} else {
				c.Write("+OK\r\n")
			}
		})
		c := live(t, s)
		ctx, cancel := context.WithCancel(background)
		first := BLPop[string](c, time.Minute, "list")
		ended := make(chan error)
		go func() { _, err := first.Wait(ctx); ended <- err }()
		synctest.Wait()
		cancel()
		<-asked
		close(popped)
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		synctest.Wait()
		if got, err := BLPop[string](c, time.Minute, "list").Wait(background); err != nil || got != Some(Pair[string, string]{Key: "list", Value: "x"}) {
			t.Errorf("%v, %v", got, err)
		}
		if n := c.Stats().Losses; n != 0 {
			t.Errorf("%d connections were lost", n)
		}
		close(answer)
	})
}
