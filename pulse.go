package redis

import (
	"errors"
	"time"
)

// The pulse of a connection is one timer for all: it sees whether the server lives, ends
// waits whose Config.Timeout is over, and has credentials renewed. It counts beats instead of comparing
// times, so that a process which was stopped for a while does not judge before it has read.

const (
	beatsPing   = 4 // beats of silence until a PING is sent
	beatsDead   = 8 // beats of silence until the connection is given up
	beatsExpire = 8 // beats of Config.Timeout
	slowestBeat = 500 * time.Millisecond
)

// errSilent is why a connection is given up from which nothing arrives.
var errSilent = errors.New("the server is silent")

// period is the time between two beats.
func (cfg *Config) period() time.Duration {
	p := slowestBeat
	if cfg.HealthInterval > 0 {
		p = min(p, cfg.HealthInterval/beatsPing)
	}
	if cfg.Timeout > 0 {
		p = min(p, cfg.Timeout/beatsExpire)
	}
	return max(p, time.Millisecond)
}

// mostBeats bounds a number of beats: they are counted in 32 bits, where twice as many ahead is behind.
const mostBeats = 1 << 30

// beats is how many beats are as long as d, rounded up.
func (cfg *Config) beats(d time.Duration) int {
	return int(min((d-1)/cfg.period()+1, mostBeats))
}

// The signs of life: reads that brought something, and the place in the stream up to which the
// peer's kernel has acknowledged what was written; where that is not known, up to which ours has taken it.
type signs struct {
	reads uint64
	place int64
}

func (c *Conn) startPulse() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.beat = time.AfterFunc(c.cfg.period(), c.pulse)
}

func (c *Conn) stopPulse() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.beat.Stop()
	c.beat = nil
}

// pulse is one beat.
func (c *Conn) pulse() {
	c.mu.Lock()
	if c.beat == nil {
		c.mu.Unlock()
		return
	}
	c.ticks++
	ping, silent := false, false
	if c.cfg.HealthInterval > 0 && c.fault == nil {
		ping, silent = c.listenLocked()
	}
	late := c.cfg.Timeout > 0 && c.expireLocked()
	renew := c.fault == nil && !c.renewAt.IsZero() && !time.Now().Before(c.renewAt)
	if renew {
		c.renewAt = time.Time{}
	}
	spare := c.pinned && !c.held && c.commands == 0 && int(c.ticks-c.idleSince) > c.cfg.beats(pinIdle)
	c.beat.Reset(c.cfg.period())
	c.mu.Unlock()
	if spare {
		c.main.pool.retire(c)
	}
	if silent {
		c.dieOver(errSilent, true)
	}
	if late {
		c.interrupt(0)
	}
	if renew {
		go c.reauthenticate()
	}
	if ping {
		c.ping()
	}
}

// listenLocked sees whether the server gives signs of life. It reports whether to ask for one, and
// whether it was silent for too long.
//
// That bytes get to the peer counts as long as those of the oldest command are among them: a large value
// may be on its way for long. Nothing else does, for a kernel takes bytes for a process that hangs, too.
func (c *Conn) listenLocked() (ask, dead bool) {
	now := signs{c.reads.Load(), c.taken.Load()}
	if c.acks {
		acked, _ := acknowledged(c.raw)
		now.place = int64(acked - c.acked)
	}
	was := c.signs
	c.signs = now
	x := c.flight.head
	if now.reads != was.reads || now.place != was.place && x != nil && now.place < x.off+int64(len(x.out)) {
		c.silent = 0
		return false, false
	}
	c.silent++
	ping := c.cfg.beats(c.cfg.HealthInterval)
	idle := c.flying == 0 && c.queue.head == nil
	limit := 2 * ping
	if x != nil {
		more, ends := c.allowance(x)
		if !ends { // nothing is to be heard; that the server is gone, TCP keep-alive finds out
			return false, false
		}
		limit += more
	}
	return idle && c.silent >= ping, !idle && c.silent >= limit
}

// allowance is for how many beats the server may wait before it replies, and whether that ends at all.
func (c *Conn) allowance(x *exchange) (beats int, ends bool) {
	switch {
	case !x.waits:
		return 0, true
	case x.rest.limit == Forever:
		return 0, false
	}
	beats = c.cfg.beats(x.rest.limit)
	return beats, beats < mostBeats
}

// ping puts a PING that nobody waits for. Whatever the answer is, it is a sign of life.
func (c *Conn) ping() {
	x := c.newExchange()
	x.policy = Policy{Urgent: true, FailOnLoss: true}
	x.begin(&cmdHealth)
	x.seal()
	c.putUnattended(x)
}

// putUnattended puts a command for whose reply nobody waits.
func (c *Conn) putUnattended(x *exchange) {
	x.launch(1)
	x.conn = c
	c.mu.Lock()
	if c.fault != nil || c.end != nil && c.over || x.bound != 0 && c.refuseLocked(x) != nil {
		c.mu.Unlock()
		x.recycle()
		return
	}
	x.put(abandoned)
	c.queueLocked(x)
	c.sendLocked()
}

var cmdHealth = command{name: "PING", prefix: "*1\r\n$4\r\nPING\r\n", words: 1, argc: 1, retry: retryRead}

// expireLocked wakes the callers whose Config.Timeout is over. It reports whether there was one.
func (c *Conn) expireLocked() (late bool) {
	timeout := uint32(c.cfg.beats(c.cfg.Timeout)) + 1
	for _, l := range []*list{&c.queue, &c.blocked, &c.flight} {
		for x := l.head; x != nil; x = x.next {
			more, ends := c.allowance(x)
			if !ends {
				continue
			}
			limit := timeout + uint32(more)
			if c.ticks-x.stamp >= limit && x.expire() {
				late = true
			} else if c.ticks-x.stamp < limit && !x.policy.Urgent {
				break // those behind it were put later
			}
		}
	}
	return late
}
