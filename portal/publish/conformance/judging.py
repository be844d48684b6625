"""A judge: what it looks at, by which standard, and what it found; shared by all of them, none of which knows another."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

import msgspec
import structlog
from django.utils.functional import Promise
from django.utils.translation import gettext_noop

from portal.publish.conformance.asking import Portal, Unread

logger = structlog.get_logger(__name__)
T = TypeVar("T")
TOLD = 10  # faults that are kept of a run
_UNREAD = gettext_noop("The answer could not be read: %(why)s")
_BROKEN = gettext_noop("The judge itself failed: %(why)s")


class Fault(msgspec.Struct, frozen=True):
    """One thing that is wrong: at which address, and a sentence (a msgid, with its values)."""

    address: str
    said: str
    values: dict[str, str] = {}


class Skipped(Exception):
    """What a judge needs is not there; a sentence (a msgid) says what."""


class Chance(random.Random):
    """What is drawn tonight; the same for the same day, so that what was found can be looked at again."""


Judging = Callable[[Portal, Chance], Iterator[Fault | None]]
"""Yields once for each thing that was looked at: None where it is right. Raises Skipped before the first where it cannot look."""


class Judge(NamedTuple):
    """``name`` never changes: runs are kept under it. ``standard``: by what it judges, with the address where that is written."""

    name: str
    title: str | Promise
    standard: str
    written_at: str
    look: Judging


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a judge found: how many things it looked at, how many were wrong, the first of them; or why it did not look."""

    judge: str
    examined: int = 0
    failed: int = 0
    faults: tuple[Fault, ...] = ()
    skipped: str = ""
    seconds: float = 0.0


def check(right: object, address: str, said: str, /, **values: object) -> Fault | None:
    """None where it is right, else the fault."""
    return None if right else Fault(address, said, {name: str(value)[:300] for name, value in values.items()})


def judged(judge: Judge, portal: Portal, chance: Chance) -> Judgement:
    """What a judge finds; a judge that fails itself is a fault, never an error of the night."""
    started, found, examined, skipped = time.monotonic(), list[Fault](), 0, ""
    try:
        for fault in judge.look(portal, chance):
            examined += 1
            found += [fault] if fault else []
    except Skipped as reason:
        skipped = str(reason)
    except Unread as unread:
        examined += 1
        found.append(Fault(unread.address, _UNREAD, {"why": unread.why}))
    except Exception as error:  # the others are to judge all the same
        logger.exception("judge_failed", judge=judge.name)
        examined += 1
        found.append(Fault("", _BROKEN, {"why": f"{type(error).__name__}: {error}"[:200]}))
    spent = round(time.monotonic() - started, 2)
    return Judgement(
        judge=judge.name, examined=examined, failed=len(found), faults=tuple(found[:TOLD]), skipped=skipped, seconds=spent
    )  # fmt: skip


def each(things: Iterable[T], look: Callable[[T], Iterator[Fault | None]]) -> Iterator[Fault | None]:
    """What ``look`` finds of each thing; one whose answer cannot be read is a fault, and the next one is looked at."""
    for thing in things:
        try:
            yield from look(thing)
        except Unread as unread:
            yield Fault(unread.address, _UNREAD, {"why": unread.why})
