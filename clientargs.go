package redis

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Which clients the commands are about that list and end them.

// A ClientType is what a client is to the server.
type ClientType string

// The types of clients.
const (
	NormalClient  ClientType = "normal"
	MasterClient  ClientType = "master"  // the master of a replica
	ReplicaClient ClientType = "replica" // of a master
	PubSubClient  ClientType = "pubsub"  // has subscriptions
)

// A ClientFilter says which clients [ClientKill] and [ClientListWhere] are about: [WhereID] and the other functions make one, [WhereNot]
// turns some of them round. Several select the clients that meet all of them.
type ClientFilter interface {
	filter() clientFilter
}

// A ClientTrait is a [ClientFilter] that [WhereNot] can turn round.
type ClientTrait struct{ f clientFilter }

type clientFilter struct {
	word string // of the command
	args []string
	err  error
}

func (f clientFilter) filter() clientFilter { return f }

func (t ClientTrait) filter() clientFilter { return t.f }

// trait is a filter with one argument, which must not be empty.
func trait(word, arg string) ClientTrait {
	f := clientFilter{word: word, args: []string{arg}}
	if arg == "" {
		f.err = fmt.Errorf("the %s of a ClientFilter is empty", word)
	}
	return ClientTrait{f}
}

// WhereID selects clients by their numbers, see [ClientID]. [ClientKill] takes several of Valkey since 8.1.0.
func WhereID(ids ...int64) ClientTrait {
	f := clientFilter{word: "ID"}
	if len(ids) == 0 {
		f.err = errNothing
	}
	for _, id := range ids {
		if id <= 0 {
			f.err = fmt.Errorf("the ID of a ClientFilter is %d: it must be positive", id)
		}
		f.args = append(f.args, strconv.FormatInt(id, 10))
	}
	return ClientTrait{f}
}

// WhereType selects clients of a type.
func WhereType(t ClientType) ClientTrait { return trait("TYPE", string(t)) }

// WhereAddr selects the client with an address, as "10.0.0.7:51234".
func WhereAddr(addr string) ClientTrait { return trait("ADDR", addr) }

// WhereLAddr selects clients by the address of the server that they have connected to (since 6.2.0).
func WhereLAddr(addr string) ClientTrait { return trait("LADDR", addr) }

// WhereUser selects clients by the user that they have authenticated as (since 6.0.0).
func WhereUser(username string) ClientTrait { return trait("USER", username) }

// WhereName selects clients by the name that CLIENT SETNAME has given them (of Valkey since 9.0.0).
func WhereName(name string) ClientTrait { return trait("NAME", name) }

// WhereIP selects clients by their address without the port (of Valkey since 9.0.0).
func WhereIP(ip string) ClientTrait { return trait("IP", ip) }

// WhereFlags selects clients that have all of some flags, see [ConnectedClient] (of Valkey since 9.0.0).
func WhereFlags(flags string) ClientTrait { return trait("FLAGS", flags) }

// WhereLibName selects clients by the name of their library (of Valkey since 9.0.0).
func WhereLibName(name string) ClientTrait { return trait("LIB-NAME", name) }

// WhereLibVer selects clients by the version of their library (of Valkey since 9.0.0).
func WhereLibVer(version string) ClientTrait { return trait("LIB-VER", version) }

// WhereCapa selects clients that have all of some capabilities, by their letters: "r" for redirect (of Valkey since 9.0.0).
func WhereCapa(capabilities string) ClientTrait { return trait("CAPA", capabilities) }

// WhereDB selects clients by the database that they use (of Valkey since 9.0.0).
func WhereDB(db int64) ClientTrait {
	t := trait("DB", strconv.FormatInt(db, 10))
	if db < 0 {
		t.f.err = fmt.Errorf("the DB of a ClientFilter is %d: it must not be negative", db)
	}
	return t
}

// WhereNot selects the clients that t does not (of Valkey since 9.0.0).
func WhereNot(t ClientTrait) ClientFilter {
	if t.f.word != "" {
		t.f.word = "NOT-" + t.f.word
	}
	return t
}

// WhereMaxAge selects clients that have been connected for at least so long, in whole seconds (since 7.4.0).
func WhereMaxAge(d time.Duration) ClientFilter { return lasting("MAXAGE", d) }

// WhereIdle selects clients that have sent nothing for at least so long, in whole seconds (of Valkey since 9.0.0).
func WhereIdle(d time.Duration) ClientFilter { return lasting("IDLE", d) }

// lasting is a filter with a positive number of seconds.
func lasting(word string, d time.Duration) ClientFilter {
	f := clientFilter{word: word, args: []string{strconv.FormatInt(int64(d/time.Second), 10)}}
	switch {
	case d <= 0:
		f.err = fmt.Errorf("the %s of a ClientFilter is %v: it must be positive", word, d)
	case d%time.Second != 0:
		f.err = fmt.Errorf("the %s of a ClientFilter is %v: it must be whole seconds", word, d)
	}
	return f
}

var (
	// IncludeSelf says that the connection that the command comes through is not spared.
	IncludeSelf ClientFilter = clientFilter{word: skipMe, args: []string{"no"}}
	// ExcludeSelf says that the connection that the command comes through is spared, as [ClientKill] does without.
	ExcludeSelf ClientFilter = clientFilter{word: skipMe, args: []string{"yes"}}
)

const skipMe = "SKIPME"

var (
	errNoFilter   = errors.New("no ClientFilter that selects clients was given, which would mean all of them")
	errZeroFilter = errors.New("a ClientFilter is nil or a zero ClientTrait: WhereID and others make one")
)

// putClientFilters appends filters, of which at least one must select clients.
func putClientFilters(x *exchange, filters []ClientFilter) {
	given := make(map[string]bool, len(filters))
	selects := false
	for _, filter := range filters {
		if filter == nil {
			x.fail(errZeroFilter)
			return
		}
		f := filter.filter()
		switch {
		case f.word == "":
			x.fail(errZeroFilter)
		case f.err != nil:
			x.fail(f.err)
		case given[f.word]:
			x.fail(fmt.Errorf("the %s of a ClientFilter was given twice", f.word))
		}
		given[f.word] = true
		selects = selects || f.word != skipMe
		x.str(f.word)
		putTexts(x, f.args)
	}
	if !selects {
		x.fail(errNoFilter)
	}
}
