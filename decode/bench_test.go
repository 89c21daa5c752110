package decode_test

import (
	"fmt"
	"testing"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// row12 is a hash of 12 fields.
type row12 struct {
	ID      int64   `redis:"id"`
	Name    string  `redis:"name"`
	Email   string  `redis:"email"`
	Age     int     `redis:"age"`
	Score   float64 `redis:"score"`
	Active  bool    `redis:"active"`
	Level   uint8   `redis:"level"`
	City    string  `redis:"city"`
	Balance int64   `redis:"balance"`
	Visits  uint32  `redis:"visits"`
	Ratio   float32 `redis:"ratio"`
	Ref     string  `redis:"ref"`
}

func row12Frame() []byte {
	b := resp.AppendMapHeader(nil, 12)
	for _, s := range []string{
		"id", "123456", "name", "Ada Lovelace", "email", "ada@example.com", "age", "36",
		"score", "97.5", "active", "1", "level", "7", "city", "London",
		"balance", "-1250", "visits", "4711", "ratio", "0.25", "ref", "abc-def-ghi",
	} {
		b = resp.AppendBulkString(b, s)
	}
	return b
}

func ints(n int) []byte {
	b := resp.AppendArrayHeader(nil, n)
	for i := range n {
		b = resp.AppendBulkInt(b, int64(i*7919))
	}
	return b
}

func textMap(n int, value func(b []byte, i int) []byte) []byte {
	b := resp.AppendMapHeader(nil, n)
	for i := range n {
		b = value(resp.AppendBulkString(b, fmt.Sprintf("field:%d", i)), i)
	}
	return b
}

func benchmark[T any](b *testing.B, name string, frame []byte) {
	dec, err := decode.For[T]()
	if err != nil {
		b.Fatal(err)
	}
	for _, reuse := range []bool{false, true} {
		b.Run(name+map[bool]string{false: "/Fresh", true: "/Reuse"}[reuse], func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(frame)))
			r := new(decode.Reader)
			dst := new(T)
			for b.Loop() {
				if !reuse {
					*dst = *new(T)
				}
				r.Reset(frame)
				if err := dec(r, dst); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	type named int64
	benchmark[[]int64](b, "ints1000", ints(1000))
	benchmark[[]named](b, "named1000", ints(1000))
	benchmark[[]string](b, "strings1000", ints(1000))
	texts := textMap(100, func(b []byte, i int) []byte { return resp.AppendBulkString(b, fmt.Sprint("value ", i)) })
	numbers := textMap(100, func(b []byte, i int) []byte { return resp.AppendBulkInt(b, int64(i)) })
	benchmark[map[string]string](b, "map100", texts)
	benchmark[map[string]int64](b, "mapInt100", numbers)
	benchmark[map[string]named](b, "mapNamed100", numbers)
	benchmark[row12](b, "struct12", row12Frame())
	nested, flat := resp.AppendArrayHeader(nil, 100), resp.AppendArrayHeader(nil, 200)
	optional := resp.AppendArrayHeader(nil, 100)
	for i := range 100 {
		member, score := fmt.Sprint("member:", i), float64(i)*1.5
		nested = resp.AppendDouble(resp.AppendBulkString(resp.AppendArrayHeader(nested, 2), member), score)
		flat = resp.AppendBulkFloat(resp.AppendBulkString(flat, member), score, 64)
		if i%10 == 0 {
			optional = resp.AppendNull(optional)
		} else {
			optional = resp.AppendBulkString(optional, "0123456789abcdef")
		}
	}
	benchmark[[]decode.Scored[string]](b, "scored100", nested)
	benchmark[[]decode.Scored[string]](b, "scoredFlat100", flat)
	benchmark[[]decode.Optional[string]](b, "optional100", optional)
}

func benchmarkDirect[T any](b *testing.B, name, frame string) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		bytes := []byte(frame)
		for b.Loop() {
			var r decode.Reader
			r.Reset(bytes)
			if _, ok, err := decode.Direct[T](&r); !ok || err != nil {
				b.Fatal(ok, err)
			}
		}
	})
}

func BenchmarkDirect(b *testing.B) {
	benchmarkDirect[int64](b, "int64", ":123456\r\n")
	benchmarkDirect[string](b, "string", "$16\r\n0123456789abcdef\r\n")
	benchmarkDirect[decode.Optional[string]](b, "optional", "$16\r\n0123456789abcdef\r\n")
	benchmarkDirect[decode.OK](b, "OK", "+OK\r\n")
}

func benchmarkFor[T any](b *testing.B, name string) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := decode.For[T](); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkFor(b *testing.B) {
	benchmarkFor[map[string]string](b, "static")
	benchmarkFor[row12](b, "plan")
}
