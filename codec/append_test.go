package codec_test

import (
	"math"
	"math/big"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/codec"
)

type (
	namedString   string
	namedBytes    []byte
	namedBool     bool
	namedInt8     int8
	namedUint8    uint8
	namedUint64   uint64
	namedFloat32  float32
	namedDuration time.Duration
	namedArray    [3]byte
	pointer       *string
	user          struct {
		Name string
		Age  int
	}
)

// form is a value in one static type with the form it must have.
type form struct {
	name string
	want string
	ways []way
}

// way is one of the places the value may stand in.
type way struct {
	name   string
	encode func(b []byte, c codec.Codec) (out []byte, n int, err error)
	around []string // arguments before the value itself
}

func one(out []byte, err error) ([]byte, int, error) {
	if err != nil {
		return out, 0, err
	}
	return out, 1, nil
}

// formOf lists every way to encode v: a value has the same form wherever it
// stands.
func formOf[V any](name string, v V, want string) form {
	type holder struct{ F V }
	type pointerHolder struct{ F *V }
	p := &v
	return form{name, want, []way{
		{"Append", func(b []byte, c codec.Codec) ([]byte, int, error) { return one(codec.Append(b, v, c)) }, nil},
		{"Append of a pointer", func(b []byte, c codec.Codec) ([]byte, int, error) { return one(codec.Append(b, p, c)) }, nil},
		{"Append of a pointer to a pointer", func(b []byte, c codec.Codec) ([]byte, int, error) { return one(codec.Append(b, &p, c)) }, nil},
		{"Append of an any", func(b []byte, c codec.Codec) ([]byte, int, error) { return one(codec.Append[any](b, v, c)) }, nil},
		{"AppendAny", func(b []byte, c codec.Codec) ([]byte, int, error) { return one(codec.AppendAny(b, v, c)) }, nil},
		{"AppendAny of a pointer", func(b []byte, c codec.Codec) ([]byte, int, error) { return one(codec.AppendAny(b, p, c)) }, nil},
		{"slice", func(b []byte, c codec.Codec) ([]byte, int, error) { return codec.AppendSpread(b, []V{v}, c) }, nil},
		{"slice of any", func(b []byte, c codec.Codec) ([]byte, int, error) { return codec.AppendSpread(b, []any{v}, c) }, nil},
		{"slice of pointers", func(b []byte, c codec.Codec) ([]byte, int, error) { return codec.AppendSpread(b, []*V{p}, c) }, nil},
		{"slice, dynamic", func(b []byte, c codec.Codec) ([]byte, int, error) { return codec.AppendSpreadAny(b, []V{v}, c) }, nil},
		{"array", func(b []byte, c codec.Codec) ([]byte, int, error) { return codec.AppendSpread(b, [1]*V{&v}, c) }, nil},
		{"array, dynamic", func(b []byte, c codec.Codec) ([]byte, int, error) { return codec.AppendSpreadAny(b, [1]*V{&v}, c) }, nil},
		{"map", func(b []byte, c codec.Codec) ([]byte, int, error) {
			return codec.AppendSpread(b, map[string]V{"k": v}, c)
		}, []string{"k"}},
		{"map of any", func(b []byte, c codec.Codec) ([]byte, int, error) {
			return codec.AppendSpread(b, map[string]any{"k": v}, c)
		}, []string{"k"}},
		{"map with another key", func(b []byte, c codec.Codec) ([]byte, int, error) {
			return codec.AppendSpread(b, map[namedInt8]V{-3: v}, c)
		}, []string{"-3"}},
		{"field", func(b []byte, c codec.Codec) ([]byte, int, error) { return codec.AppendSpread(b, holder{v}, c) }, []string{"F"}},
		{"field of a struct behind a pointer", func(b []byte, c codec.Codec) ([]byte, int, error) {
			return codec.AppendSpread(b, &holder{v}, c)
		}, []string{"F"}},
		{"field, dynamic", func(b []byte, c codec.Codec) ([]byte, int, error) { return codec.AppendSpreadAny(b, holder{v}, c) }, []string{"F"}},
		{"pointer field", func(b []byte, c codec.Codec) ([]byte, int, error) {
			return codec.AppendSpread(b, pointerHolder{p}, c)
		}, []string{"F"}},
		{"promoted field", func(b []byte, c codec.Codec) ([]byte, int, error) {
			return codec.AppendSpread(b, holder3[V]{&Holder2[V]{v}}, c)
		}, []string{"F"}},
		{"iter.Seq", func(b []byte, c codec.Codec) ([]byte, int, error) {
			return codec.AppendSpread(b, slices.Values([]V{v}), c)
		}, nil},
		{"iter.Seq2", func(b []byte, c codec.Codec) ([]byte, int, error) {
			return codec.AppendSpread(b, slices.All([]V{v}), c)
		}, []string{"0"}},
		{"optional", func(b []byte, c codec.Codec) ([]byte, int, error) { return one(codec.Append(b, some(v), c)) }, nil},
		{"pair", func(b []byte, c codec.Codec) ([]byte, int, error) {
			return codec.AppendSpread(b, pair[string, V]{"k", v}, c)
		}, []string{"k"}},
	}}
}

