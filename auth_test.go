package redis

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// prefixOf gives the prefix of the error reply in err, "" where there is none.
func prefixOf(err error) string {
	if er := (*ErrorReply)(nil); errors.As(err, &er) {
		return er.Prefix()
	}
	return ""
}

// persistent makes a connection of dial live on after a loss, and not wait long.
func persistent(cfg *Config) {
	cfg.NoReconnect = false
	cfg.Backoff = Backoff{Min: time.Millisecond, Max: 20 * time.Millisecond}
}

func TestAUserWhoMayOnlyGet(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t, "--user", "reader", "on", ">wonder", "~*", "+get")
	user := func(cfg *Config) { cfg.Username, cfg.Password = "reader", "wonder" }
	for _, test := range []struct {
		name   string
		change func(*Config)
		want   string
	}{
		{"with a name", func(cfg *Config) { cfg.ClientName = "me" }, ""},
		{"with a database", func(cfg *Config) { cfg.DB = 1 }, "SELECT: NOPERM"},
		{"with a set-up that is denied", func(cfg *Config) { cfg.Setup = func(r *Request) { Do[Ignore](r, "FLUSHALL") } }, "Config.Setup: FLUSHALL: NOPERM"},
		{"as a replica", func(cfg *Config) { cfg.Role = Replica }, "wrong role"},
	} {
		cfg := Config{Addr: s.Addr()}
		user(&cfg)
		test.change(&cfg)
		c, err := cfg.Dial(background)
		if err != nil {
			if test.want == "" || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: %v", test.name, err)
			}
			continue
		}
		if _, err := Get[Optional[string]](c, "k").Wait(background); err != nil || test.want != "" {
			t.Errorf("%s: connected; GET: %v", test.name, err)
		}
		c.Close()
	}

	c := dial(t, s.URL(), user, persistent, func(cfg *Config) { cfg.HealthInterval = 500 * time.Millisecond })
	if _, err := Set(c, "k", "v").Wait(background); prefixOf(err) != "NOPERM" || OutcomeOf(err) != Rejected {
		t.Errorf("SET: %v, outcome %v", err, OutcomeOf(err))
	}
	// The PINGs that look after the connection are denied as well, and what denies them lives.
	pinged(t, c)
	if st := c.Stats(); st.Connects != 1 || st.Losses != 0 {
		t.Errorf("%+v", st)
	}
	if _, err := Get[Optional[string]](c, "k").Wait(background); err != nil {
		t.Error(err)
	}
}

func TestAPasswordThatIsTurnedOnLater(t *testing.T) {
	redistest.CheckLeaks(t)
	for name, args := range map[string][]string{"RESP3": nil, "RESP2": {"--rename-command", "HELLO", ""}} {
		t.Run(name, func(t *testing.T) {
			s := redistest.NewServer(t, args...)
			admin := dial(t, s.URL())
			c := dial(t, s.URL(), persistent)
			if _, err := ConfigSet(admin, "requirepass", "new").Wait(background); err != nil {
				t.Fatal(err)
			}
			if got, err := echo(c, "x").Wait(background); got != "x" || err != nil {
				t.Errorf("who was there before: %q, %v", got, err)
			}
			if _, err := Do[int](admin, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes").Wait(background); err != nil {
				t.Fatal(err)
			}
			// With HELLO nobody connects; without it the commands themselves are rejected.
			denied := func() bool {
				_, err := Set(c, "k", "v").Wait(background)
				if err != nil && prefixOf(err) == "NOAUTH" {
					want := NotSent
					if name == "RESP2" {
						want = Rejected
					}
					if OutcomeOf(err) != want || errors.Is(err, ErrNotConnected) != (want == NotSent) {
						t.Errorf("%v, outcome %v", err, OutcomeOf(err))
					}
					return true
				}
				return false
			}
			eventually(t, denied)

			right := dial(t, s.URL(), func(cfg *Config) { cfg.Password = "new" })
			if got, err := echo(right, "x").Wait(background); got != "x" || err != nil {
				t.Errorf("with the password: %q, %v", got, err)
			}
			if _, err := ConfigSet(admin, "requirepass", "").Wait(background); err != nil {
				t.Fatal(err)
			}
			eventually(t, func() bool {
				got, err := echo(c, "x").Wait(background)
				return got == "x" && err == nil
			})
		})
	}
}

