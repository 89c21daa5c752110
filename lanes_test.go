package redis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/internal/redistest"
)

// lanesOf makes a connection of dial several.
func lanesOf(n int) func(*Config) { return func(cfg *Config) { cfg.Connections = n } }

// An arrivals is a server that notes what came over which connection, and answers +OK.
type arrivals struct {
	mu   sync.Mutex
	came map[int][][]string
}

func (l *arrivals) handle(c *redistest.ScriptConn) {
	c.Handshake()
	for {
		args := c.Command()
		l.mu.Lock()
		if l.came == nil {
			l.came = make(map[int][][]string)
		}
		l.came[c.Number()] = append(l.came[c.Number()], args)
		l.mu.Unlock()
		c.Write("+OK\r\n")
	}
}

// where gives the connections over which commands came that keep says yes to, and these commands joined.
func (l *arrivals) where(keep func(args []string) bool) (conns []int, commands []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for conn, list := range l.came {
		for _, args := range list {
			if keep(args) {
				if !slices.Contains(conns, conn) {
					conns = append(conns, conn)
				}
				commands = append(commands, strings.Join(args, " "))
			}
		}
	}
	return conns, commands
}

// The first key is found where the server finds it.
func TestTheFirstKeyIsThatOfTheServer(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, "")
	for _, line := range []string{
		"GET k", "SET k v", "MSET k v l w", "MGET k l", "DEL k l", "EVAL return 2 k l a", "EVALSHA 00 1 k a", "EVAL_RO return 1 k", "FCALL f 1 k", "FCALL_RO f 2 k l",
		"XREAD COUNT 1 STREAMS k 0", "XREAD STREAMS k l 0 0", "XREADGROUP GROUP g c STREAMS k >", "XREADGROUP GROUP g c COUNT 2 NOACK STREAMS k l > >",
		"ZUNIONSTORE k 2 l m", "ZINTERSTORE k 1 l", "ZUNION 2 k l", "ZINTER 1 k", "ZDIFF 1 k", "ZINTERCARD 1 k", "SINTERCARD 2 k l", "LMPOP 1 k LEFT", "ZMPOP 1 k MIN",
		"SORT k", "SORT k STORE l", "GEORADIUS k 1 1 1 m", "GEOSEARCHSTORE k l FROMMEMBER m BYRADIUS 1 m", "OBJECT ENCODING k", "XINFO STREAM k", "XGROUP CREATE k g $",
		"MEMORY USAGE k", "BITOP AND k l", "COPY k l", "RENAME k l", "LCS k l", "PFCOUNT k l", "PFMERGE k l", "SINTERSTORE k l", "SMOVE k l m", "LMOVE k l LEFT LEFT",
		"MIGRATE h 1 k 0 1", "GETEX k", "XAUTOCLAIM k g c 1 0", "XCLAIM k g c 1 0-1", "HSET k f v", "RESTORE k 0 v", "TOUCH k",
	} {
		args := strings.Fields(line)
		keys, err := Do[[]string](c, "COMMAND", "GETKEYS", args).Wait(background)
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		sub := ""
		if len(args) > 1 {
			sub = args[1]
		}
		cmd := lookup(args[0], sub)
		if cmd == nil {
			t.Errorf("%s is not in the table", line)
			continue
		}
		if got, ok := firstKey(cmd, []byte(wire(args...))); !ok || string(got) != keys[0] || keys[0] != "k" {
			t.Errorf("%s: %q, %v; the server finds %q", line, got, ok, keys)
		}
	}
	for _, line := range []string{"PING", "EVAL return 0", "EVAL return 0 a", "FCALL f 0", "PUBLISH c m", "CONFIG GET x", "SCAN 0", "KEYS k", "FLUSHALL", "NOSUCH k", "OBJECT HELP", "XREAD COUNT 1"} {
		args := strings.Fields(line)
		sub := ""
		if len(args) > 1 {
			sub = args[1]
		}
		cmd := lookup(args[0], sub)
		if cmd == nil {
			cmd = unknownCommand(args[0])
		}
		if got, ok := firstKey(cmd, []byte(wire(args...))); ok {
			t.Errorf("%s: the key %q", line, got)
		}
	}
}

