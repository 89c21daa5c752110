package redis

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// A ClusterState is how a cluster is, in the eyes of one of its servers. Fields that it does not tell are
// zero; Fields has all that it does.
type ClusterState struct {
	State         string `text:"cluster_state"` // "ok", or "fail" when the server takes no commands
	SlotsAssigned int64  `text:"cluster_slots_assigned"`
	SlotsOK       int64  `text:"cluster_slots_ok"`
	SlotsPFail    int64  `text:"cluster_slots_pfail"` // of cluster nodes that this one can't reach
	SlotsFail     int64  `text:"cluster_slots_fail"`  // of cluster nodes that are held for failed
	KnownNodes    int64  `text:"cluster_known_nodes"`
	Size          int64  `text:"cluster_size"` // masters that serve slots
	CurrentEpoch  int64  `text:"cluster_current_epoch"`
	MyEpoch       int64  `text:"cluster_my_epoch"`
	Sent          int64  `text:"cluster_stats_messages_sent"`
	Received      int64  `text:"cluster_stats_messages_received"`

	Fields map[string]string // all, by name
}

var decodeClusterState = decode.Convert(decode.String, func(s string) (ClusterState, error) {
	c := ClusterState{Fields: textLines(s)}
	fillText(&c, c.Fields)
	return c, nil
})

// A ClusterNode is a server of a cluster, in the eyes of another or of itself.
type ClusterNode struct {
	ID           string
	Addr         string // as "10.0.0.7:6379"; without a host where that is not known
	BusPort      uint16
	Hostname     string            // since 7.0.0, empty if it has none
	Auxiliary    map[string]string // as "shard-id" (since 7.2.0)
	Flags        []string          // as "myself", "master", "slave", "fail?", "fail", "handshake"
	Master       string            // the ID of a replica's master
	PingSent     time.Time         // of the ping that waits for its pong, zero if none does
	PongReceived time.Time         // the last
	ConfigEpoch  int64
	Connected    bool // the link to it is up
	Slots        []SlotRange
	Migrating    map[uint16]string // slots that move, with the IDs of the cluster nodes they move to
	Importing    map[uint16]string // slots that move here, with the IDs of the cluster nodes they come from
}

var errNode = errors.New("a line of CLUSTER NODES with too few words")

// minNode is the number of words that a line of CLUSTER NODES has at least.
const minNode = 8

func parseClusterNode(line string) (n ClusterNode, err error) {
	words := strings.Fields(line)
	if len(words) < minNode {
		return n, errNode
	}
	n.ID = words[0]
	addr, extra, _ := strings.Cut(words[1], ",")
	addr, bus, _ := strings.Cut(addr, "@")
	n.Addr = addr
	setText(&n.BusPort, bus, 0)
	for i, part := range strings.Split(extra, ",") {
		if name, value, ok := strings.Cut(part, "="); ok {
			put(&n.Auxiliary, name, value)
		} else if i == 0 {
			n.Hostname = part
		}
	}
	if words[2] != "noflags" {
		setText(&n.Flags, words[2], 0)
	}
	if words[3] != "-" {
		n.Master = words[3]
	}
	setText(&n.PingSent, words[4], time.Millisecond)
	setText(&n.PongReceived, words[5], time.Millisecond)
	setText(&n.ConfigEpoch, words[6], 0)
	n.Connected = words[7] == "connected"
	for _, word := range words[minNode:] {
		moving := strings.Trim(word, "[]")
		if slot, to, ok := strings.Cut(moving, "->-"); ok {
			put(&n.Migrating, slotOf(slot), to)
		} else if slot, from, ok := strings.Cut(moving, "-<-"); ok {
			put(&n.Importing, slotOf(slot), from)
		} else {
			n.Slots = append(n.Slots, slotRangeOf(word))
		}
	}
	return n, nil
}

func slotOf(s string) (slot uint16) {
	setText(&slot, s, 0)
	return slot
}

// slotRangeOf reads what SlotRange.String gives.
func slotRangeOf(s string) SlotRange {
	start, end, ok := strings.Cut(s, "-")
	if !ok {
		end = start
	}
	return SlotRange{slotOf(start), slotOf(end)}
}

// slotRangesOf reads ranges with spaces between them.
func slotRangesOf(s string) (ranges []SlotRange) {
	for word := range strings.FieldsSeq(s) {
		ranges = append(ranges, slotRangeOf(word))
	}
	return ranges
}

var decodeClusterNodes = decode.Convert(decode.String, func(s string) ([]ClusterNode, error) {
	list := []ClusterNode{}
	for line := range strings.Lines(s) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		n, err := parseClusterNode(line)
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
})

var decodeReplicaNodes = decode.Slice(decode.Convert(decode.String, parseClusterNode))

// A ClusterShard is a master and its replicas, which serve the same slots.
type ClusterShard struct {
	Slots []SlotRange
	Nodes []ShardNode
	ID    string // of servers that tell it
}

