package redis

import (
	"context"
	"iter"
)

// Iteration over what SCAN and its like give, page by page, with no cursor in sight. The names are
// those of the commands with All behind them, as in slices.All; the commands themselves give one page.

// ScanAll gives the keys of the database, as a sequence to range over:
//
//	for key, err := range redis.ScanAll(ctx, conn, redis.Match("user:*")) {
//		if err != nil {
//			return err
//		}
//		…
//	}
//
// It asks for a page when those of the page before are used up, by [Scan] with the options given. A page that was lost with a network
// connection is asked for again as the connection's [Policy] says: by default, since it only reads. One that fails
// ends the sequence, with its error and an empty key; so does the end of ctx, at the next page. To break off early is fine.
//
// A key that exists all the while is given at least once. One that is made or deleted meanwhile may be given or not, and any may be given
// more than once. A cursor is good for one server only, so keys may be missed where the connection moves to another
// one, or the server is started anew. Each range over the sequence begins from the start.
func ScanAll(ctx context.Context, conn *Conn, opts ...ScanOption) iter.Seq2[string, error] {
	return allPages(ctx, func(c Cursor) Future[ScanPage[string]] { return Scan(conn, c, opts...) })
}

// HScanAll gives the fields of the hash that key holds, with their values, by [HScan]; see [ScanAll] for how the
// sequence goes, and ends. A missing key gives nothing.
func HScanAll[F, T any](ctx context.Context, conn *Conn, key string, opts ...ElementScanOption) iter.Seq2[Pair[F, T], error] {
	return allPages(ctx, func(c Cursor) Future[ScanPage[Pair[F, T]]] { return HScan[F, T](conn, key, c, opts...) })
}

// HScanAllNoValues gives the names of the fields of the hash that key holds, by [HScanNoValues] (since 7.4.0); see [ScanAll] for
// how the sequence goes, and ends. A missing key gives nothing.
func HScanAllNoValues[F any](ctx context.Context, conn *Conn, key string, opts ...ElementScanOption) iter.Seq2[F, error] {
	return allPages(ctx, func(c Cursor) Future[ScanPage[F]] { return HScanNoValues[F](conn, key, c, opts...) })
}

// SScanAll gives the members of the set that key holds, by [SScan]; see [ScanAll] for how the sequence goes, and
// ends. A missing key gives nothing.
func SScanAll[M any](ctx context.Context, conn *Conn, key string, opts ...ElementScanOption) iter.Seq2[M, error] {
	return allPages(ctx, func(c Cursor) Future[ScanPage[M]] { return SScan[M](conn, key, c, opts...) })
}

// ZScanAll gives the members of the sorted set that key holds, with their scores and in no particular order, by [ZScan]; see [ScanAll]
// for how the sequence goes, and ends. A missing key gives nothing.
func ZScanAll[M any](ctx context.Context, conn *Conn, key string, opts ...ElementScanOption) iter.Seq2[Scored[M], error] {
	return allPages(ctx, func(c Cursor) Future[ScanPage[Scored[M]]] { return ZScan[M](conn, key, c, opts...) })
}

// ZScanAllNoScores gives the members of the sorted set that key holds, in no particular order, by [ZScanNoScores] (of Valkey since 8.0.0); see
// [ScanAll] for how the sequence goes, and ends. A missing key gives nothing.
func ZScanAllNoScores[M any](ctx context.Context, conn *Conn, key string, opts ...ElementScanOption) iter.Seq2[M, error] {
	return allPages(ctx, func(c Cursor) Future[ScanPage[M]] { return ZScanNoScores[M](conn, key, c, opts...) })
}

// PHScanAll gives the paths that have a hash in the path hash that key holds, in the order of their bytes, by [PHScan]; see [ScanAll] for how the
// sequence goes, and ends. Its order makes that each path is given once. A missing key gives nothing.
func PHScanAll(ctx context.Context, conn *Conn, key string, opts ...PHScanOption) iter.Seq2[string, error] {
	return allPages(ctx, func(c Cursor) Future[ScanPage[string]] { return PHScan(conn, key, c, opts...) })
}

// PHScanAllWithValues is [PHScanAll] with the whole hashes there, each as a T: a map, or a struct, by [PHScanWithValues].
func PHScanAllWithValues[T any](ctx context.Context, conn *Conn, key string, opts ...PHScanOption) iter.Seq2[Pair[string, T], error] {
	return allPages(ctx, func(c Cursor) Future[ScanPage[Pair[string, T]]] { return PHScanWithValues[T](conn, key, c, opts...) })
}

// allPages gives the items of the pages that page asks for. Each page has memory of its own, so that items may be kept.
func allPages[T any](ctx context.Context, page func(Cursor) Future[ScanPage[T]]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for cursor := Cursor(""); ; {
			if ctx.Err() != nil {
				yield(*new(T), handleError(canceled(ctx)))
				return
			}
			p, err := page(cursor).Wait(ctx)
			if err != nil {
				yield(*new(T), err)
				return
			}
			for _, item := range p.Items {
				if !yield(item, nil) {
					return
				}
			}
			if p.Last() {
				return
			}
			cursor = p.Cursor
		}
	}
}
