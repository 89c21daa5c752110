package redis

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/internal/redistest"
)

// id makes an id of two small numbers.
func id(ms, seq uint64) StreamID { return StreamID{Ms: ms, Seq: seq} }

func kv[V any](key string, value V) Pair[string, V] { return Pair[string, V]{Key: key, Value: value} }

func scoreOf(member string, score float64) Scored[string] {
	return Scored[string]{Member: member, Score: score}
}

// threeEntries are in the stream of most rows: of the group, the first is pending with ann.
const (
	threeEntries = "XADD s 1-1 name ann level 3\nXADD s 2-1 name bob level 4\nXADD s 3-1 name cid level 5"
	withGroup    = threeEntries + "\nXGROUP CREATE s g 0\nXREADGROUP GROUP g ann COUNT 1 STREAMS s >"
)

// entry is one of those of threeEntries, or of another stream.
func entry(ms uint64, name string, level int) Entry[profile] {
	return Entry[profile]{ID: id(ms, 1), Value: profile{Name: name, Level: level}}
}

var (
	entryAnn = entry(1, "ann", 3)
	entryBob = entry(2, "bob", 4)
	entryCid = entry(3, "cid", 5)
)

func fieldSeq() iter.Seq2[string, int] { return maps.All(map[string]int{"a": 1}) }

