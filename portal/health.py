"""Is the process alive, and can it serve: for load balancers and watch-dogs, as JSON, never cached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.search import engines
from catalogue.selectors import search
from catalogue.services import marks
from harvest.models import Heartbeat

WORKER = "worker"
FRESH = timedelta(seconds=60)


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; asks nothing of anybody."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database, a worker and the engine answer, 503 when one does not; says which, and how far the index lags."""
    checks: dict[str, dict[str, Any]] = {"database": _safely(_database)}
    for name, check in CHECKS.items():
        asked = checks["database"]["ready"] or name not in NEED_DATABASE
        checks[name] = _safely(check) if asked else {"ready": False, "reason": "database"}
    is_ready = all(check["ready"] for check in checks.values())
    return JsonResponse({"status": "ready" if is_ready else "unavailable", **checks}, status=200 if is_ready else 503)


def _safely(check: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return check()
    except Error:
        return {"ready": False, "reason": "database"}


def _database() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"ready": True}


def _worker() -> dict[str, Any]:
    beat = Heartbeat.objects.filter(name=WORKER).first()
    if beat is None:
        return {"ready": False, "heartbeat_age_seconds": None}
    age = timezone.now() - beat.at
    return {"ready": age < FRESH, "heartbeat_age_seconds": round(max(age.total_seconds(), 0), 1)}


def _engine() -> dict[str, Any]:
    health = search.health()
    return {"ready": health.ready, "serves": health.details.get("serves", engines.names()[0]), "documents": health.documents}


def _index() -> dict[str, Any]:
    every = {
        name: {"marks_waiting": waiting, "oldest_mark_seconds": round(max(oldest, 0), 1)}
        for name, (waiting, oldest) in marks.lags().items()
    }
    lags = {name: every[name] for name in engines.names()}
    waiting = sum(lag["marks_waiting"] for lag in lags.values())
    oldest = max(lag["oldest_mark_seconds"] for lag in lags.values())
    return {"ready": True, "marks_waiting": waiting, "oldest_mark_seconds": oldest, "engines": lags, "consumers": every}


CHECKS: dict[str, Callable[[], dict[str, Any]]] = {"worker": _worker, "engine": _engine, "index": _index}
NEED_DATABASE = {"worker", "index"}  # not asked of a database that is down: each would wait for it in turn
