package resp

import "io"

// A Scanner reads frames from an io.Reader: replies, or the commands that a client sends.
// It is made for scripted servers, tools and tests. A Scanner must not be used by two
// goroutines at once.
type Scanner struct {
	src    io.Reader
	framer Framer
	buf    []byte
	r, w   int // the bytes that were read and not yet returned are buf[r:w]
	last   int // size of the frame last returned, which lies before r
	err    error
}

const (
	scanMin  = 4 << 10 // the smallest buffer
	scanKeep = 1 << 20 // the largest buffer that is kept for the next frame
	scanIdle = 100     // how many reads in a row may give nothing
)

// NewScanner makes a Scanner that reads from src within limits l.
func NewScanner(src io.Reader, l Limits) *Scanner {
	s := &Scanner{src: src}
	s.framer.Init(l)
	return s
}

// Next gives the next frame. It is valid until the next call, which spoils it: its first
// byte is no kind then. The error is io.EOF at an end between two frames,
// io.ErrUnexpectedEOF at one inside a frame, a *SyntaxError if the bytes are no RESP, or
// what src returned; each of these is the error of all later calls too. After a
// *LimitError, which says that a frame was skipped, the next call gives the frame behind
// it.
func (s *Scanner) Next() ([]byte, error) {
	if s.last > 0 {
		s.buf[s.r-s.last] = 0
		s.last = 0
	}
	for idle := 0; ; {
		if s.r < s.w {
			size, err := s.framer.Next(s.buf[s.r:s.w])
			if size > 0 {
				frame := s.buf[s.r : s.r+size : s.r+size]
				s.r += size
				if err != nil {
					return nil, err
				}
				s.last = size
				return frame, nil
			}
			if err != nil {
				s.err = err
				return nil, err
			}
			s.r += s.framer.Skip()
		}
		if s.err != nil {
			if s.err == io.EOF && s.framer.begun {
				s.err = io.ErrUnexpectedEOF
			}
			return nil, s.err
		}
		s.makeRoom()
		n, err := s.src.Read(s.buf[s.w:])
		s.w += n
		if n == 0 {
			idle++
		}
		if err == nil && idle > scanIdle {
			err = io.ErrNoProgress
		}
		s.err = err // for when what has come by now is used up
	}
}

// makeRoom sees to it that there is room to read behind what is left in the buffer. It
// grows with the bytes that have come, not with those that are declared.
func (s *Scanner) makeRoom() {
	have := s.w - s.r
	if have == 0 {
		s.r, s.w = 0, 0
		if len(s.buf) > scanKeep {
			s.buf = nil
		}
	}
	want := min(max(s.framer.Missing(), scanMin/8), max(have, scanMin))
	switch {
	case len(s.buf)-s.w >= want:
		return
	case len(s.buf)-have >= want:
		copy(s.buf, s.buf[s.r:s.w])
	default:
		grown := make([]byte, max(scanMin, have+want, 2*have))
		copy(grown, s.buf[s.r:s.w])
		s.buf = grown
	}
	s.r, s.w = 0, have
}
