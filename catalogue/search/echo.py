"""Words of a search as the reader typed them, for what she is told of them: « à propos », not « a propos »."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.core.elisions import ELIDED
from catalogue.core.text import STOP_WORDS, fold, spans

_BETWEEN = STOP_WORDS | ELIDED


def as_typed(text: str, folded: Sequence[str]) -> str:
    """The passage of ``text`` whose words are the ``folded`` ones, little words between them too; these where there is none such."""
    found = spans(text)
    for first in range(len(found)):
        last = _end(found, first, folded)
        if last is not None:
            return text[found[first][0] : found[last][1]]
    return " ".join(folded)


def _end(found: Sequence[tuple[int, int, str]], first: int, folded: Sequence[str]) -> int | None:
    """Where the passage that begins at ``first`` ends: None where its words are others."""
    wanted = list(folded)
    for place in range(first, len(found)):
        words = found[place][2].split()
        if words == wanted[: len(words)]:
            wanted = wanted[len(words) :]
            if not wanted:
                return place
        elif place == first or fold(found[place][2]) not in _BETWEEN:
            return None
    return None
