"""Records for the tests of indexing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from catalogue.core.keys import Kind
from catalogue.core.serialization import to_dict
from catalogue.models import Record, Source
from catalogue.search import engines
from catalogue.services import marks
from catalogue.services.consumers import Origin
from tests.contracts.notices import description

ENGINE = "tantivy"


def mark(ids: Sequence[int]) -> None:
    """As intake marks them."""
    marks.mark(Kind.NOTICE, ids, origin=Origin.INTAKE)


def add(source: Source, *titles: str, **given: Any) -> list[int]:
    """Active, marked records of these titles; their ids."""
    now = timezone.now()
    start = Record.objects.count()
    records = [
        Record(
            source=source,
            identifier=f"n{start + number}",
            format="unimarc",
            charset="utf-8",
            digest=b"",
            description=to_dict(description(title, **given)),
            created_at=now,
            updated_at=now,
        )
        for number, title in enumerate(titles)
    ]
    ids = [record.pk for record in Record.objects.bulk_create(records)]
    mark(ids)
    return ids


def ids_in_index() -> list[int]:
    """What a reader can find."""
    return [key.id for key in engines.get(ENGINE).document_keys()]
