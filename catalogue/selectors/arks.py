"""What an ark leads to, and the arks of records and institutions: in the statement that reads them, or in one for all."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery, Value

from catalogue.core.isil import code_of, isil
from catalogue.core.keys import LARGEST_ID, Kind
from catalogue.models import Ark, Record
from catalogue.models.ark import ISIL
from catalogue.selectors import institutions
from catalogue.selectors.institutions import KnownInstitution

MOST_STEPS = 100  # replacements followed, should somebody write a circle by hand

_STANDING = f"""
    WITH RECURSIVE step AS (
        SELECT name, replaced_by_id, 0 AS rank FROM catalogue_ark WHERE name = %s
        UNION ALL
        SELECT next.name, next.replaced_by_id, rank + 1
        FROM step JOIN catalogue_ark AS next ON next.name = step.replaced_by_id
        WHERE rank < {MOST_STEPS}
    )
    SELECT ark.* FROM step JOIN catalogue_ark AS ark USING (name) ORDER BY rank DESC LIMIT 1
"""  # noqa: S608 - a number of ours


def standing(name: str) -> Ark | None:
    """The ark that stands for this name now: itself, or the last of those that replace it; None for a name never minted."""
    return next(iter(Ark.objects.raw(_STANDING, [name])), None)


def record_of(ark: Ark) -> Record | None:
    """The record that the ark of a notice names, with its source and the source's institution; None where it is not there now."""
    shown = Record.objects.select_related("source__institution").filter(source__slug=ark.namespace, identifier=ark.identifier)
    return shown.annotate(ark=Value(ark.name)).first()


def institution_of(ark: Ark) -> KnownInstitution | None:
    """The institution that this ark names, as readers are told of it; None where the register has none now."""
    return institutions.one(ark.identifier)


def of_old_number(number: int) -> str:
    """The name of the ark of the notice that was at this number before it had one, or that this row holds; "" where there is none."""
    if number > LARGEST_ID:
        return ""
    old = Ark.objects.filter(kind=Kind.NOTICE, old_number=number).values_list("name", flat=True).first()
    return old or of_records([number]).get(number, "")


def of_records(record_ids: Iterable[int]) -> dict[int, str]:
    """The name of the ark of each record that has one, by the record's row; in one statement."""
    wanted = list(record_ids)
    if not wanted:
        return {}
    return dict(Record.objects.filter(pk__in=wanted).annotate(ark=of_a_record()).exclude(ark=None).values_list("pk", "ark"))


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
