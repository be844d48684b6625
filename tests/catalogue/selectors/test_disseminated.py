"""What a harvester's page of records costs the database: an index is followed, however few sources there are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from catalogue.models import Record, Source
from catalogue.selectors import disseminated
from catalogue.selectors.disseminated import Place
from catalogue.services import institutions

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("sources", [1, 2, 12])
def test_a_page_is_read_from_its_index_and_nothing_is_sorted(sources: int) -> None:
    page = institutions.make("690001001", name="Bibliothèque")
    made = [Source.objects.create(slug=f"s{number}", name=f"S{number}", institution=page) for number in range(sources)]
    now = datetime(2026, 1, 1, tzinfo=UTC)
    Record.objects.bulk_create(
        Record(source=made[number % sources], identifier=f"n{number}", format="unimarc", charset="utf-8", digest=b"", description={},
               created_at=now, updated_at=now + timedelta(seconds=number // 50))
        for number in range(6_000)
    )  # fmt: skip
    asked: list[tuple[str, Any]] = []
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalogue_record, catalogue_source")
        with connection.execute_wrapper(lambda run, sql, values, *rest: asked.append((sql, values)) or run(sql, values, *rest)):  # type: ignore[func-returns-value]
            found = disseminated.page(Place(LONG_AGO, 0), before=now + timedelta(days=1), size=100, chosen={}, described=True)
        cursor.execute(f"EXPLAIN {asked[0][0]}", asked[0][1])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert len(found) == 100 and len(asked) == 1
    assert "using record_updated on catalogue_record" in plan and "Sort Key: record.updated_at" not in plan, plan
