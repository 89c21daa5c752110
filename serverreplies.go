package redis

import (
	"strconv"
	"strings"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// A ServerRole is what a server is in replication.
type ServerRole struct {
	Role string // "master", "slave" or "sentinel"

	// Offset is how far the stream of replication has come, of a master and of a replica; none if a
	// replica has not got anything yet.
	Offset   Optional[int64]
	Replicas []ReplicaState // of a master

	// Of a replica.
	MasterHost string
	MasterPort uint16
	Link       string // "connect", "connecting", "sync" or "connected"

	Masters []string // the names of those that a sentinel monitors
}

// A ReplicaState is a replica, in the eyes of its master.
type ReplicaState struct {
	Host   string
	Port   uint16
	Offset int64 // that it has acknowledged
}

func decodeReplicaState(r *decode.Reader, dst *ReplicaState) error {
	return decodeParts[ReplicaState](r, into(decode.String, &dst.Host), into(decode.Of[uint16](), &dst.Port), into(decode.Int64, &dst.Offset))
}

func decodeRole(r *decode.Reader, dst *ServerRole) error {
	*dst = ServerRole{}
	offset := func(r *decode.Reader) error {
		var n int64
		err := decode.Int64(r, &n)
		if n >= 0 {
			dst.Offset = Some(n)
		}
		return err
	}
	second := func(r *decode.Reader) error {
		switch dst.Role {
		case "master":
			return offset(r)
		case "slave", "replica":
			return decode.String(r, &dst.MasterHost)
		case "sentinel":
			return decode.Slice(decode.String)(r, &dst.Masters)
		}
		return r.Skip()
	}
	third := func(r *decode.Reader) error {
		switch dst.Role {
		case "master":
			return decode.Slice(decodeReplicaState)(r, &dst.Replicas)
		case "slave", "replica":
			return decode.Of[uint16]()(r, &dst.MasterPort)
		}
		return r.Skip()
	}
	return decodeParts[ServerRole](r, into(decode.String, &dst.Role), second, third, into(decode.String, &dst.Link), offset)
}

// A LoadedModule is a module that the server has loaded.
type LoadedModule struct {
	Name    string   `redis:"name"`
	Version int64    `redis:"ver"`
	Path    string   `redis:"path"` // since 7.0.0
	Args    []string `redis:"args"` // since 7.0.0
}

// A BackupState is how far a backup has come.
type BackupState struct {
	State   string    // "idle", "pending", "snapshotting", "incrementing", "sealed" or "failed"
	Error   string    // why it has failed, else empty
	Started time.Time // to the second; zero if it has not
	Sealed  time.Time // to the second; zero if it is not
}

func decodeBackupState(r *decode.Reader, dst *BackupState) error {
	type raw struct {
		State string `redis:"state"`
		Error string `redis:"error"`
		Start int64  `redis:"start_time"`
		End   int64  `redis:"end_time"`
	}
	return decodeVia(r, dst, func(v raw) BackupState {
		b := BackupState{State: v.State, Error: v.Error}
		setText(&b.Started, strconv.FormatInt(v.Start, 10), time.Second)
		setText(&b.Sealed, strconv.FormatInt(v.End, 10), time.Second)
		return b
	})
}

// A SlowLogEntry is a command that took long to execute.
type SlowLogEntry struct {
	ID         int64
	Time       time.Time     // when it was executed, to the second
	Duration   time.Duration // that it took to execute; the time that it waited is no part of it
	Args       []string      // of the command, its name first; long ones are cut, and where there are many the last says how many more
	ClientAddr string        // since 4.0.0
	ClientName string        // since 4.0.0

	ArgCount Optional[int64] // how many there were, with the name (since 8.10.0)
}

var decodeSlowLog = decode.Slice(decodeSlowLogEntry)

func decodeSlowLogEntry(r *decode.Reader, dst *SlowLogEntry) error {
	*dst = SlowLogEntry{}
	return decodeParts[SlowLogEntry](r, into(decode.Int64, &dst.ID), into(decodeUnixSeconds, &dst.Time),
		into(durationIn(time.Microsecond), &dst.Duration), into(decode.Slice(decode.String), &dst.Args),
		into(decode.String, &dst.ClientAddr), into(decode.String, &dst.ClientName), into(decode.Of[Optional[int64]](), &dst.ArgCount))
}

// A LargeCommand is a command that was large, or had a large reply.
type LargeCommand struct {
	ID         int64
	Time       time.Time // when it was executed, to the second
	Size       int64     // of the command, or of its reply, in bytes
	Args       []string  // of the command, its name first; long ones are cut
	ClientAddr string
	ClientName string
}

var decodeLargeCommands = decode.Slice(func(r *decode.Reader, dst *LargeCommand) error {
	*dst = LargeCommand{}
	return decodeParts[LargeCommand](r, into(decode.Int64, &dst.ID), into(decodeUnixSeconds, &dst.Time), into(decode.Int64, &dst.Size),
		into(decode.Slice(decode.String), &dst.Args), into(decode.String, &dst.ClientAddr), into(decode.String, &dst.ClientName))
})

// durationIn decodes an integer as a number of units.
func durationIn(unit time.Duration) decode.Decoder[time.Duration] {
	return func(r *decode.Reader, dst *time.Duration) error {
		var n int64
		err := decode.Int64(r, &n)
		*dst = durationOf(n, unit)
		return err
	}
}

var decodeIdleTime = decode.OptionalOf(durationIn(time.Second))

// A LatencyEvent is an event that the server's latency monitor has noticed.
type LatencyEvent struct {
	Event  string    // as "command" or "fork"
	Time   time.Time // of the latest
	Latest time.Duration
	Max    time.Duration // since the server's start, or [LatencyReset]
	// Sum is that of the samples that [LatencyHistory] gives, Count how many these are (of Valkey since 8.1.0).
	Sum   Optional[time.Duration]
	Count Optional[int64]
}

var decodeLatencyEvents = decode.Slice(func(r *decode.Reader, dst *LatencyEvent) error {
	*dst = LatencyEvent{}
	ms := durationIn(time.Millisecond)
	return decodeParts[LatencyEvent](r, into(decode.String, &dst.Event), into(decodeUnixSeconds, &dst.Time), into(ms, &dst.Latest), into(ms, &dst.Max),
		into(decode.OptionalOf(ms), &dst.Sum), into(decode.OptionalOf(decode.Int64), &dst.Count))
})

// A LatencySample is one time that an event took long.
type LatencySample struct {
	Time    time.Time
	Latency time.Duration
}

var decodeLatencyHistory = decode.Slice(func(r *decode.Reader, dst *LatencySample) error {
	return decodeParts[LatencySample](r, into(decodeUnixSeconds, &dst.Time), into(durationIn(time.Millisecond), &dst.Latency))
})

// A LatencyDistribution is how long the calls of a command took.
type LatencyDistribution struct {
	Calls   int64
	Buckets []LatencyBucket // by ascending latency
}

// A LatencyBucket is how many calls took at most so long.
type LatencyBucket struct {
	UpTo  time.Duration
	Calls int64 // those of lower buckets among them
}

var decodeHistograms = decode.Map(decode.String, func(r *decode.Reader, dst *LatencyDistribution) error {
	type raw struct {
		Calls   int64                `redis:"calls"`
		Buckets []Pair[int64, int64] `redis:"histogram_usec"`
	}
	return decodeVia(r, dst, func(v raw) LatencyDistribution {
		d := LatencyDistribution{Calls: v.Calls, Buckets: make([]LatencyBucket, len(v.Buckets))}
		for i, b := range v.Buckets {
			d.Buckets[i] = LatencyBucket{durationOf(b.Key, time.Microsecond), b.Value}
		}
		return d
	})
})

// A MemoryReport is what a server uses memory for. Numbers are bytes where nothing else is said. Fields
// that it does not tell are zero; Fields has all that it does.
type MemoryReport struct {
	Peak                   int64   `text:"peak.allocated"`
	Total                  int64   `text:"total.allocated"`
	Startup                int64   `text:"startup.allocated"`
	ReplicationBacklog     int64   `text:"replication.backlog"`
	ReplicaClients         int64   `text:"clients.slaves"`
	NormalClients          int64   `text:"clients.normal"`
	ClusterLinks           int64   `text:"cluster.links"`
	AOFBuffer              int64   `text:"aof.buffer"`
	LuaCaches              int64   `text:"lua.caches"`
	FunctionCaches         int64   `text:"functions.caches"`
	Overhead               int64   `text:"overhead.total"`
	Keys                   int64   `text:"keys.count"` // their number
	BytesPerKey            int64   `text:"keys.bytes-per-key"`
	Dataset                int64   `text:"dataset.bytes"`
	DatasetPercent         float64 `text:"dataset.percentage"`
	PeakPercent            float64 `text:"peak.percentage"`
	AllocatorAllocated     int64   `text:"allocator.allocated"`
	AllocatorActive        int64   `text:"allocator.active"`
	AllocatorResident      int64   `text:"allocator.resident"`
	AllocatorFragmentation float64 `text:"allocator-fragmentation.ratio"`
	AllocatorRSS           float64 `text:"allocator-rss.ratio"`
	RSSOverhead            float64 `text:"rss-overhead.ratio"`
	Fragmentation          float64 `text:"fragmentation"`
	FragmentationBytes     int64   `text:"fragmentation.bytes"`

	Databases map[int64]DatabaseMemory // that have keys, by their numbers
	Fields    map[string]string        // all numbers, by name
}

// A DatabaseMemory is the memory that a database takes besides its keys and values, in bytes.
type DatabaseMemory struct {
	Main       int64 `text:"overhead.hashtable.main"`
	Expires    int64 `text:"overhead.hashtable.expires"`
	SlotToKeys int64 `text:"overhead.hashtable.slot-to-keys"` // of a server of a cluster, before 7.4

	Fields map[string]string // all numbers, by name
}

// decodeMemoryReport decodes a map of numbers, and of a map for each database.
func decodeMemoryReport(r *decode.Reader, dst *MemoryReport) error {
	frame, err := r.Raw()
	if err != nil {
		return err
	}
	*dst = MemoryReport{}
	sub := decode.Reader{Codec: r.Codec}
	sub.Reset(frame)
	if err := decodeFields(&sub, dst, &dst.Fields); err != nil {
		return err
	}
	// And again for the databases: it is only by their names that they differ from other maps.
	var values map[string][]byte
	sub.Reset(frame)
	err = decode.Map(decode.String, func(r *decode.Reader, v *[]byte) error {
		raw, err := r.Raw()
		*v = raw
		return err
	})(&sub, &values)
	for name, raw := range values {
		n, ok := numbered(name, "db.")
		if sub.Reset(raw); err != nil || !ok || !sub.Peek().IsAggregate() {
			continue
		}
		var db DatabaseMemory
		err = decodeFields(&sub, &db, &db.Fields)
		put(&dst.Databases, n, db)
	}
	return err
}

// decodeDryRun decodes the OK of what is allowed, or the reason why it is not.
func decodeDryRun(r *decode.Reader, dst *Optional[string]) error {
	if r.Peek() == resp.SimpleString {
		*dst = None[string]()
		return decode.Status(r, new(OK))
	}
	var reason string
	err := decode.String(r, &reason)
	*dst = Some(reason)
	return err
}

// An ACLUser is what a user may do.
type ACLUser struct {
	Flags     []string // "on" or "off", "nopass", ...
	Passwords []string // their SHA-256 digests
	Commands  []ACLRule
	Keys      []ACLRule
	Channels  []ACLRule // since 6.2.0
	Databases []ACLRule // of Valkey since 9.1.0
	Selectors []ACLSelector
}

// An ACLSelector is what a selector allows (since 7.0.0).
type ACLSelector struct {
	Commands  []ACLRule
	Keys      []ACLRule
	Channels  []ACLRule
	Databases []ACLRule // of Valkey since 9.1.0
}

// An ACLRole is what users may do whom the role is given to, of Valkey.
type ACLRole struct {
	Commands  []ACLRule
	Keys      []ACLRule
	Channels  []ACLRule
	Databases []ACLRule
	Selectors []ACLSelector
	Users     []string // that have the role
}

// rules is rules in one text, or, of servers before 7.0, the patterns alone as an array.
type rules struct {
	list []string
	bare bool
}

// UnmarshalReply makes rules a decode.ReplyUnmarshaler.
func (u *rules) UnmarshalReply(r *resp.Reader) error {
	v, err := r.Next()
	if err != nil {
		return err
	}
	*u = rules{bare: v.Kind.IsAggregate()}
	if !u.bare {
		u.list = strings.Fields(r.Text(v.Bytes))
		return nil
	}
	for left := v.Len; r.More(&left); {
		v, err := r.Next()
		if err != nil {
			return err
		}
		u.list = append(u.list, r.Text(v.Bytes))
	}
	return nil
}

// rules gives the rules with the mark that those of this kind begin with.
func (u rules) rules(mark string) []ACLRule {
	all := make([]ACLRule, len(u.list))
	for i, s := range u.list {
		if u.bare {
			s = mark + s
		}
		all[i] = ACLRule(s)
	}
	return all
}

type rawSelector struct {
	Commands  rules `redis:"commands"`
	Keys      rules `redis:"keys"`
	Channels  rules `redis:"channels"`
	Databases rules `redis:"databases"`
}

// selectors gives what a server tells of selectors.
func selectors(raw []rawSelector) (list []ACLSelector) {
	for _, s := range raw {
		list = append(list, ACLSelector{s.Commands.rules(""), s.Keys.rules("~"), s.Channels.rules("&"), s.databases()})
	}
	return list
}

// databases gives none where the server does not know of databases.
func (s rawSelector) databases() []ACLRule {
	if len(s.Databases.list) == 0 {
		return nil
	}
	return s.Databases.rules("")
}

var decodeACLUser = decode.OptionalOf(func(r *decode.Reader, dst *ACLUser) error {
	type raw struct {
		Flags     []string `redis:"flags"`
		Passwords []string `redis:"passwords"`
		rawSelector
		Selectors []rawSelector `redis:"selectors"`
	}
	return decodeVia(r, dst, func(v raw) ACLUser {
		u := ACLUser{
			Flags: v.Flags, Passwords: v.Passwords,
			Commands: v.Commands.rules(""), Keys: v.Keys.rules("~"), Channels: v.Channels.rules("&"), Databases: v.databases(),
			Selectors: selectors(v.Selectors),
		}
		return u
	})
})

var decodeACLRole = decode.OptionalOf(func(r *decode.Reader, dst *ACLRole) error {
	type raw struct {
		rawSelector
		Selectors []rawSelector `redis:"selectors"`
		Users     []string      `redis:"users"`
	}
	return decodeVia(r, dst, func(v raw) ACLRole {
		return ACLRole{v.Commands.rules(""), v.Keys.rules("~"), v.Channels.rules("&"), v.databases(), selectors(v.Selectors), v.Users}
	})
})

// An ACLLogEntry is something that the server has refused to a user.
type ACLLogEntry struct {
	Count    int64  // how often, within a minute
	Reason   string // "command", "key", "channel" or "auth"
	Context  string // "toplevel", "multi", "lua" or "module"
	Object   string // the command, key or channel
	Username string
	Age      time.Duration // since the last time
	Client   ConnectedClient
	ID       int64     // since 7.2.0
	Created  time.Time // since 7.2.0
	Updated  time.Time // since 7.2.0
}

var decodeACLLog = decode.Slice(func(r *decode.Reader, dst *ACLLogEntry) error {
	type raw struct {
		Count    int64  `redis:"count"`
		Reason   string `redis:"reason"`
		Context  string `redis:"context"`
		Object   string `redis:"object"`
		Username string `redis:"username"`
		Age      string `redis:"age-seconds"`
		Client   string `redis:"client-info"`
		ID       int64  `redis:"entry-id"`
		Created  int64  `redis:"timestamp-created"`
		Updated  int64  `redis:"timestamp-last-updated"`
	}
	return decodeVia(r, dst, func(v raw) ACLLogEntry {
		e := ACLLogEntry{
			Count: v.Count, Reason: v.Reason, Context: v.Context, Object: v.Object, Username: v.Username,
			Age: textDuration(v.Age, time.Second).Value(), Client: parseClient(v.Client), ID: v.ID,
		}
		setText(&e.Created, strconv.FormatInt(v.Created, 10), time.Millisecond)
		setText(&e.Updated, strconv.FormatInt(v.Updated, 10), time.Millisecond)
		return e
	})
})
