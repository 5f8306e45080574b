# kaphandout: `make` alone lists the targets.

.DEFAULT_GOAL := help
.PHONY: help handout slides test check check-all coverage precision bench look pictures lint types lock clean moved \
	artefacts-same mutants

PYTHON = python3.13 python3.12 python3.11 python3
RUN = .venv/bin/kaphandout
ifneq ($(wildcard /opt/homebrew/lib),)
RUN := DYLD_FALLBACK_LIBRARY_PATH="$${DYLD_FALLBACK_LIBRARY_PATH:-/opt/homebrew/lib}" $(RUN)
endif

# What a person types reaches the shell as data, never as code: `value` keeps make from expanding it, the environment
# keeps the shell from reading it.
unexport TOPIC CLINIC FORMAT LOCALE MINUTES HANDOUT TEMPLATE ROLES SIZE
export WANTED_TOPIC := $(value TOPIC)
export WANTED_CLINIC := $(value CLINIC)
export WANTED_FORMAT := $(value FORMAT)
export WANTED_LOCALE := $(value LOCALE)
export WANTED_MINUTES := $(value MINUTES)
export WANTED_HANDOUT := $(value HANDOUT)
export WANTED_TEMPLATE := $(value TEMPLATE)
export WANTED_ROLES := $(value ROLES)
export WANTED_SIZE := $(value SIZE)
WHICH = $${WANTED_TOPIC:+--topic="$$WANTED_TOPIC"} $${WANTED_CLINIC:+--clinic="$$WANTED_CLINIC"} \
	$${WANTED_LOCALE:+--locale="$$WANTED_LOCALE"}
LOOK = $${WANTED_TEMPLATE:+--template="$$WANTED_TEMPLATE"} $${WANTED_ROLES:+--roles="$$WANTED_ROLES"} \
	$${WANTED_SIZE:+--size="$$WANTED_SIZE"}

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile
	@echo '  Settings: TOPIC=… CLINIC=… LOCALE=… FORMAT=a4|letter|web|…, such as: make handout slides CLINIC=sample-uk'

handout: .venv/ready ## build the patient leaflet (PDF), in A4 and letter or in one FORMAT
	@$(RUN) handout $(WHICH) $${WANTED_FORMAT:+--format="$$WANTED_FORMAT"}

slides: .venv/ready ## build the clinician deck (PPTX): MINUTES=20, HANDOUT=yes for a PDF too, TEMPLATE=your.pptx, SIZE=4:3
	@$(RUN) slides $(WHICH) $${WANTED_MINUTES:+--minutes="$$WANTED_MINUTES"} $${WANTED_HANDOUT:+--handout} $(LOOK)

check: .venv/ready ## check the text: links, coverage, readability, dates, references
	@$(RUN) check $(WHICH)

look: .venv/ready ## render all that is built to pictures and contact sheets in build/look/
	@$(RUN) look

pictures: .venv/ready ## make the pictures of README anew
	@.venv/bin/python -m tools.readme_pictures

test: .venv/ready-test ## run the tests (ARGS=… goes to pytest)
	.venv/bin/python -m pytest -n 2 $(ARGS)

lint: .venv/ready-test types ## check style and types
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: .venv/ready-test ## check types alone
	.venv/bin/mypy
	.venv/bin/mypy --config-file tests/mypy.ini tests

check-all: ## all that CI checks: tests, lint, both outputs and their pictures
	$(MAKE) test lint
	$(MAKE) handout slides look

coverage: .venv/ready-test ## run the tests and print which branches none of them takes
	.venv/bin/python -m pytest -n 2 --cov --cov-branch --cov-report=term:skip-covered $(ARGS)

precision: .venv/ready ## count how often the rules are right on sentences labelled by hand
	@.venv/bin/python -m tools.precision

bench: .venv/ready ## time the commands beside the least that could be
	@.venv/bin/python -m tools.bench

artefacts-same: .venv/ready-test ## hold all that is built against a revision, byte for byte: BASE=HEAD~1
	@.venv/bin/python -m tools.artefacts $(or $(BASE),HEAD) $(if $(ONLY),--only '$(ONLY)')

mutants: .venv/ready-test ## put small faults into the core and list those that no test sees: ONLY='verify/*'
	@.venv/bin/python -m tools.mutants $(if $(ONLY),--only '$(ONLY)') $(ARGS)

lock: ## write the two locks anew (UPGRADE=yes: with the newest versions)
	@python3 -m venv build/lock
	@build/lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) pyproject.toml --output-file requirements-test.lock \
		--extra test --constraint requirements.lock
COMPILE = build/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate $(if $(UPGRADE),--upgrade)

clean: ## remove all that make has made, .venv too
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache
	@find build -mindepth 1 ! -name README.md -delete

# The environment is made anew when the project has moved or when the Python that it came from is gone.
ifneq ($(shell test -x .venv/bin/python && cat .venv/folder 2>/dev/null),$(CURDIR))
.venv/ready: moved
endif

.venv/ready: requirements.lock pyproject.toml
	@$(BOOTSTRAP)

.venv/ready-test: .venv/ready requirements-test.lock
	@.venv/bin/python bootstrap.py test
	@touch $@

define BOOTSTRAP
for python in $(PYTHON); do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then exec "$$python" bootstrap.py; fi; \
done; \
echo "kaphandout needs Python 3.11 or newer; none of these is: $(PYTHON)." >&2; \
echo "Debian 12 and Ubuntu 24.04 have it (sudo apt-get install python3); for another place: make … PYTHON=/where/it/is" >&2; \
exit 2
endef
