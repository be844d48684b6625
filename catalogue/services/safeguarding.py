"""The safeguarding sheet of an institution: read and written by those who keep it, each reading noted in the same transaction."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from catalogue.models import Institution, SafeguardedFonds, SafeguardReading

Deed = SafeguardReading.Deed
READINGS = 100


def sheet(institution: Institution, *, person: str) -> list[SafeguardedFonds]:
    """What is carried out, by room and shelf, with the fonds of each; ``person`` is noted to have read it. Two statements."""
    with transaction.atomic():
        _note(institution, person, Deed.READ)
        return list(_of(institution).select_related("fonds").order_by("room", "shelf", "rank", "pk"))


def one(institution: Institution, number: int, *, person: str) -> SafeguardedFonds | None:
    """One line of it, noted too; None where the institution has none of that number."""
    with transaction.atomic():
        _note(institution, person, Deed.READ)
        return _of(institution).filter(pk=number).first()


def write(line: SafeguardedFonds, *, institution: Institution, person: str) -> None:
    """Store a line of the sheet."""
    with transaction.atomic():
        _note(institution, person, Deed.WRITTEN)
        line.institution, line.written_by = institution, person
        line.save()


def take_off(institution: Institution, number: int, *, person: str) -> bool:
    """Take a line off the sheet; False where there is none of that number."""
    with transaction.atomic():
        _note(institution, person, Deed.WRITTEN)
        return bool(_of(institution).filter(pk=number).delete()[0])


def readings(institution: Institution) -> list[SafeguardReading]:
    """Who read or wrote it lately, the last first."""
    return list(SafeguardReading.objects.filter(institution=institution).order_by("-at", "-pk")[:READINGS])


def _of(institution: Institution) -> QuerySet[SafeguardedFonds]:
    return SafeguardedFonds.objects.filter(institution=institution)


def _note(institution: Institution, person: str, deed: str) -> None:
    SafeguardReading.objects.create(institution=institution, person=person[:254], deed=deed)
