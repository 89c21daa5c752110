package redis

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime/debug"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// A Future is the handle of one command's result, a T or an error.
//
// One that came from a [Request] lives as long as the request: once the request was
// executed, it may be read often, and reads the latest execution. One that came from a
// [Conn] is good for one result: the first call of Wait, Get or Value that returns the
// result takes it, and a later one gives ErrConsumed. That is what keeps a command put straight
// into a connection from costing memory. Not to ask for a result at all is fine too.
//
// A Future is a small value; copies are handles of the same result. Its methods may be
// called by any goroutine, those of a request's future as its Request allows.
type Future[T any] struct {
	x   *exchange // of a connection's future
	col *column[T]
	dec decode.Decoder[T] // nil: decode.Direct does it
	dst *T
	gen uint32 // of x, or of the request
	row uint32 // in col
}

// errNoCommand is the error of a zero Future.
var errNoCommand = errors.New("redis: this Future is of no command")

// Wait returns the result as soon as it is there. It decodes on the goroutine
// that calls it.
//
// When ctx ends first, Wait returns an error in which errors.Is finds that of ctx; its outcome
// is NotSent if the command had not been written, and never will be, else MaybeExecuted. Either way the
// connection is undisturbed.
//
// The future of a request does not wait: before [Conn.Exec] has returned the error is ErrPending.
func (f Future[T]) Wait(ctx context.Context) (v T, err error) {
	if f.x == nil {
		return f.cell()
	}
	err = f.x.wait(ctx, f.gen)
	switch {
	case err != nil:
		return v, handleError(err)
	case f.x.timed || f.x.isError():
		return f.takeSlow(ctx)
	}
	return f.take()
}

// takeSlow is take for a reply that is perhaps no more than a reason to send the command again, and
// with a tracer.
func (f Future[T]) takeSlow(ctx context.Context) (v T, err error) {
	for p := (patience{}); f.x.isError() && f.x.refused(ctx, &p); {
		if err := f.x.wait(ctx, f.gen); err != nil {
			return v, handleError(err)
		}
	}
	if f.x.timed {
		return f.traced(ctx)
	}
	return f.take()
}

// Get returns the result if it is there, and the error ErrPending if not.
func (f Future[T]) Get() (v T, err error) {
	if f.x == nil {
		return f.cell()
	}
	s := f.x.state.Load()
	if generation(s) != f.gen {
		return v, handleError(ErrConsumed)
	}
	switch phase(s) {
	case settled:
		if f.x.to(s, taken) {
			return f.take()
		}
		return v, handleError(ErrConsumed)
	case taken, parked, patient:
		return v, handleError(ErrConsumed)
	}
	return v, handleError(ErrPending)
}

// Value returns the result, or the zero T where there is none: Err, or Exec's
// error, tells why.
func (f Future[T]) Value() T {
	v, _ := f.Get()
	return v
}

// Err returns the error that Get would, and takes nothing. Another goroutine that asks for the
// result of a connection's future at the same moment may get ErrConsumed.
func (f Future[T]) Err() error {
	if f.x == nil {
		_, err := f.cell()
		return err
	}
	s := f.x.state.Load()
	if generation(s) != f.gen || phase(s) == taken || asleep(s) {
		return handleError(ErrConsumed)
	}
	if phase(s) != settled || !f.x.to(s, taken) {
		return handleError(ErrPending)
	}
	_, err := f.read()
	f.x.to(s&^phaseMask|taken, settled)
	return err
}

// Done reports whether the result, or the error, is there.
func (f Future[T]) Done() bool {
	if f.x == nil {
		return f.col != nil && f.col.req.gen == f.gen && f.col.cells[f.row].err != errNotExecuted
	}
	s := f.x.state.Load()
	return generation(s) != f.gen || phase(s) == settled || phase(s) == taken
}

// Into makes the result decode into *dst, in memory that dst has: a slice keeps its
// capacity, a map is cleared and refilled, a struct is overwritten field by field. It
// returns the future to go on with. Wait then returns *dst; for the future of a request, Exec
// fills *dst, at each execution. After an error *dst is in no particular state.
//
// A request whose futures are bound like this is executed again and again without allocating.
func (f Future[T]) Into(dst *T) Future[T] {
	f.dst = dst
	if f.col != nil && f.col.req.gen == f.gen {
		f.col.cells[f.row].dst = dst
	}
	return f
}

