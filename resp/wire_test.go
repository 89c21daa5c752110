package resp

import (
	"fmt"
	"strings"
)

// A wireCase is a row of the table that the tests of Framer, Reader and Scanner share, and
// that seeds their fuzz targets.
type wireCase struct {
	name string
	wire string
	lim  Limits

	// One of these says what the wire is:
	want   string // a frame, of this tree as render writes it
	limit  string // a frame that is over this limit
	reason string // not RESP, for this reason at offset at
	at     int64
	short  bool // the beginning of a frame
}

// nested gives open n times, then core, then as many times shut.
func nested(open string, n int, core, shut string) string {
	return strings.Repeat(open, n) + core + strings.Repeat(shut, n)
}

var (
	long     = strings.Repeat("x", 70_000)
	manyOnes = strings.Repeat(":1\r\n", 1000)
)

var wireCases = append(append(append(soundCases, brokenCases()...), limitCases...), shortCases...)

// soundCases are right.
var soundCases = []wireCase{
	{name: "simple string", wire: "+OK\r\n", want: `+"OK"`},
	{name: "empty simple string", wire: "+\r\n", want: `+""`},
	{name: "simple string with high bytes", wire: "+\xff\x80\t\r\n", want: `+"\xff\x80\t"`},
	{name: "long simple string", wire: "+" + long[:65536] + "\r\n", want: `+"` + long[:65536] + `"`},
	{name: "simple error", wire: "-ERR syntax error\r\n", want: `-"ERR syntax error"`},
	{name: "empty simple error", wire: "-\r\n", want: `-""`},
	{name: "integer", wire: ":1234\r\n", want: `:"1234"`},
	{name: "negative integer", wire: ":-17\r\n", want: `:"-17"`},
	{name: "integer with plus", wire: ":+17\r\n", want: `:"+17"`},
	{name: "greatest integer", wire: ":9223372036854775807\r\n", want: `:"9223372036854775807"`},
	{name: "smallest integer", wire: ":-9223372036854775808\r\n", want: `:"-9223372036854775808"`},
	{name: "integer with zeros", wire: ":-000\r\n", want: `:"-000"`},
	{name: "integer with many zeros", wire: ":" + strings.Repeat("0", 100) + "1\r\n", want: `:"` + strings.Repeat("0", 100) + `1"`},
	{name: "bulk string", wire: "$5\r\nhello\r\n", want: `$"hello"`},
	{name: "empty bulk string", wire: "$0\r\n\r\n", want: `$""`},
	{name: "bulk string of CRLF", wire: "$4\r\n\r\n\r\n\r\n", want: `$"\r\n\r\n"`},
	{name: "bulk string of nuls", wire: "$2\r\n\x00\x00\r\n", want: `$"\x00\x00"`},
	{name: "bulk string of 16", wire: "$16\r\n0123456789abcdef\r\n", want: `$"0123456789abcdef"`},
	{name: "bulk string of 100", wire: "$100\r\n" + long[:100] + "\r\n", want: `$"` + long[:100] + `"`},
	{name: "bulk string of 70 000", wire: "$70000\r\n" + long + "\r\n", want: `$"` + long + `"`},
	{name: "bulk string that looks like a value", wire: "$4\r\n:1\r\n\r\n", want: `$":1\r\n"`},
	{name: "null", wire: "_\r\n", want: `_`},
	{name: "null of RESP2", wire: "$-1\r\n", want: `_`},
	{name: "null array of RESP2", wire: "*-1\r\n", want: `_`},
	{name: "true", wire: "#t\r\n", want: `#"t"`},
	{name: "false", wire: "#f\r\n", want: `#"f"`},
	{name: "double", wire: ",3.25\r\n", want: `,"3.25"`},
	{name: "double without fraction", wire: ",10\r\n", want: `,"10"`},
	{name: "double with exponent", wire: ",-1.5E+300\r\n", want: `,"-1.5E+300"`},
	{name: "double with exponent only", wire: ",+1e5\r\n", want: `,"+1e5"`},
	{name: "tiny double", wire: ",1e-999\r\n", want: `,"1e-999"`},
	{name: "double of 400 digits in range", wire: "," + strings.Repeat("0", 399) + "1\r\n", want: `,"` + strings.Repeat("0", 399) + `1"`},
	{name: "infinity", wire: ",inf\r\n", want: `,"inf"`},
	{name: "negative infinity", wire: ",-inf\r\n", want: `,"-inf"`},
	{name: "not a number", wire: ",nan\r\n", want: `,"nan"`},
	{name: "negative not a number", wire: ",-nan\r\n", want: `,"-nan"`},
	{name: "big number", wire: "(3492890328409238509324850943850943825024385\r\n", want: `("3492890328409238509324850943850943825024385"`},
	{name: "negative big number", wire: "(-1\r\n", want: `("-1"`},
	{name: "bulk error", wire: "!21\r\nSYNTAX invalid syntax\r\n", want: `!"SYNTAX invalid syntax"`},
	{name: "empty bulk error", wire: "!0\r\n\r\n", want: `!""`},
	{name: "verbatim string", wire: "=8\r\ntxt:Some\r\n", want: `="txt:Some"`},
	{name: "empty verbatim string", wire: "=4\r\nmkd:\r\n", want: `="mkd:"`},

	{name: "array", wire: "*2\r\n$3\r\nfoo\r\n:1\r\n", want: `*[$"foo" :"1"]`},
	{name: "empty array", wire: "*0\r\n", want: `*[]`},
	{name: "array of nulls", wire: "*3\r\n$-1\r\n*-1\r\n_\r\n", want: `*[_ _ _]`},
	{name: "array of arrays", wire: "*3\r\n*1\r\n:1\r\n*0\r\n*2\r\n*0\r\n:2\r\n", want: `*[*[:"1"] *[] *[*[] :"2"]]`},
	{name: "array of 1000", wire: "*1000\r\n" + manyOnes, want: `*[` + strings.TrimSpace(strings.Repeat(`:"1" `, 1000)) + `]`},
	{name: "array with all kinds", wire: "*9\r\n+a\r\n-b\r\n:1\r\n$1\r\nc\r\n_\r\n#t\r\n,1\r\n(1\r\n!1\r\nd\r\n",
		want: `*[+"a" -"b" :"1" $"c" _ #"t" ,"1" ("1" !"d"]`},
	{name: "map", wire: "%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n", want: `%[+"a" :"1" +"b" :"2"]`},
	{name: "empty map", wire: "%0\r\n", want: `%[]`},
	{name: "map with aggregates as keys", wire: "%3\r\n*1\r\n:1\r\n:1\r\n%0\r\n_\r\n,nan\r\n,nan\r\n", want: `%[*[:"1"] :"1" %[] _ ,"nan" ,"nan"]`},
	{name: "set", wire: "~2\r\n:1\r\n:1\r\n", want: `~[:"1" :"1"]`},
	{name: "push", wire: ">2\r\n$7\r\nmessage\r\n$1\r\na\r\n", want: `>[$"message" $"a"]`},
	{name: "push as element", wire: "*1\r\n>3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n", want: `*[>[$"subscribe" $"c" :"1"]]`},
	{name: "push in the middle of an array", wire: "*3\r\n:1\r\n>1\r\n+x\r\n:2\r\n", want: `*[:"1" >[+"x"] :"2"]`},

	{name: "attribute before a reply", wire: "|1\r\n+k\r\n:1\r\n+OK\r\n", want: `|[+"k" :"1"]+"OK"`},
	{name: "attribute before a push", wire: "|1\r\n+k\r\n:1\r\n>1\r\n+x\r\n", want: `|[+"k" :"1"]>[+"x"]`},
	{name: "attribute before an element", wire: "*2\r\n|1\r\n+k\r\n:1\r\n:5\r\n:6\r\n", want: `*[|[+"k" :"1"]:"5" :"6"]`},
	{name: "attribute before the last element", wire: "*2\r\n:5\r\n|1\r\n+k\r\n*1\r\n:1\r\n:6\r\n", want: `*[:"5" |[+"k" *[:"1"]]:"6"]`},
	{name: "attribute before a key and a value", wire: "%1\r\n|1\r\n:1\r\n:2\r\n:3\r\n|1\r\n:4\r\n:5\r\n:6\r\n", want: `%[|[:"1" :"2"]:"3" |[:"4" :"5"]:"6"]`},
	{name: "attribute with an attribute inside", wire: "|1\r\n+a\r\n|1\r\n+b\r\n:1\r\n:2\r\n:3\r\n", want: `|[+"a" |[+"b" :"1"]:"2"]:"3"`},
	{name: "attribute after an attribute", wire: "|1\r\n+a\r\n:1\r\n|1\r\n+b\r\n:2\r\n:3\r\n", want: `|[+"a" :"1"]|[+"b" :"2"]:"3"`},
	{name: "empty attribute", wire: "|0\r\n:1\r\n", want: `|[]:"1"`},
	{name: "attribute before a null", wire: "|1\r\n+k\r\n:1\r\n$-1\r\n", want: `|[+"k" :"1"]_`},

	{name: "streamed string", wire: "$?\r\n;4\r\nHell\r\n;5\r\no wor\r\n;1\r\nd\r\n;0\r\n", want: `$"Hello word"`},
	{name: "streamed string of one chunk", wire: "$?\r\n;4\r\n\r\n\r\n\r\n;0\r\n", want: `$"\r\n\r\n"`},
	{name: "empty streamed string", wire: "$?\r\n;0\r\n", want: `$""`},
	{name: "streamed array", wire: "*?\r\n:1\r\n:2\r\n.\r\n", want: `*?[:"1" :"2"]`},
	{name: "empty streamed array", wire: "*?\r\n.\r\n", want: `*?[]`},
	{name: "streamed map", wire: "%?\r\n+a\r\n:1\r\n+b\r\n:2\r\n.\r\n", want: `%?[+"a" :"1" +"b" :"2"]`},
	{name: "streamed set", wire: "~?\r\n+a\r\n.\r\n", want: `~?[+"a"]`},
	{name: "streamed push", wire: ">?\r\n+a\r\n.\r\n", want: `>?[+"a"]`},
	{name: "streamed in streamed", wire: "*?\r\n*?\r\n.\r\n*2\r\n%?\r\n.\r\n$?\r\n;1\r\nx\r\n;0\r\n:3\r\n.\r\n", want: `*?[*?[] *[%?[] $"x"] :"3"]`},
	{name: "streamed as last element", wire: "*2\r\n:1\r\n*?\r\n:2\r\n.\r\n", want: `*[:"1" *?[:"2"]]`},
	{name: "streamed as first element", wire: "*2\r\n*?\r\n:2\r\n.\r\n:1\r\n", want: `*[*?[:"2"] :"1"]`},
	{name: "attribute in streamed", wire: "*?\r\n|1\r\n+k\r\n*?\r\n.\r\n:1\r\n.\r\n", want: `*?[|[+"k" *?[]]:"1"]`},
	{name: "attribute before streamed", wire: "|1\r\n+k\r\n:1\r\n*?\r\n:1\r\n.\r\n", want: `|[+"k" :"1"]*?[:"1"]`},

	{name: "depth 128", wire: nested("*1\r\n", 128, ":1\r\n", ""), want: nested("*[", 128, `:"1"`, "]")},
	{name: "depth 128 with elements to come", wire: nested("*2\r\n", 128, ":1\r\n", ":2\r\n"), want: nested("*[", 128, `:"1"`, ` :"2"]`)},
	{name: "depth 128 streamed", wire: nested("*?\r\n", 128, ":1\r\n", ".\r\n"), want: nested("*?[", 128, `:"1"`, "]")},

	{name: "bulk string of just the limit", wire: "$3\r\nabc\r\n", lim: Limits{Bulk: 3}, want: `$"abc"`},
	{name: "streamed string of just the limit", wire: "$?\r\n;2\r\nab\r\n;1\r\nc\r\n;0\r\n", lim: Limits{Bulk: 3}, want: `$"abc"`},
	{name: "line of just the limit", wire: "+abc\r\n", lim: Limits{Line: 3}, want: `+"abc"`},
	{name: "array of just the limit", wire: "*3\r\n" + manyOnes[:12], lim: Limits{Elements: 3}, want: `*[:"1" :"1" :"1"]`},
	{name: "map of just the limit", wire: "%1\r\n:1\r\n:1\r\n", lim: Limits{Elements: 3}, want: `%[:"1" :"1"]`},
	{name: "streamed array of just the limit", wire: "*?\r\n" + manyOnes[:12] + ".\r\n", lim: Limits{Elements: 3}, want: `*?[:"1" :"1" :"1"]`},
	{name: "streamed map of an odd limit", wire: "%?\r\n:1\r\n:1\r\n.\r\n", lim: Limits{Elements: 3}, want: `%?[:"1" :"1"]`},
	{name: "reply of just the limit", wire: "*2\r\n:1\r\n:1\r\n", lim: Limits{Reply: 12}, want: `*[:"1" :"1"]`},
	{name: "string reply of just the limit", wire: "$2\r\nab\r\n", lim: Limits{Reply: 8}, want: `$"ab"`},
	{name: "depth of just the limit", wire: "*1\r\n*1\r\n:1\r\n", lim: Limits{Depth: 2}, want: `*[*[:"1"]]`},
}

