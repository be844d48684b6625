"""The region as rules of local interest know it: the curators' tables, looked at again every few seconds, and what the catalogue has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max

from catalogue.clustering.keys import hashed, of_identifier
from catalogue.geography.departments import departments_of
from catalogue.local_interest import Knowledge, Known, Region, Weights, shipped
from catalogue.models import LocalName, LocalRule
from catalogue.selectors.kept_table import KeptTable

_SCHEME: Final = "ark:ark:/12148/"
_OURS: Final = "SELECT keys FROM catalogue_clustermember WHERE keys && %s::bigint[]"


def region() -> Region:
    """The region of this portal, as the rules know it now."""
    return _kept.current()


def renew() -> None:
    """Look at the tables again the next time in this process."""
    _kept.renew()


def ours(arks: Iterable[str]) -> frozenset[str]:
    """Of these names of arks of the BnF ("cb328261098"), those that a notice shown here has; one statement, none for no ark."""
    keys = {hashed(of_identifier(f"{_SCHEME}{ark}")): ark for ark in arks}
    if not keys:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(_OURS, [list(keys)])
        return frozenset(keys[key] for (found,) in cursor.fetchall() for key in found if key in keys)


def _made(known: Knowledge) -> Region:
    return Region((found.code for found in departments_of(settings.REGION_CODE)), known)


def _version() -> str:
    names = LocalName.objects.aggregate(rows=Count("*"), last=Max("updated_at"))
    rules = LocalRule.objects.aggregate(last=Max("updated_at"))
    return f"{names['rows']}/{names['last']}/{rules['last']}"


def _read() -> Knowledge:
    lines = (
        Known(kind, words, tuple(departments.split()), label, sure)  # type: ignore[arg-type]  # the column's choices are the kinds
        for kind, words, departments, label, sure in LocalName.objects.values_list("kind", "words", "departments", "label", "sure")
    )
    rules = LocalRule.objects.filter(retired=False)
    return Knowledge(tuple(lines), {one.rule: Weights(one.sure, one.doubtful) for one in rules})


_kept = KeptTable("local_knowledge", version=_version, read=lambda _: _made(_read()), without=lambda: _made(shipped()))
