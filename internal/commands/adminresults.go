package commands

// Results of the commands that look after servers, users and clusters.

var (
	text       = Result{Type: "string", Reply: "bulk string"}
	texts      = Result{Type: "[]string", Reply: "array of bulk strings"}
	rawBytes   = Result{Type: "[]byte", Reply: "bulk string"}
	slotNumber = Result{Type: "uint16", Reply: "integer"}
	subCounts  = Result{Type: "map[string]int64", Reply: "array of channels and numbers"}
)

// record is a fixed type that package decode fills by itself.
func record(typ, reply string) Result { return Result{Type: typ, Reply: reply} }

// decodedBy is a fixed type with a decoder in the root package.
func decodedBy(typ, decoder, reply string) Result {
	return Result{Type: typ, Finish: "finishWith(p, x, " + decoder + ")", Reply: reply}
}

// function is a reply of any shape, of a function.
func function(typ string) Result {
	return Result{Type: typ, Params: []string{typ + " any"}, Reply: "as the function gives it"}
}
