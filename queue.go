package redis

import (
	"context"
	"fmt"
	"math"
	"time"
)

// A list links exchanges in the order of their commands.
type list struct {
	head, tail *exchange
}

func (l *list) push(x *exchange) {
	x.prev, x.next = l.tail, nil
	if l.tail == nil {
		l.head = x
	} else {
		l.tail.next = x
	}
	l.tail = x
}

func (l *list) remove(x *exchange) {
	if x.prev == nil {
		l.head = x.next
	} else {
		x.prev.next = x.next
	}
	if x.next == nil {
		l.tail = x.prev
	} else {
		x.next.prev = x.prev
	}
	x.prev, x.next = nil, nil
}

// pushUrgent puts x before all that is not urgent.
func (l *list) pushUrgent(x *exchange) {
	next := l.head
	for next != nil && next.policy.Urgent {
		next = next.next
	}
	if next == nil {
		l.push(x)
		return
	}
	x.prev, x.next = next.prev, next
	if next.prev == nil {
		l.head = x
	} else {
		next.prev.next = x
	}
	next.prev = x
}

func (l *list) pop() *exchange {
	x := l.head
	l.remove(x)
	return x
}

// join moves all of m behind what is in l.
func (l *list) join(m *list) {
	switch {
	case m.head == nil:
		return
	case l.tail == nil:
		l.head = m.head
	default:
		l.tail.next, m.head.prev = m.head, l.tail
	}
	l.tail = m.tail
	*m = list{}
}

// take empties the list and returns what was in it.
func (l *list) take() list {
	t := *l
	*l = list{}
	return t
}

// enqueue gives a complete exchange to the connection, or leaves it with its
// caller, and returns false: settled where the connection takes nothing, deferred where its queue is full.
func (c *Conn) enqueue(x *exchange) bool {
	x.conn = c
	if c.cfg.Tracer != nil && x.tries == 0 {
		x.times.put = time.Now()
	}
	c.mu.Lock()
	if c.end != nil || c.fault != nil || x.bound != 0 {
		if err := c.refuseLocked(x); err != nil {
			c.mu.Unlock()
			x.reject(err)
			return false
		}
	}
	if (c.blocked.head != nil || !c.fitsLocked(x)) && !x.policy.Urgent {
		c.mu.Unlock()
		if c.cfg.FailWhenFull {
			x.reject(ErrFull)
		} else {
			x.put(deferred)
		}
		return false
	}
	x.put(pending)
	c.queueLocked(x)
	c.sendLocked()
	return true
}

// refuseLocked gives the reason not to take x while the connection is down, ending, or at its end.
func (c *Conn) refuseLocked(x *exchange) error {
	switch {
	case c.end != nil && (c.over || x.cmd == nil || x.cmd.flags&own == 0):
		return c.end
	case x.bound != 0 && (c.fault != nil || x.bound != uint32(c.stats.Connects)):
		return errUnbound
	}
	return c.downLocked(x.policy)
}

// downLocked gives the reason not to wait for a connection.
func (c *Conn) downLocked(policy Policy) error {
	if c.fault != nil && (policy.FailIfDown || c.denied) {
		return &downError{c.fault}
	}
	return nil
}

// errUnbound is the fault of a command that was meant for a network connection which has ended.
var errUnbound = fmt.Errorf("%w that the command was meant for", ErrLost)

// fitsLocked reports whether the bounds of the queue leave room for x. One that is
// larger than the bounds has the queue to itself.
func (c *Conn) fitsLocked(x *exchange) bool {
	return c.commands == 0 || c.commands+int(x.n) <= c.cfg.MaxPending && c.bytes+len(x.out) <= c.cfg.MaxPendingBytes
}

func (c *Conn) queueLocked(x *exchange) {
	c.commands += int(x.n)
	c.bytes += len(x.out)
	x.place = inQueue
	if x.tries == 0 || x.waits { // each pinned connection has ticks of its own
		x.stamp = c.ticks
	}
	if x.waits && !c.held {
		c.loan = true
	}
	if x.policy.Urgent {
		c.queue.pushUrgent(x)
	} else {
		c.queue.push(x)
	}
}

// sendLocked sees to it that what is in the queue gets written, as soon as that may be, and releases c.mu.
//
// Usually that means to wake the writer. When the connection serves one
// caller at a time, the read role is lent and nothing is in flight, the caller writes at
// once instead: without a goroutine in between a round trip takes half as long.
func (c *Conn) sendLocked() {
	if c.writing || c.waiting || c.unblocking {
		// Who writes now looks into the queue again before it ends; or the end of the wait in the server does.
		c.mu.Unlock()
		return
	}
	if c.direct != nil && c.lent.Load() && c.queue.head == c.queue.tail && c.commands == int(c.queue.head.n) && len(c.queue.head.out) <= directMax {
		c.writing = true
		x := c.queue.pop()
		c.launchLocked(x)
		c.mu.Unlock()
		c.writeDirect(x.out)
		return
	}
	c.writing = true
	c.mu.Unlock()
	c.work <- struct{}{}
}

