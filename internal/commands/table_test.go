package commands

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestNamesAreUniqueAndWellFormed(t *testing.T) {
	word := regexp.MustCompile(`^[A-Z][A-Z0-9_-]*:?( [A-Z][A-Z0-9_-]*)?$`)
	version := regexp.MustCompile(`^[1-9]\.\d{1,2}\.\d{1,2}$`)
	seen := map[string]bool{}
	for _, c := range All() {
		if seen[c.Name] {
			t.Errorf("%s: two entries", c.Name)
		}
		seen[c.Name] = true
		if !word.MatchString(c.Name) {
			t.Errorf("%q is no name of a command", c.Name)
		}
		if !version.MatchString(c.Since) {
			t.Errorf("%s: since %q", c.Name, c.Since)
		}
	}
}

func TestEntriesSayHowSafeTheyAreToRepeat(t *testing.T) {
	for _, c := range All() {
		if c.Class() == 0 {
			t.Errorf("%s: no class of retry", c.Name)
		}
		if c.Flags&ReadOnly != 0 && (c.Flags&Writes != 0 || c.Class() != RetryRead) {
			t.Errorf("%s: reads only, and yet writes or may not be repeated", c.Name)
		}
		if c.Flags&Writes != 0 && c.Class() == RetryRead {
			t.Errorf("%s: writes, and yet may be repeated as if it read", c.Name)
		}
		for _, f := range c.Forms {
			if f.Retry != 0 && f.Retry >= c.Class() {
				t.Errorf("%s: the form %s is no safer than the command, so its class says nothing", c.Name, f.Go)
			}
			if f.Careful && f.Retry == 0 {
				t.Errorf("%s: the form %s has no class to lose", c.Name, f.Go)
			}
		}
	}
}

func TestWhatBreaksASharedConnectionIsRefused(t *testing.T) {
	for _, c := range All() {
		if harmful := c.Flags&ConnState != 0; harmful != c.Refused() {
			t.Errorf("%s: harmful %v, refused %v", c.Name, harmful, c.Refused())
		}
		if c.Refused() && len(c.Forms) > 0 {
			t.Errorf("%s: refused, and yet has helpers", c.Name)
		}
		if c.Instead != strings.TrimSpace(c.Instead) || strings.HasSuffix(c.Instead, ".") {
			t.Errorf("%s: %q does not fit into the middle of an error", c.Name, c.Instead)
		}
	}
}

// TestWhatWaitsTakesItsTimeOut: a helper of a command that waits says for how long, so that it gets a pinned connection.
func TestWhatWaitsTakesItsTimeOut(t *testing.T) {
	for _, c := range All() {
		for _, f := range c.Forms {
			waits := false
			for _, a := range f.Args {
				waits = waits || strings.HasPrefix(a.Encode, "putWait")
				if a.Set != nil && slices.Contains(a.Set.Options, optBlock) != (c.Flags&BlockOption != 0) && a.Set != xreadPendingOptions {
					t.Errorf("%s takes BLOCK, or should", f.Go)
				}
			}
			if waits != (c.Flags&Blocking != 0) {
				t.Errorf("%s waits: %v, its command does: %v", f.Go, waits, !waits)
			}
		}
	}
}

