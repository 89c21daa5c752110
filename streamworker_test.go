package redis

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// A job is what the entries of these tests have.
type job struct {
	N int `redis:"n"`
}

// addJobs adds entries with the numbers from 0.
func addJobs(t *testing.T, c *Conn, n int) {
	t.Helper()
	var req Request
	for i := range n {
		XAdd(&req, "jobs", job{i})
	}
	if err := c.Exec(background, &req); err != nil {
		t.Fatal(err)
	}
}

// working is a worker with short times.
func working(consumer string, handle func(context.Context, Entry[job]) error) StreamWorker[job] {
	return StreamWorker[job]{Stream: "jobs", Group: "g", Consumer: consumer, Handle: handle, ClaimIdle: 60 * time.Millisecond, Drain: time.Minute}
}

// runWorker runs a worker until the function returned is called, which gives what Run gave.
func runWorker[T any](c *Conn, w StreamWorker[T]) (stop func() error) {
	ctx, cancel := context.WithCancel(background)
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx, c) }()
	return func() error {
		cancel()
		return <-done
	}
}

// nonePending reports whether the group is done with all entries.
func nonePending(t *testing.T, c *Conn, entries int64) bool {
	t.Helper()
	groups, err := XInfoGroups(c, "jobs").Wait(background)
	if err != nil {
		t.Fatal(err)
	}
	return len(groups) == 1 && groups[0].Pending == 0 && groups[0].EntriesRead.Or(entries) >= entries && groups[0].Lag.Or(0) == 0
}

func TestAWorkerHandlesEveryEntryOnce(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, redistest.NewServer(t).URL())
	addJobs(t, c, 100)
	var handled [200]atomic.Int32
	var together, most atomic.Int32
	first, second := make(chan struct{}), make(chan struct{})
	var stops []func() error
	for _, consumer := range []string{"ann", "bob"} {
		w := working(consumer, func(_ context.Context, e Entry[job]) error {
			n := together.Add(1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			handled[e.Value.N].Add(1)
			switch e.Value.N { // these two are in work at the same time, or for ever
			case 0:
				close(first)
				<-second
			case 1:
				close(second)
				<-first
			}
			together.Add(-1)
			return nil
		})
		w.Concurrency, w.ClaimIdle = 4, time.Minute
		w.OnError = func(err error) { t.Error(err) }
		stops = append(stops, runWorker(c, w))
	}
	eventually(t, func() bool { return nonePendingSoon(c, 100) })
	addMore := make([]int, 100)
	var req Request
	for i := range addMore {
		XAdd(&req, "jobs", job{100 + i})
	}
	if err := c.Exec(background, &req); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { return nonePending(t, c, 200) })
	for _, stop := range stops {
		if err := stop(); err != nil {
			t.Error(err)
		}
	}
	for i := range handled {
		if n := handled[i].Load(); n != 1 {
			t.Errorf("entry %d was handled %d times", i, n)
		}
	}
	if n := most.Load(); n < 2 || n > 8 {
		t.Errorf("up to %d entries were handled at a time", n)
	}
}

// nonePendingSoon is nonePending for a group that may not be there yet.
func nonePendingSoon(c *Conn, entries int64) bool {
	groups, err := XInfoGroups(c, "jobs").Wait(background)
	return err == nil && len(groups) == 1 && groups[0].Pending == 0 && groups[0].EntriesRead.Or(0) == entries
}

