package redis

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

func TestShutdownServerEndsTheServer(t *testing.T) {
	redistest.CheckLeaks(t)
	for name, args := range map[string][]string{"RESP3": nil, "RESP2": {"--rename-command", "HELLO", ""}} {
		t.Run(name, func(t *testing.T) {
			s := redistest.NewServer(t, args...)
			c := dial(t, s.URL())
			opts := []ShutdownOption{ShutdownNoSave}
			if !olderThan(must(t, Info(c, "server")).Server.Version, "7.0.0") {
				opts = append(opts, ShutdownNow, ShutdownForce)
			}
			err := ShutdownServer(background, c, opts...)
			if err != nil {
				t.Error(err)
			}
			eventually(t, func() bool { return c.State() != Connected })
			ctx, cancel := context.WithTimeout(background, time.Second/10)
			defer cancel()
			if err := ShutdownServer(ctx, c); !errors.Is(err, context.DeadlineExceeded) || OutcomeOf(err) != NotSent {
				t.Errorf("without a server: %v (%v)", err, OutcomeOf(err))
			}
			recordRun(c, "ShutdownServer", onRedis, err == nil)
		})
	}
}

// TestShutdownServerSaysWhatCameOfIt: an error reply and every doubt are errors, the end of the connection by the server is none, and nothing is
// sent twice, whatever the policy.
func TestShutdownServerSaysWhatCameOfIt(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, tt := range []struct {
		name    string
		script  func(c *redistest.ScriptConn) // behind the command
		want    string
		outcome Outcome
	}{
		{"ended", func(*redistest.ScriptConn) {}, "", 0},
		{"ended late", func(*redistest.ScriptConn) { time.Sleep(time.Hour) }, "", 0},
		{"refused", func(c *redistest.ScriptConn) {
			c.Write("-ERR Errors trying to SHUTDOWN. Check logs.\r\n")
			c.Next()
		}, "ERR Errors trying", Rejected},
		{"cut in a reply", func(c *redistest.ScriptConn) { c.Write("-ER") }, "", 0},
		{"no RESP", func(c *redistest.ScriptConn) {
			c.Write("?\r\n")
			c.Next()
		}, "connection lost", MaybeExecuted},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var got log[string]
				s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
					c.Handshake()
					for {
						args, err := c.Next()
						if err != nil {
							return
						}
						if args[0] == "SHUTDOWN" {
							got.add(strings.Join(args, " "))
							tt.script(c)
							return
						}
						c.Write("+PONG\r\n")
					}
				})
				c := live(t, s, func(cfg *Config) { cfg.Policy = Policy{Retry: RetryAll, Urgent: true} })
				err := ShutdownServer(background, c, ShutdownSave, ShutdownSafe, ShutdownFailover)
				if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want) || OutcomeOf(err) != tt.outcome) {
					t.Errorf("%v (%v)", err, OutcomeOf(err))
				}
				time.Sleep(time.Hour)
				if all := got.get(); !slices.Equal(all, []string{"SHUTDOWN SAVE SAFE FAILOVER"}) {
					t.Errorf("the server got %q", all)
				}
			})
		})
	}
}

// TestShutdownServerThatIsNotWaitedFor: the server may end all the same.
func TestShutdownServerThatIsNotWaitedFor(t *testing.T) {
	redistest.CheckLeaks(t)
	master := redistest.NewServer(t)
	c := dial(t, master.URL())
	if olderThan(must(t, Info(c, "server")).Server.Version, "7.0.0") {
		t.Skip("no server before 7.0.0 waits")
	}
	// A replica that is there and reads nothing makes the server wait.
	replica := redistest.NewServer(t)
	r := dial(t, replica.URL())
	host, port, _ := strings.Cut(master.Addr(), ":")
	if _, err := Do[string](r, "REPLICAOF", host, port).Wait(background); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { return must(t, Info(r, "replication")).Replication.MasterLink == "up" })
	replica.Pause()
	defer replica.Resume()
	must(t, Set(c, "k", "v"))
	ctx, cancel := context.WithTimeout(background, time.Second/2)
	defer cancel()
	if err := ShutdownServer(ctx, c, ShutdownNoSave); !errors.Is(err, context.DeadlineExceeded) || OutcomeOf(err) != MaybeExecuted {
		t.Errorf("%v (%v)", err, OutcomeOf(err))
	}
	must(t, ShutdownAbort(c)) // it was still under way
	must(t, Ping(c))

	done := make(chan error)
	go func() { done <- ShutdownServer(background, c, ShutdownNoSave) }()
	eventually(t, func() bool { _, err := ShutdownAbort(c).Wait(background); return err == nil })
	if err := <-done; err == nil || OutcomeOf(err) == MaybeExecuted {
		t.Errorf("aborted: %v (%v)", err, OutcomeOf(err))
	}
}

func TestBadOptionsOfShutdownAreRefused(t *testing.T) {
	put := func(opts ...ShutdownOption) func(Pipe) error {
		return func(p Pipe) error { return putErr(putShutdown(p, opts)) }
	}
	testMisuses(t, []misuse{
		{"a zero option", put(ShutdownNow, 0), "not an option"},
		{"an unknown option", put(ShutdownFailover + 1), "not an option"},
		{"an option twice", put(ShutdownNow, ShutdownNow), "option ShutdownNow was given twice"},
		{"to save and not to", put(ShutdownSave, ShutdownNoSave), "options ShutdownSave and ShutdownNoSave exclude each other"},
	})
}
