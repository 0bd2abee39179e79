# The project's commands; `make` alone lists them.

PREFIX ?= /usr/local
DEMO ?= segwarden-demo
# One flavour of release build for everything; on Linux it carries Swift's runtime, so that the installed program needs no toolchain.
RELEASE_FLAGS := -c release $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)
RELEASE := $(RELEASE_FLAGS) --product segwarden
PYTHON ?= python3
# What computes is optimised in debug builds too: tests run in a fraction of the time.
export SEGWARDEN_OPTIMISE ?= 1
# One build for the tests, the demo, the policies and the pages; more options for it, such as a sanitizer's.
FLAGS ?=
PROGRAM = "$$(swift build $(FLAGS) --show-bin-path)/segwarden"
SOURCES := Sources Tests Benchmarks/Sources Fuzz/Sources Package.swift

.DEFAULT_GOAL := help
.PHONY: help demo test python-test policies real-exports program build install wheel format lint docs benchmark benchmark-docs quality quality-docs clean packages swift

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: program ## check synthetic exports, sound and faulty, and show verdicts with reasons
	@Scripts/demo $(PROGRAM) "$(DEMO)"

test: swift packages ## run all tests
	swift test --disable-xctest $(FLAGS)

python-test: program ## test the Python package against the program (PYTEST="-k NAME" for options)
	Scripts/python-tests $(PROGRAM) $(PYTEST)

policies: program ## run the shipped policies' own tests, and count the faults they notice
	$(PROGRAM) policy test --complete --least 90 \
	  $(filter-out %.test.yaml,$(wildcard Policies/*.yaml))

real-exports: program ## count the faults that the shipped policies notice in real exports, where there are some
	Scripts/real-exports --program $(PROGRAM) --survivors --output Documentation/real-exports.md

build: swift packages ## build the program for release
	swift build $(RELEASE)

install: build ## install the program below PREFIX (default /usr/local; DESTDIR is honoured)
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$$(swift build $(RELEASE) --show-bin-path)/segwarden" "$(DESTDIR)$(PREFIX)/bin/segwarden"

wheel: build ## the Python package with the program and its libraries in it, in Python/dist
	Scripts/wheel "$$(swift build $(RELEASE) --show-bin-path)/segwarden" Python/dist

format: swift ## format the sources in place
	swift format -i -r $(SOURCES)

lint: swift ## check the sources' format
	swift format lint --strict -r $(SOURCES)

docs: program ## write the pages that are made from the sources (a test holds them against each other)
	$(PROGRAM) measure --list --format markdown > Documentation/measures.md
	$(PROGRAM) policy reference --output Documentation/policy-language
	$(PROGRAM) policy schema > Documentation/schema/policy.v1.schema.json
	@for policy in Policies/*.yaml; do case "$$policy" in *.test.yaml) continue ;; esac; name=$$(basename "$$policy" .yaml); \
	  $(PROGRAM) policy docs "$$name" --output "Documentation/policies/$$name.md" || exit 1; done

benchmark: swift packages ## compare speed and memory with other libraries (BENCHMARK="--help" for options)
	@swift build $(RELEASE_FLAGS) --product Benchmarks >&2
	@$(PYTHON) -B Benchmarks/run.py --program "$$(swift build $(RELEASE_FLAGS) --product Benchmarks --show-bin-path)/Benchmarks" $(BENCHMARK)

benchmark-docs: ## the same, written to Documentation/benchmarks.md
	@$(MAKE) benchmark BENCHMARK='$(BENCHMARK) --write Documentation/benchmarks.md'

quality: program ## how well learned policies tell, name and place faults (QUALITY="--help" for options)
	@$(PYTHON) -B Benchmarks/quality/quality.py $(PROGRAM) --work .build/quality $(QUALITY)

quality-docs: program ## the same, written to Documentation/learning-quality.md
	@$(MAKE) quality QUALITY='$(QUALITY) --before Benchmarks/quality/before.json --markdown Documentation/learning-quality.md'

packages: ## install the system libraries that are missing
	@Scripts/packages

clean: ## remove what builds and the demo made
	rm -rf .build .build-* "$(DEMO)"

program: swift packages
	swift build --product segwarden $(FLAGS)

swift:
	@command -v swift >/dev/null || { echo "SegWarden is built with Swift 6.2 or later, which is not installed here: see https://www.swift.org/install" >&2; exit 1; }
