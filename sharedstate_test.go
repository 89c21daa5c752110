package redis

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/internal/redistest"
)

// A serverCommand is what COMMAND says of a command, or of a subcommand: "client|reply".
type serverCommand struct {
	name  string
	flags []string
}

func (c serverCommand) has(flag string) bool { return slices.Contains(c.flags, flag) }

// words are the name of the command and, for a subcommand, the second word; "" else.
func (c serverCommand) words() (word, sub string) {
	word, sub, _ = strings.Cut(c.name, "|")
	return word, sub
}

// serverCommands lists all commands of a server, each container behind its subcommands.
func serverCommands(t *testing.T, s *redistest.Instance) (list []serverCommand) {
	var add func(entries []any)
	add = func(entries []any) {
		for _, e := range entries {
			entry := e.([]any)
			c := serverCommand{name: entry[0].(string)}
			for _, f := range entry[2].([]any) {
				c.flags = append(c.flags, f.(string))
			}
			if len(entry) > 9 {
				add(entry[9].([]any))
			}
			list = append(list, c)
		}
	}
	add(s.Do(t, "COMMAND").([]any))
	if len(list) < 300 {
		t.Fatalf("COMMAND lists %d commands", len(list))
	}
	return list
}

// notShared are the commands that change what others' commands on the same connection mean, who may send them, or how
// many replies they have; with a part of what the user must be told to do instead.
var notShared = map[string]string{
	"select": "DB of redis.Config", "auth": "Username and Password", "hello": "redis.Config", "reset": "Conn.Close", "quit": "Conn.Close",
	"multi": "redis.Multi", "exec": "redis.Multi", "discard": "redis.Multi", "watch": "redis.Watch", "unwatch": "redis.Watch",
	"subscribe": "connection of its own", "psubscribe": "connection of its own", "ssubscribe": "connection of its own",
	"unsubscribe": "connection of its own", "punsubscribe": "connection of its own", "sunsubscribe": "connection of its own",
	"monitor": "connection of its own", "sync": "replication", "psync": "replication", "replconf": "replication",
	"readonly": "connection of its own", "readwrite": "connection of its own", "asking": "next command",
	"client|reply": "redis.Ignore", "client|tracking": "connection of its own", "client|caching": "connection of its own",
	"client|setname": "ClientName", "client|setinfo": "library", "client|no-evict": "connection of its own", "client|no-touch": "connection of its own",
	"client|capa": "redirections", "client|import-source": "connection of its own", "cluster|syncslots": "replication", "script|debug": "redis-cli --ldb",
	"host:": "no command", "post": "no command",
}

// refusable tells whether a command of a server is to be refused whatever its arguments, and with what words.
func (c serverCommand) refusable() (told string, ok bool) {
	told, ok = notShared[c.name]
	return told, ok
}

// letterCases are ways to write a word.
func letterCases(word string) []string {
	return []string{strings.ToLower(word), strings.ToUpper(word), mixed(strings.ToUpper(word))}
}

