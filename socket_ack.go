//go:build linux && (amd64 || arm64)

package redis

import (
	"syscall"
	"unsafe"
)

// acknowledged returns how many bytes the peer's kernel has acknowledged, if that is known.
func acknowledged(raw syscall.RawConn) (n uint64, known bool) {
	if raw == nil {
		return 0, false
	}
	raw.Control(func(fd uintptr) {
		const tcpInfo, bytesAcked = 11, 120 // TCP_INFO; the offset of tcpi_bytes_acked, of kernels since 4.1
		var info [bytesAcked + 8]byte
		size := uint32(len(info))
		_, _, errno := syscall.Syscall6(syscall.SYS_GETSOCKOPT, fd, syscall.IPPROTO_TCP, tcpInfo,
			uintptr(unsafe.Pointer(&info)), uintptr(unsafe.Pointer(&size)), 0)
		if errno == 0 && size == uint32(len(info)) {
			n, known = *(*uint64)(unsafe.Pointer(&info[bytesAcked])), true
		}
	})
	return n, known
}
