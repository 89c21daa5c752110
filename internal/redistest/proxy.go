package redistest

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// waitTimeout bounds the waits for something that a test says will happen. No
// result depends on it: it turns a hanging test into a failed one.
const waitTimeout = 20 * time.Second

// Direction is one of the two streams of a connection.
type Direction int

const (
	Requests Direction = iota // from client to server
	Replies                   // from server to client
)

func (d Direction) String() string {
	if d == Requests {
		return "requests"
	}
	return "replies"
}

// Action is what a [Proxy] does to a connection.
type Action int

const (
	// FIN ends one direction in the orderly way: its receiver reads what was
	// forwarded, then EOF, and what its sender still sends is dropped. The
	// other direction goes on until it ends by itself.
	FIN Action = iota + 1

	// RST ends both directions at once with a reset towards either side.
	RST

	// Stall stops forwarding in one direction, until Release, Cut, or the end
	// of the test. The proxy stops reading as well, so that the sender comes to
	// feel it when the buffers of the kernel are full.
	Stall
)

// Step is an [Action] to take as soon as exactly At bytes of its direction have
// been forwarded. With At == 0 it is taken when the first byte has come, which
// is not forwarded then: were it taken at once, a RST could fail the dialing of
// some connections and not of others. A [Script] can close before any byte.
type Step struct {
	At int64
	Do Action
}

// Stream says what befalls one direction of a connection: Steps in the order of
// their offsets, and with Fragment > 0 forwarding in writes of so many bytes.
// The zero Stream is forwarded untouched.
type Stream struct {
	Steps    []Step
	Fragment int
}

// Plan says what befalls a connection.
type Plan struct {
	Requests, Replies Stream
}

// Proxy forwards connections to a server and does to each what its Plan says.
// Its methods may be called by several goroutines.
type Proxy struct {
	t      testing.TB
	target string
	l      net.Listener
	plan   func(conn int) Plan

	mu     sync.Mutex
	cond   sync.Cond // conns grew
	conns  []*ProxyConn
	closed bool
	wg     sync.WaitGroup
}

// NewProxy starts a proxy on a free port of 127.0.0.1 that forwards to target,
// a TCP address or the path of a unix socket. Each connection, counted from 0,
// gets the Plan that plan returns for it; a nil plan leaves all untouched.
// When the test ends, so do the proxy and its connections.
func NewProxy(t testing.TB, target string, plan func(conn int) Plan) *Proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if plan == nil {
		plan = func(int) Plan { return Plan{} }
	}
	p := &Proxy{t: t, target: target, l: l, plan: plan}
	p.cond.L = &p.mu
	t.Cleanup(p.close)
	p.wg.Go(p.accept)
	return p
}

// Addr is the address of the proxy.
func (p *Proxy) Addr() string { return p.l.Addr().String() }

// URL is "redis://" and the address.
func (p *Proxy) URL() string { return "redis://" + p.Addr() }

// Dial connects to the proxy, whatever network and address say: it has the form
// of [net.Dialer.DialContext] to be put in its place.
func (p *Proxy) Dial(ctx context.Context, _, _ string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", p.Addr())
}

// Conns is the number of connections accepted so far.
func (p *Proxy) Conns() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.conns)
}

// Conn returns connection n, counted from 0, and waits for it if need be.
func (p *Proxy) Conn(n int) *ProxyConn {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if !waitFor(&p.cond, func() bool { return len(p.conns) > n }) {
		p.t.Fatalf("redistest: connection %d of the proxy was not made", n)
	}
	return p.conns[n]
}

func (p *Proxy) accept() {
	for {
		client, err := p.l.Accept()
		if err != nil {
			return
		}
		network := "tcp"
		if strings.Contains(p.target, "/") {
			network = "unix"
		}
		server, err := net.Dial(network, p.target)
		if err != nil {
			reset(client) // what a client of a server that is down sees
			continue
		}
		p.forward(client.(duplex), server.(duplex))
	}
}

func (p *Proxy) forward(client, server duplex) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		client.Close()
		server.Close()
		return
	}
	plan := p.plan(len(p.conns))
	c := &ProxyConn{t: p.t, client: client, server: server}
	c.cond.L = &c.mu
	c.streams[Requests] = stream{src: client, dst: server, plan: plan.Requests}
	c.streams[Replies] = stream{src: server, dst: client, plan: plan.Replies}
	p.conns = append(p.conns, c)
	p.cond.Broadcast()
	var pumps sync.WaitGroup
	pumps.Go(func() { c.pump(Requests) })
	pumps.Go(func() { c.pump(Replies) })
	p.wg.Go(func() {
		pumps.Wait()
		client.Close()
		server.Close()
	})
}

func (p *Proxy) close() {
	p.l.Close()
	p.mu.Lock()
	p.closed = true
	conns := p.conns
	p.mu.Unlock()
	for _, c := range conns {
		c.Cut(RST)
	}
	p.wg.Wait()
}

// duplex is a connection each of whose directions can end alone: TCP or unix.
type duplex interface {
	net.Conn
	CloseWrite() error
}

// ProxyConn is one connection through a [Proxy].
type ProxyConn struct {
	t              testing.TB
	client, server duplex

	mu       sync.Mutex
	cond     sync.Cond // anything below changed
	streams  [2]stream // by Direction
	commands commandCounter
	dead     bool // reset
}

// stream is the state of one direction.
type stream struct {
	src, dst  duplex
	plan      Stream
	forwarded int64
	next      int  // step of the plan
	stalled   bool // forward nothing
	waiting   bool // the pump has seen stalled
	ended     bool // nothing more will be forwarded
}

// Forwarded is the number of bytes that were forwarded: written to the
// receiver's socket.
func (c *ProxyConn) Forwarded(d Direction) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.streams[d].forwarded
}

