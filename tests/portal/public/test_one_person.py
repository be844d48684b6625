"""One person, one page: forms of a name that a person put together lead to one page, are counted once, are found under each."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Holding, Publication, Title
from catalogue.core.keys import DocumentKey, Kind
from catalogue.models import Ark, NameDecision, NameForm, Record
from catalogue.search import engines
from catalogue.selectors import suggestions
from catalogue.services import name_decisions, persons
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.notices.test_together import group
from tests.portal.public.reading import page as _page
from tests.portal.public.reading import text as _text
from tests.portal.public.test_owners import add, owned

FULL, BARE, LATIN = "tournes-jean-de-1504-1564", "tournes-jean-de", "tornaesius-ioannes"


def book(identifier: str, year: str, *agents: Agent) -> Description:
    return Description(
        identifier=identifier,
        format="unimarc",
        document_type="book",
        titles=(Title(value=f"Livre {identifier}"),),
        agents=agents,
        publications=(Publication(places=("Lyon",), date=year),),
        dates=(parse(year),),
        holdings=(Holding(institution=samples.LYON),),
    )


def printer(name: str, dates: str = "", *roles: str) -> Agent:
    return Agent(name=name, dates=dates, roles=roles or ("610",))


@pytest.fixture
def tournes(empty_library: Library) -> Library:
    """Three books under three forms of his name, one with two of them; nobody has decided anything."""
    both = printer("Tournes, Jean de", "1504-1564")
    for told in (
        book("one", "1551", both, printer("Gazeau, Guillaume")),
        book("two", "1552", printer("Tournes, Jean de"), both),
        book("three", "1553", printer("Tornaesius, Ioannes")),
        book("four", "1595", printer("Tournes, Jean de", "1539-1615")),
    ):
        empty_library.add(told)
    group(empty_library)
    empty_library.index()
    return empty_library


def decide(library: Library, *pairs: tuple[str, str], verdict: str = "same") -> None:
    numbers = dict(NameForm.objects.values_list("heading", "pk"))
    assert name_decisions.decide([(numbers[one], numbers[other]) for one, other in pairs], verdict, author="equipe@x.example")
    persons.drain(budget_seconds=60)
    library.index()


def facet(client: Client, words: str = "") -> dict[str, str]:
    page = _page(client, f"/personnes?debut={words}")
    return {str(link["href"]): _text(link) for link in page.select('a[href^="/personne/"]')}


def test_each_form_leads_to_the_page_of_all_and_counts_one_person(client: Client, tournes: Library) -> None:
    assert client.get(f"/personne/{BARE}").status_code == 200 and len(facet(client, "tournes")) == 3
    decide(tournes, (FULL, BARE), (FULL, LATIN))
    for form in (BARE, LATIN):
        answer = client.get(f"/personne/{form}")
        assert (answer.status_code, answer["Location"]) == (301, f"/personne/{FULL}")
    page = _page(client, f"/personne/{FULL}")
    assert _text(page.select("h1")[0]) == "Tournes, Jean de (1504-1564)"
    aside = _text(page.select(".browse-aside")[0])
    assert "Aussi écrit" in aside and "Tornaesius, Ioannes" in aside
    assert "Imprimé par Jean de Tournes" in _text(page.select("main")[0]) and len(page.select("#by .line-title, .shelf .line-title")) == 3
    assert set(facet(client, "tournes, jean")) == {f"/personne/{FULL}", "/personne/tournes-jean-de-1539-1615"}
    assert facet(client, "tornaesius") == {}


def test_a_filter_by_any_form_finds_what_the_person_made_and_says_her_name(client: Client, tournes: Library) -> None:
    decide(tournes, (FULL, BARE), (FULL, LATIN))
    for form in (FULL, BARE, LATIN):
        page = _page(client, f"/recherche?personne={form}")
        assert "3 notices" in _text(page.select("main")[0]), form
        assert "Tournes, Jean de (1504-1564)" in _text(page.select("main")[0])


def test_a_beginning_of_another_form_offers_the_person(client: Client, tournes: Library) -> None:
    decide(tournes, (FULL, LATIN))
    found = {(one.kind, one.value): one for one in suggestions.suggest("tornaes")}
    assert found["person", FULL].label == "Tournes, Jean de (1504-1564)" and found["person", FULL].count == 3
    assert ("person", LATIN) not in found
    assert [one.value for one in suggestions.suggest("tournes jean") if one.value in (FULL, LATIN)] == [FULL]


def test_taking_it_back_gives_each_form_its_page_again(client: Client, tournes: Library) -> None:
    decide(tournes, (FULL, BARE))
    name_decisions.undo(NameDecision.objects.get().batch, author="equipe@x.example")
    persons.drain(budget_seconds=60)
    tournes.index()
    assert client.get(f"/personne/{BARE}").status_code == 200
    assert set(facet(client, "tournes")) >= {f"/personne/{FULL}", f"/personne/{BARE}"}


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        (("610",), "Imprimé par Jean de Tournes"),
        (("650",), "Édité par Jean de Tournes"),
        (("350",), "Gravé par Jean de Tournes"),
        (("070", "610"), "Écrit ou imprimé par Jean de Tournes"),
        (("070", "610", "650", "730"), "Écrit, imprimé ou édité par Jean de Tournes"),
        (("570",), "Sous ce nom"),
    ],
)
def test_the_list_says_what_was_done(client: Client, empty_library: Library, roles: tuple[str, ...], said: str) -> None:
    empty_library.add(book("one", "1551", printer("Tournes, Jean de", "1504-1564", *roles)))
    group(empty_library)
    empty_library.index()
    page = _page(client, f"/personne/{FULL}")
    assert f"{said} 1" in [_text(title) for title in page.select("h2")]
    assert "Printed" not in page.get_text() and "De cette personne" not in page.get_text()


def test_a_body_is_no_person(client: Client, empty_library: Library) -> None:
    told = book("one", "1851", Agent(name="Académie delphinale", qualifier="Grenoble", kind="corporate", roles=("650",)))
    empty_library.add(told)
    group(empty_library)
    empty_library.index()
    page = _page(client, "/personne/academie-delphinale-grenoble")
    assert "Édité par Académie delphinale" in _text(page.select("main")[0])


def test_the_arks_of_two_owners_put_together_lead_to_one_library(client: Client, empty_library: Library) -> None:
    dated, bare = Agent(name="Caulet, Jean de", dates="1693-1771"), Agent(name="Caulet, Jean de")
    add(empty_library, owned("bayard", "1525", samples.GRENOBLE, dated, call_number="F.4411"))
    add(empty_library, owned("vienne", "1701", samples.LYON, bare, call_number="Rés 12"))
    group(empty_library)
    empty_library.index()
    arks = dict(Ark.objects.filter(kind=5).values_list("identifier", "name"))
    assert set(arks) == {"caulet-jean-de-1693-1771", "caulet-jean-de"}
    assert client.get(f"/ark:/{arks['caulet-jean-de']}").status_code == 200
    decide(empty_library, ("caulet-jean-de-1693-1771", "caulet-jean-de"))
    answer = client.get(f"/ark:/{arks['caulet-jean-de']}")
    assert (answer.status_code, answer["Location"]) == (301, f"/ark:/{arks['caulet-jean-de-1693-1771']}")
    told = _text(_page(client, answer["Location"]).select(".library")[0])
    assert "2 exemplaires qui portent ce nom" in told and "F.4411" in told and "Rés 12" in told
    assert client.get("/personne/caulet-jean-de")["Location"] == answer["Location"]


def test_who_stands_beside_is_counted_once_whatever_her_forms(client: Client, tournes: Library) -> None:
    decide(tournes, (FULL, BARE))
    beside = [str(link["href"]) for link in _page(client, "/personne/gazeau-guillaume").select('.browse-aside a[href^="/personne/"]')]
    assert beside == [f"/personne/{FULL}"]


@pytest.mark.parametrize("forms", [1, 30])
def test_thirty_forms_cost_as_many_statements_as_one(
    client: Client, tournes: Library, django_assert_max_num_queries: DjangoAssertNumQueries, forms: int
) -> None:
    names = [f"Tournes, Jean {'abcdefghijklmnopqrstuvwxyzéèàù'[n]} de" for n in range(forms)]
    for number, name in enumerate(names):
        tournes.add(book(f"more{number}", "1550", printer(name)))
    group(tournes)
    headings = list(
        NameForm.objects.filter(heading__startswith="tournes-jean-").exclude(heading__in=[FULL, BARE]).exclude(dates="1539-1615")
    )
    decide(tournes, *((FULL, one.heading) for one in headings))
    client.get(f"/personne/{FULL}")
    with django_assert_max_num_queries(4):
        assert client.get(f"/personne/{FULL}").status_code == 200


def test_a_form_that_no_edition_shows_leads_to_the_notice_whose_record_has_it(client: Client, tournes: Library) -> None:
    # The edition that it is a record of shows another form.
    engines.serving().delete([DocumentKey(Kind.NOTICE, Record.objects.get(identifier="three").pk)])
    answer = client.get(f"/personne/{LATIN}")
    assert (answer.status_code, answer["Location"]) == (302, tournes.path("three"))
    Record.objects.filter(identifier="three").update(state=Record.State.TOMBSTONE)
    assert client.get(f"/personne/{LATIN}").status_code == 404, "what is gone names nobody"
