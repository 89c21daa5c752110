package redis

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/internal/redistest"
)

// clients is a server with TLS that wants a certificate of its clients if they have one, and tells the
// names in those that it got, "-" for none.
func clients(t *testing.T, ca *redistest.CA) (s *redistest.ScriptServer, names func() []string) {
	var mu sync.Mutex
	var list []string
	s = terminator(t, redistest.Server(t).Addr(), &tls.Config{
		Certificates: []tls.Certificate{ca.Issue(t, redistest.CertOptions{})}, ClientAuth: tls.VerifyClientCertIfGiven, ClientCAs: ca.Pool(),
		VerifyConnection: func(cs tls.ConnectionState) error {
			mu.Lock()
			defer mu.Unlock()
			name := "-"
			if len(cs.PeerCertificates) > 0 {
				name = cs.PeerCertificates[0].Subject.CommonName
			}
			list = append(list, name)
			return nil
		},
	})
	return s, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string(nil), list...)
	}
}

func TestCertificatesOfClients(t *testing.T) {
	redistest.CheckLeaks(t)
	ca, other := redistest.NewCA(t), redistest.NewCA(t)
	server := redistest.NewTLSServer(t, ca, "--tls-auth-clients", "yes")
	for _, test := range []struct {
		name string
		give []tls.Certificate
		ok   bool
	}{
		{"the right one", []tls.Certificate{ca.Issue(t, redistest.CertOptions{Client: true})}, true},
		{"none", nil, false},
		{"one of another authority", []tls.Certificate{other.Issue(t, redistest.CertOptions{Client: true})}, false},
		{"one of a server", []tls.Certificate{ca.Issue(t, redistest.CertOptions{})}, false},
	} {
		secure := trusting(ca)
		secure.Certificates = test.give
		c, err := Config{Addr: server.TLSAddr(), TLS: secure}.Dial(background)
		if err == nil {
			if _, err = echo(c, "x").Wait(background); err != nil {
				t.Errorf("%s: connected, and then %v", test.name, err)
			}
			c.Close()
		} else if !strings.Contains(err.Error(), "tls: ") && !strings.Contains(err.Error(), "reset") {
			t.Errorf("%s: %v", test.name, err)
		}
		if (err == nil) != test.ok {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// A client's certificate is loaded anew for each dial, and where that fails there is no dial without.
func TestCertificatesOfClientsAreRotated(t *testing.T) {
	redistest.CheckLeaks(t)
	ca := redistest.NewCA(t)
	s, names := clients(t, ca)
	proxy := redistest.NewProxy(t, s.Addr(), nil)
	broken := errors.New("the file is gone")
	var next atomic.Int32
	secure := trusting(ca)
	secure.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		switch n := next.Add(1); n {
		case 3, 4:
			return nil, broken
		case 5:
			panic("marked-secret")
		default:
			cert := ca.Issue(t, redistest.CertOptions{Client: true, CommonName: fmt.Sprint("client ", n)})
			return &cert, nil
		}
	}
	failures := make(chan error, 64)
	c := dial(t, proxy.URL(), func(cfg *Config) {
		cfg.NoReconnect, cfg.TLS, cfg.Backoff.Min, cfg.Backoff.Max = false, secure, time.Millisecond, time.Millisecond
		cfg.OnState = func(s StateChange) {
			if s.State == Waiting && s.Attempt > 1 {
				failures <- s.Err
			}
		}
	})
	for connects := uint64(2); connects <= 3; connects++ {
		proxy.Cut(redistest.RST)
		eventually(t, func() bool { return c.Stats().Connects == connects })
		if got, err := echo(c, "x").Wait(background); got != "x" || err != nil {
			t.Errorf("%q, %v", got, err)
		}
	}
	for i := range 3 {
		err := <-failures
		if i < 2 && !errors.Is(err, broken) || i == 2 && (!strings.Contains(err.Error(), "Config.TLS panicked") || strings.Contains(err.Error(), "marked")) {
			t.Errorf("failure %d: %v", i, err)
		}
	}
	if diff := cmp.Diff([]string{"client 1", "client 2", "client 6"}, names()); diff != "" {
		t.Error(diff)
	}
}

// A certificate counts while connecting. One that expires later ends nothing.
func TestACertificateThatExpiresWhileConnected(t *testing.T) {
	redistest.CheckLeaks(t)
	ca := redistest.NewCA(t)
	expires := time.Now().Add(time.Hour)
	s := terminator(t, redistest.Server(t).Addr(), &tls.Config{Certificates: []tls.Certificate{ca.Issue(t, redistest.CertOptions{NotAfter: expires})}})
	proxy := redistest.NewProxy(t, s.Addr(), nil)
	var late atomic.Bool
	secure := trusting(ca)
	secure.Time = func() time.Time {
		if late.Load() {
			return expires.Add(time.Minute)
		}
		return time.Now()
	}
	c := dial(t, proxy.URL(), func(cfg *Config) {
		cfg.NoReconnect, cfg.TLS, cfg.Backoff.Max = false, secure, 20*time.Millisecond
	})
	late.Store(true)
	for range 3 * soloRounds {
		if got, err := echo(c, "x").Wait(background); got != "x" || err != nil {
			t.Fatalf("%q, %v", got, err)
		}
	}
	if n := c.Stats().Connects; n != 1 {
		t.Errorf("%d connections", n)
	}
	proxy.Cut(redistest.RST)
	eventually(t, func() bool { return c.Stats().Failures > 1 })
	if err := c.Err(); !errors.Is(err, ErrNotConnected) || !errors.As(err, new(x509.CertificateInvalidError)) {
		t.Errorf("%v", err)
	}
	late.Store(false) // a new certificate would do
	if got, err := echo(c, "x").Wait(background); got != "x" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// halting is the server's end of a connection, whose next write it interrupts where it is told to.
type halting struct {
	net.Conn
	at   chan int      // how many bytes of the next write go before the halt
	half chan struct{} // receives when these have gone
	rest chan struct{} // receives to go on
}

func (c *halting) Write(b []byte) (int, error) {
	select {
	case n := <-c.at:
		n = min(n, len(b)-1)
		if _, err := c.Conn.Write(b[:n]); err != nil {
			return 0, err
		}
		c.half <- struct{}{}
		<-c.rest
		m, err := c.Conn.Write(b[n:])
		return n + m, err
	default:
		return c.Conn.Write(b)
	}
}

// A sole caller reads for itself. When its wait ends the read is interrupted by a deadline, anywhere in a
// record of TLS; whoever reads next goes on there.
func TestASoleCallerIsCancelledInsideOfARecord(t *testing.T) {
	redistest.CheckLeaks(t)
	ca := redistest.NewCA(t)
	cert := ca.Issue(t, redistest.CertOptions{})
	halt := &halting{at: make(chan int, 1), half: make(chan struct{}), rest: make(chan struct{})}
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		halt.Conn = c.NetConn()
		tc := tls.Server(halt, &tls.Config{Certificates: []tls.Certificate{cert}})
		up, err := net.Dial("tcp", redistest.Server(t).Addr())
		if err != nil {
			return
		}
		defer up.Close()
		var there sync.WaitGroup
		there.Go(func() {
			io.Copy(up, tc)
			up.Close()
		})
		io.Copy(tc, up)
		there.Wait()
	})
	c := dial(t, s.URL(), func(cfg *Config) { cfg.TLS = trusting(ca) })
	for _, at := range []int{0, 1, 4, 5, 6, 13, 20, 1000} {
		waitLent(t, c)
		halt.at <- at
		ctx, cancel := context.WithCancel(background)
		f := echo(c, "cancelled")
		go func() {
			<-halt.half
			cancel()
		}()
		if _, err := f.Wait(ctx); !errors.Is(err, context.Canceled) || OutcomeOf(err) != MaybeExecuted {
			t.Errorf("halt at %d: %v, outcome %v", at, err, OutcomeOf(err))
		}
		halt.rest <- struct{}{}
		for range 2 * soloRounds {
			if got, err := echo(c, "next").Wait(soon(t)); got != "next" || err != nil {
				t.Fatalf("halt at %d: then %q, %v", at, got, err)
			}
		}
	}
	if n := c.Stats().Connects; n != 1 {
		t.Errorf("%d connections", n)
	}
}
