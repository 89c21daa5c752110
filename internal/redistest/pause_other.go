//go:build !unix

package redistest

import (
	"errors"
	"os"
)

// suspend fails: only Unix can stop a process and let it go on.
func suspend(*os.Process) error { return errors.ErrUnsupported }

// resume fails, as suspend does.
func resume(*os.Process) error { return errors.ErrUnsupported }
