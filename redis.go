package redis

import (
	"context"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// A Conn is a connection to a Redis server that any number of goroutines
// share: it pipelines their commands automatically, and each gets its own reply.
// It is a [Pipe]: a command put into it is sent at once, and its Future is good for one
// Wait.
//
// A Conn lives until Close, Shutdown, or the end of its Run. When the network connection is lost it makes a new one,
// with a random and growing wait between attempts. Meanwhile commands wait; what was sent and not answered
// is sent again if it only reads, and else fails as maybe executed: see [Policy]. A connection that has gone
// silent is found by PING: see Config.HealthInterval.
//
// All methods may be called by several goroutines at a time.
type Conn struct {
	cfg   Config
	life  context.Context // ends with the connection
	kill  context.CancelCauseFunc
	news  notifier
	guide *guide  // asks sentinels; nil where there are none
	greet []byte  // a command without a reply that follows the handshake, nil for none
	main  *Conn   // the one that the user has: itself, or the first of lanes; it has the exchanges of all
	lanes []*Conn // all connections, this one first, where Config.Connections asks for several
	lane  int     // which of them this one is
	pool  *pool   // the pinned connections; main has it

	pinned bool // it is one of the pool's

	mu       sync.Mutex  // guards the fields up to the next blank line
	queue    list        // waits for the writer
	blocked  list        // waits for room in the queue
	flight   list        // launched by the writer, not answered; the reader has them while it delivers
	commands int         // in queue and in flight
	bytes    int         // of these commands
	flying   int         // exchanges in flight
	launched int64       // stream position behind the last exchange in flight
	writing  bool        // somebody holds the write role, or nobody may
	unheld   bool        // writing is true, and nobody holds the write role
	reading  bool        // somebody holds the read role
	renewing bool        // nothing more is written on this network connection; it ends when all is answered
	fault    error       // why there is no network connection at present; nil while there is one
	blame    bool        // what is first in flight has ended the network connection
	denied   bool        // the server has refused the credentials: what is put fails at once
	end      error       // why nothing is taken any more
	over     bool        // what is pending is not sent any more either
	running  bool        // Run, or Dial's goroutine, is there; or nothing may run any more
	ran      bool        // it is, or was, run
	state    State       // as it was told last
	addr     string      // that is dialled, or was
	hello    Hello       // of the present network connection
	stats    Stats       // as far as it is counted under mu
	ticks    uint32      // counts beats of the pulse
	silent   int         // beats since there was a sign of life
	signs    signs       // as they were at the last beat
	beat     *time.Timer // of the pulse
	renewAt  time.Time   // when the credentials want to be renewed
	runID    string      // the server's run_id, once that was asked for
	runLink  uint32      // the network connection that it was asked on

	// Of a pinned connection.
	waiting    bool   // what is last in flight may wait in the server: nothing is written behind it
	held       bool   // somebody has it until letGo
	loan       bool   // it goes back to the pool when nothing is pending
	unblocking bool   // what waits is being ended by CLIENT UNBLOCK, and nothing is written meanwhile
	idleSince  uint32 // tick at which it came back

	// Of the network connection: set while nobody holds the roles.
	nc         net.Conn
	raw        syscall.RawConn // nil where nc is no socket
	direct     *directWriter   // nil where nc is no plain socket
	lends      bool            // nc has deadlines, so that a caller who holds the read role can be interrupted
	writerDone chan struct{}
	since      time.Time
	acks       bool   // the peer's kernel tells what it has acknowledged
	acked      uint64 // of that, what belongs to the handshake

	free sync.Pool // exchanges of single commands
	// idle are exchanges too, those whose last reply was a large one: these make the garbage
	// collector run, which empties a sync.Pool, and to use that again costs memory.
	idle    chan *exchange
	lent    atomic.Bool   // the reader goroutine has lent its role; written under mu
	pushes  atomic.Uint64 // received
	dropped atomic.Uint64 // replies that nobody waited for any more
	reads   atomic.Uint64 // reads that brought something, or ended
	taken   atomic.Int64  // bytes that our kernel has taken of the present network connection
	onPush  func(frame []byte)
	w       writer
	in      reader

	interrupts  sync.Mutex // guards the fields up to the next blank line
	leads       uint64     // how often a caller had the read role
	led         bool       // a caller has it
	interrupted bool

	work     chan struct{}  // cap 1; gives the write role to the writer goroutine
	handover chan struct{}  // cap 1; gives the read role to the reader goroutine
	up       chan struct{}  // closed when the connection is up for the first time
	empty    chan struct{}  // closed when nothing is pending after Shutdown began
	drained  sync.Once      // closes empty
	tasks    sync.WaitGroup // what else runs for the connection: it ends before done
	done     chan struct{}  // closed at the end
}

// Dial connects to the server that url names, as in
// "redis://user:password@host:6379/0" or "unix:///run/redis.sock?db=1"; see [ParseURL].
// It returns when the first connection is made: protocol (HELLO 3, or RESP2 where the server has no
// HELLO), authentication and database, all in one round trip. That it could not be made is an
// error; only what has once been connected is connected again.
//
// ctx bounds connecting only, together with the time-outs of [Config].
func Dial(ctx context.Context, url string) (*Conn, error) {
	cfg, err := ParseURL(url)
	if err != nil {
		return nil, err
	}
	return cfg.Dial(ctx)
}

// Dial connects as the configuration says; see the function [Dial].
func (cfg Config) Dial(ctx context.Context) (*Conn, error) {
	c, err := New(cfg)
	if err != nil {
		return nil, err
	}
	for _, l := range c.all() {
		l.running, l.ran = true, true
		if err == nil && !cfg.Lazy {
			err = l.connect(ctx, 1, false)
		}
	}
	if err == nil {
		go c.runAll()
		return c, nil
	}
	for _, l := range c.all() {
		if l.nc != nil {
			go l.run() // to end it properly
		} else {
			l.abort(err)
		}
	}
	c.Close()
	return nil, err
}

// New makes a connection that does nothing yet: Run connects it. Commands may be put into it
// before. An error says what is wrong with the configuration.
func New(cfg Config) (*Conn, error) {
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("redis: %w", err)
	}
	c := newConn(cfg)
	c.pool = newPool(c)
	if cfg.Connections > 1 {
		c.lanes = []*Conn{c}
		for i := 1; i < cfg.Connections; i++ {
			l := newConn(cfg)
			l.lane, l.main = i, c
			c.lanes = append(c.lanes, l)
		}
	}
	return c, nil
}

