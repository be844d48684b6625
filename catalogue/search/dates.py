"""Dates as readers type them among other words: « 1789 », « XVIe siècle », « an II », « 1750-1760 », « vers 1600 »."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from catalogue.core import dates as core_dates
from catalogue.core.dates.republican import MONTHS, YEARS
from catalogue.core.dates.roman import from_roman, to_roman, year_from_roman
from catalogue.core.dates.words import FRENCH_MONTHS
from catalogue.core.text import STOP_WORDS, fold
from catalogue.search.result import TypedDate

FIRST, LAST = -9999, 9999  # of a date that is open at one end: « avant 1500 », « après 1830 »
LONGEST = 1024
_LAST_CENTURY = 21


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ORDINALS = (
    "premier", "deuxieme", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme", "huitieme", "neuvieme", "dixieme", "onzieme",
    "douzieme", "treizieme", "quatorzieme", "quinzieme", "seizieme", "dix-septieme", "dix-huitieme", "dix-neuvieme", "vingtieme",
    "vingt et unieme",
)  # fmt: skip

_IN_ENGLISH = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
    "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first",
)  # fmt: skip
_IN_LETTERS = {word: number for words in (_ORDINALS, _IN_ENGLISH) for number, word in enumerate(words, 1)}

_YEAR = r"(?:1\d{3}|20\d{2})"
_ROMAN_YEAR = r"m[mdclxvij]{3,14}"
_SUFFIX = r"\s?(?:iemes?|emes?|es?|ers?|th|st|nd|rd)?"
_NUMBER = rf"(?:(?:[ivx]{{1,5}}|\d{{1,2}}){_SUFFIX}|{'|'.join(_IN_LETTERS)})"
_CENTURY_PART = (
    r"(?:(?:debut|fin|milieu|(?:premiere|1e?re|deuxieme|seconde|2e|2eme)\s+moitie"
    r"|(?:premier|1er|deuxieme|2e|troisieme|3e|dernier|quatrieme|4e)\s+(?:quart|tiers))\s+(?:du\s+|de\s+|d')?(?:le\s+)?)"
)
_AN = r"(?:[ivx]{1,5}|\d{1,2})"
_AN_IN_WORDS = rf"(?:[ivx]{{1,5}}|\d{{1,2}}|{'|'.join(_ORDINALS[:14])})"
_OF_THE_REPUBLIC = r"\s+de\s+la\s+republique(?:\s+francaise)?"
_OF_LIBERTY = r"\s+de\s+la\s+liberte"
_HUNDREDS = r"(?:deux|trois|troys|quatre|cinq|six|sept|huit|huict|neuf|[iv]{1,4}|dix[\s-]+(?:sept|huit|neuf)|quatorze|quinze|seize)\s+"
_UNDER_A_HUNDRED = (
    r"un|deux|trois|quatre|cinq|six|sept|huit|huict|neuf|dix|onze|unze|douze|treize|quatorze|quinze|seize|vingts?|vingtz|trente|quarante"
    r"|cinquante|soixante|septante|octante|nonante|et"
)
_TO = r"\s*[-–/]\s*"
# A century said by its numeral alone, as readers do: « XVIe », « fin XVIIIe »; not the numeral of a regiment or of a congress.
_ROMAN_CENTURY = r"(?:xxi|xx|xix|xviii|xvii|xvi|xv|xiv|xiii|xii|xi)(?:e|eme|ieme)"
_COUNTED = (
    "arrondissement|arr|regiment|bataillon|division|corps|armee|legion|brigade|congres|concile|session|assemblee|region|dynastie"
    "|anniversaire|salon|foire|exposition|festival|colloque|rencontres|journees|assises|livre|tome|volume|chapitre|partie"
)
_DOTTED_YEAR = r"m\.\s?(?:[mdclxvij]{1,6}\.\s?){0,5}[mdclxvij]{1,9}\.?"
_DAY = r"(?:(?:1er|\d{1,2})\s+)?"

# Each way of writing, the longest first: the first that fits at a place wins.
_FORMS = {
    "between": rf"(?:entre\s+{_YEAR}\s+et\s+{_YEAR}|de\s+{_YEAR}\s+a\s+{_YEAR})",
    "centuries": (
        rf"{_CENTURY_PART}?{_NUMBER}(?:(?:{_TO}|\s+et\s+(?:du\s+)?|\s+ou\s+|\s+au\s+){_CENTURY_PART}?{_NUMBER})?\s*"
        r"(?:siecles?|centur(?:y|ies)|(?<=e\s)s|(?<=e)\s*s(?=\.))"
    ),
    "numeral": (
        rf"{_CENTURY_PART}?{_ROMAN_CENTURY}(?:(?:{_TO}|\s+et\s+(?:du\s+)?|\s+ou\s+|\s+au\s+){_CENTURY_PART}?{_ROMAN_CENTURY})?"
        rf"(?!\s+(?:{_COUNTED})s?\b)"
    ),
    "words": (
        rf"(?:(?:l')?an\s+)?(?:mil(?:le)?\s+{_HUNDREDS}|dix[\s-](?:sept|huit|neuf)\s+|mil(?:le)?\s+)(?:cens?|cents?|centz)"
        rf"(?:[\s-]+(?:{_UNDER_A_HUNDRED})){{0,7}}"
    ),
    "mixed": (
        rf"(?:de\s+)?(?:{_YEAR}{_TO}(?:l')?an\s+{_AN}|(?:l')?an\s+{_AN}{_TO}{_YEAR}"
        rf"|{_YEAR}\s+a\s+(?:l')?an\s+{_AN})"
    ),
    "liberty": rf"(?:l')?an\s+{_AN_IN_WORDS}e?{_OF_LIBERTY}",
    "republican": (
        rf"(?:{_DAY}(?:{'|'.join(MONTHS)})\s+)?(?:de\s+)?(?:l')?an\s+"
        rf"(?:{_AN_IN_WORDS}{_OF_THE_REPUBLIC}|{_AN})(?:{_TO}(?:(?:l')?an\s+)?{_AN})?"
    ),
    "decade": r"annees\s+(?P<decade>(?:1\d|20)?\d0)",
    "range": rf"{_YEAR}(?:{_TO}(?:{_YEAR}|\d{{2}})|\s+a\s+{_YEAR})",
    "around": rf"(?:vers|ca\.?|circa|c\.|env\.?|environ|autour\s+de|around|about)\s+(?:l'an\s+)?{_YEAR}",
    "before": rf"(?:avant|before|jusqu'en)\s+(?:l'an\s+)?{_YEAR}",
    "after": rf"(?:apres|depuis|a\s+partir\s+de|after|since)\s+(?:l'an\s+)?{_YEAR}",
    "vague": r"1\d(?:\.\.(?!\.)|--(?!-)|\?\?)|(?:1\d|20)\d[-?]",
    "day": rf"{_DAY}(?:{'|'.join(sorted(FRENCH_MONTHS))})\s+{_YEAR}",
    "year": rf"(?:(?:en\s+)?(?:l')?an\s+)?(?P<year>{_YEAR})",
    "roman": rf"(?P<roman>{_ROMAN_YEAR}|{_DOTTED_YEAR})",
}
_WITH_A_GROUP = frozenset({"decade", "year", "roman"})  # the forms whose name is that of their number
_ANY_FORM = "|".join(form if name in _WITH_A_GROUP else f"(?P<{name}>{form})" for name, form in _FORMS.items())
_DATE = re.compile(rf"(?<![^\s(\[])(?:{_ANY_FORM})(?=[)\],;.:!?]*(?:\s|$))")
_BEFORE = re.compile(r"(\S+)\s+$")
_AFTER = re.compile(r"\s+(\S+)")
_CENTURY_NUMBER = re.compile(rf"(?<![a-z0-9])(?:([ivx]{{1,5}})|(\d{{1,2}})|({'|'.join(_IN_LETTERS)})){_SUFFIX}(?![a-z0-9])")
# « dix huitième », « XVIII° siècle »: one sign for another, so that every place stays.
_TEENS, _DEGREE = re.compile(r"\bdix (?=(?:sept|huit|neuv)ieme)"), re.compile(r"(?<=[ivx\d])[°o](?=\s{0,2}s)")
_TWO_CENTURIES = re.compile(rf"(?<![a-z0-9]){_NUMBER}(?:{_TO}|\s+et\s+(?:du\s+)?|\s+ou\s+|\s+au\s+){_CENTURY_PART}?{_NUMBER}\s*(?:s|c)")
_SHORT_NUMERAL = 3  # letters: « M. D. » is somebody
_ONE_LETTER_WORDS = frozenset("aàyo")
# After one of these a number is a call number, an identifier, a page or a volume.
_NAMES_OF_NUMBERS = _set(
    "ms mss manuscrit res reserve inc incunable cote cotes n no num numero p page pages f fol folio ff t tom tome tomes vol volume volumes"
    " livre part partie fasc fascicule chap pl planche planches fi inv cahier carton boite liasse dossier ppn isbn issn ean rcr ark frbnf"
    " sudoc idref oclc fr bm carte per op opus"
)
_SMALL_WORDS = _set("et de du la le l a au ou s c siecle siecles century centuries th st nd rd of")


# (first year, last year, words, other words)
Dated = tuple[int, int, tuple[str, ...], tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands in what was typed. ``words`` say it as texts do; ``also`` are other ways to say it."""

    at: int
    to: int
    date: TypedDate
    words: tuple[str, ...]
    also: tuple[tuple[str, ...], ...] = ()


