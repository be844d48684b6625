"""How much does a notice earn by a search, and for what: by where the words stand, by its title, its author, its years, its kind?"""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.search import weights
from catalogue.search.document import SearchDocument
from catalogue.search.plan import Plan
from catalogue.search.planning import plan_of
from catalogue.search.request import SearchRequest
from catalogue.search.synonyms import Row, synonyms_of
from catalogue.search.words import read_request
from tests.catalogue.search.weighing import Weighed
from tests.contracts.notices import LYON, document

TABLE = synonyms_of([Row("gravure", ("estampe", "taille-douce"))], version="essai")


def planned(typed: str, **rest: Any) -> Plan:
    request = SearchRequest(words=typed, synonyms=TABLE, **rest)
    return plan_of(request, read_request(request))


def earned(notice: SearchDocument, typed: str, **rest: Any) -> float:
    """What ranks the notice higher, beside that it matches."""
    weighed = Weighed(notice)
    return round(sum(weighed.earns(node) for node in planned(typed, **rest).better), 6)


def matches(notice: SearchDocument, typed: str, **rest: Any) -> bool:
    return Weighed(notice).earns(planned(typed, **rest).matching) > 0


def note(title: str = "Recueil", **given: Any) -> SearchDocument:
    return document(1, title, **given)


# Where a word stands


@pytest.mark.parametrize(
    ("notice", "score"),
    [
        (note("Les beaux jardins clos"), 6 + 0.3 * 2),
        (note("Un jardin clos"), 2),
        (note(agents=("Jardins, Jean",)), 4),
        (note(subjects=("Jardins",)), 2.5),
        (note(place="Jardins"), 3),
        (note(printer="Aux Jardins"), 2),
        (note(notes=("Vues de jardins.",)), 1),
        (note(holdings=((LYON, "Jardins 12"),)), 1),
        (note("Les beaux jardins clos", notes=("Vues de jardins.",), place="Jardins"), 6 + 0.3 * (2 + 1 + 3)),
        (note("The old jardins", languages=("eng",)), 6 + 0.3 * (2 + 2)),
        (note("Rien"), 0),
    ],
)
def test_a_word_counts_by_the_best_place_where_it_stands(notice: SearchDocument, score: float) -> None:
    assert earned(notice, "jardins") == pytest.approx(score)


def test_words_of_the_form_count_in_their_field() -> None:
    fields = (("title", "jardin"), ("places", "lyon"), ("identifiers", "123456789"))
    assert earned(note("Un jardin clos", place="Lyon"), "", fields=fields) == 6 + 3
    assert earned(note("Des jardins clos"), "", fields=fields) == 0


def test_words_that_stand_together_count_more() -> None:
    both = 2 * (6 + 0.3 * 2)
    near = weights.TITLE_ALL + weights.TITLE_PHRASE
    assert earned(note("Traité des plantes et jardins de France"), "plantes jardins") == pytest.approx(both + near)
    assert earned(note("Traité des plantes jardins clos"), "plantes jardins") == pytest.approx(both + near + weights.TITLE_ADJACENT)
    far = note("Plantes de tous les pays et de tous les temps, avec jardins clos")
    assert earned(far, "plantes jardins") == pytest.approx(both + weights.TITLE_ALL)
    little = note("Traité des plantes et jardins de France")
    assert earned(little, "plantes et jardins") - earned(little, "plantes jardins") == pytest.approx(weights.TITLE_ADJACENT)
    for field, score in (("subjects", 2 * 2.5 + 2), ("agents", 2 * 4 + 2), ("notes", 2 * 1 + 1)):
        assert earned(note(**{field: ("Beaux jardins clos",)}), "beaux jardins") == pytest.approx(score)


def test_the_closeness_of_many_words_is_not_looked_at() -> None:
    phrase = weights.TITLE_PHRASE + weights.TITLE_ADJACENT
    words = ["plantes", "jardins", "vergers", "vignes", "forets", "landes", "marais", "pres"]
    title = f"Traité : {' '.join(words)} de France"
    for count, near in ((7, phrase), (8, phrase), (9, 0)):
        typed = " ".join([*words, "france"][:count])
        expected = count * (6 + 0.3 * 2) + weights.TITLE_ALL + near
        assert earned(note(title), typed) == pytest.approx(expected)


