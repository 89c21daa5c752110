package redis

import (
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/internal/commands"
)

// A wireTest is a helper with the exact arguments that it must send.
type wireTest struct {
	helper string
	put    func(Pipe) error
	want   string // arguments, separated by spaces; "" in quotes is an empty one
}

// profile is a struct that spreads into fields and values.
type profile struct {
	Name  string `redis:"name"`
	Level int    `redis:"level"`
}

// wireTests has at least one row for every helper: TestEveryHelperHasAWireTest sees to that.
var wireTests = slices.Concat(stringWireTests, keyWireTests, collectionWireTests, sortedSetWireTests, serverWireTests, dataWireTests, streamWireTests, bitWireTests, vectorWireTests, arrayWireTests, pathHashWireTests)

var stringWireTests = []wireTest{
	{"Get", func(p Pipe) error { return putErr(Get[string](p, "k")) }, "GET k"},
	{"Set", func(p Pipe) error { return putErr(Set(p, "k", "v")) }, "SET k v"},
	{"Set", func(p Pipe) error { return putErr(Set(p, "k", 42)) }, "SET k 42"},
	{"Set", func(p Pipe) error { return putErr(Set(p, "k", "v", EX(hour))) }, "SET k v EX 3600"},
	{"Set", func(p Pipe) error { return putErr(Set(p, "k", "v", PX(1500*time.Millisecond))) }, "SET k v PX 1500"},
	{"Set", func(p Pipe) error { return putErr(Set(p, "k", "v", PX(time.Millisecond))) }, "SET k v PX 1"},
	{"Set", func(p Pipe) error { return putErr(Set(p, "k", "v", EXAT(someTime))) }, "SET k v EXAT 2000000000"},
	{"Set", func(p Pipe) error { return putErr(Set(p, "k", "v", PXAT(someTime.Add(7*time.Millisecond)))) }, "SET k v PXAT 2000000000007"},
	{"Set", func(p Pipe) error { return putErr(Set(p, "k", "v", PXAT(someTime))) }, "SET k v PXAT 2000000000000"},
	{"Set", func(p Pipe) error { return putErr(Set(p, "k", "v", KeepTTL)) }, "SET k v KEEPTTL"},
	{"SetIf", func(p Pipe) error { return putErr(SetIf(p, "k", "v", NX)) }, "SET k v NX"},
	{"SetIf", func(p Pipe) error { return putErr(SetIf(p, "k", "v", XX, EX(time.Second))) }, "SET k v XX EX 1"},
	{"SetGet", func(p Pipe) error { return putErr(SetGet[string](p, "k", 7)) }, "SET k 7 GET"},
	{"SetGet", func(p Pipe) error { return putErr(SetGet[int](p, "k", 7, KeepTTL)) }, "SET k 7 GET KEEPTTL"},
	{"GetDel", func(p Pipe) error { return putErr(GetDel[string](p, "k")) }, "GETDEL k"},
	{"GetEx", func(p Pipe) error { return putErr(GetEx[string](p, "k")) }, "GETEX k"},
	{"GetEx", func(p Pipe) error { return putErr(GetEx[string](p, "k", EX(time.Minute))) }, "GETEX k EX 60"},
	{"GetEx", func(p Pipe) error { return putErr(GetEx[string](p, "k", PX(time.Minute))) }, "GETEX k PX 60000"},
	{"GetEx", func(p Pipe) error { return putErr(GetEx[string](p, "k", EXAT(someTime))) }, "GETEX k EXAT 2000000000"},
	{"GetEx", func(p Pipe) error { return putErr(GetEx[string](p, "k", PXAT(someTime))) }, "GETEX k PXAT 2000000000000"},
	{"GetEx", func(p Pipe) error { return putErr(GetEx[string](p, "k", DropTTL)) }, "GETEX k PERSIST"},
	{"MGet", func(p Pipe) error { return putErr(MGet[Optional[string]](p, "a", "b", "c")) }, "MGET a b c"},
	{"MSet", func(p Pipe) error { return putErr(MSet(p, "a", "1", "b", "2")) }, "MSET a 1 b 2"},
	{"MSet", func(p Pipe) error { return putErr(MSet(p, map[string]int{"a": 1})) }, "MSET a 1"},
	{"MSet", func(p Pipe) error { return putErr(MSet(p, profile{"ann", 3})) }, "MSET name ann level 3"},
	{"MSet", func(p Pipe) error { return putErr(MSet(p, maps.All(map[string]float64{"pi": 3.5}))) }, "MSET pi 3.5"},
	{"MSetNX", func(p Pipe) error { return putErr(MSetNX(p, map[string]bool{"a": true})) }, "MSETNX a 1"},
	{"Incr", func(p Pipe) error { return putErr(Incr(p, "k")) }, "INCR k"},
	{"IncrBy", func(p Pipe) error { return putErr(IncrBy(p, "k", math.MinInt64)) }, "INCRBY k -9223372036854775808"},
	{"IncrByFloat", func(p Pipe) error { return putErr(IncrByFloat(p, "k", -0.1)) }, "INCRBYFLOAT k -0.1"},
	{"Decr", func(p Pipe) error { return putErr(Decr(p, "k")) }, "DECR k"},
	{"DecrBy", func(p Pipe) error { return putErr(DecrBy(p, "k", 5)) }, "DECRBY k 5"},
	{"Append", func(p Pipe) error { return putErr(Append(p, "k", []byte("tail"))) }, "APPEND k tail"},
	{"StrLen", func(p Pipe) error { return putErr(StrLen(p, "k")) }, "STRLEN k"},
	{"GetRange", func(p Pipe) error { return putErr(GetRange[string](p, "k", 0, -1)) }, "GETRANGE k 0 -1"},
	{"SetRange", func(p Pipe) error { return putErr(SetRange(p, "k", 6, "x")) }, "SETRANGE k 6 x"},
}

