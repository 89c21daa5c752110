package redis

import (
	"context"
	"errors"
	"fmt"
	"io"
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

// givenUp is by when a connection from which nothing arrives has been given up, by default.
const givenUp = 2*defaultHealthInterval + slowestBeat

func TestAServerIsAskedForALifeSignAfterSilenceOnly(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		begin := time.Now()
		var pings log[time.Duration]
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for {
				switch args := c.Command(); args[0] {
				case "PING":
					pings.add(time.Since(begin))
					c.Write("+PONG\r\n")
				case "SLOW":
					time.Sleep(3 * time.Second)
					c.Write("+slow\r\n")
				default:
					c.Write("+OK\r\n")
				}
			}
		})
		c := live(t, s)
		for range 100 { // never silent
			Do[Ignore](c, "ECHO", "x").Wait(background)
			time.Sleep(500 * time.Millisecond)
		}
		if _, err := Do[Ignore](c, "SLOW").Wait(background); err != nil { // silent, but in flight
			t.Error(err)
		}
		if n := len(pings.get()); n != 0 {
			t.Errorf("%d PINGs while there was traffic", n)
		}
		quiet := time.Since(begin)
		time.Sleep(time.Minute)
		synctest.Wait()
		all := pings.get()
		if n := len(all); n < 20 || n > 30 {
			t.Fatalf("%d PINGs in a minute of silence", n)
		}
		if d := all[0] - quiet; d < defaultHealthInterval || d > defaultHealthInterval+slowestBeat {
			t.Errorf("the first PING came after %v of silence", d)
		}
		if s := c.Stats(); s.Connects != 1 || s.Pending != 0 {
			t.Errorf("%+v", s)
		}
	})
}

func TestEveryByteIsALifeSign(t *testing.T) {
	redistest.CheckLeaks(t)
	for name, pong := range map[string]func(c *redistest.ScriptConn){
		"PONG":            func(c *redistest.ScriptConn) { c.Command(); c.Write("+PONG\r\n") },
		"an error reply":  func(c *redistest.ScriptConn) { c.Command(); c.Write("-ERR no PING today\r\n") },
		"pushes":          func(c *redistest.ScriptConn) { time.Sleep(time.Second); c.Write(">1\r\n+alive\r\n") },
		"a slow reply":    func(c *redistest.ScriptConn) { c.Command(); c.Fragment(1); drip(c, "+PONG\r\n") },
		"a part of reply": func(c *redistest.ScriptConn) { c.Command(); drip(c, ">1\r\n+"+strings.Repeat("x", 30)+"\r\n+OK\r\n") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
					c.Handshake()
					for {
						pong(c)
					}
				})
				c := live(t, s)
				time.Sleep(5 * time.Minute)
				if s := c.Stats(); s.Connects != 1 || s.Losses != 0 || c.Err() != nil {
					t.Errorf("%v, %+v", c.Err(), s)
				}
				if got := c.Stats().ReadBytes; got < 200 {
					t.Errorf("only %d bytes came: nothing was tried", got)
				}
			})
		})
	}
}

// drip writes a byte per second.
func drip(c *redistest.ScriptConn, s string) {
	for i := range len(s) {
		time.Sleep(time.Second)
		c.Write(s[i : i+1])
	}
}

// A server that is silent with commands in flight is given up, whether it reads or not, and whoever reads
// the replies.
func TestASilentServerIsGivenUpWithCommandsInFlight(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, lent := range []bool{false, true} {
		for _, reads := range []bool{true, false} {
			t.Run(fmt.Sprintf("lent %v, the server reads: %v", lent, reads), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
						if c.Number() > 0 {
							echoes(c)
						}
						c.Handshake()
						for token := ""; token != "silence"; {
							token = c.Command()[1]
							c.Writef("$%d\r\n%s\r\n", len(token), token)
						}
						if reads {
							c.ReadAll()
						}
						<-c.Done()
					})
					c := live(t, s, func(cfg *Config) { cfg.Timeout = -1 })
					if lent {
						waitLent(t, c)
					}
					if _, err := echo(c, "silence").Wait(background); err != nil || c.lent.Load() != lent {
						t.Fatal(err)
					}
					token := "small"
					if !reads {
						token = strings.Repeat("x", 1<<20)
					}
					begin := time.Now()
					_, err := Do[Ignore](c, "INCR", token).Wait(background)
					if o := OutcomeOf(err); reads && (o != MaybeExecuted || !errors.Is(err, errSilent) || !errors.Is(err, ErrLost)) {
						t.Errorf("%v, outcome %v", err, o)
					} else if !reads && err != nil { // the last byte never left
						t.Errorf("not whole at the server, so it goes out again: %v", err)
					}
					if took := time.Since(begin); took < defaultHealthInterval || took > givenUp+c.cfg.Backoff.Max*2 {
						t.Errorf("it took %v", took)
					}
					if got, err := echo(c, "after").Wait(background); got != "after" || err != nil {
						t.Errorf("%q, %v", got, err)
					}
				})
			})
		}
	}
}

