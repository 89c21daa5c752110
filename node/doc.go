// Package node holds one reply of any shape as a tree, for replies that have no
// Go type: those of a command that is new or nested (XINFO STREAM FULL, ACL LOG,
// a script), and whatever one wants to look at before deciding.
//
// A [Tree] is flat: the nodes of all values lie in one slice, in the order of the
// wire (an aggregate before its elements), and their text in a copy of the
// reply's bytes. So a tree costs two allocations whatever its size, and lives as
// long as one wants, apart from the connection. A [Cursor] walks it:
//
//	for group := range tree.Root().Key("groups").Children() {
//		name := group.Key("name").Text()
//		pending, ok := group.Key("pel-count").Int()
//		…
//	}
//
// A path that leads nowhere ends at a cursor that is not [Cursor.Valid], whose
// methods all give nothing; so a walk is checked once, at its end. Any part of a
// tree can be decoded into a Go type: [Cursor.Raw] gives its bytes, for
// decode.Unmarshal. A tree prints as redis-cli prints the reply, see
// [Cursor.String].
//
// # Attributes
//
// An attribute describes the value after it and is no part of that. Its node
// comes before the node of its value, at the same depth; counting, walking and
// printing pass over it, and [Cursor.Attributes] gives it.
//
// # RESP2
//
// Null strings and null arrays are of kind [resp.Null]. Where RESP3 has a map,
// RESP2 has an array with keys and values by turns, and [Cursor.Key] and
// [Cursor.Entries] take that for one; the kind tells them apart.
package node
