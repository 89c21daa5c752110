package redis

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// Chaos: workers share a connection through a proxy that cuts each of its network connections at a
// counted byte, and check every reply and every error against what they know:
//
//   - ownership: whatever comes back, value or error reply, carries the token that was sent;
//   - truth: of each RPUSH and each transaction, the server's lists show in the end whether what was
//     told is right. The reply of RPUSH is the place in the list, so that it proves itself.
//
// A run follows from its seed as far as the scheduler lets it.
type chaos struct {
	t     *testing.T
	seed  uint64
	proxy *redistest.Proxy

	mu    sync.Mutex
	conn  *Conn
	told  map[string][]effect // by list
	tally map[string]int
	stop  bool
}

// An effect is an element that was pushed, and what was told of it.
type effect struct {
	id      string
	place   int // in the list, from 1; 0 if it was not told
	outcome Outcome
	ok      bool
}

// dial makes the connection that all workers use to the end.
func (c *chaos) dial() {
	conn, err := Config{
		Addr: c.proxy.Addr(), MaxPending: 64, MaxPendingBytes: 1 << 20, Lazy: true,
		Backoff: Backoff{Min: time.Millisecond, Max: 4 * time.Millisecond},
	}.Dial(background)
	if err != nil {
		c.t.Fatal(err)
	}
	c.conn = conn
}

func (c *chaos) fail(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.stop {
		c.stop = true
		c.t.Errorf("seed %d, connection %d: %s", c.seed, c.proxy.Conns(), fmt.Sprintf(format, args...))
	}
}

// sound checks the form of an error: of an end of the connection, of a cancel, or of a full queue.
func (c *chaos) sound(what string, err error) {
	c.mu.Lock()
	c.tally[what+" "+OutcomeOf(err).String()]++
	c.mu.Unlock()
	if err == nil {
		return
	}
	o := OutcomeOf(err)
	lost := errors.Is(err, ErrLost) || errors.Is(err, context.Canceled)
	if !lost || o != NotSent && o != MaybeExecuted {
		c.fail("%s: %v, outcome %v", what, err, o)
	}
}

func (c *chaos) note(list string, e effect) {
	c.mu.Lock()
	c.told[list] = append(c.told[list], e)
	c.mu.Unlock()
}

// picky is a string whose decoder panics at some and refuses others.
type picky string

var errPicky = errors.New("refused")

func (p *picky) UnmarshalBulk(b []byte) error {
	switch *p = picky(b); {
	case len(b)%20 == 0:
		panic("picky")
	case len(b)%20 == 1:
		return errPicky
	}
	return nil
}

