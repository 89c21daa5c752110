package redis

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/internal/redistest"
	"github.com/redisfut/redis/resp"
)

func TestARequestFillsItsFutures(t *testing.T) {
	c := dial(t, "")
	var req Request
	set := Do[OK](&req, "SET", "req:a", 41)
	incr := Do[int](&req, "INCR", "req:a")
	get := Do[string](&req, "GET", "req:a")
	none := Do[Optional[string]](&req, "GET", "req:none")
	null := Do[string](&req, "GET", "req:none")
	if _, err := get.Get(); !errors.Is(err, ErrPending) || get.Done() {
		t.Errorf("before Exec: %v", err)
	}
	for range 2 { // and again: the futures read the latest execution
		if err := c.Exec(background, &req); err != nil {
			t.Fatal(err)
		}
		if set.Err() != nil || incr.Value() != 42 || get.Value() != "42" || !get.Done() {
			t.Errorf("%v, %v, %q", set.Err(), incr.Value(), get.Value())
		}
		if _, ok := none.Value().Get(); ok || none.Err() != nil {
			t.Errorf("a missing key: %v, %v", none.Value(), none.Err())
		}
		if !errors.Is(null.Err(), ErrNil) {
			t.Errorf("a null for a string: %v", null.Err())
		}
		if v, err := get.Wait(background); v != "42" || err != nil {
			t.Errorf("Wait: %q, %v", v, err)
		}
	}
	req.Reset()
	if err := get.Err(); !errors.Is(err, ErrReset) || req.Len() != 0 {
		t.Errorf("after Reset: %v", err)
	}
	if err := c.Exec(background, &req); err != nil {
		t.Errorf("an empty request: %v", err)
	}
}

// The failure of one command is that of its own future.
func TestErrorsAreIsolated(t *testing.T) {
	c := dial(t, "")
	var req Request
	a := Do[OK](&req, "SET", "iso", "text")
	b := Do[int](&req, "INCR", "iso")
	d := Do[[]string](&req, "GET", "iso")
	e := Do[string](&req, "NOSUCHCOMMAND", "secret")
	f := Do[string](&req, "GET", "iso")
	err := c.Exec(background, &req)
	var re *RequestError
	if !errors.As(err, &re) || len(re.Errs) != 3 {
		t.Fatalf("Exec: %v", err)
	}
	want := "redis: 3 of 5 commands failed: INCR [1] (rejected): ERR value is not an integer or out of range; " +
		"GET [2] (executed): "
	if got := err.Error(); len(got) < len(want) || got[:len(want)] != want {
		t.Errorf("Exec: %q", got)
	}
	var er *ErrorReply
	if !errors.As(b.Err(), &er) || er.Prefix() != "ERR" {
		t.Errorf("INCR of text: %v", b.Err())
	}
	var me *MismatchError
	if !errors.As(d.Err(), &me) || OutcomeOf(d.Err()) != Executed {
		t.Errorf("a string for a slice: %v", d.Err())
	}
	if OutcomeOf(e.Err()) != Rejected || e.Err().Error() != "redis: NOSUCHCOMMAND [3] (rejected): ERR unknown command 'NOSUCHCOMMAND'" {
		t.Errorf("unknown command: %v", e.Err())
	}
	if a.Err() != nil || f.Value() != "text" {
		t.Errorf("the others: %v, %q", a.Err(), f.Value())
	}
}

func TestABadArgumentKeepsTheWholeRequestFromBeingSent(t *testing.T) {
	c := dial(t, "")
	Do[Ignore](c, "DEL", "bad").Wait(background)
	var req Request
	good := Do[OK](&req, "SET", "bad", 1)
	empty := Do[int](&req, "DEL", []string{})
	typ := Do[int](&req, "SET", "bad", make(chan int))
	ret := Do[chan int](&req, "GET", "bad")
	refused := Do[OK](&req, "multi")
	err := c.Exec(background, &req)
	var re *RequestError
	if !errors.As(err, &re) || len(re.Errs) != 4 || OutcomeOf(err) != NotSent {
		t.Fatalf("Exec: %v", err)
	}
	for _, f := range []error{empty.Err(), typ.Err(), ret.Err(), refused.Err()} {
		if OutcomeOf(f) != NotSent {
			t.Errorf("%v: outcome %v", f, OutcomeOf(f))
		}
	}
	if !errors.Is(refused.Err(), ErrRefused) {
		t.Errorf("MULTI by hand: %v", refused.Err())
	}
	if err := good.Err(); !errors.Is(err, ErrPending) {
		t.Errorf("the good one: %v", err)
	}
	if n, err := Do[int](c, "EXISTS", "bad").Wait(background); n != 0 || err != nil {
		t.Errorf("something was sent: %v, %v", n, err)
	}
}

