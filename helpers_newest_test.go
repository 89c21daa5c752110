package redis

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// Rows for the commands of Redis since 8.4, and of Valkey since 8.1, that no server in reach has.

func init() {
	roundTrips = slices.Concat(roundTrips, newestTrips)
	apartTrips = slices.Concat(apartTrips, newestClusterTrips)
	clusterTrips = slices.Concat(clusterTrips, newestClusterTrips)
	wireTests = slices.Concat(wireTests, newestWireTests)
	scriptedData = slices.Concat(scriptedData, newestScripts())
}

var newestTrips = []roundTrip{
	{"GCRA", "", func(p Pipe) result { return of(GCRA(p, "k", 5, 10, time.Minute)) }, RateLimit{Limit: 6, Remaining: 5, FullAfter: 6 * time.Second}},
	{"LMoveM", "RPUSH l 1 2 3", func(p Pipe) result { return of(LMoveM[int](p, "l", "m", Left, Left, 2, OneByOne)) }, Some([]int{2, 1})},
	{"LMoveM", "", func(p Pipe) result { return of(LMoveM[int](p, "l", "m", Left, Right, 2, InBulk)) }, None[[]int]()},
	{"LMoveMExactly", "RPUSH l 1 2 3", func(p Pipe) result { return of(LMoveMExactly[int](p, "l", "m", Left, Left, 2, InBulk)) }, Some([]int{1, 2})},
	{"LMoveMExactly", "RPUSH l 1 2 3", func(p Pipe) result { return of(LMoveMExactly[int](p, "l", "m", Left, Left, 4, InBulk)) }, None[[]int]()},
	{"BLMoveM", "RPUSH l 1 2 3", func(p Pipe) result { return of(BLMoveM[int](p, "l", "m", Left, Left, time.Second, 5, InBulk)) }, Some([]int{1, 2, 3})},
	{"BLMoveMExactly", "RPUSH l 1", func(p Pipe) result {
		return of(BLMoveMExactly[int](p, "l", "m", Left, Left, time.Millisecond, 2, InBulk))
	}, None[[]int]()},
	{"SUnionCard", "SADD a 1 2\nSADD b 2 3", func(p Pipe) result { return of(SUnionCard(p, "a", "b")) }, int64(3)},
	{"SUnionCardLimit", "SADD a 1 2\nSADD b 2 3", func(p Pipe) result { return of(SUnionCardLimit(p, 2, "a", "b")) }, int64(2)},
	{"SUnionCardApprox", "SADD a 1 2\nSADD b 2 3", func(p Pipe) result { return of(SUnionCardApprox(p, "a", "b")) }, int64(3)},
	{"SUnionCardApproxLimit", "SADD a 1 2\nSADD b 2 3", func(p Pipe) result { return of(SUnionCardApproxLimit(p, 2, "a", "b")) }, int64(2)},
	{"SDiffCard", "SADD a 1 2 4\nSADD b 2 3", func(p Pipe) result { return of(SDiffCard(p, "a", "b")) }, int64(2)},
	{"SDiffCardLimit", "SADD a 1 2 4\nSADD b 2 3", func(p Pipe) result { return of(SDiffCardLimit(p, 1, "a", "b")) }, int64(1)},
	{"BGSaveCancel", "", func(p Pipe) result { return of(BGSaveCancel(p)) }, "ERR"},
	{"BackupStart", "", func(p Pipe) result { return of(BackupStart(p)) }, "ERR"},
	{"BackupSeal", "", func(p Pipe) result { return of(BackupSeal(p)) }, "ERR"},
	{"BackupAbort", "", func(p Pipe) result { return of(BackupAbort(p)) }, "ERR"},
	{"BackupCleanup", "", func(p Pipe) result { return of(BackupCleanup(p)) }, "ERR"},
	{"BackupStatus", "", func(p Pipe) result { return of(BackupStatus(p)) }, BackupState{State: "idle"}},
	{"BackupList", "", func(p Pipe) result { return of(BackupList(p)) }, []string{}},
	{"ACLSetRole", "ACL DELROLE reader", func(p Pipe) result { return of(ACLSetRole(p, "reader", ACLKeys("a:*"))) }, OK{}},
	{"ACLGetRole", "", func(p Pipe) result { return of(ACLGetRole(p, "nosuch")) }, None[ACLRole]()},
	{"ACLRoles", "ACL SETROLE reader", func(p Pipe) result { return of(ACLRoles(p)) }, []string{"reader"}},
	{"ACLDelRole", "ACL SETROLE reader", func(p Pipe) result { return of(ACLDelRole(p, "reader", "nosuch")) }, int64(1)},
	{"CommandLogGetSlow", "COMMANDLOG RESET slow", func(p Pipe) result { return of(CommandLogGetSlow(p, 5)) }, []SlowLogEntry{}},
	{"CommandLogGetSlowAll", "COMMANDLOG RESET slow", func(p Pipe) result { return of(CommandLogGetSlowAll(p)) }, []SlowLogEntry{}},
	{"CommandLogGetLargeRequest", "COMMANDLOG RESET large-request", func(p Pipe) result { return of(CommandLogGetLargeRequest(p, 5)) }, []LargeCommand{}},
	{"CommandLogGetLargeRequestAll", "COMMANDLOG RESET large-request", func(p Pipe) result { return of(CommandLogGetLargeRequestAll(p)) }, []LargeCommand{}},
	{"CommandLogGetLargeReply", "COMMANDLOG RESET large-reply", func(p Pipe) result { return of(CommandLogGetLargeReply(p, 5)) }, []LargeCommand{}},
	{"CommandLogGetLargeReplyAll", "COMMANDLOG RESET large-reply", func(p Pipe) result { return of(CommandLogGetLargeReplyAll(p)) }, []LargeCommand{}},
	{"CommandLogLen", "COMMANDLOG RESET large-reply", func(p Pipe) result { return of(CommandLogLen(p, LargeReplies)) }, int64(0)},
	{"CommandLogReset", "", func(p Pipe) result { return of(CommandLogReset(p, SlowCommands)) }, OK{}},
	{"HotkeysStart", "", func(p Pipe) result {
		f := HotkeysStart(p, HotkeyCPU)
		HotkeysStop(p)
		return of(f)
	}, OK{}},
	{"HotkeysStop", "", func(p Pipe) result { return of(HotkeysStop(p)) }, false},
	{"HotkeysGet", "HOTKEYS RESET", func(p Pipe) result { return of(HotkeysGet(p)) }, None[HotkeyReport]()},
	{"HotkeysGetRates", "", func(p Pipe) result { return of(HotkeysGetRates(p)) }, []KeyRate{}},
	{"HotkeysReset", "", func(p Pipe) result { return of(HotkeysReset(p)) }, OK{}},
}

