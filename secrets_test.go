package redis

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/internal/redistest"
)

// secretMark is what must never be seen.
const secretMark = "M4RK3D"

// A watcher looks for secretMark in all that a connection says.
type watcher struct {
	t    *testing.T
	mu   sync.Mutex
	what string
	seen int
}

// text looks into one text.
func (w *watcher) text(s string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen++
	lower := strings.ToLower(s)
	for _, form := range []string{
		strings.ToLower(secretMark), hex.EncodeToString([]byte(secretMark)), strings.ToLower(base64.StdEncoding.EncodeToString([]byte(secretMark))),
		strings.Trim(strings.ToLower(fmt.Sprint([]byte(secretMark))), "[]"),
	} {
		if strings.Contains(lower, form) {
			w.t.Errorf("%s: %s", w.what, s)
			return
		}
	}
}

// value looks into all that fmt prints of a value.
func (w *watcher) value(v any) {
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		w.text(fmt.Sprintf(verb, v))
	}
}

// err looks into an error and all that it wraps.
func (w *watcher) err(err error) {
	if err == nil {
		return
	}
	w.value(err)
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		w.err(e.Unwrap())
	case interface{ Unwrap() []error }:
		for _, err := range e.Unwrap() {
			w.err(err)
		}
	}
}

func (w *watcher) Write(b []byte) (int, error) { w.text(string(b)); return len(b), nil }

func (w *watcher) Dialed(_ context.Context, d DialTrace) { w.value(d); w.err(d.Err) }

func (w *watcher) Executed(_ context.Context, e ExecTrace) { w.value(e); w.err(e.Err) }

// try connects, at once and in the background, and looks at what is said meanwhile.
func (w *watcher) try(what string, cfg Config) {
	w.t.Helper()
	w.mu.Lock()
	w.what = what
	w.mu.Unlock()
	cfg.Tracer = w
	cfg.Logger = slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
	cfg.OnState = func(s StateChange) { w.value(s); w.err(s.Err) }
	cfg.Timeout = 40 * time.Millisecond
	cfg.Backoff = Backoff{Min: time.Millisecond, Max: time.Millisecond}
	w.value(cfg)
	w.value(&cfg)
	slog.New(slog.NewTextHandler(w, nil)).Info("config", "cfg", cfg, "sentinel", cfg.Sentinel)
	failed := false
	for _, lazy := range []bool{false, true} {
		cfg.Lazy = lazy
		c, err := cfg.Dial(background)
		w.err(err)
		failed = failed || err != nil
		if err != nil {
			continue
		}
		f := Do[string](c, "GET", secretMark)
		w.value(c)
		_, err = f.Wait(background)
		w.err(err)
		failed = failed || err != nil
		w.err(c.Err())
		w.value(c.Hello())
		w.value(c.Stats())
		buf := make([]byte, 1<<20)
		w.text(string(buf[:runtime.Stack(buf, true)]))
		c.Close()
		_, err = Do[string](c, "GET", secretMark).Wait(background)
		w.err(err)
		w.err(c.Err())
	}
	if !failed {
		w.t.Errorf("%s: nothing failed", what)
	}
}

