package redis

import (
	"errors"
	"fmt"
	"math"
)

// What the commands of sorted sets take beside scores and members.

// A LexBound is an end of a range of members, which are compared byte by byte: [LexIncl] and [LexExcl] make one.
type LexBound string

// The ends that lie below and above every member.
const (
	LexMin LexBound = "-"
	LexMax LexBound = "+"
)

// LexIncl is the end of a range at member, which belongs to the range.
func LexIncl(member string) LexBound { return LexBound("[" + member) }

// LexExcl is the end of a range at member, which does not belong to the range.
func LexExcl(member string) LexBound { return LexBound("(" + member) }

// A ScoreEnd is an end of a sorted set.
type ScoreEnd uint8

// The ends of a sorted set.
const (
	Lowest  ScoreEnd = iota + 1 // the member with the lowest score
	Highest                     // the member with the highest score
)

func (e ScoreEnd) put(x *exchange) {
	switch e {
	case Lowest:
		x.str("MIN")
	case Highest:
		x.str("MAX")
	default:
		x.fail(errors.New("a ScoreEnd is Lowest or Highest"))
	}
}

// Weights are what ZINTER and ZUNION multiply the scores with that they find under each of the keys, in the order of these and
// as many. Without, all are 1.
type Weights []float64

// An Aggregate says what ZINTER and ZUNION make of the scores that a member has under several keys.
type Aggregate uint8

// The aggregates exclude each other.
const (
	AggregateSum   Aggregate = iota + 1 // their sum, as without an option
	AggregateMin                        // the lowest
	AggregateMax                        // the highest
	AggregateCount                      // how many there are, each counted as the weight of its set; it has 1 without (since 8.8.0)
)

func (o Weights) put(x *exchange, given *options) {
	optionWeights.take(x, given)
	x.str("WEIGHTS")
	for _, w := range o {
		if math.IsNaN(w) {
			x.fail(fmt.Errorf("NaN is no weight"))
		}
		x.float(w)
	}
}

func (o Aggregate) put(x *exchange, given *options) {
	optionAggregate.take(x, given)
	x.str("AGGREGATE")
	switch o {
	case AggregateSum:
		x.str("SUM")
	case AggregateMin:
		x.str("MIN")
	case AggregateMax:
		x.str("MAX")
	case AggregateCount:
		x.str("COUNT")
	default:
		x.fail(errOption)
	}
}
