package redis

// Stats are counters of a connection since it was made. They are plain numbers, for expvar and the like:
//
//	expvar.Publish("redis", expvar.Func(func() any { return conn.Stats() }))
type Stats struct {
	Pending      int    // commands queued or in flight
	PendingBytes int    // their encoded size
	Queued       int    // exchanges (single commands, or requests) that wait to be written
	InFlight     int    // exchanges that were written, and not answered
	Pinned       int    // pinned connections that there are
	Commands     uint64 // commands taken to be written, those sent again included
	Replies      uint64 // replies received
	Writes       uint64 // writes to the network
	Reads        uint64 // reads from it that brought something
	WriteBytes   uint64 // bytes of the commands taken to be written
	ReadBytes    uint64 // bytes received
	Pushes       uint64 // pushes received; nothing takes them in this version, so all were dropped
	Connects     uint64 // times that the connection came up
	Failures     uint64 // attempts to connect that failed
	Losses       uint64 // times that the connection was lost
	Retries      uint64 // exchanges that were sent again, after a loss or a refusal for now
	Cancelled    uint64 // waits that ended before their replies
	Discarded    uint64 // exchanges whose replies came, and nobody waited for them any more
}

// Stats returns the connection's counters, of several connections and the pinned ones their sums.
func (c *Conn) Stats() (sum Stats) {
	for _, l := range c.all() {
		sum.add(l.ownStats())
	}
	c.pool.mu.Lock()
	sum.add(c.pool.gone)
	c.pool.mu.Unlock()
	for _, p := range c.pool.conns() {
		sum.add(p.ownStats())
		sum.Pinned++
	}
	return sum
}

func (sum *Stats) add(s Stats) {
	sum.Pending += s.Pending
	sum.PendingBytes += s.PendingBytes
	sum.Queued += s.Queued
	sum.InFlight += s.InFlight
	sum.Commands += s.Commands
	sum.Replies += s.Replies
	sum.Writes += s.Writes
	sum.Reads += s.Reads
	sum.WriteBytes += s.WriteBytes
	sum.ReadBytes += s.ReadBytes
	sum.Pushes += s.Pushes
	sum.Connects += s.Connects
	sum.Failures += s.Failures
	sum.Losses += s.Losses
	sum.Retries += s.Retries
	sum.Cancelled += s.Cancelled
	sum.Discarded += s.Discarded
}

func (c *Conn) ownStats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.stats
	s.Pending, s.PendingBytes = c.commands, c.bytes
	s.InFlight = c.flying
	s.WriteBytes += uint64(c.launched)
	for x := c.queue.head; x != nil; x = x.next {
		s.Queued++
	}
	s.Pushes = c.pushes.Load()
	s.Discarded = c.dropped.Load()
	return s
}
