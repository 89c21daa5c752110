package redistest

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	settleTimeout   = 30 * time.Second // for servers and sentinels to know one another
	failoverTimeout = time.Minute      // for a new master to be agreed on
	askTimeout      = time.Second      // for one answer of a sentinel or server
	askInterval     = 20 * time.Millisecond
)

// SentinelOptions says what [NewSentinels] starts. The zero value of a field
// stands for its default.
type SentinelOptions struct {
	Name      string // of the master, as clients ask for it: "mymaster"
	Replicas  int    // 1; none if negative
	Sentinels int    // 3
	Quorum    int    // 2, or 1 with a single sentinel

	// Password is that of the master and the replicas, SentinelPassword that of
	// the sentinels: none.
	Password, SentinelPassword string

	// DownAfter is how long a server must not answer to be held for down: 500 ms.
	// FailoverTimeout bounds steps of a failover: 2 s.
	DownAfter, FailoverTimeout time.Duration

	// Args are added to the command lines of the master and the replicas.
	Args []string
}

// Sentinels is a master with replicas and the sentinels that watch them. A
// test ends, pauses and restarts any of these by its [Instance]. Methods of
// Sentinels fail the test where what they wait for does not come.
type Sentinels struct {
	t         testing.TB
	o         SentinelOptions
	nodes     []*Instance
	sentinels []*Instance
}

// NewSentinels starts a master, replicas of it and sentinels, all on 127.0.0.1,
// and waits until the replicas are in sync and every sentinel knows all of
// them. When the test ends so do all servers, paused or not.
func NewSentinels(t testing.TB, o SentinelOptions) *Sentinels {
	t.Helper()
	if o.Name == "" {
		o.Name = "mymaster"
	}
	if o.Replicas == 0 {
		o.Replicas = 1
	}
	if o.Sentinels == 0 {
		o.Sentinels = 3
	}
	if o.Quorum == 0 {
		o.Quorum = min(2, o.Sentinels)
	}
	if o.DownAfter == 0 {
		o.DownAfter = 500 * time.Millisecond
	}
	if o.FailoverTimeout == 0 {
		o.FailoverTimeout = 2 * time.Second
	}
	s := &Sentinels{t: t, o: o}
	s.startNodes()
	// Killed sentinels start no failover while the nodes end, and killed nodes
	// wait for no replica that is paused.
	t.Cleanup(func() {
		for _, srv := range append(s.Sentinels(), s.nodes...) {
			srv.Kill()
		}
	})
	s.startSentinels()
	return s
}

func (s *Sentinels) startNodes() {
	s.t.Helper()
	// The default delay gives further replicas time to share a synchronization.
	args := []string{"--repl-diskless-sync-delay", "0"}
	if s.o.Password != "" {
		args = append(args, "--requirepass", s.o.Password, "--masterauth", s.o.Password)
	}
	args = append(args, s.o.Args...)
	// A node that a failover has given another role writes it to its file, and
	// has it when it restarts.
	config := []string{"# of redistest"}
	for range 1 + max(s.o.Replicas, 0) {
		node := newServer(s.t, spec{args: args, config: config})
		if s.nodes == nil {
			host, port, _ := net.SplitHostPort(node.Addr())
			config = []string{"replicaof " + host + " " + port}
		}
		s.nodes = append(s.nodes, node)
	}
	// A sentinel that sees them in sync at its first look need not look again.
	poll(s.t, settleTimeout, "the replicas to be in sync", func() error { return s.outOfSync(s.nodes[0]) })
}

func (s *Sentinels) startSentinels() {
	s.t.Helper()
	host, port, _ := net.SplitHostPort(s.nodes[0].Addr())
	config := []string{
		fmt.Sprintf("sentinel monitor %s %s %s %d", s.o.Name, host, port, s.o.Quorum),
		fmt.Sprintf("sentinel down-after-milliseconds %s %d", s.o.Name, s.o.DownAfter.Milliseconds()),
		fmt.Sprintf("sentinel failover-timeout %s %d", s.o.Name, s.o.FailoverTimeout.Milliseconds()),
		fmt.Sprintf("sentinel parallel-syncs %s %d", s.o.Name, max(s.o.Replicas, 1)),
		"sentinel announce-ip 127.0.0.1",
	}
	var args []string
	if s.o.Password != "" {
		config = append(config, "sentinel auth-pass "+s.o.Name+" "+strconv.Quote(s.o.Password))
	}
	if s.o.SentinelPassword != "" {
		config = append(config, "sentinel sentinel-pass "+strconv.Quote(s.o.SentinelPassword))
		args = []string{"--requirepass", s.o.SentinelPassword}
	}
	for range s.o.Sentinels {
		sentinel := newServer(s.t, spec{sentinel: true, config: config, args: args, setup: [][]string{sentinelTimes}})
		s.sentinels = append(s.sentinels, sentinel)
	}
	s.Settle()
}

