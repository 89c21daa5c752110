package main

import (
	"math/bits"
	"sync/atomic"
	"time"
)

// A histogram counts durations in buckets that are at most 1/32 wider than their
// lower bound. It never allocates, and any number of goroutines may record into it.
type histogram struct {
	counts [buckets]atomic.Uint32
}

const (
	fineBits = 5 // each power of two has 1<<fineBits buckets
	buckets  = (40 - fineBits) << fineBits
)

// record counts d; what is over 2^39 ns, nine minutes, counts as that.
func (h *histogram) record(d time.Duration) {
	h.counts[bucket(d)].Add(1)
}

// bucket is the identity for durations of up to fineBits+1 bits; of longer ones it keeps
// that many leading bits.
func bucket(d time.Duration) int {
	n := uint64(max(d, 0))
	shift := max(bits.Len64(n)-fineBits-1, 0)
	return min(shift<<fineBits+int(n>>shift), buckets-1)
}

// floor is the least duration that falls into bucket i, and width how many do.
func floor(i int) (low, width time.Duration) {
	if i < 1<<fineBits {
		return time.Duration(i), 1
	}
	shift := i>>fineBits - 1
	return time.Duration(i-shift<<fineBits) << shift, 1 << shift
}

// percentile gives the duration that the share p (0 to 1) of all recorded ones does not exceed, as
// the middle of its bucket; 0 if there are none.
func (h *histogram) percentile(p float64) time.Duration {
	var total uint64
	for i := range h.counts {
		total += uint64(h.counts[i].Load())
	}
	rank := uint64(p * float64(total))
	var seen uint64
	for i := range h.counts {
		seen += uint64(h.counts[i].Load())
		if seen > rank || seen == total && total > 0 {
			low, width := floor(i)
			return low + width/2
		}
	}
	return 0
}

func (h *histogram) reset() {
	for i := range h.counts {
		h.counts[i].Store(0)
	}
}