func TestWhatWouldDisturbOthersIsRefused(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.Server(t)
	c := dial(t, "")
	list := serverCommands(t, s)
	known := map[string]bool{}
	for _, cmd := range list {
		known[cmd.name] = true
	}
	for name := range notShared { // those of other versions of the server as well
		if !known[name] {
			list = append(list, serverCommand{name: name})
		}
	}
	before := c.Stats()
	forms := 0
	for _, cmd := range list {
		told, want := cmd.refusable()
		if !want {
			continue
		}
		word, sub := cmd.words()
		for _, w := range letterCases(word) {
			for _, sb := range letterCases(sub) {
				var req, txReq Request
				puts := map[string]func(p Pipe) Future[Ignore]{
					"words": func(p Pipe) Future[Ignore] {
						if sub == "" {
							return Do[Ignore](p, w)
						}
						return Do[Ignore](p, w, sb)
					},
					"with arguments": func(p Pipe) Future[Ignore] {
						if sub == "" {
							return Do[Ignore](p, w, "1", 2)
						}
						return Do[Ignore](p, w, []any{[]byte(sb), "1", 2})
					},
				}
				if sub != "" {
					puts["one string"] = func(p Pipe) Future[Ignore] { return Do[Ignore](p, w+" "+sb, "1") }
				}
				for form, put := range puts {
					for pipe, p := range map[string]Pipe{"conn": c, "policy": c.With(Policy{}), "request": &req, "transaction": Multi(&txReq)} {
						forms++
						err := put(p).Err()
						if !errors.Is(err, ErrRefused) || !strings.Contains(err.Error(), told) || OutcomeOf(err) != NotSent {
							t.Errorf("%s %s as %s into a %s: %v, outcome %v", w, sb, form, pipe, err, OutcomeOf(err))
						}
						if pipe == "transaction" {
							txReq = Request{}
						}
					}
				}
				if err := c.Exec(background, &req); !errors.Is(err, ErrRefused) || OutcomeOf(err) != NotSent {
					t.Errorf("Exec of %s %s: %v", w, sb, err)
				}
			}
		}
	}
	if forms < 2000 {
		t.Errorf("only %d forms were tried", forms)
	}
	after := c.Stats()
	if after.Commands != before.Commands || after.WriteBytes != before.WriteBytes || after.Writes != before.Writes {
		t.Errorf("something was sent: %+v, then %+v", before, after)
	}
}

// What names no command in the way it is done is not sent either, or is unknown to the server.
func TestOddNamesDoNotComeThrough(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, "")
	sent := c.Stats().Commands
	for _, name := range []string{"SELECT 1", "select  1", " SELECT", "SELECT ", "CLIENT  REPLY", "CLIENT REPLY OFF", "CLIENT REPLY ", "", " "} {
		if _, err := Do[Ignore](c, name, "1").Wait(background); OutcomeOf(err) != NotSent {
			t.Errorf("%q: %v", name, err)
		}
	}
	if n := c.Stats().Commands; n != sent {
		t.Errorf("%d commands were sent", n-sent)
	}
	for _, name := range []string{"SELECT\t1", "SELECT\r\n", "SELECT\x00", "\x00SELECT", "ſELECT", "client|reply", "CLIENT\tREPLY", "select|1"} {
		if _, err := Do[Ignore](c, name, "off").Wait(background); prefixOf(err) != "ERR" || !strings.Contains(err.Error(), "unknown command") {
			t.Errorf("%q: %v", name, err)
		}
	}
	aligned(t, c)
}

// stateOf is what a server says of the state of a connection.
func stateOf(t *testing.T, c *Conn) string {
	t.Helper()
	info, err := Do[string](c, "CLIENT", "INFO").Wait(background)
	if err != nil {
		t.Fatal(err)
	}
	var state []string
	for _, w := range strings.Fields(info) {
		for _, name := range []string{"id", "name", "db", "flags", "sub", "psub", "ssub", "multi", "user", "redir", "resp", "lib-name", "no-evict"} {
			if strings.HasPrefix(w, name+"=") {
				state = append(state, w)
			}
		}
	}
	tracking, err := Do[[]string](c, "CLIENT", "TRACKINGINFO").Wait(background)
	// A list of flags inside is no string: the error tells it just as well.
	return fmt.Sprint(state, tracking, err)
}

