package redis

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"strconv"
	"sync"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// A StreamWorker is a consumer of a group: it has a function handle the entries of a stream, each at least once.
//
// An entry whose Handle returned nil is acknowledged, so that the group is done with it. One whose Handle
// returned an error, or whose worker has died, stays pending, and is handled again when it was idle for ClaimIdle, by
// any worker of the group. So Handle may be called more than once for an entry, by several workers: when a worker dies between
// the end of Handle and the acknowledgement, or lost its connection for longer than ClaimIdle.
//
// An entry that was delivered MaxDeliveries times without success goes to the stream DeadLetter.
type StreamWorker[T any] struct {
	// Stream is the key, Group the name of the group, Consumer that of this worker, which no other one
	// of the group may have at the same time. The group, which begins with the first entry, and the stream are made if there are none.
	Stream, Group, Consumer string
	// Handle is given each entry. Its context ends when Drain is over. It may be called by several goroutines at a time. A
	// panic counts as an error.
	Handle func(ctx context.Context, e Entry[T]) error
	// Concurrency is how many entries are handled at a time. Default: 1.
	Concurrency int
	// ClaimIdle is for how long an entry must be idle to be handled again. Entries in work are not idle: the worker
	// says so to the server three times as often. Default: 1 minute.
	ClaimIdle time.Duration
	// MaxDeliveries is how often an entry is delivered before it goes to DeadLetter. Default: 10.
	MaxDeliveries int64
	// DeadLetter is the key of the stream to which an entry goes that could not be handled: its fields with their values, and
	// behind them the fields dead-letter:stream, dead-letter:id and dead-letter:deliveries. Default: such entries
	// are handled again and again.
	DeadLetter string
	// Drain is for how long Run waits, at its end, for what is being handled. Default: 30 s.
	Drain time.Duration
	// OnError, if not nil, is told what went wrong: the error of Handle, of decoding an entry, of the server. A worker
	// goes on after each of these.
	OnError func(error)
}

// A StreamWorkerError is what a [StreamWorker] tells of an entry that was not handled.
type StreamWorkerError struct {
	ID    StreamID
	Err   error  // of Handle, or why the entry could not be decoded
	Stack []byte // of the goroutine, where Handle has panicked
}

// Error names the entry and the cause.
func (e *StreamWorkerError) Error() string { return fmt.Sprintf("redis: entry %v: %v", e.ID, e.Err) }

// Unwrap gives the cause.
func (e *StreamWorkerError) Unwrap() error { return e.Err }

// workerBlock is for how long a worker waits for new entries at a time.
const workerBlock = 5 * time.Second

// Run handles entries until ctx ends: then it takes no more, waits until those in work are done and acknowledged, or Drain is
// over, and returns nil. What was not done stays pending. It returns an error where it is not configured, or conn is closed.
func (w StreamWorker[T]) Run(ctx context.Context, conn *Conn) error {
	switch {
	case w.Stream == "" || w.Group == "" || w.Consumer == "" || w.Handle == nil:
		return errors.New("redis: a StreamWorker needs a Stream, a Group, a Consumer and Handle")
	case w.Concurrency < 0 || w.ClaimIdle < 0 || w.MaxDeliveries < 0 || w.Drain < 0:
		return errors.New("redis: a StreamWorker has a negative number or duration")
	case w.DeadLetter == w.Stream:
		return errors.New("redis: the StreamWorker's DeadLetter is its Stream")
	}
	w.Concurrency = max(w.Concurrency, 1)
	if w.ClaimIdle == 0 {
		w.ClaimIdle = time.Minute
	}
	if w.MaxDeliveries == 0 {
		w.MaxDeliveries = 10
	}
	if w.Drain == 0 {
		w.Drain = 30 * time.Second
	}
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stop := context.AfterFunc(ctx, func() {
		time.AfterFunc(w.Drain, cancel)
	})
	defer stop()
	r := &streamRun[T]{
		StreamWorker: w, conn: conn, policy: Policy{Retry: RetryLastWriterWins}, work: work,
		slots: make(chan struct{}, w.Concurrency), busy: map[StreamID]bool{},
	}
	return r.run(ctx)
}

