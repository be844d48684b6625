"""What is offered while a reader types: which headings answer what she typed so far, and which comes first?"""

from __future__ import annotations

from typing import Any, cast

import pytest

from catalogue.search.engine import Engine
from catalogue.search.offering import offered
from catalogue.search.page_words import indexed, passage
from catalogue.search.result import Fragment, Suggestion
from catalogue.search.suggestions import Beginning, Candidate, answers, chosen, first_answers, merged, read_beginning
from catalogue.search.synonyms import Row, synonyms_of


def beginning(typed: str) -> Beginning:
    read = read_beginning(typed)
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("typed", "words", "last", "spoken"),
    [
        ("lyo", (), "lyo", ("lyo",)),
        ("le mon", (), "mon", ("le", "mon")),
        ("L’Histoire de Tou", ("histoire",), "tou", ("histoire", "de", "tou")),
        ("histoire de ", ("histoire",), "de", ("histoire", "de")),
        ("libr*", (), "libr", ("libr",)),
        ("PRIX", (), "prix", ("prix",)),
        ("vie de st", ("vie",), "st", ("vie", "de", "st")),
        ("vie de st ", ("vie",), "saint", ("vie", "de", "saint")),
        (" ".join("abcdefghij"), ("b", "c", "d", "f", "g"), "h", tuple("abcdefgh")),
    ],
)
def test_what_was_typed_so_far(typed: str, words: tuple[str, ...], last: str, spoken: tuple[str, ...]) -> None:
    assert beginning(typed) == (words, last, spoken)


@pytest.mark.parametrize("typed", ["", "ly", "l a", "***", "...", " q", "st"])
def test_too_little_was_typed_to_offer_anything(typed: str) -> None:
    assert read_beginning(typed) is None


def test_only_the_beginning_of_a_long_text_is_looked_at() -> None:
    assert beginning("a" * 150).last == "a" * 100


def test_one_letter_after_a_word_is_left_for_later() -> None:
    assert beginning("histoire t").has_end is False and beginning("histoire to").has_end and Beginning((), "t", ("t",)).has_end
    assert beginning("les mon").whole == "= les mon"


@pytest.mark.parametrize(
    ("label", "typed", "answer"),
    [
        ("Rabelais, François", "françois rab", True),
        ("Rabelais, François", "rabelais f", True),
        ("Rabelais, François", "rabelais e", False),
        ("Rabelais, François", "franc rab", False),
        ("Histoire de Lyon", "histoire de", True),
        ("Histoire de Lyon", "histoire d", False),
    ],
)
def test_a_heading_answers_when_it_has_every_word_and_goes_on_as_the_last(label: str, typed: str, answer: bool) -> None:
    assert answers(label, beginning(typed)) is answer


def test_a_heading_that_sources_write_in_several_ways_is_one_line_under_the_most_frequent() -> None:
    written = [Candidate("a", "LABE", 2), Candidate("b", "Autre", 1), Candidate("a", "Labé", 3), Candidate("a", "Labe", 3)]
    assert merged(written) == [Candidate("a", "Labé", 8), Candidate("b", "Autre", 1)]


def test_the_first_field_that_answers_is_the_one_offered() -> None:
    persons, owners = ["coste|Coste", "autre|Autre"], ["coste-jean|Coste, Jean", "coste-jean|COSTE (Jean)"]
    assert first_answers([persons, owners], beginning("cost")) == (0, {"coste": "Coste"})
    assert first_answers([["autre|Autre"], owners], beginning("cost")) == (1, {"coste-jean": "Coste, Jean"})
    assert first_answers([["autre|Autre"], []], beginning("cost")) == (0, {})


def labels(found: dict[str, list[Candidate]], typed: str, size: int = 8) -> list[str]:
    return [one.label for one in chosen(found, beginning(typed), size=size)]


def titles(*named: str) -> dict[str, list[Candidate]]:
    return {"title": [Candidate(name, name, 1) for name in named]}


