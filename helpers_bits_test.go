package redis

import (
	"math"
	"strings"
	"testing"
)

// bitTrips are the rows of roundTrips for bitmaps. "a" is 0x61, 01100001.
var bitTrips = []roundTrip{
	{"BitCount", "SET k foobar", func(p Pipe) result { return of(BitCount(p, "k")) }, int64(26)},
	{"BitCount", "", func(p Pipe) result { return of(BitCount(p, "k")) }, int64(0)},
	{"BitCountRange", "SET k foobar", func(p Pipe) result { return of(BitCountRange(p, "k", 1, 1)) }, int64(6)},
	{"BitCountRange", "SET k foobar", func(p Pipe) result { return of(BitCountRange(p, "k", 5, 30, InBits)) }, int64(17)},
	{"BitPos", "SET k a", func(p Pipe) result { return of(BitPos(p, "k", true)) }, Some[int64](1)},
	{"BitPos", "", func(p Pipe) result { return of(BitPos(p, "k", true)) }, None[int64]()},
	{"BitPosFrom", "SET k aaa", func(p Pipe) result { return of(BitPosFrom(p, "k", false, 1)) }, Some[int64](8)},
	{"BitPosRange", "SET k aaa", func(p Pipe) result { return of(BitPosRange(p, "k", true, 2, 6, InBits)) }, Some[int64](2)},
	{"BitPosRange", "SET k aaa", func(p Pipe) result { return of(BitPosRange(p, "k", true, -1, -1, InBytes)) }, Some[int64](17)},
	{"BitPosRange", "SET k aaa", func(p Pipe) result { return of(BitPosRange(p, "k", true, 3, 6, InBits)) }, None[int64]()},
	{"GetBit", "SET k a", func(p Pipe) result { return of(GetBit(p, "k", 1)) }, true},
	{"GetBit", "SET k a", func(p Pipe) result { return of(GetBit(p, "k", 100)) }, false},
	{"SetBit", "SET k a", func(p Pipe) result { return of(SetBit(p, "k", 1, false)) }, true},
	{"SetBit", "SET m n", func(p Pipe) result { return of(SetBit(p, "k2", 9, false)) }, false},
	{"BitOp", "MSET a abc b abd", func(p Pipe) result { return of(BitOp(p, BitXor, "c", "a", "b")) }, int64(3)},
	{"BitOp", "", func(p Pipe) result { return of(BitOp(p, BitAnd, "c", "a")) }, int64(0)},
	{"BitOpNot", "MSET a abc", func(p Pipe) result { return of(BitOpNot(p, "c", "a")) }, int64(3)},
	{"BitField", "SET k a", func(p Pipe) result {
		return of(BitField(p, "k", BitGet{Type: UnsignedBits(8)}, BitSet{UnsignedBits(4), BitIndex(2), 9}, BitGet{SignedBits(4), BitAt(8)},
			OverflowFail, BitIncrBy{UnsignedBits(8), BitAt(0), 200}, OverflowSat, BitIncrBy{UnsignedBits(2), BitAt(100), 9}))
	}, check(func(v any) bool {
		got := v.([]Optional[int64]) // what was set stays for the next run
		return len(got) == 5 && got[0] == Some[int64](0x61) && got[2] == Some[int64](-7) && got[3].IsNone() && got[4] == Some[int64](3)
	})},
	{"BitFieldRO", "SET k ab", func(p Pipe) result {
		return of(BitFieldRO(p, "k", BitGet{UnsignedBits(8), BitIndex(1)}, BitGet{SignedBits(64), BitAt(0)}))
	},
		[]int64{0x62, 0x6162 << 48}},
}

const palermo = "GEOADD g 13.361389 38.115556 Palermo 15.087269 37.502669 Catania"

// at reports whether a position is, but for what the index rounds away, the given one.
func at(p Position, longitude, latitude float64) bool {
	return math.Abs(p.Longitude-longitude) < 1e-4 && math.Abs(p.Latitude-latitude) < 1e-4
}

