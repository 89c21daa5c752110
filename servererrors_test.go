package redis

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// aligned fails the test if the connection is not the one it was, or gives the replies of others.
func aligned(t *testing.T, c *Conn) {
	t.Helper()
	for _, token := range []string{"a", strings.Repeat("b", 300)} {
		if got, err := echo(c, token).Wait(background); got != token || err != nil {
			t.Errorf("the next command: %q, %v", got, err)
		}
	}
	if st := c.ownStats(); st.Connects != 1 {
		t.Errorf("%d connections", st.Connects)
	}
}

// pinged waits until the server has answered some of the PINGs by which its health is seen.
func pinged(t *testing.T, c *Conn) {
	t.Helper()
	before := c.Stats()
	eventually(t, func() bool { return c.Stats().Replies >= before.Replies+2 || c.Err() != nil })
	if after := c.Stats(); c.Err() != nil || after.Connects != before.Connects {
		t.Errorf("%v; %+v, then %+v", c.Err(), before, after)
	}
}

// mustDo runs a command that is to succeed.
func mustDo(t *testing.T, c *Conn, name string, args ...any) {
	t.Helper()
	if _, err := Do[Ignore](c, name, args...).Wait(background); err != nil {
		t.Fatal(err)
	}
}

func TestErrorsOfARealServer(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	mustDo(t, c, "SET", "text", "abc")
	mustDo(t, c, "SET", "max", "9223372036854775807")
	mustDo(t, c, "RPUSH", "list", "x")
	mustDo(t, c, "XADD", "stream", "*", "f", "v")
	mustDo(t, c, "XGROUP", "CREATE", "stream", "g", "$")
	never := c.With(Policy{Retry: RetryNever})
	for _, test := range []struct {
		name    string
		args    []any
		prefix  string
		outcome Outcome
		config  []any // set before, and the next is what it is set to afterwards
		back    any
	}{
		{"SET", []any{"k", "v"}, "OOM", Rejected, []any{"maxmemory", 1}, 0},
		{"SET", []any{"k", "v"}, "NOREPLICAS", Rejected, []any{"min-replicas-to-write", 1}, 0},
		{"GET", []any{"list"}, "WRONGTYPE", Rejected, nil, nil},
		{"INCR", []any{"text"}, "ERR", Rejected, nil, nil},
		{"INCR", []any{"max"}, "ERR", Rejected, nil, nil},
		{"INCRBYFLOAT", []any{"text", 1}, "ERR", Rejected, nil, nil},
		{"SET", []any{"k", "v", "EX", 0}, "ERR", Rejected, nil, nil},
		{"SET", []any{"k", "v", "NOSUCH"}, "ERR", Rejected, nil, nil},
		{"LSET", []any{"list", 5, "x"}, "ERR", Rejected, nil, nil},
		{"RENAME", []any{"nosuch", "k"}, "ERR", Rejected, nil, nil},
		{"NOSUCH", []any{"k"}, "ERR", Rejected, nil, nil},
		{"CONFIG", []any{"NOSUCH"}, "ERR", Rejected, nil, nil},
		{"GET", nil, "ERR", Rejected, nil, nil},
		{"GET", []any{"k", "l"}, "ERR", Rejected, nil, nil},
		{"EVALSHA", []any{strings.Repeat("0", 40), 0}, "NOSCRIPT", Rejected, nil, nil},
		{"EVAL", []any{"redis.call('SET', KEYS[1], 'x'); return redis.call('INCR', KEYS[1])", 1, "k"}, "ERR", ServerFailed, nil, nil},
		{"EVAL", []any{"redis.call('SET', KEYS[1], 'x'); return redis.call('LPUSH', KEYS[1], 'y')", 1, "k"}, "WRONGTYPE", ServerFailed, nil, nil},
		{"EVAL", []any{"redis.call('SET', KEYS[1], 'x'); return redis.error_reply('NOSCRIPT mine')", 1, "k"}, "NOSCRIPT", ServerFailed, nil, nil},
		{"EVAL", []any{"redis.call('SET', KEYS[1], 'x'); error('mine')", 1, "k"}, "ERR", ServerFailed, nil, nil},
		{"XGROUP", []any{"CREATE", "stream", "g", "$"}, "BUSYGROUP", Rejected, nil, nil},
		{"XREADGROUP", []any{"GROUP", "nosuch", "c", "STREAMS", "stream", ">"}, "NOGROUP", Rejected, nil, nil},
		{"RESTORE", []any{"text", 0, "x"}, "BUSYKEY", Rejected, nil, nil},
		{"SCRIPT", []any{"KILL"}, "NOTBUSY", Rejected, nil, nil},
	} {
		if test.config != nil {
			mustDo(t, c, "CONFIG", append([]any{"SET"}, test.config...)...)
		}
		for _, p := range []Pipe{c, never} {
			_, err := Do[string](p, test.name, test.args...).Wait(background)
			if prefixOf(err) != test.prefix || OutcomeOf(err) != test.outcome {
				t.Errorf("%s %.30v: %v, outcome %v; want %s, %v", test.name, test.args, err, OutcomeOf(err), test.prefix, test.outcome)
			}
		}
		var req Request
		before, f, after := echo(&req, "before"), Do[string](&req, test.name, test.args...), echo(&req, "after")
		if err := c.Exec(background, &req); OutcomeOf(err) != test.outcome || prefixOf(f.Err()) != test.prefix || before.Value() != "before" || after.Value() != "after" {
			t.Errorf("in a request: %s: %v, outcome %v, %q, %q", test.name, err, OutcomeOf(err), before.Value(), after.Value())
		}
		aligned(t, c)
		if test.config != nil {
			mustDo(t, c, "CONFIG", "SET", test.config[0], test.back)
		}
	}
}

