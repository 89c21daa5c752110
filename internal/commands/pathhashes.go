package commands

// pathHashCommands are those of path hashes, which Valkey has: hashes at paths, in one key.
var pathHashCommands = []Command{
	{
		Name: "PHSET", Since: "9.2.0", Arity: -7, Keys: oneKey, Flags: Writes, Retry: RetryConditional,
		Complexity: "O(L+N) for a path of L bytes and N fields",
		Forms: []Form{{
			Go: "PHSet",
			Doc: `sets fields of the hash at path in the path hash that key holds, new ones if either is missing. With [FNX] it sets them if none of the fields exists, with
			[FXX] if all do, else nothing. It reports whether it set them. A path is any bytes, of which the first ones are the paths of its ancestors; the empty one is an
			ancestor of all. The pairs of field and value come out of a map, a struct, a slice or an iter.Seq2. It is a command of Valkey, as all of path hashes are.`,
			Args:   []Arg{Key("key"), Text("path"), Options(phsetOptions), Word("FIELDS"), NumPairs("numfields", "pairs", "field", "value", "V")},
			Result: done, Retry: RetryLastWriterWins, Careful: true,
		}},
	},
	{
		Name: "PHMSET", Since: "9.2.0", Arity: -7, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins,
		Complexity: "O(L+N) for paths of L bytes together and N fields",
		Forms: []Form{{
			Go: "PHMSet",
			Doc: `sets fields of the hashes at several paths in the path hash that key holds, all or none, as [PHSet] does for one path. Each of the pairs is a path with the fields
			there and their values: a map, a struct, a slice of pairs or an iter.Seq2.`,
			Args: []Arg{Key("key"), {
				Param: "paths ...Pair[string, V]", Type: "V any", Encode: "putPathPairs(x, paths)",
				Usage: "path FIELDS numfields field value [field value ...] [path FIELDS numfields field value [field value ...] ...]", Min: 5,
			}},
			Result: ok,
		}},
	},
	{
		Name: "PHGET", Since: "9.2.0", Arity: -4, Keys: oneKey, Flags: ReadOnly, Complexity: "O(L+N) for a path of L bytes and N fields",
		Forms: []Form{{
			Go:     "PHGet",
			Doc:    "gives the values of fields of the hash at path in the path hash that key holds, in the order of the fields.",
			Args:   []Arg{Key("key"), Text("path"), Values("fields", "field", "F")},
			Result: list("T", "its field, the path, or key is missing"),
		}},
	},
	{
		Name: "PHMGET", Since: "9.2.0", Arity: -6, Keys: oneKey, Flags: ReadOnly, Complexity: "O(L+N) for paths of L bytes together and N fields",
		Forms: []Form{{
			Go: "PHMGet",
			Doc: `gives the values of fields of the hashes at several paths in the path hash that key holds. Each of paths is one with the fields to give; there is a slice of values
			for each, in the order of its fields. A value is null if its field, the path, or key is missing, which is the error [ErrNil] unless T is an [Optional] or a pointer.`,
			Args: []Arg{Key("key"), {
				Param: "paths ...Pair[string, []F]", Type: "F any", Encode: "putPathFields(x, paths)",
				Usage: "path FIELDS numfields field [field ...] [path FIELDS numfields field [field ...] ...]", Min: 4,
			}},
			Result: Result{
				Type: "[][]T", Params: []string{"T any"}, Finish: "finishPathFields[T](p, x, paths)",
				Reply: "array of bulk strings and nulls, of all paths",
			},
		}},
	},
	{
		Name: "PHGETALL", Since: "9.2.0", Arity: 3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(L+N) for a path of L bytes and N fields",
		Forms: []Form{{
			Go: "PHGetAll",
			Doc: `gives the whole hash at path in the path hash that key holds, as a T: a map, or a struct whose fields take those of the hash by the names of their
			tags. A missing path or key is an empty hash.`,
			Args:   []Arg{Key("key"), Text("path")},
			Result: whole("T"),
		}},
	},
	{
		Name: "PHEXISTS", Since: "9.2.0", Arity: 3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(L) for a path of L bytes",
		Forms: []Form{{
			Go:     "PHExists",
			Doc:    "reports whether there is a hash at path, itself and not below or above it, in the path hash that key holds.",
			Args:   []Arg{Key("key"), Text("path")},
			Result: boolean,
		}},
	},
	{
		Name: "PHCARD", Since: "9.2.0", Arity: 2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "PHCard",
			Doc:    "gives the number of paths that have a hash in the path hash that key holds, 0 if key is missing.",
			Args:   []Arg{Key("key")},
			Result: integer,
		}},
	},
	{
		Name: "PHDEL", Since: "9.2.0", Arity: -3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(L+N) for a path of L bytes and N fields",
		Forms: []Form{
			{
				Go: "PHDel",
				Doc: `deletes the whole hash at path in the path hash that key holds, but nothing below it: that does [PHDelPrefix]. It reports whether there was one. With the last
				of its hashes key is gone.`,
				Args:   []Arg{Key("key"), Text("path")},
				Result: boolean,
			},
			{
				Go: "PHDelFields",
				Doc: `deletes fields of the hash at path in the path hash that key holds, and gives how many of them existed. A hash without fields is gone, and with the last of its
				hashes key.`,
				Args:   []Arg{Key("key"), Text("path"), Values("fields", "field", "F")},
				Result: integer,
			},
		},
	},
	{
		Name: "PHDELPREFIX", Since: "9.2.0", Arity: 3, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins,
		Complexity: "O(L+N) for a prefix of L bytes, and paths and fields of N bytes that are deleted",
		Forms: []Form{{
			Go: "PHDelPrefix",
			Doc: `deletes the hashes at all paths that begin with prefix in the path hash that key holds, and gives how many there were. With the last of its hashes key is gone;
			with an empty prefix these are all.`,
			Args:   []Arg{Key("key"), Text("prefix")},
			Result: integer,
		}},
	},
	{
		Name: "PHLONGEST", Since: "9.2.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(L+N) for a path of L bytes and N bytes in the reply",
		Forms: []Form{
			{
				Go: "PHLongest",
				Doc: `gives the longest path that has a hash in the path hash that key holds, and that path begins with: path itself, or its nearest ancestor that has one; none if
				there is none.`,
				Args:   []Arg{Key("key"), Text("path")},
				Result: optionalText,
			},
			{
				Go:     "PHLongestWithFields",
				Doc:    "is [PHLongest] with the values of fields of the hash there, in the order of the fields. A value is null if its field is missing, which is the error [ErrNil] unless T is an [Optional] or a pointer.",
				Args:   []Arg{Key("key"), Text("path"), Word("FIELDS"), NumValues("numfields", "fields", "field", "F")},
				Result: longest("string", "[]T"),
			},
			{
				Go:     "PHLongestWithValues",
				Doc:    "is [PHLongest] with the whole hash there, as a T: a map, or a struct.",
				Args:   []Arg{Key("key"), Text("path"), Word("WITHVALUES")},
				Result: longest("string", "T"),
			},
			{
				Go:     "PHLongestLength",
				Doc:    "is [PHLongest] for the length of that path, in bytes.",
				Args:   []Arg{Key("key"), Text("path"), Word("LENGTH")},
				Result: optionalInt,
			},
			{
				Go:     "PHLongestLengthWithFields",
				Doc:    "is [PHLongestWithFields] for the length of that path, in bytes.",
				Args:   []Arg{Key("key"), Text("path"), Word("LENGTH"), Word("FIELDS"), NumValues("numfields", "fields", "field", "F")},
				Result: longest("int64", "[]T"),
			},
			{
				Go:     "PHLongestLengthWithValues",
				Doc:    "is [PHLongestWithValues] for the length of that path, in bytes.",
				Args:   []Arg{Key("key"), Text("path"), Word("LENGTH"), Word("WITHVALUES")},
				Result: longest("int64", "T"),
			},
		},
	},
	{
		Name: "PHPREFIXES", Since: "9.2.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(L+N) for a path of L bytes and N bytes in the reply",
		Forms: []Form{
			{
				Go: "PHPrefixes",
				Doc: `gives the paths that have a hash in the path hash that key holds, and that path begins with: its ancestors and path itself, the shortest first. With [Count]
				it gives the longest ones of them, with [MaxPathLen] none that is longer, or the longest of those that are not.`,
				Args:   []Arg{Key("key"), Text("path"), Options(phprefixesOptions)},
				Result: Result{Type: "[]string", Reply: "array of bulk strings"},
			},
			{
				Go:     "PHPrefixesWithFields",
				Doc:    "is [PHPrefixes] with the values of fields of the hashes there, in the order of the fields. A value is null if its field is missing, which is the error [ErrNil] unless T is an [Optional] or a pointer.",
				Args:   []Arg{Key("key"), Text("path"), Word("FIELDS"), NumList("numfields", "fields", "field", "F"), Options(phprefixesOptions)},
				Result: prefixes("string", "[]T"),
			},
			{
				Go:     "PHPrefixesWithValues",
				Doc:    "is [PHPrefixes] with the whole hashes there, each as a T: a map, or a struct.",
				Args:   []Arg{Key("key"), Text("path"), Word("WITHVALUES"), Options(phprefixesOptions)},
				Result: prefixes("string", "T"),
			},
			{
				Go:     "PHPrefixesLengths",
				Doc:    "is [PHPrefixes] for the lengths of these paths, in bytes.",
				Args:   []Arg{Key("key"), Text("path"), Word("LENGTHS"), Options(phprefixesOptions)},
				Result: Result{Type: "[]int64", Reply: "array of integers"},
			},
			{
				Go:     "PHPrefixesLengthsWithFields",
				Doc:    "is [PHPrefixesWithFields] for the lengths of these paths, in bytes.",
				Args:   []Arg{Key("key"), Text("path"), Word("LENGTHS"), Word("FIELDS"), NumList("numfields", "fields", "field", "F"), Options(phprefixesOptions)},
				Result: prefixes("int64", "[]T"),
			},
			{
				Go:     "PHPrefixesLengthsWithValues",
				Doc:    "is [PHPrefixesWithValues] for the lengths of these paths, in bytes.",
				Args:   []Arg{Key("key"), Text("path"), Word("LENGTHS"), Word("WITHVALUES"), Options(phprefixesOptions)},
				Result: prefixes("int64", "T"),
			},
		},
	},
	{
		Name: "PHSCAN", Since: "9.2.0", Arity: -3, Keys: oneKey, Flags: ReadOnly, Complexity: "O(L+N) per page, for a prefix of L bytes and N bytes in the reply",
		Forms: []Form{
			{
				Go: "PHScan",
				Doc: `gives one page of the paths that have a hash in the path hash that key holds, in the order of their bytes; with [PathPrefix] of those that begin with it. It
				begins with the empty cursor; the next page has the cursor of the one before, and the same PathPrefix. A page has 10 paths, or as many as [Count] says.`,
				Args:   []Arg{Key("key"), CursorArg(), Options(phscanOptions)},
				Result: page("string"),
			},
			{
				Go:     "PHScanWithValues",
				Doc:    "is [PHScan] with the whole hashes there, each as a T: a map, or a struct.",
				Args:   []Arg{Key("key"), CursorArg(), Options(phscanOptions), Word("WITHVALUES")},
				Result: page("Pair[string, T]", "T any"),
			},
		},
		Also: []Extra{
			{Go: "PHScanAll", Result: "iter.Seq2[string, error]"},
			{Go: "PHScanAllWithValues", Result: "iter.Seq2[Pair[string, T], error]"},
		},
	},
}

// longest is a path of type path with a part of the hash there, or none.
func longest(path, part string) Result {
	return Result{Type: "Optional[Pair[" + path + ", " + part + "]]", Params: []string{"T any"}, Reply: "array of two, or null"}
}

// prefixes is paths of type path, each with a part of the hash there.
func prefixes(path, part string) Result {
	return Result{Type: "[]Pair[" + path + ", " + part + "]", Params: []string{"T any"}, Reply: "array of arrays of two"}
}
