package redis

import (
	"context"
	"iter"
	"math"
)

// XRangeAll gives the entries from min to max of the stream that key holds, the oldest first, as a sequence to range over:
//
//	for e, err := range redis.XRangeAll[Order](ctx, conn, "orders", redis.IDMin, redis.IDMax) {
//		if err != nil {
//			return err
//		}
//		…
//	}
//
// It asks for a page of entries when those of the page before are used up, by [XRange], which goes on behind the last one (since 6.2.0).
// Count says how many a page has, 100 without. A page that fails ends the sequence, with its error and a zero entry; so does the end of ctx, at the next
// page. To break off early is fine. Entries that are added meanwhile are given as far as they belong to the range.
func XRangeAll[T any](ctx context.Context, conn *Conn, key string, min, max IDBound, opts ...XRangeOption) iter.Seq2[Entry[T], error] {
	return allEntries(ctx, opts, lastStreamID, func(last *StreamID, opts []XRangeOption) Future[[]Entry[T]] {
		from := min
		if last != nil {
			from = IDExcl(*last)
		}
		return XRange[T](conn, key, from, max, opts...)
	})
}

// XRevRangeAll is [XRangeAll] from the newest entry to the oldest, by [XRevRange].
func XRevRangeAll[T any](ctx context.Context, conn *Conn, key string, min, max IDBound, opts ...XRangeOption) iter.Seq2[Entry[T], error] {
	return allEntries(ctx, opts, StreamID{}, func(last *StreamID, opts []XRangeOption) Future[[]Entry[T]] {
		to := max
		if last != nil {
			to = IDExcl(*last)
		}
		return XRevRange[T](conn, key, min, to, opts...)
	})
}

// lastStreamID is the greatest id that there may be.
var lastStreamID = StreamID{Ms: math.MaxUint64, Seq: math.MaxUint64}

// entriesPage is how many entries a page has where no option says so.
const entriesPage = 100

// allEntries gives the entries of the pages that page asks for, each behind the last entry of the one before. Behind
// the id end there can be none, and servers take nothing for a range that begins there.
func allEntries[T any](ctx context.Context, opts []XRangeOption, end StreamID, page func(*StreamID, []XRangeOption) Future[[]Entry[T]]) iter.Seq2[Entry[T], error] {
	size := Count(entriesPage)
	for _, opt := range opts {
		if n, ok := opt.(Count); ok {
			size = n
		}
	}
	if len(opts) == 0 {
		opts = []XRangeOption{size}
	}
	return func(yield func(Entry[T], error) bool) {
		var last *StreamID
		for {
			if ctx.Err() != nil {
				yield(Entry[T]{}, handleError(canceled(ctx)))
				return
			}
			entries, err := page(last, opts).Wait(ctx)
			if err != nil {
				yield(Entry[T]{}, err)
				return
			}
			for _, e := range entries {
				if !yield(e, nil) {
					return
				}
			}
			if len(entries) < int(size) {
				return
			}
			if last = &entries[len(entries)-1].ID; *last == end {
				return
			}
		}
	}
}
