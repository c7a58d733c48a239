# The whole house in one place: `make` shows the live registry, `make help` lists the rest.

PYTHON ?= python3
VENV ?= .venv
ARGS ?=
BIN := $(VENV)/bin
UV_COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11
COMPILE = $(UV_COMPILE) pyproject.toml requirements.build.in --group dev
# What tp3 alone needs, for the action: the same versions, and nothing else beside a token that may write.
ACTION_LOCK = .github/actions/tp3/requirements.lock
COMPILE_ACTION = $(UV_COMPILE) --no-annotate --constraint requirements.lock pyproject.toml

.DEFAULT_GOAL := run
.PHONY: help run test check generate bench demo-github demo-approvals soak mutants lock lock-check clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'
	@echo '  Variables: PYTHON=python3.13 VENV=.venv-3.13 ARGS="..." (for run, test, bench, soak, mutants)'

run: $(VENV)/.ready ## show the live registry: what stands and what is due
	@$(BIN)/tp3 run $(ARGS)

test: $(VENV)/.ready $(VENV)/github/.ready $(VENV)/browser/.ready ## run the tests
	$(BIN)/python -m pytest -q -n 2 $(ARGS)

check: $(VENV)/.ready ## lint, format, types, layers, workflows, generated files, live records
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy governance
	$(BIN)/lint-imports
	$(BIN)/actionlint .github/workflows/*.yml
	$(BIN)/zizmor --quiet --offline .github
	$(BIN)/tp3 schema --check
	$(BIN)/tp3 codeowners --check
	$(BIN)/tp3 platform report --check
	$(BIN)/tp3 guide --check
	$(BIN)/python -m tests.live_schemas
	$(BIN)/python -m tests.reference --check
	@if [ "$$(git rev-parse --is-shallow-repository 2>/dev/null)" = false ]; then \
		echo '$(BIN)/tp3 changelog --check'; $(BIN)/tp3 changelog --check; \
	else echo 'docs/changelog is not checked: there is no whole history here (git fetch --unshallow)' >&2; fi

generate: $(VENV)/.ready ## write the generated files again: schemas, CODEOWNERS, and what docs/ has of them
	$(BIN)/tp3 schema
	$(BIN)/tp3 codeowners
	$(BIN)/tp3 platform report --write
	$(BIN)/tp3 guide --write
	$(BIN)/python -m tests.reference
	$(BIN)/tp3 changelog --write

bench: $(VENV)/.ready $(VENV)/github/.ready $(VENV)/browser/.ready ## measure the speed
	$(BIN)/python -m tests.bench $(ARGS)

demo-github: $(VENV)/.ready $(VENV)/github/.ready ## play a year of issues against an emulator of GitHub
	$(BIN)/python -m tests.demo.year $(ARGS)

demo-approvals: $(VENV)/.ready $(VENV)/github/.ready ## play how pull requests are approved, or refused, against the emulator
	$(BIN)/python -m tests.demo.approvals $(ARGS)

soak: $(VENV)/.ready $(VENV)/github/.ready $(VENV)/browser/.ready ## run the tests with far more examples
	TP3_SOAK=1 $(BIN)/python -m pytest -q -n 2 $(ARGS)

mutants: $(VENV)/.ready ## break what judges approvals in many ways: do the tests notice
	$(BIN)/python -m tests.mutants $(ARGS)

lock: $(VENV)/.ready ## compile requirements.lock again (online); ARGS=--upgrade for newer versions
	$(COMPILE) $(ARGS) -o requirements.lock
	$(COMPILE_ACTION) -o $(ACTION_LOCK)

lock-check: $(VENV)/.ready ## does requirements.lock fit pyproject.toml (online)
	@cp requirements.lock $(VENV)/requirements.check
	@$(COMPILE) -o $(VENV)/requirements.check >/dev/null
	@cmp requirements.lock $(VENV)/requirements.check || { echo 'requirements.lock does not fit: run `make lock`' >&2; exit 1; }

clean: ## remove environments, caches and built files
	rm -rf .venv .venv-* build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Packages from the lock, always into an empty environment: nothing stale stays behind.
$(VENV)/.locked: requirements.lock
	@command -v git >/dev/null || { echo 'git is missing: install git first' >&2; exit 1; }
	@command -v $(PYTHON) >/dev/null || { echo '$(PYTHON) is missing: install Python 3.11 or newer, or say PYTHON=...' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; v = "%d.%d" % sys.version_info[:2]; sys.exit("Python 3.11 or newer is needed, $(PYTHON) is " + v + ": say PYTHON=..." if sys.version_info < (3, 11) else 0)'
	@test ! -e $(VENV) || test -e $(VENV)/pyvenv.cfg || { echo '$(VENV) is no virtual environment: say VENV=...' >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.ready: $(VENV)/.locked pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The GitHub of the tests: an emulator from npm, by the Node and npm that are in the lock.
$(VENV)/github/.ready: $(VENV)/.locked tests/github/package.json tests/github/package-lock.json
	@rm -rf $(VENV)/github && mkdir $(VENV)/github
	@cp tests/github/package.json tests/github/package-lock.json $(VENV)/github
	$(BIN)/npm ci --prefix $(VENV)/github --silent --ignore-scripts --no-audit --no-fund
	@touch $@

# The browser of the tests: the machine's Chromium, else Debian's, else the one that Playwright brings;
# with it what checks pages, from npm.
$(VENV)/browser/.ready: $(VENV)/.locked tests/browser/package.json tests/browser/package-lock.json
	@rm -rf $(VENV)/browser && mkdir $(VENV)/browser
	@cp tests/browser/package.json tests/browser/package-lock.json $(VENV)/browser
	$(BIN)/npm ci --prefix $(VENV)/browser --silent --ignore-scripts --no-audit --no-fund
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
		echo 'installing Chromium for the tests of the site'; \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium >/dev/null; \
		else $(BIN)/playwright install --only-shell chromium; fi; }
	@touch $@
