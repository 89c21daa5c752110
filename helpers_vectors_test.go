package redis

import (
	"math"
	"testing"

	"github.com/redisfut/redis/json"
)

var (
	east, north = []float32{1, 0}, []float32{0, -2}
	eastBytes   = "\x00\x00\x80\x3f\x00\x00\x00\x00"
	slanted     = []float32{1.1, -1.1} // without a zero byte, which miniredis would put into the text of an error
)

type film struct {
	Year int `json:"year"`
}

// vectorTrips are the rows of roundTrips for vector sets.
var vectorTrips = []roundTrip{
	{"VAdd", "DEL v", func(p Pipe) result { return of(VAdd(p, "v", slanted, "a")) }, true},
	{"VAddReduced", "DEL v", func(p Pipe) result { return of(VAddReduced(p, "v", 1, slanted, "a")) }, true},
	{"VRem", "", func(p Pipe) result { return of(VRem(p, "v", "a")) }, false},
	{"VCard", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VCard(p, "v")) }, int64(1)},
	{"VDim", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VDim(p, "v")) }, int64(2)},
	{"VDim", "", func(p Pipe) result { return of(VDim(p, "v")) }, "ERR"},
	{"VIsMember", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VIsMember(p, "v", "a")) }, true},
	{"VEmb", "VADD v VALUES 2 1 0 a NOQUANT", func(p Pipe) result { return of(VEmb(p, "v", "a")) }, Some(east)},
	{"VEmbRaw", "", func(p Pipe) result { return of(VEmbRaw(p, "v", "a")) }, None[RawVector]()},
	{"VGetAttr", "VADD v VALUES 2 1 0 a SETATTR {}", func(p Pipe) result { return of(VGetAttr[string](p, "v", "a")) }, "{}"},
	{"VSetAttr", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VSetAttr(p, "v", "a", "{}")) }, true},
	{"VDelAttr", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VDelAttr(p, "v", "b")) }, false},
	{"VLinks", "", func(p Pipe) result { return of(VLinks[string](p, "v", "a")) }, None[[][]string]()},
	{"VLinksWithScores", "", func(p Pipe) result { return of(VLinksWithScores[string](p, "v", "a")) }, None[[][]Scored[string]]()},
	{"VInfo", "", func(p Pipe) result { return of(VInfo(p, "v")) }, None[VectorSetInfo]()},
	{"VRandMember", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VRandMember[string](p, "v")) }, "a"},
	{"VRandMemberCount", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VRandMemberCount[string](p, "v", 2)) }, []string{"a"}},
	{"VRandMemberRepeat", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VRandMemberRepeat[string](p, "v", 2)) }, []string{"a", "a"}},
	{"VRange", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VRange[string](p, "v", LexMin, LexMax)) }, []string{"a"}},
	{"VRangeCount", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VRangeCount[string](p, "v", LexMin, LexMax, 1)) }, []string{"a"}},
	{"VSim", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VSim[string](p, "v", ToVector(slanted))) }, []string{"a"}},
	{"VSimWithScores", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VSimWithScores[string](p, "v", ToVector(slanted))) }, []Scored[string]{scoreOf("a", 1)}},
	{"VSimWithAttribs", "VADD v VALUES 2 1 0 a", func(p Pipe) result { return of(VSimWithAttribs[string, string](p, "v", ToElement("a"))) },
		[]Similar[string, string]{{"a", 1, None[string]()}}},
}

