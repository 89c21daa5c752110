package redis

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// dialSentinels connects through sentinels, for the time of the test.
func dialSentinels(t testing.TB, s *redistest.Sentinels, change ...func(*Config)) *Conn {
	t.Helper()
	cfg := Config{
		Sentinel: &Sentinel{Addrs: s.Addrs(), Master: s.Name()},
		Backoff:  Backoff{Max: 100 * time.Millisecond},
		Timeout:  30 * time.Second, HealthInterval: 500 * time.Millisecond,
	}
	for _, f := range change {
		f(&cfg)
	}
	c, err := cfg.Dial(background)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// port gives the server's own port, so that a test knows who has answered.
func port(t testing.TB, c *Conn) string {
	t.Helper()
	m, err := Do[map[string]string](c, "CONFIG", "GET", "port").Wait(background)
	if err != nil {
		t.Fatal(err)
	}
	return "127.0.0.1:" + m["port"]
}

func TestSentinelsShowTheWay(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewSentinels(t, redistest.SentinelOptions{Replicas: 2})
	master := s.Master()
	c := dialSentinels(t, s)
	if got := port(t, c); got != master.Addr() || c.Hello().Role != "master" {
		t.Fatalf("connected to %s, a %s; the master is %s", got, c.Hello().Role, master.Addr())
	}
	replica := dialSentinels(t, s, func(cfg *Config) { cfg.Role = Replica })
	if got := port(t, replica); got == master.Addr() || replica.Hello().Role != "replica" {
		t.Errorf("a replica is wanted; connected to %s, a %s", got, replica.Hello().Role)
	}
	if _, err := Set(replica, "k", 1).Wait(background); OutcomeOf(err) != Rejected || !strings.Contains(err.Error(), "READONLY") {
		t.Errorf("SET at a replica: %v", err)
	}
	// One sentinel is enough to learn of the others.
	cfg := Config{Sentinel: &Sentinel{Addrs: s.Addrs()[:1], Master: s.Name()}}.withDefaults()
	g := newGuide(&cfg)
	if addr, err := g.find(background); addr != master.Addr() || err != nil {
		t.Errorf("%s, %v", addr, err)
	}
	if n := len(g.known()); n != len(s.Addrs()) {
		t.Errorf("%d sentinels are known", n)
	}
}

// load counts up, one INCR after the other, until it is stopped; what it was told holds in the end.
type load struct {
	stop                atomic.Bool
	done, maybe, failed atomic.Int64
	wg                  sync.WaitGroup
}

func (l *load) start(c *Conn, callers int) {
	for range callers {
		l.wg.Go(func() {
			for !l.stop.Load() {
				switch _, err := Incr(c, "load").Wait(background); OutcomeOf(err) {
				case Unknown:
					l.done.Add(1)
				case MaybeExecuted:
					l.maybe.Add(1)
				default:
					l.failed.Add(1)
				}
			}
		})
	}
}

// A failover on purpose moves the connection, and nobody but perhaps what was in flight notices.
func TestAFailoverOnPurposeIsFollowed(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewSentinels(t, redistest.SentinelOptions{})
	c := dialSentinels(t, s)
	old := s.Master()
	var l load
	l.start(c, 8)
	eventually(t, func() bool { return l.done.Load() > 100 })
	now := s.Failover(t)
	before := l.done.Load()
	eventually(t, func() bool { return c.Err() == nil && port(t, c) == now.Addr() && l.done.Load() > before+100 })
	l.stop.Store(true)
	l.wg.Wait()
	if old == now {
		t.Fatal("there was no failover")
	}
	if n := l.failed.Load(); n > 0 {
		t.Errorf("%d commands failed that were not in flight", n)
	}
	t.Logf("%d done, %d maybe; %+v", l.done.Load(), l.maybe.Load(), c.Stats())
}

// The master dies, or hangs: commands wait until there is a new one.
func TestALostMasterIsReplaced(t *testing.T) {
	for _, how := range []string{"killed", "paused"} {
		t.Run(how, func(t *testing.T) {
			redistest.CheckLeaks(t)
			s := redistest.NewSentinels(t, redistest.SentinelOptions{})
			c := dialSentinels(t, s)
			old := s.Master()
			if _, err := Incr(c, "n").Wait(background); err != nil {
				t.Fatal(err)
			}
			if how == "killed" {
				old.Kill()
			} else {
				old.Pause()
			}
			now := s.WaitNewMaster(old)
			// What is put now is not sent before the new master is there, or fails as what was in flight.
			eventually(t, func() bool {
				_, err := Incr(c, "n").Wait(background)
				if err != nil && OutcomeOf(err) != MaybeExecuted {
					t.Fatal(err)
				}
				return err == nil && port(t, c) == now.Addr()
			})
			if how == "paused" {
				// It comes back, and believes to be the master still.
				old.Resume()
				s.Settle()
				if got := port(t, c); got != now.Addr() {
					t.Errorf("went back to %s", got)
				}
			}
		})
	}
}

func TestSentinelsHaveCredentialsOfTheirOwn(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewSentinels(t, redistest.SentinelOptions{Password: "data-secret", SentinelPassword: "sentinel-secret"})
	c := dialSentinels(t, s, func(cfg *Config) {
		cfg.Password = "data-secret"
		cfg.Sentinel.Password = "sentinel-secret"
	})
	if _, err := Incr(c, "n").Wait(background); err != nil {
		t.Fatal(err)
	}
	cfg := Config{Password: "data-secret", Sentinel: &Sentinel{Addrs: s.Addrs(), Master: s.Name(), Password: "wrong-secret"}}
	_, err := cfg.Dial(background)
	if err == nil || !strings.Contains(err.Error(), "WRONGPASS") || strings.Contains(fmt.Sprintf("%v %+v", err, cfg), "-secret") {
		t.Errorf("%v, %+v", err, cfg)
	}
}

// withTLS puts TLS in front of a server.
func withTLS(t testing.TB, cert tls.Certificate, target string) (addr string) {
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	t.Cleanup(wg.Wait)
	t.Cleanup(func() { l.Close() })
	wg.Go(func() {
		for {
			outer, err := l.Accept()
			if err != nil {
				return
			}
			inner, err := net.Dial("tcp", target)
			if err != nil {
				outer.Close()
				continue
			}
			pump := func(dst, src net.Conn) {
				io.Copy(dst, src)
				outer.Close()
				inner.Close()
			}
			wg.Go(func() { pump(outer, inner) })
			wg.Go(func() { pump(inner, outer) })
		}
	})
	return l.Addr().String()
}

// The sentinels have TLS, the servers have not; nothing of the sentinels' is used for the servers.
func TestSentinelsHaveATLSOfTheirOwn(t *testing.T) {
	redistest.CheckLeaks(t)
	ca := redistest.NewCA(t)
	server := redistest.Server(t)
	s := sentinelSaying(t, always(hostPort(server.Addr())))
	addr := withTLS(t, ca.Issue(t, redistest.CertOptions{}), s.Addr())
	cfg := Config{Sentinel: &Sentinel{Addrs: []string{addr}, Master: "m", TLS: &tls.Config{RootCAs: ca.Pool()}}}
	c, err := cfg.Dial(background)
	if err != nil {
		t.Fatal(err)
	}
	if got := port(t, c); got != server.Addr() {
		t.Errorf("connected to %s", got)
	}
	c.Close()
	cfg.Sentinel.TLS = &tls.Config{}
	var unknown x509.UnknownAuthorityError
	if _, err := cfg.Dial(background); !errors.As(err, &unknown) {
		t.Errorf("%v", err)
	}
}

// sentinelSaying is a scripted sentinel that names a master.
func sentinelSaying(t testing.TB, reply func() string) *redistest.ScriptServer {
	return redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			args, err := c.Next()
			if err != nil {
				return
			}
			switch {
			case args[0] == "SUBSCRIBE":
				c.Write(">3\r\n$9\r\nsubscribe\r\n$14\r\n+switch-master\r\n:1\r\n")
			case len(args) > 1 && args[1] == "GET-MASTER-ADDR-BY-NAME":
				c.Write(reply())
			case len(args) > 1:
				c.Write("*0\r\n")
			}
		}
	})
}

