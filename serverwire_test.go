package redis

import (
	"slices"
	"time"
)

func init() {
	wireTests = slices.Concat(wireTests, administrationWireTests, aclWireTests, introspectionWireTests, scriptingWireTests, clusterWireTests, sentinelWireTests)
}

var administrationWireTests = []wireTest{
	{"ConfigResetStat", func(p Pipe) error { return putErr(ConfigResetStat(p)) }, "CONFIG RESETSTAT"},
	{"ConfigRewrite", func(p Pipe) error { return putErr(ConfigRewrite(p)) }, "CONFIG REWRITE"},
	{"Save", func(p Pipe) error { return putErr(Save(p)) }, "SAVE"},
	{"BGSave", func(p Pipe) error { return putErr(BGSave(p)) }, "BGSAVE"},
	{"BGSaveSchedule", func(p Pipe) error { return putErr(BGSaveSchedule(p)) }, "BGSAVE SCHEDULE"},
	{"BGRewriteAOF", func(p Pipe) error { return putErr(BGRewriteAOF(p)) }, "BGREWRITEAOF"},
	{"ShutdownAbort", func(p Pipe) error { return putErr(ShutdownAbort(p)) }, "SHUTDOWN ABORT"},
	{"SwapDB", func(p Pipe) error { return putErr(SwapDB(p, 0, 15)) }, "SWAPDB 0 15"},
	{"RoleInfo", func(p Pipe) error { return putErr(RoleInfo(p)) }, "ROLE"},
	{"ReplicaOf", func(p Pipe) error { return putErr(ReplicaOf(p, "10.0.0.7", 6379)) }, "REPLICAOF 10.0.0.7 6379"},
	{"ReplicaOfNoOne", func(p Pipe) error { return putErr(ReplicaOfNoOne(p)) }, "REPLICAOF NO ONE"},
	{"Failover", func(p Pipe) error { return putErr(Failover(p)) }, "FAILOVER"},
	{"FailoverWithin", func(p Pipe) error { return putErr(FailoverWithin(p, time.Second)) }, "FAILOVER TIMEOUT 1000"},
	{"FailoverTo", func(p Pipe) error { return putErr(FailoverTo(p, "h", 7000)) }, "FAILOVER TO h 7000"},
	{"FailoverToWithin", func(p Pipe) error { return putErr(FailoverToWithin(p, "h", 7000, time.Microsecond)) }, "FAILOVER TO h 7000 TIMEOUT 1"},
	{"FailoverToForce", func(p Pipe) error { return putErr(FailoverToForce(p, "h", 7000, time.Second)) }, "FAILOVER TO h 7000 FORCE TIMEOUT 1000"},
	{"FailoverAbort", func(p Pipe) error { return putErr(FailoverAbort(p)) }, "FAILOVER ABORT"},
	{"ModuleList", func(p Pipe) error { return putErr(ModuleList(p)) }, "MODULE LIST"},
	{"ModuleLoad", func(p Pipe) error { return putErr(ModuleLoad(p, "/m.so")) }, "MODULE LOAD /m.so"},
	{"ModuleLoad", func(p Pipe) error { return putErr(ModuleLoad(p, "/m.so", "a", "b")) }, "MODULE LOAD /m.so a b"},
	{"ModuleLoadEx", func(p Pipe) error { return putErr(ModuleLoadEx(p, "/m.so", nil)) }, "MODULE LOADEX /m.so"},
	{
		"ModuleLoadEx", func(p Pipe) error {
			return putErr(ModuleLoadEx(p, "/m.so", []Pair[string, string]{{Key: "m.n", Value: "1"}, {Key: "m.o", Value: "2"}}, "a", "b"))
		}, "MODULE LOADEX /m.so CONFIG m.n 1 CONFIG m.o 2 ARGS a b",
	},
	{"ModuleUnload", func(p Pipe) error { return putErr(ModuleUnload(p, "m")) }, "MODULE UNLOAD m"},
	{"Lolwut", func(p Pipe) error { return putErr(Lolwut(p)) }, "LOLWUT"},
	{"LolwutVersion", func(p Pipe) error { return putErr(LolwutVersion(p, 5, 40, 3)) }, "LOLWUT VERSION 5 40 3"},

	{"ClientListWhere", func(p Pipe) error { return putErr(ClientListWhere(p, WhereType(PubSubClient))) }, "CLIENT LIST TYPE pubsub"},
	{"ClientListWhere", func(p Pipe) error { return putErr(ClientListWhere(p, WhereID(7, 8))) }, "CLIENT LIST ID 7 8"},
	{"ClientInfo", func(p Pipe) error { return putErr(ClientInfo(p)) }, "CLIENT INFO"},
	{"ClientKill", func(p Pipe) error { return putErr(ClientKill(p, WhereID(7))) }, "CLIENT KILL ID 7"},
	{
		"ClientKill", func(p Pipe) error {
			return putErr(ClientKill(p, WhereID(7), WhereType(NormalClient), WhereAddr("a:1"), WhereLAddr("b:2"), WhereUser("ann"), WhereMaxAge(hour), IncludeSelf))
		}, "CLIENT KILL ID 7 TYPE normal ADDR a:1 LADDR b:2 USER ann MAXAGE 3600 SKIPME no",
	},
	{"ClientPause", func(p Pipe) error { return putErr(ClientPause(p, 1500*time.Microsecond)) }, "CLIENT PAUSE 2"},
	{"ClientPauseWrites", func(p Pipe) error { return putErr(ClientPauseWrites(p, time.Second)) }, "CLIENT PAUSE 1000 WRITE"},
	{"ClientUnpause", func(p Pipe) error { return putErr(ClientUnpause(p)) }, "CLIENT UNPAUSE"},
	{"ClientUnblock", func(p Pipe) error { return putErr(ClientUnblock(p, 7)) }, "CLIENT UNBLOCK 7"},
	{"ClientUnblockError", func(p Pipe) error { return putErr(ClientUnblockError(p, 7)) }, "CLIENT UNBLOCK 7 ERROR"},
	{"ClientGetRedir", func(p Pipe) error { return putErr(ClientGetRedir(p)) }, "CLIENT GETREDIR"},
	{"ClientTrackingInfo", func(p Pipe) error { return putErr(ClientTrackingInfo(p)) }, "CLIENT TRACKINGINFO"},

	{"SPublish", func(p Pipe) error { return putErr(SPublish(p, "news", "hi")) }, "SPUBLISH news hi"},
	{"PubSubChannels", func(p Pipe) error { return putErr(PubSubChannels(p)) }, "PUBSUB CHANNELS"},
	{"PubSubChannelsMatching", func(p Pipe) error { return putErr(PubSubChannelsMatching(p, "n*")) }, "PUBSUB CHANNELS n*"},
	{"PubSubNumPat", func(p Pipe) error { return putErr(PubSubNumPat(p)) }, "PUBSUB NUMPAT"},
	{"PubSubNumSub", func(p Pipe) error { return putErr(PubSubNumSub(p, "a", "b")) }, "PUBSUB NUMSUB a b"},
	{"PubSubShardChannels", func(p Pipe) error { return putErr(PubSubShardChannels(p)) }, "PUBSUB SHARDCHANNELS"},
	{"PubSubShardChannelsMatching", func(p Pipe) error { return putErr(PubSubShardChannelsMatching(p, "n*")) }, "PUBSUB SHARDCHANNELS n*"},
	{"PubSubShardNumSub", func(p Pipe) error { return putErr(PubSubShardNumSub(p)) }, "PUBSUB SHARDNUMSUB"},
}

