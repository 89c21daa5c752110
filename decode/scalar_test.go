package decode_test

import (
	"math"
	"math/big"
	"net/netip"
	"testing"
	"time"

	"github.com/redisfut/redis/decode"
)

type (
	myString   string
	myBytes    []byte
	myBool     bool
	myInt8     int8
	myUint16   uint16
	myFloat    float64
	myDuration time.Duration
)

func huge(digits string) *big.Int {
	n, ok := new(big.Int).SetString(digits, 10)
	if !ok {
		panic(digits)
	}
	return n
}

func TestScalars(t *testing.T) {
	run(t, []row{
		gives("string", "héllo\r\n\x00", "héllo\r\n\x00"),
		gives("empty string", "", ""),
		gives("string of a simple string", simple("OK"), "OK"),
		gives("string of a verbatim string", verbatim("some text"), "some text"),
		gives("string of an integer", -5, "-5"),
		gives("string of a double", 1.5, "1.5"),
		gives("string of true", true, "1"),
		gives("string of false", false, "0"),
		gives("string of a big number", huge("123456789012345678901234567890"), "123456789012345678901234567890"),
		gives("named string", "x", myString("x")),
		gives("bytes", "a\x00b", []byte("a\x00b")),
		gives("empty bytes", "", []byte{}),
		gives("bytes of an integer", 12, []byte("12")),
		gives("named bytes", "ab", myBytes("ab")),
		gives("array of bytes", "abcd", [4]byte{'a', 'b', 'c', 'd'}),

		gives("bool of true", true, true),
		gives("bool of false", false, false),
		gives("bool of 1", 1, true),
		gives("bool of 0", 0, false),
		gives("bool of text 1", "1", true),
		gives("bool of text 0", "0", false),
		gives("bool of text true", "true", true),
		gives("bool of text false", simple("false"), false),
		gives("bool of a double", 1.0, true),
		gives("bool of a big number", big.NewInt(0), false),
		gives("named bool", 1, myBool(true)),

		gives("int", -42, int(-42)),
		gives("int of text", "-42", int(-42)),
		gives("int of a simple string", simple("+42"), int(42)),
		gives("int of a verbatim string", verbatim("7"), int(7)),
		gives("int of a boolean", true, int(1)),
		gives("int of a double", 3.0, int(3)),
		gives("int of a big number", big.NewInt(-99), int(-99)),
		gives("greatest int8", 127, int8(127)),
		gives("least int8", "-128", int8(-128)),
		gives("greatest int16", 32767, int16(32767)),
		gives("least int16", -32768, int16(-32768)),
		gives("greatest int32", math.MaxInt32, int32(math.MaxInt32)),
		gives("least int32", math.MinInt32, int32(math.MinInt32)),
		gives("greatest int64", "9223372036854775807", int64(math.MaxInt64)),
		gives("least int64", "-9223372036854775808", int64(math.MinInt64)),
		gives("named int8", -128, myInt8(-128)),
		gives("greatest uint8", 255, uint8(255)),
		gives("greatest uint16", "65535", uint16(65535)),
		gives("greatest uint32", "4294967295", uint32(math.MaxUint32)),
		gives("greatest uint64", "18446744073709551615", uint64(math.MaxUint64)),
		gives("greatest uint64, big number", huge("18446744073709551615"), uint64(math.MaxUint64)),
		gives("uint", 7, uint(7)),
		gives("uintptr", 7, uintptr(7)),
		gives("named uint16", 65535, myUint16(65535)),

		gives("float64", -1.25e-7, -1.25e-7),
		gives("float64 of text", "1e300", 1e300),
		gives("float64 of an integer", -3, -3.0),
		gives("float64 of a simple string", simple("2.5"), 2.5),
		gives("float64 of a big number", huge("1000000000000000000000"), 1e21),
		gives("infinity", math.Inf(1), math.Inf(1)),
		gives("minus infinity", math.Inf(-1), math.Inf(-1)),
		gives("float32 of infinity", "-inf", float32(math.Inf(-1))),
		gives("greatest float32", float64(math.MaxFloat32), float32(math.MaxFloat32)),
		gives("float32 rounded once", "1.00000017881393432617187499", float32(1.0000001)),
		gives("float64 of a boolean", true, 1.0),
		gives("float32 of a boolean", false, float32(0)),
		gives("named float", 0.5, myFloat(0.5)),

		gives("time", "2026-11-23T02:05:06.789Z", time.Date(2026, 11, 23, 2, 5, 6, 789e6, time.UTC)),
		gives("time with an offset", "2026-11-23T02:05:06+02:00", time.Date(2026, 11, 23, 2, 5, 6, 0, time.FixedZone("", 7200))),
		gives("time of an integer", 1700000000, time.Unix(1700000000, 0)),
		gives("duration", 1500, 1500*time.Nanosecond),
		gives("duration of text", "-1500", -1500*time.Nanosecond),
		gives("named duration", 7, myDuration(7)),

		gives("big.Int of a big number", huge("-123456789012345678901234567890"), *huge("-123456789012345678901234567890")),
		gives("big.Int of an integer", 5, *big.NewInt(5)),
		gives("big.Int of a double", 1e20, *huge("100000000000000000000")),
		gives("big.Int of a boolean", true, *big.NewInt(1)),
		gives("big.Int of text", "0123", *big.NewInt(123)),
		gives("pointer to big.Int", "5", big.NewInt(5)),

		gives("OK", simple("OK"), decode.OK{}),
		gives("text unmarshaler", "127.0.0.1", netip.MustParseAddr("127.0.0.1")),
	})
}

