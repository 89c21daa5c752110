package redis

import (
	"fmt"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// What befalls the network and the server in a run of chaos.

// plan says what befalls the n-th network connection: in the end it is cut.
func (c *chaos) plan(n int) (p redistest.Plan) {
	if c.calm.Load() {
		return p
	}
	rnd := rand.New(rand.NewPCG(c.seed, 1<<32+uint64(n)))
	at := rnd.Int64N(1 << (12 + rnd.IntN(9)))
	if rnd.IntN(4) == 0 {
		at = rnd.Int64N(1 << (5 + rnd.IntN(8)))
	}
	steps := []redistest.Step{{At: at, Do: redistest.FIN + redistest.Action(rnd.IntN(2))}}
	if rnd.IntN(3) == 0 {
		steps = append([]redistest.Step{{At: rnd.Int64N(at + 1), Do: redistest.Stall}}, steps...)
	}
	if rnd.IntN(2) == 0 {
		p.Requests.Steps = steps
	} else {
		p.Replies.Steps = steps
	}
	if rnd.IntN(4) == 0 {
		p.Replies.Fragment = 1 + rnd.IntN(2000)
	}
	if rnd.IntN(8) == 0 {
		p.Requests.Fragment = 1 + rnd.IntN(2000)
	}
	return p
}

// release ends stalls, some sooner and some later, until done. What a dead connection has left in a stall goes on
// later too, and is executed when nobody expects it any more.
func (c *chaos) release(done <-chan struct{}) {
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for n := 1; ; n++ {
		select {
		case <-done:
			return
		case <-tick.C:
		}
		conns := c.proxy.Conns()
		for i := max(0, conns-64); i < conns; i++ {
			if n%(1+i%24) == 0 {
				c.proxy.Conn(i).Release(redistest.Requests)
				c.proxy.Conn(i).Release(redistest.Replies)
			}
		}
	}
}

func (c *chaos) releaseAll() {
	for i := range c.proxy.Conns() {
		c.proxy.Conn(i).Release(redistest.Requests)
		c.proxy.Conn(i).Release(redistest.Replies)
	}
}

// disturb does more harm now and then, as steps are done, until all are. It runs on the goroutine of the test.
func (c *chaos) disturb(finished <-chan struct{}) {
	rnd := rand.New(rand.NewPCG(c.seed, 1<<33))
	for {
		select {
		case <-finished:
			return
		case <-c.tick:
		}
		switch n := rnd.IntN(40); {
		case c.kind.restarts && n < 4:
			c.server.Kill()
			c.server.Restart(c.t)
		case n < 4:
			c.server.Do(c.t, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
		case n < 6: // no connection for a few attempts
			c.proxy.Refuse(true)
			c.proxy.Cut(redistest.RST)
			c.proxy.WaitAccepted(len(c.proxy.AcceptTimes()) + 1 + rnd.IntN(5))
			c.proxy.Refuse(false)
		case n < 8:
			c.server.Pause()
			time.Sleep(time.Duration(rnd.IntN(30)) * time.Millisecond)
			if rnd.IntN(2) == 0 {
				c.proxy.Cut(redistest.FIN + redistest.Action(rnd.IntN(2)))
			}
			c.server.Resume()
		case n < 9: // the network has lost the server
			c.proxy.Hold(true)
			time.Sleep(time.Duration(rnd.IntN(100)) * time.Millisecond)
			c.proxy.Hold(false)
		}
	}
}

// tapes keep the last bytes that went over network connections.
type tapes struct {
	mu    sync.Mutex
	conns []*taped
}

// A taped connection keeps its last bytes. It is no plain socket.
type taped struct {
	net.Conn
	mu        sync.Mutex
	out, in   []byte
	nOut, nIn int
}

const tapeLength = 400

func (t *tapes) record(nc net.Conn) net.Conn {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := &taped{Conn: nc}
	t.conns = append(t.conns, c)
	if len(t.conns) > 2 {
		t.conns = t.conns[1:]
	}
	return c
}

func (c *taped) keep(tape *[]byte, total *int, b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	*total += len(b)
	*tape = append(*tape, b[max(0, len(b)-tapeLength):]...)
	*tape = (*tape)[max(0, len(*tape)-tapeLength):]
}

func (c *taped) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.keep(&c.in, &c.nIn, b[:n])
	return n, err
}

func (c *taped) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.keep(&c.out, &c.nOut, b[:n])
	return n, err
}

// String gives the last bytes of the last connections, if they are kept.
func (t *tapes) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var s strings.Builder
	for _, c := range t.conns {
		c.mu.Lock()
		fmt.Fprintf(&s, "written: %d bytes, ending %q\nread: %d bytes, ending %q\n", c.nOut, c.out, c.nIn, c.in)
		c.mu.Unlock()
	}
	return s.String()
}
