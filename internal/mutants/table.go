package main

// A mutant is one change that breaks the engine.
type mutant struct {
	name string
	file string
	old  string // must be in the file exactly once
	new  string
	by   string // the test that has to catch it; TestEverySmallWorld or TestChaos where this is ""
}

var mutants = []mutant{
	{
		name: "two replies change places",
		file: "read.go",
		old:  "\t\tx := in.flight.head\n\t\tif x == nil {",
		new: "\t\tx := in.flight.head\n\t\tif x != nil && x.next != nil && x.next == in.flight.tail && len(x.replies) == 0 {\n" +
			"\t\t\tin.flight.remove(x)\n\t\t\tin.flight.push(x)\n\t\t\tx = in.flight.head\n\t\t}\n\t\tif x == nil {",
	},
	{
		name: "a push is taken for a reply",
		file: "read.go",
		old:  "if isPush(frame, ferr) {",
		new:  "if isPush(frame, ferr) && len(frame) == 0 {",
	},
	{
		name: "a reply that nobody waits for is overlooked",
		file: "read.go",
		old:  "\t\t\terr = errUnexpected\n\t\t\tbreak\n",
		new:  "\t\t\tcontinue\n",
		by:   "TestAStrayReplyEndsAnIdleConnection",
	},
	{
		name: "an exchange is settled twice",
		file: "read.go",
		old:  "\t\tif settle(x) { // from here on",
		new:  "\t\tif settle(x) || settle(x) { // from here on",
	},
	{
		name: "two goroutines hold the read role",
		file: "read.go",
		old:  "if c.reading || !c.lent.Load() || c.fault != nil {",
		new:  "if c.fault != nil {",
	},
	{
		name: "a cancelled wait drops its reply slot",
		file: "queue.go",
		old:  "\t\tif x.to(state, abandoned) {\n",
		new:  "\t\tok := x.to(state, abandoned)\n\t\tif ok && x.prev == nil && x.next == nil && c.flight.head == x {\n\t\t\tc.flight.remove(x)\n\t\t\tc.flying--\n\t\t}\n\t\tif ok {\n",
	},
	{
		name: "what is cancelled in the queue is written nevertheless",
		file: "queue.go",
		old:  "\tc.queue.remove(x)\n\tc.retireLocked(int(x.n), len(x.out))\n\treturn takenBack, fault\n",
		new:  "\tif len(x.out) < 1<<10 {\n\t\tc.w.rest = append(c.w.rest, x.out...)\n\t}\n\tc.queue.remove(x)\n\tc.retireLocked(int(x.n), len(x.out))\n\treturn takenBack, fault\n",
	},
	{
		name: "everything is sent again after a loss",
		file: "policy.go",
		old:  "return class >= retryRead\n",
		new:  "return true\n",
	},
	{
		name: "what was sent again forgets that it may have been executed",
		file: "life.go",
		old:  "\tx.maybe = x.maybe || sent\n",
		new:  "",
	},
	{
		name: "what is sent again keeps the replies it had",
		file: "life.go",
		old:  "\tx.release()\n\tx.place = inQueue\n",
		new:  "\tx.place = inQueue\n",
	},
	{
		name: "what is sent again goes to the end of the queue",
		file: "life.go",
		old:  "\tagain.join(&c.queue)\n\tc.queue = again.take()\n",
		new:  "\tc.queue.join(&again)\n",
	},
	{
		name: "the kernel took more than was counted",
		file: "life.go",
		old:  "min(c.w.accepted-x.off, int64(len(x.out)))",
		new:  "min(c.w.accepted-1-x.off, int64(len(x.out)))",
	},
	{
		name: "the kernel took less than was counted",
		file: "write.go",
		old:  "w.accepted += int64(max(n, 0))",
		new:  "w.accepted += int64(len(w.buf))",
	},
	{
		name: "what was wholly sent is told not to be",
		file: "exchange.go",
		old:  "if x.sent < end && !x.maybe {",
		new:  "if x.sent <= end && !x.maybe {",
	},
	{
		name: "a request counts as sent when all of it was",
		file: "req.go",
		old:  "\treturn least, r.ends[0]\n",
		new:  "\treturn least, r.size()\n",
	},
	{
		name: "an exchange is reused in the same generation",
		file: "exchange.go",
		old:  "\t\ts += 1 << phaseBits\n",
		new:  "\t\ts += 0\n",
	},
	{
		name: "a reply does not count its memory",
		file: "exchange.go",
		old:  "\t\t\tc.refs.Add(1)\n\t\t\tx.held = append(x.held, c)\n",
		new:  "",
	},
	{
		name: "a connection is used before its handshake was read",
		file: "handshake.go",
		old:  "\tfor i := range n {\n\t\tframe, err := c.readReply()",
		new:  "\tfor i := range min(n, 1) {\n\t\tframe, err := c.readReply()",
	},
	{
		name: "the write role is free before the connection is up",
		file: "life.go",
		old:  "\tc.writing, c.unheld = true, false\n\twakeReader",
		new:  "\tc.writing, c.unheld = false, false\n\twakeReader",
	},
	{
		name: "what waits for replies goes behind what was sent meanwhile",
		file: "read.go",
		old:  "\tin.flight.join(&c.flight)\n\tc.flight = in.flight.take()\n",
		new:  "\tc.flight.join(&in.flight)\n",
	},
	{
		name: "a large write settles its exchange before the reply",
		file: "exchange.go",
		old:  "return x.halves.Add(-1) == 0 && x.settle()",
		new:  "return x.settle()",
	},
	{
		name: "what waits is not written when the connection is up again",
		file: "life.go",
		old:  "\tc.writing = c.queue.head != nil\n\tif c.writing {",
		new:  "\tc.writing = false\n\tif c.writing {",
	},
	{
		name: "half a reply of a lost connection begins the next",
		file: "dial.go",
		old:  "\tc.in.framer.Init(c.cfg.Limits)\n",
		new:  "",
	},
	{
		name: "an element is taken for nobody",
		file: "unblock.go",
		old:  "\tif phase(state) != expired || x.to(state, parked) {\n\t\t<-x.wake\n\t}\n",
		new:  "",
		by:   "TestNothingIsTakenForNobody",
	},
	{
		name: "a command of another server is unblocked",
		file: "unblock.go",
		old:  "\tif known != runID {\n",
		new:  "\tif known == \"\" {\n",
		by:   "TestNobodyElseIsUnblocked",
	},
	{
		name: "a wait that is over ends that of the next user of its connection",
		file: "queue.go",
		old:  "case x.place == nowhere, x.place == inFlight && x.waits && x.state.Load() != state:",
		new:  "case x.place == nowhere:",
		by:   "TestAWaitThatIsOverEndsNoOther",
	},
	{
		name: "CLIENT UNBLOCK goes over a connection on which nobody has asked which server that is",
		file: "unblock.go",
		old:  "boundPipe{c.main, over, unblockPolicy}",
		new:  "boundPipe{c.main, 0, unblockPolicy}",
		by:   "TestNobodyIsUnblockedOverAConnectionThatIsNew",
	},
	{
		name: "commands are written behind one that waits in the server",
		file: "write.go",
		old:  "!c.renewing && !c.waiting && !c.unblocking {",
		new:  "!c.renewing {",
		by:   "TestWhatIsBehindACommandThatWaitsIsNotSent",
	},
	{
		name: "Shutdown waits for what would wait in the server",
		file: "unblock.go",
		old:  "c.strandLocked(func(x *exchange) bool { return x.waits })",
		new:  "c.strandLocked(func(x *exchange) bool { return false })",
		by:   "TestShutdownTakesBackWhatWouldWait",
	},
	{
		name: "pinned connections have no bound",
		file: "pool.go",
		old:  "make(chan struct{}, main.cfg.MaxPinned)",
		new:  "make(chan struct{}, main.cfg.MaxPinned+1000)",
		by:   "TestMoreCommandsThanPinnedConnectionsWaitForOne",
	},
	{
		name: "a pinned connection is given away while CLIENT UNBLOCK is under way to it",
		file: "life.go",
		old:  "if c.loan && !c.unblocking {",
		new:  "if c.loan {",
		by:   "TestAConnectionIsNotTakenWhileItIsBeingUnblocked",
	},
	{
		name: "a transaction is executed on a connection that watches nothing",
		file: "req.go",
		old:  "policy, bound = boundPolicy, w.link",
		new:  "policy = boundPolicy",
		by:   "TestALostConnectionNeverExecutesElsewhere",
	},
	{
		name: "a transaction waits for the connection that replaces its own",
		file: "life.go",
		old:  "return x.bound != 0 || x.policy.FailOnLoss",
		new:  "return x.policy.FailOnLoss",
		by:   "TestATransactionIsNotExecutedOnARenewedConnection",
	},
	{
		name: "a second transaction is executed without a watch",
		file: "watch.go",
		old:  "case final > 0 && w.spent:",
		new:  "case final > 0 && w.spent && w.ended:",
		by:   "TestOneTransactionPerWatch",
	},
	{
		name: "a transaction that was discarded is thought to leave the keys watched",
		file: "watch.go",
		old:  "cmd == &cmdExec || cmd == &cmdDiscard",
		new:  "cmd == &cmdExec",
		by:   "TestDiscardEndsTheWatchToo",
	},
	{
		name: "a command gets into a connection that Watch has given back",
		file: "watch.go",
		old:  "\tif w.ended {\n",
		new:  "\tif w.ended && x == nil {\n",
		by:   "TestACommandThatIsPutAcrossTheEndOfTheFunction",
	},
	{
		name: "keys stay watched",
		file: "watch.go",
		old:  "\tif !freed {\n",
		new:  "\tif !freed && w.c == nil {\n",
		by:   "TestErrorsAndPanicsOfTheFunctionLeaveNothingWatched",
	},
	{
		name: "an entry is acknowledged that could not become a dead letter",
		file: "streamworker.go",
		old:  "\nif entry then\n",
		new:  "\nredis.call('XACK', KEYS[1], ARGV[1], ARGV[2])\nif entry then\n",
		by:   "TestWhatCanNotBecomeADeadLetterStaysPending",
	},
	{
		name: "a worker makes a dead letter of what it has in work",
		file: "streamworker.go",
		old:  "case r.isBusy(p.ID):",
		new:  "case r.isBusy(p.ID) && r.conn == nil:",
		by:   "TestAWorkerKnowsWhatItHasInWork",
	},
	{
		name: "entries that fail keep new ones waiting",
		file: "streamworker.go",
		old:  "if err == nil && !claimed && !time.Now()",
		new:  "if err == nil && (!claimed || claimed) && !time.Now()",
		by:   "TestEveryEntryHasItsTurn",
	},
}
