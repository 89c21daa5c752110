package codec

// MaxBulk is the size in bytes of the largest argument: the largest string
// Redis can store, 512 MiB. Encoding a larger one is [ErrTooLong]; nothing of
// it is sent.
const MaxBulk = 512 << 20

// BulkMarshaler is a value that writes itself as one argument.
type BulkMarshaler interface {
	// AppendBulk appends the payload to b and returns the extended slice. The
	// payload is any bytes up to [MaxBulk]; what frames them on the wire is
	// added by the caller. If the value is absent it may return [ErrAbsent].
	//
	// It keeps neither b nor the result. On an error the result is ignored.
	// Like any method that reads a value it may run on several goroutines at
	// once.
	AppendBulk(b []byte) ([]byte, error)
}

// BulkUnmarshaler is a value that reads itself from one bulk string, in the
// form that [BulkMarshaler] writes.
type BulkUnmarshaler interface {
	// UnmarshalBulk replaces the value by what b says. It may not keep or
	// change b, which is valid during the call only.
	UnmarshalBulk(b []byte) error
}

// ArgumentsMarshaler is a value that consists of a fixed or variable number of
// arguments, such as a pair, or the longitude, latitude and name of a place.
// [AppendSpread] takes it anywhere a collection or an element may stand; where
// one argument is wanted, as a field of a struct for example, it must append
// just one.
type ArgumentsMarshaler interface {
	// AppendArguments appends whole arguments to b, each by [Append] or a
	// function like it, handing c on, and returns the extended slice:
	//
	//	func (p Place) AppendArguments(b []byte, c codec.Codec) ([]byte, error) {
	//		b, err := codec.Append(b, p.Longitude, c)
	//		if err != nil {
	//			return b, err
	//		}
	//		…
	//	}
	//
	// What it appends is checked to be whole arguments. To say that the value
	// is absent it returns [ErrAbsent]. The rules of
	// [BulkMarshaler.AppendBulk] hold here too.
	AppendArguments(b []byte, c Codec) ([]byte, error)
}

// Codec encodes and decodes the values that nothing else covers: structs,
// maps and slices without marshalers of their own, where one argument or one
// bulk string is to hold them whole. Package json has one.
//
// A Codec is used by many goroutines at once.
type Codec interface {
	// Append appends the payload for a value to b and returns the extended
	// slice. v is always a pointer to the value, never nil, so that methods
	// with either kind of receiver are in reach; for an argument that is a
	// *T, v is a *T. Append changes nothing in *v and keeps neither b nor v.
	Append(b []byte, v any) ([]byte, error)

	// Unmarshal sets *v, where v is a pointer to a zero value, to what b says.
	// It may not keep or change b, which is valid during the call only.
	Unmarshal(b []byte, v any) error
}
