"""A MARC record in memory: leader and fields, decoded, in their order; nothing is interpreted here."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.core.messages import Message

Subfields = list[tuple[str, str]]


class Field:
    """One field. A control field has ``value`` and no subfields; a data field has ``indicators`` and ``subfields``.

    ``occurrence`` counts the fields of the same tag from 1, in the record's order. Plain slots, not a dataclass: a
    harvest builds several million of them.
    """

    __slots__ = ("indicators", "occurrence", "subfields", "tag", "value")

    def __init__(
        self, tag: str, *, value: str = "", indicators: str = "  ", subfields: Subfields | None = None, occurrence: int = 1
    ) -> None:
        self.tag = tag
        self.value = value
        self.indicators = indicators
        self.subfields: Subfields = subfields if subfields is not None else []
        self.occurrence = occurrence

    @property
    def place(self) -> str:
        """Where it stands in the record: ``"700[2]"`` is the second 700."""
        return f"{self.tag}[{self.occurrence}]"

    def first(self, code: str) -> str:
        """The first subfield ``code``, or an empty string."""
        for known, value in self.subfields:
            if known == code:
                return value
        return ""

    def all(self, codes: str) -> list[str]:
        """Every non-empty subfield whose code is one of ``codes``, in the field's order."""
        return [value for code, value in self.subfields if code in codes and value]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Field) and (self.tag, self.value, self.indicators, self.subfields) == (
            other.tag,
            other.value,
            other.indicators,
            other.subfields,
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Field({self.place}, {self.value or self.subfields!r})"


class MarcRecord:
    """A record: ``leader`` (as received, maybe short: read positions with :meth:`leader_at`), ``fields``, ``charset`` used."""

    __slots__ = ("_by_tag", "charset", "fields", "leader", "warnings")

    def __init__(self, leader: str, fields: list[Field], *, charset: str = "utf-8", warnings: list[Message] | None = None) -> None:
        self.leader = leader
        self.fields = fields
        self.charset = charset
        self.warnings = warnings if warnings is not None else []
        self._by_tag: dict[str, list[Field]] | None = None

    def leader_at(self, position: int) -> str:
        """The leader's character at ``position``, a blank where the leader is too short (Sudoc's XML leaders often are)."""
        return self.leader[position] if position < len(self.leader) else " "

    def by_tag(self, tag: str) -> list[Field]:
        """The fields of one tag, in order; sets their ``occurrence`` at the first call."""
        if self._by_tag is None:
            index: dict[str, list[Field]] = {}
            for field in self.fields:
                same = index.setdefault(field.tag, [])
                same.append(field)
                field.occurrence = len(same)
            self._by_tag = index
        return self._by_tag.get(tag, [])

    def each(self, *tags: str) -> Iterator[Field]:
        """The fields of several tags, tag after tag."""
        for tag in tags:
            yield from self.by_tag(tag)

    def first(self, tag: str, code: str = "") -> str:
        """The value of the first control field ``tag``, or its first subfield ``code`` found; else an empty string."""
        for field in self.by_tag(tag):
            value = field.first(code) if code else field.value
            if value:
                return value
        return ""
