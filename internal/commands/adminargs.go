package commands

// Arguments of the commands that look after servers, users and clusters.

// Bytes1 is one argument that is bytes of the server's own, as of FUNCTION DUMP.
func Bytes1(name string) Arg {
	return Arg{Param: name + " []byte", Encode: "x.str(string(" + name + "))", Usage: name, Min: 1}
}

// Ints is any number of integers.
func Ints(name, one string) Arg {
	return Arg{Param: name + " ...int64", Encode: "putInts(x, " + name + ")", Usage: "[" + one + " [" + one + " ...]]"}
}

// Port is the port of a server.
func Port(name string) Arg {
	return Arg{Param: name + " uint16", Encode: "putPort(x, " + name + ")", Usage: name, Min: 1}
}

// Slot is the number of a hash slot.
func Slot(name string) Arg {
	return Arg{Param: name + " uint16", Encode: "putSlot(x, " + name + ")", Usage: name, Min: 1}
}

// Slots1 is one or more hash slots.
func Slots1(name string) Arg {
	return Arg{Param: name + " ...uint16", Encode: "putSlots(x, " + name + ")", Usage: "slot [slot ...]", Min: 1}
}

// SlotRanges1 is one or more ranges of hash slots.
func SlotRanges1(name string) Arg {
	return Arg{
		Param: name + " ...SlotRange", Encode: "putSlotRanges(x, " + name + ")",
		Usage: "start-slot end-slot [start-slot end-slot ...]", Min: 2,
	}
}

// ACLRules is any number of rules of an ACL user.
func ACLRules(name string) Arg {
	return Arg{Param: name + " ...ACLRule", Encode: "putRules(x, " + name + ")", Usage: "[rule [rule ...]]"}
}

// ClientFilters is which clients are meant, by at least one condition.
func ClientFilters(name string) Arg {
	return Arg{
		Param: name + " ...ClientFilter", Encode: "putClientFilters(x, " + name + ")",
		Usage: "[ID client-id [client-id ...]] [TYPE <normal | master | replica | pubsub>] [ADDR ip:port] [LADDR ip:port] [USER username] [NAME name] [IP ip] [FLAGS flags] [LIB-NAME name] [LIB-VER version] [DB db] [CAPA capabilities] " +
			"[NOT-ID client-id [client-id ...]] [NOT-TYPE type] [NOT-...] [MAXAGE seconds] [IDLE seconds] [SKIPME <YES | NO>]",
		Min: 2,
	}
}