// vectorScripts are the rows of scriptedData for vector sets.
var vectorScripts = []scripted{
	{"VAdd", func(p Pipe) result { return of(VAdd(p, "v", east, "a")) }, "#t\r\n", ":1\r\n", true},
	{"VAdd", func(p Pipe) result { return of(VAdd(p, "v", east, "a")) }, "-ERR Vector dimension mismatch - got 2 but set has 3\r\n", "", "ERR"},
	{"VAddReduced", func(p Pipe) result { return of(VAddReduced(p, "v", 1, east, "a")) }, "#f\r\n", ":0\r\n", false},
	{"VRem", func(p Pipe) result { return of(VRem(p, "v", "a")) }, "#t\r\n", ":1\r\n", true},
	{"VCard", func(p Pipe) result { return of(VCard(p, "v")) }, ":3000000\r\n", "", int64(3000000)},
	{"VDim", func(p Pipe) result { return of(VDim(p, "v")) }, ":300\r\n", "", int64(300)},
	{"VIsMember", func(p Pipe) result { return of(VIsMember(p, "v", "a")) }, "#f\r\n", ":0\r\n", false},
	{"VEmb", func(p Pipe) result { return of(VEmb(p, "v", "a")) }, "*2\r\n,0.18208661675453186\r\n,-1e-05\r\n",
		"*2\r\n$19\r\n0.18208661675453186\r\n$6\r\n-1e-05\r\n", Some([]float32{0.18208662, -1e-05})},
	{"VEmb", func(p Pipe) result { return of(VEmb(p, "v", "a")) }, "_\r\n", "$-1\r\n", None[[]float32]()},
	{"VEmbRaw", func(p Pipe) result { return of(VEmbRaw(p, "v", "a")) }, "*4\r\n+int8\r\n$2\r\n\x7f\x00\r\n,2\r\n,0.5\r\n",
		"*4\r\n+int8\r\n$2\r\n\x7f\x00\r\n$1\r\n2\r\n$3\r\n0.5\r\n", Some(RawVector{"int8", []byte{127, 0}, 2, Some(0.5)})},
	{"VEmbRaw", func(p Pipe) result { return of(VEmbRaw(p, "v", "a")) }, "*3\r\n+bin\r\n$1\r\n\x01\r\n,2\r\n", "*3\r\n+bin\r\n$1\r\n\x01\r\n$1\r\n2\r\n",
		Some(RawVector{"bin", []byte{1}, 2, None[float64]()})},
	{"VEmbRaw", func(p Pipe) result { return of(VEmbRaw(p, "v", "a")) }, ":1\r\n", "", mismatch},
	{"VGetAttr", func(p Pipe) result { return of(VGetAttr[json.Value[film]](p, "v", "a")) }, "$13\r\n{\"year\":1950}\r\n", "", json.Of(film{1950})},
	{"VGetAttr", func(p Pipe) result { return of(VGetAttr[Optional[string]](p, "v", "a")) }, "_\r\n", "$-1\r\n", None[string]()},
	{"VGetAttr", func(p Pipe) result { return of(VGetAttr[string](p, "v", "a")) }, "_\r\n", "$-1\r\n", ErrNil},
	{"VSetAttr", func(p Pipe) result { return of(VSetAttr(p, "v", "a", json.Of(film{1951}))) }, "#t\r\n", ":1\r\n", true},
	{"VDelAttr", func(p Pipe) result { return of(VDelAttr(p, "v", "a")) }, "#f\r\n", ":0\r\n", false},
	{"VLinks", func(p Pipe) result { return of(VLinks[string](p, "v", "a")) }, "*2\r\n*0\r\n*2\r\n$1\r\nb\r\n$1\r\nc\r\n", "", Some([][]string{{}, {"b", "c"}})},
	{"VLinks", func(p Pipe) result { return of(VLinks[string](p, "v", "a")) }, "_\r\n", "$-1\r\n", None[[][]string]()},
	{"VLinksWithScores", func(p Pipe) result { return of(VLinksWithScores[string](p, "v", "a")) }, "*2\r\n%0\r\n%2\r\n$1\r\nb\r\n,0.5\r\n$1\r\nc\r\n,0.25\r\n",
		"*2\r\n*0\r\n*4\r\n$1\r\nb\r\n$3\r\n0.5\r\n$1\r\nc\r\n$4\r\n0.25\r\n", Some([][]Scored[string]{{}, {scoreOf("b", 0.5), scoreOf("c", 0.25)}})},
	{"VInfo", func(p Pipe) result { return of(VInfo(p, "v")) },
		"%4\r\n+quant-type\r\n+int8\r\n+vector-dim\r\n:300\r\n+size\r\n:3\r\n+new\r\n*1\r\n:1\r\n",
		"*8\r\n+quant-type\r\n+int8\r\n+vector-dim\r\n:300\r\n+size\r\n:3\r\n+new\r\n*1\r\n:1\r\n",
		Some(VectorSetInfo{Quantization: "int8", Dim: 300, Size: 3})},
	{"VInfo", func(p Pipe) result { return of(VInfo(p, "v")) },
		"%9\r\n+quant-type\r\n+bin\r\n+hnsw-m\r\n:16\r\n+vector-dim\r\n:2\r\n+projection-input-dim\r\n:4\r\n+size\r\n:5\r\n+max-level\r\n:1\r\n+attributes-count\r\n:3\r\n+vset-uid\r\n:7\r\n+hnsw-max-node-uid\r\n:8\r\n",
		"*18\r\n+quant-type\r\n+bin\r\n+hnsw-m\r\n:16\r\n+vector-dim\r\n:2\r\n+projection-input-dim\r\n:4\r\n+size\r\n:5\r\n+max-level\r\n:1\r\n+attributes-count\r\n:3\r\n+vset-uid\r\n:7\r\n+hnsw-max-node-uid\r\n:8\r\n",
		Some(VectorSetInfo{"bin", 16, 2, 4, 5, 1, 3, 7, 8})},
	{"VInfo", func(p Pipe) result { return of(VInfo(p, "v")) }, "_\r\n", "*-1\r\n", None[VectorSetInfo]()},
	{"VRandMember", func(p Pipe) result { return of(VRandMember[string](p, "v")) }, "$1\r\na\r\n", "", "a"},
	{"VRandMember", func(p Pipe) result { return of(VRandMember[*string](p, "v")) }, "_\r\n", "$-1\r\n", (*string)(nil)},
	{"VRandMemberCount", func(p Pipe) result { return of(VRandMemberCount[string](p, "v", 2)) }, "*2\r\n$1\r\na\r\n$1\r\nb\r\n", "", []string{"a", "b"}},
	{"VRandMemberRepeat", func(p Pipe) result { return of(VRandMemberRepeat[string](p, "v", 2)) }, "*0\r\n", "", []string{}},
	{"VRange", func(p Pipe) result { return of(VRange[string](p, "v", LexMin, LexExcl("c"))) }, "*2\r\n$1\r\na\r\n$1\r\nb\r\n", "", []string{"a", "b"}},
	{"VRangeCount", func(p Pipe) result { return of(VRangeCount[int](p, "v", LexIncl("1"), LexMax, 1)) }, "*1\r\n$2\r\n17\r\n", "", []int{17}},
	{"VSim", func(p Pipe) result { return of(VSim[string](p, "v", ToElement("a"))) }, "*2\r\n$1\r\na\r\n$1\r\nb\r\n", "", []string{"a", "b"}},
	{"VSim", func(p Pipe) result { return of(VSim[string](p, "v", ToElement("a"))) }, "-ERR element not found in set\r\n", "", "ERR"},
	{"VSimWithScores", func(p Pipe) result { return of(VSimWithScores[string](p, "v", ToElement("a"))) },
		"%2\r\n$1\r\nb\r\n,1\r\n$1\r\na\r\n,0.25\r\n", "*4\r\n$1\r\nb\r\n$1\r\n1\r\n$1\r\na\r\n$4\r\n0.25\r\n", []Scored[string]{scoreOf("b", 1), scoreOf("a", 0.25)}},
	{"VSimWithScores", func(p Pipe) result { return of(VSimWithScores[string](p, "none", ToElement("a"))) }, "*0\r\n", "", []Scored[string]{}},
	{"VSimWithAttribs", func(p Pipe) result { return of(VSimWithAttribs[string, json.Value[film]](p, "v", ToElement("a"))) },
		"%2\r\n$1\r\nb\r\n*2\r\n,1\r\n$13\r\n{\"year\":1950}\r\n$1\r\na\r\n*2\r\n,0.25\r\n_\r\n",
		"*6\r\n$1\r\nb\r\n$1\r\n1\r\n$13\r\n{\"year\":1950}\r\n$1\r\na\r\n$4\r\n0.25\r\n$-1\r\n",
		[]Similar[string, json.Value[film]]{{"b", 1, Some(json.Of(film{1950}))}, {"a", 0.25, None[json.Value[film]]()}}},
	{"VSimWithAttribs", func(p Pipe) result { return of(VSimWithAttribs[string, string](p, "none", ToElement("a"))) }, "*0\r\n", "", []Similar[string, string]{}},
	{"VSimWithAttribs", func(p Pipe) result { return of(VSimWithAttribs[string, string](p, "v", ToElement("a"))) }, "+QUEUED\r\n", "", mismatch},
}

