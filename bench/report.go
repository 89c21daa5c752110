package main

import (
	"encoding/json"
	"math"
	"os"
)

// A report is everything that a run found out, as -json writes it.
type report struct {
	Machine  machine        `json:"machine"`
	Plan     reportPlan     `json:"plan"`
	Clients  []reportDriver `json:"clients"`
	Rows     []reportRow    `json:"rows"`
	Verdicts []verdict      `json:"targets"`
}

type reportPlan struct {
	Rounds int     `json:"rounds"`
	Warm   float64 `json:"warm_seconds"`
	Slice  float64 `json:"slice_seconds"`
}

type reportDriver struct {
	Name    string `json:"name"`
	Module  string `json:"module,omitempty"`
	Version string `json:"version,omitempty"`
	Setting string `json:"setting"`
}

type reportRow struct {
	Name       string         `json:"name"`
	What       string         `json:"what"`
	Goroutines int            `json:"goroutines"`
	Clients    []reportClient `json:"clients"`

	BestPeer     string   `json:"best_peer,omitempty"`
	RatioOps     *float64 `json:"ops_to_best_peer,omitempty"`
	CheapestPeer string   `json:"cheapest_peer,omitempty"`
	RatioCPU     *float64 `json:"cpu_to_cheapest_peer,omitempty"`
	ShareOfLimit *float64 `json:"share_of_limit,omitempty"`
	Limit        *float64 `json:"limit_ops_per_second,omitempty"`
}

type reportClient struct {
	Name         string   `json:"name"`
	Median       sample   `json:"median"`
	RatioOps     *float64 `json:"redisfut_ops_to_this,omitempty"`
	RatioCPU     *float64 `json:"redisfut_cpu_to_this,omitempty"`
	ShareOfLimit *float64 `json:"share_of_limit,omitempty"`
	Rounds       []sample `json:"rounds"`
}

func newReport(m machine, p plan, all []driver, rows []*rowFigures, verdicts []verdict) report {
	r := report{Machine: m, Plan: reportPlan{p.rounds, p.warm.Seconds(), p.slice.Seconds()}, Verdicts: verdicts}
	for _, d := range all {
		r.Clients = append(r.Clients, reportDriver{d.name, d.module, m.Modules[d.module], d.setting})
	}
	for _, f := range rows {
		r.Rows = append(r.Rows, newReportRow(f))
	}
	return r
}

func newReportRow(f *rowFigures) reportRow {
	best, ops := f.bestPeer()
	cheapest, cpu := f.cheapestPeer()
	r := reportRow{
		Name: f.row.name, What: f.row.what, Goroutines: f.row.goroutines,
		BestPeer: nameOf(best), RatioOps: known(ops), CheapestPeer: nameOf(cheapest), RatioCPU: known(cpu),
		Limit: known(median(f.limit())),
	}
	if us := f.client(ours); us != nil {
		r.ShareOfLimit = known(f.shareOfLimit(us))
	}
	for _, c := range f.clients {
		r.Clients = append(r.Clients, reportClient{
			Name: c.driver.name, Median: c.summary(), Rounds: c.rounds,
			RatioOps: known(f.ratio(c, opsPerSecond)), RatioCPU: known(f.ratio(c, cpuPerOp)), ShareOfLimit: known(f.shareOfLimit(c)),
		})
	}
	return r
}

// known gives nil for what was not measured, which JSON has no number for.
func known(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

func (r report) write(path string) error {
	b, err := json.MarshalIndent(r, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}
