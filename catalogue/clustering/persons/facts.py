"""What is known of the bearer of one form of a name: what the heading says, and what the documents that name it do."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from catalogue.clustering.persons import lives
from catalogue.clustering.persons.lives import LONGEST_LIFE, Life, Years


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Relator codes of UNIMARC: printers, booksellers, publishers; then engravers, cutters, photographers, scribes. They work in the year of
# what they made; whoever wrote a text may be printed at any time after.
TRADE = _set("160 240 310 610 620 650 680")
ARTS = _set("040 170 180 350 360 410 430 440 510 530 600 700 705 760")
MAKERS = TRADE | ARTS
OWNERS = _set("320 390 450")
_FIRST_WORK = 12  # years old
_LAST_OF_A_MAKER = 8  # years after a death that a shop still signs, or a plate is still pulled
PERSONS = frozenset({"person", "unknown"})


class Facts(Struct, frozen=True, kw_only=True, dict=True):
    """``name``, ``dates``, ``qualifier`` and ``kind``: as ``core.description.Agent`` has them. ``numbers``: those of agencies
    ("idref:026927608"). ``roles``: relator codes; ``made``: the first and the last year of what was printed, engraved or drawn under this
    form of the name, ``wrote``: of whatever else names it, copies once owned aside.
    """

    name: str
    kind: str = "person"
    dates: str = ""
    qualifier: str = ""
    numbers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    made: Years | None = None
    wrote: Years | None = None

    @cached_property
    def life(self) -> Life:
        """What the dates say, those in the name itself where it has no others ("Caulet, Jean de (1693-1771)")."""
        return lives.read(self.dates or self.name)

    @cached_property
    def trades(self) -> frozenset[str]:
        """What the roles come to: "trade", "arts", "letters", "owner"; empty where none is given."""
        return frozenset(_trade(code) for code in self.roles)

    @property
    def is_person(self) -> bool:
        """Whether it is, or may be, somebody and no body."""
        return self.kind in PERSONS

    def may_have_worked(self, *, making: bool) -> Years | None:
        """The years in which documents of this person can come: of a maker while alive, of an author ever after; None: unknown."""
        birth, death, active = self.life
        if active is not None:
            return active[0], active[1] if making else active[1] + _AFTER_AN_AUTHOR
        if birth is None and death is None:
            return None
        first = (birth[0] if birth else death[0] - LONGEST_LIFE if death else 0) + _FIRST_WORK
        last = death[1] if death else (birth[1] if birth else 0) + LONGEST_LIFE
        return first, last + (_LAST_OF_A_MAKER if making else _AFTER_AN_AUTHOR)


_AFTER_AN_AUTHOR = 150


def _trade(code: str) -> str:
    if code in TRADE:
        return "trade"
    if code in ARTS:
        return "arts"
    return "owner" if code in OWNERS else "letters"
