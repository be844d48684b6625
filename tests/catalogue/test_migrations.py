"""Migrations on a database at work: what waits, and what is stored, is there afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import count
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from catalogue.core.serialization import to_dict
from catalogue.models import Holding, Source
from catalogue.services import institutions, withdrawal
from tests.catalogue.services.marked import add
from tests.contracts.notices import GRENOBLE, LYON, description

MARKS = "0006_marks_of_every_kind"


@pytest.fixture
def before(transactional_db: None) -> Iterator[Callable[[str], Any]]:
    """Take the catalogue back to a migration; the models as they were then. Everything is migrated again afterwards."""

    def back(name: str) -> Any:
        executor = MigrationExecutor(connection)
        executor.migrate([("catalogue", name)])
        return MigrationExecutor(connection).loader.project_state([("catalogue", name)]).apps

    yield back
    call_command("migrate", verbosity=0)
    count_on()


_beyond = count(1_000_000, 1_000_000)
# A number once given in this process stands in what other tests keep (tests/kept_rows.py): tables and arks that were made anew begin again.
COUNT_ON = "SELECT setval(format('%%I.%%I', schemaname, sequencename)::regclass, greatest(last_value, start_value) + %s) FROM pg_sequences"


def count_on() -> None:
    """Have every sequence go on past any number that a test of this process has seen."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ON, [next(_beyond)])


def forward(name: str) -> Any:
    """Apply the migration of this name; the models as they are then."""
    executor = MigrationExecutor(connection)
    executor.migrate([("catalogue", name)])
    return MigrationExecutor(connection).loader.project_state([("catalogue", name)]).apps


def test_the_marks_that_wait_are_marks_of_notices_of_the_same_age(before: Callable[[str], Any]) -> None:
    old = before("0005_weekly_hours").get_model("catalogue", "IndexMark")
    waiting = [("tantivy", [1, 2]), ("elasticsearch", [1, 2]), ("tantivy", [3])]
    made = [old.objects.create(engine=engine, record_ids=ids) for engine, ids in waiting]
    ages = {line.pk: line.at for line in old.objects.all()}
    new = forward(MARKS).get_model("catalogue", "Mark")
    lines = [(line.pk, line.consumer, line.kind, line.ids) for line in new.objects.order_by("pk")]
    assert lines == [(line.pk, engine, 1, ids) for line, (engine, ids) in zip(made, waiting, strict=True)]
    assert {line.pk: line.at for line in new.objects.all()} == ages


def test_the_records_that_are_there_stand_on_their_shelves(before: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source.objects.create(slug="essai", name="Essai", institution=institutions.make(LYON))
    with transaction.atomic():
        kept = add(source, "Un", holdings=((GRENOBLE, "Ms 10"), (GRENOBLE, "Ms 2"), ("", "A 1")))
        kept += add(source, *(f"Titre {number}" for number in range(5)), holdings=())
        withdrawal.withdraw(source.pk, ["n1"], now=timezone.now())
    rows = list(Holding.objects.order_by("record_id", "position").values())
    assert len(rows) == 8
    old = before("0013_holding")
    Holding.objects.all().delete()
    fill = import_module("catalogue.migrations.0014_holdings_of_records")
    monkeypatch.setattr(fill, "BATCH", 2)
    # What a newer process has written of a batch is written anew, once.
    record = old.get_model("catalogue", "Record").objects.create(
        source_id=source.pk, identifier="entre-temps", format="unimarc", charset="utf-8", digest=b"",
        description=to_dict(description("Entre-temps")), created_at=timezone.now(), updated_at=timezone.now(),
    )  # fmt: skip
    old.get_model("catalogue", "Holding").objects.create(record_id=record.pk, position=1, institution=LYON)
    forward("0014_holdings_of_records")
    assert list(Holding.objects.filter(record_id__in=kept).order_by("record_id", "position").values()) == rows
    assert Holding.objects.count() == 9


def test_the_finding_aids_of_sources_that_readers_do_not_see_are_hidden_with_them(before: Callable[[str], Any]) -> None:
    keeper = institutions.make(LYON)
    for slug, standing in (("vu", Source.Standing.SHOWN), ("cache", Source.Standing.WITHDRAWN)):
        Source.objects.create(slug=slug, name=slug, institution=keeper, standing=standing)
    old = before("0042_glances")
    file = old.get_model("catalogue", "EadFile").objects.create(digest=b"0", name="a.xml", size=1)
    for slug, name in (("vu", "oai:x"), ("cache", "oai:x"), ("cache", "")):
        facts = {"eadid": name or "file", "file": file, "header": {}, "components": 0, "digital_objects": 0}
        old.get_model("catalogue", "FindingAid").objects.create(namespace=slug, given_as=name, **facts)
    new = forward("0043_hidden_finding_aids")
    aids = new.get_model("catalogue", "FindingAid").objects.order_by("pk").values_list("namespace", "given_as", "hidden", "lags")
    assert list(aids) == [("vu", "oai:x", False, False), ("cache", "oai:x", True, True), ("cache", "", False, False)]
    assert dict(Source.objects.values_list("slug", "settled")) == {"vu": True, "cache": False}
