package redis

import (
	"errors"
	"fmt"
	"time"
)

// The options of SORT, RESTORE, MIGRATE, LCS, INCREX and GCRA.

// By makes SORT compare the values of other keys in place of the elements: of the key that comes out of the
// pattern with the element in place of "*", or of a field of the hash there with "->", as "user_*->age".
type By string

// NoSort, a pattern without "*", makes SORT leave the elements in the order in which they are.
const NoSort By = "nosort"

// An Order is that of the elements that SORT gives.
type Order uint8

// The orders exclude each other.
const (
	Asc  Order = iota + 1 // the least first, as without an option
	Desc                  // the greatest first
)

// Alpha makes SORT compare texts, in place of numbers.
const Alpha alpha = 1

type alpha uint8

// IdleTime tells RESTORE for how long nobody has used the key, in whole seconds, for the sake of eviction. It excludes
// Frequency.
type IdleTime time.Duration

// Frequency tells RESTORE how often the key is used, on the logarithmic scale of servers that evict by frequency.
type Frequency uint8

// KeepSource makes MIGRATE leave the key where it is, and copy it: the option COPY.
const KeepSource keepSource = 1

type keepSource uint8

// MigrateAuth is what MIGRATE shows to the other server: the password of its default user, or that of a user
// (since 6.0.0; a password alone since 4.0.7). No verb of fmt prints it.
type MigrateAuth struct{ Username, Password string }

// Format prints that there are credentials, whatever the verb.
func (MigrateAuth) Format(f fmt.State, _ rune) { fmt.Fprint(f, "redis.MigrateAuth{…}") }

// MinMatchLen makes LCS leave out matches that are shorter, in bytes.
type MinMatchLen int64

// LBound is the least sum that INCREX may come to; 64 bits bound it without.
type LBound int64

// UBound is the greatest sum that INCREX may come to; 64 bits bound it without.
type UBound int64

// LBoundFloat is LBound for [IncrExFloat].
type LBoundFloat float64

// UBoundFloat is UBound for [IncrExFloat].
type UBoundFloat float64

// Saturate makes INCREX go as far as the bound, where the sum lies beyond it.
const Saturate saturate = 1

type saturate uint8

// ENX makes INCREX set a time to live only where the key has none. It goes with one of EX, PX, EXAT and PXAT.
const ENX expiryNX = 1

type expiryNX uint8

// Tokens makes GCRA take so many tokens in place of one: all of them, or none. It must be positive.
type Tokens int64

func (o Tokens) put(x *exchange, given *options) { optionTokens.positive(x, given, "TOKENS", int64(o)) }

func (o By) put(x *exchange, given *options) {
	optionBy.take(x, given)
	x.str("BY")
	x.str(string(o))
}

func (o Order) put(x *exchange, given *options) {
	optionOrder.take(x, given)
	switch o {
	case Asc:
		x.str("ASC")
	case Desc:
		x.str("DESC")
	default:
		x.fail(errOption)
	}
}

func (alpha) put(x *exchange, given *options) {
	optionAlpha.take(x, given)
	x.str("ALPHA")
}

func (o IdleTime) put(x *exchange, given *options) {
	optionIdleTime.take(x, given, optionFrequency)
	if o < 0 {
		x.fail(fmt.Errorf("an IdleTime of %v: it must not be negative", time.Duration(o)))
	}
	if d := time.Duration(o); d%time.Second != 0 {
		x.fail(fmt.Errorf("an IdleTime of %v: it must be whole seconds", d))
	}
	x.str("IDLETIME")
	x.int(int64(time.Duration(o) / time.Second))
}

func (o Frequency) put(x *exchange, given *options) {
	optionFrequency.take(x, given, optionIdleTime)
	x.str("FREQ")
	x.int(int64(o))
}

func (keepSource) put(x *exchange, given *options) {
	optionKeepSource.take(x, given)
	x.str("COPY")
}

func (o MigrateAuth) put(x *exchange, given *options) {
	optionMigrateAuth.take(x, given)
	switch {
	case o.Password == "":
		x.fail(errors.New("MigrateAuth has no password"))
	case o.Username == "":
		x.str("AUTH")
	default:
		x.str("AUTH2")
		x.str(o.Username)
	}
	x.str(o.Password)
}

func (o MinMatchLen) put(x *exchange, given *options) {
	optionMinMatchLen.natural(x, given, "MINMATCHLEN", int64(o))
}

func (o LBound) put(x *exchange, given *options) {
	optionLBound.take(x, given)
	x.str("LBOUND")
	x.int(int64(o))
}

func (o UBound) put(x *exchange, given *options) {
	optionUBound.take(x, given)
	x.str("UBOUND")
	x.int(int64(o))
}

func (o LBoundFloat) put(x *exchange, given *options) {
	optionLBound.take(x, given)
	x.str("LBOUND")
	putFinite(x, "LBoundFloat", float64(o))
}

func (o UBoundFloat) put(x *exchange, given *options) {
	optionUBound.take(x, given)
	x.str("UBOUND")
	putFinite(x, "UBoundFloat", float64(o))
}

func (saturate) put(x *exchange, given *options) {
	optionSaturate.take(x, given)
	x.str("SATURATE")
}

func (expiryNX) put(x *exchange, given *options) {
	optionENX.take(x, given, optionDropTTL)
	x.str("ENX")
}
