package redistest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func dialProxy(t *testing.T, p *Proxy) net.Conn {
	t.Helper()
	c, err := p.Dial(t.Context(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func TestProxyForwardsUntouched(t *testing.T) {
	CheckLeaks(t)
	s := Server(t)
	targets := []string{s.Addr()}
	if s.Unix() != "" {
		targets = append(targets, s.Unix())
	}
	for _, target := range targets {
		p := NewProxy(t, target, nil)
		c := dialProxy(t, p)
		big := strings.Repeat("x", 1<<20)
		send(t, c, "ECHO", big)
		send(t, c, "QUIT")
		got, err := io.ReadAll(c)
		if want := fmt.Sprintf("$%d\r\n%s\r\n+OK\r\n", len(big), big); string(got) != want || err != nil {
			t.Errorf("%d bytes, %v; want %d", len(got), err, len(want))
		}
		if n := p.Conn(0).Commands(); n != 2 {
			t.Errorf("%d commands", n)
		}
		if n := p.Conn(0).Forwarded(Replies); n != int64(len(got)) {
			t.Errorf("%d bytes of replies forwarded, %d read", n, len(got))
		}
	}
}

func TestProxyCutsRepliesAtEveryOffset(t *testing.T) {
	CheckLeaks(t)
	const want = "+PONG\r\n$3\r\nabc\r\n"
	for how, wantErr := range map[Action]error{FIN: nil, RST: syscall.ECONNRESET} {
		p := NewProxy(t, Server(t).Addr(), func(conn int) Plan {
			return Plan{Replies: Stream{Steps: []Step{{int64(conn), how}}}}
		})
		for n := range len(want) {
			c := dialProxy(t, p)
			// The server's answer may come before the cut or after.
			c.Write(appendCommand(appendCommand(nil, "PING"), "ECHO", "abc"))
			got, err := io.ReadAll(c)
			if string(got) != want[:n] || !errors.Is(err, wantErr) {
				t.Errorf("cut at %d by %v: %q, %v", n, how, got, err)
			}
			if how == FIN {
				p.Conn(n).WaitCommands(2) // requests went on
			}
			c.Close()
		}
	}
}

func TestProxyCutsRequestsAtEveryOffset(t *testing.T) {
	CheckLeaks(t)
	s := NewServer(t)
	for _, how := range []Action{FIN, RST} {
		p := NewProxy(t, s.Addr(), func(conn int) Plan {
			return Plan{Requests: Stream{Steps: []Step{{int64(conn), how}}}}
		})
		commands := [][]string{{"SELECT", "0"}, {"RPUSH", "l", "1"}, {"RPUSH", "l", "2"}}
		var all []byte
		for _, args := range commands {
			all = appendCommand(all, args...)
		}
		for n := range len(all) + 1 {
			s.Do(t, "DEL", "l")
			c := dialProxy(t, p)
			c.Write(all)
			got, _ := io.ReadAll(c)
			c.Close()
			p.Conn(n).WaitEnded(Requests)

			var whole int
			for end := 0; whole < len(commands); whole++ {
				if end += len(appendCommand(nil, commands[whole]...)); end > n {
					break
				}
			}
			if got := p.Conn(n).Commands(); got != whole || p.Conn(n).Forwarded(Requests) != int64(n) {
				t.Errorf("cut at %d by %v: %d commands in %d bytes forwarded, want %d", n, how, got, p.Conn(n).Forwarded(Requests), whole)
			}
			if how == FIN { // all that arrived is executed and answered
				want := []string{"", "+OK\r\n", "+OK\r\n:1\r\n", "+OK\r\n:1\r\n:2\r\n"}[whole]
				if string(got) != want {
					t.Errorf("cut at %d: %q, want %q", n, got, want)
				}
			}
			if n := s.Do(t, "LLEN", "l").(int64); n > int64(max(whole-1, 0)) {
				t.Errorf("%d elements after %d commands", n, whole)
			}
		}
	}
}

func TestProxyStallsAndReleases(t *testing.T) {
	CheckLeaks(t)
	p := NewProxy(t, Server(t).Addr(), func(int) Plan {
		return Plan{Replies: Stream{Steps: []Step{{3, Stall}}}, Requests: Stream{Fragment: 1}}
	})
	c := dialProxy(t, p)
	send(t, c, "PING")
	p.Conn(0).WaitStalled(Replies)
	if n := p.Conn(0).Forwarded(Replies); n != 3 {
		t.Errorf("%d bytes of replies forwarded, want 3", n)
	}
	p.Conn(0).Release(Replies)
	r := bufio.NewReader(c)
	if line, err := r.ReadString('\n'); line != "+PONG\r\n" {
		t.Errorf("%q, %v", line, err)
	}

	p.Conn(0).Stall(Requests)
	send(t, c, "PING")
	p.Conn(0).WaitStalled(Requests)
	if n := p.Conn(0).Commands(); n != 1 {
		t.Errorf("%d commands", n)
	}
	p.Conn(0).Cut(FIN) // ends a stall, too
	if rest, err := io.ReadAll(r); len(rest) > 0 || err != nil {
		t.Errorf("%q, %v", rest, err)
	}
}

// runID asks the server behind c who it is.
func runID(t *testing.T, c net.Conn) string {
	t.Helper()
	send(t, c, "INFO", "server")
	v, err := readValue(bufio.NewReader(c))
	if err != nil {
		t.Fatal(err)
	}
	_, id, _ := strings.Cut(v.(string), "run_id:")
	return id[:min(len(id), 40)]
}

func TestProxyMovesToAnotherServer(t *testing.T) {
	CheckLeaks(t)
	one, two := NewServer(t), NewServer(t)
	p := NewProxy(t, one.Addr(), nil)
	before := dialProxy(t, p)
	id := runID(t, before)
	p.SetTarget(two.Addr())
	after := dialProxy(t, p)
	if got := runID(t, after); got == id {
		t.Error("the new connection goes to the old server")
	}
	if got := runID(t, before); got != id {
		t.Error("the old connection goes to the new server")
	}
	p.WaitOpenConns(2)
	p.Cut(RST)
	for _, c := range []net.Conn{before, after} {
		if _, err := c.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("after Cut: %v", err)
		}
	}
	p.WaitOpenConns(0)
}

func TestProxyRefusesNewConnections(t *testing.T) {
	CheckLeaks(t)
	p := NewProxy(t, Server(t).Addr(), nil)
	old := dialProxy(t, p)
	runID(t, old)
	start := time.Now()
	p.Refuse(true)
	for range 2 {
		c, err := p.Dial(t.Context(), "", "")
		if err == nil { // else the reset came while it was dialed
			_, err = c.Read(make([]byte, 1))
			c.Close()
		}
		if !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("%v", err)
		}
	}
	runID(t, old)
	p.Refuse(false)
	runID(t, dialProxy(t, p))
	p.WaitAccepted(4)
	at := p.AcceptTimes()
	if len(at) != 4 || at[0].After(start) || at[1].Before(start) || at[2].Before(at[1]) {
		t.Errorf("accepted at %v, refused from %v on", at, start)
	}
	if p.Conns() != 2 || p.OpenConns() != 2 {
		t.Errorf("%d connections, %d open", p.Conns(), p.OpenConns())
	}
	old.Close()
	p.WaitOpenConns(1)
}

func TestProxyHoldsEverything(t *testing.T) {
	CheckLeaks(t)
	s := NewServer(t)
	p := NewProxy(t, s.Addr(), nil)
	silent := func(c net.Conn) {
		t.Helper()
		c.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
		if n, err := c.Read(make([]byte, 64)); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("%d bytes, %v during a hold", n, err)
		}
		c.SetReadDeadline(time.Now().Add(waitTimeout))
	}
	old, cut, gone := dialProxy(t, p), dialProxy(t, p), dialProxy(t, p)
	for _, c := range []net.Conn{old, cut, gone} {
		runID(t, c)
	}
	p.Hold(true)
	later := dialProxy(t, p)
	send(t, old, "PING")
	send(t, later, "PING")
	gone.Close()
	p.WaitAccepted(4)
	p.Conn(0).WaitStalled(Requests)
	silent(old)
	silent(later)
	if p.Conns() != 3 || p.OpenConns() != 3 {
		t.Errorf("%d connections, %d open", p.Conns(), p.OpenConns())
	}
	p.Conn(1).Cut(RST) // works during the hold
	if _, err := cut.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("%v", err)
	}

	p.Hold(false)
	buf := make([]byte, 64)
	for _, c := range []net.Conn{old, later} {
		if n, err := c.Read(buf); string(buf[:n]) != "+PONG\r\n" {
			t.Errorf("after the hold: %q, %v", buf[:n], err)
		}
	}
	p.WaitOpenConns(2)

	// Not even the end of the server is seen.
	p.Hold(true)
	s.Kill()
	silent(old)
	silent(dialProxy(t, p))
	p.Hold(false)
	if _, err := old.Read(buf); err != io.EOF && !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("after the hold: %v", err)
	}
}

