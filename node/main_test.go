package node

import (
	"os"
	"testing"

	"github.com/redisfut/redis/internal/redistest"
)

func TestMain(m *testing.M) { os.Exit(redistest.Main(m)) }
