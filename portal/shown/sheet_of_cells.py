"""A table that a reader takes away (CSV, RFC 4180), for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# A spreadsheet takes a cell that begins so for a formula and computes it (OWASP, "CSV Injection").
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def answered(titles: Sequence[str], rows: Iterable[Sequence[str]], *, name: str) -> HttpResponse:
    """The table as a file of this name, no cell of which a spreadsheet would compute."""
    made = io.StringIO()
    table = csv.writer(made)
    table.writerow(titles)
    table.writerows([_harmless(cell) for cell in row] for row in rows)
    # Without the mark, spreadsheets read UTF-8 as the machine's own characters.
    response = HttpResponse(f"\ufeff{made.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
