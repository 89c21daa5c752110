package commands

import "strings"

var streamCommands = []Command{
	{
		Name: "XADD", Since: "5.0.0", Arity: -5, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1), and O(N) for N entries that are trimmed",
		Forms: []Form{
			{
				Go: "XAdd",
				Doc: `adds an entry to the stream that key holds, a new one if key is missing, and gives its id. fields are a struct, a map, a slice
				of pairs or an iter.Seq2. The server makes the id, unless [EntryID] gives one. [TrimToLen] and [TrimToID] let the stream lose
				its oldest entries at once (TrimToID since 6.2.0), [DelRef] and [AckedRef] are known since 8.2.0.`,
				Args:   []Arg{Key("key"), Options(xaddOptions), EntryIDArg(), PairsOf("fields", "field", "value", "V")},
				Result: streamID,
			},
			{
				Go:     "XAddNoMkStream",
				Doc:    "is [XAdd] for a stream that exists; it gives none if key is missing.",
				Since:  "6.2.0",
				Args:   []Arg{Key("key"), Word("NOMKSTREAM"), Options(xaddOptions), EntryIDArg(), PairsOf("fields", "field", "value", "V")},
				Result: optionalStreamID,
			},
			{
				Go: "XAddIDMP",
				Doc: `is [XAdd] for an entry that a producer has named with an idempotent id: where the stream remembers that this producer has added an entry of
				that name before, it adds none, and gives the id of that one. So it may be sent again. [XCfgSet] says for how long a stream remembers.`,
				Since:  "8.6.0",
				Args:   []Arg{Key("key"), Options(xaddIDMPOptions), Word("IDMP"), Text("producer"), Text("idempotent"), Word("*"), PairsOf("fields", "field", "value", "V")},
				Result: streamID, Retry: RetryLastWriterWins,
			},
			{
				Go: "XAddIDMPAuto",
				Doc: `is [XAddIDMP] with an idempotent id that the server makes of the fields and values: an entry with the same ones as one before is not added. So
				they should come in the same order each time, as a map's do not.`,
				Since:  "8.6.0",
				Args:   []Arg{Key("key"), Options(xaddIDMPOptions), Word("IDMPAUTO"), Text("producer"), Word("*"), PairsOf("fields", "field", "value", "V")},
				Result: streamID, Retry: RetryLastWriterWins,
			},
			{
				Go:    "XAddNoMkStreamIDMP",
				Doc:   "is [XAddIDMP] for a stream that exists; it gives none if key is missing.",
				Since: "8.6.0",
				Args: []Arg{
					Key("key"), Word("NOMKSTREAM"), Options(xaddIDMPOptions), Word("IDMP"), Text("producer"), Text("idempotent"), Word("*"),
					PairsOf("fields", "field", "value", "V"),
				},
				Result: optionalStreamID, Retry: RetryLastWriterWins,
			},
			{
				Go:    "XAddNoMkStreamIDMPAuto",
				Doc:   "is [XAddIDMPAuto] for a stream that exists; it gives none if key is missing.",
				Since: "8.6.0",
				Args: []Arg{
					Key("key"), Word("NOMKSTREAM"), Options(xaddIDMPOptions), Word("IDMPAUTO"), Text("producer"), Word("*"),
					PairsOf("fields", "field", "value", "V"),
				},
				Result: optionalStreamID, Retry: RetryLastWriterWins,
			},
		},
	},
	{
		Name: "XCFGSET", Since: "8.6.0", Arity: -2, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{{
			Go: "XCfgSet",
			Doc: `sets for how long the stream that key holds remembers the idempotent ids of [XAddIDMP], and how many of each producer: one of the options at least. It makes the stream forget all
			that it remembers. A missing key is an error.`,
			Args:   []Arg{Key("key"), Options(xcfgsetOptions), someOption},
			Result: ok,
		}},
	},
	{
		// The server's own, for its append-only file.
		Name: "XIDMPRECORD", Since: "8.8.0", Arity: 5, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins,
		DoOnly: "sent by servers to themselves, out of an append-only file",
	},
	{
		Name: "XTRIM", Since: "5.0.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N entries that are removed",
		Forms: []Form{{
			Go:     "XTrim",
			Doc:    "removes the oldest entries of the stream that key holds, as [TrimToLen] or [TrimToID] (since 6.2.0) says, and gives how many it has removed.",
			Args:   []Arg{Key("key"), TrimArg("trim"), Options(xtrimOptions)},
			Result: integer,
		}},
	},
	{
		Name: "XLEN", Since: "5.0.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{Go: "XLen", Doc: "gives the number of entries of the stream that key holds, 0 if key is missing.", Args: []Arg{Key("key")}, Result: integer}},
	},
	{
		Name: "XDEL", Since: "5.0.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(1) per entry",
		Forms: []Form{{
			Go:     "XDel",
			Doc:    "deletes entries of the stream that key holds, and gives how many there were.",
			Args:   []Arg{Key("key"), IDs("ids")},
			Result: integer,
		}},
	},
	{
		Name: "XDELEX", Since: "8.2.0", Arity: -5, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1) per entry",
		Forms: []Form{{
			Go:     "XDelEx",
			Doc:    "deletes entries of the stream that key holds, with regard to their references in groups as policy says, and gives what became of each.",
			Args:   []Arg{Key("key"), policyArg, Word("IDS"), NumIDs("ids")},
			Result: deleted,
		}},
	},
	{
		Name: "XRANGE", Since: "5.0.0", Arity: -4, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N entries returned",
		Forms: []Form{{
			Go: "XRange",
			Doc: `gives the entries from min to max of the stream that key holds, the oldest first; with [Count] the first ones of them. Ends are [IDMin],
			[IDMax], or made by [IDIncl], [IDExcl] (since 6.2.0) and [IDAt]. A missing key gives none. See [XRangeAll] for long ranges.`,
			Args:   []Arg{Key("key"), IDRange("min", "max"), Options(xrangeOptions)},
			Result: entries,
		}},
		Also: []Extra{{Go: "XRangeAll", Result: "iter.Seq2[Entry[T], error]"}},
	},
	{
		Name: "XREVRANGE", Since: "5.0.0", Arity: -4, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N) for N entries returned",
		Forms: []Form{{
			Go:     "XRevRange",
			Doc:    "is [XRange] from the newest entry to the oldest; min stays the lower end, though the command takes the higher one first.",
			Args:   []Arg{Key("key"), reversed(IDRange("min", "max")), Options(xrangeOptions)},
			Result: entries,
		}},
		Also: []Extra{{Go: "XRevRangeAll", Result: "iter.Seq2[Entry[T], error]"}},
	},
	{
		Name: "XREAD", Since: "5.0.0", Arity: -4, Flags: ReadOnly | BlockOption | MovableKeys, Complexity: "O(N) for N entries returned",
		Forms: []Form{{
			Go: "XRead",
			Doc: `gives the entries of streams that come behind a place in each ([AfterID], [FromStart], [OnlyNew], [LastEntry]), by key; only streams that
			have some are in the map. [Count] bounds how many of each, [MaxCount] and [MaxSize] all of them together. With [Block] it waits for entries where there are none.`,
			Args:   []Arg{Options(xreadOptions), Word("STREAMS"), streamsArg("streams", "StreamFrom", "putStreams")},
			Result: entriesByKey("T", "T"),
		}},
	},
	{
		Name: "XSETID", Since: "5.0.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "XSetID",
			Doc:    "sets the id that the next entry of the stream at key has to come after. It must not come before that of an entry. It is meant for the copying of streams.",
			Args:   []Arg{Key("key"), ID("last"), Options(xsetidOptions)},
			Result: ok,
		}},
	},
	{
		Name: "XINFO STREAM", Since: "5.0.0", Arity: -3, Keys: second, Flags: ReadOnly, Complexity: "O(1), or O(N) with the entries",
		Forms: []Form{
			{
				Go:         "XInfoStream",
				Complexity: "O(1)",
				Doc:        "tells of the stream that key holds, with its first and last entry. A missing key is an error.",
				Args:       []Arg{Key("key")},
				Result:     Result{Type: "StreamInfo[T]", Params: []string{"T any"}, Finish: "finishStreamInfo[T](p, x)", Reply: "map"},
			},
			{
				Go:         "XInfoStreamFull",
				Complexity: "O(N) for N entries, pending entries and consumers in the reply",
				Doc:        "tells of the stream that key holds, with its first entries, its groups, their consumers and pending entries: 10 of each kind, or as [Count] says.",
				Since:      "6.0.0",
				Args:       []Arg{Key("key"), Word("FULL"), Options(xrangeOptions)},
				Result:     streamInfoFull,
			},
			{
				Go:         "XInfoStreamFullAll",
				Complexity: "O(N) for N entries, pending entries and consumers in the reply",
				Doc:        "is [XInfoStreamFull] with all entries, groups, consumers and pending entries, however many they are.",
				Since:      "6.0.0",
				Args:       []Arg{Key("key"), Word("FULL"), Word("COUNT"), Word("0")},
				Result:     streamInfoFull,
			},
		},
	},
}

