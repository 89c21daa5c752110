package main

import (
	"fmt"
	"strings"

	"github.com/redisfut/redis/internal/commands"
)

// tableFile holds the entries: one per helper, with the number of arguments
// that it usually has, and one per command, for Do.
func tableFile() string {
	var b strings.Builder
	b.WriteString("// The entries of the helpers.\nvar (\n")
	all := commands.All()
	for _, g := range groups {
		for _, c := range g.Commands {
			for _, f := range c.Forms {
				argc := 0
				for _, a := range f.Args {
					argc += a.Min
				}
				retry := c.Class()
				if f.Retry != 0 {
					retry = f.Retry
				}
				careful := ""
				if f.Careful {
					careful = fmt.Sprintf("careful: &commandTable[%d],", index(all, c.Name))
				}
				fmt.Fprintf(&b, "cmd%s = command{%s%s}\n", f.Go, fields(&c, argc, retry), careful)
			}
		}
	}
	b.WriteString(")\n\n// commandTable has an entry for every known command, whatever its options, by name.\n")
	fmt.Fprintf(&b, "var commandTable = [...]command{\n")
	for _, c := range all {
		fmt.Fprintf(&b, "{%s},\n", fields(&c, 0, c.Class()))
	}
	b.WriteString("}\n")
	return b.String()
}

func index(all []commands.Command, name string) int {
	for i := range all {
		if all[i].Name == name {
			return i
		}
	}
	panic("no entry for " + name)
}

// fields gives the fields of an entry for a command with argc arguments behind its name.
func fields(c *commands.Command, argc int, retry commands.Retry) string {
	words := strings.Fields(c.Name)
	prefix := fmt.Sprintf("*%d\r\n", len(words)+argc)
	for _, w := range words {
		prefix += fmt.Sprintf("$%d\r\n%s\r\n", len(w), w)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "name: %q, prefix: %q, words: %d, argc: %d,", c.Name, prefix, len(words), len(words)+argc)
	if flags := flagNames(c); flags != nil {
		fmt.Fprintf(&b, " flags: %s,", strings.Join(flags, "|"))
	}
	fmt.Fprintf(&b, " retry: %s,", retryNames[retry])
	if c.Keys.First != 0 {
		fmt.Fprintf(&b, " firstKey: %d, lastKey: %d, keyStep: %d,", c.Keys.First, c.Keys.Last, c.Keys.Step)
	}
	if c.Instead != "" {
		fmt.Fprintf(&b, " instead: %q,", c.Instead)
	}
	return b.String()
}

var retryNames = map[commands.Retry]string{
	commands.RetryRead:           "retryRead",
	commands.RetryLastWriterWins: "retryLastWriterWins",
	commands.RetryConditional:    "retryConditional",
	commands.RetryAccumulating:   "retryAccumulating",
}

// flagNames gives the flags of an entry as constants of the root package.
func flagNames(c *commands.Command) []string {
	var names []string
	for _, f := range []struct {
		flag commands.Flags
		name string
	}{
		{commands.ReadOnly, "readOnly"}, {commands.Writes, "writes"}, {commands.Blocking, "blocking"},
		{commands.BlockOption, "blockOption"}, {commands.PubSub, "pubsub"}, {commands.ConnState, "connState"},
		{commands.Script, "script"}, {commands.MovableKeys, "movableKeys"},
	} {
		if c.Flags&f.flag != 0 {
			names = append(names, f.name)
		}
	}
	if c.Refused() {
		names = append(names, "refused")
	}
	return names
}

// lookupFile holds the function that finds an entry by its name. A switch is
// as fast as a map here, and unlike one costs nothing when the program starts.
func lookupFile() string {
	var b strings.Builder
	b.WriteString(`// find returns the entry of a command, nil if there is none. Its name and subcommand are in upper case.
func find(name, sub []byte) *command {
	switch string(name) {
`)
	all := commands.All()
	for i := 0; i < len(all); {
		word, _, _ := strings.Cut(all[i].Name, " ")
		fmt.Fprintf(&b, "case %q:\n", word)
		bare := -1
		if all[i].Name == word {
			bare = i
			i++
		}
		if i < len(all) && strings.HasPrefix(all[i].Name, word+" ") {
			b.WriteString("switch string(sub) {\n")
			for ; i < len(all) && strings.HasPrefix(all[i].Name, word+" "); i++ {
				fmt.Fprintf(&b, "case %q:\nreturn &commandTable[%d]\n", all[i].Name[len(word)+1:], i)
			}
			if bare >= 0 {
				fmt.Fprintf(&b, "case \"\":\nreturn &commandTable[%d]\n", bare)
			}
			b.WriteString("}\n")
		} else {
			fmt.Fprintf(&b, "return &commandTable[%d]\n", bare)
		}
	}
	b.WriteString("}\nreturn nil\n}\n")
	return b.String()
}
