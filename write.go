package redis

import (
	"fmt"
	"io"
	"net"
	"runtime"
	"syscall"
)

const (
	// gatherMax is how many bytes the writer gathers before it writes.
	gatherMax = 64 << 10
	// vectorMin is the size from which the bytes of an exchange are written from
	// where they are, instead of being copied together with the others.
	vectorMin = 16 << 10
	// directMax is how much a caller writes by itself: little enough for the
	// send buffer of a connection with nothing in flight.
	directMax = 16 << 10
)

// A writer holds what one write needs. Its fields belong to who holds the write role, Conn.writing.
type writer struct {
	buf      []byte      // bytes copied together
	vec      net.Buffers // what to write when not all of it is in buf
	left     net.Buffers // vec, as far as it is not written yet
	vectored []*exchange // those that vec writes from their own memory
	rest     []byte      // what a direct write left over
	accepted int64       // bytes that the kernel has taken
}

// writeLoop is the writer goroutine of one network connection. It holds the write role
// from each send on work until the queue is empty.
func (c *Conn) writeLoop(done chan<- struct{}) {
	defer close(done)
	for range c.work {
		for {
			// Let every goroutine that is ready to send come first, so that all
			// of them get into one write. This, not a timer, is what makes batches.
			runtime.Gosched()
			found := c.gather(false)
			if found == nothing {
				break
			}
			if found == dead {
				return
			}
			if err := c.writeGathered(); err != nil {
				c.die(fmt.Errorf("write: %w", err))
				return
			}
		}
	}
}

// What a call of gather has found to write.
type gathered int

const (
	nothing  gathered = iota // the write role is given up
	copied                   // in writer.buf
	vectored                 // in writer.vec; or next in the queue, for who takes only copies
	dead                     // the network connection has ended, and the write role with it
)

// gather moves exchanges from the queue into flight and their bytes into the
// write buffer, in one step under the lock, so that the order of replies is the order of
// the bytes. It gives the write role up when there are none.
func (c *Conn) gather(copies bool) gathered {
	w := &c.w
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fault != nil {
		if copies {
			c.work <- struct{}{} // the writer goroutine has to end
		}
		return dead
	}
	w.buf = append(w.buf[:0], w.rest...)
	w.rest = w.rest[:0]
	mark := 0
	for c.queue.head != nil && len(w.buf) < gatherMax && !c.renewing && !c.waiting && !c.unblocking {
		x := c.queue.head
		if len(x.out) < vectorMin {
			w.buf = append(w.buf, x.out...)
			c.queue.pop()
			c.launchLocked(x)
			continue
		}
		if copies {
			break
		}
		c.queue.pop()
		x.vectored = true
		x.halves.Store(2)
		w.vectored = append(w.vectored, x)
		if mark < len(w.buf) {
			w.vec = append(w.vec, w.buf[mark:len(w.buf):len(w.buf)])
			mark = len(w.buf)
		}
		w.vec = append(w.vec, x.out)
		c.launchLocked(x)
		if len(w.vectored) == vectorsMax {
			break
		}
	}
	if len(w.vec) > 0 && mark < len(w.buf) {
		w.vec = append(w.vec, w.buf[mark:])
	}
	switch {
	case len(w.vec) > 0:
		c.stats.Writes++
		return vectored
	case len(w.buf) > 0:
		c.stats.Writes++
		return copied
	case c.renewing:
		c.unheld = true
		return nothing
	case c.queue.head != nil && !c.waiting && !c.unblocking:
		return vectored
	}
	c.writing = false
	return nothing
}

// vectorsMax bounds the large values of one write.
const vectorsMax = 16

// writeGathered writes what gather has collected.
func (c *Conn) writeGathered() error {
	w := &c.w
	if len(w.vec) == 0 {
		n, err := c.nc.Write(w.buf)
		if err == nil && n < len(w.buf) {
			err = io.ErrShortWrite
		}
		w.accepted += int64(max(n, 0))
		c.taken.Store(w.accepted)
		return err
	}
	w.left = w.vec
	want := int64(0)
	for _, b := range w.vec {
		want += int64(len(b))
	}
	n, err := c.writeVec()
	if err == nil && n < want {
		err = io.ErrShortWrite
	}
	w.accepted += max(n, 0)
	c.taken.Store(w.accepted)
	clear(w.vec)
	w.vec = w.vec[:0]
	for i, x := range w.vectored {
		if x.half() {
			c.dropped.Add(1)
		}
		w.vectored[i] = nil
	}
	w.vectored = w.vectored[:0]
	return err
}

// writeVec writes writer.left: at once where nc is a plain socket that tells how far it has got, else in steps, so
// that the pulse sees a large value move. net.Buffers would go on after a short write without an error, and past the
// Write of a connection that embeds one of package net.
func (c *Conn) writeVec() (n int64, err error) {
	if c.direct != nil && c.acks {
		return c.w.left.WriteTo(c.nc)
	}
	for _, b := range c.w.left {
		for len(b) > 0 {
			step := b[:min(len(b), writeStep)]
			m, err := c.nc.Write(step)
			n += int64(max(m, 0))
			c.taken.Store(c.w.accepted + n)
			if err != nil || m < len(step) {
				return n, err
			}
			b = b[m:]
		}
	}
	return n, nil
}

// writeStep is how much of a large value is written at a time.
const writeStep = 256 << 10

// A directWriter writes to a socket without ever waiting for it.
type directWriter struct {
	raw syscall.RawConn
	b   []byte
	n   int
	err error
	try func(fd uintptr) bool // w.write, made once
}

// newDirectWriter returns nil for all but the plain sockets of package net: what embeds one of
// them has its SyscallConn too, but may have a Write of its own.
func newDirectWriter(nc net.Conn) *directWriter {
	var sc syscall.Conn
	switch nc := nc.(type) {
	case *net.TCPConn:
		sc = nc
	case *net.UnixConn:
		sc = nc
	default:
		return nil
	}
	raw, err := sc.SyscallConn()
	if err != nil {
		return nil
	}
	w := &directWriter{raw: raw}
	w.try = w.write
	return w
}

// tryWrite writes b as far as that is possible without waiting, and keeps the
// rest for the next write. It reports whether all is written; the error of a
// write ends the connection.
func (c *Conn) tryWrite(b []byte) bool {
	d := c.direct
	d.b, d.n, d.err = b, 0, nil
	err := d.raw.Write(d.try)
	if d.err != nil {
		err = d.err
	}
	d.b = nil
	c.w.accepted += int64(d.n)
	c.taken.Store(c.w.accepted)
	if err != nil {
		c.die(fmt.Errorf("write: %w", err))
		return false
	}
	if d.n < len(b) {
		c.w.rest = append(c.w.rest[:0], b[d.n:]...)
		return false
	}
	return true
}

// writeDirect writes the bytes of a sole caller's exchange on the caller's
// goroutine. It holds the write role, and hands it to the writer goroutine when
// something is left to write.
func (c *Conn) writeDirect(b []byte) {
	done := c.tryWrite(b)
	c.mu.Lock()
	more := !done || c.queue.head != nil || c.fault != nil || c.renewing
	c.writing = more
	c.mu.Unlock()
	if more {
		c.work <- struct{}{}
	}
}
