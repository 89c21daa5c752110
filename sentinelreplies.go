package redis

import (
	"net"
	"time"

	"github.com/redisfut/redis/decode"
)

// A MonitoredMaster is a master that a sentinel monitors. Fields that it does not tell are zero; Fields
// has all that it does.
type MonitoredMaster struct {
	Name                 string        `text:"name"`
	IP                   string        `text:"ip"`
	Port                 uint16        `text:"port"`
	RunID                string        `text:"runid"`
	Flags                []string      `text:"flags"`             // as "master", "s_down" and "o_down"
	LastPingSent         time.Duration `text:"last-ping-sent,ms"` // ago, if it waits for its answer
	LastOKPingReply      time.Duration `text:"last-ok-ping-reply,ms"`
	LastPingReply        time.Duration `text:"last-ping-reply,ms"`
	DownAfter            time.Duration `text:"down-after-milliseconds,ms"`
	InfoRefresh          time.Duration `text:"info-refresh,ms"` // since its last answer to INFO
	RoleReported         string        `text:"role-reported"`
	RoleReportedFor      time.Duration `text:"role-reported-time,ms"`
	SubjectivelyDownFor  time.Duration `text:"s-down-time,ms"`
	ObjectivelyDownFor   time.Duration `text:"o-down-time,ms"`
	ConfigEpoch          int64         `text:"config-epoch"`
	Replicas             int64         `text:"num-slaves"`
	OtherSentinels       int64         `text:"num-other-sentinels"`
	Quorum               int64         `text:"quorum"`
	FailoverTimeout      time.Duration `text:"failover-timeout,ms"`
	ParallelSyncs        int64         `text:"parallel-syncs"`
	FailoverState        string        `text:"failover-state"`
	NotificationScript   string        `text:"notification-script"`
	ClientReconfigScript string        `text:"client-reconfig-script"`

	Fields map[string]string // all, by name
}

// A MonitoredReplica is a replica of a master that a sentinel monitors. Fields that it does not tell are zero;
// Fields has all that it does.
type MonitoredReplica struct {
	Name                string        `text:"name"` // as "10.0.0.8:6379"
	IP                  string        `text:"ip"`
	Port                uint16        `text:"port"`
	RunID               string        `text:"runid"`
	Flags               []string      `text:"flags"`
	LastPingSent        time.Duration `text:"last-ping-sent,ms"` // ago, if it waits for its answer
	LastOKPingReply     time.Duration `text:"last-ok-ping-reply,ms"`
	LastPingReply       time.Duration `text:"last-ping-reply,ms"`
	DownAfter           time.Duration `text:"down-after-milliseconds,ms"`
	InfoRefresh         time.Duration `text:"info-refresh,ms"`
	RoleReported        string        `text:"role-reported"`
	RoleReportedFor     time.Duration `text:"role-reported-time,ms"`
	SubjectivelyDownFor time.Duration `text:"s-down-time,ms"`
	MasterLinkDownFor   time.Duration `text:"master-link-down-time,ms"`
	MasterLink          string        `text:"master-link-status"` // "ok" or "err"
	MasterHost          string        `text:"master-host"`
	MasterPort          uint16        `text:"master-port"`
	Priority            int64         `text:"slave-priority"` // lower ones become master first, with 0 it never does
	ReplicationOffset   int64         `text:"slave-repl-offset"`
	Announced           bool          `text:"replica-announced"`

	Fields map[string]string // all, by name
}

// An OtherSentinel is a sentinel that another knows. Fields that it does not tell are zero; Fields
// has all that it does.
type OtherSentinel struct {
	Name                string        `text:"name"` // its ID
	IP                  string        `text:"ip"`
	Port                uint16        `text:"port"`
	RunID               string        `text:"runid"`
	Flags               []string      `text:"flags"`
	LastPingSent        time.Duration `text:"last-ping-sent,ms"` // ago, if it waits for its answer
	LastOKPingReply     time.Duration `text:"last-ok-ping-reply,ms"`
	LastPingReply       time.Duration `text:"last-ping-reply,ms"`
	DownAfter           time.Duration `text:"down-after-milliseconds,ms"`
	SubjectivelyDownFor time.Duration `text:"s-down-time,ms"`
	LastHello           time.Duration `text:"last-hello-message,ms"` // ago
	VotedLeader         string        `text:"voted-leader"`          // the ID of who is to do the failover, "?" if none is
	VotedLeaderEpoch    int64         `text:"voted-leader-epoch"`

	Fields map[string]string // all, by name
}

func decodeMonitoredMaster(r *decode.Reader, dst *MonitoredMaster) error {
	*dst = MonitoredMaster{}
	return decodeFields(r, dst, &dst.Fields)
}

var (
	decodeMonitoredMasters  = decode.Slice(decodeMonitoredMaster)
	decodeMonitoredReplicas = decode.Slice(func(r *decode.Reader, dst *MonitoredReplica) error {
		*dst = MonitoredReplica{}
		return decodeFields(r, dst, &dst.Fields)
	})
	decodeOtherSentinels = decode.Slice(func(r *decode.Reader, dst *OtherSentinel) error {
		*dst = OtherSentinel{}
		return decodeFields(r, dst, &dst.Fields)
	})
)

var decodeMasterAddr = decode.OptionalOf(decode.Convert(decode.PairOf(decode.String, decode.String), func(a Pair[string, string]) (string, error) {
	return net.JoinHostPort(a.Key, a.Value), nil
}))

// A CachedInfo is what a server has told a sentinel by INFO.
type CachedInfo struct {
	Age  time.Duration        // how long ago
	Info Optional[ServerInfo] // none if it has told nothing yet
}

var decodeInfoCache = decode.Map(decode.String, decode.Slice(func(r *decode.Reader, dst *CachedInfo) error {
	return decodeParts[CachedInfo](r, into(durationIn(time.Millisecond), &dst.Age), into(decode.OptionalOf(decodeServerInfo), &dst.Info))
}))

// A PendingScript is a script that a sentinel runs, or is about to run.
type PendingScript struct {
	Argv    []string      // its path, and its arguments
	Flags   string        // "running" or "scheduled"
	PID     int64         // of the process that runs it
	RunTime time.Duration // for which it has run
	Delay   time.Duration // until it is to run
	Retries int64
}

var decodePendingScripts = decode.Slice(func(r *decode.Reader, dst *PendingScript) error {
	type raw struct {
		Argv    []string `redis:"argv"`
		Flags   string   `redis:"flags"`
		PID     int64    `redis:"pid"`
		RunTime int64    `redis:"run-time"`
		Delay   int64    `redis:"run-delay"`
		Retries int64    `redis:"retry-num"`
	}
	return decodeVia(r, dst, func(v raw) PendingScript {
		return PendingScript{v.Argv, v.Flags, v.PID, durationOf(v.RunTime, time.Millisecond), durationOf(v.Delay, time.Millisecond), v.Retries}
	})
})
