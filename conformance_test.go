package redis

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/alicebob/miniredis/v2"

	"github.com/redisfut/redis/internal/commands"
	"github.com/redisfut/redis/internal/redistest"
)

// The tests note which helper was executed against which server, and gave what it should. After a run of all tests
// docs/conformance.md has to say the same; with -update it is written.

var update = flag.Bool("update", false, "write docs/conformance.md")

const reportName = "docs/conformance.md"

// Kinds of servers.
const (
	onRedis     = "redis"
	onCluster   = "redis, as a cluster"
	onSentinel  = "redis, as a sentinel"
	onScript    = "scripted reply"
	onMiniredis = "miniredis"
)

var kinds = []string{onRedis, onCluster, onSentinel, onScript}

var conformance struct {
	mu     sync.Mutex
	passed map[string]map[string]bool // kinds of servers by helper
	failed map[string]bool
}

// recordRun notes that a helper was executed, and whether it gave what it should.
func recordRun(helper, kind string, ok bool) {
	c := &conformance
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.passed == nil {
		c.passed, c.failed = map[string]map[string]bool{}, map[string]bool{}
	}
	if !ok {
		c.failed[helper] = true
		return
	}
	if c.passed[helper] == nil {
		c.passed[helper] = map[string]bool{}
	}
	c.passed[helper][kind] = true
}

