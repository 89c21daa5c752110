package commands

var pubsubCommands = []Command{
	{
		Name: "PUBLISH", Since: "2.0.0", Arity: 3, Flags: PubSub, Retry: RetryAccumulating,
		Complexity: "O(N+M) for N subscribers of the channel and M patterns",
		Forms: []Form{{
			Go: "Publish",
			Doc: `sends message to the subscribers of channel, and gives how many got it; in a cluster, only
			those of the same cluster node are counted.`,
			Args:   []Arg{Text("channel"), Value("message", "V")},
			Result: integer,
		}},
	},

	// Reachable by Do alone. Those that subscribe are in refused.go.
	{Name: "PUBSUB CHANNELS", Since: "2.8.0", Arity: -2, Flags: PubSub, Retry: RetryRead},
	{Name: "PUBSUB NUMPAT", Since: "2.8.0", Arity: 2, Flags: PubSub, Retry: RetryRead},
	{Name: "PUBSUB NUMSUB", Since: "2.8.0", Arity: -2, Flags: PubSub, Retry: RetryRead},
	{Name: "PUBSUB SHARDCHANNELS", Since: "7.0.0", Arity: -2, Flags: PubSub, Retry: RetryRead},
	{Name: "PUBSUB SHARDNUMSUB", Since: "7.0.0", Arity: -2, Flags: PubSub, Retry: RetryRead},
	{Name: "SPUBLISH", Since: "7.0.0", Arity: 3, Keys: oneKey, Flags: PubSub, Retry: RetryAccumulating},
}
