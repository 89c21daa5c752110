package resp

import (
	"strconv"
	"strings"
	"testing"
)

// benchWires are the replies that the benchmarks frame and read.
var benchWires = []struct {
	name string
	wire string
}{
	{"string of 16", "$16\r\n0123456789abcdef\r\n"},
	{"string of 1024", "$1024\r\n" + strings.Repeat("x", 1024) + "\r\n"},
	{"integer", ":1\r\n"},
	{"OK", "+OK\r\n"},
	{"double", ",3.141592653589793\r\n"},
	{"null", "_\r\n"},
	{"array of 1000 integers", benchArray(1000, func(b []byte, i int) []byte { return AppendBulkInt(b, int64(i*7919)) })},
	{"array of 1000 integers of RESP3", benchArray(1000, func(b []byte, i int) []byte { return AppendInteger(b, int64(i*7919)) })},
	{"array of 100 pairs", benchArray(100, func(b []byte, i int) []byte {
		b = AppendArrayHeader(b, 2)
		b = AppendBulkString(b, "member:"+strconv.Itoa(i))
		return AppendDouble(b, float64(i)*1.5)
	})},
	{"map of 100", benchMap(100)},
}

func benchArray(n int, elem func(b []byte, i int) []byte) string {
	b := AppendArrayHeader(nil, n)
	for i := range n {
		b = elem(b, i)
	}
	return string(b)
}

func benchMap(n int) string {
	b := AppendMapHeader(nil, n)
	for i := range n {
		b = AppendBulkString(b, "field:"+strconv.Itoa(i))
		b = AppendBulkString(b, "value of the field "+strconv.Itoa(i))
	}
	return string(b)
}

func BenchmarkFramer(b *testing.B) {
	for _, w := range benchWires {
		b.Run(w.name, func(b *testing.B) {
			wire := []byte(w.wire)
			var f Framer
			f.Init(Limits{})
			b.ReportAllocs()
			b.SetBytes(int64(len(wire)))
			for b.Loop() {
				if n, err := f.Next(wire); n != len(wire) || err != nil {
					b.Fatal(n, err)
				}
			}
		})
	}
}

func BenchmarkReader(b *testing.B) {
	for _, w := range benchWires {
		b.Run(w.name, func(b *testing.B) {
			wire := []byte(w.wire)
			var r Reader
			b.ReportAllocs()
			b.SetBytes(int64(len(wire)))
			for b.Loop() {
				r.Reset(wire)
				for r.Offset() < len(wire) {
					if _, err := r.Next(); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkReaderSkip(b *testing.B) {
	for _, w := range benchWires {
		b.Run(w.name, func(b *testing.B) {
			wire := []byte(w.wire)
			var r Reader
			b.ReportAllocs()
			for b.Loop() {
				r.Reset(wire)
				if err := r.Skip(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkReaderText(b *testing.B) {
	wire := []byte(benchMap(100))
	var r Reader
	texts := make([]string, 0, 200)
	b.ReportAllocs()
	for b.Loop() {
		r.Reset(wire)
		head, err := r.Next()
		if err != nil {
			b.Fatal(err)
		}
		texts = texts[:0]
		for n := head.Len; r.More(&n); {
			v, err := r.Next()
			if err != nil {
				b.Fatal(err)
			}
			texts = append(texts, r.Text(v.Bytes))
		}
	}
}

func BenchmarkParseInt(b *testing.B) {
	for _, s := range []string{"7", "-1234567", "9223372036854775807"} {
		b.Run(s, func(b *testing.B) {
			text := []byte(s)
			for b.Loop() {
				if _, ok := ParseInt(text); !ok {
					b.Fatal()
				}
			}
		})
	}
}

func BenchmarkParseFloat(b *testing.B) {
	for _, s := range []string{"10", "-3.25", "3.141592653589793", "1.7976931348623157e+308"} {
		b.Run(s, func(b *testing.B) {
			text := []byte(s)
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := ParseFloat(text); !ok {
					b.Fatal()
				}
			}
		})
	}
}

func BenchmarkAppendCommand(b *testing.B) {
	buf := make([]byte, 0, 256)
	b.ReportAllocs()
	for b.Loop() {
		buf = AppendCommand(buf[:0], "SET", "user:1234", "0123456789abcdef", "EX", "60")
	}
}

func BenchmarkAppendBulkInt(b *testing.B) {
	buf := make([]byte, 0, 64)
	b.ReportAllocs()
	for b.Loop() {
		buf = AppendBulkInt(buf[:0], 1234567)
	}
}
