package resp

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

// Ints reads the same as Next and ParseInt, as far as it goes, and what it leaves is
// there for Next.
func TestIntsAgreesWithNext(t *testing.T) {
	spellings := []string{
		"0", "7", "10", "99", "12345", "1234567", "12345678", "99999999", "123456789", "9223372036854775807",
		"-1", "-12345678", "+5", "007", "00000000", "1/", "1:", "12a", "x", "", "1.5",
	}
	for range 2000 {
		var frame []byte
		var want []int64
		plain := true
		n := rand.IntN(6)
		for range n {
			s := spellings[rand.IntN(len(spellings))]
			if rand.IntN(2) == 0 {
				s = strconv.Itoa(rand.IntN(200_000_000))
			}
			if rand.IntN(3) == 0 {
				if v, ok := ParseInt([]byte(s)); ok {
					frame = AppendInteger(frame, v)
				} else {
					frame = AppendSimpleString(frame, s)
				}
			} else {
				frame = AppendBulkString(frame, s)
			}
		}
		frame = append(frame, "$12\r\nxxxxxxxxxxxx\r\n"...) // a list is rarely at the end of all memory
		var next, fast Reader
		next.Reset(frame)
		for range n {
			v, err := next.Next()
			if err != nil {
				t.Fatal(err)
			}
			i, ok := ParseInt(v.Bytes)
			if plain = plain && ok; plain {
				want = append(want, i)
			}
		}
		fast.Reset(frame)
		got := make([]int64, n)
		got = got[:fast.Ints(got)]
		if len(got) > len(want) || !slices.Equal(got, want[:len(got)]) {
			t.Fatalf("%q: got %v, want %v", frame, got, want)
		}
		next.Reset(frame)
		for range got {
			next.Next()
		}
		if next.Offset() != fast.Offset() {
			t.Fatalf("%q: at %d after %d integers, want %d", frame, fast.Offset(), len(got), next.Offset())
		}
	}
}

func TestIntsReadsPlainListsWhole(t *testing.T) {
	var frame []byte
	want := make([]int64, 500)
	for i := range want {
		want[i] = int64(i * i * 7)
		frame = AppendBulkInt(frame, want[i])
	}
	for i := range want {
		frame = AppendInteger(frame, want[i])
	}
	want = append(want, want...)
	var r Reader
	r.Reset(frame)
	got := make([]int64, len(want))
	n := r.Ints(got)
	if n < len(want)-2 || !slices.Equal(got[:n], want[:n]) {
		t.Errorf("read %d of %d", n, len(want))
	}
}

func BenchmarkInts(b *testing.B) {
	var frame []byte
	for i := range 1000 {
		frame = AppendBulkInt(frame, int64(i*997))
	}
	dst := make([]int64, 1000)
	var r Reader
	for b.Loop() {
		r.Reset(frame)
		r.Ints(dst)
	}
}
