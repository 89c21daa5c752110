package redis

import (
	"errors"
	"fmt"
	"time"

	"github.com/redisfut/redis/resp"
)

// A tape is a Pipe that keeps the bytes of the command put last, and sends nothing.
type tape struct{ x *exchange }

func newTape() *tape { return &tape{newExchange()} }

func (p *tape) begin(cmd *command) *exchange {
	p.x.out = p.x.out[:0]
	p.x.begin(cmd)
	return p.x
}

func (p *tape) commit(*exchange) *Request { return nil }

// putErr gives the error with which a command could not be put, nil if it could.
func putErr[T any](f Future[T]) error {
	if p := f.x; p != nil {
		return p.err
	}
	err := f.Err()
	if errors.Is(err, ErrPending) {
		return nil
	}
	return err
}

// parseCommand takes an array of bulk strings apart. Of a prefix that declares more
// arguments than it has it gives those that are there.
func parseCommand(b []byte) ([]string, error) {
	var n int
	rest := b
	if _, err := fmt.Sscanf(string(b), "*%d\r\n", &n); err != nil {
		return nil, err
	}
	rest = rest[len(fmt.Sprintf("*%d\r\n", n)):]
	var args []string
	for len(rest) > 0 {
		var size int
		if _, err := fmt.Sscanf(string(rest), "$%d\r\n", &size); err != nil {
			return nil, err
		}
		head := len(fmt.Sprintf("$%d\r\n", size))
		if len(rest) < head+size+2 {
			return nil, errors.New("short bulk string")
		}
		args = append(args, string(rest[head:head+size]))
		rest = rest[head+size+2:]
	}
	return args, nil
}

// wire is what a command looks like.
func wire(args ...string) string { return string(resp.AppendCommand(nil, args...)) }

const hour = time.Hour

// someTime is 2033-05-18T03:33:20Z.
var someTime = time.Unix(2_000_000_000, 0)
