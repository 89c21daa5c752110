package redis

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/redisfut/redis/decode"
)

// A replyTest is a reply, as bytes, with the result that a helper makes of it.
type replyTest struct {
	name  string
	reply string
	dec   func(frame string) (any, error)
	want  any // an error stands for any error of its type
}

// by makes a decoder of the future that a helper gives, or of one by itself.
func by[T any](dec decode.Decoder[T]) func(string) (any, error) {
	return func(frame string) (any, error) {
		var r decode.Reader
		r.Reset([]byte(frame))
		var v T
		if err := dec(&r, &v); err != nil {
			return nil, err
		}
		if r.Offset() != len(frame) {
			return v, fmt.Errorf("stopped at byte %d of %d", r.Offset(), len(frame))
		}
		return v, nil
	}
}

var mismatch = new(MismatchError)

var replyTests = func() []replyTest {
	left, precise := by(decodeTTL), by(decodePTTL)
	done, seconds, clock, rank := by(decodeDone), by(decodeUnixSeconds), by(decodeClock), by(decodeRankScore)
	popped := by(ZPopMin[string](newTape(), "k").dec)
	page := by(Scan(newTape(), "").dec)
	pairs := by(HScan[string, int](newTape(), "k", "").dec)
	members := by(ZScan[string](newTape(), "k", "").dec)
	noItems := check(func(v any) bool {
		p, ok := v.(ScanPage[string])
		return ok && p.Cursor == "7" && len(p.Items) == 0 && !p.Last()
	})
	return []replyTest{
		{"TTL of no key", ":-2\r\n", left, TimeToLive{}},
		{"TTL of a key that stays", ":-1\r\n", left, TimeToLive{Exists: true}},
		{"TTL of 0", ":0\r\n", left, TimeToLive{Exists: true, Expires: true}},
		{"TTL", ":90\r\n", left, TimeToLive{Exists: true, Expires: true, Left: 90 * time.Second}},
		{"TTL of 292 years", ":9223372036\r\n", left, TimeToLive{Exists: true, Expires: true, Left: 9223372036 * time.Second}},
		{"TTL of more", ":9223372037\r\n", left, TimeToLive{Exists: true, Expires: true, Left: math.MaxInt64}},
		{"PTTL of more", ":9223372036854775807\r\n", precise, TimeToLive{Exists: true, Expires: true, Left: math.MaxInt64}},
		{"PTTL", ":1500\r\n", precise, TimeToLive{Exists: true, Expires: true, Left: 1500 * time.Millisecond}},
		{"TTL below what it may be", ":-3\r\n", left, mismatch},
		{"TTL of a text", "$3\r\nfoo\r\n", left, mismatch},
		{"TTL null", "_\r\n", left, ErrNil},

		{"SET NX that was done", "+OK\r\n", done, true},
		{"SET NX that was not", "_\r\n", done, false},
		{"SET NX that was not, RESP2", "$-1\r\n", done, false},
		{"SET NX in a transaction that is only queued", "+QUEUED\r\n", done, mismatch},
		{"SET NX with an integer", ":1\r\n", done, mismatch},

		{"LASTSAVE", ":1700000000\r\n", seconds, time.Unix(1700000000, 0)},
		{"TIME", "*2\r\n$10\r\n1700000000\r\n$6\r\n123456\r\n", clock, time.Unix(1700000000, 123456000)},
		{"TIME without microseconds", "*1\r\n$10\r\n1700000000\r\n", clock, mismatch},
		{"TIME as a text", "$10\r\n1700000000\r\n", clock, mismatch},

		{"ZRANK WITHSCORE", "*2\r\n:2\r\n,1.5\r\n", rank, Some(RankScore{2, 1.5})},
		{"ZRANK WITHSCORE, RESP2", "*2\r\n:2\r\n$3\r\n1.5\r\n", rank, Some(RankScore{2, 1.5})},
		{"ZRANK WITHSCORE of none", "_\r\n", rank, None[RankScore]()},
		{"ZRANK WITHSCORE of none, RESP2", "*-1\r\n", rank, None[RankScore]()},
		{"ZRANK without score", ":2\r\n", rank, mismatch},

		{"ZPOPMIN", "*2\r\n$1\r\na\r\n,1\r\n", popped, Some(Scored[string]{Member: "a", Score: 1})},
		{"ZPOPMIN, RESP2", "*2\r\n$1\r\na\r\n$1\r\n1\r\n", popped, Some(Scored[string]{Member: "a", Score: 1})},
		{"ZPOPMIN of none", "*0\r\n", popped, None[Scored[string]]()},
		{"ZPOPMIN null", "_\r\n", popped, None[Scored[string]]()},
		{"ZPOPMIN of half a pair", "*1\r\n$1\r\na\r\n", popped, mismatch},

		{"SCAN", "*2\r\n$1\r\n0\r\n*1\r\n$1\r\na\r\n", page, ScanPage[string]{Cursor: "0", Items: []string{"a"}}},
		{"SCAN, the cursor as a number", "*2\r\n:0\r\n*1\r\n$1\r\na\r\n", page, ScanPage[string]{Cursor: "0", Items: []string{"a"}}},
		{"SCAN, the greatest cursor", "*2\r\n$20\r\n18446744073709551615\r\n*1\r\n$1\r\na\r\n", page, ScanPage[string]{Cursor: "18446744073709551615", Items: []string{"a"}}},
		{"SCAN of an empty page", "*2\r\n$1\r\n7\r\n*0\r\n", page, noItems},
		{"SCAN without items", "*1\r\n$1\r\n0\r\n", page, mismatch},
		{"SCAN null", "_\r\n", page, ErrNil},
		{
			"HSCAN", "*2\r\n$1\r\n0\r\n*4\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$1\r\n2\r\n", pairs,
			ScanPage[Pair[string, int]]{Cursor: "0", Items: fieldPairs},
		},
		{"HSCAN of half a pair", "*2\r\n$1\r\n0\r\n*3\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n", pairs, mismatch},
		{"ZSCAN", "*2\r\n$1\r\n0\r\n*2\r\n$1\r\na\r\n$3\r\n1.5\r\n", members, ScanPage[Scored[string]]{Cursor: "0", Items: scores(1.5)}},
	}
}()

