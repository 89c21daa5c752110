package redis

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/internal/redistest"
)

// limit is a Config.Timeout, and latest when a wait is over by it.
const (
	limit  = 4 * time.Second
	latest = limit + limit/8
)

// timedOut checks the error of a wait that began at the given time.
func timedOut(t *testing.T, begin time.Time, err error, want Outcome) {
	t.Helper()
	if took := time.Since(begin); took < limit || took > latest {
		t.Errorf("it took %v", took)
	}
	if !errors.Is(err, ErrTimeout) || !errors.Is(err, context.DeadlineExceeded) || OutcomeOf(err) != want {
		t.Errorf("%v, outcome %v; want %v", err, OutcomeOf(err), want)
	}
}

func within4s(cfg *Config) { cfg.Timeout, cfg.HealthInterval = limit, -1 }

// lateEchoes answers ECHO; to one of "late" it answers after the given time, to one of "never" not at all.
func lateEchoes(got *log[string], late time.Duration) func(c *redistest.ScriptConn) {
	return func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			token := c.Command()[1]
			got.add(token)
			switch token {
			case "late":
				time.Sleep(late)
			case "never":
				c.ReadAll()
			}
			c.Writef("$%d\r\n%s\r\n", len(token), token)
		}
	}
}

// A wait without a deadline ends by Config.Timeout: in the sole caller's hands or in the
// reader's, and its reply, when it comes, is nobody else's.
func TestALateReplyIsDroppedAndTheNextCommandGetsItsOwn(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, lent := range []bool{false, true} {
		for _, exec := range []bool{false, true} {
			t.Run(fmt.Sprintf("lent %v, Exec %v", lent, exec), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var got log[string]
					c := live(t, redistest.ScriptPipe(t, lateEchoes(&got, latest+time.Second)), within4s)
					if lent {
						waitLent(t, c)
					}
					begin := time.Now()
					if exec {
						var req Request
						f := echo(&req, "late")
						err := c.Exec(background, &req)
						timedOut(t, begin, err, MaybeExecuted)
						timedOut(t, begin, f.Err(), MaybeExecuted)
					} else {
						_, err := echo(c, "late").Wait(background)
						timedOut(t, begin, err, MaybeExecuted)
					}
					for i := range 3 {
						if got, err := echo(c, fmt.Sprint(i)).Wait(background); got != fmt.Sprint(i) || err != nil {
							t.Errorf("ECHO %d = %q, %v", i, got, err)
						}
					}
					synctest.Wait()
					if s := c.Stats(); s.Connects != 1 || s.Discarded != 1 || s.Cancelled != 1 || s.Pending != 0 {
						t.Errorf("%+v", s)
					}
				})
			})
		}
	}
}

func TestADeadlineOfTheContextTakesThePlaceOfTheTimeout(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, tt := range []struct {
		name    string
		timeout time.Duration
		ctx     time.Duration // 0: none
		late    time.Duration
		want    time.Duration // when the wait fails; 0: it does not
	}{
		{"a longer deadline", limit, time.Hour, 30 * time.Minute, 0},
		{"a longer deadline that passes", limit, 20 * time.Second, time.Hour, 20 * time.Second},
		{"a shorter deadline", limit, time.Second, time.Hour, time.Second},
		{"no bound", -1, 0, time.Hour, 0},
		{"in time", limit, 0, limit - time.Millisecond, 0},
	} {
		for _, lent := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, lent %v", tt.name, lent), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var got log[string]
					c := live(t, redistest.ScriptPipe(t, lateEchoes(&got, tt.late)), within4s,
						func(cfg *Config) { cfg.Timeout = tt.timeout })
					if lent {
						waitLent(t, c)
					}
					ctx := background
					if tt.ctx > 0 {
						var cancel func()
						ctx, cancel = context.WithTimeout(ctx, tt.ctx)
						defer cancel()
					}
					begin := time.Now()
					v, err := echo(c, "late").Wait(ctx)
					took := time.Since(begin)
					if tt.want == 0 && (v != "late" || err != nil || took != tt.late) {
						t.Errorf("after %v: %q, %v", took, v, err)
					}
					if tt.want > 0 && (took != tt.want || !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrTimeout)) {
						t.Errorf("after %v: %v", took, err)
					}
				})
			})
		}
	}
}

// What has not left when its wait is over never does.
func TestACommandThatTimesOutBeforeItIsSentNeverIs(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		var got log[string]
		s := redistest.ScriptPipe(t, lateEchoes(&got, 0))
		back := time.Now().Add(time.Minute)
		c := live(t, dialFunc(func(ctx context.Context) (net.Conn, error) {
			if time.Now().Before(back) {
				return nil, errors.New("down")
			}
			return s.Dial(ctx, "", "")
		}), within4s, lazy)
		begin := time.Now()
		var wg sync.WaitGroup
		wg.Go(func() {
			_, err := echo(c, "a").Wait(background)
			timedOut(t, begin, err, NotSent)
			if !errors.Is(err, ErrNotConnected) {
				t.Errorf("%v does not say why", err)
			}
		})
		wg.Go(func() {
			var req Request
			f := echo(&req, "b")
			timedOut(t, begin, c.Exec(background, &req), NotSent)
			timedOut(t, begin, f.Err(), NotSent)
		})
		wg.Wait()
		if s := c.Stats(); s.Pending != 0 || s.PendingBytes != 0 {
			t.Errorf("%+v", s)
		}
		ctx, cancel := context.WithTimeout(background, time.Hour)
		defer cancel()
		if v, err := echo(c, "c").Wait(ctx); v != "c" || err != nil {
			t.Errorf("%q, %v", v, err)
		}
		if diff := cmp.Diff([]string{"c"}, got.get()); diff != "" {
			t.Errorf("the server got (-want +got):\n%s", diff)
		}
	})
}

