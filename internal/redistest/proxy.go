package redistest

import (
	"context"
	"fmt"
	"io"
	"net"
	"slices"
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
	t    testing.TB
	l    net.Listener
	plan func(conn int) Plan

	mu       sync.Mutex
	cond     sync.Cond // anything below changed
	target   string
	refuse   bool
	hold     bool
	accepted []time.Time
	conns    []*ProxyConn
	open     int // of conns, those that have not ended
	closed   bool
	wg       sync.WaitGroup
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

// SetTarget changes where connections made from now on are forwarded to, as an
// address does that moves to another server. The open ones stay where they are.
func (p *Proxy) SetTarget(target string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.target = target
}

// Refuse makes the proxy reset every new connection at once, as if its server
// were down, until Refuse(false). The open ones stay: see [Proxy.Cut].
func (p *Proxy) Refuse(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refuse = on
}

// Hold makes the proxy forward nothing, as if the network had lost the server:
// neither bytes nor the end of a connection, until Hold(false). Connections are
// accepted meanwhile, but made to the server, and counted by [Proxy.Conns],
// afterwards only. A [ProxyConn] can be cut during the hold.
//
// [ProxyConn.Stall] is for one direction of one connection, and passes the end
// on.
func (p *Proxy) Hold(on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hold = on
	for _, c := range p.conns {
		c.hold(on)
	}
	p.cond.Broadcast()
}

// Cut ends all open connections, as [ProxyConn.Cut] does.
func (p *Proxy) Cut(how Action) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.conns {
		c.Cut(how)
	}
}

// AcceptTimes returns when each connection was accepted, those that were reset
// at once among them.
func (p *Proxy) AcceptTimes() []time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.accepted)
}

// WaitAccepted waits until at least n connections were accepted.
func (p *Proxy) WaitAccepted(n int) {
	p.t.Helper()
	p.wait(fmt.Sprintf("%d accepted connections", n), func() bool { return len(p.accepted) >= n })
}

// OpenConns is the number of connections that have not ended in both
// directions: one that its client has closed is open until the server, which
// may be paused, has closed it, too.
func (p *Proxy) OpenConns() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.open
}

// WaitOpenConns waits until exactly n connections are open.
func (p *Proxy) WaitOpenConns(n int) {
	p.t.Helper()
	p.wait(fmt.Sprintf("%d open connections", n), func() bool { return p.open == n })
}

func (p *Proxy) wait(what string, done func() bool) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if !waitFor(&p.cond, done) {
		p.t.Fatalf("redistest: waited in vain for %s: %d accepted, %d forwarded, %d open",
			what, len(p.accepted), len(p.conns), p.open)
	}
}

// Conns is the number of connections forwarded so far.
func (p *Proxy) Conns() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.conns)
}

// Conn returns connection n, counted from 0, and waits for it if need be.
func (p *Proxy) Conn(n int) *ProxyConn {
	p.t.Helper()
	p.wait(fmt.Sprintf("connection %d", n), func() bool { return len(p.conns) > n })
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.conns[n]
}

func (p *Proxy) accept() {
	for {
		client, err := p.l.Accept()
		if err != nil {
			return
		}
		p.mu.Lock()
		p.accepted = append(p.accepted, time.Now())
		p.cond.Broadcast()
		refuse, hold := p.refuse, p.hold
		p.mu.Unlock()
		switch {
		case refuse:
			reset(client)
		case hold:
			p.wg.Go(func() { p.connect(client.(duplex)) })
		default:
			p.connect(client.(duplex))
		}
	}
}

// connect makes the connection to the server, when no hold is on.
func (p *Proxy) connect(client duplex) {
	p.mu.Lock()
	for p.hold && !p.closed {
		p.cond.Wait()
	}
	target, closed := p.target, p.closed
	p.mu.Unlock()
	if closed {
		reset(client)
		return
	}
	network := "tcp"
	if strings.Contains(target, "/") {
		network = "unix"
	}
	server, err := net.Dial(network, target)
	if err != nil {
		reset(client) // what a client of a server that is down sees
		return
	}
	p.forward(client, server.(duplex))
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
	c := &ProxyConn{t: p.t, client: client, server: server, held: p.hold}
	c.cond.L = &c.mu
	c.streams[Requests] = stream{src: client, dst: server, plan: plan.Requests}
	c.streams[Replies] = stream{src: server, dst: client, plan: plan.Replies}
	p.conns = append(p.conns, c)
	p.open++
	p.cond.Broadcast()
	var pumps sync.WaitGroup
	pumps.Go(func() { c.pump(Requests) })
	pumps.Go(func() { c.pump(Replies) })
	p.wg.Go(func() {
		pumps.Wait()
		client.Close()
		server.Close()
		p.mu.Lock()
		defer p.mu.Unlock()
		p.open--
		p.cond.Broadcast()
	})
}

func (p *Proxy) close() {
	p.l.Close()
	p.mu.Lock()
	p.closed = true
	p.cond.Broadcast()
	p.mu.Unlock()
	p.Cut(RST)
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
	held     bool // forward nothing at all
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

func (c *ProxyConn) hold(on bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.held = on
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

// WaitStalled waits until a direction that is stalled or held has bytes to
// forward and does not.
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
		for begun && s.next < len(s.plan.Steps) && s.plan.Steps[s.next].At <= s.forwarded && !s.stalled && !c.held && !s.ended {
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
		if !s.stalled && !c.held || !bytes {
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

// sourceEnded passes the end of the sender on, after a hold.
func (c *ProxyConn) sourceEnded(d Direction, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.held && !c.streams[d].ended {
		c.cond.Wait()
	}
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
