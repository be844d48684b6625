"""Judgements over every pair that shares a key, as a rebuild makes them: most of those pairs are labelled by nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from catalogue.clustering.evidence import Setting
from catalogue.clustering.judging import judge
from catalogue.clustering.keys import candidates
from catalogue.clustering.measuring import Label, wilson
from catalogue.clustering.traits import Traits


class Prevalence(NamedTuple):
    """``right`` and ``wrong``: pairs judged the same that are labelled the same, or otherwise; a pair that nobody labelled is wrong,
    unless the truth puts both in one group. ``proposed``: how many are proposed, ``well_proposed`` those that are labelled the same.
    """

    candidates: int
    records: int
    right: int
    wrong: int
    proposed: int
    well_proposed: int
    positives: int

    @property
    def precision(self) -> float:
        """The share of the pairs judged the same that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def proposals_per_thousand(self) -> float:
        """How many proposals 1 000 records make."""
        return 1000 * self.proposed / self.records if self.records else 0.0

    def as_json(self) -> dict[str, object]:
        """The figures, for ``--json``."""
        return {
            "candidates": self.candidates,
            "precision": round(self.precision, 5),
            "precision_interval": wilson(self.right, self.right + self.wrong),
            "recall": round(self.right / self.positives, 5) if self.positives else 1.0,
            "false": self.wrong,
            "proposals_per_1000": round(self.proposals_per_thousand, 2),
            "well_proposed": self.well_proposed,
        }


def over_candidates(labels: Sequence[Label], traits: Mapping[str, Traits], *, setting: Setting, groups: Mapping[str, str]) -> Prevalence:
    """The figures over every candidate pair of the records. ``groups``: of each record, where known; else chains of positive labels."""
    groups = groups or _groups(labels)
    right = wrong = proposed = well = 0
    pairs = candidates(traits).pairs
    for one, other in pairs:
        band = judge(traits[one], traits[other], setting=setting, short=True).band
        if band == "different":
            continue
        true = one in groups and groups[one] == groups.get(other)
        if band == "same":
            right, wrong = right + true, wrong + (not true)
        else:
            proposed, well = proposed + 1, well + true
    sizes: dict[str, int] = {}
    for group in groups.values():
        sizes[group] = sizes.get(group, 0) + 1
    return Prevalence(len(pairs), len(traits), right, wrong, proposed, well, sum(size * (size - 1) // 2 for size in sizes.values()))


def _groups(labels: Sequence[Label]) -> dict[str, str]:
    """For each record of a positive pair, the name of its group."""
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for label in labels:
        if label.same:
            first, second = sorted((root(label.one), root(label.other)))
            parent[second] = first
    return {record: root(record) for record in parent}
