# `make` lists what there is. Everything it needs it fetches itself; nothing else has to be installed.

UV_VERSION := 0.13.9
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
BOT := .venv/bin
DESK := desk/.venv/bin
export PYTHONWARNINGS ?= ignore
export TF_CPP_MIN_LOG_LEVEL ?= 2
export RASA_TELEMETRY_ENABLED := false

.DEFAULT_GOAL := help
.PHONY: help setup demo serve train test test-model test-desk test-parts lint types browser bench bench-nlu clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 16

.uv/bin/uv:
	@echo "Fetching uv $(UV_VERSION) …"
	@(python3 -m venv .uv && .uv/bin/python -m pip install --quiet uv==$(UV_VERSION)) \
		|| python3 -m pip install --quiet --target .uv uv==$(UV_VERSION)

setup: $(UV)  ## the two environments, from their lock files
	$(UV) sync --quiet --frozen --extra bot
	@# In its own folder: pyenv then finds the Python that desk/.python-version names.
	cd desk && $(abspath $(UV)) sync --quiet --frozen

demo: setup  ## everything at once, with a phone in the browser
	$(BOT)/sevamitra up --demo

serve: setup  ## everything but the phone, with your own settings (.env.example)
	$(BOT)/sevamitra up

train: setup  ## the model, if what it is made from has changed
	$(BOT)/sevamitra train

# Tests that talk to the trained model or to everything running; the others need neither.
WITH_MODEL := tests/nlu tests/conversations tests/test_whole.py tests/test_page_whole.py

test: setup  ## everything that must hold
	@$(MAKE) --no-print-directory --jobs 2 --keep-going --output-sync=target test-model test-desk test-parts lint types
	@echo "All tests hold."

test-model: setup browser
	$(BOT)/sevamitra services check
	$(BOT)/sevamitra rasa data validate --fail-on-warnings
	$(BOT)/sevamitra train
	$(BOT)/sevamitra rasa test core --e2e --fail-on-prediction-errors --stories tests/stories --out results/core
	@# It would read domain.yml without our importer, which alone knows its translations; it needs no domain.
	$(BOT)/sevamitra rasa test nlu --nlu tests/nlu/held_out --domain tests/nlu/held_out --no-plot --out results/nlu
	$(BOT)/python -m tests.nlu.thresholds results/nlu
	$(BOT)/pytest $(WITH_MODEL)

test-desk: setup
	cd desk && .venv/bin/pytest

test-parts: setup browser
	$(BOT)/pytest $(addprefix --ignore=,$(WITH_MODEL))

lint: setup
	$(BOT)/ruff check .
	$(BOT)/ruff format --check .

types: setup
	$(BOT)/mypy
	@# mypy's Django plugin loads the settings, which refuse to load without a secret.
	cd desk && SEVAMITRA_SECRET_KEY=only-for-checking-the-types-of-the-desk .venv/bin/mypy

browser: setup
	$(BOT)/python -m tests.browser

bench: setup train  ## what a turn costs
	$(BOT)/python -m bench.turn

bench-nlu: setup train  ## how well citizens are understood
	$(BOT)/python -m bench.nlu

clean:  ## remove everything that was made
	rm -rf .venv desk/.venv .uv var models .rasa results .pytest_cache .mypy_cache .ruff_cache .hypothesis
