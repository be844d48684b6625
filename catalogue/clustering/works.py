"""Whether two editions are of one work: title and author agree, whatever the year, the printer and the number of pages say."""

from __future__ import annotations

from catalogue.clustering.keys import keys
from catalogue.clustering.levels.authors import author_level
from catalogue.clustering.levels.titles import title_level
from catalogue.clustering.traits import Traits

# Titles that are as good as the same, beside the author that both name, that one names within the title, or that nobody names.
_TITLES = {
    "same": frozenset(("equal", "completed", "contained", "briefly_contained", "another_form", "spelt")),
    "named": frozenset(("equal", "completed", "contained", "another_form")),
    "missing": frozenset(("equal", "completed")),
}
_OF_A_TITLE = ("n:", "t:", "w:")


def keys_of_work(traits: Traits) -> tuple[str, ...]:
    """The keys, of those of :func:`catalogue.clustering.keys.keys`, under which the editions of its work meet; none for what has no other
    edition: a manuscript, a photograph, a periodical.
    """
    if traits.unique or traits.serial:
        return ()
    return tuple(key for key in keys(traits) if key.startswith(_OF_A_TITLE))


def same_work(a: Traits, b: Traits) -> bool:
    """Whether two records describe editions of one work, the same edition too. A title that many works have (« Œuvres », « Discours ») says
    nothing without the author, nor where more words follow it on one side only.
    """
    if a.unique or b.unique or a.serial or b.serial or (a.kind and b.kind and a.kind != b.kind):
        return False
    if a.numbers != b.numbers or (a.volumes and b.volumes and a.volumes != b.volumes):
        return False
    author = author_level(a, b)
    generic = a.generic or b.generic
    if generic and author != "same":
        return False
    found = title_level(a, b)
    return found in _TITLES.get(author, ()) and not (generic and found == "briefly_contained")
