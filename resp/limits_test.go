package resp

import (
	"errors"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"
)

// A repeater is a stream: head, then body n times, then tail.
type repeater struct {
	head, body, tail string
	n                int
	rest             string
}

func (r *repeater) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if r.rest == "" {
			switch {
			case r.head != "":
				r.rest, r.head = r.head, ""
			case r.n > 0:
				// Several at once, to be quick.
				k := min(r.n, 4096)
				r.rest, r.n = strings.Repeat(r.body, k), r.n-k
			case r.tail != "":
				r.rest, r.tail = r.tail, ""
			default:
				return n, io.EOF
			}
		}
		k := copy(p[n:], r.rest)
		r.rest = r.rest[k:]
		n += k
	}
	return n, nil
}

func TestBombsAreSkippedInBoundedMemory(t *testing.T) {
	const big = 10_000_000
	for _, c := range []struct {
		name   string
		stream repeater
		lim    Limits
		limit  string // "" if the stream is to be refused
	}{
		{"arrays 1e5 deep", repeater{body: "*1\r\n", n: 100_000, tail: ":1\r\n"}, Limits{}, "Depth"},
		{"arrays 1e7 deep", repeater{body: "*1\r\n", n: big, tail: ":1\r\n"}, Limits{}, "Depth"},
		{"last elements 1e6 deep", repeater{body: "*3\r\n_\r\n+x\r\n", n: 1_000_000, tail: ":1\r\n"}, Limits{}, "Depth"},
		{"kinds mixed 1e6 deep", repeater{body: "%1\r\n:1\r\n~1\r\n>2\r\n+x\r\n*1\r\n", n: 250_000, tail: "_\r\n"}, Limits{}, "Depth"},
		{"attributes at the end of attributes", repeater{body: "|1\r\n+k\r\n*1\r\n", n: 10_000, head: "*1\r\n", tail: ":1\r\n" + strings.Repeat(":2\r\n", 10_000)}, Limits{}, "Depth"},
		{"arrays 1e5 deep with elements to come", repeater{body: "*2\r\n", n: 100_000, tail: ":1\r\n"}, Limits{}, ""},
		{"streamed arrays 1e6 deep", repeater{body: "*?\r\n", n: 1_000_000}, Limits{}, ""},
		{"attributes 1e6 deep", repeater{body: "|1\r\n", n: 1_000_000}, Limits{}, ""},
		{"endless attributes", repeater{body: "|1\r\n:1\r\n:1\r\n", n: 1_000_000, tail: ":1\r\n"}, Limits{Reply: 1 << 20}, "Reply"},
		{"endless streamed array", repeater{head: "*?\r\n", body: ":1\r\n", n: 1_000_000, tail: ".\r\n"}, Limits{Reply: 1 << 20}, "Reply"},
		{"endless chunks", repeater{head: "$?\r\n", body: ";1\r\nx\r\n", n: 1_000_000}, Limits{Bulk: 1 << 14}, ""},
		{"chunks over the limit Reply", repeater{head: "$?\r\n", body: ";1\r\nx\r\n", n: 1_000_000, tail: ";0\r\n"}, Limits{Reply: 1 << 20}, "Reply"},
		{"large string", repeater{head: "$100000000\r\n", body: "0123456789", n: big, tail: "\r\n"}, Limits{Reply: 1 << 20}, "Reply"},
		{"large array", repeater{head: "*1000000\r\n", body: "$1\r\nx\r\n", n: 1_000_000}, Limits{Reply: 1 << 20}, "Reply"},
		{"line without end", repeater{head: "+", body: "x", n: big}, Limits{}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.stream.tail += next
			s := NewScanner(&c.stream, c.lim)
			_, err := s.Next()
			var limit *LimitError
			var syntax *SyntaxError
			switch {
			case c.limit != "" && !(errors.As(err, &limit) && limit.Limit == c.limit):
				t.Errorf("got %v, want a LimitError for %s", err, c.limit)
			case c.limit == "" && !errors.As(err, &syntax):
				t.Errorf("got %v, want a SyntaxError", err)
			}
			if c.limit != "" {
				if frame, err := s.Next(); string(frame) != next || err != nil {
					t.Errorf("then %q, %v", frame, err)
				}
			}
			if most := 8 << 20; c.lim.Reply == 0 && len(s.buf) > 256<<10 || len(s.buf) > most {
				t.Errorf("the buffer has grown to %d", len(s.buf))
			}
		})
	}
}

