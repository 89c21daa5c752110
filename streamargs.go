package redis

import (
	"errors"
	"fmt"
	"time"

	"github.com/redisfut/redis/decode"
)

// What the commands of streams take.

type (
	// StreamID is the id of an entry of a stream, see [decode.StreamID].
	StreamID = decode.StreamID
	// Entry is an entry of a stream: its id, and its fields with their values as a T.
	Entry[T any] = decode.Entry[T]
)

// ParseStreamID reads the id of an entry as servers write it: "1700000000000-0".
func ParseStreamID(s string) (StreamID, error) { return decode.ParseStreamID(s) }

// A StreamPlace is a place in a stream, behind which a group of consumers begins: [FromStart], [OnlyNew], or made by [AfterID].
type StreamPlace struct{ s string }

var (
	// OnlyNew is behind all entries that there are when the command is executed.
	OnlyNew = StreamPlace{"$"}
	// FromStart is before all entries.
	FromStart = AfterID(StreamID{})
)

// AfterID is the place behind the entry with the given id, whether there is one or not.
func AfterID(id StreamID) StreamPlace { return StreamPlace{id.String()} }

var (
	errStreamPlace = errors.New("a zero StreamPlace: use AfterID, FromStart or OnlyNew")
	errReadFrom    = errors.New("a nil ReadFrom: use AfterID, FromStart, OnlyNew or LastEntry")
)

func (p StreamPlace) put(x *exchange) {
	if p.s == "" {
		x.fail(errStreamPlace)
	}
	x.str(p.s)
}

// A ReadFrom is where [XRead] begins in a stream: a [StreamPlace], or [LastEntry].
type ReadFrom interface {
	put(x *exchange)
	readFrom()
}

func (StreamPlace) readFrom() {}

type lastEntry struct{}

// LastEntry is before the last entry (since 7.4.0).
var LastEntry ReadFrom = lastEntry{}

func (lastEntry) readFrom() {}

func (lastEntry) put(x *exchange) { x.str("+") }

// A StreamFrom is a stream, and where to begin in it.
type StreamFrom struct {
	Key  string
	From ReadFrom
}

// putStreams appends keys and then the places in each.
func putStreams(x *exchange, streams []StreamFrom) {
	if len(streams) == 0 {
		x.fail(errNoKeys)
	}
	for i := range streams {
		x.key(streams[i].Key)
	}
	for i := range streams {
		if streams[i].From == nil {
			x.fail(errReadFrom)
			continue
		}
		streams[i].From.put(x)
	}
}

// A StreamAfter is a stream, and an id in it.
type StreamAfter struct {
	Key string
	ID  StreamID
}

// putStreamsAfter appends keys and then the ids in each.
func putStreamsAfter(x *exchange, streams []StreamAfter) {
	if len(streams) == 0 {
		x.fail(errNoKeys)
	}
	for i := range streams {
		x.key(streams[i].Key)
	}
	for i := range streams {
		putID(x, streams[i].ID)
	}
}

// putStreamsNew appends keys, each to be read from what the group has not given to anybody yet.
func putStreamsNew(x *exchange, keys []string) {
	putKeys(x, keys)
	for range keys {
		x.str(">")
	}
}

func putID(x *exchange, id StreamID) { x.str(id.String()) }

// putIDs appends ids, at least one.
func putIDs(x *exchange, ids []StreamID) {
	if len(ids) == 0 {
		x.fail(errNothing)
	}
	for _, id := range ids {
		putID(x, id)
	}
}

// putNumIDs appends the number of ids, and the ids, at least one.
func putNumIDs(x *exchange, ids []StreamID) {
	x.int(int64(len(ids)))
	putIDs(x, ids)
}

// putEntryID appends the id that is among opts, or has the server make one.
func putEntryID[O any](x *exchange, opts []O) {
	for _, opt := range opts {
		if id, ok := any(opt).(EntryID); ok {
			putID(x, StreamID(id))
			return
		}
	}
	x.str("*")
}

// EntryID makes XADD give the entry this id, in place of one that the server makes. It must come after that of the last entry.
type EntryID StreamID

