package redis

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"time"

	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/resp"
)

// A Config says how to connect, and what to do when that fails. Its zero value connects to
// localhost:6379, without a password, database 0, and stays connected. It is copied before use;
// [ParseURL] makes one from a URL.
type Config struct {
	// Network is "tcp" (the default) or "unix".
	Network string
	// Addr is "host:port", or the path of a unix socket. A name is resolved at each dial, and all
	// of its addresses are tried. Default: "localhost:6379". Not used with Sentinel.
	Addr string
	// TLS, if not nil, makes the connection use TLS. Certificates are verified
	// unless it says otherwise; its ServerName defaults to the host that is dialled, its MinVersion
	// to TLS 1.2. Default: none.
	TLS *tls.Config
	// Sentinel, if not nil, makes the connection ask sentinels for the address to dial.
	Sentinel *Sentinel
	// Role is what the server must be, or it is not used. Default: AnyRole; with Sentinel: Master.
	Role Role

	// Username and Password authenticate. A Username alone is not used;
	// a Password alone is that of the user "default".
	Username string
	Password string
	// Credentials, if not nil, is called on each connect in place of Username and Password,
	// and again before what it gave expires. It may be called on any goroutine; its context ends
	// with the time for the handshake.
	Credentials func(context.Context) (Credentials, error)
	// DB is the number of the database. Default: 0.
	DB int64
	// ClientName is shown by CLIENT LIST. Default: none.
	ClientName string
	// Setup, if not nil, puts further commands into a request that is sent on each
	// new connection, after the handshake. An error reply to one of them fails the connect.
	Setup func(*Request)

	// Codec encodes arguments and decodes bulk strings of types that nothing
	// else covers; see package codec. Default: none, such types are refused.
	Codec codec.Codec

	// DialTimeout bounds resolving the name and connecting, TLSTimeout the handshake of TLS, HandshakeTimeout
	// authentication and set-up, beside the context given to Dial. Default of each:
	// 5 s; negative: no bound.
	DialTimeout      time.Duration
	TLSTimeout       time.Duration
	HandshakeTimeout time.Duration
	// Dialer makes the network connection. Default: a net.Dialer, with TCP keep-alive and without
	// delay; on Linux with a TCP_USER_TIMEOUT of twice HealthInterval.
	Dialer func(ctx context.Context, network, addr string) (net.Conn, error)
	// Lazy makes Dial return at once, and connect in the background.
	Lazy bool

	// HealthInterval is for how long nothing may arrive before a PING is sent; when nothing has
	// arrived for twice as long, and a reply is waited for, the connection is
	// given up. Every byte counts, an error reply too, and that the bytes of a large value get to the server. The
	// command that was waited for is sent again once at most. Default: 2 s; negative: no such checks.
	HealthInterval time.Duration
	// NoReconnect makes the loss of the connection its end. Default: it connects anew.
	NoReconnect bool
	// Backoff says how long to wait between attempts to connect.
	Backoff Backoff

	// Timeout bounds each wait whose context has no deadline, counted from when the command was put. What takes longer
	// fails with ErrTimeout, within an eighth (and two milliseconds) more. For how long the server itself is told to wait comes
	// on top, Forever included. Default: 10 s; negative: no bound.
	Timeout time.Duration
	// Policy says what becomes of commands when the connection is down or lost.
	Policy Policy

	// MaxPending bounds how many commands may be queued and in flight at a time.
	// Default: 65536.
	MaxPending int
	// MaxPendingBytes bounds their encoded size. Default: 64 MiB. A
	// single command or request larger than either bound is sent when nothing else is pending.
	MaxPendingBytes int
	// FailWhenFull makes a command that finds the queue full fail with ErrFull.
	// Default: it enters the queue when its Future is waited for, under the context of that wait, and
	// so may be executed after commands that the same goroutine put later.
	FailWhenFull bool
	// Connections is how many connections to the server the commands are spread over. Those with
	// the same first key use the same one, so that they are executed in the order in which
	// they were put; so do all without a key. The bounds hold for each. Default: 1.
	Connections int

	// MaxPinned is how many pinned connections there may be at a time beside these: for commands that wait in the
	// server (BLPOP, XREAD with BLOCK, WAIT) and for [Watch], each for one of them at a time. They are made when
	// needed, and stay open for a minute. Default: 64.
	MaxPinned int

	// Limits bound what the server may send. Default: as documented at resp.Limits.
	Limits resp.Limits

	// OnState, if not nil, is told each change of state, in order, on a goroutine of its own.
	// It may call methods of the connection, Close too. When it does not keep up, changes in the middle
	// are left out, and StateChange.Missed tells how many.
	OnState func(StateChange)
	// Logger, if not nil, gets a line for each change of state, at the same time.
	Logger *slog.Logger
	// Tracer, if not nil, is told of each dial and each command. Default: none, at no cost.
	Tracer Tracer
}

// Credentials are what a connection authenticates with.
type Credentials struct {
	// Username is the ACL user's name. Default: "default".
	Username string
	Password string `json:"-"`
	// Expires is when they end to be valid; well before, new ones are asked for, and the
	// connection authenticates again. The zero time: never.
	Expires time.Time
}

// String hides the password.
func (c Credentials) String() string { return "redis.Credentials of " + userOr(c.Username) }

// Format prints what String gives, whatever the verb: none shows the password.
func (c Credentials) Format(f fmt.State, _ rune) { fmt.Fprint(f, c.String()) }

func userOr(name string) string {
	if name == "" {
		return "default"
	}
	return name
}

