// Package codec turns Go values into arguments of commands. It holds the
// interfaces by which types do that themselves, and the reverse for package
// decode, which reads results back in the forms given here.
//
// [Append] encodes one argument, [AppendSpread] a collection as one argument
// per element, or two per pair. [AppendAny] and [AppendSpreadAny] do the same
// for values whose type is known at run time only.
//
// # Forms
//
// The same Go type has the same form wherever it occurs, as an argument, as an
// element, as a field of a hash, and reads back equal:
//
//	string, []byte       the bytes themselves, valid UTF-8 or not
//	[N]byte              the N bytes themselves
//	bool                 1 or 0
//	int…, uint…, uintptr decimal
//	float32, float64     the shortest decimal that reads back as the same number
//	                     of that size; inf, -inf and nan
//	time.Time            RFC 3339 with nanoseconds, 2006-01-02T15:04:05.999999999Z07:00.
//	                     Keeps the instant and the offset, not the zone's name
//	time.Duration        decimal nanoseconds: 1.5s is 1500000000
//	*T                   the form of T; nil is absent
//	any, interfaces      the form of the value in it; nil is absent
//	decode.Optional[T]   the form of T; None is absent
//
// Types with a name of their own have the form of the type they are made of.
// A []byte is bytes only if its elements are of type byte itself; a slice of a
// named byte type, as in type Role byte, is a slice of numbers.
//
// # Order
//
// The first of these that fits decides the form. Decoding goes through the
// same list with the interfaces in the right-hand column:
//
//	what a pointer or an interface leads to
//	BulkMarshaler                               BulkUnmarshaler
//	ArgumentsMarshaler
//	time.Time, time.Duration                    the same
//	encoding.TextAppender, TextMarshaler        encoding.TextUnmarshaler
//	encoding.BinaryAppender, BinaryMarshaler    encoding.BinaryUnmarshaler
//	strings, bytes, booleans, numbers           the same
//	Codec.Append                                Codec.Unmarshal
//	an error that names the type
//
// Methods count no matter whether they have value or pointer receivers, and no
// matter whether a value or a pointer was passed. [math/big] and [net/netip]
// are examples of packages whose types are covered by their text form.
//
// # Spreading
//
// AppendSpread takes these apart, unless one of the interfaces above makes
// them one argument:
//
//	slices, arrays       an argument per element
//	maps                 two per entry, key and value, in no particular order
//	structs              two per field, name and value
//	iter.Seq             an argument per element
//	iter.Seq2            two per pair
//	ArgumentsMarshaler   what it appends (decode.Pair: two; decode.Scored: score and member)
//
// Elements that are ArgumentsMarshalers are taken apart in turn, so a slice of
// pairs gives two arguments per element. Nothing else is: a slice as an
// element is an argument of its own, which takes a marshaler or a Codec.
//
// Fields of structs have the names that their tags give them, as in
//
//	type User struct {
//		Name  string  `redis:"name"`
//		Email *string `redis:"email"`
//		Score float64 `redis:"score,omitempty"`
//		Level int     // "Level"
//		Cache []byte  `redis:"-"` // not a field
//	}
//
// Fields of embedded structs count as fields of the struct that embeds them,
// the shallowest taking a name that occurs twice.
//
// # Absence
//
// Redis has no null for an argument, so an absent value (a nil pointer, a nil
// interface, None) is [ErrAbsent]. A nil []byte is empty rather than absent.
//
// Only a field of a struct may be absent: it is left out, just as a field that
// a hash lacks reads back as nil or None. A field with the option "required"
// may not. The option "omitempty" leaves a field out when it is zero, an empty
// collection, or says so by a method IsZero() bool. Mind that HSET leaves the
// fields alone that it is not given: to drop one from a hash takes HDEL.
package codec
