package redis

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

// Rows for what commands learned after they were there: options and subcommands, of servers since 8.0 but for a few.

func init() {
	roundTrips = slices.Concat(roundTrips, laterTrips)
	clusterTrips = slices.Concat(clusterTrips, laterClusterTrips)
	sentinelTrips = slices.Concat(sentinelTrips, laterSentinelTrips)
	apartTrips = slices.Concat(apartTrips, laterClusterTrips, laterSentinelTrips)
	wireTests = slices.Concat(wireTests, laterWireTests)
	scriptedData = slices.Concat(scriptedData, laterScripts)
}

var laterTrips = []roundTrip{
	{"ZScanNoScores", "ZADD k 1 a", func(p Pipe) result { return of(ZScanNoScores[string](p, "k", "", Count(5))) }, ScanPage[string]{Cursor: "0", Items: []string{"a"}}},
	{"ACLDigest", "", func(p Pipe) result { return of(ACLDigest(p)) }, that(func(v string) bool { return len(v) == 64 })},
	{"PFNew", "", func(p Pipe) result {
		f := PFNew(p, "h")
		Del(p, "h") // for the next pipe
		return of(f)
	}, true},
	{"PFNew", "PFADD h a", func(p Pipe) result { return of(PFNew(p, "h")) }, false},
	{"PFMerge", "", func(p Pipe) result { return of(PFMerge(p, "j")) }, OK{}},
	{"XInfoStreamFullAll", withGroup, func(p Pipe) result { return of(XInfoStreamFullAll[profile](p, "s")) }, check(func(v any) bool {
		i := v.(StreamInfoFull[profile])
		return len(i.Entries) == 3 && len(i.Groups) == 1 && len(i.Groups[0].Pending) == 1
	})},
	{"XTrim", threeEntries, func(p Pipe) result { return of(XTrim(p, "s", TrimToLen(2).AboutAll())) }, int64(0)},
	{"Type", "HSET k f v", func(p Pipe) result { return of(Type(p, "k")) }, HashKey},
	{"Type", "XADD k * f v", func(p Pipe) result { return of(Type(p, "k")) }, StreamKey},
}

var laterClusterTrips = []roundTrip{
	{"ClusterFlushSlot", "FLUSHALL", func(p Pipe) result { return of(ClusterFlushSlot(p, 7, Sync)) }, OK{}},
	{"ClusterReplicateNoOne", "", func(p Pipe) result { return of(ClusterReplicateNoOne(p)) }, "ERR"},
}

var laterSentinelTrips = []roundTrip{
	{"SentinelFailoverCoordinated", "", func(p Pipe) result { return of(SentinelFailoverCoordinated(p, "nosuch")) }, "ERR"},
}

var laterScripts = []scripted{
	{"ZUnion", func(p Pipe) result { return of(ZUnion[string](p, bothKeys, AggregateCount)) }, bulks("a", "b"), "", []string{"a", "b"}},
	{"ZScanNoScores", func(p Pipe) result { return of(ZScanNoScores[int](p, "k", "")) }, array(bulk("17"), bulks("1", "2")), "", ScanPage[int]{Cursor: "17", Items: []int{1, 2}}},
	{"ZScanNoScores", func(p Pipe) result { return of(ZScanNoScores[int](p, "k", "")) }, array(bulk("0"), bulks("x")), "", mismatch},
	{"ZScanAllNoScores", func(p Pipe) result { return collect(ZScanAllNoScores[int](background, p.(*Conn), "k")) }, array(bulk("0"), bulks("1", "2")), "", []int{1, 2}},
	{"ClusterFlushSlot", func(p Pipe) result { return of(ClusterFlushSlot(p, 7)) }, "+OK\r\n", "", OK{}},
	{"ClusterFlushSlot", func(p Pipe) result { return of(ClusterFlushSlot(p, 7)) }, "-MOVED 7 10.0.0.7:6379\r\n", "", "MOVED"},
	{"ClusterReplicateNoOne", func(p Pipe) result { return of(ClusterReplicateNoOne(p)) }, "+OK\r\n", "", OK{}},
	{"ClusterSetSlotNode", func(p Pipe) result { return of(ClusterSetSlotNode(p, 7, "id", SetSlotTimeout(time.Second))) },
		"-NOREPLICAS Not enough good replicas to write\r\n", "", "NOREPLICAS"},
	{"SentinelFailoverCoordinated", func(p Pipe) result { return of(SentinelFailoverCoordinated(p, "m")) }, "+OK\r\n", "", OK{}},
	{"ACLDigest", func(p Pipe) result { return of(ACLDigest(p)) }, bulk("24ece0a4"), "", "24ece0a4"},
	{"Type", func(p Pipe) result { return of(Type(p, "k")) }, "+pathhash\r\n", "", PathHashKey},
	{"Type", func(p Pipe) result { return of(Type(p, "k")) }, "+ReJSON-RL\r\n", "", KeyType("ReJSON-RL")},
}

