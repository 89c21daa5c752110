package redis

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/redisfut/redis/internal/redistest"
)

// A reply too many ends the connection, though its callers put other commands while
// the replies before it are delivered: none of these commands gets it.
func TestAStrayReplyIsNoReplyToALaterCommand(t *testing.T) {
	redistest.CheckLeaks(t)
	const callers = 8
	for round := range 20 {
		s := redistest.Script(t, func(c *redistest.ScriptConn) {
			c.Handshake()
			var replies strings.Builder
			for range callers {
				token := c.Command()[1]
				fmt.Fprintf(&replies, "$%d\r\n%s\r\n", len(token), token)
			}
			c.Write(replies.String() + "+stray\r\n")
			c.ReadAll()
		})
		c := dial(t, s.URL())
		ctx := soon(t)
		var wg sync.WaitGroup
		for i := range callers {
			wg.Go(func() {
				for j := range 2 {
					token := fmt.Sprintf("%d %d ", i, j) + strings.Repeat("x", 400)
					if got, err := echo(c, token).Wait(ctx); err == nil && got != token {
						t.Errorf("round %d: ECHO %.8q = %.8q", round, token, got)
					}
				}
			})
		}
		wg.Wait()
		c.Close()
		if t.Failed() {
			return
		}
	}
}
