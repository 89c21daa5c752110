package redis_test

import (
	"fmt"
	"log"
	"time"

	"github.com/redisfut/redis"
)

func ExampleScript() {
	conn, done := connect()
	defer done()

	// Only who holds the lock may give it back.
	unlock := redis.NewScript[bool](`
		if redis.call("GET", KEYS[1]) == ARGV[1] then
			return redis.call("DEL", KEYS[1])
		end
		return 0`)
	redis.Set(conn, "lock", "ann")
	for _, owner := range []string{"bob", "ann"} {
		unlocked, err := unlock.Run(conn, []string{"lock"}, owner).Wait(ctx)
		fmt.Println(owner, unlocked, err)
	}
	// Output:
	// bob false <nil>
	// ann true <nil>
}

func ExampleScript_Run_request() {
	conn, done := connect()
	defer done()

	add := redis.NewScript[int](`return redis.call("INCRBY", KEYS[1], ARGV[1])`)
	var r redis.Request
	two, five := add.Run(&r, []string{"n"}, 2), add.Run(&r, []string{"n"}, 3)
	if err := conn.Exec(ctx, &r); err != nil {
		log.Fatal(err)
	}
	fmt.Println(two.Value(), five.Value())
	// Output: 2 5
}

func ExampleInfo() {
	conn, err := redis.Dial(ctx, "redis://localhost")
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	info, err := redis.Info(conn, "everything").Wait(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("Redis %s, up for %v, %d clients\n", info.Server.Version, info.Server.Uptime, info.Clients.Connected)
	for db, keys := range info.Keyspace {
		fmt.Printf("database %d has %d keys\n", db, keys.Keys)
	}
	for _, r := range info.Replication.Replicas {
		fmt.Printf("replica %s:%d is %s\n", r.IP, r.Port, r.State)
	}
	// What has no field of its own is there as text.
	fmt.Println(info.Sections["Server"]["gcc_version"])
}

func ExampleACLSetUser() {
	conn, err := redis.Dial(ctx, "redis://localhost")
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	_, err = redis.ACLSetUser(conn, "reports", redis.ACLOn, redis.ACLPassword("s3cr3t"),
		redis.ACLReadKeys("sales:*"), redis.ACLCategory("read"), "-keys").Wait(ctx)
	if err != nil {
		log.Fatal(err)
	}
	reason, err := redis.ACLDryRun(conn, "reports", "SET", "sales:1", 1).Wait(ctx)
	if why, denied := reason.Get(); denied {
		fmt.Println(why)
	}
}

func ExampleClientList() {
	conn, err := redis.Dial(ctx, "redis://localhost")
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	clients, err := redis.ClientList(conn).Wait(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range clients {
		if c.Idle > time.Hour {
			redis.ClientKill(conn, redis.WhereID(c.ID))
		}
	}
}

func ExampleSlowLogGet() {
	conn, err := redis.Dial(ctx, "redis://localhost")
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()

	entries, err := redis.SlowLogGet(conn, 10).Wait(ctx)
	for _, e := range entries {
		fmt.Println(e.Time, e.Duration, e.Args[0], e.ClientAddr)
	}
	if err != nil {
		log.Fatal(err)
	}
}
