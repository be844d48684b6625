"""Fixtures that every test may ask for: the real records beside the repository, a browser, and no network past this machine."""

from __future__ import annotations

import gc
import ipaddress
import os
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

from runtime import test_database
from runtime.screens import camera

# Property tests take the time they need (a loaded machine is no failure) and try the same cases in every run, so that a change
# is what turns a test red; TRABOULE_EXPLORE=1 looks for cases that nobody tried yet.
settings.register_profile(
    "traboule", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=not os.environ.get("TRABOULE_EXPLORE")
)
settings.load_profile("traboule")

ROOT = Path(__file__).resolve().parents[1]
FIRST_ROWS = pytest.StashKey[Any]()
PATIENCE_MS = 90_000  # how long a browser waits for what must come
BROWSER_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--disable-default-apps", "--disable-extensions"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


@pytest.fixture(autouse=True)
def in_the_first_language() -> Iterator[None]:
    """A page in English leaves its language to the thread: the next test begins in that of the portal, whatever came before."""
    translation.deactivate()
    yield


def pytest_collection_finish() -> None:
    """Eight thousand tests are a million objects that stay: the collector of garbage need not go through them again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """Every test database starts as a copy of one that was migrated once for these very migrations."""
    from django.db import connection

    connection.settings_dict["TEST"]["TEMPLATE"] = test_database.migrated_template(os.environ["DATABASE_URL"], root=ROOT)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest) -> None:
    """The test database, whose first rows are remembered."""
    from tests import first_rows

    with django_db_blocker.unblock():
        request.config.stash[FIRST_ROWS] = first_rows.remember()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test that commits leaves every table empty: what the migrations wrote is written again for the next one, if there is one.

    After the last one the test database is gone, and the connection leads to another.
    """
    result = yield
    mark = item.get_closest_marker("django_db")
    commits = "transactional_db" in getattr(item, "fixturenames", ()) or (mark is not None and mark.kwargs.get("transaction"))
    if commits and nextitem is not None and FIRST_ROWS in item.config.stash:
        from pytest_django.plugin import blocking_manager_key

        from tests import first_rows

        with item.config.stash[blocking_manager_key].unblock():
            first_rows.write_again(item.config.stash[FIRST_ROWS])
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[pytest.TestReport]:
    """Of a test that failed in a browser, what its page said: a machine far away leaves nothing else to look at."""
    report: pytest.TestReport = yield  # type: ignore[misc]
    held = getattr(item, "funcargs", {})
    page = held.get("page") or getattr(held.get("visit"), "page", None)
    if report.failed and call.when == "call" and page is not None:
        report.sections.append(("The page", _told(page)))
    return report  # type: ignore[return-value]


def _told(page: Any) -> str:
    try:
        part = page.query_selector("main") or page.query_selector("body")
        return f"{page.url}: {' '.join(part.inner_text().split())[:600]}"
    except Exception as error:  # the browser itself may have gone
        return f"no page any more: {type(error).__name__}"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real records that stands beside the repository and is not part of it."""
    folder = Path(os.environ.get("TRABOULE_SHARED") or ROOT.parent / "shared") / "data"
    if not folder.is_dir():
        pytest.skip(f"the real records are not on this machine ({folder}); TRABOULE_SHARED names their parent folder")
    return folder


@pytest.fixture(scope="session")
def shared_cases(shared_data: Path) -> Path:
    """The folder of small cases from libraries' bug reports, beside the real records."""
    return shared_data.parent / "cases"


def browser_program() -> str:
    """The Chromium or Chrome of this machine, an empty string when it has none."""
    try:
        return camera.browser_program()
    except camera.NoBrowser:
        return ""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium that resolves no name but this machine's own, for tests marked ``browser``."""
    program = browser_program()
    if not program:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright runs a loop in this thread; the tests themselves stay synchronous
    with sync_playwright() as playwright:
        program_started = playwright.chromium.launch(executable_path=program, args=list(BROWSER_ARGUMENTS))
        program_started.new_context = partial(_patient, program_started.new_context)  # type: ignore[method-assign]
        yield program_started
        program_started.close()
        from django.db import connections

        connections.close_all()  # those opened under playwright's loop are out of reach once it has stopped
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _patient(new_context: Any, **how: Any) -> Any:
    """A context that waits as long on a machine that is busy with others."""
    context = new_context(**how)
    context.set_default_timeout(PATIENCE_MS)
    return context


_at_work: set[int] = set()


@pytest.fixture(scope="session")
def _requests_of_browsers() -> None:
    """Notes which threads of the live server answer a request."""
    from django.core.signals import request_finished, request_started

    def started(**_: Any) -> None:
        _at_work.add(threading.get_ident())

    def finished(**_: Any) -> None:
        _at_work.discard(threading.get_ident())

    request_started.connect(started, weak=False)
    request_finished.connect(finished, weak=False)


@pytest.fixture(autouse=True)
def _no_request_goes_on(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a closed browser had asked is answered before the tables are emptied: a form that saves itself would wait for them, and they
    for it.
    """
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("_requests_of_browsers")
    request.getfixturevalue("transactional_db")
    yield
    end = time.monotonic() + 60
    while _at_work - {threading.get_ident()} and time.monotonic() < end:
        time.sleep(0.02)
    _at_work.clear()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh page in French, at the width of a desk, whose requests past this machine fail the test."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    strangers: list[str] = []
    tab.on("request", lambda request: strangers.append(request.url) if not _is_local_address(request.url) else None)
    yield tab
    context.close()
    assert strangers == [], "the page asked somebody else"


def _is_local_address(url: str) -> bool:
    return url.startswith(("http://127.0.0.1", "http://localhost", "http://[::1]", "data:", "blob:", "about:"))


def _is_this_machine(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback or (mapped or address).is_unspecified


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Connections leave this machine for no test; ``ELASTICSEARCH_URL``, where set, names the one exception by its host."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    allowed = {url.split("//")[-1].split("/")[0].rsplit(":", 1)[0] for url in os.environ.get("ELASTICSEARCH_URL", "").split(",") if url}

    def guard(real: Any) -> Any:
        def guarded(self: socket.socket, address: Any) -> Any:
            inet = self.family in {socket.AF_INET, socket.AF_INET6}
            if inet and not _is_this_machine(str(address[0])) and str(address[0]) not in allowed:
                raise PermissionError(f"a test tried to reach {address}: only this machine may be reached")
            return real(self, address)

        return guarded

    socket.socket.connect, socket.socket.connect_ex = guard(connect), guard(connect_ex)  # type: ignore[method-assign]
    yield
    socket.socket.connect, socket.socket.connect_ex = connect, connect_ex  # type: ignore[method-assign]
