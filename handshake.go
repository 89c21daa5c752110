package redis

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// Hello is what a server says of itself in the handshake (HELLO, since 6.0.0).
// For a server without HELLO only Proto is set.
type Hello struct {
	Server  string `redis:"server"`  // "redis", "valkey", ...
	Version string `redis:"version"` // "7.0.15"
	Proto   int    `redis:"proto"`   // 3 for RESP3, 2 for RESP2
	ID      int64  `redis:"id"`      // the connection's id, as of CLIENT ID
	Mode    string `redis:"mode"`    // "standalone", "cluster", "sentinel"
	Role    string `redis:"role"`    // "master", "replica"
}

// handshake prepares a network connection for use. Its commands have the connection for themselves;
// an error of the network, unlike an error reply, always ends it, for a reply that comes
// late would be taken for another's.
func (c *Conn) handshake(ctx context.Context) error {
	ctx, cancel := within(ctx, c.cfg.HandshakeTimeout)
	defer cancel()
	cred, err := c.credentials(ctx)
	if err != nil {
		return err
	}
	interrupted := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		if c.nc.SetDeadline(time.Unix(1, 0)) != nil {
			c.nc.Close()
		}
		close(interrupted)
	})
	defer func() {
		if !stop() {
			<-interrupted
		}
		c.nc.SetDeadline(time.Time{})
	}()
	hello, err := c.shake(cred)
	if ctx.Err() != nil {
		return canceled(ctx)
	}
	if err != nil {
		return err
	}
	if err := c.checkRole(hello.Role); err != nil {
		return err
	}
	if c.cfg.Setup != nil {
		if err := c.setUp(ctx); err != nil {
			if ctx.Err() != nil {
				return canceled(ctx)
			}
			return err
		}
	}
	c.mu.Lock()
	c.hello = hello
	c.renewAt = renewal(cred)
	c.mu.Unlock()
	return nil
}

// credentials gives what to authenticate with.
func (c *Conn) credentials(ctx context.Context) (Credentials, error) {
	if c.cfg.Credentials == nil {
		return Credentials{Username: c.cfg.Username, Password: c.cfg.Password}, nil
	}
	cred, err := await(ctx, "Config.Credentials", c.cfg.Credentials, nil)
	if err != nil {
		return cred, fmt.Errorf("credentials: %w", err)
	}
	return cred, nil
}

// renewal is when to ask for new credentials: after three quarters of their time.
func renewal(cred Credentials) time.Time {
	if cred.Expires.IsZero() {
		return time.Time{}
	}
	left := time.Until(cred.Expires)
	if left <= 0 {
		return time.Now().Add(time.Second) // nothing can be done in time
	}
	return time.Now().Add(left - left/4)
}

// version is what CLIENT SETINFO tells of this library.
var version = sync.OnceValue(func() string {
	const module = "github.com/redisfut/redis"
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range append(info.Deps, &info.Main) {
			if m.Path == module && m.Version != "" && !strings.ContainsAny(m.Version, " \n()") {
				return m.Version
			}
		}
	}
	return "devel"
})

// A step is a command of the handshake.
type step struct {
	args     []string
	optional bool               // an error reply is tolerated
	use      func([]byte) error // gets a reply that is no error; nil where it says nothing
}

func (c *Conn) shake(cred Credentials) (Hello, error) {
	cfg := &c.cfg
	var said Hello
	hello := step{args: []string{"HELLO", "3"}, use: func(frame []byte) error { return decode.Unmarshal(frame, &said, nil) }}
	if cred.Password != "" {
		hello.args = append(hello.args, "AUTH", userOr(cred.Username), cred.Password)
	}
	if cfg.ClientName != "" {
		hello.args = append(hello.args, "SETNAME", cfg.ClientName)
	}
	steps := []step{hello}
	if cfg.DB != 0 {
		steps = append(steps, step{args: []string{"SELECT", strconv.FormatInt(cfg.DB, 10)}})
	}
	steps = append(steps,
		step{args: []string{"CLIENT", "SETINFO", "LIB-NAME", "redisfut"}, optional: true},
		step{args: []string{"CLIENT", "SETINFO", "LIB-VER", version()}, optional: true})
	if c.pinned {
		steps = append(steps, c.askRunID())
	}
	errs, err := c.roundTrip(steps, nil, cred.Password)
	switch {
	case err != nil:
		return said, err
	case errs[0] == nil:
		return said, errors.Join(errs...)
	}

	// A server from before HELLO speaks RESP2.
	said = Hello{Proto: 2}
	steps = steps[:0]
	if cred.Password != "" {
		auth := []string{"AUTH", cred.Password}
		if cred.Username != "" {
			auth = []string{"AUTH", cred.Username, cred.Password}
		}
		steps = append(steps, step{args: auth})
	}
	if cfg.ClientName != "" {
		steps = append(steps, step{args: []string{"CLIENT", "SETNAME", cfg.ClientName}, optional: true})
	}
	if cfg.DB != 0 {
		steps = append(steps, step{args: []string{"SELECT", strconv.FormatInt(cfg.DB, 10)}})
	}
	if cfg.Role != AnyRole {
		steps = append(steps, step{args: []string{"ROLE"}, use: func(frame []byte) (err error) {
			said.Role, err = roleOf(frame)
			return err
		}})
	}
	if c.pinned {
		steps = append(steps, c.askRunID(), step{args: []string{"CLIENT", "ID"}, optional: true, use: func(frame []byte) error {
			return decode.Unmarshal(frame, &said.ID, nil)
		}})
	}
	errs, err = c.roundTrip(steps, nil, cred.Password)
	if err != nil {
		return said, err
	}
	return said, errors.Join(errs...)
}

