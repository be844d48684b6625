"""Authors: a surname that both give, with forenames that do not gainsay it, or that stands in the other's statement."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from catalogue.clustering.traits import Traits

LEVELS = ("same", "named", "missing", "forenames_differ", "differ")
_SPELT = 5
_BODY = 0.75


def author_level(a: Traits, b: Traits) -> str:
    """How the authors of two documents compare: "named" where one's author stands among the names or in the statement of the other."""
    if not a.authors and not b.authors:
        return "missing"
    homonym = False
    for name in a.authors:
        for other in b.authors:
            found = _compare(name, other)
            if found == "same":
                return "same"
            homonym = homonym or found == "forenames_differ"
    if homonym:
        return "forenames_differ"
    if _named(a.authors, b) or _named(b.authors, a):
        return "named"
    return "differ" if _persons(a.authors) and _persons(b.authors) else "missing"


def _persons(authors: tuple[str, ...]) -> bool:
    """Whether a person is among them: the headings of bodies follow the rules of each catalogue, and gainsay nothing."""
    return any("," in author for author in authors)


def _compare(name: str, other: str) -> str:
    if name == other:
        return "same"
    surname, person, forenames = name.partition(",")
    other_surname, other_person, other_forenames = other.partition(",")
    if bool(person) != bool(other_person):
        return ""
    if not person:
        return "same" if _same_body(set(surname.split()), set(other_surname.split())) else ""
    if surname != other_surname and not (
        len(surname) >= _SPELT and OSA.distance(surname, other_surname, score_cutoff=1) <= 1 and forenames[:1] == other_forenames[:1]
    ):
        return ""
    return "same" if not forenames or not other_forenames or _meet(forenames, other_forenames) else "forenames_differ"


def _meet(forenames: str, others: str) -> bool:
    """Whether an initial is of both: "J. King" and "King"."""
    return not set(forenames).isdisjoint(others)


def _same_body(words: set[str], others: set[str]) -> bool:
    """Whether two names of bodies share most words of the shorter."""
    return len(words & others) >= _BODY * min(len(words), len(others))


def _named(authors: tuple[str, ...], b: Traits) -> bool:
    for author in authors:
        surname, person, _ = author.partition(",")
        if person and (surname in b.statement or (len(surname) >= _SPELT and surname in b.squeezed)):
            return True
        if not person and surname and set(surname.split()) <= set(b.statement):
            return True
    return False