// vectorWireTests are the rows of wireTests for vector sets.
var vectorWireTests = []wireTest{
	{"VAdd", func(p Pipe) error { return putErr(VAdd(p, "v", east, "a")) }, "VADD v FP32 " + eastBytes + " a"},
	{"VAdd", func(p Pipe) error { return putErr(VAdd(p, "v", north, 7, CAS, BinQuant, EF(50))) }, "VADD v FP32 \x00\x00\x00\x00\x00\x00\x00\xc0 7 CAS BIN EF 50"},
	{"VAdd", func(p Pipe) error {
		return putErr(VAdd(p, "v", east, "a", NoQuant, SetAttr(json.Of(film{1950})), MaxLinks(8)))
	}, `VADD v FP32 ` + eastBytes + ` a NOQUANT SETATTR {"year":1950} M 8`},
	{"VAddReduced", func(p Pipe) error { return putErr(VAddReduced(p, "v", 1, east, "a", Q8Quant)) }, "VADD v REDUCE 1 FP32 " + eastBytes + " a Q8"},
	{"VRem", func(p Pipe) error { return putErr(VRem(p, "v", "a")) }, "VREM v a"},
	{"VCard", func(p Pipe) error { return putErr(VCard(p, "v")) }, "VCARD v"},
	{"VDim", func(p Pipe) error { return putErr(VDim(p, "v")) }, "VDIM v"},
	{"VIsMember", func(p Pipe) error { return putErr(VIsMember(p, "v", "a")) }, "VISMEMBER v a"},
	{"VEmb", func(p Pipe) error { return putErr(VEmb(p, "v", "a")) }, "VEMB v a"},
	{"VEmbRaw", func(p Pipe) error { return putErr(VEmbRaw(p, "v", "a")) }, "VEMB v a RAW"},
	{"VGetAttr", func(p Pipe) error { return putErr(VGetAttr[string](p, "v", "a")) }, "VGETATTR v a"},
	{"VSetAttr", func(p Pipe) error { return putErr(VSetAttr(p, "v", "a", json.Of(film{1950}))) }, `VSETATTR v a {"year":1950}`},
	{"VDelAttr", func(p Pipe) error { return putErr(VDelAttr(p, "v", "a")) }, `VSETATTR v a ""`},
	{"VLinks", func(p Pipe) error { return putErr(VLinks[string](p, "v", "a")) }, "VLINKS v a"},
	{"VLinksWithScores", func(p Pipe) error { return putErr(VLinksWithScores[string](p, "v", "a")) }, "VLINKS v a WITHSCORES"},
	{"VInfo", func(p Pipe) error { return putErr(VInfo(p, "v")) }, "VINFO v"},
	{"VRandMember", func(p Pipe) error { return putErr(VRandMember[string](p, "v")) }, "VRANDMEMBER v"},
	{"VRandMemberCount", func(p Pipe) error { return putErr(VRandMemberCount[string](p, "v", 3)) }, "VRANDMEMBER v 3"},
	{"VRandMemberRepeat", func(p Pipe) error { return putErr(VRandMemberRepeat[string](p, "v", 3)) }, "VRANDMEMBER v -3"},
	{"VRange", func(p Pipe) error { return putErr(VRange[string](p, "v", LexMin, LexIncl("b"))) }, "VRANGE v - [b"},
	{"VRangeCount", func(p Pipe) error { return putErr(VRangeCount[string](p, "v", LexExcl("a"), LexMax, 10)) }, "VRANGE v (a + 10"},
	{"VSim", func(p Pipe) error {
		return putErr(VSim[string](p, "v", ToVector(east), Count(3), Epsilon(0.2), EF(100), Filter(".year>1950"), FilterEF(500), Truth, NoThread))
	}, "VSIM v FP32 " + eastBytes + " COUNT 3 EPSILON 0.2 EF 100 FILTER .year>1950 FILTER-EF 500 TRUTH NOTHREAD"},
	{"VSimWithScores", func(p Pipe) error { return putErr(VSimWithScores[string](p, "v", ToElement(7), Count(3))) }, "VSIM v ELE 7 COUNT 3 WITHSCORES"},
	{"VSimWithAttribs", func(p Pipe) error { return putErr(VSimWithAttribs[string, string](p, "v", ToElement("a"))) }, "VSIM v ELE a WITHSCORES WITHATTRIBS"},
}

