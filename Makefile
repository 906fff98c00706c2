# CPP Training. `make serve` brings it up, `make test` proves it. Everything lands in .venv and instance/.
# All paths are relative: the folder's own path may hold spaces.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON_HERE := .venv/bin/python
# `make test WORKERS=4 ARGS="-m 'not postgres'"`
# Two at least, four at most: a worker for each processor.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); echo $$(( n < 2 ? 2 : n > 4 ? 4 : n )))
ARGS ?=

.PHONY: help install serve test sure bench lock clean

help:  ## Say what can be made
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /  make \1\t/'

install: .venv/runtime-is-installed  ## Install what the server needs into .venv

.venv/runtime-is-installed: requirements.lock pyproject.toml scripts/install
	@scripts/install requirements.lock
	@touch $@

.venv/dev-is-installed: requirements.lock requirements-dev.lock pyproject.toml scripts/install
	@scripts/install requirements-dev.lock
	@touch .venv/runtime-is-installed $@

serve: .venv/runtime-is-installed  ## Serve on http://127.0.0.1:8000; a new instance starts with the demo
	@exec $(PYTHON_HERE) -m lms.cli.main serve --demo

test: .venv/dev-is-installed  ## Run every test, on SQLite and on PostgreSQL
	@scripts/chromium
	@$(PYTHON_HERE) -m pytest -n $(WORKERS) $(ARGS)

sure: .venv/dev-is-installed  ## What must be true before a commit: format, lint, types, dependencies, content, tests
	@$(PYTHON_HERE) -m ruff format --check .
	@$(PYTHON_HERE) -m ruff check .
	@$(PYTHON_HERE) -m mypy
	@$(PYTHON_HERE) -m deptry .
	@$(PYTHON_HERE) -m lms.cli.main content check
	@$(MAKE) --no-print-directory test

bench: .venv/dev-is-installed  ## Measure the server on this machine
	@$(PYTHON_HERE) -m tests.bench $(ARGS)

lock: .venv/dev-is-installed  ## Resolve both lock files anew from pyproject.toml; needs uv
	@uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
	  --quiet --upgrade --custom-compile-command 'make lock' -o requirements.lock
	@uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes \
	  --quiet --upgrade --custom-compile-command 'make lock' -c requirements.lock -o requirements-dev.lock

clean:  ## Remove .venv and what tools left behind; the instance stays
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
