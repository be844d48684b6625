"""What notices, their digital copies and institutions were addressed by before they had arks: answers 301, for ever, to the same page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from catalogue.core.keys import LARGEST_ID
from catalogue.core.rules.copies import copy_key
from catalogue.selectors import arks as selectors
from catalogue.selectors import institutions, notices
from catalogue.services import arks
from portal.public import addresses
from portal.public.shared.browsing import unknown


@require_safe
def notice(request: HttpRequest, number: int, rest: str = "") -> HttpResponse:
    """From the number of a notice to its ark, ``rest`` with it ("source"); one that has no ark yet is given it."""
    path = addresses.of_ark(name_of(number)) + (f"/{rest}" if rest else "")
    return HttpResponsePermanentRedirect(addresses.with_query(request, path))


def citation(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """From a reference of a notice to the same in the same format."""
    return notice(request, number, rest=f"citer/{name}")


@require_safe
def institution(request: HttpRequest, code: str) -> HttpResponse:
    """From a number of an institution, in any form, to its ark; 404 for one that nobody has."""
    found = institutions.one(code.rstrip("/"))
    if found is None:
        return unknown(request, words=code)
    path = addresses.of_ark(found.ark or arks.of_institution(found.code))
    return HttpResponsePermanentRedirect(addresses.with_query(request, path))


@require_safe
def place(request: HttpRequest, number: int, place: int, rest: str) -> HttpResponse:
    """From the place of a digital copy in the list of its notice to its key; 404 where nothing stands there."""
    ark = name_of(number)
    found = notices.by_ark(ark)
    copies = found.description.digital_copies if found else ()
    if place >= len(copies):
        raise Http404
    return HttpResponsePermanentRedirect(addresses.of_copy(ark, copy_key(copies[place]), rest))


@require_safe
def copy(request: HttpRequest, number: int, copy: str, rest: str) -> HttpResponse:
    """From a digital copy of a notice of which only the number was known to the same under its ark."""
    return HttpResponsePermanentRedirect(addresses.of_copy(name_of(number), copy, rest))


def name_of(number: int) -> str:
    """The name of the ark of the notice that was at this number, minted where a record stands there without one; raises Http404."""
    name = selectors.of_old_number(number)
    if not name and number <= LARGEST_ID and arks.mint_missing([number]):
        name = selectors.of_old_number(number)
    if not name:
        raise Http404
    return name
