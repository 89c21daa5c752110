package redis

import (
	"context"
	"errors"
	"net"
	"runtime"
	"time"

	"github.com/redisfut/redis/resp"
)

// A reader is the state of the read role: whoever holds the role, Conn.reading,
// owns it. The holder frames what the server sends and settles exchanges; it runs no
// decoder and no code of the user.
type reader struct {
	framer resp.Framer
	chunk  *chunk // what is read into
	spare  *chunk // the usual chunk, while chunk is one of a large reply's own
	r, w   int    // the bytes of the reply being framed are chunk.buf[r:w]
	flight list   // exchanges in flight: while replies are delivered, else they are in Conn.flight
	solo   int    // passes in a row that settled a sole exchange
	passes int
	read   int // bytes that Conn.stats does not know of yet
}

const (
	// readMin is how much room a read should have.
	readMin = 4 << 10
	// soloRounds is how many round trips with a single exchange in flight make
	// the reader goroutine lend its role.
	soloRounds = 16
	// halfBytes is how much must be left to deliver for half of the callers to be
	// worth a write of their own.
	halfBytes = 400
	// lendTick is how often the reader goroutine looks whether the role it has lent
	// is still used. When not, it takes the role back, so as to see pushes and the end of
	// the connection.
	lendTick = 10 * time.Millisecond
)

// errUnexpected is the fault of a server that answers what nobody asked.
var errUnexpected = errors.New("a reply came that no command waits for")

// serve reads until the network connection ends: it is the default holder of the read role.
func (c *Conn) serve() {
	for first := true; ; first = false {
		var err error
		if !first || c.in.r == c.in.w { // the handshake may have read more than its own replies
			err = c.fill()
		}
		writes, derr := c.deliver(c.direct != nil && err == nil)
		if derr != nil {
			err = derr
		}
		if err != nil {
			c.dieOver(err, derr != nil) // before answer, which must not write to a broken connection
		}
		if writes {
			c.answer()
		}
		if err != nil {
			return
		}
		if c.lends && c.in.solo >= soloRounds && c.lend() && c.dying() {
			return
		}
	}
}

// dying reports whether the network connection has met its end.
func (c *Conn) dying() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.fault != nil
}

// pass reads once and settles every exchange whose replies are whole. Its error
// is the end of the connection.
func (c *Conn) pass() error {
	err := c.fill()
	if _, derr := c.deliver(false); derr != nil {
		c.dieOver(derr, true)
		return derr
	}
	return err
}

// fill reads once.
func (c *Conn) fill() error {
	in := &c.in
	in.makeRoom()
	n, err := c.nc.Read(in.chunk.buf[in.w:])
	in.w += n
	in.read += n
	in.passes++
	c.reads.Add(1)
	return err
}

// prepare takes over what the writer has launched, and the write role too if
// that is asked for and the role is free. It returns how many exchanges are in flight.
func (c *Conn) prepare(write bool) (flying int, writes bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.in.flight = c.flight.take()
	return c.flying, write && c.takeWriteLocked()
}

// takeWriteLocked takes the write role if it is free, and reports whether it was.
func (c *Conn) takeWriteLocked() bool {
	if c.writing || c.fault != nil {
		return false
	}
	c.writing = true
	return true
}

// answer writes what callers have put since they got their replies: it lets them run first,
// and saves waking the writer goroutine for each batch. It holds the write
// role, and hands it to the writer goroutine where a write could have to wait, since who reads must
// never do that: server and client would wait for each other.
func (c *Conn) answer() {
	for {
		runtime.Gosched()
		switch c.gather(true) {
		case nothing, dead:
			return
		case vectored:
			c.work <- struct{}{}
			return
		}
		if !c.tryWrite(c.w.buf) {
			c.work <- struct{}{}
			return
		}
	}
}