func TestNobodyTellsThePassword(t *testing.T) {
	redistest.CheckLeaks(t)
	w := &watcher{t: t}
	const user = "someone"
	ca := redistest.NewCA(t)
	other := redistest.NewTLSServer(t, redistest.NewCA(t), "--requirepass", "right")
	old := redistest.NewServer(t, "--rename-command", "HELLO", "", "--requirepass", "right")
	none := redistest.NewServer(t, "--rename-command", "AUTH", "", "--rename-command", "HELLO", "")
	echoing := func(format string) *redistest.ScriptServer {
		return redistest.Script(t, func(c *redistest.ScriptConn) {
			for {
				args := c.Command()
				quoted := make([]string, len(args)-1)
				for i, a := range args[1:] {
					quoted[i] = strings.ReplaceAll(format, "%", a)
				}
				c.Writef("-ERR unknown command `%s`, with args beginning with: %s\r\n", args[0], strings.Join(quoted, ", "))
			}
		})
	}
	for what, cfg := range map[string]Config{
		"wrong password":               {Addr: other.Addr(), Password: secretMark},
		"wrong user":                   {Addr: other.Addr(), Username: user, Password: secretMark},
		"wrong password without HELLO": {Addr: old.Addr(), Password: secretMark},
		"no AUTH at all":               {Addr: none.Addr(), Password: secretMark, Username: user},
		"old, echoes":                  {Addr: echoing("`%`").Addr(), Password: secretMark, Username: user},
		"older, echoes":                {Addr: echoing("'%'").Addr(), Password: secretMark},
		"echoes without quotes":        {Addr: echoing("%").Addr(), Password: "x' " + secretMark},
		"echoes the set-up": {Addr: other.Addr(), Password: "right", Setup: func(r *Request) {
			Do[Ignore](r, "ACL", "SETUSER", "u", "!"+secretMark)
		}},
		"TLS":            {Addr: other.TLSAddr(), Password: secretMark, TLS: trusting(ca)},
		"TLS to plain":   {Addr: redistest.Script(t, func(c *redistest.ScriptConn) { c.Write("-ERR\r\n"); c.ReadAll() }).Addr(), Password: secretMark, TLS: trusting(ca)},
		"nobody listens": {Addr: "127.0.0.1:1", Password: secretMark, Username: user},
		"no such host":   {Addr: "nobody.invalid:1", Password: secretMark, DialTimeout: 100 * time.Millisecond},
		"the dialer panics": {Password: secretMark, Dialer: func(context.Context, string, string) (net.Conn, error) {
			panic("about " + secretMark)
		}},
		"the set-up panics": {Addr: other.Addr(), Password: "right", Setup: func(*Request) { panic(errors.New(secretMark)) }},
		"credentials that panic": {Addr: other.Addr(), Credentials: func(context.Context) (Credentials, error) {
			panic(secretMark)
		}},
		"credentials that panic with themselves": {Addr: other.Addr(), Credentials: func(context.Context) (Credentials, error) {
			panic(Credentials{Password: secretMark})
		}},
		"wrong credentials": {Addr: other.Addr(), Credentials: func(context.Context) (Credentials, error) {
			return Credentials{Password: secretMark, Expires: time.Now().Add(time.Millisecond)}, nil
		}},
		"sentinels that want another password": {Sentinel: &Sentinel{Addrs: []string{other.Addr(), old.Addr()}, Master: "m", Password: secretMark, Timeout: 500 * time.Millisecond}},
		"sentinels that echo":                  {Password: secretMark, Sentinel: &Sentinel{Addrs: []string{echoing("'%'").Addr()}, Master: "m", Username: user, Password: secretMark, Timeout: 500 * time.Millisecond}},
		"garbage": {Password: secretMark, Addr: redistest.Script(t, func(c *redistest.ScriptConn) {
			c.Writef("?%s\r\n", strings.Join(c.Command(), " "))
		}).Addr()},
	} {
		w.try(what, cfg)
	}
	w.what = "values"
	cred := Credentials{Username: user, Password: secretMark}
	for _, v := range []any{cred, &cred, []Credentials{cred}, map[int]Credentials{1: cred}, struct{ C Credentials }{cred}, &Sentinel{Master: "m", Password: secretMark}} {
		w.value(v)
	}
	w.what = "URL"
	for _, rest := range []string{"", "@", "@host:port", "@host/x", "@host/-1", "#@host", "?@host", "%@host", "/@host", "@host?x=" + secretMark, "@host?db=" + secretMark,
		"@host/" + secretMark, "@host?dial_timeout=" + secretMark, "@[::1", "@host\x00", " @host", "@host?%zz=" + secretMark, ":x@host#" + secretMark} {
		for _, begin := range []string{"redis://:", "redis://u:", "unix://:", "http://:", "redis:", "", "rediss://x:", "redis://", "://", "\x7fredis://:"} {
			_, err := Dial(background, begin+secretMark+rest+"/nosuchdb")
			if err == nil {
				t.Errorf("%q: connected", begin+rest)
			}
			w.err(err)
		}
	}
	if w.seen < 1000 {
		t.Errorf("only %d texts were looked at", w.seen)
	}
}