// Holder2 and holder3 are what formOf needs and cannot declare.
type Holder2[V any] struct{ F V }

type holder3[V any] struct{ *Holder2[V] }

func TestFormIsTheSameWhereverAValueStands(t *testing.T) {
	utc := time.Date(2024, 2, 29, 23, 59, 59, 123456789, time.UTC)
	name := "ptr"
	forms := []form{
		formOf("string", "a\r\nb", "a\r\nb"),
		formOf("empty string", "", ""),
		formOf("invalid UTF-8", "\xff\x00", "\xff\x00"),
		formOf("bytes", []byte("x\x00y"), "x\x00y"),
		formOf("nil bytes", []byte(nil), ""),
		formOf("byte array", [4]byte{'a', 0, '\r', '\n'}, "a\x00\r\n"),
		formOf("named string", namedString("n"), "n"),
		formOf("named bytes", namedBytes("n"), "n"),
		formOf("named byte array", namedArray{1, 2, 3}, "\x01\x02\x03"),
		formOf("named pointer", pointer(&name), "ptr"),
		formOf("true", true, "1"),
		formOf("false", false, "0"),
		formOf("named bool", namedBool(true), "1"),
		formOf("int", int(-42), "-42"),
		formOf("int8", int8(math.MinInt8), "-128"),
		formOf("int16", int16(math.MinInt16), "-32768"),
		formOf("int32", int32(math.MinInt32), "-2147483648"),
		formOf("int64", int64(math.MinInt64), "-9223372036854775808"),
		formOf("uint", uint(42), "42"),
		formOf("named uint8", namedUint8(math.MaxUint8), "255"),
		formOf("uint16", uint16(math.MaxUint16), "65535"),
		formOf("uint32", uint32(math.MaxUint32), "4294967295"),
		formOf("uint64", uint64(math.MaxUint64), "18446744073709551615"),
		formOf("uintptr", uintptr(7), "7"),
		formOf("named int8", namedInt8(-8), "-8"),
		formOf("named uint64", namedUint64(1<<63), "9223372036854775808"),
		formOf("month", time.May, "5"),
		formOf("float64", 0.1, "0.1"),
		formOf("whole float64", float64(3), "3"),
		formOf("float32", float32(0.1), "0.1"),
		formOf("named float32", namedFloat32(0.3), "0.3"),
		formOf("inf", math.Inf(1), "inf"),
		formOf("-inf", math.Inf(-1), "-inf"),
		formOf("nan", math.NaN(), "nan"),
		formOf("time", utc, "2024-02-29T23:59:59.123456789Z"),
		formOf("time without fraction", utc.Truncate(time.Second), "2024-02-29T23:59:59Z"),
		formOf("zero time", time.Time{}, "0001-01-01T00:00:00Z"),
		formOf("time with an offset", utc.In(time.FixedZone("x", 5*3600+1800)), "2024-03-01T05:29:59.123456789+05:30"),
		formOf("time with seconds in its offset", utc.In(time.FixedZone("LMT", -7*3600-3178)), "2024-02-29T23:59:59.123456789Z"),
		formOf("duration", 90*time.Millisecond, "90000000"),
		formOf("negative duration", -time.Nanosecond, "-1"),
		formOf("named duration", namedDuration(5), "5"),
		formOf("big.Int", *big.NewInt(-5), "-5"),
		formOf("*big.Int", new(big.Int).Lsh(big.NewInt(1), 100), "1267650600228229401496703205376"),
		formOf("big.Rat", big.NewRat(1, 3), "1/3"),
		formOf("netip.Addr", netip.MustParseAddr("::1"), "::1"),
		formOf("net.IP, bytes with a text form", net.IPv4(127, 0, 0, 1), "127.0.0.1"),
		formOf("BulkMarshaler by value", bulkByValue{"x"}, "bulk:x"),
		formOf("BulkMarshaler by pointer", bulkByPointer{"x"}, "bulk:x"),
		formOf("BulkMarshaler that is a map", bulkMap{"S": "x"}, "bulk:x"),
		formOf("TextMarshaler by value", textByValue{"x"}, "text:x"),
		formOf("TextMarshaler by pointer", textByPointer{"x"}, "text:x"),
		formOf("TextMarshaler that is a string", namedTextString("x"), "text:x"),
		formOf("TextAppender before TextMarshaler", textAppender{"x"}, "text:x"),
		formOf("BinaryMarshaler by pointer", binaryByPointer{"x"}, "binary:x"),
		formOf("BinaryAppender by value", binaryAppender{"x"}, "binary:x"),
		formOf("BulkMarshaler before all", everything{"x"}, "bulk:x"),
		formOf("text before binary", textAndBinary{"x"}, "text:x"),
		formOf("optional", some("x"), "x"),
		formOf("optional optional", some(some(1.5)), "1.5"),
		formOf("interface", codec.BulkMarshaler(bulkByValue{"x"}), "bulk:x"),
		formOf("struct by Codec", user{"Ann", 30}, `{"Name":"Ann","Age":30}`),
		formOf("pointer to a struct by Codec", &user{"Ann", 30}, `{"Name":"Ann","Age":30}`),
		formOf("map by Codec", map[string][]int{"a": {1}}, `{"a":[1]}`),
		formOf("slice by Codec", []int{1, 2}, `[1,2]`),
		formOf("nil slice by Codec", []string(nil), `null`),
		formOf("array by Codec", [2]bool{true}, `[true,false]`),
	}
	for _, f := range forms {
		t.Run(f.name, func(t *testing.T) {
			for _, w := range f.ways {
				got, err := spread(t, func(b []byte) ([]byte, int, error) { return w.encode(b, jsonCodec{}) })
				if err != nil {
					t.Errorf("%s: %v", w.name, err)
					continue
				}
				if diff := cmp.Diff(append(slices.Clone(w.around), f.want), got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", w.name, diff)
				}
			}
		})
	}
}

