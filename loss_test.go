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

	"github.com/redisfut/redis/internal/redistest"
	"github.com/redisfut/redis/resp"
)

// everyReply is one reply of each kind, in RESP3 and RESP2 spellings, with a push and an attribute on the way.
var everyReply = []string{
	"+OK\r\n", ":1\r\n", ":-42\r\n", "$5\r\nhello\r\n", "$0\r\n\r\n", "$-1\r\n", "*-1\r\n", "_\r\n", "#t\r\n", "#f\r\n",
	",3.25\r\n", ",inf\r\n", ",nan\r\n", "(12345678901234567890\r\n", "=7\r\ntxt:abc\r\n", "!5\r\nERR x\r\n", "-WRONGTYPE no\r\n",
	"*0\r\n", "*2\r\n:1\r\n$1\r\na\r\n", "%1\r\n+k\r\n:2\r\n", "~2\r\n+a\r\n+b\r\n", ">2\r\n+push\r\n:1\r\n+after push\r\n",
	"|1\r\n+ttl\r\n:9\r\n$3\r\nval\r\n", "*2\r\n*1\r\n*0\r\n%1\r\n+a\r\n~1\r\n_\r\n", "$?\r\n;2\r\nab\r\n;1\r\nc\r\n;0\r\n", "*?\r\n:1\r\n:2\r\n.\r\n",
	"*1\r\n-ERR inside\r\n", "$20\r\n01234567890123456789\r\n",
}

// Wherever the stream of replies is cut, what came whole is a result, and of all
// the rest the caller is told that it may have been executed.
func TestRepliesCutAtEveryByte(t *testing.T) {
	redistest.CheckLeaks(t)
	all := strings.Join(everyReply, "")
	step := 1
	if testing.Short() {
		step = 7
	}
	for _, reset := range []bool{false, true} {
		s := redistest.Script(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for range everyReply {
				c.Command()
			}
			c.Write(all[:c.Number()*step])
			if reset {
				c.Reset() // it may overtake what was written
			}
		})
		for cut := 0; cut <= len(all); cut += step {
			c := dial(t, s.URL())
			futures := make([]Future[Ignore], len(everyReply))
			for i := range futures {
				futures[i] = Do[Ignore](c, "ECHO", "x")
			}
			end := 0
			for i, f := range futures {
				end += len(everyReply[i])
				_, err := f.Wait(background)
				var er *ErrorReply
				if whole := err == nil || errors.As(err, &er); whole {
					if end > cut {
						t.Fatalf("cut at %d: reply %d is not whole: %v", cut, i, err)
					}
				} else if end <= cut && !reset {
					t.Fatalf("cut at %d: reply %d is whole: %v", cut, i, err)
				} else if OutcomeOf(err) != MaybeExecuted || !errors.Is(err, ErrClosed) {
					t.Fatalf("cut at %d: reply %d is not whole: %v, outcome %v", cut, i, err, OutcomeOf(err))
				}
			}
			c.Close()
		}
	}
}

// wrapped gives a connection a Dialer that wraps the connections it makes.
func wrapped(wrap func(net.Conn) net.Conn) func(*Config) {
	return func(cfg *Config) {
		cfg.Dialer = func(ctx context.Context, network, addr string) (net.Conn, error) {
			nc, err := new(net.Dialer).DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return wrap(nc), nil
		}
	}
}

// A command whose last byte was not accepted can not have been executed, and its
// future says so, at every byte where a write can fail.
func TestWritesThatFailAtEveryByte(t *testing.T) {
	redistest.CheckLeaks(t)
	server := redistest.Server(t)
	probe := dial(t, "")
	hello := len("*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n") + len(resp.AppendCommand(nil, "CLIENT", "SETINFO", "LIB-NAME", "redisfut")) +
		len(resp.AppendCommand(nil, "CLIENT", "SETINFO", "LIB-VER", version()))
	command := func(i int) string { return fmt.Sprintf("*3\r\n$5\r\nRPUSH\r\n$4\r\nloss\r\n$2\r\n%02d\r\n", i) }
	const n = 4
	size := len(command(0))
	for cut := 0; cut <= n*size; cut++ {
		if _, err := Do[int](probe, "DEL", "loss").Wait(background); err != nil {
			t.Fatal(err)
		}
		c := dial(t, server.URL(), wrapped(func(nc net.Conn) net.Conn {
			return redistest.FailWrites(nc, int64(hello+cut), io.ErrClosedPipe)
		}))
		var req Request
		var futures []Future[int]
		for i := range n {
			futures = append(futures, Do[int](&req, "RPUSH", "loss", fmt.Sprintf("%02d", i)))
		}
		err := c.Exec(background, &req)
		c.Close()
		if (err == nil) != (cut == n*size) {
			t.Fatalf("cut at %d: %v", cut, err)
		}
		// What is in the list was executed, whatever the client knows.
		eventually(t, func() bool {
			list, err := Do[string](probe, "CLIENT", "LIST").Wait(background)
			return err == nil && strings.Count(list, "\n") == 1
		})
		list, err := Do[[]string](probe, "LRANGE", "loss", 0, -1).Wait(background)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range futures {
			executed := strings.Contains(strings.Join(list, " "), fmt.Sprintf("%02d", i))
			switch outcome := OutcomeOf(f.Err()); {
			case f.Err() == nil && !executed:
				t.Fatalf("cut at %d: command %d has a result, and was not executed", cut, i)
			case outcome == NotSent && executed:
				t.Fatalf("cut at %d: command %d was executed, and is said not to be sent", cut, i)
			case outcome == NotSent && (i+1)*size <= cut, outcome == MaybeExecuted && (i+1)*size > cut:
				t.Fatalf("cut at %d: command %d: outcome %v", cut, i, outcome)
			}
		}
	}
}

