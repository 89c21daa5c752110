package commands

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/redisfut/redis/internal/redistest"
)

func TestMain(m *testing.M) { os.Exit(redistest.Main(m)) }

// An info is what a server says of one of its commands.
type info struct {
	arity  int
	keys   Keys
	flags  []string
	since  string
	words  bool     // it has subcommands
	tokens []string // the words among its arguments
}

// serverInfo asks a server for all of its commands.
func serverInfo(t *testing.T, srv *redistest.Instance) map[string]info {
	t.Helper()
	all := map[string]info{}
	var addInfo func(list []any)
	addInfo = func(list []any) {
		for _, e := range list {
			e := e.([]any)
			in := info{
				arity: int(e[1].(int64)),
				keys:  Keys{int(e[3].(int64)), int(e[4].(int64)), int(e[5].(int64))},
			}
			for _, f := range e[2].([]any) {
				in.flags = append(in.flags, f.(string))
			}
			if len(e) > 9 {
				sub := e[9].([]any)
				in.words = len(sub) > 0
				addInfo(sub)
			}
			all[commandName(e[0])] = in
		}
	}
	addInfo(srv.Do(t, "COMMAND").([]any))

	var addDocs func(docs []any)
	addDocs = func(docs []any) {
		for i := 0; i+1 < len(docs); i += 2 {
			name, doc := commandName(docs[i]), docs[i+1].([]any)
			for j := 0; j+1 < len(doc); j += 2 {
				switch doc[j] {
				case "since":
					in := all[name]
					in.since = doc[j+1].(string)
					all[name] = in
				case "subcommands":
					addDocs(doc[j+1].([]any))
				case "arguments":
					in := all[name]
					in.tokens = tokens(doc[j+1].([]any))
					all[name] = in
				}
			}
		}
	}
	addDocs(srv.Do(t, "COMMAND", "DOCS").([]any))
	return all
}

// tokens are the words among arguments, as COMMAND DOCS tells of them, and among those that they consist of.
func tokens(args []any) (words []string) {
	for _, arg := range args {
		arg := arg.([]any)
		for i := 0; i+1 < len(arg); i += 2 {
			switch arg[i] {
			case "token":
				words = append(words, strings.Fields(strings.ToUpper(arg[i+1].(string)))...)
			case "arguments":
				words = append(words, tokens(arg[i+1].([]any))...)
			}
		}
	}
	return words
}

// commandName turns "config|get" into "CONFIG GET".
func commandName(v any) string {
	return strings.ToUpper(strings.ReplaceAll(v.(string), "|", " "))
}

// corrected are facts that servers up to 7.0 told wrong of themselves.
var corrected = map[string]info{
	"CLIENT PAUSE":            {arity: -3, since: "2.9.50"},
	"COMMAND GETKEYS":         {arity: -4, since: "2.8.13"},
	"COMMAND GETKEYSANDFLAGS": {arity: -4, since: "7.0.0"},
	"SENTINEL CONFIG":         {arity: -3, since: "6.2.0"},
}

// TestEntriesAgreeWithTheServer compares arity, keys, flags and version of each command that the
// server knows too.
func TestEntriesAgreeWithTheServer(t *testing.T) {
	server := serverInfo(t, redistest.Server(t))
	if compared := compareEntries(t, server); compared < 200 {
		t.Errorf("only %d commands compared, of %d that the server has", compared, len(server))
	}
}

// TestEntriesAgreeWithASentinel is about the commands that only sentinels have.
func TestEntriesAgreeWithASentinel(t *testing.T) {
	s := redistest.NewSentinels(t, redistest.SentinelOptions{Sentinels: 1, Replicas: -1})
	all := serverInfo(t, s.Sentinels()[0])
	own := map[string]info{}
	for name, in := range all {
		if strings.HasPrefix(name, "SENTINEL ") {
			own[name] = in
		}
	}
	if compared := compareEntries(t, own); compared < 15 {
		t.Errorf("only %d commands compared, of %d", compared, len(own))
	}
}

// grown are the commands that had a fixed number of arguments before they got options, as older servers say.
var grown = map[string]bool{"ZRANK": true, "ZREVRANK": true, "CLUSTER REPLICATE": true, "SENTINEL FAILOVER": true}

func compareEntries(t *testing.T, server map[string]info) (compared int) {
	for _, c := range All() {
		in, ok := server[c.Name]
		if !ok {
			continue // newer than the server
		}
		compared++
		if old, ok := corrected[c.Name]; ok && old.arity == in.arity && old.since == in.since {
			continue
		}
		if in.arity != c.Arity && !(grown[c.Name] && in.arity == -c.Arity) {
			t.Errorf("%s: arity %d, the server says %d", c.Name, c.Arity, in.arity)
		}
		if in.keys != c.Keys {
			t.Errorf("%s: keys %v, the server says %v", c.Name, c.Keys, in.keys)
		}
		if in.since != "" && in.since != c.Since {
			t.Errorf("%s: since %s, the server says %s", c.Name, c.Since, in.since)
		}
		for _, f := range []struct {
			name  string
			flags Flags
		}{
			{"readonly", ReadOnly}, {"write", Writes}, {"pubsub", PubSub}, {"movablekeys", MovableKeys},
			{"blocking", Blocking | BlockOption},
		} {
			if c.Name == "WAIT" || c.Name == "WAITAOF" {
				continue // block, though not every server says so
			}
			if has := c.Flags&f.flags != 0; has != slices.Contains(in.flags, f.name) {
				t.Errorf("%s: %s is %v, the server says %v", c.Name, f.name, has, !has)
			}
		}
	}
	return compared
}

