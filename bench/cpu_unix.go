//go:build unix

package main

import (
	"syscall"
	"time"
)

// cpuTime gives the processor time that this process has used so far, in user and
// in system mode. The server is a process of its own and does not count.
func cpuTime() (time.Duration, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, err
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), nil
}
