package redis

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// Outcome tells what is known about a command that gave no result: it answers
// the question "may I send it again?". [OutcomeOf] reads it off an error.
type Outcome uint8

const (
	// Unknown is the outcome of an error that did not come from a command.
	Unknown Outcome = iota
	// NotSent: the server can not have executed the command, since its last
	// byte never left. Sending it again is always safe.
	NotSent
	// Rejected: the server answered with an error that proves that nothing
	// was applied (WRONGTYPE, NOAUTH, MOVED, OOM, ...). Sending it again is safe,
	// and useful where the cause is a passing one.
	Rejected
	// ServerFailed: the server answered with an error that does not prove
	// that nothing was applied, such as the error of a script.
	ServerFailed
	// MaybeExecuted: the command was written, and no whole reply came.
	MaybeExecuted
	// Executed: a whole reply came, but it does not fit the type it was to be
	// decoded into, or is over a limit. The command has taken effect.
	Executed
)

var outcomeTexts = [...]string{
	Unknown: "unknown", NotSent: "not sent", Rejected: "rejected", ServerFailed: "server failed",
	MaybeExecuted: "maybe executed", Executed: "executed",
}

// String gives the outcome in words: "not sent", "rejected", "maybe executed".
func (o Outcome) String() string {
	if int(o) < len(outcomeTexts) {
		return outcomeTexts[o]
	}
	return fmt.Sprintf("Outcome(%d)", uint8(o))
}

// OutcomeOf returns the outcome that err tells of its command. For the error of
// a request with several failures it is the one that is safe to assume for all
// of them: NotSent or Rejected only where every failed command says so.
// It returns Unknown for nil and for errors that are not of a command.
func OutcomeOf(err error) Outcome {
	var re *RequestError
	if errors.As(err, &re) {
		return re.outcome()
	}
	var ce *CommandError
	if errors.As(err, &ce) {
		return ce.Outcome
	}
	return Unknown
}

// SafeToRetry reports whether the command of err, or all failed commands of a request's error, can be
// sent again without being executed twice: they were not sent, or the server refused them.
func SafeToRetry(err error) bool {
	o := OutcomeOf(err)
	return o == NotSent || o == Rejected
}

// Causes that errors.Is finds in the errors of this package.
var (
	// ErrNil: the reply was null and T has no place for absence. Use
	// [Optional] or a pointer where a missing key is ordinary.
	ErrNil = decode.ErrNil
	// ErrClosed: the connection has ended, by Close or Shutdown, by the end of Run's context, or because it was
	// lost and Config.NoReconnect is set. errors.Is also finds net.ErrClosed in it.
	ErrClosed = fmt.Errorf("connection closed: %w", net.ErrClosed)
	// ErrLost: the network connection has ended. errors.Is also finds the error of the network.
	ErrLost = errors.New("connection lost")
	// ErrNotConnected: there is no connection at present, and the policy, or a refusal of the
	// credentials, made the command fail at once.
	ErrNotConnected = errors.New("not connected")
	// ErrTimeout: there was no reply within Config.Timeout, and the context had no deadline. errors.Is also
	// finds context.DeadlineExceeded in it.
	ErrTimeout = fmt.Errorf("no reply within Config.Timeout: %w", context.DeadlineExceeded)
	// ErrFull: the connection's queue is full and Config.FailWhenFull is set.
	ErrFull = errors.New("too many commands are pending on the connection")
	// ErrPending: the result is not there yet.
	ErrPending = errors.New("the result is not there yet")
	// ErrConsumed: the result of this future of a connection was taken before.
	ErrConsumed = errors.New("the result of this future was taken before")
	// ErrReset: the request of this future was reset after the future was made.
	ErrReset = errors.New("the request of this future was reset")
	// ErrBusy: the request is being executed, so it can't be changed or executed again.
	ErrBusy = errors.New("the request is being executed")
	// ErrRefused: the command would break a shared connection for its other users.
	ErrRefused = errors.New("refused on a shared connection")
	// ErrTxAborted: EXEC answered null, since a watched key had changed. Nothing was applied.
	ErrTxAborted = errors.New("transaction aborted: a watched key has changed")
	// ErrTxFailed: the server did not execute the transaction, since it rejected one of its commands. Nothing was applied.
	ErrTxFailed = errors.New("transaction failed: one of its commands was rejected")
	// ErrTxDiscarded: the transaction was given up by Discard. Nothing was applied.
	ErrTxDiscarded = errors.New("transaction discarded")
)

// ErrorReply is an error that the server answered with: find it in an error by
// errors.As, read its Prefix ("WRONGTYPE").
type ErrorReply = resp.ErrorReply

// MismatchError says that a reply does not fit the type it was to be decoded
// into: path inside the reply, wanted type, kind found.
type MismatchError = decode.MismatchError

// A CommandError is the error of one command: which one, what is known about its
// execution, and why. It never holds a value of an argument.
type CommandError struct {
	// Command is the name of the command, as "XINFO STREAM".
	Command string
	// Index is the place of the command in its request, from 0; -1 for a
	// command that was put straight into a connection.
	Index int
	// Outcome tells whether the command may have been executed.
	Outcome Outcome
	// Err is the cause: an *ErrorReply, a *MismatchError, ErrNil, the error of
	// the context, the error of the network, ...
	Err error
}

// Error names the command, the outcome and the cause.
func (e *CommandError) Error() string {
	var b strings.Builder
	b.WriteString("redis: ")
	e.write(&b)
	return b.String()
}

