package resp

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// next is sent after what a test is about, to see that the Framer stands right.
const next = "+NEXT\r\n"

// events gives what a Framer is to find in the wire of a case.
func (c *wireCase) events() []event {
	switch {
	case c.want != "":
		return []event{{Frame: c.wire}}
	case c.limit != "":
		k := FrameKind([]byte(c.wire))
		return []event{{Limit: c.limit, Kind: k, Size: int64(len(c.wire))}}
	case c.short:
		return nil
	}
	return []event{{Reason: c.reason, Offset: c.at, Found: c.wire[c.at]}}
}

func TestFramerFindsEnds(t *testing.T) {
	for _, c := range wireCases {
		t.Run(c.name, func(t *testing.T) {
			want := c.events()
			wire := c.wire
			if c.want != "" || c.limit != "" {
				wire += next
				want = append(want, event{Frame: next})
				if c.lim.Reply > 0 && c.lim.Reply < int64(len(next)) || c.lim.Line > 0 && c.lim.Line < 4 {
					wire, want = c.wire, want[:1]
				}
			}
			got, _ := feed(t, c.lim, wire)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("in one piece (-want +got):\n%s", diff)
			}
			for _, n := range []int{1, 2, 3, 7, 1000} {
				if len(wire) > 4000 && n < 1000 {
					continue // it would take time quadratic in the size
				}
				got, _ := feed(t, c.lim, pieces(wire, n)...)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("in pieces of %d (-want +got):\n%s", n, diff)
				}
			}
			step := 1
			if len(wire) > 2000 {
				step = len(wire) / 100
			}
			for i := 0; i <= len(wire); i += step {
				got, _ := feed(t, c.lim, wire[:i], wire[i:])
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("split at %d (-want +got):\n%s", i, diff)
				}
			}
		})
	}
}

func TestReferenceAgreesWithTheTable(t *testing.T) {
	for _, c := range wireCases {
		t.Run(c.name, func(t *testing.T) {
			v := judge(c.wire, c.lim)
			switch {
			case c.want != "":
				if v.size != len(c.wire) || v.limit != "" || v.tree.String() != c.want {
					t.Errorf("got %d %q %v", v.size, v.limit, v.tree)
				}
			case c.limit != "":
				if v.size != len(c.wire) || v.limit != c.limit {
					t.Errorf("got %d %q", v.size, v.limit)
				}
			case c.short:
				if v.size != 0 || v.reason != "" {
					t.Errorf("got %d %q", v.size, v.reason)
				}
			default:
				if v.reason != c.reason || int64(v.offset) != c.at {
					t.Errorf("got %q at %d, want %q at %d", v.reason, v.offset, c.reason, c.at)
				}
			}
		})
	}
}