func TestNotANumber(t *testing.T) {
	for _, s := range spellings {
		var f64 float64
		var f32 float32
		for _, reply := range []any{math.NaN(), "nan", "-nan"} {
			if err := decode.Unmarshal(s.frame(reply), &f64, nil); err != nil || f64 == f64 {
				t.Errorf("%s: %v: %v, %v", s.name, reply, f64, err)
			}
			if err := decode.Unmarshal(s.frame(reply), &f32, nil); err != nil || f32 == f32 {
				t.Errorf("%s: %v: %v, %v", s.name, reply, f32, err)
			}
		}
	}
}

func TestScalarsThatDoNotFit(t *testing.T) {
	const null = "decode: the reply is null; where it may be, use Optional or a pointer"
	run(t, []row{
		fails[string]("string of null", nil, null),
		fails[string]("string of an array", arr{"x"}, "decode: array does not fit string"),
		fails[myString]("named string of a map", dict{"a", 1}, "decode: map does not fit decode_test.myString"),
		fails[[]byte]("bytes of null", nil, null),
		fails[[]byte]("bytes of a set", set{"x"}, "decode: set does not fit []uint8"),
		fails[[4]byte]("array of bytes, shorter", "abc", "decode: bulk string does not fit [4]uint8: not of that length"),
		fails[[4]byte]("array of bytes, longer", "abcde", "decode: bulk string does not fit [4]uint8: not of that length"),
		fails[[4]byte]("array of bytes of an array", arr{1, 2, 3, 4}, "decode: array does not fit [4]uint8"),

		fails[bool]("bool of 2", 2, "decode: integer does not fit bool: none of 1, 0, true, false"),
		fails[bool]("bool of text", "yes", "decode: bulk string does not fit bool: none of 1, 0, true, false"),
		fails[bool]("bool of OK", simple("OK"), "decode: simple string does not fit bool: none of 1, 0, true, false"),
		fails[bool]("bool of null", nil, null),
		fails[bool]("bool of an empty array", arr{}, "decode: array does not fit bool"),
		fails[myBool]("named bool", "x", "decode: bulk string does not fit decode_test.myBool: none of 1, 0, true, false"),

		fails[int]("int of text", "x1", "decode: bulk string does not fit int: not an integer"),
		fails[int]("int of nothing", "", "decode: bulk string does not fit int: not an integer"),
		fails[int]("int of a sign", "-", "decode: bulk string does not fit int: not an integer"),
		fails[int]("int with a space", " 1", "decode: bulk string does not fit int: not an integer"),
		fails[int]("int of a fraction in text", "1.0", "decode: bulk string does not fit int: not an integer"),
		fails[int]("int of a fraction", 1.5, "decode: double does not fit int: not an integer"),
		fails[int]("int of null", nil, null),
		fails[int]("int of a map", dict{}, "decode: map does not fit int"),
		fails[int8]("int8 too large", 128, "decode: integer does not fit int8: out of range"),
		fails[int8]("int8 too small", "-129", "decode: bulk string does not fit int8: out of range"),
		fails[myInt8]("named int8", 128, "decode: integer does not fit decode_test.myInt8: out of range"),
		fails[int16]("int16 too large", 32768, "decode: integer does not fit int16: out of range"),
		fails[int32]("int32 too large", int64(1<<31), "decode: integer does not fit int32: out of range"),
		fails[int64]("int64 too large", "9223372036854775808", "decode: bulk string does not fit int64: out of range"),
		fails[int64]("int64 of a big number", huge("-9223372036854775809"), "decode: big number does not fit int64: out of range"),
		fails[uint]("uint negative", -1, "decode: integer does not fit uint: out of range"),
		fails[uint8]("uint8 too large", 256, "decode: integer does not fit uint8: out of range"),
		fails[uint16]("uint16 too large", 65536, "decode: integer does not fit uint16: out of range"),
		fails[uint32]("uint32 too large", "4294967296", "decode: bulk string does not fit uint32: out of range"),
		fails[uint64]("uint64 too large", "18446744073709551616", "decode: bulk string does not fit uint64: out of range"),
		fails[uint64]("uint64 of text", "1e3", "decode: bulk string does not fit uint64: not an integer"),

		fails[float64]("float64 of text", "1.5x", "decode: bulk string does not fit float64: not a number"),
		fails[float64]("float64 in hexadecimal", "0x1p4", "decode: bulk string does not fit float64: not a number"),
		fails[float64]("float64 with underscores", "1_000", "decode: bulk string does not fit float64: not a number"),
		fails[float64]("float64 too large", "1e400", "decode: bulk string does not fit float64: out of range"),
		fails[float64]("float64 of null", nil, null),
		fails[float64]("float64 of an array", arr{1.5}, "decode: array does not fit float64"),
		fails[float32]("float32 too large", 1e39, "decode: double does not fit float32: out of range"),
		fails[float32]("float32 of text", "x", "decode: bulk string does not fit float32: not a number"),
		fails[myFloat]("named float", "x", "decode: bulk string does not fit decode_test.myFloat: not a number"),

		fails[time.Time]("time of text", "yesterday", "decode: bulk string does not fit time.Time: not a time in RFC 3339 form"),
		fails[time.Time]("time of seconds as text", "1700000000", "decode: bulk string does not fit time.Time: not a time in RFC 3339 form"),
		fails[time.Time]("time of no time", -1, "decode: integer does not fit time.Time: out of range"),
		fails[time.Time]("time of milliseconds", int64(1700000000000), "decode: integer does not fit time.Time: out of range"),
		fails[time.Time]("time of null", nil, null),
		fails[time.Time]("time of an array", arr{"1", "2"}, "decode: array does not fit time.Time"),
		fails[time.Duration]("duration of text", "1s", "decode: bulk string does not fit time.Duration: not an integer"),
		fails[big.Int]("big.Int of text", "12x", "decode: bulk string does not fit big.Int: not an integer"),
		fails[big.Int]("big.Int of null", nil, null),

		fails[decode.OK]("OK of another word", simple("QUEUED"), "decode: simple string does not fit decode.OK: not OK"),
		fails[decode.OK]("OK of a bulk string", "OK", "decode: bulk string does not fit decode.OK"),
		fails[decode.OK]("OK of null", nil, null),

		fails[string]("error reply", failure("WRONGTYPE Operation against a key"), "WRONGTYPE Operation against a key"),
		fails[netip.Addr]("text unmarshaler of an array", arr{}, "decode: array does not fit netip.Addr"),
	})
}

