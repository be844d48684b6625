"""The pieces of an exhibition or of a path, each laid out for a template, a sheet or a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.whitelist import Whitelister, allow_without_attributes

from catalogue.geography.communes import Commune, commune
from portal.pages.reading import PICTURES, Piece, items, plain
from portal.shown import links
from portal.shown.mediation.pictures import Picture, part_of, picture
from portal.shown.mediation.works import Shelf, Work
from portal.shown.query import Query


class _Allowed(Whitelister):
    element_rules = dict.fromkeys(("[document]", "p", "b", "i", "strong", "em", "h3", "ol", "ul", "li", "br"), allow_without_attributes)


_ALLOWED = _Allowed()


@dataclass(frozen=True, slots=True)
class Part:
    """One of several things in a piece: a stage of a picture, a date, a place. ``label`` is what stands before it."""

    label: str
    title: str
    text: SafeString | str
    picture: Picture | None = None
    work: Work | None = None
    place: Commune | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A piece laid out. ``number`` is its place, from 1; ``more`` what only its kind has."""

    kind: str
    id: str
    number: int
    title: str
    text: SafeString | str = ""
    works: tuple[Work, ...] = ()
    pictures: tuple[Picture, ...] = ()
    parts: tuple[Part, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """Where it is written."""
        return f"public/mediation/{self.kind}.html"

    @property
    def anchor(self) -> str:
        """Its name inside the page."""
        return f"etape-{self.number}"

    @property
    def name(self) -> str:
        """What lists call it: its title, else what it is about."""
        told = self.title or next((work.title.text for work in self.works), "") or str(self.more.get("name") or "")
        return told or (_first_words(self.text or self.more.get("question", "")) or gettext("Piece %(number)s") % {"number": self.number})

    @property
    def plain(self) -> str:
        """Its text without markup."""
        return plain(str(self.text))


def lay_out(some: Sequence[Piece], shelf: Shelf) -> tuple[Laid, ...]:
    """Every piece that the portal knows how to show, numbered in the order of reading; no statement."""
    return tuple(_laid(piece, number, shelf) for number, piece in enumerate((one for one in some if one.kind in _KINDS), 1))


def rich(markup: Any) -> SafeString:
    """A text of the editor, of which nothing is left but paragraphs, titles, lists, italics and bold, whatever way it came in by."""
    return SafeString(_ALLOWED.clean(str(markup))) if markup else SafeString("")  # every other element and every attribute is gone


def _first_words(text: Any) -> str:
    words = plain(str(text)).split()
    return " ".join(words[:9]) + ("…" if len(words) > 9 else "")


def _laid(piece: Piece, number: int, shelf: Shelf) -> Laid:
    value = piece.value
    shown = tuple(one for name in PICTURES if (one := picture(value.get(name), shelf)) is not None)
    work = shelf.of(str(value.get("ark") or ""))
    bare = Laid(
        piece.kind, piece.id, number, piece.title, _marked(value.get("text"), piece.kind), (work,) if work else (), shown
    )  # fmt: skip
    return _KINDS[piece.kind](bare, value, shelf)


def _marked(text: Any, kind: str) -> SafeString | str:
    return str(text or "") if kind == "quotation" else rich(text)


def _as_it_is(laid: Laid, value: Mapping[str, Any], shelf: Shelf) -> Laid:
    return laid


def _listed(laid: Laid, value: Mapping[str, Any], shelf: Shelf) -> Laid:
    others = [line.strip() for line in str(value.get("others") or "").splitlines() if line.strip()]
    return replace(laid, works=shelf.all(str(one) for one in items(value.get("arks"))), more={"others": others})


def _story(laid: Laid, value: Mapping[str, Any], shelf: Shelf) -> Laid:
    whole = laid.pictures[0] if laid.pictures else None
    stages = tuple(
        Part("", str(stage.get("title") or ""), rich(stage.get("text")), part_of(whole, stage) if whole else None)
        for stage in items(value.get("stages"))
    )
    return replace(laid, parts=stages)


def _timeline(laid: Laid, value: Mapping[str, Any], shelf: Shelf) -> Laid:
    events = tuple(
        Part(
            str(one.get("date") or ""), str(one.get("title") or ""), rich(one.get("text")),
            work=shelf.of(str(one.get("ark") or "")),
        )
        for one in items(value.get("events"))
    )  # fmt: skip
    return replace(laid, parts=events)


def _map(laid: Laid, value: Mapping[str, Any], shelf: Shelf) -> Laid:
    found = [(commune(str(one.get("commune") or "")), one) for one in items(value.get("places"))]
    places = tuple(Part(place.name, "", rich(one.get("text")), place=place) for place, one in found if place)
    return replace(laid, parts=places)


def _place(laid: Laid, value: Mapping[str, Any], shelf: Shelf) -> Laid:
    place = commune(str(value.get("commune") or ""))
    latitude, longitude = value.get("latitude"), value.get("longitude")
    exact = latitude is not None and longitude is not None
    if place and not exact:
        latitude, longitude = place.latitude, place.longitude
    more = {"place": place, "name": place.name if place else "", "latitude": latitude, "longitude": longitude, "exact": exact}
    return replace(laid, more=more)


def _person(laid: Laid, value: Mapping[str, Any], shelf: Shelf) -> Laid:
    name = str(value.get("name") or "").strip()
    return replace(laid, more={"name": name, "url": links.heading_page("public:person", name) or Query(words=name).url()})


def _quotation(laid: Laid, value: Mapping[str, Any], shelf: Shelf) -> Laid:
    return replace(laid, more={"author": str(value.get("author") or "")})


def _transcription(laid: Laid, value: Mapping[str, Any], shelf: Shelf) -> Laid:
    language = str(value.get("language") or "fr")
    return replace(laid, more={"lines": str(value.get("lines") or "").splitlines(), "language": language})


def _recording(laid: Laid, value: Mapping[str, Any], shelf: Shelf) -> Laid:
    more = {name: str(value.get(name) or "") for name in ("credit", "transcript")}
    return replace(laid, more=more | {"document": value.get("document")})


def _question(laid: Laid, value: Mapping[str, Any], shelf: Shelf) -> Laid:
    return replace(laid, more={name: rich(value.get(name)) for name in ("question", "answer")})


_KINDS: dict[str, Callable[[Laid, Mapping[str, Any], Shelf], Laid]] = {
    **dict.fromkeys(("text", "notice", "detail", "comparison", "visit"), _as_it_is),
    **dict.fromkeys(("group", "bibliography"), _listed),
    "story": _story,
    "timeline": _timeline,
    "map": _map,
    "place": _place,
    "person": _person,
    "quotation": _quotation,
    "transcription": _transcription,
    "recording": _recording,
    "question": _question,
}
