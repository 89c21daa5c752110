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

// beats is how many beats are as long as d, rounded up.
func (cfg *Config) beats(d time.Duration) int {
	p := cfg.period()
	return int((d + p - 1) / p)
}

// The signs of life: a large value on its way to the server is one, though nothing arrives from there.
type signs struct {
	reads uint64 // reads that brought something
	taken uint64 // bytes that the peer's kernel has acknowledged; where that is not known, writes that ours has taken
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
	silent := c.cfg.HealthInterval > 0 && c.fault == nil && c.listenLocked()
	late := c.cfg.Timeout > 0 && c.expireLocked()
	renew := c.fault == nil && !c.renewAt.IsZero() && !time.Now().Before(c.renewAt)
	if renew {
		c.renewAt = time.Time{}
	}
	c.beat.Reset(c.cfg.period())
	c.mu.Unlock()
	if silent {
		c.die(errSilent)
	}
	if late {
		c.interrupt(0)
	}
	if renew {
		go c.reauthenticate()
	}
}

// listenLocked sees whether the server gives signs of life, and asks for one if need be. It reports
// whether it was silent for too long.
func (c *Conn) listenLocked() (dead bool) {
	now := signs{reads: c.reads.Load()}
	acked, known := acknowledged(c.raw)
	switch {
	case c.asked:
		now.taken = c.signs.taken // that the PING was taken is no sign: the kernel takes it for a process that hangs
	case known:
		now.taken = acked
	default:
		now.taken = c.writes.Load() // better than nothing
	}
	if now != c.signs {
		c.asked = c.asked && now.reads == c.signs.reads
		c.signs, c.silent = now, 0
		return false
	}
	c.silent++
	switch ping := c.cfg.beats(c.cfg.HealthInterval); {
	case c.silent >= 2*ping:
		return c.flying > 0 || c.queue.head != nil
	case c.silent >= ping && c.flying == 0 && c.queue.head == nil:
		c.asked = true
		c.pingLocked()
	}
	return false
}

// pingLocked puts a PING that nobody waits for. Whatever the answer is, it is a sign of life.
func (c *Conn) pingLocked() {
	x := c.newExchange()
	x.policy = Policy{Urgent: true}
	x.begin(&cmdHealth)
	x.seal()
	x.launch(1)
	x.to(x.state.Load(), abandoned)
	c.queueLocked(x)
	c.sendLocked()
	c.mu.Lock()
}

var cmdHealth = command{name: "PING", prefix: "*1\r\n$4\r\nPING\r\n", words: 1, argc: 1, retry: retryRead}

// expireLocked wakes the callers whose Config.Timeout is over. It reports whether there was one.
func (c *Conn) expireLocked() (late bool) {
	limit := uint32(c.cfg.beats(c.cfg.Timeout)) + 1
	for _, l := range []*list{&c.queue, &c.blocked, &c.flight} {
		for x := l.head; x != nil; x = x.next {
			if c.ticks-x.stamp >= limit && x.expire() {
				late = true
			} else if c.ticks-x.stamp < limit && !x.policy.Urgent {
				break // those behind it were put later
			}
		}
	}
	return late
}