// The results of the commands of streams.
var (
	streamID         = Result{Type: "StreamID", Reply: "bulk string"}
	streamInfoFull   = Result{Type: "StreamInfoFull[T]", Params: []string{"T any"}, Finish: "finishStreamInfoFull[T](p, x)", Reply: "map"}
	optionalStreamID = Result{Type: "Optional[StreamID]", Reply: "bulk string or null"}
	entries          = Result{Type: "[]Entry[T]", Params: []string{"T any"}, Reply: "array of id and fields with values"}
	claimed          = Result{Type: "[]Entry[T]", Params: []string{"T any"}, Finish: "finishEntries[T](p, x)", Reply: "array of id and fields with values"}
	ids              = Result{Type: "[]StreamID", Reply: "array of bulk strings"}
	deleted          = Result{Type: "[]Deleted", Finish: "finishWith(p, x, decodeDeleted)", Reply: "array of integers, -1, 1 or 2"}
)

// entriesByKey is entries of several streams.
func entriesByKey(param, typ string) Result {
	return Result{
		Type: "map[string][]Entry[" + typ + "]", Params: []string{param + " any"},
		Finish: "finishStreams[" + typ + "](p, x)", Reply: "map of arrays of id and fields with values, or null",
	}
}

// ID is the id of an entry.
func ID(name string) Arg {
	return Arg{Param: name + " StreamID", Encode: "putID(x, " + name + ")", Usage: name, Min: 1}
}

