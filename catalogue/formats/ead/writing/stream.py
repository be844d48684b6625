"""A finding aid written piece by piece: its components come in the order of the document, and none is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalogue.formats.ead.model import Component, Header
from catalogue.formats.ead.writing.header import header as written_header
from catalogue.formats.ead.writing.notes import Known
from catalogue.formats.ead.writing.unit import opening, said

DOCTYPE = '<!DOCTYPE ead PUBLIC "+//ISBN 1-931666-00-8//DTD ead.dtd (Encoded Archival Description (EAD) Version 2002)//EN" "ead.dtd">'
PROLOG = f'<?xml version="1.0" encoding="UTF-8"?>\n{DOCTYPE}\n'
BEGINNING = f"{PROLOG}<ead>"
_AT_ONCE = 65_536  # characters of a piece, about


def write_ead(header: Header, components: Iterable[Component], *, known: Known) -> Iterator[bytes]:
    """A finding aid as bytes, in pieces. ``components``: the whole first, then each before what lies in it (by ``first``).

    ``known`` says whether a component of this key is among them: a link to one that is not would make the file invalid. Only keys
    that are their component's own identifier are written as such; the first component that comes is the whole, whatever its place was.
    """
    waiting = [BEGINNING, written_header(header)]
    size = 0
    open_until: list[tuple[int, str]] = []
    hidden: list[int] = []
    for component in components:
        waiting += _closed(open_until, before=component.first)
        while hidden and hidden[-1] < component.first:
            hidden.pop()
        pieces = _opened(component, known, whole=not open_until, below_hidden=bool(hidden))
        if component.internal:
            hidden.append(component.last)
        open_until.append((component.last, _end(component, whole=not open_until)))
        waiting += pieces
        size += sum(map(len, pieces))
        if size >= _AT_ONCE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    waiting += [end for _, end in reversed(open_until)]
    yield "".join([*waiting, "</ead>\n"]).encode()


def _opened(component: Component, known: Known, *, whole: bool, below_hidden: bool) -> list[str]:
    unit = component.unit
    identified = not known(unit.identifier) if whole else component.key == unit.identifier
    internal = component.internal and not below_hidden
    start = opening("archdesc" if whole else "c", unit, internal=internal, identified=identified)
    below = "<dsc>" if whole and component.last > component.first else ""
    return [start, said(unit, known), below]


def _end(component: Component, *, whole: bool) -> str:
    if not whole:
        return "</c>\n"
    return "</dsc></archdesc>" if component.last > component.first else "</archdesc>"


def _closed(open_until: list[tuple[int, str]], *, before: int) -> list[str]:
    """The ends of the elements that hold nothing from a place on; what remains open holds it."""
    ends = []
    while open_until and open_until[-1][0] < before:
        ends.append(open_until.pop()[1])
    return ends
