"""Gives a test run its own database and broker before Django reads its settings: an instance apart, fast, in ``var/test``.

What ``DATABASE_URL`` and ``BROKER_URL`` name is used instead. Each run, and each worker of a parallel one, has a database of its
own, named after its process.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import Any

import pytest

from runtime import messages, migrated, test_database
from runtime.paths import var_dir
from runtime.services import Services, join, leave, missing

BROKER_DATABASES = 15  # 1 to 15; 0 is left to commands started by hand
_joined: list[Services] = []


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Before anything of Django is imported."""
    messages.compile_all()
    own = f"{test_database.PREFIX}{os.getpid()}"
    if "PYTEST_XDIST_WORKER" in os.environ:  # a worker of a parallel run inherits what the run that started it has set
        os.environ["TRABOULE_TEST_DATABASE"] = own
    os.environ.setdefault("TRABOULE_TEST_DATABASE", own)
    wanted = missing()
    if wanted and not early_config.known_args_namespace.help:
        services = Services(var_dir() / "test", durable=False)
        if "postgres" in wanted:
            migrated.put(var_dir() / "test")
        join(services, wanted)
        _joined.append(services)
        if "valkey" in wanted:
            os.environ["BROKER_URL"] = services.valkey.url(os.getpid() % BROKER_DATABASES + 1)
        if "postgres" in wanted:
            test_database.drop_stale(services.postgres.url)
    return (yield)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """A failure is named as it comes, with the end of what was printed: a run that is stopped before its end has said what failed."""
    if report.failed and "PYTEST_XDIST_WORKER" not in os.environ:
        reason = str(getattr(getattr(report.longrepr, "reprcrash", None), "message", "")).partition("\n")[0]
        said = [f"{name}: {' '.join(text.split())[-800:]}" for name, text in report.sections if text.strip()]
        print("\n".join((f"\nFAILED so far: {report.nodeid} ({report.when}) {reason[:200]}", *said)), flush=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Of a run that gives whole files to its processes; None leaves another way of sharing alone."""
    from runtime.test_order import LongestFirst

    return LongestFirst(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_unconfigure() -> None:
    """After the last test; the last run to leave stops the services."""
    while _joined:
        leave(_joined.pop())
