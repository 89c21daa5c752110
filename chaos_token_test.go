package redis

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// The workers of a run of chaos, and what they ask whose reply tells whose it is.

type chaosWorker struct {
	c     *chaos
	id    int
	rnd   *rand.Rand
	seq   int
	count int64   // the last reply to INCR of the worker's own counter
	req   Request // used again and again

	// used ask once more for results that were taken.
	used []func() error

	doing atomic.Pointer[string]
	since atomic.Int64 // of the present step; 0 between steps
}

func newChaosWorker(c *chaos, id int) *chaosWorker {
	return &chaosWorker{c: c, id: id, rnd: rand.New(rand.NewPCG(c.seed, uint64(id)))}
}

// A chaosStep is one thing that a worker does, under a context that may end at any time.
type chaosStep struct {
	weight int
	name   string
	do     func(*chaosWorker, context.Context, Pipe)
}

var chaosSteps = []chaosStep{
	{8, "echo", (*chaosWorker).echo},
	{3, "ping", (*chaosWorker).ping},
	{6, "echoes", (*chaosWorker).echoes},
	{5, "error reply", (*chaosWorker).errorReply},
	{4, "picky decoder", (*chaosWorker).pickyDecoder},
	{4, "picky encoder", (*chaosWorker).pickyEncoder},
	{4, "other type", (*chaosWorker).otherType},
	{5, "set", (*chaosWorker).set},
	{5, "furniture", (*chaosWorker).furniture},
	{4, "nested", (*chaosWorker).nested},
	{4, "own counter", (*chaosWorker).ownCounter},
	{3, "push", (*chaosWorker).push},
	{4, "request", (*chaosWorker).request},
	{14, "ledger", (*chaosWorker).ledger},
	{5, "counter", (*chaosWorker).counter},
	{6, "ordered", (*chaosWorker).ordered},
	{10, "transaction", (*chaosWorker).transaction},
	{8, "job", (*chaosWorker).job},
}

var chaosWeights = func() (sum int) {
	for _, s := range chaosSteps {
		sum += s.weight
	}
	return sum
}()

// work does one thing after the other.
func (w *chaosWorker) work(steps int) {
	for w.seq = 1; w.seq <= steps && !w.c.failed.Load(); w.seq++ {
		if n := w.c.steps.Add(1); n%16 == 0 {
			select {
			case w.c.tick <- struct{}{}:
			default:
			}
		}
		for range w.rnd.IntN(w.c.kind.plain + 1) {
			w.begin("plain echo")
			w.echo(background, w.c.conn)
		}
		n, i := w.rnd.IntN(chaosWeights), 0
		for n >= chaosSteps[i].weight {
			n -= chaosSteps[i].weight
			i++
		}
		step := &chaosSteps[i]
		w.begin(step.name)
		ctx, cancel := w.context()
		step.do(w, ctx, w.pipe())
		cancel()
		w.askAgain()
		w.since.Store(0)
	}
}

func (w *chaosWorker) begin(name string) {
	w.doing.Store(&name)
	w.since.Store(time.Now().UnixNano())
	if w.c.conn.lent.Load() {
		w.c.lent.Add(1)
	}
}

// context gives a context of which three in ten end: before, meanwhile, or after some time.
func (w *chaosWorker) context() (context.Context, func()) {
	ctx, cancel := context.WithCancel(background)
	if w.rnd.IntN(10) < 3 {
		switch w.rnd.IntN(3) {
		case 0:
			cancel()
		case 1:
			go cancel()
		default:
			timer := time.AfterFunc(time.Duration(w.rnd.IntN(2000))*time.Microsecond, cancel)
			return ctx, func() { timer.Stop(); cancel() }
		}
	}
	return ctx, cancel
}

// pipe gives the connection, under any policy that does not let writes be executed twice.
func (w *chaosWorker) pipe() Pipe {
	if w.rnd.IntN(4) > 0 {
		return w.c.conn
	}
	return w.c.conn.With(w.policy(RetryConditional))
}

func (w *chaosWorker) policy(most Retry) Policy {
	return Policy{
		Retry: Retry(w.rnd.IntN(int(most) + 1)), FailIfDown: w.rnd.IntN(8) == 0,
		FailOnLoss: w.rnd.IntN(3) == 0, Urgent: w.rnd.IntN(2) == 0,
	}
}

