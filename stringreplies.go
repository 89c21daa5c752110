package redis

import (
	"errors"
	"strconv"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// Replies of the commands of strings, lists and keys that have a form of their own.

// LCSMatches is where the longest common subsequence of two strings lies in them.
type LCSMatches struct {
	Matches []LCSMatch // those at the ends of the strings first
	Len     int64      // the length of the subsequence in bytes, with the matches that were left out for being short
}

// An LCSMatch is a piece that two strings have in common.
type LCSMatch struct {
	Key1 IndexRange // in the string of key1
	Key2 IndexRange // in the string of key2
	Len  int64      // in bytes
}

// An IndexRange is a part of a string, from the byte Start to the byte End, both included, as [GetRange] takes them.
type IndexRange struct{ Start, End int64 }

// lcsReply is the reply of LCS IDX WITHMATCHLEN.
type lcsReply struct {
	Matches []decode.Tuple3[Pair[int64, int64], Pair[int64, int64], int64] `redis:"matches"`
	Len     int64                                                          `redis:"len"`
}

// decodeLCSMatches decodes a map, or what stands for one, of the matches and their length.
var decodeLCSMatches = decode.Convert(decode.Of[lcsReply](), func(v lcsReply) (LCSMatches, error) {
	m := LCSMatches{Matches: make([]LCSMatch, len(v.Matches)), Len: v.Len}
	for i, t := range v.Matches {
		m.Matches[i] = LCSMatch{IndexRange{t.A.Key, t.A.Value}, IndexRange{t.B.Key, t.B.Value}, t.C}
	}
	return m, nil
})

// An Increment is what [IncrEx] and [IncrExFloat] made of a number.
type Increment[N int64 | float64] struct {
	Value   N // what key holds now
	Applied N // what was added: 0 where a bound kept the number as it was
}

var (
	decodeIncrement      = incrementOf(decode.Int64)
	decodeIncrementFloat = incrementOf(decode.Float64)
)

// incrementOf decodes an array of the value and the increment.
func incrementOf[N int64 | float64](n decode.Decoder[N]) decode.Decoder[Increment[N]] {
	return decode.Convert(decode.PairOf(n, n), func(p Pair[N, N]) (Increment[N], error) {
		return Increment[N]{Value: p.Key, Applied: p.Value}, nil
	})
}

// decodeInserted decodes the length of a list into which LINSERT has put something, or has not.
func decodeInserted(r *decode.Reader, dst *Optional[int64]) error {
	var n int64
	if err := decode.Int64(r, &n); err != nil {
		return err
	}
	*dst = Optional[int64]{}
	if n > 0 {
		*dst = Some(n)
	}
	return nil
}

// decodeMigrated decodes OK, and the NOKEY of a MIGRATE that found nothing to move.
func decodeMigrated(r *decode.Reader, dst *bool) error {
	start := *r
	if v, err := r.Next(); err == nil && v.Kind == resp.SimpleString && string(v.Bytes) == "NOKEY" {
		*dst = false
		return nil
	}
	*r = start
	*dst = true
	return decode.Status(r, new(OK))
}

// finishRows is finish for the reply of SORT with n patterns: n values, one behind the other, make a T.
func finishRows[T any](p Pipe, x *exchange, n int) Future[[]T] {
	if n <= 1 {
		return finish[[]T](p, x)
	}
	return finishRowsOf[T](p, x, anyNumber, func(int) int { return n })
}

// finishRowsOf is finish for an array of the elements of n rows, or anyNumber, one row behind the other. size gives how many a row has.
func finishRowsOf[T any](p Pipe, x *exchange, n int, size func(row int) int) Future[[]T] {
	row, err := decode.For[T]()
	if err != nil {
		x.fail(err)
	}
	return finishWith(p, x, rowsOf(row, n, size))
}

const anyNumber = -1

var errRows = errors.New("its elements do not make whole rows")

// rowsOf decodes an array into rows of some of its elements, each row as an array by itself. A list of
// tuples would do where all rows have one size, but where a row begins with a null.
func rowsOf[T any](row decode.Decoder[T], n int, size func(row int) int) decode.Decoder[[]T] {
	return func(r *decode.Reader, dst *[]T) error {
		v, err := r.Next()
		if err != nil {
			return err
		}
		if v.Kind != resp.Array {
			return decode.Mismatch[[]T](v, nil)
		}
		rows := (*dst)[:0]
		if rows == nil {
			rows = []T{}
		}
		var frame []byte
		sub := decode.Reader{Codec: r.Codec}
		for left := v.Len; r.More(&left); {
			if len(rows) == n {
				return decode.Mismatch[[]T](v, errRows)
			}
			elements := size(len(rows))
			frame = resp.AppendArrayHeader(frame[:0], elements)
			for i := range elements {
				if i > 0 && !r.More(&left) {
					return decode.Mismatch[[]T](v, errRows)
				}
				raw, err := r.Raw()
				if err != nil {
					return err
				}
				frame = append(frame, raw...)
			}
			sub.Reset(frame)
			var t T
			if err := row(&sub, &t); err != nil {
				if m := (*decode.MismatchError)(nil); errors.As(err, &m) {
					m.Path = "[" + strconv.Itoa(len(rows)) + "]" + m.Path
				}
				return err
			}
			rows = append(rows, t)
		}
		if n != anyNumber && len(rows) != n {
			return decode.Mismatch[[]T](v, errRows)
		}
		*dst = rows
		return nil
	}
}

// A RateLimit is what [GCRA] tells of a limit.
type RateLimit struct {
	Limited    bool                    // there were too few tokens, and none was taken
	Limit      int64                   // the tokens of a limit that nobody has used for a while
	Remaining  int64                   // tokens that are left
	RetryAfter Optional[time.Duration] // when there are enough, rounded up to seconds; none if there were, or never will be
	FullAfter  time.Duration           // when all tokens are there again, rounded up to seconds
}

func decodeRateLimit(r *decode.Reader, dst *RateLimit) error {
	*dst = RateLimit{}
	return decodeParts[RateLimit](r, into(decode.Of[bool](), &dst.Limited), into(decode.Int64, &dst.Limit), into(decode.Int64, &dst.Remaining),
		func(r *decode.Reader) error {
			var d time.Duration
			err := durationIn(time.Second)(r, &d)
			if d >= 0 {
				dst.RetryAfter = Some(d)
			}
			return err
		}, into(durationIn(time.Second), &dst.FullAfter))
}
