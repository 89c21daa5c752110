package resp_test

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/redisfut/redis/resp"
)

// A buffer that bytes are read into, in pieces of any size, is taken apart into frames.
func ExampleFramer() {
	var f resp.Framer
	f.Init(resp.Limits{Bulk: 1 << 20})

	var buf []byte
	for _, piece := range []string{"+OK\r\n*2\r\n$3\r\nfo", "o\r\n:4", "2\r\n_\r", "\n"} {
		buf = append(buf, piece...)
		for len(buf) > 0 {
			size, err := f.Next(buf)
			if size == 0 {
				if err != nil {
					fmt.Println("the connection is dead:", err)
					return
				}
				fmt.Printf("at least %d more\n", f.Missing())
				buf = buf[f.Skip():]
				break
			}
			if err == nil {
				fmt.Printf("%q\n", buf[:size])
			}
			buf = buf[size:]
		}
	}
	// Output:
	// "+OK\r\n"
	// at least 3 more
	// at least 1 more
	// "*2\r\n$3\r\nfoo\r\n:42\r\n"
	// at least 1 more
	// "_\r\n"
}

func ExampleFramer_Next_errors() {
	var f resp.Framer
	_, err := f.Next([]byte("*2\r\n:1\r\n:2x\r\n"))
	var syntax *resp.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Println(syntax)
	}

	f.Init(resp.Limits{Depth: 1})
	size, err := f.Next([]byte("*1\r\n*1\r\n:1\r\n+OK\r\n"))
	var limit *resp.LimitError
	if errors.As(err, &limit) {
		fmt.Println(limit)
		fmt.Println("the next reply begins at", size)
	}
	// Output:
	// resp: digit expected at offset 10
	// resp: array over the limit Depth (1), skipped
	// the next reply begins at 12
}

// The values of a frame come in order, each aggregate before its elements.
func ExampleReader() {
	frame := []byte("%2\r\n$4\r\nname\r\n$3\r\nAda\r\n$5\r\nborn?\r\n:1815\r\n")
	var r resp.Reader
	r.Reset(frame)
	m, err := r.Next()
	if err != nil || m.Kind != resp.Map {
		fmt.Println("no map:", m.Kind, err)
		return
	}
	for left := m.Len; r.More(&left); {
		v, err := r.Next()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%v %s\n", v.Kind, v.Bytes)
	}
	// Output:
	// bulk string name
	// bulk string Ada
	// bulk string born?
	// integer 1815
}

func ExampleReader_Raw() {
	var r resp.Reader
	r.Reset([]byte("*2\r\n*2\r\n:1\r\n:2\r\n+last\r\n"))
	r.Next() // the header of the array
	raw, _ := r.Raw()
	last, _ := r.Next()
	fmt.Printf("%q %s\n", raw, last.Bytes)
	// Output: "*2\r\n:1\r\n:2\r\n" last
}

func ExampleAppendCommand() {
	b := resp.AppendCommand(nil, "SET", "greeting", "hello")

	// The same for arguments of several types.
	b = resp.AppendArrayHeader(b, 3)
	b = resp.AppendBulkString(b, "INCRBY")
	b = resp.AppendBulkString(b, "hits")
	b = resp.AppendBulkInt(b, -5)
	fmt.Printf("%q\n", b)
	// Output: "*3\r\n$3\r\nSET\r\n$8\r\ngreeting\r\n$5\r\nhello\r\n*3\r\n$6\r\nINCRBY\r\n$4\r\nhits\r\n$2\r\n-5\r\n"
}

func ExampleAppendMapHeader() {
	b := resp.AppendMapHeader(nil, 2)
	b = resp.AppendSimpleString(b, "ok")
	b = resp.AppendBool(b, true)
	b = resp.AppendSimpleString(b, "ratio")
	b = resp.AppendDouble(b, 0.5)
	fmt.Printf("%q\n", b)
	// Output: "%2\r\n+ok\r\n#t\r\n+ratio\r\n,0.5\r\n"
}

// A scripted server reads commands and answers them.
func ExampleScanner() {
	commands := strings.NewReader("*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\n")
	s := resp.NewScanner(commands, resp.Limits{})
	var r resp.Reader
	for {
		frame, err := s.Next()
		if err == io.EOF {
			break
		} else if err != nil {
			fmt.Println(err)
			return
		}
		r.Reset(frame)
		command, _ := r.Next()
		name, _ := r.Next()
		fmt.Printf("%s with %d arguments\n", name.Bytes, command.Len-1)
	}
	// Output:
	// PING with 0 arguments
	// GET with 1 arguments
}

func ExampleErrorReply() {
	var r resp.Reader
	r.Reset([]byte("-WRONGTYPE Operation against a key holding the wrong kind of value\r\n"))
	v, _ := r.Next()
	if v.Kind == resp.SimpleError || v.Kind == resp.BulkError {
		err := resp.NewErrorReply(v.Bytes)
		fmt.Println(err.Prefix())
		fmt.Println(err)
	}
	fmt.Println(resp.NewErrorReply([]byte("ERR unknown command 'LOGIN', with args beginning with: 'bob' 'secret'")))
	// Output:
	// WRONGTYPE
	// WRONGTYPE Operation against a key holding the wrong kind of value
	// ERR unknown command 'LOGIN'
}

func ExampleParseFloat() {
	for _, text := range []string{"3.25", "-inf", "1e999", ".5"} {
		f, ok := resp.ParseFloat([]byte(text))
		fmt.Println(f, ok)
	}
	// Output:
	// 3.25 true
	// -Inf true
	// 0 false
	// 0 false
}
