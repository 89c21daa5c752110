package redis

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

func TestHandshakeWithARealServer(t *testing.T) {
	redistest.CheckLeaks(t)
	open := redistest.Server(t)
	secret := redistest.NewServer(t, "--requirepass", "p@ss:w/o#rd?")
	acl := redistest.NewServer(t, "--user", "alice", "on", ">wonder", "~*", "+@all")
	old := redistest.NewServer(t, "--rename-command", "HELLO", "", "--requirepass", "pw")
	for _, tt := range []struct {
		name string
		cfg  Config
		want string // "proto db user name", or a part of the error
	}{
		{"plain", Config{Addr: open.Addr()}, "3 0 default -"},
		{"unix", Config{Network: "unix", Addr: open.Unix()}, "3 0 default -"},
		{"database and name", Config{Addr: open.Addr(), DB: 3, ClientName: "me"}, "3 3 default me"},
		{"password", Config{Addr: secret.Addr(), Password: "p@ss:w/o#rd?", DB: 2}, "3 2 default -"},
		{"user", Config{Addr: acl.Addr(), Username: "alice", Password: "wonder"}, "3 0 alice -"},
		{"without HELLO", Config{Addr: old.Addr(), Password: "pw", DB: 1, ClientName: "me"}, "2 1 default me"},
		{"no password", Config{Addr: secret.Addr()}, "HELLO: NOAUTH"},
		{"wrong password", Config{Addr: secret.Addr(), Password: "marked-secret"}, "HELLO: WRONGPASS"},
		{"wrong password without HELLO", Config{Addr: old.Addr(), Password: "marked-secret"}, "AUTH: WRONGPASS"},
		{"no such database", Config{Addr: open.Addr(), DB: 99}, "SELECT: ERR DB index is out of range"},
		{"negative database", Config{Addr: open.Addr(), DB: -1}, "DB is negative"},
		{"nobody listens", Config{Addr: "127.0.0.1:1"}, "connection refused"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := tt.cfg.Dial(background)
			if err != nil {
				if !strings.Contains(err.Error(), tt.want) || strings.Contains(fmt.Sprintf("%v %+v %#v", err, err, tt.cfg), "marked-secret") {
					t.Errorf("%v, want %s", err, tt.want)
				}
				return
			}
			defer c.Close()
			info, err := Do[string](c, "CLIENT", "INFO").Wait(background)
			if err != nil {
				t.Fatal(err)
			}
			field := func(name string) string {
				for _, w := range strings.Fields(info) {
					if v, ok := strings.CutPrefix(w, name+"="); ok && v != "" {
						return v
					}
				}
				return "-"
			}
			if got := fmt.Sprintf("%d %s %s %s", c.Hello().Proto, field("db"), field("user"), field("name")); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if h := c.Hello(); h.Proto == 3 && (h.Server != "redis" || h.Mode != "standalone" || h.Role != "master" || h.ID == 0) {
				t.Errorf("%+v", h)
			}
		})
	}
}

func TestTheHandshakeIsOneRoundTrip(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Expect("HELLO", "3", "AUTH", "u", "p", "SETNAME", "n")
		c.Expect("SELECT", "5") // arrives before anything was answered
		c.Expect("CLIENT", "SETINFO", "LIB-NAME", "redisfut")
		c.Expect("CLIENT", "SETINFO", "LIB-VER", version())
		c.Write(">1\r\n+push\r\n%1\r\n+proto\r\n:3\r\n+OK\r\n-ERR no such subcommand\r\n+OK\r\n")
		c.Expect("PING")
		c.Write("+PONG\r\n")
		c.Next()
	})
	c := dial(t, strings.Replace(s.URL(), "//", "//u:p@", 1)+"/5?client_name=n")
	if v, err := Do[string](c, "PING").Wait(background); v != "PONG" || err != nil {
		t.Errorf("%q, %v", v, err)
	}
}

// A connection that ends in its handshake, wherever that is, is never published.
func TestAHandshakeThatBreaksOff(t *testing.T) {
	redistest.CheckLeaks(t)
	hello := "%1\r\n+proto\r\n:3\r\n+OK\r\n+OK\r\n+OK\r\n"
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		for range 4 {
			c.Command()
		}
		c.Write(hello[:c.Number()])
	})
	for i := range len(hello) {
		c, err := Config{Addr: s.Addr(), DB: 1}.Dial(background)
		if err == nil {
			c.Close()
			t.Fatalf("cut at %d: connected", i)
		}
	}
}

func TestWhatIsNotRedisIsNamed(t *testing.T) {
	redistest.CheckLeaks(t)
	for answer, want := range map[string]string{
		"HTTP/1.1 400 Bad Request\r\n\r\n":               "HTTP",
		"SSH-2.0-OpenSSH_9.2\r\n":                        "SSH",
		"\x15\x03\x01\x00\x02\x02\x16":                   "TLS",
		"ERROR\r\n":                                      "memcached",
		"-DENIED Redis is running in protected mode\r\n": "DENIED",
		"-ERR max number of clients reached\r\n":         "max number of clients",
		"%1\r\n+proto\r\n$3\r\nxyz\r\n":                  "HELLO",
		"*3\r\n:1\r\n:2\r\n:3\r\n":                       "HELLO",
		":99999999999999999999\r\n":                      "integer",
		"garbage":                                        "handshake",
	} {
		s := redistest.Script(t, func(c *redistest.ScriptConn) {
			for range 3 {
				c.Command() // what is not read would reset the connection
			}
			c.Write(answer)
		})
		c, err := Config{Addr: s.Addr()}.Dial(background)
		if err == nil {
			c.Close()
			t.Errorf("%q: connected", answer)
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", answer, err)
		}
	}
}

func TestDialEndsWithItsContextOrTimeout(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.Script(t, func(c *redistest.ScriptConn) { c.ReadAll() }) // never answers
	ctx, cancel := context.WithCancel(background)
	time.AfterFunc(time.Millisecond, cancel)
	if _, err := (Config{Addr: s.Addr()}).Dial(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := (Config{Addr: s.Addr(), HandshakeTimeout: time.Millisecond}).Dial(background); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("timed out: %v", err)
	}
	if _, err := (Config{Dialer: func(context.Context, string, string) (net.Conn, error) { return nil, nil }}).Dial(background); err == nil {
		t.Error("a Dialer that gives nothing")
	}
}

func TestNoVerbShowsThePassword(t *testing.T) {
	cfg := Config{Addr: redistest.NewServer(t, "--requirepass", "marked-secret").Addr(), Password: "marked-secret"}
	c, err := cfg.Dial(background)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for _, v := range []any{cfg, &cfg, c, []Config{cfg}, map[string]any{"c": c, "cfg": cfg}, struct{ C *Conn }{c}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			if s := fmt.Sprintf(verb, v); strings.Contains(s, "marked") || strings.Contains(s, "6d61726b6564") {
				t.Errorf("%s of %T: %s", verb, v, s)
			}
		}
	}
}
