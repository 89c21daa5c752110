package redistest

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	startAttempts = 5                // free ports tried
	startTimeout  = 20 * time.Second // for one server to answer PING
	stopTimeout   = 10 * time.Second // for a server to end after SIGTERM
	doTimeout     = time.Minute      // for the reply to a command of a test
	pollInterval  = 2 * time.Millisecond
)

// Instance is a redis-server that was started for tests. Its methods may be
// called by several goroutines.
type Instance struct {
	spec     spec
	argv     []string // the command line without the program
	dir      string   // holds the socket, the log and the data
	addr     string
	tlsAddr  string
	unix     string
	password string

	mu     sync.Mutex
	proc   *process // the latest
	paused bool
	logged int64 // size of the log when proc started
}

// spec says what server to start.
type spec struct {
	bin      string
	args     []string // added to the command line
	tls      bool     // has a TLS port besides
	sentinel bool

	// config has the lines of a configuration file, which the server may
	// rewrite; without any it has no file.
	config []string

	// setup has commands to send whenever the server has started.
	setup [][]string
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
		shared.srv, shared.err = start(spec{bin: bin})
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
		shared.srv.remove()
	}
}

// NewServer starts a redis-server for this test alone. The args are added to
// its command line, as in NewServer(t, "--requirepass", "secret"). It listens
// on a free port of 127.0.0.1 and on a unix socket, keeps nothing on disk, and
// allows the DEBUG command. When the test ends it stops, paused or not, and its
// files are removed.
func NewServer(t testing.TB, args ...string) *Instance {
	t.Helper()
	return newServer(t, spec{args: args})
}

func newServer(t testing.TB, spec spec) *Instance {
	t.Helper()
	spec.bin = LookPath(t, "redis-server")
	s, err := start(spec)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Stop()
		s.remove()
	})
	return s
}

// start tries free ports until the server has one: between our finding a free
// port and its listening there, another process may take it.
func start(spec spec) (*Instance, error) {
	for attempt := 1; ; attempt++ {
		s := &Instance{spec: spec}
		err := s.prepare()
		if err == nil {
			err = s.launch()
		}
		if err == nil {
			return s, nil
		}
		log := s.log()
		s.Kill()
		s.remove()
		if attempt == startAttempts || !inUse(log) {
			return nil, fmt.Errorf("redistest: starting %s: %w\n%s", spec.bin, err, log)
		}
	}
}

// prepare makes the directory and the command line of a server.
func (s *Instance) prepare() error {
	port, err := freePort()
	if err != nil {
		return err
	}
	s.addr = net.JoinHostPort("127.0.0.1", port)

	// The name of a unix socket has room for about 100 bytes, which what
	// testing.TB.TempDir returns often exceeds.
	s.dir, err = os.MkdirTemp("", "redistest")
	if err != nil {
		return err
	}
	if s.spec.config != nil {
		file := filepath.Join(s.dir, "conf")
		if err := os.WriteFile(file, []byte(strings.Join(s.spec.config, "\n")+"\n"), 0o600); err != nil {
			return err
		}
		s.argv = append(s.argv, file)
	}
	if s.spec.sentinel {
		s.argv = append(s.argv, "--sentinel")
	}
	s.argv = append(s.argv,
		"--port", port, "--bind", "127.0.0.1",
		"--save", "", "--appendonly", "no", "--dir", s.dir,
		"--logfile", filepath.Join(s.dir, "log"),
		"--enable-debug-command", "yes",
	)
	if runtime.GOOS != "windows" {
		s.unix = filepath.Join(s.dir, "s")
		s.argv = append(s.argv, "--unixsocket", s.unix)
	}
	if s.spec.tls {
		port, err := freePort()
		if err != nil {
			return err
		}
		s.tlsAddr = net.JoinHostPort("127.0.0.1", port)
		s.argv = append(s.argv, "--tls-port", port)
	}
	s.argv = append(s.argv, s.spec.args...)
	for i, arg := range s.argv[:len(s.argv)-1] {
		if arg == "--requirepass" {
			s.password = s.argv[i+1]
		}
	}
	return nil
}

// remove removes the files of a server that has ended.
func (s *Instance) remove() {
	if s.dir != "" {
		os.RemoveAll(s.dir)
	}
}

// freePort finds a port that nobody listens on. It is below those that systems
// give to outgoing connections, so that no such connection has it when a server
// that was down restarts, and no client that dials a server that is down gets
// connected to itself.
func freePort() (string, error) {
	for attempt := 1; ; attempt++ {
		port := strconv.Itoa(10000 + rand.IntN(22000))
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", port))
		if err == nil {
			return port, l.Close()
		}
		if attempt == 100 {
			return "", err
		}
	}
}

// log is what the latest process has logged.
func (s *Instance) log() []byte {
	b, err := os.ReadFile(filepath.Join(s.dir, "log"))
	if err != nil {
		return nil // it ended before it logged
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return b[min(s.logged, int64(len(b))):]
}

// inUse tells whether a log complains about a port that is taken.
func inUse(log []byte) bool { return bytes.Contains(log, []byte("in use")) }

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

// Do sends one command over a connection of its own, without any code under
// test, and returns the RESP2 reply: a string, int64, nil or []any of these.
// An error fails the test, as does a reply that takes longer than a minute.
func (s *Instance) Do(t testing.TB, args ...string) any {
	t.Helper()
	v, err := s.do(doTimeout, args...)
	if err != nil {
		t.Fatalf("redistest: %s: %v", args[0], err)
	}
	return v
}

// do is Do with an error, which is a replyError if the server replied with one.
func (s *Instance) do(timeout time.Duration, args ...string) (any, error) {
	network, addr := "unix", s.unix
	if s.unix == "" {
		network, addr = "tcp", s.addr
	}
	c, err := net.DialTimeout(network, addr, timeout)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(timeout))
	var b []byte
	if s.password != "" {
		b = appendCommand(b, "AUTH", s.password)
	}
	if _, err := c.Write(appendCommand(b, args...)); err != nil {
		return nil, err
	}
	r := bufio.NewReader(c)
	if s.password != "" {
		if v, err := readValue(r); err != nil || v != "OK" {
			return nil, fmt.Errorf("AUTH: %v, %v", v, err)
		}
	}
	v, err := readValue(r)
	if err != nil {
		return nil, err
	}
	if err, ok := v.(replyError); ok {
		return nil, err
	}
	return v, nil
}
