package redistest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	startAttempts = 5                // free ports tried
	startTimeout  = 20 * time.Second // for one server to answer PING
	stopTimeout   = 10 * time.Second // for a server to end after SIGTERM
	pollInterval  = 2 * time.Millisecond
)

// Instance is a running redis-server. Its methods may be called by several
// goroutines.
type Instance struct {
	dir      string // holds the socket and the log
	addr     string
	unix     string
	password string
	cmd      *exec.Cmd
	exited   chan struct{} // closed when the process has ended
}

var shared struct {
	once sync.Once
	mu   sync.Mutex // protects srv and err against stopShared
	srv  *Instance
	err  error
}

// Server returns the redis-server that all tests of this test binary share. It
// is started for the first test that asks and stopped by [Main], without which
// the test fails. Tests keep to keys of their own, or to the databases that
// nobody else selects; a test that changes the configuration, flushes or kills
// uses [NewServer].
//
// Where redis-server is not installed the test is skipped (see [LookPath]).
func Server(t testing.TB) *Instance {
	t.Helper()
	skips.mu.Lock()
	inMain := skips.main
	skips.mu.Unlock()
	if !inMain {
		t.Fatal("redistest: Server needs func TestMain(m *testing.M) { os.Exit(redistest.Main(m)) }")
	}
	bin := LookPath(t, "redis-server")
	shared.once.Do(func() {
		shared.mu.Lock()
		defer shared.mu.Unlock()
		shared.srv, shared.err = start(bin, nil)
	})
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.srv
}

func stopShared() {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if shared.srv != nil {
		shared.srv.Stop()
	}
}

