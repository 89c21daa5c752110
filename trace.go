package redis

import (
	"context"
	"time"
)

// A Tracer is told of what a connection does: for traces, logs of slow commands, histograms. Its
// methods are called by the goroutine that did the work, right after, and must not block. Without a Tracer
// nothing is measured and nothing is spent.
type Tracer interface {
	// Dialed is told of each attempt to connect. Its context is that of the first Dial, later one that ends
	// with the connection.
	Dialed(context.Context, DialTrace)
	// Executed is told of each command whose result was waited for, and of each request. Its
	// context is that of the Wait or Exec.
	Executed(context.Context, ExecTrace)
}

// A DialTrace describes an attempt to connect.
type DialTrace struct {
	Addr    string    // "" where the address could not be found
	Start   time.Time // when it began
	Connect time.Duration
	// Handshake is the time for authentication and set-up; TLS counts as connecting.
	Handshake time.Duration
	// Reconnect says that it was not the connection's first time up.
	Reconnect bool
	Attempt   int // since the connection was last up, from 1
	Err       error
}

// An ExecTrace describes the way of a command, or of the commands of a request.
type ExecTrace struct {
	// Command is the command's name; of a request the name that all of its commands have, or "request".
	Command  string
	Commands int           // how many: 1, or the length of the request
	Start    time.Time     // when it was put into the connection
	Queue    time.Duration // until the commands were taken to be written; all the time, where that is not known
	// Wire is the time from when the commands were taken to be written until the last reply was in.
	Wire time.Duration
	// Decode is the time from then until the results were there: waking the caller, and decoding.
	Decode   time.Duration
	Sent     int // bytes of the commands
	Received int // bytes of the replies
	Attempts int // how often they were sent: more than once after a loss or a passing refusal
	Err      error
}

// times are when an exchange came from one stage to the next.
type times struct {
	put, taken, in time.Time
}

// trace tells the tracer of an exchange whose results are there.
func (c *Conn) trace(ctx context.Context, t ExecTrace, x *exchange, received int, err error) {
	now := time.Now()
	t.Start = x.times.put
	t.Sent, t.Received, t.Attempts, t.Err = len(x.out), received, int(x.tries), err
	switch {
	case x.tries == 0:
		t.Queue = now.Sub(x.times.put)
	case x.got() < int(x.n):
		t.Queue, t.Wire = x.times.taken.Sub(x.times.put), now.Sub(x.times.taken)
	default:
		t.Queue, t.Wire, t.Decode = x.times.taken.Sub(x.times.put), x.times.in.Sub(x.times.taken), now.Sub(x.times.in)
	}
	c.cfg.Tracer.Executed(ctx, t)
}

// received is how many bytes the replies have.
func (x *exchange) received() (n int) {
	for i := range x.got() {
		frame, _ := x.reply(i)
		n += len(frame)
	}
	return n
}

// traceLost tells the tracer of an exchange that its caller has given up, and may not look at any more.
func (c *Conn) traceLost(ctx context.Context, t ExecTrace, err error) {
	t.Queue, t.Err = time.Since(t.Start), err
	c.cfg.Tracer.Executed(ctx, t)
}

// traced is take with a tracer.
func (f Future[T]) traced(ctx context.Context) (T, error) {
	x := f.x
	v, err := f.read()
	x.conn.trace(ctx, ExecTrace{Command: x.cmd.name, Commands: 1}, x, x.received(), err)
	x.recycle()
	return v, err
}