// geoTrips are the rows of roundTrips for geospatial indexes.
var geoTrips = []roundTrip{
	{"GeoAdd", "DEL g", func(p Pipe) result { return of(GeoAdd(p, "g", Position{13.361389, 38.115556}, "Palermo")) }, int64(1)},
	{"GeoAdd", palermo, func(p Pipe) result { return of(GeoAdd(p, "g", Position{1, 1}, "Palermo", NX, CH)) }, int64(0)},
	{"GeoAddMany", palermo, func(p Pipe) result {
		return of(GeoAddMany(p, "g", []Located[string]{{"Palermo", Position{2, 2}}, {"Catania", Position{15.087269, 37.502669}}}, XX, CH))
	}, int64(1)},
	{"GeoDist", palermo, func(p Pipe) result { return of(GeoDist(p, "g", "Palermo", "Catania", Kilometers)) }, Some(166.2742)},
	{"GeoDist", palermo, func(p Pipe) result { return of(GeoDist(p, "g", "Palermo", "Rome", Miles)) }, None[float64]()},
	{"GeoHash", palermo, func(p Pipe) result { return of(GeoHash(p, "g", "Palermo", "Rome")) }, []Optional[string]{Some("sqc8b49rny0"), None[string]()}},
	{"GeoPos", palermo, func(p Pipe) result { return of(GeoPos(p, "g", []string{"Palermo", "Rome"})) }, check(func(v any) bool {
		got := v.([]Optional[Position])
		return len(got) == 2 && at(got[0].Value(), 13.361389, 38.115556) && got[1].IsNone()
	})},
	{"GeoSearch", palermo, func(p Pipe) result {
		return of(GeoSearch[string](p, "g", FromPosition(Position{15, 37}), ByRadius(200, Kilometers), Asc))
	},
		[]string{"Catania", "Palermo"}},
	{"GeoSearch", palermo, func(p Pipe) result {
		return of(GeoSearch[string](p, "g", FromMember("Palermo"), ByBox(400, 400, Kilometers), Desc, Count(1)))
	}, []string{"Catania"}},
	{"GeoSearch", palermo, func(p Pipe) result {
		return of(GeoSearch[string](p, "g", FromMember("Palermo"), ByRadius(1, Feet), CountAny(5)))
	}, []string{"Palermo"}},
	{"GeoSearchLocations", palermo, func(p Pipe) result {
		return of(GeoSearchLocations[string](p, "g", FromPosition(Position{15, 37}), ByRadius(200, Kilometers), Asc, Count(1)))
	}, check(func(v any) bool {
		got := v.([]Location[string])
		return len(got) == 1 && got[0].Member == "Catania" && math.Abs(got[0].Distance-56.4413) < 1e-3 && at(got[0].Position, 15.087269, 37.502669) && got[0].Hash == 3479447370796909
	})},
	{"GeoSearchStore", palermo, func(p Pipe) result {
		return of(GeoSearchStore(p, "d", "g", FromMember("Palermo"), ByRadius(200, Kilometers), Desc, StoreDist))
	}, int64(2)},
}

// hyperLogLogTrips are the rows of roundTrips for HyperLogLogs.
var hyperLogLogTrips = []roundTrip{
	{"PFAdd", "DEL h", func(p Pipe) result { return of(PFAdd(p, "h", "a", "b")) }, true},
	{"PFAdd", "PFADD h a b", func(p Pipe) result { return of(PFAdd(p, "h", []string{"a", "b"})) }, false},
	{"PFCount", "PFADD h a b\nPFADD i b c", func(p Pipe) result { return of(PFCount(p, "h", "i", "none")) }, int64(3)},
	{"PFMerge", "PFADD h a b\nPFADD i b c", func(p Pipe) result { return of(PFMerge(p, "j", "h", "i")) }, OK{}},
}

// bitWireTests are the rows of wireTests for bitmaps, geospatial indexes and HyperLogLogs.
var bitWireTests = []wireTest{
	{"BitCount", func(p Pipe) error { return putErr(BitCount(p, "k")) }, "BITCOUNT k"},
	{"BitCountRange", func(p Pipe) error { return putErr(BitCountRange(p, "k", 1, -2, InBytes)) }, "BITCOUNT k 1 -2 BYTE"},
	{"BitPos", func(p Pipe) error { return putErr(BitPos(p, "k", true)) }, "BITPOS k 1"},
	{"BitPosFrom", func(p Pipe) error { return putErr(BitPosFrom(p, "k", false, -3)) }, "BITPOS k 0 -3"},
	{"BitPosRange", func(p Pipe) error { return putErr(BitPosRange(p, "k", false, 1, 2, InBits)) }, "BITPOS k 0 1 2 BIT"},
	{"GetBit", func(p Pipe) error { return putErr(GetBit(p, "k", 7)) }, "GETBIT k 7"},
	{"SetBit", func(p Pipe) error { return putErr(SetBit(p, "k", 7, true)) }, "SETBIT k 7 1"},
	{"BitOp", func(p Pipe) error { return putErr(BitOp(p, BitAndOr, "d", "a", "b")) }, "BITOP ANDOR d a b"},
	{"BitOpNot", func(p Pipe) error { return putErr(BitOpNot(p, "d", "a")) }, "BITOP NOT d a"},
	{"BitField", func(p Pipe) error {
		return putErr(BitField(p, "k", OverflowWrap, BitGet{SignedBits(64), BitIndex(1)}, BitSet{UnsignedBits(63), BitAt(2), -3}, BitIncrBy{Type: UnsignedBits(1)}))
	}, "BITFIELD k OVERFLOW WRAP GET i64 #1 SET u63 2 -3 INCRBY u1 0 0"},
	{"BitFieldRO", func(p Pipe) error { return putErr(BitFieldRO(p, "k", BitGet{SignedBits(5), BitAt(3)})) }, "BITFIELD_RO k GET i5 3"},

	{"GeoAdd", func(p Pipe) error { return putErr(GeoAdd(p, "k", Position{1.5, -2}, "m", XX, CH)) }, "GEOADD k XX CH 1.5 -2 m"},
	{"GeoAddMany", func(p Pipe) error {
		return putErr(GeoAddMany(p, "k", []Located[int]{{1, Position{2, 3}}, {4, Position{5, 6}}}))
	}, "GEOADD k 2 3 1 5 6 4"},
	{"GeoDist", func(p Pipe) error { return putErr(GeoDist(p, "k", "a", "b", Feet)) }, "GEODIST k a b ft"},
	{"GeoHash", func(p Pipe) error { return putErr(GeoHash(p, "k", 1, 2)) }, "GEOHASH k 1 2"},
	{"GeoPos", func(p Pipe) error { return putErr(GeoPos(p, "k", "a")) }, "GEOPOS k a"},
	{"GeoSearch", func(p Pipe) error {
		return putErr(GeoSearch[string](p, "k", FromMember(7), ByRadius(1.5, Meters), CountAny(3), Desc))
	},
		"GEOSEARCH k FROMMEMBER 7 BYRADIUS 1.5 m COUNT 3 ANY DESC"},
	{"GeoSearchLocations", func(p Pipe) error {
		return putErr(GeoSearchLocations[string](p, "k", FromPosition(Position{1, 2}), ByBox(3, 4, Miles), Count(5)))
	}, "GEOSEARCH k FROMLONLAT 1 2 BYBOX 3 4 mi COUNT 5 WITHDIST WITHHASH WITHCOORD"},
	{"GeoSearchStore", func(p Pipe) error {
		return putErr(GeoSearchStore(p, "d", "k", FromMember("m"), ByRadius(1, Kilometers), StoreDist))
	},
		"GEOSEARCHSTORE d k FROMMEMBER m BYRADIUS 1 km STOREDIST"},

	{"PFAdd", func(p Pipe) error { return putErr(PFAdd(p, "k", 1, 2)) }, "PFADD k 1 2"},
	{"PFCount", func(p Pipe) error { return putErr(PFCount(p, "a", "b")) }, "PFCOUNT a b"},
	{"PFMerge", func(p Pipe) error { return putErr(PFMerge(p, "d", "a", "b")) }, "PFMERGE d a b"},
}

