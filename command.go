package redis

//go:generate go run ./internal/gen

// A command is one entry of the command table: what must be known about a
// command to encode it, to refuse it where it would do harm, to send it again
// after a loss, and to find its keys. The entries are generated from
// internal/commands into commandtable.go and never change.
type command struct {
	name   string // "GET", "XINFO STREAM"
	prefix string // "*2\r\n$3\r\nGET\r\n": the header for argc arguments, then the words of the name
	words  int    // arguments that the name takes: 2 for "XINFO STREAM"
	argc   int    // arguments that the header in prefix declares, those of the name included
	flags  commandFlags
	retry  retryClass

	// Positions of the keys among the arguments as COMMAND INFO gives them: the name is argument 0, a
	// negative lastKey counts from the end, and firstKey 0 says that there are none,
	// or that only the arguments tell where (movableKeys).
	firstKey, lastKey, keyStep int

	// instead says of a refused command why it is, and which API serves instead; and of a blocking one, of which
	// the same is true only where it stands alone.
	instead string

	// careful is the entry that takes over when an option makes it less safe to
	// execute the command twice; nil where no option does.
	careful *command
}

// commandFlags tell what a command does to data and to its connection.
type commandFlags uint16

const (
	readOnly    commandFlags = 1 << iota // reads keys and changes nothing
	writes                               // may change keys
	blocking                             // waits in the server and holds up all that follows on its connection, so it gets a pinned one
	blockOption                          // is blocking when BLOCK is among its options
	pubsub                               // is about channels
	connState                            // changes what later commands of its connection mean, or who may send them
	script                               // runs code, so an error may come after some of it took effect
	movableKeys                          // its arguments tell where its keys are
	refused                              // a shared connection does not take it; instead tells why
	own                                  // the connection's own: taken as long as it is there, after Shutdown too
)

// A retryClass is how much is risked by executing a command a second time, in
// descending order: the zero value promises nothing.
type retryClass uint8

const (
	retryAccumulating   retryClass = iota // does its work a second time: INCR, LPUSH, LPOP, PUBLISH, and all that is unknown
	retryConditional                      // leaves the right state, but may report a failure, or an old value, that is the work of the first time
	retryLastWriterWins                   // twice leaves what once at the later moment would; may undo another caller's newer write
	retryRead                             // changes nothing
)

// maxName is the longest name or subcommand that is looked up.
const maxName = 24

// lookup finds the entry of a command by its name and, for a container such as
// CLIENT, its first argument, in any letter case. It returns nil for what the table does not know.
func lookup(name, sub string) *command {
	var a, b [maxName]byte
	return find(upper(&a, name), upper(&b, sub))
}

// upper gives s in upper case, nothing if s is longer than all that could be found.
func upper(buf *[maxName]byte, s string) []byte {
	if len(s) > len(buf) {
		return nil
	}
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		buf[i] = c
	}
	return buf[:len(s)]
}

// lateRefusal looks at the encoded arguments of a command for what was not to be seen in
// their Go values: a subcommand that is no string or came out of a slice. It returns the entry that
// says why the command is refused, nil if it is not.
func lateRefusal(cmd *command, name string, args []byte) *command {
	if cmd.words == 1 && len(args) > 0 {
		sub, _ := cutBulk(args)
		if len(sub) > maxName {
			return nil
		}
		if c := lookup(name, string(sub)); c != nil && c != cmd && c.flags&refused != 0 {
			return c
		}
	}
	return nil
}

// blocks reports whether BLOCK is among the options of XREAD or XREADGROUP. A
// stream, group or consumer of that name is no option.
func blocks(args []byte) bool {
	for len(args) > 0 {
		var word []byte
		word, args = cutBulk(args)
		if len(word) > maxName {
			continue
		}
		var buf [maxName]byte
		skip := 0
		switch string(upper(&buf, string(word))) {
		case "BLOCK":
			return true
		case "STREAMS":
			return false
		case "COUNT", "CLAIM":
			skip = 1
		case "GROUP":
			skip = 2
		}
		for range skip {
			if len(args) > 0 {
				_, args = cutBulk(args)
			}
		}
	}
	return false
}

// cutBulk cuts the first bulk string off args, which is one or more of them as encoded here.
func cutBulk(args []byte) (payload, rest []byte) {
	size, i := 0, 1
	for ; args[i] != '\r'; i++ {
		size = size*10 + int(args[i]-'0')
	}
	i += len("\r\n")
	return args[i : i+size], args[i+size+len("\r\n"):]
}
