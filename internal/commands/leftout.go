package commands

import (
	"slices"
	"strings"
)

// A Listed is a command, or a subcommand, as a server lists it in its reply to COMMAND.
type Listed struct {
	Name        string // as that of a [Command]
	Arity       int
	Flags       []string
	Subcommands bool // it has some
}

// An Omission is a kind of commands that servers have and the table has not. They are sent by Do
// as others are, so none may be among them that a shared connection has to refuse.
type Omission struct {
	Commands string // which, for the docs
	Reason   string
	covers   func(Listed) bool
}

// Omissions are reviewed as the table is: a command of a server that has neither an entry nor a
// place here fails the tests.
var Omissions = []Omission{
	{
		Commands: "the first word of commands that are two, such as CONFIG",
		Reason:   "an error without the second; each of the two-word commands has an entry",
		// Those that do something by themselves, as COMMAND does, are content with one argument: their name.
		covers: func(c Listed) bool { return c.Subcommands && (c.Arity > 1 || c.Arity < -1) },
	},
	{
		Commands: "HELP behind a first word that is newer than Redis 7.0, such as HOTKEYS HELP",
		Reason:   "a text for people at a prompt",
		covers: func(c Listed) bool {
			known := slices.ContainsFunc(helpCommands, func(h Command) bool { return h.Name == c.Name })
			return strings.HasSuffix(c.Name, " HELP") && !known
		},
	},
	{
		Commands: "commands of modules: JSON, search, time series, Bloom filters and the like",
		Reason:   "not the server's own, though Redis comes with some since 8.0.0: versions, arguments and replies are those of the module",
		covers:   func(c Listed) bool { return slices.Contains(c.Flags, "module") },
	},
	named("sent by servers of a cluster to each other", "TRIMSLOTS"),
	named("experimental, and not documented: servers do not have it unless they were built for it", "SFLUSH"),
	named("sent by servers to their replicas, in place of GCRA", "GCRASETVALUE"),
}

// named is the omission of single commands.
func named(reason string, names ...string) Omission {
	return Omission{strings.Join(names, ", "), reason, func(c Listed) bool { return slices.Contains(names, c.Name) }}
}

// LeftOut reports whether c has no entry for one of the reasons of [Omissions].
func LeftOut(c Listed) bool {
	return slices.ContainsFunc(Omissions, func(o Omission) bool { return o.covers(c) })
}
