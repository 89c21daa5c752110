package redis

import (
	"bytes"
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"strings"

	"github.com/redisfut/redis/resp"
)

// A Script is a Lua script whose reply becomes a T. It is a small value, made once by [NewScript] or
// [NewScriptRO], and run again and again, by any goroutine and on any server:
//
//	var take = redis.NewScript[bool](`return redis.call("GET", KEYS[1]) == ARGV[1] and redis.call("DEL", KEYS[1]) == 1`)
//
//	taken, err := take.Run(conn, []string{"lock"}, token).Wait(ctx)
type Script[T any] struct{ text *scriptText }

// A scriptText is a script with its digest.
type scriptText struct {
	source, sha string
	readOnly    bool
}

// NewScript makes a Script of its source. Nothing is sent, and nothing checked, before it runs.
func NewScript[T any](source string) Script[T] { return newScript[T](source, false) }

// NewScriptRO makes a Script that does not write, of which the server makes sure: it may run on a replica, and
// is sent again after a loss as commands are that only read. It needs Redis 7.0.0.
func NewScriptRO[T any](source string) Script[T] { return newScript[T](source, true) }

func newScript[T any](source string, readOnly bool) Script[T] {
	digest := sha1.Sum([]byte(source))
	return Script[T]{&scriptText{source, hex.EncodeToString(digest[:]), readOnly}}
}

// Source returns the source of the script.
func (s Script[T]) Source() string {
	if s.text == nil {
		return ""
	}
	return s.text.source
}

// SHA1 returns the digest by which servers know the script, in hexadecimal digits.
func (s Script[T]) SHA1() string {
	if s.text == nil {
		return ""
	}
	return s.text.sha
}

var errNoScript = errors.New("a zero Script: make it by NewScript")

// Run runs the script with KEYS and ARGV, which are given as to [Eval], and gives what it returns as a T.
//
// Put into a [Conn], it is sent as its digest. A server that does not know that says so and runs nothing; then
// Wait sends this command once more, with the source, and the server knows the script from then on. It runs
// later than commands that were put after it, in that case, and not at all if nobody calls Wait: Get and
// Value give the error NOSCRIPT. Where that matters use [Eval]. A script must not give an error of its own that begins as
// that of the server, "NOSCRIPT No matching script": it would run twice.
//
// Put into a [Request] or [Tx], it is sent with its source each time, for it must take its turn there. To send
// less, make sure of the script by [ScriptLoad] and put [EvalSha] with SHA1.
//
// Redis commands: EVALSHA sha1 numkeys [key [key ...]] [arg [arg ...]] and EVAL, since 2.6.0, that of the script;
// EVALSHA_RO and EVAL_RO, since 7.0.0. Reply: as the script gives it.
func (s Script[T]) Run(p Pipe, keys []string, args ...any) Future[T] {
	t := s.text
	if t == nil {
		x := p.begin(&cmdEval)
		x.fail(errNoScript)
		return finish[T](p, x)
	}
	var x *exchange
	switch p.(type) {
	case *Conn, *withPolicy:
		x = p.begin(t.pick(&cmdEvalSha, &cmdEvalShaRO))
		x.script = t
		x.str(t.sha)
	default:
		x = p.begin(t.pick(&cmdEval, &cmdEvalRO))
		x.str(t.source)
	}
	putNumKeys(x, keys)
	putArgs(x, args)
	return finish[T](p, x)
}

// pick gives the command that serves the script.
func (t *scriptText) pick(any, readOnly *command) *command {
	if t.readOnly {
		return readOnly
	}
	return any
}

// noScript is how servers say that they do not know a digest. A script may give an error with the
// same prefix, and must not run twice for that.
const noScript = "NOSCRIPT No matching script"

// sendSource sends the command of a script again, with its source in place of its digest, if frame says that
// the server does not know that. The exchange is the caller's.
func (x *exchange) sendSource(frame []byte) bool {
	if err := errorReply(frame); err == nil || !strings.HasPrefix(err.Error(), noScript) {
		return false
	}
	rest := x.out[bytes.IndexByte(x.out, '\n')+1:] // behind the header
	_, rest = cutBulk(rest)                        // the name
	_, rest = cutBulk(rest)                        // the digest
	cmd := x.script.pick(&cmdEval, &cmdEvalRO)
	out := resp.AppendArrayHeader(nil, x.argc)
	out = resp.AppendBulkString(out, cmd.name)
	out = resp.AppendBulkString(out, x.script.source)
	x.out = append(out, rest...)
	x.cmd, x.script = cmd, nil
	x.relaunch()
	x.conn.enqueue(x)
	return true
}