var keyWireTests = []wireTest{
	{"Del", func(p Pipe) error { return putErr(Del(p, "a")) }, "DEL a"},
	{"Del", func(p Pipe) error { return putErr(Del(p, "a", "b", "c")) }, "DEL a b c"},
	{"Unlink", func(p Pipe) error { return putErr(Unlink(p, "a", "b")) }, "UNLINK a b"},
	{"Exists", func(p Pipe) error { return putErr(Exists(p, "a", "a")) }, "EXISTS a a"},
	{"Touch", func(p Pipe) error { return putErr(Touch(p, "a")) }, "TOUCH a"},
	{"Expire", func(p Pipe) error { return putErr(Expire(p, "k", hour)) }, "EXPIRE k 3600"},
	{"Expire", func(p Pipe) error { return putErr(Expire(p, "k", -time.Second)) }, "EXPIRE k -1"},
	{"Expire", func(p Pipe) error { return putErr(Expire(p, "k", 0, NX)) }, "EXPIRE k 0 NX"},
	{"Expire", func(p Pipe) error { return putErr(Expire(p, "k", hour, XX, GT)) }, "EXPIRE k 3600 XX GT"},
	{"Expire", func(p Pipe) error { return putErr(Expire(p, "k", hour, LT)) }, "EXPIRE k 3600 LT"},
	{"PExpire", func(p Pipe) error { return putErr(PExpire(p, "k", 2*time.Millisecond)) }, "PEXPIRE k 2"},
	{"PExpire", func(p Pipe) error { return putErr(PExpire(p, "k", -time.Millisecond, GT)) }, "PEXPIRE k -1 GT"},
	{"ExpireAt", func(p Pipe) error { return putErr(ExpireAt(p, "k", someTime)) }, "EXPIREAT k 2000000000"},
	{"PExpireAt", func(p Pipe) error { return putErr(PExpireAt(p, "k", someTime, LT, XX)) }, "PEXPIREAT k 2000000000000 LT XX"},
	{"TTL", func(p Pipe) error { return putErr(TTL(p, "k")) }, "TTL k"},
	{"PTTL", func(p Pipe) error { return putErr(PTTL(p, "k")) }, "PTTL k"},
	{"Persist", func(p Pipe) error { return putErr(Persist(p, "k")) }, "PERSIST k"},
	{"Type", func(p Pipe) error { return putErr(Type(p, "k")) }, "TYPE k"},
	{"Rename", func(p Pipe) error { return putErr(Rename(p, "a", "b")) }, "RENAME a b"},
	{"RenameNX", func(p Pipe) error { return putErr(RenameNX(p, "a", "b")) }, "RENAMENX a b"},
	{"Copy", func(p Pipe) error { return putErr(Copy(p, "a", "b")) }, "COPY a b"},
	{"Copy", func(p Pipe) error { return putErr(Copy(p, "a", "b", Replace, ToDB(3))) }, "COPY a b REPLACE DB 3"},
	{"Scan", func(p Pipe) error { return putErr(Scan(p, "")) }, "SCAN 0"},
	{
		"Scan", func(p Pipe) error { return putErr(Scan(p, "17", Match("user:*"), Count(100), OfType(HashKey))) },
		"SCAN 17 MATCH user:* COUNT 100 TYPE hash",
	},
	{"RandomKey", func(p Pipe) error { return putErr(RandomKey(p)) }, "RANDOMKEY"},
}

