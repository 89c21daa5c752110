package commands

// The options by their Go types. Those that are Alone form a group with their
// neighbours in a set, of which a command takes one.
var (
	optEX          = Option{Type: "EX", Names: "EX", Usage: "EX seconds", Alone: true}
	optPX          = Option{Type: "PX", Names: "PX", Usage: "PX milliseconds", Alone: true}
	optEXAT        = Option{Type: "EXAT", Names: "EXAT", Usage: "EXAT unix-time-seconds", Alone: true}
	optPXAT        = Option{Type: "PXAT", Names: "PXAT", Usage: "PXAT unix-time-milliseconds", Alone: true}
	optKeepTTL     = Option{Type: "keepTTL", Names: "KeepTTL", Usage: "KEEPTTL", Alone: true}
	optDropTTL     = Option{Type: "dropTTL", Names: "DropTTL", Usage: "PERSIST", Alone: true}
	optNXXX        = Option{Type: "Condition", Names: "NX, XX", Usage: "NX | XX"}
	optGTLT        = Option{Type: "Comparison", Names: "GT, LT", Usage: "GT | LT"}
	optChanged     = Option{Type: "changed", Names: "CH", Usage: "CH"}
	optReplace     = Option{Type: "replace", Names: "Replace", Usage: "REPLACE"}
	optToDB        = Option{Type: "ToDB", Names: "ToDB", Usage: "DB destination-db"}
	optMatch       = Option{Type: "Match", Names: "Match", Usage: "MATCH pattern"}
	optCount       = Option{Type: "Count", Names: "Count", Usage: "COUNT count"}
	optOfType      = Option{Type: "OfType", Names: "OfType", Usage: "TYPE type"}
	optRank        = Option{Type: "Rank", Names: "Rank", Usage: "RANK rank"}
	optMaxLen      = Option{Type: "MaxLen", Names: "MaxLen", Usage: "MAXLEN len"}
	optReverse     = Option{Type: "reverse", Names: "Rev", Usage: "REV"}
	optLimit       = Option{Type: "Limit", Names: "Limit", Usage: "LIMIT offset count"}
	optBound       = Option{Type: "bound", Names: "MinExclusive, MaxExclusive"} // goes into min and max
	optMinMatch    = Option{Type: "MinMatchLen", Names: "MinMatchLen", Usage: "MINMATCHLEN min-match-len"}
	optBy          = Option{Type: "By", Names: "By", Usage: "BY pattern"}
	optOrder       = Option{Type: "Order", Names: "Asc, Desc", Usage: "ASC | DESC"}
	optAlpha       = Option{Type: "alpha", Names: "Alpha", Usage: "ALPHA"}
	optIdleTime    = Option{Type: "IdleTime", Names: "IdleTime", Usage: "IDLETIME seconds", Alone: true}
	optFrequency   = Option{Type: "Frequency", Names: "Frequency", Usage: "FREQ frequency", Alone: true}
	optKeepSource  = Option{Type: "keepSource", Names: "KeepSource", Usage: "COPY"}
	optMigrateAuth = Option{Type: "MigrateAuth", Names: "MigrateAuth", Usage: "AUTH password | AUTH2 username password"}
	optFNXFXX      = Option{Type: "FieldCondition", Names: "FNX, FXX", Usage: "FNX | FXX"}
	optOneNXXX     = Option{Type: "Condition", Names: "NX, XX", Usage: "NX | XX", Alone: true}
	optOneGTLT     = Option{Type: "Comparison", Names: "GT, LT", Usage: "GT | LT", Alone: true}
	optWeights     = Option{Type: "Weights", Names: "Weights", Usage: "WEIGHTS weight [weight ...]"}
	optAggregate   = Option{Type: "Aggregate", Names: "AggregateSum, AggregateMin, AggregateMax", Usage: "AGGREGATE <SUM | MIN | MAX>"}
	optLBound      = Option{Type: "LBound", Names: "LBound", Usage: "LBOUND lowerbound"}
	optUBound      = Option{Type: "UBound", Names: "UBound", Usage: "UBOUND upperbound"}
	optLBoundFloat = Option{Type: "LBoundFloat", Names: "LBoundFloat", Usage: "LBOUND lowerbound"}
	optUBoundFloat = Option{Type: "UBoundFloat", Names: "UBoundFloat", Usage: "UBOUND upperbound"}
	optSaturate    = Option{Type: "saturate", Names: "Saturate", Usage: "SATURATE"}
	optENX         = Option{Type: "expiryNX", Names: "ENX", Usage: "ENX"}
	optEntryID     = Option{Type: "EntryID", Names: "EntryID"} // stands behind the others
	optTrim        = Option{Type: "Trim", Names: "TrimToLen, TrimToID", Usage: "<MAXLEN | MINID> [~] threshold [LIMIT count]"}
	optRefPolicy   = Option{Type: "RefPolicy", Names: "KeepRef, DelRef, AckedRef", Usage: "KEEPREF | DELREF | ACKED"}
	optBlock       = Option{Type: "Block", Names: "Block", Usage: "BLOCK milliseconds"}
	optNoAck       = Option{Type: "noAck", Names: "NoAck", Usage: "NOACK"}
	optIdle        = Option{Type: "Idle", Names: "Idle", Usage: "IDLE ms", Alone: true}
	optMinIdle     = Option{Type: "Idle", Names: "Idle", Usage: "IDLE min-idle-time"}
	optIdleSince   = Option{Type: "IdleSince", Names: "IdleSince", Usage: "TIME unix-time-milliseconds", Alone: true}
	optRetryCount  = Option{Type: "RetryCount", Names: "RetryCount", Usage: "RETRYCOUNT count"}
	optForce       = Option{Type: "force", Names: "Force", Usage: "FORCE"}
	optLastID      = Option{Type: "LastID", Names: "LastID", Usage: "LASTID lastid"}
	optMkStream    = Option{Type: "mkStream", Names: "MkStream", Usage: "MKSTREAM"}
	optEntriesRead = Option{Type: "EntriesRead", Names: "EntriesRead", Usage: "ENTRIESREAD entries-read"}
	optAdded       = Option{Type: "EntriesAdded", Names: "EntriesAdded", Usage: "ENTRIESADDED entries-added"}
	optMaxDeleted  = Option{Type: "MaxDeletedID", Names: "MaxDeletedID", Usage: "MAXDELETEDID max-deleted-id"}
	optInBits      = Option{Type: "bitUnit", Names: "InBytes, InBits", Usage: "BYTE | BIT"}
	optCountAny    = Option{Type: "CountAny", Names: "CountAny", Usage: "COUNT count ANY", Alone: true}
	optOneCount    = Option{Type: "Count", Names: "Count", Usage: "COUNT count", Alone: true}
	optStoreDist   = Option{Type: "storeDist", Names: "StoreDist", Usage: "STOREDIST"}
	optFlushing    = Option{Type: "FlushMode", Names: "Async, Sync", Usage: "ASYNC | SYNC"}
)

