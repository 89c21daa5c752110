package redis

import (
	"context"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// Late READONLY refusals renew healthy connections.
func TestLateRefusalsDoNotRenewAHealthyConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 10
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for {
				if c.Command(); c.Number() == 0 {
					c.Write("-READONLY x\r\n")
				} else {
					c.Write("+OK\r\n")
				}
			}
		})
		cfg := pipeConfig(s)
		cfg.Backoff = Backoff{}
		cfg.Role = Master
		c, err := cfg.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		var fs []Future[Ignore]
		for range n {
			fs = append(fs, Do[Ignore](c, "SET", "k", "v"))
		}
		time.Sleep(time.Second)
		start := time.Now()
		for _, f := range fs {
			if _, err := f.Wait(t.Context()); err != nil {
				t.Error(err)
			}
		}
		if st := c.Stats(); st.Connects > 2 {
			t.Errorf("%d connects, %v for %d commands refused by the first", st.Connects, time.Since(start), n)
		}
	})
}

// An exchange that expired between parking and leading.
func TestAnExpiredCallerDoesNotLead(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			if c.Command()[0] == "GET" {
				continue // no answer
			}
			c.Write("+PONG\r\n")
		}
	})
	c := dial(t, s.URL(), func(cfg *Config) { cfg.Timeout = 5 * time.Millisecond; cfg.HealthInterval = -1 })
	for !c.lent.Load() {
		if _, err := Do[Ignore](c, "PING").Wait(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	f := Do[Ignore](c, "GET", "k")
	// What wait does until it calls lead, with a beat in between.
	x := f.x
	st := x.state.Load()
	if phase(st) != pending {
		t.Fatal(phase(st))
	}
	if !x.to(st, patient) {
		t.Fatal()
	}
	st = st&^phaseMask | patient
	if !c.lent.Load() {
		t.Skip("taken back")
	}
	c.mu.Lock()
	c.ticks += 100
	late := c.expireLocked()
	lent := c.lent.Load()
	c.mu.Unlock()
	if late {
		c.interrupt(0)
	}
	if !late || !lent {
		t.Skip(late, lent)
	}
	done := make(chan error, 1)
	go func() {
		led, err := c.lead(context.Background(), x, st)
		if !led {
			err = x.sleep(context.Background(), st)
		}
		done <- err
	}()
	select {
	case err := <-done:
		t.Log(err)
	case <-time.After(2 * time.Second):
		t.Error("a wait with Timeout 5ms goes on for 2 s")
	}
}

// Shutdown begun before Run.
func TestWhatWasPutBeforeShutdownIsSentByRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for {
				c.Command()
				c.Write("+OK\r\n")
			}
		})
		c, _ := New(pipeConfig(s))
		f := Do[Ignore](c, "SET", "a", "1")
		go c.Shutdown(context.Background())
		synctest.Wait()
		go c.Run(context.Background())
		_, err := f.Wait(t.Context())
		if err != nil {
			t.Error(err)
		}
		c.Close()
	})
}

// Credentials that end their goroutine.
func TestCredentialsThatEndTheirGoroutineGiveNone(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) { c.Handshake(); c.ReadAll() })
	cfg := pipeConfig(s)
	cfg.Credentials = func(context.Context) (Credentials, error) { runtime.Goexit(); return Credentials{}, nil }
	c, err := cfg.Dial(t.Context())
	if err == nil {
		t.Error("connected without credentials")
		c.Close()
	}
}

// Expired credentials.
func TestExpiredCredentialsAreNotAskedForAllTheTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for {
				c.Command()
				c.Write("+OK\r\n")
			}
		})
		cfg := pipeConfig(s)
		var calls atomic.Int32
		cfg.Credentials = func(context.Context) (Credentials, error) {
			calls.Add(1)
			return Credentials{Password: "x", Expires: time.Now().AddDate(150, 0, 0)}, nil
		}
		c, err := cfg.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		time.Sleep(time.Minute)
		if calls.Load() > 2 {
			t.Errorf("Credentials called %d times in a minute", calls.Load())
		}
	})
}

// slow read is begun again and again.
func TestASlowReadIsSentAgainOnceAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n atomic.Int32
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for {
				c.Command()
				n.Add(1)
				time.Sleep(5 * time.Second)
				c.Write("+OK\r\n")
			}
		})
		cfg := pipeConfig(s)
		c, err := cfg.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err = Do[Ignore](c, "KEYS", "*").Wait(ctx)
		if n.Load() > 2 || OutcomeOf(err) != MaybeExecuted {
			t.Errorf("a read of 5 s executed %d times: %v", n.Load(), err)
		}
	})
}

// OnState / Goexit.
func TestOnStateMayEndItsGoroutine(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) { c.Handshake(); c.ReadAll() })
	cfg := pipeConfig(s)
	var n atomic.Int32
	cfg.OnState = func(StateChange) { n.Add(1); runtime.Goexit() }
	c, err := cfg.Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(20 * time.Millisecond)
	c.Close()
	time.Sleep(50 * time.Millisecond)
	if n.Load() < 3 {
		t.Errorf("told %d times", n.Load())
	}
}
