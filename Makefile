# Everything a person who works on govperf does more than once. Windows and uv: docs/contributing/setup.md.
#
#   make demo     scores an example and explains one score, from a fresh clone
#   make test     everything that must hold before a change is merged

PYTHON ?= python3
UV ?= uv
VENV ?= .venv
export PYTHONUTF8 := 1

ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
RUN := $(BIN)/python
STAMP := $(VENV)/.installed
LOCKS := requirements/build.txt requirements/dev.txt

DEMO := examples/05-qitai
# Small files, quick to put mistakes into; make mutate takes all.
MUTATED := $(addprefix examples/,$(addsuffix .govperf, \
  03-beijing/person 05-qitai/unit 09-teacher-pay/leaver 11-meiling/annual))
STEPS := format-check lint types imports cases pytest

.DEFAULT_GOAL := help
.PHONY: help env demo test format format-check lint types imports cases mutate pytest spark explore bench lock clean

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 16

env: $(STAMP)  ## build or renew the environment in .venv

$(STAMP): pyproject.toml $(LOCKS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "govperf needs Python 3.11 or later, and '$(PYTHON)' is not that: say, for example, make PYTHON=python3.12" >&2; exit 1; }
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV) || { \
	  echo "'$(PYTHON) -m venv' failed; on Debian and Ubuntu it is in the package python3-venv" >&2; exit 1; }
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes $(addprefix --requirement ,$(LOCKS))
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: env  ## score the units of an example county, then explain one score
	$(BIN)/govperf score $(DEMO)/unit.govperf $(DEMO)/units.csv
	@echo
	$(BIN)/govperf explain $(DEMO)/unit.govperf $(DEMO)/units.csv --object 教育局

test: env  ## run every step; all that fails is named at the end
	@failed=; \
	for step in $(STEPS); do \
	  echo "== $$step"; \
	  $(MAKE) --no-print-directory $$step || failed="$$failed $$step"; \
	done; \
	if [ -n "$$failed" ]; then echo "make test: failed:$$failed" >&2; exit 1; fi

format: env  ## write code and rule files in their canonical form
	$(RUN) -m ruff format
	$(RUN) -m ruff check --select I --fix
	$(BIN)/govperf fmt examples/

format-check: env
	$(RUN) -m ruff format --check

lint: env  ## look for mistakes that a reader should not have to find
	$(RUN) -m ruff check

types: env  ## check the types
	$(RUN) -m mypy

imports: env  ## check that the rooms import one way only
	$(BIN)/lint-imports

cases: env  ## run the cases of the example rule files: they reach every part, and notice mistakes in a few small files
	$(BIN)/govperf test --coverage --fail-under 100 examples/
	$(BIN)/govperf mutate $(MUTATED)
	$(BIN)/govperf fmt --check examples/

mutate: env  ## put every mistake into every example rule file: its cases notice it (minutes)
	$(BIN)/govperf mutate examples/

pytest: env  ## run the tests, with the examples in docstrings and pages
	$(RUN) -m pytest -n auto --dist loadfile

spark: SPARK_VENV := .venv-spark
spark:  ## run the tests on a local Spark, with Java from a wheel, in an environment of their own (.venv-spark)
	@test -x $(SPARK_VENV)/bin/python || $(PYTHON) -m venv $(SPARK_VENV)
	$(SPARK_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	  --requirement requirements/build.txt --requirement requirements/spark.txt
	$(SPARK_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(SPARK_VENV)/bin/python -m pytest tests/spark

explore: env  ## let Hypothesis look further, with new random examples
	HYPOTHESIS_PROFILE=explore $(RUN) -m pytest tests/properties

bench: env  ## time what must stay quick
	@for script in benchmarks/bench_*.py; do echo "== $$script"; $(RUN) $$script || exit 1; done

lock:  ## pin requirements/ again after a change of dependencies (needs uv; UPGRADE=1 for newer versions)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: say make lock UV=path/to/uv" >&2; exit 1; }
	$(UV) pip compile pyproject.toml --group dev $(LOCK_OPTIONS) --output-file requirements/dev.txt
	$(UV) pip compile pyproject.toml --group spark $(LOCK_OPTIONS) --output-file requirements/spark.txt
	$(UV) pip compile --group build --constraint requirements/dev.txt $(LOCK_OPTIONS) --output-file requirements/build.txt

# One file for every platform and every Python from 3.11; no index is named, so each reader uses their own.
LOCK_OPTIONS := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links
LOCK_OPTIONS += $(if $(UPGRADE),--upgrade)

clean:  ## remove what tools and builds leave behind (the environment stays: delete .venv for a new one)
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
