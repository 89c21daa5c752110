package redistest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// CA is a certificate authority that nobody else trusts. Its certificates have
// ECDSA keys on P-256, which are quick to make.
type CA struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

// NewCA makes an authority.
func NewCA(t testing.TB) *CA {
	t.Helper()
	ca := new(CA)
	ca.cert, ca.key = ca.sign(t, authority("redistest root"))
	return ca
}

// CertOptions says what certificate [CA.Issue] makes.
type CertOptions struct {
	// Names are the host names and IP addresses that it is valid for: localhost,
	// 127.0.0.1 and ::1 if nil and not for a client.
	Names []string

	// CommonName is the name of its subject: "redistest server" or "redistest
	// client" if empty.
	CommonName string

	// NotBefore and NotAfter bound its validity: an hour ago and in a day if
	// zero. A pair in the past makes an expired certificate.
	NotBefore, NotAfter time.Time

	// Client makes it good for clients only, else it is for servers only.
	Client bool

	// Intermediate has it issued by an authority made for it that the CA
	// vouches for. That one's certificate comes second in the chain.
	Intermediate bool
}

// Issue makes a certificate with its key. Its Certificate field has the chain
// to send, without the root, and its Leaf is set.
func (ca *CA) Issue(t testing.TB, o CertOptions) tls.Certificate {
	t.Helper()
	template := &x509.Certificate{
		Subject:     pkix.Name{CommonName: o.CommonName},
		NotBefore:   o.NotBefore,
		NotAfter:    o.NotAfter,
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	names, role := o.Names, "server"
	if o.Client {
		role = "client"
		template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	} else if names == nil {
		names = []string{"localhost", "127.0.0.1", "::1"}
	}
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, name)
		}
	}
	if o.CommonName == "" {
		template.Subject.CommonName = "redistest " + role
	}
	var chain [][]byte
	if o.Intermediate {
		between := new(CA)
		between.cert, between.key = ca.sign(t, authority("redistest intermediate"))
		chain = [][]byte{between.cert.Raw}
		ca = between
	}
	leaf, key := ca.sign(t, template)
	return tls.Certificate{Certificate: append([][]byte{leaf.Raw}, chain...), PrivateKey: key, Leaf: leaf}
}

// Pool has the certificate of the CA, for a client's RootCAs or a server's
// ClientCAs.
func (ca *CA) Pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(ca.cert)
	return pool
}

// File writes the certificate of the CA to a PEM file that the end of the test
// removes, and returns its path.
func (ca *CA) File(t testing.TB) string {
	t.Helper()
	return writePEM(t, "ca.pem", "CERTIFICATE", ca.cert.Raw)
}

// CertFiles writes a certificate with its chain to one PEM file and its key to
// another, as options of redis-server name them. The end of the test removes
// both.
func CertFiles(t testing.TB, cert tls.Certificate) (certFile, keyFile string) {
	t.Helper()
	key, err := x509.MarshalPKCS8PrivateKey(cert.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	return writePEM(t, "cert.pem", "CERTIFICATE", cert.Certificate...), writePEM(t, "key.pem", "PRIVATE KEY", key)
}

func writePEM(t testing.TB, name, kind string, blocks ...[]byte) string {
	t.Helper()
	var b []byte
	for _, block := range blocks {
		b = append(b, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: block})...)
	}
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func authority(name string) *x509.Certificate {
	return &x509.Certificate{
		Subject:               pkix.Name{CommonName: name},
		KeyUsage:              x509.KeyUsageCertSign,
		IsCA:                  true,
		BasicConstraintsValid: true,
	}
}

// sign completes template and signs it, by itself while ca has no key.
func (ca *CA) sign(t testing.TB, template *x509.Certificate) (*x509.Certificate, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template.SerialNumber, err = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		t.Fatal(err)
	}
	if template.NotBefore.IsZero() {
		template.NotBefore = time.Now().Add(-time.Hour)
	}
	if template.NotAfter.IsZero() {
		template.NotAfter = time.Now().Add(24 * time.Hour)
	}
	parent, parentKey := ca.cert, ca.key
	if parent == nil {
		parent, parentKey = template, key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, key.Public(), parentKey)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return cert, key
}

// NewTLSServer is [NewServer] with a TLS port besides the plain one. The
// server has a certificate of ca for localhost and 127.0.0.1, and asks for none
// of its clients. The args change what need be:
//
//	"--tls-auth-clients", "yes" // or "optional": clients need one of ca
//	"--tls-cert-file", cert, "--tls-key-file", key // of [CertFiles]
//	"--tls-protocols", "TLSv1.2"
//	"--port", "0" // no plain port; Do goes on to work
func NewTLSServer(t testing.TB, ca *CA, args ...string) *Instance {
	t.Helper()
	cert, key := CertFiles(t, ca.Issue(t, CertOptions{}))
	return newServer(t, spec{tls: true, args: append([]string{
		"--tls-cert-file", cert, "--tls-key-file", key, "--tls-ca-cert-file", ca.File(t),
		"--tls-auth-clients", "no",
	}, args...)})
}

// TLSAddr is the address of the TLS port, "" without one.
func (s *Instance) TLSAddr() string { return s.tlsAddr }

// TLSURL is the server's rediss:// URL, as URL otherwise, "" without a TLS port.
func (s *Instance) TLSURL() string {
	if s.tlsAddr == "" {
		return ""
	}
	u := url.URL{Scheme: "rediss", Host: s.tlsAddr}
	if s.password != "" {
		u.User = url.UserPassword("", s.password)
	}
	return u.String()
}
