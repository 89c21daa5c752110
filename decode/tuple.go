package decode

import (
	"reflect"

	"github.com/redisfut/redis/codec"
)

// A Pair is two values that belong together, such as a field and its value. A
// list of pairs may come nested, flat, or as a map.
type Pair[K, V any] struct {
	Key   K
	Value V
}

// A Scored is a member of a sorted set with its score. A list of them may come
// nested, flat, or as a map.
type Scored[M any] struct {
	Member M
	Score  float64
}

// A Tuple3 is an array of three values. A list of tuples may come nested or
// flat. For longer ones, or to give the parts names, see [ByPosition].
type Tuple3[A, B, C any] struct {
	A A
	B B
	C C
}

// A Tuple4 is an array of four values; see [Tuple3].
type Tuple4[A, B, C, D any] struct {
	A A
	B B
	C C
	D D
}

// PairOf decodes an array of two values, of which more are ignored, or a map of
// one entry. In a list it decodes each of the shapes of a list of pairs.
func PairOf[K, V any](key Decoder[K], value Decoder[V]) Decoder[Pair[K, V]] {
	return func(r *Reader, dst *Pair[K, V]) error {
		t, err := openTuple[Pair[K, V]](r, 2)
		if err != nil {
			return err
		}
		if err := part(r, &t, key, &dst.Key, ".key"); err != nil {
			return err
		}
		if err := part(r, &t, value, &dst.Value, ".value"); err != nil {
			return err
		}
		return t.close(r)
	}
}

// ScoredOf decodes an array of a member and its score; see [PairOf].
func ScoredOf[M any](member Decoder[M]) Decoder[Scored[M]] {
	return func(r *Reader, dst *Scored[M]) error {
		t, err := openTuple[Scored[M]](r, 2)
		if err != nil {
			return err
		}
		if err := part(r, &t, member, &dst.Member, ".member"); err != nil {
			return err
		}
		if err := part(r, &t, Float64, &dst.Score, ".score"); err != nil {
			return err
		}
		return t.close(r)
	}
}

// Tuple3Of decodes an array of three values, of which more are ignored.
func Tuple3Of[A, B, C any](a Decoder[A], b Decoder[B], c Decoder[C]) Decoder[Tuple3[A, B, C]] {
	return func(r *Reader, dst *Tuple3[A, B, C]) error {
		t, err := openTuple[Tuple3[A, B, C]](r, 3)
		if err != nil {
			return err
		}
		if err := part(r, &t, a, &dst.A, "[0]"); err != nil {
			return err
		}
		if err := part(r, &t, b, &dst.B, "[1]"); err != nil {
			return err
		}
		if err := part(r, &t, c, &dst.C, "[2]"); err != nil {
			return err
		}
		return t.close(r)
	}
}

// Tuple4Of decodes an array of four values, of which more are ignored.
func Tuple4Of[A, B, C, D any](a Decoder[A], b Decoder[B], c Decoder[C], d Decoder[D]) Decoder[Tuple4[A, B, C, D]] {
	return func(r *Reader, dst *Tuple4[A, B, C, D]) error {
		t, err := openTuple[Tuple4[A, B, C, D]](r, 4)
		if err != nil {
			return err
		}
		if err := part(r, &t, a, &dst.A, "[0]"); err != nil {
			return err
		}
		if err := part(r, &t, b, &dst.B, "[1]"); err != nil {
			return err
		}
		if err := part(r, &t, c, &dst.C, "[2]"); err != nil {
			return err
		}
		if err := part(r, &t, d, &dst.D, "[3]"); err != nil {
			return err
		}
		return t.close(r)
	}
}

// A tupler is a type of this package that is decoded by parts.
type tupler interface{ arity() int }

func (*Pair[K, V]) arity() int         { return 2 }
func (*Scored[M]) arity() int          { return 2 }
func (*Tuple3[A, B, C]) arity() int    { return 3 }
func (*Tuple4[A, B, C, D]) arity() int { return 4 }

// arityOf gives the number of parts of a T, 0 if it is no tuple.
func arityOf[T any]() int {
	if t, ok := any((*T)(nil)).(tupler); ok {
		return t.arity()
	}
	return 0
}

func (*Pair[K, V]) decoder(p *planner) (anyDecoder, error) {
	key, err := decoderOf[K](p, "key")
	if err != nil {
		return nil, err
	}
	value, err := decoderOf[V](p, "value")
	if err != nil {
		return nil, err
	}
	return PairOf(key, value), nil
}

func (*Scored[M]) decoder(p *planner) (anyDecoder, error) {
	member, err := decoderOf[M](p, "member")
	if err != nil {
		return nil, err
	}
	return ScoredOf(member), nil
}

func (*Tuple3[A, B, C]) decoder(p *planner) (anyDecoder, error) {
	a, err := decoderOf[A](p, "first part")
	if err != nil {
		return nil, err
	}
	b, err := decoderOf[B](p, "second part")
	if err != nil {
		return nil, err
	}
	c, err := decoderOf[C](p, "third part")
	if err != nil {
		return nil, err
	}
	return Tuple3Of(a, b, c), nil
}

func (*Tuple4[A, B, C, D]) decoder(p *planner) (anyDecoder, error) {
	a, err := decoderOf[A](p, "first part")
	if err != nil {
		return nil, err
	}
	b, err := decoderOf[B](p, "second part")
	if err != nil {
		return nil, err
	}
	c, err := decoderOf[C](p, "third part")
	if err != nil {
		return nil, err
	}
	d, err := decoderOf[D](p, "fourth part")
	if err != nil {
		return nil, err
	}
	return Tuple4Of(a, b, c, d), nil
}

// AppendArguments appends key and value as an argument each. It makes Pair a
// [codec.ArgumentsMarshaler].
func (p Pair[K, V]) AppendArguments(b []byte, c codec.Codec) ([]byte, error) {
	b, err := codec.Append(b, p.Key, c)
	if err != nil {
		return b, err
	}
	return codec.Append(b, p.Value, c)
}

// AppendArguments appends score and member, in that order, as ZADD takes them.
// It makes Scored a [codec.ArgumentsMarshaler].
func (s Scored[M]) AppendArguments(b []byte, c codec.Codec) ([]byte, error) {
	b, err := codec.Append(b, s.Score, c)
	if err != nil {
		return b, err
	}
	return codec.Append(b, s.Member, c)
}

// AppendArguments appends an argument for each part. It makes Tuple3 a
// [codec.ArgumentsMarshaler].
func (t Tuple3[A, B, C]) AppendArguments(b []byte, c codec.Codec) ([]byte, error) {
	b, err := codec.Append(b, t.A, c)
	if err != nil {
		return b, err
	}
	if b, err = codec.Append(b, t.B, c); err != nil {
		return b, err
	}
	return codec.Append(b, t.C, c)
}

// AppendArguments appends an argument for each part. It makes Tuple4 a
// [codec.ArgumentsMarshaler].
func (t Tuple4[A, B, C, D]) AppendArguments(b []byte, c codec.Codec) ([]byte, error) {
	b, err := codec.Append(b, t.A, c)
	if err != nil {
		return b, err
	}
	if b, err = codec.Append(b, t.B, c); err != nil {
		return b, err
	}
	if b, err = codec.Append(b, t.C, c); err != nil {
		return b, err
	}
	return codec.Append(b, t.D, c)
}

// typeName is the name of T for errors.
func typeName[T any]() string { return reflect.TypeFor[T]().String() }
