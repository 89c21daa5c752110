package redis

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime/debug"
	"slices"
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
// An entry that was delivered MaxDeliveries times without success goes to the stream DeadLetter. New entries
// and those to be handled again take turns, so that neither keeps the others waiting.
//
// Redis commands: XREADGROUP, XPENDING, XCLAIM, XRANGE, XACK, XGROUP CREATE, since 6.2.0; with DeadLetter a script of XPENDING, XRANGE, XADD
// and XACK, by EVALSHA and EVAL.
type StreamWorker[T any] struct {
	// Stream is the key, Group the name of the group, Consumer that of this worker, which no other one
	// of the group may have at the same time. The group, which begins with the first entry, and the stream are made if there are none.
	Stream, Group, Consumer string
	// Handle is given each entry. Its context ends when Drain is over. It may be called by several goroutines at a time. A
	// panic counts as an error, here and in what decodes the entry.
	Handle func(ctx context.Context, e Entry[T]) error
	// Concurrency is how many entries are handled at a time. Default: 1.
	Concurrency int
	// ClaimIdle is for how long an entry must be idle to be handled again. Entries in work are not idle: the worker
	// says so to the server three times as often. Default: 1 minute.
	ClaimIdle time.Duration
	// MaxDeliveries is how often an entry is delivered before it goes to DeadLetter. Default: 10.
	MaxDeliveries int64
	// DeadLetter is the key of the stream to which an entry goes that could not be handled: its fields with their values, and
	// behind them the fields dead-letter:stream, dead-letter:id and dead-letter:deliveries. That happens at once with the
	// acknowledgement, or not at all, as when DeadLetter is no stream or an entry has more than some 3,900 fields: such an entry stays
	// pending. In a cluster, it must be in the slot of Stream. Default: such entries are handled again and again.
	DeadLetter string
	// Drain is for how long Run waits, at its end, for what is being handled. Then the context of Handle ends, and a second
	// later Run returns all the same. Default: 30 s.
	Drain time.Duration
	// OnError, if not nil, is told what went wrong: the error of Handle, of decoding an entry, of the server. A worker
	// goes on after each of these. It may be called by several goroutines at a time, and is to return soon and without a panic.
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

const (
	// workerBlock is for how long a worker waits for new entries at a time.
	workerBlock = 5 * time.Second
	// workerHeeds is for how long Run waits for what heeds the end of its context.
	workerHeeds = time.Second
)

// workerBackoff is how long a worker waits after errors of the server.
var workerBackoff = Backoff{Min: 50 * time.Millisecond, Max: 5 * time.Second}

// Run handles entries until ctx ends: then it takes no more, waits until those in work are done and acknowledged, or Drain is
// over, and returns nil. What was not done stays pending. It returns an error where it is not configured, where conn is closed, and where
// some Handle has not returned a second after its context has ended.
func (w StreamWorker[T]) Run(ctx context.Context, conn *Conn) error {
	switch {
	case w.Stream == "" || w.Group == "" || w.Consumer == "" || w.Handle == nil:
		return errors.New("redis: a StreamWorker needs a Stream, a Group, a Consumer and Handle")
	case w.Concurrency < 0 || w.ClaimIdle < 0 || w.MaxDeliveries < 0 || w.Drain < 0:
		return errors.New("redis: a StreamWorker has a negative number or duration")
	case w.ClaimIdle%time.Millisecond != 0:
		return errors.New("redis: the StreamWorker's ClaimIdle is no whole number of milliseconds")
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
	r := &streamRun[T]{
		StreamWorker: w, conn: conn, policy: Policy{Retry: RetryLastWriterWins},
		slots: make(chan struct{}, w.Concurrency), busy: map[StreamID]bool{}, from: IDMin,
	}
	r.work, r.cancel = context.WithCancel(context.WithoutCancel(ctx))
	defer r.cancel() // OnError may panic
	var watcher sync.WaitGroup
	watcher.Go(r.keepBusy)
	err := r.run(ctx)
	left := r.drain()
	watcher.Wait()
	if err == nil && left > 0 {
		err = fmt.Errorf("redis: StreamWorker: %d entries are still in work, although their contexts have ended", left)
	}
	return err
}

// A streamRun is a StreamWorker at work.
type streamRun[T any] struct {
	StreamWorker[T]
	conn   *Conn
	policy Policy          // of what may be done twice
	work   context.Context // of what is in work
	cancel func()          // ends it
	from   IDBound         // where claim goes on

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

// run takes entries until ctx ends, or the connection.
func (r *streamRun[T]) run(ctx context.Context) error {
	grouped, claimed, claimAt := false, false, time.Time{}
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
		if err == nil && !claimed && !time.Now().Before(claimAt) {
			var more bool
			if entries, more, err = r.claim(ctx, n); err == nil && !more {
				claimAt = time.Now().Add(r.ClaimIdle/4 + rand.N(r.ClaimIdle/4+1))
			}
			claimed = true
		}
		if err == nil && len(entries) == 0 {
			entries, err = r.read(ctx, n, min(workerBlock, time.Until(claimAt)))
			claimed = false
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
			pause(ctx, workerBackoff.delay(failures))
		}
	}
	if ctx.Err() == nil {
		return r.conn.Err()
	}
	return nil
}

// drain waits for what is in work, and returns how much of it is left in the end.
func (r *streamRun[T]) drain() int {
	done, cancel := context.WithCancel(context.Background())
	go func() {
		r.all.Wait()
		cancel()
	}()
	pause(done, r.Drain)
	r.cancel()
	pause(done, workerHeeds)
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.busy)
}

// take gives how many entries may be taken: it waits until one may, and returns 0 at the end, of ctx or of the connection.
func (r *streamRun[T]) take(ctx context.Context) (n int) {
	select {
	case r.slots <- struct{}{}:
	case <-ctx.Done():
		return 0
	case <-r.conn.life.Done():
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

// read waits for new entries, or takes those that there are where there is no time to wait: the shortest wait may last for 100 ms
// in a server that is idle. What was given to this consumer and got lost on the way stays pending, and is claimed later.
func (r *streamRun[T]) read(ctx context.Context, n int, wait time.Duration) ([]Entry[rawEntry], error) {
	opts := []XReadGroupOption{Count(n)}
	if wait > 0 {
		opts = append(opts, Block(max(wait, time.Millisecond)))
	}
	got, err := XReadGroup[rawEntry](r.conn, r.Group, r.Consumer, []string{r.Stream}, opts...).Wait(ctx)
	return got[r.Stream], err
}

// claim takes over entries that are idle, and sends those away that were delivered too often. It goes on behind what it looked at the
// time before, and reports whether there may be more of them.
func (r *streamRun[T]) claim(ctx context.Context, n int) (entries []Entry[rawEntry], more bool, err error) {
	pending, err := XPendingRange(r.conn, r.Stream, r.Group, r.from, IDMax, int64(n), Idle(r.ClaimIdle)).Wait(ctx)
	if err != nil {
		return nil, true, err
	}
	r.from = IDMin
	if len(pending) == n && pending[n-1].ID != lastStreamID {
		r.from, more = IDExcl(pending[n-1].ID), true
	}
	var again []StreamID
	for _, p := range pending {
		switch {
		case r.isBusy(p.ID): // the server has not heard of us for long
		case r.DeadLetter == "" || p.Deliveries < r.MaxDeliveries:
			again = append(again, p.ID)
		default:
			_, err := bury.Run(r.conn, []string{r.Stream, r.DeadLetter}, r.Group, p.ID, r.ClaimIdle.Milliseconds()).Wait(ctx)
			if ctx.Err() != nil || errors.Is(err, ErrClosed) {
				return nil, more, err
			}
			if err != nil {
				r.tell(&StreamWorkerError{ID: p.ID, Err: err})
			}
		}
	}
	if len(again) == 0 {
		return nil, more, nil
	}
	entries, err = XClaim[rawEntry](r.conn, r.Stream, r.Group, r.Consumer, r.ClaimIdle, again).Wait(ctx)
	if err == nil && len(entries) < len(again) {
		err = r.forget(ctx, slices.DeleteFunc(again, func(id StreamID) bool {
			return slices.ContainsFunc(entries, func(e Entry[rawEntry]) bool { return e.ID == id })
		}))
	}
	return entries, more, err
}

// bury puts an entry into the stream of dead letters and acknowledges it: unless that fails, and unless another worker has
// taken it over or done so meanwhile. Of an entry that was deleted there is nothing to keep.
var bury = NewScript[Ignore](`
local pending = redis.call('XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[3], ARGV[2], ARGV[2], 1)[1]
if not pending then
	return 0
end
local entry = redis.call('XRANGE', KEYS[1], ARGV[2], ARGV[2])[1]
if entry then
	local fields = entry[2]
	for _, v in ipairs({'dead-letter:stream', KEYS[1], 'dead-letter:id', pending[1], 'dead-letter:deliveries', pending[4]}) do
		fields[#fields + 1] = v
	end
	redis.call('XADD', KEYS[2], '*', unpack(fields))
end
return redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
`)

// forget acknowledges those of the entries with the given ids that were deleted: servers before 7.0 keep them pending for ever.
func (r *streamRun[T]) forget(ctx context.Context, ids []StreamID) error {
	var req Request
	found := make([]Future[[]Entry[Ignore]], len(ids))
	for i, id := range ids {
		found[i] = XRange[Ignore](&req, r.Stream, IDIncl(id), IDIncl(id))
	}
	if err := r.conn.Exec(ctx, &req); err != nil {
		return err
	}
	var gone []StreamID
	for i, id := range ids {
		if len(found[i].Value()) == 0 {
			gone = append(gone, id)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	_, err := XAck(r.conn.With(r.policy), r.Stream, r.Group, gone...).Wait(ctx)
	return err
}

// start has an entry handled, for which a slot was taken.
func (r *streamRun[T]) start(e Entry[rawEntry]) {
	r.mu.Lock()
	r.busy[e.ID] = true
	r.mu.Unlock()
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

// isBusy reports whether an entry is in work.
func (r *streamRun[T]) isBusy(id StreamID) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.busy[id]
}

// handle decodes an entry and calls Handle. Its error is a *StreamWorkerError.
func (r *streamRun[T]) handle(raw Entry[rawEntry]) (err error) {
	e, returned := Entry[T]{ID: raw.ID}, false
	defer func() {
		if p := recover(); p != nil {
			err = &StreamWorkerError{ID: e.ID, Err: fmt.Errorf("its handler, or what decodes it, panicked with a %T", p), Stack: debug.Stack()}
		} else if !returned { // by runtime.Goexit: what is returned reaches nobody
			r.tell(&StreamWorkerError{ID: e.ID, Err: errors.New("its handler, or what decodes it, ended the goroutine")})
		}
	}()
	err = decode.Unmarshal(raw.Value, &e.Value, r.conn.cfg.Codec)
	if err == nil {
		err = r.Handle(r.work, e)
	}
	returned = true
	if err != nil {
		return &StreamWorkerError{ID: e.ID, Err: err}
	}
	return nil
}

func (r *streamRun[T]) tell(err error) {
	if r.OnError != nil {
		r.OnError(err)
	}
}

// keepBusy tells the server that what is in work is not idle, until the end of the work. That counts as no delivery, so it may be
// said again.
func (r *streamRun[T]) keepBusy() {
	for failures := 0; ; {
		wait := r.ClaimIdle / 3
		if failures > 0 {
			wait = min(wait, workerBackoff.delay(failures))
		}
		pause(r.work, max(wait, time.Millisecond))
		r.mu.Lock()
		ids := slices.Collect(maps.Keys(r.busy))
		r.mu.Unlock()
		switch {
		case r.work.Err() != nil || errors.Is(r.conn.Err(), ErrClosed):
			return
		case len(ids) == 0:
			continue
		}
		p := r.conn.With(Policy{Retry: RetryAll})
		_, err := XClaimJustID(p, r.Stream, r.Group, r.Consumer, 0, ids).Wait(r.work)
		failures++
		if err == nil {
			failures = 0
		} else if r.work.Err() == nil {
			r.tell(err)
		}
	}
}