# The title that is just that


@pytest.mark.parametrize(
    ("notice", "typed", "score"),
    [
        (note("Emma"), "emma", 120 + 30 + 30),
        (note("Les Mondes", nonsorting=4), "les mondes", (120 + 30 + 30) * 2),
        (note("Sens & raison"), "sens and raison", 120 + 30 + 30 + 120),
        (note("Raison, sens"), "sens raison", 120),
        (note("Emma, roman"), "emma", 0),
    ],
)
def test_the_whole_title_earns_much(notice: SearchDocument, typed: str, score: float) -> None:
    assert by_title(notice, typed) == score


def by_title(notice: SearchDocument, typed: str) -> float:
    """What a notice earns by its whole titles alone."""
    return sum(Weighed(notice).earns(node) for node in planned(typed).better if "whole_titles" in repr(node))


EMMA = note("Emma", agents=("Austen, Jane",))
PRIDE = note("Orgueil et préjugés", agents=("Austen, Jane",))


@pytest.mark.parametrize("typed", ["austen emma", "emma austen", "jane austen emma", "emma de jane austen", "emma, jane austen"])
def test_a_title_with_its_author_earns_as_much(typed: str) -> None:
    assert by_title(EMMA, typed) == 120 + 30
    assert by_title(note("Emma", agents=("Flaubert, Gustave",)), typed) == 0
    assert by_title(PRIDE, typed) == 0


def test_a_title_in_another_order_with_its_author_earns_less() -> None:
    assert by_title(PRIDE, "austen orgueil et prejuges") == 120 + 30
    assert by_title(PRIDE, "austen prejuges orgueil") == 120
    assert by_title(PRIDE, "prejuges orgueil austen") == 120


def test_an_author_is_three_words_at_most_and_a_search_twelve() -> None:
    notice = note("Emma", agents=("Austen, Jane Maria Louisa",))
    assert by_title(notice, "jane maria austen emma") == 150
    assert by_title(notice, "jane maria louisa austen emma") == 0
    title = " ".join(f"{letter}mot" for letter in "abcdefghijkl")
    for length, score in ((10, 150), (11, 150), (12, 0)):
        long = note(" ".join(title.split()[:length]), agents=("Austen, Jane",))
        assert by_title(long, f"austen {' '.join(title.split()[:length])}") == score


def test_a_title_that_goes_on_as_the_beginning_typed_earns_once_for_each_article() -> None:
    assert by_title(note("Le Monde", nonsorting=3), "le mond*") == 2 * weights.TITLE_BEGINS
    assert by_title(note("Monde illustré"), "mond*") == weights.TITLE_BEGINS
    assert by_title(note("Monde illustré"), "mond") == 0


def test_where_a_word_is_left_out_no_title_is_just_that() -> None:
    assert by_title(EMMA, "emma -lyon") == 0


# Other words, years, kinds


def test_a_synonym_answers_and_earns_less() -> None:
    notice = note("Une estampe rare")
    assert matches(notice, "gravure")
    assert earned(notice, "gravure") == pytest.approx(0.3 * (6 + 0.3 * 2))
    assert earned(note("La taille-douce rare"), "gravure") == 0, "of several words, none by itself"
    assert matches(note("La taille-douce rare"), "gravure") and not matches(note("La taille rare"), "gravure")


def test_the_latin_name_of_a_town_stands_first_in_latin_imprints() -> None:
    assert earned(note(place="Lyon", languages=("lat",)), "lugduni") == pytest.approx(weights.LATIN + 0.3 * 3)
    assert earned(note(place="Lyon", languages=("fre",)), "lugduni") == pytest.approx(0.3 * 3)
    assert earned(note(place="Paris", languages=("lat",)), "lugduni") == 0


@pytest.mark.parametrize(
    ("date", "typed", "match", "score"),
    [
        ("1557", "1557", True, 20),
        ("1550-1560", "1557", True, 0),
        ("1557", "1550-1560", True, 20),
        ("1550-1555", "1550-1560", True, 20),
        ("1549-1555", "1550-1560", True, 0),
        ("1555-1561", "1550-1560", True, 0),
        ("1561", "1550-1560", False, 0),
        ("", "1557", False, 0),
    ],
)
def test_years_within_those_asked_for_come_before_years_that_meet_them(date: str, typed: str, match: bool, score: float) -> None:
    notice = note(date=date) if date else note()
    assert (matches(notice, typed), earned(notice, typed)) == (match, score)


