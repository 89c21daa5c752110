package main

import (
	"context"
	"strconv"

	"github.com/mediocregopher/radix/v4"
)

// radix shares the connections of its pool among all callers. Of 1, 2, 4 (the default) and 16 connections,
// 16 was best for the 8 and 16 callers with whom radix comes near the others; a flush interval
// helps it only where others are far ahead.
func radixDrivers() []driver {
	return []driver{{
		name: "radix", module: "github.com/mediocregopher/radix/v4", setting: "pool of 16 shared connections",
		open: func(addr string, _ row) (client, error) {
			// Without pings, since they would disturb the others' turns.
			c, err := radix.PoolConfig{Size: 16, PingInterval: -1}.New(context.Background(), "tcp", addr)
			if err != nil {
				return nil, err
			}
			return radixClient{c}, nil
		},
	}}
}

type radixClient struct{ radix.Client }

func (c radixClient) ops(r row, want []*data) ([]op, error) {
	return eachOp(want, func(d *data) (op, error) { return c.op(r.command, d) })
}

// radixOp makes an op of a command that is decoded into a T.
func radixOp[T any](c radixClient, judge func(T) error, name string, args ...string) op {
	return newOp(judge, func(ctx context.Context) (v T, err error) {
		err = c.Do(ctx, radix.Cmd(&v, name, args...))
		return v, err
	})
}

func (c radixClient) op(cmd command, d *data) (op, error) {
	switch cmd {
	case get:
		return radixOp(c, d.isValue, "GET", d.key), nil
	case set:
		return newOp(d.isSet, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, c.Do(ctx, radix.Cmd(nil, "SET", d.key, d.value))
		}), nil
	case incr:
		return radixOp(c, d.isNext, "INCR", d.key), nil
	case echo:
		return radixOp(c, d.isValue, "ECHO", d.value), nil
	case incrs:
		return c.request(d), nil
	case lrange:
		return radixOp(c, d.isInts, "LRANGE", d.key, "0", "-1"), nil
	case hgetall:
		return radixOp(c, d.isFields, "HGETALL", d.key), nil
	case hstruct:
		return radixOp(c, d.isProfile, "HGETALL", d.key), nil
	case mget:
		return radixOp(c, d.isValues, "MGET", d.keys...), nil
	case zrange:
		judge := areScores(d, func(s score) score { return s })
		return newOp(judge, func(ctx context.Context) ([]score, error) {
			return c.scores(ctx, d.key)
		}), nil
	default:
		return op{}, errUnknown(cmd)
	}
}

// scores pairs up by hand what RESP2 sends as a flat array.
func (c radixClient) scores(ctx context.Context, key string) ([]score, error) {
	var flat []string
	if err := c.Do(ctx, radix.Cmd(&flat, "ZRANGE", key, "0", "-1", "WITHSCORES")); err != nil {
		return nil, err
	}
	scores := make([]score, len(flat)/2)
	for i := range scores {
		f, err := strconv.ParseFloat(flat[2*i+1], 64)
		if err != nil {
			return nil, err
		}
		scores[i] = score{flat[2*i], f}
	}
	return scores, nil
}

// request sends many INCR in a pipeline; a Cmd is good for one use only.
func (c radixClient) request(d *data) op {
	dst := make([]int64, len(d.keys))
	p := radix.NewPipeline()
	return newOp(d.areNext, func(ctx context.Context) ([]int64, error) {
		p.Reset()
		for i, k := range d.keys {
			p.Append(radix.Cmd(&dst[i], "INCR", k))
		}
		return dst, c.Do(ctx, p)
	})
}
