# What people and machines do here, a word each. `make` alone lists it.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:

# Warnings are errors for our own targets only: SwiftPM silences those of dependencies. Other flags are another build,
# so the gate has a directory of its own, and nobody waits for a rebuild after it.
strict := --scratch-path .build/check -Xswiftc -warnings-as-errors
# What is measured is what people install: the runtime linked in.
as_packaged := --configuration release --static-swift-stdlib --scratch-path .build/measured
# What runs real daemons by the real clock runs by itself: beside tests that keep every core busy, it would meet its own
# deadlines late.
quick := --skip-build --disable-xctest --skip ProgramTests
real := --skip-build --disable-xctest --filter ProgramTests
package := cutoffd_*_$(shell dpkg --print-architecture 2>/dev/null).deb
FUZZ_SANITIZERS ?= fuzzer,address
fuzz_build := .build/fuzz$(if $(findstring address,$(FUZZ_SANITIZERS)),,-plain)
fuzz_assertions := $(if $(findstring address,$(FUZZ_SANITIZERS)),-Xswiftc -assert-config -Xswiftc Debug)
swift_files := Package.swift Sources Tests Benchmarks
shell_files := .ci/run $(filter-out scripts/manual,$(wildcard scripts/* Tests/tools/*)) packaging/build packaging/stage \
	packaging/version packaging/debian/postrm systemd/examples/cutoffd-follower

##  run       build, and watch the daemon at work on example orders in ./var (Ctrl-C ends it)
.PHONY: run
run: ready
	swift build
	@scripts/demo

##  test      build, and run every test; those that need root are skipped without it
.PHONY: test
test: ready-to-test
	swift build --build-tests
	swift test $(quick)
	swift test $(real)

##  check     the gate before a merge: format, warnings, the package, every test, settings, scripts
.PHONY: check
check: ready-to-check lint-shell lint check-build check-manual check-package check-tests check-settings check-completions check-views check-bench check-fuzz
	@echo "All is well."

##  build     build the programs: .build/debug/cutoffd and cutoffctl
.PHONY: build
build: ready
	swift build

##  manual    write the manual pages into .build/manual, from the help texts, the settings and docs/events.md
.PHONY: manual
manual: ready-for-manual
	swift build
	@scripts/make-manual .build/manual .build/debug

##  deb       build the Debian package: cutoffd_VERSION_ARCH.deb
.PHONY: deb
deb: ready-to-package
	packaging/build

##  completions  write completions for bash, zsh and fish into .build/completions
.PHONY: completions
completions: ready
	swift build
	@scripts/make-completions .build/completions .build/debug

##  bench-views  build for release, and print what the first page of each view costs among a million shipments
.PHONY: bench-views
bench-views: ready-to-check
	swift build --configuration release
	@scripts/bench-views $$(swift build --configuration release --show-bin-path)

##  measure   build as for the package, and print what an idle daemon costs with 100,000 orders pending; some minutes
.PHONY: measure
measure: ready
	swift build $(as_packaged) --product cutoffd
	@scripts/measure-idle

##  measure-large  build as for the package, and print what a daemon needs to take files of 63 MiB; some minutes
.PHONY: measure-large
measure-large: ready
	swift build $(as_packaged) --product cutoffd
	@scripts/measure-large

##  measure-archive  build as for the package, and print what a start costs beside a million accepted files; minutes
.PHONY: measure-archive
measure-archive: ready-to-check
	swift build $(as_packaged) --product cutoffd
	@scripts/measure-archive

##  bench     build as for the package, and print how fast events are read: megabytes a second of one core; a minute
.PHONY: bench
bench: ready
	swift build $(as_packaged) --product EventThroughput
	@.build/measured/release/EventThroughput

##  fuzz      feed the parsers (FUZZ_TARGETS) FUZZ_RUNS inputs each (1000000); FUZZ_SANITIZERS=fuzzer is faster
.PHONY: fuzz
fuzz: ready build-fuzzer
	@scripts/fuzz $(fuzz_build)/release/fuzzer $(or $(FUZZ_RUNS),1000000) $(FUZZ_TARGETS)

##  format    format the Swift sources in place
.PHONY: format
format: ready
	swift format --in-place --parallel --recursive $(swift_files)

##  clean     remove what was built, and the demonstration's ./var
.PHONY: clean
clean:
	rm -rf .build var

.PHONY: help
help:
	@sed -n 's/^##  /make /p' Makefile

# The steps of the gate.

.PHONY: lint lint-shell check-build check-manual check-package check-tests check-settings check-completions check-views check-bench build-fuzzer check-fuzz
lint:
	swift format lint --strict --parallel --recursive $(swift_files)

lint-shell:
	for file in $(shell_files); do bash -n $$file || exit 1; done
	shellcheck --severity=warning $(shell_files)

check-build:
	swift build --build-tests $(strict)

# lintian is for users, and says so to root, as a warning.
check-package:
	packaging/build
	lintian --fail-on error,warning --allow-root $(package)

# What boots a machine installs the package there.
check-tests:
	swift test $(quick) $(strict)
	CUTOFFD_PACKAGE=$$(realpath $(package)) swift test $(real) $(strict)

# Its flags are another build, too; lld, because gold loses its way in what the sanitizers add. Beside the address
# sanitizer, unsafe pointers check their bounds, as assertions of a debug build.
build-fuzzer:
	CUTOFFD_FUZZER=1 swift build --configuration release --product fuzzer --scratch-path $(fuzz_build) \
		-Xswiftc -sanitize=$(FUZZ_SANITIZERS) -Xswiftc -use-ld=lld $(fuzz_assertions)

check-fuzz: build-fuzzer
	@scripts/fuzz $(fuzz_build)/release/fuzzer 5000

check-settings:
	.build/check/debug/cutoffd --check-config --config config/demo.toml

# That it runs; how fast it is, no gate can say on a machine that does other things too.
check-bench:
	.build/check/debug/EventThroughput --once

check-manual:
	@scripts/make-manual .build/check/manual .build/check/debug
	@scripts/check-manual .build/check/manual .build/check/debug

check-completions:
	@scripts/make-completions .build/check/completions .build/check/debug
	@scripts/check-completions .build/check/completions .build/check/debug

# The same as bench-views with few shipments and a debug build: that it runs, not how fast.
check-views:
	@scripts/bench-views .build/check/debug 20000 5000

# What has to be there first.

.PHONY: ready ready-to-test ready-to-package ready-to-check ready-for-manual
ready:
	@scripts/require-swift
	@scripts/install-packages

ready-to-test:
	@scripts/require-swift
	@scripts/install-packages test

ready-to-package:
	@scripts/require-swift
	@scripts/install-packages package

ready-to-check:
	@scripts/require-swift
	@scripts/install-packages test manual package check

ready-for-manual:
	@scripts/require-swift
	@scripts/install-packages manual
