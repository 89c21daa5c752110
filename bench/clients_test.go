package main

import (
	"context"
	"errors"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

var (
	stopServer = func() {}
	testServer = sync.OnceValues(func() (*server, error) {
		s, err := startServer(context.Background())
		if err == nil {
			stopServer = s.stop
		}
		return s, err
	})
)

func TestMain(m *testing.M) {
	code := redistest.Main(m)
	stopServer()
	os.Exit(code)
}

// needServer gives the server that all tests share, started as the bench starts it. Where
// there is no redis-server the test is skipped, or fails with CI=true.
func needServer(t *testing.T) *server {
	t.Helper()
	redistest.LookPath(t, "redis-server")
	s, err := testServer()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// small gives the rows with few callers, and each command and size once.
func small() []row {
	var all []row
	for _, r := range rows() {
		r.goroutines = min(r.goroutines, 6)
		if !slices.ContainsFunc(all, func(s row) bool { return s.command == r.command && s.size == r.size }) {
			all = append(all, r)
		}
	}
	return all
}

func TestEveryClientGetsTheRightResultsInEveryRow(t *testing.T) {
	s := needServer(t)
	for _, r := range small() {
		t.Run(r.name, func(t *testing.T) {
			f, err := measureRow(t.Context(), s.addr, r, drivers(), plan{1, time.Millisecond, 5 * time.Millisecond}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range f.clients {
				if x := c.summary(); !(x.OpsPerSecond > 0) || !(x.P50 > 0) || x.P99 < x.P50 {
					t.Errorf("%s: implausible figures %+v", c.driver.name, x)
				}
			}
		})
	}
}

func TestRowsLeaveNothingOnTheServer(t *testing.T) {
	s := needServer(t)
	w, err := dialWire(s.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	for _, r := range small() {
		_, err := measureRow(t.Context(), s.addr, r, rawDrivers()[:1], plan{1, time.Millisecond, time.Millisecond}, nil)
		if err != nil {
			t.Fatal(err)
		}
		replies, err := w.do([]string{"DBSIZE"})
		if err != nil {
			t.Fatal(err)
		}
		if replies[0] != int64(0) {
			t.Errorf("%s: %v keys are left", r.name, replies[0])
		}
	}
}

// A wrong or failing client must not get figures.
func TestClientsThatAreWrongAreFoundOut(t *testing.T) {
	s := needServer(t)
	broken := errors.New("broken")
	r := newRow(get, 16, 4)
	for name, o := range map[string]func(*data) op{
		"crossed replies": func(d *data) op {
			return newOp(d.isValue, func(context.Context) (string, error) { return newData(r, 0).value, nil })
		},
		"error": func(d *data) op {
			return newOp(d.isValue, func(context.Context) (string, error) { return "", broken })
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := driver{name: "fake", open: func(string, row) (client, error) { return fakeClient(o), nil }}
			_, err := measureRow(t.Context(), s.addr, r, []driver{d}, plan{1, time.Millisecond, time.Millisecond}, nil)
			if !errors.Is(err, errWrong) && !errors.Is(err, broken) {
				t.Errorf("error %v, want one that says so", err)
			}
		})
	}
}

type fakeClient func(*data) op

func (f fakeClient) ops(_ row, want []*data) ([]op, error) {
	return eachOp(want, func(d *data) (op, error) { return f(d), nil })
}

func (f fakeClient) Close() error { return nil }

func TestErrorsEndASlice(t *testing.T) {
	broken := errors.New("broken")
	calls := 0
	ops := []op{
		{run: func(context.Context) error {
			if calls++; calls > 3 {
				return broken
			}
			return nil
		}, weight: 1},
		{run: func(context.Context) error { return nil }, weight: 1},
	}
	var s stopwatch
	if _, err := s.measure(t.Context(), ops, time.Millisecond, time.Millisecond, 1); !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}

func TestRowAndClientNamesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rows() {
		if seen[r.name] {
			t.Errorf("row %s is there twice", r.name)
		}
		seen[r.name] = true
	}
	for _, d := range drivers() {
		if seen[d.name] {
			t.Errorf("client %s is there twice", d.name)
		}
		seen[d.name] = true
	}
}