// IDs is one or more ids.
func IDs(name string) Arg {
	return Arg{Param: name + " ...StreamID", Encode: "putIDs(x, " + name + ")", Usage: "id [id ...]", Min: 1}
}

// IDList is IDs as a slice, for a helper whose options are variadic.
func IDList(name string) Arg {
	return Arg{Param: name + " []StreamID", Encode: "putIDs(x, " + name + ")", Usage: "id [id ...]", Min: 1}
}

// NumIDs is the number of ids, and these.
func NumIDs(name string) Arg {
	return Arg{Param: name + " ...StreamID", Encode: "putNumIDs(x, " + name + ")", Usage: "numids id [id ...]", Min: 2}
}

// numIDList is NumIDs as a slice, for a helper whose options are variadic.
var numIDList = Arg{Param: "ids []StreamID", Encode: "putNumIDs(x, ids)", Usage: "numids id [id ...]", Min: 2}

// EntryIDArg is the id of a new entry, out of the options or of the server's making.
func EntryIDArg() Arg { return Arg{Encode: "putEntryID(x, opts)", Usage: "<* | id>", Min: 1} }

// IDRange is the two ends of a range of entries.
func IDRange(min, max string) Arg {
	return Arg{Param: min + ", " + max + " IDBound", Encode: "putIDRange(x, " + min + ", " + max + ")", Usage: min + " " + max, Min: 2}
}

// reversed sends the parts of a range of entries in the opposite order.
func reversed(a Arg) Arg {
	a.Encode = strings.Replace(a.Encode, "min, max", "max, min", 1)
	a.Usage = "max min"
	return a
}

// TrimArg says which entries to remove.
func TrimArg(name string) Arg {
	return Arg{Param: name + " Trim", Encode: name + ".encode(x)", Usage: "<MAXLEN | MINID> [~] threshold [LIMIT count]", Min: 2}
}

// policyArg is a required policy on references.
var policyArg = Arg{Param: "policy RefPolicy", Encode: "policy.put(x, new(options))", Usage: "<KEEPREF | DELREF | ACKED>", Min: 1}

// streamsArg is the keys of streams and the place in each, of a Go type that put encodes.
func streamsArg(name, typ, put string) Arg {
	return Arg{Param: name + " []" + typ, Encode: put + "(x, " + name + ")", Usage: "key [key ...] id [id ...]", Min: 2}
}

// PairsOf is one value that spreads into pairs.
func PairsOf(name, first, second, typ string) Arg {
	pair := first + " " + second
	return Arg{
		Param: name + " " + typ, Type: typ + " any", Encode: "putPairsOf(x, " + name + ")",
		Usage: pair + " [" + pair + " ...]", Min: 2,
	}
}