// launchLocked moves an exchange into flight. From here on its slot waits for
// replies, and only these or the death of the connection remove it.
func (c *Conn) launchLocked(x *exchange) {
	x.place = inFlight
	x.off = c.launched
	if x.tries < math.MaxInt16 {
		x.tries++
	}
	x.link = uint32(c.stats.Connects)
	c.launched += int64(len(x.out))
	c.stats.Commands += uint64(x.n)
	c.flying++
	c.flight.push(x)
	if x.waits {
		// Behind it nothing would be executed before it is answered. Not written, that may be taken
		// back, and CLIENT UNBLOCK can end nothing but what it is meant for.
		c.waiting = true
	}
	if c.cfg.Tracer != nil {
		x.times.taken = time.Now()
	}
}

// admit queues a deferred exchange on behalf of its caller, who is about to
// sleep. Where the queue is still full the exchange stands in line for room.
func (c *Conn) admit(x *exchange, state uint64) {
	c.mu.Lock()
	if c.end != nil || c.fault != nil {
		if err := c.refuseLocked(x); err != nil {
			c.mu.Unlock()
			if x.to(state, taken) { // else a second Wait on the same future was faster
				x.reject(err)
			}
			return
		}
	}
	if !x.to(state, pending) { // a second Wait on the same future was faster
		c.mu.Unlock()
		return
	}
	if c.blocked.head == nil && c.fitsLocked(x) {
		c.queueLocked(x)
		c.sendLocked()
		return
	}
	x.place = inBlocked
	x.stamp = c.ticks
	c.blocked.push(x)
	c.mu.Unlock()
}

// retireLocked takes commands off the bounds, lets in those that wait for room, and releases c.mu.
func (c *Conn) retireLocked(commands, bytes int) {
	c.commands -= commands
	c.bytes -= bytes
	for c.blocked.head != nil && c.fitsLocked(c.blocked.head) {
		x := c.blocked.pop()
		stamp := x.stamp
		c.queueLocked(x)
		x.stamp = stamp
	}
	c.emptyLocked()
	if c.queue.head != nil {
		c.sendLocked()
		return
	}
	c.mu.Unlock()
}

// What became of an exchange whose caller does not wait any longer.
type left int

const (
	answered   left = iota // it was settled first, or is just about to be: the result is there
	takenBack              // it was not taken by the writer yet: it is the caller's, and will never be written
	leftBehind             // it was: its replies are still read, and dropped
	unblocking             // its command is being ended in the server, and then settled: see waitUnblocked
)

// abandon detaches the caller from an exchange it waits for. It says what became of that, and
// why there is no connection at present.
func (c *Conn) abandon(x *exchange, state uint64) (how left, fault error) {
	c.mu.Lock()
	fault = c.fault
	switch {
	case x.place == nowhere, x.place == inFlight && x.waits && x.state.Load() != state:
		// Of what waits no more, the connection may be somebody else's already.
		c.mu.Unlock()
		return answered, nil
	case x.place == inFlight && x.waits:
		c.stats.Cancelled++
		x.policy.FailOnLoss = true // its caller does not wait for another try
		c.unblockLocked()
		c.mu.Unlock()
		return unblocking, nil
	case x.place == inFlight:
		if x.to(state, abandoned) {
			how = leftBehind
			c.stats.Cancelled++
		}
		c.mu.Unlock()
		return how, fault
	}
	if !x.to(state, taken) {
		c.mu.Unlock()
		return answered, nil
	}
	c.stats.Cancelled++
	if x.place == inBlocked {
		c.blocked.remove(x)
		c.retireLocked(0, 0) // there may be room for what stood behind it
		return takenBack, fault
	}
	c.queue.remove(x)
	c.retireLocked(int(x.n), len(x.out))
	return takenBack, fault
}

// canceled gives the error of a context that has ended, with its cause.
func canceled(ctx context.Context) error {
	err := ctx.Err()
	if cause := context.Cause(ctx); cause != err {
		return &causedError{err, cause}
	}
	return err
}

// A causedError is the error of a context that was ended with a cause of its own.
type causedError struct{ err, cause error }

func (e *causedError) Error() string   { return e.err.Error() + ": " + e.cause.Error() }
func (e *causedError) Unwrap() []error { return []error{e.err, e.cause} }

// withFault adds to the reason why a wait has ended the one why there was no connection.
func withFault(err, fault error) error {
	if fault == nil {
		return err
	}
	return &causedError{err, &downError{fault}}
}
