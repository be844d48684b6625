"""What the recipient of deliveries has of each institution, and what it was not told yet; a number of statements that never grows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from catalogue.core.isil import code_of
from catalogue.core.keys import Kind
from catalogue.models import Ark, Institution
from catalogue.selectors import disseminated
from harvest.models import Delivery


@dataclass(frozen=True, slots=True)
class Had:
    """What CCFr has of an institution: ``standing`` notices by its last delivery, of which ``refused``; ``since`` were changed or withdrawn
    later. None of them before a first delivery.
    """

    last: Delivery | None = None
    standing: int = 0
    refused: int = 0
    since: int = 0


def of_institution(code: str) -> QuerySet[Delivery]:
    """The deliveries of an institution, the last first, without what was answered."""
    return Delivery.objects.filter(institution=code).defer("receipt").order_by("-pk")


def had_of(code: str) -> Had:
    """What it has of an institution. Two statements, and that of the moment."""
    last = of_institution(code).filter(state=Delivery.State.MADE).first()
    if last is None or last.made_at is None:
        return Had()
    since = disseminated.count(last.made_at, before=disseminated.horizon(), chosen={"institution": code})
    return Had(last, last.standing, last.refused or 0, since)


def last_of(institutions: Iterable[Institution]) -> dict[str, Delivery]:
    """The last delivery of each of some institutions that was made, by code; one statement."""
    codes = [code_of(one.isil) for one in institutions]
    made = Delivery.objects.filter(institution__in=codes, state=Delivery.State.MADE).defer("receipt")
    return {one.institution: one for one in made.order_by("institution", "-pk").distinct("institution")}


def arks_of(records: Collection[str]) -> dict[str, str]:
    """The arks of some records ("source/identifier"), by them; one statement, none for none."""
    named = [record.partition("/") for record in records]
    if not named:
        return {}
    sources, identifiers = {source for source, _, _ in named}, [identifier for _, _, identifier in named]
    found = Ark.objects.filter(kind=Kind.NOTICE, namespace__in=sources, identifier__in=identifiers)
    return {f"{source}/{identifier}": name for source, identifier, name in found.values_list("namespace", "identifier", "name")}