// TestEveryEntryHasItsTurn: those that fail again and again keep neither each other waiting nor the new ones.
func TestEveryEntryHasItsTurn(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, redistest.NewServer(t).URL())
	const failing = 10
	addJobs(t, c, failing)
	var tries [failing]atomic.Int32
	// A new one is added again and again, each time at another place among those that fail.
	const news = 8
	var since, handled atomic.Int32 // how many failed since it was added, or handled; how many new ones were handled
	done := make(chan struct{})
	w := working("ann", func(_ context.Context, e Entry[job]) error {
		if e.Value.N == failing {
			if n := since.Swap(0); n > 1 {
				t.Errorf("a new entry was handled behind %d that had failed before", n)
			}
			if handled.Add(1) == news {
				close(done)
			}
			return nil
		}
		tries[e.Value.N].Add(1)
		n, h := since.Add(1), handled.Load()
		if h == 0 && n == 40 || 0 < h && h < news && n == failing+3 { // all that were there are read
			if _, err := XAdd(c, "jobs", job{failing}).Wait(background); err != nil {
				t.Error(err)
			}
			since.Store(0)
		}
		return errors.New("not today")
	})
	w.ClaimIdle = time.Millisecond // all of them, always
	stop := runWorker(c, w)
	<-done
	eventually(t, func() bool {
		for i := range failing {
			if tries[i].Load() < 3 {
				return false
			}
		}
		return true
	})
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// TestEntriesThatWereDeletedDoNotStayPending: to servers before 7.0, which give null for them, a worker says so.
func TestEntriesThatWereDeletedDoNotStayPending(t *testing.T) {
	redistest.CheckLeaks(t)
	acked := make(chan string, 10)
	var mu sync.Mutex
	pending := []string{"1-0", "2-0"}
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			args, err := c.Next()
			if err != nil {
				return
			}
			mu.Lock()
			switch args[0] {
			case "XPENDING":
				c.Writef("*%d\r\n", len(pending))
				for _, id := range pending {
					c.Writef("*4\r\n$3\r\n%s\r\n$3\r\nann\r\n:100000\r\n:1\r\n", id)
				}
			case "XCLAIM":
				c.Write("*2\r\n*-1\r\n*2\r\n$3\r\n2-0\r\n*2\r\n$1\r\nn\r\n$1\r\n7\r\n")
			case "XRANGE":
				c.Write("*0\r\n")
			case "XACK":
				acked <- args[3]
				pending = slices.DeleteFunc(pending, func(id string) bool { return id == args[3] })
				c.Write(":1\r\n")
			case "XREADGROUP":
				c.Write("*-1\r\n")
			case "INFO":
				c.AnswerInfo()
			default:
				c.Write("+OK\r\n")
			}
			mu.Unlock()
		}
	})
	c := live(t, s)
	w := working("ann", func(_ context.Context, e Entry[job]) error {
		if e.Value.N != 7 {
			t.Errorf("%v", e)
		}
		return nil
	})
	w.Concurrency, w.ClaimIdle = 3, time.Second
	stop := runWorker(c, w)
	got := []string{<-acked, <-acked}
	slices.Sort(got)
	if !slices.Equal(got, []string{"1-0", "2-0"}) {
		t.Errorf("%v", got)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// TestEntriesOfADeadWorkerAreTakenOver kills a worker in the middle of its work.
func TestEntriesOfADeadWorkerAreTakenOver(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	dying, c := dial(t, s.URL()), dial(t, s.URL())
	addJobs(t, c, 20)
	began, hold := make(chan struct{}, 20), make(chan struct{})
	w := working("dying", func(context.Context, Entry[job]) error {
		began <- struct{}{}
		<-hold
		return nil
	})
	w.Concurrency = 5
	stop := runWorker(dying, w)
	for range w.Concurrency {
		<-began
	}
	dying.Close() // as a kill would

	var handled [20]atomic.Int32
	heir := runWorker(c, working("heir", func(_ context.Context, e Entry[job]) error {
		handled[e.Value.N].Add(1)
		return nil
	}))
	eventually(t, func() bool { return nonePending(t, c, 20) })
	if err := heir(); err != nil {
		t.Error(err)
	}
	close(hold)
	if err := stop(); err != nil && !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	for i := range handled {
		if n := handled[i].Load(); n != 1 {
			t.Errorf("entry %d was handled %d times by the heir", i, n)
		}
	}
}

func TestLongWorkIsNotTakenAway(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	slow, c := dial(t, s.URL()), dial(t, s.URL())
	addJobs(t, c, 1)
	began, hold := make(chan struct{}), make(chan struct{})
	stop := runWorker(slow, working("slow", func(context.Context, Entry[job]) error {
		close(began)
		<-hold
		return nil
	}))
	<-began
	other := runWorker(c, working("other", func(context.Context, Entry[job]) error {
		t.Error("an entry in work was handed out again")
		return nil
	}))
	// Several times as long as an entry may be idle, by the clock of the server.
	begin, err := Time(c).Wait(background)
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool {
		now, err := Time(c).Wait(background)
		return err == nil && now.Sub(begin) > 5*60*time.Millisecond
	})
	close(hold)
	eventually(t, func() bool { return nonePending(t, c, 1) })
	for _, f := range []func() error{stop, other} {
		if err := f(); err != nil {
			t.Error(err)
		}
	}
}

func TestAWorkerEndsWhenItsWorkIsDone(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, redistest.NewServer(t).URL())
	addJobs(t, c, 5)
	began, hold := make(chan struct{}), make(chan struct{})
	w := working("ann", func(ctx context.Context, _ Entry[job]) error {
		began <- struct{}{}
		<-hold
		return ctx.Err()
	})
	w.ClaimIdle = time.Minute
	ctx, cancel := context.WithCancel(background)
	done := make(chan error)
	go func() { done <- w.Run(ctx, c) }()
	<-began
	cancel()
	select {
	case err := <-done:
		t.Fatalf("Run has returned %v while an entry is in work", err)
	default:
	}
	close(hold)
	if err := <-done; err != nil {
		t.Error(err)
	}
	if p, err := XPending(c, "jobs", "g").Wait(background); err != nil || p.Count != 0 {
		t.Errorf("%v, %v", p, err)
	}

	// What takes longer than Drain is told so.
	w.Drain = time.Millisecond
	w.Handle = func(ctx context.Context, _ Entry[job]) error {
		began <- struct{}{}
		<-ctx.Done()
		return ctx.Err()
	}
	ctx, cancel = context.WithCancel(background)
	go func() { done <- w.Run(ctx, c) }()
	<-began
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if p, err := XPending(c, "jobs", "g").Wait(background); err != nil || p.Count != 1 {
		t.Errorf("%v, %v", p, err)
	}
}

