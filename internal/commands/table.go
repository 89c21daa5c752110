package commands

import (
	"slices"
	"strings"
)

// A Command is one entry of the table.
type Command struct {
	Name  string // in upper case, with the subcommand: "CONFIG GET"
	Since string // the version of Redis that brought it
	// Arity is the number of arguments with the name, whose words count each;
	// negative for "at least". As in COMMAND INFO.
	Arity int
	Keys  Keys
	Flags Flags
	// Retry is the class of the command whatever its options, as of a caller
	// of Do. Zero stands for RetryRead where ReadOnly is set, and for
	// RetryAccumulating where Instead is; all others have to say.
	Retry      Retry
	Complexity string // for the docs of helpers
	// Instead says of a refused command why it is, and which API serves instead. One that is Blocking is refused
	// only where it stands alone.
	Instead string
	Forms   []Form  // the helpers; none: reachable by Do alone
	DoOnly  string  // why there is no helper, as "superseded by SET with EX: Set"
	Also    []Extra // helpers written by hand, on top of the forms
}

// Keys are the positions of the keys among the arguments, as in COMMAND INFO:
// the name is argument 0, a negative Last counts from the end, First 0 means none.
type Keys struct{ First, Last, Step int }

// The usual positions.
var (
	oneKey   = Keys{1, 1, 1}
	twoKeys  = Keys{1, 2, 1}
	allKeys  = Keys{1, -1, 1}
	everyTwo = Keys{1, -1, 2} // key value key value ...
	second   = Keys{2, 2, 1}  // behind a subcommand
)

// Flags tell what a command does to data and to its connection.
type Flags uint16

// The flags. ReadOnly, Writes, Blocking, PubSub and MovableKeys are those of COMMAND
// INFO, the others are ours.
const (
	ReadOnly    Flags = 1 << iota // reads keys and changes nothing
	Writes                        // may change keys
	Blocking                      // waits in the server, so it gets a pinned connection
	BlockOption                   // waits only where BLOCK is among its options
	PubSub                        // is about channels
	ConnState                     // changes what later commands of its connection mean, or who may send them
	Script                        // runs code of users
	MovableKeys                   // its arguments tell where its keys are
)

// Retry is how much is risked by executing a command twice, in ascending order.
type Retry uint8

// The classes. A command that fits between two has the higher one.
const (
	_                   Retry = iota
	RetryRead                 // changes nothing
	RetryLastWriterWins       // twice leaves what once at the later moment would; may undo another caller's newer write
	RetryConditional          // leaves the right state, but may report a failure, or an old value, that is the work of the first time
	RetryAccumulating         // does its work a second time
)

// A Form is one helper: a command with the arguments that select one shape of
// its reply.
type Form struct {
	Go    string // name of the helper
	Doc   string // follows the name in its doc comment: "gives the value of key."
	Since string // if later than the command
	// Complexity, where not empty, is that of this form, which is another than the command's.
	Complexity string
	Args       []Arg
	Result     Result
	// Retry, where not zero, is a better class than the command's, thanks to
	// the options that this form does not take.
	Retry Retry
	// Careful says that some options that the form does take (relative times,
	// conditions) bring back the command's own class.
	Careful bool
}

// An Extra is a helper that is written by hand, for the list of commands.
type Extra struct {
	Go     string // its name
	Since  string // if later than the command
	Result string // the type of its result
}

// A Group is the commands of one file of the table, and of one generated file.
type Group struct {
	File     string // "strings.go"
	Title    string // "strings", for the first line of the file
	Commands []Command
}

// Groups returns the whole table.
func Groups() []Group {
	return []Group{
		{"strings.go", "strings", stringCommands},
		{"keys.go", "keys of any type", keyCommands},
		{"hashes.go", "hashes", hashCommands},
		{"lists.go", "lists", listCommands},
		{"sets.go", "sets", setCommands},
		{"sortedsets.go", "sorted sets", sortedSetCommands},
		{"sortedsetcombining.go", "sorted sets that make new ones of several", sortedSetCombiningCommands},
		{"blocking.go", "what waits in the server", blockingCommands},
		{"scripting.go", "scripts and functions", scriptingCommands},
		{"pubsub.go", "Pub/Sub", pubsubCommands},
		{"connection.go", "the connection", connectionCommands},
		{"server.go", "the server", serverCommands},
		{"acl.go", "access control lists", aclCommands},
		{"introspection.go", "what the server knows of commands, latency, memory and keys", introspectionCommands},
		{"bitmaps.go", "bitmaps", bitmapCommands},
		{"geo.go", "geospatial indexes", geoCommands},
		{"hyperloglog.go", "HyperLogLog", hyperLogLogCommands},
		{"streams.go", "streams", streamCommands},
		{"streamgroups.go", "streams with groups of consumers", streamGroupCommands},
		{"vectorsets.go", "vector sets", vectorSetCommands},
		{"arrays.go", "arrays", arrayCommands},
		{"pathhashes.go", "path hashes", pathHashCommands},
		{"help.go", "the help of servers for people at a prompt", helpCommands},
		{"clusters.go", "clusters", clusterCommands},
		{"sentinels.go", "sentinels", sentinelCommands},
		{"", "commands that a shared connection refuses", refusedCommands},
	}
}

// All returns the entries of all groups by name.
func All() []Command {
	var all []Command
	for _, g := range Groups() {
		all = append(all, g.Commands...)
	}
	slices.SortFunc(all, func(a, b Command) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Class returns the class of c, with the default filled in.
func (c *Command) Class() Retry {
	switch {
	case c.Retry != 0:
		return c.Retry
	case c.Flags&ReadOnly != 0:
		return RetryRead
	case c.Instead != "":
		return RetryAccumulating
	}
	return 0
}

// Refused reports whether a shared connection never takes c.
func (c *Command) Refused() bool { return c.Instead != "" && c.Flags&Blocking == 0 }
