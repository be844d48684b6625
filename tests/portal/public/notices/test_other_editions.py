"""The other editions of a work, from the notice of one of them: in order of time, each once, at the same cost for two and for thirty."""

from __future__ import annotations

import pytest
from django.test import Client
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from catalogue.core.description import Agent, Holding
from catalogue.models import Record
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.notices.test_together import germinal, group, section
from tests.portal.public.reading import page as _page
from tests.portal.public.reading import text as _text

LYON, GRENOBLE = Holding(institution=samples.LYON), Holding(institution=samples.GRENOBLE)


@pytest.fixture
def works(empty_library: Library) -> Library:
    """Germinal of 1885 in two libraries, of 1886, of 1923 and 1906, one that was withdrawn, and the play that another made of it."""
    for told in (
        germinal("first", "Germinal", LYON),
        germinal("first too", "Germinal", GRENOBLE),
        germinal("later", "Germinal", GRENOBLE, year="1886"),
        germinal("modern", "Germinal : roman", LYON, year="1923"),
        germinal("middle", "GERMINAL", LYON, year="1906"),
        replace(germinal("play", "Germinal", LYON, year="1888"), agents=(Agent(name="Busnach, William", roles=("070",)),)),
    ):
        empty_library.add(told)
    empty_library.add(germinal("gone", "Germinal", LYON, year="1900"), state=Record.State.TOMBSTONE)
    group(empty_library)
    empty_library.index()
    return empty_library


def test_the_other_editions_of_a_work_stand_on_its_notice_in_order_of_time(client: Client, works: Library) -> None:
    page = _page(client, works.path("later"))
    found = [str(link["href"]) for link in page.select("#editions .edition-title")]
    assert found == [works.path("first"), works.path("middle"), works.path("modern")]
    told = section(page, "editions")
    assert "Autres éditions" in told and "1906" in told and "Paris : Charpentier" in told
    assert "Other editions" in section(_page(client, f"/en{works.path('later')}"), "editions")


def test_an_edition_in_several_libraries_is_one_of_them_with_their_number(client: Client, works: Library) -> None:
    told = section(_page(client, works.path("modern")), "editions")
    assert told.count("1885") == 1 and "2 établissements" in told
    assert works.path("modern") not in [str(link["href"]) for link in _page(client, works.path("modern")).select("#editions a")]


def test_what_may_be_the_same_edition_has_its_place_in_time_and_says_so(client: Client, works: Library) -> None:
    page = _page(client, works.path("later"))
    assert [_text(one) for one in page.select('#editions a[href="#peut-etre"]')] == ["la même édition, peut-être"] * 2
    assert page.select("#peut-etre") and "1885" in section(page, "peut-etre")


def test_a_work_of_another_author_and_what_was_withdrawn_are_not_among_them(client: Client, works: Library) -> None:
    page = _page(client, works.path("first"))
    assert not {works.path("play"), works.path("gone")} & {str(link["href"]) for link in page.select("#editions a")}
    assert not _page(client, works.path("play")).select("#editions")


def test_thirty_editions_cost_as_many_statements_as_two(
    client: Client, works: Library, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        works.add(germinal(f"more{number}", "Germinal", GRENOBLE, year=str(1930 + number)))
    group(works)
    with django_assert_max_num_queries(12):
        page = _page(client, works.path("modern"))
    assert len(page.select("#editions .edition-title")) == 24 and "chercher le titre" in section(page, "editions")
    assert "16 éditions plus récentes" in section(page, "editions")
