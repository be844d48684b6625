"""What the first record of every real file says, looked at file by file: number, title, date, name, languages, type, shelf, copies."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from catalogue.core.description import Description
from catalogue.formats.reading import read_file

TABLE = Path(__file__).parents[2] / "fixtures" / "shared_data" / "values.tsv"

pytestmark = pytest.mark.shared


def expected() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def said(description: Description) -> dict[str, str]:
    """The values of a description that the table holds."""
    return {
        "identifier": description.identifier,
        "title": description.title[:80],
        "dates": " ; ".join(date.display for date in description.dates[:2]),
        "name": description.agents[0].name if description.agents else "",
        "languages": " ".join(dict.fromkeys(language.code for language in description.languages)),
        "type": f"{description.document_type} {description.level}".strip(),
        "shelves": " ; ".join(copy.call_number for copy in description.holdings[:3] if copy.call_number),
        "copies": str(len(description.digital_copies)),
    }


@pytest.mark.parametrize("line", expected(), ids=lambda line: line["file"])
def test_the_first_record_says_what_it_says(shared_data: Path, line: dict[str, str]) -> None:
    with (shared_data / line["file"]).open("rb") as stream:
        description = next(reading.description for reading in read_file(stream) if reading.description)
    assert {"file": line["file"], **said(description)} == line