// askRunID asks which server this is: CLIENT UNBLOCK must go to the same one.
func (c *Conn) askRunID() step {
	c.runID = "" // nobody reads it before the network connection is published
	return step{args: []string{"INFO", "server"}, optional: true, use: func(frame []byte) error {
		var info string
		err := decode.Unmarshal(frame, &info, nil)
		c.runID = runIDOf(info)
		return err
	}}
}

// runIDOf finds the run_id in what INFO says: a random text that each start of a server makes anew.
func runIDOf(info string) string {
	for line := range strings.Lines(info) {
		if id, ok := strings.CutPrefix(strings.TrimSpace(line), "run_id:"); ok {
			return id
		}
	}
	return ""
}

// setUp sends the commands of Config.Setup: when the server has proved to be the right one.
func (c *Conn) setUp(ctx context.Context) error {
	req, err := await(ctx, "Config.Setup", func(context.Context) (*Request, error) {
		req := &Request{Codec: c.cfg.Codec}
		c.cfg.Setup(req)
		if req.waits {
			return nil, errors.New("a command that waits in the server is no part of it")
		}
		return req, req.check()
	}, nil)
	if err != nil {
		return fmt.Errorf("Config.Setup: %w", err)
	}
	errs, err := c.roundTrip(nil, req, "")
	if err != nil {
		return err
	}
	return errors.Join(errs...)
}

// roleOf reads the reply of ROLE.
func roleOf(frame []byte) (string, error) {
	var r resp.Reader
	r.Reset(frame)
	if v, err := r.Next(); err != nil || v.Kind != resp.Array {
		return "", errors.New("not the reply of ROLE")
	}
	v, err := r.Next()
	if err != nil {
		return "", err
	}
	if role := string(v.Bytes); role != "slave" {
		return role, nil
	}
	return "replica", nil
}

// errRole is why a server is not used that is not what Config.Role wants.
var errRole = errors.New("the server has the wrong role")

func (c *Conn) checkRole(role string) error {
	if want := c.cfg.Role; want != AnyRole && role != want.String() {
		return fmt.Errorf("%w: it is a %s; wanted: %v", errRole, strings.ToLower(printable(role)), want)
	}
	return nil
}

// lacksHello reports whether an error reply to HELLO 3 says that the server does not
// speak RESP3.
func lacksHello(err error) bool {
	var e *ErrorReply
	if !errors.As(err, &e) {
		return false
	}
	return e.Prefix() == "NOPROTO" || strings.HasPrefix(e.Error(), "ERR unknown command")
}

// isDenied reports whether a server has refused the credentials, which another attempt is
// not likely to change.
func isDenied(err error) bool {
	var e *ErrorReply
	if !errors.As(err, &e) {
		return false
	}
	switch e.Prefix() {
	case "WRONGPASS", "NOAUTH", "NOPERM":
		return true
	}
	text := e.Error()
	return strings.HasPrefix(text, "ERR invalid password") || strings.HasPrefix(text, "ERR AUTH ") ||
		strings.HasPrefix(text, "ERR Client sent AUTH")
}

