package redis

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	"github.com/redisfut/redis/internal/redistest"
)

// However many goroutines ask for the result of one future, one of them gets it,
// and nobody gets anybody else's.
func TestOneGoroutineGetsTheResult(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, "")
	rounds := 3000
	if testing.Short() {
		rounds = 500
	}
	var stop sync.WaitGroup
	end := make(chan struct{})
	stop.Go(func() { // somebody else, who would get an exchange that is given back too early
		for i := 0; ; i++ {
			select {
			case <-end:
				return
			default:
			}
			token := fmt.Sprint("other ", i)
			if got, err := echo(c, token).Wait(background); got != token || err != nil {
				t.Errorf("ECHO %q = %q, %v", token, got, err)
				return
			}
		}
	})
	for i := range rounds {
		token := fmt.Sprint("shared ", i)
		f := echo(c, token)
		var wg sync.WaitGroup
		got := make([]string, 2+i%2) // in every other round Err looks at it too, which takes it for that long
		for g := range got {
			wg.Go(func() {
				var err error
				for {
					switch g {
					case 0:
						got[g], err = f.Wait(background)
					case 1:
						got[g], err = f.Get()
					default:
						err = f.Err()
					}
					if err == nil && g < 2 || !f.Done() {
						runtime.Gosched()
					}
					if g == 0 || f.Done() && !errors.Is(err, ErrPending) {
						break
					}
				}
				if err != nil && !errors.Is(err, ErrConsumed) {
					t.Errorf("goroutine %d: %v", g, err)
				}
			})
		}
		wg.Wait()
		if len(got) == 2 && got[0] != token && got[1] != token || got[0] != "" && got[1] != "" {
			t.Fatalf("round %d: Wait gave %q, Get gave %q", i, got[0], got[1])
		}
	}
	close(end)
	stop.Wait()
}

// Several goroutines wait for a future that a full queue held back, while the
// connection ends.
func TestWaitsForADeferredFutureOfADeadConnection(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.Script(t, func(c *redistest.ScriptConn) { c.Handshake(); c.ReadAll() })
	for range 50 {
		c := dial(t, s.URL(), func(cfg *Config) { cfg.MaxPending = 1 })
		first := echo(c, "first")
		deferred := make([]Future[string], 40)
		for i := range deferred {
			deferred[i] = echo(c, "deferred")
		}
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for _, f := range deferred {
					if _, err := f.Wait(background); !errors.Is(err, ErrClosed) && !errors.Is(err, ErrConsumed) {
						t.Error(err)
					}
				}
			})
		}
		c.Close()
		wg.Wait()
		if _, err := first.Wait(background); !errors.Is(err, ErrClosed) {
			t.Error(err)
		}
	}
}