func TestErrorsInsideOfTransactions(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	mustDo(t, c, "SET", "text", "abc")

	var req Request
	tx := Multi(&req)
	set, incr, pushed := Do[OK](tx, "SET", "k", "v"), Incr(tx, "text"), Do[int](tx, "LPUSH", "text", "x")
	done := tx.Exec()
	if err := c.Exec(background, &req); OutcomeOf(err) != ServerFailed || set.Err() != nil || !done.Value() {
		t.Errorf("%v, outcome %v; SET: %v; EXEC: %v", err, OutcomeOf(err), set.Err(), done.Value())
	}
	// Inside of a transaction nothing proves that an error had no effect.
	if OutcomeOf(incr.Err()) != ServerFailed || OutcomeOf(pushed.Err()) != ServerFailed || prefixOf(pushed.Err()) != "WRONGTYPE" {
		t.Errorf("%v; %v", incr.Err(), pushed.Err())
	}
	aligned(t, c)

	mustDo(t, c, "CONFIG", "SET", "min-replicas-to-write", 1)
	req.Reset()
	tx = Multi(&req)
	get, full := Get[string](tx, "text"), Do[OK](tx, "SET", "k", "w")
	done = tx.Exec()
	if err := c.Exec(background, &req); OutcomeOf(err) != Rejected {
		t.Errorf("%v, outcome %v", err, OutcomeOf(err))
	}
	if prefixOf(full.Err()) != "NOREPLICAS" || !errors.Is(get.Err(), ErrTxFailed) || !errors.Is(done.Err(), ErrTxFailed) || OutcomeOf(get.Err()) != Rejected {
		t.Errorf("SET: %v; GET: %v; EXEC: %v", full.Err(), get.Err(), done.Err())
	}
	mustDo(t, c, "CONFIG", "SET", "min-replicas-to-write", 0)
	aligned(t, c)
	if got, err := Get[string](c, "k").Wait(background); got != "v" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// orphan is a replica whose master is not there.
func orphan(t *testing.T) *redistest.Instance {
	s := redistest.NewServer(t)
	s.Do(t, "CONFIG", "SET", "replica-serve-stale-data", "no")
	s.Do(t, "REPLICAOF", "127.0.0.1", "1")
	return s
}

func TestErrorsOfAReplica(t *testing.T) {
	redistest.CheckLeaks(t)
	s := orphan(t)
	c := dial(t, s.URL(), func(cfg *Config) { cfg.HealthInterval, cfg.Timeout = 500*time.Millisecond, 100*time.Millisecond })
	for _, p := range []Pipe{c, c.With(Policy{Retry: RetryNever})} {
		if _, err := Get[Optional[string]](p, "k").Wait(background); prefixOf(err) != "MASTERDOWN" || OutcomeOf(err) != Rejected {
			t.Errorf("%v, outcome %v", err, OutcomeOf(err))
		}
	}
	if st := c.Stats(); st.Retries == 0 {
		t.Errorf("MASTERDOWN passes, and was not waited for: %+v", st)
	}
	// PING gets the same answer, and what answers lives.
	pinged(t, c)
	mustDo(t, c, "CONFIG", "SET", "replica-serve-stale-data", "yes")
	if _, err := Set(c, "k", "v").Wait(background); prefixOf(err) != "READONLY" || OutcomeOf(err) != Rejected {
		t.Errorf("%v, outcome %v", err, OutcomeOf(err))
	}
	aligned(t, c)
	if _, err := (Config{Addr: s.Addr(), Role: Master}).Dial(background); !errors.Is(err, errRole) {
		t.Errorf("a replica for a master: %v", err)
	}
}

// A write that is refused for now comes through when it is not any more.
func TestARefusalThatPasses(t *testing.T) {
	redistest.CheckLeaks(t)
	s := orphan(t)
	c := dial(t, s.URL())
	get := make(chan error)
	go func() {
		_, err := Get[Optional[string]](c, "k").Wait(background)
		get <- err
	}()
	eventually(t, func() bool { return c.Stats().Retries >= 2 })
	s.Do(t, "REPLICAOF", "NO", "ONE")
	if err := <-get; err != nil {
		t.Error(err)
	}
	aligned(t, c)
}

func TestAServerThatCanNotSave(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t, "--enable-protected-configs", "yes")
	c := dial(t, s.URL())
	dir := filepath.Join(t.TempDir(), "gone")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	mustDo(t, c, "SET", "k", "v")
	mustDo(t, c, "CONFIG", "SET", "dir", dir)
	mustDo(t, c, "CONFIG", "SET", "save", "3600 1")
	os.Remove(dir)
	Do[Ignore](c, "BGSAVE").Wait(background)
	eventually(t, func() bool {
		_, err := Set(c, "k", "v").Wait(background)
		return prefixOf(err) == "MISCONF" && OutcomeOf(err) == Rejected
	})
	aligned(t, c)
	mustDo(t, c, "CONFIG", "SET", "save", "") // else it would try to save when it ends
}

