package redis

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// hasAll finds maps of all fields in a result.
var hasAll = regexp.MustCompile(`(Fields|Metadata):map\[[^\]]`)

// TestUnknownFieldsNeverFail: a newer server may tell more than we know of, in any form. It changes nothing of what we do know.
func TestUnknownFieldsNeverFail(t *testing.T) {
	unknown := []string{
		"future-text", bulk("x"), "future-number", numberReply(7), "future-double", ",0.5\r\n", "future-null", null,
		"future-list", bulks("a", "b"), "future-map", entries("a", array()), "db.future", array(),
		"future-null-text", "$-1\r\n", "future-null-list", "*-1\r\n", // as RESP2 has them
	}
	number, text := numberReply(3), bulk("s")
	for _, test := range []struct {
		name   string
		decode func(reply string) (any, error)
		fields []string            // with their values
		around func(string) string // what stands around the map; nil for nothing
	}{
		{"MEMORY STATS", by(decodeMemoryReport), []string{"peak.allocated", number, "db.0", entries("overhead.hashtable.main", number)}, nil},
		{"MEMORY STATS of a database", by(decodeMemoryReport), []string{"overhead.hashtable.main", number}, func(m string) string { return entries("db.0", m) }},
		{"SENTINEL MASTER", by(decodeMonitoredMaster), []string{"name", text, "quorum", number}, nil},
		{"SENTINEL REPLICAS", by(decodeMonitoredReplicas), []string{"name", text}, func(m string) string { return array(m) }},
		{"SENTINEL SENTINELS", by(decodeOtherSentinels), []string{"name", text}, func(m string) string { return array(m) }},
		{"CLUSTER SLOTS", by(decodeSlotOwners), []string{"hostname", text}, func(m string) string { return array(array(number, number, array(text, number, text, m))) }},
		{"CLUSTER SHARDS", by(decodeClusterShards), []string{"slots", array(number, number), "nodes", array(entries("id", text, "port", number))}, func(m string) string { return array(m) }},
		{"CLUSTER SHARDS of a node", by(decodeClusterShards), []string{"id", text, "port", number}, func(m string) string { return array(entries("nodes", array(m))) }},
		{"CLUSTER LINKS", by(decodeClusterLinks), []string{"direction", text, "create-time", number}, func(m string) string { return array(m) }},
		{"CLUSTER SLOT-STATS", by(decodeSlotUsages), []string{"key-count", number}, func(m string) string { return array(array(number, m)) }},
		{"CLUSTER MIGRATION STATUS", by(decodeMigrationTasks), []string{"id", text}, func(m string) string { return array(m) }},
		{"CLUSTER GETSLOTMIGRATIONS", by(decodeSlotMigrations), []string{"name", text}, func(m string) string { return array(m) }},
		{"ACL GETUSER", by(decodeACLUser), []string{"flags", bulks("on"), "commands", text}, nil},
		{"ACL LOG", by(decodeACLLog), []string{"count", number, "reason", text}, func(m string) string { return array(m) }},
		{"FUNCTION LIST", by(FunctionList(newTape()).dec), []string{"library_name", text, "functions", array(entries("name", text))}, func(m string) string { return array(m) }},
		{"FUNCTION STATS", by(decodeFunctionReport), []string{"running_script", null, "engines", entries("LUA", entries("libraries_count", number))}, nil},
		{"COMMAND DOCS", by(CommandDocs(newTape()).dec), []string{"summary", text, "since", text}, func(m string) string { return entries("get", m) }},
		{"MODULE LIST", by(ModuleList(newTape()).dec), []string{"name", text, "ver", number}, func(m string) string { return array(m) }},
		{"CLIENT TRACKINGINFO", by(decodeTrackingState), []string{"flags", bulks("on"), "redirect", number}, nil},
		{"LATENCY HISTOGRAM", by(decodeHistograms), []string{"calls", number, "histogram_usec", entries()}, func(m string) string { return entries("get", m) }},
		{"XINFO STREAM", by(XInfoStream[map[string]string](newTape(), "k").dec), []string{"length", number}, nil},
		{"XINFO GROUPS", by(XInfoGroups(newTape(), "k").dec), []string{"name", text, "pending", number}, func(m string) string { return array(m) }},
		{"XINFO CONSUMERS", by(decodeConsumers), []string{"name", text, "pending", number}, func(m string) string { return array(m) }},
		{"XINFO STREAM FULL", by(XInfoStreamFull[map[string]string](newTape(), "k").dec), []string{"length", number, "groups", array()}, nil},
		{"VINFO", by(VInfo(newTape(), "k").dec), []string{"size", number}, nil},
		{"ARINFO", by(ARInfo(newTape(), "k").dec), []string{"count", number}, nil},
		{"HOTKEYS GET", by(decodeHotkeyReport), []string{"tracking-active", numberReply(1), "sample-ratio", number}, func(m string) string { return array(m) }},
		{"HOTKEYS GET of Valkey", by(decodeKeyRates), []string{"key", text}, func(m string) string { return array(m) }},
		{"LCS", by(decodeLCSMatches), []string{"matches", array(), "len", number}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			known := append([]string{}, test.fields...)
			around := test.around
			if around == nil {
				around = func(m string) string { return m }
			}
			all := slices.Concat(unknown[:6], known, unknown[6:])
			for _, form := range []func(...string) string{entries, flatReply} { // as RESP3 has it, and RESP2
				want, err := test.decode(around(form(slices.Clone(known)...)))
				if err != nil {
					t.Fatal(err)
				}
				got, err := test.decode(around(form(slices.Clone(all)...)))
				if err != nil {
					t.Error(err)
					continue
				}
				// Fields are for what is not known.
				ignore := gocmp.FilterPath(func(p gocmp.Path) bool {
					name := p.Last().String()
					return name == ".Fields" || name == ".Metadata" || name == ".Counters"
				}, gocmp.Ignore())
				if diff := gocmp.Diff(want, got, ignore, gocmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
					t.Errorf("-want +got\n%s", diff)
				}
				// What has a place for all fields tells those that are texts.
				told := fmt.Sprintf("%+v", got)
				if hasAll.MatchString(fmt.Sprintf("%+v", want)) {
					for _, field := range []string{"future-text:x", "future-number:7", "future-double:0.5"} {
						if !strings.Contains(told, field) {
							t.Errorf("%s is not among %s", field, told)
						}
					}
				}
				for _, name := range []string{"future-null", "future-list", "future-map"} {
					if strings.Contains(told, name) {
						t.Errorf("%s is among %s", name, told)
					}
				}
			}
		})
	}
}
