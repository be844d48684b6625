"""Institutions by their RCR, for pages: in one statement however many there are."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from django.db.models import Q

from catalogue.models import Institution


def names(rcrs: Iterable[str]) -> dict[str, str]:
    """The name of each institution that is known, by RCR."""
    wanted = {rcr for rcr in rcrs if rcr}
    if not wanted:
        return {}
    return dict(Institution.objects.filter(rcr__in=wanted).values_list("rcr", "title"))


_kept: dict[Hashable, dict[str, str]] = {}


def kept_names(rcrs: Iterable[str], *, generation: Hashable) -> dict[str, str]:
    """The same, each asked for once by this process until ``generation``, which changes with what readers find, is another.

    An institution that changes its name has its records indexed again, after which the generation is another. 0: nothing is kept.
    """
    wanted = {rcr for rcr in rcrs if rcr}
    known = _kept.get(generation, {})
    if missing := wanted - known.keys():
        known = {**known, **names(missing)}
        if generation:
            _kept.clear()
            _kept[generation] = known
    return {rcr: known[rcr] for rcr in wanted if rcr in known}


def by_rcr(rcrs: Iterable[str]) -> dict[str, Institution]:
    """The institutions that are known, by RCR."""
    wanted = {rcr for rcr in rcrs if rcr}
    if not wanted:
        return {}
    return {str(found.rcr): found for found in Institution.objects.filter(rcr__in=wanted)}


def one(rcr: str) -> Institution | None:
    """The institution of this RCR whose page is published; None where there is none."""
    if "\0" in rcr:  # PostgreSQL takes no such text
        return None
    return Institution.objects.filter(rcr=rcr, live=True).first()


def of_commune(codes: Iterable[str], *, also: Iterable[str] = ()) -> list[Institution]:
    """The published institutions that stand in a commune (any of its INSEE codes), and those of the RCRs ``also``."""
    standing = Q(insee__in=list(codes)) | Q(rcr__in=list(also))
    return list(Institution.objects.filter(standing, live=True).exclude(rcr=None).order_by("title"))


def listed(*, department: str = "", words: str = "", most: int = 500) -> list[Institution]:
    """The published institutions by department and name, at most ``most``: of one department, whose name or town holds each word."""
    found = Institution.objects.filter(live=True).exclude(rcr=None)
    if department:
        found = found.filter(department=department)
    for word in words.split()[:8]:
        found = found.filter(Q(title__icontains=word) | Q(town__icontains=word) | Q(rcr=word))
    return list(found.order_by("department", "to_complete", "title", "pk")[:most])
