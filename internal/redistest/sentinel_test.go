package redistest

import (
	"bufio"
	"net"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestSentinelsAgreeOnMaster(t *testing.T) {
	CheckLeaks(t)
	start := time.Now()
	s := NewSentinels(t, SentinelOptions{Password: `n"1`, SentinelPassword: "s#2 ", Replicas: 2})
	t.Logf("up after %v", time.Since(start))
	master := s.Master()
	if master != s.Nodes()[0] || len(s.Nodes()) != 3 || len(s.Addrs()) != 3 || len(s.Replicas()) != 2 {
		t.Errorf("master %v of %d nodes, %d sentinels", master, len(s.Nodes()), len(s.Addrs()))
	}
	master.Do(t, "SET", "k", "v")
	if n := master.Do(t, "WAIT", "2", "10000"); n != int64(2) {
		t.Errorf("%v replicas have it", n)
	}
	for _, r := range s.Replicas() {
		if got := r.Do(t, "GET", "k"); got != "v" {
			t.Errorf("replica: %v", got)
		}
	}
	// Both kinds want their password.
	for _, addr := range append(s.Addrs(), master.Addr()) {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		send(t, c, "PING")
		if line, err := bufio.NewReader(c).ReadString('\n'); !strings.HasPrefix(line, "-NOAUTH") {
			t.Errorf("%q, %v", line, err)
		}
	}

	start = time.Now()
	promoted := s.Failover(t)
	t.Logf("failover took %v", time.Since(start))
	if promoted == master || s.Master() != promoted || promoted.Do(t, "SET", "k", "w") != "OK" {
		t.Errorf("the new master is %v", promoted.Addr())
	}
	start = time.Now()
	s.Settle()
	t.Logf("settled after %v", time.Since(start))
	if !slices.Contains(s.Replicas(), master) {
		t.Error("the old master is no replica")
	}
}

func TestSentinelsReplaceMasterThatIsDown(t *testing.T) {
	pausable(t)
	CheckLeaks(t)
	// A restart must not take so long that it makes a failover.
	s := NewSentinels(t, SentinelOptions{Name: "other", DownAfter: time.Second})
	master, sentinel := s.Master(), s.Sentinels()[0]
	start := time.Now()
	sentinel.Pause() // the others are enough
	master.Kill()
	promoted := s.WaitNewMaster(master)
	t.Logf("new master after %v", time.Since(start))
	if promoted == master || s.Master() != promoted {
		t.Errorf("the new master is %v", promoted.Addr())
	}

	start = time.Now()
	sentinel.Resume()
	s.Sentinels()[1].Kill()
	s.Sentinels()[1].Restart(t) // knows the others from its file
	master.Restart(t)           // takes itself for the master
	promoted.Restart(t)         // has read in its file that it is
	s.Settle()
	t.Logf("settled after %v", time.Since(start))
	if s.Master() != promoted {
		t.Errorf("the restarted master is the master again")
	}
}

func TestSentinelsEndWithTest(t *testing.T) {
	pausable(t)
	var s *Sentinels
	t.Run("start", func(t *testing.T) {
		s = NewSentinels(t, SentinelOptions{Sentinels: 1, Replicas: -1})
		s.Master().Pause()
		s.Sentinels()[0].Pause()
	})
	if s == nil {
		return
	}
	for _, srv := range append(s.Nodes(), s.Sentinels()...) {
		select {
		case <-srv.process().exited:
		default:
			t.Errorf("%s still runs", srv.Addr())
		}
	}
}
