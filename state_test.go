package redis

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/internal/redistest"
)

// line gives a change in words: the cause is one of the given, or there is none.
func (s StateChange) line(causes ...error) string {
	out := s.State.String()
	if s.Attempt > 0 {
		out += fmt.Sprint(" ", s.Attempt)
	}
	for _, cause := range causes {
		if errors.Is(s.Err, cause) {
			out += ": " + cause.Error()
		}
	}
	return out
}

func TestEachChangeOfStateIsToldInOrderAndWithItsCause(t *testing.T) {
	redistest.CheckLeaks(t)
	noRoute := errors.New("no route")
	for _, tt := range []struct {
		name        string
		noReconnect bool
		dial        func(Config) (*Conn, error)
		want        []string
	}{
		{"Dial", false, func(cfg Config) (*Conn, error) { return cfg.Dial(background) }, []string{
			"connecting 1", "connected",
			"waiting 1: connection lost", "connecting 1", "waiting 2: no route", "connecting 2", "waiting 3: no route", "connecting 3", "connected",
			"closed: " + ErrClosed.Error()}},
		{"New and Run", false, func(cfg Config) (*Conn, error) {
			c, err := New(cfg)
			go c.Run(background)
			return c, err
		}, []string{
			"connecting 1", "connected",
			"waiting 1: connection lost", "connecting 1", "waiting 2: no route", "connecting 2", "waiting 3: no route", "connecting 3", "connected",
			"closed: " + ErrClosed.Error()}},
		{"NoReconnect", true, func(cfg Config) (*Conn, error) { return cfg.Dial(background) }, []string{
			"connecting 1", "connected", "closed: connection lost: " + ErrClosed.Error()}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				dials := 0
				s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
					c.Handshake()
					time.Sleep(time.Second)
					if c.Number() == 1 {
						c.ReadAll()
					}
				})
				var told log[StateChange]
				cfg := living(dialFunc(func(ctx context.Context) (net.Conn, error) {
					if dials++; dials == 2 || dials == 3 {
						return nil, noRoute
					}
					return s.Dial(ctx, "", "")
				}), func(cfg *Config) {
					cfg.NoReconnect, cfg.HealthInterval = tt.noReconnect, -1
					cfg.OnState = told.add
				})
				c, err := tt.dial(cfg)
				if err != nil {
					t.Fatal(err)
				}
				synctest.Wait()
				if c.State() != Connected || c.Err() != nil {
					t.Errorf("%v, %v", c.State(), c.Err())
				}
				time.Sleep(time.Minute)
				c.Close()
				synctest.Wait()
				if c.State() != Closed || !errors.Is(c.Err(), ErrClosed) {
					t.Errorf("%v, %v", c.State(), c.Err())
				}
				var got []string
				for _, s := range told.get() {
					got = append(got, s.line(ErrLost, noRoute, ErrClosed))
					if s.Addr == "" && s.State != Connecting || s.Missed != 0 {
						t.Errorf("%+v", s)
					}
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("told (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// While a callback blocks the connection goes on, and of what is told afterwards only the middle is missing.
func TestACallbackThatDoesNotKeepUpHoldsUpNothing(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		const lives = 100
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			if c.Number() == lives {
				echoes(c)
			}
			c.Handshake()
		})
		release := make(chan struct{})
		var told log[StateChange]
		c := live(t, s, lazy, func(cfg *Config) {
			cfg.OnState = func(s StateChange) { <-release; told.add(s) }
		})
		if v, err := echo(c, "x").Wait(background); v != "x" || err != nil {
			t.Errorf("%q, %v", v, err)
		}
		eventuallyVirtual(t, func() bool { return c.Stats().Connects == lives+1 && c.Err() == nil })
		if v, err := echo(c, "y").Wait(background); v != "y" || err != nil {
			t.Errorf("%q, %v", v, err)
		}
		c.Close()
		close(release)
		synctest.Wait()
		all := told.get()
		missed := 0
		for _, s := range all {
			missed += s.Missed
		}
		// Of each life there are three changes, and one is the end.
		if want := 3*(lives+1) - 1 + 1; len(all)+missed != want || missed == 0 || len(all) < maxNews {
			t.Errorf("%d changes were told, %d missed; there were %d", len(all), missed, want)
		}
		if first, last := all[0], all[len(all)-1]; first.State != Connecting || last.State != Closed {
			t.Errorf("from %v to %v", first.State, last.State)
		}
	})
}

