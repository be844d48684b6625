"""Under which keys two forms of a name meet, so that only they are judged."""

from __future__ import annotations

import re
from itertools import combinations
from typing import NamedTuple

from catalogue.clustering.persons import bodies, names
from catalogue.clustering.persons.facts import PERSONS
from catalogue.clustering.persons.names import Name

VERSION = 1  # of the keys and of the judgement: forms are judged again under another one
CAP = 300  # forms that one key may bring; of more, only those that share a finer key are judged
_MOST_WORDS = 6
_VOWELS = re.compile(r"(?<=.)[aeiouh]")
_LONGEST = 12


class Keys(NamedTuple):
    """``held``: what a form is found under; ``asked``: what it looks under, each key with the finer ones that serve where it brings too
    many.
    """

    held: tuple[str, ...]
    asked: dict[str, tuple[str, ...]]


def keys(name: str, kind: str, qualifier: str = "") -> Keys:
    """The keys of a form; they depend on the heading alone."""
    return _of_a_person(names.read(name, qualifier)) if kind in PERSONS else _of_a_body(bodies.read(name, qualifier))


def _of_a_person(name: Name) -> Keys:
    skeletons = tuple(dict.fromkeys(filter(None, (*map(skeleton, name.surname), skeleton("".join(name.surname))))))
    initials = _initials(name)
    if not initials:  # of one name alone: it meets all of that surname
        held = tuple(f"o:{one}" for one in skeletons)
        return Keys(held, {**dict.fromkeys(held, ()), **{f"s:{one}": () for one in skeletons}})
    coarse = {f"p:{one}:{initial}": one for one in skeletons for initial in initials}
    whole = [one.word for one in name.forenames if not one.short]
    finer = {key: tuple(f"f:{one}:{word[:_LONGEST]}" for word in whole) for key, one in coarse.items()}
    held = (*coarse, *(key for some in finer.values() for key in some), *(f"s:{one}" for one in skeletons))
    return Keys(tuple(dict.fromkeys(held)), {**finer, **{f"o:{one}": () for one in skeletons}})


def _initials(name: Name) -> tuple[str, ...]:
    """The first letters that a forename may be written with: j of Jean, g of Guilielmus, of Étienne e and s of Stephanus; of all the
    forenames, since the usual one is not always the first.
    """
    forms = (form for one in name.forenames for form in ((one.word,) if one.short else names.forms_of_forename(one.word)))
    return tuple(dict.fromkeys(form[0] for form in forms if form))


def skeleton(word: str) -> str:
    """What is left of a surname in one spelling when its vowels are gone, the first letter aside: one letter otherwise spelt is met."""
    return _VOWELS.sub("", word)[:_LONGEST]


def _of_a_body(body: bodies.Body) -> Keys:
    everything = sorted(body.words | body.told, key=lambda word: (word in bodies.GENERIC, -len(word), word))
    telling = [word for word in everything if word not in bodies.GENERIC] or everything
    chosen = [word[:_LONGEST] for word in telling[:_MOST_WORDS]]
    first = [word[:_LONGEST] for word in everything[:_MOST_WORDS]]
    pairs = [f"d:{min(one, other)}:{max(one, other)}" for one, other in combinations(first, 2)]
    coarse = {f"c:{word}": tuple(pairs) for word in chosen}
    return Keys((*coarse, *pairs), coarse)
