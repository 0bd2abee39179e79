# The project's commands; `make` alone lists them.

PREFIX ?= /usr/local
DEMO ?= segwarden-demo
# One flavour of release build for everything; on Linux it carries Swift's runtime, so that the installed program needs no toolchain.
RELEASE := -c release --product segwarden $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)

.DEFAULT_GOAL := help
.PHONY: help demo test build install format lint clean packages swift

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: build ## check synthetic exports, sound and faulty, and show verdicts with reasons
	@Scripts/demo "$$(swift build $(RELEASE) --show-bin-path)/segwarden" "$(DEMO)"

test: swift packages ## run all tests
	swift test --disable-xctest

build: swift packages ## build the program for release
	swift build $(RELEASE)

install: build ## install the program below PREFIX (default /usr/local; DESTDIR is honoured)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$$(swift build $(RELEASE) --show-bin-path)/segwarden" "$(DESTDIR)$(PREFIX)/bin/segwarden"

format: swift ## format the sources in place
	swift format -i -r Sources Tests Package.swift

lint: swift ## check the sources' format
	swift format lint --strict -r Sources Tests Package.swift

packages: ## install the system libraries that are missing
	@Scripts/packages

clean: ## remove what builds and the demo made
	rm -rf .build .build-* "$(DEMO)"

swift:
	@command -v swift >/dev/null || { echo "SegWarden is built with Swift 6.2 or later, which is not installed here: see https://www.swift.org/install" >&2; exit 1; }