// eventuallyVirtual waits for a condition in a bubble.
func eventuallyVirtual(t testing.TB, ok func() bool) {
	t.Helper()
	for begin := time.Now(); !ok(); time.Sleep(10 * time.Millisecond) {
		if time.Since(begin) > time.Hour {
			t.Fatal("the condition did not come true")
		}
	}
}

func TestACallbackMayCloseOrPanic(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, at := range []State{Connecting, Connected, Waiting, Closed} {
		t.Run(at.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) { c.Handshake(); time.Sleep(time.Second) })
				var c *Conn
				var told log[State]
				ready, closed := make(chan struct{}), make(chan struct{})
				cfg := living(s, func(cfg *Config) {
					cfg.OnState = func(s StateChange) {
						<-ready
						told.add(s.State)
						if s.State == at {
							c.Close()
							c.Shutdown(background)
							select {
							case <-closed:
							default:
								close(closed)
							}
							panic("of the user's")
						}
					}
				})
				c, err := New(cfg)
				if err != nil {
					t.Fatal(err)
				}
				close(ready)
				if at == Closed {
					time.AfterFunc(time.Second, func() { c.Close() })
				}
				if err := c.Run(background); err != nil {
					t.Error(err)
				}
				<-closed
				synctest.Wait()
				closedNotSent(t, c)
				all := told.get()
				if all[len(all)-1] != Closed {
					t.Errorf("the states were %v", all)
				}
			})
		})
	}
}

// What is logged tells why, and holds no secret, in whichever way the connection fails.
func TestTheLogHasCausesAndNoSecrets(t *testing.T) {
	redistest.CheckLeaks(t)
	const secret = "marked-secret"
	for _, tt := range []struct {
		name   string
		script func(c *redistest.ScriptConn)
		want   []string
	}{
		{"loss", func(c *redistest.ScriptConn) { c.Handshake(); c.Reset() },
			[]string{"state=connected", "state=waiting", "connection reset by peer", "delay=", "level=WARN", "attempt=1", "server:1"}},
		{"refused credentials", func(c *redistest.ScriptConn) { c.Command(); c.Write("-WRONGPASS invalid username-password pair\r\n") },
			[]string{"WRONGPASS", "state=waiting"}},
		{"a server that gives them back", func(c *redistest.ScriptConn) {
			c.Writef("-ERR unknown command '%s', with args beginning with: 'AUTH'\r\n", c.Command()[0])
			c.Write("-ERR AUTH failed\r\n-ERR\r\n-ERR\r\n-ERR\r\n")
			c.ReadAll()
		}, []string{"state=waiting", "AUTH"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var buf syncBuffer
				c := live(t, redistest.ScriptPipe(t, tt.script), lazy, func(cfg *Config) {
					cfg.Username, cfg.Password = "app", secret
					cfg.Backoff = Backoff{Min: time.Second, Max: time.Second}
					cfg.Logger = slog.New(slog.NewTextHandler(&buf, nil))
				})
				time.Sleep(10 * time.Second)
				c.Close()
				synctest.Wait()
				all := buf.String()
				for _, want := range append(tt.want, "state=connecting", "state=closed", "connection closed") {
					if !strings.Contains(all, want) {
						t.Errorf("no %q in the log:\n%.2000s", want, all)
					}
				}
				if strings.Contains(all, secret) || strings.Contains(fmt.Sprintf("%v %+v %#v %s", c, c, c, c.Err()), secret) {
					t.Errorf("a secret in the log:\n%.2000s", all)
				}
			})
		})
	}
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// A handler of logs that panics is no reason to stop.
type panicky struct{ slog.Handler }

func (panicky) Enabled(context.Context, slog.Level) bool { panic("of the user's") }

func TestALoggerThatPanicsHoldsUpNothing(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		var told log[State]
		c := live(t, redistest.ScriptPipe(t, echoes), func(cfg *Config) {
			cfg.Logger = slog.New(panicky{slog.DiscardHandler})
			cfg.OnState = func(s StateChange) { told.add(s.State) }
		})
		if v, err := echo(c, "x").Wait(background); v != "x" || err != nil {
			t.Errorf("%q, %v", v, err)
		}
		c.Close()
		synctest.Wait()
		if diff := cmp.Diff([]State{Connecting, Connected, Closed}, told.get()); diff != "" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
	})
}