// deliver takes whole replies out of what was read, and settles the exchanges that
// they complete. With write it holds the write role meanwhile, if that is free, so that what the
// callers put thereupon wakes nobody; and reports whether it does, for answer to write that.
func (c *Conn) deliver(write bool) (writes bool, err error) {
	in := &c.in
	if in.r == in.w {
		return false, nil
	}
	flying, writes := c.prepare(write)
	settled, commands, bytes, waited := 0, 0, 0, false
	for in.r < in.w {
		b := in.chunk.buf[in.r:in.w]
		size, ferr := in.framer.Next(b)
		if size == 0 {
			if err = ferr; err == nil {
				in.r += in.framer.Skip()
			}
			break
		}
		frame := b[:size:size]
		in.r += size
		if isPush(frame, ferr) {
			c.pushed(frame, ferr)
			continue
		}
		x := in.flight.head
		if x == nil {
			err = errUnexpected
			break
		}
		if !x.add(frame, in.chunk, ferr) {
			continue
		}
		in.flight.pop()
		settled++
		commands += int(x.n)
		bytes += len(x.out)
		waited = waited || x.waits
		if c.cfg.Tracer != nil {
			x.times.in = time.Now()
		}
		settle := (*exchange).settle
		if x.vectored {
			settle = (*exchange).half
		}
		if settle(x) { // from here on x is somebody else's
			c.dropped.Add(1)
		}
		if writes && settled == flying/2 && in.w-in.r > halfBytes {
			// The server has perhaps nothing to do now: let it work on what the first
			// half of the callers puts, while the other half gets its replies.
			c.answer()
			// What that has launched is not taken over yet: the bytes in hand came before
			// it, and whatever they are, they are no reply to it.
			c.mu.Lock()
			writes = c.takeWriteLocked()
			c.mu.Unlock()
		}
	}
	if in.chunk.owned && in.r == in.w && in.w == len(in.chunk.buf) {
		in.dropOwn()
	}
	c.retire(settled, commands, bytes, waited)
	return writes, err
}

// retire gives back what is still in flight, takes settled exchanges off the bounds, and lets in
// those that wait for room. waited says that one of them was all that may wait in the server.
func (c *Conn) retire(settled, commands, bytes int, waited bool) {
	in := &c.in
	c.mu.Lock()
	c.stats.ReadBytes += uint64(in.read)
	in.read = 0
	c.stats.Reads++
	c.stats.Replies += uint64(commands)
	in.flight.join(&c.flight)
	c.flight = in.flight.take()
	if settled == 0 {
		c.mu.Unlock()
		return
	}
	if settled == 1 && c.flight.head == nil {
		in.solo++
	} else {
		in.solo = 0
	}
	c.flying -= settled
	if waited {
		c.waiting = false
		for x := c.queue.head; x != nil; x = x.next {
			x.stamp = c.ticks // it could not be sent before
		}
	}
	renewed := c.renewing && c.flying == 0
	c.retireLocked(commands, bytes)
	if renewed {
		c.die(errRenewed)
	}
}

// isPush tells pushes from replies. Of one that was skipped, as err says, the
// frame has only the end.
func isPush(frame []byte, err error) bool {
	if err != nil {
		var le *resp.LimitError
		return errors.As(err, &le) && le.Kind == resp.Push
	}
	k := resp.Kind(frame[0])
	return (k == resp.Push || k == resp.Attribute) && resp.FrameKind(frame) == resp.Push
}

// makeRoom sees to it that there is room for the next read behind the bytes of
// the reply being framed.
func (in *reader) makeRoom() {
	have := in.w - in.r
	if have == 0 && in.chunk.owned {
		in.dropOwn()
	}
	if have == 0 && in.chunk.refs.Load() == 1 {
		if len(in.chunk.buf) > chunkMin {
			in.replace(newChunk(chunkMin)) // one large reply is no reason to keep a large chunk
		}
		in.r, in.w = 0, 0
		return
	}
	want := readMin
	if have > 0 {
		if whole := in.framer.Whole(); whole >= ownMin && (!in.chunk.owned || in.w == len(in.chunk.buf)) {
			in.replace(ownChunk(whole, have))
			return
		}
		want = max(want, min(in.framer.Missing(), ownStep))
	}
	if in.chunk.owned || len(in.chunk.buf)-in.w >= want {
		return
	}
	if in.chunk.refs.Load() == 1 && len(in.chunk.buf)-have >= max(want, len(in.chunk.buf)/2) {
		in.w = copy(in.chunk.buf, in.chunk.buf[in.r:in.w])
		in.r = 0
		return
	}
	// Doubling keeps the copying of a growing reply linear in its size.
	in.replace(newChunk(max(chunkMin, 2*have, have+want)))
}

// replace goes on in chunk n, with the bytes of the reply being framed.
func (in *reader) replace(n *chunk) {
	in.w = copy(n.buf, in.chunk.buf[in.r:in.w])
	in.r = 0
	if n.owned && !in.chunk.owned && in.spare == nil {
		in.spare = in.chunk
	} else {
		in.chunk.release()
	}
	in.chunk = n
}

