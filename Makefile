# Every target works from a fresh clone. Modules are those of go.work.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MODULES := $(shell go work edit -json | sed -n 's/.*"DiskPath": "\(.*\)".*/\1/p')
STATICCHECK := $(CURDIR)/.bin/staticcheck
# A number of inputs rather than a time: the go command sometimes fails a target without cause when its time is over.
FUZZTIME ?= 100000x
CHAOSTIME ?= 60s

.PHONY: all test lint bench fuzz chaos mutants generate cross report

all: lint test

# All tests of all modules, with the race detector. Tests that need redis-server
# are skipped where it can't be had, and fail instead where CI=true.
test:
	@scripts/need-redis-server
	@scripts/test $(MODULES)

# gofmt, go vet and staticcheck in every module, in the workspace and without it.
lint: $(STATICCHECK)
	@unformatted=$$(gofmt -l .); [ -z "$$unformatted" ] || { echo "not gofmt-ed:"; echo "$$unformatted"; exit 1; }
	@for m in $(MODULES); do for work in "$(CURDIR)/go.work" off; do \
		echo "lint $$m, GOWORK=$${work##*/}"; \
		(cd $$m && GOWORK=$$work go vet ./... && GOWORK=$$work $(STATICCHECK) ./...); \
	done; done

$(STATICCHECK): tools/go.mod tools/go.sum
	@GOWORK=off go -C tools build -o $@ honnef.co/go/tools/cmd/staticcheck

# The comparison with other clients, side by side in one run: about ten minutes.
bench:
	@scripts/need-redis-server
	@cd bench && go run . $(BENCHFLAGS)

# Each fuzz target for FUZZTIME.
fuzz:
	@scripts/fuzz $(FUZZTIME) $(MODULES)

# A connection under chaos for CHAOSTIME, with the race detector. CHAOSFLAGS="-chaos.seed=..." repeats a run.
chaos:
	@scripts/need-redis-server
	@go test -race -count=1 -timeout 30m -run '^TestChaos$$' -v . -chaos.time=$(CHAOSTIME) $(CHAOSFLAGS)

# Mutants of the engine, each of which the tests of its reliability have to catch: about three minutes.
mutants:
	@scripts/need-redis-server
	@go run ./internal/mutants

# The typed helpers and the command table, from internal/commands.
generate:
	@go generate ./...

# The platforms that can't be tested here at least compile, tests included.
cross:
	@for target in linux/386 darwin/arm64 windows/amd64; do for m in $(MODULES); do \
		echo "cross $$target $$m"; \
		(cd $$m && CGO_ENABLED=0 GOOS=$${target%/*} GOARCH=$${target#*/} go build -o /dev/null ./... && \
		 CGO_ENABLED=0 GOOS=$${target%/*} GOARCH=$${target#*/} go vet ./...); \
	done; done

# docs/conformance.md, from a run of the tests of the root package.
report:
	@scripts/need-redis-server
	@go test -count=1 . -update
