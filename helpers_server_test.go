package redis

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

func init() {
	roundTrips = slices.Concat(roundTrips, clientTrips, administrationTrips, aclTrips, introspectionTrips, scriptingTrips)
}

// apartTrips are those that need a server of another kind, or have no place in a transaction.
var apartTrips = slices.Concat(lonelyTrips, clusterTrips, sentinelTrips, inRequestTrips)

// that is a check of a T.
func that[T any](ok func(T) bool) check { return func(v any) bool { return ok(v.(T)) } }

// none is a check for an empty slice.
func noElements[T any]() check { return that(func(v []T) bool { return len(v) == 0 }) }

var clientTrips = []roundTrip{
	{"ClientListWhere", "", func(p Pipe) result { return of(ClientListWhere(p, WhereType(NormalClient))) }, that(func(v []ConnectedClient) bool { return len(v) > 0 && v[0].ID > 0 })},
	{"ClientListWhere", "", func(p Pipe) result { return of(ClientListWhere(p, WhereType(PubSubClient))) }, noElements[ConnectedClient]()},
	{"ClientListWhere", "", func(p Pipe) result { return of(ClientListWhere(p, WhereType("nosuch"))) }, "ERR"},
	{"ClientListWhere", "", func(p Pipe) result { return of(ClientListWhere(p, WhereID(999_999, 999_998))) }, noElements[ConnectedClient]()},
	{"ClientInfo", "", func(p Pipe) result { return of(ClientInfo(p)) }, that(func(v ConnectedClient) bool {
		return v.ID > 0 && strings.HasPrefix(v.Addr, "127.0.0.1:") && v.User == "default" && v.TotalMemory > 0 && v.Fields["addr"] == v.Addr &&
			v.Redirect.IsNone() && v.Age >= 0 && v.Age < hour && v.Events != "" && strings.HasPrefix(v.LocalAddr, "127.0.0.1:")
	})},
	{"ClientKill", "", func(p Pipe) result { return of(ClientKill(p, WhereID(999_999))) }, int64(0)},
	{"ClientKill", "", func(p Pipe) result { return of(ClientKill(p, WhereType(PubSubClient), WhereUser("default"))) }, int64(0)},
	{"ClientKill", "", func(p Pipe) result { return of(ClientKill(p, WhereUser("nosuch"))) }, "ERR"},
	{"ClientPause", "", func(p Pipe) result { return of(ClientPause(p, time.Millisecond)) }, OK{}},
	{"ClientPauseWrites", "", func(p Pipe) result { return of(ClientPauseWrites(p, time.Millisecond)) }, OK{}},
	{"ClientUnpause", "", func(p Pipe) result { return of(ClientUnpause(p)) }, OK{}},
	{"ClientUnblock", "", func(p Pipe) result { return of(ClientUnblock(p, 999_999)) }, false},
	{"ClientUnblockError", "", func(p Pipe) result { return of(ClientUnblockError(p, 999_999)) }, false},
	{"ClientGetRedir", "", func(p Pipe) result { return of(ClientGetRedir(p)) }, TrackingRedirect{}},
	{"ClientTrackingInfo", "", func(p Pipe) result { return of(ClientTrackingInfo(p)) }, TrackingState{Flags: []string{"off"}, Prefixes: []string{}}},

	{"SPublish", "", func(p Pipe) result { return of(SPublish(p, "news", "hi")) }, int64(0)},
	{"PubSubChannels", "", func(p Pipe) result { return of(PubSubChannels(p)) }, noElements[string]()},
	{"PubSubChannelsMatching", "", func(p Pipe) result { return of(PubSubChannelsMatching(p, "n*")) }, noElements[string]()},
	{"PubSubNumPat", "", func(p Pipe) result { return of(PubSubNumPat(p)) }, int64(0)},
	{"PubSubNumSub", "", func(p Pipe) result { return of(PubSubNumSub(p, "a", "b")) }, map[string]int64{"a": 0, "b": 0}},
	{"PubSubNumSub", "", func(p Pipe) result { return of(PubSubNumSub(p)) }, map[string]int64{}},
	{"PubSubShardChannels", "", func(p Pipe) result { return of(PubSubShardChannels(p)) }, noElements[string]()},
	{"PubSubShardChannelsMatching", "", func(p Pipe) result { return of(PubSubShardChannelsMatching(p, "n*")) }, noElements[string]()},
	{"PubSubShardNumSub", "", func(p Pipe) result { return of(PubSubShardNumSub(p, "a")) }, map[string]int64{"a": 0}},
}

