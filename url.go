package redis

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"
)

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