// A streamRun is a StreamWorker at work.
type streamRun[T any] struct {
	StreamWorker[T]
	conn   *Conn
	policy Policy          // of what may be done twice
	work   context.Context // of what is in work

	slots chan struct{} // has one in it for each entry in work, or to be taken
	all   sync.WaitGroup
	mu    sync.Mutex
	busy  map[StreamID]bool // in work
}

// A rawEntry is what the fields of an entry are decoded from, one by one, so that one that does not fit spoils no other.
type rawEntry []byte

// UnmarshalReply keeps the reply.
func (e *rawEntry) UnmarshalReply(r *resp.Reader) error {
	raw, err := r.Raw()
	*e = append(rawEntry(nil), raw...)
	return err
}

func (r *streamRun[T]) run(ctx context.Context) error {
	watching, cancel := context.WithCancel(r.work)
	var watcher sync.WaitGroup
	watcher.Go(func() { r.keepBusy(watching) })
	defer func() {
		r.all.Wait()
		cancel()
		watcher.Wait()
	}()
	grouped, claimAt := false, time.Time{}
	for failures := 0; ctx.Err() == nil; {
		n := r.take(ctx)
		if n == 0 {
			break
		}
		var entries []Entry[rawEntry]
		var err error
		if !grouped {
			err = r.makeGroup(ctx)
			grouped = err == nil
		}
		if err == nil && !time.Now().Before(claimAt) {
			if entries, err = r.claim(ctx, n); err == nil && len(entries) < n {
				claimAt = time.Now().Add(r.ClaimIdle/4 + rand.N(r.ClaimIdle/4+1))
			}
		}
		if err == nil && len(entries) == 0 {
			entries, err = r.read(ctx, n, max(time.Millisecond, min(workerBlock, time.Until(claimAt))))
		}
		for _, e := range entries {
			r.start(e)
		}
		r.giveBack(n - len(entries))
		switch {
		case err == nil:
			failures = 0
		case ctx.Err() != nil:
		case errors.Is(err, ErrClosed):
			return err
		default:
			var er *ErrorReply
			grouped = grouped && !(errors.As(err, &er) && er.Prefix() == "NOGROUP")
			r.tell(err)
			failures++
			pause(ctx, Backoff{Min: 50 * time.Millisecond, Max: 5 * time.Second}.delay(failures))
		}
	}
	return nil
}

// take gives how many entries may be taken: it waits until one may, and returns 0 at the end.
func (r *streamRun[T]) take(ctx context.Context) (n int) {
	select {
	case r.slots <- struct{}{}:
	case <-ctx.Done():
		return 0
	}
	for n = 1; n < cap(r.slots); n++ {
		select {
		case r.slots <- struct{}{}:
		default:
			return n
		}
	}
	return n
}

func (r *streamRun[T]) giveBack(n int) {
	for range n {
		<-r.slots
	}
}

func (r *streamRun[T]) makeGroup(ctx context.Context) error {
	_, err := XGroupCreate(r.conn.With(r.policy), r.Stream, r.Group, FromStart, MkStream).Wait(ctx)
	var er *ErrorReply
	if errors.As(err, &er) && er.Prefix() == "BUSYGROUP" {
		return nil
	}
	return err
}

// read waits for new entries. What was given to this consumer and got lost on the way stays pending, and is claimed later.
func (r *streamRun[T]) read(ctx context.Context, n int, wait time.Duration) ([]Entry[rawEntry], error) {
	got, err := XReadGroup[rawEntry](r.conn, r.Group, r.Consumer, []string{r.Stream}, Count(n), Block(wait)).Wait(ctx)
	return got[r.Stream], err
}

