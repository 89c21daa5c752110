package decode_test

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redisfut/redis/decode"
)

type Base struct {
	ID      int64     `redis:"id"`
	Created time.Time `redis:"created"`
}

type Audit struct {
	By string `redis:"by"`
}

type user struct {
	Base
	*Audit
	Name    string         `redis:"name"`
	Email   opt[string]    `redis:"email"`
	Boss    *string        `redis:"boss"`
	Score   float64        `redis:"score"`
	Tags    []string       `redis:"tags"`
	Limits  map[string]int `redis:"limits"`
	Address addressOf      `redis:"address"`
	Ignored string         `redis:"-"`
	hidden  int
}

type addressOf struct {
	City string `redis:"city"`
}

type strict struct {
	_ struct{} `redis:",strict"`
	A int      `redis:"a"`
	B opt[int] `redis:"b"`
	C *int     `redis:"c"`
	D int      `redis:"d,omitempty"`
	E any      `redis:"e"`
}

type required struct {
	A int    `redis:"a,required"`
	B *int   `redis:"b,required"`
	C string `redis:"c"`
}

func TestStructs(t *testing.T) {
	created := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	run(t, []row{
		gives("all kinds", row12Reply, row12Value),
		gives("embedded, optional, nested", dict{
			"id", "7", "created", "2026-01-02T03:04:05Z", "by", "root", "name", "Ada", "email", "a@b", "boss", "Eve",
			"score", 1.5, "tags", arr{"x", "y"}, "limits", dict{"cpu", 2}, "address", dict{"city", "London"},
		}, user{
			Base: Base{7, created}, Audit: &Audit{"root"}, Name: "Ada", Email: decode.Some("a@b"), Boss: ptr("Eve"),
			Score: 1.5, Tags: []string{"x", "y"}, Limits: map[string]int{"cpu": 2}, Address: addressOf{"London"},
		}),
		gives("fields missing", dict{"name", "Ada"}, user{Name: "Ada"}),
		gives("null for what may be absent", dict{"name", "Ada", "email", nil, "boss", nil}, user{Name: "Ada"}),
		gives("no fields at all", dict{}, user{}),
		gives("unknown fields of any kind", dict{"x", arr{1, dict{"a", 1}}, "name", "Ada", "y", nil, "z", failure("ERR")}, user{Name: "Ada"}),
		gives("any order", dict{"Y", 2, "X", 1}, point{1, 2}),
		gives("a field twice", dict{"X", 1, "Y", 2, "X", 3}, point{3, 2}),
		gives("nested entries", arr{arr{"X", 1, "surplus"}, arr{"Y", 2}}, point{1, 2}),
		gives("integers for names", dict{1, "a"}, struct {
			A string `redis:"1"`
		}{"a"}),
		gives("slice of structs", arr{dict{"X", 1}, dict{"Y", 2}}, []point{{X: 1}, {Y: 2}}),
		gives("map of structs", dict{"a", dict{"X", 1}}, map[string]point{"a": {X: 1}}),
		gives("map of pointers to structs", dict{"a", dict{"X", 1}, "b", nil}, map[string]*point{"a": {X: 1}, "b": nil}),
		gives("stream of structs", streams{"s", arr{arr{"1-0", arr{"X", "1", "Y", "2"}}}}, map[string][]decode.Pair[string, point]{"s": {{"1-0", point{1, 2}}}}),
		gives("more fields than a word has bits", manyReply(), manyValue()),
		gives("interface field that does not come", dict{"A", 1}, withInterface{A: 1}),

		gives("strict, all", dict{"a", 1, "b", 2, "c", 3, "d", 4, "e", 5}, strict{A: 1, B: decode.Some(2), C: ptr(3), D: 4, E: int64(5)}),
		gives("strict, what may be missing", dict{"a", 1}, strict{A: 1}),
		gives("required, all", dict{"a", 1, "b", 2, "c", "x"}, required{1, ptr(2), "x"}),
		gives("required, and one that is not", dict{"b", nil, "a", 1}, required{A: 1}),

		fails[point]("null", nil, decode.ErrNil.Error()),
		fails[point]("string", "x", "decode: bulk string does not fit decode_test.point: the type does not unmarshal itself, and no Codec is set that could"),
		fails[point]("integer", 1, "decode: integer does not fit decode_test.point"),
		fails[point]("odd", arr{"X"}, "decode: array does not fit decode_test.point: its elements do not make whole entries"),
		fails[point]("text for a field", dict{"X", 1, "Y", "x"}, "decode: bulk string at .Y does not fit int: not an integer"),
		fails[point]("null for a field", dict{"X", nil}, "decode: null at .X does not fit int"),
		fails[point]("error for a field", dict{"X", failure("ERR no")}, "decode: error reply at .X: ERR no"),
		fails[point]("null for a name", dict{"X", 1, nil, 2}, "decode: null at [1].key does not fit string"),
		fails[user]("field of an embedded struct", dict{"id", "x"}, "decode: bulk string at .id does not fit int64: not an integer"),
		fails[user]("field of an embedded pointer", dict{"by", nil}, "decode: null at .by does not fit string"),
		fails[user]("inside a field", dict{"tags", arr{"a", nil}}, "decode: null at .tags[1] does not fit string"),
		fails[user]("two structs deep", dict{"address", dict{"city", arr{}}}, "decode: array at .address.city does not fit string"),
		fails[[]point]("in a slice", arr{dict{"X", 1}, dict{"X", "x"}}, "decode: bulk string at [1].X does not fit int: not an integer"),
		fails[map[string]point]("in a map", dict{"k", dict{"X", "x"}}, `decode: bulk string at ["k"].X does not fit int: not an integer`),
		fails[struct {
			A int `redis:"a b"`
		}]("name that is no identifier", dict{"a b", "x"}, `decode: bulk string at ["a b"] does not fit int: not an integer`),
		fails[withInterface]("interface field that comes", dict{"A", 1, "W", 1}, "decode: integer at .W does not fit io.Writer: an interface with methods does not say which type to decode into"),
		fails[struct{ hidden int }]("no fields", dict{"hidden", 1}, "decode: map does not fit struct { hidden int }: the struct has no field with a name"),

		fails[strict]("strict, unknown", dict{"a", 1, "zz", 2}, `decode: integer at ["zz"] does not fit decode_test.strict: no field has this name, and the struct is strict`),
		fails[strict]("strict, missing", dict{"b", 1}, "decode: nothing at .a for int: the struct is strict"),
		fails[required]("required, missing", dict{"b", 1}, "decode: nothing at .a for int: the field is required"),
		fails[required]("required pointer, missing", dict{"a", 1}, "decode: nothing at .b for *int: the field is required"),
	})
}

