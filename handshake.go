package redis

import (
	"context"
	"errors"
	"fmt"
	"strings"
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

// Dial connects as the configuration says; see the function [Dial].
func (cfg Config) Dial(ctx context.Context) (*Conn, error) {
	cfg = cfg.withDefaults()
	if cfg.DialTimeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, cfg.DialTimeout)
		defer cancel()
	}
	if cfg.DB < 0 {
		return nil, errors.New("redis: dial: Config.DB is negative")
	}
	nc, err := cfg.Dialer(ctx, cfg.Network, cfg.Addr)
	if err == nil && nc == nil {
		err = errors.New("the Dialer gave no connection")
	}
	if err != nil {
		return nil, fmt.Errorf("redis: dial %s: %w", cfg.Addr, err)
	}
	c := &Conn{
		cfg: cfg, nc: nc,
		idle: make(chan *exchange, 16),
		work: make(chan struct{}, 1), handover: make(chan struct{}, 1),
		writerDone: make(chan struct{}), done: make(chan struct{}),
	}
	c.in.framer.Init(cfg.Limits)
	c.in.chunk = newChunk(chunkMin)
	if err := c.handshake(ctx); err != nil {
		nc.Close()
		c.in.chunk.release()
		return nil, fmt.Errorf("redis: handshake with %s: %w", cfg.Addr, err)
	}
	c.start()
	return c, nil
}

// handshake prepares the connection for use, on the goroutine that dials. Its
// commands have the connection for themselves; an error of the network, unlike an
// error reply, always ends it, for a reply that comes late would be taken for another's.
func (c *Conn) handshake(ctx context.Context) error {
	if ctx.Done() != nil {
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
	}
	err := c.shake()
	if ctx.Err() != nil {
		return canceled(ctx)
	}
	return err
}

func (c *Conn) shake() error {
	cfg := &c.cfg
	user := cfg.Username
	if user == "" {
		user = "default"
	}
	hello := []string{"HELLO", "3"}
	if cfg.Password != "" {
		hello = append(hello, "AUTH", user, cfg.Password)
	}
	if cfg.ClientName != "" {
		hello = append(hello, "SETNAME", cfg.ClientName)
	}
	var db []string
	if cfg.DB != 0 {
		db = []string{"SELECT", fmt.Sprint(cfg.DB)}
	}
	errs, err := c.roundTrip(func(i int, frame []byte) error {
		if i > 0 {
			return nil
		}
		return decode.Unmarshal(frame, &c.hello, nil)
	}, hello, db)
	if err != nil {
		return err
	}
	if errs[0] == nil {
		return errs[1]
	}
	if !lacksHello(errs[0]) {
		return errs[0]
	}

	// A server from before HELLO speaks RESP2.
	c.hello = Hello{Proto: 2}
	var auth, name []string
	if cfg.Password != "" {
		auth = []string{"AUTH", cfg.Password}
		if cfg.Username != "" {
			auth = []string{"AUTH", cfg.Username, cfg.Password}
		}
	}
	if cfg.ClientName != "" {
		name = []string{"CLIENT", "SETNAME", cfg.ClientName}
	}
	if auth == nil && name == nil {
		return errs[1]
	}
	errs, err = c.roundTrip(nil, auth, name, db)
	if err != nil {
		return err
	}
	return errors.Join(errs[0], errs[2]) // a server may do without the name
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

// roundTrip sends commands and reads their replies, calling use with each that is no
// error. It returns the error replies; those of commands that are nil stay nil.
func (c *Conn) roundTrip(use func(i int, frame []byte) error, commands ...[]string) ([]error, error) {
	var out []byte
	for _, args := range commands {
		if args != nil {
			out = resp.AppendCommand(out, args...)
		}
	}
	if _, err := c.nc.Write(out); err != nil {
		return nil, err
	}
	errs := make([]error, len(commands))
	for i, args := range commands {
		if args == nil {
			continue
		}
		frame, err := c.readReply()
		if err != nil {
			return nil, err
		}
		if err := errorReply(frame); err != nil {
			errs[i] = fmt.Errorf("%s: %w", args[0], err)
		} else if use != nil {
			if err := use(i, frame); err != nil {
				return nil, fmt.Errorf("%s: %w", args[0], err)
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
			size, err := in.framer.Next(in.chunk.buf[in.r:in.w])
			if err != nil {
				return nil, err
			}
			if size > 0 {
				frame := in.chunk.buf[in.r : in.r+size]
				in.r += size
				if resp.FrameKind(frame) != resp.Push {
					return frame, nil
				}
				c.pushes.Add(1)
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
