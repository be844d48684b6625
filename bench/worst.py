"""The worst addresses that somebody could type or write a program to ask: up to 8 kB each, the same ones each time.

``python -m bench.worst`` prints them, and ordinary ones, as JSON.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import django
from django.urls import reverse

from portal.shown.filters import FIELD_WORDS, FILTERS, SORT_WORDS, VIEWS

LONGEST = 8000  # the door refuses 8 192
WORDS = (
    *("lyon", "livre", "histoire", "ville", "de", "la", "saint", "imprimeur", "carte", "plan", "journal", "abbaye"),
    *("roi", "foires", "soie", "rhone", "saone", "1561", "XVI", "an-II", "l’art"),
)


def addresses(*, seed: int = 8, each: int = 6) -> Iterator[tuple[str, str]]:
    """(kind, address) pairs, ``each`` of every kind; none longer than :data:`LONGEST`."""
    chance = random.Random(seed)
    for kind, make in KINDS.items():
        for _ in range(each):
            path, pairs = make(chance)
            yield kind, f"{path}?{urlencode(pairs, quote_via=quote)}"[:LONGEST]


def ordinary() -> list[str]:
    """What people ask: the median that the worst is compared with."""
    searches = (f"{one} {other}" for one, other in zip(WORDS, WORDS[3:], strict=False))
    return [f"{reverse('public:results')}?{urlencode({'q': words})}" for words in searches]


def _results(*pairs: tuple[str, str]) -> tuple[str, list[tuple[str, str]]]:
    return reverse("public:results"), list(pairs)


def _text(chance: random.Random, *, length: int, join: str = " ", before: str = "", after: str = "") -> str:
    words: list[str] = []
    while len(join.join(words)) < length:
        words.append(before + chance.choice(WORDS) + after)
    return join.join(words)[:length]


def _filters(chance: random.Random, count: int) -> list[tuple[str, str]]:
    values = {"etablissement": "693836101", "departement": "69", "type": "book", "siecle": "16", "langue": "fre", "commune": "69123"}
    names = [facet.parameter for facet in FILTERS.values()]
    return [(name, f"{values.get(name, 'lyon')}{number if name not in values else ''}") for number, name in enumerate(names * count)]


KINDS = {
    "many words": lambda chance: _results(("q", _text(chance, length=990))),
    "more words than are read": lambda chance: _results(("q", _text(chance, length=7000))),
    "one letter at a time": lambda chance: _results(("q", " ".join(chance.choices("abcdefghilmnoprstuv", k=490)))),
    "one endless word": lambda chance: _results(("q", "a" * chance.randint(500, 999))),
    "nothing but quotation marks": lambda chance: _results(("q", '"' * 900)),
    "many phrases": lambda chance: _results(("q", _text(chance, length=980, before='"l', after=' de la"'))),
    "many exclusions": lambda chance: _results(("q", "lyon " + _text(chance, length=970, before="-"))),
    "stars and questions": lambda chance: _results(("q", _text(chance, length=950, before="*", after="?~9^99"))),
    "an engine's syntax": lambda chance: _results(("q", "(" * 200 + _text(chance, length=300, join=" OR ") + ")" * 200)),
    "call numbers": lambda chance: _results(("q", " ".join(f"Rés. {chance.randint(1, 999)} {chance.randint(1, 999)}" for _ in range(60)))),
    "dates": lambda chance: _results(("q", " ".join(f"{chance.randint(1450, 1900)}-{chance.randint(1450, 1900)}" for _ in range(90)))),
    "folded by every rule": lambda chance: _results(("q", "ﬁœæſ" * 80 + " l’l’l’" * 40)),
    "every field of the form": lambda chance: _results(*((word, _text(chance, length=800)) for word in FIELD_WORDS.values())),
    "one letter in every field": lambda chance: _results(*((word, "a b c d e f " * 60) for word in FIELD_WORDS.values())),
    "every filter many times": lambda chance: _results(("q", "lyon"), *_filters(chance, 25)),
    "one parameter a thousand times": lambda chance: _results(*[("siecle", str(number % 30)) for number in range(700)]),
    "every order and view": lambda chance: _results(
        ("q", "lyon"), ("tri", chance.choice([*SORT_WORDS.values()])), ("vue", chance.choice([*VIEWS]) or "carte"), *_filters(chance, 1)
    ),
    "the last page": lambda chance: _results(("q", "de"), ("page", str(chance.randint(10**6, 10**8 - 1)))),
    "a cursor made up": lambda chance: _results(("q", "lyon"), ("page", "".join(chance.choices("abcXYZ019-_=", k=390)))),
    "years without end": lambda chance: _results(("q", "lyon"), ("de", "-9999"), ("a", "9999"), ("echelle", "log")),
    "every value of a facet": lambda chance: (
        reverse("public:facet", args=[chance.choice([facet.parameter for facet in FILTERS.values()])]),
        [("q", _text(chance, length=900)), *_filters(chance, 8)],
    ),
    "a feed of everything": lambda chance: (reverse("public:results_feed"), [("q", _text(chance, length=980)), *_filters(chance, 4)]),
    "suggestions": lambda chance: (reverse("public:suggestions"), [("q", _text(chance, length=980))]),
    "unknown parameters": lambda chance: _results(*((f"x{number}", "y" * 20) for number in range(250))),
    "what is new": lambda chance: (reverse("public:news"), [("avant", "9" * chance.randint(1, 7000))]),
}


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"ordinary": ordinary(), "worst": list(addresses(each=3))}))
