"""What a reader sees when something fails: a page of the site, never a trace."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from psycopg_pool import PoolTimeout

from portal.public.home.views import home as home_views
from portal.public.shared import errors
from tests.portal.conftest import Library


def _fail(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def overview() -> None:
        raise error

    monkeypatch.setattr(home_views.showcase, "overview", overview)


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (SuspiciousOperation("secret"), 400, "Cette adresse n’a pas été comprise"),
        (PermissionDenied("secret"), 403, "Cette page ne vous est pas ouverte"),
        (RuntimeError("secret"), 500, "Le portail a fait une erreur"),
        (OperationalError("secret"), 503, "Le portail est arrêté pour un moment"),
    ],
)
def test_a_failure_is_a_page_of_the_site_without_a_trace(
    db: None, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, said: str
) -> None:
    _fail(monkeypatch, error)
    response = Client(raise_request_exception=False).get("/")
    body = response.content.decode()
    assert response.status_code == status and said in body and 'class="wordmark"' in body
    assert "secret" not in body and "Traceback" not in body
    assert "Content-Security-Policy" in response


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/recherche?etablissement=690001001",
        "/notice/1",
        "/ark:/99999/t100000017",
        "/ark:/99999/t100000017/source",
        "/en/ark:/99999/t100000017",
    ],
)
def test_a_database_that_is_down_is_said_and_needs_no_database(monkeypatch: pytest.MonkeyPatch, settings: Any, path: str) -> None:
    from django.db.backends.base.base import BaseDatabaseWrapper

    def refuse(self: BaseDatabaseWrapper) -> None:
        raise OperationalError("connection refused at 10.0.0.1")

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)
    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", refuse)
    response = Client(raise_request_exception=False).get(path)
    assert response.status_code == 503 and response["Retry-After"] == "30" and response["Cache-Control"] == "no-store"
    assert "10.0.0.1" not in response.content.decode()
    assert "Nous écrire" in response.content.decode() or "Write to us" in response.content.decode()


def test_what_breaks_every_template_leaves_a_sentence(monkeypatch: pytest.MonkeyPatch, rf: Any) -> None:
    def broken(template: str, context: dict[str, Any]) -> str:
        raise RuntimeError("secret")

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 500 and "réessayez dans quelques minutes" in response.content.decode()


def test_an_error_of_the_back_office_is_not_taken_for_a_reader_s(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.public.shared.middleware import DatabaseDown

    class Request:
        path_info = path = "/gestion/"

    middleware = DatabaseDown(errors.unavailable)
    assert middleware.process_exception(Request(), OperationalError("x")) is None  # type: ignore[arg-type]


def test_while_the_database_is_away_one_page_at_a_time_waits_for_it(rf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.public.shared import middleware

    clock, tried = [100.0], []
    monkeypatch.setattr(middleware.time, "monotonic", lambda: clock[0])
    away = [True]

    def page(request: Any) -> Any:
        tried.append(clock[0])
        if not away[0]:
            return HttpResponse("here")
        error = OperationalError("no connection in time")
        error.__cause__ = PoolTimeout()
        return door.process_exception(request, error)

    door = middleware.DatabaseDown(page)

    def ask(path: str = "/") -> int:
        return door(rf.get(path)).status_code

    assert [ask() for _ in range(5)] == [503] * 5
    assert tried == [100.0], "the others were not kept waiting"
    assert ask("/sante/") == 503 and len(tried) == 2
    clock[0] = 101.5
    assert [ask() for _ in range(3)] == [503] * 3 and len(tried) == 3
    away[0] = False
    clock[0] = 103.0
    assert [ask() for _ in range(3)] == [200] * 3


def test_a_slow_statement_keeps_nobody_else_out(rf: Any) -> None:
    from portal.public.shared.middleware import DatabaseDown

    def page(request: Any) -> Any:
        return door.process_exception(request, OperationalError("deadlock detected")) if "x" in request.GET else HttpResponse("here")

    door = DatabaseDown(page)
    assert door(rf.get("/?x=1")).status_code == 503
    assert door(rf.get("/")).status_code == 200