// Format says what the future is, whatever the verb: none shows the arguments of its command, nor the result.
func (f Future[T]) Format(s fmt.State, _ rune) {
	state := "pending"
	if f.Done() {
		state = "done"
	}
	fmt.Fprintf(s, "redis.Future[%v], %s", reflect.TypeFor[T](), state)
}

// handleError dresses an error that is not one of a command.
func handleError(err error) error {
	if _, ok := err.(*CommandError); ok {
		return err
	}
	return &useError{err}
}

// A useError is about a Future, not about its command.
type useError struct{ err error }

func (e *useError) Error() string { return "redis: " + e.err.Error() }
func (e *useError) Unwrap() error { return e.err }

// take decodes the result of an exchange that is the caller's, and ends its use.
func (f Future[T]) take() (T, error) {
	v, err := f.read()
	f.x.recycle()
	return v, err
}

// read decodes the result of an exchange that is the caller's.
func (f Future[T]) read() (v T, err error) {
	x := f.x
	frame, missing := x.reply(0)
	if frame == nil {
		return v, missingError(x, missing)
	}
	if f.dec == nil && f.dst == nil && decode.IsDirect[T]() {
		var r decode.Reader // on the stack, which is in the cache
		r.Owned = x.owned
		r.Reset(frame)
		if v, _, err = decode.Direct[T](&r); err != nil {
			err = x.told(unreadable(x.cmd, -1, replyError(frame, err)))
		}
		return v, err
	}
	r := &x.reader
	x.more = true
	r.Codec, r.Owned = x.codec, x.owned
	r.Reset(frame)
	return f.readSlow(r, frame)
}

// readSlow decodes through f.dec, which must be given memory that it could keep.
func (f Future[T]) readSlow(r *decode.Reader, frame []byte) (v T, err error) {
	x := f.x
	if err := errorReply(frame); err != nil {
		return v, x.told(unreadable(x.cmd, -1, err))
	}
	dec := f.dec
	if dec == nil {
		if dec, err = decode.For[T](); err != nil {
			return v, err
		}
	}
	dst := f.dst
	if dst == nil {
		// A T on the stack would move to the heap, since dec could keep its address: a
		// box that stays with the exchange, for the next result of this type, costs nothing.
		box, _ := x.box.(*T)
		if box == nil {
			box = new(T)
			x.box = box
		}
		dst = box
	}
	err = guard(dec, r, dst)
	if err == nil {
		v = *dst
	} else {
		err = unreadable(x.cmd, -1, err)
	}
	if f.dst == nil {
		*dst = *new(T)
	}
	return v, err
}

// guard runs a decoder, and makes a panic in it the error of its caller alone.
func guard[T any](dec decode.Decoder[T], r *decode.Reader, dst *T) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &PanicError{Value: p, Stack: debug.Stack()}
		}
	}()
	return dec(r, dst)
}

// errorReply returns the error that a reply is, nil if it is none.
func errorReply(frame []byte) error {
	switch frame[0] {
	case byte(resp.SimpleError), byte(resp.BulkError), byte(resp.Attribute):
	default:
		return nil
	}
	var r resp.Reader
	r.Reset(frame)
	if v, err := r.Next(); err == nil && (v.Kind == resp.SimpleError || v.Kind == resp.BulkError) {
		return resp.NewErrorReply(v.Bytes)
	}
	return nil
}

// replyError prefers the error that a reply is over a decoder's view of it.
func replyError(frame []byte, err error) error {
	if e := errorReply(frame); e != nil {
		return e
	}
	return err
}

// missingError is the error of a single command that has no reply.
func missingError(x *exchange, err error) error {
	if x.got() > 0 { // skipped, since it was over a limit
		return &CommandError{Command: x.name(), Index: -1, Outcome: Executed, Err: err}
	}
	return &CommandError{Command: x.name(), Index: -1, Outcome: x.outcome(0), Err: err}
}

// finish completes the command being built, for a T that is decoded by its type.
func finish[T any](p Pipe, x *exchange) Future[T] {
	if decode.IsDirect[T]() {
		return finishWith[T](p, x, nil)
	}
	dec, err := decode.For[T]()
	if err != nil {
		x.fail(err)
	}
	return finishWith(p, x, dec)
}

// finishWith completes the command being built and puts it into the pipe.
func finishWith[T any](p Pipe, x *exchange, dec decode.Decoder[T]) Future[T] {
	x.seal()
	gen := x.gen()
	if r := p.commit(x); r != nil {
		return addCell(r, dec)
	}
	return Future[T]{x: x, dec: dec, gen: gen}
}
