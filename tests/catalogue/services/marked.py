"""Records for the tests of indexing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from catalogue.core.keys import Kind
from catalogue.core.serialization import to_json
from catalogue.models import Record, Source
from catalogue.search import engines
from catalogue.services import intake, marks
from catalogue.services.consumers import Origin
from tests.contracts.notices import description

ENGINE = "tantivy"


def mark(ids: Sequence[int]) -> None:
    """As intake marks them."""
    marks.mark(Kind.NOTICE, ids, origin=Origin.INTAKE)


def add(source: Source, *titles: str, **given: Any) -> list[int]:
    """Active, marked records of these titles, stored as a harvest stores them; their ids."""
    start = Record.objects.count()
    arrivals = []
    for number, title in enumerate(titles):
        described = description(title, **given)
        arrivals.append(intake.Arrival(f"n{start + number}", "unimarc", "utf-8", b"", to_json(described), described.holdings))
    with transaction.atomic():
        return intake.store(source.pk, arrivals, now=timezone.now())


def ids_in_index() -> list[int]:
    """What a reader can find."""
    return [key.id for key in engines.get(ENGINE).document_keys()]
