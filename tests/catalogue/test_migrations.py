"""Migrations on a database at work: what waits, and what is stored, is there afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

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
