//go:build unix

package redistest

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
	"time"
)

// suspend stops a process, and waits until the kernel has done so where /proc
// tells.
func suspend(p *os.Process) error {
	if err := p.Signal(syscall.SIGSTOP); err != nil {
		return err
	}
	for {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.Pid))
		if err != nil {
			return nil // no /proc
		}
		// The state comes after the name, which is in parentheses: T is stopped,
		// Z and X have ended.
		_, state, _ := bytes.Cut(b, []byte(") "))
		if len(state) == 0 || bytes.IndexByte([]byte("TZX"), state[0]) >= 0 {
			return nil
		}
		time.Sleep(100 * time.Microsecond)
	}
}

// resume lets a stopped process go on.
func resume(p *os.Process) error { return p.Signal(syscall.SIGCONT) }
