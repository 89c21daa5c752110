package redis

import (
	"context"
	"math/rand/v2"
	"time"
)

// A server may refuse a command for now: it is still loading its data, or a failover is under way. Such
// a refusal proves that nothing was applied, so the command is sent again after a wait, on the caller's
// goroutine, until its context ends or Config.Timeout is over; then the refusal is the result.

const (
	refusalMin = 10 * time.Millisecond // the longest wait after the first refusal
	refusalMax = time.Second
)

// refusedForNow reports whether a reply is such a refusal of cmd.
func refusedForNow(cmd *command, frame []byte) (er *ErrorReply) {
	if len(frame) == 0 || frame[0] != '-' {
		return nil
	}
	er, _ = errorReply(frame).(*ErrorReply)
	if er == nil || cmd.flags&script != 0 {
		return nil
	}
	switch er.Prefix() {
	case "LOADING", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN", "READONLY":
		return er
	}
	return nil
}

// A patience is how long a caller goes on sending again what is refused.
type patience struct {
	tries int
	until time.Time
}

// wait waits before the next try. It reports false when there is to be none.
func (p *patience) wait(ctx context.Context, c *Conn, x *exchange, er *ErrorReply) bool {
	if x.policy.Retry == RetryNever {
		return false
	}
	if er.Prefix() == "READONLY" {
		if c.cfg.Role != Master {
			return false // it may well be meant to be a replica
		}
		// What was a master is none any more: find out who is.
		c.renew(x.link)
	}
	if p.tries == 0 {
		if _, ok := ctx.Deadline(); !ok && c.cfg.Timeout > 0 {
			c.mu.Lock()
			waited := time.Duration(c.ticks-x.stamp) * c.cfg.period()
			c.mu.Unlock()
			p.until = time.Now().Add(c.cfg.Timeout - waited)
		}
	}
	top := refusalMax
	if p.tries < 10 {
		top = min(top, refusalMin<<p.tries)
	}
	p.tries++
	delay := rand.N(top)
	if !p.until.IsZero() && time.Until(p.until) < delay {
		return false
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		return false
	case <-c.life.Done():
		return false
	}
	c.mu.Lock()
	c.stats.Retries++
	c.mu.Unlock()
	return true
}

// refused reports whether the exchange of a single command, which is the caller's, was refused
// for now, or is a script that the server does not know by its digest; if so it is on its way again.
func (x *exchange) refused(ctx context.Context, p *patience) bool {
	frame, _ := x.reply(0)
	if x.script != nil && x.sendSource(frame) {
		return true
	}
	er := refusedForNow(x.cmd, frame)
	if er == nil || !p.wait(ctx, x.conn, x, er) {
		return false
	}
	x.relaunch()
	if x.waits {
		x.conn.main.pool.put(x)
	} else {
		x.conn.enqueue(x)
	}
	return true
}

// refused reports whether all commands of r were refused for now. A transaction
// is not looked into.
func (r *Request) refused(x *exchange) (er *ErrorReply) {
	for i := range r.recs {
		frame, _ := x.reply(i)
		if er = refusedForNow(r.recs[i].cmd, frame); er == nil {
			return nil
		}
	}
	return er
}
