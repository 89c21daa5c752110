package redis

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"
)

// connect makes a network connection and sets it up, on the goroutine that holds both roles.
func (c *Conn) connect(ctx context.Context, attempt int, again bool) error {
	c.mu.Lock()
	c.changeLocked(StateChange{State: Connecting, Attempt: attempt})
	c.mu.Unlock()
	trace := DialTrace{Start: time.Now(), Attempt: attempt, Reconnect: again}
	addr, err := c.address(ctx)
	trace.Addr = addr
	if err == nil {
		err = c.connectTo(ctx, addr, &trace)
	}
	if trace.Err = err; c.cfg.Tracer != nil {
		// What is told may block, panic, or close the connection.
		await(ctx, "Config.Tracer", func(ctx context.Context) (struct{}, error) {
			c.cfg.Tracer.Dialed(ctx, trace)
			return struct{}{}, nil
		}, nil)
	}
	return err
}

// address finds out where to connect to.
func (c *Conn) address(ctx context.Context) (string, error) {
	if c.guide == nil {
		return c.cfg.Addr, nil
	}
	return c.guide.find(ctx)
}

func (c *Conn) connectTo(ctx context.Context, addr string, trace *DialTrace) error {
	nc, raw, err := c.dial(ctx, addr)
	trace.Connect = time.Since(trace.Start)
	if err != nil {
		return fmt.Errorf("redis: dial %s: %w", addr, err)
	}
	c.nc, c.raw = nc, raw
	c.in.framer.Init(c.cfg.Limits)
	c.in.r, c.in.w, c.in.read = 0, 0, 0
	if c.in.chunk == nil {
		c.in.chunk = newChunk(chunkMin)
	}
	err = c.handshake(ctx)
	if err == nil && c.greet != nil && c.hello.Proto == 3 {
		_, err = nc.Write(c.greet)
	}
	trace.Handshake = time.Since(trace.Start) - trace.Connect
	if err != nil {
		nc.Close()
		c.nc, c.raw = nil, nil
		return fmt.Errorf("redis: handshake with %s: %w", addr, err)
	}
	c.publish(addr)
	return nil
}

// dial makes a network connection, with TLS where that is wanted.
func (c *Conn) dial(ctx context.Context, addr string) (net.Conn, syscall.RawConn, error) {
	return dialNetwork(ctx, &c.cfg, c.cfg.Network, addr, c.cfg.TLS)
}

func dialNetwork(ctx context.Context, cfg *Config, network, addr string, secure *tls.Config) (net.Conn, syscall.RawConn, error) {
	dctx, cancel := within(ctx, cfg.DialTimeout)
	defer cancel()
	nc, err := await(dctx, "Config.Dialer", func(ctx context.Context) (net.Conn, error) {
		return cfg.Dialer(ctx, network, addr)
	}, func(nc net.Conn) {
		if nc != nil {
			nc.Close()
		}
	})
	if err == nil && nc == nil {
		err = errors.New("Config.Dialer gave no connection")
	}
	if err != nil {
		return nil, nil, err
	}
	var raw syscall.RawConn
	if sc, ok := nc.(syscall.Conn); ok {
		raw, _ = sc.SyscallConn()
	}
	if secure == nil {
		return nc, raw, nil
	}
	secure = secure.Clone()
	if secure.ServerName == "" {
		if secure.ServerName, _, err = net.SplitHostPort(addr); err != nil {
			secure.ServerName = addr
		}
	}
	if secure.MinVersion == 0 {
		secure.MinVersion = tls.VersionTLS12
	}
	tctx, cancel := within(ctx, cfg.TLSTimeout)
	defer cancel()
	tc := tls.Client(nc, secure)
	// Callbacks of the user's may be part of it.
	_, err = await(tctx, "Config.TLS", func(ctx context.Context) (struct{}, error) {
		return struct{}{}, tc.HandshakeContext(ctx)
	}, nil)
	if err != nil {
		nc.Close()
		return nil, nil, fmt.Errorf("TLS: %w", err)
	}
	return tc, raw, nil
}

// within bounds ctx; a negative time does not.
func within(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	if d < 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, d)
}