var laterWireTests = []wireTest{
	{"ZInterStore", func(p Pipe) error { return putErr(ZInterStore(p, "d", bothKeys, Weights{1, 2}, AggregateCount)) }, "ZINTERSTORE d 2 k l WEIGHTS 1 2 AGGREGATE COUNT"},
	{"ZScanNoScores", func(p Pipe) error { return putErr(ZScanNoScores[string](p, "k", "", Match("*"), Count(3))) }, "ZSCAN k 0 MATCH * COUNT 3 NOSCORES"},
	{"ClusterFlushSlot", func(p Pipe) error { return putErr(ClusterFlushSlot(p, 16383)) }, "CLUSTER FLUSHSLOT 16383"},
	{"ClusterFlushSlot", func(p Pipe) error { return putErr(ClusterFlushSlot(p, 0, Async)) }, "CLUSTER FLUSHSLOT 0 ASYNC"},
	{"ClusterSetSlotNode", func(p Pipe) error {
		return putErr(ClusterSetSlotNode(p, 7, "id", SetSlotTimeout(1500*time.Microsecond)))
	}, "CLUSTER SETSLOT 7 NODE id TIMEOUT 2"},
	{"ClusterSetSlotMigrating", func(p Pipe) error { return putErr(ClusterSetSlotMigrating(p, 7, "id", SetSlotTimeout(Forever))) }, "CLUSTER SETSLOT 7 MIGRATING id TIMEOUT 0"},
	{"ClusterSetSlotImporting", func(p Pipe) error { return putErr(ClusterSetSlotImporting(p, 7, "id", SetSlotTimeout(hour))) }, "CLUSTER SETSLOT 7 IMPORTING id TIMEOUT 3600000"},
	{"ClusterSetSlotStable", func(p Pipe) error { return putErr(ClusterSetSlotStable(p, 7, SetSlotTimeout(hour))) }, "CLUSTER SETSLOT 7 STABLE TIMEOUT 3600000"},
	{"ClusterReplicateNoOne", func(p Pipe) error { return putErr(ClusterReplicateNoOne(p)) }, "CLUSTER REPLICATE NO ONE"},
	{"ClusterSlotStatsHighest", func(p Pipe) error { return putErr(ClusterSlotStatsHighest(p, SlotBytesIn, 3)) }, "CLUSTER SLOT-STATS ORDERBY network-bytes-in LIMIT 3 DESC"},
	{"SentinelFailoverCoordinated", func(p Pipe) error { return putErr(SentinelFailoverCoordinated(p, "m")) }, "SENTINEL FAILOVER m COORDINATED"},
	{"ACLDigest", func(p Pipe) error { return putErr(ACLDigest(p)) }, "ACL DIGEST"},
	{"PFNew", func(p Pipe) error { return putErr(PFNew(p, "k")) }, "PFADD k"},
	{"PFMerge", func(p Pipe) error { return putErr(PFMerge(p, "d")) }, "PFMERGE d"},
	{"XInfoStreamFullAll", func(p Pipe) error { return putErr(XInfoStreamFullAll[Ignore](p, "s")) }, "XINFO STREAM s FULL COUNT 0"},
	{"XTrim", func(p Pipe) error { return putErr(XTrim(p, "s", TrimToID(id(5, 0)).AboutAtMost(3).AboutAll())) }, "XTRIM s MINID ~ 5-0 LIMIT 0"},
	{"XTrim", func(p Pipe) error { return putErr(XTrim(p, "s", TrimToLen(5).AboutAll().About())) }, "XTRIM s MAXLEN ~ 5"},
	{"XAdd", func(p Pipe) error { return putErr(XAdd(p, "s", fieldPairs, TrimToLen(5).AboutAll().AboutAtMost(3))) }, "XADD s MAXLEN ~ 5 LIMIT 3 * a 1 b 2"},
	{"Scan", func(p Pipe) error { return putErr(Scan(p, "", OfType(SortedSetKey))) }, "SCAN 0 TYPE zset"},
	{"Copy", func(p Pipe) error { return putErr(Copy(p, "a", "b", ToDB(math.MaxInt64))) }, "COPY a b DB 9223372036854775807"},
}

func TestBadArgumentsOfLaterOptionsAreRefused(t *testing.T) {
	testMisuses(t, []misuse{
		{"no such slot", func(p Pipe) error { return putErr(ClusterFlushSlot(p, 16384)) }, "no slot 16384"},
		{"two modes", func(p Pipe) error { return putErr(ClusterFlushSlot(p, 1, Sync, Async)) }, "options Sync and Async exclude each other"},
		{"no time", func(p Pipe) error { return putErr(ClusterSetSlotStable(p, 1, SetSlotTimeout(0))) }, "the time-out is 0s"},
		{"time twice", func(p Pipe) error {
			return putErr(ClusterSetSlotStable(p, 1, SetSlotTimeout(hour), SetSlotTimeout(hour)))
		}, "option SetSlotTimeout was given twice"},
		{"no metric", func(p Pipe) error { return putErr(ClusterSlotStatsLowest(p, "", 1)) }, "SlotMetric is empty"},
		{"unknown aggregate", func(p Pipe) error { return putErr(ZUnion[string](p, bothKeys, Aggregate(5))) }, "not an option"},
	})
}

// TestSetSlotWaitsOnAPinnedConnection: for longer than a shared connection may be silent.
func TestSetSlotWaitsOnAPinnedConnection(t *testing.T) {
	p := newTape()
	for _, waits := range []bool{true, false} {
		var opts []ClusterSetSlotOption
		if waits {
			opts = append(opts, SetSlotTimeout(hour))
		}
		if ClusterSetSlotNode(p, 7, strings.Repeat("0", 40), opts...); p.x.waits != waits {
			t.Errorf("%v: waits is %v", opts, p.x.waits)
		}
	}
}