// Commands is the number of whole commands that were forwarded to the server.
func (c *ProxyConn) Commands() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.commands.commands
}

// Stall stops forwarding in one direction, between two writes.
func (c *ProxyConn) Stall(d Direction) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.streams[d].stalled = true
}

// Release ends a stall. One that a Step still to come asks for will happen.
func (c *ProxyConn) Release(d Direction) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.streams[d].stalled = false
	c.cond.Broadcast()
}

// Cut ends the connection now: FIN both directions, RST at once.
func (c *ProxyConn) Cut(how Action) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch how {
	case FIN:
		c.finLocked(Requests)
		c.finLocked(Replies)
	case RST:
		c.resetLocked()
	}
}

// WaitForwarded waits until at least n bytes were forwarded.
func (c *ProxyConn) WaitForwarded(d Direction, n int64) {
	c.t.Helper()
	c.wait(fmt.Sprintf("%d bytes of %v", n, d), func() bool { return c.streams[d].forwarded >= n })
}

// WaitCommands waits until at least n whole commands were forwarded.
func (c *ProxyConn) WaitCommands(n int) {
	c.t.Helper()
	c.wait(fmt.Sprintf("%d commands", n), func() bool { return c.commands.commands >= n })
}

// WaitStalled waits until a stalled direction has bytes to forward and does
// not.
func (c *ProxyConn) WaitStalled(d Direction) {
	c.t.Helper()
	c.wait(fmt.Sprintf("a stall of %v", d), func() bool { return c.streams[d].waiting })
}

// WaitEnded waits until nothing more will be forwarded in this direction.
func (c *ProxyConn) WaitEnded(d Direction) {
	c.t.Helper()
	c.wait(fmt.Sprintf("the end of %v", d), func() bool { return c.streams[d].ended })
}

func (c *ProxyConn) wait(what string, done func() bool) {
	c.t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	if !waitFor(&c.cond, done) {
		c.t.Fatalf("redistest: waited in vain for %s; forwarded: %d bytes of requests with %d commands, %d bytes of replies",
			what, c.streams[Requests].forwarded, c.commands.commands, c.streams[Replies].forwarded)
	}
}

// waitFor waits on cond, whose lock is held, until done; false if that takes
// longer than waitTimeout.
func waitFor(cond *sync.Cond, done func() bool) bool {
	late := false
	timer := time.AfterFunc(waitTimeout, func() {
		cond.L.Lock()
		defer cond.L.Unlock()
		late = true
		cond.Broadcast()
	})
	defer timer.Stop()
	for !done() && !late {
		cond.Wait()
	}
	return done()
}

// pump forwards one direction to its end, then goes on reading without
// forwarding: a sender whose receiver is gone must not block, and closing a
// socket with bytes unread would turn the FIN into a RST.
func (c *ProxyConn) pump(d Direction) {
	s := &c.streams[d]
	buf := make([]byte, 32<<10)
	for c.proceed(d, false) {
		n, err := s.src.Read(buf)
		for b := buf[:n]; len(b) > 0 && c.proceed(d, true); {
			m := c.forwardSome(d, b)
			b = b[m:]
		}
		if err != nil {
			c.sourceEnded(d, err)
			break
		}
	}
	io.Copy(io.Discard, s.src) // ends with the connection
}

// proceed takes the steps that are due and waits out a stall; then it tells
// whether the direction still forwards. A stall is waited out only with bytes
// at hand.
func (c *ProxyConn) proceed(d Direction, bytes bool) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := &c.streams[d]
	for {
		begun := bytes || s.forwarded > 0
		for begun && s.next < len(s.plan.Steps) && s.plan.Steps[s.next].At <= s.forwarded && !s.stalled && !s.ended {
			step := s.plan.Steps[s.next]
			s.next++
			switch step.Do {
			case FIN:
				c.finLocked(d)
			case RST:
				c.resetLocked()
			case Stall:
				s.stalled = true
			}
		}
		if s.ended {
			return false
		}
		if !s.stalled || !bytes {
			return true
		}
		s.waiting = true
		c.cond.Broadcast()
		c.cond.Wait()
		s.waiting = false
	}
}

// forwardSome writes the bytes of b up to the next step or the fragment's size,
// and returns their number.
func (c *ProxyConn) forwardSome(d Direction, b []byte) int {
	s := &c.streams[d]
	if s.plan.Fragment > 0 {
		b = b[:min(len(b), s.plan.Fragment)]
	}
	// Only this goroutine changes forwarded and next, so it may read them.
	if s.next < len(s.plan.Steps) {
		b = b[:min(int64(len(b)), s.plan.Steps[s.next].At-s.forwarded)]
	}
	n, err := s.dst.Write(b)

	c.mu.Lock()
	defer c.mu.Unlock()
	s.forwarded += int64(n)
	if d == Requests {
		c.commands.write(b[:n])
	}
	if err != nil {
		s.ended = true
	}
	c.cond.Broadcast()
	return n
}

// sourceEnded passes the end of the sender on.
func (c *ProxyConn) sourceEnded(d Direction, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == io.EOF {
		c.finLocked(d)
	} else {
		c.resetLocked()
	}
}

// finLocked ends one direction. An error of CloseWrite means that the
// connection is gone already.
func (c *ProxyConn) finLocked(d Direction) {
	s := &c.streams[d]
	if !s.ended {
		s.ended = true
		s.dst.CloseWrite()
		c.cond.Broadcast()
	}
}

func (c *ProxyConn) resetLocked() {
	if !c.dead {
		c.dead = true
		c.streams[Requests].ended = true
		c.streams[Replies].ended = true
		reset(c.client)
		reset(c.server)
		c.cond.Broadcast()
	}
}
