package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

// printHeader tells what is measured, on what.
func printHeader(w io.Writer, m machine, all []driver, p plan) {
	fmt.Fprintf(w, "%s, %d cores, GOMAXPROCS %d, %s/%s, %s, redis-server %s at %s\n", m.CPU, m.Cores, m.Procs, m.OS, m.Arch, m.Go, m.Redis, m.Addr)
	if m.Load > 1 {
		fmt.Fprintf(w, "WARNING: the machine was busy with something else, load average %.1f: expect noise\n", m.Load)
	}
	fmt.Fprintf(w, "%d interleaved rounds of %v after %v of warm-up each, medians; every call with context.Background()\n\n", p.rounds, p.slice, p.warm)
	for _, d := range all {
		version := ""
		if d.module != "" {
			version = d.module + " " + m.Modules[d.module] + ", "
		}
		fmt.Fprintf(w, "  %-14s %s%s\n", d.name, version, d.setting)
	}
	fmt.Fprintf(w, "\n  x ops: redisfut's ops/s divided by the client's (over 1 is better); x cpu: the same of its CPU time per op (under 1 is better)\n"+
		"  share: the client's part of the ops/s of the hand-written loops, the better one of each round\n")
}

// printRow prints the table of one row.
func printRow(w io.Writer, r *rowFigures, took time.Duration) {
	fmt.Fprintf(w, "\n%s: %s (%.1f s)\n", r.row.name, r.row.what, took.Seconds())
	fmt.Fprintf(w, "  %-14s %10s %7s %10s %7s %9s %10s %10s %10s %7s\n",
		"", "ops/s", "x ops", "CPU µs/op", "x cpu", "allocs/op", "B/op", "p50 µs", "p99 µs", "share")
	for _, c := range r.clients {
		s := c.summary()
		fmt.Fprintf(w, "  %-14s %10.0f %7s %10s %7s %9.1f %10.0f %10s %10s %7s\n", c.driver.name,
			s.OpsPerSecond, times(r.ratio(c, opsPerSecond)), digits(s.CPU), times(r.ratio(c, cpuPerOp)), s.Allocs, s.Bytes, digits(s.P50), digits(s.P99),
			times(r.shareOfLimit(c)))
	}
	best, x := r.bestPeer()
	cheapest, y := r.cheapestPeer()
	if best != nil && !math.IsNaN(x) {
		fmt.Fprintf(w, "  best peer %s: %.2f x its ops/s; cheapest peer %s: %.2f x its CPU per op\n", best.driver.name, x, cheapest.driver.name, y)
	}
}

// times formats a ratio; one that is unknown is a dash.
func times(x float64) string {
	if math.IsNaN(x) {
		return "-"
	}
	return fmt.Sprintf("%.2f", x)
}

// digits formats a number with three digits or more.
func digits(x float64) string {
	switch {
	case x < 10:
		return fmt.Sprintf("%.2f", x)
	case x < 100:
		return fmt.Sprintf("%.1f", x)
	default:
		return fmt.Sprintf("%.0f", x)
	}
}

// printSummary prints what became of the targets that were measured; nothing if none was.
func printSummary(w io.Writer, all []verdict) {
	if !slices.ContainsFunc(all, func(v verdict) bool { return v.Got != nil }) {
		return
	}
	counts := map[string]int{}
	fmt.Fprintf(w, "\nTargets (equal: less than %.0f %% short)\n", 100*tolerance)
	for _, v := range all {
		counts[v.Verdict]++
		if v.Got == nil {
			continue
		}
		bound := "at least"
		if v.AtMost {
			bound = "at most"
		}
		line := fmt.Sprintf("  %-7s %-56s %8s %.2f: %.2f  %s", v.Verdict, v.Target, bound, v.Want, *v.Got, v.Remark)
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
	fmt.Fprintf(w, "  %d reached, %d equal, %d short, %d not measured\n",
		counts["reached"], counts["equal"], counts["SHORT"], counts["not measured"])
}
