"""ISO 690 as French libraries write it: name in capitals, title in italics, place, publisher and date, where the copy is."""

from __future__ import annotations

from catalogue.citations import wording
from catalogue.citations.dates import years
from catalogue.citations.names import Name
from catalogue.citations.reference import Reference
from catalogue.citations.styled import Citation, held, joined, sentences, titled, type_said

MOST_NAMES = 3


def cite(reference: Reference) -> Citation:
    """The citation of a reference in the numeric system of ISO 690:2021, French practice."""
    language = reference.language
    rest = sentences(
        [
            *_others(reference),
            _container(reference),
            reference.edition,
            _imprint(reference),
            reference.extent,
            _series(reference),
            f"ISBN {reference.isbn}" if reference.isbn else f"ISSN {reference.issn}" if reference.issn else "",
            held(reference),
            f"{wording.word('available at', language, reference.address)} "
            f"{wording.word('accessed', language, wording.day(reference.accessed, language))}",
        ]
    )
    return joined(sentences([_responsible(reference)]), titled(reference.full_title, type_said(reference)), rest)


def _responsible(reference: Reference) -> str:
    if reference.people.authors:
        return _listed(reference.people.authors, reference.language)
    if reference.people.editors:
        return f"{_listed(reference.people.editors, reference.language)} ({wording.word('editor', reference.language)})"
    return ""


def _listed(names: tuple[Name, ...], language: str) -> str:
    shown = [_in_capitals(name) for name in names[:MOST_NAMES]]
    if len(names) > MOST_NAMES:
        return f"{shown[0]} {wording.word('others', language)}"
    if len(shown) == 1:
        return shown[0]
    return f"{', '.join(shown[:-1])} {wording.word('and', language)} {shown[-1]}"


def _in_capitals(name: Name) -> str:
    return name.literal.upper() if name.literal else f"{name.family.upper()}, {name.given}"


def _others(reference: Reference) -> tuple[str, str]:
    language, people = reference.language, reference.people
    named = [", ".join(name.natural for name in names[:MOST_NAMES]) for names in (people.translators, people.illustrators)]
    keys = ("translated by", "illustrated by")
    said = [wording.word(key, language, names) if names else "" for key, names in zip(keys, named, strict=True)]
    return said[0][:1].upper() + said[0][1:], said[1][:1].upper() + said[1][1:]


def _container(reference: Reference) -> str:
    parts = ", ".join(part for part in (reference.container, reference.container_part) if part)
    return f"{wording.word('in', reference.language)} {parts}" if parts else ""


def _imprint(reference: Reference) -> str:
    """ "Lyon : Pierrette Garnier, 1562"; of a document that was never published, its date alone."""
    language = reference.language
    date = said_date(reference)
    if reference.kind.bibtex == "unpublished" and not reference.publishers:
        return ", ".join(part for part in (" ; ".join(reference.places), date) if part)
    places = " ; ".join(reference.places) or f"[{wording.word('no place', language)}]"
    names = ", ".join(reference.publishers) or f"[{wording.word('no publisher', language)}]"
    if not reference.places and not reference.publishers:
        return date
    return f"{places}{wording.word('colon', language)}{names}, {date}"


def said_date(reference: Reference) -> str:
    """The date with its doubt: "1562", "[1524 ?]", "an II [1793-1794]", "[s. d.]"."""
    language, issued = reference.language, reference.issued
    if issued.start is None:
        if issued.end is not None:
            return f"[{wording.word('before', language, str(issued.end + 1))}]"
        return f"[{wording.word('no date', language)}]"
    if issued.about is not None:
        guessed = wording.word("about", language, str(issued.about))
        return issued.written if str(issued.about) in issued.written else f"{issued.written} [{guessed}]"
    figures = years(issued) if issued.end is not None else wording.word("after" if issued.is_after else "from", language, str(issued.start))
    if any(char.isalpha() for char in issued.written) and len(issued.written) <= 40:
        told = all(str(year) in issued.written for year in (issued.start, issued.end) if year is not None)
        return issued.written if told or figures in issued.written else f"{issued.written} [{figures}]"
    doubt = "\u00a0?" if language == wording.FRENCH else "?"
    return f"[{figures}{doubt}]" if issued.circa else figures


def _series(reference: Reference) -> str:
    return f"({' ; '.join(part for part in (reference.series, reference.series_number) if part)})" if reference.series else ""
