package redis

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"
)

// A deviation is what miniredis does otherwise than a server: in which rows of a helper, counted from 0, and how.
type deviation struct {
	why  string
	rows []int
}

// deviations by helper. A row that is not here and differs fails, and so does one that is here and does not.
var deviations = map[string]deviation{
	"BitCountRange":          {"has no BIT and BYTE", []int{1}},
	"BitPosRange":            {"has no BIT and BYTE", []int{0, 1, 2}},
	"ClusterKeySlot":         {"it is 163 for every key", []int{0}},
	"ClusterNodes":           {"is one node with all slots, which can't be changed", []int{0, 1}},
	"ClusterShards":          {"is one node with all slots, which can't be changed", []int{0}},
	"ClusterSlots":           {"is one node with all slots, which can't be changed", []int{0, 1}},
	"CommandCount":           {"answers COMMAND whatever the subcommand", []int{0}},
	"CommandDocs":            {"answers COMMAND whatever the subcommand", []int{0, 1}},
	"CommandGetKeys":         {"answers COMMAND whatever the subcommand", []int{0, 1}},
	"CommandGetKeysAndFlags": {"answers COMMAND whatever the subcommand", []int{0}},
	"CommandInfo":            {"answers COMMAND whatever the subcommand", []int{0}},
	"CommandHelp":            {"answers COMMAND whatever the subcommand", []int{0}},
	"CommandList":            {"answers COMMAND whatever the subcommand", []int{0}},
	"CommandListCategory":    {"answers COMMAND whatever the subcommand", []int{0}},
	"CommandListMatching":    {"answers COMMAND whatever the subcommand", []int{0}},
	"CommandListModule":      {"answers COMMAND whatever the subcommand", []int{0}},
	"Commands":               {"is that of a server of long ago", []int{0}},
	"Dump":                   {"has a format of its own", []int{0}},
	"FlushDB":                {"has no SYNC", []int{0}},
	"GeoAdd":                 {"has no options", []int{1}},
	"GeoAddMany":             {"has no options", []int{0}},
	"HScanAllNoValues":       {"has no NOVALUES", []int{0}},
	"HScanNoValues":          {"has no NOVALUES", []int{0}},
	"Info":                   {"has few sections, and an error for others", []int{0, 1, 2}},
	"MemoryUsageExact":       {"has no SAMPLES", []int{0}},
	"MemoryUsageSamples":     {"has no SAMPLES", []int{0}},
	"ObjectIdleTime":         {"has no policies of eviction, of which some keep no idle time", []int{2}},
	"PFCount":                {"adds up the counts of several keys", []int{0}},
	"PFNew":                  {"takes no PFADD without elements", []int{0, 1}},
	"Restore":                {"has no IDLETIME and FREQ, and takes what is no dump", []int{2, 3, 4}},
	"SwapDB":                 {"has any number of databases", []int{1}},
	"XAdd":                   {"has no LIMIT", []int{2}},
	"XAddIDMP":               {"has no IDMP", []int{0}},
	"XAddIDMPAuto":           {"has no IDMPAUTO", []int{0}},
	"XAddNoMkStreamIDMP":     {"has no IDMP", []int{0}},
	"XAddNoMkStreamIDMPAuto": {"has no IDMPAUTO", []int{0}},
	"XAutoClaim":             {"does not tell which entries are gone", []int{1}},
	"XClaim":                 {"has no LASTID, and takes what is not idle for long enough", []int{1, 2}},
	"XGroupCreate":           {"has no ENTRIESREAD", []int{0}},
	"XInfoGroups":            {"does not tell which entries were read", []int{0}},
	"XInfoStream":            {"tells the length and the last ID alone", []int{0}},
	"XInfoStreamFull":        {"tells the length and the last ID alone", []int{0}},
	"XInfoStreamFullAll":     {"tells the length and the last ID alone", []int{0}},
	"XReadGroupClaim":        {"has no CLAIM", []int{0}},
	"XReadGroupPending":      {"leaves out entries that are gone", []int{0}},
	"XTrim":                  {"takes about for exactly", []int{2, 3}},
	"ZScanAllNoScores":       {"has no NOSCORES", []int{0}},
	"ZScanNoScores":          {"has no NOSCORES", []int{0}},
}

// onMini is what came of the rows of each helper, for the report.
var onMini = map[string]string{}

// lacksIt reports whether an error says that there is no such command or subcommand.
func lacksIt(err error) bool {
	e := (*ErrorReply)(nil)
	if !errors.As(err, &e) {
		return false
	}
	return slices.ContainsFunc([]string{"unknown command", "unknown subcommand", "' not supported"}, func(s string) bool {
		return strings.Contains(e.Error(), s)
	})
}

// TestHelpersOnMiniredis runs the rows of the round trips against miniredis, as users do in their tests.
func TestHelpersOnMiniredis(t *testing.T) {
	c := dial(t, "redis://"+miniredis.RunT(t).Addr())
	rows, lacking := map[string]int{}, map[string]int{}
	differing, says := map[string][]int{}, map[string]string{}
	for _, test := range slices.Concat(roundTrips, apartTrips, sequenceTrips) {
		through := throughConn
		if test.helper == "Wait" || test.helper == "WaitAOF" {
			through = throughRequest
		}
		missing := trySetup(c, test.setup) // and if it can't be set up, miniredis may lack the command itself, too
		got, err := through(t, c, test.put)
		msg := compare(test.want, got, err)
		row := rows[test.helper]
		rows[test.helper]++
		switch {
		case lacksIt(err):
			lacking[test.helper]++
		case missing != nil || msg != "":
			differing[test.helper] = append(differing[test.helper], row)
			says[test.helper] = cmp.Or(says[test.helper], msg, "it can't be set up")
		}
	}
	for helper := range deviations {
		if rows[helper] == 0 {
			t.Errorf("%s has no rows that could differ", helper)
		}
	}
	for helper, n := range rows {
		known := deviations[helper]
		switch differ := differing[helper]; {
		case !slices.Equal(differ, known.rows):
			t.Errorf("%s: rows %v differ, expected %v: %s", helper, differ, known.rows, says[helper])
		case lacking[helper] == n:
			onMini[helper] = "not implemented"
		case lacking[helper] > 0:
			t.Errorf("%s: not implemented according to %d of %d rows", helper, lacking[helper], n)
		case len(differ) == n:
			onMini[helper] = "differs: " + known.why
		case differ != nil:
			onMini[helper] = "yes, but " + known.why
		default:
			onMini[helper] = "yes"
		}
	}
}