func TestAConnectionThatIsKilledAgainAndAgain(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	c := dial(t, s.URL(), persistent)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	var done, maybe, notSent, reads atomic.Int64
	for i := range 8 {
		wg.Go(func() {
			for j := 0; ; j++ {
				select {
				case <-stop:
					return
				default:
				}
				token := fmt.Sprint(i, " ", j)
				if got, err := echo(c, token).Wait(background); got != token || err != nil {
					t.Errorf("ECHO %q = %q, %v", token, got, err)
					return
				}
				reads.Add(1)
				switch _, err := Incr(c, "kills").Wait(background); {
				case err == nil:
					done.Add(1)
				case errors.Is(err, ErrLost) && OutcomeOf(err) == MaybeExecuted:
					maybe.Add(1)
				case errors.Is(err, ErrLost) && OutcomeOf(err) == NotSent:
					notSent.Add(1)
				default:
					t.Errorf("INCR: %v, outcome %v", err, OutcomeOf(err))
				}
			}
		})
	}
	for kill := range 40 {
		s.Do(t, "CLIENT", "KILL", "TYPE", "normal")
		before := reads.Load()
		eventually(t, func() bool { return c.Stats().Losses > uint64(kill) && reads.Load() > before+50 })
	}
	close(stop)
	wg.Wait()
	got, err := Get[int64](c, "kills").Wait(background)
	if err != nil || got < done.Load() || got > done.Load()+maybe.Load() {
		t.Errorf("counted %d, %v; %d were answered, %d may have been executed, %d not sent", got, err, done.Load(), maybe.Load(), notSent.Load())
	}
}

// gatekeeper answers HELLO 3 AUTH user password as allow says, and then "+OK" to everything. It notes
// what it was asked, and when.
type gatekeeper struct {
	mu    sync.Mutex
	allow func(password string) bool
	asked []string
	times []time.Time
}

func (g *gatekeeper) handle(c *redistest.ScriptConn) {
	for {
		args := c.Command()
		password, hello := "", args[0] == "HELLO"
		if i := slices.Index(args, "AUTH"); i >= 0 {
			password = args[i+2]
		}
		if password == "" && !hello {
			c.Write("+OK\r\n")
			continue
		}
		g.mu.Lock()
		g.asked = append(g.asked, password)
		g.times = append(g.times, time.Now())
		ok := g.allow(password)
		g.mu.Unlock()
		switch {
		case !ok:
			c.Write("-WRONGPASS invalid username-password pair or user is disabled.\r\n")
		case hello:
			c.Write("%1\r\n+proto\r\n:3\r\n")
		default:
			c.Write("+OK\r\n")
		}
	}
}

func (g *gatekeeper) setAllow(f func(password string) bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.allow = f
}

func (g *gatekeeper) count() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.asked)
}

func TestAWrongPasswordIsToldAtOnceAndTriedSlowly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gatekeeper{allow: func(string) bool { return false }}
		s := redistest.ScriptPipe(t, g.handle)
		cfg := Config{Addr: "pipe:1", Dialer: s.Dial, Password: "wrong", Lazy: true}
		var waiting []error
		var wg sync.WaitGroup
		began := time.Now()
		connecting := make(chan struct{})
		cfg.Dialer = func(ctx context.Context, network, addr string) (net.Conn, error) {
			<-connecting
			return s.Dial(ctx, network, addr)
		}
		c, err := cfg.Dial(background)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		f := echo(c, "x")
		wg.Go(func() {
			_, err := f.Wait(background)
			waiting = append(waiting, err)
		})
		synctest.Wait()
		close(connecting)
		wg.Wait()
		_, err = echo(c, "y").Wait(background)
		for _, err := range append(waiting, err) {
			if prefixOf(err) != "WRONGPASS" || !errors.Is(err, ErrNotConnected) || OutcomeOf(err) != NotSent {
				t.Errorf("%v, outcome %v", err, OutcomeOf(err))
			}
		}
		if took := time.Since(began); took != 0 {
			t.Errorf("told after %v", took)
		}
		time.Sleep(time.Minute)
		if n := g.count(); n < 20 || n > 100 {
			t.Errorf("%d attempts in a minute", n)
		}
		g.setAllow(func(string) bool { return true })
		time.Sleep(2*time.Second + time.Millisecond)
		if _, err := Do[string](c, "GET", "k").Wait(background); err != nil {
			t.Errorf("when the server took the password: %v", err)
		}
	})
}