var aclWireTests = []wireTest{
	{"ACLCat", func(p Pipe) error { return putErr(ACLCat(p)) }, "ACL CAT"},
	{"ACLCatCommands", func(p Pipe) error { return putErr(ACLCatCommands(p, "read")) }, "ACL CAT read"},
	{"ACLDelUser", func(p Pipe) error { return putErr(ACLDelUser(p, "ann", "bob")) }, "ACL DELUSER ann bob"},
	{"ACLDryRun", func(p Pipe) error { return putErr(ACLDryRun(p, "ann", "SET", "k", 1)) }, "ACL DRYRUN ann SET k 1"},
	{"ACLGenPass", func(p Pipe) error { return putErr(ACLGenPass(p)) }, "ACL GENPASS"},
	{"ACLGenPassBits", func(p Pipe) error { return putErr(ACLGenPassBits(p, 128)) }, "ACL GENPASS 128"},
	{"ACLGetUser", func(p Pipe) error { return putErr(ACLGetUser(p, "ann")) }, "ACL GETUSER ann"},
	{"ACLList", func(p Pipe) error { return putErr(ACLList(p)) }, "ACL LIST"},
	{"ACLLoad", func(p Pipe) error { return putErr(ACLLoad(p)) }, "ACL LOAD"},
	{"ACLLog", func(p Pipe) error { return putErr(ACLLog(p)) }, "ACL LOG"},
	{"ACLLogCount", func(p Pipe) error { return putErr(ACLLogCount(p, 5)) }, "ACL LOG 5"},
	{"ACLLogReset", func(p Pipe) error { return putErr(ACLLogReset(p)) }, "ACL LOG RESET"},
	{"ACLSave", func(p Pipe) error { return putErr(ACLSave(p)) }, "ACL SAVE"},
	{"ACLSetUser", func(p Pipe) error { return putErr(ACLSetUser(p, "ann")) }, "ACL SETUSER ann"},
	{"ACLSetUser", func(p Pipe) error { return putErr(ACLSetUser(p, "ann", "on", ">pw")) }, "ACL SETUSER ann on >pw"},
	{
		"ACLSetUser", func(p Pipe) error {
			return putErr(ACLSetUser(p, "ann", ACLReset, ACLOn, ACLOff, ACLPassword("pw"), ACLRemovePassword("pw"), ACLPasswordHash("d1"), ACLRemovePasswordHash("d1"),
				ACLNoPassword, ACLResetPassword))
		}, "ACL SETUSER ann reset on off >pw <pw #d1 !d1 nopass resetpass",
	},
	{
		"ACLSetUser", func(p Pipe) error {
			return putErr(ACLSetUser(p, "ann", ACLAllKeys, ACLResetKeys, ACLKeys("a:*"), ACLReadKeys("b:*"), ACLWriteKeys("c:*"), ACLAllChannels, ACLResetChannels, ACLChannels("n*")))
		}, "ACL SETUSER ann allkeys resetkeys ~a:* %R~b:* %W~c:* allchannels resetchannels &n*",
	},
	{
		"ACLSetUser", func(p Pipe) error {
			return putErr(ACLSetUser(p, "ann", ACLAllCommands, ACLNoCommands, ACLCommand("get"), ACLNoCommand("config|get"), ACLCategory("read"), ACLNoCategory("slow"), ACLNoSelectors))
		}, "ACL SETUSER ann allcommands nocommands +get -config|get +@read -@slow clearselectors",
	},
	{"ACLUsers", func(p Pipe) error { return putErr(ACLUsers(p)) }, "ACL USERS"},
	{"ACLWhoAmI", func(p Pipe) error { return putErr(ACLWhoAmI(p)) }, "ACL WHOAMI"},
}