// streamTrips are the rows of roundTrips for streams.
var streamTrips = []roundTrip{
	{"XAdd", "", func(p Pipe) result { return of(XAdd(p, "s", someProfile, EntryID(id(5, 0)))) }, id(5, 0)},
	{"XAdd", "", func(p Pipe) result { return of(XAdd(p, "s", map[string]int{"a": 1})) }, check(func(v any) bool { return v.(StreamID).Ms > 1e12 })},
	{"XAdd", "", func(p Pipe) result { return of(XAdd(p, "s", fieldPairs, TrimToLen(10).AboutAtMost(100))) }, check(func(v any) bool { return !v.(StreamID).IsZero() })},
	{"XAdd", "", func(p Pipe) result { return of(XAdd(p, "s", fieldSeq(), TrimToID(id(4, 0)), EntryID(id(9, 9)))) }, id(9, 9)},
	{"XAdd", threeEntries, func(p Pipe) result { return of(XAdd(p, "s", someProfile, EntryID(id(1, 1)))) }, "ERR"},
	{"XAddNoMkStream", "", func(p Pipe) result { return of(XAddNoMkStream(p, "s", someProfile)) }, None[StreamID]()},
	{"XAddNoMkStream", threeEntries, func(p Pipe) result { return of(XAddNoMkStream(p, "s", someProfile, EntryID(id(5, 0)))) }, Some(id(5, 0))},
	{"XAddIDMP", "", func(p Pipe) result { return of(XAddIDMP(p, "s", "p", "i", someProfile)) }, check(func(v any) bool { return !v.(StreamID).IsZero() })},
	{"XAddIDMPAuto", "", func(p Pipe) result { return of(XAddIDMPAuto(p, "s", "p", someProfile)) }, check(func(v any) bool { return !v.(StreamID).IsZero() })},
	{"XAddNoMkStreamIDMP", "", func(p Pipe) result { return of(XAddNoMkStreamIDMP(p, "s", "p", "i", someProfile)) }, None[StreamID]()},
	{"XAddNoMkStreamIDMPAuto", threeEntries, func(p Pipe) result { return of(XAddNoMkStreamIDMPAuto(p, "s", "p", someProfile)) }, check(func(v any) bool { return !v.(Optional[StreamID]).IsNone() })},
	{"XCfgSet", threeEntries, func(p Pipe) result { return of(XCfgSet(p, "s", IDMPDuration(hour))) }, OK{}},
	{"XTrim", threeEntries, func(p Pipe) result { return of(XTrim(p, "s", TrimToLen(1))) }, int64(2)},
	{"XTrim", threeEntries, func(p Pipe) result { return of(XTrim(p, "s", TrimToID(id(2, 0)))) }, int64(1)},
	{"XTrim", threeEntries, func(p Pipe) result { return of(XTrim(p, "s", TrimToLen(2).About())) }, int64(0)},
	{"XLen", threeEntries, func(p Pipe) result { return of(XLen(p, "s")) }, int64(3)},
	{"XDel", threeEntries, func(p Pipe) result { return of(XDel(p, "s", id(1, 1), id(7, 7))) }, int64(1)},
	{"XDelEx", threeEntries, func(p Pipe) result { return of(XDelEx(p, "s", DelRef, id(1, 1), id(7, 7))) }, []Deleted{EntryGone, NoEntry}},
	{"XRange", threeEntries, func(p Pipe) result { return of(XRange[profile](p, "s", IDMin, IDMax)) }, []Entry[profile]{entryAnn, entryBob, entryCid}},
	{"XRange", threeEntries, func(p Pipe) result { return of(XRange[profile](p, "s", IDExcl(id(1, 1)), IDMax, Count(1))) }, []Entry[profile]{entryBob}},
	{"XRange", threeEntries, func(p Pipe) result {
		return of(XRange[profile](p, "s", IDAt(time.UnixMilli(2)), IDAt(time.UnixMilli(2))))
	}, []Entry[profile]{entryBob}},
	{"XRange", "XADD s 1-1 a 1 b 2", func(p Pipe) result { return of(XRange[map[string]int](p, "s", IDMin, IDMax)) },
		[]Entry[map[string]int]{{ID: id(1, 1), Value: map[string]int{"a": 1, "b": 2}}}},
	{"XRange", "XADD s 1-1 a 1 a 2", func(p Pipe) result { return of(XRange[[]Pair[string, int]](p, "s", IDMin, IDMax)) },
		[]Entry[[]Pair[string, int]]{{ID: id(1, 1), Value: []Pair[string, int]{kv("a", 1), kv("a", 2)}}}},
	{"XRange", "", func(p Pipe) result { return of(XRange[profile](p, "s", IDMin, IDMax)) }, []Entry[profile]{}},
	{"XRevRange", threeEntries, func(p Pipe) result { return of(XRevRange[profile](p, "s", IDIncl(id(1, 1)), IDExcl(id(3, 1)))) }, []Entry[profile]{entryBob, entryAnn}},
	{"XRead", threeEntries + "\nXADD t 7-1 name dee level 6", func(p Pipe) result {
		return of(XRead[profile](p, []StreamFrom{{"s", AfterID(id(2, 1))}, {"t", FromStart}, {"none", FromStart}}))
	}, map[string][]Entry[profile]{"s": {entryCid}, "t": {entry(7, "dee", 6)}}},
	{"XRead", threeEntries, func(p Pipe) result { return of(XRead[profile](p, []StreamFrom{{"s", OnlyNew}}, Count(3))) }, map[string][]Entry[profile](nil)},
	{"XRead", "", func(p Pipe) result {
		return of(XRead[profile](p, []StreamFrom{{"s", OnlyNew}}, Block(time.Millisecond)))
	}, map[string][]Entry[profile](nil)},
	{"XSetID", threeEntries, func(p Pipe) result { return of(XSetID(p, "s", id(8, 0), EntriesAdded(9), MaxDeletedID(id(2, 2)))) }, OK{}},
	{"XInfoStream", threeEntries, func(p Pipe) result { return of(XInfoStream[profile](p, "s")) }, check(func(v any) bool {
		i := v.(StreamInfo[profile])
		return i.Length == 3 && i.LastGeneratedID == id(3, 1) && i.EntriesAdded == 3 && i.RecordedFirstEntryID == id(1, 1) &&
			i.FirstEntry == Some(entryAnn) && i.LastEntry == Some(entryCid) && i.Groups == 0 && i.RadixTreeKeys == 1
	})},
	{"XInfoStream", "", func(p Pipe) result { return of(XInfoStream[profile](p, "s")) }, "ERR"},
	{"XInfoStreamFull", withGroup, func(p Pipe) result { return of(XInfoStreamFull[profile](p, "s", Count(2))) }, check(func(v any) bool {
		i := v.(StreamInfoFull[profile])
		if len(i.Groups) != 1 || len(i.Groups[0].Pending) != 1 || len(i.Groups[0].Consumers) != 1 {
			return false
		}
		g := i.Groups[0]
		return cmp.Equal(i.Entries, []Entry[profile]{entryAnn, entryBob}) && g.Name == "g" && g.LastDeliveredID == id(1, 1) &&
			g.EntriesRead == Some[int64](1) && g.Lag == Some[int64](2) && g.PendingCount == 1 && g.Pending[0].Consumer == "ann" &&
			g.Pending[0].ID == id(1, 1) && g.Pending[0].Deliveries == 1 && time.Since(g.Pending[0].Delivered) < hour &&
			g.Consumers[0].Name == "ann" && time.Since(g.Consumers[0].Seen) < hour && g.Consumers[0].PendingCount == 1 &&
			cmp.Equal(g.Consumers[0].Pending, g.Pending)
	})},
	{"XReadGroup", withGroup, func(p Pipe) result { return of(XReadGroup[profile](p, "g", "bob", []string{"s"}, Count(1))) }, map[string][]Entry[profile]{"s": {entryBob}}},
	{"XReadGroup", withGroup, func(p Pipe) result { return of(XReadGroup[profile](p, "g", "bob", []string{"s"}, NoAck, Block(hour))) },
		map[string][]Entry[profile]{"s": {entryBob, entryCid}}},
	{"XReadGroup", "XGROUP CREATE s g 0 MKSTREAM", func(p Pipe) result { return of(XReadGroup[profile](p, "g", "bob", []string{"s"})) }, map[string][]Entry[profile](nil)},
	{"XReadGroup", "", func(p Pipe) result { return of(XReadGroup[profile](p, "g", "bob", []string{"s"})) }, "NOGROUP"},
	{"XReadGroupPending", withGroup + "\nXREADGROUP GROUP g ann COUNT 1 STREAMS s >\nXDEL s 2-1", func(p Pipe) result {
		return of(XReadGroupPending[profile](p, "g", "ann", []StreamAfter{{Key: "s"}}))
	}, map[string][]Entry[Optional[profile]]{"s": {{ID: id(1, 1), Value: Some(entryAnn.Value)}, {ID: id(2, 1)}}}},
	{"XReadGroupClaim", withGroup, func(p Pipe) result { return of(XReadGroupClaim[profile](p, "g", "bob", hour, []string{"s"}, Count(1))) },
		map[string][]ClaimedEntry[profile]{"s": {{ID: id(2, 1), Value: entryBob.Value}}}},
	{"XNack", withGroup, func(p Pipe) result { return of(XNack(p, "s", "g", NackFail, []StreamID{id(1, 1), id(3, 1)})) }, int64(1)},
	{"XAck", withGroup, func(p Pipe) result { return of(XAck(p, "s", "g", id(1, 1), id(2, 1))) }, int64(1)},
	{"XAckDel", withGroup, func(p Pipe) result { return of(XAckDel(p, "s", "g", AckedRef, id(1, 1))) }, []Deleted{EntryGone}},
	{"XPending", withGroup, func(p Pipe) result { return of(XPending(p, "s", "g")) },
		PendingSummary{Count: 1, Min: Some(id(1, 1)), Max: Some(id(1, 1)), Consumers: map[string]int64{"ann": 1}}},
	{"XPending", threeEntries + "\nXGROUP CREATE s g 0", func(p Pipe) result { return of(XPending(p, "s", "g")) }, PendingSummary{Consumers: map[string]int64{}}},
	{"XPendingRange", withGroup, func(p Pipe) result { return of(XPendingRange(p, "s", "g", IDMin, IDMax, 10, Idle(0))) }, check(onePending)},
	{"XPendingRangeOf", withGroup, func(p Pipe) result { return of(XPendingRangeOf(p, "s", "g", IDMin, IDMax, 10, "ann")) }, check(onePending)},
	{"XPendingRangeOf", withGroup, func(p Pipe) result { return of(XPendingRangeOf(p, "s", "g", IDMin, IDMax, 10, "bob", Idle(hour))) }, []PendingEntry{}},
	{"XClaim", withGroup, func(p Pipe) result {
		return of(XClaim[profile](p, "s", "g", "bob", 0, []StreamID{id(1, 1), id(2, 1)}, RetryCount(7)))
	}, []Entry[profile]{entryAnn}},
	{"XClaim", withGroup, func(p Pipe) result {
		return of(XClaim[profile](p, "s", "g", "bob", 0, []StreamID{id(2, 1)}, Force, Idle(hour), LastID(id(2, 1))))
	}, []Entry[profile]{entryBob}},
	{"XClaim", withGroup, func(p Pipe) result { return of(XClaim[profile](p, "s", "g", "bob", hour, []StreamID{id(1, 1)})) }, []Entry[profile]{}},
	{"XClaimJustID", withGroup, func(p Pipe) result {
		return of(XClaimJustID(p, "s", "g", "bob", 0, []StreamID{id(1, 1)}, IdleSince(someTime)))
	}, []StreamID{id(1, 1)}},
	{"XAutoClaim", withGroup, func(p Pipe) result { return of(XAutoClaim[profile](p, "s", "g", "bob", 0, StreamID{})) },
		AutoClaim[profile]{Entries: []Entry[profile]{entryAnn}, Deleted: []StreamID{}}},
	{"XAutoClaim", withGroup + "\nXREADGROUP GROUP g ann STREAMS s >\nXDEL s 1-1", func(p Pipe) result {
		return of(XAutoClaim[profile](p, "s", "g", "bob", 0, StreamID{}, Count(2)))
	}, AutoClaim[profile]{Next: id(3, 1), Entries: []Entry[profile]{entryBob}, Deleted: []StreamID{id(1, 1)}}},
	{"XAutoClaimJustID", withGroup, func(p Pipe) result { return of(XAutoClaimJustID(p, "s", "g", "bob", 0, id(1, 0))) },
		AutoClaimIDs{IDs: []StreamID{id(1, 1)}, Deleted: []StreamID{}}},
	{"XGroupCreate", "", func(p Pipe) result { return of(XGroupCreate(p, "s", "g", OnlyNew, MkStream, EntriesRead(4))) }, OK{}},
	{"XGroupCreate", withGroup, func(p Pipe) result { return of(XGroupCreate(p, "s", "g", FromStart)) }, "BUSYGROUP"},
	{"XGroupSetID", withGroup, func(p Pipe) result { return of(XGroupSetID(p, "s", "g", AfterID(id(2, 1)), EntriesRead(2))) }, OK{}},
	{"XGroupDestroy", withGroup, func(p Pipe) result { return of(XGroupDestroy(p, "s", "g")) }, true},
	{"XGroupDestroy", threeEntries, func(p Pipe) result { return of(XGroupDestroy(p, "s", "g")) }, false},
	{"XGroupCreateConsumer", withGroup, func(p Pipe) result { return of(XGroupCreateConsumer(p, "s", "g", "bob")) }, true},
	{"XGroupCreateConsumer", withGroup, func(p Pipe) result { return of(XGroupCreateConsumer(p, "s", "g", "ann")) }, false},
	{"XGroupDelConsumer", withGroup, func(p Pipe) result { return of(XGroupDelConsumer(p, "s", "g", "ann")) }, int64(1)},
	{"XInfoGroups", withGroup, func(p Pipe) result { return of(XInfoGroups(p, "s")) },
		[]GroupInfo{{Name: "g", Consumers: 1, Pending: 1, LastDeliveredID: id(1, 1), EntriesRead: Some[int64](1), Lag: Some[int64](2)}}},
	{"XInfoConsumers", withGroup, func(p Pipe) result { return of(XInfoConsumers(p, "s", "g")) }, check(func(v any) bool {
		c := v.([]ConsumerInfo)
		return len(c) == 1 && c[0].Name == "ann" && c[0].Pending == 1 && c[0].Idle < hour
	})},
}

