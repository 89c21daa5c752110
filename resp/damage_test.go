package resp

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDamagedStreamsAreJudgedAsByTheReference makes streams of rows of the table, damages a
// few bytes, and cuts them at random. It reaches deeper in the same time than fuzzing does.
func TestDamagedStreamsAreJudgedAsByTheReference(t *testing.T) {
	var rows []string
	for _, c := range wireCases {
		if len(c.wire) < 100 && c.reason == "" && !c.short {
			rows = append(rows, c.wire)
		}
	}
	const alphabet = "+-:$*_#,(!=%~>|;.?\r\n\x000123459tfinaexA \xff"
	rounds := 20_000
	if testing.Short() {
		rounds = 3_000
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for range rounds {
		var wire []byte
		for range 1 + rng.IntN(4) {
			row := rows[rng.IntN(len(rows))]
			if rng.IntN(3) == 0 { // put one into an aggregate
				wire = append(wire, []string{"*1\r\n", "*2\r\n", "%1\r\n", "*?\r\n", "|1\r\n", "~3\r\n"}[rng.IntN(6)]...)
			}
			wire = append(wire, row...)
		}
		for range rng.IntN(3) {
			if len(wire) == 0 {
				break
			}
			i := rng.IntN(len(wire))
			switch c := alphabet[rng.IntN(len(alphabet))]; rng.IntN(4) {
			case 0:
				wire[i] ^= 1 << rng.IntN(8)
			case 1:
				wire[i] = c
			case 2:
				wire = append(wire[:i+1], wire[i:]...)
				wire[i] = c
			case 3:
				wire = append(wire[:i], wire[i+1:]...)
			}
		}
		lim := fuzzLimits[rng.IntN(len(fuzzLimits))]
		want, _ := judgeAll(string(wire), lim)
		got, _ := feed(t, lim, string(wire))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q with %+v (-reference +Framer):\n%s", wire, lim, diff)
		}
		var parts []string
		for rest := string(wire); rest != ""; {
			n := 1 + rng.IntN(min(len(rest), 20))
			parts = append(parts, rest[:n])
			rest = rest[n:]
		}
		got, _ = feed(t, lim, parts...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q with %+v (-reference +Framer):\n%s", parts, lim, diff)
		}
		exercise(t, wire)
	}
}
