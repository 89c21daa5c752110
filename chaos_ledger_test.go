package redis

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// The effects of a run of chaos: what was told of each, and what the server has in the end.

// A ledger has what was told.
type ledger struct {
	mu     sync.Mutex
	told   map[string][]effect // by list
	popped map[string]int      // how often each job was delivered
	maybes map[string]int      // by command: how many took a job perhaps
}

func (l *ledger) open() {
	l.told, l.popped, l.maybes = map[string][]effect{}, map[string]int{}, map[string]int{}
}

// An effect is an element that was pushed, and what was told of it.
type effect struct {
	id      string
	worker  int
	seq     int
	place   int // in the list, from 1; 0 if it was not told
	outcome Outcome
	ok      bool
}

func (l *ledger) note(list string, e effect) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.told[list] = append(l.told[list], e)
}

func (w *chaosWorker) effect(list, id string, place int, err error) {
	w.c.ledger.note(list, effect{id, w.id, w.seq, place, OutcomeOf(err), err == nil})
}

// again is the prefix of lists whose elements may be pushed more than once.
const again = "again:"

// ledger pushes something. The reply is its place in the list, so that it proves itself.
func (w *chaosWorker) ledger(ctx context.Context, p Pipe) {
	token, list := w.token(), fmt.Sprintf("led:%d", w.rnd.IntN(3))
	switch w.rnd.IntN(8) {
	case 0: // into what is no list
		_, err := ask(w, ctx, Do[int](p, "RPUSH", "m:0", token))
		if OutcomeOf(err) != Rejected || !strings.Contains(err.Error(), "WRONGTYPE") {
			w.sound("RPUSH", err)
		}
		if err == nil {
			w.c.fail("an error reply is lost")
		}
		return
	case 1: // the reply is of another type
		_, err := ask(w, ctx, Do[map[string]string](p, "RPUSH", list, token))
		w.mismatch("RPUSH", err)
		w.effect(list, token, 0, err)
		return
	case 2, 3:
		list = fmt.Sprintf("%s%d", again, w.rnd.IntN(2))
		policy := w.policy(RetryNever)
		policy.Retry = RetryAll
		p = w.c.conn.With(policy)
		if w.rnd.IntN(2) == 0 { // so that some end while they wait to be sent again
			timed, cancel := context.WithTimeoutCause(ctx, time.Duration(w.rnd.IntN(8))*time.Millisecond, context.Canceled)
			defer cancel()
			ctx = timed
		}
	}
	n, err := ask(w, ctx, Do[int](p, "RPUSH", list, token))
	w.sound("RPUSH", err)
	w.effect(list, token, n, err)
}

// pickyEncoder pushes what may not be encoded, alone or among other commands.
func (w *chaosWorker) pickyEncoder(ctx context.Context, p Pipe) {
	token, list := w.token(), fmt.Sprintf("led:%d", w.rnd.IntN(3))
	bad := len(token)%3 < 2
	put := func(p Pipe) (f Future[int], panicked bool) {
		defer func() { panicked = recover() != nil }()
		return Do[int](p, "RPUSH", list, picky(token)), false
	}
	if w.rnd.IntN(2) == 0 {
		f, panicked := put(p)
		if panicked {
			w.c.ledger.note(list, effect{id: token, outcome: NotSent})
			return
		}
		n, err := ask(w, ctx, f)
		if bad && (err == nil || OutcomeOf(err) != NotSent) {
			w.c.fail("what can't be encoded: %v, outcome %v", err, OutcomeOf(err))
		} else if !bad {
			w.sound("RPUSH", err)
		}
		w.effect(list, token, n, err)
		return
	}
	w.req.Reset()
	w.req.Policy = nil
	before := echo(&w.req, token)
	f, panicked := put(&w.req)
	after := echo(&w.req, token+"after")
	err := w.c.conn.Exec(ctx, &w.req)
	if bad && !panicked { // nothing is sent
		if OutcomeOf(err) != NotSent {
			w.c.fail("what can't be encoded: %v, outcome %v", err, OutcomeOf(err))
		}
		w.effect(list, token, 0, f.Err())
		return
	}
	got, err := before.Get()
	w.same("ECHO", err, got, token)
	got, err = after.Get()
	w.same("ECHO", err, got, token+"after")
	if panicked {
		w.c.ledger.note(list, effect{id: token, outcome: NotSent})
		return
	}
	n, err := f.Get()
	w.sound("RPUSH", err)
	w.effect(list, token, n, err)
}

