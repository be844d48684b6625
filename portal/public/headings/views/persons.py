"""Persons, families and bodies: an index, and a page for each."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from catalogue.core.headings import heading_key
from catalogue.search.result import SearchResult
from catalogue.selectors import institutions, local_interest, notices
from catalogue.selectors import persons as selectors
from catalogue.selectors.persons import Person
from portal.public import addresses
from portal.public.headings.library import Book, Library, books, library
from portal.public.headings.presenters import about, made_by, owned_by, portrait, related
from portal.public.shared.browsing import LETTERS, ask, index, said_when_down, unknown
from portal.public.shared.shelves import decades, filtered, of_types, shelf
from portal.shown import gallica
from portal.shown.sheet_of_cells import answered

SHOWN = 5
LOOKED_AT = 20  # notices, of which those of one and the same work are shown once
MOST_FORMS = 20  # of a name, asked of the engine
MOST_IN_A_TABLE = 2000  # two seconds
READ = 40  # notices whose descriptions are read for roles, other forms of the name and persons beside


@require_safe
@said_when_down
def persons(request: HttpRequest) -> HttpResponse:
    """The index of persons and bodies; one call of the engine, no statement."""
    context = {"index": index("person", request.GET), "letters": LETTERS, "facet": "person"}
    return render(request, "public/persons.html", context)


@require_safe
@said_when_down
def person(request: HttpRequest, key: str) -> HttpResponse:
    """By, about, owned by, in Gallica: three calls of the engine, four statements; 404 where no notice has the heading.

    One person has one page: a form of the name leads (301) to the form of all of them, and who owned a copy to her ark.
    """
    key = heading_key(key)
    found = selectors.of_heading(key)
    if found.ark and selectors.owned(found):
        return led_to(addresses.of_ark(found.ark))
    if key in found.headings[1:]:
        return led_to(reverse("public:person", args=[found.headings[0]]))
    return _page(request, found, None)


@said_when_down
def of_ark(request: HttpRequest, found: Person) -> HttpResponse:
    """The same under the ark of somebody who owned copies, with the library that they make; eight statements more for any number."""
    if request.path_info != (own := addresses.of_ark(found.ark)):
        return led_to(addresses.with_query(request, own))
    page = request.GET.get("page", "")
    return _page(request, found, library(found, page=int(page[:6]) if page.isascii() and page.isdigit() else 1))


@require_safe
def owned_table(request: HttpRequest, ark: str) -> HttpResponse:
    """The books that somebody once owned as a table (CSV); 404 for an ark that is nobody's."""
    found = selectors.by_ark(ark)
    if found is None:
        raise Http404
    known = institutions.by_code(one.institution for one in selectors.owned(found))
    site = addresses.site_address(request)
    titles = (
        gettext("Title"), gettext("Author or contributor"), gettext("Publication"), gettext("Institution"), gettext("Call number"),
        gettext("Provenance"), gettext("Address"),
    )  # fmt: skip
    rows = [_cells(one, site) for one in books(found, known, first=0, size=MOST_IN_A_TABLE)]
    return answered(titles, rows, name=f"{ark.partition('/')[2]}.csv")


def _cells(book: Book, site: str) -> tuple[str, ...]:
    said = " | ".join(words.text for words in book.said)
    return book.title.text, book.authors, book.imprint, book.where, book.call_number, said, f"{site}{book.url}"


def led_to(path: str) -> HttpResponse:
    """301, asked for again each time: names are joined as records come."""
    answer = HttpResponsePermanentRedirect(path)
    answer["Cache-Control"] = "public, max-age=0, must-revalidate"
    return answer


def _where_named(request: HttpRequest, keys: Sequence[str]) -> HttpResponse:
    """302 to the notice whose own record has a form of a name that no edition shows, as the address was given once; 404 without any."""
    key = selectors.first_notice(keys)
    notice = key and notices.by_key(key)
    return HttpResponseRedirect(addresses.notice(notice)) if notice else unknown(request, words=keys[0] if keys else "")


def _page(request: HttpRequest, found: Person, owned: Library | None) -> HttpResponse:
    keys = found.headings[:MOST_FORMS]
    made = ask(filters=filtered("person", *keys).filters, size=READ, sort="oldest", facets=("decade", "document_type"))
    concerned = ask(filters=filtered("subject", *keys).filters, size=LOOKED_AT, sort="oldest")
    had = ask(filters=filtered("owner", *keys).filters, size=LOOKED_AT, sort="oldest")
    if not made.total and not concerned.total and not had.total and owned is None:
        return _where_named(request, keys)
    read = notices.descriptions(hit.key for hit in (*made.hits, *had.hits))
    told = portrait(keys, read.values(), forms=found.labels)
    query = filtered("person", *keys)
    shelves = [
        shelf("by", made_by(told), made, query, shown=SHOWN),
        shelf("about", about(told), concerned, filtered("subject", *keys), shown=SHOWN),
    ]
    if owned is None:
        shelves.append(shelf("owned", owned_by(told), had, filtered("owner", *keys), shown=SHOWN))
    context = {
        "key": keys[0],
        "label": told.label if told else _label(keys[0], made, concerned, had),
        "portrait": told,
        "all_read": made.total <= READ,
        "related": related(told, keys) if told else (),
        "shelves": [one for one in shelves if one.total],
        "total": made.total + concerned.total + had.total,
        "types": of_types(made.facets.get("document_type", ()), query),
        "decades": decades(made.facets.get("decade", ()), query),
        "library": owned,
        "gallica": [gallica.kept_line(one) for one in local_interest.kept_of_person(keys, most=SHOWN)],
        "ark": addresses.identifier_of(found.ark) if owned else "",
    }
    return render(request, "public/person.html", context)


def _label(key: str, *answers: SearchResult) -> str:
    """The heading as the engine has it, else what its key still says."""
    labels = (label for result in answers for _facet, found, label in result.understood.headings if found == key)
    return next(labels, key.replace("-", " ").capitalize())
