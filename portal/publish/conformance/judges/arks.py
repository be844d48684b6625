"""Arks drawn by lot: each is the address of a page, says who, what and when by ?info, and is found whatever its hyphens."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from portal.public import addresses
from portal.publish.conformance.asking import Portal
from portal.publish.conformance.drawing import arks, fonds, institutions, notices
from portal.publish.conformance.judging import Chance, Fault, check, each

NOTICES, OTHERS = 20, 8
_NO_PAGE = gettext_noop("The page does not answer: %(status)s.")
_NO_ERC = gettext_noop("?info does not begin as an electronic resource citation, or does not say where.")
_HYPHENS = gettext_noop("The ark with a hyphen in it is another: %(status)s.")


def look(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    """Notices, institutions and fonds."""
    drawn = arks(notices(chance, NOTICES), institutions(chance, OTHERS), fonds(chance, OTHERS))
    return each(drawn, lambda ark: _of(portal, ark))


def _of(portal: Portal, ark: str) -> Iterator[Fault | None]:
    page = portal.get(addresses.of_ark(ark))
    yield check(page.status == 200, page.address, _NO_PAGE, status=page.status)
    told = portal.get(f"{addresses.of_ark(ark)}?info")
    text = told.whole().decode("utf-8")
    yield check(text.startswith("erc:") and f"where: {portal.site}" in text, told.address, _NO_ERC)
    hyphened = portal.get(f"{addresses.of_ark(ark)[:-1]}-{ark[-1]}")
    yield check(hyphened.status in (200, 301, 302, 308), hyphened.address, _HYPHENS, status=hyphened.status)
