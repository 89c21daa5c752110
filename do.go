package redis

import (
	"errors"
	"strings"

	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// Do puts any command into p and decodes its reply by T: as good as the helper
// that the command may or may not have. name is the command's name in any case; that of a
// subcommand may stand in name or be the first argument ("XINFO STREAM" or "XINFO", "STREAM").
//
// Arguments are of any type that package codec encodes; slices (but []byte), maps,
// structs, iter.Seq and iter.Seq2 spread into an argument per element, two per pair, and must not be empty.
//
// A T that can't be decoded, a bad argument, and a command that would break a shared
// connection for its other users give a future with an error; nothing is sent.
func Do[T any](p Pipe, name string, args ...any) Future[T] {
	return finish[T](p, beginDo(p, name, args))
}

// DoAs is Do with a decoder put together by hand, as in
//
//	redis.DoAs(conn, decode.Slice(decode.PairOf(decode.String, decode.Float64)), "GEOSEARCH", …)
func DoAs[T any](p Pipe, dec decode.Decoder[T], name string, args ...any) Future[T] {
	x := beginDo(p, name, args)
	if dec == nil {
		x.fail(errors.New("DoAs: the decoder is nil"))
	}
	return finishWith(p, x, dec)
}

// beginDo encodes a whole command.
func beginDo(p Pipe, name string, args []any) *exchange {
	word, sub, spaced := strings.Cut(name, " ")
	if !spaced && len(args) > 0 {
		sub, _ = args[0].(string)
	}
	cmd := lookup(word, sub)
	switch {
	case cmd == nil && spaced:
		cmd = unknownCommand(word, sub)
	case cmd == nil:
		cmd = unknownCommand(word)
	case cmd.words == 2 && !spaced:
		args = args[1:]
	}
	x := p.begin(cmd)
	if spaced && (cmd.words != 2 || sub == "" || strings.Contains(sub, " ")) || word == "" {
		// Not quoted: behind a space may stand an argument.
		x.fail(errors.New("not the name of a command: arguments are given one by one"))
	}
	for _, arg := range args {
		before := x.argc
		out, n, err := codec.AppendSpreadAny(x.out, arg, x.codec)
		if err != nil {
			x.fail(err)
			break
		}
		if x.out = out; n == 0 {
			x.fail(errEmptySpread)
		}
		x.argc = before + n
	}
	put := x.out[x.start+len(cmd.prefix):]
	if c := lateRefusal(cmd, word, put); c != nil {
		x.fail(&refusedError{c.instead})
	}
	if cmd.flags&blockOption != 0 && blocks(put) {
		x.block(Forever)
	}
	return x
}

// unknownCommand makes an entry for a command that is not in the table. Nothing
// good is assumed of it.
func unknownCommand(words ...string) *command {
	return &command{
		name: printable(words[0]), prefix: string(resp.AppendCommand(nil, words...)), words: len(words), argc: len(words),
		flags: writes | movableKeys, retry: retryAccumulating,
	}
}

// printable gives the name of an unknown command as errors may show it: in the form
// of a name, or not at all, since what is no name may be a value in the wrong place.
func printable(name string) string {
	const longest = 40
	for _, c := range []byte(name) {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && !('0' <= c && c <= '9') && c != '.' && c != '-' && c != '_' {
			return "unknown command"
		}
	}
	if name == "" || len(name) > longest {
		return "unknown command"
	}
	return strings.ToUpper(name)
}

// A refusedError says which API to use in place of a refused command.
type refusedError struct{ instead string }

func (e *refusedError) Error() string { return ErrRefused.Error() + ": " + e.instead }
func (e *refusedError) Unwrap() error { return ErrRefused }
