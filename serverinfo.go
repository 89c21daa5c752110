package redis

import (
	"strconv"
	"strings"
	"time"

	"github.com/redisfut/redis/decode"
)

// A ServerInfo is the reply of INFO. Its fields are what servers commonly tell; of a section that the
// server did not send they are zero. Sections has all of it as text.
type ServerInfo struct {
	Server      ServerSection
	Clients     ClientsSection
	Memory      MemorySection
	Persistence PersistenceSection
	Stats       StatsSection
	Replication ReplicationSection
	CPU         CPUSection
	Cluster     ClusterSection

	Keyspace map[int64]KeyspaceInfo  // of databases that have keys, by their numbers
	Commands map[string]CommandCalls // of the section commandstats, by command, as "config|get"
	Errors   map[string]int64        // of the section errorstats: how often which prefix of an error was sent
	// Latencies is of the section latencystats: by command and percentile, as "p99.9".
	Latencies map[string]map[string]time.Duration
	Masters   []SentinelMasterInfo // of the section sentinel, of a sentinel

	// Sections has all that was sent, by section, as "Server", and name. Of a name that comes
	// more than once, as module does, the values are lines of one text.
	Sections map[string]map[string]string
}

// A ServerSection is the section server of INFO.
type ServerSection struct {
	Version         string        `text:"redis_version"`
	ValkeyVersion   string        `text:"valkey_version"` // of Valkey
	Mode            string        `text:"redis_mode"`     // "standalone", "cluster" or "sentinel"
	OS              string        `text:"os"`
	ArchBits        int64         `text:"arch_bits"`
	MultiplexingAPI string        `text:"multiplexing_api"`
	ProcessID       int64         `text:"process_id"`
	RunID           string        `text:"run_id"` // another with each start of the server
	Port            uint16        `text:"tcp_port"`
	Time            time.Time     `text:"server_time_usec,us"`
	Uptime          time.Duration `text:"uptime_in_seconds,s"`
	Hz              int64         `text:"hz"`
	Executable      string        `text:"executable"`
	ConfigFile      string        `text:"config_file"` // empty if there is none
	IOThreads       bool          `text:"io_threads_active"`
}

// A ClientsSection is the section clients of INFO.
type ClientsSection struct {
	Connected          int64 `text:"connected_clients"`
	ClusterConnections int64 `text:"cluster_connections"`
	Max                int64 `text:"maxclients"`
	RecentMaxInput     int64 `text:"client_recent_max_input_buffer"`  // bytes
	RecentMaxOutput    int64 `text:"client_recent_max_output_buffer"` // bytes
	Blocked            int64 `text:"blocked_clients"`                 // wait in a blocking command
	Tracking           int64 `text:"tracking_clients"`
	PubSub             int64 `text:"pubsub_clients"`
	Watching           int64 `text:"watching_clients"`
}

// A MemorySection is the section memory of INFO. Numbers are bytes where nothing else is said.
type MemorySection struct {
	Used               int64   `text:"used_memory"`
	RSS                int64   `text:"used_memory_rss"` // as the operating system sees it
	Peak               int64   `text:"used_memory_peak"`
	PeakPercent        float64 `text:"used_memory_peak_perc"`
	Overhead           int64   `text:"used_memory_overhead"` // all that is no data
	Startup            int64   `text:"used_memory_startup"`
	Dataset            int64   `text:"used_memory_dataset"`
	DatasetPercent     float64 `text:"used_memory_dataset_perc"`
	TotalSystem        int64   `text:"total_system_memory"`
	Scripts            int64   `text:"used_memory_scripts"`
	CachedScripts      int64   `text:"number_of_cached_scripts"` // their number
	Functions          int64   `text:"number_of_functions"`      // their number
	Libraries          int64   `text:"number_of_libraries"`      // their number
	Max                int64   `text:"maxmemory"`                // 0 if there is no limit
	Policy             string  `text:"maxmemory_policy"`
	FragmentationRatio float64 `text:"mem_fragmentation_ratio"`
	FragmentationBytes int64   `text:"mem_fragmentation_bytes"`
	NotEvicted         int64   `text:"mem_not_counted_for_evict"`
	ReplicationBacklog int64   `text:"mem_replication_backlog"`
	ReplicaClients     int64   `text:"mem_clients_slaves"`
	NormalClients      int64   `text:"mem_clients_normal"`
	ClusterLinks       int64   `text:"mem_cluster_links"`
	AOFBuffer          int64   `text:"mem_aof_buffer"`
	Allocator          string  `text:"mem_allocator"`
	Defragmenting      bool    `text:"active_defrag_running"`
	LazyFreePending    int64   `text:"lazyfree_pending_objects"` // number of objects
}