var collectionWireTests = []wireTest{
	{"HSet", func(p Pipe) error { return putErr(HSet(p, "k", "f", "v")) }, "HSET k f v"},
	{"HSet", func(p Pipe) error { return putErr(HSet(p, "k", profile{"ann", 3})) }, "HSET k name ann level 3"},
	{"HSet", func(p Pipe) error { return putErr(HSet(p, "k", map[int]string{7: "x"})) }, "HSET k 7 x"},
	{"HSet", func(p Pipe) error { return putErr(HSet(p, "k", map[string]int{"a": 1}, map[string]int{"b": 2})) }, "HSET k a 1 b 2"},
	{"HSetNX", func(p Pipe) error { return putErr(HSetNX(p, "k", "f", 1)) }, "HSETNX k f 1"},
	{"HGet", func(p Pipe) error { return putErr(HGet[string](p, "k", "f")) }, "HGET k f"},
	{"HGet", func(p Pipe) error { return putErr(HGet[string](p, "k", 7)) }, "HGET k 7"},
	{"HMGet", func(p Pipe) error { return putErr(HMGet[Optional[int]](p, "k", "f", "g")) }, "HMGET k f g"},
	{"HMGet", func(p Pipe) error { return putErr(HMGet[Optional[int]](p, "k", []string{"f", "g"})) }, "HMGET k f g"},
	{"HGetAll", func(p Pipe) error { return putErr(HGetAll[map[string]string](p, "k")) }, "HGETALL k"},
	{"HDel", func(p Pipe) error { return putErr(HDel(p, "k", "f", "g")) }, "HDEL k f g"},
	{"HExists", func(p Pipe) error { return putErr(HExists(p, "k", "f")) }, "HEXISTS k f"},
	{"HLen", func(p Pipe) error { return putErr(HLen(p, "k")) }, "HLEN k"},
	{"HKeys", func(p Pipe) error { return putErr(HKeys[string](p, "k")) }, "HKEYS k"},
	{"HVals", func(p Pipe) error { return putErr(HVals[string](p, "k")) }, "HVALS k"},
	{"HIncrBy", func(p Pipe) error { return putErr(HIncrBy(p, "k", "f", -2)) }, "HINCRBY k f -2"},
	{"HIncrByFloat", func(p Pipe) error { return putErr(HIncrByFloat(p, "k", "f", 1e21)) }, "HINCRBYFLOAT k f 1e+21"},
	{"HStrLen", func(p Pipe) error { return putErr(HStrLen(p, "k", "f")) }, "HSTRLEN k f"},
	{"HScan", func(p Pipe) error { return putErr(HScan[string, int](p, "k", "", Count(5))) }, "HSCAN k 0 COUNT 5"},
	{"HScanNoValues", func(p Pipe) error { return putErr(HScanNoValues[string](p, "k", "3", Match("a*"))) }, "HSCAN k 3 MATCH a* NOVALUES"},

	{"LPush", func(p Pipe) error { return putErr(LPush(p, "k", 1, 2)) }, "LPUSH k 1 2"},
	{"LPush", func(p Pipe) error { return putErr(LPush(p, "k", slices.Values([]string{"a", "b"}))) }, "LPUSH k a b"},
	{"RPush", func(p Pipe) error { return putErr(RPush(p, "k", []string{"a", "b"}, []string{"c"})) }, "RPUSH k a b c"},
	{"LPushX", func(p Pipe) error { return putErr(LPushX(p, "k", "a")) }, "LPUSHX k a"},
	{"RPushX", func(p Pipe) error { return putErr(RPushX(p, "k", "a")) }, "RPUSHX k a"},
	{"LPop", func(p Pipe) error { return putErr(LPop[string](p, "k")) }, "LPOP k"},
	{"LPopCount", func(p Pipe) error { return putErr(LPopCount[string](p, "k", 3)) }, "LPOP k 3"},
	{"RPop", func(p Pipe) error { return putErr(RPop[string](p, "k")) }, "RPOP k"},
	{"RPopCount", func(p Pipe) error { return putErr(RPopCount[string](p, "k", 0)) }, "RPOP k 0"},
	{"LRange", func(p Pipe) error { return putErr(LRange[int64](p, "k", 0, -1)) }, "LRANGE k 0 -1"},
	{"LLen", func(p Pipe) error { return putErr(LLen(p, "k")) }, "LLEN k"},
	{"LIndex", func(p Pipe) error { return putErr(LIndex[string](p, "k", -1)) }, "LINDEX k -1"},
	{"LSet", func(p Pipe) error { return putErr(LSet(p, "k", 0, "x")) }, "LSET k 0 x"},
	{"LRem", func(p Pipe) error { return putErr(LRem(p, "k", 2, "x")) }, "LREM k 2 x"},
	{"LTrim", func(p Pipe) error { return putErr(LTrim(p, "k", 1, 5)) }, "LTRIM k 1 5"},
	{"LMove", func(p Pipe) error { return putErr(LMove[string](p, "a", "b", Left, Right)) }, "LMOVE a b LEFT RIGHT"},
	{"LInsert", func(p Pipe) error { return putErr(LInsert(p, "k", Before, "x", 5)) }, "LINSERT k BEFORE x 5"},
	{"LInsert", func(p Pipe) error { return putErr(LInsert(p, "k", After, "x", "y")) }, "LINSERT k AFTER x y"},
	{"LPos", func(p Pipe) error { return putErr(LPos(p, "k", "x")) }, "LPOS k x"},
	{"LPos", func(p Pipe) error { return putErr(LPos(p, "k", "x", RankFromEnd(1), MaxLen(10))) }, "LPOS k x RANK -1 MAXLEN 10"},
	{"LPosCount", func(p Pipe) error { return putErr(LPosCount(p, "k", "x", 3, Rank(2))) }, "LPOS k x COUNT 3 RANK 2"},

	{"SAdd", func(p Pipe) error { return putErr(SAdd(p, "k", "a", "b")) }, "SADD k a b"},
	{"SAdd", func(p Pipe) error { return putErr(SAdd(p, "k", []int{1, 2}, []int{3})) }, "SADD k 1 2 3"},
	{"SRem", func(p Pipe) error { return putErr(SRem(p, "k", "a")) }, "SREM k a"},
	{"SMembers", func(p Pipe) error { return putErr(SMembers[string](p, "k")) }, "SMEMBERS k"},
	{"SMembersSet", func(p Pipe) error { return putErr(SMembersSet[string](p, "k")) }, "SMEMBERS k"},
	{"SIsMember", func(p Pipe) error { return putErr(SIsMember(p, "k", 7)) }, "SISMEMBER k 7"},
	{"SMIsMember", func(p Pipe) error { return putErr(SMIsMember(p, "k", "a", "b")) }, "SMISMEMBER k a b"},
	{"SCard", func(p Pipe) error { return putErr(SCard(p, "k")) }, "SCARD k"},
	{"SPop", func(p Pipe) error { return putErr(SPop[string](p, "k")) }, "SPOP k"},
	{"SPopCount", func(p Pipe) error { return putErr(SPopCount[string](p, "k", 2)) }, "SPOP k 2"},
	{"SPopCountSet", func(p Pipe) error { return putErr(SPopCountSet[int](p, "k", 2)) }, "SPOP k 2"},
	{"SRandMember", func(p Pipe) error { return putErr(SRandMember[string](p, "k")) }, "SRANDMEMBER k"},
	{"SRandMemberCount", func(p Pipe) error { return putErr(SRandMemberCount[string](p, "k", 3)) }, "SRANDMEMBER k 3"},
	{"SInter", func(p Pipe) error { return putErr(SInter[string](p, "a", "b")) }, "SINTER a b"},
	{"SInterSet", func(p Pipe) error { return putErr(SInterSet[string](p, "a", "b")) }, "SINTER a b"},
	{"SUnion", func(p Pipe) error { return putErr(SUnion[string](p, "a")) }, "SUNION a"},
	{"SUnionSet", func(p Pipe) error { return putErr(SUnionSet[string](p, "a")) }, "SUNION a"},
	{"SDiff", func(p Pipe) error { return putErr(SDiff[string](p, "a", "b", "c")) }, "SDIFF a b c"},
	{"SDiffSet", func(p Pipe) error { return putErr(SDiffSet[string](p, "a", "b")) }, "SDIFF a b"},
	{"SMove", func(p Pipe) error { return putErr(SMove(p, "a", "b", "m")) }, "SMOVE a b m"},
	{"SScan", func(p Pipe) error { return putErr(SScan[string](p, "k", "0")) }, "SSCAN k 0"},
}

