package redis

import (
	"errors"
	"fmt"
	"time"
)

// Arguments of the commands that look after servers, users and clusters.

var (
	errNoFilter   = errors.New("an empty ClientFilter would mean all clients; give it a condition")
	errClientType = errors.New("no type of client was given")
)

// A ClientType is what a client is to the server.
type ClientType string

// The types of clients.
const (
	NormalClient  ClientType = "normal"
	MasterClient  ClientType = "master"  // the master of a replica
	ReplicaClient ClientType = "replica" // of a master
	PubSubClient  ClientType = "pubsub"  // has subscriptions
)

func (t ClientType) put(x *exchange) {
	if t == "" {
		x.fail(errClientType)
	}
	x.str(string(t))
}

// A ClientFilter tells which clients [ClientKill] and [ClientListWhere] are about: those that meet all conditions
// that are set. A field that is zero is no condition.
type ClientFilter struct {
	ID        int64         // the number of the client, see [ClientID]
	Type      ClientType    // since 2.8.12
	Addr      string        // its address, as "10.0.0.7:51234"
	LocalAddr string        // the address of the server that it has connected to (since 6.2.0)
	User      string        // the user that it has authenticated as (since 6.0.0)
	MaxAge    time.Duration // connected for at least so long, in whole seconds (since 7.4.0)
	Self      bool          // the connection that the command comes through is not spared: the option SKIPME no

	// Of Valkey since 9.0.0.
	Name           string          // as CLIENT SETNAME sets it
	IP             string          // its address without the port
	MinIdle        time.Duration   // it has sent nothing for at least so long, in whole seconds
	Flags          string          // it has all of these flags, see [ConnectedClient]
	Library        string          // the name of its library
	LibraryVersion string          // the version of its library
	DB             Optional[int64] // the database that it uses
}

func (f ClientFilter) put(x *exchange) {
	before := x.argc
	if f.ID != 0 {
		x.str("ID")
		putPositive(x, "the ID of a ClientFilter", f.ID)
	}
	if f.Type != "" {
		x.str("TYPE")
		f.Type.put(x)
	}
	for _, c := range [...]struct{ word, value string }{
		{"ADDR", f.Addr}, {"LADDR", f.LocalAddr}, {"USER", f.User}, {"NAME", f.Name}, {"IP", f.IP}, {"FLAGS", f.Flags},
		{"LIB-NAME", f.Library}, {"LIB-VER", f.LibraryVersion},
	} {
		if c.value != "" {
			x.str(c.word)
			x.str(c.value)
		}
	}
	if f.MaxAge != 0 {
		if f.MaxAge < 0 {
			x.fail(fmt.Errorf("the MaxAge of a ClientFilter is %v: it must not be negative", f.MaxAge))
		}
		x.str("MAXAGE")
		putSeconds(x, f.MaxAge)
	}
	if f.MinIdle != 0 {
		if f.MinIdle < 0 {
			x.fail(fmt.Errorf("the MinIdle of a ClientFilter is %v: it must not be negative", f.MinIdle))
		}
		x.str("IDLE")
		putSeconds(x, f.MinIdle)
	}
	if db, ok := f.DB.Get(); ok {
		x.str("DB")
		putNatural(x, "the DB of a ClientFilter", db)
	}
	if x.argc == before {
		x.fail(errNoFilter)
	}
	if f.Self {
		x.str("SKIPME")
		x.str("no")
	}
}

// A CommandLog is one of the logs that servers of Valkey keep.
type CommandLog uint8

const (
	SlowCommands  CommandLog = iota + 1 // commands that took long
	LargeRequests                       // commands that were large
	LargeReplies                        // commands with large replies
)

func (l CommandLog) put(x *exchange) {
	switch l {
	case SlowCommands:
		x.str("slow")
	case LargeRequests:
		x.str("large-request")
	case LargeReplies:
		x.str("large-reply")
	default:
		x.fail(errors.New("a CommandLog is SlowCommands, LargeRequests or LargeReplies"))
	}
}

// slots is the number of hash slots of a cluster.
const slots = 16384

// A SlotRange is the hash slots from Start to End, both included.
type SlotRange struct{ Start, End uint16 }

// String gives the range as CLUSTER NODES has it: "0-5460", or "7" for a single slot.
func (r SlotRange) String() string {
	if r.Start == r.End {
		return fmt.Sprint(r.Start)
	}
	return fmt.Sprintf("%d-%d", r.Start, r.End)
}

// putSlot appends the number of a slot.
func putSlot(x *exchange, slot uint16) {
	if slot >= slots {
		x.fail(fmt.Errorf("no slot %d: they end at %d", slot, slots-1))
	}
	x.int(int64(slot))
}

// putSlots appends slots, at least one.
func putSlots(x *exchange, list []uint16) {
	if len(list) == 0 {
		x.fail(errNothing)
	}
	for _, slot := range list {
		putSlot(x, slot)
	}
}

// putSlotRanges appends the ends of ranges of slots, at least one.
func putSlotRanges(x *exchange, ranges []SlotRange) {
	if len(ranges) == 0 {
		x.fail(errNothing)
	}
	for _, r := range ranges {
		if r.Start > r.End {
			x.fail(fmt.Errorf("a range of slots from %d to %d", r.Start, r.End))
		}
		putSlot(x, r.Start)
		putSlot(x, r.End)
	}
}

// A SlotMove is what [ClusterMigrateSlots] is to move to one server.
type SlotMove struct {
	Ranges []SlotRange
	Node   string // the ID of the cluster node to move to
}

// putSlotMoves appends moves, at least one.
func putSlotMoves(x *exchange, moves []SlotMove) {
	if len(moves) == 0 {
		x.fail(errNothing)
	}
	for _, m := range moves {
		x.str("SLOTSRANGE")
		putSlotRanges(x, m.Ranges)
		if m.Node == "" {
			x.fail(errors.New("a SlotMove without the ID of a cluster node"))
		}
		x.str("NODE")
		x.str(m.Node)
	}
}

// putInts appends integers.
func putInts(x *exchange, list []int64) {
	for _, n := range list {
		x.int(n)
	}
}

// putInts1 appends integers, at least one.
func putInts1(x *exchange, list []int64) {
	if len(list) == 0 {
		x.fail(errNothing)
	}
	putInts(x, list)
}

// putModuleConfig appends the parameters of a module.
func putModuleConfig(x *exchange, config []Pair[string, string]) {
	for _, c := range config {
		x.str("CONFIG")
		x.str(c.Key)
		x.str(c.Value)
	}
}

// putModuleArgs appends the arguments of a module, behind their word if there are any.
func putModuleArgs(x *exchange, args []string) {
	if len(args) > 0 {
		x.str("ARGS")
	}
	putTexts(x, args)
}

var errPort = errors.New("a port is from 1 to 65535")

// putPort appends the port of a server.
func putPort(x *exchange, port uint16) {
	if port == 0 {
		x.fail(errPort)
	}
	x.int(int64(port))
}
