package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/redisfut/redis/internal/redistest"
)

func TestMain(m *testing.M) { os.Exit(redistest.Main(m)) }

func TestQuickstart(t *testing.T) {
	var mini, real bytes.Buffer
	if err := run(context.Background(), "", &mini); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), redistest.Server(t).URL(), &real); err != nil {
		t.Fatal(err)
	}
	// Both servers give the same results; only the first line tells them apart.
	_, a, _ := strings.Cut(mini.String(), "\n")
	_, b, _ := strings.Cut(real.String(), "\n")
	if a != b || strings.Count(a, "\n") < 20 {
		t.Errorf("miniredis:\n%s\nreal server:\n%s", a, b)
	}
}
