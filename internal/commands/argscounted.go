package commands

// Arguments that a count stands before, and others of the commands of data types.

// NumKeys1 is the number of keys, at least one, and the keys.
func NumKeys1(name string) Arg {
	return Arg{
		Param: name + " ...string", Encode: "putNumKeys1(x, " + name + ")",
		Usage: "numkeys key [key ...]", Min: 2,
	}
}

// KeyNumList is NumKeys1 as a slice, for a helper whose options are variadic.
func KeyNumList(name string) Arg {
	a := NumKeys1(name)
	a.Param = name + " []string"
	return a
}

// MoreKeys is one or more keys behind others.
func MoreKeys(name, one string) Arg {
	a := Keys1(name, one)
	a.Encode = "putMoreKeys(x, " + name + ")"
	return a
}

// AnyKeys is any number of keys behind others.
func AnyKeys(name, one string) Arg {
	return Arg{
		Param: name + " ...string", Encode: "putAnyKeys(x, " + name + ")",
		Usage: "[" + one + " [" + one + " ...]]",
	}
}

// KeyList is MoreKeys as a slice, for a helper whose options are variadic.
func KeyList(name, one string) Arg {
	a := MoreKeys(name, one)
	a.Param = name + " []string"
	return a
}

// noKey is an empty key where the keys come later.
var noKey = Arg{Encode: `x.key("")`, Usage: `""`, Min: 1}

// Destination is a key that comes where only the server's parser knows of it.
func Destination(name string) Arg {
	return Arg{Param: name + " string", Encode: "putDestination(x, " + name + ")", Usage: name, Min: 1}
}

// NumValues is the number of what Values is, and that.
func NumValues(count, name, one, typ string) Arg {
	return Arg{
		Param: name + " ..." + typ, Type: typ + " any", Encode: "putNumEach(x, " + name + ")",
		Usage: count + " " + one + " [" + one + " ...]", Min: 2,
	}
}

// NumList is NumValues as a slice, for a helper whose options are variadic.
func NumList(count, name, one, typ string) Arg {
	a := NumValues(count, name, one, typ)
	a.Param = name + " []" + typ
	return a
}

// NumPairs is the number of pairs and the pairs, out of one map, struct, slice or sequence of two.
func NumPairs(count, name, first, second, typ string) Arg {
	pair := first + " " + second
	return Arg{
		Param: name + " " + typ, Type: typ + " any", Encode: "putNumPairs(x, " + name + ")",
		Usage: count + " " + pair + " [" + pair + " ...]", Min: 3,
	}
}

// Positive is an integer above 0.
func Positive(name string) Arg {
	return Arg{Param: name + " int64", Encode: "putPositive(x, \"" + name + "\", " + name + ")", Usage: name, Min: 1}
}

// Repeat is a count that is sent below zero, by which Redis understands that what it draws may repeat.
func Repeat(name string) Arg {
	return Arg{Param: name + " int64", Encode: "putRepeat(x, \"" + name + "\", " + name + ")", Usage: "-" + name, Min: 1}
}

// FromEnd is a count above 0 that is sent below zero, by which Redis understands that it begins at the end.
func FromEnd(name string) Arg {
	return Arg{Param: name + " int64", Encode: "putFromEnd(x, \"" + name + "\", " + name + ")", Usage: "-" + name, Min: 1}
}

// Timeout is for how long a server may be busy with something, above 0; milliseconds, of which a part counts as one.
func Timeout(name string) Arg {
	return Arg{Param: name + " time.Duration", Encode: "putTimeout(x, \"" + name + "\", " + name + ")", Usage: "milliseconds", Min: 1}
}

// PositiveMillis is a duration above 0 that Redis takes in milliseconds.
func PositiveMillis(name string) Arg {
	return Arg{Param: name + " time.Duration", Encode: "putPositiveMillis(x, \"" + name + "\", " + name + ")", Usage: "milliseconds", Min: 1}
}

// NaturalMillis is a duration that must not be negative, and that Redis takes in milliseconds.
func NaturalMillis(name string) Arg {
	return Arg{Param: name + " time.Duration", Encode: "putNaturalMillis(x, \"" + name + "\", " + name + ")", Usage: "milliseconds", Min: 1}
}

// PositiveSeconds is a duration above 0 that Redis takes in seconds and parts of these.
func PositiveSeconds(name string) Arg {
	return Arg{Param: name + " time.Duration", Encode: "putPositiveSeconds(x, \"" + name + "\", " + name + ")", Usage: name, Min: 1}
}

// Bytes is one argument of bytes that no codec may touch.
func Bytes(name string) Arg {
	return Arg{Param: name + " []byte", Encode: "putValue(x, " + name + ")", Usage: "serialized-value", Min: 1}
}

// GetPatterns is what SORT is to give for each element.
func GetPatterns(name string) Arg {
	return Arg{
		Param: name + " []string", Encode: "putGetPatterns(x, " + name + ")",
		Usage: "GET pattern [GET pattern ...]", Min: 2,
	}
}

// SetCond is a condition of SET where a helper must have one.
func SetCond(name string) Arg {
	return Arg{
		Param: name + " SetCondition", Encode: "putSetCondition(x, " + name + ")",
		Usage: "<NX | XX | IFEQ match-value | IFNE match-value | IFDEQ match-digest | IFDNE match-digest>", Min: 1,
	}
}

// ValueCond is a condition on the value of a key.
func ValueCond(name string) Arg {
	return Arg{
		Param: name + " ValueCondition", Encode: name + ".put(x)",
		Usage: "<IFEQ match-value | IFNE match-value | IFDEQ match-digest | IFDNE match-digest>", Min: 2,
	}
}

// Checks of what the options and arguments before them are together; they send nothing.
var (
	oneOption    = Arg{Encode: "atMostOne(x, opts)"}
	someOption   = Arg{Encode: "atLeastOne(x, opts)", Min: 2}
	weightPerKey = Arg{Encode: "checkWeights(x, keys, opts)"}
)