// unsent are the words of commands that no generated helper sends, and why.
var unsent = map[string]string{
	"CLIENT KILL SLAVE":       "the old name of REPLICA",
	"CLIENT PAUSE ALL":        "as without it",
	"CLIENT UNBLOCK TIMEOUT":  "as without it",
	"CLUSTER RESET SOFT":      "as without it",
	"FUNCTION RESTORE APPEND": "as without it",
	"SHUTDOWN NOSAVE":         "ShutdownServer does, which is written by hand",
	"SHUTDOWN SAVE":           "ShutdownServer does",
	"SHUTDOWN NOW":            "ShutdownServer does",
	"SHUTDOWN FORCE":          "ShutdownServer does",
	"XADD =":                  "as without it",
	"XTRIM =":                 "as without it",
}

// TestHelpersSendEveryWordOfTheirCommands: what can be said to a server can be said by a helper, but for a reason.
func TestHelpersSendEveryWordOfTheirCommands(t *testing.T) {
	server := serverInfo(t, redistest.Server(t))
	used := map[string]bool{}
	compared := 0
	for _, c := range All() {
		if len(c.Forms) == 0 {
			continue // only by Do
		}
		words := map[string]bool{"": true}
		for _, f := range c.Forms {
			for _, a := range f.Args {
				for _, w := range strings.FieldsFunc(a.Usage, func(r rune) bool { return strings.ContainsRune(" |<>[]", r) }) {
					words[strings.ToUpper(strings.Trim(w, `"`))] = true
				}
			}
		}
		for _, token := range server[c.Name].tokens {
			compared++
			name := c.Name + " " + token
			switch token = strings.Trim(token, `"`); {
			case unsent[name] == "" && !words[token]:
				t.Errorf("%s: no helper sends %s", c.Name, token)
			case unsent[name] != "" && words[token]:
				t.Errorf("%s: a helper does send %s", c.Name, token)
			}
			used[name] = true
		}
	}
	for name := range unsent {
		if !used[name] {
			t.Errorf("%s: no word of the server", name)
		}
	}
	if compared < 200 {
		t.Errorf("only %d words compared", compared)
	}
}

// TestNoCommandOfAServerIsMissing: each has an entry, or a reason to have none.
func TestNoCommandOfAServerIsMissing(t *testing.T) {
	sentinels := redistest.NewSentinels(t, redistest.SentinelOptions{Sentinels: 1, Replicas: -1})
	for kind, srv := range map[string]*redistest.Instance{"server": redistest.Server(t), "sentinel": sentinels.Sentinels()[0]} {
		missing := missingEntries(serverInfo(t, srv))
		if len(missing) > 0 {
			t.Errorf("commands of a %s without an entry, or an omission that says why: %q", kind, missing)
		}
	}
}

// missingEntries gives the names of what the server has, and neither the table nor the omissions.
func missingEntries(server map[string]info) []string {
	known := map[string]bool{}
	for _, c := range All() {
		known[c.Name] = true
	}
	var missing []string
	for name, in := range server {
		if !known[name] && !LeftOut(Listed{name, in.arity, in.flags, in.words}) {
			missing = append(missing, name)
		}
	}
	slices.Sort(missing)
	return missing
}

func TestMissingEntriesAreNoticed(t *testing.T) {
	got := missingEntries(map[string]info{
		"GET":       {arity: 2},
		"NEWS":      {arity: -2},                 // a command that nobody knows
		"CONFIG":    {arity: -2, words: true},    // nothing without another word
		"NEWS GET":  {arity: 3},                  // a subcommand that nobody knows
		"BULLETIN":  {arity: -1, words: true},    // does something by itself, too
		"NEWS HELP": {arity: 2},                  // left out
		"JSON.SET":  {flags: []string{"module"}}, // left out
		"TRIMSLOTS": {arity: -3},                 // left out
	})
	if want := []string{"BULLETIN", "NEWS", "NEWS GET"}; !slices.Equal(got, want) {
		t.Errorf("missing: %q, want %q", got, want)
	}
}

// TestOmissionsHaveNoEntries: what got an entry is not left out any more.
func TestOmissionsHaveNoEntries(t *testing.T) {
	for _, c := range All() {
		if LeftOut(Listed{Name: c.Name, Arity: c.Arity}) {
			t.Errorf("%s is in the table, and yet left out", c.Name)
		}
	}
}

// compareVersions compares two versions by their numbers.
func compareVersions(a, b string) int {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(as), len(bs)) {
		x, _ := strconv.Atoi(as[i])
		y, _ := strconv.Atoi(bs[i])
		if x != y {
			return x - y
		}
	}
	return len(as) - len(bs)
}
