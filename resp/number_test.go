package resp

import (
	"errors"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

var numberTexts = []string{
	"", "0", "1", "-1", "+1", "-", "+", "00", "-0", "007", "12", "1x", "x1", " 1", "1 ", "1_0", "0x10", "--1", "+-1", "1e3", "1.0",
	"9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "+9223372036854775807",
	"18446744073709551615", "18446744073709551616", "99999999999999999999", "00000000000000000000000000000000001",
	"100000000000000000000000000000", "-100000000000000000000000000000",
	"1.5", "-1.5", "+1.5", ".5", "5.", "-.5", "1.5.5", "1e", "1e+", "1e-5", "1E5", "1e5.5", "e5", "1e999", "-1e999", "1e-999",
	"inf", "-inf", "+inf", "Inf", "infinity", "nan", "-nan", "+nan", "NaN", "in", "na", "-i", "infx",
	"0.1", "123456789012345", "1234567890123456", "12345678901234.5", "123456789012345.6", "0.000000000000001", "-0.0",
	"9007199254740993", "1.7976931348623157e308", "1.7976931348623159e308", "4.9e-324", "0x1p-2", "1\x00", "\xff",
	strings.Repeat("9", 309), strings.Repeat("9", 400), strings.Repeat("0", 400) + "1", "1." + strings.Repeat("0", 400),
}

// checkNumber compares the parsers with those of strconv on a text of the right form.
func checkNumber(t *testing.T, s string) {
	t.Helper()
	b := []byte(s)
	digit := func(i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }
	plain := !strings.Contains(s, "_")

	wantInt, err := strconv.ParseInt(s, 10, 64)
	ok := err == nil && plain
	if got, gotOK := ParseInt(b); gotOK != ok || ok && got != wantInt || !gotOK && got != 0 {
		t.Errorf("ParseInt(%q) = %v, %v; want %v, %v", s, got, gotOK, wantInt, ok)
	}
	if at, reason := checkInteger(b); (reason == "") != ok {
		t.Errorf("checkInteger(%q) = %v, %q; want %v", s, at, reason, ok)
	}

	wantUint, err := strconv.ParseUint(strings.TrimPrefix(s, "+"), 10, 64)
	ok = err == nil && plain && !strings.HasPrefix(s, "++")
	if got, gotOK := ParseUint(b); gotOK != ok || ok && got != wantUint {
		t.Errorf("ParseUint(%q) = %v, %v; want %v, %v", s, got, gotOK, wantUint, ok)
	}

	wantFloat, err := strconv.ParseFloat(strings.Replace(s, "-nan", "nan", 1), 64)
	ok = err == nil && plain && !strings.ContainsAny(s, "xXpPNIty")
	if ok && !strings.HasSuffix(s, "inf") && !strings.HasSuffix(s, "nan") {
		// strconv does without digits on one side of the point.
		unsigned := strings.TrimLeft(s, "+-")
		dot := strings.IndexByte(s, '.')
		ok = digit(len(s)-len(unsigned)) && (dot < 0 || digit(dot+1))
	} else if strings.HasPrefix(s, "+") {
		ok = false
	}
	got, gotOK := ParseFloat(b)
	same := math.Float64bits(got) == math.Float64bits(wantFloat) || got != got && wantFloat != wantFloat
	if gotOK != ok || ok && !same {
		t.Errorf("ParseFloat(%q) = %v, %v; want %v, %v", s, got, gotOK, wantFloat, ok)
	}
	if at, reason := checkDouble(b); (reason == "") != ok {
		t.Errorf("checkDouble(%q) = %v, %q; want %v", s, at, reason, ok)
	}
}

func TestNumbersAreParsedAsByStrconv(t *testing.T) {
	for _, s := range numberTexts {
		checkNumber(t, s)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		checkNumber(t, strconv.FormatInt(int64(rng.Uint64())>>rng.IntN(64), 10))
		checkNumber(t, strconv.FormatUint(rng.Uint64()>>rng.IntN(64), 10))
		checkNumber(t, strconv.FormatFloat(math.Float64frombits(rng.Uint64()&^(1<<62)), 'g', -1, 64))
		checkNumber(t, strconv.FormatFloat(float64(rng.Int64N(1e15))/1e4, 'f', rng.IntN(8), 64))
	}
}

func TestParsingNumbersAllocatesNothing(t *testing.T) {
	var texts [][]byte
	for _, s := range numberTexts {
		if _, err := strconv.ParseFloat(s, 64); !errors.Is(err, strconv.ErrRange) {
			texts = append(texts, []byte(s))
		}
	}
	allocs := testing.AllocsPerRun(10, func() {
		for _, b := range texts {
			ParseInt(b)
			ParseUint(b)
			ParseFloat(b)
		}
	})
	if allocs > 0 {
		t.Errorf("%v allocations", allocs)
	}
}

func FuzzNumbers(f *testing.F) {
	for _, s := range numberTexts {
		f.Add(s)
	}
	f.Fuzz(checkNumber)
}
