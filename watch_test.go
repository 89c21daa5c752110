package redis

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// add adds n to key by an optimistic transaction.
func add(ctx context.Context, w *Watched, key string, n int) error {
	old, err := Get[Optional[int]](w, key).Wait(ctx)
	if err != nil {
		return err
	}
	r := w.NewRequest()
	tx := Multi(r)
	Set(tx, key, old.Or(0)+n)
	tx.Exec()
	return w.Exec(ctx, r)
}

func TestTransactionsOfManyLoseNoUpdate(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	for _, connections := range []int{1, 3} {
		c := dial(t, s.URL(), func(cfg *Config) { cfg.Connections, cfg.MaxPinned = connections, 4 })
		key := fmt.Sprint("n", connections)
		const workers, rounds = 8, 25
		runs := make([]int, workers)
		var all sync.WaitGroup
		for i := range workers {
			all.Go(func() {
				for range rounds {
					if err := Watch(background, c, func(w *Watched) error {
						runs[i]++
						return add(background, w, key, 1)
					}, key); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if n, err := Get[int](c, key).Wait(background); n != workers*rounds || err != nil {
			t.Errorf("%d, %v; want %d", n, err, workers*rounds)
		}
		again := -workers * rounds
		for _, n := range runs {
			again += n
		}
		t.Logf("%d transactions were tried again", again)
		if n := c.Stats().Pinned; n > 4 {
			t.Errorf("%d pinned connections", n)
		}
	}
}

func TestAChangedKeyRunsTheFunctionAgain(t *testing.T) {
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	for name, f := range map[string]func(error) error{
		"error returned":  func(err error) error { return err },
		"error swallowed": func(error) error { return nil },
		"error wrapped":   func(err error) error { return fmt.Errorf("buying: %w", err) },
	} {
		runs := 0
		err := Watch(background, c, func(w *Watched) error {
			if runs++; runs < 3 {
				s.Do(t, "SET", "k", fmt.Sprint(10*runs))
			}
			err := add(background, w, "k", 1)
			if (runs < 3) != errors.Is(err, ErrTxAborted) {
				t.Errorf("%s: run %d: %v", name, runs, err)
			}
			if err == nil {
				return nil
			}
			return f(err)
		}, "k", "l")
		if v := s.Do(t, "GET", "k"); err != nil || runs != 3 || v != "21" {
			t.Errorf("%s: %v after %d runs, %v", name, err, runs, v)
		}
	}
}

func TestAnEmptyTransactionTellsWhetherKeysChanged(t *testing.T) {
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	runs := 0
	if err := Watch(background, c, func(w *Watched) error {
		if runs++; runs == 1 {
			s.Do(t, "SET", "k", "changed")
		}
		r := w.NewRequest()
		Multi(r).Exec()
		err := w.Exec(background, r)
		if (runs == 1) != errors.Is(err, ErrTxAborted) {
			t.Errorf("run %d: %v", runs, err)
		}
		return err
	}, "k"); err != nil || runs != 2 {
		t.Errorf("%v after %d runs", err, runs)
	}
}

func TestTheEndOfTheContextEndsTrying(t *testing.T) {
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	ctx, cancel := context.WithCancel(background)
	runs := 0
	err := Watch(ctx, c, func(w *Watched) error {
		s.Do(t, "SET", "k", "changed")
		if runs++; runs == 3 {
			cancel()
		}
		r := w.NewRequest()
		tx := Multi(r)
		Set(tx, "k", "mine")
		tx.Exec()
		return w.Exec(background, r)
	}, "k")
	if !errors.Is(err, context.Canceled) || !errors.Is(err, ErrTxAborted) || OutcomeOf(err) != Rejected || runs != 3 {
		t.Errorf("%v (%v) after %d runs", err, OutcomeOf(err), runs)
	}
}

func TestErrorsAndPanicsOfTheFunctionLeaveNothingWatched(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL(), func(cfg *Config) { cfg.MaxPinned = 1 })
	mine := errors.New("mine")
	if err := Watch(background, c, func(w *Watched) error { return mine }, "k"); err != mine {
		t.Errorf("%v", err)
	}
	func() {
		defer func() { _ = recover() }()
		Watch(background, c, func(w *Watched) error { panic("boom") }, "k")
		t.Error("the panic did not come through")
	}()
	// The one pinned connection is free, and nothing is watched on it: a request with a command that waits goes there too.
	s.Do(t, "SET", "k", "1")
	r := c.NewRequest()
	BLPop[string](r, time.Millisecond, "list")
	tx := Multi(r)
	n := Incr(tx, "k")
	tx.Exec()
	s.Do(t, "SET", "k", "5")
	if err := c.Exec(background, r); err != nil || n.Value() != 6 {
		t.Errorf("%d, %v", n.Value(), err)
	}
}

func TestAfterItsFunctionAWatchedConnectionIsOfNoUse(t *testing.T) {
	c := dial(t, "")
	var kept *Watched
	if err := Watch(background, c, func(w *Watched) error { kept = w; return nil }, "k"); err != nil {
		t.Fatal(err)
	}
	if _, err := Get[string](kept, "k").Wait(background); OutcomeOf(err) != NotSent || !strings.Contains(err.Error(), "has returned") {
		t.Errorf("%v", err)
	}
	r := new(Request)
	Ping(r)
	if err := kept.Exec(background, r); err == nil || !strings.Contains(err.Error(), "has returned") {
		t.Errorf("%v", err)
	}
}

func TestOneTransactionPerWatch(t *testing.T) {
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	err := Watch(background, c, func(w *Watched) error {
		if err := add(background, w, "k", 1); err != nil {
			return err
		}
		return add(background, w, "k", 1) // nothing is watched any more
	}, "k")
	if err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("%v", err)
	}
	if v := s.Do(t, "GET", "k"); v != "1" {
		t.Errorf("%v", v)
	}
}

func TestDiscardEndsTheWatchToo(t *testing.T) {
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	s.Do(t, "SET", "k", "1")
	err := Watch(background, c, func(w *Watched) error {
		r := w.NewRequest()
		tx := Multi(r)
		Set(tx, "other", 1)
		tx.Discard()
		if err := w.Exec(background, r); err != nil {
			return err
		}
		s.Do(t, "SET", "k", "100")
		return add(background, w, "k", 1) // nothing is watched any more
	}, "k")
	if err == nil || !strings.Contains(err.Error(), "already") || s.Do(t, "GET", "k") != "100" {
		t.Errorf("%v, %v", err, s.Do(t, "GET", "k"))
	}
	// To end with that is fine.
	if err := Watch(background, c, func(w *Watched) error {
		r := w.NewRequest()
		Multi(r).Discard()
		return w.Exec(background, r)
	}, "k"); err != nil {
		t.Error(err)
	}
}

func TestARequestOfAWatchHasOneTransaction(t *testing.T) {
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	err := Watch(background, c, func(w *Watched) error {
		s.Do(t, "SET", "k", "changed")
		r := w.NewRequest()
		for range 2 {
			tx := Multi(r)
			Incr(tx, "n")
			tx.Exec()
		}
		if err := w.Exec(background, r); err == nil || !strings.Contains(err.Error(), "more than one transaction") {
			t.Errorf("%v", err)
		}
		return nil
	}, "k")
	if err != nil || s.Do(t, "GET", "n") != nil {
		t.Errorf("%v, %v", err, s.Do(t, "GET", "n"))
	}
}

// TestATransactionWhoseMultiIsRefused: its commands are sent already, and the server executes them one by one.
func TestATransactionWhoseMultiIsRefused(t *testing.T) {
	s := redistest.NewServer(t)
	s.Do(t, "ACL", "SETUSER", "joe", "on", ">x", "+@all", "-multi", "~*")
	c := dial(t, "redis://joe:x@"+s.Addr(), func(cfg *Config) { cfg.MaxPinned = 1 })
	for _, discard := range []bool{false, true} {
		s.Do(t, "SET", "n", "0")
		var req Request
		tx := Multi(&req)
		n := Incr(tx, "n")
		if discard {
			tx.Discard()
		} else {
			tx.Exec()
		}
		err := c.Exec(background, &req)
		if err == nil || OutcomeOf(n.Err()) != Executed || !strings.Contains(n.Err().Error(), "NOPERM") || s.Do(t, "GET", "n") != "1" {
			t.Errorf("discard %v: %v; INCR: %v (%v); n = %v", discard, err, n.Err(), OutcomeOf(n.Err()), s.Do(t, "GET", "n"))
		}
	}
	// EXEC did not end the watch then, but the next one on the connection is not disturbed.
	if err := Watch(background, c, func(w *Watched) error { return add(background, w, "k", 1) }, "k"); err == nil {
		t.Error("no error")
	}
	s.Do(t, "ACL", "SETUSER", "joe", "+multi")
	s.Do(t, "SET", "k", "5")
	runs := 0
	if err := Watch(background, c, func(w *Watched) error { runs++; return add(background, w, "j", 1) }, "j"); err != nil || runs != 1 {
		t.Errorf("%v after %d runs", err, runs)
	}
}

// A lateArg is an argument that is encoded only when it is told to.
type lateArg struct{ reached, goOn chan struct{} }

func (a lateArg) AppendBulk(b []byte) ([]byte, error) {
	close(a.reached)
	<-a.goOn
	return append(b, "list"...), nil
}

func TestACommandThatIsPutAcrossTheEndOfTheFunction(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, "", func(cfg *Config) { cfg.MaxPinned = 1 })
	arg := lateArg{make(chan struct{}), make(chan struct{})}
	var late Future[Ignore]
	put := make(chan struct{})
	if err := Watch(background, c, func(w *Watched) error {
		go func() {
			defer close(put)
			late = Do[Ignore](w, "BLPOP", arg, "0")
		}()
		<-arg.reached
		return nil
	}, "k"); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { return len(c.pool.slots) == 0 })
	close(arg.goOn)
	<-put
	if _, err := late.Wait(background); OutcomeOf(err) != NotSent || !strings.Contains(err.Error(), "has returned") {
		t.Errorf("%v (%v)", err, OutcomeOf(err))
	}
	for range 3 { // one after the other gets the one connection
		if got, err := BLPop[string](c, time.Millisecond, "list").Wait(background); err != nil || !got.IsNone() {
			t.Errorf("%v, %v", got, err)
		}
	}
}