// A ShardNode is a server of a shard.
type ShardNode struct {
	ID                string           `redis:"id"`
	Port              Optional[uint16] `redis:"port"`
	TLSPort           Optional[uint16] `redis:"tls-port"`
	IP                string           `redis:"ip"`
	Endpoint          Optional[string] `redis:"endpoint"` // what clients are to connect to; none if it is the address that they have asked
	Hostname          string           `redis:"hostname"`
	Role              string           `redis:"role"` // "master" or "replica"
	ReplicationOffset int64            `redis:"replication-offset"`
	Health            string           `redis:"health"`            // "online", "failed" or "loading"
	AvailabilityZone  string           `redis:"availability-zone"` // empty if it has none (of Valkey since 9.1.0)
}

var errHalfRange = errors.New("a range of slots without an end")

var decodeClusterShards = decode.Slice(func(r *decode.Reader, dst *ClusterShard) error {
	type raw struct {
		Slots []uint16    `redis:"slots"`
		Nodes []ShardNode `redis:"nodes"`
		ID    string      `redis:"id"`
	}
	var odd bool
	err := decodeVia(r, dst, func(v raw) ClusterShard {
		s := ClusterShard{Nodes: v.Nodes, ID: v.ID}
		odd = len(v.Slots)%2 != 0
		for i := 1; i < len(v.Slots); i += 2 {
			s.Slots = append(s.Slots, SlotRange{v.Slots[i-1], v.Slots[i]})
		}
		return s
	})
	if err == nil && odd {
		return decode.Mismatch[[]SlotRange](resp.Value{Kind: resp.Array}, errHalfRange)
	}
	return err
})

// A SlotOwners is a range of slots, and who serves it.
type SlotOwners struct {
	SlotRange
	Servers []SlotServer // the master first
}

// A SlotServer is a server of a range of slots.
type SlotServer struct {
	Endpoint Optional[string] // what clients are to connect to; none if it is the address that they have asked
	Port     uint16
	ID       string            // since 4.0.0
	Metadata map[string]string // further addresses, as "hostname" (since 7.0.0)
}

var decodeSlotOwners = decode.Slice(func(r *decode.Reader, dst *SlotOwners) error {
	*dst = SlotOwners{}
	v, err := r.Next()
	if err != nil {
		return err
	}
	if !v.Kind.IsAggregate() {
		return decode.Mismatch[SlotOwners](v, nil)
	}
	left := v.Len
	for i := 0; err == nil && r.More(&left); i++ {
		switch i {
		case 0:
			err = decode.Of[uint16]()(r, &dst.Start)
		case 1:
			err = decode.Of[uint16]()(r, &dst.End)
		default:
			var s SlotServer
			err = decodeParts[SlotServer](r, into(decode.OptionalOf(decode.String), &s.Endpoint), into(decode.Of[uint16](), &s.Port),
				into(decode.String, &s.ID), into(decodeTexts, &s.Metadata))
			dst.Servers = append(dst.Servers, s)
		}
	}
	return err
})

// A ClusterLink is a connection between two cluster nodes, of which each makes one.
type ClusterLink struct {
	Direction      string // "to" if the server has made it, "from" if the other
	Node           string // the ID of the other
	Created        time.Time
	Events         string // "r" reads, "w" writes
	SendBuffer     int64  // bytes that are allocated
	SendBufferUsed int64
}

var decodeClusterLinks = decode.Slice(func(r *decode.Reader, dst *ClusterLink) error {
	type raw struct {
		Direction string `redis:"direction"`
		Node      string `redis:"node"`
		Created   int64  `redis:"create-time"`
		Events    string `redis:"events"`
		Allocated int64  `redis:"send-buffer-allocated"`
		Used      int64  `redis:"send-buffer-used"`
	}
	return decodeVia(r, dst, func(v raw) ClusterLink {
		return ClusterLink{v.Direction, v.Node, time.UnixMilli(v.Created), v.Events, v.Allocated, v.Used}
	})
})

// A SlotUsage is how a slot is used. What the server does not count is none.
type SlotUsage struct {
	Slot     uint16
	Keys     int64
	CPU      Optional[time.Duration]
	BytesIn  Optional[int64] // over the network
	BytesOut Optional[int64] // over the network
	Memory   Optional[int64] // bytes
}

// A SlotMetric is what [ClusterSlotStatsHighest] and [ClusterSlotStatsLowest] compare slots by, a field of [SlotUsage].
type SlotMetric string

// The metrics of slots. Only SlotKeys is there unless the server is configured so.
const (
	SlotKeys     SlotMetric = "key-count"
	SlotCPU      SlotMetric = "cpu-usec"
	SlotBytesIn  SlotMetric = "network-bytes-in"
	SlotBytesOut SlotMetric = "network-bytes-out"
	SlotMemory   SlotMetric = "memory-bytes" // of Redis
)

func (m SlotMetric) put(x *exchange) {
	if m == "" {
		x.fail(errors.New("the SlotMetric is empty"))
	}
	x.str(string(m))
}

