"""Records of one edition are put together as they come, in whatever order, and as a rebuild of everything would."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from msgspec.structs import replace

from catalogue.clustering import keys
from catalogue.clustering.decisions import in_force
from catalogue.clustering.deriving import traits_of
from catalogue.clustering.grouping import Edge, groups
from catalogue.clustering.judging import judge
from catalogue.clustering.standing import stands_between
from catalogue.core.description import Description
from catalogue.core.serialization import to_json
from catalogue.models import ClusterMember, JudgedPair, Mark, MatchDecision, Record, Source
from catalogue.services import clustering, institutions, intake, stored, withdrawal
from tests.catalogue.clustering import gold
from tests.contracts.notices import LYON

SMALL_CAP = 3


def editions() -> dict[str, Description]:
    """Two editions of after 1831 as several cataloguers describe them, and what is easily taken for them; by identifier."""
    rows = [row for row in gold.editions() if int(row["year"]) > 1835][:2]
    found = {}
    for number, row in enumerate(rows):
        first = gold.described(row)
        told = (first, gold.in_few_words(first), gold.as_the_title_page_has_it(first), first)
        told += (gold.second_edition_of_the_year(first), gold.other_format(first), gold.counterfeit(first))
        found |= {f"{number}-{place}": described for place, described in enumerate(told)}
    return found


EDITIONS = editions()


def store(source: Source, told: dict[str, Description]) -> list[int]:
    """As a page of a harvest stores them, known or new."""
    known = stored.stored(source.pk, list(told))
    arrivals = [
        intake.Arrival(
            name, "unimarc", "utf-8", b"", to_json(described), described.holdings,
            record_id=known[name].id if name in known else None, withdrawn=name in known and not known[name].active,
        )
        for name, described in told.items()
    ]  # fmt: skip
    with transaction.atomic():
        return intake.store(source.pk, arrivals, now=timezone.now())


def make_source() -> Source:
    return Source.objects.create(slug="essai", name="Essai", institution=institutions.make(LYON))


@pytest.fixture
def of_essai(db: None) -> Source:
    return make_source()


def stored_groups() -> frozenset[frozenset[str]]:
    """The groups as they are stored, lone records included, by identifier."""
    found: dict[int, set[str]] = {}
    for cluster, identifier in ClusterMember.objects.values_list("cluster", "record__identifier"):
        found.setdefault(cluster, set()).add(identifier)
    return frozenset(map(frozenset, found.values()))


def whole(told: dict[str, Description], decisions: tuple = (), cap: int = keys.CAP) -> frozenset[frozenset[str]]:
    """What the pure rules make of all the records at once."""
    traits = {name: traits_of(described) for name, described in told.items()}
    judged = {pair: judge(traits[pair[0]], traits[pair[1]]) for pair in keys.candidates(traits, cap=cap).pairs}
    edges = [Edge(*pair, found.points) for pair, found in judged.items() if found.band == "same"]
    return groups(told, edges, forbids=lambda one, other: stands_between(traits[one], traits[other]), decided=in_force(decisions))


def kept(told: dict[str, Description], cap: int) -> set[tuple[str, str, str]]:
    """The pairs, each with its band, that the pure rules keep of all the records at once."""
    traits = {name: traits_of(described) for name, described in told.items()}
    judged = {pair: judge(traits[pair[0]], traits[pair[1]], short=True).band for pair in keys.candidates(traits, cap=cap).pairs}
    return {(*pair, band) for pair, band in judged.items() if band != "different"}


def stored_pairs() -> set[tuple[str, str, str]]:
    """The pairs as they are stored, by identifier."""
    names = dict(Record.objects.values_list("pk", "identifier"))
    pairs = JudgedPair.objects.values_list("one", "other", "band")
    return {(*sorted((names[one], names[other])), band) for one, other, band in pairs}


def drained() -> None:
    while clustering.drain():
        pass


def test_records_of_one_edition_are_put_together_and_the_second_edition_stays_alone(of_essai):
    store(of_essai, EDITIONS)
    drained()
    found = stored_groups()
    assert any({"0-0", "0-3"} <= group for group in found), found
    assert frozenset({"0-4"}) in found and found == whole(EDITIONS)


def test_why_a_pair_is_together_or_proposed_is_kept_as_data(of_essai):
    store(of_essai, EDITIONS)
    drained()
    pair = JudgedPair.objects.filter(band="same").first()
    assert pair is not None and {"field", "level", "points", "values"} == set(pair.judgement["evidence"][0])
    assert JudgedPair.objects.filter(band="propose").exists()


def test_a_withdrawn_record_leaves_its_group_and_comes_back_into_it(of_essai):
    store(of_essai, EDITIONS)
    drained()
    before = stored_groups()
    with transaction.atomic():
        withdrawal.withdraw(of_essai.pk, ["0-0"], now=timezone.now())
    drained()
    assert stored_groups() == whole({name: told for name, told in EDITIONS.items() if name != "0-0"})
    store(of_essai, {"0-0": EDITIONS["0-0"]})
    drained()
    assert stored_groups() == before


def test_the_group_stands_under_its_oldest_record_and_the_engines_are_told(of_essai):
    first, second = store(of_essai, {name: EDITIONS[name] for name in ("0-0", "0-3")})
    Mark.objects.exclude(consumer="clustering").delete()
    drained()
    assert set(ClusterMember.objects.values_list("cluster", flat=True)) == {first}
    told = {number for ids in Mark.objects.exclude(consumer="clustering").values_list("ids", flat=True) for number in ids}
    assert told == {first, second}


def test_what_did_not_change_its_group_is_told_to_no_engine(of_essai):
    store(of_essai, EDITIONS)
    drained()
    Mark.objects.all().delete()
    store(of_essai, {"1-0": EDITIONS["1-0"]})
    Mark.objects.exclude(consumer="clustering").delete()
    drained()
    assert not Mark.objects.exists()


def test_what_a_person_decided_is_kept_through_a_rebuild_a_deletion_and_a_return(of_essai):
    store(of_essai, EDITIONS)
    MatchDecision.objects.create(one="essai 0-0", other="essai 0-4", verdict="same", author="a@b.fr")
    MatchDecision.objects.create(one="essai 0-0", other="essai 0-3", verdict="not_same", author="a@b.fr")
    call_command("rebuild_clusters")
    together = next(group for group in stored_groups() if "0-0" in group)
    assert "0-4" in together and "0-3" not in together
    with transaction.atomic():
        withdrawal.withdraw(of_essai.pk, ["0-4"], now=timezone.now())
    drained()
    store(of_essai, {"0-4": EDITIONS["0-4"]})
    drained()
    assert next(group for group in stored_groups() if "0-0" in group) == together


def of_year(described: Description, year: int, title: str = "") -> Description:
    """The same in another year, under another title perhaps."""
    dates = tuple(replace(date, display=str(year), start=year, end=year) for date in described.dates)
    titles = tuple(replace(said, value=title or said.value) for said in described.titles)
    imprints = tuple(replace(imprint, date=str(year)) for imprint in described.publications)
    return replace(described, titles=titles, dates=dates, publications=imprints)


def test_two_that_met_in_a_block_which_grew_too_large_meet_no_longer_and_again_when_it_shrank(of_essai, monkeypatch):
    monkeypatch.setattr(clustering, "CAP", SMALL_CAP)
    one = EDITIONS["0-0"]
    alone = {"a": of_year(one, 1850), "b": of_year(one, 1851)}
    crowd = {f"c{number}": of_year(one, 1860 + 5 * number) for number in range(4)}
    store(of_essai, alone)
    drained()
    assert stored_pairs() == kept(alone, SMALL_CAP) == {("a", "b", "propose")}
    store(of_essai, crowd)
    drained()
    assert stored_pairs() == kept(alone | crowd, SMALL_CAP)
    assert ("a", "b", "propose") not in stored_pairs()
    with transaction.atomic():
        withdrawal.withdraw(of_essai.pk, list(crowd), now=timezone.now())
    drained()
    assert stored_pairs() == {("a", "b", "propose")}


class InWhateverOrder(TestCase):
    """Increments end where the pure rules end, with blocks over the cap too."""

    @given(st.permutations(sorted(EDITIONS)), st.lists(st.integers(1, 6), min_size=4, max_size=4), st.sampled_from((keys.CAP, SMALL_CAP)))
    @settings(max_examples=3)
    def test_in_whatever_order_they_come(self, order: list[str], sizes: list[int], cap: int) -> None:
        source = make_source()
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(clustering, "CAP", cap)
            waiting = list(order)
            for size in sizes:
                page, waiting = waiting[:size], waiting[size:]
                # One of each page comes first as something else, as it does before a cataloguer mends it.
                store(source, {name: EDITIONS["1-6"] if place == 0 else EDITIONS[name] for place, name in enumerate(page)})
                clustering.drain(limit=size)
                store(source, {name: EDITIONS[name] for name in page})
            store(source, {name: EDITIONS[name] for name in waiting})
            drained()
        assert stored_groups() == whole(EDITIONS, cap=cap)
        assert stored_pairs() == kept(EDITIONS, cap)


class Killed(BaseException):
    """Nobody catches it, as nobody catches a signal."""


@pytest.mark.parametrize("moment", range(1, 40, 2))
def test_a_process_that_is_killed_at_any_statement_loses_and_doubles_nothing(of_essai, moment):
    told = {name: EDITIONS[name] for name in sorted(EDITIONS)[:8]}
    store(of_essai, told)
    left = moment

    def kill(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and "pg_advisory_unlock" not in sql and "SAVEPOINT" not in sql:
            raise Killed
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(kill):
            clustering.drain(limit=3)
    except Killed:
        pass
    drained()
    assert stored_groups() == whole(told)
    assert not Mark.objects.filter(consumer="clustering").exists()


def test_each_shown_record_is_in_one_group_and_no_other_is(of_essai):
    store(of_essai, {"0-0": EDITIONS["0-0"], "vide": replace(EDITIONS["1-0"], titles=(), agents=())})
    with transaction.atomic():
        withdrawal.withdraw(of_essai.pk, ["0-0"], now=timezone.now())
    drained()
    shown = Record.objects.filter(state="active").values_list("pk", flat=True)
    assert list(ClusterMember.objects.values_list("record_id", flat=True)) == list(shown)


def test_records_grouped_by_other_keys_are_looked_at_again() -> None:
    """A database of before finds them marked: whoever changes the keys writes the migration."""
    folder = Path(keys.__file__).parents[1] / "migrations"
    told = [int(found) for file in sorted(folder.glob("0*.py")) for found in re.findall(r"^KEYS_VERSION = (\d+)", file.read_text(), re.M)]
    assert told[-1:] == [keys.VERSION]
