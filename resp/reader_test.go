package resp

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReaderVisitsAllValues(t *testing.T) {
	for _, c := range wireCases {
		if c.want == "" && c.limit == "" {
			continue
		}
		want := judge(c.wire, c.lim).tree
		t.Run(c.name, func(t *testing.T) {
			var r Reader
			r.KeepAttributes(true)
			r.Reset([]byte(c.wire))
			got, err := readTree(&r)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := got.String(), want.String(); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
			if r.Offset() != len(c.wire) {
				t.Errorf("stopped at %d of %d", r.Offset(), len(c.wire))
			}
			if _, err := r.Next(); err == nil || r.Peek() != 0 {
				t.Errorf("behind the frame Next gives %v, Peek %v", err, r.Peek())
			}

			r.KeepAttributes(false)
			r.Reset([]byte(c.wire))
			got, err = readTree(&r)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := got.String(), want.withoutAttributes().String(); got != want {
				t.Errorf("without attributes\ngot  %s\nwant %s", got, want)
			}
			if k := FrameKind([]byte(c.wire)); k != want.kind {
				t.Errorf("FrameKind is %v, want %v", k, want.kind)
			}
		})
	}
}

func (v tree) withoutAttributes() tree {
	v.attrs = nil
	v.elems = slices.Clone(v.elems)
	for i, e := range v.elems {
		v.elems[i] = e.withoutAttributes()
	}
	return v
}

func TestReaderSkipsWholeValues(t *testing.T) {
	for _, c := range wireCases {
		if c.want == "" && c.limit == "" {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			var r Reader
			r.Reset([]byte(c.wire + next))
			if err := r.Skip(); err != nil || r.Offset() != len(c.wire) {
				t.Errorf("Skip stopped at %d of %d, error %v", r.Offset(), len(c.wire), err)
			}
			r.Reset([]byte(next + c.wire + next))
			if _, err := r.Next(); err != nil {
				t.Fatal(err)
			}
			if raw, err := r.Raw(); err != nil || string(raw) != c.wire {
				t.Errorf("Raw gave %q, error %v", raw, err)
			}
			if v, err := r.Next(); err != nil || string(v.Bytes) != "NEXT" {
				t.Errorf("then came %q, error %v", v.Bytes, err)
			}
		})
	}
}

func TestReaderNeverPanicsOnBrokenFrames(t *testing.T) {
	for _, c := range wireCases {
		if len(c.wire) > 300 {
			exercise(t, []byte(c.wire))
			continue
		}
		for i := range c.wire {
			exercise(t, []byte(c.wire[:i]))
			exercise(t, []byte(c.wire[i:]))
		}
	}
}

// exercise uses all of a Reader on any bytes.
func exercise(t testing.TB, frame []byte) {
	t.Helper()
	for _, keep := range []bool{false, true} {
		var r Reader
		r.KeepAttributes(keep)
		r.Reset(frame)
		for n := 0; ; n++ {
			from := r.Offset()
			k := r.Peek()
			skip, raw := r, r
			if n < 50 { // more would take time quadratic in the size of the frame
				skipErr := skip.Skip()
				b, rawErr := raw.Raw()
				if (skipErr == nil) != (rawErr == nil) || skipErr == nil && len(b) != skip.Offset()-from {
					t.Fatalf("at %d of %q Skip gives %v, Raw %q and %v", from, frame, skipErr, b, rawErr)
				}
			}
			if r.End() {
				continue
			}
			v, err := r.Next()
			if err != nil {
				var syntax *SyntaxError
				if !errors.As(err, &syntax) || syntax.Offset < 0 || syntax.Offset > int64(len(frame)) || syntax.Error() == "" {
					t.Fatalf("at %d of %q: %v", from, frame, err)
				}
				break
			}
			if k != v.Kind || v.Kind.IsAggregate() != (v.Len != 0) && v.Len != 0 {
				t.Fatalf("at %d of %q Peek gives %v, Next %+v", from, frame, k, v)
			}
			if r.Offset() <= from || r.Offset() > len(frame) {
				t.Fatalf("at %d of %q Next goes to %d", from, frame, r.Offset())
			}
			if v.Len > (len(frame)-r.Offset())/3 {
				t.Fatalf("at %d of %q Len is %d", from, frame, v.Len)
			}
			if r.Text(v.Bytes) != string(v.Bytes) {
				t.Fatalf("Text of %q is another", v.Bytes)
			}
		}
	}
	FrameKind(frame)
}

func TestReaderBytesCannotReachTheirNeighbours(t *testing.T) {
	for _, wire := range []string{"$1\r\na\r\n", "$100\r\n" + long[:100] + "\r\n", "+a\r\n", ":1\r\n", ",1\r\n", "(1\r\n",
		"-a\r\n", "!1\r\na\r\n", "=5\r\ntxt:a\r\n", "#t\r\n", "$?\r\n;1\r\na\r\n;0\r\n"} {
		frame := []byte(wire + next)
		var r Reader
		r.Reset(frame)
		v, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		_ = append(v.Bytes, "XX"...)
		if string(frame) != wire+next {
			t.Errorf("an append to the bytes of %q wrote into the frame", wire)
		}
	}
}

