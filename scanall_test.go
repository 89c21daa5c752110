package redis

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/redisfut/redis/internal/redistest"
)

const manyElements = 10_000

// everything is a command's iteration over elements that are named "stay:<n>", with how elements are put and removed.
type everything struct {
	name        string
	put, remove func(p Pipe, element string)
	all         func(context.Context, *Conn) iter.Seq2[string, error]
}

var iterations = []everything{
	{
		"SCAN",
		func(p Pipe, e string) { Set(p, e, "v") },
		func(p Pipe, e string) { Del(p, e) },
		func(ctx context.Context, c *Conn) iter.Seq2[string, error] { return ScanAll(ctx, c, Count(100)) },
	},
	{
		"HSCAN",
		func(p Pipe, e string) { HSet(p, "k", e, e) },
		func(p Pipe, e string) { HDel(p, "k", e) },
		func(ctx context.Context, c *Conn) iter.Seq2[string, error] {
			return func(yield func(string, error) bool) {
				for pair, err := range HScanAll[string, string](ctx, c, "k", Count(100)) {
					if err == nil && pair.Key != pair.Value {
						err = fmt.Errorf("the value of %s is %s", pair.Key, pair.Value)
					}
					if !yield(pair.Key, err) {
						return
					}
				}
			}
		},
	},
	{
		"SSCAN",
		func(p Pipe, e string) { SAdd(p, "k", e) },
		func(p Pipe, e string) { SRem(p, "k", e) },
		func(ctx context.Context, c *Conn) iter.Seq2[string, error] {
			return SScanAll[string](ctx, c, "k", Count(100))
		},
	},
	{
		"ZSCAN",
		func(p Pipe, e string) { ZAdd(p, "k", float64(len(e)), e) },
		func(p Pipe, e string) { ZRem(p, "k", e) },
		func(ctx context.Context, c *Conn) iter.Seq2[string, error] {
			return func(yield func(string, error) bool) {
				for m, err := range ZScanAll[string](ctx, c, "k") {
					if err == nil && m.Score != float64(len(m.Member)) {
						err = fmt.Errorf("the score of %s is %v", m.Member, m.Score)
					}
					if !yield(m.Member, err) {
						return
					}
				}
			}
		},
	},
}

// putMany puts n elements with the given beginning of their names, in one request.
func putMany(t *testing.T, c *Conn, it everything, prefix string, n int) {
	t.Helper()
	var r Request
	for i := range n {
		it.put(&r, fmt.Sprint(prefix, i))
	}
	if err := c.Exec(background, &r); err != nil {
		t.Fatal(err)
	}
}

// staying collects the elements that are to stay, and fails where one is missing.
func staying(t *testing.T, all iter.Seq2[string, error]) (others int) {
	t.Helper()
	seen := map[string]bool{}
	for e, err := range all {
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(e, "stay:") {
			seen[e] = true
		} else {
			others++
		}
	}
	for i := range manyElements {
		if e := fmt.Sprint("stay:", i); !seen[e] {
			t.Fatalf("%s is missing, of %d that came", e, len(seen))
		}
	}
	if len(seen) != manyElements {
		t.Errorf("%d elements", len(seen))
	}
	return others
}

func TestIterationIsComplete(t *testing.T) {
	three := dial(t, redistest.NewServer(t).URL())
	for _, protocol := range []struct {
		name string
		conn *Conn
	}{{"RESP3", three}, {"RESP2", dialRESP2(t)}} {
		for _, it := range iterations {
			t.Run(it.name+" "+protocol.name, func(t *testing.T) {
				setup(t, protocol.conn, "")
				putMany(t, protocol.conn, it, "stay:", manyElements)
				all := it.all(background, protocol.conn)
				for range 2 { // each range begins from the start
					if others := staying(t, all); others != 0 {
						t.Errorf("%d elements that were not put", others)
					}
				}
			})
		}
	}
}

// TestIterationIsCompleteWhileElementsChange: the server's table grows and shrinks meanwhile.
func TestIterationIsCompleteWhileElementsChange(t *testing.T) {
	srv := redistest.NewServer(t)
	c, other := dial(t, srv.URL()), dial(t, srv.URL())
	for _, it := range iterations {
		t.Run(it.name, func(t *testing.T) {
			setup(t, c, "")
			putMany(t, c, it, "stay:", manyElements)
			n := 0
			staying(t, func(yield func(string, error) bool) {
				for e, err := range it.all(background, c) {
					if n++; n%1000 == 1 {
						var r Request
						for i := range 4000 {
							name := fmt.Sprint("come:", n, ":", i)
							it.put(&r, name)
							if n%2000 == 1 {
								it.remove(&r, name)
							}
						}
						if err := other.Exec(background, &r); err != nil {
							t.Fatal(err)
						}
					}
					if !yield(e, err) {
						return
					}
				}
			})
			if n < manyElements {
				t.Errorf("only %d elements", n)
			}
		})
	}
}

