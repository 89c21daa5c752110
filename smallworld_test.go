package redis

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// A small world is one run of three callers with seven commands on one connection,
// in virtual time: every combination of where it is cut, how, and which caller gives up
// when is a run of its own, and what each future must say is known exactly.
//
// At 1 ms caller 0 puts and awaits a command, at 2 ms caller 1 executes a request, at 3 ms
// caller 2 puts two commands and awaits them, latest first. The server answers from
// 10 ms on.
type world struct {
	// lent makes the connection serve one caller before, so that it lends its read role.
	lent bool
	// full makes the queue too small for all.
	full bool
	// stall keeps the first write from returning until 6 ms.
	stall bool
	// requests is how many bytes of the commands the network takes, all if negative.
	requests int
	// replies is how many bytes of the replies come before the end, all if negative.
	replies int
	end     ending
	// caller gives up at the given time; nobody does if caller is negative.
	caller int
	at     time.Duration
}

type ending uint8

const (
	byFIN ending = iota
	byRST
	byGarbage // then FIN, for it may be taken for the rest of a string
	endings
)

// smallServer answers as a small world needs it, and knows what it has executed.
type smallServer struct {
	mu       sync.Mutex
	world    world
	conn     *redistest.ScriptConn
	early    bool // before 10 ms: replies wait
	held     string
	sent     int
	dead     bool
	executed map[string]bool
	ends     []smallReply
	size     int // of all replies
}

// A smallReply is where the reply to a command ends.
type smallReply struct {
	token string
	end   int
}

func (s *smallServer) handle(c *redistest.ScriptConn) {
	c.Handshake()
	s.mu.Lock()
	s.conn = c
	s.mu.Unlock()
	for {
		args := c.Command()
		token := args[len(args)-1]
		s.mu.Lock()
		switch {
		case token == "warm":
			c.Write("+warm\r\n")
		case args[0] == "EXEC":
			s.executed["tx"] = true
			s.reply("tx", "*2\r\n$3\r\ntx1\r\n$3\r\ntx2\r\n")
		case args[0] == "MULTI":
			s.reply("", "+OK\r\n")
		case strings.HasPrefix(token, "tx"):
			s.reply("", "+QUEUED\r\n")
		default:
			s.executed[token] = true
			switch {
			case token == "c0":
				s.reply(token, ">2\r\n+push\r\n_\r\n"+"$2\r\nc0\r\n")
			case strings.HasPrefix(token, "big"):
				s.reply(token, fmt.Sprintf("$%d\r\n%s\r\n", len(token), token))
			default:
				s.reply(token, fmt.Sprintf("|1\r\n+k\r\n_\r\n$%d\r\n%s\r\n", len(token), token))
			}
		}
		s.mu.Unlock()
	}
}

// reply sends a reply, or as much of it as the world allows. It is called with s.mu held.
func (s *smallServer) reply(token, raw string) {
	s.size += len(raw)
	if token != "" {
		s.ends = append(s.ends, smallReply{token, s.size})
	}
	s.held += raw
	if !s.early {
		s.flush()
	}
}

func (s *smallServer) flush() {
	s.early = false
	n := len(s.held)
	if left := s.world.replies - s.sent; s.world.replies >= 0 && left <= n {
		n = left
	}
	if s.dead {
		return
	}
	io.WriteString(s.conn.NetConn(), s.held[:n])
	s.sent += n
	s.held = s.held[n:]
	if s.world.replies < 0 || s.sent < s.world.replies {
		return
	}
	s.dead = true
	switch s.world.end {
	case byFIN:
		s.conn.CloseWrite()
	case byRST:
		s.conn.Reset()
	case byGarbage:
		io.WriteString(s.conn.NetConn(), "\x00\n\x00\n")
		s.conn.CloseWrite()
	}
}

// What became of a command.
type fate struct {
	token   string
	err     error
	outcome Outcome
	caller  int
}

