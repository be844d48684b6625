"""MARC records written by hand in lines, for tests: ``200 1#$aLes <<…``.

One field a line: tag, a blank, then two indicators (``#`` for a blank) and subfields after ``$``, or the value of a control field
(``#`` again in 007 and 008).
``LDR`` opens the leader, ``#`` standing for its blanks. ``<<`` and ``>>`` are the non-sorting marks.
"""

from __future__ import annotations

from pathlib import Path

from catalogue.formats.marc.record import Field, MarcRecord

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
UNIMARC_LEADER = "00000nam  2200000   450 "
MARC21_LEADER = "00000nam a2200000   4500"


def record(text: str, *, leader: str = UNIMARC_LEADER) -> MarcRecord:
    """The record that ``text`` spells."""
    fields = []
    for line in text.strip("\n").split("\n"):
        tag, _, rest = line.strip("\n").lstrip().partition(" ")
        rest = rest.replace("<<", "\x98").replace(">>", "\x9c")
        if tag == "LDR":
            leader = rest.replace("#", " ")
        elif tag < "010" and not rest.startswith(("##$", "  $")):
            fields.append(Field(tag, value=rest.replace("#", " ") if tag in ("007", "008") else rest))
        else:
            indicators, *parts = rest.split("$")
            subfields = [(part[:1], part[1:]) for part in parts]
            fields.append(Field(tag, indicators=indicators.replace("#", " ")[:2].ljust(2), subfields=subfields))
    return MarcRecord(leader, fields)


def fixture(name: str, *, leader: str = UNIMARC_LEADER) -> MarcRecord:
    """The record of ``tests/fixtures/<name>.txt``."""
    return record((FIXTURES / f"{name}.txt").read_text(encoding="utf-8"), leader=leader)