func TestWhatStillWaitsEndsWithTheFunction(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL(), func(cfg *Config) { cfg.MaxPinned, cfg.Timeout = 1, -1 })
	var sent, behind Future[Optional[Pair[string, string]]]
	if err := Watch(background, c, func(w *Watched) error {
		sent = BLPop[string](w, Forever, "list")
		waitBlocked(t, s, 1)
		behind = BLPop[string](w, Forever, "list")
		return nil
	}, "k"); err != nil {
		t.Fatal(err)
	}
	if _, err := sent.Wait(background); OutcomeOf(err) != Rejected {
		t.Errorf("%v (%v)", err, OutcomeOf(err))
	}
	if _, err := behind.Wait(background); OutcomeOf(err) != NotSent || !strings.Contains(err.Error(), "has returned") {
		t.Errorf("%v (%v)", err, OutcomeOf(err))
	}
	waitBlocked(t, s, 0)
	if err := Watch(background, c, func(w *Watched) error { return add(background, w, "k", 1) }, "k"); err != nil {
		t.Error(err)
	}
}

// TestALostConnectionNeverExecutesElsewhere cuts the connection at each point of an optimistic transaction.
func TestALostConnectionNeverExecutesElsewhere(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	p := redistest.NewProxy(t, s.Addr(), nil)
	c := live(t, p)
	cut := func() {
		p.Cut(redistest.RST)
		eventually(t, func() bool { _, err := Ping(c).Wait(background); return err == nil })
	}
	for _, point := range []string{"before the first command", "behind a read", "before EXEC", "another connection is there"} {
		s.Do(t, "SET", "k", "1")
		runs := 0
		err := Watch(background, c, func(w *Watched) error {
			runs++
			if point == "before the first command" {
				cut()
			}
			n, err := Get[int](w, "k").Wait(background)
			if err != nil {
				return err
			}
			if point == "behind a read" {
				cut()
				// What another connection would not know of.
				s.Do(t, "SET", "k", "100")
			}
			r := w.NewRequest()
			tx := Multi(r)
			Set(tx, "k", n+1)
			tx.Exec()
			if point == "before EXEC" {
				cut()
			}
			if point == "another connection is there" {
				cut()
				eventually(t, func() bool { return c.Stats().Connects >= 2 && w.c.State() == Connected })
			}
			return w.Exec(background, r)
		}, "k")
		if !errors.Is(err, ErrLost) || OutcomeOf(err) != NotSent && OutcomeOf(err) != MaybeExecuted || runs != 1 {
			t.Errorf("cut %s: %v (%v) after %d runs", point, err, OutcomeOf(err), runs)
		}
		if v := s.Do(t, "GET", "k"); v == "2" {
			t.Errorf("cut %s: the transaction was executed", point)
		}
	}
	// The next one is as good as ever.
	s.Do(t, "SET", "k", "1")
	if err := Watch(background, c, func(w *Watched) error { return add(background, w, "k", 1) }, "k"); err != nil || s.Do(t, "GET", "k") != "2" {
		t.Errorf("%v, %v", err, s.Do(t, "GET", "k"))
	}
}

