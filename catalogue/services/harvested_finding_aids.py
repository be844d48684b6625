"""Finding aids that a partner's server gives one by one: each is stored as a file of EAD is, and known by the name the server gives it."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.db.models import QuerySet

from catalogue.models import FindingAid, Source
from catalogue.services import finding_aid_standing
from catalogue.services.finding_aids import Imported, Scope, import_file, withdraw
from catalogue.services.holdings import keeper_of


def receive(source: Source, name: str, data: bytes) -> Imported:
    """Store the finding aid that the server calls ``name``, inside the caller's transaction; the last of its outcomes, should it hold
    several. What the server gave under this name before and this one is not is withdrawn; what it gave under another name is this one now.
    It is kept from readers with its source, though a file brought it first.
    """
    keeper = keeper_of(source.pk)
    told = import_file(io.BytesIO(data), name=name, scope=Scope(source.slug, institution=keeper.code, hidden=not keeper.shown))
    given = [one.eadid for one in told if one.status != "refused"]
    stored = FindingAid.objects.filter(namespace=source.slug, eadid__in=given)
    stored.exclude(given_as=name).update(given_as=name)
    finding_aid_standing.turn(stored, of=source.pk, hidden=not keeper.shown)
    for old in _named(source, [name]).exclude(eadid__in=given):
        withdraw(old)
    return told[-1]


def of_another_name(source: Source, name: str, eadid: str) -> str:
    """Under which other name the server has given this finding aid; "" where it has not."""
    other = FindingAid.objects.filter(namespace=source.slug, eadid=eadid).exclude(given_as__in=("", name))
    return other.values_list("given_as", flat=True).first() or ""


def withdraw_named(source: Source, names: Sequence[str]) -> int:
    """Withdraw what the server gave under these names, inside the caller's transaction; how many components are shown no more."""
    return sum(withdraw(aid) for aid in _named(source, names))


def _named(source: Source, names: Sequence[str]) -> QuerySet[FindingAid]:
    """Those that stand."""
    return FindingAid.objects.filter(namespace=source.slug, given_as__in=list(names), rows__key="", rows__gone=False)
