"""Whether a document is of local interest, and every reason for it, by rules that each say what they saw."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from catalogue.core.text import fold
from catalogue.geography.departments import areas
from catalogue.geography.resolve import communes_of, department_of, departments_of_heading
from catalogue.local_interest.candidate import Candidate
from catalogue.local_interest.knowledge import Knowledge, Rule, shipped
from catalogue.local_interest.naming import Named, Names, together, words_of

KEPT_FROM: Final = 2  # one sure reason, or two doubtful ones that agree on a department
_BUILT: Final = " -- "
_BETWEEN: Final = re.compile(r"\s*[;,:]\s*")
_MOST_KEPT: Final = 100_000


class Reason(NamedTuple):
    """One rule that says so: ``words`` as the document writes them, the departments that they name, what it weighs, whether it is sure."""

    rule: Rule
    words: str
    departments: tuple[str, ...]
    weight: int
    sure: bool


class Interest(NamedTuple):
    """What the rules say of a document. ``score``: the weights that agree on one department, the highest; ``kept``: it is enough."""

    reasons: tuple[Reason, ...]
    score: int

    @property
    def kept(self) -> bool:
        """Whether a curator is to see it."""
        return self.score >= KEPT_FROM


class Region:
    """A region (``departments``: codes) and what is known of it."""

    def __init__(self, departments: Iterable[str], knowledge: Knowledge | None = None) -> None:
        known = knowledge or shipped()
        self.departments = frozenset(departments)
        self._names = Names(self.departments, known)
        self._sets = _sets(self.departments, known)
        self._libraries = {fold(line.words): self._here(line.departments) for line in known.of("library")}
        self._persons = {fold(line.words): (self._here(line.departments), line.sure) for line in known.of("person")}
        self._weights = known.weights
        self._subjects: dict[str, tuple[Named, ...]] = {}
        self._keepers: dict[str, tuple[Named, ...]] = {}

    def _here(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(code for code in codes if code in self.departments)

    def judge(self, candidate: Candidate, *, ours: Collection[str] = ()) -> Interest:
        """Every reason for which a document is of interest here; none for most of them.

        ``ours``: names of the arks that a notice of the catalogue has ("cb328261098").
        """
        reasons = tuple(self._reasons(candidate, ours))
        if not reasons:
            return NOTHING
        weights: dict[str, dict[str, int]] = {}  # two words of one title say it no better than one, nor a doubtful word said twice
        for reason in reasons:
            witness = reason.rule if reason.sure or reason.rule not in ("title", "subject") else " ".join(words_of(reason.words))
            for code in reason.departments or ("",):
                said = weights.setdefault(code, {})
                said[witness] = max(reason.weight, said.get(witness, 0))
        return Interest(reasons, max(sum(said.values()) for said in weights.values()))

    def _reasons(self, candidate: Candidate, ours: Collection[str]) -> Iterator[Reason]:
        """Of each rule, in the order of the table."""
        named: dict[Rule, Iterable[Named]] = {
            "ours": (Named(ark, (), sure=True) for ark in dict.fromkeys(candidate.arks) if ark in ours),
            "set": (self._sets[code] for code in dict.fromkeys(candidate.sets) if code in self._sets),
            "library": (one for source in candidate.sources for one in self._kept_by(source)),
            "subject": (one for subject in dict.fromkeys(candidate.subjects) for one in self._about(subject)),
            "published": (one for place in dict.fromkeys(candidate.published) for one in _published(place, self.departments, self._names)),
            "title": together(one for title in candidate.titles for one in self._names.named_in(title)),
            "person": (Named(name, *known) for name in dict.fromkeys(candidate.names) if (known := self._of_person(name))),
        }
        for rule, found in named.items():
            for one in found:
                yield from self._said(rule, one)

    def _of_person(self, name: str) -> tuple[tuple[str, ...], bool] | None:
        return self._persons.get(fold(name)) if self._persons else None

    def _said(self, rule: Rule, named: Named) -> Iterator[Reason]:
        weights = self._weights.get(rule)
        if weights:
            yield Reason(rule, named.words, named.departments, weights[0 if named.sure else 1], named.sure)

    def _kept_by(self, source: str) -> tuple[Named, ...]:
        """The place of the library that keeps it: « Bibliothèque municipale de Lyon, 301234 »."""
        name = source.partition(",")[0].strip()
        if (known := self._keepers.get(name)) is None:
            if len(self._keepers) >= _MOST_KEPT:
                self._keepers.clear()
            here = self._names.named_in(name)
            if (listed := self._libraries.get(fold(name))) is not None:
                known = (Named(name, listed or (here[0].departments if here else ()), sure=True),)
            else:
                known = here
            self._keepers[name] = known
        return known

    def _about(self, subject: str) -> tuple[Named, ...]:
        """The places of a heading, that of a list ("Lyon (Rhône) -- 1789-1799") or one in anybody's words."""
        if (known := self._subjects.get(subject)) is None:
            if len(self._subjects) >= _MOST_KEPT:
                self._subjects.clear()
            parts = [part.strip() for part in subject.split(_BUILT)]
            known = self._subjects[subject] = together(one for part in parts for one in self._heading(part))
        return known

    def _heading(self, part: str) -> Iterable[Named]:
        name, bracket, inside = part.partition("(")
        if "," in name and any(letter.isdigit() for letter in inside):  # "Savoie, Eugène de (1663-1736)": a person
            return ()
        codes = communes_of(part, near=self.departments, named_only=True) if bracket else ()
        here = tuple(dict.fromkeys(found for code in codes if (found := department_of(code)) in self.departments))
        here = here or tuple(code for code in departments_of_heading(part) if code in self.departments)
        if not here and bracket:  # "Bourget, Lac du (Savoie)"
            here = tuple(
                code for word in _BETWEEN.split(inside.strip(" )")) for code in areas().get(fold(word), ()) if code in self.departments
            )
        if here:
            return (Named(part, here, sure=True),)
        names = self._names.named_in(part)
        whole = [one for one in names if words_of(one.words) == words_of(name)]  # a heading that is the place, or one that names it
        return whole or names


def _sets(departments: frozenset[str], known: Knowledge) -> dict[str, Named]:
    found = {}
    for line in known.of("set"):
        here = tuple(code for code in line.departments if code in departments)
        if here:
            found[line.words] = Named(line.label or line.words, here, sure=line.sure)
    return found


@lru_cache(maxsize=65536)
def _published(place: str, near: frozenset[str], names: Names) -> tuple[Named, ...]:
    """The town of the region that an imprint names; one that is a foreign town too is doubtful without its department."""
    here = tuple(dict.fromkeys(found for code in communes_of(place, near=near) if (found := department_of(code)) in near))
    if not here:
        return ()
    return (Named(place, here, sure="(" in place or not names.is_doubtful_in_an_imprint(place)),)


NOTHING: Final = Interest((), 0)
