package redis

import (
	"errors"
	"math/bits"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// What the commands take and give that find out which keys make most work.

// A HotkeyMetric is what [HotkeysStart] is to find out of keys. Several are joined by |.
type HotkeyMetric uint8

const (
	HotkeyCPU HotkeyMetric = 1 << iota // those that commands spend most time on
	HotkeyNet                          // those that commands spend most bytes on, over the network
)

func (m HotkeyMetric) put(x *exchange) {
	if m == 0 || m&^(HotkeyCPU|HotkeyNet) != 0 {
		x.fail(errors.New("a HotkeyMetric is HotkeyCPU, HotkeyNet or both"))
	}
	x.str("METRICS")
	x.int(int64(bits.OnesCount8(uint8(m))))
	if m&HotkeyCPU != 0 {
		x.str("CPU")
	}
	if m&HotkeyNet != 0 {
		x.str("NET")
	}
}

// HotkeyDuration ends what HOTKEYS START begins after some time, in whole seconds; else [HotkeysStop] does.
type HotkeyDuration time.Duration

func (o HotkeyDuration) put(x *exchange, given *options) {
	optionHotkeyDuration.wholeSeconds(x, given, "DURATION", time.Duration(o))
}

// HotkeySample makes HOTKEYS START look at one of so many commands, in place of all. It must be positive.
type HotkeySample int64

func (o HotkeySample) put(x *exchange, given *options) {
	optionHotkeySample.positive(x, given, "SAMPLE", int64(o))
}

// HotkeySlots makes HOTKEYS START look only at keys of these hash slots, of a server of a cluster.
type HotkeySlots []uint16

func (o HotkeySlots) put(x *exchange, given *options) {
	optionHotkeySlots.take(x, given)
	x.str("SLOTS")
	x.int(int64(len(o)))
	putSlots(x, o)
}

// A HotkeyReport is what [HotkeysGet] tells.
type HotkeyReport struct {
	Active      bool        // it is still going on
	SampleRatio int64       // one of so many commands was looked at
	Slots       []SlotRange // keys of these hash slots
	Start       time.Time
	Duration    time.Duration // until now, or the end

	Time     time.Duration // that all commands took
	NetBytes int64         // that all commands took

	// Of the commands with keys of the hash slots of [HotkeySlots]; none without it.
	SlotsTime     Optional[time.Duration]
	SlotsNetBytes Optional[int64]
	// Of those of them that were looked at; none if it is not one of several.
	SampledTime     Optional[time.Duration]
	SampledNetBytes Optional[int64]

	// With CPU: of the server's process meanwhile, and of keys, those first on which most was spent.
	UserCPU, SystemCPU Optional[time.Duration]
	ByTime             []Pair[string, time.Duration]
	// With Net: of all keys that were looked at, and of keys, those first on which most was spent.
	KeysNetBytes Optional[int64]
	ByNetBytes   []Pair[string, int64]
}

// hotkeyReport is a HotkeyReport as the server sends it.
type hotkeyReport struct {
	Active      Optional[bool]        `redis:"tracking-active"`
	SampleRatio int64                 `redis:"sample-ratio"`
	Slots       [][]uint16            `redis:"selected-slots"`
	Start       int64                 `redis:"collection-start-time-unix-ms"`
	Duration    int64                 `redis:"collection-duration-ms"`
	Time        int64                 `redis:"all-commands-all-slots-us"`
	NetBytes    int64                 `redis:"net-bytes-all-commands-all-slots"`
	SlotsTime   Optional[int64]       `redis:"all-commands-selected-slots-us"`
	SlotsNet    Optional[int64]       `redis:"net-bytes-all-commands-selected-slots"`
	SampledTime Optional[int64]       `redis:"sampled-commands-selected-slots-us"`
	SampledNet  Optional[int64]       `redis:"net-bytes-sampled-commands-selected-slots"`
	UserCPU     Optional[int64]       `redis:"total-cpu-time-user-ms"`
	SystemCPU   Optional[int64]       `redis:"total-cpu-time-sys-ms"`
	KeysNet     Optional[int64]       `redis:"total-net-bytes"`
	ByTime      []Pair[string, int64] `redis:"by-cpu-time-us"`
	ByNet       []Pair[string, int64] `redis:"by-net-bytes"`
}

var errNoHotkeys = errors.New("no report: that is the reply of another server, see HotkeysGetRates")

func (h hotkeyReport) report() (HotkeyReport, error) {
	active, ok := h.Active.Get()
	if !ok {
		return HotkeyReport{}, errNoHotkeys
	}
	report := HotkeyReport{
		Active: active, SampleRatio: h.SampleRatio, Start: time.UnixMilli(h.Start), Duration: durationOf(h.Duration, time.Millisecond),
		Time: durationOf(h.Time, time.Microsecond), NetBytes: h.NetBytes, SlotsTime: someDuration(h.SlotsTime, time.Microsecond), SlotsNetBytes: h.SlotsNet,
		SampledTime: someDuration(h.SampledTime, time.Microsecond), SampledNetBytes: h.SampledNet,
		UserCPU: someDuration(h.UserCPU, time.Millisecond), SystemCPU: someDuration(h.SystemCPU, time.Millisecond), KeysNetBytes: h.KeysNet, ByNetBytes: h.ByNet,
	}
	for _, s := range h.Slots {
		if len(s) > 0 {
			report.Slots = append(report.Slots, SlotRange{s[0], s[len(s)-1]})
		}
	}
	for _, k := range h.ByTime {
		report.ByTime = append(report.ByTime, Pair[string, time.Duration]{Key: k.Key, Value: durationOf(k.Value, time.Microsecond)})
	}
	return report, nil
}

// someDuration is a number of units, if there is one.
func someDuration(n Optional[int64], unit time.Duration) Optional[time.Duration] {
	if n, ok := n.Get(); ok {
		return Some(durationOf(n, unit))
	}
	return None[time.Duration]()
}

var decodeOneHotkeyReport = decode.Convert(decode.Of[hotkeyReport](), hotkeyReport.report)

// decodeHotkeyReport decodes a report within an array, so that those of several servers can be put together, or one
// as the first servers gave it, without.
func decodeHotkeyReport(r *decode.Reader, dst *Optional[HotkeyReport]) error {
	*dst = None[HotkeyReport]()
	if r.Peek() == resp.Null {
		return r.Skip()
	}
	before := *r
	v, err := r.Next()
	if err != nil {
		return err
	}
	within := v.Kind == resp.Array && (v.Len == 0 || r.Peek().IsAggregate())
	*r = before
	reports := make([]HotkeyReport, 1)
	if within {
		err = decode.Slice(decodeOneHotkeyReport)(r, &reports)
	} else {
		err = decodeOneHotkeyReport(r, &reports[0])
	}
	if err == nil && len(reports) > 0 {
		*dst = Some(reports[0])
	}
	return err
}

// A KeyRate is a key, and about how often it is used.
type KeyRate struct {
	Key       string
	DB        int64
	PerSecond float64
}

var decodeKeyRates = converted(func(k struct {
	Key string  `redis:"key"`
	DB  int64   `redis:"db"`
	QPS float64 `redis:"qps"`
}) KeyRate {
	return KeyRate{k.Key, k.DB, k.QPS}
})