// token gives a string that nobody else has: who it is of, and padding up to sizes around those where
// commands and replies change their ways.
func (w *chaosWorker) token() string {
	size := 1 << w.rnd.IntN(9)
	switch n := w.rnd.IntN(100); {
	case n < 10: // replies that are copied
		size = 50 + w.rnd.IntN(60)
	case n < 14:
		size = []int{16 << 10, 32 << 10, 64 << 10}[w.rnd.IntN(3)] - 100 + w.rnd.IntN(200)
	case n < 15:
		size = w.rnd.IntN(200_000)
	}
	s := w.short()
	if n := size - len(s); n > 0 {
		s += chaosPadding[:n]
	}
	return s
}

var chaosPadding = strings.Repeat("x", 200_000)

// short is a token without padding.
func (w *chaosWorker) short() string {
	return fmt.Sprintf("%d:%d:%x:", w.id, w.seq, w.rnd.Uint64())
}

// sound checks the form of an error, and counts it.
func (w *chaosWorker) sound(what string, err error) {
	o := OutcomeOf(err)
	w.c.note(o)
	unsent := o == NotSent || o == MaybeExecuted
	var er *ErrorReply
	switch {
	case err == nil:
	case errors.Is(err, context.Canceled) && unsent, errors.Is(err, ErrLost) && unsent:
	case errors.Is(err, ErrNotConnected) && o == NotSent:
	case errors.Is(err, ErrTimeout) && unsent && w.c.kind.config.Timeout > 0:
	case errors.Is(err, ErrFull) && o == NotSent && w.c.kind.config.FailWhenFull:
	case errors.As(err, &er) && er.Prefix() == "LOADING" && w.c.kind.restarts && (o == Rejected || o == ServerFailed):
	case errors.As(err, &er) && er.Prefix() == "LOADING" && w.c.kind.restarts && o == MaybeExecuted:
		// It was sent before the restart as well.
	default:
		w.c.fail("%s of worker %d: %v, outcome %v", what, w.id, err, o)
	}
}

func (c *chaos) note(o Outcome) {
	name := o.String()
	if o == Unknown {
		name = "done"
	}
	c.mu.Lock()
	c.tally[name]++
	c.mu.Unlock()
}

// same checks a reply.
func (w *chaosWorker) same(what string, err error, got, want any) {
	w.sound(what, err)
	if err != nil {
		return
	}
	if !reflect.DeepEqual(got, want) {
		w.c.fail("%s of worker %d: got %.80q, not %.80q", what, w.id, fmt.Sprint(got), fmt.Sprint(want))
		return
	}
	w.c.owned.Add(1)
}

// ask awaits a future, in one of the ways to do that.
func ask[T any](w *chaosWorker, ctx context.Context, f Future[T]) (v T, err error) {
	got := false
	if w.rnd.IntN(8) == 0 {
		for range 50 {
			if f.Done() {
				break
			}
			runtime.Gosched()
		}
		if w.rnd.IntN(2) == 0 {
			f.Err()
		}
		v, err = f.Get()
		got = !errors.Is(err, ErrPending)
	}
	if !got {
		v, err = f.Wait(ctx)
	}
	gaveUp := OutcomeOf(err) == MaybeExecuted && (errors.Is(err, context.Canceled) || errors.Is(err, ErrTimeout))
	if len(w.used) < 8 && !gaveUp {
		w.used = append(w.used, func() error {
			_, err := f.Wait(background)
			return err
		})
	}
	return v, err
}

// askAgain asks for results that were taken before: the exchanges may be others' by now.
func (w *chaosWorker) askAgain() {
	if w.rnd.IntN(4) > 0 {
		return
	}
	for _, again := range w.used {
		if err := again(); !errors.Is(err, ErrConsumed) {
			w.c.fail("a result that was taken gives %v", err)
		}
	}
	w.used = w.used[:0]
}

func (w *chaosWorker) echo(ctx context.Context, p Pipe) {
	token := w.token()
	got, err := ask(w, ctx, echo(p, token))
	w.same("ECHO", err, got, token)
}

func (w *chaosWorker) ping(ctx context.Context, p Pipe) {
	token := w.token()
	got, err := ask(w, ctx, Do[[]byte](p, "PING", token))
	w.same("PING", err, got, []byte(token))
}

