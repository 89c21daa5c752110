package redis

import (
	"time"

	"github.com/redisfut/redis/decode"
)

// A CommandSpec is what a server knows of one of its commands. What servers before 7.0.0 do not tell is empty.
type CommandSpec struct {
	Name string // in lower case; a subcommand as "config|get"
	// Arity is the number of arguments with the name, whose words count each; negative for "at least".
	Arity int64
	Flags []string // as "readonly" and "fast"
	// Positions of the keys among the arguments: the name is argument 0, a negative LastKey counts
	// from the end, and FirstKey 0 says that there are none, or that KeySpecs have to be asked.
	FirstKey, LastKey, KeyStep int64
	Categories                 []string // of ACL rules, as "@read" (since 6.0.0)
	Tips                       []string
	KeySpecs                   []KeySpec
	Subcommands                []CommandSpec
}

// A KeySpec says where keys of a command stand, and what becomes of them.
type KeySpec struct {
	Notes       string   `redis:"notes"`
	Flags       []string `redis:"flags"` // as "RO" and "access"
	BeginSearch struct {
		Type string `redis:"type"` // "index", "keyword" or "unknown"
		Spec struct {
			Index     int64  `redis:"index"`     // of type index: the argument that is the first key
			Keyword   string `redis:"keyword"`   // of type keyword: it stands before the first key
			StartFrom int64  `redis:"startfrom"` // of type keyword: where to look from; negative from the end
		} `redis:"spec"`
	} `redis:"begin_search"`
	FindKeys struct {
		Type string `redis:"type"` // "range", "keynum" or "unknown"
		Spec struct {
			LastKey     int64 `redis:"lastkey"`   // of type range, counted from the first; negative from the end
			Limit       int64 `redis:"limit"`     // of type range: which part of what follows is keys, 2 for half; 0 and 1 for all
			KeyNumIndex int64 `redis:"keynumidx"` // of type keynum: where the number of keys stands
			FirstKey    int64 `redis:"firstkey"`  // of type keynum
			KeyStep     int64 `redis:"keystep"`
		} `redis:"spec"`
	} `redis:"find_keys"`
}

var (
	decodeCommandSpecs = decode.Slice(decodeCommandSpec)
	decodeCommandInfos = decode.Slice(decode.OptionalOf(decodeCommandSpec))
)

func decodeCommandSpec(r *decode.Reader, dst *CommandSpec) error {
	*dst = CommandSpec{}
	texts := decode.Slice(decode.String)
	return decodeParts[CommandSpec](r,
		into(decode.String, &dst.Name), into(decode.Int64, &dst.Arity), into(texts, &dst.Flags),
		into(decode.Int64, &dst.FirstKey), into(decode.Int64, &dst.LastKey), into(decode.Int64, &dst.KeyStep),
		into(texts, &dst.Categories), into(texts, &dst.Tips), into(decode.Of[[]KeySpec](), &dst.KeySpecs),
		into(decode.Slice(decodeCommandSpec), &dst.Subcommands))
}

// A CommandDoc is the documentation of a command.
type CommandDoc struct {
	Summary         string                 `redis:"summary"`
	Since           string                 `redis:"since"` // version
	Group           string                 `redis:"group"`
	Complexity      string                 `redis:"complexity"`
	Module          string                 `redis:"module"`    // that has brought it
	Flags           []string               `redis:"doc_flags"` // as "deprecated"
	DeprecatedSince string                 `redis:"deprecated_since"`
	ReplacedBy      string                 `redis:"replaced_by"`
	History         []Pair[string, string] `redis:"history"` // versions, and what they changed
	Arguments       []CommandArgument      `redis:"arguments"`
	Subcommands     map[string]CommandDoc  `redis:"subcommands"` // by name, as "config|get"
}

// A CommandArgument is the documentation of an argument.
type CommandArgument struct {
	Name            string            `redis:"name"`
	DisplayText     string            `redis:"display_text"`
	Type            string            `redis:"type"`  // as "string", "key", "oneof" and "block"
	Token           string            `redis:"token"` // a word that stands before it, or is all of it
	KeySpec         Optional[int64]   `redis:"key_spec_index"`
	Summary         string            `redis:"summary"`
	Since           string            `redis:"since"`
	DeprecatedSince string            `redis:"deprecated_since"`
	Flags           []string          `redis:"flags"`     // "optional", "multiple", "multiple_token"
	Arguments       []CommandArgument `redis:"arguments"` // those of a oneof or block
}

// A KeyAccess is a key of a command, and what the command does with it.
type KeyAccess struct {
	Key   string
	Flags []string // as "RO" and "access"
}

var decodeKeyAccesses = decode.Slice(func(r *decode.Reader, dst *KeyAccess) error {
	return decodeParts[KeyAccess](r, into(decode.String, &dst.Key), into(decode.Slice(decode.String), &dst.Flags))
})

// A FunctionLibrary is a library of functions.
type FunctionLibrary struct {
	Name      string            `redis:"library_name"`
	Engine    string            `redis:"engine"` // "LUA"
	Functions []LibraryFunction `redis:"functions"`
	Code      string            `redis:"library_code"` // where it was asked for
}

// A LibraryFunction is a function of a library.
type LibraryFunction struct {
	Name        string           `redis:"name"`
	Description Optional[string] `redis:"description"`
	Flags       []string         `redis:"flags"` // as "no-writes"
}

// A FunctionReport is which function runs at present, and what the engines have.
type FunctionReport struct {
	Running Optional[RunningFunction]
	Engines map[string]EngineReport // by name, as "LUA"
}

// A RunningFunction is a function that runs, and has done so for some time.
type RunningFunction struct {
	Name     string
	Command  []string // that called it, with its arguments
	Duration time.Duration
}

// An EngineReport is how much an engine has.
type EngineReport struct {
	Libraries int64 `redis:"libraries_count"`
	Functions int64 `redis:"functions_count"`
}

func decodeFunctionReport(r *decode.Reader, dst *FunctionReport) error {
	type running struct {
		Name    string   `redis:"name"`
		Command []string `redis:"command"`
		Millis  int64    `redis:"duration_ms"`
	}
	type raw struct {
		Running Optional[running]       `redis:"running_script"`
		Engines map[string]EngineReport `redis:"engines"`
	}
	return decodeVia(r, dst, func(v raw) FunctionReport {
		report := FunctionReport{Engines: v.Engines}
		if f, ok := v.Running.Get(); ok {
			report.Running = Some(RunningFunction{f.Name, f.Command, durationOf(f.Millis, time.Millisecond)})
		}
		return report
	})
}
