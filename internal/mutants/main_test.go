package main

import "testing"

// A change of the engine may move what a mutant changes: the table has to follow.
func TestTheTableIsCurrent(t *testing.T) {
	for _, m := range mutants {
		if _, err := m.apply("../.."); err != nil {
			t.Error(err)
		}
		if m.old == m.new {
			t.Errorf("%s: changes nothing", m.name)
		}
	}
}