def read_date(text: str) -> TypedDate | None:
    """The one date that ``text`` is, as a form's field takes it; None where it is something else, or more."""
    text = text.strip()
    found = next(find_dates(text), None)
    return found.date if found and not fold(text[: found.at] + text[found.to :]) else None


def find_dates(text: str) -> Iterator[FoundDate]:
    """The dates in ``text``, in their order. A number that follows the name of one (« ms », « tome », « ISBN ») is none, nor is
    one beside another number: call numbers and identifiers stay whole. « Louis XIV » is nobody's century."""
    plain = _plain(text[:LONGEST])
    for match in _DATE.finditer(plain):
        lone = bool(match["year"] or match["range"] or match["numeral"] or match["vague"])
        if (lone and _is_of_a_number(plain, match)) or (found := _dated(match)) is None:
            continue
        start, end, words, also = found
        yield FoundDate(match.start(), match.end(), TypedDate(text[match.start() : match.end()], start, end), words, also)


def _plain(text: str) -> str:
    """``text`` in small letters without accents, each character at its place."""
    return _DEGREE.sub("e", _TEENS.sub("dix-", "".join(map(_plain_char, text))))


def _plain_char(char: str) -> str:
    if char in "’ʼ":
        return "'"
    return (unicodedata.normalize("NFKD", char)[:1].lower()[:1] or char) if char > "\x7f" else char.lower()