func TestAppendedRequestsFillTheirOwnFutures(t *testing.T) {
	c := dial(t, "")
	var a, b, both Request
	x := echo(&a, "x")
	y := echo(&b, "y")
	tx := Multi(&b)
	z := echo(tx, "z")
	committed := tx.Exec()
	for _, r := range []*Request{&a, &b} {
		if err := both.Append(r); err != nil {
			t.Fatal(err)
		}
	}
	w := echo(&both, "w")
	for range 2 {
		if err := c.Exec(background, &both); err != nil {
			t.Fatal(err)
		}
		if got := []string{x.Value(), y.Value(), z.Value(), w.Value()}; !cmp.Equal(got, []string{"x", "y", "z", "w"}) || !committed.Value() {
			t.Errorf("%q, %v", got, committed.Value())
		}
	}
	a.Reset()
	if err := c.Exec(background, &both); !errors.Is(err, ErrReset) || OutcomeOf(err) != NotSent {
		t.Errorf("with a part that was reset: %v", err)
	}
}

func TestARequestThatWasCancelledCanBeExecutedAgain(t *testing.T) {
	redistest.CheckLeaks(t)
	got := make(chan struct{}, 1)
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		c.Command()
		c.Command()
		got <- struct{}{}
		c.Command()
		c.Command()
		c.Write("+1\r\n+2\r\n+3\r\n+4\r\n")
		c.Next()
	})
	c := dial(t, s.URL())
	var req Request
	a, b := echo(&req, "a"), echo(&req, "b")
	ctx, cancel := context.WithCancel(background)
	go func() { <-got; cancel() }()
	err := c.Exec(ctx, &req)
	if !errors.Is(err, context.Canceled) || OutcomeOf(err) != MaybeExecuted || OutcomeOf(a.Err()) != MaybeExecuted {
		t.Fatalf("cancelled: %v", err)
	}
	if err := c.Exec(background, &req); err != nil || a.Value() != "3" || b.Value() != "4" {
		t.Errorf("again: %v, %q, %q", err, a.Value(), b.Value())
	}
}

func TestNothingIsSentUnderAContextThatHasEnded(t *testing.T) {
	c := dial(t, "")
	ctx, cancel := context.WithCancel(background)
	cancel()
	var req Request
	f := Do[int](&req, "INCR", "ended")
	if err := c.Exec(ctx, &req); OutcomeOf(err) != NotSent || !errors.Is(f.Err(), context.Canceled) {
		t.Errorf("%v, outcome %v", err, OutcomeOf(err))
	}
	if n, err := Do[int](c, "EXISTS", "ended").Wait(background); n != 0 || err != nil {
		t.Errorf("it was executed: %d, %v", n, err)
	}
}

func TestAPanickingEncoderLeavesNothingBehind(t *testing.T) {
	c := dial(t, "")
	var req Request
	first := echo(&req, "first")
	for _, p := range []Pipe{&req, c} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic is lost")
				}
			}()
			Do[Ignore](p, "ECHO", panics{})
		}()
	}
	last := echo(&req, "last")
	if err := c.Exec(background, &req); err != nil || first.Value() != "first" || last.Value() != "last" {
		t.Errorf("%v, %q, %q", err, first.Value(), last.Value())
	}
}

type panics struct{}

func (panics) AppendBulk(b []byte) ([]byte, error) { panic("encoder") }

func (*panics) UnmarshalBulk([]byte) error { panic("decoder") }