func TestProxyEndsDuringHold(t *testing.T) {
	CheckLeaks(t)
	p := NewProxy(t, Server(t).Addr(), nil)
	c := dialProxy(t, p)
	runID(t, c)
	p.Hold(true)
	send(t, c, "PING")
	dialProxy(t, p)
	p.WaitAccepted(2)
}

func TestProxyOfNoServerResets(t *testing.T) {
	CheckLeaks(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	p := NewProxy(t, l.Addr().String(), nil)
	c, err := p.Dial(t.Context(), "", "")
	if err == nil { // else the reset came while it was dialed
		defer c.Close()
		_, err = c.Read(make([]byte, 1))
	}
	if !errors.Is(err, syscall.ECONNRESET) {
		t.Errorf("%v", err)
	}
}

func TestCommandCounterInAnyFragments(t *testing.T) {
	stream := "*2\r\n$4\r\nECHO\r\n$7\r\n*1\r\n$1\r\n\r\n*1\r\n$4\r\nPING\r\nPING\r\n\r\n*0\r\n*1\r\n$0\r\n\r\n*1\r\n$4\r\nPIN"
	for size := 1; size <= len(stream); size++ {
		var c commandCounter
		for b := []byte(stream); len(b) > 0; b = b[min(size, len(b)):] {
			c.write(b[:min(size, len(b))])
		}
		if c.commands != 4 {
			t.Errorf("%d commands in fragments of %d, want 4", c.commands, size)
		}
	}
}

func TestFaultyConnections(t *testing.T) {
	fail := errors.New("fails")
	type result struct {
		N   int
		Err error
	}
	for _, tt := range []struct {
		name string
		wrap func(net.Conn) net.Conn
		want []result // of writing "abcde" twice
		got  []string // what arrives, read by read
	}{
		{"plain", func(c net.Conn) net.Conn { return c }, []result{{5, nil}, {5, nil}}, []string{"abcde", "abcde"}},
		{"ShortWrites", func(c net.Conn) net.Conn { return ShortWrites(c, 3, io.ErrShortWrite) },
			[]result{{3, io.ErrShortWrite}, {3, io.ErrShortWrite}}, []string{"abc", "abc"}},
		{"ShortWrites without error", func(c net.Conn) net.Conn { return ShortWrites(c, 4, nil) },
			[]result{{4, nil}, {4, nil}}, []string{"abcd", "abcd"}},
		{"FragmentWrites", func(c net.Conn) net.Conn { return FragmentWrites(c, 2) },
			[]result{{5, nil}, {5, nil}}, []string{"ab", "cd", "e", "ab", "cd", "e"}},
		{"FailWrites", func(c net.Conn) net.Conn { return FailWrites(c, 7, fail) },
			[]result{{5, nil}, {2, fail}}, []string{"abcde", "ab"}},
		{"FailWrites between two", func(c net.Conn) net.Conn { return FailWrites(c, 5, fail) },
			[]result{{5, nil}, {0, fail}}, []string{"abcde"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := Pipe()
			c := tt.wrap(a)
			for i, want := range tt.want {
				if n, err := c.Write([]byte("abcde")); n != want.N || err != want.Err {
					t.Errorf("write %d: %d, %v; want %d, %v", i, n, err, want.N, want.Err)
				}
			}
			c.Close()
			if diff := cmp.Diff(tt.got, reads(b, 64)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	t.Run("ShortReads", func(t *testing.T) {
		a, b := Pipe()
		a.Write([]byte("abcde"))
		a.Close()
		if diff := cmp.Diff([]string{"ab", "cd", "e"}, reads(ShortReads(b, 2), 64)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
	t.Run("FailReads", func(t *testing.T) {
		a, b := Pipe()
		a.Write([]byte("abcde"))
		c := FailReads(b, 3, fail)
		if got, err := io.ReadAll(c); string(got) != "abc" || err != fail {
			t.Errorf("%q, %v", got, err)
		}
	})
}

// reads returns what each Read gives until one fails.
func reads(c net.Conn, size int) (all []string) {
	buf := make([]byte, size)
	for {
		n, err := c.Read(buf)
		if err != nil {
			return all
		}
		all = append(all, string(buf[:n]))
	}
}