// nasties are arguments that would be commands of their own if they were not quoted.
var nasties = []string{
	"\r\n", "*1\r\n$8\r\nFLUSHALL\r\n", "x\r\n*1\r\n$8\r\nFLUSHALL\r\n", "\r\nFLUSHALL\r\n", "FLUSHALL\r\n", "$5\r\nhello\r\n", "\x00\r\n\xff", "", "'\"\r\n",
	strings.Repeat("*1\r\n$8\r\nFLUSHALL\r\n", 2000), // is written from the memory it lies in
}

// Whatever stands in the arguments, in the credentials and in the name, the server is sent the
// commands that were meant, with the arguments that were meant.
func TestArgumentsStayArguments(t *testing.T) {
	redistest.CheckLeaks(t)
	type pair struct {
		F string `redis:"f"`
	}
	for _, bad := range nasties {
		commands := make(chan []string, 64)
		s := redistest.Script(t, func(c *redistest.ScriptConn) {
			for {
				args, err := c.Next()
				if err != nil {
					close(commands)
					return
				}
				if args[0] == "HELLO" {
					c.Write("%1\r\n+proto\r\n:3\r\n")
				} else {
					c.Write("+OK\r\n")
				}
				commands <- args
			}
		})
		c, err := Config{Addr: s.Addr(), NoReconnect: true, Username: bad, Password: "p" + bad, ClientName: "n"}.Dial(background)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := New(Config{ClientName: "n " + bad}); err == nil {
			t.Errorf("%.20q: the name of a client that servers refuse", bad)
		}
		name := bad
		if name == "" {
			name = "default"
		}
		want := [][]string{
			{"HELLO", "3", "AUTH", name, "p" + bad, "SETNAME", "n"},
			{"CLIENT", "SETINFO", "LIB-NAME", "redisfut"},
			{"CLIENT", "SETINFO", "LIB-VER", version()},
		}
		var req Request
		put := func(args []string, f Future[Ignore]) {
			if _, err := f.Wait(background); err != nil {
				t.Errorf("%.20q: %v", args, err)
			}
			want = append(want, args)
		}
		put([]string{"GET", bad}, Do[Ignore](c, "GET", bad))
		put([]string{"SET", bad, bad}, Do[Ignore](c, "SET", []byte(bad), []string{bad}))
		put([]string{"HSET", "h", "f", bad}, Do[Ignore](c, "HSET", "h", pair{bad}))
		put([]string{"HSET", "h", bad, bad}, Do[Ignore](c, "HSET", "h", map[string]string{bad: bad}))
		put([]string{"PUBLISH", bad, bad}, Do[Ignore](c, "PUBLISH", bad, bad))
		put([]string{"EVAL", bad, "1", bad, bad}, Do[Ignore](c, "EVAL", bad, 1, bad, bad))
		put([]string{"CONFIG", bad, bad}, Do[Ignore](c, "CONFIG", bad, bad))
		if !strings.Contains(bad, " ") && bad != "" {
			put([]string{"X" + bad, bad}, Do[Ignore](c, "X"+bad, bad))
			put([]string{"X", "Y" + bad}, Do[Ignore](c, "X", "Y"+bad))
		}
		for range 2 * soloRounds { // a sole caller writes by another way
			put([]string{"ECHO", bad}, Do[Ignore](c, "ECHO", bad))
		}
		if _, err := Publish(c, bad, bad).Wait(background); err == nil {
			t.Error("PUBLISH: +OK is no number")
		}
		Set(&req, bad, bad)
		Del(&req, bad, bad)
		if err := c.Exec(background, &req); OutcomeOf(err) != Executed { // +OK is no number
			t.Error(err)
		}
		want = append(want, []string{"PUBLISH", bad, bad}, []string{"SET", bad, bad}, []string{"DEL", bad, bad})
		var got [][]string
		go c.Close()
		for args := range commands {
			got = append(got, args)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%.20q: -want +got\n%.2000s", bad, diff)
		}
		c.Close()
	}
}

