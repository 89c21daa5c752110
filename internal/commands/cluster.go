package commands

// The administration of clusters: reachable by Do alone.
var clusterCommands = []Command{
	{Name: "CLUSTER ADDSLOTS", Since: "3.0.0", Arity: -3, Retry: RetryConditional},
	{Name: "CLUSTER ADDSLOTSRANGE", Since: "7.0.0", Arity: -4, Retry: RetryConditional},
	{Name: "CLUSTER BUMPEPOCH", Since: "3.0.0", Arity: 2, Retry: RetryAccumulating},
	{Name: "CLUSTER COUNT-FAILURE-REPORTS", Since: "3.0.0", Arity: 3, Retry: RetryRead},
	{Name: "CLUSTER COUNTKEYSINSLOT", Since: "3.0.0", Arity: 3, Retry: RetryRead},
	{Name: "CLUSTER DELSLOTS", Since: "3.0.0", Arity: -3, Retry: RetryConditional},
	{Name: "CLUSTER DELSLOTSRANGE", Since: "7.0.0", Arity: -4, Retry: RetryConditional},
	{Name: "CLUSTER FAILOVER", Since: "3.0.0", Arity: -2, Retry: RetryAccumulating},
	{Name: "CLUSTER FLUSHSLOTS", Since: "3.0.0", Arity: 2, Retry: RetryLastWriterWins},
	{Name: "CLUSTER FORGET", Since: "3.0.0", Arity: 3, Retry: RetryConditional},
	{Name: "CLUSTER GETKEYSINSLOT", Since: "3.0.0", Arity: 4, Retry: RetryRead},
	{Name: "CLUSTER INFO", Since: "3.0.0", Arity: 2, Retry: RetryRead},
	{Name: "CLUSTER KEYSLOT", Since: "3.0.0", Arity: 3, Retry: RetryRead},
	{Name: "CLUSTER LINKS", Since: "7.0.0", Arity: 2, Retry: RetryRead},
	{Name: "CLUSTER MEET", Since: "3.0.0", Arity: -4, Retry: RetryLastWriterWins},
	{Name: "CLUSTER MYID", Since: "3.0.0", Arity: 2, Retry: RetryRead},
	{Name: "CLUSTER MYSHARDID", Since: "7.2.0", Arity: 2, Retry: RetryRead},
	{Name: "CLUSTER NODES", Since: "3.0.0", Arity: 2, Retry: RetryRead},
	{Name: "CLUSTER REPLICAS", Since: "5.0.0", Arity: 3, Retry: RetryRead},
	{Name: "CLUSTER REPLICATE", Since: "3.0.0", Arity: 3, Retry: RetryLastWriterWins},
	{Name: "CLUSTER RESET", Since: "3.0.0", Arity: -2, Retry: RetryAccumulating},
	{Name: "CLUSTER SAVECONFIG", Since: "3.0.0", Arity: 2, Retry: RetryLastWriterWins},
	{Name: "CLUSTER SET-CONFIG-EPOCH", Since: "3.0.0", Arity: 3, Retry: RetryConditional},
	{Name: "CLUSTER SETSLOT", Since: "3.0.0", Arity: -4, Retry: RetryLastWriterWins},
	{Name: "CLUSTER SHARDS", Since: "7.0.0", Arity: 2, Retry: RetryRead},
	{Name: "CLUSTER SLAVES", Since: "3.0.0", Arity: 3, Retry: RetryRead},
	{Name: "CLUSTER SLOT-STATS", Since: "8.0.0", Arity: -4, Retry: RetryRead}, // of Valkey
	{Name: "CLUSTER SLOTS", Since: "3.0.0", Arity: 2, Retry: RetryRead},
}
