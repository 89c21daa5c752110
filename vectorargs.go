package redis

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// What the commands of vector sets take and give.

// A fp32 is a vector as one argument: the bits of its components, the least significant byte first.
type fp32 []float32

var errNoVector = errors.New("a vector without components")

func (v fp32) AppendBulk(b []byte) ([]byte, error) {
	if len(v) == 0 {
		return b, errNoVector
	}
	for i, f := range v {
		if f != f || math.IsInf(float64(f), 0) {
			return b, fmt.Errorf("component %d of a vector is %v: it must be finite", i, f)
		}
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(f))
	}
	return b, nil
}

func putVector(x *exchange, vector []float32) {
	x.str("FP32")
	value(x, fp32(vector))
}

// A VectorQuery is what [VSim] compares elements with: made by [ToVector] or [ToElement].
type VectorQuery struct {
	vector  []float32
	element any
	kind    byte
}

// ToVector asks for what is similar to a vector, with as many components as those that were added.
func ToVector(vector []float32) VectorQuery { return VectorQuery{vector: vector, kind: 'v'} }

// ToElement asks for what is similar to an element of the set, of any type that can be an argument.
func ToElement(element any) VectorQuery { return VectorQuery{element: element, kind: 'e'} }

func (q VectorQuery) put(x *exchange) {
	switch q.kind {
	case 'v':
		putVector(x, q.vector)
	case 'e':
		x.str("ELE")
		x.any(q.element)
	default:
		x.fail(errors.New("a zero VectorQuery: use ToVector or ToElement"))
	}
}

// putAttributes appends attributes.
func putAttributes[A any](x *exchange, attributes A) {
	before := len(x.out)
	value(x, attributes)
	x.notEmpty(before)
}

var errNoAttributes = errors.New("empty attributes, which would remove those that there are: VDelAttr does that")

// notEmpty fails if the argument behind the first n bytes is empty.
func (x *exchange) notEmpty(n int) {
	if string(x.out[n:]) == "$0\r\n\r\n" {
		x.fail(errNoAttributes)
	}
}

// CAS makes VADD look for neighbours in a thread of its own, and add the element only afterwards.
const CAS checkAndSet = 1

type checkAndSet uint8

func (checkAndSet) put(x *exchange, given *options) {
	optionCAS.take(x, given)
	x.str("CAS")
}

// A Quantization is how exactly a vector set keeps the components of its vectors.
type Quantization uint8

const (
	NoQuant  Quantization = iota + 1 // with 32 bits
	Q8Quant                          // with 8 bits, as without any of these
	BinQuant                         // with one bit
)

func (q Quantization) put(x *exchange, given *options) {
	optionQuantization.take(x, given)
	switch q {
	case NoQuant:
		x.str("NOQUANT")
	case Q8Quant:
		x.str("Q8")
	case BinQuant:
		x.str("BIN")
	default:
		x.fail(errOption)
	}
}

// EF is how many candidates VADD and VSIM look at: more are slower and find better neighbours. VADD takes 200
// by default. It must be positive.
type EF int64

func (o EF) put(x *exchange, given *options) { optionEF.positive(x, given, "EF", int64(o)) }

// Attributes are an option of VADD, made by [SetAttr].
type Attributes struct{ json any }

// SetAttr gives the element attributes, as [VSetAttr] does.
func SetAttr(json any) Attributes { return Attributes{json} }

func (o Attributes) put(x *exchange, given *options) {
	optionSetAttr.take(x, given)
	x.str("SETATTR")
	before := len(x.out)
	x.any(o.json)
	x.notEmpty(before)
}

// MaxLinks is how many neighbours each element of a new vector set has in a layer of the graph, and twice
// as many in the lowest: 16 by default. It must be positive.
type MaxLinks int64

func (o MaxLinks) put(x *exchange, given *options) { optionMaxLinks.positive(x, given, "M", int64(o)) }

// Epsilon leaves out of VSIM what is farther away than this distance, which is 1 less the score (since 8.2.0). It must be positive.
type Epsilon float64

func (o Epsilon) put(x *exchange, given *options) {
	optionEpsilon.take(x, given)
	if o <= 0 {
		x.fail(fmt.Errorf("an Epsilon of %v: it must be positive", float64(o)))
	}
	x.str("EPSILON")
	putFinite(x, "Epsilon", float64(o))
}

