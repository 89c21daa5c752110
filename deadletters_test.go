package redis

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/internal/redistest"
)

func TestWhatCanNotBeHandledGoesToTheDeadLetters(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	addJobs(t, c, 3)
	bad := s.Do(t, "XADD", "jobs", "*", "n", "no number").(string)
	var mu sync.Mutex
	tries := map[int]int{}
	var errs []error
	w := working("ann", func(_ context.Context, e Entry[job]) error {
		mu.Lock()
		defer mu.Unlock()
		tries[e.Value.N]++
		switch {
		case e.Value.N == 1:
			return errors.New("not today")
		case e.Value.N == 2 && tries[2] == 1:
			panic("boom")
		}
		return nil
	})
	w.DeadLetter, w.MaxDeliveries = "dead", 3
	w.OnError = func(err error) {
		mu.Lock()
		defer mu.Unlock()
		errs = append(errs, err)
	}
	stop := runWorker(c, w)
	eventually(t, func() bool {
		n, err := XLen(c, "dead").Wait(background)
		return err == nil && n == 2 && nonePending(t, c, 4)
	})
	if err := stop(); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(map[int]int{0: 1, 1: 3, 2: 2}, tries); diff != "" {
		t.Errorf("how often entries were handled: -want +got\n%s", diff)
	}
	dead, err := XRange[map[string]string](c, "dead", IDMin, IDMax).Wait(background)
	if err != nil {
		t.Fatal(err)
	}
	byN := map[string]map[string]string{}
	for _, e := range dead {
		byN[e.Value["n"]] = e.Value
	}
	if e := byN["no number"]; e["dead-letter:id"] != bad || e["dead-letter:stream"] != "jobs" || e["dead-letter:deliveries"] != "3" || byN["1"] == nil {
		t.Errorf("%v", byN)
	}
	var mismatches, panics, refusals int
	for _, err := range errs {
		var we *StreamWorkerError
		var me *MismatchError
		switch {
		case !errors.As(err, &we):
			t.Error(err)
		case errors.As(err, &me) && we.ID.String() == bad:
			mismatches++
		case we.Stack != nil:
			panics++
		case strings.Contains(err.Error(), "not today"):
			refusals++
		}
	}
	if mismatches != 3 || panics != 1 || refusals != 3 {
		t.Errorf("%d mismatches, %d panics, %d refusals: %v", mismatches, panics, refusals, errs)
	}
}

// TestWhatCanNotBecomeADeadLetterStaysPending: it must not be acknowledged all the same.
func TestWhatCanNotBecomeADeadLetterStaysPending(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	s.Do(t, "SET", "dead", "no stream")
	addJobs(t, c, 2)
	ids, err := XRange[Ignore](c, "jobs", IDMin, IDMax).Wait(background)
	if err != nil {
		t.Fatal(err)
	}
	told := make(chan error, 1)
	w := working("ann", func(context.Context, Entry[job]) error { return errors.New("not today") })
	w.DeadLetter, w.MaxDeliveries = "dead", 1
	w.OnError = func(err error) {
		var er *ErrorReply
		if errors.As(err, &er) {
			select {
			case told <- err:
			default:
			}
		}
	}
	stop := runWorker(c, w)
	var we *StreamWorkerError
	if err := <-told; !errors.As(err, &we) || we.ID != ids[0].ID && we.ID != ids[1].ID || !strings.Contains(err.Error(), "WRONGTYPE") {
		t.Errorf("%v", err)
	}
	if p, err := XPending(c, "jobs", "g").Wait(background); err != nil || p.Count != 2 {
		t.Errorf("%v, %v", p, err)
	}
	s.Do(t, "XDEL", "jobs", ids[0].ID.String()) // of this one there is nothing to keep
	s.Do(t, "DEL", "dead")
	eventually(t, func() bool { return nonePendingSoon(c, 2) })
	if err := stop(); err != nil {
		t.Error(err)
	}
	if dead, err := XRange[map[string]string](c, "dead", IDMin, IDMax).Wait(background); err != nil || len(dead) != 1 || dead[0].Value["dead-letter:id"] != ids[1].ID.String() {
		t.Errorf("%v, %v", dead, err)
	}
}

// A heldWriter is a network connection whose writes go through a function.
type heldWriter struct {
	net.Conn
	hold func(b []byte)
}

func (h heldWriter) Write(b []byte) (int, error) {
	h.hold(b)
	return h.Conn.Write(b)
}

