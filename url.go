package redis

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// ParseURL reads the URL of a server:
//
//	redis://[user[:password]@][host][:port][/db][?name=value&…]
//	rediss://…                       the same with TLS
//	unix://[user[:password]@]/path/of/socket[?name=value&…]
//	sentinel://[user[:password]@]host[:port][,host[:port]…]/master[/db][?name=value&…]
//	sentinels://…                    the same with TLS, to the sentinels and to the server
//
// Of the user info, a lone word is the user's name; "redis://:secret@host" gives a
// password only; a name without a password is not used. Special characters in it are escaped as %XX. The default host is localhost, the default port 6379,
// of sentinels 26379. The master of a sentinel URL is the name that the sentinels know; the user is that of the
// server.
//
// The names, each of which may be given once, set the fields of [Config]:
//
//	db                           number of the database, if it is not in the path
//	client_name                  shown by CLIENT LIST
//	role                         master or replica
//	server_name                  for TLS with the server, if it is not the host that is dialled
//	sentinel_user                for the sentinels
//	sentinel_password
//	dial_timeout, tls_timeout, handshake_timeout, timeout, health_interval
//	                             a duration such as 500ms or 5s, or off
//	retry                        reads, never, last_writer_wins, conditional or all: Policy.Retry
//	fail_if_down, fail_on_loss   true or false: those of Policy
//	lazy, no_reconnect           true or false
//	max_pending, max_pending_bytes, connections
//	                             a number from 1
//
// A URL of any other form, an unknown name, and a value that does not fit are errors; an error never
// quotes the URL, since what stands in a wrong place there may be a part of a password.
func ParseURL(s string) (Config, error) {
	cfg, err := parseURL(s)
	if err != nil {
		return Config{}, fmt.Errorf("redis: parse URL: %w", err)
	}
	return cfg, nil
}

const (
	defaultPort         = "6379"
	defaultSentinelPort = "26379"
)

var errNotURL = errors.New("not a valid URL (special characters in a password need escaping as %XX)")

func parseURL(s string) (cfg Config, err error) {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok {
		return cfg, errors.New("it must begin with redis://, rediss://, unix://, sentinel:// or sentinels://")
	}
	scheme = strings.ToLower(scheme)
	if strings.ContainsFunc(rest, func(r rune) bool { return r <= ' ' || r == 0x7f }) || !utf8.ValidString(rest) {
		return cfg, errNotURL
	}
	if strings.Contains(rest, "#") {
		return cfg, errors.New("not a valid URL (a '#' in a password needs escaping as %23)")
	}
	rest, query, _ := strings.Cut(rest, "?")
	authority, path, slash := strings.Cut(rest, "/")
	user, hosts, at := cutLast(authority, "@")
	if !at {
		user, hosts = "", authority
	}
	if strings.Contains(query, "@") || strings.Contains(path, "@") && scheme != "unix" { // the end of user info, most likely
		return cfg, errNotURL
	}
	if cfg.Username, cfg.Password, err = userInfo(user); err != nil {
		return cfg, err
	}
	var places []string
	if path != "" {
		if places, err = unescapePath(path); err != nil {
			return cfg, err
		}
	}
	db := ""
	switch scheme {
	case "redis", "rediss":
		cfg.Network = "tcp"
		if strings.Contains(hosts, ",") {
			return cfg, errors.New("several hosts are for sentinels")
		}
		if cfg.Addr, err = hostAndPort(hosts, "localhost", defaultPort); err != nil {
			return cfg, err
		}
		if len(places) > 1 {
			return cfg, errors.New("the path must be the number of a database")
		}
		if len(places) == 1 {
			db = places[0]
		}
	case "unix":
		cfg.Network = "unix"
		if hosts != "" || path == "" || strings.HasSuffix(path, "/") || strings.Contains(strings.Join(places, ""), "\x00") {
			return cfg, errors.New("unix: wants the absolute path of a socket, as in unix:///run/redis.sock")
		}
		cfg.Addr = "/" + strings.Join(places, "/")
	case "sentinel", "sentinels":
		cfg.Network = "tcp"
		cfg.Sentinel = new(Sentinel)
		for _, h := range strings.Split(hosts, ",") {
			addr, err := hostAndPort(h, "", defaultSentinelPort)
			if err != nil {
				return cfg, err
			}
			cfg.Sentinel.Addrs = append(cfg.Sentinel.Addrs, addr)
		}
		if !slash || len(places) == 0 || len(places) > 2 || places[0] == "" || places[len(places)-1] == "" {
			return cfg, errors.New("sentinel: the path must be the name of the master, and perhaps the number of a database")
		}
		cfg.Sentinel.Master = places[0]
		if len(places) == 2 {
			db = places[1]
		}
	default:
		return cfg, errors.New("the scheme must be redis, rediss, unix, sentinel or sentinels")
	}
	if scheme == "rediss" || scheme == "sentinels" {
		cfg.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
		if cfg.Sentinel != nil {
			cfg.Sentinel.TLS = &tls.Config{MinVersion: tls.VersionTLS12}
		}
	}
	if db != "" {
		if cfg.DB, err = parseDB(db); err != nil {
			return cfg, err
		}
	}
	return cfg, parseQuery(&cfg, query, db != "")
}