var introspectionWireTests = []wireTest{
	{"ObjectEncoding", func(p Pipe) error { return putErr(ObjectEncoding(p, "k")) }, "OBJECT ENCODING k"},
	{"ObjectFreq", func(p Pipe) error { return putErr(ObjectFreq(p, "k")) }, "OBJECT FREQ k"},
	{"ObjectIdleTime", func(p Pipe) error { return putErr(ObjectIdleTime(p, "k")) }, "OBJECT IDLETIME k"},
	{"ObjectRefCount", func(p Pipe) error { return putErr(ObjectRefCount(p, "k")) }, "OBJECT REFCOUNT k"},
	{"Commands", func(p Pipe) error { return putErr(Commands(p)) }, "COMMAND"},
	{"CommandInfo", func(p Pipe) error { return putErr(CommandInfo(p, "get", "config|get")) }, "COMMAND INFO get config|get"},
	{"CommandDocs", func(p Pipe) error { return putErr(CommandDocs(p)) }, "COMMAND DOCS"},
	{"CommandDocs", func(p Pipe) error { return putErr(CommandDocs(p, "get", "set")) }, "COMMAND DOCS get set"},
	{"CommandList", func(p Pipe) error { return putErr(CommandList(p)) }, "COMMAND LIST"},
	{"CommandListModule", func(p Pipe) error { return putErr(CommandListModule(p, "m")) }, "COMMAND LIST FILTERBY MODULE m"},
	{"CommandListCategory", func(p Pipe) error { return putErr(CommandListCategory(p, "read")) }, "COMMAND LIST FILTERBY ACLCAT read"},
	{"CommandListMatching", func(p Pipe) error { return putErr(CommandListMatching(p, "z*")) }, "COMMAND LIST FILTERBY PATTERN z*"},
	{"CommandGetKeys", func(p Pipe) error { return putErr(CommandGetKeys(p, "MSET", "a", 1, "b", 2)) }, "COMMAND GETKEYS MSET a 1 b 2"},
	{"CommandGetKeysAndFlags", func(p Pipe) error { return putErr(CommandGetKeysAndFlags(p, "GET", "a")) }, "COMMAND GETKEYSANDFLAGS GET a"},
	{"SlowLogGet", func(p Pipe) error { return putErr(SlowLogGet(p, 10)) }, "SLOWLOG GET 10"},
	{"SlowLogGetAll", func(p Pipe) error { return putErr(SlowLogGetAll(p)) }, "SLOWLOG GET -1"},
	{"SlowLogLen", func(p Pipe) error { return putErr(SlowLogLen(p)) }, "SLOWLOG LEN"},
	{"SlowLogReset", func(p Pipe) error { return putErr(SlowLogReset(p)) }, "SLOWLOG RESET"},
	{"LatencyDoctor", func(p Pipe) error { return putErr(LatencyDoctor(p)) }, "LATENCY DOCTOR"},
	{"LatencyGraph", func(p Pipe) error { return putErr(LatencyGraph(p, "command")) }, "LATENCY GRAPH command"},
	{"LatencyHistogram", func(p Pipe) error { return putErr(LatencyHistogram(p, "get", "set")) }, "LATENCY HISTOGRAM get set"},
	{"LatencyHistory", func(p Pipe) error { return putErr(LatencyHistory(p, "fork")) }, "LATENCY HISTORY fork"},
	{"LatencyLatest", func(p Pipe) error { return putErr(LatencyLatest(p)) }, "LATENCY LATEST"},
	{"LatencyReset", func(p Pipe) error { return putErr(LatencyReset(p, "fork")) }, "LATENCY RESET fork"},
	{"MemoryDoctor", func(p Pipe) error { return putErr(MemoryDoctor(p)) }, "MEMORY DOCTOR"},
	{"MemoryMallocStats", func(p Pipe) error { return putErr(MemoryMallocStats(p)) }, "MEMORY MALLOC-STATS"},
	{"MemoryPurge", func(p Pipe) error { return putErr(MemoryPurge(p)) }, "MEMORY PURGE"},
	{"MemoryStats", func(p Pipe) error { return putErr(MemoryStats(p)) }, "MEMORY STATS"},
	{"MemoryUsage", func(p Pipe) error { return putErr(MemoryUsage(p, "k")) }, "MEMORY USAGE k"},
	{"MemoryUsageSamples", func(p Pipe) error { return putErr(MemoryUsageSamples(p, "k", 10)) }, "MEMORY USAGE k SAMPLES 10"},
	{"MemoryUsageExact", func(p Pipe) error { return putErr(MemoryUsageExact(p, "k")) }, "MEMORY USAGE k SAMPLES 0"},
}

