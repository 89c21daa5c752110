package redistest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// ScriptServer is a server whose every connection is answered by a script.
type ScriptServer struct {
	t       testing.TB
	handler func(*ScriptConn)
	l       net.Listener // nil: connections are made by Dial only

	mu       sync.Mutex
	cond     sync.Cond   // accepted grew
	conns    []net.Conn  // the server's ends
	accepted []time.Time // when each of conns was made
	closed   bool
	wg       sync.WaitGroup // the goroutines of handlers and of the listener
}

// Script starts a server on a free port of 127.0.0.1 that calls handler for
// each connection, on a goroutine of its own, and closes the connection when
// handler returns. When the test ends it closes every connection and waits for
// the handlers to return; one that waits for anything but its connection has
// to see to its own end (see [ScriptConn.Done]).
func Script(t testing.TB, handler func(c *ScriptConn)) *ScriptServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := newScriptServer(t, handler, l)
	t.Cleanup(s.close)
	s.wg.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.serve(c)
		}
	})
	return s
}

// ScriptPipe is [Script] without a network: its [ScriptServer.Dial] makes the
// connections, each a [Pipe], so that client and script can live in a bubble of
// testing/synctest.
func ScriptPipe(t testing.TB, handler func(c *ScriptConn)) *ScriptServer {
	s := newScriptServer(t, handler, nil)
	t.Cleanup(s.close)
	return s
}

func newScriptServer(t testing.TB, handler func(c *ScriptConn), l net.Listener) *ScriptServer {
	s := &ScriptServer{t: t, handler: handler, l: l}
	s.cond.L = &s.mu
	return s
}

// Addr is the server's TCP address, "pipe" for a [ScriptPipe].
func (s *ScriptServer) Addr() string {
	if s.l == nil {
		return pipeAddr{}.String()
	}
	return s.l.Addr().String()
}

// URL is "redis://" and the address.
func (s *ScriptServer) URL() string { return "redis://" + s.Addr() }

// Dial makes a connection to the server, whatever network and address say: it
// has the form of [net.Dialer.DialContext] to be put in its place.
func (s *ScriptServer) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	if s.l != nil {
		var d net.Dialer
		return d.DialContext(ctx, "tcp", s.Addr())
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	client, server := Pipe()
	if !s.serve(server) {
		return nil, &net.OpError{Op: "dial", Net: "pipe", Addr: pipeAddr{}, Err: net.ErrClosed}
	}
	return client, nil
}

// Conns is the number of connections made so far.
func (s *ScriptServer) Conns() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.conns)
}

// AcceptTimes returns when each connection was made.
func (s *ScriptServer) AcceptTimes() []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.accepted)
}

// WaitConns waits until at least n connections were made.
func (s *ScriptServer) WaitConns(n int) {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !waitFor(&s.cond, func() bool { return len(s.conns) >= n }) {
		s.t.Fatalf("redistest: waited in vain for %d connections, there were %d", n, len(s.conns))
	}
}

// serve runs the handler for one connection; false if the server is closed.
func (s *ScriptServer) serve(conn net.Conn) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		conn.Close()
		return false
	}
	c := &ScriptConn{
		t: s.t, conn: conn, r: bufio.NewReader(conn),
		number: len(s.conns),
	}
	s.conns = append(s.conns, conn)
	s.accepted = append(s.accepted, time.Now())
	s.cond.Broadcast()
	s.wg.Go(func() {
		defer conn.Close()
		s.handler(c)
	})
	return true
}

func (s *ScriptServer) close() {
	if s.l != nil {
		s.l.Close()
	}
	s.mu.Lock()
	s.closed = true
	for _, c := range s.conns {
		c.Close()
	}
	s.mu.Unlock()
	s.wg.Wait()
}

// ScriptConn is one connection of a [ScriptServer], in the hands of its
// handler. Unless stated otherwise its methods are for the handler's goroutine,
// and end that goroutine where the connection has ended: a script says what
// happens, not what to do if it cannot.
type ScriptConn struct {
	t        testing.TB
	conn     net.Conn
	r        *bufio.Reader
	number   int
	fragment int

	handshake bool     // commands of a handshake are answered
	resp2     bool     // HELLO is an unknown command
	pushed    []string // the next command, already read
}

// Number counts the server's connections from 0, so that a script can answer
// the second one differently.
func (c *ScriptConn) Number() int { return c.number }

// Done is closed when the test is about to end, for handlers that wait for
// something else than their connection. It may be used by any goroutine.
func (c *ScriptConn) Done() <-chan struct{} { return c.t.Context().Done() }

// NetConn returns the connection itself, for what the methods do not offer.
func (c *ScriptConn) NetConn() net.Conn { return c.conn }

// Command reads one whole command. Where the connection ends before it does,
// so does the handler; anything that is no command fails the test.
func (c *ScriptConn) Command() []string {
	c.t.Helper()
	args, err := c.Next()
	if err != nil {
		c.end()
	}
	return args
}

// Next is Command for scripts that go on after the end of the connection: the
// error is io.EOF between two commands, io.ErrUnexpectedEOF inside one, or that
// of the connection.
func (c *ScriptConn) Next() ([]string, error) {
	c.t.Helper()
	if args := c.pushed; args != nil {
		c.pushed = nil
		return args, nil
	}
	for {
		args, err := c.read()
		if err != nil {
			return nil, err
		}
		if c.handshake && c.answerHandshake(args) {
			continue
		}
		c.handshake = false
		return args, nil
	}
}

