package redis

import (
	"errors"
	"fmt"
	"math"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/resp"
)

// What the commands of geospatial indexes take and give.

// A Position is a place on earth, in degrees.
type Position struct{ Longitude, Latitude float64 }

// A Located is a member of a geospatial index with its position.
type Located[M any] struct {
	Member M
	Position
}

// A Location is a member that [GeoSearchLocations] has found.
type Location[M any] struct {
	Member   M
	Distance float64 // from the place where the search began, in the unit of the area, which for a [ByPolygon] is meters
	Position Position
	Hash     int64 // its score in the sorted set: 52 bits, of which the first ones are those of a region
}

// maxLatitude is how far to the north and south an index goes.
const maxLatitude = 85.05112878

func putPosition(x *exchange, p Position) {
	if !(math.Abs(p.Longitude) <= 180 && math.Abs(p.Latitude) <= maxLatitude) {
		x.fail(fmt.Errorf("a Position has a Longitude from -180 to 180 and a Latitude from -%v to %v", maxLatitude, maxLatitude))
	}
	x.float(p.Longitude)
	x.float(p.Latitude)
}

// putLocated appends positions and members, at least one.
func putLocated[M any](x *exchange, members []Located[M]) {
	if len(members) == 0 {
		x.fail(errNothing)
	}
	for i := range members {
		putPosition(x, members[i].Position)
		value(x, members[i].Member)
	}
}

// A GeoUnit is a unit of distances.
type GeoUnit uint8

// The units of distances.
const (
	Meters GeoUnit = iota + 1
	Kilometers
	Feet
	Miles
)

var geoUnits = [...]string{Meters: "m", Kilometers: "km", Feet: "ft", Miles: "mi"}

func (u GeoUnit) put(x *exchange) {
	if u == 0 || int(u) >= len(geoUnits) {
		x.fail(errors.New("a GeoUnit is Meters, Kilometers, Feet or Miles"))
		return
	}
	x.str(geoUnits[u])
}

// A GeoOrigin is the place around which [GeoSearch] looks: [FromCenter], or made by [FromMember] or [FromPosition].
type GeoOrigin struct {
	at     Position
	member any
	kind   byte
}

// FromMember is the place of a member of the index, of any type that can be an argument.
func FromMember(member any) GeoOrigin { return GeoOrigin{member: member, kind: 'm'} }

// FromPosition is a place given by its position.
func FromPosition(at Position) GeoOrigin { return GeoOrigin{at: at, kind: 'p'} }

// FromCenter is the middle of a [ByPolygon], which goes with no other place.
var FromCenter = GeoOrigin{kind: 'c'}

func (o GeoOrigin) put(x *exchange) {
	switch o.kind {
	case 'm':
		x.str("FROMMEMBER")
		x.any(o.member)
	case 'p':
		x.str("FROMLONLAT")
		putPosition(x, o.at)
	default:
		x.fail(errors.New("a zero GeoOrigin: use FromMember, FromPosition or FromCenter"))
	}
}

// A GeoArea is the area in which [GeoSearch] looks: made by [ByRadius], [ByBox] or [ByPolygon].
type GeoArea struct {
	box, polygon  bool
	width, height float64 // of a circle the radius alone
	unit          GeoUnit
	vertices      []Position
}

// ByRadius is the circle with the given radius.
func ByRadius(radius float64, unit GeoUnit) GeoArea { return GeoArea{width: radius, unit: unit} }

// ByBox is the box with the given sides, from east to west and from north to south.
func ByBox(width, height float64, unit GeoUnit) GeoArea {
	return GeoArea{box: true, width: width, height: height, unit: unit}
}

// ByPolygon is the polygon with the given vertices, at least three, in their order. It lies where it lies: [FromCenter] is
// the place that goes with it. It is known to Valkey since 9.0.0.
func ByPolygon(vertices ...Position) GeoArea { return GeoArea{polygon: true, vertices: vertices} }

// minVertices is how many a polygon has at least.
const minVertices = 3

// putGeoQuery appends a place and an area.
func putGeoQuery(x *exchange, from GeoOrigin, in GeoArea) {
	if center := from.kind == 'c'; center != in.polygon {
		x.fail(errors.New("ByPolygon goes with FromCenter, and FromCenter with ByPolygon alone"))
	}
	if !in.polygon {
		from.put(x)
	}
	in.put(x)
}

func (a GeoArea) put(x *exchange) {
	if a.polygon {
		if len(a.vertices) < minVertices {
			x.fail(fmt.Errorf("a ByPolygon of %d vertices: it takes %d", len(a.vertices), minVertices))
		}
		x.str("BYPOLYGON")
		x.int(int64(len(a.vertices)))
		for _, p := range a.vertices {
			putPosition(x, p)
		}
		return
	}
	if a.box {
		x.str("BYBOX")
		putExtent(x, a.width)
		putExtent(x, a.height)
	} else {
		x.str("BYRADIUS")
		putExtent(x, a.width)
	}
	a.unit.put(x)
}

func putExtent(x *exchange, f float64) {
	if !(f >= 0) || math.IsInf(f, 1) {
		x.fail(fmt.Errorf("the size of an area is %v: it must be finite, and not negative", f))
	}
	x.float(f)
}

// CountAny makes GEOSEARCH stop as soon as it has found so many members, which are not the nearest. It must be positive.
type CountAny int64

func (o CountAny) put(x *exchange, given *options) {
	optionCountAny.positive(x, given, "COUNT", int64(o), optionCount)
	x.str("ANY")
}

// StoreDist makes GEOSEARCHSTORE store distances in place of positions.
const StoreDist storeDist = 1

type storeDist uint8

func (storeDist) put(x *exchange, given *options) {
	optionStoreDist.take(x, given)
	x.str("STOREDIST")
}

var decodePosition = decode.Convert(decode.PairOf(decode.Float64, decode.Float64), func(p Pair[float64, float64]) (Position, error) {
	return Position{Longitude: p.Key, Latitude: p.Value}, nil
})

// decodePositions decodes positions, of which some may be null.
var decodePositions = decode.Slice(func(r *decode.Reader, dst *Optional[Position]) error {
	*dst = Optional[Position]{}
	if r.Peek() == resp.Null {
		return r.Skip()
	}
	var p Position
	err := decodePosition(r, &p)
	*dst = Some(p)
	return err
})

// finishLocations is finish for members with their distances and positions.
func finishLocations[M any](p Pipe, x *exchange) Future[[]Location[M]] {
	member, err := decode.For[M]()
	if err != nil {
		x.fail(err)
	}
	return finishWith(p, x, decode.Slice(decode.Convert(decode.Tuple4Of(member, decode.Float64, decode.Int64, decodePosition),
		func(t decode.Tuple4[M, float64, int64, Position]) (Location[M], error) {
			return Location[M]{Member: t.A, Distance: t.B, Hash: t.C, Position: t.D}, nil
		})))
}
