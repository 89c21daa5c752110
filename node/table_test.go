package node

// replies are replies of every kind, for all the tests of this package.
var replies = []struct {
	name string
	wire string
	text string // what it prints as
	cli  bool   // redis-cli 7.0 can print it, too
}{
	{"simple string", "+OK\r\n", `OK`, true},
	{"empty simple string", "+\r\n", ``, true},
	{"simple error", "-ERR unknown command 'x', with args beginning with: 'y' \r\n",
		`(error) ERR unknown command 'x', with args beginning with: 'y' `, true},
	{"integer", ":-42\r\n", `(integer) -42`, true},
	{"bulk string", "$3\r\nfoo\r\n", `"foo"`, true},
	{"empty bulk string", "$0\r\n\r\n", `""`, true},
	{"bulk string of any bytes", "$14\r\na\r\n\t\a\b\"\\\x00\x7f\xff€\r\n",
		`"a\r\n\t\a\b\"\\\x00\x7f\xff\xe2\x82\xac"`, true},
	{"null", "_\r\n", `(nil)`, true},
	{"null of RESP2", "$-1\r\n", `(nil)`, true},
	{"null array of RESP2", "*-1\r\n", `(nil)`, true},
	{"true", "#t\r\n", `(true)`, true},
	{"false", "#f\r\n", `(false)`, true},
	{"double", ",3.141\r\n", `(double) 3.141`, true},
	{"infinite double", ",-inf\r\n", `(double) -inf`, true},
	{"big number", "(1234567999999999999999999999999999999\r\n",
		`(big number) 1234567999999999999999999999999999999`, false},
	{"bulk error", "!5\r\nERR x\r\n", `(error) ERR x`, false},
	{"verbatim string", "=16\r\ntxt:Some \"lines\n\r\n", "Some \"lines\n", true},
	{"empty verbatim string", "=4\r\nmkd:\r\n", "", true},
	{"empty array", "*0\r\n", `(empty array)`, true},
	{"empty map", "%0\r\n", `(empty hash)`, true},
	{"empty set", "~0\r\n", `(empty set)`, true},
	{"empty push", ">0\r\n", `(empty push)`, false},
	{"push", ">2\r\n+message\r\n:1\r\n", "1) message\n2) (integer) 1", false},
	{"push as an element", "*1\r\n>3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n", `1) 1) "subscribe"
   2) "c"
   3) (integer) 1`, false},
	{"array", "*3\r\n+a\r\n*0\r\n_\r\n", "1) a\n2) (empty array)\n3) (nil)", true},
	{"chain of arrays", "*1\r\n*1\r\n*1\r\n:1\r\n", "1) 1) 1) (integer) 1", true},
	{"nested arrays", "*3\r\n*2\r\n:1\r\n*2\r\n:2\r\n:3\r\n*1\r\n:4\r\n:5\r\n", `1) 1) (integer) 1
   2) 1) (integer) 2
      2) (integer) 3
2) 1) (integer) 4
3) (integer) 5`, true},
	{"array of ten", "*10\r\n:0\r\n:1\r\n:2\r\n:3\r\n:4\r\n:5\r\n:6\r\n:7\r\n:8\r\n~2\r\n:9\r\n:10\r\n",
		` 1) (integer) 0
 2) (integer) 1
 3) (integer) 2
 4) (integer) 3
 5) (integer) 4
 6) (integer) 5
 7) (integer) 6
 8) (integer) 7
 9) (integer) 8
10) 1~ (integer) 9
    2~ (integer) 10`, true},
	{"map", "%2\r\n$1\r\nk\r\n:1\r\n:2\r\n*2\r\n#t\r\n#f\r\n",
		"1# \"k\" => (integer) 1\n2# (integer) 2 => \n   1) (true)\n   2) (false)", true},
	{"map of chains to one element", "%2\r\n+a\r\n*1\r\n%1\r\n*2\r\n:1\r\n:2\r\n~1\r\n:3\r\n+b\r\n*1\r\n=7\r\ntxt:a\nb\r\n",
		"1# a => 1) 1# 1) (integer) 1\n         2) (integer) 2 => 1~ (integer) 3\n2# b => 1) a\nb", true},
	{"map of a chain to two elements", "%1\r\n+a\r\n*1\r\n%1\r\n+b\r\n*1\r\n~2\r\n:1\r\n%2\r\n+c\r\n%0\r\n+d\r\n*2\r\n:2\r\n:3\r\n", `1# a => 
   1) 1# b => 
         1) 1~ (integer) 1
            2~ 1# c => (empty hash)
               2# d => 
                  1) (integer) 2
                  2) (integer) 3`, true},
	{"map in a key", "%1\r\n%1\r\n+a\r\n*2\r\n:1\r\n:2\r\n*1\r\n+b\r\n", `1# 1# a => 
      1) (integer) 1
      2) (integer) 2 => 1) b`, true},
	{"map of ten", "%10\r\n" + tenPairs, ` 1# "k" => 1# "x" => "y"
 2# "k" => 1# "x" => "y"
 3# "k" => 1# "x" => "y"
 4# "k" => 1# "x" => "y"
 5# "k" => 1# "x" => "y"
 6# "k" => 1# "x" => "y"
 7# "k" => 1# "x" => "y"
 8# "k" => 1# "x" => "y"
 9# "k" => 1# "x" => "y"
10# "k" => 1# "x" => "y"`, true},
	{"map with aggregates as keys", "%1\r\n%1\r\n*2\r\n:1\r\n:2\r\n~1\r\n:3\r\n*0\r\n", `1# 1# 1) (integer) 1
      2) (integer) 2 => 1~ (integer) 3 => (empty array)`, true},
	{"error in an array", "*2\r\n:1\r\n-WRONGTYPE x\r\n", "1) (integer) 1\n2) (error) WRONGTYPE x", true},
	{"attribute before the reply", "|1\r\n+ttl\r\n:3600\r\n$1\r\nv\r\n", `"v"`, false},
	{"attributes before an element", "*2\r\n|1\r\n+a\r\n*1\r\n:1\r\n|0\r\n:1\r\n|1\r\n+b\r\n|1\r\n+c\r\n_\r\n:2\r\n:3\r\n",
		"1) (integer) 1\n2) (integer) 3", false},
	{"attributes in a map", "%1\r\n|1\r\n+a\r\n+b\r\n+k\r\n|1\r\n+c\r\n+d\r\n+v\r\n", `1# k => v`, false},
	{"streamed string", "$?\r\n;4\r\nHell\r\n;1\r\no\r\n;0\r\n", `"Hello"`, false},
	{"empty streamed string", "$?\r\n;0\r\n", `""`, false},
	{"streamed aggregates", "*?\r\n~?\r\n:1\r\n.\r\n%?\r\n+k\r\n$?\r\n;2\r\nvv\r\n;0\r\n.\r\n*?\r\n.\r\n>?\r\n:2\r\n.\r\n.\r\n", `1) 1~ (integer) 1
2) 1# k => "vv"
3) (empty array)
4) 1) (integer) 2`, false},
	{"counted in streamed in counted", "*2\r\n*?\r\n*2\r\n:1\r\n:2\r\n*0\r\n.\r\n:3\r\n", `1) 1) 1) (integer) 1
      2) (integer) 2
   2) (empty array)
2) (integer) 3`, false},
}

const tenPairs = pair + pair + pair + pair + pair + pair + pair + pair + pair + pair
const pair = "$1\r\nk\r\n%1\r\n$1\r\nx\r\n$1\r\ny\r\n"
