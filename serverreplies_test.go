package redis

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
	"github.com/redisfut/redis/resp"
)

// bulk, array and entries make replies of text.
func bulk(s string) string { return string(resp.AppendBulkString(nil, s)) }

func array(elems ...string) string {
	return string(resp.AppendArrayHeader(nil, len(elems))) + strings.Join(elems, "")
}

func bulks(texts ...string) string {
	for i, s := range texts {
		texts[i] = bulk(s)
	}
	return array(texts...)
}

// entries is a map, of names and replies one after the other.
func entries(pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = bulk(pairs[i])
	}
	return string(resp.AppendMapHeader(nil, len(pairs)/2)) + strings.Join(pairs, "")
}

// flat is what RESP2 sends in place of a map.
func flatReply(pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = bulk(pairs[i])
	}
	return array(pairs...)
}

func numberReply(n int64) string { return string(resp.AppendInteger(nil, n)) }

const null = "_\r\n"

func init() {
	replyTests = slices.Concat(replyTests, serverReplyTests, clusterReplyTests, sentinelReplyTests)
}

var serverReplyTests = func() []replyTest {
	info, client, clients := by(decodeServerInfo), by(decodeClient), by(decodeClientList)
	role, slow, latest, history, histogram := by(decodeRole), by(decodeSlowLog), by(decodeLatencyEvents), by(decodeLatencyHistory), by(decodeHistograms)
	memory, dry, user, log := by(decodeMemoryReport), by(decodeDryRun), by(decodeACLUser), by(decodeACLLog)
	specs, infos, docs, redirect, tracking := by(decodeCommandSpecs), by(decodeCommandInfos), by(CommandDocs(newTape()).dec), by(decodeRedirect), by(decodeTrackingState)
	stats, libraries, modules := by(decodeFunctionReport), by(FunctionList(newTape()).dec), by(ModuleList(newTape()).dec)
	idle := by(decodeIdleTime)
	return []replyTest{
		{"INFO of nothing", bulk(""), info, ServerInfo{Sections: map[string]map[string]string{}}},
		{
			"INFO of another make", string(resp.AppendVerbatim(nil, "txt", "# Server\r\nredis_version:9.9\r\nnews:1\r\n\r\n# Strange\r\nx:y:z\r\nno\r\n\r\n")), info,
			ServerInfo{Server: ServerSection{Version: "9.9"}, Sections: map[string]map[string]string{"Server": {"redis_version": "9.9", "news": "1"}, "Strange": {"x": "y:z"}}},
		},
		{
			"INFO with values that are none of the kind", bulk("# Clients\r\nconnected_clients:many\r\nmaxclients:10\r\n"), info,
			ServerInfo{Clients: ClientsSection{Max: 10}, Sections: map[string]map[string]string{"Clients": {"connected_clients": "many", "maxclients": "10"}}},
		},
		{
			"INFO of modules", bulk("# Modules\r\nmodule:name=a,ver=1\r\nmodule:name=b,ver=2\r\n"), info,
			ServerInfo{Sections: map[string]map[string]string{"Modules": {"module": "name=a,ver=1\nname=b,ver=2"}}},
		},
		{
			"INFO of databases, calls, errors and latencies",
			bulk("# Keyspace\r\ndb3:keys=2,expires=1,avg_ttl=1500,subexpiry=0\r\n# Commandstats\r\ncmdstat_config|get:calls=3,usec=30,usec_per_call=10.50,rejected_calls=1,failed_calls=2\r\n" +
				"# Errorstats\r\nerrorstat_WRONGTYPE:count=4\r\n# Latencystats\r\nlatency_percentiles_usec_get:p50=1.003,p99.9=2.007\r\n"), info,
			ServerInfo{
				Keyspace:  map[int64]KeyspaceInfo{3: {2, 1, 1500 * time.Millisecond}},
				Commands:  map[string]CommandCalls{"config|get": {3, 30 * time.Microsecond, 10500 * time.Nanosecond, 1, 2}},
				Errors:    map[string]int64{"WRONGTYPE": 4},
				Latencies: map[string]map[string]time.Duration{"get": {"p50": 1003, "p99.9": 2007}},
				Sections: map[string]map[string]string{
					"Keyspace":     {"db3": "keys=2,expires=1,avg_ttl=1500,subexpiry=0"},
					"Commandstats": {"cmdstat_config|get": "calls=3,usec=30,usec_per_call=10.50,rejected_calls=1,failed_calls=2"},
					"Errorstats":   {"errorstat_WRONGTYPE": "count=4"},
					"Latencystats": {"latency_percentiles_usec_get": "p50=1.003,p99.9=2.007"},
				},
			},
		},
		{
			"INFO without headings", bulk("uptime_in_seconds:5\r\n"), info, ServerInfo{Sections: map[string]map[string]string{"": {"uptime_in_seconds": "5"}}},
		},
		{
			"INFO of a master whose replica waits", bulk("# Replication\r\nrole:master\r\nslave0:ip=::1,port=7000,state=wait_bgsave,offset=0,lag=0\r\n"), info,
			ServerInfo{
				Replication: ReplicationSection{Role: "master", Replicas: []ReplicaInfo{{IP: "::1", Port: 7000, State: "wait_bgsave"}}},
				Sections:    map[string]map[string]string{"Replication": {"role": "master", "slave0": "ip=::1,port=7000,state=wait_bgsave,offset=0,lag=0"}},
			},
		},
		{"INFO as an array", bulks("x"), info, mismatch},

		{
			"CLIENT INFO of a newer server", bulk("id=7 addr=[::1]:5 laddr=/tmp/my socket:0 name= age=3 idle=0 flags=N multi=-1 watch=2 redir=9 resp=3 lib-name=go lib-ver=1 rbs=5 rbp=4 io-thread=1 tot-net-in=6 tot-net-out=7 tot-cmds=8 capa=r new=1\n"), client,
			ConnectedClient{
				ID: 7, Addr: "[::1]:5", LocalAddr: "/tmp/my socket:0", Age: 3 * time.Second, Flags: "N", Watch: 2, Redirect: Some(int64(9)), Protocol: 3, Library: "go", LibraryVersion: "1", ReplyBuffer: 5, ReplyBufferPeak: 4, IOThread: 1, NetIn: 6, NetOut: 7, Commands: 8, Capabilities: "r",
				Fields: map[string]string{"id": "7", "addr": "[::1]:5", "laddr": "/tmp/my socket:0", "name": "", "age": "3", "idle": "0", "flags": "N", "multi": "-1", "watch": "2",
					"redir": "9", "resp": "3", "lib-name": "go", "lib-ver": "1", "rbs": "5", "rbp": "4", "io-thread": "1", "tot-net-in": "6", "tot-net-out": "7", "tot-cmds": "8", "capa": "r", "new": "1"},
			},
		},
		{
			"CLIENT LIST of two", bulk("id=7 multi=2\nid=8\n"), clients,
			[]ConnectedClient{{ID: 7, Multi: Some(int64(2)), Fields: map[string]string{"id": "7", "multi": "2"}}, {ID: 8, Fields: map[string]string{"id": "8"}}},
		},
		{"CLIENT LIST of none", bulk(""), clients, []ConnectedClient{}},
		{"CLIENT GETREDIR without tracking", numberReply(-1), redirect, TrackingRedirect{}},
		{"CLIENT GETREDIR to itself", numberReply(0), redirect, TrackingRedirect{Tracking: true}},
		{"CLIENT GETREDIR to another", numberReply(7), redirect, TrackingRedirect{Tracking: true, Client: Some(int64(7))}},
		{"CLIENT GETREDIR below", numberReply(-2), redirect, mismatch},
		{
			"CLIENT TRACKINGINFO", entries("flags", "~2\r\n"+bulk("on")+bulk("bcast"), "redirect", numberReply(7), "prefixes", bulks("a:"), "new", numberReply(1)), tracking,
			TrackingState{[]string{"on", "bcast"}, TrackingRedirect{true, Some(int64(7))}, []string{"a:"}},
		},
		{
			"CLIENT TRACKINGINFO, RESP2", flatReply("flags", bulks("on"), "redirect", numberReply(0), "prefixes", array()), tracking,
			TrackingState{[]string{"on"}, TrackingRedirect{Tracking: true}, []string{}},
		},

		{
			"ROLE of a master", array(bulk("master"), numberReply(30), array(bulks("10.0.0.7", "6379", "25"))), role,
			ServerRole{Role: "master", Offset: Some(int64(30)), Replicas: []ReplicaState{{"10.0.0.7", 6379, 25}}},
		},
		{
			"ROLE of a replica", array(bulk("slave"), bulk("10.0.0.7"), numberReply(6379), bulk("connected"), numberReply(30), bulk("more")), role,
			ServerRole{Role: "slave", MasterHost: "10.0.0.7", MasterPort: 6379, Link: "connected", Offset: Some(int64(30))},
		},
		{
			"ROLE of a replica that has got nothing", array(bulk("slave"), bulk("h"), numberReply(1), bulk("connect"), numberReply(-1)), role,
			ServerRole{Role: "slave", MasterHost: "h", MasterPort: 1, Link: "connect"},
		},
		{"ROLE of a sentinel", array(bulk("sentinel"), bulks("a", "b")), role, ServerRole{Role: "sentinel", Masters: []string{"a", "b"}}},
		{"ROLE of another kind", array(bulk("oracle"), array(), null), role, ServerRole{Role: "oracle"}},
		{"ROLE as a text", bulk("master"), role, mismatch},
		{"ROLE null", null, role, ErrNil},

		{
			"SLOWLOG GET", array(array(numberReply(5), numberReply(1700000000), numberReply(12), bulks("GET", "k"), bulk("a:1"), bulk("n"))), slow,
			[]SlowLogEntry{{5, time.Unix(1700000000, 0), 12 * time.Microsecond, []string{"GET", "k"}, "a:1", "n", None[int64]()}},
		},
		{
			"SLOWLOG GET since 8.10", array(array(numberReply(5), numberReply(1700000000), numberReply(12), bulks("DEL", "... (32 more arguments)"), bulk("a:1"), bulk("n"), numberReply(33), bulk("more"))), slow,
			[]SlowLogEntry{{5, time.Unix(1700000000, 0), 12 * time.Microsecond, []string{"DEL", "... (32 more arguments)"}, "a:1", "n", Some[int64](33)}},
		},
		{
			"SLOWLOG GET before 4.0", array(array(numberReply(5), numberReply(1700000000), numberReply(12), bulks("GET", "k"))), slow,
			[]SlowLogEntry{{ID: 5, Time: time.Unix(1700000000, 0), Duration: 12 * time.Microsecond, Args: []string{"GET", "k"}}},
		},
		{"SLOWLOG GET of texts", bulks("x"), slow, mismatch},
		{
			"LATENCY LATEST", array(array(bulk("fork"), numberReply(1700000000), numberReply(5), numberReply(7), numberReply(99), numberReply(3))), latest,
			[]LatencyEvent{{"fork", time.Unix(1700000000, 0), 5 * time.Millisecond, 7 * time.Millisecond, Some(99 * time.Millisecond), Some[int64](3)}},
		},
		{
			"LATENCY LATEST before Valkey 8.1", array(array(bulk("fork"), numberReply(1700000000), numberReply(5), numberReply(7))), latest,
			[]LatencyEvent{{Event: "fork", Time: time.Unix(1700000000, 0), Latest: 5 * time.Millisecond, Max: 7 * time.Millisecond}},
		},
		{"LATENCY HISTORY", array(array(numberReply(1700000000), numberReply(5))), history, []LatencySample{{time.Unix(1700000000, 0), 5 * time.Millisecond}}},
		{
			"LATENCY HISTOGRAM", entries("get", entries("calls", numberReply(3), "histogram_usec", "%2\r\n:1\r\n:2\r\n:4\r\n:3\r\n")), histogram,
			map[string]LatencyDistribution{"get": {3, []LatencyBucket{{time.Microsecond, 2}, {4 * time.Microsecond, 3}}}},
		},
		{
			"LATENCY HISTOGRAM, RESP2", flatReply("get", flatReply("calls", numberReply(3), "histogram_usec", array(numberReply(1), numberReply(2), numberReply(4), numberReply(3)))), histogram,
			map[string]LatencyDistribution{"get": {3, []LatencyBucket{{time.Microsecond, 2}, {4 * time.Microsecond, 3}}}},
		},
		{"LATENCY HISTOGRAM of none, RESP2", array(), histogram, map[string]LatencyDistribution{}},

		{
			"MEMORY STATS", entries("peak.allocated", numberReply(9), "fragmentation", ",1.5\r\n", "news", bulk("x"), "empty", null, "db.0", entries("overhead.hashtable.main", numberReply(3), "more", numberReply(1)),
				"db.dict", entries("a", numberReply(1))), memory,
			MemoryReport{Peak: 9, Fragmentation: 1.5, Databases: map[int64]DatabaseMemory{0: {Main: 3, Fields: map[string]string{"overhead.hashtable.main": "3", "more": "1"}}}, Fields: map[string]string{"peak.allocated": "9", "fragmentation": "1.5", "news": "x"}},
		},
		{
			"MEMORY STATS, RESP2", flatReply("peak.allocated", numberReply(9), "db.12", flatReply("overhead.hashtable.main", numberReply(3), "overhead.hashtable.expires", numberReply(2)), "fragmentation", bulk("1.5")), memory,
			MemoryReport{Peak: 9, Fragmentation: 1.5, Databases: map[int64]DatabaseMemory{12: {Main: 3, Expires: 2, Fields: map[string]string{"overhead.hashtable.main": "3", "overhead.hashtable.expires": "2"}}}, Fields: map[string]string{"peak.allocated": "9", "fragmentation": "1.5"}},
		},

		{"ACL DRYRUN that is allowed", "+OK\r\n", dry, None[string]()},
		{"ACL DRYRUN that is not", bulk("no"), dry, Some("no")},
		{"ACL DRYRUN null", null, dry, ErrNil},
		{
			"ACL GETUSER before 7.0", flatReply("flags", bulks("on", "allkeys"), "passwords", array(), "commands", bulk("-@all +get"), "keys", bulks("a:*"), "channels", bulks("n*")), user,
			Some(ACLUser{
				Flags: []string{"on", "allkeys"}, Passwords: []string{}, Commands: []ACLRule{"-@all", "+get"}, Keys: []ACLRule{"~a:*"}, Channels: []ACLRule{"&n*"},
			}),
		},
		{
			"ACL GETUSER", entries("flags", "~1\r\n"+bulk("off"), "passwords", bulks("d1"), "commands", bulk("+@all"), "keys", bulk("~a:* %R~b:*"), "channels", bulk(""),
				"databases", bulk("db=0,1"), "selectors", array(entries("commands", bulk("-@all +set"), "keys", bulk("~c:*"), "channels", bulk("&n*"))), "new", null), user,
			Some(ACLUser{
				Flags: []string{"off"}, Passwords: []string{"d1"}, Commands: []ACLRule{"+@all"}, Keys: []ACLRule{"~a:*", "%R~b:*"}, Channels: []ACLRule{}, Databases: []ACLRule{"db=0,1"},
				Selectors: []ACLSelector{{[]ACLRule{"-@all", "+set"}, []ACLRule{"~c:*"}, []ACLRule{"&n*"}, nil}},
			}),
		},
		{"ACL GETUSER of none, RESP2", "*-1\r\n", user, None[ACLUser]()},
		{
			"ACL LOG", array(entries("count", numberReply(2), "reason", bulk("auth"), "context", bulk("toplevel"), "object", bulk("AUTH"), "username", bulk("ann"), "age-seconds", ",4.096\r\n",
				"client-info", bulk("id=7 name=n"), "entry-id", numberReply(3), "timestamp-created", numberReply(1700000000123), "timestamp-last-updated", numberReply(1700000000124))), log,
			[]ACLLogEntry{{2, "auth", "toplevel", "AUTH", "ann", 4096 * time.Millisecond, ConnectedClient{ID: 7, Name: "n", Fields: map[string]string{"id": "7", "name": "n"}}, 3,
				time.UnixMilli(1700000000123), time.UnixMilli(1700000000124)}},
		},
		{
			"ACL LOG before 7.2, RESP2", array(flatReply("count", numberReply(1), "age-seconds", bulk("0.5"), "client-info", bulk(""))), log,
			[]ACLLogEntry{{Count: 1, Age: 500 * time.Millisecond, Client: ConnectedClient{Fields: map[string]string{}}}},
		},

		{
			"COMMAND before 6.0", array(array(bulk("get"), numberReply(2), array("+readonly\r\n"), numberReply(1), numberReply(1), numberReply(1))), specs,
			[]CommandSpec{{Name: "get", Arity: 2, Flags: []string{"readonly"}, FirstKey: 1, LastKey: 1, KeyStep: 1}},
		},
		{"COMMAND INFO of unknown ones, RESP2", array("*-1\r\n", "$-1\r\n"), infos, []Optional[CommandSpec]{{}, {}}},
		{"COMMAND INFO of unknown ones", array(null), infos, []Optional[CommandSpec]{{}}},
		{
			"COMMAND INFO of a key spec that is unknown", array(array(bulk("x"), numberReply(-1), array(), numberReply(0), numberReply(0), numberReply(0), array(), array(),
				"~1\r\n"+entries("notes", bulk("n"), "flags", array(), "begin_search", entries("type", bulk("unknown"), "spec", "%0\r\n"), "find_keys", entries("type", bulk("unknown"), "spec", "%0\r\n")), array())), infos,
			[]Optional[CommandSpec]{Some(CommandSpec{
				Name: "x", Arity: -1, Flags: []string{}, Categories: []string{}, Tips: []string{}, KeySpecs: []KeySpec{unknownKeySpec()}, Subcommands: []CommandSpec{},
			})},
		},
		{
			"COMMAND DOCS, RESP2", flatReply("x", flatReply("summary", bulk("s"), "since", bulk("1.0.0"), "history", array(bulks("2.0.0", "h")), "arguments", array(flatReply("name", bulk("n"), "type", bulk("block"),
				"arguments", array(flatReply("name", bulk("m"), "type", bulk("string"), "flags", array("+multiple\r\n"))))))), docs,
			map[string]CommandDoc{"x": {
				Summary: "s", Since: "1.0.0", History: []Pair[string, string]{{Key: "2.0.0", Value: "h"}},
				Arguments: []CommandArgument{{Name: "n", Type: "block", Arguments: []CommandArgument{{Name: "m", Type: "string", Flags: []string{"multiple"}}}}},
			}},
		},

		{
			"FUNCTION STATS while one runs", entries("running_script", entries("name", bulk("f"), "command", bulks("FCALL", "f", "0"), "duration_ms", numberReply(1500)),
				"engines", entries("LUA", entries("libraries_count", numberReply(1), "functions_count", numberReply(2)))), stats,
			FunctionReport{Some(RunningFunction{"f", []string{"FCALL", "f", "0"}, 1500 * time.Millisecond}), map[string]EngineReport{"LUA": {1, 2}}},
		},
		{
			"FUNCTION LIST, RESP2", array(flatReply("library_name", bulk("l"), "engine", bulk("LUA"), "functions", array(flatReply("name", bulk("f"), "description", "$-1\r\n", "flags", array())))), libraries,
			[]FunctionLibrary{{Name: "l", Engine: "LUA", Functions: []LibraryFunction{{Name: "f", Flags: []string{}}}}},
		},
		{
			"MODULE LIST", array(entries("name", bulk("m"), "ver", numberReply(7), "path", bulk("/m.so"), "args", bulks("a"))), modules,
			[]LoadedModule{{"m", 7, "/m.so", []string{"a"}}},
		},
		{"MODULE LIST before 7.0, RESP2", array(flatReply("name", bulk("m"), "ver", numberReply(7))), modules, []LoadedModule{{Name: "m", Version: 7}}},
		{"OBJECT IDLETIME", numberReply(90), idle, Some(90 * time.Second)},
		{"OBJECT IDLETIME of more than a Duration holds", numberReply(math.MaxInt64), idle, Some(9223372036 * time.Second)},
		{"OBJECT IDLETIME of none, RESP2", "$-1\r\n", idle, None[time.Duration]()},
	}
}()

