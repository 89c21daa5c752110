package redis

// What the commands of path hashes take, and the replies that are cut by it.

// MaxPathLen makes PHPREFIXES leave out paths of more bytes. It must not be negative.
type MaxPathLen int64

func (o MaxPathLen) put(x *exchange, given *options) {
	optionMaxPathLen.natural(x, given, "MAXPATHLEN", int64(o))
}

// PathPrefix makes PHSCAN give only paths that begin with it.
type PathPrefix string

func (o PathPrefix) put(x *exchange, given *options) {
	optionPathPrefix.take(x, given)
	x.str("PREFIX")
	x.str(string(o))
}

// putPathPairs appends paths, at least one, each with the number of its pairs, at least one, and these.
func putPathPairs[V any](x *exchange, paths []Pair[string, V]) {
	if len(paths) == 0 {
		x.fail(errNothing)
	}
	for _, p := range paths {
		x.str(p.Key)
		x.str("FIELDS")
		putNumPairs(x, p.Value)
	}
}

// putPathFields appends paths, at least one, each with the number of its fields, at least one, and these.
func putPathFields[F any](x *exchange, paths []Pair[string, []F]) {
	if len(paths) == 0 {
		x.fail(errNothing)
	}
	for _, p := range paths {
		if len(p.Value) == 0 {
			x.fail(errNothing)
		}
		x.str(p.Key)
		x.str("FIELDS")
		x.int(int64(len(p.Value)))
		for _, field := range p.Value {
			value(x, field)
		}
	}
}

// finishPathFields is finish for a reply with the values of all fields of all paths, one path behind the other.
func finishPathFields[T, F any](p Pipe, x *exchange, paths []Pair[string, []F]) Future[[][]T] {
	sizes := make([]int, len(paths))
	for i := range paths {
		sizes[i] = len(paths[i].Value)
	}
	return finishRowsOf[[]T](p, x, len(sizes), func(row int) int { return sizes[row] })
}
