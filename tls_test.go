package redis

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/internal/redistest"
)

// wiretap keeps all that is read from a connection.
type wiretap struct {
	net.Conn
	mu  sync.Mutex
	got bytes.Buffer
}

func (c *wiretap) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.mu.Lock()
	c.got.Write(b[:n])
	c.mu.Unlock()
	return n, err
}

func (c *wiretap) bytes() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	return bytes.Clone(c.got.Bytes())
}

// terminator is a server with TLS of package crypto/tls, as the test wants it, in front of the
// server at target.
func terminator(t *testing.T, target string, cfg *tls.Config) *redistest.ScriptServer {
	return redistest.Script(t, func(c *redistest.ScriptConn) {
		tc := tls.Server(c.NetConn(), cfg)
		if tc.Handshake() != nil {
			return
		}
		up, err := net.Dial("tcp", target)
		if err != nil {
			return
		}
		var back sync.WaitGroup
		back.Go(func() {
			io.Copy(tc, up)
			tc.Close()
		})
		io.Copy(up, tc)
		up.Close()
		back.Wait()
	})
}

// trusting is the TLS of a client that trusts a CA.
func trusting(ca *redistest.CA) *tls.Config { return &tls.Config{RootCAs: ca.Pool()} }

// selfSigned is a certificate that has no authority but itself.
func selfSigned(t *testing.T) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "itself"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func TestTLSCarriesEverything(t *testing.T) {
	redistest.CheckLeaks(t)
	ca := redistest.NewCA(t)
	server := redistest.NewTLSServer(t, ca, "--requirepass", "secret")
	for version, name := range map[uint16]string{tls.VersionTLS12: "1.2", tls.VersionTLS13: "1.3"} {
		t.Run(name, func(t *testing.T) {
			proxy := redistest.NewProxy(t, server.TLSAddr(), nil)
			c := dial(t, proxy.URL(), func(cfg *Config) {
				cfg.Password, cfg.NoReconnect = "secret", false
				cfg.TLS = trusting(ca)
				cfg.TLS.MaxVersion = version
			})
			if h := c.Hello(); h.Proto != 3 || h.Server != "redis" {
				t.Errorf("%+v", h)
			}
			for _, size := range []int{0, 1, 1 << 14, 1<<14 + 1, 1 << 20, 5<<20 + 3} {
				value := bytes.Repeat([]byte("0123456789abcdef"), size/16+1)[:size]
				set, get := Do[Ignore](c, "SET", "tls", value), Do[[]byte](c, "GET", "tls")
				if _, err := set.Wait(background); err != nil {
					t.Fatal(err)
				}
				if got, err := get.Wait(background); !bytes.Equal(got, value) || err != nil {
					t.Fatalf("%d bytes of %d, %v", len(got), size, err)
				}
			}
			storm := func() {
				var wg sync.WaitGroup
				for i := range 64 {
					wg.Go(func() {
						for j := range 10 {
							token := fmt.Sprint(i, j, strings.Repeat("x", 100*j))
							if got, err := echo(c, token).Wait(background); got != token || err != nil {
								t.Errorf("ECHO %q = %q, %v", token, got, err)
							}
						}
					})
				}
				wg.Wait()
			}
			storm()
			for _, how := range []redistest.Action{redistest.RST, redistest.FIN} {
				before := c.Stats().Connects
				proxy.Cut(how)
				eventually(t, func() bool { return c.Stats().Connects > before })
				storm()
			}
		})
	}
	if err := (&Config{Network: "unix", Addr: server.Unix(), TLS: trusting(ca)}).check(); err == nil {
		t.Error("TLS over a unix socket is not refused")
	}
}

