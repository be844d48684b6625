"""References of notices drawn by lot, in the forms that programs for bibliographies take."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from django.utils.translation import gettext_noop

from catalogue.citations.exporters import FOR_PROGRAMS
from catalogue.selectors.notices import ShownNotice
from portal.public import addresses
from portal.publish.conformance.asking import Portal
from portal.publish.conformance.drawing import notices
from portal.publish.conformance.judging import Chance, Fault, check, each

RECORDS = 15
_LINE_OF_RIS = re.compile(r"[A-Z][A-Z0-9]  - .*|")
_SHAPE = gettext_noop("The reference has not the shape of its form.")
_IDENTITY = gettext_noop("The description does not name its own ark.")


def look(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    """Each notice in every form for programs, and as JSON-LD."""
    return each(notices(chance, RECORDS), lambda notice: _of(portal, notice))


def _of(portal: Portal, notice: ShownNotice) -> Iterator[Fault | None]:
    linked = portal.get(addresses.in_form(notice.ark, "jsonld"))
    yield check(notice.ark in json.dumps(linked.json()), linked.address, _IDENTITY)
    for exporter in FOR_PROGRAMS:
        answer = portal.get(addresses.in_form(notice.ark, exporter.name))
        text = answer.whole().decode("utf-8")
        yield check(_SHAPES.get(exporter.name, bool)(text), answer.address, _SHAPE)


def _is_ris(text: str) -> bool:
    lines = text.splitlines()
    return all(map(_LINE_OF_RIS.fullmatch, lines)) and text.startswith("TY  - ") and "ER  - " in lines[-1]


def _is_bibtex(text: str) -> bool:
    return text.lstrip().startswith("@") and text.count("{") == text.count("}")


def _is_csl(text: str) -> bool:
    told = json.loads(text)
    items = told if isinstance(told, list) else [told]
    return bool(items) and all({"id", "type"} <= item.keys() for item in items)


_SHAPES: dict[str, Callable[[str], bool]] = {"ris": _is_ris, "bibtex": _is_bibtex, "csl": _is_csl, "csljson": _is_csl}
