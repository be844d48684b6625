"""Institutions by their RCR, for pages: in one statement however many there are."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.models import Institution


def names(rcrs: Iterable[str]) -> dict[str, str]:
    """The name of each institution that is known, by RCR."""
    wanted = {rcr for rcr in rcrs if rcr}
    if not wanted:
        return {}
    return dict(Institution.objects.filter(rcr__in=wanted).values_list("rcr", "title"))


def by_rcr(rcrs: Iterable[str]) -> dict[str, Institution]:
    """The institutions that are known, by RCR."""
    wanted = {rcr for rcr in rcrs if rcr}
    if not wanted:
        return {}
    return {str(found.rcr): found for found in Institution.objects.filter(rcr__in=wanted)}