// A server that can not prove who it is gets a ClientHello and perhaps an alert: neither a
// command nor a second connection without TLS.
func TestAServerThatIsNotVerifiedLearnsNothing(t *testing.T) {
	redistest.CheckLeaks(t)
	const secret = "marked-secret"
	ca, other := redistest.NewCA(t), redistest.NewCA(t)
	hour := time.Hour
	cutShort := ca.Issue(t, redistest.CertOptions{Intermediate: true})
	cutShort.Certificate = cutShort.Certificate[:1]
	reason := func(want x509.InvalidReason) func(error) bool {
		return func(err error) bool {
			var e x509.CertificateInvalidError
			return errors.As(err, &e) && e.Reason == want
		}
	}
	unknown := func(err error) bool { return errors.As(err, new(x509.UnknownAuthorityError)) }
	name := func(err error) bool { return errors.As(err, new(x509.HostnameError)) }
	for _, test := range []struct {
		name  string
		cert  tls.Certificate
		cause func(error) bool
	}{
		{"expired", ca.Issue(t, redistest.CertOptions{NotBefore: time.Now().Add(-2 * hour), NotAfter: time.Now().Add(-hour)}), reason(x509.Expired)},
		{"not yet valid", ca.Issue(t, redistest.CertOptions{NotBefore: time.Now().Add(hour), NotAfter: time.Now().Add(2 * hour)}), reason(x509.Expired)},
		{"of an unknown authority", other.Issue(t, redistest.CertOptions{}), unknown},
		{"signed by itself", selfSigned(t), unknown},
		{"without its intermediate", cutShort, unknown},
		{"for another host", ca.Issue(t, redistest.CertOptions{Names: []string{"example.com"}}), name},
		{"for another address", ca.Issue(t, redistest.CertOptions{Names: []string{"127.0.0.2"}}), name},
		{"for a name and no address", ca.Issue(t, redistest.CertOptions{Names: []string{"localhost"}}), name},
		{"for clients only", ca.Issue(t, redistest.CertOptions{Client: true, Names: []string{"127.0.0.1"}}), reason(x509.IncompatibleUsage)},
	} {
		t.Run(test.name, func(t *testing.T) {
			taps := make(chan *wiretap, 16)
			s := redistest.Script(t, func(c *redistest.ScriptConn) {
				tap := &wiretap{Conn: c.NetConn()}
				taps <- tap
				tc := tls.Server(tap, &tls.Config{Certificates: []tls.Certificate{test.cert}})
				if tc.Handshake() == nil {
					if b, _ := io.ReadAll(tc); len(b) > 0 {
						t.Errorf("the server was sent %q", b)
					}
				}
			})
			cfg := Config{Addr: s.Addr(), Password: secret, TLS: trusting(ca)}
			c, err := cfg.Dial(background)
			if err == nil {
				c.Close()
				t.Fatal("connected")
			}
			if !test.cause(err) || !strings.Contains(err.Error(), "TLS: ") || strings.Contains(err.Error(), secret) {
				t.Errorf("%v (%T)", err, errors.Unwrap(err))
			}
			if n := s.Conns(); n != 1 {
				t.Errorf("%d connections", n)
			}
			if b := (<-taps).bytes(); !bytes.HasPrefix(b, []byte{0x16, 3}) || bytes.Contains(b, []byte(secret)) || bytes.Contains(b, []byte("HELLO")) {
				t.Errorf("the server was sent %q", b)
			}

			// In the background the same goes on, and who waits is told why.
			cfg.Lazy, cfg.Timeout, cfg.Backoff.Min = true, 40*time.Millisecond, time.Millisecond
			if c, err = cfg.Dial(background); err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			eventually(t, func() bool { return c.Stats().Failures > 0 })
			if _, err := echo(c, "x").Wait(background); !test.cause(err) || !errors.Is(err, ErrTimeout) || OutcomeOf(err) != NotSent || strings.Contains(err.Error(), secret) {
				t.Errorf("a wait: %v, outcome %v", err, OutcomeOf(err))
			}
		})
	}
}

// The name that is verified, and sent as SNI, is that of the host dialled, whatever the
// configuration was used for before.
func TestTheNameThatIsVerified(t *testing.T) {
	redistest.CheckLeaks(t)
	ca := redistest.NewCA(t)
	var sni atomic.Value
	secure := &tls.Config{Certificates: []tls.Certificate{ca.Issue(t, redistest.CertOptions{Names: []string{"one.test", "two.test", "::1"}})}}
	secure.GetConfigForClient = func(info *tls.ClientHelloInfo) (*tls.Config, error) {
		sni.Store(info.ServerName)
		if diff := cmp.Diff([]uint16{tls.VersionTLS13, tls.VersionTLS12}, info.SupportedVersions); diff != "" {
			t.Errorf("versions: %s", diff)
		}
		return nil, nil
	}
	s := terminator(t, redistest.Server(t).Addr(), secure)
	shared := trusting(ca)
	overridden := shared.Clone()
	overridden.ServerName = "two.test"
	for _, test := range []struct {
		addr string
		tls  *tls.Config
		sni  string
		ok   bool
	}{
		{"one.test:6379", shared, "one.test", true},
		{"two.test:6379", shared, "two.test", true},
		{"three.test:6379", shared, "three.test", false},
		{"[::1]:6379", shared, "", true},
		{"127.0.0.1:6379", shared, "", false},
		{"127.0.0.1:6379", overridden, "two.test", true},
		{"one.test:6379", shared, "one.test", true},
	} {
		c, err := Config{Addr: test.addr, TLS: test.tls, Dialer: s.Dial}.Dial(background)
		if err == nil {
			if got, err := echo(c, "x").Wait(background); got != "x" || err != nil {
				t.Errorf("%s: %q, %v", test.addr, got, err)
			}
			c.Close()
		}
		if ok := err == nil; ok != test.ok || sni.Load() != test.sni {
			t.Errorf("%s: %v; SNI %q, want %q", test.addr, err, sni.Load(), test.sni)
		}
	}
	if shared.ServerName != "" || shared.MinVersion != 0 {
		t.Error("the user's configuration was changed")
	}
}

