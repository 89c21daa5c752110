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

// closedNotSent checks what a connection that has ended says to a new command.
func closedNotSent(t *testing.T, c *Conn) {
	t.Helper()
	_, err := echo(c, "new").Wait(background)
	var req Request
	echo(&req, "new")
	for _, err := range []error{err, c.Exec(background, &req)} {
		if !errors.Is(err, ErrClosed) || !errors.Is(err, net.ErrClosed) || OutcomeOf(err) != NotSent {
			t.Errorf("a new command: %v, outcome %v", err, OutcomeOf(err))
		}
	}
	if !errors.Is(c.Err(), ErrClosed) {
		t.Errorf("Err: %v", c.Err())
	}
}

func silent(c *redistest.ScriptConn) { c.Handshake(); c.ReadAll() }

func blocked(ctx context.Context) (net.Conn, error) { <-ctx.Done(); return nil, ctx.Err() }

func refusedDial(context.Context) (net.Conn, error) { return nil, errors.New("connection refused") }

// In whichever phase it is called, Close returns at once, and everything is settled then.
func TestCloseAtAnyTime(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, tt := range []struct {
		name   string
		script func(c *redistest.ScriptConn)
		dial   dialFunc
		want   Outcome
		after  time.Duration
	}{
		{"while dialling", nil, blocked, NotSent, time.Second},
		{"while waiting", nil, refusedDial, NotSent, 11 * time.Second},
		{"in the handshake", func(c *redistest.ScriptConn) { c.Command(); c.ReadAll() }, nil, NotSent, time.Second},
		{"at once", silent, nil, NotSent, -1},
		{"with commands in flight", silent, nil, MaybeExecuted, time.Second},
	} {
		for _, times := range []int{1, 8} {
			t.Run(fmt.Sprintf("%s, %d times", tt.name, times), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					var place dialable = tt.dial
					if tt.script != nil {
						place = redistest.ScriptPipe(t, tt.script)
					}
					c := live(t, place, lazy, func(cfg *Config) { cfg.Backoff = Backoff{Min: time.Hour, Max: time.Hour} })
					f, g := echo(c, "f"), echo(c, "g")
					if tt.after >= 0 {
						time.Sleep(tt.after)
					}
					var wg sync.WaitGroup
					wg.Go(func() {
						_, err := f.Wait(background)
						if o := OutcomeOf(err); !errors.Is(err, ErrClosed) || o != tt.want && tt.after >= 0 || o != NotSent && o != MaybeExecuted {
							t.Errorf("%v, outcome %v", err, o)
						}
					})
					if tt.after >= 0 {
						synctest.Wait()
					}
					begin := time.Now()
					for range times {
						wg.Go(func() {
							if err := c.Close(); err != nil {
								t.Error(err)
							}
							if !g.Done() {
								t.Error("Close has returned, and a command is not settled")
							}
						})
					}
					wg.Wait()
					if took := time.Since(begin); took != 0 {
						t.Errorf("it took %v", took)
					}
					closedNotSent(t, c)
					if s := c.Stats(); s.Pending != 0 || s.PendingBytes != 0 || s.Queued != 0 || s.InFlight != 0 || c.State() != Closed {
						t.Errorf("%v, %+v", c.State(), s)
					}
				})
			})
		}
	}
}

func TestCloseUnderTrafficAndReconnects(t *testing.T) {
	redistest.CheckLeaks(t)
	server := redistest.Server(t)
	proxy := redistest.NewProxy(t, server.Addr(), func(conn int) (p redistest.Plan) {
		p.Replies.Steps = []redistest.Step{{At: int64(100 + conn*37%900), Do: redistest.RST}}
		return p
	})
	for round := range 200 {
		c := live(t, proxy, lazy)
		var wg sync.WaitGroup
		for i := range 1 + round%5 {
			wg.Go(func() {
				for j := 0; ; j++ {
					token := fmt.Sprint(i, j)
					got, err := echo(c, token).Wait(background)
					if errors.Is(err, ErrClosed) {
						return
					}
					if got != token || err != nil {
						t.Errorf("ECHO %q = %q, %v", token, got, err)
						return
					}
				}
			})
		}
		eventually(t, func() bool { return c.Stats().Replies >= uint64(round%20) })
		c.Close()
		wg.Wait()
		if s := c.Stats(); s.Pending != 0 {
			t.Errorf("%+v", s)
		}
	}
}

