"""Are fonds found where they are asked for, counted beside notices, and never taken for these?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.core.dates import parse
from catalogue.core.description import Agent, DigitalCopy, Subject
from catalogue.core.fonds import Acquisition, CallNumber, FondsDescription, Keeper
from catalogue.core.keys import DocumentKey, Kind
from catalogue.search.document import SearchDocument
from catalogue.search.engine import Engine
from catalogue.search.fonds import StandingFonds, document_of_fonds
from catalogue.search.request import SearchRequest
from catalogue.search.result import SearchResult
from tests.contracts.notices import GRENOBLE, INSTITUTIONS, LYON, NOTICES

FONDS = (("kind", "fonds"),)
AT_LYON = Keeper(isil=f"FR-{LYON}", name="Bibliothèque municipale de Lyon", town="Lyon")
AT_GRENOBLE = Keeper(isil=f"FR-{GRENOBLE}", name="Bibliothèque de Grenoble", town="Grenoble")
DESCRIBED = (
    FondsDescription(
        identifier="a",
        ark="99999/f1",
        title="Papiers de l’abbé Rabel",
        other_titles=("Fonds de l’Évêché",),
        keeper=AT_LYON,
        call_numbers=(CallNumber(value="Ms 1450"), CallNumber(value="Ms 1451-1470")),
        dates=(parse("1620-1680", kind="creation"),),
        producers=(Agent(name="Rabel, Élie", kind="person"),),
        contents="Lettres sur la construction d’un hôpital à Tours.",
        biography="Chanoine et bibliophile.",
        acquisitions=(Acquisition(mode="bequest", note="Legs de la veuve Peyronnet."),),
        document_types=("manuscript", "photograph"),
        languages=("lat",),
        subjects=(Subject(value="Vignobles", kind="topic"),),
        digital_copies=(DigitalCopy(url="https://images.invalid/rabel"),),
        created=dt.date(2024, 3, 1),
    ),
    FondsDescription(identifier="b", ark="99999/f2", title="Correspondance", level="subfonds", keeper=AT_LYON, contents="Lettres reçues."),
    FondsDescription(identifier="c", ark="99999/f3", title="Fonds de l’hôpital de Tours", keeper=AT_GRENOBLE, contents="Registres."),
)
PATHS = {1: (), 2: ("Papiers de l’abbé Rabel",), 3: ()}


def fonds() -> list[SearchDocument]:
    """The fonds above as documents."""
    numbered = enumerate(DESCRIBED, start=1)
    return [document_of_fonds(StandingFonds(number, one, PATHS[number]), institutions=INSTITUTIONS) for number, one in numbered]


@pytest.fixture(scope="module")
def both(make: Callable[[Path], Engine], tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """An engine that holds notices and fonds, some of them of one number; only read from."""
    engine = make(tmp_path_factory.mktemp("both"))
    assert engine.index([*NOTICES, *fonds()]) == {}
    return engine


def asked(engine: Engine, words: str = "", **rest: object) -> SearchResult:
    return engine.search(SearchRequest(words=words, **rest))  # type: ignore[arg-type]


def numbers(result: SearchResult) -> list[int]:
    assert {hit.key.kind for hit in result.hits} <= {Kind.FONDS}
    return [hit.key.id for hit in result.hits]


def test_a_search_gives_notices_and_says_how_many_fonds_there_are(both: Engine) -> None:
    found = asked(both, "tours", facets=("kind",))
    assert {hit.key.kind for hit in found.hits} == {Kind.NOTICE}
    assert {value.value: value.count for value in found.facets["kind"]} == {"notice": found.total, "fonds": 2}
    assert asked(both).total == len(NOTICES)


def test_one_filter_gives_the_fonds_and_the_one_of_that_name_first(both: Engine) -> None:
    found = asked(both, "hôpital de Tours", filters=FONDS, facets=("institution", "document_type", "language", "digital", "century"))
    assert numbers(found) == [3, 1]
    counted = {name: {value.value: value.count for value in values} for name, values in found.facets.items()}
    assert counted["institution"] == {LYON: 1, GRENOBLE: 1} and counted["document_type"] == {"manuscript": 1, "photograph": 1}
    assert counted["language"] == {"lat": 1} and counted["digital"] == {"1": 1} and counted["century"] == {"17": 1}


@pytest.mark.parametrize(
    "words",
    ["abbe rabel", "Élie Rabel", "eveche", "Ms 1450", "vignoble", "constructions hôpitaux", "legs Peyronnet", "bibliophiles",
     "photographies", "bibliothèque lyon papiers", "1650 rabel", "rabel XVIIe siècle"],
)  # fmt: skip
def test_a_fonds_is_found_by_everything_that_it_says(both: Engine, words: str) -> None:
    assert numbers(asked(both, words, filters=FONDS)) == [1]


def test_names_are_not_taken_for_other_words(both: Engine) -> None:
    assert numbers(asked(both, "rabelais", filters=FONDS)) == []


def test_filters_of_place_time_and_kind_narrow_fonds_as_notices(both: Engine) -> None:
    assert numbers(asked(both, filters=(*FONDS, ("institution", GRENOBLE)))) == [3]
    assert numbers(asked(both, filters=(*FONDS, ("document_type", "photograph")))) == [1]
    assert numbers(asked(both, filters=FONDS, date_from=1670, date_to=1700)) == [1]
    assert numbers(asked(both, filters=FONDS, sort="title")) == [2, 3, 1]


def test_a_fonds_comes_with_what_it_stands_under_its_level_and_its_keeper(both: Engine) -> None:
    (hit,) = asked(both, "lettres reçues", filters=FONDS).hits
    assert (hit.key, hit.ark) == (DocumentKey(Kind.FONDS, 2), "99999/f2")
    assert hit.display["path"] == ["Papiers de l’abbé Rabel"] and hit.display["level"] == "subfonds"
    assert hit.display["holdings"][0][0] == LYON and hit.display["institutions_count"] == 1


def test_nothing_of_a_fonds_is_offered_as_a_title_or_a_heading_of_notices(both: Engine) -> None:
    assert both.suggest("papiers de l’abb") == () and both.suggest("rabel, él") == ()
    assert asked(both, filters=FONDS, facets=("person", "subject")).facets == {"person": (), "subject": ()}


def test_a_fonds_goes_and_a_notice_of_its_number_stays(make: Callable[[Path], Engine], tmp_path: Path) -> None:
    engine = make(tmp_path)
    engine.index([NOTICES[0], *fonds()])
    engine.delete([DocumentKey(Kind.FONDS, NOTICES[0].key.id)])
    kept = {DocumentKey(Kind.FONDS, number) for number in PATHS} - {DocumentKey(Kind.FONDS, NOTICES[0].key.id)}
    assert set(engine.document_keys()) == {NOTICES[0].key, *kept}


def test_every_key_that_words_find_is_given_at_once(both: Engine) -> None:
    for words in ("hôpital de Tours", "lettre", "1650", "", "rabelais"):
        request = SearchRequest(words=words, filters=FONDS, size=1, page=2)
        found = sorted(numbers(asked(both, words, filters=FONDS)))
        assert both.keys(request, most=100) == tuple(DocumentKey(Kind.FONDS, number) for number in found), words
        assert [key.id for key in both.keys(request, most=1)] == found[:1]
    assert {key.kind for key in both.keys(SearchRequest(words="tours"), most=1_000)} == {Kind.NOTICE}
    assert len(both.keys(SearchRequest(), most=1_000)) == len(NOTICES)