var administrationTrips = []roundTrip{
	{"Info", "SET k v", func(p Pipe) result { return of(Info(p)) }, that(func(v ServerInfo) bool {
		return v.Server.ProcessID > 0 && v.Clients.Connected > 0 && v.Memory.Used > 0 && v.Stats.Commands > 0 && v.Replication.Role == "master" &&
			v.Keyspace[0].Keys == 1 && v.Server.Version == v.Sections["Server"]["redis_version"] && v.Clients.Max == 10000 && v.Memory.Policy == "noeviction"
	})},
	{"Info", "SET k v EX 100\nGET k", func(p Pipe) result { return of(Info(p, "everything")) }, that(func(v ServerInfo) bool {
		db := v.Keyspace[0]
		return v.Commands["get"].Calls > 0 && v.Commands["set"].Time > 0 && db.Keys == 1 && db.Expires == 1 && db.AverageTTL < hour && v.Latencies["get"]["p50"] > 0
	})},
	{"Info", "", func(p Pipe) result { return of(Info(p, "nosuch")) }, that(func(v ServerInfo) bool { return len(v.Sections) == 0 })},
	{"ConfigResetStat", "", func(p Pipe) result { return of(ConfigResetStat(p)) }, OK{}},
	{"SwapDB", "SET k v", func(p Pipe) result { return of(SwapDB(p, 0, 1)) }, OK{}},
	{"SwapDB", "", func(p Pipe) result { return of(SwapDB(p, 0, 999)) }, "ERR"},
	{"RoleInfo", "", func(p Pipe) result { return of(RoleInfo(p)) }, that(func(v ServerRole) bool {
		return v.Role == "master" && v.Offset == Some(int64(0)) && len(v.Replicas) == 0 && v.Link == ""
	})},
	{"ReplicaOfNoOne", "", func(p Pipe) result { return of(ReplicaOfNoOne(p)) }, "OK"},
	{"Failover", "", func(p Pipe) result { return of(Failover(p)) }, "ERR"},
	{"FailoverWithin", "", func(p Pipe) result { return of(FailoverWithin(p, time.Second)) }, "ERR"},
	{"FailoverTo", "", func(p Pipe) result { return of(FailoverTo(p, "127.0.0.1", 1)) }, "ERR"},
	{"FailoverToWithin", "", func(p Pipe) result { return of(FailoverToWithin(p, "127.0.0.1", 1, time.Second)) }, "ERR"},
	{"FailoverToForce", "", func(p Pipe) result { return of(FailoverToForce(p, "127.0.0.1", 1, time.Second)) }, "ERR"},
	{"FailoverAbort", "", func(p Pipe) result { return of(FailoverAbort(p)) }, "ERR"},
	{"ModuleList", "", func(p Pipe) result { return of(ModuleList(p)) }, noElements[LoadedModule]()},
	{"Lolwut", "", func(p Pipe) result { return of(Lolwut(p)) }, that(func(v string) bool { return strings.Contains(v, "ver. ") })},
	{"LolwutVersion", "", func(p Pipe) result { return of(LolwutVersion(p, 5, 20, 2, 2)) }, that(func(v string) bool { return strings.Contains(v, "⠀") })},
}

