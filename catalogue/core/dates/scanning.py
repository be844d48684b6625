"""What is written as a date, folded, then cut into tokens in one pass: figures, words, signs, idioms."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from catalogue.core.dates.words import IDIOM
from catalogue.core.dates.years import is_year

LONGEST = 240
_UNSEEN = "\u200e\u200f\ufeff"  # marks of direction and of byte order
_MOST_TOKENS = 96


class Token(NamedTuple):
    """One sign of a date. ``kind``: year, vague, decade, number, word, sign, or idiom. ``text``: the word, the sign, the name of the
    idiom; ``first`` and ``last``: what a figure stands for; ``glued``: whether nothing stands between it and the token before."""

    kind: str
    text: str
    first: int = 0
    last: int = 0
    glued: bool = False


_SIGNS = str.maketrans({
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "―": "-", "’": "'", "ʼ": "'", "`": "'", "Ↄ": "ↄ", "Ɔ": "ↄ", "ɔ": "ↄ",
    "½": " 1/2", "¼": " 1/4", "¾": " 3/4", "{": "[", "}": "]", "«": " ", "»": " ", "…": "...", "º": "o", "°": "o", "ª": "a",
    "ß": "ss", "æ": "ae", "Æ": "AE", "→": "->", "œ": "oe", "Œ": "OE",
})  # fmt: skip
_ENTITY = re.compile(r"&#x?[0-9a-f]{1,6};?", re.IGNORECASE)
_IEME = re.compile(r"(?<=[IVXLC])i(?=[eèé]me)")  # "XVIIième" is XVII, where "XVIIIème" is XVIII
_SINCE = re.compile(r"\bdès\b", re.IGNORECASE)  # without its accent it is "of the": "fin des années 1930"
_SPACES = re.compile(r"\s+")
# A bracket inside a year: "1[8]50", "17[5-?]", "[17]89"; the figures and the blanks count four.
_BROKEN_YEAR = re.compile(
    r"(?<!\d)(\d)\[(\d)\]([?._*ux-]{2})(?![\d\[])|(?<!\d)(\d{1,3})\[([\d?._*ux-]{1,4})\](\d{0,2})(?![\d\[])"
    r"|\[(\d)\]([\d?._*ux-]{3})(?!\d)|\[(\d\d)\]([\d?._*ux-]{2})(?!\d)|\[(\d{3})\]([\d?._*ux-])(?!\d)"
)
# M and D of early printers, drawn with reversed C or its substitutes.
_THOUSAND = re.compile(r"c ?[il1|] ?[ↄ)]|\( ?[i|] ?\)|ↀ|(?<![a-z])cio(?= ?[.,]? ?(?:io|d|c|[lxvi]))")
_FIVE_HUNDRED = re.compile(
    r"(?<![a-z(])[il|] ?[ↄ)](?![a-z])|(?<![a-z(])[il|] ?[ↄ)](?=[cxlvi])|(?<=m[.,])io(?![a-z])|(?<=m[.,] )io(?![a-z])"
)
# Which volume a year is of: "t. I, 1880 ; t. II, 1884".
_VOLUME = re.compile(
    r"(?<![^\W\d_])(?:tom(?:e|us|es)?|t|vol(?:ume)?s?|livre|partie|pars|bd|band)\b\.? ?"
    r"(?:[1-9]\d?|[ivxl]{1,6}|premi?ere?|second|deuxieme|troisieme|quatrieme|dernier)(?![^\W_])"
    r"(?: ?(?:-|et|&|a) ?(?:[1-9]\d?|[ivxl]{1,6})(?![^\W_]))?[.,:]?"
)
_ABOUT = re.compile(r"[(\[] ?(env|environ|ca|circa|vers)\b\.? ?[)\]]")  # by itself in brackets: "1450 (env.)"
# What palaeographers write against the numeral of a century: "s. XIVex-XVin", "s. XV²", "s. XV-3/4".
_OF_SAECULUM = re.compile(
    r"\b(?:s|saec|sec|saeculo)\b\.? ?[ivxl]{1,5}(?:ex|in|med|[12]|-[1-4]/[2-4])(?![\w/])(?:-[ivxl]{1,5}(?:ex|in|med|[12])(?![\w/]))?"
)
_AGAINST = re.compile(r"(?<=[ivxl])-?(ex|in|med|[1-4]/[2-4]|[12])(?![\w/])")
_MAY_BE_IDIOM = re.compile(r"[^\d\[\]()<>?.,;/-]|9999")
_TOKEN = re.compile(
    r"""(?P<space>[\s]+)
    |@(?P<idiom>[A-Z]+)@
    |(?P<stamp>(?<!\d)(?:1\d{3}|20\d\d)(?:0[1-9]|1[0-2])[0-3]\d(?:\d{2,6})?(?!\d))
    |(?P<day>(?<!\d)\d{4}(?P<between>[-/.])(?:[0-2]?\d|3[01]|[x]{2})(?P=between)(?:[0-2]?\d|3[01]|[x]{2})(?!\d)
        (?:[t\ ]\d{2}(?::\d{2}){1,2}(?:[.,]\d+)?(?:z|[+-]\d{2}:?\d{2})?)?)
    |(?P<decade>(?<!\d)\d{3}0'?s(?![a-z]))
    |(?P<tens>(?<!\d)(?:1\d\d|20\d)[-?u._*x](?![\da-z]))
    |(?P<hundreds>(?<!\d)(?:1\d|20)\ ?(?:--|\?\?|-\?|\?-|uu|__|xx|\*\*|\.\.|\.\?)(?!\d|[a-z]))
    |(?P<figures>\d+)(?P<ordinal>(?:eme|ieme|iemes|emes|ers?|ere|re|nde?|de|me|th|st|rd|es?|os?|a)(?![a-z]))?
    |(?P<word>[^\W\d_]+(?:["'״׳](?=[\u05d0-\u05ea])[\u05d0-\u05ea]+)?)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)


def fold(text: str) -> str:
    """``text`` without accents, capitals, nor variants of dashes and quotes; figures of every script are those of ours."""
    text = _ENTITY.sub("", text[:LONGEST]).translate(_SIGNS)
    text = _SINCE.sub("depuis", _IEME.sub("", text))
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char) and char not in _UNSEEN)
    figures = plain if plain.isascii() else "".join(map(_figure, plain))
    folded = _SPACES.sub(" ", figures.translate(_SIGNS).casefold()).strip()
    return _FIVE_HUNDRED.sub("d", _THOUSAND.sub("m", _BROKEN_YEAR.sub(_joined, folded)))


def _figure(char: str) -> str:
    return str(unicodedata.digit(char)) if char.isdigit() else char


def _joined(match: re.Match[str]) -> str:
    before, inside, after = [*(part for part in match.groups() if part is not None), ""][:3]
    figures = before + inside.rstrip("?") + after
    if len(figures) == 4:
        return figures + "?" * inside.endswith("?")
    whole = before + inside + after
    return whole if len(whole) == 4 else match[0]


def scan(folded: str) -> list[Token]:
    """The tokens of a folded text, at most a hundred."""
    tokens: list[Token] = []
    glued = True
    words = _OF_SAECULUM.sub(lambda found: _AGAINST.sub(_part_apart, found[0]), _VOLUME.sub(" ", _ABOUT.sub(r" \1 ", folded)))
    marked = IDIOM.sub(lambda idiom: f" @{idiom.lastgroup}@ ", words) if _MAY_BE_IDIOM.search(words) else words
    for match in _TOKEN.finditer(marked):
        kind = match.lastgroup
        if kind == "space":
            glued = False
            continue
        tokens.append(_token(match, glued))
        glued = True
        if len(tokens) == _MOST_TOKENS:
            break
    return tokens


def _part_apart(found: re.Match[str]) -> str:
    part = found[1]
    return f" {part}/2" if part in ("1", "2") else f" {part}"


def _token(match: re.Match[str], glued: bool) -> Token:
    text = match[0]
    if match["idiom"]:
        return Token("idiom", match["idiom"])
    if match["stamp"] or match["day"]:
        year = int(text[:4])
        return Token("year", "day", year, year, glued) if is_year(year) else Token("sign", ".")
    if match["decade"] or match["tens"] or match["hundreds"]:
        return _vague(match, glued)
    if match["figures"]:
        number = int(match["figures"][:9])
        if len(match["figures"]) == 4 and is_year(number) and not match["ordinal"]:
            return Token("year", text, number, number, glued)
        return Token("number", match["figures"], number, 1 if match["ordinal"] else 0, glued)
    return Token("word" if match["word"] else "sign", text, glued=glued)


def _vague(match: re.Match[str], glued: bool) -> Token:
    """A year whose last figures were left out, or a decade."""
    figures = 2 if match["hundreds"] else 3
    unit = 10 ** (4 - figures)
    first = int(match[0][:figures]) * unit
    return Token("decade" if match["decade"] else "vague", match[0], first, first + unit - 1, glued)
