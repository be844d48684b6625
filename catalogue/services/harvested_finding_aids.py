"""Finding aids that a partner's server gives one by one: each is stored as a file of EAD is, and known by the name the server gives it."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.db.models import QuerySet

from catalogue.core.isil import code_of
from catalogue.models import FindingAid, Source
from catalogue.services.finding_aids import Imported, Scope, import_file, withdraw


def receive(source: Source, name: str, data: bytes) -> Imported:
    """Store the finding aid that the server calls ``name``, inside the caller's transaction; the last of its outcomes, should it hold
    several. What the server gave under this name before and this one is not is withdrawn; what it gave under another name is this one now.
    """
    institution = source.institution
    scope = Scope(source.slug, institution=code_of(institution.isil) if institution else "")
    told = import_file(io.BytesIO(data), name=name, scope=scope)
    given = [one.eadid for one in told if one.status != "refused"]
    FindingAid.objects.filter(namespace=source.slug, eadid__in=given).exclude(given_as=name).update(given_as=name)
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
