// Package commands is the command table: what is known about each command of
// Redis, and the helpers that exist for it. It is source, written and reviewed
// by hand, one file per group of commands; internal/gen turns it into the
// helpers of the root package and their documentation, the options that each
// accepts, and the table that requests are checked against.
//
// # Adding a command
//
//  1. Find its entry, or add one to the file of its group: name, version, arity
//     and keys as COMMAND INFO and COMMAND DOCS of a server give them, flags,
//     and the class of [Retry].
//  2. Give it a [Form] per Go result. A command whose reply has another shape
//     with another option has a form, and so a helper, for each: an option never
//     changes the type of a result. The words that select the form are fixed
//     arguments ([Word]), other options go into an [OptionSet].
//  3. Describe arguments and result by the constructors of args.go and
//     results.go. What they do not cover is one new constructor, and one
//     function next to the others in args.go or results.go of the root package.
//  4. Run make generate. Add a row to the tables of helpers_test.go (the round trip over
//     both protocols) and of wire_test.go (the exact bytes) in the root package.
//
// Tests compare the table with the server's own COMMAND INFO and COMMAND DOCS,
// and the generated files with what the generator makes of it. A command that a
// server has and the table has not is one of the [Omissions], or a failure.
//
// # Type arguments
//
// One rule holds for all helpers, so that nobody has to look it up. Where the
// reply is a list, set or page the type argument is that of an element:
// LRange[int64] gives []int64, ZRangeWithScores[string] gives
// []Scored[string]. Where the reply is one value, or a map that may as well be
// a struct, it is the type of the whole: Get[User],
// HGetAll[map[string]int], HGetAll[Profile]. Type parameters of the result
// come first, so that those of the arguments can be inferred.
//
// Where null stands for an absent value, the caller says by the type argument
// what is to come of it: ErrNil with a plain type, no error with an Optional
// or a pointer. Where the result is a fixed type, it is an Optional from the start.
package commands
