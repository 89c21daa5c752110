package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// prefix starts every key, so that a server given by -addr can be left as it was.
const prefix = "redisfut-bench:"

// counterBase is where counters start: so high that their length in digits, and
// with it the size of the reply, never changes.
const counterBase = 1_000_000_000_000

// The data of one goroutine: the keys it uses and what it must get. Every goroutine
// has its own, so that a reply which reaches the wrong caller is found out.
type data struct {
	key  string
	keys []string

	value   string
	values  []string
	ints    []int64
	fields  map[string]string
	profile profile
	scores  []score

	last     int64   // the counter's value seen last; 0 before the first
	lastMany []int64 // the same for each of keys
}

// A profile is the struct that a hash of 12 fields is decoded into. The tags serve
// all clients that have a decoder for structs.
type profile struct {
	ID      int64   `redis:"id"`
	Name    string  `redis:"name"`
	Email   string  `redis:"email"`
	Country string  `redis:"country"`
	Age     int     `redis:"age"`
	Visits  int64   `redis:"visits"`
	Created int64   `redis:"created"`
	Seen    int64   `redis:"seen"`
	Level   int     `redis:"level"`
	Score   float64 `redis:"score"`
	Balance float64 `redis:"balance"`
	Credits uint32  `redis:"credits"`
}

// hash gives the fields that the server holds for p.
func (p profile) hash() []string {
	float := func(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }
	return []string{
		"id", fmt.Sprint(p.ID), "name", p.Name, "email", p.Email, "country", p.Country,
		"age", fmt.Sprint(p.Age), "visits", fmt.Sprint(p.Visits), "created", fmt.Sprint(p.Created),
		"seen", fmt.Sprint(p.Seen), "level", fmt.Sprint(p.Level), "score", float(p.Score),
		"balance", float(p.Balance), "credits", fmt.Sprint(p.Credits),
	}
}

// A score is a member of a sorted set, as this program expects it.
type score struct {
	member string
	score  float64
}

// newData makes the data of the g-th goroutine of r.
func newData(r row, g int) *data {
	d := &data{key: fmt.Sprintf("%s%s:%04d", prefix, strings.ReplaceAll(r.name, "/", ":"), g)}
	switch r.command {
	case get, set, echo:
		d.value = text(fmt.Sprintf("%04d-", g), r.size)
	case incrs, mget:
		for i := range r.size {
			d.keys = append(d.keys, fmt.Sprintf("%s:%03d", d.key, i))
			d.values = append(d.values, text(fmt.Sprintf("%04d-%03d-", g, i), 16))
		}
		d.lastMany = make([]int64, r.size)
	case lrange:
		for i := range r.size {
			d.ints = append(d.ints, int64(i*7919+g))
		}
	case hgetall:
		d.fields = make(map[string]string, r.size)
		for i := range r.size {
			d.fields[fmt.Sprintf("field:%05d", i)] = text(fmt.Sprintf("%04d-%05d-", g, i), 16)
		}
	case hstruct:
		n := int64(g)
		d.profile = profile{
			ID: 1_000_000 + n, Name: "Ada Lovelace " + strconv.Itoa(g), Email: "ada@example.org", Country: "GB",
			Age: 36, Visits: 8_141_522 + n, Created: 1_763_856_000, Seen: 1_763_942_400, Level: 9,
			Score: 99.25 + float64(g), Balance: 1234.5, Credits: 77_000,
		}
	case zrange:
		for i := range r.size {
			d.scores = append(d.scores, score{fmt.Sprintf("member:%04d:%04d", g, i), float64(i)*1.5 + float64(g)})
		}
	}
	return d
}

// text gives n bytes of text that start with head.
func text(head string, n int) string {
	return head + strings.Repeat("x", n-len(head))
}

