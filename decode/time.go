package decode

import (
	"time"

	"github.com/redisfut/redis/resp"
)

// maxUnix is the last second of the year 9999, the last that has a text form.
const maxUnix = 253402300799

// Time decodes text in the form of RFC 3339, with or without a fraction of a
// second, and an integer as Unix time in seconds. The latter must not be
// negative, as that is how EXPIRETIME says that there is no time.
func Time(r *Reader, dst *time.Time) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	*dst, err = timeOf(r, v)
	return err
}

func timeOf(_ *Reader, v resp.Value) (t time.Time, err error) {
	switch {
	case v.Kind == resp.Integer:
		n, ok := resp.ParseInt(v.Bytes)
		if !ok || n < 0 || n > maxUnix {
			return t, Mismatch[time.Time](v, errRange)
		}
		return time.Unix(n, 0), nil
	case !isString(v.Kind):
		return t, Mismatch[time.Time](v, nil)
	}
	if err := t.UnmarshalText(v.Bytes); err != nil {
		// The error of package time quotes the value.
		return time.Time{}, Mismatch[time.Time](v, errNotTime)
	}
	return t, nil
}

// Duration decodes an integer, in the spellings of [Int64], as nanoseconds.
func Duration(r *Reader, dst *time.Duration) error { return intoSigned(r, dst) }