func TestABusyScript(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	runner := dial(t, s.URL(), func(cfg *Config) { cfg.HealthInterval = -1 })
	c := dial(t, s.URL(), func(cfg *Config) { cfg.HealthInterval = 500 * time.Millisecond })
	mustDo(t, c, "CONFIG", "SET", "lua-time-limit", 5)
	f := Eval[Ignore](runner, "while true do end", nil)
	eventually(t, func() bool {
		_, err := Set(c, "k", "v").Wait(background)
		if err == nil {
			return false
		}
		if o := OutcomeOf(err); prefixOf(err) != "BUSY" || o != Rejected && o != ServerFailed {
			t.Errorf("%v, outcome %v", err, o)
		}
		return true
	})
	// PING is answered by BUSY too, and what is busy lives.
	pinged(t, c)
	mustDo(t, c, "SCRIPT", "KILL")
	if _, err := f.Wait(background); OutcomeOf(err) != ServerFailed {
		t.Errorf("the script: %v, outcome %v", err, OutcomeOf(err))
	}
	aligned(t, c)
	aligned(t, runner)
}

func TestTooManyClients(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	proxy := redistest.NewProxy(t, s.Addr(), nil)
	c := dial(t, proxy.URL(), persistent)
	admin := dial(t, s.URL())
	mustDo(t, admin, "CONFIG", "SET", "maxclients", 1)
	_, err := Config{Addr: s.Addr()}.Dial(background)
	if prefixOf(err) != "ERR" || !strings.Contains(err.Error(), "max number of clients") {
		t.Errorf("%v", err)
	}
	proxy.Cut(redistest.RST)
	f := echo(c, "x") // it waits: another client may go
	eventually(t, func() bool { return c.Stats().Failures >= 3 })
	if f.Done() {
		t.Errorf("it is no reason to fail: %v", f.Err())
	}
	mustDo(t, admin, "CONFIG", "SET", "maxclients", 100)
	if got, err := f.Wait(background); got != "x" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}

