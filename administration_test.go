package redis

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/redisfut/redis/internal/redistest"
)

// TestUsersAreSavedAndTheirFailuresLogged makes a user, which goes too far, and has it saved and loaded.
func TestUsersAreSavedAndTheirFailuresLogged(t *testing.T) {
	file := filepath.Join(t.TempDir(), "users.acl")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := redistest.NewServer(t, "--aclfile", file)
	c := dial(t, s.URL())
	must(t, ACLSetUser(c, "ann", ACLOn, ACLPassword("pw"), ACLKeys("ann:*"), ACLCategory("read"), ACLCommand("acl|whoami"), ACLCommand("ping")))
	ran(t, c, "ACLSave", onRedis, ACLSave(c))
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), "user ann on ") {
		t.Errorf("saved %q, error %v", text, err)
	}
	ann := dial(t, strings.Replace(s.URL(), "redis://", "redis://ann:pw@", 1))
	if name := must(t, ACLWhoAmI(ann)); name != "ann" {
		t.Errorf("she is %s", name)
	}
	for range 2 {
		if _, err := Get[Optional[string]](ann, "bob:1").Wait(background); OutcomeOf(err) != Rejected {
			t.Errorf("error %v", err)
		}
	}
	log := must(t, ACLLog(c))
	if len(log) != 1 {
		t.Fatalf("%+v", log)
	}
	e := log[0]
	if e.Count != 2 || e.Reason != "key" || e.Context != "toplevel" || e.Object != "bob:1" || e.Username != "ann" || e.Age > time.Minute || e.Client.User != "ann" || e.Client.ID == 0 {
		t.Errorf("%+v", e)
	}
	if log := must(t, ACLLogCount(c, 0)); len(log) != 0 {
		t.Errorf("%+v", log)
	}
	must(t, ACLLogReset(c))
	if log := must(t, ACLLog(c)); len(log) != 0 {
		t.Errorf("%+v", log)
	}
	must(t, ACLDelUser(c, "ann"))
	ran(t, c, "ACLLoad", onRedis, ACLLoad(c))
	u, ok := must(t, ACLGetUser(c, "ann")).Get()
	if !ok || !slices.Contains(u.Commands, "+@read") || !slices.Equal(u.Keys, []ACLRule{"~ann:*"}) {
		t.Errorf("loaded %+v, %v", u, ok)
	}
	// What a user is told to be can be given to another.
	must(t, ACLSetUser(c, "bob", slices.Concat([]ACLRule{ACLReset}, u.Commands, u.Keys)...))
	if bob := must(t, ACLGetUser(c, "bob")).Value(); !slices.Equal(bob.Commands, u.Commands) || !slices.Equal(bob.Keys, u.Keys) {
		t.Errorf("%+v, want what %+v has", bob, u)
	}
}

func TestLibrariesAreDumpedAndRestored(t *testing.T) {
	c := dial(t, redistest.NewServer(t).URL())
	must(t, FunctionLoad(c, library))
	dump := must(t, FunctionDump(c))
	if _, err := FunctionRestore(c, dump).Wait(background); err == nil {
		t.Error("restored beside itself")
	}
	ran(t, c, "FunctionRestoreReplace", onRedis, FunctionRestoreReplace(c, dump))
	must(t, FunctionFlush(c))
	ran(t, c, "FunctionRestore", onRedis, FunctionRestore(c, dump))
	ran(t, c, "FunctionRestoreFlush", onRedis, FunctionRestoreFlush(c, dump))
	if again := must(t, FunctionDump(c)); !bytes.Equal(again, dump) {
		t.Error("another dump than before")
	}
	if n := must(t, FCall[int](c, "add", []string{"k"}, 2)); n != 2 {
		t.Errorf("got %d", n)
	}
}

