"""The titles of a notice whole, as somebody types them who knows them: with or without what follows, an article or a qualifier."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.core.articles import without_article
from catalogue.core.text import STOP_WORDS, fold

PROPER = "= "  # starts a title proper, beside the same among the others
ALONE = "== "  # the same, where no other title goes on with it
ANY_ORDER = "~ "
LONGEST = 150  # characters; a longer title is not typed whole
MOST = 16
_ANDS = frozenset(("and", "et", "und"))  # all written « & », on one title page or another
_QUALIFIER = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")


def whole_titles(titles: Sequence[str], words: Sequence[Sequence[str]], *, alone: bool = False) -> list[str]:
    """The folded wholes of some titles as written, with their folded ``words``; the title proper is the first, and ``alone`` where
    nothing goes on with it."""
    found: dict[str, None] = {}
    if alone and words:
        found |= dict.fromkeys(f"{ALONE}{whole}" for whole in wholes_of(words[0]) if len(whole) <= LONGEST)
    for place, (title, folded) in enumerate(zip(titles, words, strict=True)):
        _add(found, folded, proper=place == 0)
        if place == 0 and len(words) > 1:
            _add(found, [*folded, *words[1]], proper=True)
        if title.endswith((")", "]")) and (match := _QUALIFIER.search(title)) and match.start():
            _add(found, fold(title[: match.start()]).split())
    return list(found)[:MOST]


def _add(found: dict[str, None], folded: Sequence[str], *, proper: bool = False) -> None:
    for whole in wholes_of(folded):
        if len(whole) <= LONGEST:
            found.setdefault(whole)
            if proper:
                found.setdefault(f"{PROPER}{whole}")
    if proper and (bag := in_any_order(folded)):
        found.setdefault(bag)


def in_any_order(folded: Sequence[str]) -> str:
    """The words of a title in an order of their own, little ones left out, as somebody remembers it; "" for one word."""
    telling = sorted({word for word in folded if word not in STOP_WORDS})
    return f"{ANY_ORDER}{' '.join(telling)}" if len(telling) > 1 else ""


def wholes_of(words: Sequence[str]) -> tuple[str, ...]:
    """What folded words may be as a whole title: with their article and without, every « and » being one."""
    alike = ["et" if word in _ANDS else word for word in words]
    return tuple(dict.fromkeys(" ".join(found) for found in (alike, without_article(alike)) if found))
