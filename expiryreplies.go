package redis

import (
	"errors"
	"fmt"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// What commands tell of the expiry of keys and of the fields of hashes.

// An Expiration is what [ExpireTime] and [PExpireTime] tell of a key, and [HExpireTime] and [HPExpireTime] of a field.
type Expiration struct {
	Exists  bool      // there is such a key or field
	Expires bool      // it has a time to live
	At      time.Time // when that is over
}

// String gives the time, as time.Time does, or why there is none to give.
func (e Expiration) String() string {
	switch {
	case !e.Exists:
		return "no such key or field"
	case !e.Expires:
		return "never expires"
	}
	return e.At.String()
}

// A FieldExpiry is what came of the expiry of a field of a hash.
type FieldExpiry uint8

// What may come of it.
const (
	FieldMissing  FieldExpiry = iota + 1 // there is no such field, or no hash
	ExpiryKept                           // HEXPIRE and its like: a condition stopped it
	ExpirySet                            // HEXPIRE and its like: the field expires as was said
	FieldDeleted                         // HEXPIRE and its like: the time was in the past, or now, and so the field is gone
	ExpiryAbsent                         // HPERSIST: there was none to remove
	ExpiryRemoved                        // HPERSIST: the field does not expire any more
)

// String gives the name of the constant.
func (e FieldExpiry) String() string {
	names := [...]string{"", "FieldMissing", "ExpiryKept", "ExpirySet", "FieldDeleted", "ExpiryAbsent", "ExpiryRemoved"}
	if e == 0 || int(e) >= len(names) {
		return fmt.Sprintf("FieldExpiry(%d)", uint8(e))
	}
	return names[e]
}

var (
	errPastExpiry  = errors.New("a time below zero")
	errFieldExpiry = errors.New("not a known outcome")
)

// decodeExpireTime decodes the reply of EXPIRETIME.
func decodeExpireTime(r *decode.Reader, dst *Expiration) error {
	return decodeExpiration(r, dst, func(n int64) time.Time { return time.Unix(n, 0) })
}

// decodePExpireTime decodes the reply of PEXPIRETIME.
func decodePExpireTime(r *decode.Reader, dst *Expiration) error {
	return decodeExpiration(r, dst, time.UnixMilli)
}

func decodeExpiration(r *decode.Reader, dst *Expiration, at func(int64) time.Time) error {
	var n int64
	if err := decode.Int64(r, &n); err != nil {
		return err
	}
	switch {
	case n == -2:
		*dst = Expiration{}
	case n == -1:
		*dst = Expiration{Exists: true}
	case n < 0:
		return decode.Mismatch[Expiration](resp.Value{Kind: resp.Integer}, errPastExpiry)
	default:
		*dst = Expiration{Exists: true, Expires: true, At: at(n)}
	}
	return nil
}

// The decoders of replies with an element per field.
var (
	decodeTTLs          = decode.Slice(decodeTTL)
	decodePTTLs         = decode.Slice(decodePTTL)
	decodeExpireTimes   = decode.Slice(decodeExpireTime)
	decodePExpireTimes  = decode.Slice(decodePExpireTime)
	decodeFieldExpiries = decode.Slice(decodeFieldExpiry(map[int64]FieldExpiry{-2: FieldMissing, 0: ExpiryKept, 1: ExpirySet, 2: FieldDeleted}))
	decodeFieldPersists = decode.Slice(decodeFieldExpiry(map[int64]FieldExpiry{-2: FieldMissing, -1: ExpiryAbsent, 1: ExpiryRemoved}))
)

// decodeFieldExpiry makes a decoder of the numbers that one command uses.
func decodeFieldExpiry(numbers map[int64]FieldExpiry) decode.Decoder[FieldExpiry] {
	return func(r *decode.Reader, dst *FieldExpiry) error {
		var n int64
		if err := decode.Int64(r, &n); err != nil {
			return err
		}
		e, ok := numbers[n]
		if !ok {
			return decode.Mismatch[FieldExpiry](resp.Value{Kind: resp.Integer}, errFieldExpiry)
		}
		*dst = e
		return nil
	}
}