def test_the_heading_that_is_just_that_then_the_one_that_begins_so_then_the_most_frequent() -> None:
    assert labels(titles("Un monde", "Monde ancien", "Le Monde"), "monde") == ["Le Monde", "Monde ancien", "Un monde"]
    assert labels(titles("Mondes du jour", "Le monde ancien"), "le mon") == ["Le monde ancien", "Mondes du jour"], "as typed, article too"
    counted = [Candidate("a", "Monde ancien", 2), Candidate("b", "Monde nouveau", 5), Candidate("c", "Monde autre", 5)]
    assert labels({"subject": counted}, "mond") == ["Monde autre", "Monde nouveau", "Monde ancien"]
    assert labels(titles("Beaux plans de Lyon", "Plans de Lyon", "Lyon, plans"), "plans lyo") == [
        *("Plans de Lyon", "Beaux plans de Lyon", "Lyon, plans"),
    ]


def test_each_kind_has_its_turn_and_the_kind_of_the_best_comes_first() -> None:
    found = {
        "person": [Candidate(f"p{n}", f"Jean Tours {n}", 9 - n) for n in range(5)],
        "place": [Candidate("tours", "Tours", 4)],
        "title": [Candidate(f"t{n}", f"Tours {n}", 1) for n in range(5)],
    }
    assert labels(found, "tours", 5) == ["Tours", "Tours 0", "Tours 1", "Jean Tours 0", "Jean Tours 1"]
    assert labels(found, "tours", 1) == ["Tours"] and labels(found, "tours", 0) == []
    assert len(labels(found, "tours", 50)) == 11
    assert chosen({"place": found["place"]}, beginning("tours"), size=3) == (Suggestion("place", "tours", "Tours", 4),)


def test_a_subject_that_is_a_town_is_told_once() -> None:
    found = {
        "place": [Candidate("paris", "Paris", 3)],
        "subject": [Candidate("paris-france", "Paris (France)", 2), Candidate("paris-rues", "Paris -- Rues", 1)],
    }
    assert labels(found, "paris") == ["Paris", "Paris -- Rues"]


class Names:
    """An engine that knows some headings, and what it was asked for."""

    def __init__(self, **known: tuple[Suggestion, ...]) -> None:
        self.known, self.asked = known, list[str]()

    def suggest(self, typed: str, *, size: int) -> tuple[Suggestion, ...]:
        self.asked.append(typed)
        return self.known.get(typed.replace(" ", "_"), ())[:size]


GRYPHE, NOTE, LYON = (
    Suggestion("person", "gryphe", "Gryphe", 3),
    Suggestion("title", "notice:1", "Gryphe", 1),
    Suggestion("place", "lyon", "Lyon", 9),
)
TABLE = synonyms_of([Row("Gryphius", ("Gryphe", "imprimeur")), Row("cartes", ("plans",))], version="essai")


def offers(typed: str, engine: Names, **rest: Any) -> tuple[Suggestion, ...]:
    return offered(typed, cast(Engine, engine), synonyms=TABLE, **rest)


def test_somebody_is_offered_under_another_name_first_and_once() -> None:
    engine = Names(gryphi=(LYON,), Gryphe=(NOTE, GRYPHE, LYON))
    assert offers("gryphi", engine) == (GRYPHE, LYON), "of another name, persons and places alone"
    assert engine.asked == ["gryphi", "Gryphe"]
    assert offers("gryphi", Names(gryphi=(LYON, NOTE), Gryphe=(GRYPHE,)), size=2) == (GRYPHE, LYON), "the last ones give way"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("gryphi", ["Gryphe"]),
        ("chez gryphi", ["chez Gryphe"]),
        ("gryphi ", ["Gryphe"]),
        ("gryphi,", []),
        ("gryp", []),
        ("gryph", []),
        ("cartes", []),
        ("", []),
        ("lugdu", ["Lyon"]),
    ],
)
def test_which_other_names_are_looked_up(typed: str, asked: list[str]) -> None:
    engine = Names()
    assert offers(typed, engine) == ()
    assert engine.asked[1:] == asked


# Pages of print


def test_a_page_is_indexed_and_looked_for_by_the_same_words() -> None:
    assert indexed("Les chevaux de l’Église") == indexed("cheval églises") == "cheval eglis"
    assert indexed("de la") == ""


def test_the_passage_of_a_page_is_cut_around_the_word() -> None:
    assert passage("Vue  des\nchevaux.", "le cheval") == (Fragment("Vue des ", False), Fragment("chevaux", True), Fragment(".", False))
    assert passage("Rien.", "cheval") == () and passage("de la ville", "de la") == ()