var sortedSetWireTests = []wireTest{
	{"ZAdd", func(p Pipe) error { return putErr(ZAdd(p, "k", 1.5, "m")) }, "ZADD k 1.5 m"},
	{"ZAdd", func(p Pipe) error { return putErr(ZAdd(p, "k", math.Inf(-1), "m", CH, XX, GT)) }, "ZADD k CH XX GT -inf m"},
	{"ZAdd", func(p Pipe) error { return putErr(ZAdd(p, "k", 0, 5, NX)) }, "ZADD k NX 0 5"},
	{
		"ZAddMany", func(p Pipe) error {
			return putErr(ZAddMany(p, "k", []Scored[string]{{Member: "a", Score: 1}, {Member: "b", Score: 2}}, LT))
		}, "ZADD k LT 1 a 2 b",
	},
	{"ZAddIncr", func(p Pipe) error { return putErr(ZAddIncr(p, "k", 2, "m", XX)) }, "ZADD k XX INCR 2 m"},
	{"ZIncrBy", func(p Pipe) error { return putErr(ZIncrBy(p, "k", -2.5, "m")) }, "ZINCRBY k -2.5 m"},
	{"ZRem", func(p Pipe) error { return putErr(ZRem(p, "k", "a", "b")) }, "ZREM k a b"},
	{"ZRange", func(p Pipe) error { return putErr(ZRange[string](p, "k", 0, 9)) }, "ZRANGE k 0 9"},
	{"ZRange", func(p Pipe) error { return putErr(ZRange[string](p, "k", 0, 9, Rev)) }, "ZRANGE k 0 9 REV"},
	{"ZRangeWithScores", func(p Pipe) error { return putErr(ZRangeWithScores[string](p, "k", 0, -1)) }, "ZRANGE k 0 -1 WITHSCORES"},
	{"ZRangeWithScores", func(p Pipe) error { return putErr(ZRangeWithScores[int](p, "k", 0, -1, Rev)) }, "ZRANGE k 0 -1 REV WITHSCORES"},
	{"ZRangeByScore", func(p Pipe) error { return putErr(ZRangeByScore[string](p, "k", ScoreIncl(1), ScoreIncl(2))) }, "ZRANGE k 1 2 BYSCORE"},
	{
		"ZRangeByScore", func(p Pipe) error { return putErr(ZRangeByScore[string](p, "k", ScoreMin, ScoreExcl(2.5))) },
		"ZRANGE k -inf (2.5 BYSCORE",
	},
	{
		"ZRangeByScore", func(p Pipe) error {
			return putErr(ZRangeByScore[string](p, "k", ScoreExcl(1), ScoreIncl(2), Rev, Limit{Offset: 10, Count: 5}))
		}, "ZRANGE k 2 (1 BYSCORE REV LIMIT 10 5",
	},
	{
		"ZRangeByScoreWithScores", func(p Pipe) error {
			return putErr(ZRangeByScoreWithScores[string](p, "k", ScoreExcl(1), ScoreExcl(2)))
		}, "ZRANGE k (1 (2 BYSCORE WITHSCORES",
	},
	{"ZRangeByLex", func(p Pipe) error { return putErr(ZRangeByLex[string](p, "k", LexIncl("a"), LexExcl("b"))) }, "ZRANGE k [a (b BYLEX"},
	{
		"ZRangeByLex", func(p Pipe) error { return putErr(ZRangeByLex[string](p, "k", LexMin, LexMax, Rev, Offset(0))) },
		"ZRANGE k + - BYLEX REV LIMIT 0 -1",
	},
	{"ZRank", func(p Pipe) error { return putErr(ZRank(p, "k", "m")) }, "ZRANK k m"},
	{"ZRankWithScore", func(p Pipe) error { return putErr(ZRankWithScore(p, "k", "m")) }, "ZRANK k m WITHSCORE"},
	{"ZRevRank", func(p Pipe) error { return putErr(ZRevRank(p, "k", "m")) }, "ZREVRANK k m"},
	{"ZRevRankWithScore", func(p Pipe) error { return putErr(ZRevRankWithScore(p, "k", "m")) }, "ZREVRANK k m WITHSCORE"},
	{"ZScore", func(p Pipe) error { return putErr(ZScore(p, "k", "m")) }, "ZSCORE k m"},
	{"ZMScore", func(p Pipe) error { return putErr(ZMScore(p, "k", "m", "n")) }, "ZMSCORE k m n"},
	{"ZCard", func(p Pipe) error { return putErr(ZCard(p, "k")) }, "ZCARD k"},
	{"ZCount", func(p Pipe) error { return putErr(ZCount(p, "k", ScoreExcl(1), ScoreMax)) }, "ZCOUNT k (1 inf"},
	{"ZPopMin", func(p Pipe) error { return putErr(ZPopMin[string](p, "k")) }, "ZPOPMIN k"},
	{"ZPopMinCount", func(p Pipe) error { return putErr(ZPopMinCount[string](p, "k", 2)) }, "ZPOPMIN k 2"},
	{"ZPopMax", func(p Pipe) error { return putErr(ZPopMax[string](p, "k")) }, "ZPOPMAX k"},
	{"ZPopMaxCount", func(p Pipe) error { return putErr(ZPopMaxCount[string](p, "k", 2)) }, "ZPOPMAX k 2"},
	{"ZRemRangeByRank", func(p Pipe) error { return putErr(ZRemRangeByRank(p, "k", 0, -11)) }, "ZREMRANGEBYRANK k 0 -11"},
	{"ZRemRangeByScore", func(p Pipe) error { return putErr(ZRemRangeByScore(p, "k", ScoreIncl(1), ScoreExcl(2))) }, "ZREMRANGEBYSCORE k 1 (2"},
	{"ZScan", func(p Pipe) error { return putErr(ZScan[string](p, "k", "", Match("*"))) }, "ZSCAN k 0 MATCH *"},
}