func TestReaderAllocatesNothing(t *testing.T) {
	for _, w := range benchWires {
		var r Reader
		frame := []byte(w.wire)
		allocs := testing.AllocsPerRun(10, func() {
			r.Reset(frame)
			for r.Offset() < len(frame) {
				if _, err := r.Next(); err != nil {
					t.Fatal(err)
				}
			}
			r.Reset(frame)
			if _, err := r.Raw(); err != nil {
				t.Fatal(err)
			}
		})
		if allocs != 0 {
			t.Errorf("%s: %v allocations", w.name, allocs)
		}
	}
	one := []byte("$?\r\n;4\r\nHell\r\n;0\r\n")
	if n := testing.AllocsPerRun(10, func() {
		var r Reader
		r.Reset(one)
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("streamed string of one chunk: %v allocations", n)
	}
}

func TestTextSharesBlocks(t *testing.T) {
	frame := AppendArrayHeader(nil, 1000)
	var want []string
	for i := range 1000 {
		s := strings.Repeat(string(rune('a'+i%26)), i%40)
		want = append(want, s)
		frame = AppendBulkString(frame, s)
	}
	var r Reader
	got := make([]string, 0, 1000)
	read := func() {
		got = got[:0]
		r.Reset(frame)
		head, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		for n := head.Len; r.More(&n); {
			v, err := r.Next()
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, r.Text(v.Bytes))
		}
	}
	allocs := testing.AllocsPerRun(10, read)
	if most := float64(len(frame)/blockSize + 2); allocs > most {
		t.Errorf("%v allocations for %d bytes, want at most %v", allocs, len(frame), most)
	}
	clear(frame) // the strings do not depend on it
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTextTakesNoMoreThanItNeeds(t *testing.T) {
	var r Reader
	for _, size := range []int{0, 1, 2, 16, 256, 257, 5000} {
		r.Reset(AppendBulkString(nil, long[:size]))
		v, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Text(v.Bytes); got != long[:size] || len(r.block) > 0 {
			t.Errorf("for a frame of one string of %d there is a block of %d", size, len(r.block))
		}
	}
	// A long string does not end the block that its neighbours share.
	frame := AppendArrayHeader(nil, 3)
	for _, s := range []string{"ab", long[:5000], "cd"} {
		frame = AppendBulkString(frame, s)
	}
	r.Reset(frame)
	allocs := testing.AllocsPerRun(10, func() {
		r.Reset(frame)
		r.Next()
		for range 3 {
			v, err := r.Next()
			if err != nil {
				t.Fatal(err)
			}
			r.Text(v.Bytes)
		}
	})
	if allocs > 2 {
		t.Errorf("%v allocations, want 2", allocs)
	}
}

func TestTextsOfCopiesDoNotOverlap(t *testing.T) {
	frame := AppendArrayHeader(nil, 4)
	for _, s := range []string{"zero", "one", "two", "three"} {
		frame = AppendBulkString(frame, s)
	}
	var r Reader
	r.Reset(frame)
	text := func(r *Reader) string {
		v, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		return r.Text(v.Bytes)
	}
	r.Next()
	zero := text(&r)
	ahead, behind := r, r
	got := []string{zero, text(&ahead), text(&behind), text(&ahead), text(&behind), text(&behind)}
	if diff := cmp.Diff([]string{"zero", "one", "one", "two", "two", "three"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPeekDoesNotMove(t *testing.T) {
	var r Reader
	r.Reset([]byte("|1\r\n+k\r\n:1\r\n$-1\r\n"))
	if k := r.Peek(); k != Null || r.Offset() != 0 {
		t.Errorf("Peek gives %v and stands at %d", k, r.Offset())
	}
	r.KeepAttributes(true)
	if k := r.Peek(); k != Attribute {
		t.Errorf("Peek gives %v", k)
	}
}

func TestLenIsBoundedByTheFrame(t *testing.T) {
	for _, wire := range []string{"*134217728\r\n", "%67108864\r\n", "*4\r\n:1\r\n:1\r\n", "%99999\r\n:1\r\n", "|9999\r\n:1\r\n",
		"*9223372036854775807\r\n", "%9223372036854775807\r\n"} {
		var r Reader
		r.KeepAttributes(true)
		r.Reset([]byte(wire))
		var syntax *SyntaxError
		if v, err := r.Next(); !errors.As(err, &syntax) || syntax.Reason != reasonHeader {
			t.Errorf("%q gives %+v, %v", wire, v, err)
		}
	}
}
