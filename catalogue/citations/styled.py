"""Citations written out: pieces of text, some of which stand in italics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from catalogue.citations import wording
from catalogue.citations.cleaning import sentence
from catalogue.citations.reference import Reference


class Piece(NamedTuple):
    """A piece of a citation; ``title`` is true for what is printed in italics."""

    text: str
    title: bool = False


Citation = tuple[Piece, ...]


def plain(citation: Iterable[Piece]) -> str:
    """A citation as text without italics."""
    return "".join(piece.text for piece in citation)


def sentences(parts: Sequence[Piece | str]) -> Citation:
    """The parts that are not empty, each ended by a full stop, with a space between."""
    made: list[Piece] = []
    for part in parts:
        piece = part if isinstance(part, Piece) else Piece(part)
        ended = sentence(piece.text)
        if not ended:
            continue
        if made:
            made.append(Piece(" "))
        body = ended.removesuffix(".") if piece.title and not piece.text.endswith(".") else ended
        made.append(Piece(body, piece.title))
        if body != ended:
            made.append(Piece("."))
    return tuple(made)


def titled(title: str, kind: str) -> Citation:
    """A title in italics, the type of the document after it where there is one to say, and a full stop."""
    if not kind:
        return sentences([Piece(title, title=True)])
    return (Piece(title, title=True), Piece(f" {kind}."))


def joined(*citations: Citation) -> Citation:
    """Citations one after the other with a space between; empty ones leave none."""
    made: list[Piece] = []
    for citation in citations:
        made += [Piece(" "), *citation] if made and citation else citation
    return tuple(made)


def type_said(reference: Reference) -> str:
    """ "[Carte ou plan]" where the type must be said, else ""."""
    return f"[{reference.type_name}]" if reference.kind.named and reference.type_name else ""


def held(reference: Reference) -> str:
    """The library and the call number of the one copy, "" where several libraries have it."""
    copy = reference.copy
    if copy is None:
        return ""
    call_number = wording.word("call number", reference.language, copy.call_number) if copy.call_number else ""
    return ", ".join(part for part in (copy.place, call_number) if part)