// cutLast is strings.Cut around the last sep.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func userInfo(s string) (user, password string, err error) {
	user, password, _ = strings.Cut(s, ":")
	if strings.Contains(s, "@") {
		return "", "", errNotURL
	}
	if user, err = url.PathUnescape(user); err == nil {
		password, err = url.PathUnescape(password)
	}
	if err != nil {
		return "", "", errNotURL
	}
	return user, password, nil
}

// unescapePath gives the parts of a path.
func unescapePath(path string) ([]string, error) {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		var err error
		if parts[i], err = url.PathUnescape(p); err != nil {
			return nil, errNotURL
		}
	}
	return parts, nil
}

// hostAndPort reads "host", "host:port", "[v6]", "[v6]:port" or ":port".
func hostAndPort(s, defaultHost, defaultPort string) (string, error) {
	host, port := s, ""
	if strings.HasPrefix(s, "[") {
		end := strings.IndexByte(s, ']')
		if end < 0 {
			return "", errors.New("an IPv6 address must stand in brackets")
		}
		host, port = s[1:end], s[end+1:]
		ip, zone, hasZone := strings.Cut(host, "%25")
		if addr, err := netip.ParseAddr(ip); err != nil || !addr.Is6() || addr.Zone() != "" || port != "" && port[0] != ':' {
			return "", errors.New("what stands in brackets must be an IPv6 address")
		}
		if hasZone {
			zone, err := url.PathUnescape(zone)
			if err != nil || zone == "" || strings.ContainsAny(zone, "[]%") || strings.ContainsFunc(zone, unicode.IsControl) {
				return "", errors.New("the zone of an IPv6 address in brackets must be the name of one, as in [fe80::1%25eth0]")
			}
			host = ip + "%" + zone
		}
	} else {
		if i := strings.IndexByte(s, ':'); i >= 0 {
			host, port = s[:i], s[i:]
		}
		if !isName(host) {
			return "", errors.New("the host is not a valid name")
		}
	}
	if host == "" {
		host = defaultHost
	}
	if host == "" {
		return "", errors.New("a host is missing")
	}
	switch port {
	case "":
		port = defaultPort
	default:
		port = port[1:]
		n, err := strconv.ParseUint(port, 10, 16)
		if err != nil || n == 0 || port[0] == '+' {
			return "", errors.New("the port must be a number from 1 to 65535")
		}
	}
	return net.JoinHostPort(host, port), nil
}

// isName reports whether s has only characters of names of hosts and IPv4 addresses. Letters of any
// language are among them: a Dialer may know what to make of these.
func isName(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return !strings.ContainsRune("-._", r) && !unicode.In(r, unicode.L, unicode.M, unicode.N)
	})
}

func parseDB(s string) (int64, error) {
	n, err := strconv.ParseUint(s, 10, 31)
	if err != nil {
		return 0, errors.New("db: not the number of a database")
	}
	return int64(n), nil
}

// A setting is what a name behind '?' sets.
type setting struct {
	name string
	set  func(cfg *Config, value string) error
}

