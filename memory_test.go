package redis

import (
	"bytes"
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/redisfut/redis/internal/redistest"
	"github.com/redisfut/redis/resp"
)

// A push that is over a limit is skipped, and is no reply either. And a reply that
// is skipped is no push, whatever byte the part that is left of it begins with.
func TestWhatIsSkippedKeepsItsKind(t *testing.T) {
	for name, raw := range map[string]string{
		"push":               ">2\r\n+message\r\n$200000\r\n" + strings.Repeat("p", 200000) + "\r\n",
		"reply":              "*2\r\n$60000\r\n" + strings.Repeat(">", 60000) + "\r\n$60000\r\n" + strings.Repeat(">", 60000) + "\r\n",
		"attribute and push": "|1\r\n+a\r\n$150000\r\n" + strings.Repeat("a", 150000) + "\r\n>1\r\n+x\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			redistest.CheckLeaks(t)
			s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
				c.Handshake()
				for {
					args := c.Command()
					if args[1] == "first" {
						c.Fragment(50000)
						c.Write(raw)
						c.Fragment(0)
						if name == "reply" {
							continue
						}
					}
					c.Writef("+%s\r\n", args[1])
				}
			})
			c := dialHooked(t, s, func(*hooked) {}, func(cfg *Config) { cfg.Limits = resp.Limits{Reply: 100 << 10} })
			f, g := echo(c, "first"), echo(c, "second")
			if name == "reply" {
				var le *resp.LimitError
				if got, err := f.Wait(background); !errors.As(err, &le) {
					t.Errorf("first: %q, %v", got, err)
				}
			} else if got, err := f.Wait(background); got != "first" || err != nil {
				t.Errorf("first: %q, %v", got, err)
			}
			if got, err := g.Wait(background); got != "second" || err != nil {
				t.Errorf("second: %q, %v", got, err)
			}
			if n := c.Stats().Pushes; (n == 1) == (name == "reply") {
				t.Errorf("%d pushes", n)
			}
		})
	}
}

// A value that lies in memory of its own may be the caller's as it is. Its neighbours in the
// same request do not lie there.
func TestNeighboursOfALargeValueAreCopied(t *testing.T) {
	c := dial(t, "")
	medium, large := bytes.Repeat([]byte("m"), 20000), bytes.Repeat([]byte("l"), 1<<20)
	var req Request
	Do[Ignore](&req, "SET", "own:m", medium)
	Do[Ignore](&req, "SET", "own:l", large)
	if err := c.Exec(background, &req); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		req.Reset()
		f, s, g := Do[[]byte](&req, "GET", "own:m"), Do[string](&req, "GET", "own:m"), Do[[]byte](&req, "GET", "own:l")
		if err := c.Exec(background, &req); err != nil {
			t.Fatal(err)
		}
		for range 20 { // reads into the same memory
			if _, err := echo(c, strings.Repeat("z", 50000)).Wait(background); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(f.Value(), medium) || s.Value() != string(medium) || !bytes.Equal(g.Value(), large) {
			t.Fatal("a value was overwritten by replies that came later")
		}
	}
}

// A handshake may be answered with something large; the memory that was for this
// alone is not used for others.
func TestMemoryOfALargeHandshakeReplyIsNotReused(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.ScriptPipe(t, func(c *redistest.ScriptConn) {
		c.Command()
		c.Write("%1\r\n+proto\r\n:3\r\n")
		c.Command()
		c.Fragment(10000)
		c.Writef("$40000\r\n%s\r\n", strings.Repeat("s", 40000))
		c.Fragment(0)
		for {
			args := c.Command()
			c.Writef("$%d\r\n%s\r\n", len(args[1]), args[1])
		}
	})
	c := dialHooked(t, s, func(*hooked) {}, func(cfg *Config) { cfg.DB = 1 })
	want := strings.Repeat("a", 20000)
	got, err := Do[[]byte](c, "ECHO", want).Wait(background)
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		if _, err := echo(c, strings.Repeat("z", 20000)).Wait(background); err != nil {
			t.Fatal(err)
		}
	}
	if string(got) != want {
		t.Error("a value was overwritten by replies that came later")
	}
}

// recording is a connection that, as those of users do, embeds one of package net to change
// what it writes. All that is written has to go through its Write.
type recording struct {
	*net.TCPConn
	mu  sync.Mutex
	all bytes.Buffer
}

func (c *recording) Write(b []byte) (int, error) {
	c.mu.Lock()
	c.all.Write(b)
	c.mu.Unlock()
	return c.TCPConn.Write(b)
}

func TestEveryByteGoesThroughTheConnectionOfTheDialer(t *testing.T) {
	redistest.CheckLeaks(t)
	var rec *recording
	c := dial(t, "", func(cfg *Config) {
		cfg.Dialer = func(ctx context.Context, network, addr string) (net.Conn, error) {
			nc, err := new(net.Dialer).DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			rec = &recording{TCPConn: nc.(*net.TCPConn)}
			return rec, nil
		}
	})
	for range 2 * soloRounds {
		if _, err := echo(c, "x").Wait(background); err != nil {
			t.Fatal(err)
		}
	}
	for _, token := range []string{"sole caller", strings.Repeat("l", 4*vectorMin)} {
		if got, err := echo(c, token).Wait(background); got != token || err != nil {
			t.Fatal(err)
		}
		rec.mu.Lock()
		if !bytes.Contains(rec.all.Bytes(), []byte(token)) {
			t.Errorf("%d bytes were written past the connection's Write", len(token))
		}
		rec.mu.Unlock()
	}
}
