"""Apostrophes of folded texts: which part an elided word from the next, which are of one word or of one name."""

from __future__ import annotations

import re

BREATH = "\x1d"  # a sign that some set for an apostrophe, and romanisations for the breath of a consonant


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ELIDED = _set("l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu quelqu entr dell nell dall sull all coll degl")
# Words of two parts that no dictionary opens.
WHOLE = frozenset(
    {("aujourd", "hui"), ("presqu", "ile"), ("presqu", "iles"), ("presqu", "isle"), ("presqu", "isles")}
    | {("quelqu", last) for last in ("un", "une", "uns", "unes")}
)
# A name that only looks like an elision has a consonant after it: N'Diaye, M'Bow. French elides before a vowel or an h.
_OF_NAMES = frozenset("n m t s c j")
_CONSONANTS = frozenset("bcdfgjklmnpqrstwxz")
_VOWELS = frozenset("aeiouy")
# Syllables that the Wade-Giles romanisation writes after the breath of t: T'ang, T'ien.
_AFTER_BREATH = _set("ai an ang ao eng iao ieh ien ing iu ou uan ui un ung")
_ASPIRATED = _set("ch k p ts tz")  # the other consonants that it writes with one, before a vowel
_SIGN = re.compile(rf"(['{BREATH}])")
_FIRST = re.compile(r"[^\W_]+")


def without_elisions(plain: str) -> str:
    """``plain`` (small letters, apostrophes as ``'``, breaths as :data:`BREATH`) without its elided words (« l' », « qu' ») and signs.

    « presqu'île » is one word, as are N'Diaye and T'ang; any other apostrophe parts two words, any other breath is of its word.
    """
    kept: list[str] = []
    parts = _SIGN.split(plain)
    for place in range(0, len(parts) - 1, 2):
        head, sign, rest = parts[place : place + 3]
        before, _gap, word = head.rpartition(" ")
        following = _FIRST.match(rest)
        after = following[0] if following else ""
        if _is_one(word, sign, after):
            kept.append(head)
        elif word in ELIDED:
            kept.append(f"{before} ")
        else:
            kept.append(f"{head} " if sign == "'" or not after else head)
    return "".join(kept) + parts[-1]


def _is_one(word: str, sign: str, after: str) -> bool:
    """Whether both sides of a sign are one word."""
    if (word, after) in WHOLE:
        return True
    if (word == "t" and after in _AFTER_BREATH) or (word in _ASPIRATED and after[:1] in _VOWELS):
        return True
    starts_by_consonant = after[:1] in _CONSONANTS or (after[:1] == "v" and after[1:2] in _VOWELS)
    if word in _OF_NAMES:
        return starts_by_consonant
    return sign == BREATH and word not in ELIDED and bool(word) and bool(after)