func hostPort(addr string) string {
	i := strings.LastIndexByte(addr, ':')
	host, port := addr[:i], addr[i+1:]
	return "*2\r\n$" + strconv.Itoa(len(host)) + "\r\n" + host + "\r\n$" + strconv.Itoa(len(port)) + "\r\n" + port + "\r\n"
}

func always(reply string) func() string { return func() string { return reply } }

// What one sentinel says that is behind the others does not count, nor does one that is dead or hangs.
func TestMostSentinelsDecide(t *testing.T) {
	redistest.CheckLeaks(t)
	server := redistest.Server(t)
	stale := sentinelSaying(t, always(hostPort("127.0.0.1:1")))
	right := sentinelSaying(t, always(hostPort(server.Addr())))
	right2 := sentinelSaying(t, always(hostPort(server.Addr())))
	hangs := redistest.Script(t, func(c *redistest.ScriptConn) { c.ReadAll() })
	c, err := Config{Sentinel: &Sentinel{
		Addrs: []string{stale.Addr(), hangs.Addr(), right.Addr(), "127.0.0.1:1", right2.Addr()}, Master: "m", Timeout: 200 * time.Millisecond,
	}}.Dial(background)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got := port(t, c); got != server.Addr() {
		t.Errorf("connected to %s", got)
	}
}