func TestAWaitForRoomInTheQueueTimesOut(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		var got log[string]
		c := live(t, redistest.ScriptPipe(t, lateEchoes(&got, time.Minute)), within4s, func(cfg *Config) { cfg.MaxPending = 1 })
		first, second := echo(c, "late"), echo(c, "second")
		var wg sync.WaitGroup
		begin := time.Now()
		wg.Go(func() {
			_, err := first.Wait(background)
			timedOut(t, begin, err, MaybeExecuted)
		})
		wg.Go(func() {
			_, err := second.Wait(background)
			timedOut(t, begin, err, NotSent)
		})
		wg.Go(func() {
			var req Request
			echo(&req, "third")
			timedOut(t, begin, c.Exec(background, &req), NotSent)
		})
		wg.Wait()
		ctx, cancel := context.WithTimeout(background, time.Hour)
		defer cancel()
		if v, err := echo(c, "fourth").Wait(ctx); v != "fourth" || err != nil {
			t.Errorf("%q, %v", v, err)
		}
		if diff := cmp.Diff([]string{"late", "fourth"}, got.get()); diff != "" {
			t.Errorf("the server got (-want +got):\n%s", diff)
		}
	})
}

// However many there are, each wait ends at its own time.
func TestThousandsOfWaitsTimeOutEachAtItsTime(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		var got log[string]
		c := live(t, redistest.ScriptPipe(t, lateEchoes(&got, 0)), within4s)
		echo(c, "never")
		var wg sync.WaitGroup
		for i := range 3000 {
			wg.Go(func() {
				time.Sleep(time.Duration(i) * time.Millisecond)
				begin := time.Now()
				_, err := echo(c, fmt.Sprint(i)).Wait(background)
				timedOut(t, begin, err, MaybeExecuted)
			})
		}
		wg.Wait()
		if s := c.Stats(); s.Cancelled != 3000 || s.Connects != 1 {
			t.Errorf("%+v", s)
		}
	})
}

// However many waits have timed out, what is pending is bounded, and all of it goes
// when the server is given up.
func TestTimeoutsDoNotPileUp(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, down := range []bool{false, true} {
		t.Run(fmt.Sprintf("down %v", down), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) { c.Handshake(); c.ReadAll() })
				c := live(t, dialFunc(func(ctx context.Context) (net.Conn, error) {
					if down {
						return nil, errors.New("down")
					}
					return s.Dial(ctx, "", "")
				}), lazy, func(cfg *Config) { cfg.Timeout = 50 * time.Millisecond })
				var wg sync.WaitGroup
				for range 20 {
					wg.Go(func() {
						for range 200 {
							_, err := Do[Ignore](c, "INCR", "k").Wait(background)
							if o := OutcomeOf(err); o != NotSent && (o != MaybeExecuted || down) {
								t.Errorf("%v, outcome %v", err, o)
							}
						}
					})
				}
				wg.Wait()
				if n := c.Stats().Pending; down && n != 0 {
					t.Errorf("%d pending", n)
				}
				c.Close()
				if s := c.Stats(); s.Pending != 0 || s.PendingBytes != 0 || s.InFlight != 0 || s.Cancelled > 4000 || s.Cancelled < 3000 {
					t.Errorf("%+v", s)
				}
			})
		})
	}
}

// Commands that time out disturb nobody whose replies come.
func TestATimeoutWithARealServer(t *testing.T) {
	redistest.CheckLeaks(t)
	server := redistest.NewServer(t)
	proxy := redistest.NewProxy(t, server.Addr(), nil)
	c := live(t, proxy, func(cfg *Config) { cfg.Timeout, cfg.HealthInterval = 100*time.Millisecond, -1 })
	proxy.Conn(0).Stall(redistest.Replies)
	_, err := Do[int](c, "INCR", "k").Wait(background)
	if !errors.Is(err, ErrTimeout) || OutcomeOf(err) != MaybeExecuted {
		t.Errorf("%v, outcome %v", err, OutcomeOf(err))
	}
	if n := server.Do(t, "GET", "k"); n != "1" {
		t.Errorf("executed %v times", n)
	}
	proxy.Conn(0).Release(redistest.Replies)
	for i := range 100 {
		if got, err := echo(c, fmt.Sprint(i)).Wait(soon(t)); got != fmt.Sprint(i) || err != nil {
			t.Fatalf("ECHO %d = %q, %v", i, got, err)
		}
	}
	if s := c.Stats(); s.Connects != 1 || s.Discarded != 1 {
		t.Errorf("%+v", s)
	}
}
