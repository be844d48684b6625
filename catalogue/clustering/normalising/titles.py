"""The words of a title for matching, whichever subfield the cataloguer put them in."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalogue.clustering.normalising.numbers import number_of, numbers_in, volumes_in
from catalogue.clustering.normalising.words import important, listed, words_of
from catalogue.core.description import Description
from catalogue.core.rules.titles import completing

_OTHER = ("parallel", "uniform", "variant", "key", "former", "cover")
_LONGEST = 4000
# What cataloguers add to a title: others had a hand in it, a misprint is as printed.
_ET_AL = re.compile(r"\[?\bet\s+al(?:ii|\.)?\]?|\[sic\]|\[!\]|\[i\.\s*e\.[^\]]*\]", re.IGNORECASE)


class TitleWords(NamedTuple):
    """What the titles of a description give: see :class:`catalogue.clustering.traits.Traits`."""

    title: tuple[str, ...]
    main: tuple[str, ...]
    statement: tuple[str, ...]
    squeezed: str
    other_titles: tuple[str, ...]
    generic: bool
    numbers: tuple[str, ...]
    volumes: tuple[str, ...]


def _clean(text: str) -> str:
    return _ET_AL.sub(" ", text[:_LONGEST])


def titles_of(description: Description) -> TitleWords:
    """The words and the numbers of the titles of a description."""
    own = [*description.titles[:1], *completing(description)]
    other = [title for title in description.titles if title.kind in _OTHER]
    text = " ".join(_clean(title.value) for title in own)
    main = important(words_of(_clean(description.title[description.titles[0].nonsorting :] if description.titles else "")))
    title_words = words_of(text)
    said = [title.value for title in other] + [said.value for said in description.responsibility]
    said += [agent.name for agent in description.agents] + [edition.value for edition in description.editions]
    said += [series.title for series in description.series]
    said += [name for publication in description.publications for name in publication.names]
    statement = title_words + words_of(_clean(" ".join(said)))
    return TitleWords(
        title=important(word for word in title_words if not number_of(word)),
        main=main,
        statement=tuple(sorted(set(statement))),
        squeezed="".join(statement),
        other_titles=tuple(words for title in other if (words := " ".join(important(words_of(_clean(title.value)))))),
        generic=bool(main) and listed("generic").issuperset(word for word in main if not word.isdecimal()),
        numbers=numbers_in(text),
        volumes=tuple(sorted({found for title in own for found in volumes_in(_clean(title.value), alone=title.kind == "part")})),
    )
