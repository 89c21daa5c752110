package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// A plan is how a row is measured.
type plan struct {
	rounds int
	warm   time.Duration // of each slice, before it is measured
	slice  time.Duration
}

// A contender is a client in its row: connected, its operations ready.
type contender struct {
	driver driver
	client client
	ops    []op
}

// measureRow measures the clients in one row. They are connected, verified, and then
// take turns; the connections of those whose turn it isn't are idle.
//
// after, if not nil, is called when everything is connected and verified, just before the first
// round; what it returns is called after the last round.
func measureRow(ctx context.Context, addr string, r row, all []driver, p plan, after func() func()) (_ *rowFigures, err error) {
	w, err := dialWire(addr)
	if err != nil {
		return nil, err
	}
	defer w.Close()

	want := make([]*data, r.goroutines)
	for i := range want {
		want[i] = newData(r, i)
		if err := w.run(want[i].load(r.command)); err != nil {
			return nil, err
		}
	}
	defer func() {
		for _, d := range want {
			err = errors.Join(err, w.run(d.unload()))
		}
	}()

	var contenders []contender
	defer func() {
		for _, c := range contenders {
			err = errors.Join(err, c.client.Close())
		}
	}()
	for _, d := range all {
		if d.notAlone && r.goroutines == 1 {
			continue
		}
		c, err := enter(ctx, addr, r, d, want, w)
		if err != nil {
			return nil, fmt.Errorf("%s, %s: %w", r.name, d.name, err)
		}
		contenders = append(contenders, c)
	}

	if after != nil {
		defer after()()
	}
	f := &rowFigures{row: r}
	for _, c := range contenders {
		f.clients = append(f.clients, &clientFigures{driver: c.driver})
	}
	var s stopwatch
	for round := range p.rounds {
		for turn := range contenders {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			i := order(round, turn, len(contenders))
			c := contenders[i]
			sample, err := s.measure(context.Background(), c.ops, p.warm, p.slice, r.sampling())
			if err != nil {
				return nil, fmt.Errorf("%s, %s: %w", r.name, c.driver.name, err)
			}
			f.clients[i].rounds = append(f.clients[i].rounds, sample)
		}
	}
	return f, nil
}

// order says whose turn it is: each round begins with another client, and every second one
// goes backwards, so that nobody always follows the same one.
func order(round, turn, n int) int {
	if round%2 == 1 {
		turn = n - 1 - turn
	}
	return (round + turn) % n
}

// enter connects a client and verifies that all of its callers get, at the same time,
// what belongs to them.
func enter(ctx context.Context, addr string, r row, d driver, want []*data, w *wire) (contender, error) {
	c, err := d.open(addr, r)
	if err != nil {
		return contender{}, err
	}
	ops, err := c.ops(r, want)
	if err == nil {
		err = verify(ctx, r, ops, want, w)
	}
	if err != nil {
		return contender{}, errors.Join(err, c.Close())
	}
	return contender{d, c, ops}, nil
}

func verify(ctx context.Context, r row, ops []op, want []*data, w *wire) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	errs := make([]error, len(ops))
	for range 2 { // counters go up
		var all sync.WaitGroup
		for i, o := range ops {
			all.Go(func() { errs[i] = errors.Join(errs[i], o.check(ctx)) })
		}
		all.Wait()
	}
	if r.command == set {
		errs = append(errs, verifyStored(want, w))
	}
	return errors.Join(errs...)
}

// verifyStored sees what SET has stored, and takes it away for the next client.
func verifyStored(want []*data, w *wire) error {
	for _, d := range want {
		replies, err := w.do([]string{"GETDEL", d.key})
		if err != nil {
			return err
		}
		stored, _ := replies[0].(string)
		if err := d.isValue(stored); err != nil {
			return err
		}
	}
	return nil
}
