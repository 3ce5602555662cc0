# Two commands: `make serve` and `make test`. Each sets up what it needs in .venv/.

PYTHON ?= python3
PORT ?= 8000
TIMES ?= 5
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev

.PHONY: serve publish test fuzz test-deps lint bench clean help

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

serve: publish ## Build a release from data/ if something changed, and serve it on http://127.0.0.1:8000/
	$(BIN)/kg serve --port $(PORT)

publish: $(READY)
	$(BIN)/kg publish

test: $(READY_DEV) ## Run the whole test suite, on as many cores as there are up to four
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

fuzz: $(READY_DEV) ## Run the properties alone, on five times (TIMES) as many examples, new in every run
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal --examples $(TIMES)

test-deps: ## Install the system packages that the browser tests use (Debian, as root)
	apt-get update -q && (apt-get install -q -y chromium-headless-shell || apt-get install -q -y chromium)

lint: $(READY_DEV) ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy kg

bench: $(READY_DEV) ## Run ours and the peers side by side, and write the ratios to docs/benchmarks.md
	$(BIN)/python -m tests.bench

clean: ## Remove the environment, releases and caches
	rm -rf $(VENV) var build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(READY): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(READY_DEV): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $(READY) $@
