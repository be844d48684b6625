"""The words of dates, already folded to small letters without accents: Republican years, centuries, years written out in Latin."""

from __future__ import annotations

import re

from catalogue.core import republican
from catalogue.core.roman import from_roman

GREGORIAN_MONTH = (
    r"(?:janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)"
)

_ORDINALS = (
    "premier", "deuxieme", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme", "huitieme", "neuvieme", "dixieme", "onzieme",
    "douzieme", "treizieme", "quatorzieme",
)  # fmt: skip
_CARDINALS = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze")
_NUMBERS = {word: i for words in (_ORDINALS, _CARDINALS) for i, word in enumerate(words, 1)} | {"second": 2, "1er": 1, "1ere": 1, "1re": 1}
_NUMBER = r"(?:[ivxl]+|\d{1,2}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")"
_MONTH_NUMBERS = {name: i for i, name in enumerate(republican.MONTHS, 1)}
_AN = re.compile(
    rf"(?:(?:\b(\d{{1,2}}|1er)\s+)?\b({'|'.join(republican.MONTHS)})s?\s*,?\s*)?(?:de\s+)?\b(?:l')?an\s+({_NUMBER})e?(?![a-z0-9])"
    rf"(?:\s*(?:-|a|et|ou|/)\s*(?:l')?(?:an\s+)?({_NUMBER})e?(?![a-z0-9]))?"
)
_YEAR_OF_REPUBLIC = re.compile(rf"\b({_NUMBER})(?:e|re|eme)?\s+(?:annee|an)\s+(?:de\s+la\s+)?republi(?:que|caine)")
_JOURS = re.compile(r"jours?\s+complementaires?")


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    return _NUMBERS.get(word) or from_roman(word)


def republican_years(text: str) -> tuple[int, int] | None:
    """The Gregorian years of a Republican date in ``text`` ("an II", "1er vendemiaire an III", "an IV-an VI"), or None."""
    if match := _AN.search(_JOURS.sub("complementaire", text)):
        first, last = _number(match[3]), _number(match[4]) if match[4] else None
        month = _MONTH_NUMBERS.get(match[2]) if match[2] else None
        day = _number(match[1]) if match[1] else None
    elif match := _YEAR_OF_REPUBLIC.search(text):
        first, last, month, day = _number(match[1]), None, None, None
    else:
        return None
    if first is None or first not in republican.YEARS:
        return None
    try:
        start, end = republican.to_gregorian(first, month=month, day=day)
    except ValueError:
        start, end = republican.to_gregorian(first)
    if last is not None and last in republican.YEARS and last > first:
        end = republican.to_gregorian(last)[1]
    return start.year, end.year


# Parts of a century, as first and last year in it (1 to 100).
_PARTS = {
    "debut": (1, 25), "fin": (76, 100), "milieu": (40, 60), "premiere moitie": (1, 50), "1ere moitie": (1, 50), "1re moitie": (1, 50),
    "deuxieme moitie": (51, 100), "2e moitie": (51, 100), "2eme moitie": (51, 100), "seconde moitie": (51, 100), "2nde moitie": (51, 100),
    "1er quart": (1, 25), "premier quart": (1, 25), "2e quart": (26, 50), "deuxieme quart": (26, 50), "3e quart": (51, 75),
    "troisieme quart": (51, 75), "4e quart": (76, 100), "dernier quart": (76, 100), "quatrieme quart": (76, 100), "1er tiers": (1, 33),
    "premier tiers": (1, 33), "2e tiers": (34, 66), "deuxieme tiers": (34, 66), "3e tiers": (67, 100), "dernier tiers": (67, 100),
    "early": (1, 25), "late": (76, 100), "mid": (40, 60), "first half": (1, 50), "second half": (51, 100),
}  # fmt: skip
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_CENTURY = re.compile(
    rf"(?:\b({_PART})\s*(?:of\s+the\s+|du\s+|de\s+|d'|-\s*)?)?\b([ivx]+|\d{{1,2}})\s*(?:eme|e|er|th|st|nd|rd)?(?![a-z0-9])"
)
_CENTURY_WORD = re.compile(r"\bsiecles?\b|\bcentury\b|\bcenturies\b|\bsecolo\b|\bs\.(?!\s*[dln]\b)|(?<=e)\s+s\b")
_SAECULO = re.compile(r"\b(?:saec(?:\.|ulo)?|sec\.)\s*([ivx]+)")


def century_years(text: str) -> tuple[int, int] | None:
    """The years of a century or of two ("XVIe siecle", "fin XVe-debut XVIe s.", "saec. XV"), or None; the XVIIth is 1601-1700."""
    if word := _CENTURY_WORD.search(text):
        spans = [_century(match[1], match[2]) for match in _CENTURY.finditer(text, 0, word.start())]
    elif match := _SAECULO.search(text):
        spans = [_century(None, match[1])]
    else:
        return None
    found = [span for span in spans if span]
    if not found:
        return None
    if re.search(r"\bav(?:ant|\.)\s*j", text):
        return min(-span[1] for span in found), max(-span[0] for span in found)
    return min(span[0] for span in found), max(span[1] for span in found)


def _century(part: str | None, number: str) -> tuple[int, int] | None:
    century = int(number) if number.isdecimal() else from_roman(number)
    if not century or century > 21:
        return None
    first, last = _PARTS[part] if part else (1, 100)
    return (century - 1) * 100 + first, (century - 1) * 100 + last


_LATIN = {
    "millesimo": 1000, "centesimo": 100, "ducentesimo": 200, "trecentesimo": 300, "quadringentesimo": 400, "quingentesimo": 500,
    "sexcentesimo": 600, "sescentesimo": 600, "septingentesimo": 700, "octingentesimo": 800, "nongentesimo": 900, "decimo": 10,
    "undecimo": 11, "duodecimo": 12, "vicesimo": 20, "vigesimo": 20, "tricesimo": 30, "trigesimo": 30, "quadragesimo": 40,
    "quinquagesimo": 50, "sexagesimo": 60, "septuagesimo": 70, "octogesimo": 80, "octuagesimo": 80, "nonagesimo": 90, "primo": 1,
    "secundo": 2, "tertio": 3, "quarto": 4, "quinto": 5, "sexto": 6, "septimo": 7, "octavo": 8, "nono": 9,
}  # fmt: skip


def year_in_words(text: str) -> int | None:
    """A year written out in Latin ("millesimo quadringentesimo octogesimo octavo", 1488), or None."""
    values = [_LATIN[word] for word in re.findall(r"[a-z]+", text) if word in _LATIN]
    return sum(values) if values and values[0] == 1000 and len(values) > 1 and sum(values) <= 2100 else None