// Expect reads one command and fails the test, and ends the handler, if it is
// another than args.
func (c *ScriptConn) Expect(args ...string) {
	c.t.Helper()
	if got := c.Command(); !slices.Equal(got, args) {
		c.t.Errorf("redistest: connection %d got the command %q, want %q", c.number, got, args)
		c.end()
	}
}

// read reads a command, or fails the test if the bytes are none.
func (c *ScriptConn) read() ([]string, error) {
	c.t.Helper()
	args, err := readCommand(c.r)
	if err != nil && !ended(err) {
		c.t.Errorf("redistest: connection %d: %v", c.number, err)
		c.end()
	}
	return args, err
}

// ReadAll reads every byte until the connection ends, by whatever error. It
// works on past what [ScriptConn.Command] has read.
func (c *ScriptConn) ReadAll() []byte {
	b, _ := io.ReadAll(c.r) // any error is the end that was waited for
	return b
}

// Skip reads and drops n bytes.
func (c *ScriptConn) Skip(n int) {
	if _, err := c.r.Discard(n); err != nil {
		c.end()
	}
}

// Handshake answers the commands a client sets up its connection with (HELLO,
// AUTH, SELECT, CLIENT, READONLY, INFO server), as a server does that speaks RESP3 and
// accepts any credentials. It returns once those that came together are
// answered; what follows of them is answered by Command, up to the first
// command of another kind.
func (c *ScriptConn) Handshake() {
	c.t.Helper()
	c.handshake = true
	for {
		args, err := c.read()
		if err != nil {
			c.end()
		}
		if !c.answerHandshake(args) {
			c.handshake = false
			c.pushed = args
			return
		}
		if c.r.Buffered() == 0 {
			return
		}
	}
}

// HandshakeRESP2 is [ScriptConn.Handshake] of a server before Redis 6, which
// does not know HELLO.
func (c *ScriptConn) HandshakeRESP2() {
	c.t.Helper()
	c.resp2 = true
	c.Handshake()
}

// answerHandshake answers args if they are a command of a handshake.
func (c *ScriptConn) answerHandshake(args []string) bool {
	switch strings.ToUpper(args[0]) {
	case "HELLO":
		switch {
		case c.resp2:
			c.Write("-ERR unknown command 'HELLO', with args beginning with: '3' \r\n")
		case len(args) > 1 && args[1] == "3":
			c.Writef("%%7\r\n%s:3\r\n%s", helloBefore, helloAfter(c.number))
		default:
			c.Writef("*14\r\n%s:2\r\n%s", helloBefore, helloAfter(c.number))
		}
	case "CLIENT":
		switch {
		case len(args) > 1 && strings.EqualFold(args[1], "ID"):
			c.Writef(":%d\r\n", c.number+1)
		case len(args) > 1 && strings.EqualFold(args[1], "UNBLOCK"):
			return false
		default:
			c.Write("+OK\r\n")
		}
	case "AUTH", "SELECT", "READONLY":
		c.Write("+OK\r\n")
	case "INFO":
		if len(args) != 2 || args[1] != "server" {
			return false
		}
		c.AnswerInfo()
	default:
		return false
	}
	return true
}

// AnswerInfo answers INFO server, as the handshake does.
func (c *ScriptConn) AnswerInfo() {
	const runID = "# Server\r\nrun_id:0123456789012345678901234567890123456789\r\n"
	c.Writef("$%d\r\n%s\r\n", len(runID), runID)
}

const helloBefore = "$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$6\r\n7.0.15\r\n$5\r\nproto\r\n"

func helloAfter(number int) string {
	return fmt.Sprintf("$2\r\nid\r\n:%d\r\n$4\r\nmode\r\n$10\r\nstandalone\r\n"+
		"$4\r\nrole\r\n$6\r\nmaster\r\n$7\r\nmodules\r\n*0\r\n", number+1)
}

// Fragment makes later writes go out n bytes at a time; 0 ends it. Over TCP the
// kernel may join fragments again before the client reads them: [ShortReads]
// makes sure, as does a [ScriptPipe].
func (c *ScriptConn) Fragment(n int) { c.fragment = n }

// Write sends raw bytes: one or more replies, or what a script likes instead.
func (c *ScriptConn) Write(raw string) {
	if err := writeFragments(c.conn, []byte(raw), c.fragment); err != nil {
		c.end()
	}
}

// Writef formats, then writes.
func (c *ScriptConn) Writef(format string, args ...any) {
	c.Write(fmt.Sprintf(format, args...))
}

// Close closes the connection in the orderly way (FIN). Bytes that were
// received and not read make kernels send a RST instead: see CloseWrite.
func (c *ScriptConn) Close() { c.conn.Close() }

// CloseWrite closes the direction to the client (FIN); its commands can still
// be read.
func (c *ScriptConn) CloseWrite() {
	if err := c.conn.(interface{ CloseWrite() error }).CloseWrite(); err != nil {
		c.end()
	}
}

// Reset closes the connection with a RST.
func (c *ScriptConn) Reset() { reset(c.conn) }

// end ends the handler.
func (c *ScriptConn) end() {
	runtime.Goexit() // runs the deferred Close of serve
}
