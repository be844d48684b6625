"""The page of an ark, whatever it names, and what ``?info`` says of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from catalogue.core.ark import NotAnArk, parse
from catalogue.core.keys import Kind
from catalogue.models import Ark
from catalogue.selectors import arks, finding_aids, institutions, notices, persons
from catalogue.selectors import fonds as published
from portal.pages import selectors as pages
from portal.public import addresses
from portal.public.arks import erc
from portal.public.finding_aids.views import component
from portal.public.fonds.views import fonds
from portal.public.headings.views.persons import of_ark as person
from portal.public.institutions.views import institution
from portal.public.mediation.views import mediation
from portal.public.notices.views import notice
from portal.shown import forms, named

INFLECTIONS = ("info", "?")  # draft-kunze-ark, "Inflections": "?info", and "??" of older readers
PLAIN = "text/plain; charset=utf-8"


class _Shown(NamedTuple):
    """What there is of a kind: how a target is found by its ark, what is told of it, its page, the other forms in which it is given."""

    by_ark: Callable[[str], Any]
    told: Callable[[Any], erc.Kernel]
    page: Callable[[HttpRequest, Any], HttpResponse]
    forms: Collection[str] = (forms.LINKED,)

    def answer(self, request: HttpRequest, name: str, target: Any) -> HttpResponse:
        """Its page; 303 where another form is asked for by its media type: it has an address of its own."""
        if form := forms.asked(request, self.forms):
            return HttpResponse(status=303, headers={"Location": addresses.in_form(name, form), "Vary": "Accept"})
        response = self.page(request, target)
        if self.forms:
            patch_vary_headers(response, ["Accept"])  # a cache between must not give this page to who asks for another form
        return response


_PAGES: dict[Kind | None, _Shown] = {
    Kind.NOTICE: _Shown(notices.by_ark, erc.of_notice, notice, forms.FORMS),
    Kind.INSTITUTION: _Shown(institutions.by_ark, erc.of_institution, institution),
    Kind.FONDS: _Shown(published.by_ark, erc.of_fonds, fonds),
    Kind.PERSON: _Shown(persons.by_ark, erc.of_person, person),
    Kind.COMPONENT: _Shown(finding_aids.by_ark, erc.of_component, component),
    **dict.fromkeys((Kind.EXHIBITION, Kind.PATH, Kind.ARTICLE), _Shown(pages.by_ark, erc.of_page, mediation)),
}


@require_safe
def page(request: HttpRequest, ark: str) -> HttpResponse:
    """What the ark names, a page for each kind; 301 to what stands for it, as the edition that other records describe as well does, 410
    for what is gone, 404 and a sentence else.

    An ark has one address: one written with hyphens, a label in capitals, without a slash or with one too many answers 301 with it.
    """
    try:
        name = parse(ark).name
    except NotAnArk:
        return named.mistyped(request, ark)
    if request.path_info != (normal := addresses.of_ark(name)):
        return HttpResponsePermanentRedirect(addresses.with_query(request, normal))
    asks = request.META.get("QUERY_STRING", "") in INFLECTIONS
    shown = _PAGES.get(arks.kind_of(name))
    target = shown.by_ark(name) if shown else None
    if edition := getattr(target, "edition", ""):
        return named.led_to(request, edition)
    if shown and target is not None:
        return _info(request, name, shown.told(target)) if asks else shown.answer(request, name, target)
    standing = arks.standing(name)
    if asks and standing is not None and standing.name == name and standing.state == Ark.State.TOMBSTONE:
        return _info(request, name, erc.of_tombstone(standing))
    return named.of(request, standing, name)


def _info(request: HttpRequest, name: str, told: erc.Kernel) -> HttpResponse:
    where = f"{addresses.site_address(request)}{addresses.permanent(name)}"
    return HttpResponse(erc.written(told, where=where), content_type=PLAIN)