// While a server loads its data it answers LOADING to most commands, PING among them.
func TestAServerThatIsLoading(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL(), func(cfg *Config) { cfg.HealthInterval = 500 * time.Millisecond })
	mustDo(t, c, "DEBUG", "POPULATE", 1500, "key", 100)
	mustDo(t, c, "CONFIG", "SET", "loading-process-events-interval-bytes", 1024)
	mustDo(t, c, "CONFIG", "SET", "key-load-delay", 300)
	mustDo(t, c, "SET", "k", "v")
	before := c.Stats().Connects
	reload := make(chan struct{})
	go func() {
		defer close(reload)
		s.Do(t, "DEBUG", "RELOAD")
	}()
	refused := false
	eventually(t, func() bool {
		_, err := Get[string](c.With(Policy{Retry: RetryNever}), "k").Wait(background)
		if err != nil && (prefixOf(err) != "LOADING" || OutcomeOf(err) != Rejected) {
			t.Errorf("%v, outcome %v", err, OutcomeOf(err))
		}
		refused = err != nil
		return refused
	})
	var req Request
	get := Get[string](&req, "k")
	err := c.Exec(background, &req)
	got, err2 := Get[string](c, "k").Wait(background)
	if err != nil || err2 != nil || get.Value() != "v" || got != "v" {
		t.Errorf("those that wait: %v, %v, %q, %q", err, err2, get.Value(), got)
	}
	// Who connects meanwhile is let in, and waits for its data.
	<-reload
	if st := c.Stats(); st.Connects != before || st.Retries == 0 {
		t.Errorf("%+v", st)
	}
	aligned(t, c)
}

// A server that hangs for less than the health check waits has its callers wait, and
// nothing else happens.
func TestAServerThatHangsForAMoment(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL(), persistent, func(cfg *Config) { cfg.HealthInterval = time.Second })
	const moment = 300 * time.Millisecond
	for _, test := range []struct {
		name string
		hang func()
	}{
		{"CLIENT PAUSE", func() { mustDo(t, c, "CLIENT", "PAUSE", moment.Milliseconds()) }},
		{"DEBUG SLEEP", func() { Do[Ignore](c, "DEBUG", "SLEEP", moment.Seconds()) }},
		{"SIGSTOP", func() {
			s.Pause()
			time.AfterFunc(moment, s.Resume)
		}},
	} {
		began := time.Now()
		test.hang()
		var wg sync.WaitGroup
		for i := range 16 {
			wg.Go(func() {
				for j := range 3 {
					token := fmt.Sprint(test.name, i, j)
					ctx, cancel := context.WithTimeout(background, time.Minute)
					if got, err := echo(c, token).Wait(ctx); got != token || err != nil {
						t.Errorf("%s: ECHO %q = %q, %v", test.name, token, got, err)
					}
					cancel()
				}
			})
		}
		wg.Wait()
		if took := time.Since(began); took < moment*9/10 {
			t.Errorf("%s: the server did not hang: %v", test.name, took)
		}
	}
	aligned(t, c)
}
