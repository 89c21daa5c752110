package main

import (
	"errors"
	"os"
	"runtime"
	"runtime/pprof"
)

// profiles writes profiles of the measured rounds of one row and client.
type profiles struct {
	cpu, memory string // files; "" for none
	err         error  // the first that went wrong
}

func (p *profiles) wanted() bool { return p.cpu != "" || p.memory != "" }

// start begins to profile; what it returns ends it and writes the files.
func (p *profiles) start() (stop func()) {
	if p.memory != "" {
		runtime.MemProfileRate = 4096 // finer than by default, since a turn is short
	}
	var cpu *os.File
	if p.cpu != "" {
		var err error
		if cpu, err = os.Create(p.cpu); err == nil {
			err = pprof.StartCPUProfile(cpu)
		}
		p.err = errors.Join(p.err, err)
	}
	return func() {
		if cpu != nil {
			pprof.StopCPUProfile()
			p.err = errors.Join(p.err, cpu.Close())
		}
		if p.memory != "" {
			p.err = errors.Join(p.err, writeAllocs(p.memory))
		}
	}
}

func writeAllocs(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(pprof.Lookup("allocs").WriteTo(f, 0), f.Close())
}