var aclTrips = []roundTrip{
	{"ACLCat", "", func(p Pipe) result { return of(ACLCat(p)) }, that(func(v []string) bool { return slices.Contains(v, "hash") })},
	{"ACLCatCommands", "", func(p Pipe) result { return of(ACLCatCommands(p, "hash")) }, that(func(v []string) bool { return slices.Contains(v, "hget") })},
	{"ACLCatCommands", "", func(p Pipe) result { return of(ACLCatCommands(p, "nosuch")) }, "ERR"},
	{"ACLSetUser", "ACL DELUSER ann", func(p Pipe) result { return of(ACLSetUser(p, "ann", ACLOn, ACLPassword("pw"), "~a:*", "+get")) }, OK{}},
	{"ACLSetUser", "", func(p Pipe) result { return of(ACLSetUser(p, "ann", "+nosuch")) }, "ERR"},
	{"ACLGetUser", "ACL DELUSER ann", func(p Pipe) result {
		ACLSetUser(p, "ann", ACLOn, ACLPassword("pw"), ACLKeys("a:*"), ACLReadKeys("b:*"), ACLChannels("n*"), ACLCommand("get"), ACLSelect(ACLKeys("c:*"), ACLCommand("set")))
		return of(ACLGetUser(p, "ann"))
	}, that(func(v Optional[ACLUser]) bool {
		u := v.Value()
		return slices.Contains(u.Flags, "on") && slices.Equal(u.Passwords, []string{shaOfPw}) && slices.Equal(u.Keys, []ACLRule{"~a:*", "%R~b:*"}) &&
			slices.Equal(u.Commands, []ACLRule{"-@all", "+get"}) && slices.Equal(u.Channels, []ACLRule{"&n*"}) &&
			len(u.Selectors) == 1 && slices.Equal(u.Selectors[0].Keys, []ACLRule{"~c:*"}) && slices.Equal(u.Selectors[0].Commands, []ACLRule{"-@all", "+set"})
	})},
	{"ACLGetUser", "", func(p Pipe) result { return of(ACLGetUser(p, "nosuch")) }, None[ACLUser]()},
	{"ACLDryRun", "ACL SETUSER ann reset ~a:* +get", func(p Pipe) result { return of(ACLDryRun(p, "ann", "GET", "a:1")) }, None[string]()},
	{"ACLDryRun", "ACL SETUSER ann reset ~a:* +get", func(p Pipe) result { return of(ACLDryRun(p, "ann", "GET", "b:1")) }, that(func(v Optional[string]) bool {
		reason, ok := v.Get()
		return ok && strings.Contains(reason, "key")
	})},
	{"ACLDryRun", "", func(p Pipe) result { return of(ACLDryRun(p, "nosuch", "GET", "b:1")) }, "ERR"},
	{"ACLGenPass", "", func(p Pipe) result { return of(ACLGenPass(p)) }, that(func(v string) bool { return len(v) == 64 })},
	{"ACLGenPassBits", "", func(p Pipe) result { return of(ACLGenPassBits(p, 5)) }, that(func(v string) bool { return len(v) == 2 })},
	{"ACLList", "", func(p Pipe) result { return of(ACLList(p)) }, that(func(v []string) bool {
		return slices.ContainsFunc(v, func(s string) bool { return strings.HasPrefix(s, "user default on ") })
	})},
	{"ACLUsers", "ACL SETUSER ann", func(p Pipe) result { return of(ACLUsers(p)) }, []string{"ann", "default"}},
	{"ACLDelUser", "ACL SETUSER ann", func(p Pipe) result { return of(ACLDelUser(p, "ann", "bob")) }, int64(1)},
	{"ACLDelUser", "", func(p Pipe) result { return of(ACLDelUser(p, "default")) }, "ERR"},
	{"ACLWhoAmI", "", func(p Pipe) result { return of(ACLWhoAmI(p)) }, "default"},
	{"ACLLoad", "", func(p Pipe) result { return of(ACLLoad(p)) }, "ERR"},
	{"ACLSave", "", func(p Pipe) result { return of(ACLSave(p)) }, "ERR"},
	{"ACLLog", "ACL LOG RESET", func(p Pipe) result { return of(ACLLog(p)) }, noElements[ACLLogEntry]()},
	{"ACLLogCount", "ACL LOG RESET", func(p Pipe) result { return of(ACLLogCount(p, 5)) }, noElements[ACLLogEntry]()},
	{"ACLLogReset", "", func(p Pipe) result { return of(ACLLogReset(p)) }, OK{}},
}

