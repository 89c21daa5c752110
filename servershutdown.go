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

var shutdownWords = [...]string{
	ShutdownSave: "SAVE", ShutdownNoSave: "NOSAVE", ShutdownNow: "NOW", ShutdownForce: "FORCE", ShutdownSafe: "SAFE", ShutdownFailover: "FAILOVER",
}

// ShutdownServer ends the server of conn, and returns when it has gone. It waits as long as ctx allows, for the server may wait for its replicas and
// write all of its data before; other commands go on meanwhile as far as it lets them. An error reply, such as that the data can't be written, means that the
// server goes on; [ShutdownAbort], from elsewhere, makes it one.
//
// Success has no reply: it is that the server ends the network connection on which the command was sent. That network may have had other reasons to
// fail, which nobody here can tell. What is lost in any other way, or not answered when ctx ends, is an error with the outcome [MaybeExecuted].
// Whatever the policy of conn, the command is never sent a second time. conn itself makes a new connection when there is a server again; [Conn.Close]
// ends it.
//
// Redis command: SHUTDOWN [NOSAVE | SAVE] [NOW] [FORCE] [SAFE] [FAILOVER], since 1.0.0, O(N) for N keys to write, else O(1). Reply: none.
func ShutdownServer(ctx context.Context, conn *Conn, opts ...ShutdownOption) error {
	policy := conn.cfg.Policy
	policy.Retry, policy.FailOnLoss = RetryNever, true
	_, err := putShutdown(conn.With(policy), opts).Wait(ctx)
	if OutcomeOf(err) == MaybeExecuted && endedByPeer(err) {
		return nil
	}
	if ce := (*CommandError)(nil); errors.As(err, &ce) && ce.Outcome == Rejected && ctx.Err() != nil {
		// CLIENT UNBLOCK has ended the wait for the reply, not the shutdown.
		return &CommandError{Command: ce.Command, Index: ce.Index, Outcome: MaybeExecuted, Err: ce.Err}
	}
	return err
}

// putShutdown puts the command. Its connection is a pinned one: on a shared one all others would stand behind it, and
// its silence would be taken for a failure.
func putShutdown(p Pipe, opts []ShutdownOption) Future[Ignore] {
	x := beginDo(p, "SHUTDOWN", nil)
	x.block(Forever)
	given := make(map[ShutdownOption]bool, len(opts))
	for _, o := range opts {
		switch {
		case o == 0 || int(o) >= len(shutdownWords):
			x.fail(errOption)
			continue
		case given[o]:
			x.fail(fmt.Errorf("option %s was given twice", o))
		}
		given[o] = true
		x.str(shutdownWords[o])
	}
	if given[ShutdownSave] && given[ShutdownNoSave] {
		x.fail(fmt.Errorf("options %s and %s exclude each other", ShutdownSave, ShutdownNoSave))
	}
	return finish[Ignore](p, x)
}

// String gives the name of the option, as "ShutdownNoSave".
func (o ShutdownOption) String() string {
	names := [...]string{
		ShutdownSave: "ShutdownSave", ShutdownNoSave: "ShutdownNoSave", ShutdownNow: "ShutdownNow", ShutdownForce: "ShutdownForce",
		ShutdownSafe: "ShutdownSafe", ShutdownFailover: "ShutdownFailover",
	}
	if o == 0 || int(o) >= len(names) {
		return fmt.Sprintf("ShutdownOption(%d)", uint8(o))
	}
	return names[o]
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