// run gives what became of each command, and what is wrong.
func (w world) run(t *testing.T, s *smallServer, script *redistest.ScriptServer) (problem string) {
	*s = smallServer{world: w, early: true, executed: map[string]bool{}}
	cfg := Config{Addr: "pipe", NoReconnect: true}
	if w.full {
		cfg.MaxPending = 2
	}
	armed, stalled := false, !w.stall // the writer has these to itself when commands are put
	left := w.requests
	cfg.Dialer = func(ctx context.Context, network, addr string) (net.Conn, error) {
		nc, err := script.Dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		return &hooked{Conn: nc, write: func(b []byte) (int, error) {
			if !stalled && strings.Contains(string(b), "c0") {
				stalled = true
				time.Sleep(5 * time.Millisecond)
			}
			if !armed || left < 0 || len(b) <= left {
				if armed && left >= 0 {
					left -= len(b)
				}
				return nc.Write(b)
			}
			n, _ := nc.Write(b[:left])
			left = 0
			return n, io.ErrClosedPipe
		}}, nil
	}
	c, err := cfg.Dial(background)
	if err != nil {
		return err.Error()
	}
	chunk := c.in.chunk
	if w.lent {
		for !c.lent.Load() {
			if _, err := echo(c, "warm").Wait(background); err != nil {
				return err.Error()
			}
		}
	}
	synctest.Wait()
	armed = true
	var contexts [3]context.Context
	for i := range contexts {
		contexts[i] = background
		if i == w.caller {
			ctx, cancel := context.WithCancel(background)
			defer cancel()
			if w.at == 0 {
				cancel()
			} else {
				defer time.AfterFunc(w.at, cancel).Stop()
			}
			contexts[i] = ctx
		}
	}
	defer time.AfterFunc(10*time.Millisecond, func() {
		s.mu.Lock()
		s.flush()
		s.mu.Unlock()
	}).Stop()

	big := "big" + strings.Repeat("b", 150)
	var mu sync.Mutex
	var fates []fate
	note := func(caller int, token, got string, err error) {
		mu.Lock()
		defer mu.Unlock()
		if err == nil && got != token {
			problem = fmt.Sprintf("caller %d got %q, not %q", caller, got, token)
		}
		fates = append(fates, fate{token, err, OutcomeOf(err), caller})
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		time.Sleep(1 * time.Millisecond)
		got, err := echo(c, "c0").Wait(contexts[0])
		note(0, "c0", got, err)
	})
	wg.Go(func() {
		time.Sleep(2 * time.Millisecond)
		var req Request
		one := echo(&req, "one")
		tx := Multi(&req)
		tx1, tx2 := echo(tx, "tx1"), echo(tx, "tx2")
		ok := tx.Exec()
		c.Exec(contexts[1], &req)
		got, err := one.Get()
		note(1, "one", got, err)
		got, err = tx1.Get()
		if got2, err2 := tx2.Get(); OutcomeOf(err) != OutcomeOf(err2) || OutcomeOf(ok.Err()) != OutcomeOf(err) ||
			err == nil && got+got2 != "tx1tx2" {
			mu.Lock()
			problem = fmt.Sprintf("the transaction is in pieces: %v, %v, %v", err, err2, ok.Err())
			mu.Unlock()
		}
		if err == nil {
			got = "tx"
		}
		note(1, "tx", got, err)
	})
	wg.Go(func() {
		time.Sleep(3 * time.Millisecond)
		two, three := echo(c, big), echo(c, "three")
		got, err := three.Wait(contexts[2])
		note(2, "three", got, err)
		got, err = two.Wait(contexts[2])
		note(2, big, got, err)
	})
	wg.Wait()
	time.Sleep(20 * time.Millisecond) // whatever the server still gets is executed
	synctest.Wait()
	lives := c.Err() == nil
	if pending := c.Stats().Pending; lives && pending != 0 {
		problem = fmt.Sprintf("%d commands are pending when all is answered", pending)
	}
	c.Close()
	synctest.Wait()
	if n := chunk.refs.Load(); n != 0 {
		problem = fmt.Sprintf("the read buffer has %d references in the end", n)
	}
	if pending := c.Stats().Pending; pending != 0 {
		problem = fmt.Sprintf("%d commands are pending in the end", pending)
	}
	if problem != "" {
		return problem
	}
	return w.judge(s, fates, lives)
}

