package redis

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// heap is how much memory is in use.
func heap() int64 {
	runtime.GC()
	runtime.GC() // what is in a sync.Pool goes at the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestARequestOfAMillionCommands(t *testing.T) {
	redistest.CheckLeaks(t)
	const n = 1_000_000
	c := dial(t, redistest.NewServer(t).URL())
	var req Request
	futures := make([]Future[int64], n)
	for i := range futures {
		futures[i] = Incr(&req, "million")
	}
	var others sync.WaitGroup
	for range 4 {
		others.Go(func() {
			for j := range 20 {
				if got, err := echo(c, fmt.Sprint(j)).Wait(background); got != fmt.Sprint(j) || err != nil {
					t.Errorf("another caller: %q, %v", got, err)
				}
			}
		})
	}
	if err := c.Exec(background, &req); err != nil {
		t.Fatal(err)
	}
	others.Wait()
	for i, f := range futures {
		if got, err := f.Get(); got != int64(i+1) || err != nil {
			t.Fatalf("command %d: %d, %v", i, got, err)
		}
	}
	aligned(t, c)
}

func TestTenThousandCallers(t *testing.T) {
	redistest.CheckLeaks(t)
	for name, change := range map[string]func(*Config){
		"with room":    func(*Config) {},
		"with little":  func(cfg *Config) { cfg.MaxPending = 100 },
		"three others": func(cfg *Config) { cfg.Connections = 4 },
	} {
		t.Run(name, func(t *testing.T) {
			c := dial(t, "", change)
			var wg sync.WaitGroup
			for i := range 10_000 {
				wg.Go(func() {
					token := fmt.Sprint("caller ", i)
					if got, err := echo(c, token).Wait(background); got != token || err != nil {
						t.Errorf("%q = %q, %v", token, got, err)
					}
				})
			}
			wg.Wait()
			eventually(t, func() bool { st := c.Stats(); return st.Pending == 0 && st.PendingBytes == 0 && st.Queued == 0 })
		})
	}
}

// deaf is a server that reads nothing behind the handshake until hear is closed, and then answers +OK
// to everything.
func deaf(t *testing.T) (s *redistest.ScriptServer, hear chan struct{}) {
	hear = make(chan struct{})
	s = redistest.Script(t, func(c *redistest.ScriptConn) {
		for range 3 {
			c.Command()
		}
		c.Write("%1\r\n+proto\r\n:3\r\n+OK\r\n+OK\r\n")
		select {
		case <-hear:
		case <-c.Done():
			return
		}
		for {
			c.Command()
			c.Write("+OK\r\n")
		}
	})
	return s, hear
}

// Whatever is offered to a server that does not read, memory is what the bounds and the callers
// in line hold.
func TestAServerThatDoesNotReadCostsNoMoreThanTheBounds(t *testing.T) {
	redistest.CheckLeaks(t)
	const (
		size    = 1 << 20
		bound   = 8 * size
		callers = 8
		offers  = 256 / callers
	)
	value := bytes.Repeat([]byte("v"), size)
	for _, failWhenFull := range []bool{false, true} {
		t.Run(fmt.Sprint("FailWhenFull ", failWhenFull), func(t *testing.T) {
			s, hear := deaf(t)
			c := dial(t, s.URL(), func(cfg *Config) {
				cfg.MaxPendingBytes, cfg.FailWhenFull, cfg.HealthInterval = bound, failWhenFull, -1
			})
			before := heap()
			var full, ended atomic.Int64
			var wg sync.WaitGroup
			for range callers {
				wg.Go(func() {
					for range offers {
						ctx, cancel := context.WithTimeout(background, 10*time.Millisecond)
						_, err := Do[string](c, "SET", "k", value).Wait(ctx)
						cancel()
						switch o := OutcomeOf(err); {
						case errors.Is(err, ErrFull) && o == NotSent:
							full.Add(1)
						case errors.Is(err, context.DeadlineExceeded) && (o == NotSent || o == MaybeExecuted):
							ended.Add(1)
						default:
							t.Errorf("%v, outcome %v", err, o)
						}
						if st := c.Stats(); st.PendingBytes > bound {
							t.Errorf("over the bound: %+v", st)
						}
					}
				})
			}
			wg.Wait()
			if grown := heap() - before; grown > bound+callers*size+8*size {
				t.Errorf("the heap has grown by %d MiB", grown>>20)
			}
			if full.Load()+ended.Load() != callers*offers || (full.Load() > 0) != failWhenFull || ended.Load() == 0 {
				t.Errorf("%d found it full, %d ended by their contexts", full.Load(), ended.Load())
			}
			// What was written is answered after all, and the connection is good.
			close(hear)
			if got, err := Do[string](c, "GET", "k").Wait(background); got != "OK" || err != nil {
				t.Errorf("%q, %v", got, err)
			}
			eventually(t, func() bool { return c.Stats().Pending == 0 })
			if st := c.Stats(); st.Pending != 0 || st.PendingBytes != 0 || st.Connects != 1 {
				t.Errorf("%+v", st)
			}
		})
	}
}