// A double in RESP3 is a bulk string in RESP2, where it is no integer unless it
// is written as one.
func TestIntegersOfDoubles(t *testing.T) {
	for frame, want := range map[string]int64{
		",10\r\n": 10, ",-10.0\r\n": -10, ",1e3\r\n": 1000, ",-9.223372036854775808e18\r\n": math.MinInt64,
	} {
		var got int64
		if err := decode.Unmarshal([]byte(frame), &got, nil); err != nil || got != want {
			t.Errorf("%q: %d, %v", frame, got, err)
		}
	}
	for frame, want := range map[string]string{
		",9.223372036854775808e18\r\n": "decode: double does not fit int64: out of range",
		",inf\r\n":                     "decode: double does not fit int64: out of range",
		",nan\r\n":                     "decode: double does not fit int64: not an integer",
		",0.5\r\n":                     "decode: double does not fit int64: not an integer",
	} {
		var got int64
		if err := decode.Unmarshal([]byte(frame), &got, nil); err == nil || err.Error() != want {
			t.Errorf("%q: %d, %v", frame, got, err)
		}
	}
	var u uint64
	if err := decode.Unmarshal([]byte(",1.8446744073709550e19\r\n"), &u, nil); err != nil || u != 18446744073709549568 {
		t.Errorf("uint64: %d, %v", u, err)
	}
	if err := decode.Unmarshal([]byte(",-1.0\r\n"), &u, nil); err == nil {
		t.Errorf("uint64 of -1.0: %d", u)
	}
}