func onePending(v any) bool {
	p := v.([]PendingEntry)
	return len(p) == 1 && p[0].ID == id(1, 1) && p[0].Consumer == "ann" && p[0].Deliveries == 1 && p[0].Idle < hour
}

// blockingTrips are the rows of roundTrips for what waits in the server. Inside of a transaction nothing waits.
var blockingTrips = []roundTrip{
	{"BLPop", "RPUSH l 1 2", func(p Pipe) result { return of(BLPop[int](p, time.Second, "none", "l")) }, Some(kv("l", 1))},
	{"BLPop", "", func(p Pipe) result { return of(BLPop[int](p, time.Millisecond, "l")) }, None[Pair[string, int]]()},
	{"BLPop", "SET l x", func(p Pipe) result { return of(BLPop[int](p, time.Millisecond, "l")) }, "WRONGTYPE"},
	{"BRPop", "RPUSH l 1 2", func(p Pipe) result { return of(BRPop[int](p, Forever, "l")) }, Some(kv("l", 2))},
	{"BLMove", "RPUSH l 1 2", func(p Pipe) result { return of(BLMove[int](p, "l", "m", Left, Right, time.Second)) }, Some(1)},
	{"BLMove", "", func(p Pipe) result { return of(BLMove[int](p, "l", "m", Left, Right, time.Millisecond)) }, None[int]()},
	{"BLMPop", "RPUSH l 1 2", func(p Pipe) result { return of(BLMPop[int](p, time.Second, Right, "none", "l")) }, Some(kv("l", []int{2}))},
	{"BLMPop", "", func(p Pipe) result { return of(BLMPop[int](p, time.Millisecond, Right, "l")) }, None[Pair[string, []int]]()},
	{"BLMPopCount", "RPUSH l 1 2 3", func(p Pipe) result { return of(BLMPopCount[int](p, time.Second, Left, 2, "l")) }, Some(kv("l", []int{1, 2}))},
	{"BZPopMin", "ZADD z 1 a 2 b", func(p Pipe) result { return of(BZPopMin[string](p, time.Second, "none", "z")) }, Some(kv("z", scoreOf("a", 1)))},
	{"BZPopMin", "", func(p Pipe) result { return of(BZPopMin[string](p, time.Millisecond, "z")) }, None[Pair[string, Scored[string]]]()},
	{"BZPopMax", "ZADD z 1 a 2 b", func(p Pipe) result { return of(BZPopMax[string](p, time.Second, "z")) }, Some(kv("z", scoreOf("b", 2)))},
	{"BZMPop", "ZADD z 1 a 2 b", func(p Pipe) result { return of(BZMPop[string](p, time.Second, Highest, "none", "z")) },
		Some(kv("z", []Scored[string]{scoreOf("b", 2)}))},
	{"BZMPop", "", func(p Pipe) result { return of(BZMPop[string](p, time.Millisecond, Lowest, "z")) }, None[Pair[string, []Scored[string]]]()},
	{"BZMPopCount", "ZADD z 1 a 2 b", func(p Pipe) result { return of(BZMPopCount[string](p, time.Second, Lowest, 5, "z")) },
		Some(kv("z", []Scored[string]{scoreOf("a", 1), scoreOf("b", 2)}))},
}

// inRequestTrips are rows for what a connection takes in a request alone.
var inRequestTrips = []roundTrip{
	{"Wait", "", func(p Pipe) result { return of(Wait(p, 0, time.Second)) }, int64(0)},
	{"Wait", "", func(p Pipe) result { return of(Wait(p, 3, time.Millisecond)) }, int64(0)},
	{"WaitAOF", "", func(p Pipe) result { return of(WaitAOF(p, false, 0, time.Second)) }, AOFAcks{}},
}