func (w *chaosWorker) counter(ctx context.Context, p Pipe) {
	n, err := ask(w, ctx, Do[int](p, "INCR", "chaos:n"))
	w.sound("INCR", err)
	w.effect("n", "", n, err)
}

// ordered puts several commands before it awaits the first: pushes, or reads among writes.
func (w *chaosWorker) ordered(ctx context.Context, _ Pipe) {
	policy := Policy{}
	if w.c.kind.restarts {
		// What a server that loads its data has refused is sent again behind those that it has taken.
		policy.Retry = RetryNever
	}
	p := w.c.conn.With(policy)
	if w.rnd.IntN(2) == 0 {
		w.orderedCounts(ctx, p)
		return
	}
	list := fmt.Sprintf("ordered:%d", w.id)
	futures := make([]Future[int], 6)
	tokens := make([]string, len(futures))
	for i := range futures {
		tokens[i] = fmt.Sprintf("%s%d:%s", w.short(), i, chaosPadding[:1<<w.rnd.IntN(10)])
		futures[i] = Do[int](p, "RPUSH", list, tokens[i])
	}
	errs := make([]error, len(futures))
	places := make([]int, len(futures))
	for _, i := range w.rnd.Perm(len(futures)) {
		places[i], errs[i] = ask(w, ctx, futures[i])
		w.sound("RPUSH", errs[i])
	}
	for i := range futures {
		w.c.ledger.note(list, effect{tokens[i], w.id, w.seq*len(futures) + i, places[i], OutcomeOf(errs[i]), errs[i] == nil})
	}
}

// orderedCounts puts INCR and GET of a counter of its own: what is sent again keeps its place among what waits.
func (w *chaosWorker) orderedCounts(ctx context.Context, p Pipe) {
	key := fmt.Sprintf("own:%d", w.id)
	futures := make([]Future[Optional[int64]], 12)
	for i := range futures {
		if i%2 == 0 {
			futures[i] = Do[Optional[int64]](p, "GET", key)
		} else {
			futures[i] = Do[Optional[int64]](p, "INCR", key)
		}
		switch w.rnd.IntN(6) {
		case 0:
			runtime.Gosched()
		case 1: // keep the writer busy, so that the next wait while those before are on their way
			echo(p, chaosPadding[:40<<10])
		}
	}
	counts := make([]int64, len(futures))
	for _, i := range w.rnd.Perm(len(futures)) {
		n, err := ask(w, ctx, futures[i])
		w.sound("INCR", err)
		if counts[i] = -1; err == nil {
			counts[i] = n.Or(0)
		}
	}
	for i, n := range counts {
		switch {
		case n < 0:
			continue
		case w.c.kind.roomy && (n < w.count || n == w.count && i%2 > 0):
			w.c.fail("worker %d counts %d at last: GET and INCR in turns, -1 for none: %v", w.id, w.count, counts)
		}
		w.count = max(w.count, n)
		w.c.owned.Add(1)
	}
}

