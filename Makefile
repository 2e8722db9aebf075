# Caveat, one command each:
#   make run     install into .venv, start the server, say how to load the extension
#   make demo    the same, and Chromium with the extension on a sample article
#   make test    everything: Python, JavaScript, both real browsers
# `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8377

.PHONY: help run demo test test-python test-extension test-browsers lint nightly bench lock clean

help: ## list what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

run: $(VENV)/run.done ## install and start the server, and say how to load the extension
	@$(BIN)/caveat serve --port $(PORT)

demo: $(VENV)/run.done ## start the server, and Chromium with the extension on a sample article
	@tools/ensure-browsers chromium
	@$(BIN)/python tools/demo.py

test: lint test-python test-extension test-browsers ## everything, installing what it needs

test-python: $(VENV)/dev.done ## the server's tests
	@tools/ensure-systemd
	$(BIN)/pytest tests/server

test-extension: node_modules/.package-lock.json ## types, lint, unit tests and store check of the extension
	npm run --silent check

test-browsers: $(VENV)/dev.done ## the real extension in real Chromium and Firefox
	tools/ensure-browsers chromium firefox-esr
	$(BIN)/pytest tests/browser

lint: $(VENV)/dev.done ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

nightly: $(VENV)/dev.done ## 100,000 made-up inputs, and 2,000 analyses whose memory is watched
	CAVEAT_FUZZ=20 $(BIN)/pytest tests/server/test_fuzz.py
	$(BIN)/python bench/soak.py

bench: $(VENV)/dev.done ## time of each step against spaCy's stock pipeline; what is found in Chinese
	$(BIN)/python bench/speed.py
	$(BIN)/python bench/zh/chinese_score.py

lock: $(VENV)/dev.done ## write the Python lock files anew from pyproject.toml
	tools/lock $(BIN)

clean: ## remove what the other targets made
	rm -rf $(VENV) node_modules dist build

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Caveat needs Python 3.11 or newer: install it, then make PYTHON=python3.11 run."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || tools/ensure-packages python3-venv
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.done: requirements.lock pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.done: requirements-dev.lock pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-dev.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.package-lock.json: package-lock.json
	@tools/ensure-node
	npm ci --no-audit --no-fund --loglevel=error
