package redis

import (
	"context"
	"errors"
	"fmt"
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

// outcome gives the result of a command in a word.
func outcome(err error) string {
	if err == nil {
		return "done"
	}
	return OutcomeOf(err).String()
}

// The table in the documentation of Policy, by what becomes of GET, HSET, SETNX and INCR.
func TestWhatAPolicyMakesOfALoss(t *testing.T) {
	redistest.CheckLeaks(t)
	const maybe, no = "maybe executed", "not sent"
	all := func(s string) []string { return []string{s, s, s, s} }
	reads := []string{"done", maybe, maybe, maybe}
	for _, tt := range []struct {
		policy             Policy
		down, unsent, sent []string
	}{
		{Policy{}, all("done"), all("done"), reads},
		{Policy{FailIfDown: true}, all(no), all("done"), reads},
		{Policy{FailOnLoss: true}, all("done"), all(no), all(maybe)},
		{Policy{FailOnLoss: true, Retry: RetryAll}, all("done"), all(no), all(maybe)},
		{Policy{Retry: RetryNever}, all("done"), all("done"), all(maybe)},
		{Policy{Retry: RetryLastWriterWins}, all("done"), all("done"), []string{"done", "done", maybe, maybe}},
		{Policy{Retry: RetryConditional}, all("done"), all("done"), []string{"done", "done", "done", maybe}},
		{Policy{Retry: RetryAll}, all("done"), all("done"), all("done")},
		{Policy{Urgent: true}, all("done"), all("done"), reads},
	} {
		for _, given := range []string{"Config", "With", "Request"} {
			t.Run(fmt.Sprintf("%+v by %s", tt.policy, given), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					block := make(chan struct{})
					var up atomic.Bool
					s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
						c.Handshake()
						if c.Number() > 0 {
							answers(c, new(log[string]))
						}
						for range 4 {
							c.Command()
						}
						<-block // what is put meanwhile is not sent: the client's writer is held
					})
					place := dialFunc(func(ctx context.Context) (net.Conn, error) {
						if up.Load() && s.Conns() == 1 {
							time.Sleep(time.Second)
						}
						nc, err := s.Dial(ctx, "", "")
						if err != nil || up.Swap(true) {
							return nc, err
						}
						return &hooked{Conn: nc, write: func(b []byte) (int, error) {
							if strings.Contains(string(b), "unsent") {
								<-block
								return 0, net.ErrClosed
							}
							return nc.Write(b)
						}}, nil
					})
					other := Policy{FailIfDown: true, FailOnLoss: true}
					c := live(t, place, func(cfg *Config) {
						if cfg.Policy = other; given == "Config" {
							cfg.Policy = tt.policy
						}
					})
					var wg sync.WaitGroup
					put := func(key string) *[4]string {
						var got [4]string
						for i, begin := range []func(Pipe) Future[Ignore]{
							func(p Pipe) Future[Ignore] { return Do[Ignore](p, "GET", key) },
							func(p Pipe) Future[Ignore] { return Do[Ignore](p, "HSET", key, "f", "v") },
							func(p Pipe) Future[Ignore] { return Do[Ignore](p, "SETNX", key, "v") },
							func(p Pipe) Future[Ignore] { return Do[Ignore](p, "INCR", key) },
						} {
							if given == "Request" {
								wg.Go(func() {
									req := Request{Policy: &tt.policy}
									f := begin(&req)
									err := c.Exec(background, &req)
									if got[i] = outcome(f.Err()); outcome(err) != got[i] {
										t.Errorf("Exec: %v, its future: %v", err, f.Err())
									}
								})
								continue
							}
							var p Pipe = c
							if given == "With" {
								p = c.With(tt.policy)
							}
							f := begin(p)
							wg.Go(func() {
								_, err := f.Wait(background)
								got[i] = outcome(err)
							})
						}
						return &got
					}
					sent := put("sent")
					synctest.Wait()
					unsent := put("unsent")
					synctest.Wait()
					close(block)
					synctest.Wait()
					if !errors.Is(c.Err(), ErrNotConnected) {
						t.Fatalf("there is a connection: %v", c.Err())
					}
					down := put("down")
					wg.Wait()
					want := [][]string{tt.down, tt.unsent, tt.sent}
					if diff := cmp.Diff(want, [][]string{down[:], unsent[:], sent[:]}); diff != "" {
						t.Errorf("down, unsent, sent (-want +got):\n%s", diff)
					}
				})
			})
		}
	}
}

