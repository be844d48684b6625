"""The layers hold: import contracts of pyproject.toml, and the few rules that import-linter cannot say."""

import subprocess
import sys

from tests.architecture.sources import ROOT, imports, modules, ours

TASK_PLACES = ("portal/celery.py", "portal/__init__.py", "runtime/", "tests/", "bench/")


def test_the_import_contracts_hold():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout[-4000:] + checked.stderr[-2000:]


def test_celery_is_known_to_tasks_only():
    found = [
        name
        for name in modules()
        if not name.startswith(TASK_PLACES)
        and not name.endswith("/tasks.py")
        and any(one.split(".")[0] == "celery" for one in imports(name))
    ]
    assert found == []


def test_the_packages_know_nothing_of_the_clone_around_them():
    """Only settings read the typed environment; nothing else of ``runtime`` is known to the packages."""
    found = {
        name: sorted(one for one in imports(name) if one.split(".")[0] == "runtime")
        for name in modules()
        if ours(name) and name.startswith(("catalogue/", "harvest/", "portal/")) and not name.startswith("portal/settings/")
    }
    assert {name: names for name, names in found.items() if names} == {}
