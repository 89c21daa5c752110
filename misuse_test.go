package redis

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// soon is a context for what would otherwise hang.
func soon(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(background, 5*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// What an encoder left that panicked is not sent, if the request is executed
// without any further command either.
func TestARequestIsExecutedAfterAnEncoderPanicked(t *testing.T) {
	c := dial(t, "")
	var req Request
	first := echo(&req, "first")
	func() {
		defer func() { recover() }()
		Do[Ignore](&req, "ECHO", panics{})
	}()
	if err := c.Exec(soon(t), &req); err != nil || first.Value() != "first" {
		t.Errorf("%v, %q", err, first.Value())
	}
	if got, err := echo(c, "next").Wait(soon(t)); got != "next" || err != nil {
		t.Errorf("somebody else's command: %q, %v", got, err)
	}
}

// A future that was put after an execution has no result before the next one.
func TestAFutureAddedAfterExecIsPending(t *testing.T) {
	c := dial(t, "")
	var req Request
	first := echo(&req, "first")
	if err := c.Exec(background, &req); err != nil {
		t.Fatal(err)
	}
	second := echo(&req, "second")
	if got, err := second.Get(); !errors.Is(err, ErrPending) {
		t.Errorf("Get before Exec = %q, %v", got, err)
	}
	if second.Done() {
		t.Error("Done before Exec")
	}
	if err := c.Exec(background, &req); err != nil || first.Value() != "first" || second.Value() != "second" {
		t.Errorf("%v, %q, %q", err, first.Value(), second.Value())
	}
	if !second.Done() {
		t.Error("not Done after Exec")
	}
}

// quits is a type whose decoder ends its goroutine, as t.FailNow does.
type quits struct{}

func (*quits) UnmarshalBulk([]byte) error { runtime.Goexit(); return nil }

func TestARequestWhoseDecoderEndsItsGoroutine(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, "")
	var req Request
	Do[quits](&req, "ECHO", "x")
	echo(&req, "y")
	for range 2 {
		done := make(chan struct{})
		go func() {
			defer close(done)
			c.Exec(soon(t), &req)
		}()
		<-done
	}
	if got, err := echo(c, "next").Wait(soon(t)); got != "next" || err != nil {
		t.Errorf("somebody else's command: %q, %v", got, err)
	}
}

// resets is a type whose decoder resets the request it belongs to.
type resets struct{}

var toReset *Request

func (*resets) UnmarshalBulk([]byte) error { toReset.Reset(); return nil }

func TestResetDuringExec(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, "")
	var req Request
	toReset = &req
	Do[resets](&req, "ECHO", "x")
	last := echo(&req, "y")
	func() {
		defer func() {
			if p := recover(); p != nil {
				t.Errorf("Exec panicked: %v", p)
			}
		}()
		c.Exec(background, &req)
	}()
	_ = last

	// From another goroutine, while the request is being written.
	var wg sync.WaitGroup
	for i := range 50 {
		var req Request
		for j := range 20 {
			echo(&req, strings.Repeat("x", i*j))
		}
		begun := make(chan struct{})
		wg.Go(func() {
			close(begun)
			c.Exec(background, &req)
		})
		wg.Go(func() {
			<-begun
			for range i {
				runtime.Gosched()
			}
			if req.busy.Load() { // else this were a second user between two of its uses
				req.Reset()
			}
		})
		wg.Wait()
		if got, err := echo(c, "next").Wait(soon(t)); got != "next" || err != nil {
			t.Fatalf("somebody else's command: %q, %v", got, err)
		}
	}
}

// nests is an argument whose encoder puts a command into the request that it is
// itself being encoded for.
type nests struct{ req *Request }

func (n nests) AppendBulk(b []byte) ([]byte, error) {
	echo(n.req, "inner")
	return append(b, "outer"...), nil
}

func TestAnEncoderThatPutsACommandIntoItsOwnRequest(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, "")
	var req Request
	echo(&req, "first")
	Do[string](&req, "ECHO", nests{&req})
	c.Exec(soon(t), &req) // may fail, and harms nobody else
	if got, err := echo(c, "next").Wait(soon(t)); got != "next" || err != nil {
		t.Errorf("somebody else's command: %q, %v", got, err)
	}
}

func TestARequestAppendedToItself(t *testing.T) {
	c := dial(t, "")
	var req Request
	f, g := echo(&req, "a"), Do[int](&req, "APPEND", "misuse:append", "x")
	Do[Ignore](c, "DEL", "misuse:append").Wait(background)
	if err := req.Append(&req); err != nil {
		t.Fatal(err)
	}
	if err := c.Exec(background, &req); err != nil || req.Len() != 4 || f.Value() != "a" || g.Value() != 2 {
		t.Errorf("%v, %d commands, %q, %d", err, req.Len(), f.Value(), g.Value())
	}
}
