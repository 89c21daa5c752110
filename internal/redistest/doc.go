// Package redistest is the test kit of this module: a real redis-server per
// test binary, others that hang and restart, have TLS, or a master with
// replicas and sentinels; scripted servers for what a real one will not do, a
// proxy that cuts and stalls at exact byte offsets, connections that write
// short and fail, and checks for leaked goroutines and descriptors.
//
// The kit shares no code with what it tests: it reads commands and replies
// with parsers of its own ([Proxy.Commands] is an oracle only because of
// that), and imports nothing but the standard library, so every package of
// the module can use it.
//
// A package that uses [Server] hands its tests to [Main]:
//
//	func TestMain(m *testing.M) { os.Exit(redistest.Main(m)) }
//
// Everything that takes a [testing.TB] ends with that test: servers stop,
// connections close, and the goroutines behind them are waited for. Faults are
// triggered by counted bytes and commands, not by time, so a run that failed
// can be repeated.
package redistest