// shaOfPw is the SHA-256 digest of "pw".
const shaOfPw = "30c952fab122c3f9759f02a6d95c3758b246b4fee239957b2d4fee46e26170c4"

var introspectionTrips = []roundTrip{
	{"ObjectEncoding", "SET k v", func(p Pipe) result { return of(ObjectEncoding(p, "k")) }, Some("embstr")},
	{"ObjectEncoding", "", func(p Pipe) result { return of(ObjectEncoding(p, "k")) }, None[string]()},
	{"ObjectRefCount", "SET k v", func(p Pipe) result { return of(ObjectRefCount(p, "k")) }, Some(int64(1))},
	{"ObjectRefCount", "", func(p Pipe) result { return of(ObjectRefCount(p, "k")) }, None[int64]()},
	{"ObjectIdleTime", "SET k v", func(p Pipe) result { return of(ObjectIdleTime(p, "k")) }, that(func(v Optional[time.Duration]) bool { return v.Or(hour) < time.Minute })},
	{"ObjectIdleTime", "", func(p Pipe) result { return of(ObjectIdleTime(p, "k")) }, None[time.Duration]()},
	{"ObjectFreq", "SET k v", func(p Pipe) result { return of(ObjectFreq(p, "k")) }, "ERR"},
	{"ObjectFreq", "CONFIG SET maxmemory-policy allkeys-lfu\nSET k v", func(p Pipe) result { return of(ObjectFreq(p, "k")) }, that(func(v Optional[int64]) bool { return v.Value() > 0 })},
	{"ObjectIdleTime", "SET k v", func(p Pipe) result { return of(ObjectIdleTime(p, "k")) }, "ERR"},
	{"ObjectFreq", "CONFIG SET maxmemory-policy noeviction", func(p Pipe) result { return of(ObjectFreq(p, "k")) }, None[int64]()},

	{"Commands", "", func(p Pipe) result { return of(Commands(p)) }, that(func(v []CommandSpec) bool {
		i := slices.IndexFunc(v, func(c CommandSpec) bool { return c.Name == "config" })
		return len(v) > 200 && i >= 0 && slices.ContainsFunc(v[i].Subcommands, func(c CommandSpec) bool { return c.Name == "config|get" && c.Arity == -3 })
	})},
	{"CommandInfo", "", func(p Pipe) result { return of(CommandInfo(p, "get", "nosuch", "xgroup|create", "eval", "xread")) }, that(func(v []Optional[CommandSpec]) bool {
		get, create, eval, xread := v[0].Value(), v[2].Value(), v[3].Value(), v[4].Value()
		want := KeySpec{Flags: []string{"RO", "access"}}
		want.BeginSearch.Type, want.BeginSearch.Spec.Index = "index", 1
		want.FindKeys.Type, want.FindKeys.Spec.KeyStep = "range", 1
		return len(v) == 5 && v[1].IsNone() && get.Name == "get" && get.Arity == 2 && slices.Contains(get.Flags, "readonly") && slices.Contains(get.Categories, "@string") &&
			get.FirstKey == 1 && get.LastKey == 1 && get.KeyStep == 1 && compare([]KeySpec{want}, get.KeySpecs, nil) == "" && create.Name == "xgroup|create" &&
			eval.KeySpecs[0].FindKeys.Type == "keynum" && eval.KeySpecs[0].FindKeys.Spec.FirstKey == 1 &&
			xread.KeySpecs[0].BeginSearch.Spec.Keyword == "STREAMS" && xread.KeySpecs[0].FindKeys.Spec.Limit == 2
	})},
	{"CommandDocs", "", func(p Pipe) result { return of(CommandDocs(p, "set", "config", "nosuch")) }, that(func(v map[string]CommandDoc) bool {
		set, config := v["set"], v["config"]
		return len(v) == 2 && set.Summary != "" && set.Since == "1.0.0" && set.Group == "string" && len(set.History) > 2 && set.History[0].Key == "2.6.12" &&
			set.Arguments[0].Type == "key" && set.Arguments[0].KeySpec == Some(int64(0)) && len(set.Arguments[2].Arguments) == 2 && set.Arguments[2].Arguments[0].Token == "NX" &&
			slices.Equal(set.Arguments[2].Flags, []string{"optional"}) && config.Subcommands["config|get"].Since == "2.0.0"
	})},
	{"CommandDocs", "", func(p Pipe) result { return of(CommandDocs(p)) }, that(func(v map[string]CommandDoc) bool { return len(v) > 200 })},
	{"CommandList", "", func(p Pipe) result { return of(CommandList(p)) }, that(func(v []string) bool { return slices.Contains(v, "get") })},
	{"CommandListModule", "", func(p Pipe) result { return of(CommandListModule(p, "nosuch")) }, noElements[string]()},
	{"CommandListCategory", "", func(p Pipe) result { return of(CommandListCategory(p, "hash")) }, that(func(v []string) bool { return slices.Contains(v, "hget") })},
	{"CommandListMatching", "", func(p Pipe) result { return inOrder(CommandListMatching(p, "hincrb*")) }, []string{"hincrby", "hincrbyfloat"}},
	{"CommandGetKeys", "", func(p Pipe) result { return of(CommandGetKeys(p, "MSET", "a", 1, "b", 2)) }, []string{"a", "b"}},
	{"CommandGetKeys", "", func(p Pipe) result { return of(CommandGetKeys(p, "ECHO", "a")) }, "ERR"},
	{"CommandGetKeysAndFlags", "", func(p Pipe) result { return of(CommandGetKeysAndFlags(p, "LMOVE", "a", "b", "LEFT", "LEFT")) },
		[]KeyAccess{{"a", []string{"RW", "access", "delete"}}, {"b", []string{"RW", "insert"}}}},

	{"SlowLogReset", "CONFIG SET slowlog-log-slower-than 0", func(p Pipe) result { return of(SlowLogReset(p)) }, OK{}},
	{"SlowLogLen", "SLOWLOG RESET", func(p Pipe) result { return of(SlowLogLen(p)) }, that(func(n int64) bool { return n >= 1 })},
	{"SlowLogGet", "SLOWLOG RESET\nGET slow", func(p Pipe) result { return of(SlowLogGet(p, 100)) }, that(func(v []SlowLogEntry) bool {
		i := slices.IndexFunc(v, func(e SlowLogEntry) bool { return slices.Equal(e.Args, []string{"GET", "slow"}) })
		return i >= 0 && v[i].ID > 0 && time.Since(v[i].Time).Abs() < hour && v[i].Duration < time.Minute && strings.HasPrefix(v[i].ClientAddr, "127.0.0.1:")
	})},
	{"SlowLogGetAll", "SLOWLOG RESET\nGET slow", func(p Pipe) result { return of(SlowLogGetAll(p)) }, that(func(v []SlowLogEntry) bool { return len(v) >= 2 })},
	{"SlowLogGet", "CONFIG SET slowlog-log-slower-than 10000", func(p Pipe) result { return of(SlowLogGet(p, 0)) }, noElements[SlowLogEntry]()},

	{"LatencyLatest", "CONFIG SET latency-monitor-threshold 1\nDEBUG SLEEP 0.003", func(p Pipe) result { return of(LatencyLatest(p)) }, that(func(v []LatencyEvent) bool {
		return len(v) == 1 && v[0].Event == "command" && v[0].Latest >= 3*time.Millisecond && v[0].Max >= v[0].Latest && time.Since(v[0].Time).Abs() < hour
	})},
	{"LatencyHistory", "", func(p Pipe) result { return of(LatencyHistory(p, "command")) }, that(func(v []LatencySample) bool {
		return len(v) > 0 && v[0].Latency >= 3*time.Millisecond && time.Since(v[0].Time).Abs() < hour
	})},
	{"LatencyHistory", "", func(p Pipe) result { return of(LatencyHistory(p, "nosuch")) }, noElements[LatencySample]()},
	{"LatencyGraph", "", func(p Pipe) result { return of(LatencyGraph(p, "command")) }, that(func(v string) bool { return strings.HasPrefix(v, "command") })},
	{"LatencyGraph", "", func(p Pipe) result { return of(LatencyGraph(p, "nosuch")) }, "ERR"},
	{"LatencyDoctor", "", func(p Pipe) result { return of(LatencyDoctor(p)) }, that(func(v string) bool { return len(v) > 20 })},
	{"LatencyReset", "DEBUG SLEEP 0.003", func(p Pipe) result { return of(LatencyReset(p, "command", "nosuch")) }, int64(1)},
	{"LatencyReset", "CONFIG SET latency-monitor-threshold 0", func(p Pipe) result { return of(LatencyReset(p)) }, that(func(n int64) bool { return n >= 0 })},
	{"LatencyHistogram", "GET k\nSET k v", func(p Pipe) result { return of(LatencyHistogram(p, "get", "set", "nosuch")) }, that(func(v map[string]LatencyDistribution) bool {
		get := v["get"]
		return len(v) == 2 && get.Calls > 0 && len(get.Buckets) > 0 && get.Buckets[len(get.Buckets)-1].Calls == get.Calls && get.Buckets[0].UpTo > 0
	})},

	{"MemoryDoctor", "", func(p Pipe) result { return of(MemoryDoctor(p)) }, that(func(v string) bool { return len(v) > 10 })},
	{"MemoryMallocStats", "", func(p Pipe) result { return of(MemoryMallocStats(p)) }, that(func(v string) bool { return v != "" })},
	{"MemoryPurge", "", func(p Pipe) result { return of(MemoryPurge(p)) }, OK{}},
	{"MemoryStats", "SET k v", func(p Pipe) result { return of(MemoryStats(p)) }, that(func(v MemoryReport) bool {
		return v.Total > 0 && v.Peak > 0 && v.Keys == 1 && v.Fragmentation > 0 && v.DatasetPercent > 0 && v.Fields["keys.count"] == "1" && len(v.Databases) == 1 && v.Databases[0].Main > 0
	})},
	{"MemoryUsage", "SET k v", func(p Pipe) result { return of(MemoryUsage(p, "k")) }, that(func(v Optional[int64]) bool { return v.Value() > 8 })},
	{"MemoryUsage", "", func(p Pipe) result { return of(MemoryUsage(p, "k")) }, None[int64]()},
	{"MemoryUsageSamples", "RPUSH k a b", func(p Pipe) result { return of(MemoryUsageSamples(p, "k", 1)) }, that(func(v Optional[int64]) bool { return v.Value() > 8 })},
	{"MemoryUsageExact", "RPUSH k a b", func(p Pipe) result { return of(MemoryUsageExact(p, "k")) }, that(func(v Optional[int64]) bool { return v.Value() > 8 })},
}

