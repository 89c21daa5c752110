package redis

import (
	"errors"
	"fmt"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// A Tx is a transaction inside of a [Request]: the commands put into it are executed
// by the server as a whole, with nobody's commands in between, or not at all. It is a [Pipe];
// the futures of its commands get their parts of EXEC's reply.
//
// It ends by Exec or Discard, and is sent with its request. Of its outcomes:
//   - It was executed: Exec's future is true. A command may still have failed by
//     itself (as with WRONGTYPE); its future says so, and the others have taken effect.
//   - It was aborted, since a watched key had changed: Exec's future is false, the futures of the
//     commands give ErrTxAborted.
//   - It failed, since the server rejected a command when it was queued: that
//     command's future gives the server's error, Exec's and all others' ErrTxFailed.
//   - It was discarded by Discard: the futures give ErrTxDiscarded.
//
// In all but the first, nothing was applied. The commands go out together with MULTI: where the server refuses MULTI itself,
// since an ACL forbids it, it executes them one by one; their futures say so, with the outcome Executed.
type Tx struct {
	req   *Request
	gen   uint32
	first int // the index of MULTI in the request
}

var (
	cmdMulti   = command{name: "MULTI", prefix: "*1\r\n$5\r\nMULTI\r\n", words: 1, argc: 1, retry: retryRead}
	cmdExec    = command{name: "EXEC", prefix: "*1\r\n$4\r\nEXEC\r\n", words: 1, argc: 1, retry: retryRead}
	cmdDiscard = command{name: "DISCARD", prefix: "*1\r\n$7\r\nDISCARD\r\n", words: 1, argc: 1, retry: retryRead}
)

// errTxEnded is the fault of a command put into a transaction that has ended.
var errTxEnded = errors.New("the transaction has ended")

// Multi begins a transaction in r. Until it is ended by its Exec or Discard, commands
// must be put into the transaction, not into r.
//
// Redis commands: MULTI, EXEC, DISCARD, since 1.2.0 (DISCARD: 2.0.0).
func Multi(r *Request) *Tx {
	tx := &Tx{req: r, gen: r.gen, first: len(r.recs)}
	f := finishWith(r, r.begin(&cmdMulti), decode.Decoder[decode.OK](okReply))
	if f.Err() == nil || errors.Is(f.Err(), ErrPending) {
		r.tx = tx
	}
	return tx
}

// okReply accepts the replies of MULTI and DISCARD.
func okReply(r *decode.Reader, _ *decode.OK) error { return r.Skip() }

func (tx *Tx) begin(cmd *command) *exchange {
	x := tx.req.beginAny(cmd)
	if tx.req.tx != tx || tx.req.gen != tx.gen {
		x.fail(errTxEnded)
	}
	return x
}

func (tx *Tx) commit(x *exchange) *Request {
	r := tx.req.commit(x)
	if r != nil && tx.req.tx == tx {
		rec := &r.recs[len(r.recs)-1]
		rec.elem = int32(len(r.recs) - 2 - tx.first)
	}
	return r
}

// Exec ends the transaction: the server is to execute it. The future gives true when it did, false
// when the transaction was aborted. It is filled, like all others, when the request is executed.
func (tx *Tx) Exec() Future[bool] {
	return end(tx, &cmdExec, func(r *decode.Reader, dst *bool) error {
		*dst = r.Peek() != resp.Null
		return r.Skip()
	})
}

// Discard ends the transaction: the server is to forget it.
func (tx *Tx) Discard() Future[decode.OK] { return end(tx, &cmdDiscard, okReply) }

// end puts the command that ends the transaction.
func end[T any](tx *Tx, cmd *command, dec decode.Decoder[T]) Future[T] {
	r := tx.req
	x := tx.begin(cmd)
	x.seal()
	if r.commit(x) == nil {
		return Future[T]{x: x, gen: x.gen(), dec: dec}
	}
	last := int32(len(r.recs) - 1)
	if r.tx == tx && r.gen == tx.gen {
		for i := tx.first; i < len(r.recs); i++ {
			r.recs[i].exec = last
		}
		r.tx = nil
	}
	return addCell(r, dec)
}

// element finds the part of EXEC's reply that belongs to the i-th command,
// whose own reply says that it was queued.
func (r *Request) element(x *exchange, own []byte, i int, rec *record) ([]byte, error) {
	if err := errorReply(own); err != nil {
		return nil, unreadable(rec.cmd, i, err)
	}
	end := int(rec.exec)
	ce := &CommandError{Command: rec.cmd.name, Index: i}
	if multi := i - 1 - int(rec.elem); string(own) != "+QUEUED\r\n" {
		if reply, _ := x.reply(multi); reply != nil && errorReply(reply) != nil {
			err := errorReply(reply)
			ce.Outcome, ce.Err = Executed, fmt.Errorf("executed outside of a transaction, since MULTI was refused: %w", err)
			return nil, ce
		}
	}
	if r.recs[end].cmd == &cmdDiscard {
		ce.Outcome, ce.Err = Rejected, ErrTxDiscarded
		return nil, ce
	}
	frame, err := x.reply(end)
	if frame == nil {
		return nil, r.missing(x, i, rec, end, err)
	}
	if err := errorReply(frame); err != nil {
		*ce = *unreadable(&cmdExec, i, err).(*CommandError)
		ce.Command, ce.Err = rec.cmd.name, execError(err)
		return nil, ce
	}
	if r.elemsOf != end {
		if err := r.split(frame, end); err != nil {
			return nil, unreadable(rec.cmd, i, err)
		}
	}
	switch {
	case r.elems == nil:
		ce.Outcome, ce.Err = Rejected, ErrTxAborted
		return nil, ce
	case int(rec.elem) >= len(r.elems):
		ce.Outcome, ce.Err = Executed, errors.New("the reply of EXEC has fewer elements than the transaction has commands")
		return nil, ce
	}
	return r.elems[rec.elem], nil
}

// execError gives the meaning of an error that EXEC was answered with.
func execError(err error) error {
	var er *ErrorReply
	if errors.As(err, &er) && er.Prefix() == "EXECABORT" {
		return fmt.Errorf("%w: %w", ErrTxFailed, err)
	}
	return err
}

// split takes the reply of the EXEC at index end apart; a null leaves no elems.
func (r *Request) split(frame []byte, end int) error {
	var rd resp.Reader
	rd.Reset(frame)
	v, err := rd.Next()
	if err != nil {
		return err
	}
	if v.Kind == resp.Null {
		r.elems, r.elemsOf = nil, end
		return nil
	}
	if v.Kind != resp.Array {
		return &decode.MismatchError{Want: "array", Got: v.Kind}
	}
	elems := r.elems[:0]
	if elems == nil {
		elems = make([][]byte, 0, 8)
	}
	for i := 0; i != v.Len && !(v.Len < 0 && rd.End()); i++ {
		raw, err := rd.Raw()
		if err != nil {
			return err
		}
		elems = append(elems, raw)
	}
	r.elems, r.elemsOf = elems, end
	return nil
}