// keyOfLane gives a key whose commands go over the given connection of several.
func keyOfLane(t *testing.T, c *Conn, lane int) string {
	for i := range 10_000 {
		key := fmt.Sprintf("key %04d", i) // all of the same length
		if c.laneOf(lookup("GET", ""), []byte(wire("GET", key))) == c.lanes[lane] {
			return key
		}
	}
	t.Fatalf("no key of lane %d", lane)
	return ""
}

// A value of 100 MB holds up those with the same connection, and nobody else, on its way in and out.
func TestALargeValueHoldsUpItsOwnConnectionOnly(t *testing.T) {
	redistest.CheckLeaks(t)
	const lanes = 3
	part := strings.Repeat("b", 1<<20)
	for way, size := range map[string]int{"GET": 100 << 20, "SET": 16 << 20} {
		t.Run(way, func(t *testing.T) {
			begun, goOn := make(chan struct{}), make(chan struct{})
			s := redistest.Script(t, func(c *redistest.ScriptConn) {
				halt := func() {
					close(begun)
					select {
					case <-goOn:
					case <-c.Done():
					}
				}
				c.Handshake()
				if c.Number() == 0 && way == "GET" {
					c.Command()
					c.Writef("$%d\r\n", size)
					for i := range size / len(part) {
						if i == size/len(part)/2 {
							halt()
						}
						c.Write(part)
					}
					c.Write("\r\n")
				}
				if c.Number() == 0 && way == "SET" {
					head := len(wire("SET", "key 0000") + fmt.Sprintf("$%d\r\n", size))
					c.Skip(head + size/2)
					halt()
					c.Skip(size - size/2 + len("\r\n"))
					c.Write("+OK\r\n")
				}
				for {
					c.Command()
					c.Write("+small\r\n")
				}
			})
			c := dial(t, s.URL(), func(cfg *Config) { cfg.Connections, cfg.HealthInterval = lanes, -1 })
			keys := make([]string, lanes)
			for i := range keys {
				keys[i] = keyOfLane(t, c, i)
			}
			var large Future[[]byte]
			if way == "GET" {
				large = Do[[]byte](c, "GET", keys[0])
			} else {
				large = Do[[]byte](c, "SET", keys[0], strings.Repeat("s", size))
			}
			behind := Get[string](c, keys[0])
			<-begun
			for range 100 {
				for i, key := range keys[1:] {
					if got, err := Get[string](c, key).Wait(soon(t)); got != "small" || err != nil {
						t.Fatalf("over connection %d: %q, %v", i+1, got, err)
					}
				}
			}
			if large.Done() || behind.Done() {
				t.Error("half of it is there, and it is done")
			}
			close(goOn)
			if got, err := large.Wait(background); err != nil || way == "GET" && len(got) != size {
				t.Errorf("%d bytes, %v", len(got), err)
			}
			if got, err := behind.Wait(background); got != "small" || err != nil {
				t.Errorf("behind the large one: %q, %v", got, err)
			}
		})
	}
}

