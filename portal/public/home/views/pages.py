"""The pages in which the portal speaks of itself: what it is, how accessible, who answers for it, what may be reused, how to search."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.public.home import showcase


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the portal is, what it shows today in counted figures, and what each kind of visitor finds in it."""
    return render(request, "public/pages/about.html", {"overview": showcase.overview(), "publisher": settings.PUBLISHER})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The declaration that article 47 of the law of 11 February 2005 asks for: state, tests, contact, means of redress."""
    return render(request, "public/pages/accessibility.html", {"publisher": settings.PUBLISHER})


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes, who answers, who hosts (law of 21 June 2004, article 1-1), and what is known of a visitor."""
    facts = {
        "publisher": settings.PUBLISHER,
        "publisher_address": settings.PUBLISHER_ADDRESS,
        "reader_message_days": settings.READER_MESSAGE_DAYS,
        "publication_director": settings.PUBLICATION_DIRECTOR,
        "hosting": settings.HOSTING,
        "counts": settings.COUNTS,
    }
    return render(request, "public/pages/legal.html", facts)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What may be reused and under which licence, and every address that gives something back to a machine."""
    return render(request, "public/pages/data.html")


@require_safe
def searching(request: HttpRequest) -> HttpResponse:
    """How to search, by examples that can be followed."""
    return render(request, "public/pages/searching.html")