func TestBadArgumentsOfBitsAndPlacesAreRefused(t *testing.T) {
	p := newTape()
	here, circle := FromPosition(Position{}), ByRadius(1, Meters)
	for name, err := range map[string]error{
		"negative offset":     putErr(SetBit(p, "k", -1, true)),
		"no operation":        putErr(BitField(p, "k")),
		"nil operation":       putErr(BitField(p, "k", nil)),
		"nothing to read":     putErr(BitFieldRO(p, "k")),
		"zero type":           putErr(BitFieldRO(p, "k", BitGet{})),
		"65 bits":             putErr(BitFieldRO(p, "k", BitGet{Type: SignedBits(65)})),
		"64 bits, no sign":    putErr(BitFieldRO(p, "k", BitGet{Type: UnsignedBits(64)})),
		"negative place":      putErr(BitFieldRO(p, "k", BitGet{SignedBits(1), BitIndex(-1)})),
		"unknown overflow":    putErr(BitField(p, "k", Overflow(0))),
		"unknown operation":   putErr(BitOp(p, 0, "d", "k")),
		"no keys to combine":  putErr(BitOp(p, BitAnd, "d")),
		"unknown unit":        putErr(BitCountRange(p, "k", 0, 1, bitUnit(7))),
		"beyond the pole":     putErr(GeoAdd(p, "k", Position{0, 86}, "m")),
		"around the world":    putErr(GeoAdd(p, "k", Position{181, 0}, "m")),
		"nowhere":             putErr(GeoAdd(p, "k", Position{math.NaN(), 0}, "m")),
		"nobody":              putErr(GeoAddMany(p, "k", []Located[string]{})),
		"zero unit":           putErr(GeoDist(p, "k", "a", "b", 0)),
		"zero origin":         putErr(GeoSearch[string](p, "k", GeoOrigin{}, circle)),
		"zero area":           putErr(GeoSearch[string](p, "k", here, GeoArea{})),
		"negative radius":     putErr(GeoSearch[string](p, "k", here, ByRadius(-1, Meters))),
		"box of no height":    putErr(GeoSearch[string](p, "k", here, ByBox(1, math.NaN(), Meters))),
		"infinite box":        putErr(GeoSearch[string](p, "k", here, ByBox(1, math.Inf(1), Meters))),
		"count and any count": putErr(GeoSearch[string](p, "k", here, circle, Count(1), CountAny(1))),
		"count of nothing":    putErr(GeoSearch[string](p, "k", here, circle, CountAny(0))),
		"no member's type":    putErr(GeoSearch[string](p, "k", FromMember(make(chan int)), circle)),
		"two orders":          putErr(GeoSearch[string](p, "k", here, circle, Asc, Desc)),
		"nothing to merge":    putErr(PFAdd[string](p, "k")),
	} {
		if err == nil || strings.Contains(err.Error(), "86") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
