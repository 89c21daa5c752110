package resp

import (
	"bytes"
	"strings"
)

// An ErrorReply is an error that the server answered with: a simple error or a bulk error.
//
// Servers like to quote the arguments of the command that failed, which may be passwords or
// other people's data. So what a server quotes is cut out of the text: "ERR unknown command
// 'FOO', with args beginning with: 'secret'" becomes "ERR unknown command 'FOO'", and "ERR
// Error in ACL SETUSER modifier '>secret': Syntax error" has '...' in it. The names of
// commands stay. A script that has something to tell by an error tells it without quotes.
type ErrorReply struct{ text string }

// errorText is the greatest length of the text of an ErrorReply.
const errorText = 1 << 10

// NewErrorReply makes an ErrorReply of the payload of an error, of which it copies at most
// 1 KiB. Control characters become spaces.
func NewErrorReply(text []byte) *ErrorReply {
	cut := len(text) > errorText
	if cut {
		text = text[:errorText]
	}
	text = bytes.Clone(text)
	for i, c := range text {
		if c < ' ' || c == 0x7f {
			text[i] = ' '
		}
	}
	s := redact(strings.TrimRight(string(text), " "))
	if cut {
		s += "..."
	}
	return &ErrorReply{s}
}

// Error gives the text of the error, prefix included, with the arguments of the command cut
// out.
func (e *ErrorReply) Error() string { return e.text }

// Prefix gives the first word of the text if it is in upper case, as "ERR", "WRONGTYPE" or
// "MOVED", else "": the part by which programs tell errors apart.
func (e *ErrorReply) Prefix() string { return errorPrefix(e.text) }

func errorPrefix(text string) string {
	word, _, _ := strings.Cut(text, " ")
	for i, c := range []byte(word) {
		switch {
		case 'A' <= c && c <= 'Z':
		case i > 0 && ('0' <= c && c <= '9' || c == '_' || c == '-'):
		default:
			return ""
		}
	}
	return word
}

// echoes are what servers say before they repeat, unquoted or in a list, what they were
// sent.
var echoes = []string{", with args beginning with", " near "}

// redact cuts out of the text of an error what a server may have taken from the arguments
// of the command: all from an opening quote to the last quote of the same sort, since what
// is quoted can have quotes in it.
func redact(text string) string {
	switch errorPrefix(text) {
	case "DENIED", "OOM", "MASTERDOWN":
		return text // these quote options of the server
	}
	for _, echo := range echoes {
		if i := strings.Index(text, echo); i >= 0 {
			text = text[:i]
		}
	}
	for i := 0; i < len(text); i++ {
		quote := text[i]
		if quote != '\'' && quote != '"' && quote != '`' || i > 0 && isWord(text[i-1]) {
			continue // no quote, or an apostrophe
		}
		if n := commandName(text[:i], text[i:]); n > 0 {
			i += n - 1
			continue
		}
		rest := ""
		if end := strings.LastIndexByte(text, quote); end > i {
			rest = text[end:]
		}
		text = text[:i+1] + "..." + rest
		i += len("...") + 1
	}
	return text
}

// commandName gives the length of the quoted name of a command that text begins with, as in
// "unknown command 'x'" and "wrong number of arguments for 'x' command"; 0 if it is none.
func commandName(before, text string) int {
	n := 1
	for n < len(text) && (isWord(text[n]) || strings.IndexByte("|-._", text[n]) >= 0) {
		n++
	}
	if n == len(text) || text[n] != text[0] && !(text[0] == '`' && text[n] == '\'') {
		return 0
	}
	n++
	switch {
	case strings.HasSuffix(before, "unknown command "):
		return n
	case !strings.HasPrefix(text[n:], " command"):
		return 0
	case strings.HasSuffix(before, "number of arguments for "), strings.HasSuffix(before, "permissions to run the "):
		return n
	}
	return 0
}

// isWord reports whether c may be part of a word.
func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80
}
