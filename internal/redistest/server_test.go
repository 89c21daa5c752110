package redistest

import (
	"bufio"
	"net"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestServerIsSharedAndKeepsNothing(t *testing.T) {
	s := Server(t)
	if Server(t) != s {
		t.Error("a second call gave another server")
	}
	if got := s.Do(t, "PING"); got != "PONG" {
		t.Errorf("PING: %v", got)
	}
	if diff := cmp.Diff([]any{"save", ""}, s.Do(t, "CONFIG", "GET", "save")); diff != "" {
		t.Errorf("CONFIG GET save (-want +got):\n%s", diff)
	}
	if got := s.Do(t, "DEBUG", "SLEEP", "0"); got != "OK" {
		t.Errorf("DEBUG SLEEP: %v", got)
	}
	if want := "redis://" + s.Addr(); s.URL() != want {
		t.Errorf("URL %s, want %s", s.URL(), want)
	}
}

func TestDoReadsEveryKindOfRESP2Value(t *testing.T) {
	s := Server(t)
	got := s.Do(t, "EVAL", "return {1, 'a', false, {redis.status_reply('fine')}, {}, redis.error_reply('E x')}", "0")
	want := []any{int64(1), "a", nil, []any{"fine"}, []any{}, replyError("E x")}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNewServerTakesArguments(t *testing.T) {
	CheckLeaks(t)
	s := NewServer(t, "--requirepass", "p:@/")
	if got := s.Do(t, "PING"); got != "PONG" {
		t.Errorf("PING: %v", got)
	}
	if want := "redis://:p%3A%40%2F@" + s.Addr(); s.URL() != want {
		t.Errorf("URL %s, want %s", s.URL(), want)
	}
	c, err := net.Dial("tcp", s.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.Write(appendCommand(nil, "GET", "k"))
	if line, err := bufio.NewReader(c).ReadString('\n'); !strings.HasPrefix(line, "-NOAUTH") {
		t.Errorf("GET without AUTH: %q, %v", line, err)
	}
}

func TestServerThatCannotStartSaysWhy(t *testing.T) {
	_, err := start(spec{bin: LookPath(t, "redis-server"), args: []string{"--maxmemory-policy", "nonsense"}})
	if err == nil {
		t.Fatal("it started")
	}
	if !strings.Contains(err.Error(), "it ended at once") {
		t.Error(err)
	}
}
