package redis

import (
	"fmt"
	"testing"

	"github.com/redisfut/redis/internal/redistest"
)

// numbers is a struct of numbers, as a hash may hold.
type numbers struct {
	A, B, C, D, E, F int64
	G, H, I          int32
	J, K             float64
	L                bool
}

// What a command costs in allocations, all told: on the caller's goroutine and
// on those of the connection.
func TestAllocationsOfACommand(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector makes sync.Pool drop what it is given")
	}
	c := dial(t, redistest.NewServer(t).URL())
	value := make([]byte, 64)
	setUp := []Future[Ignore]{
		Do[Ignore](c, "SET", "s", "0123456789abcdef"), Do[Ignore](c, "RPUSH", "l", seq(1000)),
		Do[Ignore](c, "HSET", "h", numbers{A: 1, B: 1 << 40, G: -7, J: 2.5, L: true}),
	}
	for _, f := range setUp {
		if _, err := f.Wait(background); err != nil {
			t.Fatal(err)
		}
	}
	ok := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	ints := make([]int64, 0, 1000)
	buf := make([]byte, 0, 64)
	var hash numbers

	var incrs Request
	for range 100 {
		Incr(&incrs, "n")
	}
	var into Request
	var text []byte
	LRange[int64](&into, "l", 0, -1).Into(&ints)
	HGetAll[numbers](&into, "h").Into(&hash)
	Get[[]byte](&into, "s").Into(&text)
	Incr(&into, "n")
	var reset Request

	for _, tt := range []struct {
		name string
		want float64
		op   func()
	}{
		{"GET into a string", 1, func() { _, err := Get[string](c, "s").Wait(background); ok(err) }},
		{"GET into a []byte of the caller", 0, func() { _, err := Get[[]byte](c, "s").Into(&buf).Wait(background); ok(err) }},
		{"SET of a []byte", 0, func() { _, err := Set(c, "v", value).Wait(background); ok(err) }},
		{"SET of a string with options", 0, func() { _, err := Set(c, "v", "text", EX(3600e9)).Wait(background); ok(err) }},
		{"INCR", 0, func() { _, err := Incr(c, "n").Wait(background); ok(err) }},
		{"LRANGE of 1000 integers", 1, func() { _, err := LRange[int64](c, "l", 0, -1).Wait(background); ok(err) }},
		{"LRANGE into a slice of the caller", 0, func() { _, err := LRange[int64](c, "l", 0, -1).Into(&ints).Wait(background); ok(err) }},
		{"HGETALL into a struct of the caller", 0, func() { _, err := HGetAll[numbers](c, "h").Into(&hash).Wait(background); ok(err) }},
		{"100 INCR executed again", 0, func() { ok(c.Exec(background, &incrs)) }},
		{"a request with Into executed again", 0, func() { ok(c.Exec(background, &into)) }},
		{"100 INCR built anew in a request that was reset", 0, func() {
			reset.Reset()
			for range 100 {
				Incr(&reset, "n")
			}
			ok(c.Exec(background, &reset))
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for range 100 {
				tt.op()
			}
			if got := testing.AllocsPerRun(500, tt.op); got > tt.want {
				t.Errorf("%v allocations, want at most %v", got, tt.want)
			}
		})
	}
	if len(ints) != 1000 || ints[999] != 999 || hash.B != 1<<40 || hash.G != -7 || !hash.L || string(text) != "0123456789abcdef" {
		t.Error("what was decoded is wrong", len(ints), hash, fmt.Sprintf("%q", text))
	}
}

func seq(n int) []int {
	s := make([]int, n)
	for i := range s {
		s[i] = i
	}
	return s
}
