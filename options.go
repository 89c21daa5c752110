package redis

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// Options are values, given behind the arguments of a helper:
//
//	redis.Set(conn, "session", s, redis.EX(time.Hour))
//	redis.ZAdd(conn, "board", 17, "ann", redis.XX, redis.GT)
//
// Each is of a type of its own, and each helper takes those its command knows:
// one that it does not take does not compile. What the compiler can't
// see (two that exclude each other, one given twice, a value out of range) is
// an error of the Future; nothing is sent. Those listed with a helper tell
// which exist; their place on the wire is the helper's concern.

// EX gives the key a time to live in whole seconds. It must be positive, and no part of a
// second may be left over: [PX] takes milliseconds.
type EX time.Duration

// PX gives the key a time to live in whole milliseconds. It must be positive.
type PX time.Duration

// EXAT makes the key expire at a time, in whole seconds (since 6.2.0).
type EXAT time.Time

// PXAT makes the key expire at a time, in whole milliseconds (since 6.2.0).
type PXAT time.Time

// KeepTTL lets the key keep its time to live, which SET else removes (since 6.0.0).
const KeepTTL keepTTL = 1

type keepTTL uint8

// DropTTL removes the time to live of the key: the option PERSIST of GETEX.
const DropTTL dropTTL = 1

type dropTTL uint8

// A Condition makes a command depend on whether what it sets exists: the key (SET), the
// time to live (EXPIRE) or the member (ZADD). It is a [SetCondition] too.
type Condition uint8

// The conditions exclude each other. NX also excludes GT and LT, with which XX goes together.
const (
	NX Condition = iota + 1 // only if it does not exist
	XX                      // only if it exists
)

// A Comparison makes a command depend on how the new time to live (EXPIRE) or score (ZADD)
// compares with the present one. A key without a time to live counts as one that
// lives for ever; a new member is added in any case, unless XX stops it.
type Comparison uint8

// The comparisons. They exclude each other, and NX.
const (
	GT Comparison = iota + 1 // only if the new one is greater
	LT                       // only if the new one is less
)

// CH makes ZADD count members whose scores changed together with those that are new.
const CH changed = 1

type changed uint8

// Replace lets COPY, RESTORE and MIGRATE overwrite their destination.
const Replace replace = 1

type replace uint8

// ToDB makes COPY put the copy into the database with this number.
type ToDB int64

// Match makes a scan give only what matches the glob-style pattern, as "user:*". The server
// filters what it found, so pages may be short or empty.
type Match string

// Count tells a scan how much work to do per page, about as many items as it
// gives; servers take 10 by default. Of other commands it is how many items they
// give at most. It must be positive.
type Count int64

// A KeyType is the type of the value that a key holds, as [Type] tells it. Modules have types beside these.
type KeyType string

// The types of values.
const (
	NoKey        KeyType = "none" // key is missing
	StringKey    KeyType = "string"
	ListKey      KeyType = "list"
	SetKey       KeyType = "set"
	SortedSetKey KeyType = "zset"
	HashKey      KeyType = "hash"
	StreamKey    KeyType = "stream"    // since 5.0.0
	VectorSetKey KeyType = "vectorset" // since 8.0.0
	ArrayKey     KeyType = "array"     // since 8.8.0
	GCRAKey      KeyType = "gcra"      // what [GCRA] keeps, since 8.8.0
	PathHashKey  KeyType = "pathhash"  // of Valkey since 9.2.0
)

// OfType makes SCAN give only keys of a type, as OfType(HashKey) (since 6.0.0).
type OfType KeyType

// Rank tells LPOS which match to begin with: 1 is the first, 2 the second. It must be positive.
type Rank int64

// RankFromEnd is Rank counted from the end, where 1 is the last match; from there on LPOS goes towards the first.
type RankFromEnd int64

// MaxLen tells LPOS how many elements to compare at most. It must be positive.
type MaxLen int64

// Rev runs a range of ranks, scores or members from the highest down.
const Rev reverse = 1

type reverse uint8

// Limit takes a part of a range by score or by member, or of what SORT gives: Count elements behind the
// first Offset ones. Count must be positive, and Offset not negative: [Offset] alone takes all that follow.
type Limit struct{ Offset, Count int64 }

// Offset takes what lies behind so many elements of a range by score or by member, or of what SORT gives. It must not be negative.
type Offset int64

// Forever is the time-out of a command that waits in the server until there is something to give,
// or its context ends.
const Forever time.Duration = math.MaxInt64

