//go:build !race

package redis

// raceEnabled is true in builds with the race detector.
const raceEnabled = false

func poison([]byte) {}