// The times that sentinels have for a network are long for a test: they ask
// for roles every 10 s, and one that was paused for 2 s takes part in nothing
// for 30 s. They can't be much shorter than these. While a master is down
// replicas are asked for their role once a second, whatever info-period is; one
// that has not answered for 5 ping-periods, or 3 info-periods in a failover by
// command, is not promoted. One that was promoted is made a replica again by
// the sentinels that have not heard of it within 4 publish-periods.
var sentinelTimes = []string{
	"SENTINEL", "DEBUG", "info-period", "500", "ping-period", "300", "ask-period", "300",
	"publish-period", publishPeriod, "min-link-reconnect-period", "500", "tilt-period", "500",
}

const publishPeriod = "700"

// Name is the name of the master.
func (s *Sentinels) Name() string { return s.o.Name }

// Sentinels returns the sentinels.
func (s *Sentinels) Sentinels() []*Instance { return append([]*Instance(nil), s.sentinels...) }

// Nodes returns the master and the replicas; the first was the first master.
func (s *Sentinels) Nodes() []*Instance { return append([]*Instance(nil), s.nodes...) }

// Addrs returns the addresses of the sentinels.
func (s *Sentinels) Addrs() []string {
	var addrs []string
	for _, sentinel := range s.sentinels {
		addrs = append(addrs, sentinel.Addr())
	}
	return addrs
}

// Master returns the node that is the master according to the first sentinel
// that answers.
func (s *Sentinels) Master() *Instance {
	s.t.Helper()
	err := errors.New("none is up")
	for _, sentinel := range s.sentinels {
		if !sentinel.up() {
			continue
		}
		var master *Instance
		if master, err = s.masterOf(sentinel); err == nil {
			return master
		}
	}
	s.t.Fatalf("redistest: no sentinel tells the master: %v", err)
	return nil
}

// Replicas returns the nodes other than [Sentinels.Master], whatever they do.
func (s *Sentinels) Replicas() []*Instance {
	s.t.Helper()
	master := s.Master()
	var replicas []*Instance
	for _, node := range s.nodes {
		if node != master {
			replicas = append(replicas, node)
		}
	}
	return replicas
}

// Failover has a sentinel make a replica the master, waits as
// [Sentinels.WaitNewMaster] does, and returns the new one. The old one lives on
// and becomes a replica some time later: see [Sentinels.Settle].
func (s *Sentinels) Failover(t testing.TB) *Instance {
	t.Helper()
	old := s.Master()
	var master *Instance
	poll(t, failoverTimeout, "a failover", func() error {
		// A failover may be given up, so this goes on to ask for one. It is
		// refused while one is under way, or while the sentinel has not heard
		// lately of a replica that could be the master.
		var refused error
		for _, sentinel := range s.sentinels {
			if !sentinel.up() {
				continue
			}
			if m, err := s.masterOf(sentinel); err == nil && m == old {
				_, refused = sentinel.do(askTimeout, "SENTINEL", "FAILOVER", s.o.Name)
			}
			break // two sentinels would disturb each other
		}
		var err error
		if master, err = s.newMaster(old); err != nil && refused != nil {
			err = fmt.Errorf("%w (%w)", err, refused)
		}
		return err
	})
	return master
}

// WaitNewMaster waits until every sentinel that is up reports a master other
// than old, the same one, and that is a master in its own view, too. It is for
// tests that have ended or paused old, and returns the new one.
func (s *Sentinels) WaitNewMaster(old *Instance) *Instance {
	s.t.Helper()
	var master *Instance
	poll(s.t, failoverTimeout, "a new master", func() (err error) {
		master, err = s.newMaster(old)
		return err
	})
	return master
}

// newMaster returns the master that has followed old, or why there is none.
func (s *Sentinels) newMaster(old *Instance) (*Instance, error) {
	var up []*Instance
	for _, sentinel := range s.sentinels {
		if sentinel.up() {
			up = append(up, sentinel)
		}
	}
	master, err := s.agreed(up)
	if err != nil {
		return nil, err
	}
	if master == old {
		return nil, fmt.Errorf("all sentinels still report %s", old.Addr())
	}
	role, _, err := roleOf(master)
	if err == nil && role != "master" {
		err = fmt.Errorf("%s is a %s", master.Addr(), role)
	}
	return master, err
}

// agreed returns the master that all the given sentinels report.
func (s *Sentinels) agreed(sentinels []*Instance) (master *Instance, err error) {
	for _, sentinel := range sentinels {
		m, err := s.masterOf(sentinel)
		if err != nil {
			return nil, err
		}
		if master != nil && m != master {
			return nil, fmt.Errorf("sentinels report %s and %s", master.Addr(), m.Addr())
		}
		master = m
	}
	if master == nil {
		return nil, errors.New("no sentinel is up")
	}
	return master, nil
}

