"""Sitemaps: every one that the index lists is one, and pages drawn from them answer (Sitemaps 0.90)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from portal.publish.conformance.asking import Portal
from portal.publish.conformance.judging import Chance, Fault, check, each

BASE, MAPS, PAGES = "/sitemap.xml", 6, 25
_MOST = 50_000  # addresses of one map
_MANY = gettext_noop("%(count)s addresses stand in one map.")
_DEAD = gettext_noop("The page does not answer: %(status)s.")
_FOREIGN = gettext_noop("%(found)s is no address of this portal.")


def look(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    """The index, some maps, some pages of them."""
    listed = _locations(portal, BASE)
    pages: list[str] = []
    yield from each(chance.sample(listed, min(MAPS, len(listed))), lambda address: _map(portal, address, pages))
    yield from each(chance.sample(sorted(pages), min(PAGES, len(pages))), lambda address: _page(portal, address))


def _locations(portal: Portal, address: str) -> list[str]:
    return [(found.text or "").strip() for found in portal.get(address).xml().iter("{*}loc")]


def _map(portal: Portal, address: str, pages: list[str]) -> Iterator[Fault | None]:
    found = _locations(portal, address)
    pages += found
    yield check(0 < len(found) <= _MOST, address, _MANY, count=len(found))


def _page(portal: Portal, address: str) -> Iterator[Fault | None]:
    yield check(address.startswith(portal.site), address, _FOREIGN, found=address)
    answer = portal.get(address)
    yield check(answer.status == 200, answer.address, _DEAD, status=answer.status)
