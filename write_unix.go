//go:build unix

package redis

import "syscall"

// write makes one attempt to write to the non-blocking socket fd. It
// always returns true: the attempt is not to be repeated.
func (w *directWriter) write(fd uintptr) bool {
	for {
		n, err := syscall.Write(int(fd), w.b)
		switch err {
		case nil:
			w.n = n
		case syscall.EINTR:
			continue
		case syscall.EAGAIN:
		default:
			w.err = err
		}
		return true
	}
}