var settings = []setting{
	{"db", func(cfg *Config, v string) (err error) { cfg.DB, err = parseDB(v); return err }},
	{"client_name", func(cfg *Config, v string) error {
		// A server refuses others.
		if strings.ContainsFunc(v, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return errors.New("client_name: must be of printable ASCII characters without spaces")
		}
		cfg.ClientName = v
		return nil
	}},
	{"role", func(cfg *Config, v string) error {
		switch v {
		case "master":
			cfg.Role = Master
		case "replica":
			cfg.Role = Replica
		default:
			return errors.New("role: must be master or replica")
		}
		return nil
	}},
	{"server_name", func(cfg *Config, v string) error {
		if cfg.TLS == nil {
			return errors.New("server_name: is for TLS")
		}
		if _, err := netip.ParseAddr(v); err != nil && !isName(v) {
			return errors.New("server_name: must be a name or an IP address")
		}
		cfg.TLS.ServerName = v
		return nil
	}},
	{"sentinel_user", func(cfg *Config, v string) error {
		if cfg.Sentinel == nil {
			return errors.New("sentinel_user: is for sentinels")
		}
		cfg.Sentinel.Username = v
		return nil
	}},
	{"sentinel_password", func(cfg *Config, v string) error {
		if cfg.Sentinel == nil {
			return errors.New("sentinel_password: is for sentinels")
		}
		cfg.Sentinel.Password = v
		return nil
	}},
	duration("dial_timeout", func(cfg *Config) *time.Duration { return &cfg.DialTimeout }),
	duration("tls_timeout", func(cfg *Config) *time.Duration { return &cfg.TLSTimeout }),
	duration("handshake_timeout", func(cfg *Config) *time.Duration { return &cfg.HandshakeTimeout }),
	duration("timeout", func(cfg *Config) *time.Duration { return &cfg.Timeout }),
	duration("health_interval", func(cfg *Config) *time.Duration { return &cfg.HealthInterval }),
	{"retry", func(cfg *Config, v string) error {
		i := slices.Index(retryNames, v)
		if i < 0 {
			return errors.New("retry: must be one of " + strings.Join(retryNames, ", "))
		}
		cfg.Policy.Retry = Retry(i)
		return nil
	}},
	boolean("fail_if_down", func(cfg *Config) *bool { return &cfg.Policy.FailIfDown }),
	boolean("fail_on_loss", func(cfg *Config) *bool { return &cfg.Policy.FailOnLoss }),
	boolean("lazy", func(cfg *Config) *bool { return &cfg.Lazy }),
	boolean("no_reconnect", func(cfg *Config) *bool { return &cfg.NoReconnect }),
	number("max_pending", func(cfg *Config) *int { return &cfg.MaxPending }),
	number("max_pending_bytes", func(cfg *Config) *int { return &cfg.MaxPendingBytes }),
	number("connections", func(cfg *Config) *int { return &cfg.Connections }),
}

// retryNames are the values of retry, in the order of the constants of Retry.
var retryNames = []string{"reads", "never", "last_writer_wins", "conditional", "all"}

func duration(name string, field func(*Config) *time.Duration) setting {
	return setting{name, func(cfg *Config, v string) error {
		if v == "off" {
			*field(cfg) = -1
			return nil
		}
		d, err := time.ParseDuration(v)
		if err != nil || d <= 0 {
			return errors.New(name + ": not a duration such as 5s, nor off")
		}
		*field(cfg) = d
		return nil
	}}
}

func boolean(name string, field func(*Config) *bool) setting {
	return setting{name, func(cfg *Config, v string) error {
		if v != "true" && v != "false" {
			return errors.New(name + ": must be true or false")
		}
		*field(cfg) = v == "true"
		return nil
	}}
}

func number(name string, field func(*Config) *int) setting {
	return setting{name, func(cfg *Config, v string) error {
		n, err := strconv.ParseUint(v, 10, 31)
		if err != nil || n == 0 {
			return errors.New(name + ": not a number from 1")
		}
		*field(cfg) = int(n)
		return nil
	}}
}

// parseQuery reads what stands behind '?'.
func parseQuery(cfg *Config, query string, hasDB bool) error {
	if query == "" {
		return nil
	}
	seen := make(map[string]bool)
	for _, pair := range strings.Split(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		value, err := url.QueryUnescape(value)
		// Some divide by ';' as well: what they mean must not become a part of a value.
		if err != nil || strings.Contains(pair, ";") {
			return errors.New("the part behind '?' is not valid")
		}
		i := slices.IndexFunc(settings, func(s setting) bool { return s.name == name })
		switch {
		case i < 0:
			// Not quoted: behind a '?' that is not escaped stands the rest of a password.
			names := make([]string, len(settings))
			for i, s := range settings {
				names[i] = s.name
			}
			return errors.New("unknown name behind '?'; known are " + strings.Join(names, ", ") +
				" (how certificates are verified is said by Config.TLS)")
		case seen[name]:
			return errors.New(name + ": is given twice")
		case name == "db" && hasDB:
			return errors.New("db: is given twice")
		case value == "":
			return errors.New(name + ": a value is missing")
		}
		seen[name] = true
		if err := settings[i].set(cfg, value); err != nil {
			return err
		}
	}
	return nil
}