func TestARealServerExecutesNoArgument(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t, "--requirepass", "p\r\n*1\r\n$8\r\nFLUSHALL\r\n")
	c := dial(t, s.URL(), func(cfg *Config) { cfg.Password = "p\r\n*1\r\n$8\r\nFLUSHALL\r\n" })
	if _, err := Set(c, "here", "still").Wait(background); err != nil {
		t.Fatal(err)
	}
	for _, bad := range nasties {
		for _, f := range []Future[Ignore]{
			Do[Ignore](c, "SET", "k"+bad, bad), Do[Ignore](c, "PUBLISH", bad, bad), Do[Ignore](c, "CONFIG", bad), Do[Ignore](c, "NOSUCH"+bad, bad),
			Do[Ignore](c, "GET", bad, bad), Do[Ignore](c, "OBJECT", "ENCODING", bad), Do[Ignore](c, "DEL", bad),
		} {
			f.Wait(background)
		}
		if got, err := echo(c, bad).Wait(background); got != bad || err != nil {
			t.Errorf("%.20q: ECHO gave %.20q, %v", bad, got, err)
		}
		if name := "n" + bad; strings.ContainsAny(name, "\r\n\x00") {
			cfg := Config{Addr: s.Addr(), Password: "p\r\n*1\r\n$8\r\nFLUSHALL\r\n", ClientName: name}
			if n, err := cfg.Dial(background); err == nil {
				n.Close()
				t.Errorf("connected by the name %.20q", name)
			}
		}
	}
	if got, err := Get[string](c, "here").Wait(background); got != "still" || err != nil {
		t.Errorf("an argument was executed: %q, %v", got, err)
	}
}

// exactCommand takes one command apart, and nothing but one.
func exactCommand(b []byte) ([]string, error) {
	line := func() (n int, err error) {
		head, rest, ok := bytes.Cut(b[1:], []byte("\r\n"))
		if !ok {
			return 0, errors.New("no end of line")
		}
		b = rest
		return strconv.Atoi(string(head))
	}
	if len(b) == 0 || b[0] != '*' {
		return nil, errors.New("no array")
	}
	n, err := line()
	if err != nil {
		return nil, err
	}
	args := make([]string, 0, n)
	for range n {
		if len(b) == 0 || b[0] != '$' {
			return nil, errors.New("no bulk string")
		}
		size, err := line()
		if err != nil || size < 0 || len(b) < size+2 || string(b[size:size+2]) != "\r\n" {
			return nil, fmt.Errorf("a bulk string of %d bytes, %v", size, err)
		}
		args = append(args, string(b[:size]))
		b = b[size+2:]
	}
	if len(b) > 0 {
		return nil, errors.New("more than one command")
	}
	return args, nil
}

func FuzzArgumentsStayArguments(f *testing.F) {
	for _, bad := range nasties {
		f.Add("SET", bad, bad)
		f.Add("X"+bad, "x", bad)
		f.Add("CLIENT", "REPLY"+bad, bad)
	}
	f.Add("client reply", "x", "y")
	f.Add("config get", "x", "y")
	f.Fuzz(func(t *testing.T, name, key, value string) {
		for kind, args := range map[string][]any{
			"one by one": {key, []byte(value), 7}, "a slice": {[]string{key, value}, 7}, "any": {[]any{key, value, 7}}, "two slices": {[]any{key}, [][]byte{[]byte(value)}, 7},
		} {
			p := newTape()
			if putErr(Do[Ignore](p, name, args...)) != nil {
				continue
			}
			got, err := exactCommand(p.x.out)
			if err != nil {
				t.Fatalf("%q as %s: %v", p.x.out, kind, err)
			}
			// The words of the name may have come to the letters of the table.
			want := append(strings.SplitN(name, " ", 2), key, value, "7")
			for i, words := 0, len(want)-3; i < len(want); i++ {
				if i < len(got) && (i < words || i == 1) && strings.EqualFold(got[i], want[i]) {
					want[i] = got[i]
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%q as %s, want %q", got, kind, want)
			}
		}
		p := newTape()
		if _ = Set(p, key, value); p.x.err == nil {
			if got, err := exactCommand(p.x.out); err != nil || !slices.Equal(got, []string{"SET", key, value}) {
				t.Fatalf("SET: %q, %v", got, err)
			}
		}
	})
}