func TestUrgentCommandsGoBeforeOthersThatWait(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		var got log[string]
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) { c.Handshake(); answers(c, &got) })
		c := live(t, dialFunc(func(ctx context.Context) (net.Conn, error) {
			time.Sleep(time.Second)
			return s.Dial(ctx, "", "")
		}), lazy, func(cfg *Config) { cfg.MaxPending = 4 })
		urgent := c.With(Policy{Urgent: true})
		echo(c, "1")
		echo(c, "2")
		echo(urgent, "a")
		echo(c, "3")
		echo(urgent, "b") // the queue is full
		req := Request{Policy: &Policy{Urgent: true}}
		echo(&req, "c")
		echo(&req, "d")
		if err := c.Exec(background, &req); err != nil {
			t.Error(err)
		}
		if _, err := echo(c, "4").Wait(background); err != nil {
			t.Error(err)
		}
		want := []string{"ECHO a", "ECHO b", "ECHO c", "ECHO d", "ECHO 1", "ECHO 2", "ECHO 3", "ECHO 4"}
		if diff := cmp.Diff(want, got.get()); diff != "" {
			t.Errorf("the server got (-want +got):\n%s", diff)
		}
	})
}

// Who is refused learns it at once, and a server that takes the password again is used again.
func TestRefusedCredentialsFailCommandsUntilTheyAreTaken(t *testing.T) {
	redistest.CheckLeaks(t)
	server := redistest.NewServer(t, "--requirepass", "right")
	c := live(t, redistest.NewProxy(t, server.Addr(), nil), func(cfg *Config) {
		cfg.Password, cfg.Timeout = "right", -1
		cfg.Backoff.Max = 20 * time.Millisecond
	})
	admin := dial(t, server.URL(), func(cfg *Config) { cfg.Timeout = time.Minute })
	do := func(args ...any) {
		t.Helper()
		if _, err := Do[Ignore](admin, args[0].(string), args[1:]...).Wait(background); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		do("CONFIG", "SET", "requirepass", "other")
		do("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
		var err error
		eventually(t, func() bool {
			_, err = Do[Ignore](c, "INCR", "n").Wait(background)
			return OutcomeOf(err) == NotSent
		})
		var er *ErrorReply
		if !errors.As(err, &er) || er.Prefix() != "WRONGPASS" || !errors.Is(err, ErrNotConnected) || strings.Contains(err.Error(), "right") {
			t.Errorf("%v", err)
		}
		do("CONFIG", "SET", "requirepass", "right")
		eventually(t, func() bool {
			_, err := Do[Ignore](c, "INCR", "n").Wait(background)
			return err == nil
		})
	}
}

// Commands that waited when the server began to refuse the credentials learn it too.
func TestRefusedCredentialsEndWaits(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Command()
			c.Write("-WRONGPASS no\r\n")
			c.ReadAll()
		})
		c := live(t, s, lazy, func(cfg *Config) { cfg.Password, cfg.Timeout = "marked", -1 })
		_, err := echo(c, "x").Wait(background)
		var er *ErrorReply
		if !errors.As(err, &er) || OutcomeOf(err) != NotSent || strings.Contains(err.Error(), "marked") {
			t.Errorf("%v, outcome %v", err, OutcomeOf(err))
		}
		if f := echo(c, "y"); !f.Done() || OutcomeOf(f.Err()) != NotSent {
			t.Errorf("put while the server refuses: %v", f.Err())
		}
	})
}

// refusing answers every command but "ok" with an error reply, the given number of times.
func refusing(refusal string, times int, got *log[string]) func(c *redistest.ScriptConn) {
	return func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			args := c.Command()
			got.add(strings.Join(args, " "))
			if args[len(args)-1] == "ok" || len(got.get()) > times {
				c.Write("+OK\r\n")
			} else {
				c.Write("-" + refusal + "\r\n")
			}
		}
	}
}

func TestWhatIsRefusedForNowIsSentAgain(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, refusal := range []string{
		"LOADING Redis is loading the dataset in memory", "MASTERDOWN Link with MASTER is down",
		"TRYAGAIN Multiple keys request during rehashing of slot", "CLUSTERDOWN The cluster is down",
	} {
		for _, tt := range []struct {
			name  string
			retry Retry
			times int           // refused
			ctx   time.Duration // deadline; 0: none, and Config.Timeout bounds it
			want  string
		}{
			{"for a while", RetryReads, 8, 0, "done"},
			{"for long", RetryReads, 1 << 30, time.Minute, "rejected"},
			{"for long, without a deadline", RetryReads, 1 << 30, 0, "rejected"},
			{"never again", RetryNever, 1, 0, "rejected"},
		} {
			for _, exec := range []bool{false, true} {
				t.Run(fmt.Sprintf("%.6s %s, Exec %v", refusal, tt.name, exec), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						var got log[string]
						s := redistest.ScriptPipe(t, refusing(refusal, tt.times, &got))
						c := live(t, s, func(cfg *Config) { cfg.Policy.Retry = tt.retry; cfg.Timeout = 10 * time.Second })
						ctx, bound := background, c.cfg.Timeout
						if tt.ctx > 0 {
							var cancel func()
							ctx, cancel = context.WithTimeout(ctx, tt.ctx)
							defer cancel()
							bound = tt.ctx
						}
						begin := time.Now()
						var err error
						if exec {
							var req Request
							f := Do[Ignore](&req, "INCR", "k")
							err = c.Exec(ctx, &req)
							if outcome(f.Err()) != outcome(err) {
								t.Errorf("the future: %v", f.Err())
							}
						} else {
							_, err = Do[Ignore](c, "INCR", "k").Wait(ctx)
						}
						took := time.Since(begin)
						var er *ErrorReply
						if outcome(err) != tt.want || err != nil && (!errors.As(err, &er) || er.Error() != refusal || !SafeToRetry(err)) {
							t.Errorf("%v, outcome %v", err, OutcomeOf(err))
						}
						n := len(got.get())
						switch {
						case took > bound:
							t.Errorf("it took %v", took)
						case tt.times < 10 && tt.retry == RetryReads && n != tt.times+1, tt.retry == RetryNever && (n != 1 || took != 0):
							t.Errorf("sent %d times", n)
						case tt.times > 10 && (took < bound-time.Second || n < 10 || n > 200):
							t.Errorf("sent %d times in %v", n, took)
						}
						synctest.Wait()
						if s := c.Stats(); s.Retries != uint64(n-1) || s.Pending != 0 {
							t.Errorf("%+v", s)
						}
					})
				})
			}
		}
	}
}