// Setup is done on each new connection before anything else, and what it asks for is needed.
func TestSetupIsDoneOnEachConnection(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		var got log[string]
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for {
				args := c.Command()
				got.add(fmt.Sprint(c.Number(), " ", strings.Join(args, " ")))
				switch {
				case args[0] == "CONFIG" && c.Number() == 1:
					c.Write("-ERR not now\r\n")
				case args[1] == "hang up":
					return
				default:
					c.Write("$1\r\nx\r\n")
				}
			}
		})
		setup := func(r *Request) {
			Do[Ignore](r, "CONFIG", "SET", "a", "b")
			Do[Ignore](r, "ECHO", "set up")
		}
		var told log[string]
		c := live(t, s, func(cfg *Config) {
			cfg.Setup = setup
			cfg.OnState = func(s StateChange) {
				if s.Err != nil {
					told.add(s.Err.Error())
				}
			}
		})
		if _, err := echo(c, "1").Wait(background); err != nil {
			t.Error(err)
		}
		Do[Ignore](c, "INCR", "hang up").Wait(background)
		if _, err := echo(c, "2").Wait(background); err != nil {
			t.Error(err)
		}
		want := []string{
			"0 CONFIG SET a b", "0 ECHO set up", "0 ECHO 1", "0 INCR hang up",
			"1 CONFIG SET a b", "1 ECHO set up", "2 CONFIG SET a b", "2 ECHO set up", "2 ECHO 2",
		}
		if diff := cmp.Diff(want, got.get()); diff != "" {
			t.Errorf("the server got (-want +got):\n%s", diff)
		}
		synctest.Wait()
		if all := strings.Join(told.get(), "\n"); !strings.Contains(all, "Config.Setup: CONFIG SET: ERR not now") {
			t.Errorf("told: %s", all)
		}
	})
}

func TestASetupThatCanNotBeDoneFailsTheDial(t *testing.T) {
	redistest.CheckLeaks(t)
	for want, setup := range map[string]func(*Request){
		"Config.Setup: GET: ERR no":         func(r *Request) { Do[Ignore](r, "GET", "k") },
		"Config.Setup panicked with a":      func(*Request) { panic("marked-secret") },
		"Config.Setup: redis: 1 of 1":       func(r *Request) { Do[Ignore](r, "GET", make(chan int)) },
		"the request has an open transacti": func(r *Request) { Multi(r) },
	} {
		t.Run(want, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
					c.Handshake()
					c.Command()
					c.Write("-ERR no\r\n")
					c.ReadAll()
				})
				cfg := living(s, func(cfg *Config) { cfg.Setup = setup })
				c, err := cfg.Dial(background)
				if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "marked-secret") {
					t.Errorf("%v, %v", c, err)
				}
			})
		})
	}
}

func TestAServerThatComesBackIsUsedAgain(t *testing.T) {
	redistest.CheckLeaks(t)
	first := redistest.NewServer(t)
	var addr atomic.Value
	addr.Store(first.Addr())
	c := live(t, dialFunc(func(ctx context.Context) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "tcp", addr.Load().(string))
	}), func(cfg *Config) {
		cfg.DB = 3
		cfg.ClientName = "again"
		cfg.Setup = func(r *Request) { Do[Ignore](r, "SET", "setup", "done") }
	})
	if _, err := Do[Ignore](c, "SET", "k", "old").Wait(background); err != nil {
		t.Fatal(err)
	}
	first.Kill()
	eventually(t, func() bool { return errors.Is(c.Err(), ErrNotConnected) })
	waiting := Do[Ignore](c, "SET", "k", "new")
	second := redistest.NewServer(t)
	addr.Store(second.Addr())
	if _, err := waiting.Wait(background); err != nil {
		t.Errorf("put while the server was down: %v", err)
	}
	info, err := Do[string](c, "CLIENT", "INFO").Wait(background)
	if err != nil || !strings.Contains(info, " name=again ") || !strings.Contains(info, " db=3 ") {
		t.Errorf("the new connection is %q, %v", info, err)
	}
	got, err := Do[[]string](c, "MGET", "k", "setup").Wait(background)
	if diff := cmp.Diff([]string{"new", "done"}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