func TestRepliesBecomeResults(t *testing.T) {
	for _, test := range replyTests {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.dec(test.reply)
			if test.want == mismatch {
				if !errors.As(err, new(*MismatchError)) {
					t.Errorf("%v, error %v, want a mismatch", got, err)
				}
				return
			}
			if msg := compare(test.want, got, err); msg != "" {
				t.Error(msg)
			}
		})
	}
}

// TestPagesReuseTheMemoryOfTheirItems: a scan decoded into the same page again does not allocate for its items.
func TestPagesReuseTheMemoryOfTheirItems(t *testing.T) {
	dec := SScan[int](newTape(), "k", "").dec
	page := ScanPage[int]{Items: make([]int, 0, 8)}
	first := &page.Items[:1][0]
	var r decode.Reader
	r.Reset([]byte("*2\r\n$1\r\n0\r\n*3\r\n:1\r\n:2\r\n:3\r\n"))
	if err := dec(&r, &page); err != nil {
		t.Fatal(err)
	}
	if &page.Items[0] != first || len(page.Items) != 3 {
		t.Errorf("other memory, or %v", page.Items)
	}
}

func TestTimesToLivePrintWhatTheyAre(t *testing.T) {
	for want, ttl := range map[string]TimeToLive{
		"no such key":   {},
		"never expires": {Exists: true},
		"1m30s":         {Exists: true, Expires: true, Left: 90 * time.Second},
	} {
		if got := fmt.Sprint(ttl); got != want {
			t.Errorf("%#v prints as %q, want %q", ttl, got, want)
		}
	}
}
