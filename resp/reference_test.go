package resp

import (
	"math/big"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// The reference is what the Framer is tested against: a parser that recurses, takes the
// whole input at once, copies, and decides by regular expressions and big numbers. It is
// slow and shares nothing with the package but names and limits.

// A tree is a value as the reference sees it.
type tree struct {
	kind     Kind
	text     string // payload of a scalar
	format   string // of a verbatim string
	streamed bool   // an aggregate of unknown length
	elems    []tree
	attrs    [][]tree // elements of the attributes before the value
}

// A verdict is what the reference says about the beginning of a stream.
type verdict struct {
	size   int    // of the first frame; 0 if it is not whole
	tree   tree   // when size > 0
	limit  string // the limit that the frame is over
	offset int    // of the first wrong byte, when reason is not empty
	reason string
}

// judge gives the verdict on in.
func judge(in string, lim Limits) (v verdict) {
	r := &reference{in: in, lim: lim.resolved()}
	defer func() {
		switch p := recover().(type) {
		case nil:
		case refMore:
			v = verdict{}
		case refWrong:
			v = verdict{offset: p.offset, reason: p.reason}
		default:
			panic(p)
		}
	}()
	v.tree = r.value(0, nil)
	r.weigh(r.pos)
	v.size, v.limit = r.pos, r.limit
	return v
}

type reference struct {
	in    string
	pos   int
	lim   Limits
	limit string
}

// What ends the parsing early, as panics inside of the reference.
type refMore struct{}
type refWrong struct {
	offset int
	reason string
}

func (r *reference) fail(at int, reason string) { panic(refWrong{at, reason}) }

func (r *reference) peek() byte {
	if r.pos == len(r.in) {
		panic(refMore{})
	}
	return r.in[r.pos]
}

func (r *reference) over(limit string) {
	if r.limit == "" {
		r.limit = limit
	}
}

func (r *reference) weigh(size int) {
	if int64(size) > r.lim.Reply {
		r.over("Reply")
	}
}

// A stream is a streamed aggregate that is being parsed.
type stream struct{ elems, most int }

// value parses one value that lies in depth aggregates; in is not nil if the innermost of
// them is streamed.
func (r *reference) value(depth int, in *stream) (v tree) {
	var attrs [][]tree
	count := func(begin int) {
		if in != nil {
			if in.elems == in.most {
				r.fail(begin, reasonElements)
			}
			in.elems++
		}
	}
	for {
		r.weigh(r.pos)
		begin := r.pos
		switch k := r.peek(); k {
		case '+', '-', ':', '_', '#', ',', '(':
			v = tree{kind: Kind(k), text: r.line(scalarGrammar[k])}
			count(begin)
		case '$', '!', '=':
			n := r.header(k)
			count(begin)
			v = r.bulk(k, n)
		case '*', '~', '>', '%', '|':
			n := r.header(k)
			if k != '|' {
				count(begin)
			}
			if n == null {
				v = tree{kind: Null}
				break
			}
			if depth+1 > r.lim.Depth {
				r.over("Depth")
			}
			v = tree{kind: Kind(k), streamed: n == streamed}
			v.elems = r.elements(k, n, depth+1)
			if k == '|' {
				attrs = append(attrs, v.elems)
				continue
			}
		case ';':
			r.fail(begin, reasonStray)
		case '.':
			if in != nil {
				r.fail(begin, reasonOwed) // else elements had taken it
			}
			r.fail(begin, reasonEnd)
		default:
			r.fail(begin, reasonKind)
		}
		v.attrs = attrs
		return v
	}
}

func (r *reference) elements(k byte, n, depth int) (elems []tree) {
	if n != streamed {
		if k == '%' || k == '|' {
			n *= 2
		}
		for range n {
			elems = append(elems, r.value(depth, nil))
		}
		return elems
	}
	in := &stream{most: r.lim.Elements}
	for r.weigh(r.pos); r.peek() != '.'; {
		elems = append(elems, r.value(depth, in))
	}
	if k == '%' && len(elems)%2 != 0 {
		r.fail(r.pos, reasonPairs)
	}
	r.line(grammar{prefix: regexp.MustCompile(`^$`), whole: regexp.MustCompile(`^$`), wrong: reasonEndLine})
	return elems
}

func (r *reference) bulk(k byte, n int) tree {
	switch n {
	case null:
		return tree{kind: Null}
	case streamed:
		v := tree{kind: Kind(k)}
		for room := int(r.lim.Bulk); ; room -= n {
			if r.peek() != ';' {
				r.fail(r.pos, reasonChunk)
			}
			if n = r.length(';', room, reasonBulk); n == 0 {
				return v
			}
			v.text += r.payload(n)
		}
	}
	if k == '=' {
		if r.weigh(r.pos + n); r.pos+4 > len(r.in) {
			panic(refMore{})
		}
		if r.in[r.pos+3] != ':' {
			r.fail(r.pos+3, reasonFormat)
		}
		s := r.payload(n)
		return tree{kind: Kind(k), format: s[:3], text: s[4:]}
	}
	return tree{kind: Kind(k), text: r.payload(n)}
}

func (r *reference) payload(n int) string {
	r.weigh(r.pos + n)
	if len(r.in)-r.pos < n {
		panic(refMore{})
	}
	s := r.in[r.pos : r.pos+n]
	r.pos += n
	for _, c := range []byte("\r\n") {
		if r.peek() != c {
			r.fail(r.pos, reasonCRLF)
		}
		r.pos++
	}
	r.weigh(r.pos)
	return s
}

// A grammar says what a line may be: prefix matches whatever can be continued to become
// right, whole what is.
type grammar struct {
	prefix, whole *regexp.Regexp
	wrong         string                               // the reason if they don't match
	extra         func(s string) (ok bool, why string) // a condition on top of prefix, for each prefix
	last          func(s string) (ok bool, why string) // a condition on the whole text
}

var scalarGrammar = map[byte]grammar{
	'+': {prefix: regexp.MustCompile(`(?s)^.*$`), whole: regexp.MustCompile(`(?s)^.*$`)},
	'-': {prefix: regexp.MustCompile(`(?s)^.*$`), whole: regexp.MustCompile(`(?s)^.*$`)},
	'_': {prefix: regexp.MustCompile(`^$`), whole: regexp.MustCompile(`^$`), wrong: reasonNull},
	'#': {prefix: regexp.MustCompile(`^[tf]?$`), whole: regexp.MustCompile(`^[tf]$`), wrong: reasonBoolean},
	'(': {prefix: regexp.MustCompile(`^[+-]?[0-9]*$`), whole: regexp.MustCompile(`^[+-]?[0-9]+$`), wrong: reasonDigit},
	':': {prefix: regexp.MustCompile(`^[+-]?[0-9]*$`), whole: regexp.MustCompile(`^[+-]?[0-9]+$`), wrong: reasonDigit,
		extra: func(s string) (bool, string) {
			n, ok := new(big.Int).SetString(s, 10)
			return !ok || n.IsInt64(), reasonRange
		}},
	',': {
		prefix: regexp.MustCompile(`^([+-]?([0-9]+(\.([0-9]+([eE]([+-]?[0-9]*))?)?|[eE][+-]?[0-9]*)?)?|-?(i|in|inf|n|na|nan)?)$`),
		whole:  regexp.MustCompile(`^([+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?|-?inf|-?nan)$`),
		wrong:  reasonDouble,
		last: func(s string) (bool, string) {
			_, err := strconv.ParseFloat(strings.TrimPrefix(s, "-"), 64) // which does not know -nan
			return err == nil, reasonHuge
		}},
}

// header parses the first line of a value of kind k that is not a scalar line.
func (r *reference) header(k byte) int {
	text, _ := r.rawLine()
	if text != "" && text[0] == '?' {
		if k == '!' || k == '=' || k == '|' {
			r.fail(r.pos+1, reasonStreamed)
		}
		r.line(grammar{prefix: regexp.MustCompile(`^\??$`), whole: regexp.MustCompile(`^\?$`), wrong: reasonDigit})
		return streamed
	}
	if text != "" && text[0] == '-' && (k == '$' || k == '*') {
		r.line(grammar{prefix: regexp.MustCompile(`^(-1?)?$`), whole: regexp.MustCompile(`^-1$`), wrong: reasonDigit})
		return null
	}
	switch k {
	case '$', '!', '=':
		return r.length(k, int(r.lim.Bulk), reasonBulk)
	case '%', '|':
		return r.length(k, r.lim.Elements/2, reasonElements)
	}
	return r.length(k, r.lim.Elements, reasonElements)
}

// length parses the first line of a value, or a chunk, with a length up to most.
func (r *reference) length(k byte, most int, over string) int {
	limit := big.NewInt(int64(most))
	text := r.line(grammar{
		prefix: regexp.MustCompile(`^[0-9]*$`), whole: regexp.MustCompile(`^[0-9]+$`), wrong: reasonDigit,
		extra: func(s string) (bool, string) {
			if len(s) > 1 && s[0] == '0' {
				return false, reasonZero
			}
			n, ok := new(big.Int).SetString(s, 10)
			return !ok || n.Cmp(limit) <= 0, over
		},
		last: func(s string) (bool, string) {
			return k != '=' || len(s) > 1 || s[0] > '3', reasonFormat
		},
	})
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return n
}

// line parses a line whose text is to obey g.
func (r *reference) line(g grammar) string {
	text, wrong := r.rawLine()
	why := ""
	bad := func(i int) bool {
		s := text[:i+1]
		ok := g.prefix.MatchString(s)
		if why = g.wrong; ok && g.extra != nil {
			ok, why = g.extra(s)
		}
		return !ok
	}
	// What follows a wrong byte does not make it right, so a binary search will do.
	if i := sort.Search(len(text), bad); i < len(text) {
		bad(i)
		r.fail(r.pos+1+i, why)
	}
	if wrong != nil && wrong.offset <= r.pos+1+len(text) {
		panic(*wrong)
	}
	if !g.whole.MatchString(text) {
		r.fail(r.pos+1+len(text), g.wrong)
	}
	if g.last != nil {
		if ok, why := g.last(text); !ok {
			r.fail(r.pos+1+len(text), why)
		}
	}
	if wrong != nil {
		panic(*wrong)
	}
	r.pos += 1 + len(text) + 2
	return text
}

// rawLine gives the text of the line at pos up to its CR, or up to what no line may have.
func (r *reference) rawLine() (text string, wrong *refWrong) {
	first := r.pos + 1
	for i := first; i < len(r.in); i++ {
		text = r.in[first:i]
		switch {
		case r.in[i] == '\r' && i+1 == len(r.in):
			panic(refMore{})
		case r.in[i] == '\r' && r.in[i+1] != '\n':
			return text, &refWrong{i + 1, reasonLF}
		case r.in[i] == '\r':
			return text, nil
		case r.in[i] == '\n' || r.in[i] == 0:
			return text, &refWrong{i, reasonByte}
		case len(text) == r.lim.Line:
			return text, &refWrong{i, reasonLine}
		}
	}
	panic(refMore{})
}
