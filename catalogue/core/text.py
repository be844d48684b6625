"""Words as French and heritage catalogues need them: the one normalisation that every engine and key goes through.

:func:`fold` turns a text into plain words separated by single spaces, the same for what partners wrote and for what readers
type: small letters, no accents, no elision (« l’histoire » is ``histoire``), ligatures and long s undone, hyphens opened,
volume numbers in Arabic figures. :func:`early` goes further for early prints, whose printers wrote u for v and i for j.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from codecs import charmap_build, charmap_encode
from collections.abc import Sequence
from functools import lru_cache

from catalogue.core.dates.roman import from_roman
from catalogue.core.elisions import WHOLE, without_elisions

VERSION = 8  # of what these functions give; an index made by another version must be built again

SORTED_BY = 80  # characters
EARLY_UNTIL = 1830  # the national plan's limit of early printed books; its spelling goes with it


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


STOP_WORDS = _set(
    "a and au aux avec ce ces cum dans de del della des di du e ein eine el en et ex for from i il in la las le les los of ou par per pour"
    " sur the to um un una une und von y zu"
)

# One letter that stands for several, or that Unicode does not decompose. ꝑ, ꝓ, ꝗ are the scribes' abbreviations.
_LETTERS = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ſ": "s", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ƒ": "f", "ħ": "h",
    "ŀ": "l", "ŋ": "ng", "ꝑ": "per", "ꝓ": "pro", "ꝗ": "que", "ꝛ": "r", "ꝯ": "con", "ↄ": "c", "ª": "a", "º": "o", "⁊": " et ",
}  # fmt: skip
_APOSTROPHES = "’‛′`´＇"
# Signs that some printers set for an apostrophe, and romanisations for the breath of a consonant (Tʻang), a hamza or an ayn.
_BREATHS = "ʼ‘"
_BREATH = "\x1d"
# What romanisations write beside letters, and nobody types: ayn, hamza, soft and hard signs.
_ROMANISED = "ʿʾʻʹʺˊˋ"
# Marks that show nothing: non-sorting marks of ISO 6630 and of MARC, soft hyphen, joiners, direction marks, byte order mark.
_INVISIBLE = "\x88\x89\x98\x9c\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
# What French texts hold beside ASCII, in small letters: where a text has nothing else, it is folded in a table of bytes.
_USUAL = "éèàêçôîâûùëïüöäáíóúñãõìòÿåš’‘ʼ‛′`´ʿʾʻ\xa0«»“”„–—…°·†§€©®" + _INVISIBLE

_OPENED = (("œ", "oe"), ("æ", "ae"), ("&", " et "))
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MARK = "\x1e"  # record separator: stands between the texts folded together
_SEPARATOR = f" {_MARK} "
_NOT_WORD = re.compile(rf"[^\w'{_BREATH}{_MARK}]|_")
_PUNCTUATION = bytes(code if code > 127 or chr(code).isalnum() or chr(code) in f"'{_BREATH}{_MARK}" else 32 for code in range(256))
_INITIALS = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")
# As title pages and imprints shorten them.
_SHORTENED = {
    "st": "saint", "ste": "sainte", "vve": "veuve", "vves": "veuve", "vefve": "veuve", "impr": "imprimerie", "imp": "imprimerie",
    "libr": "librairie", "cie": "compagnie", "lith": "lithographie",
}  # fmt: skip
_VOLUMES = _set(
    "t tom tome tomes tomus tomi tomo vol vols volume volumes volumen livre livres liv lib liber part partie parties pars fasc fascicule"
    " fascicules chap chapitre chapitres pl planche planches"
)
# The one word for each, before a number: « T. IV » and « tome 4 » are the same.
_ONE_WORD = {
    "t": "tome", "tom": "tome", "tomes": "tome", "tomus": "tome", "tomi": "tome", "tomo": "tome", "vol": "volume", "vols": "volume",
    "volumes": "volume", "volumen": "volume", "liv": "livre", "lib": "livre", "liber": "livre", "livres": "livre", "fasc": "fascicule",
    "fascicules": "fascicule", "chap": "chapitre", "chapitres": "chapitre", "pl": "planche", "planches": "planche", "parties": "partie",
}  # fmt: skip
# « Tome deux » and « livre second » are said so.
_IN_LETTERS = {
    word: str(number)
    for number, words in enumerate(
        (
            "premier premiere primus prima", "deux deuxieme second seconde secundus secunda", "trois troisieme tertius tertia",
            "quatre quatrieme quartus", "cinq cinquieme quintus", "six sixieme sextus", "sept septieme septimus", "huit huitieme octavus",
            "neuf neuvieme nonus", "dix dixieme decimus", "onze onzieme", "douze douzieme",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
_TO_REWRITE = _VOLUMES | frozenset(_SHORTENED) | frozenset(first for first, _ in WHOLE)
_LATIN_ENDINGS = (
    "iorum", "arum", "orum", "ibus", "ius", "ium", "iis", "iae", "us", "um", "ae", "am", "em", "os", "as", "is", "es", "io", "ii",
    "i", "o", "e", "a",
)  # fmt: skip
_SHORTEST_ROOT = 4
_OLD_FRENCH = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"\bh(?=[aeiou])", ""),
        (r"(?<=[crtp])h", ""),
        (r"(?<=[aeiou])s(?=[bcdfglmnpqrt])", ""),
        (r"c(?=t)", ""),
        (r"(?<=au)l(?=[bcdfgmnpqrst])", ""),
        (r"n(?=gn)", ""),
        (r"gn(?=oi)", "nn"),
        (r"oi", "ai"),
        (r"(?<=p)c(?=ion)", "t"),
        (r"([b-df-hj-np-tv-z])\1", r"\1"),
        (r"z\b", "s"),
    )
)
_NUMERAL_LETTERS = frozenset("ivxlc")
_ANY_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")


# What these characters become whatever Unicode says of them.
_SAID = _LETTERS | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_BREATHS, _BREATH) | dict.fromkeys(_INVISIBLE + _ROMANISED, "")


class _Letters(dict[str, str]):
    """What each character outside ASCII becomes, worked out when first met: it may be emptied at any moment."""

    def __missing__(self, char: str) -> str:
        if char in _SAID:
            plain = _SAID[char]
        else:
            plain = "".join(part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part)[0] != "M")
            plain = "".join(_LETTERS.get(part, part) for part in plain.casefold())
            plain = plain if unicodedata.category(char)[0] == "M" or plain.strip() else " "
        self[char] = plain
        return plain


_letters = _Letters()


def fold(text: str) -> str:
    """The words of ``text``, normalised, separated by single spaces; scripts other than Latin keep their letters without marks.

    ``fold(fold(x)) == fold(x)``; the case, the accents, the apostrophe used and the composition of the letters change nothing.
    """
    folded = _plain(text).replace(_MARK, " ").split()
    if not _TO_REWRITE.isdisjoint(folded):
        folded = _rewritten(folded)
    return " ".join(folded)


def words_of_all(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text, as :func:`fold` gives them, in one pass over all of them: several times faster on short texts."""
    lines = [line.split() for line in _plain(_SEPARATOR.join(texts)).split(_MARK)]
    if len(lines) != len(texts):  # one of them held the mark itself, or there was none
        return [words(text) for text in texts]
    return [line if _TO_REWRITE.isdisjoint(line) else _rewritten(line) for line in lines]


