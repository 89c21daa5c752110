package resp

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fuzzLimits are the limits that the fuzz targets choose from by a byte of their input.
var fuzzLimits = []Limits{
	{},
	{Bulk: 5, Reply: 40, Elements: 5, Depth: 3, Line: 6},
	{Depth: 2},
	{Reply: 20},
	{Elements: 3, Bulk: 8, Line: 200},
}

// fuzzMost is the greatest input that is looked at; beyond it the reference is too slow.
const fuzzMost = 4 << 10

// seed adds the table, and sequences of its rows.
func seed(f *testing.F, add func(wire []byte, limits byte)) {
	var all []byte
	for _, c := range wireCases {
		if len(c.wire) > fuzzMost {
			continue
		}
		add([]byte(c.wire), 0)
		if c.lim != (Limits{}) {
			for i := range fuzzLimits {
				add([]byte(c.wire), byte(i))
			}
		}
		if c.want != "" && len(c.wire) < 100 {
			all = append(all, c.wire...)
		}
	}
	add(all, 0)
	add(all, 3)
}

// judgeAll gives what a Framer is to find in a stream, by the reference.
func judgeAll(in string, lim Limits) (events []event, trees []tree) {
	for at := 0; ; {
		v := judge(in[at:], lim)
		switch {
		case v.reason != "":
			bad := at + v.offset
			return append(events, event{Reason: v.reason, Offset: int64(bad), Found: in[bad]}), trees
		case v.size == 0:
			return events, trees
		case v.limit != "":
			events = append(events, event{Limit: v.limit, Kind: v.tree.kind, Size: int64(v.size)})
		default:
			events = append(events, event{Frame: in[at : at+v.size]})
		}
		trees = append(trees, v.tree)
		at += v.size
	}
}

// FuzzFramer: what the Framer finds is what the reference finds, frame by frame, with the
// same offset and reason of an error.
func FuzzFramer(f *testing.F) {
	seed(f, func(wire []byte, limits byte) { f.Add(wire, limits) })
	f.Fuzz(func(t *testing.T, wire []byte, limits byte) {
		if len(wire) > fuzzMost {
			t.Skip()
		}
		lim := fuzzLimits[int(limits)%len(fuzzLimits)]
		want, _ := judgeAll(string(wire), lim)
		got, _ := feed(t, lim, string(wire))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q with %+v (-reference +Framer):\n%s", wire, lim, diff)
		}
	})
}

// FuzzSplit: however a stream is cut, what is found is the same.
func FuzzSplit(f *testing.F) {
	seed(f, func(wire []byte, limits byte) {
		f.Add(wire, limits, uint64(1))
		f.Add(wire, limits, uint64(0xdeadbeef12345))
	})
	f.Fuzz(func(t *testing.T, wire []byte, limits byte, cuts uint64) {
		if len(wire) > fuzzMost {
			t.Skip()
		}
		lim := fuzzLimits[int(limits)%len(fuzzLimits)]
		want, _ := feed(t, lim, string(wire))
		var parts []string
		rest := string(wire)
		for rest != "" {
			cuts = cuts*6364136223846793005 + 1442695040888963407
			n := min(len(rest), 1+int(cuts>>60))
			if cuts>>56&15 == 0 {
				n = min(len(rest), 1+int(cuts>>48&255))
			}
			parts = append(parts, rest[:n])
			rest = rest[n:]
		}
		got, _ := feed(t, lim, parts...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-whole +split):\n%s", parts, diff)
		}
	})
}

// FuzzRoundTrip: what is read from a frame, appended again and read again, is equal.
func FuzzRoundTrip(f *testing.F) {
	seed(f, func(wire []byte, _ byte) { f.Add(wire) })
	f.Fuzz(func(t *testing.T, wire []byte) {
		if len(wire) > fuzzMost {
			t.Skip()
		}
		events, trees := judgeAll(string(wire), Limits{})
		for i, v := range trees {
			if events[i].Limit != "" {
				continue
			}
			again := v.append(nil)
			frames, _ := feed(t, Limits{}, string(again))
			if len(frames) != 1 || frames[0].Frame != string(again) {
				t.Fatalf("%q appended as %q is framed as %+v", events[i].Frame, again, frames)
			}
			var r Reader
			r.KeepAttributes(true)
			r.Reset(again)
			got, err := readTree(&r)
			if err != nil {
				t.Fatalf("%q appended as %q: %v", events[i].Frame, again, err)
			}
			if want := v.normal().String(); got.String() != want || r.Offset() != len(again) {
				t.Fatalf("%q appended as %q\nreads as %s\nwant     %s", events[i].Frame, again, got, want)
			}
		}
	})
}

// FuzzReader: the Reader takes any bytes without panicking, and finds in frames what the
// reference finds.
func FuzzReader(f *testing.F) {
	seed(f, func(wire []byte, _ byte) { f.Add(wire) })
	f.Fuzz(func(t *testing.T, wire []byte) {
		if len(wire) > fuzzMost {
			t.Skip()
		}
		exercise(t, wire)
		events, trees := judgeAll(string(wire), Limits{Depth: 1000})
		var r Reader
		for i, v := range trees {
			for _, keep := range []bool{true, false} {
				if !keep {
					v = v.withoutAttributes()
				}
				r.KeepAttributes(keep)
				r.Reset([]byte(events[i].Frame))
				got, err := readTree(&r)
				if err != nil {
					t.Fatalf("%q: %v", events[i].Frame, err)
				}
				if got.String() != v.String() || r.Offset() != len(events[i].Frame) {
					t.Fatalf("%q reads as %s, want %s", events[i].Frame, got, v)
				}
			}
			r.Reset([]byte(events[i].Frame))
			if err := r.Skip(); err != nil || r.Offset() != len(events[i].Frame) {
				t.Fatalf("%q is skipped to %d, error %v", events[i].Frame, r.Offset(), err)
			}
		}
	})
}