const library = `#!lua name=lib
redis.register_function('add', function(keys, args) return redis.call('INCRBY', keys[1], args[1]) end)
redis.register_function{function_name='echo', callback=function(keys, args) return args end, flags={'no-writes'}, description='gives ARGV'}
`

// loaded puts the library before what f puts.
func loaded[T any](f func(Pipe) Future[T]) func(Pipe) result {
	return func(p Pipe) result {
		FunctionLoadReplace(p, library)
		return of(f(p))
	}
}

func isLibrary(code string) check {
	return that(func(v []FunctionLibrary) bool {
		if len(v) != 1 {
			return false
		}
		slices.SortFunc(v[0].Functions, func(a, b LibraryFunction) int { return strings.Compare(a.Name, b.Name) })
		return compare(FunctionLibrary{Name: "lib", Engine: "LUA", Code: code, Functions: []LibraryFunction{
			{Name: "add", Flags: []string{}}, {Name: "echo", Description: Some("gives ARGV"), Flags: []string{"no-writes"}},
		}}, v[0], nil) == ""
	})
}

var scriptingTrips = []roundTrip{
	{"EvalRO", "SET k 5", func(p Pipe) result {
		return of(EvalRO[int](p, "return redis.call('GET', KEYS[1]) * ARGV[1]", []string{"k"}, 3))
	}, 15},
	{"EvalRO", "", func(p Pipe) result { return of(EvalRO[int](p, "return redis.call('INCR', 'k')", nil)) }, "ERR"},
	{"EvalShaRO", "SCRIPT LOAD return", func(p Pipe) result { return of(EvalShaRO[Optional[int]](p, shaOfReturn, nil)) }, None[int]()},
	{"ScriptExists", "SCRIPT LOAD return", func(p Pipe) result { return of(ScriptExists(p, shaOfReturn, strings.Repeat("0", 40))) }, []bool{true, false}},
	{"ScriptFlush", "", func(p Pipe) result { return of(ScriptFlush(p, Async)) }, OK{}},
	{"ScriptKill", "", func(p Pipe) result { return of(ScriptKill(p)) }, "NOTBUSY"},
	{"ScriptShow", "", func(p Pipe) result { return of(ScriptShow(p, strings.Repeat("0", 40))) }, "NOSCRIPT"},
	{"FunctionLoad", "FUNCTION FLUSH", func(p Pipe) result { return of(FunctionLoad(p, library)) }, "lib"},
	{"FunctionLoad", "", func(p Pipe) result { return of(FunctionLoad(p, library)) }, "ERR"},
	{"FunctionLoadReplace", "", func(p Pipe) result { return of(FunctionLoadReplace(p, library)) }, "lib"},
	{"FCall", "SET k 5", loaded(func(p Pipe) Future[int] { return FCall[int](p, "add", []string{"k"}, 3) }), 8},
	{"FCall", "", loaded(func(p Pipe) Future[int] { return FCall[int](p, "nosuch", nil) }), "ERR"},
	{"FCallRO", "", loaded(func(p Pipe) Future[[]string] { return FCallRO[[]string](p, "echo", nil, "a", []int{1, 2}) }), []string{"a", "1", "2"}},
	{"FunctionList", "", loaded(func(p Pipe) Future[[]FunctionLibrary] { return FunctionList(p) }), isLibrary("")},
	{"FunctionListMatching", "", loaded(func(p Pipe) Future[[]FunctionLibrary] { return FunctionListMatching(p, "l*") }), isLibrary("")},
	{"FunctionListMatching", "", loaded(func(p Pipe) Future[[]FunctionLibrary] { return FunctionListMatching(p, "x*") }), noElements[FunctionLibrary]()},
	{"FunctionListWithCode", "", loaded(func(p Pipe) Future[[]FunctionLibrary] { return FunctionListWithCode(p) }), isLibrary(library)},
	{"FunctionListMatchingWithCode", "", loaded(func(p Pipe) Future[[]FunctionLibrary] { return FunctionListMatchingWithCode(p, "lib") }), isLibrary(library)},
	{"FunctionStats", "", loaded(func(p Pipe) Future[FunctionReport] { return FunctionStats(p) }), FunctionReport{Engines: map[string]EngineReport{"LUA": {1, 2}}}},
	{"FunctionDump", "", loaded(func(p Pipe) Future[[]byte] { return FunctionDump(p) }), that(func(v []byte) bool { return len(v) > 50 })},
	{"FunctionDelete", "", loaded(func(p Pipe) Future[OK] { return FunctionDelete(p, "lib") }), OK{}},
	{"FunctionDelete", "", func(p Pipe) result { return of(FunctionDelete(p, "nosuch")) }, "ERR"},
	{"FunctionFlush", "", func(p Pipe) result { return of(FunctionFlush(p, Sync)) }, OK{}},
	{"FunctionRestore", "", func(p Pipe) result { return of(FunctionRestore(p, []byte("nonsense"))) }, "ERR"},
	{"FunctionRestoreReplace", "", func(p Pipe) result { return of(FunctionRestoreReplace(p, []byte("nonsense"))) }, "ERR"},
	{"FunctionRestoreFlush", "", func(p Pipe) result { return of(FunctionRestoreFlush(p, []byte("nonsense"))) }, "ERR"},
	{"FunctionKill", "", func(p Pipe) result { return of(FunctionKill(p)) }, "NOTBUSY"},
}

