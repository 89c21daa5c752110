package decode_test

import (
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// An attempt is what became of decoding a frame into a value of some type.
type attempt struct {
	target string // the type
	err    error
	again  error // of a second time, into what the first one left
}

func decodes[T any](frame []byte) attempt {
	var v T
	err := decode.Unmarshal(frame, &v, nil)
	return attempt{fmt.Sprintf("%T", v), err, decode.Unmarshal(frame, &v, nil)}
}

// check returns what is wrong with an attempt on a whole frame: a result or an
// error that says why there is none, nothing else may come.
func (a attempt) check() error {
	var mismatch *decode.MismatchError
	switch {
	case errorText(a.err) != errorText(a.again):
		return fmt.Errorf("%s: %v, then %v", a.target, a.err, a.again)
	case a.err == nil || a.err == decode.ErrNil:
		return nil
	case !errors.As(a.err, &mismatch) || a.err.Error() == "":
		return fmt.Errorf("%s: error %q is a %T", a.target, a.err, a.err)
	}
	return nil
}

var fuzzed = []func(frame []byte) attempt{
	decodes[string], decodes[[]byte], decodes[bool], decodes[int8], decodes[uint64], decodes[float32], decodes[float64],
	decodes[time.Time], decodes[big.Int], decodes[decode.OK], decodes[any], decodes[opt[string]], decodes[*int],
	decodes[[]int64], decodes[[]string], decodes[[]any], decodes[[3]int], decodes[[4]byte], decodes[[]opt[string]],
	decodes[map[string]string], decodes[map[string][]int], decodes[map[float64]any], decodes[map[any]int], decodes[myMap],
	decodes[map[string]struct{}], decodes[map[any]struct{}], decodes[mySet],
	decodes[pair], decodes[[]pair], decodes[[]scored], decodes[[]triple], decodes[opt[scored]], decodes[map[string][]scored],
	decodes[[]decode.Pair[pair, pair]], decodes[map[pair]int],
	decodes[point], decodes[user], decodes[strict], decodes[required], decodes[many], decodes[employee],
	decodes[tree], decodes[forest], decodes[circle], decodes[byReply], decodes[[]byReply],
}

// seeds are replies of many shapes.
var seeds = []any{
	"text", 5, 1.5, nil, true, failure("ERR x"), arr{1, "a", nil}, dict{"X", 1, "Y", 2}, set{"a"}, scores{"a", 1.5},
	streams{"k", arr{1, arr{}}}, arr{arr{arr{}}}, dict{"Boss", dict{"Name", "x"}}, arr{"id", 1, "by", "x"}, row12Reply,
	arr{failure("ERR x")}, dict{arr{}, 1}, huge("123456789012345678901234567890"), "2026-01-02T03:04:05Z",
}

func FuzzDecode(f *testing.F) {
	for _, reply := range seeds {
		for _, s := range spellings {
			f.Add(s.frame(reply))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var framer resp.Framer
		size, err := framer.Next(data)
		framed := err == nil && size > 0
		if framed {
			data = data[:size]
		}
		before := string(data)
		for _, try := range fuzzed {
			if a := try(data); framed && a.check() != nil {
				t.Error(a.check())
			}
		}
		if string(data) != before {
			t.Error("the frame was changed")
		}
	})
}

func TestTruncatedFramesAreErrors(t *testing.T) {
	for _, reply := range seeds {
		for _, s := range spellings {
			frame := s.frame(reply)
			for n := range frame {
				for _, try := range fuzzed {
					if a := try(frame[:n:n]); a.err == nil {
						t.Errorf("%s of %q: no error", a.target, frame[:n])
					}
				}
			}
		}
	}
}

// everything has a field of each type that codec can write and decode can read.
type everything struct {
	String   string
	Bytes    []byte
	Array    [3]byte
	Bool     bool
	Int      int
	Int8     int8
	Int64    int64
	Uint16   uint16
	Uint64   uint64
	Float32  float32
	Float64  float64
	Time     time.Time
	Duration time.Duration
	Named    myInt8
	Pointer  *string
	Optional opt[int32]
	Text     time.Month
	Big      big.Int
}

// FuzzRoundTrip: what codec makes of a struct as the arguments of HSET, decode
// makes into the same struct as the reply of HGETALL.
func FuzzRoundTrip(f *testing.F) {
	f.Add("s", []byte("b"), true, int64(-5), uint64(5), 1.5, int64(1700000000), uint8(3))
	f.Add("", []byte{}, false, int64(0), uint64(0), 0.0, int64(0), uint8(0))
	f.Add("\r\n\x00", []byte{0xff}, true, int64(-1<<63), uint64(1<<64-1), 1e308, int64(-62135596800), uint8(255))
	f.Fuzz(func(t *testing.T, s string, b []byte, yes bool, i int64, u uint64, x float64, sec int64, flags uint8) {
		give := everything{
			String: s, Bytes: append([]byte{}, b...), Bool: yes, Int: int(i), Int8: int8(i), Int64: i, Uint16: uint16(u), Uint64: u,
			Float32: float32(x), Float64: x, Duration: time.Duration(i), Named: myInt8(u), Text: time.Month(flags),
			Time: time.Unix(sec%250000000000, i&0x1fffffff).In(time.FixedZone("", int(flags%24)*3600)),
		}
		if x != x {
			give.Float32, give.Float64 = 0, 0 // NaN is equal to nothing
		}
		if y := give.Time.Year(); y < 0 || y > 9999 {
			give.Time = time.Time{} // has no text form
		}
		copy(give.Array[:], s)
		give.Big.SetUint64(u)
		if flags&1 != 0 {
			give.Pointer = &s
		}
		if flags&2 != 0 {
			give.Optional = decode.Some(int32(i))
		}
		roundTrip(t, give)
		roundTrip(t, []string{s, ""})
		roundTrip(t, []int64{i, 0})
		roundTrip(t, map[string]uint64{s: u})
		roundTrip(t, []decode.Pair[string, uint64]{{s, u}, {"", 0}})
	})
}

// roundTrip writes give as arguments and reads them as a flat array, as a map
// and as the set of them.
func roundTrip[T any](t *testing.T, give T) {
	t.Helper()
	args, n, err := codec.AppendSpread(nil, give, nil)
	if err != nil {
		t.Fatalf("%T: %v", give, err)
	}
	headers := [][]byte{resp.AppendArrayHeader(nil, n)}
	if k := reflect.TypeFor[T]().Kind(); k == reflect.Map || k == reflect.Struct {
		headers = append(headers, resp.AppendMapHeader(nil, n/2))
	}
	for _, header := range headers {
		frame := append(header, args...)
		var got T
		if err := decode.Unmarshal(frame, &got, nil); err != nil {
			t.Fatalf("%q into a %T: %v", frame, got, err)
		}
		if diff := cmp.Diff(give, got, comparer); diff != "" {
			t.Errorf("%q into a %T (-want +got):\n%s", frame, got, diff)
		}
	}
}

func TestScoredGoesOutAsZADDTakesIt(t *testing.T) {
	b, n, err := codec.AppendSpread(nil, []scored{{"m", 1.5}, {"n", 2}}, nil)
	if want := "$3\r\n1.5\r\n$1\r\nm\r\n$1\r\n2\r\n$1\r\nn\r\n"; err != nil || n != 4 || string(b) != want {
		t.Errorf("%q, %d, %v", b, n, err)
	}
	b, n, err = codec.AppendSpread(nil, decode.Tuple3[float64, float64, string]{1.5, 2.5, "Palermo"}, nil)
	if want := "$3\r\n1.5\r\n$3\r\n2.5\r\n$7\r\nPalermo\r\n"; err != nil || n != 3 || string(b) != want {
		t.Errorf("%q, %d, %v", b, n, err)
	}
	b, n, err = codec.AppendSpread(nil, decode.Tuple4[int, int, int, int]{1, 2, 3, 4}, nil)
	if err != nil || n != 4 {
		t.Errorf("%q, %d, %v", b, n, err)
	}
	if _, err := codec.Append(nil, decode.None[int](), nil); !errors.Is(err, codec.ErrAbsent) {
		t.Errorf("None: %v", err)
	}
	b, err = codec.Append(nil, decode.Some(5), nil)
	if err != nil || string(b) != "$1\r\n5\r\n" {
		t.Errorf("Some: %q, %v", b, err)
	}
	for _, v := range []any{
		decode.Pair[chan int, int]{}, decode.Pair[int, chan int]{}, decode.Scored[chan int]{},
		decode.Tuple3[chan int, int, int]{}, decode.Tuple3[int, chan int, int]{}, decode.Tuple4[chan int, int, int, int]{},
		decode.Tuple4[int, chan int, int, int]{}, decode.Tuple4[int, int, chan int, int]{},
	} {
		if _, _, err := codec.AppendSpreadAny(nil, v, nil); !errors.Is(err, codec.ErrUnsupported) {
			t.Errorf("%T: %v", v, err)
		}
	}
}
