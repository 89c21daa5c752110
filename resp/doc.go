// Package resp reads and writes RESP, the protocol of Redis, in both of its versions, as
// client and as server. It knows bytes and values; of sockets, commands and Go's types it
// knows nothing.
//
// A [Framer] finds where a reply ends in bytes that come in pieces, and refuses what is no
// RESP or over the [Limits]. A [Reader] reads the values of one frame, as a whole reply is
// called here, in place. The functions named Append… write values at the end of a byte
// slice, and [AppendCommand] writes a whole command. A [Scanner] does both reading steps
// for an io.Reader.
//
// # Terms
//
// A value has a [Kind] and is either a scalar or an aggregate of further values. A reply is
// the value that a server returns for a command; a push is a value of kind Push at the top
// of the stream and answers nothing. An attribute describes the value after it and is not
// part of it. A frame is a reply, or a push, with the attributes before it. The null of
// RESP3 and the two of RESP2 are one kind, Null. A streamed string comes in chunks, a
// streamed aggregate without a count.
//
// # What is accepted
//
// All of RESP2 and RESP3, and nothing else. Lengths and counts are bare digits without a
// leading zero; -1 is for strings and arrays only. Integers and big numbers are digits with
// an optional sign. Doubles need digits on both sides of their point, and must be in the
// range of a float64; nan may have a sign, since servers before 7.2 send it so. A line ends
// in CRLF and has no CR, LF or NUL. Strings, arrays, sets, maps and pushes can be streamed,
// as "$?" and so on.
//
// # Lifetimes
//
// Nothing is copied. What a Reader returns lies in the frame and is valid as long as that
// is; Reader.Text makes a string that lasts. The frame of a Scanner is valid until the next
// call of Next.
package resp