func (e *CommandError) write(b *strings.Builder) {
	b.WriteString(e.Command)
	if e.Index >= 0 {
		fmt.Fprintf(b, " [%d]", e.Index)
	}
	// A null and an unfit reply speak for themselves.
	if e.Outcome != Unknown && !errors.Is(e.Err, ErrNil) {
		fmt.Fprintf(b, " (%s)", e.Outcome)
	}
	b.WriteString(": ")
	b.WriteString(e.Err.Error())
}

// Unwrap gives the cause.
func (e *CommandError) Unwrap() error { return e.Err }

// A RequestError is what Exec returns when commands of a request failed.
// errors.Is and errors.As look into each of them.
type RequestError struct {
	// Errs are the errors of the failed commands, in their order; each is a *CommandError.
	Errs []error
	// Commands is how many commands the request has.
	Commands int
}

// maxNamed bounds how many failed commands the text of a RequestError names.
const maxNamed = 4

// Error names the first failed commands with their causes.
func (e *RequestError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "redis: %d of %d commands failed: ", len(e.Errs), e.Commands)
	for i, err := range e.Errs {
		if i == maxNamed {
			fmt.Fprintf(&b, "; and %d more", len(e.Errs)-maxNamed)
			break
		}
		if i > 0 {
			b.WriteString("; ")
		}
		var ce *CommandError
		if errors.As(err, &ce) {
			ce.write(&b)
		} else {
			b.WriteString(err.Error())
		}
	}
	return b.String()
}

// Unwrap gives the errors of the failed commands.
func (e *RequestError) Unwrap() []error { return e.Errs }

func (e *RequestError) outcome() Outcome {
	worst := Unknown
	for _, err := range e.Errs {
		worst = max(worst, OutcomeOf(err)) // the constants are ordered from safe to unsafe
	}
	return worst
}

// A PanicError is the error of a future whose decoder, or a BulkUnmarshaler or
// Codec that it called, panicked.
type PanicError struct {
	// Value is what was given to panic.
	Value any
	// Stack is the stack of the panicking goroutine, as of runtime/debug.
	Stack []byte
}

// Error says which kind of value the decoder panicked with, not the value,
// since that may quote the reply.
func (e *PanicError) Error() string {
	if err, ok := e.Value.(error); ok {
		return fmt.Sprintf("decoder panicked: %T", err)
	}
	return fmt.Sprintf("decoder panicked with a %T", e.Value)
}

// rejecting are the prefixes of errors with which a server says that it did not
// even begin to execute a command.
var rejecting = map[string]bool{
	"MOVED": true, "ASK": true, "TRYAGAIN": true, "CLUSTERDOWN": true, "CROSSSLOT": true, "LOADING": true,
	"READONLY": true, "MASTERDOWN": true, "MISCONF": true, "NOREPLICAS": true, "OOM": true, "NOAUTH": true,
	"WRONGPASS": true, "NOPERM": true, "NOSCRIPT": true, "EXECABORT": true, "WRONGTYPE": true, "DENIED": true,
	"NOPROTO": true, "REDIRECT": true, "INPROG": true, "NOTBUSY": true, "NOGOODSLAVE": true, "BUSYKEY": true, "BUSYGROUP": true,
	"NOGROUP": true, "BUSY": true, "UNKILLABLE": true, "NOSUB": true, "INVALIDOBJ": true,
	"UNBLOCKED": true,
}

// rejectingERR are beginnings of errors with the general prefix ERR of which the same is known.
var rejectingERR = []string{
	"ERR unknown command", "ERR unknown subcommand", "ERR Unknown subcommand", "ERR wrong number of arguments",
	"ERR syntax error", "ERR max number of clients", "ERR value is not an integer or out of range",
	"ERR value is not a valid float", "ERR invalid expire time", "ERR no such key",
	"ERR increment or decrement would overflow", "ERR hash value is not", "ERR index out of range",
}

// outcomeOfReply says what an error reply proves about its command. The error
// of a script may be one that a command inside the script got after others had
// been applied, whatever its prefix.
func outcomeOfReply(cmd *command, e *ErrorReply) Outcome {
	prefix := e.Prefix()
	if cmd.flags&script != 0 {
		if prefix == "NOSCRIPT" && strings.HasPrefix(cmd.name, "EVALSHA") {
			return Rejected
		}
		return ServerFailed
	}
	if rejecting[prefix] {
		return Rejected
	}
	for _, begin := range rejectingERR {
		if strings.HasPrefix(e.Error(), begin) {
			return Rejected
		}
	}
	return ServerFailed
}

// told corrects what an error of the exchange says: that a server refused a command proves nothing, when
// the command may have been executed before, on a connection that was lost; and of one that was ended by CLIENT UNBLOCK it
// says why it was.
func (x *exchange) told(err error) error {
	ce, ok := err.(*CommandError)
	if !ok {
		return err
	}
	if x.waits && unblocked(ce.Err) {
		switch {
		case x.err != nil:
			ce.Err = x.err
		case errors.Is(x.conn.main.ownErr(), ErrClosed):
			ce.Err = ErrClosed
		}
	}
	if x.maybe && ce.Outcome == Rejected {
		ce.Outcome = MaybeExecuted
	}
	return err
}

// unreadable gives the error of a command whose reply came but gave no result.
func unreadable(cmd *command, index int, err error) error {
	outcome := Executed
	// An error reply as the whole reply, not as an element of an aggregate.
	if er, ok := err.(*resp.ErrorReply); ok {
		outcome = outcomeOfReply(cmd, er)
	} else if errors.As(err, new(*resp.ErrorReply)) {
		outcome = ServerFailed
	}
	return &CommandError{Command: cmd.name, Index: index, Outcome: outcome, Err: err}
}
