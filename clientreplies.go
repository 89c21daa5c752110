package redis

import (
	"errors"
	"strings"
	"time"

	"github.com/redisfut/redis/decode"
)

// A ConnectedClient is what the server tells of one of its clients. Fields that it does not tell are zero;
// Fields has all that it does.
type ConnectedClient struct {
	ID              int64           `text:"id"`
	Addr            string          `text:"addr"`
	LocalAddr       string          `text:"laddr"` // of the server
	Name            string          `text:"name"`
	Age             time.Duration   `text:"age,s"`
	Idle            time.Duration   `text:"idle,s"`
	Flags           string          `text:"flags"` // a letter each: "N" is none, "M" a master, "S" a replica, "P" subscribed, "x" in a transaction, "b" blocked
	DB              int64           `text:"db"`
	Subscriptions   int64           `text:"sub"`
	Patterns        int64           `text:"psub"`
	ShardChannels   int64           `text:"ssub"`
	Multi           Optional[int64] `text:"multi"` // commands of its transaction, none outside of one
	Watch           int64           `text:"watch"` // keys that it watches
	QueryBuffer     int64           `text:"qbuf"`  // bytes
	QueryBufferFree int64           `text:"qbuf-free"`
	ArgumentMemory  int64           `text:"argv-mem"`
	MultiMemory     int64           `text:"multi-mem"`
	OutputBuffer    int64           `text:"obl"`  // bytes
	OutputList      int64           `text:"oll"`  // replies that wait in a list
	OutputMemory    int64           `text:"omem"` // bytes of these
	TotalMemory     int64           `text:"tot-mem"`
	Events          string          `text:"events"` // "r" reads, "w" writes
	Command         string          `text:"cmd"`    // the last one, as "client|list"
	User            string          `text:"user"`
	Redirect        Optional[int64] `text:"redir"` // the client that its invalidations go to
	Protocol        int64           `text:"resp"`
	Library         string          `text:"lib-name"`
	LibraryVersion  string          `text:"lib-ver"`
	ReplyBuffer     int64           `text:"rbs"`         // bytes that it takes
	ReplyBufferPeak int64           `text:"rbp"`         // bytes of it that were in use lately
	IOThread        int64           `text:"io-thread"`   // that serves the client, 0 the main one
	NetIn           int64           `text:"tot-net-in"`  // bytes that came from it
	NetOut          int64           `text:"tot-net-out"` // bytes that went to it
	Commands        int64           `text:"tot-cmds"`    // that it has had executed
	Capabilities    string          `text:"capa"`        // a letter each: "r" for redirect

	Fields map[string]string // all, by name
}

func parseClient(line string) ConnectedClient {
	c := ConnectedClient{Fields: textPairs(strings.TrimRight(line, "\r\n"), " ")}
	fillText(&c, c.Fields)
	return c
}

var decodeClient = decode.Convert(decode.String, func(s string) (ConnectedClient, error) { return parseClient(s), nil })

var decodeClientList = decode.Convert(decode.String, func(s string) ([]ConnectedClient, error) {
	list := []ConnectedClient{}
	for line := range strings.Lines(s) {
		if strings.Contains(line, "=") {
			list = append(list, parseClient(line))
		}
	}
	return list, nil
})

// A TrackingRedirect tells where the invalidations of a connection go.
type TrackingRedirect struct {
	Tracking bool            // the connection has tracking
	Client   Optional[int64] // the client that invalidations are redirected to
}

var errRedirect = errors.New("a client with a number below zero")

func redirectOf(n int64) (t TrackingRedirect, err error) {
	switch {
	case n > 0:
		return TrackingRedirect{true, Some(n)}, nil
	case n == 0:
		return TrackingRedirect{Tracking: true}, nil
	case n < -1:
		return t, errRedirect
	}
	return t, nil
}

var decodeRedirect = decode.Convert(decode.Int64, redirectOf)

// A TrackingState is how a connection tracks keys.
type TrackingState struct {
	Flags    []string // "on" or "off", and the options that are set, as "bcast"
	Redirect TrackingRedirect
	Prefixes []string // of the keys that are broadcast
}

func decodeTrackingState(r *decode.Reader, dst *TrackingState) error {
	type raw struct {
		Flags    []string `redis:"flags"`
		Redirect int64    `redis:"redirect"`
		Prefixes []string `redis:"prefixes"`
	}
	return decodeVia(r, dst, func(v raw) TrackingState {
		redirect, _ := redirectOf(v.Redirect)
		return TrackingState{v.Flags, redirect, v.Prefixes}
	})
}
