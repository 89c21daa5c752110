// Package decode reads a reply into a Go value of any type. The type decides
// how: [For] returns the [Decoder] for it, which [Unmarshal] uses. Decoders are
// values and can be put together by hand, out of those for single values and
// combinators such as [Slice], [Map] and [OptionalOf]:
//
//	decode.Slice(decode.PairOf(decode.String, decode.OptionalOf(decode.Float64)))
//
// # Types
//
// A scalar is a simple, bulk or verbatim string, an integer, a double, a big
// number or a boolean. Its text is what it holds; a boolean's is 1 or 0.
//
//	string, []byte       the text of any scalar
//	[N]byte              the same, if it is N bytes long
//	bool                 a boolean; 1 and 0 in any spelling; the texts true and false
//	int…, uint…, uintptr an integer in any spelling: integer, big number, boolean, decimal
//	                     text, a double without a fraction
//	float32, float64     a number in any spelling, also inf, -inf and nan
//	big.Int              an integer in any spelling
//	time.Time            text as of RFC 3339; an integer is Unix time in seconds, from 0 on
//	time.Duration        an integer in any spelling, in nanoseconds
//	OK                   the simple string OK
//	*T, Optional[T]      nil or None for null, else what is decoded into a T
//	any                  see [Any]
//	[]T                  an array, set or push; a map is the array of its keys and values
//	[N]T                 the same, of exactly N elements
//	map[K]V              a map, or an array that stands for one
//	map[K]struct{}       a set or array
//	Pair, Scored         an array of two; see below for lists of them
//	Tuple3, Tuple4       an array of three or four
//	struct               a map, or an array that stands for one, by the names of its fields
//
// A number that its type cannot hold is an error; nothing wraps or saturates.
// Types with a name of their own are decoded like those they are made of. What
// package codec writes reads back equal.
//
// # Order
//
// The first of these that fits decides how a type is decoded:
//
//	pointers, interfaces
//	ReplyUnmarshaler            any value
//	Optional, Pair, Scored …    as above
//	codec.BulkUnmarshaler       the text of any scalar
//	time.Time, time.Duration, big.Int
//	encoding.TextUnmarshaler    the text of any scalar
//	encoding.BinaryUnmarshaler  the text of any scalar
//	strings, bytes, booleans, numbers
//	slices, arrays, maps, structs
//	Codec                       the latter, where a string came
//
// It is the order of package codec, with what takes whole replies added. So a
// slice, map or struct without methods of its own has two forms: an aggregate
// is taken apart, a string goes to the [codec.Codec] of the connection, if it
// has one. An HGETALL and a GET of JSON can fill the same struct.
//
// # Shapes
//
// The same reply may have different shapes in RESP2 and RESP3, and from one
// command to the next. A type takes all of them:
//
//	entries of a map or struct   %n; flat, *2n; nested, *n of *2
//	list of pairs or Scored      nested; flat; %n
//	list of tuples               nested; flat
//	set                          ~n; *n
//	null                         _; $-1; *-1
//
// A list is taken for a flat one if it begins with a scalar. Elements of a pair
// or tuple beyond those wanted are ignored, so that a server may send more;
// fewer are an error. Of a key that comes twice in a map the last value counts.
// Streamed aggregates and strings are decoded like others, and attributes are
// passed over.
//
// # Structs
//
// Names of fields, embedded structs and options are those of package codec,
// which turns structs into arguments. Names are compared byte by byte. What the
// struct has no field for is passed over; what the reply has no value for is
// set to zero. Both are errors in a struct that is strict,
//
//	type Account struct {
//		_       struct{} `redis:",strict"`
//		Balance int64    `redis:"balance"`
//	}
//
// unless the missing field is an Optional, a pointer or an interface, or has
// the option "omitempty". A field with the option "required" may never be
// missing. [ByPosition] and [StructOf] fill a struct from an array of values.
//
// # Absence
//
// Null fits Optionals, pointers and any, which is nil then. Into all other
// types it is [ErrNil]. An Optional of, or a pointer to, something with parts
// of its own (a struct, a pair, a tuple) is absent as well if an empty array or
// map came: so answers ZPOPMIN for a key that does not exist, and HGETALL.
// Elsewhere, empty is not absent: an empty array gives a slice that is empty
// and not nil.
//
// # Errors
//
// A value that does not fit is a [*MismatchError], with the path to it in the
// reply. The errors that a server puts inside a reply are errors of the values
// in whose place they stand. A type that nothing can be decoded into is a
// [*TypeError], which comes from For already. A panic of an unmarshaler or
// Codec passes through.
//
// # Memory
//
// Results never alias the reply, except as [Reader.Owned] allows. Memory for a
// result follows what has been received, not what headers declare. Decoding
// into a value that was decoded into before reuses its slices, maps and
// pointers.
package decode
