package main

import (
	"os/exec"
	"syscall"
)

// dieWithUs has the kernel kill the server when the bench is killed.
func dieWithUs(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
