"""SRU: explain in each version, every index that it lists, and the diagnostics of what is wrong (searchRetrieve 1.1, 1.2; APD 2.0)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext_noop
from lxml import etree

from portal.publish.conformance.asking import Answer, Portal
from portal.publish.conformance.judging import Chance, Fault, check, each

BASE = "/sru"
VERSIONS = ("1.1", "1.2", "2.0")
_WRONG = (("(a", "13"), ('"a', "14"), ("foo.bar=a", "15"), ("dc.foo=a", "16"), ("dc.title ~ a", "19"), ("a prox b", "39"))
_NO_SUCH_VALUE = "24"  # of an index with a list of values; the index is there
_NO_INDEX = gettext_noop("explain lists no index.")
_DIAGNOSED = gettext_noop("An index that explain lists was answered with the diagnostic %(found)s.")
_EXPECTED = gettext_noop("The diagnostic %(expected)s was expected, and there was “%(found)s”.")
_UNCOUNTED = gettext_noop("The answer does not say how many records it found.")


def look(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    """What is promised and what is refused."""
    for version in VERSIONS:
        explained = portal.get(BASE, version=version, operation="explain")
        names = dict.fromkeys(f"{name.get('set')}.{name.text}" for name in _named(explained.xml(), "name") if _parent(name) == "map")
        yield check(names, explained.address, _NO_INDEX)
        yield from each(names, partial(_answered, portal, version))
    yield from each(_WRONG, lambda wrong: _diagnosed(portal, *wrong))


def _named(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{*}}{name}"))


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else etree.QName(parent).localname


def _search(portal: Portal, version: str, query: str) -> Answer:
    operation = {} if version == "2.0" else {"operation": "searchRetrieve"}
    return portal.get(BASE, version=version, query=query, maximumRecords="1", **operation)


def _diagnostics(answer: Answer) -> str:
    return ", ".join((uri.text or "").rpartition("/")[2] for uri in _named(answer.xml(), "uri"))


def _answered(portal: Portal, version: str, index: str) -> Iterator[Fault | None]:
    answer = _search(portal, version, f'{index} = "1850"')
    found = _diagnostics(answer)
    yield check(found in ("", _NO_SUCH_VALUE), answer.address, _DIAGNOSED, found=found)
    yield check(found or _named(answer.xml(), "numberOfRecords"), answer.address, _UNCOUNTED)


def _diagnosed(portal: Portal, query: str, expected: str) -> Iterator[Fault | None]:
    answer = _search(portal, "1.2", query)
    yield check(_diagnostics(answer) == expected, answer.address, _EXPECTED, expected=expected, found=_diagnostics(answer))
