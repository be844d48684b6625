"""Pairs that somebody is asked about, and what was decided of them together, whatever they are of."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from catalogue.clustering.evidence import Judgement

PAGE = 20
_JUDGEMENT = msgspec.json.Decoder(Judgement)


class Proposal(NamedTuple):
    """Two of a kind, by their numbers, that may be the same, and what was judged of them."""

    one: int
    other: int
    judgement: Judgement


class Batch(NamedTuple):
    """What somebody decided together: ``ones`` and ``others`` are names as they are shown."""

    batch: uuid.UUID
    verdict: str
    author: str
    decided_at: datetime
    reason: str
    ones: Sequence[str]
    others: Sequence[str]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The two names of each."""
        return list(zip(self.ones, self.others, strict=True))


def proposals_of(rows: Iterable[tuple[Any, ...]]) -> tuple[Proposal, ...]:
    """Of rows of (one, other, judgement in JSON)."""
    return tuple(Proposal(one, other, _JUDGEMENT.decode(judgement)) for one, other, judgement in rows)


def batches_of(rows: Iterable[tuple[Any, ...]]) -> tuple[Batch, ...]:
    """Of rows as :class:`Batch` has them."""
    return tuple(Batch(*row) for row in rows)
