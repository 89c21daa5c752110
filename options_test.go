package redis

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A misuse is a helper with arguments that can be known to be wrong.
type misuse struct {
	name string
	put  func(Pipe) error
	want string // part of the error
}

// testMisuses puts each of list: it must be an error that says what is wrong and tells no values, nothing is sent, and a request loses
// no command before it.
func testMisuses(t *testing.T, list []misuse) {
	t.Helper()
	for _, test := range list {
		t.Run(test.name, func(t *testing.T) {
			err := test.put(newTape())
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), secretMark) {
				t.Errorf("error %v, want %q", err, test.want)
			}
			var r Request
			before := Get[string](&r, "a")
			if err := test.put(&r); OutcomeOf(err) != NotSent {
				t.Errorf("outcome %v of %v", OutcomeOf(err), err)
			}
			if got, want := string(r.x.out), wire("GET", "a"); got != want {
				t.Errorf("%q is left of the request, want %q", got, want)
			}
			if err := before.Err(); !errors.Is(err, ErrPending) {
				t.Errorf("the command before has the error %v", err)
			}
		})
	}
}

// TestBadArgumentsAreRefused: what can be known to be wrong is an error of the
// Future that says what is wrong; nothing is sent.
func TestBadArgumentsAreRefused(t *testing.T) {
	var none []string
	nan := math.NaN()
	testMisuses(t, []misuse{
		{"EX 0", func(p Pipe) error { return putErr(Set(p, "k", "v", EX(0))) }, "EX: a time to live of 0s"},
		{"EX negative", func(p Pipe) error { return putErr(Set(p, "k", "v", EX(-hour))) }, "EX: a time to live of -1h0m0s"},
		{"EX with a fraction", func(p Pipe) error { return putErr(Set(p, "k", "v", EX(1500*time.Millisecond))) }, "1.5s is not a whole number of seconds"},
		{"EX below a second", func(p Pipe) error { return putErr(GetEx[string](p, "k", EX(time.Millisecond))) }, "1ms is not a whole number of seconds"},
		{"PX 0", func(p Pipe) error { return putErr(Set(p, "k", "v", PX(0))) }, "PX: a time to live of 0s"},
		{"EXAT zero", func(p Pipe) error { return putErr(Set(p, "k", "v", EXAT{})) }, "the zero Time"},
		{"PXAT zero", func(p Pipe) error { return putErr(Set(p, "k", "v", PXAT{})) }, "the zero Time"},
		{"EXAT before 1970", func(p Pipe) error { return putErr(Set(p, "k", "v", EXAT(time.Unix(-1, 0)))) }, "after 1970"},
		{"PXAT far", func(p Pipe) error { return putErr(Set(p, "k", "v", PXAT(time.Unix(math.MaxInt64/1000, 0)))) }, "too far away"},
		{"PX with a fraction", func(p Pipe) error { return putErr(Set(p, "k", "v", PX(1500*time.Microsecond))) }, "1.5ms is not a whole number of milliseconds"},
		{"EXAT with a fraction", func(p Pipe) error { return putErr(Set(p, "k", "v", EXAT(someTime.Add(1)))) }, "between two multiples of 1s"},
		{"PXAT with a fraction", func(p Pipe) error { return putErr(GetEx[string](p, "k", PXAT(someTime.Add(time.Microsecond)))) }, "between two multiples of 1ms"},
		{"PEXPIRE with a fraction", func(p Pipe) error { return putErr(PExpire(p, "k", -1)) }, "-1ns is not a whole number of milliseconds"},
		{"EXPIREAT with a fraction", func(p Pipe) error { return putErr(ExpireAt(p, "k", someTime.Add(time.Millisecond))) }, "between two multiples of 1s"},
		{"PEXPIREAT with a fraction", func(p Pipe) error { return putErr(PExpireAt(p, "k", someTime.Add(1))) }, "between two multiples of 1ms"},
		{"EXPIRE with a fraction", func(p Pipe) error { return putErr(Expire(p, "k", time.Millisecond)) }, "1ms is not a whole number of seconds"},
		{"EXPIREAT zero", func(p Pipe) error { return putErr(ExpireAt(p, "k", time.Time{})) }, "the zero Time"},
		{"PEXPIREAT zero", func(p Pipe) error { return putErr(PExpireAt(p, "k", time.Time{})) }, "the zero Time"},

		{"two times to live", func(p Pipe) error { return putErr(Set(p, "k", "v", EX(hour), PX(hour))) }, "options EX and PX exclude each other"},
		{"time to live and KeepTTL", func(p Pipe) error { return putErr(Set(p, "k", "v", KeepTTL, PXAT(someTime))) }, "options KeepTTL and PXAT exclude each other"},
		{"time to live and DropTTL", func(p Pipe) error { return putErr(GetEx[string](p, "k", EX(hour), DropTTL)) }, "options EX and DropTTL exclude each other"},
		{"an option twice", func(p Pipe) error { return putErr(Set(p, "k", "v", EX(hour), EX(hour))) }, "option EX was given twice"},
		{"NX and XX", func(p Pipe) error { return putErr(Expire(p, "k", hour, NX, XX)) }, "options NX and XX exclude each other"},
		{"GT and LT", func(p Pipe) error { return putErr(Expire(p, "k", hour, GT, LT)) }, "options GT and LT exclude each other"},
		{"GT and NX", func(p Pipe) error { return putErr(ZAdd(p, "k", 1, "m", GT, NX)) }, "options GT and NX exclude each other"},
		{"NX and LT", func(p Pipe) error { return putErr(ZAddIncr(p, "k", 1, "m", NX, LT)) }, "options NX and LT exclude each other"},
		{"CH twice", func(p Pipe) error { return putErr(ZAdd(p, "k", 1, "m", CH, CH)) }, "option CH was given twice"},
		{"Async and Sync", func(p Pipe) error { return putErr(FlushDB(p, Async, Sync)) }, "options Async and Sync exclude each other"},
		{"a zero ScoreBound below", func(p Pipe) error { return putErr(ZRangeByScore[string](p, "k", ScoreBound{}, ScoreMax, Rev)) }, "use ScoreMin, ScoreMax, ScoreIncl or ScoreExcl"},
		{"a zero ScoreBound", func(p Pipe) error { return putErr(ZCount(p, "k", ScoreMin, ScoreBound{})) }, "zero ScoreBound"},
		{"Rev twice", func(p Pipe) error { return putErr(ZRange[string](p, "k", 1, 2, Rev, Rev)) }, "option Rev was given twice"},
		{"Replace twice", func(p Pipe) error { return putErr(Copy(p, "a", "b", Replace, Replace)) }, "option Replace was given twice"},

		{"nil option", func(p Pipe) error { return putErr(Set(p, "k", "v", nil)) }, "not an option of the command"},
		{"embedded option", func(p Pipe) error { return putErr(Set(p, "k", "v", struct{ SetOption }{KeepTTL})) }, "not an option of the command"},
		{"zero Condition", func(p Pipe) error { return putErr(SetIf(p, "k", "v", Condition(0))) }, "not an option of the command"},
		{"zero Comparison", func(p Pipe) error { return putErr(Expire(p, "k", hour, Comparison(7))) }, "not an option of the command"},
		{"zero FlushMode", func(p Pipe) error { return putErr(FlushDB(p, FlushMode(0))) }, "not an option of the command"},
		{"zero Side", func(p Pipe) error { return putErr(LMove[string](p, "a", "b", 0, Left)) }, "a Side is Left or Right"},
		{"zero Place", func(p Pipe) error { return putErr(LInsert(p, "k", 0, "x", "y")) }, "a Place is Before or After"},

		{"Count 0", func(p Pipe) error { return putErr(Scan(p, "", Count(0))) }, "Count is 0"},
		{"Rank 0", func(p Pipe) error { return putErr(LPos(p, "k", "x", Rank(0))) }, "Rank is 0"},
		{"RankFromEnd below zero", func(p Pipe) error { return putErr(LPos(p, "k", "x", RankFromEnd(-1))) }, "RankFromEnd is -1"},
		{"Rank from the end and from the start", func(p Pipe) error { return putErr(LPosAll(p, "k", "x", RankFromEnd(1), Rank(1))) }, "exclude each other"},
		{"Rank below zero", func(p Pipe) error { return putErr(LPos(p, "k", "x", Rank(-1))) }, "Rank is -1"},
		{"Rank from both ends", func(p Pipe) error { return putErr(LPos(p, "k", "x", Rank(1), RankFromEnd(1))) }, "exclude each other"},
		{"MaxLen of nothing", func(p Pipe) error { return putErr(LPos(p, "k", "x", MaxLen(0))) }, "MaxLen is 0"},
		{"ToDB negative", func(p Pipe) error { return putErr(Copy(p, "a", "b", ToDB(-1))) }, "the database is -1"},
		{"Limit of nothing", func(p Pipe) error { return putErr(ZRangeByScore[string](p, "k", ScoreMin, ScoreMax, Limit{Offset: 5})) }, "the Count of Limit is 0"},
		{"Limit to all", func(p Pipe) error { return putErr(ZRangeByScore[string](p, "k", ScoreMin, ScoreMax, Limit{0, -1})) }, "the Count of Limit is -1"},
		{"Offset below zero", func(p Pipe) error { return putErr(ZRangeByScore[string](p, "k", ScoreMin, ScoreMax, Offset(-1))) }, "Offset is -1"},
		{"Limit and Offset", func(p Pipe) error { return putErr(Sort[string](p, "k", Limit{0, 1}, Offset(1))) }, "Limit and Offset exclude each other"},
		{"Limit from a negative offset", func(p Pipe) error { return putErr(ZRangeByLex[string](p, "k", LexMin, LexMax, Limit{-1, 1})) }, "the Offset of Limit is -1"},

		{"LPOP of a negative count", func(p Pipe) error { return putErr(LPopCount[string](p, "k", -1)) }, "count is -1"},
		{"SPOP of a negative count", func(p Pipe) error { return putErr(SPopCount[string](p, "k", -1)) }, "count is -1"},
		{"SETRANGE at a negative offset", func(p Pipe) error { return putErr(SetRange(p, "k", -1, "x")) }, "offset is -1"},
		{"INCRBYFLOAT by NaN", func(p Pipe) error { return putErr(IncrByFloat(p, "k", nan)) }, "increment is NaN"},
		{"INCRBYFLOAT by infinity", func(p Pipe) error { return putErr(IncrByFloat(p, "k", math.Inf(1))) }, "increment is +Inf"},
		{"HINCRBYFLOAT by infinity", func(p Pipe) error { return putErr(HIncrByFloat(p, "k", "f", math.Inf(-1))) }, "increment is -Inf"},
		{"ZADD of NaN", func(p Pipe) error { return putErr(ZAdd(p, "k", nan, "m")) }, "NaN is no score"},
		{"ZADD of NaN among others", func(p Pipe) error {
			return putErr(ZAddMany(p, "k", []Scored[string]{{Member: "a"}, {Member: "b", Score: nan}}))
		}, "NaN is no score"},
		{"ZRANGE from NaN", func(p Pipe) error { return putErr(ZRangeByScore[string](p, "k", ScoreIncl(nan), ScoreMax)) }, "NaN is no score"},
		{"ZCOUNT to NaN, exclusive", func(p Pipe) error { return putErr(ZCount(p, "k", ScoreMin, ScoreExcl(nan))) }, "NaN is no score"},
		{"ZRANGE BYLEX of nothing", func(p Pipe) error { return putErr(ZRangeByLex[string](p, "k", LexMin, LexBound{})) }, "zero LexBound"},

		{"DEL of nothing", func(p Pipe) error { return putErr(Del(p)) }, "no keys"},
		{"MGET of nothing", func(p Pipe) error { return putErr(MGet[string](p, none...)) }, "no keys"},
		{"SINTER of nothing", func(p Pipe) error { return putErr(SInter[string](p)) }, "no keys"},
		{"SADD of nothing", func(p Pipe) error { return putErr(SAdd(p, "k", none...)) }, "no arguments"},
		{"SADD of an empty slice", func(p Pipe) error { return putErr(SAdd(p, "k", none)) }, "given none"},
		{"SADD of a full and an empty slice", func(p Pipe) error { return putErr(SAdd(p, "k", []string{"a"}, none)) }, "given none"},
		{"RPUSH of an empty sequence", func(p Pipe) error { return putErr(RPush(p, "k", slices.Values(none))) }, "given none"},
		{"HSET of an empty map", func(p Pipe) error { return putErr(HSet(p, "k", map[string]string{})) }, "given none"},
		{"HSET of nothing", func(p Pipe) error { return putErr(HSet(p, "k", none...)) }, "no arguments"},
		{"HSET of half a pair", func(p Pipe) error { return putErr(HSet(p, "k", "f")) }, "odd in number"},
		{"MSET of one and a half pairs", func(p Pipe) error { return putErr(MSet(p, []string{"a", "b", "c"})) }, "odd in number"},
		{"HDEL of nothing", func(p Pipe) error { return putErr(HDel(p, "k", none...)) }, "no arguments"},
		{"ZADD of nothing", func(p Pipe) error { return putErr(ZAddMany(p, "k", []Scored[string]{})) }, "no arguments"},
		{"CONFIG GET of nothing", func(p Pipe) error { return putErr(ConfigGet[map[string]string](p)) }, "no arguments"},
		{"EVAL with an empty slice", func(p Pipe) error { return putErr(Eval[int](p, "s", nil, none)) }, "given none"},

		{"a value that can't be encoded", func(p Pipe) error { return putErr(Set(p, "k", make(chan int))) }, "chan int"},
		{"a result that can't be decoded", func(p Pipe) error { return putErr(Get[chan int](p, "k")) }, "chan int"},
		{"items that can't be decoded", func(p Pipe) error { return putErr(SScan[chan int](p, "k", "")) }, "chan int"},
		{"a member that can't be decoded", func(p Pipe) error { return putErr(ZPopMin[chan int](p, "k")) }, "chan int"},
	})
}