// load gives the commands that put d on the server before its row runs.
func (d *data) load(c command) [][]string {
	switch c {
	case get:
		return [][]string{{"SET", d.key, d.value}}
	case incr:
		return [][]string{{"SET", d.key, strconv.FormatInt(counterBase, 10)}}
	case incrs:
		return d.msets(func(int) string { return strconv.FormatInt(counterBase, 10) })
	case mget:
		return d.msets(func(i int) string { return d.values[i] })
	case lrange:
		args := []string{"RPUSH", d.key}
		for _, n := range d.ints {
			args = append(args, strconv.FormatInt(n, 10))
		}
		return [][]string{args}
	case hgetall:
		args := []string{"HSET", d.key}
		for k, v := range d.fields {
			args = append(args, k, v)
		}
		return [][]string{args}
	case hstruct:
		return [][]string{append([]string{"HSET", d.key}, d.profile.hash()...)}
	case zrange:
		args := []string{"ZADD", d.key}
		for _, s := range d.scores {
			args = append(args, strconv.FormatFloat(s.score, 'g', -1, 64), s.member)
		}
		return [][]string{args}
	default: // echo and set need nothing
		return nil
	}
}

func (d *data) msets(value func(int) string) [][]string {
	args := []string{"MSET"}
	for i, k := range d.keys {
		args = append(args, k, value(i))
	}
	return [][]string{args}
}

// unload gives the commands that take d from the server again.
func (d *data) unload() [][]string {
	return [][]string{append([]string{"DEL", d.key}, d.keys...)}
}

// wire gives the commands of one operation, for the clients that speak the protocol
// by hand.
func (d *data) wire(c command) [][]string {
	switch c {
	case get:
		return [][]string{{"GET", d.key}}
	case set:
		return [][]string{{"SET", d.key, d.value}}
	case incr:
		return [][]string{{"INCR", d.key}}
	case echo:
		return [][]string{{"ECHO", d.value}}
	case incrs:
		all := make([][]string, len(d.keys))
		for i, k := range d.keys {
			all[i] = []string{"INCR", k}
		}
		return all
	case lrange:
		return [][]string{{"LRANGE", d.key, "0", "-1"}}
	case hgetall, hstruct:
		return [][]string{{"HGETALL", d.key}}
	case mget:
		return [][]string{append([]string{"MGET"}, d.keys...)}
	case zrange:
		return [][]string{{"ZRANGE", d.key, "0", "-1", "WITHSCORES"}}
	default:
		return nil
	}
}

var errWrong = errors.New("wrong result")

func (d *data) isValue(v string) error {
	if v != d.value {
		return fmt.Errorf("%w: %d bytes %.40q, want %d bytes %.40q", errWrong, len(v), v, len(d.value), d.value)
	}
	return nil
}

// isSet has nothing to judge: what SET has stored is read by the bench itself.
func (d *data) isSet(struct{}) error { return nil }

// isNext wants a counter that goes up by one from call to call.
func (d *data) isNext(n int64) error { return next(&d.last, n) }

func next(last *int64, n int64) error {
	if n <= counterBase || *last != 0 && n != *last+1 {
		return fmt.Errorf("%w: counter %d after %d", errWrong, n, *last)
	}
	*last = n
	return nil
}

func (d *data) areNext(ns []int64) error {
	if len(ns) != len(d.lastMany) {
		return fmt.Errorf("%w: %d counters, want %d", errWrong, len(ns), len(d.lastMany))
	}
	for i, n := range ns {
		if err := next(&d.lastMany[i], n); err != nil {
			return err
		}
	}
	return nil
}

func (d *data) isInts(v []int64) error {
	return same(v, d.ints)
}

func (d *data) isValues(v []string) error {
	return same(v, d.values)
}

func same[T comparable](got, want []T) error {
	if len(got) != len(want) {
		return fmt.Errorf("%w: %d elements, want %d", errWrong, len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			return fmt.Errorf("%w: element %d is %v, want %v", errWrong, i, got[i], want[i])
		}
	}
	return nil
}

func (d *data) isFields(m map[string]string) error {
	if len(m) != len(d.fields) {
		return fmt.Errorf("%w: %d fields, want %d", errWrong, len(m), len(d.fields))
	}
	for k, v := range d.fields {
		if m[k] != v {
			return fmt.Errorf("%w: field %q is %q, want %q", errWrong, k, m[k], v)
		}
	}
	return nil
}

func (d *data) isProfile(p profile) error {
	if p != d.profile {
		return fmt.Errorf("%w: %+v, want %+v", errWrong, p, d.profile)
	}
	return nil
}

// areScores makes the judge of a client's own slice of members and scores, given
// how to read one of them.
func areScores[E any](d *data, read func(E) score) func([]E) error {
	return func(v []E) error {
		got := make([]score, len(v))
		for i, e := range v {
			got[i] = read(e)
		}
		return same(got, d.scores)
	}
}