// Filter makes VSIM give only elements whose attributes fit an expression, as ".year > 1950".
type Filter string

func (o Filter) put(x *exchange, given *options) {
	optionFilter.take(x, given)
	x.str("FILTER")
	x.str(string(o))
}

// FilterEF is how many elements VSIM tries at most to find those that fit its [Filter]: 100 for each that it is to
// give by default. It must be positive.
type FilterEF int64

func (o FilterEF) put(x *exchange, given *options) {
	optionFilterEF.positive(x, given, "FILTER-EF", int64(o))
}

// Truth makes VSIM compare with every element, which is exact and slow.
const Truth truth = 1

type truth uint8

func (truth) put(x *exchange, given *options) {
	optionTruth.take(x, given)
	x.str("TRUTH")
}

// NoThread makes VSIM search in the main thread of the server, which makes others wait.
const NoThread noThread = 1

type noThread uint8

func (noThread) put(x *exchange, given *options) {
	optionNoThread.take(x, given)
	x.str("NOTHREAD")
}

// A RawVector is a vector as the server keeps it.
type RawVector struct {
	Quantization string            // "f32", "int8" or "bin"
	Data         []byte            // the components, each of 32 bits, 8 bits or one
	Length       float64           // of the vector, by which its components are divided before they are kept
	Range        Optional[float64] // with 8 bits, the component that 127 stands for
}

func decodeRawVector(r *decode.Reader, dst *Optional[RawVector]) error {
	if r.Peek() == resp.Null {
		*dst = None[RawVector]()
		return r.Skip()
	}
	var v RawVector
	err := decodeParts[RawVector](r, into(decode.String, &v.Quantization), into(decode.Bytes, &v.Data), into(decode.Float64, &v.Length),
		into(decode.OptionalOf(decode.Float64), &v.Range))
	*dst = Some(v)
	return err
}

// A VectorSetInfo is what [VInfo] tells of a vector set. What a server does not tell is zero.
type VectorSetInfo struct {
	Quantization string `redis:"quant-type"`           // "f32", "int8" or "bin"
	MaxLinks     int64  `redis:"hnsw-m"`               // see [MaxLinks]
	Dim          int64  `redis:"vector-dim"`           // components of the vectors that it keeps
	InputDim     int64  `redis:"projection-input-dim"` // components of those that it is given, where [VAddReduced] made it
	Size         int64  `redis:"size"`                 // elements
	MaxLevel     int64  `redis:"max-level"`            // the topmost layer of the graph
	Attributes   int64  `redis:"attributes-count"`     // elements that have some
	UID          int64  `redis:"vset-uid"`             // of the set
	MaxNodeUID   int64  `redis:"hnsw-max-node-uid"`    // of its newest element
}

// A Similar is an element that [VSimWithAttribs] has found.
type Similar[E, A any] struct {
	Element    E
	Score      float64 // how similar it is, from 0 to 1
	Attributes Optional[A]
}

// finishSimilar is finish for elements with their scores and attributes: a map to pairs, and in RESP2 one flat array.
func finishSimilar[E, A any](p Pipe, x *exchange) Future[[]Similar[E, A]] {
	element, err := decode.For[E]()
	if err != nil {
		x.fail(err)
	}
	attributes, err := decode.For[Optional[A]]()
	if err != nil {
		x.fail(err)
	}
	nested := decode.Slice(decode.PairOf(element, decode.PairOf(decode.Float64, attributes)))
	flat := decode.Slice(decode.Tuple3Of(element, decode.Float64, attributes))
	return finishWith(p, x, func(r *decode.Reader, dst *[]Similar[E, A]) error {
		if r.Peek() == resp.Map {
			var found []Pair[E, Pair[float64, Optional[A]]]
			if err := nested(r, &found); err != nil {
				return err
			}
			*dst = make([]Similar[E, A], len(found))
			for i, f := range found {
				(*dst)[i] = Similar[E, A]{f.Key, f.Value.Key, f.Value.Value}
			}
			return nil
		}
		var found []decode.Tuple3[E, float64, Optional[A]]
		if err := flat(r, &found); err != nil {
			return err
		}
		*dst = make([]Similar[E, A], len(found))
		for i, f := range found {
			(*dst)[i] = Similar[E, A]{f.A, f.B, f.C}
		}
		return nil
	})
}
