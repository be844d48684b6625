"""The titles of a notice whole, as somebody types them who knows them: with or without what follows, an article or a qualifier."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.core.articles import without_article
from catalogue.core.text import STOP_WORDS, fold

PROPER = "= "  # starts a title proper, beside the same among the others
ANY_ORDER = "~ "
LONGEST = 150  # characters; a longer title is not typed whole
MOST = 16
_QUALIFIER = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")


def whole_titles(titles: Sequence[str], words: Sequence[Sequence[str]]) -> list[str]:
    """The folded wholes of some titles as written, with their folded ``words``; the title proper is the first."""
    found: dict[str, None] = {}
    for place, (title, folded) in enumerate(zip(titles, words, strict=True)):
        _add(found, folded, proper=place == 0)
        if place == 0 and len(words) > 1:
            _add(found, [*folded, *words[1]], proper=True)
        if title.endswith((")", "]")) and (match := _QUALIFIER.search(title)) and match.start():
            _add(found, fold(title[: match.start()]).split())
    return list(found)[:MOST]


def _add(found: dict[str, None], folded: Sequence[str], *, proper: bool = False) -> None:
    for words in (folded, without_article(folded)):
        whole = " ".join(words)
        if whole and len(whole) <= LONGEST:
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
    """What the folded words typed may be, as a whole title: with their article and without."""
    return tuple(dict.fromkeys(" ".join(found) for found in (words, without_article(words)) if found))
