"""Persons, families and bodies by their heading, and those among them whose books are in libraries now, by their ark."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from ninja import Query, Router

from catalogue.core.headings import heading_key
from catalogue.search.engine import SearchUnavailable
from catalogue.search.request import MAX_VALUES, SearchRequest
from catalogue.selectors import notices, persons, search
from catalogue.selectors.persons import Person
from portal.public import addresses
from portal.public.addresses import site_address
from portal.publish import headings
from portal.publish.api.giving import Given, address, gives
from portal.publish.api.problems import Problem, ark_named, its_own_parameters, search_is_down

USUAL, MOST, LAST = 20, 100, 1_000_000
ABOUT = {"by": "person", "about": "subject", "owned": "owner"}
router = Router(tags=["persons"])


class Somebody(Given, frozen=True, kw_only=True):
    """A person, a family or a body. ``key`` names it in addresses; ``forms``: the name as catalogues write it; ``numbers``: those of
    agencies ("idref:…"). ``by``, ``about``, ``owned``: how many notices; ``search``: those by it. ``owner``: the address of its library.
    """

    key: str
    label: str
    page: str
    search: str
    address: str
    forms: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    by: int = 0
    about: int = 0
    owned: int = 0
    owner: str = ""


class People(Given, frozen=True, kw_only=True):
    """Those whom a name may mean, the nearest first."""

    persons: tuple[Somebody, ...]


class Kept(Given, frozen=True, kw_only=True):
    """How many of the copies an institution (RCR or ISIL) keeps; ``name``: as its catalogue gives it."""

    institution: str
    copies: int
    name: str = ""


class Copy(Given, frozen=True, kw_only=True):
    """A copy that somebody once owned: of which notice, where it is, under which call number."""

    notice: str
    title: str
    institution: str
    call_number: str = ""


class Owner(Given, frozen=True, kw_only=True):
    """A former owner. ``forms``: the name as copies give it; ``copies``: how many are known; ``books``: some, the oldest first, ``next``
    the address of those that follow, "" at the end.
    """

    ark: str
    label: str
    page: str
    address: str
    forms: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    copies: int = 0
    institutions: tuple[Kept, ...] = ()
    books: tuple[Copy, ...] = ()
    next: str = ""


class Owners(Given, frozen=True, kw_only=True):
    """Those former owners whom a name may mean, the nearest first."""

    owners: tuple[Owner, ...]


@router.get("/persons", summary=gettext_noop("The persons and bodies that a name may mean"), openapi_extra=gives(People))
@its_own_parameters
def people(
    request: HttpRequest,
    *,
    q: str = Query(max_length=200, description=gettext_noop("A name, in any order of its words, with or without its dates.")),
    limit: int = Query(USUAL, ge=1, le=MOST, description=gettext_noop("How many, 100 at most.")),
) -> People:
    """One search, no statement."""
    try:
        found = headings.meant("person", q)[:limit]
    except SearchUnavailable as error:
        raise search_is_down() from error
    return People(persons=tuple(Somebody(by=one.notices, **_named(request, one.key, one.label)) for one in found))


@router.get("/persons/{key}", summary=gettext_noop("A person or a body by its key"), openapi_extra=gives(Somebody))
def somebody(request: HttpRequest, key: str) -> Somebody | HttpResponse:
    """Three searches, three statements for most. 301 from another form of the name to that of its page."""
    own = heading_key(key)
    found = persons.of_heading(own)
    if own in found.headings[1:]:
        return HttpResponsePermanentRedirect(address(request, f"/persons/{found.headings[0]}"))
    forms = found.headings[:MAX_VALUES]
    try:
        answers = {
            name: search.search(SearchRequest(filters=tuple((facet, each) for each in forms), size=0, highlight=False))
            for name, facet in ABOUT.items()
        }
    except SearchUnavailable as error:
        raise search_is_down() from error
    if not own or not any(answer.total for answer in answers.values()):
        raise Problem(404, gettext("No notice names anybody so."))
    said = (each for answer in answers.values() for each in answer.understood.headings)
    label = next((label for _facet, heading, label in said if heading == own), own.replace("-", " ").capitalize())
    return Somebody(
        **_named(request, own, label),
        forms=found.labels,
        numbers=found.numbers,
        owner=address(request, f"/owners/{addresses.identifier_of(found.ark)}") if found.ark and answers["owned"].total else "",
        by=answers["by"].total,
        about=answers["about"].total,
        owned=answers["owned"].total,
    )


@router.get("/owners", summary=gettext_noop("The former owners that a name may mean"), openapi_extra=gives(Owners))
@its_own_parameters
def owners(
    request: HttpRequest,
    *,
    q: str = Query(max_length=200, description=gettext_noop("A name, in any order of its words, with or without its dates.")),
    limit: int = Query(USUAL, ge=1, le=MOST, description=gettext_noop("How many, 100 at most.")),
) -> Owners:
    """One search, one statement."""
    try:
        found = headings.owners(q)[:limit]
    except SearchUnavailable as error:
        raise search_is_down() from error
    return Owners(owners=tuple(Owner(**_shown(request, ark, one.label)) for one, ark in found))


@router.get("/owners/{path:ark}", summary=gettext_noop("A former owner by its ark, with its books"), openapi_extra=gives(Owner))
def owner(
    request: HttpRequest,
    ark: str,
    *,
    after: int = Query(0, ge=0, le=LAST, description=gettext_noop("How many books to leave out, as the address in “next” says it.")),
    limit: int = Query(USUAL, ge=1, le=MOST, description=gettext_noop("How many, 100 at most.")),
) -> Owner:
    """Eight statements at most, for any number of books."""
    name = ark_named(ark)
    found = persons.by_ark(name)
    if found is None:
        raise Problem(404, gettext("Nothing that is shown has this ark."))
    kept = persons.owned(found)
    copies = sum(one.copies for one in kept)
    path = f"/owners/{addresses.identifier_of(name)}"
    return Owner(
        **_shown(request, name, next(iter(found.labels), found.headings[0])),
        forms=found.labels,
        numbers=found.numbers,
        copies=copies,
        institutions=tuple(Kept(institution=one.institution, copies=one.copies, name=one.name) for one in kept),
        books=_books(found, first=after, size=limit),
        next=address(request, path, after=after + limit, limit=limit) if copies > after + limit else "",
    )


def _books(found: Person, *, first: int, size: int) -> tuple[Copy, ...]:
    copies = persons.copies(found, first=first, size=size)
    known = notices.by_keys(one.key for one in copies)
    return tuple(
        Copy(
            notice=addresses.identifier(known[one.key]),
            title=known[one.key].description.title,
            institution=one.institution,
            call_number=one.call_number,
        )
        for one in copies
        if one.key in known
    )


def _named(request: HttpRequest, key: str, label: str) -> dict[str, Any]:
    """What names a person in an answer."""
    page = f"{site_address(request)}{reverse('public:person', args=[key])}"
    found = address(request, "/search", personne=key)
    return {"key": key, "label": label, "page": page, "search": found, "address": address(request, f"/persons/{key}")}


def _shown(request: HttpRequest, name: str, label: str) -> dict[str, Any]:
    """What names a former owner in an answer."""
    ark = addresses.identifier_of(name)
    return {"ark": ark, "label": label, "page": f"{site_address(request)}/{ark}", "address": address(request, f"/owners/{ark}")}
