package redis

import (
	"strings"
	"testing"

	"github.com/redisfut/redis/internal/commands"
)

func TestLookupFindsEveryCommandInAnyCase(t *testing.T) {
	for i := range commandTable {
		want := &commandTable[i]
		word, sub, _ := strings.Cut(want.name, " ")
		for _, change := range []func(string) string{strings.ToUpper, strings.ToLower, mixed} {
			if got := lookup(change(word), change(sub)); got != want {
				t.Errorf("lookup(%q, %q) = %v", change(word), change(sub), got)
			}
		}
		if sub == "" && word != "COMMAND" {
			// The first argument of a command that is no container does not matter.
			if got := lookup(word, "REPLY"); got != want {
				t.Errorf("lookup(%q, REPLY) = %v", word, got)
			}
		}
	}
	if len(commandTable) != len(commands.All()) {
		t.Errorf("%d entries, %d commands", len(commandTable), len(commands.All()))
	}
}

// mixed gives s with every other letter in lower case.
func mixed(s string) string {
	b := []byte(s)
	for i := 0; i < len(b); i += 2 {
		b[i] = strings.ToLower(string(b[i]))[0]
	}
	return string(b)
}

func TestLookupDoesNotKnowOtherNames(t *testing.T) {
	long := strings.Repeat("X", 100)
	for _, name := range [][2]string{
		{"", ""}, {"NOSUCH", ""}, {"GETX", ""}, {"GE", ""}, {"GET ", ""}, {" GET", ""}, {"GET\x00", ""}, {"G\xc5T", ""},
		{"CLIENT", ""}, {"CLIENT", "NOSUCH"}, {"CLIENT", "REPLY "}, {"CLIENT REPLY", ""}, {"COMMAND", "NOSUCH"},
		{long, ""}, {"CLIENT", long}, {"ſET", ""}, {"ſet", ""}, // which Unicode folds to SET
	} {
		if got := lookup(name[0], name[1]); got != nil {
			t.Errorf("lookup(%q, %q) = %s", name[0], name[1], got.name)
		}
	}
}

func TestLookupDoesNotAllocate(t *testing.T) {
	names := [][2]string{{"get", "key"}, {"Client", "Reply"}, {"zrangebyscore", ""}, {"nosuch", "thing"}}
	if n := testing.AllocsPerRun(100, func() {
		for _, name := range names {
			lookup(name[0], name[1])
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzLookup(f *testing.F) {
	for _, s := range []string{"get", "CLIENT reply", "xread block", "", " ", "\xff\xfe", "ſet"} {
		f.Add(s, "")
		word, sub, _ := strings.Cut(s, " ")
		f.Add(word, sub)
	}
	f.Fuzz(func(t *testing.T, name, sub string) {
		c := lookup(name, sub)
		if c == nil {
			return
		}
		word, second, _ := strings.Cut(c.name, " ")
		if asciiUpper(name) != word || second != "" && asciiUpper(sub) != second {
			t.Errorf("lookup(%q, %q) = %s", name, sub, c.name)
		}
	})
}

// asciiUpper is upper without its bounds, as an oracle.
func asciiUpper(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
}

// TestEntriesTellTheirPrefix: what the prefix says is what words and argc say.
func TestEntriesTellTheirPrefix(t *testing.T) {
	for i := range commandTable {
		c := &commandTable[i]
		args, err := parseCommand([]byte(c.prefix))
		if err != nil || strings.Join(args, " ") != c.name || len(args) != c.words || c.argc != c.words {
			t.Errorf("%s: words %d, argc %d, prefix %q: %q, %v", c.name, c.words, c.argc, c.prefix, args, err)
		}
	}
}

func TestRefusedEntriesSayWhatToDoInstead(t *testing.T) {
	for i := range commandTable {
		c := &commandTable[i]
		alone := c.name == "WAIT" || c.name == "WAITAOF"
		if (c.flags&refused != 0 || alone) != (c.instead != "") {
			t.Errorf("%s: flags %b, instead %q", c.name, c.flags, c.instead)
		}
	}
}

// TestRetryClassesDependOnOptions: an entry promises no more than the options that were given allow.
func TestRetryClassesDependOnOptions(t *testing.T) {
	for _, test := range []struct {
		name string
		put  func(Pipe) error
		want retryClass
	}{
		{"GET", func(p Pipe) error { return putErr(Get[string](p, "k")) }, retryRead},
		{"SET", func(p Pipe) error { return putErr(Set(p, "k", "v")) }, retryLastWriterWins},
		{"SET EXAT", func(p Pipe) error { return putErr(Set(p, "k", "v", EXAT(someTime))) }, retryLastWriterWins},
		{"SET KEEPTTL", func(p Pipe) error { return putErr(Set(p, "k", "v", KeepTTL)) }, retryLastWriterWins},
		{"SET EX", func(p Pipe) error { return putErr(Set(p, "k", "v", EX(hour))) }, retryConditional},
		{"SET PX", func(p Pipe) error { return putErr(Set(p, "k", "v", PX(hour))) }, retryConditional},
		{"SET NX", func(p Pipe) error { return putErr(SetIf(p, "k", "v", NX)) }, retryConditional},
		{"SET GET", func(p Pipe) error { return putErr(SetGet[string](p, "k", "v")) }, retryConditional},
		{"EXPIRE", func(p Pipe) error { return putErr(Expire(p, "k", hour)) }, retryConditional},
		{"EXPIREAT", func(p Pipe) error { return putErr(ExpireAt(p, "k", someTime)) }, retryLastWriterWins},
		{"EXPIREAT NX", func(p Pipe) error { return putErr(ExpireAt(p, "k", someTime, NX)) }, retryConditional},
		{"EXPIREAT GT", func(p Pipe) error { return putErr(ExpireAt(p, "k", someTime, GT)) }, retryConditional},
		{"ZADD", func(p Pipe) error { return putErr(ZAdd(p, "k", 1, "m")) }, retryLastWriterWins},
		{"ZADD NX", func(p Pipe) error { return putErr(ZAdd(p, "k", 1, "m", NX)) }, retryLastWriterWins},
		{"ZADD INCR", func(p Pipe) error { return putErr(ZAddIncr(p, "k", 1, "m")) }, retryAccumulating},
		{"INCR", func(p Pipe) error { return putErr(Incr(p, "k")) }, retryAccumulating},
		{"Do SET", func(p Pipe) error { return putErr(Do[OK](p, "SET", "k", "v")) }, retryConditional},
		{"Do ZADD", func(p Pipe) error { return putErr(Do[int64](p, "ZADD", "k", 1, "m")) }, retryAccumulating},
		{"Do NOSUCH", func(p Pipe) error { return putErr(Do[int64](p, "NOSUCH")) }, retryAccumulating},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newTape()
			if err := test.put(p); err != nil {
				t.Fatal(err)
			}
			if got := p.x.cmd.retry; got != test.want {
				t.Errorf("class %d, want %d", got, test.want)
			}
		})
	}
}
