//go:build !(linux && (amd64 || arm64))

package redis

import "syscall"

// acknowledged is not known here.
func acknowledged(syscall.RawConn) (uint64, bool) { return 0, false }
