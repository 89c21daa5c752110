package commands

var geoCommands = []Command{
	{
		Name: "GEOADD", Since: "3.2.0", Arity: -5, Keys: oneKey, Flags: Writes, Retry: RetryLastWriterWins, Complexity: "O(log(N)) per member",
		Forms: []Form{
			{
				Go: "GeoAdd",
				Doc: `puts member at a position in the geospatial index that key holds, a sorted set and a new one if key is missing. It gives the number of members added, 1 or 0;
				with [CH] that of members added or moved. A position has a longitude from -180 to 180 and a latitude from -85.05112878 to 85.05112878 degrees. The options are known since 6.2.0.`,
				Args: []Arg{
					Key("key"), Options(geoaddOptions), {Param: "at Position", Encode: "putPosition(x, at)", Usage: "longitude latitude", Min: 2}, Value("member", "M"),
				},
				Result: integer,
			},
			{
				Go:  "GeoAddMany",
				Doc: "puts members at their positions as [GeoAdd] does for one.",
				Args: []Arg{Key("key"), Options(geoaddOptions), {
					Param: "members []Located[M]", Type: "M any", Encode: "putLocated(x, members)", Usage: "longitude latitude member [longitude latitude member ...]", Min: 3,
				}},
				Result: integer,
			},
		},
	},
	{
		Name: "GEODIST", Since: "3.2.0", Arity: -4, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "GeoDist",
			Doc:    "gives the distance between two members of the geospatial index that key holds; none if one of them is missing.",
			Args:   []Arg{Key("key"), Value("a", "M"), Value("b", "M"), Choice("unit", "GeoUnit", "<M | KM | FT | MI>")},
			Result: Result{Type: "Optional[float64]", Reply: "bulk string or null"},
		}},
	},
	{
		Name: "GEOHASH", Since: "3.2.0", Arity: -2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1) per member",
		Forms: []Form{{
			Go:     "GeoHash",
			Doc:    "gives the Geohash texts, of 11 letters, of members of the geospatial index that key holds; none for those that are missing.",
			Args:   []Arg{Key("key"), Values("members", "member", "M")},
			Result: Result{Type: "[]Optional[string]", Reply: "array of bulk strings and nulls"},
		}},
	},
	{
		Name: "GEOPOS", Since: "3.2.0", Arity: -2, Keys: oneKey, Flags: ReadOnly, Complexity: "O(1) per member",
		Forms: []Form{{
			Go:     "GeoPos",
			Doc:    "gives the positions of members of the geospatial index that key holds; none for those that are missing. They differ from those that were put by up to half a meter.",
			Args:   []Arg{Key("key"), Values("members", "member", "M")},
			Result: Result{Type: "[]Optional[Position]", Finish: "finishWith(p, x, decodePositions)", Reply: "array of longitudes and latitudes, and nulls"},
		}},
	},
	{
		Name: "GEOSEARCH", Since: "6.2.0", Arity: -7, Keys: oneKey, Flags: ReadOnly, Complexity: "O(N+log(M)) for N members in the box around the area and M in it",
		Forms: []Form{
			{
				Go: "GeoSearch",
				Doc: `gives the members of the geospatial index that key holds that lie in an area, [ByRadius] or [ByBox], around a place, [FromMember] or [FromPosition]; of Valkey since 9.0.0 in a [ByPolygon] too, [FromCenter] of it. They
				come in no order, but with [Asc] the nearest first and with [Desc] the farthest. [Count] gives no more than so many, the nearest; [CountAny] the first ones found.`,
				Args:   []Arg{Key("key"), geoQuery, Options(geosearchOptions)},
				Result: list("M", ""),
			},
			{
				Go:     "GeoSearchLocations",
				Doc:    "is [GeoSearch] with the positions of the members, their distances from the place, and the hashes that are their scores.",
				Args:   []Arg{Key("key"), geoQuery, Options(geosearchOptions), Word("WITHDIST"), Word("WITHHASH"), Word("WITHCOORD")},
				Result: Result{Type: "[]Location[M]", Params: []string{"M any"}, Finish: "finishLocations[M](p, x)", Reply: "array of member, distance, hash and position"},
			},
		},
	},
	{
		Name: "GEOSEARCHSTORE", Since: "6.2.0", Arity: -8, Keys: twoKeys, Flags: Writes, Retry: RetryAccumulating, Complexity: "O(N+log(M)) for N members in the box around the area and M in it",
		Forms: []Form{{
			Go:     "GeoSearchStore",
			Doc:    "sets destination to what [GeoSearch] gives of source, and gives how many members that are. With [StoreDist] their scores are the distances.",
			Args:   []Arg{Key("destination"), Key("source"), geoQuery, Options(geostoreOptions)},
			Result: integer,
		}},
	},
	{Name: "GEORADIUS", Since: "3.2.0", Arity: -6, Keys: oneKey, Flags: Writes | MovableKeys, Retry: RetryAccumulating, DoOnly: "superseded by GEOSEARCH and GEOSEARCHSTORE: GeoSearch, GeoSearchStore"}, // STORE into the source
	{Name: "GEORADIUSBYMEMBER", Since: "3.2.0", Arity: -5, Keys: oneKey, Flags: Writes | MovableKeys, Retry: RetryAccumulating, DoOnly: "superseded by GEOSEARCH and GEOSEARCHSTORE: GeoSearch, GeoSearchStore"},
	{Name: "GEORADIUSBYMEMBER_RO", Since: "3.2.10", Arity: -5, Keys: oneKey, Flags: ReadOnly, DoOnly: "superseded by GEOSEARCH: GeoSearch"},
	{Name: "GEORADIUS_RO", Since: "3.2.10", Arity: -6, Keys: oneKey, Flags: ReadOnly, DoOnly: "superseded by GEOSEARCH: GeoSearch"},
}

// geoQuery is the place and the area together: which of the places goes with which of the areas is checked before anything is sent.
var geoQuery = Arg{
	Param: "from GeoOrigin, in GeoArea", Encode: "putGeoQuery(x, from, in)", Min: 5,
	Usage: "<<FROMMEMBER member | FROMLONLAT longitude latitude> <BYRADIUS radius <M | KM | FT | MI> | BYBOX width height <M | KM | FT | MI>> | BYPOLYGON num-vertices longitude latitude [longitude latitude ...]>",
}