func TestOldVersionsOfTLSAreRefused(t *testing.T) {
	redistest.CheckLeaks(t)
	ca := redistest.NewCA(t)
	for _, version := range []uint16{tls.VersionTLS10, tls.VersionTLS11} {
		s := terminator(t, redistest.Server(t).Addr(), &tls.Config{
			Certificates: []tls.Certificate{ca.Issue(t, redistest.CertOptions{})}, MinVersion: tls.VersionTLS10, MaxVersion: version,
		})
		cfg := Config{Addr: s.Addr(), TLS: trusting(ca)}
		if c, err := cfg.Dial(background); err == nil {
			c.Close()
			t.Errorf("version %x: connected", version)
		} else if !strings.Contains(err.Error(), "version") {
			t.Errorf("version %x: %v", version, err)
		}
		cfg.TLS.MinVersion = version // who asks for it gets it
		c, err := cfg.Dial(background)
		if err != nil {
			t.Errorf("version %x, asked for: %v", version, err)
			continue
		}
		c.Close()
	}
}

func TestAPortOfTheOtherKind(t *testing.T) {
	redistest.CheckLeaks(t)
	ca := redistest.NewCA(t)
	server := redistest.NewTLSServer(t, ca)
	front := terminator(t, server.Addr(), &tls.Config{Certificates: []tls.Certificate{ca.Issue(t, redistest.CertOptions{})}})
	silent := redistest.Script(t, func(c *redistest.ScriptConn) { c.ReadAll() })
	chatty := redistest.Script(t, func(c *redistest.ScriptConn) { c.Write("-ERR Protocol error\r\n"); c.ReadAll() })
	const bound = 300 * time.Millisecond
	for _, test := range []struct {
		name string
		cfg  Config
		want string
	}{
		{"plain to crypto/tls", Config{Addr: front.Addr()}, "handshake with"},
		{"plain to a redis-server with TLS", Config{Addr: server.TLSAddr()}, "handshake with"},
		{"TLS to a redis-server without", Config{Addr: server.Addr(), TLS: trusting(ca), TLSTimeout: bound}, "TLS: "},
		{"TLS to what answers in RESP", Config{Addr: chatty.Addr(), TLS: trusting(ca)}, "TLS: tls: first record does not look like a TLS handshake"},
		{"TLS to what is silent", Config{Addr: silent.Addr(), TLS: trusting(ca), TLSTimeout: bound}, "TLS: context deadline exceeded"},
	} {
		began := time.Now()
		c, err := test.cfg.Dial(background)
		if err == nil {
			c.Close()
			t.Errorf("%s: connected", test.name)
		} else if !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.name, err)
		}
		if took := time.Since(began); took > 4*time.Second { // less than any of the time-outs that are not set
			t.Errorf("%s: took %v", test.name, took)
		}
	}
}

// Wherever the bytes of the server end, or stop to come, connecting ends.
func TestATLSHandshakeThatBreaksOff(t *testing.T) {
	redistest.CheckLeaks(t)
	ca := redistest.NewCA(t)
	s := terminator(t, redistest.Server(t).Addr(), &tls.Config{Certificates: []tls.Certificate{ca.Issue(t, redistest.CertOptions{})}})
	const step = 5 // the size of a record's header: no record is missed
	for cut := int64(0); ; cut += step {
		if cut > 1<<14 {
			t.Fatal("never connected")
		}
		cfg := Config{Addr: s.Addr(), TLS: trusting(ca), NoReconnect: true}
		wrapped(func(nc net.Conn) net.Conn { return redistest.FailReads(nc, cut, io.EOF) })(&cfg)
		c, err := cfg.Dial(background)
		if err == nil {
			c.Close()
			if cut < 500 { // less than a certificate has
				t.Errorf("connected by %d bytes", cut)
			}
			break
		}
		if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("cut at %d: %v", cut, err)
		}
	}

	const stride = 41
	proxy := redistest.NewProxy(t, s.Addr(), func(conn int) redistest.Plan {
		return redistest.Plan{Replies: redistest.Stream{Steps: []redistest.Step{{At: int64(conn) * stride, Do: redistest.Stall}}}}
	})
	var wg sync.WaitGroup
	var connected atomic.Int32
	for range 24 {
		wg.Go(func() {
			c, err := Config{
				Addr: proxy.Addr(), TLS: trusting(ca), TLSTimeout: 200 * time.Millisecond, HandshakeTimeout: 200 * time.Millisecond,
			}.Dial(background)
			if err == nil {
				connected.Add(1)
				c.Close()
			} else if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("stalled: %v", err)
			}
		})
	}
	wg.Wait()
	if n := connected.Load(); n > 4 {
		t.Errorf("%d of 24 connected before the stall", n)
	}
}
