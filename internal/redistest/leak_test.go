package redistest

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestLeakedGoroutineIsFound(t *testing.T) {
	before := map[string]bool{}
	for id := range goroutines() {
		before[id] = true
	}
	end := make(chan bool)
	ended := make(chan bool)
	go func() {
		<-end
		close(ended)
	}()
	leaks := leaked(before)
	if len(leaks) != 1 || !strings.Contains(leaks[0], "TestLeakedGoroutineIsFound") {
		t.Errorf("%d leaks: %q", len(leaks), leaks)
	}
	close(end)
	<-ended
	for deadline := time.Now().Add(leakTimeout); len(leaked(before)) > 0; {
		if time.Now().After(deadline) {
			t.Fatal("the goroutine does not end")
		}
	}
}

func TestLeakedDescriptorIsFound(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux lists descriptors")
	}
	s := Server(t)
	before := descriptors(t)
	c, err := net.Dial("tcp", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "open")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	leaks := openedSince(before, descriptors(t))
	if all := fmt.Sprint(leaks); len(leaks) != 2 || !strings.Contains(all, "socket:") || !strings.Contains(all, file) {
		t.Errorf("leaks: %q", leaks)
	}
	c.Close()
	f.Close()
	if leaks := openedSince(before, descriptors(t)); len(leaks) > 0 {
		t.Errorf("leaks after closing: %q", leaks)
	}

	// The same number for another socket.
	one, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	before = descriptors(t)
	one.Close()
	two, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer two.Close()
	if leaks := openedSince(before, descriptors(t)); len(leaks) != 1 {
		t.Errorf("leaks: %q", leaks)
	}
}

func TestClosedDescriptorsAreNoLeaks(t *testing.T) {
	CheckDescriptors(t)
	s := NewServer(t)
	p := NewProxy(t, s.Addr(), nil)
	runID(t, dialProxy(t, p))
	dial(t, Script(t, func(c *ScriptConn) { c.ReadAll() }))
	s.Kill()
	s.Restart(t)
	p.SetTarget(Server(t).Addr()) // lives on
}
