//go:build !linux

package redistest

import "os/exec"

// dieWithParent does nothing here: only Linux can tie a child to its parent.
// A test binary that is killed leaves its server behind.
func dieWithParent(*exec.Cmd) {}
