"""How well judgements agree with labels: precision, recall, F1, each with its 95 % Wilson interval."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from catalogue.clustering.evidence import Judgement, Setting
from catalogue.clustering.judging import judge
from catalogue.clustering.keys import keys
from catalogue.clustering.points import PointTable
from catalogue.clustering.traits import Traits

_Z = 1.959964  # 95 %, two-sided


class Label(NamedTuple):
    """Two records and whether somebody says that they describe the same edition."""

    one: str
    other: str
    same: bool


class Figures(NamedTuple):
    """Counts of a decision against labels; ``chosen`` is how many pairs were decided, ``right`` how many of these are labelled the same."""

    right: int
    chosen: int
    positives: int
    negatives: int

    @property
    def precision(self) -> float:
        """The share of the decided that is right; 1 where nothing was decided."""
        return self.right / self.chosen if self.chosen else 1.0

    @property
    def recall(self) -> float:
        """The share of the positives that was decided."""
        return self.right / self.positives if self.positives else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_json(self) -> dict[str, object]:
        """The figures and their intervals, for ``--json`` and for the table of points."""
        false = self.chosen - self.right
        return {
            "precision": round(self.precision, 5),
            "precision_interval": wilson(self.right, self.chosen),
            "recall": round(self.recall, 5),
            "recall_interval": wilson(self.right, self.positives),
            "f1": round(self.f1, 5),
            "false": false,
            "share_of_negatives": round(false / self.negatives, 5) if self.negatives else 0.0,
        }


def wilson(count: int, total: int) -> list[float]:
    """The 95 % interval of a share (Wilson, 1927), between 0 and 1."""
    if not total:
        return [0.0, 1.0]
    share = count / total
    centre = share + _Z * _Z / (2 * total)
    half = _Z * math.sqrt(share * (1 - share) / total + _Z * _Z / (4 * total * total))
    scale = 1 + _Z * _Z / total
    return [round(max(0.0, (centre - half) / scale), 5), round(min(1.0, (centre + half) / scale), 5)]


def judge_all(
    labels: Sequence[Label], traits: Mapping[str, Traits], *, setting: Setting, points: PointTable | None = None
) -> list[Judgement]:
    """The judgement of each labelled pair, in full."""
    return [judge(traits[label.one], traits[label.other], setting=setting, points=points) for label in labels]


def figures(labels: Iterable[Label], chosen: Iterable[bool]) -> Figures:
    """The figures of a decision, pair by pair."""
    right = decided = positives = negatives = 0
    for label, taken in zip(labels, chosen, strict=True):
        positives += label.same
        negatives += not label.same
        decided += taken
        right += taken and label.same
    return Figures(right, decided, positives, negatives)


def of_bands(labels: Sequence[Label], judgements: Sequence[Judgement]) -> dict[str, Figures]:
    """The figures of "same", and of "same or propose"."""
    return {
        "same": figures(labels, [judgement.band == "same" for judgement in judgements]),
        "same_or_propose": figures(labels, [judgement.band != "different" for judgement in judgements]),
    }


def blocking_recall(labels: Iterable[Label], traits: Mapping[str, Traits]) -> tuple[int, int]:
    """How many of the positives share a key, and how many there are."""
    positives = [label for label in labels if label.same]
    met = sum(not set(keys(traits[label.one])).isdisjoint(keys(traits[label.other])) for label in positives)
    return met, len(positives)


def at_recall(labels: Sequence[Label], judgements: Sequence[Judgement], recall: float) -> tuple[int, Figures] | None:
    """The highest number of points at which the decision reaches a recall, vetoes and doubts kept; None where none does."""
    for least in sorted({judgement.points for judgement in judgements}, reverse=True):
        found = figures(labels, [not one.vetoes and not one.doubts and one.points >= least for one in judgements])
        if found.recall >= recall:
            return least, found
    return None


def worst(labels: Sequence[Label], judgements: Sequence[Judgement], count: int) -> list[tuple[Label, Judgement]]:
    """The errors that the points were surest of: grouped against the label first, then missed."""
    wrong = [(label, judgement) for label, judgement in zip(labels, judgements, strict=True) if (judgement.band == "same") != label.same]
    wrong.sort(key=lambda error: (error[0].same, -error[1].points if not error[0].same else error[1].points))
    return wrong[:count]
