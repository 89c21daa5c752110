package decode_test

import (
	"testing"
	"time"

	"github.com/redisfut/redis/decode"
)

func direct[T comparable](t *testing.T, frame string, want T, allocs float64) {
	t.Helper()
	b := []byte(frame)
	if got := testing.AllocsPerRun(100, func() {
		var r decode.Reader
		r.Reset(b)
		v, ok, err := decode.Direct[T](&r)
		if !ok || err != nil || v != want {
			t.Fatalf("Direct = %v, %v, %v", v, ok, err)
		}
	}); got != allocs {
		t.Errorf("%T: %v allocations, want %v", want, got, allocs)
	}
}

func TestDirectAllocatesNothingButStrings(t *testing.T) {
	direct(t, ":123456\r\n", int64(123456), 0)
	direct(t, "$6\r\n123456\r\n", int32(123456), 0)
	direct(t, "$6\r\n123456\r\n", uint64(123456), 0)
	direct(t, ",1.5\r\n", 1.5, 0)
	direct(t, "$3\r\n1.5\r\n", float32(1.5), 0)
	direct(t, ":1\r\n", true, 0)
	direct(t, "#t\r\n", true, 0)
	direct(t, "+OK\r\n", decode.OK{}, 0)
	direct(t, "$20\r\n2026-01-02T03:04:05Z\r\n", time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), 0)
	direct(t, ":1500\r\n", time.Duration(1500), 0)
	direct(t, "_\r\n", decode.None[string](), 0)
	direct(t, ":7\r\n", decode.Some[int64](7), 0)
	direct(t, "$1\r\n7\r\n", decode.Some(7), 0)
	direct(t, ",7.5\r\n", decode.Some(7.5), 0)
	direct(t, "$5\r\nhello\r\n", "hello", 1)
	direct(t, "$5\r\nhello\r\n", decode.Some("hello"), 1)
}
