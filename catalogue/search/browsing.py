"""The values of a facet in their own order, from any of them on, forwards or backwards: what is counted for pages, walked like a list.

An engine counts the most frequent values that begin so, ``MAX_VALUES`` at most: a beginning of many is gone through letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from catalogue.core.headings import heading_key
from catalogue.search.facets import MAX_VALUES
from catalogue.search.result import FacetValue

_LATIN = "0123456789abcdefghijklmnopqrstuvwxyz"
# Greek, Cyrillic, Hebrew, Arabic, as headings are folded. Of other scripts those letters are known that are seen.
_OTHERS = "".join(map(chr, (*range(0x3B1, 0x3CA), *range(0x430, 0x450), *range(0x5D0, 0x5EB), *range(0x621, 0x64B))))
# The ways in which sources write one heading are counted apart and told as one: of a list that was cut as many are left, at least.
ENOUGH = MAX_VALUES // 4
DEEPEST = 12  # letters: a longer beginning that has too many values gives its most frequent ones alone


@dataclass(frozen=True, slots=True)
class Walk:
    """A facet to be walked. ``begun`` counts the most frequent values that begin with a text, ``MAX_VALUES`` at most; ``whole`` gives the
    one value of a key, None where there is none.
    """

    begun: Callable[[str], tuple[FacetValue, ...]]
    whole: Callable[[str], FacetValue | None]

    def forwards(self, start: str = "") -> Iterator[FacetValue]:
        """The values from ``start`` on in the order of their keys, itself among them; as many counts as it takes to reach them."""
        return self._under("", start, backwards=False)

    def backwards(self, start: str) -> Iterator[FacetValue]:
        """The values before ``start``, the nearest first."""
        return self._under("", start, backwards=True)

    def _under(self, beginning: str, start: str, *, backwards: bool) -> Iterator[FacetValue]:
        found = self.begun(beginning)
        if len(found) < ENOUGH or len(beginning) >= DEEPEST:
            wanted = (value for value in found if (value.value < start) == backwards)
            yield from sorted(wanted, key=_key, reverse=backwards)
            return
        children = [child for child in _children(beginning, found) if _may_hold(child, start, backwards=backwards)]
        own = self.whole(beginning) if beginning and (beginning < start) == backwards else None
        if own and not backwards:  # nothing stands before something
            yield own
        for child in reversed(children) if backwards else children:
            yield from self._under(child, start, backwards=backwards)
        if own and backwards:
            yield own


def _key(value: FacetValue) -> str:
    return value.value


def _may_hold(beginning: str, start: str, *, backwards: bool) -> bool:
    """Whether values that begin so may stand before ``start``, or from it on."""
    return beginning < start if backwards else beginning >= start or start.startswith(beginning)


def _children(beginning: str, found: tuple[FacetValue, ...]) -> list[str]:
    """How values that begin so may go on, in order: by a letter, or by the first letter of a new word."""
    letters = _LATIN + (_OTHERS if not beginning or beginning[-1] in _OTHERS else "")
    possible = {f"{beginning}{letter}" for letter in letters}
    possible |= {f"{beginning}-{letter}" for letter in letters} if beginning else set()
    for value in found:
        rest = value.value[len(beginning) :]
        possible.add(value.value[: len(beginning) + (2 if rest.startswith("-") else 1)])
    return sorted(each for each in possible - {beginning} if heading_key(each) == each)