var serverWireTests = []wireTest{
	{"Ping", func(p Pipe) error { return putErr(Ping(p)) }, "PING"},
	{"PingMessage", func(p Pipe) error { return putErr(PingMessage[string](p, "hello")) }, "PING hello"},
	{"Echo", func(p Pipe) error { return putErr(Echo[int](p, 5)) }, "ECHO 5"},
	{"ClientID", func(p Pipe) error { return putErr(ClientID(p)) }, "CLIENT ID"},
	{"ClientGetName", func(p Pipe) error { return putErr(ClientGetName(p)) }, "CLIENT GETNAME"},
	{"ClientList", func(p Pipe) error { return putErr(ClientList(p)) }, "CLIENT LIST"},
	{"DBSize", func(p Pipe) error { return putErr(DBSize(p)) }, "DBSIZE"},
	{"FlushDB", func(p Pipe) error { return putErr(FlushDB(p)) }, "FLUSHDB"},
	{"FlushDB", func(p Pipe) error { return putErr(FlushDB(p, Async)) }, "FLUSHDB ASYNC"},
	{"FlushAll", func(p Pipe) error { return putErr(FlushAll(p, Sync)) }, "FLUSHALL SYNC"},
	{"Info", func(p Pipe) error { return putErr(Info(p)) }, "INFO"},
	{"Info", func(p Pipe) error { return putErr(Info(p, "server", "memory")) }, "INFO server memory"},
	{"Time", func(p Pipe) error { return putErr(Time(p)) }, "TIME"},
	{"LastSave", func(p Pipe) error { return putErr(LastSave(p)) }, "LASTSAVE"},
	{"ConfigGet", func(p Pipe) error { return putErr(ConfigGet[map[string]string](p, "max*", "min*")) }, "CONFIG GET max* min*"},
	{"ConfigSet", func(p Pipe) error { return putErr(ConfigSet(p, "maxmemory", "1gb")) }, "CONFIG SET maxmemory 1gb"},
	{"CommandCount", func(p Pipe) error { return putErr(CommandCount(p)) }, "COMMAND COUNT"},
	{"Publish", func(p Pipe) error { return putErr(Publish(p, "news", "hi")) }, "PUBLISH news hi"},
	{"Eval", func(p Pipe) error { return putErr(Eval[int](p, "script", nil)) }, "EVAL script 0"},
	{"Eval", func(p Pipe) error { return putErr(Eval[int](p, "script", []string{"a", "b"}, "x", 1, []int{2, 3})) }, "EVAL script 2 a b x 1 2 3"},
	{"EvalSha", func(p Pipe) error { return putErr(EvalSha[int](p, "sha", []string{"a"}, 1.5)) }, "EVALSHA sha 1 a 1.5"},
	{"ScriptLoad", func(p Pipe) error { return putErr(ScriptLoad(p, "script")) }, "SCRIPT LOAD script"},
}

