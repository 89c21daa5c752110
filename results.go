package redis

import (
	"errors"
	"math"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// The types of results that package decode has, by their short names.
type (
	// OK is the result of a command that has nothing to say but that it was done.
	OK = decode.OK
	// Optional is a T, or none where the reply was null.
	Optional[T any] = decode.Optional[T]
	// Pair is two values, such as a field and its value.
	Pair[A, B any] = decode.Pair[A, B]
	// Scored is a member of a sorted set with its score.
	Scored[M any] = decode.Scored[M]
)

// Some returns an [Optional] that is v.
func Some[T any](v T) Optional[T] { return decode.Some(v) }

// None returns an [Optional] that is absent.
func None[T any]() Optional[T] { return decode.None[T]() }

// A TimeToLive is what [TTL] and [PTTL] tell of a key.
type TimeToLive struct {
	Exists  bool          // there is such a key
	Expires bool          // it has a time to live
	Left    time.Duration // how much of that is left; at most what a Duration holds, 292 years
}

// String gives what is left, as "1h0m0s", or why there is nothing to give.
func (t TimeToLive) String() string {
	switch {
	case !t.Exists:
		return "no such key"
	case !t.Expires:
		return "never expires"
	}
	return t.Left.String()
}

// A RankScore is the rank of a member of a sorted set with its score.
type RankScore struct {
	Rank  int64
	Score float64
}

// A Cursor is where a scan goes on. The empty one begins a scan; others come
// from a [ScanPage]. It is text that only the server understands.
type Cursor string

// A ScanPage is a part of what a scan gives.
type ScanPage[T any] struct {
	Cursor Cursor // where the next page begins
	Items  []T    // perhaps none, even if more pages follow
}

// Last reports whether the scan is done: no page follows.
func (p ScanPage[T]) Last() bool { return p.Cursor == "0" }

// decodeDone decodes the OK of a command that was done, and the null of one whose
// condition stopped it.
func decodeDone(r *decode.Reader, dst *bool) error {
	if r.Peek() == resp.Null {
		*dst = false
		return r.Skip()
	}
	*dst = true
	return decode.Status(r, new(OK))
}

// decodeTTL decodes the reply of TTL.
func decodeTTL(r *decode.Reader, dst *TimeToLive) error { return decodeLeft(r, dst, time.Second) }

// decodePTTL decodes the reply of PTTL.
func decodePTTL(r *decode.Reader, dst *TimeToLive) error {
	return decodeLeft(r, dst, time.Millisecond)
}

var errNegative = errors.New("a time to live below zero")

func decodeLeft(r *decode.Reader, dst *TimeToLive, unit time.Duration) error {
	var n int64
	if err := decode.Int64(r, &n); err != nil {
		return err
	}
	switch {
	case n == -2:
		*dst = TimeToLive{}
	case n == -1:
		*dst = TimeToLive{Exists: true}
	case n < 0:
		return decode.Mismatch[TimeToLive](resp.Value{Kind: resp.Integer}, errNegative)
	case n > int64(math.MaxInt64/unit):
		*dst = TimeToLive{Exists: true, Expires: true, Left: math.MaxInt64}
	default:
		*dst = TimeToLive{Exists: true, Expires: true, Left: time.Duration(n) * unit}
	}
	return nil
}

// decodeUnixSeconds decodes a moment in seconds.
func decodeUnixSeconds(r *decode.Reader, dst *time.Time) error {
	var n int64
	if err := decode.Int64(r, &n); err != nil {
		return err
	}
	*dst = time.Unix(n, 0)
	return nil
}

// decodeClock decodes a moment as an array of seconds and microseconds.
var decodeClock = decode.Convert(decode.PairOf(decode.Int64, decode.Int64), func(p Pair[int64, int64]) (time.Time, error) {
	return time.Unix(p.Key, p.Value*int64(time.Microsecond)), nil
})

// decodeRankScore decodes an array of rank and score, or null.
var decodeRankScore = decode.OptionalOf(decode.Convert(decode.PairOf(decode.Int64, decode.Float64),
	func(p Pair[int64, float64]) (RankScore, error) { return RankScore{p.Key, p.Value}, nil }))

// finishPopped is finish for a member that was popped; none comes as an empty array.
func finishPopped[M any](p Pipe, x *exchange) Future[Optional[Scored[M]]] {
	scored, err := decode.For[Optional[Scored[M]]]()
	if err != nil {
		x.fail(err)
	}
	return finishWith(p, x, func(r *decode.Reader, dst *Optional[Scored[M]]) error {
		start := *r
		if v, err := r.Next(); err == nil && v.Kind == resp.Array && v.Len == 0 {
			*dst = Optional[Scored[M]]{}
			return nil
		}
		*r = start
		return scored(r, dst)
	})
}

// finishScoredFrom is finish for a member that was popped, with its key before it and its score behind it.
func finishScoredFrom[M any](p Pipe, x *exchange) Future[Optional[Pair[string, Scored[M]]]] {
	member, err := decode.For[M]()
	if err != nil {
		x.fail(err)
	}
	return finishWith(p, x, decode.OptionalOf(decode.Convert(decode.Tuple3Of(decode.String, member, decode.Float64),
		func(t decode.Tuple3[string, M, float64]) (Pair[string, Scored[M]], error) {
			return Pair[string, Scored[M]]{Key: t.A, Value: Scored[M]{Member: t.B, Score: t.C}}, nil
		})))
}

// AOFAcks is what [WaitAOF] gives: of how many servers the append-only files have the writes.
type AOFAcks struct {
	Local    int64 // 1 if the server itself is one of them, else 0
	Replicas int64 // how many of its replicas are
}

// decodeAOFAcks decodes the reply of WAITAOF.
var decodeAOFAcks = decode.Convert(decode.PairOf(decode.Int64, decode.Int64), func(p Pair[int64, int64]) (AOFAcks, error) {
	return AOFAcks{Local: p.Key, Replicas: p.Value}, nil
})

// finishScan is finish for a page of a scan over items of type T.
func finishScan[T any](p Pipe, x *exchange) Future[ScanPage[T]] {
	items, err := decode.For[[]T]()
	if err != nil {
		x.fail(err)
	}
	page := decode.PairOf(decode.String, items)
	return finishWith(p, x, func(r *decode.Reader, dst *ScanPage[T]) error {
		v := Pair[string, []T]{Value: dst.Items}
		if err := page(r, &v); err != nil {
			return err
		}
		*dst = ScanPage[T]{Cursor: Cursor(v.Key), Items: v.Value}
		return nil
	})
}
