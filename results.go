package redis

import (
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
	v, err := r.Next()
	switch {
	case err != nil:
		return err
	case v.Kind == resp.Null:
		*dst = false
	case v.Kind == resp.SimpleString && string(v.Bytes) == "OK":
		*dst = true
	default:
		return &decode.MismatchError{Want: "OK or null", Got: v.Kind}
	}
	return nil
}

// decodeTTL decodes the reply of TTL.
func decodeTTL(r *decode.Reader, dst *TimeToLive) error { return decodeLeft(r, dst, time.Second) }

// decodePTTL decodes the reply of PTTL.
func decodePTTL(r *decode.Reader, dst *TimeToLive) error {
	return decodeLeft(r, dst, time.Millisecond)
}

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
func decodeClock(r *decode.Reader, dst *time.Time) error {
	var sec, micro int64
	if err := decodeTwo(r, "array of seconds and microseconds", decode.Int64, &sec, decode.Int64, &micro); err != nil {
		return err
	}
	*dst = time.Unix(sec, micro*int64(time.Microsecond))
	return nil
}

// decodeRankScore decodes an array of rank and score, or null.
func decodeRankScore(r *decode.Reader, dst *Optional[RankScore]) error {
	if r.Peek() == resp.Null {
		*dst = decode.None[RankScore]()
		return r.Skip()
	}
	var v RankScore
	if err := decodeTwo(r, "array of rank and score", decode.Int64, &v.Rank, decode.Float64, &v.Score); err != nil {
		return err
	}
	*dst = decode.Some(v)
	return nil
}

// decodeTwo decodes an array of two elements into a and b.
func decodeTwo[A, B any](r *decode.Reader, want string, da decode.Decoder[A], a *A, db decode.Decoder[B], b *B) error {
	v, err := r.Next()
	switch {
	case err != nil:
		return err
	case v.Kind != resp.Array || v.Len != 2:
		return &decode.MismatchError{Want: want, Got: v.Kind}
	}
	if err := da(r, a); err != nil {
		return err
	}
	return db(r, b)
}

// finishPopped is finish for a member that was popped; none comes as an empty array.
func finishPopped[M any](p Pipe, x *exchange) Future[Optional[Scored[M]]] {
	one, err := decode.For[Scored[M]]()
	if err != nil {
		x.fail(err)
	}
	return finishWith(p, x, func(r *decode.Reader, dst *Optional[Scored[M]]) error {
		start := *r
		if v, err := r.Next(); err == nil && (v.Kind == resp.Null || v.Kind == resp.Array && v.Len == 0) {
			*dst = decode.None[Scored[M]]()
			return nil
		}
		*r = start
		var m Scored[M]
		if err := one(r, &m); err != nil {
			return err
		}
		*dst = decode.Some(m)
		return nil
	})
}

// finishScan is finish for a page of a scan over items of type T.
func finishScan[T any](p Pipe, x *exchange) Future[ScanPage[T]] {
	items, err := decode.For[[]T]()
	if err != nil {
		x.fail(err)
	}
	return finishWith(p, x, func(r *decode.Reader, dst *ScanPage[T]) error {
		return decodeTwo(r, "array of cursor and items", decode.String, (*string)(&dst.Cursor), items, &dst.Items)
	})
}
