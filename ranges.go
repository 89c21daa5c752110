package redis

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"
)

// The ends of ranges: of scores, of members in the order of their bytes, of entries of streams, and of elements by their indices.

// Last is the index of the last element of a list or, by rank, of a sorted set, and of the last byte or bit of a string. Last-1 is that of
// the one before it, and so on.
const Last int64 = -1

// A ScoreBound is an end of a range of scores: [ScoreMin], [ScoreMax], or made by [ScoreIncl] or [ScoreExcl].
type ScoreBound struct {
	score float64
	kind  boundKind
}

type boundKind uint8

const (
	boundIncl boundKind = iota + 1
	boundExcl
)

// The ends that lie below and above every score.
var (
	ScoreMin = ScoreIncl(math.Inf(-1))
	ScoreMax = ScoreIncl(math.Inf(1))
)

// ScoreIncl is the end of a range at score, which belongs to the range.
func ScoreIncl(score float64) ScoreBound { return ScoreBound{score, boundIncl} }

// ScoreExcl is the end of a range at score, which does not belong to the range.
func ScoreExcl(score float64) ScoreBound { return ScoreBound{score, boundExcl} }

// putScoreRange appends the ends of a range of scores. Redis wants the end first at which the range begins, which with REV among
// opts is the upper one.
func putScoreRange[O any](x *exchange, min, max ScoreBound, opts []O) {
	if isReversed(opts) {
		min, max = max, min
	}
	putScoreEnds(x, min, max)
}

var errScoreBound = errors.New("an end of a range of scores is the zero ScoreBound: use ScoreMin, ScoreMax, ScoreIncl or ScoreExcl")

// putScoreEnds appends the ends of a range of scores, the first one first.
func putScoreEnds(x *exchange, first, last ScoreBound) {
	for _, end := range [...]ScoreBound{first, last} {
		if math.IsNaN(end.score) {
			x.fail(errNaN)
		}
		switch end.kind {
		case boundIncl:
			x.float(end.score)
		case boundExcl:
			var buf [32]byte
			x.str(string(strconv.AppendFloat(append(buf[:0], '('), end.score, 'g', -1, 64)))
		default:
			x.fail(errScoreBound)
		}
	}
}

// isReversed reports whether REV is among opts.
func isReversed[O any](opts []O) bool {
	for _, opt := range opts {
		if _, ok := any(opt).(reverse); ok {
			return true
		}
	}
	return false
}

// A LexBound is an end of a range of members, which are compared byte by byte: [LexMin], [LexMax], or made by [LexIncl] or [LexExcl].
type LexBound struct{ s string }

// The ends that lie below and above every member.
var (
	LexMin = LexBound{"-"}
	LexMax = LexBound{"+"}
)

// LexIncl is the end of a range at member, which belongs to the range.
func LexIncl(member string) LexBound { return LexBound{"[" + member} }

// LexExcl is the end of a range at member, which does not belong to the range.
func LexExcl(member string) LexBound { return LexBound{"(" + member} }

// putLexRange appends the ends of a range of members, as putScoreRange does those of scores.
func putLexRange[O any](x *exchange, min, max LexBound, opts []O) {
	if isReversed(opts) {
		min, max = max, min
	}
	putLexEnds(x, min, max)
}

var errLexBound = errors.New("an end of a range of members is the zero LexBound: use LexMin, LexMax, LexIncl or LexExcl")

// putLexEnds appends the ends of a range of members, the first one first.
func putLexEnds(x *exchange, first, last LexBound) {
	for _, end := range [...]LexBound{first, last} {
		if end.s == "" {
			x.fail(errLexBound)
		}
		x.str(end.s)
	}
}

// An IDBound is an end of a range of entries: [IDMin], [IDMax], or made by [IDIncl], [IDExcl] or [IDAt].
type IDBound struct {
	s   string
	err error
}

// The ends that lie below and above every entry.
var (
	IDMin = IDBound{s: "-"}
	IDMax = IDBound{s: "+"}
)

// IDIncl is the end of a range at id, which belongs to the range.
func IDIncl(id StreamID) IDBound { return IDBound{s: id.String()} }

// IDExcl is the end of a range at id, which does not belong to the range (since 6.2.0).
func IDExcl(id StreamID) IDBound { return IDBound{s: "(" + id.String()} }

// IDAt is the end of a range at a moment: all entries of its millisecond belong to the range. The zero Time, and times before 1970, are
// errors, which the command tells.
func IDAt(t time.Time) IDBound {
	switch {
	case t.IsZero():
		return IDBound{err: errors.New("the zero Time is no end of a range: use IDMin")}
	case t.Unix() < 0:
		return IDBound{err: errors.New("an end of a range is before 1970, where ids begin: use IDMin")}
	case t.Unix() >= math.MaxInt64/1000:
		return IDBound{err: errFarTime}
	}
	return IDBound{s: fmt.Sprint(t.UnixMilli())}
}

var errIDBound = errors.New("an end of a range of entries is the zero IDBound: use IDMin, IDMax, IDIncl, IDExcl or IDAt")

// putIDRange appends the ends of a range of entries, the first one first.
func putIDRange(x *exchange, first, last IDBound) {
	for _, end := range [...]IDBound{first, last} {
		switch {
		case end.err != nil:
			x.fail(end.err)
		case end.s == "":
			x.fail(errIDBound)
		default:
			x.str(end.s)
		}
	}
}
