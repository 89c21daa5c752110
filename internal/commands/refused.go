package commands

// What to do in place of a refused command. The texts follow "refused on a shared connection: ".
const (
	ownConnection = "it needs a connection of its own, which this version does not offer"
	subscribing   = "a subscription needs a connection of its own, which this version does not offer"
	useMulti      = "use redis.Multi"
	watching      = "use redis.Watch"
	replicating   = "it starts the protocol of replication, which this package does not speak"
	counting      = "replies could no longer be told apart; put the command with the result type redis.Ignore, or do not ask for its result"
	tracking      = "client-side caching needs a connection of its own, which this version does not offer"
	handshaking   = "the connection has done its handshake; credentials, database and name are set by redis.Config"
	fieldsets     = "names of fields belong to the connection, and so to all who share it; use redis.HSet"
	bluff         = "it is no command, and the server closes the connection of whoever sends it"
)

// The commands that would break a shared connection for its other users: they
// change what is answered to whom, in which form, or how soon.
var refusedCommands = []Command{
	// These change who the connection is or what it talks about.
	{Name: "AUTH", Since: "1.0.0", Arity: -2, Flags: ConnState, Instead: "set Username and Password of redis.Config, or those of the URL"},
	{Name: "HELLO", Since: "6.0.0", Arity: -1, Flags: ConnState, Instead: handshaking},
	{Name: "SELECT", Since: "1.0.0", Arity: 2, Flags: ConnState, Instead: "set DB of redis.Config, or the path of the URL"},
	{Name: "RESET", Since: "6.2.0", Arity: 1, Flags: ConnState, Instead: "use Conn.Close, and redis.Dial for a fresh connection"},
	{Name: "QUIT", Since: "1.0.0", Arity: -1, Flags: ConnState, Instead: "use Conn.Close"},
	{Name: "CLIENT SETNAME", Since: "2.6.9", Arity: 3, Flags: ConnState, Instead: "set ClientName of redis.Config, or client_name of the URL"},
	{Name: "CLIENT SETINFO", Since: "7.2.0", Arity: 4, Flags: ConnState, Instead: "what the connection says of its library is no matter of one of its users"},
	{Name: "CLIENT CAPA", Since: "8.0.0", Arity: -3, Flags: ConnState, Instead: "redirections of this kind are not understood by this version"}, // of Valkey
	{Name: "CLIENT NO-EVICT", Since: "7.0.0", Arity: 3, Flags: ConnState, Instead: ownConnection},
	{Name: "CLIENT NO-TOUCH", Since: "7.2.0", Arity: 3, Flags: ConnState, Instead: ownConnection},
	{Name: "CLIENT IMPORT-SOURCE", Since: "8.1.0", Arity: 3, Flags: ConnState, Instead: ownConnection}, // of Valkey
	{Name: "CLIENT REPLY", Since: "3.2.0", Arity: 3, Flags: ConnState, Instead: counting},
	{Name: "CLIENT TRACKING", Since: "6.0.0", Arity: -3, Flags: ConnState, Instead: tracking},
	{Name: "CLIENT CACHING", Since: "6.0.0", Arity: 3, Flags: ConnState, Instead: tracking},
	{Name: "READONLY", Since: "3.0.0", Arity: 1, Flags: ConnState, Instead: ownConnection},
	{Name: "READWRITE", Since: "3.0.0", Arity: 1, Flags: ConnState, Instead: ownConnection},
	{Name: "ASKING", Since: "3.0.0", Arity: 1, Flags: ConnState, Instead: "it takes effect on the next command, which may be anybody's; redirections are not followed by this version"},

	{Name: "HIMPORT PREPARE", Since: "8.10.0", Arity: -4, Flags: ConnState, Instead: fieldsets},
	{Name: "HIMPORT DISCARD", Since: "8.10.0", Arity: 3, Flags: ConnState, Instead: fieldsets},
	{Name: "HIMPORT DISCARDALL", Since: "8.10.0", Arity: 2, Flags: ConnState, Instead: fieldsets},

	// The commands behind these are queued, or depend on what was read before.
	{Name: "MULTI", Since: "1.2.0", Arity: 1, Flags: ConnState, Instead: useMulti},
	{Name: "EXEC", Since: "1.2.0", Arity: 1, Flags: ConnState, Instead: useMulti},
	{Name: "DISCARD", Since: "2.0.0", Arity: 1, Flags: ConnState, Instead: useMulti},
	{Name: "WATCH", Since: "2.2.0", Arity: -2, Keys: allKeys, Flags: ConnState, Instead: watching},
	{Name: "UNWATCH", Since: "2.2.0", Arity: 1, Flags: ConnState, Instead: watching},

	// These have no reply, or several, or turn the connection into something else.
	{Name: "SUBSCRIBE", Since: "2.0.0", Arity: -2, Flags: ConnState | PubSub, Instead: subscribing},
	{Name: "PSUBSCRIBE", Since: "2.0.0", Arity: -2, Flags: ConnState | PubSub, Instead: subscribing},
	{Name: "SSUBSCRIBE", Since: "7.0.0", Arity: -2, Keys: allKeys, Flags: ConnState | PubSub, Instead: subscribing},
	{Name: "UNSUBSCRIBE", Since: "2.0.0", Arity: -1, Flags: ConnState | PubSub, Instead: subscribing},
	{Name: "PUNSUBSCRIBE", Since: "2.0.0", Arity: -1, Flags: ConnState | PubSub, Instead: subscribing},
	{Name: "SUNSUBSCRIBE", Since: "7.0.0", Arity: -1, Keys: allKeys, Flags: ConnState | PubSub, Instead: subscribing},
	{Name: "MONITOR", Since: "1.0.0", Arity: 1, Flags: ConnState, Instead: ownConnection},
	{Name: "SYNC", Since: "1.0.0", Arity: 1, Flags: ConnState, Instead: replicating},
	{Name: "PSYNC", Since: "2.8.0", Arity: -3, Flags: ConnState, Instead: replicating},
	{Name: "REPLCONF", Since: "3.0.0", Arity: -1, Flags: ConnState, Instead: replicating},
	{Name: "CLUSTER SYNCSLOTS", Since: "9.0.0", Arity: -2, Flags: ConnState, Instead: replicating}, // of slots, between servers
	{Name: "SCRIPT DEBUG", Since: "3.2.0", Arity: 3, Flags: ConnState, Instead: "it turns the connection into the session of a debugger; use redis-cli --ldb"},
	{Name: "POST", Since: "3.2.7", Arity: -1, Flags: ConnState, Instead: bluff},
	{Name: "HOST:", Since: "3.2.7", Arity: -1, Flags: ConnState, Instead: bluff},
}
