package redis

import (
	"strings"

	"github.com/redisfut/redis/resp"
)

//go:generate go run ./internal/gen

// A command is one entry of the command table: what must be known about a
// command to encode it, to refuse it where it would do harm, to send it again
// after a loss, and to find its keys. The entries are generated from
// internal/commands into commandtable.go and never change.
type command struct {
	name   string // "GET", "XINFO STREAM"
	prefix string // "*2\r\n$3\r\nGET\r\n": the header for argc arguments, then the words of the name
	words  int    // arguments that the name takes: 2 for "XINFO STREAM"
	argc   int    // arguments that the header in prefix declares, those of the name included
	flags  commandFlags
	retry  retryClass

	// Positions of the keys among the arguments as COMMAND INFO gives them: the name is argument 0, a
	// negative lastKey counts from the end, and firstKey 0 says that there are none,
	// or that only the arguments tell where (movableKeys).
	firstKey, lastKey, keyStep int

	instead string // for a refused command: why, and which API serves instead
}

// commandFlags tell what a command does to data and to its connection.
type commandFlags uint16

const (
	readOnly    commandFlags = 1 << iota // reads keys and changes nothing
	writes                               // may change keys
	blocking                             // waits in the server and holds up all that follows on its connection
	blockOption                          // is blocking when BLOCK is among its options
	pubsub                               // is about channels
	connState                            // changes what later commands of its connection mean, or who may send them
	script                               // runs code, so an error may come after some of it took effect
	movableKeys                          // its arguments tell where its keys are
	refused                              // a shared connection does not take it; instead tells why
)

// A retryClass is how much is risked by executing a command a second time, in
// ascending order. A policy is a class as well: it allows to send again what
// may have been executed for commands up to that class.
type retryClass uint8

const (
	retryNever          retryClass = iota // a policy only: nothing is sent twice
	retryNotSent                          // a policy only: what the server can not have executed
	retryRead                             // changes nothing
	retryLastWriterWins                   // twice leaves what once at the later moment would; may undo another caller's newer write
	retryConditional                      // leaves the right state, but may report a failure, or an old value, that is the work of the first time
	retryAccumulating                     // does its work a second time: INCR, LPUSH, LPOP, PUBLISH, and all that is unknown
)

// maxName is the longest name or subcommand that is looked up.
const maxName = 24

// lookup finds the entry of a command by its name and, for a container such as
// CLIENT, its first argument, in any letter case. What it does not know gets an entry of
// its own that promises nothing: an accumulating write.
func lookup(name, sub string) *command {
	var a, b [maxName]byte
	if c := find(upper(&a, name), upper(&b, sub)); c != nil {
		return c
	}
	return unknownCommand(name)
}

// upper gives s in upper case, nothing if s is longer than all that could be found.
func upper(buf *[maxName]byte, s string) []byte {
	if len(s) > len(buf) {
		return nil
	}
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		buf[i] = c
	}
	return buf[:len(s)]
}

// unknownCommand makes the entry of a command that is not in the table.
func unknownCommand(name string) *command {
	prefix := resp.AppendBulkString(resp.AppendArrayHeader(nil, 1), name)
	return &command{
		name: printable(name), prefix: string(prefix), words: 1, argc: 1,
		flags: writes | movableKeys, retry: retryAccumulating,
	}
}

// printable gives the name of an unknown command as errors may show it: in the form
// of a name, or not at all, since what is no name may be a value in the wrong place.
func printable(name string) string {
	const longest = 40
	for _, c := range []byte(name) {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && !('0' <= c && c <= '9') && c != '.' && c != '-' && c != '_' {
			return "unknown command"
		}
	}
	if name == "" || len(name) > longest {
		return "unknown command"
	}
	return strings.ToUpper(name)
}
