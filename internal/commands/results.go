package commands

// A Result is what a helper returns and how it comes out of the reply.
type Result struct {
	Type   string   // Go type: "int64", "[]T"
	Params []string // the type parameters it brings, as "T any"
	Finish string   // the expression that ends the helper; "" for finish[Type](p, x)
	Reply  string   // what the server sends, for the docs: "integer"
	Null   string   // when a null comes in place of a value of a type of the caller's: "key is missing"
}

// The results that have no type parameter.
var (
	ok           = Result{Type: "OK", Reply: "simple string OK"}
	integer      = Result{Type: "int64", Reply: "integer"}
	boolean      = Result{Type: "bool", Reply: "integer, 1 or 0"}
	double       = Result{Type: "float64", Reply: "bulk string"}
	simple       = Result{Type: "string", Reply: "simple string"}
	verbatim     = Result{Type: "string", Reply: "verbatim string"}
	booleans     = Result{Type: "[]bool", Reply: "array of integers, 1 or 0"}
	optionalInt  = Result{Type: "Optional[int64]", Reply: "integer or null"}
	optionalNum  = Result{Type: "Optional[float64]", Reply: "double or null"}
	optionalText = Result{Type: "Optional[string]", Reply: "bulk string or null"}
	done         = Result{Type: "bool", Finish: "finishWith(p, x, decodeDone)", Reply: "simple string OK or null"}
	seconds      = Result{Type: "TimeToLive", Finish: "finishWith(p, x, decodeTTL)", Reply: "integer, seconds"}
	milliseconds = Result{Type: "TimeToLive", Finish: "finishWith(p, x, decodePTTL)", Reply: "integer, milliseconds"}
	unixSeconds  = Result{Type: "time.Time", Finish: "finishWith(p, x, decodeUnixSeconds)", Reply: "integer, seconds"}
	clock        = Result{Type: "time.Time", Finish: "finishWith(p, x, decodeClock)", Reply: "array of seconds and microseconds"}
	rankScore    = Result{Type: "Optional[RankScore]", Finish: "finishWith(p, x, decodeRankScore)", Reply: "array of rank and score, or null"}
)

// one is a single value of the caller's type; null says when there is none, "" that there always is.
func one(typ, null string) Result {
	reply := "bulk string"
	if null != "" {
		reply += " or null"
	}
	return Result{Type: typ, Params: []string{typ + " any"}, Reply: reply, Null: null}
}

// whole is a map or struct of the caller's type.
func whole(typ string) Result {
	return Result{Type: typ, Params: []string{typ + " any"}, Reply: "map"}
}

// anything is a reply of any shape.
func anything(typ string) Result {
	return Result{Type: typ, Params: []string{typ + " any"}, Reply: "as the script gives it"}
}

// list is a slice of the caller's type; null says which elements are null.
func list(typ, null string) Result {
	reply := "array of bulk strings"
	if null != "" {
		reply += " and nulls"
	}
	return Result{Type: "[]" + typ, Params: []string{typ + " any"}, Reply: reply, Null: null}
}

// optionalList is a slice that is absent as a whole.
func optionalList(typ string) Result {
	return Result{Type: "Optional[[]" + typ + "]", Params: []string{typ + " any"}, Reply: "array of bulk strings, or null"}
}

// members is a set as a slice.
func members(typ string) Result {
	return Result{Type: "[]" + typ, Params: []string{typ + " any"}, Reply: "set of bulk strings"}
}

// set is a set as a map.
func set(typ string) Result {
	return Result{Type: "map[" + typ + "]struct{}", Params: []string{typ + " comparable"}, Reply: "set of bulk strings"}
}

// optional is an optional value of the caller's type.
func optional(typ string) Result {
	return Result{Type: "Optional[" + typ + "]", Params: []string{typ + " any"}, Reply: "bulk string or null"}
}

// scored is a slice of members with their scores.
func scored(typ string) Result {
	return Result{Type: "[]Scored[" + typ + "]", Params: []string{typ + " any"}, Reply: "array of members and scores"}
}

// popped is one member with its score, or none, for which the server sends an empty array.
func popped(typ string) Result {
	return Result{
		Type: "Optional[Scored[" + typ + "]]", Params: []string{typ + " any"},
		Finish: "finishPopped[" + typ + "](p, x)", Reply: "array of member and score, empty if there is none",
	}
}

// page is one page of a scan over items of type item.
func page(item string, params ...string) Result {
	return Result{
		Type: "ScanPage[" + item + "]", Params: params, Finish: "finishScan[" + item + "](p, x)",
		Reply: "array of cursor and items",
	}
}

// pairs is a slice of pairs of two of the caller's types.
func pairs(first, second string) Result {
	return Result{
		Type: "[]Pair[" + first + ", " + second + "]", Params: []string{first + " any", second + " any"},
		Reply: "array of pairs",
	}
}

// poppedFrom is what was popped with the key that it came from.
func poppedFrom(typ, what, reply string) Result {
	return Result{Type: "Optional[Pair[string, " + what + "]]", Params: []string{typ + " any"}, Reply: reply}
}

// scoredFrom is a member that was popped with its score and the key that it came from.
func scoredFrom(typ string) Result {
	return Result{
		Type: "Optional[Pair[string, Scored[" + typ + "]]]", Params: []string{typ + " any"},
		Finish: "finishScoredFrom[" + typ + "](p, x)", Reply: "array of key, member and score, or null",
	}
}

// rows is a slice of what the patterns of SORT give for an element.
func rows(typ string) Result {
	return Result{
		Type: "[]" + typ, Params: []string{typ + " any"},
		Finish: "finishRows[" + typ + "](p, x, len(patterns))", Reply: "array of bulk strings and nulls",
	}
}

// expiration is a moment in unit at which a key expires.
func expiration(unit string) Result {
	dec := map[string]string{"seconds": "decodeExpireTime", "milliseconds": "decodePExpireTime"}[unit]
	return Result{Type: "Expiration", Finish: "finishWith(p, x, " + dec + ")", Reply: "integer, " + unit + "; -1 or -2"}
}

// fieldExpirations is expiration for each of several fields.
func fieldExpirations(unit string) Result {
	dec := map[string]string{"seconds": "decodeExpireTimes", "milliseconds": "decodePExpireTimes"}[unit]
	return Result{Type: "[]Expiration", Finish: "finishWith(p, x, " + dec + ")", Reply: "array of integers, " + unit + "; -1 or -2"}
}

// fieldTTLs is a time to live for each of several fields.
func fieldTTLs(dec, unit string) Result {
	return Result{Type: "[]TimeToLive", Finish: "finishWith(p, x, " + dec + ")", Reply: "array of integers, " + unit + "; -1 or -2"}
}

// What became of the expiry of a key or of fields.
var (
	fieldExpiries = Result{Type: "[]FieldExpiry", Finish: "finishWith(p, x, decodeFieldExpiries)", Reply: "array of integers, -2, 0, 1 or 2"}
	fieldPersists = Result{Type: "[]FieldExpiry", Finish: "finishWith(p, x, decodeFieldPersists)", Reply: "array of integers, -2, -1 or 1"}
	migrated      = Result{Type: "bool", Finish: "finishWith(p, x, decodeMigrated)", Reply: "simple string OK or NOKEY"}
)