// TestRefusedAreAllThatAreKnownToHarm lists, apart from the table, what must never get through.
func TestRefusedAreAllThatAreKnownToHarm(t *testing.T) {
	want := strings.Split("ASKING,AUTH,"+
		"CLIENT CACHING,CLIENT CAPA,CLIENT IMPORT-SOURCE,CLIENT NO-EVICT,CLIENT NO-TOUCH,CLIENT REPLY,CLIENT SETINFO,CLIENT SETNAME,CLIENT TRACKING,CLUSTER SYNCSLOTS,"+
		"DISCARD,EXEC,HELLO,HIMPORT DISCARD,HIMPORT DISCARDALL,HIMPORT PREPARE,HOST:,MONITOR,MULTI,POST,PSUBSCRIBE,PSYNC,PUNSUBSCRIBE,QUIT,READONLY,READWRITE,REPLCONF,RESET,"+
		"SCRIPT DEBUG,SELECT,SSUBSCRIBE,SUBSCRIBE,SUNSUBSCRIBE,SYNC,UNSUBSCRIBE,UNWATCH,WATCH", ",")
	var got, waiting, alone []string
	for _, c := range All() {
		if c.Refused() {
			got = append(got, c.Name)
		}
		if c.Flags&(Blocking|BlockOption) != 0 {
			waiting = append(waiting, c.Name)
			if c.Instead != "" {
				alone = append(alone, c.Name)
			}
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("refused:\n got %q\nwant %q", got, want)
	}
	want = strings.Split("BLMOVE,BLMOVEM,BLMPOP,BLPOP,BRPOP,BRPOPLPUSH,BZMPOP,BZPOPMAX,BZPOPMIN,WAIT,WAITAOF,XREAD,XREADGROUP", ",")
	if !slices.Equal(waiting, want) {
		t.Errorf("wait on pinned connections:\n got %q\nwant %q", waiting, want)
	}
	if want := []string{"WAIT", "WAITAOF"}; !slices.Equal(alone, want) {
		t.Errorf("refused alone: %q, want %q", alone, want)
	}
}

func TestHelpersAreUniqueAndDocumented(t *testing.T) {
	seen := map[string]string{}
	for _, c := range All() {
		if len(c.Forms) > 0 && c.Complexity == "" {
			t.Errorf("%s: no complexity for the docs", c.Name)
		}
		for _, f := range c.Forms {
			if other := seen[f.Go]; other != "" {
				t.Errorf("%s is a helper of %s and of %s", f.Go, other, c.Name)
			}
			seen[f.Go] = c.Name
			if f.Doc == "" || !strings.HasSuffix(f.Doc, ".") || f.Doc[0] < 'a' || 'z' < f.Doc[0] {
				t.Errorf("%s: the docs %q do not go on a sentence that begins with the name", f.Go, f.Doc)
			}
			if f.Result.Type == "" || f.Result.Reply == "" {
				t.Errorf("%s: no result, or no reply for the docs", f.Go)
			}
			if f.Since != "" && compareVersions(f.Since, c.Since) <= 0 {
				t.Errorf("%s: since %s, %s since %s", f.Go, f.Since, c.Name, c.Since)
			}
		}
	}
}

// TestFormsAgreeWithTheirCommands: what a form always sends is enough for the
// command, and keys stand where the entry says.
func TestFormsAgreeWithTheirCommands(t *testing.T) {
	for _, c := range All() {
		for _, f := range c.Forms {
			argc := len(strings.Fields(c.Name))
			open := false
			var keys []int
			for _, a := range f.Args {
				if strings.HasPrefix(a.Encode, "x.key(") || strings.HasPrefix(a.Encode, "putKeys(") {
					keys = append(keys, argc)
				}
				open = open || strings.Contains(a.Param, "...")
				argc += a.Min
			}
			if argc < max(c.Arity, -c.Arity) || c.Arity > 0 && (argc > c.Arity || open) {
				t.Errorf("%s sends %d arguments (more: %v), %s has arity %d", f.Go, argc, open, c.Name, c.Arity)
			}
			if c.Keys.Step == 2 {
				continue // keys are every other argument out of pairs
			}
			var want []int
			for k := c.Keys.First; k > 0 && (k == c.Keys.First || k <= c.Keys.Last); k += c.Keys.Step {
				want = append(want, k)
			}
			if !slices.Equal(keys, want) {
				t.Errorf("%s has keys at %v, %s at %v", f.Go, keys, c.Name, want)
			}
		}
	}
}

func TestCommandsHaveHelpersOrSayWhyNot(t *testing.T) {
	for _, c := range All() {
		if len(c.Forms) > 0 == (c.DoOnly != "" || c.Refused()) {
			t.Errorf("%s: %d helpers, and the reason for none is %q", c.Name, len(c.Forms), c.DoOnly+c.Instead)
		}
	}
}

func TestVariadicParametersComeAlone(t *testing.T) {
	for _, c := range All() {
		for _, f := range c.Forms {
			n := 0
			for _, a := range f.Args {
				if strings.Contains(a.Param, "...") {
					n++
				}
			}
			if n > 1 {
				t.Errorf("%s has %d variadic parameters", f.Go, n)
			}
		}
	}
}

func TestOptionsThatExcludeEachOtherAreMarked(t *testing.T) {
	got := Options(setOptions).Usage
	if want := "[EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds | KEEPTTL]"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	got = Options(byScoreOptions).Usage
	if want := "[REV] [LIMIT offset count | LIMIT offset -1]"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
