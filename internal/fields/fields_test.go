package fields_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/internal/fields"
)

type Base struct {
	ID      int64 `redis:"id"`
	Created time.Time
}

type middle struct {
	Base
	Note string
}

type Named string

type Loop struct {
	*Loop
	Value string
}

type plain struct {
	Name    string
	Email   string `redis:"email" json:"mail"`
	Score   *int   `redis:",omitempty"`
	Level   int    `redis:"level,required"`
	Ignored string `redis:"-"`
	Dash    string `redis:"-,"`
	private int
	JSON    string `json:"elsewhere"`
}

// Text marshals itself, so embedding it embeds one value.
type Text struct{ Inner string }

func (*Text) UnmarshalText([]byte) error { return nil }

func TestFieldsOfAStruct(t *testing.T) {
	type row struct{ Name, GoName string }
	tests := []struct {
		name   string
		give   any
		want   []row
		strict bool
	}{
		{"tags", plain{private: 1}, []row{{"Name", "Name"}, {"email", "Email"}, {"Score", "Score"}, {"level", "Level"}, {"-", "Dash"}, {"JSON", "JSON"}}, false},
		{"no fields", struct{}{}, nil, false},
		{"embedded struct", struct {
			A string
			Base
			B string
		}{}, []row{{"A", "A"}, {"id", "Base.ID"}, {"Created", "Base.Created"}, {"B", "B"}}, false},
		{"embedded pointer", struct{ *Base }{}, []row{{"id", "Base.ID"}, {"Created", "Base.Created"}}, false},
		{"embedded unexported struct, two deep", struct{ middle }{}, []row{{"id", "middle.Base.ID"}, {"Created", "middle.Base.Created"}, {"Note", "middle.Note"}}, false},
		{"embedded struct with a name", struct {
			Base `redis:"base"`
		}{}, []row{{"base", "Base"}}, false},
		{"embedded type that is no struct", struct{ Named }{}, []row{{"Named", "Named"}}, false},
		{"embedded time", struct {
			time.Time
			X int
		}{}, []row{{"Time", "Time"}, {"X", "X"}}, false},
		{"embedded pointer to a type that marshals itself", struct{ *Text }{}, []row{{"Text", "Text"}}, false},
		{"shallower wins, before", struct {
			ID string `redis:"id"`
			Base
		}{}, []row{{"id", "ID"}, {"Created", "Base.Created"}}, false},
		{"shallower wins, after", struct {
			middle
			ID string `redis:"id"`
		}{}, []row{{"Created", "middle.Base.Created"}, {"Note", "middle.Note"}, {"id", "ID"}}, false},
		{"shallower hides an ambiguity", struct {
			Base
			Other struct{}
			ID    int `redis:"id"`
			*Twin
			Created int
		}{}, []row{{"Other", "Other"}, {"id", "ID"}, {"Created", "Created"}}, false},
		{"embeds itself", Loop{}, []row{{"Value", "Value"}}, false},
		{"strict", struct {
			_ struct{} `redis:",strict"`
			A int
		}{}, []row{{"A", "A"}}, true},
		{"strict is not inherited", struct{ Strict }{}, []row{{"A", "Strict.A"}}, false},
		{"blank without a tag", struct {
			_ [0]func()
			A int
		}{}, []row{{"A", "A"}}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			typ := reflect.TypeOf(test.give)
			p, err := fields.Of(typ)
			if err != nil {
				t.Fatal(err)
			}
			var got []row
			for i, f := range p.Fields {
				got = append(got, row{f.Name, f.GoName})
				if i2 := p.Lookup([]byte(f.Name), -1); i2 != i {
					t.Errorf("Lookup(%q) = %d, want %d", f.Name, i2, i)
				}
				if sf := typ.FieldByIndex(f.Index); sf.Type != f.Type {
					t.Errorf("Index of %s leads to a %v, want %v", f.Name, sf.Type, f.Type)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("fields (-want +got):\n%s", diff)
			}
			if p.Strict != test.strict {
				t.Errorf("Strict = %v, want %v", p.Strict, test.strict)
			}
			if p.Type != typ {
				t.Errorf("Type = %v, want %v", p.Type, typ)
			}
			again, _ := fields.Of(typ)
			if again != p {
				t.Error("a second Of made a second plan")
			}
		})
	}
}

// Twin has the names of Base.
type Twin struct {
	ID      int `redis:"id"`
	Created int
}

type Strict struct {
	_ struct{} `redis:",strict"`
	A int
}

type secret struct{ A int }

func TestOptionsOfAField(t *testing.T) {
	p, err := fields.Of(reflect.TypeFor[plain]())
	if err != nil {
		t.Fatal(err)
	}
	score := p.Fields[p.Lookup([]byte("Score"), 0)]
	level := p.Fields[p.Lookup([]byte("level"), 0)]
	if !score.OmitEmpty || score.Required {
		t.Errorf("Score: OmitEmpty %v, Required %v", score.OmitEmpty, score.Required)
	}
	if level.OmitEmpty || !level.Required {
		t.Errorf("Level: OmitEmpty %v, Required %v", level.OmitEmpty, level.Required)
	}
}

