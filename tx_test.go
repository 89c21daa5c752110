package redis

import (
	"errors"
	"testing"

	"github.com/redisfut/redis/internal/redistest"
)

// watch puts WATCH itself, which a shared connection refuses: a request that sends it, and ends
// with EXEC, leaves nothing behind.
func watch(r *Request, key string) Future[Ignore] {
	x := r.begin(&cmdWatch)
	x.key(key)
	return finish[Ignore](r, x)
}

func TestATransactionGivesEachCommandItsPart(t *testing.T) {
	for _, proto := range []int{2, 3} {
		c := dial(t, "")
		if proto == 2 {
			c = dialRESP2(t)
		}
		var req Request
		before := Do[int](&req, "DEL", "tx:n", "tx:h")
		tx := Multi(&req)
		n := Do[int](tx, "INCR", "tx:n")
		h := Do[int](tx, "HSET", "tx:h", map[string]int{"a": 1})
		m := Do[map[string]int](tx, "HGETALL", "tx:h")
		wrong := Do[int](tx, "INCR", "tx:h")
		committed := tx.Exec()
		after := Do[string](&req, "GET", "tx:n")
		err := c.Exec(background, &req)
		var re *RequestError
		if !errors.As(err, &re) || len(re.Errs) != 1 {
			t.Fatalf("Exec: %v", err)
		}
		if before.Err() != nil || n.Value() != 1 || h.Value() != 1 || m.Value()["a"] != 1 || !committed.Value() || after.Value() != "1" {
			t.Errorf("%v %v %v %v %v", n.Value(), h.Value(), m.Value(), committed.Value(), after.Value())
		}
		var er *ErrorReply
		if !errors.As(wrong.Err(), &er) || er.Prefix() != "WRONGTYPE" || OutcomeOf(wrong.Err()) != ServerFailed {
			t.Errorf("a command that fails inside: %v, outcome %v", wrong.Err(), OutcomeOf(wrong.Err()))
		}
	}
}

func TestAnAbortedTransaction(t *testing.T) {
	for _, proto := range []int{2, 3} {
		c := dial(t, "")
		if proto == 2 {
			c = dialRESP2(t)
		}
		var req Request
		watch(&req, "tx:w")
		Do[Ignore](&req, "SET", "tx:w", 1) // changes the watched key
		tx := Multi(&req)
		n := Do[int](tx, "INCR", "tx:w")
		committed := tx.Exec()
		err := c.Exec(background, &req)
		if !errors.Is(err, ErrTxAborted) || committed.Value() || committed.Err() != nil {
			t.Errorf("Exec: %v, %v, %v", err, committed.Value(), committed.Err())
		}
		if !errors.Is(n.Err(), ErrTxAborted) || OutcomeOf(n.Err()) != Rejected {
			t.Errorf("the command: %v", n.Err())
		}
	}
}

func TestAFailedTransaction(t *testing.T) {
	c := dial(t, "")
	var req Request
	Do[Ignore](&req, "SET", "tx:f", 1)
	tx := Multi(&req)
	n := Do[int](tx, "INCR", "tx:f")
	bad := Do[int](tx, "INCR", "tx:f", "too", "many")
	committed := tx.Exec()
	get := Do[int](&req, "GET", "tx:f")
	err := c.Exec(background, &req)
	if err == nil || get.Value() != 1 {
		t.Fatalf("Exec: %v, %v", err, get.Value())
	}
	if !errors.Is(n.Err(), ErrTxFailed) || OutcomeOf(n.Err()) != Rejected {
		t.Errorf("a good command: %v, outcome %v", n.Err(), OutcomeOf(n.Err()))
	}
	if errors.Is(bad.Err(), ErrTxFailed) || OutcomeOf(bad.Err()) != Rejected {
		t.Errorf("the bad command: %v, outcome %v", bad.Err(), OutcomeOf(bad.Err()))
	}
	if !errors.Is(committed.Err(), ErrTxFailed) {
		t.Errorf("EXEC: %v", committed.Err())
	}
}

func TestADiscardedTransaction(t *testing.T) {
	c := dial(t, "")
	var req Request
	Do[Ignore](&req, "SET", "tx:d", 1)
	tx := Multi(&req)
	n := Do[int](tx, "INCR", "tx:d")
	ok := tx.Discard()
	get := Do[int](&req, "GET", "tx:d")
	if err := c.Exec(background, &req); err != nil || ok.Err() != nil || get.Value() != 1 {
		t.Fatalf("Exec: %v, %v, %v", err, ok.Err(), get.Value())
	}
	if !errors.Is(n.Err(), ErrTxDiscarded) || OutcomeOf(n.Err()) != Rejected {
		t.Errorf("the command: %v", n.Err())
	}
}

func TestMisuseOfATransactionIsAnError(t *testing.T) {
	c := dial(t, "")
	var req Request
	tx := Multi(&req)
	if err := c.Exec(background, &req); err == nil || OutcomeOf(err) == MaybeExecuted {
		t.Errorf("with an open transaction: %v", err)
	}
	if f := echo(&req, "x"); OutcomeOf(f.Err()) != NotSent {
		t.Errorf("put past the transaction: %v", f.Err())
	}
	if err := new(Request).Append(&req); err == nil {
		t.Error("appended with an open transaction")
	}
	req.Reset()
	if f := echo(tx, "x"); OutcomeOf(f.Err()) != NotSent {
		t.Errorf("put into a transaction of before Reset: %v", f.Err())
	}
	req.Reset()
	tx = Multi(&req)
	tx.Exec()
	if f := echo(tx, "x"); OutcomeOf(f.Err()) != NotSent {
		t.Errorf("put after the end: %v", f.Err())
	}
	if f := tx.Exec(); OutcomeOf(f.Err()) != NotSent {
		t.Errorf("ended twice: %v", f.Err())
	}
	if f := Do[OK](tx, "DISCARD"); !errors.Is(f.Err(), ErrRefused) {
		t.Errorf("DISCARD by hand: %v", f.Err())
	}
	req.Reset()
	tx = Multi(&req)
	if f := tx.Exec(); f.Err() == nil || c.Exec(background, &req) != nil || !f.Value() {
		t.Errorf("an empty transaction: %v", f.Err())
	}
}

// What is queued takes effect with EXEC: a cut before it leaves nothing applied,
// and one behind it leaves one outcome for all.
func TestATransactionCutInTheMiddle(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, replies := range []int{0, 1, 2, 3} {
		s := redistest.Script(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			for range 4 {
				c.Command()
			}
			for i := range replies {
				c.Write([]string{"+OK\r\n", "+QUEUED\r\n", "+QUEUED\r\n"}[i])
			}
		})
		c := dial(t, s.URL())
		var req Request
		tx := Multi(&req)
		a, b := Do[int](tx, "INCR", "a"), Do[int](tx, "INCR", "b")
		committed := tx.Exec()
		c.Exec(background, &req)
		for _, err := range []error{a.Err(), b.Err(), committed.Err()} {
			if OutcomeOf(err) != MaybeExecuted {
				t.Errorf("after %d replies: %v, outcome %v", replies, err, OutcomeOf(err))
			}
		}
	}
}