// Every other command of the server is sent, has one reply, and leaves the connection as it was, whatever its
// arguments.
func TestWhatIsNotRefusedLeavesTheConnectionAsItWas(t *testing.T) {
	redistest.CheckLeaks(t)
	s := redistest.NewServer(t)
	// These end the server, hold it up, or make it a replica; of their connection they change nothing.
	skip := []string{"shutdown", "pfselftest", "replicaof", "slaveof", "debug", "failover", "save", "bgsave", "bgrewriteaof"}
	c := dial(t, s.URL())
	state := stateOf(t, c)
	tried := 0
	for _, cmd := range serverCommands(t, s) {
		if _, refuse := cmd.refusable(); refuse || slices.Contains(skip, cmd.name) {
			continue
		}
		word, sub := cmd.words()
		if lookup(word, sub) == nil && sub != "help" && (sub != "" || !isContainer(word)) {
			t.Errorf("%s is not in the table", cmd.name)
		}
		if cmd.has("blocking") && cmd.name != "xread" && cmd.name != "xreadgroup" {
			if lookup(word, sub).flags&blocking == 0 {
				t.Errorf("%s waits, and would be sent on the shared connection", cmd.name)
			}
			continue
		}
		for _, args := range [][]any{nil, {"1"}, {"yes"}, {"1", "1"}, {"k", "1", "1"}, {"1", "1", "1", "1"}, {"on", "redirect", "1"}} {
			if sub != "" {
				args = append([]any{sub}, args...)
			}
			var req Request
			before, f, after := echo(&req, "before"), Do[Ignore](&req, word, args...), echo(&req, "after")
			c.Exec(background, &req)
			if before.Value() != "before" || after.Value() != "after" || OutcomeOf(f.Err()) == NotSent || c.Err() != nil {
				t.Fatalf("%s %v: %v; its neighbours %v, %v; %v", word, args, f.Err(), before.Err(), after.Err(), c.Err())
			}
			tried++
		}
	}
	if tried < 1500 {
		t.Errorf("only %d commands were tried", tried)
	}
	if diff := cmp.Diff(state, stateOf(t, c)); diff != "" {
		t.Errorf("the connection was changed: -before +after\n%s", diff)
	}
	if n := c.Stats().Pushes; n != 0 {
		t.Errorf("%d pushes", n)
	}
	aligned(t, c)
}

// isContainer reports whether the table has subcommands of a command.
func isContainer(word string) bool {
	for i := range commandTable {
		if w, _, ok := strings.Cut(commandTable[i].name, " "); ok && strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// XREAD and XREADGROUP get a pinned connection where they would wait, and nowhere else.
func TestStreamsAreReadOnPinnedConnectionsWhereThatWaits(t *testing.T) {
	redistest.CheckLeaks(t)
	c := dial(t, redistest.NewServer(t).URL())
	mustDo(t, c, "XADD", "block", "1-1", "f", "v")
	mustDo(t, c, "XGROUP", "CREATE", "block", "block", "0")
	for _, test := range []struct {
		name   string
		args   []any
		pinned bool
	}{
		{"XREAD", []any{"STREAMS", "block", "0"}, false},
		{"XREADGROUP", []any{"GROUP", "block", "block", "STREAMS", "block", ">"}, false},
		{"XREADGROUP", []any{"COUNT", 1, "GROUP", "block", "block", "STREAMS", "block", "0"}, false},
		{"xRead", []any{"bLock", 1, "STREAMS", "block", "$"}, true},
		{"XREAD", []any{"COUNT", 1, "BLOCK", 1, "STREAMS", "block", "$"}, true},
		{"XREAD", []any{[]string{"COUNT", "1", "block", "1", "STREAMS", "block", "$"}}, true},
		{"xreadgroup", []any{"GROUP", "block", "block", "NOACK", "BLOCK", "1", "STREAMS", "block", ">"}, true},
		{"xreadgroup", []any{"COUNT", 1, "GROUP", "block", "block", "block", "1", "STREAMS", "block", ">"}, true},
	} {
		_, err := Do[Optional[Ignore]](c, test.name, test.args...).Wait(soon(t))
		if pinned := c.Stats().Pinned > 0; pinned != test.pinned || err != nil {
			t.Errorf("%s %v: pinned %v, %v", test.name, test.args, pinned, err)
		}
	}
	aligned(t, c)
}