// limitCases are right but too much.
var limitCases = []wireCase{
	{name: "reply over its limit", wire: "*2\r\n:1\r\n:1\r\n", lim: Limits{Reply: 11}, limit: "Reply"},
	{name: "reply over its limit at the first value", wire: "*2\r\n:1\r\n:1\r\n", lim: Limits{Reply: 5}, limit: "Reply"},
	{name: "string reply over the limit", wire: "$2\r\nab\r\n", lim: Limits{Reply: 7}, limit: "Reply"},
	{name: "long string reply over the limit", wire: "$70000\r\n" + long + "\r\n", lim: Limits{Reply: 70_000}, limit: "Reply"},
	{name: "simple string over the limit Reply", wire: "+abcdefgh\r\n", lim: Limits{Reply: 7}, limit: "Reply"},
	{name: "reply over its limit by attributes", wire: "|1\r\n+abcdef\r\n:1\r\n+OK\r\n", lim: Limits{Reply: 20}, limit: "Reply"},
	{name: "push over the limit Reply", wire: ">2\r\n+a\r\n+b\r\n", lim: Limits{Reply: 7}, limit: "Reply"},
	{name: "streamed string over the limit Reply", wire: "$?\r\n;4\r\nabcd\r\n;4\r\nabcd\r\n;0\r\n", lim: Limits{Reply: 17}, limit: "Reply"},
	{name: "streamed array over the limit Reply", wire: "*?\r\n" + manyOnes + ".\r\n", lim: Limits{Reply: 1000}, limit: "Reply"},
	{name: "verbatim string over the limit Reply", wire: "=8\r\ntxt:Some\r\n", lim: Limits{Reply: 6}, limit: "Reply"},
	{name: "depth over a limit of 2", wire: "*1\r\n*1\r\n*1\r\n:1\r\n", lim: Limits{Depth: 2}, limit: "Depth"},
	{name: "depth over the limit by an empty array", wire: "*1\r\n*1\r\n*0\r\n", lim: Limits{Depth: 2}, limit: "Depth"},
	{name: "depth over the limit by an attribute", wire: "*1\r\n|1\r\n:1\r\n*0\r\n:1\r\n", lim: Limits{Depth: 2}, limit: "Depth"},
	{name: "depth over the limit in a streamed array", wire: "*?\r\n*?\r\n*?\r\n.\r\n.\r\n:1\r\n.\r\n", lim: Limits{Depth: 2}, limit: "Depth"},
	{name: "depth over the limit, then size", wire: "*1\r\n*1\r\n*1\r\n:1\r\n", lim: Limits{Depth: 2, Reply: 13}, limit: "Depth"},
	{name: "size over the limit, then depth", wire: "*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n", lim: Limits{Depth: 3, Reply: 9}, limit: "Reply"},
	{name: "depth 129", wire: nested("*1\r\n", 129, ":1\r\n", ""), limit: "Depth"},
	{name: "depth 129, then more", wire: "*2\r\n" + nested("*2\r\n", 128, ":1\r\n", ":2\r\n") + ":3\r\n", limit: "Depth"},
	{name: "depth 1000 of mixed kinds", wire: nested("%1\r\n+k\r\n~1\r\n*2\r\n:1\r\n", 333, "_\r\n", ""), limit: "Depth"},
	{name: "depth 5000", wire: nested("*1\r\n", 5000, ":1\r\n", ""), limit: "Depth"},
	{name: "depth 5000 with elements to come", wire: nested("*2\r\n", 5000, ":1\r\n", ":2\r\n"), limit: "Depth"},
	{name: "depth 5000 streamed", wire: nested("*?\r\n", 5000, "", ".\r\n"), limit: "Depth"},
	{name: "depth 5000 of attributes", wire: nested("|1\r\n:1\r\n", 5000, ":1\r\n", ":2\r\n"), limit: "Depth"},
	{name: "attributes over the limit Reply before an empty map", wire: "|1\r\n+abcdef\r\n:1\r\n%0\r\n", lim: Limits{Reply: 20}, limit: "Reply"},
	{name: "chain of 5000 attributes over the limit Reply", wire: strings.Repeat("|0\r\n", 5000) + ":1\r\n", lim: Limits{Reply: 10_000}, limit: "Reply"},
}

