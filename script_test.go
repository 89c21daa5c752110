package redis

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/redisfut/redis/internal/redistest"
)

// scriptServer answers EVALSHA as a server that knows the digests of what EVAL and SCRIPT LOAD gave it, and
// keeps the names of the commands.
type scriptServer struct {
	mu    sync.Mutex
	names []string
}

func (s *scriptServer) handle(c *redistest.ScriptConn) {
	c.Handshake()
	known := false
	for {
		args, err := c.Next()
		if err != nil {
			return
		}
		s.mu.Lock()
		s.names = append(s.names, strings.Join(append([]string{args[0]}, args[2:]...), " "))
		s.mu.Unlock()
		switch name := strings.TrimSuffix(args[0], "_RO"); {
		case name == "EVALSHA" && !known:
			c.Write("-NOSCRIPT No matching script. Please use EVAL.\r\n")
		case name == "EVAL", name == "EVALSHA":
			known = true
			c.Writef(":%d\r\n", len(args))
		default:
			c.Write("+OK\r\n")
		}
	}
}

func (s *scriptServer) commands() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.names)
}

func TestScriptsAreSentByTheirDigestAndOnceWithTheirSource(t *testing.T) {
	for _, test := range []struct {
		script Script[int]
		want   []string
	}{
		{NewScript[int]("return 1"), []string{"EVALSHA 1 k 7", "EVAL 1 k 7", "EVALSHA 1 k 8"}},
		{NewScriptRO[int]("return 1"), []string{"EVALSHA_RO 1 k 7", "EVAL_RO 1 k 7", "EVALSHA_RO 1 k 8"}},
	} {
		var s scriptServer
		c := dial(t, redistest.Script(t, s.handle).URL())
		for _, arg := range []int{7, 8} {
			if n, err := test.script.Run(c, []string{"k"}, arg).Wait(background); n != 5 || err != nil {
				t.Errorf("got %d, error %v", n, err)
			}
		}
		if got := s.commands(); !slices.Equal(got, test.want) {
			t.Errorf("got %q\nwant %q", got, test.want)
		}
	}
}