// A FlushMode tells FLUSHDB, FLUSHALL and their like whether to make others wait for the memory to be
// freed. Without one the server's configuration decides.
type FlushMode uint8

// The modes of flushing.
const (
	Async FlushMode = iota + 1 // free memory in the background (since 4.0.0)
	Sync                       // free memory before the reply (since 6.2.0)
)

// SetSlotTimeout is for how long CLUSTER SETSLOT waits at most until all replicas of the server know of it too, before anything
// is changed; [Forever] where there is no end to it, 2 s without the option. What they do not acknowledge in time is the error NOREPLICAS. It is of Valkey since 8.0.0.
// Such a command is sent on a pinned connection, see Config.MaxPinned.
type SetSlotTimeout time.Duration

// A Side is an end of a list.
type Side uint8

// The ends of a list.
const (
	Left  Side = iota + 1 // the first element
	Right                 // the last element
)

// A MoveOrder says in which order [LMoveM] puts elements at an end of a list.
type MoveOrder uint8

const (
	OneByOne MoveOrder = iota + 1 // as [LMove] does one after the other: between the same ends of two lists that turns their order round
	InBulk                        // all at once: they keep their order
)

func (o MoveOrder) put(x *exchange) {
	switch o {
	case OneByOne:
		x.str("OBO")
	case InBulk:
		x.str("BULK")
	default:
		x.fail(errors.New("a MoveOrder is OneByOne or InBulk"))
	}
}

// A Place is next to an element of a list.
type Place uint8

// The places next to an element.
const (
	Before Place = iota + 1
	After
)

// An option is one of those that a helper may be given once.
type option uint8

const (
	optionEX option = iota
	optionPX
	optionEXAT
	optionPXAT
	optionKeepTTL
	optionDropTTL
	optionNX
	optionXX
	optionGT
	optionLT
	optionCH
	optionReplace
	optionDB
	optionMatch
	optionCount
	optionType
	optionRank
	optionRankFromEnd
	optionMaxLen
	optionRev
	optionLimit
	optionOffset
	optionAsync
	optionSync
	optionMinMatchLen
	optionBy
	optionOrder
	optionAlpha
	optionIdleTime
	optionFrequency
	optionKeepSource
	optionMigrateAuth
	optionFNX
	optionFXX
	optionWeights
	optionAggregate
	optionLBound
	optionUBound
	optionSaturate
	optionENX
	optionEntryID
	optionTrim
	optionRefPolicy
	optionBlock
	optionNoAck
	optionIdle
	optionIdleSince
	optionRetryCount
	optionForce
	optionLastID
	optionMkStream
	optionEntriesRead
	optionEntriesAdded
	optionMaxDeletedID
	optionBitUnit
	optionCountAny
	optionStoreDist
	optionCAS
	optionQuantization
	optionEF
	optionSetAttr
	optionMaxLinks
	optionEpsilon
	optionFilter
	optionFilterEF
	optionTruth
	optionNoThread
	optionGrepJoin
	optionNoCase
	optionAtMost
	optionMaxCount
	optionMaxSize
	optionTokens
	optionMaxPathLen
	optionPathPrefix
	optionIDMPDuration
	optionIDMPMaxSize
	optionHotkeyDuration
	optionHotkeySample
	optionHotkeySlots
	optionSetSlotTimeout

	optionsEnd // how many there are
)

// ttlOptions exclude each other: they say what becomes of the time to live.
var ttlOptions = [...]option{optionEX, optionPX, optionEXAT, optionPXAT, optionKeepTTL, optionDropTTL}