// The bytes that reach the server are those of the commands, however the
// network takes and gives them.
func TestShortWritesAndReads(t *testing.T) {
	for name, wrap := range map[string]func(net.Conn) net.Conn{
		"writes in fragments": func(nc net.Conn) net.Conn { return redistest.FragmentWrites(nc, 3) },
		"reads of one byte":   func(nc net.Conn) net.Conn { return redistest.ShortReads(nc, 1) },
	} {
		t.Run(name, func(t *testing.T) {
			redistest.CheckLeaks(t)
			c := dial(t, "", wrapped(wrap))
			var wg sync.WaitGroup
			for i := range 8 {
				wg.Go(func() {
					for j := range 20 {
						token := strings.Repeat(fmt.Sprint(i, j, " "), 40*j)
						if got, err := echo(c, token).Wait(background); got != token || err != nil {
							t.Errorf("ECHO: %d bytes of %d, %v", len(got), len(token), err)
						}
					}
				})
			}
			wg.Wait()
		})
	}
	for name, err := range map[string]error{"short without an error": nil, "short": io.ErrShortWrite} {
		t.Run(name, func(t *testing.T) {
			redistest.CheckLeaks(t)
			limited := false
			c := dial(t, "", wrapped(func(nc net.Conn) net.Conn {
				return &afterFirst{Conn: nc, later: redistest.ShortWrites(nc, 5, err), limited: &limited}
			}))
			_, err := echo(c, "x").Wait(background)
			if OutcomeOf(err) != NotSent || !errors.Is(err, io.ErrShortWrite) {
				t.Errorf("%v, outcome %v", err, OutcomeOf(err))
			}
		})
	}
}

// afterFirst writes through another connection from the second write on, so
// that the handshake is not disturbed.
type afterFirst struct {
	net.Conn
	later   net.Conn
	limited *bool
}

func (c *afterFirst) Write(b []byte) (int, error) {
	if *c.limited {
		return c.later.Write(b)
	}
	*c.limited = true
	return c.Conn.Write(b)
}

// A large value is written from the memory of its exchange. A server may answer
// before it has read all of it, and that memory must stay as it is until the write has returned.
func TestAReplyMayOvertakeTheWriteItAnswers(t *testing.T) {
	redistest.CheckLeaks(t)
	const size = 8 << 20
	sum := make(chan int, 1)
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		buf := make([]byte, 1<<16)
		n, _ := c.NetConn().Read(buf)
		c.Write("+early\r\n")
		good, tail := strings.Count(string(buf[:n]), "a"), ""
		for !strings.Contains(tail, "GET\r\n$1\r\nk\r\n") {
			n, err := c.NetConn().Read(buf)
			if err != nil {
				break
			}
			good += strings.Count(string(buf[:n]), "a")
			tail = tail[max(0, len(tail)-64):] + string(buf[:n])
		}
		sum <- good
		c.Write("+late\r\n")
		c.ReadAll()
	})
	c := dial(t, s.URL())
	value := strings.Repeat("a", size)
	f := Do[string](c, "SET", "k", value)
	g := Do[string](c, "GET", "k")
	if got, err := f.Wait(background); got != "early" || err != nil {
		t.Fatalf("%q, %v", got, err)
	}
	for range 100 { // would reuse the memory
		Do[Ignore](c, "ECHO", strings.Repeat("b", vectorMin))
	}
	if got, err := g.Wait(background); got != "late" || err != nil {
		t.Fatalf("%q, %v", got, err)
	}
	if n := <-sum; n != size {
		t.Errorf("the server got %d of %d bytes as they were", n, size)
	}
}

func TestALostConnectionSettlesManyCallersAtOnce(t *testing.T) {
	redistest.CheckLeaks(t)
	const n = 2000
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for range n {
			c.Command()
		}
		c.Reset()
	})
	c := dial(t, s.URL())
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			_, err := echo(c, "x").Wait(background)
			if OutcomeOf(err) != MaybeExecuted || !errors.Is(err, ErrClosed) {
				t.Errorf("%v, outcome %v", err, OutcomeOf(err))
			}
		})
	}
	wg.Wait()
}
