package main

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"
)

// measured makes the figures of a row: for each client its ops/s in each of three rounds. CPU
// per op is a millionth of a second shared by the ops.
func measured(name string, ops map[string][]float64) *rowFigures {
	f := &rowFigures{row: row{name: name}}
	for _, d := range []driver{{name: ours}, {name: "rueidis"}, {name: "go-redis"}, {name: "redigo"}, {name: "raw", limit: true}, {name: "raw-overlap", limit: true}} {
		rounds, ok := ops[d.name]
		if !ok {
			continue
		}
		c := &clientFigures{driver: d}
		for _, n := range rounds {
			c.rounds = append(c.rounds, sample{OpsPerSecond: n, CPU: 1e6 / n, Allocs: 1})
		}
		f.clients = append(f.clients, c)
	}
	return f
}

func TestBestPeerIsTheOneWeAreLeastAheadOf(t *testing.T) {
	f := measured("x", map[string][]float64{
		ours:      {200, 300, 400},
		"rueidis": {100, 150, 200}, // half in every round
		"redigo":  {160, 240, 320}, // 0.8 in every round
		"raw":     {1000, 1000, 1000},
	})
	peer, x := f.bestPeer()
	if peer.driver.name != "redigo" || !near(x, 1.25) {
		t.Errorf("best peer %s at %v, want redigo at 1.25", peer.driver.name, x)
	}
	peer, x = f.cheapestPeer()
	if peer.driver.name != "redigo" || !near(x, 0.8) {
		t.Errorf("cheapest peer %s at %v, want redigo at 0.8", peer.driver.name, x)
	}
}

func TestLimitIsTheBetterLoopOfEachRound(t *testing.T) {
	f := measured("x", map[string][]float64{
		ours:          {50, 50, 50},
		"raw":         {100, 500, 100},
		"raw-overlap": {200, 100, 200},
	})
	if got := f.shareOfLimit(f.client(ours)); !near(got, 0.25) {
		t.Errorf("share of the limit %v, want 0.25", got)
	}
	f = measured("x", map[string][]float64{ours: {50}})
	if got := f.shareOfLimit(f.client(ours)); !math.IsNaN(got) {
		t.Errorf("share of a limit that was not measured is %v, want NaN", got)
	}
}

func TestTargetsAreJudged(t *testing.T) {
	at := func(got float64) func([]*rowFigures) (float64, string) {
		return func([]*rowFigures) (float64, string) { return got, "" }
	}
	for _, c := range []struct {
		name   string
		target target
		want   string
	}{
		{"at least, above", target{want: 1.25, measure: at(1.3), equal: 0.1}, "reached"},
		{"at least, exactly", target{want: 1.25, measure: at(1.25), equal: 0.1}, "reached"},
		{"at least, within a tenth", target{want: 1.25, measure: at(1.13), equal: 0.1}, "equal"},
		{"at least, below", target{want: 1.25, measure: at(1.12), equal: 0.1}, "SHORT"},
		{"at most, below", target{want: 0.7, atMost: true, measure: at(0.6), equal: 0.1}, "reached"},
		{"at most, within a tenth", target{want: 0.7, atMost: true, measure: at(0.76), equal: 0.1}, "equal"},
		{"at most, above", target{want: 0.7, atMost: true, measure: at(0.78), equal: 0.1}, "SHORT"},
		{"no tolerance", target{want: 1.25, measure: at(1.24)}, "SHORT"},
		{"not measured", target{want: 1, measure: at(math.NaN())}, "not measured"},
	} {
		if got := c.target.judge(nil); got.Verdict != c.want {
			t.Errorf("%s: %s, want %s", c.name, got.Verdict, c.want)
		}
	}
}

func TestEachTargetIsMeasuredWhenAllRowsAre(t *testing.T) {
	var all []*rowFigures
	for _, r := range rows() {
		f := measured(r.name, map[string][]float64{ours: {400, 400}, "rueidis": {100, 100}, "go-redis": {100, 100}, "raw": {800, 800}})
		f.row = r
		all = append(all, f)
	}
	for _, target := range targets() {
		v := target.judge(all)
		if v.Verdict == "not measured" {
			t.Errorf("%s: not measured", v.Target)
		}
		if !strings.Contains(v.Target, "allocs") && v.Verdict != "reached" {
			t.Errorf("%s: %s at %v, four times as fast as all peers", v.Target, v.Verdict, *v.Got)
		}
	}
	for _, target := range targets() {
		if v := target.judge(nil); v.Verdict != "not measured" {
			t.Errorf("%s: %s without any row", v.Target, v.Verdict)
		}
	}
}

func TestReportIsValidJSONWithoutOurFigures(t *testing.T) {
	f := measured("hgetall-100/8", map[string][]float64{"rueidis": {100}})
	b, err := json.Marshal(newReport(machine{}, plan{1, time.Second, time.Second}, nil, []*rowFigures{f}, judgeAll([]*rowFigures{f})))
	if err != nil {
		t.Fatal(err)
	}
	if s := string(b); strings.Contains(s, "redisfut_ops_to_this") || !strings.Contains(s, `"ops_per_second":100`) {
		t.Errorf("unexpected report: %s", s)
	}
}

func TestAllocationsAreHeldAgainstTheBestPeer(t *testing.T) {
	for _, c := range []struct {
		row           row
		allocs, peers float64
		want          float64
		verdict       string
	}{
		{newRow(get, 16, 1), 1, 1, 1, "reached"},
		{newRow(get, 16, 1), 1.04, 1, 1, "reached"},
		{newRow(get, 16, 1), 1.2, 1.3, 1.3, "reached"},
		{newRow(get, 16, 1), 2, 1.3, 1.3, "SHORT"},
		{newRow(lrange, 1000, 8), 1.01, 1000, 1, "reached"},
		{newRow(lrange, 1000, 8), 2, 1000, 1, "SHORT"},
	} {
		f := measured(c.row.name, map[string][]float64{ours: {1}, "rueidis": {1}, "go-redis": {1}})
		f.row = c.row
		for i, n := range []float64{c.allocs, c.peers, c.peers + 7} {
			f.clients[i].rounds[0].Allocs = n
		}
		if v := allocTarget(c.row).judge([]*rowFigures{f}); v.Verdict != c.verdict || v.Want != c.want {
			t.Errorf("%s with %v allocs/op, peer %v: %s at %v, want %s at %v", c.row.name, c.allocs, c.peers, v.Verdict, v.Want, c.verdict, c.want)
		}
	}
}

func TestEveryClientBeginsAndFollowsOthers(t *testing.T) {
	const n = 5
	before := map[[2]int]bool{}
	for round := range n {
		seen := map[int]bool{}
		for turn := range n {
			i := order(round, turn, n)
			if i < 0 || i >= n || seen[i] {
				t.Fatalf("round %d, turn %d: client %d", round, turn, i)
			}
			seen[i] = true
			if turn > 0 {
				before[[2]int{order(round, turn-1, n), i}] = true
			}
		}
	}
	for i := range n {
		followed := 0
		for j := range n {
			if before[[2]int{j, i}] {
				followed++
			}
		}
		if followed < 2 {
			t.Errorf("client %d only ever follows one other", i)
		}
	}
}
