"""Where a list of an OAI-PMH server stands, as a checkpoint of bounded size, and whether it goes round in circles."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from catalogue.core.messages import Message
from harvest.protocols.base import Checkpoint, Fatal, Item
from harvest.protocols.oai_answer import OaiAnswer

REMEMBERED = 32
EMPTY_PAGES = 20
MAX_PAGES = 200_000
SHORT = 0.95


@dataclass(frozen=True, slots=True)
class Chain:
    """``token`` for the next page, None before the first one. ``recent``: marks of the last tokens and pages. ``anchor``: a
    mark kept from page 1, 2, 4, 8 …, which finds a circle of any length in time (Brent's algorithm).
    """

    token: str | None = None
    first_date: str = ""
    page: int = 0
    seen: int = 0
    total: int | None = None
    empty: int = 0
    recent: tuple[str, ...] = ()
    anchor: str = ""
    looping: bool = False

    @classmethod
    def of(cls, checkpoint: Checkpoint | None) -> Chain:
        """The chain that a checkpoint describes; a fresh one for None."""
        if not checkpoint:
            return cls()
        known: Mapping[str, Any] = {name: checkpoint[name] for name in cls.__slots__ if name in checkpoint}
        return cls(**{**known, "recent": tuple(known.get("recent", ()))})

    def checkpoint(self) -> Checkpoint:
        """As JSON."""
        return {name: list(value) if isinstance(value := getattr(self, name), tuple) else value for name in self.__slots__}

    def after(self, answer: OaiAnswer, *, first_date: str) -> Chain:
        """The chain after ``answer``; its token is None when the list is finished. Raises Fatal for a list without end."""
        page, seen, empty = self.page + 1, self.seen + len(answer.items), 0 if answer.items else self.empty + 1
        token = answer.token or None
        marks = [_page_mark(answer.items)] if answer.items else []
        if self._knows(marks):
            raise Fatal(Message("protocol.oai.loop", {"page": page}))
        # A token that comes back may still close a page of new records: the page is kept, the next one is not asked for twice.
        looping = token is not None and self._knows([_mark("token", token)])
        marks += [_mark("token", token)] if token is not None else []
        if token is not None and page >= MAX_PAGES:
            raise Fatal(Message("protocol.oai.too_many_pages", {"count": MAX_PAGES}))
        if token is not None and empty >= EMPTY_PAGES:
            raise Fatal(Message("protocol.oai.empty_pages", {"count": empty}))
        power_of_two = page & (page - 1) == 0
        return replace(
            self,
            token=token,
            first_date=self.first_date or first_date,
            page=page,
            seen=seen,
            total=answer.total if answer.total is not None else self.total,
            empty=empty,
            recent=(*self.recent, *marks)[-REMEMBERED:],
            anchor=marks[-1] if power_of_two and marks else self.anchor,
            looping=looping,
        )

    def check(self) -> None:
        """Raise Fatal when the next page was already asked for."""
        if self.looping:
            raise Fatal(Message("protocol.oai.loop", {"page": self.page + 1}))

    def _knows(self, marks: list[str]) -> bool:
        return any(mark in self.recent or mark == self.anchor for mark in marks)

    def ending(self) -> tuple[Message, ...]:
        """What to say when the list is finished: it may be shorter than announced. The announced size is only advice."""
        if self.total is not None and self.seen < SHORT * self.total:
            return (Message("protocol.oai.short_list", {"total": self.total, "seen": self.seen}),)
        return ()


def _page_mark(items: tuple[Item, ...]) -> str:
    return _mark("page", *(f"{item.identifier} {item.datestamp}" for item in items))


def _mark(*parts: str) -> str:
    return hashlib.blake2b("\n".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()
