package redis

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

var (
	errNeverUp = errors.New("not connected yet")
	errRunning = errors.New("redis: Run: the connection is run already")
	// errRenewed ends a network connection that was left on purpose, when all was answered.
	errRenewed = errors.New("the connection is made anew")
)

// runAll is the life of a connection with all of its lanes, which end together.
func (c *Conn) runAll() {
	var lanes sync.WaitGroup
	for _, l := range c.all() {
		lanes.Go(func() {
			l.run()
			for _, other := range c.all() {
				other.finish(l.end)
			}
		})
	}
	c.pool.run()
	lanes.Wait()
	c.pool.closed(c.end)
}

// run is the life of a connection: it serves one network connection after the other, on the
// goroutine that is the default holder of the read role. While there is none, it holds both roles.
func (c *Conn) run() {
	if c.guide != nil && !c.pinned {
		c.tasks.Go(func() { c.guide.follow(c) })
	}
	failures := 0
	for {
		if c.nc != nil {
			c.serve()
			stable := time.Since(c.since) >= c.cfg.Backoff.Stable
			c.bury()
			if stable {
				failures = 0
			} else {
				failures++
			}
		}
		if !c.reconnect(&failures) {
			break
		}
	}
	c.kill(ErrClosed)
	c.tasks.Wait()
	c.last()
}

// reconnect tries until it is connected, or returns false at the end of the connection. It
// waits before each attempt, but the first of all.
func (c *Conn) reconnect(failures *int) bool {
	for attempt := 1; ; attempt++ {
		if c.isOver() {
			return false
		}
		if attempt > 1 || c.everUp() {
			delay := c.cfg.Backoff.delay(*failures)
			c.mu.Lock()
			c.changeLocked(StateChange{State: Waiting, Err: c.fault, Attempt: attempt, Delay: delay})
			c.mu.Unlock()
			timer := time.NewTimer(delay)
			select {
			case <-timer.C:
			case <-c.life.Done():
				timer.Stop()
				return false
			}
		}
		err := c.connect(c.life, attempt, c.everUp())
		if err == nil {
			return true
		}
		*failures++
		if c.down(err) {
			*failures = max(*failures, slowly)
		}
	}
}

// slowly is a number of failures after which any wait is as long as it gets.
const slowly = 30

// delay gives a random wait after the given number of failures in a row.
func (b Backoff) delay(failures int) time.Duration {
	top := b.Max
	if failures < slowly && b.Min<<failures < b.Max && b.Min<<failures > 0 {
		top = b.Min << failures
	}
	if top <= 0 {
		return 0
	}
	return rand.N(top)
}

func (c *Conn) everUp() bool {
	select {
	case <-c.up:
		return true
	default:
		return false
	}
}

func (c *Conn) isOver() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.over
}

// publish makes a network connection whose handshake is done the one to use.
func (c *Conn) publish(addr string) {
	c.since = time.Now()
	c.direct = newDirectWriter(c.nc)
	c.lends = c.nc.SetReadDeadline(time.Time{}) == nil
	c.in.solo = 0
	c.w.accepted = 0
	c.w.rest = c.w.rest[:0]
	c.writerDone = make(chan struct{})
	go c.writeLoop(c.writerDone)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.over { // closed just now: the end comes as if it were lost at once
		c.nc.Close()
	}
	c.fault, c.denied, c.renewing, c.unheld, c.blame = nil, false, false, false, false
	c.acked, c.acks = acknowledged(c.raw)
	c.taken.Store(0)
	c.launched, c.silent, c.signs = 0, 0, signs{}
	c.stats.Connects++
	if !c.everUp() {
		close(c.up)
	}
	c.changeLocked(StateChange{State: Connected, Addr: addr})
	c.writing = c.queue.head != nil
	if c.writing {
		c.work <- struct{}{}
	}
}

// down notes that an attempt to connect has failed. Where the server refuses the
// credentials, what waits learns it at once: waiting would hide why. It reports whether that is so.
func (c *Conn) down(err error) (denied bool) {
	denied = isDenied(err)
	var lost list
	c.mu.Lock()
	c.fault, c.denied = err, denied
	c.stats.Failures++
	if denied {
		lost = c.strandLocked(func(*exchange) bool { return true })
	}
	c.mu.Unlock()
	c.settleLost(&lost, &downError{err})
	return denied
}

