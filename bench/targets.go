package main

import (
	"fmt"
	"math"
	"strings"
)

// A target is something that redisfut has to reach.
type target struct {
	what string
	// measure gives the number reached, and a remark such as which row or peer it is about; NaN if it
	// was not measured.
	measure func([]*rowFigures) (got float64, remark string)
	want    float64
	bar     func([]*rowFigures) (want float64, remark string) // gives want where peers set it
	atMost  bool                                              // otherwise at least
	equal   float64                                           // the part by which got may miss want and still count as equal
	slack   float64                                           // how far over want a count may be and still be what was wanted
}

const (
	tolerance = 0.10 // on a small virtual machine less apart counts as equal
	noise     = 0.05 // allocations per op that the runtime and refilled pools cause now and then
)

// A measure finds the number of a target in the figures of one row.
type measure func(*rowFigures) (got float64, remark string)

func toBestPeer(r *rowFigures) (float64, string) {
	peer, x := r.bestPeer()
	return x, nameOf(peer)
}

func toCheapestPeer(r *rowFigures) (float64, string) {
	peer, x := r.cheapestPeer()
	return x, nameOf(peer)
}

func toClient(name string) measure {
	return func(r *rowFigures) (float64, string) {
		return r.ratio(r.client(name), opsPerSecond), ""
	}
}

// toRueidisAndGoredis is all that the row of one goroutine is held to: it measures the waking of cores.
func toRueidisAndGoredis(r *rowFigures) (float64, string) {
	peer, x := r.worst(opsPerSecond, false, func(c *clientFigures) bool {
		return strings.HasPrefix(c.driver.name, "rueidis") || strings.HasPrefix(c.driver.name, "go-redis")
	})
	return x, nameOf(peer)
}

// targets lists what redisfut is held to.
func targets() []target {
	speed := func(row, relative string, want float64, m measure) target {
		return target{what: fmt.Sprintf("%s: ops/s relative to %s", row, relative), want: want, equal: tolerance, measure: inRow(row, m)}
	}
	// Rows in which a trial of the design was ahead of the best peer by more than nothing.
	ahead := map[string]float64{"get-16/64": 1.25, "get-16/512": 1.3, "echo-64/1000": 1.4, "lrange-1000/8": 1.5}

	all := []target{
		speed("get-16/1", "rueidis and go-redis", 1, toRueidisAndGoredis),
		speed("get-16/64", "rueidis", 3, toClient("rueidis")),
		speed("get-16/512", "rueidis", 3.5, toClient("rueidis")),
	}
	for _, r := range rows() {
		if r.name != "get-16/1" {
			all = append(all, speed(r.name, "the best peer", max(1, ahead[r.name]), toBestPeer))
		}
	}
	all = append(all,
		target{
			what: "lrange-1000/8: CPU per op relative to the cheapest peer",
			want: 0.45, atMost: true, equal: tolerance, measure: inRow("lrange-1000/8", toCheapestPeer),
		},
		target{what: "geometric mean: ops/s relative to the best peer", want: 1.25, measure: mean(toBestPeer)},
		target{what: "geometric mean: CPU per op relative to the cheapest peer", want: 0.7, atMost: true, measure: mean(toCheapestPeer)},
	)
	for _, r := range rows() {
		all = append(all, allocTarget(r))
	}
	return all
}

// allocTarget is about allocations per op: no more than the best peer has, which has one for a GET into
// a string and none for SET and INCR. For a slice of numbers one is enough, whatever peers have.
func allocTarget(r row) target {
	t := target{what: r.name + ": allocs/op", want: 1, atMost: true, slack: noise}
	t.measure = inRow(r.name, func(r *rowFigures) (float64, string) { return ourAllocs(r), "" })
	if r.command != lrange {
		t.bar = inRow(r.name, func(r *rowFigures) (float64, string) {
			least := math.NaN()
			for _, c := range r.clients {
				if n := c.median(allocsPerOp); c.isPeer() && !(n >= least) {
					least = n
				}
			}
			return least, ""
		})
	}
	return t
}

func ourAllocs(r *rowFigures) float64 {
	if us := r.client(ours); us != nil {
		return us.median(allocsPerOp)
	}
	return math.NaN()
}

func nameOf(c *clientFigures) string {
	if c == nil {
		return ""
	}
	return c.driver.name
}

// inRow measures in the named row only.
func inRow(name string, f measure) func([]*rowFigures) (float64, string) {
	return func(rows []*rowFigures) (float64, string) {
		for _, r := range rows {
			if r.row.name == name {
				return f(r)
			}
		}
		return math.NaN(), ""
	}
}

// mean gives the geometric mean of a ratio over all measured rows.
func mean(f measure) func([]*rowFigures) (float64, string) {
	return func(measured []*rowFigures) (float64, string) {
		var ratios []float64
		for _, r := range measured {
			x, _ := f(r)
			ratios = append(ratios, x)
		}
		return geomean(ratios), fmt.Sprintf("%d of %d rows", len(measured), len(rows()))
	}
}

// A verdict is what became of a target.
type verdict struct {
	Target  string   `json:"target"`
	Want    float64  `json:"want"`
	AtMost  bool     `json:"at_most"`
	Got     *float64 `json:"got"` // nil: not measured
	Remark  string   `json:"remark,omitempty"`
	Verdict string   `json:"verdict"`
}

// judge holds t against what was measured.
func (t target) judge(rows []*rowFigures) verdict {
	got, remark := t.measure(rows)
	if t.bar != nil {
		t.want, _ = t.bar(rows)
	}
	v := verdict{Target: t.what, AtMost: t.atMost, Remark: remark}
	if math.IsNaN(got) || math.IsNaN(t.want) {
		v.Verdict = "not measured"
		return v
	}
	v.Want, v.Got = t.want, &got
	ahead, nearly := got >= t.want, got >= t.want*(1-t.equal)
	if t.atMost {
		ahead, nearly = got <= t.want+t.slack, got <= t.want*(1+t.equal)
	}
	switch {
	case ahead:
		v.Verdict = "reached"
	case nearly:
		v.Verdict = "equal"
	default:
		v.Verdict = "SHORT"
	}
	return v
}

// judgeAll holds all targets against what was measured.
func judgeAll(rows []*rowFigures) []verdict {
	var all []verdict
	for _, t := range targets() {
		all = append(all, t.judge(rows))
	}
	return all
}