// judge compares what the callers were told with what the server has done.
func (w world) judge(s *smallServer, fates []fate, lives bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if w.requests < 0 && w.replies < 0 && !lives {
		return "the connection ended by itself"
	}
	for _, f := range fates {
		executed := s.executed[f.token]
		canceled := errors.Is(f.err, context.Canceled)
		// Who gives up while the write goes on, or at the very moment at which it fails, can't
		// know that it does.
		tooEarly := canceled && w.requests >= 0 && (w.stall || w.at == 10*time.Millisecond)
		if executed == (f.outcome == NotSent) && (executed || !tooEarly) {
			return fmt.Sprintf("%.8s: executed: %v; told: %v", f.token, executed, f.err)
		}
		if canceled && f.caller != w.caller {
			return fmt.Sprintf("%.8s: the end of another's context: %v", f.token, f.err)
		}
		if w.caller == f.caller && (canceled || w.at == 10*time.Millisecond) {
			continue // at 10 ms, either
		}
		end := -1
		for _, r := range s.ends {
			if r.token == f.token {
				end = r.end
			}
		}
		whole := end >= 0 && (w.replies < 0 || end <= w.replies)
		if w.requests >= 0 && f.err != nil {
			whole = false // the failed write has ended the connection before the replies
		}
		if whole != (f.err == nil) {
			return fmt.Sprintf("%.8s: its reply was whole: %v; told: %v", f.token, whole, f.err)
		}
		if f.err != nil && (!errors.Is(f.err, ErrClosed) || f.outcome != NotSent && f.outcome != MaybeExecuted) {
			return fmt.Sprintf("%.8s: %v, outcome %v", f.token, f.err, f.outcome)
		}
	}
	return ""
}

func TestEverySmallWorld(t *testing.T) {
	redistest.CheckLeaks(t)
	// What goes over the wire is a little smaller.
	const requests, replies = 420, 360
	step := 4
	if testing.Short() {
		step = 23
	}
	runs := 0
	for _, lent := range []bool{false, true} {
		for _, mode := range []string{"", "full", "stall"} {
			synctest.Test(t, func(t *testing.T) {
				var s smallServer
				script := redistest.ScriptPipe(t, s.handle)
				try := func(w world) {
					w.lent, w.full, w.stall = lent, mode == "full", mode == "stall"
					runs++
					if problem := w.run(t, &s, script); problem != "" {
						t.Fatalf("%+v: %s", w, problem)
					}
				}
				whole := world{requests: -1, replies: -1, caller: -1}
				try(whole)
				if s.size > replies || s.size < replies-100 {
					t.Fatalf("the replies have %d bytes", s.size)
				}
				first := runs % step
				for caller := range 3 {
					for _, at := range []time.Duration{0, 4 * time.Millisecond, 10 * time.Millisecond, 15 * time.Millisecond} {
						w := whole
						w.caller, w.at = caller, at
						try(w)
					}
				}
				for cut := first; cut < requests; cut += step {
					w := whole
					w.requests = cut
					try(w)
					w.caller, w.at = cut%3, time.Duration(4+6*(cut/3%2))*time.Millisecond
					try(w)
				}
				for cut := first; cut < replies; cut += step {
					for end := range endings {
						w := whole
						w.replies, w.end = cut, end
						try(w)
						w.caller, w.at = cut%3, time.Duration(4+6*(cut/3%2))*time.Millisecond
						try(w)
					}
				}
			})
		}
	}
	t.Logf("%d small worlds", runs)
}
