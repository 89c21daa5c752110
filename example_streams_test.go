package redis_test

import (
	"context"
	"fmt"
	"time"

	"github.com/redisfut/redis"
)

// An order is what the entries of these examples have.
type order struct {
	Item  string `redis:"item"`
	Count int    `redis:"count"`
}

func ExampleXAdd() {
	conn, done := connect()
	defer done()

	id, err := redis.XAdd(conn, "orders", order{"tea", 2}, redis.TrimToLen(1000)).Wait(ctx)
	fmt.Println(!id.IsZero(), err)
	// Output: true <nil>
}

func ExampleXRange() {
	conn, done := connect()
	defer done()

	for i, o := range []order{{"tea", 2}, {"milk", 1}} {
		redis.XAdd(conn, "orders", o, redis.EntryID{Ms: uint64(i + 1)})
	}
	entries, err := redis.XRange[order](conn, "orders", redis.IDMin, redis.IDMax, redis.Count(10)).Wait(ctx)
	fmt.Println(entries, err)
	// Output: [{1-0 {tea 2}} {2-0 {milk 1}}] <nil>
}

func ExampleXRangeAll() {
	conn, done := connect()
	defer done()

	for i := range 250 {
		redis.XAdd(conn, "orders", order{"tea", i})
	}
	sum := 0
	for e, err := range redis.XRangeAll[order](ctx, conn, "orders", redis.IDMin, redis.IDMax) {
		if err != nil {
			fmt.Println(err)
			return
		}
		sum += e.Value.Count
	}
	fmt.Println(sum)
	// Output: 31125
}

func ExampleXRead() {
	conn, done := connect()
	defer done()

	redis.XAdd(conn, "orders", order{"tea", 2}, redis.EntryID{Ms: 1})
	redis.XAdd(conn, "orders", order{"milk", 1}, redis.EntryID{Ms: 2})
	news, err := redis.XRead[order](conn, []redis.StreamFrom{{Key: "orders", From: redis.AfterID(redis.StreamID{Ms: 1})}}).Wait(ctx)
	fmt.Println(news, err)
	// Output: map[orders:[{2-0 {milk 1}}]] <nil>
}

func ExampleXReadGroup() {
	conn, done := connect()
	defer done()

	redis.XAdd(conn, "orders", order{"tea", 2}, redis.EntryID{Ms: 1})
	redis.XGroupCreate(conn, "orders", "packers", redis.FromStart)
	got, err := redis.XReadGroup[order](conn, "packers", "ann", []string{"orders"}).Wait(ctx)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range got["orders"] {
		fmt.Println("packing", e.Value)
		redis.XAck(conn, "orders", "packers", e.ID)
	}
	pending, err := redis.XPending(conn, "orders", "packers").Wait(ctx)
	fmt.Println(pending.Count, err)
	// Output:
	// packing {tea 2}
	// 0 <nil>
}

func ExampleStreamWorker() {
	conn, done := connect()
	defer done()

	redis.XAdd(conn, "orders", order{"tea", 2})
	redis.XAdd(conn, "orders", order{"milk", 1})

	ctx, stop := context.WithCancel(ctx)
	packed := 0
	worker := redis.StreamWorker[order]{
		Stream: "orders", Group: "packers", Consumer: "ann",
		Handle: func(ctx context.Context, e redis.Entry[order]) error {
			fmt.Println("packing", e.Value)
			if packed++; packed == 2 {
				stop() // what is in work gets done
			}
			return nil
		},
	}
	fmt.Println(worker.Run(ctx, conn))
	// Output:
	// packing {tea 2}
	// packing {milk 1}
	// <nil>
}

func ExampleBLPop() {
	conn, done := connect()
	defer done()

	job := redis.BLPop[string](conn, redis.Forever, "urgent", "jobs") // on a connection of its own
	redis.RPush(conn, "jobs", "mail")
	got, err := job.Wait(ctx)
	fmt.Println(got, err)

	// The end of a context ends the wait in the server too.
	ctx, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	_, err = redis.BLPop[string](conn, redis.Forever, "jobs").Wait(ctx)
	fmt.Println(err != nil)
	// Output:
	// {jobs mail} <nil>
	// true
}

func ExampleWait() {
	conn, done := connect()
	defer done()

	var req redis.Request
	redis.Set(&req, "balance", 100)
	replicas := redis.Wait(&req, 1, time.Second) // counts the SET before it
	if err := conn.Exec(ctx, &req); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(replicas.Value(), "replicas have it")
	// Output: 0 replicas have it
}

func ExampleWatch() {
	conn, done := connect()
	defer done()

	redis.Set(conn, "stock", 3)
	err := redis.Watch(ctx, conn, func(w *redis.Watched) error {
		n, err := redis.Get[int](w, "stock").Wait(ctx)
		if err != nil || n == 0 {
			return err
		}
		r := w.NewRequest()
		tx := redis.Multi(r)
		redis.Set(tx, "stock", n-1)
		redis.RPush(tx, "sold", "tea")
		tx.Exec()
		return w.Exec(ctx, r)
	}, "stock")
	stock, _ := redis.Get[int](conn, "stock").Wait(ctx)
	fmt.Println(stock, err)
	// Output: 2 <nil>
}

func ExampleBitField() {
	conn, done := connect()
	defer done()

	level := redis.UnsignedBits(4)
	got, err := redis.BitField(conn, "levels",
		redis.BitSet{Type: level, At: redis.BitIndex(2), Value: 14},
		redis.OverflowSat,
		redis.BitIncrBy{Type: level, At: redis.BitIndex(2), Increment: 5},
	).Wait(ctx)
	fmt.Println(got, redis.OutcomeOf(err))
}

func ExampleGeoSearch() {
	conn, done := connect()
	defer done()

	redis.GeoAddMany(conn, "cities", []redis.Located[string]{
		{Member: "Palermo", Position: redis.Position{Longitude: 13.361389, Latitude: 38.115556}},
		{Member: "Catania", Position: redis.Position{Longitude: 15.087269, Latitude: 37.502669}},
	})
	near, err := redis.GeoSearch[string](conn, "cities", redis.FromMember("Palermo"), redis.ByRadius(200, redis.Kilometers), redis.Asc).Wait(ctx)
	fmt.Println(near, redis.OutcomeOf(err))
}

func ExamplePFCount() {
	conn, done := connect()
	defer done()

	redis.PFAdd(conn, "visitors", "ann", "bob", "ann")
	n, err := redis.PFCount(conn, "visitors").Wait(ctx)
	fmt.Println(n, err)
	// Output: 2 <nil>
}