func unknownKeySpec() KeySpec {
	s := KeySpec{Notes: "n", Flags: []string{}}
	s.BeginSearch.Type, s.FindKeys.Type = "unknown", "unknown"
	return s
}

var clusterReplyTests = func() []replyTest {
	state, nodes, replicas, shards, owners := by(decodeClusterState), by(decodeClusterNodes), by(decodeReplicaNodes), by(decodeClusterShards), by(decodeSlotOwners)
	links, usages, bump := by(decodeClusterLinks), by(decodeSlotUsages), by(decodeEpochBump)
	const line = "id1 10.0.0.7:7000@17000,host,shard-id=s1 slave,fail? id2 5 1700000000123 3 disconnected"
	parsed := ClusterNode{
		ID: "id1", Addr: "10.0.0.7:7000", BusPort: 17000, Hostname: "host", Auxiliary: map[string]string{"shard-id": "s1"}, Flags: []string{"slave", "fail?"}, Master: "id2",
		PingSent: time.UnixMilli(5), PongReceived: time.UnixMilli(1700000000123), ConfigEpoch: 3,
	}
	return []replyTest{
		{"CLUSTER INFO", bulk("cluster_state:ok\r\ncluster_size:3\r\nnew:1\r\n"), state, ClusterState{State: "ok", Size: 3, Fields: map[string]string{"cluster_state": "ok", "cluster_size": "3", "new": "1"}}},
		{"CLUSTER NODES of a replica", bulk(line + "\n"), nodes, []ClusterNode{parsed}},
		{
			"CLUSTER NODES of a master", bulk("id ::1:7000@17000 myself,master - 0 0 1 connected 0-5 7 [8->-id2] [9-<-id3]\n"), nodes,
			[]ClusterNode{{
				ID: "id", Addr: "::1:7000", BusPort: 17000, Flags: []string{"myself", "master"}, ConfigEpoch: 1, Connected: true, Slots: []SlotRange{{0, 5}, {7, 7}},
				Migrating: map[uint16]string{8: "id2"}, Importing: map[uint16]string{9: "id3"},
			}},
		},
		{
			"CLUSTER NODES before 4.0", bulk("id :0 noaddr - 0 0 0 disconnected\n"), nodes, []ClusterNode{{ID: "id", Addr: ":0", Flags: []string{"noaddr"}}},
		},
		{"CLUSTER NODES without flags", bulk("id :0@0 noflags - 0 0 0 disconnected\n"), nodes, []ClusterNode{{ID: "id", Addr: ":0"}}},
		{"CLUSTER NODES cut short", bulk("id :0 noaddr\n"), nodes, mismatch},
		{"CLUSTER REPLICAS", bulks(line), replicas, []ClusterNode{parsed}},
		{"CLUSTER REPLICAS cut short", bulks("id"), replicas, mismatch},
		{
			"CLUSTER SHARDS", array(entries("slots", array(numberReply(0), numberReply(5), numberReply(7), numberReply(7)), "nodes", array(entries("id", bulk("id1"), "tls-port", numberReply(7001), "ip", bulk("10.0.0.7"), "endpoint", null,
				"role", bulk("replica"), "replication-offset", numberReply(9), "health", bulk("loading"), "availability-zone", bulk("z"))), "id", bulk("s1"))), shards,
			[]ClusterShard{{
				[]SlotRange{{0, 5}, {7, 7}}, []ShardNode{{ID: "id1", TLSPort: Some(uint16(7001)), IP: "10.0.0.7", Role: "replica", ReplicationOffset: 9, Health: "loading", AvailabilityZone: "z"}}, "s1",
			}},
		},
		{
			"CLUSTER SHARDS, RESP2", array(flatReply("slots", array(), "nodes", array(flatReply("id", bulk("id1"), "port", numberReply(7000), "endpoint", bulk("e"))))), shards,
			[]ClusterShard{{Nodes: []ShardNode{{ID: "id1", Port: Some(uint16(7000)), Endpoint: Some("e")}}}},
		},
		{"CLUSTER SHARDS with half a range", array(entries("slots", array(numberReply(0)), "nodes", array())), shards, mismatch},
		{
			"CLUSTER SLOTS", array(array(numberReply(0), numberReply(5), array(null, numberReply(7000), bulk("id1"), entries("hostname", bulk("h"))), array(bulk("10.0.0.8"), numberReply(7001), bulk("id2"), flatReply()))), owners,
			[]SlotOwners{{SlotRange{0, 5}, []SlotServer{{None[string](), 7000, "id1", map[string]string{"hostname": "h"}}, {Some("10.0.0.8"), 7001, "id2", map[string]string{}}}}},
		},
		{"CLUSTER SLOTS before 4.0", array(array(numberReply(0), numberReply(5), array(bulk("h"), numberReply(1)))), owners, []SlotOwners{{SlotRange{0, 5}, []SlotServer{{Endpoint: Some("h"), Port: 1}}}}},
		{"CLUSTER SLOTS of a slot that is none", array(array(numberReply(-1), numberReply(5))), owners, mismatch},
		{
			"CLUSTER LINKS, RESP2", array(flatReply("direction", bulk("to"), "node", bulk("id"), "create-time", numberReply(1700000000123), "events", bulk("rw"), "send-buffer-allocated", numberReply(9), "send-buffer-used", numberReply(1))), links,
			[]ClusterLink{{"to", "id", time.UnixMilli(1700000000123), "rw", 9, 1}},
		},
		{
			"CLUSTER SLOT-STATS", array(array(numberReply(7), entries("key-count", numberReply(3), "cpu-usec", numberReply(5), "network-bytes-in", numberReply(1), "network-bytes-out", numberReply(2), "memory-bytes", numberReply(4)))), usages,
			[]SlotUsage{{7, 3, Some(5 * time.Microsecond), Some(int64(1)), Some(int64(2)), Some(int64(4))}},
		},
		{"CLUSTER SLOT-STATS of keys alone, RESP2", array(array(numberReply(7), flatReply("key-count", numberReply(3)))), usages, []SlotUsage{{Slot: 7, Keys: 3}}},
		{"CLUSTER BUMPEPOCH that did nothing", "+STILL 7\r\n", bump, EpochBump{Epoch: 7}},
		{"CLUSTER BUMPEPOCH of a word", "+BUMPED\r\n", bump, mismatch},
	}
}()