func TestAHandlerThatDoesNotReturnHoldsUpRunForASecond(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, redistest.NewServer(t).URL())
	addJobs(t, c, 1)
	began, hold, returned := make(chan struct{}), make(chan struct{}), make(chan struct{})
	w := working("ann", func(context.Context, Entry[job]) error {
		close(began)
		<-hold
		close(returned)
		return nil
	})
	w.Drain = time.Millisecond
	stop := runWorker(c, w)
	<-began
	if err := stop(); err == nil || !strings.Contains(err.Error(), "1 entries are still in work") {
		t.Errorf("%v", err)
	}
	close(hold)
	<-returned
}

func TestAPanicOfOnErrorEndsTheWorker(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	s.Do(t, "SET", "jobs", "no stream")
	w := working("ann", func(context.Context, Entry[job]) error { return nil })
	w.OnError = func(err error) { panic(err) }
	defer func() {
		if p := recover(); p == nil {
			t.Error("no panic")
		}
	}()
	w.Run(background, c)
}

// TestTheEndOfTheConnectionEndsAWorker, with its only slot taken.
func TestTheEndOfTheConnectionEndsAWorker(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, redistest.NewServer(t).URL())
	addJobs(t, c, 1)
	began := make(chan struct{})
	w := working("ann", func(ctx context.Context, _ Entry[job]) error {
		close(began)
		<-ctx.Done()
		return ctx.Err()
	})
	w.Drain = time.Millisecond
	done := make(chan error)
	go func() { done <- w.Run(background, c) }()
	<-began
	c.Close()
	if err := <-done; !errors.Is(err, ErrClosed) {
		t.Errorf("%v", err)
	}
}

// TestWorkersUnderKills kills the connections of workers again and again: each entry is handled at least once, and acknowledged.
func TestWorkersUnderKills(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	const entries = 300
	var handled [entries]atomic.Int32
	var stops []func() error
	for i := range 3 {
		worker := live(t, dialFunc(func(ctx context.Context) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "tcp", s.Addr())
		}))
		w := working(fmt.Sprint("worker", i), func(_ context.Context, e Entry[job]) error {
			handled[e.Value.N].Add(1)
			return nil
		})
		w.Concurrency = 3
		stops = append(stops, runWorker(worker, w))
	}
	for i := range entries {
		if _, err := XAdd(c, "jobs", job{i}).Wait(background); err != nil {
			t.Fatal(err)
		}
		if i%20 == 10 {
			s.Do(t, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
			c = dial(t, s.URL())
		}
	}
	eventually(t, func() bool { return nonePending(t, c, entries) })
	for _, stop := range stops {
		if err := stop(); err != nil {
			t.Error(err)
		}
	}
	again := 0
	for i := range handled {
		n := handled[i].Load()
		if n == 0 {
			t.Errorf("entry %d was not handled", i)
		}
		again += int(n) - 1
	}
	t.Logf("%d of %d entries were handled again", again, entries)
}

func TestBadWorkersAreRefused(t *testing.T) {
	c := dial(t, "")
	good := working("ann", func(context.Context, Entry[job]) error { return nil })
	for name, change := range map[string]func(*StreamWorker[job]){
		"no stream":            func(w *StreamWorker[job]) { w.Stream = "" },
		"no group":             func(w *StreamWorker[job]) { w.Group = "" },
		"no consumer":          func(w *StreamWorker[job]) { w.Consumer = "" },
		"no function":          func(w *StreamWorker[job]) { w.Handle = nil },
		"negative concurrency": func(w *StreamWorker[job]) { w.Concurrency = -1 },
		"half milliseconds":    func(w *StreamWorker[job]) { w.ClaimIdle = 1500 * time.Microsecond },
		"negative time":        func(w *StreamWorker[job]) { w.ClaimIdle = -1 },
		"dead letters back":    func(w *StreamWorker[job]) { w.DeadLetter = w.Stream },
	} {
		w := good
		change(&w)
		if err := w.Run(background, c); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	c.Close()
	if err := good.Run(background, c); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed connection: %v", err)
	}
}
