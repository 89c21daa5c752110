package redistest

import (
	"errors"
	"io"
	"net"
	"sync"
)

// The functions below wrap a connection in one that behaves badly in one way.
// They compose: ShortReads(ShortWrites(c, 3, nil), 1). Reads and writes may be
// concurrent with one another, as on any net.Conn.

// ShortWrites returns a connection whose Write passes on at most n bytes (n >=
// 1) and returns their number with err if these were not all: io.ErrShortWrite,
// a temporary error, or nil, which violates the contract of io.Writer.
func ShortWrites(c net.Conn, n int, err error) net.Conn {
	return &shortWriter{c, n, err}
}

type shortWriter struct {
	net.Conn
	n   int
	err error
}

func (c *shortWriter) Write(b []byte) (int, error) {
	if len(b) <= c.n {
		return c.Conn.Write(b)
	}
	n, err := c.Conn.Write(b[:c.n])
	if err == nil {
		err = c.err
	}
	return n, err
}

// FragmentWrites returns a connection whose Write passes everything on, but n
// bytes at a time (n >= 1).
func FragmentWrites(c net.Conn, n int) net.Conn {
	return &fragmentWriter{c, n}
}

type fragmentWriter struct {
	net.Conn
	n int
}

func (c *fragmentWriter) Write(b []byte) (n int, err error) {
	for len(b) > 0 && err == nil {
		var m int
		m, err = c.Conn.Write(b[:min(len(b), c.n)])
		n += m
		b = b[m:]
	}
	return n, err
}

// FailWrites returns a connection that passes on the first n bytes written to
// it and fails every Write from then on: the one that exceeds n returns how
// many of its bytes were passed on, and err, which must not be nil.
func FailWrites(c net.Conn, n int64, err error) net.Conn {
	return &failingWriter{Conn: c, left: n, err: err}
}

type failingWriter struct {
	net.Conn
	mu   sync.Mutex
	left int64
	err  error
}

func (c *failingWriter) Write(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	pass := b[:min(int64(len(b)), c.left)]
	var n int
	var err error
	if len(pass) > 0 {
		n, err = c.Conn.Write(pass)
		c.left -= int64(n)
	}
	if err == nil && len(pass) < len(b) {
		err = c.err
	}
	return n, err
}

// ShortReads returns a connection whose Read returns at most n bytes (n >= 1),
// however many have arrived: with n == 1 the reader sees every fragment there
// can be.
func ShortReads(c net.Conn, n int) net.Conn {
	return &shortReader{c, n}
}

type shortReader struct {
	net.Conn
	n int
}

func (c *shortReader) Read(b []byte) (int, error) {
	return c.Conn.Read(b[:min(len(b), c.n)])
}

// FailReads returns a connection that gives the first n bytes and fails every
// Read from then on with err.
func FailReads(c net.Conn, n int64, err error) net.Conn {
	return &failingReader{Conn: c, left: n, err: err}
}

type failingReader struct {
	net.Conn
	mu   sync.Mutex
	left int64
	err  error
}

func (c *failingReader) Read(b []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left == 0 {
		return 0, c.err
	}
	n, err := c.Conn.Read(b[:min(int64(len(b)), c.left)])
	c.left -= int64(n)
	return n, err
}

// reset closes c with a RST, or as it can where there is none (unix sockets).
func reset(c net.Conn) {
	if l, ok := c.(interface{ SetLinger(int) error }); ok {
		l.SetLinger(0) // fails on a connection that is closed: fine
	}
	c.Close()
}

// writeFragments writes b to w, n bytes at a time unless n is 0.
func writeFragments(w io.Writer, b []byte, n int) error {
	if n <= 0 {
		n = len(b)
	}
	for len(b) > 0 {
		part := b[:min(n, len(b))]
		if _, err := w.Write(part); err != nil {
			return err
		}
		b = b[len(part):]
	}
	return nil
}

// ended tells whether err is the end of a connection, orderly or not.
func ended(err error) bool {
	var op *net.OpError
	return err == io.EOF || err == io.ErrUnexpectedEOF || errors.As(err, &op)
}
