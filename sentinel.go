package redis

import (
	"crypto/tls"
	"errors"
	"fmt"
	"strings"
	"time"
)

// A Sentinel says which sentinels to ask for the address of a server, and for which one.
// Its credentials and its TLS are those of the sentinels; the server's are in the Config.
type Sentinel struct {
	// Addrs are the addresses of the sentinels, "host:port" each. More that these know of are asked too.
	Addrs []string
	// Master is the name by which the sentinels know the master.
	Master string
	// Username and Password authenticate with the sentinels. Default: no authentication.
	Username string
	Password string
	// TLS, if not nil, makes the connections to the sentinels use TLS, as Config.TLS does for the server.
	TLS *tls.Config
	// Timeout bounds the asking of one sentinel, connecting included. Default: 1 s.
	Timeout time.Duration
}

const defaultSentinelTimeout = time.Second

func (s *Sentinel) check() error {
	switch {
	case len(s.Addrs) == 0:
		return errors.New("Config.Sentinel has no Addrs")
	case s.Master == "":
		return errors.New("Config.Sentinel has no Master")
	}
	return nil
}

// String names the master and the sentinels, without the credentials.
func (s *Sentinel) String() string {
	return fmt.Sprintf("%s of sentinels %s", s.Master, strings.Join(s.Addrs, ", "))
}

// Format prints what String gives, whatever the verb: none shows the password.
func (s *Sentinel) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }
