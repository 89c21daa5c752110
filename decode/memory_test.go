package decode_test

import (
	"bytes"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// within reports whether p points into b.
func inside(b []byte, p unsafe.Pointer) bool {
	from := uintptr(unsafe.Pointer(unsafe.SliceData(b)))
	return from <= uintptr(p) && uintptr(p) < from+uintptr(len(b))
}

func TestResultsOutliveTheFrame(t *testing.T) {
	type all struct {
		S  string
		B  []byte
		L  []string
		M  map[string]string
		O  opt[string]
		A  any
		SC []scored
		N  myString
		T  byText
	}
	frame := spellings[0].frame(dict{
		"S", "string", "B", "bytes", "L", arr{"list", "of"}, "M", dict{"key", "value"}, "O", "optional",
		"A", arr{"any", dict{"k", "v"}}, "SC", scores{"member", 1.5}, "N", "named", "T", "text", "large", strings.Repeat("x", 1000),
	})
	var got all
	if err := decode.Unmarshal(frame, &got, nil); err != nil {
		t.Fatal(err)
	}
	before := fmt.Sprintf("%+v", got)
	clear(frame)
	if after := fmt.Sprintf("%+v", got); after != before {
		t.Errorf("the result changed with the frame:\n%s\n%s", before, after)
	}
}

func TestLargeStringsOfOwnedFramesAreNotCopied(t *testing.T) {
	large, small := strings.Repeat("x", 16<<10), strings.Repeat("x", 16<<10-1)
	for _, row := range []struct {
		name    string
		frame   []byte
		owned   bool
		aliases bool
	}{
		{"large", resp.AppendBulkString(nil, large), true, true},
		{"large verbatim", resp.AppendVerbatim(nil, "txt", large), true, true},
		{"large, not owned", resp.AppendBulkString(nil, large), false, false},
		{"small", resp.AppendBulkString(nil, small), true, false},
		{"attribute before it", append([]byte("|1\r\n+ttl\r\n:5\r\n"), resp.AppendBulkString(nil, large)...), true, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			read := func() *decode.Reader {
				r := &decode.Reader{Owned: row.owned}
				r.Reset(row.frame)
				return r
			}
			var s string
			if err := decode.String(read(), &s); err != nil {
				t.Fatal(err)
			}
			if got := inside(row.frame, unsafe.Pointer(unsafe.StringData(s))); got != row.aliases {
				t.Errorf("string aliases the frame: %v", got)
			}
			var b []byte
			if err := decode.Bytes(read(), &b); err != nil {
				t.Fatal(err)
			}
			if got := inside(row.frame, unsafe.Pointer(unsafe.SliceData(b))); got != row.aliases {
				t.Errorf("slice aliases the frame: %v", got)
			}
			if row.aliases && cap(b) != len(b) {
				t.Errorf("capacity %d of %d reaches into the frame", cap(b), len(b))
			}
			b = make([]byte, 0, len(row.frame))
			if err := decode.Bytes(read(), &b); err != nil || inside(row.frame, unsafe.Pointer(unsafe.SliceData(b))) {
				t.Errorf("a slice with room was not used: %v", err)
			}
			if v, ok, err := decode.Direct[decode.Optional[[]byte]](read()); !ok || err != nil ||
				inside(row.frame, unsafe.Pointer(unsafe.SliceData(v.Value()))) != row.aliases {
				t.Errorf("optional slice: %v", err)
			}
		})
	}
	// Kept, a part of a reply would keep all of it.
	frame := resp.AppendBulkString(resp.AppendBulkString(resp.AppendArrayHeader(nil, 2), large), large)
	r := &decode.Reader{Owned: true}
	r.Reset(frame)
	var list []string
	if err := decode.Of[[]string]()(r, &list); err != nil {
		t.Fatal(err)
	}
	for i, s := range list {
		if inside(frame, unsafe.Pointer(unsafe.StringData(s))) {
			t.Errorf("element %d aliases the frame", i)
		}
	}
}

// into decodes two replies in turn into the same T.
func into[T any](t *testing.T, first, second any, want T) T {
	t.Helper()
	var v T
	for _, reply := range []any{first, second} {
		if err := decode.Unmarshal(spellings[0].frame(reply), &v, nil); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, v, comparer); diff != "" {
		t.Errorf("%T (-want +got):\n%s", v, diff)
	}
	return v
}

func TestReuseLeavesNothingBehind(t *testing.T) {
	into(t, arr{1, 2, 3}, arr{4}, []int64{4})
	into(t, arr{1, 2, 3}, arr{}, []int64{})
	into(t, arr{1}, arr{4, 5, 6}, []int64{4, 5, 6})
	into(t, arr{1, 2}, arr{4}, myInts{4})
	into(t, arr{arr{1, 2}, arr{3}}, arr{arr{}, arr{4, 5}, arr{6}}, matrix{{}, {4, 5}, {6}})
	into(t, arr{nil, "b"}, arr{"a", nil}, []opt[string]{decode.Some("a"), {}})
	into(t, arr{dict{"X", 1, "Y", 1}}, arr{dict{"Y", 2}, dict{"X", 3}}, []point{{Y: 2}, {X: 3}})
	into(t, dict{"a", "1", "b", "2"}, dict{"b", "3"}, map[string]string{"b": "3"})
	into(t, dict{"a", 1, "b", 2}, dict{"b", 3}, myMap{"b": 3})
	into(t, set{"a"}, set{"b"}, map[string]struct{}{"b": {}})
	into(t, set{"a"}, set{"b"}, mySet{"b": {}})
	into(t, dict{"a", dict{"X", 1, "Y", 1}}, dict{"a", dict{"Y", 2}}, map[string]point{"a": {Y: 2}})
	into(t, "long string", "x", []byte("x"))
	into(t, "x", "", []byte{})
	into(t, arr{"k", arr{1, 2}}, nil, opt[decode.Pair[string, []int]]{})
	into(t, arr{1, 2}, "long", any("long"))
	into(t, 5, nil, (*int)(nil))
	into(t, math.Inf(1), 2, 2.0)
}

