# `make demo` and `make test` set up all they need: Python 3.11 or newer, make and a package index suffice.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= auto
TRAIN := .venv-train
TRAIN_PYTHON ?= python3.11

.PHONY: setup demo test coverage prove blind figures bench check circles doors mutants model soft-labels classifier vectors screenshots image sbom scale-trial locks clean

setup: $(READY)

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "found $$($(PYTHON) --version); expected Python 3.11 or newer; name one with PYTHON=…"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "could not make a virtual environment; on Debian: apt-get install python3-venv"; exit 2; }
	@echo "Installing what prolobot needs (about two minutes, more on a busy machine) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock & \
	  pid=$$!; began=$$(date +%s); told=0; while kill -0 $$pid 2>/dev/null; do sleep 1; s=$$(($$(date +%s) - began)); \
	  [ $$((s - told)) -lt 15 ] || { told=$$s; echo "  … still installing, after $$s s"; }; done; wait $$pid
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
	@echo "Done: $(BIN)/prolobot is ready."

demo: $(READY)
	@echo "Talking to the bot on a simulated Slack and Discord (the first time it learns the file, some seconds more) …" >&2
	@$(BIN)/prolobot replay --show --on slack --on discord docs/demo.yaml

# One worker a core; WORKERS=0 runs the tests in one process, for a debugger.
test: $(READY)
	$(BIN)/python -m pytest -p no:simcord -n $(WORKERS) --dist loadfile

# The same while every line that runs is noted, which takes twice as long before Python 3.14.
coverage: $(READY)
	$(BIN)/python -m pytest -p no:simcord -n $(WORKERS) --dist loadfile --cov --cov-report=
	@printf 'botcore, lines and branches covered: '; $(BIN)/coverage report --include='botcore/*' --fail-under=90 --format=total

# The same proofs at their whole size, in one table.
prove: $(READY)
	PROVE=1 $(BIN)/python -m pytest -p no:simcord -n $(WORKERS) -m proof --proofs -o faulthandler_timeout=0

# What is said plainly, on lists and decks nobody tuned on, in one table.
blind: $(READY)
	@$(BIN)/python tests/blind.py

# The README's table of figures, measured anew; minutes.
figures: $(READY)
	@$(BIN)/python tests/figures.py

# What a reply costs beside the barest slack_bolt and discord.py bots, in one table; minutes, on a quiet machine.
bench: $(READY)
	@$(BIN)/prolobot bench service

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/circles.py

# The circles of imports that are left, each with its reason.
circles: $(READY)
	@$(BIN)/python tests/circles.py

# Modules, functions, public names, comments and tests in figures, and the names that nobody opens.
doors: $(READY)
	@$(BIN)/python tests/doors.py

# The rules with one thing changed at a time, and whether their tests notice: a minute or two a module, an hour for all.
# `OF=decision` for one module, `SAMPLE=50` for at most so many mutants of each, evenly spread; `PATIENCE=60` on a busy
# machine, where a mutant that waits for its turn would count as one that never ends.
OF ?=
SAMPLE ?= 0
PATIENCE ?= 15
mutants: $(READY)
	@$(BIN)/python tests/mutants.py --sample $(SAMPLE) --patience $(PATIENCE) $(OF)

# Everything that is learned, after a change of the lines or questions in adapters/training: the better part of an hour.
model: $(TRAIN)/.ready $(READY)
	$(TRAIN)/bin/python -m adapters.training
	$(BIN)/python -m adapters.training.strangers
	$(BIN)/python -m adapters.training.health
	$(BIN)/python -m adapters.assembly.safety_model faq.yaml
	$(BIN)/python -m adapters.assembly.shipped_vectors faq.yaml

# What larger readers say of variations of the lines, which `make model` learns from: hours, and 0.4 GB more.
soft-labels: $(TRAIN)/.ready $(READY)
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r adapters/training/teacher.lock
	$(TRAIN)/bin/python -m adapters.training.teacher

# The smaller of the two, after a change of botcore/data/safety*.yaml or the cues: minutes, and without torch.
classifier: $(READY)
	$(BIN)/python -m adapters.assembly.safety_model faq.yaml

# The vectors of the shipped file, after many of its wordings changed: its first start anywhere is quicker by them.
vectors: $(READY)
	$(BIN)/python -m adapters.assembly.shipped_vectors faq.yaml

$(TRAIN)/.ready: requirements-train.lock
	@$(TRAIN_PYTHON) -m venv $(TRAIN) || { echo "found no $(TRAIN_PYTHON); expected Python 3.11; name it with TRAIN_PYTHON=…"; exit 2; }
	$(TRAIN)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-train.lock
	@touch $@

# The README's pictures; needs Debian's chromium.
screenshots: $(READY)
	$(BIN)/python tests/playground/screenshots.py

# The image, and what it adds to Python's own, package by package with licences. Needs a Docker engine.
PYTHON_VERSION ?= 3.11
IMAGE ?= prolobot
BUILD ?= docker build
IN_IMAGE = docker run --rm --network none --entrypoint python $(IMAGE) -m adapters.reports.packages
image:
	$(BUILD) --quiet --build-arg PYTHON_VERSION=$(PYTHON_VERSION) -t $(IMAGE) .
	@$(IN_IMAGE)
	@of() { docker image inspect -f '{{.Size}}' "$$1"; }; whole=$$(of $(IMAGE)); base=$$(of python:$(PYTHON_VERSION)-slim-bookworm); \
	  echo "$$((whole / 1000000)) MB in all, $$(((whole - base) / 1000000)) of them beside python:$(PYTHON_VERSION)-slim-bookworm"

# What the image is made of, as CycloneDX: for whoever must know what is in what they run.
sbom:
	@$(IN_IMAGE) --sbom

# Three replicas on one PostgreSQL behind HAProxy in real containers, one killed and one stopped while people ask.
scale-trial: $(READY)
	$(BUILD) --quiet --build-arg PYTHON_VERSION=$(PYTHON_VERSION) -t $(IMAGE) .
	for each in database balancer; do $(BUILD) --quiet -t prolobot-$$each -f docs/operations/scale/Dockerfile.$$each docs/operations/scale || exit; done
	@$(BIN)/python tests/scale_trial.py

# Both lock files after a change of pyproject.toml; versions stay unless UPGRADE says otherwise, such as
# UPGRADE='--upgrade-package numpy'. They are complete, so they are installed with --no-deps. Needs uv.
UV ?= uv
UPGRADE ?=
LOCK = $(UV) pip compile --quiet --universal --generate-hashes --custom-compile-command 'make locks' $(UPGRADE) pyproject.toml
locks:
	@command -v $(UV) >/dev/null || { echo "found no $(UV); install it with: pip install uv; or name it with UV=…"; exit 2; }
	$(LOCK) --output-file requirements.lock
	$(LOCK) --all-extras --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) $(TRAIN) .pytest_cache .mypy_cache .ruff_cache .coverage