func TestErrorsNameTypeAndField(t *testing.T) {
	type twice struct {
		A int `redis:"x"`
		B int `redis:"x"`
	}
	type ambiguous struct {
		Base
		*Twin
	}
	type option struct {
		A int `redis:"a,omitempy"`
	}
	type contradiction struct {
		A int `redis:"a,omitempty,required"`
	}
	type tagged struct {
		a int `redis:"a"`
	}
	type misplaced struct {
		A int `redis:"a,strict"`
	}
	type blank struct {
		_ int `redis:"a"`
	}
	type hidden struct{ *secret }
	type inline struct {
		Base `redis:",omitempty"`
	}
	// Written as source, this one would not pass go vet.
	malformed := reflect.New(reflect.StructOf([]reflect.StructField{
		{Name: "A", Type: reflect.TypeFor[int](), Tag: `redis:a`},
	})).Elem().Interface()
	tests := []struct {
		name string
		give any
		want []string
	}{
		{"same name twice", twice{}, []string{"fields_test.twice", "A and B", `"x"`}},
		{"same depth", ambiguous{}, []string{"fields_test.ambiguous", "Base.ID and Twin.ID", `"id"`}},
		{"unknown option", option{}, []string{"fields_test.option", "field A", `"omitempy"`}},
		{"contradiction", contradiction{}, []string{"fields_test.contradiction", "field A", "contradict"}},
		{"tag on an unexported field", tagged{a: 1}, []string{"fields_test.tagged", "field a", "not exported"}},
		{"malformed tag", malformed, []string{"field A", "malformed tag redis:a"}},
		{"strict on a field", misplaced{}, []string{"fields_test.misplaced", "field A", "strict"}},
		{"other tag on a blank field", blank{}, []string{"fields_test.blank", "field _", "strict"}},
		{"embedded pointer to unexported", hidden{}, []string{"fields_test.hidden", "field secret", "allocated"}},
		{"options on an embedded struct", inline{}, []string{"fields_test.inline", "field Base", "no options"}},
		{"error in an embedded struct", struct{ Option3 }{}, []string{"field Option3.A", `"omitempy"`}},
		{"no struct", 5, []string{"int is not a struct"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for range 2 { // the second answer is the cached one
				p, err := fields.Of(reflect.TypeOf(test.give))
				if err == nil {
					t.Fatalf("no error but plan %+v", p.Fields)
				}
				for _, want := range test.want {
					if !strings.Contains(err.Error(), want) {
						t.Errorf("error %q does not contain %q", err, want)
					}
				}
			}
		})
	}
}

type Option3 struct {
	A int `redis:"a,omitempy"`
}

func TestOffsetsOfDirectFields(t *testing.T) {
	type outer struct {
		A byte
		middle
		*Twin2
		Z string
	}
	var v outer
	v.Twin2 = new(Twin2)
	rv := reflect.ValueOf(&v).Elem()
	p, err := fields.Of(rv.Type())
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Fields {
		f := &p.Fields[i]
		if want := !strings.HasPrefix(f.GoName, "Twin2."); f.Direct != want {
			t.Errorf("%s: Direct = %v, want %v", f.GoName, f.Direct, want)
		}
		if !f.Direct {
			continue
		}
		got, ok := f.Get(rv)
		if !ok {
			t.Fatalf("%s: not found", f.GoName)
		}
		if offset := got.Addr().Pointer() - rv.Addr().Pointer(); offset != f.Offset {
			t.Errorf("%s: Offset = %d, want %d", f.GoName, f.Offset, offset)
		}
	}
}

type Twin2 struct{ Left, Right int }

func TestNilEmbeddedPointers(t *testing.T) {
	type inner struct{ *Twin2 }
	type outer struct{ inner }
	var v outer
	rv := reflect.ValueOf(&v).Elem()
	p, err := fields.Of(rv.Type())
	if err != nil {
		t.Fatal(err)
	}
	right := &p.Fields[p.Lookup([]byte("Right"), 0)]
	if _, ok := right.Get(rv); ok {
		t.Error("Get went through a nil pointer")
	}
	right.Reach(rv).SetInt(7)
	if v.Twin2 == nil || v.Right != 7 {
		t.Fatalf("Reach did not allocate: %+v", v.Twin2)
	}
	left := &p.Fields[p.Lookup([]byte("Left"), 0)]
	left.Reach(rv).SetInt(5)
	if diff := cmp.Diff(&Twin2{Left: 5, Right: 7}, v.Twin2); diff != "" {
		t.Errorf("after a second Reach (-want +got):\n%s", diff)
	}
	if got, ok := right.Get(rv); !ok || got.Int() != 7 {
		t.Errorf("Get = %v, %v", got, ok)
	}
}

func TestLookupWithAnyHint(t *testing.T) {
	p, err := fields.Of(reflect.TypeFor[plain]())
	if err != nil {
		t.Fatal(err)
	}
	for hint := -2; hint < len(p.Fields)+2; hint++ {
		for want, f := range p.Fields {
			if got := p.Lookup([]byte(f.Name), hint); got != want {
				t.Errorf("Lookup(%q, %d) = %d, want %d", f.Name, hint, got, want)
			}
		}
		for _, unknown := range []string{"", "name", "Name ", "Ignored", "private"} {
			if got := p.Lookup([]byte(unknown), hint); got != -1 {
				t.Errorf("Lookup(%q, %d) = %d, want -1", unknown, hint, got)
			}
		}
	}
}

func TestLookupAndOfDoNotAllocate(t *testing.T) {
	typ := reflect.TypeFor[plain]()
	p, err := fields.Of(typ)
	if err != nil {
		t.Fatal(err)
	}
	name := []byte("level")
	if n := testing.AllocsPerRun(100, func() {
		p.Lookup(name, 0)
		p.Lookup(name, 3)
		if _, err := fields.Of(typ); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkLookup(b *testing.B) {
	p, err := fields.Of(reflect.TypeFor[plain]())
	if err != nil {
		b.Fatal(err)
	}
	name := []byte("level")
	for _, row := range []struct {
		name string
		hint int
	}{{"Hint", p.Lookup(name, 0)}, {"NoHint", 0}} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Lookup(name, row.hint)
			}
		})
	}
}
