"""Notices near another one: those that share its words, and among them those that bear the same number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from catalogue.core.description import Description
from catalogue.core.keys import DocumentKey
from catalogue.core.text import STOP_WORDS, words
from catalogue.search import engines
from catalogue.search.codes import compact
from catalogue.search.engine import SearchUnavailable
from catalogue.search.request import SearchRequest
from catalogue.search.result import Hit
from catalogue.search.synonyms import MAX_ALSO, Synonyms, Wording
from catalogue.selectors import notices
from catalogue.selectors.notices import ShownNotice

# Schemes whose number is given to one edition only; a call number or a number of one's own catalogue says nothing elsewhere.
OF_ONE_EDITION = ("ark", "frbnf", "ppn", "isbn", "ean", "ismn", "oclc", "doi", "national_bibliography", "fingerprint")
LOOKED_AT = 12
SHORTEST_WORD = 4
TITLE_WORDS, NAME_WORDS, SUBJECT_WORDS = 3, 1, 1
MOST_WORDS = 4  # of which there are six pairs
FIRST_WORDS = 14  # of a title, beyond which early prints tell their whole story
# The contract of search has one way to say "any of these": words that stand for one another. They do so here for a word that
# is in no notice.
_ANY = "notvwxyz"


@dataclass(frozen=True, slots=True)
class Near:
    """``hits`` that resemble, best first; ``same`` gives, for those that seem to be the same edition, (scheme, value) of the number
    they share, and ``descriptions`` what those say.
    """

    hits: tuple[Hit, ...]
    same: Mapping[DocumentKey, tuple[str, str]]
    descriptions: Mapping[DocumentKey, Description]

    def without(self, keys: Iterable[DocumentKey]) -> Near:
        """The same without these, of which something else is said."""
        left = frozenset(keys)
        return Near(
            tuple(hit for hit in self.hits if hit.key not in left),
            {key: shared for key, shared in self.same.items() if key not in left},
            {key: told for key, told in self.descriptions.items() if key not in left},
        )


NOTHING = Near((), {}, {})


def near(notice: ShownNotice) -> Near:
    """What is near a notice: one call of the engine and at most one statement; nothing while no engine answers."""
    request = request_for(notice.description)
    if request is None:
        return NOTHING
    try:
        found = engines.serving().search(request)
    except SearchUnavailable:
        return NOTHING
    others = [hit for hit in found.hits if hit.key != notice.key]
    mine = dict(_numbers(notice.description))
    read = notices.descriptions(hit.key for hit in others) if mine else {}
    same = {key: shared for key, other in read.items() if (shared := _shared(mine, other))}
    return Near(tuple(others), same, {key: read[key] for key in same})


def request_for(description: Description) -> SearchRequest | None:
    """The search for notices that share two of the most telling words of this one (the only one it has); None where it has none.

    Pairs are looked up, not words: a word of a million notices then costs no more than the rare one beside it.
    """
    telling = telling_words(description)
    if not telling:
        return None
    pairs: list[tuple[str, ...]] = [*combinations(telling, 2)] or [telling]
    wordings = tuple(Wording(" ".join(pair), pair) for pair in pairs[:MAX_ALSO])
    return SearchRequest(
        words=_ANY, synonyms=Synonyms(f"near {' '.join(telling)}", {(_ANY,): wordings}, 1), size=LOOKED_AT + 1, highlight=False
    )


def telling_words(description: Description) -> tuple[str, ...]:
    """The words that tell a notice from others, folded: of its author's name, of its title, of its subject."""
    found = (*_of_names(description), *_of_title(description), *_of_subjects(description))
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


def _telling(text: str) -> list[str]:
    return [word for word in words(text) if len(word) >= SHORTEST_WORD and word not in STOP_WORDS and not word.isdigit()]


def _of_title(description: Description) -> list[str]:
    """The longest of the title proper's first words, then of what follows it: long words are the rare ones."""
    proper = _longest(description.title)
    rest = _longest(" ".join(title.value for title in description.titles[1:] if title.kind == "remainder"))
    return [*proper, *(word for word in rest if word not in proper)][:TITLE_WORDS]


def _longest(text: str) -> list[str]:
    first = list(dict.fromkeys(_telling(text)))[:FIRST_WORDS]
    return sorted(first, key=len, reverse=True)[:TITLE_WORDS]


def _of_names(description: Description) -> list[str]:
    families = (agent.name.partition(",")[0] for agent in description.agents if not agent.copy)
    return [word for family in families for word in _telling(family)[:1]][:NAME_WORDS]


def _of_subjects(description: Description) -> list[str]:
    heads = ((subject.parts or (subject.value.partition(" -- ")[0],))[0] for subject in description.subjects if subject.kind != "class")
    return [word for head in heads for word in _telling(head)[:1]][:SUBJECT_WORDS]


def _numbers(description: Description) -> Iterator[tuple[str, tuple[str, str]]]:
    """(scheme and number made comparable, scheme and number as written) of those that name an edition."""
    for found in description.identifiers:
        if found.scheme in OF_ONE_EDITION and (key := compact(found.value)):
            yield f"{found.scheme} {key}", (found.scheme, found.value)


def _shared(mine: Mapping[str, tuple[str, str]], other: Description) -> tuple[str, str] | None:
    return next((mine[key] for key, _written in _numbers(other) if key in mine), None)
