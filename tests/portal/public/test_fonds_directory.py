"""The directory of fonds, page after page: is every fonds on one page and one only, and is every count that of the list behind it?"""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalogue.core.fonds import FONDS_TERMS
from catalogue.models import Fonds, Institution
from catalogue.selectors import fonds_directory, institutions
from catalogue.selectors.fonds_directory import Choice, Directory, directory
from catalogue.services import indexing
from portal.public.fonds import presenters
from tests.portal.conftest import Library
from tests.portal.public import samples
from tests.portal.public.paths import institution_path
from tests.portal.public.reading import page, text
from tests.portal.public.test_fonds import path_of, written
from tests.selections import some


@pytest.fixture
def several(library: Library) -> dict[str, Fonds]:
    """Nine fonds of two institutions, some under others, some of no category."""
    lyon = Institution.objects.get(isil=f"FR-{samples.LYON}")
    grenoble = Institution.objects.get(isil=f"FR-{samples.GRENOBLE}")
    portes = written(lyon, "Chartreuse de Portes", categories=["before_1830"], census_state="catalogued", catalogued=80)
    books = written(portes, "Livres de Portes", categories=["before_1830"], census_state="surveyed")
    made = [portes, books]
    made += [written(books, f"Livres de Portes, {shelf}", level="subfonds", categories=["before_1830", "local"]) for shelf in "ABC"]
    made.append(written(lyon, "Papiers du relieur Ferrand", census_state="catalogued", catalogued=10))
    made += [
        written(grenoble, title, categories=["local"])
        for title in ("Affiches du jardin de la ville", "Portes de la ville", "Papiers Stendhal")
    ]
    indexing.drain()
    return {one.title: one for one in made}


def walked(choice: Choice, *, size: int) -> list[Directory]:
    """Every page of the directory, from the first."""
    pages = [directory(choice, size=size)]
    while pages[-1].following:
        assert len(pages) < 30
        pages.append(directory(Choice(**{**_of(choice), "after": pages[-1].following}), size=size))
    return pages


def _of(choice: Choice) -> dict[str, str]:
    return {name: getattr(choice, name) for name in ("words", "department", "category", "state")}


def titles(pages: list[Directory]) -> list[str]:
    """The titles that the pages list, in their order, without those that a page repeats."""
    return [one.title for found in pages for group in found.groups for one in group.fonds[group.repeated :]]


ORDER = ["Affiches du jardin de la ville", "Portes de la ville", "Papiers Stendhal", "Chartreuse de Portes", "Livres de Portes",
         "Livres de Portes, A", "Livres de Portes, B", "Livres de Portes, C", "Papiers du relieur Ferrand"]  # fmt: skip


@pytest.mark.parametrize("size", range(1, 11))
def test_every_fonds_stands_on_one_page(several: dict[str, Fonds], size: int) -> None:
    pages = walked(Choice(), size=size)
    assert titles(pages) == ORDER and {found.total for found in pages} == {9}
    depths = {one.title: one.depth for found in pages for group in found.groups for one in group.fonds}
    assert depths["Livres de Portes, C"] == 2 and depths["Livres de Portes"] == 1 and depths["Papiers du relieur Ferrand"] == 0
    repeated = some([[one.title for one in group.fonds[: group.repeated]] for found in pages for group in found.groups])
    assert {len(titles) for titles in repeated} <= {0, 1, 2} and all(titles == ORDER[3 : 3 + len(titles)] for titles in repeated)


def test_counts_are_those_of_the_lists_behind_them(several: dict[str, Fonds]) -> None:
    words, departments = ("", "portes", "papiers", "ferr"), ("", "69", "38", "01")
    for typed, area, category, state in some(product(words, departments, ("", "local", "before_1830"), ("", "catalogued", "spotted"))):
        said = {"words": typed, "department": area, "category": category, "state": state}
        pages = walked(Choice(**said), size=2)
        assert pages[0].total == len(titles(pages)) == len(set(titles(pages))), said
        for name, counts in (("department", pages[0].departments), ("category", pages[0].categories), ("state", pages[0].states)):
            for value in counts:
                assert counts[value] == len(titles(walked(Choice(**{**said, name: value}), size=3))), (said, value)


def test_the_departments_are_those_of_the_keepers(several: dict[str, Fonds]) -> None:
    of_keepers = institutions.by_code([samples.LYON, samples.GRENOBLE]).values()
    found = directory(Choice())
    areas = {one.isil: one.department for one in of_keepers}
    assert found.departments == Counter(areas[one.keeper] for group in found.groups for one in group.fonds)
    assert set(found.categories) <= set(FONDS_TERMS["category"]) and sum(found.states.values()) == found.total


