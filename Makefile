# Lá Chắn. `make help` lists the targets; each is one small thing that people and CI run alike.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
# uv from the PATH, else from a private virtual environment that holds nothing but uv.
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
export OMP_NUM_THREADS := 1
export TF_CPP_MIN_LOG_LEVEL := 3
export RASA_TELEMETRY_ENABLED := false

.PHONY: help setup run test lint bench lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

.uv/bin/uv:
	@$(PYTHON) -m venv .uv && .uv/bin/python -m pip install --quiet --disable-pip-version-check uv

# Installed again only when the lock changes. The lock is complete, so nothing is resolved and pyproject's overrides, which
# bear no hash and which some releases of uv therefore refuse here, are not read.
$(VENV)/.lachan-installed: requirements.lock pyproject.toml
	@test -x "$(UV)" || command -v uv >/dev/null || $(MAKE) --no-print-directory .uv/bin/uv
	@echo "Đang cài các thư viện (một lần, khoảng một phút)…"
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) $(VENV)
	@$(UV) pip install --quiet --no-config --no-deps --python $(VENV) --require-hashes -r requirements.lock
	@$(UV) pip install --quiet --python $(VENV) --no-deps -e .
	@touch $@

setup: $(VENV)/.lachan-installed ## Install everything into .venv and prepare the language data
	@$(BIN)/lachan prepare --quiet

run: setup ## Serve the demo at http://127.0.0.1:8000 (trains once, with a progress bar)
	@$(BIN)/lachan serve

lint: $(VENV)/.lachan-installed ## ruff, mypy, import-linter
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

test: setup lint ## Lint and run all tests (trains the dialogue model first if nlu/ changed)
	@$(BIN)/lachan train --cached >/dev/null
	@$(BIN)/python -m pytest -rs

bench: setup ## Measure the claims: answers in three spellings, speed, start, memory
	@$(BIN)/python -m benchmarks

lock: ## Resolve requirements.lock anew (hashes, no registry named)
	@$(UV) pip compile --quiet pyproject.toml --extra dev --generate-hashes --python-version 3.11 --no-header -o requirements.lock

clean: ## Remove what can be made again: models and caches, not the database, its keys or the virtual environment
	@rm -rf var/models var/cache var/index var/language var/bench var/rasa .pytest_cache .hypothesis .mypy_cache .ruff_cache
