"""The page of an ark, whatever it names, and what ``?info`` says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from catalogue.core.ark import NotAnArk, parse
from catalogue.models import Ark
from catalogue.selectors import arks, institutions, notices
from catalogue.selectors import fonds as published
from catalogue.selectors.notices import ShownNotice
from portal.public import addresses
from portal.public.arks import erc
from portal.public.fonds.views import fonds
from portal.public.institutions.views import institution
from portal.public.notices.views import notice
from portal.shown import forms, named

INFLECTIONS = ("info", "?")  # draft-kunze-ark, "Inflections": "?info", and "??" of older readers
PLAIN = "text/plain; charset=utf-8"


def _notice(request: HttpRequest, document: ShownNotice) -> HttpResponse:
    """The page of a notice; 303 where another form is asked for by its media type: it has an address of its own."""
    if form := forms.asked(request):
        return HttpResponse(status=303, headers={"Location": addresses.in_form(document.ark, form), "Vary": "Accept"})
    return notice(request, document)


# What an ark may name: where it is found, its page, what ``?info`` says of it; the most frequent first.
SHOWN: tuple[tuple[Callable[[str], Any], Callable[..., HttpResponse], Callable[[Any], erc.Kernel]], ...] = (
    (notices.by_ark, _notice, erc.of_notice),
    (institutions.by_ark, institution, erc.of_institution),
    (published.by_ark, fonds, erc.of_fonds),
)


@require_safe
def page(request: HttpRequest, ark: str) -> HttpResponse:
    """What the ark names: a notice, an institution, a fonds; 301 to what stands for it, 410 for what is gone, 404 and a sentence else.

    An ark has one address: one written with hyphens, without a slash or with one too many answers 301 with it.
    """
    try:
        name = parse(ark).name
    except NotAnArk:
        return named.mistyped(request, ark)
    if request.path_info != (normal := addresses.of_ark(name)):
        return HttpResponsePermanentRedirect(addresses.with_query(request, normal))
    asks = request.META.get("QUERY_STRING", "") in INFLECTIONS
    for found_by, view, kernel in SHOWN:
        if (shown := found_by(name)) is not None:
            return _info(request, name, kernel(shown)) if asks else view(request, shown)
    standing = arks.standing(name)
    if asks and standing is not None and standing.name == name and standing.state == Ark.State.TOMBSTONE:
        return _info(request, name, erc.of_tombstone(standing))
    return named.of(request, standing, name)


def _info(request: HttpRequest, name: str, told: erc.Kernel) -> HttpResponse:
    where = f"{addresses.site_address(request)}{addresses.permanent(name)}"
    return HttpResponse(erc.written(told, where=where), content_type=PLAIN)