type withInterface struct {
	A int
	W io.Writer
}

var row12Reply = dict{
	"id", "123456", "name", "Ada Lovelace", "email", "ada@example.com", "age", "36",
	"score", "97.5", "active", "1", "level", "7", "city", "London",
	"balance", "-1250", "visits", "4711", "ratio", "0.25", "ref", "abc-def-ghi",
}

var row12Value = row12{123456, "Ada Lovelace", "ada@example.com", 36, 97.5, true, 7, "London", -1250, 4711, 0.25, "abc-def-ghi"}

// many has more fields than the set of those seen has room for on the stack.
type many struct {
	F000, F001, F002, F003, F004, F005, F006, F007, F008, F009 int
	F010, F011, F012, F013, F014, F015, F016, F017, F018, F019 int
	F020, F021, F022, F023, F024, F025, F026, F027, F028, F029 int
	F030, F031, F032, F033, F034, F035, F036, F037, F038, F039 int
	F040, F041, F042, F043, F044, F045, F046, F047, F048, F049 int
	F050, F051, F052, F053, F054, F055, F056, F057, F058, F059 int
	F060, F061, F062, F063, F064, F065, F066, F067, F068, F069 int
	F070, F071, F072, F073, F074, F075, F076, F077, F078, F079 int
	F080, F081, F082, F083, F084, F085, F086, F087, F088, F089 int
	F090, F091, F092, F093, F094, F095, F096, F097, F098, F099 int
	F100, F101, F102, F103, F104, F105, F106, F107, F108, F109 int
	F110, F111, F112, F113, F114, F115, F116, F117, F118, F119 int
	F120, F121, F122, F123, F124, F125, F126, F127, F128, F129 int
	F130, F131, F132, F133, F134, F135, F136, F137, F138, F139 int
	F140, F141, F142, F143, F144, F145, F146, F147, F148, F149 int
	F150, F151, F152, F153, F154, F155, F156, F157, F158, F159 int
	F160, F161, F162, F163, F164, F165, F166, F167, F168, F169 int
	F170, F171, F172, F173, F174, F175, F176, F177, F178, F179 int
	F180, F181, F182, F183, F184, F185, F186, F187, F188, F189 int
	F190, F191, F192, F193, F194, F195, F196, F197, F198, F199 int
	F200, F201, F202, F203, F204, F205, F206, F207, F208, F209 int
	F210, F211, F212, F213, F214, F215, F216, F217, F218, F219 int
	F220, F221, F222, F223, F224, F225, F226, F227, F228, F229 int
	F230, F231, F232, F233, F234, F235, F236, F237, F238, F239 int
	F240, F241, F242, F243, F244, F245, F246, F247, F248, F249 int
	F250, F251, F252, F253, F254, F255, F256, F257, F258, F259 int
	F260, F261, F262, F263, F264, F265, F266, F267, F268, F269 int
	F270, F271, F272, F273, F274, F275, F276, F277, F278, F279 int
	F280, F281, F282, F283, F284, F285, F286, F287, F288, F289 int
	F290, F291, F292, F293, F294, F295, F296, F297, F298, F299 int
}