func TestHelpersThatBelongIntoRequestsRoundTrip(t *testing.T) {
	for name, c := range map[string]*Conn{"RESP3": dial(t, redistest.NewServer(t).URL()), "RESP2": dialRESP2(t)} {
		version := dial(t, "").Hello().Version
		for _, test := range inRequestTrips {
			if since := sinceOf(t, test.helper); olderThan(version, since) {
				continue
			}
			got, err := throughRequest(t, c, test.put)
			msg := compare(test.want, got, err)
			if msg != "" {
				t.Errorf("%s: %s: %s", name, test.helper, msg)
			}
			recordRun(c, test.helper, onRedis, msg == "" && err == nil)
			if _, err := throughConn(t, c, test.put); !errors.Is(err, ErrRefused) {
				t.Errorf("%s: %s alone: %v", name, test.helper, err)
			}
		}
	}
}

// streamWireTests are the rows of wireTests for streams, and for what waits.
var streamWireTests = []wireTest{
	{"XAdd", func(p Pipe) error { return putErr(XAdd(p, "s", someProfile)) }, "XADD s * name ann level 3"},
	{"XAdd", func(p Pipe) error {
		return putErr(XAdd(p, "s", fieldPairs, EntryID(id(5, 6)), TrimToLen(9).About(), AckedRef))
	}, "XADD s MAXLEN ~ 9 ACKED 5-6 a 1 b 2"},
	{"XAddNoMkStream", func(p Pipe) error { return putErr(XAddNoMkStream(p, "s", someProfile, TrimToID(id(1, 2)))) }, "XADD s NOMKSTREAM MINID 1-2 * name ann level 3"},
	{"XAddIDMP", func(p Pipe) error { return putErr(XAddIDMP(p, "s", "p", "i", fieldPairs, TrimToLen(9))) }, "XADD s MAXLEN 9 IDMP p i * a 1 b 2"},
	{"XAddIDMPAuto", func(p Pipe) error { return putErr(XAddIDMPAuto(p, "s", "p", fieldPairs, KeepRef)) }, "XADD s KEEPREF IDMPAUTO p * a 1 b 2"},
	{"XAddNoMkStreamIDMP", func(p Pipe) error { return putErr(XAddNoMkStreamIDMP(p, "s", "p", "i", fieldPairs, DelRef)) }, "XADD s NOMKSTREAM DELREF IDMP p i * a 1 b 2"},
	{"XAddNoMkStreamIDMPAuto", func(p Pipe) error { return putErr(XAddNoMkStreamIDMPAuto(p, "s", "p", fieldPairs)) }, "XADD s NOMKSTREAM IDMPAUTO p * a 1 b 2"},
	{"XCfgSet", func(p Pipe) error { return putErr(XCfgSet(p, "s", IDMPDuration(time.Minute), IDMPMaxSize(50))) }, "XCFGSET s IDMP-DURATION 60 IDMP-MAXSIZE 50"},
	{"XCfgSet", func(p Pipe) error { return putErr(XCfgSet(p, "s", IDMPMaxSize(50))) }, "XCFGSET s IDMP-MAXSIZE 50"},
	{"XTrim", func(p Pipe) error { return putErr(XTrim(p, "s", TrimToLen(5).AboutAtMost(7), KeepRef)) }, "XTRIM s MAXLEN ~ 5 LIMIT 7 KEEPREF"},
	{"XTrim", func(p Pipe) error { return putErr(XTrim(p, "s", TrimToLen(0))) }, "XTRIM s MAXLEN 0"},
	{"XLen", func(p Pipe) error { return putErr(XLen(p, "s")) }, "XLEN s"},
	{"XDel", func(p Pipe) error { return putErr(XDel(p, "s", id(1, 2), id(3, 4))) }, "XDEL s 1-2 3-4"},
	{"XDelEx", func(p Pipe) error { return putErr(XDelEx(p, "s", DelRef, id(1, 2), id(3, 4))) }, "XDELEX s DELREF IDS 2 1-2 3-4"},
	{"XRange", func(p Pipe) error { return putErr(XRange[Ignore](p, "s", IDMin, IDExcl(id(3, 4)))) }, "XRANGE s - (3-4"},
	{"XRange", func(p Pipe) error { return putErr(XRange[Ignore](p, "s", IDIncl(id(3, 4)), IDMax, Count(5))) }, "XRANGE s 3-4 + COUNT 5"},
	{"XRevRange", func(p Pipe) error {
		return putErr(XRevRange[Ignore](p, "s", IDAt(time.UnixMilli(77)), IDMax, Count(5)))
	}, "XREVRANGE s + 77 COUNT 5"},
	{"XRead", func(p Pipe) error {
		return putErr(XRead[Ignore](p, []StreamFrom{{"s", FromStart}, {"t", OnlyNew}, {"u", LastEntry}}, Count(5), Block(Forever)))
	},
		"XREAD COUNT 5 BLOCK 0 STREAMS s t u 0-0 $ +"},
	{"XRead", func(p Pipe) error {
		return putErr(XRead[Ignore](p, []StreamFrom{{"s", FromStart}}, MaxCount(5), MaxSize(1000)))
	}, "XREAD MAXCOUNT 5 MAXSIZE 1000 STREAMS s 0-0"},
	{"XSetID", func(p Pipe) error { return putErr(XSetID(p, "s", id(1, 2), EntriesAdded(3), MaxDeletedID(id(0, 5)))) }, "XSETID s 1-2 ENTRIESADDED 3 MAXDELETEDID 0-5"},
	{"XInfoStream", func(p Pipe) error { return putErr(XInfoStream[Ignore](p, "s")) }, "XINFO STREAM s"},
	{"XInfoStreamFull", func(p Pipe) error { return putErr(XInfoStreamFull[Ignore](p, "s", Count(5))) }, "XINFO STREAM s FULL COUNT 5"},
	{"XReadGroup", func(p Pipe) error {
		return putErr(XReadGroup[Ignore](p, "g", "c", []string{"s", "t"}, Count(5), Block(time.Microsecond), NoAck))
	},
		"XREADGROUP GROUP g c COUNT 5 BLOCK 1 NOACK STREAMS s t > >"},
	{"XReadGroupPending", func(p Pipe) error {
		return putErr(XReadGroupPending[Ignore](p, "g", "c", []StreamAfter{{"s", id(1, 2)}, {Key: "t"}}, Count(5)))
	},
		"XREADGROUP GROUP g c COUNT 5 STREAMS s t 1-2 0-0"},
	{"XReadGroupPending", func(p Pipe) error {
		return putErr(XReadGroupPending[Ignore](p, "g", "c", []StreamAfter{{Key: "s"}}, MaxSize(7)))
	}, "XREADGROUP GROUP g c MAXSIZE 7 STREAMS s 0-0"},
	{"XReadGroupClaim", func(p Pipe) error {
		return putErr(XReadGroupClaim[Ignore](p, "g", "c", time.Minute, []string{"s", "t"}, Count(5), MaxCount(7), Block(Forever)))
	}, "XREADGROUP GROUP g c COUNT 5 MAXCOUNT 7 BLOCK 0 CLAIM 60000 STREAMS s t > >"},
	{"XNack", func(p Pipe) error { return putErr(XNack(p, "s", "g", NackSilent, []StreamID{id(1, 2)})) }, "XNACK s g SILENT IDS 1 1-2"},
	{"XNack", func(p Pipe) error {
		return putErr(XNack(p, "s", "g", NackFail, []StreamID{id(1, 2), id(3, 4)}, RetryCount(3), Force))
	}, "XNACK s g FAIL IDS 2 1-2 3-4 RETRYCOUNT 3 FORCE"},
	{"XNack", func(p Pipe) error { return putErr(XNack(p, "s", "g", NackFatal, []StreamID{id(1, 2)})) }, "XNACK s g FATAL IDS 1 1-2"},
	{"XAck", func(p Pipe) error { return putErr(XAck(p, "s", "g", id(1, 2))) }, "XACK s g 1-2"},
	{"XAckDel", func(p Pipe) error { return putErr(XAckDel(p, "s", "g", KeepRef, id(1, 2))) }, "XACKDEL s g KEEPREF IDS 1 1-2"},
	{"XPending", func(p Pipe) error { return putErr(XPending(p, "s", "g")) }, "XPENDING s g"},
	{"XPendingRange", func(p Pipe) error { return putErr(XPendingRange(p, "s", "g", IDMin, IDMax, 5, Idle(time.Second))) }, "XPENDING s g IDLE 1000 - + 5"},
	{"XPendingRangeOf", func(p Pipe) error { return putErr(XPendingRangeOf(p, "s", "g", IDMin, IDMax, 5, "c")) }, "XPENDING s g - + 5 c"},
	{"XClaim", func(p Pipe) error {
		return putErr(XClaim[Ignore](p, "s", "g", "c", time.Second, []StreamID{id(1, 2)}, Idle(time.Minute), RetryCount(3), Force, LastID(id(3, 4))))
	},
		"XCLAIM s g c 1000 1-2 IDLE 60000 RETRYCOUNT 3 FORCE LASTID 3-4"},
	{"XClaimJustID", func(p Pipe) error {
		return putErr(XClaimJustID(p, "s", "g", "c", 0, []StreamID{id(1, 2)}, IdleSince(time.UnixMilli(5))))
	}, "XCLAIM s g c 0 1-2 TIME 5 JUSTID"},
	{"XAutoClaim", func(p Pipe) error {
		return putErr(XAutoClaim[Ignore](p, "s", "g", "c", time.Second, id(1, 2), Count(5)))
	}, "XAUTOCLAIM s g c 1000 1-2 COUNT 5"},
	{"XAutoClaimJustID", func(p Pipe) error { return putErr(XAutoClaimJustID(p, "s", "g", "c", time.Second, StreamID{})) }, "XAUTOCLAIM s g c 1000 0-0 JUSTID"},
	{"XGroupCreate", func(p Pipe) error { return putErr(XGroupCreate(p, "s", "g", OnlyNew, MkStream, EntriesRead(5))) }, "XGROUP CREATE s g $ MKSTREAM ENTRIESREAD 5"},
	{"XGroupSetID", func(p Pipe) error { return putErr(XGroupSetID(p, "s", "g", AfterID(id(1, 2)), EntriesRead(5))) }, "XGROUP SETID s g 1-2 ENTRIESREAD 5"},
	{"XGroupDestroy", func(p Pipe) error { return putErr(XGroupDestroy(p, "s", "g")) }, "XGROUP DESTROY s g"},
	{"XGroupCreateConsumer", func(p Pipe) error { return putErr(XGroupCreateConsumer(p, "s", "g", "c")) }, "XGROUP CREATECONSUMER s g c"},
	{"XGroupDelConsumer", func(p Pipe) error { return putErr(XGroupDelConsumer(p, "s", "g", "c")) }, "XGROUP DELCONSUMER s g c"},
	{"XInfoGroups", func(p Pipe) error { return putErr(XInfoGroups(p, "s")) }, "XINFO GROUPS s"},
	{"XInfoConsumers", func(p Pipe) error { return putErr(XInfoConsumers(p, "s", "g")) }, "XINFO CONSUMERS s g"},

	{"BLPop", func(p Pipe) error { return putErr(BLPop[int](p, 1500*time.Millisecond, "a", "b")) }, "BLPOP a b 1.5"},
	{"BLPop", func(p Pipe) error { return putErr(BLPop[int](p, 1, "a")) }, "BLPOP a 0.001"},
	{"BRPop", func(p Pipe) error { return putErr(BRPop[int](p, Forever, "a")) }, "BRPOP a 0"},
	{"BLMove", func(p Pipe) error { return putErr(BLMove[int](p, "a", "b", Left, Right, time.Minute)) }, "BLMOVE a b LEFT RIGHT 60"},
	{"BLMPop", func(p Pipe) error { return putErr(BLMPop[int](p, time.Minute, Left, "a", "b")) }, "BLMPOP 60 2 a b LEFT"},
	{"BLMPopCount", func(p Pipe) error { return putErr(BLMPopCount[int](p, time.Minute, Right, 5, "a")) }, "BLMPOP 60 1 a RIGHT COUNT 5"},
	{"BZPopMin", func(p Pipe) error { return putErr(BZPopMin[int](p, time.Minute, "a", "b")) }, "BZPOPMIN a b 60"},
	{"BZPopMax", func(p Pipe) error { return putErr(BZPopMax[int](p, time.Minute, "a")) }, "BZPOPMAX a 60"},
	{"BZMPop", func(p Pipe) error { return putErr(BZMPop[int](p, time.Minute, Lowest, "a", "b")) }, "BZMPOP 60 2 a b MIN"},
	{"BZMPopCount", func(p Pipe) error { return putErr(BZMPopCount[int](p, time.Minute, Highest, 5, "a")) }, "BZMPOP 60 1 a MAX COUNT 5"},
	{"Wait", func(p Pipe) error { return putErr(Wait(p, 2, 1500*time.Microsecond)) }, "WAIT 2 2"},
	{"WaitAOF", func(p Pipe) error { return putErr(WaitAOF(p, true, 2, Forever)) }, "WAITAOF 1 2 0"},
}

