package node

import (
	"bufio"
	"net"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/internal/redistest"
	"github.com/redisfut/redis/resp"
)

func TestString(t *testing.T) {
	for _, tt := range replies {
		t.Run(tt.name, func(t *testing.T) {
			tree, err := Parse([]byte(tt.wire))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.text, tree.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := string(tree.Root().AppendFormat([]byte("> "))); got != "> "+tt.text {
				t.Errorf("AppendFormat: %q", got)
			}
		})
	}
}

func TestStringOfPartsAndAttributes(t *testing.T) {
	tree, err := Parse([]byte("*2\r\n:1\r\n|2\r\n+a\r\n:1\r\n+b\r\n*2\r\n:2\r\n:3\r\n*2\r\n:4\r\n*1\r\n:5\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := tree.Root().Index(1).String(), "1) (integer) 4\n2) 1) (integer) 5"; got != want {
		t.Errorf("element 1: %q, want %q", got, want)
	}
	for a := range tree.Root().Index(1).Attributes() {
		if got, want := a.String(), "1# a => (integer) 1\n2# b => \n   1) (integer) 2\n   2) (integer) 3"; got != want {
			t.Errorf("its attribute: %q, want %q", got, want)
		}
	}
}

func TestIndentationIsLimited(t *testing.T) {
	const levels = 1000
	tree, err := Parse([]byte(strings.Repeat("*2\r\n:1\r\n", levels) + ":2\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(tree.String(), "\n")
	if len(lines) != levels+1 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, line := range lines[1:] {
		if got, want := len(line)-len(strings.TrimLeft(line, " ")), min(3*(levels-1-i), maxIndent); i > 0 && got > maxIndent {
			t.Fatalf("line %d is indented by %d, want %d at most", i+1, got, want)
		}
	}
}

// redisCLI runs redis-cli as at a terminal. It prints what is a reply, or an error of
// its own.
func redisCLI(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(redistest.LookPath(t, "redis-cli"), append([]string{"--no-raw"}, args...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("redis-cli %q: %v", args, err)
	}
	return string(out)
}

// TestPrintsAsRedisCLI has redis-cli print what a script answers.
func TestPrintsAsRedisCLI(t *testing.T) {
	for _, tt := range replies {
		if !tt.cli {
			continue
		}
		t.Run(tt.name, func(t *testing.T) {
			s := redistest.Script(t, func(c *redistest.ScriptConn) {
				c.Handshake()
				c.Expect("X")
				c.Write(tt.wire)
				c.ReadAll()
			})
			host, port, err := net.SplitHostPort(s.Addr())
			if err != nil {
				t.Fatal(err)
			}
			// It ends the output of any reply but one with a line feed.
			got := strings.TrimSuffix(redisCLI(t, "-h", host, "-p", port, "-3", "X"), "\n")
			if diff := cmp.Diff(got, tt.text); diff != "" {
				t.Errorf("(-redis-cli +node):\n%s", diff)
			}
		})
	}
}

// TestPrintsServerRepliesAsRedisCLI has both ask a server.
func TestPrintsServerRepliesAsRedisCLI(t *testing.T) {
	s := redistest.Server(t)
	s.Do(t, "DEL", "node:h", "node:s", "node:z", "node:x")
	s.Do(t, "HSET", "node:h", "f", "1", "g", "x\ny")
	s.Do(t, "SADD", "node:s", "1", "2", "3")
	s.Do(t, "ZADD", "node:z", "1", "a", "2.5", "b", "inf", "c")
	s.Do(t, "XADD", "node:x", "1-1", "field", "v")
	s.Do(t, "XGROUP", "CREATE", "node:x", "group", "0")
	s.Do(t, "XREADGROUP", "GROUP", "group", "consumer", "STREAMS", "node:x", ">")
	commands := [][]string{
		{"PING"}, {"GET", "node:none"}, {"GET", "node:h"}, {"NOSUCH"},
		{"HGETALL", "node:h"}, {"HGETALL", "node:none"}, {"SMEMBERS", "node:s"},
		{"ZRANGE", "node:z", "0", "-1", "WITHSCORES"}, {"ZSCORE", "node:z", "b"},
		{"XRANGE", "node:x", "-", "+"}, {"XREAD", "STREAMS", "node:x", "0"}, {"XINFO", "GROUPS", "node:x"},
		{"COMMAND", "INFO", "GET", "NOSUCH", "XADD"}, {"COMMAND", "DOCS", "GET", "SORT"},
		{"EVAL", "return {1, false, {'a', {}}, {err='E x'}, {ok='fine'}}", "0"},
		{"EVAL", "redis.setresp(3); return {{double=1.5}, {map={a=1}}, {set={x=true}}, true, false}", "0"},
		{"ACL", "GETUSER", "default"}, {"DEBUG", "PROTOCOL", "double"}, {"DEBUG", "PROTOCOL", "verbatim"},
		{"DEBUG", "PROTOCOL", "map"}, {"DEBUG", "PROTOCOL", "set"}, {"DEBUG", "PROTOCOL", "array"},
		{"DEBUG", "PROTOCOL", "null"}, {"DEBUG", "PROTOCOL", "true"}, {"DEBUG", "PROTOCOL", "false"},
	}
	for _, protocol := range []string{"2", "3"} {
		c, err := net.Dial("tcp", s.Addr())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		ask := asker(t, c)
		ask("HELLO", protocol)
		for _, args := range commands {
			host, port, err := net.SplitHostPort(s.Addr())
			if err != nil {
				t.Fatal(err)
			}
			want := redisCLI(t, slices.Concat([]string{"-h", host, "-p", port, "-" + protocol}, args)...)
			if diff := cmp.Diff(strings.TrimSuffix(want, "\n"), ask(args...).String()); diff != "" {
				t.Errorf("RESP%s %q (-redis-cli +node):\n%s", protocol, args, diff)
			}
		}
	}
}

// TestServerAttribute has the one reply with an attribute that a server can be asked
// for; redis-cli cannot read it.
func TestServerAttribute(t *testing.T) {
	c, err := net.Dial("tcp", redistest.Server(t).Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ask := asker(t, c)
	ask("HELLO", "3")
	root := ask("DEBUG", "PROTOCOL", "attrib").Root()
	if got := root.Text(); got != "Some real reply following the attribute" {
		t.Errorf("got %q", got)
	}
	for a := range root.Attributes() {
		got := a.Key("key-popularity")
		if got.Index(0).Text() != "key:123" || got.Index(1).Text() != "90" {
			t.Errorf("its attribute: %v", a)
		}
		return
	}
	t.Error("it has no attribute")
}

// asker sends commands over c.
func asker(t *testing.T, c net.Conn) func(args ...string) Tree {
	s := resp.NewScanner(bufio.NewReader(c), resp.Limits{})
	return func(args ...string) Tree {
		t.Helper()
		if _, err := c.Write(resp.AppendCommand(nil, args...)); err != nil {
			t.Fatal(err)
		}
		frame, err := s.Next()
		if err != nil {
			t.Fatal(err)
		}
		tree, err := Parse(frame)
		if err != nil {
			t.Fatal(err)
		}
		return tree
	}
}
