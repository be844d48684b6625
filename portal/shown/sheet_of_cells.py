"""A table that a reader takes away (CSV, RFC 4180), for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.http import HttpResponse

MEDIA_TYPE = "text/csv; charset=utf-8"
# A spreadsheet takes a cell that begins so for a formula and computes it (OWASP, "CSV Injection").
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def answered(titles: Sequence[str], rows: Iterable[Sequence[str]], *, name: str) -> HttpResponse:
    """The table as a file of this name, no cell of which a spreadsheet would compute."""
    response = HttpResponse(b"".join(written(titles, rows)), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def written(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The lines of the table, one after the other."""
    made = io.StringIO()
    table = csv.writer(made)
    # Without the mark, spreadsheets read UTF-8 as the machine's own characters.
    made.write("\ufeff")
    for row in chain([titles], ([_harmless(cell) for cell in row] for row in rows)):
        table.writerow(row)
        yield made.getvalue().encode()
        made.seek(0)
        made.truncate()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