def test_a_notice_is_named_by_its_number_before_everything() -> None:
    notice = note(holdings=((LYON, "Ms 12"),), identifiers=(("ppn", "012345672"),))
    for typed in ("Ms 12", "PPN 012345672"):
        assert Weighed(notice).earns(planned(typed).matching) >= weights.CODE
    assert Weighed(note("Ms 12")).earns(planned("Ms 12").matching) < weights.CODE
    assert not matches(notice, "Ms 12", fields=(("title", "carte"),)), "the form asks for more"


def test_a_map_answers_the_word_map_without_having_it() -> None:
    assert matches(note("Vue de la ville", type="map"), "carte")
    assert Weighed(note("Vue de la ville", type="map")).earns(planned("carte").matching) == 1 + weights.MEANT, "« Carte » is said of it"
    assert not matches(note("Vue de la ville"), "carte")
    assert matches(note("Vue", date="1620"), "livres anciens", asking="strong") and not matches(
        note("Vue", date="1920"), "livres anciens", asking="strong"
    )


# How many of the words


@pytest.mark.parametrize(
    ("count", "least"),
    [(2, 1), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5), (8, 6), (9, 6)],
)
def test_most_of_the_words_are_two_in_three(count: int, least: int) -> None:
    words = [f"{letter}bacus" for letter in "bcdfghjkl"[:count]]
    typed = " ".join(words)
    assert matches(note(" ".join(words[:least])), typed, asking="most")
    assert not matches(note(" ".join(words[: least - 1]) or "rien"), typed, asking="most")
    assert matches(note(words[-1]), typed, asking="any") and not matches(note("rien"), typed, asking="any")
    assert matches(note(typed), typed) and not matches(note(" ".join(words[1:])), typed)


def test_one_word_is_itself_however_many_are_asked_for() -> None:
    for asking in ("most", "any", "all"):
        assert matches(note("Un jardin"), "jardin", asking=asking) and not matches(note("Rien"), "jardin", asking=asking)


def test_words_of_kind_are_left_out_or_alone() -> None:
    notice = note("Savigny")
    assert not matches(notice, "je cherche une carte de Savigny")
    assert matches(notice, "je cherche une carte de Savigny", asking="strong")
    assert matches(note("Grenoble", type="map"), "carte de Savigny", asking="kind")
    assert not matches(note("Savigny"), "carte de Savigny", asking="kind")


def test_what_is_left_out_and_what_says_nothing() -> None:
    assert matches(note("Un jardin"), "-verger") and not matches(note("Un verger"), "-verger")
    assert matches(note("Un jardin"), "") and not matches(note("Un jardin"), "...")
    assert matches(note("Jardin et verger"), '-"verger jardin"') is False
    assert matches(note("Jardin"), '-"verger jardin"'), "every word of it must be there"
    assert not matches(note("Un jardin", agents=("Verger, Jean",)), "jardin -verger"), "a name is a word as well"


@pytest.mark.parametrize(
    ("fields", "answers"),
    [
        ((("title", "jardins"),), True),
        ((("title", "jardins -clos"),), False),
        ((("title", "-verger"),), True),
        ((("title", "-jardin"),), False),
        ((("title", '"jardin clos"'),), True),
        ((("title", '"clos jardin"'),), False),
        ((("notes", "jardin"),), False),
        ((("title", "jardin"), ("places", "lyon")), True),
        ((("title", "jardin"), ("places", "paris")), False),
        ((("call_numbers", "ms0012"),), True),
        ((("call_numbers", "ms 13"),), False),
        ((("call_numbers", "..."),), False),
        ((("identifiers", "PPN 012345672"),), True),
        ((("identifiers", "012345680"),), False),
        ((("title", "jardin"), ("identifiers", "012345680")), False),
    ],
)
def test_the_form_asks_for_every_field(fields: tuple[tuple[str, str], ...], answers: bool) -> None:
    notice = note("Le jardin clos", place="Lyon", holdings=((LYON, "Ms 12"),), identifiers=(("ppn", "012345672"),))
    assert matches(notice, "", fields=fields) is answers
