package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Abs(b) }

func TestMedianTakesTheMiddle(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []float64
		want   float64
	}{
		{"one", []float64{3}, 3},
		{"odd, unsorted", []float64{9, 1, 5}, 5},
		{"even: mean of the two in the middle", []float64{1, 9, 3, 5}, 4},
		{"an outlier does not matter", []float64{1, 2, 3, 4, 1e9}, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := slices.Clone(c.values)
			if got := median(c.values); got != c.want {
				t.Errorf("median(%v) = %v, want %v", c.values, got, c.want)
			}
			if !slices.Equal(c.values, before) {
				t.Errorf("median has reordered its argument to %v", c.values)
			}
		})
	}
	if got := median(nil); !math.IsNaN(got) {
		t.Errorf("median of nothing = %v, want NaN", got)
	}
}

func TestMedianRatioComparesWithinRounds(t *testing.T) {
	// In the second round the machine ran at a tenth of its pace: the ratio of that round stands,
	// while the ratio of medians would be 1.5.
	a, b := []float64{200, 20, 300}, []float64{100, 10, 200}
	if got := medianRatio(a, b); got != 2 {
		t.Errorf("medianRatio = %v, want 2", got)
	}
	if got := medianRatio(a, nil); !math.IsNaN(got) {
		t.Errorf("medianRatio to nothing = %v, want NaN", got)
	}
}

func TestGeomean(t *testing.T) {
	for _, c := range []struct {
		values []float64
		want   float64
	}{
		{[]float64{7}, 7},
		{[]float64{0.5, 2}, 1},
		{[]float64{1, 10, 100}, 10},
	} {
		if got := geomean(c.values); !near(got, c.want) {
			t.Errorf("geomean(%v) = %v, want %v", c.values, got, c.want)
		}
	}
	if got := geomean(nil); !math.IsNaN(got) {
		t.Errorf("geomean of nothing = %v, want NaN", got)
	}
}

func TestBucketsCoverAllDurationsWithoutGaps(t *testing.T) {
	var next time.Duration
	for i := range buckets {
		low, width := floor(i)
		if low != next {
			t.Fatalf("bucket %d begins at %d, want %d", i, low, next)
		}
		for _, d := range []time.Duration{low, low + width - 1} {
			if got := bucket(d); got != i {
				t.Fatalf("%d ns are in bucket %d, want %d", d, got, i)
			}
		}
		if low >= 1<<fineBits && width > low>>fineBits {
			t.Fatalf("bucket %d, from %d, is %d wide", i, low, width)
		}
		next = low + width
	}
	for _, d := range []time.Duration{next, math.MaxInt64} {
		if got := bucket(d); got != buckets-1 {
			t.Errorf("%d ns are in bucket %d, want the last", d, got)
		}
	}
	if got := bucket(-1); got != 0 {
		t.Errorf("-1 ns are in bucket %d, want 0", got)
	}
}

func TestPercentilesAgreeWithSorting(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var h histogram
	all := make([]time.Duration, 10_000)
	for i := range all {
		all[i] = time.Duration(math.Exp(random.Float64() * 20)) // 1 ns to 0.5 s
		h.record(all[i])
	}
	slices.Sort(all)
	for _, p := range []float64{0, 0.01, 0.5, 0.9, 0.99, 0.999, 1} {
		want := all[min(int(p*float64(len(all))), len(all)-1)]
		got := h.percentile(p)
		if off := math.Abs(float64(got - want)); off > float64(want)/32+1 {
			t.Errorf("percentile %v is %v, want %v", p, got, want)
		}
	}
	h.reset()
	if got := h.percentile(0.5); got != 0 {
		t.Errorf("percentile of an empty histogram is %v, want 0", got)
	}
}
