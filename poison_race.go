//go:build race

package redis

// raceEnabled is true in builds with the race detector.
const raceEnabled = true

// poison overwrites memory that nobody may look at any more, so that in builds
// for tests a value that aliases it is wrong at once.
func poison(b []byte) {
	for i := range b {
		b[i] = 0xDB
	}
}
