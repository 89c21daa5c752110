package redis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// A Pipe is a thing that commands are put into: a [Conn], a [Request], a [Tx].
// Every helper of this package takes one first.
type Pipe interface {
	// begin starts a command and returns what its arguments are appended to.
	begin(*command) *exchange
	// commit takes the command that was built; for a command that became part of a
	// request it returns the request.
	commit(*exchange) *Request
}

// A Request is a list of commands that are sent together, in one round trip, by
// [Conn.Exec]. The zero Request is empty and ready to use. Every command put into it has a Future,
// which Exec fills. It may be executed again and again, extended in between, appended to another, and
// reset for other commands; it keeps its memory.
//
// The commands of a request reach the server one right after the other, but it is no
// transaction: see [Multi]. A request with a command that may wait in the server, such as [BLPop] or [Wait], is
// executed on a pinned connection: see Config.MaxPinned.
//
// A Request and its futures may be used by one goroutine at a time.
type Request struct {
	// Codec encodes arguments and decodes bulk strings of types that nothing
	// else covers. Where it is nil, replies are decoded with the codec of the connection.
	Codec codec.Codec
	// Policy, if not nil, takes the place of the connection's policy.
	Policy *Policy

	x    *exchange
	recs []record
	ends []int // where each command ends in x.out
	cols []sink
	gen  uint32 // counts resets, so that futures from before are told apart
	bad  int    // commands that could not be put
	busy atomic.Bool
	tx   *Tx // open transaction

	waits bool          // some of the commands may wait in the server
	limit time.Duration // for how long together

	aborted bool     // EXEC gave null, at the latest execution
	freed   bool     // EXEC or DISCARD said then that nothing is watched any more
	elems   [][]byte // elements of the reply of the EXEC at elemsOf
	elemsOf int
}

// A record is what a request knows of one of its commands.
type record struct {
	cmd  *command
	to   sink // where its result goes
	row  uint32
	gen  uint32 // generation of the request that to belongs to
	exec int32  // the command that ends its transaction; -1 outside of one
	elem int32  // its place in EXEC's reply; -1 for MULTI, EXEC and DISCARD themselves
}

// A sink keeps the results of one type.
type sink interface {
	owner() *Request
	decode(row uint32, r *decode.Reader) error
	fail(row uint32, err error)
	errOf(row uint32) error
	reset()
}

// A column keeps the results of all futures of type T of a request.
type column[T any] struct {
	req   *Request
	cells []cell[T]
}

type cell[T any] struct {
	v   T
	err error
	dst *T // given by Into
	dec decode.Decoder[T]
}

func (c *column[T]) owner() *Request { return c.req }

func (c *column[T]) fail(row uint32, err error) {
	cell := &c.cells[row]
	cell.err = err
	cell.v = *new(T)
}

func (c *column[T]) errOf(row uint32) error { return c.cells[row].err }

func (c *column[T]) reset() {
	clear(c.cells)
	c.cells = c.cells[:0]
}

func (c *column[T]) decode(row uint32, r *decode.Reader) error {
	cell := &c.cells[row]
	dst := cell.dst
	if dst == nil {
		// What an earlier execution gave may be in use: never decode into its memory.
		cell.v = *new(T)
		dst = &cell.v
		if cell.dec == nil {
			v, _, err := decode.Direct[T](r)
			*dst, cell.err = v, err
			return err
		}
	}
	dec := cell.dec
	if dec == nil {
		var err error
		if dec, err = decode.For[T](); err != nil {
			return err
		}
	}
	cell.err = guard(dec, r, dst)
	return cell.err
}

// cell gives the result of a request's future.
func (f Future[T]) cell() (v T, err error) {
	switch {
	case f.col == nil:
		return v, errNoCommand
	case f.col.req.gen != f.gen:
		return v, handleError(ErrReset)
	}
	cell := &f.col.cells[f.row]
	if cell.err != nil {
		return v, cell.err
	}
	if cell.dst != nil {
		return *cell.dst, nil
	}
	return cell.v, nil
}

