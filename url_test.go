package redis

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A urlResult is what a URL can set of a Config.
type urlResult struct {
	Network, Addr, Username, Password, ClientName              string
	DB                                                         int64
	MaxPending, MaxPendingBytes, Connections                   int
	Role                                                       Role
	TLS                                                        bool
	ServerName                                                 string
	Sentinels                                                  []string
	Master, SentinelUser, SentinelPassword                     string
	SentinelTLS                                                bool
	DialTimeout, TLSTimeout, HandshakeTimeout, Timeout, Health time.Duration
	Policy                                                     Policy
	Lazy, NoReconnect                                          bool
}

func urlFields(c Config) urlResult {
	r := urlResult{
		Network: c.Network, Addr: c.Addr, Username: c.Username, Password: c.Password, ClientName: c.ClientName,
		DB: c.DB, MaxPending: c.MaxPending, MaxPendingBytes: c.MaxPendingBytes, Connections: c.Connections, Role: c.Role,
		DialTimeout: c.DialTimeout, TLSTimeout: c.TLSTimeout, HandshakeTimeout: c.HandshakeTimeout, Timeout: c.Timeout, Health: c.HealthInterval,
		Policy: c.Policy, Lazy: c.Lazy, NoReconnect: c.NoReconnect,
	}
	if c.TLS != nil {
		r.TLS, r.ServerName = true, c.TLS.ServerName
	}
	if s := c.Sentinel; s != nil {
		r.Sentinels, r.Master, r.SentinelUser, r.SentinelPassword, r.SentinelTLS = s.Addrs, s.Master, s.Username, s.Password, s.TLS != nil
	}
	return r
}

func TestParseURL(t *testing.T) {
	for _, tt := range []struct {
		url  string
		want urlResult
	}{
		{"redis://", urlResult{Network: "tcp", Addr: "localhost:6379"}},
		{"redis://example.com", urlResult{Network: "tcp", Addr: "example.com:6379"}},
		{"REDIS://example.com/", urlResult{Network: "tcp", Addr: "example.com:6379"}},
		{"redis://:7000", urlResult{Network: "tcp", Addr: "localhost:7000"}},
		{"redis://example.com:7000/3", urlResult{Network: "tcp", Addr: "example.com:7000", DB: 3}},
		{"redis://[::1]:7000", urlResult{Network: "tcp", Addr: "[::1]:7000"}},
		{"redis://[fe80::1%25eth0]", urlResult{Network: "tcp", Addr: "[fe80::1%eth0]:6379"}},
		{"redis://u:p%40%3A%2F%25%23%3F%C3%A9@h", urlResult{Network: "tcp", Addr: "h:6379", Username: "u", Password: "p@:/%#?é"}},
		{"redis://u:a:b@h", urlResult{Network: "tcp", Addr: "h:6379", Username: "u", Password: "a:b"}},
		{"redis://u@h", urlResult{Network: "tcp", Addr: "h:6379", Username: "u"}},
		{"redis://:p@h?db=2&client_name=me&dial_timeout=3s", urlResult{Network: "tcp", Addr: "h:6379", Password: "p", DB: 2, ClientName: "me", DialTimeout: 3 * time.Second}},
		{"redis://:p+q@h", urlResult{Network: "tcp", Addr: "h:6379", Password: "p+q"}},
		{"rediss://h?server_name=other&role=replica&tls_timeout=1s&handshake_timeout=2s&timeout=off&health_interval=500ms", urlResult{
			Network: "tcp", Addr: "h:6379", TLS: true, ServerName: "other", Role: Replica,
			TLSTimeout: time.Second, HandshakeTimeout: 2 * time.Second, Timeout: -1, Health: 500 * time.Millisecond,
		}},
		{"redis://h?retry=conditional&fail_if_down=true&fail_on_loss=false&lazy=true&no_reconnect=true&max_pending=5&max_pending_bytes=6&connections=7", urlResult{
			Network: "tcp", Addr: "h:6379", Policy: Policy{Retry: RetryConditional, FailIfDown: true}, Lazy: true, NoReconnect: true,
			MaxPending: 5, MaxPendingBytes: 6, Connections: 7,
		}},
		{"redis://h?retry=all", urlResult{Network: "tcp", Addr: "h:6379", Policy: Policy{Retry: RetryAll}}},
		{"unix:///run/redis.sock?db=1", urlResult{Network: "unix", Addr: "/run/redis.sock", DB: 1}},
		{"unix://u:p@/run/re%20dis.sock", urlResult{Network: "unix", Addr: "/run/re dis.sock", Username: "u", Password: "p"}},
		{"sentinel://a,b:7,[::1],[::2]:8/mymaster", urlResult{
			Network: "tcp", Sentinels: []string{"a:26379", "b:7", "[::1]:26379", "[::2]:8"}, Master: "mymaster",
		}},
		{"sentinels://u:p@a/my%2Fmaster/3?sentinel_user=su&sentinel_password=s%26p&role=master", urlResult{
			Network: "tcp", Sentinels: []string{"a:26379"}, Master: "my/master", DB: 3, Username: "u", Password: "p", TLS: true, Role: Master,
			SentinelUser: "su", SentinelPassword: "s&p", SentinelTLS: true,
		}},
	} {
		got, err := ParseURL(tt.url)
		if diff := cmp.Diff(tt.want, urlFields(got)); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", tt.url, err, diff)
		} else if err := got.check(); err != nil {
			t.Errorf("%s: %v", tt.url, err)
		}
	}
}

