# Two commands are enough on a fresh machine: `make run` and `make test`.
# Each sets up what it needs in .venv, from the hashed locks.

ifeq ($(origin PATH),undefined)
export PATH := /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
endif

VENV := .venv
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip
# The locks name everything: nothing is resolved, so no later release can change or break it.
SETUP := $(PIP) --quiet install --no-deps

# Bytecode is kept, whatever the environment says: the tests start the program some hundred times.
unexport PYTHONDONTWRITEBYTECODE

# The seed of a campaign.
ifndef DICE
DICE := $(shell date +%s)
endif

# Where tests keep their stores: in memory, where there is room for them (4 GB).
MEMORY := $(shell df -Pm /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000 { print "/dev/shm" }')
ROOM := $(firstword $(MEMORY) $(TMPDIR) /tmp)

.PHONY: run demo test soak check bench pictures mutants clean

run: $(VENV)/.ready  ## Open the counter on a demonstration station (without a terminal: a day's work).
	@$(BIN)/laobao demo

demo: $(VENV)/.ready  ## Do a day's work on a demonstration station and print the half-monthly report.
	@$(BIN)/laobao demo </dev/null | cat

# A worker more than processors: those that play a clerk in a terminal mostly wait.
test: $(VENV)/.ready-dev  ## Run all tests, on SQLite and PostgreSQL.
	@TMPDIR=$(ROOM) $(BIN)/python -m pytest -n 3 --dist worksteal $(TESTS)

soak: $(VENV)/.ready-dev  ## Play the campaigns at length: chance, killed clerks, whole stations.
	@echo 'make soak DICE=$(DICE) repeats this; with TESTS=tests/... a part of it'
	@TMPDIR=$(ROOM) LAOBAO_DICE=$(DICE) $(BIN)/python -m pytest -n 3 --dist worksteal -m soak -v \
	  --hypothesis-seed=$(DICE) $(TESTS)
	@echo 'not in it: make mutants, which changes every rule in every way and takes hours'

check: $(VENV)/.ready-dev  ## Lint, types and the import contract.
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(VENV)/.ready-dev  ## Measure lookup, report, roster and the counter in a terminal.
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench_counter
	@$(BIN)/python -m tests.bench_district

pictures: $(VENV)/.ready-dev  ## Draw the manual's pictures anew, from the real program.
	@TMPDIR=$(ROOM) $(BIN)/python -m tests.pictures

mutants: $(VENV)/.ready-dev  ## Change every rule in every way: each change must make a test fail.
	@LAOBAO_HYPOTHESIS=mutants $(BIN)/mutmut run --max-children 2 && $(BIN)/mutmut results

clean:  ## Remove what the other targets made.
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage mutants

$(BIN)/python:
	@for python in python3 python3.14 python3.13 python3.12 python3.11 /usr/local/bin/python3; do \
	  if $$python -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then exec $$python -m venv $(VENV); fi; \
	done; \
	echo 'laobao needs Python 3.11 or newer with venv (on Debian: apt install python3-venv)' >&2; exit 1

$(VENV)/.ready: requirements.lock requirements-build.lock pyproject.toml | $(BIN)/python
	@echo 'Setting up ...'
	@$(SETUP) --require-hashes -r requirements.lock -r requirements-build.lock
	@$(SETUP) --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q tui models reports seed
	@$(PIP) check
	@touch $@

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	@echo 'Setting up the tools for development ...'
	@$(SETUP) --require-hashes -r requirements-dev.lock
	@$(PIP) check
	@touch $@