var scriptingWireTests = []wireTest{
	{"EvalRO", func(p Pipe) error { return putErr(EvalRO[int](p, "script", []string{"a"}, 1)) }, "EVAL_RO script 1 a 1"},
	{"EvalShaRO", func(p Pipe) error { return putErr(EvalShaRO[int](p, "sha", nil, "x")) }, "EVALSHA_RO sha 0 x"},
	{"ScriptExists", func(p Pipe) error { return putErr(ScriptExists(p, "a", "b")) }, "SCRIPT EXISTS a b"},
	{"ScriptFlush", func(p Pipe) error { return putErr(ScriptFlush(p, Sync)) }, "SCRIPT FLUSH SYNC"},
	{"ScriptKill", func(p Pipe) error { return putErr(ScriptKill(p)) }, "SCRIPT KILL"},
	{"ScriptShow", func(p Pipe) error { return putErr(ScriptShow(p, "sha")) }, "SCRIPT SHOW sha"},
	{"FCall", func(p Pipe) error { return putErr(FCall[int](p, "f", []string{"a", "b"}, 1, "x")) }, "FCALL f 2 a b 1 x"},
	{"FCallRO", func(p Pipe) error { return putErr(FCallRO[int](p, "f", nil)) }, "FCALL_RO f 0"},
	{"FunctionLoad", func(p Pipe) error { return putErr(FunctionLoad(p, "code")) }, "FUNCTION LOAD code"},
	{"FunctionLoadReplace", func(p Pipe) error { return putErr(FunctionLoadReplace(p, "code")) }, "FUNCTION LOAD REPLACE code"},
	{"FunctionList", func(p Pipe) error { return putErr(FunctionList(p)) }, "FUNCTION LIST"},
	{"FunctionListMatching", func(p Pipe) error { return putErr(FunctionListMatching(p, "l*")) }, "FUNCTION LIST LIBRARYNAME l*"},
	{"FunctionListWithCode", func(p Pipe) error { return putErr(FunctionListWithCode(p)) }, "FUNCTION LIST WITHCODE"},
	{"FunctionListMatchingWithCode", func(p Pipe) error { return putErr(FunctionListMatchingWithCode(p, "l*")) }, "FUNCTION LIST LIBRARYNAME l* WITHCODE"},
	{"FunctionStats", func(p Pipe) error { return putErr(FunctionStats(p)) }, "FUNCTION STATS"},
	{"FunctionDelete", func(p Pipe) error { return putErr(FunctionDelete(p, "lib")) }, "FUNCTION DELETE lib"},
	{"FunctionFlush", func(p Pipe) error { return putErr(FunctionFlush(p, Async)) }, "FUNCTION FLUSH ASYNC"},
	{"FunctionDump", func(p Pipe) error { return putErr(FunctionDump(p)) }, "FUNCTION DUMP"},
	{"FunctionRestore", func(p Pipe) error { return putErr(FunctionRestore(p, []byte("dump"))) }, "FUNCTION RESTORE dump"},
	{"FunctionRestoreReplace", func(p Pipe) error { return putErr(FunctionRestoreReplace(p, []byte("dump"))) }, "FUNCTION RESTORE dump REPLACE"},
	{"FunctionRestoreFlush", func(p Pipe) error { return putErr(FunctionRestoreFlush(p, []byte("dump"))) }, "FUNCTION RESTORE dump FLUSH"},
	{"FunctionKill", func(p Pipe) error { return putErr(FunctionKill(p)) }, "FUNCTION KILL"},
}

