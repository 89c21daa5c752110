package main

import (
	"context"

	"github.com/gomodule/redigo/redis"
)

// redigo has no pipelining of its own: concurrency is connections out of a pool, as
// many as there are callers up to redigoConns. Its methods that take a context
// start a goroutine per command, so the ones without are used.
func redigoDrivers() []driver {
	return []driver{{
		name: "redigo", module: "github.com/gomodule/redigo", setting: "pool of up to 64 connections",
		open: func(addr string, r row) (client, error) {
			conns := min(r.goroutines, redigoConns)
			pool := &redis.Pool{
				MaxIdle:   conns,
				MaxActive: conns,
				Wait:      true,
				Dial:      func() (redis.Conn, error) { return redis.Dial("tcp", addr) },
			}
			return redigoClient{pool}, nil
		},
	}}
}

// redigoConns bounds the pool: of 8, 16, 32, 64, 128 and 256, none was better at 64 and 512 callers on two cores.
const redigoConns = 64

type redigoClient struct{ *redis.Pool }

func (c redigoClient) ops(r row, want []*data) ([]op, error) {
	return eachOp(want, func(d *data) (op, error) { return c.op(r.command, d) })
}

func (c redigoClient) do(command string, args ...any) (any, error) {
	conn := c.Get()
	defer conn.Close()
	return conn.Do(command, args...)
}

func (c redigoClient) op(cmd command, d *data) (op, error) {
	switch cmd {
	case get:
		return newOp(d.isValue, func(context.Context) (string, error) {
			return redis.String(c.do("GET", d.key))
		}), nil
	case set:
		return newOp(d.isSet, func(context.Context) (struct{}, error) {
			_, err := c.do("SET", d.key, d.value)
			return struct{}{}, err
		}), nil
	case incr:
		return newOp(d.isNext, func(context.Context) (int64, error) {
			return redis.Int64(c.do("INCR", d.key))
		}), nil
	case echo:
		return newOp(d.isValue, func(context.Context) (string, error) {
			return redis.String(c.do("ECHO", d.value))
		}), nil
	case incrs:
		return c.request(d), nil
	case lrange:
		return newOp(d.isInts, func(context.Context) ([]int64, error) {
			return redis.Int64s(c.do("LRANGE", d.key, 0, -1))
		}), nil
	case hgetall:
		return newOp(d.isFields, func(context.Context) (map[string]string, error) {
			return redis.StringMap(c.do("HGETALL", d.key))
		}), nil
	case hstruct:
		return newOp(d.isProfile, func(context.Context) (p profile, err error) {
			values, err := redis.Values(c.do("HGETALL", d.key))
			if err != nil {
				return p, err
			}
			err = redis.ScanStruct(values, &p)
			return p, err
		}), nil
	case mget:
		args := boxed("", d.keys)[1:]
		return newOp(d.isValues, func(context.Context) ([]string, error) {
			return redis.Strings(c.do("MGET", args...))
		}), nil
	case zrange:
		judge := areScores(d, func(s score) score { return s })
		return newOp(judge, func(context.Context) ([]score, error) {
			return redigoScores(c.do("ZRANGE", d.key, 0, -1, "WITHSCORES"))
		}), nil
	default:
		return op{}, errUnknown(cmd)
	}
}

// redigoScores does by hand what ScanSlice does by reflection.
func redigoScores(reply any, err error) ([]score, error) {
	values, err := redis.Values(reply, err)
	if err != nil {
		return nil, err
	}
	scores := make([]score, len(values)/2)
	for i := range scores {
		if scores[i].member, err = redis.String(values[2*i], nil); err != nil {
			return nil, err
		}
		if scores[i].score, err = redis.Float64(values[2*i+1], nil); err != nil {
			return nil, err
		}
	}
	return scores, nil
}

// request sends many INCR on one connection, flushes, and receives their replies.
func (c redigoClient) request(d *data) op {
	dst := make([]int64, len(d.keys))
	return newOp(d.areNext, func(context.Context) ([]int64, error) {
		conn := c.Get()
		defer conn.Close()
		for _, k := range d.keys {
			if err := conn.Send("INCR", k); err != nil {
				return nil, err
			}
		}
		if err := conn.Flush(); err != nil {
			return nil, err
		}
		for i := range dst {
			var err error
			if dst[i], err = redis.Int64(conn.Receive()); err != nil {
				return nil, err
			}
		}
		return dst, nil
	})
}
