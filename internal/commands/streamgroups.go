package commands

var streamGroupCommands = []Command{
	{
		Name: "XREADGROUP", Since: "5.0.0", Arity: -7, Flags: Writes | BlockOption | MovableKeys, Retry: RetryAccumulating, Complexity: "O(N) for N entries returned",
		Forms: []Form{
			{
				Go: "XReadGroup",
				Doc: `gives entries of the streams in keys to consumer that were not given to any consumer of group before, by key; only streams that have some
				are in the map. They are pending until [XAck]; with [NoAck] they never are. The consumer is made if it is new; the group must exist in all streams.
				[Count] bounds how many of each, [MaxCount] and [MaxSize] all of them together. With [Block] it waits for entries where there are none.`,
				Args: []Arg{
					Word("GROUP"), Text("group"), Text("consumer"), Options(xreadGroupOptions), Word("STREAMS"),
					{Param: "keys []string", Encode: "putStreamsNew(x, keys)", Usage: "key [key ...] > [> ...]", Min: 2},
				},
				Result: entriesByKey("T", "T"),
			},
			{
				Go: "XReadGroupPending",
				Doc: `gives the entries of streams again that are pending with consumer and come behind an id in each: the way to take up work after a
				restart. An entry that was deleted meanwhile is none. [Count] bounds how many of each, [MaxCount] and [MaxSize] all of them together.`,
				Args: []Arg{
					Word("GROUP"), Text("group"), Text("consumer"), Options(xreadPendingOptions), Word("STREAMS"),
					streamsArg("streams", "StreamAfter", "putStreamsAfter"),
				},
				Result: entriesByKey("T", "Optional[T]"),
			},
			{
				Go: "XReadGroupClaim",
				Doc: `is [XReadGroup] that begins with entries which are pending with any consumer of group and were given to nobody for at least minIdle, those
				for the longest first: they are pending with this consumer then. Of each entry it tells when, and how often, it was given before. One that was
				deleted is not among them. [NoAck] is about those alone that are given for the first time.`,
				Since: "8.4.0",
				Args: []Arg{
					Word("GROUP"), Text("group"), Text("consumer"), Options(xreadGroupOptions), Word("CLAIM"), NaturalMillis("minIdle"), Word("STREAMS"),
					{Param: "keys []string", Encode: "putStreamsNew(x, keys)", Usage: "key [key ...] > [> ...]", Min: 2},
				},
				Result: Result{
					Type: "map[string][]ClaimedEntry[T]", Params: []string{"T any"}, Finish: "finishClaimedStreams[T](p, x)",
					Reply: "map of arrays of id, fields with values, milliseconds and count, or null",
				},
			},
		},
	},
	{
		Name: "XACK", Since: "5.0.0", Arity: -4, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(1) per entry",
		Forms: []Form{{
			Go:     "XAck",
			Doc:    "acknowledges entries of the stream that key holds for group, so that they are not pending any more, and gives how many were.",
			Args:   []Arg{Key("key"), Text("group"), IDs("ids")},
			Result: integer,
		}},
	},
	{
		Name: "XACKDEL", Since: "8.2.0", Arity: -6, Keys: oneKey, Flags: Writes, Retry: RetryConditional, Complexity: "O(1) per entry",
		Forms: []Form{{
			Go: "XAckDel",
			Doc: `acknowledges entries of the stream that key holds for group and deletes them, with regard to their references in groups as policy says. It gives
			what became of each.`,
			Args:   []Arg{Key("key"), Text("group"), policyArg, Word("IDS"), NumIDs("ids")},
			Result: deleted,
		}},
	},
	{
		// With SILENT it counts down each time, and it may take an entry from whom it was given to meanwhile.
		Name: "XNACK", Since: "8.8.0", Arity: -7, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1) per entry",
		Forms: []Form{{
			Go: "XNack",
			Doc: `gives back entries of the stream that key holds which are pending in group, so that they are pending with nobody and the first to be claimed, at once. mode says
			what this makes of the number of their deliveries. It gives how many entries it has given back.`,
			Args:   []Arg{Key("key"), Text("group"), Choice("mode", "NackMode", "<SILENT | FAIL | FATAL>"), Word("IDS"), numIDList, Options(xnackOptions)},
			Result: integer,
		}},
	},
	{
		Name: "XPENDING", Since: "5.0.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1), and O(N) for N entries returned",
		Forms: []Form{
			{
				Go:         "XPending",
				Complexity: "O(1)",
				Doc:        "tells how many entries of the stream that key holds are pending in group, and with whom.",
				Args:       []Arg{Key("key"), Text("group")},
				Result:     Result{Type: "PendingSummary", Finish: "finishWith(p, x, decodePendingSummary)", Reply: "array of count, least id, greatest id and consumers"},
			},
			{
				Go:     "XPendingRange",
				Doc:    "gives the entries from min to max of the stream that key holds which are pending in group, up to count of them. count must be positive.",
				Args:   []Arg{Key("key"), Text("group"), Options(xpendingOptions), IDRange("min", "max"), Positive("count")},
				Result: pendingEntries,
			},
			{
				Go:     "XPendingRangeOf",
				Doc:    "is [XPendingRange] for the entries that are pending with consumer.",
				Args:   []Arg{Key("key"), Text("group"), Options(xpendingOptions), IDRange("min", "max"), Positive("count"), Text("consumer")},
				Result: pendingEntries,
			},
		},
	},
	{
		Name: "XCLAIM", Since: "5.0.0", Arity: -6, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(log(N)) for N pending entries",
		Forms: []Form{
			{
				Go: "XClaim",
				Doc: `gives pending entries of group to consumer, out of those with the given ids the ones that were given to nobody for at least
				minIdle. It gives these entries; one that was deleted is not among them, and not pending any more since 7.0.0.`,
				Args:   []Arg{Key("key"), Text("group"), Text("consumer"), NaturalMillis("minIdle"), IDList("ids"), Options(xclaimOptions)},
				Result: claimed,
			},
			{
				Go:     "XClaimJustID",
				Doc:    "is [XClaim] for the ids alone. It does not count as a delivery.",
				Args:   []Arg{Key("key"), Text("group"), Text("consumer"), NaturalMillis("minIdle"), IDList("ids"), Options(xclaimOptions), Word("JUSTID")},
				Result: ids,
			},
		},
	},
	{
		Name: "XAUTOCLAIM", Since: "6.2.0", Arity: -6, Keys: oneKey, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(1), for a bounded count",
		Forms: []Form{
			{
				Go: "XAutoClaim",
				Doc: `gives pending entries of group to consumer, from the id start on, that were given to nobody for at least minIdle: a page of them, 100 or
				as [Count] says. The next page begins where this one says.`,
				Args:   []Arg{Key("key"), Text("group"), Text("consumer"), NaturalMillis("minIdle"), ID("start"), Options(xrangeOptions)},
				Result: Result{Type: "AutoClaim[T]", Params: []string{"T any"}, Finish: "finishAutoClaim[T](p, x)", Reply: "array of next id, entries and deleted ids"},
			},
			{
				Go:     "XAutoClaimJustID",
				Doc:    "is [XAutoClaim] for the ids alone. It does not count as a delivery.",
				Args:   []Arg{Key("key"), Text("group"), Text("consumer"), NaturalMillis("minIdle"), ID("start"), Options(xrangeOptions), Word("JUSTID")},
				Result: Result{Type: "AutoClaimIDs", Finish: "finishWith(p, x, decodeAutoClaimIDs)", Reply: "array of next id, ids and deleted ids"},
			},
		},
	},
	{
		Name: "XGROUP CREATE", Since: "5.0.0", Arity: -5, Keys: second, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go: "XGroupCreate",
			Doc: `makes a group of consumers of the stream that key holds, who get the entries behind from ([AfterID], [FromStart], [OnlyNew]). A group of
			that name is an error with the prefix BUSYGROUP. A missing key is an error without [MkStream].`,
			Args:   []Arg{Key("key"), Text("group"), Choice("from", "StreamPlace", "<id | $>"), Options(xgroupOptions)},
			Result: ok,
		}},
	},
	{
		Name: "XGROUP SETID", Since: "5.0.0", Arity: -5, Keys: second, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "XGroupSetID",
			Doc:    "makes the consumers of group get the entries of the stream that key holds behind from, whether they had them before or not.",
			Args:   []Arg{Key("key"), Text("group"), Choice("from", "StreamPlace", "<id | $>"), Options(xgroupSetOptions)},
			Result: ok,
		}},
	},
	{
		Name: "XGROUP DESTROY", Since: "5.0.0", Arity: 4, Keys: second, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(N) for N pending entries",
		Forms: []Form{{
			Go:     "XGroupDestroy",
			Doc:    "removes group with its consumers and pending entries, and tells whether there was one.",
			Args:   []Arg{Key("key"), Text("group")},
			Result: boolean,
		}},
	},
	{
		Name: "XGROUP CREATECONSUMER", Since: "6.2.0", Arity: 5, Keys: second, Flags: Writes, Retry: RetryConditional, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "XGroupCreateConsumer",
			Doc:    "makes a consumer of group, and tells whether it is new. [XReadGroup] makes consumers by itself.",
			Args:   []Arg{Key("key"), Text("group"), Text("consumer")},
			Result: boolean,
		}},
	},
	{
		Name: "XGROUP DELCONSUMER", Since: "5.0.0", Arity: 5, Keys: second, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "XGroupDelConsumer",
			Doc:    "removes a consumer of group, and gives how many entries were pending with it: these are lost to the group, claim them before.",
			Args:   []Arg{Key("key"), Text("group"), Text("consumer")},
			Result: integer,
		}},
	},
	{
		Name: "XINFO GROUPS", Since: "5.0.0", Arity: 3, Keys: second, Flags: ReadOnly, Complexity: "O(N) for N groups",
		Forms: []Form{{
			Go:     "XInfoGroups",
			Doc:    "tells of the groups of consumers of the stream that key holds. A missing key is an error.",
			Args:   []Arg{Key("key")},
			Result: Result{Type: "[]GroupInfo", Reply: "array of maps"},
		}},
	},
	{
		Name: "XINFO CONSUMERS", Since: "5.0.0", Arity: 4, Keys: second, Flags: ReadOnly, Complexity: "O(N) for N consumers",
		Forms: []Form{{
			Go:     "XInfoConsumers",
			Doc:    "tells of the consumers of group.",
			Args:   []Arg{Key("key"), Text("group")},
			Result: Result{Type: "[]ConsumerInfo", Finish: "finishWith(p, x, decodeConsumers)", Reply: "array of maps"},
		}},
	},
}

var pendingEntries = Result{Type: "[]PendingEntry", Finish: "finishWith(p, x, decodePendingEntries)", Reply: "array of id, consumer, milliseconds and count"}
