"""Names of bodies: their words, wherever the place and the part stand, and what tells two of one name apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from catalogue.clustering.persons.names import spelt
from catalogue.core.text import STOP_WORDS, fold


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_QUALIFIED = re.compile(r"\(([^()]*)\)")
_YEARS = re.compile(r"\b\d{4}\b|\b\d{2}\.\.")
_SHORT = re.compile(r"[^\W\d_]{2,}\.(?=\s|$)")
_LEGAL = _set("cie compagnie co ltd sa sarl maison ets etablissement etablissements anonyme")
_SPELT = 6
_LONGEST = 300  # characters
GENERIC = frozenset(
    spelt(word)
    for word in _set(
        "academie abbaye archives association bibliotheque bureau chambre college comite compagnie congregation conseil couvent ecole"
        " eglise faculte france freres imprimerie institut librairie maison ministere monastere municipale municipal musee ordre prieure"
        " royale royal nationale national societe universite"
    )
)


class Body(NamedTuple):
    """``words`` of the name in one spelling; ``told``: those that tell it from others of the name, its town most often; ``short``: the
    beginnings of words that are cut off ("soc").
    """

    words: frozenset[str]
    told: frozenset[str]
    short: frozenset[str] = frozenset()


@lru_cache(maxsize=16384)
def read(name: str, qualifier: str = "") -> Body:
    """A body's name and what stands in brackets behind it or apart."""
    name, qualifier = name[:_LONGEST], qualifier[:_LONGEST]
    told = " ".join((*_QUALIFIED.findall(name), qualifier))
    plain = _QUALIFIED.sub(" ", name)
    short = frozenset(spelt(word) for found in _SHORT.findall(plain) for word in fold(found.rstrip(".")).split())
    return Body(_words(plain) - short, _words(told), short)


def level(a: Body, b: Body) -> str:
    """How two names compare: "same", "same_moved" (the town or the part elsewhere), "unqualified" (one does not say which of the name),
    "differ".
    """
    left, right = _left(a.words, b), _left(b.words, a)
    if not left and not right and a.words and b.words:
        if a.told and b.told:
            return "same" if _near(a.told, b.told) else "differ"
        # Everybody has a municipal library: a name of common words alone is nobody's.
        return "same" if not a.told and not b.told else "unqualified" if a.words - GENERIC else "differ"
    if not (a.told or b.told or a.short or b.short):
        return "differ"
    whole, other = a.words | a.told, b.words | b.told
    rest = (
        {word for word in whole - other if not _kept(word, other, b.short)},
        {word for word in other - whole if not _kept(word, whole, a.short)},
    )
    return "same_moved" if not any(rest) else "differ"


def _left(words: frozenset[str], other: Body) -> set[str]:
    return {word for word in words - other.words if not _kept(word, other.words, other.short)}


def _kept(word: str, others: frozenset[str], short: frozenset[str]) -> bool:
    """Whether a word stands among others in another spelling, or cut off."""
    if any(word.startswith(beginning) for beginning in short):
        return True
    return len(word) >= _SPELT and any(len(other) >= _SPELT and OSA.distance(word, other, score_cutoff=1) <= 1 for other in others)


def _near(told: frozenset[str], others: frozenset[str]) -> bool:
    return told <= others or others <= told


def _words(text: str) -> frozenset[str]:
    folded = fold(_YEARS.sub(" ", text)).split()
    words = [
        word
        for word in folded
        if (word not in STOP_WORDS and word not in _LEGAL and len(word) > 1 and not word.isdigit()) or word.isdigit()
    ]
    return frozenset(spelt(word) for word in words or folded)