func TestMemoryOfLargeValuesIsGivenBack(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, redistest.NewServer(t).URL())
	for range 2 * soloRounds {
		aligned(t, c)
	}
	before := heap()
	func() {
		value := bytes.Repeat([]byte("v"), 32<<20)
		mustDo(t, c, "SET", "large", value)
		medium := value[:100<<10]
		mustDo(t, c, "SET", "medium", medium)
		for range 2 {
			if got, err := Get[[]byte](c, "large").Wait(background); !bytes.Equal(got, value) || err != nil {
				t.Fatalf("%d bytes, %v", len(got), err)
			}
			var req Request
			for range 200 {
				Get[string](&req, "medium")
			}
			if err := c.Exec(background, &req); err != nil {
				t.Fatal(err)
			}
			for range 50 { // nobody waits
				Get[string](c, "medium")
			}
		}
	}()
	aligned(t, c)
	grown := heap() - before
	for range 10 {
		if grown < 2<<20 {
			break
		}
		aligned(t, c)
		grown = heap() - before
	}
	if grown >= 2<<20 {
		t.Errorf("%d KiB are still in use", grown>>10)
	}
}

// A server that hangs up on what it finds too large does so each time it is sent. Its
// caller learns of it by its context, others come through in between, and nobody hammers at the server.
func TestAServerThatHangsUpOnLargeThings(t *testing.T) {
	redistest.CheckLeaks(t)
	value := bytes.Repeat([]byte("v"), 8<<20)
	for _, test := range []struct {
		name string
		args []any
		put  func(c *Conn) Future[Ignore]
	}{
		{"client-output-buffer-limit", []any{"normal 1mb 0 0"}, func(c *Conn) Future[Ignore] { return Do[Ignore](c, "GET", "large") }},
		{"client-query-buffer-limit", []any{"1mb"}, func(c *Conn) Future[Ignore] { return Do[Ignore](c, "SET", "new", value, "NX") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := redistest.NewServer(t)
			admin := dial(t, s.URL())
			mustDo(t, admin, "SET", "large", value)
			mustDo(t, admin, "CONFIG", append([]any{"SET", test.name}, test.args...)...)
			c := dial(t, s.URL(), func(cfg *Config) { cfg.NoReconnect = false })

			ctx, cancel := context.WithTimeout(background, 15*time.Second)
			defer cancel()
			f := test.put(c)
			var others sync.WaitGroup
			for range 4 {
				others.Go(func() {
					for ctx.Err() == nil {
						if got, err := echo(c, "small").Wait(background); got != "small" || err != nil {
							t.Errorf("%q, %v", got, err)
						}
					}
				})
			}
			go func() {
				defer cancel()
				eventually(t, func() bool { return c.Stats().Losses >= 4 || ctx.Err() != nil })
			}()
			_, err := f.Wait(ctx)
			cancel()
			others.Wait()
			if o := OutcomeOf(err); !errors.Is(err, context.Canceled) && !errors.Is(err, ErrLost) || o != MaybeExecuted && o != NotSent {
				t.Errorf("%v, outcome %v", err, o)
			}
			if st := c.Stats(); st.Connects > 20 || st.Losses == 0 {
				t.Errorf("%+v", st)
			}
			eventually(t, func() bool { return c.Stats().Pending == 0 })
			if got, err := echo(c, "after").Wait(background); got != "after" || err != nil {
				t.Errorf("%q, %v", got, err)
			}
			if got, err := Do[int](admin, "EXISTS", "new").Wait(background); got != 0 || err != nil {
				t.Errorf("what was too large was executed: %d, %v", got, err)
			}
		})
	}
}

// TestACommandHasNoGoroutineOfItsOwn: neither what is put nor who waits makes one.
func TestACommandHasNoGoroutineOfItsOwn(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		c.ReadAll() // and answers nothing
	})
	c := dial(t, s.URL(), func(cfg *Config) { cfg.HealthInterval, cfg.NoReconnect = -1, true })
	before := runtime.NumGoroutine()
	const commands, callers = 5000, 100
	for range commands {
		Do[Ignore](c, "GET", "k")
	}
	ctx, cancel := context.WithCancel(background)
	var all sync.WaitGroup
	for range callers {
		all.Go(func() { Do[Ignore](c, "GET", "k").Wait(ctx) })
	}
	eventually(t, func() bool { return c.Stats().Pending == commands+callers })
	if more := runtime.NumGoroutine() - before - callers; more > 5 { // those of the server may have come later
		t.Errorf("%d goroutines beside those of the callers", more)
	}
	cancel()
	all.Wait()
}
