"""Thumbnails of Gallica's documents that curators kept: they lie here, and nobody else is asked."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from catalogue.selectors import local_thumbnails
from harvest.pictures import DAY
from portal.shown.answers import RETRY_AFTER

UNAVAILABLE = 503


@require_safe
def kept_thumbnail(request: HttpRequest, number: int) -> HttpResponse:
    """The picture of a document that is kept today; 404 for any other, 503 where the storage does not give it."""
    try:
        content = local_thumbnails.picture(number) if number < 2**63 else None
    except OSError:
        return HttpResponse(status=UNAVAILABLE, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "no-store"})
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/jpeg", headers={"Cache-Control": f"public, max-age={DAY}"})
