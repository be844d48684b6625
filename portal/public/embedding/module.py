"""The ES module by which a page shows the block of a link that it wraps: at an address that no release changes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from portal.shown.answers import opened

FILE = "js/block.js"


@lru_cache(maxsize=1)
def _written() -> bytes:
    found = finders.find(FILE)
    if not found:
        raise Http404
    return Path(found).read_bytes()


@require_safe
def module(request: HttpRequest) -> HttpResponse:
    """The module, which pages of any site may load."""
    return opened(HttpResponse(_written(), content_type="text/javascript; charset=utf-8"))