// optionNames are how callers write them.
var optionNames = [optionsEnd]string{
	optionEX:             "EX",
	optionPX:             "PX",
	optionEXAT:           "EXAT",
	optionPXAT:           "PXAT",
	optionKeepTTL:        "KeepTTL",
	optionDropTTL:        "DropTTL",
	optionNX:             "NX",
	optionXX:             "XX",
	optionGT:             "GT",
	optionLT:             "LT",
	optionCH:             "CH",
	optionReplace:        "Replace",
	optionDB:             "ToDB",
	optionMatch:          "Match",
	optionCount:          "Count",
	optionType:           "OfType",
	optionRank:           "Rank",
	optionRankFromEnd:    "RankFromEnd",
	optionMaxLen:         "MaxLen",
	optionRev:            "Rev",
	optionLimit:          "Limit",
	optionOffset:         "Offset",
	optionAsync:          "Async",
	optionSync:           "Sync",
	optionMinMatchLen:    "MinMatchLen",
	optionBy:             "By",
	optionOrder:          "Asc or Desc",
	optionAlpha:          "Alpha",
	optionIdleTime:       "IdleTime",
	optionFrequency:      "Frequency",
	optionKeepSource:     "KeepSource",
	optionMigrateAuth:    "MigrateAuth",
	optionFNX:            "FNX",
	optionFXX:            "FXX",
	optionWeights:        "Weights",
	optionAggregate:      "Aggregate",
	optionLBound:         "LBound",
	optionUBound:         "UBound",
	optionSaturate:       "Saturate",
	optionENX:            "ENX",
	optionEntryID:        "EntryID",
	optionTrim:           "Trim",
	optionRefPolicy:      "KeepRef, DelRef or AckedRef",
	optionBlock:          "Block",
	optionNoAck:          "NoAck",
	optionIdle:           "Idle",
	optionIdleSince:      "IdleSince",
	optionRetryCount:     "RetryCount",
	optionForce:          "Force",
	optionLastID:         "LastID",
	optionMkStream:       "MkStream",
	optionEntriesRead:    "EntriesRead",
	optionEntriesAdded:   "EntriesAdded",
	optionMaxDeletedID:   "MaxDeletedID",
	optionBitUnit:        "InBytes or InBits",
	optionCountAny:       "CountAny",
	optionStoreDist:      "StoreDist",
	optionCAS:            "CAS",
	optionQuantization:   "NoQuant, Q8Quant or BinQuant",
	optionEF:             "EF",
	optionSetAttr:        "SetAttr",
	optionMaxLinks:       "MaxLinks",
	optionEpsilon:        "Epsilon",
	optionFilter:         "Filter",
	optionFilterEF:       "FilterEF",
	optionTruth:          "Truth",
	optionNoThread:       "NoThread",
	optionGrepJoin:       "GrepAny or GrepAll",
	optionNoCase:         "NoCase",
	optionAtMost:         "AtMost",
	optionMaxCount:       "MaxCount",
	optionMaxSize:        "MaxSize",
	optionTokens:         "Tokens",
	optionMaxPathLen:     "MaxPathLen",
	optionPathPrefix:     "PathPrefix",
	optionIDMPDuration:   "IDMPDuration",
	optionIDMPMaxSize:    "IDMPMaxSize",
	optionHotkeyDuration: "HotkeyDuration",
	optionHotkeySample:   "HotkeySample",
	optionHotkeySlots:    "HotkeySlots",
	optionSetSlotTimeout: "SetSlotTimeout",
}

func (o option) String() string { return optionNames[o] }

// options is the set of those that a helper was given.
type options [2]uint64

func (s *options) has(o option) bool { return s[o/64]&(1<<(o%64)) != 0 }

// errOption is the fault of a nil option, or of one whose type was made by embedding.
var errOption = errors.New("not an option of the command")

// take adds o to those given, and fails if it is there already, or one is that it excludes.
func (o option) take(x *exchange, given *options, excludes ...option) {
	if given.has(o) {
		x.fail(fmt.Errorf("option %s was given twice", o))
		return
	}
	for _, other := range excludes {
		if given.has(other) {
			x.fail(fmt.Errorf("options %s and %s exclude each other", other, o))
		}
	}
	given[o/64] |= 1 << (o % 64)
}

// positive appends an option that is a word and a number above 0.
func (o option) positive(x *exchange, given *options, word string, n int64, excludes ...option) {
	o.take(x, given, excludes...)
	x.str(word)
	putPositive(x, o.String(), n)
}

// natural appends an option that is a word and a number not below 0.
func (o option) natural(x *exchange, given *options, word string, n int64) {
	o.take(x, given)
	x.str(word)
	putNatural(x, o.String(), n)
}

// wholeSeconds appends an option that is a word and a time above 0, in seconds.
func (o option) wholeSeconds(x *exchange, given *options, word string, d time.Duration) {
	o.take(x, given)
	if d <= 0 {
		x.fail(fmt.Errorf("%s is %v: it must be positive", o, d))
	}
	x.str(word)
	putSeconds(x, d)
}

// lessSafe notes that an option makes it less safe to execute the command twice.
func lessSafe(x *exchange) {
	if careful := x.cmd.careful; careful != nil {
		x.cmd = careful
	}
}

func (o EX) put(x *exchange, given *options) {
	optionEX.take(x, given, ttlOptions[:]...)
	lessSafe(x)
	if o <= 0 {
		x.fail(fmt.Errorf("EX: a time to live of %v", time.Duration(o)))
	}
	x.str("EX")
	putSeconds(x, time.Duration(o))
}

