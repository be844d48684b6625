"""``/ark:/…/collection.json``: the digital copies of an institution or of a fonds as a collection of IIIF, for viewers and others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from catalogue.core.ark import NotAnArk, parse
from catalogue.core.keys import Kind
from catalogue.formats.digital import manifest_of
from catalogue.formats.iiif.collection import TYPE, Item, Page, collection
from catalogue.search.engine import SearchUnavailable
from catalogue.search.facets import DIGITAL
from catalogue.search.request import MAX_SIZE, SearchRequest
from catalogue.selectors import arks, deposits, fonds, institutions, notices, search
from catalogue.selectors.deposits import ShownDeposit
from catalogue.selectors.fonds import ShownFonds
from catalogue.selectors.institutions import KnownInstitution
from catalogue.selectors.notices import ShownNotice
from portal.public import addresses
from portal.public.addresses import site_address
from portal.shown import named
from portal.shown.answers import RETRY_AFTER, open_json

UNAVAILABLE = 503
PART = "partie"
_MOST_PARTS = 9999
_json = partial(open_json, media_type=TYPE)


@require_safe
def of_ark(request: HttpRequest, ark: str) -> HttpResponseBase:
    """The collection of what an ark names; 404 where it has none, as for all but an institution or a fonds."""
    try:
        name = parse(ark).name
    except NotAnArk as error:
        raise Http404 from error
    view = {Kind.INSTITUTION: _institution, Kind.FONDS: _fonds}.get(arks.kind_of(name) or Kind.NOTICE)
    if view is None:
        raise Http404
    return view(request, ark=ark)


@named.of_target(institutions.by_ark)
def _institution(request: HttpRequest, found: KnownInstitution) -> HttpResponse:
    """What its records lead to, a hundred notices a part; one search, one statement."""
    part = _part(request)
    asked = SearchRequest(filters=(("institution", found.code), DIGITAL), size=MAX_SIZE, page=part or 1, sort="title", highlight=False)
    try:
        result = search.search(asked)
    except SearchUnavailable:
        said = {"error": "The search does not answer for the moment."}
        return JsonResponse(said, status=UNAVAILABLE, headers={"Retry-After": RETRY_AFTER})
    parts = -(-result.total // MAX_SIZE)
    if part > max(parts, 1):
        raise Http404
    site = site_address(request)
    whole = f"{site}{addresses.collection(found.ark)}"
    if part or parts <= 1:
        shown = list(notices.by_keys(hit.key for hit in result.hits).values())
        items: Iterable[Item] = [*_manifests(shown, found.code), *_deposited(shown, found.code, site)]
    else:
        items = [Item("Collection", f"{whole}?{PART}={number}", f"{found.placed} {number}/{parts}") for number in range(1, parts + 1)]
    page = Page(f"{site}{addresses.permanent(found.ark)}", found.placed)
    return _json(
        collection(
            id=f"{whole}?{PART}={part}" if part else whole, label=found.placed, items=items, homepage=page, provider=page,
            facts=[("ISIL", found.isil)], part_of=whole if part else "",
        )
    )  # fmt: skip


def _part(request: HttpRequest) -> int:
    """The number of a part, 0 for the whole; 404 for what is no number of one."""
    text = request.GET.get(PART, "")
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) <= _MOST_PARTS):
        raise Http404
    return int(text)


def _manifests(found: Iterable[ShownNotice], code: str) -> Iterator[Item]:
    """The manifests of the copies that the records of an institution lead to, each once."""
    told: set[str] = set()
    for notice in found:
        for member in notice.members:
            own = member.source.institution.code == code or any(held.institution == code for held in member.description.holdings)
            for copy in member.description.digital_copies if own and not notice.is_withdrawn else ():
                if (manifest := manifest_of(copy)) and manifest not in told:
                    told.add(manifest)
                    yield Item("Manifest", manifest, copy.label or notice.description.title or manifest)


def _deposited(found: Iterable[ShownNotice], code: str, site: str) -> Iterator[Item]:
    """The manifests of the pictures that an institution deposited of its notices; two statements where there are some."""
    names = [member.ark for notice in found if notice.deposited for member in notice.members]
    for one in deposits.of_arks(names):
        if one.keeper_code == code:
            yield _album(one, site)


def _album(one: ShownDeposit, site: str) -> Item:
    return Item("Manifest", f"{site}{addresses.deposited('manifest', one.id)}", one.title)


@named.of_target(fonds.by_ark)
def _fonds(request: HttpRequest, found: ShownFonds) -> HttpResponse:
    """What librarians wrote of its digital copies and deposited, then its sous-fonds that have some; three statements at most."""
    below = fonds.below(found)
    pictures = deposits.of_arks(one.ark for one in (found, *below))
    deposited = {one.target for one in pictures}
    if not _has_manifests([found, *below], deposited):
        raise Http404
    site, said = site_address(request), found.description
    own = [Item("Manifest", manifest, copy.label or said.title) for copy in said.digital_copies if (manifest := manifest_of(copy))]
    own += [_album(one, site) for one in pictures if one.target == found.ark]
    under = [Item("Collection", f"{site}{addresses.collection(one.ark)}", one.title) for one in _nearest(found, below, deposited)]
    page = Page(f"{site}{addresses.permanent(found.ark)}", said.title)
    return _json(
        collection(
            id=f"{site}{addresses.collection(found.ark)}", label=said.title, summary=said.contents, homepage=page,
            provider=Page(f"{site}{addresses.of_code(said.keeper.rcr or said.keeper.isil)}", said.keeper.name),
            items=[*own, *under],
            facts=[("ISIL", said.keeper.isil)], see_also=[(f"{site}{addresses.ead(found.ark)}", "application/xml")],
        )
    )  # fmt: skip


def _nearest(found: ShownFonds, below: list[ShownFonds], deposited: set[str]) -> Iterator[ShownFonds]:
    """The sous-fonds right under a fonds that have digital copies, in themselves or under them."""
    for place, one in enumerate(below):
        if any(one.path.startswith(above.path) for above in below[:place]):
            continue
        if _has_manifests((each for each in below if each.path.startswith(one.path)), deposited):
            yield one


def _has_manifests(some: Iterable[ShownFonds], deposited: set[str]) -> bool:
    return any(one.ark in deposited or any(map(manifest_of, one.description.digital_copies)) for one in some)
