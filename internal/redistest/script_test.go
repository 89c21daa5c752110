package redistest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// scripts runs test over TCP and over a pipe.
func scripts(t *testing.T, test func(t *testing.T, script func(testing.TB, func(*ScriptConn)) *ScriptServer)) {
	t.Run("tcp", func(t *testing.T) { CheckLeaks(t); test(t, Script) })
	t.Run("pipe", func(t *testing.T) { CheckLeaks(t); test(t, ScriptPipe) })
}

func dial(t *testing.T, s *ScriptServer) net.Conn {
	t.Helper()
	c, err := s.Dial(t.Context(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func send(t *testing.T, c net.Conn, args ...string) {
	t.Helper()
	if _, err := c.Write(appendCommand(nil, args...)); err != nil {
		t.Fatal(err)
	}
}

func TestScriptAnswersCommands(t *testing.T) {
	scripts(t, func(t *testing.T, script func(testing.TB, func(*ScriptConn)) *ScriptServer) {
		s := script(t, func(c *ScriptConn) {
			c.Expect("GET", "a\r\nb")
			c.Writef("$%d\r\nv%d\r\n", 2, c.Number())
		})
		for n := range 2 {
			c := dial(t, s)
			send(t, c, "GET", "a\r\nb")
			got, err := io.ReadAll(c)
			if want := fmt.Sprintf("$2\r\nv%d\r\n", n); string(got) != want || err != nil {
				t.Errorf("connection %d: %q, %v; want %q", n, got, err, want)
			}
		}
		if s.Conns() != 2 {
			t.Errorf("%d connections", s.Conns())
		}
	})
}

func TestScriptKnowsWhenConnectionsWereMade(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := ScriptPipe(t, func(c *ScriptConn) { c.ReadAll() })
		start := time.Now()
		go func() {
			for range 3 {
				time.Sleep(time.Second)
				c, err := s.Dial(t.Context(), "", "")
				if err != nil {
					t.Error(err)
					return
				}
				c.Close()
			}
		}()
		s.WaitConns(3)
		for i, at := range s.AcceptTimes() {
			if want := time.Duration(i+1) * time.Second; at.Sub(start) != want {
				t.Errorf("connection %d after %v, want %v", i, at.Sub(start), want)
			}
		}
	})
}

func TestScriptHandshake(t *testing.T) {
	for _, tt := range []struct {
		name      string
		handshake func(*ScriptConn)
		hello     string // begin of its reply
	}{
		{"RESP3", (*ScriptConn).Handshake, "%7\r\n"},
		{"RESP2", (*ScriptConn).HandshakeRESP2, "-ERR unknown command"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := ScriptPipe(t, func(c *ScriptConn) {
				tt.handshake(c)
				c.Write("+after\r\n")
				c.Expect("GET", "k")
				c.Write("_\r\n")
			})
			c := dial(t, s)
			b := appendCommand(nil, "HELLO", "3", "AUTH", "u", "p")
			b = appendCommand(b, "CLIENT", "SETNAME", "n")
			b = appendCommand(b, "SELECT", "1")
			c.Write(b)
			r := bufio.NewReader(c)
			for line := range tt.hello {
				got, err := r.ReadByte()
				if err != nil || got != tt.hello[line] {
					t.Fatalf("byte %d of the reply to HELLO: %q, %v", line, got, err)
				}
			}
			send(t, c, "CLIENT", "SETINFO", "LIB-NAME", "x")
			send(t, c, "GET", "k")
			rest, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			// The last command of the handshake came on its own.
			want := "+OK\r\n+OK\r\n+after\r\n+OK\r\n_\r\n"
			if got := string(rest[max(0, len(rest)-len(want)):]); got != want {
				t.Errorf("got %q, want it to end with %q", rest, want)
			}
		})
	}
}