var sentinelReplyTests = func() []replyTest {
	masters, replicas, sentinels, addr := by(decodeMonitoredMasters), by(decodeMonitoredReplicas), by(decodeOtherSentinels), by(decodeMasterAddr)
	cache, scripts := by(decodeInfoCache), by(decodePendingScripts)
	return []replyTest{
		{
			"SENTINEL MASTERS, RESP2", array(bulks("name", "m", "port", "7000", "flags", "s_down,master", "down-after-milliseconds", "500", "new", "x")), masters,
			[]MonitoredMaster{{
				Name: "m", Port: 7000, Flags: []string{"s_down", "master"}, DownAfter: 500 * time.Millisecond,
				Fields: map[string]string{"name": "m", "port": "7000", "flags": "s_down,master", "down-after-milliseconds": "500", "new": "x"},
			}},
		},
		{
			"SENTINEL REPLICAS, RESP2", array(bulks("name", "a:1", "master-port", "7000")), replicas,
			[]MonitoredReplica{{Name: "a:1", MasterPort: 7000, Fields: map[string]string{"name": "a:1", "master-port": "7000"}}},
		},
		{
			"SENTINEL SENTINELS", array(entries("name", bulk("id"), "last-hello-message", bulk("20"))), sentinels,
			[]OtherSentinel{{Name: "id", LastHello: 20 * time.Millisecond, Fields: map[string]string{"name": "id", "last-hello-message": "20"}}},
		},
		{"SENTINEL GET-MASTER-ADDR-BY-NAME", bulks("::1", "7000"), addr, Some("[::1]:7000")},
		{"SENTINEL GET-MASTER-ADDR-BY-NAME of none, RESP2", "*-1\r\n", addr, None[string]()},
		{"SENTINEL GET-MASTER-ADDR-BY-NAME without port", bulks("::1"), addr, mismatch},
		{
			"SENTINEL INFO-CACHE", array(bulk("m"), array(array(numberReply(5), null), array(numberReply(7), bulk("# Server\r\nhz:10\r\n")))), cache,
			map[string][]CachedInfo{"m": {{Age: 5 * time.Millisecond}, {7 * time.Millisecond, Some(ServerInfo{Server: ServerSection{Hz: 10}, Sections: map[string]map[string]string{"Server": {"hz": "10"}}})}}},
		},
		{
			"SENTINEL PENDING-SCRIPTS", array(entries("argv", bulks("/s", "a"), "flags", bulk("running"), "pid", bulk("7"), "run-time", bulk("1500"), "retry-num", bulk("2")),
				entries("argv", bulks("/s"), "flags", bulk("scheduled"), "pid", bulk("0"), "run-delay", bulk("30"), "retry-num", bulk("0"))), scripts,
			[]PendingScript{{[]string{"/s", "a"}, "running", 7, 1500 * time.Millisecond, 0, 2}, {Argv: []string{"/s"}, Flags: "scheduled", Delay: 30 * time.Millisecond}},
		},
	}
}()

