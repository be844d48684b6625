"""The grid of fonds as a file: CSV as spreadsheets write it, XLSX; each line with what its cells say and what is wrong of them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.exceptions import InvalidFileException

from catalogue.core.messages import N_, Message, declare
from catalogue.formats import delimited
from catalogue.formats.fonds_grid.cells import COMPUTED, BadCell, cell_text
from catalogue.formats.fonds_grid.columns import COLUMNS, Column, of_heading

MOST_LINES: Final = 5_000
LARGEST: Final = 12_000_000  # bytes of a file
LARGEST_INSIDE: Final = 120_000_000  # bytes of what an XLSX file unfolds to
LONGEST_CELL: Final = 20_000
_ZIP = b"PK"

declare(
    {
        "grid_empty": N_("The file is empty."),
        "grid_too_large": N_("The file is too large to be read here: cut it."),
        "grid_unreadable": N_("The file is neither CSV nor XLSX: save it from your spreadsheet as one of them."),
        "grid_columns": N_("The first line names no column “titre” nor “identifiant”: begin from a grid that this page gives."),
        "grid_unknown_column": N_(
            "The column “%(name)s” is none of the grid: take it out, or write its name as in a grid that this page gives."
        ),
        "grid_column_twice": N_("The column “%(name)s” is there twice."),
        "grid_too_many": N_("The file has more than %(limit)d lines: cut it."),
        "grid_long_cell": N_("The text is longer than %(limit)d characters."),
    }
)


class BadGrid(Exception):
    """A file that is no grid; ``messages`` say why."""

    def __init__(self, *messages: Message) -> None:
        self.messages = messages
        super().__init__("; ".join(map(str, messages)))


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
    """Every line that is not empty. Raises :class:`BadGrid`."""
    if not content.strip():
        raise BadGrid(Message("grid_empty"))
    if len(content) > LARGEST:
        raise BadGrid(Message("grid_too_large"))
    table = _sheet(content) if content.startswith(_ZIP) else _csv(content)
    columns = _columns(next(table, []))
    lines: list[Line] = []
    for number, cells in enumerate(table, start=2):
        if not any(cells):
            continue
        if len(lines) == MOST_LINES:
            raise BadGrid(Message("grid_too_many", {"limit": MOST_LINES}))
        lines.append(_line(number, cells, columns))
    return lines


def _csv(content: bytes) -> Iterator[list[str]]:
    if b"\0" in content:
        raise BadGrid(Message("grid_unreadable"))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # what Excel writes in France as "CSV"
    first = text.partition("\n")[0]
    try:
        for _, row in delimited.lines(io.StringIO(text, newline=""), delimited.delimiter_of(first)):
            yield [cell_text(cell) for cell in row]
    except csv.Error:
        raise BadGrid(Message("grid_unreadable")) from None


def _sheet(content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folded:
            if sum(one.file_size for one in folded.infolist()) > LARGEST_INSIDE:
                raise BadGrid(Message("grid_too_large"))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(values_only=True):
            yield [cell_text(cell) for cell in row]
    except BadGrid:
        raise
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, TypeError, OSError, SyntaxError):
        raise BadGrid(Message("grid_unreadable")) from None


def _columns(heading: list[str]) -> list[Column | None]:
    names = [name.strip() for name in heading]
    while names and not names[-1]:
        names.pop()
    found = [of_heading(name) if name else None for name in names]
    if not any(column and column.field in {"title", "key"} for column in found):
        raise BadGrid(Message("grid_columns"))
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
            if len(cell) > LONGEST_CELL:
                raise BadCell("grid_long_cell", limit=LONGEST_CELL)
            values[column.field] = column.kind.read(cell.replace("\0", ""))
        except BadCell as bad:
            troubles.append(Trouble(column.heading, bad.message))
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
