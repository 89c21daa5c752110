// Package redis is a Redis client in which the type argument of a command
// decides what its reply becomes.
//
// # Commands
//
// There is a function per command. It takes a [Pipe] first, a thing that commands are put
// into, and returns a [Future], the handle of the result:
//
//	hits, err := redis.Incr(conn, "hits").Wait(ctx)            // int64
//	user, err := redis.HGetAll[User](conn, "user:7").Wait(ctx) // a struct from a hash
//
// Pipes are a [Conn], whose commands are sent at once; a [Request], whose commands are sent
// together by [Conn.Exec]; and a [Tx], a transaction in a request. [Do] puts any command, [DoAs]
// decodes by a decoder made by hand.
//
// # Types
//
// One rule holds for all of them. Where the reply is a list, a set or a page, the
// type argument is that of an element: LRange[int64] gives []int64. Where it is one value, or a map that may
// as well be a struct, it is the type of the whole: Get[string], HGetAll[map[string]int], HGetAll[Profile].
// Package decode tells what can be decoded, package codec what can be an argument, and how
// user types take part.
//
// Absence is a type. A null for an [Optional] or a pointer is no error, for any other type
// it is [ErrNil], on that future alone. Results that are often absent are Optional from the start.
//
// # Errors
//
// Each error of a command is a [*CommandError] that names the command, the cause and the
// outcome: whether the server may have executed it. [OutcomeOf] reads that off an error, [SafeToRetry]
// says what follows. An error holds no value of an argument.
//
// # A connection lives
//
// When the network connection is lost, a Conn makes a new one. What was not sent waits for it; what was sent and not
// answered is sent again if it only reads, and fails as maybe executed if not: a [Policy] may say otherwise. A wait
// ends with its context, and without a deadline after Config.Timeout.
//
// # One connection
//
// A connection is shared by all goroutines of a program; their commands are pipelined without anybody
// having to do anything. Commands that one goroutine puts into a connection are executed in the order in
// which it puts them, but for one that found the queue full, which takes its turn when it is waited for.
// A context that ends while a command is in flight detaches its caller, and nobody
// else notices.
//
// Commands that wait in the server, such as [BLPop], get a connection of their own out of a pool, by themselves; so does
// a request with one of them, and [Watch]. Commands that would change the connection for its other users are refused
// with [ErrRefused] and a text that names what to use instead.
package redis
