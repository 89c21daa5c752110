package commands

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// oldest is the server that the tests have at least: what is newer is in testdata.
const oldest = "7.0.0"

// published reads testdata/newer.txt: what newer servers say of their commands, by name.
func published(t *testing.T) map[string]info {
	t.Helper()
	text, err := os.ReadFile("testdata/newer.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]info{}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		const facts = 6
		if len(words) <= facts {
			t.Fatalf("%q: too few words", line)
		}
		name, words := strings.Join(words[:len(words)-facts], " "), words[len(words)-facts:]
		in := info{since: words[0]}
		if _, err := fmt.Sscan(strings.Join(words[1:5], " "), &in.arity, &in.keys.First, &in.keys.Last, &in.keys.Step); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		switch flag := words[5]; flag {
		case "readonly", "write":
			in.flags = []string{flag}
		case "-":
		default:
			t.Fatalf("%q: no such flag", line)
		}
		if _, twice := all[name]; twice {
			t.Errorf("%s: two lines", name)
		}
		all[name] = in
	}
	return all
}

// unpublished says how entries differ from what servers newer than the tests have publish, both ways.
func unpublished(entries []Command, published map[string]info) (differences []string) {
	differ := func(format string, args ...any) { differences = append(differences, fmt.Sprintf(format, args...)) }
	known := map[string]bool{}
	for _, c := range entries {
		known[c.Name] = true
		in, ok := published[c.Name]
		if !ok {
			if compareVersions(c.Since, oldest) > 0 {
				differ("%s: no line", c.Name)
			}
			continue // the server of the tests has it
		}
		if c.Since != in.since {
			differ("%s: since %s, published is %s", c.Name, c.Since, in.since)
		}
		if c.Arity != in.arity {
			differ("%s: arity %d, published is %d", c.Name, c.Arity, in.arity)
		}
		if c.Keys != in.keys {
			differ("%s: keys %v, published are %v", c.Name, c.Keys, in.keys)
		}
		var flags []string
		if c.Flags&ReadOnly != 0 {
			flags = append(flags, "readonly")
		}
		if c.Flags&Writes != 0 {
			flags = append(flags, "write")
		}
		if got, want := fmt.Sprint(flags), fmt.Sprint(in.flags); got != want {
			differ("%s: flags %s, published are %s", c.Name, got, want)
		}
	}
	for name, in := range published {
		if !known[name] && !LeftOut(Listed{Name: name, Arity: in.arity, Flags: in.flags}) {
			differ("%s: no entry", name)
		}
	}
	slices.Sort(differences)
	return differences
}

// TestNewerEntriesAgreeWithWhatIsPublished: what no server of the tests can contradict is compared with testdata.
func TestNewerEntriesAgreeWithWhatIsPublished(t *testing.T) {
	lines := published(t)
	for _, difference := range unpublished(All(), lines) {
		t.Error(difference)
	}
	if len(lines) < 100 {
		t.Errorf("only %d lines", len(lines))
	}
}

func TestDifferencesFromWhatIsPublishedAreNoticed(t *testing.T) {
	right := Command{Name: "HTTL", Since: "7.4.0", Arity: -5, Keys: oneKey, Flags: ReadOnly}
	lines := map[string]info{"HTTL": {since: "7.4.0", arity: -5, keys: oneKey, flags: []string{"readonly"}}, "SFLUSH": {since: "8.0.0", arity: -3}}
	if got := unpublished([]Command{right}, lines); got != nil {
		t.Errorf("nothing differs but %q", got)
	}
	for name, change := range map[string]func(*Command){
		"version":          func(c *Command) { c.Since = "7.3.0" },
		"an older version": func(c *Command) { c.Since = "6.2.0" },
		"arity":            func(c *Command) { c.Arity = -3 },
		"keys":             func(c *Command) { c.Keys = Keys{} },
		"flags":            func(c *Command) { c.Flags = Writes },
		"name":             func(c *Command) { c.Name = "HTTLX" }, // neither has the other
	} {
		wrong := right
		change(&wrong)
		want := 1
		if name == "name" {
			want = 2
		}
		if got := unpublished([]Command{wrong}, lines); len(got) != want {
			t.Errorf("another %s: %q", name, got)
		}
	}
}
