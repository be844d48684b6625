"""What is offered while a reader types, as JSON for the script of the search box."""

from __future__ import annotations

import hashlib
from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from catalogue.search.engine import SearchUnavailable
from catalogue.search.result import Suggestion
from catalogue.selectors import search
from catalogue.selectors.memory import memory
from catalogue.services import changes
from portal.public.search.presenters import suggestions as presenter

LONGEST = 100  # characters; nobody types more before choosing
SECONDS = 300


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """``{"said": how many in words, "suggestions": [{label, kind, notices, url}]}``; 503 and none while the engine is down."""
    try:
        typed = request.GET.get("q", "")
        found = presenter.offers(suggested(typed), typed[:LONGEST])
    except SearchUnavailable:
        return JsonResponse({"said": "", "suggestions": []}, status=503)
    return JsonResponse({"said": presenter.said(found), "suggestions": [asdict(offer) for offer in found]})


def suggested(typed: str) -> tuple[Suggestion, ...]:
    """The suggestions for what was typed, kept for five minutes or until the index changes. Raises SearchUnavailable."""
    typed = " ".join(typed.replace("\0", " ").split())[:LONGEST]
    if not typed:
        return ()
    key = f"suggest-{changes.stamp()}-{hashlib.sha256(typed.casefold().encode('utf-8', 'ignore')).hexdigest()[:32]}"
    found: tuple[Suggestion, ...] | None = memory.get(key)
    if found is None:
        found = search.suggest(typed)
        memory.set(key, found, SECONDS)
    return found
