"""Gives a card that a page of the portal asked for: drawn once, kept, and the same for whoever asks by the same address."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.http import condition, require_safe

from portal.public.cards.drawing import EDITION, draw
from portal.shown.card import read

KEPT = 7 * 86_400  # seconds


def _name(told: str) -> str:
    """What a card is kept under: it changes with its words and with the drawing."""
    return hashlib.sha256(f"{EDITION}:{settings.REGION_NAME}:{told}".encode()).hexdigest()[:32]


def _tag(_request: HttpRequest, told: str, seal: str) -> str | None:
    return f'"{_name(told)}"' if read(told, seal) else None


@require_safe
@condition(etag_func=_tag)
def card(request: HttpRequest, told: str, seal: str) -> HttpResponseBase:
    """The picture; 404 for words that no page of the portal gave, since drawing costs."""
    found = read(told, seal)
    if found is None:
        raise Http404
    name = f"card:{_name(told)}"
    kept = cache.get(name)  # as text: what is kept is JSON (``portal.public.door.backend``)
    if kept is None:
        with translation.override(found.language if found.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            drawn = draw(found, tagline=gettext("the written heritage of %(region)s") % {"region": settings.REGION_NAME})
        kept = b64encode(drawn).decode()
        cache.set(name, kept, KEPT)
    answer = HttpResponse(b64decode(kept), content_type="image/png")
    patch_cache_control(answer, public=True, max_age=KEPT)
    answer["X-Robots-Tag"] = "noindex"
    return answer
