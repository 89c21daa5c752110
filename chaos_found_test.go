package redis

import (
	"sync"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// What chaos has found, each in its smallest form.

// An argument that can't be encoded is never sent, whatever became of the command that used the same exchange before.
func TestARefusedArgumentIsNotSent(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		if c.Expect("INCR", "n"); c.Number() > 0 {
			c.Write(":2\r\n")
			c.ReadAll()
		}
	})
	c := dial(t, s.URL(), func(cfg *Config) {
		cfg.NoReconnect, cfg.Backoff = false, chaosBackoff
		cfg.Policy.Retry = RetryAll
	})
	if _, err := Do[int](c, "INCR", "n").Wait(background); err != nil {
		t.Fatal(err)
	}
	for range 20 { // exchanges are reused, but not each time
		_, err := Do[int](c, "SET", "k", picky("four")).Wait(background)
		if OutcomeOf(err) != NotSent {
			t.Fatalf("%v, outcome %v", err, OutcomeOf(err))
		}
	}
}

// A reply to nobody ends a connection that nobody uses, too.
func TestAStrayReplyEndsAnIdleConnection(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		c.Write("+stray\r\n")
		c.ReadAll()
	})
	c := dial(t, s.URL(), func(cfg *Config) { cfg.HealthInterval = -1 })
	select {
	case <-c.done:
	case <-time.After(5 * time.Second):
		t.Error("it lives on")
	}
}

// A future whose result was taken says so, also while its exchange serves others.
func TestAskingAgainIsNoRace(t *testing.T) {
	c := dial(t, "")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 200 {
				f := echo(c, "x")
				f.Wait(background)
				f.Wait(background)
			}
		})
	}
	wg.Wait()
}
