"""When agreement is not enough: too little said, early prints, unique objects, and what the heritage setting leaves to a person.

Decided in docs/adr/0007-same-edition.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from catalogue.clustering.evidence import Setting
from catalogue.clustering.traits import Traits
from catalogue.clustering.vetoes import languages_differ

Levels = Mapping[str, str]
# What agrees positively, beside the title.
_AGREE = {
    "author": frozenset(("same", "named")),
    "year": frozenset(("same", "shared", "coded")),
    "extent": frozenset(("same", "near", "within", "volumes_same")),
    "imprint": frozenset(("both", "publisher")),
    "series": frozenset(("number_same",)),
}
_LEAST, _LEAST_OF_GENERIC = 2, 3
# By field, the levels with which the heritage setting proposes and does not group.
_LEFT_TO_A_PERSON = {
    "year": frozenset(("within", "missing", "near", "reprinted", "close", "differ", "coded")),
    "imprint": frozenset(("publisher_differs", "town_differs", "differ")),
    "edition": frozenset(("one_sided", "unlike", "differ")),
    "title": frozenset(("another_form", "missing", "spelt", "little_left", "left")),
    "extent": frozenset(("differ", "volumes_differ")),
    "author": frozenset(("differ", "forenames_differ")),
}
# What a sheet shows is said by its title alone: one that has a word more is another ("Département de la Loire", "de la Haute-Loire"),
# unless the extent says the same.
_READ = frozenset(("", "text"))
_LONGER = frozenset(("contained", "briefly_contained"))
DOUBTS = ("evidence", "early", "unique", "language_in_doubt", *(f"{field}_in_doubt" for field in _LEFT_TO_A_PERSON))


def agreements(levels: Levels) -> int:
    """How many fields beside the title agree positively."""
    return sum(levels[field] in good for field, good in _AGREE.items())


def doubts_of(a: Traits, b: Traits, levels: Levels, *, setting: Setting) -> tuple[str, ...]:
    """What makes a pair a proposal, whatever its points: see :data:`DOUBTS`."""
    found = []
    if not _enough(a, b, levels):
        found.append("evidence")
    if a.early or b.early:
        found.append("early")
    if a.unique or b.unique:
        found.append("unique")
    if setting == "heritage":
        if languages_differ(a, b):
            found.append("language_in_doubt")
        found += [f"{field}_in_doubt" for field, doubtful in _LEFT_TO_A_PERSON.items() if levels[field] in doubtful]
        if a.kind not in _READ and levels["title"] in _LONGER and levels["extent"] not in _AGREE["extent"]:
            found.append("title_in_doubt")
        if "author_in_doubt" in found and _all_else_agrees(levels):
            found.remove("author_in_doubt")
    return tuple(found)


def _all_else_agrees(levels: Levels) -> bool:
    """Whether title, year, extent and imprint are the very same: an author called otherwise is then a pseudonym or a slip."""
    return (levels["title"], levels["year"], levels["extent"], levels["imprint"]) == ("equal", "same", "same", "both")


def _enough(a: Traits, b: Traits, levels: Levels) -> bool:
    if a.generic or b.generic:
        return agreements(levels) >= _LEAST_OF_GENERIC and levels["author"] in _AGREE["author"]
    return agreements(levels) >= _LEAST