// changeLocked comes into another state, and tells so.
func (c *Conn) changeLocked(s StateChange) {
	if s.Addr == "" {
		s.Addr = c.addr
	} else {
		c.addr = s.Addr
	}
	s.Connection = c.lane
	c.state = s.State
	c.news.push(s)
}

// die ends the network connection: nothing is read or written any more. The first
// cause counts. What is in flight is settled, or kept to be sent again, by the goroutine that runs the
// connection, after everybody who reads or writes has stopped.
func (c *Conn) die(cause error) { c.dieOver(cause, false) }

// dieOver is die; blame says that it was the fault of what is first in flight.
func (c *Conn) dieOver(cause error, blame bool) {
	c.mu.Lock()
	if c.fault != nil {
		c.mu.Unlock()
		return
	}
	c.fault, c.blame = &lostError{cause}, blame
	wakeWriter := !c.writing || c.unheld
	c.writing, c.unheld = true, false
	wakeReader := !c.reading
	if wakeReader {
		c.takeBackLocked()
	}
	nc := c.nc
	c.mu.Unlock()
	nc.Close()
	if wakeWriter {
		c.work <- struct{}{}
	}
	if wakeReader {
		c.handover <- struct{}{}
	}
}

// renew leaves the network connection as soon as all that is in flight is answered; what is put
// meanwhile goes to the next one.
//
// It does nothing when link, the number of the network connection that is meant, is not that of the present one.
func (c *Conn) renew(link uint32) {
	c.mu.Lock()
	if c.fault != nil || c.renewing || link != uint32(c.stats.Connects) {
		c.mu.Unlock()
		return
	}
	c.renewing = true
	if !c.writing {
		c.writing, c.unheld = true, true
	}
	now := c.flying == 0
	c.mu.Unlock()
	if now {
		c.die(errRenewed)
	}
}

// bury settles what was in flight on a network connection that has ended, as far as it
// is not to be sent again, and with it what was not sent and whose policy says so.
func (c *Conn) bury() {
	<-c.writerDone
	var lost list
	c.mu.Lock()
	if c.cfg.NoReconnect && c.end == nil {
		c.end = &endError{c.fault}
	}
	if c.cfg.NoReconnect {
		c.over = true
	}
	flight := c.flight.take()
	c.flying, c.waiting = 0, false
	c.stats.WriteBytes += uint64(c.launched)
	c.launched = 0
	renewed := c.fault.(*lostError).cause == errRenewed
	if !renewed {
		c.stats.Losses++
	}
	commands, bytes := 0, 0
	var again list
	for first := true; flight.head != nil; first = false {
		x := flight.pop()
		x.sent = int(max(-1, min(c.w.accepted-x.off, int64(len(x.out)))))
		if !c.over && c.resendLocked(x, c.blame && first) {
			again.push(x)
			continue
		}
		commands += int(x.n)
		bytes += len(x.out)
		x.place = nowhere
		lost.push(x)
	}
	again.join(&c.queue)
	c.queue = again.take()
	// What is bound to this network connection may not wait for the next one, even if it was to be replaced.
	stranded := c.strandLocked(func(x *exchange) bool { return x.bound != 0 || x.policy.FailOnLoss && !renewed })
	cause := c.fault
	if c.end != nil && c.over {
		cause = c.end
	}
	c.retireLocked(commands, bytes)
	c.settleLost(&lost, cause)
	c.settleLost(&stranded, cause)
	c.in.chunk.release()
	c.in.chunk = nil
	if c.in.spare != nil {
		c.in.spare.release()
		c.in.spare = nil
	}
	c.nc = nil
}

// resendLocked reports whether an exchange that was in flight on a network connection that has ended
// is to be sent again, and prepares it for that.
//
// A blamed one was first in flight when the server went silent, or its reply was what ended the connection. It
// gets a second chance, for it may be innocent, and no third.
func (c *Conn) resendLocked(x *exchange, blamed bool) bool {
	// Who waits for it may stop waiting; where nobody does, there is an end to trying.
	state := phase(x.state.Load())
	if x.policy.FailOnLoss || state == abandoned || x.tries >= maxTries && state == pending || c.end != nil && x.waits {
		return false
	}
	var risk retryClass
	whole := len(x.out)
	if x.cmd != nil {
		risk = x.cmd.retry
	} else {
		risk, whole = x.rest.risk, x.rest.whole
	}
	sent := x.sent >= whole
	if sent && (!x.policy.Retry.allows(risk) || blamed && x.tries > 1) {
		return false
	}
	x.maybe = x.maybe || sent
	x.release()
	x.place = inQueue
	c.stats.Retries++
	return true
}

