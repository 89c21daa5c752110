package decode_test

import (
	"errors"
	"io"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/redisfut/redis/decode"
	"github.com/redisfut/redis/internal/fields"
)

type (
	// Types that contain themselves.
	employee struct {
		Name    string
		Boss    *employee
		Reports []employee
		ByName  map[string]employee
		Deputy  opt[*employee]
		Pair    []decode.Pair[string, *employee]
	}
	circle *circle
	forest map[string]forest

	withChannel struct {
		Name  string
		Inner struct{ Pipes []chan int }
	}
	recursiveBad struct {
		Next *recursiveBad
		F    func()
	}
	badTag struct {
		A int `redis:"a,omitempy"`
	}
	embedsBad struct{ withFunc }
	withFunc  struct{ Call func() }
)

func typeError[T any](t *testing.T, want string) {
	t.Helper()
	for range 2 { // made, and from the cache
		d, err := decode.For[T]()
		if err == nil || d != nil {
			t.Errorf("no error")
			return
		}
		if err.Error() != want {
			t.Errorf("error %s\n want %s", err, want)
		}
		var e *decode.TypeError
		if !errors.As(err, &e) || e.Type != reflect.TypeFor[T]() || e.Unwrap() == nil {
			t.Errorf("error is %#v", err)
		}
	}
	var v T
	if err := decode.Unmarshal([]byte("*0\r\n"), &v, nil); err == nil || err.Error() != want {
		t.Errorf("Unmarshal: %v", err)
	}
	if err := decodeBy(decode.Slice(decode.Of[T]()), []byte("*1\r\n_\r\n"), new([]T), nil); err == nil || err.Error() != want {
		t.Errorf("Of: %v", err)
	}
}

func TestTypesThatCannotBeDecoded(t *testing.T) {
	const no = "nothing that Redis sends could become one"
	typeError[chan int](t, "decode: cannot decode into chan int: "+no)
	typeError[func()](t, "decode: cannot decode into func(): "+no)
	typeError[complex128](t, "decode: cannot decode into complex128: "+no)
	typeError[io.Reader](t, "decode: cannot decode into io.Reader: an interface with methods does not say which type to decode into")
	typeError[[]chan int](t, "decode: cannot decode into []chan int: element of type chan int: "+no)
	typeError[[2]error](t, "decode: cannot decode into [2]error: element of type error: an interface with methods does not say which type to decode into")
	typeError[*func()](t, "decode: cannot decode into *func(): element of type func(): "+no)
	typeError[map[string]chan int](t, "decode: cannot decode into map[string]chan int: value of type chan int: "+no)
	typeError[map[chan int]string](t, "decode: cannot decode into map[chan int]string: key of type chan int: "+no)
	typeError[map[chan int]struct{}](t, "decode: cannot decode into map[chan int]struct {}: key of type chan int: "+no)
	typeError[opt[chan int]](t, "decode: cannot decode into decode.Optional[chan int]: value of type chan int: "+no)
	typeError[decode.Pair[string, chan int]](t, "decode: cannot decode into decode.Pair[string,chan int]: value of type chan int: "+no)
	typeError[decode.Pair[chan int, string]](t, "decode: cannot decode into decode.Pair[chan int,string]: key of type chan int: "+no)
	typeError[[]decode.Scored[chan int]](t, "decode: cannot decode into []decode.Scored[chan int]: "+
		"element of type decode.Scored[chan int], member of type chan int: "+no)
	typeError[decode.Tuple3[int, int, chan int]](t, "decode: cannot decode into decode.Tuple3[int,int,chan int]: third part of type chan int: "+no)
	typeError[decode.Tuple4[int, int, int, chan int]](t, "decode: cannot decode into decode.Tuple4[int,int,int,chan int]: fourth part of type chan int: "+no)
	typeError[withChannel](t, "decode: cannot decode into decode_test.withChannel: field Inner of type struct { Pipes []chan int }, "+
		"field Pipes of type []chan int, element of type chan int: "+no)
	typeError[map[string][]withFunc](t, "decode: cannot decode into map[string][]decode_test.withFunc: value of type []decode_test.withFunc, "+
		"element of type decode_test.withFunc, field Call of type func(): "+no)
	typeError[embedsBad](t, "decode: cannot decode into decode_test.embedsBad: field withFunc.Call of type func(): "+no)
	typeError[recursiveBad](t, "decode: cannot decode into decode_test.recursiveBad: field F of type func(): "+no)
	_, bad := fields.Of(reflect.TypeFor[badTag]())
	typeError[badTag](t, "decode: cannot decode into decode_test.badTag: "+bad.Error())
}

