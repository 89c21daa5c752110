package main

import "fmt"

// A command is what a row measures, with the Go type that its result must have.
type command int

const (
	get     command = iota // GET into a string
	set                    // SET of a string
	incr                   // INCR into an int64
	echo                   // ECHO into a string
	incrs                  // one request of many INCR, into an int64 each
	lrange                 // LRANGE into []int64
	hgetall                // HGETALL into map[string]string
	hstruct                // HGETALL into the struct profile
	mget                   // MGET into []string
	zrange                 // ZRANGE WITHSCORES into the client's own slice of member and score
)

// A row is one line of the comparison: a command, its size, and how many goroutines
// repeat it at the same time, each waiting for its result before the next.
type row struct {
	name       string // as -rows matches it
	what       string // for people
	command    command
	size       int // bytes of the value, or elements of the request or of the result
	goroutines int
}

// rows lists all rows, in the order of the table.
func rows() []row {
	return []row{
		newRow(get, 16, 1), newRow(get, 16, 8), newRow(get, 16, 64), newRow(get, 16, 512), newRow(get, 16, 4096),
		newRow(set, 64, 64),
		newRow(get, 1<<10, 64), newRow(get, 1<<20, 4),
		newRow(incr, 1, 64),
		newRow(echo, 64, 1000),
		newRow(incrs, 100, 1), newRow(incrs, 100, 16),
		newRow(lrange, 1000, 1), newRow(lrange, 1000, 8),
		newRow(hgetall, 100, 8), newRow(hgetall, 10_000, 1),
		newRow(hstruct, 12, 8),
		newRow(mget, 100, 8),
		newRow(zrange, 100, 8),
	}
}

func newRow(c command, size, goroutines int) row {
	names := [...]struct{ name, what string }{
		get:     {"get-%d", "GET %d B into a string"},
		set:     {"set-%d", "SET %d B"},
		incr:    {"incr", "INCR"},
		echo:    {"echo-%d", "ECHO %d B into a string"},
		incrs:   {"request-%d", "a request of %d INCR"},
		lrange:  {"lrange-%d", "LRANGE %d integers into []int64"},
		hgetall: {"hgetall-%d", "HGETALL %d fields into a map"},
		hstruct: {"struct-%d", "HGETALL %d fields into a struct"},
		mget:    {"mget-%d", "MGET %d x 16 B into []string"},
		zrange:  {"zrange-%d", "ZRANGE WITHSCORES %d into members and scores"},
	}
	put := func(format string) string {
		if c == incr {
			return format
		}
		return fmt.Sprintf(format, size)
	}
	return row{
		name:       fmt.Sprintf("%s/%d", put(names[c].name), goroutines),
		what:       fmt.Sprintf("%s, %d goroutine%s", put(names[c].what), goroutines, plural(goroutines)),
		command:    c,
		size:       size,
		goroutines: goroutines,
	}
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// sampling tells of how many operations one is timed. Reading the clock twice costs
// about 0.1 µs, which a short operation among many would feel.
func (r row) sampling() int {
	short := r.command == get && r.size <= 1<<10 || r.command == set || r.command == incr || r.command == echo
	if short && r.goroutines > 1 {
		return 16
	}
	return 1
}