var clusterWireTests = []wireTest{
	{"ClusterInfo", func(p Pipe) error { return putErr(ClusterInfo(p)) }, "CLUSTER INFO"},
	{"ClusterNodes", func(p Pipe) error { return putErr(ClusterNodes(p)) }, "CLUSTER NODES"},
	{"ClusterShards", func(p Pipe) error { return putErr(ClusterShards(p)) }, "CLUSTER SHARDS"},
	{"ClusterSlots", func(p Pipe) error { return putErr(ClusterSlots(p)) }, "CLUSTER SLOTS"},
	{"ClusterLinks", func(p Pipe) error { return putErr(ClusterLinks(p)) }, "CLUSTER LINKS"},
	{"ClusterReplicas", func(p Pipe) error { return putErr(ClusterReplicas(p, "id")) }, "CLUSTER REPLICAS id"},
	{"ClusterMyID", func(p Pipe) error { return putErr(ClusterMyID(p)) }, "CLUSTER MYID"},
	{"ClusterMyShardID", func(p Pipe) error { return putErr(ClusterMyShardID(p)) }, "CLUSTER MYSHARDID"},
	{"ClusterKeySlot", func(p Pipe) error { return putErr(ClusterKeySlot(p, "k")) }, "CLUSTER KEYSLOT k"},
	{"ClusterCountKeysInSlot", func(p Pipe) error { return putErr(ClusterCountKeysInSlot(p, 7)) }, "CLUSTER COUNTKEYSINSLOT 7"},
	{"ClusterGetKeysInSlot", func(p Pipe) error { return putErr(ClusterGetKeysInSlot(p, 7, 10)) }, "CLUSTER GETKEYSINSLOT 7 10"},
	{"ClusterCountFailureReports", func(p Pipe) error { return putErr(ClusterCountFailureReports(p, "id")) }, "CLUSTER COUNT-FAILURE-REPORTS id"},
	{"ClusterSlotStats", func(p Pipe) error { return putErr(ClusterSlotStats(p, 0, 16383)) }, "CLUSTER SLOT-STATS SLOTSRANGE 0 16383"},
	{"ClusterSlotStatsHighest", func(p Pipe) error { return putErr(ClusterSlotStatsHighest(p, "key-count", 5)) }, "CLUSTER SLOT-STATS ORDERBY key-count LIMIT 5 DESC"},
	{"ClusterSlotStatsLowest", func(p Pipe) error { return putErr(ClusterSlotStatsLowest(p, "key-count", 5)) }, "CLUSTER SLOT-STATS ORDERBY key-count LIMIT 5 ASC"},
	{"ClusterAddSlots", func(p Pipe) error { return putErr(ClusterAddSlots(p, 0, 7)) }, "CLUSTER ADDSLOTS 0 7"},
	{"ClusterAddSlotsRange", func(p Pipe) error { return putErr(ClusterAddSlotsRange(p, SlotRange{0, 7}, SlotRange{9, 9})) }, "CLUSTER ADDSLOTSRANGE 0 7 9 9"},
	{"ClusterDelSlots", func(p Pipe) error { return putErr(ClusterDelSlots(p, 7)) }, "CLUSTER DELSLOTS 7"},
	{"ClusterDelSlotsRange", func(p Pipe) error { return putErr(ClusterDelSlotsRange(p, SlotRange{0, 7})) }, "CLUSTER DELSLOTSRANGE 0 7"},
	{"ClusterFlushSlots", func(p Pipe) error { return putErr(ClusterFlushSlots(p)) }, "CLUSTER FLUSHSLOTS"},
	{"ClusterSetSlotNode", func(p Pipe) error { return putErr(ClusterSetSlotNode(p, 7, "id")) }, "CLUSTER SETSLOT 7 NODE id"},
	{"ClusterSetSlotMigrating", func(p Pipe) error { return putErr(ClusterSetSlotMigrating(p, 7, "id")) }, "CLUSTER SETSLOT 7 MIGRATING id"},
	{"ClusterSetSlotImporting", func(p Pipe) error { return putErr(ClusterSetSlotImporting(p, 7, "id")) }, "CLUSTER SETSLOT 7 IMPORTING id"},
	{"ClusterSetSlotStable", func(p Pipe) error { return putErr(ClusterSetSlotStable(p, 7)) }, "CLUSTER SETSLOT 7 STABLE"},
	{"ClusterMeet", func(p Pipe) error { return putErr(ClusterMeet(p, "10.0.0.7", 6379)) }, "CLUSTER MEET 10.0.0.7 6379"},
	{"ClusterMeetBus", func(p Pipe) error { return putErr(ClusterMeetBus(p, "10.0.0.7", 6379, 7379)) }, "CLUSTER MEET 10.0.0.7 6379 7379"},
	{"ClusterForget", func(p Pipe) error { return putErr(ClusterForget(p, "id")) }, "CLUSTER FORGET id"},
	{"ClusterReplicate", func(p Pipe) error { return putErr(ClusterReplicate(p, "id")) }, "CLUSTER REPLICATE id"},
	{"ClusterFailover", func(p Pipe) error { return putErr(ClusterFailover(p)) }, "CLUSTER FAILOVER"},
	{"ClusterFailoverForce", func(p Pipe) error { return putErr(ClusterFailoverForce(p)) }, "CLUSTER FAILOVER FORCE"},
	{"ClusterFailoverTakeover", func(p Pipe) error { return putErr(ClusterFailoverTakeover(p)) }, "CLUSTER FAILOVER TAKEOVER"},
	{"ClusterReset", func(p Pipe) error { return putErr(ClusterReset(p)) }, "CLUSTER RESET"},
	{"ClusterResetHard", func(p Pipe) error { return putErr(ClusterResetHard(p)) }, "CLUSTER RESET HARD"},
	{"ClusterSaveConfig", func(p Pipe) error { return putErr(ClusterSaveConfig(p)) }, "CLUSTER SAVECONFIG"},
	{"ClusterSetConfigEpoch", func(p Pipe) error { return putErr(ClusterSetConfigEpoch(p, 5)) }, "CLUSTER SET-CONFIG-EPOCH 5"},
	{"ClusterBumpEpoch", func(p Pipe) error { return putErr(ClusterBumpEpoch(p)) }, "CLUSTER BUMPEPOCH"},
}

