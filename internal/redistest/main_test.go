package redistest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

// TestNeedsServer is run by the tests below in a process of their own.
func TestNeedsServer(t *testing.T) {
	t.Run("shared", func(t *testing.T) { Server(t) })
	t.Run("private", func(t *testing.T) { NewServer(t) })
}

// runWithoutServer runs TestNeedsServer where redis-server cannot be found.
func runWithoutServer(t *testing.T, env ...string) (output string, err error) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^TestNeedsServer$")
	cmd.Env = append(os.Environ(), append([]string{"PATH=", "CI="}, env...)...)
	b, err := cmd.CombinedOutput()
	return string(b), err
}

func TestMissingServerSkipsWithOneSummaryLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "summary")
	const want = "redistest: 2 tests skipped: no redis-server; apt-get install redis-server\n"
	out, err := runWithoutServer(t, summaryEnv+"="+file)
	if err != nil || strings.Count(out, "redistest:") != 1 || !strings.Contains(out, want) {
		t.Errorf("error %v, output:\n%s\nwant one line: %s", err, out, want)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != want {
		t.Errorf("the summary file has %q, %v; want %q", got, err, want)
	}
}

func TestMissingServerFailsInCI(t *testing.T) {
	out, err := runWithoutServer(t, "CI=true")
	if err == nil || !strings.Contains(out, "no redis-server (with CI=true this is a failure)") {
		t.Errorf("error %v, output:\n%s", err, out)
	}
}
