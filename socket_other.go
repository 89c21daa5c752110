//go:build !linux

package redis

import (
	"syscall"
	"time"
)

// controlSocket has nothing to set here.
func controlSocket(time.Duration) func(network, addr string, raw syscall.RawConn) error { return nil }