// Settle waits until all nodes and all sentinels run, every replica is in sync
// with the one master, and every sentinel sees all the others in good health.
func (s *Sentinels) Settle() {
	s.t.Helper()
	poll(s.t, settleTimeout, "all sentinels to report one master", func() error {
		_, err := s.agreed(s.sentinels)
		return err
	})
	// No failover is in the way of their talking more often now.
	s.setPublishPeriod("100")
	poll(s.t, settleTimeout, "all servers to know one another", s.unsettled)
	s.setPublishPeriod(publishPeriod)
}

func (s *Sentinels) setPublishPeriod(ms string) {
	s.t.Helper()
	for _, sentinel := range s.sentinels {
		sentinel.Do(s.t, "SENTINEL", "DEBUG", "publish-period", ms)
	}
}

// unsettled says what Settle still waits for.
func (s *Sentinels) unsettled() error {
	master, err := s.agreed(s.sentinels)
	if err != nil {
		return err
	}
	if err := s.outOfSync(master); err != nil {
		return err
	}
	for _, sentinel := range s.sentinels {
		for _, view := range []struct {
			command, flags string
			count          int
		}{
			{"MASTERS", "master", 1},
			{"REPLICAS", "slave", len(s.nodes) - 1},
			{"SENTINELS", "sentinel", len(s.sentinels) - 1},
		} {
			if err := s.sees(sentinel, view.command, view.flags, view.count); err != nil {
				return err
			}
		}
	}
	return nil
}

// outOfSync says which node is not in its place when master is the master.
func (s *Sentinels) outOfSync(master *Instance) error {
	for _, node := range s.nodes {
		role, source, err := roleOf(node)
		switch {
		case err != nil:
			return err
		case node == master && role != "master":
			return fmt.Errorf("%s is a %s", node.Addr(), role)
		case node != master && source != master.Addr():
			return fmt.Errorf("%s is a %s that is not in sync with %s", node.Addr(), role, master.Addr())
		}
	}
	return nil
}

// sees checks that a sentinel knows count servers of a kind, and that their
// flags say nothing but the kind: no s_down, no disconnected.
func (s *Sentinels) sees(sentinel *Instance, command, flags string, count int) error {
	args := []string{"SENTINEL", command, s.o.Name}
	if command == "MASTERS" {
		args = args[:2]
	}
	v, err := sentinel.do(askTimeout, args...)
	if err != nil {
		return err
	}
	known, _ := v.([]any)
	if len(known) != count {
		return fmt.Errorf("%s knows %d %s, not %d", sentinel.Addr(), len(known), command, count)
	}
	for _, v := range known {
		fields := pairs(v)
		link := fields["master-link-status"]
		if fields["flags"] != flags || link != "" && link != "ok" {
			return fmt.Errorf("%s sees %s as %s, its link to the master as %q",
				sentinel.Addr(), fields["name"], fields["flags"], link)
		}
	}
	return nil
}

// masterOf returns the node that a sentinel reports as the master.
func (s *Sentinels) masterOf(sentinel *Instance) (*Instance, error) {
	v, err := sentinel.do(askTimeout, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", s.o.Name)
	if err != nil {
		return nil, fmt.Errorf("sentinel %s: %w", sentinel.Addr(), err)
	}
	if addr, ok := v.([]any); ok && len(addr) == 2 {
		for _, node := range s.nodes {
			if node.Addr() == fmt.Sprintf("%v:%v", addr...) {
				return node, nil
			}
		}
	}
	return nil, fmt.Errorf("sentinel %s reports %v as the master", sentinel.Addr(), v)
}

// roleOf returns what a node says it is, and the address of the master that it
// is in sync with if it is a replica.
func roleOf(node *Instance) (role, source string, err error) {
	v, err := node.do(askTimeout, "ROLE")
	if err != nil {
		return "", "", fmt.Errorf("node %s: %w", node.Addr(), err)
	}
	a, _ := v.([]any)
	if len(a) < 3 {
		return "", "", fmt.Errorf("node %s: ROLE: %v", node.Addr(), v)
	}
	role, _ = a[0].(string)
	if role == "slave" && len(a) > 3 && a[3] == "connected" {
		source = fmt.Sprintf("%v:%v", a[1], a[2])
	}
	return role, source, nil
}

// pairs makes a map of an array of keys and values.
func pairs(v any) map[string]string {
	m := make(map[string]string)
	a, _ := v.([]any)
	for i := 0; i+1 < len(a); i += 2 {
		m[fmt.Sprint(a[i])] = strings.TrimSpace(fmt.Sprint(a[i+1]))
	}
	return m
}

// poll asks again and again until there is no error, or fails the test with
// the last one.
func poll(t testing.TB, timeout time.Duration, what string, ask func() error) {
	t.Helper()
	giveUp := time.Now().Add(timeout)
	for {
		err := ask()
		if err == nil {
			return
		}
		if time.Now().After(giveUp) {
			t.Fatalf("redistest: waited in vain for %s: %v", what, err)
		}
		time.Sleep(askInterval)
	}
}
