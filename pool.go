package redis

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Commands that wait in the server, and [Watch], need a connection that nobody else uses meanwhile: a pinned
// one. A pinned connection is a Conn like any other, with one user at a time; the pool keeps those of a Conn.

// pinIdle is for how long a pinned connection that nobody needs stays open.
const pinIdle = time.Minute

// A pool has the pinned connections of a Conn.
type pool struct {
	main  *Conn
	slots chan struct{} // has one in it for each connection that is taken

	mu      sync.Mutex // taken under the mu of a connection, never the other way round
	idle    []*Conn    // what was given back last is taken first
	all     []*Conn
	running bool  // the main connection is run
	end     error // why none is given any more
	gone    Stats // of those that have ended
}

func newPool(main *Conn) *pool {
	return &pool{main: main, slots: make(chan struct{}, main.cfg.MaxPinned)}
}

// An allPinnedError is why a wait for a pinned connection has ended.
type allPinnedError struct {
	err error
	max int
}

func (e *allPinnedError) Error() string {
	return fmt.Sprintf("%v, while all %d pinned connections were in use (Config.MaxPinned)", e.err, e.max)
}
func (e *allPinnedError) Unwrap() error { return e.err }

// errNoneFree ends a wait that Config.Timeout bounds.
var errNoneFree = fmt.Errorf("no connection within Config.Timeout: %w", context.DeadlineExceeded)

// take gives a connection to its caller alone, who gives it back by letGo. It waits until there is one, unless the
// policy says otherwise of a connection that is down.
func (p *pool) take(ctx context.Context, policy Policy) (*Conn, error) {
	if err := p.refuse(policy); err != nil {
		return nil, err
	}
	if err := p.reserve(ctx); err != nil {
		return nil, err
	}
	c, err := p.next()
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	c.held = true
	c.mu.Unlock()
	return c, nil
}

// letGo gives back a connection as soon as nothing is pending on it.
func (c *Conn) letGo() {
	c.mu.Lock()
	c.held, c.loan = false, true
	c.emptyLocked()
	c.mu.Unlock()
}

// reserve takes a slot, for which it may have to wait.
func (p *pool) reserve(ctx context.Context) error {
	if p.tryReserve() {
		return nil
	}
	var timeout <-chan time.Time
	if _, ok := ctx.Deadline(); !ok && p.main.cfg.Timeout > 0 {
		t := time.NewTimer(p.main.cfg.Timeout)
		defer t.Stop()
		timeout = t.C
	}
	select {
	case p.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return &allPinnedError{canceled(ctx), cap(p.slots)}
	case <-timeout:
		return &allPinnedError{errNoneFree, cap(p.slots)}
	case <-p.main.life.Done():
		return p.main.ownErr()
	}
}

func (p *pool) tryReserve() bool {
	select {
	case p.slots <- struct{}{}:
		return true
	default:
		return false
	}
}

// next gives a connection for a slot that was taken.
func (p *pool) next() (*Conn, error) {
	p.mu.Lock()
	if p.end != nil {
		defer p.mu.Unlock()
		<-p.slots
		return nil, p.end
	}
	if n := len(p.idle); n > 0 {
		defer p.mu.Unlock()
		c := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return c, nil
	}
	c := newPinned(p.main)
	p.all = append(p.all, c)
	running := p.running
	p.mu.Unlock()
	if running {
		c.runPinned()
	}
	return c, nil
}

// newPinned makes a pinned connection of main's.
func newPinned(main *Conn) *Conn {
	cfg := main.cfg
	cfg.Connections = 1
	cfg.MaxPending, cfg.MaxPendingBytes = maxPending, maxPending // its one user is bounded by the pool
	cfg.NoReconnect = false
	cfg.OnState, cfg.Logger = nil, nil
	c := newConn(cfg)
	c.main, c.pinned, c.guide = main, true, main.guide
	return c
}

const maxPending = int(^uint(0) >> 2)

// runPinned lets a pinned connection live, once.
func (c *Conn) runPinned() {
	c.mu.Lock()
	run := !c.running
	c.running, c.ran = true, true
	c.mu.Unlock()
	if run {
		go c.run()
	}
}

// give takes back a connection with which its user is done; c.mu is held.
func (p *pool) give(c *Conn) {
	p.mu.Lock()
	if p.end == nil && c.end == nil {
		c.idleSince = c.ticks
		p.idle = append(p.idle, c)
	}
	p.mu.Unlock()
	<-p.slots
}

// retire ends a connection if nobody has taken it yet.
func (p *pool) retire(c *Conn) {
	stats := c.ownStats()
	p.mu.Lock()
	i := slices.Index(p.idle, c)
	if i >= 0 {
		p.idle = slices.Delete(p.idle, i, i+1)
		p.all = slices.DeleteFunc(p.all, func(other *Conn) bool { return other == c })
		p.gone.add(stats)
	}
	p.mu.Unlock()
	if i >= 0 {
		c.finish(ErrClosed)
	}
}

// run lets the connections live: from now on, since the main one does.
func (p *pool) run() {
	p.mu.Lock()
	p.running = true
	p.mu.Unlock()
	for _, c := range p.conns() {
		c.runPinned()
	}
}

// close gives none any more, and returns them all. Those that are idle end; with now, all do.
func (p *pool) close(reason error, now bool) []*Conn {
	p.mu.Lock()
	if p.end == nil {
		p.end = reason
	}
	all, ending := slices.Clone(p.all), p.idle
	p.idle = nil
	p.mu.Unlock()
	if now {
		ending = all
	}
	for _, c := range ending {
		c.finish(reason)
	}
	return all
}

// closed ends all connections and returns when they have ended.
func (p *pool) closed(reason error) {
	for _, c := range p.close(reason, true) {
		<-c.done
	}
}

// conns gives all connections that there are.
func (p *pool) conns() []*Conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.all)
}

// put gives an exchange whose command waits in the server to a pinned connection, which goes back to the
// pool when the reply is in. Where none is free the exchange waits for one with its caller.
func (p *pool) put(x *exchange) {
	x.conn = p.main
	err := p.refuse(x.policy)
	switch {
	case err != nil:
		x.reject(err)
	case p.tryReserve():
		p.lend(x)
	case p.main.cfg.FailWhenFull:
		x.reject(&allPinnedError{ErrFull, cap(p.slots)})
	default:
		x.put(deferred)
	}
}

// refuse gives the reason not to take anything, as the main connection is.
func (p *pool) refuse(policy Policy) error {
	c := p.main
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.end != nil {
		return c.end
	}
	return c.downLocked(policy)
}

// lend gives the exchange a connection for a slot that was taken.
func (p *pool) lend(x *exchange) {
	c, err := p.next()
	if err != nil {
		x.reject(err)
		return
	}
	x.policy.FailIfDown = false // of the connection in use
	if !c.enqueue(x) {
		c.letGo()
	}
}

// admit is put for a deferred exchange, on behalf of its caller, who waits for a free connection.
func (p *pool) admit(ctx context.Context, x *exchange, state uint64) {
	if !x.to(state, building) { // a second Wait on the same future was faster
		return
	}
	err := ctx.Err()
	if err != nil {
		err = canceled(ctx)
	} else {
		err = p.reserve(ctx)
	}
	if err != nil {
		x.reject(err)
		return
	}
	p.lend(x)
}
