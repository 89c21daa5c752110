package redis

import (
	"math/bits"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"
)

// A chunk is memory that replies are read into. The reader holds one reference
// while it fills it, each exchange one while its caller has not decoded the replies in
// it. The last one to let go puts it back for reuse.
type chunk struct {
	buf   []byte
	refs  atomic.Int32
	owned bool // made for a single large reply, whose caller may keep it
}

const (
	chunkMin   = 64 << 10 // what a connection usually reads into
	chunkMax   = 4 << 20  // larger ones are left to the garbage collector
	chunkSizes = 7        // 64 KiB, 128 KiB, ... 4 MiB

	// ownMin is the size from which a bulk string is read into memory of its own,
	// which then becomes the caller's []byte or string without being copied again.
	ownMin = 32 << 10
	// ownStep is how much memory is given to a reply ahead of its bytes.
	ownStep = 1 << 20
)

var (
	chunks [chunkSizes]sync.Pool
	// owned keeps owned chunks without their memory. It is no sync.Pool, since large replies
	// are what makes the garbage collector run, and that would empty it.
	owned = make(chan *chunk, 64)
)

// sizeClass gives the index in chunks of the class that has size bytes.
func sizeClass(size int) int {
	return bits.Len(uint(size-1)) - bits.Len(uint(chunkMin-1))
}

// newChunk returns a chunk of at least size bytes with one reference.
func newChunk(size int) *chunk {
	size = max(size, chunkMin)
	class := sizeClass(size)
	if class >= chunkSizes {
		c := &chunk{buf: make([]byte, size)}
		c.refs.Store(1)
		return c
	}
	c, _ := chunks[class].Get().(*chunk)
	if c == nil {
		c = &chunk{buf: make([]byte, chunkMin<<class)}
	}
	c.refs.Store(1)
	return c
}

// ownChunk returns a chunk for one reply of the given size, of which the first
// have bytes are there already: its memory follows what is received.
func ownChunk(size, have int) *chunk {
	var c *chunk
	select {
	case c = <-owned:
	default:
		c = &chunk{owned: true}
	}
	c.buf = dirty(min(size, have+max(have, ownStep)))
	c.refs.Store(1)
	return c
}

// dirty returns n bytes of new memory that is not cleared: clearing what is
// about to be overwritten takes an eighth of the time of a large reply. Only
// strings.Builder gives such memory; nothing of it is looked at before it is written.
func dirty(n int) []byte {
	var b strings.Builder
	b.Grow(n)
	b.WriteByte(0)
	return unsafe.Slice(unsafe.StringData(b.String()), n)
}

// release gives up a reference. The memory of an owned chunk now belongs to the
// values that were decoded from it.
func (c *chunk) release() {
	if c.refs.Add(-1) > 0 {
		return
	}
	if c.owned {
		c.buf = nil
		select {
		case owned <- c:
		default:
		}
		return
	}
	poison(c.buf)
	if class := sizeClass(len(c.buf)); class < chunkSizes {
		chunks[class].Put(c)
	}
}
