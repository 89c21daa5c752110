package redistest

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
)

// summaryEnv names a file that the summary of skipped tests is appended to,
// besides being printed: go test shows nothing of what a passing package
// printed, so a Makefile sets this and prints the file in the end.
const summaryEnv = "REDISTEST_SUMMARY"

// skips counts the tests that were skipped for want of a program.
var skips struct {
	mu       sync.Mutex
	main     bool // Main runs the tests
	tests    int
	programs []string
}

// Main runs the tests of a package, stops the server that [Server] started for
// them, and returns the exit code for [os.Exit]. Tests that were skipped
// because a program is not installed are summed up in one line on standard
// error, which is also appended to the file that the environment variable
// REDISTEST_SUMMARY names, if it is set.
func Main(m *testing.M) int {
	skips.mu.Lock()
	skips.main = true
	skips.mu.Unlock()

	code := m.Run()
	stopShared()

	if line := skipSummary(); line != "" {
		fmt.Fprintln(os.Stderr, line)
		if err := appendSummary(os.Getenv(summaryEnv), line); err != nil {
			fmt.Fprintln(os.Stderr, "redistest:", err)
			return max(code, 1)
		}
	}
	return code
}

// HaveServer reports whether redis-server is installed.
func HaveServer() bool {
	_, err := exec.LookPath("redis-server")
	return err == nil
}

// LookPath returns the path of the program name. Where it is not installed it
// skips the test, and [Main] sums the skipped tests up; with CI=true in the
// environment the test fails instead, so that no pipeline passes by testing
// nothing.
func LookPath(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("redistest: no %s (with CI=true this is a failure): %v", name, err)
	}
	skips.mu.Lock()
	skips.tests++
	if !slices.Contains(skips.programs, name) {
		skips.programs = append(skips.programs, name)
	}
	skips.mu.Unlock()
	t.Skipf("redistest: no %s", name)
	return ""
}

// skipSummary is the line about skipped tests, "" if there were none.
func skipSummary() string {
	skips.mu.Lock()
	defer skips.mu.Unlock()
	if skips.tests == 0 {
		return ""
	}
	tests := "tests"
	if skips.tests == 1 {
		tests = "test"
	}
	return fmt.Sprintf("redistest: %d %s skipped: no %s; apt-get install redis-server",
		skips.tests, tests, strings.Join(skips.programs, ", "))
}

// appendSummary adds line to the file, which the test binaries of several
// packages may share; a single small write keeps their lines apart.
func appendSummary(file, line string) error {
	if file == "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line + "\n")
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}
