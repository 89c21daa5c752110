package main

import (
	"bufio"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
)

// A machine is the facts that figures depend on.
type machine struct {
	CPU     string            `json:"cpu"`
	Cores   int               `json:"cores"`
	Procs   int               `json:"gomaxprocs"`
	OS      string            `json:"os"`
	Arch    string            `json:"arch"`
	Go      string            `json:"go"`
	Redis   string            `json:"redis"`
	Addr    string            `json:"addr"`
	Modules map[string]string `json:"modules"` // versions by module path
	Load    float64           `json:"load"`    // processes that wanted to run in the minute before; 0 if unknown
}

func describe(s *server) machine {
	return machine{
		CPU:     cpuModel(),
		Cores:   runtime.NumCPU(),
		Procs:   runtime.GOMAXPROCS(0),
		OS:      runtime.GOOS,
		Arch:    runtime.GOARCH,
		Go:      runtime.Version(),
		Redis:   s.version,
		Addr:    s.addr,
		Modules: modules(),
		Load:    load(),
	}
}

// modules gives the versions of the modules in this program.
func modules() map[string]string {
	versions := map[string]string{}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			versions[m.Path] = m.Version
			if m.Replace != nil || m.Version == "(devel)" { // by go.mod, or by the workspace
				versions[m.Path] = "(this tree)"
			}
		}
	}
	return versions
}

// cpuModel gives the processor's name where the system tells it in a file.
func cpuModel() string {
	f, err := os.Open("/proc/cpuinfo")
	if err != nil {
		return "unknown processor"
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if name, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown processor"
}

// load gives the load average of the last minute where the system tells it in a file.
func load() float64 {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(b), " ")
	n, _ := strconv.ParseFloat(first, 64)
	return n
}