// echoes has several in flight, awaited in another order, one of them never.
func (w *chaosWorker) echoes(ctx context.Context, p Pipe) {
	futures := make([]Future[string], 2+w.rnd.IntN(8))
	tokens := make([]string, len(futures))
	for i := range futures {
		tokens[i] = w.token() + strconv.Itoa(i)
		futures[i] = Do[string](p, "ECHO", tokens[i])
	}
	for _, i := range w.rnd.Perm(len(futures))[1:] {
		got, err := ask(w, ctx, futures[i])
		w.same("ECHO", err, got, tokens[i])
	}
}

// An error reply is owned as well. The server cuts a long one.
func (w *chaosWorker) errorReply(ctx context.Context, p Pipe) {
	token := w.short()
	_, err := ask(w, ctx, Do[string](p, "EVAL", "return redis.error_reply('CHAOS ' .. ARGV[1])", 0, token))
	var er *ErrorReply
	switch {
	case err == nil:
		w.c.fail("an error reply is lost")
	case errors.As(err, &er) && er.Prefix() != "LOADING":
		if er.Error() != "CHAOS "+token || OutcomeOf(err) != ServerFailed {
			w.c.fail("the error of %.60q is %.80q", token, err)
		}
		w.c.owned.Add(1)
	default:
		w.sound("EVAL", err)
	}
}

// picky is a string whose decoder and encoder panic at some and refuse others.
type picky string

var errPicky = errors.New("refused")

func (p picky) check() error {
	switch len(p) % 3 {
	case 0:
		panic("picky")
	case 1:
		return errPicky
	}
	return nil
}

func (p *picky) UnmarshalBulk(b []byte) error {
	*p = picky(b)
	return p.check()
}

func (p picky) AppendBulk(b []byte) ([]byte, error) {
	return append(b, p...), p.check()
}

func (w *chaosWorker) pickyDecoder(ctx context.Context, p Pipe) {
	token := w.token()
	got, err := ask(w, ctx, Do[picky](p, "ECHO", token))
	var pe *PanicError
	if errors.As(err, &pe) || errors.Is(err, errPicky) {
		if len(token)%3 > 1 || OutcomeOf(err) != Executed {
			w.c.fail("%v, outcome %v", err, OutcomeOf(err))
		}
		return
	}
	w.same("ECHO", err, string(got), token)
}

func (w *chaosWorker) otherType(ctx context.Context, p Pipe) {
	_, err := ask(w, ctx, Do[int](p, "ECHO", w.token()))
	w.mismatch("ECHO", err)
}

// mismatch checks the error of a reply that does not fit.
func (w *chaosWorker) mismatch(what string, err error) {
	switch me := new(MismatchError); {
	case errors.As(err, &me) && OutcomeOf(err) == Executed:
		w.c.note(Executed)
	case err == nil:
		w.c.fail("%s: a string is taken for something else", what)
	default:
		w.sound(what, err)
	}
}

// set writes and reads a key of its own; that its value came from elsewhere can be seen.
func (w *chaosWorker) set(ctx context.Context, p Pipe) {
	token := w.token()
	key := "k:" + w.short()
	if w.rnd.IntN(3) == 0 {
		old, err := ask(w, ctx, Do[Optional[string]](p, "SET", key, token, "GET"))
		if v, ok := old.Get(); err == nil && ok && v == token { // it was executed twice
			old = None[string]()
		}
		w.same("SET GET", err, old, None[string]())
		return
	}
	set, get := Do[string](p, "SET", key, token), Do[Optional[string]](p, "GET", key)
	part := Do[string](p, "GETRANGE", key, 0, 9)
	ok, setErr := ask(w, ctx, set)
	w.same("SET", setErr, ok, "OK")
	want := Some(token)
	got, err := ask(w, ctx, get)
	if v, ok := got.Get(); err == nil && !ok && (setErr != nil || !w.c.kind.roomy || urgent(p)) {
		got = want // it was not set, or is set later
	} else if ok && v != token {
		w.c.fail("GET of %.40s is %.60q", key, v)
	}
	w.same("GET", err, got, want)
	begin, err := ask(w, ctx, part)
	if begin == "" && (setErr != nil || !w.c.kind.roomy || urgent(p)) {
		begin = token[:10]
	}
	w.same("GETRANGE", err, begin, token[:10])
}