func TestAKeyHasOneConnection(t *testing.T) {
	redistest.CheckLeaks(t)
	const lanes, keys = 4, 64
	l := new(arrivals)
	c := dial(t, redistest.Script(t, l.handle).URL(), lanesOf(lanes))
	var wg sync.WaitGroup
	for k := range keys {
		wg.Go(func() {
			var last Future[Ignore]
			for i, form := range []string{"tag%02d", "{tag%02d}", "{tag%02d}a", "b{tag%02d}", "b{tag%02d}c{d}", "x{tag%02d}}"} {
				key := fmt.Sprintf(form, k)
				Do[Ignore](c, "SET", key, i)
				Do[Ignore](c, "MSET", key, i, "other", i)
				var req Request
				Do[Ignore](&req, "EVAL", "", 1, key)
				if err := c.Exec(background, &req); err != nil {
					t.Error(err)
				}
				last = Do[Ignore](c, "XREAD", "COUNT", 1, "STREAMS", key, 0)
			}
			if _, err := last.Wait(background); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	used := map[int]bool{}
	for k := range keys {
		var want []string
		for i, form := range []string{"tag%02d", "{tag%02d}", "{tag%02d}a", "b{tag%02d}", "b{tag%02d}c{d}", "x{tag%02d}}"} {
			key := fmt.Sprintf(form, k)
			want = append(want, fmt.Sprint("SET ", key, " ", i), fmt.Sprint("MSET ", key, " ", i, " other ", i), "EVAL  1 "+key, "XREAD COUNT 1 STREAMS "+key+" 0")
		}
		conns, got := l.where(func(args []string) bool { return strings.Contains(strings.Join(args, " "), fmt.Sprintf("tag%02d", k)) })
		if diff := cmp.Diff(want, got); diff != "" || len(conns) != 1 {
			t.Fatalf("key %d came over %v\n%s", k, conns, diff)
		}
		used[conns[0]] = true
	}
	if len(used) != lanes {
		t.Errorf("%d keys over %d connections", keys, len(used))
	}
	if hashTag := func(s string) string { return string(hashTag([]byte(s))) }; hashTag("{}x") != "{}x" || hashTag("a{") != "a{" || hashTag("}{x}") != "x" || hashTag("") != "" {
		t.Error("tags")
	}
}

func TestTheOrderOfAKeyIsThatOfItsCommands(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, redistest.NewServer(t).URL(), lanesOf(4))
	const callers, keys, n = 8, 4, 200
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			for j := range n {
				for k := range keys {
					f := Do[Ignore](c, "RPUSH", fmt.Sprint("order ", i, " ", k), j)
					if j == n-1 {
						if _, err := f.Wait(background); err != nil {
							t.Error(err)
						}
					}
				}
			}
		})
	}
	wg.Wait()
	for i := range callers * keys {
		got, err := Do[[]int](c, "LRANGE", fmt.Sprint("order ", i/keys, " ", i%keys), 0, -1).Wait(background)
		if err != nil || len(got) != n || !slices.IsSorted(got) {
			t.Errorf("list %d: %d elements, %v", i, len(got), err)
		}
	}
}

