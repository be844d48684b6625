"""The stream of changes: its last pages, in order, each thing told by an address that answers (Change Discovery 1.0, §3)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop

from portal.publish.conformance.asking import Portal
from portal.publish.conformance.judging import Chance, Fault, check, each

BASE, PAGES, THINGS = "/changements", 2, 15
_TYPES = frozenset(("Create", "Update", "Delete", "Move"))
_UNKNOWN = gettext_noop("%(found)s is no type of change.")
_ORDER = gettext_noop("The changes of the page are not in the order of time.")
_GONE = gettext_noop("What is told as there does not answer: %(status)s.")
_THERE = gettext_noop("What is told as gone answers: %(status)s.")


def look(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    """The last pages, walked backwards as who keeps a copy walks them."""
    told = portal.get(BASE).json()
    address, activities = told["last"]["id"], []
    for _page in range(PAGES):
        answer = portal.get(address)
        page = answer.json()
        items = page.get("orderedItems", [])
        activities += items
        times = [item.get("endTime", "") for item in items]
        yield check(times == sorted(times), answer.address, _ORDER)
        yield from (check(item.get("type") in _TYPES, answer.address, _UNKNOWN, found=item.get("type")) for item in items)
        if "prev" not in page:
            break
        address = page["prev"]["id"]
    drawn = chance.sample(activities, min(THINGS, len(activities)))
    yield from each(drawn, lambda item: _thing(portal, item["object"]["id"], item["type"]))


def _thing(portal: Portal, address: str, sort: str) -> Iterator[Fault | None]:
    answer = portal.get(address)
    if sort in ("Create", "Update"):
        yield check(answer.status in (200, 301, 302), answer.address, _GONE, status=answer.status)
    elif sort == "Delete":
        yield check(answer.status in (404, 410), answer.address, _THERE, status=answer.status)
