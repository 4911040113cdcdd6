# make demo    drafts the amendments for the example council, into ./demo
# make test    runs every check and every test
# make check   the same without the slow tests: under a minute
# make clean   removes what these wrote
#
# Each sets up what it needs in ./.venv. All it asks for is Python 3.11 or newer and a network.

PYTHON ?= python3
PYTHONS = $(PYTHON) python3.11 python3.12 python3.13 python3.14
BIN = .venv/bin
INSTALLED = .venv/.installed
INSTALLED_FOR_TESTS = .venv/.installed-for-tests
DEMO = demo/penfold-and-wray

.PHONY: demo check test benchmark benchmark-redline clean

demo: $(INSTALLED)
	rm -rf demo
	mkdir demo
	$(BIN)/drafting init $(DEMO) --example penfold-and-wray
	$(BIN)/drafting check $(DEMO)
	$(BIN)/drafting draft $(DEMO)
	$(BIN)/drafting site $(DEMO)
	$(BIN)/drafting explain no-surprises --in $(DEMO)
	@echo
	@echo "Written in $(DEMO)/out:"
	@ls $(DEMO)/out | sed 's|^|  |'
	@echo "Open redline.docx in Word or LibreOffice, and see the site with"
	@echo "$(BIN)/drafting site $(DEMO) --serve  in a browser. The facts are in $(DEMO)/council.yaml:"
	@echo "change one and run  $(BIN)/drafting draft $(DEMO)  again."

check: $(INSTALLED_FOR_TESTS)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow"

test: check
	$(BIN)/python -m pytest -n 2 -m slow

benchmark: $(INSTALLED)
	$(BIN)/python -m benchmarks.drafts
	$(BIN)/python -m benchmarks.redline

benchmark-redline: $(INSTALLED)
	$(BIN)/python -m benchmarks.redline --peers --write

clean:
	rm -rf demo dist build .pytest_cache .ruff_cache .hypothesis
	find drafting tests examples benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): pyproject.toml constraints.txt
	@test -x $(BIN)/python || { \
	  for each in $(PYTHONS); do \
	    if $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	    then found=$$each; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo "drafting needs Python 3.11 or newer, and this is: $$($(PYTHON) --version 2>&1)." >&2; \
	    echo "Install it (python.org/downloads), or name it: make PYTHON=python3.12" >&2; \
	    exit 1; \
	  fi; \
	  echo "Setting up .venv with $$($$found --version) …"; \
	  $$found -m venv .venv; }
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[search]'
	@touch $@

$(INSTALLED_FOR_TESTS): $(INSTALLED)
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[dev]'
	@touch $@
