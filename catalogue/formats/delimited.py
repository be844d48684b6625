"""Tables in text with a delimiter (CSV), as spreadsheets write them: RFC 4180 and what Excel makes of it.

The csv module has one limit of a field's length for the whole process: it is lifted here, once, and each reader judges lengths itself, so
that what one reader takes depends on no other.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

csv.field_size_limit(2**31 - 1)  # what a C long holds everywhere


def delimiter_of(heading: str) -> str:
    """The delimiter of a table by its first line: semicolon (French spreadsheets), tab or comma."""
    return max(";\t,", key=heading.count)


def lines(text: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each line of the table with the number, from 1, of the line of text on which it ends. Raises csv.Error for what is no table."""
    reader = csv.reader(text, delimiter=delimiter)
    for cells in reader:
        yield reader.line_num, cells