// addCell makes a place for the result of the command that was put into r last.
func addCell[T any](r *Request, dec decode.Decoder[T]) Future[T] {
	var col *column[T]
	for _, c := range r.cols {
		if c, ok := c.(*column[T]); ok {
			col = c
			break
		}
	}
	if col == nil {
		col = &column[T]{req: r}
		r.cols = append(r.cols, col)
	}
	row := uint32(len(col.cells))
	rec := &r.recs[len(r.recs)-1]
	rec.to, rec.row, rec.gen = col, row, r.gen
	err := r.putError()
	if err == nil {
		err = errNotExecuted
	}
	col.cells = append(col.cells, cell[T]{dec: dec, err: err})
	return Future[T]{col: col, row: row, gen: r.gen}
}

// errNotExecuted is in the cell of a command that was not executed since it was put.
var errNotExecuted = handleError(ErrPending)

// putError takes the error of the command that was put last.
func (r *Request) putError() error {
	err := r.x.err
	if err == nil {
		return nil
	}
	r.x.err = nil
	i := len(r.recs) - 1
	return &CommandError{Command: r.recs[i].cmd.name, Index: i, Outcome: NotSent, Err: err}
}

// errOpenTx is the fault of commands put past an open transaction.
var errOpenTx = errors.New("the request has an open transaction: put the command into it, or end it first")

func (r *Request) begin(cmd *command) *exchange {
	x := r.beginAny(cmd)
	if r.tx != nil {
		x.fail(errOpenTx)
	}
	return x
}

func (r *Request) beginAny(cmd *command) *exchange {
	if r.busy.Load() {
		x := newExchange()
		x.begin(cmd)
		x.fail(ErrBusy)
		return x
	}
	if r.x == nil {
		r.x = newExchange()
		r.x.kept = true
	}
	x := r.x
	x.codec = r.Codec
	x.out = x.out[:r.size()] // an encoder that panicked may have left something
	x.begin(cmd)
	return x
}

// errNested is the fault of an encoder that puts commands into the request it is called for.
var errNested = errors.New("while the command was encoded, another one was put into the same request")

// size is how many bytes the commands of the request have.
func (r *Request) size() int {
	if len(r.ends) == 0 {
		return 0
	}
	return r.ends[len(r.ends)-1]
}

func (r *Request) commit(x *exchange) *Request {
	if x != r.x { // begun while the request was busy
		x.reject(x.err)
		return nil
	}
	end := len(x.out)
	if size := r.size(); x.start != size {
		// While this command was encoded its encoder has put another one in the same place.
		x.fail(errNested)
		x.out = slices.Grow(x.out, max(size-len(x.out), 0))[:size]
	}
	if x.err != nil {
		end = r.size()
		x.out = x.out[:end]
		r.bad++
	}
	if x.waits && x.err == nil {
		r.wait(x.rest.limit)
	}
	r.recs = append(r.recs, record{cmd: x.cmd, exec: -1, elem: -1})
	r.ends = append(r.ends, end)
	return r
}

// wait notes that the server may wait with its replies, for so long in addition.
func (r *Request) wait(limit time.Duration) {
	r.waits = true
	if r.limit += limit; r.limit < limit { // limit may be Forever
		r.limit = Forever
	}
}

// Format says what the request is, whatever the verb: none shows its arguments.
func (r *Request) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "redis.Request of %d commands", len(r.recs))
}

// Len returns how many commands the request has.
func (r *Request) Len() int { return len(r.recs) }

// Reset empties the request and voids its futures: they give ErrReset from now on.
// Its memory is kept for the commands to come. While the request is being executed,
// Reset does nothing.
func (r *Request) Reset() {
	if !r.busy.CompareAndSwap(false, true) {
		return
	}
	defer r.busy.Store(false)
	r.gen++
	r.recs = r.recs[:0]
	r.ends = r.ends[:0]
	r.bad = 0
	r.waits, r.limit = false, 0
	r.tx = nil
	for _, c := range r.cols {
		c.reset()
	}
	if r.x != nil {
		r.x.out = r.x.out[:0]
	}
}

// Append adds the commands of other behind those of r. Whenever r is executed, the
// futures of other get the results of their commands too. Neither
// request may have an open transaction; resetting other makes r impossible to execute.
func (r *Request) Append(other *Request) error {
	switch {
	case r.busy.Load() || other.busy.Load():
		return handleError(ErrBusy)
	case r.tx != nil || other.tx != nil:
		return handleError(errOpenTx)
	case len(other.recs) == 0:
		return nil
	}
	if r.x == nil {
		r.x = newExchange()
		r.x.kept = true
	}
	size, at := r.size(), int32(len(r.recs))
	r.x.out = append(r.x.out[:size], other.x.out[:other.size()]...)
	for i, rec := range other.recs {
		if rec.exec >= 0 {
			rec.exec += at
		}
		r.recs = append(r.recs, rec)
		r.ends = append(r.ends, size+other.ends[i])
	}
	r.bad += other.bad
	if other.waits {
		r.wait(other.limit)
	}
	return nil
}