// report gives the text of docs/conformance.md, and which helpers were not executed.
func report() (text []byte, untested []string) {
	var b bytes.Buffer
	fmt.Fprint(&b, `<!-- Written by the tests: make report. DO NOT EDIT. -->

# Conformance

Each helper was executed by the tests, and its reply was decoded and compared: against a redis-server over RESP3 and RESP2 where
CI's version (7.0) has the command, else with a reply as the documentation of newer servers gives it. Where miniredis
knows the command the same test ran there too.

| Helper | Command | Server | miniredis | Passed |
|---|---|---|---|---|
`)
	for _, c := range commands.All() {
		for _, f := range c.Forms {
			passed := conformance.passed[f.Go]
			var servers []string
			for _, kind := range kinds {
				if passed[kind] && !(kind == onScript && len(servers) > 0) {
					servers = append(servers, kind)
				}
			}
			if len(servers) == 0 || conformance.failed[f.Go] {
				untested = append(untested, f.Go)
			}
			mini := "lacks it"
			if passed[onMiniredis] {
				mini = "yes"
			} else if why := deviations[f.Go]; why != "" {
				mini = why
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | yes |\n", f.Go, c.Name, strings.Join(servers, "; "), mini)
		}
	}
	return b.Bytes(), untested
}

func init() { afterwards = append(afterwards, checkReport) }

// checkReport compares the report with what is committed, after a run of all tests.
func checkReport() (failed bool) {
	run := flag.Lookup("test.run").Value.String()
	skip := flag.Lookup("test.skip").Value.String()
	if run != "" || skip != "" || flag.Lookup("test.list").Value.String() != "" || flag.Lookup("test.fuzz").Value.String() != "" ||
		testing.Short() || !redistest.HaveServer() {
		return false
	}
	got, untested := report()
	if len(untested) > 0 {
		fmt.Printf("helpers that no test has executed against a server or a scripted reply, and passed: %v\n", untested)
		return true
	}
	if *update {
		if err := os.WriteFile(reportName, got, 0o644); err != nil {
			fmt.Println(err)
			return true
		}
		return false
	}
	want, err := os.ReadFile(reportName)
	if err != nil || !bytes.Equal(want, got) {
		fmt.Printf("%s is not what this run has found: make report (%v)\n", reportName, err)
		return true
	}
	return false
}

// deviations are helpers whose rows miniredis answers otherwise than a server does.
var deviations = map[string]string{
	"BitCountRange":          "differs: an option is unknown to it",
	"BitPosRange":            "differs: an option is unknown to it",
	"CommandCount":           "differs: answers all of COMMAND to any subcommand",
	"CommandDocs":            "differs: answers all of COMMAND to any subcommand",
	"CommandGetKeys":         "differs: answers all of COMMAND to any subcommand",
	"CommandGetKeysAndFlags": "differs: answers all of COMMAND to any subcommand",
	"CommandInfo":            "differs: answers all of COMMAND to any subcommand",
	"CommandList":            "differs: answers all of COMMAND to any subcommand",
	"CommandListCategory":    "differs: answers all of COMMAND to any subcommand",
	"CommandListMatching":    "differs: answers all of COMMAND to any subcommand",
	"CommandListModule":      "differs: answers all of COMMAND to any subcommand",
	"Commands":               "differs: has facts of few commands",
	"Dump":                   "differs: a format of its own",
	"FlushDB":                "differs: an option is unknown to it",
	"GeoAdd":                 "differs: an option is unknown to it",
	"GeoAddMany":             "differs: an option is unknown to it",
	"HScanNoValues":          "differs: an option is unknown to it",
	"Info":                   "differs: an error for sections that it lacks",
	"MemoryUsageExact":       "differs: an option is unknown to it",
	"MemoryUsageSamples":     "differs: an option is unknown to it",
	"ObjectIdleTime":         "differs: no error where eviction counts uses",
	"PFCount":                "differs: counts approximations otherwise",
	"Restore":                "differs: checks less",
	"SwapDB":                 "differs: checks less",
	"XAdd":                   "differs: an option is unknown to it",
	"XAutoClaim":             "differs: takes deleted and idle entries otherwise",
	"XClaim":                 "differs: takes deleted and idle entries otherwise",
	"XGroupCreate":           "differs: an option is unknown to it",
	"XGroupSetID":            "differs: an option is unknown to it",
	"XInfoGroups":            "differs: tells less",
	"XInfoStream":            "differs: tells less",
	"XInfoStreamFull":        "differs: tells less",
	"XReadGroupPending":      "differs: takes deleted and idle entries otherwise",
	"XTrim":                  "differs: counts approximations otherwise",
}

// TestHelpersOnMiniredis runs the rows of TestHelpersRoundTrip against miniredis, as users do in their tests.
func TestHelpersOnMiniredis(t *testing.T) {
	c := dial(t, "redis://"+miniredis.RunT(t).Addr())
	lacks, differs := map[string]bool{}, map[string]string{}
	for _, test := range roundTrips {
		if lacks[test.helper] {
			continue
		}
		if err := trySetup(c, test.setup); err != nil {
			lacks[test.helper] = true // or what its row needs
			continue
		}
		got, err := test.put(c)()
		var er *ErrorReply
		switch msg := compare(test.want, got, err); {
		case errors.As(err, &er) && (strings.Contains(er.Error(), "unknown command") || strings.Contains(er.Error(), "unknown subcommand")):
			lacks[test.helper] = true
		case msg != "":
			differs[test.helper] = msg
		}
	}
	done := map[string]bool{}
	for _, test := range roundTrips {
		if done[test.helper] || lacks[test.helper] {
			continue
		}
		done[test.helper] = true
		_, known := deviations[test.helper]
		switch msg := differs[test.helper]; {
		case msg != "" && !known:
			t.Errorf("%s: %s", test.helper, msg)
		case msg == "" && known:
			t.Errorf("%s: miniredis does as a server does", test.helper)
		case msg == "":
			recordRun(test.helper, onMiniredis, true)
		}
	}
}

// TestHelpersHaveOneNameEach: a report by name is about one helper.
func TestHelpersHaveOneNameEach(t *testing.T) {
	var names []string
	for _, c := range commands.All() {
		for _, f := range c.Forms {
			names = append(names, f.Go)
		}
	}
	slices.Sort(names)
	if n := len(names); n != len(slices.Compact(names)) {
		t.Errorf("%d names", n)
	}
}