// TestHelpersOfNewerServers are those that no server in reach has.
func TestHelpersOfNewerServers(t *testing.T) {
	sha := strings.Repeat("0", 40)
	for _, test := range []struct {
		helper, want, reply string
		put                 func(Pipe) result
		result              any
	}{
		{"ScriptShow", "SCRIPT SHOW " + sha, bulk("return"), func(p Pipe) result { return of(ScriptShow(p, sha)) }, "return"},
		{"ClusterMyShardID", "CLUSTER MYSHARDID", bulk("id"), func(p Pipe) result { return of(ClusterMyShardID(p)) }, "id"},
		{"ClusterSlotStats", "CLUSTER SLOT-STATS SLOTSRANGE 7 7", array(array(numberReply(7), entries("key-count", numberReply(3)))), func(p Pipe) result { return of(ClusterSlotStats(p, 7, 7)) }, []SlotUsage{{Slot: 7, Keys: 3}}},
		{"ClusterSlotStatsHighest", "CLUSTER SLOT-STATS ORDERBY key-count LIMIT 1 DESC", array(), func(p Pipe) result { return of(ClusterSlotStatsHighest(p, SlotKeys, 1)) }, []SlotUsage{}},
		{"ClusterSlotStatsLowest", "CLUSTER SLOT-STATS ORDERBY key-count LIMIT 1 ASC", array(), func(p Pipe) result { return of(ClusterSlotStatsLowest(p, SlotKeys, 1)) }, []SlotUsage{}},
		{"ModuleLoad", "MODULE LOAD /m.so", "+OK\r\n", func(p Pipe) result { return of(ModuleLoad(p, "/m.so")) }, OK{}},
		{"ModuleLoadEx", "MODULE LOADEX /m.so CONFIG m.n 1 ARGS a", "+OK\r\n", func(p Pipe) result {
			return of(ModuleLoadEx(p, "/m.so", []Pair[string, string]{{Key: "m.n", Value: "1"}}, "a"))
		}, OK{}},
		{"ModuleUnload", "MODULE UNLOAD m", "+OK\r\n", func(p Pipe) result { return of(ModuleUnload(p, "m")) }, OK{}},
		{"ShutdownAbort", "SHUTDOWN ABORT", "+OK\r\n", func(p Pipe) result { return of(ShutdownAbort(p)) }, OK{}},
	} {
		t.Run(test.want, func(t *testing.T) {
			s := redistest.Script(t, func(c *redistest.ScriptConn) {
				c.Handshake()
				c.Expect(strings.Fields(test.want)...)
				c.Write(test.reply)
				c.Next()
			})
			conn := dial(t, s.URL())
			got, err := test.put(conn)()
			msg := compare(test.result, got, err)
			if msg != "" {
				t.Error(msg)
			}
			recordRun(conn, test.helper, onScript, msg == "" && err == nil)
		})
	}
}

