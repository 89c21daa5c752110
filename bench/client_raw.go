package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// The limit: a loop written by hand for one row. It sends the commands of a whole
// window of callers, encoded beforehand, in one write, and counts the bytes of the
// replies, whose size it knows. No client can be asked to do less: a client has to
// gather the commands of its callers, find each reply's end, decode it and wake who waits.
//
// In lockstep the server idles while the loop reads, and the loop while the server
// works; with two half windows in flight they overlap, at the price of more writes. Whichever is
// faster in a round is that round's limit.
func rawDrivers() []driver {
	return []driver{
		{name: "raw", setting: "hand-written loop: all callers' commands in one write", limit: true, open: openRaw(1)},
		{name: "raw-overlap", setting: "hand-written loop: half of the callers' commands sent while the other half is answered", limit: true, notAlone: true, open: openRaw(2)},
	}
}

// A rawClient is one connection with some parts of the window in flight on it.
type rawClient struct {
	wire  *wire
	parts int
}

func openRaw(parts int) func(string, row) (client, error) {
	return func(addr string, _ row) (client, error) {
		w, err := dialWire(addr)
		if err != nil {
			return nil, err
		}
		if _, err := w.do([]string{"HELLO", "3"}); err != nil {
			return nil, errors.Join(err, w.Close())
		}
		return &rawClient{w, parts}, nil
	}
}

func (c *rawClient) Close() error { return c.wire.Close() }

// ops returns a single op, which stands for all callers.
func (c *rawClient) ops(r row, want []*data) ([]op, error) {
	loops := make([]*loop, c.parts)
	for i := range loops {
		var err error
		loops[i], err = newLoop(c.wire, r.command, want[i*len(want)/c.parts:(i+1)*len(want)/c.parts])
		if err != nil {
			return nil, err
		}
	}
	check := func(context.Context) error {
		for _, l := range loops {
			if err := l.check(); err != nil {
				return err
			}
		}
		return nil
	}
	o := op{run: lockstep(loops[0]), check: check, weight: len(want)}
	if c.parts > 1 {
		o.run, o.end = overlapped(loops)
	}
	return []op{o}, nil
}

func lockstep(l *loop) (run func(context.Context) error) {
	return func(context.Context) error {
		if err := l.send(); err != nil {
			return err
		}
		return l.receive()
	}
}

// overlapped keeps all loops in flight from the first run until end.
func overlapped(loops []*loop) (run, end func(context.Context) error) {
	flying := false
	run = func(context.Context) error {
		for _, l := range loops {
			if flying {
				if err := l.receive(); err != nil {
					return err
				}
			}
			if err := l.send(); err != nil {
				return err
			}
		}
		flying = true
		return nil
	}
	end = func(context.Context) error {
		for _, l := range loops {
			if flying {
				if err := l.receive(); err != nil {
					return err
				}
			}
		}
		flying = false
		return nil
	}
	return run, end
}

// A loop repeats the commands of some callers on one connection.
type loop struct {
	wire    *wire
	command command
	want    []*data
	out     []byte // their commands
	size    int    // bytes of the replies to out
	in      []byte
}

func newLoop(w *wire, c command, want []*data) (*loop, error) {
	l := &loop{wire: w, command: c, want: want}
	for _, d := range want {
		for _, args := range d.wire(c) {
			l.out = appendCommand(l.out, args...)
		}
	}
	before := w.size
	if err := l.check(); err != nil {
		return nil, err
	}
	l.size = w.size - before
	l.in = make([]byte, min(max(l.size, 16<<10), 512<<10))
	return l, nil
}

func (l *loop) send() error {
	_, err := l.wire.conn.Write(l.out)
	return err
}

func (l *loop) receive() error {
	for missing := l.size; missing > 0; {
		n, err := l.wire.conn.Read(l.in[:min(missing, len(l.in))])
		if err != nil {
			return err
		}
		missing -= n
	}
	return nil
}

// check reads and judges the replies, and sees that their size is the one that receive
// counts on.
func (l *loop) check() error {
	if err := l.wire.conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return err
	}
	before := l.wire.size
	for _, d := range l.want {
		replies, err := l.wire.do(d.wire(l.command)...)
		if err != nil {
			return err
		}
		if err := d.judge(l.command, replies); err != nil {
			return err
		}
	}
	if size := l.wire.size - before; l.size != 0 && size != l.size {
		return fmt.Errorf("replies of %d bytes, then of %d", l.size, size)
	}
	return l.wire.conn.SetDeadline(time.Time{})
}
