package redis

import (
	"context"
	"errors"
	"math"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redisfut/redis/internal/redistest"
	"github.com/redisfut/redis/resp"
)

func pipeConfig(s *redistest.ScriptServer) Config {
	return Config{Dialer: s.Dial, Backoff: Backoff{Min: time.Millisecond, Max: 2 * time.Millisecond}}
}

// RESP2 fallback + Setup of two commands, first one refused: index out of range in the run goroutine.
func TestAnErrorOfSetupOverRESP2IsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			for {
				switch a := c.Command(); a[0] {
				case "HELLO":
					c.Write("-ERR unknown command 'HELLO'\r\n")
				default:
					c.Write("-ERR no\r\n")
				}
			}
		})
		cfg := pipeConfig(s)
		cfg.Setup = func(r *Request) { Do[Ignore](r, "GET", "a"); Do[Ignore](r, "GET", "b") }
		_, err := cfg.Dial(t.Context())
		t.Log(err)
	})
}

// NotSent after resend + refusal.
func TestARefusalDoesNotMakeNotSentOfMaybeExecuted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		executed := 0
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			switch c.Number() {
			case 0:
				c.Expect("INCR", "k")
				executed++
				c.Close()
			case 1:
				c.Expect("INCR", "k")
				c.Write("-LOADING wait\r\n")
				c.Close()
			default:
				c.ReadAll()
			}
		})
		cfg := pipeConfig(s)
		n := 0
		dial := cfg.Dialer
		cfg.Dialer = func(ctx context.Context, a, b string) (net.Conn, error) {
			if n++; n > 2 {
				return nil, errors.New("down")
			}
			return dial(ctx, a, b)
		}
		cfg.Policy = Policy{Retry: RetryAll}
		c, err := cfg.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = Do[int](c, "INCR", "k").Wait(ctx)
		if OutcomeOf(err) == NotSent || SafeToRetry(err) {
			t.Errorf("executed %d times; outcome %v: %v", executed, OutcomeOf(err), err)
		}
	})
}

// Rejected after resend.
func TestARefusalAfterALossProvesNothing(t *testing.T) {
	for _, reply := range []string{"-OOM no\r\n", "-READONLY no\r\n"} {
		synctest.Test(t, func(t *testing.T) {
			executed := 0
			s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
				c.Handshake()
				c.Expect("INCR", "k")
				if c.Number() == 0 {
					executed++
					return
				}
				c.Write(reply)
				c.ReadAll()
			})
			cfg := pipeConfig(s)
			cfg.Policy = Policy{Retry: RetryAll}
			c, err := cfg.Dial(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			_, err = Do[int](c, "INCR", "k").Wait(t.Context())
			if SafeToRetry(err) {
				t.Errorf("executed %d times; outcome %v: %v", executed, OutcomeOf(err), err)
			}
		})
	}
}

// hung server under load never given up.
func TestAServerThatHangsIsFoundUnderLoad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			c.ReadAll()
		})
		c, err := pipeConfig(s).Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		start := time.Now()
		for time.Since(start) < 5*time.Minute {
			Do[Ignore](c, "GET", "k")
			time.Sleep(400 * time.Millisecond)
			if c.Stats().Losses > 0 {
				t.Logf("given up after %v", time.Since(start))
				return
			}
		}
		t.Errorf("HealthInterval 2s: not given up after %v of silence; %+v", time.Since(start), c.Stats())
	})
}

// slow upload is killed, and begun again for ever.
func TestASlowUploadIsLife(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			buf := make([]byte, 16<<10)
			total := 0
			for { // 160 kB/s
				n, err := c.NetConn().Read(buf)
				total += n
				if err != nil {
					t.Logf("conn %d: upload cut after %d bytes", c.Number(), total)
					return
				}
				if total > 2<<20 {
					c.Write("+OK\r\n")
				}
				time.Sleep(100 * time.Millisecond)
			}
		})
		c, err := pipeConfig(s).Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err = Do[Ignore](c, "SET", "k", strings.Repeat("a", 2<<20)).Wait(ctx)
		if err != nil {
			t.Errorf("%v; %+v", err, c.Stats())
		}
	})
}

// HealthInterval: MaxInt64.
func TestAnEndlessHealthInterval(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			c.Command()
			time.Sleep(3 * time.Second)
			c.Write("+OK\r\n")
			c.ReadAll()
		})
		cfg := pipeConfig(s)
		cfg.HealthInterval = math.MaxInt64
		c, err := cfg.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		_, err = Do[Ignore](c, "SET", "k", "v").Wait(t.Context())
		if err != nil {
			t.Error(err)
		}
	})
}

// blocking Setup hangs Dial and Close.
func TestSetupMayBlock(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) { c.Handshake(); c.ReadAll() })
	cfg := pipeConfig(s)
	release := make(chan struct{})
	cfg.Setup = func(*Request) { <-release }
	cfg.Lazy = true
	c, err := cfg.Dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond)
	done := make(chan struct{})
	go func() { c.Close(); close(done) }()
	select {
	case <-done:
	case <-time.After(3 * time.Second):
		t.Error("Close hangs on a Setup that blocks")
	}
	close(release)
	<-done
}

