# Two commands do everything: `make run` and `make test`.
# make run FROM=my-articles/   reads your own folder instead of the sample.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FROM ?= sample:haiti-mss
OUT ?= out
BOOK ?= $(OUT)/$(if $(findstring sample:,$(FROM)),$(subst sample:,,$(FROM)),my-articles).book

.PHONY: run test check unit wheel bench bench-quality docs quality train pictures clean

$(VENV)/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Musterbook needs Python 3.11 or newer; set PYTHON=python3.12 or the like"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

run: $(VENV)/installed
	@mkdir -p $(OUT)
	@$(BIN)/musterbook read '$(FROM)' --book $(BOOK) || test $$? -eq 3
	@$(BIN)/musterbook balance --book $(BOOK)
	@echo
	@$(BIN)/musterbook dossier --book $(BOOK) --out $(OUT)/dossier.html
	@echo "The book is $(BOOK); open the dossier in a browser. What does not agree: musterbook disputes --book $(BOOK)"

test: check unit wheel

check: $(VENV)/installed-dev
	$(BIN)/ruff format --check src tests eval bench docs
	$(BIN)/ruff check src tests eval bench docs
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: $(VENV)/installed-dev
	$(BIN)/python -m pytest

wheel: $(VENV)/installed-dev
	PYTHON=$(PYTHON) sh eval/wheel_smoke.sh $(BIN)/python

bench: $(VENV)/installed-dev
	$(BIN)/python bench/speed.py --large
	$(BIN)/python bench/book.py

# learns the grades of claims anew from the tuning half; the weights travel with the program, the learner does not
train: $(VENV)/installed-dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[train]'
	$(BIN)/python eval/train.py --write

# quantities and periods beside other libraries, each in an environment of its own under .bench; needs Java for one
bench-quality: $(VENV)/installed-dev
	$(BIN)/python bench/quality/run.py > .bench.md
	@mv .bench.md docs/quality-values.md

docs: $(VENV)/installed-dev
	$(BIN)/python -m musterbook.views.cli_reference > docs/reference-cli.md
	$(BIN)/python docs/console.py

quality: $(VENV)/installed-dev
	$(BIN)/python eval/quality.py

pictures: $(VENV)/installed-dev
	$(BIN)/python docs/pictures.py

clean:
	rm -rf $(OUT) .bench dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