func TestVectorSetsRefuseWhatNoServerTakes(t *testing.T) {
	nan := float32(math.NaN())
	testMisuses(t, []misuse{
		{"no vector", func(p Pipe) error { return putErr(VAdd(p, "v", nil, "a")) }, "without components"},
		{"a vector with NaN", func(p Pipe) error { return putErr(VAdd(p, "v", []float32{1, nan}, "a")) }, "component 1 of a vector is NaN"},
		{"an infinite vector", func(p Pipe) error {
			return putErr(VSim[string](p, "v", ToVector([]float32{float32(math.Inf(-1))})))
		}, "component 0 of a vector is -Inf"},
		{"a reduction to nothing", func(p Pipe) error { return putErr(VAddReduced(p, "v", 0, east, "a")) }, "dim is 0"},
		{"a zero query", func(p Pipe) error { return putErr(VSim[string](p, "v", VectorQuery{})) }, "ToVector or ToElement"},
		{"a query by what is no argument", func(p Pipe) error { return putErr(VSim[string](p, "v", ToElement(make(chan int)))) }, "chan int"},
		{"two quantizations", func(p Pipe) error { return putErr(VAdd(p, "v", east, "a", NoQuant, Q8Quant)) }, "given twice"},
		{"an unknown quantization", func(p Pipe) error { return putErr(VAdd(p, "v", east, "a", Quantization(9))) }, "not an option"},
		{"no candidates", func(p Pipe) error { return putErr(VAdd(p, "v", east, "a", EF(0))) }, "EF is 0"},
		{"no links", func(p Pipe) error { return putErr(VAdd(p, "v", east, "a", MaxLinks(-1))) }, "MaxLinks is -1"},
		{"no distance", func(p Pipe) error { return putErr(VSim[string](p, "v", ToVector(east), Epsilon(0))) }, "Epsilon of 0"},
		{"a distance of NaN", func(p Pipe) error { return putErr(VSim[string](p, "v", ToVector(east), Epsilon(nan))) }, "must be finite"},
		{"no effort", func(p Pipe) error { return putErr(VSim[string](p, "v", ToVector(east), FilterEF(0))) }, "FilterEF is 0"},
		{"attributes that remove others", func(p Pipe) error { return putErr(VSetAttr(p, "v", "a", "")) }, "VDelAttr"},
		{"attributes that remove others, with the element", func(p Pipe) error { return putErr(VAdd(p, "v", east, "a", SetAttr(""))) }, "VDelAttr"},
		{"no page", func(p Pipe) error { return putErr(VRangeCount[string](p, "v", LexMin, LexMax, 0)) }, "count is 0"},
	})
}
