"""Is each reading written once for the portal and once for each library that keeps what was read, and do old days become months?"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from catalogue.core.description import Holding
from catalogue.core.keys import Kind
from catalogue.models import Ark, Institution, Record, Source
from catalogue.selectors import readable
from catalogue.services import arks, clustering
from catalogue.services.institutions import make
from portal.models import ReadCount
from portal.readership import writing
from portal.readership.asked import Asked, Thing
from portal.readership.broker import Taken
from portal.readership.figures import PORTAL, most_read
from tests import kept_rows
from tests.harvest.test_deliveries import SOUND, store
from tests.portal.public.finding_aids.conftest import WRITTEN, path_of, take
from tests.portal.public.samples import LYON
from tests.portal.public.test_fonds import written

GRENOBLE = "381856101"
DAY = "2026-11-30"


class Waiting:
    """A broker that gives what a test says, once."""

    def __init__(self, counts: dict[tuple[str, Asked], int], visitors: dict[str, int] | None = None) -> None:
        self.taken, self.calls = Taken(counts, visitors or {}), list[str]()

    def take(self, today: date) -> Taken:
        return self.taken

    def done(self, taken: Taken) -> None:
        self.calls.append("done")
        self.taken = Taken()

    def forget_on_disk(self, today: date) -> None:
        self.calls.append("rewritten")


def write(counts: dict[tuple[str, Asked], int], **more: Any) -> Waiting:
    broker = Waiting(counts, **more)
    writing.write(broker)  # type: ignore[arg-type]
    return broker


def rows() -> set[tuple[Any, ...]]:
    return set(ReadCount.objects.values_list("institution", "thing", "kind", "target", "n"))


@pytest.fixture
def read(db: None) -> dict[str, str]:
    """The arks of a notice that two libraries keep, of a fonds, a finding aid and its letter, of a library."""
    return kept_rows.once("what is read", _read)


def _read() -> dict[str, str]:
    lyon = make(LYON, name="Bibliothèque de Lyon")
    make(GRENOBLE, name="Bibliothèque de Grenoble")
    source = Source.objects.create(slug="lyon", name="Lyon", institution=lyon)
    store(source, replace(SOUND, holdings=(Holding(institution=LYON), Holding(institution=GRENOBLE), Holding(institution=LYON))))
    arks.mint_missing(list(Record.objects.values_list("pk", flat=True)))
    fonds = written(lyon, "Fonds de la chartreuse")
    take(WRITTEN)
    names = {Kind(kind): name for name, kind in Ark.objects.exclude(kind=Kind.COMPONENT).values_list("name", "kind")}
    assert fonds.number
    return {
        "notice": names[Kind.NOTICE], "fonds": names[Kind.FONDS], "letter": path_of("lettre").removeprefix("/ark:/"),
        "aid": path_of().removeprefix("/ark:/"),
        "library": Ark.objects.get(kind=Kind.INSTITUTION, identifier=f"FR-{LYON}").name,
    }  # fmt: skip


def test_a_notice_that_two_libraries_keep_is_read_at_each_and_once_on_the_portal(read: dict[str, str]) -> None:
    broker = write({(DAY, Asked(Thing.VIEW, read["notice"])): 3})
    each = ("view", int(Kind.NOTICE), read["notice"], 3)
    assert rows() == {(PORTAL, *each), (f"FR-{LYON}", *each), (f"FR-{GRENOBLE}", *each)}
    assert broker.calls == ["done", "rewritten"]


def test_each_sort_of_page_is_of_its_keeper(read: dict[str, str]) -> None:
    write({(DAY, Asked(Thing.VIEW, read[name])): 1 for name in ("fonds", "letter", "aid", "library")})
    kinds = {Kind.FONDS: "fonds", Kind.COMPONENT: "letter", Kind.INSTITUTION: "library"}
    for kind, name in kinds.items():
        assert (f"FR-{LYON}", "view", int(kind), read[name], 1) in rows()
    assert not ReadCount.objects.filter(institution=f"FR-{GRENOBLE}").exists()
    titles = readable.titles(read.values())
    assert [titles[read[name]] for name in ("notice", "fonds", "library")] == [
        "Le Phénix", "Fonds de la chartreuse", "Bibliothèque de Lyon",
    ]  # fmt: skip
    assert titles[read["letter"]].startswith("Lettre à Élise (")


def test_records_of_one_edition_are_read_at_each_of_their_libraries(read: dict[str, str]) -> None:
    grenoble = Source.objects.create(slug="grenoble", name="Grenoble", institution=Institution.objects.get(isil=f"FR-{GRENOBLE}"))
    store(grenoble, replace(SOUND, identifier="g1", holdings=(Holding(institution="010530000"),)))
    arks.mint_missing(list(Record.objects.values_list("pk", flat=True)))
    clustering.regroup(list(Record.objects.values_list("pk", flat=True)))
    assert readable.of_arks([read["notice"]])[read["notice"]].keepers[0] == "FR-010530000"


def test_minutes_of_a_day_add_up_and_its_visitors_do_not(read: dict[str, str]) -> None:
    for visitors in (4, 9, 7):
        write({(DAY, Asked(Thing.SEARCH)): 2, (DAY, Asked(Thing.NO_ANSWER)): 1}, visitors={DAY: visitors})
    assert rows() == {(PORTAL, "search", 0, "", 6), (PORTAL, "no answer", 0, "", 3), (PORTAL, "visitor", 0, "", 9)}


def test_what_was_never_minted_keeps_no_name_and_a_host_its_own(db: None) -> None:
    write({(DAY, Asked(Thing.VIEW, "99999/inconnu")): 2, (DAY, Asked(Thing.HOST, "mairie.example")): 5})
    assert rows() == {(PORTAL, "view", 0, "", 2), (PORTAL, "host", 0, "mairie.example", 5)}


def test_the_statements_of_a_minute_do_not_grow_with_it(read: dict[str, str], django_assert_max_num_queries: Any) -> None:
    counts = {(DAY, Asked(Thing.VIEW, name)): 1 for name in read.values()}
    counts |= {(DAY, Asked(Thing.VIEW, f"99999/{number}")): 1 for number in range(200)}
    with django_assert_max_num_queries(11):
        write(counts)


def test_after_thirteen_months_days_are_months_and_the_few_are_told_together(read: dict[str, str]) -> None:
    for day, number in (("2025-09-01", 3), ("2025-09-30", 4), ("2025-10-31", 1)):
        write({(day, Asked(Thing.VIEW, read["notice"])): number, (day, Asked(Thing.VIEW, read["fonds"])): 1})
    before = sum(ReadCount.objects.values_list("n", flat=True))
    assert writing.fold(date(2026, 11, 2)) == 1
    assert writing.fold(date(2026, 11, 2)) == 0
    kept = set(ReadCount.objects.filter(institution=f"FR-{LYON}").values_list("day", "monthly", "kind", "target", "n"))
    september, october = date(2025, 9, 1), date(2025, 10, 31)
    assert kept == {
        (september, True, int(Kind.NOTICE), read["notice"], 7), (september, True, int(Kind.FONDS), "", 2),
        (october, False, int(Kind.NOTICE), read["notice"], 1), (october, False, int(Kind.FONDS), read["fonds"], 1),
    }  # fmt: skip
    assert sum(ReadCount.objects.values_list("n", flat=True)) == before
    assert [(line.title, line.n) for line in most_read(f"FR-{LYON}", september)] == [("Le Phénix", 7)]
    writing.fold(date(2026, 11, 2) + timedelta(days=5 * 366))
    assert most_read(f"FR-{LYON}", september) == [] and sum(ReadCount.objects.values_list("n", flat=True)) == before


def test_figures_follow_an_institution_under_another_number(read: dict[str, str]) -> None:
    write({(DAY, Asked(Thing.VIEW, read["notice"])): 3})
    library = Institution.objects.get(isil=f"FR-{LYON}")
    before = f"FR-{GRENOBLE}"
    ReadCount.objects.filter(institution=before).update(institution="FR-690001002")  # counted under its number to come
    library.isil = "FR-690001002"
    library.save()
    assert {(row[0], row[-1]) for row in rows()} == {(PORTAL, 3), ("FR-690001002", 6)}


def test_counting_that_is_switched_off_or_without_a_broker_writes_nothing(db: None, settings: Any, tmp_path: Path) -> None:
    settings.BROKER_URL = "memory://"
    assert writing.write() == 0
    settings.BROKER_URL, settings.COUNTS = "redis://127.0.0.1:9/0", False
    assert writing.write() == 0
    settings.COUNTS = True
    assert writing.write() == 0
