package redis

import (
	"errors"
	"fmt"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// What the commands take and give that find out which keys make most work.

// A HotkeyTracking is what [HotkeysStart] is to find out: CPU, Net or both. A field that is zero leaves it to the server.
type HotkeyTracking struct {
	CPU      bool          // the keys that commands spend most time on
	Net      bool          // the keys that commands spend most bytes on, over the network
	Count    int64         // how many keys of each kind, up to 64; 10 if it is not set
	Duration time.Duration // for how long, in whole seconds; until [HotkeysStop] if it is not set
	Sample   int64         // look at one of so many commands; at all if it is not set
	Slots    []uint16      // look only at keys of these hash slots, of a server of a cluster
}

func (t HotkeyTracking) put(x *exchange) {
	metrics := []string{"METRICS", "0"}
	if t.CPU {
		metrics = append(metrics, "CPU")
	}
	if t.Net {
		metrics = append(metrics, "NET")
	}
	n := len(metrics) - 2
	if n == 0 {
		x.fail(errors.New("a HotkeyTracking of nothing: set CPU, Net or both"))
	}
	metrics[1] = fmt.Sprint(n)
	putTexts(x, metrics)
	if t.Count != 0 {
		x.str("COUNT")
		putPositive(x, "the Count of a HotkeyTracking", t.Count)
	}
	if t.Duration != 0 {
		if t.Duration < 0 {
			x.fail(fmt.Errorf("the Duration of a HotkeyTracking is %v: it must not be negative", t.Duration))
		}
		x.str("DURATION")
		putSeconds(x, t.Duration)
	}
	if t.Sample != 0 {
		x.str("SAMPLE")
		putPositive(x, "the Sample of a HotkeyTracking", t.Sample)
	}
	if len(t.Slots) > 0 {
		x.str("SLOTS")
		x.int(int64(len(t.Slots)))
		putSlots(x, t.Slots)
	}
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

	// Of the commands with keys of the hash slots that [HotkeyTracking] names; none if it names none.
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
