package redis

import (
	"bytes"
	"hash/maphash"
)

// Several connections to one server (Config.Connections) are lanes: each is a Conn of its own, the one that the
// user has is the first of them, and commands go to the lane of their key.

// all gives the lanes of a connection, at least itself.
func (c *Conn) all() []*Conn {
	if c.lanes == nil {
		return []*Conn{c}
	}
	return c.lanes
}

var laneSeed = maphash.MakeSeed()

// laneOf gives the lane of a command, whose bytes are out.
func (c *Conn) laneOf(cmd *command, out []byte) *Conn {
	key, ok := firstKey(cmd, out)
	if !ok {
		return c
	}
	return c.lanes[maphash.Bytes(laneSeed, hashTag(key))%uint64(len(c.lanes))]
}

// laneOfRequest gives the lane of a request: that of its first command with a key.
func (c *Conn) laneOfRequest(r *Request) *Conn {
	start := 0
	for i := range r.recs {
		if l := c.laneOf(r.recs[i].cmd, r.x.out[start:r.ends[i]]); l != c {
			return l
		}
		if _, ok := firstKey(r.recs[i].cmd, r.x.out[start:r.ends[i]]); ok {
			return c
		}
		start = r.ends[i]
	}
	return c
}

// hashTag gives the part of a key that Redis Cluster hashes: what stands in the first {}, or all of it.
func hashTag(key []byte) []byte {
	if i := bytes.IndexByte(key, '{'); i >= 0 {
		if n := bytes.IndexByte(key[i+1:], '}'); n > 0 {
			return key[i+1 : i+1+n]
		}
	}
	return key
}

// firstKey finds the first key among the encoded arguments of a command.
func firstKey(cmd *command, out []byte) ([]byte, bool) {
	i := bytes.IndexByte(out, '\n') // behind the header
	if i < 0 {
		return nil, false
	}
	args := out[i+1:]
	at := cmd.firstKey
	if at == 0 && cmd.flags&movableKeys != 0 {
		at = movableKey(cmd.name, args)
	}
	if at == 0 {
		return nil, false
	}
	return argument(args, at)
}

// argument gives the i-th of encoded arguments, the name being the 0th.
func argument(args []byte, i int) (arg []byte, ok bool) {
	for ; i >= 0 && len(args) > 0; i-- {
		arg, args = cutBulk(args)
	}
	return arg, i < 0
}

// movableKey gives the place of the first key of a command whose arguments tell it, 0 where
// there is none.
func movableKey(name string, args []byte) int {
	numkeys := 0
	switch name {
	case "EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO":
		numkeys = 2
	case "ZUNION", "ZINTER", "ZDIFF", "ZINTERCARD", "SINTERCARD", "LMPOP", "ZMPOP", "MSETEX":
		numkeys = 1
	case "XREAD", "XREADGROUP":
		i := 1
		if name == "XREADGROUP" {
			i = 4 // behind GROUP and its two names, which may be anything
		}
		for ; ; i++ {
			arg, ok := argument(args, i)
			if !ok {
				return 0
			}
			if len(arg) == len("STREAMS") && bytes.EqualFold(arg, []byte("STREAMS")) {
				return i + 1
			}
		}
	default:
		return 0
	}
	if n, ok := argument(args, numkeys); !ok || string(n) == "0" {
		return 0
	}
	return numkeys + 1
}
