package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redisfut/redis/internal/commands"
)

// A use is an option set with the helpers that take it.
type use struct {
	set     *commands.OptionSet
	helpers []string
}

// uses gives the option sets in the order of the table.
func uses() []use {
	var list []use
	for _, g := range groups {
		for _, c := range g.Commands {
			for _, f := range c.Forms {
				for _, a := range f.Args {
					if a.Set == nil {
						continue
					}
					i := slices.IndexFunc(list, func(u use) bool { return u.set == a.Set })
					if i < 0 {
						i = len(list)
						list = append(list, use{set: a.Set})
					}
					list[i].helpers = append(list[i].helpers, f.Go)
				}
			}
		}
	}
	return list
}

// optionFile holds, for each set, the interface, the methods by which options
// belong to it, and the encoder.
func optionFile() string {
	var b strings.Builder
	b.WriteString(`// Which options each helper takes. The interfaces have no use but to make the
// compiler refuse the others. Encoders switch over the concrete types in place of
// calling a method of the interface, so that options stay on the stack of the caller.

`)
	for _, u := range uses() {
		var names []string
		for _, o := range u.set.Options {
			names = append(names, strings.Split(o.Names, ", ")...)
		}
		article := "A"
		if strings.ContainsAny(u.set.Name[:1], "AEIOU") {
			article = "An"
		}
		b.WriteString(comment(fmt.Sprintf("%s %s is an option of %s: %s.",
			article, u.set.Name, enumerate(u.helpers, "and"), enumerate(names, "or"))))
		method := strings.ToLower(u.set.Name[:1]) + u.set.Name[1:]
		fmt.Fprintf(&b, "type %s interface{ %s() }\n\n", u.set.Name, method)
		for _, o := range u.set.Options {
			fmt.Fprintf(&b, "func (%s) %s() {}\n", o.Type, method)
		}
		fmt.Fprintf(&b, "\nfunc put%ss(x *exchange, opts []%s) {\n\tvar given options\n", u.set.Name, u.set.Name)
		b.WriteString("\tfor _, opt := range opts {\n\t\tswitch o := opt.(type) {\n")
		for _, o := range u.set.Options {
			fmt.Fprintf(&b, "\t\tcase %s:\n\t\t\to.put(x, &given)\n", o.Type)
		}
		b.WriteString("\t\tdefault:\n\t\t\tx.fail(errOption)\n\t\t}\n\t}\n}\n\n")
	}
	return b.String()
}

// enumerate joins names in prose, as links of the documentation.
func enumerate(names []string, last string) string {
	links := make([]string, len(names))
	for i, n := range names {
		links[i] = "[" + n + "]"
	}
	n := len(links) - 1
	if n == 0 {
		return links[0]
	}
	return strings.Join(links[:n], ", ") + " " + last + " " + links[n]
}
