"""Walks the elements of a Dublin Core description and hands each to the function of its name."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from catalogue.core.description import Description
from catalogue.formats.base import DUBLIN_CORE
from catalogue.formats.draft import Draft
from catalogue.formats.dublin_core import agents, contents, identifiers, material, sources, titles
from catalogue.formats.dublin_core.statement import Statement, statements

Handler = Callable[[Statement, Draft], None]

HANDLERS: dict[str, Handler] = {}
for _module in (titles, agents, contents, identifiers, material, sources):
    HANDLERS.update(_module.HANDLERS)


def describe(element: etree._Element, *, identifier: str = "") -> Description:
    """The description of ``oai_dc:dc``, a qualified container or any element around one. Never raises.

    ``identifier`` is that of the harvested item; without it, the first ARK or other number found serves. Namespaces may be missing or
    wrong: only local names count.
    """
    draft = Draft(format=DUBLIN_CORE)
    draft.identifier = identifier
    for statement in statements(element):
        handler = HANDLERS.get(statement.name)
        if handler is not None:
            handler(statement, draft)
    titles.settle(draft)
    identifiers.settle(draft)
    material.settle(draft)
    return draft.finish(deleted=False)