// TestScriptsAndFunctionsThatRunForLongAreEnded also reads what FUNCTION STATS says meanwhile.
func TestScriptsAndFunctionsThatRunForLongAreEnded(t *testing.T) {
	s := redistest.NewServer(t, "--busy-reply-threshold", "1")
	runner, c := dial(t, s.URL()), dial(t, s.URL())
	must(t, FunctionLoad(c, "#!lua name=l\nredis.register_function{function_name='spin', callback=function() while true do end end, flags={'no-writes'}}"))

	script := Eval[int](runner, "while true do end", nil)
	eventually(t, func() bool { _, err := ScriptKill(c).Wait(background); return err == nil })
	recordRun(c, "ScriptKill", onRedis, true)
	if _, err := script.Wait(background); err == nil {
		t.Error("the script came to an end")
	}
	function := FCallRO[int](runner, "spin", nil, "x")
	eventually(t, func() bool {
		stats, err := FunctionStats(c).Wait(background)
		f, ok := stats.Running.Get()
		return err == nil && ok && f.Name == "spin" && slices.Equal(f.Command, []string{"FCALL_RO", "spin", "0", "x"}) && f.Duration > 0
	})
	ran(t, c, "FunctionKill", onRedis, FunctionKill(c))
	if _, err := function.Wait(background); err == nil {
		t.Error("the function came to an end")
	}
}

func TestClientsAreListedAndKilled(t *testing.T) {
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	victim := dial(t, s.URL(), func(cfg *Config) { cfg.ClientName = "victim" })
	id := must(t, ClientID(victim))
	if v := must(t, ClientListWhere(c, WhereID(id))); len(v) != 1 || v[0].ID != id || v[0].Name != "victim" || v[0].Command != "client|id" {
		t.Errorf("%+v", v)
	}
	if v := must(t, ClientInfo(victim)); v.Name != "victim" || v.ID != id {
		t.Errorf("%+v", v)
	}
	if n := must(t, ClientKill(c, WhereID(id), WhereAddr("10.0.0.7:1"))); n != 0 {
		t.Errorf("%d killed by conditions of which one is not met", n)
	}
	if n := must(t, ClientKill(c, WhereID(id), WhereType(NormalClient), WhereUser("default"))); n != 1 {
		t.Errorf("%d killed", n)
	}
	if _, err := Ping(victim).Wait(background); !errors.Is(err, ErrClosed) && !errors.Is(err, ErrLost) {
		t.Errorf("error %v", err)
	}
}

func TestBlockedClientsAreUnblocked(t *testing.T) {
	s := redistest.NewServer(t)
	c := dial(t, s.URL())
	blocked := func() int64 {
		var id int64
		eventually(t, func() bool {
			i := -1
			clients := must(t, ClientList(c))
			i = slices.IndexFunc(clients, func(v ConnectedClient) bool { return v.Command == "blpop" && strings.Contains(v.Flags, "b") })
			if i >= 0 {
				id = clients[i].ID
			}
			return i >= 0
		})
		return id
	}
	for _, unblock := range []func(int64) Future[bool]{
		func(id int64) Future[bool] { return ClientUnblock(c, id) },
		func(id int64) Future[bool] { return ClientUnblockError(c, id) },
	} {
		done := make(chan struct{})
		go func() {
			defer close(done)
			waitOnList(s)
		}()
		if ok := must(t, unblock(blocked())); !ok {
			t.Error("nobody was unblocked")
		}
		<-done
	}
}

// waitOnList has a client of its own wait for an element, and reads the reply.
func waitOnList(s *redistest.Instance) {
	nc, err := net.Dial("tcp", s.Addr())
	if err != nil {
		return // nobody waits, and the test says so
	}
	defer nc.Close()
	io.WriteString(nc, wire("BLPOP", "nosuch", "0"))
	nc.Read(make([]byte, 100))
}

func TestPausedClientsWait(t *testing.T) {
	s := redistest.NewServer(t)
	c, other := dial(t, s.URL()), dial(t, s.URL())
	must(t, ClientPauseWrites(c, hour))
	f := Set(other, "k", "v")
	if _, err := Get[Optional[string]](c, "k").Wait(background); err != nil {
		t.Error(err)
	}
	eventually(t, func() bool { return must(t, Info(c)).Clients.Blocked == 1 })
	if f.Done() {
		t.Error("a paused client was answered")
	}
	must(t, ClientUnpause(c))
	must(t, f)
}
