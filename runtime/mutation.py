"""Tests of the tests: mutmut changes the code of a copy, one place at a time, and says which changes no test notices.

usage: python -m runtime.mutation [MODULE…] [--tests PATH…] [--processes N]

Each MODULE is a file or a folder ("catalogue/core/isil.py"); without any, the rooms of ROOMS one after the other. The copy and its
services stay in ``var/mutation``, so that this folder is never changed and a second run goes on where the first one was stopped.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from runtime.paths import ROOT, var_dir

# The code, and the tests that must notice when it changes.
ROOMS = {
    "catalogue/core": "tests/catalogue/core",
    "catalogue/formats": "tests/catalogue/formats",
    "catalogue/search": "tests/catalogue/search",
    "harvest/pipeline": "tests/harvest",
}
PACKAGES = ("catalogue", "harvest", "portal", "runtime")
COPIED = (*PACKAGES, "tests", "locale", "templates", "static", "manage.py", "conftest.py", "pyproject.toml")
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
pytest_add_cli_args_test_selection =
    {tests}
"""


def tests_of(module: str) -> str:
    """The tests of the room that holds ``module``; all of them for a module of no room."""
    return next((tests for room, tests in ROOMS.items() if Path(module).is_relative_to(room)), "tests")


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


def configure(place: Path, module: str, tests: list[str]) -> None:
    """Say which module is changed and which tests are run; in setup.cfg, where mutmut looks when pyproject.toml says nothing."""
    pattern = module if module.endswith(".py") else f"{module.rstrip('/')}/*"
    text = CONFIGURATION.format(packages="\n    ".join(PACKAGES), modules=pattern, tests="\n    ".join(tests))
    (place / "setup.cfg").write_text(text, encoding="utf-8")


def run(module: str, *, tests: list[str], processes: int) -> int:
    """Change one module, say how many changes were noticed, list the others; the status of mutmut."""
    place = var_dir() / "mutation" / module.removesuffix(".py").replace("/", "-")
    copy_to(place)
    configure(place, module, tests or [tests_of(module)])
    mutmut = str(Path(sys.executable).with_name("mutmut"))
    environment = {name: value for name, value in os.environ.items() if name != "VAR_DIR"}
    status = subprocess.run([mutmut, "run", "--max-children", str(processes)], cwd=place, env=environment, check=False).returncode
    print(f"\n{module}: changes that no test notices (cd {place}; {mutmut} show NAME)", flush=True)
    subprocess.run([mutmut, "results"], cwd=place, env=environment, check=False)
    return status


def main() -> int:
    """The worst status of the runs."""
    parser = argparse.ArgumentParser(prog="make mutation", description=__doc__)
    parser.add_argument("modules", nargs="*", default=list(ROOMS))
    parser.add_argument("--tests", nargs="+", default=[])
    parser.add_argument("--processes", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    asked = parser.parse_args()
    for module in asked.modules:
        if not (ROOT / module).exists():
            parser.error(f"there is no {module} here")
    return max(run(module, tests=asked.tests, processes=asked.processes) for module in asked.modules)


if __name__ == "__main__":
    sys.exit(main())