func TestIterationTakesOptions(t *testing.T) {
	c := dial(t, redistest.NewServer(t).URL())
	setup(t, c, "MSET user:1 a user:2 b other c\nSADD user:set m\nHSET h a1 1 a2 2 b 3\nZADD z 1 a1 2 b1")
	keys := 0
	for key, err := range ScanAll(background, c, Match("user:*"), OfType(StringKey), Count(1)) {
		if keys++; err != nil || key != "user:1" && key != "user:2" {
			t.Errorf("%s, error %v", key, err)
		}
	}
	fields := 0
	for f, err := range HScanAll[string, int](background, c, "h", Match("a*")) {
		if fields += f.Value; err != nil {
			t.Error(err)
		}
	}
	members := 0.0
	for m, err := range ZScanAll[string](background, c, "z", Match("a*")) {
		if members += m.Score; err != nil {
			t.Error(err)
		}
	}
	if keys != 2 || fields != 3 || members != 1 {
		t.Errorf("%d keys, fields of %d, members of %v", keys, fields, members)
	}
	for m, err := range SScanAll[int](background, c, "missing") {
		t.Errorf("%v, error %v", m, err)
	}
}

func TestIterationOverNamesOfFields(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		c.Expect("HSCAN", "k", "0", "COUNT", "5", "NOVALUES")
		c.Write("*2\r\n$2\r\n17\r\n*2\r\n$1\r\n1\r\n$1\r\n2\r\n")
		c.Expect("HSCAN", "k", "17", "COUNT", "5", "NOVALUES")
		c.Write("*2\r\n$1\r\n5\r\n*0\r\n")
		c.Expect("HSCAN", "k", "5", "COUNT", "5", "NOVALUES")
		c.Write("*2\r\n$1\r\n0\r\n*1\r\n$1\r\n3\r\n")
	})
	c := dial(t, s.URL())
	var got []int
	for f, err := range HScanAllNoValues[int](background, c, "k", Count(5)) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, f)
	}
	msg := compare([]int{1, 2, 3}, got, nil)
	if msg != "" {
		t.Error(msg)
	}
	recordRun(c, "HScanAllNoValues", onScript, msg == "")
}

// firstPage answers SCAN with the page that has "a" and goes on at 7.
const firstPage = "*2\r\n$1\r\n7\r\n*1\r\n$1\r\na\r\n"

func TestAPageThatWasLostIsAskedForAgain(t *testing.T) {
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		if c.Number() == 0 {
			c.Expect("SCAN", "0")
			c.Write(firstPage)
			c.Expect("SCAN", "7")
			c.Reset()
			return
		}
		c.Expect("SCAN", "7")
		c.Write("*2\r\n$1\r\n0\r\n*1\r\n$1\r\nb\r\n")
		c.ReadAll()
	})
	c := dial(t, s.URL(), func(cfg *Config) { cfg.NoReconnect = false })
	got := ""
	for key, err := range ScanAll(background, c) {
		if err != nil {
			t.Fatal(err)
		}
		got += key
	}
	if got != "ab" || s.Conns() != 2 {
		t.Errorf("%q over %d network connections", got, s.Conns())
	}
}

func TestAPageThatFailsEndsTheSequence(t *testing.T) {
	for _, test := range []struct {
		name   string
		second func(*redistest.ScriptConn)
		want   error
	}{
		{"an error", func(c *redistest.ScriptConn) { c.Write("-ERR invalid cursor\r\n") }, nil},
		{"what is no page", func(c *redistest.ScriptConn) { c.Write(":1\r\n") }, nil},
		{"a loss", func(c *redistest.ScriptConn) { c.Reset() }, ErrLost},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := redistest.Script(t, func(c *redistest.ScriptConn) {
				c.Handshake()
				c.Expect("SCAN", "0")
				c.Write(firstPage)
				c.Expect("SCAN", "7")
				test.second(c)
			})
			c := dial(t, s.URL(), func(cfg *Config) { cfg.Policy.Retry = RetryNever })
			var keys []string
			var last error
			for key, err := range ScanAll(background, c) {
				keys, last = append(keys, key), err
			}
			if msg := compare([]string{"a", ""}, keys, nil); msg != "" || last == nil {
				t.Errorf("%s, error %v", msg, last)
			}
			if test.want != nil && !errors.Is(last, test.want) {
				t.Errorf("error %v, want %v", last, test.want)
			}
		})
	}
}

