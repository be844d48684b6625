"""What an ark leads to, and the arks of records and institutions: in the statement that reads them, or in one for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, Subquery

from catalogue.core.isil import code_of, isil
from catalogue.core.keys import LARGEST_ID, Kind
from catalogue.models import Ark, Record, Source
from catalogue.models.ark import ISIL

MOST_STEPS = 100  # replacements followed, should somebody write a circle by hand

_STANDING = f"""
    WITH RECURSIVE step AS (
        SELECT name AS first, name, replaced_by_id, 0 AS rank FROM catalogue_ark WHERE name = ANY(%s)
        UNION ALL
        SELECT step.first, next.name, next.replaced_by_id, rank + 1
        FROM step JOIN catalogue_ark AS next ON next.name = step.replaced_by_id
        WHERE rank < {MOST_STEPS}
    )
    SELECT DISTINCT ON (first) ark.*, first FROM step JOIN catalogue_ark AS ark USING (name) ORDER BY first, rank DESC
"""  # noqa: S608 - a number of ours


def standing(name: str) -> Ark | None:
    """The ark that stands for this name now: itself, or the last of those that replace it; None for a name never minted."""
    return next(iter(Ark.objects.raw(_STANDING, [[name]])), None)


def kind_of(name: str) -> Kind | None:
    """What an ark was minted for, whatever became of it; None for a name never minted. One statement."""
    found = Ark.objects.filter(name=name).values_list("kind", flat=True).first()
    return None if found is None else Kind(found)


def standing_for(names: Sequence[str]) -> dict[str, str]:
    """Of each of some names that others replace, the name of the last of these; one statement, none for none."""
    if not names:
        return {}
    found: Iterable[Any] = Ark.objects.raw(_STANDING, [list(names)])
    return {ark.first: ark.name for ark in found if ark.first != ark.name}


def of_old_number(number: int) -> str:
    """The name of the ark of the notice that was at this number before it had one, or that this row holds; "" where there is none."""
    if number > LARGEST_ID:
        return ""
    old = Ark.objects.filter(kind=Kind.NOTICE, old_number=number).values_list("name", flat=True).first()
    return old or of_records([number]).get(number, "")


def of_old_numbers(numbers: Iterable[int]) -> dict[int, str]:
    """The same for several, those alone that lead to a notice; two statements at most."""
    wanted = [number for number in numbers if 0 < number <= LARGEST_ID]
    if not wanted:
        return {}
    old: dict[Any, str] = dict(Ark.objects.filter(kind=Kind.NOTICE, old_number__in=wanted).values_list("old_number", "name"))
    return {**of_records(number for number in wanted if number not in old), **old}


def of_records(record_ids: Iterable[int]) -> dict[int, str]:
    """The name of the ark of each record that has one, by the record's row; in one statement."""
    wanted = list(record_ids)
    if not wanted:
        return {}
    return dict(Record.objects.filter(pk__in=wanted).annotate(ark=of_a_record()).exclude(ark=None).values_list("pk", "ark"))


def hang_on(source: Source) -> bool:
    """Whether the arks of notices name this source by its short name, or will as soon as its records have theirs."""
    minted = Ark.objects.filter(kind=Kind.NOTICE, namespace=source.slug)
    return minted.exists() or Record.objects.filter(source=source).exists()


def of_codes(codes: Iterable[str]) -> dict[str, str]:
    """The name of the ark of each institution that has one, by its code (RCR or ISIL); in one statement."""
    wanted = [isil(code) for code in set(codes) if code and "\0" not in code]
    if not wanted:
        return {}
    minted = Ark.objects.filter(kind=Kind.INSTITUTION, namespace=ISIL, identifier__in=wanted).values_list("identifier", "name")
    return {code_of(identifier): name for identifier, name in minted}


def of_a_record() -> Subquery:
    """The name of the ark of each record of a queryset, to annotate it with; NULL where it has none yet."""
    minted = Ark.objects.filter(kind=Kind.NOTICE, namespace=OuterRef("source__slug"), identifier=OuterRef("identifier"))
    return Subquery(minted.values("name")[:1])


def of_its_keeper() -> Subquery:
    """The name of the ark of the institution that the source of each record of a queryset belongs to; NULL where it has none yet."""
    minted = Ark.objects.filter(kind=Kind.INSTITUTION, namespace=ISIL, identifier=OuterRef("source__institution__isil"))
    return Subquery(minted.values("name")[:1])
