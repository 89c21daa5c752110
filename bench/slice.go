package main

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A sample is what one client did in one slice of time.
type sample struct {
	OpsPerSecond float64 `json:"ops_per_second"`
	CPU          float64 `json:"cpu_us_per_op"`
	Allocs       float64 `json:"allocs_per_op"`
	Bytes        float64 `json:"bytes_per_op"`
	P50          float64 `json:"p50_us"`
	P99          float64 `json:"p99_us"`
}

// A stopwatch measures slices. It owns the memory that measuring needs, so that
// a slice allocates none.
type stopwatch struct {
	latencies histogram
}

// measure lets all ops run for about d, each on its own goroutine, over and over, after they
// have run for about warm without being measured. One op in every is timed.
//
// The garbage of the client before is collected first, so that nobody pays for another's.
func (s *stopwatch) measure(ctx context.Context, ops []op, warm, d time.Duration, every int) (sample, error) {
	runtime.GC()
	if _, _, err := s.callers(ctx, ops, every).run(warm); err != nil {
		return sample{}, err
	}
	callers := s.callers(ctx, ops, every)
	s.latencies.reset()

	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	cpuBefore, err := cpuTime()
	if err != nil {
		return sample{}, err
	}
	done, elapsed, err := callers.run(d)
	if err != nil {
		return sample{}, err
	}
	cpuAfter, err := cpuTime()
	if err != nil {
		return sample{}, err
	}
	runtime.ReadMemStats(&after)

	if done == 0 {
		return sample{}, errors.New("no operation was done")
	}
	n := float64(done)
	return sample{
		OpsPerSecond: n / elapsed.Seconds(),
		CPU:          micros(cpuAfter-cpuBefore) / n,
		Allocs:       float64(after.Mallocs-before.Mallocs) / n,
		Bytes:        float64(after.TotalAlloc-before.TotalAlloc) / n,
		P50:          micros(s.latencies.percentile(0.50)),
		P99:          micros(s.latencies.percentile(0.99)),
	}, nil
}

func micros(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }

// A gang is the goroutines of a row, started and waiting for the signal.
type gang struct {
	start chan struct{}
	stop  atomic.Bool
	all   sync.WaitGroup
	done  atomic.Int64
	err   atomic.Pointer[error]
}

// callers starts a goroutine per op.
func (s *stopwatch) callers(ctx context.Context, ops []op, every int) *gang {
	g := &gang{start: make(chan struct{})}
	for i, o := range ops {
		g.all.Go(func() {
			<-g.start
			n, err := s.repeat(ctx, &g.stop, o, i, every)
			if err == nil && o.end != nil {
				err = o.end(ctx)
			}
			g.done.Add(int64(n * o.weight))
			if err != nil {
				g.err.CompareAndSwap(nil, &err)
				g.stop.Store(true)
			}
		})
	}
	return g
}

// run gives the signal, and waits until d is over and every op that was begun has ended.
func (g *gang) run(d time.Duration) (done int64, elapsed time.Duration, err error) {
	begin := time.Now()
	close(g.start)
	time.Sleep(d)
	g.stop.Store(true)
	g.all.Wait()
	elapsed = time.Since(begin)
	if p := g.err.Load(); p != nil {
		return 0, elapsed, *p
	}
	return g.done.Load(), elapsed, nil
}

// repeat is one goroutine's work. Goroutines time different turns, as told by first, so that
// the timed operations are spread over all of them.
func (s *stopwatch) repeat(ctx context.Context, stop *atomic.Bool, o op, first, every int) (n int, err error) {
	for turn := first % every; !stop.Load(); turn++ {
		if turn == every {
			turn = 0
		}
		if turn != 0 {
			err = o.run(ctx)
		} else {
			begin := time.Now()
			err = o.run(ctx)
			s.latencies.record(time.Since(begin))
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
