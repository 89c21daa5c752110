package redistest

import (
	"io"
	"net"
	"os"
	"sync"
	"syscall"
	"time"
)

// pipeBuffer is how many bytes a direction of a [Pipe] holds before writes
// block, as much as a loopback socket about does.
const pipeBuffer = 64 << 10

// Pipe returns the two ends of a connection in memory. Unlike those of
// [net.Pipe] they have buffers of 64 KiB, as sockets do: a write returns before
// the other side reads. A Read returns bytes of one Write only, so the reader
// sees the fragments that the writer made. Blocking is durable in the sense of
// testing/synctest.
//
// Both ends have CloseWrite, and SetLinger: Close after SetLinger(0) resets
// the connection, which fails the other side's calls with ECONNRESET as soon as
// it has read what was written before.
func Pipe() (client, server net.Conn) {
	a, b := newHalf(), newHalf()
	return &pipeConn{in: a, out: b}, &pipeConn{in: b, out: a}
}

type pipeConn struct {
	in, out *half
	mu      sync.Mutex
	abort   bool // Close resets
}

func (c *pipeConn) Read(b []byte) (int, error)  { return c.in.read(b) }
func (c *pipeConn) Write(b []byte) (int, error) { return c.out.write(b) }

// CloseWrite ends this direction: the other side reads io.EOF after what was
// written.
func (c *pipeConn) CloseWrite() error {
	c.out.closeWriter(io.EOF)
	return nil
}

// SetLinger chooses what Close does: with sec == 0 it resets the connection.
func (c *pipeConn) SetLinger(sec int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.abort = sec == 0
	return nil
}

func (c *pipeConn) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.abort {
		c.out.closeWriter(syscall.ECONNRESET)
		c.in.closeReader(syscall.ECONNRESET)
	} else {
		c.out.closeWriter(io.EOF)
		c.in.closeReader(syscall.EPIPE)
	}
	return nil
}

func (c *pipeConn) SetDeadline(t time.Time) error {
	c.in.readDeadline.set(c.in, t)
	c.out.writeDeadline.set(c.out, t)
	return nil
}

func (c *pipeConn) SetReadDeadline(t time.Time) error {
	c.in.readDeadline.set(c.in, t)
	return nil
}

func (c *pipeConn) SetWriteDeadline(t time.Time) error {
	c.out.writeDeadline.set(c.out, t)
	return nil
}

func (c *pipeConn) LocalAddr() net.Addr  { return pipeAddr{} }
func (c *pipeConn) RemoteAddr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

// half is one direction: what one end writes and the other reads.
type half struct {
	mu       sync.Mutex
	cond     sync.Cond // any field below changed
	segments [][]byte  // written, not yet read
	size     int       // their bytes

	writerDone bool
	writerErr  error // what the reader gets after the segments: io.EOF, ECONNRESET
	readerDone bool
	readerErr  error // what the writer gets: EPIPE, ECONNRESET

	readDeadline, writeDeadline deadline
}

func newHalf() *half {
	h := new(half)
	h.cond.L = &h.mu
	return h
}

func (h *half) read(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for {
		switch {
		case h.readerDone:
			return 0, opError("read", net.ErrClosed)
		case h.readDeadline.passed:
			return 0, opError("read", os.ErrDeadlineExceeded)
		case len(b) == 0:
			return 0, nil
		case len(h.segments) > 0:
			n := copy(b, h.segments[0])
			h.segments[0] = h.segments[0][n:]
			if len(h.segments[0]) == 0 {
				h.segments = h.segments[1:]
			}
			h.size -= n
			h.cond.Broadcast()
			return n, nil
		case h.writerDone && h.writerErr == io.EOF:
			return 0, io.EOF // bare, as the contract of io.Reader wants
		case h.writerDone:
			return 0, opError("read", h.writerErr)
		}
		h.cond.Wait()
	}
}

func (h *half) write(b []byte) (n int, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for {
		switch {
		case h.writerDone:
			return n, opError("write", net.ErrClosed)
		case h.readerDone:
			return n, opError("write", h.readerErr)
		case h.writeDeadline.passed:
			return n, opError("write", os.ErrDeadlineExceeded)
		case len(b) == 0:
			return n, nil
		case h.size < pipeBuffer:
			part := append([]byte(nil), b[:min(len(b), pipeBuffer-h.size)]...)
			h.segments = append(h.segments, part)
			h.size += len(part)
			n += len(part)
			b = b[len(part):]
			h.cond.Broadcast()
			continue
		}
		h.cond.Wait()
	}
}

func (h *half) closeWriter(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.writerDone {
		h.writerDone, h.writerErr = true, err
	} else if err != io.EOF {
		h.writerErr = err // a reset after a half close
	}
	h.writeDeadline.stop()
	h.cond.Broadcast()
}

func (h *half) closeReader(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.readerDone {
		h.readerDone, h.readerErr = true, err
		h.segments, h.size = nil, 0
	}
	h.readDeadline.stop()
	h.cond.Broadcast()
}

// deadline is protected by the mutex of its half.
type deadline struct {
	timer  *time.Timer
	calls  int // counts calls of set, so that a timer of an earlier one knows
	passed bool
}

func (d *deadline) set(h *half, t time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	d.stop()
	d.calls++
	d.passed = false
	if t.IsZero() {
		return
	}
	left := time.Until(t)
	if left <= 0 {
		d.passed = true
		h.cond.Broadcast()
		return
	}
	mine := d.calls
	d.timer = time.AfterFunc(left, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		if d.calls == mine {
			d.passed = true
			h.cond.Broadcast()
		}
	})
}

func (d *deadline) stop() {
	if d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
}

func opError(op string, err error) error {
	return &net.OpError{Op: op, Net: "pipe", Source: pipeAddr{}, Addr: pipeAddr{}, Err: err}
}
