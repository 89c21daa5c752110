package redis

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/decode"
)

// An exchange is what travels through a connection: the encoded bytes of one or
// more commands on the way out, as many replies on the way back. A command that
// is put straight into a connection has a pooled exchange to itself; a Request
// has one for all of its commands.
//
// Who may touch it is told by its phase. While it is built, and again once it is
// settled, it belongs to the caller. In between it belongs to the connection:
// to its queue, guarded by Conn.mu, until the writer has taken it, then to the reader.
//
// With hundreds of callers its memory is rarely in a cache. So the fields lie by cache lines of 64 bytes, and a small
// command with a small reply needs three: what finds it and tells of it, with the begin of the reply, and what its caller
// builds it with. And it has no more than 512 bytes, for Go puts a header before larger objects, which would shift the lines.
type exchange struct {
	// state is gen<<phaseBits | phase. A change of phase that others may race with is a compare-and-swap
	// of the whole word, so that a handle of an earlier use of a pooled exchange
	// can neither read nor disturb the present one.
	state atomic.Uint64
	wake  chan struct{} // cap 1; sent to by who settles the exchange when its caller sleeps
	prev  *exchange     // links in the list that holds it
	next  *exchange
	// out is what goes out: immutable from the moment the exchange is queued until it is settled.
	out   []byte
	n     int32  // replies expected
	bound uint32 // the network connection that it must be sent on, 0 for any

	conn     *Conn  // into which it was put
	off      int64  // stream position of out[0]; guarded by Conn.mu, as the next four are; valid in flight
	stamp    uint32 // Conn.ticks when it was put
	link     uint32 // the network connection that it was written to last, of those that the connection had
	tries    int16  // how often it was taken to be written
	place    place  // which list holds it
	maybe    bool   // it was sent on a connection that was lost, and may have been executed there
	kept     bool   // a Request's, or bound: never pooled
	more     bool   // held, faults or reader are in use
	vectored bool   // written from its own memory
	owned    bool   // the only reply lies alone in memory that nobody will reuse
	timed    bool   // times is in use: that lies far off, and most need not look
	waits    bool   // a command of it may wait in the server
	spent    bool   // its generation is over: the next use begins another one
	policy   Policy // what becomes of it when the connection is down or lost

	// What came back, one whole frame each: that of a single command here, if it is small, else in replies. Written by
	// the reader before it settles the exchange, read by the caller after; so are replies, owned, held and the faults.
	tinyLen uint8 // of the frame in tiny; 0 where there is none; inReplies
	tiny    [tinyReply]byte

	replies [][]byte
	one     [1][]byte // backs replies for a single command
	sent    int       // bytes of out that were written; tells outcomes when replies are missing
	// halves counts what must still happen before a vectored exchange may be settled: the write has
	// returned, the replies are in. A reply may well overtake the return of the write that it answers.
	halves atomic.Int32

	cmd    *command    // nil for a request
	err    error       // while building: why the command can't be sent; when settled: why replies are missing
	codec  codec.Codec // for arguments that nothing else encodes
	start  int         // where the command being built begins
	argc   int         // how many arguments it has so far
	script *scriptText // what to send in place of the digest that the server may not know; nil for other commands

	held   []*chunk      // the memory that replies lie in
	hold   [1]*chunk     // backs held
	box    any           // a *T that results of the latest T are decoded into
	rest   *rest         // nil where there is none
	times  *times        // for Config.Tracer only
	reader decode.Reader // what decoders read from; here so that it needs no memory of its own
}

// The rest of an exchange is what most do without.
type rest struct {
	ends   []int      // where each command of a request ends in out
	risk   retryClass // of a request: the least safe of its commands to execute twice
	whole  int        // of a request: the end in out of what must be sent for anything to be executed
	faults []fault    // replies that were skipped

	// limit is for how long the server may wait before it replies: Forever where the command does not say.
	// It means something where the exchange waits.
	limit time.Duration
}

