"""A plugin of pytest for ``make mutation``: each test begins as if it were the first to ask anything of the changed code.

A function whose answers are kept is called by the first test that needs them, and by no other: of all the tests that depend on it,
mutmut would see, and try, that one alone.
"""

from __future__ import annotations

import functools
import os
import sys

import pytest

from runtime import test_database

CHANGED = "TRABOULE_CHANGED"  # the package, or the module, that is changed


def pytest_sessionstart() -> None:
    """Each change is tried in a copy of one process, which has read the settings already: its database is its own all the same."""
    if os.environ.get(CHANGED):
        from django.db import connection

        os.environ["TRABOULE_TEST_DATABASE"] = own = f"{test_database.PREFIX}{os.getpid()}"
        connection.settings_dict["TEST"]["NAME"] = own


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each time mutmut asks for the tests, in one process, they have the names that they had the first time.

    A mark keeps the names that its function gave, escaped, and pytest escapes them again when it collects again: "8° 12" is then not found.
    """
    for mark in metafunc.definition.iter_markers("parametrize"):
        if callable(mark.kwargs.get("ids")):
            object.__setattr__(mark._param_ids_from or mark, "_param_ids_generated", None)


def pytest_runtest_setup() -> None:
    """Before the fixtures of a test."""
    if changed := os.environ.get(CHANGED):
        forget(changed)


def forget(changed: str) -> None:
    """Empty what the functions of a package keep: caches of functools, and dictionaries of its own that fill themselves."""
    for name, module in list(sys.modules.items()):
        if name == changed or name.startswith(f"{changed}."):
            for value in list(vars(module).values()):
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()
                elif isinstance(value, dict) and hasattr(value, "__missing__") and type(value).__module__.startswith(changed):
                    value.clear()
