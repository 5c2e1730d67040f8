PREFIX ?= /usr/local
PROMPT ?= Prompts/tour.prompt.yaml
# As the program does for itself; see StartEnvironment.swift.
GOMP_SPINCOUNT ?= 1000
export PREFIX DESTDIR GOMP_SPINCOUNT

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run test test-quick fuzz test-vulkan screens docs pictures bench lint install uninstall clean

help:
	@echo 'make run          set everything up, then open the workbench; without a terminal, print the lanes of PROMPT'
	@echo 'make test         set everything up, then run all tests, on real models'
	@echo 'make test-quick   run the tests that need no model, no terminal and no server'
	@echo 'make fuzz         give about 14,000 hostile inputs to all that reads files, servers and terminals, and the screen'
	@echo '                  200,000 keys and events; takes minutes'
	@echo 'make test-vulkan  test a model on a GPU, or on a driver that pretends to be one'
	@echo 'make screens      take the screens as they are now for those that the tests expect, and show what changed'
	@echo 'make docs         write the pages of docs/reference that are generated from the program'
	@echo 'make pictures     take the pictures of the README'
	@echo 'make bench        set everything up, llama-server and Inspect AI to compare with too, then measure'
	@echo 'make lint         check the format, the imports between targets, the doc comments and the scripts'
	@echo 'make install      install under PREFIX ($(PREFIX)); DESTDIR comes before it; it asks for sudo if need be'
	@echo 'make uninstall    remove what it installed'
	@echo 'make setup        only set up; after it plain swift build and swift test work'
	@echo 'make clean        remove what was built here, not what is in the cache'

setup:
	@Scripts/setup smollm2

run: setup
	@if [ -t 0 ] && [ -t 1 ]; then .build/release/lathe $(if $(filter command line,$(origin PROMPT)),"$(PROMPT)"); else COLUMNS="$${COLUMNS:-132}" .build/release/lathe run "$(PROMPT)"; fi

test:
	@Scripts/setup smollm2 gemma3-270m
	@Scripts/test-server
	@Scripts/test-datasets || echo 'Datasets: the tests that read preference data as trainers do are skipped' >&2
	@Scripts/test

test-quick:
	@Scripts/setup
	@Scripts/test quick

fuzz:
	@Scripts/setup smollm2
	@Scripts/fuzz

test-vulkan:
	@Scripts/setup smollm2
	@Scripts/test-vulkan

screens:
	@Scripts/setup
	@LATHE_RECORD=1 Scripts/optimised test --filter WorkbenchTests.ScreenTests
	@git add --intent-to-add Tests/WorkbenchTests/Screens
	@git diff --stat -- Tests/WorkbenchTests/Screens

docs: setup
	@.build/release/lathe reference docs/reference
	@git diff --stat -- docs/reference

pictures: setup
	@Scripts/pictures

bench:
	@Scripts/setup smollm2 gemma3-270m
	@Scripts/test-server
	@Scripts/bench-server >/dev/null
	@Scripts/bench-inspect >/dev/null
	@Scripts/optimised run bench

lint:
	@swift format lint --strict -r $(wildcard Sources Tests Benchmarks Package.swift)
	@echo 'Format: ok' >&2
	@Scripts/check-imports
	@Scripts/check-docs
	@Scripts/check-scripts

install: setup
	@Scripts/install install

uninstall:
	@Scripts/install uninstall

clean:
	@rm -rf .build
	@echo 'Removed .build. llama.cpp, built once for all checkouts, stays; to remove it too:' >&2
	@echo "    rm -rf \"$${XDG_CACHE_HOME:-$$HOME/.cache}/lathe\"" >&2