def _plain(text: str) -> str:
    """Small plain letters and figures, everything else a space, elided words gone; spaces are left as they fall."""
    plain = text.lower()
    for char, letters in _OPENED:
        if char in plain:
            plain = plain.replace(char, letters)
    if "." in plain:
        plain = _INITIALS.sub(_without_points, plain)
    try:
        plain = charmap_encode(plain, "strict", _USUAL_CODES)[0].translate(_USUAL_LETTERS, _USUAL_NOTHING).decode()
    except UnicodeEncodeError:
        plain = _plain_of_any(plain)
    return without_elisions(plain) if "'" in plain or _BREATH in plain else plain


def _without_points(match: re.Match[str]) -> str:
    return match[0].replace(".", "")


def _plain_of_any(plain: str) -> str:
    """The same for small letters of every script, elisions left in: many times slower."""
    plain = _NOT_ASCII.sub(_plain_letter, plain)
    return plain.encode().translate(_PUNCTUATION).decode() if plain.isascii() else _NOT_WORD.sub(" ", plain)


def _plain_letter(match: re.Match[str]) -> str:
    return _letters[match[0]]


_ASCII = "".join(map(chr, range(128)))
_USUAL_CODES = charmap_build((_ASCII + _USUAL).ljust(256, "\ufffe"))  # U+FFFE: no character has this code
_FOLDED = [_plain_of_any(char) for char in _ASCII + _USUAL]
_USUAL_LETTERS = "".join(letter[:1] or " " for letter in _FOLDED).ljust(256).encode()
_USUAL_NOTHING = bytes(code for code, letter in enumerate(_FOLDED) if not letter)


