package redistest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxBulk bounds what a length in a command may ask for.
const maxBulk = 1 << 30

// replyError is an error reply as a value.
type replyError string

func (e replyError) Error() string { return string(e) }

// appendCommand appends a command to b.
func appendCommand(b []byte, args ...string) []byte {
	b = fmt.Appendf(b, "*%d\r\n", len(args))
	for _, arg := range args {
		b = fmt.Appendf(b, "$%d\r\n%s\r\n", len(arg), arg)
	}
	return b
}

// readValue reads a RESP2 value: string, int64, nil, replyError or []any.
func readValue(r *bufio.Reader) (any, error) {
	line, err := readLine(r)
	if err != nil {
		return nil, err
	}
	switch line[0] {
	case '+':
		return line[1:], nil
	case '-':
		return replyError(line[1:]), nil
	case ':':
		return strconv.ParseInt(line[1:], 10, 64)
	case '$':
		return readBulk(r, line)
	case '*':
		n, err := strconv.Atoi(line[1:])
		if err != nil || n < -1 {
			return nil, fmt.Errorf("bad array header %q", line)
		}
		if n == -1 {
			return nil, nil
		}
		array := []any{}
		for range n {
			v, err := readValue(r)
			if err != nil {
				return nil, noEOF(err)
			}
			array = append(array, v)
		}
		return array, nil
	}
	return nil, fmt.Errorf("not a RESP2 value: %q", line)
}

// readCommand reads a command. Only an array of bulk strings is one: inline
// commands are for people (io.EOF stands for the end between two commands).
func readCommand(r *bufio.Reader) ([]string, error) {
	line, err := readLine(r)
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(line[1:])
	if line[0] != '*' || err != nil || n < 1 {
		return nil, fmt.Errorf("not the header of a command: %q", line)
	}
	var args []string
	for range n {
		line, err := readLine(r)
		if err != nil {
			return nil, noEOF(err)
		}
		arg, err := readBulk(r, line)
		if err != nil {
			return nil, noEOF(err)
		}
		s, ok := arg.(string)
		if !ok {
			return nil, errors.New("null as an argument")
		}
		args = append(args, s)
	}
	return args, nil
}

func readBulk(r *bufio.Reader, header string) (any, error) {
	n, err := strconv.Atoi(header[1:])
	if header[0] != '$' || err != nil || n < -1 || n > maxBulk {
		return nil, fmt.Errorf("bad bulk string header %q", header)
	}
	if n == -1 {
		return nil, nil
	}
	b := make([]byte, n+2)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, noEOF(err)
	}
	if b[n] != '\r' || b[n+1] != '\n' {
		return nil, fmt.Errorf("bulk string of %d bytes ends with %q", n, b[n:])
	}
	return string(b[:n]), nil
}

// readLine returns a line without its CRLF, and at least one byte.
func readLine(r *bufio.Reader) (string, error) {
	line, err := r.ReadString('\n')
	if err != nil {
		if line != "" {
			err = noEOF(err)
		}
		return "", err
	}
	body, ok := strings.CutSuffix(line, "\r\n")
	if !ok || body == "" {
		return "", fmt.Errorf("bad line %q", line)
	}
	return body, nil
}

// noEOF tells an end inside a value from one between two.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// commandCounter counts the whole commands in a stream that comes in pieces.
// It understands arrays of bulk strings and takes any other line for an inline
// command, as the server does; it checks nothing beyond that.
type commandCounter struct {
	commands int
	line     []byte // of the header being read
	args     int    // arguments still to come in this command
	body     int    // bytes still to come of this argument, with CRLF
}

func (c *commandCounter) write(b []byte) {
	for len(b) > 0 {
		if c.body > 0 {
			n := min(c.body, len(b))
			c.body -= n
			b = b[n:]
			if c.body == 0 {
				c.argumentDone()
			}
			continue
		}
		c.line = append(c.line, b[0])
		if b[0] == '\n' {
			c.lineDone()
		}
		b = b[1:]
	}
}

func (c *commandCounter) lineDone() {
	line := strings.TrimSpace(string(c.line))
	c.line = c.line[:0]
	if line == "" {
		return
	}
	n, err := strconv.Atoi(line[1:])
	switch {
	case err == nil && line[0] == '*' && c.args == 0:
		c.args = max(n, 0) // the server skips "*0"
	case err == nil && line[0] == '$' && c.args > 0:
		c.body = max(n, 0) + 2
	default:
		c.args = 0
		c.commands++
	}
}

func (c *commandCounter) argumentDone() {
	c.args--
	if c.args == 0 {
		c.commands++
	}
}
