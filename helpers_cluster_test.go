package redis

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

const allSlots = "CLUSTER RESET HARD\nCLUSTER ADDSLOTSRANGE 0 16383"

var clusterTrips = []roundTrip{
	{"ClusterInfo", allSlots, func(p Pipe) result { return of(ClusterInfo(p)) }, that(func(v ClusterState) bool {
		return v.SlotsAssigned == 16384 && v.KnownNodes == 1 && v.Size == 1 && v.State == v.Fields["cluster_state"] && v.State != ""
	})},
	{"ClusterNodes", allSlots, func(p Pipe) result { return of(ClusterNodes(p)) }, that(func(v []ClusterNode) bool {
		return len(v) == 1 && len(v[0].ID) == 40 && slices.Equal(v[0].Flags, []string{"myself", "master"}) && v[0].Master == "" && v[0].Connected &&
			v[0].BusPort > 0 && slices.Equal(v[0].Slots, []SlotRange{{0, 16383}})
	})},
	{"ClusterNodes", "CLUSTER RESET HARD\nCLUSTER ADDSLOTS 1 3 4 5", func(p Pipe) result { return of(ClusterNodes(p)) }, that(func(v []ClusterNode) bool {
		return len(v) == 1 && slices.Equal(v[0].Slots, []SlotRange{{1, 1}, {3, 5}})
	})},
	{"ClusterShards", allSlots, func(p Pipe) result { return of(ClusterShards(p)) }, that(func(v []ClusterShard) bool {
		n := v[0].Nodes[0]
		return len(v) == 1 && slices.Equal(v[0].Slots, []SlotRange{{0, 16383}}) && len(v[0].Nodes) == 1 && n.Role == "master" && n.Health == "online" && n.Port.Value() > 0 && n.TLSPort.IsNone()
	})},
	{"ClusterSlots", allSlots, func(p Pipe) result { return of(ClusterSlots(p)) }, that(func(v []SlotOwners) bool {
		return len(v) == 1 && v[0].SlotRange == SlotRange{0, 16383} && len(v[0].Servers) == 1 && v[0].Servers[0].Port > 0 && len(v[0].Servers[0].ID) == 40
	})},
	{"ClusterSlots", "CLUSTER FLUSHSLOTS", func(p Pipe) result { return of(ClusterSlots(p)) }, noElements[SlotOwners]()},
	{"ClusterLinks", allSlots, func(p Pipe) result { return of(ClusterLinks(p)) }, noElements[ClusterLink]()},
	{"MemoryStats", allSlots + "\nSET k v", func(p Pipe) result { return of(MemoryStats(p)) }, that(func(v MemoryReport) bool {
		db := v.Databases[0]
		n, told := db.Fields["overhead.hashtable.slot-to-keys"] // not since 7.4
		return len(v.Databases) == 1 && db.Main > 0 && told == (db.SlotToKeys > 0) && (!told || n == fmt.Sprint(db.SlotToKeys))
	})},
	{"ClusterReplicas", "", func(p Pipe) result { return of(ClusterReplicas(p, "nosuch")) }, "ERR"},
	{"ClusterMyID", "", func(p Pipe) result { return of(ClusterMyID(p)) }, that(func(v string) bool { return len(v) == 40 })},
	{"ClusterMyShardID", "", func(p Pipe) result { return of(ClusterMyShardID(p)) }, that(func(v string) bool { return len(v) == 40 })},
	{"ClusterKeySlot", "", func(p Pipe) result { return of(ClusterKeySlot(p, "foo")) }, uint16(12182)},
	{"ClusterCountKeysInSlot", "SET {foo}1 v\nSET {foo}2 v", func(p Pipe) result { return of(ClusterCountKeysInSlot(p, 12182)) }, int64(2)},
	{"ClusterGetKeysInSlot", "SET {foo}1 v\nSET {foo}2 v", func(p Pipe) result { return inOrder(ClusterGetKeysInSlot(p, 12182, 9)) }, []string{"{foo}1", "{foo}2"}},
	{"ClusterGetKeysInSlot", "", func(p Pipe) result { return of(ClusterGetKeysInSlot(p, 12182, 9)) }, noElements[string]()},
	{"ClusterCountFailureReports", "", func(p Pipe) result { return of(ClusterCountFailureReports(p, "nosuch")) }, "ERR"},
	{"ClusterSlotStats", allSlots, func(p Pipe) result { return of(ClusterSlotStats(p, 7, 8)) }, that(func(v []SlotUsage) bool { return len(v) == 2 })},
	{"ClusterSlotStatsHighest", allSlots, func(p Pipe) result { return of(ClusterSlotStatsHighest(p, SlotKeys, 2)) }, that(func(v []SlotUsage) bool { return len(v) == 2 })},
	{"ClusterSlotStatsLowest", allSlots, func(p Pipe) result { return of(ClusterSlotStatsLowest(p, SlotKeys, 2)) }, that(func(v []SlotUsage) bool { return len(v) == 2 })},
	{"ClusterAddSlots", "CLUSTER RESET HARD", func(p Pipe) result { return of(ClusterAddSlots(p, 1, 2)) }, OK{}},
	{"ClusterAddSlots", allSlots, func(p Pipe) result { return of(ClusterAddSlots(p, 1)) }, "ERR"},
	{"ClusterAddSlotsRange", "CLUSTER RESET HARD", func(p Pipe) result { return of(ClusterAddSlotsRange(p, SlotRange{0, 5}, SlotRange{7, 16383})) }, OK{}},
	{"ClusterDelSlots", allSlots, func(p Pipe) result { return of(ClusterDelSlots(p, 1, 2)) }, OK{}},
	{"ClusterDelSlotsRange", allSlots, func(p Pipe) result { return of(ClusterDelSlotsRange(p, SlotRange{0, 16383})) }, OK{}},
	{"ClusterFlushSlots", allSlots, func(p Pipe) result { return of(ClusterFlushSlots(p)) }, OK{}},
	{"ClusterSetSlotNode", allSlots, func(p Pipe) result { return of(ClusterSetSlotNode(p, 7, "nosuch")) }, "ERR"},
	{"ClusterSetSlotMigrating", allSlots, func(p Pipe) result { return of(ClusterSetSlotMigrating(p, 7, "nosuch")) }, "ERR"},
	{"ClusterSetSlotImporting", "CLUSTER RESET HARD", func(p Pipe) result { return of(ClusterSetSlotImporting(p, 7, "nosuch")) }, "ERR"},
	{"ClusterSetSlotStable", allSlots, func(p Pipe) result { return of(ClusterSetSlotStable(p, 7)) }, OK{}},
	{"ClusterMeet", "", func(p Pipe) result { return of(ClusterMeet(p, "nosuch", 1)) }, "ERR"},
	{"ClusterMeetBus", "", func(p Pipe) result { return of(ClusterMeetBus(p, "nosuch", 1, 2)) }, "ERR"},
	{"ClusterForget", "", func(p Pipe) result { return of(ClusterForget(p, "nosuch")) }, "ERR"},
	{"ClusterReplicate", "", func(p Pipe) result { return of(ClusterReplicate(p, "nosuch")) }, "ERR"},
	{"ClusterFailover", "", func(p Pipe) result { return of(ClusterFailover(p)) }, "ERR"},
	{"ClusterFailoverForce", "", func(p Pipe) result { return of(ClusterFailoverForce(p)) }, "ERR"},
	{"ClusterFailoverTakeover", "", func(p Pipe) result { return of(ClusterFailoverTakeover(p)) }, "ERR"},
	{"ClusterReset", "", func(p Pipe) result { return of(ClusterReset(p)) }, OK{}},
	{"ClusterResetHard", "", func(p Pipe) result { return of(ClusterResetHard(p)) }, OK{}},
	{"ClusterSaveConfig", "", func(p Pipe) result { return of(ClusterSaveConfig(p)) }, OK{}},
	{"ClusterSetConfigEpoch", "CLUSTER RESET HARD", func(p Pipe) result { return of(ClusterSetConfigEpoch(p, 5)) }, OK{}},
	{"ClusterBumpEpoch", "CLUSTER RESET HARD", func(p Pipe) result { return of(ClusterBumpEpoch(p)) }, EpochBump{Epoch: 1, Bumped: true}},
	{"ClusterBumpEpoch", "CLUSTER RESET HARD\nCLUSTER BUMPEPOCH", func(p Pipe) result { return of(ClusterBumpEpoch(p)) }, EpochBump{Epoch: 1}},
}