func TestOnlyTheCommandWhoseDigestIsUnknownIsSentAgain(t *testing.T) {
	var s scriptServer
	c := dial(t, redistest.Script(t, s.handle).URL())
	script := NewScript[int]("return 1")
	before := Do[OK](c, "PING", "x", "before")
	f := script.Run(c, nil)
	after := Do[OK](c, "PING", "x", "after")
	for _, f := range []Future[OK]{before, after} {
		if _, err := f.Wait(background); err != nil {
			t.Error(err)
		}
	}
	if n, err := f.Wait(background); n != 3 || err != nil {
		t.Errorf("got %d, error %v", n, err)
	}
	want := []string{"PING before", "EVALSHA 0", "PING after", "EVAL 0"}
	if got := s.commands(); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestScriptsInRequestsHaveTheirSource(t *testing.T) {
	c := dial(t, "")
	script := NewScript[[]string]("return {KEYS[1], ARGV[1], ARGV[2]}")
	for _, ask := range []func() (Future[[]string], error){
		func() (Future[[]string], error) {
			var r Request
			f := script.Run(&r, []string{"k"}, "a", 2)
			return f, c.Exec(background, &r)
		},
		func() (Future[[]string], error) {
			var r Request
			tx := Multi(&r)
			f := script.Run(tx, []string{"k"}, "a", 2)
			tx.Exec()
			return f, c.Exec(background, &r)
		},
	} {
		if _, err := ScriptFlush(c).Wait(background); err != nil {
			t.Fatal(err)
		}
		f, err := ask()
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Value(); !slices.Equal(got, []string{"k", "a", "2"}) {
			t.Errorf("got %q", got)
		}
	}
}

func TestScriptsRunOnServers(t *testing.T) {
	for name, c := range map[string]*Conn{"RESP3": dial(t, redistest.NewServer(t).URL()), "RESP2": dialRESP2(t)} {
		t.Run(name, func(t *testing.T) {
			count := NewScript[int64]("return redis.call('INCRBY', KEYS[1], ARGV[1])")
			for i := range 3 {
				if n, err := count.Run(c, []string{"n"}, 2).Wait(background); n != int64(2*i+2) || err != nil {
					t.Errorf("run %d: %d, error %v", i, n, err)
				}
				if i == 1 {
					ScriptFlush(c)
				}
			}
			if n, err := count.Run(c.With(Policy{Urgent: true}), []string{"n"}, 2).Wait(background); n != 8 || err != nil {
				t.Errorf("with a policy: %d, error %v", n, err)
			}
			if ok, err := ScriptExists(c, count.SHA1()).Wait(background); err != nil || !ok[0] {
				t.Errorf("SHA1 is %s, known %v, error %v", count.SHA1(), ok, err)
			}
			write := NewScriptRO[string]("return redis.call('SET', KEYS[1], '')")
			if _, err := write.Run(c, []string{"n"}).Wait(background); err == nil {
				t.Error("a script that only reads could write")
			}
			many := NewScript[int]("return #ARGV")
			if n, err := many.Run(c, nil, slices.Repeat([]string{strings.Repeat("x", 1000)}, 200)).Wait(background); n != 200 || err != nil {
				t.Errorf("%d arguments, error %v", n, err)
			}
		})
	}
}

// TestScriptThatGivesTheErrorNoScriptRunsOnce: what a script says of itself is no word of the server.
func TestScriptThatGivesTheErrorNoScriptRunsOnce(t *testing.T) {
	c := dial(t, redistest.NewServer(t).URL())
	script := NewScript[int]("redis.call('INCR', 'runs') return redis.error_reply('NOSCRIPT of its own')")
	if _, err := ScriptLoad(c, script.Source()).Wait(background); err != nil {
		t.Fatal(err)
	}
	_, err := script.Run(c, nil).Wait(background)
	if e := (*ErrorReply)(nil); !errors.As(err, &e) || e.Prefix() != "NOSCRIPT" {
		t.Errorf("error %v", err)
	}
	if n, err := Get[int](c, "runs").Wait(background); n != 1 || err != nil {
		t.Errorf("%d runs, error %v", n, err)
	}
}

func TestScriptThatNobodyWaitsForIsNotSentAgain(t *testing.T) {
	var s scriptServer
	c := dial(t, redistest.Script(t, s.handle).URL())
	f := NewScript[int]("return 1").Run(c, nil)
	Do[OK](c, "PING", "x").Wait(background)
	if _, err := f.Get(); OutcomeOf(err) != Rejected {
		t.Errorf("error %v", err)
	}
	if want := []string{"EVALSHA 0", "PING"}; !slices.Equal(s.commands(), want) {
		t.Errorf("got %q, want %q", s.commands(), want)
	}
}

func TestBadScriptsAreRefused(t *testing.T) {
	var zero Script[int]
	if err := putErr(zero.Run(newTape(), nil)); !errors.Is(err, errNoScript) || zero.SHA1() != "" || zero.Source() != "" {
		t.Errorf("error %v", err)
	}
	c := dial(t, "")
	if _, err := NewScript[int]("x").Run(c, nil, []string{}).Wait(background); OutcomeOf(err) != NotSent {
		t.Errorf("error %v", err)
	}
	if _, err := NewScript[chan int]("x").Run(c, nil).Wait(background); OutcomeOf(err) != NotSent {
		t.Errorf("error %v", err)
	}
}

// TestExchangesOfScriptsServeOthersAfterwards: a pooled exchange keeps nothing of the script it had.
func TestExchangesOfScriptsServeOthersAfterwards(t *testing.T) {
	var s scriptServer
	c := dial(t, redistest.Script(t, s.handle).URL())
	script := NewScript[int]("return 1")
	for range 10 {
		script.Run(c, nil).Wait(background)
		if _, err := EvalSha[int](c, fmt.Sprintf("%040d", 0), nil).Wait(background); err != nil {
			t.Fatal(err)
		}
	}
	evals := 0
	for _, name := range s.commands() {
		if strings.HasPrefix(name, "EVAL ") {
			evals++
		}
	}
	if evals != 1 {
		t.Errorf("%d times EVAL", evals)
	}
}
