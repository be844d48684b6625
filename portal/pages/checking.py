"""The check before publication: what readers would stumble on, in sentences, each at its piece. A draft may hold anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalogue.core.rules.reuse import Use
from portal.pages import events, works
from portal.pages.reading import Piece, arks, is_region_wrong, items, pictures, plain, region, texts
from portal.pages.works import Found
from portal.public.addresses import identifier_of

_MUST_HAVE = {"notice": "ark", "place": "commune", "person": "name", "transcription": "lines", "quotation": "text", "recording": "document"}


@dataclass(frozen=True, slots=True)
class Problem:
    """``place``: the number of the piece, 0 for the page itself; ``title`` that of the piece."""

    place: int
    title: str
    said: str

    def __str__(self) -> str:
        if not self.place:
            return self.said
        name = f"{self.place} (“{self.title}”)" if self.title else str(self.place)
        return _("Piece %(name)s: %(problem)s") % {"name": name, "problem": self.said}


def problems(summary: str, some: tuple[Piece, ...], facts: Mapping[str, Any]) -> list[Problem]:
    """Everything that is to be mended before readers see the page; as many statements as ``works.found`` makes.

    ``facts``: what pages of this type say of themselves (``Mediation.facts``), as it is kept or as it was just typed.
    """
    said = [] if summary.strip() else [Problem(0, "", _("The summary is empty: lists and other sites have nothing to show."))]
    if not some:
        said.append(Problem(0, "", _("There is nothing to read yet.")))
    if facts.get("sort") == events.Sort.EVENT:
        told = (facts.get(name) for name in ("begins", "ends", "opens", "closes"))
        said += [Problem(0, "", sentence) for sentence in events.faults(*told)]
    known = works.found(arks(some))
    return said + [Problem(place, piece.title, text) for place, piece in enumerate(some, 1) for text in _of(piece, known)]


def _of(piece: Piece, known: Mapping[str, Found]) -> Iterator[str]:
    if not any(texts(piece.value)) and not arks((piece,)) and not any(_told(piece.value)):
        yield _("it is empty.")
        return
    yield from _missing(piece)
    yield from _dead(piece, known)
    for picture in pictures(piece):
        yield from _picture(picture, known.get(picture["ark"]))
    if piece.kind == "story":
        yield from _stages(piece)


def _told(value: Mapping[str, Any]) -> Iterable[Any]:
    return (value.get(name) for name in _MUST_HAVE.values())


def _missing(piece: Piece) -> Iterator[str]:
    field = _MUST_HAVE.get(piece.kind)
    if field and not piece.value.get(field):
        yield _("what it is about is not said.")
    if piece.kind in ("detail", "comparison", "story", "transcription"):
        wanted = 2 if piece.kind == "comparison" else 1
        if len(pictures(piece)) < wanted:
            yield _("a picture is missing: give the ark of its record.")
    if piece.kind == "question" and not plain(piece.value.get("answer") or ""):
        yield _("the question has no answer.")
    if piece.kind == "recording" and not (piece.value.get("transcript") or "").strip():
        yield _("the recording has no transcript: some do not hear it.")


def _dead(piece: Piece, known: Mapping[str, Found]) -> Iterator[str]:
    for name in arks((piece,)):
        one = known[name]
        if one.notice is not None:
            continue
        if one.said:
            yield _("%(ark)s was withdrawn: it was “%(title)s”.") % {"ark": identifier_of(name), "title": one.said}
        else:
            yield _("%(ark)s names no record of the catalogue.") % {"ark": identifier_of(name)}


def _picture(picture: Mapping[str, Any], one: Found | None) -> Iterator[str]:
    if not picture.get("decorative") and not (picture.get("alt") or "").strip():
        yield _("the picture has no description: write one, or say that it is decorative.")
    if is_region_wrong(picture):
        yield _("the four numbers are no part of a picture: give a width and a height that stay inside it.")
    if one is None or one.notice is None:
        return
    if not one.has_pictures:
        yield _("the record has no digital copy that can be shown.")
        return
    allowed = one.use
    if allowed is Use.LINK:
        yield _("the rights on this picture do not let it be shown here: put the record in its place, which leads to it.")
    elif allowed is Use.WHOLE and region(picture):
        yield _("the rights on this picture do not let a part of it be cut out: show it whole.")


def _stages(piece: Piece) -> Iterator[str]:
    stages = items(piece.value.get("stages"))
    if not stages:
        yield _("nothing is told of the picture yet.")
    if any(is_region_wrong(stage) for stage in stages):
        yield _("the four numbers are no part of a picture: give a width and a height that stay inside it.")
    if any(region(stage) and not (stage.get("alt") or stage.get("title")) for stage in stages):
        yield _("a stage has neither a title nor a description of what one sees.")