// theRest makes the rest if there is none yet.
func (x *exchange) theRest() *rest {
	if x.rest == nil {
		x.rest = new(rest)
	}
	return x.rest
}

// tinyReply is the size up to which the reply of a single command is copied into
// its exchange: a copy of a cache line or two is cheaper than two atomic operations on
// a chunk that all callers share.
const tinyReply = 88

// inReplies in place of the length of a tiny frame says to look for frames in replies.
const inReplies = 255

// A fault is a reply that has no frame, since it was over a limit.
type fault struct {
	index int
	err   error
}

// Phases of an exchange.
const (
	building  = iota // the caller's: being encoded, or at rest in its Request
	deferred         // the caller's: complete, but the queue was full when it was put
	pending          // the connection's; nobody sleeps on it
	parked           // the connection's; its caller sleeps on wake
	patient          // parked, and only Config.Timeout bounds the wait
	expired          // the connection's; its caller has been woken since Config.Timeout is over
	abandoned        // the connection's; nobody will ask for it: recycled when its replies are in
	settled          // the caller's: replies are in, or err is set
	taken            // the caller's: being decoded
	phaseBits = 4
	phaseMask = 1<<phaseBits - 1
)

func phase(state uint64) uint64 { return state & phaseMask }

// asleep reports whether a caller sleeps on the exchange.
func asleep(state uint64) bool { return phase(state) == parked || phase(state) == patient }

func generation(state uint64) uint32 {
	return uint32(state >> phaseBits)
}

// gen is the generation of the use that the exchange is in, or that begins.
func (x *exchange) gen() uint32 { return generation(x.begun()) }

// begun is the state of an exchange that is its caller's, in the generation of its use.
func (x *exchange) begun() uint64 {
	s := x.state.Load()
	if x.spent {
		s += 1 << phaseBits
	}
	return s
}

// put moves an exchange that is its caller's alone from where its use begins to the given phase.
func (x *exchange) put(phase uint64) {
	s := x.begun()
	x.spent = false
	x.state.Store(s&^phaseMask | phase)
}

// to moves the exchange from the phase in old to the given one.
func (x *exchange) to(old, phase uint64) bool {
	return x.state.CompareAndSwap(old, old&^phaseMask|phase)
}

func newExchange() *exchange {
	x := &exchange{wake: make(chan struct{}, 1)}
	x.replies, x.held = x.one[:0], x.hold[:0]
	return x
}

// newExchange gives an exchange for a single command. Each connection has a pool of its
// own: a channel that was made in a bubble of testing/synctest must not leave it.
func (c *Conn) newExchange() *exchange {
	if len(c.idle) > 0 {
		select {
		case x := <-c.idle:
			return x
		default:
		}
	}
	x, _ := c.free.Get().(*exchange)
	if x == nil {
		x = newExchange()
		x.conn = c
		if c.cfg.Tracer != nil {
			x.times, x.timed = new(times), true
		}
	}
	return x
}

// keepOut is how large an encoding buffer may be for a pooled exchange to keep it.
const keepOut = 64 << 10

// recycle ends this use of the exchange. Handles of it are void from here on.
func (x *exchange) recycle() {
	large := x.owned
	x.release()
	if x.kept || x.conn == nil { // its Request has gone on with another one, or gone away
		return
	}
	if cap(x.out) > keepOut {
		x.out = nil
	}
	x.out = x.out[:0]
	x.maybe = false
	// An atomic write here would wait for those of the result to memory that is in no cache.
	if s := x.state.Load(); phase(s) == taken {
		x.spent = true
	} else {
		x.state.Store((s>>phaseBits + 1) << phaseBits)
	}
	if large {
		select {
		case x.conn.main.idle <- x:
			return
		default:
		}
	}
	x.conn.main.free.Put(x)
}