// manyReply has every second field of many.
func manyReply() dict {
	d := dict{}
	for i := 0; i < 300; i += 2 {
		d = append(d, fmt.Sprintf("F%03d", i), i)
	}
	return d
}

func manyValue() (m many) {
	v := reflect.ValueOf(&m).Elem()
	for i := 0; i < 300; i += 2 {
		v.Field(i).SetInt(int64(i))
	}
	return m
}

func TestPositions(t *testing.T) {
	type entry struct {
		ID     int64
		Args   []string
		Client opt[string]
		Name   string `redis:",omitempty"`
	}
	slow, err := decode.ByPosition[entry]()
	if err != nil {
		t.Fatal(err)
	}
	run(t, []row{
		givesBy("all", slow, arr{1, arr{"GET", "k"}, "c", "n"}, entry{1, []string{"GET", "k"}, decode.Some("c"), "n"}),
		givesBy("more", slow, arr{1, arr{}, "c", "n", 5, arr{6}}, entry{1, []string{}, decode.Some("c"), "n"}),
		givesBy("those that may be missing", slow, arr{1, arr{}}, entry{ID: 1, Args: []string{}}),
		givesBy("null", slow, arr{1, arr{}, nil}, entry{ID: 1, Args: []string{}}),
		givesBy("list of them", decode.Slice(slow), arr{arr{1, arr{}}, arr{2, arr{}}}, []entry{{ID: 1, Args: []string{}}, {ID: 2, Args: []string{}}}),
		failsBy("too few", slow, arr{1}, "decode: nothing at .Args for []string: too few elements"),
		failsBy("null that may not be", slow, arr{nil, arr{}}, "decode: null at .ID does not fit int64"),
		failsBy("in a list", decode.Slice(slow), arr{arr{"x", arr{}}}, "decode: bulk string at [0].ID does not fit int64: not an integer"),
		failsBy("null as a whole", slow, nil, decode.ErrNil.Error()),
		failsBy("string", slow, "x", "decode: bulk string does not fit decode_test.entry"),
	})
	byPosition, err := decode.ByPosition[required]()
	if err != nil {
		t.Fatal(err)
	}
	run(t, []row{
		failsBy("required pointer", byPosition, arr{1}, "decode: nothing at .b for *int: the field is required"),
	})
	if _, err := decode.ByPosition[int](); err == nil {
		t.Error("ByPosition of an int: no error")
	}
}

