"""A file of finding aids walked in one pass: each component is given when its element ends, and forgotten.

The file is a finding aid, or an OAI-PMH answer that holds some. Memory holds the elements that are open and what they say of
themselves, whatever the length of the file; no DTD is read, no entity resolved, no address asked (XML 1.0, §4.4; OWASP, XXE).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml import etree
from msgspec.structs import replace

from catalogue.core.messages import Message
from catalogue.formats.ead import messages as _sentences  # noqa: F401 (declares them)
from catalogue.formats.ead.header import CONTROL, EADHEADER, read_header
from catalogue.formats.ead.model import Component, FindingAid, Header, Refusal, Unit
from catalogue.formats.ead.opening import Opened
from catalogue.formats.ead.staff import COMPONENTS
from catalogue.formats.ead.text import name_of, plain
from catalogue.formats.ead.unit import read_unit
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml.fault import first_of

MAX_DEPTH = 100
LONGEST_NAME = 200  # characters of an identifier: what is longer names nothing
_AUTHORITIES = frozenset({"eac-cpf", "eac"})
_TAGS = [f"{{*}}{name}" for name in (*COMPONENTS, *_AUTHORITIES, "ead", "archdesc", EADHEADER, CONTROL, "header", "metadata", "record")]

Piece = Component | FindingAid | Refusal


@dataclass(slots=True)
class _Open:
    """A level whose element is open: its place, the way to it, and how many components it has so far."""

    first: int
    path: str
    internal: bool = False
    children: int = 0


@dataclass(slots=True)
class _State:
    """The finding aid that is being read."""

    header: Header = field(default_factory=Header)
    dialect: str = "ead2002"
    open: list[_Open] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    reached: int = -1
    deepest: int = 0
    objects: int = 0
    duplicates: int = 0
    without_did: int = 0
    whole: Unit | None = None
    refused: Message | None = None


def read_ead(stream: BinaryIO) -> Iterator[Piece]:
    """What a file holds: the components of a finding aid, the last of them its whole, then the finding aid; and so for the next one.

    Never raises: what cannot be read gives a :class:`Refusal`. ``stream`` is seekable and at its beginning.
    """
    try:
        opened = Opened(stream)
    except BadRecord as bad:
        yield Refusal(reason=bad.message)
        return
    walk = _Walk(opened)
    try:
        yield from walk.pieces()
    except BadRecord as bad:
        yield Refusal(reason=bad.message, eadid=walk.eadid)
    except etree.XMLSyntaxError as error:
        yield Refusal(reason=_broken(error, walk), eadid=walk.eadid)


def _broken(error: etree.XMLSyntaxError, walk: _Walk) -> Message:
    """Why the XML cannot be parsed."""
    detail, line = first_of(error)
    if line <= 1 and not walk.begun:
        return Message("ead_not_xml")
    return Message("ead_broken", {"line": line, "detail": detail})


class _Walk:
    """One pass over a file."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self.root = ""
        self._answered = 0
        self._identifier = ""  # of the OAI-PMH header before
        self._aid: _State | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was understood of the file."""
        return self._aid is not None or self._answered > 0

    @property
    def eadid(self) -> str:
        """The identifier of the finding aid that is open."""
        return self._aid.header.eadid if self._aid else ""

    def pieces(self) -> Iterator[Piece]:
        """Everything that the file holds."""
        events = etree.iterparse(
            self._opened,
            events=("start", "end"),
            tag=_TAGS,
            encoding=self._opened.encoding or None,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
            huge_tree=False,
        )
        for event, element in events:
            self._opened.ahead = 0
            if event == "start":
                self._start(element, name_of(element))
            else:
                yield from self._end(element, name_of(element))
        self.root = self.root or name_of(events.root)
        if not self._answered:
            yield Refusal(reason=self._nothing())

    def _nothing(self) -> Message:
        return Message("ead_authority") if self.root in _AUTHORITIES else Message("ead_none", {"name": self.root[:80]})

    def _start(self, element: etree._Element, name: str) -> None:
        if name in _AUTHORITIES:
            self.root = name
        if name == "ead":
            self._aid = _State()
            self._answered += 1
        elif self._aid and name == "archdesc":
            self._aid.reached = 0
            self._aid.open = [_Open(0, "", _is_internal(element))]
        elif self._aid and self._aid.open and name in COMPONENTS:
            self._open_component(self._aid, internal=_is_internal(element))

    def _open_component(self, aid: _State, *, internal: bool) -> None:
        above = aid.open[-1]
        above.children += 1
        aid.reached += 1
        aid.open.append(_Open(aid.reached, f"{above.path}/{above.children}", internal or above.internal))
        aid.deepest = max(aid.deepest, len(aid.open) - 1)
        if len(aid.open) > MAX_DEPTH:
            raise BadRecord("ead_too_deep", limit=MAX_DEPTH)

    def _end(self, element: etree._Element, name: str) -> Iterator[Piece]:
        aid = self._aid
        if aid is None:
            yield from self._envelope(element, name)
        elif name in (EADHEADER, CONTROL) and not aid.open:
            aid.header = read_header(element)
            aid.dialect = "ead3" if name == CONTROL else "ead2002"
            element.clear()
        elif name in COMPONENTS and len(aid.open) > 1:
            yield self._component(aid, element)
            _forget(element)
        elif name == "archdesc" and aid.open:
            yield self._component(aid, element)
            element.clear()
        elif name == "ead":
            closed = self._close(aid)
            element.clear()
            aid.keys.clear()  # what is done with a finding aid at its end need not stand beside them
            yield closed
            self._aid = None

    def _envelope(self, element: etree._Element, name: str) -> Iterator[Piece]:
        """The elements of an OAI-PMH answer around finding aids."""
        if name == "header":
            found = (plain(each) for each in element.iterchildren(etree.Element) if name_of(each) == "identifier")
            self._identifier = next(found, "")
            if element.get("status") == "deleted":
                self._answered += 1
                yield Refusal(reason=Message("ead_deleted"), eadid=self._identifier)
        elif name == "metadata" and len(element) == 0 and not plain(element):
            self._answered += 1
            yield Refusal(reason=Message("ead_no_metadata"), eadid=self._identifier)
        elif name == "record":
            self._identifier = ""
            element.clear()

    def _component(self, aid: _State, element: etree._Element) -> Component:
        place = aid.open.pop()
        unit = read_unit(element)
        aid.objects += len(unit.digital)
        aid.without_did += all(name_of(child) != "did" for child in element)
        if not aid.open:
            aid.whole = unit
        return Component(
            first=place.first,
            last=aid.reached,
            parent=aid.open[-1].first if aid.open else -1,
            depth=len(aid.open),
            key=self._key(aid, unit, place),
            internal=place.internal,
            unit=unit,
        )

    def _key(self, aid: _State, unit: Unit, place: _Open) -> str:
        """The id of a component; its path where it has none, or none that names it alone."""
        if not place.path:
            return ""
        name = unit.identifier
        if name and name not in aid.keys and len(name) <= LONGEST_NAME and not name.startswith("/"):
            aid.keys.add(name)
            return name
        aid.duplicates += name in aid.keys
        return place.path

    def _close(self, aid: _State) -> FindingAid | Refusal:
        header, whole = aid.header, aid.whole
        warnings = list(self._opened.warnings)
        if not header.eadid and self._identifier:
            header = replace(header, eadid=self._identifier)
            warnings.append(Message("ead_identifier_of_header", {"name": self._identifier}))
        if whole is None:
            return Refusal(reason=Message("ead_without_description"), eadid=header.eadid)
        if not header.eadid:
            return Refusal(reason=Message("ead_without_identifier"))
        if len(header.eadid) > LONGEST_NAME:
            return Refusal(reason=Message("ead_identifier_long", {"limit": LONGEST_NAME}), eadid=header.eadid[:LONGEST_NAME])
        if not (whole.title or header.title):
            return Refusal(reason=Message("ead_without_title"), eadid=header.eadid)
        counted = {
            "ead_duplicate_id": aid.duplicates,
            "ead_controls": self._opened.controls,
            "ead_entities": self._opened.entities,
            "ead_without_did": aid.without_did,
        }
        warnings += [Message(code, {"count": count}) for code, count in counted.items() if count]
        return FindingAid(
            header=header,
            dialect=aid.dialect,
            components=aid.reached,
            digital_objects=aid.objects,
            depth=aid.deepest,
            warnings=tuple(warnings),
        )


def _is_internal(element: etree._Element) -> bool:
    return element.get("audience") == "internal"


def _forget(element: etree._Element) -> None:
    """Empty a component that was read, and take the one before it away: the text that follows an element is still to come when it ends."""
    element.clear(keep_tail=True)  # type: ignore[call-arg]
    before, parent = element.getprevious(), element.getparent()
    if before is not None and parent is not None and name_of(before) in COMPONENTS:
        parent.remove(before)
