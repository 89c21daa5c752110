package decode

import (
	"reflect"
	"unsafe"

	"github.com/redisfut/redis/resp"
)

// The decoders here do what those of pointer, slice and map combinators do, for
// types known at run time only.

func (p *planner) pointer(t reflect.Type) (untyped, error) {
	elem := t.Elem()
	f, err := p.part(elem, "element")
	if err != nil {
		return nil, err
	}
	emptyIsNil := isFixed(elem)
	return func(r *Reader, p unsafe.Pointer) error {
		dst := (*unsafe.Pointer)(p)
		if absent, err := r.absent(emptyIsNil); absent {
			*dst = nil
			return err
		}
		if *dst == nil {
			*dst = reflect.New(elem).UnsafePointer()
		}
		return f(r, *dst)
	}, nil
}

func (p *planner) slice(t reflect.Type) (untyped, error) {
	elem := t.Elem()
	f, err := p.part(elem, "element")
	if err != nil {
		return nil, err
	}
	arity, size := arityAt(elem), elem.Size()
	return func(r *Reader, p unsafe.Pointer) error {
		v, err := r.Next()
		if err != nil {
			return err
		}
		l, ok, reason := r.openList(v, arity)
		if !ok {
			return byCodecAt(r, v, t, p, reason)
		}
		if *(*unsafe.Pointer)(p) == nil {
			*(*[]struct{})(p) = []struct{}{} // empty is not nil, whatever the elements
		}
		s := reflect.NewAt(t, p).Elem()
		setLen(s, r.room(l.n, size))
		base, n, i := s.UnsafePointer(), s.Len(), 0
		for ; l.next(r); i++ {
			if i == n {
				n = max(2*n, 4)
				setLen(s, n)
				base = s.UnsafePointer()
			}
			if err := f(r, unsafe.Add(base, uintptr(i)*size)); err != nil {
				return within(err, element(i), elem)
			}
		}
		s.SetLen(i)
		return nil
	}, nil
}

// setLen gives the slice s a length of n. Elements that come in are zero.
func setLen(s reflect.Value, n int) {
	old := s.Len()
	if n > s.Cap() {
		s.Grow(n - old)
	}
	s.SetLen(n)
	if old == 0 {
		s.Clear()
		return
	}
	for i := old; i < n; i++ {
		s.Index(i).SetZero()
	}
}

func (p *planner) array(t reflect.Type) (untyped, error) {
	elem, n := t.Elem(), t.Len()
	if elem == reflect.TypeFor[byte]() {
		return byteArray(t), nil
	}
	f, err := p.part(elem, "element")
	if err != nil {
		return nil, err
	}
	arity, size := arityAt(elem), elem.Size()
	return func(r *Reader, p unsafe.Pointer) error {
		v, err := r.Next()
		if err != nil {
			return err
		}
		l, ok, reason := r.openList(v, arity)
		if !ok {
			return byCodecAt(r, v, t, p, reason)
		}
		i := 0
		for ; i < n && l.next(r); i++ {
			if err := f(r, unsafe.Add(p, uintptr(i)*size)); err != nil {
				return within(err, element(i), elem)
			}
		}
		if i < n || l.next(r) {
			return mismatch(t, v, errLength)
		}
		return nil
	}, nil
}

// byteArray decodes a string of the length of t, an array of bytes.
func byteArray(t reflect.Type) untyped {
	return func(r *Reader, p unsafe.Pointer) error {
		v, err := r.Next()
		if err != nil {
			return err
		}
		b, ok := text(v)
		if !ok {
			return mismatch(t, v, nil)
		}
		if len(b) != t.Len() {
			return mismatch(t, v, errLength)
		}
		copy(unsafe.Slice((*byte)(p), len(b)), b)
		return nil
	}
}

func (p *planner) mapping(t reflect.Type) (untyped, error) {
	key, err := p.part(t.Key(), "key")
	if err != nil {
		return nil, err
	}
	if elem := t.Elem(); elem.Kind() == reflect.Struct && elem.NumField() == 0 {
		return setAt(t, key), nil
	}
	value, err := p.part(t.Elem(), "value")
	if err != nil {
		return nil, err
	}
	unsure := mayBeLost(t.Key())
	return func(r *Reader, p unsafe.Pointer) error {
		v, err := r.Next()
		if err != nil {
			return err
		}
		e, ok, reason := r.openEntries(v)
		if !ok {
			return byCodecAt(r, v, t, p, reason)
		}
		m := emptiedAt(r, t, p, e.n)
		k, x := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
		kp, xp := k.Addr().UnsafePointer(), x.Addr().UnsafePointer()
		for {
			if more, err := e.next(r); !more {
				return err
			}
			k.SetZero()
			x.SetZero()
			kind := r.Peek()
			if err = key(r, kp); err == nil && unsure && isLost(k) {
				err = mismatch(t.Key(), resp.Value{Kind: kind}, errKey)
			}
			if err != nil {
				return within(err, element(e.i)+".key", t.Key())
			}
			if err := e.value(r); err != nil {
				return err
			}
			if err := value(r, xp); err != nil {
				return within(err, entry(e.i, k), t.Elem())
			}
			m.SetMapIndex(k, x)
			if err := e.close(r); err != nil {
				return err
			}
		}
	}, nil
}

// setAt decodes a set into a t, a map whose values hold nothing.
func setAt(t reflect.Type, key untyped) untyped {
	arity, unsure := arityAt(t.Key()), mayBeLost(t.Key())
	nothing := reflect.Zero(t.Elem())
	return func(r *Reader, p unsafe.Pointer) error {
		v, err := r.Next()
		if err != nil {
			return err
		}
		l, ok, reason := r.openList(v, arity)
		if !ok || v.Kind == resp.Map {
			return byCodecAt(r, v, t, p, reason)
		}
		m := emptiedAt(r, t, p, l.n)
		k := reflect.New(t.Key()).Elem()
		kp := k.Addr().UnsafePointer()
		for i := 0; l.next(r); i++ {
			k.SetZero()
			kind := r.Peek()
			if err = key(r, kp); err == nil && unsure && isLost(k) {
				err = mismatch(t.Key(), resp.Value{Kind: kind}, errKey)
			}
			if err != nil {
				return within(err, element(i), t.Key())
			}
			m.SetMapIndex(k, nothing)
		}
		return nil
	}
}

// emptiedAt is emptied for the map of type t at p.
func emptiedAt(r *Reader, t reflect.Type, p unsafe.Pointer, n int) reflect.Value {
	m := reflect.NewAt(t, p).Elem()
	if m.IsNil() {
		m.Set(reflect.MakeMapWithSize(t, r.room(n, t.Key().Size()+t.Elem().Size())))
	} else {
		m.Clear()
	}
	return m
}
