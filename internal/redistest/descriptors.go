package redistest

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// notDescriptorLeaks are begins of what descriptors refer to that no test has
// to close: the runtime has one poller for good, and a descriptor for each
// process that runs.
var notDescriptorLeaks = []string{
	"anon_inode:[eventpoll]",
	"anon_inode:[eventfd]",
	"anon_inode:[pidfd]",
	"pidfd:",
}

// CheckDescriptors fails the test if at its end descriptors are open that were
// not when CheckDescriptors was called: sockets and files that are not closed.
// It checks on Linux only. Call it first, and not in tests that run in parallel
// with others, as [CheckLeaks]. What the garbage collector closes by then it
// cannot find.
func CheckDescriptors(t testing.TB) {
	t.Helper()
	if runtime.GOOS != "linux" {
		return
	}
	before := descriptors(t)
	t.Cleanup(func() {
		t.Helper()
		// Goroutines that close them on their way out take a moment.
		giveUp := time.Now().Add(leakTimeout)
		for wait := 100 * time.Microsecond; ; wait = min(2*wait, 50*time.Millisecond) {
			leaks := openedSince(before, descriptors(t))
			if len(leaks) == 0 {
				return
			}
			if time.Now().After(giveUp) {
				t.Errorf("redistest: %d descriptors leaked:\n%s", len(leaks), strings.Join(leaks, "\n"))
				return
			}
			time.Sleep(wait)
		}
	})
}

// openedSince returns the descriptors that are in now and not in before. A
// number that was given to something else since counts.
func openedSince(before, now map[string]string) []string {
	var opened []string
	for number, target := range now {
		if before[number] != target {
			opened = append(opened, fmt.Sprintf("%s: %s", number, target))
		}
	}
	slices.Sort(opened)
	return opened
}

// descriptors returns what the descriptors of this process refer to, by their
// number. A socket has a number of its own there, which is not soon given
// again.
func descriptors(t testing.TB) map[string]string {
	t.Helper()
	const dir = "/proc/self/fd"
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string)
next:
	for _, entry := range entries {
		target, err := os.Readlink(filepath.Join(dir, entry.Name()))
		if err != nil {
			continue // closed since, as that of the directory is
		}
		for _, known := range notDescriptorLeaks {
			if strings.HasPrefix(target, known) {
				continue next
			}
		}
		all[entry.Name()] = target
	}
	return all
}
