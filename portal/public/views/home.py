"""The first page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.public import showcase


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One sentence, the search, the work of the day, the doors, what is new; stands without the engine, and says so."""
    context = {
        "overview": showcase.overview(),
        "feature": showcase.feature(),
        "news": showcase.news(),
        "region_name": settings.REGION_NAME,
    }
    return render(request, "public/home.html", context)
