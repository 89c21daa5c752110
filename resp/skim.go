package resp

// Replies consist mostly of short strings, integers and small aggregates. The functions
// of this file go over these, and only when they are whole and right; all else they
// leave to the Framer proper, which knows every rule and every reason. They are
// plain loops over the bytes at hand with no state besides positions, so that the compiler keeps
// them in registers; a short value costs a few nanoseconds.

const (
	// maxShort is more than the size of any value that short accepts.
	maxShort = 100_000 + 16
	// maxShortLine is the longest line that short accepts.
	maxShortLine = 64
)

// short gives the size of the value that b begins with, if it is a whole and
// valid one of a common kind and no aggregate; 0 leaves it open.
func short(b []byte) int {
	if len(b) < 4 {
		return 0
	}
	i := 1
	switch b[0] {
	case '$':
		n := int(b[1] - '0')
		if n > 9 {
			return 0
		}
		i = 2
		if b[2] != '\r' {
			if n == 0 {
				return 0
			}
			for ; i < 6 && i < len(b); i++ {
				d := b[i] - '0'
				if d > 9 {
					break
				}
				n = n*10 + int(d)
			}
		}
		end := i + 2 + n
		if end+2 > len(b) || b[i] != '\r' || b[i+1] != '\n' || b[end] != '\r' || b[end+1] != '\n' {
			return 0
		}
		return end + 2
	case ':':
		if b[1] == '-' {
			i = 2
		}
		digit := i
		for i < len(b) && b[i]-'0' <= 9 {
			i++
		}
		if n := i - digit; n == 0 || n > 18 {
			return 0
		}
	case '+', '-':
		for i < len(b) && i <= maxShortLine && b[i] >= ' ' {
			i++
		}
	case ',':
		if b[1] == '-' {
			i = 2
		}
		digit, points := i, 0
		for i < len(b) && i <= maxShortLine {
			if b[i] == '.' && points == 0 && i > digit {
				points = 1
				digit = i + 1
			} else if b[i]-'0' > 9 {
				break
			}
			i++
		}
		if i == digit {
			return 0
		}
	case '#':
		if b[1] != 't' && b[1] != 'f' {
			return 0
		}
		i = 2
	case '_':
	default:
		return 0
	}
	if i+1 >= len(b) || b[i] != '\r' || b[i+1] != '\n' {
		return 0
	}
	return i + 2
}

// shortHeader gives the size of the header of an aggregate of fewer than 100 000
// elements, or pairs, that b begins with, and how many elements it has; size 0 leaves it open.
func shortHeader(b []byte) (size, n int) {
	if len(b) < 4 {
		return 0, 0
	}
	n = int(b[1] - '0')
	if n > 9 {
		return 0, 0
	}
	i := 2
	if b[2] != '\r' {
		if n == 0 {
			return 0, 0
		}
		for ; i < 6 && i < len(b); i++ {
			d := b[i] - '0'
			if d > 9 {
				break
			}
			n = n*10 + int(d)
		}
	}
	if i+1 >= len(b) || b[i] != '\r' || b[i+1] != '\n' {
		return 0, 0
	}
	switch b[0] {
	case '*', '~', '>':
		return i + 2, n
	case '%':
		return i + 2, 2 * n
	}
	return 0, 0
}

// skim goes from pos over values for which short and shortHeader are enough, up
// to the end of the reply or the first that needs more.
func (f *Framer) skim(b []byte) {
	last := len(f.stack) - 1
	if !f.lim.roomy() || f.stack[last].streamed {
		return
	}
	pos, left, depth := f.pos, f.stack[last].left, f.stack[last].depth
	for {
		n := 0
		size := short(b[pos:])
		if size == 0 {
			size, n = shortHeader(b[pos:])
			if size == 0 || int(depth) >= f.lim.Depth || n > f.lim.Elements || last+1 == maxLevels {
				break
			}
		}
		if depth == 0 {
			f.kind = Kind(b[pos])
		}
		pos += size
		left--
		if n > 0 {
			if left > 0 {
				f.stack[last].left = left
				f.stack = append(f.stack[:last+1], level{})
				last++
			}
			left = n
			depth++
			f.stack[last].depth = depth
			continue
		}
		if left == 0 {
			if last--; last < 0 || f.stack[last].streamed {
				break
			}
			left, depth = f.stack[last].left, f.stack[last].depth
		}
	}
	if pos != f.pos {
		f.pos, f.seen = pos, 0
	}
	if f.stack = f.stack[:last+1]; last >= 0 && !f.stack[last].streamed {
		f.stack[last].left = left
	}
}
