// Command gen writes the typed helpers, their options and the command table of
// the root package, and the list of commands in docs, from the source in internal/commands. Run it by
// go generate in the root of the module.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	if err := write("."); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

// write brings the generated files in dir up to date. It leaves those alone that
// are, so that their times tell.
func write(dir string) error {
	files, err := render()
	if err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(dir, f.name)
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, f.text) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// A file is a generated file.
type file struct {
	name string
	text []byte
}

// render makes all files.
func render() ([]file, error) {
	type source struct {
		name string
		text string
	}
	var sources []source
	for _, g := range groups {
		if g.File != "" {
			sources = append(sources, source{g.File, helperFile(g)})
		}
	}
	sources = append(sources,
		source{"optionsets.go", optionFile()},
		source{"commandtable.go", tableFile()},
		source{"commandlookup.go", lookupFile()},
	)
	var files []file
	for _, s := range sources {
		text, err := finish(s.text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		files = append(files, file{s.name, text})
	}
	files = append(files, file{referenceName, []byte(referenceFile())})
	slices.SortFunc(files, func(a, b file) int { return bytes.Compare([]byte(a.name), []byte(b.name)) })
	return files, nil
}