// A PersistenceSection is the section persistence of INFO.
type PersistenceSection struct {
	Loading             bool                    `text:"loading"`
	AsyncLoading        bool                    `text:"async_loading"`
	ChangesSinceSave    int64                   `text:"rdb_changes_since_last_save"`
	Saving              bool                    `text:"rdb_bgsave_in_progress"`
	LastSave            time.Time               `text:"rdb_last_save_time,s"`
	LastSaveStatus      string                  `text:"rdb_last_bgsave_status"` // "ok" or "err"
	LastSaveTook        Optional[time.Duration] `text:"rdb_last_bgsave_time_sec,s"`
	SavingFor           Optional[time.Duration] `text:"rdb_current_bgsave_time_sec,s"`
	Saves               int64                   `text:"rdb_saves"`
	AOF                 bool                    `text:"aof_enabled"`
	AOFRewriting        bool                    `text:"aof_rewrite_in_progress"`
	AOFRewriteScheduled bool                    `text:"aof_rewrite_scheduled"`
	AOFLastRewriteTook  Optional[time.Duration] `text:"aof_last_rewrite_time_sec,s"`
	AOFRewritingFor     Optional[time.Duration] `text:"aof_current_rewrite_time_sec,s"`
	AOFRewriteStatus    string                  `text:"aof_last_bgrewrite_status"`
	AOFWriteStatus      string                  `text:"aof_last_write_status"`
	AOFSize             int64                   `text:"aof_current_size"` // bytes
	AOFBaseSize         int64                   `text:"aof_base_size"`    // bytes, after the last rewrite
}

// A StatsSection is the section stats of INFO: counts since the start of the server, or [ConfigResetStat].
type StatsSection struct {
	Connections         int64         `text:"total_connections_received"`
	Commands            int64         `text:"total_commands_processed"`
	OpsPerSecond        int64         `text:"instantaneous_ops_per_sec"`
	InputBytes          int64         `text:"total_net_input_bytes"`
	OutputBytes         int64         `text:"total_net_output_bytes"`
	InputKBPerSecond    float64       `text:"instantaneous_input_kbps"`
	OutputKBPerSecond   float64       `text:"instantaneous_output_kbps"`
	RejectedConnections int64         `text:"rejected_connections"`
	FullSyncs           int64         `text:"sync_full"`
	PartialSyncs        int64         `text:"sync_partial_ok"`
	PartialSyncsDenied  int64         `text:"sync_partial_err"`
	ExpiredKeys         int64         `text:"expired_keys"`
	EvictedKeys         int64         `text:"evicted_keys"`
	EvictedClients      int64         `text:"evicted_clients"`
	Hits                int64         `text:"keyspace_hits"`
	Misses              int64         `text:"keyspace_misses"`
	Channels            int64         `text:"pubsub_channels"`
	Patterns            int64         `text:"pubsub_patterns"`
	ShardChannels       int64         `text:"pubsubshard_channels"`
	LastFork            time.Duration `text:"latest_fork_usec,us"`
	Forks               int64         `text:"total_forks"`
	TrackedKeys         int64         `text:"tracking_total_keys"`
	ErrorReplies        int64         `text:"total_error_replies"`
	Reads               int64         `text:"total_reads_processed"`
	Writes              int64         `text:"total_writes_processed"`
}

// A ReplicationSection is the section replication of INFO.
type ReplicationSection struct {
	Role          string `text:"role"` // "master" or "slave"
	FailoverState string `text:"master_failover_state"`
	ID            string `text:"master_replid"`
	SecondID      string `text:"master_replid2"`
	Offset        int64  `text:"master_repl_offset"`
	BacklogActive bool   `text:"repl_backlog_active"`
	BacklogSize   int64  `text:"repl_backlog_size"`    // bytes that it can hold
	BacklogLength int64  `text:"repl_backlog_histlen"` // bytes that it holds

	// Of a master.
	ConnectedReplicas int64 `text:"connected_slaves"`
	Replicas          []ReplicaInfo

	// Of a replica.
	MasterHost     string                  `text:"master_host"`
	MasterPort     uint16                  `text:"master_port"`
	MasterLink     string                  `text:"master_link_status"` // "up" or "down"
	MasterLastIO   Optional[time.Duration] `text:"master_last_io_seconds_ago,s"`
	MasterLinkDown Optional[time.Duration] `text:"master_link_down_since_seconds,s"`
	Syncing        bool                    `text:"master_sync_in_progress"`
	ReplicaOffset  int64                   `text:"slave_repl_offset"`
	Priority       int64                   `text:"slave_priority"`
	ReadOnly       bool                    `text:"slave_read_only"`
}

// A ReplicaInfo is what a master tells of one of its replicas.
type ReplicaInfo struct {
	IP     string        `text:"ip"`
	Port   uint16        `text:"port"`
	State  string        `text:"state"` // "online" when it follows the master
	Offset int64         `text:"offset"`
	Lag    time.Duration `text:"lag,s"` // since it was heard of last
}