func TestCredentialsAreRenewedBeforeTheyExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		g := &gatekeeper{allow: func(string) bool { return true }}
		s := redistest.ScriptPipe(t, g.handle)
		calls := 0
		c, err := Config{Addr: "pipe:1", Dialer: s.Dial, Credentials: func(context.Context) (Credentials, error) {
			calls++
			if calls == 4 {
				return Credentials{}, errors.New("the vault is locked")
			}
			cred := Credentials{Password: fmt.Sprint("p", calls), Expires: time.Now().Add(time.Hour)}
			if calls == 6 {
				cred.Expires = time.Time{} // never
			}
			return cred, nil
		}}.Dial(background)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		time.Sleep(5 * time.Hour)
		want := []string{"p1", "p2", "p3", "p5", "p6"} // the fourth were not given: the connection was made anew, with the fifth
		if !slices.Equal(g.asked, want) {
			t.Errorf("%q, want %q", g.asked, want)
		}
		for i, at := range g.times {
			if late := at.Sub(began) - time.Duration(i)*45*time.Minute; late < 0 || late > 10*time.Second {
				t.Errorf("number %d after %v", i, at.Sub(began))
			}
		}
		if st := c.Stats(); st.Connects != 2 || st.Losses != 0 {
			t.Errorf("%+v", st)
		}
	})
}

func TestCredentialsThatAreExpiredWhenTheyCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gatekeeper{allow: func(string) bool { return true }}
		s := redistest.ScriptPipe(t, g.handle)
		c, err := Config{Addr: "pipe:1", Dialer: s.Dial, Credentials: func(context.Context) (Credentials, error) {
			return Credentials{Password: "p", Expires: time.Now().Add(-time.Hour)}, nil
		}}.Dial(background)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		for range 10 {
			time.Sleep(time.Second)
			if _, err := Do[string](c, "GET", "k").Wait(background); err != nil {
				t.Fatal(err)
			}
		}
		// As often as the pulse beats, and no more.
		if n := g.count(); n < 2 || n > 22 {
			t.Errorf("%d times in ten seconds", n)
		}
	})
}

// When the server refuses what the renewal brings, what is in flight is answered first, and the
// next connection asks again.
func TestARenewalThatIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &gatekeeper{allow: func(p string) bool { return p != "p2" && p != "p3" }}
		s := redistest.ScriptPipe(t, g.handle)
		calls := 0
		c, err := Config{Addr: "pipe:1", Dialer: s.Dial, Credentials: func(context.Context) (Credentials, error) {
			calls++
			return Credentials{Password: fmt.Sprint("p", calls), Expires: time.Now().Add(time.Hour)}, nil
		}}.Dial(background)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		time.Sleep(50 * time.Minute)
		if _, err := Do[string](c, "GET", "k").Wait(background); err != nil {
			t.Error(err)
		}
		if want := []string{"p1", "p2", "p3", "p4"}; !slices.Equal(g.asked, want) {
			t.Errorf("%q, want %q", g.asked, want)
		}
	})
}

// Passwords come and go under load, each valid until the one after the next is there. No caller
// sees any of it, though the connection is killed now and then.
func TestRotationUnderLoad(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t, "--user", "app", "on", ">p0", "~*", "+@all")
	admin := dial(t, s.URL())
	var rotations atomic.Int64
	rotate := func(ctx context.Context) (Credentials, error) {
		n := rotations.Add(1)
		args := []any{"SETUSER", "app", fmt.Sprint(">p", n)}
		if n >= 2 {
			args = append(args, fmt.Sprint("<p", n-2))
		}
		_, err := Do[Ignore](admin, "ACL", args...).Wait(ctx)
		return Credentials{Username: "app", Password: fmt.Sprint("p", n), Expires: time.Now().Add(4 * time.Millisecond)}, err
	}
	c := dial(t, s.URL(), persistent, func(cfg *Config) {
		cfg.Credentials = rotate
		cfg.Timeout = 16 * time.Millisecond // for a pulse of 2 ms; the waits have deadlines of their own
	})
	ctx, cancel := context.WithTimeout(background, time.Minute)
	defer cancel()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := 0; rotations.Load() < 240; j++ {
				token := fmt.Sprint(i, " ", j)
				if got, err := echo(c, token).Wait(ctx); got != token || err != nil {
					t.Errorf("ECHO %q = %q, %v", token, got, err)
					return
				}
			}
		})
	}
	for kill := range 4 {
		eventually(t, func() bool { return rotations.Load() >= int64(50*(kill+1)) || t.Failed() })
		s.Do(t, "CLIENT", "KILL", "USER", "app")
	}
	wg.Wait()
	if st := c.Stats(); st.Connects > 20 {
		t.Errorf("most renewals should need no new connection: %+v", st)
	}
}
