"""Tests of the tests: mutmut changes the code of a copy, one place at a time, and says which changes no test notices.

usage: python -m runtime.mutation [MODULE…] [--sample N [--seed S]] [--tests PATH…] [--processes N]

Each MODULE is a file or a folder ("catalogue/core/isil.py"); without any, the rooms of ROOMS one after the other. The copy and its
services stay in ``var/mutation``, so that this folder is never changed and a second run goes on where the first one was stopped.
Where ELASTICSEARCH_URL names a cluster, the engine that needs one is tried as well: without, most of its changes go unnoticed.
All changes of a room take hours; a sample of each, the same for the same seed and code, says the share that is noticed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from runtime.forgetting import CHANGED
from runtime.paths import ROOT, var_dir
from runtime.services import Services, services_for_command

# The code, and the tests that must notice when it changes.
ROOMS = {
    "catalogue/core": ("tests/catalogue/core",),
    "catalogue/formats": ("tests/catalogue/formats",),
    "catalogue/search": ("tests/catalogue/search", "tests/contracts"),
    "harvest/pipeline": ("tests/harvest",),
}
PACKAGES = ("catalogue", "harvest", "portal", "runtime")
COPIED = (*PACKAGES, "tests", "locale", "templates", "static", "requirements", "manage.py", "conftest.py", "pyproject.toml")
CONFIGURATION = """[mutmut]
source_paths =
    {packages}
only_mutate =
    {modules}
also_copy =
    manage.py
    locale
    templates
    static
    requirements
pytest_add_cli_args_test_selection =
    {tests}
pytest_add_cli_args =
    -p
    runtime.forgetting
"""
# Makes the changed copies without trying them, and prints their names.
LISTING = """
from mutmut import __main__ as made
made.set_mutant_under_test("mutant_generation")
made.Path("mutants").mkdir(exist_ok=True)
with made.CatchOutput():
    made.copy_src_dir(); made.copy_also_copy_files(); made.setup_source_paths(); made.create_mutants(2)
print("\\n".join(sorted(name for _, name, _ in made.collect_source_file_mutation_data(mutant_names=())[0])))
"""
NOTICED = {"killed", "timeout", "suspicious", "segfault", "caught by type check"}  # of mutmut's words for what became of a change


def tests_of(module: str) -> tuple[str, ...]:
    """The tests of the room that holds ``module``; all of them for a module of no room."""
    return next((tests for room, tests in ROOMS.items() if Path(module).is_relative_to(room)), ("tests",))


def copy_to(place: Path) -> None:
    """A fresh copy of the code and the tests, beside what mutmut remembers of its last run."""
    place.mkdir(parents=True, exist_ok=True)
    for name in COPIED:
        source, target = ROOT / name, place / name
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "var"))
        elif source.exists():
            shutil.copy2(source, target)


def configure(place: Path, module: str, tests: Sequence[str]) -> None:
    """Say which module is changed and which tests are run; in setup.cfg, where mutmut looks when pyproject.toml says nothing."""
    pattern = module if module.endswith(".py") else f"{module.rstrip('/')}/*"
    # Said here, so that what mutmut remembers of a run without a cluster is not taken for what a run with one would see.
    wanted = tests if os.environ.get("ELASTICSEARCH_URL") else (*tests, "-m", "not elasticsearch")
    text = CONFIGURATION.format(packages="\n    ".join(PACKAGES), modules=pattern, tests="\n    ".join(wanted))
    (place / "setup.cfg").write_text(text, encoding="utf-8")


def run(module: str, *, tests: list[str], processes: int, sample: int = 0, seed: int = 0) -> tuple[int, int]:
    """Change one module, all over or in ``sample`` places, list what was not noticed; how many changes were noticed, and of how many."""
    place = var_dir() / "mutation" / module.removesuffix(".py").replace("/", "-")
    copy_to(place)
    configure(place, module, tests or tests_of(module))
    mutmut = str(Path(sys.executable).with_name("mutmut"))
    environment = {name: value for name, value in os.environ.items() if name != "VAR_DIR"}
    environment[CHANGED] = module.removesuffix(".py").replace("/", ".")
    environment.setdefault("TRABOULE_SHARED", str(ROOT.parent / "shared"))  # the copy stands elsewhere, the real records do not
    names = _told([sys.executable, "-c", LISTING], place, environment)
    chosen = sorted(random.Random(seed).sample(names, min(sample, len(names)))) if sample else names  # noqa: S311 - no secret
    asked = chosen if sample else []
    subprocess.run([mutmut, "run", "--max-children", str(processes), *asked], cwd=place, env=environment, check=False)
    results = (line.strip().partition(": ") for line in _told([mutmut, "results", "--all", "true"], place, environment))
    states = {name: state for name, _, state in results}
    print(f"\n{module}: changes that no test notices (cd {place}; {mutmut} show NAME)", flush=True)
    for name in chosen:
        if states.get(name) not in NOTICED:
            print(f"    {name}: {states.get(name)}", flush=True)
    return sum(states.get(name) in NOTICED for name in chosen), len(chosen)


def _told(command: list[str], place: Path, environment: dict[str, str]) -> list[str]:
    """The lines that a command prints to its end."""
    return subprocess.run(command, cwd=place, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()


def main() -> int:
    """Not zero where a room has no change that could be tried."""
    parser = argparse.ArgumentParser(prog="make mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", default=list(ROOMS))
    parser.add_argument("--tests", nargs="+", default=[])
    parser.add_argument("--processes", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    parser.add_argument("--sample", type=int, default=0, help="try this many changes of each module; all of them by default")
    parser.add_argument("--seed", type=int, default=0, help="which ones")
    asked = parser.parse_args()
    for module in asked.modules:
        if not (ROOT / module).exists():
            parser.error(f"there is no {module} here")
    counts = {}
    with services_for_command(Services(var_dir() / "test", durable=False)):  # a run of the tests stops those that it started itself
        for module in asked.modules:
            counts[module] = run(module, tests=asked.tests, processes=asked.processes, sample=asked.sample, seed=asked.seed)
    for module, (noticed, tried) in counts.items():
        print(f"{module}: {noticed} of {tried} changes noticed, {noticed / max(tried, 1):.0%}", flush=True)
    return 0 if all(tried for _, tried in counts.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