// NewServer starts a redis-server for this test alone. The args are added to
// its command line, as in NewServer(t, "--requirepass", "secret"). It listens
// on a free port of 127.0.0.1 and on a unix socket, keeps nothing on disk, and
// allows the DEBUG command.
func NewServer(t testing.TB, args ...string) *Instance {
	t.Helper()
	s, err := start(LookPath(t, "redis-server"), args)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

// start tries free ports until the server has one: between our finding a free
// port and its listening there, another process may take it.
func start(bin string, args []string) (*Instance, error) {
	for attempt := 1; ; attempt++ {
		s, err := startOnce(bin, args)
		if err == nil {
			return s, nil
		}
		log := s.log()
		s.Kill()
		if attempt == startAttempts || !bytes.Contains(log, []byte("in use")) {
			return nil, fmt.Errorf("redistest: starting %s: %w\n%s", bin, err, log)
		}
	}
}

// startOnce always returns an Instance that Kill can be called on.
func startOnce(bin string, args []string) (*Instance, error) {
	s := &Instance{exited: make(chan struct{})}
	port, err := freePort()
	if err != nil {
		close(s.exited)
		return s, err
	}
	s.addr = net.JoinHostPort("127.0.0.1", port)

	// The name of a unix socket has room for about 100 bytes, which what
	// testing.TB.TempDir returns often exceeds.
	s.dir, err = os.MkdirTemp("", "redistest")
	if err != nil {
		close(s.exited)
		return s, err
	}
	all := []string{
		"--port", port, "--bind", "127.0.0.1",
		"--save", "", "--appendonly", "no", "--dir", s.dir,
		"--logfile", filepath.Join(s.dir, "log"),
		"--enable-debug-command", "yes",
	}
	if runtime.GOOS != "windows" {
		s.unix = filepath.Join(s.dir, "s")
		all = append(all, "--unixsocket", s.unix)
	}
	all = append(all, args...)
	for i, arg := range all[:len(all)-1] {
		if arg == "--requirepass" {
			s.password = all[i+1]
		}
	}
	s.cmd = exec.Command(bin, all...)
	dieWithParent(s.cmd)
	started := make(chan error)
	go s.run(started)
	if err := <-started; err != nil {
		return s, err
	}
	return s, s.waitReady()
}

// run starts the process and waits for its end, on one thread all the while:
// Linux counts the end of the thread that forked as the parent's death. Leak
// checks know this function by name.
func (s *Instance) run(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(s.exited)
	err := s.cmd.Start()
	started <- err
	if err == nil {
		s.cmd.Wait() // the log says why it ended
	}
}

// waitReady polls until the server answers PING. It listens on its unix socket
// last, so that the port is open as well.
func (s *Instance) waitReady() error {
	giveUp := time.Now().Add(startTimeout)
	for {
		err := s.ping()
		if err == nil {
			return nil
		}
		if time.Now().After(giveUp) {
			return fmt.Errorf("no answer to PING: %w", err)
		}
		select {
		case <-s.exited:
			return errors.New("it ended at once")
		case <-time.After(pollInterval):
		}
	}
}

func (s *Instance) ping() error {
	c, err := s.dial()
	if err != nil {
		return err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(time.Second))
	if _, err := c.Write(appendCommand(nil, "PING")); err != nil {
		return err
	}
	line, err := bufio.NewReader(c).ReadString('\n')
	if err != nil {
		return err
	}
	if line != "+PONG\r\n" && !strings.HasPrefix(line, "-NOAUTH ") {
		return errors.New(strings.TrimSpace(line))
	}
	return nil
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

func (s *Instance) log() []byte {
	b, err := os.ReadFile(filepath.Join(s.dir, "log"))
	if err != nil {
		return nil // it ended before it logged
	}
	return b
}

// Addr is the TCP address, as "127.0.0.1:40001".
func (s *Instance) Addr() string { return s.addr }

// Unix is the path of the unix socket, "" on Windows.
func (s *Instance) Unix() string { return s.unix }

// URL is the server's redis:// URL over TCP, with the password of
// --requirepass if it was started with one.
func (s *Instance) URL() string {
	u := url.URL{Scheme: "redis", Host: s.addr}
	if s.password != "" {
		u.User = url.UserPassword("", s.password)
	}
	return u.String()
}

// UnixURL is the server's unix:// URL, as URL otherwise.
func (s *Instance) UnixURL() string {
	u := url.URL{Scheme: "unix", Path: s.unix}
	if s.password != "" {
		u.User = url.UserPassword("", s.password)
	}
	return u.String()
}

func (s *Instance) dial() (net.Conn, error) {
	if s.unix != "" {
		return net.Dial("unix", s.unix)
	}
	return net.Dial("tcp", s.addr)
}

// Do sends one command over a connection of its own, without any code under
// test, and returns the RESP2 reply: a string, int64, nil or []any of these.
// An error fails the test.
func (s *Instance) Do(t testing.TB, args ...string) any {
	t.Helper()
	c, err := s.dial()
	if err != nil {
		t.Fatalf("redistest: %v", err)
	}
	defer c.Close()
	var b []byte
	if s.password != "" {
		b = appendCommand(b, "AUTH", s.password)
	}
	if _, err := c.Write(appendCommand(b, args...)); err != nil {
		t.Fatalf("redistest: %s: %v", args[0], err)
	}
	r := bufio.NewReader(c)
	var v any
	if s.password != "" {
		if v, err = readValue(r); err != nil || v != "OK" {
			t.Fatalf("redistest: AUTH: %v, %v", v, err)
		}
	}
	if v, err = readValue(r); err != nil {
		t.Fatalf("redistest: %s: %v", args[0], err)
	}
	if err, ok := v.(replyError); ok {
		t.Fatalf("redistest: %s: %v", args[0], err)
	}
	return v
}

// Stop ends the server in its orderly way (SIGTERM) and waits until it has
// ended. Stopping it again does nothing.
func (s *Instance) Stop() {
	if s.cmd != nil && s.cmd.Process != nil && s.cmd.Process.Signal(syscall.SIGTERM) == nil {
		select {
		case <-s.exited:
		case <-time.After(stopTimeout):
		}
	}
	s.Kill()
}

// Kill ends the server at once (SIGKILL) and waits until it has ended: its
// connections are closed by the kernel.
func (s *Instance) Kill() {
	if s.cmd != nil && s.cmd.Process != nil {
		s.cmd.Process.Kill() // fails if it has ended: what we want
	}
	<-s.exited
	if s.dir != "" {
		os.RemoveAll(s.dir)
	}
}
