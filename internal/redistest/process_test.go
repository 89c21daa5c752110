package redistest

import (
	"errors"
	"net"
	"os"
	"runtime"
	"testing"
	"time"
)

// pausable skips the test where processes cannot be paused.
func pausable(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("no signals")
	}
}

var ends = map[string]func(*Instance){"Stop": (*Instance).Stop, "Kill": (*Instance).Kill}

func TestStopAndKillEndTheServer(t *testing.T) {
	CheckLeaks(t)
	for name, end := range ends {
		var s *Instance
		t.Run(name, func(t *testing.T) {
			s = NewServer(t)
			end(s)
			if c, err := net.Dial("tcp", s.Addr()); err == nil {
				c.Close()
				t.Error("it still listens")
			}
			end(s) // again: nothing to do
		})
		if _, err := os.Stat(s.dir); !os.IsNotExist(err) {
			t.Errorf("after the test its directory is still there: %v", err)
		}
	}
}

func TestPausedServerHangsUntilResumed(t *testing.T) {
	pausable(t)
	CheckLeaks(t)
	s := NewServer(t)
	for range 2 {
		s.Pause()
		s.Pause() // again: nothing to do
		c, err := net.Dial("tcp", s.Addr())
		if err != nil {
			t.Fatalf("the kernel accepts no connection: %v", err)
		}
		defer c.Close()
		send(t, c, "PING")
		c.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
		buf := make([]byte, 64)
		if n, err := c.Read(buf); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("while paused: %q, %v", buf[:n], err)
		}
		s.Resume()
		s.Resume()
		c.SetReadDeadline(time.Now().Add(waitTimeout))
		if n, err := c.Read(buf); string(buf[:n]) != "+PONG\r\n" {
			t.Errorf("after it: %q, %v", buf[:n], err)
		}
	}
}

func TestPausedServerEnds(t *testing.T) {
	pausable(t)
	CheckLeaks(t)
	for name, end := range ends {
		s := NewServer(t)
		s.Pause()
		start := time.Now()
		end(s)
		if took := time.Since(start); took > stopTimeout/2 {
			t.Errorf("%s took %v", name, took)
		}
		if s.up() {
			t.Errorf("it runs after %s", name)
		}
		s.Pause() // nothing to do
		s.Resume()
	}
	var s *Instance
	t.Run("end of the test", func(t *testing.T) {
		s = NewServer(t)
		s.Pause()
	})
	if s.process() == nil || s.up() {
		t.Error("it runs after the test")
	}
	s.Resume()
	if s.up() {
		t.Error("it was only paused after the test")
	}
}

func TestRestartKeepsPortAndData(t *testing.T) {
	CheckLeaks(t)
	s := NewServer(t, "--appendonly", "yes", "--appendfsync", "always", "--requirepass", "p")
	addr, run := s.Addr(), int64(0)
	for name, end := range map[string]func(*Instance){
		"Stop": (*Instance).Stop, "Kill": (*Instance).Kill, "nothing": func(*Instance) {},
		"Pause": func(s *Instance) {
			if runtime.GOOS != "windows" {
				s.Pause()
			}
		},
	} {
		// Connections that the server closes leave its port in TIME_WAIT.
		c, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		run++
		s.Do(t, "INCR", "runs")
		end(s)
		s.Restart(t)
		if s.Addr() != addr {
			t.Errorf("after %s: address %s, was %s", name, s.Addr(), addr)
		}
		if got := s.Do(t, "INCRBY", "runs", "0"); got != run {
			t.Errorf("after %s: %v runs, want %d", name, got, run)
		}
	}
}

func TestRestartWaitsForItsPort(t *testing.T) {
	CheckLeaks(t)
	s := NewServer(t)
	s.Kill()
	l, err := net.Listen("tcp", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		for !inUse(s.log()) { // the first attempt has failed
			time.Sleep(pollInterval)
		}
		l.Close()
	}()
	s.Restart(t)
	if got := s.Do(t, "PING"); got != "PONG" {
		t.Errorf("PING: %v", got)
	}
}