func TestBadArgumentsOfAdministrationAreRefused(t *testing.T) {
	testMisuses(t, []misuse{
		{"CLIENT LIST of no type", func(p Pipe) error { return putErr(ClientListWhere(p, WhereType(""))) }, "TYPE of a ClientFilter is empty"},
		{"CLIENT LIST of no ID", func(p Pipe) error { return putErr(ClientListWhere(p, WhereID())) }, "no arguments"},
		{"CLIENT KILL of all", func(p Pipe) error { return putErr(ClientKill(p)) }, "no ClientFilter"},
		{"CLIENT KILL of all, itself too", func(p Pipe) error { return putErr(ClientKill(p, IncludeSelf)) }, "no ClientFilter"},
		{"CLIENT KILL of a negative ID", func(p Pipe) error { return putErr(ClientKill(p, WhereID(7, -1))) }, "the ID of a ClientFilter is -1"},
		{"CLIENT KILL of a negative age", func(p Pipe) error { return putErr(ClientKill(p, WhereMaxAge(-time.Second))) }, "the MAXAGE of a ClientFilter is -1s"},
		{"CLIENT KILL of an age with a fraction", func(p Pipe) error { return putErr(ClientKill(p, WhereMaxAge(1500*time.Millisecond))) }, "whole seconds"},
		{"SWAPDB of a negative database", func(p Pipe) error { return putErr(SwapDB(p, 0, -1)) }, "second is -1"},
		{"SLOWLOG GET of a negative count", func(p Pipe) error { return putErr(SlowLogGet(p, -1)) }, "count is -1"},
		{"MEMORY USAGE of no samples", func(p Pipe) error { return putErr(MemoryUsageSamples(p, "k", 0)) }, "samples is 0"},
		{"ACL SETUSER of an empty rule", func(p Pipe) error { return putErr(ACLSetUser(p, "ann", "on", "")) }, "empty ACLRule"},
		{"ACL DELUSER of nobody", func(p Pipe) error { return putErr(ACLDelUser(p)) }, "no arguments"},
		{"ACL GENPASS of no bits", func(p Pipe) error { return putErr(ACLGenPassBits(p, 0)) }, "a password of 0 bits"},
		{"ACL GENPASS of too many bits", func(p Pipe) error { return putErr(ACLGenPassBits(p, 4097)) }, "a password of 4097 bits"},
		{"FAILOVER within no time", func(p Pipe) error { return putErr(FailoverWithin(p, 0)) }, "timeout is 0s"},
		{"FAILOVER within less", func(p Pipe) error { return putErr(FailoverToForce(p, "h", 1, -1)) }, "timeout is -1ns"},
		{"CLIENT PAUSE for less than no time", func(p Pipe) error { return putErr(ClientPause(p, -time.Second)) }, "timeout is -1s"},
		{"SCRIPT EXISTS of nothing", func(p Pipe) error { return putErr(ScriptExists(p)) }, "no arguments"},
		{"SCRIPT FLUSH both ways", func(p Pipe) error { return putErr(ScriptFlush(p, Async, Sync)) }, "exclude each other"},
		{"COMMAND INFO of nothing", func(p Pipe) error { return putErr(CommandInfo(p)) }, "no arguments"},
		{"CLUSTER ADDSLOTS of nothing", func(p Pipe) error { return putErr(ClusterAddSlots(p)) }, "no arguments"},
		{"CLUSTER ADDSLOTS beyond the last", func(p Pipe) error { return putErr(ClusterAddSlots(p, 1, 16384)) }, "no slot 16384"},
		{"CLUSTER ADDSLOTSRANGE of nothing", func(p Pipe) error { return putErr(ClusterAddSlotsRange(p)) }, "no arguments"},
		{"CLUSTER ADDSLOTSRANGE backwards", func(p Pipe) error { return putErr(ClusterAddSlotsRange(p, SlotRange{5, 4})) }, "from 5 to 4"},
		{"CLUSTER DELSLOTSRANGE beyond the last", func(p Pipe) error { return putErr(ClusterDelSlotsRange(p, SlotRange{0, 16384})) }, "no slot 16384"},
		{"CLUSTER GETKEYSINSLOT beyond the last", func(p Pipe) error { return putErr(ClusterGetKeysInSlot(p, 20000, 1)) }, "no slot 20000"},
		{"CLUSTER SLOT-STATS of none", func(p Pipe) error { return putErr(ClusterSlotStatsHighest(p, "key-count", 0)) }, "limit is 0"},
		{"SENTINEL MONITOR without quorum", func(p Pipe) error { return putErr(SentinelMonitor(p, "m", "h", 1, 0)) }, "quorum is 0"},
		{"SENTINEL SET of half a pair", func(p Pipe) error { return putErr(SentinelSet(p, "m", "quorum")) }, "odd in number"},
		{"SENTINEL CONFIG GET into a channel", func(p Pipe) error { return putErr(SentinelConfigGet[chan int](p, "*")) }, "chan int"},
	})
}

func TestSelectorsAreOneArgument(t *testing.T) {
	p := newTape()
	if err := putErr(ACLSetUser(p, "ann", ACLSelect(ACLKeys("a:*"), "+get"))); err != nil {
		t.Fatal(err)
	}
	if got, want := string(p.x.out), wire("ACL", "SETUSER", "ann", "(~a:* +get)"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSlotRangesPrintAsRedisWritesThem(t *testing.T) {
	if got := (SlotRange{0, 5460}).String() + " " + (SlotRange{7, 7}).String(); got != "0-5460 7" {
		t.Error(got)
	}
}