// work is one worker: one thing after the other until all is done.
func (c *chaos) work(worker int, steps int) {
	rnd := rand.New(rand.NewPCG(c.seed, uint64(worker)))
	for step := range steps {
		c.mu.Lock()
		stop := c.stop
		c.mu.Unlock()
		if stop {
			return
		}
		size := 1 << rnd.IntN(9)
		if rnd.IntN(60) == 0 {
			size = rnd.IntN(200_000)
		}
		token := fmt.Sprintf("%d:%d:%x:", worker, step, rnd.Uint64()) + strings.Repeat("x", size)
		var conn Pipe = c.conn
		if rnd.IntN(4) == 0 {
			conn = c.conn.With(Policy{Retry: Retry(rnd.IntN(2)), FailOnLoss: rnd.IntN(2) == 0, Urgent: rnd.IntN(2) == 0})
		}
		ctx, cancel := context.WithCancel(background)
		if rnd.IntN(10) < 3 {
			switch rnd.IntN(3) {
			case 0:
				cancel()
			case 1:
				go cancel()
			default:
				defer time.AfterFunc(time.Duration(rnd.IntN(2000))*time.Microsecond, cancel).Stop()
			}
		}
		list := "chaos:" + strconv.Itoa(rnd.IntN(3))
		switch rnd.IntN(10) {
		case 0, 1:
			got, err := echo(conn, token).Wait(ctx)
			c.sound("ECHO", err)
			if err == nil && got != token {
				c.fail("ECHO %.60q = %.60q", token, got)
			}
		case 2: // several in flight, awaited in another order, some of them never
			tokens := []string{token, token + "b", token + "c", token + "d"}
			futures := make([]Future[[]byte], len(tokens))
			for i, s := range tokens {
				futures[i] = Do[[]byte](conn, "ECHO", s)
			}
			for _, i := range []int{2, 0, 1} {
				got, err := futures[i].Wait(ctx)
				c.sound("ECHO", err)
				if err == nil && string(got) != tokens[i] {
					c.fail("ECHO %.60q = %.60q", tokens[i], got)
				}
			}
		case 3: // an error reply is owned as well; the server cuts a long one
			token = token[:min(len(token), 100)]
			_, err := Do[string](conn, "EVAL", "return redis.error_reply('CHAOS ' .. ARGV[1])", 0, token).Wait(ctx)
			var er *ErrorReply
			if errors.As(err, &er) {
				if er.Error() != "CHAOS "+token || OutcomeOf(err) != ServerFailed {
					c.fail("the error of %.60q is %.80q", token, err)
				}
			} else if err == nil {
				c.fail("an error reply is lost")
			} else {
				c.sound("EVAL", err)
			}
		case 4: // decoders that fail
			got, err := Do[picky](conn, "ECHO", token).Wait(ctx)
			var pe *PanicError
			switch {
			case errors.As(err, &pe) || errors.Is(err, errPicky):
				if len(token)%20 > 1 || OutcomeOf(err) != Executed {
					c.fail("%v, outcome %v", err, OutcomeOf(err))
				}
			case err == nil && string(got) != token:
				c.fail("ECHO %.60q = %.60q", token, got)
			default:
				c.sound("ECHO", err)
			}
		case 5: // a type that does not fit, and an owner by type
			_, err := Do[int](conn, "ECHO", token).Wait(ctx)
			var me *MismatchError
			if !errors.As(err, &me) && err != nil {
				c.sound("ECHO", err)
			} else if err == nil || OutcomeOf(err) != Executed {
				c.fail("%v, outcome %v", err, OutcomeOf(err))
			}
			n, err := Do[int64](conn, "INCR", "chaos:n").Wait(ctx)
			c.sound("INCR", err)
			c.note("n", effect{place: int(n), outcome: OutcomeOf(err), ok: err == nil})
		case 6, 7:
			n, err := Do[int](conn, "RPUSH", list, token).Wait(ctx)
			c.sound("RPUSH", err)
			c.note(list, effect{token, n, OutcomeOf(err), err == nil})
		default:
			var req Request
			before, n := echo(&req, token), Do[int](&req, "RPUSH", list, token)
			tx := Multi(&req)
			a, b := Do[int](tx, "RPUSH", "chaos:a", token), Do[int](tx, "RPUSH", "chaos:b", token)
			ok := tx.Exec()
			after := Do[string](&req, "ECHO", token)
			if rnd.IntN(8) == 0 {
				req.Reset()
				break
			}
			if rnd.IntN(4) == 0 {
				req.Policy = &Policy{Urgent: true, FailOnLoss: rnd.IntN(2) == 0}
			}
			err := c.conn.Exec(ctx, &req)
			c.sound("Exec", err)
			for _, f := range []Future[string]{before, after} {
				got, err := f.Get()
				c.sound("ECHO", err)
				if err == nil && got != token {
					c.fail("ECHO %.60q = %.60q", token, got)
				}
			}
			c.sound("RPUSH", n.Err())
			c.note(list, effect{token, n.Value(), OutcomeOf(n.Err()), n.Err() == nil})
			if OutcomeOf(a.Err()) != OutcomeOf(ok.Err()) || OutcomeOf(b.Err()) != OutcomeOf(ok.Err()) || a.Value() != b.Value() {
				c.fail("a transaction in pieces: %v, %v, %v, %d, %d", a.Err(), b.Err(), ok.Err(), a.Value(), b.Value())
			}
			for _, l := range []string{"chaos:a", "chaos:b"} {
				c.note(l, effect{token, a.Value(), OutcomeOf(a.Err()), a.Err() == nil})
			}
		}
		cancel()
	}
}

