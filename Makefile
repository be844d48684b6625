# Everything goes into .venv and var/; nothing outside this folder is touched (pip keeps its own cache).
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help setup venv develop run backup test lint mutation bench lock messages screens clean

# The code is compiled once, in its own folders: an image that forbids it would have every process compile it again at its start.
unexport PYTHONDONTWRITEBYTECODE

PY := .venv/bin/python
ARGS ?=
JOBS ?= auto
PORT ?= 8000

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

venv:
	@sh runtime/venv.sh

setup: venv ## make .venv and fetch fonts and viewer (done by the others when needed)
	@$(PY) -m runtime.setup run $(if $(filter setup,$(MAKECMDGOALS)),--again)

develop: venv
	@$(PY) -m runtime.setup dev

run: setup ## serve the portal with its demonstration set; Ctrl-C stops everything (PORT=8000)
	@exec $(PY) -m runtime.supervisor --port $(PORT)

backup: setup ## write the whole portal of this clone to var/backups (ARGS="file.tar" for another place)
	@$(PY) manage.py backup $(ARGS)

test: develop ## run the tests on every core (ARGS="tests/runtime -k name", JOBS=0 for one after the other)
	@exec $(PY) -m pytest --numprocesses $(JOBS) --maxprocesses 4 --dist loadfile $(ARGS)

lint: develop ## style, types and layers
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports
	$(PY) -m mypy

mutation: develop ## change the code, one place at a time, and list what no test notices (ARGS="catalogue/core/isil.py")
	@exec $(PY) -m runtime.mutation $(ARGS)

bench: develop ## measure everything (ARGS="harvest --size 20000" for one bench, smaller)
	@exec $(PY) -m bench $(ARGS)

messages: develop ## find the sentences to translate and add them to the French catalogues
	$(PY) -m runtime.messages update

screens: develop ## take the pictures of docs/screens again (ARGS="--url http://localhost:8000 results")
	@exec $(PY) -m runtime.screens $(ARGS)

lock: develop ## resolve the requirements again, with hashes
	$(PY) -m uv pip compile --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate pyproject.toml -o requirements/run.txt
	$(PY) -m uv pip compile --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(PY) -m uv pip compile --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --group node -o requirements/node.txt
	$(PY) -m uv pip compile --upgrade --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --group geography -o requirements/geography.txt

clean: ## remove .venv and var/, the database of this clone included
	@if [ -x $(PY) ]; then $(PY) -m runtime.clean; fi
	rm -rf .venv var