func TestStructOfAnArray(t *testing.T) {
	names, err := decode.FieldNames[user]()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Fields("id created by name email boss score tags limits address"), names); diff != "" {
		t.Errorf("FieldNames (-want +got):\n%s", diff)
	}
	some, err := decode.StructOf[user]("name", "by", "email", "score")
	if err != nil {
		t.Fatal(err)
	}
	all, err := decode.StructOf[point]()
	if err != nil {
		t.Fatal(err)
	}
	must, err := decode.StructOf[required]("c", "a", "b")
	if err != nil {
		t.Fatal(err)
	}
	run(t, []row{
		givesBy("some", some, arr{"Ada", "root", nil, "1.5"}, user{Name: "Ada", Audit: &Audit{"root"}, Score: 1.5}),
		givesBy("null is missing", some, arr{nil, nil, "a@b", nil}, user{Email: decode.Some("a@b")}),
		givesBy("all", all, arr{"1", "2"}, point{1, 2}),
		givesBy("all null", all, arr{nil, nil}, point{}),
		givesBy("required", must, arr{nil, 1, "2"}, required{A: 1, B: ptr(2)}),
		failsBy("required but null", must, arr{"x", nil, 1}, "decode: nothing at .a for int: the field is required"),
		failsBy("required pointer but null", must, arr{"x", 1, nil}, "decode: nothing at .b for *int: the field is required"),
		failsBy("too few", must, arr{"x", 1}, "decode: nothing at .b for *int: the field is required"),
		failsBy("a map", all, dict{arr{}, 1}, "decode: map does not fit decode_test.point"),
		failsBy("text for a number", some, arr{"a", "b", "c", "d"}, "decode: bulk string at .score does not fit float64: not a number"),
	})
	if _, err := decode.StructOf[point]("X", "x"); err == nil ||
		err.Error() != `decode: cannot decode into decode_test.point: it has no field with the name "x"` {
		t.Errorf("unknown name: %v", err)
	}
	if _, err := decode.FieldNames[string](); err == nil {
		t.Error("FieldNames of a string: no error")
	}
	if _, err := decode.StructOf[struct{}](); err == nil {
		t.Error("StructOf of no fields: no error")
	}
}

func TestReusedStructsKeepNothingOfTheLastReply(t *testing.T) {
	u := user{
		Base: Base{ID: 9}, Audit: &Audit{"old"}, Name: "old", Email: decode.Some("old"), Boss: ptr("old"),
		Tags: []string{"old", "older"}, Limits: map[string]int{"old": 1}, Ignored: "kept", hidden: 5,
	}
	tags, limits, audit := u.Tags, u.Limits, u.Audit
	frame := spellings[0].frame(dict{"id", 1, "by", "new", "tags", arr{"new"}, "limits", dict{"new", 2}})
	if err := decode.Unmarshal(frame, &u, nil); err != nil {
		t.Fatal(err)
	}
	want := user{
		Base: Base{ID: 1}, Audit: &Audit{"new"}, Tags: []string{"new"}, Limits: map[string]int{"new": 2}, Ignored: "kept", hidden: 5,
	}
	if diff := cmp.Diff(want, u, comparer); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if &tags[0] != &u.Tags[0] || len(limits) != 1 || audit != u.Audit {
		t.Error("memory was not reused")
	}
	if err := decode.Unmarshal(spellings[0].frame(dict{"name", "x"}), &u, nil); err != nil {
		t.Fatal(err)
	}
	if u.By != "" || u.Tags != nil {
		t.Errorf("missing fields were kept: %+v", u)
	}
}