// transaction pushes into two lists or none, with other commands around it.
func (w *chaosWorker) transaction(ctx context.Context, _ Pipe) {
	token, list := w.token(), fmt.Sprintf("led:%d", w.rnd.IntN(3))
	w.req.Reset()
	w.req.Policy = nil
	before, n := echo(&w.req, token), Do[int](&w.req, "RPUSH", list, token)
	tx := Multi(&w.req)
	a, b := Do[int](tx, "RPUSH", "chaos:a", token), Do[int](tx, "RPUSH", "chaos:b", token)
	failing, discarded := w.rnd.IntN(8) == 0, w.rnd.IntN(8) == 0
	if failing {
		Do[string](tx, "GET", "too", "many", "keys")
	}
	var end func() error
	if discarded {
		end = tx.Discard().Err
	} else {
		end = tx.Exec().Err
	}
	after := echo(&w.req, token)
	if w.rnd.IntN(16) == 0 {
		w.req.Reset()
		for _, l := range []string{list, "chaos:a", "chaos:b"} {
			w.c.ledger.note(l, effect{id: token, outcome: NotSent})
		}
		return
	}
	if w.rnd.IntN(4) == 0 {
		p := w.policy(RetryConditional)
		w.req.Policy = &p
	}
	w.c.conn.Exec(ctx, &w.req)
	for _, f := range []Future[string]{before, after} {
		got, err := f.Get()
		w.same("ECHO", err, got, token)
	}
	w.sound("RPUSH", n.Err())
	w.effect(list, token, n.Value(), n.Err())
	oa, ob, oe := OutcomeOf(a.Err()), OutcomeOf(b.Err()), OutcomeOf(end())
	// What the server refused to queue, or has queued to discard, is known not to be executed before the end is answered.
	differ := func(o, p Outcome) bool {
		return o != p && (o == Unknown || p == Unknown || o != Rejected && p != Rejected)
	}
	if differ(oa, ob) || differ(oa, oe) && !discarded || a.Value() != b.Value() {
		w.c.fail("a transaction in pieces: %v, %v, %v, %d, %d", a.Err(), b.Err(), end(), a.Value(), b.Value())
	}
	if (failing || discarded) && (a.Err() == nil || oa == Executed) {
		w.c.fail("a transaction that was not to be executed: %v", a.Err())
	}
	for _, f := range []Future[int]{a, b} {
		if OutcomeOf(f.Err()) == Rejected {
			w.c.note(Rejected)
		} else {
			w.sound("RPUSH", f.Err())
		}
	}
	w.effect("chaos:a", token, a.Value(), a.Err())
	w.effect("chaos:b", token, b.Value(), b.Err())
}

// job pushes, takes or moves a job, of which none may be delivered twice.
func (w *chaosWorker) job(ctx context.Context, p Pipe) {
	if w.rnd.IntN(2) == 0 {
		token := w.short()
		_, err := ask(w, ctx, Do[int](p, "RPUSH", "jobs", token))
		w.sound("RPUSH", err)
		w.effect("jobs", token, 0, err)
		return
	}
	name, args := "LPOP", []any{"jobs"}
	if w.rnd.IntN(2) == 0 {
		name, args = "LMOVE", []any{"jobs", "moved", "LEFT", "RIGHT"}
	}
	got, err := ask(w, ctx, Do[Optional[string]](p, name, args...))
	w.sound(name, err)
	l := &w.c.ledger
	l.mu.Lock()
	defer l.mu.Unlock()
	if id, ok := got.Get(); err == nil && ok {
		l.popped[id]++
		w.c.owned.Add(1)
	} else if OutcomeOf(err) == MaybeExecuted {
		l.maybes[name]++
	}
}

// list gives a list as the server has it.
func (c *chaos) list(name string) (elems []string) {
	all, _ := c.server.Do(c.t, "LRANGE", name, "0", "-1").([]any)
	for _, e := range all {
		elems = append(elems, e.(string))
	}
	return elems
}

// judge compares what was told with what the server has.
func (c *chaos) judge(r *chaosReport) {
	for list, told := range c.ledger.told {
		switch {
		case list == "n":
			c.judgeCounter(told)
		case list == "jobs":
			c.judgeJobs(told)
		default:
			c.judgeList(r, list, told)
		}
	}
	if v := c.server.Do(c.t, "GET", "m:0"); v != furniture("m:0") {
		c.fail("a rejected command has changed m:0")
	}
}

