package codec_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/codec"
)

// marshalFunc is a BulkMarshaler of any behaviour.
type marshalFunc func(b []byte) ([]byte, error)

func (f marshalFunc) AppendBulk(b []byte) ([]byte, error) { return f(b) }

// argumentsFunc is an ArgumentsMarshaler of any behaviour.
type argumentsFunc func(b []byte) ([]byte, error)

func (f argumentsFunc) AppendArguments(b []byte, _ codec.Codec) ([]byte, error) { return f(b) }

func TestPayloadsOfAnyLengthInBuffersOfAnySize(t *testing.T) {
	lengths := []int{0, 1, 2, 9, 10, 11, 98, 99, 100, 101, 998, 999, 1000, 1001, 9999, 10000, 100000}
	for _, length := range lengths {
		payload := strings.Repeat("0123456789\r\n$-", length/14+1)[:length]
		ways := []struct {
			name   string
			append func(b []byte) ([]byte, error)
		}{
			{"at once", func(b []byte) ([]byte, error) { return append(b, payload...), nil }},
			{"byte by byte", func(b []byte) ([]byte, error) {
				for i := range len(payload) {
					b = append(b, payload[i])
				}
				return b, nil
			}},
			{"elsewhere", func([]byte) ([]byte, error) { return []byte(payload), nil }},
		}
		for _, way := range ways {
			for _, free := range []int{0, 1, 5, 6, 7, 8, length, length + 5, length + 6, length + 7, length + 8, length + 9, length + 64} {
				b := append(make([]byte, 0, len(before)+free), before...)
				for range 2 { // the second one reuses what the first one left
					got, err := codec.Append(b, marshalFunc(way.append), nil)
					if err != nil {
						t.Fatal(err)
					}
					list, err := arguments(got[len(before):])
					if err != nil || len(list) != 1 || list[0] != payload || string(got[:len(before)]) != before {
						t.Fatalf("%d bytes %s, %d bytes free: %.60q, %v", length, way.name, free, got, err)
					}
					b = got[:len(before)]
				}
			}
		}
	}
}

// What a marshaler returns is its payload, even if it was not made by
// appending to what it was given, and nothing it does reaches the arguments
// before its own.
func TestMarshalersThatDoNotAppend(t *testing.T) {
	scribble := func(b []byte) []byte {
		b = b[:cap(b)]
		for i := range b {
			b[i] = '!'
		}
		return b
	}
	tests := []struct {
		name   string
		append func(b []byte) ([]byte, error)
		want   string
	}{
		{"nil", func([]byte) ([]byte, error) { return nil, nil }, ""},
		{"what it was given", func(b []byte) ([]byte, error) { return b, nil }, ""},
		{"a later part", func(b []byte) ([]byte, error) { return append(b, "xxpayload"...)[2:], nil }, "payload"},
		{"a part far behind", func(b []byte) ([]byte, error) {
			return append(b, strings.Repeat("x", 200)+"payload"...)[200:], nil
		}, "payload"},
		{"another slice", func(b []byte) ([]byte, error) { scribble(b); return []byte("payload"), nil }, "payload"},
		{"all the memory there is", func(b []byte) ([]byte, error) { return append(scribble(b)[:0], "payload"...), nil }, "payload"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, free := range []int{0, 3, 6, 10, 20, 300} {
				b := append(make([]byte, 0, len(before)+free), before...)
				got, err := codec.Append(b, marshalFunc(test.append), nil)
				if err != nil {
					t.Fatal(err)
				}
				want, _ := codec.Append([]byte(before), test.want, nil)
				if diff := cmp.Diff(string(want), string(got)); diff != "" {
					t.Errorf("%d bytes free (-want +got):\n%s", free, diff)
				}
			}
		})
	}
}

func TestArgumentsInBuffersOfAnySize(t *testing.T) {
	whole := "$1\r\na\r\n$10\r\n0123456789\r\n"
	tests := []struct {
		name   string
		append func(b []byte) ([]byte, error)
		want   string
	}{
		{"appended", func(b []byte) ([]byte, error) { return append(b, whole...), nil }, whole},
		{"elsewhere", func(b []byte) ([]byte, error) { return []byte(whole), nil }, whole},
		{"a later part", func(b []byte) ([]byte, error) { return append(b, "$1\r\nx\r\n"+whole...)[7:], nil }, whole},
		{"none", func(b []byte) ([]byte, error) { return nil, nil }, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for free := range 2 * len(whole) {
				b := append(make([]byte, 0, len(before)+free), before...)
				got, n, err := codec.AppendSpread(b, argumentsFunc(test.append), nil)
				if want := strings.Count(test.want, "$"); err != nil || n != want || string(got) != before+test.want {
					t.Errorf("%d bytes free: %q, %d, %v", free, got, n, err)
				}
			}
		})
	}
}

func TestTooLongPayloadIsRefused(t *testing.T) {
	huge := make([]byte, codec.MaxBulk+1) // never touched, so it takes no memory
	_, err := appended(t, func(b []byte) ([]byte, error) {
		return codec.Append(b, marshalFunc(func([]byte) ([]byte, error) { return huge, nil }), nil)
	})
	if err == nil || !strings.Contains(err.Error(), "512 MiB") {
		t.Errorf("error is %v", err)
	}
}

func FuzzAppend(f *testing.F) {
	for _, seed := range []string{"", "a", "\r\n", "$1\r\na\r\n", "*1\r\n$8\r\nFLUSHALL\r\n", "\x00\xff", strings.Repeat("x", 1000)} {
		f.Add([]byte(seed), uint16(8))
	}
	f.Fuzz(func(t *testing.T, data []byte, free uint16) {
		text := string(data)
		ways := []struct {
			name   string
			encode func(b []byte) ([]byte, error)
		}{
			{"string", func(b []byte) ([]byte, error) { return codec.Append(b, text, nil) }},
			{"bytes", func(b []byte) ([]byte, error) { return codec.Append(b, data, nil) }},
			{"any", func(b []byte) ([]byte, error) { return codec.AppendAny(b, namedString(text), nil) }},
			{"BulkMarshaler", func(b []byte) ([]byte, error) {
				return codec.Append(b, marshalFunc(func(b []byte) ([]byte, error) { return append(b, data...), nil }), nil)
			}},
			{"Codec", func(b []byte) ([]byte, error) {
				return codec.Append(b, struct{}{}, codecFunc(func(b []byte, _ any) ([]byte, error) { return append(b, data...), nil }))
			}},
			{"optional", func(b []byte) ([]byte, error) { return codec.Append(b, some(text), nil) }},
			{"element", func(b []byte) ([]byte, error) {
				b, _, err := codec.AppendSpread(b, []any{&text}, nil)
				return b, err
			}},
		}
		var first []byte
		for _, way := range ways {
			b := append(make([]byte, 0, len(before)+int(free)), before...)
			out, err := way.encode(b)
			if err != nil {
				t.Fatalf("%s: %v", way.name, err)
			}
			tail, ok := bytes.CutPrefix(out, []byte(before))
			list, err := arguments(tail)
			if !ok || err != nil || len(list) != 1 || list[0] != text {
				t.Fatalf("%s: %q became %q: %v", way.name, text, out, err)
			}
			if first == nil {
				first = out
			}
			if !bytes.Equal(first, out) {
				t.Fatalf("%s: %q, as a string %q", way.name, out, first)
			}
		}
	})
}