// Shutdown lets all that was put before be answered, over a loss too, and takes nothing new.
func TestShutdownFinishesWhatWasPut(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, tt := range []struct {
		name   string
		script func(c *redistest.ScriptConn, got *log[string])
		lazy   bool
	}{
		{"connected", func(c *redistest.ScriptConn, got *log[string]) { time.Sleep(time.Second); answers(c, got) }, false},
		{"down", func(c *redistest.ScriptConn, got *log[string]) { answers(c, got) }, true},
		{"lost", func(c *redistest.ScriptConn, got *log[string]) {
			if time.Sleep(time.Second); c.Number() == 1 {
				return
			}
			answers(c, got)
		}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var got log[string]
				s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
					if tt.lazy && c.Number() < 3 {
						return
					}
					c.Handshake()
					tt.script(c, &got)
				})
				c := live(t, s, func(cfg *Config) { cfg.Lazy, cfg.MaxPending = tt.lazy, 4 })
				var wg sync.WaitGroup
				var want []string
				for i := range 6 { // more than the queue takes
					f := echo(c, fmt.Sprint(i))
					want = append(want, fmt.Sprintf("ECHO %d", i))
					wg.Go(func() {
						if v, err := f.Wait(background); v != fmt.Sprint(i) || err != nil {
							t.Errorf("ECHO %d = %q, %v", i, v, err)
						}
					})
					synctest.Wait()
				}
				wg.Go(func() {
					if err := c.Shutdown(background); err != nil {
						t.Error(err)
					}
					if n := len(got.get()); n != len(want) {
						t.Errorf("Shutdown has returned after %d commands", n)
					}
				})
				synctest.Wait()
				closedNotSent(t, c)
				wg.Wait()
				if diff := cmp.Diff(want, got.get()); diff != "" {
					t.Errorf("the server got (-want +got):\n%s", diff)
				}
				closedNotSent(t, c)
				if c.State() != Closed || c.Shutdown(background) != nil {
					t.Errorf("%v", c.State())
				}
			})
		})
	}
}

func TestAShutdownWhoseContextEndsCloses(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, down := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			var place dialable = redistest.ScriptPipe(t, silent)
			want := MaybeExecuted
			if down {
				place, want = dialFunc(refusedDial), NotSent
			}
			c := live(t, place, lazy, func(cfg *Config) { cfg.HealthInterval = -1 })
			f := Do[Ignore](c, "INCR", "k")
			ctx, cancel := context.WithTimeout(background, time.Second)
			defer cancel()
			begin := time.Now()
			err := c.Shutdown(ctx)
			if took := time.Since(begin); took != time.Second || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("after %v: %v", took, err)
			}
			if err := f.Err(); !errors.Is(err, ErrClosed) || OutcomeOf(err) != want {
				t.Errorf("down %v: %v, outcome %v", down, err, OutcomeOf(err))
			}
			closedNotSent(t, c)
		})
	}
}

func TestTheEndOfAConnectionThatWasIdle(t *testing.T) {
	redistest.CheckLeaks(t)
	for name, end := range map[string]func(*Conn) error{
		"Close":    (*Conn).Close,
		"Shutdown": func(c *Conn) error { return c.Shutdown(background) },
	} {
		for _, made := range []string{"Dial", "New"} {
			t.Run(name+" after "+made, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					cfg := living(redistest.ScriptPipe(t, silent))
					c, err := New(cfg)
					if made == "Dial" {
						c.Close()
						c, err = cfg.Dial(background)
					}
					if err != nil {
						t.Fatal(err)
					}
					if err := end(c); err != nil {
						t.Error(err)
					}
					closedNotSent(t, c)
				})
			})
		}
	}
}

// What was put into a connection that is never run is not sent.
func TestCloseOfAConnectionThatWasNeverRun(t *testing.T) {
	redistest.CheckLeaks(t)
	c, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	f := echo(c, "x")
	c.Close()
	if err := f.Err(); !errors.Is(err, ErrClosed) || OutcomeOf(err) != NotSent {
		t.Errorf("%v, outcome %v", err, OutcomeOf(err))
	}
	closedNotSent(t, c)
}

func TestRunReturnsTheReasonOfTheEnd(t *testing.T) {
	redistest.CheckLeaks(t)
	stopped := errors.New("the program stops")
	for _, tt := range []struct {
		name string
		end  func(c *Conn, cancel context.CancelCauseFunc)
		want []error // of Run; none: nil
	}{
		{"Close", func(c *Conn, _ context.CancelCauseFunc) { c.Close() }, nil},
		{"Shutdown", func(c *Conn, _ context.CancelCauseFunc) { c.Shutdown(background) }, nil},
		{"the end of its context", func(_ *Conn, cancel context.CancelCauseFunc) { cancel(stopped) }, []error{context.Canceled, stopped}},
		{"a loss", func(c *Conn, _ context.CancelCauseFunc) { echo(c, "hang up") }, []error{ErrLost, ErrClosed}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
					c.Handshake()
					for {
						token := c.Command()[1]
						if token == "hang up" {
							return
						}
						c.Writef("$%d\r\n%s\r\n", len(token), token)
					}
				})
				c, err := New(living(s, func(cfg *Config) { cfg.NoReconnect = true }))
				if err != nil {
					t.Fatal(err)
				}
				before := echo(c, "before")
				ctx, cancel := context.WithCancelCause(background)
				defer cancel(nil)
				ran := make(chan error, 1)
				go func() { ran <- c.Run(ctx) }()
				if v, err := before.Wait(background); v != "before" || err != nil {
					t.Errorf("put before Run: %q, %v", v, err)
				}
				if err := c.Run(ctx); !errors.Is(err, errRunning) {
					t.Errorf("a second Run: %v", err)
				}
				tt.end(c, cancel)
				err = <-ran
				if tt.want == nil && err != nil {
					t.Errorf("Run: %v", err)
				}
				for _, want := range tt.want {
					if !errors.Is(err, want) {
						t.Errorf("Run: %v, want %v", err, want)
					}
				}
				closedNotSent(t, c)
				if err := c.Run(background); err == nil {
					t.Error("run again")
				}
			})
		})
	}
	c := dial(t, "")
	if err := c.Run(background); !errors.Is(err, errRunning) {
		t.Errorf("of a connection that Dial made: %v", err)
	}
}