// The sets of options.
var (
	setOptions         = &OptionSet{"SetOption", []Option{optEX, optPX, optEXAT, optPXAT, optKeepTTL}}
	getExOptions       = &OptionSet{"GetExOption", []Option{optEX, optPX, optEXAT, optPXAT, optDropTTL}}
	expireOptions      = &OptionSet{"ExpireOption", []Option{optNXXX, optGTLT}}
	copyOptions        = &OptionSet{"CopyOption", []Option{optToDB, optReplace}}
	scanOptions        = &OptionSet{"ScanOption", []Option{optMatch, optCount, optOfType}}
	elementScanOptions = &OptionSet{"ElementScanOption", []Option{optMatch, optCount}}
	lposOptions        = &OptionSet{"LPosOption", []Option{optRank, optMaxLen}}
	zaddOptions        = &OptionSet{"ZAddOption", []Option{optNXXX, optGTLT, optChanged}}
	zaddIncrOptions    = &OptionSet{"ZAddIncrOption", []Option{optNXXX, optGTLT}}
	zrangeOptions      = &OptionSet{"ZRangeOption", []Option{optReverse}}
	byScoreOptions     = &OptionSet{"ZRangeByScoreOption", []Option{optReverse, optLimit, optBound}}
	byLexOptions       = &OptionSet{"ZRangeByLexOption", []Option{optReverse, optLimit}}
	scoreRangeOptions  = &OptionSet{"ScoreRangeOption", []Option{optBound}}
	flushOptions       = &OptionSet{"FlushOption", []Option{optFlushing}}
	lcsOptions         = &OptionSet{"LCSOption", []Option{optMinMatch}}
	msetexOptions      = &OptionSet{"MSetExOption", []Option{optNXXX, optEX, optPX, optEXAT, optPXAT, optKeepTTL}}
	increxOptions      = &OptionSet{"IncrExOption", []Option{optLBound, optUBound, optSaturate, optEX, optPX, optEXAT, optPXAT, optDropTTL, optENX}}
	increxFloatOptions = &OptionSet{"IncrExFloatOption", []Option{optLBoundFloat, optUBoundFloat, optSaturate, optEX, optPX, optEXAT, optPXAT, optDropTTL, optENX}}
	sortOptions        = &OptionSet{"SortOption", []Option{optBy, optLimit, optOrder, optAlpha}}
	restoreOptions     = &OptionSet{"RestoreOption", []Option{optReplace, optIdleTime, optFrequency}}
	migrateOptions     = &OptionSet{"MigrateOption", []Option{optKeepSource, optReplace, optMigrateAuth}}
	hexpireOptions     = &OptionSet{"HExpireOption", []Option{optOneNXXX, optOneGTLT}}
	hsetexOptions      = &OptionSet{"HSetExOption", []Option{optFNXFXX, optEX, optPX, optEXAT, optPXAT, optKeepTTL}}
	xaddOptions        = &OptionSet{"XAddOption", []Option{optRefPolicy, optTrim, optEntryID}}
	xtrimOptions       = &OptionSet{"XTrimOption", []Option{optRefPolicy}}
	xrangeOptions      = &OptionSet{"XRangeOption", []Option{optCount}}
	xreadOptions       = &OptionSet{"XReadOption", []Option{optCount, optBlock}}
	xreadGroupOptions  = &OptionSet{"XReadGroupOption", []Option{optCount, optBlock, optNoAck}}
	xclaimOptions      = &OptionSet{"XClaimOption", []Option{optIdle, optIdleSince, optRetryCount, optForce, optLastID}}
	xpendingOptions    = &OptionSet{"XPendingOption", []Option{optMinIdle}}
	xgroupOptions      = &OptionSet{"XGroupCreateOption", []Option{optMkStream, optEntriesRead}}
	xgroupSetOptions   = &OptionSet{"XGroupSetIDOption", []Option{optEntriesRead}}
	xsetidOptions      = &OptionSet{"XSetIDOption", []Option{optAdded, optMaxDeleted}}
	bitRangeOptions    = &OptionSet{"BitRangeOption", []Option{optInBits}}
	geoaddOptions      = &OptionSet{"GeoAddOption", []Option{optNXXX, optChanged}}
	geosearchOptions   = &OptionSet{"GeoSearchOption", []Option{optOrder, optOneCount, optCountAny}}
	geostoreOptions    = &OptionSet{"GeoSearchStoreOption", []Option{optOrder, optOneCount, optCountAny, optStoreDist}}
	combineOptions     = &OptionSet{"ZCombineOption", []Option{optWeights, optAggregate}}
)