func TestHelpersSendExactlyTheirCommand(t *testing.T) {
	p := newTape()
	for _, test := range wireTests {
		t.Run(test.want, func(t *testing.T) {
			if err := test.put(p); err != nil {
				t.Fatal(err)
			}
			words := strings.Fields(test.want)
			for i, w := range words {
				words[i] = strings.ReplaceAll(w, `""`, "")
			}
			if diff := cmp.Diff(wire(words...), string(p.x.out)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestEveryHelperHasAWireTest(t *testing.T) {
	tested := map[string]bool{}
	for _, test := range wireTests {
		tested[test.helper] = true
	}
	for _, c := range commands.All() {
		for _, f := range c.Forms {
			if !tested[f.Go] {
				t.Errorf("no row for %s", f.Go)
			}
			delete(tested, f.Go)
		}
	}
	for name := range tested {
		t.Errorf("no helper %s", name)
	}
}

// TestHelpersTakeKeysWithAnyBytes: nothing in a key or value can break out of its argument.
func TestHelpersTakeKeysWithAnyBytes(t *testing.T) {
	p := newTape()
	for _, s := range []string{"", " ", "\r\n", "$3\r\nfoo\r\n", "\x00\xff", strings.Repeat("k", 1<<16)} {
		if err := putErr(Set(p, s, s)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(wire("SET", s, s), string(p.x.out)); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
}

func TestHeadersCountManyArguments(t *testing.T) {
	for _, n := range []int{1, 7, 8, 9, 97, 98, 99, 997, 998, 999, 10_000} {
		keys := make([]string, n)
		for i := range keys {
			keys[i] = "k"
		}
		p := newTape()
		if err := putErr(Del(p, keys...)); err != nil {
			t.Fatal(err)
		}
		if got, want := string(p.x.out), wire(append([]string{"DEL"}, keys...)...); got != want {
			t.Errorf("%d keys: %.40q, want %.40q", n, got, want)
		}
	}
}
