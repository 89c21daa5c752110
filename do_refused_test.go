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
	} {
		if err := putErr(Do[Ignore](newTape(), test.name, test.args...)); !errors.Is(err, ErrRefused) {
			t.Errorf("%s %q: %v", test.name, test.args, err)
		}
	}
	for _, test := range []struct {
		name string
		args []any
	}{
		{"XREADGROUP", []any{"GROUP", "block", "BLOCK", "STREAMS", "k", ">"}},
		{"CLIENT", []any{[]byte("ID")}},
	} {
		if err := putErr(Do[Ignore](newTape(), test.name, test.args...)); err != nil {
			t.Errorf("%s %q: %v", test.name, test.args, err)
		}
	}
}
