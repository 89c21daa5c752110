package redis

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// inTime runs a test in virtual time: with a connection to a scripted server, which the test closes or not.
func inTime(t *testing.T, handler func(c *redistest.ScriptConn), cfg Config, test func(t *testing.T, c *Conn, s *redistest.ScriptServer)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, handler)
		cfg.Addr, cfg.Dialer = "pipe", s.Dial
		c, err := cfg.Dial(background)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		synctest.Wait()
		test(t, c, s)
	})
}

// answering answers every command that comes, ECHO with what it is given.
func answering(c *redistest.ScriptConn) {
	c.Handshake()
	for {
		args, err := c.Next()
		if err != nil {
			return
		}
		c.Writef("$%d\r\n%s\r\n", len(args[len(args)-1]), args[len(args)-1])
	}
}

// got is what a scripted server has got.
type got struct {
	mu    sync.Mutex
	lines []string
}

func (g *got) add(args []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.lines = append(g.lines, strings.Join(args, " "))
}

func (g *got) take() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	lines := g.lines
	g.lines = nil
	return lines
}

// A PING is sent when nothing has arrived for the interval, and only then; an error reply to it is life.
func TestASilentConnectionIsAskedForLife(t *testing.T) {
	for _, reply := range []string{"+PONG\r\n", "-BUSY Redis is busy running a script\r\n", "-NOPERM no permissions\r\n", "-LOADING\r\n"} {
		var g got
		inTime(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for {
				args, err := c.Next()
				if err != nil {
					return
				}
				g.add(args)
				c.Write(reply)
			}
		}, Config{}, func(t *testing.T, c *Conn, s *redistest.ScriptServer) {
			g.take()
			time.Sleep(time.Minute)
			synctest.Wait()
			n := 0
			for _, line := range g.take() {
				if line != "PING" {
					t.Errorf("got %q", line)
				}
				n++
			}
			if n < 20 || n > 30 || s.Conns() != 1 || c.Err() != nil {
				t.Errorf("%q: %d PING in a minute, %d connections, %v", reply, n, s.Conns(), c.Err())
			}
		})
	}
}

// Traffic needs no PING, a slow drip of bytes neither.
func TestWhatArrivesIsLife(t *testing.T) {
	var g got
	inTime(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		args := c.Command()
		g.add(args)
		for i := range 30 { // a reply takes half a minute
			c.Write("$30\r\nabcdefghijabcdefghijabcdefghij\r\n"[i : i+1])
			time.Sleep(time.Second)
		}
		c.Write("$30\r\nabcdefghijabcdefghijabcdefghij\r\n"[30:])
		for range 10 {
			c.Write(">1\r\n+push\r\n")
			time.Sleep(1900 * time.Millisecond)
		}
		g.add(c.Command())
		c.Write("+PONG\r\n")
		c.Next()
	}, Config{Timeout: time.Hour}, func(t *testing.T, c *Conn, s *redistest.ScriptServer) {
		if v, err := echo(c, "x").Wait(background); err != nil || len(v) != 30 {
			t.Errorf("%q, %v", v, err)
		}
		time.Sleep(20 * time.Second)
		synctest.Wait()
		if lines := g.take(); len(lines) > 2 || s.Conns() != 1 || c.Stats().Pushes != 10 {
			t.Errorf("%q, %d connections, %+v", lines, s.Conns(), c.Stats())
		}
	})
}

// A peer from which nothing comes any more is given up within five seconds, idle or not, when it does not read either, and in
// the time of a sole caller.
func TestAPeerThatIsGoneIsFound(t *testing.T) {
	for _, how := range []string{"idle", "in flight", "not reading", "sole caller"} {
		t.Run(how, func(t *testing.T) {
			var at time.Time
			handler := func(c *redistest.ScriptConn) {
				if c.Number() > 0 {
					answering(c)
					return
				}
				c.Handshake()
				if how == "sole caller" {
					for range 3 * soloRounds {
						c.Command()
						c.Write("+x\r\n")
					}
				}
				if how != "not reading" {
					c.ReadAll() // and answers nothing
				}
				<-c.Done()
			}
			inTime(t, handler, Config{Timeout: time.Hour}, func(t *testing.T, c *Conn, s *redistest.ScriptServer) {
				var f Future[Ignore]
				switch how {
				case "sole caller":
					for range 3 * soloRounds {
						if _, err := Do[string](c, "ECHO", "x").Wait(background); err != nil {
							t.Fatal(err)
						}
					}
				case "not reading":
					f = Do[Ignore](c, "SET", "k", strings.Repeat("x", 1<<20))
				}
				at = time.Now()
				if how == "in flight" || how == "sole caller" {
					f = Do[Ignore](c, "INCR", "n")
				}
				if how != "idle" {
					_, err := f.Wait(background)
					took := time.Since(at)
					if took > 5*time.Second || took < 2*time.Second {
						t.Errorf("after %v", took)
					}
					// What the peer has not read whole goes out on the next connection.
					if how == "not reading" && err != nil {
						t.Errorf("%v", err)
					} else if how != "not reading" && (!errors.Is(err, errSilent) || OutcomeOf(err) != MaybeExecuted) {
						t.Errorf("%v, outcome %v", err, OutcomeOf(err))
					}
				}
				time.Sleep(time.Until(at.Add(5 * time.Second)))
				synctest.Wait()
				if n := c.Stats().Losses; n != 1 {
					t.Errorf("%d losses", n)
				}
				if v, err := echo(c, "again").Wait(background); v != "again" || err != nil || s.Conns() != 2 {
					t.Errorf("%q, %v, %d connections", v, err, s.Conns())
				}
			})
		})
	}
}

func TestWithoutAnIntervalNobodyIsAskedForLife(t *testing.T) {
	inTime(t, func(c *redistest.ScriptConn) { c.Handshake(); c.ReadAll(); <-c.Done() }, Config{HealthInterval: -1, Timeout: -1},
		func(t *testing.T, c *Conn, s *redistest.ScriptServer) {
			ctx, cancel := context.WithTimeout(background, time.Hour)
			defer cancel()
			if _, err := echo(c, "x").Wait(ctx); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrTimeout) {
				t.Errorf("%v", err)
			}
			if n := c.Stats().Commands; n != 1 || c.Err() != nil {
				t.Errorf("%d commands, %v", n, c.Err())
			}
		})
}

// A process that was stopped for a long time reads what has arrived meanwhile before it judges.
func TestAfterAStandstillOneBeatIsNotEnough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, answering)
		c, err := Config{Addr: "pipe", Dialer: s.Dial}.Dial(background)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		f := Do[string](c, "ECHO", "x")
		synctest.Wait()
		c.mu.Lock()
		c.silent = 1
		c.mu.Unlock()
		c.pulse() // the one beat of an hour's standstill
		if v, err := f.Wait(background); v != "x" || err != nil || c.Err() != nil {
			t.Errorf("%q, %v, %v", v, err, c.Err())
		}
	})
}