func (o PX) put(x *exchange, given *options) {
	optionPX.take(x, given, ttlOptions[:]...)
	lessSafe(x)
	if o <= 0 {
		x.fail(fmt.Errorf("PX: a time to live of %v", time.Duration(o)))
	}
	x.str("PX")
	putMillis(x, time.Duration(o))
}

func (o EXAT) put(x *exchange, given *options) {
	optionEXAT.take(x, given, ttlOptions[:]...)
	x.str("EXAT")
	putUnixSeconds(x, time.Time(o))
}

func (o PXAT) put(x *exchange, given *options) {
	optionPXAT.take(x, given, ttlOptions[:]...)
	x.str("PXAT")
	putUnixMillis(x, time.Time(o))
}

func (keepTTL) put(x *exchange, given *options) {
	optionKeepTTL.take(x, given, ttlOptions[:]...)
	x.str("KEEPTTL")
}

func (dropTTL) put(x *exchange, given *options) {
	optionDropTTL.take(x, given, ttlOptions[:]...)
	x.str("PERSIST")
}

func (o Condition) put(x *exchange, given *options) {
	lessSafe(x)
	switch o {
	case NX:
		optionNX.take(x, given, optionXX, optionGT, optionLT)
		x.str("NX")
	case XX:
		optionXX.take(x, given, optionNX)
		x.str("XX")
	default:
		x.fail(errOption)
	}
}

func (o Comparison) put(x *exchange, given *options) {
	lessSafe(x)
	switch o {
	case GT:
		optionGT.take(x, given, optionNX, optionLT)
		x.str("GT")
	case LT:
		optionLT.take(x, given, optionNX, optionGT)
		x.str("LT")
	default:
		x.fail(errOption)
	}
}

func (changed) put(x *exchange, given *options) {
	optionCH.take(x, given)
	x.str("CH")
}

func (replace) put(x *exchange, given *options) {
	optionReplace.take(x, given)
	x.str("REPLACE")
}

func (o ToDB) put(x *exchange, given *options) {
	optionDB.take(x, given)
	x.str("DB")
	putNatural(x, "the database", int64(o))
}

func (o Match) put(x *exchange, given *options) {
	optionMatch.take(x, given)
	x.str("MATCH")
	x.str(string(o))
}

func (o Count) put(x *exchange, given *options) {
	optionCount.positive(x, given, "COUNT", int64(o), optionCountAny)
}

func (o OfType) put(x *exchange, given *options) {
	optionType.take(x, given)
	x.str("TYPE")
	x.str(string(o))
}

func (o Rank) put(x *exchange, given *options) {
	optionRank.positive(x, given, "RANK", int64(o), optionRankFromEnd)
}

func (o RankFromEnd) put(x *exchange, given *options) {
	optionRankFromEnd.take(x, given, optionRank)
	x.str("RANK")
	putFromEnd(x, "RankFromEnd", int64(o))
}

func (o MaxLen) put(x *exchange, given *options) { optionMaxLen.positive(x, given, "MAXLEN", int64(o)) }

func (reverse) put(x *exchange, given *options) {
	optionRev.take(x, given)
	x.str("REV")
}

func (o Limit) put(x *exchange, given *options) {
	optionLimit.take(x, given, optionOffset)
	x.str("LIMIT")
	putNatural(x, "the Offset of Limit", o.Offset)
	putPositive(x, "the Count of Limit", o.Count)
}

func (o Offset) put(x *exchange, given *options) {
	optionOffset.take(x, given, optionLimit)
	x.str("LIMIT")
	putNatural(x, "Offset", int64(o))
	x.str("-1") // all that follow
}

func (o FlushMode) put(x *exchange, given *options) {
	switch o {
	case Async:
		optionAsync.take(x, given, optionSync)
		x.str("ASYNC")
	case Sync:
		optionSync.take(x, given, optionAsync)
		x.str("SYNC")
	default:
		x.fail(errOption)
	}
}

func (o SetSlotTimeout) put(x *exchange, given *options) {
	optionSetSlotTimeout.take(x, given)
	x.str("TIMEOUT")
	putWaitMillis(x, time.Duration(o))
}

func (s Side) put(x *exchange) {
	switch s {
	case Left:
		x.str("LEFT")
	case Right:
		x.str("RIGHT")
	default:
		x.fail(errors.New("a Side is Left or Right"))
	}
}

func (p Place) put(x *exchange) {
	switch p {
	case Before:
		x.str("BEFORE")
	case After:
		x.str("AFTER")
	default:
		x.fail(errors.New("a Place is Before or After"))
	}
}
