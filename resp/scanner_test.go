package resp

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestScannerReadsFrames(t *testing.T) {
	readers := map[string]func(io.Reader) io.Reader{
		"as it comes": func(r io.Reader) io.Reader { return r },
		"bytewise":    iotest.OneByteReader,
		"by halves":   iotest.HalfReader,
		"EOF early":   iotest.DataErrReader,
	}
	for how, wrap := range readers {
		t.Run(how, func(t *testing.T) {
			for _, c := range wireCases {
				if len(c.wire) > 2000 && how == "bytewise" {
					continue
				}
				s := NewScanner(wrap(strings.NewReader(c.wire)), c.lim)
				var got []event
				var last error
				for last == nil {
					frame, err := s.Next()
					var limit *LimitError
					var syntax *SyntaxError
					switch {
					case err == nil:
						got = append(got, event{Frame: string(frame)})
					case errors.As(err, &limit):
						got = append(got, event{Limit: limit.Limit, Kind: limit.Kind, Size: int64(len(c.wire))})
					case errors.As(err, &syntax):
						got = append(got, event{Reason: syntax.Reason, Offset: syntax.Offset, Found: syntax.Found})
						last = err
					default:
						last = err
					}
				}
				if diff := cmp.Diff(c.events(), got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", c.name, diff)
				}
				want := io.EOF
				if c.short && c.wire != "" {
					want = io.ErrUnexpectedEOF
				}
				if c.reason == "" && last != want {
					t.Errorf("%s: ended with %v, want %v", c.name, last, want)
				}
				if _, again := s.Next(); again != last {
					t.Errorf("%s: ended with %v, then with %v", c.name, last, again)
				}
			}
		})
	}
}

func TestScannerGoesOnBehindASkippedFrame(t *testing.T) {
	s := NewScanner(strings.NewReader("*2\r\n+abcdef\r\n+x\r\n+OK\r\n"), Limits{Reply: 10})
	var limit *LimitError
	if _, err := s.Next(); !errors.As(err, &limit) {
		t.Fatalf("got %v, want a LimitError", err)
	}
	if frame, err := s.Next(); string(frame) != "+OK\r\n" || err != nil {
		t.Errorf("got %q, %v", frame, err)
	}
}

func TestScannerSpoilsTheLastFrame(t *testing.T) {
	s := NewScanner(strings.NewReader(":1\r\n:2\r\n"), Limits{})
	frame, err := s.Next()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Next(); err != nil {
		t.Fatal(err)
	}
	var r Reader
	r.Reset(frame)
	if v, err := r.Next(); err == nil {
		t.Errorf("an expired frame still reads as %+v", v)
	}
}

func TestScannerReturnsErrorsOfItsSource(t *testing.T) {
	s := NewScanner(io.MultiReader(strings.NewReader(":1\r\n:2"), iotest.ErrReader(io.ErrClosedPipe)), Limits{})
	if frame, err := s.Next(); string(frame) != ":1\r\n" || err != nil {
		t.Fatalf("got %q, %v", frame, err)
	}
	for range 2 {
		if _, err := s.Next(); err != io.ErrClosedPipe {
			t.Errorf("got %v", err)
		}
	}
}

type idleReader struct{}

func (idleReader) Read([]byte) (int, error) { return 0, nil }

func TestScannerGivesUpOnASourceWithoutProgress(t *testing.T) {
	if _, err := NewScanner(idleReader{}, Limits{}).Next(); err != io.ErrNoProgress {
		t.Errorf("got %v", err)
	}
}

func TestScannerBufferFollowsWhatHasCome(t *testing.T) {
	// A header that declares 512 MiB, then 10 bytes.
	s := NewScanner(iotest.OneByteReader(strings.NewReader("$536870912\r\n0123456789")), Limits{})
	if _, err := s.Next(); err != io.ErrUnexpectedEOF {
		t.Fatal(err)
	}
	if len(s.buf) > 3*scanMin {
		t.Errorf("the buffer is %d bytes", len(s.buf))
	}
	// A large frame does not keep its buffer.
	big := AppendBulk(nil, make([]byte, 4<<20))
	s = NewScanner(io.MultiReader(bytes.NewReader(big), strings.NewReader(":1\r\n")), Limits{})
	for range 2 {
		if _, err := s.Next(); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.buf) > scanKeep {
		t.Errorf("the buffer is %d bytes", len(s.buf))
	}
}
