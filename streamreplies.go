package redis

import (
	"slices"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// A PendingSummary is what [XPending] tells of a group: of its entries that were given to a consumer and not acknowledged.
type PendingSummary struct {
	Count     int64
	Min, Max  Optional[StreamID] // the least and the greatest id; none where nothing is pending
	Consumers map[string]int64   // how many each consumer has, by name
}

// A PendingEntry is an entry that was given to a consumer and not acknowledged.
type PendingEntry struct {
	ID         StreamID
	Consumer   string        // empty if [XNack] has given it back
	Idle       time.Duration // since it was given to a consumer last; of no meaning if it was given back
	Deliveries int64         // how often it was
}

// A ClaimedEntry is an entry that [XReadGroupClaim] gives, with what was known of it before.
type ClaimedEntry[T any] struct {
	ID         StreamID
	Value      T
	Idle       time.Duration // since it was given to a consumer last, 0 if it never was
	Deliveries int64         // how often it was
}

// An AutoClaim is a page of what [XAutoClaim] gives.
type AutoClaim[T any] struct {
	Next    StreamID // where the next page begins; the zero id if there is none
	Entries []Entry[T]
	Deleted []StreamID // ids that were pending without an entry, and are not any more (since 7.0.0)
}

// Last reports whether no page follows.
func (c AutoClaim[T]) Last() bool { return c.Next.IsZero() }

// An AutoClaimIDs is a page of what [XAutoClaimJustID] gives.
type AutoClaimIDs struct {
	Next    StreamID // where the next page begins; the zero id if there is none
	IDs     []StreamID
	Deleted []StreamID // ids that were pending without an entry, and are not any more (since 7.0.0)
}

// Last reports whether no page follows.
func (c AutoClaimIDs) Last() bool { return c.Next.IsZero() }

// A Deleted says what [XDelEx] and [XAckDel] have done to an entry.
type Deleted int

const (
	NoEntry    Deleted = -1 // there is no entry of this id
	EntryGone  Deleted = 1  // it was deleted
	EntryStays Deleted = 2  // it was not, since a group has still to acknowledge it ([AckedRef])
)

// String gives it in words.
func (d Deleted) String() string {
	switch d {
	case NoEntry:
		return "no such entry"
	case EntryGone:
		return "deleted"
	case EntryStays:
		return "not deleted"
	}
	return "unknown"
}

// A StreamInfo is what [XInfoStream] tells of a stream. What older servers do not tell is zero.
type StreamInfo[T any] struct {
	Length               int64              `redis:"length"`
	RadixTreeKeys        int64              `redis:"radix-tree-keys"`
	RadixTreeNodes       int64              `redis:"radix-tree-nodes"`
	LastGeneratedID      StreamID           `redis:"last-generated-id"`
	MaxDeletedEntryID    StreamID           `redis:"max-deleted-entry-id"`    // since 7.0.0
	EntriesAdded         int64              `redis:"entries-added"`           // ever; since 7.0.0
	RecordedFirstEntryID StreamID           `redis:"recorded-first-entry-id"` // since 7.0.0
	Groups               int64              `redis:"groups"`
	FirstEntry           Optional[Entry[T]] `redis:"first-entry"`
	LastEntry            Optional[Entry[T]] `redis:"last-entry"`
	IdempotencyDuration  time.Duration      `redis:"-"`               // for how long idempotent ids are remembered; since 8.6.0
	IdempotencyMaxSize   int64              `redis:"idmp-maxsize"`    // and how many of each producer; since 8.6.0
	Producers            int64              `redis:"pids-tracked"`    // that have some; since 8.6.0
	IdempotentIDs        int64              `redis:"iids-tracked"`    // of all producers; since 8.6.0
	IdempotentIDsAdded   int64              `redis:"iids-added"`      // ever; since 8.6.0
	Duplicates           int64              `redis:"iids-duplicates"` // entries that were not added, since they had been; since 8.6.0
}

// A StreamInfoFull is what [XInfoStreamFull] tells of a stream. What older servers do not tell is zero.
type StreamInfoFull[T any] struct {
	Length               int64             `redis:"length"`
	RadixTreeKeys        int64             `redis:"radix-tree-keys"`
	RadixTreeNodes       int64             `redis:"radix-tree-nodes"`
	LastGeneratedID      StreamID          `redis:"last-generated-id"`
	MaxDeletedEntryID    StreamID          `redis:"max-deleted-entry-id"`    // since 7.0.0
	EntriesAdded         int64             `redis:"entries-added"`           // ever; since 7.0.0
	RecordedFirstEntryID StreamID          `redis:"recorded-first-entry-id"` // since 7.0.0
	Entries              []Entry[T]        `redis:"entries"`
	Groups               []StreamGroupFull `redis:"groups"`
	IdempotencyDuration  time.Duration     `redis:"-"`               // for how long idempotent ids are remembered; since 8.6.0
	IdempotencyMaxSize   int64             `redis:"idmp-maxsize"`    // and how many of each producer; since 8.6.0
	Producers            int64             `redis:"pids-tracked"`    // that have some; since 8.6.0
	IdempotentIDs        int64             `redis:"iids-tracked"`    // of all producers; since 8.6.0
	IdempotentIDsAdded   int64             `redis:"iids-added"`      // ever; since 8.6.0
	Duplicates           int64             `redis:"iids-duplicates"` // entries that were not added, since they had been; since 8.6.0
}

// A StreamGroupFull is a group of consumers in a [StreamInfoFull].
type StreamGroupFull struct {
	Name            string
	LastDeliveredID StreamID
	EntriesRead     Optional[int64] // none where the server does not know; since 7.0.0
	Lag             Optional[int64] // entries that are still to be given; none where the server does not know; since 7.0.0
	PendingCount    int64
	Pending         []StreamPending // of all consumers
	Consumers       []StreamConsumerFull
}

// A StreamPending is a pending entry in a [StreamInfoFull].
type StreamPending struct {
	ID         StreamID
	Consumer   string
	Delivered  time.Time // last; zero if [XNack] has given it back, and so nobody has it
	Deliveries int64     // how often
}

// A StreamConsumerFull is a consumer of a group in a [StreamInfoFull].
type StreamConsumerFull struct {
	Name         string
	Seen         time.Time // when it tried to read last
	Active       time.Time // when it got something last; zero where that is not known; since 7.2.0
	PendingCount int64
	Pending      []StreamPending
}

// A GroupInfo is what [XInfoGroups] tells of a group of consumers.
type GroupInfo struct {
	Name            string          `redis:"name"`
	Consumers       int64           `redis:"consumers"`
	Pending         int64           `redis:"pending"`
	LastDeliveredID StreamID        `redis:"last-delivered-id"`
	EntriesRead     Optional[int64] `redis:"entries-read"` // none where the server does not know; since 7.0.0
	Lag             Optional[int64] `redis:"lag"`          // entries that are still to be given; none where the server does not know; since 7.0.0
}

// A ConsumerInfo is what [XInfoConsumers] tells of a consumer of a group.
type ConsumerInfo struct {
	Name     string
	Pending  int64
	Idle     time.Duration           // since it tried to read last
	Inactive Optional[time.Duration] // since it got something last; none where it never did, or the server does not tell; since 7.2.0
}

// skipNulls decodes an array whose nulls, which older servers give in place of deleted entries, are left out.
func skipNulls[T any](dec decode.Decoder[Optional[T]]) decode.Decoder[[]T] {
	all := decode.Slice(dec)
	return func(r *decode.Reader, dst *[]T) error {
		var list []Optional[T]
		if err := all(r, &list); err != nil {
			return err
		}
		*dst = slices.Grow((*dst)[:0], max(len(list), 1))
		for _, o := range list {
			if v, ok := o.Get(); ok {
				*dst = append(*dst, v)
			}
		}
		return nil
	}
}

// finishEntries is finish for entries, of which some may be null.
func finishEntries[T any](p Pipe, x *exchange) Future[[]Entry[T]] {
	dec, err := decode.For[Optional[Entry[T]]]()
	if err != nil {
		x.fail(err)
	}
	return finishWith(p, x, skipNulls(dec))
}

// finishStreams is finish for entries by stream. Null stands for none at all.
func finishStreams[T any](p Pipe, x *exchange) Future[map[string][]Entry[T]] {
	dec, err := decode.For[map[string][]Entry[T]]()
	if err != nil {
		x.fail(err)
	}
	return finishWith(p, x, func(r *decode.Reader, dst *map[string][]Entry[T]) error {
		if r.Peek() == resp.Null {
			clear(*dst)
			return r.Skip()
		}
		return dec(r, dst)
	})
}

// finishClaimedStreams is finishStreams for entries with what is known of their deliveries.
func finishClaimedStreams[T any](p Pipe, x *exchange) Future[map[string][]ClaimedEntry[T]] {
	value, err := decode.For[T]()
	if err != nil {
		x.fail(err)
	}
	entries := skipNulls(func(r *decode.Reader, dst *Optional[ClaimedEntry[T]]) error {
		*dst = None[ClaimedEntry[T]]()
		if r.Peek() == resp.Null {
			return r.Skip()
		}
		var e ClaimedEntry[T]
		gone := false
		err := decodeParts[ClaimedEntry[T]](r, into(decode.ID, &e.ID), func(r *decode.Reader) error {
			if gone = r.Peek() == resp.Null; gone {
				return r.Skip()
			}
			return value(r, &e.Value)
		}, into(idleTime, &e.Idle), into(decode.Int64, &e.Deliveries))
		if !gone {
			*dst = Some(e)
		}
		return err
	})
	all := decode.Map(decode.String, entries)
	return finishWith(p, x, func(r *decode.Reader, dst *map[string][]ClaimedEntry[T]) error {
		if r.Peek() == resp.Null {
			clear(*dst)
			return r.Skip()
		}
		return all(r, dst)
	})
}

// idleTime decodes milliseconds, which are below 0 of an entry that is pending with nobody.
func idleTime(r *decode.Reader, dst *time.Duration) error {
	err := durationIn(time.Millisecond)(r, dst)
	*dst = max(*dst, 0)
	return err
}

// finishStreamInfo is finish for a StreamInfo, whose duration comes in seconds.
func finishStreamInfo[T any](p Pipe, x *exchange) Future[StreamInfo[T]] {
	type raw struct {
		StreamInfo[T]
		Seconds int64 `redis:"idmp-duration"`
	}
	return finishVia(p, x, func(v raw) StreamInfo[T] {
		v.IdempotencyDuration = durationOf(v.Seconds, time.Second)
		return v.StreamInfo
	})
}

// finishStreamInfoFull is finishStreamInfo for a StreamInfoFull.
func finishStreamInfoFull[T any](p Pipe, x *exchange) Future[StreamInfoFull[T]] {
	type raw struct {
		StreamInfoFull[T]
		Seconds int64 `redis:"idmp-duration"`
	}
	return finishVia(p, x, func(v raw) StreamInfoFull[T] {
		v.IdempotencyDuration = durationOf(v.Seconds, time.Second)
		return v.StreamInfoFull
	})
}

// finishVia is finish for what is made of a Raw.
func finishVia[Raw, T any](p Pipe, x *exchange, f func(Raw) T) Future[T] {
	dec, err := decode.For[Raw]()
	if err != nil {
		x.fail(err)
	}
	return finishWith(p, x, decode.Convert(dec, func(v Raw) (T, error) { return f(v), nil }))
}

// finishAutoClaim is finish for a page of XAUTOCLAIM.
func finishAutoClaim[T any](p Pipe, x *exchange) Future[AutoClaim[T]] {
	dec, err := decode.For[Optional[Entry[T]]]()
	if err != nil {
		x.fail(err)
	}
	entries := skipNulls(dec)
	return finishWith(p, x, func(r *decode.Reader, dst *AutoClaim[T]) error {
		dst.Deleted = nil
		return decodeParts[AutoClaim[T]](r, into(decode.ID, &dst.Next), into(entries, &dst.Entries), into(decodeIDs, &dst.Deleted))
	})
}

var decodeIDs = decode.Slice(decode.Decoder[StreamID](decode.ID))

func decodeAutoClaimIDs(r *decode.Reader, dst *AutoClaimIDs) error {
	dst.Deleted = nil
	return decodeParts[AutoClaimIDs](r, into(decode.ID, &dst.Next), into(decodeIDs, &dst.IDs), into(decodeIDs, &dst.Deleted))
}

var (
	decodeSomeID       = decode.OptionalOf(decode.Decoder[StreamID](decode.ID))
	decodePendingCount = decode.OptionalOf(decode.Slice(decode.PairOf(decode.String, decode.Int64)))
)

func decodePendingSummary(r *decode.Reader, dst *PendingSummary) error {
	var consumers Optional[[]Pair[string, int64]]
	err := decodeParts[PendingSummary](r, into(decode.Int64, &dst.Count), into(decodeSomeID, &dst.Min), into(decodeSomeID, &dst.Max),
		into(decodePendingCount, &consumers))
	dst.Consumers = make(map[string]int64, len(consumers.Value()))
	for _, c := range consumers.Value() {
		dst.Consumers[c.Key] = c.Value
	}
	return err
}

var decodePendingEntries = decode.Slice(func(r *decode.Reader, dst *PendingEntry) error {
	return decodeParts[PendingEntry](r, into(decode.ID, &dst.ID), into(decode.String, &dst.Consumer),
		into(idleTime, &dst.Idle), into(decode.Int64, &dst.Deliveries))
})

var decodeDeleted = decode.Slice(decode.Convert(decode.Int64, func(n int64) (Deleted, error) { return Deleted(n), nil }))

// The replies of XINFO with times as the server counts them.
type (
	consumerInfo struct {
		Name     string          `redis:"name"`
		Pending  int64           `redis:"pending"`
		Idle     int64           `redis:"idle"`
		Inactive Optional[int64] `redis:"inactive"`
	}
	groupFull struct {
		Name            string          `redis:"name"`
		LastDeliveredID StreamID        `redis:"last-delivered-id"`
		EntriesRead     Optional[int64] `redis:"entries-read"`
		Lag             Optional[int64] `redis:"lag"`
		PelCount        int64           `redis:"pel-count"`
		Pending         []pendingOfAll  `redis:"pending"`
		Pel             []pendingOfAll  `redis:"pel"` // before 7.0.0
		Consumers       []consumerFull  `redis:"consumers"`
	}
	consumerFull struct {
		Name       string          `redis:"name"`
		SeenTime   int64           `redis:"seen-time"`
		ActiveTime Optional[int64] `redis:"active-time"`
		PelCount   int64           `redis:"pel-count"`
		Pending    []pendingOfOne  `redis:"pending"`
		Pel        []pendingOfOne  `redis:"pel"` // before 7.0.0
	}
	pendingOfAll = decode.Tuple4[StreamID, string, int64, int64]
	pendingOfOne = decode.Tuple3[StreamID, int64, int64]
)

var decodeConsumers = converted(func(c consumerInfo) ConsumerInfo {
	info := ConsumerInfo{Name: c.Name, Pending: c.Pending, Idle: durationOf(c.Idle, time.Millisecond)}
	if ms, ok := c.Inactive.Get(); ok && ms >= 0 {
		info.Inactive = Some(durationOf(ms, time.Millisecond))
	}
	return info
})

// converted decodes a list of Ts whose types are known to be decodable, and makes Us of them.
func converted[T, U any](f func(T) U) decode.Decoder[[]U] {
	return decode.Slice(decode.Convert(decode.Of[T](), func(v T) (U, error) { return f(v), nil }))
}

// UnmarshalReply decodes a group of XINFO STREAM FULL.
func (g *StreamGroupFull) UnmarshalReply(r *resp.Reader) error {
	d := decode.Reader{Reader: *r}
	var raw groupFull
	err := decodeGroupFull(&d, &raw)
	*r = d.Reader
	if err != nil {
		return err
	}
	*g = StreamGroupFull{
		Name: raw.Name, LastDeliveredID: raw.LastDeliveredID, EntriesRead: raw.EntriesRead, Lag: raw.Lag, PendingCount: raw.PelCount,
	}
	for _, p := range append(raw.Pending, raw.Pel...) {
		g.Pending = append(g.Pending, StreamPending{p.A, p.B, deliveredAt(p.C), p.D})
	}
	for _, c := range raw.Consumers {
		full := StreamConsumerFull{Name: c.Name, Seen: time.UnixMilli(c.SeenTime), PendingCount: c.PelCount}
		if ms, ok := c.ActiveTime.Get(); ok && ms > 0 {
			full.Active = time.UnixMilli(ms)
		}
		for _, p := range append(c.Pending, c.Pel...) {
			full.Pending = append(full.Pending, StreamPending{p.A, c.Name, deliveredAt(p.B), p.C})
		}
		g.Consumers = append(g.Consumers, full)
	}
	return nil
}

// deliveredAt is a time in milliseconds, which is 0 of an entry that is pending with nobody.
func deliveredAt(ms int64) time.Time {
	if ms <= 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms)
}

var decodeGroupFull = decode.Of[groupFull]()