// Close in New, then Run.
func TestRunAfterClose(t *testing.T) {
	c, err := New(Config{})
	if err != nil {
		t.Fatal(err)
	}
	c.Close()
	if err := c.Run(t.Context()); err != nil {
		t.Error(err)
	}
}

// two Waits on one future.
func TestTwoWaitsOfOneFuture(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			c.Command()
			time.Sleep(time.Millisecond)
			c.Write("+x\r\n")
		}
	})
	c := dial(t, s.URL())
	for range 500 {
		f := Do[string](c, "GET", "x")
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() { f.Wait(context.Background()) })
		}
		wg.Wait()
	}
}

// stale handle against a new use of the exchange.
func TestAStaleHandleReadsNothing(t *testing.T) {
	c := dial(t, "")
	var old []Future[string]
	for range 100 {
		old = append(old, echo(c, "x"))
	}
	for _, f := range old {
		f.Wait(t.Context())
	}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				for _, f := range old {
					f.Wait(context.Background())
				}
			}
		}
	})
	for range 2000 {
		echo(c, "y").Wait(t.Context())
	}
	close(stop)
	wg.Wait()
}

// renewal far away.
func TestCredentialsThatLastForACentury(t *testing.T) {
	at := renewal(Credentials{Password: "x", Expires: time.Now().AddDate(150, 0, 0)})
	if !at.After(time.Now()) {
		t.Errorf("renewal of credentials of 150 years: %v", at)
	}
}

// A read whose reply ends the connection is sent again once, not as often as there are connections.
func TestAReplyThatEndsTheConnectionIsNotAskedForEndlessly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for {
				if c.Command()[0] == "GET" {
					c.Write("$999999\r\n")
				} else {
					c.Write("+OK\r\n")
				}
			}
		})
		cfg := pipeConfig(s)
		cfg.Limits = resp.Limits{Bulk: 1000}
		cfg.Backoff = Backoff{}
		c, err := cfg.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		Do[string](c, "GET", "big") // nobody waits
		time.Sleep(time.Minute)
		if n := s.Conns(); n > 5 {
			t.Errorf("%d connections in a minute; %+v", n, c.Stats())
		}
		start := time.Now()
		_, err = Do[string](c, "GET", "big").Wait(t.Context())
		var le *resp.SyntaxError
		if !errors.As(err, &le) {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
	})
}

// password quoted by the server.
func TestAServersEchoOfThePasswordIsCutOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			for {
				a := c.Command()
				c.Writef("-ERR unknown command `%s`, with args beginning with: `%s`, \r\n", a[0], strings.Join(a[1:], "`, `"))
			}
		})
		cfg := pipeConfig(s)
		cfg.Password = "s3cret"
		_, err := cfg.Dial(t.Context())
		t.Log(err)
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Error(err)
		}
	})
}

// Timeout and refusals.
func TestTimeoutBoundsRefusals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for {
				c.Command()
				time.Sleep(900 * time.Millisecond)
				c.Write("-LOADING x\r\n")
			}
		})
		cfg := pipeConfig(s)
		cfg.Timeout = time.Second
		c, err := cfg.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		start := time.Now()
		_, err = Do[string](c, "GET", "big").Wait(t.Context())
		if d := time.Since(start); d > 1200*time.Millisecond {
			t.Errorf("Timeout 1s: %v, %v", d, err)
		}
	})
}

// Tracer.Dialed panics.
type zzTracer struct{ dialed func() }

func (z zzTracer) Dialed(context.Context, DialTrace)   { z.dialed() }
func (z zzTracer) Executed(context.Context, ExecTrace) {}

func TestATracerMayPanic(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) { c.Handshake(); c.ReadAll() })
	cfg := pipeConfig(s)
	cfg.Lazy = true
	cfg.Tracer = zzTracer{func() { panic("boo") }}
	c, _ := cfg.Dial(t.Context())
	time.Sleep(50 * time.Millisecond)
	c.Close()
}

// Close from Setup / Dialed.
func TestCloseFromATracer(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) { c.Handshake(); c.ReadAll() })
	cfg := pipeConfig(s)
	var c *Conn
	closed := make(chan struct{})
	cfg.Tracer = zzTracer{func() { c.Close(); close(closed) }}
	c, _ = New(cfg)
	go c.Run(t.Context())
	select {
	case <-closed:
	case <-time.After(2 * time.Second):
		t.Error("Close in Tracer.Dialed hangs for ever")
	}
}

// Setup is executed twice on a RESP2 server.
func TestSetupIsSentOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := 0
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			for {
				switch a := c.Command(); a[0] {
				case "HELLO":
					c.Write("-ERR unknown command 'HELLO'\r\n")
				case "INCR":
					n++
					c.Write(":1\r\n")
				default:
					c.Write("+OK\r\n")
				}
			}
		})
		cfg := pipeConfig(s)
		cfg.Setup = func(r *Request) { Do[Ignore](r, "INCR", "connects") }
		c, err := cfg.Dial(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		c.Close()
		if n != 1 {
			t.Errorf("Setup executed %d times", n)
		}
	})
}