func TestFloatsReadBackAsTheSameNumber(t *testing.T) {
	for _, f := range []float64{0, math.Copysign(0, -1), 1e21, 1e-7, 123456789.125, math.MaxFloat64, math.SmallestNonzeroFloat64, 1.0 / 3, math.Pi} {
		got, err := appended(t, func(b []byte) ([]byte, error) { return codec.Append(b, f, nil) })
		if err != nil {
			t.Fatal(err)
		}
		if back := parseFloat(t, got[0], 64); math.Float64bits(back) != math.Float64bits(f) {
			t.Errorf("%v became %s", f, got[0])
		}
		small := float32(f)
		got, err = appended(t, func(b []byte) ([]byte, error) { return codec.Append(b, small, nil) })
		if err != nil {
			t.Fatal(err)
		}
		if back := float32(parseFloat(t, got[0], 32)); math.Float32bits(back) != math.Float32bits(small) {
			t.Errorf("float32 %v became %s", small, got[0])
		}
	}
}

func TestCodecIsGivenAPointer(t *testing.T) {
	u := user{"Ann", 30}
	tests := []struct {
		name string
		give any
		same bool // the very pointer that was passed
	}{
		{"value", u, false},
		{"pointer", &u, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got any
			c := codecFunc(func(b []byte, v any) ([]byte, error) {
				got = v
				return append(b, "!"...), nil
			})
			if _, err := codec.AppendAny(nil, test.give, c); err != nil {
				t.Fatal(err)
			}
			p, ok := got.(*user)
			if !ok {
				t.Fatalf("the Codec was given a %T", got)
			}
			if *p != u || (p == &u) != test.same {
				t.Errorf("the Codec was given %p to %+v; the value is at %p", p, *p, &u)
			}
		})
	}
}

type codecFunc func(b []byte, v any) ([]byte, error)

func (f codecFunc) Append(b []byte, v any) ([]byte, error) { return f(b, v) }
func (f codecFunc) Unmarshal([]byte, any) error            { return nil }

func parseFloat(t *testing.T, s string, bits int) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, bits)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