// put leaves the encoding to putEntryID: the id stands behind the other options.
func (o EntryID) put(x *exchange, given *options) {
	optionEntryID.take(x, given)
	if StreamID(o).IsZero() {
		x.fail(errors.New("EntryID: 0-0 is no id of an entry"))
	}
}

// A Trim says which entries a stream is to lose: made by [TrimToLen] or [TrimToID].
type Trim struct {
	by     string
	len    int64
	id     StreamID
	approx bool
	atMost bool
	all    bool
	limit  int64
}

// TrimToLen removes the oldest entries, until no more than n are left.
func TrimToLen(n int64) Trim { return Trim{by: "MAXLEN", len: n} }

// TrimToID removes the entries whose ids come before id (since 6.2.0).
func TrimToID(id StreamID) Trim { return Trim{by: "MINID", id: id} }

// About lets the server leave some more entries than it has to, which is much faster. Servers since 6.2.0 look at no more
// than 100 times stream-node-max-entries at once, 10000 unless configured otherwise: what is left then goes another time, or by [Trim.AboutAll].
func (t Trim) About() Trim {
	t.approx, t.atMost, t.all, t.limit = true, false, false, 0
	return t
}

// AboutAtMost is About, and lets no more than n entries be looked at (since 6.2.0). n must be positive.
func (t Trim) AboutAtMost(n int64) Trim {
	t.approx, t.atMost, t.all, t.limit = true, true, false, n
	return t
}

// AboutAll is About, and lets any number of entries be looked at (since 6.2.0).
func (t Trim) AboutAll() Trim {
	t.approx, t.atMost, t.all, t.limit = true, false, true, 0
	return t
}

func (t Trim) encode(x *exchange) {
	switch {
	case t.by == "":
		x.fail(errors.New("a zero Trim: use TrimToLen or TrimToID"))
	case t.len < 0:
		x.fail(fmt.Errorf("TrimToLen of %d: it must not be negative", t.len))
	case t.atMost && t.limit <= 0:
		x.fail(errors.New("Trim.AboutAtMost: the number must be positive"))
	}
	x.str(t.by)
	if t.approx {
		x.str("~")
	}
	if t.by == "MAXLEN" {
		x.int(t.len)
	} else {
		putID(x, t.id)
	}
	if t.atMost || t.all {
		x.str("LIMIT")
		x.int(t.limit)
	}
}

func (t Trim) put(x *exchange, given *options) {
	optionTrim.take(x, given)
	t.encode(x)
}

// A RefPolicy says what becomes of the references to an entry in the lists of pending entries of groups, when the entry
// goes away (since 8.2.0).
type RefPolicy uint8

const (
	KeepRef  RefPolicy = iota + 1 // they stay, as without an option
	DelRef                        // they go away too
	AckedRef                      // the entry goes away only when all groups have read and acknowledged it
)

func (p RefPolicy) put(x *exchange, given *options) {
	optionRefPolicy.take(x, given)
	switch p {
	case KeepRef:
		x.str("KEEPREF")
	case DelRef:
		x.str("DELREF")
	case AckedRef:
		x.str("ACKED")
	default:
		x.fail(errOption)
	}
}

// Block makes XREAD and XREADGROUP wait for entries where there are none, up to so long, [Forever] where there is no end to it. Such a command is
// sent on a pinned connection, see Config.MaxPinned. The end of the context ends the wait in the server too.
type Block time.Duration

func (o Block) put(x *exchange, given *options) {
	optionBlock.take(x, given)
	x.str("BLOCK")
	putWaitMillis(x, time.Duration(o))
}

// MaxCount bounds how many entries XREAD and XREADGROUP give of all streams together (since 8.10.0). It must be positive.
type MaxCount int64

func (o MaxCount) put(x *exchange, given *options) {
	optionMaxCount.positive(x, given, "MAXCOUNT", int64(o))
}

// MaxSize bounds how many bytes the entries of all streams take that XREAD and XREADGROUP give (since 8.10.0): with the entry that
// passes it they end, even if it is the first. It must be positive.
type MaxSize int64

func (o MaxSize) put(x *exchange, given *options) {
	optionMaxSize.positive(x, given, "MAXSIZE", int64(o))
}

// NoAck makes XREADGROUP take entries as acknowledged at once: what is lost on the way is not given again.
const NoAck noAck = 1

type noAck uint8