def _is_of_a_number(plain: str, match: re.Match[str]) -> bool:
    """Whether the words around say that this is no year."""
    before, after = _BEFORE.search(plain, 0, match.start()), _AFTER.match(plain, match.end())
    if after and after[1][0].isdigit() and not re.fullmatch(rf"{_YEAR}\W*", after[1]):
        return True
    if not before:
        return False
    word = before[1].strip("()[].,;:°")
    if word.rpartition("'")[2] in FRENCH_MONTHS or word in MONTHS:
        return False
    return (
        word in _NAMES_OF_NUMBERS
        or (word.isdigit() and not re.fullmatch(_YEAR, word))
        or (len(word) == 1 and word not in _ONE_LETTER_WORDS)
    )


def _dated(match: re.Match[str]) -> Dated | None:
    """What a match says; None where its numbers are no date."""
    for name, read in _READERS.items():
        if match[name]:
            return read(match[name])
    years = core_dates.read(match[0])
    if years.start is None and years.end is None:
        return None
    start = FIRST if years.start is None else years.start
    end = LAST if years.end is None else years.end
    words = tuple(word for word in fold(match[0]).split() if word[0].isdigit() or word in FRENCH_MONTHS)
    return start, end, (match[0],) if match["vague"] else words, ()  # texts have no word of « 15.. »


