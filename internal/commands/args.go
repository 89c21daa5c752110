package commands

import "strings"

// An Arg is one argument of a helper, or a fixed word between them.
type Arg struct {
	Param  string // the Go parameters, as "key string"; "" for a fixed word
	Type   string // the type parameter it brings, as "V any"; "" for none
	Encode string // the statement that appends it to the exchange x
	Usage  string // its part of the command as documented: "key [key ...]"
	Min    int    // how many arguments it gives at least, and usually
	Set    *OptionSet
}

// An OptionSet is an interface that the options of one or more helpers
// implement, and so the compiler's knowledge of which options these take.
type OptionSet struct {
	Name    string // "SetOption"
	Options []Option
}

// An Option is a Go type of the root package's options.go.
type Option struct {
	Type  string // "EX"
	Names string // how callers write it, for docs: "EX", "NX, XX"
	Usage string // "EX seconds"
	Alone bool   // excludes the options next to it, which also are Alone
}

// Key is one key.
func Key(name string) Arg {
	return Arg{Param: name + " string", Encode: "x.key(" + name + ")", Usage: name, Min: 1}
}

// Keys1 is one or more keys.
func Keys1(name, one string) Arg {
	return Arg{
		Param: name + " ...string", Encode: "putKeys(x, " + name + ")",
		Usage: one + " [" + one + " ...]", Min: 1,
	}
}

// NumKeys is the number of keys, which may be 0, and the keys.
func NumKeys(name string) Arg {
	return Arg{
		Param: name + " []string", Encode: "putNumKeys(x, " + name + ")",
		Usage: "numkeys [key [key ...]]", Min: 1,
	}
}

// Text is one argument that is no key and no value of the user's types.
func Text(name string) Arg {
	return Arg{Param: name + " string", Encode: "x.str(" + name + ")", Usage: name, Min: 1}
}

// Texts is any number of such arguments.
func Texts(name, one string) Arg {
	return Arg{
		Param: name + " ...string", Encode: "putTexts(x, " + name + ")",
		Usage: "[" + one + " [" + one + " ...]]",
	}
}

// Texts1 is one or more such arguments.
func Texts1(name, one string) Arg {
	return Arg{
		Param: name + " ...string", Encode: "putTexts1(x, " + name + ")",
		Usage: one + " [" + one + " ...]", Min: 1,
	}
}

// Word is a fixed word.
func Word(word string) Arg {
	return Arg{Encode: `x.str("` + word + `")`, Usage: word, Min: 1}
}

// Int is an integer of any sign.
func Int(name string) Arg {
	return Arg{Param: name + " int64", Encode: "x.int(" + name + ")", Usage: name, Min: 1}
}

// Natural is an integer that must not be negative.
func Natural(name string) Arg {
	return Arg{Param: name + " int64", Encode: "putNatural(x, \"" + name + "\", " + name + ")", Usage: name, Min: 1}
}

// Finite is a float that is neither infinite nor NaN.
func Finite(name string) Arg {
	return Arg{Param: name + " float64", Encode: "putFinite(x, \"" + name + "\", " + name + ")", Usage: name, Min: 1}
}

// Score is a float that is not NaN.
func Score(name string) Arg {
	return Arg{Param: name + " float64", Encode: "putScore(x, " + name + ")", Usage: name, Min: 1}
}

// Value is one value of a type of the caller's, which is the type parameter typ.
func Value(name, typ string) Arg {
	return Arg{Param: name + " " + typ, Type: typ + " any", Encode: "putValue(x, " + name + ")", Usage: name, Min: 1}
}

// Values is one or more values of a type of the caller's; slices and sequences among
// them spread into their elements.
func Values(name, one, typ string) Arg {
	return Arg{
		Param: name + " ..." + typ, Type: typ + " any", Encode: "putEach(x, " + name + ")",
		Usage: one + " [" + one + " ...]", Min: 1,
	}
}

// Pairs is one or more pairs, out of maps, structs, pairs and sequences of two,
// or one after the other.
func Pairs(name, first, second, typ string) Arg {
	pair := first + " " + second
	return Arg{
		Param: name + " ..." + typ, Type: typ + " any", Encode: "putPairs(x, " + name + ")",
		Usage: pair + " [" + pair + " ...]", Min: 2,
	}
}