func TestURLsThatAreNone(t *testing.T) {
	for _, tt := range []struct{ url, want string }{
		{"", "begin with"},
		{"localhost:6379", "begin with"},
		{"redis:opaque", "begin with"},
		{"http://h", "scheme"},
		{"redis://h/x", "db:"},
		{"redis://h/-1", "db:"},
		{"redis://h/+1", "db:"},
		{"redis://h/1/2", "path"},
		{"redis://a,b", "sentinels"},
		{"redis://h?db=x", "db:"},
		{"redis://h/1?db=1", "db: is given twice"},
		{"redis://h?db=1&db=1", "db: is given twice"},
		{"redis://h?what=secret", "unknown name"},
		{"rediss://h?skip_verify=true", "Config.TLS"},
		{"redis://h?server_name=x", "TLS"},
		{"redis://h?sentinel_password=secret", "sentinel_password"},
		{"redis://h?role=slave", "role"},
		{"redis://h?retry=secret", "retry: must be one of reads"},
		{"redis://h?lazy=1", "lazy: must be true or false"},
		{"redis://h?max_pending=0", "max_pending"},
		{"redis://h?connections=-1", "connections"},
		{"redis://h?timeout=0", "timeout: not a duration"},
		{"redis://h?timeout=-1s", "timeout: not a duration"},
		{"redis://h?dial_timeout=5", "dial_timeout: not a duration"},
		{"redis://h?a=%zz", "not valid"},
		{"redis://h:port", "port"},
		{"redis://h:0", "port"},
		{"redis://h:65536", "port"},
		{"redis://h:+1", "port"},
		{"redis://h:", "port"},
		{"redis://::1", "port"},
		{"redis://[::1", "brackets"},
		{"redis://[host]", "brackets"},
		{"redis://[::1]7", "brackets"},
		{"redis://h h", "not a valid URL"},
		{"redis://h\r\nx", "not a valid URL"},
		{"redis://:sec#ret@h", "%23"},
		{"redis://:sec?ret@h", "escaping"},
		{"redis://:sec%ret@h", "escaping"},
		{"redis://:sec@ret@h", "escaping"},
		{"redis://:sec/ret@h", "escaping"},
		{"unix://relative/path", "absolute path"},
		{"unix://", "absolute path"},
		{"sentinel://a", "name of the master"},
		{"sentinel://a/", "name of the master"},
		{"sentinel://a/m/1/2", "name of the master"},
		{"sentinel:///m", "host is missing"},
		{"sentinel://a/m/", "name of the master"},
		{"redis://:p\xff@h", "not a valid URL"},
		{"redis://$HOST", "not a valid name"},
		{"redis://h;x", "not a valid name"},
		{"redis://[127.0.0.1]", "brackets"},
		{"redis://[fe80::1%25]", "zone"},
		{"redis://[fe80::1%25a%5D]", "zone"},
		{"unix:///run/", "absolute path"},
		{"unix:///run/%00", "absolute path"},
		{"redis://h?client_name", "client_name: a value is missing"},
		{"sentinel://a/m?sentinel_password=", "sentinel_password: a value is missing"},
		{"redis://h?client_name=a;db=1", "not valid"},
		{"redis://h?client_name=a+b", "client_name: must be of printable"},
		{"rediss://h?server_name=a/b", "server_name: must be a name"},
		{"sentinel://a,,b/m", "host is missing"},
	} {
		if _, err := ParseURL(tt.url); err == nil {
			t.Errorf("%s: no error", tt.url)
		} else if !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "redis: parse URL: ") {
			t.Errorf("%s: %v; want %s", tt.url, err, tt.want)
		} else if strings.Contains(err.Error(), "ret") && strings.Contains(tt.url, "sec") && !strings.Contains(tt.want, "ret") && !strings.Contains(err.Error(), "known are") {
			t.Errorf("%s: the error quotes it: %v", tt.url, err)
		}
	}
}

