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
	{
		Name: "SPUBLISH", Since: "7.0.0", Arity: 3, Keys: oneKey, Flags: PubSub, Retry: RetryAccumulating,
		Complexity: "O(N) for N subscribers of the shard channel",
		Forms: []Form{{
			Go: "SPublish",
			Doc: `sends message to the subscribers of a shard channel, and gives how many got it. In a cluster a shard channel has a slot as
			a key has, and stays within its shard.`,
			Args:   []Arg{Key("channel"), Value("message", "V")},
			Result: integer,
		}},
	},
	{
		Name: "PUBSUB CHANNELS", Since: "2.8.0", Arity: -2, Flags: PubSub, Retry: RetryRead, Complexity: "O(N) for N channels",
		Forms: []Form{
			{
				Go:     "PubSubChannels",
				Doc:    "gives the channels that have subscribers; those of patterns do not count.",
				Result: texts,
			},
			{
				Go:     "PubSubChannelsMatching",
				Doc:    "gives the channels that have subscribers and match a glob-style pattern.",
				Args:   []Arg{Text("pattern")},
				Result: texts,
			},
		},
	},
	{
		Name: "PUBSUB NUMPAT", Since: "2.8.0", Arity: 2, Flags: PubSub, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "PubSubNumPat",
			Doc:    "gives the number of different patterns that clients have subscribed to.",
			Result: integer,
		}},
	},
	{
		Name: "PUBSUB NUMSUB", Since: "2.8.0", Arity: -2, Flags: PubSub, Retry: RetryRead, Complexity: "O(N) for N channels",
		Forms: []Form{{
			Go:     "PubSubNumSub",
			Doc:    "gives the number of subscribers of each of channels; those of patterns do not count.",
			Args:   []Arg{Texts("channels", "channel")},
			Result: subCounts,
		}},
	},
	{
		Name: "PUBSUB SHARDCHANNELS", Since: "7.0.0", Arity: -2, Flags: PubSub, Retry: RetryRead, Complexity: "O(N) for N shard channels",
		Forms: []Form{
			{
				Go:     "PubSubShardChannels",
				Doc:    "gives the shard channels that have subscribers.",
				Result: texts,
			},
			{
				Go:     "PubSubShardChannelsMatching",
				Doc:    "gives the shard channels that have subscribers and match a glob-style pattern.",
				Args:   []Arg{Text("pattern")},
				Result: texts,
			},
		},
	},
	{
		Name: "PUBSUB SHARDNUMSUB", Since: "7.0.0", Arity: -2, Flags: PubSub, Retry: RetryRead, Complexity: "O(N) for N shard channels",
		Forms: []Form{{
			Go:     "PubSubShardNumSub",
			Doc:    "gives the number of subscribers of each of the shard channels.",
			Args:   []Arg{Texts("channels", "shardchannel")},
			Result: subCounts,
		}},
	},
}
