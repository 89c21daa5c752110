package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"time"
)

// errNoServer says that there is no redis-server to start.
var errNoServer = errors.New("redis-server not found")

// A server is the redis-server that everything is measured against.
type server struct {
	addr    string
	version string
	stop    func()
}

// startServer starts redis-server on a free port of the loopback interface, with no
// persistence, and waits until it answers. It ends with ctx or with stop.
func startServer(ctx context.Context) (*server, error) {
	path, err := exec.LookPath("redis-server")
	if err != nil {
		return nil, fmt.Errorf("%w: install it, or give the address of a running one: %w", errNoServer, err)
	}
	dir, err := os.MkdirTemp("", "redisfut-bench")
	if err != nil {
		return nil, err
	}
	port, err := freePort()
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	ctx, cancel := context.WithCancel(ctx)
	cmd := exec.CommandContext(ctx, path, "--bind", "127.0.0.1", "--port", port, "--dir", dir,
		"--save", "", "--appendonly", "no", "--loglevel", "warning")
	var log strings.Builder
	cmd.Stdout, cmd.Stderr = &log, &log
	dieWithUs(cmd)
	if err := cmd.Start(); err != nil {
		cancel()
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		cmd.Wait() // its error is the signal that stop sends, or shows in the log
	}()
	stop := func() {
		cancel()
		<-ended
		os.RemoveAll(dir)
	}
	s, err := reach(net.JoinHostPort("127.0.0.1", port), ended)
	if err != nil {
		stop()
		return nil, fmt.Errorf("%s does not answer: %w: %s", path, err, log.String())
	}
	s.stop = stop
	return s, nil
}

func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

// reach tries addr until a server answers, or ended is closed, or five seconds are over.
func reach(addr string, ended <-chan struct{}) (*server, error) {
	deadline := time.After(5 * time.Second)
	for {
		s, err := useServer(addr)
		if err == nil {
			return s, nil
		}
		select {
		case <-ended:
			return nil, errors.New("it has ended")
		case <-deadline:
			return nil, err
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// useServer takes the running server at addr.
func useServer(addr string) (*server, error) {
	w, err := dialWire(addr)
	if err != nil {
		return nil, err
	}
	defer w.Close()
	replies, err := w.do([]string{"INFO", "server"})
	if err != nil {
		return nil, err
	}
	info, _ := replies[0].(string)
	s := &server{addr: addr, version: "unknown", stop: func() {}}
	for line := range strings.SplitSeq(info, "\r\n") {
		if v, ok := strings.CutPrefix(line, "redis_version:"); ok {
			s.version = v
		}
	}
	return s, nil
}
