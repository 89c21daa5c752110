package decode

import (
	"math/big"
	"reflect"
	"time"
	"unsafe"

	"github.com/redisfut/redis/resp"
)

// An anyDecoder is a Decoder[T] of any T.
type anyDecoder interface{ untyped() untyped }

// static returns the decoder for T as a Decoder[T], given a nil *T, for types
// that need no plan; else nil. It allocates nothing.
func static(p any) anyDecoder {
	switch p.(type) {
	case *string:
		return Decoder[string](String)
	case *[]byte:
		return Decoder[[]byte](Bytes)
	case *bool:
		return Decoder[bool](Bool)
	case *int:
		return Decoder[int](Int)
	case *int8:
		return Decoder[int8](intoSigned[int8])
	case *int16:
		return Decoder[int16](intoSigned[int16])
	case *int32:
		return Decoder[int32](intoSigned[int32])
	case *int64:
		return Decoder[int64](Int64)
	case *uint:
		return Decoder[uint](intoUnsigned[uint])
	case *uint8:
		return Decoder[uint8](intoUnsigned[uint8])
	case *uint16:
		return Decoder[uint16](intoUnsigned[uint16])
	case *uint32:
		return Decoder[uint32](intoUnsigned[uint32])
	case *uint64:
		return Decoder[uint64](Uint64)
	case *uintptr:
		return Decoder[uintptr](intoUnsigned[uintptr])
	case *float32:
		return Decoder[float32](intoFloat32)
	case *float64:
		return Decoder[float64](Float64)
	case *time.Time:
		return Decoder[time.Time](Time)
	case *time.Duration:
		return Decoder[time.Duration](Duration)
	case *big.Int:
		return Decoder[big.Int](BigInt)
	case *OK:
		return Decoder[OK](Status)
	case *any:
		return Decoder[any](Any)
	}
	return staticCollection(p)
}

// Decoders of the commonest collections.
var (
	stringSlice     = listOf(stringOf, nil)
	byteSlices      = listOf(bytesOf, nil)
	bools           = listOf(boolOf, nil)
	ints            = listOf(signedOf[int], manyInts)
	int64s          = listOf(int64Of, (*resp.Reader).Ints)
	uint64s         = listOf(unsignedOf[uint64], nil)
	float64s        = listOf(float64Of, nil)
	anys            = listOf(anyOf, nil)
	optionalStrings = listOf(optionalStringOf, nil)
	optionalBytes   = listOf(optionalBytesOf, nil)
	optionalInt64s  = listOf(optionalSignedOf[int64], nil)
	optionalFloats  = listOf(optionalFloat64Of, nil)
	scoredStrings   = sliceOf(ScoredOf(String), byCodec)

	stringMap  = textMap(stringOf)
	bytesMap   = textMap(bytesOf)
	intMap     = textMap(signedOf[int])
	int64Map   = textMap(int64Of)
	float64Map = textMap(float64Of)
	anyTextMap = textMap(anyOf)
	stringSet  = setOf(String, byCodec)
)

func staticCollection(p any) anyDecoder {
	switch p.(type) {
	case *[]string:
		return stringSlice
	case *[][]byte:
		return byteSlices
	case *[]bool:
		return bools
	case *[]int:
		return ints
	case *[]int64:
		return int64s
	case *[]uint64:
		return uint64s
	case *[]float64:
		return float64s
	case *[]any:
		return anys
	case *[]Optional[string]:
		return optionalStrings
	case *[]Optional[[]byte]:
		return optionalBytes
	case *[]Optional[int64]:
		return optionalInt64s
	case *[]Optional[float64]:
		return optionalFloats
	case *[]Scored[string]:
		return scoredStrings
	case *map[string]string:
		return stringMap
	case *map[string][]byte:
		return bytesMap
	case *map[string]int:
		return intMap
	case *map[string]int64:
		return int64Map
	case *map[string]float64:
		return float64Map
	case *map[string]any:
		return anyTextMap
	case *map[string]struct{}:
		return stringSet
	}
	return nil
}

// byKind returns the decoder for a type of a basic kind, which is that of the
// basic type; nil for other types.
func byKind(t reflect.Type) untyped {
	var basic any
	switch t.Kind() {
	case reflect.String:
		basic = (*string)(nil)
	case reflect.Bool:
		basic = (*bool)(nil)
	case reflect.Int:
		basic = (*int)(nil)
	case reflect.Int8:
		basic = (*int8)(nil)
	case reflect.Int16:
		basic = (*int16)(nil)
	case reflect.Int32:
		basic = (*int32)(nil)
	case reflect.Int64:
		basic = (*int64)(nil)
	case reflect.Uint:
		basic = (*uint)(nil)
	case reflect.Uint8:
		basic = (*uint8)(nil)
	case reflect.Uint16:
		basic = (*uint16)(nil)
	case reflect.Uint32:
		basic = (*uint32)(nil)
	case reflect.Uint64:
		basic = (*uint64)(nil)
	case reflect.Uintptr:
		basic = (*uintptr)(nil)
	case reflect.Float32:
		basic = (*float32)(nil)
	case reflect.Float64:
		basic = (*float64)(nil)
	case reflect.Slice:
		if t.Elem() != reflect.TypeFor[byte]() {
			return nil
		}
		basic = (*[]byte)(nil)
	default:
		return nil
	}
	return named(t, static(basic).untyped())
}

// named is f for a type t that is made of the type f decodes: errors are to
// name t.
func named(t reflect.Type, f untyped) untyped {
	return func(r *Reader, p unsafe.Pointer) error {
		err := f(r, p)
		if err == nil {
			return nil
		}
		if e, ok := err.(*MismatchError); ok {
			e.Want = t.String()
		}
		return err
	}
}
