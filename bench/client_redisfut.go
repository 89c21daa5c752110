package main

import (
	"context"

	"github.com/redisfut/redis"
)

// redisfut as Dial gives it: one connection for all callers, no setting changed.
func redisfutDrivers() []driver {
	return []driver{{
		name: ours, module: "github.com/redisfut/redis", setting: "one connection, defaults",
		open: func(addr string, _ row) (client, error) {
			c, err := redis.Dial(context.Background(), "redis://"+addr)
			if err != nil {
				return nil, err
			}
			return redisfutClient{c}, nil
		},
	}}
}

type redisfutClient struct{ *redis.Conn }

func (c redisfutClient) ops(r row, want []*data) ([]op, error) {
	return eachOp(want, func(d *data) (op, error) { return c.op(r.command, d) })
}

func (c redisfutClient) op(cmd command, d *data) (op, error) {
	switch cmd {
	case get:
		return newOp(d.isValue, func(ctx context.Context) (string, error) {
			return redis.Get[string](c.Conn, d.key).Wait(ctx)
		}), nil
	case set:
		return newOp(d.isSet, func(ctx context.Context) (struct{}, error) {
			_, err := redis.Set(c.Conn, d.key, d.value).Wait(ctx)
			return struct{}{}, err
		}), nil
	case incr:
		return newOp(d.isNext, func(ctx context.Context) (int64, error) {
			return redis.Incr(c.Conn, d.key).Wait(ctx)
		}), nil
	case echo:
		return newOp(d.isValue, func(ctx context.Context) (string, error) {
			return redis.Echo[string](c.Conn, d.value).Wait(ctx)
		}), nil
	case incrs:
		return c.request(d), nil
	case lrange:
		return newOp(d.isInts, func(ctx context.Context) ([]int64, error) {
			return redis.LRange[int64](c.Conn, d.key, 0, -1).Wait(ctx)
		}), nil
	case hgetall:
		return newOp(d.isFields, func(ctx context.Context) (map[string]string, error) {
			return redis.HGetAll[map[string]string](c.Conn, d.key).Wait(ctx)
		}), nil
	case hstruct:
		return newOp(d.isProfile, func(ctx context.Context) (profile, error) {
			return redis.HGetAll[profile](c.Conn, d.key).Wait(ctx)
		}), nil
	case mget:
		return newOp(d.isValues, func(ctx context.Context) ([]string, error) {
			return redis.MGet[string](c.Conn, d.keys...).Wait(ctx)
		}), nil
	case zrange:
		judge := areScores(d, func(s redis.Scored[string]) score { return score{s.Member, s.Score} })
		return newOp(judge, func(ctx context.Context) ([]redis.Scored[string], error) {
			return redis.ZRangeWithScores[string](c.Conn, d.key, 0, -1).Wait(ctx)
		}), nil
	default:
		return op{}, errUnknown(cmd)
	}
}

// request sends many INCR in a request that is built once and executed again and again, its
// results bound to where they belong.
func (c redisfutClient) request(d *data) op {
	req := c.NewRequest()
	dst := make([]int64, len(d.keys))
	for i, k := range d.keys {
		redis.Incr(req, k).Into(&dst[i])
	}
	return newOp(d.areNext, func(ctx context.Context) ([]int64, error) {
		return dst, c.Exec(ctx, req)
	})
}
