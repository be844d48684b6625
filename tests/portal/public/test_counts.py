"""Every number of a public page against the list behind it: a reader who follows a number finds so many."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from catalogue.models import Institution
from catalogue.services import indexing
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.reading import page, text
from tests.portal.public.test_browse import PATHS, shelves
from tests.portal.public.test_fonds import PORTES, written
from tests.selections import some

__all__ = ["shelves"]
SEARCHES = ("/recherche", "/recherche?q=lyon", "/recherche?q=livre", "/recherche?nature=fonds", "/")
MOST_PAGES = 150


@pytest.fixture
def region(shelves: Library) -> Library:
    """The samples with a few books around one printer, and two fonds."""
    portes = written(Institution.objects.get(isil=f"FR-{samples.LYON}"), PORTES, contents="Livres imprimés à Lyon.")
    written(portes, "Lettres de Lyon")
    indexing.drain()
    return shelves


def counted(shown: BeautifulSoup) -> Iterator[tuple[str, int]]:
    """(address, number) of every link to a search that bears a number."""
    for link in shown.select('main a[href^="/recherche"]'):
        bears = link if "count" in (link.get("class") or ()) else link.select_one(".count")
        if isinstance(bears, Tag) and (found := re.match(r"[\d\u202f]+", text(bears))):
            yield str(link["href"]), int(found[0].replace("\u202f", ""))


def total(shown: BeautifulSoup) -> int:
    """How many a page of results says that there are."""
    found = re.match(r"[\d\u202f]+", text(shown.select_one(".results-head h1")))
    return int(found[0].replace("\u202f", "")) if found else 0


def chosen(path: str) -> set[str]:
    """The facets that an address narrows by."""
    return set(re.findall(r"[?&]([a-z_]+)=", path)) - {"q", "tri"}


@pytest.mark.usefixtures("region")
def test_a_number_that_leads_to_a_search_is_that_of_what_it_finds(client: Client) -> None:
    waiting = [*PATHS, *SEARCHES]
    seen, followed = set[str](), 0
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path, follow=True)  # a code leads to its ark, a form of a name to its bearer
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        shown = BeautifulSoup(answer.content.decode(), "html.parser")
        here = chosen(path) if path.startswith("/recherche") else set()
        for address, number in counted(shown):
            if here & chosen(address) and len(chosen(address)) == len(here):
                continue  # another value of a facet in use: either will do, and its number is its own
            assert total(page(client, address)) == number, (path, address)
            followed += 1
        links = some(shown.select("main a[href]"), least=0)
        waiting += [href for link in links if re.match(r"/(personne|sujet|lieu|commune|departement|ark:)", href := str(link["href"]))]
    assert followed > 60 and len(seen) > 40


@pytest.mark.usefixtures("region")
def test_an_institution_keeps_as_much_as_the_list_of_institutions_says(client: Client) -> None:
    for link in some(page(client, "/etablissements").select("main .beside a:has(.count)"), least=2):
        there = page(client, str(link["href"]))
        told = [text(count) for count in some(there.select("h2 .count"))]
        assert text(link.select_one(".count")) in told, text(link)