func TestIterationBreaksOffEarly(t *testing.T) {
	var pages atomic.Int32
	s := redistest.Script(t, func(c *redistest.ScriptConn) {
		c.Handshake()
		for {
			if c.Command()[0] == "PING" {
				c.Write("+PONG\r\n")
				continue
			}
			pages.Add(1)
			c.Write("*2\r\n$1\r\n7\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n")
		}
	})
	c := dial(t, s.URL())
	for range ScanAll(background, c) {
		break
	}
	if _, err := Ping(c).Wait(background); err != nil || pages.Load() != 1 {
		t.Errorf("%d pages, error %v", pages.Load(), err)
	}

	ctx, cancel := context.WithCancel(background)
	n := 0
	for key, err := range ScanAll(ctx, c) {
		if n++; n == 2 {
			cancel()
		}
		if n == 3 && (!errors.Is(err, context.Canceled) || key != "") {
			t.Errorf("%q, error %v", key, err)
		}
	}
	cancel()
	if n != 3 {
		t.Errorf("%d items after the context had ended", n-2)
	}
}

func TestIterationWithBadOptionsEndsAtOnce(t *testing.T) {
	c := dial(t, "")
	n := 0
	for _, err := range SScanAll[string](background, c, "k", Count(-1)) {
		if n++; OutcomeOf(err) != NotSent {
			t.Error(err)
		}
	}
	for _, err := range SScanAll[chan int](background, c, "k") {
		if n++; err == nil {
			t.Error("a chan was decoded")
		}
	}
	if n != 2 {
		t.Errorf("%d items", n)
	}
}

// collect makes a result of all elements of a sequence.
func collect[T any](all iter.Seq2[T, error]) result {
	return func() (any, error) {
		var list []T
		for e, err := range all {
			if err != nil {
				return list, err
			}
			list = append(list, e)
		}
		return list, nil
	}
}

// sequenceTrips are the rows of helpers that iterate, which take a connection.
var sequenceTrips = []roundTrip{
	{"ScanAll", "SET a 1\nSADD b m", func(p Pipe) result { return collect(ScanAll(background, p.(*Conn), OfType(StringKey))) }, []string{"a"}},
	{"HScanAll", "HSET k a 1", func(p Pipe) result { return collect(HScanAll[string, int](background, p.(*Conn), "k")) }, fieldPairs[:1]},
	{"HScanAllNoValues", "HSET k a 1", func(p Pipe) result { return collect(HScanAllNoValues[string](background, p.(*Conn), "k")) }, []string{"a"}},
	{"ZScanAllNoScores", "ZADD k 1 a", func(p Pipe) result { return collect(ZScanAllNoScores[string](background, p.(*Conn), "k")) }, []string{"a"}},
	{"SScanAll", "SADD k 7", func(p Pipe) result { return collect(SScanAll[int](background, p.(*Conn), "k", Count(5))) }, []int{7}},
	{"ZScanAll", "ZADD k 1.5 a", func(p Pipe) result { return collect(ZScanAll[string](background, p.(*Conn), "k")) }, scores(1.5)},
	{
		"XRangeAll", "XADD k 1-1 name ann level 3\nXADD k 2-1 name eve level 4",
		func(p Pipe) result {
			return collect(XRangeAll[profile](background, p.(*Conn), "k", IDMin, IDExcl(id(2, 1)), Count(1)))
		},
		[]Entry[profile]{{ID: id(1, 1), Value: someProfile}},
	},
	{
		"XRevRangeAll", "XADD k 1-1 name eve level 4\nXADD k 2-1 name ann level 3",
		func(p Pipe) result {
			return collect(XRevRangeAll[profile](background, p.(*Conn), "k", IDExcl(id(1, 1)), IDMax, Count(1)))
		},
		[]Entry[profile]{{ID: id(2, 1), Value: someProfile}},
	},
}

func TestSequencesRoundTrip(t *testing.T) {
	for name, c := range map[string]*Conn{"RESP3": dial(t, redistest.NewServer(t).URL()), "RESP2": dialRESP2(t)} {
		t.Run(name, func(t *testing.T) {
			for _, test := range sequenceTrips {
				if olderThan(must(t, Info(c, "server")).Server.Version, sinceOf(t, test.helper)) {
					continue
				}
				setup(t, c, test.setup)
				got, err := throughConn(t, c, test.put)
				msg := compare(test.want, got, err)
				if msg != "" {
					t.Errorf("%s: %s", test.helper, msg)
				}
				recordRun(c, test.helper, onRedis, msg == "" && err == nil)
			}
		})
	}
}