// Anything is any number of values of types of their own.
func Anything(name, one string) Arg {
	return Arg{Param: name + " ...any", Encode: "putArgs(x, " + name + ")", Usage: "[" + one + " [" + one + " ...]]"}
}

// Scores is one or more members with their scores.
func Scores(name, typ string) Arg {
	return Arg{
		Param: name + " []Scored[" + typ + "]", Type: typ + " any", Encode: "putScored(x, " + name + ")",
		Usage: "score member [score member ...]", Min: 2,
	}
}

// Seconds is a duration that Redis takes in whole seconds.
func Seconds(name string) Arg {
	return Arg{Param: name + " time.Duration", Encode: "putSeconds(x, " + name + ")", Usage: "seconds", Min: 1}
}

// Millis is a duration that Redis takes in milliseconds.
func Millis(name string) Arg {
	return Arg{Param: name + " time.Duration", Encode: "putMillis(x, " + name + ")", Usage: "milliseconds", Min: 1}
}

// WaitSeconds is for how long the server waits at most, which it takes in seconds.
func WaitSeconds() Arg {
	return Arg{Param: "timeout time.Duration", Encode: "putWaitSeconds(x, timeout)", Usage: "timeout", Min: 1}
}

// WaitMillis is WaitSeconds in milliseconds.
func WaitMillis() Arg {
	return Arg{Param: "timeout time.Duration", Encode: "putWaitMillis(x, timeout)", Usage: "timeout", Min: 1}
}

// Flag is 1 or 0.
func Flag(name string) Arg {
	return Arg{Param: name + " bool", Encode: "putFlag(x, " + name + ")", Usage: name, Min: 1}
}

// UnixSeconds is a moment that Redis takes in whole seconds.
func UnixSeconds(name string) Arg {
	return Arg{Param: name + " time.Time", Encode: "putUnixSeconds(x, " + name + ")", Usage: "unix-time-seconds", Min: 1}
}

// UnixMillis is a moment that Redis takes in milliseconds.
func UnixMillis(name string) Arg {
	return Arg{Param: name + " time.Time", Encode: "putUnixMillis(x, " + name + ")", Usage: "unix-time-milliseconds", Min: 1}
}

// CursorArg is where a scan goes on.
func CursorArg() Arg {
	return Arg{Param: "cursor Cursor", Encode: "putCursor(x, cursor)", Usage: "cursor", Min: 1}
}

// Choice is a value of an enumerated type of options.go, which has a method put.
func Choice(name, typ, usage string) Arg {
	return Arg{Param: name + " " + typ, Encode: name + ".put(x)", Usage: usage, Min: 1}
}

// ScoreRange is the two ends of a range of scores; opts say whether these belong to it, and
// with REV which of them comes first.
func ScoreRange() Arg {
	return Arg{Param: "min, max ScoreBound", Encode: "putScoreRange(x, min, max, opts)", Usage: "min max", Min: 2}
}

// ScoreEnds is ScoreRange for a helper without options.
func ScoreEnds() Arg {
	return Arg{Param: "min, max ScoreBound", Encode: "putScoreEnds(x, min, max)", Usage: "min max", Min: 2}
}

// LexRange is the two ends of a range of members; with REV among opts the greater comes first.
func LexRange() Arg {
	return Arg{Param: "min, max LexBound", Encode: "putLexRange(x, min, max, opts)", Usage: "min max", Min: 2}
}

// LexEnds is LexRange for a helper without options.
func LexEnds() Arg {
	return Arg{Param: "min, max LexBound", Encode: "putLexEnds(x, min, max)", Usage: "min max", Min: 2}
}

// Options is any number of options out of set.
func Options(set *OptionSet) Arg {
	var usage, group []string
	flush := func() {
		if group != nil {
			usage = append(usage, "["+strings.Join(group, " | ")+"]")
		}
		group = nil
	}
	for _, o := range set.Options {
		if !o.Alone {
			flush()
		}
		if o.Usage != "" {
			group = append(group, o.Usage)
		}
		if !o.Alone {
			flush()
		}
	}
	flush()
	return Arg{
		Param: "opts ..." + set.Name, Encode: "put" + set.Name + "s(x, opts)",
		Usage: strings.Join(usage, " "), Set: set,
	}
}
