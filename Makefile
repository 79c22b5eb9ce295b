# make demo    the whole way on the invented corpus in examples/, from nothing
# make check   lint, types and quick tests                                (under 2 minutes)
# make test    all tests, and the figures against their baseline          (under 15 minutes on 2 cores)
# make bench   quality and speed beside other systems
# make clean   remove what the above made

# The first Python that is new enough; name another with `make PYTHON=...`.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

VENV := .venv
BIN := $(VENV)/bin
SOURCES := $(shell find src -type f -not -name '*.pyc')
# Several threads are slower than one on texts of this length, and take the cores of other processes.
export OPENBLAS_NUM_THREADS := 1

# What is tested twice: once as all tests are, with projects in folders, and once with their databases on a server.
TESTS_ON_A_SERVER := $(addprefix tests/test_,browse_lists.py browse_reprints.py correct_claims.py export_csv.py \
	export_graphs.py find_rival_answers.py)

.PHONY: demo check test bench clean

demo: $(VENV)/.installed
	@rm -rf demo
	@$(BIN)/sayso init demo >/dev/null
	@cp examples/actors.yaml demo/actors.yaml
	@$(BIN)/sayso add examples/corpus --project demo
	@$(BIN)/sayso run --project demo
	@echo; echo "Who backs the Lantern Front? It depends on whom you ask:"; echo
	@$(BIN)/sayso claims --object 'Lantern Front' --relation supports --limit 6 --project demo
	@echo; echo "The project lies in ./demo. What to type next:"; echo
	@echo "  cd demo"
	@echo "  ../$(BIN)/sayso serve                             the workbench: all of it in a browser"
	@echo "  ../$(BIN)/sayso actors                            who is spoken of, and how often"
	@echo "  ../$(BIN)/sayso claims --relation supports        who backs whom, and who says so"
	@echo "  ../$(BIN)/sayso statements                        what is said, with how many independent sources"
	@echo "  ../$(BIN)/sayso disputes                          what some affirm and others deny"
	@echo "  ../$(BIN)/sayso explain CLAIM                     why a claim is there (its id begins the line)"
	@echo "  ../$(BIN)/sayso show DOCUMENT                     a whole text with its claims in the margin"
	@echo "  ../$(BIN)/sayso --help                            everything else"
	@echo; echo "Who is who in these invented texts: examples/README.md. Your own texts: docs/tutorial.md"

check: $(VENV)/.developing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n 2 -m 'not slow and not quality'

test: $(VENV)/.developing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --on-postgres $(TESTS_ON_A_SERVER)
	$(BIN)/pytest -n 2
	$(BIN)/python benchmarks/quality.py --check --processes 2
	$(BIN)/python benchmarks/reading.py --check

bench: $(VENV)/.developing
	$(BIN)/python benchmarks/quality.py --processes 2
	$(BIN)/python benchmarks/attribution_steps.py
	$(BIN)/python benchmarks/attribution_cost.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/speed.py

clean:
	rm -rf $(VENV) demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A checkout under development has the package installed in place: nothing to do for the demo.
$(VENV)/.installed: pyproject.toml $(SOURCES)
	@test -e $(VENV)/.developing || { $(make-venv) && echo 'Installing sayso and what it needs ...' && \
		$(BIN)/python -m pip install -qq --disable-pip-version-check . ; }
	@touch $@

$(VENV)/.developing: pyproject.toml
	@$(make-venv)
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	@touch $@

define make-venv
if [ -z "$(PYTHON)" ]; then echo 'sayso needs Python 3.11 or newer; name one: make PYTHON=/path/to/python' >&2; exit 1; fi; \
echo "Making $(VENV) with $$($(PYTHON) --version) ..." && $(PYTHON) -m venv $(VENV) || \
{ echo "$(PYTHON) cannot make virtual environments; on Debian and Ubuntu install python3-venv." >&2; exit 1; }
endef