// Replies of servers since 8.4, 8.6 and 8.8.
const (
	// Pending; deleted, in both ways that servers have for that; given back; new, in both ways.
	claimedReply = "*6\r\n*4\r\n$3\r\n1-1\r\n*2\r\n$1\r\na\r\n$1\r\n1\r\n:65000\r\n:3\r\n*4\r\n$3\r\n2-1\r\n*-1\r\n:65000\r\n:3\r\n*-1\r\n" +
		"*4\r\n$3\r\n4-1\r\n*2\r\n$1\r\na\r\n$1\r\n4\r\n:-1\r\n:7\r\n" +
		"*4\r\n$3\r\n5-1\r\n*2\r\n$1\r\na\r\n$1\r\n5\r\n:0\r\n:0\r\n*2\r\n$3\r\n6-1\r\n*2\r\n$1\r\na\r\n$1\r\n6\r\n"
	idempotencyReply = "$6\r\nlength\r\n:3\r\n$13\r\nidmp-duration\r\n:100\r\n$12\r\nidmp-maxsize\r\n:50\r\n$12\r\npids-tracked\r\n:1\r\n$12\r\niids-tracked\r\n:2\r\n" +
		"$10\r\niids-added\r\n:4\r\n$15\r\niids-duplicates\r\n:5\r\n"
	nackedReply = "$6\r\ngroups\r\n*1\r\n*6\r\n$4\r\nname\r\n$1\r\ng\r\n$9\r\npel-count\r\n:1\r\n$7\r\npending\r\n*1\r\n*4\r\n$3\r\n1-1\r\n$0\r\n\r\n:0\r\n:2\r\n"
)