def test_a_page_goes_on_though_its_last_fonds_is_withdrawn(several: dict[str, Fonds]) -> None:
    following = directory(Choice(), size=5).following
    several["Livres de Portes"].unpublish()
    assert titles(walked(Choice(after=following), size=5)) == ORDER[5:]
    for title in ORDER[3:]:
        Fonds.objects.get(pk=several[title].pk).unpublish()
    assert titles([directory(Choice(after=following), size=5)]) == []


def test_a_place_in_the_list_shows_nothing_that_the_choice_leaves_out(several: dict[str, Fonds]) -> None:
    grenoble, lyon = f"FR-{samples.GRENOBLE}", f"FR-{samples.LYON}"
    after = directory(Choice(), size=1).following
    assert after.startswith(f"{grenoble}.")
    for choice in (Choice(keepers=(lyon,), after=after), Choice(department="69", after=after), Choice(category="before_1830", after=after)):
        found = directory(choice)
        assert {group.isil for group in found.groups} <= {lyon} and len(titles([found])) == found.total, choice


def test_a_reader_turns_the_pages(client: Client, several: dict[str, Fonds], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonds_directory.directory, "__kwdefaults__", {"size": 5})
    first = page(client, "/fonds")
    assert "9 fonds et sous-fonds" in text(first) and "Livres de Portes, A" not in text(first.main)  # type: ignore[arg-type]
    (following,) = first.select('.pager a[rel~="next"]')
    second = page(client, f"/fonds{following['href']}")
    (above,) = second.select(".fonds-repeated")
    assert [str(link["href"]) for link in above.select("a")] == [path_of(several[title]) for title in ORDER[3:5]]
    assert all(title in text(second.main) for title in ORDER[5:])  # type: ignore[arg-type]
    assert not second.select('.pager a[rel~="next"]') and second.select_one('meta[name="robots"]')
    assert "1 fonds" in text(page(client, "/fonds?q=stendhal&apres=FR-1.0001"))


def test_an_institution_with_many_fonds_leads_to_the_list_of_its_own(
    client: Client, several: dict[str, Fonds], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presenters, "MOST", 2)
    Institution.objects.filter(isil=f"FR-{samples.LYON}").update(insee="69123")
    for path in (institution_path(samples.LYON), "/commune/69123"):
        shown = page(client, path)
        assert len(shown.select(".fonds-list li")) == 2
        (everything,) = shown.select('a[href*="etablissement="][href^="/fonds"]')
        there = page(client, str(everything["href"]))
        assert text(everything) == "Voir les 6 fonds" and "6 fonds et sous-fonds" in text(there)
        assert "Stendhal" not in text(there.main)  # type: ignore[arg-type]
        assert there.select_one(f'input[name="etablissement"][value="FR-{samples.LYON}"]')
        assert "9 fonds" in text(page(client, str(there.select_one("p.small a[href]")["href"])))  # type: ignore[index]


def test_choices_say_how_many_fonds_they_leave(client: Client, several: dict[str, Fonds]) -> None:
    options = {str(one["value"]): text(one) for one in page(client, "/fonds?q=portes").select("option[value]")}
    assert options["local"].endswith("(4)") and options["before_1830"].endswith("(5)") and options["inventoried"].endswith("(0)")


@pytest.mark.parametrize(("typed", "said"), [("affiche jardim", "« affiche jardin »"), ("ferr", "dont des mots commencent ainsi")])
def test_words_taken_otherwise_are_said_to_be(client: Client, several: dict[str, Fonds], typed: str, said: str) -> None:
    shown = page(client, f"/fonds?q={typed}")
    assert "1 fonds" in text(shown) and said in text(shown)


@pytest.mark.parametrize("place", ["x", "FR-1.", ".0001", "FR-1.%00", "FR-1.é", "FR-" + "9" * 300 + ".0001", "../..", "FR-1.0001'", "[]"])
def test_a_place_that_is_none_gives_the_beginning(client: Client, several: dict[str, Fonds], place: str) -> None:
    assert ORDER[0] in text(page(client, f"/fonds?apres={place}"))


def test_a_page_costs_the_same_however_many_fonds(
    client: Client, several: dict[str, Fonds], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/fonds?q=portes")  # the editors' synonyms are read once
    for query in ("", "?q=portes", "?categorie=local&etat=spotted&departement=38", "?q=ferr", "?apres=FR-1.0001"):
        with django_assert_max_num_queries(3):
            client.get(f"/fonds{query}")
