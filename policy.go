package redis

// A Policy says what becomes of commands when the connection is down, or lost. The zero
// Policy is the default. [Config].Policy is that of a connection, [Request].Policy overrides it for
// a request, [Conn.With] for single commands.
//
//	                      down when put      lost before it     lost when sent,     refused for now
//	                                         was sent           not answered        (LOADING, ...)
//	zero Policy           waits              waits              reads: sent again   sent again
//	                                                            else: fails, maybe executed
//	FailIfDown            fails, not sent    waits              as above            sent again
//	FailOnLoss            waits              fails, not sent    fails               sent again
//	Retry: RetryNever     waits              waits              fails               fails, rejected
//	Retry: RetryAll       waits              waits              sent again          sent again
//
// All waits end by their context, or by Config.Timeout.
type Policy struct {
	// Retry is which commands may be sent again when the connection was lost after they
	// were sent and before they were answered. A request is sent again as a whole, if all of its
	// commands may be.
	Retry Retry
	// FailIfDown makes commands fail at once with ErrNotConnected when they are put while there
	// is no connection.
	FailIfDown bool
	// FailOnLoss makes commands fail when the connection is lost before they were answered,
	// though they were not sent, or could be sent again.
	FailOnLoss bool
	// Urgent makes commands go before all others that wait to be sent.
	Urgent bool
}

// Retry says which commands may be executed twice. From RetryLastWriterWins on, each value includes those
// before it. What the server can not have executed is sent again in any case, unless the
// Policy says FailOnLoss.
type Retry uint8

const (
	// RetryReads sends commands again that change nothing: GET, LRANGE, SCAN. The default.
	RetryReads Retry = iota
	// RetryNever sends nothing again that may have been executed, nor what a server refused
	// for now.
	RetryNever
	// RetryLastWriterWins sends commands again which leave the same state when executed twice:
	// SET, HSET, DEL. The second time may undo what another client wrote in between.
	RetryLastWriterWins
	// RetryConditional sends also commands again which leave the same state, but may report a failure
	// that is the work of the first time: SET NX, RENAME.
	RetryConditional
	// RetryAll sends everything again: at least once, perhaps twice. INCR may count twice.
	RetryAll
)

// allows reports whether a command of the given class may be executed twice.
func (r Retry) allows(class retryClass) bool {
	switch r {
	case RetryNever:
		return false
	case RetryReads:
		return class >= retryRead
	case RetryLastWriterWins:
		return class >= retryLastWriterWins
	case RetryConditional:
		return class >= retryConditional
	case RetryAll:
		return true
	}
	return false
}
