"""Copies: 852 and 866, tied by $8; the notes and owners of a copy by its $5."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from catalogue.core.description import Description, Holding
from catalogue.formats.marc.making import made
from catalogue.formats.marc.record import Field
from catalogue.formats.marc21.writing import agents, contents


def keys(description: Description) -> tuple[str, ...]:
    """What names each copy in $5: its institution and its call number; "" where that names several copies or none."""
    named = [f"{_owner(each)}:{each.call_number}" if each.call_number else _owner(each) for each in description.holdings]
    owners = Counter(_owner(each) for each in description.holdings)
    counted = Counter(named)
    return tuple(
        key if _owner(each) and counted[key] == 1 and (each.call_number or owners[key] == 1) else ""
        for key, each in zip(named, description.holdings, strict=True)
    )  # fmt: skip


def _owner(holding: Holding) -> str:
    return holding.institution or holding.institution_name.replace(":", " ")


def of_copies(description: Description) -> Iterator[Field]:
    """The notes and the people of one copy."""
    alone = len(description.holdings) == 1
    for holding, key in zip(description.holdings, keys(description), strict=True):
        if not key and not alone:
            continue
        for note in holding.notes:
            if note.kind != "copy":
                yield from contents.of(note, copy=key)
        for owner in holding.former_owners:
            yield from agents.name(owner, hundred="7", copy=key)


def holdings(description: Description) -> Iterator[Field]:
    """852 of each copy, 866 of what is held."""
    for number, each in enumerate(description.holdings, start=1):
        said = [("z", note.value) for note in each.notes if note.kind == "copy"]
        place = [("a", each.institution or each.institution_name), ("b", each.collection), ("h", each.call_number)]
        tied = ("8", str(number) if each.statement else "")
        yield from made("852", "  ", tied, *place, ("p", each.barcode), *said)
        yield from made("866", " 0", tied, ("a", each.statement))