var newestClusterTrips = []roundTrip{
	{"ClusterScan", allSlots, func(p Pipe) result { return of(ClusterScan(p, "")) }, that(func(v ScanPage[string]) bool { return v.Cursor != "0" })},
	{"ClusterScanSlot", allSlots, func(p Pipe) result { return of(ClusterScanSlot(p, "", 7)) }, that(func(v ScanPage[string]) bool { return v.Cursor != "0" })},
	{"ClusterMigrationImport", allSlots, func(p Pipe) result { return of(ClusterMigrationImport(p, SlotRange{0, 5})) }, "ERR"},
	{"ClusterMigrationStatus", allSlots, func(p Pipe) result { return of(ClusterMigrationStatus(p, "nosuch")) }, None[MigrationTask]()},
	{"ClusterMigrationStatusAll", allSlots, func(p Pipe) result { return of(ClusterMigrationStatusAll(p)) }, noElements[MigrationTask]()},
	{"ClusterMigrationCancel", allSlots, func(p Pipe) result { return of(ClusterMigrationCancel(p, "nosuch")) }, int64(0)},
	{"ClusterMigrationCancelAll", allSlots, func(p Pipe) result { return of(ClusterMigrationCancelAll(p)) }, int64(0)},
	{"ClusterMigrateSlots", allSlots, func(p Pipe) result {
		return of(ClusterMigrateSlots(p, SlotMove{[]SlotRange{{0, 5}}, strings.Repeat("0", 40)}))
	}, "ERR"},
	{"ClusterGetSlotMigrations", allSlots, func(p Pipe) result { return of(ClusterGetSlotMigrations(p)) }, noElements[SlotMigration]()},
	{"ClusterCancelSlotMigrations", allSlots, func(p Pipe) result { return of(ClusterCancelSlotMigrations(p)) }, OK{}},
}

// triangle is an area in Sicily.
var triangle = ByPolygon(Position{13, 37}, Position{14, 39}, Position{15, 37.5})

