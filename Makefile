# make demo | test | setup | check | fmt | transcripts | pictures | clean
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test setup check fmt transcripts pictures clean

# The program alone is small; what develops it (torch among it) is installed when it is needed.
$(VENV)/program: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --quiet --editable .
	touch $@

$(VENV)/ready: $(VENV)/program .ci/constraints.txt
	$(BIN)/python -m pip install --quiet --quiet --constraint .ci/constraints.txt \
		--editable '.[dev]'
	touch $@

setup: $(VENV)/ready

# Every article of corpus/ into build/demo, then the beginning of the first beside its Arabic.
demo: $(VENV)/program
	@$(BIN)/mt-toolkit translate corpus/ar --output build/demo
	@echo
	@$(BIN)/mt-toolkit translate corpus/ar/01-*.txt --to tsv --quiet \
		| awk -F '\t' 'NR <= 5 { print $$2; print $$3; print "" }'
	@echo 'The English of all articles: build/demo'

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fmt: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The console blocks of README.md and docs/ that show what the program prints.
transcripts: setup
	$(BIN)/python -m tests.docs.transcripts

# The pictures of docs/report.md; needs a Chromium.
pictures: setup
	$(BIN)/python -m tests.docs.pictures

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
