package redis

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// hooked is a connection in memory or of a network, some of whose methods do
// something else.
type hooked struct {
	net.Conn
	write        func(b []byte) (int, error)
	readDeadline func(time.Time) error
}

func (c *hooked) Write(b []byte) (int, error) {
	if c.write != nil {
		return c.write(b)
	}
	return c.Conn.Write(b)
}

func (c *hooked) SetReadDeadline(t time.Time) error {
	if c.readDeadline != nil {
		return c.readDeadline(t)
	}
	return c.Conn.SetReadDeadline(t)
}

// dialHooked connects to a server, by a connection that change has hooked into.
func dialHooked(t testing.TB, s *redistest.ScriptServer, change func(*hooked), more ...func(*Config)) *Conn {
	t.Helper()
	return dial(t, "redis://pipe", append(more, func(cfg *Config) {
		cfg.Dialer = func(ctx context.Context, network, addr string) (net.Conn, error) {
			nc, err := s.Dial(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			h := &hooked{Conn: nc}
			change(h)
			return h, nil
		}
	})...)
}

// echoes answers ECHO until it is given "silence": then it only listens.
func echoes(c *redistest.ScriptConn) {
	c.Handshake()
	for {
		args := c.Command()
		if args[1] == "silence" {
			c.ReadAll()
			return
		}
		c.Writef("$%d\r\n%s\r\n", len(args[1]), args[1])
	}
}

// A context that has ended before anything was sent keeps the commands from being sent.
func TestAnEndedContextSendsNothing(t *testing.T) {
	redistest.CheckLeaks(t)
	var mu sync.Mutex
	var got []string
	block := make(chan struct{})
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			args := c.Command()
			if args[1] != "x" {
				mu.Lock()
				got = append(got, args[1])
				mu.Unlock()
			}
			if args[1] == "block" {
				<-block
			}
			c.Write("+ok\r\n")
		}
	})
	c := dial(t, s.URL(), func(cfg *Config) { cfg.MaxPending = 1 })
	waitLent(t, c) // from now on a sole caller would write at once
	ended, cancel := context.WithCancel(background)
	cancel()

	var req Request
	f := echo(&req, "exec")
	if err := c.Exec(ended, &req); !errors.Is(err, context.Canceled) || OutcomeOf(err) != NotSent {
		t.Errorf("Exec: %v, outcome %v", err, OutcomeOf(err))
	}
	if err := f.Err(); !errors.Is(err, context.Canceled) || OutcomeOf(err) != NotSent {
		t.Errorf("the future of Exec: %v, outcome %v", err, OutcomeOf(err))
	}

	first := echo(c, "block")
	late := echo(c, "late") // the queue is full
	close(block)
	if _, err := first.Wait(background); err != nil {
		t.Error(err)
	}
	waitLent(t, c)
	eventually(t, func() bool { return c.Stats().Pending == 0 })
	// Now there is room.
	if _, err := late.Wait(ended); !errors.Is(err, context.Canceled) || OutcomeOf(err) != NotSent {
		t.Errorf("Wait: %v, outcome %v", err, OutcomeOf(err))
	}
	if _, err := echo(c, "last").Wait(background); err != nil {
		t.Error(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if g := strings.Join(got, " "); g != "block last" {
		t.Errorf("the server got %q", g)
	}
}

// A connection without deadlines, as those through SSH are, ends waits in time as well, even of a
// caller that might read for itself.
func TestCancelWithoutDeadlines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, echoes)
		c := dialHooked(t, s, func(h *hooked) {
			h.readDeadline = func(time.Time) error { return errors.New("deadline not supported") }
		})
		for range 2 * soloRounds {
			if _, err := echo(c, "x").Wait(background); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithTimeout(background, time.Second)
		defer cancel()
		defer time.AfterFunc(time.Hour, func() { c.Close() }).Stop() // else this test might not end
		begin := time.Now()
		_, err := echo(c, "silence").Wait(ctx)
		if took := time.Since(begin); took != time.Second || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("after %v: %v", took, err)
		}
	})
}

// otherTimeout is what a deadline gives on connections that are not of package net.
type otherTimeout struct{ error }

func (otherTimeout) Timeout() bool   { return true }
func (otherTimeout) Temporary() bool { return true }

type otherTimeouts struct{ net.Conn }

func (c otherTimeouts) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = otherTimeout{errors.New("i/o deadline reached")}
	}
	return n, err
}