// roundTrip sends commands, those of setup behind the steps, and reads their replies.
// It returns the error replies of the steps, but those that are tolerated, and of setup.
//
// No error tells the secret, which a server or a proxy may quote.
func (c *Conn) roundTrip(steps []step, setup *Request, secret string) ([]error, error) {
	var out []byte
	for _, s := range steps {
		out = resp.AppendCommand(out, s.args...)
	}
	n := len(steps)
	if setup != nil && len(setup.recs) > 0 {
		out = append(out, setup.x.out[:setup.size()]...)
		n += len(setup.recs)
	}
	if len(out) == 0 {
		return nil, nil
	}
	if _, err := c.nc.Write(out); err != nil {
		return nil, err
	}
	errs := make([]error, n)
	for i := range n {
		frame, err := c.readReply()
		if err != nil {
			return nil, err
		}
		err = errorReply(frame)
		if er, ok := err.(*ErrorReply); ok && secret != "" && strings.Contains(er.Error(), secret) {
			err = resp.NewErrorReply([]byte(strings.ReplaceAll(er.Error(), secret, "***")))
		}
		switch {
		case err != nil && i == 0 && len(steps) > 0 && steps[0].args[0] == "HELLO" && !lacksHello(err):
			// Nothing more may come: a server that has too many clients says so, and hangs up.
			return nil, fmt.Errorf("HELLO: %w", err)
		case err != nil && i >= len(steps):
			errs[i] = fmt.Errorf("Config.Setup: %s: %w", setup.recs[i-len(steps)].cmd.name, err)
		case err != nil && !steps[i].optional:
			errs[i] = fmt.Errorf("%s: %w", steps[i].args[0], err)
		case err == nil && i < len(steps) && steps[i].use != nil:
			if err := steps[i].use(frame); err != nil {
				return nil, fmt.Errorf("%s: %w", steps[i].args[0], err)
			}
		}
	}
	return errs, nil
}

// readReply reads one reply that is no push. The frame is valid until the next call.
func (c *Conn) readReply() ([]byte, error) {
	in := &c.in
	for {
		if in.r < in.w {
			b := in.chunk.buf[in.r:in.w]
			size, err := in.framer.Next(b)
			if err != nil {
				return nil, stranger(b, err)
			}
			if size > 0 {
				frame := b[:size]
				in.r += size
				if resp.FrameKind(frame) != resp.Push {
					return frame, nil
				}
				c.pushed(frame, nil)
				continue
			}
		}
		in.makeRoom()
		n, err := c.nc.Read(in.chunk.buf[in.w:])
		in.w += n
		if n == 0 && err != nil {
			return nil, err
		}
	}
}

// strangers are how servers of other kinds begin to talk.
var strangers = []struct{ begin, what string }{
	{"HTTP/", "this is an HTTP server"},
	{"SSH-", "this is an SSH server"},
	{"\x15\x03", "the server wants TLS: use rediss, or Config.TLS"},
	{"\x16\x03", "the server wants TLS: use rediss, or Config.TLS"},
	{"ERROR\r\n", "this is a memcached server"},
}

// stranger says what a server that does not speak RESP may be.
func stranger(b []byte, err error) error {
	for _, s := range strangers {
		if bytes.HasPrefix(b, []byte(s.begin)) {
			return fmt.Errorf("%s: %w", s.what, err)
		}
	}
	return err
}

// reauthenticate gives the server new credentials before the old ones expire: AUTH goes
// its way like any command. Where that fails the connection is made anew, which tries again.
func (c *Conn) reauthenticate() {
	defer func() { _ = recover() }() // of a Tracer, say
	ctx, cancel := within(c.life, c.cfg.HandshakeTimeout)
	defer cancel()
	c.mu.Lock()
	link := uint32(c.stats.Connects)
	c.mu.Unlock()
	cred, err := c.credentials(ctx)
	if err == nil && cred.Password != "" {
		x := c.newExchange()
		x.policy = Policy{Retry: RetryNever, FailIfDown: true, FailOnLoss: true, Urgent: true}
		x.begin(&cmdAuth)
		if cred.Username != "" || c.Hello().Proto > 2 {
			x.str(userOr(cred.Username))
		}
		x.str(cred.Password)
		x.seal()
		gen := x.gen()
		x.launch(1)
		c.enqueue(x)
		_, err = Future[Ignore]{x: x, gen: gen}.Wait(ctx)
	}
	if err != nil {
		c.renew(link)
		return
	}
	c.mu.Lock()
	if link == uint32(c.stats.Connects) {
		c.renewAt = renewal(cred)
	}
	c.mu.Unlock()
}

var cmdAuth = command{name: "AUTH", prefix: "*3\r\n$4\r\nAUTH\r\n", words: 1, argc: 3}

// pushed takes a push.
func (c *Conn) pushed(frame []byte, err error) {
	c.pushes.Add(1)
	if c.onPush != nil && err == nil {
		c.onPush(frame)
	}
}
