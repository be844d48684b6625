"""The sheet of an XLSX file that holds the grid, its cells as texts; what a spreadsheet could not compute as its own sign of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, repeat
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from catalogue.core.messages import Message
from catalogue.formats.fonds_grid.cells import BadGrid, cell_text

ZIP: Final = b"PK"
LARGEST_INSIDE: Final = 120_000_000  # bytes of what a file unfolds to
MOST_COLUMNS: Final = 1_000  # a cell beyond them is nobody's
FARTHEST_HEADING: Final = 20  # rows, of which one names the columns: a title may stand above
UNCOMPUTED: Final = "#FORMULE!"
# What spreadsheets show for what they cannot compute, in English and in French.
ERROR = re.compile(r"#(?:REF|VALUE|VALEUR|DIV/0|NULL|NUL|NUM|NOMBRE|SPILL|CALC|FORMULE)!|#N/A|#NAME\?|#NOM\s?\?|#GETTING_DATA|Err:\d{3}")
_FORMULA = re.compile(rb"<f[\s/>]")
_FAULTS = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, TypeError, OSError, SyntaxError)


def sheet_of(content: bytes, *, headed: Callable[[Sequence[str]], bool]) -> Iterator[list[str]]:
    """The rows of the first sheet that shows a row which ``headed`` knows, of the first sheet where none does. Sheets that are hidden are
    looked at last. Raises :class:`BadGrid`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as folded:
            if sum(one.file_size for one in folded.infolist()) > LARGEST_INSIDE:
                raise BadGrid(Message("grid_too_large"))
            computes = _computes(folded)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheets = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
        chosen = next((one for one in sheets if any(headed(row) for row in islice(_rows(one), FARTHEST_HEADING))), sheets[0])
        formulas = load_workbook(io.BytesIO(content), read_only=True)[chosen.title] if computes else None
        yield from _rows(chosen, formulas)
    except _FAULTS:
        raise BadGrid(Message("grid_unreadable")) from None


def _computes(folded: zipfile.ZipFile) -> bool:
    """Whether a sheet holds a formula."""
    for name in folded.namelist():
        if name.startswith("xl/worksheets/"):
            with folded.open(name) as part:
                tail = b""
                while block := part.read(1 << 20):
                    if _FORMULA.search(tail + block):
                        return True
                    tail = block[-2:]
    return False


def _rows(sheet: Any, formulas: Any = None) -> Iterator[list[str]]:
    """The cells of each row; ``formulas``: the same sheet as it was typed, where what was never computed is looked for."""
    values = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
    typed = formulas.iter_rows(values_only=True, max_col=MOST_COLUMNS) if formulas else repeat(())
    for row, said in zip(values, typed, strict=False):
        cells = [cell_text(cell) for cell in row]
        for place, formula in enumerate(said):
            if place < len(cells) and not cells[place] and isinstance(formula, str) and formula.startswith("="):
                cells[place] = UNCOMPUTED
        yield cells