func TestHostileHeadersTakeNoMemory(t *testing.T) {
	var before, after runtime.MemStats
	for _, c := range wireCases {
		if len(c.wire) > 1000 || c.limit != "" {
			continue
		}
		wire := []byte(c.wire)
		runtime.ReadMemStats(&before)
		var f Framer
		f.Init(c.lim)
		f.Next(wire)
		var r Reader
		r.Reset(wire)
		r.Next()
		r.Skip()
		runtime.ReadMemStats(&after)
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 64<<10 {
			t.Errorf("%s: %d bytes allocated", c.name, grown)
		}
	}
}

func TestFramerAllocatesNothing(t *testing.T) {
	for _, w := range benchWires {
		var f Framer
		wire := []byte(w.wire)
		half := len(wire) / 2
		allocs := testing.AllocsPerRun(10, func() {
			if n, err := f.Next(wire); n != len(wire) || err != nil {
				t.Fatal(n, err)
			}
			if n, err := f.Next(wire[:half]); n != 0 || err != nil {
				t.Fatal(n, err)
			}
			if n, err := f.Next(wire); n != len(wire) || err != nil {
				t.Fatal(n, err)
			}
		})
		if allocs != 0 {
			t.Errorf("%s: %v allocations", w.name, allocs)
		}
	}
}

func TestFramerDropsALargeStack(t *testing.T) {
	var f Framer
	wire := []byte(nested("*2\r\n", 5000, ":1\r\n", ":1\r\n"))
	if n, _ := f.Next(wire); n != len(wire) {
		t.Fatalf("got %d of %d", n, len(wire))
	}
	if cap(f.stack) > keepLevels {
		t.Errorf("a stack of %d levels is kept", cap(f.stack))
	}
}

func TestLimitsDefaultAndMaximum(t *testing.T) {
	want := Limits{Bulk: 512 << 20, Reply: 1 << 30, Elements: 1 << 27, Depth: 128, Line: 64 << 10}
	if got := (Limits{}).resolved(); got != want {
		t.Errorf("defaults are %+v", got)
	}
	if got := (Limits{Bulk: -1, Reply: -1, Elements: -1, Depth: -1, Line: -1}).resolved(); got != want {
		t.Errorf("negative limits are %+v", got)
	}
	// The greatest limits let nothing overflow.
	most := Limits{Bulk: math.MaxInt64, Reply: math.MaxInt64, Elements: math.MaxInt, Depth: math.MaxInt, Line: math.MaxInt}
	for _, header := range []string{"$", "!", "=", "*", "~", ">", "%", "|", "$?\r\n;"} {
		for _, number := range []string{"1152921504606846976", "1152921504606846977", "9223372036854775807", "18446744073709551615"} {
			for _, before := range []string{"", "*1\r\n", "$9\r\n012345678\r\n"} {
				var f Framer
				f.Init(most)
				wire := before + header + number + "\r\nx"
				if strings.HasPrefix(before, "$") {
					f.Next([]byte(before))
					wire = wire[len(before):]
				}
				n, err := f.Next([]byte(wire))
				if n != 0 || f.Missing() < 1 || f.Whole() < 0 || f.Skip() < 0 {
					t.Errorf("%q: size %d, error %v, Missing %d, Whole %d", wire, n, err, f.Missing(), f.Whole())
				}
			}
		}
	}
}

func TestSizeOverTheLimitCountsWhatWasDropped(t *testing.T) {
	// The base moves with what is dropped, so that offsets stay those of the stream.
	events, most := feed(t, Limits{Reply: 100}, append(pieces("*1000\r\n"+manyOnes+next, 10), ":x\r\n")...)
	if len(events) != 3 || events[0].Size != int64(len("*1000\r\n"+manyOnes)) || events[1].Frame != next ||
		events[2].Offset != events[0].Size+int64(len(next))+1 {
		t.Errorf("got %+v", events)
	}
	if most > 120 {
		t.Errorf("%d bytes were kept of a reply that is over a limit of 100", most)
	}
}

func TestInitForgetsTheStreamBefore(t *testing.T) {
	var f Framer
	for _, c := range wireCases {
		f.Init(Limits{})
		f.Next([]byte(c.wire[:len(c.wire)/2]))
		f.Init(c.lim)
		size, err := f.Next([]byte(c.wire))
		var syntax *SyntaxError
		switch {
		case c.want != "" && (size != len(c.wire) || err != nil),
			c.reason != "" && !(errors.As(err, &syntax) && syntax.Offset == c.at):
			t.Errorf("%s: size %d, error %v", c.name, size, err)
		}
	}
}