func TestScriptHandshakeIsOptional(t *testing.T) {
	s := ScriptPipe(t, func(c *ScriptConn) {
		c.Handshake()
		c.Expect("PING")
		c.Write("+PONG\r\n")
	})
	c := dial(t, s)
	send(t, c, "PING")
	if got, err := io.ReadAll(c); string(got) != "+PONG\r\n" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestScriptEndsConnections(t *testing.T) {
	for _, tt := range []struct {
		name string
		end  func(*ScriptConn)
		want error
	}{
		{"Close", (*ScriptConn).Close, nil},
		{"CloseWrite", (*ScriptConn).CloseWrite, nil},
		{"Reset", (*ScriptConn).Reset, syscall.ECONNRESET},
	} {
		t.Run(tt.name, func(t *testing.T) {
			scripts(t, func(t *testing.T, script func(testing.TB, func(*ScriptConn)) *ScriptServer) {
				s := script(t, func(c *ScriptConn) {
					c.Expect("GET", "k")
					c.Write("$5\r\ntr")
					tt.end(c)
					c.ReadAll()
				})
				c := dial(t, s)
				send(t, c, "GET", "k")
				got, err := io.ReadAll(c)
				if string(got) != "$5\r\ntr" || !errors.Is(err, tt.want) {
					t.Errorf("%q, %v; want %v", got, err, tt.want)
				}
			})
		})
	}
}

func TestScriptReadsOnAfterHalfClose(t *testing.T) {
	scripts(t, func(t *testing.T, script func(testing.TB, func(*ScriptConn)) *ScriptServer) {
		got := make(chan string, 1)
		s := script(t, func(c *ScriptConn) {
			c.Skip(2)
			c.CloseWrite()
			got <- string(c.ReadAll())
		})
		c := dial(t, s)
		c.Write([]byte("abcd"))
		io.ReadAll(c)
		c.Write([]byte("ef"))
		c.Close()
		if got := <-got; got != "cdef" {
			t.Errorf("got %q", got)
		}
	})
}

func TestScriptSeesTheEnd(t *testing.T) {
	for sent, want := range map[string]error{"": io.EOF, "*1\r\n$4\r\nPI": io.ErrUnexpectedEOF, "*1\r\n": io.ErrUnexpectedEOF} {
		got := make(chan error, 1)
		s := ScriptPipe(t, func(c *ScriptConn) {
			_, err := c.Next()
			got <- err
		})
		c := dial(t, s)
		c.Write([]byte(sent))
		c.Close()
		if err := <-got; err != want {
			t.Errorf("after %q: %v, want %v", sent, err, want)
		}
	}
}

func TestScriptFragments(t *testing.T) {
	s := ScriptPipe(t, func(c *ScriptConn) {
		c.Fragment(3)
		c.Write("+PONG\r\n")
	})
	c := dial(t, s)
	var got []string
	buf := make([]byte, 64)
	for {
		n, err := c.Read(buf)
		if err != nil {
			break
		}
		got = append(got, string(buf[:n]))
	}
	if diff := cmp.Diff([]string{"+PO", "NG\r", "\n"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestScriptRefusesWhatIsNoCommand(t *testing.T) {
	for _, bad := range []string{"PING\r\n", "*1\n", "*0\r\n", "*1\r\n:1\r\n", "*1\r\n$-1\r\n", "*1\r\n$2\r\nabc\r\n", "*x\r\n"} {
		var rec recorder
		rec.TB = t
		done := make(chan bool)
		s := ScriptPipe(t, func(c *ScriptConn) {
			defer close(done)
			c.t = &rec
			c.Command()
		})
		dial(t, s).Write([]byte(bad))
		<-done
		if rec.failed == "" {
			t.Errorf("%q was read as a command", bad)
		}
	}
}

// recorder stands for a test that is expected to fail.
type recorder struct {
	testing.TB
	failed string
}

func (r *recorder) Errorf(format string, args ...any) { r.failed = fmt.Sprintf(format, args...) }

func TestPipeInBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := ScriptPipe(t, func(c *ScriptConn) {
			c.Handshake()
			for {
				c.Expect("PING")
				time.Sleep(time.Hour)
				c.Write("+PONG\r\n")
			}
		})
		c := dial(t, s)
		send(t, c, "PING")
		start := time.Now()
		c.SetReadDeadline(start.Add(time.Minute))
		buf := make([]byte, 64)
		if _, err := c.Read(buf); !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(start) != time.Minute {
			t.Errorf("after %v: %v", time.Since(start), err)
		}
		c.SetReadDeadline(time.Time{})
		if n, err := c.Read(buf); string(buf[:n]) != "+PONG\r\n" || time.Since(start) != time.Hour {
			t.Errorf("after %v: %q, %v", time.Since(start), buf[:n], err)
		}
	})
}

func TestPipeBlocksWhenFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := Pipe()
		defer client.Close()
		client.SetWriteDeadline(time.Now().Add(time.Second))
		n, err := client.Write(make([]byte, pipeBuffer+1))
		if n != pipeBuffer || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("wrote %d, %v", n, err)
		}
		client.SetWriteDeadline(time.Time{})
		go func() {
			time.Sleep(time.Second)
			server.Close()
		}()
		if _, err := client.Write([]byte("x")); !errors.Is(err, syscall.EPIPE) {
			t.Errorf("writing to a closed pipe: %v", err)
		}
		if _, err := server.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
			t.Errorf("reading after Close: %v", err)
		}
	})
}