def _rewritten(folded: list[str]) -> list[str]:
    """« St » is saint, « t. IV » is tome 4; a letter that is no Roman numeral stays."""
    result: list[str] = []
    for word in folded:
        if word in _SHORTENED:
            word = _SHORTENED[word]
        elif result and (result[-1], word) in WHOLE:
            result[-1] += word
            continue
        elif result and result[-1] in _VOLUMES and _NUMERAL_LETTERS.issuperset(word) and (len(word) > 1 or word in "ivx"):
            word = str(from_roman(word) or word)
        elif result and result[-1] in _VOLUMES:
            word = _IN_LETTERS.get(word, word)
        if result and word.isdecimal():
            result[-1] = _ONE_WORD.get(result[-1], result[-1])
        result.append(word)
    return result


def lines_of(text: str) -> list[str]:
    """The lines of a text that say something, without the blanks around them."""
    return [line for line in map(str.strip, text.splitlines()) if line]


def words(text: str) -> list[str]:
    """The normalised words of ``text``."""
    return fold(text).split()


def spans(text: str) -> list[tuple[int, int, str]]:
    """(start, end, normalised) for each word of ``text`` as written; elided articles are words of their own here."""
    placed = []
    for match in _ANY_WORD.finditer(text):
        folded = _fold_word(match[0])
        if folded:
            placed.append((match.start(), match.end(), folded))
    return placed


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    return sys.intern(fold(word))


def early(folded: str) -> str:
    """Folded words as an early printer may have set them, one spelling for all: v is u, j and y are i, w is two v.

    « Vniuersité », « université » both give ``uniuersite``; « roy » and « roi » both give ``roi``.
    """
    return folded.replace("v", "u").replace("j", "i").replace("y", "i").replace("w", "uu")


def early_key(folded: str) -> str:
    """Folded words of an early print under a spelling that its modern form shares: « maistre » and « maître » give ``maitre``,
    « faict » and « fait » ``fait``, « Vniuersité » and « université » ``uniuersite``.

    Undoes, beside :func:`early`, the letters that nobody pronounced any more and that dictionaries dropped from 1740 on: s before
    a consonant, c before t, l after au, n before gn, h to begin or after a consonant, doubled consonants; oi for ai. Other words may meet
    under one key: it is for recall.
    """
    word = early(folded)
    for pattern, letters in _OLD_FRENCH:
        word = pattern.sub(letters, word)
    return word


def early_spellings(word: str) -> tuple[str, ...]:
    """The spellings of a folded word that an early printer would have chosen, other than ``word``: v to begin, u within, i for j.

    « universite » gives ``vniuersite``, « jesus » ``iesus``, « roi » ``roy``. For fields kept as written; see :func:`early`.
    """
    set_by_place = ("v" if word[:1] in {"u", "v"} else word[:1]) + word[1:].replace("v", "u")
    set_by_place = set_by_place.replace("j", "i")
    all_u = word.replace("v", "u").replace("j", "i")
    spellings = [set_by_place, all_u]
    spellings += [f"{spelling[:-1]}y" for spelling in (word, *spellings) if spelling.endswith("i") and len(spelling) > 2]
    return tuple(dict.fromkeys(spelling for spelling in spellings if spelling != word))


def latin_root(word: str) -> str:
    """A folded word without its Latin ending, at least four letters: « gryphius », « gryphium » and « gryphe » all give ``gryph``.

    For the imprints of early prints, which decline printers and towns.
    """
    for ending in _LATIN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT:
            return word[: -len(ending)]
    return word


def stemmable(word: str) -> str:
    """A folded word ready for a French stemmer: « imprimee », « imprimees » become « imprime ».

    Stemmers know the feminine by its accent, which folding has removed.
    """
    return word[:-1] if word.endswith("ee") else word[:-2] if word.endswith("ees") else word


def sort_key(text: str, *, nonsorting: int = 0) -> str:
    """The key a title is sorted by: its folded words from the first that sorts, cut at :data:`SORTED_BY` characters."""
    return fold(text[nonsorting:])[:SORTED_BY]