// streamScripts are replies of servers that the tests do not have.
var streamScripts = []scripted{
	{"XDelEx", func(p Pipe) result { return of(XDelEx(p, "s", KeepRef, id(1, 1), id(2, 1), id(3, 1))) }, "*3\r\n:-1\r\n:1\r\n:2\r\n", "", []Deleted{NoEntry, EntryGone, EntryStays}},
	{"XAckDel", func(p Pipe) result { return of(XAckDel(p, "s", "g", KeepRef, id(1, 1))) }, "*1\r\n:2\r\n", "", []Deleted{EntryStays}},
	{"XAddIDMP", func(p Pipe) result { return of(XAddIDMP(p, "s", "p", "i", fieldPairs)) }, "$3\r\n1-1\r\n", "", id(1, 1)},
	{"XAddIDMPAuto", func(p Pipe) result { return of(XAddIDMPAuto(p, "s", "p", fieldPairs)) }, "$3\r\n1-1\r\n", "", id(1, 1)},
	{"XAddNoMkStreamIDMP", func(p Pipe) result { return of(XAddNoMkStreamIDMP(p, "s", "p", "i", fieldPairs)) }, "_\r\n", "$-1\r\n", None[StreamID]()},
	{"XAddNoMkStreamIDMPAuto", func(p Pipe) result { return of(XAddNoMkStreamIDMPAuto(p, "s", "p", fieldPairs)) }, "$3\r\n1-1\r\n", "", Some(id(1, 1))},
	{"XCfgSet", func(p Pipe) result { return of(XCfgSet(p, "s", IDMPMaxSize(5))) }, "+OK\r\n", "", OK{}},
	{"XCfgSet", func(p Pipe) result { return of(XCfgSet(p, "s", IDMPMaxSize(5))) }, "-ERR no such key\r\n", "", "ERR"},
	{"XNack", func(p Pipe) result { return of(XNack(p, "s", "g", NackFatal, []StreamID{id(1, 1)})) }, ":1\r\n", "", int64(1)},
	{"XNack", func(p Pipe) result { return of(XNack(p, "s", "g", NackFatal, []StreamID{id(1, 1)})) }, "-NOGROUP No such consumer group 'g' for key name 's'\r\n", "", "NOGROUP"},
	{"XReadGroupClaim", func(p Pipe) result {
		return of(XReadGroupClaim[Pair[string, int]](p, "g", "c", time.Minute, []string{"s"}))
	}, "%1\r\n$1\r\ns\r\n" + claimedReply, "*1\r\n*2\r\n$1\r\ns\r\n" + claimedReply, map[string][]ClaimedEntry[Pair[string, int]]{"s": {
		{id(1, 1), kv("a", 1), 65 * time.Second, 3}, {ID: id(4, 1), Value: kv("a", 4), Deliveries: 7}, {ID: id(5, 1), Value: kv("a", 5)}, {ID: id(6, 1), Value: kv("a", 6)},
	}}},
	{"XReadGroupClaim", func(p Pipe) result { return of(XReadGroupClaim[profile](p, "g", "c", 0, []string{"s"})) }, "_\r\n", "*-1\r\n", map[string][]ClaimedEntry[profile](nil)},
	{"XReadGroupClaim", func(p Pipe) result { return of(XReadGroupClaim[profile](p, "g", "c", 0, []string{"s"})) }, "%1\r\n$1\r\ns\r\n*1\r\n:1\r\n", "*1\r\n*2\r\n$1\r\ns\r\n*1\r\n:1\r\n", mismatch},
	{"XPendingRange", func(p Pipe) result { return of(XPendingRange(p, "s", "g", IDMin, IDMax, 9)) }, "*1\r\n*4\r\n$3\r\n1-1\r\n$0\r\n\r\n:-1\r\n:1\r\n", "",
		[]PendingEntry{{ID: id(1, 1), Deliveries: 1}}},
	{"XInfoStream", func(p Pipe) result { return of(XInfoStream[Ignore](p, "s")) }, "%7\r\n" + idempotencyReply, "*14\r\n" + idempotencyReply, StreamInfo[Ignore]{
		Length: 3, IdempotencyDuration: 100 * time.Second, IdempotencyMaxSize: 50, Producers: 1, IdempotentIDs: 2, IdempotentIDsAdded: 4, Duplicates: 5,
	}},
	{"XInfoStreamFull", func(p Pipe) result { return of(XInfoStreamFull[Ignore](p, "s")) }, "%8\r\n" + idempotencyReply + nackedReply, "*16\r\n" + idempotencyReply + nackedReply, StreamInfoFull[Ignore]{
		Length: 3, IdempotencyDuration: 100 * time.Second, IdempotencyMaxSize: 50, Producers: 1, IdempotentIDs: 2, IdempotentIDsAdded: 4, Duplicates: 5,
		Groups: []StreamGroupFull{{Name: "g", PendingCount: 1, Pending: []StreamPending{{ID: id(1, 1), Deliveries: 2}}}},
	}},
	{"XInfoConsumers", func(p Pipe) result { return of(XInfoConsumers(p, "s", "g")) },
		"*2\r\n%4\r\n$4\r\nname\r\n$1\r\na\r\n$7\r\npending\r\n:1\r\n$4\r\nidle\r\n:5\r\n$8\r\ninactive\r\n:7\r\n%4\r\n$4\r\nname\r\n$1\r\nb\r\n$7\r\npending\r\n:0\r\n$4\r\nidle\r\n:5\r\n$8\r\ninactive\r\n:-1\r\n",
		"*1\r\n*8\r\n$4\r\nname\r\n$1\r\na\r\n$7\r\npending\r\n:1\r\n$4\r\nidle\r\n:5\r\n$8\r\ninactive\r\n:7\r\n",
		check(func(v any) bool {
			c := v.([]ConsumerInfo)
			return c[0] == ConsumerInfo{"a", 1, 5 * time.Millisecond, Some(7 * time.Millisecond)} && (len(c) == 1 || c[1].Inactive.IsNone())
		})},
	{"XClaim", func(p Pipe) result { return of(XClaim[Pair[string, int]](p, "s", "g", "c", 0, []StreamID{id(1, 1)})) },
		"*2\r\n_\r\n*2\r\n$3\r\n2-1\r\n*2\r\n$1\r\na\r\n$1\r\n1\r\n", "*2\r\n*-1\r\n*2\r\n$3\r\n2-1\r\n*2\r\n$1\r\na\r\n$1\r\n1\r\n",
		[]Entry[Pair[string, int]]{{ID: id(2, 1), Value: kv("a", 1)}}},
	{"XAutoClaim", func(p Pipe) result { return of(XAutoClaim[Pair[string, int]](p, "s", "g", "c", 0, StreamID{})) },
		"*2\r\n$3\r\n0-0\r\n*1\r\n_\r\n", "*2\r\n$3\r\n0-0\r\n*1\r\n*-1\r\n", AutoClaim[Pair[string, int]]{Entries: []Entry[Pair[string, int]]{}}},
	{"XLen", func(p Pipe) result { return of(XLen(p, "s")) }, "+PONG\r\n", "", mismatch},
	{"XRange", func(p Pipe) result { return of(XRange[Ignore](p, "s", IDMin, IDMax)) }, "*1\r\n*2\r\n$1\r\nx\r\n*0\r\n", "", mismatch},
	{"WaitAOF", func(p Pipe) result {
		return inRequest(p, func(p Pipe) result { return of(WaitAOF(p, true, 1, time.Second)) })
	}, "*2\r\n:1\r\n:2\r\n", "", AOFAcks{Local: 1, Replicas: 2}},
}