func TestTwoWorkersMakeOneDeadLetterOfAnEntry(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	addJobs(t, c, 1)
	reached, goOn := make(chan struct{}), make(chan struct{})
	var once sync.Once
	slow := live(t, dialFunc(func(ctx context.Context) (net.Conn, error) {
		nc, err := new(net.Dialer).DialContext(ctx, "tcp", s.Addr())
		return heldWriter{nc, func(b []byte) {
			if strings.Contains(string(b), "EVAL") {
				once.Do(func() { close(reached); <-goOn })
			}
		}}, err
	}))
	failing := func(consumer string) StreamWorker[job] {
		w := working(consumer, func(context.Context, Entry[job]) error { return errors.New("not today") })
		w.DeadLetter, w.MaxDeliveries = "dead", 1
		return w
	}
	stop := runWorker(slow, failing("slow"))
	<-reached
	stopOther := runWorker(c, failing("other"))
	eventually(t, func() bool { return s.Do(t, "XLEN", "dead") == int64(1) })
	before := slow.Stats().Replies
	close(goOn)
	eventually(t, func() bool { return slow.Stats().Replies > before+3 })
	for _, f := range []func() error{stop, stopOther} {
		if err := f(); err != nil {
			t.Error(err)
		}
	}
	if n := s.Do(t, "XLEN", "dead"); n != int64(1) {
		t.Errorf("%v dead letters", n)
	}
}

// A bomb is a field whose decoder panics.
type bomb struct{}

func (*bomb) UnmarshalBulk([]byte) error { panic("boom") }

type bombed struct {
	N bomb `redis:"n"`
}

func TestAPanicOfADecoderIsAnError(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	addJobs(t, c, 1)
	told := make(chan error, 100)
	stop := runWorker(c, StreamWorker[bombed]{
		Stream: "jobs", Group: "g", Consumer: "ann", ClaimIdle: time.Millisecond, DeadLetter: "dead", MaxDeliveries: 2,
		OnError: func(err error) { told <- err },
		Handle: func(context.Context, Entry[bombed]) error {
			t.Error("handled")
			return nil
		},
	})
	eventually(t, func() bool { return s.Do(t, "XLEN", "dead") == int64(1) })
	if err := stop(); err != nil {
		t.Error(err)
	}
	var we *StreamWorkerError
	if err := <-told; !errors.As(err, &we) || !strings.Contains(string(we.Stack), "UnmarshalBulk") {
		t.Errorf("%v", err)
	}
}

func TestAHandlerThatEndsItsGoroutine(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	addJobs(t, c, 1)
	told := make(chan error, 100)
	w := working("ann", func(context.Context, Entry[job]) error {
		runtime.Goexit()
		return nil
	})
	w.DeadLetter, w.MaxDeliveries = "dead", 2
	w.OnError = func(err error) { told <- err }
	stop := runWorker(c, w)
	eventually(t, func() bool { return s.Do(t, "XLEN", "dead") == int64(1) })
	if err := stop(); err != nil {
		t.Error(err)
	}
	close(told)
	n := 0
	for err := range told {
		if n++; !strings.Contains(err.Error(), "ended the goroutine") {
			t.Error(err)
		}
	}
	if n != 2 {
		t.Errorf("told %d times", n)
	}
}

// TestAWorkerKnowsWhatItHasInWork, even if the server does not hear of it: it makes no dead letter of that.
func TestAWorkerKnowsWhatItHasInWork(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	addJobs(t, c, 1)
	s.Do(t, "ACL", "SETUSER", "mute", "on", ">x", "+@all", "-xclaim", "~*")
	mute := dial(t, "redis://mute:x@"+s.Addr())
	began, hold := make(chan struct{}), make(chan struct{})
	w := working("ann", func(context.Context, Entry[job]) error {
		close(began)
		<-hold
		return nil
	})
	w.Concurrency, w.DeadLetter, w.MaxDeliveries = 2, "dead", 1
	stop := runWorker(mute, w)
	<-began
	eventually(t, func() bool { // it has looked for idle entries since this one is
		p, err := XPendingRange(c, "jobs", "g", IDMin, IDMax, 1, Idle(5*w.ClaimIdle)).Wait(background)
		if err != nil {
			t.Fatal(err)
		}
		return len(p) > 0
	})
	calls := callsOf(t, s, "xpending")
	eventually(t, func() bool { return callsOf(t, s, "xpending") > calls+3 })
	if n := s.Do(t, "XLEN", "dead"); n != int64(0) {
		t.Errorf("%v dead letters", n)
	}
	close(hold)
	eventually(t, func() bool { return nonePendingSoon(c, 1) })
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// callsOf is how often the server has executed a command.
func callsOf(t *testing.T, s *redistest.Instance, command string) (n int) {
	t.Helper()
	_, text, _ := strings.Cut(s.Do(t, "INFO", "commandstats").(string), "cmdstat_"+command+":calls=")
	fmt.Sscan(strings.Split(text, ",")[0], &n)
	return n
}
