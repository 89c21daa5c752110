package redistest

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// leakTimeout is how long goroutines are given to end after their test.
const leakTimeout = 10 * time.Second

// notLeaks are parts of the stacks of goroutines that no test has to end.
var notLeaks = []string{
	"os/signal.loop(",
	"os/signal.signal_recv(",
	"runtime.ensureSigM",
	"internal/redistest.(*process).run(", // lives as long as its server
}

// CheckLeaks fails the test if at its end goroutines are running that were not
// when CheckLeaks was called. Call it first, so that its check comes after
// every other clean-up of the test. Tests that run in parallel with others
// cannot use it, since the others' goroutines look like leaks; those in a
// bubble of testing/synctest need not.
func CheckLeaks(t testing.TB) {
	t.Helper()
	before := make(map[string]bool)
	for id := range goroutines() {
		before[id] = true
	}
	t.Cleanup(func() {
		t.Helper()
		// Goroutines that have been told to end take a moment to.
		giveUp := time.Now().Add(leakTimeout)
		for wait := 100 * time.Microsecond; ; wait = min(2*wait, 50*time.Millisecond) {
			leaks := leaked(before)
			if len(leaks) == 0 {
				return
			}
			if time.Now().After(giveUp) {
				t.Errorf("redistest: %d goroutines leaked:\n\n%s", len(leaks), strings.Join(leaks, "\n\n"))
				return
			}
			time.Sleep(wait)
		}
	})
}

// leaked returns the stacks of the goroutines that are neither in before nor
// known not to be leaks.
func leaked(before map[string]bool) []string {
	var leaks []string
next:
	for id, stack := range goroutines() {
		if before[id] {
			continue
		}
		for _, known := range notLeaks {
			if strings.Contains(stack, known) {
				continue next
			}
		}
		leaks = append(leaks, stack)
	}
	return leaks
}

// goroutines returns the stacks of all goroutines but the caller's, by their
// number, which is never given twice.
func goroutines() map[string]string {
	buf := make([]byte, 64<<10)
	for {
		n := runtime.Stack(buf, true)
		if n < len(buf) {
			buf = buf[:n]
			break
		}
		buf = make([]byte, 2*len(buf))
	}
	all := make(map[string]string)
	for i, stack := range bytes.Split(buf, []byte("\n\n")) {
		var id string
		if _, err := fmt.Sscanf(string(stack), "goroutine %s ", &id); i > 0 && err == nil {
			all[id] = string(stack)
		}
	}
	return all
}
