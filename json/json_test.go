package json_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"sync"
	"testing"

	stdjson "encoding/json"

	"github.com/google/go-cmp/cmp"

	"github.com/redisfut/redis/codec"
	"github.com/redisfut/redis/json"
)

type user struct {
	Name  string         `json:"name"`
	Tags  []string       `json:"tags,omitempty"`
	Inner map[string]int `json:"inner,omitempty"`
	Boss  *user          `json:"boss,omitempty"`
}

var _ interface {
	codec.BulkMarshaler
	codec.BulkUnmarshaler
} = (*json.Value[user])(nil)

func TestCodecReadsBackWhatItWrote(t *testing.T) {
	tests := []struct {
		name string
		give user
		want string
	}{
		{"zero", user{}, `{"name":""}`},
		{"full", user{"Ann", []string{"a", "b"}, map[string]int{"x": 1}, &user{Name: "Bob"}},
			`{"name":"Ann","tags":["a","b"],"inner":{"x":1},"boss":{"name":"Bob"}}`},
		{"HTML is left alone", user{Name: "<a href='x'>&</a>"}, `{"name":"<a href='x'>&</a>"}`},
		{"newlines stay inside", user{Name: "a\r\nb\n"}, `{"name":"a\r\nb\n"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			const before = "before"
			b, err := json.Codec{}.Append([]byte(before), &test.give)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before+test.want, string(b)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			var back user
			if err := (json.Codec{}).Unmarshal(b[len(before):], &back); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.give, back); diff != "" {
				t.Errorf("read back (-want +got):\n%s", diff)
			}
		})
	}
}

type refusing struct{}

func (refusing) MarshalJSON() ([]byte, error) { return nil, errors.New("no ink") }

type panicking struct{}

func (panicking) MarshalJSON() ([]byte, error) { panic("no paper") }

func TestCodecAfterAFailure(t *testing.T) {
	before := []byte("before")
	for _, bad := range []any{make(chan int), math.NaN(), refusing{}, []any{1, refusing{}}} {
		b, err := json.Codec{}.Append(before, bad)
		if err == nil || string(b) != "before" {
			t.Errorf("%T: %q, %v", bad, b, err)
		}
		b, err = json.Codec{}.Append(before, 5)
		if err != nil || string(b) != "before5" {
			t.Errorf("after %T: %q, %v", bad, b, err)
		}
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic did not pass through")
			}
		}()
		json.Codec{}.Append(before, panicking{})
	}()
	b, err := json.Codec{}.Append(before, 5)
	if err != nil || string(b) != "before5" {
		t.Errorf("after a panic: %q, %v", b, err)
	}
}

func TestUnmarshalErrors(t *testing.T) {
	var n struct{ Small int8 }
	err := json.Codec{}.Unmarshal([]byte(`{"Small":4111111111111111}`), &n)
	var mismatch *stdjson.UnmarshalTypeError
	if !errors.As(err, &mismatch) || mismatch.Field != "Small" {
		t.Fatalf("error is %v", err)
	}
	if strings.Contains(err.Error(), "4111") {
		t.Errorf("%q quotes the number", err)
	}
	var syntax *stdjson.SyntaxError
	if err := (json.Codec{}).Unmarshal([]byte(`{"Small":1} 2`), &n); !errors.As(err, &syntax) {
		t.Errorf("error for more than one value is %v", err)
	}
}

func TestValueIsJSONWhateverTheType(t *testing.T) {
	type hash struct {
		Name string
		User json.Value[user]
		List *json.Value[[]int] `redis:",omitempty"`
	}
	tests := []struct {
		name string
		give any
		want []string
	}{
		{"struct", json.Of(user{Name: "Ann"}), []string{`{"name":"Ann"}`}},
		{"string", json.Of("a"), []string{`"a"`}},
		{"nil pointer", json.Of((*user)(nil)), []string{"null"}},
		{"slice, which does not spread", json.Of([]int{1, 2}), []string{"[1,2]"}},
		{"pointer to a Value", &json.Value[bool]{V: true}, []string{"true"}},
		{"elements", []json.Value[string]{{V: "a"}, {V: "b"}}, []string{`"a"`, `"b"`}},
		{"values of a map", map[string]json.Value[[]int]{"k": {V: []int{1}}}, []string{"k", "[1]"}},
		{"fields", hash{Name: "h", User: json.Of(user{Name: "Ann"})}, []string{"Name", "h", "User", `{"name":"Ann"}`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var want []byte
			for _, s := range test.want {
				want, _ = codec.Append(want, s, nil)
			}
			got, n, err := codec.AppendSpreadAny(nil, test.give, nil)
			if err != nil || n != len(test.want) {
				t.Fatalf("%d arguments, %v", n, err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestValueIsReplacedNotMerged(t *testing.T) {
	x := json.Of(user{Name: "Ann", Tags: []string{"old"}, Inner: map[string]int{"old": 1}})
	if err := x.UnmarshalBulk([]byte(`{"name":"Bob","inner":{"new":2}}`)); err != nil {
		t.Fatal(err)
	}
	want := user{Name: "Bob", Inner: map[string]int{"new": 2}}
	if diff := cmp.Diff(want, x.V); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := x.UnmarshalBulk([]byte(`{"name":"Eve","inner":5}`)); err == nil {
		t.Error("no error")
	}
	if diff := cmp.Diff(want, x.V); diff != "" {
		t.Errorf("after an error (-want +got):\n%s", diff)
	}
}

func TestCodecIsUsedByManyGoroutines(t *testing.T) {
	var done sync.WaitGroup
	for i := range 8 {
		done.Go(func() {
			give := user{Name: fmt.Sprint(i)}
			want := fmt.Sprintf(`{"name":"%d"}`, i)
			for range 1000 {
				b, err := json.Codec{}.Append(nil, &give)
				if err != nil || string(b) != want {
					t.Errorf("got %q, %v, want %q", b, err, want)
					return
				}
			}
		})
	}
	done.Wait()
}

func BenchmarkValue(b *testing.B) {
	x := json.Of(user{Name: "Ann", Tags: []string{"a", "b"}})
	buf := make([]byte, 0, 1024)
	b.Run("Append", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			codec.Append(buf, &x, nil)
		}
	})
	text := []byte(`{"name":"Ann","tags":["a","b"]}`)
	b.Run("Unmarshal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			x.UnmarshalBulk(text)
		}
	})
}
