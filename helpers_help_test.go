package redis

import (
	"slices"
	"strings"
)

// helps are the helpers that give the help of a command, by its first word.
var helps = map[string]func(Pipe) Future[[]string]{
	"ACL": ACLHelp, "CLIENT": ClientHelp, "CLUSTER": ClusterHelp, "COMMAND": CommandHelp, "COMMANDLOG": CommandLogHelp, "CONFIG": ConfigHelp,
	"FUNCTION": FunctionHelp, "LATENCY": LatencyHelp, "MEMORY": MemoryHelp, "MODULE": ModuleHelp, "OBJECT": ObjectHelp, "PUBSUB": PubSubHelp,
	"SCRIPT": ScriptHelp, "SENTINEL": SentinelHelp, "SLOWLOG": SlowLogHelp, "XGROUP": XGroupHelp, "XINFO": XInfoHelp,
}

// helpNames are the helpers whose names are not the words in Go case.
var helpNames = map[string]string{"ACL": "ACL", "COMMANDLOG": "CommandLog", "PUBSUB": "PubSub", "SLOWLOG": "SlowLog", "XGROUP": "XGroup", "XINFO": "XInfo"}

func init() {
	for word, help := range helps {
		name, ok := helpNames[word]
		if !ok {
			name = word[:1] + strings.ToLower(word[1:])
		}
		name += "Help"
		trip := roundTrip{name, "", func(p Pipe) result { return of(help(p)) }, that(func(lines []string) bool {
			return len(lines) > 2 && strings.HasPrefix(lines[0], word+" <subcommand>") && slices.Contains(lines, "HELP")
		})}
		switch word {
		case "CLUSTER":
			clusterTrips = append(clusterTrips, trip)
			apartTrips = append(apartTrips, trip)
		case "SENTINEL":
			sentinelTrips = append(sentinelTrips, trip)
			apartTrips = append(apartTrips, trip)
		default:
			roundTrips = append(roundTrips, trip)
		}
		scriptedData = append(scriptedData, scripted{name, func(p Pipe) result { return of(help(p)) },
			"*3\r\n+" + word + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:\r\n+HELP\r\n+    Print this help.\r\n", "",
			[]string{word + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:", "HELP", "    Print this help."}})
		wireTests = append(wireTests, wireTest{name, func(p Pipe) error { return putErr(help(p)) }, word + " HELP"})
	}
}
