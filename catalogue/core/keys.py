"""What identifies anything that is indexed, marked or addressed: its kind and its number."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple, Self

KIND_BITS = 5  # the lowest bits of a packed key hold its kind: up to 32 kinds, numbers up to 2**58 - 1
_KIND_MASK = (1 << KIND_BITS) - 1
LARGEST_ID = (1 << (63 - KIND_BITS)) - 1


class Kind(IntEnum):
    """What a key names. The numbers stand in indexes, marks and arks: they are never given to another kind."""

    NOTICE = 1
    FONDS = 2
    COMPONENT = 3
    INSTITUTION = 4
    PERSON = 5
    EXHIBITION = 6
    PATH = 7
    ARTICLE = 8

    @property
    def word(self) -> str:
        """The kind as addresses and logs write it: "notice", "fonds"…"""
        return self.name.lower()


class DocumentKey(NamedTuple):
    """(kind, id) of a notice, a fonds, a component, an institution or a person. Sorted by kind, then by id."""

    kind: Kind
    id: int

    def __str__(self) -> str:
        return f"{self.kind.word}:{self.id}"

    @property
    def packed(self) -> int:
        """The key as one whole number below 2**63, for engines that keep numbers better than pairs; see :meth:`unpack`."""
        return (self.id << KIND_BITS) | self.kind

    @classmethod
    def unpack(cls, packed: int) -> Self:
        """The key that :attr:`packed` gave; raises ValueError where its kind is unknown."""
        return cls(Kind(packed & _KIND_MASK), packed >> KIND_BITS)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The key that ``str`` wrote ("notice:583"); raises ValueError where it is none."""
        word, _, number = text.partition(":")
        kind = next((kind for kind in Kind if kind.word == word), None)
        if kind is None or not (number.isascii() and number.isdigit()) or int(number) > LARGEST_ID:
            raise ValueError(f"not a document key: {text[:40]!r}")
        return cls(kind, int(number))