func TestWithoutHealthChecksSilenceIsBorne(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		var got log[string]
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			got.add(c.Command()[0])
			time.Sleep(time.Hour)
			c.Write("+late\r\n")
			c.ReadAll()
		})
		c := live(t, s, func(cfg *Config) { cfg.HealthInterval, cfg.Timeout = -1, -1 })
		time.Sleep(time.Hour)
		if v, err := Do[string](c, "GET", "k").Wait(background); v != "late" || err != nil {
			t.Errorf("%q, %v", v, err)
		}
		if diff := cmp.Diff([]string{"GET"}, got.get()); diff != "" {
			t.Errorf("the server got (-want +got):\n%s", diff)
		}
	})
}

// A server that is stopped keeps its connections open and answers nothing.
func TestARealServerThatHangsIsGivenUp(t *testing.T) {
	redistest.CheckLeaks(t)
	server := redistest.Server(t)
	proxy := redistest.NewProxy(t, server.Addr(), nil)
	c := live(t, proxy, func(cfg *Config) { cfg.HealthInterval = 100 * time.Millisecond })
	if _, err := echo(c, "x").Wait(background); err != nil {
		t.Fatal(err)
	}
	proxy.Conn(0).Stall(redistest.Requests)
	proxy.Conn(0).Stall(redistest.Replies)
	proxy.Conn(1) // is made without anybody asking for something
	if got, err := echo(c, "y").Wait(background); got != "y" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// A vault gives credentials that are valid for an hour.
type vault struct {
	calls atomic.Int32
	fails atomic.Int32 // how many calls, from the second on, fail
}

func (v *vault) get(context.Context) (Credentials, error) {
	n := v.calls.Add(1)
	if n > 1 && v.fails.Add(-1) >= 0 {
		return Credentials{}, errors.New("the vault is sealed")
	}
	return Credentials{Username: "app", Password: fmt.Sprint("secret", n), Expires: time.Now().Add(time.Hour)}, nil
}

// traffic puts an INCR per second for some time, and counts those that fail.
func traffic(c *Conn, d time.Duration) (failed []error) {
	var wg sync.WaitGroup
	var errs log[error]
	for begin := time.Now(); time.Since(begin) < d; time.Sleep(time.Second) {
		wg.Go(func() {
			if _, err := Do[Ignore](c, "INCR", "k").Wait(background); err != nil {
				errs.add(err)
			}
		})
	}
	wg.Wait()
	return errs.get()
}

func TestAUTHGoesItsWayBeforeCredentialsExpire(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, tt := range []struct {
		name  string
		fails int32  // of the vault
		auth  string // the answer to AUTH
		proto int
		want  []string // what came, INCR left out
	}{
		{"by AUTH", 0, "+OK\r\n", 3, []string{"0 HELLO 3 AUTH app secret1", "0 AUTH app secret2", "0 AUTH app secret3"}},
		{"by AUTH, RESP2", 0, "+OK\r\n", 2, []string{"0 HELLO 3 AUTH app secret1", "0 AUTH app secret1", "0 AUTH app secret2", "0 AUTH app secret3"}},
		{"AUTH is refused", 0, "-WRONGPASS no\r\n", 3, []string{"0 HELLO 3 AUTH app secret1", "0 AUTH app secret2",
			"1 HELLO 3 AUTH app secret3", "1 AUTH app secret4", "2 HELLO 3 AUTH app secret5"}},
		{"the vault fails", 2, "+OK\r\n", 3, []string{"0 HELLO 3 AUTH app secret1", "2 HELLO 3 AUTH app secret4", "2 AUTH app secret5"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var got log[string]
				s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
					for first := true; ; {
						args := c.Command()
						line := fmt.Sprint(c.Number(), " ", strings.Join(args, " "))
						switch args[0] {
						case "HELLO":
							got.add(line)
							if tt.proto == 2 {
								c.Write("-ERR unknown command 'HELLO'\r\n")
							} else {
								c.Write("%1\r\n+proto\r\n:3\r\n")
								first = false
							}
						case "AUTH":
							got.add(line)
							if first {
								c.Write("+OK\r\n")
								first = false
							} else {
								c.Write(tt.auth)
							}
						case "INCR":
							time.Sleep(time.Millisecond)
							c.Write(":1\r\n")
						default:
							c.Write("+OK\r\n")
						}
					}
				})
				v := &vault{}
				v.fails.Store(tt.fails)
				c := live(t, s, func(cfg *Config) { cfg.Credentials = v.get })
				if failed := traffic(c, 100*time.Minute); failed != nil {
					t.Errorf("%d commands failed: %v", len(failed), failed[0])
				}
				if diff := cmp.Diff(tt.want, got.get()); diff != "" {
					t.Errorf("the server got (-want +got):\n%s", diff)
				}
				if n := c.Stats().Losses; n != 0 {
					t.Errorf("%d losses", n)
				}
			})
		})
	}
}

