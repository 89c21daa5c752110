package main

import (
	"context"
	"fmt"
)

// A driver is one library at one setting, not connected yet.
type driver struct {
	name    string // short and unique, as -clients and the table have it
	module  string // the Go module measured; "" for the hand-written loop
	setting string // what is set, for people

	// limit marks the hand-written loop, which is no peer: it tells how much of what
	// the machine can do a client gets.
	limit bool
	// alone marks a driver that needs more than one goroutine to differ from another one.
	notAlone bool

	open func(addr string, r row) (client, error)
}

// A client is a driver, connected, for one row.
type client interface {
	// ops returns what each goroutine of the row repeats, one op per goroutine; want[i]
	// tells the i-th goroutine's keys and results.
	ops(r row, want []*data) ([]op, error)
	Close() error
}

// An op is what one goroutine repeats. Its funcs are called by one goroutine at a time.
type op struct {
	// run does it once. The result is decoded into its Go type and dropped.
	run func(context.Context) error
	// check does it once and compares the result with what it must be.
	check func(context.Context) error
	// end, if not nil, is called when the repeating ends; what it waits for was done by a run.
	end func(context.Context) error
	// weight is how many operations of the row one run stands for.
	weight int
}

// newOp makes an op of a call and of the judge of its results.
func newOp[T any](judge func(T) error, call func(context.Context) (T, error)) op {
	return op{
		run: func(ctx context.Context) error {
			_, err := call(ctx)
			return err
		},
		check: func(ctx context.Context) error {
			v, err := call(ctx)
			if err != nil {
				return err
			}
			return judge(v)
		},
		weight: 1,
	}
}

// eachOp is ops for a client whose goroutines differ by their data only.
func eachOp(want []*data, one func(*data) (op, error)) ([]op, error) {
	ops := make([]op, len(want))
	for i, d := range want {
		var err error
		if ops[i], err = one(d); err != nil {
			return nil, err
		}
	}
	return ops, nil
}

// drivers lists everything that can be measured, redisfut first, the limit last.
func drivers() []driver {
	var all []driver
	all = append(all, redisfutDrivers()...)
	all = append(all, rueidisDrivers()...)
	all = append(all, goredisDrivers()...)
	all = append(all, redigoDrivers()...)
	all = append(all, radixDrivers()...)
	all = append(all, rawDrivers()...)
	return all
}

func errUnknown(c command) error { return fmt.Errorf("no operation for command %d", c) }

// boxed puts a command's name and arguments into interfaces, once, for the clients that
// take them so.
func boxed(name string, args []string) []any {
	all := make([]any, 1, 1+len(args))
	all[0] = name
	for _, a := range args {
		all = append(all, a)
	}
	return all
}