// lonelyTrips have no place in a transaction.
var lonelyTrips = []roundTrip{
	{"ConfigRewrite", "", func(p Pipe) result { return of(ConfigRewrite(p)) }, "ERR"},
	{"Save", "", func(p Pipe) result { return of(Save(p)) }, OK{}},
	{"ShutdownAbort", "", func(p Pipe) result { return of(ShutdownAbort(p)) }, "ERR"},
	{"ModuleLoad", "", func(p Pipe) result { return of(ModuleLoad(p, "/nosuch.so", "x")) }, "ERR"},
	{"ModuleLoadEx", "", func(p Pipe) result {
		return of(ModuleLoadEx(p, "/nosuch.so", []Pair[string, string]{{Key: "a", Value: "b"}}, "x"))
	}, "ERR"},
	{"ModuleUnload", "", func(p Pipe) result { return of(ModuleUnload(p, "nosuch")) }, "ERR"},
	{"ReplicaOf", "REPLICAOF NO ONE", func(p Pipe) result {
		f := ReplicaOf(p, "127.0.0.1", 1)
		ReplicaOfNoOne(p)
		return of(f)
	}, "OK"},
	{"BGSaveSchedule", "", func(p Pipe) result { return of(BGSaveSchedule(p)) }, "Background saving started"},
	{"BGSave", "", func(p Pipe) result { return of(BGSave(p)) }, "Background saving started"},
	{"BGRewriteAOF", "", func(p Pipe) result { return of(BGRewriteAOF(p)) }, "Background append only file rewriting started"},
}