func TestARequestIsSentAgainOnlyWhereAllOfItWasRefused(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, tt := range []struct {
		last string
		want []string
	}{
		{"b", []string{"INCR a", "INCR b", "INCR a", "INCR b"}},
		{"ok", []string{"INCR a", "INCR ok"}},
	} {
		synctest.Test(t, func(t *testing.T) {
			var got log[string]
			c := live(t, redistest.ScriptPipe(t, refusing("LOADING wait", 2, &got)))
			var req Request
			first, last := Do[Ignore](&req, "INCR", "a"), Do[Ignore](&req, "INCR", tt.last)
			err := c.Exec(background, &req)
			if mixed := tt.last == "ok"; mixed != (err != nil) || mixed && OutcomeOf(first.Err()) != Rejected || last.Err() != nil {
				t.Errorf("%v; %v, %v", err, first.Err(), last.Err())
			}
			if diff := cmp.Diff(tt.want, got.get()); diff != "" {
				t.Errorf("the server got (-want +got):\n%s", diff)
			}
		})
	}
}

// A master that was made a replica is left for the master that there is now.
func TestReadOnlyLeavesAServerThatWasToBeTheMaster(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, tt := range []struct {
		role Role
		want string
		dial int
	}{{Master, "done", 2}, {AnyRole, "rejected", 1}} {
		synctest.Test(t, func(t *testing.T) {
			s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
				c.Handshake()
				for {
					switch args := c.Command(); {
					case c.Number() == 0 && args[0] == "SET":
						c.Write("-READONLY You can't write against a read only replica.\r\n")
					case args[0] == "SLOW":
						time.Sleep(time.Second)
						fallthrough
					default:
						c.Write("+OK\r\n")
					}
				}
			})
			c := live(t, s, func(cfg *Config) { cfg.Role = tt.role })
			set := Do[Ignore](c, "SET", "k", "v")
			slow := Do[Ignore](c, "SLOW") // is answered there before
			_, err := set.Wait(background)
			if outcome(err) != tt.want {
				t.Errorf("%v: %v", tt.role, err)
			}
			if _, err := slow.Wait(background); err != nil {
				t.Errorf("%v: a command in flight: %v", tt.role, err)
			}
			if n := s.Conns(); n != tt.dial {
				t.Errorf("%v: %d connections", tt.role, n)
			}
		})
	}
}

// The connection is to a server of the wanted role, or to none.
func TestTheRoleOfTheServerIsChecked(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, resp2 := range []bool{false, true} {
		for _, role := range []Role{AnyRole, Master, Replica} {
			synctest.Test(t, func(t *testing.T) {
				var asked atomic.Bool
				s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
					if resp2 {
						c.HandshakeRESP2()
					} else {
						c.Handshake()
					}
					for {
						if args := c.Command(); args[0] == "ROLE" {
							asked.Store(true)
							c.Write("*3\r\n$6\r\nmaster\r\n:3129659\r\n*0\r\n")
						} else {
							c.Write("$1\r\nx\r\n")
						}
					}
				})
				c, err := living(s, func(cfg *Config) { cfg.Role = role }).Dial(background)
				if (err != nil) != (role == Replica) || err != nil && !strings.Contains(strings.ToLower(err.Error()), "it is a master; wanted: replica") {
					t.Errorf("wanted: %v, RESP2 %v: %v", role, resp2, err)
				}
				if asked.Load() != (resp2 && role != AnyRole) {
					t.Errorf("wanted: %v, RESP2 %v: ROLE was sent: %v", role, resp2, asked.Load())
				}
				if err == nil {
					if v, err := echo(c, "x").Wait(background); v != "x" || err != nil {
						t.Errorf("%q, %v", v, err)
					}
					c.Close()
				}
			})
		}
	}
}
