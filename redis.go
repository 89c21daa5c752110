package redis

import (
	"context"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// A Conn is one connection to a Redis server that any number of goroutines
// share: it pipelines their commands automatically, and each gets its own reply.
// It is a [Pipe]: a command put into it is sent at once, and its Future is good for one
// Wait.
//
// A Conn lives until Close or until the connection is lost. Either way every pending
// command is settled with its outcome, and every later one fails with ErrClosed, not sent.
//
// All methods may be called by several goroutines at a time.
type Conn struct {
	cfg    Config
	nc     net.Conn
	direct *directWriter // nil where nc is no plain socket
	hello  Hello

	mu       sync.Mutex // guards the fields up to the next blank line
	queue    list       // waits for the writer
	blocked  list       // waits for room in the queue
	flight   list       // launched by the writer, not taken over by the reader yet
	commands int        // in queue and in flight
	bytes    int        // of these commands
	flying   int        // exchanges in flight
	launched int64      // stream position behind the last exchange in flight
	writing  bool       // somebody holds the write role
	reading  bool       // somebody holds the read role
	err      error      // why the connection is dead

	lends bool      // nc has deadlines, so that a caller who holds the read role can be interrupted
	free  sync.Pool // exchanges of single commands
	// idle are exchanges too, those whose last reply was a large one: these make the garbage
	// collector run, which empties a sync.Pool, and to use that again costs memory.
	idle   chan *exchange
	lent   atomic.Bool // the reader goroutine has lent its role; written under mu
	pushes atomic.Uint64
	w      writer
	in     reader

	interrupts sync.Mutex // orders the end of a context with the end of a read

	work       chan struct{} // cap 1; gives the write role to the writer goroutine
	handover   chan struct{} // cap 1; gives the read role to the reader goroutine
	writerDone chan struct{}
	done       chan struct{}
}

// Dial connects to the server that url names, as in
// "redis://user:password@host:6379/0" or "unix:///run/redis.sock?db=1"; see [ParseURL].
// It returns when the handshake is done: protocol (HELLO 3, or RESP2 where the server has no
// HELLO), authentication and database, all in one round trip.
// ctx bounds connecting only, together with Config.DialTimeout.
func Dial(ctx context.Context, url string) (*Conn, error) {
	cfg, err := ParseURL(url)
	if err != nil {
		return nil, err
	}
	return cfg.Dial(ctx)
}

// newConn starts the goroutines of a connection whose handshake is done.
func (c *Conn) start() {
	c.direct = newDirectWriter(c.nc)
	c.lends = c.nc.SetReadDeadline(time.Time{}) == nil
	c.reading = true
	go c.writeLoop()
	go c.readLoop()
}

// Close ends the connection. Commands that wait for a reply fail as maybe executed,
// those still in the queue as not sent, both with ErrClosed. Close returns when
// all of them are settled and nothing of the connection runs any more. It may be called more
// than once; it always returns nil.
func (c *Conn) Close() error {
	c.die(ErrClosed)
	<-c.done
	return nil
}

// Err returns nil while the connection is alive, else why it is dead.
func (c *Conn) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

// Hello returns what the server said of itself in the handshake.
func (c *Conn) Hello() Hello { return c.hello }

// String names the server.
func (c *Conn) String() string { return "redis.Conn to " + c.cfg.String() }

// Format prints what String gives, whatever the verb: none shows the password.
func (c *Conn) Format(f fmt.State, _ rune) { fmt.Fprint(f, c.String()) }

// Stats are counters of a connection.
type Stats struct {
	Pending      int    // commands queued or in flight
	PendingBytes int    // their encoded size
	Pushes       uint64 // pushes received; nothing takes them in this version, so all were dropped
}

// Stats returns the connection's counters.
func (c *Conn) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Stats{Pending: c.commands, PendingBytes: c.bytes, Pushes: c.pushes.Load()}
}

// NewRequest returns an empty request whose arguments may be of every type that
// the connection's codec takes. A zero Request serves where no codec is needed.
func (c *Conn) NewRequest() *Request { return &Request{Codec: c.cfg.Codec} }

func (c *Conn) begin(cmd *command) *exchange {
	x := c.newExchange()
	x.codec = c.cfg.Codec
	x.begin(cmd)
	return x
}

func (c *Conn) commit(x *exchange) *Request {
	if x.err != nil {
		x.reject(x.err)
		return nil
	}
	x.launch(1)
	c.enqueue(x)
	return nil
}