// Exec sends the commands of r in one go and returns when all of their replies are in,
// and decoded into the futures of r. It returns nil if every future has its
// result; a null reply on its own is no failure either, see the future's Err.
// Else it returns a *RequestError that names the commands that failed, each with its
// outcome; the other futures have their results nevertheless.
//
// A request with a command that could not be put, since an argument
// was bad, is not sent at all. When ctx ends first, all futures get its error.
func (c *Conn) Exec(ctx context.Context, r *Request) error { return c.exec(ctx, r, nil) }

// exec is Exec; with w on this very connection, and on the network connection on which w watches.
func (c *Conn) exec(ctx context.Context, r *Request, w *Watched) error {
	if !r.busy.CompareAndSwap(false, true) {
		return handleError(ErrBusy)
	}
	defer r.busy.Store(false)
	if err := r.check(); err != nil {
		return err
	}
	if len(r.recs) == 0 {
		return nil
	}
	if ctx.Err() != nil {
		return r.failAll(&CommandError{Outcome: NotSent, Err: canceled(ctx)})
	}
	policy, bound := c.cfg.Policy, uint32(0)
	if r.Policy != nil {
		policy = *r.Policy
	}
	switch {
	case w != nil:
		policy, bound = boundPolicy, w.link
	case r.waits:
		pin, err := c.pool.take(ctx, policy)
		if err != nil {
			return r.failAll(&CommandError{Outcome: NotSent, Err: err})
		}
		defer pin.letGo()
		c, policy.FailIfDown = pin, false // the pool has seen to that
	case c.lanes != nil:
		c = c.laneOfRequest(r)
	}
	x := r.x
	x.out = x.out[:r.size()] // an encoder that panicked may have left something
	x.cmd, x.err = nil, nil
	x.policy, x.bound, x.waits = policy, bound, r.waits
	rest := x.theRest()
	rest.limit = r.limit
	rest.ends = r.ends
	rest.risk, rest.whole = r.risk()
	if c.cfg.Tracer != nil && x.times == nil {
		x.times, x.timed = new(times), true
	}
	x.launch(len(r.recs))
	r.aborted, r.freed = false, false
	for p := (patience{}); ; {
		if w != nil {
			w.enqueue(x)
		} else {
			c.enqueue(x)
		}
		if err := x.wait(ctx, x.gen()); err != nil {
			r.leave(x)
			err = r.failAll(err)
			if c.cfg.Tracer != nil {
				t := r.traced()
				t.Start, t.Sent = x.times.put, r.size()
				c.traceLost(ctx, t, err)
			}
			return err
		}
		if er := r.refused(x); er == nil || !p.wait(ctx, c, x, er) {
			break
		}
		x.relaunch()
	}
	err := r.collect(x, c.cfg.Codec)
	if c.cfg.Tracer != nil {
		c.trace(ctx, r.traced(), x, x.received(), err)
	}
	x.release()
	x.put(building)
	return err
}

// risk gives the least safe class of the commands, and the end in the bytes of what must be sent
// for anything to be executed.
func (r *Request) risk() (least retryClass, whole int) {
	least = retryRead
	for i := range r.recs {
		least = min(least, r.recs[i].cmd.retry)
	}
	if exec := r.recs[0].exec; exec > 0 {
		return least, r.ends[exec]
	}
	return least, r.ends[0]
}

// traced says what a trace tells of the request itself.
func (r *Request) traced() ExecTrace {
	t := ExecTrace{Command: r.recs[0].cmd.name, Commands: len(r.recs)}
	for i := range r.recs {
		if r.recs[i].cmd.name != t.Command {
			t.Command = "request"
			break
		}
	}
	return t
}

