"""Years written out in colophons and on title pages: in French, in Latin, in Roman numerals, or in all of them at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.core.dates.roman import from_roman, year_from_roman
from catalogue.core.dates.scanning import Token
from catalogue.core.dates.words import FILLERS, MONTHS, ROLES
from catalogue.core.dates.years import LATEST

EARLIEST_PRINTED = 1440
_EARLIEST_DATED = 1000
_MOST_WORDS = 16
_SURE_NUMERAL = 5  # letters: a longer numeral is a year, even before printing

# French numbers under their spellings of four centuries, without accents.
_FRENCH = {
    word: value
    for value, words in {
        1: "un ung une", 2: "deux", 3: "trois troys", 4: "quatre", 5: "cinq cincq", 6: "six", 7: "sept", 8: "huit huict huyt huyct",
        9: "neuf neufz neuf", 10: "dix", 11: "onze unze", 12: "douze", 13: "treize treze", 14: "quatorze", 15: "quinze", 16: "seize seze",
        17: "dixsept", 18: "dixhuit dixhuict", 19: "dixneuf", 20: "vingt vingts vingtz vint vingz vings vins vintz",
        30: "trente", 40: "quarante quarente", 50: "cinquante cinquente", 60: "soixante soissante soyxante soixente", 70: "septante",
        80: "octante huitante quatrevingt quatrevingts quatrevingtz quatrevings quatrevins quatrevintz quatrevint", 90: "nonante",
    }.items()
    for word in words.split()
}  # fmt: skip
_THOUSAND = frozenset({"mil", "mille", "mill", "m"})
_HUNDRED = frozenset({"cent", "cents", "cens", "centz", "cenz", "c", "cc"})
_LATIN_STEMS = {
    "millesim": 1000, "centesim": 100, "ducentesim": 200, "trecentesim": 300, "quadringentesim": 400, "quatercentesim": 400,
    "quingentesim": 500, "quingintesim": 500, "sexcentesim": 600, "sescentesim": 600, "septingentesim": 700, "octingentesim": 800,
    "nongentesim": 900, "decim": 10, "undecim": 11, "vndecim": 11, "duodecim": 12, "vicesim": 20, "vigesim": 20, "uigesim": 20,
    "tricesim": 30, "trigesim": 30, "quadragesim": 40, "quinquagesim": 50, "sexagesim": 60, "septuagesim": 70, "octogesim": 80,
    "octuagesim": 80, "nonagesim": 90, "prim": 1, "secund": 2, "terti": 3, "quart": 4, "quint": 5, "sext": 6, "septim": 7, "octav": 8,
    "octau": 8, "non": 9,
}  # fmt: skip
# "undetricesimo" is thirty less one, "duodequadragesimo" forty less two.
_LATIN_STEMS |= {
    prefix + stem: value - less
    for stem, value in list(_LATIN_STEMS.items())
    if value % 10 == 0 and 20 <= value <= 90
    for prefix, less in (("unde", 1), ("vnde", 1), ("duode", 2))
}
_LATIN_ENDING = re.compile(r"(?:o|us|um|i|is)$")
_LINKS = frozenset({"et", "&", "ac", "atque", "domini", "dni"})
_DAYS = frozenset(
    {
        "kal",
        "kalend",
        "kalendas",
        "kalendis",
        "calendas",
        "calend",
        "calendis",
        "cal",
        "idus",
        "id",
        "idibus",
        "non",
        "nonas",
        "nonis",
        "jour",
    }
)
_MONTHS = MONTHS - {"sept"}  # "dix sept" is seventeen
_NEXT = FILLERS | MONTHS | ROLES | _DAYS | _LINKS  # what a year is followed by, beside numbers
_SCORES = re.compile(r"([ij]{2,4})xx")
_HUNDREDS = re.compile(r"([ivj]{1,4})cc?([ivxlj].*)?")
_ON_THE_DAY = frozenset({"kalendis", "calendis", "idibus", "nonis"})  # the very day, where "kal." is counted back from
_ROMAN_WORD = re.compile(r"[mdclxvijuↄ]+")


Read = tuple[int, int, bool]  # the year, the place after it, whether it is doubtful


def year_at(tokens: Sequence[Token], at: int) -> Read | None:
    """The year written from token ``at`` on, the place after it, and whether figures that make no sense follow; None without a year."""
    if tokens[at].kind != "word":
        return None
    numeral, words = _completed(tokens, _numeral(tokens, at)), _in_words(tokens, at)
    return words if words and (numeral is None or words[1] > numeral[1]) else numeral


def _completed(tokens: Sequence[Token], numeral: Read | None) -> Read | None:
    """A numeral of whole hundreds with what is under a hundred in Latin words behind it: "MDCC. octogesimo primo" is 1781.

    Tens at least: what follows a year as "octavo" or "secundo" may be a format or an edition.
    """
    if numeral is None or numeral[0] % 100:
        return numeral
    year, end, _doubtful = numeral
    more, place = 0, end
    while place < len(tokens):
        token = tokens[place]
        value = _latin(token.text) if token.kind == "word" else None
        if value is not None and value < 100 and not (more and (more % 10 or value > 9)):
            more, end = more + value, place + 1
        elif not (token.kind == "sign" and token.text in ".,·") and token.text not in _LINKS:
            break
        place += 1
    return (year + more, end, False) if more > 9 and not _is_day(tokens, end) else numeral


def _letters(tokens: Sequence[Token], at: int) -> list[int]:
    """Where the words of one Roman numeral stand, dots and commas between them: "M. DCC. LXXXIX", "M D X L"."""
    places: list[int] = []
    while at < len(tokens) and len(places) < _MOST_WORDS:
        token = tokens[at]
        if token.kind == "word" and _ROMAN_WORD.fullmatch(token.text):
            places.append(at)
        elif token.kind == "word" and token.text in ("et", "&") and places:
            pass
        elif token.kind != "sign" or token.text not in ".,·:[]&":
            break
        at += 1
    return places


def _numeral(tokens: Sequence[Token], at: int) -> Read | None:
    """The longest Roman numeral that is a year; its last word is not the day of a month nor of the kalends.

    Set against the rest of the numeral and apart from the day, it is of the year: "M.D.XII. kalendis Iulii". Before a day that is counted
    back from ("M.D.XII. kal. Iulii") nobody can tell.
    """
    places = _letters(tokens, at)
    if not places or places[0] != at:
        return None
    for count in range(len(places), 0, -1):
        after = places[count - 1] + 1
        counted = count > 1 and _is_day(tokens, after)
        if counted and not _is_of_the_year(tokens, places[count - 1]):
            continue
        letters = "".join(tokens[place].text for place in places[:count])
        year = year_from_roman(letters)
        if year is None or year > LATEST:
            continue
        sure = year >= _EARLIEST_DATED and len(letters) >= _SURE_NUMERAL
        if sure or (year >= EARLIEST_PRINTED and (len(letters) > 2 or len(tokens) <= 2)):
            doubtful = counted and _first_word(tokens, after) not in _ON_THE_DAY
            return year, after, doubtful or (count < len(places) and _is_rest(tokens, places[count]))
    return None


def _is_of_the_year(tokens: Sequence[Token], place: int) -> bool:
    """Whether the last word of a numeral is set against what stands before it, and a blank behind it."""
    behind = place + 1
    while behind < len(tokens) and tokens[behind].kind == "sign" and tokens[behind].glued:
        behind += 1
    return tokens[place].glued and tokens[place - 1].glued and behind < len(tokens) and not tokens[behind].glued


def _first_word(tokens: Sequence[Token], at: int) -> str:
    return next((token.text for token in tokens[at:] if token.kind == "word"), "")


def _is_rest(tokens: Sequence[Token], at: int) -> bool:
    """Whether letters behind a year are neither a day nor a year of their own."""
    return not _is_day(tokens, at + 1) and not _numeral(tokens, at)


def _is_day(tokens: Sequence[Token], after: int) -> bool:
    while after < len(tokens) and (tokens[after].text in ".,-" or tokens[after].text in ("die", "mensis", "jour", "du")):
        after += 1
    return after < len(tokens) and (tokens[after].text in _DAYS or tokens[after].text in _MONTHS)


def _in_words(tokens: Sequence[Token], at: int) -> Read | None:
    """A year in French or Latin words: so many hundreds or a thousand first, then what is under a hundred."""
    total = current = count = 0
    end = at
    place = at
    while place < len(tokens) and count < _MOST_WORDS:
        token = tokens[place]
        if (token.kind == "sign" and token.text in ".,-[]&") or (token.kind == "word" and token.text in _LINKS and count):
            place += 1
            continue
        said_again = total and token.text in _THOUSAND
        step = _step(token.text, current, first=count == 0) if token.kind == "word" and not said_again else None
        if step is None or (count and _is_day(tokens, place + 1) and step[1] - current < 32 and (total or current >= 1000)):
            break
        kind, value = step
        if kind == "thousand":
            total, current = total + max(1, current) * 1000, 0
        else:
            current = value
        place += 1
        count += 1
        end = place
    year = total + current
    enough = count > 1 and (total or year >= 1100)
    return (year, end, _goes_on(tokens, end)) if enough and _EARLIEST_DATED < year <= LATEST else None


def _goes_on(tokens: Sequence[Token], end: int) -> bool:
    """Whether a number stands behind the one word after a year that is none we know: "mil CCCC quatre-vinqz et xiiii"."""
    while end < len(tokens) and tokens[end].kind == "sign":
        end += 1
    after = [token.text for token in tokens[end + 1 : end + 4] if token.kind == "word" and token.text not in _LINKS][:1]
    unknown = end < len(tokens) and tokens[end].kind == "word" and tokens[end].text not in _NEXT
    return bool(unknown and after and _step(after[0], 0, first=False)) and not _is_day(tokens, end + 2)


def _step(word: str, current: int, *, first: bool) -> tuple[str, int] | None:
    """What a word makes of the number so far: a thousand, or the new number under a thousand; None where it is no number."""
    if word in _THOUSAND and (word != "m" or first):
        return ("thousand", 0) if current < 100 else None
    if word in _HUNDRED and 2 <= current <= 19 and word != "cc":
        return "number", current * 100
    if word in ("cent", "cens"):
        return ("number", current + 100) if current == 0 else None
    value = _FRENCH.get(word)
    if (value == 20 or word == "xx") and (scores := current % 100) in (3, 4):
        return "number", current - scores + 20 * scores
    if value is None:
        value = _latin(word)
    if value is None and _ROMAN_WORD.fullmatch(word) and not first:
        value = _hundreds_of(word) or _scores_of(word) or from_roman(word)
    return None if value is None or value > 1000 else ("number", current + value)


def _hundreds_of(word: str) -> int | None:
    """ "vc" and "vic" after "mil" are five and six hundred, "vcxlii" what comes behind them too; "vcc" is "vc" with the plural's c."""
    match = _HUNDREDS.fullmatch(word)
    count, more = (from_roman(match[1]), from_roman(match[2]) if match[2] else 0) if match else (None, None)
    return count * 100 + more if count and more is not None and 2 <= count <= 9 and more < 100 else None


def _scores_of(word: str) -> int | None:
    """ "iiiixx" is four score."""
    match = _SCORES.fullmatch(word)
    return 20 * len(match[1]) if match else None


def _latin(word: str) -> int | None:
    if word in ("mille", "millesimo"):
        return 1000
    stem = _LATIN_ENDING.sub("", word)
    return _LATIN_STEMS.get(stem) if stem != word else None
