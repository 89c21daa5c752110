package main

import (
	"fmt"
	"strconv"
)

// judge compares the plain replies of one operation with what they must be: for
// the hand-written loop, which has no types of its own.
func (d *data) judge(c command, replies []any) error {
	switch c {
	case get, echo:
		s, _ := replies[0].(string)
		return d.isValue(s)
	case set:
		if replies[0] != "OK" {
			return fmt.Errorf("%w: %v, want OK", errWrong, replies[0])
		}
		return nil
	case incr:
		n, _ := replies[0].(int64)
		return d.isNext(n)
	case incrs:
		ns := make([]int64, len(replies))
		for i, r := range replies {
			ns[i], _ = r.(int64)
		}
		return d.areNext(ns)
	}

	elements, _ := replies[0].([]any)
	texts := make([]string, len(elements))
	for i, e := range elements {
		texts[i], _ = e.(string)
	}
	switch c {
	case lrange:
		ns := make([]int64, len(texts))
		for i, t := range texts {
			ns[i], _ = strconv.ParseInt(t, 10, 64)
		}
		return d.isInts(ns)
	case mget:
		return d.isValues(texts)
	case hgetall:
		return d.isFields(pairs(texts))
	case hstruct:
		p, err := profileOf(pairs(texts))
		if err != nil {
			return err
		}
		return d.isProfile(p)
	case zrange:
		return areScores(d, func(e any) score {
			pair, _ := e.([]any)
			if len(pair) != 2 {
				return score{}
			}
			member, _ := pair[0].(string)
			text, _ := pair[1].(string)
			f, _ := strconv.ParseFloat(text, 64)
			return score{member, f}
		})(elements)
	default:
		return fmt.Errorf("%w: no judge for command %d", errWrong, c)
	}
}

func pairs(texts []string) map[string]string {
	m := make(map[string]string, len(texts)/2)
	for i := 0; i+1 < len(texts); i += 2 {
		m[texts[i]] = texts[i+1]
	}
	return m
}

// profileOf makes a profile of a hash, as one does by hand for want of a decoder.
func profileOf(m map[string]string) (p profile, err error) {
	integer := func(field string) int64 {
		n, e := strconv.ParseInt(m[field], 10, 64)
		if e != nil && err == nil {
			err = fmt.Errorf("field %s: %w", field, e)
		}
		return n
	}
	float := func(field string) float64 {
		f, e := strconv.ParseFloat(m[field], 64)
		if e != nil && err == nil {
			err = fmt.Errorf("field %s: %w", field, e)
		}
		return f
	}
	p = profile{
		ID: integer("id"), Name: m["name"], Email: m["email"], Country: m["country"], Age: int(integer("age")),
		Visits: integer("visits"), Created: integer("created"), Seen: integer("seen"), Level: int(integer("level")),
		Score: float("score"), Balance: float("balance"), Credits: uint32(integer("credits")),
	}
	return p, err
}
