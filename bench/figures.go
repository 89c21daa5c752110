package main

import "math"

// ours is the name of the client that the others are compared with.
const ours = "redisfut"

// rowFigures is what was measured in one row.
type rowFigures struct {
	row     row
	clients []*clientFigures
}

// clientFigures is what was measured of one client in one row, round by round.
type clientFigures struct {
	driver driver
	rounds []sample
}

// A figure is one of the numbers of a sample.
type figure func(sample) float64

var (
	opsPerSecond figure = func(s sample) float64 { return s.OpsPerSecond }
	cpuPerOp     figure = func(s sample) float64 { return s.CPU }
	allocsPerOp  figure = func(s sample) float64 { return s.Allocs }
	bytesPerOp   figure = func(s sample) float64 { return s.Bytes }
	p50          figure = func(s sample) float64 { return s.P50 }
	p99          figure = func(s sample) float64 { return s.P99 }
)

// each gives the figure of every round.
func (c *clientFigures) each(f figure) []float64 {
	all := make([]float64, len(c.rounds))
	for i, s := range c.rounds {
		all[i] = f(s)
	}
	return all
}

// median gives the figure's median over the rounds.
func (c *clientFigures) median(f figure) float64 { return median(c.each(f)) }

// summary gives the medians of all figures.
func (c *clientFigures) summary() sample {
	return sample{
		OpsPerSecond: c.median(opsPerSecond), CPU: c.median(cpuPerOp), Allocs: c.median(allocsPerOp),
		Bytes: c.median(bytesPerOp), P50: c.median(p50), P99: c.median(p99),
	}
}

// client gives the figures of the named client; nil if it was not measured.
func (r *rowFigures) client(name string) *clientFigures {
	for _, c := range r.clients {
		if c.driver.name == name {
			return c
		}
	}
	return nil
}

// ratio gives the median over the rounds of our figure divided by c's; NaN without ours.
func (r *rowFigures) ratio(c *clientFigures, f figure) float64 {
	us := r.client(ours)
	if us == nil || c == nil {
		return math.NaN()
	}
	return medianRatio(us.each(f), c.each(f))
}

// isPeer tells whether c is another library.
func (c *clientFigures) isPeer() bool { return !c.driver.limit && c.driver.name != ours }

// worst gives the peer of those that among lets through against which we do worst in f, and the
// ratio: for ops per second that is the best peer, for costs the cheapest. nil and NaN if there is none.
func (r *rowFigures) worst(f figure, costs bool, among func(*clientFigures) bool) (peer *clientFigures, ratio float64) {
	ratio = math.NaN()
	for _, c := range r.clients {
		if !c.isPeer() || among != nil && !among(c) {
			continue
		}
		x := r.ratio(c, f)
		if peer == nil || costs && x > ratio || !costs && x < ratio {
			peer, ratio = c, x
		}
	}
	return peer, ratio
}

// bestPeer gives the peer with the lowest ratio of our ops per second to its.
func (r *rowFigures) bestPeer() (*clientFigures, float64) {
	return r.worst(opsPerSecond, false, nil)
}

// cheapestPeer gives the peer with the highest ratio of our processor time per operation to its.
func (r *rowFigures) cheapestPeer() (*clientFigures, float64) {
	return r.worst(cpuPerOp, true, nil)
}

// limit gives the ops per second of the hand-written loop, the better one of each round; nil
// if it was not measured.
func (r *rowFigures) limit() []float64 {
	var best []float64
	for _, c := range r.clients {
		if !c.driver.limit {
			continue
		}
		all := c.each(opsPerSecond)
		if best == nil {
			best = all
			continue
		}
		for i := range best {
			best[i] = max(best[i], all[i])
		}
	}
	return best
}

// shareOfLimit gives the part of the limit that c reaches; NaN if the limit was not measured.
func (r *rowFigures) shareOfLimit(c *clientFigures) float64 {
	return medianRatio(c.each(opsPerSecond), r.limit())
}
