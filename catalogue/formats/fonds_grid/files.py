"""The grid of fonds as a file: CSV as spreadsheets write it, XLSX; each line with what its cells say and what is wrong of them."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from catalogue.core.messages import N_, Message, declare
from catalogue.formats import delimited
from catalogue.formats.fonds_grid.cells import COMPUTED, BadCell, BadGrid, cell_text
from catalogue.formats.fonds_grid.columns import COLUMNS, Column, of_heading
from catalogue.formats.fonds_grid.sheets import ERROR, FARTHEST_HEADING, ZIP, sheet_of

MOST_LINES: Final = 5_000
LARGEST: Final = 12_000_000  # bytes of a file
LONGEST_CELL: Final = 20_000
_SEP = re.compile(r"sep=(.)\s*")

declare(
    {
        "grid_empty": N_("The file is empty."),
        "grid_too_large": N_("The file is too large to be read here: cut it."),
        "grid_unreadable": N_("The file is neither CSV nor XLSX: save it from your spreadsheet as one of them."),
        "grid_columns": N_("No line at the beginning names a column “titre” or “identifiant”: begin from a grid that this page gives."),
        "grid_error": N_("“%(value)s” is a fault of the spreadsheet, not what you meant: mend the formula, or write the value itself."),
        "grid_no_heading": N_("“%(value)s” stands in a column without a heading: name the column, or take the cell out."),
        "grid_unknown_column": N_(
            "The column “%(name)s” is none of the grid: take it out, or write its name as in a grid that this page gives."
        ),
        "grid_column_twice": N_("The column “%(name)s” is there twice."),
        "grid_too_many": N_("The file has more than %(limit)d lines: cut it."),
        "grid_long_cell": N_("The text is longer than %(limit)d characters."),
    }
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong of a line. ``column``: the heading of the cell, "" for the whole line."""

    column: str
    message: Message


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number in the file (the heading is 1), what its cells say by field, and what is wrong of those that say nothing."""

    number: int
    values: dict[str, Any]
    troubles: tuple[Trouble, ...] = ()


def read_grid(content: bytes) -> list[Line]:
    """Every line that is not empty, below the one that names the columns. Raises :class:`BadGrid`."""
    if not content.strip():
        raise BadGrid(Message("grid_empty"))
    if len(content) > LARGEST:
        raise BadGrid(Message("grid_too_large"))
    columns: list[Column | None] | None = None
    lines: list[Line] = []
    for number, cells in enumerate(sheet_of(content, headed=_heads) if content.startswith(ZIP) else _csv(content), start=1):
        if not any(cells):
            continue
        if columns is None:
            if _heads(cells):
                columns = _columns(cells)
            elif number > FARTHEST_HEADING:
                break
            continue
        if len(lines) == MOST_LINES:
            raise BadGrid(Message("grid_too_many", {"limit": MOST_LINES}))
        lines.append(_line(number, cells, columns))
    if columns is None:
        raise BadGrid(Message("grid_columns"))
    return lines


def _heads(cells: Sequence[str]) -> bool:
    """Whether a line is the one that names the columns."""
    return any(column.field in {"title", "key"} for name in cells if (column := of_heading(name.strip())))


def _csv(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    first, _, rest = text.partition("\n")
    if told := _SEP.fullmatch(first):  # a line that Excel writes for itself
        delimiter, text = told[1], rest
        yield []
    else:
        head = next((line for line in islice(text.splitlines(), FARTHEST_HEADING) if _heads(_cut(line))), first)
        delimiter = delimited.delimiter_of(head)
    try:
        for _, row in delimited.lines(io.StringIO(text, newline=""), delimiter):
            yield [cell_text(cell) for cell in row]
    except csv.Error:
        raise BadGrid(Message("grid_unreadable")) from None


def _cut(line: str) -> list[str]:
    return next((row for _, row in delimited.lines([line], delimited.delimiter_of(line))), [])


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # "Unicode text" of Excel
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        raise BadGrid(Message("grid_unreadable"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # what Excel writes in France as "CSV"


def _columns(heading: list[str]) -> list[Column | None]:
    names = [name.strip() for name in heading]
    found = [of_heading(name) if name else None for name in names]
    wrong = [Message("grid_unknown_column", {"name": name[:60]}) for name, column in zip(names, found, strict=True) if name and not column]
    known = [column for column in found if column]
    wrong += [Message("grid_column_twice", {"name": column.heading}) for column in dict.fromkeys(known) if known.count(column) > 1]
    if wrong:
        raise BadGrid(*wrong)
    return found


def _line(number: int, cells: list[str], columns: list[Column | None]) -> Line:
    values: dict[str, Any] = {}
    troubles = []
    for place, column in enumerate(columns):
        if column is None:
            continue
        cell = cells[place] if place < len(cells) else ""
        try:
            if ERROR.fullmatch(cell):
                raise BadCell("grid_error", value=cell[:40])
            if len(cell) > LONGEST_CELL:
                raise BadCell("grid_long_cell", limit=LONGEST_CELL)
            values[column.field] = column.kind.read(cell.replace("\0", ""))
        except BadCell as bad:
            troubles.append(Trouble(column.heading, bad.message))
    lost = [cell for place, cell in enumerate(cells) if cell.strip() and (place >= len(columns) or columns[place] is None)]
    troubles += [Trouble("", Message("grid_no_heading", {"value": lost[0][:40]}))] if lost else []
    return Line(number, values, tuple(troubles))


def write_csv(lines: Iterable[Mapping[str, str]], columns: Sequence[Column] = COLUMNS) -> Iterator[str]:
    """The grid as CSV, for spreadsheets in French: a byte order mark, semicolons; piece by piece. ``lines``: cells by heading."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in columns])
    yield "\ufeff" + buffer.getvalue()
    for line in lines:
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([_safe(line.get(column.heading, "")) for column in columns])
        yield buffer.getvalue()


def write_xlsx(lines: Iterable[Mapping[str, str]]) -> bytes:
    """The same as XLSX; every cell is a text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("fonds")
    sheet.append([column.heading for column in COLUMNS])
    for line in lines:
        sheet.append([_safe(line.get(column.heading, "")) for column in COLUMNS])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _safe(text: str) -> str:
    """A text that a spreadsheet would compute gets an apostrophe, taken off when it is read; signs that XML forbids are left out."""
    plain = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"'{plain}" if COMPUTED.match(plain) else plain
