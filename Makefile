# make site   check the records and build the site into output/
# make test   run every check and test
# All works in a folder of its own, .venv, and from the second time on without the internet.

VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check --no-input --quiet
APT := DEBIAN_FRONTEND=noninteractive apt-get --quiet=2
IS_ROOT_ON_DEBIAN := [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null

# The first Python that is new enough; nothing where there is none.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; \
	done)
# Debian keeps what makes virtual environments in a package of its own, one for each Python.
VENV_PACKAGE = $(notdir $(PYTHON))-venv

# An environment whose Python was removed or replaced is made anew.
ifneq ($(wildcard $(VENV)/.made),)
$(shell $(RUN) -c 'import pip' 2>/dev/null || rm -f $(VENV)/.made)
endif

.PHONY: site test lint format lock bench-tools chromium java servers clean
.DELETE_ON_ERROR:

site: $(VENV)/.site
	@$(RUN) -m hearingsite check
	@$(RUN) -m hearingsite build

test: lint chromium java servers
	@$(RUN) -m pytest

lint: $(VENV)/.test
	@$(VENV)/bin/ruff check --quiet
	@$(VENV)/bin/ruff format --check --quiet
	@$(RUN) -m mypy --no-error-summary
	@$(VENV)/bin/lint-imports --no-logo

format: $(VENV)/.test
	@$(VENV)/bin/ruff check --quiet --fix-only
	@$(VENV)/bin/ruff format --quiet

# Remakes the lock files: with UPGRADE=--upgrade every version that pyproject.toml leaves open is the newest.
lock: $(VENV)/.made
	@$(PIP) install uv
	@$(LOCK) --group build --output-file requirements/site.txt pyproject.toml
	@$(LOCK) --group build --group test --constraints requirements/site.txt --output-file requirements/test.txt pyproject.toml
	@$(LOCK) --group bench --constraints requirements/test.txt --output-file requirements/bench.txt pyproject.toml
LOCK = $(VENV)/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make lock' $(UPGRADE)

bench-tools: $(VENV)/.bench

clean:
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis preview
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.made:
	@[ -n "$(PYTHON)" ] || { echo 'Python 3.11 or newer is needed, and none was found.' >&2; exit 2; }
	@"$(PYTHON)" -c 'import ensurepip' 2>/dev/null || { $(IS_ROOT_ON_DEBIAN) \
		&& echo 'Installing $(VENV_PACKAGE) ...' && $(APT) update && $(APT) install --yes $(VENV_PACKAGE) >/dev/null; } || true
	@"$(PYTHON)" -c 'import ensurepip' 2>/dev/null || { echo \
		'Python cannot make virtual environments yet: run "sudo apt-get install $(VENV_PACKAGE)", then make again.' >&2; exit 2; }
	@rm -rf $(VENV)
	@"$(PYTHON)" -m venv $(VENV)
	@touch $@

# The project itself goes in as a link to this folder, so that the commands hearingsite and pelican find it. It is
# compiled as pip compiles the others: where Python may write no bytecode of its own, each start took half as long again.
$(VENV)/.site: $(VENV)/.made requirements/site.txt pyproject.toml
	@echo 'Installing what the site needs ...'
	@$(PIP) install --require-hashes --requirement requirements/site.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(RUN) -m compileall -q hearingsite
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements/test.txt
	@echo 'Installing what the tests need ...'
	@$(PIP) install --require-hashes --requirement requirements/test.txt
	@touch $@

$(VENV)/.bench: $(VENV)/.test requirements/bench.txt
	@echo 'Installing what the benchmarks need ...'
	@$(PIP) install --require-hashes --requirement requirements/bench.txt
	@touch $@

# A browser for the tests: the system's, else one from Debian (as root), else Playwright's own.
# libatomic1 is what Playwright itself needs and a small Debian lacks.
chromium: $(VENV)/.test
	@$(HAS_CHROMIUM) || { $(IS_ROOT_ON_DEBIAN) && echo 'Installing Chromium ...' && $(APT) update \
		&& $(APT) install --yes chromium fonts-dejavu-core libatomic1 >/dev/null; } || true
	@$(HAS_CHROMIUM) || { echo 'Installing a Chromium for Playwright ...'; \
		$(RUN) -m playwright install $$($(IS_ROOT_ON_DEBIAN) && echo --with-deps) chromium; } || true
	@$(HAS_CHROMIUM) || { $(RUN) -m tests.browser.chromium; echo 'The tests need a Chromium that starts:' \
		'run "sudo apt-get install chromium libatomic1", then make test again.' >&2; exit 2; }
HAS_CHROMIUM := $(RUN) -m tests.browser.chromium >/dev/null 2>&1

# The HTML checker of the tests runs in Java.
java:
	@$(HAS_JAVA) || { $(IS_ROOT_ON_DEBIAN) && echo 'Installing Java ...' && $(APT) update \
		&& $(APT) install --yes --no-install-recommends default-jre-headless >/dev/null; } || true
	@$(HAS_JAVA) || { echo 'The tests need Java: run "sudo apt-get install default-jre-headless", then make test again.' >&2; \
		exit 2; }
HAS_JAVA := java -version >/dev/null 2>&1

# What a site is served by and copied with: the tests start them; without apache2 and caddy, some of them are left out.
servers:
	@for one in nginx:nginx-light apache2:apache2-bin caddy:caddy rsync:rsync rclone:rclone; do \
		command -v "$${one%:*}" >/dev/null || missing="$$missing $${one#*:}"; \
	done; [ -z "$$missing" ] && exit; \
	! $(IS_ROOT_ON_DEBIAN) || { echo "Installing$$missing ..." && $(APT) update; for one in $$missing; do \
		$(APT) install --yes --no-install-recommends $$one >/dev/null; done; }; \
	for one in nginx rsync rclone; do command -v $$one >/dev/null || lacking="$$lacking $$one"; done; \
	[ -z "$$lacking" ] || { echo "The tests need$$lacking: run \"sudo apt-get install$$lacking\", then make test again." >&2; exit 2; }
# Debian keeps servers where only root looks.
servers: export PATH := $(PATH):/usr/sbin:/sbin
