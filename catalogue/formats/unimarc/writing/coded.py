"""The label, 100 (dates, character set, script), 101, 102, 110 and 117: what UNIMARC says in codes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from catalogue.core.description import DateSpan, Description
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field
from catalogue.formats.unimarc.languages import ROLES
from catalogue.formats.unimarc.material import LEVELS
from catalogue.formats.unimarc.writing.features import features
from catalogue.formats.unimarc.writing.scripts import CODES

UTF8, ISO5426 = "50  ", "03  "
_RECORD_TYPES = {
    "text": "a", "manuscript": "b", "score": "c", "map": "e", "video": "g", "sound": "j", "image": "k", "electronic": "l", "mixed": "m",
    "object": "r",
}  # fmt: skip
_LEVELS = {level: code for code, level in LEVELS.items()}
_SERIALS = {"periodical": "a", "newspaper": "c"}
_PICTURES = {"drawing": "b", "painting": "c", "photograph": "e", "print": "i"}
_COIN = "bg"
_SUBFIELDS = {role: code for code, role in ROLES.items()}
_PAIRS = {("publication", "copyright"): "h", ("publication", "printing"): "k", ("publication", "original"): "i",
          ("reproduction", "original"): "e"}  # fmt: skip
CODED_PLACES = ("100", "008")
_NO_YEAR = "    "
_OPEN = "9999"


def label(description: Description) -> str:
    """The 24 characters of the label; lengths are the business of who writes ISO 2709."""
    status = "d" if description.deleted else "n"
    return f"00000{status}{_RECORD_TYPES.get(description.material, 'a')}{_LEVELS.get(description.level, 'm')}  22000003  450 "


def processing_data(description: Description, *, entered: datetime.date | None) -> Field:
    """100: the day the record was made, its dates, the character set (UTF-8 until another is written), the script of its title."""
    day = entered.strftime("%Y%m%d") if entered else " " * 8
    script = CODES.get(description.scripts[0], "zz") if description.scripts else "  "
    return Field("100", subfields=[("a", f"{day}{dates(description)}   y0frey{UTF8}    {script}")])


def dates(description: Description) -> str:
    """Positions 8 to 16 of 100 $a: the type of date and two years; "u" and blanks where no year is known."""
    spans = [span for span in description.dates if span.kind != "coverage" and span.start is not None and 0 < span.start < 9999]
    coded = [span for span in spans if span.place.startswith(CODED_PLACES)]
    if len(coded) > 1 and (pair := _PAIRS.get((coded[0].kind, coded[1].kind))):
        return f"{pair}{_year(coded[0].start)}{_year(coded[1].start)}"
    if not spans:
        return f"u{_NO_YEAR}{_NO_YEAR}"
    return _span((coded or spans)[0], serial=description.level == "serial")


def _span(span: DateSpan, *, serial: bool) -> str:
    first = _year(span.start)
    if span.end is None:
        return f"{'a' if serial else 'g'}{first}{_OPEN}"
    if serial:
        return f"b{first}{_year(span.end)}"
    if span.uncertain or (span.start != span.end and span.calendar != "gregorian"):
        return f"f{first}{_year(span.end)}"
    return f"d{first}{_NO_YEAR}" if span.start == span.end else f"g{first}{_year(span.end)}"


def _year(year: int | None) -> str:
    return f"{year:04d}" if year is not None else _NO_YEAR


def languages(description: Description) -> Iterator[Field]:
    """101, its first indicator 1 for a translation, and 102."""
    translated = "1" if any(each.role == "original" for each in description.languages) else "0"
    yield from made("101", f"{translated} ", *((_SUBFIELDS[each.role], each.code) for each in description.languages))
    yield from made("102", "  ", *(("a", country) for country in description.countries))


def material(description: Description) -> Iterator[Field]:
    """110 of a serial, 116 of a picture, 117 of a coin, and the characteristics of the edition."""
    kind = description.document_type
    if description.level == "serial" and kind in _SERIALS:
        yield from made("110", "  ", ("a", f"{_SERIALS[kind]}||||||||||"))
    picture = _PICTURES.get(kind, "") if description.material == "image" else ""
    if kind == "coin":
        yield from made("117", "  ", ("a", _COIN))
    yield from features(description.features, kind=picture)
