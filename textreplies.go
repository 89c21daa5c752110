package redis

import (
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// Replies that are text made of names and values: INFO, CLIENT LIST, CLUSTER NODES. Servers of
// other versions and makes have names that these do not, lack some, and write values in forms of
// their own: what is not understood is zero among the fields, and is there as text.

// fillText fills the struct that dst points to out of values by name: its fields with the tag text
// have the name and, where they are times, the unit in which Redis counts:
//
//	Uptime time.Duration `text:"uptime_in_seconds,s"`
//
// A negative number says that there is no time.
func fillText(dst any, values map[string]string) {
	v := reflect.ValueOf(dst).Elem()
	t := v.Type()
	for i := range t.NumField() {
		tag := t.Field(i).Tag.Get("text")
		if tag == "" {
			continue
		}
		name, unit, _ := strings.Cut(tag, ",")
		if s, ok := values[name]; ok {
			setText(v.Field(i).Addr().Interface(), s, units[unit])
		}
	}
}

var units = map[string]time.Duration{"us": time.Microsecond, "ms": time.Millisecond, "s": time.Second}

// setText parses s into *p, which stays zero where s does not fit.
func setText(p any, s string, unit time.Duration) {
	switch p := p.(type) {
	case *string:
		*p = s
	case *bool:
		*p = s == "1" || s == "yes"
	case *int64:
		*p, _ = strconv.ParseInt(s, 10, 64)
	case *uint16:
		n, _ := strconv.ParseUint(s, 10, 16)
		*p = uint16(n)
	case *uint64:
		*p, _ = strconv.ParseUint(s, 10, 64)
	case *float64:
		*p, _ = strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
	case *time.Duration:
		*p = textDuration(s, unit).Value()
	case *Optional[time.Duration]:
		*p = textDuration(s, unit)
	case *Optional[int64]:
		if n, err := strconv.ParseInt(s, 10, 64); err == nil && n >= 0 {
			*p = Some(n)
		}
	case *time.Time:
		if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 0 {
			*p = unixTime(n, unit)
		}
	case *[]string:
		*p = strings.FieldsFunc(s, func(c rune) bool { return c == ',' || c == ' ' })
	}
}

// unixTime is the moment n units after 1970.
func unixTime(n int64, unit time.Duration) time.Time {
	per := int64(time.Second / unit)
	return time.Unix(n/per, n%per*int64(unit))
}

// textDuration parses a number of units, with or without a fraction.
func textDuration(s string, unit time.Duration) Optional[time.Duration] {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f >= 0) {
		return None[time.Duration]()
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return Some(durationOf(n, unit))
	}
	if f *= float64(unit); f < math.MaxInt64 {
		return Some(time.Duration(math.Round(f)))
	}
	return Some[time.Duration](math.MaxInt64)
}

// durationOf is n units, or as much as a Duration can hold.
func durationOf(n int64, unit time.Duration) time.Duration {
	limit := math.MaxInt64 / int64(unit)
	return time.Duration(min(max(n, -limit), limit)) * unit
}

// textPairs takes text of the form "a=1,b=2" apart. What has no "=" belongs to the value before it.
func textPairs(s, sep string) map[string]string {
	pairs := map[string]string{}
	last := ""
	for part := range strings.SplitSeq(s, sep) {
		name, value, ok := strings.Cut(part, "=")
		switch {
		case ok:
			pairs[name] = value
			last = name
		case last != "":
			pairs[last] += sep + part
		}
	}
	return pairs
}

// textLines takes lines of the form "name:value" apart.
func textLines(s string) map[string]string {
	values := map[string]string{}
	for line := range strings.Lines(s) {
		if name, value, ok := strings.Cut(strings.TrimRight(line, "\r\n"), ":"); ok {
			values[name] = value
		}
	}
	return values
}

// decodeParts reads an array with a function per element, in their order. Elements beyond those are passed
// over; where there are fewer, what the functions would have set stays. T names what is wanted in errors.
func decodeParts[T any](r *decode.Reader, parts ...func(*decode.Reader) error) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	if !v.Kind.IsAggregate() {
		return decode.Mismatch[T](v, nil)
	}
	left := v.Len
	for i := 0; r.More(&left); i++ {
		if i < len(parts) {
			err = parts[i](r)
		} else {
			err = r.Skip()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// into is a part that decodes into *dst.
func into[T any](dec decode.Decoder[T], dst *T) func(*decode.Reader) error {
	return func(r *decode.Reader) error { return dec(r, dst) }
}

// decodeTexts decodes a map of texts and numbers as what is written there. A null, or an aggregate, which a newer server may have among
// them, is left out.
func decodeTexts(r *decode.Reader, dst *map[string]string) error {
	values := map[string]Optional[string]{}
	err := decode.Map(decode.String, func(r *decode.Reader, v *Optional[string]) error {
		if kind := r.Peek(); kind == resp.Null || kind.IsAggregate() {
			return r.Skip()
		}
		return decode.OptionalOf(decode.String)(r, v)
	})(r, &values)
	if err != nil {
		return err
	}
	*dst = make(map[string]string, len(values))
	for name, v := range values {
		if text, ok := v.Get(); ok {
			(*dst)[name] = text
		}
	}
	return nil
}

// decodeFields decodes a map, and fills the struct that dst points to, and its map of all fields.
func decodeFields(r *decode.Reader, dst any, all *map[string]string) error {
	if err := decodeTexts(r, all); err != nil {
		return err
	}
	fillText(dst, *all)
	return nil
}

// decodeVia decodes a Raw, and makes a T of it.
func decodeVia[Raw, T any](r *decode.Reader, dst *T, f func(Raw) T) error {
	dec, err := decode.For[Raw]()
	if err != nil {
		return err
	}
	var raw Raw
	if err := dec(r, &raw); err != nil {
		return err
	}
	*dst = f(raw)
	return nil
}
