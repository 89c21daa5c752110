package main

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// go-redis, three times: the plain client, which takes a connection out of its
// pool for every command; AutoPipeline with the preset that go-redis has for callers that wait; and
// the same on the full-duplex engine, one connection that is read while it is written. The engine has
// a flush delay, which it waits only when many commands are in flight: of 0, 20, 100 and 250 µs, 20 µs was best
// at 8 and at 64 callers on two cores, and a quarter above 0 at 512.
func goredisDrivers() []driver {
	const module = "github.com/redis/go-redis/v9"
	return []driver{
		{name: "go-redis", module: module, setting: "plain, pool as by default", open: openGoredis(func(c *redis.Client) (goredisClient, error) {
			return goredisClient{Cmdable: c, client: c}, nil
		})},
		{name: "go-redis-auto", module: module, setting: "AutoPipeline", open: openGoredis(func(c *redis.Client) (goredisClient, error) {
			auto, err := c.AutoPipeline()
			return goredisClient{Cmdable: auto, client: c}, err
		})},
		{name: "go-redis-full", module: module, setting: "AutoPipeline, FullDuplex, MaxFlushDelay 20 µs", open: openGoredis(func(c *redis.Client) (goredisClient, error) {
			o := redis.DefaultBlockingAutoPipelineOptions()
			o.FullDuplex = true
			o.MaxFlushDelay = 20 * time.Microsecond
			auto, err := c.AutoPipelineWithOptions(o)
			return goredisClient{Cmdable: auto, client: c}, err
		})},
	}
}

// A goredisClient is one of the faces of a go-redis client.
type goredisClient struct {
	redis.Cmdable
	client *redis.Client
}

func openGoredis(face func(*redis.Client) (goredisClient, error)) func(string, row) (client, error) {
	return func(addr string, _ row) (client, error) {
		c := redis.NewClient(&redis.Options{
			Addr: addr,
			// Nothing here ever moves, and without this each new connection asks for notifications first.
			MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
		})
		g, err := face(c)
		if err != nil {
			return nil, errors.Join(err, c.Close())
		}
		return g, nil
	}
}

func (c goredisClient) Close() error { return c.client.Close() }

func (c goredisClient) ops(r row, want []*data) ([]op, error) {
	return eachOp(want, func(d *data) (op, error) { return c.op(r.command, d) })
}

// process runs a command that the typed methods have no constructor for.
func (c goredisClient) process(ctx context.Context, cmd redis.Cmder) error {
	return c.Cmdable.(interface {
		Process(context.Context, redis.Cmder) error
	}).Process(ctx, cmd)
}

func (c goredisClient) op(cmd command, d *data) (op, error) {
	switch cmd {
	case get:
		return newOp(d.isValue, func(ctx context.Context) (string, error) {
			return c.Get(ctx, d.key).Result()
		}), nil
	case set:
		return newOp(d.isSet, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, c.Set(ctx, d.key, d.value, 0).Err()
		}), nil
	case incr:
		return newOp(d.isNext, func(ctx context.Context) (int64, error) {
			return c.Incr(ctx, d.key).Result()
		}), nil
	case echo:
		return newOp(d.isValue, func(ctx context.Context) (string, error) {
			return c.Echo(ctx, d.value).Result()
		}), nil
	case incrs:
		return c.request(d), nil
	case lrange:
		// LRange gives strings, to be scanned by reflection; a command of integers reads them as such.
		return newOp(d.isInts, func(ctx context.Context) ([]int64, error) {
			cmd := redis.NewIntSliceCmd(ctx, "lrange", d.key, 0, -1)
			if err := c.process(ctx, cmd); err != nil {
				return nil, err
			}
			return cmd.Result()
		}), nil
	case hgetall:
		return newOp(d.isFields, func(ctx context.Context) (map[string]string, error) {
			return c.HGetAll(ctx, d.key).Result()
		}), nil
	case hstruct:
		return newOp(d.isProfile, func(ctx context.Context) (p profile, err error) {
			err = c.HGetAll(ctx, d.key).Scan(&p)
			return p, err
		}), nil
	case mget:
		// MGet puts each key into an interface, and gives []any; so the keys are boxed once, and
		// a command of strings reads them as such.
		args := boxed("mget", d.keys)
		return newOp(d.isValues, func(ctx context.Context) ([]string, error) {
			cmd := redis.NewStringSliceCmd(ctx, args...)
			if err := c.process(ctx, cmd); err != nil {
				return nil, err
			}
			return cmd.Result()
		}), nil
	case zrange:
		judge := areScores(d, func(z redis.Z) score {
			member, _ := z.Member.(string)
			return score{member, z.Score}
		})
		return newOp(judge, func(ctx context.Context) ([]redis.Z, error) {
			return c.ZRangeWithScores(ctx, d.key, 0, -1).Result()
		}), nil
	default:
		return op{}, errUnknown(cmd)
	}
}

// request sends many INCR in a pipeline. The one of a full-duplex client runs on its shared
// connection, the others take one out of the pool.
func (c goredisClient) request(d *data) op {
	commands := make([]*redis.IntCmd, len(d.keys))
	dst := make([]int64, len(d.keys))
	return newOp(d.areNext, func(ctx context.Context) ([]int64, error) {
		pipe := c.Pipeline()
		for i, k := range d.keys {
			commands[i] = pipe.Incr(ctx, k)
		}
		if _, err := pipe.Exec(ctx); err != nil {
			return nil, err
		}
		for i, cmd := range commands {
			dst[i] = cmd.Val()
		}
		return dst, nil
	})
}