// throughPings is throughRequest for servers without ECHO.
func throughPings(_ *testing.T, c *Conn, put func(Pipe) result) (any, error) {
	var r Request
	before := Ping(&r)
	f := put(&r)
	after := Ping(&r)
	c.Exec(background, &r) // its error is that of the future
	v, err := f()
	if before.Value() != "PONG" || after.Value() != "PONG" {
		return v, fmt.Errorf("the neighbours got %q and %q (%w)", before.Value(), after.Value(), err)
	}
	return v, err
}

// runApart runs rows through a connection and a request. before runs before each.
func runApart(t *testing.T, c *Conn, kind string, trips []roundTrip, before func(*testing.T, *Conn, string)) {
	version := must(t, Info(c, "server")).Server.Version
	for i, test := range trips {
		t.Run(fmt.Sprintf("%s %d", test.helper, i), func(t *testing.T) {
			if since := sinceOf(t, test.helper); olderThan(version, since) {
				t.Skipf("the server is %s, %s is known since %s", version, test.helper, since)
			}
			failed := false
			for _, pipe := range []struct {
				name string
				do   func(*testing.T, *Conn, func(Pipe) result) (any, error)
			}{{"conn", throughConn}, {"request", throughPings}} {
				before(t, c, test.setup)
				got, err := pipe.do(t, c, test.put)
				failed = failed || err != nil
				if msg := compare(test.want, got, err); msg != "" {
					t.Errorf("through a %s: %s", pipe.name, msg)
				}
			}
			recordRun(c, test.helper, kind, !t.Failed() && !failed)
		})
	}
}

func TestHelpersThatHaveNoPlaceInTransactionsRoundTrip(t *testing.T) {
	for name, args := range map[string][]string{"RESP3": nil, "RESP2": {"--rename-command", "HELLO", ""}} {
		t.Run(name, func(t *testing.T) {
			c := dial(t, redistest.NewServer(t, append(args, "--enable-module-command", "yes")...).URL())
			runApart(t, c, onRedis, lonelyTrips, func(t *testing.T, c *Conn, lines string) {
				setup(t, c, lines)
				eventually(t, func() bool {
					info, err := Info(c, "persistence").Wait(background)
					return err == nil && !info.Persistence.Saving && !info.Persistence.AOFRewriting
				})
			})
		})
	}
}
