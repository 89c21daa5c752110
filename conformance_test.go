package redis

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/redisfut/redis/internal/commands"
	"github.com/redisfut/redis/internal/redistest"
)

// The tests note which helper was executed against which server over which protocol, and gave what it should. After a run
// of all tests docs/conformance.md has to say the same; with -update it is written.

var update = flag.Bool("update", false, "write docs/conformance.md")

const (
	reportName = "docs/conformance.md"
	testedWith = "7.0.0" // the server that CI has at least: what is newer is answered by scripts
)

func init() { afterwards = append(afterwards, checkReport) }

// Kinds of servers.
const (
	onRedis    = "redis"
	onCluster  = "redis as a cluster"
	onSentinel = "redis as a sentinel"
	onScript   = "scripted reply"
)

// A run is a helper against a kind of server, over a version of the protocol.
type run struct {
	helper, kind string
	protocol     int
}

var conformance struct {
	mu     sync.Mutex
	passed map[run]bool
	server string // its version
}

// recordRun notes that a helper was executed over c, if it gave a result, and that which it should. An error is no result, even if it is the
// one that was wanted: it shows nothing of the reply's decoding.
func recordRun(c *Conn, helper, kind string, ok bool) {
	hello := c.Hello()
	conformance.mu.Lock()
	defer conformance.mu.Unlock()
	if conformance.passed == nil {
		conformance.passed = map[run]bool{}
	}
	if kind == onRedis {
		conformance.server = cmp.Or(conformance.server, hello.Version)
	}
	if ok {
		conformance.passed[run{helper, kind, int(hello.Proto)}] = true
	}
}

// executedOn tells against what a helper was executed, "" if against nothing. A helper that is newer than the server
// of CI has a scripted reply, whatever the server of this run is, so that the report is the same everywhere.
func executedOn(helper, since string) string {
	kinds := []string{onRedis, onCluster, onSentinel, onScript}
	if olderThan(testedWith, since) {
		kinds = kinds[3:]
	}
	var servers []string
	for _, kind := range kinds {
		var protocols []string
		for _, p := range []int{3, 2} {
			if conformance.passed[run{helper, kind, p}] {
				protocols = append(protocols, fmt.Sprint("RESP", p))
			}
		}
		if len(protocols) > 0 && (kind != onScript || len(servers) == 0) {
			servers = append(servers, kind+", "+strings.Join(protocols, " and "))
		}
	}
	return strings.Join(servers, "; ")
}

// report gives the text of docs/conformance.md, and which helpers were not executed.
func report() (text []byte, untested []string) {
	var b bytes.Buffer
	fmt.Fprint(&b, `<!-- Written by the tests: make report. DO NOT EDIT. -->

# Conformance

Each helper was executed by the tests, and its result, which is no error, was decoded and compared: against a redis-server of
CI's version (7.0), or with a scripted reply, as the documentation gives it. That is so where the command is newer, and where the
servers of the tests have no success to give, as without a module to load. Where miniredis knows the command the same rows ran
there too; what differs there is said.

| Helper | Command | Server | miniredis | Passed |
|---|---|---|---|---|
`)
	row := func(helper, command, since string) {
		on := executedOn(helper, since)
		if on == "" {
			untested = append(untested, helper)
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | yes |\n", helper, command, on, onMini[helper])
	}
	for _, c := range commands.All() {
		for _, f := range c.Forms {
			row(f.Go, c.Name, cmp.Or(f.Since, c.Since))
		}
		for _, e := range c.Also {
			row(e.Go, c.Name, cmp.Or(e.Since, c.Since))
		}
	}
	return b.Bytes(), untested
}

// checkReport compares the report with what is committed, after a run of all tests that passed.
func checkReport() (failed bool) {
	for _, name := range []string{"test.run", "test.skip", "test.list", "test.fuzz"} {
		if flag.Lookup(name).Value.String() != "" {
			return false
		}
	}
	if testing.Short() || !redistest.HaveServer() {
		return false
	}
	if olderThan(conformance.server, testedWith) {
		fmt.Printf("%s is not checked: the server is %s, older than %s\n", reportName, conformance.server, testedWith)
		return false
	}
	got, untested := report()
	if len(untested) > 0 {
		fmt.Printf("helpers that no test has executed against a server or a scripted reply: %v\n", untested)
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
	want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")) // as Git may have written them
	if err != nil || !bytes.Equal(want, got) {
		fmt.Printf("%s is not what this run has found: make report (%v)\n", reportName, err)
		return true
	}
	return false
}

// TestEveryHelperIsInTheReport: what is written by hand is in the table too, from which the report has its rows.
func TestEveryHelperIsInTheReport(t *testing.T) {
	// These send what others put into them.
	known := map[string]bool{"Do": true, "DoAs": true, "Multi": true, "Watch": true}
	for _, c := range commands.All() {
		for _, f := range c.Forms {
			known[f.Go] = true
		}
		for _, e := range c.Also {
			known[e.Go] = true
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	helpers := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv != nil || !f.Name.IsExported() || !slices.ContainsFunc(f.Type.Params.List, isPipe) {
				continue
			}
			helpers++
			if !known[f.Name.Name] {
				t.Errorf("%s: %s is not in the table", name, f.Name.Name)
			}
		}
	}
	if helpers < len(known) {
		t.Errorf("only %d helpers found, %d are known", helpers, len(known))
	}
}

// isPipe reports whether commands are put into a parameter.
func isPipe(p *ast.Field) bool {
	typ := p.Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	id, ok := typ.(*ast.Ident)
	return ok && slices.Contains([]string{"Pipe", "Conn", "Request"}, id.Name)
}

// TestHelpersHaveOneNameEach: a report by name is about one helper.
func TestHelpersHaveOneNameEach(t *testing.T) {
	var names []string
	for _, c := range commands.All() {
		for _, f := range c.Forms {
			names = append(names, f.Go)
		}
		for _, e := range c.Also {
			names = append(names, e.Go)
		}
	}
	slices.Sort(names)
	if n := len(names); n != len(slices.Compact(names)) {
		t.Errorf("%d names", n)
	}
}