def _roman(typed: str) -> Dated | None:
    year = year_from_roman(typed) if sum(map(str.isalpha, typed)) > _SHORT_NUMERAL else None
    return (year, year, tuple(fold(typed).split()), ((str(year),),)) if year and 1440 <= year <= 2100 else None


def _decade(typed: str) -> Dated:
    first = int(typed) if len(typed) == 4 else 1900 + int(typed)
    return first, first + 9, (typed,), ()


def _centuries(typed: str) -> Dated | None:
    """A century or two, in figures, in letters or in Roman numerals; notices write « 16e siècle » and « XVIe siècle »."""
    numbers = []
    for roman, figures, ordinal in _CENTURY_NUMBER.findall(typed):
        number = from_roman(roman) if roman else int(figures) if figures else _IN_LETTERS[ordinal]
        numbers.append(number)
    # The number of a half or of a quarter (« 2e moitié du XVIe ») is no century; the centuries are the last numbers.
    centuries = [number for number in numbers if number and number <= _LAST_CENTURY][-2 if _TWO_CENTURIES.search(typed) else -1 :]
    if not centuries or centuries != sorted(centuries):
        return None
    years = core_dates.read(_in_figures(typed))
    if years.start is None or years.end is None:
        return None
    part = tuple(
        word
        for word in fold(_CENTURY_NUMBER.sub(" ", typed)).split()
        if word not in _SMALL_WORDS and not word.startswith(("siecle", "centur"))
    )
    words = (*part, *(f"{number}e" for number in centuries), "siecle")
    also = [(*part, *(f"{to_roman(number).lower()}e" for number in centuries), "siecle")]
    if "centur" in typed:  # English titles say it in their own words
        also.append(tuple(word for word in fold(typed).split() if word not in STOP_WORDS))
    return years.start, years.end, words, tuple(also)


def _numeral(typed: str) -> Dated | None:
    """A century or two by their numerals alone; texts may leave the word out as well."""
    found = _centuries(f"{typed} siecle")
    if found is None:
        return None
    start, end, words, also = found
    return start, end, words, (*also, *(tuple(word for word in wording if word != "siecle") for wording in also))


def _in_figures(typed: str) -> str:
    """« seizième siècle » and « 16e s » as the reader of dates knows them."""
    for word, number in reversed(_IN_LETTERS.items()):
        if number > 4 or not re.search(rf"{word}\s+(?:moitie|quart|tiers)", typed):
            typed = re.sub(rf"\b{word}\b", f"{number}e", typed)
    return re.sub(r"(?<=e)\s*s$", " siecle", typed)


def _republican(typed: str) -> Dated | None:
    """A year of the Republic, or two; texts write it in either numerals."""
    years = core_dates.read(typed)
    if years.calendar != "republican" or years.start is None or years.end is None:
        return None
    before, _, after = f" {fold(typed)}".partition(" an ")
    numbers = [number for word in after.split() if (number := _number(word)) in YEARS]
    figures, romans = [str(number) for number in numbers], [to_roman(number).lower() for number in numbers]
    day = tuple(word for word in before.split() if word not in _SMALL_WORDS)
    return years.start, years.end, (*day, "an", *romans), ((*day, "an", *figures),)


def _number(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else from_roman(word) or 0


def _written_out(typed: str) -> Dated | None:
    """A year in words; notices have it in figures."""
    years = core_dates.read(typed)
    if years.start is None or years.start != years.end:
        return None
    return years.start, years.start, (str(years.start),), (tuple(fold(typed).split()),)


def _of_two_calendars(typed: str) -> Dated | None:
    """A year of Liberty, or a period from one calendar to the other."""
    years = core_dates.read(typed)
    return (years.start, years.end, tuple(fold(typed).split()), ()) if years.start is not None and years.end is not None else None


_READERS: dict[str, Callable[[str], Dated | None]] = {
    "roman": _roman,
    "decade": _decade,
    "centuries": _centuries,
    "numeral": _numeral,
    "republican": _republican,
    "words": _written_out,
    "mixed": _of_two_calendars,
    "liberty": _of_two_calendars,
}