func (noAck) put(x *exchange, given *options) {
	optionNoAck.take(x, given)
	x.str("NOACK")
}

// Idle is for how long a pending entry was given to nobody: XCLAIM sets it, XPENDING leaves out those for which it is less (since 6.2.0).
type Idle time.Duration

func (o Idle) put(x *exchange, given *options) {
	optionIdle.take(x, given, optionIdleSince)
	if o < 0 {
		x.fail(fmt.Errorf("Idle: a duration of %v", time.Duration(o)))
	}
	x.str("IDLE")
	putMillis(x, time.Duration(o))
}

// IdleSince makes XCLAIM set the moment at which a pending entry was given to somebody last.
type IdleSince time.Time

func (o IdleSince) put(x *exchange, given *options) {
	optionIdleSince.take(x, given, optionIdle)
	x.str("TIME")
	putUnixMillis(x, time.Time(o))
}

// RetryCount makes XCLAIM and XNACK set how often a pending entry was given to somebody.
type RetryCount int64

func (o RetryCount) put(x *exchange, given *options) {
	optionRetryCount.take(x, given)
	x.str("RETRYCOUNT")
	putNatural(x, "RetryCount", int64(o))
}

// Force makes XCLAIM and XNACK take entries as well that are not pending, as far as they exist: they are then.
const Force force = 1

type force uint8

func (force) put(x *exchange, given *options) {
	optionForce.take(x, given)
	x.str("FORCE")
}

// LastID makes XCLAIM set the id of the last entry that was given to the group, if it comes after the present one.
type LastID StreamID

func (o LastID) put(x *exchange, given *options) {
	optionLastID.take(x, given)
	x.str("LASTID")
	putID(x, StreamID(o))
}

// MkStream makes XGROUP CREATE make the stream if there is none.
const MkStream mkStream = 1

type mkStream uint8

func (mkStream) put(x *exchange, given *options) {
	optionMkStream.take(x, given)
	x.str("MKSTREAM")
}

// EntriesRead tells how many entries the group has read, for its lag to be known (since 7.0.0).
type EntriesRead int64

func (o EntriesRead) put(x *exchange, given *options) {
	optionEntriesRead.take(x, given)
	x.str("ENTRIESREAD")
	putNatural(x, "EntriesRead", int64(o))
}

// EntriesAdded makes XSETID set how many entries were ever added (since 7.0.0).
type EntriesAdded int64

func (o EntriesAdded) put(x *exchange, given *options) {
	optionEntriesAdded.take(x, given)
	x.str("ENTRIESADDED")
	putNatural(x, "EntriesAdded", int64(o))
}

// MaxDeletedID makes XSETID set the greatest id of an entry that was deleted (since 7.0.0).
type MaxDeletedID StreamID

func (o MaxDeletedID) put(x *exchange, given *options) {
	optionMaxDeletedID.take(x, given)
	x.str("MAXDELETEDID")
	putID(x, StreamID(o))
}

// IDMPDuration is for how long a stream remembers the idempotent ids of [XAddIDMP]: in whole seconds, up to a day; 100 s where nothing was set.
type IDMPDuration time.Duration

func (o IDMPDuration) put(x *exchange, given *options) {
	optionIDMPDuration.wholeSeconds(x, given, "IDMP-DURATION", time.Duration(o))
}

// IDMPMaxSize is how many idempotent ids of each producer a stream remembers: up to 10000; 100 where nothing was set.
type IDMPMaxSize int64

func (o IDMPMaxSize) put(x *exchange, given *options) {
	optionIDMPMaxSize.positive(x, given, "IDMP-MAXSIZE", int64(o))
}

// A NackMode says what [XNack] makes of the number of deliveries of an entry.
type NackMode uint8

const (
	NackSilent NackMode = iota + 1 // takes back the last one, as if it had not been
	NackFail                       // leaves it
	NackFatal                      // makes it the greatest number there is, for an entry that nobody can process
)

func (m NackMode) put(x *exchange) {
	switch m {
	case NackSilent:
		x.str("SILENT")
	case NackFail:
		x.str("FAIL")
	case NackFatal:
		x.str("FATAL")
	default:
		x.fail(errors.New("a NackMode is NackSilent, NackFail or NackFatal"))
	}
}
