package fields

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// makePlan collects all fields that have a name, however deep, and then leaves
// of each name the shallowest.
func makePlan(t reflect.Type) (*Plan, error) {
	if t.Kind() != reflect.Struct {
		return nil, fmt.Errorf("%s is not a struct", t)
	}
	c := collector{root: t}
	if err := c.walk(t, place{direct: true}); err != nil {
		return nil, err
	}
	p := &Plan{Type: t, Strict: c.strict, byName: make(map[string]int, len(c.found))}
	shallowest := make(map[string]*Field, len(c.found))
	for i := range c.found {
		f := &c.found[i]
		if old := shallowest[f.Name]; old == nil || len(f.Index) < len(old.Index) {
			shallowest[f.Name] = f
		}
	}
	for i := range c.found {
		f := &c.found[i]
		switch winner := shallowest[f.Name]; {
		case winner == f:
			p.byName[f.Name] = len(p.Fields)
			p.Fields = append(p.Fields, *f)
		case len(winner.Index) == len(f.Index):
			return nil, fmt.Errorf("%s: fields %s and %s have the same name %q", t, winner.GoName, f.GoName, f.Name)
		}
	}
	return p, nil
}

// collector gathers the fields of root in order of declaration.
type collector struct {
	root   reflect.Type
	strict bool
	found  []Field
}

// place is where in root an embedded struct lies. The zero place with direct
// set is root itself.
type place struct {
	prefix string // Go path, with its dot at the end
	index  []int
	direct bool
	offset uintptr
	above  []reflect.Type // the structs this one is embedded in, root first
}

func (c *collector) walk(t reflect.Type, at place) error {
	for i := range t.NumField() {
		sf := t.Field(i)
		tag, err := parseTag(sf)
		if err != nil {
			return fmt.Errorf("%s: field %s: %w", c.root, at.prefix+sf.Name, err)
		}
		if tag.strict && t == c.root {
			c.strict = true
		}
		if tag.skip {
			continue
		}
		f := Field{
			Name:      tag.name,
			GoName:    at.prefix + sf.Name,
			Type:      sf.Type,
			Index:     append(slices.Clip(at.index), i),
			Direct:    at.direct,
			OmitEmpty: tag.omitEmpty,
			Required:  tag.required,
		}
		if at.direct {
			f.Offset = at.offset + sf.Offset
		}
		if inner := embedded(sf, tag); inner != nil {
			if tag.omitEmpty || tag.required {
				return fmt.Errorf("%s: field %s: an embedded struct without a name takes no options", c.root, f.GoName)
			}
			if err := c.embed(inner, f, sf.IsExported(), at, t); err != nil {
				return err
			}
			continue
		}
		if !sf.IsExported() {
			continue
		}
		if f.Name == "" {
			f.Name = sf.Name
		}
		c.found = append(c.found, f)
	}
	return nil
}

// embed walks inner, the struct that field f of t embeds.
func (c *collector) embed(inner reflect.Type, f Field, exported bool, at place, t reflect.Type) error {
	above := append(slices.Clip(at.above), t)
	if slices.Contains(above, inner) {
		// A struct that embeds a pointer to itself: all fields in there
		// have the names of shallower ones.
		return nil
	}
	pointer := f.Type.Kind() == reflect.Pointer
	if pointer && !exported {
		return fmt.Errorf("%s: field %s: an embedded pointer to an unexported struct cannot be allocated; embed the struct itself, or tag the field `redis:\"-\"`", c.root, f.GoName)
	}
	return c.walk(inner, place{
		prefix: f.GoName + ".",
		index:  f.Index,
		direct: f.Direct && !pointer,
		offset: f.Offset,
		above:  above,
	})
}

// embedded returns the struct whose fields count as those of the struct that
// has the field sf, or nil if sf is one field, or none.
func embedded(sf reflect.StructField, tag tag) reflect.Type {
	if !sf.Anonymous || tag.name != "" {
		return nil
	}
	t := sf.Type
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || (sf.IsExported() && marshalsItself(t)) {
		return nil
	}
	return t
}

// valueInterfaces are what makes a struct a value of its own: anything that
// turns the whole of it into one string, or back.
var valueInterfaces = []reflect.Type{
	reflect.TypeFor[interface {
		AppendBulk([]byte) ([]byte, error)
	}](),
	reflect.TypeFor[interface{ UnmarshalBulk([]byte) error }](),
	reflect.TypeFor[encoding.TextAppender](),
	reflect.TypeFor[encoding.TextMarshaler](),
	reflect.TypeFor[encoding.TextUnmarshaler](),
	reflect.TypeFor[encoding.BinaryAppender](),
	reflect.TypeFor[encoding.BinaryMarshaler](),
	reflect.TypeFor[encoding.BinaryUnmarshaler](),
}

func marshalsItself(t reflect.Type) bool {
	p := reflect.PointerTo(t) // its methods include those of t
	return slices.ContainsFunc(valueInterfaces, p.Implements)
}

// tag is what one field's tag asks for.
type tag struct {
	name      string // "" if the tag gives none
	omitEmpty bool
	required  bool
	strict    bool
	skip      bool
}

func parseTag(sf reflect.StructField) (tag, error) {
	text, ok := sf.Tag.Lookup("redis")
	if !ok {
		if strings.HasPrefix(strings.TrimSpace(string(sf.Tag)), "redis:") {
			return tag{}, fmt.Errorf("malformed tag %s; the form is `redis:\"name\"`", sf.Tag)
		}
		return tag{skip: sf.Name == "_"}, nil
	}
	if text == "-" {
		return tag{skip: true}, nil
	}
	name, options, _ := strings.Cut(text, ",")
	r := tag{name: name}
	for options != "" {
		var option string
		option, options, _ = strings.Cut(options, ",")
		switch option {
		case "omitempty":
			r.omitEmpty = true
		case "required":
			r.required = true
		case "strict":
			r.strict = true
		default:
			return tag{}, fmt.Errorf("unknown option %q in its tag", option)
		}
	}
	switch {
	case sf.Name == "_":
		if r != (tag{strict: true}) {
			return tag{}, fmt.Errorf("the tag of a blank field can only be `redis:\",strict\"`")
		}
		r.skip = true
	case r.strict:
		return tag{}, fmt.Errorf("option \"strict\" belongs on a blank field: _ struct{} `redis:\",strict\"`")
	case r.omitEmpty && r.required:
		return tag{}, fmt.Errorf("options \"omitempty\" and \"required\" contradict each other")
	case !sf.IsExported():
		return tag{}, fmt.Errorf("it has a tag but is not exported")
	}
	return r, nil
}
