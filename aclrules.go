package redis

import "errors"

// An ACLRule is one rule of a user, as Redis writes it: "on", ">password", "+@read", "~cache:*". It is made by
// the functions and constants here, or written by hand: a constant string is an ACLRule by itself.
//
//	redis.ACLSetUser(conn, "ann", redis.ACLOn, redis.ACLPassword(secret), redis.ACLKeys("ann:*"), "+@read")
type ACLRule string

// Rules without a parameter.
const (
	ACLOn            ACLRule = "on"             // may authenticate
	ACLOff           ACLRule = "off"            // may not; those who have are left alone
	ACLNoPassword    ACLRule = "nopass"         // any password will do
	ACLResetPassword ACLRule = "resetpass"      // no password will do: forgets them all
	ACLAllKeys       ACLRule = "allkeys"        // all keys, as "~*"
	ACLResetKeys     ACLRule = "resetkeys"      // forgets the patterns of keys
	ACLAllChannels   ACLRule = "allchannels"    // all Pub/Sub channels, as "&*" (since 6.2.0)
	ACLResetChannels ACLRule = "resetchannels"  // forgets the patterns of channels (since 6.2.0)
	ACLAllCommands   ACLRule = "allcommands"    // all commands, as "+@all"
	ACLNoCommands    ACLRule = "nocommands"     // no commands, as "-@all"
	ACLReset         ACLRule = "reset"          // as a new user: off, without passwords, keys, channels and commands
	ACLNoSelectors   ACLRule = "clearselectors" // forgets the selectors (since 7.0.0)
)

// ACLPassword adds a password.
func ACLPassword(password string) ACLRule { return ACLRule(">" + password) }

// ACLRemovePassword removes a password.
func ACLRemovePassword(password string) ACLRule { return ACLRule("<" + password) }

// ACLPasswordHash adds a password by its SHA-256 digest, in 64 hexadecimal digits.
func ACLPasswordHash(digest string) ACLRule { return ACLRule("#" + digest) }

// ACLRemovePasswordHash removes a password by its SHA-256 digest.
func ACLRemovePasswordHash(digest string) ACLRule { return ACLRule("!" + digest) }

// ACLKeys allows all commands that are allowed on keys that match a glob-style pattern.
func ACLKeys(pattern string) ACLRule { return ACLRule("~" + pattern) }

// ACLReadKeys allows to read keys that match a glob-style pattern (since 7.0.0).
func ACLReadKeys(pattern string) ACLRule { return ACLRule("%R~" + pattern) }

// ACLWriteKeys allows to write keys that match a glob-style pattern (since 7.0.0).
func ACLWriteKeys(pattern string) ACLRule { return ACLRule("%W~" + pattern) }

// ACLChannels allows the Pub/Sub channels that match a glob-style pattern (since 6.2.0).
func ACLChannels(pattern string) ACLRule { return ACLRule("&" + pattern) }

// ACLCommand allows a command, or a subcommand as "config|get".
func ACLCommand(name string) ACLRule { return ACLRule("+" + name) }

// ACLNoCommand forbids a command, or a subcommand (since 7.0.0).
func ACLNoCommand(name string) ACLRule { return ACLRule("-" + name) }

// ACLCategory allows the commands of a category, as "read": [ACLCat] gives them.
func ACLCategory(name string) ACLRule { return ACLRule("+@" + name) }

// ACLNoCategory forbids the commands of a category.
func ACLNoCategory(name string) ACLRule { return ACLRule("-@" + name) }

// ACLSelect adds a selector: what its rules allow together is allowed besides what the user's other rules
// do (since 7.0.0).
func ACLSelect(rules ...ACLRule) ACLRule {
	s := "("
	for i, r := range rules {
		if i > 0 {
			s += " "
		}
		s += string(r)
	}
	return ACLRule(s + ")")
}

var errEmptyRule = errors.New("an empty ACLRule")

// putRules appends rules.
func putRules(x *exchange, rules []ACLRule) {
	for _, r := range rules {
		if r == "" {
			x.fail(errEmptyRule)
		}
		x.str(string(r))
	}
}
