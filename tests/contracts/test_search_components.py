"""Are descriptions of finding aids found where they are asked for, counted beside notices, and never taken for these?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.core.dates import parse
from catalogue.core.description import Agent, Subject
from catalogue.core.keys import DocumentKey, Kind
from catalogue.formats.ead.model import DigitalObject, Note, Unit, UnitId
from catalogue.search.component import Placed, document_of_component
from catalogue.search.document import SearchDocument
from catalogue.search.engine import Engine
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult
from tests.contracts.notices import GRENOBLE, INSTITUTIONS, LYON, NOTICES

COMPONENT = (("kind", "component"),)
UNITS = (
    (1, "ferrand", LYON, Unit(level="fonds", title="Papiers de la famille Ferrand", ids=(UnitId(value="Ms 12"),))),
    (
        2,
        "ferrand",
        LYON,
        Unit(
            level="item",
            title="Lettre sur le voyage de Tours",
            ids=(UnitId(value="Ms 12/3"),),
            dates=(parse("1871", kind="creation"),),
            producers=(Agent(name="Ferrand, Élise", kind="person"),),
            terms=(Subject(value="Givors", kind="place"),),
            notes=(Note(kind="scopecontent", paragraphs=("Description d’une traversée.",)),),
            digital=(DigitalObject(href="https://images.invalid/lettre"),),
        ),
    ),
    (3, "hopital", GRENOBLE, Unit(level="file", title="Plans de l’hôpital de Tours")),
)
PATHS = {1: (), 2: ("Papiers de la famille Ferrand", "Lettres"), 3: ("Hôpital",)}


def components() -> list[SearchDocument]:
    """The descriptions above as documents."""
    return [
        document_of_component(
            Placed(number, f"99999/t{number}", unit, PATHS[number], aid, institution, "essai", received=number), institutions=INSTITUTIONS
        )
        for number, aid, institution, unit in UNITS
    ]


@pytest.fixture(scope="module")
def both(make: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine that holds notices and descriptions; only read from."""
    engine = make(tmp_path_factory.mktemp("both"))
    assert engine.index([*NOTICES, *components()]) == {}
    return engine


def asked(engine: Engine, words: str = "", **rest: object) -> SearchResult:
    return engine.search(SearchRequest(words=words, **rest))  # type: ignore[arg-type]


def keys(result: SearchResult) -> list[tuple[str, int]]:
    return [(hit.key.kind.word, hit.key.id) for hit in result.hits]


def test_a_search_gives_notices_and_says_how_many_descriptions_there_are(both: Engine) -> None:
    found = asked(both, "tours", facets=("kind",))
    assert {kind for kind, _ in keys(found)} == {"notice"}
    counted = {value.value: value.count for value in found.facets["kind"]}
    assert counted == {"notice": found.total, "component": 2}


def test_one_filter_gives_the_descriptions(both: Engine) -> None:
    found = asked(both, "tours", filters=COMPONENT, facets=("kind", "institution", "century", "digital"))
    assert sorted(keys(found)) == [("component", 2), ("component", 3)]
    assert {value.value for value in found.facets["kind"]} == {"notice", "component"}
    assert {value.value: value.count for value in found.facets["institution"]} == {LYON: 1, GRENOBLE: 1}
    assert [value.value for value in found.facets["digital"]] == ["1"]


def test_a_search_within_a_finding_aid_finds_nothing_else(both: Engine) -> None:
    assert keys(asked(both, "tours", filters=(("finding_aid", "ferrand"),))) == [("component", 2)]
    assert sorted(keys(asked(both, filters=(("finding_aid", "ferrand"),)))) == [("component", 1), ("component", 2)]


@pytest.mark.parametrize("words", ["Élise Ferrand", "givors", "traversee", "Ms 12/3", "1871 lettre", "lettres voyages"])
def test_a_description_is_found_by_everything_that_it_says(both: Engine, words: str) -> None:
    assert ("component", 2) in keys(asked(both, words, filters=COMPONENT))


def test_a_description_comes_with_its_path_its_level_and_its_call_number(both: Engine) -> None:
    (hit,) = asked(both, "traversee", filters=COMPONENT).hits
    assert hit.key == DocumentKey(Kind.COMPONENT, 2)
    assert hit.display["path"] == ["Papiers de la famille Ferrand", "Lettres"] and hit.display["level"] == "item"
    assert hit.display["holdings"][0][2] == "Ms 12/3" and hit.ark == "99999/t2" and hit.display["digital"] is True


def test_no_description_is_suggested_as_a_notice_or_counted_under_a_heading(both: Engine) -> None:
    assert [one for one in both.suggest("lettre sur le v") if one.kind == "title"] == []
    assert [one for one in both.suggest("ferrand") if one.kind == "person"] == []
    assert asked(both, facets=("person",), filters=COMPONENT).facets["person"] == ()


def test_the_whole_catalogue_is_its_notices(both: Engine, filled: Engine) -> None:
    wanted = ("institution", "century", "language", "decade")
    alone, together = asked(filled, facets=wanted), asked(both, facets=wanted)
    assert (together.total, together.facets) == (alone.total, alone.facets)
    assert len(list(both.document_keys())) == len(NOTICES) + len(UNITS)


def test_a_long_path_keeps_its_ends() -> None:
    placed = Placed(9, "99999/t9", Unit(title="Fond"), tuple(f"Rang {n}" for n in range(12)), "a", LYON, "essai")
    path = document_of_component(placed, institutions=INSTITUTIONS).display["path"]
    assert path == ["Rang 0", "…", "Rang 8", "Rang 9", "Rang 10", "Rang 11"]