// A cancel never costs the connection, whatever error its reads end with at a deadline.
func TestCancelWithTimeoutsOfAnotherKind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, echoes)
		c := dialHooked(t, s, func(h *hooked) { h.Conn = otherTimeouts{h.Conn} })
		for range 2 * soloRounds {
			if _, err := echo(c, "x").Wait(background); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithTimeout(background, time.Second)
		defer cancel()
		if _, err := echo(c, "silence").Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		if err := c.Err(); err != nil {
			t.Errorf("after a cancel the connection is dead: %v", err)
		}
	})
}

// A reply may overtake the return of the write it answers, and the reply of the
// next command with it. The caller that reads for itself must not read on then.
func TestALeaderWhoseRepliesOvertakeTheWrite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for held := ""; ; {
				args := c.Command()
				if len(args[1]) > vectorMin { // answered together with the next
					held = "+large\r\n"
					continue
				}
				c.Writef("%s+%s\r\n", held, args[1])
				held = ""
			}
		})
		first, last := make(chan struct{}), make(chan struct{})
		c := dialHooked(t, s, func(h *hooked) {
			h.write = func(b []byte) (int, error) {
				if bytes.Contains(b, []byte("first")) {
					<-first
				}
				n, err := h.Conn.Write(b)
				if bytes.Contains(b, []byte("last")) {
					<-last
				}
				return n, err
			}
		})
		for range 2 * soloRounds {
			if _, err := echo(c, "x").Wait(background); err != nil {
				t.Fatal(err)
			}
		}
		echo(c, "first") // keeps the writer, so that the others get into one write
		synctest.Wait()
		large, small := echo(c, strings.Repeat("l", 2*vectorMin)), echo(c, "last")
		close(first)
		go func() {
			synctest.Wait()
			close(last)
		}()
		ctx, cancel := context.WithTimeout(background, time.Minute)
		defer cancel()
		begin := time.Now()
		if _, err := large.Wait(ctx); err != nil {
			t.Error(err)
		}
		if got, err := small.Wait(background); got != "last" || err != nil {
			t.Errorf("%q, %v", got, err)
		}
		if took := time.Since(begin); took >= time.Minute {
			t.Errorf("the result was there, and its caller got it after %v", took)
		}
	})
}

// A command that waits for room and gives up lets those behind it in.
func TestACancelledWaitForRoomLetsOthersIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := redistest.ScriptPipe(t, echoes)
		c := dialHooked(t, s, func(*hooked) {}, func(cfg *Config) { cfg.MaxPendingBytes = 1000 })
		silent := echo(c, "silence")
		ctx, cancel := context.WithCancel(background)
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := echo(c, strings.Repeat("l", 2000)).Wait(ctx); OutcomeOf(err) != NotSent {
				t.Errorf("%v, outcome %v", err, OutcomeOf(err))
			}
		})
		synctest.Wait()
		wg.Go(func() { echo(c, "fits").Wait(background) })
		synctest.Wait()
		cancel()
		synctest.Wait()
		if s := c.Stats(); s.Pending != 2 {
			t.Errorf("the command behind was not let in: %+v", s)
		}
		c.Close()
		wg.Wait()
		if _, err := silent.Wait(background); OutcomeOf(err) != MaybeExecuted {
			t.Error(err)
		}
		if s := c.Stats(); s.Pending != 0 || s.PendingBytes != 0 {
			t.Errorf("of a closed connection: %+v", s)
		}
	})
}

// What reaches the server is a prefix of what was to be written, even through a
// connection that writes short and says nothing.
func TestAShortVectoredWriteEndsTheStream(t *testing.T) {
	redistest.CheckLeaks(t)
	all := make(chan []byte, 1)
	s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		all <- c.ReadAll()
	})
	first := make(chan struct{})
	c := dialHooked(t, s, func(h *hooked) {
		h.write = func(b []byte) (int, error) {
			if bytes.Contains(b, []byte("first")) {
				<-first
			}
			if len(b) > vectorMin {
				return h.Conn.Write(b[:len(b)-5])
			}
			return h.Conn.Write(b)
		}
	})
	futures := []Future[string]{echo(c, "first"), echo(c, strings.Repeat("l", 2*vectorMin)), echo(c, "last")}
	close(first)
	var want []Outcome
	for i, f := range futures {
		_, err := f.Wait(background)
		if want = []Outcome{MaybeExecuted, NotSent, NotSent}; OutcomeOf(err) != want[i] || !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("command %d: %v, outcome %v", i, err, OutcomeOf(err))
		}
	}
	if b := <-all; bytes.Contains(b, []byte("last")) {
		t.Error("the server got bytes behind a gap")
	}
}