// shortCases are right so far but not whole.
var shortCases = []wireCase{
	{name: "nothing", wire: "", short: true},
	{name: "kind only", wire: "*", short: true},
	{name: "header without LF", wire: "*1\r", short: true},
	{name: "array without its last element", wire: "*2\r\n:1\r\n", short: true},
	{name: "attribute without a value", wire: "|1\r\n+k\r\n:1\r\n", short: true},
	{name: "payload without CRLF", wire: "$1\r\na", short: true},
	{name: "payload without LF", wire: "$1\r\na\r", short: true},
	{name: "streamed string without end", wire: "$?\r\n;1\r\na\r\n", short: true},
	{name: "streamed array without end", wire: "*?\r\n:1\r\n", short: true},
	{name: "greatest bulk string", wire: "$536870912\r\n", short: true},
	{name: "greatest array", wire: "*134217728\r\n", short: true},
	{name: "greatest map", wire: "%67108864\r\n", short: true},
	{name: "wrong digit in a line that is not whole", wire: ":1x", short: true},
}

// brokenCases are wrong.
func brokenCases() []wireCase {
	cases := []wireCase{
		{name: "HTTP", wire: "HTTP/1.1 400 Bad Request\r\n", reason: reasonKind, at: 0},
		{name: "TLS alert", wire: "\x15\x03\x01\x00\x02\x02\x46", reason: reasonKind, at: 0},
		{name: "SSH", wire: "SSH-2.0-OpenSSH_9.6\r\n", reason: reasonKind, at: 0},
		{name: "memcached", wire: "ERROR\r\n", reason: reasonKind, at: 0},
		{name: "nul", wire: "\x00", reason: reasonKind, at: 0},
		{name: "CRLF", wire: "\r\n", reason: reasonKind, at: 0},
		{name: "inline command", wire: "PING\r\n", reason: reasonKind, at: 0},
		{name: "bad kind as element", wire: "*2\r\n:1\r\nx", reason: reasonKind, at: 8},

		{name: "bare LF", wire: "+OK\n", reason: reasonByte, at: 3},
		{name: "bare CR", wire: "+O\rK\r\n", reason: reasonLF, at: 3},
		{name: "two CRs", wire: "+OK\r\r\n", reason: reasonLF, at: 4},
		{name: "LF in a simple string", wire: "+O\nK\r\n", reason: reasonByte, at: 2},
		{name: "nul in a simple string", wire: "+O\x00K\r\n", reason: reasonByte, at: 2},
		{name: "nul in an error", wire: "-ERR \x00\r\n", reason: reasonByte, at: 5},
		{name: "LF before nul", wire: "+\n\x00\r\n", reason: reasonByte, at: 1},
		{name: "nul before LF", wire: "+\x00\n\r\n", reason: reasonByte, at: 1},
		{name: "LF in a long simple string", wire: "+" + long[:1000] + "\n", reason: reasonByte, at: 1001},
		{name: "bare LF after an integer", wire: ":1\n", reason: reasonByte, at: 2},
		{name: "bare CR after an integer", wire: ":1\rx", reason: reasonLF, at: 3},
		{name: "wrong digit before bare LF", wire: ":x\n", reason: reasonDigit, at: 1},
		{name: "no digit before bare CR", wire: ":\rx", reason: reasonDigit, at: 1},
		{name: "bare LF after a header", wire: "$1\na\r\n", reason: reasonByte, at: 2},
		{name: "bare CR after a header", wire: "$1\ra\r\n", reason: reasonLF, at: 3},

		{name: "payload too long", wire: "$5\r\nhelloX\r\n", reason: reasonCRLF, at: 9},
		{name: "payload too short", wire: "$5\r\nhell\r\n+OK\r\n", reason: reasonCRLF, at: 9},
		{name: "payload with bare LF", wire: "$5\r\nhello\n", reason: reasonCRLF, at: 9},
		{name: "payload with bare CR", wire: "$5\r\nhello\rX", reason: reasonCRLF, at: 10},
		{name: "empty payload without CRLF", wire: "$0\r\n+OK\r\n", reason: reasonCRLF, at: 4},
		{name: "long payload without CRLF", wire: "$70000\r\n" + long + "xx", reason: reasonCRLF, at: 70_008},
		{name: "payload of an element without CRLF", wire: "*2\r\n$1\r\nab\r\n", reason: reasonCRLF, at: 9},
		{name: "bulk error without CRLF", wire: "!1\r\nab\r\n", reason: reasonCRLF, at: 5},
		{name: "verbatim string without CRLF", wire: "=4\r\ntxt:ab", reason: reasonCRLF, at: 8},

		{name: "empty integer", wire: ":\r\n", reason: reasonDigit, at: 1},
		{name: "integer of a sign", wire: ":-\r\n", reason: reasonDigit, at: 2},
		{name: "integer of two signs", wire: ":--1\r\n", reason: reasonDigit, at: 2},
		{name: "integer with a letter", wire: ":1x\r\n", reason: reasonDigit, at: 2},
		{name: "integer with a space", wire: ": 1\r\n", reason: reasonDigit, at: 1},
		{name: "integer in hexadecimal", wire: ":0x10\r\n", reason: reasonDigit, at: 2},
		{name: "integer with a point", wire: ":1.0\r\n", reason: reasonDigit, at: 2},
		{name: "integer of 2^63", wire: ":9223372036854775808\r\n", reason: reasonRange, at: 19},
		{name: "integer of -2^63-1", wire: ":-9223372036854775809\r\n", reason: reasonRange, at: 20},
		{name: "integer of 20 digits", wire: ":10000000000000000000\r\n", reason: reasonRange, at: 20},
		{name: "integer of 1000 digits", wire: ":" + strings.Repeat("9", 1000) + "\r\n", reason: reasonRange, at: 19},
		{name: "integer with a late letter", wire: ":" + strings.Repeat("0", 100) + "x\r\n", reason: reasonDigit, at: 101},

		{name: "null with content", wire: "_x\r\n", reason: reasonNull, at: 1},
		{name: "empty boolean", wire: "#\r\n", reason: reasonBoolean, at: 1},
		{name: "boolean x", wire: "#x\r\n", reason: reasonBoolean, at: 1},
		{name: "boolean T", wire: "#T\r\n", reason: reasonBoolean, at: 1},
		{name: "boolean true", wire: "#true\r\n", reason: reasonBoolean, at: 2},

		{name: "empty double", wire: ",\r\n", reason: reasonDouble, at: 1},
		{name: "double of a sign", wire: ",-\r\n", reason: reasonDouble, at: 2},
		{name: "double of a point", wire: ",.\r\n", reason: reasonDouble, at: 1},
		{name: "double that begins with a point", wire: ",.5\r\n", reason: reasonDouble, at: 1},
		{name: "double that ends with a point", wire: ",1.\r\n", reason: reasonDouble, at: 3},
		{name: "double of two points", wire: ",1.5.5\r\n", reason: reasonDouble, at: 4},
		{name: "double with an empty exponent", wire: ",1e\r\n", reason: reasonDouble, at: 3},
		{name: "double with an exponent of a sign", wire: ",1e+\r\n", reason: reasonDouble, at: 4},
		{name: "double with an exponent of a fraction", wire: ",1e1.5\r\n", reason: reasonDouble, at: 4},
		{name: "double in hexadecimal", wire: ",0x1p3\r\n", reason: reasonDouble, at: 2},
		{name: "double with an underscore", wire: ",1_0\r\n", reason: reasonDouble, at: 2},
		{name: "double out of range", wire: ",1e999\r\n", reason: reasonHuge, at: 6},
		{name: "double of 400 digits", wire: "," + strings.Repeat("9", 400) + "\r\n", reason: reasonHuge, at: 401},
		{name: "infinity with plus", wire: ",+inf\r\n", reason: reasonDouble, at: 2},
		{name: "infinity in full", wire: ",infinity\r\n", reason: reasonDouble, at: 4},
		{name: "infinity in capitals", wire: ",Inf\r\n", reason: reasonDouble, at: 1},
		{name: "infinity cut", wire: ",in\r\n", reason: reasonDouble, at: 3},
		{name: "not a number in capitals", wire: ",NaN\r\n", reason: reasonDouble, at: 1},

		{name: "empty big number", wire: "(\r\n", reason: reasonDigit, at: 1},
		{name: "big number with letters", wire: "(12ab\r\n", reason: reasonDigit, at: 3},
		{name: "big number of a sign", wire: "(+\r\n", reason: reasonDigit, at: 2},
		{name: "big number of 70 000 digits", wire: "(" + strings.Repeat("9", 70_000), reason: reasonLine, at: 65537},

		{name: "verbatim string without colon", wire: "=8\r\ntxt;Some\r\n", reason: reasonFormat, at: 7},
		{name: "verbatim string of 3", wire: "=3\r\ntxt\r\n", reason: reasonFormat, at: 2},
		{name: "verbatim string of 0", wire: "=0\r\n\r\n", reason: reasonFormat, at: 2},
		{name: "verbatim string of -1", wire: "=-1\r\n", reason: reasonDigit, at: 1},
		{name: "bulk error of -1", wire: "!-1\r\n", reason: reasonDigit, at: 1},
		{name: "null string with zero", wire: "$-01\r\n", reason: reasonDigit, at: 2},
		{name: "null string of -11", wire: "$-11\r\n", reason: reasonDigit, at: 3},

		{name: "simple string without end", wire: "+" + strings.Repeat("x", 65537), reason: reasonLine, at: 65537},
		{name: "error without end", wire: "-" + strings.Repeat("x", 1<<20), reason: reasonLine, at: 65537},
		{name: "header without end", wire: "$" + strings.Repeat("1", 70_000), reason: reasonBulk, at: 10},
		{name: "zeros without end", wire: ":" + strings.Repeat("0", 70_000), reason: reasonLine, at: 65537},
		{name: "line over a limit of 3", wire: "+abcd\r\n", lim: Limits{Line: 3}, reason: reasonLine, at: 4},
		{name: "bulk over a limit of 3", wire: "$4\r\nabcd\r\n", lim: Limits{Bulk: 3}, reason: reasonBulk, at: 1},
		{name: "bulk over a limit of 10", wire: "$11\r\n", lim: Limits{Bulk: 10}, reason: reasonBulk, at: 2},
		{name: "chunks over a limit of 3", wire: "$?\r\n;2\r\nab\r\n;2\r\ncd\r\n;0\r\n", lim: Limits{Bulk: 3}, reason: reasonBulk, at: 13},
		{name: "array over a limit of 3", wire: "*4\r\n", lim: Limits{Elements: 3}, reason: reasonElements, at: 1},
		{name: "map over a limit of 3", wire: "%2\r\n", lim: Limits{Elements: 3}, reason: reasonElements, at: 1},
		{name: "streamed array over a limit of 3", wire: "*?\r\n" + manyOnes[:16] + ".\r\n", lim: Limits{Elements: 3}, reason: reasonElements, at: 16},
		{name: "error in what is skipped", wire: "*2\r\n*1\r\n*1\r\n:1\r\n:x\r\n", lim: Limits{Depth: 2}, reason: reasonDigit, at: 17},

		{name: "chunk outside of a string", wire: ";4\r\nHell\r\n", reason: reasonStray, at: 0},
		{name: "chunk in an array", wire: "*1\r\n;0\r\n", reason: reasonStray, at: 4},
		{name: "value between chunks", wire: "$?\r\n;1\r\na\r\n:1\r\n", reason: reasonChunk, at: 11},
		{name: "streamed string without chunk", wire: "$?\r\n.\r\n", reason: reasonChunk, at: 4},
		{name: "chunk of -1", wire: "$?\r\n;-1\r\n", reason: reasonDigit, at: 5},
		{name: "chunk of ?", wire: "$?\r\n;?\r\n", reason: reasonDigit, at: 5},
		{name: "chunk without CRLF", wire: "$?\r\n;1\r\nab\r\n", reason: reasonCRLF, at: 9},
		{name: "end outside of an aggregate", wire: ".\r\n", reason: reasonEnd, at: 0},
		{name: "end in an array that is not streamed", wire: "*1\r\n.\r\n", reason: reasonEnd, at: 4},
		{name: "end in an array in a streamed one", wire: "*?\r\n*1\r\n.\r\n", reason: reasonEnd, at: 8},
		{name: "end of a streamed map after a key", wire: "%?\r\n+a\r\n.\r\n", reason: reasonPairs, at: 8},
		{name: "end after an attribute", wire: "*?\r\n|1\r\n+k\r\n:1\r\n.\r\n", reason: reasonOwed, at: 16},
		{name: "end after an attribute that ends with an array", wire: "*?\r\n|1\r\n+k\r\n*1\r\n:1\r\n.\r\n", reason: reasonOwed, at: 20},
		{name: "end after an empty attribute", wire: "*?\r\n|0\r\n.\r\n", reason: reasonOwed, at: 8},
		{name: "end with content", wire: "*?\r\n.x\r\n", reason: reasonEndLine, at: 5},
		{name: "end with bare LF", wire: "*?\r\n.\n", reason: reasonByte, at: 5},
		{name: "end with bare CR", wire: "*?\r\n.\rx", reason: reasonLF, at: 6},
		{name: "streamed attribute", wire: "|?\r\n", reason: reasonStreamed, at: 1},
		{name: "streamed bulk error", wire: "!?\r\n", reason: reasonStreamed, at: 1},
		{name: "streamed verbatim string", wire: "=?\r\n", reason: reasonStreamed, at: 1},
		{name: "question mark and digits", wire: "*?1\r\n", reason: reasonDigit, at: 2},
	}
	// Numbers that no header may have, for each kind of header. at is the index of the
	// first wrong byte in the number, by what the header declares.
	for _, number := range []struct {
		text                   string
		str, elems, pairs      string
		strAt, elemsAt, pairAt int64
	}{
		{"2147483648", reasonBulk, reasonElements, reasonElements, 9, 8, 8},
		{"4294967296", reasonBulk, reasonElements, reasonElements, 9, 8, 8},
		{"4611686018427387904", reasonBulk, reasonElements, reasonElements, 9, 8, 8},
		{"9223372036854775807", reasonBulk, reasonElements, reasonElements, 8, 8, 7},
		{"9223372036854775808", reasonBulk, reasonElements, reasonElements, 8, 8, 7},
		{"18446744073709551617", reasonBulk, reasonElements, reasonElements, 9, 8, 8},
		{"999999999999999999999999999999", reasonBulk, reasonElements, reasonElements, 8, 8, 7},
		{"+5", reasonDigit, reasonDigit, reasonDigit, 0, 0, 0},
		{"", reasonDigit, reasonDigit, reasonDigit, 0, 0, 0},
		{" 5", reasonDigit, reasonDigit, reasonDigit, 0, 0, 0},
		{"5 ", reasonDigit, reasonDigit, reasonDigit, 1, 1, 1},
		{"0x10", reasonDigit, reasonDigit, reasonDigit, 1, 1, 1},
		{"05", reasonZero, reasonZero, reasonZero, 1, 1, 1},
		{"00", reasonZero, reasonZero, reasonZero, 1, 1, 1},
		{"1e3", reasonDigit, reasonDigit, reasonDigit, 1, 1, 1},
	} {
		add := func(kinds, reason string, at int64) {
			for _, k := range kinds {
				cases = append(cases, wireCase{
					name: fmt.Sprintf("header %c%s", k, number.text), wire: string(k) + number.text + "\r\n",
					reason: reason, at: 1 + at,
				})
			}
		}
		add("$!=", number.str, number.strAt)
		add("*~>", number.elems, number.elemsAt)
		add("%|", number.pairs, number.pairAt)
	}
	for _, text := range []string{"-2", "-9223372036854775808", "-0", "-"} {
		for _, k := range "$*" {
			cases = append(cases, wireCase{
				name: fmt.Sprintf("header %c%s", k, text), wire: string(k) + text + "\r\n", reason: reasonDigit, at: 2,
			})
		}
		for _, k := range "!=~>%|" {
			cases = append(cases, wireCase{
				name: fmt.Sprintf("header %c%s", k, text), wire: string(k) + text + "\r\n", reason: reasonDigit, at: 1,
			})
		}
	}
	return cases
}
