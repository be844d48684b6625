"""What each format holds of a description that says something everywhere: the table of MAPPING.md is this test's."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

import catalogue.formats
from catalogue.formats import dublin_core, marc21, unimarc
from catalogue.formats.comparing import losses
from catalogue.formats.dublin_core.writing import Said, write_oai_dc, write_qualified
from catalogue.formats.marc21.writing import write as write_marc21
from catalogue.formats.unimarc.writing import write as write_unimarc
from tests.catalogue.formats.everything import EVERYTHING

MAPPING = Path(catalogue.formats.__file__).with_name("MAPPING.md")
TITLE = "## What is not read again as it was"


def _in_dublin_core(write):
    return dublin_core.describe(etree.fromstring(write(EVERYTHING, Said())), identifier=EVERYTHING.identifier)


READ_AGAIN = {
    "UNIMARC": lambda: unimarc.describe(write_unimarc(EVERYTHING)),
    "MARC 21": lambda: marc21.describe(write_marc21(EVERYTHING)),
    "Dublin Core, qualified": lambda: _in_dublin_core(write_qualified),
    "oai_dc": lambda: _in_dublin_core(write_oai_dc),
}


def table() -> str:
    """The table: a line for each field, a column for each format; "–" where nothing is lost, else what of the field is."""
    lost = {name: [loss.field for loss in losses(EVERYTHING, again())] for name, again in READ_AGAIN.items()}
    fields = [
        name for name in EVERYTHING.__struct_fields__ if any(each.partition(".")[0] == name for found in lost.values() for each in found)
    ]
    lines = [f"| Field | {' | '.join(lost)} |", f"|---|{'---|' * len(lost)}"]
    for field in fields:
        cells = [_cell(field, found) for found in lost.values()]
        lines.append(f"| {field} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(field: str, found: list[str]) -> str:
    of_field = sorted({each for each in found if each.partition(".")[0] == field})
    if field in of_field:
        count, whole = found.count(field), getattr(EVERYTHING, field)
        return "all" if not isinstance(whole, tuple) or count == len(whole) else f"{count} of {len(whole)}"
    return ", ".join(each.partition(".")[2] for each in of_field) or "–"


def test_the_table_of_losses_is_what_comes_out():
    text = MAPPING.read_text(encoding="utf-8")
    assert TITLE in text
    assert text.partition(TITLE)[2].strip() == table(), f"write this under the title {TITLE!r}:\n{table()}"
