"""An edition that several libraries describe: where each copy is, why they stand together, what the records say otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import Tag
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Extent, Holding, Note, Publication, Title
from catalogue.models import MatchDecision, Record
from catalogue.services import arks, clustering, names, persons, withdrawal
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.browsing import Reader
from tests.portal.public.reading import page as _page
from tests.portal.public.reading import text as _text

BINDING = "Demi-chagrin rouge"


def germinal(identifier: str, title: str, holding: Holding, *, year: str = "1885", notes: tuple[Note, ...] = ()) -> Description:
    return Description(
        identifier=identifier,
        format="unimarc",
        material="text",
        document_type="book",
        level="monograph",
        titles=(Title(value=title),),
        agents=(Agent(name="Zola, Émile", roles=("070",)),),
        publications=(Publication(places=("Paris",), names=("Charpentier",), date=year),),
        dates=(parse(year),),
        extents=(Extent(value="591 p.", format="in-12"),),
        holdings=(holding,),
        notes=notes,
    )


@pytest.fixture
def germinals(empty_library: Library) -> Library:
    """Germinal 1885 in Lyon and in Grenoble, the printing of 1886, and Labé 1556 twice, which nobody has compared."""
    binding = Note(value=BINDING, kind="binding")
    for told in (
        germinal("lyon", "Germinal", Holding(institution=samples.LYON, call_number="B 12"), notes=(binding,)),
        germinal("grenoble", "GERMINAL", Holding(institution=samples.GRENOBLE, call_number="F 3")),
        germinal("later", "Germinal", Holding(institution=samples.GRENOBLE, call_number="F 4"), year="1886"),
        germinal("old", "Germinal ancien", Holding(institution=samples.LYON), year="1585"),
        germinal("old too", "Germinal ancien", Holding(institution=samples.GRENOBLE), year="1585"),
    ):
        empty_library.add(told)
    group(empty_library)
    empty_library.index()
    return empty_library


def group(library: Library) -> None:
    with transaction.atomic():
        ids = [record.pk for record in library.records.values()]
        clustering.regroup(ids)
        names.read(ids)
    persons.drain(budget_seconds=60)


def section(page: Tag, name: str) -> str:
    found = page.select_one(f"#{name}")
    return _text(found) if found else ""


def test_every_copy_of_the_edition_is_on_its_page_by_town(client: Client, germinals: Library) -> None:
    cards = [_text(card) for card in _page(client, germinals.path("lyon")).select(".where-to .card")]
    assert len(cards) == 2 and "F 3" in cards[0] and "B 12" in cards[1]
    assert BINDING in cards[1] and BINDING not in cards[0]


def test_why_they_stand_together_is_said_in_words_and_copy_by_copy(client: Client, germinals: Library) -> None:
    page = _page(client, germinals.path("lyon"))
    told = section(page, "exemplaires")
    assert "Pourquoi ces exemplaires sont réunis" in told and "2 notices décrivent cette édition" in told
    assert "Même titre" in told and "Même année" in told
    assert "Aucun nombre" not in told and "à comparer" not in told, "what neither says tells a reader nothing"
    rows = [_text(row) for row in page.select("#exemplaires tbody tr")]
    assert len(rows) == 2 and any(BINDING in row and "B 12" in row for row in rows)
    assert [_text(head) for head in page.select("#exemplaires thead th")][:2] == ["Exemplaire", "Importance et format"]
    assert "Same title" in section(_page(client, f"/en{germinals.path('lyon')}"), "exemplaires")


@pytest.mark.parametrize(("identifier", "title"), [("grenoble", "GERMINAL"), ("lyon", "Germinal")])
def test_the_record_of_each_library_is_readable_as_it_wrote_it_and_points_to_the_edition(
    client: Client, germinals: Library, identifier: str, title: str
) -> None:
    own = f"{germinals.path(identifier)}/notice-d-origine"
    page = _page(client, own)
    link = page.select_one(".of-edition a")
    assert link is not None and link["href"] == germinals.path("lyon")
    assert _text(page.select("h1")[0]) == title and len(page.select(".where-to .card")) == 1
    canonical = page.select_one("link[rel=canonical]")
    assert canonical is not None and str(canonical["href"]).endswith(germinals.path("lyon"))
    edition = _page(client, germinals.path("lyon"))
    assert not edition.select(".of-edition") and edition.select(f'#exemplaires a[href="{own}"]')


@pytest.mark.parametrize("suffix", ["", "?info"])
def test_the_ark_of_what_was_put_together_leads_to_the_edition_until_it_is_taken_apart(
    client: Client, germinals: Library, suffix: str
) -> None:
    for language in ("", "/en"):
        answer = client.get(f"{language}{germinals.path('grenoble')}{suffix}")
        assert (answer.status_code, answer["Location"]) == (301, f"{language}{germinals.path('lyon')}{suffix}")
        assert "max-age=0" in answer["Cache-Control"]
    MatchDecision.objects.create(one="lyon grenoble", other="lyon lyon", verdict="not_same", author="jeanne@lyon.example")
    group(germinals)
    for identifier in ("lyon", "grenoble"):
        assert client.get(f"{germinals.path(identifier)}{suffix}").status_code == 200
    alone = f"{germinals.path('grenoble')}/notice-d-origine"
    assert client.get(alone)["Location"] == germinals.path("grenoble")


def test_the_ark_of_a_withdrawn_record_leads_to_the_edition_that_lives_on(client: Client, germinals: Library) -> None:
    first = germinals.records["lyon"]
    with transaction.atomic():
        withdrawal.withdraw(first.source_id, ["lyon"], now=first.updated_at)
    group(germinals)
    answer = client.get(germinals.path("lyon"))
    assert (answer.status_code, answer["Location"]) == (301, germinals.path("grenoble"))
    assert client.get(germinals.path("grenoble")).status_code == 200
    with transaction.atomic():
        withdrawal.withdraw(first.source_id, ["grenoble"], now=first.updated_at)
    group(germinals)
    assert client.get(germinals.path("lyon"), follow=True).status_code == 410
    assert client.get(germinals.path("grenoble")).status_code == 410


def test_a_record_that_comes_back_has_its_ark_again(client: Client, germinals: Library) -> None:
    first = germinals.records["lyon"]
    with transaction.atomic():
        withdrawal.withdraw(first.source_id, ["lyon"], now=first.updated_at)
    group(germinals)
    first.state = Record.State.ACTIVE
    first.save(update_fields=["state"])
    arks.revive([first.pk])
    group(germinals)
    assert client.get(germinals.path("lyon")).status_code == 200
    assert client.get(germinals.path("grenoble"))["Location"] == germinals.path("lyon")


def test_what_may_be_the_same_edition_stands_apart_and_says_why_it_does(client: Client, germinals: Library) -> None:
    page = _page(client, germinals.path("old"))
    told = section(page, "peut-etre")
    assert "La même édition, peut-être" in told and "Germinal ancien" in told and "une personne décide" in told
    assert len(page.select(".where-to .card")) == 1


def test_what_a_librarian_decided_is_said_and_never_by_whom(client: Client, germinals: Library) -> None:
    MatchDecision.objects.create(
        one="lyon old", other="lyon old too", verdict="same", author="jeanne@lyon.example", reason="Mêmes bandeaux gravés."
    )
    group(germinals)
    page = _page(client, germinals.path("old"))
    told = section(page, "exemplaires")
    assert "Un bibliothécaire les a comparées" in told and "Mêmes bandeaux gravés." in told
    assert "jeanne" not in str(page) and not page.select("#peut-etre")


def test_records_that_somebody_set_apart_are_no_more_said_to_be_the_same_perhaps(client: Client, germinals: Library) -> None:
    MatchDecision.objects.create(one="lyon old", other="lyon old too", verdict="not_same", author="jeanne@lyon.example")
    group(germinals)
    assert not _page(client, germinals.path("old")).select("#peut-etre")


def test_what_the_records_say_otherwise_is_given_with_who_says_it(client: Client, empty_library: Library) -> None:
    one = germinal("one", "Germinal", Holding(institution=samples.LYON))
    other = germinal("two", "Germinal, roman", Holding(institution=samples.GRENOBLE))
    for told in (one, other):
        empty_library.add(told)
    MatchDecision.objects.create(one="lyon one", other="lyon two", verdict="same", author="a@b.fr")
    group(empty_library)
    told = section(_page(client, empty_library.path("one")), "exemplaires")
    assert "Ce que les notices disent autrement" in told and "Germinal, roman selon Catalogue de Lyon" in told


def test_an_edition_costs_as_many_statements_with_two_records_as_with_twelve(
    client: Client, germinals: Library, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        germinals.add(germinal(f"more{number}", "Germinal", Holding(institution=samples.GRENOBLE, call_number=f"G {number}")))
    group(germinals)
    with django_assert_max_num_queries(12):
        page = _page(client, germinals.path("lyon"))
    assert len(page.select("#exemplaires tbody tr")) == 12


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["lyon", "grenoble/notice-d-origine", "old"])
def test_the_page_of_an_edition_is_accessible_and_fits(reader: Callable[..., Reader], germinals: Library, name: str, width: int) -> None:
    visit = reader(width=width)
    identifier, _, page = name.partition("/")
    visit.open("/".join(filter(None, (germinals.path(identifier), page))))
    assert visit.accessibility_faults() == []
    assert visit.too_wide() <= 0
    assert visit.strangers() == [] and visit.policy_breaches() == []
