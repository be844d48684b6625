"""Copies: 930 with $5 (Sudoc's habit) or 995 (Recommandation 995), and the fields that speak of a copy by its $5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from catalogue.core.description import Description, Holding, Note
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field
from catalogue.formats.unimarc.writing import agents, notes
from catalogue.formats.unimarc.writing.features import features


def keys(description: Description) -> tuple[str, ...]:
    """What names each copy in $5: its institution, then its number or its call number; "" where that names several copies or none."""
    named = [_key(holding) for holding in description.holdings]
    owners = Counter(_owner(holding) for holding in description.holdings)
    counted = Counter(named)
    return tuple(
        key if key and counted[key] == 1 and (":" in key or owners[key] == 1) else "" for key in named
    )  # fmt: skip


def _owner(holding: Holding) -> str:
    return holding.institution or holding.institution_name.replace(":", " ")


def _key(holding: Holding) -> str:
    owner, number = _owner(holding), holding.identifier or holding.call_number
    return f"{owner}:{number}" if owner and number else owner


def of_copies(description: Description, *, block: str) -> Iterator[Field]:
    """The fields of one block (the first figure of the tag) that say something of one copy."""
    alone = len(description.holdings) == 1
    for holding, key in zip(description.holdings, keys(description), strict=True):
        for field in _about(holding, key):
            if field.tag[0] == block and (key or alone):
                yield field


def _about(holding: Holding, key: str) -> Iterator[Field]:
    yield from features(holding.features, copy=key)
    for note in holding.notes:
        if not _stands_with_the_copy(note):
            yield from notes.of(note, copy=key)
    for owner in holding.former_owners:
        yield from agents.name(owner, copy=key)


def _stands_with_the_copy(note: Note) -> bool:
    return note.kind in ("gaps", "inventory")


def holdings(description: Description) -> Iterator[Field]:
    """One 930 for a copy that its $5 names, with its 915 and its 955; one 995 for any other copy."""
    for holding, key in zip(description.holdings, keys(description), strict=True):
        yield from _named(holding, key) if key else _unnamed(holding)


def _named(holding: Holding, key: str) -> Iterator[Field]:
    given = Counter(note.kind for note in holding.notes)
    inventory = [note.value for note in holding.notes if note.kind == "inventory"]
    for number in inventory or [""]:
        if number or holding.barcode:
            yield from made("915", "  ", ("5", key), ("a", number), ("b", holding.barcode))
    owner = holding.institution or holding.institution_name
    told = [("a", holding.call_number), ("b", owner), ("c", holding.collection)]
    yield from made("930", "  ", ("5", key), *told, ("j", "u" * bool(holding.call_number or owner)))
    if holding.statement or given["gaps"]:
        lacking = [("w", note.value) for note in holding.notes if note.kind == "gaps"]
        yield from made("955", "  ", ("5", key), ("r", holding.statement), *lacking)
    if holding.access and ":" in key:
        yield from made("852", "  ", ("5", key), ("y", holding.access))


def _unnamed(holding: Holding) -> Iterator[Field]:
    place = [("b", holding.institution or holding.institution_name), ("e", holding.collection), ("f", holding.barcode)]
    said = [("u", note.value) for note in holding.notes if note.kind == "copy"]
    yield from made("995", "  ", *place, ("k", holding.call_number), ("l", holding.statement), *said)