func newConn(cfg Config) *Conn {
	c := &Conn{
		cfg:  cfg.withDefaults(),
		idle: make(chan *exchange, 16),
		work: make(chan struct{}, 1), handover: make(chan struct{}, 1),
		up: make(chan struct{}), empty: make(chan struct{}), done: make(chan struct{}),
		fault: errNeverUp, writing: true, unheld: true, reading: true,
	}
	c.main = c
	c.news = notifier{tell: cfg.OnState, logger: cfg.Logger, name: cfg.String()}
	if cfg.Sentinel != nil {
		c.guide = newGuide(&c.cfg)
	}
	c.life, c.kill = context.WithCancelCause(context.Background())
	c.in.framer.Init(cfg.Limits)
	c.in.chunk = newChunk(chunkMin)
	c.startPulse()
	return c
}

// Run connects a connection made by [New], keeps it connected, and returns at its end: nil
// after Close or Shutdown, the error of ctx when that ends, the reason of the loss where
// Config.NoReconnect is set. A connection is run once; one that Dial returned is run already.
func (c *Conn) Run(ctx context.Context) error {
	all := c.all()
	for _, l := range all {
		l.mu.Lock()
		ran, over := l.ran, l.over
		l.running, l.ran = true, true
		l.mu.Unlock()
		switch {
		case over && !ran:
			return nil
		case ran:
			return errRunning
		}
	}
	stop := context.AfterFunc(ctx, func() {
		for _, l := range all {
			l.finish(&endError{canceled(ctx)})
		}
	})
	defer stop()
	c.runAll()
	if c.end == ErrClosed {
		return nil
	}
	return c.end
}

// Close ends the connection. Commands that wait for a reply fail as maybe executed,
// those still in the queue as not sent, both with ErrClosed. Close returns when
// all of them are settled and nothing of the connection runs any more. It may be called more
// than once, and at any time; it always returns nil.
func (c *Conn) Close() error {
	for _, l := range c.all() {
		l.finish(ErrClosed)
	}
	for _, l := range c.all() {
		<-l.done
	}
	c.pool.closed(ErrClosed)
	return nil
}

