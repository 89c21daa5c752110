package redis

// An ArrayInfo is what [ARInfo] tells of an array. The server keeps an array in slices, each of the elements of so many indices in a row,
// and the slices in a directory.
type ArrayInfo struct {
	Count           int64  `redis:"count"`             // of elements, as [ARCount] gives it
	Len             uint64 `redis:"len"`               // one more than the greatest index, as [ARLen] gives it
	NextInsertIndex uint64 `redis:"next-insert-index"` // as [ARNext] gives it, but 0 where there are no more indices
	Slices          int64  `redis:"slices"`            // how many there are
	DirectorySize   int64  `redis:"directory-size"`    // how many entries the directory has room for
	SuperDirEntries int64  `redis:"super-dir-entries"` // how many parts the directory has; 0 where it is one
	SliceSize       int64  `redis:"slice-size"`        // indices of a slice
}

// An ArrayInfoFull is what [ARInfoFull] tells of an array. A slice is dense, with room for each index between two, or sparse, with room
// for single ones.
type ArrayInfoFull struct {
	ArrayInfo
	DenseSlices   int64   `redis:"dense-slices"`    // how many there are
	SparseSlices  int64   `redis:"sparse-slices"`   // how many there are
	AvgDenseSize  float64 `redis:"avg-dense-size"`  // for how many elements a dense slice has room
	AvgDenseFill  float64 `redis:"avg-dense-fill"`  // which part of that room is used, from 0 to 1
	AvgSparseSize float64 `redis:"avg-sparse-size"` // for how many elements a sparse slice has room
}
