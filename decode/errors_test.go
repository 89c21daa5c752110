package decode_test

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// even is a decoder as users write them.
func even(r *decode.Reader, dst *int) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	n, ok := resp.ParseInt(v.Bytes)
	switch {
	case v.Kind != resp.Integer:
		return decode.Mismatch[int](v, nil)
	case !ok || n%2 != 0:
		return decode.Mismatch[int](v, errTest)
	}
	*dst = int(n)
	return nil
}

func TestErrorsOfDecodersOfOnesOwn(t *testing.T) {
	foreign := func(r *decode.Reader, _ *int) error {
		if err := r.Skip(); err != nil {
			return err
		}
		return errTest
	}
	wrapped := func(r *decode.Reader, dst *int) error {
		if err := decode.Int(r, dst); err != nil {
			return fmt.Errorf("wrapped: %w", err)
		}
		return nil
	}
	run(t, []row{
		givesBy("none", decode.Slice(even), arr{2, 4}, []int{2, 4}),
		failsBy("kind", decode.Slice(even), arr{2, "4"}, "decode: bulk string at [1] does not fit int"),
		failsBy("reason", decode.Slice(even), arr{2, 3}, "decode: integer at [1] does not fit int: test error"),
		failsBy("null", decode.Slice(even), arr{nil}, "decode: null at [0] does not fit int"),
		failsBy("null as a whole", even, nil, decode.ErrNil.Error()),
		failsBy("error reply", decode.Slice(even), arr{failure("ERR no")}, "decode: error reply at [0]: ERR no"),
		failsBy("a foreign error", decode.Slice(foreign), arr{1}, "decode: value at [0] does not fit int: test error"),
		failsBy("a wrapped null", decode.Slice(wrapped), arr{nil}, "decode: null at [0] does not fit int"),
		failsBy("null that cannot be converted", decode.Convert(decode.OptionalOf(decode.Int), func(opt[int]) (bool, error) { return false, errTest }),
			nil, "decode: null does not fit bool: test error"),
	})
}

func TestErrorsCanBeToldApart(t *testing.T) {
	frame := spellings[0].frame(dict{"a", arr{nil}, "b", arr{failure("WRONGTYPE x")}})
	var m map[string][]int
	err := decode.Unmarshal(frame, &m, nil)
	var mismatch *decode.MismatchError
	if !errors.Is(err, decode.ErrNil) || !errors.As(err, &mismatch) ||
		mismatch.Path != `["a"][0]` || mismatch.Want != "int" || mismatch.Got != resp.Null {
		t.Errorf("%#v", err)
	}
	var o map[string][]opt[int]
	err = decode.Unmarshal(frame, &o, nil)
	var reply *resp.ErrorReply
	if errors.Is(err, decode.ErrNil) || !errors.As(err, &reply) || reply.Prefix() != "WRONGTYPE" ||
		!errors.As(err, &mismatch) || mismatch.Path != `["b"][0]` || mismatch.Got != resp.SimpleError {
		t.Errorf("%#v", err)
	}
	var s string
	err = decode.Unmarshal([]byte("!7\r\nERR bad\r\n"), &s, nil)
	if !errors.As(err, &reply) || err.Error() != "ERR bad" || !errors.As(err, &mismatch) || mismatch.Got != resp.BulkError {
		t.Errorf("%#v", err)
	}
}

func TestErrorsAreMadeAnewAsTheyGoUp(t *testing.T) {
	kept := &decode.MismatchError{Want: "something", Got: resp.Integer}
	d := decode.Slice(func(*decode.Reader, *int) error { return kept })
	for range 2 {
		err := decodeBy(d, []byte("*1\r\n:1\r\n"), new([]int), nil)
		if want := "decode: integer at [0] does not fit something"; errorText(err) != want {
			t.Errorf("%v", err)
		}
	}
	if kept.Path != "" {
		t.Errorf("the decoder's error now has the path %s", kept.Path)
	}
}

func TestErrorsDoNotQuoteValues(t *testing.T) {
	const secret = "s3cr3t"
	frame := spellings[0].frame(arr{secret})
	for _, err := range []error{
		decode.Unmarshal(frame, new([]int), nil), decode.Unmarshal(frame, new([]float32), nil), decode.Unmarshal(frame, new([]bool), nil),
		decode.Unmarshal(frame, new([]point), nil), decode.Unmarshal(frame, new([][3]byte), nil), decode.Unmarshal(frame, new([]pair), nil),
		decode.Unmarshal(frame, new(user), nil), decode.Unmarshal(frame, new(map[string]int), nil),
		decodeBy(decode.Slice(decode.Time), frame, new([]time.Time), nil), decodeBy(decode.Slice(decode.BigInt), frame, new([]big.Int), nil),
	} {
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("error %v", err)
		}
	}
}

func TestLongKeysAreCutInPaths(t *testing.T) {
	var m map[string]int
	err := decode.Unmarshal(spellings[0].frame(dict{strings.Repeat("k", 1000), "x"}), &m, nil)
	if want := `decode: bulk string at ["` + strings.Repeat("k", 64) + `"…] does not fit int: not an integer`; errorText(err) != want {
		t.Errorf("error %v", err)
	}
}

func TestBytesAfterTheReply(t *testing.T) {
	var syntax *resp.SyntaxError
	err := decode.Unmarshal([]byte(":1\r\n:2\r\n"), new(int), nil)
	if !errors.As(err, &syntax) || syntax.Offset != 4 {
		t.Errorf("error %v", err)
	}
}
