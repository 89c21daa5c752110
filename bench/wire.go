package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
)

// A wire is a plain connection that speaks the protocol by hand: for loading data,
// and for the limit. It owes nothing to any of the clients that are measured.
// One goroutine at a time may use it.
type wire struct {
	conn net.Conn
	in   *bufio.Reader
	size int // bytes of replies read so far
}

func dialWire(addr string) (*wire, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &wire{conn: conn, in: bufio.NewReaderSize(conn, 64<<10)}, nil
}

func (w *wire) Close() error { return w.conn.Close() }

// do sends the commands in one write and returns their replies.
func (w *wire) do(commands ...[]string) ([]any, error) {
	var out []byte
	for _, c := range commands {
		out = appendCommand(out, c...)
	}
	if _, err := w.conn.Write(out); err != nil {
		return nil, err
	}
	replies := make([]any, len(commands))
	for i := range replies {
		reply, err := w.read()
		if err != nil {
			return nil, err
		}
		if e, ok := reply.(error); ok {
			return nil, fmt.Errorf("%s: %w", commands[i][0], e)
		}
		replies[i] = reply
	}
	return replies, nil
}

// run is do for any number of commands, a few at a time.
func (w *wire) run(commands [][]string) error {
	for len(commands) > 0 {
		n := min(len(commands), 500)
		if _, err := w.do(commands[:n]...); err != nil {
			return err
		}
		commands = commands[n:]
	}
	return nil
}

func appendCommand(b []byte, args ...string) []byte {
	b = append(b, '*')
	b = strconv.AppendInt(b, int64(len(args)), 10)
	b = append(b, "\r\n"...)
	for _, a := range args {
		b = append(b, '$')
		b = strconv.AppendInt(b, int64(len(a)), 10)
		b = append(b, "\r\n"...)
		b = append(b, a...)
		b = append(b, "\r\n"...)
	}
	return b
}

// read reads one reply: strings and numbers as string, integers as int64, null as nil,
// aggregates as []any (maps flat), error replies as error.
func (w *wire) read() (any, error) {
	line, err := w.in.ReadString('\n')
	if err != nil {
		return nil, err
	}
	w.size += len(line)
	if len(line) < 3 {
		return nil, fmt.Errorf("malformed reply %q", line)
	}
	kind, rest := line[0], line[1:len(line)-2]
	switch kind {
	case '+', ',', '(', '#':
		return rest, nil
	case '-':
		return errors.New(rest), nil
	case '_':
		return nil, nil
	case ':':
		return strconv.ParseInt(rest, 10, 64)
	}
	n, err := strconv.Atoi(rest)
	if err != nil {
		return nil, fmt.Errorf("malformed reply %q", line)
	}
	switch kind {
	case '$', '=':
		if n < 0 {
			return nil, nil
		}
		body := make([]byte, n+2)
		if _, err := io.ReadFull(w.in, body); err != nil {
			return nil, err
		}
		w.size += n + 2
		return string(body[:n]), nil
	case '%':
		n *= 2
	case '*', '~':
	default:
		return nil, fmt.Errorf("malformed reply %q", line)
	}
	if n < 0 {
		return nil, nil
	}
	elements := make([]any, n)
	for i := range elements {
		if elements[i], err = w.read(); err != nil {
			return nil, err
		}
	}
	return elements, nil
}