// TestErrorsDoNotQuoteArguments: values are secrets.
func TestErrorsDoNotQuoteArguments(t *testing.T) {
	const secret = "hunter2"
	for _, err := range []error{
		putErr(HSet(newTape(), secret, secret)),
		putErr(Set(newTape(), secret, secret, EX(0))),
		putErr(ZRangeByLex[string](newTape(), secret, LexIncl(secret), LexBound{})),
		putErr(MSet(newTape(), secret, secret, secret)),
		putErr(SAdd(newTape(), secret, []string{secret}, []string{})),
	} {
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("error %v", err)
		}
	}
}

func TestEveryOptionHasANameOfItsOwn(t *testing.T) {
	seen := map[string]option{}
	for o := range optionsEnd {
		if other, ok := seen[o.String()]; ok || o.String() == "" {
			t.Errorf("option %d is called %q, as option %d", o, o, other)
		}
		seen[o.String()] = o
	}
}

// TestOptionsStayOnTheStack: neither options nor arguments cost memory.
func TestOptionsStayOnTheStack(t *testing.T) {
	p := newTape()
	ttl, at, count, pattern := time.Duration(len(os.Args))*hour, someTime.Add(hour), int64(len(os.Args)+1000), strings.Repeat("x*", 9)
	numbers := []int64{count, count} // itself on the heap, as what encoders are given may be
	for _, test := range []struct {
		name string
		put  func()
	}{
		{"SET", func() { Set(p, "k", "v") }},
		{"SET EX of a constant", func() { Set(p, "k", "v", EX(time.Hour)) }},
		{"SET EX", func() { Set(p, "k", "v", EX(ttl)) }},
		{"SET EXAT", func() { Set(p, "k", "v", EXAT(at)) }},
		{"SET int", func() { Set(p, "k", count) }},
		{"SET NX PX", func() { SetIf(p, "k", "v", NX, PX(ttl)) }},
		{"GETEX", func() { GetEx[string](p, "k", EX(ttl)) }},
		{"EXPIRE XX GT", func() { Expire(p, "k", ttl, XX, GT) }},
		{"ZADD", func() { ZAdd(p, "k", 1.5, "m", GT, CH) }},
		{"ZRANGE BYSCORE", func() { ZRangeByScore[string](p, "k", ScoreExcl(1), ScoreIncl(2), Rev, Limit{count, count}) }},
		{"ZCOUNT with long scores", func() { ZCount(p, "k", ScoreExcl(-2.2250738585072014e-308), ScoreExcl(math.Inf(1))) }},
		{"SADD", func() { SAdd(p, "k", "a", "b", pattern) }},
		{"SADD of a slice", func() { SAdd(p, "k", numbers) }},
		{"DEL", func() { Del(p, "a", "b", pattern) }},
		{"INCR", func() { Incr(p, "k") }},
		{"LPOS", func() { LPos(p, "k", "x", Rank(count), MaxLen(count)) }},
	} {
		if n := testing.AllocsPerRun(100, test.put); n != 0 {
			t.Errorf("%s: %v allocations", test.name, n)
		}
	}
}

