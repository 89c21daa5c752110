package redistest

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"testing"
	"time"
)

// pingTLS sends PING and returns the reply.
func pingTLS(addr string, config *tls.Config) (string, error) {
	d := tls.Dialer{NetDialer: &net.Dialer{Timeout: waitTimeout}, Config: config}
	c, err := d.Dial("tcp", addr)
	if err != nil {
		return "", err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(waitTimeout))
	if _, err := c.Write(appendCommand(nil, "PING")); err != nil {
		return "", err
	}
	line, err := bufio.NewReader(c).ReadString('\n')
	return strings.TrimSpace(line), err
}

func TestTLSServerServesBothPorts(t *testing.T) {
	CheckLeaks(t)
	ca := NewCA(t)
	s := NewTLSServer(t, ca, "--requirepass", "p")
	if want := "rediss://:p@" + s.TLSAddr(); s.TLSURL() != want {
		t.Errorf("URL %s, want %s", s.TLSURL(), want)
	}
	if s.TLSAddr() == s.Addr() {
		t.Error("the two ports are one")
	}
	for _, name := range []string{"", "localhost"} {
		got, err := pingTLS(s.TLSAddr(), &tls.Config{RootCAs: ca.Pool(), ServerName: name})
		if !strings.HasPrefix(got, "-NOAUTH") {
			t.Errorf("server name %q: %q, %v", name, got, err)
		}
	}
	if got := s.Do(t, "PING"); got != "PONG" {
		t.Errorf("plain: %v", got)
	}
	_, err := pingTLS(s.TLSAddr(), &tls.Config{RootCAs: NewCA(t).Pool()})
	if unknown := (x509.UnknownAuthorityError{}); !errors.As(err, &unknown) {
		t.Errorf("with another authority: %v", err)
	}
	s.Kill()
	s.Restart(t)
	if got, err := pingTLS(s.TLSAddr(), &tls.Config{RootCAs: ca.Pool()}); err != nil {
		t.Errorf("restarted: %q, %v", got, err)
	}
}

func TestTLSServerWithoutPlainPort(t *testing.T) {
	ca := NewCA(t)
	s := NewTLSServer(t, ca, "--port", "0")
	if c, err := net.Dial("tcp", s.Addr()); err == nil {
		c.Close()
		t.Error("the plain port is open")
	}
	if got, err := pingTLS(s.TLSAddr(), &tls.Config{RootCAs: ca.Pool()}); got != "+PONG" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestTLSServerAsksForClientCertificates(t *testing.T) {
	ca := NewCA(t)
	own := ca.Issue(t, CertOptions{Client: true, Intermediate: true})
	wrongUse := ca.Issue(t, CertOptions{})
	stranger := NewCA(t).Issue(t, CertOptions{Client: true})
	for _, tt := range []struct {
		auth                          string
		none, own, wrongUse, stranger bool // accepted
	}{
		{"no", true, true, true, true},
		{"optional", true, true, false, false},
		{"yes", false, true, false, false},
	} {
		s := NewTLSServer(t, ca, "--tls-auth-clients", tt.auth)
		for _, c := range []struct {
			name  string
			certs []tls.Certificate
			want  bool
		}{
			{"no certificate", nil, tt.none},
			{"one of its authority", []tls.Certificate{own}, tt.own},
			{"a server's", []tls.Certificate{wrongUse}, tt.wrongUse},
			{"one of another authority", []tls.Certificate{stranger}, tt.stranger},
		} {
			// GetClientCertificate sends what Certificates would hold back.
			config := &tls.Config{RootCAs: ca.Pool(), GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
				if c.certs == nil {
					return new(tls.Certificate), nil
				}
				return &c.certs[0], nil
			}}
			if got, err := pingTLS(s.TLSAddr(), config); (got == "+PONG") != c.want {
				t.Errorf("--tls-auth-clients %s, client with %s: %q, %v", tt.auth, c.name, got, err)
			}
		}
	}
}

func TestIssuedCertificates(t *testing.T) {
	ca := NewCA(t)
	s := NewTLSServer(t, ca)
	ago := func(d time.Duration) time.Time { return time.Now().Add(-d) }
	for _, tt := range []struct {
		name   string
		o      CertOptions
		server string // name that the client asks for
		ok     bool
	}{
		{"of an intermediate", CertOptions{Intermediate: true}, "localhost", true},
		{"for its name", CertOptions{Names: []string{"redis.example", "10.0.0.1"}}, "redis.example", true},
		{"for its address", CertOptions{Names: []string{"redis.example", "10.0.0.1"}}, "10.0.0.1", true},
		{"for another name", CertOptions{Names: []string{"redis.example"}}, "localhost", false},
		{"with a common name only", CertOptions{Names: []string{}, CommonName: "localhost"}, "localhost", false},
		{"expired", CertOptions{NotBefore: ago(2 * time.Hour), NotAfter: ago(time.Hour)}, "localhost", false},
		{"not yet valid", CertOptions{NotBefore: ago(-time.Hour)}, "localhost", false},
		{"of a client", CertOptions{Client: true, Names: []string{"localhost"}}, "localhost", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// New files for a server that runs: certificates rotate.
			cert, key := CertFiles(t, ca.Issue(t, tt.o))
			s.Do(t, "CONFIG", "SET", "tls-cert-file", cert, "tls-key-file", key)
			got, err := pingTLS(s.TLSAddr(), &tls.Config{RootCAs: ca.Pool(), ServerName: tt.server})
			if (got == "+PONG") != tt.ok {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}
