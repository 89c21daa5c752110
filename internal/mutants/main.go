// Command mutants breaks the engine of the root package in one way after the
// other and expects the tests of its reliability to fail each time: TestChaos and
// TestEverySmallWorld, or a test of what these do not reach. It tells what has caught each mutant, and fails where one
// survives. Run it by make mutants in the root of the module.
//
// A mutant is a change of one place in the source, applied as an overlay of the
// build. A place that is not found exactly once is an error, so that the table
// stays current.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
)

var (
	only     = flag.String("run", "", "a regular expression: only the mutants whose names match")
	parallel = flag.Int("parallel", runtime.GOMAXPROCS(0)+1, "how many at a time")
	verbose  = flag.Bool("v", false, "print the output of the tests")
)

// bound is how long a run of the tests may take: what hangs is caught by them long before.
const bound = time.Minute

func main() {
	flag.Parse()
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

// A result is what became of a mutant.
type result struct {
	caught []string // by which tests
	took   time.Duration
	err    error // it could not be tried
}

func run() error {
	match, err := regexp.Compile(*only)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	// The tests must pass where nothing is broken, or their failures mean nothing.
	if r := try(dir, mutant{name: "none"}); r.err != nil || len(r.caught) > 0 {
		return fmt.Errorf("without a mutant: failed %v, %w", r.caught, r.err)
	}
	var chosen []mutant
	for _, m := range mutants {
		if match.MatchString(m.name) {
			chosen = append(chosen, m)
		}
	}
	results := make([]result, len(chosen))
	next := make(chan int)
	var wg sync.WaitGroup
	for range *parallel {
		wg.Go(func() {
			for i := range next {
				results[i] = try(dir, chosen[i])
			}
		})
	}
	for i := range chosen {
		next <- i
	}
	close(next)
	wg.Wait()
	return report(chosen, results)
}

// report prints a table, and fails for those that survive.
func report(chosen []mutant, results []result) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "mutant\tcaught by\ttime")
	bad := 0
	for i, r := range results {
		by := strings.Join(r.caught, ", ")
		switch {
		case r.err != nil:
			by = "ERROR: " + r.err.Error()
			bad++
		case by == "":
			by = "SURVIVES"
			bad++
		}
		fmt.Fprintf(w, "%s\t%s\t%.1f s\n", chosen[i].name, by, r.took.Seconds())
	}
	w.Flush()
	if bad > 0 {
		return fmt.Errorf("%d of %d are not caught", bad, len(chosen))
	}
	return nil
}

// try builds the tests with a mutant and runs them.
func try(dir string, m mutant) (r result) {
	start := time.Now()
	defer func() { r.took = time.Since(start) }()
	dir, r.err = os.MkdirTemp(dir, "")
	if r.err != nil {
		return r
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "redis.test")
	overlay, err := m.overlay(dir)
	if err != nil {
		r.err = err
		return r
	}
	args := []string{"test", "-c", "-vet=off", "-gcflags=-l", "-ldflags=-s -w", "-overlay", overlay, "-o", binary, "."}
	if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		r.err = fmt.Errorf("it does not compile: %w\n%s", err, out)
		return r
	}
	tests := []string{"TestEverySmallWorld", "TestChaos"}
	if m.by != "" {
		tests = []string{m.by}
	}
	for _, test := range tests {
		how, err := runTest(binary, test, "-test.short")
		if err != nil {
			r.err = err
			return r
		}
		if how != "" {
			r.caught = append(r.caught, test+how)
		}
	}
	if m.file != "" && m.by == "" && len(r.caught) == 0 { // chance may need more time
		how, err := runTest(binary, "TestChaos", "-chaos.time=20s")
		if r.err = err; how != "" {
			r.caught = append(r.caught, "TestChaos"+how)
		}
	}
	return r
}

// needed are the files of tests that the tests of interest need. To build the
// others would take longer than all the rest.
var needed = regexp.MustCompile(`^(chaos.*|smallworld|main|conn|cancel|reconnect|blocking|unblock|shutdown|watch|streamworker|deadletters)_test\.go$`)

// overlay writes the mutated file, if there is a mutant, and what go build
// needs to know of it.
func (m mutant) overlay(dir string) (string, error) {
	root, err := filepath.Abs(".")
	if err != nil {
		return "", err
	}
	replace := make(map[string]string)
	tests, err := filepath.Glob(filepath.Join(root, "*_test.go"))
	if err != nil {
		return "", err
	}
	for _, path := range tests {
		if !needed.MatchString(filepath.Base(path)) {
			replace[path] = "" // it is not there
		}
	}
	if m.file != "" {
		text, err := m.apply(root)
		if err != nil {
			return "", err
		}
		mutated := filepath.Join(dir, m.file)
		if err := os.WriteFile(mutated, text, 0o644); err != nil {
			return "", err
		}
		replace[filepath.Join(root, m.file)] = mutated
	}
	b, err := json.Marshal(map[string]map[string]string{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(dir, "overlay.json")
	return overlay, os.WriteFile(overlay, b, 0o644)
}

// apply gives the mutated text of the file in root.
func (m mutant) apply(root string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(root, m.file))
	if err != nil {
		return nil, err
	}
	if n := bytes.Count(text, []byte(m.old)); n != 1 {
		return nil, fmt.Errorf("%s: found %d times in %s: %q", m.name, n, m.file, m.old)
	}
	return bytes.Replace(text, []byte(m.old), []byte(m.new), 1), nil
}

// runTest runs one test of a test binary, and tells how it failed: "" where it
// passed.
func runTest(binary, test string, args ...string) (how string, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), bound)
	defer cancel()
	args = append([]string{"-test.run", "^" + test + "$", "-test.failfast", "-test.v"}, args...)
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Env = append(os.Environ(), "CI=true") // a test that is skipped catches nothing
	out, err := cmd.CombinedOutput()
	if *verbose {
		os.Stdout.Write(out)
	}
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return " (out of time)", nil
	case err == nil && !bytes.Contains(out, []byte("--- PASS: "+test)):
		return "", errors.New(test + " did not run")
	case err == nil:
		return "", nil
	case !errors.As(err, &exit):
		return "", err
	case bytes.Contains(out, []byte("does not end")):
		return " (it hangs)", nil
	case bytes.Contains(out, []byte("panic: ")) || bytes.Contains(out, []byte("fatal error: ")):
		return " (it crashes)", nil
	}
	return ": " + reason(out), nil
}

// reason gives what the tests say first, in short.
func reason(out []byte) string {
	const most = 40
	for line := range strings.Lines(string(out)) {
		_, text, ok := strings.Cut(line, "_test.go:")
		if !ok || strings.Contains(text, "replies owned") { // the report of a run
			continue
		}
		_, text, _ = strings.Cut(text, ": ")
		if _, after, ok := strings.Cut(text, ", network connection "); ok { // of chaos, behind the seed
			_, text, _ = strings.Cut(after, ": ")
		} else if _, after, ok := strings.Cut(text, "}: "); ok { // of a small world
			text = after
		}
		text = strings.TrimSpace(text)
		return text[:min(len(text), most)]
	}
	return "it fails"
}