// misuses do not compile where a line is marked, and do everywhere else.
const misuses = `package main

import (
	"time"

	"github.com/redisfut/redis"
)

func main() {
	var p redis.Pipe
	redis.Set(p, "k", "v", redis.EX(time.Hour))
	redis.Set(p, "k", "v", redis.NX)                              // error
	redis.Set(p, "k", "v", redis.DropTTL)                         // error
	redis.Set(p, "k", "v", time.Hour)                             // error
	redis.Set(p, "k", "v", redis.Count(1))                        // error
	redis.SetIf(p, "k", "v", redis.XX, redis.KeepTTL)
	redis.SetIf(p, "k", "v")                                      // error
	redis.SetIf(p, "k", "v", redis.GT)                            // error
	redis.SetIf(p, "k", "v", redis.NX, redis.XX)                  // error
	redis.SetGet[string](p, "k", "v", redis.KeepTTL)
	redis.SetGet[string](p, "k", "v", redis.NX)                   // error
	redis.Get[string](p, "k")
	redis.Get[string](p, "k", redis.EX(time.Hour))                // error
	redis.GetEx[string](p, "k", redis.DropTTL)
	redis.GetEx[string](p, "k", redis.KeepTTL)                    // error
	redis.Incr(p, "k")
	redis.Incr(p, "k", redis.NX)                                  // error
	redis.Expire(p, "k", time.Hour, redis.XX, redis.GT)
	redis.Expire(p, "k", time.Hour, redis.CH)                     // error
	redis.Expire(p, "k", time.Hour, redis.EX(time.Hour))          // error
	redis.ExpireAt(p, "k", time.Hour)                             // error
	redis.Copy(p, "a", "b", redis.Replace)
	redis.Copy(p, "a", "b", redis.NX)                             // error
	redis.Scan(p, "", redis.OfType(redis.HashKey))
	redis.HScan[string, string](p, "k", "", redis.OfType(redis.HashKey)) // error
	redis.LPos(p, "k", "x", redis.Rank(1))
	redis.LPos(p, "k", "x", redis.Count(1))                       // error
	redis.LMove[string](p, "a", "b", redis.Left, redis.Right)
	redis.LMove[string](p, "a", "b", redis.Before, redis.Left)    // error
	redis.ZAdd(p, "k", 1, "m", redis.CH)
	redis.ZAdd(p, "k", 1, "m", redis.EX(time.Hour))               // error
	redis.ZAddIncr(p, "k", 1, "m", redis.GT)
	redis.ZAddIncr(p, "k", 1, "m", redis.CH)                      // error
	redis.ZRange[string](p, "k", 0, 9, redis.Rev)
	redis.ZRange[string](p, "k", 0, 9, redis.Limit{Count: 1})     // error
	redis.ZRangeByScore[string](p, "k", redis.ScoreExcl(0), redis.ScoreMax)
	redis.ZRangeByScore[string](p, "k", 0, redis.ScoreMax)        // error
	redis.ZRangeByLex[string](p, "k", redis.LexMin, redis.LexExcl("b"), redis.Rev)
	redis.ZRangeByLex[string](p, "k", "-", redis.LexMax)          // error
	redis.ZRangeByLex[string](p, "k", redis.LexBound("a"), redis.LexMax) // error
	redis.ZCount(p, "k", redis.ScoreMin, redis.ScoreIncl(9))
	redis.ZCount(p, "k", redis.LexMin, redis.LexMax)              // error
	redis.XGroupCreate(p, "k", "g", redis.OnlyNew)
	redis.XGroupCreate(p, "k", "g", redis.LastEntry)              // error
	redis.XGroupSetID(p, "k", "g", redis.LastEntry)               // error
	redis.XRead[int](p, []redis.StreamFrom{{Key: "k", From: redis.LastEntry}, {Key: "l", From: redis.OnlyNew}})
	redis.FlushAll(p, redis.Async)
	redis.FlushAll(p, redis.Replace)                              // error
	redis.SAdd(p, "k")                                            // error
	redis.SetIf(p, "k", "v", redis.IfEq("w"), redis.KeepTTL)
	redis.DelEx(p, "k", redis.IfNe("w"))
	redis.DelEx(p, "k", redis.NX)                                 // error
	redis.MSetEx(p, map[string]int{"a": 1}, redis.XX, redis.EX(time.Hour))
	redis.MSetEx(p, map[string]int{"a": 1}, redis.FXX)            // error
	redis.HSetEx(p, "k", map[string]int{"a": 1}, redis.FNX, redis.KeepTTL)
	redis.HSetEx(p, "k", map[string]int{"a": 1}, redis.GT)        // error
	redis.HSetEx(p, "k", map[string]int{"a": 1}, redis.DropTTL)   // error
	redis.HExpire(p, "k", time.Hour, []string{"a"}, redis.GT)
	redis.HExpire(p, "k", time.Hour, []string{"a"}, redis.FNX)    // error
	redis.HTTL(p, "k")                                            // error
	redis.Sort[int](p, "k", redis.Desc, redis.Alpha, redis.By("w_*"), redis.Limit{Count: 1})
	redis.Sort[int](p, "k", redis.Rev)                            // error
	redis.Restore(p, "k", nil, redis.Replace)
	redis.Restore(p, "k", nil, redis.EX(time.Hour))               // error
	redis.ZInter[string](p, []string{"a", "b"}, redis.Weights{1, 2}, redis.AggregateMin)
	redis.ZInter[string](p, []string{"a", "b"}, redis.Rev)        // error
	redis.ZMPop[string](p, redis.Lowest, "a")
	redis.ZMPop[string](p, redis.Left, "a")                       // error
	redis.LMPop[string](p, redis.Left, "a")
	redis.LMPop[string](p, redis.Lowest, "a")                     // error
	redis.IncrEx(p, "k", 1, redis.UBound(9), redis.Saturate)
	redis.IncrEx(p, "k", 1, redis.UBoundFloat(9))                 // error
	redis.HSetEx(p, "k", map[string]int{"a": 1}, redis.NX, redis.FNX)
	redis.XAddIDMP(p, "k", "p", "i", map[string]int{"a": 1}, redis.KeepRef)
	redis.XAddIDMP(p, "k", "p", "i", map[string]int{"a": 1}, redis.EntryID{Ms: 1}) // error
	redis.XNack(p, "k", "g", redis.NackFail, nil, redis.RetryCount(1))
	redis.XNack(p, "k", "g", redis.NackFail, nil, redis.NoAck)    // error
	redis.XRead[int](p, nil, redis.MaxSize(1), redis.NoAck)       // error
	redis.GCRA(p, "k", 1, 1, time.Second, redis.Tokens(2))
	redis.GCRA(p, "k", 1, 1, time.Second, redis.Count(2))         // error
}
`

// TestOptionsOfOtherCommandsDoNotCompile gives misuses to the compiler.
func TestOptionsOfOtherCommandsDoNotCompile(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go command")
	}
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	source := filepath.Join(dir, "main.go")
	overlay, err := json.Marshal(map[string]map[string]string{
		"Replace": {filepath.Join(here, "internal", "misuses", "main.go"): source},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{source: []byte(misuses), filepath.Join(dir, "overlay.json"): overlay} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(goTool, "build", "-overlay", filepath.Join(dir, "overlay.json"), "-gcflags=-e", "-o", os.DevNull, "./internal/misuses")
	out, _ := cmd.CombinedOutput()

	var got, want []string
	for _, m := range regexp.MustCompile(`main\.go:(\d+):\d+: `).FindAllSubmatch(out, -1) {
		got = append(got, string(m[1]))
	}
	for i, line := range strings.Split(misuses, "\n") {
		if strings.HasSuffix(line, "// error") {
			want = append(want, fmt.Sprint(i+1))
		}
	}
	got = slices.Compact(got)
	if !slices.Equal(got, want) {
		t.Errorf("errors in the lines %v, want %v\n%s", got, want, out)
	}
}
