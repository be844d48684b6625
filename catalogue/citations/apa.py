"""Author and year, in the manner of the American Psychological Association (7th edition)."""

from __future__ import annotations

from catalogue.citations import wording
from catalogue.citations.cleaning import ENDS
from catalogue.citations.dates import about
from catalogue.citations.names import Name
from catalogue.citations.reference import Reference
from catalogue.citations.styled import Citation, Piece, held, joined, plain, sentences, type_said

MOST_NAMES = 20


def cite(reference: Reference) -> Citation:
    """The citation of a reference; a document without author begins by its title."""
    who, when = _listed(_first(reference)), f"({said_date(reference)})"
    title: Citation = (Piece(reference.full_title, title=True), Piece(_after_the_title(reference)))
    opening = sentences([f"{who} {when}"]) if who else ()
    body: Citation = (*title, Piece(_closed(title) if who else f" {when}."))
    rest = sentences([_container(reference), "; ".join(reference.publishers), held(reference)])
    return tuple(piece for piece in joined(opening, body, rest, (Piece(reference.address),)) if piece.text)


def said_date(reference: Reference) -> str:
    """The date as APA has it: "1562", "ca. 1524", "1793–1794", "before 1789", "n.d."."""
    issued, language = reference.issued, reference.language
    if issued.is_after or (issued.start is None and issued.end is not None):
        return about(issued, language)
    if issued.start is None:
        return wording.word("no date", language)
    last = "" if issued.end is None else str(issued.end)
    years = str(issued.start) if last == str(issued.start) else f"{issued.start}–{last}"
    if issued.about is not None:
        return f"ca. {issued.about}"
    return f"ca. {years}" if issued.circa else years


def _first(reference: Reference) -> tuple[Name, ...]:
    return reference.people.authors or reference.people.editors


def _listed(names: tuple[Name, ...]) -> str:
    shown = [name.literal or f"{name.family}, {name.initials}" for name in names[:MOST_NAMES]]
    if len(names) > MOST_NAMES:
        return f"{', '.join(shown[: MOST_NAMES - 1])}, … {names[-1].literal or f'{names[-1].family}, {names[-1].initials}'}"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])}, & {shown[-1]}" if shown else ""


def _after_the_title(reference: Reference) -> str:
    said = ", ".join(part for part in (reference.edition, *_others(reference)) if part)
    return f"{f' ({said})' if said else ''}{f' {kind}' if (kind := type_said(reference)) else ''}"


def _closed(title: Citation) -> str:
    """The full stop after a title, none where it ends by a mark that stands for one: "Que faire ?"."""
    return "" if plain(title)[-1:] in ENDS else "."


def _others(reference: Reference) -> tuple[str, ...]:
    helpers = (("translated by", reference.people.translators), ("illustrated by", reference.people.illustrators))
    named = ((key, ", ".join(name.natural for name in names)) for key, names in helpers if names)
    return tuple(wording.word(key, reference.language, names) for key, names in named)


def _container(reference: Reference) -> str:
    where = ", ".join(part for part in (reference.container, reference.container_part) if part)
    if reference.kind.bibtex == "article" and reference.container and reference.part.volume:
        issue = f"({reference.part.issue})" if reference.part.issue else ""
        pages = reference.part.pages.replace("-", "–")
        where = ", ".join(part for part in (reference.container, f"{reference.part.volume}{issue}", pages) if part)
        return where
    return f"{wording.word('in', reference.language)} {where}" if where else ""