// inRequest executes what put puts in a request.
func inRequest(p Pipe, put func(Pipe) result) result {
	var r Request
	f := put(&r)
	p.(*Conn).Exec(background, &r) // its error is that of the future
	return f
}

func TestBadArgumentsOfStreamsAreRefused(t *testing.T) {
	p := newTape()
	for name, err := range map[string]error{
		"no ids":                       putErr(XDel(p, "s")),
		"no streams":                   putErr(XRead[Ignore](p, nil)),
		"no keys":                      putErr(XReadGroup[Ignore](p, "g", "c", nil)),
		"zero trim":                    putErr(XTrim(p, "s", Trim{})),
		"negative length":              putErr(XTrim(p, "s", TrimToLen(-1))),
		"limit of nothing":             putErr(XTrim(p, "s", TrimToLen(1).AboutAtMost(0))),
		"id of no entry":               putErr(XAdd(p, "s", someProfile, EntryID{})),
		"no fields":                    putErr(XAdd(p, "s", map[string]int{})),
		"half a pair":                  putErr(XAdd(p, "s", []string{"a"})),
		"two trims":                    putErr(XAdd(p, "s", someProfile, TrimToLen(1), TrimToLen(1))),
		"idle and since":               putErr(XClaimJustID(p, "s", "g", "c", 0, []StreamID{id(1, 1)}, Idle(1), IdleSince(someTime))),
		"negative idle":                putErr(XPendingRange(p, "s", "g", IDMin, IDMax, 1, Idle(-1))),
		"count of nothing":             putErr(XPendingRange(p, "s", "g", IDMin, IDMax, 0)),
		"unknown policy":               putErr(XDelEx(p, "s", 0, id(1, 1))),
		"block of no time":             putErr(XRead[Ignore](p, []StreamFrom{{"s", OnlyNew}}, Block(0))),
		"local and no time":            putErr(WaitAOF(p, true, 1, 0)),
		"negative retries":             putErr(XClaim[Ignore](p, "s", "g", "c", 0, []StreamID{id(1, 1)}, RetryCount(-1))),
		"no entries to give back":      putErr(XNack(p, "s", "g", NackFail, nil)),
		"no mode":                      putErr(XNack(p, "s", "g", 0, []StreamID{id(1, 1)})),
		"count of nothing, in all":     putErr(XRead[Ignore](p, []StreamFrom{{"s", OnlyNew}}, MaxCount(0))),
		"size of nothing":              putErr(XRead[Ignore](p, []StreamFrom{{"s", OnlyNew}}, MaxSize(-1))),
		"negative idle of XCLAIM":      putErr(XClaim[Ignore](p, "s", "g", "c", -hour, []StreamID{id(1, 1)})),
		"part of a ms of XAUTOCLAIM":   putErr(XAutoClaimJustID(p, "s", "g", "c", time.Microsecond, id(0, 0))),
		"negative idle to claim":       putErr(XReadGroupClaim[Ignore](p, "g", "c", -1, []string{"s"})),
		"claim into a channel":         putErr(XReadGroupClaim[chan int](p, "g", "c", 1, []string{"s"})),
		"claim of no keys":             putErr(XReadGroupClaim[Ignore](p, "g", "c", 1, nil)),
		"empty config":                 putErr(XCfgSet(p, "s")),
		"config of a part of a second": putErr(XCfgSet(p, "s", IDMPDuration(1))),
		"config of negative time":      putErr(XCfgSet(p, "s", IDMPDuration(-hour))),
		"config of negative size":      putErr(XCfgSet(p, "s", IDMPMaxSize(-1))),
		"negative entries added":       putErr(XSetID(p, "s", id(1, 1), EntriesAdded(-1))),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestBadPlacesInStreamsAreRefused: an end of a range and a place to begin tell what to use in their stead.
func TestBadPlacesInStreamsAreRefused(t *testing.T) {
	far := time.Unix(math.MaxInt64/500, 0)
	testMisuses(t, []misuse{
		{"a zero IDBound", func(p Pipe) error { return putErr(XRange[Ignore](p, "s", IDBound{}, IDMax)) }, "use IDMin, IDMax, IDIncl, IDExcl or IDAt"},
		{"the zero Time", func(p Pipe) error { return putErr(XRange[Ignore](p, "s", IDAt(time.Time{}), IDMax)) }, "the zero Time is no end of a range"},
		{"before 1970", func(p Pipe) error { return putErr(XRange[Ignore](p, "s", IDMin, IDAt(time.Unix(-1, 0)))) }, "before 1970"},
		{"too far", func(p Pipe) error { return putErr(XRevRange[Ignore](p, "s", IDMin, IDAt(far))) }, "too far away for a count of milliseconds"},
		{"too far, of pending entries", func(p Pipe) error { return putErr(XPendingRange(p, "s", "g", IDAt(far), IDMax, 1)) }, "too far away"},
		{"XREAD from nil", func(p Pipe) error { return putErr(XRead[Ignore](p, []StreamFrom{{Key: "s"}})) }, "use AfterID, FromStart, OnlyNew or LastEntry"},
		{"XREAD from a zero place", func(p Pipe) error { return putErr(XRead[Ignore](p, []StreamFrom{{"s", StreamPlace{}}})) }, "zero StreamPlace"},
		{"XGROUP CREATE from a zero place", func(p Pipe) error { return putErr(XGroupCreate(p, "s", "g", StreamPlace{})) }, "use AfterID, FromStart or OnlyNew"},
		{"XGROUP SETID to a zero place", func(p Pipe) error { return putErr(XGroupSetID(p, "s", "g", StreamPlace{})) }, "use AfterID, FromStart or OnlyNew"},
	})
}

func TestStreamsAreReadPageByPage(t *testing.T) {
	c := dial(t, redistest.NewServer(t).URL())
	const entries = 257
	var req Request
	for i := range entries {
		XAdd(&req, "s", map[string]int{"i": i}, EntryID(id(uint64(i+1), 7)))
	}
	if err := c.Exec(background, &req); err != nil {
		t.Fatal(err)
	}
	type numbered struct {
		I int `redis:"i"`
	}
	for _, opts := range [][]XRangeOption{nil, {Count(1)}, {Count(257)}, {Count(1000)}} {
		up := XRangeAll[numbered](background, c, "s", IDMin, IDExcl(id(251, 0)), opts...)
		down := XRevRangeAll[numbered](background, c, "s", IDIncl(id(1, 7)), IDMax, opts...)
		for range 2 { // each range begins anew
			n := 0
			for e, err := range up {
				if err != nil || e.Value.I != n {
					t.Fatalf("%v, %v; want %d", e, err, n)
				}
				n++
			}
			if n != 250 {
				t.Errorf("%v: %d entries", opts, n)
			}
			n = entries
			for e, err := range down {
				if n--; err != nil || e.Value.I != n {
					t.Fatalf("%v, %v; want %d", e, err, n)
				}
			}
			if n != 0 {
				t.Errorf("%v: %d entries are missing", opts, n)
			}
		}
	}
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	n := 0
	for _, err := range XRangeAll[numbered](ctx, c, "s", IDMin, IDMax, Count(10)) {
		if n++; n == 15 {
			cancel()
		}
		if err != nil && (!errors.Is(err, context.Canceled) || n != 21) {
			t.Errorf("%v after %d", err, n)
		}
	}
	// The smallest and the greatest id that there may be: neither ends the other direction.
	ends := []StreamID{id(0, 1), id(1, 0), id(1<<64-1, 1<<64-1)}
	for i, at := range ends {
		if _, err := XAdd(c, "ends", job{i}, EntryID(at)).Wait(background); err != nil {
			t.Fatal(err)
		}
	}
	for size := 1; size <= 4; size++ {
		var up, down []StreamID
		for e, err := range XRangeAll[job](background, c, "ends", IDMin, IDMax, Count(size)) {
			if err != nil {
				t.Error(err)
			}
			up = append(up, e.ID)
		}
		for e, err := range XRevRangeAll[job](background, c, "ends", IDMin, IDMax, Count(size)) {
			if err != nil {
				t.Error(err)
			}
			down = append(down, e.ID)
		}
		slices.Reverse(down)
		if !slices.Equal(up, ends) || !slices.Equal(down, ends) {
			t.Errorf("pages of %d: %v, %v", size, up, down)
		}
	}
	for _, err := range XRangeAll[numbered](background, c, "s", IDBound{}, IDMax) {
		if OutcomeOf(err) != NotSent {
			t.Error(err)
		}
	}
	for range XRangeAll[numbered](background, c, "s", IDMin, IDMax) {
		break
	}
}

func TestStreamIDs(t *testing.T) {
	for text, want := range map[string]StreamID{"0-0": {}, "1-2": id(1, 2), "18446744073709551615-18446744073709551615": id(1<<64-1, 1<<64-1)} {
		got, err := ParseStreamID(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "1", "1-", "-1", "a-1", "1-a", "1-2-3", "+1-2", "1-+2", " 1-2", "18446744073709551616-0", "(1-2", "*"} {
		if got, err := ParseStreamID(text); err == nil {
			t.Errorf("%q: %v", text, got)
		}
	}
	for i, a := range []StreamID{{}, id(0, 1), id(1, 0), id(1, 5), id(2, 3)} {
		for j, b := range []StreamID{{}, id(0, 1), id(1, 0), id(1, 5), id(2, 3)} {
			if got := a.Compare(b); got != sign(i-j) {
				t.Errorf("%v, %v: %d", a, b, got)
			}
		}
	}
	if got := (StreamID{Ms: 1700000000123}).Time(); !got.Equal(time.UnixMilli(1700000000123)) {
		t.Error(got)
	}
	if got := fmt.Sprint(NoEntry, EntryGone, EntryStays, Deleted(9)); got != "no such entry deleted not deleted unknown" {
		t.Error(got)
	}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}