// clusterServer starts a server of a cluster of its own. Its bus has a port that is not too high.
func clusterServer(t *testing.T, args ...string) (c *Conn, port, bus uint16) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, free, _ := net.SplitHostPort(l.Addr().String())
	l.Close()
	s := redistest.NewServer(t, append([]string{"--cluster-enabled", "yes", "--cluster-port", free, "--cluster-node-timeout", "2000", "--repl-diskless-sync-delay", "0"}, args...)...)
	u, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	number := func(s string) uint16 {
		n, err := strconv.ParseUint(s, 10, 16)
		if err != nil {
			t.Fatal(err)
		}
		return uint16(n)
	}
	return dial(t, s.URL()), number(u.Port()), number(free)
}

func TestHelpersOfClustersRoundTrip(t *testing.T) {
	for name, args := range map[string][]string{"RESP3": nil, "RESP2": {"--rename-command", "HELLO", ""}} {
		t.Run(name, func(t *testing.T) {
			c, _, _ := clusterServer(t, args...)
			runApart(t, c, onCluster, clusterTrips, setup)
		})
	}
}

// must waits for a result that has to come.
func must[T any](t *testing.T, f Future[T]) T {
	t.Helper()
	v, err := f.Wait(background)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// ran is must for a helper that has its run here: what it does takes more than a row.
func ran[T any](t *testing.T, c *Conn, helper, kind string, f Future[T]) T {
	t.Helper()
	v := must(t, f)
	recordRun(c, helper, kind, true)
	return v
}

// TestClusterOfTwo has two servers meet, move a slot, become a shard and change roles.
func TestClusterOfTwo(t *testing.T) {
	soon := []string{"--cluster-node-timeout", "500"} // it takes two of these until there can be another failover
	a, port, bus := clusterServer(t, soon...)
	b, _, _ := clusterServer(t, soon...)
	idA, idB := must(t, ClusterMyID(a)), must(t, ClusterMyID(b))
	must(t, ClusterAddSlotsRange(a, SlotRange{0, 16383}))
	must(t, ClusterSetConfigEpoch(a, 1))
	must(t, ClusterSetConfigEpoch(b, 2))
	ran(t, b, "ClusterMeetBus", onCluster, ClusterMeetBus(b, "127.0.0.1", port, bus))
	node := func(c *Conn, id string) ClusterNode {
		nodes := must(t, ClusterNodes(c))
		i := slices.IndexFunc(nodes, func(n ClusterNode) bool { return n.ID == id })
		if i < 0 {
			return ClusterNode{}
		}
		return nodes[i]
	}
	eventually(t, func() bool { return node(a, idB).Connected && node(b, idA).Connected && len(node(b, idA).Slots) == 1 })
	if n := node(b, idA); n.Addr != fmt.Sprintf("127.0.0.1:%d", port) || n.BusPort != bus || !slices.Equal(n.Flags, []string{"master"}) || n.PongReceived.IsZero() || n.ConfigEpoch != 1 {
		t.Errorf("%+v", n)
	}

	ran(t, a, "ClusterSetSlotMigrating", onCluster, ClusterSetSlotMigrating(a, 7, idB))
	ran(t, b, "ClusterSetSlotImporting", onCluster, ClusterSetSlotImporting(b, 7, idA))
	if n := node(a, idA); n.Migrating[7] != idB || len(n.Slots) != 1 {
		t.Errorf("%+v", n)
	}
	if n := node(b, idB); n.Importing[7] != idA || n.Slots != nil {
		t.Errorf("%+v", n)
	}
	must(t, ClusterSetSlotStable(b, 7))
	must(t, ClusterSetSlotStable(a, 7))
	ran(t, a, "ClusterSetSlotNode", onCluster, ClusterSetSlotNode(a, 7, idA))
	if n := ran(t, a, "ClusterCountFailureReports", onCluster, ClusterCountFailureReports(a, idB)); n != 0 {
		t.Errorf("%d reports", n)
	}

	eventually(t, func() bool {
		links := must(t, ClusterLinks(a))
		slices.SortFunc(links, func(a, b ClusterLink) int { return strings.Compare(a.Direction, b.Direction) })
		return len(links) == 2 && links[0].Direction == "from" && links[1].Direction == "to" && links[1].Node == idB && time.Since(links[1].Created).Abs() < hour
	})
	ran(t, b, "ClusterReplicate", onCluster, ClusterReplicate(b, idA))
	eventually(t, func() bool {
		shards := must(t, ClusterShards(a))
		return len(shards) == 1 && len(shards[0].Nodes) == 2 && len(shards[0].Slots) == 1
	})
	replicas := ran(t, a, "ClusterReplicas", onCluster, ClusterReplicas(a, idA))
	if len(replicas) != 1 || replicas[0].ID != idB || replicas[0].Master != idA {
		t.Errorf("%+v", replicas)
	}
	eventually(t, func() bool {
		role := must(t, RoleInfo(b))
		return role.Role == "slave" && role.Link == "connected" && role.MasterPort == port && role.MasterHost == "127.0.0.1" && !role.Offset.IsNone()
	})
	eventually(t, func() bool {
		Incr(a, "n").Wait(background) // something to replicate; until its cluster is complete it is an error
		role := must(t, RoleInfo(a))
		return role.Role == "master" && len(role.Replicas) == 1 && role.Replicas[0].Port > 0 && role.Replicas[0].Offset > 0
	})
	eventually(t, func() bool {
		slots := must(t, ClusterSlots(a))
		return len(slots) == 1 && len(slots[0].Servers) == 2 && slots[0].Servers[0].ID == idA && slots[0].Servers[1].ID == idB
	})
	turns := func(master, replica *Conn, masterID, replicaID string) {
		t.Helper()
		eventually(t, func() bool {
			return slices.Contains(node(replica, masterID).Flags, "master") && must(t, RoleInfo(replica)).Link == "connected" && node(master, replicaID).Master == masterID
		})
	}
	ran(t, b, "ClusterFailover", onCluster, ClusterFailover(b))
	turns(b, a, idB, idA)
	ran(t, a, "ClusterFailoverForce", onCluster, ClusterFailoverForce(a))
	turns(a, b, idA, idB)
	ran(t, b, "ClusterFailoverTakeover", onCluster, ClusterFailoverTakeover(b))
	eventually(t, func() bool { return slices.Contains(node(b, idB).Flags, "master") && node(a, idA).Master == idB })
	must(t, ClusterReset(a))
	ran(t, b, "ClusterForget", onCluster, ClusterForget(b, idA))
	if n := node(b, idA); n.ID != "" {
		t.Errorf("not forgotten: %+v", n)
	}
	// It has no bus where that is looked for, which shows later only.
	ran(t, b, "ClusterMeet", onCluster, ClusterMeet(b, "127.0.0.1", port))
}

var sentinelTrips = []roundTrip{
	{"SentinelMasters", "", func(p Pipe) result { return of(SentinelMasters(p)) }, that(func(v []MonitoredMaster) bool { return len(v) == 1 && isMaster(v[0]) })},
	{"SentinelMaster", "", func(p Pipe) result { return of(SentinelMaster(p, "mymaster")) }, that(isMaster)},
	{"SentinelMaster", "", func(p Pipe) result { return of(SentinelMaster(p, "nosuch")) }, "ERR"},
	{"SentinelReplicas", "", func(p Pipe) result { return of(SentinelReplicas(p, "mymaster")) }, that(func(v []MonitoredReplica) bool {
		r := v[0]
		return len(v) == 1 && r.IP == "127.0.0.1" && r.Port > 0 && slices.Contains(r.Flags, "slave") && r.MasterLink == "ok" && r.Priority == 100 && r.Announced && r.Fields["ip"] == r.IP
	})},
	{"SentinelReplicas", "", func(p Pipe) result { return of(SentinelReplicas(p, "nosuch")) }, "ERR"},
	{"SentinelSentinels", "", func(p Pipe) result { return of(SentinelSentinels(p, "mymaster")) }, that(func(v []OtherSentinel) bool {
		return len(v) == 1 && len(v[0].RunID) == 40 && slices.Contains(v[0].Flags, "sentinel") && v[0].LastHello < time.Minute && v[0].VotedLeader == "?"
	})},
	{"SentinelGetMasterAddrByName", "", func(p Pipe) result { return of(SentinelGetMasterAddrByName(p, "mymaster")) }, that(func(v Optional[string]) bool { return strings.HasPrefix(v.Value(), "127.0.0.1:") })},
	{"SentinelGetMasterAddrByName", "", func(p Pipe) result { return of(SentinelGetMasterAddrByName(p, "nosuch")) }, None[string]()},
	{"SentinelCkQuorum", "", func(p Pipe) result { return of(SentinelCkQuorum(p, "mymaster")) }, that(func(v string) bool { return strings.HasPrefix(v, "OK 2 usable Sentinels") })},
	{"SentinelMyID", "", func(p Pipe) result { return of(SentinelMyID(p)) }, that(func(v string) bool { return len(v) == 40 })},
	{"SentinelInfoCache", "", func(p Pipe) result { return of(SentinelInfoCache(p, "mymaster")) }, that(func(v map[string][]CachedInfo) bool {
		all := v["mymaster"]
		return len(v) == 1 && len(all) == 2 && all[0].Age < time.Minute && all[0].Info.Value().Replication.Role == "master" && len(all[0].Info.Value().Replication.Replicas) == 1 &&
			all[1].Info.Value().Replication.MasterLink == "up"
	})},
	{"SentinelPendingScripts", "", func(p Pipe) result { return of(SentinelPendingScripts(p)) }, noElements[PendingScript]()},
	{"SentinelSet", "", func(p Pipe) result {
		return of(SentinelSet(p, "mymaster", map[string]int{"failover-timeout": 5000, "parallel-syncs": 2}))
	}, OK{}},
	{"SentinelSet", "", func(p Pipe) result { return of(SentinelSet(p, "mymaster", "nosuch", "1")) }, "ERR"},
	{"SentinelFlushConfig", "", func(p Pipe) result { return of(SentinelFlushConfig(p)) }, OK{}},
	{"SentinelConfigGet", "", func(p Pipe) result { return of(SentinelConfigGet[map[string]string](p, "announce-i*")) }, map[string]string{"announce-ip": "127.0.0.1"}},
	{"SentinelConfigSet", "", func(p Pipe) result { return of(SentinelConfigSet(p, "resolve-hostnames", "no")) }, OK{}},
	{"SentinelMonitor", "", func(p Pipe) result {
		f := SentinelMonitor(p, "other", "127.0.0.1", 1, 1)
		SentinelRemove(p, "other")
		return of(f)
	}, OK{}},
	{"SentinelRemove", "", func(p Pipe) result { return of(SentinelRemove(p, "nosuch")) }, "ERR"},
	{"SentinelReset", "", func(p Pipe) result { return of(SentinelReset(p, "nosuch*")) }, int64(0)},
	{"SentinelFailover", "", func(p Pipe) result { return of(SentinelFailover(p, "nosuch")) }, "ERR"},
}

func isMaster(m MonitoredMaster) bool {
	return m.Name == "mymaster" && m.IP == "127.0.0.1" && m.Port > 0 && slices.Equal(m.Flags, []string{"master"}) && m.Replicas == 1 && m.OtherSentinels == 1 &&
		m.Quorum == 2 && m.DownAfter == 500*time.Millisecond && m.RoleReported == "master" && m.Fields["name"] == "mymaster"
}

func TestHelpersOfSentinelsRoundTrip(t *testing.T) {
	s := redistest.NewSentinels(t, redistest.SentinelOptions{Sentinels: 2, DownAfter: 500 * time.Millisecond})
	c := dial(t, s.Sentinels()[0].URL())
	runApart(t, c, onSentinel, sentinelTrips, func(*testing.T, *Conn, string) {})

	info := must(t, Info(c))
	if info.Server.Mode != "sentinel" || len(info.Masters) != 1 || info.Masters[0].Name != "mymaster" || info.Masters[0].Replicas != 1 || info.Masters[0].Status != "ok" {
		t.Errorf("%+v", info.Masters)
	}
	if role := must(t, RoleInfo(c)); role.Role != "sentinel" || !slices.Equal(role.Masters, []string{"mymaster"}) {
		t.Errorf("%+v", role)
	}
	// The nodes have files of configuration.
	master, replica := dial(t, s.Nodes()[0].URL()), dial(t, s.Nodes()[1].URL())
	ran(t, master, "ConfigRewrite", onRedis, ConfigRewrite(master))
	r := must(t, Info(master, "replication")).Replication
	if len(r.Replicas) != 1 || r.Replicas[0].State != "online" || r.Replicas[0].Port == 0 || r.ConnectedReplicas != 1 {
		t.Errorf("%+v", r)
	}
	if r := must(t, Info(replica, "replication")).Replication; r.Role != "slave" || r.MasterLink != "up" || r.MasterLastIO.IsNone() || !r.ReadOnly || !r.MasterLinkDown.IsNone() {
		t.Errorf("%+v", r)
	}

	must(t, SentinelMonitor(c, "other", "127.0.0.1", 1, 1))
	ran(t, c, "SentinelRemove", onSentinel, SentinelRemove(c, "other"))
	before := must(t, SentinelGetMasterAddrByName(c, "mymaster"))
	ran(t, c, "SentinelFailover", onSentinel, SentinelFailover(c, "mymaster"))
	eventually(t, func() bool { return must(t, SentinelGetMasterAddrByName(c, "mymaster")) != before })
}

func TestFailoverMakesAReplicaTheMaster(t *testing.T) {
	servers := [2]*redistest.Instance{redistest.NewServer(t, "--repl-diskless-sync-delay", "0"), redistest.NewServer(t, "--repl-diskless-sync-delay", "0")}
	var conns [2]*Conn
	var ports [2]uint16
	for i, s := range servers {
		conns[i] = dial(t, s.URL())
		_, port, _ := net.SplitHostPort(s.Addr())
		n, _ := strconv.ParseUint(port, 10, 16)
		ports[i] = uint16(n)
	}
	const host = "127.0.0.1"
	a, b := conns[0], conns[1]
	must(t, ReplicaOf(b, host, ports[0]))
	if s := must(t, ReplicaOf(b, host, ports[0])); s != "OK Already connected to specified master" {
		t.Errorf("asked twice: %s", s)
	}
	// ready waits until one is a master with a replica that follows.
	ready := func(master, replica *Conn) {
		t.Helper()
		eventually(t, func() bool {
			r := must(t, Info(master)).Replication
			return must(t, RoleInfo(replica)).Role == "slave" && r.Role == "master" && len(r.Replicas) == 1 && r.Replicas[0].State == "online"
		})
	}
	ready(a, b)
	ran(t, a, "FailoverWithin", onRedis, FailoverWithin(a, time.Minute))
	ready(b, a)
	ran(t, b, "Failover", onRedis, Failover(b))
	ready(a, b)
	ran(t, a, "FailoverTo", onRedis, FailoverTo(a, host, ports[1]))
	ready(b, a)
	ran(t, b, "FailoverToWithin", onRedis, FailoverToWithin(b, host, ports[0], time.Minute))
	ready(a, b)
	ran(t, a, "FailoverToForce", onRedis, FailoverToForce(a, host, ports[1], time.Minute))
	ready(b, a)

	// One that sleeps can't catch up.
	sleep := Do[Ignore](a, "DEBUG", "SLEEP", "1")
	eventually(t, func() bool {
		must(t, Incr(b, "n"))
		r := must(t, Info(b, "replication")).Replication
		return len(r.Replicas) == 1 && r.Replicas[0].Offset < r.Offset
	})
	must(t, Failover(b))
	ran(t, b, "FailoverAbort", onRedis, FailoverAbort(b))
	must(t, sleep)
	ready(b, a)

	must(t, ReplicaOfNoOne(a))
	eventually(t, func() bool { return must(t, RoleInfo(a)).Role == "master" })
}
