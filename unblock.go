package redis

import (
	"context"
	"errors"
	"time"
)

// A command that waits in the server can't just be left alone when its caller stops waiting: it would take an element that
// nobody gets. So it is ended there, by CLIENT UNBLOCK over the main connection, and its reply is waited for, which
// says whether it has taken something at the last moment. Where that does not work its connection is closed.

const (
	// unblockTime bounds how long that may take.
	unblockTime = time.Second
	// unblockStep is the first wait before the next try: the command may not have arrived in the server yet.
	unblockStep = time.Millisecond
)

// errNotUnblocked is why a connection is closed on which a command still waits.
var errNotUnblocked = errors.New("a command that nobody waits for any more could not be ended by CLIENT UNBLOCK")

// unblockLocked begins to end what waits in the server on a pinned connection.
func (c *Conn) unblockLocked() {
	if c.unblocking || !c.waiting {
		return
	}
	c.unblocking = true
	id, runID, link := c.hello.ID, c.runID, c.stats.Connects
	c.tasks.Go(func() { c.unblock(id, runID, link) })
}

// unblock ends the command that waits in the given server, as the client of the given id, on the given network connection.
func (c *Conn) unblock(id int64, runID string, link uint64) {
	ctx, cancel := context.WithTimeout(c.life, unblockTime)
	defer cancel()
	over := uint32(0)
	if id != 0 && runID != "" {
		over = c.main.linkTo(ctx, runID)
	}
	if over == 0 && c.isWaiting(link) {
		c.dieOf(link, errNotUnblocked)
	}
	for wait := unblockStep; c.isWaiting(link); wait = min(2*wait, 32*unblockStep) {
		// That there was nothing to end is no error.
		p := boundPipe{c.main, over, unblockPolicy}
		x := p.begin(&cmdUnblock)
		x.int(id)
		x.str("ERROR")
		if _, err := finish[int64](p, x).Wait(ctx); err != nil {
			c.dieOf(link, errNotUnblocked) // it may still come, for what would be sent next
			break
		}
		for step := unblockStep / 8; step < wait && c.isWaiting(link); step *= 2 {
			pause(ctx, step)
		}
	}
	c.mu.Lock()
	c.unblocking = false
	c.emptyLocked()
	if c.queue.head != nil {
		c.sendLocked()
		return
	}
	c.mu.Unlock()
}

// unblockPolicy is for commands that are of use at once only.
var unblockPolicy = Policy{Retry: RetryNever, FailIfDown: true, FailOnLoss: true, Urgent: true}

var (
	cmdUnblock = command{
		name: "CLIENT UNBLOCK", prefix: "*4\r\n$6\r\nCLIENT\r\n$7\r\nUNBLOCK\r\n", words: 2, argc: 4, flags: own,
	}
	cmdRunID = command{name: "INFO", prefix: "*2\r\n$4\r\nINFO\r\n", words: 1, argc: 2, flags: own}
)

// drain takes nothing more on a pinned connection, and ends what waits in the server.
func (c *Conn) drain() {
	c.mu.Lock()
	if c.end == nil {
		c.end = ErrClosed
	}
	c.emptyLocked()
	c.mu.Unlock()
	c.endWaits(ErrClosed)
}

// endWaits ends what waits in the server on a pinned connection, and takes back what would, for the given reason.
func (c *Conn) endWaits(reason error) {
	c.mu.Lock()
	lost := c.strandLocked(func(x *exchange) bool { return x.waits })
	c.unblockLocked()
	c.mu.Unlock()
	c.settleLost(&lost, reason)
}

// isWaiting reports whether something may wait in the server on the given network connection.
func (c *Conn) isWaiting(link uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stats.Connects == link && c.fault == nil && c.waiting
}

// linkTo gives the present network connection if it is to the server with the given run_id of INFO, else 0. Behind one
// address may be several servers; the id of a client means another one in each of them.
func (c *Conn) linkTo(ctx context.Context, runID string) uint32 {
	c.mu.Lock()
	link, known := uint32(c.stats.Connects), c.runID
	if c.runLink != link {
		known = ""
	}
	c.mu.Unlock()
	if known == "" {
		p := boundPipe{c, link, unblockPolicy}
		x := p.begin(&cmdRunID)
		x.str("server")
		info, err := finish[string](p, x).Wait(ctx)
		if err != nil {
			return 0
		}
		known = runIDOf(info)
		c.mu.Lock()
		c.runID, c.runLink = known, link
		c.mu.Unlock()
	}
	if known != runID {
		return 0
	}
	return link
}

// waitUnblocked waits for what comes of an exchange whose command is being ended in the server, since the wait
// of its caller has ended for the given reason. The exchange is the caller's then.
func (x *exchange) waitUnblocked(state uint64, cause error) {
	if phase(state) != expired || x.to(state, parked) {
		<-x.wake
	}
	if x.err != nil {
		cause = &causedError{cause, x.err}
	}
	x.err = cause
}

// unblocked reports whether err is the reply to a command that was ended by CLIENT UNBLOCK.
func unblocked(err error) bool {
	er, ok := err.(*ErrorReply)
	return ok && er.Prefix() == "UNBLOCKED"
}
