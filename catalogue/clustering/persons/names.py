"""A name as records write it, read for comparison: surname, forenames, what tells a father from his son."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from catalogue.clustering.normalising.words import TABLES
from catalogue.core.tables import rows
from catalogue.core.text import early, fold, latin_root


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PARTICLES = _set("de du des la le les l d van von der den ten ter di da del della do dos y et dit dite called")
_TITLES = _set(
    "sir lord saint sainte st ste abbe dom pere mme m mr dr prof comte comtesse marquis marquise baron baronne duc duchesse sieur"
    " seigneur messire maitre frere soeur cardinal eveque veuve ainee"
)
# What a heading writes of a father, a son, a first and a second of the name: it tells them apart, and is no part of the name.
_GENERATIONS = {"aine": "elder", "pere": "elder", "senior": "elder", "fils": "younger", "jeune": "younger", "cadet": "younger",
                "junior": "younger", "filius": "younger", "veuve": "widow", "vidua": "widow", "heritiers": "heirs"}  # fmt: skip
SOMEBODY_ELSE = frozenset({"widow", "heirs"})  # of the one who is named: the widow of a printer signs his books
_NUMERAL = re.compile(r"(?<![\w.])([IVX]{1,5})(?![\w.])")
_OF_A_TITLE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_YEARS = re.compile(r"\d[\d.?]{2,3}")
_LONGEST = 300  # characters of a name, and words of it: more is nobody's
_MOST_WORDS = 5
_HYPHENS = re.compile(r"[-‐‑–]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*\.?")


class Forename(NamedTuple):
    """A forename in its French form, or the beginning of one where it is ``short`` ("J.", "Guil.")."""

    word: str
    short: bool = False


class Name(NamedTuple):
    """``surname``: its words without particles, in one spelling, and as ``written``; ``forenames``, in order; ``generations``: what tells
    homonyms of one family apart ("I", "elder", "widow").
    """

    surname: tuple[str, ...]
    written: tuple[str, ...] = ()
    forenames: tuple[Forename, ...] = ()
    generations: frozenset[str] = frozenset()

    @property
    def words(self) -> frozenset[str]:
        """All the whole words, wherever they stand."""
        return frozenset((*self.surname, *(one.word for one in self.forenames if not one.short)))


@lru_cache(maxsize=65536)
def read(text: str, qualifier: str = "") -> Name:
    """A name ("Tournes, Jean II de", "Jean de Tournes", "Ioan. Tornaesius") with what is told beside it; no surname where it has no
    word.
    """
    text, qualifier = text[:_LONGEST], qualifier[:_LONGEST]
    generations = _generations(f"{text} {qualifier}")
    plain = _YEARS.sub(" ", _NUMERAL.sub(" ", _OF_A_TITLE.sub(" ", text)))
    before, comma, after = plain.partition(",")
    after = after.partition(",")[0]
    if comma and after.strip():
        return _name(before, after, generations)
    pieces = _WORD.findall(before)
    pieces = [piece for piece in pieces if fold(piece) not in _GENERATIONS]
    kept = [place for place, piece in enumerate(pieces) if _says(piece)]
    if len(kept) < 2:
        return _name(before, "", generations)
    return _name(pieces[kept[-1]], " ".join(pieces[: kept[-1]]), generations)


@lru_cache(maxsize=65536)
def surname_word(word: str) -> str:
    """A folded word of a surname in one spelling: « tornaesius » gives what « tournes » gives, « gryphium » what « gryphe » does."""
    return _french_surnames().get(word) or spelt(latin_root(word))


def spelt(word: str) -> str:
    """A folded word as hand and ear confuse it: one letter for u and v, for i, j and y, for f and ph, no letter doubled."""
    word = early(word).replace("ph", "f").replace("th", "t").replace("ae", "e").replace("oe", "e").replace("ck", "c").replace("k", "c")
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=65536)
def forename_word(word: str) -> str:
    """A folded forename in its French form: « ioannes », « jehan » and « john » give what « jean » does."""
    return _french_forenames().get(word) or _french_forenames().get(early(word)) or _forename(word)


@cache
def forms_of_forename(word: str) -> tuple[str, ...]:
    """Every form that :func:`forename_word` gives this one word for, in the letters of early prints; what a short form may begin."""
    return (early(word), *(early(form) for form, french in _french_forenames().items() if french == word))


def _generations(text: str) -> frozenset[str]:
    found = set(_NUMERAL.findall(text))
    found.update(_GENERATIONS[word] for word in fold(text).split() if word in _GENERATIONS)
    return frozenset(found)


def _says(piece: str) -> bool:
    folded = fold(piece)
    return bool(folded) and not set(folded.split()) <= _PARTICLES


def _name(surname: str, forenames: str, generations: frozenset[str]) -> Name:
    words = [word for word in fold(_HYPHENS.sub(" ", surname)).split() if word not in _GENERATIONS]
    kept = tuple(word for word in words if word not in _PARTICLES and word not in _TITLES) or tuple(words)
    return Name(tuple(map(surname_word, kept))[:_MOST_WORDS], kept, tuple(_forenames(forenames))[:_MOST_WORDS], generations)


def _forenames(text: str) -> Iterator[Forename]:
    for piece in _WORD.findall(_HYPHENS.sub(" ", text)):
        short = piece.endswith(".") or (len(piece) == 1 and piece.isupper())
        for word in fold(piece.rstrip(".")).split():
            if short:
                yield Forename(early(word), short=True)
            elif word not in _PARTICLES and word not in _TITLES and word not in _GENERATIONS:
                yield Forename(forename_word(word))


@cache
def _french_surnames() -> dict[str, str]:
    return _by_form("latin_names", key=lambda word: spelt(latin_root(word)))


@cache
def _french_forenames() -> dict[str, str]:
    return _by_form("forenames", key=_forename)


def _forename(word: str) -> str:
    """Louise and Louïze, Sante and Santes are the same; Louis and Louise, François and Françoise are not."""
    return spelt(word).replace("z", "s").removesuffix("s")


def _by_form(table: str, *, key: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows(table, folder=TABLES):
        for form in (row["name"], *row["forms"].split()):
            found.setdefault(form, key(row["name"]))
    return found