// release gives back what the replies hold.
func (x *exchange) release() {
	if x.tinyLen == inReplies {
		clear(x.replies)
		x.replies = x.replies[:0]
	}
	x.tinyLen, x.owned, x.vectored = 0, false, false
	if !x.more {
		return
	}
	x.more = false
	for i, c := range x.held {
		c.release()
		x.held[i] = nil
	}
	x.held = x.held[:0]
	if x.rest != nil {
		x.rest.faults = nil
	}
	x.reader.Reset(nil) // it holds the frame that it read last
}

// launch makes the exchange the connection's, with no reply in yet.
// Only its caller calls it, before the exchange is queued.
func (x *exchange) launch(n int) {
	x.release() // a decoder that ended its goroutine has left the replies of the time before
	x.n = int32(n)
	x.maybe, x.tries = false, 0
}

// relaunch is launch for an exchange that was refused for now: what is known of earlier tries stays.
func (x *exchange) relaunch() {
	maybe, tries := x.maybe, x.tries
	x.launch(int(x.n))
	x.maybe, x.tries = maybe, tries
}

// add stores a reply; the reader calls it. It reports whether that was the last one.
func (x *exchange) add(frame []byte, c *chunk, err error) (last bool) {
	switch {
	case err != nil:
		r := x.theRest()
		r.faults = append(r.faults, fault{len(x.replies), err})
		x.more = true
		frame = nil
	case x.n == 1 && len(frame) <= tinyReply:
		x.tinyLen = uint8(copy(x.tiny[:], frame))
		return true
	default:
		if len(x.held) == 0 || x.held[len(x.held)-1] != c {
			c.refs.Add(1)
			x.held = append(x.held, c)
			x.more = true
		}
		x.owned = c.owned && x.n == 1 // the neighbours of a large reply may lie in memory that is reused
	}
	x.tinyLen = inReplies
	x.replies = append(x.replies, frame)
	return len(x.replies) == int(x.n)
}

// got is how many replies have come.
func (x *exchange) got() int {
	switch x.tinyLen {
	case 0:
		return 0
	case inReplies:
		return len(x.replies)
	}
	return 1
}

// reply gives the i-th reply, or why there is none.
func (x *exchange) reply(i int) ([]byte, error) {
	if i == 0 && 0 < x.tinyLen && x.tinyLen <= tinyReply {
		return x.tiny[:x.tinyLen:x.tinyLen], nil
	}
	if i < x.got() {
		if frame := x.replies[i]; frame != nil {
			return frame, nil
		}
		for _, f := range x.rest.faults { // a missing frame is one of them
			if f.index == i {
				return nil, f.err
			}
		}
	}
	return nil, x.err
}

// isError reports whether the only reply is a simple error.
func (x *exchange) isError() bool {
	switch x.tinyLen {
	case 0:
		return false
	case inReplies:
		return len(x.replies) == 1 && len(x.replies[0]) > 0 && x.replies[0][0] == '-'
	}
	return x.tiny[0] == '-'
}

// outcome tells what is known of the i-th command when it has no reply.
func (x *exchange) outcome(i int) Outcome {
	end := len(x.out)
	if x.cmd == nil {
		end = x.rest.ends[i]
	}
	if x.sent < end && !x.maybe {
		return NotSent
	}
	return MaybeExecuted
}

// reject settles an exchange that is still the caller's, as not sent.
func (x *exchange) reject(err error) {
	x.err = err
	x.sent = -1
	x.put(settled)
}

// settle hands the exchange back to its caller: once, by the reader, or when the
// connection is lost. It reports whether there was nobody any more.
func (x *exchange) settle() (dropped bool) {
	for {
		s := x.state.Load()
		switch phase(s) {
		case pending:
			if x.to(s, settled) {
				return false
			}
		case parked, patient:
			// Nobody but the parked caller may race with this, to abandon the exchange.
			// It goes to that caller at once: were it settled, a Get could take it before the caller wakes.
			if x.to(s, taken) {
				x.wake <- struct{}{}
				return false
			}
		case expired: // its caller is awake
			if x.to(s, taken) {
				return false
			}
		case abandoned:
			x.recycle()
			return true
		default:
			return false
		}
	}
}