var sentinelWireTests = []wireTest{
	{"SentinelMasters", func(p Pipe) error { return putErr(SentinelMasters(p)) }, "SENTINEL MASTERS"},
	{"SentinelMaster", func(p Pipe) error { return putErr(SentinelMaster(p, "m")) }, "SENTINEL MASTER m"},
	{"SentinelReplicas", func(p Pipe) error { return putErr(SentinelReplicas(p, "m")) }, "SENTINEL REPLICAS m"},
	{"SentinelSentinels", func(p Pipe) error { return putErr(SentinelSentinels(p, "m")) }, "SENTINEL SENTINELS m"},
	{"SentinelGetMasterAddrByName", func(p Pipe) error { return putErr(SentinelGetMasterAddrByName(p, "m")) }, "SENTINEL GET-MASTER-ADDR-BY-NAME m"},
	{"SentinelCkQuorum", func(p Pipe) error { return putErr(SentinelCkQuorum(p, "m")) }, "SENTINEL CKQUORUM m"},
	{"SentinelMyID", func(p Pipe) error { return putErr(SentinelMyID(p)) }, "SENTINEL MYID"},
	{"SentinelInfoCache", func(p Pipe) error { return putErr(SentinelInfoCache(p, "m", "n")) }, "SENTINEL INFO-CACHE m n"},
	{"SentinelPendingScripts", func(p Pipe) error { return putErr(SentinelPendingScripts(p)) }, "SENTINEL PENDING-SCRIPTS"},
	{"SentinelFailover", func(p Pipe) error { return putErr(SentinelFailover(p, "m")) }, "SENTINEL FAILOVER m"},
	{"SentinelMonitor", func(p Pipe) error { return putErr(SentinelMonitor(p, "m", "10.0.0.7", 6379, 2)) }, "SENTINEL MONITOR m 10.0.0.7 6379 2"},
	{"SentinelRemove", func(p Pipe) error { return putErr(SentinelRemove(p, "m")) }, "SENTINEL REMOVE m"},
	{"SentinelSet", func(p Pipe) error { return putErr(SentinelSet(p, "m", map[string]int{"quorum": 3})) }, "SENTINEL SET m quorum 3"},
	{"SentinelReset", func(p Pipe) error { return putErr(SentinelReset(p, "m*")) }, "SENTINEL RESET m*"},
	{"SentinelFlushConfig", func(p Pipe) error { return putErr(SentinelFlushConfig(p)) }, "SENTINEL FLUSHCONFIG"},
	{"SentinelConfigGet", func(p Pipe) error { return putErr(SentinelConfigGet[map[string]string](p, "*")) }, "SENTINEL CONFIG GET *"},
	{"SentinelConfigSet", func(p Pipe) error { return putErr(SentinelConfigSet(p, "announce-port", 7)) }, "SENTINEL CONFIG SET announce-port 7"},
}
