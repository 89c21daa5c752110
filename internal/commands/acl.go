package commands

var aclCommands = []Command{
	{
		Name: "ACL CAT", Since: "6.0.0", Arity: -2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ACLCat",
				Doc:    "gives the categories of commands that ACL rules can name.",
				Result: texts,
			},
			{
				Go:     "ACLCatCommands",
				Doc:    `gives the commands of a category, which is named without the "@" that it has in a rule.`,
				Args:   []Arg{Text("category")},
				Result: texts,
			},
		},
	},
	{
		Name: "ACL DELUSER", Since: "6.0.0", Arity: -3, Retry: RetryLastWriterWins, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ACLDelUser",
			Doc:    "deletes users, closes their connections, and gives how many users there were to delete. The default user can't be deleted.",
			Args:   []Arg{Texts1("usernames", "username")},
			Result: integer,
		}},
	},
	{
		Name: "ACL DRYRUN", Since: "7.0.0", Arity: -4, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go: "ACLDryRun",
			Doc: `gives the reason why a user may not execute a command with these arguments, none if the user may. Nothing is executed;
			a command or user that does not exist is an error.`,
			Args:   []Arg{Text("username"), Text("command"), Anything("args", "arg")},
			Result: decodedBy("Optional[string]", "decodeDryRun", "simple string OK, or bulk string"),
		}},
	},
	{
		Name: "ACL DIGEST", Since: "9.2.0", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N users and roles",
		Forms: []Form{{
			Go: "ACLDigest",
			Doc: `gives a fingerprint of the rules that are in effect, as hexadecimal digits: as long as it is the same, nothing has changed. It tells whether [ACLLoad] has taken
			what is in the file now. It is a command of Valkey.`,
			Result: text,
		}},
	},
	{
		Name: "ACL GENPASS", Since: "6.0.0", Arity: -2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{
			{
				Go:     "ACLGenPass",
				Doc:    "gives a random password of 256 bits, as 64 hexadecimal digits. The server does not keep it.",
				Result: text,
			},
			{
				Go:     "ACLGenPassBits",
				Doc:    "gives a random password of 1 to 4096 bits, rounded up to whole hexadecimal digits.",
				Args:   []Arg{{Param: "bits int64", Encode: "putPasswordBits(x, bits)", Usage: "bits", Min: 1}},
				Result: text,
			},
		},
	},
	{
		Name: "ACL GETUSER", Since: "6.0.0", Arity: 3, Retry: RetryRead, Complexity: "O(N) for N rules of the user",
		Forms: []Form{{
			Go:     "ACLGetUser",
			Doc:    "gives what a user may do, none if there is no such user.",
			Args:   []Arg{Text("username")},
			Result: decodedBy("Optional[ACLUser]", "decodeACLUser", "map or null"),
		}},
	},
	{
		Name: "ACL LIST", Since: "6.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N users",
		Forms: []Form{{
			Go:     "ACLList",
			Doc:    "gives a line per user with its rules, as an ACL file has it. Digests of passwords are among them.",
			Result: texts,
		}},
	},
	{
		Name: "ACL LOAD", Since: "6.0.0", Arity: 2, Retry: RetryLastWriterWins, Complexity: "O(N) for N users",
		Forms: []Form{{
			Go:     "ACLLoad",
			Doc:    "replaces all users by those of the server's ACL file, unless that has an error or there is none.",
			Result: ok,
		}},
	},
	{
		Name: "ACL LOG", Since: "6.0.0", Arity: -2, Retry: RetryLastWriterWins, Complexity: "O(N) for N entries",
		Forms: []Form{
			{
				Go:     "ACLLog",
				Doc:    "gives what the server has lately refused to users, the latest first: commands, keys, channels and passwords.",
				Result: decodedBy("[]ACLLogEntry", "decodeACLLog", "array of maps"),
				Retry:  RetryRead,
			},
			{
				Go:     "ACLLogCount",
				Doc:    "gives what [ACLLog] gives, but at most count entries.",
				Args:   []Arg{Natural("count")},
				Result: decodedBy("[]ACLLogEntry", "decodeACLLog", "array of maps"),
				Retry:  RetryRead,
			},
			{
				Go:     "ACLLogReset",
				Doc:    "empties the log that [ACLLog] gives.",
				Args:   []Arg{Word("RESET")},
				Result: ok,
			},
		},
	},
	{
		Name: "ACL SAVE", Since: "6.0.0", Arity: 2, Retry: RetryLastWriterWins, Complexity: "O(N) for N users",
		Forms: []Form{{
			Go:     "ACLSave",
			Doc:    "writes all users to the server's ACL file. It is an error if there is none.",
			Result: ok,
		}},
	},
	{
		Name: "ACL SETUSER", Since: "6.0.0", Arity: -3, Retry: RetryLastWriterWins, Complexity: "O(N) for N rules",
		Forms: []Form{{
			Go: "ACLSetUser",
			Doc: `changes what a user may do by rules, one after the other, and makes the user if there is none: a new one may do nothing and is
			off. Rules are made by functions such as [ACLCommand], or written as Redis writes them. Where one is wrong nothing is changed.`,
			Args:   []Arg{Text("username"), ACLRules("rules")},
			Result: ok,
		}},
	},
	{
		Name: "ACL USERS", Since: "6.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N users",
		Forms: []Form{{
			Go:     "ACLUsers",
			Doc:    "gives the names of all users.",
			Result: texts,
		}},
	},
	{
		Name: "ACL WHOAMI", Since: "6.0.0", Arity: 2, Retry: RetryRead, Complexity: "O(1)",
		Forms: []Form{{
			Go:     "ACLWhoAmI",
			Doc:    "gives the name of the user that the connection has authenticated as.",
			Result: text,
		}},
	},

	// Of roles, which Valkey has.
	{
		Name: "ACL SETROLE", Since: "9.2.0", Arity: -3, Retry: RetryLastWriterWins, Complexity: "O(N) for N rules",
		Forms: []Form{{
			Go: "ACLSetRole",
			Doc: `makes a role, or changes one: rules are applied in their order to what users of the role may do, all of them or, after an error, none. They are as those
			of [ACLSetUser], but for what is about users alone. It is a command of Valkey.`,
			Args:   []Arg{Text("role"), ACLRules("rules")},
			Result: ok,
		}},
	},
	{
		Name: "ACL GETROLE", Since: "9.2.0", Arity: 3, Retry: RetryRead, Complexity: "O(N) for N rules of the role",
		Forms: []Form{{
			Go:     "ACLGetRole",
			Doc:    "gives what the users of a role may do, and who they are, none if there is no such role, of Valkey.",
			Args:   []Arg{Text("role")},
			Result: decodedBy("Optional[ACLRole]", "decodeACLRole", "map or null"),
		}},
	},
	{
		Name: "ACL ROLES", Since: "9.2.0", Arity: 2, Retry: RetryRead, Complexity: "O(N) for N roles",
		Forms: []Form{{
			Go:     "ACLRoles",
			Doc:    "gives the names of all roles, of Valkey.",
			Result: texts,
		}},
	},
	{
		Name: "ACL DELROLE", Since: "9.2.0", Arity: -3, Retry: RetryLastWriterWins, Complexity: "O(N) for N roles",
		Forms: []Form{{
			Go:     "ACLDelRole",
			Doc:    "deletes roles, and gives how many there were to delete. A role that a user has is an error, and nothing is deleted. It is a command of Valkey.",
			Args:   []Arg{Texts1("roles", "rolename")},
			Result: integer,
		}},
	},
}
