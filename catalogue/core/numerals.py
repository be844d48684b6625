"""The ways one number is written in a name or a title: François Ier, 1er, I; Louis XIV, 14; XIIe, 12e, douzième, 12th."""

from __future__ import annotations

import re
from functools import lru_cache

from catalogue.core.dates.roman import from_roman, to_roman


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


HIGHEST = 39  # of a king, a regiment or a century; beyond, a number is written in figures alone
_FRENCH = _words(
    "premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme treizieme quatorzieme"
    " quinzieme seizieme dix-septieme dix-huitieme dix-neuvieme vingtieme"
)
_ENGLISH = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth"
    " seventeenth eighteenth nineteenth twentieth"
)
# « Louis seize », « Napoléon trois »: the number of a king as it is said.
_SAID = {
    word: number
    for number, word in enumerate(
        _words("deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"), 2
    )
}
_SHORTENED = tuple(
    frozenset(_words(forms))
    for forms in (
        "madame mme", "mademoiselle mlle", "monseigneur mgr", "docteur doctor dr", "mister mr", "professeur professor pr prof",
        "numero no n",
    )
)  # fmt: skip
_IN_LETTERS = {word: number for words in (_FRENCH, _ENGLISH) for number, word in enumerate(words, 1)} | {"premiere": 1, "seconde": 2}
# « vie » is a word before it is a sixth.
_ORDINAL = re.compile(r"(?!vie$)(?:(\d{1,2})(?:e|eme|ieme|er|ere|re|nd|nde|d|th|st|rd)|([ivx]{1,6})(?:e|eme|ieme|er|ere|re))")
_CARDINAL = re.compile(r"(\d{1,2})|([ivx]{1,6})")
# After one of these a number is nobody's: « page 14 », « tome 4 » (whose numerals are made figures when they are folded).
_COUNTING = frozenset(
    _words(
        "a p page pages f fol folio t tome tomes vol volume volumes livre part partie fasc fascicule chap chapitre pl planche n no numero"
        " num ms res inc cote in op opus kv bwv hob le les du de la et ou"
    )
)


@lru_cache(maxsize=8192)
def also_written(word: str, before: str = "") -> tuple[str, ...]:
    """The other ways to write a folded ``word`` that is an ordinal, the number of the one whose name stands ``before`` it, or a title
    that is shortened as a rule (« Mme », « Dr »).
    """
    for pair in _SHORTENED:
        if word in pair and word not in ("no", "n"):  # « no » is English
            return tuple(sorted(pair - {word}))
    named = before.isalpha() and len(before) > 2 and before not in _COUNTING
    ordinal = _IN_LETTERS.get(word) or _number(_ORDINAL.fullmatch(word))
    if ordinal:
        forms = _ordinals(ordinal)
        return tuple(form for form in (*forms, *(_cardinals(ordinal) if named else ())) if form != word)
    if named and word in _SAID:
        return _cardinals(_SAID[word])
    number = _number(_CARDINAL.fullmatch(word)) if named or (len(word) > 1 and not word.isdecimal()) else 0
    if not number:
        return ()
    forms = (*_cardinals(number), *(_ordinals(1)[:2] if number == 1 else ()))
    return tuple(form for form in forms if form != word)


def _number(match: re.Match[str] | None) -> int:
    if match is None:
        return 0
    digits = next(group for group in match.groups() if group)
    number = int(digits) if digits.isdecimal() else from_roman(digits) or 0
    return number if number <= HIGHEST else 0


def _cardinals(number: int) -> tuple[str, ...]:
    return str(number), to_roman(number).lower()


def _ordinals(number: int) -> tuple[str, ...]:
    roman = to_roman(number).lower()
    if number == 1:
        return "1er", "ier", "premier", "premiere", "1ere", "1re"
    letters = tuple(words[number - 1] for words in (_FRENCH, _ENGLISH) if number <= len(words) and "-" not in words[number - 1])
    return f"{number}e", f"{roman}e", f"{number}eme", *letters