// check refuses a request that can't be sent whole.
func (r *Request) check() error {
	if r.tx != nil {
		return handleError(errOpenTx)
	}
	var errs []error
	for i := range r.recs {
		rec := &r.recs[i]
		if own := rec.to.owner(); own != r && own.gen != rec.gen {
			errs = append(errs, &CommandError{Command: rec.cmd.name, Index: i, Outcome: NotSent, Err: ErrReset})
		} else if r.bad > 0 && i > 0 && r.ends[i] == r.ends[i-1] || r.ends[i] == 0 {
			errs = append(errs, rec.to.errOf(rec.row))
		}
	}
	if len(errs) > 0 {
		return &RequestError{Errs: errs, Commands: len(r.recs)}
	}
	return nil
}

// leave gives up an exchange that still waits for replies. The request goes on
// with a copy of its bytes, for they may still be read from.
func (r *Request) leave(x *exchange) {
	r.x = newExchange()
	r.x.kept = true
	r.x.out = slices.Clone(x.out)
}

// failAll gives every future the error with which the wait for the request ended.
func (r *Request) failAll(err error) error {
	outcome := MaybeExecuted
	var ce *CommandError
	if errors.As(err, &ce) {
		outcome, err = ce.Outcome, ce.Err
	}
	errs := make([]error, len(r.recs))
	for i, rec := range r.recs {
		errs[i] = &CommandError{Command: rec.cmd.name, Index: i, Outcome: outcome, Err: err}
		rec.to.fail(rec.row, errs[i])
	}
	return &RequestError{Errs: errs, Commands: len(r.recs)}
}

// collect decodes the replies into the futures.
func (r *Request) collect(x *exchange, fallback codec.Codec) error {
	var errs []error
	d := &x.reader
	x.more = true
	d.Codec = r.Codec
	if d.Codec == nil {
		d.Codec = fallback
	}
	d.Owned = x.owned
	r.elemsOf = -1
	for i := range r.recs {
		rec := &r.recs[i]
		err := x.told(r.collectOne(x, d, i, rec))
		if err == nil {
			continue
		}
		rec.to.fail(rec.row, err)
		if !errors.Is(err, ErrNil) && !errors.Is(err, ErrTxDiscarded) {
			errs = append(errs, err)
		}
	}
	if errs != nil {
		return &RequestError{Errs: errs, Commands: len(r.recs)}
	}
	return nil
}

func (r *Request) collectOne(x *exchange, d *decode.Reader, i int, rec *record) error {
	frame, err := x.reply(i)
	if frame != nil && rec.elem >= 0 {
		if frame, err = r.element(x, frame, i, rec); err != nil {
			return err
		}
	}
	if frame == nil {
		return r.missing(x, i, rec, i, err)
	}
	if err := errorReply(frame); err != nil {
		ce := unreadable(rec.cmd, i, err).(*CommandError)
		switch {
		case rec.elem >= 0:
			ce.Outcome = ServerFailed // inside a transaction, nothing proves that an error had no effect
		case rec.cmd == &cmdExec:
			ce.Err = execError(err)
			r.freed = errors.Is(ce.Err, ErrTxFailed)
		}
		return ce
	}
	switch rec.cmd {
	case &cmdExec:
		r.aborted, r.freed = resp.FrameKind(frame) == resp.Null, true
	case &cmdDiscard:
		r.freed = true
	}
	d.Reset(frame)
	if err := rec.to.decode(rec.row, d); err != nil {
		return unreadable(rec.cmd, i, err)
	}
	return nil
}

// missing is the error of the i-th command when the reply at index at, its own or
// EXEC's, has not come.
func (r *Request) missing(x *exchange, i int, rec *record, at int, err error) error {
	ce := &CommandError{Command: rec.cmd.name, Index: i, Err: err}
	if at < x.got() { // skipped, since it was over a limit
		ce.Outcome = Executed
		return ce
	}
	ce.Outcome = x.outcome(i)
	if rec.exec >= 0 { // what is queued takes effect with EXEC
		ce.Outcome = x.outcome(int(rec.exec))
	}
	return ce
}

// Ignore is the T of a reply that does not matter: it takes every reply but an
// error, which is the future's error as always.
type Ignore struct{}

// UnmarshalReply skips the reply.
func (*Ignore) UnmarshalReply(r *resp.Reader) error { return r.Skip() }

// String makes Ignore print as what it is.
func (Ignore) String() string { return "(ignored)" }