// Shutdown ends the connection when all that was put into it before is settled; what is put
// from now on fails with ErrClosed, not sent, and so does what waits for room in the queue. Commands that wait in the server
// end at once, rejected, with ErrClosed. When ctx ends first, Shutdown does what Close does, and returns the error of ctx.
func (c *Conn) Shutdown(ctx context.Context) error {
	for _, l := range c.all() {
		l.mu.Lock()
		if l.end == nil {
			l.end = ErrClosed
		}
		l.emptyLocked()
		l.mu.Unlock()
	}
	defer c.Close()
	all := append(c.pool.close(ErrClosed, false), c.all()...)
	for _, l := range all {
		if l.pinned {
			l.drain()
		}
	}
	for _, l := range all {
		select {
		case <-l.empty:
		case <-l.done:
		case <-ctx.Done():
			return canceled(ctx)
		}
	}
	return nil
}

// Err returns nil while the connection is up, else why it is not: errors.Is finds ErrClosed in it at
// its end, and ErrNotConnected before.
func (c *Conn) Err() error {
	for _, l := range c.all() {
		if err := l.ownErr(); err != nil {
			return err
		}
	}
	return nil
}

func (c *Conn) ownErr() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.end != nil:
		return c.end
	case c.fault != nil:
		return &downError{c.fault}
	}
	return nil
}

// State returns where the connection is in its life: of several, one that is not connected if there is one.
func (c *Conn) State() State {
	state := Connected
	for _, l := range c.all() {
		l.mu.Lock()
		if l.state != Connected {
			state = l.state
		}
		l.mu.Unlock()
	}
	return state
}

// Hello returns what the server said of itself when it was connected last.
func (c *Conn) Hello() Hello {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.hello
}

// With returns a Pipe that puts single commands into the connection under another
// policy than Config.Policy. A request has its own, Request.Policy.
func (c *Conn) With(p Policy) Pipe { return &withPolicy{c, p} }

type withPolicy struct {
	c *Conn
	p Policy
}

func (w *withPolicy) begin(cmd *command) *exchange {
	x := w.c.begin(cmd)
	x.policy = w.p
	return x
}

func (w *withPolicy) commit(x *exchange) *Request { return w.c.commit(x) }

// A boundPipe puts commands into one network connection of a Conn: when that is lost, they fail.
type boundPipe struct {
	c    *Conn
	link uint32 // 0 for any
	p    Policy
}

// begin takes no exchange of the pool: these are bound to none.
func (b boundPipe) begin(cmd *command) *exchange {
	x := newExchange()
	x.kept, x.conn, x.codec = true, b.c, b.c.cfg.Codec
	x.policy, x.bound = b.p, b.link
	if b.c.cfg.Tracer != nil { // who waits for a command of our own runs no code of the user's
		x.times, x.timed = new(times), cmd.flags&own == 0
	}
	x.begin(cmd)
	return x
}

func (b boundPipe) commit(x *exchange) *Request {
	if x.err != nil {
		x.reject(x.err)
		return nil
	}
	x.launch(1)
	b.c.enqueue(x)
	return nil
}

// String names the server.
func (c *Conn) String() string { return "redis.Conn to " + c.cfg.String() }

// Format prints what String gives, whatever the verb: none shows the password.
func (c *Conn) Format(f fmt.State, _ rune) { fmt.Fprint(f, c.String()) }

// NewRequest returns an empty request whose arguments may be of every type that
// the connection's codec takes. A zero Request serves where no codec is needed.
func (c *Conn) NewRequest() *Request { return &Request{Codec: c.cfg.Codec} }

func (c *Conn) begin(cmd *command) *exchange {
	x := c.newExchange()
	x.codec = c.cfg.Codec
	x.policy = c.cfg.Policy
	x.begin(cmd)
	return x
}

func (c *Conn) commit(x *exchange) *Request {
	if x.waits && x.cmd.instead != "" {
		x.fail(&refusedError{x.cmd.instead})
	}
	if x.err != nil {
		x.reject(x.err)
		return nil
	}
	x.launch(1)
	if x.waits {
		c.pool.put(x)
		return nil
	}
	if c.lanes != nil {
		c = c.laneOf(x.cmd, x.out)
	}
	c.enqueue(x)
	return nil
}