func TestTypesThatContainThemselves(t *testing.T) {
	run(t, []row{
		gives("struct", dict{
			"Name", "a", "Boss", dict{"Name", "b", "Boss", nil}, "Reports", arr{dict{"Name", "c", "Reports", arr{}}},
			"ByName", dict{"d", dict{"Name", "d"}}, "Deputy", dict{"Name", "e"}, "Pair", arr{arr{"f", dict{"Name", "f"}}},
		}, employee{
			Name: "a", Boss: &employee{Name: "b"}, Reports: []employee{{Name: "c", Reports: []employee{}}},
			ByName: map[string]employee{"d": {Name: "d"}}, Deputy: decode.Some(&employee{Name: "e"}),
			Pair: []decode.Pair[string, *employee]{{"f", &employee{Name: "f"}}},
		}),
		gives("map", dict{"a", dict{"b", dict{}}, "c", dict{}}, forest{"a": {"b": {}}, "c": {}}),
		gives("pointer", nil, circle(nil)),
		fails[employee]("error inside", dict{"Boss", dict{"Boss", dict{"Name", arr{}}}}, "decode: array at .Boss.Boss.Name does not fit string"),
		fails[circle]("pointer to no end", "x", "decode: bulk string does not fit decode_test.circle: nested too deeply"),
	})
}

var sink bool

func TestForIsCheapAndSafeForConcurrentUse(t *testing.T) {
	type local struct{ A, B int }
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			d, err := decode.For[map[string][]local]()
			if err != nil {
				t.Error(err)
				return
			}
			var m map[string][]local
			if err := decodeBy(d, []byte("%1\r\n+k\r\n*1\r\n%1\r\n+A\r\n:1\r\n"), &m, nil); err != nil || m["k"][0].A != 1 {
				t.Error(m, err)
			}
		})
	}
	wg.Wait()
	for name, f := range map[string]func(){
		"static":   func() { decode.For[map[string]string]() },
		"plan":     func() { decode.For[map[string][]local]() },
		"error":    func() { decode.For[chan int]() },
		"IsDirect": func() { sink = decode.IsDirect[time.Time]() || decode.IsDirect[local]() },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

// Direct has a fast way of its own, which has to agree with For.
func TestDirectAgreesWithFor(t *testing.T) {
	direct := 0
	check := func(is bool) {
		if is {
			direct++
		}
	}
	check(agrees[string](t))
	check(agrees[[]byte](t))
	check(agrees[bool](t))
	check(agrees[int](t))
	check(agrees[int8](t))
	check(agrees[int16](t))
	check(agrees[int32](t))
	check(agrees[int64](t))
	check(agrees[uint](t))
	check(agrees[uint8](t))
	check(agrees[uint16](t))
	check(agrees[uint32](t))
	check(agrees[uint64](t))
	check(agrees[float32](t))
	check(agrees[float64](t))
	check(agrees[time.Time](t))
	check(agrees[time.Duration](t))
	check(agrees[decode.OK](t))
	check(agrees[opt[string]](t))
	check(agrees[opt[[]byte]](t))
	check(agrees[opt[int]](t))
	check(agrees[opt[int64]](t))
	check(agrees[opt[float64]](t))
	check(agrees[opt[bool]](t))
	if direct != 24 {
		t.Errorf("%d types are direct", direct)
	}
	if agrees[point](t) || agrees[[]string](t) || agrees[myInt8](t) || agrees[any](t) || agrees[opt[uint8]](t) {
		t.Error("a type is direct that is not meant to be")
	}
}

func agrees[T any](t *testing.T) bool {
	t.Helper()
	dec := decode.Of[T]()
	for _, reply := range []any{
		nil, "", "a", "1", "0", "-1", "1.5", "300", "99999999999", "1e400", 0, 1, -1, 300, 1.5, true, simple("OK"), verbatim("1"),
		huge("99999999999999999999"), int64(99999999999), arr{}, arr{1}, dict{"a", 1}, failure("ERR x"), "2026-01-02T03:04:05Z",
	} {
		for _, s := range spellings {
			frame := s.frame(reply)
			var r decode.Reader
			r.Reset(frame)
			got, ok, err := decode.Direct[T](&r)
			if ok != decode.IsDirect[T]() {
				t.Fatalf("%T: Direct says %v, IsDirect %v", got, ok, !ok)
			}
			if !ok {
				if r.Offset() != 0 {
					t.Errorf("%T: Direct read something", got)
				}
				continue
			}
			var want T
			wantErr := decodeBy(dec, frame, &want, nil)
			if errorText(err) != errorText(wantErr) || err == nil && !reflect.DeepEqual(got, want) {
				t.Errorf("%T of %q: Direct gives %v, %v; For %v, %v", got, frame, got, err, want, wantErr)
			}
		}
	}
	return decode.IsDirect[T]()
}