// dropOwn goes back to the usual chunk after a reply in memory of its own.
func (in *reader) dropOwn() {
	in.chunk.release()
	in.chunk, in.spare = in.spare, nil
	in.r, in.w = 0, 0
	if in.chunk.refs.Load() > 1 {
		in.chunk.release()
		in.chunk = newChunk(chunkMin)
	}
}

// lend steps aside for callers that read their own replies. It returns when the
// read role is the reader goroutine's again: handed over by a caller that left
// others waiting, at the end of the connection, or taken back since nobody used it.
// It reports false when there was no occasion to lend.
func (c *Conn) lend() bool {
	in := &c.in
	c.mu.Lock()
	if c.fault != nil || c.renewing || c.flight.head != nil || c.queue.head != nil || in.r != in.w {
		c.mu.Unlock()
		return false
	}
	c.reading = false
	c.lent.Store(true)
	seen := in.passes
	c.mu.Unlock()

	tick := time.NewTimer(lendTick)
	defer tick.Stop()
	for {
		select {
		case <-c.handover:
			return true
		case <-tick.C:
		}
		c.mu.Lock()
		if !c.reading {
			if c.in.passes == seen {
				in.solo = 0
				c.takeBackLocked()
				c.mu.Unlock()
				return true
			}
			seen = c.in.passes
		}
		c.mu.Unlock()
		tick.Reset(lendTick)
	}
}

// takeBackLocked makes the read role the reader goroutine's.
func (c *Conn) takeBackLocked() {
	c.reading = true
	c.lent.Store(false)
}

// lead lets the caller of the parked exchange x hold the read role until x is
// settled, if the role is free. It reports whether the wait is over, and
// how it ended.
//
// A sole caller that writes and reads for itself saves the way through two
// other goroutines, which takes about as long as a round trip on a fast network.
func (c *Conn) lead(ctx context.Context, x *exchange, state uint64) (led bool, err error) {
	c.mu.Lock()
	if c.reading || !c.lent.Load() || c.fault != nil {
		c.mu.Unlock()
		return false, nil
	}
	c.reading = true
	c.mu.Unlock()

	unregister := c.beginLead(ctx)
	// When all replies are in, the writer may still have to settle x. To read on would be
	// to wait for replies of others.
	for x.state.Load() == state && x.got() < int(x.n) && err == nil {
		err = c.pass()
	}
	if unregister != nil {
		unregister()
	}
	if c.endLead() && isTimeout(err) {
		err = nil
	}
	if err != nil {
		c.die(err)
	}
	c.mu.Lock()
	if c.fault != nil || c.renewing || c.in.solo == 0 || c.flight.head != nil || c.queue.head != nil {
		c.takeBackLocked()
		c.mu.Unlock()
		c.handover <- struct{}{}
	} else {
		c.reading = false
		c.mu.Unlock()
	}
	switch {
	case x.state.Load() != state:
		<-x.wake
		return true, x.awake(ctx)
	case ctx.Err() != nil:
		return true, x.leave(ctx, state)
	}
	// The end of the connection settles it, or the writer, whose write a reply has overtaken;
	// or it goes on to wait while others read.
	return true, x.sleep(ctx, state)
}

// isTimeout reports whether err is that of a read whose deadline has passed.
// Not every connection gives os.ErrDeadlineExceeded.
func isTimeout(err error) bool {
	var ne net.Error
	return errors.As(err, &ne) && ne.Timeout()
}

// beginLead makes the end of ctx, and Config.Timeout, interrupt the reads of a caller that
// holds the read role, until endLead. The function returned, nil where ctx does not end, frees what ctx holds.
func (c *Conn) beginLead(ctx context.Context) (unregister func() bool) {
	c.interrupts.Lock()
	c.leads++
	lead := c.leads
	c.led, c.interrupted = true, false
	c.interrupts.Unlock()
	if ctx.Done() == nil {
		return nil
	}
	return context.AfterFunc(ctx, func() { c.interrupt(lead) })
}

// interrupt ends the read of the caller that holds the read role, if it is the given time that a
// caller holds it; 0: whatever time it is.
func (c *Conn) interrupt(lead uint64) {
	c.interrupts.Lock()
	defer c.interrupts.Unlock()
	if c.led && (lead == 0 || lead == c.leads) {
		c.interrupted = true
		c.nc.SetReadDeadline(time.Unix(1, 0))
	}
}

// endLead ends what beginLead began, and reports whether a read was interrupted.
func (c *Conn) endLead() bool {
	c.interrupts.Lock()
	defer c.interrupts.Unlock()
	c.led = false
	if c.interrupted {
		c.nc.SetReadDeadline(time.Time{})
	}
	return c.interrupted
}
