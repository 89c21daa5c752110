package redis

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
)

// A ShutdownOption says how [ShutdownServer] ends a server.
type ShutdownOption uint8

// The options of SHUTDOWN. ShutdownSave and ShutdownNoSave exclude each other; without them the server's configuration decides.
const (
	ShutdownSave     ShutdownOption = iota + 1 // write all data to disk
	ShutdownNoSave                             // write nothing to disk
	ShutdownNow                                // do not wait for replicas that have not caught up (since 7.0.0)
	ShutdownForce                              // end even if the data can't be written (since 7.0.0)
	ShutdownSafe                               // do not end where others need the server, a master with slots of a cluster (of Valkey since 9.0.0)
	ShutdownFailover                           // make a replica the master before, in a cluster (of Valkey since 9.0.0)
)

var shutdownOptions = [...]struct{ name, word string }{
	ShutdownSave:     {"ShutdownSave", "SAVE"},
	ShutdownNoSave:   {"ShutdownNoSave", "NOSAVE"},
	ShutdownNow:      {"ShutdownNow", "NOW"},
	ShutdownForce:    {"ShutdownForce", "FORCE"},
	ShutdownSafe:     {"ShutdownSafe", "SAFE"},
	ShutdownFailover: {"ShutdownFailover", "FAILOVER"},
}

// ShutdownServer ends the server of conn, and returns when it has gone. The server may wait for its replicas and write all of its data before, without a sign of
// life: that is waited for as long as ctx allows, and not bounded by Config.Timeout. An error reply, such as that the data can't be written, means that the
// server goes on; [ShutdownAbort] makes it one.
//
// Success has no reply: it is that the server ends the network connection on which the command was sent, one of its own that is made as those of conn are. That
// network may have had other reasons to fail, which nobody here can tell. What is lost in any other way, or not answered when ctx ends or conn is closed, is an
// error with the outcome [MaybeExecuted]. Whatever the policy of conn, the command is never sent a second time. conn goes on, and connects again when there is
// a server again.
//
// Redis command: SHUTDOWN [NOSAVE | SAVE] [NOW] [FORCE] [SAFE] [FAILOVER], since 1.0.0, O(N) for N keys to write, else O(1). Reply: none.
func ShutdownServer(ctx context.Context, conn *Conn, opts ...ShutdownOption) error {
	words, err := shutdownWords(opts)
	if err != nil {
		return notShutDown(err)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer context.AfterFunc(conn.life, func() {
		if err := conn.ownErr(); !errors.Is(err, ErrLost) { // the loss of conn may be the very success
			cancel(err)
		}
	})()
	own, err := aloneConfig(conn.cfg).Dial(ctx)
	if err != nil {
		return notShutDown(err)
	}
	defer own.Close()
	_, err = Do[Ignore](own, "SHUTDOWN", words...).Wait(ctx)
	if OutcomeOf(err) == MaybeExecuted && endedByPeer(err) {
		return nil
	}
	return err
}

// aloneConfig is the configuration of the connection for SHUTDOWN. On that of others all of them would stand behind it, and its silence be taken for
// a failure. It is no pinned one either: servers of version 7.0 do not survive that CLIENT UNBLOCK ends a SHUTDOWN.
func aloneConfig(cfg Config) Config {
	cfg.Connections, cfg.Lazy, cfg.NoReconnect = 1, false, true
	cfg.HealthInterval, cfg.Timeout = -1, -1
	cfg.OnState, cfg.Logger = nil, nil
	cfg.Policy = Policy{Retry: RetryNever}
	return cfg
}

// notShutDown is the error of a SHUTDOWN that was not sent.
func notShutDown(err error) error {
	return &CommandError{Command: "SHUTDOWN", Index: -1, Outcome: NotSent, Err: err}
}

// shutdownWords gives the arguments that opts stand for.
func shutdownWords(opts []ShutdownOption) (words []any, err error) {
	given := make(map[ShutdownOption]bool, len(opts))
	for _, o := range opts {
		switch {
		case o == 0 || int(o) >= len(shutdownOptions):
			return nil, errOption
		case given[o]:
			return nil, fmt.Errorf("option %s was given twice", o)
		}
		given[o] = true
		words = append(words, shutdownOptions[o].word)
	}
	if given[ShutdownSave] && given[ShutdownNoSave] {
		return nil, fmt.Errorf("options %s and %s exclude each other", ShutdownSave, ShutdownNoSave)
	}
	return words, nil
}

// String gives the name of the option, as "ShutdownNoSave".
func (o ShutdownOption) String() string {
	if o == 0 || int(o) >= len(shutdownOptions) {
		return fmt.Sprintf("ShutdownOption(%d)", uint8(o))
	}
	return shutdownOptions[o].name
}

// endedByPeer reports whether err is that the other side has ended the network connection, as far as that can be told.
func endedByPeer(err error) bool {
	var lost *lostError
	if !errors.As(err, &lost) {
		return false
	}
	var ne net.Error
	return errors.Is(lost.cause, io.EOF) || errors.Is(lost.cause, io.ErrUnexpectedEOF) || errors.As(lost.cause, &ne) && !ne.Timeout()
}
