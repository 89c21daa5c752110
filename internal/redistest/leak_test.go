package redistest

import (
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