// claim takes over entries that are idle, and sends those away that were delivered too often.
func (r *streamRun[T]) claim(ctx context.Context, n int) ([]Entry[rawEntry], error) {
	pending, err := XPendingRange(r.conn, r.Stream, r.Group, IDMin, IDMax, int64(n), Idle(r.ClaimIdle)).Wait(ctx)
	if err != nil || len(pending) == 0 {
		return nil, err
	}
	var again []StreamID
	for _, p := range pending {
		if r.DeadLetter == "" || p.Deliveries < r.MaxDeliveries {
			again = append(again, p.ID)
		} else if err := r.bury(ctx, p); err != nil {
			return nil, err
		}
	}
	if len(again) == 0 {
		return nil, nil
	}
	return XClaim[rawEntry](r.conn, r.Stream, r.Group, r.Consumer, r.ClaimIdle, again).Wait(ctx)
}

// bury puts an entry into the stream of dead letters and acknowledges it, in one transaction.
func (r *streamRun[T]) bury(ctx context.Context, p PendingEntry) error {
	// To claim it makes sure that no other worker does the same.
	got, err := XClaim[[]Pair[string, []byte]](r.conn, r.Stream, r.Group, r.Consumer, r.ClaimIdle, []StreamID{p.ID}).Wait(ctx)
	if err != nil || len(got) == 0 {
		return err
	}
	fields := got[0].Value
	for _, f := range [...]struct{ name, value string }{
		{"stream", r.Stream}, {"id", p.ID.String()}, {"deliveries", strconv.FormatInt(p.Deliveries, 10)},
	} {
		fields = append(fields, Pair[string, []byte]{Key: "dead-letter:" + f.name, Value: []byte(f.value)})
	}
	var req Request
	tx := Multi(&req)
	XAdd(tx, r.DeadLetter, fields)
	XAck(tx, r.Stream, r.Group, p.ID)
	tx.Exec()
	return r.conn.Exec(ctx, &req)
}

// start has an entry handled, for which a slot was taken.
func (r *streamRun[T]) start(e Entry[rawEntry]) {
	r.mu.Lock()
	twice := r.busy[e.ID]
	r.busy[e.ID] = true
	r.mu.Unlock()
	if twice { // claimed from ourselves, since the server did not hear of us for long
		<-r.slots
		return
	}
	r.all.Go(func() {
		defer func() {
			r.mu.Lock()
			delete(r.busy, e.ID)
			r.mu.Unlock()
			<-r.slots
		}()
		if err := r.handle(e); err != nil {
			r.tell(err)
			return
		}
		if _, err := XAck(r.conn.With(r.policy), r.Stream, r.Group, e.ID).Wait(r.work); err != nil {
			r.tell(err)
		}
	})
}

// handle decodes an entry and calls Handle. Its error is a *StreamWorkerError.
func (r *streamRun[T]) handle(raw Entry[rawEntry]) (err error) {
	e := Entry[T]{ID: raw.ID}
	if err := decode.Unmarshal(raw.Value, &e.Value, r.conn.cfg.Codec); err != nil {
		return &StreamWorkerError{ID: e.ID, Err: err}
	}
	defer func() {
		if p := recover(); p != nil {
			err = &StreamWorkerError{ID: e.ID, Err: fmt.Errorf("the handler panicked with a %T", p), Stack: debug.Stack()}
		}
	}()
	if err := r.Handle(r.work, e); err != nil {
		return &StreamWorkerError{ID: e.ID, Err: err}
	}
	return nil
}

func (r *streamRun[T]) tell(err error) {
	if r.OnError != nil {
		r.OnError(err)
	}
}

// keepBusy tells the server that what is in work is not idle, until ctx ends.
func (r *streamRun[T]) keepBusy(ctx context.Context) {
	for {
		pause(ctx, max(r.ClaimIdle/3, time.Millisecond))
		r.mu.Lock()
		ids := make([]StreamID, 0, len(r.busy))
		for id := range r.busy {
			ids = append(ids, id)
		}
		r.mu.Unlock()
		switch {
		case ctx.Err() != nil || errors.Is(r.conn.Err(), ErrClosed):
			return
		case len(ids) == 0:
			continue
		}
		if _, err := XClaimJustID(r.conn.With(r.policy), r.Stream, r.Group, r.Consumer, 0, ids).Wait(ctx); err != nil && ctx.Err() == nil {
			r.tell(err)
		}
	}
}
