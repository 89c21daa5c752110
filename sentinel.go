package redis

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// A Sentinel says which sentinels to ask for the address of a server, and for which one.
// Its credentials and its TLS are those of the sentinels; the server's are in the Config.
//
// On each connect all sentinels are asked at once, and the address that most of them give is used, if the server
// there has the role that Config.Role wants. While it is connected the connection follows the
// sentinels' news of failovers, and asks every second besides; when the master has moved it goes there: what is in
// flight gets the time to be answered, what comes meanwhile waits.
//
// Redis commands: SENTINEL GET-MASTER-ADDR-BY-NAME, SENTINEL SENTINELS, SENTINEL REPLICAS (since 5.0.0), SUBSCRIBE.
type Sentinel struct {
	// Addrs are the addresses of the sentinels, "host:port" each. More that these know of are asked too.
	Addrs []string
	// Master is the name by which the sentinels know the master.
	Master string
	// Username and Password authenticate with the sentinels. Default: no authentication.
	Username string
	Password string `json:"-"`
	// TLS, if not nil, makes the connections to the sentinels use TLS, as Config.TLS does for the server.
	TLS *tls.Config
	// Timeout bounds the asking of one sentinel, connecting included. Default: 1 s.
	Timeout time.Duration
}

const (
	defaultSentinelTimeout = time.Second
	// sentinelPoll is how often a sentinel is asked whether the master has moved.
	sentinelPoll = time.Second
	// sentinelGrace is how long a server that is no master any more has to answer what is in flight.
	sentinelGrace = time.Second
	// maxSentinels bounds how many sentinels are learnt from others.
	maxSentinels = 32
)

// errMoved ends a network connection to a server that is not the one any more.
var errMoved = errors.New("the sentinels name another server")

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
func (s Sentinel) String() string {
	return fmt.Sprintf("%s of sentinels %s", s.Master, strings.Join(s.Addrs, ", "))
}

// Format prints what String gives, whatever the verb: none shows the password.
func (s Sentinel) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }

// A guide knows the way to a server by asking sentinels.
type guide struct {
	cfg *Config
	Sentinel

	mu    sync.Mutex
	addrs []string // configured, then learnt
}

func newGuide(cfg *Config) *guide {
	s := *cfg.Sentinel
	if s.Timeout <= 0 {
		s.Timeout = defaultSentinelTimeout
	}
	return &guide{cfg: cfg, Sentinel: s, addrs: slices.Clone(s.Addrs)}
}

func (g *guide) known() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.addrs)
}

func (g *guide) learn(addrs []string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, a := range addrs {
		if len(g.addrs) < maxSentinels && !slices.Contains(g.addrs, a) {
			g.addrs = append(g.addrs, a)
		}
	}
}

// config is how to connect to a sentinel.
func (g *guide) config(addr string) Config {
	return Config{
		Addr: addr, TLS: g.TLS, Username: g.Username, Password: g.Password, Dialer: g.cfg.Dialer, Limits: g.cfg.Limits,
		DialTimeout: g.Timeout, TLSTimeout: g.Timeout, HandshakeTimeout: g.Timeout, Timeout: g.Timeout,
		NoReconnect: true, HealthInterval: g.Timeout,
	}
}

// An answer is what one sentinel says.
type answer struct {
	from     string
	master   string
	replicas []string // those that can be used
	err      error
}

// find asks all sentinels for the address of the server that Config.Role wants.
func (g *guide) find(ctx context.Context) (string, error) {
	addrs := g.known()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make(chan answer, len(addrs))
	for _, addr := range addrs {
		go func() { answers <- g.ask(ctx, addr) }()
	}
	votes := make(map[string]int)
	replicas := make(map[string][]string)
	var errs []error
	best := ""
	for range addrs {
		a := <-answers
		if a.err != nil {
			errs = append(errs, fmt.Errorf("sentinel %s: %w", a.from, a.err))
			continue
		}
		votes[a.master]++
		replicas[a.master] = append(replicas[a.master], a.replicas...)
		if best == "" || votes[a.master] > votes[best] {
			best = a.master
		}
		if votes[best] > len(addrs)/2 {
			break // no matter what the others say
		}
	}
	if best == "" {
		if ctx.Err() != nil {
			return "", canceled(ctx)
		}
		return "", fmt.Errorf("redis: no sentinel knows where %q is: %w", g.Master, errors.Join(errs...))
	}
	if g.cfg.Role != Replica {
		return best, nil
	}
	if len(replicas[best]) == 0 {
		return "", fmt.Errorf("redis: the sentinels know no replica of %q that can be used", g.Master)
	}
	return replicas[best][rand.N(len(replicas[best]))], nil
}

// ask asks one sentinel over a connection of its own.
func (g *guide) ask(ctx context.Context, addr string) answer {
	a := answer{from: addr}
	ctx, cancel := context.WithTimeout(ctx, g.Timeout)
	defer cancel()
	c, err := g.config(addr).Dial(ctx)
	if err != nil {
		a.err = err
		return a
	}
	defer c.Close()
	a.master, a.err = g.masterAddr(ctx, c)
	if a.err != nil {
		return a
	}
	if others, err := g.list(ctx, c, "SENTINELS"); err == nil {
		g.learn(addresses(others))
	}
	if g.cfg.Role == Replica {
		var all []map[string]string
		if all, a.err = g.list(ctx, c, "REPLICAS"); a.err == nil {
			a.replicas = addresses(slices.DeleteFunc(all, unusable))
		}
	}
	return a
}

