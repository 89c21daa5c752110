package redis

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"time"
)

// Arguments that are more than one value each, or that a command takes in a
// form of its own. What can be known to be wrong fails here, before it is sent;
// what would be rounded to something else unnoticed counts as wrong.

var (
	errNoKeys   = errors.New("no keys were given")
	errNothing  = errors.New("no arguments were given where at least one is needed")
	errUnpaired = errors.New("arguments that are to be pairs are odd in number")
	errNaN      = errors.New("NaN is no score")
	errZeroTime = errors.New("the zero Time is no time to expire at")
	errPastUnix = errors.New("a time to expire at must be after 1970-01-01")
	errFarTime  = errors.New("the time is too far away for a count of milliseconds")
)

// putKeys appends keys, at least one.
func putKeys(x *exchange, keys []string) {
	if len(keys) == 0 {
		x.fail(errNoKeys)
	}
	for _, k := range keys {
		x.key(k)
	}
}

// putNumKeys appends the number of keys, and the keys.
func putNumKeys(x *exchange, keys []string) {
	x.int(int64(len(keys)))
	for _, k := range keys {
		x.key(k)
	}
}

// putTexts appends each of s.
func putTexts(x *exchange, s []string) {
	for _, t := range s {
		x.str(t)
	}
}

// putTexts1 appends each of s, at least one.
func putTexts1(x *exchange, s []string) {
	if len(s) == 0 {
		x.fail(errNothing)
	}
	putTexts(x, s)
}

// putValue is value, by a name that no parameter of a helper hides.
func putValue[V any](x *exchange, v V) { value(x, v) }

// putEach spreads each of vs, at least one.
func putEach[V any](x *exchange, vs []V) {
	if len(vs) == 0 {
		x.fail(errNothing)
	}
	for _, v := range vs {
		spread(x, v)
	}
}

// putPairs spreads each of vs, at least one, into an even number of arguments.
func putPairs[V any](x *exchange, vs []V) {
	before := x.argc
	putEach(x, vs)
	if (x.argc-before)%2 != 0 {
		x.fail(errUnpaired)
	}
}

// putPairsOf spreads v into an even number of arguments.
func putPairsOf[V any](x *exchange, v V) {
	before := x.argc
	spread(x, v)
	if (x.argc-before)%2 != 0 {
		x.fail(errUnpaired)
	}
}

// putArgs spreads each of args.
func putArgs(x *exchange, args []any) {
	for _, a := range args {
		spread(x, a)
	}
}

// putScored appends scores and members, at least one.
func putScored[M any](x *exchange, members []Scored[M]) {
	if len(members) == 0 {
		x.fail(errNothing)
	}
	for i := range members {
		putScore(x, members[i].Score)
		value(x, members[i].Member)
	}
}

// putNatural appends n, which must not be negative; what names it in the error.
func putNatural(x *exchange, what string, n int64) {
	if n < 0 {
		x.fail(fmt.Errorf("%s is %d: it must not be negative", what, n))
	}
	x.int(n)
}

// putFinite appends f, which must be a finite number; what names it in the error.
func putFinite(x *exchange, what string, f float64) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		x.fail(fmt.Errorf("%s is %v: it must be finite", what, f))
	}
	x.float(f)
}

// putScore appends f, which must not be NaN.
func putScore(x *exchange, f float64) {
	if math.IsNaN(f) {
		x.fail(errNaN)
	}
	x.float(f)
}

// putSeconds appends d, which must be whole seconds.
func putSeconds(x *exchange, d time.Duration) {
	if d%time.Second != 0 {
		x.fail(fmt.Errorf("%v is not a whole number of seconds, use the form for milliseconds", d))
	}
	x.int(int64(d / time.Second))
}

// putMillis appends d, which must be whole milliseconds.
func putMillis(x *exchange, d time.Duration) {
	if d%time.Millisecond != 0 {
		x.fail(fmt.Errorf("%v is not a whole number of milliseconds", d))
	}
	x.int(int64(d / time.Millisecond))
}

// putFlag appends 1 or 0.
func putFlag(x *exchange, on bool) {
	if on {
		x.str("1")
	} else {
		x.str("0")
	}
}

// For how long a server may wait is what a caller has left, which is no round number: it is rounded up to the milliseconds that servers
// count in. All other times must be exact.

// putTimeout appends for how long the server may be busy with something, in milliseconds; what names it in the error.
func putTimeout(x *exchange, what string, d time.Duration) {
	if d <= 0 {
		x.fail(fmt.Errorf("%s is %v: it must be positive", what, d))
	}
	x.int(roundUp(d))
}

// roundUp gives d, which is positive, in milliseconds.
func roundUp(d time.Duration) int64 { return int64((d-1)/time.Millisecond) + 1 }

// putWaitSeconds appends for how long the server may wait, in seconds.
func putWaitSeconds(x *exchange, timeout time.Duration) {
	if ms, ok := putWait(x, timeout); ok {
		x.float(float64(ms) / 1000)
	}
}

// putWaitMillis is putWaitSeconds in milliseconds.
func putWaitMillis(x *exchange, timeout time.Duration) {
	if ms, ok := putWait(x, timeout); ok {
		x.int(ms)
	}
}

// putWait notes for how long the server may wait and gives that in milliseconds, 0 for ever.
func putWait(x *exchange, timeout time.Duration) (ms int64, ok bool) {
	if timeout <= 0 {
		x.fail(fmt.Errorf("the time-out is %v: it must be positive, or redis.Forever", timeout))
		return 0, false
	}
	x.block(timeout)
	if timeout == Forever {
		return 0, true
	}
	return roundUp(timeout), true
}

// putUnixSeconds appends t, which must be whole seconds.
func putUnixSeconds(x *exchange, t time.Time) { putUnix(x, t, t.Unix(), time.Second) }

// putUnixMillis appends t, which must be whole milliseconds.
func putUnixMillis(x *exchange, t time.Time) {
	if t.Unix() >= math.MaxInt64/1000 {
		x.fail(errFarTime)
	}
	putUnix(x, t, t.UnixMilli(), time.Millisecond)
}

// putUnix appends t, which is n units after 1970.
func putUnix(x *exchange, t time.Time, n int64, unit time.Duration) {
	switch {
	case t.IsZero():
		x.fail(errZeroTime)
	case n <= 0:
		x.fail(errPastUnix)
	case t.Nanosecond()%int(unit) != 0:
		x.fail(fmt.Errorf("the time is between two multiples of %v: Round or Truncate gives one", unit))
	}
	x.int(n)
}

// putCursor appends where a scan goes on.
func putCursor(x *exchange, c Cursor) { x.str(c.sent()) }

// sent gives the cursor as servers know it.
func (c Cursor) sent() string { return cmp.Or(string(c), "0") }
