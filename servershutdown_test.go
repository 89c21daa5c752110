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
			if err := ShutdownServer(ctx, c); err == nil || OutcomeOf(err) != NotSent {
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
		}, "ERR Errors trying", ServerFailed},
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

func TestShutdownServerEndsWithItsConnection(t *testing.T) {
	redistest.CheckLeaks(t)
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, silent)
		c := live(t, s)
		time.AfterFunc(time.Minute, func() { c.Close() })
		begin := time.Now()
		err := ShutdownServer(background, c)
		if took := time.Since(begin); took != time.Minute || !errors.Is(err, ErrClosed) || OutcomeOf(err) != MaybeExecuted {
			t.Errorf("after %v: %v (%v)", took, err, OutcomeOf(err))
		}
		if err := ShutdownServer(background, c); !errors.Is(err, ErrClosed) || OutcomeOf(err) != NotSent {
			t.Errorf("after Close: %v (%v)", err, OutcomeOf(err))
		}
	})
}

func TestBadOptionsOfShutdownAreRefused(t *testing.T) {
	c := dial(t, "")
	for want, opts := range map[string][]ShutdownOption{
		"not an option":                        {ShutdownNow, 0},
		"not an option of the command":         {ShutdownFailover + 1},
		"option ShutdownNow was given twice":   {ShutdownNow, ShutdownNow},
		"options ShutdownSave and ShutdownNoS": {ShutdownNoSave, ShutdownSave},
	} {
		if err := ShutdownServer(background, c, opts...); OutcomeOf(err) != NotSent || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v (%v)", opts, err, OutcomeOf(err))
		}
	}
	if _, err := Ping(c).Wait(background); err != nil {
		t.Error(err)
	}
}
