package redis

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

func TestMain(m *testing.M) {
	code := redistest.Main(m)
	for _, f := range afterwards {
		if code == 0 && f() {
			code = 1
		}
	}
	os.Exit(code)
}

// afterwards are called when all tests have passed, and report whether that is to count as a failure.
var afterwards []func() (failed bool)

// dial connects to the shared server, or to the one at url, for the time of the test. The
// connection ends when it is lost.
func dial(t testing.TB, url string, change ...func(*Config)) *Conn {
	t.Helper()
	if url == "" {
		url = redistest.Server(t).URL()
	}
	cfg, err := ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	cfg.NoReconnect = true // tests of what comes after a loss say so
	cfg.Timeout = time.Minute
	for _, f := range change {
		f(&cfg)
	}
	c, err := cfg.Dial(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// dialRESP2 connects to a server that has no HELLO, as those before 6.0 do not.
func dialRESP2(t testing.TB) *Conn {
	t.Helper()
	c := dial(t, redistest.NewServer(t, "--rename-command", "HELLO", "").URL())
	if c.Hello().Proto != 2 {
		t.Fatalf("a server without HELLO: %+v", c.Hello())
	}
	return c
}
