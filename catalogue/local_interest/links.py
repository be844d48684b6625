"""What a document that curators keep is found by on readers' pages: the persons it names, the words it answers to, its edition."""

from __future__ import annotations

from itertools import islice
from typing import Final

from catalogue.core.description import Description
from catalogue.core.headings import agent_label, heading_key
from catalogue.core.text import STOP_WORDS, words_of_all

MOST_HEADINGS: Final = 60
MOST_WORDS: Final = 400
MOST_NUMBERS: Final = 20
_NAMING_AN_EDITION: Final = frozenset({"ark", "frbnf"})
_BUILT: Final = " -- "
_NOBODY: Final = frozenset({"place", "period", "class"})


def headings_of(description: Description) -> tuple[str, ...]:
    """The keys of those whom a document is by or about ("coste-jean-1789-1850"), as the page of a person is addressed by."""
    labels = [agent_label(agent) for agent in description.agents]
    labels += [subject.value.partition(_BUILT)[0] for subject in description.subjects if subject.kind not in _NOBODY]
    keys = dict.fromkeys(filter(None, map(heading_key, labels)))
    return tuple(islice(keys, MOST_HEADINGS))


def editions_of(description: Description) -> tuple[str, ...]:
    """``scheme:value`` of the arks and the FRBNF numbers that a record gives of its edition: its own, and that of its notice at the BnF."""
    told = (
        f"{one.scheme}:{one.value.strip()}" for one in description.identifiers if one.scheme in _NAMING_AN_EDITION and one.value.strip()
    )
    return tuple(islice(dict.fromkeys(told), MOST_NUMBERS))


def words_of(description: Description) -> tuple[str, ...]:
    """The plain words of its titles, names, places, subjects and dates, each once; little words are left out."""
    texts = [title.value for title in description.titles]
    texts += [agent.name for agent in description.agents]
    texts += [place for statement in description.publications for place in statement.places]
    texts += [subject.value for subject in description.subjects]
    texts += [date.display for date in description.dates]
    found = dict.fromkeys(word for line in words_of_all(texts) for word in line if word not in STOP_WORDS) if texts else {}
    return tuple(islice(found, MOST_WORDS))
