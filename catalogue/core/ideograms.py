"""Chinese and Japanese words, which no space parts: their characters two by two, so that a word is found within a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WRITTEN_TOGETHER = re.compile("[々-〇぀-ヿ㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff]+")


def has_ideograms(text: str) -> bool:
    """Whether some of ``text`` is written without spaces."""
    return not text.isascii() and _WRITTEN_TOGETHER.search(text) is not None


def cut(words: Iterable[str]) -> list[str]:
    """Folded words, each run of Chinese or Japanese characters as its pairs: 中国现代 gives 中国, 国现, 现代; one alone stays."""
    pieces: list[str] = []
    for word in words:
        pieces += _pairs(word) if has_ideograms(word) else [word]
    return pieces


def _pairs(word: str) -> list[str]:
    pairs: list[str] = []
    end = 0
    for match in _WRITTEN_TOGETHER.finditer(word):
        run = match[0]
        pairs += [word[end : match.start()]] if match.start() > end else []
        pairs += [run[place : place + 2] for place in range(max(len(run) - 1, 1))]
        end = match.end()
    return pairs + ([word[end:]] if end < len(word) else [])