func TestAPanickingDecoderIsTheErrorOfItsCaller(t *testing.T) {
	c := dial(t, "")
	_, err := Do[panics](c, "ECHO", "x").Wait(background)
	var pe *PanicError
	if !errors.As(err, &pe) || pe.Value != "decoder" || OutcomeOf(err) != Executed {
		t.Errorf("%v", err)
	}
	var req Request
	f, g := Do[panics](&req, "ECHO", "x"), echo(&req, "g")
	if err := c.Exec(background, &req); !errors.As(err, &pe) || g.Value() != "g" || OutcomeOf(f.Err()) != Executed {
		t.Errorf("%v, %q", err, g.Value())
	}
}

func TestIntoReusesMemory(t *testing.T) {
	c := dial(t, "")
	Do[Ignore](c, "DEL", "into").Wait(background)
	Do[Ignore](c, "RPUSH", "into", []int{1, 2, 3}).Wait(background)
	dst := make([]int64, 0, 8)
	at := &dst[:1][0]
	var req Request
	f := Do[[]int64](&req, "LRANGE", "into", 0, -1).Into(&dst)
	for range 2 {
		if err := c.Exec(background, &req); err != nil {
			t.Fatal(err)
		}
		if !cmp.Equal(dst, []int64{1, 2, 3}) || &dst[0] != at || !cmp.Equal(f.Value(), dst) {
			t.Errorf("%v, %v", dst, f.Value())
		}
	}
	v, err := Do[[]int64](c, "LRANGE", "into", 1, 1).Into(&dst).Wait(background)
	if err != nil || !cmp.Equal(v, []int64{2}) || &dst[0] != at {
		t.Errorf("%v, %v", v, err)
	}
	// Without Into, what an earlier execution gave stays as it is.
	req.Reset()
	f = Do[[]int64](&req, "LRANGE", "into", 0, -1)
	c.Exec(background, &req)
	first := f.Value()
	Do[Ignore](c, "LSET", "into", 0, 9).Wait(background)
	c.Exec(background, &req)
	if first[0] != 1 || f.Value()[0] != 9 {
		t.Errorf("%v, %v", first, f.Value())
	}
}

func TestRepliesOverALimitAreSkipped(t *testing.T) {
	c := dial(t, "", func(cfg *Config) { cfg.Limits = resp.Limits{Reply: 100 << 10, Depth: 16} })
	f := Do[string](c, "EVAL", "return {string.rep('x', 60000), string.rep('x', 60000)}", 0)
	g := Do[Ignore](c, "EVAL", "local t = {1} for i = 1, 3000 do t = {t, 2} end return t", 0)
	h := echo(c, "next")
	var le *resp.LimitError
	if _, err := f.Wait(background); !errors.As(err, &le) || OutcomeOf(err) != Executed {
		t.Errorf("too large: %v", err)
	}
	if _, err := g.Wait(background); !errors.As(err, &le) || OutcomeOf(err) != Executed {
		t.Errorf("too deep: %v", err)
	}
	if got, err := h.Wait(background); got != "next" || err != nil {
		t.Errorf("the next reply: %q, %v", got, err)
	}
	var req Request
	Do[string](&req, "EVAL", "return {string.rep('x', 60000), string.rep('x', 60000)}", 0)
	h = echo(&req, "next")
	if err := c.Exec(background, &req); !errors.As(err, &le) || h.Value() != "next" {
		t.Errorf("in a request: %v, %q", err, h.Value())
	}
}

func TestDoTakesNamesInEveryForm(t *testing.T) {
	c := dial(t, "")
	for _, f := range []Future[Ignore]{
		Do[Ignore](c, "set", "do", 1), Do[Ignore](c, "OBJECT", "ENCODING", "do"), Do[Ignore](c, "object encoding", "do"),
		Do[Ignore](c, "object", "encoding", "do"), Do[Ignore](c, "Config Get", "maxmemory"), Do[Ignore](c, "DEBUG", "SLEEP", 0),
	} {
		if _, err := f.Wait(background); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"", "GET do", "AUTH secret", " ", "get\r\nflushall"} {
		_, err := Do[Ignore](c, name).Wait(background)
		if err == nil {
			t.Errorf("%q: no error", name)
		}
		if s := fmt.Sprint(err); len(s) == 0 || strings.Contains(s, "secret") || strings.Contains(s, "flushall") {
			t.Errorf("%q: %v", name, err)
		}
	}
}
