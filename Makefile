# make app, test, lint, fast, format. Another interpreter than that of .venv: make test PYTHON=python
PYTHON ?= .venv/bin/python
ARGS ?=

ifeq ($(PYTHON),.venv/bin/python)
READY = .venv/ready
endif

.PHONY: app test lint fast format

app: $(READY)
	$(PYTHON) app.py $(ARGS)

test: $(READY)
	$(PYTHON) -m pytest $(ARGS)

fast: $(READY)
	$(PYTHON) -m pytest -m "not slow and not browser" $(ARGS)

lint: $(READY)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy deltaedit app.py

format: $(READY)
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

.venv/ready: requirements.txt requirements-dev.txt
	python3 -m venv .venv
	.venv/bin/pip install -r requirements-dev.txt
	touch $@
