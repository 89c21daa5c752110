package redis

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/resp"
)

// A Config says how to connect. Its zero value connects to localhost:6379,
// without a password, database 0. It is copied before use.
type Config struct {
	// Network is "tcp" (the default) or "unix".
	Network string
	// Addr is "host:port", or the path of a unix socket. Default: "localhost:6379".
	Addr string
	// Username and Password authenticate. A Username alone is not used;
	// a Password alone is that of the user "default".
	Username string
	Password string
	// DB is the number of the database. Default: 0.
	DB int
	// ClientName is shown by CLIENT LIST. Default: none.
	ClientName string

	// Codec encodes arguments and decodes bulk strings of types that nothing
	// else covers; see package codec. Default: none, such types are refused.
	Codec codec.Codec

	// DialTimeout bounds connecting and the handshake together, beside the
	// context given to Dial. Default: 5 s; negative: no bound.
	DialTimeout time.Duration
	// Dialer makes the network connection. Default: a net.Dialer, with
	// TCP keep-alive and without delay.
	Dialer func(ctx context.Context, network, addr string) (net.Conn, error)

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

	// Limits bound what the server may send. Default: as documented at resp.Limits.
	Limits resp.Limits
}

// Defaults of Config.
const (
	defaultAddr            = "localhost:6379"
	defaultDialTimeout     = 5 * time.Second
	defaultMaxPending      = 1 << 16
	defaultMaxPendingBytes = 64 << 20
)

func (cfg Config) withDefaults() Config {
	if cfg.Network == "" {
		cfg.Network = "tcp"
	}
	if cfg.Addr == "" {
		cfg.Addr = defaultAddr
	}
	if cfg.DialTimeout == 0 {
		cfg.DialTimeout = defaultDialTimeout
	}
	if cfg.Dialer == nil {
		cfg.Dialer = new(net.Dialer).DialContext
	}
	if cfg.MaxPending <= 0 {
		cfg.MaxPending = defaultMaxPending
	}
	if cfg.MaxPendingBytes <= 0 {
		cfg.MaxPendingBytes = defaultMaxPendingBytes
	}
	return cfg
}

// String names the server, without the credentials.
func (cfg Config) String() string {
	cfg = cfg.withDefaults()
	return fmt.Sprintf("%s %s db %d", cfg.Network, cfg.Addr, cfg.DB)
}

// Format prints what String gives, whatever the verb: none shows the password.
func (cfg Config) Format(f fmt.State, _ rune) { fmt.Fprint(f, cfg.String()) }

// ParseURL reads the URL of a server:
//
//	redis://[user[:password]@]host[:port][/db][?name=value…]
//	unix://[user[:password]@]/path/of/socket[?db=n&name=value…]
//
// Of the user info, a lone word is the user's name; "redis://:secret@host" gives a
// password only. Names: db, client_name, dial_timeout (as "5s").
// An unknown scheme or name, and a value that does not fit, is an
// error; it never quotes the URL, since that may hold a password.
func ParseURL(s string) (Config, error) {
	cfg, err := parseURL(s)
	if err != nil {
		return Config{}, fmt.Errorf("redis: parse URL: %w", err)
	}
	return cfg, nil
}

func parseURL(s string) (cfg Config, err error) {
	u, err := url.Parse(s)
	if err != nil {
		return cfg, errors.New("not a valid URL (special characters in a password need escaping as %XX)")
	}
	if u.Fragment != "" || u.Opaque != "" {
		return cfg, errors.New("not a valid URL (a '#' in a password needs escaping as %23)")
	}
	cfg.Username = u.User.Username()
	cfg.Password, _ = u.User.Password()
	switch u.Scheme {
	case "redis":
		cfg.Network = "tcp"
		host, port := u.Hostname(), u.Port()
		if host == "" {
			host = "localhost"
		}
		if port == "" {
			port = "6379"
		}
		cfg.Addr = net.JoinHostPort(host, port)
		if path := strings.Trim(u.Path, "/"); path != "" {
			if cfg.DB, err = parseDB(path); err != nil {
				return cfg, err
			}
		}
	case "unix":
		cfg.Network = "unix"
		cfg.Addr = u.Path
		if u.Host != "" || cfg.Addr == "" {
			return cfg, errors.New("unix: wants the absolute path of a socket, as in unix:///run/redis.sock")
		}
	case "rediss":
		return cfg, errors.New("rediss: TLS is not offered yet")
	default:
		return cfg, errors.New("the scheme must be redis or unix")
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return cfg, errors.New("the part behind '?' is not valid")
	}
	for name, values := range query {
		value := values[len(values)-1]
		switch name {
		case "db":
			cfg.DB, err = parseDB(value)
		case "client_name":
			cfg.ClientName = value
		case "dial_timeout":
			if cfg.DialTimeout, err = time.ParseDuration(value); err != nil {
				err = errors.New("dial_timeout: not a duration such as 5s")
			}
		default:
			// Not quoted: behind a '?' that is not escaped stands the rest of a password.
			err = errors.New("unknown name behind '?'; known are db, client_name and dial_timeout")
		}
		if err != nil {
			return cfg, err
		}
	}
	return cfg, nil
}

func parseDB(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, errors.New("db: not a number of a database")
	}
	return n, nil
}
