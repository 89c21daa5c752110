package redis

import (
	"context"
	"os"
	"testing"

	"github.com/redisfut/redis/internal/redistest"
)

func TestMain(m *testing.M) { os.Exit(redistest.Main(m)) }

// dial connects to the shared server, or to the one at url, for the time of the test.
func dial(t testing.TB, url string, change ...func(*Config)) *Conn {
	t.Helper()
	if url == "" {
		url = redistest.Server(t).URL()
	}
	cfg, err := ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
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
