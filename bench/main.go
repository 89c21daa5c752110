// Command bench measures redisfut side by side with other Go clients of Redis.
//
// All clients run in one process against one redis-server, which the command starts
// on a free port without persistence unless -addr names another. For each row every client
// is connected and its results are verified; then the clients take turns, round after round,
// so that a machine that changes its pace disturbs all alike. Ratios are taken within a
// round, and their median is reported. While one client works, the others are connected and idle.
//
//	go run .                                       everything, about nine minutes
//	go run . -quick                                a look, under a minute
//	go run . -rows 'get-16/64' -clients 'redisfut|rueidis'
//	go run . -rows 'get-16/64' -clients '^redisfut$' -cpuprofile cpu.out
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"time"
)

// options is what the flags say.
type options struct {
	addr          string
	rows, clients string
	plan          plan
	quick, list   bool
	json          string
	profiles      profiles
}

func main() {
	var o options
	flag.StringVar(&o.addr, "addr", "", "`host:port` of a running server; keys starting with "+prefix+" are written and deleted (default: start redis-server)")
	flag.StringVar(&o.rows, "rows", "", "measure rows whose name matches this `regexp` (default: all)")
	flag.StringVar(&o.clients, "clients", "", "measure clients whose name matches this `regexp` (default: all)")
	flag.IntVar(&o.plan.rounds, "rounds", 9, "`number` of rounds")
	flag.DurationVar(&o.plan.slice, "time", 240*time.Millisecond, "`duration` of a client's turn; a sixth of it is spent before on warming up")
	flag.BoolVar(&o.quick, "quick", false, "three rounds of 50 ms, for a first look")
	flag.BoolVar(&o.list, "list", false, "list rows and clients, measure nothing")
	flag.StringVar(&o.json, "json", "", "write all figures to this `file`")
	flag.StringVar(&o.profiles.cpu, "cpuprofile", "", "write a CPU profile of the one row and client selected to this `file`")
	flag.StringVar(&o.profiles.memory, "memprofile", "", "write an allocation profile of the one row and client selected to this `file`")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Stdout, o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, o options) error {
	rows, err := choose(rows(), o.rows, func(r row) string { return r.name })
	if err != nil {
		return fmt.Errorf("-rows: %w", err)
	}
	clients, err := choose(drivers(), o.clients, func(d driver) string { return d.name })
	if err != nil {
		return fmt.Errorf("-clients: %w", err)
	}
	if o.list {
		list(out, rows, clients)
		return nil
	}
	if o.quick {
		o.plan.rounds, o.plan.slice = 3, 50*time.Millisecond
	}
	if o.plan.rounds < 1 || o.plan.slice <= 0 {
		return errors.New("-rounds and -time must be positive")
	}
	o.plan.warm = o.plan.slice / 6
	if o.profiles.wanted() && (len(rows) != 1 || len(clients) != 1) {
		return fmt.Errorf("a profile needs exactly one row and one client; selected are %d and %d", len(rows), len(clients))
	}

	s, err := openServer(ctx, o.addr)
	if err != nil {
		return err
	}
	defer s.stop()
	m := describe(s)
	printHeader(out, m, clients, o.plan)

	var measured []*rowFigures
	for _, r := range rows {
		begin := time.Now()
		f, err := measureRow(ctx, s.addr, r, clients, o.plan, o.profiles.start)
		if err != nil {
			return err
		}
		printRow(out, f, time.Since(begin))
		measured = append(measured, f)
	}
	if err := o.profiles.err; err != nil {
		return err
	}
	var verdicts []verdict
	if slices.ContainsFunc(clients, func(d driver) bool { return d.name == ours }) {
		verdicts = judgeAll(measured)
		printSummary(out, verdicts)
	}
	if o.json != "" {
		return newReport(m, o.plan, clients, measured, verdicts).write(o.json)
	}
	return nil
}

func openServer(ctx context.Context, addr string) (*server, error) {
	if addr != "" {
		return useServer(addr)
	}
	return startServer(ctx)
}

// choose gives those of all whose name matches the expression.
func choose[T any](all []T, expression string, name func(T) string) ([]T, error) {
	re, err := regexp.Compile(expression)
	if err != nil {
		return nil, err
	}
	chosen := slices.DeleteFunc(all, func(v T) bool { return !re.MatchString(name(v)) })
	if len(chosen) == 0 {
		return nil, fmt.Errorf("nothing matches %q; see -list", expression)
	}
	return chosen, nil
}

func list(out io.Writer, rows []row, clients []driver) {
	for _, r := range rows {
		fmt.Fprintf(out, "%-16s %s\n", r.name, r.what)
	}
	fmt.Fprintln(out)
	for _, d := range clients {
		fmt.Fprintf(out, "%-16s %s %s\n", d.name, d.module, d.setting)
	}
}
