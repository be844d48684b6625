"""Which forms of a name are proposed as one person's: a gold table written from public facts, then each rule alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from catalogue.clustering.persons import lives
from catalogue.clustering.persons.facts import MAKERS, Facts
from catalogue.clustering.persons.judging import POINTS, judge
from catalogue.clustering.persons.keys import keys
from catalogue.clustering.persons.wording import SENTENCES

GOLD = Path(__file__).with_name("persons.csv")
BODIES = ("acad", "jésu", "soci", "soc.", "impr", "bibl", "coll", "capu", "michel", "ballanche", "42e", "43e", "huguetan f")


class Pair(NamedTuple):
    truth: str
    one: Facts
    other: Facts
    why: str


def facts(name: str, told: str, did: str) -> Facts:
    kind = "corporate" if name.lower().startswith(BODIES) else "person"
    first, _bar, second = (part.strip() for part in told.partition("|"))
    dates, qualifier = (first, second) if kind == "person" else ("", first)
    code, _space, years = did.partition(" ")
    start, _dash, end = years.partition("-")
    span = (int(start), int(end or start)) if start else None
    return Facts(
        name=name,
        kind=kind,
        dates=dates,
        qualifier=qualifier,
        roles=(code,) if code else (),
        made=span if code in MAKERS else None,
        wrote=None if code in MAKERS else span,
    )


def gold() -> Iterator[Pair]:
    with GOLD.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            one = facts(row["one"], row["one_told"], row["one_did"])
            yield Pair(row["truth"], one, facts(row["other"], row["other_told"], row["other_did"]), row["why"])


PAIRS = tuple(gold())


def met(pair: Pair) -> bool:
    """Whether each is found from the other."""
    one, other = (keys(side.name, side.kind, side.qualifier) for side in (pair.one, pair.other))
    return not set(one.held).isdisjoint(other.asked) and not set(other.held).isdisjoint(one.asked)


def test_of_the_gold_table_nearly_all_that_is_one_person_s_is_proposed() -> None:
    same = [pair for pair in PAIRS if pair.truth == "same"]
    missed = [(pair.one.name, pair.other.name) for pair in same if judge(pair.one, pair.other).band != "propose"]
    assert len(same) >= 50 and len(missed) <= len(same) // 10, missed


def test_none_that_dates_or_ranks_tell_apart_is_proposed() -> None:
    others = [pair for pair in PAIRS if pair.truth != "same"]
    proposed = [(pair.one.name, pair.other.name, pair.why) for pair in others if judge(pair.one, pair.other).band != "different"]
    assert len(others) >= 30 and proposed == []


def test_what_is_proposed_shares_a_key() -> None:
    proposed = [pair for pair in PAIRS if judge(pair.one, pair.other).band == "propose"]
    assert len(proposed) >= 50 and [pair.why for pair in proposed if not met(pair)] == []


def test_nobody_s_order_changes_a_judgement_and_each_level_has_its_sentence() -> None:
    there, back = ([judge(*sides) for sides in found] for found in ([pair[1:3] for pair in PAIRS], [pair[2:0:-1] for pair in PAIRS]))
    assert [(one.band, one.points, one.vetoes) for one in there] == [(one.band, one.points, one.vetoes) for one in back]
    assert {f"{aspect}_{level}" for aspect, levels in POINTS.items() for level in levels} <= SENTENCES.keys()


def test_nothing_but_a_number_makes_two_forms_one_unasked() -> None:
    bands = {judge(one.one, other.other).band for one, other in product(PAIRS, PAIRS)}
    assert bands == {"propose", "different"}
    tournes = Facts(name="Tournes, Jean de", numbers=("idref:027167704",))
    assert judge(tournes, Facts(name="Tornaesius", numbers=("idref:027167704",))).band == "same"


def test_two_numbers_of_one_agency_are_two_persons_whatever_the_name() -> None:
    one, other = (Facts(name="Tournes, Jean de", dates="1504-1564", roles=("610",), numbers=(number,)) for number in ("bnf:1", "bnf:2"))
    assert judge(one, other).vetoes == ("numbers",)


def test_a_rank_told_on_one_side_alone_is_said_to_whoever_decides() -> None:
    one = Facts(name="Tournes, Jean I de", roles=("610",), made=(1542, 1564))
    found = judge(one, Facts(name="Tournes, Jean de", roles=("610",), made=(1550, 1570)))
    assert found.band == "propose" and "generation" in found.doubts


@pytest.mark.parametrize(
    ("text", "birth", "death", "active"),
    [
        ("1504-1564", (1504, 1504), (1564, 1564), None),
        ("15..-1631", (1500, 1599), (1631, 1631), None),
        ("1524?-1566", (1519, 1529), (1566, 1566), None),
        ("actif 1550-1570", None, None, (1550, 1570)),
        ("XVIe s.", None, None, (1500, 1599)),
        ("1810-", (1810, 1810), None, None),
        ("????", None, None, None),
        ("évêque", None, None, None),
        ("99e siècle", None, None, None),
    ],
)
def test_dates_of_a_heading_are_read_as_far_as_they_go(text, birth, death, active) -> None:
    assert lives.read(text) == lives.Life(birth, death, active)


@pytest.mark.parametrize(
    "name", ["", ",", "(1504-1564)", "\x00", "II", "‎", "de", "🙂, 🙂", ", Jean", "A" * 5000, "李, 白", "٣٤-٥٦", "I.", "²³"]
)
def test_no_name_stops_a_run(name: str) -> None:
    for kind in ("person", "corporate", "family", "meeting", "trademark", "unknown"):
        hostile = Facts(name=name, kind=kind, dates=name, qualifier=name)
        assert judge(hostile, hostile).band in ("propose", "different")
        assert max(map(len, ("", *keys(name, kind, name).held))) < 200
