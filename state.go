package redis

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// A State is where a connection is in its life.
type State uint8

const (
	// Connecting: it dials, or does the handshake.
	Connecting State = iota
	// Connected: commands are sent.
	Connected
	// Waiting: the connection was lost, or could not be made; the next attempt comes after a while.
	Waiting
	// Closed: it has ended, for good.
	Closed
)

var stateTexts = [...]string{Connecting: "connecting", Connected: "connected", Waiting: "waiting", Closed: "closed"}

// String gives the state in a word.
func (s State) String() string {
	if int(s) < len(stateTexts) {
		return stateTexts[s]
	}
	return fmt.Sprintf("State(%d)", uint8(s))
}

// A StateChange tells that a connection has come into another state.
type StateChange struct {
	State State
	// Connection is which of Config.Connections it is, from 0.
	Connection int
	// Addr is the address that is dialled, or was; "" where none is known yet.
	Addr string
	// Err is why the connection is not there: of Waiting and Closed.
	Err error
	// Attempt counts the attempts to connect since the connection was last up, from 1.
	Attempt int
	// Delay is for how long Waiting lasts.
	Delay time.Duration
	// Missed is how many changes before this one were left out, since OnState or Logger did not keep up.
	Missed int
}

// A notifier tells changes of state to the user's code, on a goroutine that is
// there while there is something to tell: that code may block, panic, and call Close.
type notifier struct {
	tell   func(StateChange)
	logger *slog.Logger
	name   string

	mu     sync.Mutex
	queue  []StateChange
	missed int
	busy   bool
}

// maxNews is how many changes wait for slow code at most.
const maxNews = 64

// push hands over a change. It never blocks.
func (n *notifier) push(s StateChange) {
	if n.tell == nil && n.logger == nil {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.queue) == maxNews {
		n.queue = append(n.queue[:0], n.queue[1:]...)
		n.missed++
	}
	n.queue = append(n.queue, s)
	if !n.busy {
		n.busy = true
		go n.run()
	}
}

func (n *notifier) run() {
	ended := false
	defer func() {
		if !ended { // the user's code has ended this goroutine
			go n.run()
		}
	}()
	for {
		n.mu.Lock()
		if len(n.queue) == 0 {
			n.busy = false
			n.mu.Unlock()
			ended = true
			return
		}
		s := n.queue[0]
		s.Missed, n.missed = n.missed, 0
		n.queue = append(n.queue[:0], n.queue[1:]...)
		n.mu.Unlock()
		n.one(s)
	}
}

// one tells one change. A panic of the user's code ends with it: there is nobody to give it to.
func (n *notifier) one(s StateChange) {
	if n.logger != nil {
		func() {
			defer func() { _ = recover() }()
			n.log(s)
		}()
	}
	if n.tell != nil {
		func() {
			defer func() { _ = recover() }()
			n.tell(s)
		}()
	}
}

func (n *notifier) log(s StateChange) {
	level := slog.LevelInfo
	attrs := []slog.Attr{slog.String("server", n.name), slog.String("state", s.State.String())}
	if s.Addr != "" {
		attrs = append(attrs, slog.String("addr", s.Addr))
	}
	if s.Connection > 0 {
		attrs = append(attrs, slog.Int("connection", s.Connection))
	}
	if s.Attempt > 0 {
		attrs = append(attrs, slog.Int("attempt", s.Attempt))
	}
	if s.State == Waiting {
		level = slog.LevelWarn
		attrs = append(attrs, slog.Duration("delay", s.Delay))
	}
	if s.Err != nil {
		attrs = append(attrs, slog.String("error", s.Err.Error()))
	}
	if s.Missed > 0 {
		attrs = append(attrs, slog.Int("missed", s.Missed))
	}
	n.logger.LogAttrs(context.Background(), level, "redis connection", attrs...)
}
