package resp

import (
	"math"
	"math/big"
	"strings"
	"testing"
)

func TestAppend(t *testing.T) {
	for _, c := range []struct {
		name string
		got  []byte
		want string
	}{
		{"command", AppendCommand(nil, "SET", "k", ""), "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n"},
		{"command with CRLF", AppendCommand(nil, "GET", "a\r\nb"), "*2\r\n$3\r\nGET\r\n$4\r\na\r\nb\r\n"},
		{"command behind something", AppendCommand([]byte("x"), "GET"), "x*1\r\n$3\r\nGET\r\n"},
		{"array header", AppendArrayHeader(nil, 12), "*12\r\n"},
		{"array header of 100", AppendArrayHeader(nil, 100), "*100\r\n"},
		{"array header of -1", AppendArrayHeader(nil, -1), "*0\r\n"},
		{"bulk", AppendBulk(nil, []byte("ab")), "$2\r\nab\r\n"},
		{"nil bulk", AppendBulk(nil, nil), "$0\r\n\r\n"},
		{"bulk string", AppendBulkString(nil, "ab"), "$2\r\nab\r\n"},
		{"bulk string of 123", AppendBulkString(nil, long[:123]), "$123\r\n" + long[:123] + "\r\n"},
		{"bulk int", AppendBulkInt(nil, 7), "$1\r\n7\r\n"},
		{"bulk int of 9 digits", AppendBulkInt(nil, 123456789), "$9\r\n123456789\r\n"},
		{"bulk int of 10 digits", AppendBulkInt(nil, -123456789), "$10\r\n-123456789\r\n"},
		{"smallest bulk int", AppendBulkInt([]byte("x"), math.MinInt64), "x$20\r\n-9223372036854775808\r\n"},
		{"greatest bulk uint", AppendBulkUint(nil, math.MaxUint64), "$20\r\n18446744073709551615\r\n"},
		{"bulk uint", AppendBulkUint(nil, 0), "$1\r\n0\r\n"},
		{"bulk float", AppendBulkFloat(nil, 1.5, 64), "$3\r\n1.5\r\n"},
		{"bulk float without fraction", AppendBulkFloat(nil, 1e6, 64), "$7\r\n1000000\r\n"},
		{"large bulk float", AppendBulkFloat(nil, 1e21, 64), "$5\r\n1e+21\r\n"},
		{"small bulk float", AppendBulkFloat(nil, -1e-7, 64), "$6\r\n-1e-07\r\n"},
		{"bulk float of 21 digits", AppendBulkFloat(nil, -123456789012345683968, 64), "$22\r\n-123456789012345680000\r\n"},
		{"bulk float32", AppendBulkFloat(nil, float64(float32(0.1)), 32), "$3\r\n0.1\r\n"},
		{"bulk float of odd size", AppendBulkFloat(nil, 0.1, 7), "$3\r\n0.1\r\n"},
		{"bulk inf", AppendBulkFloat(nil, math.Inf(1), 64), "$3\r\ninf\r\n"},
		{"bulk -inf", AppendBulkFloat(nil, math.Inf(-1), 32), "$4\r\n-inf\r\n"},
		{"bulk nan", AppendBulkFloat(nil, math.NaN(), 64), "$3\r\nnan\r\n"},

		{"simple string", AppendSimpleString(nil, "OK"), "+OK\r\n"},
		{"simple string with CRLF", AppendSimpleString([]byte("\r\n"), "a\r\nb\x00"), "\r\n+a  b \r\n"},
		{"error", AppendError(nil, "ERR\nx"), "-ERR x\r\n"},
		{"integer", AppendInteger(nil, -12), ":-12\r\n"},
		{"null", AppendNull(nil), "_\r\n"},
		{"null bulk", AppendNullBulk(nil), "$-1\r\n"},
		{"null array", AppendNullArray(nil), "*-1\r\n"},
		{"true", AppendBool(nil, true), "#t\r\n"},
		{"false", AppendBool(nil, false), "#f\r\n"},
		{"double", AppendDouble(nil, -0.25), ",-0.25\r\n"},
		{"negative zero", AppendDouble(nil, math.Copysign(0, -1)), ",-0\r\n"},
		{"greatest double", AppendDouble(nil, math.MaxFloat64), ",1.7976931348623157e+308\r\n"},
		{"big number", AppendBigNumber(nil, new(big.Int).Lsh(big.NewInt(-1), 70)), "(-1180591620717411303424\r\n"},
		{"nil big number", AppendBigNumber(nil, nil), "_\r\n"},
		{"bulk error", AppendBulkError(nil, "ERR\r\nx"), "!6\r\nERR\r\nx\r\n"},
		{"verbatim string", AppendVerbatim(nil, "txt", "a"), "=5\r\ntxt:a\r\n"},
		{"verbatim string of a short format", AppendVerbatim(nil, "md", "a"), "=5\r\nmd :a\r\n"},
		{"verbatim string of a long format", AppendVerbatim(nil, "text", ""), "=4\r\ntex:\r\n"},
		{"map header", AppendMapHeader(nil, 2), "%2\r\n"},
		{"set header", AppendSetHeader(nil, 2), "~2\r\n"},
		{"push header", AppendPushHeader(nil, 2), ">2\r\n"},
		{"attribute header", AppendAttributeHeader(nil, 2), "|2\r\n"},
		{"streamed string", AppendChunkEnd(AppendChunk(AppendChunk(AppendStreamedString(nil), "ab"), "")), "$?\r\n;2\r\nab\r\n;0\r\n"},
		{"streamed map", AppendStreamedEnd(AppendStreamedHeader(nil, Map)), "%?\r\n.\r\n"},
		{"streamed attribute", AppendStreamedEnd(AppendStreamedHeader(nil, Attribute)), "*?\r\n.\r\n"},
	} {
		if string(c.got) != c.want {
			t.Errorf("%s: got %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestAppendAllocatesNothing(t *testing.T) {
	b := make([]byte, 0, 4096)
	n := big.NewInt(123456789)
	allocs := testing.AllocsPerRun(10, func() {
		b = AppendCommand(b[:0], "SET", "key", "value")
		b = AppendBulk(b, b[:3])
		b = AppendBulkInt(b, math.MinInt64)
		b = AppendBulkUint(b, math.MaxUint64)
		b = AppendBulkFloat(b, math.Pi, 64)
		b = AppendSimpleString(b, "OK")
		b = AppendDouble(b, math.MaxFloat64)
		b = AppendVerbatim(b, "txt", "text")
		b = AppendStreamedHeader(b, Array)
		_ = n
	})
	if allocs != 0 {
		t.Errorf("%v allocations", allocs)
	}
}

// TestAppendedValuesAreFramed appends one of each kind as elements of one array.
func TestAppendedValuesAreFramed(t *testing.T) {
	b := AppendArrayHeader(nil, 15)
	b = AppendSimpleString(b, "simple")
	b = AppendError(b, "ERR x")
	b = AppendInteger(b, 1)
	b = AppendBulkString(b, "bulk")
	b = AppendNull(b)
	b = AppendBool(b, true)
	b = AppendDouble(b, 0.5)
	b = AppendBigNumber(b, big.NewInt(9))
	b = AppendBulkError(b, "ERR y")
	b = AppendVerbatim(b, "txt", "verbatim")
	b = AppendInteger(AppendSimpleString(AppendMapHeader(b, 1), "k"), 2)
	b = AppendInteger(AppendSetHeader(b, 1), 3)
	b = AppendSimpleString(AppendPushHeader(b, 1), "p")
	b = AppendInteger(AppendInteger(AppendInteger(AppendAttributeHeader(b, 1), 4), 5), 6)
	b = AppendStreamedEnd(AppendChunkEnd(AppendChunk(AppendStreamedString(AppendStreamedHeader(b, Set)), "s")))
	want := `*[+"simple" -"ERR x" :"1" $"bulk" _ #"t" ,"0.5" ("9" !"ERR y" ="txt:verbatim" ` +
		`%[+"k" :"2"] ~[:"3"] >[+"p"] |[:"4" :"5"]:"6" ~?[$"s"]]`
	if events, _ := feed(t, Limits{}, string(b)); len(events) != 1 || events[0].Frame != string(b) {
		t.Fatalf("framed as %+v", events)
	}
	var r Reader
	r.KeepAttributes(true)
	r.Reset(b)
	if got, err := readTree(&r); err != nil || got.String() != want {
		t.Errorf("got  %v, %v\nwant %v", got, err, want)
	}
}

// append encodes a tree again, by the functions of this package.
func (v tree) append(b []byte) []byte {
	for _, attr := range v.attrs {
		b = AppendAttributeHeader(b, len(attr)/2)
		for _, e := range attr {
			b = e.append(b)
		}
	}
	switch v.kind {
	case SimpleString:
		return AppendSimpleString(b, v.text)
	case SimpleError:
		return AppendError(b, v.text)
	case Integer:
		n, _ := ParseInt([]byte(v.text))
		return AppendInteger(b, n)
	case BulkString:
		return AppendBulkString(b, v.text)
	case Null:
		return AppendNull(b)
	case Boolean:
		return AppendBool(b, v.text == "t")
	case Double:
		f, _ := ParseFloat([]byte(v.text))
		return AppendDouble(b, f)
	case BigNumber:
		n, _ := new(big.Int).SetString(v.text, 10)
		return AppendBigNumber(b, n)
	case BulkError:
		return AppendBulkError(b, v.text)
	case VerbatimString:
		return AppendVerbatim(b, v.format, v.text)
	}
	switch {
	case v.streamed:
		b = AppendStreamedHeader(b, v.kind)
	case v.kind == Array:
		b = AppendArrayHeader(b, len(v.elems))
	case v.kind == Map:
		b = AppendMapHeader(b, len(v.elems)/2)
	case v.kind == Set:
		b = AppendSetHeader(b, len(v.elems))
	case v.kind == Push:
		b = AppendPushHeader(b, len(v.elems))
	}
	for _, e := range v.elems {
		b = e.append(b)
	}
	if v.streamed {
		b = AppendStreamedEnd(b)
	}
	return b
}

// normal gives a tree with its numbers spelled as the append functions do it.
func (v tree) normal() tree {
	switch v.kind {
	case Integer:
		n, _ := ParseInt([]byte(v.text))
		v.text = strings.TrimSpace(string(AppendInteger(nil, n))[1:])
	case Double:
		f, _ := ParseFloat([]byte(v.text))
		v.text = strings.TrimSpace(string(AppendDouble(nil, f))[1:])
	case BigNumber:
		n, _ := new(big.Int).SetString(v.text, 10)
		v.text = n.String()
	}
	all := func(list []tree) []tree {
		var out []tree
		for _, e := range list {
			out = append(out, e.normal())
		}
		return out
	}
	v.elems = all(v.elems)
	var attrs [][]tree
	for _, attr := range v.attrs {
		attrs = append(attrs, all(attr))
	}
	v.attrs = attrs
	return v
}
