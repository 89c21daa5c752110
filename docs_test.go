package redis

import (
	"go/ast"
	"go/build"
	"go/doc"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mostUsed are the helpers of the commands that programs send most: each has an example whose output is checked.
const mostUsed = `
	Append Decr Get GetDel GetEx Incr IncrBy IncrByFloat MGet MSet Set SetIf SetIfGet StrLen
	Del Exists Expire ExpireTime Persist Rename Scan TTL Type Unlink
	HDel HExists HGet HGetAll HIncrBy HKeys HLen HMGet HSet HVals
	BLPop LIndex LLen LMove LPop LPush LRange LTrim RPop RPush
	SAdd SCard SDiff SInter SIsMember SMembers SPop SRem SUnion
	ZAdd ZCard ZCount ZIncrBy ZPopMin ZRange ZRangeByLex ZRangeByScore ZRank ZRem ZScore
	XAdd XRange XRead XReadGroup
	DBSize Eval PFCount Ping Publish`

func TestTheMostUsedHelpersHaveExamples(t *testing.T) {
	examples := map[string]*doc.Example{}
	for _, e := range doc.Examples(parseFiles(t, ".", "_test.go")...) {
		examples[e.Name] = e
	}
	names := strings.Fields(mostUsed)
	if len(names) < 60 {
		t.Errorf("only %d helpers", len(names))
	}
	for _, name := range names {
		if e := examples[name]; e == nil || e.Output == "" {
			t.Errorf("%s has no example with an output", name)
		}
	}
}

// TestEveryExportedNameIsDocumented: go doc is the manual.
func TestEveryExportedNameIsDocumented(t *testing.T) {
	for _, dir := range []string{".", "codec", "decode", "json", "node", "resp"} {
		undocumented := func(name, text string) {
			if token.IsExported(name) && strings.TrimSpace(text) == "" {
				t.Errorf("%s: %s has no doc comment", dir, name)
			}
		}
		for _, file := range parseFiles(t, dir, ".go") {
			for _, decl := range file.Decls {
				switch d := decl.(type) {
				case *ast.FuncDecl:
					if d.Recv == nil {
						undocumented(d.Name.Name, d.Doc.Text())
					}
				case *ast.GenDecl:
					for _, spec := range d.Specs {
						switch s := spec.(type) {
						case *ast.TypeSpec:
							undocumented(s.Name.Name, d.Doc.Text()+s.Doc.Text())
						case *ast.ValueSpec:
							for _, name := range s.Names {
								undocumented(name.Name, d.Doc.Text()+s.Doc.Text()+s.Comment.Text())
							}
						}
					}
				}
			}
		}
	}
}

// TestTheCodeOfTheReadmeCompiles, that of its fragments, which may leave out what is usual ("...") and results unused. The whole program
// is that of examples/firstpage, whose tests run it.
func TestTheCodeOfTheReadmeCompiles(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	const before = `package fragment

import (
	"context"
	"log"
	"time"

	"github.com/redisfut/redis"
)

type User struct{ Name string }
type Job struct{ ID int }

var (
	ctx  context.Context
	conn *redis.Conn
	job  Job

	_, _ = log.Fatal, time.Now
)

func fragment() {
`
	fset := token.NewFileSet()
	build.Default.CgoEnabled = false // the importer would run cgo, and leave its files behind
	imports := importer.ForCompiler(fset, "source", nil)
	fragments := 0
	for _, block := range strings.Split(string(readme), "\n```go\n")[1:] {
		code, _, _ := strings.Cut(block, "\n```")
		if strings.HasPrefix(code, "package ") {
			continue
		}
		fragments++
		file, err := parser.ParseFile(fset, "README.md", before+strings.ReplaceAll(code, "\n...\n", "\n")+"\n}", 0)
		if err != nil {
			t.Errorf("%v in\n%s", err, code)
			continue
		}
		check := types.Config{Importer: imports, Error: func(err error) {
			if !strings.Contains(err.Error(), "declared and not used") {
				t.Errorf("%v in\n%s", err, code)
			}
		}}
		check.Check("fragment", fset, []*ast.File{file}, nil)
	}
	if fragments == 0 {
		t.Error("no fragments")
	}
}

// parseFiles gives the files of dir with a suffix, without tests unless that is what the suffix asks for.
func parseFiles(t *testing.T, dir, suffix string) []*ast.File {
	names, err := filepath.Glob(filepath.Join(dir, "*"+suffix))
	if err != nil || names == nil {
		t.Fatal(names, err)
	}
	var files []*ast.File
	for _, name := range names {
		if suffix == ".go" && strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}