func TestAnswersOfSentinelsThatHelpNobody(t *testing.T) {
	redistest.CheckLeaks(t)
	for _, tt := range []struct{ reply, want string }{
		{"_\r\n", "does not know a master of this name"},
		{"*-1\r\n", "does not know a master of this name"},
		{"*2\r\n$0\r\n\r\n$1\r\n0\r\n", "not an address"},
		{"*1\r\n$1\r\nx\r\n", "(executed)"},
		{":1\r\n", "(executed)"},
		{"-IDONTKNOW who you are\r\n", "IDONTKNOW"},
	} {
		s := sentinelSaying(t, always(tt.reply))
		_, err := Config{Sentinel: &Sentinel{Addrs: []string{s.Addr()}, Master: "mymaster"}}.Dial(background)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), s.Addr()) || !strings.Contains(err.Error(), "mymaster") {
			t.Errorf("%q: %v", tt.reply, err)
		}
	}
	// A name, an IPv6 address: dialled as they are.
	for _, addr := range []string{"localhost:1", "::1:1"} {
		s := sentinelSaying(t, always(hostPort(addr)))
		var dialled atomic.Value
		cfg := Config{Sentinel: &Sentinel{Addrs: []string{s.Addr()}, Master: "m"}, OnState: func(c StateChange) {
			if c.Addr != "" {
				dialled.Store(c.Addr)
			}
		}}
		_, err := cfg.Dial(background)
		if err == nil || !strings.Contains(err.Error(), ":1: ") {
			t.Errorf("%s: %v", addr, err)
		}
	}
}

// The server that the sentinels name must be what it is said to be.
func TestTheRoleIsVerified(t *testing.T) {
	redistest.CheckLeaks(t)
	master := redistest.NewServer(t)
	replica := redistest.NewServer(t, "--replicaof", "127.0.0.1", master.Addr()[strings.LastIndexByte(master.Addr(), ':')+1:])
	s := sentinelSaying(t, always(hostPort(replica.Addr())))
	_, err := Config{Sentinel: &Sentinel{Addrs: []string{s.Addr()}, Master: "m"}}.Dial(background)
	if !errors.Is(err, errRole) {
		t.Errorf("%v", err)
	}
}

// News of a failover may be lost: the connection asks by itself as well. And a sentinel that refuses
// SUBSCRIBE is asked only.
func TestTheMasterIsAskedForWithoutNews(t *testing.T) {
	redistest.CheckLeaks(t)
	first, second := redistest.NewServer(t), redistest.NewServer(t)
	var named atomic.Value
	named.Store(first.Addr())
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			args, err := c.Next()
			if err != nil {
				return
			}
			switch {
			case args[0] == "SUBSCRIBE":
				c.Write("-NOPERM this user has no permissions to access one of the channels\r\n")
			case args[1] == "GET-MASTER-ADDR-BY-NAME":
				c.Write(hostPort(named.Load().(string)))
			default:
				c.Write("*0\r\n")
			}
		}
	})
	c, err := Config{Sentinel: &Sentinel{Addrs: []string{s.Addr()}, Master: "m"}}.Dial(background)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	named.Store(second.Addr())
	eventually(t, func() bool {
		c, err := Do[map[string]string](c, "CONFIG", "GET", "port").Wait(background)
		return err == nil && "127.0.0.1:"+c["port"] == second.Addr()
	})
	if n := c.Stats().Losses; n != 0 {
		t.Errorf("%d losses: the connection was to move when nothing was in flight", n)
	}
}

func TestCloseWhileSentinelsAreAsked(t *testing.T) {
	redistest.CheckLeaks(t)
	hangs := redistest.Script(t, func(c *redistest.ScriptConn) { c.ReadAll() })
	c, err := Config{Lazy: true, Sentinel: &Sentinel{Addrs: []string{hangs.Addr()}, Master: "m"}}.Dial(background)
	if err != nil {
		t.Fatal(err)
	}
	hangs.WaitConns(1)
	f := Get[string](c, "k")
	c.Close()
	if _, err := f.Wait(background); OutcomeOf(err) != NotSent || !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(background)
	cancel()
	if _, err := (Config{Sentinel: &Sentinel{Addrs: []string{hangs.Addr()}, Master: "m"}}).Dial(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
