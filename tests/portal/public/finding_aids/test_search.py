"""Does a search tell descriptions of finding aids from notices, and give both?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.core.keys import Kind
from catalogue.models import Component, FindingAid, Mark
from catalogue.search import engines
from catalogue.selectors import feeds
from catalogue.services import holdings
from tests.catalogue.formats.ead_written import component, finding_aid
from tests.portal.public.finding_aids.conftest import KEPT, take
from tests.portal.public.reading import page, text

Way = Callable[..., str]


def index() -> None:
    """Give the engine every description that is shown."""
    feed = feeds.of(Kind.COMPONENT)
    assert engines.serving().index(feed.documents().of_rows(feed.rows_after(0, limit=1000))) == {}


@pytest.fixture
def indexed(ferrand: Way) -> Way:
    """The finding aid, found by search."""
    index()
    return ferrand


def test_what_is_found_is_told_apart_and_each_is_one_link_away(client: Client, indexed: Way) -> None:
    found = page(client, "/recherche?q=jardin")
    assert found.select(".told-apart") == []
    found = page(client, "/recherche?q=lettre")
    told = found.select_one(".told-apart")
    assert told is not None and "articles d’inventaire" in text(told)
    there = page(client, str(told.select("a")[-1]["href"]))
    assert text(there.h1).endswith("articles d’inventaire")  # type: ignore[arg-type]
    line = next(hit for hit in there.select(".hit") if "Lettre à Élise" in text(hit))
    assert "Papiers de la famille Ferrand › Lettres reçues › Années 1870" in text(line)
    assert "Article d’inventaire · Pièce" in text(line) and "Ms 12/3" in text(line)
    assert str(line.select_one("h2 a")["href"]) == indexed("lettre") and line.select(".unapi-id") == []  # type: ignore[index]


def test_a_search_within_a_finding_aid_says_so_and_stays_there(
    client: Client, indexed: Way, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    take(finding_aid(component("Lettre d’ailleurs"), eadid="autre", did=KEPT, title="Autre fonds"))
    index()
    form = page(client, indexed("lettre")).select_one("form.filters")
    assert form is not None
    within = form.select_one("input[name=inventaire]")["value"]  # type: ignore[index]
    with django_assert_max_num_queries(4):
        found = page(client, f"/recherche?inventaire={within}&q=lettre")
    assert text(found.h1) == "9 articles d’inventaire" and "ailleurs" not in text(found.main)  # type: ignore[arg-type]
    assert "Dans l’inventaire : Papiers de la famille Ferrand" in text(found.select_one(".chips"))  # type: ignore[arg-type]
    assert found.select('link[type="application/atom+xml"]')[-1]["title"] != "Nouveautés de cette recherche"


def test_what_is_meant_for_staff_or_gone_is_not_found(client: Client, indexed: Way) -> None:
    assert Component.objects.filter(internal=True).exists()
    assert "personnel" not in page(client, "/recherche?nature=component").text


@pytest.mark.parametrize(
    "path", ["/recherche.csv?nature=component", "/recherche.atom?nature=component", "/recherche?nature=x&inventaire=%00"]
)
def test_other_faces_of_such_a_search_are_no_error(client: Client, indexed: Way, path: str) -> None:
    assert client.get(path).status_code in (200, 404)


def test_nothing_found_among_descriptions_offers_the_notices(client: Client, indexed: Way) -> None:
    found = page(client, "/recherche?nature=component&q=jardin")
    assert "nature" not in str(found.select_one(".told-apart a")["href"])  # type: ignore[index]


def test_what_changes_of_the_library_is_told_of_its_descriptions(client: Client, indexed: Way) -> None:
    Mark.objects.all().delete()
    told = holdings.mark_held_by(FindingAid.objects.get().institution)
    assert told == sum(len(ids) for (ids,) in Mark.objects.filter(kind=Kind.COMPONENT).values_list("ids")) == Component.objects.count()
