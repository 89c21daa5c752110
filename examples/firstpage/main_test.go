package main

import (
	"os"
	"strings"
	"testing"
)

func TestTheReadmeShowsThisProgram(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	_, code, _ := strings.Cut(string(program), "\n") // the first line is its doc comment
	if !strings.Contains(string(readme), "```go\n"+code+"```\n") {
		t.Error("README.md and examples/firstpage/main.go differ")
	}
}
