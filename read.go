package redis

import (
	"context"
	"errors"
	"fmt"
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
	flight list   // exchanges in flight, as taken from Conn.flight
	solo   int    // passes in a row that settled a sole exchange
	passes int
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

// readLoop is the connection's reader goroutine, the default holder of the read
// role. At the end of the connection it settles what is left.
func (c *Conn) readLoop() {
	defer close(c.done)
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
			c.die(err) // before answer, which must not write to a broken connection
		}
		if writes {
			c.answer()
		}
		if err != nil {
			break
		}
		if c.lends && c.in.solo >= soloRounds && c.lend() && c.dying() {
			break
		}
	}
	c.bury()
}

// dying reports whether the connection has met its end.
func (c *Conn) dying() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err != nil
}

// pass reads once and settles every exchange whose replies are whole. Its error
// is the end of the connection.
func (c *Conn) pass() error {
	err := c.fill()
	if _, derr := c.deliver(false); derr != nil {
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
	in.passes++
	return err
}

// prepare takes over what the writer has launched, and the write role too if
// that is asked for and the role is free. It returns how many exchanges are in flight.
func (c *Conn) prepare(write bool) (flying int, writes bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.in.flight.join(&c.flight)
	return c.flying, write && c.takeWriteLocked()
}

// takeWriteLocked takes the write role if it is free, and reports whether it was.
func (c *Conn) takeWriteLocked() bool {
	if c.writing || c.err != nil {
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
		case nothing:
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
	flying, writes := c.prepare(write)
	settled, commands, bytes := 0, 0, 0
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
			c.pushes.Add(1)
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
		commands += x.n
		bytes += len(x.out)
		if x.vectored {
			x.half()
		} else {
			x.settle()
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
	if settled > 0 {
		if settled == 1 && in.flight.head == nil {
			in.solo++
		} else {
			in.solo = 0
		}
		c.retire(settled, commands, bytes)
	}
	return writes, err
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
	if c.err != nil || c.flight.head != nil || c.queue.head != nil || in.flight.head != nil || in.r != in.w {
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
	if c.reading || !c.lent.Load() || c.err != nil {
		c.mu.Unlock()
		return false, nil
	}
	c.reading = true
	c.mu.Unlock()

	stop := c.interruptible(ctx)
	// When all replies are in, the writer may still have to settle x. To read on would be
	// to wait for replies of others.
	for len(x.replies) < x.n {
		if err = c.pass(); err != nil {
			break
		}
	}
	if stop != nil && stop() && isTimeout(err) {
		err = nil
	}
	if err != nil {
		c.die(err)
	}
	c.mu.Lock()
	if c.err != nil || c.in.solo == 0 || c.in.flight.head != nil || c.flight.head != nil || c.queue.head != nil {
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
		return true, nil
	case ctx.Err() != nil:
		return true, x.leave(ctx, state)
	}
	// The end of the connection settles it, or the writer, whose write a reply has overtaken.
	return true, x.sleep(ctx, state)
}

// isTimeout reports whether err is that of a read whose deadline has passed.
// Not every connection gives os.ErrDeadlineExceeded.
func isTimeout(err error) bool {
	var ne net.Error
	return errors.As(err, &ne) && ne.Timeout()
}

// interruptible makes the end of ctx interrupt the read of a caller that holds
// the read role. The function returned undoes that, and reports whether
// the read was interrupted.
func (c *Conn) interruptible(ctx context.Context) (stop func() bool) {
	if ctx.Done() == nil {
		return nil
	}
	it := &interrupt{c: c, holds: true}
	unregister := context.AfterFunc(ctx, it.fire)
	return func() bool {
		unregister()
		return it.end()
	}
}

// An interrupt ends a read when a context ends.
type interrupt struct {
	c     *Conn
	holds bool // the caller still has the read role; guarded by c.interrupts
	fired bool
}

func (it *interrupt) fire() {
	it.c.interrupts.Lock()
	defer it.c.interrupts.Unlock()
	if it.holds {
		it.fired = true
		it.c.nc.SetReadDeadline(time.Unix(1, 0))
	}
}

func (it *interrupt) end() bool {
	it.c.interrupts.Lock()
	defer it.c.interrupts.Unlock()
	it.holds = false
	if it.fired {
		it.c.nc.SetReadDeadline(time.Time{})
	}
	return it.fired
}

// die ends the connection: nothing is read or written any more. The first
// cause counts. What is pending is settled by the reader goroutine, after everybody who
// reads or writes has stopped.
func (c *Conn) die(cause error) {
	c.mu.Lock()
	if c.err != nil {
		c.mu.Unlock()
		return
	}
	if cause == ErrClosed {
		c.err = ErrClosed
	} else {
		c.err = &lostError{cause}
	}
	wakeWriter := !c.writing
	c.writing = true
	wakeReader := !c.reading
	if wakeReader {
		c.takeBackLocked()
	}
	c.mu.Unlock()
	c.nc.Close()
	if wakeWriter {
		c.work <- struct{}{}
	}
	if wakeReader {
		c.handover <- struct{}{}
	}
}

// bury settles everything that is pending on a dead connection.
func (c *Conn) bury() {
	<-c.writerDone
	c.mu.Lock()
	flight, later, queue, blocked := c.in.flight.take(), c.flight.take(), c.queue.take(), c.blocked.take()
	c.commands, c.bytes = 0, 0
	c.mu.Unlock()
	for _, l := range []*list{&flight, &later, &queue, &blocked} {
		for l.head != nil {
			x := l.pop()
			x.err, x.sent = c.err, -1
			if x.place == inFlight {
				x.sent = int(max(-1, min(c.w.accepted-x.off, int64(len(x.out)))))
			}
			x.settle()
		}
	}
	c.in.chunk.release()
	if c.in.spare != nil {
		c.in.spare.release()
	}
}

// A lostError is why a connection is dead that nobody has closed.
type lostError struct{ cause error }

func (e *lostError) Error() string   { return fmt.Sprintf("connection lost: %v", e.cause) }
func (e *lostError) Unwrap() []error { return []error{ErrClosed, e.cause} }