// urgent tells whether what is put into p may overtake.
func urgent(p Pipe) bool {
	with, ok := p.(*withPolicy)
	return ok && with.p.Urgent
}

// furnish fills keys that nobody changes, each with what says which one it is.
func (c *chaos) furnish() {
	for i := range 24 {
		args := []string{"HSET", fmt.Sprintf("h:%d", i)}
		for j := range 1 + i {
			args = append(args, fmt.Sprintf("%d", j), fmt.Sprintf("h:%d:%d", i, j))
		}
		c.server.Do(c.t, args...)
		key := fmt.Sprintf("m:%d", i)
		c.server.Do(c.t, "SET", key, furniture(key))
	}
}

func furniture(key string) string { return key + ":" + chaosPadding[:1<<(int(key[len(key)-1])*5%15)] }

func (w *chaosWorker) furniture(ctx context.Context, p Pipe) {
	if w.rnd.IntN(2) == 0 {
		i := w.rnd.IntN(24)
		want := map[int]string{}
		for j := range 1 + i {
			want[j] = fmt.Sprintf("h:%d:%d", i, j)
		}
		got, err := ask(w, ctx, Do[map[int]string](p, "HGETALL", fmt.Sprintf("h:%d", i)))
		w.same("HGETALL", err, got, want)
		return
	}
	var keys, want []string
	for range 3 {
		key := fmt.Sprintf("m:%d", w.rnd.IntN(24))
		keys, want = append(keys, key), append(want, furniture(key))
	}
	got, err := ask(w, ctx, Do[[]string](p, "MGET", keys))
	w.same("MGET", err, got, want)
}

// nested asks for a reply of many kinds.
func (w *chaosWorker) nested(ctx context.Context, p Pipe) {
	const script = "redis.setresp(3) local t = ARGV[1] return {t, {double=1.5}, true, {t, {t}}, {map={k=t}}, {ok=t}, 7}"
	t := w.short()
	want := any([]any{t, 1.5, true, []any{t, []any{t}}, map[any]any{"k": t}, t, int64(7)})
	got, err := ask(w, ctx, Do[any](p, "EVAL", script, 0, t))
	w.same("EVAL", err, got, want)
}

// ownCounter sees nothing but growing numbers.
func (w *chaosWorker) ownCounter(ctx context.Context, p Pipe) {
	n, err := ask(w, ctx, Do[int64](p, "INCR", fmt.Sprintf("own:%d", w.id)))
	w.sound("INCR", err)
	if err != nil {
		return
	}
	if n <= w.count {
		w.c.fail("worker %d counts %d after %d", w.id, n, w.count)
	}
	w.count = n
	w.c.owned.Add(1)
}

// push gets a push, or an attribute, right before its reply.
func (w *chaosWorker) push(ctx context.Context, p Pipe) {
	if w.rnd.IntN(2) == 0 {
		got, err := ask(w, ctx, Do[string](p, "DEBUG", "PROTOCOL", "push"))
		w.same("DEBUG", err, got, "Some real reply following the push reply")
		return
	}
	got, err := ask(w, ctx, Do[string](p, "DEBUG", "PROTOCOL", "attrib"))
	w.same("DEBUG", err, got, "Some real reply following the attribute")
}

// request executes the same request several times, and asks more of it each time.
func (w *chaosWorker) request(ctx context.Context, _ Pipe) {
	w.req.Reset()
	w.req.Policy = nil
	if w.rnd.IntN(2) == 0 {
		p := w.policy(RetryAll)
		w.req.Policy = &p
	}
	var futures []Future[string]
	var tokens []string
	var bound string
	for range 1 + w.rnd.IntN(3) {
		for range 1 + w.rnd.IntN(3) {
			token := w.token()
			f := echo(&w.req, token)
			if len(tokens) == 0 {
				f = f.Into(&bound)
			}
			futures, tokens = append(futures, f), append(tokens, token)
		}
		err := w.c.conn.Exec(ctx, &w.req)
		w.sound("Exec", err)
		for i, f := range futures {
			got, err := f.Get()
			w.same("ECHO", err, got, tokens[i])
		}
		ctx = background
	}
}
