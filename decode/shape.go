package decode

import (
	"github.com/redisfut/redis/resp"
)

// The same reply has different shapes in RESP2 and RESP3, and in RESP3 from one
// command to the next. What reads headers here takes them all:
//
//	a list     *n ~n >n with an element each, or %n with two
//	a tuple    *n with n parts or more, or the parts alone, in a list of tuples
//	entries    %n; or *2n, flat; or *n of tuples of two, nested
//
// Whether a list is flat shows in its first value: if that is a scalar, the
// list is flat. So keys, and first parts of tuples, that are aggregates
// themselves are understood in the other forms only.

// A list is what is left to read of an aggregate with elements of one sort.
type list struct {
	n    int  // how many elements it has, -1 if it is streamed
	left int  // values to come, -1 if streamed
	step int  // values that an element takes
	flat bool // elements are tuples without headers
}

// openList reads v as the header of a list of tuples with arity parts, or of
// anything else if arity is 0. ok is false if it is none, with the reason if
// that is not its kind.
func (r *Reader) openList(v resp.Value, arity int) (l list, ok bool, reason error) {
	switch v.Kind {
	case resp.Array, resp.Set, resp.Push:
		if arity == 0 {
			return list{n: v.Len, left: v.Len, step: 1}, true, nil
		}
	case resp.Map:
		if arity != 0 && arity != 2 {
			return l, false, nil
		}
	default:
		return l, false, nil
	}
	l = list{n: v.Len, left: v.Len, step: 1}
	if arity > 0 && v.Len != 0 && (v.Kind == resp.Map || r.peekPart()) {
		l.flat, l.step = true, arity
		if v.Len > 0 {
			l.n = v.Len / arity
			if v.Len%arity != 0 {
				return l, false, errOdd
			}
		}
	}
	return l, true, nil
}

// next reports whether another element follows, at which r then is.
func (l *list) next(r *Reader) bool {
	if !r.More(&l.left) {
		return false
	}
	if l.flat {
		if l.left > 0 {
			l.left -= l.step - 1
		}
		r.flat = r.Offset() + 1
	}
	return true
}

// peekPart reports whether the next value is a part of a tuple rather than a
// tuple. What is neither, a null or an error, is left to who reads the tuple.
func (r *Reader) peekPart() bool {
	switch k := r.Peek(); k {
	case 0, resp.Null, resp.SimpleError, resp.BulkError:
		return false
	default:
		return !k.IsAggregate()
	}
}

// A tuple is what is left to read of an aggregate with parts of several sorts.
type tuple struct {
	left int // values to come, -1 if streamed
	flat bool
}

// openTuple reads the header of a tuple with arity parts for a T, unless it has
// none, being an element of a flat list.
func openTuple[T any](r *Reader, arity int) (t tuple, err error) {
	if r.flat == r.Offset()+1 {
		r.flat = 0 // a first part that is a tuple has a header
		return tuple{left: arity, flat: true}, nil
	}
	v, err := r.Next()
	if err != nil {
		return t, err
	}
	if ok, reason := tupleHeader(v, arity); !ok {
		return t, Mismatch[T](v, reason)
	}
	return tuple{left: v.Len}, nil
}

// tupleHeader reports whether v is the header of a tuple with arity parts; the
// reason, if it is not, is nil if that is v's kind.
func tupleHeader(v resp.Value, arity int) (ok bool, reason error) {
	switch {
	case v.Kind == resp.Map && arity == 2 && v.Len <= 2: // one entry, or streamed
	case v.Kind != resp.Array && v.Kind != resp.Push:
		return false, nil
	}
	if 0 <= v.Len && v.Len < arity {
		return false, errTooFew
	}
	return true, nil
}

// part reads the next part of t into *dst; step is where it is in the tuple.
func part[P any](r *Reader, t *tuple, d Decoder[P], dst *P, step string) error {
	if !r.More(&t.left) {
		return in[P](&MismatchError{Want: typeName[P](), Err: errTooFew}, step)
	}
	err := d(r, dst)
	if err == nil {
		return nil
	}
	if _, ok := err.(*resp.SyntaxError); ok && t.flat && r.End() {
		err = &MismatchError{Want: typeName[P](), Err: errTooFew}
	}
	return in[P](err, step)
}

// close passes over the parts of t that were not wanted.
func (t *tuple) close(r *Reader) error { return r.pass(&t.left) }

// pass passes over the values that *left says are to come.
func (r *Reader) pass(left *int) error {
	for r.More(left) {
		if err := r.Skip(); err != nil {
			return err
		}
	}
	return nil
}

// entries are what is left to read of an aggregate with keys and values.
type entries struct {
	n      int // how many there are, -1 if streamed
	left   int // values to come, -1 if streamed
	i      int // the index of the entry last begun
	inner  int // of a nested entry: its values to come
	nested bool
}

// openEntries reads v as the header of entries. ok is false if it is none, with
// the reason if that is not its kind.
func (r *Reader) openEntries(v resp.Value) (e entries, ok bool, reason error) {
	e = entries{n: v.Len, left: v.Len, i: -1}
	switch v.Kind {
	case resp.Map:
	case resp.Array, resp.Push:
		if e.nested = v.Len != 0 && r.Peek() != resp.Null && !r.peekPart(); e.nested {
			return e, true, nil
		}
	default:
		return e, false, nil
	}
	if v.Len > 0 {
		e.n = v.Len / 2
		if v.Len%2 != 0 {
			return e, false, errOdd
		}
	}
	return e, true, nil
}

// next reports whether another entry follows; if so, r then is at its key.
func (e *entries) next(r *Reader) (bool, error) {
	if !r.More(&e.left) {
		return false, nil
	}
	e.i++
	if !e.nested {
		return true, nil
	}
	v, err := r.Next()
	if err != nil {
		return false, err
	}
	if ok, reason := tupleHeader(v, 2); !ok {
		return false, e.fail(v, reason)
	}
	e.inner = v.Len
	if !r.More(&e.inner) {
		return false, e.fail(v, errTooFew)
	}
	return true, nil
}

// value moves from the key of an entry to its value.
func (e *entries) value(r *Reader) error {
	switch {
	case e.nested:
		if !r.More(&e.inner) {
			return e.fail(resp.Value{}, errTooFew)
		}
	case e.left > 0:
		e.left--
	case e.left < 0 && r.End():
		return e.fail(resp.Value{}, errTooFew)
	}
	return nil
}

// close passes over what a nested entry has besides key and value.
func (e *entries) close(r *Reader) error {
	if e.nested {
		return r.pass(&e.inner)
	}
	return nil
}

// fail gives the error for v, which is no entry, or cut short.
func (e *entries) fail(v resp.Value, reason error) error {
	err := &MismatchError{Path: element(e.i), Want: "entry of key and value", Got: v.Kind, Err: reason}
	switch v.Kind {
	case resp.Null:
		err.Err = ErrNil
	case resp.SimpleError, resp.BulkError:
		err.Err = resp.NewErrorReply(v.Bytes)
	}
	return err
}

// room says for how many of n elements, of size bytes each, memory is allocated
// ahead of them. n is at most a third of the bytes to come, or -1. Where
// elements are large, or declared within each other, memory has to follow the
// elements instead of what headers say.
func (r *Reader) room(n int, size uintptr) int {
	const (
		small  = 32
		total  = 1 << 20
		nested = 1 << 10
	)
	switch {
	case n <= 0:
		return 0
	case r.depth > 0:
		return min(n, nested)
	case size <= small:
		return n
	}
	return min(n, max(1, total/int(min(size, total))))
}
