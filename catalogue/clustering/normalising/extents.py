"""Extents for matching: how many volumes, the numbered sequences of pages or leaves, the format of early prints."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalogue.clustering.normalising.numbers import number_of
from catalogue.core.dates.roman import from_roman
from catalogue.core.description import Description

_VOLUMES = re.compile(
    r"(\d{1,3}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|two|three|four|five)\s*(?:v\b|vols?\b|volumes?\b|t\b\.|t\.|tom\b|tomes?\b"
    r"|bde?\b|bd\.|parts?\b|parties\b|pts?\b|tomi\b|fasc)",
    re.IGNORECASE,
)
_IN_ONE = re.compile(r"\b(?:in|en|reli[ée]s? en)\s+(?:1|un|one)\b", re.IGNORECASE)
# What is measured is no page: "19 cm", "19 x 12.5 cm", "23 1/2 cm".
_MEASURE = re.compile(r"\d+(?:[.,]\d+)?(?:\s*\d/\d)?(?:\s*[x×]\s*\d+(?:[.,]\d+)?)?\s*(?:cm|mm|in\b\.?(?!-))", re.IGNORECASE)
_PLATES = re.compile(
    r"\[?\d+\]?\s*(?:(?:unnumbered|col\.?|folded|fold\.)\s+)*(?:leaves?|l\.|p\.|pages?|f\.|ff\.|feuillets?|bl\.)\s*(?:of|de|d')\s*(?:plates?|pl\b\.?|planches?|photos?)"
    r"|(?:\[?\d+\]?|[ivxlc]+)\s*(?:folded|fold\.|d[ée]pl\.?|pl\b\.?|plates?|planches?|cartes?|maps?|tabl\.?|tableaux|portr?\b\.?|fig\b\.?|ill\b\.?|gravures?|grav\b\.?|phot\b\.?)"
    r"(?:\s*d[ée]pl\.?)?",
    re.IGNORECASE,
)
_SEQUENCE = re.compile(r"(?<![\w.])\[?(\d{1,4})\]?(?:\s*-\s*\[?(\d{1,4})\]?)?(?:\s*\[i\.\s?e\.\s*(\d{1,4})\])?")
# "v." alone is a volume that nobody counted, "cm" a measure.
_ROMAN = re.compile(r"(?<![\w])(?!c?m\b|v\.|[cdlm]\b)([ivxlcdm]{1,9})(?![\w'’])", re.IGNORECASE)
# Leaves before the text: "2 p. l.", "1 preliminary leaf", "[4] ff. lim."; volumes received so far: "v. <1-8>".
_PRELIMINARY = re.compile(r"\[?\d+\]?\s*(?:p\.?\s*[l1]\b\.?|prelim\w*\.?(?:\s+lea\w+)?|ff?\.\s*(?:lim|prél)\w*\.?)|<[^>]*>?", re.IGNORECASE)
_FORMAT = re.compile(
    r"\bin\s*-?\s*(folio|fol|f°|fo|plano|quarto|octavo|\d{1,3})|\b(\d{1,2})\s*°|\b(\d{1,2})[vm]o\b|\b(4)to\b", re.IGNORECASE
)
_FORMATS = {"fol": "2", "folio": "2", "f°": "2", "fo": "2", "plano": "1", "quarto": "4", "octavo": "8"}
_HEIGHT = re.compile(r"(\d{1,2})(?:[.,]\d+|\s?½|\s1/2)?\s*(?:cm|x|×)", re.IGNORECASE)
_MOST = 5000
_A_LEAF = 4
# "4l6 p.", a typewriter's one; "1,040 p.".
_TYPED = re.compile(r"(?<=\d)[lI](?=\d|\s?p\b)")
_THOUSANDS = re.compile(r"(?<![\d.])(\d),(\d{3})(?!\d)")


class Extents(NamedTuple):
    """See :class:`catalogue.clustering.traits.Traits`."""

    pages: int
    sequences: tuple[int, ...]
    prelims: int
    in_volumes: int
    format: str


def extents_of(description: Description) -> Extents:
    """The volumes, sequences and format of a description, from the first statement of extent that counts something."""
    best = Extents(0, (), 0, 0, "")
    format_ = next((found for extent in description.extents if (found := format_of(f"{extent.format} {extent.value}"))), "")
    for extent in description.extents:
        read = _read(extent.value)
        if read.pages or read.in_volumes:
            best = read
            break
    return best._replace(format=format_)


def format_of(text: str) -> str:
    """The bibliographic format as the number of leaves of a sheet, "" where none is said: "in-folio" is 2, "In-8°" 8, "12mo" 12."""
    match = _FORMAT.search(text)
    if match is None:
        return ""
    found = next(group for group in match.groups() if group).lower()
    return _FORMATS.get(found, found if found.isdecimal() else "")


def _last(found: re.Match[str]) -> tuple[int, ...]:
    """The last number of a sequence: of "67-103", or of "103 [i.e. 113]"; in "404-[3]" a hyphen parts two sequences."""
    first, last = int(found[1]), int(found[3] or found[2] or found[1])
    return (last,) if last >= first or found[3] else (first, last)


def _read(value: str) -> Extents:
    text = _TYPED.sub("1", _THOUSANDS.sub(r"\1\2", _MEASURE.sub(" ", value[:400])))
    volumes = 0
    if match := _VOLUMES.search(text):
        volumes = int(match[1]) if match[1].isdecimal() else number_of(match[1].lower())
        text = text[: match.start()] + " " + text[match.end() :]
    text = _PRELIMINARY.sub(" ", _PLATES.sub(" ", _IN_ONE.sub(" ", text)))
    sequences = [number for found in _SEQUENCE.finditer(text) for number in _last(found) if 0 < number <= _MOST]
    prelims = max((from_roman(found[1]) or 0 for found in _ROMAN.finditer(text)), default=0)
    if volumes > 1 and not sequences:
        return Extents(0, (), 0, volumes, "")
    if not sequences and prelims:
        return Extents(prelims, (prelims,), 0, volumes, "")
    pages = max(sequences, default=0)
    if pages <= _A_LEAF and prelims > pages:  # "xx p., 1 l."
        pages, prelims = prelims, 0
    return Extents(pages, tuple(sequences), prelims, volumes, "")
