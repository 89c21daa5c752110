package main

import (
	"context"
	"time"

	"github.com/redis/rueidis"
)

// rueidis, twice: as it comes, which is one connection for every two cores (up to
// four), and with one connection whose writer waits a little for more commands.
// The client-side cache is off, since none of the rows is about it.
func rueidisDrivers() []driver {
	const module = "github.com/redis/rueidis"
	return []driver{
		{name: "rueidis", module: module, setting: "defaults", open: openRueidis(rueidis.ClientOption{})},
		{name: "rueidis-1", module: module, setting: "one connection, MaxFlushDelay 20 µs", open: openRueidis(rueidis.ClientOption{
			PipelineMultiplex: -1,
			MaxFlushDelay:     20 * time.Microsecond,
		})},
	}
}

type rueidisClient struct{ rueidis.Client }

func openRueidis(o rueidis.ClientOption) func(string, row) (client, error) {
	return func(addr string, _ row) (client, error) {
		o.InitAddress = []string{addr}
		o.DisableCache = true
		o.ForceSingleClient = true
		c, err := rueidis.NewClient(o)
		if err != nil {
			return nil, err
		}
		return rueidisClient{c}, nil
	}
}

func (c rueidisClient) Close() error {
	c.Client.Close()
	return nil
}

func (c rueidisClient) ops(r row, want []*data) ([]op, error) {
	return eachOp(want, func(d *data) (op, error) { return c.op(r.command, d) })
}

func (c rueidisClient) op(cmd command, d *data) (op, error) {
	switch cmd {
	case get:
		return newOp(d.isValue, func(ctx context.Context) (string, error) {
			return c.Do(ctx, c.B().Get().Key(d.key).Build()).ToString()
		}), nil
	case set:
		return newOp(d.isSet, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, c.Do(ctx, c.B().Set().Key(d.key).Value(d.value).Build()).Error()
		}), nil
	case incr:
		return newOp(d.isNext, func(ctx context.Context) (int64, error) {
			return c.Do(ctx, c.B().Incr().Key(d.key).Build()).AsInt64()
		}), nil
	case echo:
		return newOp(d.isValue, func(ctx context.Context) (string, error) {
			return c.Do(ctx, c.B().Echo().Message(d.value).Build()).ToString()
		}), nil
	case incrs:
		return c.request(d), nil
	case lrange:
		return newOp(d.isInts, func(ctx context.Context) ([]int64, error) {
			return c.Do(ctx, c.B().Lrange().Key(d.key).Start(0).Stop(-1).Build()).AsIntSlice()
		}), nil
	case hgetall:
		return newOp(d.isFields, func(ctx context.Context) (map[string]string, error) {
			return c.Do(ctx, c.B().Hgetall().Key(d.key).Build()).AsStrMap()
		}), nil
	case hstruct:
		// The package itself has no decoder for structs, and by hand is what its repositories do by reflection.
		return newOp(d.isProfile, func(ctx context.Context) (profile, error) {
			m, err := c.Do(ctx, c.B().Hgetall().Key(d.key).Build()).AsStrMap()
			if err != nil {
				return profile{}, err
			}
			return profileOf(m)
		}), nil
	case mget:
		return newOp(d.isValues, func(ctx context.Context) ([]string, error) {
			return c.Do(ctx, c.B().Mget().Key(d.keys...).Build()).AsStrSlice()
		}), nil
	case zrange:
		judge := areScores(d, func(z rueidis.ZScore) score { return score{z.Member, z.Score} })
		return newOp(judge, func(ctx context.Context) ([]rueidis.ZScore, error) {
			return c.Do(ctx, c.B().Zrange().Key(d.key).Min("0").Max("-1").Withscores().Build()).AsZScores()
		}), nil
	default:
		return op{}, errUnknown(cmd)
	}
}

// request sends many INCR at once; they are built once and pinned, so that rueidis can
// send them again.
func (c rueidisClient) request(d *data) op {
	commands := make([]rueidis.Completed, len(d.keys))
	for i, k := range d.keys {
		commands[i] = c.B().Incr().Key(k).Build().Pin()
	}
	dst := make([]int64, len(d.keys))
	return newOp(d.areNext, func(ctx context.Context) ([]int64, error) {
		for i, r := range c.DoMulti(ctx, commands...) {
			var err error
			if dst[i], err = r.AsInt64(); err != nil {
				return nil, err
			}
		}
		return dst, nil
	})
}
