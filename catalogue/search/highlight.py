"""Why a notice was found: the passages where the words looked for stand, for any engine that can say the root of a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache

from catalogue.core.text import early_key, latin_root, spans, words_of_all
from catalogue.search.result import Fragment, Highlight

WIDTH = 220  # characters of a passage, about two lines
_BEFORE = 60  # characters shown before the first word found
_FIELDS = ("subjects", "notes", "title", "agents", "publishers", "places", "call_numbers")
_OF_AN_IMPRINT = frozenset({"agents", "publishers", "places"})
_LONGEST_PERIOD = 100  # years; of a longer one, every year would be marked
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)

Root = Callable[[str], str]


class Highlighter:
    """Marks the words of one search, and the years within its ``periods``.

    ``root`` gives what two forms of a word have in common, as the engine sees it.
    """

    def __init__(self, words: Iterable[str], *, root: Root, periods: Iterable[tuple[int, int]] = ()) -> None:
        self._root = root
        self._periods = tuple(period for period in periods if period[1] - period[0] <= _LONGEST_PERIOD)
        self._words = frozenset(words)
        self._roots = frozenset(root(word) for word in self._words)
        self._early = frozenset(root(_early_key(word)) for word in self._words)
        self._latin = frozenset(latin_root(_early_key(word)) for word in self._words)
        # Most words come again from one notice to the next: each is told once.
        self._marked = cache(self._is_one)
        self._marked_in_an_imprint = cache(self._is_one_in_an_imprint)

    def highlights(self, *, title: str, agents: Sequence[str], texts: Mapping[str, Sequence[str]]) -> tuple[Highlight, ...]:
        """The title and the agents where they have a word of the search, and the first other passage that has one."""
        already = {title, *agents}
        passages = [("title", title), *(("agents", agent) for agent in agents)]
        passages += [(field, text) for field in _FIELDS for text in texts.get(field, ()) if text not in already]
        found: list[Highlight] = []
        folded = words_of_all([text for _field, text in passages])
        for place, ((field, text), words) in enumerate(zip(passages, folded, strict=True)):
            elsewhere = place > len(agents)
            if any(map(self._told(field), words)):
                highlight = self._passage(field, text, width=WIDTH if elsewhere else len(text))
                found += [highlight] if highlight else []
                if highlight and elsewhere:
                    break
        return tuple(found)

    def _told(self, field: str) -> Callable[[str], bool]:
        return self._marked_in_an_imprint if field in _OF_AN_IMPRINT else self._marked

    def _passage(self, field: str, text: str, *, width: int) -> Highlight | None:
        told = self._told(field)
        marked = [(start, end) for start, end, folded in spans(text) if any(map(told, folded.split()))]
        if not marked:
            return None
        start, end = _window(text, marked[0][0], width)
        return Highlight(field, tuple(_fragments(text, start, end, marked)))

    def _is_one(self, word: str) -> bool:
        return (
            word in self._words
            or self._root(word) in self._roots
            or self._root(_early_key(word)) in self._early
            or self._is_of_a_period(word)
        )

    def _is_one_in_an_imprint(self, word: str) -> bool:
        return self._marked(word) or latin_root(_early_key(word)) in self._latin

    def _is_of_a_period(self, word: str) -> bool:
        return bool(self._periods) and _YEAR.fullmatch(word) is not None and any(start <= int(word) <= end for start, end in self._periods)


_early_key = lru_cache(maxsize=65536)(early_key)


def _window(text: str, first: int, width: int) -> tuple[int, int]:
    """Where to cut ``text`` so that the word at ``first`` is seen in its context, at spaces."""
    if len(text) <= width:
        return 0, len(text)
    start = max(0, min(first - _BEFORE, len(text) - width))
    end = start + width
    if start:
        start = text.find(" ", start, first) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", first, end), first + 1)
    return start, end


def _fragments(text: str, start: int, end: int, marked: Sequence[tuple[int, int]]) -> Iterable[Fragment]:
    if start:
        yield Fragment("… ", False)
    at = start
    for first, last in marked:
        if first < at or first >= end:
            continue
        if first > at:
            yield Fragment(text[at:first], False)
        yield Fragment(text[first:last], True)
        at = last
    if at < end:
        yield Fragment(text[at:end], False)
    if end < len(text):
        yield Fragment(" …", False)
