package redis

import (
	"errors"
	"testing"
)

type named string

func TestRefusedInWhateverFormTheArgumentsAre(t *testing.T) {
	for _, test := range []struct {
		name string
		args []any
	}{
		{"CLIENT", []any{[]byte("REPLY"), "OFF"}},
		{"client", []any{named("reply"), "off"}},
		{"CLIENT", []any{[]string{"REPLY", "OFF"}}},
		{"SCRIPT", []any{[]any{"DEBUG", "YES"}}},
		{"XREAD", []any{[]byte("BLOCK"), 0, "STREAMS", "k", "$"}},
		{"XREAD", []any{[]string{"COUNT", "1", "block", "0", "STREAMS", "k", "$"}}},
		{"XREADGROUP", []any{"GROUP", "g", "c", named("Block"), 0, "STREAMS", "k", ">"}},
	} {
		if err := putErr(Do[Ignore](newTape(), test.name, test.args...)); !errors.Is(err, ErrRefused) {
			t.Errorf("%s %q: %v", test.name, test.args, err)
		}
	}
	for _, test := range []struct {
		name string
		args []any
	}{
		{"XREAD", []any{"STREAMS", "block", "0"}},
		{"XREADGROUP", []any{"GROUP", "block", "BLOCK", "STREAMS", "k", ">"}},
		{"CLIENT", []any{[]byte("ID")}},
	} {
		if err := putErr(Do[Ignore](newTape(), test.name, test.args...)); err != nil {
			t.Errorf("%s %q: %v", test.name, test.args, err)
		}
	}
}