// A Backoff says how long to wait between attempts to connect: a random time up to
// Min before the first, up to twice as much before each further one, up to Max; and it goes on from there when the
// connection was lost before it was stable.
type Backoff struct {
	// Min is the longest wait before the first attempt after a loss. Default: 20 ms.
	Min time.Duration
	// Max is the longest wait of all. Default: 2 s.
	Max time.Duration
	// Stable is how long a connection must live for the next loss to begin at Min again. Default: 5 s.
	Stable time.Duration
}

// A Role is what a server is for those that hold the same data.
type Role uint8

const (
	AnyRole Role = iota // whatever the server is
	Master              // the server that takes writes
	Replica             // a copy of a master
)

// String gives the role in Redis's words.
func (r Role) String() string {
	switch r {
	case Master:
		return "master"
	case Replica:
		return "replica"
	}
	return "any"
}

// Defaults of Config.
const (
	defaultAddr            = "localhost:6379"
	defaultDialTimeout     = 5 * time.Second
	defaultHealthInterval  = 2 * time.Second
	defaultTimeout         = 10 * time.Second
	defaultBackoffMin      = 20 * time.Millisecond
	defaultBackoffMax      = 2 * time.Second
	defaultStable          = 5 * time.Second
	defaultMaxPending      = 1 << 16
	defaultMaxPendingBytes = 64 << 20
	defaultMaxPinned       = 64
)

func (cfg Config) withDefaults() Config {
	or := func(d *time.Duration, value time.Duration) {
		if *d == 0 {
			*d = value
		}
	}
	or(&cfg.DialTimeout, defaultDialTimeout)
	or(&cfg.TLSTimeout, defaultDialTimeout)
	or(&cfg.HandshakeTimeout, defaultDialTimeout)
	or(&cfg.HealthInterval, defaultHealthInterval)
	or(&cfg.Timeout, defaultTimeout)
	or(&cfg.Backoff.Min, defaultBackoffMin)
	or(&cfg.Backoff.Max, defaultBackoffMax)
	or(&cfg.Backoff.Stable, defaultStable)
	if cfg.Network == "" {
		cfg.Network = "tcp"
	}
	if cfg.Addr == "" {
		cfg.Addr = defaultAddr
	}
	if cfg.Sentinel != nil {
		s := *cfg.Sentinel
		cfg.Sentinel = &s
		if cfg.Role == AnyRole {
			cfg.Role = Master
		}
	}
	if cfg.Dialer == nil {
		d := &net.Dialer{Control: controlSocket(cfg.HealthInterval)}
		if cfg.HealthInterval > 0 { // for connections on which a command waits for ever, so that no PING can be sent
			probe := max(cfg.HealthInterval/2, time.Second)
			d.KeepAliveConfig = net.KeepAliveConfig{Enable: true, Idle: probe, Interval: probe, Count: 4}
		}
		cfg.Dialer = d.DialContext
	}
	if cfg.MaxPending <= 0 {
		cfg.MaxPending = defaultMaxPending
	}
	if cfg.MaxPinned == 0 {
		cfg.MaxPinned = defaultMaxPinned
	}
	if cfg.MaxPendingBytes <= 0 {
		cfg.MaxPendingBytes = defaultMaxPendingBytes
	}
	return cfg
}

// check refuses what can not be meant.
func (cfg *Config) check() error {
	switch {
	case cfg.Network != "" && cfg.Network != "tcp" && cfg.Network != "unix":
		return errors.New("Config.Network must be tcp or unix")
	case cfg.DB < 0:
		return errors.New("Config.DB is negative")
	case cfg.Connections < 0:
		return errors.New("Config.Connections is negative")
	case cfg.MaxPinned < 0:
		return errors.New("Config.MaxPinned is negative")
	case cfg.Backoff.Min < 0 || cfg.Backoff.Max < 0 || cfg.Backoff.Stable < 0:
		return errors.New("Config.Backoff has a negative duration")
	case cfg.Backoff.Max != 0 && cfg.Backoff.Max < cfg.Backoff.Min:
		return errors.New("Config.Backoff: Max is less than Min")
	case cfg.Backoff.Max == 0 && cfg.Backoff.Min > defaultBackoffMax:
		return errors.New("Config.Backoff: Min is more than the default of Max")
	case cfg.Network == "unix" && cfg.Addr == "":
		return errors.New("Config.Addr must be the path of a unix socket")
	case cfg.Network == "unix" && (cfg.TLS != nil || cfg.Sentinel != nil):
		return errors.New("Config.TLS and Config.Sentinel are for tcp")
	case cfg.Role > Replica:
		return errors.New("Config.Role is unknown")
	case cfg.Policy.Retry > RetryAll:
		return errors.New("Config.Policy.Retry is unknown")
	case strings.ContainsFunc(cfg.ClientName, func(r rune) bool { return r <= ' ' || r > '~' }):
		return errors.New("Config.ClientName has a space, or what is no printable ASCII")
	case cfg.Credentials != nil && (cfg.Username != "" || cfg.Password != ""):
		return errors.New("Config has Credentials as well as a Username or Password")
	case cfg.Sentinel != nil:
		return cfg.Sentinel.check()
	}
	return nil
}

// String names the server, without the credentials.
func (cfg Config) String() string {
	cfg = cfg.withDefaults()
	if cfg.Sentinel != nil {
		return fmt.Sprintf("%s db %d", cfg.Sentinel, cfg.DB)
	}
	return fmt.Sprintf("%s %s db %d", cfg.Network, cfg.Addr, cfg.DB)
}

// Format prints what String gives, whatever the verb: none shows the password.
func (cfg Config) Format(f fmt.State, _ rune) { fmt.Fprint(f, cfg.String()) }