// TestATransactionIsNotExecutedOnARenewedConnection: a network connection may be replaced on purpose, for new credentials or another server,
// and what is put meanwhile waits for the next one. What is bound to it must not.
func TestATransactionIsNotExecutedOnARenewedConnection(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	s.Do(t, "SET", "k", "1")
	runs := 0
	err := Watch(background, c, func(w *Watched) error {
		runs++
		n, err := Get[int](w, "k").Wait(background)
		if err != nil {
			return err
		}
		s.Do(t, "SET", "k", "100") // what the next one would not know of
		waiting := BLPop[string](w, time.Minute, "list")
		waitBlocked(t, s, 1)
		w.c.renew(w.link) // as soon as the reply to that has come
		r := w.NewRequest()
		tx := Multi(r)
		Set(tx, "k", n+1)
		committed := tx.Exec()
		done := make(chan error)
		go func() { done <- w.Exec(background, r) }()
		eventually(t, func() bool { return w.c.ownStats().Queued > 0 })
		s.Do(t, "RPUSH", "list", "x")
		if _, err := waiting.Wait(background); err != nil {
			t.Error(err)
		}
		err = <-done
		if ok, execErr := committed.Get(); ok || execErr == nil {
			t.Errorf("committed: %v, error %v", ok, execErr)
		}
		return err
	}, "k")
	if !errors.Is(err, ErrLost) || OutcomeOf(err) != NotSent || runs != 1 {
		t.Errorf("%v (%v) after %d runs", err, OutcomeOf(err), runs)
	}
	if v := s.Do(t, "GET", "k"); v != "100" {
		t.Errorf("an update is lost: %v", v)
	}
}

func TestBadUsesOfWatch(t *testing.T) {
	c := dial(t, "")
	never := func(*Watched) error { t.Error("called"); return nil }
	if err := Watch(background, c, never); OutcomeOf(err) != NotSent || !strings.Contains(err.Error(), "no keys") {
		t.Errorf("no keys: %v", err)
	}
	ctx, cancel := context.WithCancel(background)
	cancel()
	if err := Watch(ctx, c, never, "k"); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that has ended: %v", err)
	}
	c.Close()
	if err := Watch(background, c, never, "k"); !errors.Is(err, ErrClosed) || OutcomeOf(err) != NotSent {
		t.Errorf("closed: %v", err)
	}
}