// expire wakes the parked caller since Config.Timeout is over; Conn.mu is held.
func (x *exchange) expire() bool {
	s := x.state.Load()
	if phase(s) != patient || !x.to(s, expired) {
		return false
	}
	x.wake <- struct{}{}
	return true
}

// half notes that one of the two things an exchange with a vectored write waits
// for has happened, and settles it after the second.
func (x *exchange) half() (dropped bool) {
	return x.halves.Add(-1) == 0 && x.settle()
}

// A place is the list of a connection that holds an exchange.
type place uint8

const (
	inQueue   place = iota // waits for the writer
	inBlocked              // waits for room in the queue
	inFlight               // taken by the writer
	nowhere                // taken out of its list to be settled
)

// wait returns nil once the exchange of generation gen is the caller's to read.
// When ctx ends before, it leaves the exchange to the connection and returns the
// error of ctx, as a CommandError of the command that is maybe executed; an exchange that was
// not sent yet is the caller's again instead, with that error in it.
func (x *exchange) wait(ctx context.Context, gen uint32) error {
	for {
		s := x.state.Load()
		if generation(s) != gen {
			return ErrConsumed
		}
		switch phase(s) {
		case settled:
			if x.to(s, taken) {
				return nil
			}
		case deferred:
			if x.waits {
				x.conn.pool.admit(ctx, x, s)
			} else if ctx.Err() == nil {
				x.conn.admit(x, s)
			} else if x.to(s, taken) {
				x.err, x.sent = canceled(ctx), -1
				return nil
			}
		case pending:
			to := uint64(parked)
			if _, ok := ctx.Deadline(); !ok {
				to = patient
			}
			if !x.to(s, to) {
				continue
			}
			s = s&^phaseMask | to
			if x.conn.lent.Load() {
				if led, err := x.conn.lead(ctx, x, s); led {
					return err
				}
			}
			return x.sleep(ctx, s)
		default: // somebody else waits for it, or reads it
			return ErrConsumed
		}
	}
}

// sleep waits for the exchange on behalf of its parked caller.
func (x *exchange) sleep(ctx context.Context, state uint64) error {
	if done := ctx.Done(); done != nil {
		select {
		case <-x.wake:
		case <-done:
			return x.leave(ctx, state)
		}
	} else {
		<-x.wake
	}
	return x.awake(ctx)
}

// awake tells a caller that was woken why: it returns nil when the exchange is its own.
func (x *exchange) awake(ctx context.Context) error {
	if s := x.state.Load(); phase(s) == expired {
		return x.leave(ctx, s)
	}
	return nil
}

// leave ends a wait, since its context has ended or Config.Timeout is over.
func (x *exchange) leave(ctx context.Context, state uint64) error {
	cause := canceled(ctx)
	if ctx.Err() == nil {
		cause = ErrTimeout
	}
	err := &CommandError{Command: x.name(), Index: -1, Outcome: MaybeExecuted, Err: cause}
	c, t := x.conn, ExecTrace{Command: err.Command, Commands: 1, Sent: len(x.out)}
	traced := x.timed && x.cmd != nil // a request tells by itself
	if traced {
		t.Start = x.times.put
	}
	left, fault := c.abandon(x, state)
	switch left {
	case takenBack:
		x.err, x.sent = withFault(cause, fault), -1
		return nil
	case unblocking:
		x.waitUnblocked(state, cause)
		return nil
	case leftBehind: // from here on x is not the caller's any more
		err.Err = withFault(cause, fault)
		if traced {
			c.traceLost(ctx, t, err)
		}
		return err
	}
	// It is settled, or just about to be.
	if asleep(state) {
		<-x.wake
		return x.awake(ctx)
	}
	for phase(x.state.Load()) == expired {
		runtime.Gosched() // who settles it holds it in hand
	}
	return nil
}

// name gives the name of the command, for errors.
func (x *exchange) name() string {
	if x.cmd == nil {
		return "request"
	}
	return x.cmd.name
}
