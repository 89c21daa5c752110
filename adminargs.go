package redis

import (
	"errors"
	"fmt"
)

// Arguments of the commands that look after servers, users and clusters.

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

// putPasswordBits appends the size of a password.
func putPasswordBits(x *exchange, bits int64) {
	const most = 4096
	if bits < 1 || bits > most {
		x.fail(fmt.Errorf("a password of %d bits: it must have 1 to %d", bits, most))
	}
	x.int(bits)
}
