"""The first page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from portal.public import addresses
from portal.public.home import introduction, showcase
from portal.public.home import walk as stroll
from portal.public.home.told import recent, told


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The search, the work of the day, a walk through the centuries, the doors, what is new; stands without the engine, and says so."""
    overview = showcase.overview()
    context = {
        "overview": overview,
        "walk": stroll.walk() if overview and overview.digitised >= stroll.LEAST else (),
        "feature": showcase.feature(),
        "news": showcase.news(),
        "fonds_count": showcase.fonds_described(),
        "region_name": settings.REGION_NAME,
        "introduction": introduction.shown(),
        "told": told(),
        "recent": recent(),
    }
    return render(request, "public/home.html", context)


@require_safe
def by_chance(request: HttpRequest) -> HttpResponse:
    """To a notice that chance gives, another one each time; to the whole catalogue while it is empty."""
    chosen = stroll.by_chance()
    response = redirect(addresses.notice(chosen)) if chosen else redirect("public:results")
    response["Cache-Control"] = "no-store"
    return response
