package resp

import (
	"strings"
	"testing"
)

func TestSyntaxErrorNamesTheLikelyCause(t *testing.T) {
	for wire, want := range map[string]string{
		"HTTP/1.1 400 Bad Request\r\n": "is this an HTTP server?",
		"\x15\x03\x01\x00\x02":         "is this a server that expects TLS?",
		"\x16\x03\x01\x00\x02":         "is this a server that expects TLS?",
		"SSH-2.0-OpenSSH\r\n":          "is this an SSH server?",
		"ERROR\r\n":                    "is this a memcached server?",
		"220 mail.example ESMTP\r\n":   "is this a mail or FTP server?",
		"x":                            `resp: no kind of value begins like this (byte 'x') at offset 0`,
		"*1\r\nHTTP":                   `resp: no kind of value begins like this (byte 'H') at offset 4`,
		":1x\r\n":                      "resp: digit expected at offset 2",
	} {
		var f Framer
		_, err := f.Next([]byte(wire))
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q: %v, want %q at the end", wire, err, want)
		}
	}
}

func TestLimitErrorNamesTheLimit(t *testing.T) {
	var f Framer
	f.Init(Limits{Depth: 1})
	_, err := f.Next([]byte(">1\r\n*1\r\n:1\r\n"))
	if err == nil || err.Error() != "resp: push over the limit Depth (1), skipped" {
		t.Errorf("got %v", err)
	}
}

func TestErrorReplyHidesArguments(t *testing.T) {
	for text, want := range map[string]string{
		"":                 "",
		"ERR syntax error": "ERR syntax error",
		"WRONGTYPE Operation against a key holding the wrong kind of value":                "WRONGTYPE Operation against a key holding the wrong kind of value",
		"MOVED 3999 127.0.0.1:6381":                                                        "MOVED 3999 127.0.0.1:6381",
		"ERR unknown command 'FOO', with args beginning with: 'secret' 'hunter2' ":         "ERR unknown command 'FOO'",
		"ERR unknown command `FOO`, with args beginning with: `secret`, `hunter2`, ":       "ERR unknown command `FOO`",
		"ERR unknown command `FOO bar`, with args beginning with: ":                        "ERR unknown command `...`",
		"ERR unknown command 'JSON.GET'":                                                   "ERR unknown command 'JSON.GET'",
		"ERR wrong number of arguments for 'get' command":                                  "ERR wrong number of arguments for 'get' command",
		"ERR wrong number of arguments for 'config|get' command":                           "ERR wrong number of arguments for 'config|get' command",
		"NOPERM User app has no permissions to run the 'acl|list' command":                 "NOPERM User app has no permissions to run the 'acl|list' command",
		"ERR unknown subcommand 'secret'. Try CONFIG HELP.":                                "ERR unknown subcommand '...'. Try CONFIG HELP.",
		"ERR Error in ACL SETUSER modifier '>hunter2': Syntax error":                       "ERR Error in ACL SETUSER modifier '...': Syntax error",
		"ERR Error in ACL SETUSER modifier '>hun'ter2': Syntax error":                      "ERR Error in ACL SETUSER modifier '...': Syntax error",
		"ERR Error in ACL SETUSER modifier '>hun' command ter2': Syntax error":             "ERR Error in ACL SETUSER modifier '...': Syntax error",
		"NOGROUP No such key 'k' or consumer group 'g' in XREADGROUP with GROUP option":    "NOGROUP No such key '...' in XREADGROUP with GROUP option",
		"ERR cut off in the 'middle":                                                       "ERR cut off in the '...",
		"ERR 'all of it'":                                                                  "ERR '...'",
		"'":                                                                                "'...",
		`ERR index "idx" not found`:                                                        `ERR index "..." not found`,
		`ERR one 'a' and "b" and more`:                                                     `ERR one '...' and "..." and more`,
		"ERR Syntax error at offset 3 near hunter2":                                        "ERR Syntax error at offset 3",
		"READONLY You can't write against a read only replica.":                            "READONLY You can't write against a read only replica.",
		"OOM command not allowed when used memory > 'maxmemory'.":                          "OOM command not allowed when used memory > 'maxmemory'.",
		"MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.": "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
		"ERR two\r\nlines\tand\x00more\x7f":                                                "ERR two  lines and more",
		"ERR caf\xc3\xa9's 'x'":                                                            "ERR caf\xc3\xa9's '...'",
	} {
		if got := NewErrorReply([]byte(text)).Error(); got != want {
			t.Errorf("%q\ngives %q\nwant  %q", text, got, want)
		}
	}
}

func TestErrorReplyIsShort(t *testing.T) {
	e := NewErrorReply([]byte("ERR " + long))
	if len(e.Error()) > 2000 || !strings.HasSuffix(e.Error(), "x...") {
		t.Errorf("%d bytes: %.20q", len(e.Error()), e.Error())
	}
}

func TestErrorReplyCopiesItsText(t *testing.T) {
	text := []byte("ERR x")
	e := NewErrorReply(text)
	text[0] = 'X'
	if e.Error() != "ERR x" {
		t.Errorf("got %q", e.Error())
	}
}

func TestErrorReplyPrefix(t *testing.T) {
	for text, want := range map[string]string{
		"ERR syntax error":         "ERR",
		"WRONGTYPE":                "WRONGTYPE",
		"SEARCH_INDEX_NOT_FOUND x": "SEARCH_INDEX_NOT_FOUND",
		"MOVED 1 a:1":              "MOVED",
		"B2B x":                    "B2B",
		"":                         "",
		" ERR":                     "",
		"Err x":                    "",
		"ERR: x":                   "",
		"1ERR x":                   "",
		"something went wrong":     "",
		"'ERR' x":                  "",
	} {
		if got := NewErrorReply([]byte(text)).Prefix(); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestKindNames(t *testing.T) {
	for k := range 256 {
		k := Kind(k)
		if name := k.String(); strings.HasPrefix(name, "unknown kind ") != (classes[k] == classNone) {
			t.Errorf("%q is called %q", byte(k), name)
		}
		if want := strings.IndexByte("*%~>|", byte(k)) >= 0; k.IsAggregate() != want {
			t.Errorf("IsAggregate of %v is %v", k, !want)
		}
	}
	if got := Kind('x').String(); got != "unknown kind 'x'" {
		t.Errorf("got %s", got)
	}
}
