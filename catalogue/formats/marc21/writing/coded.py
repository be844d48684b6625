"""The leader, 007, 008 (dates, country, language) and 041: what MARC 21 says in codes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from catalogue.core.description import DateSpan, Description
from catalogue.core.vocabularies import marc21_country
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field
from catalogue.formats.marc21.material import LEVELS

_RECORD_TYPES = {
    "text": "a", "manuscript": "t", "score": "c", "map": "e", "video": "g", "sound": "j", "image": "k", "electronic": "m", "mixed": "p",
    "object": "r",
}  # fmt: skip
_LEVELS = {level: code for code, level in reversed(LEVELS.items())}
_PICTURES = {"drawing": "d", "painting": "e", "print": "j", "photograph": "h", "poster": "k", "postcard": "p"}
_ROLES = {"text": "a", "summary": "b", "libretto": "e", "other": "g", "original": "h", "subtitles": "j", "intermediate": "k"}
_PAIRS = {("publication", "copyright"): "t", ("reproduction", "original"): "r", ("publication", "original"): "p"}
_CODED = ("100", "008")
_OPEN = "9999"


def leader(description: Description) -> str:
    """The 24 characters of the leader: in UTF-8 (09 = a), punctuation left out (18 = c)."""
    status = "d" if description.deleted else "n"
    return f"00000{status}{_RECORD_TYPES.get(description.material, 'a')}{_LEVELS.get(description.level, 'm')} a22000003c 4500"


def fixed(description: Description, *, entered: datetime.date | None) -> Iterator[Field]:
    """007 of a picture, and 008."""
    if description.material == "image" and (kind := _PICTURES.get(description.document_type)):
        yield Field("007", value=f"k{kind} ||||")
    day = entered.strftime("%y%m%d") if entered else " " * 6
    country = (marc21_country(description.countries[0]) if description.countries else "") or "xx"
    language = next((each.code for each in description.languages if each.role == "text"), "") or "   "
    newspaper = "n" if description.document_type == "newspaper" else "|"
    yield Field("008", value=f"{day}{_dates(description)}{country.ljust(3)[:3]}|||{newspaper}{'|' * 13}{language} d")


def _dates(description: Description) -> str:
    spans = [span for span in description.dates if span.kind != "coverage" and span.start is not None and 0 < span.start < 9999]
    coded = [span for span in spans if span.place.startswith(_CODED)]
    if len(coded) > 1 and (pair := _PAIRS.get((coded[0].kind, coded[1].kind))):
        return f"{pair}{coded[0].start:04d}{coded[1].start:04d}"
    return _span((coded or spans)[0], serial=description.level == "serial") if spans else "nuuuuuuuu"


def _span(span: DateSpan, *, serial: bool) -> str:
    first = f"{span.start:04d}"
    if span.end is None:
        return f"{'c' if serial else 'm'}{first}{_OPEN}"
    last = f"{span.end:04d}"
    if serial:
        return f"d{first}{last}"
    if span.uncertain or (first != last and span.calendar != "gregorian"):
        return f"q{first}{last}"
    return f"s{first}    " if first == last else f"m{first}{last}"


def languages(description: Description) -> Iterator[Field]:
    """041, where there is more to say than 008 does, and 044."""
    translated = "1" if any(each.role == "original" for each in description.languages) else "0"
    if len(description.languages) > 1 or any(each.role != "text" for each in description.languages):
        yield from made("041", f"{translated} ", *((_ROLES[each.role], each.code) for each in description.languages))
    if len(description.countries) > 1:
        yield from made("044", "  ", *(("c", country.lower()) for country in description.countries))