func TestNoVerbShowsThePasswordsOfAURL(t *testing.T) {
	cfg, err := ParseURL("sentinel://u:marked-1@a/m?sentinel_password=marked-2")
	if err != nil {
		t.Fatal(err)
	}
	cred := Credentials{Password: "marked-3"}
	for _, v := range []any{cfg, &cfg, cfg.Sentinel, *cfg.Sentinel, cred, &cred, []Config{cfg}, map[string]any{"s": cfg.Sentinel, "c": cred}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			if s := fmt.Sprintf(verb, v); strings.Contains(s, "marked") || strings.Contains(s, "6d61726b6564") {
				t.Errorf("%s of %T: %s", verb, v, s)
			}
		}
	}
}

// Whatever is made of a URL, an escaped password comes out of it as it was, and an error
// does not quote one that is not escaped.
func FuzzParseURL(f *testing.F) {
	const marker = "M4RK3D"
	f.Add("p@ss", "host:1/2?db=3")
	f.Add("p#ss", "")
	f.Add("p?ss%", "host")
	f.Add("p/w?retry=", "h,[::1]:7/m?sentinel_password=x&sentinel_user=y")
	f.Add("\x00\xff:é", "/path/of/socket")
	f.Fuzz(func(t *testing.T, password, rest string) {
		for _, scheme := range []string{"redis", "rediss", "unix", "sentinel", "sentinels"} {
			cfg, err := ParseURL(scheme + "://:" + password + marker + "@" + rest)
			if err != nil && strings.Contains(err.Error(), marker) {
				t.Errorf("%q, %q: the error quotes the password: %v", password, rest, err)
			}
			if err == nil && (cfg.check() != nil || cfg.Addr == "" && cfg.Sentinel == nil) {
				t.Errorf("%q, %q: %+v: %v", password, rest, cfg, cfg.check())
			}
		}
		for url, wants := range map[string]bool{
			"rediss://" + url.UserPassword("u", password).String() + "@h/1":                  true,
			"sentinel://" + url.UserPassword("u", password).String() + "@h,h2:7/m?lazy=true": true,
			"unix://" + url.UserPassword("u", password).String() + "@/s":                     true,
			"redis://u:" + url.QueryEscape(password) + "@h":                                  !strings.Contains(password, " "),
		} {
			if cfg, err := ParseURL(url); wants && (err != nil || cfg.Password != password || cfg.Username != "u") {
				t.Errorf("%q: %q, %v", password, cfg.Password, err)
			}
		}
	})
}