var newestWireTests = []wireTest{
	{"GCRA", func(p Pipe) error { return putErr(GCRA(p, "k", 0, 10, time.Minute)) }, "GCRA k 0 10 60"},
	{"GCRA", func(p Pipe) error { return putErr(GCRA(p, "k", 5, 1, 500*time.Millisecond, Tokens(3))) }, "GCRA k 5 1 0.5 TOKENS 3"},
	{"LMoveM", func(p Pipe) error { return putErr(LMoveM[int](p, "a", "b", Left, Right, 5, OneByOne)) }, "LMOVEM a b LEFT RIGHT COUNT 5 OBO"},
	{"LMoveMExactly", func(p Pipe) error { return putErr(LMoveMExactly[int](p, "a", "b", Right, Left, 5, InBulk)) }, "LMOVEM a b RIGHT LEFT EXACTLY 5 BULK"},
	{"BLMoveM", func(p Pipe) error {
		return putErr(BLMoveM[int](p, "a", "b", Left, Right, 1500*time.Millisecond, 5, InBulk))
	}, "BLMOVEM a b LEFT RIGHT 1.5 COUNT 5 BULK"},
	{"BLMoveMExactly", func(p Pipe) error { return putErr(BLMoveMExactly[int](p, "a", "b", Left, Right, Forever, 5, OneByOne)) }, "BLMOVEM a b LEFT RIGHT 0 EXACTLY 5 OBO"},
	{"SUnionCard", func(p Pipe) error { return putErr(SUnionCard(p, "a", "b")) }, "SUNIONCARD 2 a b"},
	{"SUnionCardLimit", func(p Pipe) error { return putErr(SUnionCardLimit(p, 5, "a", "b")) }, "SUNIONCARD 2 a b LIMIT 5"},
	{"SUnionCardApprox", func(p Pipe) error { return putErr(SUnionCardApprox(p, "a", "b")) }, "SUNIONCARD 2 a b APPROX"},
	{"SUnionCardApproxLimit", func(p Pipe) error { return putErr(SUnionCardApproxLimit(p, 5, "a", "b")) }, "SUNIONCARD 2 a b APPROX LIMIT 5"},
	{"SDiffCard", func(p Pipe) error { return putErr(SDiffCard(p, "a", "b")) }, "SDIFFCARD 2 a b"},
	{"SDiffCardLimit", func(p Pipe) error { return putErr(SDiffCardLimit(p, 5, "a", "b")) }, "SDIFFCARD 2 a b LIMIT 5"},
	{"HSetEx", func(p Pipe) error { return putErr(HSetEx(p, "k", fieldPairs, XX, FNX, EX(time.Minute))) }, "HSETEX k XX FNX EX 60 FIELDS 2 a 1 b 2"},
	{"ClientListWhere", func(p Pipe) error {
		return putErr(ClientListWhere(p, WhereName("n"), WhereIdle(time.Minute), WhereDB(0), WhereNot(WhereID(7, 8)), WhereNot(WhereCapa("r"))))
	}, "CLIENT LIST NAME n IDLE 60 DB 0 NOT-ID 7 8 NOT-CAPA r"},
	{"ClientKill", func(p Pipe) error {
		return putErr(ClientKill(p, WhereUser("u"), WhereNot(WhereUser("v")), WhereIP("::1"), WhereFlags("bP"), WhereLibName("l"), WhereLibVer("1"), WhereMaxAge(time.Minute), ExcludeSelf))
	}, "CLIENT KILL USER u NOT-USER v IP ::1 FLAGS bP LIB-NAME l LIB-VER 1 MAXAGE 60 SKIPME yes"},
	{"BGSaveCancel", func(p Pipe) error { return putErr(BGSaveCancel(p)) }, "BGSAVE CANCEL"},
	{"BackupStart", func(p Pipe) error { return putErr(BackupStart(p)) }, "BACKUP START"},
	{"BackupSeal", func(p Pipe) error { return putErr(BackupSeal(p)) }, "BACKUP SEAL"},
	{"BackupAbort", func(p Pipe) error { return putErr(BackupAbort(p)) }, "BACKUP ABORT"},
	{"BackupCleanup", func(p Pipe) error { return putErr(BackupCleanup(p)) }, "BACKUP CLEANUP"},
	{"BackupStatus", func(p Pipe) error { return putErr(BackupStatus(p)) }, "BACKUP STATUS"},
	{"BackupList", func(p Pipe) error { return putErr(BackupList(p)) }, "BACKUP LIST"},
	{"ACLSetRole", func(p Pipe) error { return putErr(ACLSetRole(p, "reader", ACLKeys("a:*"), ACLCommand("get"))) }, "ACL SETROLE reader ~a:* +get"},
	{"ACLGetRole", func(p Pipe) error { return putErr(ACLGetRole(p, "reader")) }, "ACL GETROLE reader"},
	{"ACLRoles", func(p Pipe) error { return putErr(ACLRoles(p)) }, "ACL ROLES"},
	{"ACLDelRole", func(p Pipe) error { return putErr(ACLDelRole(p, "reader", "writer")) }, "ACL DELROLE reader writer"},
	{"ClusterScan", func(p Pipe) error { return putErr(ClusterScan(p, "")) }, "CLUSTERSCAN 0"},
	{"ClusterScan", func(p Pipe) error {
		return putErr(ClusterScan(p, "0B-{06S}-96", Match("a*"), Count(5), OfType(HashKey)))
	}, "CLUSTERSCAN 0B-{06S}-96 MATCH a* COUNT 5 TYPE hash"},
	{"ClusterScanSlot", func(p Pipe) error { return putErr(ClusterScanSlot(p, "0-{06S}-0", 0, Count(5))) }, "CLUSTERSCAN 0-{06S}-0 SLOT 0 COUNT 5"},
	{"CommandLogGetSlow", func(p Pipe) error { return putErr(CommandLogGetSlow(p, 5)) }, "COMMANDLOG GET 5 slow"},
	{"CommandLogGetSlowAll", func(p Pipe) error { return putErr(CommandLogGetSlowAll(p)) }, "COMMANDLOG GET -1 slow"},
	{"CommandLogGetLargeRequest", func(p Pipe) error { return putErr(CommandLogGetLargeRequest(p, 5)) }, "COMMANDLOG GET 5 large-request"},
	{"CommandLogGetLargeRequestAll", func(p Pipe) error { return putErr(CommandLogGetLargeRequestAll(p)) }, "COMMANDLOG GET -1 large-request"},
	{"CommandLogGetLargeReply", func(p Pipe) error { return putErr(CommandLogGetLargeReply(p, 5)) }, "COMMANDLOG GET 5 large-reply"},
	{"CommandLogGetLargeReplyAll", func(p Pipe) error { return putErr(CommandLogGetLargeReplyAll(p)) }, "COMMANDLOG GET -1 large-reply"},
	{"CommandLogLen", func(p Pipe) error { return putErr(CommandLogLen(p, LargeRequests)) }, "COMMANDLOG LEN large-request"},
	{"CommandLogReset", func(p Pipe) error { return putErr(CommandLogReset(p, LargeReplies)) }, "COMMANDLOG RESET large-reply"},
	{"HotkeysStart", func(p Pipe) error { return putErr(HotkeysStart(p, HotkeyNet)) }, "HOTKEYS START METRICS 1 NET"},
	{"HotkeysStart", func(p Pipe) error {
		return putErr(HotkeysStart(p, HotkeyCPU|HotkeyNet, Count(5), HotkeyDuration(time.Minute), HotkeySample(10), HotkeySlots{7, 16383}))
	}, "HOTKEYS START METRICS 2 CPU NET COUNT 5 DURATION 60 SAMPLE 10 SLOTS 2 7 16383"},
	{"HotkeysStop", func(p Pipe) error { return putErr(HotkeysStop(p)) }, "HOTKEYS STOP"},
	{"HotkeysGet", func(p Pipe) error { return putErr(HotkeysGet(p)) }, "HOTKEYS GET"},
	{"HotkeysGetRates", func(p Pipe) error { return putErr(HotkeysGetRates(p)) }, "HOTKEYS GET"},
	{"HotkeysReset", func(p Pipe) error { return putErr(HotkeysReset(p)) }, "HOTKEYS RESET"},
	{"ClusterMigrationImport", func(p Pipe) error { return putErr(ClusterMigrationImport(p, SlotRange{0, 5}, SlotRange{7, 7})) }, "CLUSTER MIGRATION IMPORT 0 5 7 7"},
	{"ClusterMigrationStatus", func(p Pipe) error { return putErr(ClusterMigrationStatus(p, "t")) }, "CLUSTER MIGRATION STATUS ID t"},
	{"ClusterMigrationStatusAll", func(p Pipe) error { return putErr(ClusterMigrationStatusAll(p)) }, "CLUSTER MIGRATION STATUS ALL"},
	{"ClusterMigrationCancel", func(p Pipe) error { return putErr(ClusterMigrationCancel(p, "t")) }, "CLUSTER MIGRATION CANCEL ID t"},
	{"ClusterMigrationCancelAll", func(p Pipe) error { return putErr(ClusterMigrationCancelAll(p)) }, "CLUSTER MIGRATION CANCEL ALL"},
	{"ClusterMigrateSlots", func(p Pipe) error {
		return putErr(ClusterMigrateSlots(p, SlotMove{[]SlotRange{{0, 9}, {20, 29}}, "a"}, SlotMove{[]SlotRange{{10, 10}}, "b"}))
	}, "CLUSTER MIGRATESLOTS SLOTSRANGE 0 9 20 29 NODE a SLOTSRANGE 10 10 NODE b"},
	{"ClusterGetSlotMigrations", func(p Pipe) error { return putErr(ClusterGetSlotMigrations(p)) }, "CLUSTER GETSLOTMIGRATIONS"},
	{"ClusterCancelSlotMigrations", func(p Pipe) error { return putErr(ClusterCancelSlotMigrations(p)) }, "CLUSTER CANCELSLOTMIGRATIONS"},
	{"GeoSearch", func(p Pipe) error { return putErr(GeoSearch[string](p, "k", FromCenter, triangle, Asc)) }, "GEOSEARCH k BYPOLYGON 3 13 37 14 39 15 37.5 ASC"},
	{"GeoSearchLocations", func(p Pipe) error { return putErr(GeoSearchLocations[string](p, "k", FromCenter, triangle, Count(2))) },
		"GEOSEARCH k BYPOLYGON 3 13 37 14 39 15 37.5 COUNT 2 WITHDIST WITHHASH WITHCOORD"},
	{"GeoSearchStore", func(p Pipe) error { return putErr(GeoSearchStore(p, "d", "k", FromCenter, triangle, StoreDist)) },
		"GEOSEARCHSTORE d k BYPOLYGON 3 13 37 14 39 15 37.5 STOREDIST"},
}