func TestSlicesKeepTheirCapacity(t *testing.T) {
	list := make([]int64, 0, 10)
	nested := make(matrix, 1, 4)
	nested[0] = make([]int, 3, 8)
	stale := nested[:4]
	stale[3] = []int{9, 9}
	for _, err := range []error{
		decode.Unmarshal(spellings[0].frame(arr{1, 2, 3}), &list, nil),
		decode.Unmarshal(spellings[0].frame(arr{arr{1}, arr{2}, arr{3}, arr{}}), &nested, nil),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if cap(list) != 10 || cap(nested) != 4 || cap(nested[0]) != 8 {
		t.Errorf("capacities %d, %d, %d", cap(list), cap(nested), cap(nested[0]))
	}
	if nested[3] == nil || cap(nested[3]) != 0 {
		t.Errorf("what lay behind the slice was used: %v", nested)
	}
}

func TestPointersAreWrittenThrough(t *testing.T) {
	p, boss := ptr(1), ptr("old")
	v := struct {
		P *int
		B *string
	}{p, boss}
	if err := decode.Unmarshal(spellings[0].frame(dict{"P", 5, "B", nil}), &v, nil); err != nil {
		t.Fatal(err)
	}
	if v.P != p || *p != 5 || v.B != nil || *boss != "old" {
		t.Errorf("%v %d %v %s", v, *p, v.B, *boss)
	}
}

// A header may declare more than there is, and large elements far more memory
// than the frame is long.
func TestMemoryFollowsWhatWasReceived(t *testing.T) {
	type big [1 << 16]int64
	elements := bytes.Repeat([]byte("_\r\n"), 100_000)
	frame := append(resp.AppendArrayHeader(nil, 100_000), elements...)
	allocated := func(f func()) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f()
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	for name, f := range map[string]func(){
		"large elements": func() {
			if err := decode.Unmarshal(frame, new([]big), nil); err == nil {
				t.Error("no error")
			}
		},
		"large elements, combinator": func() { decodeBy(decode.Slice(decode.Of[big]()), frame, new([]big), nil) },
		"large values of a map":      func() { decode.Unmarshal(frame, new(map[string]big), nil) },
		"headers in headers": func() {
			var b []byte
			for range 500 {
				b = resp.AppendArrayHeader(b, 90_000)
			}
			if err := decode.Unmarshal(append(b, elements...), new(any), nil); err == nil {
				t.Error("no error")
			}
			if err := decode.Unmarshal(append(b, elements...), new(tree), nil); err == nil {
				t.Error("no error")
			}
		},
	} {
		if n := allocated(f); n > 64<<20 {
			t.Errorf("%s: %d MiB for a frame of %d KiB", name, n>>20, len(frame)>>10)
		}
	}
}

func allocations[T any](t *testing.T, name string, frame []byte, fresh, reused float64) {
	t.Helper()
	dec, err := decode.For[T]()
	if err != nil {
		t.Fatal(err)
	}
	r, dst := new(decode.Reader), new(T)
	decode := func() {
		r.Reset(frame)
		if err := dec(r, dst); err != nil {
			t.Fatal(err)
		}
	}
	if n := testing.AllocsPerRun(20, func() { *dst = *new(T); decode() }); n > fresh {
		t.Errorf("%s, fresh: %v allocations, want %v", name, n, fresh)
	}
	if n := testing.AllocsPerRun(20, decode); n > reused {
		t.Errorf("%s, reused: %v allocations, want %v", name, n, reused)
	}
}

func TestAllocations(t *testing.T) {
	type numbers struct {
		A int64
		B float64
		C uint8
		D bool
		E opt[int]
		F *int32
		*Counts
	}
	allocations[[]int64](t, "[]int64", ints(1000), 1, 0)
	allocations[[]float64](t, "[]float64", ints(1000), 1, 0)
	allocations[[]myInt64](t, "slice of a named type", ints(1000), 1, 0)
	allocations[[1000]int](t, "array", ints(1000), 0, 0)
	allocations[[]string](t, "[]string", ints(1000), 4, 3)
	allocations[[]decode.Optional[int64]](t, "[]Optional[int64]", ints(1000), 1, 0)
	allocations[[]decode.Pair[int, int]](t, "[]Pair", ints(1000), 1, 0)
	allocations[map[int]int](t, "map[int]int", ints(16), 6, 2)
	allocations[numbers](t, "struct of numbers", spellings[0].frame(dict{
		"A", "1", "B", "2.5", "C", 3, "D", 1, "E", "5", "F", 6, "X", "7", "unknown", "text",
	}), 2, 0)
	allocations[row12](t, "struct with strings", row12Frame(), 1, 1)
	texts := textMap(100, func(b []byte, i int) []byte { return resp.AppendBulkInt(b, int64(i)) })
	allocations[map[string]string](t, "map[string]string", texts, 7, 2)
	allocations[map[string]int64](t, "map[string]int64", texts, 7, 2)
}

type myInt64 int64

type Counts struct{ X int }