// masterAddr asks the sentinel at the other end of c.
func (g *guide) masterAddr(ctx context.Context, c *Conn) (string, error) {
	addr, err := Do[Optional[[2]string]](c, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", g.Master).Wait(ctx)
	if err != nil {
		return "", err
	}
	hostPort, ok := addr.Get()
	if !ok {
		return "", errors.New("it does not know a master of this name")
	}
	host, port := hostPort[0], hostPort[1]
	if host == "" || port == "" || port == "0" {
		return "", errors.New("its answer is not an address")
	}
	if from, _, err := net.SplitHostPort(c.cfg.Addr); err == nil && loopback(host) && !loopback(from) {
		return "", fmt.Errorf("it says that the master is at %s, which is not there for others", net.JoinHostPort(host, port))
	}
	return net.JoinHostPort(host, port), nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (g *guide) list(ctx context.Context, c *Conn, what string) ([]map[string]string, error) {
	return DoAs(c, decode.Slice(decodeTexts), "SENTINEL", what, g.Master).Wait(ctx)
}

func addresses(list []map[string]string) (addrs []string) {
	for _, m := range list {
		if m["ip"] != "" && m["port"] != "" && m["port"] != "0" {
			addrs = append(addrs, net.JoinHostPort(m["ip"], m["port"]))
		}
	}
	return addrs
}

// unusable tells replicas that are down, or have no master.
func unusable(replica map[string]string) bool {
	flags := strings.Split(replica["flags"], ",")
	return slices.Contains(flags, "s_down") || slices.Contains(flags, "o_down") || slices.Contains(flags, "disconnected") ||
		replica["master-link-status"] != "ok"
}

// follow sees to it that the connection leaves a server which the sentinels do not name any
// more: it listens to one sentinel after the other, on a goroutine of its own, for the life of the connection.
func (g *guide) follow(c *Conn) {
	quiet := false // the sentinel at hand does not tell news: only ask
	for turn := rand.N(maxSentinels); c.life.Err() == nil; turn++ {
		addrs := g.known()
		news := make(chan struct{}, 1)
		w, err := g.watch(c.life, addrs[turn%len(addrs)], news, quiet)
		if err == nil {
			quiet = g.listen(c, w, news, quiet)
			w.Close()
		}
		select {
		case <-c.life.Done():
		case <-time.After(sentinelPoll / 4):
		}
	}
}

// watch connects to a sentinel and subscribes to its news of failovers.
func (g *guide) watch(ctx context.Context, addr string, news chan<- struct{}, quiet bool) (*Conn, error) {
	w, err := New(g.config(addr))
	if err != nil {
		return nil, err
	}
	w.onPush = func([]byte) {
		select {
		case news <- struct{}{}:
		default:
		}
	}
	if !quiet {
		w.greet = resp.AppendCommand(nil, "SUBSCRIBE", "+switch-master")
	}
	w.running = true
	if err := w.connect(ctx, 1, false); err != nil {
		w.abort(err)
		return nil, err
	}
	go w.run()
	return w, nil
}

// listen asks a sentinel every second, and whenever it has news, until it is lost. It reports whether it
// has refused to tell news: its error is then a reply that nobody waits for.
func (g *guide) listen(c, w *Conn, news <-chan struct{}, quiet bool) (refused bool) {
	tick := time.NewTicker(sentinelPoll)
	defer tick.Stop()
	if !quiet {
		select {
		case <-news: // the subscription is confirmed
		case <-tick.C: // perhaps a sentinel that speaks RESP2 only
		case <-w.done:
			return errors.Is(w.Err(), errUnexpected)
		}
	}
	for {
		master, err := g.masterAddr(c.life, w)
		if err != nil {
			return false
		}
		if c.anyElsewhere(master) {
			// One sentinel may be behind the others.
			if best, err := g.find(c.life); err == nil {
				c.leave(best)
			}
		}
		select {
		case <-news:
		case <-tick.C:
		case <-w.done:
			return false
		case <-c.life.Done():
			return false
		}
	}
}

// followed gives the connections that follow the sentinels together: a lane, and with the first one the pinned ones.
func (c *Conn) followed() []*Conn {
	if c.pool == nil {
		return []*Conn{c}
	}
	return append(c.pool.conns(), c)
}

// anyElsewhere reports whether one of these is connected to another server than the given one.
func (c *Conn) anyElsewhere(addr string) bool {
	for _, l := range c.followed() {
		if moved, _ := l.elsewhere(addr); moved {
			return true
		}
	}
	return false
}

// leave makes them leave every other server than the given one.
func (c *Conn) leave(addr string) {
	for _, l := range c.followed() {
		if moved, gen := l.elsewhere(addr); moved {
			l.renew(uint32(gen))
			time.AfterFunc(sentinelGrace, func() { l.dieOf(gen, errMoved) })
		}
	}
}

// elsewhere reports whether the connection is up, and to another server than the given one;
// and which of its network connections that is.
func (c *Conn) elsewhere(addr string) (bool, uint64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cfg.Role == Replica { // of which there are many; one that was promoted is left for its role
		return false, 0
	}
	return c.fault == nil && c.addr != addr, c.stats.Connects
}

// dieOf ends the network connection if it is still the one it was.
func (c *Conn) dieOf(gen uint64, cause error) {
	c.mu.Lock()
	same := c.stats.Connects == gen
	c.mu.Unlock()
	if same {
		c.die(cause)
	}
}
