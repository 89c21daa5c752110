package redis

import (
	"errors"
	"fmt"
	"time"

	"github.com/redisfut/redis/resp"
)

// Arguments that their number stands before, and others of the commands of keys and data types.

var (
	errNoPatterns = errors.New("no patterns were given")
	errOneOption  = errors.New("the command takes one condition at most")
	errNoOption   = errors.New("the command needs one of its options at least")
)

// putNumKeys1 appends the number of keys, at least one, and the keys.
func putNumKeys1(x *exchange, keys []string) {
	if len(keys) == 0 {
		x.fail(errNoKeys)
	}
	putNumKeys(x, keys)
}

// putMoreKeys is putKeys for keys that are not the first ones of the command.
func putMoreKeys(x *exchange, keys []string) { putKeys(x, keys) }

// putAnyKeys appends keys that are not the first ones of the command, if there are any.
func putAnyKeys(x *exchange, keys []string) {
	for _, k := range keys {
		x.key(k)
	}
}

// putDestination appends a key that is not found by its position.
func putDestination(x *exchange, key string) { x.key(key) }

// putNumEach spreads each of vs, at least one, behind the number of what they give.
func putNumEach[V any](x *exchange, vs []V) {
	at, before := len(x.out), x.argc
	putEach(x, vs)
	x.putCount(at, x.argc-before)
}

// putNumPairs spreads v into an even number of arguments, behind the number of pairs.
func putNumPairs[V any](x *exchange, v V) {
	at, before := len(x.out), x.argc
	spread(x, v)
	n := x.argc - before
	if n%2 != 0 {
		x.fail(errUnpaired)
	}
	x.putCount(at, n/2)
}

// putCount inserts an argument, the number n, at an offset of what was encoded.
func (x *exchange) putCount(at, n int) {
	if x.err != nil {
		return
	}
	var buf [32]byte
	count := resp.AppendBulkInt(buf[:0], int64(n))
	end := len(x.out)
	x.out = append(x.out, count...)
	copy(x.out[at+len(count):], x.out[at:end])
	copy(x.out[at:], count)
	x.argc++
}

// putPositive appends n, which must be above 0; what names it in the error.
func putPositive(x *exchange, what string, n int64) {
	if n <= 0 {
		x.fail(fmt.Errorf("%s is %d: it must be positive", what, n))
	}
	x.int(n)
}

// putRepeat appends a count below zero, for n, which must not be negative.
func putRepeat(x *exchange, what string, n int64) {
	if n < 0 {
		x.fail(fmt.Errorf("%s is %d: it must not be negative", what, n))
	}
	x.int(-n)
}

// putFromEnd appends a count below zero, for n, which must be above 0.
func putFromEnd(x *exchange, what string, n int64) {
	if n <= 0 {
		x.fail(fmt.Errorf("%s is %d: it must be positive", what, n))
	}
	x.int(-n)
}

// putPositiveMillis appends d, which must be above 0, in milliseconds; what names it in the error.
func putPositiveMillis(x *exchange, what string, d time.Duration) {
	if d <= 0 {
		x.fail(fmt.Errorf("%s is %v: it must be positive", what, d))
	}
	putMillis(x, d)
}

// putNaturalMillis is putMillis for d, which must not be negative; what names it in the error.
func putNaturalMillis(x *exchange, what string, d time.Duration) {
	if d < 0 {
		x.fail(fmt.Errorf("%s is %v: it must not be negative", what, d))
	}
	putMillis(x, d)
}

// putPositiveSeconds appends d in seconds, with parts of these; it must be positive, and what names it in the error.
func putPositiveSeconds(x *exchange, what string, d time.Duration) {
	if d <= 0 {
		x.fail(fmt.Errorf("%s is %v: it must be positive", what, d))
	}
	x.float(d.Seconds())
}

// putGetPatterns appends GET with each of the patterns, at least one.
func putGetPatterns(x *exchange, patterns []string) {
	if len(patterns) == 0 {
		x.fail(errNoPatterns)
	}
	for _, p := range patterns {
		x.str("GET")
		x.str(p)
	}
}

// atMostOne fails where options that all exclude each other are more than one.
func atMostOne[O any](x *exchange, opts []O) {
	if len(opts) > 1 {
		x.fail(errOneOption)
	}
}

// atLeastOne fails where there are no options, and the command would do nothing.
func atLeastOne[O any](x *exchange, opts []O) {
	if len(opts) == 0 {
		x.fail(errNoOption)
	}
}

// checkWeights fails where the weights are not as many as the keys.
func checkWeights(x *exchange, keys []string, opts []ZCombineOption) {
	for _, opt := range opts {
		if w, ok := opt.(Weights); ok && len(w) != len(keys) {
			x.fail(fmt.Errorf("%d Weights were given for %d keys", len(w), len(keys)))
		}
	}
}
