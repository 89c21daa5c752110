package redis

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"time"
)

// Watched is a connection on which keys are being watched, for the function given to [Watch]. It is a [Pipe]:
// commands put into it are sent at once. Its Exec is for the transaction. All of them fail with ErrLost
// when the network connection is lost, since nothing is watched any more then; none is sent twice.
//
// Several goroutines may use it, until the function returns.
type Watched struct {
	c    *Conn
	link uint32 // the network connection on which the keys are watched

	mu      sync.Mutex
	ended   bool // the function has returned
	spent   bool // EXEC or DISCARD was sent: nothing is watched behind it
	freed   bool // and its reply says that nothing is
	aborted bool // EXEC gave null
}

var (
	errWatchEnded = errors.New("the function that was given to Watch has returned")
	errWatchSpent = errors.New("a transaction was executed or discarded already since the keys are watched, which ends that")
	errWatchTwice = errors.New("the request has more than one transaction, and the end of the first one ends that the keys are watched")
)

// boundPolicy is for commands that mean something on one network connection only.
var boundPolicy = Policy{Retry: RetryNever, FailOnLoss: true}

var (
	cmdWatch   = command{name: "WATCH", prefix: "*2\r\n$5\r\nWATCH\r\n", words: 1, argc: 2, retry: retryRead}
	cmdUnwatch = command{name: "UNWATCH", prefix: "*1\r\n$7\r\nUNWATCH\r\n", words: 1, argc: 1, retry: retryRead}
)

// Watch runs f while the server watches keys: a transaction that f executes takes effect only if none of them has changed
// since before f began. If one has, f is run again, until it succeeds or ctx ends: it may be called several times, and
// should have no other effects. It reads what it needs to decide, then executes a request with a transaction:
//
//	err := redis.Watch(ctx, conn, func(w *redis.Watched) error {
//		n, err := redis.Get[int](w, "stock").Wait(ctx)
//		if err != nil || n == 0 {
//			return err
//		}
//		r := w.NewRequest()
//		tx := redis.Multi(r)
//		redis.Set(tx, "stock", n-1)
//		redis.LPush(tx, "orders", order)
//		tx.Exec()
//		return w.Exec(ctx, r)
//	}, "stock")
//
// It runs on a pinned connection (see Config.MaxPinned) and returns what f returns. An error that wraps
// ErrTxAborted makes it run f again, and so does nil after a transaction that was aborted. When the connection is lost
// in the middle, the commands of f fail, and EXEC is never sent on another one: [OutcomeOf] the error tells whether
// the transaction may have been executed. When ctx ends between two runs the error wraps that of ctx, and ErrTxAborted.
//
// Redis commands: WATCH, UNWATCH, MULTI, EXEC, since 2.2.0.
func Watch(ctx context.Context, c *Conn, f func(w *Watched) error, keys ...string) error {
	pin, err := c.pool.take(ctx, c.cfg.Policy)
	if err != nil {
		return &CommandError{Command: cmdWatch.name, Index: -1, Outcome: NotSent, Err: err}
	}
	defer pin.letGo()
	for try := 0; ; try++ {
		w := &Watched{c: pin}
		err := w.run(ctx, keys, f)
		w.mu.Lock()
		aborted := w.aborted
		w.mu.Unlock()
		if !aborted || err != nil && !errors.Is(err, ErrTxAborted) {
			return err
		}
		// What is aborted under contention is aborted again if all of them go on at once.
		pause(ctx, rand.N(time.Millisecond<<min(try, 6)))
		if ctx.Err() != nil {
			return &CommandError{Command: cmdExec.name, Index: -1, Outcome: Rejected, Err: &causedError{canceled(ctx), ErrTxAborted}}
		}
	}
}

// pause waits, but not beyond the end of ctx.
func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// run watches keys, calls f, and ends what it has left.
func (w *Watched) run(ctx context.Context, keys []string, f func(*Watched) error) error {
	defer w.end()
	x := w.begin(&cmdWatch)
	putKeys(x, keys)
	if _, err := finish[OK](w, x).Wait(ctx); err != nil {
		return err
	}
	w.link = x.link
	return f(w)
}

// end takes nothing more, and leaves the connection as it was: nothing is watched, nothing waits in the server.
func (w *Watched) end() {
	w.mu.Lock()
	w.ended = true
	freed := w.freed
	w.mu.Unlock()
	if !freed {
		// Nobody waits for the reply: what is sent next on the connection comes behind it.
		x := w.begin(&cmdUnwatch)
		x.seal()
		w.c.putUnattended(x)
	}
	w.c.endWaits(errWatchEnded)
}

func (w *Watched) begin(cmd *command) *exchange {
	p := boundPipe{w.c, w.link, boundPolicy}
	if w.link == 0 { // WATCH itself may go over any
		p.p = Policy{}
	}
	return p.begin(cmd)
}

func (w *Watched) commit(x *exchange) *Request {
	if x.err != nil {
		x.reject(x.err)
		return nil
	}
	x.launch(1)
	w.enqueue(x)
	return nil
}

// enqueue gives an exchange to the connection, unless that is somebody else's by now.
func (w *Watched) enqueue(x *exchange) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended {
		x.reject(errWatchEnded)
		return
	}
	w.c.enqueue(x)
}

// NewRequest returns an empty request whose arguments may be of every type that
// the connection's codec takes.
func (w *Watched) NewRequest() *Request { return w.c.NewRequest() }

// Exec is as [Conn.Exec], on the connection on which the keys are watched. A transaction that was aborted, since one of
// the keys has changed, is an error that wraps ErrTxAborted. A request with a second transaction is refused, and so is
// one after a transaction was executed or discarded: nothing is watched then. The policy of the request is of no account.
func (w *Watched) Exec(ctx context.Context, r *Request) error {
	final := r.transactions()
	w.mu.Lock()
	err := error(nil)
	switch {
	case w.ended:
		err = errWatchEnded
	case final > 1:
		err = errWatchTwice
	case final > 0 && w.spent:
		err = errWatchSpent
	case final > 0: // now, not later: of two goroutines one gets it
		w.spent = true
	}
	w.mu.Unlock()
	if err != nil {
		return handleError(err)
	}
	err = w.c.exec(ctx, r, w)
	if final == 0 {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil && OutcomeOf(err) == NotSent {
		w.spent = false
		return err
	}
	w.aborted, w.freed = r.aborted, r.freed
	if w.aborted && err == nil { // a transaction without commands
		err = &CommandError{Command: cmdExec.name, Index: r.Len() - 1, Outcome: Rejected, Err: ErrTxAborted}
	}
	return err
}

// transactions is how many transactions of the request are ended by EXEC or DISCARD, either of which ends WATCH.
func (r *Request) transactions() (n int) {
	for i := range r.recs {
		if cmd := r.recs[i].cmd; cmd == &cmdExec || cmd == &cmdDiscard {
			n++
		}
	}
	return n
}