// both makes a script with the reply that maps makes for RESP3, and the one for RESP2.
func both(helper string, put func(Pipe) result, reply func(pairs func(...string) string) string, want any) scripted {
	return scripted{helper, put, reply(entries), reply(flatReply), want}
}

// simpleScript is a script with the same reply in both protocols.
func simpleScript(helper string, put func(Pipe) result, reply string, want any) scripted {
	return scripted{helper, put, reply, "", want}
}

func newestScripts() []scripted {
	gcra := func(p Pipe) result { return of(GCRA(p, "k", 5, 10, time.Minute)) }
	hotkeys := func(p Pipe) result { return of(HotkeysGet(p)) }
	task := func(p Pipe) result { return of(ClusterMigrationStatus(p, "t")) }
	logged := func(n int64) string {
		return array(array(numberReply(4), numberReply(1700000000), numberReply(n), bulks("SET", "k"), bulk("10.0.0.7:5"), bulk("me")))
	}
	large := []LargeCommand{{4, time.Unix(1700000000, 0), 2000000, []string{"SET", "k"}, "10.0.0.7:5", "me"}}
	slow := []SlowLogEntry{{4, time.Unix(1700000000, 0), 3 * time.Millisecond, []string{"SET", "k"}, "10.0.0.7:5", "me", None[int64]()}}
	report := func(pairs func(...string) string) string {
		return pairs("tracking-active", numberReply(1), "sample-ratio", numberReply(1), "selected-slots", array(array(numberReply(0), numberReply(16383))),
			"all-commands-all-slots-us", numberReply(220), "net-bytes-all-commands-all-slots", numberReply(200),
			"collection-start-time-unix-ms", numberReply(1769420604522), "collection-duration-ms", numberReply(6408),
			"total-cpu-time-user-ms", numberReply(3), "total-cpu-time-sys-ms", numberReply(11),
			"by-cpu-time-us", array(bulk("x"), numberReply(104), bulk("y"), numberReply(98)), "later", array())
	}
	reported := HotkeyReport{
		Active: true, SampleRatio: 1, Slots: []SlotRange{{0, 16383}}, Start: time.UnixMilli(1769420604522), Duration: 6408 * time.Millisecond,
		Time: 220 * time.Microsecond, NetBytes: 200, UserCPU: Some(3 * time.Millisecond), SystemCPU: Some(11 * time.Millisecond),
		ByTime: []Pair[string, time.Duration]{kv("x", 104*time.Microsecond), kv("y", 98*time.Microsecond)},
	}
	migration := func(pairs func(...string) string) string {
		return array(pairs("id", bulk("t"), "slots", bulk("0-5 7-7"), "source", bulk("s"), "dest", bulk("d"), "operation", bulk("migrate"), "state", bulk("completed"),
			"last_error", bulk("oops"), "retries", numberReply(2), "create_time", numberReply(1700000000001), "start_time", numberReply(1700000000002),
			"end_time", numberReply(0), "write_pause_ms", numberReply(8), "new", null))
	}
	migrated := MigrationTask{
		ID: "t", Slots: []SlotRange{{0, 5}, {7, 7}}, Source: "s", Destination: "d", Operation: "migrate", State: "completed", LastError: "oops", Retries: 2,
		Created: time.UnixMilli(1700000000001), Started: time.UnixMilli(1700000000002), WritePause: 8 * time.Millisecond,
	}
	return []scripted{
		simpleScript("GCRA", gcra, array(numberReply(0), numberReply(6), numberReply(5), numberReply(-1), numberReply(6)), RateLimit{Limit: 6, Remaining: 5, FullAfter: 6 * time.Second}),
		simpleScript("GCRA", gcra, array(numberReply(1), numberReply(6), numberReply(0), numberReply(6), numberReply(36)),
			RateLimit{Limited: true, Limit: 6, RetryAfter: Some(6 * time.Second), FullAfter: 36 * time.Second}),
		simpleScript("GCRA", gcra, array(numberReply(1), numberReply(6), numberReply(6), numberReply(-1), numberReply(0)), RateLimit{Limited: true, Limit: 6, Remaining: 6}),
		simpleScript("GCRA", gcra, numberReply(1), mismatch),

		simpleScript("LMoveM", func(p Pipe) result { return of(LMoveM[int](p, "a", "b", Left, Right, 2, InBulk)) }, bulks("1", "2"), Some([]int{1, 2})),
		{"LMoveMExactly", func(p Pipe) result { return of(LMoveMExactly[int](p, "a", "b", Left, Right, 2, InBulk)) }, "_\r\n", "*-1\r\n", None[[]int]()},
		{"BLMoveM", func(p Pipe) result { return of(BLMoveM[int](p, "a", "b", Left, Right, time.Second, 2, InBulk)) }, "_\r\n", "*-1\r\n", None[[]int]()},
		simpleScript("BLMoveMExactly", func(p Pipe) result { return of(BLMoveMExactly[int](p, "a", "b", Left, Right, time.Second, 2, InBulk)) }, bulks("1", "2"), Some([]int{1, 2})),
		simpleScript("SUnionCard", func(p Pipe) result { return of(SUnionCard(p, "a")) }, numberReply(5), int64(5)),
		simpleScript("SUnionCardLimit", func(p Pipe) result { return of(SUnionCardLimit(p, 3, "a")) }, numberReply(3), int64(3)),
		simpleScript("SUnionCardApprox", func(p Pipe) result { return of(SUnionCardApprox(p, "a")) }, numberReply(5), int64(5)),
		simpleScript("SUnionCardApproxLimit", func(p Pipe) result { return of(SUnionCardApproxLimit(p, 3, "a")) }, numberReply(3), int64(3)),
		simpleScript("SDiffCard", func(p Pipe) result { return of(SDiffCard(p, "a", "b")) }, numberReply(2), int64(2)),
		simpleScript("SDiffCardLimit", func(p Pipe) result { return of(SDiffCardLimit(p, 1, "a", "b")) }, numberReply(1), int64(1)),
		simpleScript("ClientListWhere", func(p Pipe) result { return of(ClientListWhere(p, WhereDB(3))) }, bulk("id=7 db=3\n"),
			[]ConnectedClient{{ID: 7, DB: 3, Fields: map[string]string{"id": "7", "db": "3"}}}),
		simpleScript("BGSaveCancel", func(p Pipe) result { return of(BGSaveCancel(p)) }, "+Background saving cancelled\r\n", "Background saving cancelled"),
		simpleScript("BackupStart", func(p Pipe) result { return of(BackupStart(p)) }, "+OK\r\n", OK{}),
		simpleScript("BackupSeal", func(p Pipe) result { return of(BackupSeal(p)) }, "+OK\r\n", OK{}),
		simpleScript("BackupAbort", func(p Pipe) result { return of(BackupAbort(p)) }, "+OK\r\n", OK{}),
		simpleScript("BackupCleanup", func(p Pipe) result { return of(BackupCleanup(p)) }, "+OK\r\n", OK{}),
		both("BackupStatus", func(p Pipe) result { return of(BackupStatus(p)) }, func(pairs func(...string) string) string {
			return pairs("state", bulk("incrementing"), "error", bulk(""), "start_time", numberReply(1700000000), "end_time", numberReply(0), "size", numberReply(5))
		}, BackupState{State: "incrementing", Started: time.Unix(1700000000, 0)}),
		simpleScript("BackupList", func(p Pipe) result { return of(BackupList(p)) }, bulks("/b/base.rdb"), []string{"/b/base.rdb"}),
		simpleScript("ACLSetRole", func(p Pipe) result { return of(ACLSetRole(p, "reader")) }, "+OK\r\n", OK{}),
		both("ACLGetRole", func(p Pipe) result { return of(ACLGetRole(p, "reader")) }, func(pairs func(...string) string) string {
			return pairs("commands", bulk("-@all +@read"), "keys", bulk("~app:*"), "channels", bulk(""), "databases", bulk("alldbs"),
				"selectors", array(pairs("commands", bulk("-@all +info"), "keys", bulk(""), "channels", bulk(""), "databases", bulk("alldbs"))), "users", bulks("alice"))
		}, Some(ACLRole{
			Commands: []ACLRule{"-@all", "+@read"}, Keys: []ACLRule{"~app:*"}, Channels: []ACLRule{}, Databases: []ACLRule{"alldbs"},
			Selectors: []ACLSelector{{[]ACLRule{"-@all", "+info"}, []ACLRule{}, []ACLRule{}, []ACLRule{"alldbs"}}}, Users: []string{"alice"},
		})),
		{"ACLGetRole", func(p Pipe) result { return of(ACLGetRole(p, "nosuch")) }, "_\r\n", "*-1\r\n", None[ACLRole]()},
		simpleScript("ACLRoles", func(p Pipe) result { return of(ACLRoles(p)) }, bulks("ops", "reader"), []string{"ops", "reader"}),
		simpleScript("ACLDelRole", func(p Pipe) result { return of(ACLDelRole(p, "reader")) }, numberReply(1), int64(1)),
		simpleScript("ClusterScan", func(p Pipe) result { return of(ClusterScan(p, "")) }, array(bulk("0-{06S}-0"), array()), ScanPage[string]{Cursor: "0-{06S}-0", Items: []string{}}),
		simpleScript("ClusterScanSlot", func(p Pipe) result { return of(ClusterScanSlot(p, "0-{06S}-0", 0)) }, array(bulk("0"), bulks("k")), ScanPage[string]{Cursor: "0", Items: []string{"k"}}),

		simpleScript("CommandLogGetSlow", func(p Pipe) result { return of(CommandLogGetSlow(p, 5)) }, logged(3000), slow),
		simpleScript("CommandLogGetSlowAll", func(p Pipe) result { return of(CommandLogGetSlowAll(p)) }, logged(3000), slow),
		simpleScript("CommandLogGetLargeRequest", func(p Pipe) result { return of(CommandLogGetLargeRequest(p, 5)) }, logged(2000000), large),
		simpleScript("CommandLogGetLargeRequestAll", func(p Pipe) result { return of(CommandLogGetLargeRequestAll(p)) }, logged(2000000), large),
		simpleScript("CommandLogGetLargeReply", func(p Pipe) result { return of(CommandLogGetLargeReply(p, 5)) }, logged(2000000), large),
		simpleScript("CommandLogGetLargeReplyAll", func(p Pipe) result { return of(CommandLogGetLargeReplyAll(p)) }, array(), []LargeCommand{}),
		simpleScript("CommandLogLen", func(p Pipe) result { return of(CommandLogLen(p, SlowCommands)) }, numberReply(7), int64(7)),
		simpleScript("CommandLogReset", func(p Pipe) result { return of(CommandLogReset(p, SlowCommands)) }, "+OK\r\n", OK{}),

		simpleScript("HotkeysStart", func(p Pipe) result { return of(HotkeysStart(p, HotkeyCPU)) }, "+OK\r\n", OK{}),
		simpleScript("HotkeysStart", func(p Pipe) result { return of(HotkeysStart(p, HotkeyCPU)) }, "-ERR hotkey tracking session already in progress\r\n", "ERR"),
		simpleScript("HotkeysStop", func(p Pipe) result { return of(HotkeysStop(p)) }, "+OK\r\n", true),
		{"HotkeysStop", func(p Pipe) result { return of(HotkeysStop(p)) }, "_\r\n", "$-1\r\n", false},
		simpleScript("HotkeysReset", func(p Pipe) result { return of(HotkeysReset(p)) }, "+OK\r\n", OK{}),
		both("HotkeysGet", hotkeys, func(pairs func(...string) string) string { return array(report(pairs)) }, Some(reported)),
		both("HotkeysGet", hotkeys, report, Some(reported)), // as the first servers gave it
		both("HotkeysGet", hotkeys, func(pairs func(...string) string) string {
			return array(pairs("tracking-active", numberReply(0), "sample-ratio", numberReply(10), "selected-slots", array(array(numberReply(7)), array(numberReply(9), numberReply(11))),
				"sampled-commands-selected-slots-us", numberReply(1), "all-commands-selected-slots-us", numberReply(2), "all-commands-all-slots-us", numberReply(3),
				"net-bytes-sampled-commands-selected-slots", numberReply(4), "net-bytes-all-commands-selected-slots", numberReply(5), "net-bytes-all-commands-all-slots", numberReply(6),
				"collection-start-time-unix-ms", numberReply(7), "collection-duration-ms", numberReply(8), "total-net-bytes", numberReply(9), "by-net-bytes", array(bulk("x"), numberReply(10))))
		}, Some(HotkeyReport{
			SampleRatio: 10, Slots: []SlotRange{{7, 7}, {9, 11}}, Start: time.UnixMilli(7), Duration: 8 * time.Millisecond, Time: 3 * time.Microsecond, NetBytes: 6,
			SlotsTime: Some(2 * time.Microsecond), SlotsNetBytes: Some[int64](5), SampledTime: Some(time.Microsecond), SampledNetBytes: Some[int64](4),
			KeysNetBytes: Some[int64](9), ByNetBytes: []Pair[string, int64]{kv[int64]("x", 10)},
		})),
		{"HotkeysGet", hotkeys, "_\r\n", "$-1\r\n", None[HotkeyReport]()},
		simpleScript("HotkeysGet", hotkeys, array(), None[HotkeyReport]()),
		both("HotkeysGet", hotkeys, func(pairs func(...string) string) string {
			return array(pairs("key", bulk("x"), "db", numberReply(0), "qps", numberReply(5)))
		}, mismatch),
		both("HotkeysGetRates", func(p Pipe) result { return of(HotkeysGetRates(p)) }, func(pairs func(...string) string) string {
			return array(pairs("key", bulk("x"), "db", numberReply(3), "qps", numberReply(1500)))
		}, []KeyRate{{"x", 3, 1500}}),

		simpleScript("ClusterMigrationImport", func(p Pipe) result { return of(ClusterMigrationImport(p, SlotRange{0, 5})) }, bulk("24cf"), "24cf"),
		both("ClusterMigrationStatus", task, migration, Some(migrated)),
		simpleScript("ClusterMigrationStatus", task, array(), None[MigrationTask]()),
		both("ClusterMigrationStatusAll", func(p Pipe) result { return of(ClusterMigrationStatusAll(p)) }, migration, []MigrationTask{migrated}),
		simpleScript("ClusterMigrationCancel", func(p Pipe) result { return of(ClusterMigrationCancel(p, "t")) }, numberReply(1), int64(1)),
		simpleScript("ClusterMigrationCancelAll", func(p Pipe) result { return of(ClusterMigrationCancelAll(p)) }, numberReply(0), int64(0)),
		simpleScript("ClusterMigrateSlots", func(p Pipe) result { return of(ClusterMigrateSlots(p, SlotMove{[]SlotRange{{0, 5}}, "n"})) }, "+OK\r\n", OK{}),
		both("ClusterGetSlotMigrations", func(p Pipe) result { return of(ClusterGetSlotMigrations(p)) }, func(pairs func(...string) string) string {
			return array(pairs("name", bulk("n"), "operation", bulk("EXPORT"), "slot_ranges", bulk("0-10 20-20"), "target_node", bulk("t"), "source_node", bulk("s"),
				"create_time", numberReply(1754870400), "last_update_time", numberReply(1754870401), "last_ack_time", numberReply(1754870402), "state", bulk("success"),
				"message", bulk(""), "cow_size", numberReply(5)))
		}, []SlotMigration{{
			Name: "n", Operation: "EXPORT", Slots: []SlotRange{{0, 10}, {20, 20}}, Source: "s", Target: "t", Created: time.Unix(1754870400, 0),
			Updated: time.Unix(1754870401, 0), Acked: time.Unix(1754870402, 0), State: "success", CopyOnWrite: 5,
		}}),
		simpleScript("ClusterCancelSlotMigrations", func(p Pipe) result { return of(ClusterCancelSlotMigrations(p)) }, "+OK\r\n", OK{}),

		simpleScript("GeoSearch", func(p Pipe) result { return of(GeoSearch[string](p, "k", FromCenter, triangle)) }, bulks("Palermo"), []string{"Palermo"}),
		simpleScript("GeoSearchLocations", func(p Pipe) result { return of(GeoSearchLocations[string](p, "k", FromCenter, triangle)) },
			array(array(bulk("Palermo"), bulk("166482.0159"), numberReply(3479099956230698), bulks("13.5", "38.25"))), []Location[string]{{"Palermo", 166482.0159, Position{13.5, 38.25}, 3479099956230698}}),
		simpleScript("GeoSearchStore", func(p Pipe) result { return of(GeoSearchStore(p, "d", "k", FromCenter, triangle)) }, numberReply(1), int64(1)),
	}
}

