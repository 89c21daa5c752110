package redistest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// process is one run of a server.
type process struct {
	cmd    *exec.Cmd
	exited chan struct{} // closed when it has ended
}

// launch starts a process for the server and waits until it answers.
func (s *Instance) launch() error {
	p := &process{cmd: exec.Command(s.spec.bin, s.argv...), exited: make(chan struct{})}
	dieWithParent(p.cmd)
	var logged int64
	if info, err := os.Stat(filepath.Join(s.dir, "log")); err == nil {
		logged = info.Size()
	}
	started := make(chan error)
	go p.run(started)
	if err := <-started; err != nil {
		return err
	}
	s.mu.Lock()
	s.proc, s.paused, s.logged = p, false, logged
	s.mu.Unlock()

	if err := s.waitReady(p); err != nil {
		return err
	}
	for _, args := range s.spec.setup {
		if _, err := s.do(startTimeout, args...); err != nil {
			return fmt.Errorf("%s: %w", strings.Join(args, " "), err)
		}
	}
	return nil
}

// run starts the process and waits for its end, on one thread all the while:
// Linux counts the end of the thread that forked as the parent's death. Leak
// checks know this function by name.
func (p *process) run(started chan<- error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	defer close(p.exited)
	err := p.cmd.Start()
	started <- err
	if err == nil {
		p.cmd.Wait() // the log says why it ended
	}
}

// waitReady polls until the server answers PING. It listens on its unix socket
// last, so that its ports are open as well.
func (s *Instance) waitReady(p *process) error {
	giveUp := time.Now().Add(startTimeout)
	for {
		_, err := s.do(time.Second, "PING")
		var refused replyError
		if err == nil || errors.As(err, &refused) && strings.HasPrefix(string(refused), "NOAUTH ") {
			return nil // a server may have passwords that we don't know of
		}
		if time.Now().After(giveUp) {
			return fmt.Errorf("no answer to PING: %w", err)
		}
		select {
		case <-p.exited:
			return errors.New("it ended at once")
		case <-time.After(pollInterval):
		}
	}
}

// process returns the latest process, nil if there was none.
func (s *Instance) process() *process {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.proc
}

// up tells whether the server runs and is not paused.
func (s *Instance) up() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.proc == nil || s.paused {
		return false
	}
	select {
	case <-s.proc.exited:
		return false
	default:
		return true
	}
}

// Pause suspends the server (SIGSTOP): a process that hangs, while the kernel
// goes on to accept connections and bytes for it. It has come to a halt when
// Pause returns. A server that does not run is left alone. Where there are no
// signals Pause panics.
func (s *Instance) Pause() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.proc == nil || s.paused {
		return
	}
	if err := suspend(s.proc.cmd.Process); err == nil {
		s.paused = true
	} else if !errors.Is(err, os.ErrProcessDone) {
		panic(fmt.Sprintf("redistest: Pause: %v", err))
	}
}

// Resume lets a paused server go on. One that is not paused is left alone.
func (s *Instance) Resume() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.paused {
		s.paused = false
		resume(s.proc.cmd.Process) // fails if it was killed: fine
	}
}

// Restart starts the server again: the same command line, port and directory,
// so that it loads what its args made it save there. A server that still runs
// is stopped before. Errors fail the test.
func (s *Instance) Restart(t testing.TB) {
	t.Helper()
	s.Stop()
	giveUp := time.Now().Add(startTimeout)
	for {
		err := s.launch()
		if err == nil {
			return
		}
		log := s.log()
		s.Kill()
		// Somebody else may have the port for a moment.
		if !inUse(log) || time.Now().After(giveUp) {
			t.Fatalf("redistest: restarting %s: %v\n%s", s.spec.bin, err, log)
		}
		time.Sleep(10 * pollInterval)
	}
}

// Stop ends the server in its orderly way (SIGTERM) and waits until it has
// ended, also if it is paused. Stopping it again does nothing.
func (s *Instance) Stop() {
	p := s.process()
	if p != nil && p.cmd.Process.Signal(syscall.SIGTERM) == nil {
		s.Resume() // else it would not see the signal
		select {
		case <-p.exited:
		case <-time.After(stopTimeout):
		}
	}
	s.Kill()
}

// Kill ends the server at once (SIGKILL) and waits until it has ended, also if
// it is paused: its connections are closed by the kernel. Its files are there
// for Restart until the test ends.
func (s *Instance) Kill() {
	if p := s.process(); p != nil {
		p.cmd.Process.Kill() // fails if it has ended: what we want
		<-p.exited
	}
}