// judgeCounter: each INCR got a number of its own, and all that was counted was told.
func (c *chaos) judgeCounter(told []effect) {
	v, _ := c.server.Do(c.t, "GET", "chaos:n").(string)
	final, _ := strconv.Atoi(v)
	var numbers []int
	maybe := 0
	for _, e := range told {
		switch {
		case e.ok:
			numbers = append(numbers, e.place)
		case e.outcome == MaybeExecuted:
			maybe++
		}
	}
	slices.Sort(numbers)
	if len(slices.Compact(slices.Clone(numbers))) != len(numbers) {
		c.fail("two INCR got the same number")
	}
	if final < len(numbers) || final > len(numbers)+maybe {
		c.fail("INCR: %d done; told: %d done, %d perhaps", final, len(numbers), maybe)
	}
}

// judgeList: each push is there as often as was told, in the place that was told, in order.
func (c *chaos) judgeList(r *chaosReport, list string, told []effect) {
	all := c.list(list)
	count := make(map[string]int)
	for _, id := range all {
		count[id]++
	}
	known := 0
	twice := strings.HasPrefix(list, again)
	answered := make(map[string]effect)
	for _, e := range told {
		n := count[e.id]
		known += n
		switch done := e.ok || e.outcome == Executed; {
		case done && n == 0, e.ok && (e.place < 1 || e.place > len(all) || all[e.place-1] != e.id):
			c.fail("%s: %.40s was told to be at %d, outcome %v; it is there %d times", list, e.id, e.place, e.outcome, n)
		case (e.outcome == NotSent || e.outcome == Rejected) && n != 0:
			c.fail("%s: %.40s was told to be %v, and was executed", list, e.id, e.outcome)
		case n > 1 && !twice:
			c.fail("%s: %.40s is there %d times, outcome %v", list, e.id, n, e.outcome)
		case done && twice:
			r.again.told++
			r.again.done += n
		case done:
			r.once.told++
			r.once.done += n
		case e.outcome == MaybeExecuted && !twice:
			r.maybe.told++
			r.maybe.done += n
		}
		if e.ok {
			answered[e.id] = e
		}
	}
	if known != len(all) {
		c.fail("%s: %d elements; %d were pushed", list, len(all), known)
	}
	if twice || strings.HasPrefix(list, "ordered:") && !c.kind.roomy {
		return
	}
	// Those of one worker that were answered are in order. One that was maybe executed
	// may have come late, out of what a lost connection left in the server's buffer.
	last := make(map[int]effect)
	for _, id := range all {
		e, ok := answered[id]
		if !ok {
			continue
		}
		if before, ok := last[e.worker]; ok && e.seq < before.seq {
			c.fail("%s: worker %d: %d after %d", list, e.worker, e.seq, before.seq)
		}
		last[e.worker] = e
	}
}

// judgeJobs: no job was delivered twice, and no more are gone than were taken.
func (c *chaos) judgeJobs(told []effect) {
	l := &c.ledger
	where := make(map[string]int)
	for id, n := range l.popped {
		where[id] += n
	}
	left, moved := c.list("jobs"), c.list("moved")
	unclaimed := 0 // moved by those that do not know it
	for _, id := range moved {
		if l.popped[id] == 0 {
			where[id]++
			unclaimed++
		}
	}
	for _, id := range left {
		where[id]++
	}
	gone := 0
	for _, e := range told {
		n := where[e.id]
		delete(where, e.id)
		switch {
		case n > 1:
			c.fail("the job %s is there %d times", e.id, n)
		case n == 1 && (e.outcome == NotSent || e.outcome == Rejected):
			c.fail("the job %s was told to be %v, and was delivered", e.id, e.outcome)
		case n == 0 && e.ok:
			gone++
		}
	}
	if len(where) > 0 {
		c.fail("%d jobs came from nowhere: %v", len(where), where)
	}
	if gone > l.maybes["LPOP"] || unclaimed > l.maybes["LMOVE"] {
		c.fail("%d jobs are gone, %d LPOP took one perhaps; %d were moved by nobody, %d LMOVE did so perhaps",
			gone, l.maybes["LPOP"], unclaimed, l.maybes["LMOVE"])
	}
	// Whoever knows that it has moved a job has moved it.
	in := make(map[string]int)
	for _, id := range moved {
		if in[id]++; in[id] > 1 {
			c.fail("the job %s was moved twice", id)
		}
	}
}