var decodeSlotUsages = decode.Slice(func(r *decode.Reader, dst *SlotUsage) error {
	type raw struct {
		Keys     int64           `redis:"key-count"`
		CPU      Optional[int64] `redis:"cpu-usec"`
		BytesIn  Optional[int64] `redis:"network-bytes-in"`
		BytesOut Optional[int64] `redis:"network-bytes-out"`
		Memory   Optional[int64] `redis:"memory-bytes"`
	}
	var slot uint16
	err := decodeParts[SlotUsage](r, into(decode.Of[uint16](), &slot), func(r *decode.Reader) error {
		return decodeVia(r, dst, func(v raw) SlotUsage {
			u := SlotUsage{Keys: v.Keys, BytesIn: v.BytesIn, BytesOut: v.BytesOut, Memory: v.Memory}
			if us, ok := v.CPU.Get(); ok {
				u.CPU = Some(durationOf(us, time.Microsecond))
			}
			return u
		})
	})
	dst.Slot = slot
	return err
})

// An EpochBump is the reply of CLUSTER BUMPEPOCH.
type EpochBump struct {
	Epoch  int64 // of the server
	Bumped bool  // it is another than before
}

var decodeEpochBump = decode.Convert(decode.String, func(s string) (b EpochBump, err error) {
	word, n, _ := strings.Cut(s, " ")
	b.Bumped = word == "BUMPED"
	b.Epoch, err = strconv.ParseInt(n, 10, 64)
	return b, err
})

// A MigrationTask is the moving of slots by [ClusterMigrationImport], in the eyes of one of the two servers.
type MigrationTask struct {
	ID          string
	Slots       []SlotRange
	Source      string // the ID of the cluster node that they come from
	Destination string // the ID of the cluster node that they go to
	Operation   string // "import" where they go to, "migrate" where they come from
	State       string // as "completed", "failed" or "canceled"
	LastError   string // empty if there was none
	Retries     int64
	Created     time.Time
	Started     time.Time     // zero if it has not
	Ended       time.Time     // zero if it has not
	WritePause  time.Duration // for how long nobody could write where they come from, known there when it has ended
}

var decodeMigrationTasks = converted(func(v struct {
	ID         string `redis:"id"`
	Slots      string `redis:"slots"`
	Source     string `redis:"source"`
	Dest       string `redis:"dest"`
	Operation  string `redis:"operation"`
	State      string `redis:"state"`
	LastError  string `redis:"last_error"`
	Retries    int64  `redis:"retries"`
	CreateTime int64  `redis:"create_time"`
	StartTime  int64  `redis:"start_time"`
	EndTime    int64  `redis:"end_time"`
	WritePause int64  `redis:"write_pause_ms"`
}) MigrationTask {
	t := MigrationTask{
		ID: v.ID, Slots: slotRangesOf(v.Slots), Source: v.Source, Destination: v.Dest, Operation: v.Operation, State: v.State,
		LastError: v.LastError, Retries: v.Retries, WritePause: durationOf(v.WritePause, time.Millisecond),
	}
	setText(&t.Created, strconv.FormatInt(v.CreateTime, 10), time.Millisecond)
	setText(&t.Started, strconv.FormatInt(v.StartTime, 10), time.Millisecond)
	setText(&t.Ended, strconv.FormatInt(v.EndTime, 10), time.Millisecond)
	return t
})

// decodeMigrationTask decodes the only one of an array, if there is one.
func decodeMigrationTask(r *decode.Reader, dst *Optional[MigrationTask]) error {
	var tasks []MigrationTask
	err := decodeMigrationTasks(r, &tasks)
	*dst = None[MigrationTask]()
	if len(tasks) > 0 {
		*dst = Some(tasks[0])
	}
	return err
}

// A SlotMigration is the moving of slots by [ClusterMigrateSlots], in the eyes of one of the two servers.
type SlotMigration struct {
	Name        string
	Operation   string // "EXPORT" where they come from, "IMPORT" where they go to
	Slots       []SlotRange
	Source      string    // the ID of the cluster node that they come from; empty where a replica is asked
	Target      string    // the ID of the cluster node that they go to; empty where a replica is asked
	Created     time.Time // to the second, as the others
	Updated     time.Time // when State has changed last
	Acked       time.Time // when the other server was last heard of
	State       string    // "success", "failed" or "cancelled" when it has ended
	Message     string    // more on State, for people; empty if there is none
	CopyOnWrite int64     // bytes of memory that it has taken besides
}

var decodeSlotMigrations = converted(func(v struct {
	Name       string `redis:"name"`
	Operation  string `redis:"operation"`
	Slots      string `redis:"slot_ranges"`
	Target     string `redis:"target_node"`
	Source     string `redis:"source_node"`
	CreateTime int64  `redis:"create_time"`
	UpdateTime int64  `redis:"last_update_time"`
	AckTime    int64  `redis:"last_ack_time"`
	State      string `redis:"state"`
	Message    string `redis:"message"`
	CowSize    int64  `redis:"cow_size"`
}) SlotMigration {
	return SlotMigration{
		Name: v.Name, Operation: v.Operation, Slots: slotRangesOf(v.Slots), Source: v.Source, Target: v.Target, Created: time.Unix(v.CreateTime, 0),
		Updated: time.Unix(v.UpdateTime, 0), Acked: time.Unix(v.AckTime, 0), State: v.State, Message: v.Message, CopyOnWrite: v.CowSize,
	}
})
