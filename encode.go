package redis

import (
	"errors"
	"fmt"
	"time"

	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/resp"
)

// What the typed helpers are written with: begin a command, append its
// arguments, finish. The bytes of the command being built lie from start on, behind
// those of the commands before it in the same request; a command that fails on the
// way is cut off again.

// maxBulk is the largest argument that servers take (proto-max-bulk-len).
const maxBulk = 512 << 20

var (
	errEmptySpread = errors.New("the command needs at least one element here, and was given none")
	errTooLarge    = fmt.Errorf("an argument is larger than %d bytes", maxBulk)
)

// begin starts a command: with the header for the number of arguments it
// usually has, then its name.
func (x *exchange) begin(cmd *command) {
	x.cmd, x.err, x.script = cmd, nil, nil
	x.start = len(x.out)
	x.argc = cmd.words
	x.out = append(x.out, cmd.prefix...)
	x.waits = false
	if cmd.flags&(refused|blocking) != 0 {
		x.beginSpecial(cmd)
	}
}

// beginSpecial is about commands that are not for every connection.
func (x *exchange) beginSpecial(cmd *command) {
	if cmd.flags&refused != 0 {
		x.fail(&refusedError{cmd.instead})
	}
	if cmd.flags&blocking != 0 {
		x.block(Forever)
	}
}

// block says that the server may wait with its reply to the command being built, at most for limit.
func (x *exchange) block(limit time.Duration) {
	x.waits = true
	x.theRest().limit = limit
}

// fail says why the command can not be sent. The first reason counts.
func (x *exchange) fail(err error) {
	if x.err == nil {
		x.err = err
	}
}

// key appends an argument that is a key.
func (x *exchange) key(s string) { x.str(s) }

// str appends one argument.
func (x *exchange) str(s string) {
	if len(s) > maxBulk {
		x.fail(errTooLarge)
		return
	}
	x.out = resp.AppendBulkString(x.out, s)
	x.argc++
}

// int appends one argument in decimal.
func (x *exchange) int(n int64) {
	x.out = resp.AppendBulkInt(x.out, n)
	x.argc++
}

// float appends one argument in the shortest form that gives f again.
func (x *exchange) float(f float64) {
	x.out = resp.AppendBulkFloat(x.out, f, 64)
	x.argc++
}

// value appends one argument of any type that can be encoded.
func value[V any](x *exchange, v V) {
	out, err := codec.Append(x.out, v, x.codec)
	if err != nil {
		x.fail(err)
		return
	}
	x.out = out
	x.argc++
}

// any appends one argument of a type that is known at run time alone.
func (x *exchange) any(v any) {
	out, err := codec.AppendAny(x.out, v, x.codec)
	if err != nil {
		x.fail(err)
		return
	}
	x.out = out
	x.argc++
}

// spread appends the elements of v, one argument each and two per pair; a v
// without elements is one argument. None at all is an error.
func spread[V any](x *exchange, v V) {
	out, n, err := codec.AppendSpread(x.out, v, x.codec)
	switch {
	case err != nil:
		x.fail(err)
	case n == 0:
		x.fail(errEmptySpread)
	default:
		x.out = out
		x.argc += n
	}
}

// seal completes the bytes of the command: where it turned out to have another
// number of arguments than the prefix says, the header is written anew.
func (x *exchange) seal() {
	if x.argc == x.cmd.argc || x.err != nil {
		return
	}
	const room = len("*2147483647\r\n")
	var buf [room]byte
	header := resp.AppendArrayHeader(buf[:0], x.argc)
	old := x.start + 1
	for x.out[old] != '\n' {
		old++
	}
	old++ // the first byte behind the old header
	if grow := len(header) - (old - x.start); grow != 0 {
		end := len(x.out)
		if grow > 0 {
			x.out = append(x.out, buf[:grow]...)
		}
		copy(x.out[old+grow:], x.out[old:end])
		x.out = x.out[:end+grow]
	}
	copy(x.out[x.start:], header)
}