func TestCredentialsThatDoNotComeFailTheDial(t *testing.T) {
	redistest.CheckLeaks(t)
	for name, get := range map[string]func(context.Context) (Credentials, error){
		"handshake with server:1: credentials: sealed": func(context.Context) (Credentials, error) {
			return Credentials{}, errors.New("sealed")
		},
		"Config.Credentials panicked with a string": func(context.Context) (Credentials, error) { panic("hunter2") },
		"deadline exceeded": func(ctx context.Context) (Credentials, error) {
			time.Sleep(time.Hour)
			return Credentials{}, nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
					if b := c.ReadAll(); len(b) > 0 {
						t.Errorf("the server got %q", b)
					}
				})
				cfg := living(s, func(cfg *Config) { cfg.Credentials = get })
				begin := time.Now()
				_, err := cfg.Dial(background)
				if err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "hunter2") {
					t.Errorf("%v", err)
				}
				if took := time.Since(begin); took > defaultDialTimeout {
					t.Errorf("it took %v", took)
				}
				time.Sleep(time.Hour) // the function returns
			})
		})
	}
}

// A Dialer that does what it must not ends its attempt, and nothing else.
func TestDialersThatMisbehave(t *testing.T) {
	redistest.CheckLeaks(t)
	for want, dial := range map[string]dialFunc{
		"deadline exceeded":                  func(context.Context) (net.Conn, error) { time.Sleep(time.Hour); return nil, io.EOF },
		"Config.Dialer panicked with a func": func(context.Context) (net.Conn, error) { panic(func() {}) },
		"Config.Dialer gave no connection":   func(context.Context) (net.Conn, error) { return nil, nil },
		"Config.Dialer panicked with a run":  func(context.Context) (net.Conn, error) { var c net.Conn; c.Close(); return c, nil },
	} {
		t.Run(want, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begin := time.Now()
				if _, err := living(dial).Dial(background); err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("Dial: %v", err)
				}
				if took := time.Since(begin); took > defaultDialTimeout {
					t.Errorf("Dial took %v", took)
				}
				c := live(t, dial, lazy)
				time.Sleep(time.Second)
				begin = time.Now()
				c.Close()
				if took := time.Since(begin); took != 0 {
					t.Errorf("Close took %v", took)
				}
				time.Sleep(2 * time.Hour) // the function returns
			})
		})
	}
}

// What a Dialer gives after nobody waits for it any more is closed.
func TestAConnectionThatComesTooLateIsClosed(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		ended := make(chan bool, 1)
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			ended <- len(c.ReadAll()) == 0
		})
		_, err := living(dialFunc(func(context.Context) (net.Conn, error) {
			time.Sleep(time.Minute)
			return s.Dial(background, "", "")
		})).Dial(background)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Dial: %v", err)
		}
		select {
		case empty := <-ended:
			if !empty {
				t.Error("it was used")
			}
		case <-time.After(time.Hour):
			t.Error("it is still open")
		}
	})
}
