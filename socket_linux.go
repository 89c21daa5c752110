package redis

import (
	"syscall"
	"time"
)

// tcpUserTimeout is TCP_USER_TIMEOUT of linux/tcp.h, which package syscall lacks.
const tcpUserTimeout = 0x12

// controlSocket gives a new TCP socket the time after which the kernel gives up a connection
// whose sent data nobody acknowledges. Without it that takes a quarter of an hour:
// keep-alive does not help while data is on its way.
func controlSocket(interval time.Duration) func(network, addr string, raw syscall.RawConn) error {
	if interval <= 0 {
		return nil
	}
	return func(network, _ string, raw syscall.RawConn) error {
		if network == "unix" {
			return nil
		}
		return raw.Control(func(fd uintptr) {
			// A kernel that refuses leaves the connection to the health check.
			syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, tcpUserTimeout, int(2*interval/time.Millisecond))
		})
	}
}