// judge compares what was told with what the server has.
func (c *chaos) judge(probe *Conn) {
	t := c.t
	for list, told := range c.told {
		if list == "n" {
			final, err := Do[int](probe, "GET", "chaos:n").Wait(background)
			if err != nil {
				t.Fatal(err)
			}
			var places []int
			maybe := 0
			for _, e := range told {
				switch {
				case e.ok:
					places = append(places, e.place)
				case e.outcome == MaybeExecuted:
					maybe++
				}
			}
			slices.Sort(places)
			if len(slices.Compact(slices.Clone(places))) != len(places) {
				t.Errorf("seed %d: two INCR got the same number", c.seed)
			}
			if final < len(places) || final > len(places)+maybe {
				t.Errorf("seed %d: INCR: %d done; told: %d done, %d perhaps", c.seed, final, len(places), maybe)
			}
			continue
		}
		all, err := Do[[]string](probe, "LRANGE", list, 0, -1).Wait(background)
		if err != nil {
			t.Fatal(err)
		}
		count := make(map[string]int)
		for _, id := range all {
			count[id]++
		}
		known := 0
		for _, e := range told {
			n := count[e.id]
			known += n
			switch {
			case e.ok && (n != 1 || all[e.place-1] != e.id):
				t.Errorf("seed %d: %s: %.40s was told to be at %d; it is there %d times", c.seed, list, e.id, e.place, n)
			case !e.ok && e.outcome == NotSent && n != 0:
				t.Errorf("seed %d: %s: %.40s was told not to be sent, and was executed", c.seed, list, e.id)
			case n > 1:
				t.Errorf("seed %d: %s: %.40s is there %d times", c.seed, list, e.id, n)
			}
		}
		if known != len(all) {
			t.Errorf("seed %d: %s: %d elements; %d were pushed", c.seed, list, len(all), known)
		}
		// P3: those of one worker that were answered are in order. One that was maybe executed
		// may have come late, out of what a lost connection left in the server's buffer.
		answered := make(map[string]bool)
		for _, e := range told {
			answered[e.id] = e.ok
		}
		last := make(map[string]int)
		for _, id := range all {
			if !answered[id] {
				continue
			}
			worker, rest, _ := strings.Cut(id, ":")
			step, _, _ := strings.Cut(rest, ":")
			n, _ := strconv.Atoi(step)
			if n <= last[worker] && last[worker] > 0 {
				t.Errorf("seed %d: %s: worker %s: step %d after %d", c.seed, list, worker, n, last[worker])
			}
			last[worker] = n
		}
	}
}

func TestChaos(t *testing.T) {
	redistest.CheckLeaks(t)
	server := redistest.NewServer(t)
	workers, steps := 12, 450
	seeds := []uint64{1, 2, 3, rand.Uint64()}
	if testing.Short() {
		steps, seeds = 80, seeds[2:]
	}
	for i, seed := range seeds {
		c := &chaos{t: t, seed: seed, told: map[string][]effect{}, tally: map[string]int{}}
		c.proxy = redistest.NewProxy(t, server.Addr(), func(n int) redistest.Plan {
			rnd := rand.New(rand.NewPCG(seed, 1<<32+uint64(n)))
			at := rnd.Int64N(1 << (5 + rnd.IntN(14)))
			cut := redistest.Stream{Steps: []redistest.Step{{At: at, Do: redistest.FIN + redistest.Action(rnd.IntN(2))}}}
			var p redistest.Plan
			if rnd.IntN(2) == 0 {
				p.Requests = cut
			} else {
				p.Replies = cut
			}
			if rnd.IntN(4) == 0 {
				p.Replies.Fragment = 1 + rnd.IntN(2000)
			}
			return p
		})
		c.dial()
		probe := dial(t, server.URL())
		if _, err := Do[Ignore](probe, "FLUSHALL").Wait(background); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		n := workers
		if i == 1 {
			n = 1 // a sole caller, who comes to read and write by itself
		}
		for w := range n {
			wg.Go(func() { c.work(w, steps*workers/n) })
		}
		wg.Wait()
		eventually(t, func() bool { return c.conn.Stats().Pending == 0 }) // some futures were not waited for
		stats := c.conn.Stats()
		c.conn.Close()
		// What the proxy has forwarded may still be executed: wait for the end of its connections.
		eventually(t, func() bool {
			clients, err := Do[string](probe, "CLIENT", "LIST").Wait(background)
			return err != nil || strings.Count(clients, "\n") == 1
		})
		c.judge(probe)
		probe.Close()
		t.Logf("seed %d: %d connections, %d sent again; %v", seed, stats.Connects, stats.Retries, c.tally)
		if stats.Connects < 20 || stats.Retries == 0 || stats.Pending != 0 {
			t.Errorf("seed %d: %+v", seed, stats)
		}
		if t.Failed() {
			return
		}
	}
}
