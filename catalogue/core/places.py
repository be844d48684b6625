"""Places under the Latin names that early printers gave them, and the English ones that readers type, with their French names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from catalogue.core.tables import rows
from catalogue.core.text import early, fold

_LONGEST = 3
BETWEEN = " · "
# Between two towns, and not inside brackets: "Chambéry & Annecy", "Melun (Seine et Marne)".
_AND = re.compile(r"(?:\s*[;/]\s*(?:(?:et|&)\s+)?|,?\s+(?:&|et)\s+)(?![^(\[]*[)\]])", re.IGNORECASE)
SELLS = r"(?:vend(?:ent)?|trouve(?:nt)?|d[ée]bite(?:nt)?)"  # after "se"
# Where a book is sold besides: "A Lyon, et se vend à Paris", "& veneunt Parisiis".
_SOLD = re.compile(
    rf"^(?:(?:se|s[’']y|on\s+l[ae]s?)\s+{SELLS}|v(?:a?e|æ)n(?:it|eunt)|prostan?t|sold)\s+(?:aussi\s+)?"
    r"(?=(?:à|a|au|aux|in|at)\s|\S+is\b)",
    re.IGNORECASE,
)
# Where in the town, or from whom: "en la rue Mercière", "chez l’auteur", "apud Gryphium".
_ADDRESS = re.compile(
    r"(?:chez|rue|quai|place|imprimerie|impr|librairie|par|au|aux|et|dans|sous|pres|proche|devant|derriere|vis a vis|avec|se|vend|pour"
    r"|en la|en l|en rue|a la|a l|apud|ex|per|typis|sumptibus|impensis|expensis|excudebat|in aedibus|in officina|in vico)\b"
)
_ETC = re.compile(r"\W*etc\W*", re.IGNORECASE)


def in_its_town(name: str, town: str) -> str:
    """A library as readers look for it, by its town: "Annecy · Médiathèque Bonlieu"; its name alone where no town is known."""
    return f"{town}{BETWEEN}{name}" if town and name else name or town


def _forms() -> dict[tuple[str, ...], str]:
    return {tuple(early(fold(form)).split()): row["place"] for row in rows("imprint_places") for form in row["forms"].split("|")}


_PLACES = _forms()
_ENGLISH = {tuple(fold(form).split()): row["place"] for row in rows("exonyms") for form in row["forms"].split("|")}


def places_named(text: str) -> tuple[str, ...]:
    """The statements of one place each that an imprint holds, as written: "A Lyon, & à Genève" has two, "A Lyon, chez Benoist et Rigaud"
    one. Where a book is sold besides is not where it is published: "A Lyon, et se vend à Paris" has one; "Se vend à Lyon" says nothing
    else, and has "à Lyon".
    """
    pieces = list(_before_an_address(piece.strip() for piece in _AND.split(text)))
    made = [piece for piece in pieces if not _SOLD.match(piece)]
    return tuple(made or (_SOLD.sub("", piece) for piece in pieces))


def _before_an_address(pieces: Iterable[str]) -> Iterator[str]:
    for number, piece in enumerate(pieces):
        if not piece or _ETC.fullmatch(piece):
            continue
        if number and is_address(piece) and not _SOLD.match(piece):
            return
        yield piece
        if any(map(is_address, piece.split(",")[1:])):
            return


def is_address(part: str) -> bool:
    """Whether a part of an imprint says where in the town, or from whom: "rue Mercière", "chez l’auteur", "apud Gryphium"."""
    bare = part.strip()
    return (bare[:1].islower() or bare[:1] == "&") and _ADDRESS.match(fold(bare)) is not None


@lru_cache(maxsize=8192)
def modern_places(text: str) -> tuple[str, ...]:
    """The French names of the towns that an imprint names in Latin: "Lugduni Batavorum" gives Leyde, "Lugduni" Lyon; () for none."""
    words = early(fold(text)).split()
    places = []
    position = 0
    while position < len(words):
        for length in range(_LONGEST, 0, -1):
            place = _PLACES.get(tuple(words[position : position + length]))
            if place:
                places.append(place)
                position += length - 1
                break
        position += 1
    return tuple(dict.fromkeys(places))


def modern_place(folded: tuple[str, ...]) -> str:
    """The French name of the town whose Latin name these folded words are, all of them; "" for other words."""
    return _PLACES.get(tuple(map(early, folded)), "")


def french_place(folded: tuple[str, ...]) -> str:
    """The French name of the place whose English name these folded words are, all of them; "" for other words."""
    return _ENGLISH.get(folded, "")


def latin_names() -> frozenset[str]:
    """The Latin names of one word, in their early spelling."""
    return frozenset(words[0] for words in _PLACES if len(words) == 1)


@lru_cache(maxsize=1024)
def other_names(beginning: str) -> tuple[str, ...]:
    """The French names of the places of which a Latin or an English name of one word begins so."""
    found = [place for words, place in (*_PLACES.items(), *_ENGLISH.items()) if len(words) == 1 and words[0].startswith(beginning)]
    return tuple(dict.fromkeys(found))