func TestBadArgumentsOfNewestCommandsAreRefused(t *testing.T) {
	testMisuses(t, []misuse{
		{"a burst below zero", func(p Pipe) error { return putErr(GCRA(p, "k", -1, 1, time.Second)) }, "maxBurst is -1"},
		{"no tokens", func(p Pipe) error { return putErr(GCRA(p, "k", 0, 0, time.Second)) }, "perPeriod is 0"},
		{"no period", func(p Pipe) error { return putErr(GCRA(p, "k", 0, 1, 0)) }, "period is 0s"},
		{"Tokens of nothing", func(p Pipe) error { return putErr(GCRA(p, "k", 0, 1, time.Second, Tokens(0))) }, "Tokens is 0"},
		{"Tokens twice", func(p Pipe) error { return putErr(GCRA(p, "k", 0, 1, time.Second, Tokens(1), Tokens(1))) }, "option Tokens was given twice"},
		{"nothing to move", func(p Pipe) error { return putErr(LMoveM[int](p, "a", "b", Left, Right, 0, InBulk)) }, "count is 0"},
		{"no order", func(p Pipe) error { return putErr(BLMoveM[int](p, "a", "b", Left, Right, time.Second, 1, 0)) }, "a MoveOrder is"},
		{"a limit of nothing", func(p Pipe) error { return putErr(SUnionCardLimit(p, 0, "a")) }, "limit is 0"},
		{"idle for no time", func(p Pipe) error { return putErr(ClientKill(p, WhereIdle(0))) }, "the IDLE of a ClientFilter is 0s"},
		{"a database below zero", func(p Pipe) error { return putErr(ClientListWhere(p, WhereDB(-1))) }, "the DB of a ClientFilter is -1"},
		{"no clients", func(p Pipe) error { return putErr(ClientListWhere(p, ExcludeSelf)) }, "no ClientFilter"},
		{"a filter without a value", func(p Pipe) error { return putErr(ClientKill(p, WhereNot(WhereName("")))) }, "the NAME of a ClientFilter is empty"},
		{"a filter twice", func(p Pipe) error { return putErr(ClientKill(p, WhereName(secretMark), WhereName("n"))) }, "the NAME of a ClientFilter was given twice"},
		{"no filter", func(p Pipe) error { return putErr(ClientKill(p, WhereID(7), nil)) }, "ClientFilter is nil"},
		{"a zero filter", func(p Pipe) error { return putErr(ClientKill(p, ClientTrait{})) }, "zero ClientTrait"},
		{"a zero filter turned round", func(p Pipe) error { return putErr(ClientKill(p, WhereNot(ClientTrait{}))) }, "zero ClientTrait"},
		{"entries below zero", func(p Pipe) error { return putErr(CommandLogGetSlow(p, -1)) }, "count is -1"},
		{"no log", func(p Pipe) error { return putErr(CommandLogLen(p, 0)) }, "a CommandLog is"},
		{"no metrics", func(p Pipe) error { return putErr(HotkeysStart(p, 0, Count(5))) }, "a HotkeyMetric is"},
		{"unknown metrics", func(p Pipe) error { return putErr(HotkeysStart(p, HotkeyCPU|4)) }, "a HotkeyMetric is"},
		{"a count of no keys", func(p Pipe) error { return putErr(HotkeysStart(p, HotkeyCPU, Count(-1))) }, "Count is -1"},
		{"a time below zero", func(p Pipe) error { return putErr(HotkeysStart(p, HotkeyCPU, HotkeyDuration(-time.Second))) }, "HotkeyDuration is -1s"},
		{"a part of a second", func(p Pipe) error { return putErr(HotkeysStart(p, HotkeyCPU, HotkeyDuration(time.Millisecond))) }, "a whole number of seconds"},
		{"a sample of nothing", func(p Pipe) error { return putErr(HotkeysStart(p, HotkeyCPU, HotkeySample(0))) }, "HotkeySample is 0"},
		{"no such slot", func(p Pipe) error { return putErr(HotkeysStart(p, HotkeyCPU, HotkeySlots{16384})) }, "no slot 16384"},
		{"no slots", func(p Pipe) error { return putErr(HotkeysStart(p, HotkeyCPU, HotkeySlots{})) }, "no arguments"},
		{"no moves", func(p Pipe) error { return putErr(ClusterMigrateSlots(p)) }, "no arguments"},
		{"slots the wrong way", func(p Pipe) error { return putErr(ClusterMigrationImport(p, SlotRange{5, 4})) }, "from 5 to 4"},
		{"a move to nowhere", func(p Pipe) error { return putErr(ClusterMigrateSlots(p, SlotMove{Ranges: []SlotRange{{0, 5}}})) }, "without the ID"},
		{"a polygon around a member", func(p Pipe) error { return putErr(GeoSearch[string](p, "k", FromMember("m"), triangle)) }, "ByPolygon goes with FromCenter"},
		{"the center of a circle", func(p Pipe) error { return putErr(GeoSearch[string](p, "k", FromCenter, ByRadius(1, Meters))) }, "FromCenter with ByPolygon"},
		{"a polygon of two", func(p Pipe) error {
			return putErr(GeoSearchStore(p, "d", "k", FromCenter, ByPolygon(Position{}, Position{1, 1})))
		}, "a ByPolygon of 2 vertices"},
		{"a polygon with a pole", func(p Pipe) error {
			return putErr(GeoSearch[string](p, "k", FromCenter, ByPolygon(Position{}, Position{1, 1}, Position{1, 90})))
		}, "a Position has"},
	})
}