// maxTries is how often a command is written that nobody waits for.
const maxTries = 8

// strandLocked takes exchanges that wait to be sent out of the queue, to be settled.
func (c *Conn) strandLocked(which func(*exchange) bool) (lost list) {
	for _, l := range []*list{&c.queue, &c.blocked} {
		for x := l.head; x != nil; {
			next := x.next
			if which(x) {
				l.remove(x)
				if x.place == inQueue {
					c.commands -= int(x.n)
					c.bytes -= len(x.out)
				}
				x.place, x.sent = nowhere, -1
				lost.push(x)
			}
			x = next
		}
	}
	c.emptyLocked()
	return lost
}

// emptyLocked tells when nothing is pending any more: Shutdown, and the pool that a connection is on loan from.
func (c *Conn) emptyLocked() {
	if c.commands > 0 || c.blocked.head != nil {
		return
	}
	if c.end != nil {
		c.drained.Do(func() { close(c.empty) })
	}
	if c.loan && !c.unblocking {
		c.loan = false
		c.main.pool.give(c)
	}
}

// settleLost settles exchanges that will get no reply.
func (c *Conn) settleLost(lost *list, cause error) {
	for lost.head != nil {
		x := lost.pop()
		x.err = cause
		if x.settle() {
			c.dropped.Add(1)
		}
	}
}

// finish begins the end of the connection, for the given reason.
func (c *Conn) finish(reason error) {
	c.mu.Lock()
	if c.end == nil {
		c.end = reason
	}
	c.over = true
	running := c.running
	c.running = true
	c.mu.Unlock()
	c.kill(reason)
	c.die(reason)
	if !running { // made by New, and never run
		c.last()
	}
}

// abort ends a connection that was never up and is not run.
func (c *Conn) abort(reason error) {
	c.mu.Lock()
	if c.end == nil {
		c.end = reason
	}
	c.over, c.running = true, true
	c.mu.Unlock()
	c.kill(reason)
	c.last()
}

// last settles all that is left at the end of the connection.
func (c *Conn) last() {
	c.mu.Lock()
	lost := c.strandLocked(func(*exchange) bool { return true })
	end := c.end
	c.changeLocked(StateChange{State: Closed, Err: end})
	c.mu.Unlock()
	c.kill(end)
	c.stopPulse()
	c.settleLost(&lost, end)
	if c.in.chunk != nil {
		c.in.chunk.release()
		c.in.chunk = nil
	}
	close(c.done)
}

// A lostError is why a network connection has ended.
type lostError struct{ cause error }

func (e *lostError) Error() string   { return fmt.Sprintf("%v: %v", ErrLost, e.cause) }
func (e *lostError) Unwrap() []error { return []error{ErrLost, e.cause} }

// A downError is why there is no connection.
type downError struct{ cause error }

func (e *downError) Error() string   { return fmt.Sprintf("%v: %v", ErrNotConnected, e.cause) }
func (e *downError) Unwrap() []error { return []error{ErrNotConnected, e.cause} }

// An endError is why a connection has ended that nobody has closed.
type endError struct{ cause error }

func (e *endError) Error() string   { return e.cause.Error() }
func (e *endError) Unwrap() []error { return []error{ErrClosed, e.cause} }

// await calls a function of the user's on a goroutine of its own, so that one which blocks or panics can't
// hold up the connection. What comes after ctx has ended is given to drop.
func await[T any](ctx context.Context, what string, f func(context.Context) (T, error), drop func(T)) (T, error) {
	type result struct {
		v   T
		err error
	}
	ch := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil {
				r.err = fmt.Errorf("%s panicked with a %T", what, p)
			}
			ch <- r
		}()
		r.err = fmt.Errorf("%s ended its goroutine", what)
		r.v, r.err = f(ctx)
	}()
	select {
	case r := <-ch:
		return r.v, r.err
	case <-ctx.Done():
	}
	if drop != nil {
		go func() {
			if r := <-ch; r.err == nil {
				drop(r.v)
			}
		}()
	}
	var zero T
	return zero, canceled(ctx)
}