func TestARequestGoesWholeToOneConnection(t *testing.T) {
	redistest.CheckLeaks(t)
	l := new(arrivals)
	c := dial(t, redistest.Script(t, l.handle).URL(), lanesOf(4))
	var wg sync.WaitGroup
	for i := range 32 {
		wg.Go(func() {
			key := fmt.Sprint("first ", i)
			alone := Do[Ignore](c, "SET", key, "alone", i)
			var req Request
			Do[Ignore](&req, "ECHO", i) // has no key: the first key is that of the request
			for j, k := range []string{key, "a", "b", "c", "d", "e"} {
				Do[Ignore](&req, "SET", k, i, j)
			}
			tx := Multi(&req)
			Do[Ignore](tx, "DEL", fmt.Sprint("z", i), i)
			tx.Exec()
			c.Exec(background, &req) // +OK is no reply of EXEC
			if _, err := alone.Wait(background); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for i := range 32 {
		want := []string{fmt.Sprintf("SET first %d alone %d", i, i), fmt.Sprint("ECHO ", i), fmt.Sprintf("SET first %d %d 0", i, i)}
		for j, k := range []string{"a", "b", "c", "d", "e"} {
			want = append(want, fmt.Sprintf("SET %s %d %d", k, i, j+1))
		}
		want = append(want, "MULTI", fmt.Sprintf("DEL z%d %d", i, i), "EXEC")
		l.mu.Lock()
		found := false
		for _, list := range l.came {
			var lines []string
			for _, args := range list {
				lines = append(lines, strings.Join(args, " "))
			}
			first, at := slices.Index(lines, want[0]), slices.Index(lines, want[1])
			found = found || first >= 0 && first < at && at+len(want)-1 <= len(lines) && slices.Equal(lines[at:at+len(want)-1], want[1:])
		}
		l.mu.Unlock()
		if !found {
			t.Errorf("request %d is not whole, or not behind the command before it", i)
		}
	}
}

func TestCommandsWithoutAKeyKeepTheirOrder(t *testing.T) {
	redistest.CheckLeaks(t)
	l := new(arrivals)
	c := dial(t, redistest.Script(t, l.handle).URL(), lanesOf(3))
	var want []string
	var last Future[Ignore]
	for i := range 100 {
		last = Do[Ignore](c, "PUBLISH", "news", i)
		want = append(want, fmt.Sprint("PUBLISH news ", i))
	}
	if _, err := last.Wait(background); err != nil {
		t.Fatal(err)
	}
	conns, got := l.where(func([]string) bool { return true })
	if diff := cmp.Diff(want, got); diff != "" || len(conns) != 1 {
		t.Errorf("over %v: %s", conns, diff)
	}
}

func TestCountersOfSeveralAreSums(t *testing.T) {
	redistest.CheckLeaks(t)
	const lanes, n = 3, 300
	c := dial(t, "", lanesOf(lanes))
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { Get[Optional[string]](c, fmt.Sprint("sum ", i)).Wait(background) })
	}
	wg.Wait()
	eventually(t, func() bool { return c.Stats().Pending == 0 })
	if st := c.Stats(); st.Connects != lanes || st.Commands != n || st.Replies != n {
		t.Errorf("%+v", st)
	}
	var sum uint64
	for i, l := range c.lanes {
		own := l.ownStats()
		if own.Commands == 0 {
			t.Errorf("nothing went over connection %d", i)
		}
		sum += own.Commands
	}
	if sum != n {
		t.Errorf("%d commands", sum)
	}
}

// When one of several is lost, those with other keys do not notice.
func TestOneOfSeveralIsLost(t *testing.T) {
	redistest.CheckLeaks(t)
	const lanes = 3
	proxy := redistest.NewProxy(t, redistest.Server(t).Addr(), nil)
	changes := make(chan StateChange, 1024)
	c := dial(t, proxy.URL(), persistent, lanesOf(lanes), func(cfg *Config) { cfg.OnState = func(s StateChange) { changes <- s } })
	get := func(lane int, p Policy) error {
		_, err := Get[Optional[string]](c.With(p), keyOfLane(t, c, lane)).Wait(soon(t))
		return err
	}
	for lost := range lanes {
		connects := c.lanes[lost].ownStats().Connects
		proxy.Refuse(true)
		c.lanes[lost].die(errors.New("cut by the test"))
		eventually(t, func() bool { return c.lanes[lost].ownErr() != nil && c.lanes[lost].ownStats().Failures > 0 })
		for lane := range lanes {
			err := get(lane, Policy{FailIfDown: true})
			if down := errors.Is(err, ErrNotConnected); down != (lane == lost) || !down && err != nil {
				t.Errorf("connection %d is lost; a command over %d: %v", lost, lane, err)
			}
		}
		if err := c.Err(); !errors.Is(err, ErrNotConnected) || c.State() == Connected {
			t.Errorf("%v, %v", err, c.State())
		}
		proxy.Refuse(false)
		if err := get(lost, Policy{}); err != nil {
			t.Error(err)
		}
		eventually(t, func() bool { return c.Err() == nil && c.State() == Connected })
		if n := c.lanes[lost].ownStats().Connects; n != connects+1 {
			t.Errorf("connection %d came up %d times", lost, n)
		}
		seen := false
		for !seen {
			s := <-changes
			seen = s.State == Waiting && s.Connection == lost
			if s.State == Waiting && s.Connection > lost {
				t.Errorf("%+v", s)
			}
		}
	}
	if st := c.Stats(); st.Connects != 2*lanes || st.Losses != lanes {
		t.Errorf("%+v", st)
	}
}

func TestTheEndOfSeveral(t *testing.T) {
	redistest.CheckLeaks(t)
	const lanes = 3
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			if c.Command()[1] == "hold" {
				c.ReadAll()
			}
			c.Write("+OK\r\n")
		}
	})
	put := func(c *Conn, value string) (futures []Future[Ignore]) {
		for i := range lanes {
			key := keyOfLane(t, c, i)
			if value == "hold" {
				futures = append(futures, Do[Ignore](c, "EVAL", "hold", 1, key)) // silence from here on
			}
			futures = append(futures, Do[Ignore](c, "SET", key, value))
		}
		return futures
	}
	t.Run("Close", func(t *testing.T) {
		c := dial(t, s.URL(), lanesOf(lanes))
		futures := put(c, "hold")
		c.Close()
		for i, f := range futures {
			if _, err := f.Get(); !errors.Is(err, ErrClosed) {
				t.Errorf("%d: %v", i, err)
			}
		}
		for i, f := range put(c, "v") {
			if err := f.Err(); !errors.Is(err, ErrClosed) || OutcomeOf(err) != NotSent {
				t.Errorf("put after the end: %d: %v", i, err)
			}
		}
		if c.State() != Closed || !errors.Is(c.Err(), ErrClosed) {
			t.Errorf("%v, %v", c.State(), c.Err())
		}
		c.Close()
	})
	t.Run("Shutdown", func(t *testing.T) {
		c := dial(t, s.URL(), lanesOf(lanes))
		futures := put(c, "v")
		if err := c.Shutdown(soon(t)); err != nil {
			t.Error(err)
		}
		for i, f := range futures {
			if _, err := f.Get(); err != nil {
				t.Errorf("%d: %v", i, err)
			}
		}
	})
	t.Run("Shutdown that is not waited for", func(t *testing.T) {
		c := dial(t, s.URL(), lanesOf(lanes))
		futures := put(c, "hold")
		ctx, cancel := context.WithTimeout(background, 10*time.Millisecond)
		defer cancel()
		if err := c.Shutdown(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		for i, f := range futures {
			if _, err := f.Get(); !errors.Is(err, ErrClosed) {
				t.Errorf("%d: %v", i, err)
			}
		}
	})
	for name, end := range map[string]func(*Conn, context.CancelFunc){
		"Run, ended by Close":        func(c *Conn, _ context.CancelFunc) { c.Close() },
		"Run, ended by its context":  func(_ *Conn, cancel context.CancelFunc) { cancel() },
		"Run, ended before it began": func(c *Conn, cancel context.CancelFunc) { c.Close(); cancel() },
	} {
		t.Run(name, func(t *testing.T) {
			c, err := New(Config{Addr: s.Addr(), Connections: lanes})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(background)
			defer cancel()
			futures := put(c, "v") // before it is connected
			if strings.HasSuffix(name, "began") {
				end(c, cancel)
				if err := c.Run(ctx); err != nil {
					t.Errorf("Run of what is closed: %v", err)
				}
				return
			}
			result := make(chan error)
			go func() { result <- c.Run(ctx) }()
			for i, f := range futures {
				if _, err := f.Wait(background); err != nil {
					t.Errorf("%d: %v", i, err)
				}
			}
			end(c, cancel)
			err = <-result
			if byContext := strings.Contains(name, "context"); errors.Is(err, context.Canceled) != byContext || !byContext && err != nil {
				t.Errorf("Run: %v", err)
			}
			for i, f := range put(c, "v") {
				if err := f.Err(); !errors.Is(err, ErrClosed) {
					t.Errorf("put after the end: %d: %v", i, err)
				}
			}
			c.Close()
		})
	}
}
