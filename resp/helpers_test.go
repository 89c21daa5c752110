package resp

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// An event is what a Framer has found: a frame, one that was skipped, or the end of the
// stream.
type event struct {
	Frame  string // of a frame
	Limit  string // of one that was skipped
	Kind   Kind   // of one that was skipped
	Size   int64  // of one that was skipped, with what was dropped of it before
	Reason string // of the end of the stream
	Offset int64
	Found  byte
}

// feed gives the pieces of a stream to a Framer, as a connection would, and returns what it
// found. Each call of Next gets memory of its own, and what the Framer promises between the
// calls is checked. most is how many bytes were kept at the most.
func feed(t testing.TB, lim Limits, pieces ...string) (events []event, most int) {
	t.Helper()
	var f Framer
	if lim != (Limits{}) {
		f.Init(lim) // else its zero value is to do
	}
	var buf []byte
	dropped := int64(0) // of the current reply
	whole, atLeast := 0, 0
	for _, piece := range pieces {
		buf = append(buf, piece...)
		most = max(most, len(buf))
		for {
			own := append(make([]byte, 0, len(buf)), buf...)
			size, err := f.Next(own)
			if size < 0 || size > len(own) {
				t.Fatalf("Next(%d bytes) gave size %d", len(own), size)
			}
			if size > 0 && dropped == 0 && (size < atLeast || whole > 0 && size != whole) {
				t.Fatalf("frame of %d bytes: Missing had promised at least %d, Whole %d", size, atLeast, whole)
			}
			switch e := err.(type) {
			case nil:
				if size > 0 {
					if dropped > 0 {
						t.Fatal("a frame of which Skip has dropped parts was given as whole")
					}
					events = append(events, event{Frame: string(own[:size])})
				}
			case *LimitError:
				if size == 0 {
					t.Fatalf("size 0 with %v", err)
				}
				events = append(events, event{Limit: e.Limit, Kind: e.Kind, Size: dropped + int64(size)})
			case *SyntaxError:
				if size > 0 {
					t.Fatalf("size %d with %v", size, err)
				}
				if _, again := f.Next(own); again != err {
					t.Fatalf("%v is not sticky: then %v", err, again)
				}
				if f.Skip() != 0 || f.Whole() != 0 || f.Missing() != 1 {
					t.Fatal("a dead Framer still promises something")
				}
				return append(events, event{Reason: e.Reason, Offset: e.Offset, Found: e.Found}), most
			default:
				t.Fatalf("error %T: %v", err, err)
			}
			if size > 0 {
				buf = buf[size:]
				dropped, whole, atLeast = 0, 0, 0
				continue
			}
			if f.Missing() < 1 {
				t.Fatalf("Missing is %d", f.Missing())
			}
			atLeast = max(atLeast, len(buf)+f.Missing())
			if w := f.Whole(); w > 0 {
				if w != len(buf)+f.Missing() {
					t.Fatalf("of %d bytes Missing is %d and Whole is %d", len(buf), f.Missing(), w)
				}
				whole = w
			} else if whole > 0 {
				t.Fatal("Whole was known, and is not any more")
			}
			n := f.Skip()
			if n < 0 || n > len(buf) || f.Skip() != 0 {
				t.Fatalf("Skip of %d in %d bytes, then %d", n, len(buf), f.Skip())
			}
			if n > 0 {
				atLeast = 0
			}
			dropped += int64(n)
			buf = buf[n:]
			break
		}
	}
	return events, most
}

// pieces cuts s into pieces of n bytes.
func pieces(s string, n int) []string {
	var p []string
	for len(s) > n {
		p = append(p, s[:n])
		s = s[n:]
	}
	return append(p, s)
}

// render gives a tree as text: `*[$"a" :"1"]`.
func (v tree) render(b *strings.Builder) {
	for _, attr := range v.attrs {
		b.WriteByte('|')
		renderAll(b, attr)
	}
	b.WriteByte(byte(v.kind))
	switch {
	case v.streamed:
		b.WriteByte('?')
		fallthrough
	case v.kind.IsAggregate():
		renderAll(b, v.elems)
	case v.kind == VerbatimString:
		b.WriteString(strconv.Quote(v.format + ":" + v.text))
	case v.kind != Null:
		b.WriteString(strconv.Quote(v.text))
	}
}

func renderAll(b *strings.Builder, elems []tree) {
	b.WriteByte('[')
	for i, e := range elems {
		if i > 0 {
			b.WriteByte(' ')
		}
		e.render(b)
	}
	b.WriteByte(']')
}

func (v tree) String() string {
	var b strings.Builder
	v.render(&b)
	return b.String()
}

// readTree reads one value and all that belongs to it.
func readTree(r *Reader) (v tree, err error) {
	for {
		peeked := r.Peek()
		val, err := r.Next()
		if err != nil {
			return v, err
		}
		if peeked != val.Kind {
			return v, fmt.Errorf("Peek gave %v, Next %v", peeked, val.Kind)
		}
		switch {
		case val.Kind == Attribute:
			elems, err := readElems(r, val.Len)
			if err != nil {
				return v, err
			}
			v.attrs = append(v.attrs, elems)
			continue
		case val.Kind.IsAggregate():
			v.kind, v.streamed = val.Kind, val.Len < 0
			v.elems, err = readElems(r, val.Len)
			return v, err
		}
		v.kind, v.text = val.Kind, string(val.Bytes)
		if val.Kind == VerbatimString {
			f := r.Format()
			v.format = string(f[:])
		}
		return v, nil
	}
}

func readElems(r *Reader, n int) (elems []tree, err error) {
	for r.More(&n) {
		e, err := readTree(r)
		if err != nil {
			return nil, err
		}
		elems = append(elems, e)
	}
	return elems, nil
}