// A CPUSection is the section cpu of INFO: the time that the server has used.
type CPUSection struct {
	System             time.Duration `text:"used_cpu_sys,s"`
	User               time.Duration `text:"used_cpu_user,s"`
	SystemOfChildren   time.Duration `text:"used_cpu_sys_children,s"`
	UserOfChildren     time.Duration `text:"used_cpu_user_children,s"`
	SystemOfMainThread time.Duration `text:"used_cpu_sys_main_thread,s"`
	UserOfMainThread   time.Duration `text:"used_cpu_user_main_thread,s"`
}

// A ClusterSection is the section cluster of INFO.
type ClusterSection struct {
	Enabled bool `text:"cluster_enabled"`
}

// A KeyspaceInfo is what INFO tells of the keys of a database.
type KeyspaceInfo struct {
	Keys       int64         `text:"keys"`
	Expires    int64         `text:"expires"` // keys that have a time to live
	AverageTTL time.Duration `text:"avg_ttl,ms"`
}

// A CommandCalls is what INFO tells of the calls of a command.
type CommandCalls struct {
	Calls    int64         `text:"calls"`
	Time     time.Duration `text:"usec,us"`
	PerCall  time.Duration `text:"usec_per_call,us"`
	Rejected int64         `text:"rejected_calls"` // before they were executed
	Failed   int64         `text:"failed_calls"`   // while they were
}

// A SentinelMasterInfo is what INFO of a sentinel tells of a master that it monitors.
type SentinelMasterInfo struct {
	Name      string `text:"name"`
	Status    string `text:"status"` // "ok", "sdown" or "odown"
	Addr      string `text:"address"`
	Replicas  int64  `text:"slaves"`
	Sentinels int64  `text:"sentinels"` // itself among them
}

var decodeServerInfo = decode.Convert(decode.String, func(s string) (ServerInfo, error) { return parseServerInfo(s), nil })

func parseServerInfo(s string) ServerInfo {
	info := ServerInfo{Sections: map[string]map[string]string{}}
	title := ""
	for line := range strings.Lines(s) {
		line = strings.TrimRight(line, "\r\n")
		if heading, ok := strings.CutPrefix(line, "# "); ok {
			if title = heading; info.Sections[title] == nil {
				info.Sections[title] = map[string]string{}
			}
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		if info.Sections[title] == nil { // a line before all headings
			info.Sections[title] = map[string]string{}
		}
		section := info.Sections[title]
		if before, again := section[name]; again {
			section[name] = before + "\n" + value
			continue
		}
		section[name] = value
		info.take(name, value)
	}
	for title, dst := range map[string]any{
		"Server": &info.Server, "Clients": &info.Clients, "Memory": &info.Memory, "Persistence": &info.Persistence, "Stats": &info.Stats,
		"Replication": &info.Replication, "CPU": &info.CPU, "Cluster": &info.Cluster,
	} {
		fillText(dst, info.Sections[title])
	}
	return info
}

// take takes a line whose value is made of names and values.
func (info *ServerInfo) take(name, value string) {
	if !strings.Contains(value, "=") {
		return
	}
	if db, ok := numbered(name, "db"); ok {
		put(&info.Keyspace, db, filled[KeyspaceInfo](value))
	} else if command, ok := strings.CutPrefix(name, "cmdstat_"); ok {
		put(&info.Commands, command, filled[CommandCalls](value))
	} else if prefix, ok := strings.CutPrefix(name, "errorstat_"); ok {
		count, _ := strconv.ParseInt(textPairs(value, ",")["count"], 10, 64)
		put(&info.Errors, prefix, count)
	} else if command, ok := strings.CutPrefix(name, "latency_percentiles_usec_"); ok {
		percentiles := map[string]time.Duration{}
		for p, us := range textPairs(value, ",") {
			percentiles[p] = textDuration(us, time.Microsecond).Value()
		}
		put(&info.Latencies, command, percentiles)
	} else if _, ok := numbered(name, "slave"); ok {
		info.Replication.Replicas = append(info.Replication.Replicas, filled[ReplicaInfo](value))
	} else if _, ok := numbered(name, "master"); ok {
		info.Masters = append(info.Masters, filled[SentinelMasterInfo](value))
	}
}

// numbered gives n of a name that is prefix and n.
func numbered(name, prefix string) (n int64, ok bool) {
	digits, ok := strings.CutPrefix(name, prefix)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil
}

// filled makes a T of text of the form "a=1,b=2".
func filled[T any](s string) (v T) {
	fillText(&v, textPairs(s, ","))
	return v
}

// put is an assignment that makes the map where there is none.
func put[K comparable, V any](m *map[K]V, key K, v V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[key] = v
}
