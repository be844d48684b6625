"""Coded characteristics: their codes at the positions of 116, 140 (edition) and 141 (copy)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalogue.core.description import Feature
from catalogue.formats.marc.record import Field
from catalogue.formats.tables import rows

_RUNS: dict[str, tuple[str, int, int, int, str]] = {}
_LENGTHS: dict[str, int] = {}
for _row in rows("unimarc_features"):
    _run = (_row["tag"], int(_row["first"]), int(_row["last"]) + 1, int(_row["width"]), _row["code"])
    _RUNS.setdefault(_row["feature"], _run)
    _LENGTHS[_run[0]] = max(_LENGTHS.get(_run[0], 0), _run[2])


def features(values: Iterable[Feature], *, copy: str = "", kind: str = "") -> Iterator[Field]:
    """The coded fields that hold ``values``; ``kind`` is the first position of 116, what the picture is (a blank where not known)."""
    data: dict[str, list[str]] = {"116": [kind, *" " * (_LENGTHS["116"] - 1)]} if kind else {}
    for value in values:
        if (run := _RUNS.get(value.code)) is not None:
            _put(data.setdefault(run[0], [" "] * _LENGTHS[run[0]]), *run[1:])
    for tag, characters in sorted(data.items()):
        subfields = [("a", "".join(characters)), *([("5", copy)] if copy else [])]
        yield Field(tag, subfields=subfields)


def _put(characters: list[str], first: int, end: int, width: int, code: str) -> None:
    """Write a code at the first free place of its run; one more than the run holds is left out."""
    for position in range(first, end, width):
        if not "".join(characters[position : position + width]).strip():
            characters[position : position + width] = code
            return
